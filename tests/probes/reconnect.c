/* SPDX-License-Identifier: MIT */
/* Can the same descriptor, with its port, carry the next association after each kind of end? */
#include "probe.h"

/* Connects a again to where b listens, which must be listening again. */
static void again(const char *name, enum style style, int a, int port, int before)
{
	sctp_assoc_t id = 0;
	int value = join(a, "127.0.0.1", port, &id);
	const char *told;

	if (value < 0) {
		styled(name, style, "%s", result(-1));
		return;
	}
	told = story(a, "up");
	styled(name, style, "%s,port-%s", told, port_of(a) == before ? "kept" : "changed");
}

static void after_loss(enum style style)
{
	struct pair pair = make_pair(style);
	int server = open_listener(SOCK_SEQPACKET);
	int port = port_of(pair.a);

	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	story(pair.a, "lost");
	again("reconnect.after-lost", style, pair.a, port_of(server), port);
	slam(server);
	close_pair(&pair);
}

static void after_shutdown(enum style style)
{
	struct pair pair = make_pair(style);
	int server = open_listener(SOCK_SEQPACKET);
	int port = port_of(pair.a);

	send_flags(pair.b, pair.b_id, SCTP_EOF, "");
	story(pair.a, "done");
	again("reconnect.after-done", style, pair.a, port_of(server), port);
	slam(server);
	close_pair(&pair);
}

static void after_refusal(enum style style)
{
	int a = open_socket(style == STREAM ? SOCK_STREAM : SOCK_SEQPACKET);
	int server = open_listener(SOCK_SEQPACKET);
	int empty = open_socket(SOCK_SEQPACKET);
	int port = port_of(a);

	join(a, "127.0.0.1", port_of(empty), NULL);
	story(a, "cant");
	again("reconnect.after-cant", style, a, port_of(server), port);
	slam(a);
	slam(server);
	slam(empty);
}

/* The very peer that was lost, at once: both ports the same as before. */
static void same_peer(void)
{
	struct pair pair = make_pair(PRIVATE);

	send_flags(pair.a, pair.a_id, SCTP_ABORT, "x");
	story(pair.a, "lost");
	join(pair.a, "127.0.0.1", port_of(pair.b), NULL);
	fact("reconnect.same-peer", "%s", story(pair.a, "up"));
	fact("reconnect.same-peer.seen", "%s", story(pair.b, "up"));
	close_pair(&pair);
}

/* Connecting from the port of a listener of the same program: the listener itself does it. */
static void from_listener(void)
{
	int one = open_listener(SOCK_SEQPACKET);
	int two = open_listener(SOCK_SEQPACKET);

	join(one, "127.0.0.1", port_of(two), NULL);
	fact("reconnect.from-listener", "%s", story(one, "up"));
	slam(one);
	slam(two);
}

/* Two private sockets, neither listening: one calls, and both call each other at once. */
static void nobody_listens(void)
{
	int one = open_socket(SOCK_SEQPACKET), two = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id;

	join(one, "127.0.0.1", port_of(two), NULL);
	fact("reconnect.call-private", "%s", story(one, "cant"));
	deafen(one, EVERYTHING);
	deafen(two, EVERYTHING);
	join(one, "127.0.0.1", port_of(two), &id);
	join(two, "127.0.0.1", port_of(one), NULL);
	undeafen(one);
	undeafen(two);
	fact("reconnect.both-call", "%s", story(one, "up"));
	fact("reconnect.both-call.other", "%s", story(two, "up"));
	fact("reconnect.both-call.send", "%s", result(tell(one, id, "hello", 1)));
	fact("reconnect.both-call.receive", "%s", story(two, "hello"));
	slam(one);
	slam(two);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	{
		after_loss(style);
		after_shutdown(style);
		if (style != PEELED)
			after_refusal(style);
	}
	same_peer();
	from_listener();
	nobody_listens();
}
