/* SPDX-License-Identifier: MIT */
/* fuzz/fuzz.h - what the fuzz targets share. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Called for each input, by libFuzzer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for every input. */
#define MUST(condition)                   \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

/* Reads all bytes of a part of the input, and sees that it is one. An empty part may be anywhere. */
static inline void part_of(const uint8_t *data, size_t size, const void *part, size_t len)
{
	const volatile uint8_t *bytes = part;

	MUST(!len || ((const uint8_t *)part >= data && len <= size &&
			     (const uint8_t *)part + len <= data + size));
	for (size_t i = 0; i < len; i++)
		(void)bytes[i];
}

/* Takes up to `len` bytes from the front of the input for a value; what is missing is 0. */
static inline void take(const uint8_t **data, size_t *size, void *ret, size_t len)
{
	size_t n = len < *size ? len : *size;

	memset(ret, 0, len);
	if (n)
		memcpy(ret, *data, n);
	*data += n;
	*size -= n;
}

#endif
