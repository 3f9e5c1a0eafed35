/* SPDX-License-Identifier: MIT */
/*
 * wire/kernel.h - the kernel's SCTP interface in our own words: constants and struct layouts.
 *
 * <linux/sctp.h> differs from release to release, and its union of notifications grows; what is
 * built against one header must behave the same as what is built against another. So nothing else
 * in the library includes it. tests/unit/wire_kernel.c compares every line here with the header
 * that the build machine has. Layouts are never changed, only added.
 */
#ifndef WIRE_KERNEL_H
#define WIRE_KERNEL_H

#include "wire/kernel_option.h"
#include <stdint.h>
#include <sys/socket.h>

#define KERNEL_SOL_SCTP         132    /* IPPROTO_SCTP: the level of options and ancillary data */
#define KERNEL_MSG_NOTIFICATION 0x8000 /* in msg_flags, and in nxt_flags */

enum { /* in place of an association id */
	KERNEL_FUTURE_ASSOC = 0,
	KERNEL_CURRENT_ASSOC = 1,
	KERNEL_ALL_ASSOC = 2
};

/* ---- Ancillary data (RFC 6458 section 5.3) ---- */

enum { /* cmsg_type */
	KERNEL_CMSG_INIT = 0,
	KERNEL_CMSG_SNDRCV = 1,
	KERNEL_CMSG_SNDINFO = 2,
	KERNEL_CMSG_RCVINFO = 3,
	KERNEL_CMSG_NXTINFO = 4,
	KERNEL_CMSG_PRINFO = 5,
	KERNEL_CMSG_AUTHINFO = 6,
	KERNEL_CMSG_DSTADDRV4 = 7,
	KERNEL_CMSG_DSTADDRV6 = 8
};

enum { /* snd_flags, sinfo_flags; UNORDERED is in rcv_flags and nxt_flags too */
	KERNEL_UNORDERED = 0x001,
	KERNEL_ADDR_OVER = 0x002,
	KERNEL_ABORT = 0x004,
	KERNEL_SACK_IMMEDIATELY = 0x008,
	KERNEL_SENDALL = 0x040,
	KERNEL_EOF = 0x200
};

enum { /* pr_policy */
	KERNEL_PR_NONE = 0x00,
	KERNEL_PR_TTL = 0x10,
	KERNEL_PR_RTX = 0x20,
	KERNEL_PR_PRIO = 0x30,
	KERNEL_PR_ALL = 0x80 /* all of them, where that is asked */
};

struct kernel_sndrcvinfo {
	uint16_t stream, ssn, flags;
	uint32_t ppid; /* as on the wire: the sender's bytes */
	uint32_t context, timetolive_ms, tsn, cumtsn;
	int32_t assoc_id;
};

struct kernel_sndinfo {
	uint16_t sid, flags;
	uint32_t ppid, context;
	int32_t assoc_id;
};

struct kernel_rcvinfo {
	uint16_t sid, ssn, flags;
	uint32_t ppid, tsn, cumtsn, context;
	int32_t assoc_id;
};

struct kernel_nxtinfo {
	uint16_t sid, flags;
	uint32_t ppid, length;
	int32_t assoc_id;
};

struct kernel_prinfo {
	uint16_t policy;
	uint32_t value;
};

struct kernel_authinfo {
	uint16_t keynumber;
};

/* ---- Notifications (RFC 6458 section 6.1, RFC 6525 section 6.1) ---- */

enum {                                 /* sn_type */
	KERNEL_DATA_IO_EVENT = 0x8000, /* subscribes CMSG_SNDRCV; never comes as a notification */
	KERNEL_ASSOC_CHANGE = 0x8001,
	KERNEL_PEER_ADDR_CHANGE = 0x8002,
	KERNEL_SEND_FAILED = 0x8003,
	KERNEL_REMOTE_ERROR = 0x8004,
	KERNEL_SHUTDOWN_EVENT = 0x8005,
	KERNEL_PARTIAL_DELIVERY_EVENT = 0x8006,
	KERNEL_ADAPTATION_INDICATION = 0x8007,
	KERNEL_AUTHENTICATION_EVENT = 0x8008,
	KERNEL_SENDER_DRY_EVENT = 0x8009,
	KERNEL_STREAM_RESET_EVENT = 0x800a,
	KERNEL_ASSOC_RESET_EVENT = 0x800b,
	KERNEL_STREAM_CHANGE_EVENT = 0x800c,
	KERNEL_SEND_FAILED_EVENT = 0x800d
};

struct kernel_notification { /* how every one begins */
	uint16_t type, flags;
	uint32_t length; /* of the whole, this header included */
};

struct kernel_assoc_change {
	struct kernel_notification head;
	uint16_t state;
	uint16_t error; /* network byte order */
	uint16_t streams_out, streams_in;
	int32_t assoc_id;
	uint8_t info[];
};

struct kernel_paddr_change {
	struct kernel_notification head;
	struct sockaddr_storage address;
	int32_t state, error;
	int32_t assoc_id;
} __attribute__((packed, aligned(4)));

struct kernel_remote_error {
	struct kernel_notification head;
	uint16_t error; /* network byte order */
	int32_t assoc_id;
	uint8_t data[];
};

struct kernel_send_failed {
	struct kernel_notification head; /* flags: KERNEL_DATA_SENT or not */
	uint32_t error;                  /* a 16-bit cause in network byte order, widened */
	struct kernel_sndrcvinfo info; /* its flags are those of the DATA chunk: KERNEL_CHUNK_... */
	int32_t assoc_id;
	uint8_t data[];
};

struct kernel_send_failed_event {
	struct kernel_notification head;
	uint32_t error;             /* as in kernel_send_failed */
	struct kernel_sndinfo info; /* its flags too */
	int32_t assoc_id;
	uint8_t data[];
};

enum { KERNEL_DATA_UNSENT = 0, KERNEL_DATA_SENT = 1 };

enum {                              /* DATA chunk flags (RFC 9260 section 3.3.1) */
	KERNEL_CHUNK_LAST = 1,      /* E */
	KERNEL_CHUNK_FIRST = 2,     /* B */
	KERNEL_CHUNK_UNORDERED = 4, /* U */
	KERNEL_CHUNK_SACK_NOW = 8   /* I */
};

struct kernel_assoc_event { /* SHUTDOWN_EVENT, SENDER_DRY_EVENT: nothing but the association */
	struct kernel_notification head;
	int32_t assoc_id;
};

struct kernel_adaptation_event {
	struct kernel_notification head;
	uint32_t indication;
	int32_t assoc_id;
};

struct kernel_pdapi_event {
	struct kernel_notification head;
	uint32_t indication;
	int32_t assoc_id; /* the RFC has it last */
	uint32_t stream, sequence;
};

struct kernel_authkey_event {
	struct kernel_notification head;
	uint16_t keynumber, altkeynumber;
	uint32_t indication;
	int32_t assoc_id;
};

enum { /* flags of the three below; the first two of STREAM_RESET only */
	KERNEL_RESET_INCOMING = 1,
	KERNEL_RESET_OUTGOING = 2,
	KERNEL_RESET_DENIED = 4,
	KERNEL_RESET_FAILED = 8
};

struct kernel_stream_reset_event {
	struct kernel_notification head;
	int32_t assoc_id;
	uint16_t streams[];
};

struct kernel_assoc_reset_event {
	struct kernel_notification head;
	int32_t assoc_id;
	uint32_t local_tsn, remote_tsn;
};

struct kernel_stream_change_event {
	struct kernel_notification head;
	int32_t assoc_id;
	uint16_t streams_in, streams_out;
};

#endif
