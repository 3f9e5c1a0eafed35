/* SPDX-License-Identifier: MIT */
/* core/queue.c - queues of outgoing messages. */
#include "core/queue.h"
#include <stdlib.h>
#include <string.h>

struct core_message *core_message_new(const void *data, size_t len, size_t room)
{
	struct core_message *message;

	if (room < len)
		room = len;
	message = malloc(sizeof(*message) + room);
	if (!message)
		return NULL;
	memset(message, 0, sizeof(*message));
	message->len = len;
	message->room = room;
	if (len)
		memcpy(message->data, data, len);
	return message;
}

size_t core_message_cost(size_t len)
{
	return sizeof(struct core_message) + len;
}

static void count(struct core_queue *queue, const struct core_message *message)
{
	queue->bytes += message->len;
	queue->cost += core_message_cost(message->len);
}

void core_queue_init(struct core_queue *queue)
{
	TAILQ_INIT(&queue->messages);
	queue->bytes = queue->cost = 0;
}

void core_queue_clear(struct core_queue *queue)
{
	struct core_message *message;

	while ((message = core_queue_first(queue))) {
		core_queue_remove(queue, message);
		free(message);
	}
}

void core_queue_push(struct core_queue *queue, struct core_message *message)
{
	TAILQ_INSERT_TAIL(&queue->messages, message, link);
	count(queue, message);
}

void core_queue_insert(struct core_queue *queue, struct core_message *message)
{
	struct core_message *before = TAILQ_LAST(&queue->messages, core_messages);

	/* numbers wrap round, so only their distance says which is older */
	while (before && (int32_t)(message->context - before->context) < 0)
		before = TAILQ_PREV(before, core_messages, link);
	if (before)
		TAILQ_INSERT_AFTER(&queue->messages, before, message, link);
	else
		TAILQ_INSERT_HEAD(&queue->messages, message, link);
	count(queue, message);
}

void core_queue_remove(struct core_queue *queue, struct core_message *message)
{
	TAILQ_REMOVE(&queue->messages, message, link);
	queue->bytes -= message->len;
	queue->cost -= core_message_cost(message->len);
}
