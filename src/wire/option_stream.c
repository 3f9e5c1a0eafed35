/* SPDX-License-Identifier: MIT */
/* wire/option_stream.c - options of streams: reset, more of them (RFC 6525), whose turn it is. */
#include "wire/option_codec.h"

/* ---- reset_streams ---- */

static size_t reset_tail(enum wire_direction direction, const void *value)
{
	const asctp_reset *reset = value;

	(void)direction;
	return reset->count * sizeof(*reset->streams);
}

static bool reset_good(enum wire_direction direction, const void *value)
{
	const asctp_reset *reset = value;

	(void)direction;
	return wire_is_bool(&reset->incoming) && wire_is_bool(&reset->outgoing) &&
	       (reset->incoming || reset->outgoing) && reset->count <= UINT16_MAX &&
	       (reset->streams || !reset->count);
}

static void reset_encode(const void *value, void *bytes)
{
	const asctp_reset *given = value;
	struct kernel_reset_streams head;

	memcpy(&head, bytes, sizeof(head));
	head.flags = (uint16_t)((given->incoming ? KERNEL_RESET_INCOMING : 0) |
				(given->outgoing ? KERNEL_RESET_OUTGOING : 0));
	head.count = (uint16_t)given->count;
	memcpy(bytes, &head, sizeof(head));
	if (given->count)
		memcpy((char *)bytes + sizeof(head), given->streams,
			given->count * sizeof(*given->streams));
}

const struct wire_codec wire_codec_reset_streams = { .len = sizeof(struct kernel_reset_streams),
	.tail = reset_tail,
	.good = reset_good,
	.encode = reset_encode };

/* ---- reset_assoc: nothing but the id ---- */

static bool true_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return wire_is_bool(value) && *(const bool *)value;
}

static void nothing_encode(const void *value, void *bytes)
{
	(void)value, (void)bytes;
}

const struct wire_codec wire_codec_reset_assoc = {
	.len = sizeof(int32_t), .good = true_good, .encode = nothing_encode
};

/* ---- add_streams ---- */

static bool more_good(enum wire_direction direction, const void *value)
{
	const asctp_more_streams *more = value;

	(void)direction;
	return more->in <= UINT16_MAX && more->out <= UINT16_MAX;
}

static void more_encode(const void *value, void *bytes)
{
	const asctp_more_streams *given = value;
	struct kernel_add_streams more;

	memcpy(&more, bytes, sizeof(more));
	more.in = (uint16_t)given->in;
	more.out = (uint16_t)given->out;
	memcpy(bytes, &more, sizeof(more));
}

const struct wire_codec wire_codec_add_streams = {
	.len = sizeof(struct kernel_add_streams), .good = more_good, .encode = more_encode
};

/* ---- stream_priority ---- */

static bool priority_good(enum wire_direction direction, const void *value)
{
	const asctp_stream_value *priority = value;

	return priority->stream <= UINT16_MAX &&
	       (direction == WIRE_GET || priority->value <= UINT16_MAX);
}

static void priority_ask(const void *value, void *bytes)
{
	const asctp_stream_value *wanted = value;
	const uint16_t stream = (uint16_t)wanted->stream;

	memcpy((char *)bytes + offsetof(struct kernel_stream_value, stream), &stream,
		sizeof(stream));
}

static void priority_encode(const void *value, void *bytes)
{
	const asctp_stream_value *given = value;
	struct kernel_stream_value priority;

	memcpy(&priority, bytes, sizeof(priority));
	priority.stream = (uint16_t)given->stream;
	priority.value = (uint16_t)given->value;
	memcpy(bytes, &priority, sizeof(priority));
}

static int priority_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	struct kernel_stream_value priority;

	(void)len, (void)tick_ns;
	memcpy(&priority, bytes, sizeof(priority));
	((asctp_stream_value *)ret)->value = priority.value;
	return 0;
}

const struct wire_codec wire_codec_stream_priority = { .len = sizeof(struct kernel_stream_value),
	.good = priority_good,
	.ask = priority_ask,
	.encode = priority_encode,
	.decode = priority_decode };
