/* SPDX-License-Identifier: MIT */
/*
 * core/reassembly.h - whole messages from the pieces that the kernel hands out: of a message longer
 * than a read, and of one in partial delivery. Pure.
 */
#ifndef CORE_REASSEMBLY_H
#define CORE_REASSEMBLY_H

#include "asctp/asctp.h"
#include <sys/queue.h>

struct core_partial;

struct core_reassembly {
	SLIST_HEAD(core_partials, core_partial) partials; /* one a stream, ordered and unordered */
	size_t bytes;                                     /* in all of them */
};

void core_reassembly_init(struct core_reassembly *reassembly);
void core_reassembly_clear(struct core_reassembly *reassembly); /* drops what is begun */

/* Adds a piece, described by *message, which is its message's last if `last`.
 *
 * Returns 1 if the message is whole: *message then is all of it (number and origin of its first
 * piece), and *owned memory to free() or NULL if it is in the piece itself; 0 if there is more to
 * come; -EMSGSIZE if what is begun would exceed `max` bytes; -ENOMEM. */
int core_reassembly_add(struct core_reassembly *reassembly, asctp_message *message, bool last,
	size_t max, void **owned);

#endif
