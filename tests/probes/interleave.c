/* SPDX-License-Identifier: MIT */
/* Does a half-received long message of one peer hold up the others on a shared socket? */
#include "probe.h"

static void half_message(int level, int point, const char *name)
{
	int server = open_listener(SOCK_SEQPACKET);
	int peer[2], late = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id[2];
	struct item item;
	char full[64];

	set_int(server, SCTP_FRAGMENT_INTERLEAVE, level);
	set_int(server, SCTP_PARTIAL_DELIVERY_POINT, point);
	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), &id[i]);
		label(await_up(server), 'A' + i);
		await_up(peer[i]);
	}
	deafen(server, LAST_FRAGMENTS);
	tell_bytes(peer[0], id[0], 8000, 1, 0); /* all but its last fragment arrives */
	snprintf(full, sizeof(full), "interleave.%s.begins", name);
	fact(full, "%s", next(server, &item, 100) ? item.end ? "whole" : "part" : "waits");
	backlog(server);
	tell(peer[1], id[1], "other", 1);
	join(late, "127.0.0.1", port_of(server), NULL);
	await_up(late);
	await_quiet_network(peer[1], id[1]);
	snprintf(full, sizeof(full), "interleave.%s.others", name);
	fact(full, "%s", backlog(server));
	undeafen(server);
	do
		if (!next(server, &item, PATIENCE_MS))
			break;
	while (item.word[0] != 'A' || !item.end);
	snprintf(full, sizeof(full), "interleave.%s.after", name);
	fact(full, "%s", quiet(server));
	slam(server);
	slam(late);
	slam(peer[0]);
	slam(peer[1]);
}

/* The sender of the half message dies: are the others told off their wait? */
static void half_then_lost(void)
{
	int server = open_listener(SOCK_SEQPACKET);
	int peer[2];
	sctp_assoc_t id[2];
	struct item item;

	set_int(server, SCTP_PARTIAL_DELIVERY_POINT, 2000);
	for (int i = 0; i < 2; i++) {
		peer[i] = open_socket(SOCK_SEQPACKET);
		join(peer[i], "127.0.0.1", port_of(server), &id[i]);
		label(await_up(server), 'A' + i);
		await_up(peer[i]);
	}
	deafen(server, LAST_FRAGMENTS);
	tell_bytes(peer[0], id[0], 8000, 1, 0);
	next(server, &item, PATIENCE_MS);
	backlog(server);
	tell(peer[1], id[1], "other", 1);
	await_quiet_network(peer[1], id[1]);
	send_flags(peer[0], id[0], SCTP_ABORT, "x");
	fact("interleave.half-then-lost", "%s", story(server, "other"));
	slam(server);
	slam(peer[0]);
	slam(peer[1]);
}

int main(void)
{
	begin();
	half_message(0, 2000, "0");
	half_message(1, 2000, "1");
	half_message(0, 0, "no-point");
	half_then_lost();
}
