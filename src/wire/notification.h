/* SPDX-License-Identifier: MIT */
/*
 * wire/notification.h - the kernel's notifications (RFC 6458 section 6.1, RFC 6525) as typed
 * values in host byte order.
 *
 * Pure: bytes in, values out. Nothing is allocated; variable parts point into the bytes given.
 */
#ifndef WIRE_NOTIFICATION_H
#define WIRE_NOTIFICATION_H

#include "asctp/addr.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As the kernel numbers them, in notifications and when subscribing. */
enum wire_type {
	WIRE_ASSOC_CHANGE = 0x8001,
	WIRE_PATH_CHANGE = 0x8002,     /* SCTP_PEER_ADDR_CHANGE */
	WIRE_SEND_FAILED_OLD = 0x8003, /* SCTP_SEND_FAILED, deprecated */
	WIRE_REMOTE_ERROR = 0x8004,
	WIRE_SHUTDOWN = 0x8005,
	WIRE_PARTIAL_DELIVERY = 0x8006,
	WIRE_ADAPTATION = 0x8007,
	WIRE_AUTHENTICATION = 0x8008,
	WIRE_SENDER_DRY = 0x8009,
	WIRE_STREAM_RESET = 0x800a,
	WIRE_ASSOC_RESET = 0x800b,
	WIRE_STREAM_CHANGE = 0x800c,
	WIRE_SEND_FAILED = 0x800d,
	/* not the kernel's: */
	WIRE_UNKNOWN = 0 /* a type this list lacks: see raw_type */
};

enum wire_assoc_state { /* sac_state */
	WIRE_COMM_UP,
	WIRE_COMM_LOST,
	WIRE_RESTART,
	WIRE_SHUTDOWN_COMP,
	WIRE_CANT_START
};

struct wire_assoc_change {
	uint16_t state;                   /* enum wire_assoc_state, or a later kernel's */
	uint16_t error;                   /* SCTP error cause code, 0 if none */
	uint16_t streams_out, streams_in; /* only with COMM_UP and RESTART */
	const void *info; /* COMM_LOST by the peer's ABORT: its error causes, see wire/cause.h */
	size_t info_len;
};

struct wire_path_change { /* state: 0 available, 1 unreachable, 2 removed, 3 added, 4 made primary,
                             5 confirmed, 6 potentially failed, or a later kernel's */
	uint32_t state;
	uint32_t error;  /* the kernel's own sctp_sn_error_t, host order */
	asctp_addr addr; /* all zero if the kernel's is of a family that we do not know */
};

struct wire_remote_error {
	uint16_t cause;   /* SCTP error cause code */
	const void *data; /* the value of the cause, without its header, padded to 4 bytes */
	size_t len;
};

/* One DATA chunk that was not delivered: a whole message only if first and last. */
struct wire_send_failed {
	bool transmitted; /* it was sent at least once */
	bool first, last; /* fragment marks; of SCTP_SEND_FAILED too */
	bool unordered;
	uint32_t error; /* SCTP error cause code, 0 if none */
	uint16_t stream;
	uint32_t ppid; /* host byte order */
	uint32_t context;
	const void *data;
	size_t len;
};

struct wire_partial_delivery {
	uint32_t indication;       /* 0: aborted */
	uint32_t stream, sequence; /* 0 unless the association interleaves */
};

struct wire_authentication {
	uint32_t indication; /* 0 new key, 1 key free, 2 peer does not authenticate */
	uint16_t key, other_key;
};

struct wire_stream_reset {
	bool incoming, outgoing, denied, failed;
	const unsigned char *list; /* `count` stream numbers: wire_stream_at() */
	size_t count;              /* 0: all streams */
};

struct wire_assoc_reset {
	bool denied, failed;
	uint32_t local_tsn, remote_tsn;
};

struct wire_stream_change {
	bool denied, failed;
	uint16_t added_in, added_out; /* increments */
};

struct wire_notification {
	enum wire_type type;
	uint16_t raw_type, raw_flags; /* as the kernel gave them */
	int32_t assoc_id;             /* 0 for WIRE_UNKNOWN */
	const void *raw;              /* the whole notification, and nothing after it */
	size_t raw_len;
	union {
		struct wire_assoc_change assoc_change;
		struct wire_path_change path_change;
		struct wire_remote_error remote_error;
		struct wire_send_failed send_failed; /* both kinds */
		struct wire_partial_delivery partial_delivery;
		struct wire_authentication authentication;
		uint32_t adaptation;
		struct wire_stream_reset stream_reset;
		struct wire_assoc_reset assoc_reset;
		struct wire_stream_change stream_change;
	};
};

/* A length above this cannot be: the longest parts are one chunk (64 KiB) and a list of streams. */
#define WIRE_NOTIFICATION_MAX (256 * 1024)

/* Decodes one notification of `len` bytes, as one or several recvmsg() calls gave it.
 *
 * Returns 0 and fills *ret; -EAGAIN if `len` is less than the notification says it has (read on);
 * -EBADMSG if it is malformed (shorter than its type needs, or a length that cannot be), as soon
 * as its first 8 bytes tell. After an error *ret is undefined. Bytes beyond its length are ignored;
 * one longer than its type needs is a later kernel's, and read as far as we know it. A type not
 * listed above is no error: it is WIRE_UNKNOWN, with its bytes in `raw`. */
int wire_notification_decode(const void *data, size_t len, struct wire_notification *ret);

/* How many bytes the notification that begins with these has in all; 0 if `len` is too short to
 * tell (8 bytes are enough). For reading one that is split over several recvmsg() calls. If its
 * length cannot be, the answer is 8: there is nothing to wait for, decoding will fail. */
size_t wire_notification_size(const void *data, size_t len);

/* Stream number `i` (less than `count`) of a reset's list. */
uint16_t wire_stream_at(const struct wire_stream_reset *reset, size_t i);

/* RFC 6458's name of a notification type ("SCTP_ASSOC_CHANGE"); "unknown" if it has none. */
const char *wire_type_name(uint16_t raw_type);

#endif
