/* SPDX-License-Identifier: MIT */
/* tests/conformance/capture.h - what is on the wire: the chunks that arrive in this test's network. */
#ifndef CAPTURE_H
#define CAPTURE_H

#include "asctp/addr.h"
#include <stdbool.h>
#include <stdint.h>

enum { /* chunk types */
	CHUNK_DATA = 0,
	CHUNK_INIT = 1,
	CHUNK_SACK = 3,
	CHUNK_HEARTBEAT = 4,
	CHUNK_ERROR = 9,
	CHUNK_AUTH = 15
};

struct chunk {
	uint8_t type, flags;
	uint16_t len; /* of the value */
	const uint8_t *value;
	/* Of its packet. */
	asctp_addr from, to;
	uint8_t traffic_class; /* with the two bits of ECN */
	uint32_t flow_label;
};

/* From now on. What arrives on a network device is seen once, also on lo. */
void capture_begin(void);

/* The next chunk of what was captured; false: that was all so far. Good until the next call. */
bool capture_next(struct chunk *ret);
/* Waits for the next chunk of a type; of others', and those of other senders, it forgets. A sender of port
 * 0: whoever. */
struct chunk capture_await(uint8_t type, uint16_t from_port);
/* Two bytes of a chunk's value, in host byte order. */
uint16_t capture_u16(const struct chunk *chunk, uint16_t offset);

#endif
