/* SPDX-License-Identifier: MIT */
/* core/engine.c - events for the user, work for the driver. */
#include "core/engine.h"
#include "wire/cause.h"
#include "wire/notification.h"
#include <assert.h>
#include <stdlib.h>

void core_engine_init(struct core_engine *engine)
{
	memset(engine, 0, sizeof(*engine));
	TAILQ_INIT(&engine->all);
	TAILQ_INIT(&engine->working);
	TAILQ_INIT(&engine->reporting);
	TAILQ_INIT(&engine->finished);
}

/* ---- Work for the driver ---- */

void core_engine_wants(struct core_assoc *assoc, unsigned ops)
{
	struct core_engine *engine = assoc->engine;

	assoc->ops |= ops;
	if (assoc->is_working)
		return;
	assoc->is_working = true;
	TAILQ_INSERT_TAIL(&engine->working, assoc, working);
	engine->working_count++;
	if (engine->has_work)
		engine->has_work(engine->arg);
}

bool core_engine_has_work(const struct core_engine *engine)
{
	return !TAILQ_EMPTY(&engine->working);
}

void core_engine_not_working(struct core_assoc *assoc)
{
	TAILQ_REMOVE(&assoc->engine->working, assoc, working);
	assoc->engine->working_count--;
	assoc->is_working = false;
}

bool core_engine_pending(const struct core_engine *engine)
{
	return engine->event_count || !TAILQ_EMPTY(&engine->reporting) ||
	       !TAILQ_EMPTY(&engine->finished);
}

struct core_assoc *core_engine_work(struct core_engine *engine)
{
	struct core_assoc *assoc = TAILQ_FIRST(&engine->working);

	if (assoc)
		core_engine_not_working(assoc);
	return assoc;
}

/* ---- Events for the user ---- */

asctp_event *core_engine_emit(struct core_assoc *assoc, asctp_event_type type)
{
	struct core_engine *engine = assoc->engine;
	unsigned slot = (engine->first_event + engine->event_count) % CORE_EVENTS_PENDING;

	assert(engine->event_count < CORE_EVENTS_PENDING);
	engine->event_count++;
	engine->events[slot].type = type;
	engine->events[slot].assoc = (asctp_assoc *)assoc;
	return &engine->events[slot];
}

void core_engine_report(struct core_assoc *assoc)
{
	if (assoc->is_reporting)
		return;
	assoc->is_reporting = true;
	TAILQ_INSERT_TAIL(&assoc->engine->reporting, assoc, reporting);
}

void core_engine_done(struct core_engine *engine)
{
	struct core_assoc *ending = engine->ending;

	free(engine->owned);
	engine->owned = NULL;
	engine->ending = NULL;
	if (ending)
		engine->ended(engine->arg, ending);
}

void core_engine_finish(struct core_assoc *assoc)
{
	assoc->is_finished = true;
	TAILQ_INSERT_TAIL(&assoc->engine->finished, assoc, finished);
}

static void take_unsent(struct core_engine *engine, struct core_message *message, asctp_unsent *ret)
{
	*ret = (asctp_unsent){ .data = message->data,
		.len = message->len,
		.tag = message->tag,
		.ppid = message->ppid,
		.stream = message->stream,
		.unordered = message->unordered,
		.transmitted = message->transmitted,
		.why = (asctp_unsent_why)message->why };
	engine->owned = message;
}

static bool next_unsent(struct core_engine *engine, asctp_event *ret)
{
	struct core_assoc *assoc = TAILQ_FIRST(&engine->reporting);
	struct core_message *message;

	if (!assoc)
		return false;
	message = core_queue_first(&assoc->returned);
	core_queue_remove(&assoc->returned, message);
	ret->type = ASCTP_EV_UNSENT;
	ret->assoc = (asctp_assoc *)assoc;
	take_unsent(engine, message, &ret->unsent);
	if (!core_queue_first(&assoc->returned)) {
		TAILQ_REMOVE(&engine->reporting, assoc, reporting);
		assoc->is_reporting = false;
	}
	return true;
}

static void take_event(struct core_engine *engine, asctp_event *ret)
{
	*ret = engine->events[engine->first_event];
	engine->first_event = (engine->first_event + 1) % CORE_EVENTS_PENDING;
	engine->event_count--;
	if (ret->type == ASCTP_EV_MESSAGE) {
		engine->owned = engine->whole;
		engine->whole = NULL;
	}
}

/* If the handler of one event aborts the association, what the same input made of it besides is not
 * handed out any more. */
static bool next_event(struct core_engine *engine, asctp_event *ret)
{
	while (engine->event_count) {
		take_event(engine, ret);
		if (((struct core_assoc *)ret->assoc)->state != CORE_ABORTING)
			return true;
		core_engine_done(engine);
	}
	return false;
}

static bool next_down(struct core_engine *engine, asctp_event *ret)
{
	struct core_assoc *assoc = TAILQ_FIRST(&engine->finished);

	if (!assoc)
		return false;
	TAILQ_REMOVE(&engine->finished, assoc, finished);
	assoc->is_finished = false;
	ret->type = ASCTP_EV_DOWN;
	ret->assoc = (asctp_assoc *)assoc;
	ret->down = (asctp_down){ .reason = assoc->end.reason,
		.error = assoc->end.error,
		.cause = assoc->end.cause,
		.info = assoc->end.info,
		.info_len = assoc->end.info_len };
	engine->ending = assoc;
	return true;
}

/* Of what one input makes, messages given back come first (before the `up` of a restart), and
 * `down` last. */
bool core_engine_next(struct core_engine *engine, asctp_event *ret)
{
	core_engine_done(engine);
	return next_unsent(engine, ret) || next_event(engine, ret) || next_down(engine, ret);
}

/* ---- Notifications ---- */

/* The first cause of the peer's ABORT is the one that says why. */
static struct core_end end_of(const asctp_assoc_change *change)
{
	struct core_end end = { .cause = change->error };
	const void *info = change->info;
	size_t len = change->info_len;
	asctp_cause cause;

	if (wire_cause_next(&info, &len, &cause) == 1) {
		end.cause = cause.code;
		end.info = cause.data;
		end.info_len = cause.len;
	}
	return end;
}

/* Refused and timed out look alike in the notification. But an attempt lasts until all its INITs
 * have gone unanswered; so one that ends sooner was ended by an answer. */
static void tell_refused(const struct core_assoc *assoc, struct core_end *end)
{
	bool in_time = !assoc->gives_up_ns || assoc->engine->now_ns < assoc->gives_up_ns;

	end->reason = end->cause || in_time ? ASCTP_REFUSED : ASCTP_TIMED_OUT;
	end->error = end->reason == ASCTP_REFUSED ? -ECONNREFUSED : -ETIMEDOUT;
}

/* An ABORT without a cause (of a host that knows nothing of us any more) and silence look alike in
 * the notification, too. But silence is first noticed on a path. */
static void tell_aborted(const struct core_assoc *assoc, struct core_end *end)
{
	bool answering = assoc->sees_trouble && !assoc->troubled;

	end->reason = end->cause || answering ? ASCTP_ABORTED : ASCTP_LOST;
	end->error = end->reason == ASCTP_ABORTED ? -ECONNRESET : -ETIMEDOUT;
}

static bool notify_assoc_change(struct core_assoc *assoc, const asctp_assoc_change *change)
{
	union core_with with = { .end = { 0 } };

	switch (change->state) {
	case ASCTP_COMM_UP:
	case ASCTP_RESTART:
		with.up = (asctp_up){ .streams_out = change->streams_out,
			.streams_in = change->streams_in,
			.restarted = change->state == ASCTP_RESTART };
		core_assoc_input(assoc,
			change->state == ASCTP_RESTART ? CORE_IN_RESTART : CORE_IN_COMM_UP, &with);
		return true;
	case ASCTP_COMM_LOST:
		with.end = end_of(change);
		tell_aborted(assoc, &with.end);
		core_assoc_input(assoc, CORE_IN_COMM_LOST, &with);
		return true;
	case ASCTP_SHUTDOWN_COMP:
		with.end.reason = ASCTP_CLOSED;
		core_assoc_input(assoc, CORE_IN_SHUTDOWN_COMP, &with);
		return true;
	case ASCTP_CANT_STR_ASSOC:
		with.end = end_of(change);
		tell_refused(assoc, &with.end);
		core_assoc_input(assoc, CORE_IN_CANT_START, &with);
		return true;
	default: return false;
	}
}

/* A path that fails is first reported as potentially failed, then as unreachable. */
static void watch_trouble(struct core_assoc *assoc, uint32_t what)
{
	if (what == ASCTP_PATH_POTENTIALLY_FAILED && assoc->troubled < UINT8_MAX)
		assoc->troubled++;
	else if (what == ASCTP_PATH_UNREACHABLE && !assoc->troubled)
		assoc->troubled = 1;
	else if (what == ASCTP_PATH_AVAILABLE && assoc->troubled)
		assoc->troubled--;
}

bool core_engine_notify(struct core_assoc *assoc, const asctp_notification *notification)
{
	union core_with with;

	switch (notification->type) {
	case ASCTP_ASSOC_CHANGE: return notify_assoc_change(assoc, &notification->assoc_change);
	case ASCTP_PEER_ADDR_CHANGE:
		watch_trouble(assoc, notification->peer_addr_change.state);
		with.path =
			(asctp_path){ .what = (asctp_path_what)notification->peer_addr_change.state,
				.addr = notification->peer_addr_change.addr };
		core_assoc_input(assoc, CORE_IN_PATH, &with);
		return true;
	case ASCTP_SEND_FAILED_EVENT:
	case ASCTP_SEND_FAILED: /* kernels before 5.5 */
		with.failed = &notification->send_failed;
		core_assoc_input(assoc, CORE_IN_SEND_FAILED, &with);
		return true;
	case ASCTP_SHUTDOWN_EVENT:
		core_assoc_input(assoc, CORE_IN_PEER_SHUTDOWN, NULL);
		return true;
	case ASCTP_PARTIAL_DELIVERY_EVENT: /* the rest of what is begun never comes */
		core_reassembly_clear(&assoc->reassembly);
		return true;
	default: return false;
	}
}
