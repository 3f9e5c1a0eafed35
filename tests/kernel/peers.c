/* SPDX-License-Identifier: MIT */
/* tests/kernel/peers.c - two sides in one process. */
#include "peers.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SIDES = 8, PATIENCE_MS = 30000 };

static struct side *sides[SIDES], *alone;

/* ---- Events ---- */

static void keep(struct side *side, const void *data, size_t len)
{
	free(side->data);
	side->data = malloc(len + 1);
	assert_non_null(side->data);
	if (len)
		memcpy(side->data, data, len);
	side->data[len] = '\0';
	side->len = len;
}

__attribute__((format(printf, 2, 3))) static void note(struct side *side, const char *format, ...)
{
	size_t used = strlen(side->text);
	va_list args;

	va_start(args, format);
	vsnprintf(side->text + used, sizeof(side->text) - used, format, args);
	va_end(args);
}

static void write_down(struct side *side, asctp_assoc *assoc, const asctp_event *e)
{
	size_t used;

	side->assoc = assoc;
	switch (e->type) {
	case ASCTP_EV_UP:
		side->ups++;
		side->restarts += e->up.restarted;
		side->up = e->up;
		note(side, "up%s\n", e->up.restarted ? " restarted" : "");
		break;
	case ASCTP_EV_MESSAGE:
		side->messages++;
		side->message = e->message;
		keep(side, e->message.data, e->message.len);
		if (side->messages <= 20)
			note(side, "message %zu\n", e->message.len);
		break;
	case ASCTP_EV_WRITABLE: side->writables++; break;
	case ASCTP_EV_UNSENT:
		side->unsents++;
		side->unsent = e->unsent;
		keep(side, e->unsent.data, e->unsent.len);
		used = strlen(side->tags);
		snprintf(side->tags + used, sizeof(side->tags) - used, "%llu:%zu ",
			(unsigned long long)e->unsent.tag, e->unsent.len);
		if (side->unsents <= 20)
			note(side, "unsent %s%s\n", asctp_unsent_why_name(e->unsent.why),
				e->unsent.transmitted ? " transmitted" : "");
		break;
	case ASCTP_EV_PATH:
		side->paths++;
		side->path = e->path;
		note(side, "path %s %s\n", asctp_str(&e->path.addr),
			asctp_path_what_name(e->path.what));
		break;
	case ASCTP_EV_CLOSING:
		side->closings++;
		note(side, "closing\n");
		break;
	case ASCTP_EV_DOWN:
		side->downs++;
		side->down = e->down;
		keep(side, e->down.info, e->down.info_len);
		side->assoc = NULL;
		note(side, "down %s\n", asctp_reason_name(e->down.reason));
		break;
	default: fail_msg("event %d", (int)e->type);
	}
}

static void any(asctp_assoc *assoc, const asctp_event *event)
{
	struct side *side = asctp_user(assoc);

	write_down(side, assoc, event);
	if (side->then)
		side->then(side, event);
}

static void log_line(void *arg, asctp_level level, const char *text)
{
	struct side *side = arg;
	size_t used = strlen(side->log);

	snprintf(side->log + used, sizeof(side->log) - used, "%d %s\n", (int)level, text);
}

/* ---- Sides ---- */

void side_begin(struct side *side, const char *name)
{
	side_begin_with(side, name, 0);
}

void side_begin_with(struct side *side, const char *name, uint32_t batch)
{
	memset(side, 0, sizeof(*side));
	side->name = name;
	side->on = (asctp_handlers){ .any = any };
	side->ctx = asctp_new(.log = log_line, .log_arg = side, .batch = batch);
	assert_non_null(side->ctx);
	for (int i = 0; i < SIDES; i++)
		if (!sides[i]) {
			sides[i] = side;
			return;
		}
	fail();
}

void side_end(struct side *side)
{
	asctp_free(side->ctx);
	side_forget(side);
}

void side_forget(struct side *side)
{
	free(side->data);
	for (int i = 0; i < SIDES; i++)
		if (sides[i] == side)
			sides[i] = NULL;
}

const char *address_of(const struct side *server, char buf[ASCTP_ADDR_TEXT])
{
	asctp_addr addr;

	assert_int_equal(asctp_endpoint_addrs(server->endpoint, &addr, 1), 1);
	return asctp_addr_print(&addr, buf, ASCTP_ADDR_TEXT);
}

void begin_two(struct side *server, struct side *client)
{
	side_begin(server, "server");
	side_begin(client, "client");
}

void end_two(struct side *server, struct side *client)
{
	side_end(client);
	side_end(server);
}

void listening(struct side *server)
{
	server->endpoint =
		asctp_listen(server->ctx, "127.0.0.1", .on = &server->on, .user = server);
	if (!server->endpoint)
		fail_msg("%s", asctp_why(server->ctx));
}

void connecting(struct side *server, struct side *client)
{
	char addr[ASCTP_ADDR_TEXT];

	client->assoc = asctp_connect(
		client->ctx, address_of(server, addr), .on = &client->on, .user = client);
	if (!client->assoc)
		fail_msg("%s", asctp_why(client->ctx));
}

void connected(struct side *server, struct side *client)
{
	listening(server);
	connecting(server, client);
	until(server->ups && client->ups);
}

void show_sides(void)
{
	for (int i = 0; i < SIDES; i++)
		if (sides[i])
			print_message(
				"--- %s\n%s%s", sides[i]->name, sides[i]->text, sides[i]->log);
}

/* ---- Time ---- */

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void only_side(struct side *side)
{
	alone = side;
}

uint64_t deadline(void)
{
	return now_ms() + PATIENCE_MS;
}

static void turn_for(uint64_t ms)
{
	struct pollfd fds[SIDES];

	for (int i = 0; i < SIDES; i++) {
		bool runs = sides[i] && (!alone || sides[i] == alone);

		fds[i] = (struct pollfd){ .fd = runs ? asctp_fd(sides[i]->ctx) : -1,
			.events = POLLIN };
	}
	poll(fds, SIDES, (int)ms);
	for (int i = 0; i < SIDES; i++)
		if (sides[i] && fds[i].revents)
			assert_true(asctp_process(sides[i]->ctx) >= 0);
}

void turn_sides(uint64_t limit, const char *what, const char *file, int line)
{
	uint64_t now = now_ms();

	if (now >= limit) {
		show_sides();
		print_error("waited in vain for: %s\n", what);
		_fail(file, line);
	}
	turn_for(limit - now);
}

void run_for(unsigned ms)
{
	uint64_t end = now_ms() + ms, now;

	while ((now = now_ms()) < end)
		turn_for(end - now);
}

int forget_net(void **state)
{
	memset(sides, 0, sizeof(sides));
	alone = NULL;
	return drop_net(state);
}
