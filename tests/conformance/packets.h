/* SPDX-License-Identifier: MIT */
/* tests/conformance/packets.h - packets as they come to a host, and packets of our own making. */
#ifndef PACKETS_H
#define PACKETS_H

#include "conformance.h"

enum { /* chunk types (RFC 9260 section 3.2; 64: RFC 8260; 15: RFC 4895; 132: RFC 4820) */
	CHUNK_DATA = 0,
	CHUNK_SACK = 3,
	CHUNK_HEARTBEAT = 4,
	CHUNK_ABORT = 6,
	CHUNK_ECNE = 12,
	CHUNK_AUTH = 15,
	CHUNK_I_DATA = 64,
	CHUNK_PAD = 132
};

struct packet { /* good until the next is read */
	uint8_t tos;
	struct in_addr to;
	uint16_t from_port, to_port;
	uint32_t tag; /* in network byte order */
	const uint8_t *chunks;
	size_t len;
};

/* A descriptor that gets a copy of each packet of this protocol (IPPROTO_SCTP, IPPROTO_UDP) that comes
 * to the current network namespace from now on. */
int packets_open(int protocol);

/* The next packet that has a chunk of this type (others are passed over): that chunk, from its type on.
 * UDP datagrams are read as if SCTP alone were in them, their ports are UDP's. */
const uint8_t *await_chunk(int fd, uint8_t type, struct packet *ret);
/* Has one come already? All that came are gone then. */
bool comes_chunk(int fd, uint8_t type);
/* A packet like that one (the same destination, ports and tag), with this chunk. */
void send_chunk(int fd, const struct packet *like, const void *chunk, size_t len);

#endif
