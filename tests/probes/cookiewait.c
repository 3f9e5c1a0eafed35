/* SPDX-License-Identifier: MIT */
/* What does ending an attempt that is still in its handshake do, and who hears of it? */
#include "probe.h"

static int silent, a;
static sctp_assoc_t id;

static void start(bool with_message)
{
	a = open_socket(SOCK_SEQPACKET);
	join(a, "127.0.0.1", port_of(silent), &id);
	if (with_message)
		tell(a, id, "early", 1);
}

static void give_up(const char *name, int flags, bool with_message)
{
	char full[64];
	long value;

	start(with_message);
	value = send_flags(a, id, flags, flags == SCTP_ABORT ? "x" : "");
	snprintf(full, sizeof(full), "cookiewait.%s", name);
	fact(full, "%s", result(value));
	snprintf(full, sizeof(full), "cookiewait.%s.events", name);
	fact(full, "%s", quiet(a));
	snprintf(full, sizeof(full), "cookiewait.%s.status", name);
	fact(full, "%s", status_word(a, id));
	slam(a);
}

/* close() in mid-handshake: does the peer, once it can hear, ever get an association? */
static void closed(void)
{
	start(false);
	close(a);
	undeafen(silent);
	fact("cookiewait.close.peer", "%s", quiet(silent));
	deafen(silent, EVERYTHING);
}

/* COOKIE-ECHOED: the COOKIE-ECHO (10) is lost. */
static void echoed(const char *name, int flags)
{
	int server = open_listener(SOCK_SEQPACKET);
	char full[64];
	long deadline = now_ms() + PATIENCE_MS;

	deafen(server, 10);
	a = open_socket(SOCK_SEQPACKET);
	join(a, "127.0.0.1", port_of(server), &id);
	while (strcmp(status_word(a, id), "cookie-echoed") && now_ms() < deadline)
		usleep(1000);
	send_flags(a, id, flags, flags == SCTP_ABORT ? "x" : "");
	snprintf(full, sizeof(full), "cookiewait.echoed.%s", name);
	fact(full, "%s", status_word(a, id));
	undeafen(server);
	snprintf(full, sizeof(full), "cookiewait.echoed.%s.events", name);
	fact(full, "%s", quiet(a));
	slam(a);
	slam(server);
}

/* A COOKIE-ECHO never answered ends like an INIT never answered? */
static void echo_lost(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	long start = now_ms();

	deafen(server, 10);
	a = open_socket(SOCK_SEQPACKET);
	join(a, "127.0.0.1", port_of(server), &id);
	fact("cookiewait.echo-lost", "%s", story(a, "cant"));
	fact("cookiewait.echo-lost.took", "%s",
		now_ms() - start < LOSS_MS ? "before-the-budget" : "the-budget");
	slam(a);
	slam(server);
}

/* SCTP_STATUS as a question whether an association lives. */
static void liveness(void)
{
	struct pair pair = make_pair(PRIVATE);

	fact("cookiewait.status.up", "%s", status_word(pair.a, pair.a_id));
	fact("cookiewait.status.bogus", "%s", status_word(pair.a, 0x7ffffff0));
	send_flags(pair.b, pair.b_id, SCTP_EOF, "");
	story(pair.b, "done");
	fact("cookiewait.status.gone", "%s", status_word(pair.a, pair.a_id));
	close_pair(&pair);
}

int main(void)
{
	begin();
	silent = open_listener(SOCK_SEQPACKET);
	deafen(silent, EVERYTHING);
	give_up("eof", SCTP_EOF, false);
	give_up("eof-with-message", SCTP_EOF, true);
	give_up("abort", SCTP_ABORT, false);
	give_up("abort-with-message", SCTP_ABORT, true);
	closed();
	echoed("eof", SCTP_EOF);
	echoed("abort", SCTP_ABORT);
	echo_lost();
	liveness();
}
