/* SPDX-License-Identifier: MIT */
/* rfc6458/association.c - associations to several addresses, and to a socket of their own. */
#include "rfc6458/rfc6458.h"
#include "sys/sys.h"
#include <errno.h>

/* As programs know it that are linked today. The id is told while the handshake goes on, too. */
int rfc6458_connectx(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id)
{
	int len = rfc6458_list_len(addrs, addrcnt);
	struct kernel_connectx3 connect = { .addrs_len = len, .addrs = addrs };
	socklen_t size = sizeof(connect);
	int result;

	if (len < 0)
		return rfc6458_result(len);
	result = sys_linux.getsockopt(sd, KERNEL_SOL_SCTP, KERNEL_CONNECTX3, &connect, &size);
	if (id && (result >= 0 || result == -EINPROGRESS))
		*id = connect.assoc_id;
	return result < 0 ? rfc6458_result(result) : 0;
}

int sctp_peeloff_flags(int sd, int32_t id, unsigned flags)
{
	struct kernel_peeloff_flags peel = { .assoc_id = id, .flags = flags };
	socklen_t size = sizeof(peel);
	int result;

	if (flags & ~(unsigned)(SOCK_NONBLOCK | SOCK_CLOEXEC))
		return rfc6458_result(-EINVAL);
	result = sys_linux.getsockopt(sd, KERNEL_SOL_SCTP, KERNEL_PEELOFF_FLAGS, &peel, &size);
	return rfc6458_result(result < 0 ? result : peel.fd);
}

int sctp_peeloff(int sd, int32_t id)
{
	return sctp_peeloff_flags(sd, id, 0);
}
