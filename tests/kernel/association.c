/* SPDX-License-Identifier: MIT */
/* tests/kernel/association.c - how associations begin and end, over loopback. */
#include "peers.h"
#include <errno.h>
#include <string.h>

static void echo(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_MESSAGE)
		assert_true(asctp_send(side->assoc, event->message.data, event->message.len,
				    .stream = event->message.stream, .ppid = event->message.ppid,
				    .unordered = event->message.unordered) >= 0);
}

static void greets_and_closes(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	server.then = echo;
	connected(&server, &client);
	assert_int_equal(asctp_send(client.assoc, "hello", 5, .stream = 3, .ppid = 46), 0);
	until(client.messages);
	assert_string_equal(server.data, "hello");
	assert_string_equal(client.data, "hello");
	assert_int_equal(client.message.stream, 3);
	assert_int_equal(client.message.ppid, 46);
	assert_false(client.message.unordered);
	assert_int_equal(asctp_close(client.assoc), 0);
	assert_int_equal(asctp_close(client.assoc), 0); /* again: no harm */
	assert_int_equal(asctp_send(client.assoc, "late", 4), -ESHUTDOWN);
	until(server.downs && client.downs);
	assert_int_equal(server.down.error, 0);
	assert_string_equal(client.text, "up\nmessage 5\ndown closed\n");
	assert_string_equal(server.text, "up\nmessage 5\nclosing\ndown closed\n");
	end_two(&server, &client);
}

static void both_close_at_once(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	asctp_close(client.assoc);
	asctp_close(server.assoc);
	until(server.downs && client.downs);
	assert_int_equal(server.down.reason, ASCTP_CLOSED);
	assert_int_equal(client.down.reason, ASCTP_CLOSED);
	end_two(&server, &client);
}

static void what_is_sent_before_up_arrives(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connecting(&server, &client);
	assert_int_equal(asctp_send(client.assoc, "first", 5), 0);
	assert_int_equal(asctp_send(client.assoc, "second", 6), 0);
	assert_int_equal(asctp_close(client.assoc), 0); /* before anything has reached the wire */
	until(server.downs && client.downs);
	assert_string_equal(server.text, "up\nmessage 5\nmessage 6\nclosing\ndown closed\n");
	assert_string_equal(client.text, "up\ndown closed\n");
	end_two(&server, &client);
}

/* With nothing to send there is no reason to connect only to close. */
static void close_before_start(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connecting(&server, &client);
	assert_int_equal(asctp_close(client.assoc), 0);
	until(client.downs);
	assert_string_equal(client.text, "down closed\n");
	run_for(100);
	assert_string_equal(server.text, "");
	end_two(&server, &client);
}

static void abort_tells_why(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	assert_int_equal(asctp_abort(client.assoc, "going down", 10), 0);
	assert_int_equal(asctp_send(client.assoc, "x", 1), -ENOTCONN);
	until(server.downs && client.downs);
	assert_int_equal(client.down.reason, ASCTP_LOCAL);
	assert_int_equal(client.down.error, -ECONNABORTED);
	assert_int_equal(server.down.reason, ASCTP_ABORTED);
	assert_int_equal(server.down.error, -ECONNRESET);
	assert_int_equal(server.down.cause, 12);
	assert_string_equal(asctp_cause_name(server.down.cause), "User-Initiated Abort");
	assert_string_equal(server.data, "going down");
	end_two(&server, &client);
}

static void abort_without_text(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	assert_int_equal(asctp_abort(server.assoc, NULL, 0), 0);
	until(server.downs && client.downs);
	assert_int_equal(server.down.reason, ASCTP_LOCAL);
	assert_int_equal(client.down.reason, ASCTP_ABORTED);
	assert_int_equal(client.down.info_len, 0);
	end_two(&server, &client);
}

/* Sent, aborted in the same breath: what the kernel never got comes back. */
static void abort_gives_back(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	for (uint64_t tag = 1; tag <= 3; tag++)
		assert_int_equal(asctp_send(client.assoc, "abc", (size_t)tag, .tag = tag), 0);
	assert_int_equal(asctp_abort(client.assoc, NULL, 0), 0);
	until(client.downs);
	assert_int_equal(client.unsents, 3);
	assert_int_equal(client.unsent.tag, 3);
	assert_string_equal(client.text,
		"up\nunsent aborted by us\nunsent aborted by us\nunsent aborted by us\n"
		"down aborted by us\n");
	end_two(&server, &client);
}

static void nobody_listens(void **state)
{
	struct side client;

	(void)state;
	side_begin(&client, "client");
	client.assoc = asctp_connect(client.ctx, "127.0.0.1:9", .on = &client.on, .user = &client);
	assert_non_null(client.assoc);
	assert_int_equal(asctp_send(client.assoc, "x", 1, .tag = 7), 0);
	until(client.downs);
	assert_string_equal(client.text, "unsent association lost\ndown refused\n");
	assert_int_equal(client.unsent.tag, 7);
	assert_int_equal(client.down.error, -ECONNREFUSED);
	side_end(&client);
}

/* A reference keeps the pointer good; everything answers, nothing happens. */
static void calls_after_the_end(void **state)
{
	struct side server, client;
	asctp_assoc *assoc;

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	assoc = asctp_assoc_ref(client.assoc);
	asctp_abort(assoc, NULL, 0);
	until(client.downs);
	assert_int_equal(asctp_send(assoc, "x", 1), -ENOTCONN);
	assert_int_equal(asctp_close(assoc), -ENOTCONN);
	assert_int_equal(asctp_abort(assoc, NULL, 0), -ENOTCONN);
	assert_int_equal(asctp_socket(assoc), -ENOTCONN);
	assert_int_equal(asctp_set_handlers(assoc, &client.on), -ENOTCONN);
	assert_false(asctp_writable(assoc));
	assert_int_equal(asctp_queued(assoc), 0);
	assert_null(asctp_context(assoc));
	assert_ptr_equal(asctp_user(assoc), &client);
	assert_int_equal(asctp_peer(assoc)->sa.sa_family, AF_INET);
	asctp_assoc_unref(assoc);
	end_two(&server, &client);
}

static void aborts_when_up(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_UP)
		assert_int_equal(asctp_abort(side->assoc, NULL, 0), 0);
}

static void abort_in_up(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	server.then = aborts_when_up;
	listening(&server);
	connecting(&server, &client);
	until(server.downs && client.downs);
	assert_int_equal(server.down.reason, ASCTP_LOCAL);
	assert_int_equal(client.down.reason, ASCTP_ABORTED);
	end_two(&server, &client);
}

static void reconnects_in_down(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_DOWN && side->downs == 1)
		assert_non_null(asctp_connect(side->ctx, side->arg, .local = "127.0.0.1:4444",
			.on = &side->on, .user = side));
}

/* `down` comes when the port is free again. */
static void same_port_again_in_down(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT];

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	client.then = reconnects_in_down;
	client.arg = (void *)address_of(&server, addr);
	assert_non_null(asctp_connect(
		client.ctx, addr, .local = "127.0.0.1:4444", .on = &client.on, .user = &client));
	until(client.ups);
	asctp_close(client.assoc);
	until(client.ups == 2);
	end_two(&server, &client);
}

/* The whole life of an association is in the kernel's queue before the server looks. */
static void over_before_it_was_seen(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connecting(&server, &client);
	asctp_send(client.assoc, "quick", 5);
	asctp_close(client.assoc);
	until_alone(&client, client.downs);
	until(server.downs);
	assert_string_equal(server.text, "up\nmessage 5\nclosing\ndown closed\n");
	assert_string_equal(server.data, "");
	end_two(&server, &client);
}

static void aborted_before_it_was_seen(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connecting(&server, &client);
	until_alone(&client, client.ups);
	asctp_abort(client.assoc, "never mind", 10);
	until_alone(&client, client.downs);
	until(server.downs);
	assert_string_equal(server.text, "up\ndown aborted by the peer\n");
	assert_string_equal(server.data, "never mind");
	end_two(&server, &client);
}

static void ipv6_and_ipv4_on_one_listener(void **state)
{
	struct side server, v4, v6;
	char addr[64];

	(void)state;
	side_begin(&server, "server");
	side_begin(&v4, "v4");
	side_begin(&v6, "v6");
	server.endpoint = asctp_listen(server.ctx, ":0", .on = &server.on, .user = &server);
	if (!server.endpoint)
		fail_msg("%s", asctp_why(server.ctx));
	assert_non_null(strstr(server.log, "bound to every address"));
	snprintf(addr, sizeof(addr), "127.0.0.1:%d", asctp_endpoint_port(server.endpoint));
	assert_non_null(asctp_connect(v4.ctx, addr, .on = &v4.on, .user = &v4));
	until(v4.ups && server.ups == 1);
	assert_int_equal(asctp_peer(server.assoc)->sa.sa_family, AF_INET);
	snprintf(addr, sizeof(addr), "[::1]:%d", asctp_endpoint_port(server.endpoint));
	assert_non_null(asctp_connect(v6.ctx, addr, .on = &v6.on, .user = &v6));
	until(v6.ups && server.ups == 2);
	assert_int_equal(asctp_peer(server.assoc)->sa.sa_family, AF_INET6);
	asctp_send(v4.assoc, "four", 4);
	until(server.messages);
	assert_int_equal(server.message.from.sa.sa_family, AF_INET);
	side_end(&v6);
	side_end(&v4);
	side_end(&server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(greets_and_closes),
		KERNEL_TEST(both_close_at_once),
		KERNEL_TEST(what_is_sent_before_up_arrives),
		KERNEL_TEST(close_before_start),
		KERNEL_TEST(abort_tells_why),
		KERNEL_TEST(abort_without_text),
		KERNEL_TEST(abort_gives_back),
		KERNEL_TEST(nobody_listens),
		KERNEL_TEST(calls_after_the_end),
		KERNEL_TEST(abort_in_up),
		KERNEL_TEST(same_port_again_in_down),
		KERNEL_TEST(over_before_it_was_seen),
		KERNEL_TEST(aborted_before_it_was_seen),
		KERNEL_TEST(ipv6_and_ipv4_on_one_listener),
	};

	return cmocka_run_group_tests_name("association", tests, NULL, NULL);
}
