/* SPDX-License-Identifier: MIT */
/* expect: incompatible (function )?pointer type */
#include <asctp/asctp.h>

static void on_up(asctp_assoc *assoc, const asctp_down *down)
{
	(void)assoc;
	(void)down;
}

const asctp_handlers wrong = { .up = on_up };
