/* SPDX-License-Identifier: MIT */
/* tests/conformance/functions_message.c - RFC 6458 sections 9.7 to 9.13: connecting, sending, receiving. */
#include "scenes.h"

/* ---- 9.7 sctp_sendmsg(), deprecated ---- */

static void old_sendmsg(void)
{
	const struct kernel_sndrcvinfo info = { .stream = 2, .ppid = htonl(46) };
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4), peer;
	asctp_sock_in in;
	asctp_addr to;

	peer = server(ASCTP_ONE_TO_MANY, "127.0.0.1", &to);
	assert_int_equal(raw_send(fd, "sctp_sendmsg", &info, &to, 1), 0);
	await_state(fd, ASCTP_COMM_UP);
	in = hear(peer, "sctp_sendmsg");
	assert_int_equal(in.stream, 2);
	assert_int_equal(in.ppid, 46);
}

/* ---- 9.8 sctp_recvmsg(), deprecated ---- */

static void old_recvmsg(void)
{
	const struct kernel_sndrcvinfo *info;
	struct pair pair;
	struct raw_in in;
	asctp_addr at;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	raw_subscribe_data(pair.b);
	assert_int_equal(asctp_sock_locals(pair.a, 0, &at, 1), 1);
	assert_int_equal(asctp_sock_send(pair.a, "sctp_recvmsg", 12, .stream = 2, .ppid = 46), 12);
	raw_receive(pair.b, &in);
	assert_int_equal(in.len, 12);
	assert_true(in.flags & MSG_EOR);
	assert_true(asctp_addr_equal(&in.from, &at));
	info = raw_item(&in, KERNEL_CMSG_SNDRCV, sizeof(*info));
	assert_non_null(info);
	assert_int_equal(info->stream, 2);
	assert_int_equal(info->ssn, 0);
	assert_int_equal(ntohl(info->ppid), 46);
}

/* ---- 9.9 sctp_connectx() ---- */

/* At the first address nobody answers. */
static void connect_several(void)
{
	asctp_addr to[2];
	int peer = server_at_second("10.9.9.9", "10.1.0.1", to);
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	int32_t id = 0;

	assert_int_equal(asctp_sock_connect(fd, to, 2, &id), -EINPROGRESS);
	assert_true(id > ASCTP_ALL_ASSOC);
	assert_int_equal(await_state(fd, ASCTP_COMM_UP).id, id);
	say(fd, id, "found");
	hear(peer, "found");
	to[0].v4.sin_port ^= 1;
	assert_int_equal(asctp_sock_connect(fd, to, 2, NULL), -EINVAL);
}

/* ---- 9.10 sctp_send(), 9.11 sctp_sendx(), deprecated ---- */

static void old_send(void)
{
	struct kernel_sndrcvinfo info = { .stream = 3, .ppid = htonl(46) };
	struct pair pair;
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	info.assoc_id = pair.a_id;
	assert_int_equal(raw_send(pair.a, "sctp_send", &info, NULL, 0), 0);
	in = hear(pair.b, "sctp_send");
	assert_int_equal(in.stream, 3);
	assert_int_equal(in.ppid, 46);
	info.assoc_id = 1 << 30;
	assert_int_equal(raw_send(pair.a, "to whom", &info, NULL, 0), -EPIPE);
	/* and it ends associations */
	info = (struct kernel_sndrcvinfo){ .flags = KERNEL_EOF, .assoc_id = pair.a_id };
	assert_int_equal(raw_send(pair.a, "", &info, NULL, 0), 0);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
}

static void old_sendx(void)
{
	const struct kernel_sndrcvinfo info = { .stream = 2 };
	asctp_addr to[2];
	int peer = server_at_second("10.9.9.9", "10.1.0.1", to);
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);

	assert_int_equal(raw_send(fd, "sctp_sendx", &info, to, 2), 0);
	await_state(fd, ASCTP_COMM_UP);
	assert_int_equal(hear(peer, "sctp_sendx").stream, 2);
}

/* ---- 9.12 sctp_sendv() ---- */

/* Everything in one call. */
static void sendv(void)
{
	struct iovec parts[] = { { (void *)"scat", 4 }, { (void *)"tered", 5 } };
	asctp_addr to[2];
	int peer = server_at_second("10.9.9.9", "10.1.0.1", to);
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	asctp_sock_out out;
	asctp_sock_in in;
	int32_t id;

	asctp_sock_out_init(&out);
	out.iov = parts;
	out.iov_count = 2;
	out.to = to;
	out.to_count = 2;
	out.stream = 2;
	out.ppid = 46;
	out.unordered = true;
	out.policy = ASCTP_RETRANSMISSIONS;
	out.policy_value = 5;
	out.has_auth_key = true; /* no key is needed: the peer does not ask for one */
	assert_int_equal(asctp_sock_send_with(fd, &out), 9);
	id = await_state(fd, ASCTP_COMM_UP).id;
	in = hear(peer, "scattered");
	assert_int_equal(in.stream, 2);
	assert_int_equal(in.ppid, 46);
	assert_true(in.unordered);
	/* without any information, but whom; then the end of it */
	assert_int_equal(asctp_sock_send(fd, "plain", 5, .id = id), 5);
	assert_int_equal(hear(peer, "plain").stream, 0);
	assert_int_equal(asctp_sock_send(fd, NULL, 0, .id = id, .eof = true), 0);
	await_state(peer, ASCTP_SHUTDOWN_COMP);
	if (!out.id)
		differs("ASSOC_CHANGE tells the id of a new association, not the call");
	else
		assert_int_equal(out.id, id);
}

static void send_many(void)
{
	asctp_sock_out outs[3];
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	for (uint32_t i = 0; i < 3; i++) {
		asctp_sock_out_init(&outs[i]);
		outs[i].data = "many";
		outs[i].len = 4;
		outs[i].stream = i;
		outs[i].id = pair.a_id;
	}
	assert_int_equal(asctp_sock_send_many(pair.a, outs, 3), 3);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(hear(pair.b, "many").stream, i);
	/* until one fails; then that fails */
	outs[1].stream = 9999;
	assert_int_equal(asctp_sock_send_many(pair.a, outs, 3), 1);
	hear(pair.b, "many");
	nothing_comes(pair.b);
	assert_int_equal(asctp_sock_send_many(pair.a, outs + 1, 2), -EINVAL);
}

/* ---- 9.13 sctp_recvv() ---- */

static asctp_sock_in received(const struct pair *pair, bool rcvinfo, bool nxtinfo)
{
	asctp_sock_in in;

	assert_int_equal(asctp_set(pair->b, recv_rcvinfo, rcvinfo), 0);
	assert_int_equal(asctp_set(pair->b, recv_nxtinfo, nxtinfo), 0);
	in = hear(pair->b, "one of them");
	if (rcvinfo) {
		assert_true(in.has_info);
		assert_int_equal(in.ppid, 7);
		assert_int_equal(in.id, pair->b_id);
	} else {
		assert_false(in.has_info);
	}
	if (nxtinfo)
		assert_int_equal(in.next.len, in.len);
	else
		assert_false(in.next.known);
	return in;
}

static void recvv(void)
{
	struct pair pair;
	asctp_sock_in in;
	asctp_addr at;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_locals(pair.a, pair.a_id, &at, 1), 1);
	for (int i = 0; i < 5; i++)
		say(pair.a, pair.a_id, "one of them");
	await(chunks_in(pair.b, pair.b_id) == 5);
	in = received(&pair, false, false);
	assert_true(asctp_addr_equal(&in.from, &at));
	received(&pair, true, false);
	received(&pair, false, true);
	received(&pair, true, true);
	/* nothing is behind the last */
	assert_false(hear(pair.b, "one of them").next.known);
}

static void receive_many(void)
{
	asctp_sock_in ins[4];
	char texts[4][8];
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	for (int i = 0; i < 4; i++)
		asctp_sock_in_init(&ins[i], texts[i], sizeof(texts[i]));
	assert_int_equal(asctp_sock_receive_many(pair.b, ins, 4, 0), -EAGAIN);
	for (uint32_t i = 0; i < 3; i++)
		assert_int_equal(
			asctp_sock_send(pair.a, "a number", i + 1, .id = pair.a_id, .stream = i),
			i + 1);
	await(chunks_in(pair.b, pair.b_id) == 3);
	assert_int_equal(asctp_sock_receive_many(pair.b, ins, 4, 0), 3);
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(ins[i].len, i + 1);
		assert_memory_equal(texts[i], "a number", i + 1);
		assert_int_equal(ins[i].stream, i);
		assert_true(ins[i].last);
		assert_int_equal(ins[i].id, pair.b_id);
	}
}

const struct row rows_message_functions[] = {
	ROW("9.7", "sctp_sendmsg() (deprecated)", "drop-in: sctp_sendmsg()", old_sendmsg),
	ROW("9.8", "sctp_recvmsg() (deprecated)", "drop-in: sctp_recvmsg()", old_recvmsg),
	ROW("9.9", "sctp_connectx()", "asctp_sock_connect()", connect_several),
	ROW("9.10", "sctp_send() (deprecated)", "drop-in: sctp_send()", old_send),
	ROW("9.11", "sctp_sendx() (deprecated)", "drop-in: sctp_sendx()", old_sendx),
	ROW("9.12", "sctp_sendv()", "asctp_sock_send()", sendv),
	ROW("9.12", "sendmmsg() (Linux)", "asctp_sock_send_many()", send_many),
	ROW("9.13", "sctp_recvv()", "asctp_sock_receive()", recvv),
	ROW("9.13", "recvmmsg() (Linux)", "asctp_sock_receive_many()", receive_many),
	END_OF_ROWS,
};
