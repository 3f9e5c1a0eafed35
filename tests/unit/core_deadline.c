/* SPDX-License-Identifier: MIT */
/* unit/core_deadline.c - deadlines against a model that is too simple to be wrong. */
#include "core/deadline.h"
#include "wire_bytes.h"

enum { DEADLINES = 200 };

static struct core_deadlines heap;
static struct core_deadline deadlines[DEADLINES];
static uint64_t model[DEADLINES]; /* when it is due; 0: it is not running */
static struct core_deadline *last_fired;

static void fired(struct core_deadline *deadline)
{
	assert_null(deadline->in); /* stopped before it is fired */
	last_fired = deadline;
}

static int setup(void **state)
{
	(void)state;
	memset(&heap, 0, sizeof(heap));
	memset(deadlines, 0, sizeof(deadlines));
	memset(model, 0, sizeof(model));
	for (int i = 0; i < DEADLINES; i++)
		deadlines[i].fired = fired;
	return 0;
}

static uint64_t model_next(void)
{
	uint64_t first = 0;

	for (int i = 0; i < DEADLINES; i++)
		if (model[i] && (!first || model[i] < first))
			first = model[i];
	return first;
}

static void start(unsigned i, uint64_t at_ns)
{
	core_deadline_start(&heap, &deadlines[i], at_ns);
	model[i] = at_ns;
}

static void stop(unsigned i)
{
	core_deadline_stop(&deadlines[i]);
	model[i] = 0;
}

static void fire_one(uint64_t now_ns)
{
	uint64_t first = model_next();

	last_fired = NULL;
	if (!first || first > now_ns) {
		assert_false(core_deadlines_fire(&heap, now_ns));
		assert_null(last_fired);
		return;
	}
	assert_true(core_deadlines_fire(&heap, now_ns));
	assert_non_null(last_fired);
	assert_true(model[last_fired - deadlines] == first); /* of equal ones, any */
	model[last_fired - deadlines] = 0;
}

static void test_random(void **state)
{
	uint32_t random = 4711;
	uint64_t now_ns = 1;

	(void)state;
	for (int step = 0; step < 40000; step++) {
		unsigned i = next_random(&random) % DEADLINES;

		switch (next_random(&random) % 8) {
		case 0:
		case 1:
		case 2: start(i, now_ns + next_random(&random) % 50); break;
		case 3: stop(i); break;
		case 4: now_ns += next_random(&random) % 10; break;
		default: fire_one(now_ns);
		}
		assert_true(core_deadlines_next(&heap) == model_next());
		assert_int_equal(!!deadlines[i].in, !!model[i]);
	}
	while (model_next())
		fire_one(UINT64_MAX);
	assert_false(core_deadlines_fire(&heap, UINT64_MAX));
}

/* All at once, then stopped in an order that is neither theirs nor that of their starts. */
static void test_stop_all(void **state)
{
	(void)state;
	for (unsigned i = 0; i < DEADLINES; i++)
		start(i * 77 % DEADLINES, 1 + i * 31 % 50);
	for (unsigned i = 0; i < DEADLINES; i++) {
		stop(i * 3 % DEADLINES);
		assert_true(core_deadlines_next(&heap) == model_next());
	}
	assert_true(core_deadlines_next(&heap) == 0 || DEADLINES % 3 == 0);
	stop(0); /* again: no effect */
}

static void test_to_the_nanosecond(void **state)
{
	(void)state;
	start(0, 100);
	fire_one(99);
	assert_true(model[0] == 100);
	fire_one(100);
	assert_true(model[0] == 0);
	start(0, UINT64_MAX);
	fire_one(UINT64_MAX - 1);
	assert_true(core_deadlines_next(&heap) == UINT64_MAX);
}

static void starts_the_other(struct core_deadline *deadline)
{
	deadline->fired = fired;
	core_deadline_start(&heap, deadline, 7);
	core_deadline_stop(&deadlines[1]);
	core_deadline_start(&heap, &deadlines[2], 6);
}

/* What fires may start itself again, and stop and start others. */
static void test_from_within(void **state)
{
	(void)state;
	deadlines[0].fired = starts_the_other;
	core_deadline_start(&heap, &deadlines[0], 5);
	core_deadline_start(&heap, &deadlines[1], 5);
	core_deadline_start(&heap, &deadlines[1], 8); /* moved */
	assert_true(core_deadlines_fire(&heap, 10));
	assert_true(core_deadlines_fire(&heap, 10));
	assert_ptr_equal(last_fired, &deadlines[2]);
	assert_true(core_deadlines_fire(&heap, 10));
	assert_ptr_equal(last_fired, &deadlines[0]);
	assert_false(core_deadlines_fire(&heap, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_random, setup),
		cmocka_unit_test_setup(test_stop_all, setup),
		cmocka_unit_test_setup(test_to_the_nanosecond, setup),
		cmocka_unit_test_setup(test_from_within, setup),
	};

	return cmocka_run_group_tests_name("core_deadline", tests, NULL, NULL);
}
