/* SPDX-License-Identifier: MIT */
/* unit/socket_message.c - what reaches the kernel of each attribute of a message, one or several. */
#include "socket/socket.h"
#include "wire/kernel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* before cmocka */
#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- A kernel that writes down what it is given ---- */

enum { CALLS = 128, TAKES_ALL = 1000 };

static struct call {
	int flags;
	unsigned count;
} calls[CALLS];
static unsigned call_count, message_count;
static int answers[CALLS]; /* of each call; TAKES_ALL */
static unsigned char control[4096];
static size_t control_len;
static struct msghdr seen; /* the last message */
static const void *seen_data;
static asctp_addr seen_name;
static uint32_t ppids[2048]; /* of all */
static int style, peeled;

static void see(const struct msghdr *msg)
{
	struct kernel_sndinfo info = { 0 };

	seen = *msg;
	assert_true(msg->msg_controllen <= sizeof(control));
	memcpy(control, msg->msg_control, msg->msg_controllen);
	control_len = msg->msg_controllen;
	seen.msg_control = control;
	seen_data = msg->msg_iovlen ? msg->msg_iov->iov_base : NULL;
	memset(&seen_name, 0, sizeof(seen_name));
	if (msg->msg_name)
		memcpy(&seen_name, msg->msg_name, msg->msg_namelen);
	for (struct cmsghdr *head = CMSG_FIRSTHDR(&seen); head; head = CMSG_NXTHDR(&seen, head))
		if (head->cmsg_type == KERNEL_CMSG_SNDINFO)
			memcpy(&info, CMSG_DATA(head), sizeof(info));
	ppids[message_count++] = ntohl(info.ppid);
}

static int call(unsigned count, int flags)
{
	assert_true(call_count < CALLS);
	calls[call_count] = (struct call){ flags, count };
	return answers[call_count++];
}

static int taking_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	int answer = call(1, flags);

	(void)fd;
	if (answer == TAKES_ALL)
		see(msg);
	return answer == TAKES_ALL ? (int)msg->msg_iovlen : answer;
}

static int taking_sendmmsg(int fd, struct mmsghdr *msgs, unsigned count, int flags)
{
	int answer = call(count, flags);
	unsigned taken = answer < 0 ? 0 : (unsigned)answer < count ? (unsigned)answer : count;

	(void)fd;
	for (unsigned i = 0; i < taken; i++)
		see(&msgs[i].msg_hdr);
	return answer < 0 ? answer : (int)taken;
}

static int telling_getsockopt(int fd, int level, int name, void *ret, socklen_t *len)
{
	(void)fd;
	if (level == SOL_SOCKET && name == SO_TYPE)
		*(int *)ret = style == ASCTP_ONE_TO_ONE ? SOCK_STREAM : SOCK_SEQPACKET;
	else if (name == KERNEL_STATUS && !peeled)
		return -EINVAL;
	else
		memset(ret, 0, *len);
	return 0;
}

static const struct sys sys = {
	.sendmsg = taking_sendmsg,
	.sendmmsg = taking_sendmmsg,
	.getsockopt = telling_getsockopt,
};

static void begin(void)
{
	call_count = message_count = 0;
	style = ASCTP_ONE_TO_MANY;
	peeled = 0;
	for (size_t i = 0; i < CALLS; i++)
		answers[i] = TAKES_ALL;
}

/* The content of an item of ancillary data, which is there once; NULL: it is not. */
static const void *item(int type, size_t size)
{
	const void *ret = NULL;

	for (struct cmsghdr *head = CMSG_FIRSTHDR(&seen); head; head = CMSG_NXTHDR(&seen, head)) {
		assert_int_equal(head->cmsg_level, KERNEL_SOL_SCTP);
		if (head->cmsg_type != type)
			continue;
		assert_null(ret);
		assert_int_equal(head->cmsg_len, CMSG_LEN(size));
		ret = CMSG_DATA(head);
	}
	return ret;
}

/* ---- One ---- */

static asctp_addr addr(const char *text)
{
	asctp_addr ret = { 0 };

	assert_int_equal(asctp_addr_parse(text, &ret, 1), 1);
	return ret;
}

static void test_plain(void **state)
{
	const asctp_sock_out out = { .data = "hello",
		.len = 5,
		.stream = 65535,
		.ppid = 0x01020304,
		.id = 7,
		.context = 0xcccccccc };
	struct kernel_sndinfo info;
	struct kernel_prinfo policy;

	(void)state;
	begin();
	assert_int_equal(socket_send(&sys, 3, &out), 1);
	assert_int_equal(calls[0].flags, MSG_NOSIGNAL);
	assert_null(seen.msg_name);
	assert_int_equal(seen.msg_namelen, 0);
	assert_int_equal(seen.msg_iovlen, 1);
	assert_ptr_equal(seen_data, out.data);
	memcpy(&info, item(KERNEL_CMSG_SNDINFO, sizeof(info)), sizeof(info));
	assert_int_equal(info.sid, 65535);
	assert_int_equal(info.flags, 0);
	assert_int_equal(info.ppid, htonl(0x01020304));
	assert_int_equal(info.context, 0xcccccccc);
	assert_int_equal(info.assoc_id, 7);
	memcpy(&policy, item(KERNEL_CMSG_PRINFO, sizeof(policy)), sizeof(policy));
	assert_int_equal(policy.policy, KERNEL_PR_NONE); /* said, for the socket's default */
	assert_int_equal(policy.value, 0);
	assert_null(item(KERNEL_CMSG_INIT, 0));
	assert_null(item(KERNEL_CMSG_AUTHINFO, 0));
	assert_null(item(KERNEL_CMSG_DSTADDRV4, 0));
}

static void test_flags(void **state)
{
	static const asctp_addr to = { .v4 = { .sin_family = AF_INET } };
	static const struct {
		asctp_sock_out out;
		int flags, call_flags;
	} ways[] = {
		{ { .unordered = true }, KERNEL_UNORDERED, 0 },
		{ { .over_path = true, .to = &to, .to_count = 1 }, KERNEL_ADDR_OVER, 0 },
		{ { .sack_now = true }, KERNEL_SACK_IMMEDIATELY, 0 },
		{ { .eof = true }, KERNEL_EOF, 0 },
		{ { .abort = true }, KERNEL_ABORT, 0 },
		{ { .all = true }, KERNEL_SENDALL, 0 },
		{ { .more = true }, 0, MSG_MORE },
		{ { .dont_wait = true }, 0, MSG_DONTWAIT },
		{ { .unordered = true,
			  .all = true,
			  .abort = true,
			  .more = true,
			  .dont_wait = true },
			KERNEL_UNORDERED | KERNEL_SENDALL | KERNEL_ABORT, MSG_MORE | MSG_DONTWAIT },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		struct kernel_sndinfo info;

		begin();
		assert_int_equal(socket_send(&sys, 3, &ways[i].out), 0);
		memcpy(&info, item(KERNEL_CMSG_SNDINFO, sizeof(info)), sizeof(info));
		assert_int_equal(info.flags, ways[i].flags);
		assert_int_equal(calls[0].flags, ways[i].call_flags | MSG_NOSIGNAL);
		assert_int_equal(seen.msg_iovlen, 0); /* there is no data */
	}
}

static void test_items(void **state)
{
	const asctp_sock_init init = { 1, 65535, 3, 4 };
	const asctp_addr to[] = { addr("[::1]:9"), addr("10.0.0.1:0"), addr("[::2]:0") };
	const struct iovec parts[] = { { (void *)"a", 1 }, { (void *)"b", 1 } };
	const asctp_sock_out out = { .iov = parts,
		.iov_count = 2,
		.to = to,
		.to_count = 3,
		.init = &init,
		.policy = ASCTP_PRIORITY,
		.policy_value = 99,
		.has_auth_key = true,
		.auth_key = 0xaaaa };
	struct kernel_initmsg k;
	struct kernel_prinfo policy;
	struct kernel_authinfo key;

	(void)state;
	begin();
	assert_int_equal(socket_send(&sys, 3, &out), 2);
	assert_ptr_equal(seen.msg_iov, parts);
	assert_int_equal(seen.msg_namelen, sizeof(struct sockaddr_in6));
	assert_true(asctp_addr_equal(&seen_name, &to[0]));
	memcpy(&k, item(KERNEL_CMSG_INIT, sizeof(k)), sizeof(k));
	assert_true(k.streams_out == 1 && k.streams_in_max == 65535 && k.attempts == 3 &&
		    k.timeout_ms == 4);
	memcpy(&policy, item(KERNEL_CMSG_PRINFO, sizeof(policy)), sizeof(policy));
	assert_int_equal(policy.policy, KERNEL_PR_PRIO);
	assert_int_equal(policy.value, 99);
	memcpy(&key, item(KERNEL_CMSG_AUTHINFO, sizeof(key)), sizeof(key));
	assert_int_equal(key.keynumber, 0xaaaa);
	assert_memory_equal(item(KERNEL_CMSG_DSTADDRV4, 4), &to[1].v4.sin_addr, 4);
	assert_memory_equal(item(KERNEL_CMSG_DSTADDRV6, 16), &to[2].v6.sin6_addr, 16);
}

static void test_not_sent(void **state)
{
	const asctp_addr scoped[] = { addr("[::1]:9"), addr("[fe80::1%1]:0") };
	const asctp_sock_out over = {
		.data = "x", .len = 1, .over_path = true, .to = scoped, .to_count = 1
	};
	const asctp_sock_out further = { .data = "x", .len = 1, .to = scoped, .to_count = 2 };

	(void)state;
	begin();
	assert_int_equal(socket_send(&sys, 3, &further), -EINVAL);
	peeled = 1;
	assert_int_equal(socket_send(&sys, 3, &over), -EOPNOTSUPP);
	assert_int_equal(socket_send_many(&sys, 3, &over, 1), -EOPNOTSUPP);
	assert_int_equal(call_count, 0);
	style = ASCTP_ONE_TO_ONE;
	assert_int_equal(socket_send(&sys, 3, &over), 1);
	begin();
	answers[0] = -EINTR; /* the user's business */
	assert_int_equal(socket_send(&sys, 3, &over), -EINTR);
	assert_int_equal(call_count, 1);
}

/* ---- Several ---- */

static asctp_sock_out outs[200];

static void number(void)
{
	memset(outs, 0, sizeof(outs));
	for (size_t i = 0; i < COUNT(outs); i++)
		outs[i] = (asctp_sock_out){ .data = "x", .len = 1, .ppid = (uint32_t)i };
}

static void assert_in_order(size_t count)
{
	assert_int_equal(message_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(ppids[i], i);
}

static void test_many(void **state)
{
	(void)state;
	begin();
	number();
	assert_int_equal(socket_send_many(&sys, 3, outs, 200), 200);
	assert_in_order(200);
	assert_int_equal(call_count, 4);
	assert_int_equal(calls[0].count, 64);
	assert_int_equal(calls[3].count, 8);
}

/* The flags of a call hold for all its messages. */
static void test_many_flags(void **state)
{
	(void)state;
	begin();
	number();
	outs[1].more = outs[2].dont_wait = outs[3].dont_wait = true;
	assert_int_equal(socket_send_many(&sys, 3, outs, 6), 6);
	assert_in_order(6);
	assert_int_equal(call_count, 4);
	assert_int_equal(calls[1].flags, MSG_NOSIGNAL | MSG_MORE);
	assert_int_equal(calls[2].flags, MSG_NOSIGNAL | MSG_DONTWAIT);
	assert_int_equal(calls[2].count, 2);
	assert_int_equal(calls[3].flags, MSG_NOSIGNAL);
}

/* Ancillary data has its bounds: what does not fit goes with the next call. */
static void test_many_addresses(void **state)
{
	asctp_addr to[ASCTP_ADDR_MAX];
	const asctp_sock_init init = { 1, 1, 1, 1 };

	(void)state;
	begin();
	number();
	for (size_t i = 0; i < ASCTP_ADDR_MAX; i++)
		to[i] = addr("[::1]:9");
	for (size_t i = 0; i < COUNT(outs); i++) {
		outs[i].to = to;
		outs[i].to_count = ASCTP_ADDR_MAX;
		outs[i].init = &init;
		outs[i].has_auth_key = true;
	}
	assert_int_equal(socket_send_many(&sys, 3, outs, 200), 200);
	assert_in_order(200);
	assert_true(call_count > 4 && call_count < 40);
	assert_int_equal(socket_send(&sys, 3, outs), 1);
}

static void test_many_partly(void **state)
{
	static const struct {
		int answers[3], result;
		unsigned calls;
	} ways[] = {
		{ { 3, 2, -EAGAIN }, 5, 3 },          /* no room then */
		{ { TAKES_ALL, -EAGAIN, 0 }, 64, 2 }, /* nor after a whole call */
		{ { -EPIPE, 0, 0 }, -EPIPE, 1 },
		{ { 0, 0, 0 }, 0, 1 }, /* which no kernel answers: and yet an end */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		begin();
		number();
		memcpy(answers, ways[i].answers, sizeof(ways[i].answers));
		assert_int_equal(socket_send_many(&sys, 3, outs, 200), ways[i].result);
		assert_int_equal(call_count, ways[i].calls);
		if (ways[i].result > 0)
			assert_in_order((size_t)ways[i].result);
	}
}

static void test_many_with_a_wrong_one(void **state)
{
	const asctp_addr scoped[] = { addr("[::1]:9"), addr("[fe80::1%1]:0") };

	(void)state;
	begin();
	number();
	outs[70].to = scoped;
	outs[70].to_count = 2;
	assert_int_equal(socket_send_many(&sys, 3, outs, 200), 70);
	assert_in_order(70);
	assert_int_equal(socket_send_many(&sys, 3, outs + 70, 130), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_not_sent),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_many_flags),
		cmocka_unit_test(test_many_addresses),
		cmocka_unit_test(test_many_partly),
		cmocka_unit_test(test_many_with_a_wrong_one),
	};

	return cmocka_run_group_tests_name("socket/message", tests, NULL, NULL);
}
