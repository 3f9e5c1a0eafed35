/* SPDX-License-Identifier: MIT */
/* tests/kernel/sockets.c - the life of each kind of socket of <asctp/socket.h>. */
#include "asctp/event.h"
#include "socks.h"
#include "wire/kernel.h"
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void assert_flags(int fd, int nonblock, int cloexec)
{
	assert_int_equal(fcntl(fd, F_GETFL) & O_NONBLOCK, nonblock ? O_NONBLOCK : 0);
	assert_int_equal(fcntl(fd, F_GETFD), cloexec ? FD_CLOEXEC : 0);
}

static int option(int fd, int level, int name)
{
	int value = -1;
	socklen_t len = sizeof(value);

	assert_int_equal(getsockopt(fd, level, name, &value, &len), 0);
	return value;
}

/* ---- Opening ---- */

static void opened_as_asked(void **state)
{
	static const struct {
		asctp_style style;
		asctp_net net;
		unsigned flags;
		int domain, type, v6only, nodelay, interleave;
	} ways[] = {
		{ ASCTP_ONE_TO_ONE, ASCTP_DUAL, 0, AF_INET6, SOCK_STREAM, 0, 1, 0 },
		{ ASCTP_ONE_TO_MANY, ASCTP_DUAL, 0, AF_INET6, SOCK_SEQPACKET, 0, 1, 1 },
		{ ASCTP_ONE_TO_MANY, ASCTP_IPV6, ASCTP_BLOCKING, AF_INET6, SOCK_SEQPACKET, 1, 1,
			1 },
		{ ASCTP_ONE_TO_MANY, ASCTP_IPV4, ASCTP_INHERITED, AF_INET, SOCK_SEQPACKET, -1, 1,
			1 },
		{ ASCTP_ONE_TO_MANY, ASCTP_DUAL, ASCTP_KERNEL_DEFAULTS, AF_INET6, SOCK_SEQPACKET, 0,
			0, 0 },
		{ ASCTP_ONE_TO_ONE, ASCTP_IPV6, ASCTP_KERNEL_DEFAULTS, AF_INET6, SOCK_STREAM, 1, 0,
			0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int fd = works(asctp_sock_open(ways[i].style, ways[i].net, ways[i].flags));

		assert_flags(
			fd, !(ways[i].flags & ASCTP_BLOCKING), !(ways[i].flags & ASCTP_INHERITED));
		assert_int_equal(option(fd, SOL_SOCKET, SO_DOMAIN), ways[i].domain);
		assert_int_equal(option(fd, SOL_SOCKET, SO_TYPE), ways[i].type);
		if (ways[i].v6only >= 0)
			assert_int_equal(option(fd, IPPROTO_IPV6, IPV6_V6ONLY), ways[i].v6only);
		assert_int_equal(option(fd, KERNEL_SOL_SCTP, KERNEL_NODELAY), ways[i].nodelay);
		assert_int_equal(option(fd, KERNEL_SOL_SCTP, KERNEL_RECVRCVINFO), ways[i].nodelay);
		assert_int_equal(option(fd, KERNEL_SOL_SCTP, KERNEL_FRAGMENT_INTERLEAVE),
			ways[i].interleave);
		close(fd);
	}
}

/* ---- One-to-one ---- */

static void one_to_one(void **state)
{
	int listener = sock_listening(ONE, "127.0.0.1,127.0.0.2", ASCTP_BLOCKING);
	int client = works(asctp_sock_open(ONE, ASCTP_DUAL, 0)), server;
	asctp_addr local[2], peers[4], peer;
	struct heard heard;
	int32_t id = 0;

	(void)state;
	assert_int_equal(asctp_sock_locals(listener, 0, local, 2), 2);
	fails(EINPROGRESS, asctp_sock_connect(client, local, 2, &id));
	assert_true(id > 2);
	server = works(asctp_sock_accept(listener, ASCTP_INHERITED, &peer));
	assert_flags(server, 1, 0);
	assert_int_equal(asctp_sock_locals(client, 0, &local[0], 1) >= 1, 1);
	assert_int_equal(asctp_addr_port(&peer), asctp_addr_port(&local[0]));
	assert_int_equal(peer.sa.sa_family, AF_INET);
	assert_int_equal(asctp_sock_peers(client, 0, peers, 4), 2);

	eventually(sock_state(client, 0) == KERNEL_STATE_ESTABLISHED);
	assert_int_equal(asctp_sock_send(client, "first", 5, .stream = 3, .ppid = 46), 5);
	assert_int_equal(asctp_sock_send(client, "second", 6, .stream = 3, .unordered = true,
				 .sack_now = true, .context = 7),
		6);
	heard = hear(server);
	assert_int_equal(heard.result, 5);
	assert_int_equal(heard.in.len, 5);
	assert_string_equal(heard.data, "first");
	assert_true(heard.in.last && heard.in.has_info && !heard.in.unordered && !heard.in.cut &&
		    !heard.in.notification && !heard.in.next.known);
	assert_int_equal(heard.in.stream, 3);
	assert_int_equal(heard.in.ppid, 46);
	assert_int_equal(heard.in.ssn, 0);
	assert_string_equal(asctp_str(&heard.in.from), asctp_str(&peer));
	heard = hear(server);
	assert_string_equal(heard.data, "second");
	assert_true(heard.in.unordered);

	works(asctp_sock_shutdown(client, 0));
	heard = hear(server);
	assert_int_equal(heard.result, 0);
	eventually(sock_state(server, 0) == 0 && sock_state(client, 0) == 0);
	heard = hear_now(client, 0);
	assert_int_equal(heard.result, -EAGAIN);
	fails(EPIPE, asctp_sock_send(server, "x", 1));
	close(client);
	close(server);
	close(listener);
}

/* One that ended while it waited is accepted all the same. */
static void ended_before_it_was_accepted(void **state)
{
	int listener = sock_listening(ONE, "127.0.0.1", 0), server;
	int client = works(asctp_sock_open(ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	struct linger abort = { 1, 0 };
	asctp_addr addr = sock_local(listener), peer = { 0 };
	struct pollfd waits = { .fd = listener, .events = POLLIN };

	(void)state;
	works(asctp_sock_connect(client, &addr, 1, NULL));
	assert_int_equal(poll(&waits, 1, 30000), 1);
	setsockopt(client, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	close(client);
	run_for(20);
	server = works(asctp_sock_accept(listener, 0, &peer));
	assert_int_equal(peer.sa.sa_family, AF_INET);
	assert_true(asctp_addr_port(&peer) != 0);
	fails(EPIPE, asctp_sock_send(server, "x", 1));
	close(server);
	close(listener);
}

static void how_it_ended_is_told_once(void **state)
{
	struct pair pair = pair_begin();
	struct linger abort = { 1, 0 };
	struct heard heard;

	(void)state;
	setsockopt(pair.client, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	close(pair.client);
	eventually(sock_state(pair.server, 0) == 0);
	heard = hear_now(pair.server, 0);
	assert_int_equal(heard.result, -ECONNRESET);
	heard = hear_now(pair.server, 0);
	assert_int_equal(heard.result, -EAGAIN);
	fails(EPIPE, asctp_sock_send(pair.server, "x", 1));
	pair.client = works(asctp_sock_open(ONE, ASCTP_DUAL, 0));
	pair_end(&pair);
}

/* ---- One-to-many ---- */

static void one_to_many(void **state)
{
	const asctp_sock_init init = { .streams_out = 3, .streams_in_max = 2, .attempts = 2 };
	int server = sock_listening(MANY, "127.0.0.1", 0), other;
	int client = works(asctp_sock_open(MANY, ASCTP_DUAL, 0));
	asctp_notification note;
	struct heard heard;
	asctp_addr addr = sock_local(server);

	(void)state;
	sock_subscribe(client, KERNEL_ASSOC_CHANGE);
	sock_subscribe(server, KERNEL_ASSOC_CHANGE);
	/* it begins with the message */
	assert_int_equal(asctp_sock_send(client, "hello", 5, .stream = 2, .ppid = 1, .to = &addr,
				 .to_count = 1, .init = &init),
		5);
	heard = hear(client);
	assert_true(heard.in.notification && heard.in.last && !heard.in.has_info);
	assert_int_equal(asctp_notification_read(heard.data, (size_t)heard.result, &note), 0);
	assert_int_equal(note.assoc_change.streams_out, 3);
	assert_int_equal(note.assoc_change.streams_in, 2);
	fails(EINVAL, asctp_sock_send(client, "x", 1, .stream = 3, .id = note.id));
	assert_true(hear(server).in.notification);
	heard = hear(server);
	assert_string_equal(heard.data, "hello");
	assert_int_equal(heard.in.stream, 2);
	/* the answer goes by the id */
	assert_int_equal(asctp_sock_send(server, "hi", 2, .id = heard.in.id), 2);
	heard = hear(client);
	assert_string_equal(heard.data, "hi");
	assert_int_equal(heard.in.id, note.id);
	assert_int_equal(asctp_sock_peers(client, heard.in.id, NULL, 0), 1);

	/* another one beside it, which is aborted; the first goes on, and ends in order */
	other = works(asctp_sock_open(MANY, ASCTP_DUAL, 0));
	assert_int_equal(asctp_sock_send(other, "2", 1, .to = &addr, .to_count = 1), 1);
	assert_true(hear(server).in.notification);
	heard = hear(server);
	assert_string_equal(heard.data, "2");
	works(asctp_sock_abort(server, heard.in.id, "go away", 7));
	assert_true(hear(server).in.notification);
	works(asctp_sock_shutdown(client, note.id));
	heard = hear(server);
	assert_int_equal(asctp_notification_read(heard.data, (size_t)heard.result, &note), 0);
	assert_int_equal(note.assoc_change.state, ASCTP_SHUTDOWN_COMP);
	fails(EPIPE, asctp_sock_send(server, "x", 1, .id = heard.in.id));
	close(server);
	close(client);
	close(other);
}

static void abort_carries_its_text(void **state)
{
	struct crowd crowd = crowd_begin(0);
	asctp_notification note;
	struct heard heard;

	(void)state;
	sock_subscribe(crowd.server, KERNEL_ASSOC_CHANGE); /* of those to come */
	close(crowd.client);
	crowd.client = works(asctp_sock_open(MANY, ASCTP_DUAL, 0));
	assert_int_equal(
		asctp_sock_send(crowd.client, "x", 1, .to = &crowd.addr, .to_count = 1), 1);
	do {
		heard = hear(crowd.server);
	} while (heard.in.notification);
	assert_int_equal(
		asctp_sock_send(crowd.server, "bye", 3, .id = heard.in.id, .abort = true), 0);
	heard = hear(crowd.server);
	assert_int_equal(asctp_notification_read(heard.data, (size_t)heard.result, &note), 0);
	assert_int_equal(note.assoc_change.state, ASCTP_COMM_LOST);
	crowd_end(&crowd);

	crowd = crowd_begin(0);
	sock_subscribe(crowd.server, KERNEL_ASSOC_CHANGE);
	close(crowd.client);
	crowd.client = works(asctp_sock_open(MANY, ASCTP_DUAL, ASCTP_BLOCKING));
	works(asctp_sock_connect(crowd.client, &crowd.addr, 1, &crowd.at_client));
	do {
		heard = hear(crowd.server);
		assert_int_equal(
			asctp_notification_read(heard.data, (size_t)heard.result, &note), 0);
	} while (note.assoc_change.state != ASCTP_COMM_UP);
	works(asctp_sock_abort(crowd.client, crowd.at_client, "go away", 7));
	heard = hear(crowd.server);
	assert_int_equal(asctp_notification_read(heard.data, (size_t)heard.result, &note), 0);
	assert_int_equal(note.assoc_change.state, ASCTP_COMM_LOST);
	assert_int_equal(note.assoc_change.error, 12);
	assert_int_equal(note.assoc_change.info_len, 4 + 7);
	assert_memory_equal((const char *)note.assoc_change.info + 4, "go away", 7);
	crowd_end(&crowd);
}

static void to_all(void **state)
{
	int server = sock_listening(MANY, "127.0.0.1", 0), clients[3];
	asctp_addr addr = sock_local(server);

	(void)state;
	assert_int_equal(asctp_sock_send(server, "x", 1, .all = true), 0);
	for (int i = 0; i < 3; i++) {
		clients[i] = works(asctp_sock_open(MANY, ASCTP_DUAL, 0));
		works(asctp_sock_send(clients[i], "x", 1, .to = &addr, .to_count = 1));
		hear(server);
	}
	assert_int_equal(asctp_sock_send(server, "all", 3, .all = true), 3);
	for (int i = 0; i < 3; i++)
		assert_string_equal(hear(clients[i]).data, "all");
	works(asctp_sock_send(server, NULL, 0, .all = true, .eof = true));
	for (int i = 0; i < 3; i++) {
		fails(EPIPE, asctp_sock_send(clients[i], "x", 1, .id = 9999));
		close(clients[i]);
	}
	close(server);
}

/* ---- Peeled off ---- */

static void peeled_off(void **state)
{
	struct crowd crowd = crowd_begin(0);
	struct heard heard;
	int peeled;

	(void)state;
	/* what is queued for it moves with it */
	assert_int_equal(asctp_sock_send(crowd.server, "queued", 6, .id = crowd.at_server), 6);
	sock_acked(crowd.server, crowd.at_server);
	peeled = works(asctp_sock_peel_off(crowd.client, crowd.at_client, ASCTP_INHERITED));
	assert_flags(peeled, 1, 0);
	assert_int_equal(option(peeled, KERNEL_SOL_SCTP, KERNEL_NODELAY), 1);
	heard = hear(peeled);
	assert_string_equal(heard.data, "queued");
	assert_int_equal(heard.in.id, crowd.at_client);
	heard = hear_now(crowd.client, ASCTP_DONT_WAIT);
	assert_int_equal(heard.result, -EAGAIN);

	fails(EPIPE, asctp_sock_send(crowd.client, "x", 1, .id = crowd.at_client));
	fails(EADDRNOTAVAIL,
		asctp_sock_send(crowd.client, "x", 1, .to = &crowd.addr, .to_count = 1));
	assert_int_equal(asctp_sock_send(peeled, "by no id", 8), 8);
	assert_string_equal(hear(crowd.server).data, "by no id");
	assert_int_equal(asctp_sock_send(peeled, "by any", 6, .id = 9999), 6);
	assert_string_equal(hear(crowd.server).data, "by any");
	fails(EOPNOTSUPP, asctp_sock_send(peeled, "x", 1, .to = &crowd.addr, .to_count = 1,
				  .over_path = true));
	assert_int_equal(asctp_sock_peers(peeled, 0, NULL, 0), 1);

	works(asctp_sock_shutdown(peeled, 0));
	eventually(sock_state(crowd.server, crowd.at_server) == 0);
	fails(EPIPE, asctp_sock_send(peeled, "x", 1));
	close(peeled);
	crowd_end(&crowd);
}

/* ---- Messages ---- */

static void pieces_and_peeks(void **state)
{
	struct pair pair = pair_begin();
	char small[4] = "";
	int on = 1, len = 0;
	struct heard heard;
	asctp_sock_in in;

	(void)state;
	setsockopt(pair.server, KERNEL_SOL_SCTP, KERNEL_RECVNXTINFO, &on, sizeof(on));
	works(asctp_sock_send(pair.client, "abcdefghij", 10, .ppid = 7));
	works(asctp_sock_send(pair.client, "next", 4, .stream = 5, .ppid = 8, .unordered = true));
	sock_acked(pair.client, 0);
	for (int i = 0; i < 2; i++) {
		heard = hear_now(pair.server, ASCTP_PEEK);
		assert_int_equal(heard.result, 10);
		assert_true(heard.in.last);
		assert_int_equal(heard.in.ppid, 7);
	}
	for (int i = 0; i < 3; i++) {
		asctp_sock_in_init(&in, small, sizeof(small));
		in.len = 99, in.ppid = 99, in.reserved[0] = 0;
		len = works(asctp_sock_receive(pair.server, &in, 0));
		assert_int_equal(len, i < 2 ? 4 : 2);
		assert_int_equal(in.len, len);
		assert_int_equal(in.ppid, 7);
		assert_int_equal(in.last, i == 2);
		assert_memory_equal(small, &"abcdefghij"[4 * i], (size_t)len);
	}
	assert_true(in.next.known && in.next.unordered && !in.next.notification);
	assert_int_equal(in.next.stream, 5);
	assert_int_equal(in.next.ppid, 8);
	assert_int_equal(in.next.len, 4);
	heard = hear(pair.server);
	assert_string_equal(heard.data, "next");
	assert_false(heard.in.next.known);
	pair_end(&pair);
}

static void parts_and_more(void **state)
{
	struct pair pair = pair_begin();
	const struct iovec parts[] = { { (void *)"one", 3 }, { (void *)" ", 1 },
		{ (void *)"two", 3 } };
	struct heard heard;

	(void)state;
	works(asctp_sock_send(pair.client, NULL, 0, .iov = parts, .iov_count = 3, .more = true));
	run_for(100);
	heard = hear_now(pair.server, 0);
	assert_int_equal(heard.result, -EAGAIN); /* it is held */
	works(asctp_sock_send(pair.client, "rest", 4));
	assert_string_equal(hear(pair.server).data, "one two");
	assert_string_equal(hear(pair.server).data, "rest");
	pair_end(&pair);
}

/* What is said to be reliable is, whatever the socket's default: half of which the kernel would take. */
static void reliable_in_spite_of_defaults(void **state)
{
	struct kernel_default_prinfo limits = { .value = 1, .policy = KERNEL_PR_RTX };
	asctp_addr addr;
	int server, client;
	int32_t id;

	(void)state;
	two_hosts();
	for (int i = 0; i < HOSTS; i++) {
		use_host(i);
		net_sysctl("association_max_retrans", "20");
		net_sysctl("path_max_retrans", "20");
	}
	use_host(1);
	server = sock_listening(MANY, "10.1.0.2:7000", 0);
	addr = sock_local(server);
	use_host(0);
	client = sock_bound(MANY, "10.1.0.1", ASCTP_BLOCKING);
	assert_int_equal(
		setsockopt(client, KERNEL_SOL_SCTP, KERNEL_DEFAULT_PRINFO, &limits, sizeof(limits)),
		0);
	works(asctp_sock_connect(client, &addr, 1, &id));
	cut_all(true);
	works(asctp_sock_send(client, "first", 5, .id = id)); /* fills the window of a lost path */
	for (int i = 0; i < 20; i++)
		works(asctp_sock_send(client, "queued", 6, .id = id));
	works(asctp_sock_send(
		client, "expired", 7, .id = id, .policy = ASCTP_LIFETIME, .policy_value = 1));
	run_for(300);
	cut_all(false);
	works(asctp_sock_send(client, "last", 4, .id = id));
	assert_string_equal(hear(server).data, "first");
	for (int i = 0; i < 20; i++)
		assert_string_equal(hear(server).data, "queued");
	assert_string_equal(hear(server).data, "last");
	close(client);
	close(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(opened_as_asked),
		KERNEL_TEST(one_to_one),
		KERNEL_TEST(ended_before_it_was_accepted),
		KERNEL_TEST(how_it_ended_is_told_once),
		KERNEL_TEST(one_to_many),
		KERNEL_TEST(abort_carries_its_text),
		KERNEL_TEST(to_all),
		KERNEL_TEST(peeled_off),
		KERNEL_TEST(pieces_and_peeks),
		KERNEL_TEST(parts_and_more),
		KERNEL_TEST(reliable_in_spite_of_defaults),
	};

	return cmocka_run_group_tests_name("sockets", tests, NULL, NULL);
}
