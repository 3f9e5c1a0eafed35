/* SPDX-License-Identifier: MIT */
/*
 * asctp/options.h - every socket option of SCTP on Linux, typed: RFC 6458 section 8, and what
 * RFC 6525, 6951, 7496, 7829, 8260 and 8899 and Linux itself add.
 *
 *     asctp_set(assoc, nodelay, true);
 *     asctp_set(endpoint, rto, .min_ms = 300, .max_ms = 2000);
 *     asctp_set(asctp_at(fd, id), heartbeat, .interval_ms = 500);
 *     asctp_status status;
 *     asctp_get(assoc, status, &status);
 *
 * The object is an association or an endpoint of <asctp/asctp.h>, a descriptor of your own, or an
 * association on one: asctp_at(fd, id), where ASCTP_FUTURE_ASSOC and the like (<asctp/socket.h>) may
 * stand for an id. A plain descriptor is asctp_at(fd, ASCTP_FUTURE_ASSOC): its one association if it
 * has one alone, else those to come. A wrong name or a wrong type does not compile.
 *
 * A value that a variable holds, as an address from asctp_sock_peers(), goes in by the function:
 * asctp_sock_set_option(fd, id, ASCTP_OPTION_primary, &addr, sizeof(addr)).
 *
 * A row is one value: setting it changes nothing else, also where the kernel keeps several in one
 * struct. Zero means zero, but for members marked "0: as it is". Members marked [in] say what is
 * asked for, also in a get; an address among them may leave its port out (0). Numbers are in host
 * byte order, times in the unit that ends their name. IPv4 addresses come as such, never mapped.
 *
 * Calls return 0 or more, or -errno; errno itself is untouched. What each can answer:
 *   -EINVAL       a value or member beyond its range; no association of this id; an id that this
 *                 option does not take (see its scope); an address that the peer does not have
 *   -ENOPROTOOPT  this kernel lacks it; no SCTP socket
 *   -ENOMEM       for a list or key of more than 500 bytes
 *   -EOPNOTSUPP   get of one that can only be set, or the reverse; one that is for the other style of
 *                 socket (autoclose, assoc_ids, assoc_count: one-to-many; reuse_port: one-to-one)
 *   -EPERM        the engine has its own value (object is an association or an endpoint, see below);
 *                 an option that was not negotiated or is switched off, where said so
 *   -EBADF, -ENOTSOCK, -ENOTCONN (an asctp_assoc that is over; on a descriptor: -EINVAL), -ESHUTDOWN
 *   (an endpoint of a context that is being freed), -E2BIG (a member is set that this library lacks),
 *   -EBADMSG (the kernel's answer makes no sense)
 */
#ifndef ASCTP_OPTIONS_H
#define ASCTP_OPTIONS_H

#include <asctp/addr.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Types ------------------------------------------------------------------------------------ */

typedef struct asctp_rto { /* 0: as it is. -EINVAL: min above max, set now or before */
	uint32_t initial_ms, min_ms, max_ms;
} asctp_rto;

typedef struct asctp_limits {
	uint32_t max_retrans;    /* of the association, in a row; 0: as it is; at most 65535 */
	uint32_t cookie_life_ms; /* 0: as it is */
	/* read only; 0 without an association: */
	uint32_t peer_addrs, peer_rwnd, local_rwnd;
} asctp_limits;

typedef struct asctp_init {                   /* 0: as it is; each at most 65535 */
	uint32_t streams_out, streams_in_max; /* asked of the peer: the lesser number wins */
	uint32_t attempts, max_timeout_ms;    /* INITs */
} asctp_init;

typedef struct asctp_linger { /* how close(2) ends what the socket carries */
	bool on;
	uint32_t seconds; /* on, 0: ABORT; on, more: waits as long for the shutdown (one-to-one) */
} asctp_linger;

/* In the structs of paths: one of the peer's addresses; family 0: all of them and those to come. */

typedef struct asctp_heartbeat {
	asctp_addr path;      /* [in] */
	uint32_t interval_ms; /* plus RTO/2 plus up to one RTO */
	bool off;             /* set: the interval stays as it is */
} asctp_heartbeat;

typedef struct asctp_path_count {
	asctp_addr path; /* [in] */
	uint32_t count;  /* at most 65535; path_max_retrans: 1 or more */
} asctp_path_count;

typedef struct asctp_path_mtu {
	asctp_addr path; /* [in] */
	bool fixed;      /* no discovery: the MTU is what follows */
	/* Bytes, 512 to 65535; 0: as it is. Without `fixed` it is what discovery found (read only). */
	uint32_t mtu;
} asctp_path_mtu;

typedef struct asctp_path_sack {
	asctp_addr path;   /* [in] */
	uint32_t delay_ms; /* 1 to 500; 0: each packet is acknowledged at once */
} asctp_path_sack;

typedef struct asctp_path_value {
	asctp_addr path; /* [in] */
	uint32_t value;
} asctp_path_value;

typedef struct asctp_sack { /* 0: as it is */
	uint32_t delay_ms;  /* 1 to 500 */
	uint32_t packets;   /* acknowledge after so many; 1: each at once, no delay */
} asctp_sack;

typedef enum asctp_interleave { /* fragment_interleave */
	ASCTP_INTERLEAVE_NONE =
		0, /* a message that arrives in parts holds up all others of the socket */
	ASCTP_INTERLEAVE_ASSOCS = 1, /* only those of its own association */
	/* None but those of its own stream; with peers that have I-DATA (RFC 8260). Linux takes the number
	 * and does not do it; here it also switches `interleaving` on, whose errors it has. */
	ASCTP_INTERLEAVE_ALL = 2
} asctp_interleave;

typedef struct asctp_default_send { /* for messages sent without SNDINFO; all of it is replaced */
	uint32_t stream;            /* at most 65535 */
	uint32_t ppid, context;
	bool unordered;
} asctp_default_send;

typedef struct asctp_default_policy { /* PR-SCTP, for messages without SNDINFO: send(2) */
	uint32_t policy, value;       /* asctp_policy of <asctp/socket.h>, with its values */
} asctp_default_policy;

#define ASCTP_HMAC_SHA1   1
#define ASCTP_HMAC_SHA256 3
typedef struct asctp_hmacs { /* in order of preference; SHA-1 must be among them */
	uint16_t count;      /* 1 to 4 */
	uint16_t ids[7];
} asctp_hmacs;

typedef struct asctp_chunks { /* types of chunks */
	uint16_t count;
	uint8_t types[254];
} asctp_chunks;

typedef struct asctp_key {
	uint16_t id;  /* replaces the key of this number */
	uint16_t len; /* 0 is a key too: the null key */
	const void *secret;
} asctp_key;

typedef enum asctp_path_state {
	ASCTP_INACTIVE = 0,
	ASCTP_POTENTIALLY_FAILED = 1, /* RFC 7829 */
	ASCTP_ACTIVE = 2,
	ASCTP_UNCONFIRMED = 3
} asctp_path_state;

typedef struct asctp_path_info {
	asctp_addr path; /* [in] */
	uint32_t state;  /* asctp_path_state */
	uint32_t cwnd, mtu;
	/* Linux counts it in ticks of its clock; here it is milliseconds, as in the RFC. */
	uint32_t srtt_ms;
	uint32_t rto_ms;
	int32_t id; /* of its association */
} asctp_path_info;

typedef enum asctp_state { /* RFC 9260 section 4 */
	ASCTP_STATE_CLOSED = 1,
	ASCTP_STATE_COOKIE_WAIT = 2,
	ASCTP_STATE_COOKIE_ECHOED = 3,
	ASCTP_STATE_ESTABLISHED = 4,
	ASCTP_STATE_SHUTDOWN_PENDING = 5,
	ASCTP_STATE_SHUTDOWN_SENT = 6,
	ASCTP_STATE_SHUTDOWN_RECEIVED = 7,
	ASCTP_STATE_SHUTDOWN_ACK_SENT = 8
} asctp_state;

typedef struct asctp_status {
	uint32_t state;     /* asctp_state */
	uint32_t peer_rwnd; /* what the peer has room for, bytes */
	uint32_t unacked;   /* chunks in flight */
	uint32_t
		pending; /* chunks received that cannot be delivered yet; not what waits to be sent */
	uint32_t streams_in, streams_out;
	uint32_t fragmentation_point; /* longer messages travel in parts */
	asctp_path_info primary;
} asctp_status;

typedef struct asctp_assoc_ids {
	int32_t *ids; /* [in] where to write them; those not up yet have id 0 */
	uint32_t max; /* [in] how many there is room for */
	uint32_t
		count; /* how many there are; -ENOBUFS, with this number, if that is more than max */
} asctp_assoc_ids;

typedef struct asctp_stats { /* of an association, since it began */
	uint64_t packets_in, packets_out;
	uint64_t sacks_in, sacks_out;
	uint64_t control_chunks_in, control_chunks_out;
	uint64_t ordered_chunks_in, ordered_chunks_out;     /* DATA */
	uint64_t unordered_chunks_in, unordered_chunks_out; /* DATA */
	uint64_t retransmitted_chunks, gap_acks, out_of_order_tsns, duplicates;
	uint32_t max_rto_ms; /* the largest since the last time this was read */
	asctp_addr max_rto_path;
} asctp_stats;

typedef enum asctp_expose_pf {
	ASCTP_EXPOSE_PF_UNSET = 0,   /* path_info shows the state, there are no notifications */
	ASCTP_EXPOSE_PF_DISABLE = 1, /* path_info of such a path is refused: -EACCES */
	ASCTP_EXPOSE_PF_ENABLE = 2
} asctp_expose_pf;

typedef struct asctp_abandoned { /* messages given up under a policy (RFC 7496) */
	uint32_t policy;         /* [in] asctp_policy; 0: of all policies */
	uint32_t stream;         /* [in] pr_stream_status only */
	uint64_t unsent, sent;
} asctp_abandoned;

enum { /* reconfig_allowed, RFC 6525: what this side may ask for, and grants */
	ASCTP_RESET_STREAMS = 1,
	ASCTP_RESET_ASSOC = 2,
	ASCTP_CHANGE_STREAMS = 4
};

typedef struct asctp_reset { /* RFC 6525; STREAM_RESET_EVENT tells the end of it */
	bool incoming, outgoing;
	const uint16_t *streams;
	size_t count; /* 0: all */
} asctp_reset;

typedef struct asctp_more_streams { /* how many more; STREAM_CHANGE_EVENT tells the end of it */
	uint32_t in, out;           /* -EINVAL: more than 65535 with those there are */
} asctp_more_streams;

typedef enum asctp_scheduler { /* RFC 8260: whose message is next */
	ASCTP_FCFS = 0,        /* in the order they were sent */
	ASCTP_PRIO = 1,        /* stream_priority: the lowest value first */
	ASCTP_ROUND_ROBIN = 2, /* streams in turn */
	ASCTP_FAIR = 3,        /* streams by bytes; since 6.4 */
	ASCTP_WEIGHTED = 4     /* by bytes and stream_priority, the weight: 1 and more; since 6.4 */
} asctp_scheduler;

typedef struct asctp_stream_value {
	uint32_t stream; /* [in] */
	uint32_t value;  /* at most 65535 */
} asctp_stream_value;

/* ---- The table ---------------------------------------------------------------------------------
 * One row each. asctp_set() and asctp_get() know the name, ASCTP_OPTION_<name> is its number, which
 * never changes; asctp_opt_<name> its type.
 *
 * Scope, with the ids that a set takes on a one-to-many socket (a get takes FUTURE or an id, LIVE and
 * the rest of a live association only):
 *   SOCKET    the whole socket; ids have no meaning. Associations take some at their beginning.
 *   HANDSHAKE those to come, whatever the id; a get with an id tells what was negotiated
 *   ASSOC     FUTURE, id
 *   EACH      FUTURE, CURRENT, ALL, id
 *   LIVE      id (stream_priority: CURRENT too)
 *   PATH      FUTURE, id; and one path of it
 * Access: RW, RO, WO (to set only). */

/* clang-format off */
/*        nr  name                 type                  scope      acc kernel                                   RFC                since */
#define ASCTP_OPTIONS(X) \
	X( 1, rto,                 asctp_rto,            ASSOC,     RW, SCTP_RTOINFO,                           "6458 8.1.1",      "2.6") \
	X( 2, limits,              asctp_limits,         ASSOC,     RW, SCTP_ASSOCINFO,                         "6458 8.1.2",      "2.6") \
	X( 3, init,                asctp_init,           SOCKET,    RW, SCTP_INITMSG,                           "6458 8.1.3",      "2.6") \
	X( 4, linger,              asctp_linger,         SOCKET,    RW, SO_LINGER,                              "6458 8.1.4",      "2.6") \
	X( 5, nodelay,             bool,                 SOCKET,    RW, SCTP_NODELAY,                           "6458 8.1.5",      "2.6") \
	X( 6, receive_buffer,      uint32_t,             SOCKET,    RW, SO_RCVBUF,                              "6458 8.1.6",      "2.6") \
	X( 7, send_buffer,         uint32_t,             SOCKET,    RW, SO_SNDBUF,                              "6458 8.1.7",      "2.6") \
	X( 8, autoclose_s,         uint32_t,             SOCKET,    RW, SCTP_AUTOCLOSE,                         "6458 8.1.8",      "2.6") \
	X( 9, primary,             asctp_addr,           LIVE,      RW, SCTP_PRIMARY_ADDR,                      "6458 8.1.9",      "2.6") \
	X(10, adaptation,          uint32_t,             SOCKET,    RW, SCTP_ADAPTATION_LAYER,                  "6458 8.1.10",     "2.6") \
	X(11, no_fragments,        bool,                 SOCKET,    RW, SCTP_DISABLE_FRAGMENTS,                 "6458 8.1.11",     "2.6") \
	X(12, heartbeat,           asctp_heartbeat,      PATH,      RW, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "2.6") \
	X(13, heartbeat_now,       asctp_addr,           PATH,      WO, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "2.6") \
	X(14, path_max_retrans,    asctp_path_count,     PATH,      RW, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "2.6") \
	X(15, path_mtu,            asctp_path_mtu,       PATH,      RW, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "2.6") \
	X(16, path_sack,           asctp_path_sack,      PATH,      RW, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "2.6") \
	X(17, flow_label,          asctp_path_value,     PATH,      RW, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "4.19") \
	X(18, dscp,                asctp_path_value,     PATH,      RW, SCTP_PEER_ADDR_PARAMS,                  "6458 8.1.12",     "4.19") \
	X(19, mapped_v4,           bool,                 SOCKET,    RW, SCTP_I_WANT_MAPPED_V4_ADDR,             "6458 8.1.15",     "2.6") \
	X(20, fragment_size,       uint32_t,             ASSOC,     RW, SCTP_MAXSEG,                            "6458 8.1.16",     "2.6") \
	X(21, hmacs,               asctp_hmacs,          HANDSHAKE, RW, SCTP_HMAC_IDENT,                        "6458 8.1.17",     "2.6.24") \
	X(22, auth_active_key,     uint16_t,             EACH,      RW, SCTP_AUTH_ACTIVE_KEY,                   "6458 8.1.18",     "2.6.24") \
	X(23, sack,                asctp_sack,           EACH,      RW, SCTP_DELAYED_SACK,                      "6458 8.1.19",     "2.6.27") \
	X(24, fragment_interleave, uint32_t,             SOCKET,    RW, SCTP_FRAGMENT_INTERLEAVE,               "6458 8.1.20",     "2.6.22") \
	X(25, partial_delivery_point, uint32_t,          SOCKET,    RW, SCTP_PARTIAL_DELIVERY_POINT,            "6458 8.1.21",     "2.6.22") \
	X(26, auto_asconf,         bool,                 SOCKET,    RW, SCTP_AUTO_ASCONF,                       "6458 8.1.23",     "3.1") \
	X(27, max_burst,           uint32_t,             EACH,      RW, SCTP_MAX_BURST,                         "6458 8.1.24",     "2.6.22") \
	X(28, context,             uint32_t,             EACH,      RW, SCTP_CONTEXT,                           "6458 8.1.25",     "2.6.20") \
	X(29, reuse_port,          bool,                 SOCKET,    RW, SCTP_REUSE_PORT,                        "6458 8.1.27",     "4.19") \
	X(30, recv_rcvinfo,        bool,                 SOCKET,    RW, SCTP_RECVRCVINFO,                       "6458 8.1.29",     "3.17") \
	X(31, recv_nxtinfo,        bool,                 SOCKET,    RW, SCTP_RECVNXTINFO,                       "6458 8.1.30",     "3.17") \
	X(32, default_send,        asctp_default_send,   EACH,      RW, SCTP_DEFAULT_SNDINFO,                   "6458 8.1.31",     "3.17") \
	X(33, default_policy,      asctp_default_policy, EACH,      RW, SCTP_DEFAULT_PRINFO,                    "6458 8.1.32",     "4.8") \
	X(34, status,              asctp_status,         LIVE,      RO, SCTP_STATUS,                            "6458 8.2.1",      "2.6") \
	X(35, path_info,           asctp_path_info,      LIVE,      RO, SCTP_GET_PEER_ADDR_INFO,                "6458 8.2.2",      "2.6") \
	X(36, peer_auth_chunks,    asctp_chunks,         LIVE,      RO, SCTP_PEER_AUTH_CHUNKS,                  "6458 8.2.3",      "2.6.24") \
	X(37, local_auth_chunks,   asctp_chunks,         ASSOC,     RO, SCTP_LOCAL_AUTH_CHUNKS,                 "6458 8.2.4",      "2.6.24") \
	X(38, assoc_count,         uint32_t,             SOCKET,    RO, SCTP_GET_ASSOC_NUMBER,                  "6458 8.2.5",      "2.6.35") \
	X(39, assoc_ids,           asctp_assoc_ids,      SOCKET,    RO, SCTP_GET_ASSOC_ID_LIST,                 "6458 8.2.6",      "3.0") \
	X(40, peer_primary,        asctp_addr,           LIVE,      WO, SCTP_SET_PEER_PRIMARY_ADDR,             "6458 8.3.1",      "2.6") \
	X(41, auth_chunk,          uint8_t,              HANDSHAKE, WO, SCTP_AUTH_CHUNK,                        "6458 8.3.2",      "2.6.24") \
	X(42, auth_key,            asctp_key,            EACH,      WO, SCTP_AUTH_KEY,                          "6458 8.3.3",      "2.6.24") \
	X(43, auth_deactivate_key, uint16_t,             EACH,      WO, SCTP_AUTH_DEACTIVATE_KEY,               "6458 8.3.4",      "4.17") \
	X(44, auth_delete_key,     uint16_t,             EACH,      WO, SCTP_AUTH_DELETE_KEY,                   "6458 8.3.5",      "2.6.24") \
	X(45, pf_threshold,        asctp_path_count,     PATH,      RW, SCTP_PEER_ADDR_THLDS,                   "7829 7.2",        "3.6") \
	X(46, switchover,          asctp_path_count,     PATH,      RW, SCTP_PEER_ADDR_THLDS_V2,                "7829 7.2",        "5.5") \
	X(47, expose_pf,           uint32_t,             ASSOC,     RW, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE,   "7829 7.3",        "5.5") \
	X(48, stats,               asctp_stats,          LIVE,      RO, SCTP_GET_ASSOC_STATS,                   "",                "3.8") \
	X(49, pr_supported,        bool,                 HANDSHAKE, RW, SCTP_PR_SUPPORTED,                      "7496 4.5",        "4.8") \
	X(50, pr_assoc_status,     asctp_abandoned,      LIVE,      RO, SCTP_PR_ASSOC_STATUS,                   "7496 4.4",        "4.8") \
	X(51, pr_stream_status,    asctp_abandoned,      LIVE,      RO, SCTP_PR_STREAM_STATUS,                  "7496 4.3",        "4.12") \
	X(52, reconfig_supported,  bool,                 HANDSHAKE, RW, SCTP_RECONFIG_SUPPORTED,                "6525 6.3",        "4.12") \
	X(53, reconfig_allowed,    uint32_t,             EACH,      RW, SCTP_ENABLE_STREAM_RESET,               "6525 6.3.1",      "4.11") \
	X(54, reset_streams,       asctp_reset,          LIVE,      WO, SCTP_RESET_STREAMS,                     "6525 6.3.2",      "4.11") \
	X(55, reset_assoc,         bool,                 LIVE,      WO, SCTP_RESET_ASSOC,                       "6525 6.3.3",      "4.11") \
	X(56, add_streams,         asctp_more_streams,   LIVE,      WO, SCTP_ADD_STREAMS,                       "6525 6.3.4",      "4.11") \
	X(57, scheduler,           uint32_t,             EACH,      RW, SCTP_STREAM_SCHEDULER,                  "8260 4.3.2",      "4.15") \
	X(58, stream_priority,     asctp_stream_value,   LIVE,      RW, SCTP_STREAM_SCHEDULER_VALUE,            "8260 4.3.3",      "4.15") \
	X(59, interleaving,        bool,                 HANDSHAKE, RW, SCTP_INTERLEAVING_SUPPORTED,            "8260 4.3.1",      "4.16") \
	X(60, asconf_supported,    bool,                 HANDSHAKE, RW, SCTP_ASCONF_SUPPORTED,                  "5061",            "5.4") \
	X(61, auth_supported,      bool,                 HANDSHAKE, RW, SCTP_AUTH_SUPPORTED,                    "4895",            "5.4") \
	X(62, ecn_supported,       bool,                 HANDSHAKE, RW, SCTP_ECN_SUPPORTED,                     "4960 app. A",     "5.4") \
	X(63, udp_encap_port,      asctp_path_value,     PATH,      RW, SCTP_REMOTE_UDP_ENCAPS_PORT,            "6951 6.1",        "5.11") \
	X(64, probe_interval,      asctp_path_value,     PATH,      RW, SCTP_PLPMTUD_PROBE_INTERVAL,            "8899",            "5.14")
/* clang-format on */

/* Of some, more than fits the table:
 *
 * autoclose_s        one-to-many. An association that is idle for so long is shut down; 0: never.
 * receive_buffer     The kernel grants up to net.core.rmem_max and reads back twice the number, of
 * send_buffer        which messages can use half. An association's receive window is fixed at its
 *                    beginning; send_buffer, as read back, limits the length of a message.
 * primary            -EINVAL: not the peer's; get with an id only.
 * adaptation         0: no indication is sent.
 * limits             -EINVAL: more retransmissions than its paths have together, if it has several.
 * path_mtu           Linux keeps that of one path only until its next packet. Newer kernels (6.1 does, 5.10
 *                    does not) keep it if discovery is off for the association as a whole: set that
 *                    first, with family 0.
 * flow_label         0 to 0xfffff. Without effect on IPv4 paths, which read 0. Linux takes it when it
 *                    next looks for the route: best before the association.
 * dscp               The code point, 0 to 63 (46: EF), not the byte that it stands in.
 * fragment_interleave  Is this and `interleaving` in one: from 2 to a lower level it switches that off.
 *                    If 2 is refused it is as it was.
 * default_send       For CURRENT and ALL it resets default_policy, which is to be set afterwards.
 * linger             one-to-many too: {on, 0} aborts all its associations.
 * fragment_size      At most so many bytes of a message in one packet; 0: as the path allows. A get of
 *                    an association tells the value in use.
 * hmacs, auth_...    -EACCES: authentication is off (auth_supported, before the association), or the
 *                    peer does not do it. auth_chunk: a chunk type to be authenticated; -EINVAL: INIT,
 *                    INIT ACK, SHUTDOWN COMPLETE, AUTH. A key that is active is neither deactivated nor
 *                    deleted: -EINVAL. auth_active_key: -EINVAL: no such key.
 * partial_delivery_point  Bytes of a message after which its parts are delivered; at most half of the
 *                    receive buffer. 0: only if the buffer gets full.
 * auto_asconf        -EINVAL unless bound to the wildcard.
 * max_burst          Packets in one go, at most 65535; 0: no limit.
 * reuse_port         one-to-one, before bind; else -EOPNOTSUPP, or (bound) -EFAULT.
 * assoc_ids          -EAGAIN: they changed whenever they were read.
 * stats              max_rto_path: family 0 before any was measured.
 * path_info          With the id 0, of the association that has such a peer: so an address finds its id.
 * status, path_info  -EACCES: path_info of a path that has potentially failed, with expose_pf 1.
 * pr_..._status      -EINVAL: a stream that the association does not have. With ASCTP_RETRANSMISSIONS
 *                    and 0, Linux counts in `sent` those that arrived, too.
 * peer_primary       Asks the peer (RFC 5061) to send to this local address. -EPERM: asconf_supported
 *                    is off or the peer does not do it; -ENOTCONN: not up; -EADDRNOTAVAIL: not ours.
 * pf_threshold       Failures after which a path is potentially failed (RFC 7829).
 * switchover         Failures after which another path is made primary; 65535: never. -EINVAL: below
 *                    pf_threshold. Set for all paths, it also sets their pf_threshold to that of the
 *                    association.
 * reset_..., add_... -ENOPROTOOPT: not negotiated (reconfig_supported on both sides) or not allowed
 *                    (reconfig_allowed); -EINPROGRESS: one is under way; -EAGAIN: data waits.
 *                    reset_assoc takes `true` only. reset_streams: -EINVAL: no direction, a stream that
 *                    there is not, a list longer than a packet.
 * scheduler          asctp_scheduler. -EINVAL: this kernel lacks it.
 * interleaving       -EPERM: net.sctp.intl_enable is 0, or fragment_interleave is. With it, a send that
 *                    begins an association blocks even if it may not: connect first.
 * ..._supported      Before the association; a get of one tells what both sides agreed on.
 *                    asconf_supported on both sides wants auth_supported there: without it Linux refuses
 *                    the association (unless net.sctp.addip_noauth_enable is 1).
 * udp_encap_port     The peer's UDP port (RFC 6951); 0: no encapsulation. Both hosts need
 *                    net.sctp.udp_port, too: without it Linux takes the port and sends plain SCTP.
 * probe_interval     Milliseconds between the probes of PLPMTUD (RFC 8899); 0: off; else 5000 or more. */

/* clang-format off */
#define ASCTP_OPTION_TAG_(nr, name, type, scope, access, kernel, rfc, since) ASCTP_OPTION_##name = (nr),
#define ASCTP_OPTION_TYPE_(nr, name, type, scope, access, kernel, rfc, since) typedef type asctp_opt_##name;
/* clang-format on */
typedef enum asctp_option { ASCTP_OPTIONS(ASCTP_OPTION_TAG_) } asctp_option;
ASCTP_OPTIONS(ASCTP_OPTION_TYPE_)

/* ---- Calls ------------------------------------------------------------------------------------- */

typedef struct asctp_endpoint asctp_endpoint; /* as in <asctp/asctp.h> */
typedef struct asctp_assoc asctp_assoc;

/* `size` is that of the option's type. A struct may be another version's: in a set, members that it
 * lacks are zero; in a get, those that this library lacks become zero. -EINVAL: NULL, size 0, another
 * size of a type that is no struct. A get that fails leaves *ret alone, but for -ENOBUFS. */
ASCTP_API int asctp_sock_set_option(
	int fd, int32_t id, asctp_option option, const void *value, size_t size);
ASCTP_API int asctp_sock_get_option(
	int fd, int32_t id, asctp_option option, void *ret, size_t size);

/* On an endpoint an option holds for the associations to come; on an association whose connect has
 * not been processed yet, also for its handshake.
 *
 * The engine's own are not set this way: -EPERM, and asctp_why() tells what to use instead. They are
 * linger, send_buffer, mapped_v4, fragment_interleave, context, recv_rcvinfo, recv_nxtinfo,
 * default_send, default_policy, expose_pf and add_streams. With pf_threshold above 0, the engine does
 * not tell an ABORT without a cause from silence: both are ASCTP_LOST.
 * -EBUSY: a SOCKET or HANDSHAKE option of an association that shares its endpoint's socket, for want
 * of a descriptor. */
ASCTP_API int asctp_endpoint_set_option(
	asctp_endpoint *endpoint, asctp_option option, const void *value, size_t size);
ASCTP_API int asctp_endpoint_get_option(
	asctp_endpoint *endpoint, asctp_option option, void *ret, size_t size);
ASCTP_API int asctp_assoc_set_option(
	asctp_assoc *assoc, asctp_option option, const void *value, size_t size);
ASCTP_API int asctp_assoc_get_option(
	asctp_assoc *assoc, asctp_option option, void *ret, size_t size);

/* An association on a descriptor. */
typedef struct asctp_where {
	int fd;
	int32_t id;
} asctp_where;
static inline asctp_where asctp_at(int fd, int32_t id)
{
	asctp_where where;

	where.fd = fd;
	where.id = id;
	return where;
}

/* Generic selection is C's; in C++ call the functions above. */
#ifndef __cplusplus
static inline int asctp_set_at_(asctp_where at, asctp_option option, const void *value, size_t size)
{
	return asctp_sock_set_option(at.fd, at.id, option, value, size);
}
static inline int asctp_get_at_(asctp_where at, asctp_option option, void *ret, size_t size)
{
	return asctp_sock_get_option(at.fd, at.id, option, ret, size);
}
static inline int asctp_set_fd_(int fd, asctp_option option, const void *value, size_t size)
{
	return asctp_sock_set_option(fd, 0, option, value, size);
}
static inline int asctp_get_fd_(int fd, asctp_option option, void *ret, size_t size)
{
	return asctp_sock_get_option(fd, 0, option, ret, size);
}

/* asctp_set(object, name, value) or, of a struct, asctp_set(object, name, .member = value) */
#define asctp_set(object, name, ...) \
	_Generic((object), int : asctp_set_fd_, asctp_where : asctp_set_at_,                                     \
		asctp_endpoint *: asctp_endpoint_set_option,                                \
		asctp_assoc *: asctp_assoc_set_option)((object), ASCTP_OPTION_##name,       \
		&(asctp_opt_##name){ __VA_ARGS__ }, sizeof(asctp_opt_##name))
/* asctp_put(object, name, &value): the same of a whole value that a variable holds, such as an address
 * (primary, peer_primary, heartbeat_now) or what a get has read; value is an asctp_opt_<name> */
#define asctp_put(object, name, value) \
	_Generic((object), int : asctp_set_fd_, asctp_where : asctp_set_at_,                        \
		asctp_endpoint *: asctp_endpoint_set_option,                                        \
		asctp_assoc *: asctp_assoc_set_option)((object), ASCTP_OPTION_##name,               \
		_Generic((value), asctp_opt_##name *: (value), const asctp_opt_##name *: (value)),  \
		sizeof(asctp_opt_##name))
/* asctp_get(object, name, &value): value is an asctp_opt_<name> */
#define asctp_get(object, name, ret) \
	_Generic((object), int : asctp_get_fd_, asctp_where : asctp_get_at_,                                     \
		asctp_endpoint *: asctp_endpoint_get_option,                                \
		asctp_assoc *: asctp_assoc_get_option)((object), ASCTP_OPTION_##name,       \
		_Generic((ret), asctp_opt_##name *: (ret)), sizeof(asctp_opt_##name))
#endif

/* ---- The table at run time ---------------------------------------------------------------------- */

typedef enum asctp_scope {
	ASCTP_SCOPE_SOCKET = 1,
	ASCTP_SCOPE_HANDSHAKE = 2,
	ASCTP_SCOPE_ASSOC = 3,
	ASCTP_SCOPE_EACH = 4,
	ASCTP_SCOPE_LIVE = 5,
	ASCTP_SCOPE_PATH = 6
} asctp_scope;

typedef struct asctp_option_info {
	asctp_option option;
	const char *name;   /* "rto" */
	const char *type;   /* "asctp_rto" */
	const char *kernel; /* "SCTP_RTOINFO" */
	const char *rfc;    /* "6458 8.1.1"; "" if Linux's own */
	const char *since;  /* the Linux release: "2.6" */
	asctp_scope scope;
	bool can_get, can_set;
	size_t size; /* of its type */
} asctp_option_info;

/* Row `i` of the table, from 0 on; NULL beyond its end. */
ASCTP_API const asctp_option_info *asctp_option_at(size_t i);
/* The row of a name; NULL if there is none. */
ASCTP_API const asctp_option_info *asctp_option_find(const char *name);

#ifdef __cplusplus
}
#endif
#endif
