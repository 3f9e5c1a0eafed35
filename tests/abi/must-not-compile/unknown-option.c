/* SPDX-License-Identifier: MIT */
/* expect: (no member|field designator) .*conect_ms */
#include <asctp/asctp.h>
asctp_assoc *wrong(asctp *ctx);

asctp_assoc *wrong(asctp *ctx)
{
	return asctp_connect(ctx, "10.0.0.1:2905", .conect_ms = 1000);
}
