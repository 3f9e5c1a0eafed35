/* SPDX-License-Identifier: MIT */
/*
 * tests/conformance/options_message.c - RFC 6458 sections 8.1.13 to 8.1.22: what messages are sent with, how
 * they travel and how they are delivered. The deprecated ones by raw calls.
 */
#include "capture.h"
#include "conformance.h"
#include "wire/kernel.h"

static const char zeros[100000];

static int set_raw(int fd, int option, const void *value, socklen_t len)
{
	return setsockopt(fd, KERNEL_SOL_SCTP, option, value, len) ? -errno : 0;
}

static int get_int(int fd, int option)
{
	int value = -1;
	socklen_t len = sizeof(value);

	assert_int_equal(getsockopt(fd, KERNEL_SOL_SCTP, option, &value, &len), 0);
	return value;
}

static uint16_t client_port(const struct pair *pair)
{
	asctp_addr addr;

	assert_true(asctp_sock_locals(pair->a, pair->a_id, &addr, 1) >= 1);
	return asctp_addr_port(&addr);
}

/* 8.1.13 */
static void default_send_param(void)
{
	struct kernel_sndrcvinfo defaults = {
		.stream = 3, .flags = KERNEL_UNORDERED, .ppid = htonl(99)
	};
	struct pair pair;
	asctp_sock_in in;
	int result;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	assert_int_equal(
		set_raw(pair.a, KERNEL_DEFAULT_SEND_PARAM, &defaults, sizeof(defaults)), 0);
	assert_int_equal(send(pair.a, "plain", 5, MSG_NOSIGNAL), 5);
	in = hear(pair.b, "plain");
	assert_int_equal(in.stream, 3);
	assert_int_equal(in.ppid, 99);
	assert_true(in.unordered);

	defaults.flags = KERNEL_SENDALL;
	result = set_raw(pair.a, KERNEL_DEFAULT_SEND_PARAM, &defaults, sizeof(defaults));
	if (result == -EINVAL)
		differs("no SCTP_SENDALL as a default");
	else
		assert_int_equal(result, 0);
}

/* recvmsg(2): the message's length and its SCTP_SNDRCV, whose length is 0 if there is none. */
static size_t receive_raw(
	int fd, void *data, size_t room, struct kernel_sndrcvinfo *ret, int *ret_flags)
{
	char control[256];
	struct iovec iov = { data, room };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control };
	struct cmsghdr *cmsg;
	size_t len = 0;
	ssize_t got;

	await((msg.msg_controllen = sizeof(control), got = recvmsg(fd, &msg, 0)) > 0);
	assert_int_equal(got, room);
	*ret_flags = msg.msg_flags;
	for (cmsg = CMSG_FIRSTHDR(&msg); cmsg; cmsg = CMSG_NXTHDR(&msg, cmsg)) {
		if (cmsg->cmsg_level != KERNEL_SOL_SCTP || cmsg->cmsg_type != KERNEL_CMSG_SNDRCV)
			continue;
		len = cmsg->cmsg_len - CMSG_LEN(0);
		assert_true(len >= sizeof(*ret));
		memcpy(ret, CMSG_DATA(cmsg), sizeof(*ret));
	}
	return len;
}

/* Byte i has notification type 0x8000 + i delivered; byte 0 the ancillary data. */
static void subscribe_raw(int fd, uint16_t type)
{
	uint8_t events[KERNEL_EVENTS_SIZE] = { 0 };

	events[type - KERNEL_DATA_IO_EVENT] = 1;
	assert_int_equal(set_raw(fd, KERNEL_EVENTS, events, sizeof(events)), 0);
}

/* 8.1.14 */
static void events(void)
{
	struct kernel_sndrcvinfo info;
	asctp_notification notification;
	asctp_sock_in in;
	struct pair pair;
	char word[5];
	int flags;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	subscribe_raw(pair.b, KERNEL_DATA_IO_EVENT);
	say(pair.a, 0, "words");
	assert_int_equal(receive_raw(pair.b, word, sizeof(word), &info, &flags), sizeof(info));
	assert_memory_equal(word, "words", 5);
	assert_int_equal(info.ppid, htonl(7));

	/* what was not named is off: the ancillary data, ASSOC_CHANGE */
	subscribe_raw(pair.b, KERNEL_SHUTDOWN_EVENT);
	say(pair.a, 0, "words");
	assert_int_equal(receive_raw(pair.b, word, sizeof(word), &info, &flags), 0);
	assert_int_equal(asctp_sock_shutdown(pair.a, 0), 0);
	await_state(pair.a, ASCTP_SHUTDOWN_COMP);
	in = await_any(pair.b);
	assert_int_equal(asctp_notification_read(in.data, in.len, &notification), 0);
	assert_int_equal(notification.type, ASCTP_SHUTDOWN_EVENT);
	assert_int_equal(await_any(pair.b).len, 0);
}

/* 8.1.15: what family the address of an IPv4 peer has, before the library makes it IPv4. */
static bool appears_mapped(const struct pair *pair)
{
	asctp_addr from;
	socklen_t len;
	char word[4];

	say(pair->a, pair->a_id, "from");
	await((len = sizeof(from), recvfrom(pair->b, word, sizeof(word), 0, &from.sa, &len)) ==
		sizeof(word));
	if (from.sa.sa_family == AF_INET6)
		assert_true(IN6_IS_ADDR_V4MAPPED(&from.v6.sin6_addr));
	else
		assert_int_equal(from.sa.sa_family, AF_INET);
	return from.sa.sa_family == AF_INET6;
}

static void mapped_v4(void)
{
	struct pair pair;
	bool mapped;
	int fd, result;

	pair_open_at(&pair, ASCTP_ONE_TO_MANY, ASCTP_DUAL, "127.0.0.1");
	pair_connect(&pair);
	assert_int_equal(asctp_set(pair.b, mapped_v4, true), 0);
	assert_true(appears_mapped(&pair));
	assert_int_equal(asctp_set(pair.b, mapped_v4, false), 0);
	assert_false(appears_mapped(&pair));

	fd = socket(AF_INET6, SOCK_SEQPACKET | SOCK_CLOEXEC, KERNEL_SOL_SCTP);
	assert_int_equal(asctp_get(fd, mapped_v4, &mapped), 0);
	if (mapped)
		differs("the kernel has it on by default");
	close(fd);
	fd = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, 0);
	result = asctp_set(fd, mapped_v4, true);
	if (!result)
		differs("taken by IPv4 sockets, too");
}

/* 8.1.16 */
static void fragment_size(void)
{
	enum { SIZE = 1000, PARTS = 7, DATA_HEADER = 12 };
	struct chunk data;
	struct pair pair;
	uint32_t seen;
	int result;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_get(pair.a, fragment_size, &seen), 0);
	assert_int_equal(seen, 0);
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), fragment_size, SIZE), 0);
	capture_begin();
	assert_int_equal(
		asctp_sock_send(pair.a, zeros, PARTS * SIZE, .id = pair.a_id), PARTS * SIZE);
	for (int i = 0; i < PARTS; i++) {
		data = capture_await(CHUNK_DATA, client_port(&pair));
		assert_int_equal(data.len, DATA_HEADER + SIZE);
	}
	assert_int_equal(await_data(pair.b).len, PARTS * SIZE);

	result = asctp_set(pair.a, fragment_size, 100000);
	if (result == -EINVAL)
		differs("EINVAL beyond what IP can carry");
	else
		assert_int_equal(result, 0);
}

/* 8.1.17: what the client authenticates with is the server's choice. */
static uint16_t hmac_used(uint16_t first, uint16_t second)
{
	struct chunk auth;
	struct pair pair;

	pair_open_auth(&pair);
	assert_int_equal(
		asctp_set(pair.listener, hmacs, .count = second ? 2 : 1, .ids = { first, second }),
		0);
	pair_connect(&pair);
	capture_begin();
	say(pair.a, pair.a_id, "authentic");
	auth = capture_await(CHUNK_AUTH, client_port(&pair));
	hear(pair.b, "authentic");
	return capture_u16(&auth, 2);
}

static void hmacs(void)
{
	struct pair pair;

	assert_int_equal(hmac_used(ASCTP_HMAC_SHA1, 0), ASCTP_HMAC_SHA1);
	assert_int_equal(hmac_used(ASCTP_HMAC_SHA256, ASCTP_HMAC_SHA1), ASCTP_HMAC_SHA256);
	assert_int_equal(hmac_used(ASCTP_HMAC_SHA1, ASCTP_HMAC_SHA256), ASCTP_HMAC_SHA1);
	pair_open_auth(&pair);
	assert_int_equal(
		asctp_set(pair.a, hmacs, .count = 1, .ids = { ASCTP_HMAC_SHA256 }), -EINVAL);
	assert_true(asctp_set(pair.a, hmacs, .count = 2, .ids = { ASCTP_HMAC_SHA1, 99 }) < 0);
}

/* 8.1.18 */
static void auth_active_key(void)
{
	struct chunk auth;
	struct pair pair;

	pair_open_auth(&pair);
	pair_connect(&pair);
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), auth_active_key, 5), -EINVAL);
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), auth_key, .id = 5, .len = 6,
				 .secret = "common"),
		0);
	assert_int_equal(asctp_set(asctp_at(pair.b, pair.b_id), auth_key, .id = 5, .len = 6,
				 .secret = "common"),
		0);
	capture_begin();
	say(pair.a, pair.a_id, "before");
	auth = capture_await(CHUNK_AUTH, client_port(&pair));
	assert_int_equal(capture_u16(&auth, 0), 0);
	hear(pair.b, "before");
	assert_int_equal(asctp_set(asctp_at(pair.a, pair.a_id), auth_active_key, 5), 0);
	say(pair.a, pair.a_id, "after");
	auth = capture_await(CHUNK_AUTH, client_port(&pair));
	assert_int_equal(capture_u16(&auth, 0), 5);
	hear(pair.b, "after");
}

/* 8.1.19 */
static void sack(void)
{
	enum { MS = 400, LATE = 360 };
	struct pair pair;

	pair_made(&pair, ASCTP_ONE_TO_MANY);
	pair_delay_acks(&pair, MS);
	assert_in_range(pair_acked_after_ms(&pair), LATE, 5 * MS);
	assert_int_equal(asctp_set(asctp_at(pair.b, pair.b_id), sack, .packets = 1), 0);
	assert_in_range(pair_acked_after_ms(&pair), 0, LATE - 1);
	/* the second packet is acknowledged at once, and the first with it */
	assert_int_equal(
		asctp_set(asctp_at(pair.b, pair.b_id), sack, .delay_ms = MS, .packets = 2), 0);
	say(pair.a, pair.a_id, "first");
	hear(pair.b, "first");
	assert_in_range(pair_acked_after_ms(&pair), 0, LATE - 1);
}

/* ---- 8.1.20 ---- */

static bool readable(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	return poll(&poll_fd, 1, 0) == 1;
}

/* Of one association the server has the beginning of a message that its window cannot take whole, and delivers
 * that. Another message comes, from `fd`. Is it delivered before the first has ended? */
static bool overtakes(struct pair *pair, int fd, int32_t id, uint32_t stream)
{
	static const char text[] = "overtaking";
	bool ended = false, overtaken = false, came = false;
	asctp_sock_in in;

	assert_int_equal(
		asctp_sock_send(pair->a, zeros, sizeof(zeros), .id = pair->a_id), sizeof(zeros));
	await(readable(pair->b));
	assert_int_equal(asctp_sock_send(fd, text, sizeof(text), stream, .id = id), sizeof(text));
	if (fd != pair->a)
		await_acked(fd, id);
	while (!ended || !came) {
		in = await_data(pair->b);
		if (in.len == sizeof(text) && !memcmp(in.data, text, in.len)) {
			came = true;
			overtaken = !ended;
		} else {
			ended = in.last;
		}
	}
	return overtaken;
}

static void open_narrow(struct pair *pair)
{
	pair_open(pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair->a, path_mtu, .fixed = true, .mtu = 1500), 0);
	assert_int_equal(asctp_set(pair->listener, receive_buffer, 20000), 0);
	assert_int_equal(asctp_set(pair->listener, partial_delivery_point, 2000), 0);
}

static void interleave_levels_0_and_1(void)
{
	const int beyond = 3;
	int32_t id, server_id;
	struct pair pair;
	int fd;

	open_narrow(&pair);
	pair_connect(&pair);
	fd = pair_another(&pair, &id, &server_id);
	assert_int_equal(asctp_set(pair.b, fragment_interleave, ASCTP_INTERLEAVE_NONE), 0);
	assert_false(overtakes(&pair, fd, id, 0));
	assert_int_equal(asctp_set(pair.b, fragment_interleave, ASCTP_INTERLEAVE_ASSOCS), 0);
	assert_true(overtakes(&pair, fd, id, 0));
	assert_false(overtakes(&pair, pair.a, pair.a_id, 1));

	fd = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, ASCTP_KERNEL_DEFAULTS);
	if (get_int(fd, KERNEL_FRAGMENT_INTERLEAVE) == 0)
		differs("the kernel's default is 0");
	else
		assert_int_equal(get_int(fd, KERNEL_FRAGMENT_INTERLEAVE), 1);
	if (!set_raw(fd, KERNEL_FRAGMENT_INTERLEAVE, &beyond, sizeof(beyond)))
		differs("the kernel takes any number");
}

static void interleave_level_2(void)
{
	const int all = ASCTP_INTERLEAVE_ALL;
	struct pair pair;
	int fd;

	switch_on("intl_enable");
	open_narrow(&pair);
	assert_int_equal(asctp_set(pair.a, fragment_interleave, ASCTP_INTERLEAVE_ALL), 0);
	assert_int_equal(asctp_set(pair.listener, fragment_interleave, ASCTP_INTERLEAVE_ALL), 0);
	assert_int_equal(asctp_set(pair.a, scheduler, ASCTP_ROUND_ROBIN), 0);
	pair_connect(&pair);
	assert_true(overtakes(&pair, pair.a, pair.a_id, 1));

	fd = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, ASCTP_KERNEL_DEFAULTS);
	assert_int_equal(set_raw(fd, KERNEL_FRAGMENT_INTERLEAVE, &all, sizeof(all)), 0);
	if (get_int(fd, KERNEL_FRAGMENT_INTERLEAVE) == 1)
		differs("the kernel takes 2 for 1; that and I-DATA (RFC 8260) on both sides do it");
	else
		assert_int_equal(get_int(fd, KERNEL_FRAGMENT_INTERLEAVE), 2);
}

/* 8.1.21: a message whose rest is not sent before its beginning is acknowledged. */
static void partial_delivery_point(void)
{
	enum { LEN = 12000 };
	struct pair pair;
	asctp_sock_in in;

	pair_open(&pair, ASCTP_ONE_TO_MANY);
	assert_int_equal(asctp_set(pair.a, path_mtu, .fixed = true, .mtu = 1500), 0);
	pair_connect(&pair);
	pair_delay_acks(&pair, 300);
	assert_int_equal(asctp_set(pair.b, partial_delivery_point, LEN), 0);
	assert_int_equal(asctp_sock_send(pair.a, zeros, LEN, .id = pair.a_id), LEN);
	nothing_comes(pair.b);
	in = await_data(pair.b);
	assert_true(in.last);
	assert_int_equal(in.len, LEN);

	assert_int_equal(asctp_set(pair.b, partial_delivery_point, 1000), 0);
	assert_int_equal(asctp_sock_send(pair.a, zeros, LEN, .id = pair.a_id), LEN);
	in = await_data(pair.b);
	assert_false(in.last);
	assert_in_range(in.len, 1000, LEN - 1);

	assert_int_equal(asctp_set(pair.b, partial_delivery_point, UINT32_MAX), -EINVAL);
}

/* 8.1.22: what the option would extend, with a message waiting of which the longer struct would tell. */
static void use_ext_rcvinfo(void)
{
	struct kernel_sndrcvinfo info;
	struct pair pair;
	char word[5];
	int flags;

	pair_made(&pair, ASCTP_ONE_TO_ONE);
	subscribe_raw(pair.b, KERNEL_DATA_IO_EVENT);
	say(pair.a, 0, "first");
	say(pair.a, 0, "after");
	await_acked(pair.a, 0);
	assert_int_equal(receive_raw(pair.b, word, sizeof(word), &info, &flags), sizeof(info));
	lacks(0, "no constant; SCTP_SNDRCV, which never tells of the next message");
}

const struct row rows_options_message[] = {
	ROW("8.1.13", "SCTP_DEFAULT_SEND_PARAM", "drop-in: setsockopt()", default_send_param),
	ROW("8.1.14", "SCTP_EVENTS", "drop-in: setsockopt()", events),
	ROW("8.1.15", "SCTP_I_WANT_MAPPED_V4_ADDR", "asctp_set(mapped_v4)", mapped_v4),
	ROW("8.1.16", "SCTP_MAXSEG", "asctp_set(fragment_size)", fragment_size),
	ROW("8.1.17", "SCTP_HMAC_IDENT", "asctp_set(hmacs)", hmacs),
	ROW("8.1.18", "SCTP_AUTH_ACTIVE_KEY", "asctp_set(auth_active_key)", auth_active_key),
	ROW("8.1.19", "SCTP_DELAYED_SACK", "asctp_set(sack)", sack),
	ROW("8.1.20", "SCTP_FRAGMENT_INTERLEAVE, levels 0 and 1", "asctp_set(fragment_interleave)",
		interleave_levels_0_and_1),
	ROW("8.1.20", "SCTP_FRAGMENT_INTERLEAVE, level 2", "asctp_set(fragment_interleave)",
		interleave_level_2),
	ROW("8.1.21", "SCTP_PARTIAL_DELIVERY_POINT", "asctp_set(partial_delivery_point)",
		partial_delivery_point),
	ROW("8.1.22", "SCTP_USE_EXT_RCVINFO", "-", use_ext_rcvinfo),
	END_OF_ROWS,
};
