/* SPDX-License-Identifier: MIT */
/* expect: expected expression */
#include <asctp/asctp.h>
asctp_endpoint *wrong(asctp *ctx);

asctp_endpoint *wrong(asctp *ctx)
{
	return asctp_listen(ctx);
}
