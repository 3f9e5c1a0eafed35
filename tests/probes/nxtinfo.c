/* SPDX-License-Identifier: MIT */
/* Can a read loop rely on SCTP_NXTINFO to know whether more is queued? */
#include "probe.h"

static const char *next_word(const struct item *item)
{
	static char words[8][32];
	static int turn;
	char *word = words[turn++ % 8];

	if (!item->has_next)
		return "none";
	snprintf(word, 32, "%s%u", item->next.nxt_flags & SCTP_NOTIFICATION ? "event-" : "",
		item->next.nxt_length);
	return word;
}

static void reads(enum style style)
{
	struct pair pair = make_pair(style);
	char text[256] = "";
	struct item item;

	set_int(pair.a, SCTP_RECVNXTINFO, 1);
	tell(pair.b, pair.b_id, "one", 1);
	tell(pair.b, pair.b_id, "three", 1);
	tell_bytes(pair.b, pair.b_id, 2000, 1, 0);
	await_quiet_network(pair.b, pair.b_id);
	send_flags(pair.b, pair.b_id, SCTP_EOF, "");
	story(pair.b, "done");
	while (next(pair.a, &item, 0) && item.length)
		sprintf(text + strlen(text), "%s%s:%s", text[0] ? "," : "", item.word,
			next_word(&item));
	styled("nxtinfo.reads", style, "%s", text);
	close_pair(&pair);
}

/* The next message belongs to another association. */
static void other_association(void)
{
	int server = open_listener(SOCK_SEQPACKET), peer[2];
	sctp_assoc_t id[2], seen[2];
	struct item item;

	set_int(server, SCTP_RECVNXTINFO, 1);
	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), &id[i]);
		seen[i] = await_up(server);
		await_up(peer[i]);
	}
	for (int i = 0; i < 2; i++) {
		tell(peer[i], id[i], "hello", 1);
		await_quiet_network(peer[i], id[i]);
	}
	next(server, &item, PATIENCE_MS);
	fact("nxtinfo.other-association", "%s,%s", next_word(&item),
		item.next.nxt_assoc_id == seen[1] ? "its-id" : "no-id");
	slam(server);
	slam(peer[0]);
	slam(peer[1]);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	reads(style);
	other_association();
}
