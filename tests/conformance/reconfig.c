/* SPDX-License-Identifier: MIT */
/* tests/conformance/reconfig.c - RFC 6525: streams reset and added, associations reset. */
#include "far.h"

enum { ALL = ASCTP_RESET_STREAMS | ASCTP_RESET_ASSOC | ASCTP_CHANGE_STREAMS };

/* The client may ask for everything; what does the server grant? */
static void reconfigurable(struct pair *pair, uint32_t granted)
{
	pair_open(pair, ASCTP_ONE_TO_MANY);
	for (int i = 0; i < 2; i++) {
		int fd = i ? pair->listener : pair->a;
		uint32_t allowed = i ? granted : ALL;

		sets(fd, reconfig_supported, true);
		sets(fd, reconfig_allowed, allowed);
		want(fd, 0, ASCTP_STREAM_RESET_EVENT);
		want(fd, 0, ASCTP_ASSOC_RESET_EVENT);
		want(fd, 0, ASCTP_STREAM_CHANGE_EVENT);
	}
	pair_connect(pair);
}

/* Says and hears a message on this stream. Returns what came with it. */
static asctp_sock_in over(int from, int32_t id, int to, uint32_t stream)
{
	assert_int_equal(asctp_sock_send(from, "over", 4, stream, .id = id), 4);
	return hear(to, "over");
}

static void supported(void)
{
	bool both = true;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, reconfig_supported, true);
	sets(pair.a, reconfig_allowed, ALL);
	sets(pair.listener, reconfig_supported, false);
	pair_connect(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), reconfig_supported, &both);
	assert_false(both);
	assert_int_equal(
		asctp_set(asctp_at(pair.a, pair.a_id), add_streams, .out = 1), -ENOPROTOOPT);

	reconfigurable(&pair, ALL);
	gets_of(asctp_at(pair.a, pair.a_id), reconfig_supported, &both);
	assert_true(both);
	sets(asctp_at(pair.a, pair.a_id), add_streams, .out = 1);
	await_notification(pair.b, ASCTP_STREAM_CHANGE_EVENT);
}

static void reconfig_allowed(void)
{
	asctp_notification told;
	struct pair pair;

	reconfigurable(&pair, ASCTP_RESET_STREAMS);
	sets(asctp_at(pair.a, pair.a_id), reset_streams, .outgoing = true);
	assert_false(await_notification(pair.a, ASCTP_STREAM_RESET_EVENT).stream_reset.denied);
	sets(asctp_at(pair.a, pair.a_id), add_streams, .out = 1);
	told = await_notification(pair.a, ASCTP_STREAM_CHANGE_EVENT);
	assert_true(told.stream_change.denied);

	sets(asctp_at(pair.a, pair.a_id), reconfig_allowed, 0);
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), reset_streams, .outgoing = true),
		-ENOPROTOOPT);
}

static void reset_of(asctp_notification told, int32_t id, bool outgoing, uint16_t stream)
{
	assert_int_equal(told.id, id);
	assert_true(outgoing ? told.stream_reset.outgoing : told.stream_reset.incoming);
	assert_false(outgoing ? told.stream_reset.incoming : told.stream_reset.outgoing);
	assert_false(told.stream_reset.denied || told.stream_reset.failed);
	assert_int_equal(told.stream_reset.count, 1);
	assert_int_equal(asctp_stream_at(&told.stream_reset, 0), stream);
}

static void reset_outgoing(void)
{
	static const uint16_t stream = 1;
	struct pair pair;

	reconfigurable(&pair, ALL);
	for (uint32_t i = 0; i < 2; i++)
		for (uint32_t s = 1; s <= 2; s++)
			assert_int_equal(over(pair.a, pair.a_id, pair.b, s).ssn, i);
	await(asctp_set(asctp_at(pair.a, pair.a_id), reset_streams, .outgoing = true,
		      .streams = &stream, .count = 1) == 0);
	reset_of(await_notification(pair.a, ASCTP_STREAM_RESET_EVENT), pair.a_id, true, 1);
	reset_of(await_notification(pair.b, ASCTP_STREAM_RESET_EVENT), pair.b_id, false, 1);
	assert_int_equal(over(pair.a, pair.a_id, pair.b, 1).ssn, 0);
	assert_int_equal(over(pair.a, pair.a_id, pair.b, 2).ssn, 2);
}

static void reset_incoming(void)
{
	static const uint16_t stream = 1;
	struct pair pair;

	reconfigurable(&pair, ALL);
	for (uint32_t i = 0; i < 2; i++)
		assert_int_equal(over(pair.b, pair.b_id, pair.a, 1).ssn, i);
	await(asctp_set(asctp_at(pair.a, pair.a_id), reset_streams, .incoming = true,
		      .streams = &stream, .count = 1) == 0);
	reset_of(await_notification(pair.b, ASCTP_STREAM_RESET_EVENT), pair.b_id, true, 1);
	reset_of(await_notification(pair.a, ASCTP_STREAM_RESET_EVENT), pair.a_id, false, 1);
	assert_int_equal(over(pair.b, pair.b_id, pair.a, 1).ssn, 0);
}

static void reset_denied(void)
{
	asctp_notification told;
	struct pair pair;

	reconfigurable(&pair, 0);
	assert_int_equal(over(pair.a, pair.a_id, pair.b, 1).ssn, 0);
	await(asctp_set(asctp_at(pair.a, pair.a_id), reset_streams, .outgoing = true) == 0);
	told = await_notification(pair.a, ASCTP_STREAM_RESET_EVENT);
	assert_true(told.stream_reset.outgoing && told.stream_reset.denied);
	assert_int_equal(over(pair.a, pair.a_id, pair.b, 1).ssn, 1);
}

static void reset_assoc(void)
{
	asctp_notification a, b;
	struct pair pair;

	reconfigurable(&pair, ALL);
	assert_int_equal(over(pair.a, pair.a_id, pair.b, 1).ssn, 0);
	await(asctp_set(asctp_at(pair.a, pair.a_id), reset_assoc, true) == 0);
	a = await_notification(pair.a, ASCTP_ASSOC_RESET_EVENT);
	b = await_notification(pair.b, ASCTP_ASSOC_RESET_EVENT);
	assert_int_equal(a.id, pair.a_id);
	assert_false(a.assoc_reset.denied || a.assoc_reset.failed);
	assert_int_equal(a.assoc_reset.local_tsn, b.assoc_reset.remote_tsn);
	assert_int_equal(b.assoc_reset.local_tsn, a.assoc_reset.remote_tsn);
	for (uint32_t i = 0; i < 2; i++) {
		asctp_sock_in in = over(pair.a, pair.a_id, pair.b, 1);

		assert_int_equal(in.ssn, i);
		if (!i) /* the library has put right what Linux exchanges */
			assert_int_equal(in.tsn, a.assoc_reset.local_tsn);
	}
	talk(&pair);
}

static void assoc_denied(void)
{
	struct pair pair;

	reconfigurable(&pair, ASCTP_RESET_STREAMS);
	await(asctp_set(asctp_at(pair.a, pair.a_id), reset_assoc, true) == 0);
	assert_true(await_notification(pair.a, ASCTP_ASSOC_RESET_EVENT).assoc_reset.denied);
	talk(&pair);
}

/* The RFC's number is that of all streams. */
static void numbers_are(const uint16_t told[2], uint32_t added, uint32_t all)
{
	assert_int_equal(told[0], told[1]);
	if (told[0] == added)
		differs("the event has the number of new streams, not of all");
	else
		assert_int_equal(told[0], all);
}

static void add_outgoing(void)
{
	struct pair pair;
	uint16_t told[2];
	uint32_t last;

	reconfigurable(&pair, ALL);
	last = pair.a_streams_out + 1u;
	assert_int_equal(asctp_sock_send(pair.a, "over", 4, last, .id = pair.a_id), -EINVAL);
	sets(asctp_at(pair.a, pair.a_id), add_streams, .out = 2);
	told[0] = await_notification(pair.a, ASCTP_STREAM_CHANGE_EVENT).stream_change.added_out;
	told[1] = await_notification(pair.b, ASCTP_STREAM_CHANGE_EVENT).stream_change.added_in;
	numbers_are(told, 2, last + 1);
	assert_int_equal(over(pair.a, pair.a_id, pair.b, last).stream, last);
}

static void add_incoming(void)
{
	struct pair pair;
	uint16_t told[2];
	uint32_t last;

	reconfigurable(&pair, ALL);
	last = pair.a_streams_in;
	sets(asctp_at(pair.a, pair.a_id), add_streams, .in = 1);
	told[0] = await_notification(pair.a, ASCTP_STREAM_CHANGE_EVENT).stream_change.added_in;
	told[1] = await_notification(pair.b, ASCTP_STREAM_CHANGE_EVENT).stream_change.added_out;
	numbers_are(told, 1, last + 1);
	assert_int_equal(over(pair.b, pair.b_id, pair.a, last).stream, last);
}

static void add_denied(void)
{
	asctp_notification told;
	struct pair pair;

	reconfigurable(&pair, 0);
	sets(asctp_at(pair.a, pair.a_id), add_streams, .out = 1);
	told = await_notification(pair.a, ASCTP_STREAM_CHANGE_EVENT);
	assert_true(told.stream_change.denied);
	assert_int_equal(
		asctp_sock_send(pair.a, "over", 4, pair.a_streams_out, .id = pair.a_id), -EINVAL);
}

#define ADD   "SCTP_ADD_STREAMS: "
#define RESET "SCTP_RESET_STREAMS: "

const struct row rows_reconfig[] = {
	ROW("RFC 6525 6.1.1", "SCTP_STREAM_RESET_EVENT: denied", "asctp_notification.stream_reset",
		reset_denied),
	ROW("RFC 6525 6.1.2", "SCTP_ASSOC_RESET_EVENT: denied", "asctp_notification.assoc_reset",
		assoc_denied),
	ROW("RFC 6525 6.1.3", "SCTP_STREAM_CHANGE_EVENT: denied",
		"asctp_notification.stream_change", add_denied),
	ROW("RFC 6525 6.3", "SCTP_RECONFIG_SUPPORTED", "asctp_set(reconfig_supported)", supported),
	ROW("RFC 6525 6.3.1", "SCTP_ENABLE_STREAM_RESET", "asctp_set(reconfig_allowed)",
		reconfig_allowed),
	ROW("RFC 6525 6.3.2", RESET "outgoing", "asctp_set(reset_streams)", reset_outgoing),
	ROW("RFC 6525 6.3.2", RESET "incoming", "asctp_set(reset_streams)", reset_incoming),
	ROW("RFC 6525 6.3.3", "SCTP_RESET_ASSOC", "asctp_set(reset_assoc)", reset_assoc),
	ROW("RFC 6525 6.3.4", ADD "outgoing", "asctp_set(add_streams)", add_outgoing),
	ROW("RFC 6525 6.3.4", ADD "incoming", "asctp_set(add_streams)", add_incoming),
	END_OF_ROWS,
};
