/* SPDX-License-Identifier: MIT */
/*
 * core/assoc.h - one association: the state machine at work, its queues and its deadlines. Pure:
 * what comes in are inputs, what goes out are operations for the driver (ops) and events for the
 * user (core/engine.h hands them out).
 */
#ifndef CORE_ASSOC_H
#define CORE_ASSOC_H

#include "asctp/asctp.h"
#include "asctp/event.h"
#include "core/deadline.h"
#include "core/queue.h"
#include "core/reassembly.h"
#include "core/state.h"
#include <sys/queue.h>

struct core_engine;
struct io_socket;

/* What the driver is to do for an association. */
enum core_op {
	CORE_OP_START = 1,    /* begin the handshake */
	CORE_OP_ADOPT = 2,    /* born on a listener: give it a socket of its own */
	CORE_OP_FLUSH = 4,    /* send what is queued */
	CORE_OP_SHUTDOWN = 8, /* ask the kernel for SHUTDOWN */
	CORE_OP_ABORT = 16,   /* ask the kernel for ABORT */
	CORE_OP_CHECK = 32,   /* ask the kernel what it knows of it */
	CORE_OP_GIVE_UP = 64, /* connect_ms have passed: is it up all the same? */
	CORE_OP_RELEASE = 128 /* over: let go of its socket, before the user hears of it */
};

/* Why it ends. */
struct core_end {
	asctp_reason reason; /* 0: not known yet */
	int error;
	uint16_t cause;
	const void *info; /* owned by the association once remembered */
	size_t info_len;
};

/* What an input brings with it. */
union core_with {
	struct core_end end; /* GONE, DEADLINE, COMM_LOST, SHUTDOWN_COMP, CANT_START, TOO_LONG,
	                              ABORT, EMPTIED */
	asctp_up up;         /* COMM_UP, RESTART */
	asctp_path path;     /* PATH */
	struct core_message *sent; /* SEND: taken over */
	struct {
		asctp_message piece;
		bool last;
	} message;                       /* MESSAGE */
	const asctp_send_failed *failed; /* SEND_FAILED: one fragment */
};

struct core_assoc { /* the first member of struct asctp_assoc */
	struct core_engine *engine;
	TAILQ_ENTRY(core_assoc) all;       /* of the engine's associations */
	TAILQ_ENTRY(core_assoc) working;   /* of those with ops */
	TAILQ_ENTRY(core_assoc) reporting; /* of those with messages to give back */
	TAILQ_ENTRY(core_assoc) finished;  /* of those that owe their `down` */
	bool is_working, is_reporting, is_finished;
	uint8_t state;     /* enum core_state */
	bool full;         /* ASCTP_FULL was answered, `writable` is owed */
	bool sees_trouble; /* the kernel reports paths that may have failed */
	uint8_t troubled;  /* how many of them now do not answer */
	unsigned ops;      /* enum core_op */

	int32_t id; /* the kernel's */
	uint16_t streams_out, streams_in;
	asctp_addr peer;   /* primary address */
	asctp_addr *peers; /* to connect to, until that was done */
	size_t peer_count;

	struct core_queue queue;        /* waits for the kernel */
	struct core_queue returned;     /* waits to be reported, in the order of sending */
	struct core_queue collected;    /* given back by the kernel, by context */
	struct core_message *gathering; /* being put together from its fragments */
	struct core_reassembly reassembly;
	struct core_end end;
	void *abort_text;
	size_t abort_len;

	uint32_t next_context;
	uint32_t tag_count; /* a power of two; 0: no tag was ever used */
	uint64_t *tags;     /* by context, of the messages that the kernel may hold */

	size_t send_mark, send_limit, message_max;
	size_t kernel_max; /* what the kernel can take in one message: the send buffer */

	uint64_t gives_up_ns; /* when the kernel's attempts at a handshake end; 0: unknown */
	struct core_deadline connecting; /* connect_ms */
	struct core_deadline expiring;   /* the first queued message's lifetime */

	/* the driver's own; the core does not look at them */
	struct io_socket *socket;
	TAILQ_ENTRY(core_assoc) on_socket;
	unsigned later; /* ops that could not be done now (no memory) */
	bool suspect;   /* the kernel knows nothing of it: GONE once its socket was read dry */
};

/* Prepares a zeroed association and makes it one of the engine's. */
void core_assoc_init(struct core_assoc *assoc, struct core_engine *engine);
/* Frees what it holds. Only once it is DOWN and reported, or was never started. */
void core_assoc_fini(struct core_assoc *assoc);

/* Feeds one input. Returns 0, or what the cell answers to a call: -ESHUTDOWN, -ENOTCONN. */
int core_assoc_input(struct core_assoc *assoc, enum core_input input, const union core_with *with);

/* asctp_send() and asctp_abort(), after the arguments have been checked by themselves. */
int core_assoc_send(struct core_assoc *assoc, const asctp_out *out);
int core_assoc_abort(struct core_assoc *assoc, const void *text, size_t len);
bool core_assoc_writable(const struct core_assoc *assoc);

/* It came to a listener, and is known to the kernel: its COMM_UP is fed next. */
void core_assoc_born(struct core_assoc *assoc, int32_t id);

/* It is or was up: what comes from its socket needs no check first. */
bool core_assoc_is_up(const struct core_assoc *assoc);

/* The driver's part in sending: what is next (those expired are given back by this call), that it
 * went, or that the kernel will never take it. */
struct core_message *core_assoc_next(struct core_assoc *assoc);
void core_assoc_sent(struct core_assoc *assoc, struct core_message *message);
void core_assoc_refused(
	struct core_assoc *assoc, struct core_message *message, asctp_unsent_why why);

#endif
