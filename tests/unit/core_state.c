/* SPDX-License-Identifier: MIT */
/* unit/core_state.c - the state machine's table: complete, and sound as a whole. */
#include "core/state.h"
#include "wire_bytes.h"

#define EACH_CELL(cell, s, i)                                                              \
	for (int s = 0; s < CORE_STATE_COUNT; s++)                                         \
		for (int i = 0; i < CORE_INPUT_COUNT; i++)                                 \
			for (const struct core_cell *cell =                                \
					core_cell((enum core_state)s, (enum core_input)i); \
				cell; cell = NULL)

/* Says which cell it was. */
#define CELL_MUST(condition, s, i)                                                            \
	do {                                                                                  \
		if (!(condition))                                                             \
			fail_msg("%s, %s: not so: %s", core_state_name((enum core_state)(s)), \
				core_input_name((enum core_input)(i)), #condition);           \
	} while (0)

static void test_complete(void **state)
{
	(void)state;
	EACH_CELL(cell, s, i)
	{
		CELL_MUST(cell->kind != CORE_CELL_MISSING && cell->kind <= CORE_CELL_LATER, s, i);
		CELL_MUST((cell->kind == CORE_CELL_LATER) == (s == CORE_WAITING), s, i);
		CELL_MUST(cell->kind == CORE_CELL_GO || (cell->why && cell->why[0]), s, i);
		CELL_MUST(cell->kind != CORE_CELL_GO || cell->next < CORE_STATE_COUNT, s, i);
		CELL_MUST(cell->effects < 1u << CORE_EFFECT_COUNT, s, i);
		CELL_MUST(cell->kind == CORE_CELL_GO || !cell->effects, s, i);
	}
}

static void test_ways(void **state)
{
	(void)state;
	EACH_CELL(cell, s, i)
	{
		if (cell->kind != CORE_CELL_GO)
			continue;
		CELL_MUST(cell->next != CORE_WAITING, s, i);
		CELL_MUST(s != CORE_DOWN || cell->next == CORE_DOWN, s, i);
		CELL_MUST(cell->next != CORE_DOWN || s == CORE_ENDING || s == CORE_DOWN, s, i);
		CELL_MUST(s != CORE_ENDING || cell->next == CORE_ENDING || cell->next == CORE_DOWN,
			s, i);
		CELL_MUST(cell->next != CORE_IDLE || s == CORE_IDLE, s, i);
		CELL_MUST(s != CORE_ABORTING || cell->next == CORE_ABORTING ||
				  cell->next == CORE_ENDING,
			s, i);
	}
}

/* What goes with going where. */
static void test_effects(void **state)
{
	(void)state;
	EACH_CELL(cell, s, i)
	{
		const uint32_t done = cell->effects;
		const bool goes = cell->kind == CORE_CELL_GO, moves = goes && cell->next != s;

		CELL_MUST(!!(done & CORE_DO_FINISH) == (moves && cell->next == CORE_DOWN), s, i);
		CELL_MUST(!!(done & CORE_DO_ASK_ABORT) == (moves && cell->next == CORE_ABORTING), s,
			i);
		/* the reason is known before it ends: `down` has it */
		CELL_MUST(!!(done & CORE_DO_REMEMBER) ==
				  (moves && (cell->next == CORE_ENDING ||
						    cell->next == CORE_ABORTING)),
			s, i);
		CELL_MUST(!(done & CORE_DO_ASK_SHUTDOWN) || cell->next == CORE_CLOSING, s, i);
		/* what only one input brings */
		CELL_MUST(!(done & CORE_DO_EMIT_MESSAGE) || i == CORE_IN_MESSAGE, s, i);
		CELL_MUST(!(done & CORE_DO_EMIT_PATH) || i == CORE_IN_PATH, s, i);
		CELL_MUST(!(done & CORE_DO_EMIT_CLOSING) || i == CORE_IN_PEER_SHUTDOWN, s, i);
		CELL_MUST(!(done & CORE_DO_COLLECT) || i == CORE_IN_SEND_FAILED, s, i);
		CELL_MUST(!(done & CORE_DO_TAKE) || i == CORE_IN_SEND, s, i);
		CELL_MUST(!(done & (CORE_DO_REFUSE_CLOSED | CORE_DO_REFUSE_OVER)) ||
				  i >= CORE_IN_SEND,
			s, i);
		/* calls and EMPTIED are fed without what a message or an `up` brings */
		CELL_MUST(!(done & CORE_DO_REMEMBER) ||
				  (i != CORE_IN_CLOSE && i != CORE_IN_SEND && i != CORE_IN_QUIET &&
					  i != CORE_IN_START),
			s, i);
	}
}

static bool reaches[CORE_STATE_COUNT][CORE_STATE_COUNT];

static void find_ways(void)
{
	memset(reaches, 0, sizeof(reaches));
	EACH_CELL(cell, s, i)
	if (cell->kind == CORE_CELL_GO)
		reaches[s][cell->next] = true;
	for (int via = 0; via < CORE_STATE_COUNT; via++)
		for (int from = 0; from < CORE_STATE_COUNT; from++)
			for (int to = 0; to < CORE_STATE_COUNT; to++)
				reaches[from][to] |= reaches[from][via] && reaches[via][to];
}

static void test_all_end(void **state)
{
	(void)state;
	find_ways();
	for (int s = 0; s < CORE_STATE_COUNT; s++) {
		bool entered = s == CORE_IDLE || s == CORE_CONNECTING || reaches[CORE_IDLE][s];

		assert_int_equal(entered, s != CORE_WAITING);
		if (entered && !reaches[s][CORE_DOWN])
			fail_msg("%s: no way down", core_state_name((enum core_state)s));
	}
}

/* GONE is the driver's last means: where it does nothing, the end is known or QUIET brings it. */
static void test_gone_then_quiet_ends(void **state)
{
	(void)state;
	for (int s = CORE_CONNECTING; s < CORE_DOWN; s++) {
		const struct core_cell *gone = core_cell((enum core_state)s, CORE_IN_GONE);

		if (s == CORE_WAITING)
			continue;
		if (gone->kind == CORE_CELL_GO)
			assert_int_equal(gone->next, CORE_ENDING);
		else
			assert_int_equal(s, CORE_ENDING);
	}
	assert_int_equal(core_cell(CORE_ENDING, CORE_IN_QUIET)->next, CORE_DOWN);
}

/* What the header promises of asctp_send(): -ESHUTDOWN while it is closing, -ENOTCONN if over. */
static void test_sends(void **state)
{
	static const uint32_t want[CORE_STATE_COUNT] = {
		[CORE_IDLE] = CORE_DO_TAKE,
		[CORE_CONNECTING] = CORE_DO_TAKE,
		[CORE_CLOSE_PENDING] = CORE_DO_REFUSE_CLOSED,
		[CORE_UP] = CORE_DO_TAKE | CORE_DO_FLUSH,
		[CORE_DRAINING] = CORE_DO_REFUSE_CLOSED,
		[CORE_CLOSING] = CORE_DO_REFUSE_CLOSED,
		[CORE_PEER_CLOSING] = CORE_DO_REFUSE_CLOSED,
		[CORE_ABORTING] = CORE_DO_REFUSE_OVER,
		[CORE_ENDING] = CORE_DO_REFUSE_OVER,
		[CORE_DOWN] = CORE_DO_REFUSE_OVER,
	};

	(void)state;
	for (int s = 0; s < CORE_STATE_COUNT; s++) {
		const struct core_cell *cell = core_cell((enum core_state)s, CORE_IN_SEND);

		CELL_MUST(cell->effects == want[s], s, CORE_IN_SEND);
		CELL_MUST(cell->kind != CORE_CELL_GO || cell->next == s, s, CORE_IN_SEND);
	}
}

static void test_names(void **state)
{
	(void)state;
	for (int s = 0; s < CORE_STATE_COUNT; s++) {
		assert_true(strlen(core_state_name((enum core_state)s)) > 1);
		assert_true(strlen(core_state_text((enum core_state)s)) > 1);
	}
	for (int i = 0; i < CORE_INPUT_COUNT; i++) {
		assert_true(strlen(core_input_name((enum core_input)i)) > 1);
		assert_true(strlen(core_input_text((enum core_input)i)) > 1);
	}
	for (unsigned bit = 0; bit < CORE_EFFECT_COUNT; bit++)
		assert_true(strlen(core_effect_text(bit)) > 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_effects),
		cmocka_unit_test(test_all_end),
		cmocka_unit_test(test_gone_then_quiet_ends),
		cmocka_unit_test(test_sends),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("core_state", tests, NULL, NULL);
}
