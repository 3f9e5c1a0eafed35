/* SPDX-License-Identifier: MIT */
/*
 * failover-client ADDRESSES LOCAL-ADDRESSES: sends numbered messages on four streams, a hundred
 * times a second, over one multi-homed association. SIGTERM ends it in order. The kernel fails over
 * by itself; the program only says what it is told.
 */
#include "failover.h"
#include <signal.h>

static const char who[] = "client";
static volatile sig_atomic_t stop;
static asctp_assoc *assoc;
static uint32_t sent[STREAMS];
static unsigned given_back;

static void send_on_all_streams(asctp_timer *timer)
{
	if (!assoc)
		return;
	if (stop) {
		say(who, "closing: what was sent is acknowledged first");
		asctp_close(assoc);
		return;
	}
	for (uint16_t stream = 0; stream < STREAMS; stream++) {
		struct numbered message = { .number = sent[stream] };
		int r = asctp_send(
			assoc, &message, sizeof(message), .stream = stream, .ppid = PPID);

		if (r >= 0)
			sent[stream]++;
		else
			say(who, "stream %u: %s", stream, asctp_why(asctp_context(assoc)));
	}
	asctp_timer_start(asctp_context(assoc), timer, 10);
}

static asctp_timer ticker = { .fn = send_on_all_streams };

static void up(asctp_assoc *a, const asctp_up *u)
{
	say(who, "up: %u streams out, %u in", u->streams_out, u->streams_in);
	asctp_timer_start(asctp_context(a), &ticker, 0);
}

static void path(asctp_assoc *a, const asctp_path *p)
{
	(void)a;
	say(who, "path %s: %s", asctp_str(&p->addr), asctp_path_what_name(p->what));
}

static void unsent(asctp_assoc *a, const asctp_unsent *u)
{
	(void)a;
	given_back++;
	say(who, "a message on stream %u came back: %s", u->stream, asctp_unsent_why_name(u->why));
}

static void down(asctp_assoc *a, const asctp_down *d)
{
	asctp_timer_stop(&ticker);
	assoc = NULL;
	say(who, "%s: down: %s", asctp_str(asctp_peer(a)), asctp_reason_name(d->reason));
}

static const asctp_handlers client = { .up = up, .path = path, .unsent = unsent, .down = down };

static void terminated(int signal)
{
	(void)signal;
	stop = 1;
}

int main(int argc, char **argv)
{
	asctp *sctp = asctp_new();
	unsigned total = 0;

	if (argc < 3)
		errx(2, "usage: failover-client ADDRESSES LOCAL-ADDRESSES");
	signal(SIGTERM, terminated);
	assoc = asctp_connect(sctp, argv[1], .local = argv[2], .on = &client);
	if (!assoc)
		errx(1, "%s", asctp_why(sctp));
	say(who, "connecting %s to %s", argv[2], argv[1]);
	while (asctp_run(sctp) == -EINTR)
		;
	for (int i = 0; i < STREAMS; i++)
		total += sent[i];
	say(who, "result: sent %u, given back %u", total, given_back);
	asctp_free(sctp);
	return 0;
}
