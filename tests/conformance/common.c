/* SPDX-License-Identifier: MIT */
/* tests/conformance/common.c - RFC 6458 section 7: operations of both styles. */
#include "conformance.h"

const struct row rows_common[] = {
	END_OF_ROWS,
};
