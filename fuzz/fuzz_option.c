/* SPDX-License-Identifier: MIT */
/*
 * fuzz/fuzz_option.c - any bytes as the kernel's answer to each option, and as a value of each: what is
 * good is encoded within its room, and nothing is read or written beyond.
 * layers: wire
 */
#include "fuzz.h"
#include "wire/option.h"
#include <errno.h>
#include <stdlib.h>

enum { IDS = 8, TICK_NS = 4000000, LONGEST = 8 + 2 * 65535 };

/* What a value points to is ours: the input's pointers lead nowhere. */
static void own_pointers(const struct wire_option *option, union wire_option_value *value)
{
	static unsigned char bytes[LONGEST];
	static int32_t ids[IDS];

	switch (option->info->option) {
	case ASCTP_OPTION_assoc_ids:
		value->assoc_ids.ids = ids;
		value->assoc_ids.max %= IDS + 1;
		break;
	case ASCTP_OPTION_auth_key: value->auth_key.secret = bytes; break;
	case ASCTP_OPTION_reset_streams: value->reset_streams.streams = (uint16_t *)bytes; break;
	default: break;
	}
}

static void decode(const struct wire_option *option, const union wire_option_value *asked,
	const uint8_t *data, size_t size)
{
	union wire_option_value ret = *asked;
	int result = wire_option_decode(option, data, size, TICK_NS, &ret);

	MUST(result == 0 || result == -EBADMSG || result == -ENOPROTOOPT ||
		(result == -ENOBUFS && option->info->option == ASCTP_OPTION_assoc_ids));
	if (result == 0 && !strcmp(option->info->type, "asctp_chunks"))
		MUST(ret.peer_auth_chunks.count <= sizeof(ret.peer_auth_chunks.types));
	if (result == 0 && option->info->option == ASCTP_OPTION_hmacs)
		MUST(ret.hmacs.count <= 7);
}

static void encode(const struct wire_option *option, enum wire_direction direction,
	const union wire_option_value *value)
{
	size_t room;
	void *buf;
	int len;

	if (wire_option_check(option, direction, value) < 0)
		return;
	room = wire_option_room(option, direction, value);
	MUST(room <= LONGEST);
	buf = calloc(1, room);
	MUST(buf);
	len = direction == WIRE_SET ? wire_option_encode(option, 3, value, buf, room)
				    : wire_option_request(option, 3, value, buf, room);
	MUST(len == (int)room);
	free(buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct wire_option *option;
	const uint8_t *at = data;
	size_t left = size, count = 0;
	uint8_t row = 0;
	union wire_option_value value;

	take(&at, &left, &row, sizeof(row));
	while (wire_option_at(count))
		count++;
	option = wire_option_at(row % count);
	memset(&value, 0, sizeof(value));
	memcpy(&value, at, left < option->info->size ? left : option->info->size);
	own_pointers(option, &value);
	if (option->info->can_get) {
		decode(option, &value, at, left);
		encode(option, WIRE_GET, &value);
	}
	if (option->info->can_set)
		encode(option, WIRE_SET, &value);
	return 0;
}
