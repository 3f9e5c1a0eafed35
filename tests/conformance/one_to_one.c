/* SPDX-License-Identifier: MIT */
/* tests/conformance/one_to_one.c - RFC 6458 section 4: the one-to-one style. */
#include "scenes.h"

/* ---- 4.1.1 socket() ---- */

static void one_socket(void)
{
	asctp_addr v4, v6;
	int at_v4 = server(ASCTP_ONE_TO_ONE, "127.0.0.1", &v4);
	int at_v6 = server(ASCTP_ONE_TO_ONE, "[::1]", &v6);
	int only_v4 = opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4), type = 0;
	socklen_t len = sizeof(type);

	assert_int_equal(getsockopt(at_v4, SOL_SOCKET, SO_TYPE, &type, &len), 0);
	assert_int_equal(type, SOCK_STREAM);
	assert_int_equal(asctp_sock_connect(only_v4, &v6, 1, NULL), -EINVAL);
	assert_int_equal(attempt(only_v4, &v4), ASCTP_COMM_UP);
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_ONE, ASCTP_DUAL), &v4), ASCTP_COMM_UP);
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_ONE, ASCTP_DUAL), &v6), ASCTP_COMM_UP);
	close(at_v4);
	close(at_v6);
}

/* ---- 4.1.2 bind() ---- */

static void one_bind(void)
{
	asctp_addr at = address("127.0.0.2"), other = address("127.0.0.3"), to, peer;
	int fd = opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4);
	int listener = server(ASCTP_ONE_TO_ONE, "127.0.0.1", &to);

	assert_int_equal(asctp_sock_bind(fd, &at, 1), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, &at, 1), 1);
	assert_true(asctp_addr_port(&at) > 0);
	assert_int_equal(bind(fd, &other.sa, sizeof(other.v4)), -1);
	assert_int_equal(errno, EINVAL);
	/* it does not listen */
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4), &at), ASCTP_CANT_STR_ASSOC);
	assert_int_equal(attempt(fd, &to), ASCTP_COMM_UP);
	await(asctp_sock_accept(listener, 0, &peer) != -EAGAIN);
	assert_true(asctp_addr_equal(&peer, &at));
}

/* ---- 4.1.3 listen() ---- */

static void one_listen(void)
{
	asctp_addr to;
	int listener = server(ASCTP_ONE_TO_ONE, "127.0.0.1", &to), up = 0;

	assert_int_equal(asctp_sock_listen(listener, 2), 0);
	while (attempt(opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4), &to) == ASCTP_COMM_UP)
		assert_true(++up < 10);
	if (up == 3)
		differs("a backlog of N admits N + 1 associations");
	else
		assert_int_equal(up, 2);
	/* one less waits: one more may */
	assert_true(asctp_sock_accept(listener, 0, NULL) >= 0);
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4), &to), ASCTP_COMM_UP);
	while (asctp_sock_accept(listener, 0, NULL) >= 0)
		;
	assert_int_equal(asctp_sock_listen(listener, 0), 0);
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4), &to), ASCTP_CANT_STR_ASSOC);
}

/* ---- 4.1.4 accept() ---- */

static void one_accept(void)
{
	asctp_addr to, at, peer;
	int listener = server(ASCTP_ONE_TO_ONE, "127.0.0.1", &to);
	int clients[2], accepted[2];

	assert_int_equal(asctp_sock_accept(listener, 0, NULL), -EAGAIN);
	for (int i = 0; i < 2; i++) {
		clients[i] = opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4);
		assert_int_equal(attempt(clients[i], &to), ASCTP_COMM_UP);
	}
	for (int i = 0; i < 2; i++) {
		await((accepted[i] = asctp_sock_accept(listener, 0, &peer)) != -EAGAIN);
		assert_true(accepted[i] >= 0);
		assert_int_equal(asctp_sock_locals(clients[i], 0, &at, 1), 1);
		assert_int_equal(asctp_addr_port(&peer), asctp_addr_port(&at));
		say(clients[i], 0, "to my own");
		hear(accepted[i], "to my own");
	}
	assert_int_equal(asctp_sock_accept(listener, 0, NULL), -EAGAIN);
}

/* ---- 4.1.5 connect() ---- */

static void one_connect(void)
{
	asctp_addr to, bare = address("127.0.0.1");
	int listener = server(ASCTP_ONE_TO_ONE, "127.0.0.1", &to);
	int fd = opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4);
	int blocking = asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_IPV4, ASCTP_BLOCKING);

	assert_int_equal(asctp_set(fd, init, .streams_out = 3), 0);
	assert_int_equal(asctp_sock_connect(fd, &to, 1, NULL), -EINPROGRESS);
	assert_int_equal(await_state(fd, ASCTP_COMM_UP).assoc_change.streams_out, 3);
	assert_int_equal(asctp_sock_connect(fd, &to, 1, NULL), -EISCONN);
	assert_int_equal(asctp_sock_connect(blocking, &to, 1, NULL), 0);
	close(listener);
	/* bound, but not listening */
	blocking = asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_IPV4, ASCTP_BLOCKING);
	fd = opened(ASCTP_ONE_TO_ONE, ASCTP_IPV4);
	assert_int_equal(asctp_sock_bind(fd, &bare, 1), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, &to, 1), 1);
	assert_int_equal(asctp_sock_connect(blocking, &to, 1, NULL), -ECONNREFUSED);
}

/* ---- 4.1.6 close() ---- */

static void one_close(void)
{
	struct pair pair;
	uint16_t state;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	say(pair.b, 0, "the last one");
	close(pair.b);
	assert_int_equal(asctp_sock_send(pair.b, "x", 1), -EBADF);
	hear(pair.a, "the last one");
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	say(pair.a, 0, "unread");
	await(chunks_in(pair.b, 0) == 1);
	close(pair.b);
	state = next_state(pair.a);
	if (state == ASCTP_COMM_LOST)
		differs("with an unread message it aborts the association");
	else
		assert_int_equal(state, ASCTP_SHUTDOWN_COMP);
}

/* ---- 4.1.7 shutdown() ---- */

static int receive_nothing(int fd)
{
	asctp_sock_in in;
	char room[256];

	asctp_sock_in_init(&in, room, sizeof(room));
	return asctp_sock_receive(fd, &in, 0);
}

/* What the peer has sent is still there to be received; then the end of it. */
static void shutdown_write(void)
{
	struct pair pair;
	int sent;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	say(pair.a, 0, "before");
	say(pair.b, 0, "unread");
	await(chunks_in(pair.a, 0) == 1);
	assert_int_equal(asctp_sock_shutdown(pair.a, 0), 0);
	sent = asctp_sock_send(pair.a, "after", 5);
	assert_true(sent == -ESHUTDOWN || sent == -EPIPE);
	hear(pair.b, "before");
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	assert_int_equal(receive_nothing(pair.b), 0);
	hear(pair.a, "unread");
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
}

/* Receives no more, and the peer does not notice. */
static void shutdown_read(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(shutdown(pair.a, SHUT_RD), 0);
	say(pair.b, 0, "in vain");
	await(chunks_in(pair.a, 0) == 1);
	assert_int_equal(receive_nothing(pair.a), 0);
	say(pair.a, 0, "still sending");
	hear(pair.b, "still sending");
	nothing_comes(pair.b);
}

static void shutdown_both(void)
{
	struct pair pair;
	int sent;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(shutdown(pair.a, SHUT_RDWR), 0);
	sent = asctp_sock_send(pair.a, "after", 5);
	assert_true(sent == -ESHUTDOWN || sent == -EPIPE);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	assert_int_equal(receive_nothing(pair.a), 0);
}

/* ---- 4.1.8 sendmsg() and recvmsg() ---- */

/* An address says which path to prefer. */
static void one_send(void)
{
	struct pair pair;
	asctp_addr path, stranger = address("10.1.0.1:9");
	asctp_sock_in in;
	int sent;

	pair_homes(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(
		asctp_sock_subscribe(pair.a, 0, ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0), 0);
	for (int i = 0; i < 2; i++) {
		path = home(&pair, i);
		assert_int_equal(
			asctp_sock_send(pair.a, "by this", 7, .to = &path, .to_count = 1), 7);
		in = hear(pair.b, "by this");
		path.v4.sin_port = in.from.v4.sin_port;
		assert_true(asctp_addr_equal(&in.from, &path));
	}
	sent = asctp_sock_send(pair.a, "lost", 4, .to = &stranger, .to_count = 1);
	if (sent == -EADDRNOTAVAIL) {
		nothing_comes(pair.a);
		differs("an address that is not the peer's is refused at once: EADDRNOTAVAIL");
	} else {
		assert_int_equal(sent, 4);
		await_notification(pair.a, ASCTP_SEND_FAILED_EVENT);
	}
	nothing_comes(pair.b);
}

static void one_receive(void)
{
	struct pair pair;
	asctp_sock_in in;
	char piece[4];

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_sock_send(pair.a, "in two", 6, .stream = 4, .ppid = 46), 6);
	asctp_sock_in_init(&in, piece, sizeof(piece));
	await(asctp_sock_receive(pair.b, &in, 0) != -EAGAIN);
	assert_int_equal(in.len, 4);
	assert_false(in.last);
	assert_int_equal(asctp_sock_receive(pair.b, &in, 0), 2);
	assert_memory_equal(piece, "wo", 2);
	assert_true(in.last);
	assert_int_equal(in.stream, 4);
	assert_int_equal(in.ppid, 46);
}

/* ---- 4.1.9 getpeername() ---- */

static void peer_name(void)
{
	struct pair pair;
	asctp_addr peer;
	socklen_t len = sizeof(peer);

	pair_open(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(getpeername(pair.a, &peer.sa, &len), -1);
	assert_int_equal(errno, ENOTCONN);
	pair_connect(&pair);
	len = sizeof(peer);
	assert_int_equal(getpeername(pair.a, &peer.sa, &len), 0);
	assert_int_equal(len, sizeof(peer.v4));
	assert_true(asctp_addr_equal(&peer, &pair.to));
}

const struct row rows_one_to_one[] = {
	ROW("4.1.1", "socket()", "asctp_sock_open(ASCTP_ONE_TO_ONE)", one_socket),
	ROW("4.1.2", "bind()", "asctp_sock_bind()", one_bind),
	ROW("4.1.3", "listen()", "asctp_sock_listen()", one_listen),
	ROW("4.1.4", "accept()", "asctp_sock_accept()", one_accept),
	ROW("4.1.5", "connect()", "asctp_sock_connect()", one_connect),
	ROW("4.1.6", "close()", "close()", one_close),
	ROW("4.1.7", "shutdown(SHUT_WR)", "asctp_sock_shutdown()", shutdown_write),
	ROW("4.1.7", "shutdown(SHUT_RD)", "shutdown()", shutdown_read),
	ROW("4.1.7", "shutdown(SHUT_RDWR)", "shutdown()", shutdown_both),
	ROW("4.1.8", "sendmsg()", "asctp_sock_send(.to)", one_send),
	ROW("4.1.8", "recvmsg()", "asctp_sock_receive()", one_receive),
	ROW("4.1.9", "getpeername()", "asctp_sock_peers(), getpeername()", peer_name),
	END_OF_ROWS,
};
