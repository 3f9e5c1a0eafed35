/* SPDX-License-Identifier: MIT */
/*
 * asctp/event.h - the notifications of a descriptor (RFC 6458 section 6.1, RFC 6525 section 6.1),
 * typed, and the error causes in them.
 *
 * For who reads a descriptor of his own with <asctp/socket.h>; a context of <asctp/asctp.h> does
 * all this itself. A notification that asctp_sock_receive() gave is bytes in the kernel's layout;
 * asctp_notification_read() makes them values in host byte order. Nothing is copied or allocated:
 * what points, points into the bytes given.
 *
 * int calls return 0 or more, or -errno; errno itself is untouched.
 */
#ifndef ASCTP_EVENT_H
#define ASCTP_EVENT_H

#include <asctp/addr.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Which there are --------------------------------------------------------------------------
 * The names are RFC 6458's with ASCTP_ for SCTP_, the numbers the kernel's. A newer kernel may have
 * others: those arrive too, as bytes. */

/* clang-format off */
/*      number  name                    section               since Linux */
#define ASCTP_NOTIFICATIONS(X) \
	X(0x8001, ASSOC_CHANGE,           "RFC 6458 6.1.1")  /* 2.6  */ \
	X(0x8002, PEER_ADDR_CHANGE,       "RFC 6458 6.1.2")  /* 2.6; three of its states 5.5 */ \
	X(0x8003, SEND_FAILED,            "RFC 6458 6.1.4")  /* 2.6; deprecated by SEND_FAILED_EVENT */ \
	X(0x8004, REMOTE_ERROR,           "RFC 6458 6.1.3")  /* 2.6  */ \
	X(0x8005, SHUTDOWN_EVENT,         "RFC 6458 6.1.5")  /* 2.6  */ \
	X(0x8006, PARTIAL_DELIVERY_EVENT, "RFC 6458 6.1.7")  /* 2.6  */ \
	X(0x8007, ADAPTATION_INDICATION,  "RFC 6458 6.1.6")  /* 2.6  */ \
	X(0x8008, AUTHENTICATION_EVENT,   "RFC 6458 6.1.8")  /* 2.6.24; two of its kinds 4.17 */ \
	X(0x8009, SENDER_DRY_EVENT,       "RFC 6458 6.1.9")  /* 3.0  */ \
	X(0x800a, STREAM_RESET_EVENT,     "RFC 6525 6.1.1")  /* 4.11 */ \
	X(0x800b, ASSOC_RESET_EVENT,      "RFC 6525 6.1.2")  /* 4.11 */ \
	X(0x800c, STREAM_CHANGE_EVENT,    "RFC 6525 6.1.3")  /* 4.11 */ \
	X(0x800d, SEND_FAILED_EVENT,      "RFC 6458 6.1.11") /* 5.5  */
/* clang-format on */

#define ASCTP_NOTIFICATION_TAG_(number, name, section) ASCTP_##name = (number),
typedef enum asctp_notification_type {
	ASCTP_NOTIFICATIONS(ASCTP_NOTIFICATION_TAG_)
} asctp_notification_type;

/* A set of them, for asctp_sock_subscribe(): ASCTP_MASK(ASCTP_ASSOC_CHANGE) | ... */
#define ASCTP_MASK(type) (1u << ((unsigned)(type)-0x8000u))
/* All of the above but the deprecated one. */
#define ASCTP_MASK_ALL   0x3ff6u

/* ---- What they say ---------------------------------------------------------------------------- */

typedef enum asctp_assoc_state { /* sac_state */
	ASCTP_COMM_UP = 0,
	ASCTP_COMM_LOST = 1, /* failed, or aborted by either side */
	ASCTP_RESTART = 2,   /* the peer began anew; the id stays */
	ASCTP_SHUTDOWN_COMP = 3,
	ASCTP_CANT_STR_ASSOC = 4
} asctp_assoc_state;

typedef struct asctp_assoc_change {
	uint16_t state; /* asctp_assoc_state */
	/* Error cause of an ABORT received or sent; 0 for what was refused or timed out. Linux has it in
	 * network byte order; here it is in host order, as everything. */
	uint16_t error;
	uint16_t streams_out, streams_in; /* only with COMM_UP and RESTART */
	/* COMM_LOST by the peer's ABORT: its causes, for asctp_cause_next(). Linux gives them without
	 * the header of the chunk, which the RFC has; and no list of supported features. */
	const void *info;
	size_t info_len;
} asctp_assoc_change;

typedef enum asctp_addr_state { /* spc_state */
	ASCTP_ADDR_AVAILABLE = 0,
	ASCTP_ADDR_UNREACHABLE = 1,
	ASCTP_ADDR_REMOVED = 2,   /* since 5.5 */
	ASCTP_ADDR_ADDED = 3,     /* since 5.5 */
	ASCTP_ADDR_MADE_PRIM = 4, /* since 5.5 */
	ASCTP_ADDR_CONFIRMED = 5,
	ASCTP_ADDR_POTENTIALLY_FAILED = 6 /* RFC 7829; since 5.5, with the option expose_pf */
} asctp_addr_state;

typedef struct asctp_peer_addr_change {
	uint32_t state;  /* asctp_addr_state */
	uint32_t error;  /* the kernel's own number (2: a heartbeat was answered), no error cause */
	asctp_addr addr; /* all zero if it is of a family that we do not know */
} asctp_peer_addr_change;

typedef struct asctp_remote_error {
	uint16_t cause; /* error cause code */
	/* Its value, without its header and that of the chunk (Linux), padded to 4 bytes. */
	const void *data;
	size_t len;
} asctp_remote_error;

/* SEND_FAILED and SEND_FAILED_EVENT: one DATA chunk that was not delivered. Linux reports each
 * fragment of a longer message by itself; it is a whole message if both first and last. */
typedef struct asctp_send_failed {
	bool transmitted; /* it was sent at least once */
	bool first, last, unordered;
	uint32_t error; /* error cause code; 0 for an expiry or a refusal */
	uint16_t stream;
	uint32_t ppid;    /* host byte order */
	uint32_t context; /* as it was sent */
	const void *data;
	size_t len;
} asctp_send_failed;

typedef struct asctp_partial_delivery {
	uint32_t indication;       /* 0: aborted, the rest of the message does not come */
	uint32_t stream, sequence; /* 0 unless the association interleaves (RFC 8260) */
} asctp_partial_delivery;

typedef enum asctp_auth_indication {
	ASCTP_AUTH_NEW_KEY =
		0, /* the peer uses a key other than our active one: at every such packet */
	ASCTP_AUTH_FREE_KEY = 1, /* a deactivated key is not in use any more; since 4.17 */
	ASCTP_AUTH_NO_AUTH = 2   /* the peer does not authenticate; after COMM_UP; since 4.17 */
} asctp_auth_indication;

typedef struct asctp_authentication {
	uint32_t indication; /* asctp_auth_indication */
	uint16_t key;
	uint16_t other_key; /* always 0 on Linux */
} asctp_authentication;

typedef struct asctp_stream_reset {
	bool incoming, outgoing, denied, failed;
	const void *list; /* for asctp_stream_at() */
	size_t count;     /* 0: all streams */
} asctp_stream_reset;

typedef struct asctp_assoc_reset {
	bool denied, failed;
	/* The first that we send, and that the peer sends, from now on. Linux has the two exchanged;
	 * here they are put right. */
	uint32_t local_tsn, remote_tsn;
} asctp_assoc_reset;

typedef struct asctp_stream_change {
	bool denied, failed;
	uint16_t added_in, added_out; /* how many more (Linux), not how many there are (RFC) */
} asctp_stream_change;

typedef struct asctp_notification {
	uint16_t type;   /* asctp_notification_type, or another number: then it is not known */
	uint16_t flags;  /* as the kernel gave them */
	int32_t id;      /* the association; 0 before it has an id, and if not known */
	bool known;      /* the members below are filled as the type says */
	const void *raw; /* the whole notification as it came */
	size_t raw_len;
	union {
		asctp_assoc_change assoc_change;
		asctp_peer_addr_change peer_addr_change;
		asctp_remote_error remote_error;
		asctp_send_failed send_failed; /* both kinds */
		asctp_partial_delivery partial_delivery;
		uint32_t adaptation; /* the peer's indication */
		asctp_authentication authentication;
		asctp_stream_reset stream_reset;
		asctp_assoc_reset assoc_reset;
		asctp_stream_change stream_change;
		uint64_t reserved[16];
	};
} asctp_notification;

/* Reads one notification of `len` bytes, as one or several reads gave it.
 *
 * Returns 0 and fills *ret; -EAGAIN if there is more of it than `len` (read on, append, try again);
 * -EBADMSG if it is malformed; -EINVAL without data or ret. After an error *ret is undefined. A type
 * that is not known is no error. */
ASCTP_API int asctp_notification_read(const void *data, size_t len, asctp_notification *ret);

/* How many bytes the notification that begins with these has in all; 0 if `len` is too short to tell
 * (8 are enough), or without data; 8 if it claims a length that cannot be: reading says -EBADMSG.
 * Linux gives one that is longer than the buffer in pieces. */
ASCTP_API size_t asctp_notification_size(const void *data, size_t len);

/* Stream number `i` of a reset's list; 0 beyond its end. */
ASCTP_API uint16_t asctp_stream_at(const asctp_stream_reset *reset, size_t i);

/* One line for a log: "ASSOC_CHANGE id 7: COMM_UP, 10 streams out, 5 in". Foreign bytes are escaped,
 * long ones cut. Returns buf, always terminated (size 0: untouched). */
ASCTP_API const char *asctp_notification_print(
	const asctp_notification *notification, char *buf, size_t size);
/* Room for every line that asctp_notification_print() may write. */
#define ASCTP_NOTIFICATION_TEXT 512

/* ---- Error causes: RFC 9260 section 3.3.10, RFC 5061, RFC 4895 ---------------------------------- */

typedef struct asctp_cause {
	uint16_t code;
	const void *data; /* the value, without header and padding */
	size_t len;
} asctp_cause;

/* Takes the next cause from a list (asctp_assoc_change.info) and moves *data, *len past it. Returns 1
 * and fills *ret; 0 at the end; -EBADMSG if what is left is none (*data, *len stay); -EINVAL without
 * data, len or ret. */
ASCTP_API int asctp_cause_next(const void **data, size_t *len, asctp_cause *ret);

/* One line: "User-Initiated Abort: \"going down\"". Foreign bytes are escaped, long ones cut; a list
 * of parameters may be as long as the cause. Returns buf, always terminated (size 0: untouched). */
ASCTP_API const char *asctp_cause_print(const asctp_cause *cause, char *buf, size_t size);

/* ---- Names, for logs: static strings; "unknown" for a number that has none ---- */
ASCTP_API const char *asctp_notification_name(uint16_t type);          /* "ASSOC_CHANGE" */
ASCTP_API const char *asctp_assoc_state_name(uint16_t state);          /* "COMM_UP" */
ASCTP_API const char *asctp_addr_state_name(uint32_t state);           /* "UNREACHABLE" */
ASCTP_API const char *asctp_auth_indication_name(uint32_t indication); /* "FREE_KEY" */

#ifdef __cplusplus
}
#endif
#endif
