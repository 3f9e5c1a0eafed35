/* SPDX-License-Identifier: MIT */
/*
 * unit/wire_option.h - for the tests of option codecs: a value and the kernel's bytes of it, both
 * ways, with buffers that end where they must.
 */
#ifndef UNIT_WIRE_OPTION_H
#define UNIT_WIRE_OPTION_H

#include "wire/kernel.h"
#include "wire/option.h"
#include "wire_bytes.h"
#include <errno.h>

#define TICK_NS 4000000 /* HZ is 250 */

#define VALUE(name, ...) (&(asctp_opt_##name){ __VA_ARGS__ })
#define ROW(name)        wire_option(ASCTP_OPTION_##name)

static inline asctp_addr addr_of(const char *text)
{
	asctp_addr addr;

	assert_int_equal(asctp_addr_parse(text, &addr, 1), 1);
	return addr;
}

/* A struct sockaddr_storage with an IPv4 address. */
static inline void storage_v4(struct bytes *b, uint16_t port, uint8_t last)
{
	u16(b, AF_INET);
	be16(b, port);
	u8(b, 10), u8(b, 0), u8(b, 0), u8(b, last);
	zeros(b, 120);
}

/* What setsockopt is given for a value: these bytes, and none beyond. */
static inline void encodes(
	const struct wire_option *row, const void *value, const struct bytes *expect)
{
	const size_t room = wire_option_room(row, WIRE_SET, value);
	unsigned char *buf = malloc(room);

	assert_non_null(buf);
	memset(buf, 0xee, room);
	assert_int_equal(wire_option_check(row, WIRE_SET, value), 0);
	assert_int_equal(wire_option_encode(row, ASSOC, value, buf, room - 1), -ENOBUFS);
	assert_int_equal(wire_option_encode(row, ASSOC, value, buf, room), room);
	assert_int_equal(room, expect->len);
	assert_memory_equal(buf, expect->data, room);
	free(buf);
}

/* What getsockopt is given. */
static inline void requests(
	const struct wire_option *row, const void *value, const struct bytes *expect)
{
	const size_t room = wire_option_room(row, WIRE_GET, value);
	unsigned char *buf = malloc(room);

	assert_non_null(buf);
	memset(buf, 0xee, room);
	assert_int_equal(wire_option_check(row, WIRE_GET, value), 0);
	assert_int_equal(wire_option_request(row, ASSOC, value, buf, room - 1), -ENOBUFS);
	assert_int_equal(wire_option_request(row, ASSOC, value, buf, room), room);
	assert_int_equal(room, expect->len);
	assert_memory_equal(buf, expect->data, room);
	free(buf);
}

/* A struct may have padding around its bools, whose bytes mean nothing. */
static inline void same_value(
	const struct wire_option *row, const union wire_option_value *a, const void *expect)
{
	union wire_option_value whole, *b = &whole;

	memset(b, 0, sizeof(*b));
	memcpy(b, expect, row->info->size);
	switch (row->info->option) {
	case ASCTP_OPTION_linger:
		assert_int_equal(a->linger.on, b->linger.on);
		assert_int_equal(a->linger.seconds, b->linger.seconds);
		break;
	case ASCTP_OPTION_heartbeat:
		assert_memory_equal(a, b, offsetof(asctp_heartbeat, off));
		assert_int_equal(a->heartbeat.off, b->heartbeat.off);
		break;
	case ASCTP_OPTION_path_mtu:
		assert_memory_equal(a, b, sizeof(asctp_addr));
		assert_int_equal(a->path_mtu.fixed, b->path_mtu.fixed);
		assert_int_equal(a->path_mtu.mtu, b->path_mtu.mtu);
		break;
	case ASCTP_OPTION_default_send:
		assert_memory_equal(a, b, offsetof(asctp_default_send, unordered));
		assert_int_equal(a->default_send.unordered, b->default_send.unordered);
		break;
	default: assert_memory_equal(a, b, row->info->size);
	}
}

/* What getsockopt gave is this value, whose members are not 0 so that each is seen to be written;
 * `ret` has what was asked for. Of fewer bytes there is none. */
static inline void decodes_into(const struct wire_option *row, const struct bytes *given,
	union wire_option_value ret, const void *expect)
{
	for (size_t len = 0; len < given->len; len++) {
		void *cut = exact(given->data, len);
		union wire_option_value scratch = ret;

		assert_true(wire_option_decode(row, cut, len, TICK_NS, &scratch) < 0);
		free(cut);
	}
	void *all = exact(given->data, given->len);

	assert_int_equal(wire_option_decode(row, all, given->len, TICK_NS, &ret), 0);
	same_value(row, &ret, expect);
	free(all);
}

static inline void decodes(
	const struct wire_option *row, const struct bytes *given, const void *expect)
{
	union wire_option_value ret;

	memset(&ret, 0, sizeof(ret));
	decodes_into(row, given, ret, expect);
}

static inline void both_ways(
	const struct wire_option *row, const void *value, const struct bytes *b)
{
	encodes(row, value, b);
	decodes(row, b, value);
}

#define BAD(direction, name, ...) \
	assert_int_equal(wire_option_check(ROW(name), direction, VALUE(name, __VA_ARGS__)), -EINVAL)
#define GOOD(direction, name, ...) \
	assert_int_equal(wire_option_check(ROW(name), direction, VALUE(name, __VA_ARGS__)), 0)

/* A bool that is neither true nor false. */
static inline void spoil(bool *value)
{
	memset(value, 2, sizeof(*value));
}

#endif
