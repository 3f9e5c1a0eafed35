/* SPDX-License-Identifier: MIT */
/*
 * tests/conformance/options_default.c - RFC 6458 sections 8.1.23 to 8.1.32: what associations and messages have
 * without being told.
 */
#include "capture.h"
#include "conformance.h"
#include "wire/kernel.h"
#include <net/if.h>
#include <sys/ioctl.h>

static const char zeros[10000];

static asctp_where at_a(const struct pair *pair)
{
	return asctp_at(pair->a, pair->a_id);
}

/* 8.1.23 */
static void host_has(const char *text, bool has)
{
	struct ifreq request = { .ifr_name = "lo:1" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (has)
		request.ifr_addr = address(text).sa;
	else
		request.ifr_flags = 0;
	assert_int_equal(ioctl(fd, has ? SIOCSIFADDR : SIOCSIFFLAGS, &request), 0);
	close(fd);
}

static void await_addr(int fd, uint32_t state, const asctp_addr *addr)
{
	asctp_notification change;

	do
		change = await_notification(fd, ASCTP_PEER_ADDR_CHANGE);
	while (change.peer_addr_change.state != state);
	assert_int_equal(change.peer_addr_change.addr.v4.sin_addr.s_addr, addr->v4.sin_addr.s_addr);
}

static void auto_asconf(void)
{
	static const char added[] = "10.9.0.1";
	asctp_addr any = address("0.0.0.0"), addr = address(added);
	struct pair pair;

	pair_open_auth(&pair);
	assert_int_equal(asctp_set(pair.a, asconf_supported, true), 0);
	assert_int_equal(asctp_set(pair.listener, asconf_supported, true), 0);
	assert_int_equal(asctp_sock_subscribe(pair.listener, ASCTP_FUTURE_ASSOC,
				 ASCTP_MASK(ASCTP_PEER_ADDR_CHANGE), 0),
		0);
	assert_int_equal(asctp_sock_bind(pair.a, &any, 1), 0);
	assert_int_equal(asctp_set(pair.a, auto_asconf, true), 0);
	pair_connect(&pair);
	talk(&pair);
	host_has(added, true);
	await_addr(pair.b, ASCTP_ADDR_ADDED, &addr);
	host_has(added, false);
	await_addr(pair.b, ASCTP_ADDR_REMOVED, &addr);
	/* only if bound to all addresses */
	assert_int_equal(asctp_set(pair.listener, auto_asconf, true), -EINVAL);
}

/* 8.1.24: how many packets go before the first acknowledgement; the congestion window would allow more. */
static uint32_t in_flight(uint32_t burst)
{
	asctp_status status;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, path_mtu, .fixed = true, .mtu = 1500), 0);
	assert_int_equal(asctp_set(pair.a, max_burst, burst), 0);
	pair_connect(&pair);
	pair_delay_acks(&pair, 500);
	assert_int_equal(
		asctp_sock_send(pair.a, zeros, sizeof(zeros), .id = pair.a_id), sizeof(zeros));
	assert_int_equal(asctp_get(at_a(&pair), status, &status), 0);
	return status.unacked;
}

/* RFC 9260 section 6.1 D: the burst narrows the window; what begins within it may end beyond. */
static void max_burst(void)
{
	assert_int_equal(in_flight(1), 2);
	assert_true(in_flight(0) > 2);
}

/* 8.1.25 */
static void context(void)
{
	int32_t id, server_id;
	struct pair pair;
	int fd;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	fd = pair_another(&pair, &id, &server_id);
	assert_int_equal(asctp_set(asctp_at(pair.b, pair.b_id), context, 1111), 0);
	assert_int_equal(asctp_set(asctp_at(pair.b, server_id), context, 2222), 0);
	say(pair.a, pair.a_id, "one");
	assert_int_equal(hear(pair.b, "one").context, 1111);
	say(fd, id, "two");
	assert_int_equal(hear(pair.b, "two").context, 2222);
}

/* 8.1.26 */
static void explicit_eor(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(send(pair.a, "begin", 5, MSG_NOSIGNAL), 5);
	assert_int_equal(send(pair.a, "end", 3, MSG_NOSIGNAL | MSG_EOR), 3);
	hear(pair.b, "begin");
	hear(pair.b, "end");
	lacks(0, "no constant; each send is one message");
}

/* 8.1.27 */
static int open_at(const asctp_addr *addr, bool reuse)
{
	int fd = asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_IPV4, 0);
	int result;

	assert_int_equal(asctp_set(fd, reuse_port, reuse), 0);
	result = asctp_sock_bind(fd, addr, 1);
	if (!result)
		return fd;
	close(fd);
	return result;
}

static void reuse_port(void)
{
	asctp_addr addr = address("127.0.0.1"), peer;
	struct pair one, two;
	int fds[2], result;

	pair_open(&one, ASCTP_ONE_TO_ONE);
	pair_open(&two, ASCTP_ONE_TO_ONE);
	fds[0] = open_at(&addr, true);
	assert_true(fds[0] >= 0);
	assert_int_equal(asctp_sock_locals(fds[0], 0, &addr, 1), 1);
	assert_int_equal(open_at(&addr, false), -EADDRINUSE);
	fds[1] = open_at(&addr, true);
	assert_true(fds[1] >= 0);

	/* both connect from that port */
	for (int i = 0; i < 2; i++) {
		struct pair *pair = i ? &two : &one;

		close(pair->a);
		pair->a = fds[i];
		assert_int_equal(asctp_sock_subscribe(pair->a, ASCTP_FUTURE_ASSOC,
					 ASCTP_MASK(ASCTP_ASSOC_CHANGE), 0),
			0);
		pair_connect(pair);
		assert_int_equal(asctp_sock_peers(pair->b, 0, &peer, 1), 1);
		assert_int_equal(asctp_addr_port(&peer), asctp_addr_port(&addr));
	}
	talk(&one);
	talk(&two);

	/* at most one listens */
	fds[0] = open_at(&addr, true);
	fds[1] = open_at(&addr, true);
	assert_true(fds[0] >= 0 && fds[1] >= 0);
	assert_int_equal(asctp_sock_listen(fds[0], 1), 0);
	result = asctp_sock_listen(fds[1], 1);
	if (!result)
		differs("several may listen");
	else
		assert_int_equal(result, -EADDRINUSE);

	assert_true(asctp_set(fds[0], reuse_port, true) < 0);
	pair_open(&one, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(one.a, reuse_port, true), -EOPNOTSUPP);
}

/* 8.1.28: of one association, and not of the other. */
static void event(void)
{
	int32_t id, server_id;
	asctp_notification end;
	struct pair pair;
	int fd;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	fd = pair_another(&pair, &id, &server_id);
	assert_int_equal(asctp_sock_subscribe(pair.b, server_id, ASCTP_MASK(ASCTP_SHUTDOWN_EVENT),
				 ASCTP_MASK(ASCTP_ASSOC_CHANGE)),
		0);
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	assert_int_equal(asctp_sock_shutdown(fd, id), 0);
	end = await_notification(pair.b, ASCTP_SHUTDOWN_EVENT);
	assert_int_equal(end.id, server_id);
	await_state(fd, ASCTP_SHUTDOWN_COMP);
	nothing_comes(pair.b);
}

/* 8.1.29 */
static void recv_rcvinfo(void)
{
	struct pair pair;
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.b, recv_rcvinfo, false), 0);
	say(pair.a, pair.a_id, "without");
	assert_false(hear(pair.b, "without").has_info);
	assert_int_equal(asctp_set(pair.b, recv_rcvinfo, true), 0);
	assert_int_equal(
		asctp_sock_send(pair.a, "with", 4, .stream = 2, .ppid = 9, .id = pair.a_id), 4);
	in = hear(pair.b, "with");
	assert_true(in.has_info);
	assert_int_equal(in.stream, 2);
	assert_int_equal(in.ppid, 9);
	assert_int_equal(in.id, pair.b_id);
}

/* 8.1.30 */
static void recv_nxtinfo(void)
{
	struct pair pair;
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	for (int on = 0; on <= 1; on++) {
		assert_int_equal(asctp_set(pair.b, recv_nxtinfo, on), 0);
		say(pair.a, pair.a_id, "first");
		say(pair.a, pair.a_id, "and next");
		await_acked(pair.a, pair.a_id);
		in = hear(pair.b, "first");
		assert_int_equal(in.next.known, on);
		if (on) {
			assert_int_equal(in.next.len, strlen("and next"));
			assert_int_equal(in.next.ppid, 7);
			assert_int_equal(in.next.id, pair.b_id);
			assert_false(in.next.notification);
		}
		assert_false(hear(pair.b, "and next").next.known);
	}
}

/* 8.1.31: with send(2), and with the context that comes back of what was not acknowledged. */
static void default_send(void)
{
	struct kernel_sndinfo raw = { .flags = KERNEL_SENDALL };
	asctp_notification failed;
	struct pair pair;
	asctp_sock_in in;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_set(pair.a, default_send, .stream = 4, .ppid = 12, .context = 34,
				 .unordered = true),
		0);
	pair_delay_acks(&pair, 500);
	assert_int_equal(send(pair.a, "plain", 5, MSG_NOSIGNAL), 5);
	in = hear(pair.b, "plain");
	assert_int_equal(in.stream, 4);
	assert_int_equal(in.ppid, 12);
	assert_true(in.unordered);

	assert_int_equal(asctp_sock_subscribe(pair.a, ASCTP_FUTURE_ASSOC,
				 ASCTP_MASK(ASCTP_SEND_FAILED_EVENT), 0),
		0);
	assert_int_equal(asctp_set(pair.b, linger, .on = true), 0);
	close(pair.b);
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT);
	assert_int_equal(failed.send_failed.context, 34);
	assert_int_equal(failed.send_failed.stream, 4);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	if (setsockopt(pair.a, KERNEL_SOL_SCTP, KERNEL_DEFAULT_SNDINFO, &raw, sizeof(raw))) {
		assert_int_equal(errno, EINVAL);
		differs("no SCTP_SENDALL as a default");
	}
}

/* 8.1.32: sends a word by a system call, since asctp_sock_send() always says its policy. */
static void send_raw(int fd, bool with_sndinfo)
{
	union {
		struct cmsghdr head;
		char bytes[CMSG_SPACE(sizeof(struct kernel_sndinfo))];
	} control = { .head = { .cmsg_len = CMSG_LEN(sizeof(struct kernel_sndinfo)),
			      .cmsg_level = KERNEL_SOL_SCTP,
			      .cmsg_type = KERNEL_CMSG_SNDINFO } };
	struct iovec iov = { (char[]){ "lost" }, strlen("lost") };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (with_sndinfo) {
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control);
	}
	assert_int_equal(sendmsg(fd, &msg, MSG_NOSIGNAL), iov.iov_len);
}

/* The word is lost, and there is no second attempt for 100 ms. Is it given up? */
static bool given_up(const struct pair *pair, asctp_policy policy, bool with_sndinfo)
{
	enum { VALUE = 20 };
	asctp_sock_in in;

	assert_int_equal(asctp_set(pair->a, default_policy, .policy = policy, .value = VALUE), 0);
	cut_lo(true);
	send_raw(pair->a, with_sndinfo);
	say(pair->a, 0, "delivered");
	cut_lo(false);
	in = await_data(pair->b);
	if (in.len != strlen("lost"))
		return true;
	hear(pair->b, "delivered");
	return false;
}

static void default_policy(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	talk(&pair);
	assert_true(given_up(&pair, ASCTP_LIFETIME, false));
	assert_false(given_up(&pair, ASCTP_RETRANSMISSIONS, false));
	assert_true(given_up(&pair, ASCTP_LIFETIME, true));
	if (given_up(&pair, ASCTP_RETRANSMISSIONS, true))
		differs("with SCTP_SNDINFO, the value of any policy is taken as a lifetime");
}

const struct row rows_options_default[] = {
	ROW("8.1.23", "SCTP_AUTO_ASCONF", "asctp_set(auto_asconf)", auto_asconf),
	ROW("8.1.24", "SCTP_MAX_BURST", "asctp_set(max_burst)", max_burst),
	ROW("8.1.25", "SCTP_CONTEXT", "asctp_set(context)", context),
	ROW("8.1.26", "SCTP_EXPLICIT_EOR", "-", explicit_eor),
	ROW("8.1.27", "SCTP_REUSE_PORT", "asctp_set(reuse_port)", reuse_port),
	ROW("8.1.28", "SCTP_EVENT", "asctp_sock_subscribe()", event),
	ROW("8.1.29", "SCTP_RECVRCVINFO", "asctp_set(recv_rcvinfo)", recv_rcvinfo),
	ROW("8.1.30", "SCTP_RECVNXTINFO", "asctp_set(recv_nxtinfo)", recv_nxtinfo),
	ROW("8.1.31", "SCTP_DEFAULT_SNDINFO", "asctp_set(default_send)", default_send),
	ROW("8.1.32", "SCTP_DEFAULT_PRINFO", "asctp_set(default_policy)", default_policy),
	END_OF_ROWS,
};
