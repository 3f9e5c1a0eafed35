/* SPDX-License-Identifier: MIT */
/* tests/conformance/streams.c - RFC 7496 and RFC 8260: what is given up, and what goes first. */
#include "far.h"
#include "packets.h"

/* ---- RFC 7496: policies of partial reliability ---- */

static asctp_abandoned abandoned(const struct pair *pair, uint32_t policy)
{
	asctp_abandoned ret = { .policy = policy };

	gets_of(asctp_at(pair->a, pair->a_id), pr_assoc_status, &ret);
	return ret;
}

/* A message on stream 1 that is lost on its way, and never sent again. */
static void lose_one(struct pair *pair)
{
	pair_far(pair, ASCTP_ONE_TO_MANY, 1);
	cut_path(1, true);
	assert_int_equal(asctp_sock_send(pair->a, "lost", 4, 1, .id = pair->a_id,
				 .policy = ASCTP_RETRANSMISSIONS, .policy_value = 0),
		4);
	cut_path(1, false);
	await(abandoned(pair, ASCTP_RETRANSMISSIONS).sent == 1);
}

static void retransmissions(void)
{
	struct pair pair;

	lose_one(&pair);
	assert_int_equal(asctp_sock_send(pair.a, "kept", 4, 1, .id = pair.a_id), 4);
	hear(pair.b, "kept");
	/* one that may be sent again arrives */
	cut_path(1, true);
	assert_int_equal(asctp_sock_send(pair.a, "again", 5, 1, .id = pair.a_id,
				 .policy = ASCTP_RETRANSMISSIONS, .policy_value = 9),
		5);
	cut_path(1, false);
	hear(pair.b, "again");
}

/* The send buffer is full of what matters little, and something comes that matters. */
static void priority(void)
{
	asctp_abandoned gone;
	uint64_t little = 0, heard = 0;
	static char text[1000];
	struct pair pair;
	int sent;

	pair_far(&pair, ASCTP_ONE_TO_MANY, 1);
	sets(pair.a, send_buffer, 20000);
	cut_path(1, true);
	while ((sent = asctp_sock_send(pair.a, text, sizeof(text), .id = pair.a_id,
			.policy = ASCTP_PRIORITY, .policy_value = 9)) == sizeof(text))
		little++;
	assert_int_equal(sent, -EAGAIN);
	await((sent = asctp_sock_send(pair.a, "it matters", 10, .id = pair.a_id,
		       .policy = ASCTP_PRIORITY, .policy_value = 1)) != -EAGAIN);
	assert_int_equal(sent, 10);
	gone = abandoned(&pair, ASCTP_PRIORITY);
	assert_true(gone.sent + gone.unsent > 0);
	cut_path(1, false);
	while (await_data(pair.b).len != 10)
		heard++;
	assert_int_equal(heard, little - gone.sent - gone.unsent);
}

static void stream_status(void)
{
	asctp_abandoned status = { .policy = ASCTP_RETRANSMISSIONS, .stream = 1 };
	struct pair pair;

	lose_one(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), pr_stream_status, &status);
	assert_int_equal(status.sent, 1);
	assert_int_equal(status.unsent, 0);
	status = (asctp_abandoned){ .policy = ASCTP_RETRANSMISSIONS, .sent = 9, .unsent = 9 };
	gets_of(asctp_at(pair.a, pair.a_id), pr_stream_status, &status);
	assert_int_equal(status.sent, 0);
	assert_int_equal(status.unsent, 0);
}

static void assoc_status(void)
{
	asctp_abandoned status;
	struct pair pair;

	lose_one(&pair);
	status = abandoned(&pair, ASCTP_RETRANSMISSIONS);
	assert_int_equal(status.sent, 1);
	assert_int_equal(status.unsent, 0);
	assert_int_equal(abandoned(&pair, ASCTP_PRIORITY).sent, 0);
	assert_int_equal(abandoned(&pair, ASCTP_RELIABLE).sent, 1);
}

static void pr_supported(void)
{
	bool both = true;
	struct pair pair;

	two_hosts();
	pair_far_open(&pair, ASCTP_ONE_TO_MANY, 1);
	sets(pair.listener, pr_supported, false);
	pair_connect(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), pr_supported, &both);
	assert_false(both);
	cut_path(1, true);
	assert_int_equal(asctp_sock_send(pair.a, "kept", 4, .id = pair.a_id,
				 .policy = ASCTP_RETRANSMISSIONS, .policy_value = 0),
		4);
	cut_path(1, false);
	hear(pair.b, "kept");

	lose_one(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), pr_supported, &both);
	assert_true(both);
}

/* ---- RFC 8260: schedulers ---- */

enum { SENT_MAX = 40 };

/* Has the messages wait until the last is there: on these streams, as long as these. Returns the streams
 * in the order in which they came. */
static const char *arrival(const struct pair *pair, const char *streams, const size_t *lens)
{
	static char order[SENT_MAX], text[1000];
	size_t count = strlen(streams);

	assert_true(count < SENT_MAX);
	for (size_t i = 0; i < count; i++) {
		uint32_t stream = (uint32_t)(streams[i] - '0');

		assert_int_equal(asctp_sock_send(pair->a, text, lens[stream], stream,
					 .id = pair->a_id, .more = i + 1 < count),
			lens[stream]);
	}
	for (size_t i = 0; i < count; i++)
		order[i] = (char)('0' + await_data(pair->b).stream);
	order[count] = '\0';
	return order;
}

static const size_t same[] = { 10, 10, 10 };

static void scheduled(struct pair *pair, uint32_t scheduler)
{
	int result;

	pair_open(pair, ASCTP_ONE_TO_MANY);
	no_heartbeats(pair);
	pair_connect(pair);
	result = asctp_set(asctp_at(pair->a, pair->a_id), scheduler, scheduler);
	if (result == -EINVAL && scheduler > ASCTP_ROUND_ROBIN)
		lacks(result, NULL);
	assert_int_equal(result, 0);
}

static void fcfs(void)
{
	struct pair pair;

	scheduled(&pair, ASCTP_FCFS);
	assert_string_equal(arrival(&pair, "000121221", same), "000121221");
}

static void round_robin(void)
{
	struct pair pair;

	scheduled(&pair, ASCTP_ROUND_ROBIN);
	assert_string_equal(arrival(&pair, "000111222", same), "012012012");
}

static void prio(void)
{
	struct pair pair;

	scheduled(&pair, ASCTP_PRIO);
	for (uint32_t stream = 0; stream < 3; stream++)
		sets(asctp_at(pair.a, pair.a_id), stream_priority, stream, 3 - stream);
	assert_string_equal(arrival(&pair, "000111222", same), "222111000");
}

/* As long as both streams have messages, neither gets ahead of its share by more than a message of
 * each: counted in bytes divided by the weight. */
static void in_proportion(const char *order, const size_t *lens, const size_t *weights)
{
	size_t used[2] = { 0 }, left[2] = { 0 };
	size_t slack = (lens[0] / weights[0] + lens[1] / weights[1]) * 5 / 4;

	for (const char *at = order; *at; at++)
		left[*at - '0']++;
	for (; *order && left[0] && left[1]; order++) {
		int stream = *order - '0';

		left[stream]--;
		used[stream] += lens[stream] / weights[stream];
		if (used[0] > used[1] + slack || used[1] > used[0] + slack)
			fail_msg("%zu to %zu before %s", used[0], used[1], order);
	}
}

static void fair_capacity(void)
{
	static const size_t lens[] = { 600, 200 }, weights[] = { 1, 1 };
	struct pair pair;

	scheduled(&pair, ASCTP_FAIR);
	in_proportion(arrival(&pair, "000000111111111111111111", lens), lens, weights);
}

static void weighted(void)
{
	static const size_t lens[] = { 300, 300 }, weights[] = { 1, 3 };
	struct pair pair;

	scheduled(&pair, ASCTP_WEIGHTED);
	for (uint32_t stream = 0; stream < 2; stream++)
		sets(asctp_at(pair.a, pair.a_id), stream_priority, stream,
			(uint32_t)weights[stream]);
	in_proportion(arrival(&pair, "000000111111111111111111", lens), lens, weights);
}

/* Of associations to come, of those there are, of one. */
static void scheduler_of(void)
{
	uint32_t scheduler = ASCTP_FCFS;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	no_heartbeats(&pair);
	sets(pair.a, scheduler, ASCTP_ROUND_ROBIN);
	pair_connect(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), scheduler, &scheduler);
	assert_int_equal(scheduler, ASCTP_ROUND_ROBIN);
	assert_string_equal(arrival(&pair, "0011", same), "0101");
	sets(asctp_at(pair.a, ASCTP_CURRENT_ASSOC), scheduler, ASCTP_FCFS);
	assert_string_equal(arrival(&pair, "0011", same), "0011");
	sets(asctp_at(pair.a, pair.a_id), scheduler, ASCTP_ROUND_ROBIN);
	assert_string_equal(arrival(&pair, "0011", same), "0101");
}

/* Of those that Linux numbers. */
static void round_robin_per_packet(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	for (uint32_t scheduler = ASCTP_WEIGHTED + 1; scheduler < 20; scheduler++) {
		int result = asctp_set(asctp_at(pair.a, pair.a_id), scheduler, scheduler);

		if (result != -EINVAL)
			fail_msg("there is a scheduler %u", scheduler);
	}
	lacks(-EINVAL, NULL);
}

static void stream_value(void)
{
	asctp_stream_value value = { .stream = 2 };
	struct pair pair;

	scheduled(&pair, ASCTP_PRIO);
	sets(asctp_at(pair.a, pair.a_id), stream_priority, 0, 8);
	sets(asctp_at(pair.a, pair.a_id), stream_priority, 1, 4);
	sets(asctp_at(pair.a, pair.a_id), stream_priority, 2, 6);
	gets_of(asctp_at(pair.a, pair.a_id), stream_priority, &value);
	assert_int_equal(value.value, 6);
	assert_string_equal(arrival(&pair, "012", same), "120");
	sets(asctp_at(pair.a, pair.a_id), stream_priority, 0, 5);
	assert_string_equal(arrival(&pair, "012", same), "102");
}

/* ---- RFC 8260: interleaving ---- */

/* Sends a big message on stream 0, then a small one on stream 1, over a path with small packets, streams
 * in turn. Which comes first? */
static uint32_t first_of_two(bool interleave)
{
	enum { BIG = 50000 };
	static char big[BIG];
	bool both = !interleave;
	asctp_sock_in in;
	struct pair pair;

	pair_far_open(&pair, ASCTP_ONE_TO_MANY, 1);
	sets(pair.a, interleaving, interleave);
	sets(pair.listener, interleaving, interleave);
	sets(pair.a, scheduler, ASCTP_ROUND_ROBIN);
	pair_connect(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), interleaving, &both);
	assert_int_equal(both, interleave);
	cut_path(1, true);
	assert_int_equal(asctp_sock_send(pair.a, big, BIG, 0, .id = pair.a_id), BIG);
	assert_int_equal(asctp_sock_send(pair.a, "small", 5, 1, .id = pair.a_id), 5);
	cut_path(1, false);
	in = await_data(pair.b);
	if (in.stream == 1)
		assert_int_equal(await_data(pair.b).stream, 0);
	return in.stream;
}

static void interleaving(void)
{
	two_hosts();
	if (!hosts_sysctl("intl_enable", "1"))
		switched_off("intl_enable");
	assert_int_equal(first_of_two(false), 0);
	assert_int_equal(first_of_two(true), 1);
}

#define PR_STATUS(level) "asctp_get(pr_" level "_status)"
#define SCHEDULER        "asctp_set(scheduler)"

const struct row rows_streams[] = {
	ROW("RFC 7496 4.2", "SCTP_PR_SCTP_RTX", "asctp_sock_send(.policy)", retransmissions),
	ROW("RFC 7496 4.2", "SCTP_PR_SCTP_PRIO", "asctp_sock_send(.policy)", priority),
	ROW("RFC 7496 4.3", "SCTP_PR_STREAM_STATUS", PR_STATUS("stream"), stream_status),
	ROW("RFC 7496 4.4", "SCTP_PR_ASSOC_STATUS", PR_STATUS("assoc"), assoc_status),
	ROW("RFC 7496 4.5", "SCTP_PR_SUPPORTED", "asctp_set(pr_supported)", pr_supported),
	ROW("RFC 8260 3.1", "SCTP_SS_FCFS", SCHEDULER, fcfs),
	ROW("RFC 8260 3.2", "SCTP_SS_RR", SCHEDULER, round_robin),
	ROW("RFC 8260 3.3", "SCTP_SS_RR_PKT", "-", round_robin_per_packet),
	ROW("RFC 8260 3.4", "SCTP_SS_PRIO", SCHEDULER, prio),
	ROW("RFC 8260 3.5", "SCTP_SS_FC", SCHEDULER, fair_capacity),
	ROW("RFC 8260 3.6", "SCTP_SS_WFQ", SCHEDULER, weighted),
	ROW("RFC 8260 4.3.1", "SCTP_INTERLEAVING_SUPPORTED", "asctp_set(interleaving)",
		interleaving),
	ROW("RFC 8260 4.3.2", "SCTP_STREAM_SCHEDULER", SCHEDULER, scheduler_of),
	ROW("RFC 8260 4.3.3", "SCTP_STREAM_SCHEDULER_VALUE", "asctp_set(stream_priority)",
		stream_value),
	END_OF_ROWS,
};
