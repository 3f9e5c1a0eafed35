/* SPDX-License-Identifier: MIT */
/* tests/conformance/common.c - RFC 6458 section 7: operations of both styles, by plain system calls. */
#include "scenes.h"

static void readable(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	assert_int_equal(poll(&poll_fd, 1, 20000), 1);
}

/* A connected one-to-one pair without notifications, which these calls cannot tell from data. */
static void pair_plain(struct pair *pair)
{
	pair_made(pair, ASCTP_ONE_TO_ONE);
	for (int i = 0; i < 2; i++)
		assert_int_equal(asctp_sock_subscribe(i ? pair->b : pair->a, 0, 0,
					 ASCTP_MASK(ASCTP_ASSOC_CHANGE)),
			0);
}

/* ---- 7.1 send(), recv(), sendto(), recvfrom() ---- */

static void plain_send(void)
{
	struct pair pair;
	asctp_sock_in in;

	pair_plain(&pair);
	assert_int_equal(send(pair.a, "by default", 10, MSG_NOSIGNAL), 10);
	in = hear(pair.b, "by default");
	assert_int_equal(in.stream, 0);
	assert_int_equal(in.ppid, 0);
	assert_int_equal(send(pair.a, "", 0, MSG_NOSIGNAL), -1);
	assert_int_equal(errno, EINVAL);
	/* not for the one-to-many style */
	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(send(pair.a, "to whom", 7, MSG_NOSIGNAL), -1);
	assert_int_equal(errno, EPIPE);
}

static void plain_receive(void)
{
	struct pair pair;
	char text[8];

	pair_plain(&pair);
	say(pair.a, 0, "longer than it");
	readable(pair.b);
	assert_int_equal(recv(pair.b, text, sizeof(text), 0), 8);
	assert_memory_equal(text, "longer t", 8);
	assert_int_equal(recv(pair.b, text, sizeof(text), 0), 6);
	assert_memory_equal(text, "han it", 6);
	close(pair.a);
	readable(pair.b);
	assert_int_equal(recv(pair.b, text, sizeof(text), 0), 0);
}

static void plain_sendto(void)
{
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), peer;
	struct pair pair;
	asctp_addr to;

	peer = server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to);
	assert_int_equal(sendto(fd, "to you", 6, MSG_NOSIGNAL, &to.sa, sizeof(to.v4)), 6);
	assert_int_equal(hear(peer, "to you").stream, 0);
	pair_plain(&pair);
	assert_int_equal(
		sendto(pair.a, "and you", 7, MSG_NOSIGNAL, &pair.to.sa, sizeof(pair.to.v4)), 7);
	hear(pair.b, "and you");
}

static void plain_recvfrom(void)
{
	struct pair pair;
	asctp_addr at, from;
	socklen_t len = sizeof(from);
	char text[16];

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_locals(pair.a, pair.a_id, &at, 1), 1);
	say(pair.a, pair.a_id, "from me");
	readable(pair.b);
	assert_int_equal(recvfrom(pair.b, text, sizeof(text), 0, &from.sa, &len), 7);
	assert_memory_equal(text, "from me", 7);
	assert_int_equal(len, sizeof(from.v4));
	assert_true(asctp_addr_equal(&from, &at));
}

/* ---- 7.2 setsockopt() and getsockopt() ---- */

/* What is set on a listener holds for what it accepts. */
static void options_inherited(void)
{
	struct pair pair;
	int tos = 0x20, got = 0;
	socklen_t len = sizeof(got);

	pair_open(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_set(pair.listener, context, 77), 0);
	assert_int_equal(setsockopt(pair.listener, IPPROTO_IP, IP_TOS, &tos, sizeof(tos)), 0);
	pair_connect(&pair);
	say(pair.a, 0, "with a context");
	assert_int_equal(hear(pair.b, "with a context").context, 77);
	assert_int_equal(getsockopt(pair.b, IPPROTO_IP, IP_TOS, &got, &len), 0);
	got &= ~3; /* SCTP has its own in the bits of ECN */
	if (!got)
		differs("generic options (IP_TOS) are not inherited");
	else
		assert_int_equal(got, tos);
}

/* Sets the context that comes with messages on a socket with an association; then another begins. */
static void contexts(int32_t which, uint32_t *ret_old, uint32_t *ret_new)
{
	struct pair pair;
	int32_t id, server_id;
	int other;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(asctp_at(pair.b, which), context, 77), 0);
	other = pair_another(&pair, &id, &server_id);
	say(pair.a, pair.a_id, "old");
	*ret_old = hear(pair.b, "old").context;
	say(other, id, "new");
	*ret_new = hear(pair.b, "new").context;
}

static void future_assoc(void)
{
	uint32_t old, new;

	contexts(ASCTP_FUTURE_ASSOC, &old, &new);
	assert_int_equal(old, 0);
	assert_int_equal(new, 77);
}

static void current_assoc(void)
{
	uint32_t old, new;

	contexts(ASCTP_CURRENT_ASSOC, &old, &new);
	assert_int_equal(old, 77);
	assert_int_equal(new, 0);
}

static void all_assoc(void)
{
	uint32_t old, new;

	contexts(ASCTP_ALL_ASSOC, &old, &new);
	assert_int_equal(old, 77);
	assert_int_equal(new, 77);
}

/* ---- 7.3 read() and write() ---- */

static void read_write(void)
{
	struct iovec parts[] = { { (void *)"in ", 3 }, { (void *)"parts", 5 } };
	struct pair pair;
	char text[16];

	pair_plain(&pair);
	assert_int_equal(write(pair.a, "one", 3), 3);
	assert_int_equal(writev(pair.a, parts, 2), 8);
	readable(pair.b);
	assert_int_equal(read(pair.b, text, sizeof(text)), 3);
	assert_memory_equal(text, "one", 3);
	await(chunks_in(pair.b, 0) == 2);
	assert_int_equal(read(pair.b, text, sizeof(text)), 8);
	assert_memory_equal(text, "in parts", 8);
}

/* ---- 7.4 getsockname() ---- */

static void socket_name(void)
{
	asctp_addr at[2], got;
	socklen_t len = sizeof(got);
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);

	add_homes();
	assert_int_equal(asctp_addr_parse("10.1.0.1,10.2.0.1", at, 2), 2);
	assert_int_equal(asctp_sock_bind(fd, at, 2), 0);
	assert_int_equal(getsockname(fd, &got.sa, &len), 0);
	assert_int_equal(len, sizeof(got.v4));
	assert_int_equal(got.sa.sa_family, AF_INET);
	assert_true(asctp_addr_port(&got) > 0);
	assert_true(got.v4.sin_addr.s_addr == at[0].v4.sin_addr.s_addr ||
		    got.v4.sin_addr.s_addr == at[1].v4.sin_addr.s_addr);
	/* the port is that at which others reach it */
	assert_int_equal(asctp_sock_listen(fd, 1), 0);
	assert_int_equal(attempt(opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), &got), ASCTP_COMM_UP);
}

/* ---- 7.5 Implicit association setup ---- */

static void implicit(asctp_style style)
{
	int fd = opened(style, ASCTP_IPV4), peer;
	asctp_notification up;
	asctp_addr to;

	peer = server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to);
	assert_int_equal(asctp_set(fd, init, .streams_out = 3), 0);
	assert_int_equal(asctp_sock_send(fd, "first", 5, .to = &to, .to_count = 1), 5);
	up = await_state(fd, ASCTP_COMM_UP);
	assert_int_equal(up.assoc_change.streams_out, 3);
	assert_int_equal(await_state(peer, ASCTP_COMM_UP).assoc_change.streams_in, 3);
	hear(peer, "first");
	/* there is one now */
	assert_int_equal(asctp_sock_send(fd, "second", 6, .to = &to, .to_count = 1), 6);
	hear(peer, "second");
	nothing_comes(fd);
	/* send() names nobody */
	fd = opened(style, ASCTP_IPV4);
	assert_int_equal(send(fd, "x", 1, MSG_NOSIGNAL), -1);
	assert_int_equal(errno, EPIPE);
}

static void implicit_many(void)
{
	implicit(ASCTP_ONE_TO_MANY);
}

/* Which the RFC leaves to the implementation. */
static void implicit_one(void)
{
	implicit(ASCTP_ONE_TO_ONE);
}

const struct row rows_common[] = {
	ROW("7.1", "send()", "asctp_sock_send(), send()", plain_send),
	ROW("7.1", "recv()", "asctp_sock_receive(), recv()", plain_receive),
	ROW("7.1", "sendto()", "asctp_sock_send(.to), sendto()", plain_sendto),
	ROW("7.1", "recvfrom()", "asctp_sock_receive(), recvfrom()", plain_recvfrom),
	ROW("7.2", "setsockopt(), getsockopt()", "asctp_set(), asctp_get()", options_inherited),
	ROW("7.2", "SCTP_FUTURE_ASSOC", "asctp_set(asctp_at(fd, ASCTP_FUTURE_ASSOC))",
		future_assoc),
	ROW("7.2", "SCTP_CURRENT_ASSOC", "asctp_set(asctp_at(fd, ASCTP_CURRENT_ASSOC))",
		current_assoc),
	ROW("7.2", "SCTP_ALL_ASSOC", "asctp_set(asctp_at(fd, ASCTP_ALL_ASSOC))", all_assoc),
	ROW("7.3", "read(), write()", "read(), write(), writev()", read_write),
	ROW("7.4", "getsockname()", "asctp_sock_locals(), getsockname()", socket_name),
	ROW("7.5", "Implicit setup, one-to-many", "asctp_sock_send(.to)", implicit_many),
	ROW("7.5", "Implicit setup, one-to-one", "asctp_sock_send(.to)", implicit_one),
	END_OF_ROWS,
};
