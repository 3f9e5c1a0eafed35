/* SPDX-License-Identifier: MIT */
/* tests/kernel/loops.c - timers, event loops, and how much one process() does. */
#include "peers.h"
#include <asctp/uv.h>
#include <poll.h>
#include <string.h>

static void tick(asctp_timer *timer)
{
	static int ticks;

	*(int *)timer->arg = ++ticks;
}

static void timers_fire_in_order(void **state)
{
	int late = 0, early = 0, never = 0;
	asctp_timer a = { .fn = tick, .arg = &late }, b = { .fn = tick, .arg = &early },
		    c = { .fn = tick, .arg = &never };
	asctp *ctx = asctp_new();

	(void)state;
	assert_non_null(ctx);
	assert_int_equal(asctp_timer_start(ctx, &(asctp_timer){ 0 }, 1), -EINVAL);
	assert_int_equal(asctp_timer_start(ctx, &a, 60), 0);
	assert_int_equal(asctp_timer_start(ctx, &b, 20), 0);
	assert_int_equal(asctp_timer_start(ctx, &c, 40), 0);
	asctp_timer_stop(&c);
	asctp_timer_stop(&c);
	while (!early) {
		poll(&(struct pollfd){ .fd = asctp_fd(ctx), .events = POLLIN }, 1, 10000);
		asctp_process(ctx);
	}
	assert_int_equal(asctp_run(ctx), 0); /* until there is none left */
	assert_int_equal(early, 1);
	assert_int_equal(late, 2); /* however late the machine was */
	assert_int_equal(never, 0);
	assert_int_equal(asctp_timer_start(ctx, &a, 100000), 0);
	asctp_free(ctx);
	asctp_timer_stop(&a); /* it was stopped: nothing of the context is touched */
}

static void starts_again(asctp_timer *timer)
{
	struct side *side = timer->arg;

	if (!side->downs)
		asctp_timer_start(side->ctx, timer, 0);
}

/* A timer of 0 ms that starts itself anew fires once a round, between all else. */
static void a_timer_without_end(void **state)
{
	struct side server, client;
	asctp_timer timers[20] = { 0 }; /* more than one process() of this batch fires */

	(void)state;
	side_begin(&server, "server");
	side_begin_with(&client, "client", 1);
	for (int i = 0; i < 20; i++) {
		timers[i] = (asctp_timer){ .fn = starts_again, .arg = &client };
		asctp_timer_start(client.ctx, &timers[i], 0);
	}
	connected(&server, &client);
	asctp_close(client.assoc);
	until(client.downs);
	end_two(&server, &client);
}

static void echo_then_close(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_MESSAGE) {
		asctp_send(side->assoc, event->message.data, event->message.len);
		asctp_close(side->assoc);
		asctp_unlisten(side->endpoint);
	}
}

/* The libuv loop ends when both contexts are idle, and closing leaves no handle behind. */
static void runs_on_libuv(void **state)
{
	struct side server, client;
	uv_loop_t loop;

	(void)state;
	begin_two(&server, &client);
	uv_loop_init(&loop);
	assert_int_equal(asctp_uv_attach(server.ctx, &loop), 0);
	assert_int_equal(asctp_uv_attach(server.ctx, &loop), UV_EBUSY);
	assert_int_equal(uv_run(&loop, UV_RUN_DEFAULT), 0); /* idle: nothing to wait for */
	server.then = echo_then_close;
	listening(&server);
	connecting(&server, &client);
	asctp_send(client.assoc, "over libuv", 10);
	assert_int_equal(asctp_uv_attach(client.ctx, &loop), 0); /* busy when it is attached */
	assert_int_equal(uv_run(&loop, UV_RUN_DEFAULT), 0);
	assert_string_equal(client.text, "up\nmessage 10\nclosing\ndown closed\n");
	assert_string_equal(server.text, "up\nmessage 10\ndown closed\n");
	asctp_uv_detach(client.ctx);
	end_two(&server, &client);
	assert_int_equal(uv_run(&loop, UV_RUN_DEFAULT), 0);
	assert_int_equal(uv_loop_close(&loop), 0);
}

/* However much there is to do, one process() hands out no more than a batch, and the descriptor
 * says that there is more. */
static void batches(void **state)
{
	struct side server, client;
	struct pollfd readable;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	for (int i = 0; i < 300; i++)
		asctp_send(client.assoc, "x", 1);
	until_alone(&client, asctp_queued(client.assoc) == 0);
	readable = (struct pollfd){ .fd = asctp_fd(server.ctx), .events = POLLIN };
	while (server.messages < 300) {
		int had = server.messages, result;

		assert_int_equal(poll(&readable, 1, 10000), 1);
		result = asctp_process(server.ctx);
		assert_in_range(result, 0, 64);
		assert_int_equal(server.messages - had, result);
	}
	/* with nothing to do the descriptor rests */
	asctp_process(server.ctx);
	asctp_process(client.ctx);
	assert_int_equal(poll(&readable, 1, 0), 0);
	end_two(&server, &client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(timers_fire_in_order),
		KERNEL_TEST(a_timer_without_end),
		KERNEL_TEST(runs_on_libuv),
		KERNEL_TEST(batches),
	};

	return cmocka_run_group_tests_name("loops", tests, NULL, NULL);
}
