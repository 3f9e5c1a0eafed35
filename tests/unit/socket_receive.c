/* SPDX-License-Identifier: MIT */
/* unit/socket_receive.c - what is made of what the kernel says, and of what it should not say. */
#include "socket/socket.h"
#include "wire/control.h"
#include "wire/kernel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* before cmocka */
#include <cmocka.h>

/* ---- A kernel that says what it is told ---- */

static struct said {
	int result, flags;
	unsigned char control[512];
	size_t control_len, namelen;
	struct sockaddr_storage name;
} said;
static int asked_flags, many; /* many: what recvmmsg() returns */
static unsigned asked;

static void answer(struct msghdr *msg)
{
	const size_t room = msg->msg_controllen;

	assert_true(
		room >= WIRE_RECEIVE_CONTROL && msg->msg_namelen >= sizeof(struct sockaddr_in6));
	memcpy(msg->msg_control, said.control, said.control_len < room ? said.control_len : room);
	memcpy(msg->msg_name, &said.name, sizeof(struct sockaddr_in6));
	msg->msg_controllen = said.control_len;
	msg->msg_namelen = (socklen_t)said.namelen;
	msg->msg_flags = said.flags;
}

static int saying_recvmsg(int fd, struct msghdr *msg, int flags)
{
	(void)fd;
	asked_flags = flags;
	if (said.result >= 0)
		answer(msg);
	return said.result;
}

static int saying_recvmmsg(int fd, struct mmsghdr *msgs, unsigned count, int flags)
{
	(void)fd;
	asked = count;
	asked_flags = flags;
	for (int i = 0; i < many && (unsigned)i < count; i++) {
		answer(&msgs[i].msg_hdr);
		msgs[i].msg_len = (unsigned)said.result - (i == 20 ? (unsigned)said.result : 0);
		memcpy(msgs[i].msg_hdr.msg_iov->iov_base, &i, sizeof(i));
	}
	return many;
}

static const struct sys sys = { .recvmsg = saying_recvmsg, .recvmmsg = saying_recvmmsg };

static void say(int type, const void *item, size_t size)
{
	struct cmsghdr head = {
		.cmsg_len = CMSG_LEN(size), .cmsg_level = KERNEL_SOL_SCTP, .cmsg_type = type
	};

	memcpy(said.control + said.control_len, &head, sizeof(head));
	memcpy(said.control + said.control_len + CMSG_LEN(0), item, size);
	said.control_len += CMSG_SPACE(size);
}

static const struct kernel_rcvinfo rcvinfo = { .sid = 1,
	.ssn = 2,
	.flags = KERNEL_UNORDERED,
	.ppid = 0x04030201,
	.tsn = 5,
	.cumtsn = 6,
	.context = 7,
	.assoc_id = 8 };
static const struct kernel_sndrcvinfo sndrcvinfo = {
	.stream = 11, .ssn = 12, .ppid = 0x04030201, .context = 17, .tsn = 15, .assoc_id = 18
};
static const struct kernel_nxtinfo nxtinfo = { .sid = 21,
	.flags = KERNEL_UNORDERED | KERNEL_MSG_NOTIFICATION,
	.ppid = 0x04030201,
	.length = 24,
	.assoc_id = 28 };

static void begin(int result, int flags)
{
	struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons(9) };

	memset(&said, 0, sizeof(said));
	said.result = result;
	said.flags = flags;
	memcpy(&said.name, &name, sizeof(name));
	said.namelen = sizeof(name);
}

static char data[64];

/* All that may be written holds something else before, so that a member left out shows. */
static asctp_sock_in receive(void)
{
	asctp_sock_in in;

	memset(&in, 0x55, sizeof(in));
	in.size = sizeof(in);
	in.data = data;
	in.room = sizeof(data);
	assert_int_equal(
		socket_receive(&sys, 3, &in, MSG_PEEK), said.result < 64 ? said.result : 64);
	assert_int_equal(asked_flags, MSG_PEEK);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(in.reserved[i], 0x5555555555555555);
	return in;
}

/* ---- One ---- */

static void test_rcvinfo(void **state)
{
	asctp_sock_in in;

	(void)state;
	begin(10, MSG_EOR);
	say(KERNEL_CMSG_NXTINFO, &nxtinfo, sizeof(nxtinfo));
	say(KERNEL_CMSG_RCVINFO, &rcvinfo, sizeof(rcvinfo));
	say(KERNEL_CMSG_SNDRCV, &sndrcvinfo, sizeof(sndrcvinfo)); /* which says less */
	in = receive();
	assert_int_equal(in.len, 10);
	assert_true(in.last && in.has_info && in.unordered && !in.cut && !in.notification);
	assert_int_equal(in.reserved0, 0);
	assert_int_equal(in.stream, 1);
	assert_int_equal(in.ssn, 2);
	assert_int_equal(in.ppid, 0x01020304);
	assert_int_equal(in.tsn, 5);
	assert_int_equal(in.cumulative_tsn, 6);
	assert_int_equal(in.context, 7);
	assert_int_equal(in.id, 8);
	assert_int_equal(asctp_addr_port(&in.from), 9);
	assert_true(in.next.known && in.next.notification && in.next.unordered);
	assert_int_equal(in.next.stream, 21);
	assert_int_equal(in.next.ppid, 0x01020304);
	assert_int_equal(in.next.len, 24);
	assert_int_equal(in.next.id, 28);
}

static void test_sndrcv(void **state)
{
	asctp_sock_in in;

	(void)state;
	begin(10, 0);
	say(KERNEL_CMSG_SNDRCV, &sndrcvinfo, sizeof(sndrcvinfo));
	in = receive();
	assert_true(in.has_info && !in.last && !in.unordered);
	assert_int_equal(in.stream, 11);
	assert_int_equal(in.ssn, 12);
	assert_int_equal(in.tsn, 15);
	assert_int_equal(in.context, 17);
	assert_int_equal(in.id, 18);
}

static void test_without(void **state)
{
	asctp_sock_in in;

	(void)state;
	begin(10, MSG_CTRUNC);
	said.namelen = 0;
	in = receive();
	assert_true(in.cut && !in.has_info && !in.next.known && !in.last);
	assert_int_equal(in.id, 0);
	assert_int_equal(in.ppid, 0);
	assert_int_equal(in.from.sa.sa_family, 0);
	begin(10, KERNEL_MSG_NOTIFICATION | MSG_EOR);
	say(KERNEL_CMSG_NXTINFO, &nxtinfo, sizeof(nxtinfo));
	say(KERNEL_CMSG_RCVINFO, &rcvinfo, sizeof(rcvinfo)); /* never with a notification */
	in = receive();
	assert_true(in.notification && in.last && !in.has_info && in.next.known);
	begin(-EINTR, 0);
	in = receive();
	assert_int_equal(in.len, 0x5555555555555555); /* an error touches nothing */
}

/* Lengths beyond what was given to the kernel. */
static void test_hostile(void **state)
{
	struct sockaddr_in6 mapped = { .sin6_family = AF_INET6, .sin6_port = htons(9) };
	asctp_sock_in in;

	(void)state;
	begin(1000, MSG_EOR);
	said.namelen = 1U << 30;
	memcpy(&mapped.sin6_addr, "\0\0\0\0\0\0\0\0\0\0\xff\xff\x7f\0\0\1", 16);
	memcpy(&said.name, &mapped, sizeof(mapped));
	for (int i = 0; i < 9; i++)
		say(KERNEL_CMSG_RCVINFO, &rcvinfo, sizeof(rcvinfo));
	said.control_len = (size_t)1 << 40;
	in = receive();
	assert_int_equal(in.len, sizeof(data));
	assert_int_equal(in.from.sa.sa_family, AF_INET); /* it was a mapped one */
	assert_int_equal(in.id, 8);
}

/* ---- Several ---- */

enum { LOTS = 1024 };

struct newer {
	asctp_sock_in in;
	uint64_t more;
};

static struct newer *rooms(size_t count, size_t size)
{
	struct newer *ins = malloc(count * sizeof(*ins));

	assert_non_null(ins);
	memset(ins, 0x55, count * sizeof(*ins));
	for (size_t i = 0; i < count; i++) {
		asctp_sock_in *in = (asctp_sock_in *)((char *)ins + i * size);

		in->size = size;
		in->data = data;
		in->room = sizeof(data);
	}
	return ins;
}

static void test_many(void **state)
{
	static const int counts[] = { 1, 16, 17, LOTS };

	(void)state;
	for (size_t c = 0; c < 4; c++) {
		struct newer *ins = rooms(LOTS, sizeof(*ins));
		int expected = counts[c] > 20 ? 21 : counts[c]; /* the end is the last */

		begin(10, MSG_EOR);
		say(KERNEL_CMSG_RCVINFO, &rcvinfo, sizeof(rcvinfo));
		many = counts[c];
		assert_int_equal(socket_receive_many(&sys, 3, ins, sizeof(*ins), (size_t)counts[c],
					 MSG_DONTWAIT),
			expected);
		assert_int_equal(asked, counts[c]);
		assert_int_equal(asked_flags, MSG_DONTWAIT | MSG_WAITFORONE);
		for (int i = 0; i < expected; i++) {
			assert_int_equal(ins[i].in.len, i == 20 ? 0 : 10);
			assert_int_equal(ins[i].in.id, 8);
			assert_int_equal(ins[i].in.reserved[0], 0x5555555555555555);
			assert_int_equal(ins[i].more, 0x5555555555555555);
		}
		if (expected < LOTS)
			assert_int_equal(ins[expected].in.len, 0x5555555555555555);
		free(ins);
	}
}

/* Structs of an older header, which end sooner, and a kernel that says more came than was asked for. */
static void test_many_older(void **state)
{
	enum { OLDER = offsetof(asctp_sock_in, next) & ~7U };
	struct newer *ins = rooms(4, OLDER);

	(void)state;
	begin(10, MSG_EOR);
	say(KERNEL_CMSG_RCVINFO, &rcvinfo, sizeof(rcvinfo));
	many = 5;
	assert_int_equal(socket_receive_many(&sys, 3, ins, OLDER, 3, 0), 3);
	for (size_t i = 0; i < 4; i++) {
		const asctp_sock_in *in = (const asctp_sock_in *)((char *)ins + i * OLDER);

		assert_int_equal(in->size, OLDER);
		assert_ptr_equal(in->data, data);
		assert_int_equal(in->room, sizeof(data));
		assert_int_equal(in->len, i < 3 ? 10 : 0x5555555555555555);
	}
	many = -EAGAIN;
	assert_int_equal(socket_receive_many(&sys, 3, ins, OLDER, 3, 0), -EAGAIN);
	free(ins);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rcvinfo),
		cmocka_unit_test(test_sndrcv),
		cmocka_unit_test(test_without),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_many_older),
	};

	return cmocka_run_group_tests_name("socket/receive", tests, NULL, NULL);
}
