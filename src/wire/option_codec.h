/* SPDX-License-Identifier: MIT */
/*
 * wire/option_codec.h - how values stand in the kernel's structs: what option.c makes its table of.
 *
 * Functions are called with values that were checked, and with as many bytes as the codec asked for.
 */
#ifndef WIRE_OPTION_CODEC_H
#define WIRE_OPTION_CODEC_H

#include "wire/addrs.h"
#include "wire/control.h"
#include "wire/kernel.h"
#include "wire/option.h"
#include <errno.h>
#include <string.h>

enum { WIRE_NO_ID = -1 };

struct wire_codec {
	uint16_t len;    /* of the kernel's struct as far as it is used: no longer than in 4.18 */
	int16_t id_at;   /* where the association's id stands in it, or WIRE_NO_ID */
	bool merges;     /* wire_option_merges() */
	bool by_address; /* wire_option_by_address() */
	bool grown;      /* `len` is that of a later kernel: an older one has it shorter */
	/* The bytes after the struct: in a set, or at most in a get. NULL: none. */
	size_t (*tail)(enum wire_direction direction, const void *value);
	/* NULL: every value is good. */
	bool (*good)(enum wire_direction direction, const void *value);
	/* Writes what is asked for. NULL: nothing but the id. */
	void (*ask)(const void *value, void *bytes);
	void (*encode)(const void *value, void *bytes);
	/* 0, or -errno as wire_option_decode(). */
	int (*decode)(const void *bytes, size_t len, uint64_t tick_ns, void *ret);
};

/* clang-format off */
/*        codec             type of its values */
#define WIRE_CODECS(X) \
	/* option_value.c: structs of one value */ \
	X(flag,             bool) \
	X(number,           uint32_t) \
	X(size,             uint32_t) \
	X(level,            uint32_t) \
	X(assoc_flag,       bool) \
	X(assoc_number,     uint32_t) \
	X(burst,            uint32_t) \
	X(linger,           asctp_linger) \
	X(init,             asctp_init) \
	X(assoc_ids,        asctp_assoc_ids) \
	/* option_assoc.c */ \
	X(rto,              asctp_rto) \
	X(limits,           asctp_limits) \
	X(sack,             asctp_sack) \
	X(default_send,     asctp_default_send) \
	X(default_policy,   asctp_default_policy) \
	X(status,           asctp_status) \
	X(stats,            asctp_stats) \
	X(abandoned,        asctp_abandoned) \
	X(abandoned_stream, asctp_abandoned) \
	/* option_path.c */ \
	X(primary,          asctp_addr) \
	X(peer_primary,     asctp_addr) \
	X(path_info,        asctp_path_info) \
	X(pf_threshold,     asctp_path_count) \
	X(switchover,       asctp_path_count) \
	X(udp_encap_port,   asctp_path_value) \
	X(probe_interval,   asctp_path_value) \
	/* option_params.c */ \
	X(heartbeat,        asctp_heartbeat) \
	X(heartbeat_now,    asctp_addr) \
	X(path_max_retrans, asctp_path_count) \
	X(path_mtu,         asctp_path_mtu) \
	X(path_sack,        asctp_path_sack) \
	X(flow_label,       asctp_path_value) \
	X(dscp,             asctp_path_value) \
	/* option_auth.c */ \
	X(hmacs,            asctp_hmacs) \
	X(chunks,           asctp_chunks) \
	X(auth_chunk,       uint8_t) \
	X(key,              asctp_key) \
	X(key_id,           uint16_t) \
	/* option_stream.c */ \
	X(reset_streams,    asctp_reset) \
	X(reset_assoc,      bool) \
	X(add_streams,      asctp_more_streams) \
	X(stream_priority,  asctp_stream_value)
/* clang-format on */

#define WIRE_CODEC_(codec, type)               \
	typedef type wire_codec_value_##codec; \
	extern const struct wire_codec wire_codec_##codec;
WIRE_CODECS(WIRE_CODEC_)

/* ---- For codecs ---- */

/* A bool that a program wrote: any other byte than 0 and 1 is none. */
static inline bool wire_is_bool(const bool *value)
{
	unsigned char byte;

	memcpy(&byte, value, sizeof(byte));
	return byte <= 1;
}

/* An address, or family 0 where that stands for all of them. */
static inline bool wire_is_path(const asctp_addr *path)
{
	return path->sa.sa_family == AF_UNSPEC || wire_addr_len(path);
}

/* Writes a struct sockaddr_storage with the address as the kernel takes it in sockets of both
 * families: IPv4 as such. Family 0: zeros. */
static inline void wire_put_path(void *ret, const asctp_addr *path)
{
	asctp_addr addr;

	memset(ret, 0, sizeof(struct sockaddr_storage));
	if (wire_addr_copy(path, sizeof(*path), &addr) == 0)
		memcpy(ret, &addr, wire_addr_len(&addr));
}

static inline uint32_t wire_ticks_to_ms(uint64_t ticks, uint64_t tick_ns)
{
	const uint64_t most = (uint64_t)UINT32_MAX * 1000000;

	return tick_ns && ticks > most / tick_ns ? UINT32_MAX
						 : (uint32_t)(ticks * tick_ns / 1000000);
}

#endif
