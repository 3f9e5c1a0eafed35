/* SPDX-License-Identifier: MIT */
/* unit/api_option.c - options of the engine's objects, on the fake kernel: the table, what is refused. */
#include "api_side.h"
#include "asctp/options.h"
#include <errno.h>

static void by_name_and_place(void **state)
{
	const asctp_option_info *info;
	size_t i = 0;

	(void)state;
	for (; (info = asctp_option_at(i)); i++)
		assert_ptr_equal(asctp_option_find(info->name), info);
	assert_int_equal(i, 64);
	assert_null(asctp_option_at(SIZE_MAX));
	assert_null(asctp_option_find("none"));
	assert_null(asctp_option_find(""));
	assert_null(asctp_option_find(NULL));
}

/* What is of the whole socket, or for those to come, would be the endpoint's. */
static void on_the_endpoints_socket(void **state)
{
	int listener = side_listening();
	unsigned sets;

	(void)state;
	side_out_of_descriptors();
	fake_born(listener);
	side_turn();
	assert_int_equal(side.assoc->core.socket->fd, listener);
	sets = fake.calls[FAKE_setsockopt];
	assert_int_equal(asctp_set(side.assoc, nodelay, false), -EBUSY);
	assert_non_null(strstr(asctp_why(side.ctx), "nodelay"));
	assert_int_equal(asctp_set(side.assoc, auth_supported, false), -EBUSY);
	assert_int_equal(asctp_set(side.assoc, hmacs, .count = 1, .ids = { 1 }), -EBUSY);
	assert_int_equal(fake.calls[FAKE_setsockopt], sets);
	assert_int_equal(asctp_set(side.assoc, rto, .max_ms = 500), 0);
	assert_int_equal(fake.calls[FAKE_setsockopt], sets + 1);
	assert_int_equal(asctp_assoc_set_option(side.assoc, (asctp_option)999, &sets, sizeof(sets)),
		-EINVAL);
	side_end();
}

/* Where a path's failure may come too late, its silence is not told from an answer. */
static void thresholds_that_hide_trouble(void **state)
{
	int listener = side_listening();

	(void)state;
	fake_born(listener);
	side_turn();
	assert_true(side.assoc->core.sees_trouble);
	assert_int_equal(asctp_set(side.assoc, pf_threshold, .count = 0), 0);
	assert_int_equal(asctp_set(side.assoc, pf_threshold, .count = 65536), -EINVAL);
	assert_true(side.assoc->core.sees_trouble);
	assert_int_equal(asctp_set(side.assoc, pf_threshold, .count = 1), 0);
	assert_false(side.assoc->core.sees_trouble);
	assert_int_equal(asctp_set(side.endpoint, pf_threshold, .count = 1), 0);
	fake_born(listener);
	side_turn();
	assert_false(side.assoc->core.sees_trouble);
	side_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_name_and_place),
		cmocka_unit_test(on_the_endpoints_socket),
		cmocka_unit_test(thresholds_that_hide_trouble),
	};

	return cmocka_run_group_tests_name("api_option", tests, NULL, NULL);
}
