/* SPDX-License-Identifier: MIT */
/* tests/conformance/rcvinfo.c - RFC 6458 sections 5.3.5 to 5.3.10: what comes along; policy, key, addresses. */
#include "scenes.h"

/* ---- 5.3.5 SCTP_RCVINFO ---- */

static void rcvinfo(void)
{
	struct pair pair;
	asctp_sock_in first, in;
	char piece[4];

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, context, 77), 0);
	pair_connect(&pair);
	assert_int_equal(asctp_sock_send(pair.a, "first", 5, .stream = 3, .ppid = 0x01020304,
				 .id = pair.a_id),
		5);
	first = hear(pair.b, "first");
	assert_true(first.has_info);
	assert_false(first.unordered);
	assert_int_equal(first.stream, 3);
	assert_int_equal(first.ssn, 0);
	assert_int_equal(first.ppid, 0x01020304);
	assert_int_equal(first.context, 77);
	assert_int_equal(first.id, pair.b_id);
	/* the next of the stream; each piece of it has the same */
	assert_int_equal(asctp_sock_send(pair.a, "in pieces", 9, .stream = 3, .id = pair.a_id), 9);
	asctp_sock_in_init(&in, piece, sizeof(piece));
	for (int i = 0; i < 3; i++) {
		await(asctp_sock_receive(pair.b, &in, 0) != -EAGAIN);
		assert_int_equal(in.len, i < 2 ? 4 : 1);
		assert_int_equal(in.last, i == 2);
		assert_int_equal(in.ssn, 1);
		assert_int_equal(in.tsn, first.tsn + 1);
	}
	/* unordered ones are not counted */
	assert_int_equal(asctp_sock_send(pair.a, "aside", 5, .stream = 3, .id = pair.a_id,
				 .unordered = true),
		5);
	in = hear(pair.b, "aside");
	assert_true(in.unordered);
	assert_int_equal(in.tsn, first.tsn + 2);
	assert_int_equal(asctp_sock_send(pair.a, "third", 5, .stream = 3, .id = pair.a_id), 5);
	assert_int_equal(hear(pair.b, "third").ssn, 2);
}

static void cumulative_tsn(void)
{
	struct pair pair;
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(
		asctp_sock_send(pair.a, "unordered", 9, .id = pair.a_id, .unordered = true), 9);
	in = hear(pair.b, "unordered");
	assert_int_equal(in.cumulative_tsn, in.tsn);
	say(pair.a, pair.a_id, "ordered");
	in = hear(pair.b, "ordered");
	if (!in.cumulative_tsn)
		differs("0 with ordered messages");
	else
		assert_int_equal(in.cumulative_tsn, in.tsn);
}

/* ---- 5.3.6 SCTP_NXTINFO ---- */

static void nxtinfo(void)
{
	struct pair pair;
	asctp_sock_in in;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, recv_nxtinfo, true), 0);
	pair_connect(&pair);
	say(pair.a, pair.a_id, "one");
	assert_int_equal(asctp_sock_send(pair.a, "three", 5, .stream = 5, .ppid = 46,
				 .id = pair.a_id, .unordered = true),
		5);
	await(chunks_in(pair.b, pair.b_id) == 2);
	in = hear(pair.b, "one");
	assert_true(in.next.known);
	assert_false(in.next.notification);
	assert_true(in.next.unordered);
	assert_int_equal(in.next.stream, 5);
	assert_int_equal(in.next.ppid, 46);
	assert_int_equal(in.next.len, 5);
	assert_int_equal(in.next.id, pair.b_id);
	assert_false(hear(pair.b, "three").next.known);
	/* a notification is next */
	say(pair.a, pair.a_id, "the end");
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
	in = hear(pair.b, "the end");
	assert_true(in.next.known);
	assert_true(in.next.notification);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
}

static void nxtinfo_complete(void)
{
	const struct kernel_nxtinfo *next;
	struct pair pair;
	struct raw_in in;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, recv_nxtinfo, true), 0);
	pair_connect(&pair);
	say(pair.a, pair.a_id, "one");
	say(pair.a, pair.a_id, "complete");
	await(chunks_in(pair.b, pair.b_id) == 2);
	raw_receive(pair.b, &in);
	next = raw_item(&in, KERNEL_CMSG_NXTINFO, sizeof(*next));
	assert_non_null(next);
	assert_int_equal(next->length, strlen("complete"));
	if (!next->flags)
		lacks(0, "no constant; no flag on a complete message");
}

/* ---- 5.3.7 SCTP_PRINFO ---- */

/* A client whose peer has little room. */
static void pair_slow(struct pair *pair)
{
	pair_open(pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair->listener, receive_buffer, LITTLE_ROOM), 0);
	assert_int_equal(
		asctp_sock_subscribe(pair->a, 0, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0), 0);
	pair_connect(pair);
}

/* Also against a default. */
static void pr_none(void)
{
	struct pair pair;

	pair_slow(&pair);
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), default_policy,
				 .policy = ASCTP_LIFETIME, .value = 1),
		0);
	send_fillers(pair.a, pair.a_id, 30);
	assert_int_equal(
		asctp_sock_send(pair.a, "kept", 4, .id = pair.a_id, .policy = ASCTP_RELIABLE), 4);
	nothing_comes(pair.a);
	take_fillers(pair.b, 30);
	hear(pair.b, "kept");
	nothing_comes(pair.a);
}

static void pr_ttl(void)
{
	asctp_send_failed failed;
	struct pair pair;

	pair_slow(&pair);
	send_fillers(pair.a, pair.a_id, 30);
	assert_int_equal(asctp_sock_send(pair.a, "expires", 7, .id = pair.a_id,
				 .policy = ASCTP_LIFETIME, .policy_value = 1),
		7);
	assert_int_equal(asctp_sock_send(pair.a, "in time", 7, .id = pair.a_id,
				 .policy = ASCTP_LIFETIME, .policy_value = 60000),
		7);
	nothing_comes(pair.a);
	take_fillers(pair.b, 30);
	hear(pair.b, "in time");
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT).send_failed;
	assert_int_equal(failed.len, 7);
	assert_memory_equal(failed.data, "expires", 7);
	assert_false(failed.transmitted);
}

/* When it is sent it is not known yet whether the peer has PR-SCTP. */
static void pr_ttl_first(void)
{
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), peer;
	asctp_notification first;
	asctp_sock_in in;
	asctp_addr to;

	peer = server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to);
	assert_int_equal(asctp_sock_subscribe(fd, 0, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0), 0);
	assert_int_equal(asctp_sock_send(fd, "at first", 8, .to = &to, .to_count = 1,
				 .policy = ASCTP_LIFETIME, .policy_value = 60000),
		8);
	in = await_any(fd);
	assert_int_equal(asctp_notification_read(in.data, in.len, &first), 0);
	if (first.type == ASCTP_ASSOC_CHANGE) {
		hear(peer, "at first");
		return;
	}
	assert_int_equal(first.type, ASCTP_SEND_FAILED_EVENT);
	assert_int_equal(first.send_failed.len, 8);
	assert_memory_equal(first.send_failed.data, "at first", 8);
	await_state(fd, ASCTP_COMM_UP);
	assert_int_equal(asctp_sock_send(fd, "then", 4, .to = &to, .to_count = 1), 4);
	hear(peer, "then");
	differs("a message that begins an association expires at once");
}

static asctp_abandoned abandoned(const struct pair *pair, asctp_policy policy)
{
	asctp_abandoned counts = { .policy = policy };

	assert_int_equal(asctp_get(asctp_at(pair->a, pair->a_id), pr_assoc_status, &counts), 0);
	return counts;
}

static void pr_rtx(void)
{
	struct pair pair;

	pair_hosts(&pair, ASCTP_ONE_TO_MANY);
	talk(&pair);
	cut_path(1, true);
	assert_int_equal(asctp_sock_send(pair.a, "never again", 11, .id = pair.a_id,
				 .policy = ASCTP_RETRANSMISSIONS, .policy_value = 0),
		11);
	await(abandoned(&pair, ASCTP_RETRANSMISSIONS).sent == 1);
	cut_path(1, false);
	say(pair.a, pair.a_id, "after it");
	hear(pair.b, "after it");
}

/* What is of more worth takes the room of what is of less. */
static void pr_prio(void)
{
	struct pair pair;
	asctp_sock_in in;
	char text[500] = "of little worth";
	int sent, waits = 0;

	pair_slow(&pair);
	while (waits < 5) {
		sent = asctp_sock_send(pair.a, text, sizeof(text), .id = pair.a_id,
			.policy = ASCTP_PRIORITY, .policy_value = 100);
		if (sent == -EAGAIN) {
			poll(NULL, 0, 10);
			waits++;
			continue;
		}
		assert_int_equal(sent, sizeof(text));
		waits = 0;
	}
	assert_int_equal(abandoned(&pair, ASCTP_PRIORITY).unsent, 0);
	await((sent = asctp_sock_send(pair.a, "of worth", 8, .id = pair.a_id,
		       .policy = ASCTP_PRIORITY, .policy_value = 1)) != -EAGAIN);
	assert_int_equal(sent, 8);
	assert_true(abandoned(&pair, ASCTP_PRIORITY).unsent > 0);
	do
		in = await_data(pair.b);
	while (in.len == sizeof(text));
	assert_int_equal(in.len, 8);
	assert_memory_equal(in.data, "of worth", 8);
}

/* ---- 5.3.8 SCTP_AUTHINFO ---- */

static void authinfo(void)
{
	struct pair pair;
	asctp_notification key;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	for (int i = 0; i < 2; i++) {
		int fd = i ? pair.listener : pair.a;

		assert_int_equal(asctp_set(fd, auth_supported, true), 0);
		assert_int_equal(asctp_set(fd, auth_chunk, 0 /* DATA */), 0);
		assert_int_equal(asctp_set(fd, auth_key, .id = 1, .len = 6, .secret = "secret"), 0);
	}
	assert_int_equal(
		asctp_sock_subscribe(pair.listener, 0, ASCTP_MASK(ASCTP_AUTHENTICATION_EVENT), 0),
		0);
	pair_connect(&pair);
	talk(&pair);
	nothing_comes(pair.b);
	/* by a key that is not the peer's active one */
	assert_int_equal(asctp_sock_send(pair.a, "signed", 6, .id = pair.a_id, .has_auth_key = true,
				 .auth_key = 1),
		6);
	key = await_notification(pair.b, ASCTP_AUTHENTICATION_EVENT);
	assert_int_equal(key.authentication.indication, ASCTP_AUTH_NEW_KEY);
	assert_int_equal(key.authentication.key, 1);
	hear(pair.b, "signed");
	assert_int_equal(asctp_sock_send(pair.a, "x", 1, .id = pair.a_id, .has_auth_key = true,
				 .auth_key = 9),
		-EINVAL);
}

/* ---- 5.3.9 SCTP_DSTADDRV4, 5.3.10 SCTP_DSTADDRV6 ---- */

/* The peer is reached by the second of its addresses, and by that alone. */
static void begin_at_second(asctp_net net, const char *first, const char *second)
{
	asctp_addr to[2];
	int peer = server_at_second(first, second, to), fd = opened(ASCTP_ONE_TO_MANY, net);

	assert_int_equal(
		asctp_sock_send(fd, "to one", 6, .to = to, .to_count = 1, .init = &impatient), 6);
	await_state(fd, ASCTP_CANT_STR_ASSOC);
	assert_int_equal(asctp_sock_send(fd, "to two", 6, .to = to, .to_count = 2), 6);
	await_state(fd, ASCTP_COMM_UP);
	hear(peer, "to two");
}

static void destination_v4(void)
{
	begin_at_second(ASCTP_IPV4, "10.9.9.9", "10.1.0.1");
}

static void destination_v6(void)
{
	begin_at_second(ASCTP_DUAL, "[fd00:9::9]", "[fd00::1]");
}

const struct row rows_rcvinfo[] = {
	ROW("5.3.5", "SCTP_RCVINFO", "asctp_sock_in", rcvinfo),
	ROW("5.3.5", "rcv_cumtsn", "asctp_sock_in.cumulative_tsn", cumulative_tsn),
	ROW("5.3.6", "SCTP_NXTINFO", "asctp_sock_in.next", nxtinfo),
	ROW("5.3.6", "SCTP_COMPLETE", "-", nxtinfo_complete),
	ROW("5.3.7", "SCTP_PRINFO, SCTP_PR_SCTP_NONE", "asctp_sock_send(.policy = ASCTP_RELIABLE)",
		pr_none),
	ROW("5.3.7", "SCTP_PRINFO, SCTP_PR_SCTP_TTL", "asctp_sock_send(.policy = ASCTP_LIFETIME)",
		pr_ttl),
	ROW("5.3.7", "SCTP_PR_SCTP_TTL, to begin an association", "asctp_sock_send(.to, .policy)",
		pr_ttl_first),
	ROW("5.3.7", "SCTP_PRINFO, SCTP_PR_SCTP_RTX (RFC 7496)",
		"asctp_sock_send(.policy = ASCTP_RETRANSMISSIONS)", pr_rtx),
	ROW("5.3.7", "SCTP_PRINFO, SCTP_PR_SCTP_PRIO (RFC 7496)",
		"asctp_sock_send(.policy = ASCTP_PRIORITY)", pr_prio),
	ROW("5.3.8", "SCTP_AUTHINFO", "asctp_sock_send(.auth_key)", authinfo),
	ROW("5.3.9", "SCTP_DSTADDRV4", "asctp_sock_send(.to, .to_count)", destination_v4),
	ROW("5.3.10", "SCTP_DSTADDRV6", "asctp_sock_send(.to, .to_count)", destination_v6),
	END_OF_ROWS,
};
