/* SPDX-License-Identifier: MIT */
/* How can a refused attempt be told from one that nobody answered? */
#include "probe.h"

static const char *length_word(long ms)
{
	return ms < LOSS_MS ? "before-the-budget" : "the-budget";
}

static int open_style(enum style style)
{
	return open_socket(style == STREAM ? SOCK_STREAM : SOCK_SEQPACKET);
}

static void attempt(const char *name, enum style style, int target)
{
	int a = open_style(style);
	char fact_name[64];
	long start = now_ms();
	const char *told;

	join(a, "127.0.0.1", port_of(target), NULL);
	told = story(a, "cant");
	snprintf(fact_name, sizeof(fact_name), "refused.%s", name);
	styled(fact_name, style, "%s", told);
	snprintf(fact_name, sizeof(fact_name), "refused.%s.took", name);
	styled(fact_name, style, "%s", length_word(now_ms() - start));
	slam(a);
}

/* What poll() and SO_ERROR say, without reading the event. */
static void signs(const char *name, enum style style, int target)
{
	int a = open_style(style);
	struct pollfd ready = { .fd = a, .events = POLLIN };
	char fact_name[64];

	join(a, "127.0.0.1", port_of(target), NULL);
	poll(&ready, 1, PATIENCE_MS);
	snprintf(fact_name, sizeof(fact_name), "refused.%s.poll", name);
	styled(fact_name, style, "%s", poll_word(a));
	snprintf(fact_name, sizeof(fact_name), "refused.%s.so-error", name);
	styled(fact_name, style, "%s", error_word(a));
	slam(a);
}

/* The budget: four attempts from 100 ms on, doubled after each, or after each round of the addresses. */
static void budget(int addresses)
{
	int target = open_listener(SOCK_SEQPACKET), other, a;
	struct sctp_initmsg init = { .sinit_max_attempts = 3, .sinit_max_init_timeo = 1000 };
	struct sctp_rtoinfo rto = { .srto_initial = 100, .srto_min = 100, .srto_max = 1000 };
	struct sockaddr_in called[2] = { at("127.0.0.1", port_of(target)),
		at("127.0.0.9", port_of(target)) };
	struct sctp_getaddrs_old connectx = { .addr_num = addresses * sizeof(called[0]),
		.addrs = (struct sockaddr *)called };
	socklen_t length = sizeof(connectx);
	char name[64];
	long start, took;

	other = open_at(SOCK_SEQPACKET, "127.0.0.9", port_of(target));
	listen(other, 1);
	deafen(target, EVERYTHING);
	deafen(other, EVERYTHING);
	a = open_socket(SOCK_SEQPACKET);
	set(a, SCTP_INITMSG, &init, sizeof(init));
	set(a, SCTP_RTOINFO, &rto, sizeof(rto));
	start = now_ms();
	getsockopt(a, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3, &connectx, &length);
	story(a, "cant");
	snprintf(name, sizeof(name), "refused.budget.%d-address", addresses);
	took = now_ms() - start;
	fact(name, "%s", took < 600 ? "early" : took < 1500 ? "600-to-1500" : "1500-or-more");
	slam(a);
	slam(other);
	slam(target);
}

/* The first INIT is lost and the second refused: still before the budget is spent. */
static void refused_late(void)
{
	int target = open_listener(SOCK_SEQPACKET), a = open_socket(SOCK_SEQPACKET);
	long start = now_ms();

	deafen(target, EVERYTHING);
	join(a, "127.0.0.1", port_of(target), NULL);
	close(target);
	story(a, "cant");
	fact("refused.late.took", "%s", length_word(now_ms() - start));
	slam(a);
}

/* While connecting: what the call said, whether the id answers, whether a message waits. */
static void waiting(enum style style, int silent)
{
	int a = open_style(style);
	struct sockaddr_in address = at("127.0.0.1", port_of(silent));
	struct sctp_getaddrs_old connectx = { .addr_num = sizeof(address),
		.addrs = (struct sockaddr *)&address };
	socklen_t length = sizeof(connectx);
	int value = getsockopt(a, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3, &connectx, &length);
	sctp_assoc_t id = connectx.assoc_id;

	styled("refused.connectx3", style, "%s,%s", result(value), id > 2 ? "id" : "no-id");
	styled("refused.waiting.status", style, "%s", status_word(a, id));
	styled("refused.waiting.send", style, "%s", result(tell(a, id, "early", 1)));
	styled("refused.waiting.twice", style, "%s",
		result(join(a, "127.0.0.1", port_of(silent), NULL)));
	styled("refused.waiting.story", style, "%s", story(a, "cant"));
	slam(a);
}

/* A one-to-one listener whose backlog is full. */
static void full_backlog(enum style style)
{
	int server = open_socket(SOCK_STREAM);
	int a[4];

	listen(server, 1);
	for (int i = 0; i < 4; i++) {
		a[i] = open_style(style);
		join(a[i], "127.0.0.1", port_of(server), NULL);
		if (i < 2)
			await_up(a[i]);
	}
	styled("refused.full-backlog", style, "%s", story(a[2], "cant"));
	styled("refused.full-backlog.so-error", style, "%s", error_word(a[3]));
	for (int i = 0; i < 4; i++)
		slam(a[i]);
	slam(server);
}

/* Does IP_RECVERR help? */
static void extended_error(int closed)
{
	int a = open_socket(SOCK_SEQPACKET);
	int on = 1;
	char data[64];
	struct msghdr message = { 0 };

	setsockopt(a, IPPROTO_IP, IP_RECVERR, &on, sizeof(on));
	join(a, "127.0.0.1", port_of(closed), NULL);
	fact("refused.recverr", "%s", story(a, "cant"));
	message.msg_control = data;
	message.msg_controllen = sizeof(data);
	fact("refused.recverr.queue", "%s", result(recvmsg(a, &message, MSG_ERRQUEUE)));
	slam(a);
}

/* With loopback only, a global address cannot be reached, and that is known at once. */
static void no_route(void)
{
	int a = open_socket(SOCK_SEQPACKET);

	fact("refused.no-route", "%s", result(join(a, "192.0.2.1", 5000, NULL)));
	slam(a);
}

int main(void)
{
	int closed, silent;

	begin();
	closed = open_socket(SOCK_SEQPACKET);
	silent = open_listener(SOCK_SEQPACKET);
	deafen(silent, EVERYTHING);
	for (enum style style = STREAM; style <= PRIVATE; style++) {
		attempt("closed-port", style, closed);
		attempt("silent-peer", style, silent);
		signs("closed-port", style, closed);
		signs("silent-peer", style, silent);
		full_backlog(style);
		waiting(style, silent);
	}
	refused_late();
	budget(1);
	budget(2);
	extended_error(closed);
	no_route();
}
