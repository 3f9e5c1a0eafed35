/* SPDX-License-Identifier: MIT */
/* expect: ASCTP_OPTION_nodeley */
#include <asctp/options.h>
int wrong(int fd);

int wrong(int fd)
{
	return asctp_set(fd, nodeley, true);
}
