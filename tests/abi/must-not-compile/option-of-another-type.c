/* SPDX-License-Identifier: MIT */
/* expect: (not compatible with any association|_Generic) */
#include <asctp/options.h>
int wrong(int fd);

int wrong(int fd)
{
	asctp_init init;

	return asctp_get(fd, rto, &init);
}
