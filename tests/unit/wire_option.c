/* SPDX-License-Identifier: MIT */
/* unit/wire_option.c - the table of options: complete, and what every row has. */
#include "wire_option.h"

static void is_the_public_table(void **state)
{
	size_t i = 0;

	(void)state;
#define SAME_ROW(nr, name_, type_, scope_, access, kernel_, rfc_, since_)       \
	{                                                                       \
		const struct wire_option *row = wire_option_at(i++);            \
		const asctp_option_info *info = row->info;                      \
		assert_ptr_equal(row, wire_option(ASCTP_OPTION_##name_));       \
		assert_int_equal(info->option, nr);                             \
		assert_string_equal(info->name, #name_);                        \
		assert_string_equal(info->type, #type_);                        \
		assert_string_equal(info->kernel, #kernel_);                    \
		assert_string_equal(info->rfc, rfc_);                           \
		assert_string_equal(info->since, since_);                       \
		assert_int_equal(info->scope, ASCTP_SCOPE_##scope_);            \
		assert_int_equal(info->size, sizeof(type_));                    \
		assert_int_equal(info->can_get, strcmp(#access, "WO") ? 1 : 0); \
		assert_int_equal(info->can_set, strcmp(#access, "RO") ? 1 : 0); \
		assert_true(sizeof(type_) <= sizeof(union wire_option_value));  \
	}
	ASCTP_OPTIONS(SAME_ROW)
	assert_null(wire_option_at(i));
	assert_null(wire_option((asctp_option)(i + 1)));
	assert_null(wire_option((asctp_option)0));
	assert_null(wire_option((asctp_option)-1));
	assert_null(wire_option_at(SIZE_MAX));
}

static void only_structs_may_grow(void **state)
{
	(void)state;
	assert_int_equal(ROW(nodelay)->align, 0);
	assert_int_equal(ROW(auth_chunk)->align, 0);
	assert_int_equal(ROW(auth_active_key)->align, 0);
	assert_int_equal(ROW(max_burst)->align, 0);
	assert_int_equal(ROW(primary)->align, 0);
	assert_int_equal(ROW(rto)->align, _Alignof(asctp_rto));
	assert_int_equal(ROW(auth_key)->align, _Alignof(asctp_key));
}

/* Any value of any row: nothing is written beyond what was asked for, and zeros are good to ask for. */
static void stays_within_its_bytes(void **state)
{
	union wire_option_value value;
	const struct wire_option *row;

	(void)state;
	for (size_t i = 0; (row = wire_option_at(i)); i++) {
		memset(&value, 0, sizeof(value));
		if (row->info->can_get) {
			size_t room = wire_option_room(row, WIRE_GET, &value);
			void *buf = malloc(room);

			assert_int_equal(wire_option_request(row, ASSOC, &value, buf, room), room);
			for (size_t len = 0; len <= room; len++) {
				void *cut = exact(buf, len);

				wire_option_decode(row, cut, len, TICK_NS, &value);
				free(cut);
				memset(&value, 0, sizeof(value));
			}
			free(buf);
		}
		if (row->info->can_set) {
			size_t room = wire_option_room(row, WIRE_SET, &value);
			void *buf = calloc(1, room);

			assert_int_equal(wire_option_encode(row, ASSOC, &value, buf, room), room);
			free(buf);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_the_public_table),
		cmocka_unit_test(only_structs_may_grow),
		cmocka_unit_test(stays_within_its_bytes),
	};

	return cmocka_run_group_tests_name("wire_option", tests, NULL, NULL);
}
