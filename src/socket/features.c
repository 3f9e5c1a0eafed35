/* SPDX-License-Identifier: MIT */
/* socket/features.c - what SCTP this kernel does, what is switched off, and how to switch it on. */
#include "socket/features.h"
#include "socket/probe.h"
#include "wire/kernel.h"
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a row's sysctl is to it. */
enum role {
	DEFAULT,   /* what a socket has that does not ask; the probe sees it */
	GATE,      /* without it nothing works, and nothing but the sysctl tells */
	SEEN_GATE, /* without it nothing works, and the kernel tells: -EPERM */
	LIMIT      /* privilege passes it */
};

struct row {
	const char *name, *what, *rfc;
	struct probe probe;
	const char *within; /* the row, further up, of what this is a part of */
	const char *sysctl; /* NULL: none */
	enum role role;
	int off;             /* GATE: the value that means off */
	bool before_option;  /* older than its option; where that is missing the sysctl is a GATE */
	const char *ask;     /* how: ASCTP_ASK */
	const char *turn_on; /* how: ASCTP_OFF, ASCTP_FORBIDDEN */
};

/* clang-format off */
#define FEATURE(word, text, paper) .name = word, .what = text, .rfc = paper
/* how to find out, with members of struct probe */
#define BY(probing, ...) .probe = { .ask = socket_probe_##probing, __VA_ARGS__ }
#define ONE  .type = SOCK_STREAM
#define MANY .type = SOCK_SEQPACKET
#define INT  .size = sizeof(int), .width = sizeof(int)
#define ASSOC_VALUE \
	.size = sizeof(struct kernel_assoc_value), \
	.at = offsetof(struct kernel_assoc_value, value), .width = 4
#define MEMBER(tag, member) \
	.size = sizeof(struct tag), .at = offsetof(struct tag, member), \
	.width = sizeof(((struct tag *)0)->member)
#define ON_OFF .least = 1, .most = UINT32_MAX
#define SYSCTL(variable, value) .sysctl = variable, .turn_on = "sysctl -w " variable "=" #value

/* Not here, since only traffic shows it: SCTP_COMPLETE in NXTINFO, features listed with COMM_UP, what
 * the peer does. Options that RFC 6458 has and Linux never had are shown by this: the kernel
 * knows no number that we do not. Before 5.4 asconf_without_auth is said to be lacking: that two
 * sysctls decide together is more than a row can tell. */
static const struct row rows[] = {
	{ FEATURE("one_to_one", "one association on a socket (SOCK_STREAM)", "6458 4"),
		BY(nothing, ONE) },
	{ FEATURE("one_to_many", "many associations on a socket (SOCK_SEQPACKET)", "6458 3"),
		BY(nothing, MANY) },
	{ FEATURE("ipv6", "addresses of IPv6", "9260"),
		BY(nothing, MANY, .family = AF_INET6),
		SYSCTL("net.ipv6.conf.all.disable_ipv6", 0), .role = GATE, .off = 1 },

	{ FEATURE("event_by_assoc", "notifications chosen by association (SCTP_EVENT)", "6458 6.2.2"),
		BY(get, MANY, .option = KERNEL_EVENT, .size = sizeof(struct kernel_event),
			.refusal = -EINVAL) },
	{ FEATURE("send_failed_event", "what was not sent comes back with its SNDINFO", "6458 6.1.11"),
		BY(event, MANY, .least = KERNEL_SEND_FAILED_EVENT) },
	{ FEATURE("sender_dry", "notification that all was acknowledged", "6458 6.1.9"),
		BY(event, MANY, .least = KERNEL_SENDER_DRY_EVENT) },
	{ FEATURE("notifications_stopped", "notification that notifications were lost", "6458 6.1.10"),
		BY(unknown_event, MANY) },

	{ FEATURE("rcvinfo", "stream, PPID and TSN of what is received", "6458 8.1.29"),
		BY(get, MANY, .option = KERNEL_RECVRCVINFO, INT) },
	{ FEATURE("nxtinfo", "stream, PPID and length of the message after it", "6458 8.1.30"),
		BY(get, MANY, .option = KERNEL_RECVNXTINFO, INT) },
	{ FEATURE("use_ext_rcvinfo", "both in one item (SCTP_EXTRCV, deprecated)", "6458 8.1.22"),
		BY(unknown_option, MANY) },
	{ FEATURE("sndinfo_defaults", "stream and PPID for sends without SNDINFO", "6458 8.1.31"),
		BY(get, MANY, .option = KERNEL_DEFAULT_SNDINFO,
			.size = sizeof(struct kernel_sndinfo)) },
	{ FEATURE("sendall", "one send to all associations", "6458 5.3.4"),
		BY(sendall, MANY) },
	{ FEATURE("explicit_eor", "one message in several sends", "6458 8.1.26"),
		BY(unknown_option, MANY) },
	{ FEATURE("fragment_interleave_2", "parts of messages in turn (FRAGMENT_INTERLEAVE 2)", "6458 8.1.20"),
		BY(kept, MANY, .option = KERNEL_FRAGMENT_INTERLEAVE, INT, .least = 2) },

	{ FEATURE("connectx3", "connecting to several addresses, with the id", "6458 9.9"),
		BY(get, MANY, .option = KERNEL_CONNECTX3,
			.size = sizeof(struct kernel_connectx3), .refusal = -EINVAL) },
	{ FEATURE("peeloff_flags", "peeling off with SOCK_CLOEXEC and SOCK_NONBLOCK", "6458 9.2"),
		BY(get, MANY, .option = KERNEL_PEELOFF_FLAGS,
			.size = sizeof(struct kernel_peeloff_flags), .refusal = -EINVAL) },
	{ FEATURE("reuse_port", "several sockets on one port", "6458 8.1.27"),
		BY(kept, ONE, .option = KERNEL_REUSE_PORT, INT, .least = 1) },
	{ FEATURE("autoclose", "idle associations end by themselves", "6458 8.1.8"),
		BY(kept, MANY, .option = KERNEL_AUTOCLOSE, INT, .least = 1) },
	{ FEATURE("dscp", "DSCP of packets, for each path", "6458 8.1.12"),
		BY(label, MANY, .least = KERNEL_SPP_DSCP) },
	{ FEATURE("flow_label", "IPv6 flow label of packets, for each path", "6458 8.1.12"),
		BY(label, MANY, .family = AF_INET6, .least = KERNEL_SPP_IPV6_FLOWLABEL),
		.within = "ipv6" },
	{ FEATURE("assoc_stats", "counters of an association", ""),
		BY(get, MANY, .option = KERNEL_GET_ASSOC_STATS,
			.size = sizeof(struct kernel_assoc_stats), .refusal = -EINVAL) },

	{ FEATURE("auth", "chunks authenticated with shared keys", "4895"),
		BY(switch, MANY, .option = KERNEL_AUTH_SUPPORTED, ASSOC_VALUE, ON_OFF),
		SYSCTL("net.sctp.auth_enable", 1), .before_option = true,
		.ask = "asctp_set(fd, auth_supported, true)" },
	{ FEATURE("hmac_sha256", "authentication with SHA-256", "4895"),
		BY(sha256, MANY), .within = "auth" },
	{ FEATURE("auth_deactivate", "keys that are used up, then deleted", "6458 8.3.4"),
		BY(deactivate, MANY), .within = "auth" },
	/* one without the other is worse than none: the kernel refuses such a peer */
	{ FEATURE("asconf", "addresses added and removed while up (ASCONF)", "5061"),
		BY(switch, MANY, .option = KERNEL_ASCONF_SUPPORTED, ASSOC_VALUE, ON_OFF),
		.within = "auth", SYSCTL("net.sctp.addip_enable", 1), .before_option = true,
		.ask = "asctp_set(fd, auth_supported, true), "
		       "asctp_set(fd, asconf_supported, true)" },
	{ FEATURE("asconf_without_auth", "the same without authentication, against the RFC", ""),
		BY(switch, MANY, .option = KERNEL_ASCONF_SUPPORTED, ASSOC_VALUE, ON_OFF),
		SYSCTL("net.sctp.addip_noauth_enable", 1), .role = GATE,
		.ask = "asctp_set(fd, asconf_supported, true)" },
	{ FEATURE("auto_asconf", "addresses of the host that come and go are told", "6458 8.1.23"),
		BY(auto_asconf, MANY, .option = KERNEL_AUTO_ASCONF, INT, ON_OFF),
		.within = "asconf", SYSCTL("net.sctp.default_auto_asconf", 1),
		.ask = "asctp_set(fd, auto_asconf, true), besides what asconf needs" },

	{ FEATURE("pr_sctp", "messages given up when they are too old", "3758"),
		BY(switch, MANY, .option = KERNEL_PR_SUPPORTED, ASSOC_VALUE, ON_OFF),
		SYSCTL("net.sctp.prsctp_enable", 1), .before_option = true,
		.ask = "asctp_set(fd, pr_supported, true)" },
	{ FEATURE("pr_policies", "given up by number of transmissions, or by priority", "7496"),
		BY(both, MANY, .option = KERNEL_DEFAULT_PRINFO,
			MEMBER(kernel_default_prinfo, policy),
			.least = KERNEL_PR_RTX, .most = KERNEL_PR_PRIO), .within = "pr_sctp" },
	{ FEATURE("default_prinfo", "a policy for sends that name none", "6458 8.1.32"),
		BY(get, MANY, .option = KERNEL_DEFAULT_PRINFO,
			.size = sizeof(struct kernel_default_prinfo)), .within = "pr_sctp" },
	{ FEATURE("reconfig", "streams reset and added", "6525"),
		BY(switch, MANY, .option = KERNEL_RECONFIG_SUPPORTED, ASSOC_VALUE, ON_OFF),
		SYSCTL("net.sctp.reconf_enable", 1),
		.ask = "asctp_set(fd, reconfig_supported, true)" },
	{ FEATURE("reconfig_requests", "asking for that, and granting it to the peer", "6525 6.3.1"),
		BY(switch, MANY, .option = KERNEL_ENABLE_STREAM_RESET, ASSOC_VALUE,
			.least = 7, .most = 7), .within = "reconfig",
		.ask = "asctp_set(fd, reconfig_allowed, ASCTP_RESET_STREAMS | "
		       "ASCTP_RESET_ASSOC | ASCTP_CHANGE_STREAMS), besides what reconfig needs" },

	{ FEATURE("interleaving", "messages of several streams in turn (I-DATA)", "8260"),
		BY(interleaving, MANY, .option = KERNEL_INTERLEAVING_SUPPORTED, ASSOC_VALUE, ON_OFF),
		SYSCTL("net.sctp.intl_enable", 1), .role = SEEN_GATE,
		.ask = "asctp_set(fd, interleaving, true)" },
#define SCHEDULER(number) \
	BY(set, MANY, .option = KERNEL_STREAM_SCHEDULER, ASSOC_VALUE, .least = (number))
	{ FEATURE("scheduler_fcfs", "streams served: first come, first served", "8260 3"),
		SCHEDULER(0) },
	{ FEATURE("scheduler_prio", "streams served: by priority", "8260 3"),
		SCHEDULER(1) },
	{ FEATURE("scheduler_rr", "streams served: round-robin", "8260 3"),
		SCHEDULER(2) },
	{ FEATURE("scheduler_fc", "streams served: fair capacity", "8260 3"),
		SCHEDULER(3) },
	{ FEATURE("scheduler_wfq", "streams served: weighted fair queueing", "8260 3"),
		SCHEDULER(4) },

	{ FEATURE("potentially_failed", "paths that may have failed are left at once", "7829"),
		BY(get, MANY, .option = KERNEL_PEER_ADDR_THLDS,
			.size = sizeof(struct kernel_paddrthlds)),
		SYSCTL("net.sctp.pf_enable", 1), .role = GATE },
	{ FEATURE("expose_pf", "notifications of paths that may have failed", "7829 7.3"),
		BY(switch, MANY, .option = KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE, ASSOC_VALUE,
			.least = 2, .most = 2),
		.within = "potentially_failed", SYSCTL("net.sctp.pf_expose", 2),
		.ask = "asctp_set(fd, expose_pf, ASCTP_EXPOSE_PF_ENABLE)" },
	{ FEATURE("switchover", "another path made primary after failures", "7829 7.2"),
		BY(switch, MANY, .option = KERNEL_PEER_ADDR_THLDS_V2,
			MEMBER(kernel_paddrthlds, pathcpthld), .least = 0, .most = UINT16_MAX - 1),
		SYSCTL("net.sctp.ps_retrans", 5),
		.ask = "asctp_set(fd, switchover, .count = 5)" },

	{ FEATURE("ecn", "routers that mark packets in place of dropping them", "4960 app. A"),
		BY(switch, MANY, .option = KERNEL_ECN_SUPPORTED, ASSOC_VALUE, ON_OFF),
		SYSCTL("net.sctp.ecn_enable", 1), .before_option = true,
		.ask = "asctp_set(fd, ecn_supported, true)" },
	{ FEATURE("udp_encapsulation", "SCTP inside UDP, through what knows no SCTP", "6951"),
		BY(switch, MANY, .option = KERNEL_REMOTE_UDP_ENCAPS_PORT,
			MEMBER(kernel_udpencaps, port), ON_OFF),
		SYSCTL("net.sctp.udp_port", 9899), .role = GATE,
		.ask = "asctp_set(fd, udp_encap_port, .value = 9899)" },
	{ FEATURE("plpmtud", "path MTU found with probes, not by ICMP", "8899"),
		BY(switch, MANY, .option = KERNEL_PLPMTUD_PROBE_INTERVAL,
			MEMBER(kernel_probeinterval, interval_ms), .least = 5000, .most = UINT32_MAX),
		SYSCTL("net.sctp.plpmtud_probe_interval", 5000),
		.ask = "asctp_set(fd, probe_interval, .value = 5000)" },
	{ FEATURE("zero_checksum", "no checksum where a lower layer has one", "9653"),
		BY(unknown_option, MANY) },

	{ FEATURE("send_buffer_per_assoc", "a stalled peer does not fill the socket's send buffer", ""),
		BY(nothing), SYSCTL("net.sctp.sndbuf_policy", 1), .role = GATE },
	{ FEATURE("receive_buffer_per_assoc", "unread data of one peer does not stop the others", ""),
		BY(nothing), SYSCTL("net.sctp.rcvbuf_policy", 1), .role = GATE },
	{ FEATURE("large_send_buffer", "a send buffer beyond the system's limit", ""),
		BY(buffer, MANY, .option = SO_SNDBUFFORCE, .most = SO_SNDBUF),
		.sysctl = "net.core.wmem_max", .role = LIMIT,
		.turn_on = "CAP_NET_ADMIN of the host, or sysctl -w net.core.wmem_max=BYTES" },
	{ FEATURE("large_receive_buffer", "a receive buffer beyond the system's limit", ""),
		BY(buffer, MANY, .option = SO_RCVBUFFORCE, .most = SO_RCVBUF),
		.sysctl = "net.core.rmem_max", .role = LIMIT,
		.turn_on = "CAP_NET_ADMIN of the host, or sysctl -w net.core.rmem_max=BYTES" },
	{ FEATURE("low_ports", "all ports below 1024", ""),
		BY(low_port, MANY),
		.sysctl = "net.ipv4.ip_unprivileged_port_start", .role = LIMIT,
		.turn_on = "CAP_NET_BIND_SERVICE, or "
			   "sysctl -w net.ipv4.ip_unprivileged_port_start=0" },
};
/* clang-format on */

enum { ROWS = sizeof(rows) / sizeof(*rows), STYLES = 2 /* the first rows */ };

/* ---- Sysctls ---- */

/* Returns 0, or why it could not be read. */
static int read_sysctl(const struct sys *sys, const char *name, int64_t *ret)
{
	char path[128] = "/proc/sys/", text[32], *end;
	size_t len = strlen(path);
	int result;

	for (; *name && len < sizeof(path) - 1; name++)
		path[len++] = *name == '.' ? '/' : *name;
	path[len] = '\0';
	result = sys->read_file(path, text, sizeof(text));
	if (result < 0)
		return result;
	*ret = strtoll(text, &end, 10);
	if (end != text && *ret >= 0)
		return 0;
	*ret = -1;
	return -EINVAL;
}

/* ---- One feature ---- */

/* The caller runs out of something: that says nothing of the kernel. An option may say ENOMEM also
 * where the kernel lacks a hash. */
static bool is_shortage(int result)
{
	return result == -EMFILE || result == -ENFILE || result == -ENOMEM || result == -ENOBUFS;
}

/* Asks on a new socket. Returns 0, with what the probe says or why there is no socket, or the
 * shortage that made it impossible. */
static int ask(const struct sys *sys, const struct probe *probe, int *ret)
{
	int fd;

	if (!probe->type) {
		*ret = probe->ask(sys, -1, probe);
		return 0;
	}
	fd = sys->socket(probe->family ? probe->family : AF_INET,
		probe->type | SOCK_NONBLOCK | SOCK_CLOEXEC, KERNEL_SOL_SCTP);
	*ret = fd;
	if (fd < 0)
		return is_shortage(fd) ? fd : 0;
	*ret = probe->ask(sys, fd, probe);
	sys->close(fd);
	return 0;
}

/* What it means that the kernel refused. */
static asctp_availability judge(const struct row *row, int error, int64_t value)
{
	switch (error) {
	case -ENOPROTOOPT:
	case -EOPNOTSUPP:
	case -EINVAL:
	case -EAFNOSUPPORT:
	case -EPROTONOSUPPORT:
	case -ESOCKTNOSUPPORT: return ASCTP_LACKS;
	case -EPERM:
	case -EACCES:
		if (row->role == LIMIT)
			return ASCTP_FORBIDDEN;
		return row->role == SEEN_GATE && value <= 0 ? ASCTP_OFF : ASCTP_UNTOLD;
	default: return ASCTP_UNTOLD;
	}
}

static const char *how(const struct row *row, asctp_availability availability)
{
	const char *text = NULL;

	if (availability == ASCTP_ASK)
		text = row->ask;
	else if (availability == ASCTP_OFF || availability == ASCTP_FORBIDDEN)
		text = row->turn_on;
	return text ? text : "";
}

/* Returns 0, or the shortage that made it impossible. */
static int find_out(const struct sys *sys, const struct row *row, asctp_feature *ret)
{
	int64_t value = -1;
	int unread = row->sysctl ? read_sysctl(sys, row->sysctl, &value) : 0;
	int result, short_of = ask(sys, &row->probe, &result);
	bool gate = row->role == GATE;

	if (short_of || is_shortage(unread))
		return short_of ? short_of : unread;
	if (result == -ENOPROTOOPT && row->before_option) {
		gate = true;
		result = ASCTP_HAS;
	}
	ret->name = row->name;
	ret->what = row->what;
	ret->rfc = row->rfc;
	ret->error = result < 0 ? result : 0;
	ret->availability = result < 0 ? judge(row, result, value) : (asctp_availability)result;
	if (gate && ret->availability != ASCTP_LACKS) {
		if (unread) {
			ret->availability = ASCTP_UNTOLD;
			ret->error = unread;
		} else if (value == row->off) {
			ret->availability = ASCTP_OFF;
		}
	}
	ret->sysctl = row->sysctl ? row->sysctl : "";
	ret->sysctl_value = value;
	ret->privileged = row->turn_on;
	ret->how = how(row, ret->availability);
	return 0;
}

/* ---- All ---- */

/* A part is not more available than the whole, and switched on with it. */
static void hold_to_whole(asctp_feature *part, const asctp_feature *whole)
{
	if (whole->availability == ASCTP_HAS ||
		(whole->availability == ASCTP_ASK && part->availability != ASCTP_HAS))
		return;
	part->availability = whole->availability;
	part->error = whole->error;
	part->sysctl = whole->sysctl;
	part->sysctl_value = whole->sysctl_value;
	part->privileged = whole->privileged;
	part->how = whole->how;
}

static const asctp_feature *find(const asctp_feature *found, const char *name)
{
	while (strcmp(found->name, name) != 0)
		found++;
	return found;
}

int socket_features(const struct sys *sys, asctp_feature *ret, size_t max, size_t size)
{
	asctp_feature found[ROWS] = { 0 };
	unsigned char *to = (unsigned char *)ret;
	size_t known = size < sizeof(*found) ? size : sizeof(*found);

	for (size_t i = 0; i < ROWS; i++) {
		int result = find_out(sys, &rows[i], &found[i]);

		if (result < 0)
			return result;
		if (i + 1 == STYLES && found[0].error && found[1].error)
			return found[1].error;
		if (rows[i].within)
			hold_to_whole(&found[i], find(found, rows[i].within));
	}
	for (size_t i = 0; i < ROWS && i < max; i++) {
		memset(to + i * size, 0, size);
		memcpy(to + i * size, &found[i], known);
	}
	return ROWS;
}
