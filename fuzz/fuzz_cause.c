/* SPDX-License-Identifier: MIT */
/*
 * fuzz/fuzz_cause.c - any bytes as a list of error causes, each printed: within the buffer, one
 * line, printable.
 * layers: wire
 */
#include "fuzz.h"
#include "wire/cause.h"
#include <errno.h>
#include <stdlib.h>

static void print(const asctp_cause *cause)
{
	char line[1024];
	size_t len;

	MUST(wire_cause_print(cause, line, sizeof(line)) == line);
	len = strlen(line);
	MUST(len > 0 && len < sizeof(line));
	for (size_t i = 0; i < len; i++)
		MUST(line[i] >= ' ' && line[i] <= '~');
	for (size_t size = 1; size <= len; size = size * 2 + 1) { /* cut: the same, but shorter */
		char *part = malloc(size);

		MUST(part);
		wire_cause_print(cause, part, size);
		MUST(strlen(part) == size - 1 && !memcmp(part, line, size - 1));
		free(part);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const void *at = data;
	size_t left = size;
	asctp_cause cause;
	int more;

	for (;;) {
		const void *before = at;
		size_t before_left = left;

		more = wire_cause_next(&at, &left, &cause);
		if (more <= 0) {
			MUST(at == before && left == before_left);
			break;
		}
		MUST(left < before_left);
		part_of(data, size, cause.data, cause.len);
		print(&cause);
	}
	MUST(more == -EBADMSG || (more == 0 && left == 0));
	if (size >= 2) { /* and all of it as the value of one */
		memcpy(&cause.code, data, sizeof(cause.code));
		cause.code %= 0x110;
		cause.data = data + 2;
		cause.len = size - 2;
		print(&cause);
	}
	return 0;
}
