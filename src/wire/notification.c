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
typedef int decoder(const void *fixed, struct tail tail, struct wire_notification *ret);

/* A cause code that the kernel stores in network byte order but in 32 bits: as it does now, its 16
 * bits widened by the CPU; or, should it ever be put right, as 32 bits in network order. */
static uint32_t wide_cause(uint32_t error)
{
	return error > UINT16_MAX ? be32toh(error) : be16toh((uint16_t)error);
}

static int assoc_change(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_assoc_change k;

	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->assoc_change = (struct wire_assoc_change){
		.state = k.state,
		.error = be16toh(k.error),
		.streams_out = k.streams_out,
		.streams_in = k.streams_in,
		.info = tail.data,
		.info_len = tail.len,
	};
	return 0;
}

static int path_change(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_paddr_change k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->path_change = (struct wire_path_change){
		.state = (uint32_t)k.state,
		.error = (uint32_t)k.error,
	};
	/* An address of a family yet unknown is left out: that a path changed is still true. */
	(void)wire_addr_copy(&k.address, sizeof(k.address), &ret->path_change.addr);
	return 0;
}

static int remote_error(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_remote_error k;

	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->remote_error = (struct wire_remote_error){
		.cause = be16toh(k.error),
		.data = tail.data,
		.len = tail.len,
	};
	return 0;
}

/* What both kinds of SEND_FAILED have in common. */
static int failed_chunk(
	uint32_t error, uint16_t chunk_flags, struct tail tail, struct wire_notification *ret)
{
	struct wire_send_failed *failed = &ret->send_failed;

	failed->transmitted = ret->raw_flags & KERNEL_DATA_SENT;
	failed->first = chunk_flags & KERNEL_CHUNK_FIRST;
	failed->last = chunk_flags & KERNEL_CHUNK_LAST;
	failed->unordered = chunk_flags & KERNEL_CHUNK_UNORDERED;
	failed->error = wide_cause(error);
	failed->data = tail.data;
	failed->len = tail.len;
	return 0;
}

static int send_failed_old(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_send_failed k;

	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->send_failed = (struct wire_send_failed){
		.stream = k.info.stream,
		.ppid = be32toh(k.info.ppid),
		.context = k.info.context,
	};
	return failed_chunk(k.error, k.info.flags, tail, ret);
}

static int send_failed(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_send_failed_event k;

	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->send_failed = (struct wire_send_failed){
		.stream = k.info.sid,
		.ppid = be32toh(k.info.ppid),
		.context = k.info.context,
	};
	return failed_chunk(k.error, k.info.flags, tail, ret);
}

/* SHUTDOWN and SENDER_DRY say nothing but which association. */
static int assoc_only(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_assoc_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	return 0;
}

static int partial_delivery(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_pdapi_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->partial_delivery = (struct wire_partial_delivery){
		.indication = k.indication,
		.stream = k.stream,
		.sequence = k.sequence,
	};
	return 0;
}

static int adaptation(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_adaptation_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->adaptation = k.indication;
	return 0;
}

static int authentication(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_authkey_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->authentication = (struct wire_authentication){
		.indication = k.indication,
		.key = k.keynumber,
		.other_key = k.altkeynumber,
	};
	return 0;
}

static int stream_reset(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_stream_reset_event k;

	if (tail.len % sizeof(k.streams[0])) /* half a stream number */
		return -EBADMSG;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->stream_reset = (struct wire_stream_reset){
		.incoming = ret->raw_flags & KERNEL_RESET_INCOMING,
		.outgoing = ret->raw_flags & KERNEL_RESET_OUTGOING,
		.denied = ret->raw_flags & KERNEL_RESET_DENIED,
		.failed = ret->raw_flags & KERNEL_RESET_FAILED,
		.list = tail.data,
		.count = tail.len / sizeof(k.streams[0]),
	};
	return 0;
}

static int assoc_reset(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_assoc_reset_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->assoc_reset = (struct wire_assoc_reset){
		.denied = ret->raw_flags & KERNEL_RESET_DENIED,
		.failed = ret->raw_flags & KERNEL_RESET_FAILED,
		.local_tsn = k.local_tsn,
		.remote_tsn = k.remote_tsn,
	};
	return 0;
}

static int stream_change(const void *fixed, struct tail tail, struct wire_notification *ret)
{
	struct kernel_stream_change_event k;

	(void)tail;
	memcpy(&k, fixed, sizeof(k));
	ret->assoc_id = k.assoc_id;
	ret->stream_change = (struct wire_stream_change){
		.denied = ret->raw_flags & KERNEL_RESET_DENIED,
		.failed = ret->raw_flags & KERNEL_RESET_FAILED,
		.added_in = k.streams_in,
		.added_out = k.streams_out,
	};
	return 0;
}

enum { FIRST = WIRE_ASSOC_CHANGE };

/* To add a notification: its layout in kernel.h, its value in notification.h, its row here. */
static const struct row {
	const char *name;
	size_t size; /* of the fixed part: what is shorter is malformed */
	decoder *decode;
} rows[] = {
#define ROW(type, name, layout, decode) [type - FIRST] = { name, sizeof(struct layout), decode }
	ROW(WIRE_ASSOC_CHANGE, "SCTP_ASSOC_CHANGE", kernel_assoc_change, assoc_change),
	ROW(WIRE_PATH_CHANGE, "SCTP_PEER_ADDR_CHANGE", kernel_paddr_change, path_change),
	ROW(WIRE_SEND_FAILED_OLD, "SCTP_SEND_FAILED", kernel_send_failed, send_failed_old),
	ROW(WIRE_REMOTE_ERROR, "SCTP_REMOTE_ERROR", kernel_remote_error, remote_error),
	ROW(WIRE_SHUTDOWN, "SCTP_SHUTDOWN_EVENT", kernel_assoc_event, assoc_only),
	ROW(WIRE_PARTIAL_DELIVERY, "SCTP_PARTIAL_DELIVERY_EVENT", kernel_pdapi_event,
		partial_delivery),
	ROW(WIRE_ADAPTATION, "SCTP_ADAPTATION_INDICATION", kernel_adaptation_event, adaptation),
	ROW(WIRE_AUTHENTICATION, "SCTP_AUTHENTICATION_EVENT", kernel_authkey_event, authentication),
	ROW(WIRE_SENDER_DRY, "SCTP_SENDER_DRY_EVENT", kernel_assoc_event, assoc_only),
	ROW(WIRE_STREAM_RESET, "SCTP_STREAM_RESET_EVENT", kernel_stream_reset_event, stream_reset),
	ROW(WIRE_ASSOC_RESET, "SCTP_ASSOC_RESET_EVENT", kernel_assoc_reset_event, assoc_reset),
	ROW(WIRE_STREAM_CHANGE, "SCTP_STREAM_CHANGE_EVENT", kernel_stream_change_event,
		stream_change),
	ROW(WIRE_SEND_FAILED, "SCTP_SEND_FAILED_EVENT", kernel_send_failed_event, send_failed),
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

int wire_notification_decode(const void *data, size_t len, struct wire_notification *ret)
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
	ret->raw_type = head.type;
	ret->raw_flags = head.flags;
	ret->raw = data;
	ret->raw_len = head.length;
	if (!row) /* a later kernel's: WIRE_UNKNOWN, which is 0 */
		return 0;
	ret->type = (enum wire_type)head.type;
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

uint16_t wire_stream_at(const struct wire_stream_reset *reset, size_t i)
{
	uint16_t stream;

	memcpy(&stream, reset->list + i * sizeof(stream), sizeof(stream));
	return stream;
}

const char *wire_type_name(uint16_t raw_type)
{
	const struct row *row = row_of(raw_type);

	return row ? row->name : "unknown";
}
