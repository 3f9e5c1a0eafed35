/* SPDX-License-Identifier: MIT */
/* unit/wire_option_value.c - options of a socket, and those of one value. */
#include "wire_option.h"
#include <limits.h>

static void flags(void **state)
{
	const asctp_option ints[] = { ASCTP_OPTION_nodelay, ASCTP_OPTION_no_fragments,
		ASCTP_OPTION_mapped_v4, ASCTP_OPTION_auto_asconf, ASCTP_OPTION_reuse_port,
		ASCTP_OPTION_recv_rcvinfo, ASCTP_OPTION_recv_nxtinfo };
	const asctp_option values[] = { ASCTP_OPTION_pr_supported, ASCTP_OPTION_reconfig_supported,
		ASCTP_OPTION_interleaving, ASCTP_OPTION_asconf_supported,
		ASCTP_OPTION_auth_supported, ASCTP_OPTION_ecn_supported };
	bool on = true, off = false, neither;

	(void)state;
	spoil(&neither);
	for (size_t i = 0; i < COUNT(ints); i++) {
		struct bytes one = { 0 }, many = { 0 }, none = { 0 };

		u32(&one, 1);
		u32(&many, 256); /* any number is true */
		u32(&none, 0);
		both_ways(wire_option(ints[i]), &on, &one);
		encodes(wire_option(ints[i]), &off, &none);
		decodes(wire_option(ints[i]), &many, &on);
		assert_int_equal(
			wire_option_check(wire_option(ints[i]), WIRE_SET, &neither), -EINVAL);
	}
	for (size_t i = 0; i < COUNT(values); i++) {
		struct bytes one = { 0 }, many = { 0 };

		u32(&one, ASSOC);
		u32(&one, 1);
		u32(&many, ASSOC);
		u32(&many, 0x80000000);
		both_ways(wire_option(values[i]), &on, &one);
		decodes(wire_option(values[i]), &many, &on);
		assert_int_equal(
			wire_option_check(wire_option(values[i]), WIRE_SET, &neither), -EINVAL);
	}
}

static void numbers(void **state)
{
	const asctp_option ints[] = { ASCTP_OPTION_autoclose_s, ASCTP_OPTION_adaptation,
		ASCTP_OPTION_partial_delivery_point };
	const asctp_option values[] = { ASCTP_OPTION_fragment_size, ASCTP_OPTION_context,
		ASCTP_OPTION_expose_pf, ASCTP_OPTION_reconfig_allowed, ASCTP_OPTION_scheduler };
	const uint32_t number = 0xfedcba98;
	struct bytes one = { 0 }, value = { 0 };

	(void)state;
	u32(&one, number);
	u32(&value, ASSOC);
	u32(&value, number);
	for (size_t i = 0; i < COUNT(ints); i++)
		both_ways(wire_option(ints[i]), &number, &one);
	for (size_t i = 0; i < COUNT(values); i++)
		both_ways(wire_option(values[i]), &number, &value);
	decodes(ROW(assoc_count), &one, &number);
}

static void signed_ones_have_a_range(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u32(&b, INT_MAX);
	both_ways(ROW(send_buffer), VALUE(send_buffer, INT_MAX), &b);
	both_ways(ROW(receive_buffer), VALUE(receive_buffer, INT_MAX), &b);
	BAD(WIRE_SET, send_buffer, (uint32_t)INT_MAX + 1);
	BAD(WIRE_SET, receive_buffer, UINT32_MAX);
	GOOD(WIRE_SET, fragment_interleave, 2);
	BAD(WIRE_SET, fragment_interleave, 3);
}

/* Linux multiplies it with the MTU, in 32 bits. */
static void burst(void **state)
{
	struct bytes b = { 0 }, more = { 0 };
	uint32_t number = 65536;

	(void)state;
	u32(&b, ASSOC), u32(&b, 65535);
	both_ways(ROW(max_burst), VALUE(max_burst, 65535), &b);
	u32(&more, ASSOC), u32(&more, number); /* as another program may have set it */
	decodes(ROW(max_burst), &more, &number);
	BAD(WIRE_SET, max_burst, 65536);
	BAD(WIRE_SET, max_burst, UINT32_MAX);
}

static void linger(void **state)
{
	asctp_linger neither = { .seconds = 1 };
	struct bytes b = { 0 };

	(void)state;
	u32(&b, 1);
	u32(&b, 7);
	both_ways(ROW(linger), VALUE(linger, .on = true, .seconds = 7), &b);
	BAD(WIRE_SET, linger, .on = true, .seconds = (uint32_t)INT_MAX + 1);
	spoil(&neither.on);
	assert_int_equal(wire_option_check(ROW(linger), WIRE_SET, &neither), -EINVAL);
}

static void init(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u16(&b, 1), u16(&b, 65535), u16(&b, 3), u16(&b, 4);
	both_ways(ROW(init),
		VALUE(init, .streams_out = 1, .streams_in_max = 65535, .attempts = 3,
			.max_timeout_ms = 4),
		&b);
	BAD(WIRE_SET, init, .streams_out = 65536);
	BAD(WIRE_SET, init, .streams_in_max = 65536);
	BAD(WIRE_SET, init, .attempts = 65536);
	BAD(WIRE_SET, init, .max_timeout_ms = 65536);
}

static void assoc_ids(void **state)
{
	int32_t ids[3] = { -1, -1, -1 };
	asctp_assoc_ids list = { .ids = ids, .max = 3 };
	const struct wire_option *row = ROW(assoc_ids);
	struct bytes b = { 0 }, asked = { 0 };

	(void)state;
	zeros(&asked, 16);
	requests(row, &list, &asked);
	u32(&b, 2), u32(&b, 5), u32(&b, 6);
	for (size_t len = 0; len < b.len; len++) {
		void *cut = exact(b.data, len);

		assert_int_equal(wire_option_decode(row, cut, len, TICK_NS, &list), -EBADMSG);
		free(cut);
	}
	assert_int_equal(ids[0], -1);
	assert_int_equal(wire_option_decode(row, b.data, b.len, TICK_NS, &list), 0);
	assert_int_equal(list.count, 2);
	assert_int_equal(ids[0], 5);
	assert_int_equal(ids[1], 6);
	assert_int_equal(ids[2], -1);

	list.max = 1;
	assert_int_equal(wire_option_decode(row, b.data, b.len, TICK_NS, &list), -ENOBUFS);
	assert_int_equal(list.count, 2);
	list = (asctp_assoc_ids){ 0 };
	assert_int_equal(wire_option_check(row, WIRE_GET, &list), 0);
	b.len = 0;
	u32(&b, 0);
	assert_int_equal(wire_option_decode(row, b.data, b.len, TICK_NS, &list), 0);
	b.len = 0;
	u32(&b, UINT32_MAX);
	assert_int_equal(wire_option_decode(row, b.data, b.len, TICK_NS, &list), -EBADMSG);
	list.max = 1; /* and nowhere to write it */
	assert_int_equal(wire_option_check(row, WIRE_GET, &list), -EINVAL);
	list.max = UINT32_MAX;
	list.ids = ids;
	assert_int_equal(wire_option_request(row, 0, &list, b.data, SIZE_MAX), -ENOBUFS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags),
		cmocka_unit_test(numbers),
		cmocka_unit_test(signed_ones_have_a_range),
		cmocka_unit_test(burst),
		cmocka_unit_test(linger),
		cmocka_unit_test(init),
		cmocka_unit_test(assoc_ids),
	};

	return cmocka_run_group_tests_name("wire_option_value", tests, NULL, NULL);
}
