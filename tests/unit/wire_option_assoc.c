/* SPDX-License-Identifier: MIT */
/* unit/wire_option_assoc.c - options of an association as a whole. */
#include "wire_option.h"

static void rto(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u32(&b, ASSOC), u32(&b, 400), u32(&b, 800), u32(&b, 200); /* initial, max, min */
	both_ways(ROW(rto), VALUE(rto, .initial_ms = 400, .min_ms = 200, .max_ms = 800), &b);
}

static void limits(void **state)
{
	struct bytes set = { 0 }, got = { 0 };

	(void)state;
	u32(&set, ASSOC), u16(&set, 65535), u16(&set, 0), u32(&set, 0), u32(&set, 0),
		u32(&set, 60000);
	encodes(ROW(limits),
		VALUE(limits, .max_retrans = 65535, .cookie_life_ms = 60000, .peer_addrs = 9,
			.peer_rwnd = 9, .local_rwnd = 9),
		&set);
	u32(&got, ASSOC), u16(&got, 10), u16(&got, 2), u32(&got, 3), u32(&got, 4), u32(&got, 5);
	decodes(ROW(limits), &got,
		VALUE(limits, .max_retrans = 10, .cookie_life_ms = 5, .peer_addrs = 2,
			.peer_rwnd = 3, .local_rwnd = 4));
	BAD(WIRE_SET, limits, .max_retrans = 65536);
}

static void sack(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u32(&b, ASSOC), u32(&b, 500), u32(&b, 3);
	both_ways(ROW(sack), VALUE(sack, .delay_ms = 500, .packets = 3), &b);
	BAD(WIRE_SET, sack, .delay_ms = 501);
}

static void default_send(void **state)
{
	asctp_default_send neither = { .stream = 1 };
	struct bytes b = { 0 };

	(void)state;
	u16(&b, 65535), u16(&b, 1), be32(&b, 46), u32(&b, 9), u32(&b, ASSOC);
	both_ways(ROW(default_send),
		VALUE(default_send, .stream = 65535, .ppid = 46, .context = 9, .unordered = true),
		&b);
	b.data[2] = 0xf1; /* with a policy, and flags to come */
	decodes(ROW(default_send), &b,
		VALUE(default_send, .stream = 65535, .ppid = 46, .context = 9, .unordered = true));
	BAD(WIRE_SET, default_send, .stream = 65536);
	spoil(&neither.unordered);
	assert_int_equal(wire_option_check(ROW(default_send), WIRE_SET, &neither), -EINVAL);
}

static void default_policy(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u32(&b, ASSOC), u32(&b, 700), u16(&b, 0x20), zeros(&b, 2);
	both_ways(ROW(default_policy), VALUE(default_policy, .policy = 0x20, .value = 700), &b);
	GOOD(WIRE_SET, default_policy, .policy = 0);
	GOOD(WIRE_SET, default_policy, .policy = 0x10, .value = 1);
	BAD(WIRE_SET, default_policy, .policy = 0x10); /* the kernel takes it for none */
	BAD(WIRE_SET, default_policy, .policy = 0, .value = 1);
	GOOD(WIRE_SET, default_policy, .policy = 0x30);
	BAD(WIRE_SET, default_policy, .policy = 1);
	BAD(WIRE_SET, default_policy, .policy = 0x40);
	BAD(WIRE_SET, default_policy, .policy = 0x80);
	BAD(WIRE_SET, default_policy, .policy = 0x10010);
}

static void paddrinfo(struct bytes *b, uint32_t srtt)
{
	u32(b, ASSOC);
	storage_v4(b, 7000, 1);
	u32(b, 2), u32(b, 4380), u32(b, srtt), u32(b, 300), u32(b, 1500);
}

static void status(void **state)
{
	const asctp_status expect = { .state = 4,
		.peer_rwnd = 100,
		.unacked = 2,
		.pending = 3,
		.streams_in = 10,
		.streams_out = 11,
		.fragmentation_point = 1452,
		.primary = { .path = addr_of("10.0.0.1:7000"),
			.state = ASCTP_ACTIVE,
			.cwnd = 4380,
			.mtu = 1500,
			.srtt_ms = 20,
			.rto_ms = 300,
			.id = ASSOC } };
	struct bytes b = { 0 }, asked = { 0 };

	(void)state;
	u32(&asked, ASSOC);
	zeros(&asked, 172);
	requests(ROW(status), VALUE(status, .state = 1), &asked);
	u32(&b, ASSOC), u32(&b, 4), u32(&b, 100), u16(&b, 2), u16(&b, 3), u16(&b, 10), u16(&b, 11),
		u32(&b, 1452);
	paddrinfo(&b, 5); /* ticks */
	assert_int_equal(b.len, 176);
	decodes(ROW(status), &b, &expect);

	b.data[24 + 4] = 99; /* a family that there is not */
	union wire_option_value ret;
	assert_int_equal(wire_option_decode(ROW(status), b.data, b.len, TICK_NS, &ret), -EBADMSG);
}

static void stats(void **state)
{
	const asctp_stats expect = { .max_rto_ms = 400,
		.max_rto_path = addr_of("10.0.0.2:7000"),
		.sacks_in = 2,
		.sacks_out = 3,
		.packets_out = 4,
		.packets_in = 5,
		.retransmitted_chunks = 6,
		.out_of_order_tsns = 7,
		.duplicates = 8,
		.gap_acks = 9,
		.unordered_chunks_out = 10,
		.unordered_chunks_in = 11,
		.ordered_chunks_out = 12,
		.ordered_chunks_in = 13,
		.control_chunks_out = 14,
		.control_chunks_in = 15 };
	struct bytes b = { 0 };
	const uint64_t huge = UINT64_MAX, ticks = 100;
	union wire_option_value ret;

	(void)state;
	u32(&b, ASSOC), zeros(&b, 4);
	storage_v4(&b, 7000, 2);
	raw(&b, &ticks, sizeof(ticks));
	for (uint64_t i = 2; i <= 15; i++)
		raw(&b, &i, sizeof(i));
	decodes(ROW(stats), &b, &expect);

	memset(b.data + 8, 0, 128); /* none was measured */
	memcpy(b.data + 136, &huge, sizeof(huge));
	assert_int_equal(wire_option_decode(ROW(stats), b.data, b.len, TICK_NS, &ret), 0);
	assert_int_equal(ret.stats.max_rto_path.sa.sa_family, AF_UNSPEC);
	assert_int_equal(ret.stats.max_rto_ms, UINT32_MAX);
}

static void abandoned(void **state)
{
	union wire_option_value asked = { .pr_stream_status = { .policy = 0x10, .stream = 5 } };
	const asctp_abandoned expect = { .policy = 0x10, .stream = 5, .unsent = 6, .sent = 7 };
	struct bytes one = { 0 }, all = { 0 }, got = { 0 };

	(void)state;
	u32(&one, ASSOC), u16(&one, 5), u16(&one, 0x10), zeros(&one, 16);
	requests(ROW(pr_stream_status), &asked, &one);
	requests(ROW(pr_assoc_status), &asked, &one);
	u32(&all, ASSOC), u16(&all, 0), u16(&all, 0x80), zeros(&all, 16);
	requests(ROW(pr_assoc_status), VALUE(pr_assoc_status, .policy = 0), &all);
	u32(&got, ASSOC), u16(&got, 5), u16(&got, 0x10);
	raw(&got, &(uint64_t){ 6 }, 8);
	raw(&got, &(uint64_t){ 7 }, 8);
	decodes_into(ROW(pr_stream_status), &got, asked, &expect);
	decodes_into(ROW(pr_assoc_status), &got, asked, &expect);
	BAD(WIRE_GET, pr_assoc_status, .policy = 0x80);
	BAD(WIRE_GET, pr_stream_status, .policy = 5);
	BAD(WIRE_GET, pr_stream_status, .stream = 65536);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rto),
		cmocka_unit_test(limits),
		cmocka_unit_test(sack),
		cmocka_unit_test(default_send),
		cmocka_unit_test(default_policy),
		cmocka_unit_test(status),
		cmocka_unit_test(stats),
		cmocka_unit_test(abandoned),
	};

	return cmocka_run_group_tests_name("wire_option_assoc", tests, NULL, NULL);
}
