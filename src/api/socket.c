/* SPDX-License-Identifier: MIT */
/* api/socket.c - the exported calls on a descriptor: arguments checked, src/socket called. */
#include "api/socket.h"
#include "socket/socket.h"
#include "wire/addrs.h"
#include <errno.h>
#include <string.h>

enum { BIRTH_FLAGS = ASCTP_BLOCKING | ASCTP_INHERITED };

int api_one_port(const asctp_addr *addrs, size_t count, asctp_addr ret[ASCTP_ADDR_MAX])
{
	if (!addrs || !count || count > ASCTP_ADDR_MAX)
		return -EINVAL;
	for (size_t i = 0; i < count; i++) {
		const in_port_t port = wire_addr_port(&addrs[i]), first = wire_addr_port(addrs);

		if (!wire_addr_len(&addrs[i]) || (port && port != first))
			return -EINVAL;
		ret[i] = addrs[i];
		wire_addr_set_port(&ret[i], first);
	}
	return 0;
}

/* ---- Sockets ---- */

int asctp_sock_open(asctp_style style, asctp_net net, unsigned flags)
{
	if (style != ASCTP_ONE_TO_ONE && style != ASCTP_ONE_TO_MANY)
		return -EINVAL;
	if (net != ASCTP_DUAL && net != ASCTP_IPV4 && net != ASCTP_IPV6)
		return -EINVAL;
	if (flags & ~(unsigned)(BIRTH_FLAGS | ASCTP_KERNEL_DEFAULTS))
		return -EINVAL;
	return socket_open(&sys_linux, style, net, flags);
}

/* The kernel would find out too, but on a socket that was not bound keep what it has bound by then. */
static int check_binding(const asctp_addr *addrs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (count > 1 && wire_addr_is_wildcard(&addrs[i]))
			return -EINVAL;
		for (size_t j = 0; j < i; j++)
			if (wire_addr_equal(&addrs[i], &addrs[j]))
				return -EINVAL;
	}
	return 0;
}

int asctp_sock_bind(int fd, const asctp_addr *addrs, size_t count)
{
	asctp_addr checked[ASCTP_ADDR_MAX];
	int result = api_one_port(addrs, count, checked);

	if (!result)
		result = check_binding(checked, count);
	return result < 0 ? result : socket_bind(&sys_linux, fd, checked, count);
}

int asctp_sock_unbind(int fd, const asctp_addr *addrs, size_t count)
{
	asctp_addr checked[ASCTP_ADDR_MAX];
	int result = api_one_port(addrs, count, checked);

	return result < 0 ? result : socket_unbind(&sys_linux, fd, checked, count);
}

int asctp_sock_listen(int fd, int backlog)
{
	return backlog < 0 ? -EINVAL : socket_listen(&sys_linux, fd, backlog);
}

/* ---- Associations ---- */

int asctp_sock_accept(int fd, unsigned flags, asctp_addr *ret_peer)
{
	if (flags & ~(unsigned)BIRTH_FLAGS)
		return -EINVAL;
	return socket_accept(&sys_linux, fd, flags, ret_peer);
}

int asctp_sock_connect(int fd, const asctp_addr *addrs, size_t count, int32_t *ret_id)
{
	asctp_addr checked[ASCTP_ADDR_MAX];
	int32_t id;
	int result = api_one_port(addrs, count, checked);

	if (result < 0)
		return result;
	if (!wire_addr_port(&checked[0]))
		return -EINVAL;
	return socket_connect(&sys_linux, fd, checked, count, ret_id ? ret_id : &id);
}

int asctp_sock_peel_off(int fd, int32_t id, unsigned flags)
{
	if (id < 0 || flags & ~(unsigned)BIRTH_FLAGS)
		return -EINVAL;
	return socket_peel_off(&sys_linux, fd, id, flags);
}

int asctp_sock_shutdown(int fd, int32_t id)
{
	return id < 0 ? -EINVAL : socket_shutdown(&sys_linux, fd, id);
}

int asctp_sock_abort(int fd, int32_t id, const void *text, size_t len)
{
	if (id < 0 || len > ASCTP_SOCK_ABORT_TEXT_MAX || (len && !text))
		return -EINVAL;
	return socket_abort(&sys_linux, fd, id, text, len);
}

int asctp_sock_peers(int fd, int32_t id, asctp_addr *ret, size_t max)
{
	if (id < 0 || (max && !ret))
		return -EINVAL;
	return socket_peers(&sys_linux, fd, id, ret, max);
}

int asctp_sock_locals(int fd, int32_t id, asctp_addr *ret, size_t max)
{
	if (id < 0 || (max && !ret))
		return -EINVAL;
	return socket_locals(&sys_linux, fd, id, ret, max);
}

/* ---- Without SCTP ---- */

const char *asctp_explain_missing(char *buf, size_t size)
{
	return buf && size ? socket_explain_missing(buf, size) : buf;
}
