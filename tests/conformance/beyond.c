/* SPDX-License-Identifier: MIT */
/* tests/conformance/beyond.c - what Linux has beyond RFC 6458, but for what has a file of its own:
 * reconfig.c, streams.c, paths.c. */
#include "far.h"
#include "packets.h"
#include <fcntl.h>
#include <time.h>

/* ---- What both sides agree on ---- */

static asctp_stats stats_of(int fd, int32_t id)
{
	asctp_stats stats;

	gets_of(asctp_at(fd, id), stats, &stats);
	return stats;
}

static void auth_supported(void)
{
	bool both = true;
	struct packet packet;
	struct pair pair;
	int packets = packets_open(IPPROTO_SCTP);

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, auth_supported, true);
	pair_connect(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), auth_supported, &both);
	assert_false(both);

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, auth_supported, true);
	sets(pair.listener, auth_supported, true);
	sets(pair.listener, auth_chunk, CHUNK_DATA);
	pair_connect(&pair);
	gets_of(asctp_at(pair.a, pair.a_id), auth_supported, &both);
	assert_true(both);
	talk(&pair);
	await_chunk(packets, CHUNK_AUTH, &packet);
	assert_int_equal(packet.to_port, asctp_addr_port(&pair.to));
	await_chunk(packets, CHUNK_DATA, &packet);
}

/* A copy of a packet comes with the mark of a congested router: is that reported to the sender? */
static void ecn_supported(void)
{
	static const int congested = 3;
	enum { ECT = 3, ECT_0 = 2 };

	for (int on = 0; on < 2; on++) {
		struct packet packet;
		struct pair pair;
		uint8_t copy[20];
		int packets;
		bool both = !on;

		pair_open(&pair, ASCTP_ONE_TO_MANY);
		sets(pair.a, ecn_supported, true);
		sets(pair.listener, ecn_supported, on == 1);
		pair_connect(&pair);
		gets_of(asctp_at(pair.a, pair.a_id), ecn_supported, &both);
		assert_int_equal(both, on);

		packets = packets_open(IPPROTO_SCTP);
		say(pair.a, pair.a_id, "once");
		hear(pair.b, "once");
		memcpy(copy, await_chunk(packets, CHUNK_DATA, &packet), sizeof(copy));
		if (on)
			assert_int_equal(packet.tos & ECT, ECT_0);
		else if ((packet.tos & ECT) == ECT_0)
			differs("packets are ECN-capable although the association is not");
		setsockopt(packets, IPPROTO_IP, IP_TOS, &congested, sizeof(congested));
		send_chunk(packets, &packet, copy, sizeof(copy));
		await(stats_of(pair.b, pair.b_id).duplicates == 1);
		if (on)
			await_chunk(packets, CHUNK_ECNE, &packet);
		else
			assert_false(comes_chunk(packets, CHUNK_ECNE));
		close(packets);
	}
}

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* RFC 7053: a flag in the chunk, and the peer does not wait with its acknowledgment. */
static void sack_now(void)
{
	enum { SACK_NOW = 8 };
	int64_t took = 500;
	struct packet packet;
	struct pair pair;
	int packets;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, rto, .initial_ms = 3000, .min_ms = 3000, .max_ms = 6000);
	sets(pair.listener, sack, .delay_ms = 500, .packets = 9);
	pair_connect(&pair);
	say(pair.a, pair.a_id, "acknowledged at once anyhow");
	want(pair.a, pair.a_id, ASCTP_SENDER_DRY_EVENT);
	await_notification(pair.a, ASCTP_SENDER_DRY_EVENT);
	packets = packets_open(IPPROTO_SCTP);
	assert_int_equal(asctp_sock_send(pair.a, "x", 1, .id = pair.a_id), 1);
	assert_int_equal(await_chunk(packets, CHUNK_DATA, &packet)[1] & SACK_NOW, 0);
	nothing_comes(pair.a);
	await_notification(pair.a, ASCTP_SENDER_DRY_EVENT);
	/* the best of some, since the machine may be slow */
	for (int i = 0; i < 5 && took >= 400; i++) {
		int64_t began = clock_ms();

		assert_int_equal(
			asctp_sock_send(pair.a, "x", 1, .id = pair.a_id, .sack_now = true), 1);
		assert_int_equal(await_chunk(packets, CHUNK_DATA, &packet)[1] & SACK_NOW, SACK_NOW);
		await_notification(pair.a, ASCTP_SENDER_DRY_EVENT);
		took = clock_ms() - began;
	}
	assert_true(took < 400);
}

/* ---- Counters ---- */

static void stats(void)
{
	struct packet packet;
	struct pair pair;
	const uint8_t *chunk;
	uint8_t copy[20];
	asctp_stats a, b;
	int here, there;

	two_hosts();
	pair_far_open(&pair, ASCTP_ONE_TO_MANY, 1);
	sets(pair.a, rto, .initial_ms = 700, .min_ms = 700, .max_ms = 900);
	pair_connect(&pair);
	use_host(0);
	here = packets_open(IPPROTO_SCTP);
	use_host(1);
	there = packets_open(IPPROTO_SCTP);

	/* a chunk that comes twice */
	say(pair.a, pair.a_id, "once");
	chunk = await_chunk(there, CHUNK_DATA, &packet);
	memcpy(copy, chunk, sizeof(copy));
	hear(pair.b, "once");
	send_chunk(here, &packet, copy, sizeof(copy));
	await(stats_of(pair.b, pair.b_id).duplicates == 1);

	assert_int_equal(
		asctp_sock_send(pair.a, "loose", 5, .id = pair.a_id, .unordered = true), 5);
	hear(pair.b, "loose");
	/* a gap, and what fills it */
	cut_path(1, true);
	say(pair.a, pair.a_id, "late");
	cut_path(1, false);
	assert_int_equal(asctp_sock_send(pair.a, "ahead", 5, 1, .id = pair.a_id), 5);
	hear(pair.b, "ahead");
	hear(pair.b, "late");
	await(stats_of(pair.a, pair.a_id).ordered_chunks_out >= 3);
	say(pair.b, pair.b_id, "back");
	hear(pair.a, "back");

	a = stats_of(pair.a, pair.a_id);
	b = stats_of(pair.b, pair.b_id);
	assert_true(a.packets_out >= 4 && b.packets_in >= 4);
	assert_true(b.packets_out >= 4 && a.packets_in >= 4);
	assert_int_equal(b.ordered_chunks_in, 3);
	assert_int_equal(a.ordered_chunks_in, 1);
	assert_int_equal(b.ordered_chunks_out, 1);
	assert_int_equal(a.unordered_chunks_out, 1);
	assert_int_equal(b.unordered_chunks_in, 1);
	assert_int_equal(b.unordered_chunks_out, 0);
	assert_true(a.retransmitted_chunks >= 1);
	assert_true(a.gap_acks >= 1);
	assert_true(b.sacks_out >= 3 && a.sacks_in >= 3);
	assert_true(a.control_chunks_out >= 1 && b.control_chunks_in >= 1);
	assert_true(a.max_rto_ms >= 100);
	assert_int_equal(ntohl(a.max_rto_path.v4.sin_addr.s_addr), 0x0a010002);
	assert_true(stats_of(pair.a, pair.a_id).max_rto_ms <= a.max_rto_ms);
}

/* ---- Descriptors ---- */

static void flags_are(int fd, bool blocking, bool inherited)
{
	assert_true(fd >= 0);
	assert_int_equal(!(fcntl(fd, F_GETFL) & O_NONBLOCK), blocking);
	assert_int_equal(!(fcntl(fd, F_GETFD) & FD_CLOEXEC), inherited);
}

static void peel_off(void)
{
	for (unsigned flags = 0; flags < 4; flags++) {
		struct pair pair;
		int fd;

		pair_made(&pair, ASCTP_ONE_TO_MANY);
		fd = asctp_sock_peel_off(pair.b, pair.b_id, flags);
		flags_are(fd, flags & ASCTP_BLOCKING, flags & ASCTP_INHERITED);
		pair.b = fd;
		talk(&pair);
	}
}

static void accept_flags(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	for (unsigned flags = 0; flags < 4; flags++) {
		int fd = asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_IPV4, ASCTP_BLOCKING), accepted;

		assert_int_equal(asctp_sock_connect(fd, &pair.to, 1, NULL), 0);
		await((accepted = asctp_sock_accept(pair.listener, flags, NULL)) != -EAGAIN);
		flags_are(accepted, flags & ASCTP_BLOCKING, flags & ASCTP_INHERITED);
		say(fd, 0, "hello");
		hear(accepted, "hello");
	}
}

/* The id is known, and good to send with, while nobody has answered yet. */
static void connectx3(void)
{
	asctp_status status;
	struct pair pair;
	int32_t id = 0;

	two_hosts();
	pair_far_open(&pair, ASCTP_ONE_TO_MANY, 1);
	assert_int_equal(asctp_sock_listen(pair.listener, 5), 0);
	cut_path(1, true);
	assert_int_equal(asctp_sock_connect(pair.a, &pair.to, 1, &id), -EINPROGRESS);
	assert_true(id > 2);
	gets_of(asctp_at(pair.a, id), status, &status);
	assert_int_equal(status.state, ASCTP_STATE_COOKIE_WAIT);
	say(pair.a, id, "early");
	cut_path(1, false);
	assert_int_equal(await_state(pair.a, ASCTP_COMM_UP).id, id);
	hear(pair.listener, "early");
}

/* ---- Buffers ---- */

/* The limit is the owner's, not the host's, for who has the privilege. */
static void sndbufforce(void)
{
	enum { LEN = 9000000 };
	static char text[LEN];
	int size = LEN;
	struct pair pair;
	size_t got = 0;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	sets(pair.a, send_buffer, LEN);
	assert_int_equal(asctp_sock_send(pair.a, text, LEN), -EMSGSIZE);
	assert_int_equal(setsockopt(pair.a, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)), 0);
	assert_int_equal(asctp_sock_send(pair.a, text, LEN), LEN);
	while (got < LEN)
		got += await_data(pair.b).len;
	assert_int_equal(got, LEN);
}

/* Fills the way to one peer, who does not read, until it stays full. */
static void fill(int fd, int32_t id)
{
	static char text[1000];
	struct pollfd writable = { .fd = fd, .events = POLLOUT };
	int sent;

	do
		while ((sent = asctp_sock_send(fd, text, sizeof(text), .id = id)) > 0)
			;
	while (poll(&writable, 1, 200) == 1);
	assert_int_equal(sent, -EAGAIN);
}

static void sndbuf_policy(void)
{
	for (int own = 0; own < 2; own++) {
		int32_t id, server_id;
		struct pair pair;
		int other;

		if (own)
			switch_on("sndbuf_policy");
		pair_made(&pair, ASCTP_ONE_TO_MANY);
		other = pair_another(&pair, &id, &server_id);
		fill(pair.b, pair.b_id);
		assert_int_equal(
			asctp_sock_send(pair.b, "hello", 5, .id = server_id), own ? 5 : -EAGAIN);
		if (own)
			hear(other, "hello");
	}
}

/* ---- Several in one call ---- */

static void many(void)
{
	static const char *const texts[] = { "one", "two", "three" };
	char room[3][16];
	asctp_sock_out outs[3];
	asctp_sock_in ins[3];
	struct pair pair;
	int got = 0;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	for (uint32_t i = 0; i < 3; i++) {
		asctp_sock_out_init(&outs[i]);
		outs[i].data = texts[i];
		outs[i].len = strlen(texts[i]);
		outs[i].stream = i;
		outs[i].id = pair.a_id;
		asctp_sock_in_init(&ins[i], room[i], sizeof(room[i]));
	}
	assert_int_equal(asctp_sock_send_many(pair.a, outs, 3), 3);
	while (got < 3) {
		int more = asctp_sock_receive_many(pair.b, ins + got, (size_t)(3 - got), 0);

		if (more == -EAGAIN)
			poll(&(struct pollfd){ .fd = pair.b, .events = POLLIN }, 1, -1);
		else
			assert_true(more > 0);
		got += more > 0 ? more : 0;
	}
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(ins[i].len, strlen(texts[i]));
		assert_memory_equal(ins[i].data, texts[i], ins[i].len);
		assert_int_equal(ins[i].stream, i);
		assert_true(ins[i].last);
	}
}

/* Two messages in one packet: the first waits for the second. */
static void more(void)
{
	struct packet packet;
	struct pair pair;
	int packets;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	no_heartbeats(&pair);
	pair_connect(&pair);
	talk(&pair);
	packets = packets_open(IPPROTO_SCTP);
	assert_int_equal(asctp_sock_send(pair.a, "one", 3, .id = pair.a_id, .more = true), 3);
	nothing_comes(pair.b);
	assert_int_equal(asctp_sock_send(pair.a, "two", 3, .id = pair.a_id), 3);
	hear(pair.b, "one");
	hear(pair.b, "two");
	assert_int_equal(await_chunk(packets, CHUNK_DATA, &packet)[0], CHUNK_DATA);
	assert_int_equal(packet.len, 2 * 20);
}

const struct row rows_beyond[] = {
	ROW("RFC 4895", "SCTP_AUTH_SUPPORTED", "asctp_set(auth_supported)", auth_supported),
	ROW("RFC 7053", "SCTP_SACK_IMMEDIATELY", "asctp_sock_send(.sack_now)", sack_now),
	ROW("RFC 4960 A", "SCTP_ECN_SUPPORTED", "asctp_set(ecn_supported)", ecn_supported),
	ROW("Linux", "SCTP_GET_ASSOC_STATS", "asctp_get(stats)", stats),
	ROW("Linux", "SCTP_SOCKOPT_PEELOFF_FLAGS", "asctp_sock_peel_off(flags)", peel_off),
	ROW("Linux", "SCTP_SOCKOPT_CONNECTX3", "asctp_sock_connect(ret_id)", connectx3),
	ROW("Linux", "accept4()", "asctp_sock_accept(flags)", accept_flags),
	ROW("Linux", "SO_SNDBUFFORCE", "setsockopt(2)", sndbufforce),
	ROW("Linux", "net.sctp.sndbuf_policy", "sysctl", sndbuf_policy),
	ROW("Linux", "sendmmsg(), recvmmsg()", "asctp_sock_send_many(), _receive_many()", many),
	ROW("Linux", "MSG_MORE", "asctp_sock_send(.more)", more),
	END_OF_ROWS,
};
