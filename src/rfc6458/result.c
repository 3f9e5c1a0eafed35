/* SPDX-License-Identifier: MIT */
/* rfc6458/result.c - what the functions have in common: how they tell of errors, and take lists. */
#include "rfc6458/rfc6458.h"
#include "wire/addrs.h"
#include <errno.h>
#include <limits.h>

int rfc6458_result(int result)
{
	if (result >= 0)
		return result;
	errno = -result;
	return -1;
}

int rfc6458_list_len(const struct sockaddr *addrs, int addrcnt)
{
	int len;

	if (!addrs || addrcnt <= 0)
		return -EINVAL;
	len = wire_addrs_span(addrs, INT_MAX, (size_t)addrcnt);
	return len < 0 ? -EINVAL : len;
}
