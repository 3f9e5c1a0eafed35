/* SPDX-License-Identifier: MIT */
/* tests/conformance/options.c - RFC 6458 section 8.1: options to read and write. */
#include "conformance.h"

const struct row rows_options[] = {
	END_OF_ROWS,
};
