/* SPDX-License-Identifier: MIT */
/* socket/open.c - sockets as we want them, whatever the kernel's defaults are. */
#include "asctp/event.h"
#include "socket/socket.h"
#include "wire/kernel.h"
#include <errno.h>

static int set_int(const struct sys *sys, int fd, int level, int name, int value)
{
	return sys->setsockopt(fd, level, name, &value, sizeof(value));
}

static int set_sctp(const struct sys *sys, int fd, int name, int value)
{
	return set_int(sys, fd, KERNEL_SOL_SCTP, name, value);
}

/* Slow messages of one association hold up the others only on a socket that carries several. */
static int set_defaults(const struct sys *sys, int fd, asctp_style style)
{
	int result = set_sctp(sys, fd, KERNEL_NODELAY, 1);

	if (!result)
		result = set_sctp(sys, fd, KERNEL_RECVRCVINFO, 1);
	if (!result && style == ASCTP_ONE_TO_MANY)
		result = set_sctp(sys, fd, KERNEL_FRAGMENT_INTERLEAVE, 1);
	return result;
}

static int set_net(const struct sys *sys, int fd, asctp_net net)
{
	int result;

	if (net == ASCTP_IPV4)
		return 0;
	result = set_int(sys, fd, IPPROTO_IPV6, IPV6_V6ONLY, net == ASCTP_IPV6);
	return result ? result : set_sctp(sys, fd, KERNEL_I_WANT_MAPPED_V4_ADDR, 0);
}

int socket_type_flags(unsigned flags)
{
	return (flags & ASCTP_BLOCKING ? 0 : SOCK_NONBLOCK) |
	       (flags & ASCTP_INHERITED ? 0 : SOCK_CLOEXEC);
}

int socket_open(const struct sys *sys, asctp_style style, asctp_net net, unsigned flags)
{
	const int type = style == ASCTP_ONE_TO_ONE ? SOCK_STREAM : SOCK_SEQPACKET;
	int fd = sys->socket(net == ASCTP_IPV4 ? AF_INET : AF_INET6,
		type | socket_type_flags(flags), KERNEL_SOL_SCTP);
	int result;

	if (fd < 0)
		return fd;
	result = set_net(sys, fd, net);
	if (!result && !(flags & ASCTP_KERNEL_DEFAULTS))
		result = set_defaults(sys, fd, style);
	if (!result)
		return fd;
	sys->close(fd);
	return result;
}

int socket_reuse(const struct sys *sys, int fd)
{
	return set_int(sys, fd, SOL_SOCKET, SO_REUSEADDR, 1);
}

/* ---- Notifications ---- */

/* What the engine stands on. Handlers get what they get from these. */
static int subscribe(const struct sys *sys, int fd)
{
	int result = socket_subscribe(sys, fd, KERNEL_FUTURE_ASSOC,
		ASCTP_MASK(ASCTP_ASSOC_CHANGE) | ASCTP_MASK(ASCTP_PEER_ADDR_CHANGE) |
			ASCTP_MASK(ASCTP_SHUTDOWN_EVENT) | ASCTP_MASK(ASCTP_PARTIAL_DELIVERY_EVENT),
		0);

	if (result < 0)
		return result;
	result = socket_subscribe(
		sys, fd, KERNEL_FUTURE_ASSOC, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0);
	if (result == -EINVAL) /* before 5.5 */
		result = socket_subscribe(
			sys, fd, KERNEL_FUTURE_ASSOC, ASCTP_MASK(ASCTP_SEND_FAILED), 0);
	return result;
}

/* ---- Buffers ---- */

/* Asks for a buffer, beyond the administrator's limit where we may, and reads what we got. */
static int set_buffer(
	const struct sys *sys, int fd, int name, int force_name, int bytes, size_t *ret_granted)
{
	int granted = 0;
	socklen_t len = sizeof(granted);
	int result;

	if (set_int(sys, fd, SOL_SOCKET, force_name, bytes) < 0)
		set_int(sys, fd, SOL_SOCKET, name, bytes);
	result = sys->getsockopt(fd, SOL_SOCKET, name, &granted, &len);
	*ret_granted = granted > 0 ? (size_t)granted : 0;
	return result < 0 ? result : 0;
}

int socket_prepare(const struct sys *sys, int fd, struct socket_setup *setup)
{
	struct kernel_initmsg init = {
		.streams_out = setup->streams_out,
		.streams_in_max = setup->streams_in_max,
	};
	int result = set_defaults(sys, fd, ASCTP_ONE_TO_MANY);

	if (!result)
		result = sys->setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_INITMSG, &init, sizeof(init));
	if (!result)
		result = subscribe(sys, fd);
	if (!result)
		result = set_buffer(
			sys, fd, SO_SNDBUF, SO_SNDBUFFORCE, setup->buffer, &setup->granted_send);
	if (!result)
		result = set_buffer(
			sys, fd, SO_RCVBUF, SO_RCVBUFFORCE, setup->buffer, &setup->granted_receive);
	if (!result) {
		struct kernel_assoc_value expose = { .value = 2 };

		/* since 5.5: have paths that are potentially failed reported (RFC 7829) */
		setup->sees_trouble =
			sys->setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE,
				&expose, sizeof(expose)) == 0;
	}
	return result;
}
