/* SPDX-License-Identifier: MIT */
/* api/process.c - handlers: when they run, and the loop that comes with the library. */
#include "api/objects.h"
#include <stdlib.h>

enum {
	/* steps and sends per event of the batch, at most: of what makes no event (sending, parts of
	 * long messages) there is an end, too */
	STEPS_PER_EVENT = 16,
	/* turns without an event, at the end, until no more is expected: far beyond what is needed,
	 * and there so that a socket that fails for ever ends, too */
	LAST_TURNS = 4096,
	LAST_BATCH = 64
};

#define CALL_(nr, tag, name)                                  \
	case ASCTP_EV_##tag:                                  \
		if (on->name) {                               \
			on->name(event->assoc, &event->name); \
			return;                               \
		}                                             \
		break;
#define CALL_BARE_(nr, tag, name)               \
	case ASCTP_EV_##tag:                    \
		if (on->name) {                 \
			on->name(event->assoc); \
			return;                 \
		}                               \
		break;

static void dispatch(const asctp_event *event)
{
	const asctp_handlers *on = &event->assoc->on;

	switch (event->type) {
		ASCTP_EVENTS(CALL_, CALL_BARE_)
	default: break;
	}
	if (on->any)
		on->any(event->assoc, event);
}

/* One turn: hands out up to `max` events, working towards the next whenever there is none, for one
 * round of the driver at most. *ret_rested: it had nothing to do. */
static int turn(asctp *ctx, uint32_t max, bool *ret_rested)
{
	const uint64_t steps = (uint64_t)max * STEPS_PER_EVENT;
	uint32_t events = 0;
	asctp_event event;

	*ret_rested = false;
	ctx->processing = true;
	io_begin(&ctx->io);
	while (events < max && (!ctx->freeing || ctx->ending)) {
		if (core_engine_next(&ctx->core, &event)) {
			dispatch(&event);
			core_engine_done(&ctx->core);
			events++;
		} else if (ctx->io.spent >= steps) {
			break;
		} else if (!io_step(&ctx->io)) {
			*ret_rested = ctx->io.rested;
			break;
		}
	}
	ctx->processing = false;
	io_end(&ctx->io);
	if (core_engine_pending(&ctx->core))
		io_wake(&ctx->io);
	return (int)events;
}

/* ---- The end ---- */

/* Aborts what there is and lets it come to its end: the kernel answers an abort at once, so this
 * waits for nothing. */
static void end_all(asctp *ctx)
{
	struct core_assoc *assoc;
	unsigned turns = 0;
	bool rested;

	TAILQ_FOREACH (assoc, &ctx->core.all, all) /* from now on none is added */
		core_assoc_abort(assoc, NULL, 0);
	while (!TAILQ_EMPTY(&ctx->core.all)) {
		if (turn(ctx, LAST_BATCH, &rested))
			turns = 0;
		else if (rested || ++turns == LAST_TURNS)
			break;
	}
	while (!TAILQ_EMPTY(&ctx->core.all)) {
		/* the kernel has nothing to say of these: no memory for its notification */
		TAILQ_FOREACH (assoc, &ctx->core.all, all)
			io_gone(&ctx->io, assoc, ASCTP_LOCAL, -ECONNABORTED);
		turn(ctx, LAST_BATCH, &rested);
	}
}

static void destroy(asctp *ctx)
{
	asctp_endpoint *endpoint;

	ctx->freeing = ctx->ending = true;
	TAILQ_FOREACH (endpoint, &ctx->endpoints, link)
		api_endpoint_retire(endpoint);
	end_all(ctx);
	while ((endpoint = TAILQ_FIRST(&ctx->endpoints))) {
		TAILQ_REMOVE(&ctx->endpoints, endpoint, link);
		free(endpoint);
	}
	api_timers_stop(ctx);
	if (ctx->told)
		ctx->told(ctx->told_arg, ASCTP_GONE);
	io_close(&ctx->io);
	free(ctx);
}

void asctp_free(asctp *ctx)
{
	if (!ctx || ctx->freeing)
		return;
	ctx->freeing = true;
	if (!ctx->processing) /* else process() does it when the handler is back */
		destroy(ctx);
}

/* ---- Turning ---- */

static int process(asctp *ctx)
{
	bool rested;
	int events = turn(ctx, ctx->batch, &rested);

	if (ctx->freeing) {
		destroy(ctx);
		return -ESHUTDOWN;
	}
	api_tell(ctx);
	return events;
}

int asctp_process(asctp *ctx)
{
	if (!ctx)
		return -EINVAL;
	return ctx->processing ? -EBUSY : process(ctx);
}

int asctp_run(asctp *ctx)
{
	int result;

	if (!ctx)
		return -EINVAL;
	if (ctx->processing)
		return -EBUSY;
	ctx->stopped = false;
	while (!ctx->stopped && !asctp_idle(ctx)) {
		result = ctx->io.sys->poll_in(ctx->io.epoll);
		if (result >= 0)
			result = process(ctx);
		if (result < 0)
			return result;
	}
	return 0;
}

void asctp_stop(asctp *ctx)
{
	if (ctx)
		ctx->stopped = true;
}
