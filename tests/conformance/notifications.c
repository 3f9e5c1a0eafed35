/* SPDX-License-Identifier: MIT */
/* tests/conformance/notifications.c - RFC 6458 section 6, but for what changes.c has. */
#include "far.h"
#include "packets.h"
#include "wire/kernel.h"

static int subscribe_raw(int fd, int32_t id, uint16_t type)
{
	struct kernel_event event = { .assoc_id = id, .type = type, .on = 1 };
	int result = setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENT, &event, sizeof(event));

	return result < 0 ? -errno : 0;
}

/* ---- 6.1 ---- */

/* It comes between the messages, in order, and whole although the room is short. */
static void in_pieces(void)
{
	asctp_notification notification;
	asctp_sock_in in;
	struct pair pair;
	char room[148];

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	want(pair.b, pair.b_id, ASCTP_SHUTDOWN_EVENT);
	say(pair.a, pair.a_id, "the last");
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	in = await_any(pair.b);
	assert_false(in.notification);

	asctp_sock_in_init(&in, room, 8);
	await(asctp_sock_receive(pair.b, &in, 0) == 8);
	assert_true(in.notification);
	assert_int_equal(asctp_notification_size(room, 8), sizeof(struct kernel_assoc_event));
	assert_int_equal(asctp_notification_read(room, 8, &notification), -EAGAIN);
	assert_false(in.last);
	asctp_sock_in_init(&in, room + 8, sizeof(room) - 8);
	assert_int_equal(asctp_sock_receive(pair.b, &in, 0), 4);
	assert_true(in.notification && in.last);
	assert_int_equal(asctp_notification_read(room, 12, &notification), 0);
	assert_int_equal(notification.type, ASCTP_SHUTDOWN_EVENT);
	assert_int_equal(notification.id, pair.b_id);
}

/* ---- 6.1.3 SCTP_REMOTE_ERROR ---- */

/* The peer gets a chunk that it does not know, of a type whose highest bits ask for a report. */
static void remote_error(void)
{
	static const uint8_t unknown[] = { 0xfe, 0, 0, 8, 'w', 'h', 'a', 't' };
	enum { UNRECOGNIZED_CHUNK = 6, ERROR_CHUNK = 9 };
	asctp_notification error;
	asctp_addr from;
	struct packet packet;
	struct pair pair;
	const uint8_t *data;
	uint16_t raw;
	int packets;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	want(pair.a, pair.a_id, ASCTP_REMOTE_ERROR);
	assert_int_equal(asctp_sock_locals(pair.a, 0, &from, 1), 1);
	packets = packets_open(IPPROTO_SCTP);
	say(pair.a, pair.a_id, "to be seen");
	hear(pair.b, "to be seen");
	do
		await_chunk(packets, CHUNK_DATA, &packet);
	while (packet.to_port != asctp_addr_port(&pair.to));
	send_chunk(packets, &packet, unknown, sizeof(unknown));

	error = await_notification(pair.a, ASCTP_REMOTE_ERROR);
	assert_int_equal(error.id, pair.a_id);
	assert_int_equal(error.remote_error.cause, UNRECOGNIZED_CHUNK);
	memcpy(&raw, (const char *)error.raw + offsetof(struct kernel_remote_error, error), 2);
	if (raw == htons(UNRECOGNIZED_CHUNK))
		differs("the kernel has sre_error in network byte order");
	data = error.remote_error.data;
	if (error.remote_error.len && *data == ERROR_CHUNK)
		data += 8;
	else
		differs("sre_data is the cause's value, without the headers of chunk and cause");
	assert_true((const uint8_t *)error.raw + error.raw_len - data >= (ssize_t)sizeof(unknown));
	assert_memory_equal(data, unknown, sizeof(unknown));
	talk(&pair);
}

/* ---- 6.1.4, 6.1.11: what was not delivered ---- */

/* Two messages to where nobody listens; the second is longer than a fragment. */
static void send_in_vain(struct pair *pair)
{
	pair_open(pair, ASCTP_ONE_TO_MANY);
	sets(pair->a, fragment_size, 1000);
}

static void vain_message(const struct pair *pair, size_t len)
{
	static const char text[1500] = "in vain";

	assert_int_equal(asctp_sock_send(pair->a, text, len, 3, 46, .context = 99, .to = &pair->to,
				 .to_count = 1),
		len);
}

static void send_failed(void)
{
	const struct kernel_send_failed *raw;
	asctp_sock_in in;
	struct pair pair;

	send_in_vain(&pair);
	assert_int_equal(subscribe_raw(pair.a, KERNEL_FUTURE_ASSOC, KERNEL_SEND_FAILED), 0);
	vain_message(&pair, 7);
	await_state(pair.a, ASCTP_CANT_STR_ASSOC);
	in = await_any(pair.a);
	assert_true(in.notification);
	raw = in.data;
	assert_int_equal(in.len, sizeof(*raw) + 7);
	assert_int_equal(raw->head.type, KERNEL_SEND_FAILED);
	assert_int_equal(raw->head.flags, KERNEL_DATA_UNSENT);
	assert_int_equal(raw->info.stream, 3);
	assert_int_equal(raw->info.ppid, htonl(46));
	assert_int_equal(raw->info.context, 99);
	assert_memory_equal(raw->data, "in vain", 7);
	if (raw->info.flags == (KERNEL_CHUNK_FIRST | KERNEL_CHUNK_LAST))
		differs("sinfo_flags are those of the DATA chunk");
}

static void send_failed_event(void)
{
	asctp_notification failed;
	struct pair pair;
	size_t told;

	send_in_vain(&pair);
	want(pair.a, ASCTP_FUTURE_ASSOC, ASCTP_SEND_FAILED_EVENT);
	vain_message(&pair, 7);
	await_state(pair.a, ASCTP_CANT_STR_ASSOC);
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT);
	assert_false(failed.send_failed.transmitted);
	assert_true(failed.send_failed.first && failed.send_failed.last);
	assert_false(failed.send_failed.unordered);
	assert_int_equal(failed.send_failed.error, 0);
	assert_int_equal(failed.send_failed.stream, 3);
	assert_int_equal(failed.send_failed.ppid, 46);
	assert_int_equal(failed.send_failed.context, 99);
	assert_int_equal(failed.send_failed.len, 7);
	assert_memory_equal(failed.send_failed.data, "in vain", 7);

	vain_message(&pair, 1500);
	await_state(pair.a, ASCTP_CANT_STR_ASSOC);
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT);
	told = failed.send_failed.len;
	if (told < 1500) {
		differs("one for each fragment of a message");
		assert_true(failed.send_failed.first && !failed.send_failed.last);
		failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT);
		assert_true(failed.send_failed.last && !failed.send_failed.first);
		told += failed.send_failed.len;
	}
	assert_int_equal(told, 1500);
}

/* It was sent, and the association ended before it arrived. */
static void send_failed_sent(void)
{
	asctp_notification failed;
	uint32_t raw;
	struct pair pair;

	pair_far(&pair, ASCTP_ONE_TO_MANY, 1);
	want(pair.a, pair.a_id, ASCTP_SEND_FAILED_EVENT);
	cut_path(1, true);
	say(pair.a, pair.a_id, "lost");
	assert_int_equal(asctp_sock_abort(pair.a, pair.a_id, NULL, 0), 0);
	await_state(pair.a, ASCTP_COMM_LOST);
	failed = await_notification(pair.a, ASCTP_SEND_FAILED_EVENT);
	assert_int_equal(failed.id, pair.a_id);
	assert_true(failed.send_failed.transmitted);
	assert_int_equal(failed.send_failed.error, 12);
	assert_int_equal(failed.send_failed.ppid, 7);
	assert_memory_equal(failed.send_failed.data, "lost", 4);
	memcpy(&raw, (const char *)failed.raw + offsetof(struct kernel_send_failed_event, error),
		4);
	if (raw == htons(12))
		differs("the kernel has ssf_error in network byte order");
}

/* ---- 6.1.5 to 6.1.9 ---- */

static void shutdown_event(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	for (int i = 0; i < 2; i++)
		want(i ? pair.b : pair.a, ASCTP_CURRENT_ASSOC, ASCTP_SHUTDOWN_EVENT);
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	assert_int_equal(await_notification(pair.b, ASCTP_SHUTDOWN_EVENT).id, pair.b_id);
	assert_true(asctp_sock_send(pair.b, "x", 1, .id = pair.b_id) < 0);
	/* who began it is told of its end alone */
	assert_int_equal(await_any(pair.a).len, sizeof(struct kernel_assoc_change));
}

static void adaptation(void)
{
	asctp_notification told;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.a, adaptation, 0x01020304);
	want(pair.listener, ASCTP_FUTURE_ASSOC, ASCTP_ADAPTATION_INDICATION);
	pair_connect(&pair);
	told = await_notification(pair.b, ASCTP_ADAPTATION_INDICATION);
	assert_int_equal(told.id, pair.b_id);
	assert_int_equal(told.adaptation, 0x01020304);
}

/* The sender of a message that is longer than the receiver's window aborts. */
static void partial_delivery(void)
{
	enum { LEN = 200000 };
	static char text[LEN];
	asctp_notification aborted;
	asctp_sock_in in;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	sets(pair.listener, partial_delivery_point, 10000);
	want(pair.listener, ASCTP_FUTURE_ASSOC, ASCTP_PARTIAL_DELIVERY_EVENT);
	pair_connect(&pair);
	await(asctp_sock_send(pair.a, text, LEN, 3, .id = pair.a_id) == LEN);
	in = await_data(pair.b);
	assert_false(in.last);
	assert_int_equal(in.stream, 3);
	assert_int_equal(asctp_sock_abort(pair.a, pair.a_id, NULL, 0), 0);
	aborted = await_notification(pair.b, ASCTP_PARTIAL_DELIVERY_EVENT);
	assert_int_equal(aborted.id, pair.b_id);
	assert_int_equal(aborted.partial_delivery.indication, 0);
	if (!aborted.partial_delivery.stream)
		differs("pdapi_stream is 0 without I-DATA");
	else
		assert_int_equal(aborted.partial_delivery.stream, 3);
	await_state(pair.b, ASCTP_COMM_LOST);
}

/* Both authenticate; the server wants its peers to authenticate DATA. */
static void authenticated(struct pair *pair)
{
	static const asctp_key key = { .id = 1, .len = 6, .secret = "secret" };

	pair_open(pair, ASCTP_ONE_TO_MANY);
	for (int i = 0; i < 2; i++) {
		int fd = i ? pair->listener : pair->a;

		sets(fd, auth_supported, true);
		want(fd, ASCTP_FUTURE_ASSOC, ASCTP_AUTHENTICATION_EVENT);
		assert_int_equal(
			asctp_sock_set_option(fd, 0, ASCTP_OPTION_auth_key, &key, sizeof(key)), 0);
	}
	sets(pair->listener, auth_chunk, CHUNK_DATA);
	pair_connect(pair);
}

static void no_auth(void)
{
	asctp_notification told;
	struct pair pair;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	want(pair.a, ASCTP_FUTURE_ASSOC, ASCTP_AUTHENTICATION_EVENT);
	pair_connect(&pair);
	told = await_notification(pair.a, ASCTP_AUTHENTICATION_EVENT);
	assert_int_equal(told.id, pair.a_id);
	assert_int_equal(told.authentication.indication, ASCTP_AUTH_NO_AUTH);
}

static void new_key(void)
{
	asctp_notification told;
	asctp_sock_in in;
	struct pair pair;

	authenticated(&pair);
	sets(asctp_at(pair.a, pair.a_id), auth_active_key, 1);
	say(pair.a, pair.a_id, "one");
	told = await_notification(pair.b, ASCTP_AUTHENTICATION_EVENT);
	assert_int_equal(told.id, pair.b_id);
	assert_int_equal(told.authentication.indication, ASCTP_AUTH_NEW_KEY);
	assert_int_equal(told.authentication.key, 1);
	hear(pair.b, "one");
	say(pair.a, pair.a_id, "two");
	in = await_any(pair.b);
	if (in.notification)
		differs("comes again with each packet as long as our active key is another");
	else
		assert_int_equal(in.len, 3);
}

static void free_key(void)
{
	asctp_notification told;
	struct pair pair;

	authenticated(&pair);
	sets(asctp_at(pair.a, pair.a_id), auth_deactivate_key, 1);
	told = await_notification(pair.a, ASCTP_AUTHENTICATION_EVENT);
	assert_int_equal(told.id, pair.a_id);
	assert_int_equal(told.authentication.indication, ASCTP_AUTH_FREE_KEY);
	assert_int_equal(told.authentication.key, 1);
}

static void sender_dry(void)
{
	struct pair pair;

	pair_far(&pair, ASCTP_ONE_TO_MANY, 1);
	want(pair.a, pair.a_id, ASCTP_SENDER_DRY_EVENT);
	assert_int_equal(await_notification(pair.a, ASCTP_SENDER_DRY_EVENT).id, pair.a_id);
	cut_path(1, true);
	say(pair.a, pair.a_id, "on its way");
	nothing_comes(pair.a);
	cut_path(1, false);
	hear(pair.b, "on its way");
	assert_int_equal(await_notification(pair.a, ASCTP_SENDER_DRY_EVENT).id, pair.a_id);
}

/* ---- 6.1.10 SCTP_NOTIFICATIONS_STOPPED_EVENT ---- */

static void notifications_stopped(void)
{
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(subscribe_raw(pair.a, pair.a_id, KERNEL_SEND_FAILED_EVENT), 0);
	for (uint16_t type = KERNEL_SEND_FAILED_EVENT + 1; type < 0x8020; type++)
		if (subscribe_raw(pair.a, pair.a_id, type) != -EINVAL)
			fail_msg("there is a notification 0x%x", type);
	lacks(-EINVAL, NULL);
}

/* ---- 6.2 ---- */

/* SCTP_EVENTS: a byte for each, in the order of the numbers. */
static void events(void)
{
	uint8_t on[14] = { [KERNEL_ASSOC_CHANGE - 0x8000] = 1,
		[KERNEL_SHUTDOWN_EVENT - 0x8000] = 1 };
	uint32_t mask = 0;
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_sock_subscribe(pair.b, ASCTP_ALL_ASSOC, 0, ASCTP_MASK_ALL), 0);
	assert_int_equal(setsockopt(pair.b, KERNEL_SOL_SCTP, KERNEL_EVENTS, on, 10), 0);
	assert_int_equal(asctp_sock_subscribed(pair.b, 0, &mask), 0);
	assert_int_equal(mask, ASCTP_MASK(ASCTP_ASSOC_CHANGE) | ASCTP_MASK(ASCTP_SHUTDOWN_EVENT));
	assert_int_equal(asctp_sock_shutdown(pair.a, pair.a_id), 0);
	assert_int_equal(await_any(pair.b).len, sizeof(struct kernel_assoc_event));
	await_state(pair.b, ASCTP_SHUTDOWN_COMP);
}

/* FUTURE, CURRENT, ALL, an id: whose shutdown the server is told of, of the first client, of the second,
 * and of one that comes afterwards. */
static void event(int32_t whose, bool first, bool second, bool later)
{
	const uint32_t mask = ASCTP_MASK(ASCTP_SHUTDOWN_EVENT);
	const bool told[] = { first, second, later };
	int32_t id[3], server_id[3];
	struct pair pair;
	int fd[3];

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	fd[0] = pair.a;
	id[0] = pair.a_id;
	server_id[0] = pair.b_id;
	fd[1] = pair_another(&pair, &id[1], &server_id[1]);
	assert_int_equal(asctp_sock_subscribe(pair.b, whose == -1 ? pair.b_id : whose, mask, 0), 0);
	fd[2] = pair_another(&pair, &id[2], &server_id[2]);
	for (int i = 0; i < 3; i++) {
		asctp_notification next;
		asctp_sock_in in;

		assert_int_equal(asctp_sock_shutdown(fd[i], id[i]), 0);
		in = await_any(pair.b);
		assert_int_equal(asctp_notification_read(in.data, in.len, &next), 0);
		assert_int_equal(next.id, server_id[i]);
		assert_int_equal(next.type, told[i] ? ASCTP_SHUTDOWN_EVENT : ASCTP_ASSOC_CHANGE);
		if (told[i])
			await_state(pair.b, ASCTP_SHUTDOWN_COMP);
	}
}

static void event_future(void)
{
	event(ASCTP_FUTURE_ASSOC, false, false, true);
}

static void event_current(void)
{
	event(ASCTP_CURRENT_ASSOC, true, true, false);
}

static void event_all(void)
{
	event(ASCTP_ALL_ASSOC, true, true, true);
}

static void event_one(void)
{
	event(-1, true, false, false);
}

#define READ(member) "asctp_notification." member

const struct row rows_notifications[] = {
	ROW("6.1", "union sctp_notification", "asctp_notification_read()", in_pieces),
	ROW("6.1.3", "SCTP_REMOTE_ERROR", READ("remote_error"), remote_error),
	ROW("6.1.4", "SCTP_SEND_FAILED", "drop-in: SCTP_SEND_FAILED", send_failed),
	ROW("6.1.5", "SCTP_SHUTDOWN_EVENT", READ("type"), shutdown_event),
	ROW("6.1.6", "SCTP_ADAPTATION_INDICATION", READ("adaptation"), adaptation),
	ROW("6.1.7", "SCTP_PARTIAL_DELIVERY_EVENT", READ("partial_delivery"), partial_delivery),
	ROW("6.1.8", "SCTP_AUTHENTICATION_EVENT: NEW_KEY", READ("authentication"), new_key),
	ROW("6.1.8", "SCTP_AUTHENTICATION_EVENT: FREE_KEY", READ("authentication"), free_key),
	ROW("6.1.8", "SCTP_AUTHENTICATION_EVENT: NO_AUTH", READ("authentication"), no_auth),
	ROW("6.1.9", "SCTP_SENDER_DRY_EVENT", READ("type"), sender_dry),
	ROW("6.1.10", "SCTP_NOTIFICATIONS_STOPPED_EVENT", "-", notifications_stopped),
	ROW("6.1.11", "SCTP_SEND_FAILED_EVENT: unsent", READ("send_failed"), send_failed_event),
	ROW("6.1.11", "SCTP_SEND_FAILED_EVENT: sent", READ("send_failed"), send_failed_sent),
	ROW("6.2.1", "SCTP_EVENTS", "drop-in: setsockopt(SCTP_EVENTS)", events),
	ROW("6.2.2", "SCTP_EVENT: SCTP_FUTURE_ASSOC", "asctp_sock_subscribe()", event_future),
	ROW("6.2.2", "SCTP_EVENT: SCTP_CURRENT_ASSOC", "asctp_sock_subscribe()", event_current),
	ROW("6.2.2", "SCTP_EVENT: SCTP_ALL_ASSOC", "asctp_sock_subscribe()", event_all),
	ROW("6.2.2", "SCTP_EVENT: an id", "asctp_sock_subscribe()", event_one),
	END_OF_ROWS,
};
