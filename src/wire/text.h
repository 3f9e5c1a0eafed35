/* SPDX-License-Identifier: MIT */
/* wire/text.h - text written piece by piece into a buffer that may be too small. Pure. */
#ifndef WIRE_TEXT_H
#define WIRE_TEXT_H

#include <stddef.h>

struct wire_text {
	char *at;    /* where the NUL is */
	size_t left; /* room from there, the NUL included; 0: nothing may be written */
};

/* An empty text in `size` bytes. */
void wire_text_begin(struct wire_text *text, char *buf, size_t size);

/* Appends, as far as there is room. */
void wire_text_put(struct wire_text *text, const char *s);
void wire_text_format(struct wire_text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Appends foreign bytes between quotes: printable ASCII as it is, the rest escaped as in C. */
void wire_text_quote(struct wire_text *text, const void *data, size_t len);

/* Appends bytes in hexadecimal, a blank between them. */
void wire_text_hex(struct wire_text *text, const void *data, size_t len);

/* The same, but at most `max` bytes; "..." stands for the rest. */
void wire_text_quote_cut(struct wire_text *text, const void *data, size_t len, size_t max);
void wire_text_hex_cut(struct wire_text *text, const void *data, size_t len, size_t max);

/* A part whose length is someone else's choice: written into its own text, then appended as far as
 * WIRE_PART_MAX characters; "..." stands for the rest. */
#define WIRE_PART_MAX 300
struct wire_part {
	struct wire_text text;
	char buf[WIRE_PART_MAX + sizeof("...")];
};
void wire_part_begin(struct wire_part *part);
void wire_part_end(struct wire_part *part, struct wire_text *text);

#endif
