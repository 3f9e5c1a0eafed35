/* SPDX-License-Identifier: MIT */
/* tests/conformance/changes.c - RFC 6458 sections 6.1.1, 6.1.2: how associations and addresses fare. */
#include "far.h"
#include "wire/kernel.h"

/* The 16 bits there, in network byte order. */
static uint16_t raw_at(const asctp_notification *notification, size_t at)
{
	const uint8_t *raw = notification->raw;

	assert_true(notification->raw_len >= at + 2);
	return (uint16_t)(raw[at] << 8 | raw[at + 1]);
}

static void cause_is(const void **info, size_t *len, uint16_t code, const char *text)
{
	asctp_cause cause;

	assert_int_equal(asctp_cause_next(info, len, &cause), 1);
	assert_int_equal(cause.code, code);
	assert_int_equal(cause.len, strlen(text));
	assert_memory_equal(cause.data, text, cause.len);
}

/* ---- 6.1.1 SCTP_ASSOC_CHANGE ---- */

static void comm_up(void)
{
	asctp_notification up;
	struct pair pair;
	int32_t id;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, init, .streams_out = 5, .streams_in_max = 3);
	assert_int_equal(asctp_sock_listen(pair.listener, 5), 0);
	assert_int_equal(asctp_sock_connect(pair.a, &pair.to, 1, &id), -EINPROGRESS);
	up = await_state(pair.a, ASCTP_COMM_UP);
	assert_int_equal(up.id, id);
	assert_int_equal(up.assoc_change.error, 0);
	assert_int_equal(up.assoc_change.streams_out, 5);
	assert_int_equal(up.assoc_change.streams_in, 3);
	if (!up.assoc_change.info_len)
		differs("sac_info does not list what the association supports");
	up = await_state(pair.listener, ASCTP_COMM_UP);
	assert_int_equal(up.assoc_change.streams_out, 3);
	assert_int_equal(up.assoc_change.streams_in, 5);
}

enum { ABORT_CHUNK = 6, USER_ABORT = 12 };

static void error_is(const asctp_notification *lost, uint16_t code)
{
	uint16_t raw = raw_at(lost, offsetof(struct kernel_assoc_change, error));

	assert_int_equal(lost->assoc_change.error, code);
	if (raw == code)
		differs("the kernel has sac_error in network byte order");
	else
		assert_int_equal(ntohs(raw), code);
}

static void comm_lost_by_peer(void)
{
	asctp_notification lost;
	struct pair pair;
	const void *info;
	size_t len;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_abort(pair.b, pair.b_id, "so be it", 8), 0);
	lost = await_state(pair.a, ASCTP_COMM_LOST);
	assert_int_equal(lost.id, pair.a_id);
	error_is(&lost, USER_ABORT);
	info = lost.assoc_change.info;
	len = lost.assoc_change.info_len;
	if (len && *(const uint8_t *)info == ABORT_CHUNK) {
		info = (const char *)info + 4;
		len -= 4;
	} else {
		differs("sac_info begins with the causes, without the ABORT chunk's header");
	}
	cause_is(&info, &len, USER_ABORT, "so be it");
	assert_int_equal(len, 0);
	assert_int_equal(asctp_sock_send(pair.a, "x", 1, .id = pair.a_id), -EPIPE);
}

static void comm_lost_by_us(void)
{
	asctp_notification lost;
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_abort(pair.a, pair.a_id, NULL, 0), 0);
	lost = await_state(pair.a, ASCTP_COMM_LOST);
	assert_int_equal(lost.id, pair.a_id);
	error_is(&lost, USER_ABORT);
	await_state(pair.b, ASCTP_COMM_LOST);
}

static void comm_lost_to_silence(void)
{
	asctp_notification lost;
	struct pair pair;

	pair_far(&pair, ASCTP_ONE_TO_MANY, 1);
	sets(asctp_at(pair.a, pair.a_id), limits, .max_retrans = 1);
	cut_path(1, true);
	say(pair.a, pair.a_id, "is anybody there?");
	lost = await_state(pair.a, ASCTP_COMM_LOST);
	assert_int_equal(lost.id, pair.a_id);
	assert_int_equal(lost.assoc_change.info_len, 0);
	if (!lost.assoc_change.error)
		differs("sac_error is 0: it does not tell why");
}

static void restart(void)
{
	asctp_notification again;
	asctp_addr from;
	struct pair pair;
	int32_t id;

	pair_far(&pair, ASCTP_ONE_TO_MANY, 1);
	assert_int_equal(asctp_sock_locals(pair.a, 0, &from, 1), 1);
	cut_path(1, true);
	assert_int_equal(asctp_sock_abort(pair.a, pair.a_id, NULL, 0), 0);
	assert_int_equal(close(pair.a), 0);
	cut_path(1, false);

	use_host(0);
	pair.a = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, 0);
	assert_int_equal(asctp_sock_bind(pair.a, &from, 1), 0);
	want(pair.a, ASCTP_FUTURE_ASSOC, ASCTP_ASSOC_CHANGE);
	sets(pair.a, init, .streams_out = 4);
	assert_int_equal(asctp_sock_connect(pair.a, &pair.to, 1, &id), -EINPROGRESS);
	pair.a_id = await_state(pair.a, ASCTP_COMM_UP).id;
	again = await_state(pair.b, ASCTP_RESTART);
	assert_int_equal(again.id, pair.b_id);
	assert_int_equal(again.assoc_change.streams_in, 4);
	if (!again.assoc_change.info_len)
		differs("sac_info does not list what the association supports");
	talk(&pair);
}

static void shutdown_comp(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	say(pair.a, pair.a_id, "the last");
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	hear(pair.b, "the last");
	assert_int_equal(await_state(pair.b, ASCTP_SHUTDOWN_COMP).id, pair.b_id);
	assert_int_equal(await_state(pair.a, ASCTP_SHUTDOWN_COMP).id, pair.a_id);
}

static void cant_start_refused(void)
{
	asctp_notification refused;
	struct pair pair;
	int32_t id = 0;
	int result;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	result = asctp_sock_connect(pair.a, &pair.to, 1, &id);
	refused = await_state(pair.a, ASCTP_CANT_STR_ASSOC);
	assert_int_equal(result, -EINPROGRESS);
	assert_true(id > 2);
	assert_int_equal(refused.id, id);
	assert_int_equal(refused.assoc_change.error, 0);
}

static void cant_start_silent(void)
{
	asctp_notification silent;
	asctp_addr nobody = address("10.1.0.77:5000");
	struct pair pair;
	int32_t id = 0;

	two_hosts();
	pair_far_open(&pair, ASCTP_ONE_TO_MANY, 1);
	sets(pair.a, init, .attempts = 1, .max_timeout_ms = 100);
	assert_int_equal(asctp_sock_connect(pair.a, &nobody, 1, &id), -EINPROGRESS);
	silent = await_state(pair.a, ASCTP_CANT_STR_ASSOC);
	assert_int_equal(silent.id, id);
	assert_int_equal(silent.assoc_change.info_len, 0);
}

/* ---- 6.1.2 SCTP_PEER_ADDR_CHANGE ---- */

static void confirmed(void)
{
	asctp_addr second = address("127.0.0.2");
	asctp_notification change;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	second.v4.sin_port = pair.to.v4.sin_port;
	assert_int_equal(asctp_sock_bind(pair.listener, &second, 1), 0);
	want(pair.a, ASCTP_FUTURE_ASSOC, ASCTP_PEER_ADDR_CHANGE);
	pair_connect(&pair);
	change = await_addr_state(pair.a, ASCTP_ADDR_CONFIRMED);
	assert_int_equal(change.id, pair.a_id);
	assert_true(asctp_addr_equal(&change.peer_addr_change.addr, &second));
	if (change.peer_addr_change.error == 2)
		differs("spc_error tells that a heartbeat was answered, no error");
	else
		assert_int_equal(change.peer_addr_change.error, 0);
}

static void on_two_paths(struct pair *pair)
{
	two_hosts();
	pair_far_open(pair, ASCTP_ONE_TO_MANY, 2);
	want(pair->a, ASCTP_FUTURE_ASSOC, ASCTP_PEER_ADDR_CHANGE);
	pair_connect(pair);
	await_addr_state(pair->a, ASCTP_ADDR_CONFIRMED);
}

static void unreachable(void)
{
	asctp_notification change;
	struct pair pair;

	on_two_paths(&pair);
	sets(asctp_at(pair.a, pair.a_id), path_max_retrans, .count = 1);
	sets(asctp_at(pair.a, pair.a_id), heartbeat, .interval_ms = 20);
	cut_path(2, true);
	change = await_addr_state(pair.a, ASCTP_ADDR_UNREACHABLE);
	assert_int_equal(change.id, pair.a_id);
	assert_int_equal(ntohl(change.peer_addr_change.addr.v4.sin_addr.s_addr), 0x0a020002);
	talk(&pair);
	cut_path(2, false);
	change = await_addr_state(pair.a, ASCTP_ADDR_AVAILABLE);
	assert_int_equal(ntohl(change.peer_addr_change.addr.v4.sin_addr.s_addr), 0x0a020002);
}

static void made_primary(void)
{
	asctp_notification change;
	asctp_addr peers[2];
	struct pair pair;

	on_two_paths(&pair);
	assert_int_equal(asctp_sock_peers(pair.a, pair.a_id, peers, 2), 2);
	assert_int_equal(asctp_sock_set_option(pair.a, pair.a_id, ASCTP_OPTION_primary, &peers[1],
				 sizeof(peers[1])),
		0);
	change = await_addr_state(pair.a, ASCTP_ADDR_MADE_PRIM);
	assert_true(asctp_addr_equal(&change.peer_addr_change.addr, &peers[1]));
}

/* The peer takes a second address, and gives it up. */
static void added_and_removed(uint32_t state)
{
	asctp_addr second = address("127.0.0.2");
	asctp_notification change;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	for (int i = 0; i < 2; i++) {
		int fd = i ? pair.listener : pair.a;

		sets(fd, auth_supported, true);
		sets(fd, asconf_supported, true);
	}
	want(pair.a, ASCTP_FUTURE_ASSOC, ASCTP_PEER_ADDR_CHANGE);
	pair_connect(&pair);
	second.v4.sin_port = pair.to.v4.sin_port;
	assert_int_equal(asctp_sock_bind(pair.b, &second, 1), 0);
	change = await_addr_state(pair.a, ASCTP_ADDR_ADDED);
	if (state == ASCTP_ADDR_REMOVED) {
		assert_int_equal(asctp_sock_unbind(pair.b, &second, 1), 0);
		change = await_addr_state(pair.a, ASCTP_ADDR_REMOVED);
	}
	assert_int_equal(change.id, pair.a_id);
	assert_true(asctp_addr_equal(&change.peer_addr_change.addr, &second));
}

static void added(void)
{
	added_and_removed(ASCTP_ADDR_ADDED);
}

static void removed(void)
{
	added_and_removed(ASCTP_ADDR_REMOVED);
}

#define CHANGE(state, test) \
	ROW("6.1.1", "SCTP_ASSOC_CHANGE: " state, "asctp_notification.assoc_change", test)
#define ADDR_CHANGE(state, test) \
	ROW("6.1.2", "SCTP_PEER_ADDR_CHANGE: " state, "asctp_notification.peer_addr_change", test)

const struct row rows_changes[] = {
	CHANGE("COMM_UP", comm_up),
	CHANGE("COMM_LOST, by the peer", comm_lost_by_peer),
	CHANGE("COMM_LOST, by us", comm_lost_by_us),
	CHANGE("COMM_LOST, nobody there", comm_lost_to_silence),
	CHANGE("RESTART", restart),
	CHANGE("SHUTDOWN_COMP", shutdown_comp),
	CHANGE("CANT_STR_ASSOC, refused", cant_start_refused),
	CHANGE("CANT_STR_ASSOC, nobody there", cant_start_silent),
	ADDR_CHANGE("CONFIRMED", confirmed),
	ADDR_CHANGE("UNREACHABLE, AVAILABLE", unreachable),
	ADDR_CHANGE("MADE_PRIM", made_primary),
	ADDR_CHANGE("ADDED", added),
	ADDR_CHANGE("REMOVED", removed),
	END_OF_ROWS,
};
