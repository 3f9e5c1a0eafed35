/* SPDX-License-Identifier: MIT */
/* socket/address.c - who we are and whom we talk to: bind, listen, connect, peel off. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include <errno.h>
#include <string.h>

enum { PACKED_MAX = ASCTP_ADDR_MAX * sizeof(struct sockaddr_in6) };

int socket_bind(const struct sys *sys, int fd, const asctp_addr *addrs, size_t count)
{
	unsigned char packed[PACKED_MAX];
	int len = wire_addrs_pack(addrs, count, packed, sizeof(packed));

	if (len < 0)
		return len;
	return sys->setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_BINDX_ADD, packed, (socklen_t)len);
}

int socket_listen(const struct sys *sys, int fd, int backlog)
{
	return sys->listen(fd, backlog);
}

int socket_connect(
	const struct sys *sys, int fd, const asctp_addr *addrs, size_t count, int32_t *ret_id)
{
	unsigned char packed[PACKED_MAX];
	struct kernel_connectx3 connect = { .addrs = packed };
	socklen_t size = sizeof(connect);
	int len = wire_addrs_pack(addrs, count, packed, sizeof(packed));
	int result;

	if (len < 0)
		return len;
	connect.addrs_len = len;
	result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_CONNECTX3, &connect, &size);
	if (result < 0 && result != -EINPROGRESS)
		return result;
	*ret_id = connect.assoc_id;
	return 0;
}

int socket_peel_off(const struct sys *sys, int fd, int32_t id)
{
	struct kernel_peeloff_flags peel = {
		.assoc_id = id,
		.flags = SOCK_CLOEXEC | SOCK_NONBLOCK,
	};
	socklen_t size = sizeof(peel);
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_PEELOFF_FLAGS, &peel, &size);

	return result < 0 ? result : peel.fd;
}

int socket_locals(const struct sys *sys, int fd, int32_t id, asctp_addr *ret, size_t max)
{
	union {
		struct kernel_getaddrs get;
		unsigned char bytes[sizeof(struct kernel_getaddrs) + PACKED_MAX];
	} buf;
	asctp_addr addrs[ASCTP_ADDR_MAX];
	socklen_t len = sizeof(buf);
	int result, count;

	memset(&buf, 0, sizeof(buf));
	buf.get.assoc_id = id;
	result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_GET_LOCAL_ADDRS, &buf, &len);
	if (result < 0)
		return result;
	/* the length that comes back counts the addresses alone */
	if (len > PACKED_MAX)
		return -EBADMSG;
	count = wire_addrs_unpack(buf.get.addrs, len, addrs, ASCTP_ADDR_MAX);
	for (int i = 0; i < count && (size_t)i < max; i++)
		ret[i] = addrs[i];
	return count;
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
	if (!asctp_addr_port(&to)) {
		if (to.sa.sa_family == AF_INET)
			to.v4.sin_port = 1;
		else
			to.v6.sin6_port = 1;
	}
	result = sys->connect(fd, &to.sa, asctp_addr_len(&to));
	if (!result)
		result = sys->getsockname(fd, &from.sa, &len);
	sys->close(fd);
	if (result < 0)
		return result;
	if (from.sa.sa_family == AF_INET)
		from.v4.sin_port = 0;
	else
		from.v6.sin6_port = 0;
	return wire_addr_copy(&from, len, ret);
}
