/* SPDX-License-Identifier: MIT */
/* expect: (integer to pointer|pointer from integer) */
#include <asctp/asctp.h>
asctp_endpoint *wrong(asctp *ctx);

asctp_endpoint *wrong(asctp *ctx)
{
	return asctp_listen(ctx, 2905);
}
