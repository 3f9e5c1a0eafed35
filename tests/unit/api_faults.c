/* SPDX-License-Identifier: MIT */
/* unit/api_faults.c - system calls that fail: what the user is told, and that nothing is left over. */
#include "api_side.h"

/* ---- A context ---- */

static void test_new_fails(void **state)
{
	static const struct {
		enum fake_call call;
		int error, after;
	} faults[] = { { FAKE_epoll_create, EMFILE, 0 }, { FAKE_timerfd, ENFILE, 0 },
		{ FAKE_eventfd, ENOMEM, 0 }, { FAKE_epoll_ctl, ENOSPC, 0 },
		{ FAKE_epoll_ctl, ENOMEM, 1 } };
	asctp_params params = { .size = sizeof(params) };

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		fake_begin();
		fake_fail(faults[i].call, FAKE_ANY, faults[i].error, (unsigned)faults[i].after, 1);
		assert_null(api_new(&params, &fake_sys));
		assert_int_equal(errno, faults[i].error);
		fake_end();
	}
}

static void test_new_refuses_what_it_does_not_know(void **state)
{
	struct {
		asctp_params params;
		uint64_t newer;
	} big = { .params.size = sizeof(big) };
	asctp_params params = { .size = sizeof(params), .reserved[7] = 1 };

	(void)state;
	fake_begin();
	assert_null(api_new(&params, &fake_sys));
	assert_int_equal(errno, E2BIG);
	params = (asctp_params){ .size = sizeof(params), .reserved0 = 1 };
	assert_null(api_new(&params, &fake_sys));
	assert_int_equal(errno, E2BIG);
	params = (asctp_params){ .size = 0 };
	assert_null(api_new(&params, &fake_sys));
	assert_int_equal(errno, EINVAL);
	asctp_free(api_new(&big.params, &fake_sys));
	big.newer = 1;
	assert_null(api_new(&big.params, &fake_sys));
	assert_int_equal(errno, E2BIG);
	fake_end();
}

/* ---- Listening and connecting ---- */

/* What fails, and what comes of it: an errno and a part of asctp_why(), or success (NULL). */
static const struct {
	const char *addr;
	bool listens;
	enum fake_call call;
	int name, error;
	unsigned after, times;
	const char *why;
} faults[] = {
	{ ":7000", true, FAKE_socket, FAKE_ANY, EPROTONOSUPPORT, 0, 1, "modprobe" },
	{ ":7000", true, FAKE_socket, FAKE_ANY, ESOCKTNOSUPPORT, 0, 1, "SCTP" },
	{ ":7000", true, FAKE_socket, FAKE_ANY, EMFILE, 0, 1, "ulimit" },
	{ ":7000", true, FAKE_socket, AF_INET6, EAFNOSUPPORT, 0, 9, NULL }, /* IPv4 then */
	{ "[::1]:7000", true, FAKE_socket, AF_INET6, EAFNOSUPPORT, 0, 9, "no IPv6" },
	{ ":7000", true, FAKE_socket, FAKE_ANY, EAFNOSUPPORT, 0, 9, "no IPv6" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_I_WANT_MAPPED_V4_ADDR, ENOPROTOOPT, 0, 1,
		"no socket" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_NODELAY, ENOMEM, 0, 1, "option" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_RECVRCVINFO, EINVAL, 0, 1, "option" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_INITMSG, EINVAL, 0, 1, "option" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_FRAGMENT_INTERLEAVE, EINVAL, 0, 1, "option" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_EVENT, ENOPROTOOPT, 0, 9, NULL }, /* before 5.0 */
	{ ":7000", true, FAKE_setsockopt, KERNEL_EVENT, EINVAL, 4, 1, NULL },      /* before 5.5 */
	{ ":7000", true, FAKE_setsockopt, KERNEL_EVENT, EINVAL, 3, 1, "option" },
	{ ":7000", true, FAKE_setsockopt, FAKE_OPTION(SO_SNDBUFFORCE), EPERM, 0, 1, NULL },
	{ ":7000", true, FAKE_setsockopt, KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE, ENOPROTOOPT, 0, 1,
		NULL },
	{ ":7000", true, FAKE_getsockopt, FAKE_OPTION(SO_SNDBUF), ENOMEM, 0, 1, "option" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_BINDX_ADD, EADDRINUSE, 0, 1, "ss -S" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_BINDX_ADD, EADDRNOTAVAIL, 0, 1, "ip addr" },
	{ ":7000", true, FAKE_setsockopt, KERNEL_BINDX_ADD, EACCES, 0, 1, "1024" },
	{ ":7000", true, FAKE_listen, FAKE_ANY, EADDRINUSE, 0, 1, "listen" },
	{ ":7000", true, FAKE_epoll_ctl, EPOLL_CTL_ADD, ENOSPC, 0, 1, "listen" },
	{ ":7000", true, FAKE_getsockopt, KERNEL_GET_LOCAL_ADDRS, ENOMEM, 0, 1, NULL },
	{ "127.0.0.1:7000", false, FAKE_socket, FAKE_ANY, EPROTONOSUPPORT, 1, 1, "SCTP" },
	{ "127.0.0.1:7000", false, FAKE_socket, FAKE_ANY, EMFILE, 0, 9, "ulimit" },
	{ "127.0.0.1:7000", false, FAKE_socket, FAKE_ANY, EMFILE, 0, 1, "ulimit" },
	/* no route, or none to be asked for: the attempt will say so */
	{ "127.0.0.1:7000", false, FAKE_socket, FAKE_ANY, EPERM, 0, 1, NULL },
	{ "127.0.0.1:7000", false, FAKE_connect, FAKE_ANY, ENETUNREACH, 0, 1, NULL },
	{ "127.0.0.1:7000", false, FAKE_getsockname, FAKE_ANY, ENOBUFS, 0, 1, NULL },
	{ "127.0.0.1:7000", false, FAKE_setsockopt, KERNEL_BINDX_ADD, EADDRNOTAVAIL, 0, 1, "bind" },
	{ "127.0.0.1:7000", false, FAKE_epoll_ctl, EPOLL_CTL_ADD, ENOMEM, 0, 1, "connect" },
	{ "[::1]:7000", false, FAKE_socket, AF_INET6, EAFNOSUPPORT, 0, 9, "no IPv6" },
};

static bool opens(size_t i)
{
	if (faults[i].listens)
		return asctp_listen(side.ctx, faults[i].addr, .on = &side_on);
	return asctp_connect(side.ctx, faults[i].addr, .on = &side_on);
}

static void test_open_fails(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		bool opened;
		int open;

		side_begin();
		open = fake.open;
		fake_fail(faults[i].call, faults[i].name, faults[i].error, faults[i].after,
			faults[i].times);
		errno = 0;
		opened = opens(i);
		if (opened != !faults[i].why)
			fail_msg("fault %zu: %d, %s", i, errno, asctp_why(side.ctx));
		if (!opened) {
			assert_int_equal(errno, faults[i].error);
			if (!strstr(asctp_why(side.ctx), faults[i].why))
				fail_msg("fault %zu: %s", i, asctp_why(side.ctx));
			assert_int_equal(fake.open, open + (side.ctx->io.spare >= 0));
			assert_true(asctp_idle(side.ctx));
			fake_no_rules();
			assert_true(opens(i)); /* and the next one is not hurt */
		}
		assert_false(asctp_idle(side.ctx));
		side_turn();
		side_end();
	}
}

/* Numbers of streams that do not fit are refused and not cut. */
static void test_too_many_streams(void **state)
{
	static const struct {
		uint32_t out, in;
		bool good;
	} ways[] = { { 65535, 65535, true }, { 65536, 0, false }, { 0, 65536, false },
		{ UINT32_MAX, 0, false } };

	(void)state;
	side_begin();
	for (size_t i = 0; i < COUNT(ways); i++) {
		asctp_endpoint *endpoint = asctp_listen(side.ctx, ":7000", .on = &side_on,
			.streams_out = ways[i].out, .streams_in_max = ways[i].in);

		assert_int_equal(endpoint != NULL, ways[i].good);
		asctp_unlisten(endpoint);
		if (ways[i].good)
			continue;
		assert_int_equal(errno, EINVAL);
		assert_non_null(strstr(asctp_why(side.ctx), "65535"));
	}
	side.assoc = asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on);
	assert_int_equal(asctp_send(side.assoc, "x", 1, .stream = 65535), 0); /* who knows yet */
	assert_int_equal(asctp_send(side.assoc, "x", 1, .stream = 65536), -EINVAL);
	assert_non_null(strstr(asctp_why(side.ctx), "65536"));
	asctp_abort(side.assoc, NULL, 0);
	side_turn();
	side_end();
}

static void test_connectx_fails(void **state)
{
	(void)state;
	side_begin();
	fake_fail(FAKE_getsockopt, KERNEL_CONNECTX3, ENETUNREACH, 0, 1);
	fake_fail(FAKE_getsockopt, KERNEL_RTOINFO, EINVAL, 0, 1);
	side.assoc = asctp_connect(side.ctx, "127.0.0.1:7000", .on = &side_on);
	assert_int_equal(side_send(7), 0);
	side_turn();
	side_assert_told("unsent(7,lost) down(failed)");
	assert_true(asctp_idle(side.ctx));
	side_end();
}

/* ---- Sending ---- */

/* One failure of sendmsg(), and what comes of it, at once and 30 ms later. */
static const struct {
	int error;
	unsigned sent_at_once, sent_later;
	const char *told;
} send_faults[] = {
	{ EINTR, 2, 2, "" },
	{ ENOMEM, 0, 2, "" },
	{ ENOBUFS, 0, 2, "" },
	{ EAGAIN, 2, 2, "" }, /* there is room again: poll says so */
	{ EMSGSIZE, 1, 1, "unsent(1,too-long)" },
	{ EINVAL, 1, 1, "unsent(1,stream)" },
	{ EPIPE, 0, 2, "" }, /* but it lives */
	{ EPERM, 0, 2, "" },
};

static void test_send_fails(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(send_faults); i++) {
		side_connected();
		fake_fail(FAKE_sendmsg, FAKE_ANY, send_faults[i].error, 0, 1);
		side_send(1);
		side_send(2);
		side_turn();
		assert_int_equal(fake.sent, send_faults[i].sent_at_once);
		side_wait(30);
		assert_int_equal(fake.sent, send_faults[i].sent_later);
		side_assert_told(send_faults[i].told);
		side_end();
	}
}

/* Nothing is taken for 10 s: it is asked now and then, and not without a pause. */
static void blocked(bool pollout_lies, unsigned most)
{
	unsigned sends, ctls;

	side_connected();
	fake_at(fake.last_socket)->full = true;
	fake_at(fake.last_socket)->pollout_lies = pollout_lies;
	sends = fake.calls[FAKE_sendmsg];
	ctls = fake.calls[FAKE_epoll_ctl];
	side_send(1);
	side_send(2);
	side_wait(10000);
	assert_in_range(fake.calls[FAKE_sendmsg] - sends, 1, most);
	assert_in_range(fake.calls[FAKE_epoll_ctl] - ctls, 1, most);
	assert_int_equal(fake.sent, 0);
	fake_at(fake.last_socket)->full = false;
	side_wait(30);
	assert_int_equal(fake.sent, 2);
	assert_int_equal(asctp_queued(side.assoc), 0);
	side_end();
}

static void test_full(void **state)
{
	(void)state;
	blocked(false, 2);
	blocked(true, 1500);
}

static void test_watching_for_room_fails(void **state)
{
	(void)state;
	side_connected();
	fake_at(fake.last_socket)->full = true;
	fake_fail(FAKE_epoll_ctl, EPOLL_CTL_MOD, ENOMEM, 0, 1);
	side_send(1);
	side_turn();
	fake_at(fake.last_socket)->full = false;
	side_wait(30);
	assert_int_equal(fake.sent, 1);
	side_end();
}

/* ---- Ending ---- */

static void ending(int error, bool aborts)
{
	side_connected();
	side_send(1);
	side_turn();
	fake_fail(FAKE_sendmsg, FAKE_ANY, error, 0, 2);
	if (aborts)
		assert_int_equal(asctp_abort(side.assoc, "why", 3), 0);
	else
		assert_int_equal(asctp_close(side.assoc), 0);
	side_turn();
	side_assert_told("");
	side_wait(100);
	assert_int_equal(aborts ? fake.aborts : fake.eofs, 1);
	side_assert_told(aborts ? "unsent(1,aborted,sent) down(local)" : "down(closed)");
	assert_true(asctp_idle(side.ctx));
	side_end();
}

static void test_end_fails(void **state)
{
	static const int errors[] = { ENOMEM, ENOBUFS, EAGAIN, EINVAL, EPERM };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		ending(errors[i], true);
		ending(errors[i], false);
	}
}

/* ---- Loops ---- */

static void test_interrupted(void **state)
{
	(void)state;
	side_connected();
	side_send(1);
	fake_fail(FAKE_epoll_wait, FAKE_ANY, EINTR, 0, 1);
	assert_int_equal(asctp_process(side.ctx), 0);
	fake_fail(FAKE_recvmsg, FAKE_ANY, EINTR, 0, 3);
	fake_put_data(1, 0, "abc", 3, true);
	side_turn();
	side_assert_told("message(abc)");
	fake_fail(FAKE_poll_in, FAKE_ANY, EINTR, 0, 1);
	assert_int_equal(asctp_run(side.ctx), -EINTR);
	asctp_close(side.assoc);
	assert_int_equal(asctp_run(side.ctx), 0);
	side_assert_told("down(closed)");
	side_end();
}

/* ---- Freeing ---- */

/* However many there are, each peer is told, and each association gets its own end. */
static void test_free_many(void **state)
{
	enum { MANY = 3000 };
	int listener = side_listening();

	(void)state;
	for (int i = 0; i < MANY; i++) {
		fake_born(listener);
		if (i % 100 == 99)
			side_turn();
	}
	side_turn();
	assert_int_equal(side.lives, MANY);
	side_end();
	assert_int_equal(side.downs, MANY);
	assert_int_equal(fake.aborts, MANY);
}

/* And each message that the kernel gives back is reported. */
static void test_free_with_much_unsent(void **state)
{
	enum { MANY = 5000 };

	(void)state;
	side_connected();
	for (unsigned i = 0; i < MANY; i++) {
		assert_true(side_send(i) >= 0);
		if (i % 100 == 99)
			side_turn();
	}
	side_end();
	assert_int_equal(side.unsent, MANY);
}

/* The kernel refuses to abort and says nothing: it ends all the same. */
static void test_free_of_the_mute(void **state)
{
	(void)state;
	side_connected();
	fake.mute = true;
	side_send(1);
	side_end();
	side_assert_told("unsent(1,aborted) down(local)");
	side_connected();
	fake_fail(FAKE_sendmsg, FAKE_ANY, ENOMEM, 0, 1000000);
	side_send(1);
	side_end();
	side_assert_told("unsent(1,aborted) down(local)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_fails),
		cmocka_unit_test(test_new_refuses_what_it_does_not_know),
		cmocka_unit_test(test_open_fails),
		cmocka_unit_test(test_too_many_streams),
		cmocka_unit_test(test_connectx_fails),
		cmocka_unit_test(test_send_fails),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_watching_for_room_fails),
		cmocka_unit_test(test_end_fails),
		cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_free_many),
		cmocka_unit_test(test_free_with_much_unsent),
		cmocka_unit_test(test_free_of_the_mute),
	};

	return cmocka_run_group_tests_name("api_faults", tests, NULL, NULL);
}
