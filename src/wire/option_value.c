/* SPDX-License-Identifier: MIT */
/* wire/option_value.c - options of a socket, and those whose struct is one value of an association. */
#include "wire/option_codec.h"
#include <limits.h>

/* ---- An int: a switch, or a number ---- */

static bool flag_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return wire_is_bool(value);
}

static void flag_encode(const void *value, void *bytes)
{
	const int on = *(const bool *)value;

	memcpy(bytes, &on, sizeof(on));
}

static int flag_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	int on;

	(void)len, (void)tick_ns;
	memcpy(&on, bytes, sizeof(on));
	*(bool *)ret = on;
	return 0;
}

const struct wire_codec wire_codec_flag = { .len = sizeof(int),
	.id_at = WIRE_NO_ID,
	.good = flag_good,
	.encode = flag_encode,
	.decode = flag_decode };

static void number_encode(const void *value, void *bytes)
{
	memcpy(bytes, value, sizeof(uint32_t));
}

static int number_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	(void)len, (void)tick_ns;
	memcpy(ret, bytes, sizeof(uint32_t));
	return 0;
}

const struct wire_codec wire_codec_number = { .len = sizeof(uint32_t),
	.id_at = WIRE_NO_ID,
	.encode = number_encode,
	.decode = number_decode };

/* An int that a negative number would mean something else to. */
static bool size_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return *(const uint32_t *)value <= INT_MAX;
}

const struct wire_codec wire_codec_size = { .len = sizeof(int),
	.id_at = WIRE_NO_ID,
	.good = size_good,
	.encode = number_encode,
	.decode = number_decode };

static bool level_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return *(const uint32_t *)value <= ASCTP_INTERLEAVE_ALL;
}

const struct wire_codec wire_codec_level = { .len = sizeof(int),
	.id_at = WIRE_NO_ID,
	.good = level_good,
	.encode = number_encode,
	.decode = number_decode };

/* ---- The same of an association: struct kernel_assoc_value ---- */

enum { VALUE_AT = offsetof(struct kernel_assoc_value, value) };

static void assoc_flag_encode(const void *value, void *bytes)
{
	const uint32_t on = *(const bool *)value;

	memcpy((char *)bytes + VALUE_AT, &on, sizeof(on));
}

static int assoc_flag_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	uint32_t on;

	(void)len, (void)tick_ns;
	memcpy(&on, (const char *)bytes + VALUE_AT, sizeof(on));
	*(bool *)ret = on;
	return 0;
}

const struct wire_codec wire_codec_assoc_flag = { .len = sizeof(struct kernel_assoc_value),
	.good = flag_good,
	.encode = assoc_flag_encode,
	.decode = assoc_flag_decode };

static void assoc_number_encode(const void *value, void *bytes)
{
	memcpy((char *)bytes + VALUE_AT, value, sizeof(uint32_t));
}

static int assoc_number_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	(void)len, (void)tick_ns;
	memcpy(ret, (const char *)bytes + VALUE_AT, sizeof(uint32_t));
	return 0;
}

const struct wire_codec wire_codec_assoc_number = { .len = sizeof(struct kernel_assoc_value),
	.encode = assoc_number_encode,
	.decode = assoc_number_decode };

/* Linux multiplies it with the MTU, in 32 bits: what is beyond them may stop the association. */
static bool burst_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return *(const uint32_t *)value <= UINT16_MAX;
}

const struct wire_codec wire_codec_burst = { .len = sizeof(struct kernel_assoc_value),
	.good = burst_good,
	.encode = assoc_number_encode,
	.decode = assoc_number_decode };

/* ---- linger ---- */

static bool linger_good(enum wire_direction direction, const void *value)
{
	const asctp_linger *linger = value;

	(void)direction;
	return wire_is_bool(&linger->on) && linger->seconds <= INT_MAX;
}

static void linger_encode(const void *value, void *bytes)
{
	const asctp_linger *given = value;
	const struct linger linger = { .l_onoff = given->on, .l_linger = (int)given->seconds };

	memcpy(bytes, &linger, sizeof(linger));
}

static int linger_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_linger *to = ret;
	struct linger linger;

	(void)len, (void)tick_ns;
	memcpy(&linger, bytes, sizeof(linger));
	to->on = linger.l_onoff;
	to->seconds = (uint32_t)linger.l_linger;
	return 0;
}

const struct wire_codec wire_codec_linger = { .len = sizeof(struct linger),
	.id_at = WIRE_NO_ID,
	.good = linger_good,
	.encode = linger_encode,
	.decode = linger_decode };

/* ---- init ---- */

static bool init_good(enum wire_direction direction, const void *value)
{
	const asctp_init *init = value;

	(void)direction;
	return init->streams_out <= UINT16_MAX && init->streams_in_max <= UINT16_MAX &&
	       init->attempts <= UINT16_MAX && init->max_timeout_ms <= UINT16_MAX;
}

static void init_encode(const void *value, void *bytes)
{
	const asctp_init *given = value;
	const struct kernel_initmsg init = {
		.streams_out = (uint16_t)given->streams_out,
		.streams_in_max = (uint16_t)given->streams_in_max,
		.attempts = (uint16_t)given->attempts,
		.timeout_ms = (uint16_t)given->max_timeout_ms,
	};

	memcpy(bytes, &init, sizeof(init));
}

static int init_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_init *to = ret;
	struct kernel_initmsg init;

	(void)len, (void)tick_ns;
	memcpy(&init, bytes, sizeof(init));
	to->streams_out = init.streams_out;
	to->streams_in_max = init.streams_in_max;
	to->attempts = init.attempts;
	to->max_timeout_ms = init.timeout_ms;
	return 0;
}

const struct wire_codec wire_codec_init = { .len = sizeof(struct kernel_initmsg),
	.id_at = WIRE_NO_ID,
	.good = init_good,
	.encode = init_encode,
	.decode = init_decode };

/* ---- assoc_ids ---- */

static size_t ids_tail(enum wire_direction direction, const void *value)
{
	const asctp_assoc_ids *ids = value;

	(void)direction;
	return (size_t)ids->max * sizeof(int32_t);
}

static bool ids_good(enum wire_direction direction, const void *value)
{
	const asctp_assoc_ids *ids = value;

	(void)direction;
	return ids->ids || !ids->max;
}

/* That room is asked for is in the length alone. */
static void ids_ask(const void *value, void *bytes)
{
	(void)value, (void)bytes;
}

static int ids_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const size_t head = sizeof(struct kernel_assoc_ids);
	asctp_assoc_ids *to = ret;
	uint32_t count;

	(void)tick_ns;
	memcpy(&count, bytes, sizeof(count));
	if (count > (len - head) / sizeof(int32_t))
		return -EBADMSG;
	to->count = count;
	if (count > to->max)
		return -ENOBUFS;
	if (count)
		memcpy(to->ids, (const char *)bytes + head, count * sizeof(int32_t));
	return 0;
}

const struct wire_codec wire_codec_assoc_ids = { .len = sizeof(struct kernel_assoc_ids),
	.id_at = WIRE_NO_ID,
	.tail = ids_tail,
	.good = ids_good,
	.ask = ids_ask,
	.decode = ids_decode };
