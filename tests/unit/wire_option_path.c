/* SPDX-License-Identifier: MIT */
/* unit/wire_option_path.c - options of paths: primary, state, thresholds, encapsulation, probes. */
#include "wire_option.h"

static void primary(void **state)
{
	const asctp_addr v4 = addr_of("10.0.0.1:7000"), v6 = addr_of("[2001:db8::1]:7000"),
			 mapped = addr_of("[::ffff:10.0.0.1]:7000"), none = { 0 };
	struct bytes b = { 0 }, six = { 0 };
	union wire_option_value ret;

	(void)state;
	u32(&b, ASSOC);
	storage_v4(&b, 7000, 1);
	both_ways(ROW(primary), &v4, &b);
	encodes(ROW(primary), &mapped, &b); /* which sockets of IPv4 would refuse */
	encodes(ROW(peer_primary), &v4, &b);
	u32(&six, ASSOC);
	raw(&six, &v6, sizeof(v6.v6));
	zeros(&six, 128 - sizeof(v6.v6));
	both_ways(ROW(primary), &v6, &six);
	memcpy(six.data + 4, &mapped, sizeof(mapped.v6));
	decodes(ROW(primary), &six, &v4);
	six.data[4] = AF_UNIX;
	assert_int_equal(
		wire_option_decode(ROW(primary), six.data, six.len, TICK_NS, &ret), -EBADMSG);
	assert_int_equal(wire_option_check(ROW(primary), WIRE_SET, &none), -EINVAL);
	assert_int_equal(wire_option_check(ROW(peer_primary), WIRE_SET, &none), -EINVAL);
	assert_true(wire_option_by_address(ROW(primary)));
	assert_false(wire_option_by_address(ROW(heartbeat)));
}

static void path_info(void **state)
{
	union wire_option_value ret = { .path_info = { .path = addr_of("10.0.0.1:7000") } };
	asctp_path_info expect = ret.path_info;
	struct bytes asked = { 0 }, got = { 0 };

	(void)state;
	u32(&asked, ASSOC);
	storage_v4(&asked, 7000, 1);
	got = asked;
	zeros(&asked, 20);
	requests(ROW(path_info), &ret, &asked);
	u32(&got, 3), u32(&got, 4380), u32(&got, 5), u32(&got, 300), u32(&got, 1500);
	expect.state = ASCTP_UNCONFIRMED;
	expect.cwnd = 4380;
	expect.srtt_ms = 20;
	expect.rto_ms = 300;
	expect.mtu = 1500;
	expect.id = ASSOC;
	decodes_into(ROW(path_info), &got, ret, &expect);
	BAD(WIRE_GET, path_info, .cwnd = 1); /* of which path? */
	BAD(WIRE_GET, path_info, .path.sa.sa_family = AF_UNIX);
}

/* An id, an address that stands aligned, and numbers behind. */
static struct bytes addressed(bool address)
{
	struct bytes b = { 0 };

	u32(&b, ASSOC), zeros(&b, 4);
	if (address)
		storage_v4(&b, 7000, 1);
	else
		zeros(&b, 128);
	return b;
}

static void pf_threshold(void **state)
{
	union wire_option_value ret = { .pf_threshold = { .path = addr_of("10.0.0.1:7000") } };
	asctp_path_count expect = { .path = ret.pf_threshold.path, .count = 3 };
	struct bytes asked = addressed(true), set = addressed(true), all = addressed(false),
		     got = addressed(true);

	(void)state;
	zeros(&asked, 8);
	requests(ROW(pf_threshold), &ret, &asked);
	u16(&set, 0), u16(&set, 3), zeros(&set, 4); /* the path's own limit stays as it is */
	encodes(ROW(pf_threshold), &expect, &set);
	u16(&all, 0), u16(&all, 65535), zeros(&all, 4);
	encodes(ROW(pf_threshold), VALUE(pf_threshold, .count = 65535), &all);
	u16(&got, 9), u16(&got, 3), u16(&got, 8), zeros(&got, 2);
	decodes_into(ROW(pf_threshold), &got, ret, &expect);
	BAD(WIRE_SET, pf_threshold, .count = 65536);
	GOOD(WIRE_GET, pf_threshold, .count = 65536);
	BAD(WIRE_GET, pf_threshold, .path.sa.sa_family = AF_UNIX);
}

static void switchover(void **state)
{
	union wire_option_value ret = { .switchover = { .path = addr_of("10.0.0.1:7000") } };
	asctp_path_count expect = { .path = ret.switchover.path, .count = 7 };
	struct bytes got = addressed(true), set = addressed(true);

	(void)state;
	assert_true(wire_option_merges(ROW(switchover)));
	u16(&got, 9), u16(&got, 3), u16(&got, 7), zeros(&got, 2);
	decodes_into(ROW(switchover), &got, ret, &expect);
	expect.count = 8;
	u16(&set, 0), u16(&set, 3), u16(&set, 8), zeros(&set, 2); /* 3: as it was read */
	assert_int_equal(
		wire_option_encode(ROW(switchover), ASSOC, &expect, got.data, got.len), got.len);
	assert_memory_equal(got.data, set.data, set.len);
	BAD(WIRE_SET, switchover, .count = 65536);
}

static void udp_encap_port(void **state)
{
	union wire_option_value ret = { .udp_encap_port = { .path = addr_of("10.0.0.1:7000") } };
	const asctp_path_value expect = { .path = ret.udp_encap_port.path, .value = 9899 };
	struct bytes b = addressed(true);

	(void)state;
	be16(&b, 9899), zeros(&b, 6);
	encodes(ROW(udp_encap_port), &expect, &b);
	decodes_into(ROW(udp_encap_port), &b, ret, &expect);
	BAD(WIRE_SET, udp_encap_port, .value = 65536);
	BAD(WIRE_SET, udp_encap_port, .path.sa.sa_family = AF_UNIX);
}

static void probe_interval(void **state)
{
	union wire_option_value ret = { .probe_interval = { .path = addr_of("10.0.0.1:7000") } };
	const asctp_path_value expect = { .path = ret.probe_interval.path, .value = 60000 };
	struct bytes b = addressed(true), all = addressed(false);

	(void)state;
	u32(&b, 60000), zeros(&b, 4);
	encodes(ROW(probe_interval), &expect, &b);
	decodes_into(ROW(probe_interval), &b, ret, &expect);
	u32(&all, 5000), zeros(&all, 4);
	encodes(ROW(probe_interval), VALUE(probe_interval, .value = 5000), &all);
	BAD(WIRE_GET, probe_interval, .path.sa.sa_family = AF_UNIX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(primary),
		cmocka_unit_test(path_info),
		cmocka_unit_test(pf_threshold),
		cmocka_unit_test(switchover),
		cmocka_unit_test(udp_encap_port),
		cmocka_unit_test(probe_interval),
	};

	return cmocka_run_group_tests_name("wire_option_path", tests, NULL, NULL);
}
