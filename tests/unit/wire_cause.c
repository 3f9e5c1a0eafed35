/* SPDX-License-Identifier: MIT */
/* unit/wire_cause.c - error causes: lists of them, names, and lines for a log. */
#include "wire/cause.h"
#include "wire_bytes.h"
#include <errno.h>
#include <stdio.h>

static const struct {
	uint16_t code;
	const char *name, *rfc;
} known[] = {
	{ 1, "Invalid Stream Identifier", "RFC 9260" },
	{ 2, "Missing Mandatory Parameter", "RFC 9260" },
	{ 3, "Stale Cookie", "RFC 9260" },
	{ 4, "Out of Resource", "RFC 9260" },
	{ 5, "Unresolvable Address", "RFC 9260" },
	{ 6, "Unrecognized Chunk Type", "RFC 9260" },
	{ 7, "Invalid Mandatory Parameter", "RFC 9260" },
	{ 8, "Unrecognized Parameters", "RFC 9260" },
	{ 9, "No User Data", "RFC 9260" },
	{ 10, "Cookie Received While Shutting Down", "RFC 9260" },
	{ 11, "Restart of an Association with New Addresses", "RFC 9260" },
	{ 12, "User-Initiated Abort", "RFC 9260" },
	{ 13, "Protocol Violation", "RFC 9260" },
	{ 14, "Restart of an Association with New Encapsulation Port",
		"draft-tuexen-tsvwg-sctp-udp-encaps-cons" },
	{ 0xa0, "Request to Delete Last Remaining IP Address", "RFC 5061" },
	{ 0xa1, "Operation Refused Due to Resource Shortage", "RFC 5061" },
	{ 0xa2, "Request to Delete Source IP Address", "RFC 5061" },
	{ 0xa3, "Association Aborted Due to Illegal ASCONF-ACK", "RFC 5061" },
	{ 0xa4, "Request Refused - No Authorization", "RFC 5061" },
	{ 0x105, "Unsupported HMAC Identifier", "RFC 4895" },
};

static void test_names(void **state)
{
	(void)state;
	for (unsigned code = 0; code <= UINT16_MAX; code++) {
		const char *name = NULL, *rfc = NULL;

		for (size_t i = 0; i < COUNT(known); i++) {
			if (known[i].code == code) {
				name = known[i].name;
				rfc = known[i].rfc;
			}
		}
		if (name) {
			assert_string_equal(wire_cause_name((uint16_t)code), name);
			assert_string_equal(wire_cause_rfc((uint16_t)code), rfc);
		} else {
			assert_null(wire_cause_name((uint16_t)code));
			assert_null(wire_cause_rfc((uint16_t)code));
		}
	}
}

/* ---- Lists ---- */

static void put_cause(struct bytes *b, uint16_t code, const void *value, size_t len)
{
	be16(b, code);
	be16(b, (uint16_t)(len + 4));
	raw(b, value, len);
}

static void pad(struct bytes *b)
{
	while (b->len % 4)
		u8(b, 0);
}

static void test_list(void **state)
{
	struct bytes b = { .len = 0 };
	asctp_cause cause;
	const void *data;
	unsigned char *copy;
	size_t len;

	(void)state;
	put_cause(&b, 12, "abcde", 5);
	pad(&b);
	put_cause(&b, 4, NULL, 0);
	put_cause(&b, 0x1234, "xyz", 3); /* the last one, unpadded as the kernel leaves it */
	copy = exact(b.data, b.len);
	data = copy;
	len = b.len;
	assert_int_equal(wire_cause_next(&data, &len, &cause), 1);
	assert_int_equal(cause.code, 12);
	assert_int_equal(cause.len, 5);
	assert_memory_equal(cause.data, "abcde", 5);
	assert_int_equal(wire_cause_next(&data, &len, &cause), 1);
	assert_int_equal(cause.code, 4);
	assert_int_equal(cause.len, 0);
	assert_int_equal(wire_cause_next(&data, &len, &cause), 1);
	assert_int_equal(cause.code, 0x1234);
	assert_int_equal(cause.len, 3);
	assert_memory_equal(cause.data, "xyz", 3);
	assert_int_equal(wire_cause_next(&data, &len, &cause), 0);
	assert_int_equal(len, 0);
	assert_ptr_equal(data, copy + b.len);
	free(copy);
}

/* One cause of 7 bytes of value in every number of bytes, with every length. */
static void test_lengths(void **state)
{
	(void)state;
	for (size_t room = 0; room <= 16; room++) {
		for (unsigned length = 0; length < 70; length++) {
			unsigned char bytes[16] = { 0, 12, 0, (unsigned char)length };
			unsigned char *copy = exact(bytes, room);
			const void *data = copy;
			size_t len = room, step = (length + 3) / 4 * 4;
			asctp_cause cause;
			int got = wire_cause_next(&data, &len, &cause);

			if (!room) {
				assert_int_equal(got, 0);
			} else if (room < 4 || length < 4 || length > room) {
				assert_int_equal(got, -EBADMSG);
				assert_ptr_equal(data, copy);
				assert_int_equal(len, room);
			} else {
				assert_int_equal(got, 1);
				assert_int_equal(cause.len, length - 4);
				touch(cause.data, cause.len);
				assert_int_equal(len, room - (step < room ? step : room));
				assert_ptr_equal(data, copy + room - len);
			}
			free(copy);
		}
	}
}

/* ---- Lines ---- */

/* From a value that ends where its memory ends, into every size of buffer. */
static void check_print(uint16_t code, const void *value, size_t len, const char *want)
{
	void *copy = exact(value, len);
	const asctp_cause cause = { .code = code, .data = copy, .len = len };
	char full[1024];

	assert_ptr_equal(wire_cause_print(&cause, full, sizeof(full)), full);
	assert_string_equal(full, want);
	for (size_t size = 0; size <= strlen(want) + 1; size++) {
		char *buf = malloc(size + 1);

		assert_non_null(buf);
		buf[size] = '!';
		wire_cause_print(&cause, buf, size);
		if (size) {
			assert_int_equal(strlen(buf), size - 1);
			assert_memory_equal(buf, want, size - 1);
		}
		assert_int_equal(buf[size], '!');
		free(buf);
	}
	free(copy);
}

#define V(literal) (literal), sizeof(literal) - 1

static void test_lines(void **state)
{
	static const struct {
		uint16_t code;
		const char *value;
		size_t len;
		const char *line;
	} lines[] = {
		{ 1, V("\0\7\0\0"), "Invalid Stream Identifier: stream 7" },
		{ 1, V("\xff\xff"), "Invalid Stream Identifier: stream 65535" },
		{ 1, V("\1"), "Invalid Stream Identifier: 01" },
		{ 2, V("\0\0\0\1\0\7"), "Missing Mandatory Parameter: parameter 0x0007" },
		{ 2, V("\0\0\0\2\0\7\x80\x08"),
			"Missing Mandatory Parameter: parameters 0x0007, 0x8008" },
		{ 2, V("\xff\xff\xff\xff\0\7\1"), "Missing Mandatory Parameter: parameter 0x0007" },
		{ 2, V("\0\0\0\1\0"), "Missing Mandatory Parameter: 00 00 00 01 00" },
		{ 2, V("\0\0\0\2\0\7"), "Missing Mandatory Parameter: parameter 0x0007" },
		{ 3, V("\0\0\x05\xdc"), "Stale Cookie: 1500 us" },
		{ 3, V("\0\0\5"), "Stale Cookie: 00 00 05" },
		{ 4, V(""), "Out of Resource" },
		{ 4, V("\1\2"), "Out of Resource: 01 02" },
		{ 5, V("\0\5\0\x08\xc0\0\2\1"), "Unresolvable Address: 192.0.2.1" },
		{ 5, V("\0\x0b\0\x09host\0"), "Unresolvable Address: \"host\"" },
		{ 5, V("\0\x0b\0\4"), "Unresolvable Address: parameter 0x000b" },
		{ 6, V("\xc1\0\0\4"), "Unrecognized Chunk Type: chunk type 0xc1" },
		{ 6, V("\xc1"), "Unrecognized Chunk Type: chunk type 0xc1" },
		{ 8, V("\xc0\x07\0\4\x80\x09\0\5\1"),
			"Unrecognized Parameters: parameter 0xc007, parameter 0x8009" },
		{ 8, V("\xc0\x07\0\4\x80\x09\0\x09\1"),
			"Unrecognized Parameters: c0 07 00 04 80 09 00 09 01" },
		{ 9, V("\xff\xff\xff\xff"), "No User Data: TSN 4294967295" },
		{ 9, V("\xff\xff\xff"), "No User Data: ff ff ff" },
		{ 10, V(""), "Cookie Received While Shutting Down" },
		{ 11, V("\0\5\0\x08\xc0\0\2\1\0\6\0\x14\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1"),
			"Restart of an Association with New Addresses: 192.0.2.1, 2001:db8::1" },
		{ 11, V("\0\5\0\x07\xc0\0\2"),
			"Restart of an Association with New Addresses: parameter 0x0005" },
		{ 11, V("\0\6\0\x08\xc0\0\2\1"),
			"Restart of an Association with New Addresses: parameter 0x0006" },
		{ 12, V("going down"), "User-Initiated Abort: \"going down\"" },
		{ 12, V("going down\0\0"), "User-Initiated Abort: \"going down\"" },
		{ 12, V("a\"b\\c\n\x7f\xc3\0d"),
			"User-Initiated Abort: \"a\\\"b\\\\c\\x0a\\x7f\\xc3\\x00d\"" },
		{ 12, V("\0\0"), "User-Initiated Abort: 00 00" },
		{ 12, V(""), "User-Initiated Abort" },
		{ 13, V(" ~"), "Protocol Violation: \" ~\"" },
		{ 14, V("\x26\xab\x13\x88"),
			"Restart of an Association with New Encapsulation Port: 9899, now 5000" },
		{ 14, V("\x26\xab\x13"),
			"Restart of an Association with New Encapsulation Port: 26 ab 13" },
		{ 0xa0, V("\xc0\2\0\x10\1\2\3\4\0\5\0\x08\xc0\0\2\1"),
			"Request to Delete Last Remaining IP Address: delete 192.0.2.1" },
		{ 0xa1, V("\xc0\1\0\x10\1\2\3\4\0\5\0\x08\xc0\0\2\1"),
			"Operation Refused Due to Resource Shortage: add 192.0.2.1" },
		{ 0xa2, V("\xc0\2\0\x0a\1\2\3\4\0\5"),
			"Request to Delete Source IP Address: parameter 0xc002" },
		{ 0xa2, V("\xc0\2\0\x07\1\2\3"),
			"Request to Delete Source IP Address: parameter 0xc002" },
		{ 0xa2, V("\xc0\2\0\x08\1\2\3\4"),
			"Request to Delete Source IP Address: parameter 0xc002" },
		{ 0xa3, V(""), "Association Aborted Due to Illegal ASCONF-ACK" },
		{ 0xa4, V("\xc0\4\0\x10\1\2\3\4\0\5\0\x08\xc0\0\2\1"),
			"Request Refused - No Authorization: set primary 192.0.2.1" },
		{ 0x105, V("\0\2\0\0"), "Unsupported HMAC Identifier: HMAC 2" },
		{ 0x105, V("\0\2"), "Unsupported HMAC Identifier: HMAC 2" },
		{ 0x105, V("\2"), "Unsupported HMAC Identifier: 02" },
		{ 0, V(""), "unknown cause 0x0000" },
		{ 0xbeef, V("\1\2\xff"), "unknown cause 0xbeef: 01 02 ff" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		check_print(lines[i].code, lines[i].value, lines[i].len, lines[i].line);
}

static void test_long_values_are_cut(void **state)
{
	char value[300], line[1024], want[1024];
	asctp_cause cause = { .code = 12, .data = value, .len = sizeof(value) };

	(void)state;
	memset(value, 'a', sizeof(value));
	wire_cause_print(&cause, line, sizeof(line));
	snprintf(want, sizeof(want), "User-Initiated Abort: \"%.128s\"...", value);
	assert_string_equal(line, want);
	cause.len = 128;
	wire_cause_print(&cause, line, sizeof(line));
	want[strlen(want) - 3] = '\0';
	assert_string_equal(line, want);

	memset(value, 0, sizeof(value));
	cause = (asctp_cause){ .code = 99, .data = value, .len = 33 };
	wire_cause_print(&cause, line, sizeof(line));
	assert_int_equal(strlen(line), strlen("unknown cause 0x0063: ") + 32 * 3 - 1 + 4);
	assert_string_equal(line + strlen(line) - 6, "00 ...");
	cause.len = 32;
	wire_cause_print(&cause, line, sizeof(line));
	assert_int_equal(strlen(line), strlen("unknown cause 0x0063: ") + 32 * 3 - 1);
}

static void test_noise(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (unsigned round = 0; round < 100000; round++) {
		unsigned char value[32] = { 0xc0, 2, 0, 16, 1, 2, 3, 4, 0, 5, 0, 8, 192, 0, 2, 1 };
		size_t len = next_random(&seed) % (sizeof(value) + 1), left = len;
		asctp_cause cause;
		char line[100];
		unsigned char *copy;
		const void *data;

		mutate(&seed, value, sizeof(value));
		copy = exact(value, len);
		cause.code = known[next_random(&seed) % COUNT(known)].code;
		cause.data = copy;
		cause.len = len;
		wire_cause_print(&cause, line, sizeof(line));
		for (const char *c = line; *c; c++)
			assert_in_range(*c, ' ', '~');
		data = copy;
		while (wire_cause_next(&data, &left, &cause) > 0)
			touch(cause.data, cause.len);
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_long_values_are_cut),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests_name("wire_cause", tests, NULL, NULL);
}
