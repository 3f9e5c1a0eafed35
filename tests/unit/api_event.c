/* SPDX-License-Identifier: MIT */
/* unit/api_event.c - the exported calls about notifications, given nothing and nonsense; events of
 * the engine as lines. */
#include "asctp/asctp.h"
#include "asctp/socket.h"
#include "wire_samples.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* ---- Notifications ---- */

static void test_reading(void **state)
{
	struct bytes b = build(&samples[0]);
	asctp_notification n;

	(void)state;
	errno = 77;
	assert_int_equal(asctp_notification_read(NULL, 20, &n), -EINVAL);
	assert_int_equal(asctp_notification_read(NULL, 0, &n), -EINVAL);
	assert_int_equal(asctp_notification_read(b.data, b.len, NULL), -EINVAL);
	assert_int_equal(asctp_notification_read(b.data, 0, &n), -EAGAIN);
	assert_int_equal(asctp_notification_read(b.data, b.len - 1, &n), -EAGAIN);
	assert_int_equal(asctp_notification_read(b.data, b.len, &n), 0);
	assert_true(n.known);
	assert_int_equal(n.type, ASCTP_ASSOC_CHANGE);
	assert_int_equal(n.id, ASSOC);
	assert_int_equal(asctp_notification_size(NULL, 20), 0);
	assert_int_equal(asctp_notification_size(b.data, 7), 0);
	assert_int_equal(asctp_notification_size(b.data, 8), b.len);
	set_length(&b, 19);
	assert_int_equal(asctp_notification_read(b.data, b.len, &n), -EBADMSG);
	assert_int_equal(errno, 77);
}

static void test_streams(void **state)
{
	struct bytes b = build(&samples[9]);
	asctp_notification n;

	(void)state;
	assert_int_equal(asctp_notification_read(b.data, b.len, &n), 0);
	assert_int_equal(asctp_stream_at(&n.stream_reset, 1), 65535);
	assert_int_equal(asctp_stream_at(&n.stream_reset, 3), 0);
	assert_int_equal(asctp_stream_at(&n.stream_reset, SIZE_MAX), 0);
	assert_int_equal(asctp_stream_at(NULL, 0), 0);
	assert_int_equal(asctp_stream_at(&(asctp_stream_reset){ 0 }, 0), 0);
}

static void test_causes(void **state)
{
	struct bytes b = build(&samples[0]);
	asctp_notification n;
	asctp_cause cause;
	const void *data;
	char line[64];
	size_t len;

	(void)state;
	assert_int_equal(asctp_notification_read(b.data, b.len, &n), 0);
	data = n.assoc_change.info;
	len = n.assoc_change.info_len;
	assert_int_equal(asctp_cause_next(NULL, &len, &cause), -EINVAL);
	assert_int_equal(asctp_cause_next(&data, NULL, &cause), -EINVAL);
	assert_int_equal(asctp_cause_next(&data, &len, NULL), -EINVAL);
	assert_int_equal(asctp_cause_next(&data, &len, &cause), 1);
	assert_int_equal(cause.code, 12);
	assert_string_equal(
		asctp_cause_print(&cause, line, sizeof(line)), "User-Initiated Abort: \"bye\"");
	assert_int_equal(asctp_cause_next(&data, &len, &cause), 0);
	data = NULL;
	assert_int_equal(asctp_cause_next(&data, &len, &cause), 0);
	len = 4;
	assert_int_equal(asctp_cause_next(&data, &len, &cause), -EINVAL);
	assert_string_equal(asctp_cause_print(NULL, line, sizeof(line)), "(no cause)");
	assert_null(asctp_cause_print(&cause, NULL, 10));
}

static void test_printing(void **state)
{
	struct bytes b = build(&samples[4]);
	char line[ASCTP_NOTIFICATION_TEXT] = "!";
	asctp_notification n;

	(void)state;
	assert_int_equal(asctp_notification_read(b.data, b.len, &n), 0);
	assert_string_equal(asctp_notification_print(&n, line, 9), "SHUTDOWN");
	assert_string_equal(
		asctp_notification_print(&n, line, sizeof(line)), "SHUTDOWN_EVENT id 16909060");
	assert_string_equal(
		asctp_notification_print(NULL, line, sizeof(line)), "(no notification)");
	assert_string_equal(asctp_notification_print(NULL, line, 1), "");
	line[0] = '!';
	assert_ptr_equal(asctp_notification_print(&n, line, 0), line);
	assert_ptr_equal(asctp_notification_print(NULL, line, 0), line);
	assert_int_equal(line[0], '!');
	assert_null(asctp_notification_print(&n, NULL, 0));
	assert_null(asctp_notification_print(NULL, NULL, 20));
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(asctp_notification_name(ASCTP_ASSOC_CHANGE), "ASSOC_CHANGE");
	assert_string_equal(asctp_notification_name(0x8000), "unknown");
	assert_string_equal(asctp_assoc_state_name(ASCTP_COMM_UP), "COMM_UP");
	assert_string_equal(asctp_assoc_state_name(99), "unknown");
	assert_string_equal(asctp_addr_state_name(ASCTP_ADDR_UNREACHABLE), "UNREACHABLE");
	assert_string_equal(asctp_addr_state_name(99), "unknown");
	assert_string_equal(asctp_auth_indication_name(ASCTP_AUTH_FREE_KEY), "FREE_KEY");
	assert_string_equal(asctp_auth_indication_name(99), "unknown");
}

static void test_subscribing(void **state)
{
	int pipes[2];
	uint32_t mask = 7;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	errno = 77;
	assert_int_equal(asctp_sock_subscribe(-1, 0, 2, 0), -EBADF);
	assert_int_equal(asctp_sock_subscribe(pipes[0], 0, 2, 0), -ENOTSOCK);
	assert_int_equal(asctp_sock_subscribe(-1, -1, 2, 0), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(-1, 0, 2, 2), -EINVAL);
	assert_int_equal(asctp_sock_subscribed(-1, 0, &mask), -EBADF);
	assert_int_equal(asctp_sock_subscribed(pipes[0], 0, &mask), -ENOTSOCK);
	assert_int_equal(asctp_sock_subscribed(-1, 0, NULL), -EINVAL);
	assert_int_equal(asctp_sock_subscribed(-1, -1, &mask), -EINVAL);
	assert_int_equal(errno, 77);
	assert_int_equal(mask, 7);
	close(pipes[0]);
	close(pipes[1]);
}

/* ---- Events ---- */

#define FROM                                                                                      \
	{                                                                                         \
		.v4 = {.sin_family = AF_INET, .sin_port = 0x590b, .sin_addr.s_addr = 0x0100000a } \
	}

static void check_event(const asctp_event *event, const char *want)
{
	char line[ASCTP_EVENT_TEXT];

	assert_ptr_equal(asctp_event_print(event, line, sizeof(line)), line);
	assert_string_equal(line, want);
	for (size_t size = 0; size <= strlen(want) + 1; size++) {
		char *buf = malloc(size + 1);

		assert_non_null(buf);
		memset(buf, '!', size + 1);
		asctp_event_print(event, buf, size);
		if (size) {
			assert_int_equal(strlen(buf), size - 1);
			assert_memory_equal(buf, want, size - 1);
		}
		assert_int_equal(buf[size], '!');
		free(buf);
	}
}

static void test_events(void **state)
{
	asctp_event e = { .type = ASCTP_EV_UP, .up = { 10, 5, false } };

	(void)state;
	check_event(&e, "up: 10 streams out, 5 in");
	e.up.restarted = true;
	check_event(&e, "up: 10 streams out, 5 in, restarted by the peer");
	e = (asctp_event){ .type = ASCTP_EV_MESSAGE,
		.message = { .len = 120, .ppid = 46, .stream = 3 } };
	check_event(&e, "message stream 3, ppid 46, 120 bytes from (no address)");
	if (htons(1) != 1) {
		e.message.from = (asctp_addr)FROM;
		e.message.unordered = true;
		check_event(
			&e, "message stream 3, ppid 46, 120 bytes, unordered from 10.0.0.1:2905");
		e = (asctp_event){ .type = ASCTP_EV_PATH,
			.path = { ASCTP_PATH_UNREACHABLE, FROM } };
		check_event(&e, "path 10.0.0.1:2905: unreachable");
	}
	e = (asctp_event){ .type = ASCTP_EV_PATH, .path.what = (asctp_path_what)9 };
	check_event(&e, "path (no address): unknown");
	e = (asctp_event){ .type = ASCTP_EV_WRITABLE };
	check_event(&e, "writable");
	e = (asctp_event){ .type = ASCTP_EV_CLOSING };
	check_event(&e, "closing");
	e = (asctp_event){ .type = ASCTP_EV_UNSENT,
		.unsent = { .len = 5, .ppid = 46, .stream = 2, .why = ASCTP_UNSENT_EXPIRED } };
	check_event(&e, "unsent stream 2, ppid 46, 5 bytes: expired");
	e.unsent.unordered = e.unsent.transmitted = true;
	e.unsent.tag = UINT64_MAX;
	check_event(&e, "unsent stream 2, ppid 46, 5 bytes, unordered, transmitted, "
			"tag 18446744073709551615: expired");
}

static void test_down(void **state)
{
	asctp_event e = { .type = ASCTP_EV_DOWN, .down = { .reason = ASCTP_CLOSED } };

	(void)state;
	check_event(&e, "down: closed");
	e.down = (asctp_down){ ASCTP_ABORTED, -ECONNRESET, 12, "bye", 3 };
	check_event(&e, "down: aborted by the peer, User-Initiated Abort: \"bye\"");
	e.down = (asctp_down){ ASCTP_ABORTED, -ECONNRESET, 12, NULL, 3 };
	check_event(&e, "down: aborted by the peer, User-Initiated Abort");
	e.down = (asctp_down){ ASCTP_REFUSED, -ECONNREFUSED, 0, NULL, 0 };
	check_event(&e, "down: refused");
	e.down = (asctp_down){ ASCTP_FAILED, -ENOMEM, 0, NULL, 0 };
	check_event(&e, "down: failed, Cannot allocate memory");
	e.down = (asctp_down){ (asctp_reason)77, -ENOMEM, 0xbeef, "\n", 1 };
	check_event(&e, "down: unknown, unknown cause 0xbeef: 0a");
}

/* None, no such event, and the longest ones. */
static void test_strange_events(void **state)
{
	char line[8 * ASCTP_EVENT_TEXT] = "!";
	static unsigned char info[65535];
	asctp_event e = { .type = ASCTP_EV_NONE };

	(void)state;
	check_event(NULL, "(no event)");
	check_event(&e, "none");
	e.type = (asctp_event_type)8;
	check_event(&e, "event 8");
	e.type = (asctp_event_type)-1;
	check_event(&e, "event -1");
	assert_null(asctp_event_print(&e, NULL, 10));
	assert_null(asctp_event_print(NULL, NULL, 0));

	e = (asctp_event){ .type = ASCTP_EV_DOWN };
	for (int reason = 0; reason < 9; reason++) {
		for (unsigned cause = 0; cause < 0x200; cause++) {
			for (int byte = 0; byte < 2; byte++) {
				memset(info, byte, sizeof(info));
				e.down = (asctp_down){ (asctp_reason)reason, -ETOOMANYREFS,
					(uint16_t)cause, info, sizeof(info) };
				asctp_event_print(&e, line, sizeof(line));
				assert_true(strlen(line) < ASCTP_EVENT_TEXT);
			}
		}
	}
	e = (asctp_event){ .type = ASCTP_EV_UNSENT };
	e.unsent = (asctp_unsent){ NULL, SIZE_MAX, UINT64_MAX, UINT32_MAX, 65535, true, true,
		ASCTP_UNSENT_LOST };
	asctp_event_print(&e, line, sizeof(line));
	assert_true(strlen(line) < ASCTP_EVENT_TEXT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_causes),
		cmocka_unit_test(test_printing),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_subscribing),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_down),
		cmocka_unit_test(test_strange_events),
	};

	return cmocka_run_group_tests_name("api_event", tests, NULL, NULL);
}
