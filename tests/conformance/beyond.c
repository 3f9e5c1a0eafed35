/* SPDX-License-Identifier: MIT */
/* tests/conformance/beyond.c - what Linux has beyond RFC 6458. */
#include "conformance.h"

const struct row rows_beyond[] = {
	END_OF_ROWS,
};
