/* SPDX-License-Identifier: MIT */
/*
 * failover-server ADDRESSES: takes one association, and keeps account of its numbered messages:
 * which path each came by, whether one is missing or out of order on its stream, how long nothing
 * came when the path changed.
 */
#include "failover.h"

enum { PATHS = 2 };

static const char who[] = "server";
static asctp_endpoint *endpoint;
static uint32_t next[STREAMS];
static unsigned received, reordered, missing, by_path[PATHS], since[PATHS];
static asctp_addr paths[PATHS]; /* in the order in which they were first used */
static int path_count, last_path;
static double last_at, switched_after;

static int path_of(const asctp_addr *from)
{
	int i = 0;

	while (i < path_count && !asctp_addr_equal(&paths[i], from))
		i++;
	if (i == path_count && path_count < PATHS) {
		paths[path_count++] = *from;
		say(who, "the first message from %s", asctp_str(from));
	}
	return i < PATHS ? i : PATHS - 1;
}

static void message(asctp_assoc *a, const asctp_message *m)
{
	const struct numbered *numbered = m->data;
	double now = clock_s();
	int path;

	if (m->len != sizeof(*numbered) || m->stream >= STREAMS) {
		asctp_abort(a, "not one of ours", 15);
		return;
	}
	if (numbered->number < next[m->stream]) {
		reordered++;
	} else {
		missing += numbered->number - next[m->stream];
		next[m->stream] = numbered->number + 1;
	}
	path = path_of(&m->from);
	if (received && path != last_path && !switched_after)
		switched_after = now - last_at;
	last_path = path;
	last_at = now;
	received++;
	by_path[path]++;
	since[path]++;
}

static void say_how_many(asctp_timer *timer)
{
	say(who, "%4u messages by path 1, %4u by path 2", since[0], since[1]);
	since[0] = since[1] = 0;
	asctp_timer_start(timer->arg, timer, 1000);
}

static asctp_timer each_second = { .fn = say_how_many };

static void up(asctp_assoc *a, const asctp_up *u)
{
	(void)u;
	say(who, "up with %s", asctp_str(asctp_peer(a)));
	each_second.arg = asctp_context(a);
	asctp_timer_start(asctp_context(a), &each_second, 1000);
}

static void path(asctp_assoc *a, const asctp_path *p)
{
	(void)a;
	say(who, "path %s: %s", asctp_str(&p->addr), asctp_path_what_name(p->what));
}

static void closing(asctp_assoc *a)
{
	(void)a;
	say(who, "the client is closing");
}

static void down(asctp_assoc *a, const asctp_down *d)
{
	say(who, "%s: down: %s", asctp_str(asctp_peer(a)), asctp_reason_name(d->reason));
	asctp_timer_stop(&each_second);
	asctp_unlisten(endpoint); /* nothing is left to wait for: asctp_run() returns */
}

static const asctp_handlers server = {
	.up = up, .message = message, .path = path, .closing = closing, .down = down
};

int main(int argc, char **argv)
{
	asctp *sctp = asctp_new();

	if (argc < 2)
		errx(2, "usage: failover-server ADDRESSES");
	endpoint = asctp_listen(sctp, argv[1], .on = &server);
	if (!endpoint)
		errx(1, "%s", asctp_why(sctp));
	say(who, "listening on %s", argv[1]);
	asctp_run(sctp);
	say(who, "result: received %u, missing %u, reordered %u, by path %u and %u, switched %.3f",
		received, missing, reordered, by_path[0], by_path[1], switched_after);
	asctp_free(sctp);
	return 0;
}
