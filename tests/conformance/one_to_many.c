/* SPDX-License-Identifier: MIT */
/* tests/conformance/one_to_many.c - RFC 6458 section 3: the one-to-many style. */
#include "scenes.h"

/* ---- 3.1.1 socket() ---- */

static void many_socket(void)
{
	asctp_addr v4, v6;
	int servers[] = { server(ASCTP_ONE_TO_MANY, "127.0.0.1", &v4),
		server(ASCTP_ONE_TO_MANY, "[::1]", &v6) };
	int only_v4 = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	int both = opened(ASCTP_ONE_TO_MANY, ASCTP_DUAL);
	int type = 0;
	socklen_t len = sizeof(type);

	assert_int_equal(getsockopt(both, SOL_SOCKET, SO_TYPE, &type, &len), 0);
	assert_int_equal(type, SOCK_SEQPACKET);
	assert_int_equal(attempt(only_v4, &v4), ASCTP_COMM_UP);
	assert_int_equal(asctp_sock_connect(only_v4, &v6, 1, NULL), -EINVAL);
	assert_int_equal(attempt(both, &v4), ASCTP_COMM_UP);
	assert_int_equal(attempt(both, &v6), ASCTP_COMM_UP);
	for (int i = 0; i < 2; i++)
		assert_int_equal(next_state(servers[i]), ASCTP_COMM_UP);
}

/* ---- 3.1.2 bind() ---- */

static void many_bind(void)
{
	asctp_addr at = address("127.0.0.2"), other = address("127.0.0.3"), to;
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	int peer = server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to);
	asctp_sock_in in;

	assert_int_equal(asctp_sock_bind(fd, &at, 1), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, &at, 1), 1);
	assert_true(asctp_addr_port(&at) > 0);
	assert_int_equal(bind(fd, &other.sa, sizeof(other.v4)), -1);
	assert_int_equal(errno, EINVAL);
	/* it does not listen */
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), &at), ASCTP_CANT_STR_ASSOC);
	assert_int_equal(asctp_sock_send(fd, "from there", 10, .to = &to, .to_count = 1), 10);
	in = hear(peer, "from there");
	assert_true(asctp_addr_equal(&in.from, &at));
}

/* ---- 3.1.3 listen() ---- */

static void many_listen(void)
{
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(attempt(fd, &pair.to), ASCTP_CANT_STR_ASSOC);
	pair_connect(&pair); /* listens */
	assert_int_equal(accept(pair.b, NULL, NULL), -1);
	assert_int_equal(errno, EOPNOTSUPP);
	assert_int_equal(asctp_sock_listen(pair.b, 0), 0);
	assert_int_equal(attempt(fd, &pair.to), ASCTP_CANT_STR_ASSOC);
	talk(&pair);
	assert_int_equal(asctp_sock_listen(pair.b, 1), 0);
	assert_int_equal(attempt(fd, &pair.to), ASCTP_COMM_UP);
	await_state(pair.b, ASCTP_COMM_UP);
}

/* ---- 3.1.4 sendmsg() and recvmsg() ---- */

static void many_send(void)
{
	struct pair pair;
	struct msghdr empty = { 0 };
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	/* to an association, by its id or an address */
	say(pair.a, pair.a_id, "by id");
	hear(pair.b, "by id");
	assert_int_equal(
		asctp_sock_send(pair.a, "by address", 10, .to = &pair.to, .to_count = 1), 10);
	in = hear(pair.b, "by address");
	assert_int_equal(in.id, pair.b_id);
	/* nothing to end, and nothing that could */
	assert_int_equal(
		asctp_sock_send(fd, NULL, 0, .to = &pair.to, .to_count = 1, .eof = true), -EINVAL);
	assert_int_equal(asctp_sock_send(fd, NULL, 0, .to = &pair.to, .to_count = 1, .abort = true),
		-EINVAL);
	/* RFC 6458: without data, and without an association, one is begun */
	empty.msg_name = &pair.to;
	empty.msg_namelen = sizeof(pair.to.v4);
	if (sendmsg(fd, &empty, MSG_NOSIGNAL) < 0) {
		assert_int_equal(errno, EINVAL);
		nothing_comes(pair.b);
		differs("a send without data begins no association: EINVAL");
	} else {
		await_state(pair.b, ASCTP_COMM_UP);
	}
}

static void many_receive(void)
{
	struct pair pair;
	char piece[8];
	asctp_sock_in in;
	asctp_addr at;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_locals(pair.a, pair.a_id, &at, 1), 1);
	say(pair.a, pair.a_id, "more than eight");
	asctp_sock_in_init(&in, piece, sizeof(piece));
	await(asctp_sock_receive(pair.b, &in, ASCTP_PEEK) != -EAGAIN);
	assert_memory_equal(piece, "more tha", 8);
	memset(piece, 0, sizeof(piece));
	assert_int_equal(asctp_sock_receive(pair.b, &in, 0), 8);
	assert_memory_equal(piece, "more tha", 8);
	assert_false(in.last);
	assert_false(in.notification);
	assert_int_equal(in.id, pair.b_id);
	assert_true(asctp_addr_equal(&in.from, &at));
	assert_int_equal(asctp_sock_receive(pair.b, &in, 0), 7);
	assert_memory_equal(piece, "n eight", 7);
	assert_true(in.last);
	assert_int_equal(asctp_sock_receive(pair.b, &in, 0), -EAGAIN);
}

/* The peer has shut down, but what was sent before is still on its way. */
static void send_after_shutdown(void)
{
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, receive_buffer, LITTLE_ROOM), 0);
	assert_int_equal(asctp_sock_subscribe(pair.a, 0, ASCTP_MASK(ASCTP_SHUTDOWN_EVENT), 0), 0);
	pair_connect(&pair);
	send_fillers(pair.a, pair.a_id, 30);
	assert_int_equal(asctp_sock_shutdown(pair.b, pair.b_id), 0);
	assert_int_equal(await_notification(pair.a, ASCTP_SHUTDOWN_EVENT).id, pair.a_id);
	assert_int_equal(asctp_sock_send(pair.a, "late", 4, .id = pair.a_id), -ESHUTDOWN);
	take_fillers(pair.b, 30);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
}

/* ---- 3.1.5 close() ---- */

static void many_close(void)
{
	struct pair pair;
	int32_t id, server_id;
	int other;
	uint16_t state;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	other = pair_another(&pair, &id, &server_id);
	say(pair.b, pair.b_id, "the last one");
	close(pair.b);
	hear(pair.a, "the last one");
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
	await_state(other, ASCTP_SHUTDOWN_COMP);

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	other = pair_another(&pair, &id, &server_id);
	say(pair.a, pair.a_id, "unread");
	await(chunks_in(pair.b, pair.b_id) == 1);
	close(pair.b);
	state = next_state(pair.a);
	assert_int_equal(next_state(other), state);
	if (state == ASCTP_COMM_LOST)
		differs("with an unread message it aborts all associations");
	else
		assert_int_equal(state, ASCTP_SHUTDOWN_COMP);
}

/* ---- 3.1.6 connect() ---- */

static void many_connect(void)
{
	asctp_addr to[2];
	int servers[] = { server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to[0]),
		server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to[1]) };
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), blocking;
	int32_t ids[2];

	for (int i = 0; i < 2; i++) {
		assert_int_equal(asctp_sock_connect(fd, &to[i], 1, &ids[i]), -EINPROGRESS);
		assert_int_equal(await_state(fd, ASCTP_COMM_UP).id, ids[i]);
		await_state(servers[i], ASCTP_COMM_UP);
		assert_int_equal(asctp_sock_connect(fd, &to[i], 1, NULL), -EISCONN);
	}
	assert_int_not_equal(ids[0], ids[1]);
	say(fd, ids[1], "to the second");
	hear(servers[1], "to the second");
	nothing_comes(servers[0]);
	blocking = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, ASCTP_BLOCKING);
	assert_int_equal(asctp_sock_connect(blocking, &to[0], 1, NULL), 0);
	await_state(servers[0], ASCTP_COMM_UP);
}

/* ---- 3.2 Non-blocking mode ---- */

static asctp_addr silent(void)
{
	add_homes();
	return address("10.9.9.9:7000");
}

static void nonblocking_send(void)
{
	const asctp_sock_init once = { .attempts = 1 };
	asctp_addr to = silent();
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	asctp_notification failed;

	assert_int_equal(asctp_sock_subscribe(fd, 0, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0), 0);
	assert_int_equal(
		asctp_sock_send(fd, "gone", 4, .to = &to, .to_count = 1, .init = &once), 4);
	nothing_comes(fd); /* it has returned while the attempt goes on */
	await_state(fd, ASCTP_CANT_STR_ASSOC);
	failed = await_notification(fd, ASCTP_SEND_FAILED_EVENT);
	assert_int_equal(failed.send_failed.len, 4);
	assert_memory_equal(failed.send_failed.data, "gone", 4);
}

static void nonblocking_shutdown(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	say(pair.a, pair.a_id, "before");
	assert_int_equal(asctp_sock_send(pair.a, NULL, 0, .id = pair.a_id, .eof = true), 0);
	hear(pair.b, "before");
	assert_int_equal(await_state(pair.a, ASCTP_SHUTDOWN_COMP).id, pair.a_id);
	assert_int_equal(await_state(pair.b, ASCTP_SHUTDOWN_COMP).id, pair.b_id);
}

static short ready(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN | POLLOUT };

	assert_true(poll(&poll_fd, 1, 0) >= 0);
	return poll_fd.revents;
}

/* Readiness is the socket's; that of one association has who peels it off. */
static void many_poll(void)
{
	struct pair pair;
	int32_t id, server_id;
	int other, alone;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, receive_buffer, LITTLE_ROOM), 0);
	pair_connect(&pair);
	other = pair_another(&pair, &id, &server_id);
	assert_int_equal(ready(pair.b), POLLOUT);
	say(other, id, "readable");
	await(ready(pair.b) == (POLLIN | POLLOUT));
	alone = asctp_sock_peel_off(pair.b, pair.b_id, 0);
	assert_true(alone >= 0);
	fill(alone, 0);
	assert_int_equal(ready(alone), 0);
	assert_int_equal(ready(pair.b), POLLIN | POLLOUT);
	say(pair.b, server_id, "writable");
	hear(other, "writable");
}

static void interleaved_setup(void)
{
	asctp_addr to = silent();
	int fd, sent;
	asctp_sock_in in;
	char room[256];

	switch_on("intl_enable");
	fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	assert_int_equal(asctp_set(fd, interleaving, true), 0);
	sent = asctp_sock_send(
		fd, "gone", 4, .to = &to, .to_count = 1, .init = &impatient, .dont_wait = true);
	if (sent == -ESRCH) {
		asctp_sock_in_init(&in, room, sizeof(room));
		assert_true(asctp_sock_receive(fd, &in, 0) > 0); /* the attempt is over */
		differs("a send that begins an association waits until it is up or failed (ESRCH)");
	} else {
		assert_int_equal(sent, 4);
	}
}

/* ---- 3.3 Special considerations ---- */

/* The server sends to one client that does not read, then to another. */
static int send_past_stalled(short *ret_ready)
{
	struct pair pair;
	int32_t id, server_id;
	int other, sent;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, receive_buffer, LITTLE_ROOM), 0);
	pair_connect(&pair);
	other = pair_another(&pair, &id, &server_id);
	fill(pair.b, pair.b_id);
	*ret_ready = ready(pair.b);
	sent = asctp_sock_send(pair.b, "past", 4, .id = server_id);
	if (sent == 4)
		hear(other, "past");
	return sent;
}

static void send_buffers(void)
{
	short now;
	int sent = send_past_stalled(&now);

	if (sent != -EAGAIN) {
		assert_int_equal(sent, 4);
		return;
	}
	differs("one stalled association stops all unless net.sctp.sndbuf_policy is 1");
	switch_on("sndbuf_policy");
	assert_int_equal(send_past_stalled(&now), 4);
	if (!(now & POLLOUT))
		differs("with it, poll() shows no POLLOUT while one is stalled");
}

const struct row rows_one_to_many[] = {
	ROW("3.1.1", "socket()", "asctp_sock_open(ASCTP_ONE_TO_MANY)", many_socket),
	ROW("3.1.2", "bind()", "asctp_sock_bind()", many_bind),
	ROW("3.1.3", "listen()", "asctp_sock_listen()", many_listen),
	ROW("3.1.4", "sendmsg()", "asctp_sock_send()", many_send),
	ROW("3.1.4", "sendmsg() after SHUTDOWN", "asctp_sock_send()", send_after_shutdown),
	ROW("3.1.4", "recvmsg()", "asctp_sock_receive()", many_receive),
	ROW("3.1.5", "close()", "close()", many_close),
	ROW("3.1.6", "connect()", "asctp_sock_connect()", many_connect),
	ROW("3.2", "sendmsg() to begin an association", "asctp_sock_send(.to)", nonblocking_send),
	ROW("3.2", "sendmsg() to begin one with interleaving", "asctp_sock_send(.to)",
		interleaved_setup),
	ROW("3.2", "sendmsg() with SCTP_EOF", "asctp_sock_send(.eof)", nonblocking_shutdown),
	ROW("3.2", "poll()", "poll(), asctp_sock_peel_off()", many_poll),
	ROW("3.3", "send buffers of associations", "asctp_sock_send(.id)", send_buffers),
	END_OF_ROWS,
};
