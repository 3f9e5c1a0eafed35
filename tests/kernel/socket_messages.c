/* SPDX-License-Identifier: MIT */
/* tests/kernel/socket_messages.c - sending and receiving on a descriptor: wrong use, and no room. */
#include "socks.h"
#include "wire/kernel.h"
#include <string.h>
#include <unistd.h>

enum { TEXT = 16 };

static void send_errors(void **state)
{
	static char big[1024 * 1024];
	static struct iovec parts[1025];
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0);
	const struct iovec part = { (void *)"x", 1 }, empty = { (void *)"", 0 };
	asctp_sock_init wide = { .streams_out = 65536 }, many = { .streams_in_max = 65536 };
	asctp_sock_init tries = { .attempts = 65536 }, slow = { .max_timeout_ms = 65536 };
	asctp_addr other = pair.addr, portless = addr_at("127.0.0.1"), v6 = addr_at("[::1]:9");
	asctp_addr scoped[2] = { crowd.addr, addr_at("[fe80::1%1]:0") };
	asctp_addr foreign = addr_at("192.0.2.1:9"), lots[ASCTP_ADDR_MAX + 1];
	asctp_sock_out newer = { .size = sizeof(newer), .data = "x", .len = 1, .reserved[5] = 1 };
	int fd = pair.client, v4 = works(asctp_sock_open(MANY, ASCTP_IPV4, 0));

	(void)state;
	for (size_t i = 0; i <= ASCTP_ADDR_MAX; i++)
		lots[i] = pair.addr;
	for (size_t i = 0; i < 1025; i++)
		parts[i] = part;
	fails(EINVAL, asctp_sock_send_with(fd, NULL));
	fails(EINVAL, asctp_sock_send_with(fd, &(asctp_sock_out){ .data = "x", .len = 1 }));
	fails(E2BIG, asctp_sock_send_with(fd, &newer));
	fails(E2BIG, asctp_sock_send(fd, "x", 1, .reserved0 = { 0, 0, 1 }));
	/* the content */
	fails(EINVAL, asctp_sock_send(fd, "", 0));
	fails(EINVAL, asctp_sock_send(fd, NULL, 1));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .iov = &part, .iov_count = 1));
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .iov_count = 1));
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .iov = &part));
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .iov = &empty, .iov_count = 1));
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .iov = parts, .iov_count = 1025));
	assert_int_equal(asctp_sock_send(fd, NULL, 0, .iov = parts, .iov_count = 1024), 1024);
	fails(EMSGSIZE, asctp_sock_send(fd, big, sizeof(big)));
	fails(EMSGSIZE, asctp_sock_send(fd, big, (size_t)1 << 40));
	/* its attributes */
	assert_int_equal(asctp_sock_send(fd, "x", 1, .stream = 9), 1);
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .stream = 10));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .stream = 65535));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .stream = 65536));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .id = -1));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .policy = (asctp_policy)0x40));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .policy = ASCTP_LIFETIME));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .policy_value = 1));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .over_path = true));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .all = true, .over_path = true));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .all = true, .id = 9));
	fails(EINVAL, asctp_sock_send(crowd.client, "x", 1, .init = &wide, .id = crowd.at_client));
	fails(EINVAL, asctp_sock_send(crowd.client, "x", 1, .init = &many, .id = crowd.at_client));
	fails(EINVAL, asctp_sock_send(crowd.client, "x", 1, .init = &tries, .id = crowd.at_client));
	fails(EINVAL, asctp_sock_send(crowd.client, "x", 1, .init = &slow, .id = crowd.at_client));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .eof = true));
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .eof = true, .abort = true));
	fails(EINVAL, asctp_sock_send(fd, big, ASCTP_SOCK_ABORT_TEXT_MAX + 1, .abort = true));
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .eof = true)); /* one-to-one */
	fails(EINVAL, asctp_sock_send(fd, NULL, 0, .abort = true));
	/* whom it is for */
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .to = &pair.addr));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .to_count = 1));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .to = &pair.addr, .to_count = 1, .id = 9));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .to = lots, .to_count = ASCTP_ADDR_MAX + 1));
	fails(EINVAL, asctp_sock_send(fd, "x", 1, .to = &portless, .to_count = 1));
	fails(EINVAL, asctp_sock_send(v4, "x", 1, .to = &v6, .to_count = 1));
	fails(EINVAL, asctp_sock_send(v4, "x", 1, .to = scoped, .to_count = 2));
	fails(ENETUNREACH, asctp_sock_send(v4, "x", 1, .to = &foreign, .to_count = 1));
	fails(EINVAL, asctp_sock_send(v4, NULL, 0, .to = &foreign, .to_count = 1, .eof = true));
	fails(EINVAL, asctp_sock_send(v4, NULL, 0, .to = &foreign, .to_count = 1, .abort = true));
	other.v4.sin_port = htons(9);
	fails(EADDRNOTAVAIL, asctp_sock_send(fd, "x", 1, .to = &other, .to_count = 1));
	assert_int_equal(asctp_sock_send(fd, "x", 1, .to = &pair.addr, .to_count = 1), 1);
	fails(EPIPE, asctp_sock_send(crowd.client, "x", 1));
	fails(EPIPE, asctp_sock_send(crowd.client, "x", 1, .id = crowd.at_client + 9999));
	fails(EPIPE, asctp_sock_send(pair.listener, "x", 1));
	close(v4);
	pair_end(&pair);
	crowd_end(&crowd);
}

static void no_room(void **state)
{
	struct pair pair = pair_begin();
	static char big[70000];
	int on = 1, result = 0;

	(void)state;
	while ((result = asctp_sock_send(pair.client, big, sizeof(big), .dont_wait = true)) > 0)
		assert_int_equal(result, sizeof(big));
	fails(EAGAIN, result);
	while ((result = asctp_sock_send(pair.server, big, sizeof(big))) > 0)
		;
	fails(EAGAIN, result); /* the descriptor itself does not block */
	pair_end(&pair);

	pair = pair_begin();
	assert_int_equal(
		setsockopt(pair.client, KERNEL_SOL_SCTP, KERNEL_DISABLE_FRAGMENTS, &on, sizeof(on)),
		0);
	fails(EMSGSIZE, asctp_sock_send(pair.client, big, 70000));
	assert_int_equal(asctp_sock_send(pair.client, big, 100), 100);
	pair_end(&pair);
}

/* A peer that wants its data authenticated, and a key that it does not have. */
static void no_such_key(void **state)
{
	struct kernel_authchunk data_chunks = { 0 };
	int server, client;
	asctp_addr addr;

	(void)state;
	assert_true(net_sysctl("auth_enable", "1"));
	server = sock_listening(ONE, "127.0.0.1", 0);
	assert_int_equal(setsockopt(server, KERNEL_SOL_SCTP, KERNEL_AUTH_CHUNK, &data_chunks,
				 sizeof(data_chunks)),
		0);
	addr = sock_local(server);
	client = works(asctp_sock_open(ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	works(asctp_sock_connect(client, &addr, 1, NULL));
	fails(EINVAL, asctp_sock_send(client, "x", 1, .has_auth_key = true, .auth_key = 9));
	assert_int_equal(asctp_sock_send(client, "x", 1, .has_auth_key = true), 1);
	assert_int_equal(asctp_sock_send(client, "x", 1), 1);
	close(client);
	close(server);
}

/* The one wait that a descriptor that does not block has. */
static void interleaving_waits(void **state)
{
	struct kernel_assoc_value on = { .value = 1 };
	asctp_addr gone = addr_at("10.1.0.2:5000");
	int fd;

	(void)state;
	two_hosts();
	cut_all(true);
	use_host(0);
	if (!net_sysctl("intl_enable", "1"))
		skip_because("no net.sctp.intl_enable");
	fd = works(asctp_sock_open(MANY, ASCTP_DUAL, 0));
	assert_int_equal(
		setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_INTERLEAVING_SUPPORTED, &on, sizeof(on)), 0);
	fails(ESRCH, asctp_sock_send(fd, "x", 1, .to = &gone, .to_count = 1, .dont_wait = true));
	close(fd);
}

/* How it ended is told once, to whoever asks first. */
static void ended_peeled_off(void **state)
{
	struct crowd crowd = crowd_begin(0);
	int peeled = works(asctp_sock_peel_off(crowd.client, crowd.at_client, 0));

	(void)state;
	works(asctp_sock_abort(peeled, 0, NULL, 0));
	assert_int_equal(hear_now(peeled, 0).result, -ECONNABORTED);
	assert_int_equal(hear_now(peeled, 0).result, -EAGAIN);
	fails(EPIPE, asctp_sock_send(peeled, "x", 1));
	close(peeled);
	crowd_end(&crowd);

	crowd = crowd_begin(0);
	peeled = works(asctp_sock_peel_off(crowd.client, crowd.at_client, 0));
	works(asctp_sock_abort(crowd.server, crowd.at_server, NULL, 0));
	eventually(sock_state(peeled, 0) == 0);
	fails(ECONNRESET, asctp_sock_send(peeled, "x", 1));
	fails(EPIPE, asctp_sock_send(peeled, "x", 1));
	assert_int_equal(hear_now(peeled, 0).result, -EAGAIN);
	close(peeled);
	crowd_end(&crowd);
}

static void receive_errors(void **state)
{
	struct pair pair = pair_begin();
	int blocking = works(asctp_sock_open(MANY, ASCTP_DUAL, ASCTP_BLOCKING));
	char data[TEXT];
	asctp_sock_in in, two[2];

	(void)state;
	works(asctp_sock_send(pair.client, "x", 1));
	sock_acked(pair.client, 0);
	fails(EINVAL, asctp_sock_receive(pair.server, NULL, 0));
	asctp_sock_in_init(&in, data, sizeof(data));
	fails(EINVAL, asctp_sock_receive(pair.server, &in, 4));
	in.size = 0;
	fails(EINVAL, asctp_sock_receive(pair.server, &in, 0));
	in.size = offsetof(asctp_sock_in, len);
	fails(EINVAL, asctp_sock_receive(pair.server, &in, 0));
	asctp_sock_in_init(&in, data, 0);
	fails(EINVAL, asctp_sock_receive(pair.server, &in, 0));
	asctp_sock_in_init(&in, NULL, 1);
	fails(EINVAL, asctp_sock_receive(pair.server, &in, 0));
	asctp_sock_in_init(&in, data, sizeof(data));
	in.reserved[7] = 1;
	fails(E2BIG, asctp_sock_receive(pair.server, &in, 0));
	asctp_sock_in_init(&two[0], data, sizeof(data));
	two[1] = two[0];
	fails(EINVAL, asctp_sock_receive_many(pair.server, NULL, 1, 0));
	fails(EINVAL, asctp_sock_receive_many(pair.server, two, 0, 0));
	fails(EINVAL, asctp_sock_receive_many(pair.server, two, 1025, 0));
	fails(EINVAL, asctp_sock_receive_many(pair.server, two, 2, ASCTP_PEEK));
	two[1].size--;
	fails(EINVAL, asctp_sock_receive_many(pair.server, two, 2, 0));
	two[1].size++;
	two[1].room = 0;
	fails(EINVAL, asctp_sock_receive_many(pair.server, two, 2, 0));
	two[1].room = sizeof(data);
	two[1].reserved[0] = 1;
	fails(E2BIG, asctp_sock_receive_many(pair.server, two, 2, 0));
	two[1].reserved[0] = 0;
	two[0].size--;
	fails(EINVAL, asctp_sock_receive_many(pair.server, two, 1, 0));
	two[0].size++;
	assert_int_equal(asctp_sock_receive_many(pair.server, two, 2, 0), 1); /* nothing was lost */
	fails(EAGAIN, asctp_sock_receive(pair.server, &two[0], 0));
	fails(EAGAIN, asctp_sock_receive_many(pair.server, two, 2, 0));
	fails(ENOTCONN, asctp_sock_receive(blocking, &two[0], 0));
	fails(ENOTCONN, asctp_sock_receive_many(blocking, two, 2, 0));
	works(asctp_sock_shutdown(pair.client, 0));
	eventually(sock_state(pair.client, 0) == 0);
	fails(ENOTCONN, asctp_sock_receive(pair.client, &two[0], 0)); /* which blocks */
	fails(EAGAIN, asctp_sock_receive(pair.client, &two[0], ASCTP_DONT_WAIT));
	close(blocking);
	pair_end(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(send_errors),
		KERNEL_TEST(no_room),
		KERNEL_TEST(no_such_key),
		KERNEL_TEST(interleaving_waits),
		KERNEL_TEST(ended_peeled_off),
		KERNEL_TEST(receive_errors),
	};

	return cmocka_run_group_tests_name("messages on a descriptor", tests, NULL, NULL);
}
