/* SPDX-License-Identifier: MIT */
/* core/outgoing.c - messages on their way out: queued, tagged, expired, given back. */
#include "core/outgoing.h"
#include "core/engine.h"
#include "wire/notification.h"
#include <stdlib.h>

/* ---- On their way out ---- */

/* Room for the tags of all that the kernel can hold: it charges the send buffer with more than 512
 * bytes for the smallest message. */
int core_outgoing_make_tags(struct core_assoc *assoc)
{
	uint32_t count = 64;

	while (count < assoc->kernel_max / 512)
		count *= 2;
	assoc->tags = calloc(count, sizeof(*assoc->tags));
	if (!assoc->tags)
		return -ENOMEM;
	assoc->tag_count = count;
	return 0;
}

static uint64_t tag_of(const struct core_assoc *assoc, uint32_t context)
{
	return assoc->tags ? assoc->tags[context & (assoc->tag_count - 1)] : 0;
}

void core_outgoing_check_empty(struct core_assoc *assoc)
{
	/* the reason is for one that was closed before it was up: nothing was lost */
	if (!core_queue_first(&assoc->queue))
		core_assoc_input(
			assoc, CORE_IN_EMPTIED, &(union core_with){ .end.reason = ASCTP_CLOSED });
}

void core_outgoing_check_room(struct core_assoc *assoc)
{
	if (assoc->full && assoc->state == CORE_UP && assoc->queue.cost <= assoc->send_mark / 2) {
		assoc->full = false;
		core_engine_emit(assoc, ASCTP_EV_WRITABLE);
	}
}

void core_outgoing_give_back(
	struct core_assoc *assoc, struct core_message *message, asctp_unsent_why why)
{
	core_queue_remove(&assoc->queue, message);
	message->why = (uint8_t)why;
	core_queue_push(&assoc->returned, message);
	core_engine_report(assoc);
}

void core_outgoing_return(struct core_assoc *assoc, asctp_unsent_why why)
{
	struct core_message *message;

	while ((message = core_queue_first(&assoc->queue)))
		core_outgoing_give_back(assoc, message, why);
}

/* Gives back what has expired, and sets the deadline for what has not. */
static void expire(struct core_assoc *assoc)
{
	struct core_message *message, *next;
	uint64_t first = 0, now = assoc->engine->now_ns;

	for (message = core_queue_first(&assoc->queue); message; message = next) {
		next = TAILQ_NEXT(message, link);
		if (!message->expires_ns)
			continue;
		if (message->expires_ns <= now)
			core_outgoing_give_back(assoc, message, ASCTP_UNSENT_EXPIRED);
		else if (!first || message->expires_ns < first)
			first = message->expires_ns;
	}
	if (first)
		core_deadline_start(&assoc->engine->deadlines, &assoc->expiring, first);
	else
		core_deadline_stop(&assoc->expiring);
}

void core_outgoing_expired(struct core_deadline *deadline)
{
	struct core_assoc *assoc =
		(struct core_assoc *)((char *)deadline - offsetof(struct core_assoc, expiring));

	expire(assoc);
	core_outgoing_check_room(assoc);
	core_outgoing_check_empty(assoc);
}

struct core_message *core_assoc_next(struct core_assoc *assoc)
{
	struct core_message *message = core_queue_first(&assoc->queue);

	if (assoc->state != CORE_UP && assoc->state != CORE_DRAINING)
		return NULL; /* the kernel would refuse it */
	/* A restart begins with what the kernel gives back; what is queued must not go to the new
	 * peer before that is known. */
	if (assoc->gathering || core_queue_first(&assoc->collected))
		return NULL;
	if (message && message->expires_ns && message->expires_ns <= assoc->engine->now_ns) {
		expire(assoc);
		message = core_queue_first(&assoc->queue);
		core_outgoing_check_room(assoc);
		core_outgoing_check_empty(assoc);
	}
	/* numbered as the kernel takes them and not before: those that it holds follow each other
	 * then, and so none of them shares its place among the tags with another */
	if (message)
		message->context = assoc->next_context;
	return message;
}

void core_assoc_sent(struct core_assoc *assoc, struct core_message *message)
{
	assoc->next_context++;
	if (assoc->tags)
		assoc->tags[message->context & (assoc->tag_count - 1)] = message->tag;
	core_queue_remove(&assoc->queue, message);
	free(message);
	core_outgoing_check_room(assoc);
	core_outgoing_check_empty(assoc);
}

void core_assoc_refused(
	struct core_assoc *assoc, struct core_message *message, asctp_unsent_why why)
{
	core_outgoing_give_back(assoc, message, why);
	core_outgoing_check_room(assoc);
	core_outgoing_check_empty(assoc);
}

/* ---- Given back by the kernel ---- */

static void collect_gathered(struct core_assoc *assoc)
{
	if (assoc->gathering)
		core_queue_insert(&assoc->collected, assoc->gathering);
	assoc->gathering = NULL;
}

/* The kernel gives a message back in its fragments, which come together and in order. */
void core_outgoing_collect(struct core_assoc *assoc, const asctp_send_failed *failed)
{
	struct core_message *message = assoc->gathering;
	size_t room, need;

	if (message && (failed->first || message->context != failed->context)) {
		collect_gathered(assoc); /* its end is missing: what there is is reported */
		message = NULL;
	}
	if (!message) {
		room = failed->last ? failed->len : 4 * failed->len;
		message = core_message_new(failed->data, failed->len, room);
		if (!message)
			return; /* nothing is left to report it with */
		message->context = failed->context;
		message->tag = tag_of(assoc, failed->context);
		message->ppid = failed->ppid;
		message->stream = failed->stream;
		message->unordered = failed->unordered;
	} else if (!message->cut) {
		need = message->len + failed->len;
		if (need > message->room) {
			struct core_message *bigger =
				core_message_new(message->data, message->len, 2 * need);

			if (bigger) {
				room = bigger->room;
				memcpy(bigger, message, sizeof(*message));
				bigger->room = room;
				free(message);
				message = bigger;
			}
		}
		/* without memory its beginning is reported: no later fragment may follow it */
		message->cut = need > message->room;
		if (!message->cut) {
			memcpy(message->data + message->len, failed->data, failed->len);
			message->len = need;
		}
	}
	message->transmitted |= failed->transmitted;
	assoc->gathering = message;
	if (failed->last)
		collect_gathered(assoc);
}

void core_outgoing_report(struct core_assoc *assoc, asctp_unsent_why why)
{
	struct core_message *message;

	collect_gathered(assoc);
	while ((message = core_queue_first(&assoc->collected))) {
		core_queue_remove(&assoc->collected, message);
		if (!message->why)
			message->why = (uint8_t)why;
		core_queue_push(&assoc->returned, message);
		core_engine_report(assoc);
		core_engine_wants(assoc, CORE_OP_FLUSH); /* it waited for this */
	}
}
