/* SPDX-License-Identifier: MIT */
/*
 * core/engine.h - all associations of a context: which of them have work for the driver, and which
 * event the user gets next. Pure.
 *
 * One input may make several events. They are handed out (core_engine_next) before the next input
 * is fed, so that what they borrow is still there.
 */
#ifndef CORE_ENGINE_H
#define CORE_ENGINE_H

#include "asctp/event.h"
#include "core/assoc.h"

enum { CORE_EVENTS_PENDING = 8 }; /* more than any one input makes, reports apart */

struct core_engine {
	TAILQ_HEAD(, core_assoc) all;
	TAILQ_HEAD(core_working, core_assoc) working;
	TAILQ_HEAD(, core_assoc) reporting; /* have messages to give back */
	TAILQ_HEAD(, core_assoc) finished;  /* owe their `down` */
	size_t working_count;
	struct core_deadlines deadlines;
	uint64_t now_ns; /* the driver keeps it */

	asctp_event events[CORE_EVENTS_PENDING];
	unsigned first_event, event_count;
	void *owned; /* freed once the event that was handed out last is done with */
	void *whole; /* of the message among the events */

	/* Told when an association has got its first op, and when its `down` was handed out and is
	 * done with (after that the engine does not know it any more). */
	void (*has_work)(void *arg);
	void (*ended)(void *arg, struct core_assoc *assoc);
	void *arg;
	struct core_assoc *ending; /* whose `down` was handed out last */
};

void core_engine_init(struct core_engine *engine);

/* The next event; false: none now, feed on. It is good until the next call, or until done. */
bool core_engine_next(struct core_engine *engine, asctp_event *ret);
void core_engine_done(struct core_engine *engine);

/* Feeds a notification to the association it is about. Returns whether it was understood; what is
 * not for the state machine is left alone. */
bool core_engine_notify(struct core_assoc *assoc, const asctp_notification *notification);

/* The next association that has ops, taken from the list; NULL: none. */
struct core_assoc *core_engine_work(struct core_engine *engine);
bool core_engine_pending(const struct core_engine *engine); /* events to hand out */
bool core_engine_has_work(const struct core_engine *engine);

/* For core/assoc.c. */
void core_engine_wants(struct core_assoc *assoc, unsigned ops);
void core_engine_not_working(struct core_assoc *assoc);
void core_engine_report(struct core_assoc *assoc);
void core_engine_finish(struct core_assoc *assoc);
asctp_event *core_engine_emit(struct core_assoc *assoc, asctp_event_type type);

#endif
