/* SPDX-License-Identifier: MIT */
/* tests/conformance/one_to_one.c - RFC 6458 section 4: the one-to-one style. */
#include "conformance.h"

const struct row rows_one_to_one[] = {
	END_OF_ROWS,
};
