/* SPDX-License-Identifier: MIT */
/* unit/wire_notification_text.c - notifications as lines: each type, hostile bytes, small buffers,
 * and that ASCTP_NOTIFICATION_TEXT is enough. */
#include "wire_samples.h"
#include <stdio.h>

/* ---- Lines ---- */

/* From memory that ends where the notification does, into every size of buffer. */
static void check_line_with(
	const struct wire_scopes *scopes, const struct bytes *b, const char *want)
{
	void *copy = exact(b->data, b->len);
	asctp_notification n;
	char full[4096];

	assert_int_equal(wire_notification_decode(copy, b->len, &n), 0);
	assert_ptr_equal(wire_notification_print(scopes, &n, full, sizeof(full)), full);
	assert_string_equal(full, want);
	for (size_t size = 0; size <= strlen(want) + 1; size++) {
		char *buf = malloc(size + 1);

		assert_non_null(buf);
		memset(buf, '!', size + 1);
		assert_ptr_equal(wire_notification_print(scopes, &n, buf, size), buf);
		if (size) {
			assert_int_equal(strlen(buf), size - 1);
			assert_memory_equal(buf, want, size - 1);
		}
		assert_int_equal(buf[size], '!');
		free(buf);
	}
	free(copy);
}

static void check_line(const struct bytes *b, const char *want)
{
	check_line_with(NULL, b, want);
}

static void test_samples(void **state)
{
	static const char *const lines[COUNT(samples)] = {
		"ASSOC_CHANGE id 16909060: COMM_LOST, 10 streams out, 20 in, "
		"User-Initiated Abort: \"bye\"",
		"PEER_ADDR_CHANGE id 16909060: 192.0.2.1:2905 UNREACHABLE, error 2",
		"SEND_FAILED id 16909060: stream 7, ppid 46, 4 bytes, sent, context 51966, "
		"error 1 (Invalid Stream Identifier): \"data\"",
		"REMOTE_ERROR id 16909060: Invalid Stream Identifier: stream 9",
		"SHUTDOWN_EVENT id 16909060",
		"PARTIAL_DELIVERY_EVENT id 16909060: indication 17, stream 18, sequence 19",
		"ADAPTATION_INDICATION id 16909060: 0x21222324",
		"AUTHENTICATION_EVENT id 16909060: NO_AUTH, key 5, other key 6",
		"SENDER_DRY_EVENT id 16909060",
		"STREAM_RESET_EVENT id 16909060: streams 3, 65535, 258, incoming",
		"ASSOC_RESET_EVENT id 16909060: local TSN 1094861636, remote TSN 825373492, denied",
		"STREAM_CHANGE_EVENT id 16909060: 5 streams out, 4 in added, failed",
		"SEND_FAILED_EVENT id 16909060: stream 7, ppid 2147483649, 10 bytes, not sent, "
		"unordered, first part, context 51966: \"first part\"",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct bytes b = build(&samples[i]);

		check_line(&b, lines[i]);
	}
}

/* What an ASSOC_CHANGE says: its state, its error, and the causes of an ABORT. */
static struct bytes change(
	uint16_t state, uint16_t error, uint16_t streams, const void *info, size_t len)
{
	struct bytes b = { .len = 0 };

	head(&b, 0x8001, 0);
	u16(&b, state);
	be16(&b, error);
	u16(&b, streams);
	u16(&b, streams / 2);
	u32(&b, 7);
	raw(&b, info, len);
	set_length(&b, (uint32_t)b.len);
	return b;
}

#define INFO(literal) (literal), sizeof(literal) - 1

static void test_assoc_changes(void **state)
{
	static const struct {
		uint16_t state, error, streams;
		const char *info;
		size_t len;
		const char *line;
	} changes[] = {
		{ 0, 0, 10, INFO(""), "COMM_UP, 10 streams out, 5 in" },
		{ 0, 0, 10, INFO("\1\2"), "COMM_UP, 10 streams out, 5 in: 01 02" },
		{ 1, 0, 0, INFO(""), "COMM_LOST" },
		{ 1, 12, 0, INFO(""), "COMM_LOST, error 12 (User-Initiated Abort)" },
		{ 1, 12, 0, INFO("\0\14\0\4"), "COMM_LOST, User-Initiated Abort" },
		/* another than the first that is listed */
		{ 1, 13, 0, INFO("\0\14\0\4"),
			"COMM_LOST, error 13 (Protocol Violation), User-Initiated Abort" },
		{ 1, 1, 0, INFO("\0\1\0\10\0\7\0\0\0\14\0\7bye"),
			"COMM_LOST, Invalid Stream Identifier: stream 7, User-Initiated Abort: "
			"\"bye\"" },
		{ 1, 12, 0, INFO("\0\14\0\7bye\0\1\2\3"),
			"COMM_LOST, User-Initiated Abort: \"bye\", 01 02 03" },
		{ 1, 12, 0, INFO("\0\14\0\77"),
			"COMM_LOST, error 12 (User-Initiated Abort), 00 0c 00 3f" },
		{ 1, 0xbeef, 0, INFO("\xbe\xef\0\5\xff"), "COMM_LOST, unknown cause 0xbeef: ff" },
		{ 1, 0xbeef, 0, INFO(""), "COMM_LOST, error 48879" },
		{ 2, 0, 65535, INFO(""), "RESTART, 65535 streams out, 32767 in" },
		{ 3, 0, 0, INFO(""), "SHUTDOWN_COMP" },
		{ 4, 0, 0, INFO(""), "CANT_STR_ASSOC" },
		{ 5, 0, 0, INFO(""), "state 5" },
		{ 65535, 0, 0, INFO(""), "state 65535" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct bytes b = change(changes[i].state, changes[i].error, changes[i].streams,
			changes[i].info, changes[i].len);
		char want[256];

		snprintf(want, sizeof(want), "ASSOC_CHANGE id 7: %s", changes[i].line);
		check_line(&b, want);
	}
}

static struct bytes of(uint16_t type, uint16_t flags)
{
	struct bytes b = { .len = 0 };

	head(&b, type, flags);
	return b;
}

static void finish(struct bytes *b, const char *want)
{
	set_length(b, (uint32_t)b->len);
	check_line(b, want);
}

static void test_other_values(void **state)
{
	struct bytes b = of(0x8006, 0);

	(void)state;
	u32(&b, 0);
	u32(&b, 7);
	zeros(&b, 8);
	finish(&b, "PARTIAL_DELIVERY_EVENT id 7: aborted");

	b = of(0x8008, 0);
	u16(&b, 5);
	u16(&b, 0);
	u32(&b, 1);
	u32(&b, 7);
	finish(&b, "AUTHENTICATION_EVENT id 7: FREE_KEY, key 5");

	b = of(0x8008, 0);
	zeros(&b, 4);
	u32(&b, 2);
	u32(&b, 7);
	finish(&b, "AUTHENTICATION_EVENT id 7: NO_AUTH");

	b = of(0x8008, 0);
	u16(&b, 0); /* the key that is there from the start */
	u16(&b, 0);
	u32(&b, 0);
	u32(&b, 7);
	finish(&b, "AUTHENTICATION_EVENT id 7: NEW_KEY, key 0");

	b = of(0x8008, 0);
	zeros(&b, 4);
	u32(&b, 0xffffffff);
	u32(&b, 7);
	finish(&b, "AUTHENTICATION_EVENT id 7: indication 4294967295, key 0");

	b = of(0x800a, 14);
	u32(&b, 7);
	finish(&b, "STREAM_RESET_EVENT id 7: all streams, outgoing, denied, failed");

	b = of(0x8002, 0);
	u16(&b, 0x1234); /* a family that nobody knows */
	zeros(&b, 126);
	u32(&b, 99);
	u32(&b, 0);
	u32(&b, 7);
	finish(&b, "PEER_ADDR_CHANGE id 7: (no address) state 99");

	b = of(0x8005, 0x0100); /* a later kernel's flag */
	u32(&b, 0xffffffff);
	finish(&b, "SHUTDOWN_EVENT id -1, flags 0x0100");

	b = of(0x800d, 0x8001);
	u32(&b, 0);
	u16(&b, 0);
	u16(&b, 0); /* neither first nor last */
	zeros(&b, 12);
	u32(&b, 7);
	finish(&b, "SEND_FAILED_EVENT id 7: stream 0, ppid 0, 0 bytes, sent, middle part: \"\", "
		   "flags 0x8001");

	b = of(0x8010, 0x55);
	finish(&b, "notification 0x8010, flags 0x0055, 8 bytes: 10 80 55 00 08 00 00 00");

	b = of(0x8000, 0);
	zeros(&b, 30);
	finish(&b, "notification 0x8000, flags 0x0000, 38 bytes: "
		   "00 80 00 00 26 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
		   "00 00 00 00 00 00 00 00 ...");
}

/* What is not from the decoder: a type that is known and called unknown, and the reverse. */
static void test_contradictions(void **state)
{
	asctp_notification n = { .type = 0x8010, .known = true };
	char line[ASCTP_NOTIFICATION_TEXT];

	(void)state;
	wire_notification_print(NULL, &n, line, sizeof(line));
	assert_string_equal(line, "notification 0x8010, flags 0x0000, 0 bytes");
	n = (asctp_notification){ .type = 0x8001, .raw_len = 99 };
	wire_notification_print(NULL, &n, line, sizeof(line));
	assert_string_equal(line, "notification 0x8001, flags 0x0000, 99 bytes");
}

/* ---- What the peer chose ---- */

static struct bytes failed(const void *data, size_t len)
{
	struct bytes b = of(0x800d, 0);

	u32(&b, 0);
	u16(&b, 3);
	u16(&b, 3);
	be32(&b, 46);
	u32(&b, 0);
	u32(&b, 0);
	u32(&b, 7);
	raw(&b, data, len);
	set_length(&b, (uint32_t)b.len);
	return b;
}

static void test_hostile_bytes(void **state)
{
	struct bytes b = failed(INFO("a\"\\\n\x1b[2J\0\x7f\xff%n%s"));

	(void)state;
	check_line(&b, "SEND_FAILED_EVENT id 7: stream 3, ppid 46, 15 bytes, not sent: "
		       "\"a\\\"\\\\\\x0a\\x1b[2J\\x00\\x7f\\xff%n%s\"");
	b = change(1, 12, 0, INFO("\0\14\0\14\n\"\x1b\\%s%n"));
	check_line(&b, "ASSOC_CHANGE id 7: COMM_LOST, User-Initiated Abort: "
		       "\"\\x0a\\\"\\x1b\\\\%s%n\"");
	b = of(0x8004, 0);
	be16(&b, 13);
	u16(&b, 0);
	u32(&b, 7);
	raw(&b, INFO("a\r\0\0"));
	finish(&b, "REMOTE_ERROR id 7: Protocol Violation: \"a\\x0d\"");
}

static void test_long_ones_are_cut(void **state)
{
	char data[400], line[4096], want[512];
	asctp_notification n;
	struct bytes b;

	(void)state;
	memset(data, 'a', sizeof(data));
	b = failed(data, 33);
	snprintf(want, sizeof(want),
		"SEND_FAILED_EVENT id 7: stream 3, ppid 46, 33 bytes, not sent: \"%.32s\"...",
		data);
	check_line(&b, want);
	b = failed(data, 32);
	snprintf(want, sizeof(want),
		"SEND_FAILED_EVENT id 7: stream 3, ppid 46, 32 bytes, not sent: \"%.32s\"", data);
	check_line(&b, want);

	b = of(0x800a, 1);
	u32(&b, 7);
	for (uint16_t i = 0; i < 40; i++)
		u16(&b, (uint16_t)(1000 + i));
	set_length(&b, (uint32_t)b.len);
	assert_int_equal(wire_notification_decode(b.data, b.len, &n), 0);
	wire_notification_print(NULL, &n, line, sizeof(line));
	assert_non_null(strstr(line, ", 1031 and 8 more, incoming"));
	assert_null(strstr(line, "1032"));

	/* two texts: of the second there is a part */
	memcpy(data, "\0\14\0\204", 4);
	memcpy(data + 132, "\0\14\0\204", 4);
	b = change(1, 12, 0, data, 264);
	assert_int_equal(wire_notification_decode(b.data, b.len, &n), 0);
	wire_notification_print(NULL, &n, line, sizeof(line));
	assert_int_equal(strlen(line), strlen("ASSOC_CHANGE id 7: COMM_LOST") + 300 + 3);
	assert_string_equal(line + strlen(line) - 5, "aa...");
}

static const char *name_of(uint32_t index, char buf[WIRE_SCOPE_NAME])
{
	snprintf(buf, WIRE_SCOPE_NAME, "veth%u", index);
	return buf;
}

static void test_scopes(void **state)
{
	static const struct wire_scopes scopes = { .name = name_of };
	struct bytes b = of(0x8002, 0);

	(void)state;
	u16(&b, AF_INET6);
	be16(&b, 2905);
	u32(&b, 0);
	raw(&b, INFO("\xfe\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\1"));
	u32(&b, 4);
	zeros(&b, 100);
	u32(&b, 6);
	u32(&b, 0);
	u32(&b, 7);
	set_length(&b, (uint32_t)b.len);
	check_line(&b, "PEER_ADDR_CHANGE id 7: [fe80::1%4]:2905 POTENTIALLY_FAILED");
	check_line_with(
		&scopes, &b, "PEER_ADDR_CHANGE id 7: [fe80::1%veth4]:2905 POTENTIALLY_FAILED");
}

/* ---- Room ---- */

static size_t longest;

static void check_room(const asctp_notification *n)
{
	char line[8 * ASCTP_NOTIFICATION_TEXT];

	wire_notification_print(NULL, n, line, sizeof(line));
	assert_true(strlen(line) < ASCTP_NOTIFICATION_TEXT);
	for (const char *c = line; *c; c++)
		assert_in_range(*c, ' ', '~');
	if (strlen(line) > longest)
		longest = strlen(line);
}

/* The longest cause: a name, then a list, a text or bytes of so many. */
static void fill(unsigned char *data, size_t len, uint16_t code, unsigned char byte)
{
	memset(data, byte, len);
	data[0] = (unsigned char)(code >> 8);
	data[1] = (unsigned char)code;
	data[2] = (unsigned char)(len >> 8);
	data[3] = (unsigned char)len;
}

/* As the decoder can give them, and as wide as each member is. */
static void test_worst_cases(void **state)
{
	static const uint16_t longest_name = 14;
	static unsigned char data[65532];
	asctp_notification n = { .flags = 0xffff, .id = INT32_MIN, .known = true };

	(void)state;
	longest = 0;
	for (unsigned code = 0; code <= 0x200; code++) {
		for (unsigned byte = 0; byte < 256; byte += byte ? 254 : 1) { /* 0, 1, 255 */
			fill(data, sizeof(data), (uint16_t)code, (unsigned char)byte);
			n.type = ASCTP_ASSOC_CHANGE;
			n.assoc_change = (asctp_assoc_change){ 65535, longest_name, 65535, 65535,
				data, sizeof(data) };
			check_room(&n);
			n.assoc_change.state = ASCTP_COMM_UP;
			check_room(&n);
			n.type = ASCTP_REMOTE_ERROR;
			n.remote_error = (asctp_remote_error){ (uint16_t)code, data, sizeof(data) };
			check_room(&n);
		}
	}
	memset(data, 1, sizeof(data)); /* escaped: \x01 */
	n.type = ASCTP_PEER_ADDR_CHANGE;
	n.peer_addr_change = (asctp_peer_addr_change){ UINT32_MAX, UINT32_MAX, { { 0 } } };
	memset(&n.peer_addr_change.addr, 0xff, sizeof(n.peer_addr_change.addr));
	n.peer_addr_change.addr.sa.sa_family = AF_INET6;
	n.peer_addr_change.addr.v6.sin6_addr.s6_addr[1] = 0xbf; /* link-local: with its scope */
	n.peer_addr_change.addr.v6.sin6_addr.s6_addr[0] = 0xfe;
	check_room(&n);
	n.peer_addr_change.state = ASCTP_ADDR_POTENTIALLY_FAILED;
	check_room(&n);
	for (uint16_t type = ASCTP_SEND_FAILED; type;
		type = type == ASCTP_SEND_FAILED ? ASCTP_SEND_FAILED_EVENT : 0) {
		n.type = type;
		n.send_failed = (asctp_send_failed){ false, false, false, true, longest_name, 65535,
			UINT32_MAX, UINT32_MAX, data, sizeof(data) };
		check_room(&n);
		n.send_failed.error = UINT32_MAX;
		check_room(&n);
	}
	n.type = ASCTP_PARTIAL_DELIVERY_EVENT;
	n.partial_delivery = (asctp_partial_delivery){ UINT32_MAX, UINT32_MAX, UINT32_MAX };
	check_room(&n);
	n.type = ASCTP_ADAPTATION_INDICATION;
	n.adaptation = UINT32_MAX;
	check_room(&n);
	n.type = ASCTP_AUTHENTICATION_EVENT;
	n.authentication = (asctp_authentication){ UINT32_MAX, 65535, 65535 };
	check_room(&n);
	n.type = ASCTP_STREAM_RESET_EVENT;
	memset(data, 0xff, sizeof(data)); /* stream 65535 */
	n.stream_reset = (asctp_stream_reset){ true, true, true, true, data, sizeof(data) / 2 };
	check_room(&n);
	n.type = ASCTP_ASSOC_RESET_EVENT;
	n.assoc_reset = (asctp_assoc_reset){ true, true, UINT32_MAX, UINT32_MAX };
	check_room(&n);
	n.type = ASCTP_STREAM_CHANGE_EVENT;
	n.stream_change = (asctp_stream_change){ true, true, 65535, 65535 };
	check_room(&n);
	n.type = ASCTP_SHUTDOWN_EVENT;
	check_room(&n);
	n.type = ASCTP_SENDER_DRY_EVENT;
	check_room(&n);
	n = (asctp_notification){
		.type = 0xffff, .flags = 0xffff, .raw = data, .raw_len = WIRE_NOTIFICATION_MAX
	};
	check_room(&n);
	assert_true(longest > ASCTP_NOTIFICATION_TEXT / 2); /* they are bad cases */
}

static void test_noise(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (unsigned round = 0; round < 100000; round++) {
		struct bytes b = build(&samples[next_random(&seed) % COUNT(samples)]);
		asctp_notification n;
		unsigned char *copy;

		mutate(&seed, b.data, b.len);
		copy = exact(b.data, b.len);
		if (wire_notification_decode(copy, b.len, &n) == 0)
			check_room(&n);
		free(copy);
	}
}

/* ---- Names ---- */

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(wire_assoc_state_name(ASCTP_COMM_UP), "COMM_UP");
	assert_string_equal(wire_assoc_state_name(ASCTP_COMM_LOST), "COMM_LOST");
	assert_string_equal(wire_assoc_state_name(ASCTP_RESTART), "RESTART");
	assert_string_equal(wire_assoc_state_name(ASCTP_SHUTDOWN_COMP), "SHUTDOWN_COMP");
	assert_string_equal(wire_assoc_state_name(ASCTP_CANT_STR_ASSOC), "CANT_STR_ASSOC");
	assert_string_equal(wire_assoc_state_name(5), "unknown");
	assert_string_equal(wire_assoc_state_name(65535), "unknown");
	assert_string_equal(wire_addr_state_name(ASCTP_ADDR_AVAILABLE), "AVAILABLE");
	assert_string_equal(wire_addr_state_name(ASCTP_ADDR_UNREACHABLE), "UNREACHABLE");
	assert_string_equal(wire_addr_state_name(ASCTP_ADDR_REMOVED), "REMOVED");
	assert_string_equal(wire_addr_state_name(ASCTP_ADDR_ADDED), "ADDED");
	assert_string_equal(wire_addr_state_name(ASCTP_ADDR_MADE_PRIM), "MADE_PRIM");
	assert_string_equal(wire_addr_state_name(ASCTP_ADDR_CONFIRMED), "CONFIRMED");
	assert_string_equal(
		wire_addr_state_name(ASCTP_ADDR_POTENTIALLY_FAILED), "POTENTIALLY_FAILED");
	assert_string_equal(wire_addr_state_name(7), "unknown");
	assert_string_equal(wire_addr_state_name(UINT32_MAX), "unknown");
	assert_string_equal(wire_auth_indication_name(ASCTP_AUTH_NEW_KEY), "NEW_KEY");
	assert_string_equal(wire_auth_indication_name(ASCTP_AUTH_FREE_KEY), "FREE_KEY");
	assert_string_equal(wire_auth_indication_name(ASCTP_AUTH_NO_AUTH), "NO_AUTH");
	assert_string_equal(wire_auth_indication_name(3), "unknown");
	assert_string_equal(wire_auth_indication_name(UINT32_MAX), "unknown");
	for (unsigned type = 0; type <= UINT16_MAX; type++) {
		const char *name = "unknown";

		for (size_t i = 0; i < COUNT(samples); i++)
			if (samples[i].type == type)
				name = samples[i].name;
		assert_string_equal(wire_notification_name((uint16_t)type), name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_assoc_changes),
		cmocka_unit_test(test_other_values),
		cmocka_unit_test(test_contradictions),
		cmocka_unit_test(test_hostile_bytes),
		cmocka_unit_test(test_long_ones_are_cut),
		cmocka_unit_test(test_scopes),
		cmocka_unit_test(test_worst_cases),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("wire_notification_text", tests, NULL, NULL);
}
