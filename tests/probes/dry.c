/* SPDX-License-Identifier: MIT */
/* Can "everything sent is acknowledged" be asked for, per association, when it is wanted? */
#include "probe.h"

static void ask(int fd, sctp_assoc_t id)
{
	set_event(fd, id, SCTP_SENDER_DRY_EVENT, false);
	set_event(fd, id, SCTP_SENDER_DRY_EVENT, true);
}

static void on_demand(enum style style)
{
	struct pair pair = make_pair(style);

	ask(pair.a, pair.a_id);
	styled("dry.idle", style, "%s", backlog(pair.a));
	deafen(pair.b, 0);
	tell(pair.a, pair.a_id, "one", 1);
	ask(pair.a, pair.a_id);
	styled("dry.busy.at-once", style, "%s", backlog(pair.a));
	undeafen(pair.b);
	styled("dry.busy.drained", style, "%s", story(pair.a, "dry"));
	ask(pair.a, pair.a_id);
	ask(pair.a, pair.a_id);
	styled("dry.asked-twice", style, "%s", backlog(pair.a));
	set_event(pair.a, pair.a_id, SCTP_SENDER_DRY_EVENT, false);
	tell(pair.a, pair.a_id, "two", 2);
	await_quiet_network(pair.a, pair.a_id);
	styled("dry.off", style, "%s", backlog(pair.a));
	close_pair(&pair);
}

/* Two associations on one socket: only the one asked about answers, and a busy one hides nobody. */
static void shared(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int peer[2];
	sctp_assoc_t id[2];

	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), NULL);
		id[i] = await_up(server);
		label(id[i], 'A' + i);
		await_up(peer[i]);
	}
	deafen(peer[0], 0);
	for (int i = 0; i < 2; i++)
		tell(server, id[i], "one", 1);
	await_quiet_network(server, id[1]);
	ask(server, id[0]);
	fact("dry.shared.busy", "%s", backlog(server));
	ask(server, id[1]);
	fact("dry.shared.idle", "%s", backlog(server));
	undeafen(peer[0]);
	fact("dry.shared.drained", "%s", story(server, "A.dry"));
	for (int i = 0; i < 2; i++) {
		slam(peer[i]);
		label(id[i], '-');
	}
	slam(server);
}

/* An event that was queued before more was sent says nothing about what was sent since. */
static void stale(void)
{
	struct pair pair = make_pair(PRIVATE);

	set_event(pair.a, pair.a_id, SCTP_SENDER_DRY_EVENT, true);
	backlog(pair.a);
	for (int i = 0; i < 3; i++) {
		tell(pair.a, pair.a_id, "one", 1);
		await_quiet_network(pair.a, pair.a_id);
	}
	deafen(pair.b, 0);
	tell(pair.a, pair.a_id, "two", 2);
	fact("dry.always-on.stale", "%s", backlog(pair.a));
	close_pair(&pair);
}

/* Asked with other answers still unread: they stay in the queue, in front. */
static void unread_answers(void)
{
	struct pair pair = make_pair(PRIVATE);

	ask(pair.a, pair.a_id);
	deafen(pair.b, 0);
	tell(pair.a, pair.a_id, "one", 1);
	ask(pair.a, pair.a_id);
	fact("dry.unread-answer", "%s", backlog(pair.a));
	close_pair(&pair);
}

/* The queue empties because the last message expired: no acknowledgement, so no event? */
static void ends(void)
{
	struct pair pair = make_pair(PRIVATE);
	struct sctp_event event = { .se_type = SCTP_SENDER_DRY_EVENT, .se_on = 1 };

	deafen(pair.b, 0);
	tell(pair.a, pair.a_id, "one", 1);
	ask(pair.a, pair.a_id);
	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	fact("dry.then-lost", "%s", story(pair.a, "lost"));
	event.se_assoc_id = pair.a_id;
	fact("dry.gone", "%s",
		result(setsockopt(pair.a, IPPROTO_SCTP, SCTP_EVENT, &event, sizeof(event))));
	close_pair(&pair);
}

/* While still connecting, with nothing and with a message queued. */
static void connecting(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int a = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id;

	deafen(server, EVERYTHING);
	join(a, "127.0.0.1", port_of(server), &id);
	tell(a, id, "early", 1);
	ask(a, id);
	fact("dry.connecting", "%s", backlog(a));
	undeafen(server);
	fact("dry.connected", "%s", story(a, "dry"));
	slam(a);
	slam(server);
}

int main(void)
{
	begin();
	FOR_EACH_STYLE(style)
	on_demand(style);
	shared();
	stale();
	unread_answers();
	ends();
	connecting();
}
