/* SPDX-License-Identifier: MIT */
/* tests/kernel/paths.c - two hosts joined by two paths: failover, loss, restart. */
#include "peers.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Associations that outlive the time that a test needs to cut and heal paths. */
static void patient_hosts(void)
{
	for (int i = 0; i < HOSTS; i++) {
		use_host(i);
		net_sysctl("association_max_retrans", "12");
	}
}

static void listen_on_both(struct side *server)
{
	use_host(1);
	server->endpoint = asctp_listen(
		server->ctx, "10.1.0.2,10.2.0.2:7000", .on = &server->on, .user = server);
	if (!server->endpoint)
		fail_msg("%s", asctp_why(server->ctx));
}

static void connect_to_both(struct side *client, const char *local)
{
	use_host(0);
	client->assoc = asctp_connect(client->ctx, "10.1.0.2,10.2.0.2:7000", .local = local,
		.on = &client->on, .user = client);
	if (!client->assoc)
		fail_msg("%s", asctp_why(client->ctx));
}

static void up_on_both(struct side *server, struct side *client)
{
	two_hosts();
	patient_hosts();
	begin_two(server, client);
	listen_on_both(server);
	connect_to_both(client, "10.1.0.1,10.2.0.1:7001");
	until(server->ups && client->ups);
	/* the second path is good once a heartbeat on it was answered; the client, which named it, is
	 * told nothing */
	until(strstr(server->text, "10.2.0.1:7001 confirmed"));
}

static void traffic_survives_a_cut(void **state)
{
	struct side server, client;
	int sent = 0;

	(void)state;
	up_on_both(&server, &client);
	asctp_send(client.assoc, "one", 3), sent++;
	until(server.messages == 1);
	assert_string_equal(asctp_str(&server.message.from), "10.1.0.1:7001");
	cut_path(1, true);
	for (; sent < 5; sent++)
		asctp_send(client.assoc, "more", 4);
	until(server.messages == 5);
	assert_string_equal(asctp_str(&server.message.from), "10.2.0.1:7001");
	until(strstr(client.text, "path 10.1.0.2:7000 potentially failed\n"));
	until(strstr(client.text, "path 10.1.0.2:7000 unreachable\n"));
	cut_path(1, false);
	until(strstr(client.text, "path 10.1.0.2:7000 available\n"));
	assert_int_equal(client.unsents, 0);
	assert_int_equal(client.downs + server.downs, 0);
	asctp_close(client.assoc);
	until(client.downs && server.downs);
	assert_int_equal(client.down.reason, ASCTP_CLOSED);
	end_two(&server, &client);
}

/* All is cut: what was not acknowledged comes back, oldest first, then `down`. */
static void lost_gives_back_in_order(void **state)
{
	struct side server, client;
	char expected[4096] = "";

	(void)state;
	up_on_both(&server, &client);
	cut_all(true);
	client.text[0] = '\0';
	client.then = NULL;
	for (uint64_t tag = 1; tag <= 8; tag++) /* on two streams, long and short */
		asctp_send(client.assoc, memset((char[5000]){ 0 }, 'x', 5000), tag % 2 ? 5000 : 10,
			.stream = (uint16_t)(tag % 2), .tag = tag);
	until(client.downs);
	assert_int_equal(client.down.reason, ASCTP_LOST);
	assert_int_equal(client.down.error, -ETIMEDOUT);
	assert_int_equal(client.unsents, 8);
	assert_int_equal(client.unsent.tag, 8);
	for (int tag = 1; tag <= 8; tag++)
		snprintf(expected + strlen(expected), sizeof(expected) - strlen(expected), "%d:%d ",
			tag, tag % 2 ? 5000 : 10);
	assert_string_equal(client.tags, expected);
	end_two(&server, &client);
}

static void no_answer(void **state)
{
	struct side server, client;

	(void)state;
	two_hosts();
	begin_two(&server, &client);
	cut_all(true);
	connect_to_both(&client, NULL);
	asctp_send(client.assoc, "x", 1);
	until(client.downs);
	assert_int_equal(client.down.reason, ASCTP_TIMED_OUT);
	assert_int_equal(client.down.error, -ETIMEDOUT);
	assert_int_equal(client.unsents, 1);
	end_two(&server, &client);
}

static void no_answer_in_connect_ms(void **state)
{
	struct side server, client;

	(void)state;
	two_hosts();
	begin_two(&server, &client);
	cut_path(1, true);
	use_host(0);
	net_sysctl("max_init_retransmits", "50"); /* long enough for the test to time out */
	assert_non_null(asctp_connect(
		client.ctx, "10.1.0.2:7000", .connect_ms = 150, .on = &client.on, .user = &client));
	until(client.downs);
	assert_int_equal(client.down.reason, ASCTP_TIMED_OUT);
	end_two(&server, &client);
}

/* The lifetime ends while the message waits for the kernel, and while it waits in the kernel. */
static void lifetime_ends(void **state)
{
	struct side server, client;

	(void)state;
	up_on_both(&server, &client);
	use_host(0);
	cut_all(true);
	/* fills the congestion window, so that what follows is not transmitted */
	for (int i = 0; i < 20; i++)
		asctp_send(client.assoc, memset((char[1400]){ 0 }, 'x', 1400), 1400, .tag = 1);
	asctp_send(client.assoc, "short-lived", 11, .lifetime_ms = 50, .tag = 2);
	run_for(100);
	cut_path(2, false); /* the kernel looks at lifetimes when it can send again */
	until(client.unsents);
	assert_int_equal(client.unsent.tag, 2);
	assert_int_equal(client.unsent.why, ASCTP_UNSENT_EXPIRED);
	assert_false(client.unsent.transmitted);
	assert_string_equal(client.data, "short-lived");
	assert_int_equal(client.downs, 0);
	end_two(&server, &client);
}

static void lifetime_ends_before_up(void **state)
{
	struct side server, client;

	(void)state;
	two_hosts();
	begin_two(&server, &client);
	cut_all(true);
	use_host(0);
	net_sysctl("max_init_retransmits", "50");
	connect_to_both(&client, NULL);
	asctp_send(client.assoc, "too late", 8, .lifetime_ms = 50);
	asctp_send(client.assoc, "patient", 7);
	until(client.unsents);
	assert_string_equal(client.data, "too late");
	assert_int_equal(client.unsent.why, ASCTP_UNSENT_EXPIRED);
	assert_int_equal(client.downs, 0);
	end_two(&server, &client);
}

/* A peer that dies unheard and comes back from the same port: its old association restarts. */
static void peer_restarts(void **state)
{
	struct side server, client, again;

	(void)state;
	up_on_both(&server, &client);
	cut_all(true);
	asctp_send(server.assoc, "never read", 10, .tag = 9);
	asctp_abort(client.assoc, NULL, 0); /* nobody hears it */
	until(client.downs);
	side_end(&client);
	cut_all(false);
	side_begin(&again, "again");
	connect_to_both(&again, "10.1.0.1,10.2.0.1:7001");
	asctp_send(again.assoc, "back", 4);
	until(server.restarts && server.messages && again.ups);
	assert_int_equal(server.downs, 0);
	assert_int_equal(server.ups, 2);
	assert_int_equal(server.unsents, 1);
	assert_int_equal(server.unsent.tag, 9);
	assert_int_equal(server.unsent.why, ASCTP_UNSENT_RESTART);
	assert_non_null(strstr(server.text, "unsent peer restarted transmitted\nup restarted\n"));
	asctp_send(server.assoc, "welcome", 7);
	until(again.messages);
	side_end(&again);
	side_end(&server);
}

/* Of what is queued when the peer begins anew, nothing reaches it by itself: it would be the tail of
 * a conversation whose head it never heard. */
static void restart_gives_the_queue_back(void **state)
{
	struct side server, client, again;
	int taken = 0, result = 0;

	(void)state;
	up_on_both(&server, &client);
	cut_all(true);
	/* more than the kernel takes */
	while (result >= 0 && asctp_queued(server.assoc) < 1000000) {
		result = asctp_send(server.assoc, memset((char[1400]){ 0 }, 'x', 1400), 1400,
			.tag = (uint64_t)taken + 1);
		taken += result >= 0;
		if (taken % 500 == 0)
			run_for(1);
	}
	asctp_abort(client.assoc, NULL, 0);
	until(client.downs);
	side_end(&client);
	cut_all(false);
	side_begin(&again, "again");
	connect_to_both(&again, "10.1.0.1,10.2.0.1:7001");
	until(server.restarts && again.ups);
	assert_int_equal(server.unsents, taken);
	assert_int_equal(server.unsent.tag, taken);
	asctp_send(server.assoc, "the first", 9);
	until(again.messages);
	assert_int_equal(again.len, 9);
	side_end(&again);
	side_end(&server);
}

/* A peer that knows nothing of us any more says so with an ABORT that gives no cause. */
static void forgotten_by_the_peer(void **state)
{
	struct side server, client;

	(void)state;
	up_on_both(&server, &client);
	cut_all(true);
	asctp_abort(client.assoc, NULL, 0); /* unheard */
	until_alone(&client, client.downs);
	cut_all(false);
	asctp_send(server.assoc, "are you there?", 14);
	until(server.downs);
	assert_int_equal(server.down.reason, ASCTP_ABORTED);
	assert_int_equal(server.down.cause, 0);
	assert_int_equal(server.unsents, 1);
	end_two(&server, &client);
}

/* A loop that comes too late to hear that it is up in time does not give it up. */
static void connect_ms_and_a_late_loop(void **state)
{
	struct side server, client;

	(void)state;
	two_hosts();
	begin_two(&server, &client);
	listen_on_both(&server);
	use_host(0);
	assert_non_null(asctp_connect(
		client.ctx, "10.1.0.2:7000", .connect_ms = 300, .on = &client.on, .user = &client));
	asctp_process(client.ctx); /* it begins */
	usleep(500000);
	until(client.ups || client.downs);
	assert_int_equal(client.ups, 1);
	run_for(50);
	assert_int_equal(client.downs, 0);
	end_two(&server, &client);
}

/* Without .local only the addresses that routing picks are told to the peer. */
static void advertises_no_more_than_needed(void **state)
{
	struct side server, client;

	(void)state;
	two_hosts();
	begin_two(&server, &client);
	listen_on_both(&server);
	use_host(0);
	assert_non_null(
		asctp_connect(client.ctx, "10.2.0.2:7000", .on = &client.on, .user = &client));
	until(server.ups && client.ups);
	assert_int_equal(asctp_peer(server.assoc)->v4.sin_addr.s_addr, htonl(0x0a020001));
	run_for(600); /* time for heartbeats to confirm any other */
	assert_null(strstr(server.text, "10.1.0.1"));
	end_two(&server, &client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(traffic_survives_a_cut),
		KERNEL_TEST(lost_gives_back_in_order),
		KERNEL_TEST(no_answer),
		KERNEL_TEST(no_answer_in_connect_ms),
		KERNEL_TEST(lifetime_ends),
		KERNEL_TEST(lifetime_ends_before_up),
		KERNEL_TEST(peer_restarts),
		KERNEL_TEST(restart_gives_the_queue_back),
		KERNEL_TEST(forgotten_by_the_peer),
		KERNEL_TEST(connect_ms_and_a_late_loop),
		KERNEL_TEST(advertises_no_more_than_needed),
	};

	return cmocka_run_group_tests_name("paths", tests, NULL, NULL);
}
