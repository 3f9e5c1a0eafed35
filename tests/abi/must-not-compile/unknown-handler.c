/* SPDX-License-Identifier: MIT */
/* expect: (no member|field designator) .*opened */
#include <asctp/asctp.h>

static void on_up(asctp_assoc *assoc, const asctp_up *up)
{
	(void)assoc;
	(void)up;
}

const asctp_handlers wrong = { .opened = on_up };
