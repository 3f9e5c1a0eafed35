/* SPDX-License-Identifier: MIT */
/* Each of the other programs, without its mistake. */
#include <asctp/asctp.h>

asctp_assoc *connect_(asctp *ctx);
int send_(asctp_assoc *assoc);

static void on_down(asctp_assoc *assoc, const asctp_down *down)
{
	(void)assoc;
	(void)down;
}

static const asctp_handlers handlers = { .down = on_down };

asctp_assoc *connect_(asctp *ctx)
{
	return asctp_connect(ctx, "10.0.0.1:2905", .on = &handlers, .connect_ms = 1000);
}

int send_(asctp_assoc *assoc)
{
	return asctp_send(assoc, "hello", 5, .ppid = 46, .unordered = true);
}
