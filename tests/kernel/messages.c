/* SPDX-License-Identifier: MIT */
/* tests/kernel/messages.c - messages out and in: whole, in order, refused, given back. */
#include "core/queue.h"
#include "peers.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { KIB = 1024, MIB = 1024 * KIB };

/* Bytes that show where they belong. */
static char *pattern(size_t len, unsigned seed)
{
	char *bytes = malloc(len);

	assert_non_null(bytes);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 31 + seed + i / 251);
	return bytes;
}

static void assert_pattern(const struct side *side, size_t len, unsigned seed)
{
	char *expected = pattern(len, seed);

	assert_int_equal(side->len, len);
	assert_memory_equal(side->data, expected, len);
	free(expected);
}

static void send_pattern(struct side *side, size_t len, unsigned seed)
{
	char *bytes = pattern(len, seed);

	assert_true(asctp_send(side->assoc, bytes, len, .stream = (uint16_t)(seed % 10)) >= 0);
	free(bytes);
}

/* From one byte to more than any packet, read or buffer of ours holds. */
static void every_size_arrives_whole(void **state)
{
	static const size_t sizes[] = { 1, 100, 1452, 1453, 65483, 65484, 65485, 100 * KIB,
		128 * KIB, 128 * KIB + 1, 300 * KIB, 400 * KIB };
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		send_pattern(&client, sizes[i], (unsigned)i);
		until(server.messages == (int)i + 1);
		assert_pattern(&server, sizes[i], (unsigned)i);
	}
	end_two(&server, &client);
}

struct order {
	unsigned next[10]; /* by stream */
	unsigned long bytes;
};

static void check_order(struct side *side, const asctp_event *event)
{
	struct order *order = side->arg;
	unsigned number;

	if (event->type != ASCTP_EV_MESSAGE)
		return;
	assert_true(event->message.len >= sizeof(number));
	memcpy(&number, event->message.data, sizeof(number));
	assert_int_equal(number, order->next[event->message.stream]++);
	order->bytes += event->message.len;
}

static int send_numbered(struct side *side, uint16_t stream, unsigned number, size_t len)
{
	char *bytes = calloc(1, len);
	int result;

	memcpy(bytes, &number, sizeof(number));
	result = asctp_send(side->assoc, bytes, len, .stream = stream);
	free(bytes);
	return result;
}

/* More than the kernel's buffer holds, on all streams, big and small in turns. */
static void order_holds_within_a_stream(void **state)
{
	struct order order = { 0 };
	struct side server, client;
	unsigned long sent = 0;

	(void)state;
	begin_two(&server, &client);
	server.then = check_order;
	server.arg = &order;
	connected(&server, &client);
	for (unsigned i = 0; i < 600; i++) {
		size_t len = i % 50 == 49 ? 150 * KIB : 4 + i % 1500;

		assert_true(send_numbered(&client, (uint16_t)(i % 10), i / 10, len) >= 0);
		sent += len;
	}
	asctp_close(client.assoc);
	until(server.downs && client.downs);
	assert_int_equal(server.messages, 600);
	assert_int_equal(order.bytes, sent);
	assert_int_equal(client.down.reason, ASCTP_CLOSED);
	end_two(&server, &client);
}

static void check_long(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_MESSAGE)
		assert_pattern(side, 350 * KIB, event->message.stream);
}

static void two_long_messages_on_two_streams(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	server.then = check_long;
	connected(&server, &client);
	send_pattern(&client, 350 * KIB, 1);
	send_pattern(&client, 350 * KIB, 2);
	until(server.messages == 2);
	end_two(&server, &client);
}

static void unordered_is_marked(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	assert_int_equal(
		asctp_send(client.assoc, "u", 1, .unordered = true, .ppid = 0x01020304), 0);
	until(server.messages);
	assert_true(server.message.unordered);
	assert_int_equal(server.message.ppid, 0x01020304);
	end_two(&server, &client);
}

/* Every refusal leaves things as they were, and says why. */
static void what_send_refuses(void **state)
{
	struct side server, client;
	char *big = calloc(1, 64 * MIB);
	asctp_out out;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	assert_int_equal(asctp_send(NULL, "x", 1), -EINVAL);
	assert_int_equal(asctp_send(client.assoc, "", 0), -EINVAL);
	assert_int_equal(asctp_send(client.assoc, NULL, 5), -EINVAL);
	assert_int_equal(asctp_send(client.assoc, "x", 1, .stream = 10), -EINVAL);
	assert_string_equal(asctp_why(client.ctx),
		"send: there is no stream 10: the peer agreed to 10, numbered from 0");
	assert_int_equal(asctp_send(client.assoc, big, 64 * MIB), -EMSGSIZE);
	assert_non_null(strstr(asctp_why(client.ctx), "net.core.wmem_max"));
	memset(&out, 0, sizeof(out));
	assert_int_equal(asctp_send_with(client.assoc, &out), -EINVAL); /* no size */
	asctp_out_init(&out);
	out.data = "x";
	out.len = 1;
	out.reserved[7] = 1; /* an option of a later header */
	assert_int_equal(asctp_send_with(client.assoc, &out), -E2BIG);
	out.reserved[7] = 0;
	assert_int_equal(asctp_send_with(client.assoc, &out), 0);
	until(server.messages == 1);
	assert_int_equal(client.unsents, 0);
	free(big);
	end_two(&server, &client);
}

/* A sender that outruns its peer: told so, refused at the limit, told when to go on. */
static void full_and_writable(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT];
	int taken = 0, full = 0, result, cost = (int)core_message_cost(1000);

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	client.assoc = asctp_connect(client.ctx, address_of(&server, addr), .on = &client.on,
		.user = &client, .send_mark = 64 * KIB, .send_limit = 128 * KIB);
	assert_non_null(client.assoc);
	until(client.ups && server.ups);
	assert_true(asctp_writable(client.assoc));
	while ((result = send_numbered(&client, 0, (unsigned)taken, 1000)) >= 0) {
		taken++;
		full += result == ASCTP_FULL;
	}
	assert_int_equal(result, -ENOBUFS);
	assert_int_equal(taken, 128 * KIB / cost);
	assert_int_equal(full, taken - 64 * KIB / cost);
	assert_false(asctp_writable(client.assoc));
	assert_int_equal(client.writables, 0);
	until(client.writables == 1);
	assert_true(asctp_writable(client.assoc));
	until(server.messages == taken);
	assert_int_equal(client.writables, 1);
	assert_int_equal(client.unsents, 0);
	end_two(&server, &client);
}

/* Who was refused is told when to try again, also if ASCTP_FULL was never answered. */
static void writable_after_a_refusal(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT], half[1500] = { 0 };

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	client.assoc = asctp_connect(client.ctx, address_of(&server, addr), .on = &client.on,
		.user = &client, .send_mark = 2000, .send_limit = 2000);
	assert_non_null(client.assoc);
	until(client.ups);
	assert_int_equal(asctp_send(client.assoc, half, sizeof(half)), 0);
	assert_int_equal(asctp_send(client.assoc, half, sizeof(half)), -ENOBUFS);
	until(client.writables == 1);
	assert_int_equal(asctp_send(client.assoc, half, sizeof(half)), 0);
	end_two(&server, &client);
}

static void refills(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_UP || event->type == ASCTP_EV_WRITABLE)
		while (asctp_send(side->assoc, "to fill the queue", 17) == 0)
			;
}

static void ticks(asctp_timer *timer)
{
	++*(int *)timer->arg;
}

/* One that sends as fast as it can, in its handlers, keeps neither timers nor messages waiting. */
static void a_busy_sender_hears_and_ticks(void **state)
{
	struct side server, client;
	int ticked = 0;
	asctp_timer timer = { .fn = ticks, .arg = &ticked };
	char addr[ASCTP_ADDR_TEXT];

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	client.then = refills;
	client.assoc = asctp_connect(client.ctx, address_of(&server, addr), .on = &client.on,
		.user = &client, .send_mark = 4000);
	assert_non_null(client.assoc);
	until(server.messages > 1000);
	asctp_timer_start(client.ctx, &timer, 1);
	asctp_send(server.assoc, "do you hear me?", 15);
	until(ticked && client.messages);
	end_two(&server, &client);
}

static void too_long_for_the_receiver(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT];

	(void)state;
	begin_two(&server, &client);
	server.endpoint = asctp_listen(server.ctx, "127.0.0.1", .on = &server.on, .user = &server,
		.message_max = 100 * KIB);
	assert_non_null(server.endpoint);
	client.assoc = asctp_connect(
		client.ctx, address_of(&server, addr), .on = &client.on, .user = &client);
	until(client.ups);
	send_pattern(&client, 100 * KIB, 0); /* just right */
	until(server.messages == 1);
	send_pattern(&client, 100 * KIB + 1, 0);
	until(server.downs && client.downs);
	assert_int_equal(server.messages, 1);
	assert_int_equal(server.down.reason, ASCTP_FAILED);
	assert_int_equal(server.down.error, -EMSGSIZE);
	assert_int_equal(client.down.reason, ASCTP_ABORTED);
	assert_int_equal(client.down.cause, 12);
	assert_string_equal(client.data, "message longer than 102400 bytes");
	end_two(&server, &client);
}

static void streams_as_agreed(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT];

	(void)state;
	begin_two(&server, &client);
	server.endpoint = asctp_listen(server.ctx, "127.0.0.1", .on = &server.on, .user = &server,
		.streams_out = 3, .streams_in_max = 4);
	client.assoc = asctp_connect(client.ctx, address_of(&server, addr), .on = &client.on,
		.user = &client, .streams_out = 100);
	/* before it is up nobody knows how many there will be */
	assert_int_equal(asctp_send(client.assoc, "no", 2, .stream = 50, .tag = 50), 0);
	assert_int_equal(asctp_send(client.assoc, "yes", 3, .stream = 3), 0);
	until(client.ups && server.messages);
	assert_int_equal(client.up.streams_out, 4);
	assert_int_equal(client.up.streams_in, 3);
	assert_int_equal(server.up.streams_out, 3);
	assert_int_equal(server.message.stream, 3);
	assert_int_equal(client.unsents, 1);
	assert_int_equal(client.unsent.why, ASCTP_UNSENT_STREAM);
	assert_int_equal(client.unsent.tag, 50);
	assert_int_equal(asctp_send(client.assoc, "x", 1, .stream = 4), -EINVAL);
	end_two(&server, &client);
}

/* Tags come back though the kernel's own are half as wide, and thousands have gone before. */
static void tags_of_the_last(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	for (uint64_t i = 0; i < 5000; i++) {
		asctp_send(client.assoc, "x", 1, .tag = (i << 32) + 1);
		if (i % 100 == 99)
			until(server.messages == (int)i + 1);
	}
	asctp_send(client.assoc, "last", 4, .tag = 0xfedcba9876543210);
	asctp_abort(client.assoc, NULL, 0);
	until(client.downs);
	assert_int_equal(client.unsent.tag, 0xfedcba9876543210);
	end_two(&server, &client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(every_size_arrives_whole),
		KERNEL_TEST(order_holds_within_a_stream),
		KERNEL_TEST(two_long_messages_on_two_streams),
		KERNEL_TEST(unordered_is_marked),
		KERNEL_TEST(what_send_refuses),
		KERNEL_TEST(full_and_writable),
		KERNEL_TEST(writable_after_a_refusal),
		KERNEL_TEST(a_busy_sender_hears_and_ticks),
		KERNEL_TEST(too_long_for_the_receiver),
		KERNEL_TEST(streams_as_agreed),
		KERNEL_TEST(tags_of_the_last),
	};

	return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
