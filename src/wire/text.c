/* SPDX-License-Identifier: MIT */
/* wire/text.c - text written piece by piece into a buffer that may be too small. */
#include "wire/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void wire_text_begin(struct wire_text *text, char *buf, size_t size)
{
	text->at = buf;
	text->left = size;
	if (size)
		*buf = '\0';
}

void wire_text_put(struct wire_text *text, const char *s)
{
	size_t len = strlen(s);

	if (!text->left)
		return;
	if (len >= text->left)
		len = text->left - 1;
	memcpy(text->at, s, len);
	text->at += len;
	text->left -= len;
	*text->at = '\0';
}

void wire_text_format(struct wire_text *text, const char *format, ...)
{
	char piece[128];
	va_list args;

	va_start(args, format);
	if (vsnprintf(piece, sizeof(piece), format, args) >= 0)
		wire_text_put(text, piece);
	va_end(args);
}

void wire_text_quote(struct wire_text *text, const void *data, size_t len)
{
	const unsigned char *bytes = data;

	wire_text_put(text, "\"");
	for (size_t i = 0; i < len && text->left > 1; i++) {
		if (bytes[i] == '"' || bytes[i] == '\\')
			wire_text_format(text, "\\%c", bytes[i]);
		else if (bytes[i] >= ' ' && bytes[i] <= '~')
			wire_text_format(text, "%c", bytes[i]);
		else
			wire_text_format(text, "\\x%02x", bytes[i]);
	}
	wire_text_put(text, "\"");
}

void wire_text_hex(struct wire_text *text, const void *data, size_t len)
{
	const unsigned char *bytes = data;

	for (size_t i = 0; i < len && text->left > 1; i++)
		wire_text_format(text, i ? " %02x" : "%02x", bytes[i]);
}

void wire_text_quote_cut(struct wire_text *text, const void *data, size_t len, size_t max)
{
	wire_text_quote(text, data, len < max ? len : max);
	wire_text_put(text, len > max ? "..." : "");
}

void wire_text_hex_cut(struct wire_text *text, const void *data, size_t len, size_t max)
{
	wire_text_hex(text, data, len < max ? len : max);
	wire_text_put(text, len > max ? " ..." : "");
}

void wire_part_begin(struct wire_part *part)
{
	/* one character more than is appended: it shows that something was left out */
	wire_text_begin(&part->text, part->buf, WIRE_PART_MAX + 2);
}

void wire_part_end(struct wire_part *part, struct wire_text *text)
{
	if (strlen(part->buf) > WIRE_PART_MAX)
		memcpy(part->buf + WIRE_PART_MAX, "...", sizeof("..."));
	wire_text_put(text, part->buf);
}
