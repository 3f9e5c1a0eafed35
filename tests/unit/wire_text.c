/* SPDX-License-Identifier: MIT */
/* unit/wire_text.c - text into every size of buffer. */
#include "wire/text.h"
#include "wire_bytes.h"

static void test_every_room(void **state)
{
	static const char full[] = "one two 3 \"a\\\"\\\\\\x0a\" 00 ff";

	(void)state;
	for (size_t room = 1; room <= sizeof(full) + 2; room++) {
		char *buf = malloc(room);
		size_t want = room < sizeof(full) ? room - 1 : sizeof(full) - 1;
		struct wire_text text;

		assert_non_null(buf);
		wire_text_begin(&text, buf, room);
		assert_string_equal(buf, "");
		wire_text_put(&text, "one ");
		wire_text_format(&text, "%s %d ", "two", 3);
		wire_text_quote(&text, "a\"\\\n", 4);
		wire_text_put(&text, " ");
		wire_text_hex(&text, "\0\xff", 2);
		assert_int_equal(strlen(buf), want);
		assert_memory_equal(buf, full, want);
		assert_ptr_equal(text.at, buf + want);
		assert_int_equal(text.left, room - want);
		free(buf);
	}
}

static void test_no_room(void **state)
{
	struct wire_text text;

	(void)state;
	wire_text_begin(&text, NULL, 0);
	wire_text_put(&text, "x");
	wire_text_format(&text, "%d", 1);
	wire_text_quote(&text, "x", 1);
	wire_text_hex(&text, "x", 1);
	assert_null(text.at);
	assert_int_equal(text.left, 0);
}

static void test_empty_pieces(void **state)
{
	char buf[8];
	struct wire_text text;

	(void)state;
	wire_text_begin(&text, buf, sizeof(buf));
	wire_text_put(&text, "");
	wire_text_hex(&text, NULL, 0);
	assert_string_equal(buf, "");
	wire_text_quote(&text, NULL, 0);
	assert_string_equal(buf, "\"\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_room),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_empty_pieces),
	};

	return cmocka_run_group_tests_name("wire_text", tests, NULL, NULL);
}
