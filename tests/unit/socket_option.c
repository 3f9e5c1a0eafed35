/* SPDX-License-Identifier: MIT */
/* unit/socket_option.c - what reaches the kernel for an option, in which order, and what comes back. */
#include "socket/option.h"
#include "wire/kernel.h"
#include "wire_bytes.h"
#include <errno.h>

enum { FD = 7, MOST = 16, PORT = 7000 };

/* A kernel that writes down what it is told, and answers what it was given for an option. */
struct call {
	bool set;
	int level, name;
	struct bytes bytes;
};

static struct {
	struct call calls[MOST];
	int count;
	struct answer {
		bool set;
		int name, error;
		struct bytes bytes;
		unsigned times;
	} answers[MOST];
	int answer_count;
	int protocol;
	size_t last_set; /* its length, also where it is too long to be written down */
} kernel;

static struct answer *answer_to(bool set, int name)
{
	for (int i = 0; i < kernel.answer_count; i++) {
		struct answer *answer = &kernel.answers[i];

		if (answer->set == set && answer->name == name && answer->times) {
			answer->times--;
			return answer;
		}
	}
	return NULL;
}

static void write_down(bool set, int level, int name, const void *bytes, socklen_t len)
{
	struct call *call = &kernel.calls[kernel.count++];

	assert_true(kernel.count < MOST);
	*call = (struct call){ .set = set, .level = level, .name = name };
	raw(&call->bytes, bytes, len < sizeof(call->bytes.data) ? len : sizeof(call->bytes.data));
}

static int fake_set(int fd, int level, int name, const void *value, socklen_t len)
{
	struct answer *answer = answer_to(true, name);

	assert_int_equal(fd, FD);
	touch(value, len);
	kernel.last_set = len;
	write_down(true, level, name, value, len);
	return answer ? answer->error : 0;
}

static int fake_get(int fd, int level, int name, void *ret, socklen_t *len)
{
	struct answer *answer;

	assert_int_equal(fd, FD);
	if (level == SOL_SOCKET && name == SO_PROTOCOL) {
		memcpy(ret, &kernel.protocol, sizeof(int));
		return kernel.protocol < 0 ? kernel.protocol : 0;
	}
	write_down(false, level, name, ret, *len);
	answer = answer_to(false, name);
	if (!answer)
		return -ENOPROTOOPT;
	if (answer->error)
		return answer->error;
	assert_true(*len >= answer->bytes.len || answer->bytes.len == sizeof(answer->bytes.data));
	memcpy(ret, answer->bytes.data, answer->bytes.len < *len ? answer->bytes.len : *len);
	*len = (socklen_t)answer->bytes.len;
	return 0;
}

static int fake_getsockname(int fd, struct sockaddr *ret, socklen_t *len)
{
	const asctp_addr name = { .v4 = { .sin_family = AF_INET, .sin_port = htons(PORT) } };

	assert_int_equal(fd, FD);
	memcpy(ret, &name, sizeof(name.v4));
	*len = sizeof(name.v4);
	return 0;
}

static uint64_t fake_tick_ns(void)
{
	return 4000000;
}

static const struct sys sys = { .setsockopt = fake_set,
	.getsockopt = fake_get,
	.getsockname = fake_getsockname,
	.tick_ns = fake_tick_ns };

static int forget_all(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	kernel.protocol = KERNEL_SOL_SCTP;
	return 0;
}

/* From now on: the answer to the next `times` calls; -errno, or of a get what it gives. */
static void answers(bool set, int name, int error, unsigned times, struct bytes bytes)
{
	kernel.answers[kernel.answer_count++] = (struct answer){ set, name, error, bytes, times };
}

static struct bytes words(size_t count, const uint32_t *values)
{
	struct bytes b = { 0 };

	for (size_t i = 0; i < count; i++)
		u32(&b, values[i]);
	return b;
}

#define WORDS(...) \
	words(sizeof((uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t), (uint32_t[]){ __VA_ARGS__ })
#define NOTHING ((struct bytes){ 0 })

#define SET(id, name, ...)                                                                         \
	socket_set_option(&sys, FD, (id), ASCTP_OPTION_##name, &(asctp_opt_##name){ __VA_ARGS__ }, \
		sizeof(asctp_opt_##name))
#define GET(id, name, ret) \
	socket_get_option(&sys, FD, (id), ASCTP_OPTION_##name, (ret), sizeof(asctp_opt_##name))

static void called(int i, bool set, int name, struct bytes expect)
{
	assert_true(i < kernel.count);
	assert_int_equal(kernel.calls[i].set, set);
	assert_int_equal(kernel.calls[i].name, name);
	assert_int_equal(kernel.calls[i].bytes.len, expect.len);
	assert_memory_equal(kernel.calls[i].bytes.data, expect.data, expect.len);
}

/* The kernel knows the association, at 10.0.0.1:7000. */
static struct bytes a_status(void)
{
	struct bytes b = { 0 };

	zeros(&b, 24 + 4);
	u16(&b, AF_INET), be16(&b, PORT), u8(&b, 10), u8(&b, 0), u8(&b, 0), u8(&b, 1);
	zeros(&b, 176 - b.len);
	return b;
}

static asctp_addr addr_of(const char *text)
{
	asctp_addr addr;

	assert_int_equal(asctp_addr_parse(text, &addr, 1), 1);
	return addr;
}

/* ---- Any option ---- */

static void one_call_each_way(void **state)
{
	asctp_rto rto;

	(void)state;
	assert_int_equal(SET(ASSOC, rto, .initial_ms = 1, .min_ms = 2, .max_ms = 3), 0);
	assert_int_equal(kernel.count, 1);
	called(0, true, KERNEL_RTOINFO, WORDS(ASSOC, 1, 3, 2));
	assert_int_equal(kernel.calls[0].level, KERNEL_SOL_SCTP);
	answers(false, KERNEL_RTOINFO, 0, 1, WORDS(ASSOC, 4, 6, 5));
	assert_int_equal(GET(ASSOC, rto, &rto), 0);
	assert_int_equal(kernel.count, 2);
	called(1, false, KERNEL_RTOINFO, WORDS(ASSOC, 0, 0, 0));
	assert_int_equal(rto.initial_ms, 4);
	assert_int_equal(rto.min_ms, 5);
	assert_int_equal(rto.max_ms, 6);
}

/* What fails leaves the caller's value alone. */
static void errors_come_back(void **state)
{
	const int errors[] = { -EINVAL, -EPERM, -EACCES, -ENOPROTOOPT, -EFAULT, -EBADF };
	const asctp_addr no_port = { .v4 = { .sin_family = AF_INET } };
	const asctp_addr with_port = { .v4 = { .sin_family = AF_INET, .sin_port = PORT } };
	asctp_heartbeat heartbeat = { .path = no_port };
	asctp_rto rto = { 9, 9, 9 };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		forget_all(NULL);
		answers(true, KERNEL_RTOINFO, errors[i], 1, NOTHING);
		answers(false, KERNEL_RTOINFO, errors[i], 1, NOTHING);
		assert_int_equal(SET(0, rto, 0), errors[i]);
		assert_int_equal(GET(0, rto, &rto), errors[i]);
	}
	forget_all(NULL);
	answers(false, KERNEL_RTOINFO, 0, 1, WORDS(0, 1, 2)); /* cut */
	assert_int_equal(GET(0, rto, &rto), -EBADMSG);
	answers(false, KERNEL_PEER_ADDR_THLDS, -ENOENT, 1, NOTHING);
	answers(true, KERNEL_PEER_ADDR_THLDS, -ENOENT, 1, NOTHING);
	assert_int_equal(SET(0, pf_threshold, .count = 1), -EINVAL);
	assert_int_equal(GET(0, pf_threshold, &(asctp_path_count){ 0 }), -EINVAL);
	answers(true, KERNEL_AUTOCLOSE, -EOPNOTSUPP, 2, NOTHING);
	assert_int_equal(SET(0, autoclose_s, 1), -EOPNOTSUPP);
	kernel.protocol = 6; /* of TCP */
	assert_int_equal(SET(0, autoclose_s, 1), -ENOPROTOOPT);
	assert_int_equal(SET(0, linger, .on = true), -ENOPROTOOPT);
	/* what is asked on the way to an option says it, too: of the port, and whose an address is */
	answers(false, KERNEL_STATUS, -EOPNOTSUPP, 4, NOTHING);
	assert_int_equal(SET(0, heartbeat, .path = no_port), -ENOPROTOOPT);
	assert_int_equal(GET(0, heartbeat, &heartbeat), -ENOPROTOOPT);
	assert_int_equal(SET(0, primary, .v4 = with_port.v4), -ENOPROTOOPT);
	assert_int_equal(SET(ASSOC, stream_priority, .value = 1), -ENOPROTOOPT);
	kernel.protocol = -EBADF;
	assert_int_equal(SET(0, linger, .on = true), -EBADF);
	assert_int_equal(rto.initial_ms, 9);
	assert_int_equal(rto.max_ms, 9);
}

/* What is wrong is known before the kernel is asked. */
static void bad_values_do_not_reach_it(void **state)
{
	asctp_rto rto = { 0 };
	asctp_path_info info = { 0 };
	struct {
		asctp_rto rto;
		uint32_t more;
	} grown = { .more = 1 };

	(void)state;
	assert_int_equal(SET(-1, rto, 0), -EINVAL);
	assert_int_equal(GET(-1, rto, &rto), -EINVAL);
	assert_int_equal(SET(0, init, .streams_out = 65536), -EINVAL);
	assert_int_equal(SET(ASSOC, add_streams, .out = 65536), -EINVAL);
	assert_int_equal(SET(0, default_policy, .policy = 1), -EINVAL);
	assert_int_equal(SET(ASSOC, primary, 0), -EINVAL);
	assert_int_equal(GET(ASSOC, path_info, &info), -EINVAL);
	assert_int_equal(SET(0, auth_key, .len = 1), -EINVAL);
	assert_int_equal(SET(ASSOC, status, 0), -EOPNOTSUPP);
	assert_int_equal(GET(0, auth_key, &(asctp_key){ 0 }), -EOPNOTSUPP);
	assert_int_equal(
		socket_set_option(&sys, FD, 0, ASCTP_OPTION_rto, &grown, sizeof(grown)), -E2BIG);
	assert_int_equal(socket_set_option(&sys, FD, 0, ASCTP_OPTION_rto, &rto, 3), -EINVAL);
	assert_int_equal(socket_set_option(&sys, FD, 0, ASCTP_OPTION_rto, &rto, 0), -EINVAL);
	assert_int_equal(socket_set_option(&sys, FD, 0, ASCTP_OPTION_rto, NULL, 12), -EINVAL);
	assert_int_equal(socket_get_option(&sys, FD, 0, ASCTP_OPTION_rto, NULL, 12), -EINVAL);
	assert_int_equal(socket_get_option(&sys, FD, 0, (asctp_option)0, &rto, 12), -EINVAL);
	assert_int_equal(kernel.count, 0);
}

static void structs_of_other_versions(void **state)
{
	struct {
		asctp_rto rto;
		uint32_t more;
	} grown = { .rto = { 1, 2, 3 } };
	uint32_t less[2] = { 7, 8 };

	(void)state;
	assert_int_equal(
		socket_set_option(&sys, FD, 0, ASCTP_OPTION_rto, &grown, sizeof(grown)), 0);
	called(0, true, KERNEL_RTOINFO, WORDS(0, 1, 3, 2));
	assert_int_equal(socket_set_option(&sys, FD, 0, ASCTP_OPTION_rto, less, sizeof(*less)), 0);
	called(1, true, KERNEL_RTOINFO, WORDS(0, 7, 0, 0));
	answers(false, KERNEL_RTOINFO, 0, 2, WORDS(0, 4, 6, 5));
	grown.more = 1;
	assert_int_equal(
		socket_get_option(&sys, FD, 0, ASCTP_OPTION_rto, &grown, sizeof(grown)), 0);
	assert_int_equal(grown.rto.max_ms, 6);
	assert_int_equal(grown.more, 0);
	assert_int_equal(socket_get_option(&sys, FD, 0, ASCTP_OPTION_rto, less, sizeof(*less)), 0);
	assert_int_equal(less[0], 4);
	assert_int_equal(less[1], 8);
}

static void long_lists(void **state)
{
	static uint16_t streams[UINT16_MAX];
	static unsigned char secret[UINT16_MAX];

	(void)state;
	assert_int_equal(SET(ASSOC, reset_streams, .outgoing = true, .streams = streams,
				 .count = UINT16_MAX),
		0);
	assert_int_equal(kernel.last_set, 8 + sizeof(streams));
	assert_int_equal(SET(ASSOC, auth_key, .len = UINT16_MAX, .secret = secret), 0);
	assert_int_equal(kernel.last_set, 8 + sizeof(secret));
}

/* ---- Those that take more than one call ---- */

static void a_part_of_a_struct(void **state)
{
	struct bytes was = { 0 }, is = { 0 };

	(void)state;
	u32(&was, ASSOC), zeros(&was, 132);
	is = was;
	u16(&was, 9), u16(&was, 3), u16(&was, 7), zeros(&was, 2);
	u16(&is, 0), u16(&is, 3), u16(&is, 8), zeros(&is, 2);
	answers(false, KERNEL_STATUS, 0, 9, a_status());
	answers(false, KERNEL_PEER_ADDR_THLDS_V2, 0, 1, was);
	assert_int_equal(SET(ASSOC, switchover, .count = 8), 0);
	assert_int_equal(kernel.count, 3);
	called(2, true, KERNEL_PEER_ADDR_THLDS_V2, is);
	assert_int_equal(SET(ASSOC, switchover, .count = 8), -ENOPROTOOPT); /* cannot be read */
	assert_false(kernel.calls[kernel.count - 1].set);

	/* 4.18 knows neither, and would misread the struct */
	was.len = 0;
	zeros(&was, 152);
	answers(false, KERNEL_PEER_ADDR_PARAMS, 0, 2, was);
	assert_int_equal(SET(ASSOC, dscp, .value = 46), -ENOPROTOOPT);
	assert_int_equal(SET(ASSOC, flow_label, .value = 46), -ENOPROTOOPT);
	assert_false(kernel.calls[kernel.count - 1].set);
}

static void strangers_ids_are_found_out(void **state)
{
	const asctp_addr peer = addr_of("10.0.0.1:7000");
	asctp_path_info info = { .path = peer };
	struct bytes found = { 0 };

	(void)state;
	answers(false, KERNEL_STATUS, -EINVAL, 9, NOTHING);
	assert_int_equal(
		socket_set_option(&sys, FD, ASSOC, ASCTP_OPTION_primary, &peer, sizeof(peer)),
		-EINVAL);
	assert_int_equal(GET(ASSOC, path_info, &info), -EINVAL);
	assert_int_equal(SET(ASSOC, udp_encap_port, peer, 1), -EINVAL);
	assert_int_equal(SET(0, stream_priority, 1, 1), -EINVAL);
	for (int i = 0; i < kernel.count; i++)
		assert_int_equal(kernel.calls[i].name, KERNEL_STATUS);
	assert_int_equal(SET(0, udp_encap_port, peer, 1), 0);
	assert_int_equal(SET(KERNEL_CURRENT_ASSOC, stream_priority, 1, 1), 0);

	/* whose the address is, is a question */
	u32(&found, ASSOC), zeros(&found, sizeof(struct kernel_paddrinfo) - 4);
	answers(false, KERNEL_GET_PEER_ADDR_INFO, 0, 1, found);
	assert_int_equal(GET(0, path_info, &info), 0);
	assert_int_equal(info.id, ASSOC);
}

static void ports_are_completed(void **state)
{
	const asctp_addr addr = addr_of("10.0.0.2"), six = addr_of("[2001:db8::1]");
	struct bytes expect = { 0 };

	(void)state;
	answers(false, KERNEL_STATUS, 0, 9, a_status());
	u32(&expect, ASSOC);
	u16(&expect, AF_INET), be16(&expect, PORT);
	u8(&expect, 10), u8(&expect, 0), u8(&expect, 0), u8(&expect, 2);
	zeros(&expect, 120);
	assert_int_equal(
		socket_set_option(&sys, FD, ASSOC, ASCTP_OPTION_primary, &addr, sizeof(addr)), 0);
	called(kernel.count - 1, true, KERNEL_PRIMARY_ADDR, expect);
	assert_int_equal(
		socket_set_option(&sys, FD, ASSOC, ASCTP_OPTION_peer_primary, &addr, sizeof(addr)),
		0);
	called(kernel.count - 1, true, KERNEL_SET_PEER_PRIMARY_ADDR, expect);
	assert_int_equal(
		socket_set_option(&sys, FD, ASSOC, ASCTP_OPTION_primary, &six, sizeof(six)), 0);
	assert_memory_equal(&kernel.calls[kernel.count - 1].bytes.data[6],
		((unsigned char[]){ PORT >> 8, PORT & 0xff }), 2);
	answers(false, KERNEL_PEER_ADDR_PARAMS, -EINVAL, 1, NOTHING);
	assert_int_equal(GET(ASSOC, heartbeat, &((asctp_heartbeat){ .path = addr })), -EINVAL);
	assert_memory_equal(&kernel.calls[kernel.count - 1].bytes.data[6],
		((unsigned char[]){ PORT >> 8, PORT & 0xff }), 2);
}

static void level_2_is_undone_if_refused(void **state)
{
	uint32_t level = 9;

	(void)state;
	answers(false, KERNEL_FRAGMENT_INTERLEAVE, 0, 1, WORDS(0));
	answers(true, KERNEL_INTERLEAVING_SUPPORTED, -EPERM, 2, NOTHING);
	assert_int_equal(SET(0, fragment_interleave, 2), -EPERM);
	assert_int_equal(kernel.count, 4);
	called(1, true, KERNEL_FRAGMENT_INTERLEAVE, WORDS(1));
	called(2, true, KERNEL_INTERLEAVING_SUPPORTED, WORDS(0, 1));
	called(3, true, KERNEL_FRAGMENT_INTERLEAVE, WORDS(0));

	/* level 1 it was, and is */
	answers(false, KERNEL_FRAGMENT_INTERLEAVE, 0, 9, WORDS(1));
	answers(false, KERNEL_INTERLEAVING_SUPPORTED, 0, 1, WORDS(0, 0));
	assert_int_equal(SET(0, fragment_interleave, 2), -EPERM);
	called(kernel.count - 1, true, KERNEL_INTERLEAVING_SUPPORTED, WORDS(0, 1));

	/* from 2 to 1 */
	answers(false, KERNEL_INTERLEAVING_SUPPORTED, 0, 2, WORDS(0, 1));
	assert_int_equal(GET(0, fragment_interleave, &level), 0);
	assert_int_equal(level, 2);
	assert_int_equal(SET(0, fragment_interleave, 1), 0);
	called(kernel.count - 1, true, KERNEL_INTERLEAVING_SUPPORTED, WORDS(0, 0));
}

static void default_send_keeps_the_policy(void **state)
{
	struct bytes policy = WORDS(ASSOC, 3);

	(void)state;
	u16(&policy, 0x20), zeros(&policy, 2);
	answers(false, KERNEL_DEFAULT_PRINFO, 0, 1, policy);
	assert_int_equal(SET(ASSOC, default_send, .stream = 4), 0);
	assert_int_equal(kernel.count, 3);
	assert_int_equal(kernel.calls[1].name, KERNEL_DEFAULT_SNDINFO);
	called(2, true, KERNEL_DEFAULT_PRINFO, policy);
	assert_int_equal(SET(KERNEL_ALL_ASSOC, default_send, .stream = 4), 0);
	assert_int_equal(kernel.count, 4); /* of many at once it cannot be read */
}

static void ids_come_all_or_not_at_all(void **state)
{
	int32_t ids[4] = { 0 };
	asctp_assoc_ids list = { .ids = ids, .max = 4 };

	(void)state;
	answers(false, KERNEL_GET_ASSOC_NUMBER, 0, 1, WORDS(2)); /* then a third comes */
	answers(false, KERNEL_GET_ASSOC_ID_LIST, -EINVAL, 1, NOTHING);
	answers(false, KERNEL_GET_ASSOC_NUMBER, 0, 1, WORDS(3));
	answers(false, KERNEL_GET_ASSOC_ID_LIST, 0, 1, WORDS(3, 11, 12, 13));
	assert_int_equal(GET(0, assoc_ids, &list), 0);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.max, 4);
	assert_int_equal(ids[2], 13);
	answers(false, KERNEL_GET_ASSOC_NUMBER, 0, 1, WORDS(5));
	assert_int_equal(GET(0, assoc_ids, &list), -ENOBUFS);
	assert_int_equal(list.count, 5);
	answers(false, KERNEL_GET_ASSOC_NUMBER, -EOPNOTSUPP, 1, NOTHING);
	assert_int_equal(GET(0, assoc_ids, &list), -EOPNOTSUPP);
}

static void times_are_milliseconds(void **state)
{
	const asctp_addr peer = addr_of("10.0.0.1:7000");
	asctp_path_info info = { .path = peer };
	struct bytes b = { 0 };

	(void)state;
	zeros(&b, 132);
	b = (struct bytes){ .len = 132 };
	u32(&b, 2), u32(&b, 4380), u32(&b, 5), u32(&b, 300), u32(&b, 1500);
	answers(false, KERNEL_STATUS, 0, 1, a_status());
	answers(false, KERNEL_GET_PEER_ADDR_INFO, 0, 1, b);
	assert_int_equal(GET(ASSOC, path_info, &info), 0);
	assert_int_equal(info.srtt_ms, 20);
	assert_int_equal(info.rto_ms, 300);
	assert_true(asctp_addr_equal(&info.path, &peer));
}

#define TEST(name) cmocka_unit_test_setup(name, forget_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_call_each_way),
		TEST(errors_come_back),
		TEST(bad_values_do_not_reach_it),
		TEST(structs_of_other_versions),
		TEST(long_lists),
		TEST(a_part_of_a_struct),
		TEST(strangers_ids_are_found_out),
		TEST(ports_are_completed),
		TEST(level_2_is_undone_if_refused),
		TEST(default_send_keeps_the_policy),
		TEST(ids_come_all_or_not_at_all),
		TEST(times_are_milliseconds),
	};

	return cmocka_run_group_tests_name("socket_option", tests, NULL, NULL);
}
