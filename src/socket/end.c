/* SPDX-License-Identifier: MIT */
/* socket/end.c - how associations end: in order, or at once. */
#include "socket/socket.h"
#include "wire/kernel.h"
#include <errno.h>

/* shutdown(2) is used for nothing but an association that is up, of a one-to-one socket. What else it
 * would do:
 *
 *   - to a socket peeled off: nothing
 *   - to one that carries many associations: it fails, and poisons the socket
 *   - to one that is being connected: it fails, and gives up the attempt
 *   - once the peer is shutting down: that the end is reached would go unheard */
int socket_shutdown(const struct sys *sys, int fd, int32_t id)
{
	const asctp_sock_out eof = { .id = id, .eof = true };
	struct socket_status status;
	int style = socket_style(sys, fd), result;

	if (style < 0)
		return style;
	result = socket_status(sys, fd, id, &status);
	if (result == 0 && status.state > KERNEL_STATE_ESTABLISHED)
		return -ESHUTDOWN;
	if (style == ASCTP_ONE_TO_MANY) /* what is wrong with it, this tells better */
		return socket_send(sys, fd, &eof);
	if (result == -EINVAL)
		return -ENOTCONN;
	return result < 0 ? result : sys->shutdown(fd, SHUT_WR);
}

int socket_abort(const struct sys *sys, int fd, int32_t id, const void *text, size_t len)
{
	const asctp_sock_out abort = { .id = id, .abort = true, .data = text, .len = len };
	int style = socket_style(sys, fd), result;

	if (style < 0)
		return style;
	if (style == ASCTP_ONE_TO_ONE)
		return -EOPNOTSUPP;
	result = socket_send(sys, fd, &abort);
	return result < 0 ? result : 0;
}
