/* SPDX-License-Identifier: MIT */
/* unit/core_engine.c - all associations of a context: order of events, work, notifications. */
#include "core_alone.h"

/* Two associations of one engine; the second is bare. */
static struct alone a;
static struct core_assoc *other;

static int setup(void **state)
{
	(void)state;
	alone_begin(&a);
	other = calloc(1, sizeof(*other));
	core_assoc_init(other, &a.engine);
	other->send_mark = other->send_limit = other->kernel_max = 1000;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	while (a.engine.all.tqh_first) {
		struct core_assoc *assoc = TAILQ_FIRST(&a.engine.all);

		core_assoc_fini(assoc);
		free(assoc);
	}
	return 0;
}

static asctp_event_type next_of(const struct core_assoc *assoc)
{
	asctp_event event;

	if (!core_engine_next(&a.engine, &event))
		return ASCTP_EV_NONE;
	assert_ptr_equal(event.assoc, assoc);
	return event.type;
}

/* ---- Events ---- */

/* What is given back comes before the event that it explains, and `down` after all. */
static void test_order_of_events(void **state)
{
	(void)state;
	alone_feed(&a, "start up send:1 flush");
	alone_back(&a, 1, true, true);
	alone_change(&a, ASCTP_RESTART, 10, false);
	assert_true(core_engine_pending(&a.engine));
	assert_int_equal(next_of(a.assoc), ASCTP_EV_UNSENT);
	assert_int_equal(next_of(a.assoc), ASCTP_EV_UP);
	assert_int_equal(next_of(NULL), ASCTP_EV_NONE);
	assert_false(core_engine_pending(&a.engine));
}

static void test_ends_of_two(void **state)
{
	struct core_assoc *first = a.assoc;

	(void)state;
	alone_feed(&a, "start up send:1");
	other->state = CORE_UP;
	other->streams_out = 1;
	assert_int_equal(
		core_assoc_send(other, &(asctp_out){ .data = "x", .len = 1, .tag = 9 }), 0);
	for (int i = 0; i < 2; i++) {
		struct core_assoc *assoc = i ? first : other;

		core_assoc_input(assoc, CORE_IN_GONE, &(union core_with){ .end.reason = 3 });
		core_assoc_input(assoc, CORE_IN_QUIET, NULL);
	}
	assert_int_equal(next_of(other), ASCTP_EV_UNSENT);
	assert_int_equal(next_of(first), ASCTP_EV_UNSENT);
	assert_int_equal(next_of(other), ASCTP_EV_DOWN);
	assert_int_equal(a.ended, 0); /* not before its `down` is done with */
	assert_int_equal(next_of(first), ASCTP_EV_DOWN);
	assert_int_equal(a.ended, 1);
	core_engine_done(&a.engine);
	assert_int_equal(a.ended, 2);
	assert_int_equal(next_of(NULL), ASCTP_EV_NONE);
}

/* Fed while events are still to be handed out: the ring goes round. */
static void test_ring(void **state)
{
	(void)state;
	alone_feed(&a, "start up");
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < CORE_EVENTS_PENDING - 3; i++)
			core_engine_emit(a.assoc, ASCTP_EV_WRITABLE);
		core_engine_emit(a.assoc, ASCTP_EV_CLOSING);
		for (int i = 0; i < CORE_EVENTS_PENDING - 3; i++)
			assert_int_equal(next_of(a.assoc), ASCTP_EV_WRITABLE);
		assert_int_equal(next_of(a.assoc), ASCTP_EV_CLOSING);
		assert_int_equal(next_of(NULL), ASCTP_EV_NONE);
	}
}

/* Freed in the midst of everything: nothing of it is left in a list. */
static void test_fini_anywhere(void **state)
{
	struct core_assoc *first = a.assoc;

	(void)state;
	alone_feed(&a, "start send:1+50 send:2@11 part");
	core_assoc_input(first, CORE_IN_GONE, &(union core_with){ .end.reason = 3 });
	core_assoc_input(first, CORE_IN_QUIET, NULL);
	core_assoc_fini(first);
	free(first);
	assert_int_equal(next_of(NULL), ASCTP_EV_NONE);
	assert_null(core_engine_work(&a.engine));
	assert_true(core_deadlines_next(&a.engine.deadlines) == 0);
	assert_ptr_equal(TAILQ_FIRST(&a.engine.all), other);
}

/* ---- Work ---- */

static int told;

static void has_work(void *arg)
{
	assert_ptr_equal(arg, &a);
	told++;
}

static void test_work(void **state)
{
	(void)state;
	told = 0;
	a.engine.has_work = has_work;
	assert_false(core_engine_has_work(&a.engine));
	core_engine_wants(a.assoc, CORE_OP_FLUSH);
	core_engine_wants(other, CORE_OP_CHECK);
	core_engine_wants(a.assoc, CORE_OP_ABORT);
	assert_int_equal(told, 2); /* once for each */
	assert_true(core_engine_has_work(&a.engine));
	assert_ptr_equal(core_engine_work(&a.engine), a.assoc);
	assert_int_equal(a.assoc->ops, CORE_OP_FLUSH | CORE_OP_ABORT);
	core_engine_wants(a.assoc, CORE_OP_CHECK); /* behind the other now */
	assert_ptr_equal(core_engine_work(&a.engine), other);
	assert_ptr_equal(core_engine_work(&a.engine), a.assoc);
	assert_null(core_engine_work(&a.engine));
}

/* ---- Notifications ---- */

static asctp_down down_after(uint16_t state, uint16_t error, const void *info, size_t len)
{
	asctp_notification note = { .type = ASCTP_ASSOC_CHANGE,
		.assoc_change = { .state = state, .error = error, .info = info, .info_len = len } };
	asctp_event event = { .type = ASCTP_EV_NONE };
	static unsigned char kept[64];

	teardown(NULL);
	setup(NULL);
	alone_feed(&a, "start");
	a.assoc->gives_up_ns = a.engine.now_ns + 1;
	if (state != ASCTP_CANT_STR_ASSOC)
		alone_feed(&a, "up");
	assert_true(core_engine_notify(a.assoc, &note));
	core_assoc_input(a.assoc, CORE_IN_QUIET, NULL);
	assert_true(core_engine_next(&a.engine, &event));
	assert_int_equal(event.type, ASCTP_EV_DOWN);
	assert_true(event.down.info_len <= sizeof(kept));
	if (event.down.info_len)
		memcpy(kept, event.down.info, event.down.info_len);
	event.down.info = kept;
	core_engine_done(&a.engine);
	return event.down;
}

static void test_ends(void **state)
{
	asctp_down down = down_after(ASCTP_COMM_LOST, 0, NULL, 0);

	(void)state;
	assert_int_equal(down.reason, ASCTP_LOST);
	assert_int_equal(down.error, -ETIMEDOUT);
	down = down_after(ASCTP_COMM_LOST, 12, NULL, 0); /* aborted without a text */
	assert_int_equal(down.reason, ASCTP_ABORTED);
	assert_int_equal(down.error, -ECONNRESET);
	assert_int_equal(down.cause, 12);
	assert_int_equal(down.info_len, 0);
	down = down_after(ASCTP_COMM_LOST, 5, "\0\14\0\7bye", 7); /* the cause itself is right */
	assert_int_equal(down.cause, 12);
	assert_int_equal(down.info_len, 3);
	assert_memory_equal(down.info, "bye", 3);
	down = down_after(ASCTP_COMM_LOST, 12, "\0\14\0\x77", 4); /* cut */
	assert_int_equal(down.reason, ASCTP_ABORTED);
	assert_int_equal(down.info_len, 0);
	down = down_after(ASCTP_SHUTDOWN_COMP, 0, NULL, 0);
	assert_int_equal(down.reason, ASCTP_CLOSED);
	assert_int_equal(down.error, 0);
	down = down_after(ASCTP_CANT_STR_ASSOC, 0, NULL, 0);
	assert_int_equal(down.reason, ASCTP_REFUSED);
	assert_int_equal(down.error, -ECONNREFUSED);
}

/* To the nanosecond: as long as attempts are left, something has answered. */
static void test_refused_or_timed_out(void **state)
{
	(void)state;
	for (int late = 0; late < 2; late++) {
		asctp_event event;

		teardown(NULL);
		setup(NULL);
		alone_feed(&a, "start");
		a.assoc->gives_up_ns = a.engine.now_ns + !late;
		alone_change(&a, ASCTP_CANT_STR_ASSOC, 0, false);
		core_assoc_input(a.assoc, CORE_IN_QUIET, NULL);
		assert_true(core_engine_next(&a.engine, &event));
		assert_int_equal(event.down.reason, late ? ASCTP_TIMED_OUT : ASCTP_REFUSED);
		core_engine_done(&a.engine);
	}
}

/* Of the old kind too, and what is none of the state machine's business is not understood. */
static void test_other_notifications(void **state)
{
	asctp_notification note = { .type = ASCTP_SEND_FAILED,
		.send_failed = { .first = true, .last = true } };

	(void)state;
	alone_feed(&a, "start up");
	assert_true(core_engine_notify(a.assoc, &note));
	core_assoc_input(a.assoc, CORE_IN_QUIET, NULL);
	assert_int_equal(next_of(a.assoc), ASCTP_EV_UNSENT);
	note = (asctp_notification){ .type = 0x8010 };
	assert_false(core_engine_notify(a.assoc, &note));
	note.type = ASCTP_SENDER_DRY_EVENT;
	assert_false(core_engine_notify(a.assoc, &note));
	note = (asctp_notification){ .type = ASCTP_ASSOC_CHANGE, .assoc_change.state = 99 };
	assert_false(core_engine_notify(a.assoc, &note));
	assert_int_equal(next_of(NULL), ASCTP_EV_NONE);
	assert_int_equal(a.assoc->state, CORE_UP);
}

/* The primary address follows what the kernel says. */
static void test_primary(void **state)
{
	asctp_notification note = { .type = ASCTP_PEER_ADDR_CHANGE };

	(void)state;
	alone_feed(&a, "start up");
	note.peer_addr_change.addr.v4 =
		(struct sockaddr_in){ .sin_family = AF_INET, .sin_port = 7 };
	core_engine_notify(a.assoc, &note); /* available */
	assert_int_equal(a.assoc->peer.sa.sa_family, 0);
	assert_int_equal(next_of(a.assoc), ASCTP_EV_PATH);
	note.peer_addr_change.state = ASCTP_PATH_MADE_PRIMARY;
	core_engine_notify(a.assoc, &note);
	assert_int_equal(a.assoc->peer.v4.sin_port, 7);
	assert_int_equal(next_of(a.assoc), ASCTP_EV_PATH);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(order_of_events),
		TEST(ends_of_two),
		TEST(ring),
		TEST(fini_anywhere),
		TEST(work),
		TEST(ends),
		TEST(refused_or_timed_out),
		TEST(other_notifications),
		TEST(primary),
	};

	return cmocka_run_group_tests_name("core_engine", tests, NULL, NULL);
}
