/* SPDX-License-Identifier: MIT */
/*
 * asctp/asctp.h - asynchronous SCTP associations for Linux (RFC 6458 over the kernel's stack).
 *
 * Three objects: a context (asctp) is what your event loop watches; an endpoint listens; an
 * association (asctp_assoc) is a conversation with one peer, connected or accepted.
 *
 * Eight rules hold for every call in this file.
 *
 *  1. Errors.    int calls return 0 or more, or -errno (errno itself untouched). Pointer calls
 *                return NULL with the reason in errno. asctp_why() says it in a sentence. NULL in
 *                gives NULL or -EINVAL out with errno kept, so a chain of calls is checked once.
 *  2. Blocking.  Nothing blocks but asctp_run().
 *  3. Handlers   (and timers) run only inside asctp_process(), asctp_run() and asctp_free(). No
 *                other call calls you back, but for the log and an adapter's `told`, which must
 *                not call the library.
 *  4. Reentry.   In a handler every call is allowed on every object: close it, abort it, connect
 *                anew, free the context (which then happens on return). Only process and run
 *                answer -EBUSY.
 *  5. Ownership. What you pass is copied. What a handler receives is borrowed and ends when the
 *                handler returns.
 *  6. Lifetime.  An association is yours to use until its `down` handler returns; a reference
 *                (asctp_assoc_ref) keeps the pointer good beyond. `down` comes exactly once, and
 *                nothing comes after it.
 *  7. Threads.   A context and all that belongs to it is used by one thread at a time; contexts
 *                share nothing. After fork(2) only one of the two processes may use it.
 *  8. Zero       is every option's default, so name only what you want changed.
 *
 * The calls with a macro of their own name take options by name, in C:
 *     asctp_connect(ctx, "10.0.0.1,10.1.0.1:7000", .on = &handlers, .connect_ms = 2000);
 * Under each is a function with the suffix _with that takes the struct, for C++ and for bindings
 * (asctp_config_init() and asctp_out_init() prepare one).
 *
 * Units: bytes, and milliseconds in names that end in _ms. PPIDs, stream numbers and ports are in
 * host byte order everywhere; only an asctp_addr holds network order, as every sockaddr.
 *
 * Kernels: Linux 4.18 and later, by test from 5.10 on. What needs a newer one says so.
 */
#ifndef ASCTP_H
#define ASCTP_H

#include <asctp/addr.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ASCTP_VERSION 0x000100 /* 0.1.0 */

typedef struct asctp asctp;                   /* context: one per thread */
typedef struct asctp_endpoint asctp_endpoint; /* listens */
typedef struct asctp_assoc asctp_assoc;       /* one conversation with one peer */

/* ---- Events -----------------------------------------------------------------------------------
 * All that can happen to an association, in one table. The row "up" makes the tag ASCTP_EV_UP, the
 * handler up, the union member up and its type asctp_up; BARE rows have no payload. Rows are only
 * ever appended, and a tag's number never changes. */

/* clang-format off */
/*           nr tag    member/handler                                              RFC 6458 */
#define ASCTP_EVENTS(X, BARE) \
	X(1, UP, up)                /* established, or begun anew by the peer             6.1.1 */ \
	X(2, MESSAGE, message)      /* a message came, whole                                5.3 */ \
	BARE(3, WRITABLE, writable) /* after ASCTP_FULL: the send queue has room again        - */ \
	X(4, UNSENT, unsent)        /* a message we took may not have arrived            6.1.11 */ \
	X(5, PATH, path)            /* one of the peer's addresses changed                6.1.2 */ \
	BARE(6, CLOSING, closing)   /* the peer is shutting down: send no more            6.1.5 */ \
	X(7, DOWN, down)            /* over: the last event                               6.1.1 */
/* clang-format on */

#define ASCTP_TAG_(nr, tag, name) ASCTP_EV_##tag = (nr),
typedef enum asctp_event_type {
	ASCTP_EV_NONE = 0,
	ASCTP_EVENTS(ASCTP_TAG_, ASCTP_TAG_)
} asctp_event_type;

/* The association is up. Send on streams 0 to streams_out - 1. */
typedef struct asctp_up {
	uint16_t streams_out, streams_in; /* as negotiated with the peer */
	/* The peer began anew: its old state is gone. What it had not acknowledged, and what was still
	 * queued for it, has come back in `unsent`. */
	bool restarted;
} asctp_up;

/* A message, always whole, however many packets or reads it took. */
typedef struct asctp_message {
	const void *data;
	size_t len;
	uint32_t ppid; /* host byte order */
	uint32_t tsn;
	uint16_t stream, ssn; /* ssn: without meaning if unordered */
	bool unordered;
	asctp_addr from; /* the address it came from: the path it took */
} asctp_message;

typedef enum asctp_unsent_why {
	ASCTP_UNSENT_EXPIRED = 1,  /* its lifetime passed */
	ASCTP_UNSENT_STREAM = 2,   /* the peer gave fewer streams than it was sent on */
	ASCTP_UNSENT_TOO_LONG = 3, /* longer than the socket's send buffer */
	ASCTP_UNSENT_LOST = 4, /* the association was lost, aborted by the peer or never came up */
	ASCTP_UNSENT_RESTART = 5, /* the peer began anew before it acknowledged this */
	ASCTP_UNSENT_CLOSED = 6,  /* the peer shut down first */
	ASCTP_UNSENT_ABORTED = 7  /* we aborted the association */
} asctp_unsent_why;

/* A message that send took, given back, oldest first. What the peer's kernel acknowledged is not
 * among them, with one exception that SCTP makes: a message acknowledged out of order only (by a
 * gap report) when the association ended. May come before the first `up` (an expired one). */
typedef struct asctp_unsent {
	const void *data; /* the message, whole (its beginning, if there was no memory for more) */
	size_t len;
	uint64_t tag; /* as it was sent */
	uint32_t ppid;
	uint16_t stream;
	bool unordered;
	bool transmitted; /* a part of it left this host: the peer may have it all the same */
	asctp_unsent_why why;
} asctp_unsent;

typedef enum asctp_path_what {
	ASCTP_PATH_AVAILABLE = 0,   /* in use, or good to use again */
	ASCTP_PATH_UNREACHABLE = 1, /* failed: too many heartbeats or packets unanswered */
	ASCTP_PATH_REMOVED = 2,     /* the peer took the address away (RFC 5061); since Linux 5.5 */
	ASCTP_PATH_ADDED = 3,       /* the peer added it (RFC 5061); since Linux 5.5 */
	ASCTP_PATH_MADE_PRIMARY = 4, /* since Linux 5.5 */
	ASCTP_PATH_CONFIRMED = 5,    /* it answered for the first time */
	/* Some went unanswered: others are preferred (RFC 7829); since Linux 5.5. */
	ASCTP_PATH_POTENTIALLY_FAILED = 6
} asctp_path_what;

typedef struct asctp_path {
	asctp_path_what what; /* a newer kernel may give a number beyond these */
	asctp_addr addr;      /* the peer's */
} asctp_path;

typedef enum asctp_reason {
	ASCTP_CLOSED = 1,    /* shut down in order: all taken was acknowledged or given back */
	ASCTP_ABORTED = 2,   /* the peer sent ABORT: see cause and info */
	ASCTP_LOST = 3,      /* the peer stopped answering on every path (or its end went unseen) */
	ASCTP_REFUSED = 4,   /* it never came up: the peer said no */
	ASCTP_TIMED_OUT = 5, /* it never came up: no answer, or connect_ms passed */
	ASCTP_LOCAL = 6,     /* we said so: asctp_abort(), asctp_free() */
	ASCTP_FAILED = 7     /* a local error or limit: see error */
} asctp_reason;

typedef struct asctp_down {
	asctp_reason reason;
	int error;      /* 0 or -errno, fit for strerror(-error) */
	uint16_t cause; /* error cause of the peer's ABORT or 0: asctp_cause_name() */
	/* What came with the cause: with 12, User-Initiated Abort, the peer's text. */
	const void *info;
	size_t info_len;
} asctp_down;

#define ASCTP_MEMBER_(nr, tag, name) asctp_##name name;
#define ASCTP_NO_MEMBER_(nr, tag, name)
typedef struct asctp_event {
	asctp_event_type type;
	asctp_assoc *assoc;
	union {
		ASCTP_EVENTS(ASCTP_MEMBER_, ASCTP_NO_MEMBER_)
	};
} asctp_event;

/* Handlers. One static const table per role. An event without a handler goes to `any`; without
 * that it is ignored. */
#define ASCTP_HANDLER_(nr, tag, name)      void (*name)(asctp_assoc * assoc, const asctp_##name *name);
#define ASCTP_BARE_HANDLER_(nr, tag, name) void (*name)(asctp_assoc * assoc);
typedef struct asctp_handlers {
	void (*any)(asctp_assoc *assoc, const asctp_event *event);
	ASCTP_EVENTS(ASCTP_HANDLER_, ASCTP_BARE_HANDLER_)
} asctp_handlers;

/* ---- Context and event loop -------------------------------------------------------------------
 * A loop watches ONE descriptor for readability and calls asctp_process(); timers and all sockets
 * are behind it. An adapter does it for libuv: <asctp/uv.h>. Or asctp_run(); or these three calls.
 */

typedef enum asctp_level {
	ASCTP_LOG_ERROR = 0,
	ASCTP_LOG_WARNING = 1,
	ASCTP_LOG_INFO = 2
} asctp_level;

typedef struct asctp_params {
	size_t size;                                                 /* set by the macro */
	void (*log)(void *arg, asctp_level level, const char *text); /* one line, no newline */
	void *log_arg;
	uint32_t batch; /* events per asctp_process() at most, so that others get their turn; 64 */
	uint32_t reserved0;
	uint64_t reserved[8];
} asctp_params;

/* A new context. Fails with ENOMEM, EMFILE, ENFILE; EINVAL or E2BIG for params of a newer header
 * that this library lacks. Needs no SCTP in the kernel yet: listen and connect do. */
ASCTP_API asctp *asctp_new_with(const asctp_params *params);
#define asctp_new(...) asctp_new_with(&(asctp_params){ .size = sizeof(asctp_params), __VA_ARGS__ })

/* Ends it all: aborts what is left (with `unsent` and `down` for each), closes every endpoint and
 * descriptor. No timer fires any more, and listen, connect and timer_start fail with ESHUTDOWN. In
 * a handler it happens when the handler returns. */
ASCTP_API void asctp_free(asctp *ctx);

/* The descriptor to watch: readable, level-triggered, for as long as there is work. It stays the
 * same for the context's life. Not to be read, written or closed. */
ASCTP_API int asctp_fd(const asctp *ctx);

/* Does what there is to do, without blocking, and runs handlers: one round over all sockets and
 * timers, and no more events than a batch; if there is more, the descriptor stays readable. Call it
 * when it is; at other times it does no harm. Returns how many events there were (timers do not
 * count); -EBUSY in a handler; -ESHUTDOWN if a handler freed the context: it is gone then. */
ASCTP_API int asctp_process(asctp *ctx);

/* No endpoint, association or timer left. */
ASCTP_API bool asctp_idle(const asctp *ctx);

/* A built-in loop: processes until the context is idle or asctp_stop() is called, then returns 0.
 * -EINTR if a signal was caught, -EBUSY in a handler, -ESHUTDOWN as asctp_process(). */
ASCTP_API int asctp_run(asctp *ctx);
/* Has the running asctp_run() return once the process() under way is done: for handlers and
 * timers, not for signal handlers or other threads. */
ASCTP_API void asctp_stop(asctp *ctx);

/* Why the last listen, connect, send, abort, set_handlers, set_adapter or option (of the engine's
 * own: <asctp/options.h>) that failed did so: one sentence, with what to do about it where we know.
 * Good until the next one that fails. For NULL: about errno (asctp_new failed). */
ASCTP_API const char *asctp_why(const asctp *ctx);

/* For adapters. TOLD is called at once with what holds now, then whenever the context becomes busy
 * or idle, and with ASCTP_GONE before its descriptor is closed (after which never again). NULL
 * detaches. -EBUSY if another adapter is attached. */
typedef enum asctp_notice { ASCTP_BUSY = 1, ASCTP_IDLE = 2, ASCTP_GONE = 3 } asctp_notice;
ASCTP_API int asctp_set_adapter(asctp *ctx, void (*told)(void *arg, asctp_notice what), void *arg);
ASCTP_API void *asctp_adapter(const asctp *ctx); /* the arg of the one attached, or NULL */

/* Timers live in your own struct: zero it, set fn (and arg), and stop it before its memory goes.
 * fn runs in asctp_process(), once per start; 0 ms: in the next one. asctp_free() stops those that
 * run. -EINVAL without fn, -ESHUTDOWN if the context is being freed. */
typedef struct asctp_timer {
	void (*fn)(struct asctp_timer *timer);
	void *arg;
	uint64_t private_[8];
} asctp_timer;
ASCTP_API int asctp_timer_start(asctp *ctx, asctp_timer *timer, uint32_t ms); /* again: re-arms */
ASCTP_API void asctp_timer_stop(asctp_timer *timer); /* of one that is not running: no effect */

/* ---- Listening and connecting -----------------------------------------------------------------
 * Nothing reaches the wire before the next asctp_process(): what you set on asctp_socket() right
 * after these calls holds for the handshake. Addresses are text: see asctp_addr_parse(). Exactly
 * the addresses named are bound.
 *
 * What an expert sets is set: SCTP_NODELAY on, close-on-exec, no SIGPIPE, send and receive buffers
 * of 1 MiB or as much as net.core.[rw]mem_max allows (the log says if less was granted). */

typedef struct asctp_config {
	size_t size; /* both set by the macro or asctp_config_init() */
	size_t on_size;
	/* Where to listen; whom to connect to. Positional. */
	const char *addr;
	const asctp_handlers *on; /* copied */
	void *user;               /* asctp_user() of the associations */
	/* connect: bind to these first ("10.0.0.9,10.1.0.9", or with a port). NULL: to the source
	 * addresses that routing picks towards the peer's. */
	const char *local;
	/* Asked of the peer, at most 65535; 0: the kernel's default, which is 10 and 65535. */
	uint32_t streams_out, streams_in_max;
	/* connect: give up after; 0: the kernel's INIT limits alone, which apply all the same. */
	uint32_t connect_ms;
	uint32_t reserved0;
	/* Queued bytes (each message counts some for itself) at which send says ASCTP_FULL, and beyond
	 * which it refuses; 0: 1 MiB and 16 MiB. */
	size_t send_mark, send_limit;
	/* The longest message taken; a longer one aborts the association. 0: 1 MiB. */
	size_t message_max;
	uint64_t reserved[12];
} asctp_config;

static inline void asctp_config_init(asctp_config *config)
{
	memset(config, 0, sizeof(*config));
	config->size = sizeof(*config);
	config->on_size = sizeof(asctp_handlers);
}

/* Listens. Every association that comes gets a socket of its own, `on` and `user`; its first event
 * is `up`. Fails with EINVAL (a text that is no address, an option that is connect's), EADDRINUSE,
 * EADDRNOTAVAIL, EACCES (a port below 1024), EPROTONOSUPPORT or ESOCKTNOSUPPORT (no SCTP in this
 * kernel), EMFILE, ENFILE, ENOMEM; E2BIG as asctp_new(). RFC 6458 sections 3.1, 9.1, 9.2. */
ASCTP_API asctp_endpoint *asctp_listen_with(asctp *ctx, const asctp_config *config);

/* Connects to one peer, at any of its addresses. Returns at once; `up` or `down` follows, and what
 * is sent meanwhile waits. Fails as asctp_listen_with(). RFC 6458 sections 3.1, 9.9. */
ASCTP_API asctp_assoc *asctp_connect_with(asctp *ctx, const asctp_config *config);

#define ASCTP_CONFIG_(...)                              \
	(&(asctp_config){ .size = sizeof(asctp_config), \
		.on_size = sizeof(asctp_handlers),      \
		.addr = __VA_ARGS__ })
#define asctp_listen(ctx, ...)  asctp_listen_with((ctx), ASCTP_CONFIG_(__VA_ARGS__))
#define asctp_connect(ctx, ...) asctp_connect_with((ctx), ASCTP_CONFIG_(__VA_ARGS__))

/* Stops listening. The pointer is good until this call, or until asctp_free() has returned. Its
 * associations live on. NULL: no effect. */
ASCTP_API void asctp_unlisten(asctp_endpoint *endpoint);

/* The local addresses it listens on, the port the kernel chose included. Returns how many there
 * are (which may exceed max: then only max were written), -EINVAL, or -ESHUTDOWN if the context is
 * being freed. RFC 6458 section 9.5. */
ASCTP_API int asctp_endpoint_addrs(const asctp_endpoint *endpoint, asctp_addr *ret, size_t max);
/* Its port, in host byte order; -errno as asctp_endpoint_addrs(). */
ASCTP_API int asctp_endpoint_port(const asctp_endpoint *endpoint);

/* ---- Sending ---------------------------------------------------------------------------------- */

#define ASCTP_FULL 1 /* taken, and the queue is full now: wait for `writable` */

typedef struct asctp_out {
	size_t size; /* set by the macro or asctp_out_init() */
	/* These are positional in asctp_send(); the stream may be named. */
	const void *data;
	size_t len;
	uint32_t stream; /* at most 65535 */
	uint32_t ppid;
	/* Comes back in `unsent`. Non-zero tags cost 8 bytes for each message that the socket's send
	 * buffer can hold, once per association. */
	uint64_t tag;
	/* Drop it if it was not sent by then, here or in the kernel (PR-SCTP, RFC 3758); 0: never. */
	uint32_t lifetime_ms;
	bool unordered;
	uint8_t reserved0[3];
	uint64_t reserved[8];
} asctp_out;

static inline void asctp_out_init(asctp_out *out)
{
	memset(out, 0, sizeof(*out));
	out->size = sizeof(*out);
}

/* Sends one message: takes a copy and has it transmitted in the next (or the running) process().
 *
 * Returns 0: taken. ASCTP_FULL: taken, now wait for `writable`. Otherwise it was not taken:
 * -ENOBUFS (the queue is at send_limit: wait for `writable`), -EMSGSIZE (longer than the kernel can
 * take: the granted send buffer), -EINVAL (empty, no data, a stream the association does not have),
 * -ESHUTDOWN (it is closing, by you or the peer), -ENOTCONN (it is over), -ENOMEM, -E2BIG.
 *
 * Each message taken ends in one of three ways: acknowledged by the peer's kernel; given back by
 * `unsent`; or, once transmitted, abandoned under the lifetime you set. RFC 6458 sections 3.1.4,
 * 5.3.4, 5.3.7. */
ASCTP_API int asctp_send_with(asctp_assoc *assoc, const asctp_out *out);

/* asctp_send(assoc, data, len, .stream = 3, .ppid = 46, .unordered = true, .lifetime_ms = 200) */
#define asctp_send(assoc, ...) \
	asctp_send_with((assoc), &(asctp_out){ .size = sizeof(asctp_out), .data = __VA_ARGS__ })

/* The queue is below send_mark, and sending is possible. */
ASCTP_API bool asctp_writable(const asctp_assoc *assoc);
ASCTP_API size_t asctp_queued(const asctp_assoc *assoc); /* bytes not yet with the kernel */

/* ---- The association -------------------------------------------------------------------------- */

/* Closes in order: what was taken is transmitted and acknowledged, then SHUTDOWN; `down` follows.
 * One that is not up yet is first connected if something was sent on it, else given up. Calling it
 * again does no harm. -ENOTCONN if it is over. RFC 6458 section 5.3.4 (SCTP_EOF). */
ASCTP_API int asctp_close(asctp_assoc *assoc);

/* Ends it at once. The peer gets ABORT with `text` (of `len` bytes, may be NULL, 0), what was not
 * acknowledged comes back in `unsent`, then `down` (ASCTP_LOCAL). -EINVAL for a text of more than
 * ASCTP_ABORT_TEXT_MAX bytes, -ENOTCONN if it is over. RFC 6458 section 5.3.4 (SCTP_ABORT). */
#define ASCTP_ABORT_TEXT_MAX 1024
ASCTP_API int asctp_abort(asctp_assoc *assoc, const void *text, size_t len);

/* References: the pointer stays good after `down` until as many unrefs; calls on it then answer
 * -ENOTCONN. Returns assoc. NULL: no effect. */
ASCTP_API asctp_assoc *asctp_assoc_ref(asctp_assoc *assoc);
ASCTP_API void asctp_assoc_unref(asctp_assoc *assoc);

ASCTP_API void *asctp_user(const asctp_assoc *assoc); /* .user of the config, until set */
ASCTP_API void asctp_set_user(asctp_assoc *assoc, void *user);
/* Other handlers (copied) from the next event on. `size` is sizeof(asctp_handlers): the macro's
 * business. -EINVAL for a size that is not set, -E2BIG for a handler that this library does not
 * know, -ENOTCONN if it is over. */
ASCTP_API int asctp_set_handlers_with(asctp_assoc *assoc, const asctp_handlers *on, size_t size);
#define asctp_set_handlers(assoc, on) asctp_set_handlers_with((assoc), (on), sizeof(asctp_handlers))

/* Its context; NULL once `down` has been handled. */
ASCTP_API asctp *asctp_context(const asctp_assoc *assoc);
/* The peer's primary address; the first of those connected to until it is up. Never NULL. */
ASCTP_API const asctp_addr *asctp_peer(const asctp_assoc *assoc);
/* Its socket, for setsockopt(2) and getsockopt(2); not to be read, written or closed, nor to be
 * given another SO_SNDBUF or subscription. -ENOTCONN if it is over. */
ASCTP_API int asctp_socket(const asctp_assoc *assoc);
/* The kernel's sctp_assoc_t; 0 while it has none. */
ASCTP_API int32_t asctp_id(const asctp_assoc *assoc);

/* ---- Names, for logs: static strings; "unknown" for a number that has none ---- */
ASCTP_API const char *asctp_event_name(asctp_event_type type);
ASCTP_API const char *asctp_reason_name(asctp_reason reason);
ASCTP_API const char *asctp_path_what_name(asctp_path_what what);
ASCTP_API const char *asctp_unsent_why_name(asctp_unsent_why why);
ASCTP_API const char *asctp_cause_name(uint16_t cause); /* RFC 9260, 5061, 4895 */

/* One line for a log: "message stream 3, ppid 46, 120 bytes from 10.0.0.1:2905",
 * "down: aborted by the peer, User-Initiated Abort: \"bye\"". Foreign bytes are escaped, long ones cut.
 * Returns buf, always terminated (size 0: untouched). For an event that `any` was given, or of your
 * own making. */
ASCTP_API const char *asctp_event_print(const asctp_event *event, char *buf, size_t size);
/* Room for every line that asctp_event_print() may write. */
#define ASCTP_EVENT_TEXT 512

#ifdef __cplusplus
}
#endif
#endif
