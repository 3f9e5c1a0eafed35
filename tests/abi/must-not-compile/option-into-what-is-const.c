/* SPDX-License-Identifier: MIT */
/* expect: (not compatible with any association|_Generic) */
#include <asctp/options.h>
int wrong(int fd, const asctp_rto *rto);

int wrong(int fd, const asctp_rto *rto)
{
	return asctp_get(fd, rto, rto);
}
