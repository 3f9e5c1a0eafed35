/* SPDX-License-Identifier: MIT */
/* unit/socket_address.c - lists of addresses of any length, what ends an association how, and lists of
 * modules. */
#include "fake_sys.h"
#include "socket/socket.h"
#include "wire/kernel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
/* before cmocka */
#include <cmocka.h>

/* ---- Lists of addresses ---- */

static size_t there;      /* how many addresses the kernel has */
static int family, extra; /* extra: bytes that its length says too many */
static socklen_t rooms[8];
static unsigned asked;

static int listing_getsockopt(int fd, int level, int name, void *ret, socklen_t *len)
{
	struct kernel_getaddrs *get = ret;
	size_t used = 0, size = family == AF_INET ? 16 : 28;

	(void)fd, (void)level;
	rooms[asked++] = *len;
	assert_int_equal(get->assoc_id, 7);
	if (sizeof(*get) + there * size > *len)
		return -ENOMEM;
	for (size_t i = 0; i < there; i++, used += size) {
		struct sockaddr_in v4 = { .sin_family = (sa_family_t)family,
			.sin_addr.s_addr = htonl((uint32_t)i) };
		struct sockaddr_in6 v6 = { .sin6_family = (sa_family_t)family };

		memcpy(&v6.sin6_addr, "\0\0\0\0\0\0\0\0\0\0\xff\xff\x7f\0\0\1", 16);
		memcpy(get->addrs + used, family == AF_INET ? (void *)&v4 : (void *)&v6, size);
	}
	get->count = (uint32_t)there;
	*len = (socklen_t)(used + (size_t)extra +
			   (name == KERNEL_GET_PEER_ADDRS ? sizeof(*get) : 0));
	return 0;
}

static const struct sys listing = { .getsockopt = listing_getsockopt };

static void begin(size_t count)
{
	there = count;
	family = AF_INET;
	extra = 0;
	asked = 0;
}

static void test_lists(void **state)
{
	static const size_t counts[] = { 0, 1, 56, 57, 4000, 65000 };
	static asctp_addr ret[70000];

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		begin(counts[i]);
		memset(ret, 0, sizeof(ret));
		assert_int_equal(socket_locals(&listing, 3, 7, ret, 2), counts[i]);
		assert_int_equal(ret[0].sa.sa_family, counts[i] ? AF_INET : 0);
		assert_int_equal(ret[2].sa.sa_family, 0);
		assert_int_equal(asked, counts[i] <= 56 ? 1 : counts[i] <= 4000 ? 2 : 3);
		begin(counts[i]);
		assert_int_equal(socket_peers(&listing, 3, 7, NULL, 0), counts[i]);
		begin(counts[i]);
		assert_int_equal(socket_peers(&listing, 3, 7, ret, 70000), counts[i]);
		for (size_t j = 0; j < counts[i]; j++)
			assert_int_equal(ret[j].v4.sin_addr.s_addr, htonl((uint32_t)j));
	}
	begin(100000); /* no host's */
	assert_int_equal(socket_locals(&listing, 3, 7, NULL, 0), -ENOMEM);
	assert_int_equal(asked, 3);
}

static void test_lists_unmapped(void **state)
{
	asctp_addr ret[3] = { 0 };

	(void)state;
	begin(2);
	family = AF_INET6;
	assert_int_equal(socket_locals(&listing, 3, 7, ret, 3), 2);
	assert_int_equal(ret[1].sa.sa_family, AF_INET);
	assert_int_equal(ret[1].v4.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
}

static void test_lists_hostile(void **state)
{
	asctp_addr ret[3];

	(void)state;
	begin(2);
	family = 99;
	assert_int_equal(socket_locals(&listing, 3, 7, ret, 3), -EBADMSG);
	begin(2);
	extra = 3; /* a piece of one */
	assert_int_equal(socket_peers(&listing, 3, 7, ret, 3), -EBADMSG);
	begin(2);
	extra = 1 << 20; /* beyond the buffer */
	assert_int_equal(socket_peers(&listing, 3, 7, ret, 3), -EBADMSG);
	begin(0);
	extra = -8; /* not even a head */
	assert_int_equal(socket_peers(&listing, 3, 7, ret, 3), 0);
}

/* ---- The end ---- */

static struct {
	int type, state; /* state 0: no association */
	int no_sctp;
} kernel;
static int shutdowns, sent_flags;

static int ending_getsockopt(int fd, int level, int name, void *ret, socklen_t *len)
{
	(void)fd, (void)len;
	if (level == SOL_SOCKET) {
		*(int *)ret = kernel.type;
		return 0;
	}
	if (kernel.no_sctp)
		return kernel.no_sctp;
	if (name == KERNEL_STATUS) {
		if (!kernel.state)
			return -EINVAL;
		memset(ret, 0, *len);
		((struct kernel_status *)ret)->state = kernel.state;
	}
	return 0;
}

static int ending_shutdown(int fd, int how)
{
	(void)fd;
	assert_int_equal(how, SHUT_WR);
	shutdowns++;
	return 0;
}

static int ending_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	struct kernel_sndinfo info;

	(void)fd;
	assert_int_equal(flags, MSG_NOSIGNAL);
	memcpy(&info, CMSG_DATA(CMSG_FIRSTHDR(msg)), sizeof(info));
	sent_flags = info.flags;
	return kernel.state ? 0 : -EPIPE;
}

static const struct sys ending = {
	.getsockopt = ending_getsockopt, .shutdown = ending_shutdown, .sendmsg = ending_sendmsg
};

static void test_end(void **state)
{
	static const struct {
		int type, state, no_sctp, result, shutdowns, flags;
		int abort_result;
	} ways[] = {
		{ SOCK_STREAM, KERNEL_STATE_ESTABLISHED, 0, 0, 1, 0, -EOPNOTSUPP },
		{ SOCK_STREAM, KERNEL_STATE_SHUTDOWN_PENDING, 0, -ESHUTDOWN, 0, 0, -EOPNOTSUPP },
		{ SOCK_STREAM, KERNEL_STATE_SHUTDOWN_RECEIVED, 0, -ESHUTDOWN, 0, 0, -EOPNOTSUPP },
		{ SOCK_STREAM, 0, 0, -ENOTCONN, 0, 0, -EOPNOTSUPP },
		{ SOCK_STREAM, 4, -ENOPROTOOPT, -ENOPROTOOPT, 0, 0, -ENOPROTOOPT },
		{ SOCK_SEQPACKET, KERNEL_STATE_COOKIE_WAIT, 0, 0, 0, KERNEL_EOF, 0 },
		{ SOCK_SEQPACKET, KERNEL_STATE_ESTABLISHED, 0, 0, 0, KERNEL_EOF, 0 },
		{ SOCK_SEQPACKET, KERNEL_STATE_SHUTDOWN_SENT, 0, -ESHUTDOWN, 0, 0, 0 },
		{ SOCK_SEQPACKET, 0, 0, -EPIPE, 0, KERNEL_EOF, -EPIPE },
		{ SOCK_SEQPACKET, 4, -EOPNOTSUPP, -EOPNOTSUPP, 0, 0, -EOPNOTSUPP },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		kernel.type = ways[i].type;
		kernel.state = ways[i].state;
		kernel.no_sctp = ways[i].no_sctp;
		shutdowns = sent_flags = 0;
		assert_int_equal(socket_shutdown(&ending, 3, 7), ways[i].result);
		assert_int_equal(shutdowns, ways[i].shutdowns);
		assert_int_equal(sent_flags, ways[i].flags);
		sent_flags = 0;
		assert_int_equal(socket_abort(&ending, 3, 7, "x", 1), ways[i].abort_result);
		assert_int_equal(sent_flags,
			ways[i].type == SOCK_SEQPACKET && !ways[i].no_sctp ? KERNEL_ABORT : 0);
	}
}

/* ---- Modules ---- */

static bool listed(const char *text)
{
	FILE *list = fmemopen((void *)text, strlen(text), "r");
	bool ret;

	assert_non_null(list);
	ret = socket_module_listed(list);
	fclose(list);
	return ret;
}

static void test_modules(void **state)
{
	static char lengthy[100000];

	(void)state;
	assert_true(listed("kernel/net/sctp/sctp.ko: kernel/lib/libcrc32c.ko\n"));
	assert_true(listed("kernel/a.ko:\nkernel/net/sctp/sctp.ko.zst:\n"));
	assert_false(listed("kernel/net/sctp/sctp_diag.ko: kernel/net/sctp/sctp.ko\n"));
	assert_false(listed("kernel/a.ko:\n"));
	/* the needs of another one, in a line longer than any buffer */
	strcpy(lengthy, "kernel/a.ko:");
	for (size_t at = strlen(lengthy); at < 90000; at += 25)
		strcpy(lengthy + at, " kernel/net/sctp/sctp.ko:");
	assert_false(listed(lengthy));
	strcat(lengthy, "\nkernel/net/sctp/sctp.ko:\n");
	assert_true(listed(lengthy));
}

static void test_missing_is_explained(void **state)
{
	char buf[600], small[8];

	(void)state;
	errno = 77;
	assert_ptr_equal(asctp_explain_missing(buf, sizeof(buf)), buf);
	assert_int_equal(errno, 77);
	assert_non_null(strstr(buf, "SCTP"));
	assert_int_equal(strlen(asctp_explain_missing(small, sizeof(small))), 7);
	small[0] = 'x';
	asctp_explain_missing(small, 0);
	assert_int_equal(small[0], 'x');
	assert_null(asctp_explain_missing(NULL, 9));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_lists_unmapped),
		cmocka_unit_test(test_lists_hostile),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_modules),
		cmocka_unit_test(test_missing_is_explained),
	};

	return cmocka_run_group_tests_name("socket/address", tests, NULL, NULL);
}
