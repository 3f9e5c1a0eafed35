/* SPDX-License-Identifier: MIT */
/* tests/conformance/options.c - RFC 6458 sections 8.1.1 to 8.1.11: options to read and write. */
#include "capture.h"
#include "conformance.h"

static const char zeros[250000];

/* 8.1.1: how long a message takes that is lost once. */
static uint64_t again_after_ms(const struct pair *pair)
{
	uint64_t began;

	cut_lo(true);
	began = now_ms();
	say(pair->a, pair->a_id, "lost");
	cut_lo(false);
	hear(pair->b, "lost");
	return now_ms() - began;
}

static void rto(void)
{
	enum { TICKS = 20 }; /* in ms: the kernel's timers may be early by some */
	asctp_path_info path;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(
		asctp_set(pair.a, rto, .initial_ms = 600, .min_ms = 600, .max_ms = 600), 0);
	pair_connect(&pair);
	talk(&pair);
	assert_true(again_after_ms(&pair) >= 600 - TICKS);

	/* an association takes other bounds when it next measures the round trip */
	assert_int_equal(
		asctp_set(asctp_at(pair.a, pair.a_id), rto, .min_ms = 100, .max_ms = 100), 0);
	talk(&pair);
	path = (asctp_path_info){ .path = pair.to };
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path), 0);
	assert_int_equal(path.rto_ms, 100);
	assert_in_range(again_after_ms(&pair), 100 - TICKS, 600 - TICKS - 1);

	assert_int_equal(asctp_set(pair.a, rto, .min_ms = 2, .max_ms = 1), -EINVAL);
	assert_int_equal(
		asctp_set(asctp_at(pair.a, ASCTP_CURRENT_ASSOC), rto, .max_ms = 1), -EINVAL);
}

/* 8.1.2: over a slow path, a cookie is too old when it comes back, or is not. */
static void cookie_life(void)
{
	enum { STALE_COOKIE = 3, DELAY_MS = 40, SHORT_MS = 20 };
	struct chunk error;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	delay_lo(DELAY_MS);
	pair_connect(&pair);
	delay_lo(0);

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.listener, limits, .cookie_life_ms = SHORT_MS), 0);
	assert_int_equal(asctp_sock_listen(pair.listener, 1), 0);
	delay_lo(DELAY_MS);
	capture_begin();
	assert_int_equal(asctp_sock_connect(pair.a, &pair.to, 1, &pair.a_id), -EINPROGRESS);
	error = capture_await(CHUNK_ERROR, asctp_addr_port(&pair.to));
	assert_int_equal(capture_u16(&error, 0), STALE_COOKIE);
	delay_lo(0);
}

/* 8.1.2: of two associations that lose all, the one with fewer retransmissions ends. */
static void limits(void)
{
	asctp_limits before, after;
	int32_t id, server_id;
	asctp_status status;
	struct pair pair;
	int patient;

	cookie_life();
	pair_open_at(&pair, ASCTP_ONE_TO_MANY, ASCTP_IPV4, "127.0.0.1,127.0.0.2");
	assert_int_equal(asctp_set(pair.a, limits, .max_retrans = 1), 0);
	pair_connect(&pair);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), limits, &before), 0);
	assert_int_equal(before.max_retrans, 1);
	assert_int_equal(before.peer_addrs, 2);
	assert_true(before.local_rwnd > 0);
	say(pair.a, pair.a_id, "unread");
	await_acked(pair.a, pair.a_id);
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), limits, &after), 0);
	assert_int_equal(after.peer_rwnd, before.peer_rwnd - strlen("unread"));
	hear(pair.b, "unread");

	patient = pair_another(&pair, &id, &server_id);
	cut_lo(true);
	say(patient, id, "lost");
	say(pair.a, pair.a_id, "lost");
	await_state(pair.a, ASCTP_COMM_LOST);
	assert_int_equal(asctp_get(asctp_at(patient, id), status, &status), 0);
	assert_int_equal(status.state, ASCTP_STATE_ESTABLISHED);
}

/* 8.1.3: of two attempts that nobody hears, the first is given up and the other is not. */
static void given_up_sooner(asctp_init sooner, asctp_init later)
{
	struct pair pair, patient;
	asctp_status status;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	pair_open(&patient, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, init, .attempts = sooner.attempts,
				 .max_timeout_ms = sooner.max_timeout_ms),
		0);
	assert_int_equal(asctp_set(patient.a, init, .attempts = later.attempts,
				 .max_timeout_ms = later.max_timeout_ms),
		0);
	cut_lo(true);
	assert_int_equal(
		asctp_sock_connect(patient.a, &patient.to, 1, &patient.a_id), -EINPROGRESS);
	assert_int_equal(asctp_sock_connect(pair.a, &pair.to, 1, &pair.a_id), -EINPROGRESS);
	await_state(pair.a, ASCTP_CANT_STR_ASSOC);
	assert_int_equal(asctp_get(asctp_at(patient.a, patient.a_id), status, &status), 0);
	assert_int_equal(status.state, ASCTP_STATE_COOKIE_WAIT);
	cut_lo(false);
}

static void init(void)
{
	const asctp_init once = { .attempts = 1 }, often = { .attempts = 20 };
	const asctp_init quickly = { .attempts = 3, .max_timeout_ms = 20 };
	const asctp_init slowly = { .attempts = 3, .max_timeout_ms = 500 };
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, init, .streams_out = 3, .streams_in_max = 2), 0);
	pair_connect(&pair);
	assert_int_equal(pair.a_streams_out, 3);
	assert_int_equal(pair.a_streams_in, 2);
	assert_int_equal(asctp_sock_send(pair.a, "x", 1, 3, .id = pair.a_id), -EINVAL);

	given_up_sooner(once, often);
	given_up_sooner(quickly, slowly);
}

/* 8.1.4 */
static void ended_by_close(asctp_style style, bool abort, uint16_t state)
{
	struct pair pair;

	pair_made(&pair, style);
	if (abort)
		assert_int_equal(asctp_set(pair.a, linger, .on = true), 0);
	close(pair.a);
	await_state(pair.b, state);
}

static void linger(void)
{
	const struct linger negative = { .l_onoff = 1, .l_linger = -1 };
	struct pair pair;
	uint64_t began;

	ended_by_close(ASCTP_ONE_TO_ONE, false, ASCTP_SHUTDOWN_COMP);
	ended_by_close(ASCTP_ONE_TO_ONE, true, ASCTP_COMM_LOST);
	ended_by_close(ASCTP_ONE_TO_MANY, false, ASCTP_SHUTDOWN_COMP);
	ended_by_close(ASCTP_ONE_TO_MANY, true, ASCTP_COMM_LOST);

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_set(pair.a, linger, .on = true, .seconds = 1), 0);
	cut_lo(true);
	began = now_ms();
	close(pair.a);
	assert_in_range(now_ms() - began, 950, 1900);
	cut_lo(false);

	pair_open(&pair, ASCTP_ONE_TO_ONE);
	if (!setsockopt(pair.a, SOL_SOCKET, SO_LINGER, &negative, sizeof(negative)))
		differs("a negative time is no error");
}

/* 8.1.5: while nothing of the first message is acknowledged, the second waits, or does not. */
static void nodelay(void)
{
	asctp_status status;
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	pair_delay_acks(&pair, 300);
	assert_int_equal(asctp_set(pair.a, nodelay, false), 0);
	say(pair.a, 0, "first");
	say(pair.a, 0, "second");
	hear(pair.b, "first");
	nothing_comes(pair.b);
	hear(pair.b, "second");
	await_acked(pair.a, 0);

	assert_int_equal(asctp_set(pair.a, nodelay, true), 0);
	say(pair.a, 0, "first");
	say(pair.a, 0, "second");
	hear(pair.b, "first");
	hear(pair.b, "second");
	/* the server has both and has acknowledged neither: the second did not wait */
	assert_int_equal(asctp_get(pair.a, status, &status), 0);
	assert_int_equal(status.unacked, 2);
}

/* 8.1.6: the window that the peer sees. */
static void receive_buffer(void)
{
	asctp_status status;
	struct pair pair;
	uint32_t granted;

	pair_open(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_set(pair.listener, receive_buffer, 20000), 0);
	assert_int_equal(asctp_get(pair.listener, receive_buffer, &granted), 0);
	assert_true(granted >= 20000);
	pair_connect(&pair);
	assert_int_equal(asctp_get(pair.a, status, &status), 0);
	assert_int_equal(status.peer_rwnd, granted / 2);
}

/* 8.1.7: the longest message, and how much waits. */
static void send_buffer(void)
{
	uint32_t granted, waiting;
	struct pair pair;
	int sent;

	pair_open(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_set(pair.a, send_buffer, 10000), 0);
	assert_int_equal(asctp_get(pair.a, send_buffer, &granted), 0);
	assert_in_range(granted, 10000, sizeof(zeros) - 1);
	pair_connect(&pair);
	assert_int_equal(asctp_sock_send(pair.a, zeros, granted + 1), -EMSGSIZE);
	assert_int_equal(asctp_sock_send(pair.a, zeros, granted), granted);
	assert_int_equal(await_data(pair.b).len, granted);
	await_acked(pair.a, 0);

	cut_lo(true);
	for (waiting = 0; (sent = asctp_sock_send(pair.a, zeros, 100)) == 100; waiting += 100)
		assert_true(waiting < granted);
	assert_int_equal(sent, -EAGAIN);
	cut_lo(false);
	await((sent = asctp_sock_send(pair.a, zeros, 100)) == 100);
}

/* 8.1.8 */
static void autoclose(void)
{
	struct pair pair;
	uint64_t began;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, autoclose_s, 1), 0);
	pair_connect(&pair);
	began = now_ms();
	talk(&pair);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	assert_true(now_ms() - began >= 950);

	pair_open(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_set(pair.a, autoclose_s, 1), -EOPNOTSUPP);
}

/* 8.1.9: where messages go. */
static void primary(void)
{
	asctp_addr second = address("127.0.0.2"), seen;
	asctp_path_info path;
	struct chunk data;
	struct pair pair;

	pair_open_at(&pair, ASCTP_ONE_TO_MANY, ASCTP_IPV4, "127.0.0.1,127.0.0.2");
	pair_connect(&pair);
	second.v4.sin_port = pair.to.v4.sin_port;
	path = (asctp_path_info){ .path = second };
	await(!asctp_get(asctp_at(pair.a, pair.a_id), path_info, &path) &&
		path.state == ASCTP_ACTIVE);
	capture_begin();
	say(pair.a, pair.a_id, "first");
	data = capture_await(CHUNK_DATA, 0);
	assert_true(asctp_addr_equal(&data.to, &pair.to));
	assert_int_equal(asctp_put(asctp_at(pair.a, pair.a_id), primary, &second), 0);
	say(pair.a, pair.a_id, "second");
	data = capture_await(CHUNK_DATA, 0);
	assert_true(asctp_addr_equal(&data.to, &second));
	assert_int_equal(asctp_get(asctp_at(pair.a, pair.a_id), primary, &seen), 0);
	assert_true(asctp_addr_equal(&seen, &second));

	second.v4.sin_addr.s_addr = htonl(0x7f000003);
	assert_int_equal(asctp_put(asctp_at(pair.a, pair.a_id), primary, &second), -EINVAL);
}

/* 8.1.10: what the peer is told. */
static bool told_of_adaptation(int fd, uint32_t *ret)
{
	asctp_notification notification;
	asctp_sock_in in;
	bool told = false;

	for (in = await_any(fd); in.notification; in = await_any(fd)) {
		assert_int_equal(asctp_notification_read(in.data, in.len, &notification), 0);
		if (notification.type != ASCTP_ADAPTATION_INDICATION)
			continue;
		*ret = notification.adaptation;
		told = true;
	}
	return told;
}

static void adaptation(void)
{
	enum { ON = ASCTP_MASK(ASCTP_ADAPTATION_INDICATION) };
	uint32_t told;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_subscribe(pair.a, ASCTP_FUTURE_ASSOC, ON, 0), 0);
	assert_int_equal(asctp_sock_subscribe(pair.listener, ASCTP_FUTURE_ASSOC, ON, 0), 0);
	assert_int_equal(asctp_set(pair.a, adaptation, 0x01020304), 0);
	assert_int_equal(asctp_set(pair.listener, adaptation, 0), 0);
	pair_connect(&pair);
	say(pair.a, pair.a_id, "told");
	say(pair.b, pair.b_id, "told");
	assert_true(told_of_adaptation(pair.b, &told));
	assert_int_equal(told, 0x01020304);
	if (told_of_adaptation(pair.a, &told))
		assert_int_equal(told, 0);
	else
		differs("an indication of 0 is not sent");
}

/* 8.1.11 */
static void no_fragments(void)
{
	asctp_status status;
	struct pair pair;
	int longest;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(asctp_get(pair.a, status, &status), 0);
	longest = (int)status.fragmentation_point;
	assert_in_range(longest, 1, sizeof(zeros) - 1);
	assert_int_equal(asctp_set(pair.a, no_fragments, true), 0);
	assert_int_equal(asctp_sock_send(pair.a, zeros, (size_t)longest + 1), -EMSGSIZE);
	assert_int_equal(asctp_sock_send(pair.a, zeros, (size_t)longest), longest);
	assert_int_equal(await_data(pair.b).len, longest);
	assert_int_equal(asctp_set(pair.a, no_fragments, false), 0);
	assert_int_equal(asctp_sock_send(pair.a, zeros, (size_t)longest + 1), longest + 1);
	assert_int_equal(await_data(pair.b).len, longest + 1);
}

const struct row rows_options[] = {
	ROW("8.1.1", "SCTP_RTOINFO", "asctp_set(rto)", rto),
	ROW("8.1.2", "SCTP_ASSOCINFO", "asctp_set(limits)", limits),
	ROW("8.1.3", "SCTP_INITMSG", "asctp_set(init)", init),
	ROW("8.1.4", "SO_LINGER", "asctp_set(linger)", linger),
	ROW("8.1.5", "SCTP_NODELAY", "asctp_set(nodelay)", nodelay),
	ROW("8.1.6", "SO_RCVBUF", "asctp_set(receive_buffer)", receive_buffer),
	ROW("8.1.7", "SO_SNDBUF", "asctp_set(send_buffer)", send_buffer),
	ROW("8.1.8", "SCTP_AUTOCLOSE", "asctp_set(autoclose_s)", autoclose),
	ROW("8.1.9", "SCTP_PRIMARY_ADDR", "asctp_set(primary)", primary),
	ROW("8.1.10", "SCTP_ADAPTATION_LAYER", "asctp_set(adaptation)", adaptation),
	ROW("8.1.11", "SCTP_DISABLE_FRAGMENTS", "asctp_set(no_fragments)", no_fragments),
	END_OF_ROWS,
};
