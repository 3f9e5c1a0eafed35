/* SPDX-License-Identifier: MIT */
/* tests/conformance/capture.c - chunks of arriving packets, by a packet socket. */
#include "capture.h"
#include "conformance.h"
#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>

enum { ROOM = 1 << 17, QUEUE = 8 << 20, HEADER = 12, CHUNK_HEADER = 4, IPV6_HEADER = 40 };

static int tap = -1;
static uint8_t bytes[ROOM];
static size_t at, end;        /* of what is left of the packet in `bytes` */
static struct chunk template; /* what all its chunks have in common */

void capture_begin(void)
{
	int queue = QUEUE;

	if (tap >= 0)
		close(tap);
	at = end = 0;
	tap = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ALL));
	assert_true(tap >= 0);
	setsockopt(tap, SOL_SOCKET, SO_RCVBUFFORCE, &queue, sizeof(queue));
}

static uint16_t u16(const uint8_t *from)
{
	return (uint16_t)(from[0] << 8 | from[1]);
}

/* Fills the template's addresses; returns where SCTP begins, 0: nowhere. */
static size_t read_ip(size_t len)
{
	asctp_addr *from = &template.from, *to = &template.to;

	memset(&template, 0, sizeof(template));
	if (len >= 20 && bytes[0] >> 4 == 4 && bytes[9] == IPPROTO_SCTP) {
		from->v4.sin_family = to->v4.sin_family = AF_INET;
		memcpy(&from->v4.sin_addr, bytes + 12, 4);
		memcpy(&to->v4.sin_addr, bytes + 16, 4);
		template.traffic_class = bytes[1];
		return (bytes[0] & 15u) * 4;
	}
	if (len >= IPV6_HEADER && bytes[0] >> 4 == 6 && bytes[6] == IPPROTO_SCTP) {
		from->v6.sin6_family = to->v6.sin6_family = AF_INET6;
		memcpy(&from->v6.sin6_addr, bytes + 8, 16);
		memcpy(&to->v6.sin6_addr, bytes + 24, 16);
		template.traffic_class = (uint8_t)(u16(bytes) >> 4);
		template.flow_label = (bytes[1] & 15u) << 16 | u16(bytes + 2);
		return IPV6_HEADER;
	}
	return 0;
}

/* The next SCTP packet; false: none so far. */
static bool next_packet(void)
{
	struct sockaddr_ll link;
	socklen_t link_len = sizeof(link);
	ssize_t len;

	while ((len = recvfrom(tap, bytes, sizeof(bytes), 0, (void *)&link, &link_len)) >= 0) {
		link_len = sizeof(link);
		if (link.sll_pkttype == PACKET_OUTGOING)
			continue;
		at = read_ip((size_t)len);
		end = (size_t)len;
		if (!at || at + HEADER > end)
			continue;
		/* both families have the port at the same place */
		memcpy(&template.from.v4.sin_port, bytes + at, 2);
		memcpy(&template.to.v4.sin_port, bytes + at + 2, 2);
		at += HEADER;
		return true;
	}
	assert_int_equal(errno, EAGAIN);
	at = end = 0;
	return false;
}

bool capture_next(struct chunk *ret)
{
	size_t len;

	while (at + CHUNK_HEADER > end)
		if (!next_packet())
			return false;
	len = u16(bytes + at + 2);
	assert_true(len >= CHUNK_HEADER && at + len <= end);
	*ret = template;
	ret->type = bytes[at];
	ret->flags = bytes[at + 1];
	ret->len = (uint16_t)(len - CHUNK_HEADER);
	ret->value = bytes + at + CHUNK_HEADER;
	at += (len + 3) & ~(size_t)3;
	return true;
}

static bool found(uint8_t type, uint16_t from_port, struct chunk *ret)
{
	while (capture_next(ret))
		if (ret->type == type && (!from_port || asctp_addr_port(&ret->from) == from_port))
			return true;
	return false;
}

struct chunk capture_await(uint8_t type, uint16_t from_port)
{
	struct chunk chunk;

	await(found(type, from_port, &chunk));
	return chunk;
}

uint16_t capture_u16(const struct chunk *chunk, uint16_t offset)
{
	assert_true(offset + 2 <= chunk->len);
	return u16(chunk->value + offset);
}
