/* SPDX-License-Identifier: MIT */
/* How does an association appear on a SEQPACKET listener, one that dies at once included? */
#include "probe.h"

#define CROWD 200

static int connected(int listener, sctp_assoc_t *id)
{
	int fd = open_socket(SOCK_SEQPACKET);

	join(fd, "127.0.0.1", port_of(listener), id);
	await_up(fd);
	return fd;
}

static void await_empty(int listener)
{
	uint32_t number = 1;
	socklen_t length = sizeof(number);
	long deadline = now_ms() + PATIENCE_MS;

	while (getsockopt(listener, IPPROTO_SCTP, SCTP_GET_ASSOC_NUMBER, &number, &length) == 0 &&
		number && now_ms() < deadline)
		usleep(1000);
}

/* Nothing is read until all is over. */
static void lives(void)
{
	int listener = open_listener(SOCK_SEQPACKET);
	sctp_assoc_t id;
	int fd = connected(listener, &id);
	struct item item;

	tell(fd, id, "hello", 1);
	send_flags(fd, id, SCTP_EOF, "");
	story(fd, "done");
	await_empty(listener);
	fact("birth.ended-unread", "%s", backlog(listener));
	slam(fd);
	fd = connected(listener, &id);
	tell(fd, id, "hello", 1);
	await_quiet_network(fd, id);
	send_flags(fd, id, SCTP_ABORT, "x");
	story(fd, "lost");
	await_empty(listener);
	fact("birth.aborted-unread", "%s", backlog(listener));
	slam(fd);
	fd = connected(listener, &id);
	tell(fd, id, "hello", 1);
	next(listener, &item, PATIENCE_MS);
	fact("birth.first", "%s,%s", item.word, item.id > 2 ? "id" : "no-id");
	id = item.id;
	next(listener, &item, PATIENCE_MS);
	fact("birth.second", "%s,%s", item.word, item.id == id ? "same-id" : "other-id");
	slam(fd);
	slam(listener);
}

/* Data that comes with the COOKIE-ECHO. */
static void early_data(void)
{
	int listener = open_listener(SOCK_SEQPACKET);
	int fd = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id;

	join(fd, "127.0.0.1", port_of(listener), &id);
	tell(fd, id, "early", 1);
	fact("birth.early-data", "%s", story(listener, "early"));
	slam(fd);
	slam(listener);
}

/* More associations than the backlog, nobody reading. */
static void crowd(void)
{
	int listener = open_socket(SOCK_SEQPACKET), fds[CROWD], up = 0;
	uint32_t number = 0;
	socklen_t length = sizeof(number);
	struct item item;
	sctp_assoc_t id;

	listen(listener, 1);
	for (int i = 0; i < CROWD; i++)
		fds[i] = connected(listener, &id);
	getsockopt(listener, IPPROTO_SCTP, SCTP_GET_ASSOC_NUMBER, &number, &length);
	fact("birth.crowd", "%u-of-%d", number, CROWD);
	while (next(listener, &item, 0))
		up += !strcmp(item.word, "up");
	fact("birth.crowd.announced", "%d-of-%d", up, CROWD);
	for (int i = 0; i < CROWD; i++)
		slam(fds[i]);
	fact("birth.crowd.lost", "%s", backlog(listener));
	slam(listener);
}

/* The receive buffer is full of one peer's messages: is a birth or a death still announced? */
static void full_buffer(void)
{
	int listener = open_socket(SOCK_SEQPACKET), small = 10000;
	int full, late, births = 0, deaths = 0;
	sctp_assoc_t full_id, late_id;
	struct item item;

	setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	listen(listener, 1);
	full = connected(listener, &full_id);
	while (tell_bytes(full, full_id, 1000, 1, 0) >= 0)
		;
	usleep(QUIET_MS * 1000);
	late = connected(listener, &late_id);
	send_flags(late, late_id, SCTP_ABORT, "x");
	usleep(10000);
	while (next(listener, &item, 0)) {
		births += !strcmp(item.word, "up");
		deaths += !!strstr(item.word, "lost");
	}
	fact("birth.full-buffer", "births:%d,deaths:%d", births, deaths);
	slam(full);
	slam(late);
	slam(listener);
}

/* A listener that stops and starts again: who lives, who may come. */
static void stop_listening(void)
{
	int listener = open_listener(SOCK_SEQPACKET), late = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id;
	int fd = connected(listener, &id);

	backlog(listener);
	fact("birth.listen-0", "%s", result(listen(listener, 0)));
	tell(fd, id, "still", 1);
	fact("birth.listen-0.old", "%s", story(listener, "still"));
	join(late, "127.0.0.1", port_of(listener), NULL);
	fact("birth.listen-0.new", "%s", story(late, "cant"));
	listen(listener, 1);
	join(late, "127.0.0.1", port_of(listener), NULL);
	fact("birth.listen-again.new", "%s", story(late, "up"));
	slam(fd);
	slam(late);
	slam(listener);
}

int main(void)
{
	begin();
	lives();
	early_data();
	crowd();
	full_buffer();
	stop_listening();
}
