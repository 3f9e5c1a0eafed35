/* SPDX-License-Identifier: MIT */
/* What happens to messages held by MSG_MORE when the send that should release them cannot be made? */
#include "probe.h"

/* MSG_MORE messages, and then none without it. */
static void trailing(enum style style)
{
	struct pair pair = make_pair(style);

	tell_bytes(pair.a, pair.a_id, 100, 1, MSG_MORE);
	tell_bytes(pair.a, pair.a_id, 100, 2, MSG_MORE);
	styled("more.trailing", style, "%s", quiet(pair.b));
	tell_bytes(pair.a, pair.a_id, 100, 3, 0);
	styled("more.released", style, "%s", story(pair.b, "100"));
	close_pair(&pair);
}

/* More than a packet: the full ones leave, the partial one stays. */
static void partial_packet(void)
{
	struct pair pair = make_pair(PRIVATE);

	for (int i = 0; i < 30; i++)
		tell_bytes(pair.a, pair.a_id, 100, i, MSG_MORE);
	fact("more.partial-packet", "%s", quiet(pair.b));
	close_pair(&pair);
}

/* The send buffer is full of held messages, so the one that ends the bundle meets EAGAIN. */
static void again(enum style style)
{
	struct pair pair = make_pair(style);
	int small = 4096, value;

	setsockopt(pair.a, SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
	do
		value = tell_bytes(pair.a, pair.a_id, 10, 1, MSG_MORE);
	while (value >= 0);
	styled("more.full", style, "%s", result(value));
	styled("more.full.poll", style, "%s", poll_word(pair.a));
	value = tell_bytes(pair.a, pair.a_id, 10, 2, 0);
	styled("more.full.plain-send", style, "%s", result(value));
	styled("more.full.peer", style, "%s",
		strcmp(quiet(pair.b), "nothing") ? "gets-them" : "gets-none");
	close_pair(&pair);
}

/* What releases a held packet without sending another message? */
static void released_by(void)
{
	struct pair pair = make_pair(PRIVATE);

	tell_bytes(pair.a, pair.a_id, 100, 1, MSG_MORE);
	set_int(pair.a, SCTP_NODELAY, 0);
	set_int(pair.a, SCTP_NODELAY, 1);
	fact("more.released-by-nodelay", "%s", quiet(pair.b));
	tell(pair.b, pair.b_id, "hello", 1);
	fact("more.released-by-data-from-peer", "%s", quiet(pair.b));
	close_pair(&pair);
	pair = make_pair(PRIVATE);
	tell_bytes(pair.a, pair.a_id, 100, 1, MSG_MORE);
	send_flags(pair.a, pair.a_id, SCTP_EOF, "");
	fact("more.released-by-eof", "%s", story(pair.b, "done"));
	close_pair(&pair);
	pair = make_pair(PRIVATE);
	tell_bytes(pair.a, pair.a_id, 100, 1, MSG_MORE);
	send_flags(pair.a, pair.a_id, SCTP_ABORT, "x");
	fact("more.then-abort", "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

/* Held on one association of a shared socket, a plain send on another. */
static void other_association(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int peer[2];
	sctp_assoc_t id[2];

	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), NULL);
		id[i] = await_up(server);
		await_up(peer[i]);
	}
	tell_bytes(server, id[0], 100, 1, MSG_MORE);
	tell_bytes(server, id[1], 100, 1, 0);
	fact("more.shared.other", "%s", story(peer[1], "100"));
	fact("more.shared.held", "%s", quiet(peer[0]));
	slam(server);
	slam(peer[0]);
	slam(peer[1]);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	{
		trailing(style);
		again(style);
	}
	partial_packet();
	released_by();
	other_association();
}
