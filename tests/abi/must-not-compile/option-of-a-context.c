/* SPDX-License-Identifier: MIT */
/* expect: (not compatible with any association|_Generic) */
#include <asctp/asctp.h>
#include <asctp/options.h>
int wrong(asctp *ctx);

int wrong(asctp *ctx)
{
	return asctp_set(ctx, nodelay, true);
}
