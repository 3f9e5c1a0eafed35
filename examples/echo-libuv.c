/* SPDX-License-Identifier: MIT */
/* The same server on libuv, until Ctrl-C. */
#include <asctp/uv.h>
#include <err.h>

static void echo(asctp_assoc *a, const asctp_message *m)
{
	int r = asctp_send(a, m->data, m->len, .stream = m->stream, .ppid = m->ppid,
		.unordered = m->unordered);

	if (r < 0)
		asctp_abort(a, "no room for the echo", 20);
}

static void down(asctp_assoc *a, const asctp_down *d)
{
	warnx("%s: %s", asctp_str(asctp_peer(a)), asctp_reason_name(d->reason));
}

static const asctp_handlers server = { .message = echo, .down = down };

static void interrupted(uv_signal_t *sig, int signum)
{
	(void)signum;
	asctp_free(sig->data);
	uv_close((uv_handle_t *)sig, NULL);
}

int main(int argc, char **argv)
{
	uv_loop_t *loop = uv_default_loop();
	asctp *sctp = asctp_new();
	uv_signal_t sig = { .data = sctp };

	asctp_endpoint *endpoint = asctp_listen(sctp, argc > 1 ? argv[1] : ":7000", .on = &server);
	if (!endpoint)
		errx(1, "%s", asctp_why(sctp));
	warnx("listening on port %d", asctp_endpoint_port(endpoint));

	asctp_uv_attach(sctp, loop);
	uv_signal_init(loop, &sig);
	uv_signal_start(&sig, interrupted, SIGINT);
	return uv_run(loop, UV_RUN_DEFAULT);
}
