/* SPDX-License-Identifier: MIT */
/* wire/notification.c - decodes the kernel's notifications: one table, one small decoder each. */
#include "wire/notification.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include <endian.h>
#include <errno.h>
#include <string.h>

/* The bytes after the fixed part of a notification. */
struct tail {
	const unsigned char *data;
	size_t len;
};

/* Fills the part of *ret that belongs to one type. `fixed` has exactly the `size` of its row (the
 * caller has checked), at any alignment. Returns 0 or -EBADMSG. */
typedef int decoder(const void *fixed, struct tail tail, asctp_notification *ret);

/* A cause code that the kernel stores in network byte order but in 32 bits: as it does now, its 16
 * bits widened by the CPU; or, should it ever be put right, as 32 bits in network order. */
static uint32_t wide_cause(uint32_t error)
{
	return error > UINT16_MAX ? be32toh(error) : be16toh((uint16_t)error);
}

static int assoc_change(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_assoc_change k;

	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->assoc_change = (asctp_assoc_change){
		.state = k.state,
		.error = be16toh(k.error),
		.streams_out = k.streams_out,
		.streams_in = k.streams_in,
		.info = tail.data,
		.info_len = tail.len,
	};
	return 0;
}

static int peer_addr_change(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_paddr_change k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->peer_addr_change = (asctp_peer_addr_change){
		.state = (uint32_t)k.state,
		.error = (uint32_t)k.error,
	};
	/* An address of a family yet unknown is left out: that a path changed is still true. */
	(void)wire_addr_copy(&k.address, sizeof(k.address), &ret->peer_addr_change.addr);
	return 0;
}

static int remote_error(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_remote_error k;

	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->remote_error = (asctp_remote_error){
		.cause = be16toh(k.error),
		.data = tail.data,
		.len = tail.len,
	};
	return 0;
}

/* What both kinds of SEND_FAILED have in common. */
static int failed_chunk(
	uint32_t error, uint16_t chunk_flags, struct tail tail, asctp_notification *ret)
{
	asctp_send_failed *failed = &ret->send_failed;

	failed->transmitted = ret->flags & KERNEL_DATA_SENT;
	failed->first = chunk_flags & KERNEL_CHUNK_FIRST;
	failed->last = chunk_flags & KERNEL_CHUNK_LAST;
	failed->unordered = chunk_flags & KERNEL_CHUNK_UNORDERED;
	failed->error = wide_cause(error);
	failed->data = tail.data;
	failed->len = tail.len;
	return 0;
}

static int send_failed(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_send_failed k;

	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->send_failed = (asctp_send_failed){
		.stream = k.info.stream,
		.ppid = be32toh(k.info.ppid),
		.context = k.info.context,
	};
	return failed_chunk(k.error, k.info.flags, tail, ret);
}

static int send_failed_event(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_send_failed_event k;

	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->send_failed = (asctp_send_failed){
		.stream = k.info.sid,
		.ppid = be32toh(k.info.ppid),
		.context = k.info.context,
	};
	return failed_chunk(k.error, k.info.flags, tail, ret);
}

/* SHUTDOWN and SENDER_DRY say nothing but which association. */
static int assoc_only(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_assoc_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	return 0;
}

static int partial_delivery(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_pdapi_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->partial_delivery = (asctp_partial_delivery){
		.indication = k.indication,
		.stream = k.stream,
		.sequence = k.sequence,
	};
	return 0;
}

static int adaptation(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_adaptation_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->adaptation = k.indication;
	return 0;
}

static int authentication(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_authkey_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->authentication = (asctp_authentication){
		.indication = k.indication,
		.key = k.keynumber,
		.other_key = k.altkeynumber,
	};
	return 0;
}

static int stream_reset(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_stream_reset_event k;

	if (tail.len % sizeof(k.streams[0])) /* half a stream number */
		return -EBADMSG;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->stream_reset = (asctp_stream_reset){
		.incoming = ret->flags & KERNEL_RESET_INCOMING,
		.outgoing = ret->flags & KERNEL_RESET_OUTGOING,
		.denied = ret->flags & KERNEL_RESET_DENIED,
		.failed = ret->flags & KERNEL_RESET_FAILED,
		.list = tail.data,
		.count = tail.len / sizeof(k.streams[0]),
	};
	return 0;
}

static int assoc_reset(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_assoc_reset_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->assoc_reset = (asctp_assoc_reset){
		.denied = ret->flags & KERNEL_RESET_DENIED,
		.failed = ret->flags & KERNEL_RESET_FAILED,
		/* Linux fills each with the other's */
		.local_tsn = k.remote_tsn,
		.remote_tsn = k.local_tsn,
	};
	return 0;
}

static int stream_change(const void *fixed, struct tail tail, asctp_notification *ret)
{
	struct kernel_stream_change_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->id = k.assoc_id;
	ret->stream_change = (asctp_stream_change){
		.denied = ret->flags & KERNEL_RESET_DENIED,
		.failed = ret->flags & KERNEL_RESET_FAILED,
		.added_in = k.streams_in,
		.added_out = k.streams_out,
	};
	return 0;
}

enum { FIRST = ASCTP_ASSOC_CHANGE };

/* To add a notification: its layout in kernel.h, its value in asctp/event.h, its row here, and its
 * text in notification_text.c. */
static const struct row {
	size_t size; /* of the fixed part: what is shorter is malformed */
	decoder *decode;
} rows[] = {
#define ROW(type, layout, decode) [ASCTP_##type - FIRST] = { sizeof(struct layout), decode }
	ROW(ASSOC_CHANGE, kernel_assoc_change, assoc_change),
	ROW(PEER_ADDR_CHANGE, kernel_paddr_change, peer_addr_change),
	ROW(SEND_FAILED, kernel_send_failed, send_failed),
	ROW(REMOTE_ERROR, kernel_remote_error, remote_error),
	ROW(SHUTDOWN_EVENT, kernel_assoc_event, assoc_only),
	ROW(PARTIAL_DELIVERY_EVENT, kernel_pdapi_event, partial_delivery),
	ROW(ADAPTATION_INDICATION, kernel_adaptation_event, adaptation),
	ROW(AUTHENTICATION_EVENT, kernel_authkey_event, authentication),
	ROW(SENDER_DRY_EVENT, kernel_assoc_event, assoc_only),
	ROW(STREAM_RESET_EVENT, kernel_stream_reset_event, stream_reset),
	ROW(ASSOC_RESET_EVENT, kernel_assoc_reset_event, assoc_reset),
	ROW(STREAM_CHANGE_EVENT, kernel_stream_change_event, stream_change),
	ROW(SEND_FAILED_EVENT, kernel_send_failed_event, send_failed_event),
#undef ROW
};

static const struct row *row_of(uint16_t type)
{
	size_t i = (size_t)type - FIRST; /* wraps for a smaller one */

	return i < sizeof(rows) / sizeof(rows[0]) ? &rows[i] : NULL;
}

static bool possible(uint32_t length)
{
	return length >= sizeof(struct kernel_notification) && length <= WIRE_NOTIFICATION_MAX;
}

int wire_notification_decode(const void *data, size_t len, asctp_notification *ret)
{
	struct kernel_notification head;
	const struct row *row;
	struct tail tail;

	if (len < sizeof(head))
		return -EAGAIN;
	memcpy(&head, data, sizeof(head));
	row = row_of(head.type);
	if (!possible(head.length) || (row && head.length < row->size))
		return -EBADMSG;
	if (len < head.length)
		return -EAGAIN;

	memset(ret, 0, sizeof(*ret));
	ret->type = head.type;
	ret->flags = head.flags;
	ret->raw = data;
	ret->raw_len = head.length;
	ret->known = row;
	if (!row) /* a later kernel's */
		return 0;
	tail.data = (const unsigned char *)data + row->size;
	tail.len = head.length - row->size;
	return row->decode(data, tail, ret);
}

size_t wire_notification_size(const void *data, size_t len)
{
	struct kernel_notification head;

	if (len < sizeof(head))
		return 0;
	memcpy(&head, data, sizeof(head));
	return possible(head.length) ? head.length : sizeof(head);
}

uint16_t wire_stream_at(const asctp_stream_reset *reset, size_t i)
{
	uint16_t stream = 0;

	if (i < reset->count)
		memcpy(&stream, (const unsigned char *)reset->list + i * sizeof(stream),
			sizeof(stream));
	return stream;
}
