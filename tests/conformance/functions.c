/* SPDX-License-Identifier: MIT */
/* tests/conformance/functions.c - RFC 6458 sections 9.1 to 9.6: addresses and descriptors. */
#include "scenes.h"

/* ---- 9.1 sctp_bindx() ---- */

static bool among(const asctp_addr *addrs, int count, const char *text, in_port_t port)
{
	asctp_addr wanted = address(text);

	wanted.v4.sin_port = htons(port);
	for (int i = 0; i < count; i++)
		if (asctp_addr_equal(&addrs[i], &wanted))
			return true;
	return false;
}

/* At which addresses a new client finds the peer. */
static int shown(const asctp_addr *to, asctp_addr *ret, size_t max)
{
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	int32_t id = 0;

	assert_int_equal(asctp_sock_connect(fd, to, 1, &id), -EINPROGRESS);
	await_state(fd, ASCTP_COMM_UP);
	return asctp_sock_peers(fd, id, ret, max);
}

static void bind_add(void)
{
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	asctp_addr at[2], foreign[2], any = address("0.0.0.0"), peer[4];
	in_port_t port;

	add_homes();
	assert_int_equal(asctp_addr_parse("10.2.0.1,10.9.9.9", foreign, 2), 2);
	assert_int_equal(asctp_addr_parse("10.1.0.1,127.0.0.5", at, 2), 2);
	/* not bound: two at once */
	assert_int_equal(asctp_sock_bind(fd, at, 2), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, peer, 4), 2);
	port = asctp_addr_port(&peer[0]);
	assert_true(port > 0);
	/* bound: all or none */
	assert_int_equal(asctp_sock_bind(fd, foreign, 2), -EADDRNOTAVAIL);
	assert_int_equal(asctp_sock_locals(fd, 0, peer, 4), 2);
	assert_int_equal(asctp_sock_bind(fd, &any, 1), -EINVAL);
	foreign[0].v4.sin_port = htons(port ^ 1);
	assert_int_equal(asctp_sock_bind(fd, foreign, 1), -EINVAL);
	foreign[0].v4.sin_port = htons(port);
	assert_int_equal(asctp_sock_bind(fd, foreign, 1), 0);
	/* its peers learn of them */
	assert_int_equal(asctp_sock_listen(fd, 1), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, at, 1), 3);
	assert_int_equal(shown(&foreign[0], peer, 4), 2); /* loopback is not for the others */
	assert_true(among(peer, 2, "10.1.0.1", port));
	assert_true(among(peer, 2, "10.2.0.1", port));
}

static void bind_remove(void)
{
	asctp_addr at, second = address("10.2.0.1"), third = address("127.0.0.1"), peer[4];
	int fd, result;

	add_homes();
	fd = server(ASCTP_ONE_TO_MANY, "10.1.0.1,10.2.0.1", &at);
	assert_int_equal(shown(&at, peer, 4), 2);
	second.v4.sin_port = third.v4.sin_port = at.v4.sin_port;
	assert_int_equal(asctp_sock_unbind(fd, &third, 1), -EINVAL);
	assert_int_equal(asctp_sock_unbind(fd, &second, 1), 0);
	assert_int_equal(shown(&at, peer, 4), 1);
	assert_true(among(peer, 1, "10.1.0.1", asctp_addr_port(&at)));
	result = asctp_sock_unbind(fd, &at, 1);
	if (result == -EBUSY)
		differs("the last address is refused with EBUSY, not EINVAL");
	else
		assert_int_equal(result, -EINVAL);
	assert_int_equal(shown(&at, peer, 4), 1);
}

/* A pair with one address each, with ADDR_CHANGE on the client. */
static void pair_one_home(struct pair *pair, bool asconf)
{
	asctp_addr at = address("10.1.0.1");

	add_homes();
	*pair = (struct pair){ .style = ASCTP_ONE_TO_MANY };
	pair->a = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	pair->listener = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);
	for (int i = 0; i < 2; i++)
		assert_int_equal(
			asctp_set(i ? pair->listener : pair->a, asconf_supported, asconf), 0);
	assert_int_equal(
		asctp_sock_subscribe(pair->a, 0, ASCTP_MASK(ASCTP_PEER_ADDR_CHANGE), 0), 0);
	assert_int_equal(asctp_sock_bind(pair->listener, &at, 1), 0);
	assert_int_equal(asctp_sock_locals(pair->listener, 0, &pair->to, 1), 1);
	pair_connect(pair);
}

/* The peer's address of that state; others' are passed over. */
static void await_addr(int fd, uint32_t state, const asctp_addr *addr)
{
	asctp_peer_addr_change change;

	do
		change = await_notification(fd, ASCTP_PEER_ADDR_CHANGE).peer_addr_change;
	while (change.state != state);
	assert_true(asctp_addr_equal(&change.addr, addr));
}

static void bind_live(void)
{
	struct pair pair;
	asctp_addr second;

	switch_on("addip_noauth_enable");
	pair_one_home(&pair, true);
	second = home(&pair, 1);
	assert_int_equal(asctp_sock_bind(pair.b, &second, 1), 0);
	await_addr(pair.a, ASCTP_ADDR_ADDED, &second);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, NULL, 0), 2);
	assert_int_equal(asctp_sock_unbind(pair.b, &second, 1), 0);
	await_addr(pair.a, ASCTP_ADDR_REMOVED, &second);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, NULL, 0), 1);
	talk(&pair);
}

static void bind_live_without(void)
{
	struct pair pair;
	asctp_addr second;
	int result;

	pair_one_home(&pair, false);
	second = home(&pair, 1);
	result = asctp_sock_bind(pair.b, &second, 1);
	if (result) {
		assert_int_equal(result, -EOPNOTSUPP);
		return;
	}
	talk(&pair);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, NULL, 0), 1);
	differs("succeeds, and established associations stay as they are; RFC: EOPNOTSUPP");
}

/* ---- 9.2 sctp_peeloff() ---- */

static void peel_off(void)
{
	struct pair pair;
	int alone, type = 0;
	socklen_t len = sizeof(type);
	int32_t id, server_id;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	say(pair.a, pair.a_id, "waiting");
	await(chunks_in(pair.b, pair.b_id) == 1);
	alone = asctp_sock_peel_off(pair.b, pair.b_id, 0);
	assert_true(alone >= 0);
	hear(alone, "waiting");
	say(pair.a, pair.a_id, "thither");
	hear(alone, "thither");
	say(alone, 0, "hither");
	hear(pair.a, "hither");
	/* it is the other's no more, which goes on with those it has */
	assert_int_equal(asctp_sock_send(pair.b, "x", 1, .id = pair.b_id), -EPIPE);
	assert_int_equal(asctp_sock_peel_off(pair.b, pair.b_id, 0), -EINVAL);
	pair_another(&pair, &id, &server_id);
	close(pair.b);
	say(pair.a, pair.a_id, "still there");
	hear(alone, "still there");
	close(alone);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	alone = asctp_sock_peel_off(pair.b, pair.b_id, 0);
	assert_int_equal(getsockopt(alone, SOL_SOCKET, SO_TYPE, &type, &len), 0);
	if (type == SOCK_SEQPACKET)
		differs("the new socket is of type SOCK_SEQPACKET");
	else
		assert_int_equal(type, SOCK_STREAM);
	if (!shutdown(alone, SHUT_WR)) {
		talk(&(struct pair){ .a = alone, .b = pair.a, .b_id = pair.a_id });
		differs("shutdown() on it does nothing");
	}
}

/* ---- 9.3 sctp_getpaddrs() to 9.6 sctp_freeladdrs() ---- */

static void peers(void)
{
	struct pair pair;
	asctp_addr addrs[4];

	pair_homes(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, addrs, 4), 2);
	for (int i = 0; i < 2; i++)
		assert_true(
			among(addrs, 2, i ? "10.2.0.1" : "10.1.0.1", asctp_addr_port(&pair.to)));
	assert_int_equal(asctp_sock_peers(pair.a, 1 << 30, addrs, 4), -EINVAL);
}

/* They are written to the caller's memory, and no further than it reaches. */
static void peers_memory(void)
{
	struct pair pair;
	asctp_addr addrs[2] = { 0 };

	pair_homes(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, addrs, 1), 2);
	assert_int_equal(addrs[0].sa.sa_family, AF_INET);
	assert_int_equal(addrs[1].sa.sa_family, AF_UNSPEC);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, NULL, 0), 2);
}

static void locals(void)
{
	struct pair pair;
	asctp_addr addrs[4];
	int fd = opened(ASCTP_ONE_TO_MANY, ASCTP_IPV4);

	pair_homes(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_locals(pair.b, pair.b_id, addrs, 4), 2);
	for (int i = 0; i < 2; i++)
		assert_true(
			among(addrs, 2, i ? "10.2.0.1" : "10.1.0.1", asctp_addr_port(&pair.to)));
	/* of the socket: all of the host's, if bound to the wildcard */
	addrs[0] = address("0.0.0.0");
	assert_int_equal(asctp_sock_bind(fd, addrs, 1), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, addrs, 4), 3);
	assert_true(among(addrs, 3, "127.0.0.1", asctp_addr_port(&addrs[0])));
}

static void locals_memory(void)
{
	struct pair pair;
	asctp_addr addrs[2] = { 0 };

	pair_homes(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_locals(pair.b, 0, addrs, 1), 2);
	assert_int_equal(addrs[0].sa.sa_family, AF_INET);
	assert_int_equal(addrs[1].sa.sa_family, AF_UNSPEC);
	assert_int_equal(asctp_sock_locals(pair.b, 0, NULL, 0), 2);
}

const struct row rows_functions[] = {
	ROW("9.1", "sctp_bindx(SCTP_BINDX_ADD_ADDR)", "asctp_sock_bind()", bind_add),
	ROW("9.1", "sctp_bindx(SCTP_BINDX_REM_ADDR)", "asctp_sock_unbind()", bind_remove),
	ROW("9.1", "sctp_bindx() with associations, RFC 5061", "asctp_sock_bind(), _unbind()",
		bind_live),
	ROW("9.1", "sctp_bindx() with associations, without it", "asctp_sock_bind()",
		bind_live_without),
	ROW("9.2", "sctp_peeloff()", "asctp_sock_peel_off()", peel_off),
	ROW("9.3", "sctp_getpaddrs()", "asctp_sock_peers()", peers),
	ROW("9.4", "sctp_freepaddrs()", "not needed: asctp_sock_peers()", peers_memory),
	ROW("9.5", "sctp_getladdrs()", "asctp_sock_locals()", locals),
	ROW("9.6", "sctp_freeladdrs()", "not needed: asctp_sock_locals()", locals_memory),
	END_OF_ROWS,
};
