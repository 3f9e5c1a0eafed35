/* SPDX-License-Identifier: MIT */
/*
 * wire/kernel_option.h - the kernel's socket options: numbers and struct layouts. As wire/kernel.h,
 * which includes it.
 */
#ifndef WIRE_KERNEL_OPTION_H
#define WIRE_KERNEL_OPTION_H

#include <stdint.h>
#include <sys/socket.h>

/* ---- Numbers ---- */

enum {
	KERNEL_RTOINFO = 0,
	KERNEL_ASSOCINFO = 1,
	KERNEL_INITMSG = 2,
	KERNEL_NODELAY = 3,
	KERNEL_AUTOCLOSE = 4,
	KERNEL_SET_PEER_PRIMARY_ADDR = 5,
	KERNEL_PRIMARY_ADDR = 6,
	KERNEL_ADAPTATION_LAYER = 7,
	KERNEL_DISABLE_FRAGMENTS = 8,
	KERNEL_PEER_ADDR_PARAMS = 9,
	KERNEL_DEFAULT_SEND_PARAM = 10,
	KERNEL_EVENTS = 11, /* only where KERNEL_EVENT is missing: before 5.0 */
	KERNEL_I_WANT_MAPPED_V4_ADDR = 12,
	KERNEL_MAXSEG = 13,
	KERNEL_STATUS = 14,
	KERNEL_GET_PEER_ADDR_INFO = 15,
	KERNEL_DELAYED_SACK = 16,
	KERNEL_CONTEXT = 17,
	KERNEL_FRAGMENT_INTERLEAVE = 18,
	KERNEL_PARTIAL_DELIVERY_POINT = 19,
	KERNEL_MAX_BURST = 20,
	KERNEL_AUTH_CHUNK = 21,
	KERNEL_HMAC_IDENT = 22,
	KERNEL_AUTH_KEY = 23,
	KERNEL_AUTH_ACTIVE_KEY = 24,
	KERNEL_AUTH_DELETE_KEY = 25,
	KERNEL_PEER_AUTH_CHUNKS = 26,
	KERNEL_LOCAL_AUTH_CHUNKS = 27,
	KERNEL_GET_ASSOC_NUMBER = 28,
	KERNEL_GET_ASSOC_ID_LIST = 29,
	KERNEL_AUTO_ASCONF = 30,
	KERNEL_PEER_ADDR_THLDS = 31,
	KERNEL_RECVRCVINFO = 32,
	KERNEL_RECVNXTINFO = 33,
	KERNEL_DEFAULT_SNDINFO = 34,
	KERNEL_AUTH_DEACTIVATE_KEY = 35,
	KERNEL_REUSE_PORT = 36,
	KERNEL_PEER_ADDR_THLDS_V2 = 37,
	KERNEL_BINDX_ADD = 100,
	KERNEL_BINDX_REM = 101,
	KERNEL_PEELOFF = 102,
	KERNEL_CONNECTX_OLD = 107,
	KERNEL_GET_PEER_ADDRS = 108,
	KERNEL_GET_LOCAL_ADDRS = 109,
	KERNEL_CONNECTX = 110,
	KERNEL_CONNECTX3 = 111,
	KERNEL_GET_ASSOC_STATS = 112,
	KERNEL_PR_SUPPORTED = 113,
	KERNEL_DEFAULT_PRINFO = 114,
	KERNEL_PR_ASSOC_STATUS = 115,
	KERNEL_PR_STREAM_STATUS = 116,
	KERNEL_RECONFIG_SUPPORTED = 117,
	KERNEL_ENABLE_STREAM_RESET = 118,
	KERNEL_RESET_STREAMS = 119,
	KERNEL_RESET_ASSOC = 120,
	KERNEL_ADD_STREAMS = 121,
	KERNEL_PEELOFF_FLAGS = 122,
	KERNEL_STREAM_SCHEDULER = 123,
	KERNEL_STREAM_SCHEDULER_VALUE = 124,
	KERNEL_INTERLEAVING_SUPPORTED = 125,
	KERNEL_EVENT = 127,
	KERNEL_ASCONF_SUPPORTED = 128,
	KERNEL_AUTH_SUPPORTED = 129,
	KERNEL_ECN_SUPPORTED = 130,
	KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE = 131,
	KERNEL_REMOTE_UDP_ENCAPS_PORT = 132,
	KERNEL_PLPMTUD_PROBE_INTERVAL = 133
};

/* ---- Structs ---- */

struct kernel_rtoinfo {
	int32_t assoc_id;
	uint32_t initial_ms, max_ms, min_ms;
};

struct kernel_initmsg { /* also ancillary data: KERNEL_CMSG_INIT */
	uint16_t streams_out, streams_in_max, attempts, timeout_ms;
};

struct kernel_assoc_value {
	int32_t assoc_id;
	uint32_t value;
};

struct kernel_event {
	int32_t assoc_id;
	uint16_t type;
	uint8_t on;
};

/* KERNEL_EVENTS: byte i subscribes notification type 0x8000 + i. A kernel refuses more bytes than
 * it knows, so this is what 4.18 has: all but SEND_FAILED. */
#define KERNEL_EVENTS_SIZE 13

struct kernel_paddrparams {
	int32_t assoc_id;
	struct sockaddr_storage address;
	uint32_t hbinterval_ms;
	uint16_t pathmaxrxt;
	uint32_t pathmtu;
	uint32_t sackdelay_ms;
	uint32_t flags; /* KERNEL_SPP_... */
	uint32_t ipv6_flowlabel;
	uint8_t dscp;
} __attribute__((packed, aligned(4)));

enum {
	KERNEL_SPP_HB_ENABLE = 0x001,
	KERNEL_SPP_HB_DISABLE = 0x002,
	KERNEL_SPP_HB_DEMAND = 0x004,
	KERNEL_SPP_PMTUD_ENABLE = 0x008,
	KERNEL_SPP_PMTUD_DISABLE = 0x010,
	KERNEL_SPP_SACKDELAY_ENABLE = 0x020,
	KERNEL_SPP_SACKDELAY_DISABLE = 0x040,
	KERNEL_SPP_HB_TIME_IS_ZERO = 0x080,
	KERNEL_SPP_IPV6_FLOWLABEL = 0x100,
	KERNEL_SPP_DSCP = 0x200
};

struct kernel_paddrinfo {
	int32_t assoc_id;
	struct sockaddr_storage address;
	int32_t state; /* KERNEL_PATH_... */
	uint32_t cwnd;
	uint32_t srtt; /* in the kernel's jiffies, not milliseconds */
	uint32_t rto_ms;
	uint32_t mtu;
} __attribute__((packed, aligned(4)));

enum {
	KERNEL_PATH_INACTIVE = 0,
	KERNEL_PATH_POTENTIALLY_FAILED = 1,
	KERNEL_PATH_ACTIVE = 2,
	KERNEL_PATH_UNCONFIRMED = 3
};

struct kernel_status {
	int32_t assoc_id;
	int32_t state; /* KERNEL_STATE_... */
	uint32_t rwnd;
	uint16_t unackdata, penddata;
	uint16_t streams_in, streams_out;
	uint32_t fragmentation_point;
	struct kernel_paddrinfo primary;
};

enum {
	KERNEL_STATE_CLOSED = 1,
	KERNEL_STATE_COOKIE_WAIT = 2,
	KERNEL_STATE_COOKIE_ECHOED = 3,
	KERNEL_STATE_ESTABLISHED = 4,
	KERNEL_STATE_SHUTDOWN_PENDING = 5,
	KERNEL_STATE_SHUTDOWN_SENT = 6,
	KERNEL_STATE_SHUTDOWN_RECEIVED = 7,
	KERNEL_STATE_SHUTDOWN_ACK_SENT = 8
};

/* KERNEL_CONNECTX3, through getsockopt: addr_num is the length of the packed list in bytes. */
struct kernel_connectx3 {
	int32_t assoc_id; /* out */
	int32_t addrs_len;
	const void *addrs;
};

/* KERNEL_GET_PEER_ADDRS, KERNEL_GET_LOCAL_ADDRS: followed by the packed list. */
struct kernel_getaddrs {
	int32_t assoc_id; /* in */
	uint32_t count;   /* out */
	uint8_t addrs[];
};

struct kernel_peeloff_flags {
	int32_t assoc_id;
	int32_t fd;     /* out */
	uint32_t flags; /* SOCK_CLOEXEC, SOCK_NONBLOCK */
};

struct kernel_assocparams {
	int32_t assoc_id;
	uint16_t max_retrans, peer_addrs;
	uint32_t peer_rwnd, local_rwnd, cookie_life_ms;
};

struct kernel_prim { /* KERNEL_PRIMARY_ADDR, KERNEL_SET_PEER_PRIMARY_ADDR */
	int32_t assoc_id;
	struct sockaddr_storage address;
} __attribute__((packed, aligned(4)));

struct kernel_sack_info {
	int32_t assoc_id;
	uint32_t delay_ms, frequency;
};

struct kernel_hmacalgo {
	uint32_t count;
	uint16_t ids[];
};

struct kernel_authchunk {
	uint8_t type;
};

struct kernel_authkey {
	int32_t assoc_id;
	uint16_t keynumber, len;
	uint8_t key[];
};

struct kernel_authkeyid {
	int32_t assoc_id;
	uint16_t keynumber;
};

struct kernel_authchunks {
	int32_t assoc_id;
	uint32_t count;
	uint8_t types[];
};

struct kernel_assoc_ids {
	uint32_t count;
	int32_t ids[];
};

struct kernel_paddrthlds { /* not packed. KERNEL_PEER_ADDR_THLDS_V2 */
	int32_t assoc_id;
	struct sockaddr_storage address;
	uint16_t pathmaxrxt, pathpfthld;
	uint16_t pathcpthld; /* KERNEL_PEER_ADDR_THLDS: padding */
};

struct kernel_udpencaps { /* not packed */
	int32_t assoc_id;
	struct sockaddr_storage address;
	uint16_t port; /* network byte order */
};

struct kernel_probeinterval { /* not packed */
	int32_t assoc_id;
	struct sockaddr_storage address;
	uint32_t interval_ms;
};

struct kernel_assoc_stats {
	int32_t assoc_id;
	struct sockaddr_storage maxrto_address;
	uint64_t maxrto; /* in the kernel's jiffies */
	uint64_t isacks, osacks, opackets, ipackets, rtxchunks, outofseqtsns, idupchunks, gapcnt;
	uint64_t ouodchunks, iuodchunks, oodchunks, iodchunks, octrlchunks, ictrlchunks;
};

struct kernel_default_prinfo {
	int32_t assoc_id;
	uint32_t value;
	uint16_t policy;
};

struct kernel_prstatus {
	int32_t assoc_id;
	uint16_t sid, policy;
	uint64_t abandoned_unsent, abandoned_sent;
};

struct kernel_reset_streams {
	int32_t assoc_id;
	uint16_t flags; /* KERNEL_RESET_INCOMING, KERNEL_RESET_OUTGOING */
	uint16_t count;
	uint16_t streams[];
};

struct kernel_add_streams {
	int32_t assoc_id;
	uint16_t in, out;
};

struct kernel_stream_value {
	int32_t assoc_id;
	uint16_t stream, value;
};

#endif
