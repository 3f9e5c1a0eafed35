/* SPDX-License-Identifier: MIT */
/* api/timer.c - the user's timers: deadlines in the user's own structs. */
#include "api/objects.h"
#include <assert.h>

/* What a timer's private words are. */
struct timer {
	struct core_deadline deadline;
	asctp *ctx; /* it runs in; NULL: in none */
};

static_assert(sizeof(struct timer) <= sizeof(((asctp_timer *)0)->private_), "grow private_");

static void fired(struct core_deadline *deadline)
{
	struct timer *running = (struct timer *)deadline;
	asctp_timer *timer = (asctp_timer *)((char *)running - offsetof(asctp_timer, private_));

	asctp *ctx = running->ctx;

	ctx->timers--;
	running->ctx = NULL;
	if (!ctx->freeing)
		timer->fn(timer);
}

int asctp_timer_start(asctp *ctx, asctp_timer *timer, uint32_t ms)
{
	struct timer *running;

	if (!ctx || !timer || !timer->fn)
		return -EINVAL;
	if (ctx->freeing)
		return -ESHUTDOWN;
	asctp_timer_stop(timer);
	running = (struct timer *)timer->private_;
	running->deadline.fired = fired;
	running->ctx = ctx;
	api_now(ctx);
	/* never due at once: one that starts itself anew must not keep others from their turn */
	core_deadline_start(&ctx->core.deadlines, &running->deadline,
		ctx->core.now_ns + (ms ? core_ms(ms) : 1));
	ctx->timers++;
	io_rearm(&ctx->io);
	api_tell(ctx);
	return 0;
}

void asctp_timer_stop(asctp_timer *timer)
{
	struct timer *running = timer ? (struct timer *)timer->private_ : NULL;
	asctp *ctx = running ? running->ctx : NULL;

	if (!ctx)
		return;
	core_deadline_stop(&running->deadline);
	running->ctx = NULL;
	ctx->timers--;
	io_rearm(&ctx->io);
	api_tell(ctx);
}

void api_timers_stop(asctp *ctx)
{
	struct core_deadline *first;

	while ((first = ctx->core.deadlines.first)) {
		core_deadline_stop(first);
		if (first->fired == fired)
			((struct timer *)first)->ctx = NULL;
	}
}
