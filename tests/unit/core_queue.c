/* SPDX-License-Identifier: MIT */
/* unit/core_queue.c - queues of messages: bytes counted, order by number, across its wrap. */
#include "core/queue.h"
#include "wire_bytes.h"

static struct core_message *numbered(uint32_t context, size_t len)
{
	struct core_message *message = core_message_new("0123456789", len, 0);

	assert_non_null(message);
	message->context = context;
	return message;
}

static void test_message(void **state)
{
	struct core_message *message = core_message_new("abc", 3, 8);

	(void)state;
	assert_int_equal(message->len, 3);
	assert_int_equal(message->room, 8);
	assert_memory_equal(message->data, "abc", 3);
	assert_int_equal(message->context, 0);
	assert_int_equal(message->why, 0);
	memset(message->data, 1, message->room); /* it is really there */
	free(message);
	message = core_message_new(NULL, 0, 0);
	assert_int_equal(message->len, 0);
	free(message);
	message = core_message_new("abc", 3, 1); /* never less than what is in it */
	assert_int_equal(message->room, 3);
	free(message);
}

static void test_push_and_remove(void **state)
{
	struct core_queue queue;
	struct core_message *a = numbered(9, 1), *b = numbered(1, 2), *c = numbered(5, 4);

	(void)state;
	core_queue_init(&queue);
	assert_null(core_queue_first(&queue));
	core_queue_push(&queue, a);
	core_queue_push(&queue, b);
	core_queue_push(&queue, c);
	assert_ptr_equal(core_queue_first(&queue), a); /* as they came, whatever their numbers */
	assert_int_equal(queue.bytes, 7);
	core_queue_remove(&queue, b);
	assert_int_equal(queue.bytes, 5);
	core_queue_remove(&queue, a);
	assert_ptr_equal(core_queue_first(&queue), c);
	core_queue_clear(&queue);
	assert_null(core_queue_first(&queue));
	assert_int_equal(queue.bytes, 0);
	free(a);
	free(b);
}

/* Inserted in any order, read in that of their numbers, wherever these begin. */
static void test_insert(void **state)
{
	static const uint32_t begins[] = { 0, 7, 0x7ffffff0, 0xffffffe0, 0xffffffff };
	enum { MESSAGES = 64 };
	uint32_t random = 12;

	(void)state;
	for (size_t b = 0; b < COUNT(begins); b++) {
		struct core_queue queue;
		const struct core_message *message;
		bool used[MESSAGES] = { false };
		uint32_t want = begins[b];

		core_queue_init(&queue);
		for (int i = 0; i < MESSAGES; i++) {
			uint32_t n = next_random(&random) % MESSAGES;

			while (used[n])
				n = (n + 1) % MESSAGES;
			used[n] = true;
			core_queue_insert(&queue, numbered(begins[b] + n, 3));
		}
		assert_int_equal(queue.bytes, 3 * MESSAGES);
		TAILQ_FOREACH (message, &queue.messages, link)
			assert_int_equal(message->context, want++);
		assert_int_equal(want, begins[b] + MESSAGES);
		core_queue_clear(&queue);
	}
}

/* Of one number (which a hostile kernel might repeat) the later one stands later. */
static void test_insert_equal(void **state)
{
	struct core_message *a = numbered(4, 1), *b = numbered(4, 1);
	struct core_queue queue;

	(void)state;
	core_queue_init(&queue);
	core_queue_insert(&queue, a);
	core_queue_insert(&queue, b);
	assert_ptr_equal(core_queue_first(&queue), a);
	assert_ptr_equal(TAILQ_NEXT(a, link), b);
	core_queue_clear(&queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_message),
		cmocka_unit_test(test_push_and_remove),
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_insert_equal),
	};

	return cmocka_run_group_tests_name("core_queue", tests, NULL, NULL);
}
