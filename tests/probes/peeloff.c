/* SPDX-License-Identifier: MIT */
/* What does a peeled-off socket take with it, and what does it show when its association ends? */
#include "probe.h"

#include <fcntl.h>
#include <sys/resource.h>

struct server {
	int listener, peer;
	sctp_assoc_t id, peer_id;
};

static struct server serve(void)
{
	struct server s;

	s.listener = open_listener(SOCK_SEQPACKET);
	s.peer = open_socket(SOCK_SEQPACKET);
	join(s.peer, "127.0.0.1", port_of(s.listener), &s.peer_id);
	s.id = await_up(s.listener);
	await_up(s.peer);
	return s;
}

static void end(struct server *s, int peeled)
{
	if (peeled >= 0)
		slam(peeled);
	slam(s->peer);
	slam(s->listener);
}

/* Messages and events already queued. */
static void queued(void)
{
	struct server s = serve();
	int fd;

	tell(s.peer, s.peer_id, "one", 1);
	tell(s.peer, s.peer_id, "two", 2);
	await_quiet_network(s.peer, s.peer_id);
	fd = peel(s.listener, s.id);
	tell(s.peer, s.peer_id, "three", 3);
	fact("peeloff.queued", "%s", story(fd, "three"));
	fact("peeloff.queued.left-behind", "%s", backlog(s.listener));
	fact("peeloff.id", "%s", status_word(fd, s.id));
	fact("peeloff.id-on-listener", "%s", status_word(s.listener, s.id));
	fact("peeloff.send-on-listener", "%s", result(tell(s.listener, s.id, "x", 1)));
	end(&s, fd);
}

/* A message of which half was read. */
static void half_read(void)
{
	struct server s = serve();
	struct item item;
	char half[4];
	int fd;

	tell(s.peer, s.peer_id, "halfhalf", 1);
	tell(s.peer, s.peer_id, "two", 2);
	await_quiet_network(s.peer, s.peer_id);
	if (recv(s.listener, half, sizeof(half), 0) != 4)
		die("half");
	fd = peel(s.listener, s.id);
	next(fd, &item, PATIENCE_MS);
	fact("peeloff.half-read", "%s", item.word);
	fact("peeloff.half-read.then", "%s", backlog(fd));
	end(&s, fd);
}

/* A message in partial delivery: its beginning was read, its end has not arrived. */
static void partial(void)
{
	struct server s = serve();
	int fd, point = 2000;
	struct item item;

	set_int(s.listener, SCTP_PARTIAL_DELIVERY_POINT, point);
	deafen(s.listener, LAST_FRAGMENTS);
	tell_bytes(s.peer, s.peer_id, 8000, 1, 0);
	next(s.listener, &item, PATIENCE_MS);
	fact("peeloff.partial.beginning", "%s", item.end ? "whole" : "part");
	fd = peel(s.listener, s.id);
	fact("peeloff.partial.peel", "%s", result(fd));
	undeafen(s.listener);
	undeafen(fd); /* 6.19 and newer: the filter came along */
	do
		if (!next(fd, &item, PATIENCE_MS))
			break;
	while (!item.end);
	fact("peeloff.partial.rest", "%s", item.end ? "complete" : "lost");
	tell(s.peer, s.peer_id, "after", 2);
	fact("peeloff.partial.after", "%s", story(fd, "after"));
	fact("peeloff.partial.left-behind", "%s", backlog(s.listener));
	end(&s, fd);
}

/* An association that is already dead. */
static void dead(void)
{
	struct server s = serve();

	tell(s.peer, s.peer_id, "one", 1);
	await_quiet_network(s.peer, s.peer_id);
	send_flags(s.peer, s.peer_id, SCTP_ABORT, "x");
	story(s.peer, "lost");
	while (strcmp(status_word(s.listener, s.id), "EINVAL"))
		usleep(1000);
	fact("peeloff.dead", "%s", result(peel(s.listener, s.id)));
	fact("peeloff.dead.events", "%s", backlog(s.listener));
	end(&s, -1);
}

/* No descriptor left: does the association stay where it is? */
static void no_descriptors(bool unread, const char *name)
{
	struct server s = serve();
	struct rlimit before, now;
	char full[64];

	if (unread)
		tell(s.peer, s.peer_id, "unread", 1);
	await_quiet_network(s.peer, s.peer_id);
	getrlimit(RLIMIT_NOFILE, &before);
	now = before;
	now.rlim_cur = s.peer + 1;
	setrlimit(RLIMIT_NOFILE, &now);
	snprintf(full, sizeof(full), "peeloff.no-descriptors.%s", name);
	fact(full, "%s", result(peel(s.listener, s.id)));
	setrlimit(RLIMIT_NOFILE, &before);
	snprintf(full, sizeof(full), "peeloff.no-descriptors.%s.status", name);
	fact(full, "%s", status_word(s.listener, s.id));
	snprintf(full, sizeof(full), "peeloff.no-descriptors.%s.listener", name);
	fact(full, "%s", quiet(s.listener));
	snprintf(full, sizeof(full), "peeloff.no-descriptors.%s.peer", name);
	fact(full, "%s", backlog(s.peer));
	end(&s, -1);
}

/* The remedy: a descriptor kept in reserve, given up just before. */
static void spare_descriptor(void)
{
	struct server s = serve();
	struct rlimit before, now;
	int spare = dup(s.peer), fd;

	getrlimit(RLIMIT_NOFILE, &before);
	now = before;
	now.rlim_cur = spare + 1;
	setrlimit(RLIMIT_NOFILE, &now);
	close(spare);
	fd = peel(s.listener, s.id);
	fact("peeloff.no-descriptors.with-spare", "%s", result(fd));
	setrlimit(RLIMIT_NOFILE, &before);
	end(&s, fd);
}

static bool subscribed(int fd, int type)
{
	struct sctp_event event = { .se_type = type };
	socklen_t length = sizeof(event);

	getsockopt(fd, IPPROTO_SCTP, SCTP_EVENT, &event, &length);
	return event.se_on;
}

static int option(int fd, int name)
{
	int value = 0;
	socklen_t length = sizeof(value);

	getsockopt(fd, IPPROTO_SCTP, name, &value, &length);
	return value;
}

/* Options and subscriptions: the socket's, and those of the association alone. */
static void inheritance(void)
{
	struct server s = serve();
	int fd, on = 1;

	set_int(s.listener, SCTP_RECVNXTINFO, 1);
	set_int(s.listener, SCTP_FRAGMENT_INTERLEAVE, 1);
	set_event(s.listener, s.id, SCTP_PEER_ADDR_CHANGE, true);
	setsockopt(s.listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	fd = peel(s.listener, s.id);
	fact("peeloff.inherits.subscription", "%d", subscribed(fd, SCTP_ASSOC_CHANGE));
	fact("peeloff.inherits.subscription-of-id", "%d", subscribed(fd, SCTP_PEER_ADDR_CHANGE));
	fact("peeloff.inherits.nodelay", "%d", option(fd, SCTP_NODELAY));
	fact("peeloff.inherits.rcvinfo", "%d", option(fd, SCTP_RECVRCVINFO));
	fact("peeloff.inherits.nxtinfo", "%d", option(fd, SCTP_RECVNXTINFO));
	fact("peeloff.inherits.interleave", "%d", option(fd, SCTP_FRAGMENT_INTERLEAVE));
	fact("peeloff.nonblock", "%d", !!(fcntl(fd, F_GETFL) & O_NONBLOCK));
	fact("peeloff.cloexec", "%d", !!(fcntl(fd, F_GETFD) & FD_CLOEXEC));
	end(&s, fd);
}

/* Each way an association ends, seen on the peeled-off socket. */
static void endings(void)
{
	struct pair pair = make_pair(PEELED);

	send_flags(pair.b, pair.b_id, SCTP_EOF, "");
	fact("peeloff.end.by-peer", "%s", story(pair.a, "done"));
	fact("peeloff.end.by-peer.poll", "%s", poll_word(pair.a));
	fact("peeloff.end.by-peer.error", "%s", error_word(pair.a));
	close_pair(&pair);
	pair = make_pair(PEELED);
	fact("peeloff.end.shutdown-call", "%s", result(shutdown(pair.a, SHUT_WR)));
	fact("peeloff.end.shutdown-call.state", "%s", status_word(pair.a, pair.a_id));
	fact("peeloff.end.eof", "%s", result(send_flags(pair.a, pair.a_id, SCTP_EOF, "")));
	fact("peeloff.end.by-self", "%s", story(pair.a, "done"));
	fact("peeloff.end.by-self.poll", "%s", poll_word(pair.a));
	close_pair(&pair);
	pair = make_pair(PEELED);
	send_flags(pair.b, pair.b_id, SCTP_ABORT, "x");
	story(pair.b, "lost");
	while (strcmp(status_word(pair.a, pair.a_id), "EINVAL"))
		usleep(1000);
	fact("peeloff.end.abort.poll", "%s", poll_word(pair.a));
	fact("peeloff.end.abort", "%s", story(pair.a, "ECONN"));
	fact("peeloff.end.abort.poll-after", "%s", poll_word(pair.a));
	close_pair(&pair);
}

/* Two peers: peeling one leaves the other alone; the listener takes new ones; the peeled peer can
 * not be connected to again from the listener's port while it lives.
 */
static void others(void)
{
	struct server s = serve();
	int second = open_listener(SOCK_SEQPACKET), fd;
	sctp_assoc_t id;

	join(second, "127.0.0.1", port_of(s.listener), &id);
	await_up(s.listener);
	await_up(second);
	tell(second, id, "other", 1);
	await_quiet_network(second, id);
	fd = peel(s.listener, s.id);
	fact("peeloff.others", "%s", backlog(s.listener));
	fact("peeloff.reconnect-peeled-peer", "%s",
		result(join(s.listener, "127.0.0.1", port_of(s.peer), NULL)));
	close(s.listener);
	tell(s.peer, s.peer_id, "alive", 1);
	fact("peeloff.listener-closed", "%s", story(fd, "alive"));
	s.listener = second;
	end(&s, fd);
}

/* An attempt peeled off while it is still connecting: does it have an errno? */
static void connecting(const char *name, bool silent)
{
	int target = open_listener(SOCK_SEQPACKET);
	int home = open_socket(SOCK_SEQPACKET), fd;
	char full[64];
	sctp_assoc_t id;

	deafen(target, EVERYTHING);
	join(home, "127.0.0.1", port_of(target), &id);
	fd = peel(home, id);
	if (!silent)
		close(target); /* the next INIT is refused */
	snprintf(full, sizeof(full), "peeloff.connecting.%s", name);
	fact(full, "%s", story(fd, "cant"));
	slam(fd);
	slam(home);
	if (silent)
		slam(target);
}

static void connecting_well(void)
{
	int target = open_listener(SOCK_SEQPACKET);
	int home = open_socket(SOCK_SEQPACKET), fd;
	sctp_assoc_t id;

	deafen(target, EVERYTHING);
	join(home, "127.0.0.1", port_of(target), &id);
	fd = peel(home, id);
	fact("peeloff.connecting", "%s", result(fd));
	undeafen(target);
	fact("peeloff.connecting.up", "%s", story(fd, "up"));
	fact("peeloff.connecting.send", "%s", result(tell(fd, id, "hello", 1)));
	fact("peeloff.connecting.peer", "%s", story(target, "hello"));
	slam(fd);
	slam(home);
	slam(target);
}

int main(void)
{
	begin();
	queued();
	half_read();
	partial();
	dead();
	no_descriptors(false, "idle");
	no_descriptors(true, "unread");
	spare_descriptor();
	inheritance();
	endings();
	others();
	connecting("refused", false);
	connecting("silent", true);
	connecting_well();
}
