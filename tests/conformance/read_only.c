/* SPDX-License-Identifier: MIT */
/* tests/conformance/read_only.c - RFC 6458 section 8.2: options to read. */
#include "conformance.h"

/* 8.2.1 */
static void status(void)
{
	asctp_status before, after;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, init, .streams_out = 3, .streams_in_max = 2), 0);
	pair_connect(&pair);
	pair_delay_acks(&pair, 500);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), status, &before), 0);
	assert_int_equal(before.state, ASCTP_STATE_ESTABLISHED);
	assert_int_equal(before.streams_out, 3);
	assert_int_equal(before.streams_in, 2);
	assert_int_equal(before.unacked, 0);
	assert_true(asctp_addr_equal(&before.primary.path, &pair.to));
	assert_int_equal(before.primary.state, ASCTP_ACTIVE);

	say(pair.a, pair.a_id, "in flight");
	say(pair.a, pair.a_id, "in flight");
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), status, &after), 0);
	assert_int_equal(after.unacked, 2);
	assert_true(after.peer_rwnd < before.peer_rwnd);
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), status, &after), 0);
	assert_int_equal(after.state, ASCTP_STATE_SHUTDOWN_PENDING);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), status, &after), -EINVAL);

	assert_int_equal(asctp_get(pair.a, status, &after), -EINVAL);
	assert_int_equal(asctp_set(pair.a, status, .state = 1), -EOPNOTSUPP);
}

/* 8.2.2 */
static void path_info(void)
{
	asctp_path_info path = { .state = ASCTP_INACTIVE };
	struct pair pair;

	pair_open_hosts(&pair);
	cut_path(2, true);
	pair_connect(&pair);
	path.path = address("10.2.0.2");
	path.path.v4.sin_port = pair.to.v4.sin_port;
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path), 0);
	assert_int_equal(path.state, ASCTP_UNCONFIRMED);
	cut_path(2, false);
	await(!asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path) &&
		path.state == ASCTP_ACTIVE);
	cut_path(2, true);
	await(!asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path) &&
		path.state == ASCTP_INACTIVE);

	path.path = pair.to;
	talk(&pair);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path), 0);
	assert_int_equal(path.state, ASCTP_ACTIVE);
	assert_int_equal(path.rto_ms, 100);
	assert_in_range(path.srtt_ms, 0, 100);
	assert_in_range(path.cwnd, 4380, 100000);
	if (path.mtu == 1500)
		differs("the MTU is that of IP, headers included");
	else
		assert_int_equal(path.mtu, 1500 - 20 - 12);

	/* an address tells its association */
	path = (asctp_path_info){ .path = pair.to };
	assert_int_equal(asctp_get(pair.a, path_info, &path), 0);
	assert_int_equal(path.id, pair.a_id);

	path.path.v4.sin_addr.s_addr = htonl(0x0a090909);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path), -EINVAL);
}

static bool among(const asctp_chunks *chunks, uint8_t type)
{
	return memchr(chunks->types, type, chunks->count) != NULL;
}

enum { DATA = 0, HEARTBEAT = 4, SACK = 3 };

/* 8.2.3: what the other side has asked for, and nothing of our own. */
static void peer_auth_chunks(void)
{
	asctp_chunks chunks;
	struct pair pair;

	pair_open_auth(&pair);
	assert_int_equal(asctp_set(pair.listener, auth_chunk, HEARTBEAT), 0);
	assert_int_equal(asctp_set(pair.a, auth_chunk, SACK), 0);
	pair_connect(&pair);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), peer_auth_chunks, &chunks), 0);
	assert_true(among(&chunks, DATA) && among(&chunks, HEARTBEAT));
	assert_false(among(&chunks, SACK));
	assert_int_equal(asctp_get(asctp_at(pair.b, pair.b_id), peer_auth_chunks, &chunks), 0);
	assert_true(among(&chunks, SACK));
	assert_false(among(&chunks, DATA) || among(&chunks, HEARTBEAT));
	talk(&pair);
}

/* 8.2.4: an association keeps what it began with. */
static void local_auth_chunks(void)
{
	asctp_chunks chunks;
	struct pair pair;

	pair_open_auth(&pair);
	pair_connect(&pair);
	assert_int_equal(asctp_set(pair.b, auth_chunk, HEARTBEAT), 0);
	assert_int_equal(asctp_get(asctp_at(pair.b, pair.b_id), local_auth_chunks, &chunks), 0);
	assert_true(among(&chunks, DATA));
	assert_false(among(&chunks, HEARTBEAT));
	assert_int_equal(asctp_get(pair.b, local_auth_chunks, &chunks), 0);
	assert_true(among(&chunks, DATA) && among(&chunks, HEARTBEAT));
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), local_auth_chunks, &chunks), 0);
	assert_false(among(&chunks, DATA));
	talk(&pair);
}

/* 8.2.5 */
static void assoc_count(void)
{
	int32_t id, server_id;
	struct pair pair;
	uint32_t count;
	int fd;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	fd = pair_another(&pair, &id, &server_id);
	assert_int_equal(asctp_get(pair.b, assoc_count, &count), 0);
	assert_int_equal(count, 2);
	assert_int_equal(asctp_sock_shutdown(fd, id), 0);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	assert_int_equal(asctp_get(pair.b, assoc_count, &count), 0);
	assert_int_equal(count, 1);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_get(pair.b, assoc_count, &count), -EOPNOTSUPP);
}

/* 8.2.6 */
static void assoc_ids(void)
{
	int32_t ids[3] = { 0 }, id, server_id;
	asctp_assoc_ids list = { .ids = ids, .max = 3 };
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	pair_another(&pair, &id, &server_id);
	assert_int_equal(asctp_get(pair.b, assoc_ids, &list), 0);
	assert_int_equal(list.count, 2);
	assert_true((ids[0] == pair.b_id && ids[1] == server_id) ||
		    (ids[1] == pair.b_id && ids[0] == server_id));
	list.max = 1;
	assert_int_equal(asctp_get(pair.b, assoc_ids, &list), -ENOBUFS);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	list.max = 3;
	assert_int_equal(asctp_get(pair.b, assoc_ids, &list), -EOPNOTSUPP);
}

const struct row rows_read_only[] = {
	ROW("8.2.1", "SCTP_STATUS", "asctp_get(status)", status),
	ROW("8.2.2", "SCTP_GET_PEER_ADDR_INFO", "asctp_get(path_info)", path_info),
	ROW("8.2.3", "SCTP_PEER_AUTH_CHUNKS", "asctp_get(peer_auth_chunks)", peer_auth_chunks),
	ROW("8.2.4", "SCTP_LOCAL_AUTH_CHUNKS", "asctp_get(local_auth_chunks)", local_auth_chunks),
	ROW("8.2.5", "SCTP_GET_ASSOC_NUMBER", "asctp_get(assoc_count)", assoc_count),
	ROW("8.2.6", "SCTP_GET_ASSOC_ID_LIST", "asctp_get(assoc_ids)", assoc_ids),
	END_OF_ROWS,
};
