/* SPDX-License-Identifier: MIT */
/*
 * rfc6458/versions.c - sctp_connectx as it is and as it was, for programs linked long ago: in the
 * shared library only.
 */
#include "rfc6458/rfc6458.h"
#include "sys/sys.h"

/* Gives a function another name and version. Compilers that optimize across files have to be told
 * by an attribute, and that functions alike are two for all that; others know none. */
#if defined(__has_attribute)
#if __has_attribute(symver)
#define VERSIONED(function, symbol) __attribute__((symver(symbol), no_icf))
#endif
#endif
#ifndef VERSIONED
#define VERSIONED(function, symbol) __asm__(".symver " #function "," symbol);
#endif

/* Those that were know nothing of an association that is still on its way. */
static int connectx(int sd, int name, const struct sockaddr *addrs, int addrcnt, int32_t *id)
{
	int len = rfc6458_list_len(addrs, addrcnt);
	int result;

	if (id)
		*id = 0;
	if (len < 0)
		return rfc6458_result(len);
	result = sys_linux.setsockopt(sd, KERNEL_SOL_SCTP, name, addrs, (socklen_t)len);
	if (result < 0)
		return rfc6458_result(result);
	if (id)
		*id = result;
	return 0;
}

/* Before there were versions, and in the first: without an id. */
VERSIONED(rfc6458_connectx_0, "sctp_connectx@")
EXPORT int rfc6458_connectx_0(int sd, struct sockaddr *addrs, int addrcnt);
int rfc6458_connectx_0(int sd, struct sockaddr *addrs, int addrcnt)
{
	return connectx(sd, KERNEL_CONNECTX_OLD, addrs, addrcnt, NULL);
}

VERSIONED(rfc6458_connectx_1, "sctp_connectx@VERS_1")
EXPORT int rfc6458_connectx_1(int sd, struct sockaddr *addrs, int addrcnt);
int rfc6458_connectx_1(int sd, struct sockaddr *addrs, int addrcnt)
{
	return connectx(sd, KERNEL_CONNECTX_OLD, addrs, addrcnt, NULL);
}

/* In the second: with the id of an association that is up. */
VERSIONED(rfc6458_connectx_2, "sctp_connectx@VERS_2")
EXPORT int rfc6458_connectx_2(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id);
int rfc6458_connectx_2(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id)
{
	return connectx(sd, KERNEL_CONNECTX, addrs, addrcnt, id);
}

VERSIONED(rfc6458_connectx_3, "sctp_connectx@@VERS_3")
EXPORT int rfc6458_connectx_3(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id);
int rfc6458_connectx_3(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id)
{
	return rfc6458_connectx(sd, addrs, addrcnt, id);
}
