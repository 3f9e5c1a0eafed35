/* SPDX-License-Identifier: MIT */
/* tests/kernel/features.c - what is told to be on, off or to be asked for is so on the wire. */
#include "told.h"

/* ---- Switches ---- */

static void ask_auth(int fd)
{
	assert_int_equal(set_value(fd, KERNEL_AUTH_SUPPORTED, 0, 1), 0);
}

static void ask_asconf(int fd)
{
	ask_auth(fd);
	assert_int_equal(set_value(fd, KERNEL_ASCONF_SUPPORTED, 0, 1), 0);
}

static void ask_asconf_alone(int fd)
{
	assert_int_equal(set_value(fd, KERNEL_ASCONF_SUPPORTED, 0, 1), 0);
}

static void ask_pr(int fd)
{
	assert_int_equal(set_value(fd, KERNEL_PR_SUPPORTED, 0, 1), 0);
}

static void ask_reconfig(int fd)
{
	assert_int_equal(set_value(fd, KERNEL_RECONFIG_SUPPORTED, 0, 1), 0);
}

static void ask_ecn(int fd)
{
	assert_int_equal(set_value(fd, KERNEL_ECN_SUPPORTED, 0, 1), 0);
}

/* HAS: agreed on without asking; ASK: only with; and asking does what is told. */
static void options_are_enough(void **state)
{
	static const struct {
		const char *name, *sysctl;
		int option;
		void (*ask)(int fd);
	} switches[] = {
		{ "auth", "sctp/auth_enable", KERNEL_AUTH_SUPPORTED, ask_auth },
		{ "pr_sctp", "sctp/prsctp_enable", KERNEL_PR_SUPPORTED, ask_pr },
		{ "reconfig", "sctp/reconf_enable", KERNEL_RECONFIG_SUPPORTED, ask_reconfig },
		{ "ecn", "sctp/ecn_enable", KERNEL_ECN_SUPPORTED, ask_ecn },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++)
		for (int on = 0; on < 2; on++) {
			tune(switches[i].sysctl, on ? "1" : "0");
			assert_int_equal(told(switches[i].name), on ? ASCTP_HAS : ASCTP_ASK);
			assert_int_equal(feature(switches[i].name)->sysctl_value, on);
			assert_int_equal(agreed(switches[i].option, NULL), on);
			assert_int_equal(agreed(switches[i].option, switches[i].ask), 1);
		}
}

/* ASCONF stands on AUTH, unless the host says that it need not: it refuses peers with one alone. */
static void asconf_and_what_it_stands_on(void **state)
{
	(void)state;
	for (int bits = 0; bits < 8; bits++) {
		const bool addip = bits & 1, auth = bits & 2, noauth = bits & 4;

		tune("sctp/addip_enable", addip ? "1" : "0");
		tune("sctp/auth_enable", auth ? "1" : "0");
		tune("sctp/addip_noauth_enable", noauth ? "1" : "0");
		assert_int_equal(told("asconf"), addip && auth ? ASCTP_HAS : ASCTP_ASK);
		assert_int_equal(told("asconf_without_auth"), !noauth ? ASCTP_OFF
							      : addip ? ASCTP_HAS
								      : ASCTP_ASK);
		assert_int_equal(agreed(KERNEL_ASCONF_SUPPORTED, NULL),
			addip && !auth && !noauth ? -ECONNREFUSED
						  : has("asconf") || has("asconf_without_auth"));
		assert_int_equal(agreed(KERNEL_ASCONF_SUPPORTED, ask_asconf), 1);
		assert_int_equal(agreed(KERNEL_ASCONF_SUPPORTED, ask_asconf_alone),
			auth || noauth ? 1 : -ECONNREFUSED);
	}
}

static void auto_asconf_by_default(void **state)
{
	(void)state;
	tune("sctp/addip_enable", "1");
	tune("sctp/auth_enable", "1");
	for (int on = 0; on < 2; on++) {
		int fd = -1, value = -1;
		socklen_t len = sizeof(value);

		tune("sctp/default_auto_asconf", on ? "1" : "0");
		assert_int_equal(told("auto_asconf"), on ? ASCTP_HAS : ASCTP_ASK);
		fd = make(SOCK_SEQPACKET);
		assert_int_equal(listen(fd, 1), 0); /* binds it to the wildcard */
		assert_int_equal(getsockopt(fd, IPPROTO_SCTP, KERNEL_AUTO_ASCONF, &value, &len), 0);
		assert_int_equal(value, on);
		close(fd);
	}
}

static int interleaving_result;

static void ask_interleaving(int fd)
{
	assert_int_equal(set_int(fd, IPPROTO_SCTP, KERNEL_FRAGMENT_INTERLEAVE, 1), 0);
	interleaving_result = set_value(fd, KERNEL_INTERLEAVING_SUPPORTED, 0, 1);
}

static void interleaving_needs_the_host(void **state)
{
	(void)state;
	for (int on = 0; on < 2; on++) {
		tune("sctp/intl_enable", on ? "1" : "0");
		assert_int_equal(told("interleaving"), on ? ASCTP_ASK : ASCTP_OFF);
		assert_int_equal(feature("interleaving")->error, on ? 0 : -EPERM);
		assert_int_equal(agreed(KERNEL_INTERLEAVING_SUPPORTED, NULL), 0);
		assert_int_equal(agreed(KERNEL_INTERLEAVING_SUPPORTED, ask_interleaving), on);
		assert_int_equal(interleaving_result, on ? 0 : -EPERM);
	}
}

static void ipv6_switched_off(void **state)
{
	const struct sockaddr_in6 local = { .sin6_family = AF_INET6,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };

	(void)state;
	for (int off = 0; off < 2; off++) {
		int fd = socket(AF_INET6, SOCK_SEQPACKET | SOCK_CLOEXEC, IPPROTO_SCTP);

		assert_true(fd >= 0);
		tune("ipv6/conf/all/disable_ipv6", off ? "1" : "0");
		assert_int_equal(told("ipv6"), off ? ASCTP_OFF : ASCTP_HAS);
		assert_int_equal(bind(fd, (struct sockaddr *)&local, sizeof(local)) == 0, !off);
		close(fd);
	}
}

/* ---- UDP ---- */

/* How many datagrams this host received. */
static unsigned long datagrams(void)
{
	char line[512];
	unsigned long count = 0;
	FILE *file = fopen("/proc/thread-self/net/snmp", "re");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "Udp: %lu", &count) == 1)
			break;
	fclose(file);
	return count;
}

static void ask_udp(int fd)
{
	struct kernel_udpencaps encaps = { .port = htons(9899) };

	assert_int_equal(setsockopt(fd, IPPROTO_SCTP, KERNEL_REMOTE_UDP_ENCAPS_PORT, &encaps,
				 sizeof(encaps)),
		0);
}

static bool through_udp(void (*prepare)(int fd))
{
	unsigned long before = datagrams();
	struct pair pair = make_pair(prepare);
	bool used = datagrams() > before;

	assert_int_equal(pair.error, 0);
	end_pair(&pair);
	return used;
}

static void udp_needs_the_host(void **state)
{
	struct kernel_udpencaps encaps = { 0 };
	socklen_t len = sizeof(encaps);
	int fd = make(SOCK_STREAM);
	bool known = !getsockopt(fd, IPPROTO_SCTP, KERNEL_REMOTE_UDP_ENCAPS_PORT, &encaps, &len);

	(void)state;
	close(fd);
	if (!known) {
		assert_int_equal(told("udp_encapsulation"), ASCTP_LACKS);
		assert_int_equal(feature("udp_encapsulation")->error, -ENOPROTOOPT);
		assert_false(net_sysctl("udp_port", "9899"));
		return;
	}
	assert_int_equal(told("udp_encapsulation"), ASCTP_OFF);
	assert_false(through_udp(ask_udp)); /* the option alone does nothing */
	tune("sctp/udp_port", "9899");
	assert_int_equal(told("udp_encapsulation"), ASCTP_ASK);
	assert_false(through_udp(NULL));
	assert_true(through_udp(ask_udp));
	tune("sctp/encap_port", "9899");
	assert_int_equal(told("udp_encapsulation"), ASCTP_HAS);
	assert_true(through_udp(NULL));
}

/* ---- Paths ---- */

/* A path is cut: is it told that it may have failed before it is given up? */
static bool failure_foreseen(void)
{
	struct side server, client;
	asctp_endpoint *endpoint;
	bool seen;

	begin_two(&server, &client);
	use_host(1);
	endpoint = asctp_listen(
		server.ctx, "10.1.0.2,10.2.0.2:7000", .on = &server.on, .user = &server);
	assert_non_null(endpoint);
	use_host(0);
	assert_non_null(asctp_connect(client.ctx, "10.1.0.2,10.2.0.2:7000",
		.local = "10.1.0.1,10.2.0.1:7001", .on = &client.on, .user = &client));
	until(server.ups && client.ups);
	until(strstr(server.text, "10.2.0.1:7001 confirmed"));
	cut_path(1, true);
	until(strstr(client.text, "path 10.1.0.2:7000 unreachable\n"));
	seen = strstr(client.text, "path 10.1.0.2:7000 potentially failed\n");
	cut_path(1, false);
	end_two(&server, &client);
	return seen;
}

static void failures_foreseen(void **state)
{
	(void)state;
	two_hosts();
	for (int i = 0; i < 2; i++) {
		use_host(i);
		net_sysctl("association_max_retrans", "20");
	}
	for (int on = 0; on < 2; on++) {
		use_host(0);
		tune("sctp/pf_enable", on ? "1" : "0");
		assert_int_equal(told("potentially_failed"), on ? ASCTP_HAS : ASCTP_OFF);
		assert_int_equal(told("expose_pf"), on ? ASCTP_ASK : ASCTP_OFF);
		assert_int_equal(failure_foreseen(), on);
	}
	use_host(0);
	tune("sctp/pf_expose", "2");
	assert_int_equal(told("expose_pf"), ASCTP_HAS);
	assert_int_equal(told("switchover"), ASCTP_ASK);
	tune("sctp/ps_retrans", "1");
	assert_int_equal(told("switchover"), ASCTP_HAS);
}

/* ---- Buffers ---- */

/* One peer does not read: can another be sent to when the socket has no more room for the first? */
static bool sends_past_a_stalled_peer(void)
{
	int sender = make(SOCK_SEQPACKET | SOCK_NONBLOCK);
	int peers[2] = { make(SOCK_STREAM), make(SOCK_STREAM) };
	struct sockaddr_in to[2];
	char data[1000] = "";
	ssize_t result;

	assert_int_equal(set_int(peers[0], SOL_SOCKET, SO_RCVBUF, 4096), 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(bind_to(peers[i], 0), 0);
		assert_int_equal(listen(peers[i], 5), 0);
		to[i] = name_of(peers[i]);
		assert_int_equal(
			sendto(sender, data, 1, 0, (struct sockaddr *)&to[i], sizeof(*to)), 1);
	}
	do {
		result = sendto(
			sender, data, sizeof(data), 0, (struct sockaddr *)&to[0], sizeof(*to));
	} while (result > 0);
	assert_int_equal(errno, EAGAIN);
	result = sendto(sender, data, sizeof(data), 0, (struct sockaddr *)&to[1], sizeof(*to));
	assert_true(result > 0 || errno == EAGAIN);
	close(sender);
	close(peers[0]);
	close(peers[1]);
	return result > 0;
}

static void buffers_of_associations(void **state)
{
	(void)state;
	for (int on = 0; on < 2; on++) {
		tune("sctp/sndbuf_policy", on ? "1" : "0");
		tune("sctp/rcvbuf_policy", on ? "0" : "1");
		assert_int_equal(told("send_buffer_per_assoc"), on ? ASCTP_HAS : ASCTP_OFF);
		assert_int_equal(told("receive_buffer_per_assoc"), on ? ASCTP_OFF : ASCTP_HAS);
		assert_int_equal(sends_past_a_stalled_peer(), on);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(options_are_enough),
		KERNEL_TEST(asconf_and_what_it_stands_on),
		KERNEL_TEST(auto_asconf_by_default),
		KERNEL_TEST(interleaving_needs_the_host),
		KERNEL_TEST(ipv6_switched_off),
		KERNEL_TEST(udp_needs_the_host),
		KERNEL_TEST(failures_foreseen),
		KERNEL_TEST(buffers_of_associations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
