/* SPDX-License-Identifier: MIT */
/* tests/conformance/packets.c - raw sockets. */
#include "packets.h"

enum { COMMON_HEADER = 12, UDP_HEADER = 8, CHUNK_HEADER = 4, PATIENCE_MS = 5000 };

static uint8_t bytes[66000];

int packets_open(int protocol)
{
	int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);

	assert_true(fd >= 0);
	return fd;
}

static uint16_t at16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

/* Reads an IPv4 packet: false if it is too short for one of SCTP. */
static bool read_packet(const uint8_t *at, size_t len, struct packet *ret)
{
	size_t ip_len = (at[0] & 15u) * 4u;
	bool udp = at[9] == IPPROTO_UDP;
	const uint8_t *sctp = at + ip_len + (udp ? UDP_HEADER : 0);

	if (len < ip_len + COMMON_HEADER + (udp ? UDP_HEADER : 0))
		return false;
	*ret = (struct packet){ .tos = at[1],
		.from_port = at16(at + ip_len),
		.to_port = at16(at + ip_len + 2),
		.chunks = sctp + COMMON_HEADER,
		.len = len - (size_t)(sctp + COMMON_HEADER - at) };
	memcpy(&ret->to, at + 16, 4);
	memcpy(&ret->tag, sctp + 4, 4);
	return true;
}

static const uint8_t *chunk_of(const struct packet *packet, uint8_t type)
{
	const uint8_t *chunk = packet->chunks;
	size_t left = packet->len, whole;

	while (left >= CHUNK_HEADER) {
		if (*chunk == type)
			return chunk;
		whole = (at16(chunk + 2) + 3u) & ~3u;
		if (whole < CHUNK_HEADER || whole > left)
			break;
		chunk += whole;
		left -= whole;
	}
	return NULL;
}

/* The next packet, and its chunk of this type, if any. -EAGAIN: there is no packet. */
static int next_packet(int fd, uint8_t type, struct packet *ret, const uint8_t **ret_chunk)
{
	ssize_t len = recv(fd, bytes, sizeof(bytes), 0);

	*ret_chunk = NULL;
	if (len < 0)
		return -errno;
	if (read_packet(bytes, (size_t)len, ret))
		*ret_chunk = chunk_of(ret, type);
	return 0;
}

const uint8_t *await_chunk(int fd, uint8_t type, struct packet *ret)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	const uint8_t *chunk;

	do {
		if (poll(&poll_fd, 1, PATIENCE_MS) != 1)
			fail_msg("no packet with a chunk of type %d came", type);
		assert_int_equal(next_packet(fd, type, ret, &chunk), 0);
	} while (!chunk);
	return chunk;
}

bool comes_chunk(int fd, uint8_t type)
{
	struct packet packet;
	const uint8_t *chunk;
	bool comes = false;

	while (!next_packet(fd, type, &packet, &chunk))
		comes = comes || chunk;
	return comes;
}

static uint32_t crc32c(const uint8_t *at, size_t len)
{
	uint32_t crc = UINT32_MAX;

	while (len--) {
		crc ^= *at++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
	}
	return ~crc;
}

void send_chunk(int fd, const struct packet *like, const void *chunk, size_t len)
{
	asctp_addr to = { .v4 = { .sin_family = AF_INET, .sin_addr = like->to } };
	uint8_t made[COMMON_HEADER + 64] = { (uint8_t)(like->from_port >> 8),
		(uint8_t)like->from_port, (uint8_t)(like->to_port >> 8), (uint8_t)like->to_port };
	uint32_t crc;

	assert_true(len % 4 == 0 && len <= 64);
	memcpy(made + 4, &like->tag, 4);
	memcpy(made + COMMON_HEADER, chunk, len);
	crc = crc32c(made, COMMON_HEADER + len);
	for (size_t i = 0; i < 4; i++)
		made[8 + i] = (uint8_t)(crc >> 8 * i);
	len += COMMON_HEADER;
	assert_int_equal(sendto(fd, made, len, 0, &to.sa, sizeof(to.v4)), len);
}
