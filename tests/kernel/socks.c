/* SPDX-License-Identifier: MIT */
/* tests/kernel/socks.c - sockets of <asctp/socket.h> for tests. */
#include "socks.h"
#include "asctp/options.h"
#include "socket/socket.h"
#include "wire/kernel.h"
#include <poll.h>
#include <string.h>
#include <unistd.h>

void fails_(int error, int result, const char *call, const char *file, int line)
{
	if (result == error)
		return;
	print_error("%s: %s expected, %s seen\n", call, strerror(-error),
		result < 0 ? strerror(-result) : "success");
	_fail(file, line);
}

int works_(int result, const char *call, const char *file, int line)
{
	if (result >= 0)
		return result;
	print_error("%s: %s\n", call, strerror(-result));
	_fail(file, line);
	return result;
}

asctp_addr addr_at(const char *text)
{
	asctp_addr ret = { 0 };

	if (asctp_addr_parse(text, &ret, 1) != 1)
		fail_msg("%s", text);
	return ret;
}

int sock_bound(asctp_style style, const char *text, unsigned flags)
{
	asctp_addr addrs[ASCTP_ADDR_MAX];
	int count = works(asctp_addr_parse(text, addrs, ASCTP_ADDR_MAX));
	int fd = works(asctp_sock_open(style, ASCTP_DUAL, flags));

	works(asctp_sock_bind(fd, addrs, (size_t)count));
	return fd;
}

int sock_listening(asctp_style style, const char *text, unsigned flags)
{
	int fd = sock_bound(style, text, flags);

	works(asctp_sock_listen(fd, 5));
	return fd;
}

asctp_addr sock_local(int fd)
{
	asctp_addr ret;

	assert_true(asctp_sock_locals(fd, 0, &ret, 1) >= 1);
	return ret;
}

void sock_subscribe(int fd, uint16_t notification)
{
	struct kernel_event event = { .type = notification, .on = 1 };

	assert_int_equal(setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENT, &event, sizeof(event)), 0);
}

static bool all_acked(int fd, int32_t id)
{
	asctp_status status = { 0 };
	int result = asctp_get(asctp_at(fd, id), status, &status);

	assert_int_equal(result, 0);
	return !status.unacked;
}

void sock_acked(int fd, int32_t id)
{
	eventually(all_acked(fd, id));
}

uint32_t sock_state(int fd, int32_t id)
{
	struct socket_status status;

	return socket_status(&sys_linux, fd, id, &status) < 0 ? 0 : status.state;
}

struct heard hear_now(int fd, unsigned flags)
{
	struct heard heard;

	memset(&heard, 0, sizeof(heard));
	asctp_sock_in_init(&heard.in, heard.data, sizeof(heard.data) - 1);
	heard.result = asctp_sock_receive(fd, &heard.in, flags);
	return heard;
}

struct heard hear(int fd)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };

	assert_int_equal(poll(&ready, 1, 30000), 1);
	return hear_now(fd, ASCTP_DONT_WAIT);
}

struct pair pair_begin(void)
{
	struct pair pair = { .listener = sock_listening(ONE, "127.0.0.1", 0) };

	pair.addr = sock_local(pair.listener);
	pair.client = works(asctp_sock_open(ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	works(asctp_sock_connect(pair.client, &pair.addr, 1, &pair.id));
	eventually((pair.server = asctp_sock_accept(pair.listener, 0, NULL)) >= 0);
	return pair;
}

void pair_end(struct pair *pair)
{
	close(pair->client);
	close(pair->server);
	close(pair->listener);
}

struct crowd crowd_begin(unsigned client_flags)
{
	struct crowd crowd = { .server = sock_listening(MANY, "127.0.0.1", 0) };
	struct heard hello;

	crowd.addr = sock_local(crowd.server);
	crowd.client = works(asctp_sock_open(MANY, ASCTP_DUAL, client_flags | ASCTP_BLOCKING));
	works(asctp_sock_connect(crowd.client, &crowd.addr, 1, &crowd.at_client));
	works(asctp_sock_send(crowd.client, "hello", 5, .id = crowd.at_client));
	hello = hear(crowd.server);
	assert_int_equal(hello.result, 5);
	crowd.at_server = hello.in.id;
	return crowd;
}

void crowd_end(struct crowd *crowd)
{
	close(crowd->client);
	close(crowd->server);
}
