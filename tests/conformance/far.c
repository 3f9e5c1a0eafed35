/* SPDX-License-Identifier: MIT */
/* tests/conformance/far.c - a pair on two hosts. */
#include "far.h"

static const char *const texts[HOSTS][2] = { { "10.1.0.1", "10.1.0.1,10.2.0.1" },
	{ "10.1.0.2", "10.1.0.2,10.2.0.2" } };

bool hosts_sysctl(const char *name, const char *value)
{
	bool has = true;

	for (int i = 0; i < HOSTS; i++) {
		use_host(i);
		has = net_sysctl(name, value) && has;
	}
	return has;
}

static int opened_at(int host, asctp_style style, int paths)
{
	asctp_addr addrs[2];
	int fd;

	use_host(host);
	fd = asctp_sock_open(style, ASCTP_IPV4, 0);
	assert_true(fd >= 0);
	want(fd, ASCTP_FUTURE_ASSOC, ASCTP_ASSOC_CHANGE);
	assert_int_equal(asctp_addr_parse(texts[host][paths - 1], addrs, 2), paths);
	assert_int_equal(asctp_sock_bind(fd, addrs, (size_t)paths), 0);
	/* paths are cut for as long as a busy machine takes */
	sets(fd, init, .attempts = 20);
	sets(fd, limits, .max_retrans = 20);
	return fd;
}

void pair_far_open(struct pair *pair, asctp_style style, int paths)
{
	*pair = (struct pair){ .style = style, .b = -1 };
	pair->a = opened_at(0, style, paths);
	pair->listener = opened_at(1, style, paths);
	assert_int_equal(asctp_sock_locals(pair->listener, 0, &pair->to, 1), paths);
}

void pair_far(struct pair *pair, asctp_style style, int paths)
{
	two_hosts();
	pair_far_open(pair, style, paths);
	pair_connect(pair);
}

void no_heartbeats(const struct pair *pair)
{
	sets(pair->a, heartbeat, .off = true);
	sets(pair->listener, heartbeat, .off = true);
}

void want(int fd, int32_t id, uint16_t type)
{
	assert_int_equal(asctp_sock_subscribe(fd, id, ASCTP_MASK(type), 0), 0);
}

asctp_notification await_addr_state(int fd, uint32_t state)
{
	asctp_notification change;

	do
		change = await_notification(fd, ASCTP_PEER_ADDR_CHANGE);
	while (change.peer_addr_change.state != state);
	return change;
}
