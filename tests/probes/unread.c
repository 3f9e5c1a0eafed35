/* SPDX-License-Identifier: MIT */
/* Messages acknowledged by the peer's kernel and never read by its program: what does the sender learn? */
#include "probe.h"

#include <sys/wait.h>

enum ending { CLOSE, CLOSE_AFTER_READING, ABORT, SLAM };
static const char *const ending_name[] = { "close", "close-after-reading", "abort", "slam" };

static void deliver(struct pair *pair)
{
	tell(pair->a, pair->a_id, "one", 1);
	tell(pair->a, pair->a_id, "two", 2);
	await_quiet_network(pair->a, pair->a_id);
}

static void ends(enum style style, enum ending ending)
{
	struct pair pair = make_pair(style);
	char name[64];

	deliver(&pair);
	if (ending == CLOSE_AFTER_READING)
		backlog(pair.b);
	if (ending == ABORT)
		send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	else if (ending == SLAM)
		slam(pair.b);
	else
		close(pair.b);
	snprintf(name, sizeof(name), "unread.%s", ending_name[ending]);
	styled(name, style, "%s", story(pair.a, ending == CLOSE_AFTER_READING ? "done" : "lost"));
	if (ending != ABORT)
		pair.b = dup(pair.a);
	close_pair(&pair);
}

/* One socket, two associations, unread data of one only: does closing abort both? */
static void innocent(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int peer[2];
	sctp_assoc_t id[2];

	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), &id[i]);
		await_up(peer[i]);
		await_up(server);
	}
	tell(peer[0], id[0], "one", 1);
	await_quiet_network(peer[0], id[0]);
	close(server);
	fact("unread.shared.guilty", "%s", story(peer[0], "lost"));
	fact("unread.shared.innocent", "%s", story(peer[1], "lost"));
	slam(peer[0]);
	slam(peer[1]);
}

/* Unread events alone: is that unread data? */
static void unread_event(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int peer = open_socket(SOCK_SEQPACKET);
	struct pollfd ready = { .fd = server, .events = POLLIN };

	join(peer, "127.0.0.1", port_of(server), NULL);
	await_up(peer);
	poll(&ready, 1, PATIENCE_MS);
	close(server);
	fact("unread.event-only", "%s", story(peer, "o"));
	slam(peer);
}

/* The peer's process exits with the socket open. */
static void process_exits(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int a, port = port_of(server), go[2];
	sctp_assoc_t id;
	pid_t child;
	char byte;

	if (pipe(go) < 0)
		die("pipe");
	child = fork();
	if (child == 0) {
		close(go[1]);
		if (read(go[0], &byte, 1) < 0)
			_exit(1);
		_exit(0);
	}
	close(go[0]);
	close(server); /* only the child has it now */
	a = open_socket(SOCK_SEQPACKET);
	join(a, "127.0.0.1", port, &id);
	await_up(a);
	tell(a, id, "one", 1);
	await_quiet_network(a, id);
	close(go[1]);
	waitpid(child, NULL, 0);
	fact("unread.exit", "%s", story(a, "lost"));
	slam(a);
}

/* The peer has closed politely, but its SHUTDOWN (7) is lost and we go on sending. */
static void sent_after_close(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.a, 7);
	close(pair.b);
	tell(pair.a, pair.a_id, "late", 1);
	fact("unread.sent-after-close", "%s", story(pair.a, "lost"));
	pair.b = dup(pair.a);
	close_pair(&pair);
}

/* The peer's close crosses messages that it could not hear yet: they are sent again. */
static void close_before_delivery(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.b, 0);
	tell(pair.a, pair.a_id, "one", 1);
	send_flags(pair.b, pair.b_id, SCTP_EOF, "");
	usleep(10000);
	undeafen(pair.b);
	fact("unread.eof-before-delivery", "%s", story(pair.a, "done"));
	fact("unread.eof-before-delivery.peer", "%s", story(pair.b, "done"));
	close_pair(&pair);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	for (enum ending ending = CLOSE; ending <= SLAM; ending++)
		ends(style, ending);
	innocent();
	unread_event();
	process_exits();
	sent_after_close();
	close_before_delivery();
}
