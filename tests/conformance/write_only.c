/* SPDX-License-Identifier: MIT */
/* tests/conformance/write_only.c - RFC 6458 section 8.3: options to write. */
#include "conformance.h"

const struct row rows_write_only[] = {
	END_OF_ROWS,
};
