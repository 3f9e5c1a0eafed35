/* SPDX-License-Identifier: MIT */
/*
 * core/queue.h - outgoing messages: those that wait for the kernel, and those that come back.
 * Pure.
 */
#ifndef CORE_QUEUE_H
#define CORE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct core_message {
	TAILQ_ENTRY(core_message) link;
	uint64_t tag;
	uint64_t expires_ns; /* 0: never */
	uint32_t ppid;
	uint32_t context; /* its number in the order of sending; the kernel hands it back */
	uint16_t stream;
	bool unordered;
	bool transmitted; /* given back: a part of it left this host */
	bool cut;         /* given back: there was no memory for the rest of it */
	uint8_t why;      /* given back: enum asctp_unsent_why; 0: as the association ends */
	size_t len, room;
	unsigned char data[];
};

struct core_queue {
	TAILQ_HEAD(core_messages, core_message) messages;
	size_t bytes;
	size_t cost; /* in memory: what the limits are about */
};

/* What a message of this length costs. */
size_t core_message_cost(size_t len);

/* A message with a copy of `data` and room for `room` bytes (at least len). NULL: no memory. */
struct core_message *core_message_new(const void *data, size_t len, size_t room);

void core_queue_init(struct core_queue *queue);
void core_queue_clear(struct core_queue *queue); /* frees what is in it */

static inline struct core_message *core_queue_first(const struct core_queue *queue)
{
	return TAILQ_FIRST(&queue->messages);
}

void core_queue_push(struct core_queue *queue, struct core_message *message);

/* Puts it in its place by context. */
void core_queue_insert(struct core_queue *queue, struct core_message *message);
void core_queue_remove(struct core_queue *queue, struct core_message *message);

#endif
