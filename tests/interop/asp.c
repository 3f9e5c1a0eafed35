/* SPDX-License-Identifier: MIT */
/*
 * asp: two application servers of M3UA (RFC 4666) on <asctp/socket.h>, which a signalling gateway
 * joins: what the one sends to the other's point code arrives there. Says what it sees.
 *
 *     asp GATEWAY       for instance "127.0.0.1,127.0.0.2:2905"
 */
#include <asctp/options.h>
#include <asctp/socket.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define M3UA_PPID 3

/* Class and type of a message. */
enum { NTFY = 0x0001, DATA = 0x0101, UP = 0x0301, UP_ACK = 0x0304, DOWN = 0x0302 };
enum { DOWN_ACK = 0x0305, ACTIVE = 0x0401, ACTIVE_ACK = 0x0403, INACTIVE = 0x0402 };
enum { INACTIVE_ACK = 0x0404 };
enum { NETWORK_STATE = 2 }; /* a class */
enum { ROUTING_CONTEXT = 0x0006, PROTOCOL_DATA = 0x0210 };

struct asp {
	const char *name, *addrs;
	uint32_t context, point_code;
	int fd;
	asctp_sock_in in;
	uint8_t message[4096];
};

static uint32_t get32(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void put32(uint8_t *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void or_die(int result, const struct asp *asp, const char *what)
{
	if (result < 0)
		errx(1, "%s: %s: %s", asp->name, what, strerror(-result));
}

/* Sends a message with its routing context and, where there is one, a parameter more. */
static void tell(struct asp *asp, int kind, uint32_t stream, int tag, const void *value, size_t len)
{
	uint8_t message[4096] = { 1, 0, (uint8_t)(kind >> 8), (uint8_t)kind };
	size_t at = 8;

	if (kind != UP && kind != DOWN) {
		put32(message + at, ROUTING_CONTEXT << 16 | 8);
		put32(message + at + 4, asp->context);
		at += 8;
	}
	if (tag) {
		put32(message + at, (uint32_t)tag << 16 | (uint32_t)(4 + len));
		memcpy(message + at + 4, value, len);
		at += (4 + len + 3) & ~3u;
	}
	put32(message + 4, (uint32_t)at);
	or_die(asctp_sock_send(asp->fd, message, at, .stream = stream, .ppid = M3UA_PPID), asp,
		"send");
}

/* The next message of that kind; notices of the state of servers and of the network are passed over. */
static void await(struct asp *asp, int kind)
{
	int seen;

	do {
		asctp_sock_in_init(&asp->in, asp->message, sizeof(asp->message));
		or_die(asctp_sock_receive(asp->fd, &asp->in, 0), asp, "receive");
		if (asp->in.len < 8 || !asp->in.last || asp->in.ppid != M3UA_PPID ||
			get32(asp->message + 4) != asp->in.len)
			errx(1, "%s: %zu bytes that are no M3UA", asp->name, asp->in.len);
		seen = asp->message[2] << 8 | asp->message[3];
	} while (seen == NTFY || seen >> 8 == NETWORK_STATE);
	if (seen != kind)
		errx(1, "%s: %04x came, not %04x", asp->name, seen, kind);
}

/* Connects from two addresses and becomes active. */
static void begin(struct asp *asp, const asctp_addr *gateway, int count)
{
	asctp_addr own[ASCTP_ADDR_MAX], peers[ASCTP_ADDR_MAX];
	int owned = asctp_addr_parse(asp->addrs, own, ASCTP_ADDR_MAX);

	or_die(owned, asp, "address");
	asp->fd = asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_IPV4, ASCTP_BLOCKING);
	or_die(asp->fd, asp, "socket");
	or_die(asctp_set(asp->fd, init, .streams_out = 4), asp, "streams");
	or_die(asctp_sock_bind(asp->fd, own, (size_t)owned), asp, "bind");
	or_die(asctp_sock_connect(asp->fd, gateway, (size_t)count, NULL), asp, "connect");
	count = asctp_sock_peers(asp->fd, 0, peers, ASCTP_ADDR_MAX);
	or_die(count, asp, "peers");
	printf("%s: up, the gateway has %d addresses\n", asp->name, count);
	tell(asp, UP, 0, 0, NULL, 0);
	await(asp, UP_ACK);
	tell(asp, ACTIVE, 0, 0, NULL, 0);
	await(asp, ACTIVE_ACK);
	printf("%s: active\n", asp->name);
}

/* From one to the other's point code, with the service SCCP and the network indicator 2. */
static void transfer(struct asp *from, struct asp *to, const char *text, size_t len)
{
	uint8_t data[2048] = { 0 };
	const uint8_t *end, *at = to->message + 8;
	size_t size = 0;

	put32(data, from->point_code);
	put32(data + 4, to->point_code);
	memcpy(data + 8, (uint8_t[]){ 3, 2, 0, 5 }, 4);
	memcpy(data + 12, text, len);
	tell(from, DATA, 1, PROTOCOL_DATA, data, 12 + len);
	await(to, DATA);
	end = to->message + to->in.len;
	for (; end - at >= 4; at += (size + 3) & ~3u) {
		size = get32(at) & 0xffff;
		if (size < 4 || size > (size_t)(end - at))
			errx(1, "%s: a parameter of %zu bytes", to->name, size);
		if (get32(at) >> 16 == PROTOCOL_DATA)
			break;
	}
	if (size != 16 + len || memcmp(at + 4, data, 12 + len) != 0)
		errx(1, "%s: not what was sent", to->name);
	printf("%s: %zu bytes from %s\n", to->name, len, from->name);
}

static void end(struct asp *asp)
{
	tell(asp, INACTIVE, 0, 0, NULL, 0);
	await(asp, INACTIVE_ACK);
	tell(asp, DOWN, 0, 0, NULL, 0);
	await(asp, DOWN_ACK);
	or_die(asctp_sock_shutdown(asp->fd, 0), asp, "shutdown");
	printf("%s: down\n", asp->name);
	close(asp->fd);
}

int main(int argc, char **argv)
{
	static struct asp a = {
		.name = "a", .addrs = "127.0.0.3,127.0.0.4:14001", .context = 1, .point_code = 1
	};
	static struct asp b = {
		.name = "b", .addrs = "127.0.0.5,127.0.0.6:14002", .context = 2, .point_code = 2
	};
	static char text[1500];
	asctp_addr gateway[ASCTP_ADDR_MAX];
	int count = asctp_addr_parse(argc == 2 ? argv[1] : "", gateway, ASCTP_ADDR_MAX);

	if (count < 1)
		errx(2, "usage: asp GATEWAY");
	setlinebuf(stdout);
	alarm(30);
	begin(&a, gateway, count);
	begin(&b, gateway, count);
	transfer(&a, &b, "hello", 5);
	memset(text, 'x', sizeof(text));
	for (int i = 0; i < 20; i++)
		transfer(&b, &a, text, sizeof(text) - (size_t)i);
	end(&a);
	end(&b);
}
