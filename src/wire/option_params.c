/* SPDX-License-Identifier: MIT */
/*
 * wire/option_params.c - the options that share struct kernel_paddrparams. Its flags say which of its
 * members a set means; a zero in pathmaxrxt means none.
 */
#include "wire/option_codec.h"

enum {
	OLD_LEN = 152, /* without flow label and DSCP, which came with 4.19 */
	LEN = sizeof(struct kernel_paddrparams),
	SACK_DELAY_MAX = 500,
	MTU_MIN = 512,
	FLOW_LABEL_MAX = 0xfffff,
	DSCP_MAX = 0x3f,
	DSCP_SHIFT = 2 /* the kernel has it as it stands in IP: in the upper six bits */
};
_Static_assert(OLD_LEN >= offsetof(struct kernel_paddrparams, ipv6_flowlabel), "what it lacks");

static struct kernel_paddrparams read_params(const void *bytes, size_t len)
{
	struct kernel_paddrparams params = { 0 };

	memcpy(&params, bytes, len < LEN ? len : LEN);
	return params;
}

/* Writes what a set means: nothing else is taken from what was read. */
static void write_params(
	void *bytes, size_t len, const asctp_addr *path, struct kernel_paddrparams params)
{
	memcpy(&params.assoc_id, bytes, sizeof(params.assoc_id));
	memcpy(bytes, &params, len);
	wire_put_path((char *)bytes + offsetof(struct kernel_paddrparams, address), path);
}

static void ask(const asctp_addr *path, void *bytes)
{
	write_params(bytes, OLD_LEN, path, (struct kernel_paddrparams){ 0 });
}

/* ---- heartbeat, heartbeat_now ---- */

static bool heartbeat_good(enum wire_direction direction, const void *value)
{
	const asctp_heartbeat *heartbeat = value;

	return wire_is_path(&heartbeat->path) &&
	       (direction == WIRE_GET || wire_is_bool(&heartbeat->off));
}

static void heartbeat_ask(const void *value, void *bytes)
{
	ask(&((const asctp_heartbeat *)value)->path, bytes);
}

static void heartbeat_encode(const void *value, void *bytes)
{
	const asctp_heartbeat *given = value;
	struct kernel_paddrparams params = { 0 };

	if (given->off)
		params.flags = KERNEL_SPP_HB_DISABLE;
	else if (given->interval_ms)
		params.flags = KERNEL_SPP_HB_ENABLE;
	else
		params.flags = KERNEL_SPP_HB_ENABLE | KERNEL_SPP_HB_TIME_IS_ZERO;
	if (!given->off)
		params.hbinterval_ms = given->interval_ms;
	write_params(bytes, OLD_LEN, &given->path, params);
}

static int heartbeat_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const struct kernel_paddrparams params = read_params(bytes, len);
	asctp_heartbeat *to = ret;

	(void)tick_ns;
	to->interval_ms = params.hbinterval_ms;
	to->off = !(params.flags & KERNEL_SPP_HB_ENABLE);
	return 0;
}

const struct wire_codec wire_codec_heartbeat = { .len = OLD_LEN,
	.good = heartbeat_good,
	.ask = heartbeat_ask,
	.encode = heartbeat_encode,
	.decode = heartbeat_decode };

static bool now_good(enum wire_direction direction, const void *value)
{
	(void)direction;
	return wire_is_path(value);
}

static void now_encode(const void *value, void *bytes)
{
	write_params(bytes, OLD_LEN, value,
		(struct kernel_paddrparams){ .flags = KERNEL_SPP_HB_DEMAND });
}

const struct wire_codec wire_codec_heartbeat_now = {
	.len = OLD_LEN, .good = now_good, .encode = now_encode
};

/* ---- path_max_retrans ---- */

static bool retrans_good(enum wire_direction direction, const void *value)
{
	const asctp_path_count *retrans = value;

	return wire_is_path(&retrans->path) &&
	       (direction == WIRE_GET || (retrans->count && retrans->count <= UINT16_MAX));
}

static void retrans_ask(const void *value, void *bytes)
{
	ask(&((const asctp_path_count *)value)->path, bytes);
}

static void retrans_encode(const void *value, void *bytes)
{
	const asctp_path_count *given = value;

	write_params(bytes, OLD_LEN, &given->path,
		(struct kernel_paddrparams){ .pathmaxrxt = (uint16_t)given->count });
}

static int retrans_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	(void)tick_ns;
	((asctp_path_count *)ret)->count = read_params(bytes, len).pathmaxrxt;
	return 0;
}

const struct wire_codec wire_codec_path_max_retrans = { .len = OLD_LEN,
	.good = retrans_good,
	.ask = retrans_ask,
	.encode = retrans_encode,
	.decode = retrans_decode };

/* ---- path_mtu ---- */

static bool mtu_good(enum wire_direction direction, const void *value)
{
	const asctp_path_mtu *mtu = value;

	if (!wire_is_path(&mtu->path))
		return false;
	if (direction == WIRE_GET)
		return true;
	return wire_is_bool(&mtu->fixed) &&
	       (!mtu->fixed || !mtu->mtu || (mtu->mtu >= MTU_MIN && mtu->mtu <= UINT16_MAX));
}

static void mtu_ask(const void *value, void *bytes)
{
	ask(&((const asctp_path_mtu *)value)->path, bytes);
}

static void mtu_encode(const void *value, void *bytes)
{
	const asctp_path_mtu *given = value;
	struct kernel_paddrparams params = { .flags = KERNEL_SPP_PMTUD_ENABLE };

	if (given->fixed) {
		params.flags = KERNEL_SPP_PMTUD_DISABLE;
		params.pathmtu = given->mtu;
	}
	write_params(bytes, OLD_LEN, &given->path, params);
}

static int mtu_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const struct kernel_paddrparams params = read_params(bytes, len);
	asctp_path_mtu *to = ret;

	(void)tick_ns;
	to->mtu = params.pathmtu;
	to->fixed = params.flags & KERNEL_SPP_PMTUD_DISABLE;
	return 0;
}

const struct wire_codec wire_codec_path_mtu = {
	.len = OLD_LEN, .good = mtu_good, .ask = mtu_ask, .encode = mtu_encode, .decode = mtu_decode
};

/* ---- path_sack ---- */

static bool sack_good(enum wire_direction direction, const void *value)
{
	const asctp_path_sack *sack = value;

	return wire_is_path(&sack->path) &&
	       (direction == WIRE_GET || sack->delay_ms <= SACK_DELAY_MAX);
}

static void sack_ask(const void *value, void *bytes)
{
	ask(&((const asctp_path_sack *)value)->path, bytes);
}

static void sack_encode(const void *value, void *bytes)
{
	const asctp_path_sack *given = value;

	write_params(bytes, OLD_LEN, &given->path,
		(struct kernel_paddrparams){ .sackdelay_ms = given->delay_ms,
			.flags = given->delay_ms ? KERNEL_SPP_SACKDELAY_ENABLE
						 : KERNEL_SPP_SACKDELAY_DISABLE });
}

static int sack_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const struct kernel_paddrparams params = read_params(bytes, len);

	(void)tick_ns;
	((asctp_path_sack *)ret)->delay_ms =
		params.flags & KERNEL_SPP_SACKDELAY_DISABLE ? 0 : params.sackdelay_ms;
	return 0;
}

const struct wire_codec wire_codec_path_sack = { .len = OLD_LEN,
	.good = sack_good,
	.ask = sack_ask,
	.encode = sack_encode,
	.decode = sack_decode };

/* ---- flow_label, dscp: a kernel of 4.18 answers with less than their struct ---- */

static void value_ask(const void *value, void *bytes)
{
	ask(&((const asctp_path_value *)value)->path, bytes);
}

static bool label_good(enum wire_direction direction, const void *value)
{
	const asctp_path_value *label = value;

	return wire_is_path(&label->path) &&
	       (direction == WIRE_GET || label->value <= FLOW_LABEL_MAX);
}

static void label_encode(const void *value, void *bytes)
{
	const asctp_path_value *given = value;

	write_params(bytes, LEN, &given->path,
		(struct kernel_paddrparams){
			.flags = KERNEL_SPP_IPV6_FLOWLABEL, .ipv6_flowlabel = given->value });
}

static int label_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const struct kernel_paddrparams params = read_params(bytes, len);

	(void)tick_ns;
	((asctp_path_value *)ret)->value =
		params.flags & KERNEL_SPP_IPV6_FLOWLABEL ? params.ipv6_flowlabel : 0;
	return 0;
}

const struct wire_codec wire_codec_flow_label = { .len = LEN,
	.merges = true,
	.grown = true,
	.good = label_good,
	.ask = value_ask,
	.encode = label_encode,
	.decode = label_decode };

static bool dscp_good(enum wire_direction direction, const void *value)
{
	const asctp_path_value *dscp = value;

	return wire_is_path(&dscp->path) && (direction == WIRE_GET || dscp->value <= DSCP_MAX);
}

static void dscp_encode(const void *value, void *bytes)
{
	const asctp_path_value *given = value;

	write_params(bytes, LEN, &given->path,
		(struct kernel_paddrparams){
			.flags = KERNEL_SPP_DSCP, .dscp = (uint8_t)(given->value << DSCP_SHIFT) });
}

static int dscp_decode(const void *bytes, size_t len, uint64_t tick_ns, void *ret)
{
	const struct kernel_paddrparams params = read_params(bytes, len);

	(void)tick_ns;
	((asctp_path_value *)ret)->value =
		params.flags & KERNEL_SPP_DSCP ? params.dscp >> DSCP_SHIFT : 0;
	return 0;
}

const struct wire_codec wire_codec_dscp = { .len = LEN,
	.merges = true,
	.grown = true,
	.good = dscp_good,
	.ask = value_ask,
	.encode = dscp_encode,
	.decode = dscp_decode };
