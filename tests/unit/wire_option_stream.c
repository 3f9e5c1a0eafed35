/* SPDX-License-Identifier: MIT */
/* unit/wire_option_stream.c - options of streams. */
#include "wire_option.h"

static void reset_streams(void **state)
{
	const uint16_t streams[] = { 3, 65535 };
	asctp_reset neither = { .outgoing = true };
	struct bytes b = { 0 }, all = { 0 };

	(void)state;
	u32(&b, ASSOC), u16(&b, 2), u16(&b, 2), u16(&b, 3), u16(&b, 65535);
	encodes(ROW(reset_streams),
		VALUE(reset_streams, .outgoing = true, .streams = streams, .count = 2), &b);
	u32(&all, ASSOC), u16(&all, 3), u16(&all, 0);
	encodes(ROW(reset_streams), VALUE(reset_streams, .incoming = true, .outgoing = true), &all);
	all.data[4] = 1;
	encodes(ROW(reset_streams),
		VALUE(reset_streams, .incoming = true, .streams = streams, .count = 0), &all);
	BAD(WIRE_SET, reset_streams, .count = 0);
	BAD(WIRE_SET, reset_streams, .outgoing = true, .count = 1);
	BAD(WIRE_SET, reset_streams, .outgoing = true, .streams = streams, .count = 65536);
	BAD(WIRE_SET, reset_streams, .outgoing = true, .streams = streams, .count = SIZE_MAX);
	spoil(&neither.incoming);
	assert_int_equal(wire_option_check(ROW(reset_streams), WIRE_SET, &neither), -EINVAL);
	neither = (asctp_reset){ .incoming = true };
	spoil(&neither.outgoing);
	assert_int_equal(wire_option_check(ROW(reset_streams), WIRE_SET, &neither), -EINVAL);
}

static void all_streams_one_by_one(void **state)
{
	static uint16_t streams[UINT16_MAX];
	const asctp_reset reset = { .outgoing = true, .streams = streams, .count = UINT16_MAX };
	const size_t room = wire_option_room(ROW(reset_streams), WIRE_SET, &reset);
	unsigned char *buf = malloc(room);

	(void)state;
	for (size_t i = 0; i < UINT16_MAX; i++)
		streams[i] = (uint16_t)i;
	assert_int_equal(room, 8 + sizeof(streams));
	assert_int_equal(wire_option_check(ROW(reset_streams), WIRE_SET, &reset), 0);
	assert_int_equal(wire_option_encode(ROW(reset_streams), ASSOC, &reset, buf, room), room);
	assert_memory_equal(buf + 8, streams, sizeof(streams));
	free(buf);
}

static void reset_assoc(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u32(&b, ASSOC);
	encodes(ROW(reset_assoc), VALUE(reset_assoc, true), &b);
	BAD(WIRE_SET, reset_assoc, false);
}

static void add_streams(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u32(&b, ASSOC), u16(&b, 1), u16(&b, 65535); /* in, out */
	encodes(ROW(add_streams), VALUE(add_streams, .in = 1, .out = 65535), &b);
	BAD(WIRE_SET, add_streams, .in = 65536);
	BAD(WIRE_SET, add_streams, .out = 65536);
}

static void stream_priority(void **state)
{
	union wire_option_value asked = { .stream_priority = { .stream = 65535 } };
	const asctp_stream_value expect = { .stream = 65535, .value = 7 };
	struct bytes request = { 0 }, b = { 0 };

	(void)state;
	u32(&request, ASSOC), u16(&request, 65535), u16(&request, 0);
	requests(ROW(stream_priority), &asked, &request);
	u32(&b, ASSOC), u16(&b, 65535), u16(&b, 7);
	encodes(ROW(stream_priority), &expect, &b);
	decodes_into(ROW(stream_priority), &b, asked, &expect);
	BAD(WIRE_SET, stream_priority, .stream = 65536);
	BAD(WIRE_SET, stream_priority, .value = 65536);
	BAD(WIRE_GET, stream_priority, .stream = 65536);
	GOOD(WIRE_GET, stream_priority, .value = 65536);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reset_streams),
		cmocka_unit_test(all_streams_one_by_one),
		cmocka_unit_test(reset_assoc),
		cmocka_unit_test(add_streams),
		cmocka_unit_test(stream_priority),
	};

	return cmocka_run_group_tests_name("wire_option_stream", tests, NULL, NULL);
}
