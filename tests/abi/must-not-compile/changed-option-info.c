/* SPDX-License-Identifier: MIT */
/* expect: (read-only|const-qualified|not assignable) */
#include <asctp/options.h>
void wrong(void);

void wrong(void)
{
	asctp_option_at(0)->can_set = true;
}
