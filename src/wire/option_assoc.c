/* SPDX-License-Identifier: MIT */
/* wire/option_assoc.c - options of an association as a whole: its limits, defaults and state. */
#include "wire/option_codec.h"
#include <endian.h>

/* ---- rto ---- */

static void rto_encode(const void *value, void *bytes)
{
	const asctp_rto *given = value;
	struct kernel_rtoinfo rto;

	memcpy(&rto, bytes, sizeof(rto));
	rto.initial_ms = given->initial_ms;
	rto.min_ms = given->min_ms;
	rto.max_ms = given->max_ms;
	memcpy(bytes, &rto, sizeof(rto));
}

static int rto_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_rto *to = ret;
	struct kernel_rtoinfo rto;

	(void)len, (void)tick_ns;
	memcpy(&rto, bytes, sizeof(rto));
	to->initial_ms = rto.initial_ms;
	to->min_ms = rto.min_ms;
	to->max_ms = rto.max_ms;
	return 0;
}

const struct wire_codec wire_codec_rto = {
	.len = sizeof(struct kernel_rtoinfo), .encode = rto_encode, .decode = rto_decode
};

/* ---- limits ---- */

static bool limits_good(enum wire_direction direction, const void *value)
{
	const asctp_limits *limits = value;

	(void)direction;
	return limits->max_retrans <= UINT16_MAX;
}

static void limits_encode(const void *value, void *bytes)
{
	const asctp_limits *given = value;
	struct kernel_assocparams params;

	memcpy(&params, bytes, sizeof(params));
	params.max_retrans = (uint16_t)given->max_retrans;
	params.cookie_life_ms = given->cookie_life_ms;
	memcpy(bytes, &params, sizeof(params));
}

static int limits_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_limits *to = ret;
	struct kernel_assocparams params;

	(void)len, (void)tick_ns;
	memcpy(&params, bytes, sizeof(params));
	to->max_retrans = params.max_retrans;
	to->cookie_life_ms = params.cookie_life_ms;
	to->peer_addrs = params.peer_addrs;
	to->peer_rwnd = params.peer_rwnd;
	to->local_rwnd = params.local_rwnd;
	return 0;
}

const struct wire_codec wire_codec_limits = { .len = sizeof(struct kernel_assocparams),
	.good = limits_good,
	.encode = limits_encode,
	.decode = limits_decode };

/* ---- sack ---- */

enum { SACK_DELAY_MAX = 500 };

static bool sack_good(enum wire_direction direction, const void *value)
{
	const asctp_sack *sack = value;

	(void)direction;
	return sack->delay_ms <= SACK_DELAY_MAX;
}

static void sack_encode(const void *value, void *bytes)
{
	const asctp_sack *given = value;
	struct kernel_sack_info info;

	memcpy(&info, bytes, sizeof(info));
	info.delay_ms = given->delay_ms;
	info.frequency = given->packets;
	memcpy(bytes, &info, sizeof(info));
}

static int sack_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_sack *to = ret;
	struct kernel_sack_info info;

	(void)len, (void)tick_ns;
	memcpy(&info, bytes, sizeof(info));
	to->delay_ms = info.delay_ms;
	to->packets = info.frequency;
	return 0;
}

const struct wire_codec wire_codec_sack = { .len = sizeof(struct kernel_sack_info),
	.good = sack_good,
	.encode = sack_encode,
	.decode = sack_decode };

/* ---- default_send ---- */

static bool send_good(enum wire_direction direction, const void *value)
{
	const asctp_default_send *send = value;

	(void)direction;
	return send->stream <= UINT16_MAX && wire_is_bool(&send->unordered);
}

static void send_encode(const void *value, void *bytes)
{
	const asctp_default_send *given = value;
	struct kernel_sndinfo info;

	memcpy(&info, bytes, sizeof(info));
	info.sid = (uint16_t)given->stream;
	info.flags = given->unordered ? KERNEL_UNORDERED : 0;
	info.ppid = htobe32(given->ppid);
	info.context = given->context;
	memcpy(bytes, &info, sizeof(info));
}

static int send_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_default_send *to = ret;
	struct kernel_sndinfo info;

	(void)len, (void)tick_ns;
	memcpy(&info, bytes, sizeof(info));
	to->stream = info.sid;
	to->unordered = info.flags & KERNEL_UNORDERED;
	to->ppid = be32toh(info.ppid);
	to->context = info.context;
	return 0;
}

const struct wire_codec wire_codec_default_send = { .len = sizeof(struct kernel_sndinfo),
	.id_at = offsetof(struct kernel_sndinfo, assoc_id),
	.good = send_good,
	.encode = send_encode,
	.decode = send_decode };

/* ---- default_policy ---- */

static bool policy_good(enum wire_direction direction, const void *value)
{
	const asctp_default_policy *policy = value;

	(void)direction;
	return wire_policy_takes(policy->policy, policy->value);
}

static void policy_encode(const void *value, void *bytes)
{
	const asctp_default_policy *given = value;
	struct kernel_default_prinfo info;

	memcpy(&info, bytes, sizeof(info));
	info.policy = (uint16_t)given->policy;
	info.value = given->value;
	memcpy(bytes, &info, sizeof(info));
}

static int policy_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_default_policy *to = ret;
	struct kernel_default_prinfo info;

	(void)len, (void)tick_ns;
	memcpy(&info, bytes, sizeof(info));
	to->policy = info.policy;
	to->value = info.value;
	return 0;
}

const struct wire_codec wire_codec_default_policy = { .len = sizeof(struct kernel_default_prinfo),
	.good = policy_good,
	.encode = policy_encode,
	.decode = policy_decode };

/* ---- status ---- */

static int status_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_status *to = ret;
	struct kernel_status status;
	const struct kernel_paddrinfo *primary = &status.primary;

	(void)len;
	memcpy(&status, bytes, sizeof(status));
	to->state = (uint32_t)status.state;
	to->peer_rwnd = status.rwnd;
	to->unacked = status.unackdata;
	to->pending = status.penddata;
	to->streams_in = status.streams_in;
	to->streams_out = status.streams_out;
	to->fragmentation_point = status.fragmentation_point;
	to->primary.state = (uint32_t)primary->state;
	to->primary.cwnd = primary->cwnd;
	to->primary.mtu = primary->mtu;
	to->primary.srtt_ms = wire_ticks_to_ms(primary->srtt, tick_ns);
	to->primary.rto_ms = primary->rto_ms;
	to->primary.id = status.assoc_id;
	return wire_addr_copy(&primary->address, sizeof(primary->address), &to->primary.path);
}

const struct wire_codec wire_codec_status = { .len = sizeof(struct kernel_status),
	.decode = status_decode };

/* ---- stats ---- */

static int stats_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_stats *to = ret;
	struct kernel_assoc_stats stats;

	(void)len;
	memcpy(&stats, bytes, sizeof(stats));
	to->packets_in = stats.ipackets;
	to->packets_out = stats.opackets;
	to->sacks_in = stats.isacks;
	to->sacks_out = stats.osacks;
	to->control_chunks_in = stats.ictrlchunks;
	to->control_chunks_out = stats.octrlchunks;
	to->ordered_chunks_in = stats.iodchunks;
	to->ordered_chunks_out = stats.oodchunks;
	to->unordered_chunks_in = stats.iuodchunks;
	to->unordered_chunks_out = stats.ouodchunks;
	to->retransmitted_chunks = stats.rtxchunks;
	to->gap_acks = stats.gapcnt;
	to->out_of_order_tsns = stats.outofseqtsns;
	to->duplicates = stats.idupchunks;
	to->max_rto_ms = wire_ticks_to_ms(stats.maxrto, tick_ns);
	/* no address: none was measured yet */
	wire_addr_copy(&stats.maxrto_address, sizeof(stats.maxrto_address), &to->max_rto_path);
	return 0;
}

const struct wire_codec wire_codec_stats = { .len = sizeof(struct kernel_assoc_stats),
	.decode = stats_decode };

/* ---- pr_assoc_status, pr_stream_status ---- */

static bool abandoned_good(enum wire_direction direction, const void *value)
{
	const asctp_abandoned *abandoned = value;

	(void)direction;
	return wire_is_policy(abandoned->policy);
}

static bool abandoned_stream_good(enum wire_direction direction, const void *value)
{
	const asctp_abandoned *abandoned = value;

	return abandoned_good(direction, value) && abandoned->stream <= UINT16_MAX;
}

static void abandoned_ask(const void *value, void *bytes)
{
	const asctp_abandoned *abandoned = value;
	struct kernel_prstatus status;

	memcpy(&status, bytes, sizeof(status));
	status.sid = (uint16_t)abandoned->stream;
	status.policy = abandoned->policy ? (uint16_t)abandoned->policy : KERNEL_PR_ALL;
	memcpy(bytes, &status, sizeof(status));
}

static int abandoned_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	asctp_abandoned *to = ret;
	struct kernel_prstatus status;

	(void)len, (void)tick_ns;
	memcpy(&status, bytes, sizeof(status));
	to->unsent = status.abandoned_unsent;
	to->sent = status.abandoned_sent;
	return 0;
}

const struct wire_codec wire_codec_abandoned = { .len = sizeof(struct kernel_prstatus),
	.good = abandoned_good,
	.ask = abandoned_ask,
	.decode = abandoned_decode };

const struct wire_codec wire_codec_abandoned_stream = { .len = sizeof(struct kernel_prstatus),
	.good = abandoned_stream_good,
	.ask = abandoned_ask,
	.decode = abandoned_decode };
