/* SPDX-License-Identifier: MIT */
/* unit/wire_control.c - ancillary data of a receive: known bytes, cut and lying items. */
#include "wire/control.h"
#include "wire_bytes.h"
#include <errno.h>
#include <limits.h>

static struct bytes rcvinfo_bytes(void)
{
	struct bytes b = { .len = 0 };

	u16(&b, 7);
	u16(&b, 8);
	u16(&b, 1); /* unordered */
	u16(&b, 0);
	be32(&b, 46);
	u32(&b, 0x11);
	u32(&b, 0x12);
	u32(&b, 0x13);
	u32(&b, ASSOC);
	return b;
}

static struct bytes nxtinfo_bytes(void)
{
	struct bytes b = { .len = 0 };

	u16(&b, 9);
	u16(&b, 0x8001); /* a notification; and unordered, which no kernel combines */
	be32(&b, 47);
	u32(&b, 1452);
	u32(&b, ASSOC);
	return b;
}

static struct bytes sndrcv_bytes(void)
{
	struct bytes b = { .len = 0 };

	u16(&b, 1);
	u16(&b, 2);
	u16(&b, 0x0041);
	u16(&b, 0);
	be32(&b, 48);
	u32(&b, 3);
	u32(&b, 4);
	u32(&b, 5);
	u32(&b, 6);
	u32(&b, ASSOC);
	return b;
}

static void check_rcvinfo(const struct wire_rcvinfo *i)
{
	assert_int_equal(i->stream, 7);
	assert_int_equal(i->ssn, 8);
	assert_true(i->unordered);
	assert_int_equal(i->flags, 1);
	assert_int_equal(i->ppid, 46);
	assert_int_equal(i->tsn, 0x11);
	assert_int_equal(i->cumulative_tsn, 0x12);
	assert_int_equal(i->context, 0x13);
	assert_int_equal(i->assoc_id, ASSOC);
}

static void check_nxtinfo(const struct wire_nxtinfo *i)
{
	assert_int_equal(i->stream, 9);
	assert_true(i->unordered);
	assert_true(i->notification);
	assert_int_equal(i->flags, 0x8001);
	assert_int_equal(i->ppid, 47);
	assert_int_equal(i->length, 1452);
	assert_int_equal(i->assoc_id, ASSOC);
}

static void check_sndrcv(const struct wire_sndrcvinfo *i)
{
	assert_int_equal(i->stream, 1);
	assert_int_equal(i->ssn, 2);
	assert_int_equal(i->flags, 0x41);
	assert_true(i->unordered);
	assert_int_equal(i->ppid, 48);
	assert_int_equal(i->context, 3);
	assert_int_equal(i->lifetime_ms, 4);
	assert_int_equal(i->tsn, 5);
	assert_int_equal(i->cumulative_tsn, 6);
	assert_int_equal(i->assoc_id, ASSOC);
}

/* From exactly `len` bytes, `offset` of them before (for alignment). */
static struct wire_received decode_at(const void *data, size_t len, size_t offset, int flags)
{
	unsigned char *copy = malloc(offset + len);
	struct wire_received ret;
	struct msghdr msg = { .msg_flags = flags };

	assert_non_null(copy);
	memcpy(copy + offset, data, len);
	msg.msg_control = copy + offset;
	msg.msg_controllen = len;
	memset(&ret, 0xa5, sizeof(ret));
	wire_control_decode(&msg, &ret);
	free(copy);
	return ret;
}

static struct wire_received decode(const struct bytes *b)
{
	return decode_at(b->data, b->len, 0, 0);
}

static void assert_nothing(const struct wire_received *r)
{
	assert_false(r->has_rcvinfo);
	assert_false(r->has_nxtinfo);
	assert_false(r->has_sndrcv);
}

static struct bytes everything(void)
{
	struct bytes rcv = rcvinfo_bytes(), nxt = nxtinfo_bytes(), snd = sndrcv_bytes();
	struct bytes b = { .len = 0 };

	good_item(&b, 4, &nxt);
	good_item(&b, 3, &rcv);
	good_item(&b, 1, &snd);
	return b;
}

static void test_known_bytes(void **state)
{
	struct bytes b = everything();

	(void)state;
	assert_true(b.len <= WIRE_RECEIVE_CONTROL);
	for (size_t offset = 0; offset < 8; offset++) {
		struct wire_received r = decode_at(b.data, b.len, offset, 0);

		assert_true(r.has_rcvinfo);
		assert_true(r.has_nxtinfo);
		assert_true(r.has_sndrcv);
		assert_false(r.truncated);
		check_rcvinfo(&r.rcvinfo);
		check_nxtinfo(&r.nxtinfo);
		check_sndrcv(&r.sndrcv);
	}
}

static void test_ordered_data(void **state)
{
	struct bytes content = { .len = 0 }, b = { .len = 0 };
	struct wire_received r;

	(void)state;
	zeros(&content, 28);
	good_item(&b, 3, &content);
	content.len = 16;
	good_item(&b, 4, &content);
	r = decode(&b);
	assert_true(r.has_rcvinfo);
	assert_false(r.rcvinfo.unordered);
	assert_true(r.has_nxtinfo);
	assert_false(r.nxtinfo.unordered);
	assert_false(r.nxtinfo.notification);
	assert_false(r.has_sndrcv);
}

static void test_nothing(void **state)
{
	struct msghdr msg = { .msg_controllen = 100, .msg_flags = MSG_CTRUNC };
	struct wire_received r;

	(void)state;
	wire_control_decode(&msg, &r); /* no buffer, whatever its length is said to be */
	assert_nothing(&r);
	assert_true(r.truncated);
}

/* The kernel cuts what does not fit, and says MSG_CTRUNC. Every length of the buffer. */
static void test_every_truncation(void **state)
{
	struct bytes b = everything();

	(void)state;
	for (size_t len = 0; len < b.len; len++) {
		struct wire_received r = decode_at(b.data, len, 0, MSG_CTRUNC);

		assert_true(r.truncated);
		assert_int_equal(r.has_nxtinfo, len >= CMSG_LEN(16));
		assert_int_equal(r.has_rcvinfo, len >= CMSG_SPACE(16) + CMSG_LEN(28));
		assert_int_equal(
			r.has_sndrcv, len >= CMSG_SPACE(16) + CMSG_SPACE(28) + CMSG_LEN(32));
	}
}

/* An item whose own length is that of what fitted: put_cmsg() does so. */
static void test_items_too_short(void **state)
{
	static const struct {
		int type;
		size_t size;
	} items[] = { { 1, 32 }, { 3, 28 }, { 4, 16 } };

	(void)state;
	for (size_t i = 0; i < COUNT(items); i++) {
		for (size_t len = 0; len <= items[i].size + 8; len++) {
			struct bytes b = { .len = 0 }, content = { .len = 0 };
			struct wire_received r;

			zeros(&content, len);
			good_item(&b, items[i].type, &content);
			r = decode(&b);
			assert_int_equal(r.has_sndrcv, i == 0 && len >= 32);
			assert_int_equal(r.has_rcvinfo, i == 1 && len >= 28);
			assert_int_equal(r.has_nxtinfo, i == 2 && len >= 16);
			r = decode_at(b.data, CMSG_LEN(len), 0, 0); /* without padding */
			assert_int_equal(r.has_sndrcv, i == 0 && len >= 32);
			assert_int_equal(r.has_rcvinfo, i == 1 && len >= 28);
			assert_int_equal(r.has_nxtinfo, i == 2 && len >= 16);
		}
	}
}

/* Lengths that lie end the list: there is no telling where the next item would be. */
static void test_lengths_that_lie(void **state)
{
	static const size_t lengths[] = { 0, 1, 15, CMSG_LEN(0) - 1, CMSG_LEN(28) + 5, 1000,
		INT_MAX, SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 7, SIZE_MAX - 15, SIZE_MAX / 2 };
	struct bytes content = rcvinfo_bytes();

	(void)state;
	for (size_t i = 0; i < COUNT(lengths); i++) {
		struct bytes b = { .len = 0 };
		struct wire_received r;

		item(&b, lengths[i], 132, 3, &content);
		r = decode(&b);
		assert_nothing(&r);
	}
}

static void test_others_are_skipped(void **state)
{
	struct bytes content = rcvinfo_bytes(), b = { .len = 0 };
	struct wire_received r;

	(void)state;
	item(&b, CMSG_LEN(content.len), SOL_SOCKET, 3, &content);
	item(&b, CMSG_LEN(content.len), 132, 99, &content);
	item(&b, CMSG_LEN(content.len), 132, 2, &content); /* SNDINFO: only for sending */
	item(&b, CMSG_LEN(0), 132, 3, &(struct bytes){ .len = 0 });
	r = decode(&b);
	assert_nothing(&r);
	good_item(&b, 3, &content);
	r = decode(&b);
	assert_true(r.has_rcvinfo);
	check_rcvinfo(&r.rcvinfo);
}

static void test_noise(void **state)
{
	const struct bytes good = everything();
	uint32_t seed = 2;

	(void)state;
	for (unsigned round = 0; round < 100000; round++) {
		struct bytes b = good;
		size_t len = next_random(&seed) % (b.len + 1);

		mutate(&seed, b.data, b.len);
		if (next_random(&seed) % 2)
			len = b.len;
		(void)decode_at(b.data, len, 0, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_bytes),
		cmocka_unit_test(test_ordered_data),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_every_truncation),
		cmocka_unit_test(test_items_too_short),
		cmocka_unit_test(test_lengths_that_lie),
		cmocka_unit_test(test_others_are_skipped),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests_name("wire_control", tests, NULL, NULL);
}
