/* SPDX-License-Identifier: MIT */
/* tests/conformance/talk.c - two sockets that talk, and waiting for what comes. */
#include "conformance.h"
#include <time.h>

enum { PATIENCE_MS = 20000, ROOM = 300000 };

static char room[ROOM];

void await_more(bool patient, const char *what, const char *file, int line)
{
	if (!patient) {
		print_error("waited in vain for: %s\n", what);
		_fail(file, line);
	}
	poll(NULL, 0, 4);
}

uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

asctp_addr address(const char *text)
{
	asctp_addr addr;

	assert_int_equal(asctp_addr_parse(text, &addr, 1), 1);
	return addr;
}

/* ---- Receiving ---- */

static bool comes(int fd, int ms)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	return poll(&poll_fd, 1, ms) == 1;
}

/* A notification comes whole: a first piece is completed. */
asctp_sock_in await_any(int fd)
{
	asctp_sock_in in;
	size_t len = 0;
	int got;

	do {
		asctp_sock_in_init(&in, room + len, sizeof(room) - len);
		do {
			if (!comes(fd, PATIENCE_MS))
				fail_msg("nothing came in %d ms", PATIENCE_MS);
			got = asctp_sock_receive(fd, &in, 0);
		} while (got == -EAGAIN);
		if (got < 0)
			fail_msg("received: %s", strerror(-got));
		len += in.len;
	} while (in.notification && !in.last);
	in.data = room;
	in.len = len;
	return in;
}

asctp_sock_in await_data(int fd)
{
	asctp_sock_in in;

	do
		in = await_any(fd);
	while (in.notification);
	return in;
}

asctp_notification await_notification(int fd, uint16_t type)
{
	asctp_notification notification;
	asctp_sock_in in;

	do {
		in = await_any(fd);
		memset(&notification, 0, sizeof(notification));
		if (in.notification)
			assert_int_equal(
				asctp_notification_read(in.data, in.len, &notification), 0);
	} while (notification.type != type);
	return notification;
}

asctp_notification await_state(int fd, uint16_t state)
{
	asctp_notification change = await_notification(fd, ASCTP_ASSOC_CHANGE);

	assert_string_equal(
		asctp_assoc_state_name(change.assoc_change.state), asctp_assoc_state_name(state));
	return change;
}

void nothing_comes(int fd)
{
	asctp_sock_in in;
	char byte;

	if (!comes(fd, 60))
		return;
	asctp_sock_in_init(&in, &byte, 1);
	assert_int_equal(asctp_sock_receive(fd, &in, ASCTP_PEEK | ASCTP_DONT_WAIT), -EAGAIN);
}

/* ---- Talking ---- */

void say(int fd, int32_t id, const char *text)
{
	int sent;

	await((sent = asctp_sock_send(fd, text, strlen(text), .ppid = 7, .id = id)) != -EAGAIN);
	assert_int_equal(sent, strlen(text));
}

asctp_sock_in hear(int fd, const char *text)
{
	asctp_sock_in in = await_data(fd);

	assert_true(in.last);
	assert_int_equal(in.len, strlen(text));
	assert_memory_equal(in.data, text, in.len);
	return in;
}

void talk(const struct pair *pair)
{
	say(pair->a, pair->a_id, "there");
	hear(pair->b, "there");
	say(pair->b, pair->b_id, "and back");
	hear(pair->a, "and back");
}

/* ---- Pairs ---- */

static int opened(asctp_style style, asctp_net net)
{
	int fd = asctp_sock_open(style, net, 0);

	assert_true(fd >= 0);
	assert_int_equal(
		asctp_sock_subscribe(fd, ASCTP_FUTURE_ASSOC, ASCTP_MASK(ASCTP_ASSOC_CHANGE), 0), 0);
	return fd;
}

static void bind_to(int fd, const char *text, asctp_addr *ret_first)
{
	asctp_addr addrs[4];
	int count = asctp_addr_parse(text, addrs, 4);

	assert_true(count > 0);
	assert_int_equal(asctp_sock_bind(fd, addrs, (size_t)count), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, ret_first, 1), count);
}

void pair_open_at(struct pair *pair, asctp_style style, asctp_net net, const char *server)
{
	*pair = (struct pair){ .style = style, .b = -1 };
	pair->a = opened(style, net);
	pair->listener = opened(style, net);
	bind_to(pair->listener, server, &pair->to);
}

void pair_open(struct pair *pair, asctp_style style)
{
	pair_open_at(pair, style, ASCTP_IPV4, "127.0.0.1");
}

void pair_open_hosts(struct pair *pair)
{
	asctp_addr first;

	two_hosts();
	*pair = (struct pair){ .style = ASCTP_ONE_TO_MANY, .b = -1 };
	use_host(1);
	pair->listener = opened(pair->style, ASCTP_IPV4);
	bind_to(pair->listener, "10.1.0.2,10.2.0.2", &pair->to);
	use_host(0);
	pair->a = opened(pair->style, ASCTP_IPV4);
	bind_to(pair->a, "10.1.0.1,10.2.0.1", &first);
}

void pair_open_auth(struct pair *pair)
{
	enum { DATA = 0 };

	pair_open(pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair->a, auth_supported, true), 0);
	assert_int_equal(asctp_set(pair->listener, auth_supported, true), 0);
	assert_int_equal(asctp_set(pair->listener, auth_chunk, DATA), 0);
}

static int32_t connected(int fd, const asctp_addr *to)
{
	int32_t id = 0;
	int result = asctp_sock_connect(fd, to, 1, &id);

	if (result != -EINPROGRESS)
		assert_int_equal(result, 0);
	return id;
}

void pair_connect(struct pair *pair)
{
	asctp_notification up;

	assert_int_equal(asctp_sock_listen(pair->listener, 5), 0);
	pair->a_id = connected(pair->a, &pair->to);
	up = await_state(pair->a, ASCTP_COMM_UP);
	assert_int_equal(up.id, pair->a_id);
	pair->a_streams_out = up.assoc_change.streams_out;
	pair->a_streams_in = up.assoc_change.streams_in;
	pair->b = pair->listener;
	if (pair->style == ASCTP_ONE_TO_ONE)
		await((pair->b = asctp_sock_accept(pair->listener, 0, NULL)) != -EAGAIN);
	assert_true(pair->b >= 0);
	pair->b_id = await_state(pair->b, ASCTP_COMM_UP).id;
}

void pair_made(struct pair *pair, asctp_style style)
{
	pair_open(pair, style);
	pair_connect(pair);
}

int pair_another(struct pair *pair, int32_t *ret_id, int32_t *ret_server_id)
{
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);

	*ret_id = connected(fd, &pair->to);
	await_state(fd, ASCTP_COMM_UP);
	*ret_server_id = await_state(pair->b, ASCTP_COMM_UP).id;
	return fd;
}

/* ---- Acknowledgements ---- */

/* The client must not lose patience, and the first message of all is always acknowledged at once. */
void pair_delay_acks(struct pair *pair, uint32_t delay_ms)
{
	enum { MANY = 10000, LONG_MS = 5000 };

	assert_int_equal(asctp_set(asctp_at(pair->a, pair->a_id), rto, .initial_ms = LONG_MS,
				 .min_ms = LONG_MS, .max_ms = LONG_MS),
		0);
	talk(pair);
	assert_int_equal(asctp_set(asctp_at(pair->b, pair->b_id), sack, .delay_ms = delay_ms,
				 .packets = MANY),
		0);
}

void await_acked(int fd, int32_t id)
{
	asctp_status status;

	await(!asctp_get(asctp_at(fd, id), status, &status) && !status.unacked);
}

uint64_t pair_acked_after_ms(struct pair *pair)
{
	uint64_t began = now_ms();

	say(pair->a, pair->a_id, "acknowledge");
	await_acked(pair->a, pair->a_id);
	began = now_ms() - began;
	hear(pair->b, "acknowledge");
	return began;
}
