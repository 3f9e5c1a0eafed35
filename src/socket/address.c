/* SPDX-License-Identifier: MIT */
/* socket/address.c - the addresses of a socket and of its associations. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int bindx(const struct sys *sys, int fd, int name, const asctp_addr *addrs, size_t count)
{
	unsigned char packed[SOCKET_PACKED_MAX];
	int len = wire_addrs_pack(addrs, count, packed, sizeof(packed));

	if (len < 0)
		return len;
	return sys->setsockopt(fd, KERNEL_SOL_SCTP, name, packed, (socklen_t)len);
}

int socket_bind(const struct sys *sys, int fd, const asctp_addr *addrs, size_t count)
{
	return bindx(sys, fd, KERNEL_BINDX_ADD, addrs, count);
}

int socket_unbind(const struct sys *sys, int fd, const asctp_addr *addrs, size_t count)
{
	return bindx(sys, fd, KERNEL_BINDX_REM, addrs, count);
}

/* ---- Lists ---- */

/* Room for the addresses of nearly every host, of a router with thousands, and of nobody. */
enum { FEW = sizeof(struct kernel_getaddrs) + SOCKET_PACKED_MAX };
static const socklen_t more[] = { 64 * 1024, 1024 * 1024 };

/* Reads the list of `len` bytes: all are counted, `max` written, IPv4 ones as such. */
static int unpack(const void *list, size_t len, asctp_addr *ret, size_t max)
{
	int count = wire_addrs_unpack(list, len, NULL, INT_MAX);

	if (count <= 0 || !max)
		return count;
	wire_addrs_unpack(list, len, ret, max); /* -E2BIG: the first ones are there all the same */
	for (size_t i = 0; i < (size_t)count && i < max; i++) {
		const asctp_addr addr = ret[i];

		wire_addr_copy(&addr, sizeof(addr), &ret[i]);
	}
	return count;
}

static int get_into(const struct sys *sys, int fd, int name, int32_t id, void *buf, socklen_t room,
	asctp_addr *ret, size_t max)
{
	const size_t head = sizeof(struct kernel_getaddrs);
	struct kernel_getaddrs *get = buf;
	socklen_t len = room;
	int result;

	memset(buf, 0, room);
	get->assoc_id = id;
	result = sys->getsockopt(fd, KERNEL_SOL_SCTP, name, buf, &len);
	if (result < 0)
		return result;
	/* of local addresses, the length that comes back counts the list alone */
	if (name == KERNEL_GET_PEER_ADDRS)
		len = len > head ? len - (socklen_t)head : 0;
	return len > room - head ? -EBADMSG : unpack(get->addrs, len, ret, max);
}

/* The kernel's answer to too little room is -ENOMEM. */
static int get(const struct sys *sys, int fd, int name, int32_t id, asctp_addr *ret, size_t max)
{
	union {
		struct kernel_getaddrs align;
		unsigned char bytes[FEW];
	} few;
	int result = get_into(sys, fd, name, id, &few, sizeof(few), ret, max);

	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]) && result == -ENOMEM; i++) {
		void *buf = socket_alloc(more[i]);

		if (!buf)
			return -ENOMEM;
		result = get_into(sys, fd, name, id, buf, more[i], ret, max);
		free(buf);
	}
	return result;
}

int socket_peers(const struct sys *sys, int fd, int32_t id, asctp_addr *ret, size_t max)
{
	return get(sys, fd, KERNEL_GET_PEER_ADDRS, id, ret, max);
}

int socket_locals(const struct sys *sys, int fd, int32_t id, asctp_addr *ret, size_t max)
{
	return get(sys, fd, KERNEL_GET_LOCAL_ADDRS, id, ret, max);
}

/* A UDP socket that connects sends nothing, but is given the address that it would send from. */
int socket_source(const struct sys *sys, const asctp_addr *peer, asctp_addr *ret)
{
	asctp_addr to = *peer, from = { 0 };
	socklen_t len = sizeof(from);
	int fd = sys->socket(peer->sa.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int result;

	if (fd < 0)
		return fd;
	if (!wire_addr_port(&to))
		wire_addr_set_port(&to, 1);
	result = sys->connect(fd, &to.sa, wire_addr_len(&to));
	if (!result)
		result = sys->getsockname(fd, &from.sa, &len);
	sys->close(fd);
	if (result < 0)
		return result;
	wire_addr_set_port(&from, 0);
	return wire_addr_copy(&from, len, ret);
}
