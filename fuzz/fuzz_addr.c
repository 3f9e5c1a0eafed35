/* SPDX-License-Identifier: MIT */
/*
 * fuzz/fuzz_addr.c - any bytes as the text of addresses: what is read, written and read again is
 * the same. And as a packed list: what is unpacked packs to the same bytes.
 * layers: wire
 */
#include "fuzz.h"
#include "wire/addr_text.h"
#include "wire/addrs.h"
#include <errno.h>
#include <stdlib.h>

static uint32_t index_of(const char *name)
{
	return !strcmp(name, "eth0") ? 2 : 0;
}

static const char *name_of(uint32_t index, char buf[WIRE_SCOPE_NAME])
{
	return index == 2 ? strcpy(buf, "eth0") : NULL;
}

static const struct wire_scopes scopes = { index_of, name_of };

static void text(const uint8_t *data, size_t size)
{
	char *in = malloc(size + 1), out[ASCTP_ADDR_MAX * ASCTP_ADDR_TEXT];
	asctp_addr addrs[ASCTP_ADDR_MAX], again[ASCTP_ADDR_MAX];
	const char *why = NULL;
	size_t at = SIZE_MAX;
	int n;

	MUST(in);
	if (size)
		memcpy(in, data, size);
	in[size] = '\0';
	n = wire_addr_parse(&scopes, in, addrs, ASCTP_ADDR_MAX, &at, &why);
	MUST(n == wire_addr_parse(&scopes, in, NULL, 0, NULL, NULL));
	if (n < 0) {
		MUST(n == -EINVAL || n == -E2BIG || n == -ENODEV);
		MUST(why && at <= strlen(in));
	} else {
		MUST(n > 0 && n <= ASCTP_ADDR_MAX);
		wire_addrs_print(&scopes, addrs, (size_t)n, out, sizeof(out));
		MUST(wire_addr_parse(&scopes, out, again, ASCTP_ADDR_MAX, NULL, NULL) == n);
		MUST(!memcmp(addrs, again, (size_t)n * sizeof(addrs[0])));
	}
	free(in);
}

static void packed(const uint8_t *data, size_t size)
{
	asctp_addr addrs[16], one;
	int n = wire_addrs_unpack(data, size, addrs, 16);

	MUST(n >= 0 || n == -E2BIG || n == -EBADMSG);
	if (n >= 0) {
		uint8_t *out = malloc(size);

		MUST(out || !size);
		MUST(wire_addrs_pack(addrs, (size_t)n, out, size) == (int)size);
		MUST(!size || !memcmp(out, data, size));
		free(out);
	}
	if (n > 0) {
		char buf[ASCTP_ADDR_TEXT];

		MUST(wire_addr_copy(data, size, &one) == 0);
		MUST(wire_addr_equal(&one, &addrs[0]));
		MUST(wire_addr_port(&one) == wire_addr_port(&addrs[0]));
		wire_addr_print(&scopes, &one, buf, sizeof(buf));
		MUST(strlen(buf) < sizeof(buf) - 1); /* the room promised is enough */
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	text(data, size);
	packed(data, size);
	return 0;
}
