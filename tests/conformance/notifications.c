/* SPDX-License-Identifier: MIT */
/* tests/conformance/notifications.c - RFC 6458 section 6: notifications. */
#include "conformance.h"

const struct row rows_notifications[] = {
	END_OF_ROWS,
};
