/* SPDX-License-Identifier: MIT */
/* expect: (no member|field designator) .*lifetime\b */
#include <asctp/asctp.h>
int wrong(asctp_assoc *assoc);

int wrong(asctp_assoc *assoc)
{
	return asctp_send(assoc, "hello", 5, .lifetime = 200);
}
