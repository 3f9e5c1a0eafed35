/* SPDX-License-Identifier: MIT */
/* tests/kernel/socket_batches.c - several messages at once, and waits that a signal ends. */
#include "socks.h"
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { TEXT = 16, LOTS = 300 };

/* ---- Several at once ---- */

static char texts[LOTS][TEXT];

/* Messages that say their number, of many kinds: so that one system call cannot take them all. */
static void number(asctp_sock_out *outs, size_t count)
{
	memset(outs, 0, count * sizeof(*outs));
	for (size_t i = 0; i < count; i++) {
		outs[i].size = sizeof(*outs);
		outs[i].data = texts[i];
		outs[i].len = (size_t)snprintf(texts[i], TEXT, "message %zu", i);
		outs[i].ppid = (uint32_t)i;
		outs[i].stream = 1;
		outs[i].more = i % 50 == 7;
		outs[i].dont_wait = i / 100 == 1;
		outs[i].sack_now = i % 3 == 0;
	}
}

static void rooms(asctp_sock_in *ins, char data[][TEXT], size_t count)
{
	for (size_t i = 0; i < count; i++)
		asctp_sock_in_init(&ins[i], data[i], TEXT);
}

/* Receives what is there, and checks that it is the messages from number `got` on. Returns the next. */
static size_t take_numbered(int fd, size_t got, size_t ask)
{
	static asctp_sock_in ins[LOTS];
	static char data[LOTS][TEXT];
	int result;

	rooms(ins, data, LOTS);
	result = asctp_sock_receive_many(fd, ins, ask, 0);
	if (result == -EAGAIN)
		return got;
	assert_true(result > 0 && (size_t)result <= ask);
	for (int i = 0; i < result; i++, got++) {
		assert_int_equal(ins[i].ppid, got);
		assert_int_equal(ins[i].len, strlen(texts[got]));
		assert_memory_equal(data[i], texts[got], ins[i].len);
		assert_true(ins[i].last && ins[i].has_info);
		assert_int_equal(ins[i].stream, 1);
		assert_int_equal(ins[i].from.sa.sa_family, AF_INET);
	}
	return got;
}

static void many_at_once(void **state)
{
	static asctp_sock_out outs[LOTS];
	struct pair pair = pair_begin();
	size_t sent = 0, got = 0;

	(void)state;
	number(outs, LOTS);
	while (sent < LOTS) {
		int result = asctp_sock_send_many(pair.client, outs + sent, LOTS - sent);

		if (result != -EAGAIN)
			sent += (size_t)works(result);
		got = take_numbered(pair.server, got, got % 2 ? 5 : LOTS);
	}
	eventually((got = take_numbered(pair.server, got, LOTS)) == LOTS);
	pair_end(&pair);
}

static void one_of_many_is_wrong(void **state)
{
	asctp_sock_out outs[3];
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0);

	(void)state;
	number(outs, 3);
	fails(EINVAL, asctp_sock_send_many(pair.client, NULL, 1));
	fails(EINVAL, asctp_sock_send_many(pair.client, outs, 0));
	fails(EINVAL, asctp_sock_send_many(pair.client, outs, 1025));
	outs[2].stream = 65536; /* found here */
	assert_int_equal(asctp_sock_send_many(pair.client, outs, 3), 2);
	fails(EINVAL, asctp_sock_send_many(pair.client, outs + 2, 1));
	outs[2].stream = 10; /* found by the kernel */
	assert_int_equal(asctp_sock_send_many(pair.client, outs, 3), 2);
	fails(EINVAL, asctp_sock_send_many(pair.client, outs + 2, 1));
	outs[0].stream = 10;
	fails(EINVAL, asctp_sock_send_many(pair.client, outs, 3));
	number(outs, 3);
	outs[1].size += 8;
	assert_int_equal(asctp_sock_send_many(pair.client, outs, 3), 1);
	outs[0].size = 8;
	fails(EINVAL, asctp_sock_send_many(pair.client, outs, 1));
	outs[0].size = sizeof(*outs) + 4;
	fails(EINVAL, asctp_sock_send_many(pair.client, outs, 1));
	number(outs, 3);
	outs[0].id = crowd.at_client;
	outs[1].id = crowd.at_client + 9999;
	assert_int_equal(asctp_sock_send_many(crowd.client, outs, 3), 1);
	pair_end(&pair);
	crowd_end(&crowd);
}

/* Arrays of the structs of a newer header: what is behind ours is left alone. */
static void structs_of_a_newer_header(void **state)
{
	struct {
		asctp_sock_out out;
		uint64_t newer;
	} outs[2] = { 0 };
	struct {
		asctp_sock_in in;
		uint64_t newer;
	} ins[3];
	struct pair pair = pair_begin();
	char data[3][TEXT];

	(void)state;
	for (int i = 0; i < 2; i++)
		outs[i].out = (asctp_sock_out){
			.size = sizeof(outs[i]), .data = "ab", .len = 1 + (size_t)i
		};
	assert_int_equal(asctp_sock_send_many(pair.client, &outs[0].out, 2), 2);
	outs[1].newer = 1;
	assert_int_equal(asctp_sock_send_many(pair.client, &outs[0].out, 2), 1);
	fails(E2BIG, asctp_sock_send_many(pair.client, &outs[1].out, 1));
	sock_acked(pair.client, 0);
	memset(ins, 0, sizeof(ins));
	for (int i = 0; i < 3; i++) {
		asctp_sock_in_init(&ins[i].in, data[i], TEXT);
		ins[i].in.size = sizeof(ins[i]);
	}
	assert_int_equal(asctp_sock_receive_many(pair.server, &ins[0].in, 3, 0), 3);
	assert_int_equal(ins[0].in.len, 1);
	assert_int_equal(ins[1].in.len, 2);
	assert_int_equal(ins[2].in.len, 1);
	for (int i = 0; i < 3; i++)
		assert_true(ins[i].newer == 0 && ins[i].in.reserved[0] == 0 && ins[i].in.last);
	pair_end(&pair);
}

/* The end of the association is one of them, and the last. */
static void the_end_among_many(void **state)
{
	struct pair pair = pair_begin();
	asctp_sock_in ins[4];
	char data[4][TEXT];

	(void)state;
	works(asctp_sock_send(pair.client, "last words", 10));
	works(asctp_sock_shutdown(pair.client, 0));
	eventually(sock_state(pair.server, 0) == 0);
	rooms(ins, data, 4);
	assert_int_equal(asctp_sock_receive_many(pair.server, ins, 4, 0), 2);
	assert_int_equal(ins[0].len, 10);
	assert_int_equal(ins[1].len, 0);
	assert_int_equal(asctp_sock_receive_many(pair.server, ins, 4, 0), 1);
	assert_int_equal(ins[0].len, 0);
	pair_end(&pair);
}

/* Of several, how the association ended is told first, and then what came before. */
static void an_error_before_messages(void **state)
{
	struct pair pair = pair_begin();
	struct linger abort = { 1, 0 };
	asctp_sock_in ins[4];
	char data[4][TEXT];

	(void)state;
	works(asctp_sock_send(pair.client, "last words", 10));
	sock_acked(pair.client, 0);
	setsockopt(pair.client, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
	close(pair.client);
	eventually(sock_state(pair.server, 0) == 0);
	rooms(ins, data, 4);
	fails(ECONNRESET, asctp_sock_receive_many(pair.server, ins, 4, 0));
	assert_int_equal(asctp_sock_receive_many(pair.server, ins, 4, 0), 1);
	assert_int_equal(ins[0].len, 10);
	fails(EAGAIN, asctp_sock_receive_many(pair.server, ins, 4, 0));
	pair.client = works(asctp_sock_open(ONE, ASCTP_DUAL, 0));
	pair_end(&pair);
}

/* ---- Signals ---- */

static void heard_signal(int signal)
{
	(void)signal;
}

/* A signal comes soon, and again, so that none comes too early for good. */
static void signals(int flags, bool on)
{
	struct sigaction action = { .sa_handler = heard_signal, .sa_flags = flags };
	struct itimerval every = { { 0, 50000 }, { 0, 50000 } }, none = { { 0, 0 }, { 0, 0 } };

	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	assert_int_equal(setitimer(ITIMER_REAL, on ? &every : &none, NULL), 0);
}

static void signals_end_waits(void **state)
{
	int listener = sock_listening(ONE, "127.0.0.1", ASCTP_BLOCKING);
	int server = sock_listening(MANY, "127.0.0.1", ASCTP_BLOCKING);
	int client = works(asctp_sock_open(MANY, ASCTP_DUAL, ASCTP_BLOCKING)), full = 0;
	asctp_addr addr = sock_local(server);
	static char big[50000], data[2][sizeof(big)];
	asctp_sock_in ins[2];
	int32_t id;

	(void)state;
	asctp_sock_in_init(&ins[0], data[0], sizeof(big));
	asctp_sock_in_init(&ins[1], data[1], sizeof(big));
	signals(0, true);
	fails(EINTR, asctp_sock_accept(listener, 0, NULL));
	fails(EINTR, asctp_sock_receive(server, ins, 0));
	fails(EINTR, asctp_sock_receive_many(server, ins, 2, 0));
	signals(0, false);
	works(asctp_sock_connect(client, &addr, 1, &id));
	/* sending, once the peer takes no more */
	signals(0, true);
	while ((full = asctp_sock_send(client, big, sizeof(big), .id = id)) > 0)
		;
	signals(0, false);
	fails(EINTR, full);
	/* what there is is received by a call that would have waited for more, and no error stays */
	assert_true(asctp_sock_receive_many(server, ins, 1, 0) == 1);
	close(client);
	close(server);
	close(listener);
}

/* Were all waited for, the signal that ends the wait would be an error of the socket. */
static void several_are_not_waited_for(void **state)
{
	struct crowd crowd = crowd_begin(0);
	asctp_sock_in ins[2];
	char data[2][TEXT];

	(void)state;
	works(asctp_sock_send(crowd.server, "one", 3, .id = crowd.at_server));
	rooms(ins, data, 2);
	signals(0, true);
	assert_int_equal(asctp_sock_receive_many(crowd.client, ins, 2, 0), 1);
	fails(EINTR, asctp_sock_receive_many(crowd.client, ins, 2, 0));
	signals(0, false);
	fails(EAGAIN, asctp_sock_receive(crowd.client, ins, ASCTP_DONT_WAIT));
	crowd_end(&crowd);
}

static void connecting_goes_on_after_a_signal(void **state)
{
	asctp_addr gone;
	int fd;

	(void)state;
	two_hosts();
	cut_all(true);
	use_host(0);
	gone = addr_at("10.1.0.2:5000");
	fd = works(asctp_sock_open(ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	signals(0, true);
	fails(EINTR, asctp_sock_connect(fd, &gone, 1, NULL));
	signals(0, false);
	fails(EALREADY, asctp_sock_connect(fd, &gone, 1, NULL));
	close(fd);
	fd = works(asctp_sock_open(ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	signals(SA_RESTART, true);
	fails(EALREADY, asctp_sock_connect(fd, &gone, 1, NULL));
	signals(0, false);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(many_at_once),
		KERNEL_TEST(one_of_many_is_wrong),
		KERNEL_TEST(structs_of_a_newer_header),
		KERNEL_TEST(the_end_among_many),
		KERNEL_TEST(an_error_before_messages),
		KERNEL_TEST(signals_end_waits),
		KERNEL_TEST(several_are_not_waited_for),
		KERNEL_TEST(connecting_goes_on_after_a_signal),
	};

	return cmocka_run_group_tests_name("several messages on a descriptor", tests, NULL, NULL);
}
