/* SPDX-License-Identifier: MIT */
/*
 * core/state.h - the association's state machine, as one complete table: every state times every
 * input. Pure. docs/state-machine.md is printed from it.
 */
#ifndef CORE_STATE_H
#define CORE_STATE_H

#include <stdint.h>

/*        tag            what is true in it */
#define CORE_STATES(X)                                                                          \
	X(IDLE, "connect was asked, nothing is on the wire yet")                                \
	X(CONNECTING, "the handshake is under way")                                             \
	X(CLOSE_PENDING, "not up yet, close was asked: what is queued goes first")              \
	X(UP, "established")                                                                    \
	X(DRAINING, "up, close was asked: our queue goes to the kernel first")                  \
	X(CLOSING, "shutting down, as we asked: the kernel finishes")                           \
	X(PEER_CLOSING, "shutting down, as the peer asked and we did not: the kernel finishes") \
	X(ABORTING, "we end it at once: the kernel is asked to abort")                          \
	X(ENDING, "its end was read: what the kernel gives back after it is collected")         \
	X(WAITING, "lost, will connect again (supervision: not built yet, never entered)")      \
	X(DOWN, "over: `down` is the last event")

/*        tag            what comes in */
#define CORE_INPUTS(X)                                                     \
	/* from the driver */                                              \
	X(START, "the driver begins the handshake")                        \
	X(EMPTIED, "our queue has become empty")                           \
	X(GONE, "the kernel knows no such association (or never made it)") \
	X(QUIET, "its socket was read dry")                                \
	X(DEADLINE, "connect_ms have passed")                              \
	/* from the kernel */                                              \
	X(COMM_UP, "SCTP_ASSOC_CHANGE: SCTP_COMM_UP")                      \
	X(RESTART, "SCTP_ASSOC_CHANGE: SCTP_RESTART")                      \
	X(COMM_LOST, "SCTP_ASSOC_CHANGE: SCTP_COMM_LOST")                  \
	X(SHUTDOWN_COMP, "SCTP_ASSOC_CHANGE: SCTP_SHUTDOWN_COMP")          \
	X(CANT_START, "SCTP_ASSOC_CHANGE: SCTP_CANT_STR_ASSOC")            \
	X(PEER_SHUTDOWN, "SCTP_SHUTDOWN_EVENT")                            \
	X(MESSAGE, "a message, or a part of one")                          \
	X(PATH, "SCTP_PEER_ADDR_CHANGE")                                   \
	X(SEND_FAILED, "SCTP_SEND_FAILED_EVENT")                           \
	X(TOO_LONG, "a message beyond message_max, or no memory for it")   \
	/* from the user */                                                \
	X(SEND, "asctp_send()")                                            \
	X(CLOSE, "asctp_close()")                                          \
	X(ABORT, "asctp_abort(), asctp_free()")

#define CORE_STATE_TAG_(tag, text) CORE_##tag,
enum core_state { CORE_STATES(CORE_STATE_TAG_) CORE_STATE_COUNT };

#define CORE_INPUT_TAG_(tag, text) CORE_IN_##tag,
enum core_input { CORE_INPUTS(CORE_INPUT_TAG_) CORE_INPUT_COUNT };

/* What a cell has done, in this order. */
/*        tag            what is done */
#define CORE_EFFECTS(X)                                                                \
	X(REMEMBER, "remember why it ends, unless that is known")                      \
	X(COLLECT, "keep the message given back until all are here")                   \
	X(REPORT, "report what was given back, oldest first")                          \
	X(RETURN_QUEUE, "give back what is queued, too")                               \
	X(EMIT_UP, "`up`; what is queued for streams that do not exist is given back") \
	X(EMIT_MESSAGE, "reassemble; `message` once whole")                            \
	X(EMIT_PATH, "`path`")                                                         \
	X(EMIT_CLOSING, "`closing`")                                                   \
	X(TAKE, "queue the message")                                                   \
	X(FLUSH, "have the driver send what is queued")                                \
	X(ASK_SHUTDOWN, "have the driver ask for SHUTDOWN")                            \
	X(ASK_ABORT, "have the driver ask for ABORT")                                  \
	X(CHECK, "have the driver ask the kernel what it knows of it")                 \
	X(FINISH, "give back what is left, then `down`")                               \
	X(REFUSE_CLOSED, "answer -ESHUTDOWN")                                          \
	X(REFUSE_OVER, "answer -ENOTCONN")

#define CORE_EFFECT_BIT_(tag, text) CORE_EFFECT_BIT_##tag,
enum { CORE_EFFECTS(CORE_EFFECT_BIT_) CORE_EFFECT_COUNT };
#define CORE_EFFECT_FLAG_(tag, text) CORE_DO_##tag = 1u << CORE_EFFECT_BIT_##tag,
enum core_effect { CORE_EFFECTS(CORE_EFFECT_FLAG_) };

enum core_cell_kind {
	CORE_CELL_MISSING, /* nobody thought of it: a test fails */
	CORE_CELL_GO,      /* happens: effects, then the next state */
	CORE_CELL_NOTHING, /* may happen, and nothing is to be done: `why` says why */
	CORE_CELL_NEVER,   /* cannot happen: `why` says why. If it does, nothing is done */
	CORE_CELL_LATER    /* belongs to a feature that does not exist yet: `why` names it */
};

struct core_cell {
	uint8_t kind; /* enum core_cell_kind */
	uint8_t next; /* enum core_state */
	uint32_t effects;
	const char *why;
};

/* The cell for an input in a state. */
const struct core_cell *core_cell(enum core_state state, enum core_input input);

const char *core_state_name(enum core_state state);
const char *core_state_text(enum core_state state);
const char *core_input_name(enum core_input input);
const char *core_input_text(enum core_input input);
const char *core_effect_text(unsigned bit);

#endif
