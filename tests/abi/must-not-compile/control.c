/* SPDX-License-Identifier: MIT */
/* Each of the other programs, without its mistake. */
#include <asctp/asctp.h>
#include <asctp/options.h>

asctp_assoc *connect_(asctp *ctx);
int send_(asctp_assoc *assoc);
int options(asctp_assoc *assoc, asctp_endpoint *endpoint, int fd, int32_t id);

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

int options(asctp_assoc *assoc, asctp_endpoint *endpoint, int fd, int32_t id)
{
	asctp_rto rto;
	bool on;

	return asctp_set(assoc, nodelay, true) + asctp_set(endpoint, rto, .max_ms = 1000) +
	       asctp_set(asctp_at(fd, id), sack, 100, 3) + asctp_get(fd, rto, &rto) +
	       asctp_get(assoc, nodelay, &on) + asctp_option_at(0)->can_set;
}
