/* SPDX-License-Identifier: MIT */
/* Messages with a lifetime (PR-SCTP): which expiries are reported, which are only counted? */
#include "probe.h"

static const char *abandoned(const struct pair *pair)
{
	static char text[64];
	struct sctp_prstatus status = { .sprstat_assoc_id = pair->a_id,
		.sprstat_policy = SCTP_PR_SCTP_TTL };
	socklen_t length = sizeof(status);

	if (getsockopt(pair->a, IPPROTO_SCTP, SCTP_PR_ASSOC_STATUS, &status, &length) < 0)
		return result(-1);
	snprintf(text, sizeof(text), "unsent:%llu,sent:%llu",
		(unsigned long long)status.sprstat_abandoned_unsent,
		(unsigned long long)status.sprstat_abandoned_sent);
	return text;
}

/* The congestion window is full of other messages, so these never leave. */
static void before_sending(enum style style)
{
	struct pair pair = make_pair(style);

	deafen(pair.b, 0);
	for (int i = 0; i < 6; i++)
		tell_bytes(pair.a, pair.a_id, 1400, 1, 0);
	tell_briefly(pair.a, pair.a_id, "brief", 2, 20);
	tell_briefly(pair.a, pair.a_id, "brief", 3, 20);
	usleep(40000);
	styled("lifetime.unsent.expired", style, "%s", backlog(pair.a));
	undeafen(pair.b);
	styled("lifetime.unsent", style, "%s", story(pair.a, "unsent"));
	await_quiet_network(pair.a, pair.a_id);
	styled("lifetime.unsent.more", style, "%s", backlog(pair.a));
	styled("lifetime.unsent.counts", style, "%s", abandoned(&pair));
	styled("lifetime.unsent.peer", style, "%s", quiet(pair.b));
	close_pair(&pair);
}

/* Sent once, lost, and expired before it could be sent again. */
static void after_sending(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.b, 0);
	tell_briefly(pair.a, pair.a_id, "brief", 2, 20);
	tell(pair.a, pair.a_id, "lasting", 3);
	usleep(40000);
	undeafen(pair.b);
	fact("lifetime.sent.peer", "%s", story(pair.b, "lasting"));
	await_quiet_network(pair.a, pair.a_id);
	fact("lifetime.sent", "%s", quiet(pair.a));
	fact("lifetime.sent.counts", "%s", abandoned(&pair));
	close_pair(&pair);
}

/* Queue emptied by expiry alone: does SENDER_DRY tell? */
static void dry(void)
{
	struct pair pair = make_pair(PRIVATE);

	deafen(pair.b, 0);
	tell_briefly(pair.a, pair.a_id, "brief", 2, 20);
	set_event(pair.a, pair.a_id, SCTP_SENDER_DRY_EVENT, true);
	usleep(40000);
	undeafen(pair.b);
	fact("lifetime.sent.dry", "%s", story(pair.a, "dry"));
	close_pair(&pair);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	before_sending(style);
	after_sending();
	dry();
}
