/* SPDX-License-Identifier: MIT */
/* Several addresses: what does each side see, where does a message say it came from, how do families mix? */
#include "probe.h"

static void bind_more(int fd, const char *ip)
{
	struct sockaddr_in address = at(ip, port_of(fd));

	set(fd, SCTP_SOCKOPT_BINDX_ADD, &address, sizeof(address));
}

static int join_two(int fd, const char *one, const char *two, int port, sctp_assoc_t *id)
{
	struct sockaddr_in addresses[2] = { at(one, port), at(two, port) };
	struct sctp_getaddrs_old connectx = { .addr_num = sizeof(addresses),
		.addrs = (struct sockaddr *)addresses };
	socklen_t length = sizeof(connectx);
	int value = getsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3, &connectx, &length);

	*id = connectx.assoc_id;
	return value < 0 && errno == EINPROGRESS ? 0 : value;
}

static const char *address_word(const void *address)
{
	static char words[8][64];
	static int turn;
	char *word = words[turn++ % 8];
	const struct sockaddr *any = address;

	if (any->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, word, 64);
	else
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, word, 64);
	return word;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The peer's addresses, sorted. */
static const char *peer_addresses(int fd, sctp_assoc_t id)
{
	static char text[256];
	union {
		struct sctp_getaddrs get;
		char space[1024];
	} u = { .get.assoc_id = id };
	socklen_t length = sizeof(u);
	const char *words[8], *at = (const char *)u.get.addrs;

	text[0] = 0;
	if (getsockopt(fd, IPPROTO_SCTP, SCTP_GET_PEER_ADDRS, &u, &length) < 0)
		return result(-1);
	for (unsigned i = 0; i < u.get.addr_num && i < 8; i++) {
		words[i] = address_word(at);
		at += ((const struct sockaddr *)at)->sa_family == AF_INET
			      ? sizeof(struct sockaddr_in)
			      : sizeof(struct sockaddr_in6);
	}
	qsort(words, u.get.addr_num, sizeof(words[0]), compare);
	for (unsigned i = 0; i < u.get.addr_num && i < 8; i++)
		sprintf(text + strlen(text), "%s%s", i ? "," : "", words[i]);
	return text;
}

static void two_homes(bool peeled)
{
	int server = open_at(SOCK_SEQPACKET, "127.0.0.2", 0),
	    a = open_at(SOCK_SEQPACKET, "127.0.0.4", 0);
	const char *style = peeled ? "peeled" : "shared";
	struct item item;
	sctp_assoc_t a_id, id;
	int fd = server;
	char name[64];

	bind_more(server, "127.0.0.3");
	bind_more(a, "127.0.0.5");
	listen(server, 1);
	join_two(a, "127.0.0.3", "127.0.0.2", port_of(server), &a_id);
	id = await_up(server);
	await_up(a);
	if (peeled)
		fd = peel(server, id);
	snprintf(name, sizeof(name), "addresses.peer-sees.%s", style);
	fact(name, "%s", peer_addresses(fd, id));
	snprintf(name, sizeof(name), "addresses.we-see.%s", style);
	fact(name, "%s", peer_addresses(a, a_id));

	/* our primary is 127.0.0.3; what does the server send from, and what does each read say? */
	tell(fd, id, "hello", 1);
	next(a, &item, PATIENCE_MS);
	snprintf(name, sizeof(name), "addresses.message-from.%s", style);
	fact(name, "%s", address_word(&item.from));
	send_flags(fd, id, SCTP_EOF, "");
	next(a, &item, PATIENCE_MS);
	snprintf(name, sizeof(name), "addresses.event-from.%s", style);
	fact(name, "%s,%s", item.word, address_word(&item.from));
	if (peeled)
		slam(fd);
	slam(a);
	slam(server);
}

/* The first address called is silent, or refuses, the second answers. */
static void first_address(bool silent, const char *name)
{
	int server = open_listener(SOCK_SEQPACKET);
	int other = open_at(SOCK_SEQPACKET, "127.0.0.9", port_of(server));
	int a = open_socket(SOCK_SEQPACKET);
	long start = now_ms();
	sctp_assoc_t id;
	const char *told;

	if (silent) {
		listen(other, 1);
		deafen(other, EVERYTHING);
	}
	join_two(a, "127.0.0.9", "127.0.0.1", port_of(server), &id);
	told = story(a, silent ? "up" : "cant");
	fact(name, "%s,%s", told, now_ms() - start < RTO_MS ? "at-once" : "after-a-timeout");
	slam(a);
	slam(other);
	slam(server);
}

/* An IPv6 socket that also speaks IPv4: which family do its addresses have? */
static void two_families(int mapped, const char *name)
{
	struct sockaddr_in6 any = { .sin6_family = AF_INET6, .sin6_addr = in6addr_any };
	int server = socket(AF_INET6, SOCK_SEQPACKET | SOCK_NONBLOCK, IPPROTO_SCTP);
	int a = open_socket(SOCK_SEQPACKET), fd;
	struct item item;
	sctp_assoc_t id;
	char full[64];

	set_int(server, SCTP_I_WANT_MAPPED_V4_ADDR, mapped);
	set_int(server, SCTP_RECVRCVINFO, 1);
	set_event(server, 0, SCTP_ASSOC_CHANGE, true);
	if (bind(server, (struct sockaddr *)&any, sizeof(any)) < 0 || listen(server, 1) < 0)
		die("listen");
	join(a, "127.0.0.1", port_of(server), &id);
	await_up(a);
	next(server, &item, PATIENCE_MS);
	snprintf(full, sizeof(full), "addresses.%s.event", name);
	fact(full, "%s", address_word(&item.from));
	tell(a, id, "hello", 1);
	next(server, &item, PATIENCE_MS);
	snprintf(full, sizeof(full), "addresses.%s.message", name);
	fact(full, "%s", address_word(&item.from));
	snprintf(full, sizeof(full), "addresses.%s.list", name);
	fact(full, "%s", peer_addresses(server, item.id));
	fd = peel(server, item.id);
	tell(a, id, "hello", 1);
	next(fd, &item, PATIENCE_MS);
	snprintf(full, sizeof(full), "addresses.%s.peeled-message", name);
	fact(full, "%s", address_word(&item.from));
	slam(fd);
	slam(a);
	slam(server);
}

/* Bound to the wildcard, everything is advertised, to a peer on loopback. */
static void wildcard(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int a = open_at(SOCK_SEQPACKET, "0.0.0.0", 0);
	sctp_assoc_t id;

	join(a, "127.0.0.1", port_of(server), &id);
	await_up(a);
	fact("addresses.wildcard", "%s", peer_addresses(server, await_up(server)));
	slam(a);
	slam(server);
}

int main(void)
{
	begin();
	two_homes(false);
	two_homes(true);
	first_address(true, "addresses.first-silent");
	first_address(false, "addresses.first-refuses");
	two_families(1, "mapped");
	two_families(0, "unmapped");
	wildcard();
}
