/* SPDX-License-Identifier: MIT */
/* Echo server on an epoll loop of your own: one descriptor, one call. */
#include <asctp/asctp.h>
#include <err.h>
#include <sys/epoll.h>

static void echo(asctp_assoc *a, const asctp_message *m)
{
	int r = asctp_send(a, m->data, m->len, .stream = m->stream, .ppid = m->ppid,
		.unordered = m->unordered);

	if (r < 0) /* the peer sends faster than it reads, or on more streams than it takes */
		asctp_abort(a, "no room for the echo", 20);
}

static void down(asctp_assoc *a, const asctp_down *d)
{
	warnx("%s: %s", asctp_str(asctp_peer(a)), asctp_reason_name(d->reason));
}

static const asctp_handlers server = { .message = echo, .down = down };

int main(int argc, char **argv)
{
	asctp *sctp = asctp_new();

	asctp_endpoint *endpoint = asctp_listen(sctp, argc > 1 ? argv[1] : ":7000", .on = &server);
	if (!endpoint)
		errx(1, "%s", asctp_why(sctp));
	warnx("listening on port %d", asctp_endpoint_port(endpoint));

	int loop = epoll_create1(EPOLL_CLOEXEC);
	epoll_ctl(loop, EPOLL_CTL_ADD, asctp_fd(sctp), &(struct epoll_event){ .events = EPOLLIN });

	for (struct epoll_event ev;;)
		if (epoll_wait(loop, &ev, 1, -1) == 1)
			asctp_process(sctp);
}
