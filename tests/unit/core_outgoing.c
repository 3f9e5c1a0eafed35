/* SPDX-License-Identifier: MIT */
/* unit/core_outgoing.c - messages out and back: tags, lifetimes, fragments, room. */
#include "core_alone.h"

static void assert_told(struct alone *a, const char *want)
{
	if (strcmp(a->story, want))
		fail_msg("\n got %s\nwant %s", a->story, want);
	a->told = 0;
	a->story[0] = '\0';
}

static void begin_up(struct alone *a)
{
	alone_begin(a);
	alone_feed(a, "start up");
	assert_told(a, "up(10)");
}

/* ---- Tags ---- */

/* The kernel holds as many as it can; the oldest and the newest come back with their own tags,
 * wherever the numbers stand. */
static void test_tags_wrap(void **state)
{
	static const uint32_t begins[] = { 0, 40, 0xffffffd0 };
	enum { HELD = 64 }; /* of 1000 bytes of buffer: what the table of tags holds at least */

	(void)state;
	for (size_t b = 0; b < COUNT(begins); b++) {
		struct alone a;
		char word[32];

		begin_up(&a);
		a.assoc->next_context = begins[b];
		for (unsigned tag = 1; tag <= 3 * HELD; tag++) {
			snprintf(word, sizeof(word), "send:%u flush", tag);
			alone_feed(&a, word);
		}
		assert_int_equal(a.assoc->tag_count, HELD);
		alone_feed(&a, "lost");
		for (unsigned tag = 3 * HELD; tag > 2 * HELD; tag--) { /* as hostile as can be */
			snprintf(word, sizeof(word), "back:%u", tag);
			alone_feed(&a, word);
		}
		alone_feed(&a, "quiet");
		assert_memory_equal(a.story, "unsent(129,lost) unsent(130,lost) ", 34);
		assert_non_null(strstr(a.story, "unsent(192,lost) down(lost)"));
		alone_end(&a);
	}
}

/* Messages that never reach the kernel do not use up the numbers that tags are found by. */
static void test_tags_of_those_that_expire(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	alone_feed(&a, "send:5 flush");
	for (int i = 0; i < 100; i++) {
		alone_feed(&a, "send:6+10 wait:10");
		a.told = 0;
	}
	alone_feed(&a, "send:7 flush lost");
	a.told = 0;
	alone_feed(&a, "back:5 back:7 quiet");
	assert_told(&a, "unsent(5,lost) unsent(7,lost) down(lost)");
	alone_end(&a);
}

static void test_tags_cost_nothing_unused(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	alone_feed(&a, "send:0 send:0 flush");
	assert_null(a.assoc->tags);
	alone_feed(&a, "send:1 flush back:0 quiet"); /* one of those sent before there were any */
	assert_told(&a, "unsent(0,expired)");
	alone_end(&a);
}

/* ---- Lifetimes ---- */

static void test_expiry(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	alone_feed(&a, "send:1+50 send:2+20 send:3 wait:19");
	assert_told(&a, "");
	alone_feed(&a, "wait:1");
	assert_told(&a, "unsent(2,expired)");
	assert_int_equal(a.assoc->queue.bytes, 20);
	alone_feed(&a, "wait:29");
	assert_told(&a, "");
	alone_feed(&a, "wait:1");
	assert_told(&a, "unsent(1,expired)");
	assert_null(a.assoc->expiring.in); /* nothing is left that expires */
	alone_end(&a);
}

/* The driver asks late: what has expired meanwhile is not sent. */
static void test_expiry_when_asked(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	alone_feed(&a, "send:1+10 send:2+90 send:3+20");
	a.engine.now_ns += 30 * (uint64_t)ALONE_NS_PER_MS;
	alone_feed(&a, "flush");
	assert_told(&a, "unsent(1,expired) unsent(3,expired)");
	assert_int_equal(a.held_count, 1);
	assert_int_equal(a.held[0].tag, 2);
	alone_end(&a);
}

static void test_expiry_before_up(void **state)
{
	struct alone a;

	(void)state;
	alone_begin(&a);
	alone_feed(&a, "send:1+10 start send:2+20 wait:30 up");
	assert_told(&a, "unsent(1,expired) unsent(2,expired) up(10)");
	assert_int_equal(a.assoc->state, CORE_UP);
	alone_end(&a);
}

/* ---- Given back ---- */

static void give(struct alone *a, uint32_t context, const char *data, bool first, bool last)
{
	const size_t len = strlen(data);
	void *copy = exact(data, len);
	const asctp_send_failed failed = { .context = context,
		.data = copy,
		.len = len,
		.first = first,
		.last = last,
		.stream = 3,
		.ppid = 46,
		.transmitted = first };

	core_outgoing_collect(a->assoc, &failed);
	free(copy);
}

/* What is reported, as "data data data", and that it is all of its message but what never came. */
static void assert_reported(struct alone *a, const char *want)
{
	char got[256] = "";
	asctp_event event;

	core_outgoing_report(a->assoc, ASCTP_UNSENT_LOST);
	while (core_engine_next(&a->engine, &event)) {
		assert_int_equal(event.type, ASCTP_EV_UNSENT);
		assert_int_equal(event.unsent.why, ASCTP_UNSENT_LOST);
		assert_int_equal(event.unsent.ppid, 46);
		assert_int_equal(event.unsent.stream, 3);
		strncat(got, event.unsent.data, event.unsent.len);
		strcat(got, event.unsent.transmitted ? "! " : " ");
	}
	if (strcmp(got, want))
		fail_msg("\n got %s\nwant %s", got, want);
}

static void test_fragments(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	give(&a, 1, "whole", true, true);
	give(&a, 2, "be", true, false);
	give(&a, 2, "gin", false, false);
	give(&a, 2, "-and-a-much-longer-end", false, true);
	assert_reported(&a, "whole! begin-and-a-much-longer-end! ");
	/* any number of fragments */
	give(&a, 3, "x", true, false);
	for (int i = 0; i < 98; i++)
		give(&a, 3, "y", false, false);
	give(&a, 3, "z", false, true);
	core_outgoing_report(a.assoc, ASCTP_UNSENT_LOST);
	assert_int_equal(core_queue_first(&a.assoc->returned)->len, 100);
	alone_end(&a);
}

static void test_fragments_missing(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	give(&a, 1, "no-end", true, false);
	assert_reported(&a, "no-end! ");
	give(&a, 1, "no-end", true, false);
	give(&a, 2, "next", true, true);
	assert_reported(&a, "no-end! next! ");
	give(&a, 5, "no-end", true, false);
	give(&a, 4, "other", false, true);
	assert_reported(&a, "other no-end! ");
	give(&a, 3, "no-begin", false, true);
	assert_reported(&a, "no-begin ");
	give(&a, 3, "twice", true, false);
	give(&a, 3, "twice", true, true);
	assert_reported(&a, "twice! twice! ");
	give(&a, 6, "", true, false);
	give(&a, 6, "late", false, true);
	assert_reported(&a, "late! ");
	give(&a, 7, "", true, true);
	assert_reported(&a, "! ");
	assert_reported(&a, "");
	give(&a, 8, "never reported", true, false); /* and freed with the association */
	give(&a, 9, "neither", true, true);
	core_assoc_fini(a.assoc);
	free(a.assoc);
}

/* Oldest first, whatever the order in which the kernel gives them, also where numbers wrap. */
static void test_order(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	give(&a, 1, "d", true, true);
	give(&a, 0xffffffff, "b", true, true);
	give(&a, 0, "c", true, true);
	give(&a, 0xfffffff0, "a", true, true);
	assert_reported(&a, "a! b! c! d! ");
	alone_end(&a);
}

/* ---- Room ---- */

static void test_full_and_writable(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	assert_true(core_assoc_writable(a.assoc));
	alone_feed(&a, "send:1 send:2 send:3");
	assert_int_equal(a.answer, 0);
	alone_feed(&a, "send:4");
	assert_int_equal(a.answer, ASCTP_FULL);
	assert_false(core_assoc_writable(a.assoc));
	for (unsigned i = 5; i <= 10; i++)
		alone_send(&a, i, 0, 0);
	assert_int_equal(a.answer, ASCTP_FULL);
	alone_send(&a, 11, 0, 0);
	assert_int_equal(a.answer, -ENOBUFS);
	assert_told(&a, "");
	alone_feed(&a, "flush");
	assert_told(&a, "writable"); /* once */
	assert_true(core_assoc_writable(a.assoc));
	assert_int_equal(a.held_count, 10);
	alone_end(&a);
}

static void test_writable_by_expiry(void **state)
{
	struct alone a;

	(void)state;
	begin_up(&a);
	alone_feed(&a, "send:1+10 send:2+10 send:3 send:4");
	assert_int_equal(a.answer, ASCTP_FULL);
	alone_feed(&a, "wait:10");
	assert_told(&a, "unsent(1,expired) unsent(2,expired) writable");
	alone_end(&a);
}

/* `writable` is owed also where nothing is left to be sent once it is up. */
static void test_writable_when_up(void **state)
{
	struct alone a;

	(void)state;
	alone_begin(&a);
	alone_feed(&a, "start send:1@9 send:2@9 send:3@9 send:4@9 up:5");
	assert_told(&a, "unsent(1,stream) unsent(2,stream) unsent(3,stream) unsent(4,stream) "
			"up(5) writable");
	alone_end(&a);
	alone_begin(&a);
	alone_feed(&a, "start send:1+5 send:2+5 send:3+5 send:4+5 wait:5 up");
	assert_told(&a, "unsent(1,expired) unsent(2,expired) unsent(3,expired) unsent(4,expired) "
			"up(10) writable");
	alone_end(&a);
}

static void test_what_send_refuses(void **state)
{
	static const char big[1001];
	struct alone a;
	asctp_out out = { .data = big, .len = 1001 };

	(void)state;
	begin_up(&a);
	assert_int_equal(core_assoc_send(a.assoc, &out), -EMSGSIZE);
	out.len = 1000; /* beyond the limit, but nothing else is queued */
	assert_int_equal(core_assoc_send(a.assoc, &out), ASCTP_FULL);
	out.len = 1;
	assert_int_equal(core_assoc_send(a.assoc, &out), -ENOBUFS);
	alone_feed(&a, "flush");
	out.stream = 9;
	assert_int_equal(core_assoc_send(a.assoc, &out), 0);
	out.stream = 10;
	assert_int_equal(core_assoc_send(a.assoc, &out), -EINVAL);
	assert_int_equal(a.assoc->queue.bytes, 1);
	alone_end(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tags_wrap),
		cmocka_unit_test(test_tags_of_those_that_expire),
		cmocka_unit_test(test_tags_cost_nothing_unused),
		cmocka_unit_test(test_expiry),
		cmocka_unit_test(test_expiry_when_asked),
		cmocka_unit_test(test_expiry_before_up),
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_fragments_missing),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_full_and_writable),
		cmocka_unit_test(test_writable_by_expiry),
		cmocka_unit_test(test_writable_when_up),
		cmocka_unit_test(test_what_send_refuses),
	};

	return cmocka_run_group_tests_name("core_outgoing", tests, NULL, NULL);
}
