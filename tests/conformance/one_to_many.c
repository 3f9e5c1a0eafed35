/* SPDX-License-Identifier: MIT */
/* tests/conformance/one_to_many.c - RFC 6458 section 3: the one-to-many style. */
#include "conformance.h"

const struct row rows_one_to_many[] = {
	END_OF_ROWS,
};
