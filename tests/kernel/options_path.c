/* SPDX-License-Identifier: MIT */
/* tests/kernel/options_path.c - options of paths, in associations. */
#include "pairs.h"
#include "peers.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

/* ---- Paths ---- */

static void one_path_and_all(void **state)
{
	struct pair many;
	asctp_heartbeat heartbeat = { 0 };
	asctp_path_count count = { 0 };
	asctp_path_info info = { 0 };
	asctp_path_mtu mtu = { 0 };
	asctp_addr primary, elsewhere = loopback(), no_port;

	(void)state;
	many = pair_of(SOCK_SEQPACKET, NULL);
	const asctp_where at = asctp_at(many.fd, many.id);

	assert_int_equal(asctp_set(at, heartbeat, .path = many.peer, .interval_ms = 7000), 0);
	assert_int_equal(asctp_set(at, path_max_retrans, .path = many.peer, .count = 9), 0);
	assert_int_equal(asctp_set(at, path_mtu, .path = many.peer, .fixed = true, .mtu = 1400), 0);
	heartbeat.path = count.path = info.path = mtu.path = many.peer;
	assert_int_equal(asctp_get(at, heartbeat, &heartbeat), 0); /* the others left it alone */
	assert_int_equal(heartbeat.interval_ms, 7000);
	assert_int_equal(asctp_get(at, path_max_retrans, &count), 0);
	assert_int_equal(count.count, 9);
	assert_int_equal(asctp_get(at, path_mtu, &mtu), 0);
	assert_true(mtu.fixed);
	assert_int_equal(mtu.mtu, 1400);
	assert_int_equal(asctp_get(at, path_info, &info), 0);
	assert_int_equal(info.mtu, 1400);
	assert_int_equal(info.state, ASCTP_ACTIVE);
	assert_in_range(info.rto_ms, 100, 500);
	assert_true(info.srtt_ms < 100);

	/* 0 is a value */
	assert_int_equal(asctp_set(at, heartbeat, .path = many.peer, .interval_ms = 0), 0);
	assert_int_equal(asctp_get(at, heartbeat, &heartbeat), 0);
	assert_int_equal(heartbeat.interval_ms, 0);
	assert_false(heartbeat.off);
	assert_int_equal(asctp_set(at, heartbeat, .path = many.peer, .off = true), 0);
	assert_int_equal(asctp_get(at, heartbeat, &heartbeat), 0);
	assert_true(heartbeat.off);
	assert_int_equal(asctp_set(at, pf_threshold, many.peer, 3), 0);
	assert_int_equal(asctp_set(at, switchover, many.peer, 4), 0);
	assert_int_equal(asctp_get(at, pf_threshold, &count), 0);
	assert_int_equal(count.count, 3);
	assert_int_equal(asctp_set(at, switchover, many.peer, 2), -EINVAL); /* below pf_threshold */
	assert_int_equal(asctp_set(at, pf_threshold, many.peer, 0), 0);
	assert_int_equal(asctp_get(at, switchover, &count), 0);
	assert_int_equal(count.count, 4);
	assert_int_equal(asctp_get(at, path_max_retrans, &count), 0);
	assert_int_equal(count.count, 9);

	assert_int_equal(asctp_sock_set_option(many.fd, many.id, ASCTP_OPTION_heartbeat_now,
				 &many.peer, sizeof(many.peer)),
		0);
	assert_int_equal(asctp_set(at, heartbeat_now, 0), 0);
	assert_int_equal(asctp_set(many.fd, heartbeat_now, 0), -EINVAL); /* of which association? */

	/* an address without a port has the peer's */
	no_port = many.peer;
	no_port.v4.sin_port = 0;
	assert_int_equal(asctp_sock_set_option(
				 many.fd, many.id, ASCTP_OPTION_primary, &no_port, sizeof(no_port)),
		0);
	assert_int_equal(asctp_get(at, primary, &primary), 0);
	assert_true(asctp_addr_equal(&primary, &many.peer));
	info = (asctp_path_info){ .path = no_port };
	assert_int_equal(asctp_get(at, path_info, &info), 0);
	assert_int_equal(info.state, ASCTP_ACTIVE);

	elsewhere.v4.sin_addr.s_addr = htonl(0x7f000009);
	assert_int_equal(asctp_set(at, heartbeat, .path = elsewhere), -EINVAL);
	assert_int_equal(asctp_set(at, pf_threshold, elsewhere, 1), -EINVAL);
	assert_int_equal(asctp_set(at, switchover, elsewhere, 1), -EINVAL);
	count.path = info.path = elsewhere;
	assert_int_equal(asctp_get(at, pf_threshold, &count), -EINVAL);
	assert_int_equal(asctp_get(at, path_info, &info), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, many.id, ASCTP_OPTION_primary, &elsewhere,
				 sizeof(elsewhere)),
		-EINVAL);
	end_pair(&many);
}

/* On a socket of IPv6 an IPv4 peer has IPv4 addresses, in whatever form they are given. */
static void both_families(void **state)
{
	asctp_addr peer, mapped, primary;
	asctp_path_value label = { 0 };
	asctp_status status;
	int server, client;

	(void)state;
	server = listening_on(SOCK_STREAM, &peer);
	client = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_SCTP);
	assert_true(client >= 0);
	assert_int_equal(asctp_set(client, flow_label, .value = 0x12345), 0);
	assert_int_equal(asctp_get(client, flow_label, &label), 0);
	assert_int_equal(label.value, 0x12345);
	assert_int_equal(asctp_set(client, flow_label, .value = 0), 0);
	assert_int_equal(asctp_get(client, flow_label, &label), 0);
	assert_int_equal(label.value, 0);
	assert_int_equal(connect(client, &peer.sa, sizeof(peer.v4)), 0);

	assert_int_equal(asctp_get(client, primary, &primary), 0);
	assert_int_equal(primary.sa.sa_family, AF_INET);
	assert_true(asctp_addr_equal(&primary, &peer));
	assert_int_equal(asctp_get(client, status, &status), 0);
	assert_int_equal(status.primary.path.sa.sa_family, AF_INET);
	assert_int_equal(asctp_set(client, heartbeat, .path = peer, .interval_ms = 300), 0);
	mapped = (asctp_addr){ .v6 = { .sin6_family = AF_INET6, .sin6_port = peer.v4.sin_port } };
	memset(&mapped.v6.sin6_addr.s6_addr[10], 0xff, 2);
	memcpy(&mapped.v6.sin6_addr.s6_addr[12], &peer.v4.sin_addr, 4);
	assert_int_equal(asctp_set(client, heartbeat, .path = mapped, .interval_ms = 300), 0);
	assert_int_equal(
		asctp_sock_set_option(client, 0, ASCTP_OPTION_primary, &mapped, sizeof(mapped)), 0);
	close(client);
	close(server);
}

/* ---- UDP encapsulation, probes ---- */

static void to_udp(int fd)
{
	assert_int_equal(asctp_set(fd, udp_encap_port, .value = 9899), 0);
}

static void in_udp(void **state)
{
	struct pair one;
	asctp_path_value port = { 0 };
	asctp_addr elsewhere = loopback();
	char byte;

	(void)state;
	elsewhere.v4.sin_addr.s_addr = htonl(0x7f000009);
	if (!net_sysctl("udp_port", "9899"))
		skip_because("no UDP encapsulation before 5.11");
	one = pair_of(SOCK_STREAM, to_udp);
	assert_int_equal(asctp_get(one.fd, udp_encap_port, &port), 0);
	assert_int_equal(port.value, 9899);
	port.path = one.local;
	assert_int_equal(asctp_get(one.accepted, udp_encap_port, &port), 0);
	assert_int_equal(port.value, 9899);
	assert_int_equal(send(one.fd, "x", 1, 0), 1);
	assert_int_equal(recv(one.accepted, &byte, 1, 0), 1);
	assert_int_equal(asctp_set(one.fd, udp_encap_port, .path = elsewhere), -EINVAL);
	end_pair(&one);
}

static void probes(void **state)
{
	struct pair many;
	asctp_path_value interval = { 0 };

	(void)state;
	if (!kernel_is(5, 14))
		skip_because("no PLPMTUD before 5.14");
	many = pair_of(SOCK_SEQPACKET, NULL);
	const asctp_where at = asctp_at(many.fd, many.id);

	assert_int_equal(asctp_set(at, probe_interval, .path = many.peer, .value = 4999), -EINVAL);
	assert_int_equal(asctp_set(at, probe_interval, .path = many.peer, .value = 5000), 0);
	interval.path = many.peer;
	assert_int_equal(asctp_get(at, probe_interval, &interval), 0);
	assert_int_equal(interval.value, 5000);
	assert_int_equal(asctp_set(at, probe_interval, .value = 0), 0);
	assert_int_equal(asctp_get(at, probe_interval, &interval), 0);
	assert_int_equal(interval.value, 0);
	end_pair(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(one_path_and_all),
		KERNEL_TEST(both_families),
		KERNEL_TEST(in_udp),
		KERNEL_TEST(probes),
	};

	return cmocka_run_group_tests_name("options_path", tests, NULL, NULL);
}
