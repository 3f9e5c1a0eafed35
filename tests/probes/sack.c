/* SPDX-License-Identifier: MIT */
/* How long until the last packet of a burst is acknowledged, with and without SCTP_SACK_IMMEDIATELY? */
#include "probe.h"

/* The delayed acknowledgement comes 200 ms after an odd packet; 150 ms tells the two apart. */
static const char *time_word(long ms)
{
	return ms < 150 ? "at-once" : ms < PATIENCE_MS ? "delayed" : "never";
}

static long time_to_drain(struct pair *pair, int packets, int last_flags)
{
	long start;

	set_event(pair->a, pair->a_id, SCTP_SENDER_DRY_EVENT, false);
	backlog(pair->a);
	for (int i = 1; i < packets; i++)
		tell_bytes(pair->a, pair->a_id, 1400, 1, 0);
	start = now_ms();
	send_flags(pair->a, pair->a_id, last_flags, "last");
	set_event(pair->a, pair->a_id, SCTP_SENDER_DRY_EVENT, true);
	story(pair->a, "dry");
	return now_ms() - start;
}

static void measure(enum style style)
{
	struct pair pair = make_pair(style);

	time_to_drain(
		&pair, 4, SCTP_SACK_IMMEDIATELY); /* the first packets are acknowledged early */
	styled("sack.even", style, "%s", time_word(time_to_drain(&pair, 2, 0)));
	styled("sack.odd", style, "%s", time_word(time_to_drain(&pair, 1, 0)));
	styled("sack.odd.immediately", style, "%s",
		time_word(time_to_drain(&pair, 1, SCTP_SACK_IMMEDIATELY)));
	styled("sack.three.immediately", style, "%s",
		time_word(time_to_drain(&pair, 3, SCTP_SACK_IMMEDIATELY)));
	close_pair(&pair);
}

/* The flag on the last of several small messages bundled into one packet. */
static void bundled(void)
{
	struct pair pair = make_pair(PRIVATE);
	long start;

	time_to_drain(&pair, 4, SCTP_SACK_IMMEDIATELY);
	set_event(pair.a, pair.a_id, SCTP_SENDER_DRY_EVENT, false);
	backlog(pair.a);
	start = now_ms();
	for (int i = 0; i < 5; i++)
		tell_bytes(pair.a, pair.a_id, 10, 1, MSG_MORE);
	send_flags(pair.a, pair.a_id, SCTP_SACK_IMMEDIATELY, "last");
	set_event(pair.a, pair.a_id, SCTP_SENDER_DRY_EVENT, true);
	story(pair.a, "dry");
	fact("sack.bundled.immediately", "%s", time_word(now_ms() - start));
	close_pair(&pair);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	measure(style);
	bundled();
}
