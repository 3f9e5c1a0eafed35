/* SPDX-License-Identifier: MIT */
/* expect: (not compatible with any association|_Generic) */
#include <asctp/options.h>
int wrong(int fd);

int wrong(int fd)
{
	const asctp_init init = { 0 };

	return asctp_put(fd, rto, &init);
}
