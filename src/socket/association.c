/* SPDX-License-Identifier: MIT */
/* socket/association.c - how associations come to a descriptor: listen, accept, connect, peel off. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include <errno.h>

int socket_listen(const struct sys *sys, int fd, int backlog)
{
	return sys->listen(fd, backlog);
}

int socket_accept(const struct sys *sys, int fd, unsigned flags, asctp_addr *ret_peer)
{
	struct sockaddr_storage name;
	socklen_t len = sizeof(name);
	int result = sys->accept(fd, (struct sockaddr *)&name, &len, socket_type_flags(flags));

	if (result >= 0 && ret_peer)
		wire_addr_copy(&name, len < sizeof(name) ? len : sizeof(name), ret_peer);
	return result;
}

int socket_connect(
	const struct sys *sys, int fd, const asctp_addr *addrs, size_t count, int32_t *ret_id)
{
	unsigned char packed[SOCKET_PACKED_MAX];
	struct kernel_connectx3 connect = { .addrs = packed };
	socklen_t size = sizeof(connect);
	int len = wire_addrs_pack(addrs, count, packed, sizeof(packed));
	int result;

	if (len < 0)
		return len;
	connect.addrs_len = len;
	result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_CONNECTX3, &connect, &size);
	if (result >= 0 || result == -EINPROGRESS)
		*ret_id = connect.assoc_id;
	return result;
}

int socket_peel_off(const struct sys *sys, int fd, int32_t id, unsigned flags)
{
	struct kernel_peeloff_flags peel = {
		.assoc_id = id,
		.flags = (uint32_t)socket_type_flags(flags),
	};
	socklen_t size = sizeof(peel);
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_PEELOFF_FLAGS, &peel, &size);

	return result < 0 ? result : peel.fd;
}
