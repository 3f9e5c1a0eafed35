/* SPDX-License-Identifier: MIT */
/* rfc6458/address.c - addresses of sockets and associations: sctp_bindx, sctp_getpaddrs and theirs. */
#include "rfc6458/rfc6458.h"
#include "sys/sys.h"
#include "wire/addrs.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* To remove the last address is -EINVAL by the RFC, -EBUSY by the kernel. */
static int bindx(int sd, int name, const struct sockaddr *addrs, int addrcnt)
{
	int len = rfc6458_list_len(addrs, addrcnt);
	int result;

	if (len < 0)
		return len;
	result = sys_linux.setsockopt(sd, KERNEL_SOL_SCTP, name, addrs, (socklen_t)len);
	return name == KERNEL_BINDX_REM && result == -EBUSY ? -EINVAL : result;
}

int sctp_bindx(int sd, struct sockaddr *addrs, int addrcnt, int flags)
{
	switch (flags) {
	case BINDX_ADD_ADDR: return rfc6458_result(bindx(sd, KERNEL_BINDX_ADD, addrs, addrcnt));
	case BINDX_REM_ADDR: return rfc6458_result(bindx(sd, KERNEL_BINDX_REM, addrs, addrcnt));
	default: return rfc6458_result(-EINVAL);
	}
}

/* ---- Lists ---- */

/* Whether a socket has no association at all. On one that is to carry one alone, the kernel counts
 * none, but there an id means nothing: what it does not find is not there. */
static bool is_alone(int sd)
{
	uint32_t count = 1;
	socklen_t len = sizeof(count);
	int result =
		sys_linux.getsockopt(sd, KERNEL_SOL_SCTP, KERNEL_GET_ASSOC_NUMBER, &count, &len);

	return result == -EOPNOTSUPP || (result >= 0 && !count);
}

/* Reads a list into `room` bytes, and moves it to where they begin: so it is what free() takes. */
static int get_into(int sd, int name, int32_t id, struct kernel_getaddrs *get, socklen_t room)
{
	const size_t head = sizeof(*get);
	socklen_t len = room;
	uint32_t count;
	int result;

	memset(get, 0, head);
	get->assoc_id = id;
	result = sys_linux.getsockopt(sd, KERNEL_SOL_SCTP, name, get, &len);
	if (result < 0)
		return result;
	count = get->count;
	/* not by `len`: of local addresses, that counts the list alone */
	result = wire_addrs_span(get->addrs, room - head, count);
	if (result < 0)
		return result;
	memmove(get, get->addrs, (size_t)result);
	return (int)count;
}

/* The kernel's answer to too little room is -ENOMEM. */
static int get(int sd, int name, int32_t id, struct sockaddr **ret)
{
	static const socklen_t rooms[] = { 4096, 64 * 1024, 1024 * 1024 };
	int result = -ENOMEM;

	for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]) && result == -ENOMEM; i++) {
		void *list = malloc(rooms[i]);

		if (!list)
			return -ENOMEM;
		result = get_into(sd, name, id, list, rooms[i]);
		if (result > 0)
			*ret = list;
		else
			free(list);
	}
	return result;
}

int sctp_getpaddrs(int sd, int32_t id, struct sockaddr **addrs)
{
	int result;

	if (!addrs)
		return rfc6458_result(-EINVAL);
	*addrs = NULL;
	result = get(sd, KERNEL_GET_PEER_ADDRS, id, addrs);
	return result == -EINVAL && is_alone(sd) ? 0 : rfc6458_result(result);
}

int sctp_getladdrs(int sd, int32_t id, struct sockaddr **addrs)
{
	if (!addrs)
		return rfc6458_result(-EINVAL);
	*addrs = NULL;
	return rfc6458_result(get(sd, KERNEL_GET_LOCAL_ADDRS, id, addrs));
}

int sctp_freepaddrs(struct sockaddr *addrs)
{
	free(addrs);
	return 0;
}

int sctp_freeladdrs(struct sockaddr *addrs)
{
	free(addrs);
	return 0;
}

int sctp_getaddrlen(sa_family_t family)
{
	const asctp_addr addr = { .sa.sa_family = family };

	return (int)wire_addr_len(&addr);
}
