/* SPDX-License-Identifier: MIT */
/*
 * unit/memory.c - every allocation fails once, and from each on all of them: whole lives, of the
 * core alone and on the fake kernel. No crash, no leak, `down` once all the same.
 */
#include "api_side.h"
#include "asctp/options.h"
#include "failing_memory.h"

/* ---- The core ---- */

#define LONG_LIFE                                                                                \
	"send:1 start up:5 send:2 send:3+40 flush begin:1 end:1 wait:40 part part rest restart " \
	"send:4 peer aborted back:2 quiet"

static const char *const lives[] = {
	LONG_LIFE,
	"start up part long lost quiet",
	"send:1@9 close start up:5 done quiet",
	"start up send:1 flush send:2 close lost begin:1 quiet",
	"start up send:1 send:2 abort aborted back:1 quiet",
	"start cant quiet",
};

static void fail_in(const char *life, unsigned n, bool ever_after)
{
	struct alone a;

	alone_begin(&a);
	memory_fails(n);
	memory.ever_after = ever_after;
	alone_feed(&a, life);
	memory_works();
	alone_end(&a);
}

static void test_core(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lives); i++) {
		for (unsigned n = 1;; n++) {
			fail_in(lives[i], n, false);
			if (!memory.failed)
				break;
		}
	}
}

/* A message given back that could not be kept whole is not reported with a hole in it. */
static void test_fragments(void **state)
{
	static const char text[] = "0123456789abcdefghijklmnopqrstuvwxyz";
	unsigned failed = 0;

	(void)state;
	for (unsigned n = 2;; n++) { /* without its first there is no message */
		struct alone a;
		asctp_event event;

		alone_begin(&a);
		alone_feed(&a, "start up");
		memory_fails(n);
		for (unsigned at = 0; at < 36; at += at < 5 ? 1 : 6) {
			size_t len = at < 5 ? 1 : at < 30 ? 6 : 36 - at;
			const asctp_send_failed piece = { .context = 3,
				.data = text + at,
				.len = len,
				.first = at == 0,
				.last = at + len == 36 };

			core_outgoing_collect(a.assoc, &piece);
		}
		memory_works();
		core_assoc_input(a.assoc, CORE_IN_QUIET, NULL);
		failed += memory.failed;
		while (core_engine_next(&a.engine, &event)) {
			assert_int_equal(event.type, ASCTP_EV_UNSENT);
			assert_memory_equal(event.unsent.data, text, event.unsent.len);
			if (!memory.failed)
				assert_int_equal(event.unsent.len, 36);
		}
		alone_end(&a);
		if (!memory.failed)
			break;
	}
	assert_in_range(failed, 1, 10);
}

/* ---- The whole ---- */

/* One in pieces, of which the first could not be kept: the rest, which looks like an end, is none. */
static void test_notification(void **state)
{
	static const struct fake_item part = { .notification = true };
	struct kernel_assoc_change lost = {
		.head = { KERNEL_ASSOC_CHANGE, 0, sizeof(lost) }, .state = 1, .assoc_id = 1
	};

	(void)state;
	for (unsigned pieces = 0; pieces < 3; pieces++) {
		side_connected();
		fake_put(fake.last_socket, &part, "first", 5);
		for (unsigned i = 0; i < pieces; i++)
			fake_put(fake.last_socket, &part, &lost, sizeof(lost));
		fake_put_note(fake.last_socket, &lost, sizeof(lost));
		fake_path(1, 2);
		memory_fails(1);
		side_turn();
		assert_true(memory_works());
		side_assert_told("path(2)");
		side_end();
	}
}

static asctp_assoc *held; /* by a reference */

static void connect_and_talk(void)
{
	static unsigned char long_text[2 * IO_BUFFER];

	side.assoc = asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on, .connect_ms = 900);
	if (!side.assoc)
		return;
	held = asctp_assoc_ref(side.assoc);
	side_send(1);
	side_turn();
	fake_up(fake.last_id);
	side_turn();
	fake_put_data(fake.last_id, 0, long_text, sizeof(long_text), true);
	fake_restart(fake.last_id);
	side_turn();
}

static void serve(void)
{
	int listener;
	int32_t id;

	side.endpoint = asctp_listen(side.ctx, ":7000", .on = &side_on);
	if (!side.endpoint)
		return;
	listener = fake.last_socket;
	id = fake_born(listener);
	fake_put_data(id, 1, "abc", 3, false);
	fake_put_data(id, 1, "abc", 3, true);
	side_turn();
	fake_lost(id, 12, "bye");
	side_turn();
	fake_born(listener);
	side_turn();
	asctp_unlisten(side.endpoint);
}

static void whole_life(unsigned n, bool ever_after)
{
	held = NULL;
	fake_begin();
	memset(&side, 0, sizeof(side));
	memory_fails(n);
	memory.ever_after = ever_after;
	side.ctx = api_new(&(asctp_params){ .size = sizeof(asctp_params) }, &fake_sys);
	if (side.ctx) {
		connect_and_talk();
		serve();
		if (held && asctp_context(held)) {
			side.assoc = held;
			side_send(2);
			asctp_abort(held, "why", 3);
			side_wait(30);
		}
		side_end();
		asctp_assoc_unref(held);
	} else {
		assert_int_equal(errno, ENOMEM);
		fake_end();
	}
	memory_works();
}

static void test_whole(void **state)
{
	(void)state;
	for (unsigned n = 1;; n++) {
		whole_life(n, false);
		if (!memory.failed)
			break;
		assert_true(n < 1000);
	}
}

static void test_whole_ever_after(void **state)
{
	(void)state;
	for (unsigned n = 1;; n++) {
		whole_life(n, true);
		if (!memory.failed)
			break;
		assert_true(n < 1000);
	}
}

/* ---- Calls on a descriptor ---- */

static int no_room(int fd, int level, int name, void *ret, socklen_t *len)
{
	(void)fd, (void)level, (void)name, (void)ret, (void)len;
	return -ENOMEM;
}

/* They say by what they return that there is no memory, and not by errno. */
static void test_errno_is_left_alone(void **state)
{
	const struct sys sys = { .getsockopt = no_room };
	const unsigned char secret[1000] = { 1 };
	asctp_sock_in ins[100];
	char data[4];

	(void)state;
	for (size_t i = 0; i < COUNT(ins); i++)
		asctp_sock_in_init(&ins[i], data, sizeof(data));
	errno = EDOM;
	memory_fails(1);
	assert_int_equal(asctp_sock_receive_many(-1, ins, COUNT(ins), 0), -ENOMEM);
	memory_fails(1);
	assert_int_equal(asctp_set(-1, auth_key, .len = sizeof(secret), .secret = secret), -ENOMEM);
	memory_fails(1);
	assert_int_equal(socket_peers(&sys, -1, 0, NULL, 0), -ENOMEM);
	assert_true(memory.failed);
	memory_works();
	assert_int_equal(errno, EDOM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_core),
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_notification),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_whole_ever_after),
		cmocka_unit_test(test_errno_is_left_alone),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
