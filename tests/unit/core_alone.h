/* SPDX-License-Identifier: MIT */
/*
 * unit/core_alone.h - an association without a driver: it is told in words what comes in, and
 * tells in words which events the user gets and what the driver is asked to do.
 *
 * Inputs, in the order in which they are written ("start send:1 up flush close done quiet"):
 *
 *     start gone quiet deadline wait:MS      the driver; time that passes
 *     up:N restart:N lost aborted done cant peer path:WHAT     the kernel (N streams; 10)
 *     message part rest cut long             data: whole, in pieces, given up, over message_max
 *     send:TAG@STREAM+LIFE close abort       the user (a message of 10 bytes; its lifetime in ms)
 *     flush refuse:WHY                       what is queued goes to the kernel; or it refuses one
 *     back:TAG begin:TAG end:TAG             the kernel gives it back: whole, or in two parts
 */
#ifndef UNIT_CORE_ALONE_H
#define UNIT_CORE_ALONE_H

#include "core/engine.h"
#include "core/outgoing.h"
#include "wire/notification.h"
#include "wire_bytes.h"
#include <stdio.h>

enum { ALONE_NS_PER_MS = 1000000, ALONE_HELD = 256, ALONE_LONG = 100 };

struct alone {
	struct core_engine engine;
	struct core_assoc *assoc; /* NULL: it has ended */
	unsigned ops;             /* asked of the driver so far */
	unsigned downs, ended;
	int answer; /* of the user's last call */
	struct {
		uint32_t context;
		uint64_t tag;
		uint16_t stream;
	} held[ALONE_HELD]; /* what the kernel was given */
	unsigned held_count;
	size_t told; /* of the story */
	char story[4096];
};

static inline void alone_tell(struct alone *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static inline void alone_tell(struct alone *a, const char *format, ...)
{
	size_t room = sizeof(a->story) - a->told;
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(a->story + a->told, room, format, args);
	va_end(args);
	a->told += (size_t)len < room ? (size_t)len : room - 1;
}

/* ---- Events ---- */

static inline void alone_event(struct alone *a, const asctp_event *event)
{
	static const char *const whys[] = { "?", "expired", "stream", "too-long", "lost", "restart",
		"closed", "aborted" };
	static const char *const reasons[] = { "?", "closed", "aborted", "lost", "refused",
		"timed-out", "local", "failed" };

	assert_int_equal(a->downs, 0); /* nothing comes after it */
	if (a->told)
		alone_tell(a, " ");
	switch (event->type) {
	case ASCTP_EV_UP:
		alone_tell(a, event->up.restarted ? "up(%u,restarted)" : "up(%u)",
			event->up.streams_out);
		break;
	case ASCTP_EV_MESSAGE:
		touch(event->message.data, event->message.len);
		alone_tell(a, "message(%.*s)", (int)event->message.len,
			(const char *)event->message.data);
		break;
	case ASCTP_EV_UNSENT:
		touch(event->unsent.data, event->unsent.len);
		alone_tell(a, "unsent(%u,%s%s)", (unsigned)event->unsent.tag,
			whys[event->unsent.why], event->unsent.transmitted ? ",sent" : "");
		break;
	case ASCTP_EV_PATH: alone_tell(a, "path(%d)", event->path.what); break;
	case ASCTP_EV_DOWN:
		a->downs++;
		alone_tell(a, "down(%s", reasons[event->down.reason]);
		if (event->down.cause)
			alone_tell(a, ",%u", event->down.cause);
		if (event->down.info_len)
			alone_tell(a, ",%.*s", (int)event->down.info_len,
				(const char *)event->down.info);
		alone_tell(a, ")");
		break;
	default: alone_tell(a, "%s", asctp_event_name(event->type)); break;
	}
}

static inline void alone_take_ops(struct alone *a)
{
	struct core_assoc *assoc;

	while ((assoc = core_engine_work(&a->engine))) {
		a->ops |= assoc->ops;
		assoc->ops = 0;
	}
}

/* Hands out what there is, as the driver does after each input. */
static inline void alone_listen(struct alone *a)
{
	asctp_event event;

	alone_take_ops(a); /* first: RELEASE comes before the user hears of the end */
	while (core_engine_next(&a->engine, &event))
		alone_event(a, &event);
	alone_take_ops(a);
	assert_false(core_engine_pending(&a->engine));
}

/* ---- Life ---- */

/* Not malloc(): where that is made to fail, the library's calls are meant. */
static inline void *alone_memory(size_t len)
{
	void *memory = aligned_alloc(1, len);

	assert_non_null(memory);
	return memory;
}

static inline void alone_ended(void *arg, struct core_assoc *assoc)
{
	struct alone *a = arg;

	a->ended++;
	a->assoc = NULL;
	core_assoc_fini(assoc);
	free(assoc);
}

static inline void alone_begin(struct alone *a)
{
	memset(a, 0, sizeof(*a));
	core_engine_init(&a->engine);
	a->engine.ended = alone_ended;
	a->engine.arg = a;
	a->engine.now_ns = 1000 * (uint64_t)ALONE_NS_PER_MS;
	a->assoc = alone_memory(sizeof(*a->assoc));
	memset(a->assoc, 0, sizeof(*a->assoc));
	core_assoc_init(a->assoc, &a->engine);
	a->assoc->send_mark = 4 * core_message_cost(10);
	a->assoc->send_limit = 10 * core_message_cost(10);
	a->assoc->message_max = ALONE_LONG;
	a->assoc->kernel_max = 1000;
}

/* ---- Inputs ---- */

static inline void alone_input(struct alone *a, enum core_input input, asctp_reason reason)
{
	core_assoc_input(a->assoc, input, &(union core_with){ .end.reason = reason });
}

static inline void alone_change(
	struct alone *a, asctp_assoc_state state, unsigned streams, bool with_cause)
{
	static const char cause[] = "\0\14\0\7bye";
	asctp_notification note = { .type = ASCTP_ASSOC_CHANGE };

	note.assoc_change.state = (uint16_t)state;
	note.assoc_change.streams_out = note.assoc_change.streams_in = (uint16_t)streams;
	if (with_cause) {
		note.assoc_change.error = 12;
		note.assoc_change.info = cause;
		note.assoc_change.info_len = 7;
	}
	core_engine_notify(a->assoc, &note);
}

static inline void alone_message(struct alone *a, const char *text, size_t len, bool last)
{
	void *data = alone_memory(len);

	memcpy(data, text, len);
	core_assoc_input(a->assoc, CORE_IN_MESSAGE,
		&(union core_with){
			.message = { .piece = { .data = data, .len = len }, .last = last } });
	alone_listen(a);
	free(data);
}

static inline void alone_send(struct alone *a, unsigned tag, unsigned stream, unsigned life_ms)
{
	asctp_out out = { .data = "0123456789",
		.len = 10,
		.tag = tag,
		.stream = (uint16_t)stream,
		.lifetime_ms = life_ms };

	a->answer = core_assoc_send(a->assoc, &out);
}

static inline void alone_flush(struct alone *a)
{
	struct core_message *message;

	while ((message = core_assoc_next(a->assoc))) {
		unsigned i = a->held_count++ % ALONE_HELD;

		a->held[i].context = message->context;
		a->held[i].tag = message->tag;
		a->held[i].stream = message->stream;
		core_assoc_sent(a->assoc, message);
	}
}

static inline void alone_refuse(struct alone *a, asctp_unsent_why why)
{
	struct core_message *message = core_assoc_next(a->assoc);

	if (message)
		core_assoc_refused(a->assoc, message, why);
}

static inline void alone_back(struct alone *a, unsigned tag, bool first, bool last)
{
	asctp_notification note = { .type = ASCTP_SEND_FAILED_EVENT,
		.send_failed = { .first = first,
			.last = last,
			.transmitted = first && !last,
			.context = tag, /* one that was never sent */
			.data = "0123456789",
			.len = 10 } };

	for (unsigned i = 0; i < a->held_count && i < ALONE_HELD; i++) {
		if (a->held[i].tag == tag) {
			note.send_failed.context = a->held[i].context;
			note.send_failed.stream = a->held[i].stream;
		}
	}
	core_engine_notify(a->assoc, &note);
}

static inline void alone_wait(struct alone *a, unsigned ms)
{
	a->engine.now_ns += (uint64_t)ms * ALONE_NS_PER_MS;
	while (core_deadlines_fire(&a->engine.deadlines, a->engine.now_ns))
		alone_listen(a);
}

static inline void alone_one(struct alone *a, const char *word, unsigned n, unsigned stream,
	unsigned life_ms, bool has_number)
{
#define IS(name) (!strcmp(word, name))
	asctp_notification note = { 0 };
	unsigned streams = has_number ? n : 10;

	if (IS("start"))
		alone_input(a, CORE_IN_START, 0);
	else if (IS("gone"))
		alone_input(a, CORE_IN_GONE, ASCTP_FAILED);
	else if (IS("quiet"))
		alone_input(a, CORE_IN_QUIET, 0);
	else if (IS("deadline"))
		alone_input(a, CORE_IN_DEADLINE, ASCTP_TIMED_OUT);
	else if (IS("wait"))
		alone_wait(a, n);
	else if (IS("up"))
		alone_change(a, ASCTP_COMM_UP, streams, false);
	else if (IS("restart"))
		alone_change(a, ASCTP_RESTART, streams, false);
	else if (IS("lost") || IS("aborted"))
		alone_change(a, ASCTP_COMM_LOST, 0, IS("aborted"));
	else if (IS("done"))
		alone_change(a, ASCTP_SHUTDOWN_COMP, 0, false);
	else if (IS("cant"))
		alone_change(a, ASCTP_CANT_STR_ASSOC, 0, false);
	else if (IS("message"))
		alone_message(a, "abc", 3, true);
	else if (IS("part") || IS("rest"))
		alone_message(a, word, 4, IS("rest"));
	else if (IS("long"))
		alone_message(a, (char[ALONE_LONG + 1]){ 0 }, ALONE_LONG + 1, true);
	else if (IS("send"))
		alone_send(a, n, stream, life_ms);
	else if (IS("close"))
		a->answer = core_assoc_input(a->assoc, CORE_IN_CLOSE, NULL);
	else if (IS("abort"))
		a->answer = core_assoc_abort(a->assoc, "why", 3);
	else if (IS("flush"))
		alone_flush(a);
	else if (IS("refuse"))
		alone_refuse(a, (asctp_unsent_why)n);
	else if (IS("back") || IS("begin") || IS("end"))
		alone_back(a, n, !IS("end"), !IS("begin"));
	else if (IS("peer"))
		note.type = ASCTP_SHUTDOWN_EVENT;
	else if (IS("cut"))
		note.type = ASCTP_PARTIAL_DELIVERY_EVENT;
	else if (IS("path"))
		note.type = ASCTP_PEER_ADDR_CHANGE, note.peer_addr_change.state = n;
	else
		fail_msg("no such input: %s", word);
	if (note.type)
		core_engine_notify(a->assoc, &note);
#undef IS
}

/* Feeds the inputs written in `script`, until it has ended. */
static inline void alone_feed(struct alone *a, const char *script)
{
	char word[16];
	int used;

	while (a->assoc && sscanf(script, " %15[a-z]%n", word, &used) == 1) {
		unsigned n = 0, stream = 0, life_ms = 0, *number = NULL;
		bool has_number = false;

		for (script += used; *script && *script != ' ';) {
			number = *script == ':' ? &n : *script == '@' ? &stream : &life_ms;
			has_number |= *script == ':';
			*number = (unsigned)strtoul(script + 1, (char **)&script, 10);
		}
		alone_one(a, word, n, stream, life_ms, has_number);
		alone_listen(a);
	}
}

/* ---- The outcome ---- */

/* What happened, which state it is in, and what the driver was asked: "up(10) = UP flush". */
static inline const char *alone_outcome(struct alone *a)
{
	static const char *const ops[] = { "start", "adopt", "flush", "shutdown", "abort", "check",
		"give-up", "release" };

	alone_tell(a, "%s= %s", a->told ? " " : "",
		a->assoc ? core_state_name((enum core_state)a->assoc->state) : "DOWN");
	for (unsigned i = 0; i < COUNT(ops); i++)
		if (a->ops & 1u << i)
			alone_tell(a, " %s", ops[i]);
	return a->story;
}

/* Whatever was fed, this is the end, and it comes once. */
static inline void alone_end(struct alone *a)
{
	if (a->assoc && a->assoc->state == CORE_IDLE)
		alone_feed(a, "abort");
	alone_feed(a, "gone quiet");
	assert_int_equal(a->downs, 1);
	assert_int_equal(a->ended, 1);
	assert_null(a->assoc);
	assert_true(TAILQ_EMPTY(&a->engine.all));
	assert_false(core_engine_has_work(&a->engine));
	assert_null(a->engine.deadlines.first);
	assert_null(a->engine.owned);
	assert_null(a->engine.whole);
}

#endif
