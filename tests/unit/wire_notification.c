/* SPDX-License-Identifier: MIT */
/* unit/wire_notification.c - notifications: known bytes, every length that is not theirs, noise. */
#include "wire/notification.h"
#include "wire_samples.h"
#include <errno.h>

/* Decodes from exactly `len` bytes and looks at everything the result points to. */
static int decode(const void *data, size_t len, asctp_notification *ret)
{
	unsigned char *copy = exact(data, len);
	int err;

	memset(ret, 0xa5, sizeof(*ret));
	err = wire_notification_decode(copy, len, ret);
	if (!err) {
		assert_ptr_equal(ret->raw, copy);
		assert_true(ret->raw_len <= len);
		touch(ret->raw, ret->raw_len);
		switch (ret->type) {
		case ASCTP_ASSOC_CHANGE:
			touch(ret->assoc_change.info, ret->assoc_change.info_len);
			break;
		case ASCTP_REMOTE_ERROR:
			touch(ret->remote_error.data, ret->remote_error.len);
			break;
		case ASCTP_SEND_FAILED_EVENT:
		case ASCTP_SEND_FAILED: touch(ret->send_failed.data, ret->send_failed.len); break;
		case ASCTP_STREAM_RESET_EVENT:
			for (size_t i = 0; i < ret->stream_reset.count; i++)
				(void)wire_stream_at(&ret->stream_reset, i);
			break;
		default: break;
		}
	}
	free(copy);
	return err;
}

static void test_known_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		const struct sample *sample = &samples[i];
		struct bytes b = build(sample);
		asctp_notification n;

		for (size_t offset = 0; offset < 8; offset++) { /* at any alignment */
			unsigned char *copy = malloc(offset + b.len);

			assert_non_null(copy);
			memcpy(copy + offset, b.data, b.len);
			memset(&n, 0xa5, sizeof(n));
			assert_int_equal(wire_notification_decode(copy + offset, b.len, &n), 0);
			assert_true(n.known);
			assert_int_equal(n.type, sample->type);
			assert_int_equal(n.flags, sample->flags);
			assert_int_equal(n.id, ASSOC);
			assert_ptr_equal(n.raw, copy + offset);
			assert_int_equal(n.raw_len, b.len);
			sample->values(&n);
			free(copy);
		}
	}
}

static void test_every_truncation(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct bytes b = build(&samples[i]);
		asctp_notification n;

		for (size_t len = 0; len < b.len; len++) {
			unsigned char *copy = exact(b.data, len);

			assert_int_equal(decode(b.data, len, &n), -EAGAIN);
			assert_int_equal(wire_notification_size(copy, len), len < 8 ? 0 : b.len);
			free(copy);
		}
		assert_int_equal(wire_notification_size(b.data, b.len), b.len);
	}
}

/* The header says less than the type needs: no read can make that right. */
static void test_lengths_too_short(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct bytes b = build(&samples[i]);
		asctp_notification n;

		for (uint32_t length = 0; length < samples[i].fixed; length++) {
			set_length(&b, length);
			for (size_t len = 8; len <= b.len; len++)
				assert_int_equal(decode(b.data, len, &n), -EBADMSG);
			assert_int_equal(
				wire_notification_size(b.data, b.len), length < 8 ? 8 : length);
		}
	}
}

/* The header says less than there is: the rest is not looked at. */
static void test_lengths_shorter_than_the_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct bytes b = build(&samples[i]);
		asctp_notification n;

		for (size_t length = samples[i].fixed; length <= b.len; length++) {
			bool half = samples[i].type == ASCTP_STREAM_RESET_EVENT && length % 2;

			set_length(&b, (uint32_t)length);
			assert_int_equal(decode(b.data, b.len, &n), half ? -EBADMSG : 0);
			if (!half) {
				assert_int_equal(n.raw_len, length);
				assert_int_equal(n.id, ASSOC);
			}
			assert_int_equal(decode(b.data, length, &n), half ? -EBADMSG : 0);
		}
	}
}

/* Later kernels append members. */
static void test_longer_than_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct bytes b = build(&samples[i]);
		asctp_notification n;
		size_t tail = b.len - samples[i].fixed;

		zeros(&b, 6);
		set_length(&b, (uint32_t)b.len);
		assert_int_equal(decode(b.data, b.len, &n), 0);
		assert_int_equal(n.raw_len, b.len);
		assert_int_equal(n.id, ASSOC);
		if (!tail)
			samples[i].values(&n);
	}
}

static void test_huge_lengths(void **state)
{
	static const uint32_t lengths[] = { WIRE_NOTIFICATION_MAX + 1, 0x7fffffff, 0x80000000,
		0xfffffff8, 0xffffffff };

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct bytes b = build(&samples[i]);
		asctp_notification n;

		for (size_t k = 0; k < COUNT(lengths); k++) {
			set_length(&b, lengths[k]);
			assert_int_equal(decode(b.data, b.len, &n), -EBADMSG);
			assert_int_equal(wire_notification_size(b.data, b.len), 8);
		}
		set_length(&b, WIRE_NOTIFICATION_MAX);
		assert_int_equal(decode(b.data, b.len, &n), -EAGAIN);
		assert_int_equal(wire_notification_size(b.data, b.len), WIRE_NOTIFICATION_MAX);
	}
}

static void test_unknown_types(void **state)
{
	static const uint16_t types[] = { 0, 1, 0x7fff, 0x8000, 0x800e, 0x8010, 0xffff };

	(void)state;
	for (size_t i = 0; i < COUNT(types); i++) {
		for (size_t len = 8; len < 24; len++) {
			struct bytes b = { .len = 0 };
			asctp_notification n;

			head(&b, types[i], 0x55);
			for (uint8_t k = 8; k < len; k++)
				u8(&b, k);
			set_length(&b, (uint32_t)b.len);
			assert_int_equal(decode(b.data, b.len, &n), 0);
			assert_int_equal(n.known, false);
			assert_int_equal(n.type, types[i]);
			assert_int_equal(n.flags, 0x55);
			assert_int_equal(n.id, 0);
			assert_int_equal(n.raw_len, len);
		}
		assert_string_equal(wire_notification_name(types[i]), "unknown");
	}
}

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		assert_string_equal(wire_notification_name(samples[i].type), samples[i].name);
}

/* Each flag alone, in each type that has it. */
static void test_flags(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		for (unsigned bit = 0; bit < 16; bit++) {
			uint16_t flags = (uint16_t)(1u << bit);
			struct bytes b = build(&samples[i]);
			asctp_notification n;

			memcpy(b.data + 2, &flags, sizeof(flags));
			assert_int_equal(decode(b.data, b.len, &n), 0);
			assert_int_equal(n.flags, flags);
			switch (samples[i].type) {
			case ASCTP_SEND_FAILED_EVENT:
			case ASCTP_SEND_FAILED:
				assert_int_equal(n.send_failed.transmitted, flags == 1);
				break;
			case ASCTP_STREAM_RESET_EVENT:
				assert_int_equal(n.stream_reset.incoming, flags == 1);
				assert_int_equal(n.stream_reset.outgoing, flags == 2);
				assert_int_equal(n.stream_reset.denied, flags == 4);
				assert_int_equal(n.stream_reset.failed, flags == 8);
				break;
			case ASCTP_ASSOC_RESET_EVENT:
				assert_int_equal(n.assoc_reset.denied, flags == 4);
				assert_int_equal(n.assoc_reset.failed, flags == 8);
				break;
			case ASCTP_STREAM_CHANGE_EVENT:
				assert_int_equal(n.stream_change.denied, flags == 4);
				assert_int_equal(n.stream_change.failed, flags == 8);
				break;
			default: break;
			}
		}
	}
}

/* The fragment marks of both kinds of SEND_FAILED: the flags of a DATA chunk. */
static void test_chunk_flags(void **state)
{
	static const struct {
		size_t sample, offset;
	} kinds[] = { { 2, 16 }, { 12, 14 } };

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		for (uint16_t flags = 0; flags < 16; flags++) {
			struct bytes b = build(&samples[kinds[i].sample]);
			asctp_notification n;

			memcpy(b.data + kinds[i].offset, &flags, sizeof(flags));
			assert_int_equal(decode(b.data, b.len, &n), 0);
			assert_int_equal(n.send_failed.last, !!(flags & 1));
			assert_int_equal(n.send_failed.first, !!(flags & 2));
			assert_int_equal(n.send_failed.unordered, !!(flags & 4));
		}
	}
}

static void test_send_failed_errors(void **state)
{
	static const struct {
		uint32_t kernel, cause;
	} errors[] = { { 0, 0 }, { 0x0c00, 12 }, { 0x0100, 1 }, { 0x0501, 0x0105 },
		/* if it were in 32-bit network order */
		{ 0x0c000000, 12 } };

	(void)state;
	if (htons(1) == 1)
		skip(); /* the table is of a little-endian machine */
	for (size_t i = 0; i < COUNT(errors); i++) {
		struct bytes b = build(&samples[12]);
		asctp_notification n;

		memcpy(b.data + 8, &errors[i].kernel, sizeof(errors[i].kernel));
		assert_int_equal(decode(b.data, b.len, &n), 0);
		assert_int_equal(n.send_failed.error, errors[i].cause);
	}
}

static struct bytes path_change(uint16_t family, const void *rest, size_t len)
{
	struct bytes b = { .len = 0 };

	head(&b, 0x8002, 0);
	u16(&b, family);
	raw(&b, rest, len);
	zeros(&b, 126 - len);
	u32(&b, 6);
	u32(&b, 0);
	u32(&b, ASSOC);
	set_length(&b, (uint32_t)b.len);
	return b;
}

static void test_path_addresses(void **state)
{
	static const char v6[26] = "\x0b\x59\0\0\0\0\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1";
	static const char mapped[26] = "\x0b\x59\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\0\2\1";
	asctp_notification n;
	const asctp_addr *addr = &n.peer_addr_change.addr;
	struct bytes b = path_change(AF_INET6, v6, sizeof(v6));

	(void)state;
	assert_int_equal(decode(b.data, b.len, &n), 0);
	assert_int_equal(addr->v6.sin6_family, AF_INET6);
	assert_int_equal(addr->v6.sin6_port, htons(2905));
	assert_memory_equal(&addr->v6.sin6_addr, v6 + 6, 16);

	b = path_change(AF_INET6, mapped, sizeof(mapped));
	assert_int_equal(decode(b.data, b.len, &n), 0);
	assert_int_equal(addr->v4.sin_family, AF_INET);
	assert_int_equal(addr->v4.sin_port, htons(2905));
	assert_int_equal(addr->v4.sin_addr.s_addr, htonl(0xc0000201));

	/* a family that nobody knows: the change counts, the address does not */
	b = path_change(0x1234, v6, sizeof(v6));
	assert_int_equal(decode(b.data, b.len, &n), 0);
	assert_int_equal(n.peer_addr_change.state, 6);
	assert_int_equal(n.id, ASSOC);
	assert_int_equal(addr->sa.sa_family, 0);
}

static void test_stream_reset_of_all(void **state)
{
	struct bytes b = { .len = 0 };
	asctp_notification n;

	(void)state;
	head(&b, 0x800a, 2);
	u32(&b, ASSOC);
	set_length(&b, (uint32_t)b.len);
	assert_int_equal(decode(b.data, b.len, &n), 0);
	assert_true(n.stream_reset.outgoing);
	assert_int_equal(n.stream_reset.count, 0);
}

static void test_noise(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (unsigned round = 0; round < 100000; round++) {
		struct bytes b = build(&samples[next_random(&seed) % COUNT(samples)]);
		size_t len = next_random(&seed) % 4 ? b.len : next_random(&seed) % (b.len + 1);
		asctp_notification n;
		size_t size;
		int err;

		mutate(&seed, b.data, next_random(&seed) % 2 ? b.len : 8);
		err = decode(b.data, len, &n);
		assert_true(err == 0 || err == -EAGAIN || err == -EBADMSG);
		size = wire_notification_size(b.data, len);
		if (err == -EAGAIN)
			assert_true(size == 0 || size > len);
		else
			assert_true(size >= 8);
		if (!err)
			assert_int_equal(size, n.raw_len);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_bytes),
		cmocka_unit_test(test_every_truncation),
		cmocka_unit_test(test_lengths_too_short),
		cmocka_unit_test(test_lengths_shorter_than_the_bytes),
		cmocka_unit_test(test_longer_than_known),
		cmocka_unit_test(test_huge_lengths),
		cmocka_unit_test(test_unknown_types),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_chunk_flags),
		cmocka_unit_test(test_send_failed_errors),
		cmocka_unit_test(test_path_addresses),
		cmocka_unit_test(test_stream_reset_of_all),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests_name("wire_notification", tests, NULL, NULL);
}
