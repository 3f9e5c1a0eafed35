/* SPDX-License-Identifier: MIT */
/* expect: no member named .?writable */
#include <asctp/asctp.h>
const void *wrong(const asctp_event *event);

const void *wrong(const asctp_event *event)
{
	return &event->writable;
}
