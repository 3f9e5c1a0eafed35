/* SPDX-License-Identifier: MIT */
/* tests/kernel/contexts.c - contexts and endpoints: many associations, limits, the end. */
#include "api/objects.h"
#include "peers.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int count = 0;

	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count;
}

/* ---- The end of a context ---- */

static void free_ends_everything(void **state)
{
	struct side server, client;
	int before = open_descriptors();

	(void)state;
	begin_two(&server, &client);
	connected(&server, &client);
	asctp_send(client.assoc, "x", 1);
	side_end(&client); /* with an association, and a message that never left */
	assert_string_equal(client.text, "up\nunsent aborted by us\ndown aborted by us\n");
	until(server.downs);
	assert_int_equal(server.down.reason, ASCTP_ABORTED);
	side_end(&server);
	assert_int_equal(open_descriptors(), before);
}

/* However small the batch, and however much the kernel holds: all of it comes back. */
static void free_gives_all_back(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT];
	int taken = 0;

	(void)state;
	two_hosts();
	side_begin_with(&client, "client", 1);
	side_begin(&server, "server");
	use_host(1);
	server.endpoint =
		asctp_listen(server.ctx, "10.1.0.2:7000", .on = &server.on, .user = &server);
	use_host(0);
	for (int i = 0; i < 10; i++)
		assert_non_null(asctp_connect(
			client.ctx, address_of(&server, addr), .on = &client.on, .user = &client));
	until(client.ups == 10 && server.ups == 10);
	cut_path(1, true); /* from now on nothing is acknowledged */
	for (int i = 0; i < 20; i++)
		taken += asctp_send(client.assoc, "not to be lost", 14) >= 0;
	until_alone(&client, asctp_queued(client.assoc) == 0);
	side_end(&client);
	assert_int_equal(client.unsents, taken);
	assert_int_equal(client.downs, 10);
	side_end(&server);
}

static void unlistens_when_down(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_DOWN) {
		asctp_endpoint_port(side->endpoint);
		asctp_unlisten(side->endpoint);
	}
}

/* An endpoint can be used in every handler, also in those that asctp_free() runs. */
static void unlisten_while_freed(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	server.then = unlistens_when_down;
	connected(&server, &client);
	side_end(&server);
	until(client.downs);
	assert_string_equal(server.text, "up\ndown aborted by us\n");
	side_end(&client);
}

static void frees_itself(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_MESSAGE) {
		assert_int_equal(asctp_process(side->ctx), -EBUSY);
		assert_int_equal(asctp_run(side->ctx), -EBUSY);
		asctp_free(side->ctx);
		errno = 0; /* nothing can be begun any more */
		assert_null(asctp_connect(side->ctx, "127.0.0.1:1", .on = &side->on));
		assert_int_equal(errno, ESHUTDOWN);
	}
}

static void free_in_a_handler(void **state)
{
	struct side server, client;
	struct pollfd readable;

	(void)state;
	begin_two(&server, &client);
	server.then = frees_itself;
	connected(&server, &client);
	for (int i = 0; i < 5; i++) /* of which it hears the first */
		asctp_send(client.assoc, "x", 1);
	until_alone(&client, asctp_queued(client.assoc) == 0);
	readable = (struct pollfd){ .fd = asctp_fd(server.ctx), .events = POLLIN };
	assert_int_equal(poll(&readable, 1, 10000), 1);
	while (server.downs == 0) /* the context is gone when it says so */
		if (asctp_process(server.ctx) == -ESHUTDOWN)
			break;
	assert_string_equal(server.text, "up\nmessage 1\ndown aborted by us\n");
	side_forget(&server);
	until(client.downs);
	side_end(&client);
}

static void handler_connects(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_DOWN)
		assert_null(asctp_connect(side->ctx, "127.0.0.1:9", .on = &side->on));
}

/* A handler that would go on for ever does not keep asctp_free() from returning. */
static void free_ends_though_handlers_connect(void **state)
{
	struct side server, client;

	(void)state;
	begin_two(&server, &client);
	client.then = handler_connects;
	connected(&server, &client);
	side_end(&client);
	assert_int_equal(client.downs, 1);
	side_end(&server);
}

/* ---- Many ---- */

enum { CLIENTS = 60 };

struct many {
	asctp_assoc *assocs[CLIENTS];
	int ups, downs, messages;
};

static void many_any(asctp_assoc *assoc, const asctp_event *event)
{
	struct many *many = asctp_user(assoc);

	many->ups += event->type == ASCTP_EV_UP;
	many->downs += event->type == ASCTP_EV_DOWN;
	many->messages += event->type == ASCTP_EV_MESSAGE;
}

static const asctp_handlers many_handlers = { .any = many_any };

static void connect_many(struct side *server, struct side *client, struct many *many)
{
	char addr[ASCTP_ADDR_TEXT];

	address_of(server, addr);
	for (int i = 0; i < CLIENTS; i++) {
		many->assocs[i] =
			asctp_connect(client->ctx, addr, .on = &many_handlers, .user = many);
		assert_non_null(many->assocs[i]);
		assert_true(asctp_send(many->assocs[i], &i, sizeof(i)) >= 0);
	}
}

static void many_at_once(void **state)
{
	struct side server, client;
	struct many many = { .ups = 0 };
	int before = open_descriptors();

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connect_many(&server, &client, &many);
	until(many.ups == CLIENTS && server.messages == CLIENTS);
	for (int i = 0; i < CLIENTS; i++)
		asctp_close(many.assocs[i]);
	until(many.downs == CLIENTS && server.downs == CLIENTS);
	end_two(&server, &client);
	assert_int_equal(open_descriptors(), before);
}

static int highest_descriptor(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	close(fd);
	return fd;
}

static void floods(struct side *side, const asctp_event *event)
{
	if (event->type == ASCTP_EV_WRITABLE || event->type == ASCTP_EV_UP)
		while (asctp_send(side->assoc, "flood", 5) == 0)
			;
}

static void takes_its_time(struct side *side, const asctp_event *event)
{
	int *quietly = side->arg;

	if (event->type != ASCTP_EV_MESSAGE)
		return;
	if (event->message.len == 5)
		usleep(200);
	else
		++*quietly;
}

/* A peer that sends more than we can read does not keep others from being heard, or born. */
static void one_floods(void **state)
{
	struct side server, flood, quiet;
	int quietly = 0;

	(void)state;
	side_begin(&server, "server");
	side_begin(&flood, "flood");
	side_begin(&quiet, "quiet");
	server.then = takes_its_time;
	server.arg = &quietly;
	flood.then = floods;
	connected(&server, &flood);
	until(server.messages > 200);
	connecting(&server, &quiet);
	asctp_send(quiet.assoc, "quietly", 7);
	until(quietly && quiet.ups);
	side_end(&quiet);
	side_end(&flood);
	side_end(&server);
}

/* With no descriptor left associations stay on the listener's socket, and work. */
static void out_of_descriptors(void **state)
{
	struct rlimit limit, none_left;
	struct side server, client;
	struct many many = { .ups = 0 };

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	connect_many(&server, &client, &many);
	until_alone(&client, many.ups == CLIENTS);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none_left = (struct rlimit){ .rlim_cur = (rlim_t)highest_descriptor() + 5,
		.rlim_max = limit.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none_left), 0);
	until(server.ups == CLIENTS && server.messages == CLIENTS);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_non_null(strstr(server.log, "no socket of its own for association"));
	for (int i = 0; i < CLIENTS; i++)
		assert_int_equal(asctp_send(many.assocs[i], "more", 4), 0);
	until(server.messages == 2 * CLIENTS);
	assert_int_equal(asctp_send(server.assoc, "to the last one", 15), 0);
	until(many.messages == 1);
	for (int i = 0; i < CLIENTS; i++)
		asctp_close(many.assocs[i]);
	until(many.downs == CLIENTS && server.downs == CLIENTS);
	end_two(&server, &client);
}

/* A listener that stops leaves its associations as they are, those on its own socket too. */
static void unlisten_keeps_associations(void **state)
{
	struct side server, client, late;
	char addr[ASCTP_ADDR_TEXT];

	(void)state;
	begin_two(&server, &client);
	side_begin(&late, "late");
	connected(&server, &client);
	address_of(&server, addr);
	asctp_unlisten(server.endpoint);
	assert_non_null(asctp_connect(late.ctx, addr, .on = &late.on, .user = &late));
	until(late.downs);
	assert_int_equal(late.down.reason, ASCTP_REFUSED);
	asctp_send(client.assoc, "still here", 10);
	until(server.messages);
	assert_false(asctp_idle(server.ctx));
	asctp_close(client.assoc);
	until(server.downs && client.downs);
	assert_true(asctp_idle(server.ctx));
	side_end(&late);
	end_two(&server, &client);
}

/* A descriptor that somebody else has open, too (a child, say), is not heard of any more. */
static void another_has_the_socket(void **state)
{
	struct side server, client;
	char addr[ASCTP_ADDR_TEXT];
	int copy;

	(void)state;
	begin_two(&server, &client);
	listening(&server);
	address_of(&server, addr);
	copy = dup(server.endpoint->socket->fd);
	asctp_unlisten(server.endpoint);
	asctp_process(server.ctx);
	assert_non_null(asctp_connect(client.ctx, addr, .on = &client.on, .user = &client));
	until(client.downs);
	assert_int_equal(client.down.reason, ASCTP_REFUSED);
	close(copy);
	end_two(&server, &client);
}

/* ---- Bad input ---- */

static void assert_refused(struct side *side, const void *pointer, int error, const char *why)
{
	assert_null(pointer);
	assert_int_equal(errno, error);
	if (!strstr(asctp_why(side->ctx), why))
		fail_msg("\"%s\" does not say \"%s\"", asctp_why(side->ctx), why);
}

static void what_listen_and_connect_refuse(void **state)
{
	struct side side, other;
	asctp_config config;
	char addr[ASCTP_ADDR_TEXT];
	int before;

	(void)state;
	begin_two(&side, &other);
	before = open_descriptors();
	errno = ENOENT;
	assert_null(asctp_listen(NULL, ":7000"));
	assert_int_equal(errno, ENOENT); /* of the call that made the NULL */
	assert_refused(&side, asctp_listen(side.ctx, NULL), EINVAL, "no address");
	assert_refused(&side, asctp_listen(side.ctx, "10.0.0.1:70000"), EINVAL, "70000");
	assert_refused(&side, asctp_connect(side.ctx, "localhost:7000"), EINVAL, "localhost");
	assert_refused(&side, asctp_connect(side.ctx, "127.0.0.1"), EINVAL, "no port");
	assert_refused(&side, asctp_connect(side.ctx, ":7000"), EINVAL, "not for a peer");
	assert_refused(&side, asctp_connect(side.ctx, "224.0.0.1:9"), EINVAL, "not one host's");
	assert_refused(
		&side, asctp_connect(side.ctx, "255.255.255.255:9"), EINVAL, "not one host's");
	assert_refused(&side, asctp_connect(side.ctx, "[ff02::1]:9"), EINVAL, "not one host's");
	assert_refused(&side, asctp_connect(side.ctx, "[fe80::1]:9"), EINVAL, "fe80::1%eth0");
	assert_refused(&side, asctp_listen(side.ctx, "127.0.0.1", .local = "127.0.0.1"), EINVAL,
		".local is connect's");
	assert_refused(&side, asctp_listen(side.ctx, "127.0.0.1", .connect_ms = 5), EINVAL,
		".connect_ms is connect's");
	assert_refused(&side,
		asctp_connect(side.ctx, "127.0.0.1:9", .send_mark = 9, .send_limit = 8), EINVAL,
		".send_limit (8)");
	assert_refused(&side, asctp_listen(side.ctx, "192.0.2.1:7000"), EADDRNOTAVAIL,
		"not an address of this host");
	assert_refused(&side, asctp_connect(side.ctx, "127.0.0.1:9", .local = "192.0.2.1"),
		EADDRNOTAVAIL, "192.0.2.1");
	listening(&other);
	assert_refused(
		&side, asctp_listen(side.ctx, address_of(&other, addr)), EADDRINUSE, "ss -Sanp");
	memset(&config, 0, sizeof(config));
	config.addr = "127.0.0.1";
	assert_refused(&side, asctp_listen_with(side.ctx, &config), EINVAL, "asctp_config_init");
	asctp_config_init(&config);
	config.addr = "127.0.0.1";
	config.reserved[11] = 1;
	assert_refused(&side, asctp_listen_with(side.ctx, &config), E2BIG, "older");
	asctp_unlisten(other.endpoint);
	assert_int_equal(open_descriptors(), before + 1); /* the one held for peel-offs */
	assert_true(asctp_idle(side.ctx));
	end_two(&side, &other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(free_ends_everything),
		KERNEL_TEST(free_gives_all_back),
		KERNEL_TEST(unlisten_while_freed),
		KERNEL_TEST(free_in_a_handler),
		KERNEL_TEST(free_ends_though_handlers_connect),
		KERNEL_TEST(many_at_once),
		KERNEL_TEST(one_floods),
		KERNEL_TEST(out_of_descriptors),
		KERNEL_TEST(unlisten_keeps_associations),
		KERNEL_TEST(another_has_the_socket),
		KERNEL_TEST(what_listen_and_connect_refuse),
	};

	return cmocka_run_group_tests_name("contexts", tests, NULL, NULL);
}
