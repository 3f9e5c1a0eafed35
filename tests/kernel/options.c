/* SPDX-License-Identifier: MIT */
/* tests/kernel/options.c - every row of the table of options: set, get, get back, everywhere. */
#include "asctp/options.h"
#include "pairs.h"
#include "peers.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

enum where { ALONE, CONNECTED, MANY_ALONE, MANY_FUTURE, MANY_ID, WHERES };

static const char *const where_names[] = { "one-to-one", "one-to-one with a peer", "one-to-many",
	"one-to-many with a peer: to come", "one-to-many with a peer: its id" };

/* ---- What there is to set ---- */

struct sample {
	asctp_option option;
	size_t in;   /* bytes that are asked for: what stands first */
	size_t same; /* bytes that read back as they were set */
	const void *value;
	size_t size;
};

#define SAMPLE(name, in, same, ...)                                                      \
	{                                                                                \
		ASCTP_OPTION_##name, in, same, &(const asctp_opt_##name){ __VA_ARGS__ }, \
			sizeof(asctp_opt_##name)                                         \
	}
#define WHOLE(name, ...) SAMPLE(name, 0, sizeof(asctp_opt_##name), __VA_ARGS__)
#define PATH(name, ...)  SAMPLE(name, sizeof(asctp_addr), sizeof(asctp_opt_##name), __VA_ARGS__)

static const struct sample samples[] = {
	WHOLE(rto, .initial_ms = 400, .min_ms = 200, .max_ms = 800),
	SAMPLE(limits, 0, 8, .max_retrans = 3, .cookie_life_ms = 40000),
	WHOLE(init, .streams_out = 20, .streams_in_max = 30, .attempts = 3, .max_timeout_ms = 900),
	WHOLE(linger, .on = true, .seconds = 3),
	WHOLE(nodelay, true),
	SAMPLE(receive_buffer, 0, 0, 50000),
	SAMPLE(send_buffer, 0, 0, 50000),
	WHOLE(autoclose_s, 77),
	WHOLE(adaptation, 0x01020304),
	WHOLE(no_fragments, true),
	SAMPLE(heartbeat, sizeof(asctp_addr), offsetof(asctp_heartbeat, off) + 1,
		.interval_ms = 5000),
	PATH(path_max_retrans, .count = 7),
	SAMPLE(path_mtu, sizeof(asctp_addr), offsetof(asctp_path_mtu, fixed) + 1, .fixed = true,
		.mtu = 1400),
	PATH(path_sack, .delay_ms = 100),
	SAMPLE(flow_label, sizeof(asctp_addr), 0, .value = 0x12345),
	PATH(dscp, .value = 46),
	WHOLE(mapped_v4, false),
	WHOLE(fragment_size, 1000),
	WHOLE(hmacs, .count = 1, .ids = { ASCTP_HMAC_SHA1 }),
	WHOLE(auth_active_key, 0),
	WHOLE(sack, .delay_ms = 40, .packets = 3),
	WHOLE(fragment_interleave, ASCTP_INTERLEAVE_ALL),
	WHOLE(partial_delivery_point, 3000),
	WHOLE(auto_asconf, false),
	WHOLE(max_burst, 0),
	WHOLE(context, 0xdeadbeef),
	WHOLE(reuse_port, true),
	WHOLE(recv_rcvinfo, true),
	WHOLE(recv_nxtinfo, true),
	WHOLE(default_send, .stream = 2, .ppid = 46, .context = 9, .unordered = true),
	WHOLE(default_policy, .policy = 0x10, .value = 500),
	PATH(pf_threshold, .count = 1),
	PATH(switchover, .count = 5),
	WHOLE(expose_pf, ASCTP_EXPOSE_PF_ENABLE),
	WHOLE(pr_supported, true),
	WHOLE(reconfig_supported, true),
	WHOLE(reconfig_allowed, ASCTP_RESET_STREAMS | ASCTP_CHANGE_STREAMS),
	WHOLE(scheduler, ASCTP_ROUND_ROBIN),
	WHOLE(interleaving, true),
	WHOLE(asconf_supported, true),
	WHOLE(auth_supported, true),
	WHOLE(ecn_supported, true),
	PATH(udp_encap_port, .value = 9899),
	PATH(probe_interval, .value = 6000),
	SAMPLE(stream_priority, sizeof(uint32_t), 0, .stream = 1, .value = 5),
};

static const struct sample *sample_of(asctp_option option)
{
	for (size_t i = 0; i < COUNT(samples); i++)
		if (samples[i].option == option)
			return &samples[i];
	return NULL;
}

#define AT(where)   (1u << (where))
#define ONE_TO_ONE  (AT(ALONE) | AT(CONNECTED))
#define ONE_TO_MANY (AT(MANY_ALONE) | AT(MANY_FUTURE) | AT(MANY_ID))
#define LIVE        (AT(CONNECTED) | AT(MANY_ID))

/* What differs from what the scope says. */
static const struct exception {
	asctp_option option;
	unsigned wheres;
	int get, set;
} exceptions[] = {
	{ ASCTP_OPTION_autoclose_s, ONE_TO_ONE, -EOPNOTSUPP, -EOPNOTSUPP },
	{ ASCTP_OPTION_assoc_count, ONE_TO_ONE, -EOPNOTSUPP, -EOPNOTSUPP },
	{ ASCTP_OPTION_assoc_ids, ONE_TO_ONE, -EOPNOTSUPP, -EOPNOTSUPP },
	{ ASCTP_OPTION_path_info, AT(MANY_FUTURE), 0, -EOPNOTSUPP },
	{ ASCTP_OPTION_reuse_port, ONE_TO_MANY, 0, -EOPNOTSUPP },
	{ ASCTP_OPTION_reuse_port, AT(CONNECTED), 0, -EFAULT },
};

/* Whether this kernel is older than the table says that it must be. */
static bool lacking(const asctp_option_info *info)
{
	int major, minor;

	assert_int_equal(sscanf(info->since, "%d.%d", &major, &minor), 2);
	return !kernel_is(major, minor);
}

static int expected(const asctp_option_info *info, enum where where, bool set)
{
	if (set ? !info->can_set : !info->can_get)
		return -EOPNOTSUPP;
	if (lacking(info))
		return -ENOPROTOOPT;
	for (size_t i = 0; i < COUNT(exceptions); i++)
		if (exceptions[i].option == info->option && exceptions[i].wheres & AT(where))
			return set ? exceptions[i].set : exceptions[i].get;
	if (info->scope == ASCTP_SCOPE_LIVE && !(LIVE & AT(where)))
		return -EINVAL;
	return 0;
}

/* ---- Each row, everywhere ---- */

enum { ROOM = 512, UNTOUCHED = 0xee };

/* A value to get into: what is asked for, and then what a get must overwrite. */
static void ask(const asctp_option_info *info, const struct pair *pair, void *buf)
{
	static int32_t ids[8];
	const struct sample *sample = sample_of(info->option);

	memset(buf, UNTOUCHED, ROOM);
	if (sample)
		memcpy(buf, sample->value, sample->in);
	else if (info->option == ASCTP_OPTION_path_info)
		((asctp_path_info *)buf)->path = pair->peer;
	else if (info->option == ASCTP_OPTION_assoc_ids)
		*(asctp_assoc_ids *)buf = (asctp_assoc_ids){ .ids = ids, .max = COUNT(ids) };
	else if (!strcmp(info->type, "asctp_abandoned"))
		memset(buf, 0, sizeof(asctp_abandoned));
}

static void wanted(
	int result, int expect, const asctp_option_info *info, enum where where, const char *what)
{
	if (result != expect)
		fail_msg("%s %s of a %s: %d (%s), not %d", what, info->name, where_names[where],
			result, strerror(-result), expect);
}

static void set_and_get_back(const asctp_option_info *info, enum where where, int fd, int32_t id,
	const struct pair *pair)
{
	const struct sample *sample = sample_of(info->option);
	unsigned char before[ROOM], after[ROOM];
	const int readable = expected(info, where, false), writable = expected(info, where, true);
	const void *value = before;

	ask(info, pair, before);
	wanted(asctp_sock_get_option(fd, id, info->option, before, info->size), readable, info,
		where, "get");
	if (sample)
		value = sample->value;
	else if (info->option == ASCTP_OPTION_primary)
		value = &pair->peer;
	else if (info->can_set)
		return; /* a test of its own */
	wanted(asctp_sock_set_option(fd, id, info->option, value, info->size), writable, info,
		where, "set");
	if (readable || writable || !sample)
		return;
	ask(info, pair, after);
	wanted(asctp_sock_get_option(fd, id, info->option, after, info->size), 0, info, where,
		"get back");
	if (memcmp(after, value, sample->same))
		fail_msg("%s of a %s is not what was set", info->name, where_names[where]);
	wanted(asctp_sock_set_option(fd, id, info->option, before, info->size), 0, info, where,
		"set as before");
}

static void every_row(enum where where, int fd, int32_t id, const struct pair *pair)
{
	const asctp_option_info *info;

	for (size_t i = 0; (info = asctp_option_at(i)); i++)
		set_and_get_back(info, where, fd, id, pair);
}

static void want_interleaving(int fd)
{
	assert_int_equal(asctp_set(fd, fragment_interleave, ASCTP_INTERLEAVE_ALL), 0);
}

static void rows_alone(void **state)
{
	struct pair none = { .peer = loopback() };
	int one, many;

	(void)state;
	everything_on();
	one = open_one(SOCK_STREAM);
	many = open_one(SOCK_SEQPACKET);
	assert_int_equal(asctp_set(one, fragment_interleave, 1), 0);
	assert_int_equal(asctp_set(many, fragment_interleave, 1), 0);
	every_row(ALONE, one, 0, &none);
	every_row(MANY_ALONE, many, 0, &none);
	close(one);
	close(many);
}

static void rows_connected(void **state)
{
	struct pair one, many;

	(void)state;
	everything_on();
	one = pair_of(SOCK_STREAM, want_interleaving);
	many = pair_of(SOCK_SEQPACKET, want_interleaving);
	every_row(CONNECTED, one.fd, 0, &one);
	every_row(CONNECTED, one.accepted, 12345, &(struct pair){ .peer = one.local });
	every_row(MANY_FUTURE, many.fd, 0, &many);
	every_row(MANY_ID, many.fd, many.id, &many);
	end_pair(&one);
	end_pair(&many);
}

/* ---- Sizes, ids, values that no option takes ---- */

static void bad_calls(void **state)
{
	struct pair many;
	struct {
		asctp_rto rto;
		uint32_t more[2];
	} grown = { 0 };
	asctp_rto rto = { 0 };
	bool on = true;
	int pipes[2], udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	const size_t size = sizeof(rto);
	const asctp_option rtos = ASCTP_OPTION_rto;

	(void)state;
	many = pair_of(SOCK_SEQPACKET, NULL);
	assert_int_equal(asctp_sock_set_option(-1, 0, rtos, &rto, size), -EBADF);
	assert_int_equal(asctp_sock_get_option(-1, 0, rtos, &rto, size), -EBADF);
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(asctp_sock_get_option(pipes[0], 0, rtos, &rto, size), -ENOTSOCK);
	assert_int_equal(asctp_sock_get_option(udp, 0, rtos, &rto, size), -ENOPROTOOPT);
	assert_int_equal(asctp_set(udp, linger, .on = true), -ENOPROTOOPT);
	assert_int_equal(asctp_set(udp, send_buffer, 50000), -ENOPROTOOPT);
	assert_int_equal(asctp_sock_set_option(many.fd, 0, rtos, NULL, size), -EINVAL);
	assert_int_equal(asctp_sock_get_option(many.fd, 0, rtos, NULL, size), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, 0, rtos, &rto, 0), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, 0, rtos, &rto, size - 1), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, 0, ASCTP_OPTION_nodelay, &on, 4), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, 0, (asctp_option)0, &rto, size), -EINVAL);
	assert_int_equal(
		asctp_sock_get_option(many.fd, 0, (asctp_option)9999, &rto, size), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, -1, rtos, &rto, size), -EINVAL);
	assert_int_equal(asctp_sock_get_option(many.fd, -1, rtos, &rto, size), -EINVAL);

	assert_int_equal(asctp_sock_set_option(many.fd, 0, rtos, &grown, sizeof(grown)), 0);
	grown.more[1] = 1;
	assert_int_equal(asctp_sock_set_option(many.fd, 0, rtos, &grown, sizeof(grown)), -E2BIG);
	assert_int_equal(asctp_sock_get_option(many.fd, 0, rtos, &grown, sizeof(grown)), 0);
	assert_int_equal(grown.more[1], 0);
	assert_int_equal(grown.rto.max_ms, 500);
	grown.rto.min_ms = 7;
	assert_int_equal(asctp_sock_get_option(many.fd, 0, rtos, &grown, sizeof(uint32_t)), 0);
	assert_int_equal(grown.rto.initial_ms, 200);
	assert_int_equal(grown.rto.min_ms, 7);
	end_pair(&many);
	close(udp);
	close(pipes[0]);
	close(pipes[1]);
}

/* Ids that an option's scope does not have, and ids of nobody. */
static void ids_as_the_scope_says(void **state)
{
	const int32_t nobody = INT32_MAX;
	struct pair many, other;
	asctp_rto rto;

	(void)state;
	everything_on();
	many = pair_of(SOCK_SEQPACKET, NULL);
	other = pair_of(SOCK_SEQPACKET, NULL);
	for (int32_t id = CURRENT; id <= ALL; id++) {
		assert_int_equal(asctp_set(asctp_at(many.fd, id), rto, .max_ms = 1000), -EINVAL);
		assert_int_equal(asctp_get(asctp_at(many.fd, id), rto, &rto), -EINVAL);
		assert_int_equal(asctp_set(asctp_at(many.fd, id), dscp, .value = 1), -EINVAL);
		assert_int_equal(asctp_set(asctp_at(many.fd, id), context, 5), 0);
		assert_int_equal(asctp_set(asctp_at(many.fd, id), auth_key, .id = 3), 0);
		assert_int_equal(asctp_set(asctp_at(many.fd, id), nodelay, true), 0);
	}
	assert_int_equal(asctp_set(asctp_at(many.fd, nobody), rto, .max_ms = 1000), -EINVAL);
	assert_int_equal(asctp_set(asctp_at(many.fd, nobody), context, 5), -EINVAL);
	assert_int_equal(asctp_set(asctp_at(many.fd, nobody), nodelay, true), 0);
	/* the kernel would find these by their address */
	for (int i = 0; i < 2; i++) {
		const int32_t id = i ? nobody : other.id;
		asctp_path_info info = { .path = many.peer };

		assert_int_equal(asctp_sock_set_option(many.fd, id, ASCTP_OPTION_primary,
					 &many.peer, sizeof(many.peer)),
			-EINVAL);
		assert_int_equal(asctp_get(asctp_at(many.fd, id), path_info, &info), -EINVAL);
		assert_int_equal(
			asctp_set(asctp_at(many.fd, id), pf_threshold, many.peer, 1), -EINVAL);
	}
	end_pair(&many);
	end_pair(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(rows_alone),
		KERNEL_TEST(rows_connected),
		KERNEL_TEST(bad_calls),
		KERNEL_TEST(ids_as_the_scope_says),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
