/* SPDX-License-Identifier: MIT */
/* wire/option_auth.c - options of authentication (RFC 4895): algorithms, chunks, keys. */
#include "wire/option_codec.h"

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- hmacs ---- */

enum { HMACS_MAX = COUNT_OF(((asctp_hmacs *)0)->ids) };

static size_t hmacs_tail(enum wire_direction direction, const void *value)
{
	const asctp_hmacs *hmacs = value;

	return (direction == WIRE_SET ? hmacs->count : HMACS_MAX) * sizeof(uint16_t);
}

static bool hmacs_good(enum wire_direction direction, const void *value)
{
	const asctp_hmacs *hmacs = value;

	(void)direction;
	return hmacs->count >= 1 && hmacs->count <= HMACS_MAX;
}

static void hmacs_encode(const void *value, void *bytes)
{
	const asctp_hmacs *given = value;
	const uint32_t count = given->count;

	memcpy(bytes, &count, sizeof(count));
	memcpy((char *)bytes + offsetof(struct kernel_hmacalgo, ids), given->ids,
		count * sizeof(*given->ids));
}

static int hmacs_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const size_t head = sizeof(struct kernel_hmacalgo);
	asctp_hmacs *to = ret;
	uint32_t count;

	(void)tick_ns;
	memcpy(&count, bytes, sizeof(count));
	if (count > HMACS_MAX || count > (len - head) / sizeof(*to->ids))
		return -EBADMSG;
	memset(to, 0, sizeof(*to));
	to->count = (uint16_t)count;
	memcpy(to->ids, (const char *)bytes + head, count * sizeof(*to->ids));
	return 0;
}

const struct wire_codec wire_codec_hmacs = { .len = sizeof(struct kernel_hmacalgo),
	.id_at = WIRE_NO_ID,
	.tail = hmacs_tail,
	.good = hmacs_good,
	.encode = hmacs_encode,
	.decode = hmacs_decode };

/* ---- peer_auth_chunks, local_auth_chunks ---- */

enum {
	CHUNKS_MAX = COUNT_OF(((asctp_chunks *)0)->types),
	CHUNKS_ROOM = 256 /* 5.10 writes as many as it has, even beyond its buffer */
};

static size_t chunks_tail(enum wire_direction direction, const void *value)
{
	(void)direction, (void)value;
	return CHUNKS_ROOM;
}

static int chunks_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const size_t head = sizeof(struct kernel_authchunks);
	asctp_chunks *to = ret;
	uint32_t count;

	(void)tick_ns;
	memcpy(&count, (const char *)bytes + offsetof(struct kernel_authchunks, count),
		sizeof(count));
	if (count > CHUNKS_MAX || count > len - head)
		return -EBADMSG;
	memset(to, 0, sizeof(*to));
	to->count = (uint16_t)count;
	memcpy(to->types, (const char *)bytes + head, count);
	return 0;
}

const struct wire_codec wire_codec_chunks = {
	.len = sizeof(struct kernel_authchunks), .tail = chunks_tail, .decode = chunks_decode
};

/* ---- auth_chunk ---- */

static void chunk_encode(const void *value, void *bytes)
{
	memcpy(bytes, value, sizeof(struct kernel_authchunk));
}

const struct wire_codec wire_codec_auth_chunk = {
	.len = sizeof(struct kernel_authchunk), .id_at = WIRE_NO_ID, .encode = chunk_encode
};

/* ---- auth_key ---- */

/* The kernel refuses a struct without a byte of key, also where its length says that there is none. */
static size_t key_tail(enum wire_direction direction, const void *value)
{
	const asctp_key *key = value;

	(void)direction;
	return key->len ? key->len : 1;
}

static bool key_good(enum wire_direction direction, const void *value)
{
	const asctp_key *key = value;

	(void)direction;
	return key->secret || !key->len;
}

static void key_encode(const void *value, void *bytes)
{
	const asctp_key *given = value;
	struct kernel_authkey head;

	memcpy(&head, bytes, sizeof(head));
	head.keynumber = given->id;
	head.len = given->len;
	memcpy(bytes, &head, sizeof(head));
	if (given->len)
		memcpy((char *)bytes + sizeof(head), given->secret, given->len);
}

const struct wire_codec wire_codec_key = { .len = sizeof(struct kernel_authkey),
	.tail = key_tail,
	.good = key_good,
	.encode = key_encode };

/* ---- The number of a key ---- */

enum { KEY_AT = offsetof(struct kernel_authkeyid, keynumber) };

static void key_id_encode(const void *value, void *bytes)
{
	memcpy((char *)bytes + KEY_AT, value, sizeof(uint16_t));
}

static int key_id_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	(void)len, (void)tick_ns;
	memcpy(ret, (const char *)bytes + KEY_AT, sizeof(uint16_t));
	return 0;
}

const struct wire_codec wire_codec_key_id = {
	.len = sizeof(struct kernel_authkeyid), .encode = key_id_encode, .decode = key_id_decode
};
