/* SPDX-License-Identifier: MIT */
/* tests/conformance/ancillary.c - RFC 6458 section 5.3: ancillary data. */
#include "conformance.h"

const struct row rows_ancillary[] = {
	END_OF_ROWS,
};
