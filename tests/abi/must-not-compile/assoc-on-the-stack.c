/* SPDX-License-Identifier: MIT */
/* expect: (storage size of|incomplete type) */
#include <asctp/asctp.h>
void wrong(void);

void wrong(void)
{
	asctp_assoc assoc;

	(void)assoc;
}
