/* SPDX-License-Identifier: MIT */
/* api/process.c - handlers: when they run, and the loop that comes with the library. */
#include "api/objects.h"
#include <stdlib.h>

/* Steps without an event (parts of long messages, say) per event of the batch, at most. */
enum { STEPS_PER_EVENT = 16 };

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

/* One turn: hands out up to `max` events, working towards the next whenever there is none. */
static int turn(asctp *ctx, uint32_t max)
{
	uint64_t steps = (uint64_t)max * STEPS_PER_EVENT;
	uint32_t events = 0;
	asctp_event event;

	ctx->processing = true;
	io_begin(&ctx->io);
	while (events < max) {
		if (core_engine_next(&ctx->core, &event)) {
			dispatch(&event);
			core_engine_done(&ctx->core);
			events++;
		} else if (!steps-- || !io_step(&ctx->io)) {
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
static void wind_up(asctp *ctx)
{
	struct core_assoc *assoc;

	while (!TAILQ_EMPTY(&ctx->endpoints))
		asctp_unlisten(TAILQ_FIRST(&ctx->endpoints));
	while (!TAILQ_EMPTY(&ctx->core.all)) {
		TAILQ_FOREACH(assoc, &ctx->core.all, all)
		core_assoc_abort(assoc, NULL, 0);
		if (turn(ctx, ctx->batch))
			continue;
		/* the kernel has nothing to say of these: no memory for its notification */
		TAILQ_FOREACH(assoc, &ctx->core.all, all)
		{
			core_assoc_input(assoc, CORE_IN_GONE,
				&(union core_with){ .end.reason = ASCTP_LOCAL });
			core_assoc_input(assoc, CORE_IN_QUIET, NULL);
			io_settle(&ctx->io, assoc);
		}
	}
}

static void destroy(asctp *ctx)
{
	ctx->freeing = true;
	wind_up(ctx);
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
	if (ctx->processing)
		ctx->freeing = true; /* process() does it when the handler is back */
	else
		destroy(ctx);
}

/* ---- Turning ---- */

static int process(asctp *ctx)
{
	int events = turn(ctx, ctx->batch);

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
