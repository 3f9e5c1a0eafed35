/* SPDX-License-Identifier: MIT */
/*
 * echo-socket: the echo server on a descriptor of its own, blocking, without the engine: one
 * one-to-many socket for all peers, whose comings and goings it prints. Stop it with Ctrl-C.
 *
 *     echo-socket [ADDRESS]    for instance "[::]:7000", which is the default
 */
#include <asctp/event.h>
#include <asctp/options.h>
#include <asctp/socket.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void or_die(int result, const char *what)
{
	char why[512];

	if (result >= 0)
		return;
	if (result == -EPROTONOSUPPORT || result == -ESOCKTNOSUPPORT)
		fprintf(stderr, "%s: %s\n", what, asctp_explain_missing(why, sizeof(why)));
	else
		fprintf(stderr, "%s: %s\n", what, strerror(-result));
	exit(1);
}

/* A message longer than the room comes in parts, which go back as messages of their own: putting
 * them together, association by association, is what the engine of <asctp/asctp.h> is for. */
static void echo(int fd, const asctp_sock_in *in)
{
	int result = asctp_sock_send(fd, in->data, in->len, .id = in->id, .stream = in->stream,
		.ppid = in->ppid, .unordered = in->unordered);

	if (result < 0)
		fprintf(stderr, "send to association %d: %s\n", in->id, strerror(-result));
}

static void print(const asctp_sock_in *in)
{
	char line[ASCTP_NOTIFICATION_TEXT];
	asctp_notification notification;

	if (!asctp_notification_read(in->data, in->len, &notification))
		puts(asctp_notification_print(&notification, line, sizeof(line)));
}

int main(int argc, char **argv)
{
	static char room[256 * 1024]; /* every notification fits */
	asctp_addr addrs[ASCTP_ADDR_MAX];
	int count = asctp_addr_parse(argc > 1 ? argv[1] : "[::]:7000", addrs, ASCTP_ADDR_MAX);
	int fd;

	setlinebuf(stdout);
	or_die(count, "address");
	fd = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_DUAL, ASCTP_BLOCKING);
	or_die(fd, "socket");
	or_die(asctp_set(fd, init, .streams_out = 16), "streams");
	or_die(asctp_sock_subscribe(fd, ASCTP_FUTURE_ASSOC, ASCTP_MASK_ALL, 0), "subscribe");
	or_die(asctp_sock_bind(fd, addrs, (size_t)count), "bind");
	or_die(asctp_sock_listen(fd, 128), "listen");
	for (;;) {
		asctp_sock_in in;

		asctp_sock_in_init(&in, room, sizeof(room));
		or_die(asctp_sock_receive(fd, &in, 0), "receive");
		if (in.notification)
			print(&in);
		else
			echo(fd, &in);
	}
}
