/* SPDX-License-Identifier: MIT */
/* Which messages does the kernel hand back, when, and in what order, for each way an association ends? */
#include "probe.h"

static struct pair loaded_pair(enum style style)
{
	struct pair pair = make_pair(style);

	deafen(pair.b, EVERYTHING);
	for (int i = 1; i <= 3; i++)
		tell(pair.a, pair.a_id, "message", i);
	return pair;
}

static void self_abort(enum style style)
{
	struct pair pair = loaded_pair(style);

	if (send_flags(pair.a, pair.a_id, SCTP_ABORT, "x") < 0)
		styled("unsent.self-abort", style, "%s", result(-1));
	else
		styled("unsent.self-abort", style, "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

static void peer_abort(enum style style)
{
	struct pair pair = loaded_pair(style);

	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	styled("unsent.peer-abort", style, "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

static void path_loss(enum style style)
{
	struct pair pair = loaded_pair(style);

	styled("unsent.path-loss", style, "%s", story(pair.a, "lost"));
	styled("unsent.path-loss.poll", style, "%s", poll_word(pair.a));
	close_pair(&pair);
}

/* The peer dies without a word and comes back on the same port. */
static void restart(enum style style)
{
	struct pair pair = loaded_pair(style);
	int port = port_of(pair.b);

	deafen(pair.a, 6);
	slam(pair.b);
	undeafen(pair.a);
	pair.b = open_at(SOCK_SEQPACKET, "127.0.0.1", port);
	join(pair.b, "127.0.0.1", port_of(pair.a), NULL);
	styled("unsent.restart", style, "%s", story(pair.a, "restart"));
	styled("unsent.restart.peer", style, "%s", story(pair.b, "up"));
	styled("unsent.restart.usable", style, "%s", result(tell(pair.a, pair.a_id, "again", 9)));
	close_pair(&pair);
}

/* Ending politely towards a peer that no longer answers. */
static void shutdown_unsent(enum style style)
{
	struct pair pair = loaded_pair(style);

	if (style == STREAM)
		shutdown(pair.a, SHUT_WR);
	else
		send_flags(pair.a, pair.a_id, SCTP_EOF, "");
	styled("unsent.shutdown.state", style, "%s", status_word(pair.a, pair.a_id));
	styled("unsent.shutdown.send", style, "%s", result(tell(pair.a, pair.a_id, "late", 9)));
	styled("unsent.shutdown", style, "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

/* The peer has acknowledged all but the last fragment of a long message, and a short one behind it. */
static void fragments(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.b, LAST_FRAGMENTS);
	tell_bytes(pair.a, pair.a_id, 5000, 1, 0);
	tell(pair.a, pair.a_id, "short", 2);
	usleep(RTO_MS * 1000 / 2);
	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	fact("unsent.fragments.partly-acked", "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

/* More than the window takes: some fragments in flight, some never sent; two long messages. */
static void long_messages(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.b, EVERYTHING);
	tell_bytes(pair.a, pair.a_id, 8000, 1, 0);
	tell_bytes(pair.a, pair.a_id, 3000, 2, 0);
	tell(pair.a, pair.a_id, "short", 3);
	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	fact("unsent.fragments.in-flight", "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

/* The first of three messages is lost, the others are acknowledged by gap reports. */
static void gap_acked(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.b, FIRST_FRAGMENTS);
	tell_bytes(pair.a, pair.a_id, 2000, 1, 0);
	tell(pair.a, pair.a_id, "two", 2);
	tell(pair.a, pair.a_id, "three", 3);
	usleep(RTO_MS * 1000 / 2);
	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	fact("unsent.gap-acked", "%s", story(pair.a, "lost"));
	close_pair(&pair);
}

/* A notification longer than the buffer: how is it given? */
static void short_buffer(void)
{
	struct pair pair = make_pair(PRIVATE);
	char data[100];
	struct iovec part = { .iov_base = data, .iov_len = sizeof(data) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	struct pollfd ready = { .fd = pair.a, .events = POLLIN };
	char text[128] = "";
	int events = 0;

	deafen(pair.b, EVERYTHING);
	tell_bytes(pair.a, pair.a_id, 200, 1, 0);
	while (events < 2 && poll(&ready, 1, PATIENCE_MS) > 0) {
		long length = recvmsg(pair.a, &message, MSG_DONTWAIT);
		bool end = message.msg_flags & MSG_EOR;

		sprintf(text + strlen(text), "%s%ld%s%s", text[0] ? "," : "", length,
			message.msg_flags & MSG_NOTIFICATION ? "n" : "", end ? "" : "+");
		events += end;
	}
	fact("unsent.short-buffer", "%s", text);
	close_pair(&pair);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	{
		self_abort(style);
		peer_abort(style);
		path_loss(style);
		restart(style);
		shutdown_unsent(style);
	}
	fragments();
	long_messages();
	gap_acked();
	short_buffer();
}
