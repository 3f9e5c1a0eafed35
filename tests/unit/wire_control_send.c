/* SPDX-License-Identifier: MIT */
/* unit/wire_control_send.c - ancillary data of a send: the bytes, and what has none. */
#include "wire/control.h"
#include "wire_bytes.h"
#include <errno.h>

/* Encodes into exactly the room it asks for, and less. */
static struct bytes encode(const struct wire_send *send)
{
	size_t size = wire_control_size(send);
	struct bytes ret = { .len = 0 };

	for (size_t room = 0; room <= size; room++) {
		unsigned char *buf = malloc(room);

		assert_true(buf || !room);
		if (room)
			memset(buf, 0xa5, room);
		if (room < size) {
			assert_int_equal(wire_control_encode(send, buf, room), -ENOBUFS);
		} else {
			assert_int_equal(wire_control_encode(send, buf, room), size);
			raw(&ret, buf, size);
		}
		free(buf);
	}
	return ret;
}

static void assert_same(const struct bytes *a, const struct bytes *b)
{
	assert_int_equal(a->len, b->len);
	assert_memory_equal(a->data, b->data, a->len);
}

static void expect_sndinfo(struct bytes *b)
{
	struct bytes content = { .len = 0 };

	u16(&content, 5);
	u16(&content, 0x48);
	be32(&content, 60);
	u32(&content, 0xdddd);
	u32(&content, ASSOC);
	good_item(b, 2, &content);
}

#define SNDINFO                                                                                  \
	.stream = 5, .flags = WIRE_SEND_SACK_NOW | WIRE_SEND_ALL, .ppid = 60, .context = 0xdddd, \
	.assoc_id = ASSOC

static void test_encode_sndinfo(void **state)
{
	const struct wire_send send = { SNDINFO };
	struct bytes got = encode(&send), want = { .len = 0 };

	(void)state;
	expect_sndinfo(&want);
	assert_same(&got, &want);
}

static void test_encode_everything(void **state)
{
	const asctp_addr addrs[] = {
		{ .v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0xc0000201) } },
		{ .v6 = { .sin6_family = AF_INET6, .sin6_addr.s6_addr = { 0x20, 1, [15] = 9 } } },
	};
	const struct wire_send send = {
		SNDINFO,
		.pr_policy = WIRE_PR_RTX,
		.pr_value = 3,
		.has_auth_key = true,
		.auth_key = 0x0102,
		.has_init = true,
		.streams_out = 1,
		.streams_in_max = 2,
		.init_attempts = 3,
		.init_timeout_ms = 4,
		.addrs = addrs,
		.addr_count = 2,
	};
	struct bytes got = encode(&send), want = { .len = 0 }, content = { .len = 0 };

	(void)state;
	for (uint16_t i = 1; i <= 4; i++)
		u16(&content, i);
	good_item(&want, 0, &content);
	expect_sndinfo(&want);
	content.len = 0;
	u16(&content, 0x20);
	u16(&content, 0);
	u32(&content, 3);
	good_item(&want, 5, &content);
	content.len = 0;
	u16(&content, 0x0102);
	good_item(&want, 6, &content);
	content.len = 0;
	be32(&content, 0xc0000201);
	good_item(&want, 7, &content);
	content.len = 0;
	raw(&content, "\x20\1\0\0\0\0\0\0\0\0\0\0\0\0\0\11", 16);
	good_item(&want, 8, &content);
	assert_same(&got, &want);
}

static void test_encode_addresses(void **state)
{
	static const sa_family_t families[] = { AF_INET, AF_INET6 };

	(void)state;
	for (size_t i = 0; i < COUNT(families); i++) {
		asctp_addr addrs[3];
		const struct wire_send send = { SNDINFO, .addrs = addrs, .addr_count = 3 };
		struct bytes got, want = { .len = 0 }, content = { .len = 0 };

		memset(addrs, 0, sizeof(addrs));
		for (size_t k = 0; k < 3; k++)
			addrs[k].sa.sa_family = families[i];
		got = encode(&send);
		expect_sndinfo(&want);
		zeros(&content, i ? 16 : 4);
		for (size_t k = 0; k < 3; k++)
			good_item(&want, i ? 8 : 7, &content);
		assert_same(&got, &want);
	}
}

static void test_encode_policies(void **state)
{
	static const enum wire_pr_policy good[] = { WIRE_PR_TTL, WIRE_PR_RTX, WIRE_PR_PRIO };
	static const int bad[] = { 1, 0x0f, 0x11, 0x40, 0x80, 0x1010, 0x10010 };
	unsigned char buf[256];

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		const struct wire_send send = { SNDINFO, .pr_policy = good[i], .pr_value = 77 };
		struct bytes got = encode(&send), want = { .len = 0 }, content = { .len = 0 };

		expect_sndinfo(&want);
		u16(&content, (uint16_t)good[i]);
		u16(&content, 0);
		u32(&content, 77);
		good_item(&want, 5, &content);
		assert_same(&got, &want);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct wire_send send = { SNDINFO };

		memcpy(&send.pr_policy, &bad[i], sizeof(bad[i]));
		assert_int_equal(wire_control_encode(&send, buf, sizeof(buf)), -EINVAL);
		assert_int_equal(wire_control_encode(&send, buf, 0), -EINVAL);
	}
}

static void test_encode_addresses_that_cannot_be(void **state)
{
	const asctp_addr addrs[] = {
		{ .v4 = { .sin_family = AF_INET } },
		{ .sa = { .sa_family = AF_UNIX } },
		{ .v6 = { .sin6_family = AF_INET6, .sin6_scope_id = 2 } },
	};
	unsigned char buf[256];

	(void)state;
	for (size_t i = 1; i < COUNT(addrs); i++) {
		const asctp_addr two[] = { addrs[0], addrs[i] };
		const struct wire_send send = { .addrs = two, .addr_count = 2 };

		assert_int_equal(wire_control_encode(&send, buf, sizeof(buf)), -EINVAL);
	}
}

static void test_encode_sndrcv(void **state)
{
	struct wire_sndrcvinfo send = {
		.stream = 1,
		.ssn = 99,
		.flags = WIRE_SEND_EOF,
		.unordered = true,
		.ppid = 48,
		.context = 3,
		.lifetime_ms = 4,
		.tsn = 98,
		.cumulative_tsn = 97,
		.assoc_id = ASSOC,
	};
	const size_t size = CMSG_SPACE(32);
	struct bytes got = { .len = 0 }, want = { .len = 0 }, content = { .len = 0 };
	unsigned char *buf;
	struct wire_received r;

	(void)state;
	u16(&content, 1);
	u16(&content, 0);
	u16(&content, 0x201);
	u16(&content, 0);
	be32(&content, 48);
	u32(&content, 3);
	u32(&content, 4);
	u32(&content, 0);
	u32(&content, 0);
	u32(&content, ASSOC);
	good_item(&want, 1, &content);
	for (size_t room = 0; room < size; room++) {
		buf = malloc(room);
		assert_int_equal(wire_control_encode_sndrcv(&send, buf, room), -ENOBUFS);
		free(buf);
	}
	buf = malloc(size);
	assert_non_null(buf);
	memset(buf, 0xa5, size);
	assert_int_equal(wire_control_encode_sndrcv(&send, buf, size), size);
	raw(&got, buf, size);
	free(buf);
	assert_same(&got, &want);
	wire_control_decode(&(struct msghdr){ .msg_control = got.data, .msg_controllen = got.len },
		&r); /* and back */
	assert_true(r.has_sndrcv);
	assert_int_equal(r.sndrcv.stream, 1);
	assert_int_equal(r.sndrcv.flags, 0x201);
	assert_int_equal(r.sndrcv.ppid, 48);
	assert_int_equal(r.sndrcv.lifetime_ms, 4);
	assert_int_equal(r.sndrcv.assoc_id, ASSOC);
	assert_true(r.sndrcv.unordered);

	send.unordered = false;
	assert_int_equal(wire_control_encode_sndrcv(&send, got.data, sizeof(got.data)), size);
	wire_control_decode(
		&(struct msghdr){ .msg_control = got.data, .msg_controllen = size }, &r);
	assert_int_equal(r.sndrcv.flags, 0x200);
	assert_false(r.sndrcv.unordered);
}

static void test_items(void **state)
{
	struct bytes content = { .len = 0 }, want = { .len = 0 };

	(void)state;
	be16(&content, 0x0102);
	good_item(&want, 6, &content);
	for (size_t room = 0; room <= want.len; room++) {
		void *buf = malloc(room);

		if (room)
			memset(buf, 0xa5, room);
		if (room < want.len) {
			assert_int_equal(
				wire_control_item(6, content.data, 2, buf, room), -ENOBUFS);
		} else {
			assert_int_equal(wire_control_item(6, content.data, 2, buf, room), room);
			assert_memory_equal(buf, want.data, room); /* its padding, too */
		}
		free(buf);
	}
	assert_int_equal(wire_control_item(6, content.data, SIZE_MAX, want.data, 64), -ENOBUFS);
	assert_int_equal(wire_control_item(6, content.data, 65, want.data, 64), -ENOBUFS);
}

static void test_dstaddr(void **state)
{
	asctp_addr v4 = { .v4 = { .sin_family = AF_INET, .sin_addr.s_addr = 0x01020304 } },
		   scoped = { .v6 = { .sin6_family = AF_INET6, .sin6_scope_id = 1 } },
		   unknown = { .sa.sa_family = AF_UNIX };
	struct bytes content = { .len = 0 }, want = { .len = 0 };
	unsigned char got[64];

	(void)state;
	u32(&content, 0x01020304);
	good_item(&want, 7, &content);
	assert_int_equal(wire_control_dstaddr(&v4, got, sizeof(got)), want.len);
	assert_memory_equal(got, want.data, want.len);
	assert_int_equal(wire_control_dstaddr(&v4, got, want.len - 1), -ENOBUFS);
	assert_int_equal(wire_control_dstaddr(&scoped, got, sizeof(got)), -EINVAL);
	assert_int_equal(wire_control_dstaddr(&unknown, got, sizeof(got)), -EINVAL);
	scoped.v6.sin6_scope_id = 0;
	assert_int_equal(wire_control_dstaddr(&scoped, got, sizeof(got)), CMSG_SPACE(16));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encode_sndinfo),
		cmocka_unit_test(test_encode_everything),
		cmocka_unit_test(test_encode_addresses),
		cmocka_unit_test(test_encode_policies),
		cmocka_unit_test(test_encode_addresses_that_cannot_be),
		cmocka_unit_test(test_encode_sndrcv),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_dstaddr),
	};

	return cmocka_run_group_tests_name("wire_control_send", tests, NULL, NULL);
}
