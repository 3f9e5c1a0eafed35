/* SPDX-License-Identifier: MIT */
/* unit/wire_addr_text.c - addresses as text: what is read, what is refused and where, and back. */
#include "wire/addr_text.h"
#include "wire/addrs.h"
#include "wire_bytes.h"
#include <errno.h>
#include <net/if.h>
#include <stdio.h>

/* A host with two interfaces, the second one named by a joker. */
static uint32_t index_of(const char *name)
{
	return !strcmp(name, "eth0") ? 2 : !strcmp(name, "0123456789abcde") ? 3 : 0;
}

static const char *name_of(uint32_t index, char buf[WIRE_SCOPE_NAME])
{
	static const char *const names[] = { [2] = "eth0",
		[3] = "0123456789abcde",
		[4] = "a]b",
		[5] = "a,b",
		[6] = "17",
		[7] = "" };

	if (index >= COUNT(names) || !names[index])
		return NULL;
	return strcpy(buf, names[index]);
}

static const struct wire_scopes scopes = { index_of, name_of };

static int parse(const char *text, asctp_addr *ret, size_t max, size_t *at, const char **why)
{
	char *copy = exact(text, strlen(text) + 1);
	int n = wire_addr_parse(&scopes, copy, ret, max, at, why);

	free(copy);
	return n;
}

/* What is read, and how it is written again (NULL: the same). */
static const struct {
	const char *text;
	int count;
	const char *print;
} good[] = {
	{ "10.0.0.1:2905", 1, NULL },
	{ "10.0.0.1", 1, NULL },
	{ "10.0.0.1:0", 1, "10.0.0.1" },
	{ "0.0.0.0:1", 1, NULL },
	{ "255.255.255.255:65535", 1, NULL },
	{ "10.0.0.1:02905", 1, "10.0.0.1:2905" },
	{ "10.0.0.1,10.1.0.1:2905", 2, NULL },
	{ "10.0.0.1,10.1.0.1", 2, NULL },
	{ "[2001:db8::1],10.0.0.1:2905", 2, NULL },
	{ "10.0.0.1,[2001:db8::1]:2905", 2, NULL },
	{ "[2001:0db8:0:0:0:0:0:1]:2905", 1, "[2001:db8::1]:2905" },
	{ "[2001:db8::1]", 1, NULL },
	{ "2001:db8::1", 1, "[2001:db8::1]" },
	{ "2001:db8::1:2905", 1, "[2001:db8::1:2905]" }, /* no port without brackets */
	{ "::", 1, "[::]" },
	{ "::ffff:10.0.0.1", 1, "[::ffff:10.0.0.1]" },
	{ "[::ffff:10.0.0.1]:5", 1, NULL },
	{ ":2905", 1, "[::]:2905" },
	{ ":0", 1, "[::]" },
	{ "[fe80::1%eth0]:2905", 1, NULL },
	{ "fe80::1%eth0", 1, "[fe80::1%eth0]" },
	{ "[fe80::1%2]:2905", 1, "[fe80::1%eth0]:2905" },
	{ "[fe80::1%0123456789abcde]", 1, NULL },
	{ "[fe80::1%4]:1", 1, NULL }, /* "a]b" would not be read back */
	{ "[fe80::1%5]:1", 1, NULL },
	{ "[fe80::1%6]:1", 1, NULL },
	{ "[fe80::1%7]:1", 1, NULL },
	{ "[fe80::1%99]:1", 1, NULL },
	{ "[fe80::1%4294967295]:1", 1, NULL },
	{ "[fe80::1%eth0],[fe80::1%4]:7", 2, NULL },
	{ "[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255%0123456789abcde]:65535", 1,
		"[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff%0123456789abcde]:65535" },
};

static void test_good_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		const char *want = good[i].print ? good[i].print : good[i].text;
		asctp_addr addrs[ASCTP_ADDR_MAX], again[ASCTP_ADDR_MAX];
		size_t count = (size_t)good[i].count;
		char text[ASCTP_ADDR_MAX * ASCTP_ADDR_TEXT];

		memset(addrs, 0xa5, sizeof(addrs));
		assert_int_equal(parse(good[i].text, addrs, ASCTP_ADDR_MAX, NULL, NULL), count);
		assert_int_equal(parse(good[i].text, NULL, 0, NULL, NULL), count);
		assert_int_equal(parse(good[i].text, addrs, count, NULL, NULL), count);
		assert_ptr_equal(wire_addrs_print(&scopes, addrs, count, text, sizeof(text)), text);
		assert_string_equal(text, want);
		assert_int_equal(parse(text, again, ASCTP_ADDR_MAX, NULL, NULL), count);
		for (size_t k = 0; k < count; k++)
			assert_true(wire_addr_equal(&addrs[k], &again[k]));
		if (count == 1) {
			assert_true(strlen(want) < ASCTP_ADDR_TEXT);
			wire_addr_print(&scopes, addrs, text, sizeof(text));
			assert_string_equal(text, want);
		}
	}
}

static void test_values(void **state)
{
	asctp_addr a[2];

	(void)state;
	assert_int_equal(parse("192.0.2.1,[fe80::2%eth0]:2905", a, 2, NULL, NULL), 2);
	assert_int_equal(a[0].v4.sin_family, AF_INET);
	assert_int_equal(a[0].v4.sin_port, htons(2905));
	assert_int_equal(a[0].v4.sin_addr.s_addr, htonl(0xc0000201));
	assert_int_equal(a[1].v6.sin6_family, AF_INET6);
	assert_int_equal(a[1].v6.sin6_port, htons(2905));
	assert_int_equal(a[1].v6.sin6_scope_id, 2);
	assert_int_equal(a[1].v6.sin6_flowinfo, 0);
	assert_memory_equal(&a[1].v6.sin6_addr, "\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\2", 16);
	assert_int_equal(parse(":7", a, 1, NULL, NULL), 1);
	assert_int_equal(a[0].v6.sin6_family, AF_INET6);
	assert_true(IN6_IS_ADDR_UNSPECIFIED(&a[0].v6.sin6_addr));
	assert_int_equal(a[0].v6.sin6_port, htons(7));
}

static void test_bad_texts(void **state)
{
	static const struct {
		const char *text;
		int error;
		size_t at;
		const char *why;
	} bad[] = {
		{ "", -EINVAL, 0, "empty" },
		{ " 10.0.0.1", -EINVAL, 0, "white space" },
		{ "10.0.0.1 ", -EINVAL, 8, "white space" },
		{ "10.0.0.1, 10.0.0.2", -EINVAL, 9, "white space" },
		{ "[::1%a\tb]", -EINVAL, 6, "white space" },
		{ "10.0.0.1\n", -EINVAL, 8, "white space" },
		{ ":", -EINVAL, 1, "port" },
		{ "10.0.0.1:", -EINVAL, 9, "port" },
		{ "10.0.0.1:65536", -EINVAL, 9, "port" },
		{ "10.0.0.1:000080", -EINVAL, 9, "port" },
		{ "10.0.0.1:99999999999999999999", -EINVAL, 9, "port" },
		{ "10.0.0.1:-1", -EINVAL, 9, "port" },
		{ "10.0.0.1:+1", -EINVAL, 9, "port" },
		{ "10.0.0.1:0x5", -EINVAL, 9, "port" },
		{ "10.0.0.1:http", -EINVAL, 9, "port" },
		{ "10.0.0.1:5,10.0.0.2:5", -EINVAL, 8, "port comes last" },
		{ ":5,10.0.0.2", -EINVAL, 0, "port comes last" },
		{ ",10.0.0.1", -EINVAL, 0, "missing" },
		{ "10.0.0.1,", -EINVAL, 9, "missing" },
		{ "10.0.0.1,:5", -EINVAL, 9, "missing" },
		{ "10.0.0.1,,10.0.0.2", -EINVAL, 9, "missing" },
		{ "10.0.0", -EINVAL, 0, "numeric" },
		{ "10.0.0.256", -EINVAL, 0, "numeric" },
		{ "10.0.0.1.2.3.4.5.6", -EINVAL, 0, "numeric" },
		{ "010.0.0.1.00000", -EINVAL, 0, "numeric" },
		{ "example.com:5", -EINVAL, 0, "names are not resolved" },
		{ "localhost", -EINVAL, 0, "names are not resolved" },
		{ "10.0.0.1,host", -EINVAL, 9, "names are not resolved" },
		{ "10.0.0.1%eth0", -EINVAL, 0, "numeric" },
		{ "[10.0.0.1]:5", -EINVAL, 1, "IPv6" },
		{ "[::1", -EINVAL, 0, "bracket" },
		{ "[]", -EINVAL, 1, "IPv6" },
		{ "[:::1]", -EINVAL, 1, "IPv6" },
		{ "[::g]", -EINVAL, 1, "IPv6" },
		{ "[0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000]", -EINVAL, 1,
			"too long" },
		{ "[0000:0000:0000:0000:0000:0000:0000:0000:000000]", -EINVAL, 1, "too long" },
		{ "[::1]5", -EINVAL, 5, "neither" },
		{ "[::1][::2]", -EINVAL, 5, "neither" },
		{ "::1]", -EINVAL, 0, "brackets" },
		{ "2001:db8::1,10.0.0.1", -EINVAL, 0, "brackets" },
		{ "10.0.0.1,2001:db8::1", -EINVAL, 9, "brackets" },
		{ "1:2:3", -EINVAL, 0, "IPv6" },
		{ "[fe80::1%]", -EINVAL, 9, "scope" },
		{ "fe80::1%", -EINVAL, 8, "scope" },
		{ "[fe80::1%0123456789abcdef]", -EINVAL, 9, "scope" },
		{ "[fe80::1%eth1]", -ENODEV, 9, "scope" },
		{ "fe80::1%eth1", -ENODEV, 8, "scope" },
		{ "[fe80::1%0]", -ENODEV, 9, "scope" },
		{ "[fe80::1%4294967296]", -ENODEV, 9, "scope" },
		{ "[fe80::1%00000000001]", -ENODEV, 9, "scope" },
		{ "10.0.0.1,10.0.0.2,10.0.0.1:5", -EINVAL, 18, "twice" },
		{ "[::ffff:10.0.0.1],10.0.0.1", -EINVAL, 18, "twice" },
		{ "[2001:db8::1],[2001:db8:0::1]", -EINVAL, 14, "twice" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		asctp_addr addrs[4], before[4];
		const char *why = NULL;
		size_t at = 999;

		memset(addrs, 0xa5, sizeof(addrs));
		memset(before, 0xa5, sizeof(before));
		assert_int_equal(parse(bad[i].text, addrs, 4, &at, &why), bad[i].error);
		assert_memory_equal(addrs, before, sizeof(addrs));
		assert_int_equal(at, bad[i].at);
		assert_non_null(why);
		assert_non_null(strstr(why, bad[i].why));
		assert_int_equal(parse(bad[i].text, NULL, 0, NULL, NULL), bad[i].error);
	}
	assert_int_equal(wire_addr_parse(&scopes, NULL, NULL, 0, NULL, NULL), -EINVAL);
}

/* A host of `count` addresses. */
static char *many(char *text, unsigned count)
{
	char *at = text;

	for (unsigned i = 0; i < count; i++)
		at += sprintf(at, "%s10.0.0.%u", i ? "," : "", i);
	strcpy(at, ":5");
	return text;
}

static void test_too_many(void **state)
{
	asctp_addr addrs[ASCTP_ADDR_MAX + 1];
	const char *why = NULL;
	char text[1000];
	size_t at = 0;

	(void)state;
	assert_int_equal(parse(many(text, 32), addrs, 33, NULL, NULL), 32);
	assert_int_equal(parse(text, NULL, 0, NULL, NULL), 32);
	assert_int_equal(parse(text, addrs, 31, &at, &why), -E2BIG);
	assert_int_equal(at, strrchr(text, ',') + 1 - text);
	assert_non_null(strstr(why, "too many"));
	assert_int_equal(parse(many(text, 33), addrs, 33, NULL, NULL), -E2BIG);
	assert_int_equal(parse(text, NULL, 0, NULL, NULL), -E2BIG);
	assert_int_equal(parse("10.0.0.1", addrs, 0, NULL, NULL), -E2BIG);
	assert_int_equal(parse("::1", addrs, 0, NULL, NULL), -E2BIG);
	assert_int_equal(parse(":1", addrs, 0, NULL, NULL), -E2BIG);
}

/* Without a table of interfaces there are numbers only. */
static void test_no_scopes(void **state)
{
	asctp_addr addr;
	char text[ASCTP_ADDR_TEXT];

	(void)state;
	assert_int_equal(wire_addr_parse(NULL, "[fe80::1%eth0]", &addr, 1, NULL, NULL), -ENODEV);
	assert_int_equal(wire_addr_parse(NULL, "[fe80::1%2]:5", &addr, 1, NULL, NULL), 1);
	assert_int_equal(addr.v6.sin6_scope_id, 2);
	assert_string_equal(wire_addr_print(NULL, &addr, text, sizeof(text)), "[fe80::1%2]:5");
}

static void test_print_into_any_room(void **state)
{
	static const char full[] = "[fe80::1%eth0],10.0.0.1:2905";
	asctp_addr addrs[2];

	(void)state;
	assert_int_equal(parse(full, addrs, 2, NULL, NULL), 2);
	for (size_t room = 1; room <= sizeof(full) + 3; room++) {
		char *buf = malloc(room);
		size_t want = room < sizeof(full) ? room - 1 : sizeof(full) - 1;

		assert_non_null(buf);
		assert_ptr_equal(wire_addrs_print(&scopes, addrs, 2, buf, room), buf);
		assert_int_equal(strlen(buf), want);
		assert_memory_equal(buf, full, want);
		free(buf);
	}
	assert_null(wire_addrs_print(&scopes, addrs, 2, NULL, 0));
}

static void test_print_no_address(void **state)
{
	asctp_addr addrs[2] = { { .sa = { .sa_family = AF_UNIX } } };
	char text[ASCTP_ADDR_TEXT];

	(void)state;
	assert_string_equal(wire_addr_print(NULL, addrs, text, sizeof(text)), "(no address)");
	assert_string_equal(wire_addr_print(NULL, NULL, text, sizeof(text)), "(no address)");
	assert_string_equal(wire_addrs_print(NULL, addrs, 0, text, sizeof(text)), "(no address)");
	assert_string_equal(wire_addrs_print(NULL, NULL, 3, text, sizeof(text)), "(no address)");
	assert_string_equal(
		wire_addrs_print(NULL, addrs, 2, text, sizeof(text)), "(no address),(no address)");
}

static void test_noise(void **state)
{
	static const char letters[] = "0123456789abcdef:::...[[]],,%%et ";
	uint32_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 200000; round++) {
		char text[64], print[ASCTP_ADDR_MAX * ASCTP_ADDR_TEXT];
		asctp_addr addrs[ASCTP_ADDR_MAX], again[ASCTP_ADDR_MAX];
		const char *start = good[next_random(&seed) % COUNT(good)].text, *why = NULL;
		size_t at = 999;
		int n;

		snprintf(text, sizeof(text), "%s", start);
		for (uint32_t i = next_random(&seed) % 4; i; i--)
			text[next_random(&seed) % strlen(text)] =
				letters[next_random(&seed) % (sizeof(letters) - 1)];
		n = parse(text, addrs, ASCTP_ADDR_MAX, &at, &why);
		if (n < 0) {
			assert_true(n == -EINVAL || n == -ENODEV);
			assert_non_null(why);
			assert_true(at <= strlen(text));
			continue;
		}
		assert_true(n > 0);
		wire_addrs_print(&scopes, addrs, (size_t)n, print, sizeof(print));
		assert_int_equal(parse(print, again, ASCTP_ADDR_MAX, NULL, NULL), n);
		for (int i = 0; i < n; i++)
			assert_memory_equal(&addrs[i], &again[i], sizeof(addrs[i]));
	}
}

/* The exported calls: the same, with the names of the interfaces that are here. */
static void test_exported(void **state)
{
	asctp_addr a, b;
	const char *why = NULL;
	size_t at = 0;
	char text[ASCTP_ADDR_TEXT];

	(void)state;
	errno = 7777;
	assert_int_equal(asctp_addr_parse("10.0.0.1:2905", &a, 1), 1);
	assert_int_equal(asctp_addr_parse("[::ffff:10.0.0.1]:2905", &b, 1), 1);
	assert_true(asctp_addr_equal(&a, &b));
	assert_int_equal(asctp_addr_port(&b), 2905);
	assert_int_equal(asctp_addr_len(&b), sizeof(struct sockaddr_in6));
	assert_string_equal(asctp_str(&a), "10.0.0.1:2905");
	assert_string_equal(asctp_addrs_print(&a, 1, text, sizeof(text)), "10.0.0.1:2905");
	assert_int_equal(asctp_addr_parse_why("[fe80::1%?]", &a, 1, &at, &why), -ENODEV);
	assert_int_equal(at, 9);
	assert_non_null(why);
	assert_int_equal(asctp_addr_parse("[fe80::1%4294967295]", &a, 1), 1);
	assert_string_equal(asctp_str(&a), "[fe80::1%4294967295]");
	assert_int_equal(errno, 7777); /* through failed look-ups, too */
	assert_int_equal(asctp_addr_parse(NULL, &a, 1), -EINVAL);
	if (!if_nametoindex("lo"))
		skip();
	assert_int_equal(asctp_addr_parse("[fe80::1%lo]:1", &a, 1), 1);
	assert_int_equal(a.v6.sin6_scope_id, if_nametoindex("lo"));
	assert_string_equal(asctp_str(&a), "[fe80::1%lo]:1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_texts),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_no_scopes),
		cmocka_unit_test(test_print_into_any_room),
		cmocka_unit_test(test_print_no_address),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_exported),
	};

	return cmocka_run_group_tests_name("wire_addr_text", tests, NULL, NULL);
}
