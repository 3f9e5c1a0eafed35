/* SPDX-License-Identifier: MIT */
/* unit/api_kernel.c - what a kernel may say, and may fail to say: births, ends, pieces, nonsense. */
#include "api_side.h"

/* ---- A life ---- */

static void test_life(void **state)
{
	(void)state;
	side_connected();
	side_send(1);
	side_turn();
	assert_int_equal(fake.sent, 1);
	fake_put_data(1, 3, "abc", 3, true);
	fake_path(1, 1);
	fake_restart(1);
	side_turn();
	side_assert_told("message(abc) path(1) unsent(1,restart,sent) up(10,restarted)");
	fake_peer_shutdown(1);
	side_turn();
	assert_int_equal(side_send(2), -ESHUTDOWN);
	fake_done(1);
	side_turn();
	side_assert_told("closing down(closed)");
	assert_true(asctp_idle(side.ctx));
	side_end();
}

static void test_refused_or_timed_out(void **state)
{
	static const struct {
		unsigned after_ms;
		const char *told;
	} ends[] = { { 1, "down(refused)" }, { 500000, "down(timed-out)" } };

	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		side_begin();
		asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on);
		side_turn();
		fake_advance(ends[i].after_ms);
		fake_lost(1, 0, NULL);
		side_turn();
		side_assert_told(ends[i].told);
		side_end();
	}
}

/* What does not fit 36 bytes, Linux allocates memory for, at every message. */
static void test_ancillary_data_is_short(void **state)
{
	(void)state;
	side_connected();
	side_send(1);
	side_turn();
	assert_int_equal(fake.sent, 1);
	assert_in_range(fake.said, 1, 36);
	assert_int_equal(asctp_send(side.assoc, "x", 1, .lifetime_ms = 1000), 0);
	side_turn();
	assert_int_equal(fake.sent, 2);
	assert_true(fake.said > 36); /* the lifetime */
	side_end();
}

static void test_connect_ms(void **state)
{
	(void)state;
	side_begin();
	side.assoc = asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on, .connect_ms = 50);
	side_send(1);
	side_wait(49);
	side_assert_told("");
	side_wait(1);
	side_assert_told("unsent(1,lost) down(timed-out)");
	assert_int_equal(fake.aborts, 1);
	side_end();
}

/* ---- Ends that nobody hears of ---- */

static void test_vanished(void **state)
{
	(void)state;
	side_connected();
	fake_vanish(1);
	side_wait(IO_SWEEP_MS + 1);
	side_assert_told("down(lost)");
	side_end();
}

static void test_vanished_before_up(void **state)
{
	(void)state;
	side_begin();
	asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on);
	side_turn();
	fake_vanish(1);
	side_wait(IO_SWEEP_MS + 1);
	side_assert_told("down(timed-out)");
	side_end();
}

/* What the socket still holds is heard first, and says more. */
static void test_suspect_with_unread_end(void **state)
{
	(void)state;
	side_connected();
	fake_put_data(1, 0, "abc", 3, true);
	fake_lost(1, 12, "bye");
	side_send(1); /* EPIPE */
	side_turn();
	side_assert_told("message(abc) unsent(1,lost) down(aborted,12,bye)");
	side_end();
}

static void test_up_that_was_lost(void **state)
{
	(void)state;
	side_begin();
	side.assoc = asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on);
	side_send(1);
	side_turn();
	fake.assocs[1].state = KERNEL_STATE_ESTABLISHED;
	fake_put_data(1, 0, "abc", 3, true);
	side_turn();
	side_assert_told("up(10) message(abc)");
	assert_int_equal(fake.sent, 1);
	side_end();
}

/* Up by a message alone, its streams are learnt as soon as the kernel tells them. */
static void test_up_with_streams_unknown(void **state)
{
	(void)state;
	side_begin();
	side.assoc = asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on);
	side_send(1);
	side_turn();
	fake.assocs[1].state = KERNEL_STATE_ESTABLISHED;
	fake_fail(FAKE_getsockopt, KERNEL_STATUS, ENOMEM, 0, 1);
	fake_put_data(1, 0, "abc", 3, true);
	side_turn();
	side_assert_told("up(0) message(abc)");
	assert_int_equal(fake.sent, 1);
	assert_int_equal(asctp_send(side.assoc, "x", 1, .stream = 9), 0);
	assert_int_equal(asctp_send(side.assoc, "x", 1, .stream = 10), -EINVAL);
	side_end();
}

/* ---- Births ---- */

static void test_born(void **state)
{
	int listener = side_listening(), first, second;

	(void)state;
	first = fake_born(listener);
	fake_put_data(first, 0, "abc", 3, true);
	second = fake_born(listener);
	fake_lost(second, 12, "no");
	side_turn();
	side_assert_told("up(10) up(10) down(aborted,12,no) message(abc)");
	assert_int_not_equal(fake.assocs[first].fd, listener);
	asctp_unlisten(side.endpoint);
	fake_put_data(first, 0, "def", 3, true);
	side_turn();
	side_assert_told("message(def)");
	side_end();
}

static void test_birth_that_was_lost(void **state)
{
	int listener = side_listening();
	static const struct fake_item nobody = { .assoc_id = 77, .last = true, .no_rcvinfo = true };

	(void)state;
	fake_born(listener);
	fake_receive(listener, &(struct msghdr){ .msg_iov = &(struct iovec){ (char[64]){ 0 }, 64 },
				       .msg_name = &(struct sockaddr_storage){ 0 } });
	fake_put(listener, &nobody, "lost", 4); /* whose it is nobody knows */
	fake_put_data(1, 0, "abc", 3, true);
	side_turn();
	side_assert_told("up(10) message(abc)");
	side_end();
}

static void test_born_after_unlisten(void **state)
{
	int listener = side_listening();

	(void)state;
	side_out_of_descriptors(); /* so that the listener's socket lives on */
	fake_born(listener);
	side_turn();
	side_assert_told("up(10)");
	assert_int_equal(fake.assocs[1].fd, listener);
	asctp_unlisten(side.endpoint);
	fake_born(listener);
	side_turn();
	side_assert_told("");
	assert_int_equal(fake.aborts, 1);
	fake_done(1);
	side_turn();
	side_assert_told("down(closed)");
	assert_true(asctp_idle(side.ctx));
	side_end();
}

/* No descriptor is held ready: it stays on the listener and works there. */
static void test_no_descriptor_to_peel_off(void **state)
{
	int listener = side_listening();

	(void)state;
	side_out_of_descriptors();
	fake_born(listener);
	side_turn();
	assert_non_null(strstr(side.log, "no socket of its own"));
	side_send(1);
	fake_put_data(1, 0, "abc", 3, true);
	side_turn();
	assert_int_equal(fake.sent, 1);
	side_assert_told("up(10) message(abc)");
	fake_born(listener); /* and the next gets its own */
	side_turn();
	assert_int_not_equal(fake.assocs[2].fd, listener);
	asctp_close(side.assoc);
	fake_lost(1, 12, "bye");
	side_turn();
	side_assert_told("up(10) unsent(1,lost,sent) down(aborted,12,bye) down(closed)");
	side_end();
}

/* The kernel has destroyed what it could not peel off: the user hears of it, spare or not. */
static void test_peel_off_fails(void **state)
{
	static const int errors[] = { EMFILE, ENFILE, ENOMEM };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		for (unsigned spare = 0; spare < 2; spare++) {
			int listener = side_listening();

			fake_fail(FAKE_getsockopt, KERNEL_PEELOFF_FLAGS, errors[i], 0, 1);
			fake_fail(FAKE_dup, FAKE_ANY, EMFILE, 0, spare);
			fake_born(listener);
			fake_vanish(1);
			side_turn();
			side_assert_told("up(10) down(failed)");
			side_end();
		}
	}
}

static void test_watching_the_peeled_fails(void **state)
{
	int listener = side_listening();

	(void)state;
	fake_fail(FAKE_epoll_ctl, EPOLL_CTL_ADD, ENOSPC, 0, 1);
	fake_born(listener);
	side_turn();
	side_assert_told("up(10) down(failed)");
	side_end();
}

/* ---- Pieces and nonsense ---- */

static size_t send_failed(unsigned char *buf, uint32_t context, size_t len)
{
	struct kernel_send_failed_event k = { .head = { KERNEL_SEND_FAILED_EVENT, KERNEL_DATA_SENT,
						      (uint32_t)(sizeof(k) + len) },
		.info = { .flags = KERNEL_CHUNK_FIRST | KERNEL_CHUNK_LAST, .context = context },
		.assoc_id = 1 };

	memcpy(buf, &k, sizeof(k));
	memset(buf + sizeof(k), 'x', len);
	return sizeof(k) + len;
}

static const struct fake_item note_part = { .notification = true };

/* Two reads for one longer than the buffer; any number where the kernel cuts it so. */
static void test_notification_in_pieces(void **state)
{
	static unsigned char buf[256 * 1024];
	size_t len = send_failed(buf, 0, IO_BUFFER + 5000);

	(void)state;
	side_connected();
	fake_put_note(fake.last_socket, buf, len);
	side_turn();
	side_assert_told("unsent(0,expired,sent)");
	len = send_failed(buf, 0, 100);
	for (size_t i = 0; i + 1 < len; i++)
		fake_put(fake.last_socket, &note_part, buf + i, 1);
	fake_put(fake.last_socket, &note_part, "", 0);
	fake_put_note(fake.last_socket, buf + len - 1, 1);
	side_turn();
	side_assert_told("unsent(0,expired,sent)");
	fake_put(fake.last_socket, &note_part, "", 0); /* empty, where there were others before */
	fake_put(fake.last_socket, &note_part, buf, len - 1);
	fake_put_note(fake.last_socket, buf + len - 1, 1);
	side_turn();
	side_assert_told("unsent(0,expired,sent)");
	side_end();
}

/* The rest of one that could not be kept must not be taken for another. */
static void test_notification_too_long(void **state)
{
	static unsigned char buf[64 * 1024];
	struct kernel_assoc_change lost = {
		.head = { KERNEL_ASSOC_CHANGE, 0, sizeof(lost) }, .state = 1, .assoc_id = 1
	};

	(void)state;
	side_connected();
	for (int i = 0; i < 5; i++)
		fake_put(fake.last_socket, &note_part, buf, sizeof(buf));
	fake_put_note(fake.last_socket, &lost, sizeof(lost)); /* looks like an end; is none */
	fake_path(1, 2);
	side_turn();
	side_assert_told("path(2)");
	side_end();
}

static void test_nonsense(void **state)
{
	static const struct kernel_notification unknown = { 0x80ff, 0, sizeof(unknown) },
						lies = { KERNEL_ASSOC_CHANGE, 0, 4 };

	(void)state;
	side_connected();
	fake_put_note(fake.last_socket, "abc", 3);
	fake_put_note(fake.last_socket, "", 0);
	fake_put(fake.last_socket, &note_part, "", 0);
	fake_put_note(fake.last_socket, "", 0);
	fake_put_note(fake.last_socket, &lies, sizeof(lies));
	fake_put_note(fake.last_socket, &unknown, sizeof(unknown));
	side_turn();
	side_assert_told("");
	assert_non_null(strstr(side.log, "makes no sense"));
	fake_put_data(1, 0, "abc", 3, true);
	side_turn();
	side_assert_told("message(abc)");
	side_end();
}

static void test_data_without_rcvinfo(void **state)
{
	(void)state;
	side_connected();
	fake_put(fake.last_socket, &(struct fake_item){ .last = true, .no_rcvinfo = true }, "abc",
		3);
	side_turn();
	side_assert_told("message(abc)"); /* whose it is the socket says */
	side_end();
}

static void test_data_in_pieces(void **state)
{
	static char data[3 * IO_BUFFER + 100];

	(void)state;
	side_connected();
	fake_put_data(1, 0, "ab", 2, false);
	fake_put_data(1, 1, "AB", 2, false);
	fake_put_data(1, 0, "c", 1, true);
	fake_put_data(1, 1, "C", 1, true);
	side_turn();
	side_assert_told("message(abc) message(ABC)");
	fake_put_data(1, 0, data, sizeof(data), true);
	side_turn();
	side_assert_told("message()"); /* it begins with a NUL */
	side_end();
}

/* Errors, and reads that bring nothing: no endless loop, no harm. */
static void test_read_errors(void **state)
{
	static const int errors[] = { ECONNRESET, ETIMEDOUT, ENOMEM, ENOBUFS, 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		side_connected();
		for (int n = 0; n < 50; n++)
			fake_put_error(fake.last_socket, errors[i]);
		fake_put_data(1, 0, "abc", 3, true);
		side_turn();
		side_assert_told("message(abc)");
		fake_fail(FAKE_recvmsg, FAKE_ANY, errors[i], 0, 1000);
		fake_path(1, 0);
		assert_true(asctp_process(side.ctx) >= 0);
		fake_no_rules();
		side_turn();
		side_assert_told("path(0)");
		side_end();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_life),
		cmocka_unit_test(test_refused_or_timed_out),
		cmocka_unit_test(test_ancillary_data_is_short),
		cmocka_unit_test(test_connect_ms),
		cmocka_unit_test(test_vanished),
		cmocka_unit_test(test_vanished_before_up),
		cmocka_unit_test(test_suspect_with_unread_end),
		cmocka_unit_test(test_up_that_was_lost),
		cmocka_unit_test(test_up_with_streams_unknown),
		cmocka_unit_test(test_born),
		cmocka_unit_test(test_birth_that_was_lost),
		cmocka_unit_test(test_born_after_unlisten),
		cmocka_unit_test(test_no_descriptor_to_peel_off),
		cmocka_unit_test(test_peel_off_fails),
		cmocka_unit_test(test_watching_the_peeled_fails),
		cmocka_unit_test(test_notification_in_pieces),
		cmocka_unit_test(test_notification_too_long),
		cmocka_unit_test(test_nonsense),
		cmocka_unit_test(test_data_without_rcvinfo),
		cmocka_unit_test(test_data_in_pieces),
		cmocka_unit_test(test_read_errors),
	};

	return cmocka_run_group_tests_name("api_kernel", tests, NULL, NULL);
}
