/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/unit.c - addresses, associations and options: what reaches the kernel. */
#include "kernel_of_tests.h"
#include "wire/option_codec.h"

/* ---- Addresses ---- */

static void test_bindx(void **state)
{
	(void)state;
	assert_int_equal(sctp_bindx(7, A(mixed), 2, SCTP_BINDX_ADD_ADDR), 0);
	assert_int_equal(kernel.level, SOL_SCTP);
	assert_int_equal(kernel.name, SCTP_SOCKOPT_BINDX_ADD);
	assert_int_equal(kernel.value.len, 44);
	assert_memory_equal(kernel.value.data, &mixed, 44);
	assert_int_equal(errno, ERANGE);
	kernel.results[1] = kernel.results[2] = -EBUSY;
	assert_fails(sctp_bindx(7, A(v4), 1, SCTP_BINDX_REM_ADDR), EINVAL);
	assert_int_equal(kernel.name, SCTP_SOCKOPT_BINDX_REM);
	assert_int_equal(kernel.value.len, 16);
	assert_fails(sctp_bindx(7, A(v4), 1, SCTP_BINDX_ADD_ADDR), EBUSY);
}

static void test_lists_of_nothing(void **state)
{
	int32_t id = 5;

	(void)state;
	assert_fails(sctp_bindx(7, NULL, 1, SCTP_BINDX_ADD_ADDR), EINVAL);
	assert_fails(sctp_bindx(7, A(v4), 0, SCTP_BINDX_ADD_ADDR), EINVAL);
	assert_fails(sctp_bindx(7, A(v4), -1, SCTP_BINDX_REM_ADDR), EINVAL);
	assert_fails(sctp_bindx(7, A(unknown), 1, SCTP_BINDX_REM_ADDR), EINVAL);
	assert_fails(sctp_bindx(7, A(v4), 1, 0), EINVAL);
	assert_fails(sctp_bindx(7, A(v4), 1, 3), EINVAL);
	assert_fails(sctp_bindx(7, A(v4), 1, 4), EINVAL);
	assert_fails(sctp_connectx(7, NULL, 1, &id), EINVAL);
	assert_fails(sctp_connectx(7, A(v4), 0, &id), EINVAL);
	assert_fails(sctp_connectx(7, A(unknown), 1, NULL), EINVAL);
	assert_fails(sctp_getpaddrs(7, 0, NULL), EINVAL);
	assert_fails(sctp_getladdrs(7, 0, NULL), EINVAL);
	assert_int_equal(id, 5);
	assert_int_equal(kernel.calls, 0);
}

static void test_connectx(void **state)
{
	int32_t id = 5;

	(void)state;
	raw(&kernel.answer, &(int32_t){ ASSOC }, 4);
	assert_int_equal(sctp_connectx(7, A(mixed), 2, &id), 0);
	assert_int_equal(kernel.name, SCTP_SOCKOPT_CONNECTX3);
	assert_int_equal(kernel.value.len, sizeof(struct kernel_connectx3));
	{
		struct kernel_connectx3 asked;

		memcpy(&asked, kernel.value.data, sizeof(asked));
		assert_int_equal(asked.addrs_len, 44);
		assert_ptr_equal(asked.addrs, &mixed);
	}
	assert_int_equal(id, ASSOC);
	assert_int_equal(sctp_connectx(7, A(mixed), 1, NULL), 0);
	kernel.results[2] = -ECONNREFUSED;
	assert_fails(sctp_connectx(7, A(v4), 1, &id), ECONNREFUSED);
	assert_int_equal(id, ASSOC);
}

/* A list as the kernel writes it. */
static void list(uint32_t count, size_t extra)
{
	u32(&kernel.answer, 0);
	u32(&kernel.answer, count);
	raw(&kernel.answer, &mixed, sizeof(mixed));
	zeros(&kernel.answer, extra);
}

static void test_lists(void **state)
{
	struct sockaddr *addrs;

	(void)state;
	list(2, 0);
	kernel.results[0] = -ENOMEM; /* once more, with more room */
	assert_int_equal(sctp_getladdrs(7, ASSOC, &addrs), 2);
	assert_int_equal(kernel.calls, 2);
	assert_int_equal(kernel.name, SCTP_GET_LOCAL_ADDRS);
	assert_memory_equal(kernel.value.data, &(int32_t){ ASSOC }, 4);
	assert_memory_equal(addrs, &mixed, sizeof(mixed));
	assert_int_equal(sctp_freeladdrs(addrs), 0);
	assert_int_equal(sctp_getpaddrs(7, 3, &addrs), 2);
	assert_int_equal(kernel.name, SCTP_GET_PEER_ADDRS);
	assert_int_equal(sctp_freepaddrs(addrs), 0);
	assert_int_equal(sctp_freepaddrs(NULL), 0);
}

static void test_lists_that_lie(void **state)
{
	struct sockaddr *addrs = A(v4);

	(void)state;
	list(3, 0); /* the third is of no family */
	assert_fails(sctp_getladdrs(7, 0, &addrs), EBADMSG);
	assert_null(addrs);
	kernel.answer.len = 0;
	list(UINT32_MAX, 0);
	assert_fails(sctp_getpaddrs(7, 0, &addrs), EBADMSG);
	kernel.results[2] = kernel.results[3] = -ENOTSOCK;
	assert_fails(sctp_getpaddrs(7, 0, &addrs), ENOTSOCK);
	assert_fails(sctp_getladdrs(7, 0, &addrs), ENOTSOCK);
}

static void test_list_without_end(void **state)
{
	struct sockaddr *addrs = A(v4);

	(void)state;
	for (int i = 0; i < 3; i++)
		kernel.results[i] = -ENOMEM;
	assert_fails(sctp_getladdrs(7, 0, &addrs), ENOMEM);
	assert_int_equal(kernel.calls, 3);
}

static void test_no_association(void **state)
{
	static const struct {
		int result;
		uint32_t count;
		int expected;
	} cases[] = { { 0, 0, 0 }, { -EOPNOTSUPP, 9, 0 }, { 0, 1, -1 }, { -EBADF, 0, -1 } };
	struct sockaddr *addrs;

	for (size_t i = 0; i < COUNT(cases); i++) {
		begin(state);
		kernel.results[0] = -EINVAL;
		kernel.results[1] = cases[i].result;
		u32(&kernel.answer, cases[i].count);
		assert_int_equal(sctp_getpaddrs(7, 5, &addrs), cases[i].expected);
		assert_int_equal(kernel.name, SCTP_GET_ASSOC_NUMBER);
		assert_int_equal(errno, cases[i].expected ? EINVAL : ERANGE);
	}
}

/* ---- Options ---- */

static void test_opt_info(void **state)
{
	const struct wire_option *option;
	unsigned char value[512];

	(void)state;
	for (size_t i = 0; (option = wire_option_at(i)); i++) {
		int at = option->codec->id_at;
		socklen_t len = 100;

		if (option->level != SOL_SCTP)
			continue;
		memset(value, 0x5a, sizeof(value));
		kernel.calls = 0;
		kernel.results[0] = 12; /* some return what they give */
		assert_int_equal(sctp_opt_info(7, ASSOC, option->number, value, &len), 0);
		assert_int_equal(kernel.name, option->number);
		if (at >= 0)
			assert_memory_equal(kernel.value.data + at, &(int32_t){ ASSOC }, 4);
		for (int j = 0; j < 100; j++)
			if (at < 0 || j < at || j >= at + 4)
				assert_int_equal(kernel.value.data[j], 0x5a);
	}
}

/* By name, not by our table: where the structs of programs have it. */
static void test_opt_info_places(void **state)
{
	static const struct {
		int name;
		size_t at, len;
	} places[] = {
		{ SCTP_RTOINFO, offsetof(struct sctp_rtoinfo, srto_assoc_id), 16 },
		{ SCTP_DEFAULT_SNDINFO, offsetof(struct sctp_sndinfo, snd_assoc_id), 16 },
		{ SCTP_DEFAULT_SEND_PARAM, offsetof(struct sctp_sndrcvinfo, sinfo_assoc_id), 32 },
		{ SCTP_STATUS, offsetof(struct sctp_status, sstat_assoc_id), 176 },
		{ SCTP_EVENT, offsetof(struct sctp_event, se_assoc_id), 8 },
		{ SCTP_DEFAULT_PRINFO, offsetof(struct sctp_default_prinfo, pr_assoc_id), 12 },
		{ 999, 0, 8 },
	};

	for (size_t i = 0; i < COUNT(places); i++) {
		unsigned char *value = malloc(places[i].len);
		socklen_t len = (socklen_t)places[i].len;

		begin(state);
		memset(value, 0, len);
		assert_int_equal(sctp_opt_info(7, ASSOC, places[i].name, value, &len), 0);
		assert_memory_equal(kernel.value.data + places[i].at, &(int32_t){ ASSOC }, 4);
		len = (socklen_t)places[i].at + 3; /* no room for an id: it is not written */
		memset(value, 0x5a, places[i].len);
		assert_int_equal(sctp_opt_info(7, ASSOC, places[i].name, value, &len), 0);
		for (size_t j = 0; j < places[i].len; j++)
			assert_int_equal(value[j], 0x5a);
		free(value);
	}
}

static void test_opt_info_faults(void **state)
{
	int value = 0;
	socklen_t len = sizeof(value);

	(void)state;
	assert_fails(sctp_opt_info(7, 0, SCTP_NODELAY, NULL, &len), EINVAL);
	assert_fails(sctp_opt_info(7, 0, SCTP_NODELAY, &value, NULL), EINVAL);
	kernel.results[0] = -ENOPROTOOPT;
	assert_fails(sctp_opt_info(7, 0, SCTP_NODELAY, &value, &len), ENOPROTOOPT);
}

/* ---- Peeling off ---- */

static void test_peeloff(void **state)
{
	static const unsigned all[] = { 0, SOCK_NONBLOCK, SOCK_CLOEXEC,
		SOCK_NONBLOCK | SOCK_CLOEXEC };

	for (size_t i = 0; i < COUNT(all); i++) {
		struct kernel_peeloff_flags asked;

		begin(state);
		u32(&kernel.answer, 0);
		u32(&kernel.answer, 44);
		assert_int_equal(sctp_peeloff_flags(7, ASSOC, all[i]), 44);
		assert_int_equal(kernel.name, SCTP_SOCKOPT_PEELOFF_FLAGS);
		memcpy(&asked, kernel.value.data, sizeof(asked));
		assert_int_equal(asked.assoc_id, ASSOC);
		assert_int_equal(asked.flags, all[i]);
	}
	assert_fails(sctp_peeloff_flags(7, ASSOC, 1), EINVAL);
	kernel.results[1] = -EINVAL;
	assert_fails(sctp_peeloff(7, ASSOC), EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_bindx, begin),
		cmocka_unit_test_setup(test_lists_of_nothing, begin),
		cmocka_unit_test_setup(test_connectx, begin),
		cmocka_unit_test_setup(test_lists, begin),
		cmocka_unit_test_setup(test_lists_that_lie, begin),
		cmocka_unit_test_setup(test_list_without_end, begin),
		cmocka_unit_test_setup(test_no_association, begin),
		cmocka_unit_test_setup(test_opt_info, begin),
		cmocka_unit_test_setup(test_opt_info_places, begin),
		cmocka_unit_test_setup(test_opt_info_faults, begin),
		cmocka_unit_test_setup(test_peeloff, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
