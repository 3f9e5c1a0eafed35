/* SPDX-License-Identifier: MIT */
/* core/assoc.c - what the cells of the state machine do, and the calls of the user. */
#include "core/assoc.h"
#include "core/engine.h"
#include "core/outgoing.h"
#include <stdio.h>
#include <stdlib.h>

/* It may be up since then, and only the notification unread: the driver looks. */
static void connect_expired(struct core_deadline *deadline)
{
	core_engine_wants(
		(struct core_assoc *)((char *)deadline - offsetof(struct core_assoc, connecting)),
		CORE_OP_GIVE_UP);
}

void core_assoc_init(struct core_assoc *assoc, struct core_engine *engine)
{
	assoc->engine = engine;
	TAILQ_INSERT_TAIL(&engine->all, assoc, all);
	core_queue_init(&assoc->queue);
	core_queue_init(&assoc->returned);
	core_queue_init(&assoc->collected);
	core_reassembly_init(&assoc->reassembly);
	assoc->connecting.fired = connect_expired;
	assoc->expiring.fired = core_outgoing_expired;
}

void core_assoc_fini(struct core_assoc *assoc)
{
	struct core_engine *engine = assoc->engine;

	core_deadline_stop(&assoc->connecting);
	core_deadline_stop(&assoc->expiring);
	if (assoc->is_working)
		core_engine_not_working(assoc);
	if (assoc->is_reporting)
		TAILQ_REMOVE(&engine->reporting, assoc, reporting);
	if (assoc->is_finished)
		TAILQ_REMOVE(&engine->finished, assoc, finished);
	TAILQ_REMOVE(&engine->all, assoc, all);
	core_queue_clear(&assoc->queue);
	core_queue_clear(&assoc->returned);
	core_queue_clear(&assoc->collected);
	core_reassembly_clear(&assoc->reassembly);
	free(assoc->gathering);
	free(assoc->tags);
	free(assoc->abort_text);
	free(assoc->peers);
	free((void *)assoc->end.info);
}

/* ---- Effects ---- */

static void remember(struct core_assoc *assoc, const struct core_end *end)
{
	void *info;

	if (assoc->end.reason)
		return;
	assoc->end = *end;
	if (!end->info_len) {
		assoc->end.info = NULL;
		return;
	}
	info = malloc(end->info_len);
	if (info)
		memcpy(info, end->info, end->info_len);
	else
		assoc->end.info_len = 0;
	assoc->end.info = info;
}

static void emit_up(struct core_assoc *assoc, const asctp_up *up)
{
	struct core_message *message, *next;

	core_deadline_stop(&assoc->connecting);
	if (up) {
		assoc->streams_out = up->streams_out;
		assoc->streams_in = up->streams_in;
	}
	core_engine_emit(assoc, ASCTP_EV_UP)->up = (asctp_up){ .streams_out = assoc->streams_out,
		.streams_in = assoc->streams_in,
		.restarted = up && up->restarted };
	/* none: it is known only by a message, and how many there are is still to be asked */
	message = assoc->streams_out ? core_queue_first(&assoc->queue) : NULL;
	for (; message; message = next) {
		next = TAILQ_NEXT(message, link);
		if (message->stream >= assoc->streams_out)
			core_outgoing_give_back(assoc, message, ASCTP_UNSENT_STREAM);
	}
	core_outgoing_check_room(assoc); /* what was queued may also have expired meanwhile */
}

/* The peer is told why it is aborted. Without memory it is not. */
static void say_why(struct core_assoc *assoc, int error)
{
	enum { ROOM = 80 };

	assoc->abort_text = malloc(ROOM);
	if (!assoc->abort_text)
		return;
	if (error == -EMSGSIZE)
		snprintf(assoc->abort_text, ROOM, "message longer than %zu bytes",
			assoc->message_max);
	else
		snprintf(assoc->abort_text, ROOM, "no memory for the message");
	assoc->abort_len = strlen(assoc->abort_text);
}

static void emit_message(struct core_assoc *assoc, const union core_with *with)
{
	asctp_message message = with->message.piece;
	void *owned;
	int result = core_reassembly_add(
		&assoc->reassembly, &message, with->message.last, assoc->message_max, &owned);

	if (result < 0) {
		say_why(assoc, result);
		core_assoc_input(assoc, CORE_IN_TOO_LONG,
			&(union core_with){ .end = { ASCTP_FAILED, result, 0, NULL, 0 } });
	} else if (result > 0) {
		core_engine_emit(assoc, ASCTP_EV_MESSAGE)->message = message;
		assoc->engine->whole = owned;
	}
}

static asctp_unsent_why why_unsent(const struct core_end *end)
{
	switch (end->reason) {
	case ASCTP_CLOSED: return ASCTP_UNSENT_CLOSED;
	case ASCTP_LOCAL: return ASCTP_UNSENT_ABORTED;
	case ASCTP_FAILED: /* the peer's message was too long, and so we aborted */
		return end->error == -EMSGSIZE ? ASCTP_UNSENT_ABORTED : ASCTP_UNSENT_LOST;
	default: return ASCTP_UNSENT_LOST;
	}
}

static void finish(struct core_assoc *assoc)
{
	asctp_unsent_why why = why_unsent(&assoc->end);

	core_deadline_stop(&assoc->connecting);
	core_deadline_stop(&assoc->expiring);
	core_reassembly_clear(&assoc->reassembly);
	core_outgoing_report(assoc, why);
	core_outgoing_return(assoc, why);
	core_engine_finish(assoc);
	assoc->ops = 0;
	core_engine_wants(assoc, CORE_OP_RELEASE);
}

static int apply(struct core_assoc *assoc, uint32_t effects, const union core_with *with,
	enum core_input input)
{
	const bool starts = input == CORE_IN_COMM_UP || input == CORE_IN_RESTART;

	if (effects & CORE_DO_REMEMBER)
		remember(assoc, &with->end);
	if (effects & CORE_DO_COLLECT)
		core_outgoing_collect(assoc, with->failed);
	if (effects & CORE_DO_REPORT)
		core_outgoing_report(assoc,
			input == CORE_IN_RESTART ? ASCTP_UNSENT_RESTART : ASCTP_UNSENT_EXPIRED);
	if (effects & CORE_DO_RETURN_QUEUE)
		core_outgoing_return(assoc, ASCTP_UNSENT_RESTART);
	if (input == CORE_IN_RESTART)
		core_reassembly_clear(&assoc->reassembly);
	if (effects & CORE_DO_EMIT_UP)
		emit_up(assoc, starts ? &with->up : NULL);
	if (effects & CORE_DO_EMIT_MESSAGE)
		emit_message(assoc, with);
	if (effects & CORE_DO_EMIT_PATH) {
		if (with->path.what == ASCTP_PATH_MADE_PRIMARY)
			assoc->peer = with->path.addr;
		core_engine_emit(assoc, ASCTP_EV_PATH)->path = with->path;
	}
	if (effects & CORE_DO_EMIT_CLOSING)
		core_engine_emit(assoc, ASCTP_EV_CLOSING);
	if (effects & CORE_DO_TAKE)
		core_queue_push(&assoc->queue, with->sent);
	if (effects & CORE_DO_FLUSH)
		core_engine_wants(assoc, CORE_OP_FLUSH);
	if (effects & CORE_DO_ASK_SHUTDOWN)
		core_engine_wants(assoc, CORE_OP_SHUTDOWN);
	if (effects & CORE_DO_ASK_ABORT)
		core_engine_wants(assoc, CORE_OP_ABORT);
	if (effects & CORE_DO_CHECK)
		core_engine_wants(assoc, CORE_OP_CHECK);
	if (effects & CORE_DO_FINISH)
		finish(assoc);
	if (effects & CORE_DO_REFUSE_CLOSED)
		return -ESHUTDOWN;
	return effects & CORE_DO_REFUSE_OVER ? -ENOTCONN : 0;
}

int core_assoc_input(struct core_assoc *assoc, enum core_input input, const union core_with *with)
{
	const struct core_cell *cell = core_cell((enum core_state)assoc->state, input);
	int result;

	if (cell->kind != CORE_CELL_GO)
		return 0;
	assoc->state = cell->next;
	result = apply(assoc, cell->effects, with, input);
	/* what these do may leave nothing to send, which is an input of its own */
	if (input == CORE_IN_CLOSE || cell->effects & CORE_DO_EMIT_UP)
		core_outgoing_check_empty(assoc);
	return result;
}

/* ---- Calls ---- */

void core_assoc_born(struct core_assoc *assoc, int32_t id)
{
	assoc->id = id;
	assoc->state = CORE_CONNECTING; /* as far as its COMM_UP is still to be fed */
}

bool core_assoc_is_up(const struct core_assoc *assoc)
{
	return assoc->state != CORE_IDLE && assoc->state != CORE_CONNECTING &&
	       assoc->state != CORE_CLOSE_PENDING;
}

/* Of the states that take messages, only UP knows how many streams there are (0: not even that). */
static int check_send(const struct core_assoc *assoc, const asctp_out *out)
{
	if (assoc->state == CORE_UP && assoc->streams_out && out->stream >= assoc->streams_out)
		return -EINVAL;
	if (out->len > assoc->kernel_max)
		return -EMSGSIZE;
	if (assoc->queue.cost &&
		assoc->queue.cost + core_message_cost(out->len) > assoc->send_limit)
		return -ENOBUFS;
	return 0;
}

int core_assoc_send(struct core_assoc *assoc, const asctp_out *out)
{
	const struct core_cell *cell = core_cell((enum core_state)assoc->state, CORE_IN_SEND);
	struct core_engine *engine = assoc->engine;
	struct core_message *message;
	int result;

	if (!(cell->effects & CORE_DO_TAKE))
		return core_assoc_input(assoc, CORE_IN_SEND, NULL);
	result = check_send(assoc, out);
	if (result == -ENOBUFS)
		assoc->full = true; /* `writable` is owed to who was refused, too */
	if (!result && out->tag && !assoc->tags)
		result = core_outgoing_make_tags(assoc);
	if (result < 0)
		return result;
	message = core_message_new(out->data, out->len, 0);
	if (!message)
		return -ENOMEM;
	message->tag = out->tag;
	message->ppid = out->ppid;
	message->stream = (uint16_t)out->stream;
	message->unordered = out->unordered;
	core_assoc_input(assoc, CORE_IN_SEND, &(union core_with){ .sent = message });
	if (out->lifetime_ms) {
		message->expires_ns = engine->now_ns + core_ms(out->lifetime_ms);
		if (!assoc->expiring.in || message->expires_ns < assoc->expiring.at_ns)
			core_deadline_start(
				&engine->deadlines, &assoc->expiring, message->expires_ns);
	}
	if (assoc->queue.cost < assoc->send_mark)
		return 0;
	assoc->full = true;
	return ASCTP_FULL;
}

int core_assoc_abort(struct core_assoc *assoc, const void *text, size_t len)
{
	void *copy = NULL;
	int result;

	if (len) {
		copy = malloc(len);
		if (!copy)
			return -ENOMEM;
		memcpy(copy, text, len);
	}
	result = core_assoc_input(assoc, CORE_IN_ABORT,
		&(union core_with){ .end = { ASCTP_LOCAL, -ECONNABORTED, 0, NULL, 0 } });
	if (assoc->state == CORE_ABORTING && !assoc->abort_text) {
		assoc->abort_text = copy;
		assoc->abort_len = len;
	} else {
		free(copy);
	}
	return result;
}

bool core_assoc_writable(const struct core_assoc *assoc)
{
	return (core_cell((enum core_state)assoc->state, CORE_IN_SEND)->effects & CORE_DO_TAKE) &&
	       !assoc->full && assoc->queue.cost < assoc->send_mark;
}
