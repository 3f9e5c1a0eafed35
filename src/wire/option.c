/* SPDX-License-Identifier: MIT */
/* wire/option.c - the table of options, with the kernel's number and the codec of each. */
#include "wire/option_codec.h"
#include <limits.h>

enum { OF_SOCKET = SOL_SOCKET, OF_SCTP = KERNEL_SOL_SCTP };

/* clang-format off */
/*        option                  level     number                                  codec */
#define WIRE_OPTIONS(X) \
	X(rto,                    OF_SCTP,   KERNEL_RTOINFO,                         rto) \
	X(limits,                 OF_SCTP,   KERNEL_ASSOCINFO,                       limits) \
	X(init,                   OF_SCTP,   KERNEL_INITMSG,                         init) \
	X(linger,                 OF_SOCKET, SO_LINGER,                              linger) \
	X(nodelay,                OF_SCTP,   KERNEL_NODELAY,                         flag) \
	X(receive_buffer,         OF_SOCKET, SO_RCVBUF,                              size) \
	X(send_buffer,            OF_SOCKET, SO_SNDBUF,                              size) \
	X(autoclose_s,            OF_SCTP,   KERNEL_AUTOCLOSE,                       number) \
	X(primary,                OF_SCTP,   KERNEL_PRIMARY_ADDR,                    primary) \
	X(adaptation,             OF_SCTP,   KERNEL_ADAPTATION_LAYER,                number) \
	X(no_fragments,           OF_SCTP,   KERNEL_DISABLE_FRAGMENTS,               flag) \
	X(heartbeat,              OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                heartbeat) \
	X(heartbeat_now,          OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                heartbeat_now) \
	X(path_max_retrans,       OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                path_max_retrans) \
	X(path_mtu,               OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                path_mtu) \
	X(path_sack,              OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                path_sack) \
	X(flow_label,             OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                flow_label) \
	X(dscp,                   OF_SCTP,   KERNEL_PEER_ADDR_PARAMS,                dscp) \
	X(mapped_v4,              OF_SCTP,   KERNEL_I_WANT_MAPPED_V4_ADDR,           flag) \
	X(fragment_size,          OF_SCTP,   KERNEL_MAXSEG,                          assoc_number) \
	X(hmacs,                  OF_SCTP,   KERNEL_HMAC_IDENT,                      hmacs) \
	X(auth_active_key,        OF_SCTP,   KERNEL_AUTH_ACTIVE_KEY,                 key_id) \
	X(sack,                   OF_SCTP,   KERNEL_DELAYED_SACK,                    sack) \
	X(fragment_interleave,    OF_SCTP,   KERNEL_FRAGMENT_INTERLEAVE,             level) \
	X(partial_delivery_point, OF_SCTP,   KERNEL_PARTIAL_DELIVERY_POINT,          number) \
	X(auto_asconf,            OF_SCTP,   KERNEL_AUTO_ASCONF,                     flag) \
	X(max_burst,              OF_SCTP,   KERNEL_MAX_BURST,                       burst) \
	X(context,                OF_SCTP,   KERNEL_CONTEXT,                         assoc_number) \
	X(reuse_port,             OF_SCTP,   KERNEL_REUSE_PORT,                      flag) \
	X(recv_rcvinfo,           OF_SCTP,   KERNEL_RECVRCVINFO,                     flag) \
	X(recv_nxtinfo,           OF_SCTP,   KERNEL_RECVNXTINFO,                     flag) \
	X(default_send,           OF_SCTP,   KERNEL_DEFAULT_SNDINFO,                 default_send) \
	X(default_policy,         OF_SCTP,   KERNEL_DEFAULT_PRINFO,                  default_policy) \
	X(status,                 OF_SCTP,   KERNEL_STATUS,                          status) \
	X(path_info,              OF_SCTP,   KERNEL_GET_PEER_ADDR_INFO,              path_info) \
	X(peer_auth_chunks,       OF_SCTP,   KERNEL_PEER_AUTH_CHUNKS,                chunks) \
	X(local_auth_chunks,      OF_SCTP,   KERNEL_LOCAL_AUTH_CHUNKS,               chunks) \
	X(assoc_count,            OF_SCTP,   KERNEL_GET_ASSOC_NUMBER,                number) \
	X(assoc_ids,              OF_SCTP,   KERNEL_GET_ASSOC_ID_LIST,               assoc_ids) \
	X(peer_primary,           OF_SCTP,   KERNEL_SET_PEER_PRIMARY_ADDR,           peer_primary) \
	X(auth_chunk,             OF_SCTP,   KERNEL_AUTH_CHUNK,                      auth_chunk) \
	X(auth_key,               OF_SCTP,   KERNEL_AUTH_KEY,                        key) \
	X(auth_deactivate_key,    OF_SCTP,   KERNEL_AUTH_DEACTIVATE_KEY,             key_id) \
	X(auth_delete_key,        OF_SCTP,   KERNEL_AUTH_DELETE_KEY,                 key_id) \
	X(pf_threshold,           OF_SCTP,   KERNEL_PEER_ADDR_THLDS,                 pf_threshold) \
	X(switchover,             OF_SCTP,   KERNEL_PEER_ADDR_THLDS_V2,              switchover) \
	X(expose_pf,              OF_SCTP,   KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE, assoc_number) \
	X(stats,                  OF_SCTP,   KERNEL_GET_ASSOC_STATS,                 stats) \
	X(pr_supported,           OF_SCTP,   KERNEL_PR_SUPPORTED,                    assoc_flag) \
	X(pr_assoc_status,        OF_SCTP,   KERNEL_PR_ASSOC_STATUS,                 abandoned) \
	X(pr_stream_status,       OF_SCTP,   KERNEL_PR_STREAM_STATUS,                abandoned_stream) \
	X(reconfig_supported,     OF_SCTP,   KERNEL_RECONFIG_SUPPORTED,              assoc_flag) \
	X(reconfig_allowed,       OF_SCTP,   KERNEL_ENABLE_STREAM_RESET,             assoc_number) \
	X(reset_streams,          OF_SCTP,   KERNEL_RESET_STREAMS,                   reset_streams) \
	X(reset_assoc,            OF_SCTP,   KERNEL_RESET_ASSOC,                     reset_assoc) \
	X(add_streams,            OF_SCTP,   KERNEL_ADD_STREAMS,                     add_streams) \
	X(scheduler,              OF_SCTP,   KERNEL_STREAM_SCHEDULER,                assoc_number) \
	X(stream_priority,        OF_SCTP,   KERNEL_STREAM_SCHEDULER_VALUE,          stream_priority) \
	X(interleaving,           OF_SCTP,   KERNEL_INTERLEAVING_SUPPORTED,          assoc_flag) \
	X(asconf_supported,       OF_SCTP,   KERNEL_ASCONF_SUPPORTED,                assoc_flag) \
	X(auth_supported,         OF_SCTP,   KERNEL_AUTH_SUPPORTED,                  assoc_flag) \
	X(ecn_supported,          OF_SCTP,   KERNEL_ECN_SUPPORTED,                   assoc_flag) \
	X(udp_encap_port,         OF_SCTP,   KERNEL_REMOTE_UDP_ENCAPS_PORT,          udp_encap_port) \
	X(probe_interval,         OF_SCTP,   KERNEL_PLPMTUD_PROBE_INTERVAL,          probe_interval)

/* Every row of the public table has one here, and a codec of its type. */
#define TYPE_(option, level, number, codec) typedef wire_codec_value_##codec type_of_##option;
WIRE_OPTIONS(TYPE_)
#define SAME_TYPE_(nr, name, type, scope, access, kernel, rfc, since) \
	_Static_assert(__builtin_types_compatible_p(type, type_of_##name), #name " has another codec's type");
ASCTP_OPTIONS(SAME_TYPE_)

/* Types that have one size for ever; structs may grow. */
#define ALIGN_(type) \
	_Generic((type *)0, bool *: 0, uint8_t *: 0, uint16_t *: 0, uint32_t *: 0, asctp_addr *: 0, \
		default: _Alignof(type))

enum { RO = 1, WO = 2, RW = RO | WO };

#define INFO_(nr, name_, type_, scope_, access, kernel_, rfc_, since_)                                   \
	[(nr)-1] = { .option = ASCTP_OPTION_##name_, .name = #name_, .type = #type_, .kernel = #kernel_, \
		.rfc = rfc_, .since = since_, .scope = ASCTP_SCOPE_##scope_,                             \
		.can_get = (access)&RO, .can_set = (access)&WO, .size = sizeof(type_) },
static const asctp_option_info infos[] = { ASCTP_OPTIONS(INFO_) };

#define ROW_(option, level_, number_, codec_)                                            \
	[ASCTP_OPTION_##option - 1] = { .info = &infos[ASCTP_OPTION_##option - 1],       \
		.level = level_, .number = number_, .align = ALIGN_(asctp_opt_##option), \
		.codec = &wire_codec_##codec_ },
static const struct wire_option options[] = { WIRE_OPTIONS(ROW_) };
/* clang-format on */

enum { COUNT = sizeof(options) / sizeof(*options) };
_Static_assert(COUNT == sizeof(infos) / sizeof(*infos), "both tables have the same rows");

const struct wire_option *wire_option_at(size_t i)
{
	return i < COUNT ? &options[i] : NULL;
}

const struct wire_option *wire_option(asctp_option option)
{
	return wire_option_at((size_t)option - 1); /* 0 is beyond the end, too */
}

bool wire_option_asks(const struct wire_option *option)
{
	return option->codec->ask;
}

bool wire_option_merges(const struct wire_option *option)
{
	return option->codec->merges;
}

bool wire_option_by_address(const struct wire_option *option)
{
	return option->codec->by_address;
}

int wire_option_check(
	const struct wire_option *option, enum wire_direction direction, const void *value)
{
	const struct wire_codec *codec = option->codec;

	if (direction == WIRE_GET && !codec->ask)
		return 0;
	return !codec->good || codec->good(direction, value) ? 0 : -EINVAL;
}

size_t wire_option_room(
	const struct wire_option *option, enum wire_direction direction, const void *value)
{
	const struct wire_codec *codec = option->codec;

	return codec->len + (codec->tail ? codec->tail(direction, value) : 0);
}

static void put_id(const struct wire_codec *codec, int32_t id, void *buf)
{
	if (codec->id_at != WIRE_NO_ID)
		memcpy((char *)buf + codec->id_at, &id, sizeof(id));
}

int wire_option_request(
	const struct wire_option *option, int32_t id, const void *value, void *buf, size_t size)
{
	const struct wire_codec *codec = option->codec;
	size_t len = wire_option_room(option, WIRE_GET, value);

	if (len > size || len > INT_MAX)
		return -ENOBUFS;
	memset(buf, 0, len);
	put_id(codec, id, buf);
	if (codec->ask)
		codec->ask(value, buf);
	return (int)len;
}

int wire_option_encode(
	const struct wire_option *option, int32_t id, const void *value, void *buf, size_t size)
{
	const struct wire_codec *codec = option->codec;
	size_t len = wire_option_room(option, WIRE_SET, value);

	if (len > size || len > INT_MAX)
		return -ENOBUFS;
	if (!codec->merges)
		memset(buf, 0, len);
	put_id(codec, id, buf);
	codec->encode(value, buf);
	return (int)len;
}

int wire_option_decode(
	const struct wire_option *option, const void *buf, size_t len, uint64_t tick_ns, void *ret)
{
	const struct wire_codec *codec = option->codec;

	if (len < codec->len)
		return codec->grown ? -ENOPROTOOPT : -EBADMSG;
	return codec->decode(buf, len, tick_ns, ret);
}
