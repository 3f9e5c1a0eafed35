/* SPDX-License-Identifier: MIT */
/*
 * unit/api_side.h - a context on the fake kernel, and what its user hears, as text. Looks after what
 * must hold whatever happens: `down` once and last, no process() without an end, a descriptor that
 * is readable as long as there is work, and nothing left open.
 */
#ifndef UNIT_API_SIDE_H
#define UNIT_API_SIDE_H

#include "api/objects.h"
#include "core_alone.h"
#include "fake_sys.h"
#include "wire/kernel.h"

enum { SIDE_LIVES = 4096, SIDE_CALLS = 200000 };

struct side {
	asctp *ctx;
	asctp_endpoint *endpoint;
	asctp_assoc *assoc; /* the one that was connected, or that came up last; NULL: over */
	struct alone words; /* for its text of events alone */
	unsigned lives, downs, unsent, messages;
	bool down[SIDE_LIVES];
	char log[1024];
};

static struct side side;

static inline void side_any(asctp_assoc *assoc, const asctp_event *event)
{
	uintptr_t life = (uintptr_t)asctp_user(assoc);

	if (!life) {
		life = ++side.lives;
		FAKE_MUST(life < SIDE_LIVES);
		asctp_set_user(assoc, (void *)life);
	}
	FAKE_MUST(!side.down[life]);
	alone_event(&side.words, event);
	side.words.downs = 0; /* of one life; here are many */
	side.unsent += event->type == ASCTP_EV_UNSENT;
	side.messages += event->type == ASCTP_EV_MESSAGE;
	if (event->type == ASCTP_EV_UP)
		side.assoc = assoc;
	if (event->type == ASCTP_EV_DOWN) {
		side.down[life] = true;
		side.downs++;
		if (assoc == side.assoc)
			side.assoc = NULL;
	}
}

static const asctp_handlers side_on = { .any = side_any };

static inline void side_log(void *arg, asctp_level level, const char *text)
{
	(void)arg, (void)level;
	snprintf(side.log, sizeof(side.log), "%s", text);
}

static inline void side_begin(void)
{
	fake_begin();
	memset(&side, 0, sizeof(side));
	side.ctx = api_new(
		&(asctp_params){ .size = sizeof(asctp_params), .log = side_log }, &fake_sys);
}

/* Processes as long as the descriptor says so. */
static inline void side_turn(void)
{
	for (int turns = 0; fake_readable(asctp_fd(side.ctx)); turns++) {
		unsigned long before = fake.all_calls;

		FAKE_MUST(turns < 10000);
		FAKE_MUST(asctp_process(side.ctx) >= 0);
		FAKE_MUST(fake.all_calls - before < SIDE_CALLS);
	}
	FAKE_MUST(!core_engine_has_work(&side.ctx->core) && !core_engine_pending(&side.ctx->core));
	FAKE_MUST(TAILQ_EMPTY(&side.ctx->io.reading));
}

/* Lets time pass, in steps of a millisecond. */
static inline void side_wait(unsigned ms)
{
	while (ms--) {
		fake_advance(1);
		side_turn();
	}
}

static inline void side_assert_told(const char *want)
{
	if (strcmp(side.words.story, want))
		fail_msg("\n got %s\nwant %s", side.words.story, want);
	side.words.told = 0;
	side.words.story[0] = '\0';
}

static inline void side_end(void)
{
	asctp_free(side.ctx);
	fake_no_rules();
	fake_end();
	assert_int_equal(side.downs, side.lives);
}

/* Begins, connects, comes up. The id is 1. */
static inline void side_connected(void)
{
	side_begin();
	side.assoc = asctp_connect(side.ctx, "127.0.0.1:2905", .on = &side_on);
	assert_non_null(side.assoc);
	side_turn();
	fake_up(fake.last_id);
	side_turn();
	side_assert_told("up(10)");
}

static inline int side_listening(void)
{
	side_begin();
	side.endpoint = asctp_listen(side.ctx, "127.0.0.1:2905", .on = &side_on);
	assert_non_null(side.endpoint);
	return fake.last_socket;
}

/* As if no descriptor were left: none is held for the next peel-off, and the next one fails. */
static inline void side_out_of_descriptors(void)
{
	if (side.ctx->io.spare >= 0)
		fake_sys.close(side.ctx->io.spare);
	side.ctx->io.spare = -1;
	fake_fail(FAKE_dup, FAKE_ANY, EMFILE, 0, 1);
}

static inline int side_send(unsigned tag)
{
	return asctp_send(side.assoc, "0123456789", 10, .tag = tag);
}

#endif
