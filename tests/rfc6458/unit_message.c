/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/unit_message.c - messages: what reaches the kernel, what comes from it. */
#include "kernel_of_tests.h"

enum { PPID = 0x04030201 }; /* bytes that no one is to turn round */

static char text[] = "hello";
static const struct iovec hello[] = { { text, 2 }, { text + 2, 3 } };

static void assert_control(const struct bytes *want)
{
	assert_int_equal(kernel.control.len, want->len);
	assert_memory_equal(kernel.control.data, want->data, want->len);
}

static void struct_item(struct bytes *b, int type, const void *content, size_t len)
{
	struct bytes bytes = { .len = 0 };

	raw(&bytes, content, len);
	good_item(b, type, &bytes);
}

/* ---- With a struct sctp_sndrcvinfo ---- */

static struct sctp_sndrcvinfo sndrcvinfo(uint16_t flags, sctp_assoc_t id)
{
	struct sctp_sndrcvinfo info;

	memset(&info, 0, sizeof(info));
	info.sinfo_stream = 3;
	info.sinfo_flags = flags;
	info.sinfo_ppid = PPID;
	info.sinfo_context = 0xcccc;
	info.sinfo_timetolive = 500;
	info.sinfo_assoc_id = id;
	return info;
}

static void test_sendmsg(void **state)
{
	const struct sctp_sndrcvinfo info = sndrcvinfo(SCTP_UNORDERED, 0);
	struct bytes want = { .len = 0 };

	(void)state;
	struct_item(&want, SCTP_SNDRCV, &info, sizeof(info));
	kernel.results[0] = 5;
	assert_int_equal(
		sctp_sendmsg(7, text, 5, A(v4), sizeof(v4), PPID, SCTP_UNORDERED, 3, 500, 0xcccc),
		5);
	assert_control(&want);
	assert_int_equal(kernel.to.len, sizeof(v4));
	assert_memory_equal(kernel.to.data, &v4, sizeof(v4));
	assert_int_equal(kernel.data.len, 5);
	assert_memory_equal(kernel.data.data, text, 5);
	assert_int_equal(kernel.flags, 0);
	assert_int_equal(errno, ERANGE);
	assert_fails(sctp_sendmsg(7, text, 5, NULL, 0, 0, 0x10001, 0, 0, 0), EINVAL);
	assert_int_equal(kernel.calls, 1);
	kernel.results[1] = -EAGAIN;
	kernel.to.len = 0;
	assert_fails(sctp_sendmsg(7, text, 5, NULL, 16, 0, 0, 0, 0, 0), EAGAIN);
	assert_int_equal(kernel.to.len, 0);
	assert_int_equal(kernel.peer_info, 0);
}

static void test_send(void **state)
{
	const struct sctp_sndrcvinfo info = sndrcvinfo(SCTP_EOF, ASSOC);
	struct bytes want = { .len = 0 };

	(void)state;
	assert_int_equal(sctp_send(7, NULL, 0, NULL, MSG_DONTWAIT), 0);
	assert_int_equal(kernel.control.len, 0);
	assert_int_equal(kernel.flags, MSG_DONTWAIT);
	struct_item(&want, SCTP_SNDRCV, &info, sizeof(info));
	assert_int_equal(sctp_send(7, text, 5, &info, MSG_NOSIGNAL), 0);
	assert_control(&want);
	assert_int_equal(kernel.flags, MSG_NOSIGNAL);
	kernel.results[2] = -EPIPE;
	assert_fails(sctp_send(7, text, 5, &info, 0), EPIPE);
}

static void test_sendx(void **state)
{
	struct sctp_sndrcvinfo info = sndrcvinfo(0, 0);
	struct bytes want = { .len = 0 };

	(void)state;
	struct_item(&want, SCTP_SNDRCV, &info, sizeof(info));
	struct_item(&want, SCTP_DSTADDRV4, &mixed.v4.sin_addr, 4);
	assert_int_equal(sctp_sendx(7, text, 5, A(mixed), 2, &info, 0), 0);
	assert_control(&want);
	assert_int_equal(kernel.to.len, sizeof(mixed.v6));
	assert_int_equal(info.sinfo_assoc_id, ASSOC); /* of the new association */
	begin(state);
	info = sndrcvinfo(SCTP_ABORT, 0);
	assert_int_equal(sctp_sendx(7, text, 5, A(v4), 1, &info, 0), 0);
	info = sndrcvinfo(0, 5);
	assert_int_equal(sctp_sendx(7, text, 5, A(v4), 1, &info, 0), 0);
	info = sndrcvinfo(0, 0);
	kernel.results[2] = -ENETUNREACH;
	assert_fails(sctp_sendx(7, text, 5, A(v4), 1, &info, 0), ENETUNREACH);
	assert_int_equal(sctp_sendx(7, text, 5, NULL, 0, NULL, 0), 0);
	assert_int_equal(kernel.peer_info, 0); /* none of these began one */
	assert_int_equal(info.sinfo_assoc_id, 0);
}

/* ---- sctp_sendv ---- */

static struct sctp_sendv_spa spa(uint32_t flags)
{
	struct sctp_sendv_spa ret;

	memset(&ret, 0, sizeof(ret));
	ret.sendv_flags = flags;
	ret.sendv_sndinfo.snd_sid = 4;
	ret.sendv_sndinfo.snd_ppid = PPID;
	ret.sendv_sndinfo.snd_assoc_id = 9;
	ret.sendv_prinfo.pr_policy = SCTP_PR_SCTP_RTX;
	ret.sendv_prinfo.pr_value = 2;
	ret.sendv_authinfo.auth_keynumber = 6;
	return ret;
}

static void test_sendv_attributes(void **state)
{
	for (uint32_t flags = 0; flags < 8; flags++) {
		struct sctp_sendv_spa info = spa(flags);
		struct bytes want = { .len = 0 };

		begin(state);
		if (flags & SCTP_SEND_SNDINFO_VALID)
			struct_item(&want, SCTP_SNDINFO, &info.sendv_sndinfo, 16);
		if (flags & SCTP_SEND_PRINFO_VALID)
			struct_item(&want, SCTP_PRINFO, &info.sendv_prinfo, 8);
		if (flags & SCTP_SEND_AUTHINFO_VALID)
			struct_item(&want, SCTP_AUTHINFO, &info.sendv_authinfo, 2);
		assert_int_equal(sctp_sendv(7, hello, 2, NULL, 0, &info, sizeof(info),
					 SCTP_SENDV_SPA, MSG_DONTWAIT),
			0);
		assert_control(&want);
		assert_int_equal(kernel.flags, MSG_DONTWAIT);
		assert_int_equal(kernel.data.len, 5);
		assert_memory_equal(kernel.data.data, text, 5);
	}
}

static void test_sendv_one_attribute(void **state)
{
	struct sctp_sendv_spa info = spa(0);
	const struct {
		unsigned type;
		int item;
		void *info;
		socklen_t len;
	} cases[] = {
		{ SCTP_SENDV_SNDINFO, SCTP_SNDINFO, &info.sendv_sndinfo, 16 },
		{ SCTP_SENDV_PRINFO, SCTP_PRINFO, &info.sendv_prinfo, 8 },
		{ SCTP_SENDV_AUTHINFO, SCTP_AUTHINFO, &info.sendv_authinfo, 2 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct bytes want = { .len = 0 };

		begin(state);
		struct_item(&want, cases[i].item, cases[i].info, cases[i].len);
		assert_int_equal(sctp_sendv(7, hello, 2, NULL, 0, cases[i].info, cases[i].len,
					 cases[i].type, 0),
			0);
		assert_control(&want);
		assert_fails(sctp_sendv(7, hello, 2, NULL, 0, cases[i].info, cases[i].len - 1,
				     cases[i].type, 0),
			EINVAL);
		assert_fails(sctp_sendv(7, hello, 2, NULL, 0, NULL, 99, cases[i].type, 0), EINVAL);
	}
	info.sendv_flags = 8;
	assert_fails(
		sctp_sendv(7, hello, 2, NULL, 0, &info, sizeof(info), SCTP_SENDV_SPA, 0), EINVAL);
	assert_fails(sctp_sendv(7, hello, 2, NULL, 0, &info, 31, SCTP_SENDV_SPA, 0), EINVAL);
	assert_fails(sctp_sendv(7, hello, 2, NULL, 0, &info, 32, 5, 0), EINVAL);
	assert_int_equal(kernel.calls, 1);
}

static void test_sendv_addresses(void **state)
{
	struct sctp_sndinfo info = { .snd_sid = 2 };
	struct sockaddr_in6 many[100];
	struct bytes want = { .len = 0 };

	(void)state;
	struct_item(&want, SCTP_SNDINFO, &info, sizeof(info));
	struct_item(&want, SCTP_DSTADDRV4, &mixed.v4.sin_addr, 4);
	assert_int_equal(
		sctp_sendv(7, hello, 2, A(mixed), 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0),
		0);
	assert_control(&want);
	assert_int_equal(info.snd_assoc_id, ASSOC);
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (struct sockaddr_in6){ .sin6_family = AF_INET6 };
	begin(state);
	assert_int_equal(
		sctp_sendv(7, hello, 2, A(many), COUNT(many), NULL, 0, SCTP_SENDV_NOINFO, 0), 0);
	assert_int_equal(kernel.control.len, (COUNT(many) - 1) * CMSG_SPACE(16));
	assert_int_equal(kernel.peer_info, 0); /* there is nowhere to tell it */
}

static void test_sendv_odd_addresses(void **state)
{
	struct sockaddr_in6 scoped[] = { { .sin6_family = AF_INET6 },
		{ .sin6_family = AF_INET6, .sin6_scope_id = 3 } };
	struct {
		struct sockaddr_in good, odd;
	} half = { v4, unknown };

	(void)state;
	assert_fails(sctp_sendv(7, hello, 2, NULL, 1, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL);
	assert_fails(sctp_sendv(7, hello, 2, A(v4), -1, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL);
	assert_fails(sctp_sendv(7, hello, 2, A(half), 2, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL);
	assert_fails(sctp_sendv(7, hello, 2, A(scoped), 2, NULL, 0, SCTP_SENDV_NOINFO, 0), EINVAL);
	assert_int_equal(kernel.calls, 0);
	assert_int_equal(sctp_sendv(7, hello, 2, A(v4), 0, NULL, 0, SCTP_SENDV_NOINFO, 0), 0);
	assert_int_equal(kernel.to.len, 0);
}

/* ---- Receiving ---- */

static const struct sctp_rcvinfo rcv = { 3, 4, SCTP_UNORDERED, PPID, 5, 6, 7, ASSOC };
static const struct sctp_nxtinfo nxt = { 8, MSG_NOTIFICATION, PPID, 9, ASSOC };

static void test_recvmsg(void **state)
{
	struct sctp_sndrcvinfo info = sndrcvinfo(SCTP_UNORDERED, ASSOC), got;
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	int flags = MSG_PEEK;

	(void)state;
	info.sinfo_ssn = 11;
	info.sinfo_tsn = 12;
	info.sinfo_cumtsn = 13;
	struct_item(&kernel.control, SCTP_SNDRCV, &info, sizeof(info));
	raw(&kernel.to, &v4, sizeof(v4));
	kernel.msg_flags = MSG_EOR;
	kernel.results[0] = 5;
	memset(&got, 0, sizeof(got));
	assert_int_equal(sctp_recvmsg(7, text, 5, A(from), &len, &got, &flags), 5);
	assert_memory_equal(&got, &info, sizeof(info));
	assert_int_equal(kernel.flags, MSG_PEEK);
	assert_int_equal(flags, MSG_EOR);
	assert_int_equal(len, sizeof(v4));
	assert_memory_equal(&from, &v4, sizeof(v4));
	assert_int_equal(sctp_recvmsg(7, text, 5, A(from), NULL, NULL, NULL), 0);
	assert_int_equal(kernel.flags, 0);
	kernel.results[2] = -ECONNRESET;
	flags = 0;
	assert_fails(sctp_recvmsg(7, text, 5, A(from), &len, &got, &flags), ECONNRESET);
	assert_int_equal(flags, 0);
}

/* An item that is cut is none. */
static void test_recvmsg_cut(void **state)
{
	struct sctp_sndrcvinfo got = { .sinfo_stream = 77 };
	int flags = 0;

	(void)state;
	struct_item(&kernel.control, SCTP_SNDRCV, &got, sizeof(got) - 4);
	kernel.msg_flags = MSG_CTRUNC;
	got.sinfo_stream = 78;
	assert_int_equal(sctp_recvmsg(7, text, 5, NULL, NULL, &got, &flags), 0);
	assert_int_equal(got.sinfo_stream, 78);
	assert_int_equal(flags, MSG_CTRUNC);
}

static void test_recvv(void **state)
{
	const struct sctp_recvv_rn both = { rcv, nxt };
	static const struct {
		bool rcv, nxt;
		socklen_t room;
		unsigned type;
		socklen_t len;
	} cases[] = {
		{ 0, 0, 44, SCTP_RECVV_NOINFO, 44 },
		{ 1, 0, 44, SCTP_RECVV_RCVINFO, 28 },
		{ 1, 0, 28, SCTP_RECVV_RCVINFO, 28 },
		{ 1, 0, 27, SCTP_RECVV_NOINFO, 27 },
		{ 0, 1, 44, SCTP_RECVV_NXTINFO, 16 },
		{ 0, 1, 15, SCTP_RECVV_NOINFO, 15 },
		{ 1, 1, 44, SCTP_RECVV_RN, 44 },
		{ 1, 1, 43, SCTP_RECVV_RCVINFO, 28 },
		{ 1, 1, 27, SCTP_RECVV_NXTINFO, 16 },
		{ 1, 1, 0, SCTP_RECVV_NOINFO, 0 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned char *info = malloc(cases[i].room + 1);
		socklen_t len = cases[i].room;
		unsigned type = 99;

		begin(state);
		if (cases[i].nxt)
			struct_item(&kernel.control, SCTP_NXTINFO, &nxt, sizeof(nxt));
		if (cases[i].rcv)
			struct_item(&kernel.control, SCTP_RCVINFO, &rcv, sizeof(rcv));
		kernel.results[0] = 5;
		assert_int_equal(sctp_recvv(7, hello, 2, NULL, NULL, info, &len, &type, NULL), 5);
		assert_int_equal(type, cases[i].type);
		assert_int_equal(len, cases[i].len);
		if (type == SCTP_RECVV_RCVINFO)
			assert_memory_equal(info, &rcv, sizeof(rcv));
		if (type == SCTP_RECVV_NXTINFO)
			assert_memory_equal(info, &nxt, sizeof(nxt));
		if (type == SCTP_RECVV_RN)
			assert_memory_equal(info, &both, sizeof(both));
		free(info);
	}
}

static void test_recvv_without(void **state)
{
	struct sctp_rcvinfo info = { .rcv_sid = 99 };
	socklen_t len = sizeof(info);
	unsigned type = 99;

	(void)state;
	struct_item(&kernel.control, SCTP_RCVINFO, &rcv, sizeof(rcv));
	assert_int_equal(sctp_recvv(7, hello, 2, NULL, NULL, &info, &len, NULL, NULL), 0);
	assert_int_equal(info.rcv_sid, 99);
	assert_int_equal(sctp_recvv(7, hello, 2, NULL, NULL, NULL, &len, &type, NULL), 0);
	assert_int_equal(type, SCTP_RECVV_NOINFO);
	type = 99;
	assert_int_equal(sctp_recvv(7, hello, 2, NULL, NULL, &info, NULL, &type, NULL), 0);
	assert_int_equal(type, SCTP_RECVV_NOINFO);
	assert_int_equal(info.rcv_sid, 99);
	kernel.results[3] = -EAGAIN;
	type = 99;
	assert_fails(sctp_recvv(7, hello, 2, NULL, NULL, &info, &len, &type, NULL), EAGAIN);
	assert_int_equal(type, 99);
}

/* ---- What programs and the library know of the structs ---- */

_Static_assert(sizeof(struct sctp_sendv_spa) == sizeof(struct sendv_spa), "");
_Static_assert(
	offsetof(struct sctp_sendv_spa, sendv_prinfo) == offsetof(struct sendv_spa, prinfo), "");
_Static_assert(
	offsetof(struct sctp_sendv_spa, sendv_authinfo) == offsetof(struct sendv_spa, authinfo),
	"");
_Static_assert(sizeof(struct sctp_recvv_rn) == sizeof(struct recvv_rn), "");
_Static_assert(
	offsetof(struct sctp_recvv_rn, recvv_nxtinfo) == offsetof(struct recvv_rn, nxtinfo), "");
_Static_assert(SCTP_SENDV_SPA == SENDV_SPA && SCTP_SENDV_AUTHINFO == SENDV_AUTHINFO &&
		       SCTP_SENDV_PRINFO == SENDV_PRINFO && SCTP_SENDV_SNDINFO == SENDV_SNDINFO,
	"");
_Static_assert(SCTP_RECVV_RN == RECVV_RN && SCTP_RECVV_NXTINFO == RECVV_NXTINFO &&
		       SCTP_RECVV_RCVINFO == RECVV_RCVINFO,
	"");

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_sendmsg, begin),
		cmocka_unit_test_setup(test_send, begin),
		cmocka_unit_test_setup(test_sendx, begin),
		cmocka_unit_test_setup(test_sendv_attributes, begin),
		cmocka_unit_test_setup(test_sendv_one_attribute, begin),
		cmocka_unit_test_setup(test_sendv_addresses, begin),
		cmocka_unit_test_setup(test_sendv_odd_addresses, begin),
		cmocka_unit_test_setup(test_recvmsg, begin),
		cmocka_unit_test_setup(test_recvmsg_cut, begin),
		cmocka_unit_test_setup(test_recvv, begin),
		cmocka_unit_test_setup(test_recvv_without, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
