/* SPDX-License-Identifier: MIT */
/*
 * wire/notification.h - the kernel's notifications (RFC 6458 section 6.1, RFC 6525) as the values of
 * asctp/event.h, their names and their text.
 *
 * Pure: bytes in, values out. Nothing is allocated; variable parts point into the bytes given.
 */
#ifndef WIRE_NOTIFICATION_H
#define WIRE_NOTIFICATION_H

#include "asctp/event.h"
#include "wire/addr_text.h"

/* A length above this cannot be: the longest parts are one chunk (64 KiB) and a list of streams. */
#define WIRE_NOTIFICATION_MAX (256 * 1024)

/* Decodes one notification of `len` bytes, as one or several recvmsg() calls gave it.
 *
 * Returns 0 and fills *ret; -EAGAIN if `len` is less than the notification says it has (read on);
 * -EBADMSG if it is malformed (shorter than its type needs, or a length that cannot be), as soon
 * as its first 8 bytes tell. After an error *ret is undefined. Bytes beyond its length are ignored;
 * one longer than its type needs is a later kernel's, and read as far as we know it. A type not
 * in ASCTP_NOTIFICATIONS is no error: it is not `known`, with its bytes in `raw`. */
int wire_notification_decode(const void *data, size_t len, asctp_notification *ret);

/* How many bytes the notification that begins with these has in all; 0 if `len` is too short to
 * tell (8 bytes are enough). For reading one that is split over several recvmsg() calls. If its
 * length cannot be, the answer is 8: there is nothing to wait for, decoding will fail. */
size_t wire_notification_size(const void *data, size_t len);

/* Stream number `i` of a reset's list; 0 beyond its end. */
uint16_t wire_stream_at(const asctp_stream_reset *reset, size_t i);

/* ---- notification_text.c: as asctp/event.h promises; no pointer may be NULL ---- */

const char *wire_notification_print(const struct wire_scopes *scopes,
	const asctp_notification *notification, char *buf, size_t size);

const char *wire_notification_name(uint16_t type);
const char *wire_assoc_state_name(uint16_t state);
const char *wire_addr_state_name(uint32_t state);
const char *wire_auth_indication_name(uint32_t indication);

#endif
