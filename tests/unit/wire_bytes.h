/* SPDX-License-Identifier: MIT */
/* unit/wire_bytes.h - for the tests of wire: bytes written by hand, and exactly as many of them. */
#ifndef UNIT_WIRE_BYTES_H
#define UNIT_WIRE_BYTES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <cmocka.h>

#define ASSOC 0x01020304 /* the association of all examples */

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct bytes {
	unsigned char data[1024];
	size_t len;
};

static inline void raw(struct bytes *b, const void *data, size_t len)
{
	assert_true(len <= sizeof(b->data) - b->len);
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
}

static inline void u8(struct bytes *b, uint8_t value)
{
	raw(b, &value, sizeof(value));
}

static inline void u16(struct bytes *b, uint16_t value) /* in the machine's byte order */
{
	raw(b, &value, sizeof(value));
}

static inline void u32(struct bytes *b, uint32_t value)
{
	raw(b, &value, sizeof(value));
}

static inline void be16(struct bytes *b, uint16_t value) /* in the network's */
{
	u8(b, (uint8_t)(value >> 8));
	u8(b, (uint8_t)value);
}

static inline void be32(struct bytes *b, uint32_t value)
{
	be16(b, (uint16_t)(value >> 16));
	be16(b, (uint16_t)value);
}

static inline void zeros(struct bytes *b, size_t len)
{
	assert_true(len <= sizeof(b->data) - b->len);
	memset(b->data + b->len, 0, len);
	b->len += len;
}

/* An item as the kernel writes it; its length may lie. */
static inline void item(
	struct bytes *b, size_t cmsg_len, int level, int type, const struct bytes *content)
{
	struct cmsghdr h = { .cmsg_len = cmsg_len, .cmsg_level = level, .cmsg_type = type };

	raw(b, &h, sizeof(h));
	raw(b, content->data, content->len);
	while (b->len % sizeof(size_t))
		u8(b, 0);
}

static inline void good_item(struct bytes *b, int type, const struct bytes *content)
{
	item(b, CMSG_LEN(content->len), 132, type, content);
}

/* A copy of its own that ends where its memory ends, so that reading on is seen by ASan. */
static inline void *exact(const void *data, size_t len)
{
	void *copy = malloc(len);

	assert_true(copy || !len);
	if (len)
		memcpy(copy, data, len);
	return copy;
}

/* Reads every byte, for the same purpose; the sum so that no compiler leaves it out. */
static inline unsigned touch(const void *data, size_t len)
{
	const volatile unsigned char *bytes = data;
	unsigned sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += bytes[i];
	return sum;
}

/* The same numbers in every run. */
static inline uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Changes up to four bytes. */
static inline void mutate(uint32_t *state, unsigned char *data, size_t len)
{
	for (uint32_t i = next_random(state) % 5; i && len; i--)
		data[next_random(state) % len] = (unsigned char)next_random(state);
}

#endif
