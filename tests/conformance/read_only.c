/* SPDX-License-Identifier: MIT */
/* tests/conformance/read_only.c - RFC 6458 section 8.2: options to read. */
#include "conformance.h"

const struct row rows_read_only[] = {
	END_OF_ROWS,
};
