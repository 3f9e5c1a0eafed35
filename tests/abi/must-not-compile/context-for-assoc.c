/* SPDX-License-Identifier: MIT */
/* expect: incompatible (function )?pointer type */
#include <asctp/asctp.h>
int wrong(asctp *ctx);

int wrong(asctp *ctx)
{
	return asctp_close(ctx);
}
