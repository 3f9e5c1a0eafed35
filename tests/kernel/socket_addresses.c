/* SPDX-License-Identifier: MIT */
/* tests/kernel/socket_addresses.c - IPv4 and IPv6 on one socket, paths, hosts of many addresses. */
#include "socks.h"
#include "wire/kernel.h"
#include <unistd.h>

static void dual_shows_ipv4_as_such(void **state)
{
	int server = sock_listening(MANY, "[::1],127.0.0.1", 0), client;
	asctp_addr both[2], peers[2];
	struct heard heard;
	int32_t id;

	(void)state;
	assert_int_equal(asctp_sock_locals(server, 0, both, 2), 2);
	assert_int_equal(both[0].sa.sa_family, AF_INET6);
	assert_int_equal(both[1].sa.sa_family, AF_INET);
	for (int i = 0; i < 2; i++) { /* to one of them */
		client = works(asctp_sock_open(MANY, ASCTP_DUAL, 0));
		assert_int_equal(asctp_sock_send(client, "x", 1, .to = &both[i], .to_count = 1), 1);
		heard = hear(server);
		assert_int_equal(heard.in.from.sa.sa_family, both[i].sa.sa_family);
		assert_int_equal(asctp_sock_send(client, "y", 1, .to = &both[i], .to_count = 1,
					 .over_path = true),
			1);
		assert_int_equal(hear(server).in.id, heard.in.id);
		close(client);
	}
	client = works(asctp_sock_open(MANY, ASCTP_DUAL, ASCTP_BLOCKING)); /* to both */
	works(asctp_sock_connect(client, both, 2, &id));
	assert_int_equal(asctp_sock_peers(client, id, peers, 2), 2);
	assert_true(asctp_addr_equal(&peers[0], &both[0]));
	assert_true(asctp_addr_equal(&peers[1], &both[1]));
	assert_int_equal(peers[1].sa.sa_family, AF_INET);
	close(client);
	client = works(asctp_sock_open(MANY, ASCTP_IPV4, ASCTP_BLOCKING));
	works(asctp_sock_connect(client, &both[1], 1, &id));
	close(client);
	client = works(asctp_sock_open(MANY, ASCTP_IPV6, ASCTP_BLOCKING));
	works(asctp_sock_connect(client, &both[0], 1, &id));
	close(client);
	close(server);
}

/* A descriptor of socket(2), which maps IPv4 addresses into IPv6: they are shown as IPv4 ones. */
static void a_descriptor_of_ones_own(void **state)
{
	int server = sock_listening(MANY, "127.0.0.1", 0);
	int client = works(socket(AF_INET6, SOCK_SEQPACKET | SOCK_CLOEXEC, KERNEL_SOL_SCTP));
	asctp_addr addr = sock_local(server), peer;
	struct heard heard;
	int32_t id;

	(void)state;
	works(asctp_sock_connect(client, &addr, 1, &id));
	assert_int_equal(asctp_sock_peers(client, id, &peer, 1), 1);
	assert_int_equal(peer.sa.sa_family, AF_INET);
	assert_int_equal(asctp_sock_send(client, "x", 1, .id = id), 1);
	heard = hear(server);
	assert_int_equal(asctp_sock_send(server, "y", 1, .id = heard.in.id), 1);
	heard = hear(client);
	assert_int_equal(heard.in.from.sa.sa_family, AF_INET);
	assert_false(heard.in.has_info); /* the option is off */
	assert_int_equal(heard.in.id, 0);
	close(client);
	close(server);
}

static void over_a_path(void **state)
{
	asctp_addr addrs[2], back[2];
	struct heard heard;
	int server, client;
	int32_t id;

	(void)state;
	two_hosts();
	use_host(1);
	server = sock_listening(MANY, "10.1.0.2,10.2.0.2:7000", 0);
	assert_int_equal(asctp_sock_locals(server, 0, addrs, 2), 2);
	use_host(0);
	client = sock_bound(MANY, "10.1.0.1,10.2.0.1", ASCTP_BLOCKING);
	works(asctp_sock_connect(client, addrs, 2, &id));
	assert_int_equal(asctp_sock_locals(client, id, back, 2), 2);
	for (int i = 0; i < 2; i++) {
		works(asctp_sock_send(
			client, "x", 1, .to = &addrs[i], .to_count = 1, .over_path = true));
		heard = hear(server);
		assert_true(asctp_addr_equal(&heard.in.from, &back[i]));
	}
	works(asctp_sock_send(client, "x", 1, .to = &addrs[1], .to_count = 1)); /* primary */
	heard = hear(server);
	assert_true(asctp_addr_equal(&heard.in.from, &back[0]));
	close(client);
	close(server);
}

/* A host with more addresses than fit into the first buffer. */
static void many_addresses(void **state)
{
	enum { MORE = 200 };
	static asctp_addr found[2 * MORE];
	const asctp_addr any = addr_at("0.0.0.0");
	int fd, count;
	FILE *ip;

	(void)state;
	two_hosts();
	use_host(0);
	ip = popen("ip -batch -", "w");
	assert_non_null(ip);
	for (int i = 1; i <= MORE; i++)
		fprintf(ip, "addr add 10.3.0.%d/24 dev path1\n", i);
	assert_int_equal(pclose(ip), 0);
	fd = works(asctp_sock_open(MANY, ASCTP_IPV4, 0));
	works(asctp_sock_bind(fd, &any, 1));
	count = asctp_sock_locals(fd, 0, NULL, 0);
	assert_true(count >= MORE);
	assert_int_equal(asctp_sock_locals(fd, 0, found, 3), count);
	assert_int_equal(found[3].sa.sa_family, 0); /* no more than asked for */
	assert_int_equal(asctp_sock_locals(fd, 0, found, 2 * MORE), count);
	for (int i = 0; i < count; i++)
		assert_int_equal(found[i].sa.sa_family, AF_INET);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(dual_shows_ipv4_as_such),
		KERNEL_TEST(a_descriptor_of_ones_own),
		KERNEL_TEST(over_a_path),
		KERNEL_TEST(many_addresses),
	};

	return cmocka_run_group_tests_name("addresses of sockets", tests, NULL, NULL);
}
