/* SPDX-License-Identifier: MIT */
/* tests/kernel/options.c - every row of the table of options, on sockets of both styles, before and in an association. */
#include "asctp/options.h"
#include "peers.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- Sockets ---- */

/* Ids of those there are, and of both these and those to come: <asctp/socket.h>. */
enum { ASCTP_CURRENT = 1, ASCTP_ALL = 2 };

enum where { ALONE, CONNECTED, MANY_ALONE, MANY_FUTURE, MANY_ID, WHERES };

static const char *const where_names[] = { "one-to-one", "one-to-one with a peer", "one-to-many",
	"one-to-many with a peer: to come", "one-to-many with a peer: its id" };

static asctp_addr loopback(void)
{
	asctp_addr addr;

	assert_int_equal(asctp_addr_parse("127.0.0.1", &addr, 1), 1);
	return addr;
}

static int open_one(int type)
{
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, IPPROTO_SCTP);

	assert_true(fd >= 0);
	return fd;
}

static int listening_on(int type, asctp_addr *ret)
{
	int fd = open_one(type);
	socklen_t len = sizeof(*ret);

	*ret = loopback();
	assert_int_equal(bind(fd, &ret->sa, sizeof(ret->v4)), 0);
	assert_int_equal(listen(fd, 5), 0);
	assert_int_equal(getsockname(fd, &ret->sa, &len), 0);
	return fd;
}

struct pair {
	int listener, fd, accepted;
	int32_t id;
	asctp_addr peer, local;
};

static struct pair pair_of(int type, void (*prepare)(int fd))
{
	struct pair pair = { .listener = -1, .accepted = -1 };
	socklen_t len = sizeof(pair.local);
	int32_t ids[4];
	asctp_assoc_ids list = { .ids = ids, .max = COUNT(ids) };

	pair.listener = listening_on(type, &pair.peer);
	pair.fd = open_one(type);
	if (prepare) {
		prepare(pair.listener);
		prepare(pair.fd);
	}
	assert_int_equal(connect(pair.fd, &pair.peer.sa, sizeof(pair.peer.v4)), 0);
	assert_int_equal(getsockname(pair.fd, &pair.local.sa, &len), 0);
	if (type == SOCK_STREAM) {
		pair.accepted = accept(pair.listener, NULL, NULL);
		assert_true(pair.accepted >= 0);
	} else {
		assert_int_equal(asctp_get(pair.fd, assoc_ids, &list), 0);
		assert_int_equal(list.count, 1);
		pair.id = ids[0];
		assert_true(pair.id > 2);
	}
	return pair;
}

static void end_pair(struct pair *pair)
{
	close(pair->fd);
	if (pair->accepted >= 0)
		close(pair->accepted);
	close(pair->listener);
}

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
	{ ASCTP_OPTION_reuse_port, ONE_TO_MANY, 0, -EOPNOTSUPP },
	{ ASCTP_OPTION_reuse_port, AT(CONNECTED), 0, -EFAULT },
};

/* Whether this kernel is older than the table says that it must be. */
static bool lacking(const asctp_option_info *info)
{
	struct utsname system;
	int major, minor, since_major, since_minor;

	assert_int_equal(uname(&system), 0);
	assert_int_equal(sscanf(system.release, "%d.%d", &major, &minor), 2);
	assert_int_equal(sscanf(info->since, "%d.%d", &since_major, &since_minor), 2);
	return major < since_major || (major == since_major && minor < since_minor);
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

static void everything_on(void)
{
	net_sysctl("auth_enable", "1");
	net_sysctl("addip_enable", "1");
	net_sysctl("reconf_enable", "1");
	net_sysctl("intl_enable", "1");
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
	for (int32_t id = ASCTP_CURRENT; id <= ASCTP_ALL; id++) {
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

/* ---- Paths ---- */

static void one_path_and_all(void **state)
{
	struct pair many;
	asctp_heartbeat heartbeat = { 0 };
	asctp_path_count count = { 0 };
	asctp_path_info info = { 0 };
	asctp_path_mtu mtu = { 0 };
	asctp_addr primary, elsewhere = loopback(), no_port;

	(void)state;
	many = pair_of(SOCK_SEQPACKET, NULL);
	const asctp_where at = asctp_at(many.fd, many.id);

	assert_int_equal(asctp_set(at, heartbeat, .path = many.peer, .interval_ms = 7000), 0);
	assert_int_equal(asctp_set(at, path_max_retrans, .path = many.peer, .count = 9), 0);
	/* of one path it lasts only where the association has it, too */
	assert_int_equal(asctp_set(at, path_mtu, .fixed = true), 0);
	assert_int_equal(asctp_set(at, path_mtu, .path = many.peer, .fixed = true, .mtu = 1400), 0);
	heartbeat.path = count.path = info.path = mtu.path = many.peer;
	assert_int_equal(asctp_get(at, heartbeat, &heartbeat), 0); /* the others left it alone */
	assert_int_equal(heartbeat.interval_ms, 7000);
	assert_int_equal(asctp_get(at, path_max_retrans, &count), 0);
	assert_int_equal(count.count, 9);
	assert_int_equal(asctp_get(at, path_mtu, &mtu), 0);
	assert_true(mtu.fixed);
	assert_int_equal(mtu.mtu, 1400);
	assert_int_equal(asctp_get(at, path_info, &info), 0);
	assert_int_equal(info.mtu, 1400);
	assert_int_equal(info.state, ASCTP_ACTIVE);
	assert_in_range(info.rto_ms, 100, 500);
	assert_true(info.srtt_ms < 100);

	/* 0 is a value */
	assert_int_equal(asctp_set(at, heartbeat, .path = many.peer, .interval_ms = 0), 0);
	assert_int_equal(asctp_get(at, heartbeat, &heartbeat), 0);
	assert_int_equal(heartbeat.interval_ms, 0);
	assert_false(heartbeat.off);
	assert_int_equal(asctp_set(at, heartbeat, .path = many.peer, .off = true), 0);
	assert_int_equal(asctp_get(at, heartbeat, &heartbeat), 0);
	assert_true(heartbeat.off);
	assert_int_equal(asctp_set(at, pf_threshold, many.peer, 3), 0);
	assert_int_equal(asctp_set(at, switchover, many.peer, 4), 0);
	assert_int_equal(asctp_get(at, pf_threshold, &count), 0);
	assert_int_equal(count.count, 3);
	assert_int_equal(asctp_set(at, switchover, many.peer, 2), -EINVAL); /* below pf_threshold */
	assert_int_equal(asctp_set(at, pf_threshold, many.peer, 0), 0);
	assert_int_equal(asctp_get(at, switchover, &count), 0);
	assert_int_equal(count.count, 4);
	assert_int_equal(asctp_get(at, path_max_retrans, &count), 0);
	assert_int_equal(count.count, 9);

	assert_int_equal(asctp_sock_set_option(many.fd, many.id, ASCTP_OPTION_heartbeat_now,
				 &many.peer, sizeof(many.peer)),
		0);
	assert_int_equal(asctp_set(at, heartbeat_now, 0), 0);
	assert_int_equal(asctp_set(many.fd, heartbeat_now, 0), -EINVAL); /* of which association? */

	/* an address without a port has the peer's */
	no_port = many.peer;
	no_port.v4.sin_port = 0;
	assert_int_equal(asctp_sock_set_option(
				 many.fd, many.id, ASCTP_OPTION_primary, &no_port, sizeof(no_port)),
		0);
	assert_int_equal(asctp_get(at, primary, &primary), 0);
	assert_true(asctp_addr_equal(&primary, &many.peer));
	info = (asctp_path_info){ .path = no_port };
	assert_int_equal(asctp_get(at, path_info, &info), 0);
	assert_int_equal(info.mtu, 1400);

	elsewhere.v4.sin_addr.s_addr = htonl(0x7f000009);
	assert_int_equal(asctp_set(at, heartbeat, .path = elsewhere), -EINVAL);
	assert_int_equal(asctp_set(at, pf_threshold, elsewhere, 1), -EINVAL);
	assert_int_equal(asctp_set(at, switchover, elsewhere, 1), -EINVAL);
	count.path = info.path = elsewhere;
	assert_int_equal(asctp_get(at, pf_threshold, &count), -EINVAL);
	assert_int_equal(asctp_get(at, path_info, &info), -EINVAL);
	assert_int_equal(asctp_sock_set_option(many.fd, many.id, ASCTP_OPTION_primary, &elsewhere,
				 sizeof(elsewhere)),
		-EINVAL);
	end_pair(&many);
}

/* On a socket of IPv6 an IPv4 peer has IPv4 addresses, in whatever form they are given. */
static void both_families(void **state)
{
	asctp_addr peer, mapped, primary;
	asctp_path_value label = { 0 };
	asctp_status status;
	int server, client;

	(void)state;
	server = listening_on(SOCK_STREAM, &peer);
	client = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_SCTP);
	assert_true(client >= 0);
	assert_int_equal(asctp_set(client, flow_label, .value = 0x12345), 0);
	assert_int_equal(asctp_get(client, flow_label, &label), 0);
	assert_int_equal(label.value, 0x12345);
	assert_int_equal(asctp_set(client, flow_label, .value = 0), 0);
	assert_int_equal(asctp_get(client, flow_label, &label), 0);
	assert_int_equal(label.value, 0);
	assert_int_equal(connect(client, &peer.sa, sizeof(peer.v4)), 0);

	assert_int_equal(asctp_get(client, primary, &primary), 0);
	assert_int_equal(primary.sa.sa_family, AF_INET);
	assert_true(asctp_addr_equal(&primary, &peer));
	assert_int_equal(asctp_get(client, status, &status), 0);
	assert_int_equal(status.primary.path.sa.sa_family, AF_INET);
	assert_int_equal(asctp_set(client, heartbeat, .path = peer, .interval_ms = 300), 0);
	mapped = (asctp_addr){ .v6 = { .sin6_family = AF_INET6, .sin6_port = peer.v4.sin_port } };
	memset(&mapped.v6.sin6_addr.s6_addr[10], 0xff, 2);
	memcpy(&mapped.v6.sin6_addr.s6_addr[12], &peer.v4.sin_addr, 4);
	assert_int_equal(asctp_set(client, heartbeat, .path = mapped, .interval_ms = 300), 0);
	assert_int_equal(
		asctp_sock_set_option(client, 0, ASCTP_OPTION_primary, &mapped, sizeof(mapped)), 0);
	close(client);
	close(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(rows_alone),
		KERNEL_TEST(rows_connected),
		KERNEL_TEST(bad_calls),
		KERNEL_TEST(ids_as_the_scope_says),
		KERNEL_TEST(one_path_and_all),
		KERNEL_TEST(both_families),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
