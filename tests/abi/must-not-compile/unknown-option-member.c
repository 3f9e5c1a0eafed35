/* SPDX-License-Identifier: MIT */
/* expect: (no member|field designator) .*maximum_ms */
#include <asctp/options.h>
int wrong(int fd);

int wrong(int fd)
{
	return asctp_set(fd, rto, .maximum_ms = 1000);
}
