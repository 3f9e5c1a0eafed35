/* SPDX-License-Identifier: MIT */
/* unit/core_assoc.c - one association: what comes in, and what the user and the driver hear. */
#include "core_alone.h"

/* Each is a life, or the beginning of one: what is fed, and what comes of it. */
static const struct {
	const char *fed, *outcome;
} lives[] = {
	/* it comes up */
	{ "", "= IDLE" },
	{ "start up", "up(10) = UP flush" },
	{ "start up up", "up(10) = UP flush" },
	{ "start up:3 message", "up(3) message(abc) = UP flush" },
	{ "start send:1 up flush", "up(10) = UP flush" },
	{ "start restart", "up(10,restarted) = UP flush" },
	/* it does not */
	{ "start cant", "= ENDING" },
	{ "start cant quiet", "down(refused) = DOWN release" },
	{ "start send:1 cant quiet", "unsent(1,lost) down(refused) = DOWN release" },
	{ "start send:1 deadline", "= ABORTING abort" },
	{ "start send:1 deadline cant quiet",
		"unsent(1,lost) down(timed-out) = DOWN abort release" },
	{ "deadline gone quiet", "down(timed-out) = DOWN abort release" },
	{ "start gone quiet", "down(failed) = DOWN release" },
	{ "start lost quiet", "down(lost) = DOWN release" },
	{ "start done quiet", "down(closed) = DOWN release" },
	/* the notification that it is up was lost */
	{ "start message", "up(0) message(abc) = UP flush check" },
	{ "start send:1 message flush lost back:1 quiet",
		"up(0) message(abc) unsent(1,lost) down(lost) = DOWN flush check release" },
	{ "start path:1", "= CONNECTING check" },
	{ "start peer", "up(0) closing = PEER_CLOSING check" },
	{ "start send:1 peer done quiet",
		"up(0) closing unsent(1,closed) down(closed) = DOWN check release" },
	{ "start close peer", "= ABORTING abort" },
	{ "start send:1 close peer done quiet",
		"up(0) closing unsent(1,closed) down(closed) = DOWN check release" },
	{ "start send:1 close message flush", "up(0) message(abc) = CLOSING flush shutdown check" },
	/* close, in each state */
	{ "close", "= ABORTING abort" },
	{ "close gone quiet", "down(closed) = DOWN abort release" },
	{ "start close", "= ABORTING abort" },
	{ "start close cant quiet", "down(closed) = DOWN abort release" },
	{ "send:1 close", "= CLOSE_PENDING" },
	{ "send:1 close close start up flush done quiet",
		"up(10) down(closed) = DOWN flush shutdown release" },
	{ "send:1 start close cant quiet", "unsent(1,lost) down(refused) = DOWN release" },
	{ "send:1 start close deadline cant quiet",
		"unsent(1,lost) down(timed-out) = DOWN abort release" },
	{ "send:1+50 start close wait:50 cant quiet",
		"unsent(1,expired) down(closed) = DOWN abort release" },
	{ "send:1@9 start close up:5", "unsent(1,stream) up(5) = CLOSING flush shutdown" },
	{ "start up close", "up(10) = CLOSING flush shutdown" },
	{ "start up send:1 close", "up(10) = DRAINING flush" },
	{ "start up send:1 close flush", "up(10) = CLOSING flush shutdown" },
	{ "start up send:1+50 close wait:50", "up(10) unsent(1,expired) = CLOSING flush shutdown" },
	{ "start up send:1 close refuse:3", "up(10) unsent(1,too-long) = CLOSING flush shutdown" },
	{ "start up close close done quiet", "up(10) down(closed) = DOWN flush shutdown release" },
	{ "start up peer close done quiet", "up(10) closing down(closed) = DOWN flush release" },
	{ "start up abort close", "up(10) = ABORTING flush abort" },
	{ "start up lost close", "up(10) = ENDING flush" },
	/* abort, in each state */
	{ "abort gone quiet", "down(local) = DOWN abort release" },
	{ "send:1 abort gone quiet", "unsent(1,aborted) down(local) = DOWN abort release" },
	{ "start abort cant quiet", "down(local) = DOWN abort release" },
	{ "send:1 start close abort cant quiet",
		"unsent(1,aborted) down(local) = DOWN abort release" },
	{ "start up send:1 flush send:2 abort aborted back:1 quiet",
		"up(10) unsent(1,aborted) unsent(2,aborted) down(local) = DOWN flush abort "
		"release" },
	{ "start up abort message path:1 peer up restart",
		"up(10) = ABORTING flush abort" }, /* nothing more is heard of it */
	{ "start up send:1 close abort lost quiet",
		"up(10) unsent(1,aborted) down(local) = DOWN flush abort release" },
	{ "start up close abort lost quiet",
		"up(10) down(local) = DOWN flush shutdown abort release" },
	{ "start up peer abort lost quiet",
		"up(10) closing down(local) = DOWN flush abort release" },
	{ "start up abort abort gone quiet", "up(10) down(local) = DOWN flush abort release" },
	{ "start up lost abort quiet", "up(10) down(lost) = DOWN flush release" },
	/* the peer ends it */
	{ "start up aborted quiet", "up(10) down(aborted,12,bye) = DOWN flush release" },
	{ "start up done quiet", "up(10) down(closed) = DOWN flush release" },

	/* what waits is held back while messages come back: a restart may follow, or something else */
	{ "start up send:1 flush send:2 back:1 flush restart:4",
		"up(10) unsent(1,restart) unsent(2,restart) up(4,restarted) = UP flush" },
	{ "start up send:1 flush send:2 back:1 flush message flush restart:4",
		"up(10) unsent(1,expired) message(abc) up(4,restarted) = UP flush" },
	{ "start up send:1 peer", "up(10) closing = PEER_CLOSING flush" },
	{ "start up send:1 peer peer done quiet",
		"up(10) closing unsent(1,closed) down(closed) = DOWN flush release" },
	{ "start up send:1 flush peer lost back:1 quiet",
		"up(10) closing unsent(1,lost) down(lost) = DOWN flush release" },
	{ "start up send:1 close peer done quiet",
		"up(10) closing unsent(1,closed) down(closed) = DOWN flush release" },
	{ "start up send:1+50 peer wait:50",
		"up(10) closing unsent(1,expired) = PEER_CLOSING flush" },
	{ "start up close peer done quiet", "up(10) down(closed) = DOWN flush shutdown release" },
	{ "start up send:1 close lost quiet",
		"up(10) unsent(1,lost) down(lost) = DOWN flush release" },
	{ "start up close lost quiet", "up(10) down(lost) = DOWN flush shutdown release" },
	{ "start up gone quiet", "up(10) down(failed) = DOWN flush release" },
	{ "start up lost done cant aborted peer path:1 gone",
		"up(10) = ENDING flush" }, /* the first end is the one that counts */
	/* the peer begins anew */
	{ "start up send:1 flush back:1 restart",
		"up(10) unsent(1,restart) up(10,restarted) = UP flush" },
	{ "start up send:1 close restart flush",
		"up(10) unsent(1,restart) up(10,restarted) = CLOSING flush shutdown" },
	{ "start up send:1 flush close back:1 restart",
		"up(10) unsent(1,restart) up(10,restarted) = CLOSING flush shutdown" },
	{ "start up send:1 peer restart flush",
		"up(10) closing unsent(1,restart) up(10,restarted) = UP flush" },
	{ "start up send:1@9 restart:5", "up(10) unsent(1,restart) up(5,restarted) = UP flush" },
	{ "start up part restart rest", "up(10) up(10,restarted) message(rest) = UP flush" },
	/* fewer streams than what is queued uses */
	{ "send:1@4 send:2@5 send:3@6 start up:5",
		"unsent(2,stream) unsent(3,stream) up(5) = UP flush" },
	/* messages given back: the kernel's before ours, in the order of sending */
	{ "start up send:1 send:2 flush send:3 lost back:2 back:1 quiet",
		"up(10) unsent(1,lost) unsent(2,lost) unsent(3,lost) down(lost) = DOWN flush "
		"release" },
	{ "start up send:1 send:2 flush begin:1 end:1 back:2 quiet",
		"up(10) unsent(1,expired,sent) unsent(2,expired) = UP flush" },
	{ "start up send:1 flush lost begin:1 quiet", /* its end never comes */
		"up(10) unsent(1,lost,sent) down(lost) = DOWN flush release" },
	{ "start up send:1 flush close back:1 quiet",
		"up(10) unsent(1,expired) = CLOSING flush shutdown" },
	/* messages that come */
	{ "start up part rest", "up(10) message(partrest) = UP flush" },
	{ "start up part cut message", "up(10) message(abc) = UP flush" },
	{ "start up part part close message",
		"up(10) message(partpartabc) = CLOSING flush shutdown" },
	{ "start up peer message", "up(10) closing message(abc) = PEER_CLOSING flush" },
	{ "start up long aborted quiet", "up(10) down(failed) = DOWN flush abort release" },
	{ "start long", "= ABORTING flush abort check" },
	/* paths */
	{ "start up path:4 close path:1", "up(10) path(4) path(1) = CLOSING flush shutdown" },
};

static void test_lives(void **state)
{
	unsigned wrong = 0;
	struct alone a;

	(void)state;
	for (size_t i = 0; i < COUNT(lives); i++) {
		alone_begin(&a);
		alone_feed(&a, lives[i].fed);
		if (strcmp(alone_outcome(&a), lives[i].outcome)) {
			print_error(
				"%s:\n got %s\nwant %s\n", lives[i].fed, a.story, lives[i].outcome);
			wrong++;
		}
		alone_end(&a);
	}
	assert_int_equal(wrong, 0);
}

/* ---- What calls answer ---- */

static const struct {
	const char *fed;
	int send, close, abort;
} answers[] = {
	{ "", 0, 0, 0 },
	{ "start", 0, 0, 0 },
	{ "send:1 close", -ESHUTDOWN, 0, 0 },
	{ "start up", 0, 0, 0 },
	{ "start up send:1 close", -ESHUTDOWN, 0, 0 },
	{ "start up close", -ESHUTDOWN, 0, 0 },
	{ "start up peer", -ESHUTDOWN, 0, 0 },
	{ "start up abort", -ENOTCONN, 0, 0 },
	{ "start up lost", -ENOTCONN, 0, 0 },
};

static int answer(const char *fed, const char *call)
{
	struct alone a;
	int result;

	alone_begin(&a);
	alone_feed(&a, fed);
	alone_feed(&a, call);
	result = a.answer;
	alone_end(&a);
	return result;
}

static void test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		assert_int_equal(answer(answers[i].fed, "send:9"), answers[i].send);
		assert_int_equal(answer(answers[i].fed, "close"), answers[i].close);
		assert_int_equal(answer(answers[i].fed, "abort"), answers[i].abort);
	}
}

/* Over, but not told yet: the user may still call. */
static void test_answers_when_over(void **state)
{
	struct alone a;

	(void)state;
	alone_begin(&a);
	alone_feed(&a, "start up lost");
	alone_input(&a, CORE_IN_QUIET, 0);
	assert_int_equal(a.assoc->state, CORE_DOWN);
	assert_int_equal(
		core_assoc_send(a.assoc, &(asctp_out){ .data = "x", .len = 1 }), -ENOTCONN);
	assert_int_equal(core_assoc_input(a.assoc, CORE_IN_CLOSE, NULL), -ENOTCONN);
	assert_int_equal(core_assoc_abort(a.assoc, "x", 1), -ENOTCONN);
	assert_false(core_assoc_writable(a.assoc));
	alone_end(&a);
}

/* ---- Whatever is fed ---- */

static const char *const words[] = { "start", "gone", "quiet", "deadline", "wait:30", "up", "up:2",
	"restart", "restart:1", "lost", "aborted", "done", "cant", "peer", "path:1", "path:4",
	"message", "part", "rest", "cut", "long", "send:1", "send:2@1", "send:3+20", "send:4@9+40",
	"close", "abort", "flush", "refuse:3", "back:1", "begin:2", "end:2", "back:3" };

/* Ends are rarer than in the list, or every life would be short. */
static const char *any_word(uint32_t *random)
{
	const char *word = words[next_random(random) % COUNT(words)];
	static const char *const rare[] = { "gone", "lost", "aborted", "done", "cant", "abort",
		"long", "deadline" };

	for (size_t i = 0; i < COUNT(rare); i++)
		if (!strcmp(word, rare[i]) && next_random(random) % 8)
			return "send:7";
	return word;
}

static void test_anything_ends_once(void **state)
{
	uint32_t random = 20260101;
	struct alone a;

	(void)state;
	for (int life = 0; life < 4000; life++) {
		alone_begin(&a);
		for (int i = 0; i < 60 && a.assoc; i++) {
			alone_feed(&a, any_word(&random));
			a.told = 0; /* it is the number of `down` that counts */
		}
		alone_end(&a);
	}
}

/* One input may make several events; if the handler of the first aborts, that was the last. */
static void test_abort_between_events(void **state)
{
	struct alone a;
	asctp_event event;

	(void)state;
	alone_begin(&a);
	alone_feed(&a, "start up send:1 flush");
	alone_back(&a, 1, true, true);
	core_assoc_input(a.assoc, CORE_IN_MESSAGE,
		&(union core_with){
			.message = { .piece = { .data = "abc", .len = 3 }, .last = true } });
	assert_true(core_engine_next(&a.engine, &event));
	assert_int_equal(event.type, ASCTP_EV_UNSENT);
	core_assoc_abort(a.assoc, NULL, 0);
	assert_false(core_engine_next(&a.engine, &event));
	alone_end(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lives),
		cmocka_unit_test(test_abort_between_events),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_answers_when_over),
		cmocka_unit_test(test_anything_ends_once),
	};

	return cmocka_run_group_tests_name("core_assoc", tests, NULL, NULL);
}
