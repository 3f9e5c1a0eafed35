/* SPDX-License-Identifier: MIT */
/* wire/option_path.c - options of paths: which is primary, how one does, when one fails. */
#include "wire/option_codec.h"
#include <endian.h>

/* ---- primary, peer_primary: struct kernel_prim ---- */

static bool addr_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return wire_addr_len(value);
}

static void prim_encode(const void *value, void *bytes)
{
	wire_put_path((char *)bytes + offsetof(struct kernel_prim, address), value);
}

static int prim_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const size_t at = offsetof(struct kernel_prim, address);

	(void)tick_ns;
	return wire_addr_copy((const char *)bytes + at, len - at, ret);
}

const struct wire_codec wire_codec_primary = { .len = sizeof(struct kernel_prim),
	.by_address = true,
	.good = addr_good,
	.encode = prim_encode,
	.decode = prim_decode };

const struct wire_codec wire_codec_peer_primary = {
	.len = sizeof(struct kernel_prim), .good = addr_good, .encode = prim_encode
};

/* ---- path_info ---- */

static bool info_good(enum wire_direction direction, const void *value)
{
	const asctp_path_info *info = value;

	return addr_good(direction, &info->path);
}

static void info_ask(const void *value, void *bytes)
{
	const asctp_path_info *wanted = value;

	wire_put_path((char *)bytes + offsetof(struct kernel_paddrinfo, address), &wanted->path);
}

static int info_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_path_info *to = ret;
	struct kernel_paddrinfo info;

	(void)len;
	memcpy(&info, bytes, sizeof(info));
	to->state = (uint32_t)info.state;
	to->cwnd = info.cwnd;
	to->mtu = info.mtu;
	to->srtt_ms = wire_ticks_to_ms(info.srtt, tick_ns);
	to->rto_ms = info.rto_ms;
	to->id = info.assoc_id;
	return 0;
}

const struct wire_codec wire_codec_path_info = { .len = sizeof(struct kernel_paddrinfo),
	.by_address = true,
	.good = info_good,
	.ask = info_ask,
	.decode = info_decode };

/* ---- Structs of an id, an address and a number: their address stands in one place ---- */

enum { ADDRESS_AT = offsetof(struct kernel_paddrthlds, address) };
_Static_assert(ADDRESS_AT == offsetof(struct kernel_udpencaps, address), "one place");
_Static_assert(ADDRESS_AT == offsetof(struct kernel_probeinterval, address), "one place");

static void put_address(void *bytes, const asctp_addr *path)
{
	wire_put_path((char *)bytes + ADDRESS_AT, path);
}

static void count_ask(const void *value, void *bytes)
{
	put_address(bytes, &((const asctp_path_count *)value)->path);
}

static void value_ask(const void *value, void *bytes)
{
	put_address(bytes, &((const asctp_path_value *)value)->path);
}

/* ---- pf_threshold, switchover: struct kernel_paddrthlds ---- */

static bool threshold_good(enum wire_direction direction, const void *value)
{
	const asctp_path_count *threshold = value;

	return wire_is_path(&threshold->path) &&
	       (direction == WIRE_GET || threshold->count <= UINT16_MAX);
}

/* pathmaxrxt stays 0: as it is. */
static void pf_encode(const void *value, void *bytes)
{
	const asctp_path_count *given = value;
	const uint16_t count = (uint16_t)given->count;

	put_address(bytes, &given->path);
	memcpy((char *)bytes + offsetof(struct kernel_paddrthlds, pathpfthld), &count,
		sizeof(count));
}

static int pf_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_path_count *to = ret;
	struct kernel_paddrthlds thresholds;

	(void)len, (void)tick_ns;
	memcpy(&thresholds, bytes, sizeof(thresholds));
	to->count = thresholds.pathpfthld;
	return 0;
}

const struct wire_codec wire_codec_pf_threshold = { .len = sizeof(struct kernel_paddrthlds),
	.by_address = true,
	.good = threshold_good,
	.ask = count_ask,
	.encode = pf_encode,
	.decode = pf_decode };

/* The kernel writes both thresholds, so the other one is as it was read. */
static void switchover_encode(const void *value, void *bytes)
{
	const asctp_path_count *given = value;
	struct kernel_paddrthlds thresholds;

	memcpy(&thresholds, bytes, sizeof(thresholds));
	thresholds.pathmaxrxt = 0;
	thresholds.pathcpthld = (uint16_t)given->count;
	memcpy(bytes, &thresholds, sizeof(thresholds));
	put_address(bytes, &given->path);
}

static int switchover_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_path_count *to = ret;
	struct kernel_paddrthlds thresholds;

	(void)len, (void)tick_ns;
	memcpy(&thresholds, bytes, sizeof(thresholds));
	to->count = thresholds.pathcpthld;
	return 0;
}

const struct wire_codec wire_codec_switchover = { .len = sizeof(struct kernel_paddrthlds),
	.merges = true,
	.by_address = true,
	.good = threshold_good,
	.ask = count_ask,
	.encode = switchover_encode,
	.decode = switchover_decode };

/* ---- udp_encap_port ---- */

static bool port_good(enum wire_direction direction, const void *value)
{
	const asctp_path_value *port = value;

	return wire_is_path(&port->path) && (direction == WIRE_GET || port->value <= UINT16_MAX);
}

static void port_encode(const void *value, void *bytes)
{
	const asctp_path_value *given = value;
	const uint16_t port = htobe16((uint16_t)given->value);

	put_address(bytes, &given->path);
	memcpy((char *)bytes + offsetof(struct kernel_udpencaps, port), &port, sizeof(port));
}

static int port_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_path_value *to = ret;
	uint16_t port;

	(void)len, (void)tick_ns;
	memcpy(&port, (const char *)bytes + offsetof(struct kernel_udpencaps, port), sizeof(port));
	to->value = be16toh(port);
	return 0;
}

const struct wire_codec wire_codec_udp_encap_port = { .len = sizeof(struct kernel_udpencaps),
	.by_address = true,
	.good = port_good,
	.ask = value_ask,
	.encode = port_encode,
	.decode = port_decode };

/* ---- probe_interval ---- */

static bool probe_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return wire_is_path(&((const asctp_path_value *)value)->path);
}

static void probe_encode(const void *value, void *bytes)
{
	const asctp_path_value *given = value;

	put_address(bytes, &given->path);
	memcpy((char *)bytes + offsetof(struct kernel_probeinterval, interval_ms), &given->value,
		sizeof(given->value));
}

static int probe_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_path_value *to = ret;

	(void)len, (void)tick_ns;
	memcpy(&to->value, (const char *)bytes + offsetof(struct kernel_probeinterval, interval_ms),
		sizeof(to->value));
	return 0;
}

const struct wire_codec wire_codec_probe_interval = { .len = sizeof(struct kernel_probeinterval),
	.by_address = true,
	.good = probe_good,
	.ask = value_ask,
	.encode = probe_encode,
	.decode = probe_decode };
