/* SPDX-License-Identifier: MIT */
/* unit/wire_samples.h - one notification of each type: its bytes, and what they must become. */
#ifndef UNIT_WIRE_SAMPLES_H
#define UNIT_WIRE_SAMPLES_H

#include "wire/notification.h"
#include "wire_bytes.h"

static inline void head(struct bytes *b, uint16_t type, uint16_t flags)
{
	u16(b, type);
	u16(b, flags);
	u32(b, 0); /* the length, when it is known */
}

static inline void set_length(struct bytes *b, uint32_t length)
{
	memcpy(b->data + 4, &length, sizeof(length));
}

static inline void assoc_change_bytes(struct bytes *b)
{
	u16(b, 1);
	be16(b, 12);
	u16(b, 10);
	u16(b, 20);
	u32(b, ASSOC);
	be16(b, 12);
	be16(b, 7);
	raw(b, "bye", 3);
}

static inline void assoc_change_values(const asctp_notification *n)
{
	assert_int_equal(n->assoc_change.state, ASCTP_COMM_LOST);
	assert_int_equal(n->assoc_change.error, 12);
	assert_int_equal(n->assoc_change.streams_out, 10);
	assert_int_equal(n->assoc_change.streams_in, 20);
	assert_int_equal(n->assoc_change.info_len, 7);
	assert_memory_equal(n->assoc_change.info, "\0\14\0\7bye", 7);
}

static inline void path_change_bytes(struct bytes *b)
{
	u16(b, AF_INET);
	be16(b, 2905);
	be32(b, 0xc0000201);
	zeros(b, 128 - 8);
	u32(b, 1);
	u32(b, 2);
	u32(b, ASSOC);
}

static inline void path_change_values(const asctp_notification *n)
{
	const asctp_addr *addr = &n->peer_addr_change.addr;

	assert_int_equal(n->peer_addr_change.state, 1);
	assert_int_equal(n->peer_addr_change.error, 2);
	assert_int_equal(addr->sa.sa_family, AF_INET);
	assert_int_equal(addr->v4.sin_port, htons(2905));
	assert_int_equal(addr->v4.sin_addr.s_addr, htonl(0xc0000201));
}

static inline void send_failed_old_bytes(struct bytes *b)
{
	u32(b, htons(1)); /* the cause, widened as the kernel does it */
	u16(b, 7);        /* stream */
	u16(b, 8);
	u16(b, 3); /* B, E */
	u16(b, 0);
	be32(b, 46);
	u32(b, 0xcafe);
	u32(b, 9);
	u32(b, 10);
	u32(b, 11);
	u32(b, 12);
	u32(b, ASSOC);
	raw(b, "data", 4);
}

static inline void send_failed_old_values(const asctp_notification *n)
{
	const asctp_send_failed *f = &n->send_failed;

	assert_true(f->transmitted);
	assert_true(f->first);
	assert_true(f->last);
	assert_false(f->unordered);
	assert_int_equal(f->error, 1);
	assert_int_equal(f->stream, 7);
	assert_int_equal(f->ppid, 46);
	assert_int_equal(f->context, 0xcafe);
	assert_int_equal(f->len, 4);
	assert_memory_equal(f->data, "data", 4);
}

static inline void remote_error_bytes(struct bytes *b)
{
	be16(b, 1);
	u16(b, 0xeeee); /* padding */
	u32(b, ASSOC);
	be16(b, 9);
	be16(b, 0);
}

static inline void remote_error_values(const asctp_notification *n)
{
	assert_int_equal(n->remote_error.cause, 1);
	assert_int_equal(n->remote_error.len, 4);
	assert_memory_equal(n->remote_error.data, "\0\11\0\0", 4);
}

static inline void assoc_only_bytes(struct bytes *b)
{
	u32(b, ASSOC);
}

static inline void no_values(const asctp_notification *n)
{
	(void)n;
}

static inline void partial_delivery_bytes(struct bytes *b)
{
	u32(b, 0x11);
	u32(b, ASSOC);
	u32(b, 0x12);
	u32(b, 0x13);
}

static inline void partial_delivery_values(const asctp_notification *n)
{
	assert_int_equal(n->partial_delivery.indication, 0x11);
	assert_int_equal(n->partial_delivery.stream, 0x12);
	assert_int_equal(n->partial_delivery.sequence, 0x13);
}

static inline void adaptation_bytes(struct bytes *b)
{
	u32(b, 0x21222324);
	u32(b, ASSOC);
}

static inline void adaptation_values(const asctp_notification *n)
{
	assert_int_equal(n->adaptation, 0x21222324);
}

static inline void authentication_bytes(struct bytes *b)
{
	u16(b, 5);
	u16(b, 6);
	u32(b, 2);
	u32(b, ASSOC);
}

static inline void authentication_values(const asctp_notification *n)
{
	assert_int_equal(n->authentication.key, 5);
	assert_int_equal(n->authentication.other_key, 6);
	assert_int_equal(n->authentication.indication, 2);
}

static inline void stream_reset_bytes(struct bytes *b)
{
	u32(b, ASSOC);
	u16(b, 3);
	u16(b, 65535);
	u16(b, 0x0102);
}

static inline void stream_reset_values(const asctp_notification *n)
{
	const asctp_stream_reset *r = &n->stream_reset;

	assert_true(r->incoming);
	assert_false(r->outgoing);
	assert_false(r->denied);
	assert_false(r->failed);
	assert_int_equal(r->count, 3);
	assert_int_equal(wire_stream_at(r, 0), 3);
	assert_int_equal(wire_stream_at(r, 1), 65535);
	assert_int_equal(wire_stream_at(r, 2), 0x0102);
	assert_int_equal(wire_stream_at(r, 3), 0);
}

static inline void assoc_reset_bytes(struct bytes *b)
{
	u32(b, ASSOC);
	u32(b, 0x31323334);
	u32(b, 0x41424344);
}

static inline void assoc_reset_values(const asctp_notification *n)
{
	assert_true(n->assoc_reset.denied);
	assert_false(n->assoc_reset.failed);
	assert_int_equal(n->assoc_reset.local_tsn, 0x41424344);
	assert_int_equal(n->assoc_reset.remote_tsn, 0x31323334);
}

static inline void stream_change_bytes(struct bytes *b)
{
	u32(b, ASSOC);
	u16(b, 4);
	u16(b, 5);
}

static inline void stream_change_values(const asctp_notification *n)
{
	assert_false(n->stream_change.denied);
	assert_true(n->stream_change.failed);
	assert_int_equal(n->stream_change.added_in, 4);
	assert_int_equal(n->stream_change.added_out, 5);
}

static inline void send_failed_bytes(struct bytes *b)
{
	u32(b, 0);
	u16(b, 7);
	u16(b, 6); /* B, U */
	be32(b, 0x80000001);
	u32(b, 0xcafe);
	u32(b, 12);
	u32(b, ASSOC);
	raw(b, "first part", 10);
}

static inline void send_failed_values(const asctp_notification *n)
{
	const asctp_send_failed *f = &n->send_failed;

	assert_false(f->transmitted);
	assert_true(f->first);
	assert_false(f->last);
	assert_true(f->unordered);
	assert_int_equal(f->error, 0);
	assert_int_equal(f->stream, 7);
	assert_int_equal(f->ppid, 0x80000001);
	assert_int_equal(f->context, 0xcafe);
	assert_int_equal(f->len, 10);
	assert_memory_equal(f->data, "first part", 10);
}

static const struct sample {
	uint16_t type, flags;
	const char *name;
	size_t fixed; /* what the type needs at least, counted from the reference by hand */
	void (*bytes)(struct bytes *b);
	void (*values)(const asctp_notification *n);
} samples[] = {
	{ 0x8001, 0, "ASSOC_CHANGE", 20, assoc_change_bytes, assoc_change_values },
	{ 0x8002, 0, "PEER_ADDR_CHANGE", 148, path_change_bytes, path_change_values },
	{ 0x8003, 1, "SEND_FAILED", 48, send_failed_old_bytes, send_failed_old_values },
	{ 0x8004, 0, "REMOTE_ERROR", 16, remote_error_bytes, remote_error_values },
	{ 0x8005, 0, "SHUTDOWN_EVENT", 12, assoc_only_bytes, no_values },
	{ 0x8006, 0, "PARTIAL_DELIVERY_EVENT", 24, partial_delivery_bytes,
		partial_delivery_values },
	{ 0x8007, 0, "ADAPTATION_INDICATION", 16, adaptation_bytes, adaptation_values },
	{ 0x8008, 0, "AUTHENTICATION_EVENT", 20, authentication_bytes, authentication_values },
	{ 0x8009, 0, "SENDER_DRY_EVENT", 12, assoc_only_bytes, no_values },
	{ 0x800a, 1, "STREAM_RESET_EVENT", 12, stream_reset_bytes, stream_reset_values },
	{ 0x800b, 4, "ASSOC_RESET_EVENT", 20, assoc_reset_bytes, assoc_reset_values },
	{ 0x800c, 8, "STREAM_CHANGE_EVENT", 16, stream_change_bytes, stream_change_values },
	{ 0x800d, 0, "SEND_FAILED_EVENT", 32, send_failed_bytes, send_failed_values },
};

static inline struct bytes build(const struct sample *sample)
{
	struct bytes b = { .len = 0 };

	head(&b, sample->type, sample->flags);
	sample->bytes(&b);
	set_length(&b, (uint32_t)b.len);
	return b;
}

#endif
