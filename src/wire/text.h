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

#endif
