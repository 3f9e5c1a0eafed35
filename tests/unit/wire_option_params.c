/* SPDX-License-Identifier: MIT */
/* unit/wire_option_params.c - the options that share one struct of the kernel: a set names its own. */
#include "wire_option.h"

/* struct sctp_paddrparams, as 4.18 has it, or with the two members of 4.19. */
struct params {
	bool address, grown;
	uint32_t interval;
	uint16_t retrans;
	uint32_t mtu, sack, flags, label;
	uint8_t dscp;
};

static struct bytes bytes_of(struct params p)
{
	struct bytes b = { 0 };

	u32(&b, ASSOC);
	if (p.address)
		storage_v4(&b, 7000, 1);
	else
		zeros(&b, 128);
	u32(&b, p.interval), u16(&b, p.retrans), u32(&b, p.mtu), u32(&b, p.sack), u32(&b, p.flags);
	if (!p.grown) {
		zeros(&b, 2);
		assert_int_equal(b.len, 152);
		return b;
	}
	u32(&b, p.label), u8(&b, p.dscp), zeros(&b, 1);
	assert_int_equal(b.len, 156);
	return b;
}

#define PARAMS(...) (&(struct bytes[]){ bytes_of((struct params){ __VA_ARGS__ }) }[0])
/* What the kernel answers: all members, of which a row tells its own. */
#define ANSWER(flags_)                                                                     \
	PARAMS(.address = true, .interval = 30000, .retrans = 5, .mtu = 1500, .sack = 200, \
		.flags = (flags_))

static asctp_addr path(void)
{
	return addr_of("10.0.0.1:7000");
}

static void heartbeat(void **state)
{
	union wire_option_value asked = { .heartbeat = { .path = path() } };

	(void)state;
	requests(ROW(heartbeat), &asked, PARAMS(.address = true));
	requests(ROW(heartbeat), VALUE(heartbeat, .interval_ms = 5), PARAMS(.address = false));
	encodes(ROW(heartbeat), VALUE(heartbeat, .path = path(), .interval_ms = 500),
		PARAMS(.address = true, .interval = 500, .flags = 0x01));
	encodes(ROW(heartbeat), VALUE(heartbeat, .interval_ms = 0), PARAMS(.flags = 0x81));
	encodes(ROW(heartbeat), VALUE(heartbeat, .interval_ms = 500, .off = true),
		PARAMS(.flags = 0x02));
	decodes_into(ROW(heartbeat), ANSWER(0x29), asked,
		VALUE(heartbeat, .path = path(), .interval_ms = 30000));
	decodes_into(ROW(heartbeat), ANSWER(0x2a), asked,
		VALUE(heartbeat, .path = path(), .interval_ms = 30000, .off = true));
	spoil(&asked.heartbeat.off);
	assert_int_equal(wire_option_check(ROW(heartbeat), WIRE_SET, &asked), -EINVAL);
	assert_int_equal(wire_option_check(ROW(heartbeat), WIRE_GET, &asked), 0);
	BAD(WIRE_SET, heartbeat, .path.sa.sa_family = AF_UNIX);
	BAD(WIRE_GET, heartbeat, .path.sa.sa_family = AF_UNIX);
}

static void heartbeat_now(void **state)
{
	const asctp_addr to = path(), all = { 0 }, none = { .sa.sa_family = AF_UNIX };

	(void)state;
	encodes(ROW(heartbeat_now), &to, PARAMS(.address = true, .flags = 0x04));
	encodes(ROW(heartbeat_now), &all, PARAMS(.flags = 0x04));
	assert_int_equal(wire_option_check(ROW(heartbeat_now), WIRE_SET, &none), -EINVAL);
}

static void path_max_retrans(void **state)
{
	union wire_option_value asked = { .path_max_retrans = { .path = path() } };

	(void)state;
	requests(ROW(path_max_retrans), &asked, PARAMS(.address = true));
	encodes(ROW(path_max_retrans), VALUE(path_max_retrans, .path = path(), .count = 65535),
		PARAMS(.address = true, .retrans = 65535));
	decodes_into(ROW(path_max_retrans), ANSWER(0x29), asked,
		VALUE(path_max_retrans, .path = path(), .count = 5));
	BAD(WIRE_SET, path_max_retrans, .count = 65536);
	BAD(WIRE_SET, path_max_retrans, .count = 0); /* which the kernel takes for "as it is" */
	GOOD(WIRE_GET, path_max_retrans, .count = 0);
	BAD(WIRE_GET, path_max_retrans, .path.sa.sa_family = AF_UNIX);
}

static void path_mtu(void **state)
{
	union wire_option_value asked = { .path_mtu = { .path = path() } };
	asctp_path_mtu neither = { .mtu = 1500 };

	(void)state;
	requests(ROW(path_mtu), &asked, PARAMS(.address = true));
	encodes(ROW(path_mtu), VALUE(path_mtu, .path = path(), .fixed = true, .mtu = 512),
		PARAMS(.address = true, .mtu = 512, .flags = 0x10));
	encodes(ROW(path_mtu), VALUE(path_mtu, .fixed = true), PARAMS(.flags = 0x10));
	encodes(ROW(path_mtu), VALUE(path_mtu, .mtu = 9), PARAMS(.flags = 0x08));
	decodes_into(
		ROW(path_mtu), ANSWER(0x29), asked, VALUE(path_mtu, .path = path(), .mtu = 1500));
	decodes_into(ROW(path_mtu), ANSWER(0x31), asked,
		VALUE(path_mtu, .path = path(), .mtu = 1500, .fixed = true));
	BAD(WIRE_SET, path_mtu, .fixed = true, .mtu = 511);
	BAD(WIRE_SET, path_mtu, .fixed = true, .mtu = 65536);
	BAD(WIRE_SET, path_mtu, .path.sa.sa_family = AF_UNIX);
	spoil(&neither.fixed);
	assert_int_equal(wire_option_check(ROW(path_mtu), WIRE_SET, &neither), -EINVAL);
	assert_int_equal(wire_option_check(ROW(path_mtu), WIRE_GET, &neither), 0);
}

static void path_sack(void **state)
{
	union wire_option_value asked = { .path_sack = { .path = path() } };

	(void)state;
	requests(ROW(path_sack), &asked, PARAMS(.address = true));
	encodes(ROW(path_sack), VALUE(path_sack, .path = path(), .delay_ms = 500),
		PARAMS(.address = true, .sack = 500, .flags = 0x20));
	encodes(ROW(path_sack), VALUE(path_sack, .delay_ms = 0), PARAMS(.flags = 0x40));
	decodes_into(ROW(path_sack), ANSWER(0x29), asked,
		VALUE(path_sack, .path = path(), .delay_ms = 200));
	decodes_into(ROW(path_sack), ANSWER(0x49), asked,
		VALUE(path_sack, .path = path(), .delay_ms = 0));
	BAD(WIRE_SET, path_sack, .delay_ms = 501);
	BAD(WIRE_GET, path_sack, .path.sa.sa_family = AF_UNIX);
}

/* Reads what was there: whose other members a set must not repeat. */
static void changes(const struct wire_option *row, const void *value, const struct bytes *expect)
{
	struct bytes b = *PARAMS(.grown = true, .address = true, .interval = 30000, .retrans = 5,
		.mtu = 1500, .sack = 200, .flags = 0x329, .label = 0x11111, .dscp = 0x20);

	assert_true(wire_option_merges(row));
	assert_int_equal(wire_option_encode(row, ASSOC, value, b.data, b.len), b.len);
	assert_memory_equal(b.data, expect->data, expect->len);
}

static void not_in_an_older_struct(
	const struct wire_option *row, const struct bytes *grown, union wire_option_value value)
{
	for (size_t len = 0; len < grown->len; len++) {
		void *cut = exact(grown->data, len);

		assert_int_equal(wire_option_decode(row, cut, len, TICK_NS, &value), -ENOPROTOOPT);
		free(cut);
	}
}

static void flow_label(void **state)
{
	const union wire_option_value asked = { .flow_label = { .path = path() } };
	const struct bytes *got = PARAMS(.grown = true, .address = true, .flags = 0x129,
		.label = 0x12345, .dscp = 0x20);

	(void)state;
	requests(ROW(flow_label), &asked, PARAMS(.grown = true, .address = true));
	changes(ROW(flow_label), VALUE(flow_label, .path = path(), .value = 0xfffff),
		PARAMS(.grown = true, .address = true, .flags = 0x100, .label = 0xfffff));
	decodes_into(
		ROW(flow_label), got, asked, VALUE(flow_label, .path = path(), .value = 0x12345));
	decodes_into(ROW(flow_label), PARAMS(.grown = true, .flags = 0x029, .label = 0x12345),
		asked, VALUE(flow_label, .path = path(), .value = 0));
	not_in_an_older_struct(ROW(flow_label), got, asked);
	BAD(WIRE_SET, flow_label, .value = 0x100000);
	BAD(WIRE_GET, flow_label, .path.sa.sa_family = AF_UNIX);
}

static void dscp(void **state)
{
	const union wire_option_value asked = { .dscp = { .path = path() } };
	const struct bytes *got = PARAMS(.grown = true, .address = true, .flags = 0x229,
		.label = 0x12345, .dscp = 46 << 2);

	(void)state;
	requests(ROW(dscp), &asked, PARAMS(.grown = true, .address = true));
	changes(ROW(dscp), VALUE(dscp, .path = path(), .value = 63),
		PARAMS(.grown = true, .address = true, .flags = 0x200, .dscp = 0xfc));
	decodes_into(ROW(dscp), got, asked, VALUE(dscp, .path = path(), .value = 46));
	decodes_into(ROW(dscp), PARAMS(.grown = true, .flags = 0x029, .dscp = 0xfc), asked,
		VALUE(dscp, .path = path(), .value = 0));
	not_in_an_older_struct(ROW(dscp), got, asked);
	BAD(WIRE_SET, dscp, .value = 64);
	BAD(WIRE_GET, dscp, .path.sa.sa_family = AF_UNIX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heartbeat),
		cmocka_unit_test(heartbeat_now),
		cmocka_unit_test(path_max_retrans),
		cmocka_unit_test(path_mtu),
		cmocka_unit_test(path_sack),
		cmocka_unit_test(flow_label),
		cmocka_unit_test(dscp),
	};

	return cmocka_run_group_tests_name("wire_option_params", tests, NULL, NULL);
}
