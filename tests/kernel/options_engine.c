/* SPDX-License-Identifier: MIT */
/* tests/kernel/options_engine.c - options of the engine's associations and endpoints. */
#include "asctp/options.h"
#include "peers.h"
#include <errno.h>
#include <string.h>

static void of_endpoints_are_inherited(void **state)
{
	struct side server, client;
	asctp_rto rto;
	asctp_status status;
	uint32_t size;
	bool nodelay;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	assert_int_equal(asctp_set(server.endpoint, rto, .min_ms = 60, .max_ms = 400), 0);
	assert_int_equal(asctp_set(server.endpoint, nodelay, false), 0);
	assert_int_equal(asctp_set(server.endpoint, fragment_size, 1000), 0);
	assert_int_equal(asctp_set(server.endpoint, init, .streams_out = 4), 0);
	assert_int_equal(asctp_get(server.endpoint, rto, &rto), 0);
	assert_int_equal(rto.max_ms, 400);
	assert_int_equal(asctp_get(server.endpoint, status, &status), -EINVAL); /* of whom? */
	connecting(&server, &client);
	until(server.ups && client.ups);
	assert_int_equal(asctp_get(server.assoc, rto, &rto), 0);
	assert_int_equal(rto.max_ms, 400);
	assert_int_equal(rto.min_ms, 60);
	assert_int_equal(asctp_get(server.assoc, nodelay, &nodelay), 0);
	assert_false(nodelay);
	assert_int_equal(asctp_get(server.assoc, fragment_size, &size), 0);
	assert_int_equal(size, 1000);
	assert_int_equal(server.up.streams_out, 4);
	assert_int_equal(asctp_get(server.assoc, status, &status), 0);
	assert_int_equal(status.state, ASCTP_STATE_ESTABLISHED);
	assert_int_equal(status.streams_out, 4);
	end_two(&server, &client);
}

static void of_one_that_begins_hold_for_its_handshake(void **state)
{
	struct side server, client;
	asctp_heartbeat heartbeat = { 0 };
	asctp_stats stats;
	bool on;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	assert_int_equal(asctp_set(server.endpoint, reconfig_supported, true), 0);
	connecting(&server, &client);
	assert_int_equal(asctp_set(client.assoc, init, .streams_out = 3, .streams_in_max = 2), 0);
	assert_int_equal(asctp_set(client.assoc, reconfig_supported, true), 0);
	assert_int_equal(asctp_set(client.assoc, heartbeat, .interval_ms = 700), 0);
	assert_int_equal(asctp_get(client.assoc, stats, &stats), -EINVAL); /* not yet */
	until(server.ups && client.ups);
	assert_int_equal(client.up.streams_out, 3);
	assert_int_equal(client.up.streams_in, 2);
	assert_int_equal(asctp_get(client.assoc, reconfig_supported, &on), 0);
	assert_true(on);
	assert_int_equal(asctp_get(client.assoc, heartbeat, &heartbeat), 0);
	assert_int_equal(heartbeat.interval_ms, 700);
	assert_int_equal(asctp_set(client.assoc, heartbeat, .off = true), 0);
	assert_int_equal(asctp_get(client.assoc, stats, &stats), 0);
	assert_true(stats.packets_out > 0);
	end_two(&server, &client);
}

/* Whatever the option: its answer is one, and the engine goes on. */
static void all_there_are(void **state)
{
	static const char *const owned =
		" linger send_buffer mapped_v4 fragment_interleave context "
		"recv_rcvinfo recv_nxtinfo default_send default_policy "
		"expose_pf add_streams ";
	const asctp_option_info *info;
	struct side server, client;
	union {
		uint64_t align;
		unsigned char bytes[512];
	} value;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	for (size_t i = 0; (info = asctp_option_at(i)); i++) {
		char name[64];
		int got, set;

		snprintf(name, sizeof(name), " %s ", info->name);
		memset(&value, 0, sizeof(value));
		got = asctp_assoc_get_option(client.assoc, info->option, &value, info->size);
		assert_int_not_equal(got, -EPERM);
		if (!info->can_get)
			assert_int_equal(got, -EOPNOTSUPP);
		set = asctp_assoc_set_option(client.assoc, info->option, &value, info->size);
		if (!info->can_set) {
			assert_int_equal(set, -EOPNOTSUPP);
		} else if (strstr(owned, name)) {
			assert_int_equal(set, -EPERM);
			assert_non_null(strstr(asctp_why(client.ctx), info->name));
			assert_int_equal(asctp_endpoint_set_option(
						 server.endpoint, info->option, &value, info->size),
				-EPERM);
		} else if (!got) { /* what is so already */
			bool excepted = strstr(" reuse_port interleaving ", name);

			if (set && !excepted)
				fail_msg("%s: %d", info->name, set);
		}
	}
	assert_int_equal(asctp_send(client.assoc, "still", 5), 0);
	until(server.messages);
	assert_int_equal(asctp_close(client.assoc), 0);
	until(server.downs && client.downs);
	assert_int_equal(client.down.reason, ASCTP_CLOSED);
	end_two(&server, &client);
}

static void idle_ones_are_closed(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connecting(&server, &client);
	assert_int_equal(asctp_set(client.assoc, autoclose_s, 1), 0);
	until(client.downs && server.downs);
	assert_int_equal(client.ups, 1);
	assert_int_equal(client.down.reason, ASCTP_CLOSED);
	assert_int_equal(server.down.reason, ASCTP_CLOSED);
	end_two(&server, &client);
}

static void of_nothing_and_of_what_is_over(void **state)
{
	struct side server, client;
	asctp_assoc *over;
	bool on = true;

	(void)state;
	assert_int_equal(asctp_set((asctp_assoc *)NULL, nodelay, true), -EINVAL);
	assert_int_equal(asctp_get((asctp_assoc *)NULL, nodelay, &on), -EINVAL);
	assert_int_equal(asctp_set((asctp_endpoint *)NULL, nodelay, true), -EINVAL);
	assert_int_equal(asctp_get((asctp_endpoint *)NULL, nodelay, &on), -EINVAL);
	begin_two(&server, &client);
	connected(&server, &client);
	over = asctp_assoc_ref(client.assoc);
	asctp_abort(client.assoc, NULL, 0);
	until(client.downs);
	assert_int_equal(asctp_set(over, nodelay, true), -ENOTCONN);
	assert_int_equal(asctp_get(over, nodelay, &on), -ENOTCONN);
	asctp_assoc_unref(over);
	end_two(&server, &client);
}

static void while_it_is_freed(struct side *side, const asctp_event *event)
{
	bool on;

	if (event->type != ASCTP_EV_DOWN)
		return;
	assert_int_equal(asctp_set(side->endpoint, nodelay, true), -ESHUTDOWN);
	assert_int_equal(asctp_get(side->endpoint, nodelay, &on), -ESHUTDOWN);
	*(int *)side->arg += 1;
}

static void of_endpoints_that_end(void **state)
{
	struct side server, client;
	int asked = 0;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	server.arg = &asked;
	server.then = while_it_is_freed;
	side_end(&server);
	assert_int_equal(asked, 1);
	side_end(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(of_endpoints_are_inherited),
		KERNEL_TEST(of_one_that_begins_hold_for_its_handshake),
		KERNEL_TEST(all_there_are),
		KERNEL_TEST(idle_ones_are_closed),
		KERNEL_TEST(of_nothing_and_of_what_is_over),
		KERNEL_TEST(of_endpoints_that_end),
	};

	return cmocka_run_group_tests_name("options_engine", tests, NULL, NULL);
}
