/* SPDX-License-Identifier: MIT */
/*
 * core/outgoing.h - an association's messages on their way out, and those that come back. Pure. The
 * driver's part is in core/assoc.h.
 */
#ifndef CORE_OUTGOING_H
#define CORE_OUTGOING_H

#include "core/assoc.h"

/* Makes room for tags. -ENOMEM. */
int core_outgoing_make_tags(struct core_assoc *assoc);

/* If nothing is queued (any more), feeds that as an input. */
void core_outgoing_check_empty(struct core_assoc *assoc);

/* If `writable` is owed and there is room again, says so. */
void core_outgoing_check_room(struct core_assoc *assoc);

/* Takes a message out of the queue, to be reported. */
void core_outgoing_give_back(
	struct core_assoc *assoc, struct core_message *message, asctp_unsent_why why);

/* The same for all of them. */
void core_outgoing_return(struct core_assoc *assoc, asctp_unsent_why why);

/* A fragment that the kernel gave back. */
void core_outgoing_collect(struct core_assoc *assoc, const asctp_send_failed *failed);

/* Has what was collected reported, oldest first. */
void core_outgoing_report(struct core_assoc *assoc, asctp_unsent_why why);

/* The deadline of the first queued message whose lifetime ends. */
void core_outgoing_expired(struct core_deadline *deadline);

#endif
