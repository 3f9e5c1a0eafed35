/* SPDX-License-Identifier: MIT */
/* unit/wire_addrs.c - sockaddrs: copied, packed, unpacked, compared. */
#include "wire/addrs.h"
#include "wire_bytes.h"
#include <errno.h>
#include <limits.h>

static asctp_addr v4(uint32_t addr, in_port_t port)
{
	asctp_addr ret;

	memset(&ret, 0, sizeof(ret));
	ret.v4.sin_family = AF_INET;
	ret.v4.sin_port = htons(port);
	ret.v4.sin_addr.s_addr = htonl(addr);
	return ret;
}

static asctp_addr v6(const char *bytes, in_port_t port, uint32_t scope)
{
	asctp_addr ret;

	memset(&ret, 0, sizeof(ret));
	ret.v6.sin6_family = AF_INET6;
	ret.v6.sin6_port = htons(port);
	ret.v6.sin6_scope_id = scope;
	memcpy(&ret.v6.sin6_addr, bytes, 16);
	return ret;
}

#define GLOBAL "\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"
#define LOCAL  "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\1"
#define MAPPED "\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\2\1" /* 192.0.2.1 */

static void put_v4(struct bytes *b)
{
	u16(b, AF_INET);
	be16(b, 2905);
	be32(b, 0xc0000201);
	zeros(b, 8);
}

static void put_v6(struct bytes *b, const char *addr)
{
	u16(b, AF_INET6);
	be16(b, 2905);
	be32(b, 0x0102);
	raw(b, addr, 16);
	u32(b, 3);
}

static bool all_zero(const asctp_addr *addr)
{
	static const asctp_addr zero;

	return !memcmp(addr, &zero, sizeof(zero));
}

static int copy_exact(const void *data, size_t len, asctp_addr *ret)
{
	void *copy = exact(data, len);
	int err;

	memset(ret, 0xa5, sizeof(*ret));
	err = wire_addr_copy(copy, len, ret);
	free(copy);
	return err;
}

static void test_copy(void **state)
{
	struct bytes b = { .len = 0 };
	asctp_addr addr;

	(void)state;
	put_v4(&b);
	assert_int_equal(copy_exact(b.data, b.len, &addr), 0);
	assert_memory_equal(&addr.v4, b.data, 16);
	assert_int_equal(addr.v4.sin_addr.s_addr, htonl(0xc0000201));
	for (size_t len = 0; len < b.len; len++) {
		assert_int_equal(copy_exact(b.data, len, &addr), -EBADMSG);
		assert_true(all_zero(&addr));
	}
	zeros(&b, 128 - 16); /* a sockaddr_storage */
	assert_int_equal(copy_exact(b.data, b.len, &addr), 0);
	assert_int_equal(addr.v4.sin_port, htons(2905));

	b.len = 0;
	put_v6(&b, GLOBAL);
	assert_int_equal(copy_exact(b.data, b.len, &addr), 0);
	assert_memory_equal(&addr.v6, b.data, 28);
	assert_int_equal(addr.v6.sin6_scope_id, 3);
	for (size_t len = 0; len < b.len; len++) {
		assert_int_equal(copy_exact(b.data, len, &addr), -EBADMSG);
		assert_true(all_zero(&addr));
	}
}

static void test_copy_unmaps(void **state)
{
	static const char nearly[][17] = { "\0\0\0\0\0\0\0\0\0\0\xff\xfe\xc0\0\2\1",
		"\0\0\0\0\0\0\0\0\0\0\0\0\xc0\0\2\1", "\1\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\2\1" };
	const asctp_addr want = v4(0xc0000201, 2905);
	struct bytes b = { .len = 0 };
	asctp_addr addr;

	(void)state;
	put_v6(&b, MAPPED);
	assert_int_equal(copy_exact(b.data, b.len, &addr), 0);
	assert_memory_equal(&addr, &want, sizeof(want)); /* and nothing of the IPv6 one is left */
	for (size_t i = 0; i < COUNT(nearly); i++) {
		b.len = 0;
		put_v6(&b, nearly[i]);
		assert_int_equal(copy_exact(b.data, b.len, &addr), 0);
		assert_int_equal(addr.sa.sa_family, AF_INET6);
	}
}

static void test_copy_of_any_family(void **state)
{
	(void)state;
	for (unsigned family = 0; family <= UINT16_MAX; family++) {
		struct bytes b = { .len = 0 };
		asctp_addr addr;
		bool good = family == AF_INET || family == AF_INET6;

		u16(&b, (uint16_t)family);
		zeros(&b, 126);
		assert_int_equal(wire_addr_copy(b.data, b.len, &addr), good ? 0 : -EBADMSG);
		assert_int_equal(all_zero(&addr), !good);
		assert_int_equal(wire_addr_len(&addr), !good ? 0 : family == AF_INET ? 16 : 28);
	}
}

static void test_pack(void **state)
{
	const asctp_addr addrs[] = { v4(0xc0000201, 2905), v6(GLOBAL, 2905, 0), v6(MAPPED, 1, 0) };
	struct bytes want = { .len = 0 };

	(void)state;
	raw(&want, &addrs[0], 16);
	raw(&want, &addrs[1], 28);
	raw(&want, &addrs[2], 28);
	for (size_t room = 0; room <= 80; room++) {
		char *buf = malloc(room);
		int got = wire_addrs_pack(addrs, 3, buf, room);

		assert_int_equal(got, room < 72 ? -ENOBUFS : 72);
		if (got > 0)
			assert_memory_equal(buf, want.data, want.len);
		free(buf);
	}
	assert_int_equal(wire_addrs_pack(NULL, 0, NULL, 0), 0);
}

static void test_pack_unknown_family(void **state)
{
	const asctp_addr addrs[] = { v4(1, 1), { .sa = { .sa_family = AF_UNIX } } };
	char buf[200];

	(void)state;
	assert_int_equal(wire_addrs_pack(addrs, 2, buf, sizeof(buf)), -EINVAL);
	assert_int_equal(wire_addrs_pack(addrs, 1, buf, SIZE_MAX), 16);
}

static void test_unpack(void **state)
{
	struct bytes b = { .len = 0 };
	asctp_addr got[4];
	void *copy;

	(void)state;
	put_v6(&b, GLOBAL);
	put_v4(&b);
	put_v6(&b, MAPPED);
	copy = exact(b.data, b.len);
	assert_int_equal(wire_addrs_unpack(copy, b.len, got, 4), 3);
	assert_memory_equal(&got[0], b.data, 28);
	assert_memory_equal(&got[1], b.data + 28, 16);
	assert_memory_equal(&got[2], b.data + 44, 28); /* as it is */
	assert_int_equal(wire_addrs_unpack(copy, b.len, got, 3), 3);
	assert_int_equal(wire_addrs_unpack(copy, b.len, got, 2), -E2BIG);
	assert_int_equal(wire_addrs_unpack(copy, b.len, got, 0), -E2BIG);
	assert_int_equal(wire_addrs_unpack(copy, b.len, NULL, 3), 3);
	assert_int_equal(wire_addrs_unpack(copy, b.len, NULL, SIZE_MAX), 3);
	assert_int_equal(wire_addrs_unpack(copy, 0, got, 4), 0);
	assert_int_equal(wire_addrs_unpack(NULL, 0, NULL, 0), 0);
	free(copy);
	for (size_t len = 1; len < b.len; len++) {
		copy = exact(b.data, len);
		assert_int_equal(wire_addrs_unpack(copy, len, got, 4), len == 28   ? 1
								       : len == 44 ? 2
										   : -EBADMSG);
		free(copy);
	}
	b.data[28] = 99;
	assert_int_equal(wire_addrs_unpack(b.data, b.len, got, 4), -EBADMSG);
}

/* What is unpacked packs to the same bytes, whatever they are. */
static void test_noise(void **state)
{
	uint32_t seed = 4;

	(void)state;
	for (unsigned round = 0; round < 100000; round++) {
		struct bytes b = { .len = 0 };
		asctp_addr addrs[8];
		char packed[200];
		void *copy;
		int n;

		for (uint32_t i = next_random(&seed) % 5; i; i--) {
			if (next_random(&seed) % 2)
				put_v4(&b);
			else
				put_v6(&b, GLOBAL);
		}
		mutate(&seed, b.data, b.len);
		if (next_random(&seed) % 4 == 0)
			b.len = next_random(&seed) % (b.len + 1);
		copy = exact(b.data, b.len);
		n = wire_addrs_unpack(copy, b.len, addrs, COUNT(addrs));
		assert_true(n >= 0 || n == -EBADMSG);
		if (n >= 0) {
			assert_int_equal(
				wire_addrs_pack(addrs, (size_t)n, packed, sizeof(packed)), b.len);
			assert_memory_equal(packed, b.data, b.len);
		}
		free(copy);
	}
}

static void test_equal(void **state)
{
	const asctp_addr base4 = v4(0xc0000201, 1), base6 = v6(GLOBAL, 1, 0),
			 local = v6(LOCAL, 1, 2);
	const asctp_addr unknown = { .sa = { .sa_family = AF_UNIX } };
	const struct {
		asctp_addr a, b;
		bool equal;
	} pairs[] = {
		{ base4, base4, true },
		{ base4, v4(0xc0000201, 2), false },
		{ base4, v4(0xc0000202, 1), false },
		{ base4, base6, false },
		{ base4, v6(MAPPED, 1, 0), true },
		{ base4, v6(MAPPED, 2, 0), false },
		{ v6(MAPPED, 1, 0), v6(MAPPED, 1, 5), true },
		{ base6, base6, true },
		{ base6, v6(GLOBAL, 1, 7), true }, /* a scope that means nothing */
		{ base6, v6(GLOBAL, 2, 0), false },
		{ base6, local, false },
		{ local, local, true },
		{ local, v6(LOCAL, 1, 3), false },
		{ unknown, unknown, false },
		{ unknown, base4, false },
	};
	asctp_addr flow = base6;

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		assert_int_equal(wire_addr_equal(&pairs[i].a, &pairs[i].b), pairs[i].equal);
		assert_int_equal(wire_addr_equal(&pairs[i].b, &pairs[i].a), pairs[i].equal);
	}
	flow.v6.sin6_flowinfo = 1;
	assert_true(wire_addr_equal(&base6, &flow));
	assert_false(wire_addr_equal(&base4, NULL));
	assert_false(wire_addr_equal(NULL, &base4));
	assert_false(wire_addr_equal(NULL, NULL));
}

static void test_port_and_len(void **state)
{
	asctp_addr a = v4(1, 2905), b = v6(GLOBAL, 65534, 0),
		   unknown = { .sa = { .sa_family = AF_UNIX, .sa_data = "xyz" } };

	(void)state;
	assert_int_equal(wire_addr_port(&a), 2905);
	assert_int_equal(wire_addr_port(&b), 65534);
	assert_int_equal(wire_addr_port(&unknown), 0);
	assert_int_equal(wire_addr_port(NULL), 0);
	assert_int_equal(wire_addr_len(&a), sizeof(struct sockaddr_in));
	assert_int_equal(wire_addr_len(&b), sizeof(struct sockaddr_in6));
	assert_int_equal(wire_addr_len(&unknown), 0);
	assert_int_equal(wire_addr_len(NULL), 0);
	a = b;
	wire_addr_set_port(&a, 2905);
	assert_int_equal(wire_addr_port(&a), 2905);
	wire_addr_set_port(&unknown, 2905);
	assert_memory_equal(unknown.sa.sa_data, "xyz", 4);
	assert_false(wire_addr_is_wildcard(&a) || wire_addr_is_wildcard(&unknown));
	a.v6.sin6_addr = in6addr_any;
	assert_true(wire_addr_is_wildcard(&a));
	a = v4(1, 2905);
	a.v4.sin_addr.s_addr = htonl(INADDR_ANY);
	assert_true(wire_addr_is_wildcard(&a));
}

/* Every list that is cut, and one that goes on. */
static void test_span(void **state)
{
	struct bytes b = { .len = 0 };

	(void)state;
	put_v6(&b, GLOBAL);
	put_v4(&b);
	for (size_t len = 0; len <= b.len; len++) {
		void *copy = exact(b.data, len);

		assert_int_equal(wire_addrs_span(copy, len, 0), 0);
		assert_int_equal(wire_addrs_span(copy, len, 1), len < 28 ? -EBADMSG : 28);
		assert_int_equal(wire_addrs_span(copy, len, 2), len < 44 ? -EBADMSG : 44);
		assert_int_equal(wire_addrs_span(copy, len, 3), -EBADMSG);
		free(copy);
	}
	u16(&b, AF_UNIX);
	zeros(&b, 14);
	assert_int_equal(wire_addrs_span(b.data, SIZE_MAX, 2), 44); /* as far as it has to */
	assert_int_equal(wire_addrs_span(b.data, SIZE_MAX, 3), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copy),
		cmocka_unit_test(test_copy_unmaps),
		cmocka_unit_test(test_copy_of_any_family),
		cmocka_unit_test(test_pack),
		cmocka_unit_test(test_pack_unknown_family),
		cmocka_unit_test(test_unpack),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_span),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_port_and_len),
	};

	return cmocka_run_group_tests_name("wire_addrs", tests, NULL, NULL);
}
