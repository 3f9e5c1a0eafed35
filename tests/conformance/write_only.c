/* SPDX-License-Identifier: MIT */
/* tests/conformance/write_only.c - RFC 6458 section 8.3: options to write. */
#include "capture.h"
#include "conformance.h"

static asctp_where at_a(const struct pair *pair)
{
	return asctp_at(pair->a, pair->a_id);
}

static asctp_where at_b(const struct pair *pair)
{
	return asctp_at(pair->b, pair->b_id);
}

/* 8.3.1: the server tells the client where to send to. */
static void peer_primary(void)
{
	asctp_notification change;
	struct chunk data;
	asctp_addr second;
	struct pair pair;

	pair_open_at(&pair, ASCTP_ONE_TO_MANY, ASCTP_IPV4, "127.0.0.1,127.0.0.2");
	assert_int_equal(asctp_set(pair.a, auth_supported, true), 0);
	assert_int_equal(asctp_set(pair.listener, auth_supported, true), 0);
	assert_int_equal(asctp_set(pair.a, asconf_supported, true), 0);
	assert_int_equal(asctp_set(pair.listener, asconf_supported, true), 0);
	assert_int_equal(asctp_sock_subscribe(
				 pair.a, ASCTP_FUTURE_ASSOC, ASCTP_MASK(ASCTP_PEER_ADDR_CHANGE), 0),
		0);
	pair_connect(&pair);
	second = address("127.0.0.2");
	second.v4.sin_port = pair.to.v4.sin_port;
	do
		change = await_notification(pair.a, ASCTP_PEER_ADDR_CHANGE);
	while (change.peer_addr_change.state != ASCTP_ADDR_CONFIRMED);

	assert_int_equal(asctp_put(at_b(&pair), peer_primary, &second), 0);
	do
		change = await_notification(pair.a, ASCTP_PEER_ADDR_CHANGE);
	while (change.peer_addr_change.state != ASCTP_ADDR_MADE_PRIM);
	assert_true(asctp_addr_equal(&change.peer_addr_change.addr, &second));
	capture_begin();
	say(pair.a, pair.a_id, "there");
	data = capture_await(CHUNK_DATA, 0);
	assert_true(asctp_addr_equal(&data.to, &second));

	second.v4.sin_addr.s_addr = htonl(0x7f000003);
	assert_int_equal(asctp_put(at_b(&pair), peer_primary, &second), -EADDRNOTAVAIL);
	assert_int_equal(asctp_get(at_b(&pair), peer_primary, &second), -EOPNOTSUPP);
}

/* Whether there is an AUTH before the DATA of the next message to the server. */
static bool authenticated(const struct pair *pair)
{
	struct chunk chunk;
	bool auth = false;

	capture_begin();
	say(pair->a, pair->a_id, "authentic");
	hear(pair->b, "authentic");
	for (;;) {
		await(capture_next(&chunk));
		if (chunk.type == CHUNK_AUTH)
			auth = true;
		if (chunk.type == CHUNK_DATA)
			return auth;
	}
}

/* 8.3.2 */
static void auth_chunk(void)
{
	enum { INIT = 1, INIT_ACK = 2, SHUTDOWN_COMPLETE = 14, AUTH = 15 };
	static const uint8_t refused[] = { INIT, INIT_ACK, SHUTDOWN_COMPLETE, AUTH };
	struct pair pair;
	int result;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, auth_supported, true), 0);
	assert_int_equal(asctp_set(pair.listener, auth_supported, true), 0);
	pair_connect(&pair);
	assert_false(authenticated(&pair));

	pair_open_auth(&pair);
	pair_connect(&pair);
	assert_true(authenticated(&pair));
	for (size_t i = 0; i < sizeof(refused); i++)
		assert_int_equal(asctp_set(pair.a, auth_chunk, refused[i]), -EINVAL);

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	result = asctp_set(pair.a, auth_chunk, CHUNK_DATA);
	if (result == -EACCES)
		differs("does not enable AUTH by itself: auth_supported");
	else
		assert_int_equal(result, 0);
}

static void both_have_key(const struct pair *pair, const char *client, const char *server)
{
	assert_int_equal(asctp_set(at_a(pair), auth_key, .id = 5, .len = (uint16_t)strlen(client),
				 .secret = client),
		0);
	assert_int_equal(asctp_set(at_b(pair), auth_key, .id = 5, .len = (uint16_t)strlen(server),
				 .secret = server),
		0);
}

/* 8.3.3 */
static void auth_key(void)
{
	struct pair pair;

	pair_open_auth(&pair);
	pair_connect(&pair);
	both_have_key(&pair, "common", "common");
	assert_int_equal(asctp_set(at_a(&pair), auth_active_key, 5), 0);
	say(pair.a, pair.a_id, "common");
	hear(pair.b, "common");
	/* the null key is one, too */
	both_have_key(&pair, "", "");
	say(pair.a, pair.a_id, "null");
	hear(pair.b, "null");
	/* replaced by keys that differ */
	both_have_key(&pair, "one", "other");
	say(pair.a, pair.a_id, "discarded");
	nothing_comes(pair.b);
}

static int send_with_key(const struct pair *pair, uint16_t key)
{
	return asctp_sock_send(
		pair->a, "keyed", 5, .id = pair->a_id, .has_auth_key = true, .auth_key = key);
}

/* 8.3.4 */
static void auth_deactivate_key(void)
{
	asctp_notification freed;
	struct pair pair;

	pair_open_auth(&pair);
	assert_int_equal(asctp_sock_subscribe(pair.a, ASCTP_FUTURE_ASSOC,
				 ASCTP_MASK(ASCTP_AUTHENTICATION_EVENT), 0),
		0);
	pair_connect(&pair);
	both_have_key(&pair, "common", "common");
	assert_int_equal(asctp_set(at_a(&pair), auth_active_key, 5), 0);
	assert_int_equal(asctp_set(at_a(&pair), auth_deactivate_key, 5), -EINVAL);
	assert_int_equal(asctp_set(at_a(&pair), auth_active_key, 0), 0);
	assert_int_equal(send_with_key(&pair, 5), 5);
	hear(pair.b, "keyed");
	assert_int_equal(asctp_set(at_a(&pair), auth_deactivate_key, 5), 0);
	freed = await_notification(pair.a, ASCTP_AUTHENTICATION_EVENT);
	assert_int_equal(freed.authentication.indication, ASCTP_AUTH_FREE_KEY);
	assert_int_equal(freed.authentication.key, 5);
	assert_int_equal(send_with_key(&pair, 5), -EINVAL);
	assert_int_equal(send_with_key(&pair, 0), 5);
	hear(pair.b, "keyed");
}

/* 8.3.5: what is authenticated with a key that the server has no more does not arrive. */
static void auth_delete_key(void)
{
	struct pair pair;

	pair_open_auth(&pair);
	pair_connect(&pair);
	both_have_key(&pair, "common", "common");
	assert_int_equal(send_with_key(&pair, 5), 5);
	hear(pair.b, "keyed");
	assert_int_equal(asctp_set(at_b(&pair), auth_delete_key, 0), -EINVAL);
	assert_int_equal(asctp_set(at_b(&pair), auth_delete_key, 5), 0);
	assert_int_equal(asctp_set(at_b(&pair), auth_delete_key, 5), -EINVAL);
	assert_int_equal(send_with_key(&pair, 5), 5);
	nothing_comes(pair.b);
}

const struct row rows_write_only[] = {
	ROW("8.3.1", "SCTP_SET_PEER_PRIMARY_ADDR", "asctp_set(peer_primary)", peer_primary),
	ROW("8.3.2", "SCTP_AUTH_CHUNK", "asctp_set(auth_chunk)", auth_chunk),
	ROW("8.3.3", "SCTP_AUTH_KEY", "asctp_set(auth_key)", auth_key),
	ROW("8.3.4", "SCTP_AUTH_DEACTIVATE_KEY", "asctp_set(auth_deactivate_key)",
		auth_deactivate_key),
	ROW("8.3.5", "SCTP_AUTH_DELETE_KEY", "asctp_set(auth_delete_key)", auth_delete_key),
	END_OF_ROWS,
};
