/* SPDX-License-Identifier: MIT */
/* unit/core_reassembly.c - messages from pieces: every split, streams interleaved, limits. */
#include "core/reassembly.h"
#include "failing_memory.h"
#include "wire_bytes.h"

static const char text[] = "0123456789abc";

enum { LEN = sizeof(text) - 1 };

static struct core_reassembly reassembly;

static int setup(void **state)
{
	(void)state;
	core_reassembly_init(&reassembly);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	core_reassembly_clear(&reassembly);
	assert_int_equal(reassembly.bytes, 0);
	assert_true(SLIST_EMPTY(&reassembly.partials));
	return 0;
}

static asctp_message piece_of(const void *data, size_t len, uint16_t stream, bool unordered)
{
	return (asctp_message){ .data = data,
		.len = len,
		.stream = stream,
		.unordered = unordered,
		.ppid = 46,
		.tsn = 1000 };
}

/* Adds text[from..to) from memory of its own. Whole: *ret is the message's memory. */
static int add(size_t from, size_t to, uint16_t stream, bool unordered, bool last, size_t max,
	char whole[LEN + 1])
{
	void *data = exact(text + from, to - from), *owned;
	asctp_message message = piece_of(data, to - from, stream, unordered);
	int result;

	message.tsn += (uint32_t)from;
	result = core_reassembly_add(&reassembly, &message, last, max, &owned);
	if (result == 1) {
		assert_int_equal(message.stream, stream);
		assert_int_equal(message.unordered, unordered);
		assert_int_equal(message.ppid, 46);
		assert_int_equal(message.tsn, 1000); /* of its first piece */
		assert_true(message.len <= LEN);
		assert_ptr_equal(message.data, owned ? owned : data);
		memcpy(whole, message.data, message.len);
		whole[message.len] = '\0';
	} else {
		assert_null(owned);
	}
	free(owned);
	free(data);
	return result;
}

/* Bit i of a mask: a piece ends behind byte i. */
static void test_every_split(void **state)
{
	char whole[LEN + 1];

	(void)state;
	for (unsigned mask = 0; mask < 1u << (LEN - 1); mask++) {
		size_t from = 0;

		for (size_t at = 1; at < LEN; at++) {
			if (!(mask & 1u << (at - 1)))
				continue;
			assert_int_equal(add(from, at, 1, false, false, LEN, whole), 0);
			from = at;
			assert_int_equal(reassembly.bytes, from);
		}
		assert_int_equal(add(from, LEN, 1, false, true, LEN, whole), 1);
		assert_string_equal(whole, text);
		assert_int_equal(reassembly.bytes, 0);
	}
}

static void test_empty_pieces(void **state)
{
	char whole[LEN + 1];

	(void)state;
	assert_int_equal(add(0, 0, 1, false, false, LEN, whole), 0);
	assert_true(SLIST_EMPTY(&reassembly.partials));
	assert_int_equal(add(0, 5, 1, false, false, LEN, whole), 0);
	assert_int_equal(add(5, 5, 1, false, false, LEN, whole), 0);
	assert_int_equal(add(5, LEN, 1, false, false, LEN, whole), 0);
	assert_int_equal(add(LEN, LEN, 1, false, true, LEN, whole), 1);
	assert_string_equal(whole, text);
}

/* Many streams at once, each ordered and unordered, their pieces in any order among them. */
static void test_interleaved(void **state)
{
	enum { STREAMS = 20 };
	size_t at[STREAMS][2] = { { 0 } };
	uint32_t random = 99;
	char whole[LEN + 1];
	int left = 2 * STREAMS;

	(void)state;
	while (left) {
		unsigned stream = next_random(&random) % STREAMS;
		unsigned unordered = next_random(&random) % 2;
		size_t from = at[stream][unordered], to = from + 1 + next_random(&random) % 4;

		if (from == LEN)
			continue;
		if (to > LEN)
			to = LEN;
		assert_int_equal(add(from, to, (uint16_t)stream, unordered, to == LEN,
					 2 * STREAMS * LEN, whole),
			to == LEN);
		at[stream][unordered] = to;
		if (to < LEN)
			continue;
		assert_string_equal(whole, text);
		left--;
	}
	assert_int_equal(reassembly.bytes, 0);
}

static void test_whole_is_not_copied(void **state)
{
	asctp_message message = piece_of(text, LEN, 3, false);
	void *owned;

	(void)state;
	assert_int_equal(core_reassembly_add(&reassembly, &message, true, LEN, &owned), 1);
	assert_null(owned);
	assert_ptr_equal(message.data, text);
}

/* The limit is for all that is begun, to the byte; what is refused changes nothing. */
static void test_limits(void **state)
{
	char whole[LEN + 1];

	(void)state;
	assert_int_equal(add(0, LEN, 1, false, true, LEN, whole), 1);
	assert_int_equal(add(0, LEN, 1, false, true, LEN - 1, whole), -EMSGSIZE);
	assert_int_equal(add(0, LEN, 1, false, false, LEN - 1, whole), -EMSGSIZE);
	assert_int_equal(add(0, LEN, 1, false, false, LEN, whole), 0);
	assert_int_equal(add(0, 1, 1, false, false, LEN, whole), -EMSGSIZE);
	assert_int_equal(add(0, 1, 2, false, false, LEN, whole), -EMSGSIZE);
	assert_int_equal(add(0, 1, 2, false, false, LEN + 1, whole), 0);
	/* whole as it is, it takes no room */
	assert_int_equal(add(0, LEN, 3, false, true, LEN, whole), 1);
	assert_int_equal(reassembly.bytes, LEN + 1);
	core_reassembly_clear(&reassembly);
	assert_int_equal(add(0, LEN, 1, false, false, LEN, whole), 0);
	assert_int_equal(add(LEN, LEN, 1, false, true, LEN, whole), 1);
	assert_string_equal(whole, text);
}

/* A message of this one's end comes without its beginning: a new one. */
static void test_cleared_between(void **state)
{
	char whole[LEN + 1];

	(void)state;
	assert_int_equal(add(0, 5, 1, false, false, LEN, whole), 0);
	core_reassembly_clear(&reassembly);
	assert_int_equal(add(0, 3, 1, false, true, LEN, whole), 1);
	assert_string_equal(whole, "012");
}

static void test_no_memory(void **state)
{
	char whole[LEN + 1];
	int begun = 0;

	(void)state;
	for (unsigned n = 1;; n++) {
		int result;

		core_reassembly_clear(&reassembly);
		memory_fails(n + 1); /* the first is for the piece itself */
		result = add(0, 5, 1, false, false, LEN, whole);
		memory_works();
		if (!result)
			break;
		assert_int_equal(result, -ENOMEM);
		assert_int_equal(reassembly.bytes, 0);
		begun++;
	}
	assert_int_equal(begun, 2);
	memory_fails(2);
	assert_int_equal(add(5, LEN, 1, false, true, LEN, whole), -ENOMEM);
	memory_works();
	assert_int_equal(reassembly.bytes, 5);
	assert_int_equal(add(5, LEN, 1, false, true, LEN, whole), 1); /* it may be tried again */
	assert_string_equal(whole, text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_split),
		TEST(empty_pieces),
		TEST(interleaved),
		TEST(whole_is_not_copied),
		TEST(limits),
		TEST(cleared_between),
		TEST(no_memory),
	};

	return cmocka_run_group_tests_name("core_reassembly", tests, NULL, NULL);
}
