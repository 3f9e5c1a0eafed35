/* SPDX-License-Identifier: MIT */
/* tests/conformance/paths.c - RFC 5061, 6951, 7829, 8899: addresses, UDP, failing paths, path MTU. */
#include "far.h"
#include "packets.h"
#include <net/if.h>
#include <sys/ioctl.h>

/* ---- RFC 7829: potentially failed paths ---- */

/* Two confirmed paths, the first of which takes long to be given up; it is the primary one. */
static void two_paths(struct pair *pair)
{
	two_hosts();
	pair_far_open(pair, ASCTP_ONE_TO_MANY, 2);
	want(pair->a, ASCTP_FUTURE_ASSOC, ASCTP_PEER_ADDR_CHANGE);
	sets(pair->a, path_max_retrans, .count = 9);
	sets(pair->a, expose_pf, ASCTP_EXPOSE_PF_ENABLE);
	pair_connect(pair);
	await_addr_state(pair->a, ASCTP_ADDR_CONFIRMED);
}

static uint32_t host_part(const asctp_addr *addr)
{
	return ntohl(addr->v4.sin_addr.s_addr);
}

enum { FIRST = 0x0a010002, SECOND = 0x0a020002 };

static asctp_path_info first_path(const struct pair *pair)
{
	asctp_path_info info = { .path = pair->to };

	gets_of(asctp_at(pair->a, pair->a_id), path_info, &info);
	return info;
}

static void potentially_failed(void)
{
	asctp_notification change;
	struct pair pair;

	two_paths(&pair);
	cut_path(1, true);
	say(pair.a, pair.a_id, "the other way");
	change = await_addr_state(pair.a, ASCTP_ADDR_POTENTIALLY_FAILED);
	assert_int_equal(change.id, pair.a_id);
	assert_int_equal(host_part(&change.peer_addr_change.addr), FIRST);
	assert_int_equal(first_path(&pair).state, ASCTP_POTENTIALLY_FAILED);
	hear(pair.b, "the other way");
	cut_path(1, false);
	change = await_addr_state(pair.a, ASCTP_ADDR_AVAILABLE);
	assert_int_equal(host_part(&change.peer_addr_change.addr), FIRST);
}

/* With a threshold that is not reached the path fails at once, without that state before. */
static void pf_threshold(void)
{
	asctp_notification change;
	struct pair pair;

	two_paths(&pair);
	sets(asctp_at(pair.a, pair.a_id), path_max_retrans, .count = 2);
	sets(asctp_at(pair.a, pair.a_id), pf_threshold, .count = 2);
	cut_path(1, true);
	say(pair.a, pair.a_id, "one");
	change = await_notification(pair.a, ASCTP_PEER_ADDR_CHANGE);
	assert_int_equal(change.peer_addr_change.state, ASCTP_ADDR_UNREACHABLE);
	cut_path(1, false);
	await_addr_state(pair.a, ASCTP_ADDR_AVAILABLE);

	sets(asctp_at(pair.a, pair.a_id), pf_threshold, .count = 0);
	cut_path(1, true);
	say(pair.a, pair.a_id, "two");
	change = await_notification(pair.a, ASCTP_PEER_ADDR_CHANGE);
	assert_int_equal(change.peer_addr_change.state, ASCTP_ADDR_POTENTIALLY_FAILED);
}

static void switchover(void)
{
	asctp_notification change;
	asctp_status status;
	struct pair pair;

	two_paths(&pair);
	sets(asctp_at(pair.a, pair.a_id), switchover, .count = 1);
	cut_path(1, true);
	say(pair.a, pair.a_id, "one");
	change = await_addr_state(pair.a, ASCTP_ADDR_MADE_PRIM);
	assert_int_equal(host_part(&change.peer_addr_change.addr), SECOND);
	gets_of(asctp_at(pair.a, pair.a_id), status, &status);
	assert_int_equal(host_part(&status.primary.path), SECOND);
	assert_int_equal(first_path(&pair).state, ASCTP_POTENTIALLY_FAILED);
}

static void expose_pf(void)
{
	asctp_path_info info;
	struct pair pair;

	two_paths(&pair);
	sets(asctp_at(pair.a, pair.a_id), expose_pf, ASCTP_EXPOSE_PF_UNSET);
	cut_path(1, true);
	say(pair.a, pair.a_id, "one");
	hear(pair.b, "one");
	await(first_path(&pair).state == ASCTP_POTENTIALLY_FAILED);
	nothing_comes(pair.a);
	sets(asctp_at(pair.a, pair.a_id), expose_pf, ASCTP_EXPOSE_PF_DISABLE);
	info = (asctp_path_info){ .path = pair.to };
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), path_info, &info), -EACCES);
	sets(asctp_at(pair.a, pair.a_id), expose_pf, ASCTP_EXPOSE_PF_ENABLE);
	assert_int_equal(first_path(&pair).state, ASCTP_POTENTIALLY_FAILED);
}

/* ---- RFC 6951: over UDP ---- */

enum { UDP_PORT = 9899 };

static void udp_encap_port(void)
{
	asctp_path_value port = { .value = 0 };
	struct packet packet;
	struct pollfd none = { .events = POLLIN };
	struct pair pair;
	int result, udp;

	if (!net_sysctl("udp_port", "9899")) {
		pair_open(&pair, ASCTP_ONE_TO_MANY);
		result = asctp_set(pair.a, udp_encap_port, .value = UDP_PORT);
		assert_true(result < 0);
		lacks(result, NULL);
	}
	udp = packets_open(IPPROTO_UDP);
	none.fd = packets_open(IPPROTO_SCTP);
	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, udp_encap_port, .value = UDP_PORT);
	pair_connect(&pair);
	talk(&pair);
	await_chunk(udp, CHUNK_DATA, &packet);
	assert_int_equal(packet.from_port, UDP_PORT);
	assert_int_equal(packet.to_port, UDP_PORT);
	assert_int_equal(poll(&none, 1, 0), 0);
	/* who was called has learned it */
	gets_of(asctp_at(pair.b, pair.b_id), udp_encap_port, &port);
	if (!port.value) {
		asctp_addr peer;

		assert_int_equal(asctp_sock_peers(pair.b, pair.b_id, &peer, 1), 1);
		port.path = peer;
		gets_of(asctp_at(pair.b, pair.b_id), udp_encap_port, &port);
	}
	assert_int_equal(port.value, UDP_PORT);
}

/* ---- RFC 8899: packetization layer path MTU discovery ---- */

static void device_mtu(const char *device, int mtu)
{
	struct ifreq request = { .ifr_mtu = mtu };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", device);
	assert_true(fd >= 0);
	assert_int_equal(ioctl(fd, SIOCSIFMTU, &request), 0);
	close(fd);
}

/* The other host takes smaller packets than this one sends, and nobody says so: a black hole. It takes
 * 20 s to find out: probes begin after an interval, of which 5 s is the least, and three must be lost. */
static void probe_interval(void)
{
	enum { LEN = 1450, MTU = 1340, LINK_HEADERS = 18 };
	static char text[LEN];
	struct pair pair;
	int result, packets;

	two_hosts();
	packets = packets_open(IPPROTO_SCTP); /* of the second */
	pair_far_open(&pair, ASCTP_ONE_TO_MANY, 1);
	result = asctp_set(pair.a, probe_interval, .value = 5000);
	if (result == -ENOPROTOOPT)
		lacks(result, NULL);
	assert_int_equal(result, 0);
	pair_connect(&pair);
	use_host(1);
	device_mtu("path1", MTU);
	await(comes_chunk(packets, CHUNK_PAD));
	assert_int_equal(first_path(&pair).mtu, 1500);
	await(first_path(&pair).mtu != 1500);
	assert_true(first_path(&pair).mtu > 1300);
	assert_true(first_path(&pair).mtu <= MTU + LINK_HEADERS);
	assert_int_equal(asctp_sock_send(pair.a, text, LEN, .id = pair.a_id), LEN);
	assert_int_equal(await_data(pair.b).len, LEN);
}

/* ---- RFC 5061: addresses come and go ---- */

static void asconf_supported(void)
{
	asctp_addr second = address("127.0.0.2"), peers[2];
	bool both = true;
	struct pair pair;

	for (int on = 0; on < 2; on++) {
		pair_open(&pair, ASCTP_ONE_TO_MANY);
		sets(pair.a, auth_supported, true);
		sets(pair.a, asconf_supported, true);
		sets(pair.listener, auth_supported, true);
		sets(pair.listener, asconf_supported, on == 1);
		pair_connect(&pair);
		gets_of(asctp_at(pair.a, pair.a_id), asconf_supported, &both);
		assert_int_equal(both, on);
		second.v4.sin_port = pair.to.v4.sin_port;
		assert_int_equal(asctp_sock_bind(pair.b, &second, 1), 0);
		talk(&pair);
		if (!on)
			assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, peers, 2), 1);
	}
	await(asctp_sock_peers(pair.a, pair.a_id, peers, 2) == 2);
	assert_true(asctp_addr_equal(&peers[1], &second));
	/* and it lives on with the new address alone */
	await(asctp_sock_unbind(pair.b, &pair.to, 1) == 0);
	await(asctp_sock_peers(pair.a, pair.a_id, peers, 2) == 1);
	assert_true(asctp_addr_equal(&peers[0], &second));
	talk(&pair);
}

const struct row rows_paths[] = {
	ROW("RFC 5061", "SCTP_ASCONF_SUPPORTED", "asctp_set(asconf_supported)", asconf_supported),
	ROW("RFC 6951 6.1", "SCTP_REMOTE_UDP_ENCAPS_PORT", "asctp_set(udp_encap_port)",
		udp_encap_port),
	ROW("RFC 7829 7.1", "SCTP_PEER_ADDR_CHANGE: POTENTIALLY_FAILED",
		"asctp_notification.peer_addr_change", potentially_failed),
	ROW("RFC 7829 7.2", "SCTP_PEER_ADDR_THLDS", "asctp_set(pf_threshold)", pf_threshold),
	ROW("RFC 7829 7.2", "SCTP_PEER_ADDR_THLDS_V2", "asctp_set(switchover)", switchover),
	ROW("RFC 7829 7.3", "SCTP_EXPOSE_POTENTIALLY_FAILED_STATE", "asctp_set(expose_pf)",
		expose_pf),
	ROW("RFC 8899", "SCTP_PLPMTUD_PROBE_INTERVAL", "asctp_set(probe_interval)", probe_interval),
	END_OF_ROWS,
};
