/* SPDX-License-Identifier: MIT */
/* unit/socket_subscribe.c - subscribing on kernels of every age, and what each refuses. */
#include "asctp/event.h"
#include "fake_sys.h"
#include "socket/socket.h"
#include "wire/kernel.h"
#include "wire_bytes.h"
#include <errno.h>

enum { FUTURE, CURRENT, ALL };

#define BIT(name) ASCTP_MASK(ASCTP_##name)

static int open_socket(void)
{
	int fd;

	fake_begin();
	fd = socket_open(&fake_sys, ASCTP_ONE_TO_MANY, ASCTP_IPV4, ASCTP_KERNEL_DEFAULTS);
	assert_true(fd >= 0);
	return fd;
}

static void end(int fd)
{
	fake_sys.close(fd);
	fake_end();
}

static int subscribe(int fd, int32_t id, uint32_t on, uint32_t off)
{
	return socket_subscribe(&fake_sys, fd, id, on, off);
}

static uint32_t subscribed(int fd, int32_t id)
{
	uint32_t mask = 0xa5a5a5a5;

	assert_int_equal(socket_subscribed(&fake_sys, fd, id, &mask), 0);
	return mask;
}

static void test_masks(void **state)
{
	int fd = open_socket();

	(void)state;
	assert_int_equal(subscribed(fd, FUTURE), 0);
	assert_int_equal(subscribe(fd, FUTURE, ASCTP_MASK_ALL, 0), 0);
	assert_int_equal(subscribed(fd, FUTURE), 0x3ff6);
	assert_int_equal(subscribe(fd, FUTURE, BIT(SEND_FAILED), BIT(ASSOC_CHANGE)), 0);
	assert_int_equal(subscribed(fd, FUTURE), 0x3ffc);
	assert_int_equal(subscribe(fd, FUTURE, 0, 0x3ffe), 0);
	assert_int_equal(subscribed(fd, FUTURE), 0);
	for (unsigned i = 1; i < 14; i++) { /* each alone */
		assert_int_equal(subscribe(fd, FUTURE, 1u << i, 0x3ffe & ~(1u << i)), 0);
		assert_int_equal(subscribed(fd, FUTURE), 1u << i);
		assert_int_equal(fake_at(fd)->subscribed, 1u << i);
	}
	end(fd);
}

static void test_whose(void **state)
{
	int fd = open_socket();
	int32_t first, second, third;

	(void)state;
	fake.last_id = 2; /* the real ones begin at 3 */
	first = fake_born(fd);
	second = fake_born(fd);
	assert_int_equal(subscribe(fd, first, BIT(ASSOC_CHANGE), 0), 0);
	assert_int_equal(subscribed(fd, first), BIT(ASSOC_CHANGE));
	assert_int_equal(subscribed(fd, second), 0);
	assert_int_equal(subscribed(fd, FUTURE), 0);
	assert_int_equal(subscribe(fd, CURRENT, BIT(SENDER_DRY_EVENT), 0), 0);
	assert_int_equal(subscribed(fd, second), BIT(SENDER_DRY_EVENT));
	assert_int_equal(subscribed(fd, FUTURE), 0);
	assert_int_equal(subscribe(fd, FUTURE, BIT(SHUTDOWN_EVENT), 0), 0);
	assert_int_equal(subscribed(fd, second), BIT(SENDER_DRY_EVENT));
	third = fake_born(fd);
	assert_int_equal(subscribed(fd, third), BIT(SHUTDOWN_EVENT));
	assert_int_equal(subscribe(fd, ALL, BIT(REMOTE_ERROR), BIT(SENDER_DRY_EVENT)), 0);
	assert_int_equal(subscribed(fd, first), BIT(ASSOC_CHANGE) | BIT(REMOTE_ERROR));
	assert_int_equal(subscribed(fd, FUTURE), BIT(SHUTDOWN_EVENT) | BIT(REMOTE_ERROR));
	end(fd);
}

/* Refused here, before the kernel is asked. */
static void test_nonsense(void **state)
{
	static const struct {
		int32_t id;
		uint32_t on, off;
	} wrong[] = {
		{ -1, 2, 0 },
		{ INT32_MIN, 2, 0 },
		{ 0, 1, 0 },
		{ 0, 0, 1 },
		{ 0, 0x4000, 0 },
		{ 0, 0, 0x80000000 },
		{ 0, UINT32_MAX, 0 },
		{ 0, 2, 2 },
		{ 0, ASCTP_MASK_ALL, 0x3ffe },
	};
	int fd = open_socket();
	uint32_t mask = 7;
	unsigned long before;

	(void)state;
	before = fake.all_calls;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_int_equal(subscribe(fd, wrong[i].id, wrong[i].on, wrong[i].off), -EINVAL);
	assert_int_equal(socket_subscribed(&fake_sys, fd, -1, &mask), -EINVAL);
	assert_int_equal(mask, 7);
	assert_int_equal(subscribe(fd, FUTURE, 0, 0), 0); /* nothing to do */
	assert_int_equal(fake.all_calls, before);
	end(fd);
}

/* What the kernel refuses does not stop the rest; the first error is told. */
static void test_refused_types(void **state)
{
	int fd = open_socket();
	uint32_t mask = 7;

	(void)state;
	fake_fail(FAKE_setsockopt, KERNEL_EVENT, ENOMEM, 2, 1);
	fake_fail(FAKE_setsockopt, KERNEL_EVENT, EACCES, 2, 1); /* after the one before it */
	assert_int_equal(subscribe(fd, FUTURE, 0x3ffe, 0), -ENOMEM);
	assert_int_equal(subscribed(fd, FUTURE), 0x3ffe & ~(1u << 3 | 1u << 4));
	fake_no_rules();

	assert_int_equal(subscribe(fd, 99, 0x3ffe, 0), -EINVAL); /* no such association */
	assert_int_equal(socket_subscribed(&fake_sys, fd, 99, &mask), -EINVAL);
	assert_int_equal(socket_subscribed(&fake_sys, fd, CURRENT, &mask), -EINVAL);
	fake_fail(FAKE_getsockopt, KERNEL_EVENT, EBADF, 0, 1);
	assert_int_equal(socket_subscribed(&fake_sys, fd, FUTURE, &mask), -EBADF);
	fake_fail(FAKE_getsockopt, KERNEL_EVENT, ENOMEM, 5, 1);
	assert_int_equal(socket_subscribed(&fake_sys, fd, FUTURE, &mask), -ENOMEM);
	assert_int_equal(mask, 7);
	end(fd);
}

static void test_before_5_5(void **state)
{
	int fd = open_socket();

	(void)state;
	fake.before_5_5 = true;
	assert_int_equal(subscribe(fd, FUTURE, ASCTP_MASK_ALL, 0), -EINVAL);
	assert_int_equal(subscribed(fd, FUTURE), ASCTP_MASK_ALL & ~BIT(SEND_FAILED_EVENT));
	assert_int_equal(subscribe(fd, FUTURE, 0, BIT(SEND_FAILED_EVENT)), -EINVAL);
	end(fd);
}

/* One struct for all: the rest of it stays, and it is never longer than the kernel's. */
static void test_before_5_0(void **state)
{
	int fd = open_socket();
	int32_t id;
	uint32_t mask = 7;

	(void)state;
	fake.before_5_0 = true;
	fake.last_id = 2;
	id = fake_born(fd);
	fake_at(fd)->subscribed = 1; /* DATA_IO, by someone else */
	assert_int_equal(subscribed(fd, FUTURE), 0);
	assert_int_equal(subscribe(fd, FUTURE, BIT(ASSOC_CHANGE) | BIT(SHUTDOWN_EVENT), 0), 0);
	assert_int_equal(fake_at(fd)->subscribed, 1 | BIT(ASSOC_CHANGE) | BIT(SHUTDOWN_EVENT));
	assert_int_equal(subscribe(fd, id, BIT(STREAM_CHANGE_EVENT), BIT(ASSOC_CHANGE)), 0);
	assert_int_equal(
		fake_at(fd)->subscribed, 1 | BIT(SHUTDOWN_EVENT) | BIT(STREAM_CHANGE_EVENT));
	assert_int_equal(fake.assocs[id].subscribed, fake_at(fd)->subscribed); /* whatever the id */
	assert_int_equal(subscribed(fd, id), BIT(SHUTDOWN_EVENT) | BIT(STREAM_CHANGE_EVENT));

	/* it has no such type; the others are done */
	assert_int_equal(subscribe(fd, ALL, ASCTP_MASK_ALL, 0), -EINVAL);
	assert_int_equal(subscribed(fd, FUTURE), ASCTP_MASK_ALL & ~BIT(SEND_FAILED_EVENT));

	fake_fail(FAKE_getsockopt, KERNEL_EVENTS, ENOMEM, 0, 2);
	assert_int_equal(subscribe(fd, FUTURE, 0, 0x3ffe), -ENOMEM);
	assert_int_equal(socket_subscribed(&fake_sys, fd, FUTURE, &mask), -ENOMEM);
	fake_fail(FAKE_setsockopt, KERNEL_EVENTS, EBADF, 0, 1);
	assert_int_equal(subscribe(fd, FUTURE, 0, 0x3ffe), -EBADF);
	assert_int_equal(mask, 7);
	end(fd);
}

/* What the engine stands on, by the same way. */
static void test_prepare(void **state)
{
	static const struct {
		bool before_5_0, before_5_5;
		uint32_t mask;
	} kernels[] = {
		{ false, false, 0x2066 },
		{ false, true, 0x006e },
		{ true, true, 0x006e },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(kernels); i++) {
		struct socket_setup setup = { .buffer = 65536 };
		int fd = open_socket();

		fake.before_5_0 = kernels[i].before_5_0;
		fake.before_5_5 = kernels[i].before_5_5;
		assert_int_equal(socket_prepare(&fake_sys, fd, &setup), 0);
		assert_int_equal(fake_at(fd)->subscribed, kernels[i].mask);
		end(fd);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_nonsense),
		cmocka_unit_test(test_refused_types),
		cmocka_unit_test(test_before_5_5),
		cmocka_unit_test(test_before_5_0),
		cmocka_unit_test(test_prepare),
	};

	return cmocka_run_group_tests_name("socket_subscribe", tests, NULL, NULL);
}
