/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/rows_address.c - addresses of sockets and associations, and options asked for one. */
#include "rows.h"
#include <stdlib.h>

/* ---- 9.1 sctp_bindx ---- */

static void bindx_faults(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sockaddr_in addr = at("127.0.0.1", 0), odd = { .sin_family = AF_UNIX };

	said(lib.sctp_bindx(fd, A(addr), 0, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(fd, A(addr), -1, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(fd, A(addr), 1, 0));
	said(lib.sctp_bindx(fd, A(addr), 1, SCTP_BINDX_ADD_ADDR | SCTP_BINDX_REM_ADDR));
	said(lib.sctp_bindx(fd, A(odd), 1, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(-1, A(addr), 1, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(0, A(addr), 1, SCTP_BINDX_ADD_ADDR));
}

static void bindx_null(void)
{
	said(lib.sctp_bindx(open_sctp(SOCK_STREAM), NULL, 1, SCTP_BINDX_ADD_ADDR));
}

static void bindx_bad_addresses(void)
{
	int fd = open_sctp(SOCK_STREAM);
	struct sockaddr_in away = at("192.0.2.1", 0), used,
			   ports[] = { at("127.0.0.1", 7001), at("127.0.0.2", 7002) };

	listener(SOCK_STREAM, &used);
	said(lib.sctp_bindx(fd, A(away), 1, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(fd, A(used), 1, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(fd, A(ports), 2, SCTP_BINDX_ADD_ADDR));
}

static void bindx_adds_and_removes(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sockaddr_in addrs[] = { at("127.0.0.1", 7000), at("127.0.0.2", 7000),
		at("127.0.0.3", 0) };
	struct sockaddr *list;

	said(lib.sctp_bindx(fd, A(addrs), 3, SCTP_BINDX_ADD_ADDR));
	said(lib.sctp_bindx(fd, A(addrs), 1, SCTP_BINDX_REM_ADDR));
	said(lib.sctp_getladdrs(fd, 0, &list));
	said(lib.sctp_bindx(fd, A(addrs[1]), 1, SCTP_BINDX_REM_ADDR));
	addrs[2].sin_port = htons(7000);
	said(lib.sctp_bindx(fd, A(addrs[2]), 1, SCTP_BINDX_REM_ADDR));
}

static void bindx_mixed(void)
{
	int fd = socket(AF_INET6, SOCK_STREAM, IPPROTO_SCTP);
	struct {
		struct sockaddr_in6 v6;
		struct sockaddr_in v4;
	} list = { at6("::1", 7000), at("127.0.0.1", 7000) };

	said(lib.sctp_bindx(fd, A(list), 2, SCTP_BINDX_ADD_ADDR));
}

/* ---- 9.3 to 9.6: lists ---- */

static void show(int count, struct sockaddr *list)
{
	const char *next = (const char *)list;

	said(count);
	for (int i = 0; i < count; i++) {
		char text[INET6_ADDRSTRLEN];
		const struct sockaddr_in *v4 = (const void *)next;
		const struct sockaddr_in6 *v6 = (const void *)next;

		if (v4->sin_family == AF_INET) {
			say("%s", inet_ntop(AF_INET, &v4->sin_addr, text, sizeof(text)));
			next += sizeof(*v4);
		} else {
			say("%s", inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof(text)));
			next += sizeof(*v6);
		}
	}
}

static void locals(void)
{
	struct sockaddr_in addrs[] = { at("127.0.0.1", 0), at("127.0.0.2", 0) };
	struct sockaddr *list;
	int fd = listener_on(SOCK_SEQPACKET, addrs, 2), count;

	count = lib.sctp_getladdrs(fd, 0, &list);
	show(count, list);
	said(lib.sctp_freeladdrs(list));
}

static void locals_unbound(void)
{
	struct sockaddr *list;

	said(lib.sctp_getladdrs(open_sctp(SOCK_SEQPACKET), 0, &list));
	said(lib.sctp_getladdrs(open_sctp(SOCK_STREAM), 0, &list));
}

static void locals_faults(void)
{
	struct sockaddr *list;

	said(lib.sctp_getladdrs(-1, 0, &list));
	said(lib.sctp_getladdrs(0, 0, &list));
	said(lib.sctp_getladdrs(socket(AF_INET, SOCK_DGRAM, 0), 0, &list));
	said(lib.sctp_getladdrs(open_sctp(SOCK_SEQPACKET), 77, &list));
}

static void lists_null(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);

	said(lib.sctp_getladdrs(fd, 0, NULL));
	said(lib.sctp_getpaddrs(fd, 0, NULL));
}

static void peers_of(int type)
{
	struct sockaddr_in addrs[] = { at("127.0.0.1", 0), at("127.0.0.2", 0) };
	struct sockaddr *list;
	int fd = open_sctp(type), count;

	listener_on(type, addrs, 2);
	need(!connect(fd, A(addrs), sizeof(addrs[0])));
	count = lib.sctp_getpaddrs(fd, type == SOCK_STREAM ? 0 : only_id(fd), &list);
	show(count, list);
	said(lib.sctp_freepaddrs(list));
}

static void peers_one(void)
{
	peers_of(SOCK_STREAM);
}

static void peers_many(void)
{
	peers_of(SOCK_SEQPACKET);
}

/* IPv4 ones as the socket wants them. */
static void peers_mapped(void)
{
	struct sockaddr_in addr;
	struct sockaddr *list;
	int fd = socket(AF_INET6, SOCK_STREAM, IPPROTO_SCTP), off = 0, count;

	listener(SOCK_STREAM, &addr);
	need(!connect(fd, A(addr), sizeof(addr)));
	count = lib.sctp_getpaddrs(fd, 0, &list);
	show(count, list);
	option(fd, SCTP_I_WANT_MAPPED_V4_ADDR, &off, sizeof(off));
	count = lib.sctp_getpaddrs(fd, 0, &list);
	show(count, list);
}

static void peers_of_nobody(void)
{
	struct sockaddr *list;

	said(lib.sctp_getpaddrs(open_sctp(SOCK_STREAM), 0, &list));
	said(lib.sctp_getpaddrs(open_sctp(SOCK_SEQPACKET), 5, &list));
}

static void peers_faults(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sockaddr *list;

	said(lib.sctp_getpaddrs(t.from, t.id + 99, &list));
	said(lib.sctp_getpaddrs(-1, 0, &list));
	said(lib.sctp_getpaddrs(socket(AF_INET, SOCK_DGRAM, 0), 0, &list));
}

static void lengths(void)
{
	said(lib.sctp_getaddrlen(AF_INET));
	said(lib.sctp_getaddrlen(AF_INET6));
	said(lib.sctp_getaddrlen(AF_UNIX));
}

/* More addresses than fit where a list is read first. */
static void peers_many_addresses(void)
{
	enum { MANY = 300 };
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sockaddr *list;

	for (int i = 0; i < MANY; i++) {
		char text[32];
		struct sockaddr_in addr;

		snprintf(text, sizeof(text), "127.0.%d.%d", 1 + i / 100, 1 + i % 100);
		addr = at(text, 7000);
		need(!lib.sctp_bindx(fd, A(addr), 1, SCTP_BINDX_ADD_ADDR));
	}
	said(lib.sctp_getladdrs(fd, 0, &list));
}

/* ---- 8: sctp_opt_info ---- */

static void opt_faults(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sctp_rtoinfo rto = { 0 };
	socklen_t len = sizeof(rto);

	said(lib.sctp_opt_info(-1, 0, SCTP_RTOINFO, &rto, &len));
	said(lib.sctp_opt_info(fd, 0, 99, &rto, &len));
	said(lib.sctp_opt_info(fd, SCTP_CURRENT_ASSOC, SCTP_RTOINFO, &rto, &len));
	said(lib.sctp_opt_info(fd, SCTP_ALL_ASSOC, SCTP_RTOINFO, &rto, &len));
	said(lib.sctp_opt_info(fd, 88, SCTP_RTOINFO, &rto, &len));
	len = 4;
	said(lib.sctp_opt_info(fd, 0, SCTP_RTOINFO, &rto, &len));
}

static void opt_null(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	socklen_t len = 4;

	said(lib.sctp_opt_info(fd, 0, SCTP_RTOINFO, NULL, &len));
}

static void opt_no_size(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sctp_rtoinfo rto = { 0 };

	said(lib.sctp_opt_info(fd, 0, SCTP_RTOINFO, &rto, NULL));
}

/* The id beside the struct counts, not the one in it. */
static void opt_id(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_status status = { .sstat_assoc_id = 12345 };
	socklen_t len = sizeof(status);

	said(lib.sctp_opt_info(t.from, t.id, SCTP_STATUS, &status, &len));
	say("%u %d", len == sizeof(status), status.sstat_state);
}

/* Structs that have it elsewhere than at the beginning. */
static void opt_id_elsewhere(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_sndinfo snd = { .snd_sid = 7, .snd_context = 9, .snd_assoc_id = t.id }, got;
	struct sctp_sndrcvinfo old;
	socklen_t len = sizeof(got);

	option(t.from, SCTP_DEFAULT_SNDINFO, &snd, sizeof(snd));
	memset(&got, 0, sizeof(got));
	said(lib.sctp_opt_info(t.from, t.id, SCTP_DEFAULT_SNDINFO, &got, &len));
	say("sid %u context %u", got.snd_sid, got.snd_context);
	memset(&old, 0, sizeof(old));
	len = sizeof(old);
	said(lib.sctp_opt_info(t.from, t.id, SCTP_DEFAULT_SEND_PARAM, &old, &len));
	say("sid %u context %u", old.sinfo_stream, old.sinfo_context);
}

/* What has none, and a struct shorter than one: nothing else is written. */
static void opt_no_id(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sctp_initmsg init;
	socklen_t len = sizeof(init);
	unsigned char bytes[4] = { 1, 2, 3, 4 };

	said(lib.sctp_opt_info(fd, 0, SCTP_INITMSG, &init, &len));
	say("%u", init.sinit_num_ostreams);
	len = 1;
	said(lib.sctp_opt_info(fd, 0x05060708, SCTP_NODELAY, bytes, &len));
	say("%d%d%d%d", bytes[0], bytes[1], bytes[2], bytes[3]);
}

const struct row address_rows[] = {
	{ "sctp_bindx: arguments", bindx_faults,
		"EINVAL EINVAL EINVAL EINVAL EINVAL EBADF ENOTSOCK", NULL, NULL },
	{ "sctp_bindx: no list", bindx_null, "EINVAL", "signal 11", "it crashes" },
	{ "sctp_bindx: addresses", bindx_bad_addresses, "EADDRNOTAVAIL EADDRINUSE EINVAL", NULL,
		NULL },
	{ "sctp_bindx: adds, removes all but the last", bindx_adds_and_removes, "0 0 2 0 EINVAL",
		"0 0 2 0 EBUSY", "RFC 6458 section 9.1 has EINVAL" },
	{ "sctp_bindx: both families", bindx_mixed, "0", NULL, NULL },
	{ "sctp_getladdrs: a list", locals, "2 127.0.0.1 127.0.0.2 0", NULL, NULL },
	{ "sctp_getladdrs: unbound", locals_unbound, "0 0", NULL, NULL },
	{ "sctp_getladdrs: arguments", locals_faults, "EBADF ENOTSOCK EOPNOTSUPP EINVAL", NULL,
		NULL },
	{ "sctp_get[pl]addrs: nowhere to", lists_null, "EINVAL EINVAL", "signal 11", "it crashes" },
	{ "sctp_getladdrs: hundreds", peers_many_addresses, "300", NULL, NULL },
	{ "sctp_getpaddrs: one-to-one", peers_one, "2 127.0.0.1 127.0.0.2 0", NULL, NULL },
	{ "sctp_getpaddrs: one-to-many", peers_many, "2 127.0.0.1 127.0.0.2 0", NULL, NULL },
	{ "sctp_getpaddrs: IPv4 on IPv6", peers_mapped, "1 ::ffff:127.0.0.1 1 127.0.0.1", NULL,
		NULL },
	{ "sctp_getpaddrs: no association", peers_of_nobody, "0 0", "EINVAL EINVAL",
		"RFC 6458 section 9.3 has 0" },
	{ "sctp_getpaddrs: arguments", peers_faults, "EINVAL EBADF EOPNOTSUPP", NULL, NULL },
	{ "sctp_getaddrlen", lengths, "16 28 0", NULL, NULL },
	{ "sctp_opt_info: arguments", opt_faults, "EBADF ENOPROTOOPT EINVAL EINVAL EINVAL EINVAL",
		"EBADF 95 EINVAL EINVAL EINVAL EINVAL", "it returns EOPNOTSUPP itself" },
	{ "sctp_opt_info: no struct", opt_null, "EINVAL", "signal 11", "it crashes" },
	{ "sctp_opt_info: no size", opt_no_size, "EINVAL", "EFAULT", "the kernel has the say" },
	{ "sctp_opt_info: the id", opt_id, "0 1 4", NULL, NULL },
	{ "sctp_opt_info: the id not at the beginning", opt_id_elsewhere,
		"0 sid 7 context 9 0 sid 7 context 9", "95 sid 0 context 0 0 sid 0 context 0",
		"it knows the one not, and asks for future associations of the other" },
	{ "sctp_opt_info: no id", opt_no_id, "0 10 EINVAL 1234", "0 10 EINVAL 8765",
		"it writes beyond what is given" },
	{ 0 },
};
