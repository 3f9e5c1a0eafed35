/* SPDX-License-Identifier: MIT */
/* expect: discards .*qualifier */
#include <asctp/asctp.h>

static void on_message(asctp_assoc *assoc, const asctp_message *message)
{
	char *data = message->data;

	(void)assoc;
	(void)data;
}

const asctp_handlers wrong = { .message = on_message };
