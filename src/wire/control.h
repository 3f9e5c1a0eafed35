/* SPDX-License-Identifier: MIT */
/*
 * wire/control.h - ancillary data (RFC 6458 section 5.3): encoded for sendmsg(), decoded after
 * recvmsg(). Pure; values are in host byte order, PPIDs too.
 */
#ifndef WIRE_CONTROL_H
#define WIRE_CONTROL_H

#include "asctp/addr.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct msghdr;

/* ---- Receiving ---- */

struct wire_rcvinfo { /* SCTP_RCVINFO 5.3.5 */
	uint16_t stream, ssn;
	bool unordered;
	uint16_t flags; /* as the kernel gave them */
	uint32_t
		ppid; /* of a message's first piece: later ones, with I-DATA, have another number */
	uint32_t tsn; /* of this piece's first chunk */
	uint32_t cumulative_tsn; /* only if unordered */
	uint32_t context;
	int32_t assoc_id;
};

struct wire_nxtinfo { /* SCTP_NXTINFO 5.3.6 */
	uint16_t stream;
	bool unordered, notification;
	uint16_t flags;
	uint32_t ppid, length;
	int32_t assoc_id;
};

struct wire_sndrcvinfo { /* SCTP_SNDRCV 5.3.2, deprecated */
	uint16_t stream, ssn, flags;
	bool unordered;
	uint32_t ppid, context, lifetime_ms, tsn, cumulative_tsn;
	int32_t assoc_id;
};

struct wire_received {
	bool has_rcvinfo, has_nxtinfo, has_sndrcv;
	bool truncated; /* MSG_CTRUNC: what did not fit is missing, nothing cut is used */
	struct wire_rcvinfo rcvinfo;
	struct wire_nxtinfo nxtinfo;
	struct wire_sndrcvinfo sndrcv;
};

/* Room for everything the kernel can attach to one message. */
#define WIRE_RECEIVE_CONTROL 256

/* Decodes what recvmsg() left in msg->msg_control. Items of other levels or unknown types, and
 * items shorter than their struct, are skipped; nothing is read beyond msg_controllen. */
void wire_control_decode(const struct msghdr *msg, struct wire_received *ret);

/* ---- Sending ---- */

enum { /* snd_flags */
	WIRE_SEND_UNORDERED = 1,
	WIRE_SEND_ADDR_OVER = 2, /* over the path named by msg_name, not the primary one */
	WIRE_SEND_ABORT = 4,
	WIRE_SEND_SACK_NOW = 8, /* RFC 7053 */
	WIRE_SEND_ALL = 0x40,
	WIRE_SEND_EOF = 0x200 /* graceful shutdown */
};

enum wire_pr_policy { /* SCTP_PRINFO 5.3.7 */
	WIRE_PR_NONE = 0,
	WIRE_PR_TTL = 0x10, /* value: milliseconds */
	WIRE_PR_RTX = 0x20, /* value: retransmissions */
	WIRE_PR_PRIO = 0x30 /* value: lower numbers are kept longer */
};

bool wire_is_policy(uint32_t policy);
/* And that it can have this value: none has no value, and a lifetime of 0 the kernel takes for none. */
bool wire_policy_takes(uint32_t policy, uint32_t value);

struct wire_send {
	/* SCTP_SNDINFO 5.3.4: always written */
	uint16_t stream, flags;
	uint32_t ppid, context;
	int32_t assoc_id;

	enum wire_pr_policy pr_policy; /* SCTP_PRINFO, unless NONE ... */
	uint32_t pr_value;
	bool has_prinfo; /* ... and this is false: without it, a default of the socket's may apply */

	bool has_auth_key; /* SCTP_AUTHINFO 5.3.8 */
	uint16_t auth_key;

	bool has_init; /* SCTP_INIT 5.3.1 */
	uint16_t streams_out, streams_in_max, init_attempts, init_timeout_ms;

	const asctp_addr *addrs; /* SCTP_DSTADDRV4/6 5.3.9, 5.3.10: further peer addresses; */
	size_t addr_count;       /* the port is that of msg_name, whatever theirs are */
};

/* How much room wire_control_encode() needs for this. */
size_t wire_control_size(const struct wire_send *send);

/* Writes the ancillary data for one sendmsg() into buf (aligned as struct cmsghdr). Returns the
 * length for msg_controllen, -ENOBUFS if `size` is too small, -EINVAL for values that have no
 * encoding (a policy that is none, an address of an unknown family or with a scope). Flags are
 * passed on unchecked: the kernel knows best. */
int wire_control_encode(const struct wire_send *send, void *buf, size_t size);

/* The same as the deprecated SCTP_SNDRCV 5.3.2 (one item; lifetime_ms 0: none; ssn, tsn and
 * cumulative_tsn have no meaning here). */
int wire_control_encode_sndrcv(const struct wire_sndrcvinfo *send, void *buf, size_t size);

/* One item whose content is in the kernel's form already; one address as SCTP_DSTADDRV4/6. Return the
 * room it took, padding included, -ENOBUFS if `size` is too small, -EINVAL as above. */
int wire_control_item(int type, const void *item, size_t len, void *buf, size_t size);
int wire_control_dstaddr(const asctp_addr *addr, void *buf, size_t size);

#endif
