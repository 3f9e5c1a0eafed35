/* SPDX-License-Identifier: MIT */
/* What is granted of a 1 MiB buffer, what does it mean for messages and windows, what does a message cost? */
#include "probe.h"

#define ASKED (1 << 20)

static int granted(int fd, int option)
{
	int value = 0;
	socklen_t length = sizeof(value);

	getsockopt(fd, SOL_SOCKET, option, &value, &length);
	return value;
}

static int ask(int fd, int option, int value)
{
	setsockopt(fd, SOL_SOCKET, option, &value, sizeof(value));
	return granted(fd, option == SO_SNDBUFFORCE   ? SO_SNDBUF
			   : option == SO_RCVBUFFORCE ? SO_RCVBUF
						      : option);
}

static unsigned window(int fd, sctp_assoc_t id)
{
	struct sctp_status status = { .sstat_assoc_id = id };
	socklen_t length = sizeof(status);

	getsockopt(fd, IPPROTO_SCTP, SCTP_STATUS, &status, &length);
	return status.sstat_rwnd;
}

static void grants(void)
{
	int fd = open_socket(SOCK_SEQPACKET);

	fact("buffers.default", "%d,%d", granted(fd, SO_SNDBUF), granted(fd, SO_RCVBUF));
	fact("buffers.sndbuf.1MiB", "%d", ask(fd, SO_SNDBUF, ASKED));
	fact("buffers.rcvbuf.1MiB", "%d", ask(fd, SO_RCVBUF, ASKED));
	fact("buffers.sndbuf.1MiB.force", "%d", ask(fd, SO_SNDBUFFORCE, ASKED));
	fact("buffers.rcvbuf.1MiB.force", "%d", ask(fd, SO_RCVBUFFORCE, ASKED));
	close(fd);
}

/* The largest message is what SO_SNDBUF reads back, whatever the receiver has. */
static void largest_message(enum style style)
{
	struct pair pair = make_pair(style);
	int size = ask(pair.a, SO_SNDBUF, 50000);

	styled("buffers.largest.granted", style, "%d", size);
	styled("buffers.largest.one-more", style, "%s",
		result(tell_bytes(pair.a, pair.a_id, size + 1, 1, 0)));
	styled("buffers.largest.exactly", style, "%s",
		result(tell_bytes(pair.a, pair.a_id, size, 1, 0)));
	close_pair(&pair);
}

/* How many messages fit into 100,000 bytes: the bookkeeping counts, not only the payload. */
static void charge(size_t length, const char *name)
{
	struct pair pair = make_pair(PRIVATE);
	int size = ask(pair.a, SO_SNDBUF, 50000), n = 0;

	deafen(pair.b, 0);
	while (n < 100000 && tell_bytes(pair.a, pair.a_id, length, 1, 0) >= 0)
		n++;
	fact(name, "%d", (size / (n ? n : 1) + 50) / 100 * 100);
	close_pair(&pair);
}

/* The window a peer sees is half the receive buffer at the association's birth, and stays. */
static void advertised(void)
{
	int server = open_socket(SOCK_SEQPACKET);
	int size = ask(server, SO_RCVBUF, 50000);
	int a = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id;

	listen(server, 1);
	join(a, "127.0.0.1", port_of(server), &id);
	await_up(a);
	fact("buffers.window.at-birth", "%u-of-%d", window(a, id), size);
	ask(server, SO_RCVBUF, 150000);
	tell(a, id, "x", 1);
	await_quiet_network(a, id);
	fact("buffers.window.after-raising", "%s",
		window(a, id) <= (unsigned)size / 2 ? "as-at-birth" : "raised");
	slam(server);
	slam(a);
}

/* A peeled-off socket takes the listener's buffers with it. */
static void inherited(void)
{
	struct pair pair;
	int listener = open_listener(SOCK_SEQPACKET);
	int size = ask(listener, SO_RCVBUF, 70000);

	pair.b = open_socket(SOCK_SEQPACKET);
	join(pair.b, "127.0.0.1", port_of(listener), &pair.b_id);
	pair.a_id = await_up(listener);
	pair.a = peel(listener, pair.a_id);
	pair.listener = listener;
	fact("buffers.peeled", "%s", granted(pair.a, SO_RCVBUF) == size ? "inherited" : "default");
	close_pair(&pair);
}

/* Admission is loose: with any room left, a whole large message is taken. */
static void loose(void)
{
	struct pair pair = make_pair(PRIVATE);
	int size = ask(pair.a, SO_SNDBUF, 50000);

	deafen(pair.b, 0);
	tell_bytes(pair.a, pair.a_id, size / 2, 1, 0);
	fact("buffers.admission.second", "%s", result(tell_bytes(pair.a, pair.a_id, size, 2, 0)));
	fact("buffers.admission.third", "%s", result(tell_bytes(pair.a, pair.a_id, 10, 3, 0)));
	close_pair(&pair);
}

/* One silent peer fills a shared socket: can the other still be sent to? With a policy per association? */
static void starvation(int policy, const char *name)
{
	int server, peer[2], value = 0;
	sctp_assoc_t id[2];

	sysctl("sndbuf_policy", policy);
	server = open_listener(SOCK_SEQPACKET);
	ask(server, SO_SNDBUF, 50000);
	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), NULL);
		id[i] = await_up(server);
		await_up(peer[i]);
	}
	deafen(peer[0], 0);
	while (value >= 0)
		value = tell_bytes(server, id[0], 1000, 1, 0);
	value = tell(server, id[1], "hello", 1);
	fact(name, "%s,poll:%s", result(value), poll_word(server));
	slam(server);
	slam(peer[0]);
	slam(peer[1]);
	sysctl("sndbuf_policy", 0);
}

int main(void)
{
	begin();
	grants();
	FOR_EACH_STYLE(style)
	largest_message(style);
	charge(10, "buffers.charge.10");
	charge(1000, "buffers.charge.1000");
	advertised();
	inherited();
	loose();
	starvation(0, "buffers.starvation.per-socket");
	starvation(1, "buffers.starvation.per-association");
}
