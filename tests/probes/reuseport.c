/* SPDX-License-Identifier: MIT */
/* Do several listeners on one port share the associations, and does each association stay where it was born? */
#include "probe.h"

#define CLIENTS   32
#define LISTENERS 2

static int open_sharing(int type, int port)
{
	struct sockaddr_in address = at("127.0.0.1", port);
	int on = 1;
	int fd = socket(AF_INET, type | SOCK_NONBLOCK, IPPROTO_SCTP);

	setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
	set_event(fd, 0, SCTP_ASSOC_CHANGE, true);
	set_int(fd, SCTP_RECVRCVINFO, 1);
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 || listen(fd, 100) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static void connect_all(int *clients, sctp_assoc_t *ids, int port)
{
	for (int i = 0; i < CLIENTS; i++) {
		clients[i] = open_socket(SOCK_SEQPACKET);
		join(clients[i], "127.0.0.1", port, &ids[i]);
		await_up(clients[i]);
	}
}

static int count(int fd, bool notification, char letter)
{
	struct item item;
	int n = 0;

	while (next(fd, &item, 50)) {
		n += item.notification == notification;
		if (letter)
			label(item.id, letter);
	}
	return n;
}

static int accept_all(int fd, int *accepted)
{
	int n = 0;

	while ((accepted[n] = accept4(fd, NULL, NULL, SOCK_NONBLOCK)) >= 0)
		n++;
	return n;
}

static const char *spread(int one, int two)
{
	if (one + two != CLIENTS)
		return "some-missing";
	return one && two ? "spread" : "one-gets-all";
}

static void many_to_many(void)
{
	int clients[CLIENTS], one, two, three, port, born_one, born_two, data_one, data_two;
	sctp_assoc_t ids[CLIENTS];

	one = open_sharing(SOCK_SEQPACKET, 0);
	port = port_of(one);
	two = open_sharing(SOCK_SEQPACKET, port);
	fact("reuseport.seqpacket.second-listener", "%s", result(two));
	connect_all(clients, ids, port);
	born_one = count(one, true, 0);
	born_two = count(two, true, 0);
	fact("reuseport.seqpacket.births", "%s", spread(born_one, born_two));
	three = open_sharing(SOCK_SEQPACKET, port);
	fact("reuseport.seqpacket.third-listener", "%s", result(three));
	for (int i = 0; i < CLIENTS; i++)
		tell(clients[i], ids[i], "data", 1);
	await_quiet_network(clients[CLIENTS - 1], ids[CLIENTS - 1]);
	data_one = count(one, false, 0);
	data_two = count(two, false, 0);
	fact("reuseport.seqpacket.data", "%s",
		data_one == born_one && data_two == born_two ? "stays" : "moves");
	slam(three);
	slam(two);
	for (int i = 0; i < CLIENTS; i++)
		tell(clients[i], ids[i], "data", 1);
	usleep(100000);
	fact("reuseport.seqpacket.after-one-closes", "%s",
		count(one, false, 0) == born_one ? "others-unharmed" : "others-harmed");
	for (int i = 0; i < CLIENTS; i++)
		slam(clients[i]);
	slam(one);
}

static void one_to_one(void)
{
	int clients[CLIENTS], accepted[2][CLIENTS + 1], one, two, port, n1, n2;
	sctp_assoc_t ids[CLIENTS];

	one = open_sharing(SOCK_STREAM, 0);
	port = port_of(one);
	two = open_sharing(SOCK_STREAM, port);
	fact("reuseport.stream.second-listener", "%s", result(two));
	connect_all(clients, ids, port);
	n1 = accept_all(one, accepted[0]);
	n2 = accept_all(two, accepted[1]);
	fact("reuseport.stream.births", "%s", spread(n1, n2));
	for (int i = 0; i < n1; i++)
		slam(accepted[0][i]);
	for (int i = 0; i < n2; i++)
		slam(accepted[1][i]);
	for (int i = 0; i < CLIENTS; i++)
		slam(clients[i]);
	slam(one);
	slam(two);
}

/* A peeled-off association, and one made from a listener's port, beside a second listener. */
static void peeled(void)
{
	int one = open_sharing(SOCK_SEQPACKET, 0);
	int port = port_of(one);
	int client = open_socket(SOCK_SEQPACKET);
	sctp_assoc_t id, client_id;
	int away, two;

	join(client, "127.0.0.1", port, &client_id);
	id = await_up(one);
	away = peel(one, id);
	two = open_sharing(SOCK_SEQPACKET, port);
	fact("reuseport.listener-after-peel", "%s", result(two));
	tell(client, client_id, "data", 1);
	fact("reuseport.peeled.data", "%s", story(away, "data"));
	close(one);
	close(two);
	two = open_sharing(SOCK_SEQPACKET, port);
	fact("reuseport.listener-while-peeled-lives", "%s", result(two));
	tell(client, client_id, "more", 1);
	fact("reuseport.peeled.data-after-listener-closed", "%s", story(away, "more"));
	slam(two);
	slam(away);
	slam(client);
}

/* Binding a listener's port again without SO_REUSEPORT while a peeled-off association lives. */
static void restart_listener(void)
{
	struct pair pair = make_pair(PEELED);
	struct sockaddr_in address = at("127.0.0.1", port_of(pair.listener));
	int on = 1;
	int plain = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP);
	int reuse = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP);
	int value;

	slam(pair.listener);
	pair.listener = -1;
	value = bind(plain, (struct sockaddr *)&address, sizeof(address));
	fact("reuseport.rebind.plain", "%s", result(value));
	setsockopt(reuse, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	value = bind(reuse, (struct sockaddr *)&address, sizeof(address));
	fact("reuseport.rebind.reuseaddr", "%s", result(value));
	close(plain);
	close(reuse);
	close_pair(&pair);
}

/* The same when the listener had SO_REUSEADDR from the start, which peel-off hands on. */
static void restart_reusable_listener(void)
{
	int listener = socket(AF_INET, SOCK_SEQPACKET | SOCK_NONBLOCK, IPPROTO_SCTP);
	int again = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP);
	int peer = open_socket(SOCK_SEQPACKET), on = 1, peeled, value;
	struct sockaddr_in address = at("127.0.0.1", 0);

	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(again, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	set_event(listener, 0, SCTP_ASSOC_CHANGE, true);
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) < 0)
		die("bind");
	listen(listener, 1);
	join(peer, "127.0.0.1", port_of(listener), NULL);
	peeled = peel(listener, await_up(listener));
	address = at("127.0.0.1", port_of(listener));
	slam(listener);
	value = bind(again, (struct sockaddr *)&address, sizeof(address));
	fact("reuseport.rebind.both-reuseaddr", "%s", result(value));
	fact("reuseport.rebind.listen", "%s", result(listen(again, 1)));
	slam(again);
	slam(peeled);
	slam(peer);
}

int main(void)
{
	int fd, on = 1;

	begin();
	many_to_many();
	one_to_one();
	peeled();
	restart_listener();
	restart_reusable_listener();
	fd = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP);
	fact("reuseport.option.seqpacket", "%s",
		result(setsockopt(fd, IPPROTO_SCTP, SCTP_REUSE_PORT, &on, sizeof(on))));
	close(fd);
}
