/* SPDX-License-Identifier: MIT */
/* tests/kernel/options_assoc.c - options of associations: keys, streams, schedulers, defaults. */
#include "asctp/socket.h"
#include "pairs.h"
#include "peers.h"
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* The kernel at work: waits for a condition, not for long. */
#define eventually(condition)                                         \
	do {                                                          \
		bool so_ = false;                                     \
		for (int left_ = 10000; !so_ && left_ > 0; left_--) { \
			so_ = (condition);                            \
			poll(NULL, 0, so_ ? 0 : 1);                   \
		}                                                     \
		assert_true(so_);                                     \
	} while (0)

static void says(int from, int to, const char *text)
{
	char buf[64];

	assert_int_equal(send(from, text, strlen(text), MSG_NOSIGNAL), strlen(text));
	assert_int_equal(recv(to, buf, sizeof(buf), 0), strlen(text));
	assert_memory_equal(buf, text, strlen(text));
}

/* ---- Authentication ---- */

enum { DATA = 0 };

static void want_auth(int fd)
{
	assert_int_equal(asctp_set(fd, auth_supported, true), 0);
	assert_int_equal(asctp_set(fd, auth_chunk, DATA), 0);
	assert_int_equal(asctp_set(fd, auth_key, .id = 5, .len = 6, .secret = "secret"), 0);
	assert_int_equal(asctp_set(fd, auth_active_key, 5), 0);
}

static bool has_chunk(const asctp_chunks *chunks, uint8_t type)
{
	return memchr(chunks->types, type, chunks->count);
}

/* From one key to the next; what is in use is not lost. */
static void use_null_key(int fd)
{
	uint16_t active;

	assert_int_equal(asctp_set(fd, auth_key, .id = 6), 0);
	assert_int_equal(asctp_set(fd, auth_active_key, 6), 0);
	assert_int_equal(asctp_get(fd, auth_active_key, &active), 0);
	assert_int_equal(active, 6);
	assert_int_equal(asctp_set(fd, auth_deactivate_key, 6), -EINVAL);
	assert_int_equal(asctp_set(fd, auth_delete_key, 6), -EINVAL);
	assert_int_equal(asctp_set(fd, auth_delete_key, 99), -EINVAL);
	assert_int_equal(asctp_set(fd, auth_active_key, 99), -EINVAL);
}

static void keys(void **state)
{
	struct pair one;
	asctp_chunks chunks;
	asctp_hmacs hmacs;
	bool on;

	(void)state;
	one = pair_of(SOCK_STREAM, want_auth);
	assert_int_equal(asctp_get(one.fd, auth_supported, &on), 0);
	assert_true(on);
	assert_int_equal(asctp_get(one.fd, peer_auth_chunks, &chunks), 0);
	assert_true(has_chunk(&chunks, DATA));
	assert_int_equal(asctp_get(one.fd, local_auth_chunks, &chunks), 0);
	assert_true(has_chunk(&chunks, DATA));
	assert_int_equal(asctp_get(one.fd, hmacs, &hmacs), 0);
	assert_in_range(hmacs.count, 1, 4);
	says(one.fd, one.accepted, "with key 5");

	use_null_key(one.fd);
	use_null_key(one.accepted);
	says(one.fd, one.accepted, "with the null key");
	assert_int_equal(asctp_set(one.fd, auth_deactivate_key, 5), 0);
	assert_int_equal(asctp_set(one.fd, auth_active_key, 5), -EINVAL);
	assert_int_equal(asctp_set(one.accepted, auth_delete_key, 5), 0);
	end_pair(&one);
}

static void long_keys(void **state)
{
	static unsigned char secret[UINT16_MAX];
	int fd = open_one(SOCK_SEQPACKET);

	(void)state;
	assert_int_equal(asctp_set(fd, auth_key, .id = 1, .len = 1, .secret = "x"), -EACCES);
	assert_int_equal(asctp_set(fd, auth_active_key, 0), -EACCES);
	assert_int_equal(asctp_set(fd, auth_supported, true), 0);
	assert_int_equal(asctp_set(fd, auth_key, .id = 1, .len = UINT16_MAX, .secret = secret), 0);
	assert_int_equal(asctp_set(fd, auth_chunk, 1), -EINVAL);  /* INIT */
	assert_int_equal(asctp_set(fd, auth_chunk, 15), -EINVAL); /* AUTH */
	assert_int_equal(asctp_set(fd, hmacs, .count = 1, .ids = { ASCTP_HMAC_SHA256 }), -EINVAL);
	assert_int_equal(
		asctp_set(fd, hmacs, .count = 2, .ids = { ASCTP_HMAC_SHA256, ASCTP_HMAC_SHA1 }), 0);
	assert_int_equal(
		asctp_set(fd, hmacs, .count = 2, .ids = { ASCTP_HMAC_SHA1, 2 }), -EOPNOTSUPP);
	close(fd);
}

/* ---- Streams ---- */

static void want_reconfig(int fd)
{
	assert_int_equal(asctp_set(fd, reconfig_supported, true), 0);
	assert_int_equal(asctp_set(fd, reconfig_allowed,
				 ASCTP_RESET_STREAMS | ASCTP_RESET_ASSOC | ASCTP_CHANGE_STREAMS),
		0);
}

static uint32_t streams_out(int fd)
{
	asctp_status status;

	assert_int_equal(asctp_get(fd, status, &status), 0);
	assert_int_equal(status.state, ASCTP_STATE_ESTABLISHED);
	return status.streams_out;
}

static void resets(void **state)
{
	const uint16_t some[] = { 1, 3 }, wrong[] = { 99 };
	static uint16_t all[UINT16_MAX];
	struct pair one;

	(void)state;
	one = pair_of(SOCK_STREAM, want_reconfig);
	says(one.fd, one.accepted, "before");
	eventually(asctp_set(one.fd, reset_streams, .outgoing = true, .streams = some,
			   .count = COUNT(some)) == 0); /* until all is acknowledged */
	eventually(asctp_set(one.fd, reset_streams, .outgoing = true, .incoming = true) == 0);
	assert_int_equal(
		asctp_set(one.fd, reset_streams, .outgoing = true, .streams = wrong, .count = 1),
		-EINVAL);
	assert_int_equal(asctp_set(one.fd, reset_streams, .outgoing = true, .streams = all,
				 .count = COUNT(all)),
		-EINVAL); /* more than fits a packet */
	eventually(asctp_set(one.fd, add_streams, .out = 5) == 0);
	eventually(streams_out(one.fd) == 15);
	assert_int_equal(asctp_set(one.fd, add_streams, .out = 65535), -EINVAL);
	assert_int_equal(asctp_set(one.fd, add_streams, 0), -EINVAL);
	eventually(asctp_set(one.accepted, add_streams, .in = 2) == 0);
	eventually(streams_out(one.fd) == 17);
	eventually(asctp_set(one.fd, reset_assoc, true) == 0);
	says(one.fd, one.accepted, "after");
	end_pair(&one);
}

static void resets_that_were_not_agreed_on(void **state)
{
	struct pair one;

	(void)state;
	one = pair_of(SOCK_STREAM, NULL);
	assert_int_equal(asctp_set(one.fd, reset_streams, .outgoing = true), -ENOPROTOOPT);
	assert_int_equal(asctp_set(one.fd, reset_assoc, true), -ENOPROTOOPT);
	assert_int_equal(asctp_set(one.fd, add_streams, .in = 1), -ENOPROTOOPT);
	assert_int_equal(asctp_set(one.fd, reconfig_allowed, 8), -EINVAL);
	end_pair(&one);
}

static void schedulers(void **state)
{
	struct pair many;
	asctp_stream_value priority = { .stream = 2 };
	uint32_t scheduler;
	int since_6_4;

	(void)state;
	many = pair_of(SOCK_SEQPACKET, NULL);
	const asctp_where at = asctp_at(many.fd, many.id);

	assert_int_equal(asctp_set(at, scheduler, ASCTP_PRIO), 0);
	assert_int_equal(asctp_set(at, stream_priority, .stream = 2, .value = 65535), 0);
	assert_int_equal(asctp_get(at, stream_priority, &priority), 0);
	assert_int_equal(priority.value, 65535);
	assert_int_equal(asctp_set(asctp_at(many.fd, CURRENT), stream_priority, 2, 7), 0);
	assert_int_equal(asctp_get(at, stream_priority, &priority), 0);
	assert_int_equal(priority.value, 7);
	assert_int_equal(asctp_set(at, stream_priority, .stream = 10, .value = 1), -EINVAL);
	assert_int_equal(asctp_set(many.fd, stream_priority, 2, 7), -EINVAL);
	assert_int_equal(asctp_set(asctp_at(many.fd, ALL), stream_priority, 2, 7), -EINVAL);

	since_6_4 = kernel_is(6, 4) ? 0 : -EINVAL;
	assert_int_equal(asctp_set(at, scheduler, ASCTP_FAIR), since_6_4);
	assert_int_equal(asctp_set(at, scheduler, ASCTP_WEIGHTED), since_6_4);
	assert_int_equal(asctp_get(at, scheduler, &scheduler), 0);
	assert_int_equal(scheduler, since_6_4 ? ASCTP_PRIO : ASCTP_WEIGHTED);
	if (!since_6_4)
		assert_int_equal(asctp_set(at, stream_priority, 2, 0), -EINVAL); /* a weight */
	assert_int_equal(asctp_set(asctp_at(many.fd, ALL), scheduler, ASCTP_ROUND_ROBIN), 0);
	assert_int_equal(asctp_get(many.fd, scheduler, &scheduler), 0);
	assert_int_equal(scheduler, ASCTP_ROUND_ROBIN);
	assert_int_equal(asctp_set(at, scheduler, 99), -EINVAL);
	end_pair(&many);
}

/* ---- What one option does not do to another ---- */

static void levels_of_interleaving(void **state)
{
	int fd = open_one(SOCK_SEQPACKET);
	uint32_t level;
	bool on;

	(void)state;
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_ALL), -EPERM);
	assert_int_equal(asctp_get(fd, fragment_interleave, &level), 0);
	assert_int_equal(level, ASCTP_INTERLEAVE_NONE);
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_ASSOCS), 0);
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_ALL), -EPERM);
	assert_int_equal(asctp_get(fd, fragment_interleave, &level), 0);
	assert_int_equal(level, ASCTP_INTERLEAVE_ASSOCS);

	everything_on();
	close(fd);
	fd = open_one(SOCK_SEQPACKET);
	assert_int_equal(asctp_set(fd, interleaving, true), -EPERM); /* without level 1 */
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_ALL), 0);
	assert_int_equal(asctp_get(fd, fragment_interleave, &level), 0);
	assert_int_equal(level, ASCTP_INTERLEAVE_ALL);
	assert_int_equal(asctp_get(fd, interleaving, &on), 0);
	assert_true(on);
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_ASSOCS), 0);
	assert_int_equal(asctp_get(fd, fragment_interleave, &level), 0);
	assert_int_equal(level, ASCTP_INTERLEAVE_ASSOCS);
	assert_int_equal(asctp_set(fd, interleaving, true), 0);
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_NONE), 0);
	assert_int_equal(asctp_get(fd, fragment_interleave, &level), 0);
	assert_int_equal(level, ASCTP_INTERLEAVE_NONE);
	assert_int_equal(asctp_get(fd, interleaving, &on), 0);
	assert_false(on);
	close(fd);
}

/* Beyond 65535, Linux computes a window of 0 from some numbers, and sends nothing until a timeout. */
static void any_burst_sends(void **state)
{
	struct pair many;
	char byte;

	(void)state;
	many = pair_of(SOCK_SEQPACKET, NULL);
	assert_int_equal(
		asctp_set(asctp_at(many.fd, many.id), max_burst, UINT32_C(1) << 30), -EINVAL);
	assert_int_equal(asctp_set(asctp_at(many.fd, many.id), max_burst, 65535), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(asctp_sock_send(many.fd, "x", 1, .id = many.id), 1);
		assert_int_equal(recv(many.listener, &byte, 1, 0), 1);
	}
	end_pair(&many);
}

static void defaults_of_sending(void **state)
{
	struct pair many;
	asctp_default_policy policy;
	asctp_default_send send;

	(void)state;
	many = pair_of(SOCK_SEQPACKET, NULL);
	for (int i = 0; i < 2; i++) {
		const asctp_where at = asctp_at(many.fd, i ? many.id : FUTURE);

		assert_int_equal(asctp_set(at, default_policy, .policy = 0x20, .value = 3), 0);
		assert_int_equal(asctp_set(at, default_send, .stream = 4, .ppid = 0x01020304), 0);
		assert_int_equal(asctp_get(at, default_policy, &policy), 0);
		assert_int_equal(policy.policy, 0x20);
		assert_int_equal(policy.value, 3);
		assert_int_equal(asctp_set(at, default_policy, .policy = 0), 0);
		assert_int_equal(asctp_get(at, default_send, &send), 0);
		assert_int_equal(send.stream, 4);
		assert_int_equal(send.ppid, 0x01020304);
		assert_false(send.unordered);
	}
	assert_int_equal(asctp_set(asctp_at(many.fd, ALL), default_send, .stream = 5), 0);
	assert_int_equal(asctp_get(asctp_at(many.fd, many.id), default_send, &send), 0);
	assert_int_equal(send.stream, 5);
	end_pair(&many);
}

/* ---- Others that need more than a value ---- */

static void all_ids(void **state)
{
	enum { PEERS = 20 };
	asctp_addr to;
	int listener, fds[PEERS];
	int32_t ids[PEERS + 1] = { 0 };
	asctp_assoc_ids list = { .ids = ids };
	uint32_t count;

	(void)state;
	listener = listening_on(SOCK_SEQPACKET, &to);
	assert_int_equal(asctp_get(listener, assoc_ids, &list), 0);
	assert_int_equal(list.count, 0);
	for (int i = 0; i < PEERS; i++) {
		fds[i] = open_one(SOCK_STREAM);
		assert_int_equal(connect(fds[i], &to.sa, sizeof(to.v4)), 0);
	}
	eventually(asctp_get(listener, assoc_count, &count) == 0 && count == PEERS);
	list.max = PEERS - 1;
	assert_int_equal(asctp_get(listener, assoc_ids, &list), -ENOBUFS);
	assert_int_equal(list.count, PEERS);
	assert_int_equal(ids[0], 0);
	for (list.max = PEERS; list.max < UINT32_MAX - 1; list.max = UINT32_MAX - 1) {
		memset(ids, 0, sizeof(ids));
		assert_int_equal(asctp_get(listener, assoc_ids, &list), 0);
		assert_int_equal(list.count, PEERS);
		for (int i = 0; i < PEERS; i++)
			assert_true(ids[i] > 2);
		assert_int_equal(ids[PEERS], 0);
	}
	list = (asctp_assoc_ids){ .max = 1 };
	assert_int_equal(asctp_get(listener, assoc_ids, &list), -EINVAL);
	for (int i = 0; i < PEERS; i++)
		close(fds[i]);
	close(listener);
}

static void peers_primary(void **state)
{
	struct pair one;
	asctp_addr ours, strange = loopback();

	(void)state;
	one = pair_of(SOCK_STREAM, NULL);
	ours = one.local;
	assert_int_equal(
		asctp_sock_set_option(one.fd, 0, ASCTP_OPTION_peer_primary, &ours, sizeof(ours)),
		-EPERM);
	end_pair(&one);
	everything_on();
	one = pair_of(SOCK_STREAM, NULL);
	ours = one.local;
	assert_int_equal(
		asctp_sock_set_option(one.fd, 0, ASCTP_OPTION_peer_primary, &ours, sizeof(ours)),
		0);
	ours.v4.sin_port = 0;
	assert_int_equal(
		asctp_sock_set_option(one.fd, 0, ASCTP_OPTION_peer_primary, &ours, sizeof(ours)),
		0);
	strange.v4.sin_addr.s_addr = htonl(0x7f000009);
	assert_int_equal(asctp_sock_set_option(
				 one.fd, 0, ASCTP_OPTION_peer_primary, &strange, sizeof(strange)),
		-EADDRNOTAVAIL);
	end_pair(&one);
}

static void what_the_kernel_refuses(void **state)
{
	asctp_addr any = { .v4 = { .sin_family = AF_INET } };
	int fd = open_one(SOCK_SEQPACKET);
	asctp_abandoned abandoned = { .stream = 99 };
	uint32_t buffer;
	struct pair one;
	bool on;

	(void)state;
	assert_int_equal(asctp_set(fd, rto, .min_ms = 600, .max_ms = 500), -EINVAL);
	assert_int_equal(asctp_set(fd, expose_pf, 3), -EINVAL);
	assert_int_equal(asctp_set(fd, fragment_size, 10), -EINVAL);
	assert_int_equal(asctp_set(fd, fragment_size, 65532), -EINVAL);
	assert_int_equal(asctp_set(fd, auto_asconf, true), -EINVAL);
	assert_int_equal(bind(fd, &any.sa, sizeof(any.v4)), 0);
	assert_int_equal(asctp_set(fd, auto_asconf, true), 0);
	assert_int_equal(asctp_get(fd, auto_asconf, &on), 0);
	assert_true(on);
	assert_int_equal(asctp_set(fd, receive_buffer, 40000), 0);
	assert_int_equal(asctp_get(fd, receive_buffer, &buffer), 0);
	assert_int_equal(buffer, 80000);
	assert_int_equal(asctp_set(fd, partial_delivery_point, 40000), 0);
	assert_int_equal(asctp_set(fd, partial_delivery_point, 40001), -EINVAL);
	one = pair_of(SOCK_STREAM, NULL);
	assert_int_equal(asctp_get(one.fd, pr_stream_status, &abandoned), -EINVAL);
	abandoned.stream = 9; /* nothing was ever sent on it */
	abandoned.policy = 0x10;
	abandoned.sent = abandoned.unsent = 77;
	assert_int_equal(asctp_get(one.fd, pr_stream_status, &abandoned), 0);
	assert_int_equal(abandoned.sent + abandoned.unsent, 0);
	assert_int_equal(abandoned.policy, 0x10);
	assert_int_equal(abandoned.stream, 9);
	end_pair(&one);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(keys),
		KERNEL_TEST(long_keys),
		KERNEL_TEST(resets),
		KERNEL_TEST(resets_that_were_not_agreed_on),
		KERNEL_TEST(schedulers),
		KERNEL_TEST(levels_of_interleaving),
		KERNEL_TEST(any_burst_sends),
		KERNEL_TEST(defaults_of_sending),
		KERNEL_TEST(all_ids),
		KERNEL_TEST(peers_primary),
		KERNEL_TEST(what_the_kernel_refuses),
	};

	return cmocka_run_group_tests_name("options_assoc", tests, NULL, NULL);
}
