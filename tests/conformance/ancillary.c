/* SPDX-License-Identifier: MIT */
/* tests/conformance/ancillary.c - RFC 6458 sections 5.3.1 to 5.3.4: to begin with, to send with. */
#include "scenes.h"

/* ---- 5.3.1 SCTP_INIT ---- */

static void init_streams(void)
{
	const asctp_sock_init init = { .streams_out = 3, .streams_in_max = 4 };
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), peer;
	asctp_notification up;
	asctp_addr to;

	peer = server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to);
	assert_int_equal(
		asctp_sock_send(fd, "begin", 5, .to = &to, .to_count = 1, .init = &init), 5);
	up = await_state(fd, ASCTP_COMM_UP);
	assert_int_equal(up.assoc_change.streams_out, 3);
	assert_int_equal(up.assoc_change.streams_in, 4);
	up = await_state(peer, ASCTP_COMM_UP);
	assert_int_equal(up.assoc_change.streams_out, 4);
	assert_int_equal(up.assoc_change.streams_in, 3);
	hear(peer, "begin");
}

static int begin_in_vain(const asctp_sock_init *init)
{
	asctp_addr to = address("10.9.9.9:7000");
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);

	assert_int_equal(asctp_set(fd, init, .attempts = 9), 0);
	assert_int_equal(asctp_sock_send(fd, "x", 1, .to = &to, .to_count = 1, .init = init), 1);
	return fd;
}

/* They make an attempt end sooner than the socket has it. */
static void init_patience(void)
{
	const asctp_sock_init once = { .attempts = 1 }, quickly = { .max_timeout_ms = 20 };
	int defaults, attempts, timeouts;

	add_homes();
	defaults = begin_in_vain(NULL);
	attempts = begin_in_vain(&once);
	timeouts = begin_in_vain(&quickly);
	await_state(attempts, ASCTP_CANT_STR_ASSOC);
	await_state(timeouts, ASCTP_CANT_STR_ASSOC);
	nothing_comes(defaults);
}

/* ---- 5.3.2 SCTP_SNDRCV, deprecated ---- */

static void sndrcv(void)
{
	struct kernel_sndrcvinfo info = {
		.stream = 5, .flags = KERNEL_UNORDERED, .ppid = htonl(46)
	};
	const struct kernel_sndrcvinfo *got;
	struct pair pair;
	struct raw_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	raw_subscribe_data(pair.b);
	info.assoc_id = pair.a_id;
	assert_int_equal(raw_send(pair.a, "the old way", &info, NULL, 0), 0);
	raw_receive(pair.b, &in);
	got = raw_item(&in, KERNEL_CMSG_SNDRCV, sizeof(*got));
	assert_non_null(got);
	assert_int_equal(got->stream, 5);
	assert_int_equal(got->flags, KERNEL_UNORDERED);
	assert_int_equal(ntohl(got->ppid), 46);
	assert_int_equal(got->assoc_id, pair.b_id);
	info.stream = 9999;
	assert_int_equal(raw_send(pair.a, "no such stream", &info, NULL, 0), -EINVAL);
}

/* What it was sent with comes back with a message that fails; it expires. */
static void sndrcv_lifetime(void)
{
	struct kernel_sndrcvinfo info = { .context = 77, .timetolive_ms = 1 };
	asctp_send_failed failed;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, receive_buffer, LITTLE_ROOM), 0);
	assert_int_equal(
		asctp_sock_subscribe(pair.a, 0, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0), 0);
	pair_connect(&pair);
	send_fillers(pair.a, pair.a_id, 30);
	info.assoc_id = pair.a_id;
	assert_int_equal(raw_send(pair.a, "too late", &info, NULL, 0), 0);
	nothing_comes(pair.a);
	take_fillers(pair.b, 30);
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT).send_failed;
	assert_int_equal(failed.context, 77);
	assert_int_equal(failed.len, 8);
	nothing_comes(pair.b);
}

/* ---- 5.3.3 SCTP_EXTRCV, deprecated ---- */

/* With all that can be switched on, and a next message waiting, what comes is of the other kinds. */
static void extrcv(void)
{
	struct pair pair;
	struct raw_in in;
	int known = 0;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, recv_nxtinfo, true), 0);
	pair_connect(&pair);
	raw_subscribe_data(pair.b);
	say(pair.a, pair.a_id, "one");
	say(pair.a, pair.a_id, "two");
	await(chunks_in(pair.b, pair.b_id) == 2);
	raw_receive(pair.b, &in);
	for (struct cmsghdr *head = CMSG_FIRSTHDR(&in.msg); head;
		head = CMSG_NXTHDR(&in.msg, head)) {
		assert_int_equal(head->cmsg_level, KERNEL_SOL_SCTP);
		if (head->cmsg_type == KERNEL_CMSG_SNDRCV)
			assert_int_equal(
				head->cmsg_len, CMSG_LEN(sizeof(struct kernel_sndrcvinfo)));
		else if (head->cmsg_type != KERNEL_CMSG_NXTINFO)
			assert_int_equal(head->cmsg_type, KERNEL_CMSG_RCVINFO);
		known++;
	}
	assert_int_equal(known, 3);
	lacks(0, "no constant; SCTP_SNDRCV comes without what is next");
}

/* ---- 5.3.4 SCTP_SNDINFO ---- */

static void sndinfo(void)
{
	asctp_addr closed = address("127.0.0.1:9");
	asctp_send_failed failed;
	struct pair pair;
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_send(pair.a, "fields", 6, .stream = 5, .ppid = 0x01020304,
				 .id = pair.a_id),
		6);
	in = hear(pair.b, "fields");
	assert_int_equal(in.stream, 5);
	assert_int_equal(in.ppid, 0x01020304);
	assert_int_equal(in.id, pair.b_id);
	assert_int_equal(
		asctp_sock_send(pair.a, "x", 1, .stream = pair.a_streams_out, .id = pair.a_id),
		-EINVAL);
	/* the context comes back with a message that fails: nobody listens there */
	assert_int_equal(
		asctp_sock_subscribe(pair.a, 0, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0), 0);
	assert_int_equal(asctp_sock_send(pair.a, "refused", 7, .context = 0x1234, .ppid = 46,
				 .to = &closed, .to_count = 1),
		7);
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT).send_failed;
	assert_int_equal(failed.context, 0x1234);
	assert_int_equal(failed.ppid, 46);
	assert_int_equal(failed.len, 7);
}

/* A message is lost; what is ordered waits for it, what is not overtakes it. */
static void unordered(void)
{
	struct pair pair;
	asctp_sock_in in;

	pair_hosts(&pair, ASCTP_ONE_TO_MANY);
	talk(&pair);
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), rto, .initial_ms = 8000,
				 .min_ms = 8000, .max_ms = 8000),
		0);
	await(unacked(pair.a, pair.a_id) == 0);
	cut_path(1, true);
	say(pair.a, pair.a_id, "lost");
	cut_path(1, false);
	say(pair.a, pair.a_id, "behind it");
	await(chunks_in(pair.b, pair.b_id) == 2);
	nothing_comes(pair.b);
	assert_int_equal(
		asctp_sock_send(pair.a, "overtakes", 9, .id = pair.a_id, .unordered = true), 9);
	in = hear(pair.b, "overtakes");
	assert_true(in.unordered);
}

static void addr_over(void)
{
	struct pair pair;
	asctp_addr second, from;
	asctp_sock_in in;

	pair_homes(&pair, ASCTP_ONE_TO_MANY);
	second = home(&pair, 1);
	assert_int_equal(asctp_sock_send(pair.a, "over the second", 15, .to = &second,
				 .to_count = 1, .over_path = true),
		15);
	in = hear(pair.b, "over the second");
	from = second;
	from.v4.sin_port = in.from.v4.sin_port;
	assert_true(asctp_addr_equal(&in.from, &from));
	/* without it an address only names the association */
	assert_int_equal(
		asctp_sock_send(pair.a, "over the primary", 16, .to = &second, .to_count = 1), 16);
	in = hear(pair.b, "over the primary");
	assert_false(asctp_addr_equal(&in.from, &from));
}

static void send_abort(void)
{
	struct pair pair;
	asctp_notification lost;
	asctp_cause cause;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_abort(pair.a, pair.a_id, "going down", 10), 0);
	lost = await_state(pair.b, ASCTP_COMM_LOST);
	assert_int_equal(lost.id, pair.b_id);
	assert_int_equal(lost.assoc_change.error, 12);
	assert_int_equal(
		asctp_cause_next(&lost.assoc_change.info, &lost.assoc_change.info_len, &cause), 1);
	assert_int_equal(cause.code, 12);
	assert_int_equal(cause.len, 10);
	assert_memory_equal(cause.data, "going down", 10);
	await_state(pair.a, ASCTP_COMM_LOST);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	if (asctp_sock_send(pair.a, "now", 3, .abort = true) == -EINVAL) {
		talk(&pair);
		differs("EINVAL on a one-to-one socket");
	} else {
		await_state(pair.b, ASCTP_COMM_LOST);
	}
}

static void send_eof(void)
{
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, receive_buffer, LITTLE_ROOM), 0);
	pair_connect(&pair);
	send_fillers(pair.a, pair.a_id, 30);
	assert_int_equal(asctp_sock_send(pair.a, NULL, 0, .id = pair.a_id, .eof = true), 0);
	take_fillers(pair.b, 30);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	if (asctp_sock_send(pair.a, NULL, 0, .eof = true) == -EINVAL) {
		talk(&pair);
		differs("EINVAL on a one-to-one socket");
	} else {
		await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	}
}

static void send_all(void)
{
	struct pair pair;
	int32_t id, server_id;
	int other;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_send(pair.listener, "nobody", 6, .all = true), 0);
	pair_connect(&pair);
	other = pair_another(&pair, &id, &server_id);
	assert_int_equal(asctp_sock_send(pair.b, "to all", 6, .all = true, .stream = 2), 6);
	assert_int_equal(hear(pair.a, "to all").stream, 2);
	assert_int_equal(hear(other, "to all").stream, 2);
	nothing_comes(pair.a);
	nothing_comes(other);
	/* without effect where there is one alone */
	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_sock_send(pair.a, "to one", 6, .all = true), 6);
	hear(pair.b, "to one");
	nothing_comes(pair.b);
}

static uint64_t sacks_out(int fd, int32_t id)
{
	asctp_stats stats;

	assert_int_equal(asctp_get(asctp_at(fd, id), stats, &stats), 0);
	return stats.sacks_out;
}

/* The peer delays its acknowledgements, but not that of such a message. */
static void sack_immediately(void)
{
	struct pair pair;
	uint64_t sacks;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(
		asctp_set(asctp_at(pair.b, pair.b_id), sack, .delay_ms = 500, .packets = 1000), 0);
	say(pair.a, pair.a_id, "the first is acknowledged at once");
	hear(pair.b, "the first is acknowledged at once");
	await(!unacked(pair.a, pair.a_id));
	sacks = sacks_out(pair.b, pair.b_id);
	say(pair.a, pair.a_id, "delayed");
	hear(pair.b, "delayed");
	assert_int_equal(sacks_out(pair.b, pair.b_id), sacks);
	assert_int_equal(
		asctp_sock_send(pair.a, "at once", 7, .id = pair.a_id, .sack_now = true), 7);
	hear(pair.b, "at once");
	assert_int_equal(sacks_out(pair.b, pair.b_id), sacks + 1);
	await(!unacked(pair.a, pair.a_id));
}

const struct row rows_ancillary[] = {
	ROW("5.3.1", "SCTP_INIT, streams", "asctp_sock_send(.init)", init_streams),
	ROW("5.3.1", "SCTP_INIT, attempts and timeout", "asctp_sock_send(.init)", init_patience),
	ROW("5.3.2", "SCTP_SNDRCV (deprecated)", "drop-in: struct sctp_sndrcvinfo", sndrcv),
	ROW("5.3.2", "sinfo_timetolive, sinfo_context", "drop-in: struct sctp_sndrcvinfo",
		sndrcv_lifetime),
	ROW("5.3.3", "SCTP_EXTRCV (deprecated)", "option recv_nxtinfo", extrcv),
	ROW("5.3.4", "SCTP_SNDINFO", "asctp_sock_send(.stream, .ppid, .context, .id)", sndinfo),
	ROW("5.3.4", "SCTP_UNORDERED", "asctp_sock_send(.unordered)", unordered),
	ROW("5.3.4", "SCTP_ADDR_OVER", "asctp_sock_send(.over_path)", addr_over),
	ROW("5.3.4", "SCTP_ABORT", "asctp_sock_abort(), asctp_sock_send(.abort)", send_abort),
	ROW("5.3.4", "SCTP_EOF", "asctp_sock_shutdown(), asctp_sock_send(.eof)", send_eof),
	ROW("5.3.4", "SCTP_SENDALL", "asctp_sock_send(.all)", send_all),
	ROW("5.3.4", "SCTP_SACK_IMMEDIATELY", "asctp_sock_send(.sack_now)", sack_immediately),
	END_OF_ROWS,
};
