/* SPDX-License-Identifier: MIT */
/* tests/conformance/functions.c - RFC 6458 section 9: functions. */
#include "conformance.h"

const struct row rows_functions[] = {
	END_OF_ROWS,
};
