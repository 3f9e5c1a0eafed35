/* SPDX-License-Identifier: MIT */
/* unit/wire_option_auth.c - options of authentication. */
#include "wire_option.h"

static void hmacs(void **state)
{
	struct bytes b = { 0 }, asked = { 0 }, lie = { 0 };
	union wire_option_value ret;

	(void)state;
	u32(&b, 2), u16(&b, 3), u16(&b, 1);
	both_ways(ROW(hmacs),
		VALUE(hmacs, .count = 2, .ids = { ASCTP_HMAC_SHA256, ASCTP_HMAC_SHA1 }), &b);
	zeros(&asked, 4 + 2 * 7);
	requests(ROW(hmacs), VALUE(hmacs, .count = 99), &asked);
	u32(&lie, 8), zeros(&lie, 2 * 8); /* more than there is room for */
	assert_int_equal(wire_option_decode(ROW(hmacs), lie.data, lie.len, 0, &ret), -EBADMSG);
	memset(lie.data, 0xff, 4);
	assert_int_equal(wire_option_decode(ROW(hmacs), lie.data, lie.len, 0, &ret), -EBADMSG);
	BAD(WIRE_SET, hmacs, .count = 0);
	GOOD(WIRE_SET, hmacs, .count = 7);
	BAD(WIRE_SET, hmacs, .count = 8);
}

static void chunks(void **state)
{
	const asctp_chunks expect = { .count = 3, .types = { 0xc1, 0x80, 1 } };
	struct bytes b = { 0 }, asked = { 0 }, lie = { 0 };
	union wire_option_value ret;

	(void)state;
	u32(&asked, ASSOC), zeros(&asked, 4 + 256);
	requests(ROW(peer_auth_chunks), VALUE(peer_auth_chunks, .count = 0), &asked);
	requests(ROW(local_auth_chunks), VALUE(local_auth_chunks, .count = 0), &asked);
	u32(&b, ASSOC), u32(&b, 3), u8(&b, 0xc1), u8(&b, 0x80), u8(&b, 1);
	decodes(ROW(peer_auth_chunks), &b, &expect);
	decodes(ROW(local_auth_chunks), &b, &expect);
	u32(&lie, ASSOC), u32(&lie, 255), zeros(&lie, 256);
	assert_int_equal(
		wire_option_decode(ROW(peer_auth_chunks), lie.data, lie.len, 0, &ret), -EBADMSG);
	memset(lie.data + 4, 0xff, 4);
	assert_int_equal(
		wire_option_decode(ROW(peer_auth_chunks), lie.data, lie.len, 0, &ret), -EBADMSG);
}

static void auth_chunk(void **state)
{
	struct bytes b = { 0 };

	(void)state;
	u8(&b, 0x80);
	encodes(ROW(auth_chunk), VALUE(auth_chunk, 0x80), &b);
}

static void auth_key(void **state)
{
	static unsigned char longest[UINT16_MAX];
	unsigned char *buf = malloc(8 + sizeof(longest));
	struct bytes b = { 0 }, null_key = { 0 };

	(void)state;
	u32(&b, ASSOC), u16(&b, 7), u16(&b, 6), raw(&b, "secret", 6);
	encodes(ROW(auth_key), VALUE(auth_key, .id = 7, .len = 6, .secret = "secret"), &b);
	u32(&null_key, ASSOC), u16(&null_key, 8), u16(&null_key, 0), u8(&null_key, 0);
	encodes(ROW(auth_key), VALUE(auth_key, .id = 8), &null_key);
	BAD(WIRE_SET, auth_key, .id = 7, .len = 1);

	memset(longest, 0x5a, sizeof(longest));
	assert_int_equal(wire_option_encode(ROW(auth_key), ASSOC,
				 VALUE(auth_key, .len = UINT16_MAX, .secret = longest), buf,
				 8 + sizeof(longest)),
		8 + sizeof(longest));
	assert_memory_equal(buf + 8, longest, sizeof(longest));
	free(buf);
}

static void key_ids(void **state)
{
	const uint16_t id = 0xabcd;
	struct bytes b = { 0 };

	(void)state;
	u32(&b, ASSOC), u16(&b, id), zeros(&b, 2);
	both_ways(ROW(auth_active_key), &id, &b);
	encodes(ROW(auth_deactivate_key), &id, &b);
	encodes(ROW(auth_delete_key), &id, &b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hmacs),
		cmocka_unit_test(chunks),
		cmocka_unit_test(auth_chunk),
		cmocka_unit_test(auth_key),
		cmocka_unit_test(key_ids),
	};

	return cmocka_run_group_tests_name("wire_option_auth", tests, NULL, NULL);
}
