/* SPDX-License-Identifier: MIT */
/* Can an association be aborted with a cause, and what do the two sides learn of it? */
#include "probe.h"

static void abort_with_cause(enum style style)
{
	struct pair pair = make_pair(style);
	long sent;

	deafen(pair.b, 0); /* what is sent stays unacknowledged; the ABORT gets through */
	tell(pair.a, pair.a_id, "one", 1);
	tell(pair.a, pair.a_id, "two", 2);
	sent = send_flags(pair.a, pair.a_id, SCTP_ABORT, "because");
	styled("abort.send", style, "%s", result(sent));
	if (sent < 0) {
		slam(pair.a);
		styled("abort.slam.peer", style, "%s", story(pair.b, "lost"));
		slam(pair.b);
		return;
	}
	styled("abort.self", style, "%s", story(pair.a, "lost"));
	styled("abort.peer", style, "%s", story(pair.b, "lost"));
	styled("abort.status", style, "%s", status_word(pair.a, pair.a_id));
	styled("abort.send-after", style, "%s", result(tell(pair.a, pair.a_id, "three", 3)));
	close_pair(&pair);
}

/* The bytes of sac_info at the peer. */
static void cause_layout(void)
{
	struct pair pair = make_pair(PRIVATE);
	char hex[64] = "";
	struct item item;

	send_flags(pair.a, pair.a_id, SCTP_ABORT, "abc");
	while (next(pair.b, &item, PATIENCE_MS) && !strstr(item.word, "lost"))
		;
	for (size_t i = sizeof(struct sctp_assoc_change); i < item.length && i < 48; i++)
		sprintf(hex + strlen(hex), "%02x", item.data[i]);
	fact("abort.cause.bytes", "%s", hex);
	close_pair(&pair);
}

/* A peer that is a one-to-one socket learns the cause too; without text there is none. */
static void other_peers(void)
{
	struct pair pair = make_pair(STREAM);

	send_flags(pair.b, pair.b_id, SCTP_ABORT, "because");
	fact("abort.peer-is-stream", "%s", story(pair.a, "lost"));
	close_pair(&pair);
	pair = make_pair(PRIVATE);
	send_flags(pair.a, pair.a_id, SCTP_ABORT, "");
	fact("abort.no-text", "%s", story(pair.b, "lost"));
	close_pair(&pair);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	abort_with_cause(style);
	cause_layout();
	other_peers();
}
