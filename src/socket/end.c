/* SPDX-License-Identifier: MIT */
/* socket/end.c - how associations end: in order, or at once. */
#include "socket/socket.h"
#include "wire/kernel.h"
#include <errno.h>

/* Which kind of socket it is. One peeled off counts as one-to-many: it is ended in the same way. An
 * option of SCTP's tells that it is none. */
static int style_of(const struct sys *sys, int fd)
{
	int nodelay, type = 0;
	socklen_t len = sizeof(nodelay);
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_NODELAY, &nodelay, &len);

	len = sizeof(type);
	if (result >= 0)
		result = sys->getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len);
	if (result < 0)
		return result;
	return type == SOCK_STREAM ? ASCTP_ONE_TO_ONE : ASCTP_ONE_TO_MANY;
}

/* shutdown(2) does nothing for a socket peeled off, and poisons one that carries many associations:
 * it fails, and what is received there from then on is dropped. */
int socket_shutdown(const struct sys *sys, int fd, int32_t id)
{
	const asctp_sock_out eof = { .id = id, .eof = true };
	int style = style_of(sys, fd);

	if (style < 0)
		return style;
	return style == ASCTP_ONE_TO_ONE ? sys->shutdown(fd, SHUT_WR) : socket_send(sys, fd, &eof);
}

int socket_abort(const struct sys *sys, int fd, int32_t id, const void *text, size_t len)
{
	const asctp_sock_out abort = { .id = id, .abort = true, .data = text, .len = len };
	int style = style_of(sys, fd), result;

	if (style < 0)
		return style;
	if (style == ASCTP_ONE_TO_ONE)
		return -EOPNOTSUPP;
	result = socket_send(sys, fd, &abort);
	return result < 0 ? result : 0;
}
