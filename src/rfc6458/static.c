/* SPDX-License-Identifier: MIT */
/* rfc6458/static.c - sctp_connectx in the static library, which knows no versions but the last. */
#include "rfc6458/rfc6458.h"

int sctp_connectx(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id)
{
	return rfc6458_connectx(sd, addrs, addrcnt, id);
}
