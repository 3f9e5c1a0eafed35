/* SPDX-License-Identifier: MIT */
/*
 * wire/cause.h - error causes of SCTP's ABORT and ERROR chunks: RFC 9260 section 3.3.10,
 * RFC 5061 section 4.3, RFC 4895 section 4. Pure.
 */
#ifndef WIRE_CAUSE_H
#define WIRE_CAUSE_H

#include "asctp/event.h"
#include "wire/text.h"

/* Takes the next cause from a list of them (code, length, value, padded to 4 bytes but for the last)
 * and moves *data, *len past it. Returns 1 and fills *ret; 0 at the end; -EBADMSG if what is left is no cause
 * (*data, *len stay). */
int wire_cause_next(const void **data, size_t *len, asctp_cause *ret);

/* The RFC's name ("User-Initiated Abort"); NULL for a code without one. */
const char *wire_cause_name(uint16_t code);

/* Which RFC (or draft) defines it ("RFC 9260"); NULL for a code without a name. */
const char *wire_cause_rfc(uint16_t code);

/* One line about a cause for a log, its value decoded where that says something to a person
 * ("Invalid Stream Identifier: stream 7"; "User-Initiated Abort: \"going down\""). Bytes that are
 * not printable are escaped, long values cut, and what is not as the RFC has it is in hexadecimal.
 * Returns buf. */
const char *wire_cause_print(const asctp_cause *cause, char *buf, size_t size);

/* The same, appended to a text. */
void wire_cause_write(const asctp_cause *cause, struct wire_text *text);

enum { /* those that we send or test for */
	WIRE_CAUSE_INVALID_STREAM = 1,
	WIRE_CAUSE_OUT_OF_RESOURCE = 4,
	WIRE_CAUSE_USER_ABORT = 12,
	WIRE_CAUSE_PROTOCOL_VIOLATION = 13
};

#endif
