/* SPDX-License-Identifier: MIT */
/*
 * fuzz/fuzz_notification.c - any bytes as a notification: no read outside, no result that points
 * there, what is called incomplete is complete with the bytes that it asks for, and what was decoded
 * is one printable line that fits the room promised.
 * layers: wire
 */
#include "fuzz.h"
#include "wire/cause.h"
#include "wire/notification.h"
#include <errno.h>
#include <stdlib.h>

static void print(const asctp_notification *n)
{
	char line[4 * ASCTP_NOTIFICATION_TEXT];
	size_t len;

	MUST(wire_notification_print(NULL, n, line, sizeof(line)) == line);
	len = strlen(line);
	MUST(len > 0 && len < ASCTP_NOTIFICATION_TEXT);
	for (size_t i = 0; i < len; i++)
		MUST(line[i] >= ' ' && line[i] <= '~');
	for (size_t size = 1; size <= len; size = size * 2 + 1) { /* cut: the same, but shorter */
		char *part = malloc(size);

		MUST(part);
		wire_notification_print(NULL, n, part, size);
		MUST(strlen(part) == size - 1 && !memcmp(part, line, size - 1));
		free(part);
	}
}

static void look_at(const uint8_t *data, size_t size, const asctp_notification *n)
{
	MUST(n->raw == data && n->raw_len >= 8 && n->raw_len <= size);
	MUST(n->raw_len == wire_notification_size(data, size));
	MUST(n->known || !n->id);
	MUST(n->known == !!strcmp(wire_notification_name(n->type), "unknown"));
	print(n);
	switch (n->type) {
	case ASCTP_ASSOC_CHANGE: {
		const void *causes = n->assoc_change.info;
		size_t left = n->assoc_change.info_len;
		asctp_cause cause;

		part_of(data, n->raw_len, causes, left);
		while (wire_cause_next(&causes, &left, &cause) > 0)
			part_of(data, n->raw_len, cause.data, cause.len);
		break;
	}
	case ASCTP_PEER_ADDR_CHANGE:
		MUST(n->peer_addr_change.addr.sa.sa_family == AF_UNSPEC ||
			n->peer_addr_change.addr.sa.sa_family == AF_INET ||
			n->peer_addr_change.addr.sa.sa_family == AF_INET6);
		break;
	case ASCTP_REMOTE_ERROR:
		part_of(data, n->raw_len, n->remote_error.data, n->remote_error.len);
		break;
	case ASCTP_SEND_FAILED:
	case ASCTP_SEND_FAILED_EVENT:
		part_of(data, n->raw_len, n->send_failed.data, n->send_failed.len);
		break;
	case ASCTP_STREAM_RESET_EVENT:
		part_of(data, n->raw_len, n->stream_reset.list, n->stream_reset.count * 2);
		for (size_t i = 0; i < n->stream_reset.count; i++)
			(void)wire_stream_at(&n->stream_reset, i);
		break;
	default: break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	asctp_notification n;
	size_t need = wire_notification_size(data, size);
	int err = wire_notification_decode(data, size, &n);

	MUST(err == 0 || err == -EAGAIN || err == -EBADMSG);
	MUST((need == 0) == (size < 8));
	if (!err)
		look_at(data, size, &n);
	if (err == -EAGAIN && need) {
		uint8_t *whole = calloc(1, need);

		MUST(need > size);
		MUST(whole);
		memcpy(whole, data, size);
		err = wire_notification_decode(whole, need, &n);
		MUST(err == 0 || err == -EBADMSG);
		if (!err)
			look_at(whole, need, &n);
		free(whole);
	}
	return 0;
}
