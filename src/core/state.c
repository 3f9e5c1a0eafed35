/* SPDX-License-Identifier: MIT */
/*
 * core/state.c - the association's state machine: what happens in which state.
 *
 * How to read a cell: GO(next state, effects); NOTHING(why): it may happen, and nothing is to be
 * done; NEVER(why): it cannot happen; LATER(what): belongs to a feature that does not exist yet. An
 * end is always read first (ENDING) and reported only once its socket is dry (QUIET), since the
 * kernel gives messages back after it says that an association is over. While it is up, what the
 * kernel gave back is reported (REPORT) when its socket is dry or something else follows: a RESTART
 * would have followed directly.
 */
#include "core/state.h"
#include <stddef.h>

#define ON(input) [CORE_IN_##input] =
#define GO(state, effects)                                  \
	{                                                   \
		CORE_CELL_GO, CORE_##state, (effects), NULL \
	}
#define NOTHING(why)                           \
	{                                      \
		CORE_CELL_NOTHING, 0, 0, (why) \
	}
#define NEVER(why)                           \
	{                                    \
		CORE_CELL_NEVER, 0, 0, (why) \
	}
#define LATER(what)                           \
	{                                     \
		CORE_CELL_LATER, 0, 0, (what) \
	}

enum { /* the effects under their plain names, for the table */
	REMEMBER = CORE_DO_REMEMBER,
	COLLECT = CORE_DO_COLLECT,
	REPORT = CORE_DO_REPORT,
	RETURN_QUEUE = CORE_DO_RETURN_QUEUE,
	EMIT_UP = CORE_DO_EMIT_UP,
	EMIT_MESSAGE = CORE_DO_EMIT_MESSAGE,
	EMIT_PATH = CORE_DO_EMIT_PATH,
	EMIT_CLOSING = CORE_DO_EMIT_CLOSING,
	TAKE = CORE_DO_TAKE,
	FLUSH = CORE_DO_FLUSH,
	ASK_SHUTDOWN = CORE_DO_ASK_SHUTDOWN,
	ASK_ABORT = CORE_DO_ASK_ABORT,
	CHECK = CORE_DO_CHECK,
	FINISH = CORE_DO_FINISH,
	REFUSE_CLOSED = CORE_DO_REFUSE_CLOSED,
	REFUSE_OVER = CORE_DO_REFUSE_OVER,
};

/* clang-format off */
static const struct core_cell table[CORE_STATE_COUNT][CORE_INPUT_COUNT] = {
	[CORE_IDLE] = {
		ON(START) GO(CONNECTING, 0),
		ON(EMPTIED) NOTHING("what waited has expired"),
		ON(GONE) NEVER("the kernel has not been asked to begin"),
		ON(QUIET) NOTHING("it ends by no silence"),
		ON(DEADLINE) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(COMM_UP) NEVER("the kernel has not been asked to begin"),
		ON(RESTART) NEVER("the kernel has not been asked to begin"),
		ON(COMM_LOST) NEVER("the kernel has not been asked to begin"),
		ON(SHUTDOWN_COMP) NEVER("the kernel has not been asked to begin"),
		ON(CANT_START) NEVER("the kernel has not been asked to begin"),
		ON(PEER_SHUTDOWN) NEVER("the kernel has not been asked to begin"),
		ON(MESSAGE) NEVER("the kernel has not been asked to begin"),
		ON(PATH) NEVER("the kernel has not been asked to begin"),
		ON(SEND_FAILED) NEVER("the kernel has not been asked to begin"),
		ON(TOO_LONG) NEVER("the kernel has not been asked to begin"),
		ON(SEND) GO(IDLE, TAKE),
		ON(CLOSE) GO(CLOSE_PENDING, 0),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_CONNECTING] = {
		ON(START) NEVER("it begins once"),
		ON(EMPTIED) NOTHING("what waited has expired"),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) NOTHING("nothing has been given back"),
		ON(DEADLINE) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(COMM_UP) GO(UP, EMIT_UP | FLUSH),
		ON(RESTART) GO(UP, EMIT_UP | FLUSH),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) GO(PEER_CLOSING, EMIT_UP | EMIT_CLOSING | CHECK),
		ON(MESSAGE) GO(UP, EMIT_UP | EMIT_MESSAGE | FLUSH | CHECK),
		ON(PATH) GO(CONNECTING, CHECK),
		ON(SEND_FAILED) NEVER("the kernel is given no message before it is up"),
		ON(TOO_LONG) NEVER("a message makes it UP first"),
		ON(SEND) GO(CONNECTING, TAKE),
		ON(CLOSE) GO(CLOSE_PENDING, 0),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_CLOSE_PENDING] = {
		ON(START) GO(CLOSE_PENDING, 0),
		ON(EMPTIED) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) NOTHING("nothing has been given back"),
		ON(DEADLINE) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(COMM_UP) GO(DRAINING, EMIT_UP | FLUSH),
		ON(RESTART) GO(DRAINING, EMIT_UP | FLUSH),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) GO(CLOSING, EMIT_UP | EMIT_CLOSING | CHECK),
		ON(MESSAGE) GO(DRAINING, EMIT_UP | EMIT_MESSAGE | FLUSH | CHECK),
		ON(PATH) GO(CLOSE_PENDING, CHECK),
		ON(SEND_FAILED) NEVER("the kernel is given no message before it is up"),
		ON(TOO_LONG) NEVER("a message makes it DRAINING first"),
		ON(SEND) GO(CLOSE_PENDING, REFUSE_CLOSED),
		ON(CLOSE) NOTHING("asked already"),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_UP] = {
		ON(START) NEVER("it begins once"),
		ON(EMPTIED) NOTHING("all is with the kernel: the normal course"),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) GO(UP, REPORT),
		ON(DEADLINE) NOTHING("it came up in time"),
		ON(COMM_UP) NOTHING("it is up already: a check found out before the notification"),
		ON(RESTART) GO(UP, REPORT | RETURN_QUEUE | EMIT_UP),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) GO(PEER_CLOSING, REPORT | EMIT_CLOSING),
		ON(MESSAGE) GO(UP, REPORT | EMIT_MESSAGE),
		ON(PATH) GO(UP, REPORT | EMIT_PATH),
		ON(SEND_FAILED) GO(UP, COLLECT),
		ON(TOO_LONG) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(SEND) GO(UP, TAKE | FLUSH),
		ON(CLOSE) GO(DRAINING, FLUSH),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_DRAINING] = {
		ON(START) NEVER("it begins once"),
		ON(EMPTIED) GO(CLOSING, ASK_SHUTDOWN),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) GO(DRAINING, REPORT),
		ON(DEADLINE) NOTHING("it came up in time"),
		ON(COMM_UP) NOTHING("it is up already: a check found out before the notification"),
		ON(RESTART) GO(DRAINING, REPORT | RETURN_QUEUE | EMIT_UP),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) GO(CLOSING, REPORT | EMIT_CLOSING),
		ON(MESSAGE) GO(DRAINING, REPORT | EMIT_MESSAGE),
		ON(PATH) GO(DRAINING, REPORT | EMIT_PATH),
		ON(SEND_FAILED) GO(DRAINING, COLLECT),
		ON(TOO_LONG) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(SEND) GO(DRAINING, REFUSE_CLOSED),
		ON(CLOSE) NOTHING("asked already"),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_CLOSING] = {
		ON(START) NEVER("it begins once"),
		ON(EMPTIED) NOTHING("what was left has expired; the shutdown is under way"),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) GO(CLOSING, REPORT),
		ON(DEADLINE) NOTHING("it came up in time"),
		ON(COMM_UP) NOTHING("it is up already: a check found out before the notification"),
		ON(RESTART) GO(DRAINING, REPORT | RETURN_QUEUE | EMIT_UP),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) NOTHING("both shut down at once: SHUTDOWN_COMP follows"),
		ON(MESSAGE) GO(CLOSING, REPORT | EMIT_MESSAGE),
		ON(PATH) GO(CLOSING, REPORT | EMIT_PATH),
		ON(SEND_FAILED) GO(CLOSING, COLLECT),
		ON(TOO_LONG) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(SEND) GO(CLOSING, REFUSE_CLOSED),
		ON(CLOSE) NOTHING("asked already"),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_PEER_CLOSING] = {
		ON(START) NEVER("it begins once"),
		ON(EMPTIED) NOTHING("what was left has expired; the shutdown is under way"),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) GO(PEER_CLOSING, REPORT),
		ON(DEADLINE) NOTHING("it came up in time"),
		ON(COMM_UP) NOTHING("it is up already: a check found out before the notification"),
		ON(RESTART) GO(UP, REPORT | RETURN_QUEUE | EMIT_UP),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) NOTHING("the same shutdown, transmitted again"),
		ON(MESSAGE) GO(PEER_CLOSING, REPORT | EMIT_MESSAGE),
		ON(PATH) GO(PEER_CLOSING, REPORT | EMIT_PATH),
		ON(SEND_FAILED) GO(PEER_CLOSING, COLLECT),
		ON(TOO_LONG) GO(ABORTING, REMEMBER | ASK_ABORT),
		ON(SEND) GO(PEER_CLOSING, REFUSE_CLOSED),
		ON(CLOSE) GO(CLOSING, 0),
		ON(ABORT) GO(ABORTING, REMEMBER | ASK_ABORT),
	},
	[CORE_ABORTING] = {
		ON(START) NEVER("the driver drops the start when it aborts"),
		ON(EMPTIED) NOTHING("the user has ended it: only `unsent` and `down` follow"),
		ON(GONE) GO(ENDING, REMEMBER),
		ON(QUIET) NOTHING("the kernel's answer to the abort was not read yet"),
		ON(DEADLINE) NOTHING("the user has ended it: only `unsent` and `down` follow"),
		ON(COMM_UP) NOTHING("the abort follows it"),
		ON(RESTART) NOTHING("the abort follows it"),
		ON(COMM_LOST) GO(ENDING, REMEMBER),
		ON(SHUTDOWN_COMP) GO(ENDING, REMEMBER),
		ON(CANT_START) GO(ENDING, REMEMBER),
		ON(PEER_SHUTDOWN) NOTHING("the user has ended it: only `unsent` and `down` follow"),
		ON(MESSAGE) NOTHING("the user has ended it: only `unsent` and `down` follow"),
		ON(PATH) NOTHING("the user has ended it: only `unsent` and `down` follow"),
		ON(SEND_FAILED) GO(ABORTING, COLLECT),
		ON(TOO_LONG) NEVER("messages are dropped unseen"),
		ON(SEND) GO(ABORTING, REFUSE_OVER),
		ON(CLOSE) NOTHING("it ends at once"),
		ON(ABORT) NOTHING("asked already"),
	},
	[CORE_ENDING] = {
		ON(START) NEVER("it begins once"),
		ON(EMPTIED) NOTHING("nothing more is sent"),
		ON(GONE) NOTHING("known already"),
		ON(QUIET) GO(DOWN, FINISH),
		ON(DEADLINE) NOTHING("known already"),
		ON(COMM_UP) NEVER("its end was read: the kernel says nothing more of it but what it gives back"),
		ON(RESTART) NEVER("its end was read: the kernel says nothing more of it but what it gives back"),
		ON(COMM_LOST) NOTHING("known already"),
		ON(SHUTDOWN_COMP) NOTHING("known already"),
		ON(CANT_START) NOTHING("known already"),
		ON(PEER_SHUTDOWN) NOTHING("known already"),
		ON(MESSAGE) NEVER("its end was read: the kernel says nothing more of it but what it gives back"),
		ON(PATH) NOTHING("it has no paths any more"),
		ON(SEND_FAILED) GO(ENDING, COLLECT),
		ON(TOO_LONG) NEVER("its end was read: the kernel says nothing more of it but what it gives back"),
		ON(SEND) GO(ENDING, REFUSE_OVER),
		ON(CLOSE) NOTHING("it ends at once"),
		ON(ABORT) NOTHING("it ends at once"),
	},
	[CORE_WAITING] = {
		ON(START) LATER("supervision"),
		ON(EMPTIED) LATER("supervision"),
		ON(GONE) LATER("supervision"),
		ON(QUIET) LATER("supervision"),
		ON(DEADLINE) LATER("supervision"),
		ON(COMM_UP) LATER("supervision"),
		ON(RESTART) LATER("supervision"),
		ON(COMM_LOST) LATER("supervision"),
		ON(SHUTDOWN_COMP) LATER("supervision"),
		ON(CANT_START) LATER("supervision"),
		ON(PEER_SHUTDOWN) LATER("supervision"),
		ON(MESSAGE) LATER("supervision"),
		ON(PATH) LATER("supervision"),
		ON(SEND_FAILED) LATER("supervision"),
		ON(TOO_LONG) LATER("supervision"),
		ON(SEND) LATER("supervision"),
		ON(CLOSE) LATER("supervision"),
		ON(ABORT) LATER("supervision"),
	},
	[CORE_DOWN] = {
		ON(START) NEVER("the driver has let go of it"),
		ON(EMPTIED) NOTHING("`down` was the last event"),
		ON(GONE) NOTHING("`down` was the last event"),
		ON(QUIET) NOTHING("`down` was the last event"),
		ON(DEADLINE) NOTHING("`down` was the last event"),
		ON(COMM_UP) NOTHING("`down` was the last event"),
		ON(RESTART) NOTHING("`down` was the last event"),
		ON(COMM_LOST) NOTHING("`down` was the last event"),
		ON(SHUTDOWN_COMP) NOTHING("`down` was the last event"),
		ON(CANT_START) NOTHING("`down` was the last event"),
		ON(PEER_SHUTDOWN) NOTHING("`down` was the last event"),
		ON(MESSAGE) NOTHING("`down` was the last event"),
		ON(PATH) NOTHING("`down` was the last event"),
		ON(SEND_FAILED) NOTHING("`down` was the last event"),
		ON(TOO_LONG) NOTHING("`down` was the last event"),
		ON(SEND) GO(DOWN, REFUSE_OVER),
		ON(CLOSE) GO(DOWN, REFUSE_OVER),
		ON(ABORT) GO(DOWN, REFUSE_OVER),
	},
};
/* clang-format on */

const struct core_cell *core_cell(enum core_state state, enum core_input input)
{
	return &table[state][input];
}

#define NAME(tag, text) [CORE_##tag] = #tag,
#define TEXT(tag, text) [CORE_##tag] = (text),
static const char *const state_names[] = { CORE_STATES(NAME) };
static const char *const state_texts[] = { CORE_STATES(TEXT) };
#undef NAME
#undef TEXT
#define NAME(tag, text) [CORE_IN_##tag] = #tag,
#define TEXT(tag, text) [CORE_IN_##tag] = (text),
static const char *const input_names[] = { CORE_INPUTS(NAME) };
static const char *const input_texts[] = { CORE_INPUTS(TEXT) };
#undef TEXT
#define TEXT(tag, text) [CORE_EFFECT_BIT_##tag] = (text),
static const char *const effect_texts[] = { CORE_EFFECTS(TEXT) };

const char *core_state_name(enum core_state state)
{
	return state_names[state];
}

const char *core_state_text(enum core_state state)
{
	return state_texts[state];
}

const char *core_input_name(enum core_input input)
{
	return input_names[input];
}

const char *core_input_text(enum core_input input)
{
	return input_texts[input];
}

const char *core_effect_text(unsigned bit)
{
	return effect_texts[bit];
}
