/* SPDX-License-Identifier: MIT */
/* tests/conformance/options_path.c - RFC 6458 section 8.1.12: SCTP_PEER_ADDR_PARAMS, value by value. */
#include "capture.h"
#include "conformance.h"

static const char zeros[20000];

static uint16_t client_port(const struct pair *pair)
{
	asctp_addr addr;

	assert_true(asctp_sock_locals(pair->a, pair->a_id, &addr, 1) >= 1);
	return asctp_addr_port(&addr);
}

static asctp_where at_a(const struct pair *pair)
{
	return asctp_at(pair->a, pair->a_id);
}

/* How many of the next HEARTBEATs of both sides are the client's. */
static int beats_of_client(const struct pair *pair, int count)
{
	uint16_t port = client_port(pair);
	struct chunk beat;
	int its = 0;

	capture_begin();
	while (count--) {
		beat = capture_await(CHUNK_HEARTBEAT, 0);
		if (asctp_addr_port(&beat.from) == port)
			its++;
	}
	return its;
}

static void heartbeat(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(at_a(&pair), heartbeat, .off = true), 0);
	assert_int_equal(beats_of_client(&pair, 3), 0);
	/* the server's own next one may be due, the one after it not for long */
	assert_int_equal(asctp_set(at_a(&pair), heartbeat, .interval_ms = 50), 0);
	assert_int_equal(
		asctp_set(asctp_at(pair.b, pair.b_id), heartbeat, .interval_ms = 60000), 0);
	assert_in_range(beats_of_client(&pair, 4), 3, 4);
}

static void heartbeat_now(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(at_a(&pair), heartbeat, .off = true), 0);
	assert_int_equal(asctp_set(asctp_at(pair.b, pair.b_id), heartbeat, .off = true), 0);
	capture_begin();
	assert_int_equal(asctp_put(at_a(&pair), heartbeat_now, &pair.to), 0);
	capture_await(CHUNK_HEARTBEAT, client_port(&pair));
}

/* Of two paths that are cut, the one with fewer retransmissions is given up. */
static void path_max_retrans(void)
{
	asctp_path_info other;
	asctp_notification change;
	asctp_addr second;
	struct pair pair;

	pair_open_hosts(&pair);
	assert_int_equal(asctp_sock_subscribe(
				 pair.a, ASCTP_FUTURE_ASSOC, ASCTP_MASK(ASCTP_PEER_ADDR_CHANGE), 0),
		0);
	pair_connect(&pair);
	second = address("10.2.0.2");
	second.v4.sin_port = pair.to.v4.sin_port;
	other = (asctp_path_info){ .path = second };
	await(!asctp_get(at_a(&pair), path_info, &other) && other.state == ASCTP_ACTIVE);
	assert_int_equal(asctp_set(at_a(&pair), path_max_retrans, .path = pair.to, .count = 20), 0);
	assert_int_equal(asctp_set(at_a(&pair), path_max_retrans, .path = second, .count = 1), 0);
	assert_int_equal(asctp_set(at_a(&pair), limits, .max_retrans = 20), 0);
	cut_all(true);
	do
		change = await_notification(pair.a, ASCTP_PEER_ADDR_CHANGE);
	while (change.peer_addr_change.state != ASCTP_ADDR_UNREACHABLE);
	assert_true(asctp_addr_equal(&change.peer_addr_change.addr, &second));
	other.path = pair.to;
	assert_int_equal(asctp_get(at_a(&pair), path_info, &other), 0);
	assert_int_not_equal(other.state, ASCTP_INACTIVE);
}

/* Fixes that of the path. Are messages fragmented to fit it, after some packets? */
static bool holds(const struct pair *pair, uint32_t mtu)
{
	asctp_status status;

	assert_int_equal(
		asctp_set(at_a(pair), path_mtu, .path = pair->to, .fixed = true, .mtu = mtu), 0);
	talk(pair);
	assert_int_equal(asctp_get(at_a(pair), status, &status), 0);
	return status.fragmentation_point < mtu;
}

static void path_mtu(void)
{
	enum { MTU = 1000, IP_AND_SCTP = 20 + 12, DATA_HEADER = 16 };
	asctp_path_mtu mtu = { .fixed = false };
	asctp_status status;
	struct chunk data;
	struct pair pair;
	size_t sent = 0;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	mtu.path = pair.to;
	assert_int_equal(asctp_get(at_a(&pair), path_mtu, &mtu), 0);
	assert_false(mtu.fixed);
	assert_true(mtu.mtu > MTU);
	assert_int_equal(asctp_set(at_a(&pair), path_mtu, .fixed = true, .mtu = MTU), 0);
	talk(&pair);
	capture_begin();
	assert_int_equal(
		asctp_sock_send(pair.a, zeros, sizeof(zeros), .id = pair.a_id), sizeof(zeros));
	while (sent < sizeof(zeros)) {
		data = capture_await(CHUNK_DATA, client_port(&pair));
		sent += data.len - (DATA_HEADER - 4u);
		assert_true(data.len + 4u <= MTU);
	}
	assert_int_equal(await_data(pair.b).len, sizeof(zeros));
	assert_int_equal(asctp_get(at_a(&pair), status, &status), 0);
	if (status.fragmentation_point == MTU - IP_AND_SCTP - DATA_HEADER)
		differs("the MTU is that of IP, headers included");
	else
		assert_int_equal(status.fragmentation_point, MTU - DATA_HEADER);

	/* of one path alone, and then with discovery off for all */
	pair_made(&pair, ASCTP_ONE_TO_MANY);
	if (!holds(&pair, MTU))
		differs("that of one path is forgotten with the next packet");
	assert_int_equal(asctp_set(at_a(&pair), path_mtu, .fixed = true, .mtu = 2 * MTU), 0);
	assert_true(holds(&pair, MTU));
	mtu.path = pair.to;
	assert_int_equal(asctp_get(at_a(&pair), path_mtu, &mtu), 0);
	if (mtu.mtu != MTU)
		differs("a fixed one reads as that of the device");
}

static void path_sack(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	pair_delay_acks(&pair, 0);
	assert_int_equal(asctp_set(asctp_at(pair.b, pair.b_id), path_sack, .delay_ms = 400), 0);
	assert_in_range(pair_acked_after_ms(&pair), 360, 2000);
	assert_int_equal(asctp_set(asctp_at(pair.b, pair.b_id), path_sack, .delay_ms = 0), 0);
	assert_in_range(pair_acked_after_ms(&pair), 0, 359);
}

static uint32_t label_of_next(const struct pair *pair)
{
	capture_begin();
	say(pair->a, pair->a_id, "labelled");
	return capture_await(CHUNK_DATA, client_port(pair)).flow_label;
}

static void flow_label(void)
{
	enum { LABEL = 0x12345, OTHER = 0x54321 };
	struct pair pair;

	pair_open_at(&pair, ASCTP_ONE_TO_MANY, ASCTP_IPV6, "[::1]");
	assert_int_equal(asctp_set(pair.a, flow_label, .value = LABEL), 0);
	pair_connect(&pair);
	assert_int_equal(label_of_next(&pair), LABEL);

	assert_int_equal(asctp_set(at_a(&pair), flow_label, .path = pair.to, .value = OTHER), 0);
	if (label_of_next(&pair) == LABEL)
		differs("a path that is in use keeps the label that it has");
	else
		assert_int_equal(label_of_next(&pair), OTHER);
}

static uint8_t class_of_next(const struct pair *pair)
{
	capture_begin();
	say(pair->a, pair->a_id, "marked");
	return capture_await(CHUNK_DATA, client_port(pair)).traffic_class;
}

static void dscp(void)
{
	enum { EXPEDITED = 46, ECN_BITS = 2 };
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(class_of_next(&pair) >> ECN_BITS, 0);
	assert_int_equal(asctp_set(at_a(&pair), dscp, .path = pair.to, .value = EXPEDITED), 0);
	assert_int_equal(class_of_next(&pair) >> ECN_BITS, EXPEDITED);

	pair_open_at(&pair, ASCTP_ONE_TO_MANY, ASCTP_IPV6, "[::1]");
	assert_int_equal(asctp_set(pair.a, dscp, .value = EXPEDITED), 0);
	pair_connect(&pair);
	assert_int_equal(class_of_next(&pair) >> ECN_BITS, EXPEDITED);
}

#define PARAMS(what, ours, test) \
	ROW("8.1.12", "SCTP_PEER_ADDR_PARAMS, " what, "asctp_set(" ours ")", test)

const struct row rows_options_path[] = {
	PARAMS("spp_hbinterval", "heartbeat", heartbeat),
	PARAMS("SPP_HB_DEMAND", "heartbeat_now", heartbeat_now),
	PARAMS("spp_pathmaxrxt", "path_max_retrans", path_max_retrans),
	PARAMS("spp_pathmtu", "path_mtu", path_mtu),
	PARAMS("spp_sackdelay (Linux)", "path_sack", path_sack),
	PARAMS("spp_ipv6_flowlabel", "flow_label", flow_label),
	PARAMS("spp_dscp", "dscp", dscp),
	END_OF_ROWS,
};
