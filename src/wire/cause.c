/* SPDX-License-Identifier: MIT */
/* wire/cause.c - error causes: one table with the name, the RFC and how to print the value. */
#include "wire/cause.h"
#include "wire/text.h"
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* More than this of a value that is text, or of bytes that are not, does not help a reader. */
#define TEXT_MAX 128
#define HEX_MAX  32

static uint16_t get16(const unsigned char *p)
{
	uint16_t value;

	memcpy(&value, p, sizeof(value));
	return be16toh(value);
}

static uint32_t get32(const unsigned char *p)
{
	uint32_t value;

	memcpy(&value, p, sizeof(value));
	return be32toh(value);
}

/* Causes, and the parameters inside some of them, are built alike. */
#define HEADER 4

int wire_cause_next(const void **data, size_t *len, asctp_cause *ret)
{
	const unsigned char *p = *data;
	size_t length, step;

	if (!*len)
		return 0;
	if (*len < HEADER)
		return -EBADMSG;
	length = get16(p + 2);
	if (length < HEADER || length > *len)
		return -EBADMSG;
	ret->code = get16(p);
	ret->data = p + HEADER;
	ret->len = length - HEADER;
	step = (length + 3) & ~(size_t)3;
	if (step > *len) /* the last one may lack its padding */
		step = *len;
	*data = p + step;
	*len -= step;
	return 1;
}

/* ---- How values are printed ---- */

/* Values have at least one byte. False: this one is not what the RFC says, nothing was written. */
typedef bool printer(const unsigned char *value, size_t len, struct wire_text *text);

static bool stream(const unsigned char *value, size_t len, struct wire_text *text)
{
	if (len < 2)
		return false;
	wire_text_format(text, "stream %u", get16(value));
	return true;
}

static bool missing(const unsigned char *value, size_t len, struct wire_text *text)
{
	size_t count;

	if (len < 6)
		return false;
	count = get32(value);
	if (count > (len - 4) / 2) /* a count that lies */
		count = (len - 4) / 2;
	wire_text_put(text, count == 1 ? "parameter" : "parameters");
	for (size_t i = 0; i < count; i++)
		wire_text_format(text, i ? ", 0x%04x" : " 0x%04x", get16(value + 4 + 2 * i));
	return true;
}

static bool staleness(const unsigned char *value, size_t len, struct wire_text *text)
{
	if (len < 4)
		return false;
	wire_text_format(text, "%u us", get32(value));
	return true;
}

static bool chunk(const unsigned char *value, size_t len, struct wire_text *text)
{
	(void)len;
	wire_text_format(text, "chunk type 0x%02x", value[0]);
	return true;
}

static bool tsn(const unsigned char *value, size_t len, struct wire_text *text)
{
	if (len < 4)
		return false;
	wire_text_format(text, "TSN %u", get32(value));
	return true;
}

static bool hmac(const unsigned char *value, size_t len, struct wire_text *text)
{
	if (len < 2)
		return false;
	wire_text_format(text, "HMAC %u", get16(value));
	return true;
}

static bool ports(const unsigned char *value, size_t len, struct wire_text *text)
{
	if (len < 4)
		return false;
	wire_text_format(text, "%u, now %u", get16(value), get16(value + 2));
	return true;
}

static bool words(const unsigned char *value, size_t len, struct wire_text *text)
{
	while (len && !value[len - 1]) /* padding, or a sender's NUL */
		len--;
	if (!len)
		return false;
	wire_text_quote_cut(text, value, len, TEXT_MAX);
	return true;
}

/* ASCONF's requests: a correlation id, then the address (RFC 5061 section 4.2). */
static const struct {
	uint16_t type;
	const char *verb;
} requests[] = {
	{ 0xc001, "add " },
	{ 0xc002, "delete " },
	{ 0xc004, "set primary " },
};

/* One parameter: an address (a host's name), or its type. */
static void address(const asctp_cause *param, struct wire_text *text)
{
	char buf[INET6_ADDRSTRLEN];

	if (param->code == 5 && param->len == sizeof(struct in_addr))
		wire_text_put(text, inet_ntop(AF_INET, param->data, buf, sizeof(buf)));
	else if (param->code == 6 && param->len == sizeof(struct in6_addr))
		wire_text_put(text, inet_ntop(AF_INET6, param->data, buf, sizeof(buf)));
	else if (param->code != 11 || !words(param->data, param->len, text))
		wire_text_format(text, "parameter 0x%04x", param->code);
}

static void parameter(const asctp_cause *param, struct wire_text *text)
{
	asctp_cause inner = *param;
	const unsigned char *value = param->data;

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		const void *data;
		size_t len;

		if (param->code != requests[i].type || param->len < 4)
			continue;
		data = value + 4;
		len = param->len - 4;
		if (wire_cause_next(&data, &len, &inner) > 0)
			wire_text_put(text, requests[i].verb);
	}
	address(&inner, text);
}

static bool parameters(const unsigned char *value, size_t len, struct wire_text *text)
{
	asctp_cause param;
	const void *data = value;
	size_t left = len;
	int more;

	while ((more = wire_cause_next(&data, &left, &param)) > 0)
		;
	if (more < 0)
		return false;
	data = value;
	left = len;
	while (wire_cause_next(&data, &left, &param) > 0) {
		parameter(&param, text);
		wire_text_put(text, left ? ", " : "");
	}
	return true;
}

static bool bytes(const unsigned char *value, size_t len, struct wire_text *text)
{
	wire_text_hex_cut(text, value, len, HEX_MAX);
	return true;
}

/* To add a cause: its row. Sorted by code. */
static const struct row {
	uint16_t code;
	const char *name, *rfc;
	printer *print;
} rows[] = {
	{ 1, "Invalid Stream Identifier", "RFC 9260", stream },
	{ 2, "Missing Mandatory Parameter", "RFC 9260", missing },
	{ 3, "Stale Cookie", "RFC 9260", staleness },
	{ 4, "Out of Resource", "RFC 9260", bytes },
	{ 5, "Unresolvable Address", "RFC 9260", parameters },
	{ 6, "Unrecognized Chunk Type", "RFC 9260", chunk },
	{ 7, "Invalid Mandatory Parameter", "RFC 9260", bytes },
	{ 8, "Unrecognized Parameters", "RFC 9260", parameters },
	{ 9, "No User Data", "RFC 9260", tsn },
	{ 10, "Cookie Received While Shutting Down", "RFC 9260", bytes },
	{ 11, "Restart of an Association with New Addresses", "RFC 9260", parameters },
	{ 12, "User-Initiated Abort", "RFC 9260", words },
	{ 13, "Protocol Violation", "RFC 9260", words },
	/* what Linux sends when UDP encapsulation moves */
	{ 14, "Restart of an Association with New Encapsulation Port",
		"draft-tuexen-tsvwg-sctp-udp-encaps-cons", ports },
	{ 0x00a0, "Request to Delete Last Remaining IP Address", "RFC 5061", parameters },
	{ 0x00a1, "Operation Refused Due to Resource Shortage", "RFC 5061", parameters },
	{ 0x00a2, "Request to Delete Source IP Address", "RFC 5061", parameters },
	{ 0x00a3, "Association Aborted Due to Illegal ASCONF-ACK", "RFC 5061", bytes },
	{ 0x00a4, "Request Refused - No Authorization", "RFC 5061", parameters },
	{ 0x0105, "Unsupported HMAC Identifier", "RFC 4895", hmac },
};

static const struct row *row_of(uint16_t code)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

const char *wire_cause_name(uint16_t code)
{
	const struct row *row = row_of(code);

	return row ? row->name : NULL;
}

const char *wire_cause_rfc(uint16_t code)
{
	const struct row *row = row_of(code);

	return row ? row->rfc : NULL;
}

void wire_cause_write(const asctp_cause *cause, struct wire_text *text)
{
	const struct row *row = row_of(cause->code);

	if (row)
		wire_text_put(text, row->name);
	else
		wire_text_format(text, "unknown cause 0x%04x", cause->code);
	if (!cause->len)
		return;
	wire_text_put(text, ": ");
	if (!row || !row->print(cause->data, cause->len, text))
		bytes(cause->data, cause->len, text);
}

const char *wire_cause_print(const asctp_cause *cause, char *buf, size_t size)
{
	struct wire_text text;

	wire_text_begin(&text, buf, size);
	wire_cause_write(cause, &text);
	return buf;
}
