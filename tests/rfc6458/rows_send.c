/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/rows_send.c - messages out. */
#include "rows.h"
#include <signal.h>

#define PPID htonl(0x01020304)

static char hello_text[] = "hello", two_text[] = "two ", parts_text[] = "parts";
static struct iovec hello = { hello_text, 5 };

/* ---- 9.7 sctp_sendmsg ---- */

static void sendmsg_all(void)
{
	struct talk t = talk(SOCK_SEQPACKET);

	said(lib.sctp_sendmsg(t.from, "hello", 5, A(t.to_addr), sizeof(t.to_addr), PPID,
		SCTP_UNORDERED, 3, 0, 0));
	heard(t.to);
}

static void sendmsg_connected(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendmsg(t.from, "hello", 5, NULL, 0, PPID, 0, 9, 0, 0));
	heard(t.to);
	said(lib.sctp_sendmsg(t.from, "hello", 5, NULL, 0, PPID, 0, 10, 0, 0));
	said(lib.sctp_sendmsg(t.from, "", 0, NULL, 0, PPID, 0, 0, 0, 0));
}

static void sendmsg_begins(void)
{
	struct sockaddr_in addr;
	int to = listener(SOCK_SEQPACKET, &addr), from = open_sctp(SOCK_SEQPACKET | NONBLOCK);

	said(lib.sctp_sendmsg(from, "hello", 5, A(addr), sizeof(addr), PPID, 0, 0, 0, 0));
	heard(to);
}

static void sendmsg_ends(void)
{
	struct talk t = talk(SOCK_SEQPACKET);

	subscribe(t.to, SCTP_ASSOC_CHANGE);
	option(t.to, SCTP_EVENT, &(struct sctp_event){ only_id(t.to), SCTP_ASSOC_CHANGE, 1 }, 8);
	said(lib.sctp_sendmsg(
		t.from, NULL, 0, A(t.to_addr), sizeof(t.to_addr), 0, SCTP_EOF, 0, 0, 0));
	heard(t.to);
	t = talk(SOCK_SEQPACKET);
	option(t.to, SCTP_EVENT, &(struct sctp_event){ only_id(t.to), SCTP_ASSOC_CHANGE, 1 }, 8);
	said(lib.sctp_sendmsg(
		t.from, "why", 3, A(t.to_addr), sizeof(t.to_addr), 0, SCTP_ABORT, 0, 0, 0));
	heard(t.to);
}

static void sendmsg_faults(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendmsg(-1, "hello", 5, NULL, 0, 0, 0, 0, 0, 0));
	said(lib.sctp_sendmsg(0, "hello", 5, NULL, 0, 0, 0, 0, 0, 0));
	said(lib.sctp_sendmsg(t.from, "hello", 5, NULL, 0, 0, 0x8000, 0, 0, 0));
	signal(SIGPIPE, SIG_IGN);
	said(lib.sctp_sendmsg(open_sctp(SOCK_STREAM), "hello", 5, NULL, 0, 0, 0, 0, 0, 0));
}

static void sendmsg_flags_beyond(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendmsg(t.from, "hello", 5, NULL, 0, 0, 0x10000, 0, 0, 0));
}

static void sendmsg_full(void)
{
	struct sockaddr_in addr = silent(7000);
	int fd = open_sctp(SOCK_SEQPACKET | NONBLOCK), result;
	static char big[100000];

	while ((result = lib.sctp_sendmsg(
			fd, big, sizeof(big), A(addr), sizeof(addr), 0, 0, 0, 0, 0)) > 0)
		;
	said(result);
}

static void sendmsg_too_big(void)
{
	struct talk t = talk(SOCK_STREAM);
	static char big[1000000];

	said(lib.sctp_sendmsg(t.from, big, sizeof(big), NULL, 0, 0, 0, 0, 0, 0));
}

/* ---- 9.10 sctp_send ---- */

static void send_all(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_sndrcvinfo info = { .sinfo_stream = 4,
		.sinfo_flags = SCTP_UNORDERED,
		.sinfo_ppid = PPID,
		.sinfo_assoc_id = t.id };

	said(lib.sctp_send(t.from, "hello", 5, &info, 0));
	heard(t.to);
	info.sinfo_assoc_id += 99;
	said(lib.sctp_send(t.from, "hello", 5, &info, MSG_NOSIGNAL));
	info.sinfo_assoc_id = t.id;
	info.sinfo_stream = 10;
	said(lib.sctp_send(t.from, "hello", 5, &info, MSG_NOSIGNAL));
}

static void send_plain(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_send(t.from, "hello", 5, NULL, 0));
	heard(t.to);
	said(lib.sctp_send(-1, "hello", 5, NULL, 0));
	said(lib.sctp_send(0, "hello", 5, NULL, 0));
	said(lib.sctp_send(open_sctp(SOCK_STREAM), "hello", 5, NULL, MSG_NOSIGNAL));
}

/* ---- 9.11 sctp_sendx ---- */

static void sendx_all(void)
{
	struct sockaddr_in addrs[] = { at("127.0.0.1", 0), at("127.0.0.2", 0) };
	int to = listener_on(SOCK_SEQPACKET, addrs, 2), from = open_sctp(SOCK_SEQPACKET);
	struct sctp_sndrcvinfo info = { .sinfo_stream = 4, .sinfo_ppid = PPID };

	said(lib.sctp_sendx(from, "hello", 5, A(addrs), 2, &info, 0));
	say("%s", info.sinfo_assoc_id == only_id(from) ? "the id" : "no id");
	heard(to);
	said(lib.sctp_sendx(from, "again", 5, NULL, 0, &info, 0));
	heard(to);
	said(lib.sctp_sendx(from, "no", 2, A(addrs), -1, &info, 0));
	said(lib.sctp_sendx(from, "no", 2, NULL, 1, &info, 0));
}

/* ---- 9.12 sctp_sendv ---- */

static void sendv_none(void)
{
	struct talk t = talk(SOCK_STREAM);
	struct sctp_sndinfo defaults = { .snd_sid = 6, .snd_ppid = PPID };

	option(t.from, SCTP_DEFAULT_SNDINFO, &defaults, sizeof(defaults));
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0));
	heard(t.to);
}

static void sendv_sndinfo(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_sndinfo info = {
		.snd_sid = 5, .snd_flags = SCTP_UNORDERED, .snd_ppid = PPID, .snd_assoc_id = t.id
	};
	struct iovec parts[] = { { two_text, 4 }, { parts_text, 5 } };

	said(lib.sctp_sendv(t.from, parts, 2, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
	heard(t.to);
	info.snd_assoc_id = 0;
	said(lib.sctp_sendv(
		t.from, &hello, 1, A(t.to_addr), 1, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
	heard(t.to);
}

static void sendv_id(void)
{
	struct sockaddr_in addrs[] = { at("127.0.0.1", 0), at("127.0.0.2", 0) };
	int to = listener_on(SOCK_SEQPACKET, addrs, 2), from = open_sctp(SOCK_SEQPACKET);
	struct sctp_sndinfo info = { .snd_sid = 5 };

	said(lib.sctp_sendv(
		from, &hello, 1, A(addrs), 2, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
	say("%s", info.snd_assoc_id == only_id(from) ? "the id" : "no id");
	heard(to);
}

/* Programs send to many with one struct, whatever was told in it: the address counts. */
static void sendv_to_many(void)
{
	struct sockaddr_in first, second;
	int to[] = { listener(SOCK_SEQPACKET, &first), listener(SOCK_SEQPACKET, &second) };
	int from = open_sctp(SOCK_SEQPACKET);
	struct sctp_sndinfo info = { .snd_sid = 5 };

	for (int i = 0; i < 4; i++) {
		said(lib.sctp_sendv(from, &hello, 1, i % 2 ? A(second) : A(first), 1, &info,
			sizeof(info), SCTP_SENDV_SNDINFO, 0));
		heard(to[i % 2]);
	}
}

/* The first of the addresses does not answer: the association comes up by another. */
static void sendv_addresses(void)
{
	struct sockaddr_in addrs[] = { silent(0), at("10.9.0.1", 0) };
	int to = listener_on(SOCK_SEQPACKET, addrs + 1, 1), from = open_sctp(SOCK_SEQPACKET);

	addrs[0].sin_port = addrs[1].sin_port;
	said(lib.sctp_sendv(from, &hello, 1, A(addrs), 2, NULL, 0, SCTP_SENDV_NOINFO, 0));
	heard(to);
}

/* A lifetime in which a peer that does not answer takes nothing. */
static void sendv_prinfo(void)
{
	struct sockaddr_in addr = silent(7000);
	struct sctp_prinfo info = { .pr_policy = SCTP_PR_SCTP_RTX, .pr_value = 0 },
			   bad = { 0x11, 0 };
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_PRINFO, 0));
	heard(t.to);
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &bad, sizeof(bad), SCTP_SENDV_PRINFO, 0));
	said(lib.sctp_sendv(open_sctp(SOCK_SEQPACKET | NONBLOCK), &hello, 1, A(addr), 1, &info,
		sizeof(info), SCTP_SENDV_PRINFO, 0));
}

/* Where nothing is to be authenticated, any key is good. */
static void sendv_authinfo(void)
{
	struct talk t = talk(SOCK_STREAM);
	struct sctp_authinfo info = { .auth_keynumber = 0 };

	said(lib.sctp_sendv(
		t.from, &hello, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_AUTHINFO, 0));
	heard(t.to);
}

static void sendv_spa(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_sendv_spa spa = { .sendv_flags = SCTP_SEND_SNDINFO_VALID |
						     SCTP_SEND_PRINFO_VALID |
						     SCTP_SEND_AUTHINFO_VALID,
		.sendv_sndinfo = { .snd_sid = 7, .snd_ppid = PPID, .snd_assoc_id = t.id },
		.sendv_prinfo = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 10000 } };

	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, 0));
	heard(t.to);
	spa.sendv_flags = SCTP_SEND_SNDINFO_VALID; /* what is not named is not looked at */
	spa.sendv_prinfo.pr_policy = 0xffff;
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, 0));
	heard(t.to);
}

static void sendv_spa_unknown(void)
{
	struct talk t = talk(SOCK_STREAM);
	struct sctp_sendv_spa spa = { .sendv_flags = 8 };

	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &spa, sizeof(spa), SCTP_SENDV_SPA, 0));
}

static void sendv_flags(void)
{
	said(lib.sctp_sendv(open_sctp(SOCK_STREAM), &hello, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO,
		MSG_NOSIGNAL));
}

static void sendv_dontwait(void)
{
	struct sockaddr_in addr = silent(7000);
	int fd = open_sctp(SOCK_SEQPACKET), result;
	static char big[100000];
	struct iovec iov = { big, sizeof(big) };

	do
		result = lib.sctp_sendv(
			fd, &iov, 1, A(addr), 1, NULL, 0, SCTP_SENDV_NOINFO, MSG_DONTWAIT);
	while (result > 0);
	said(result);
}

static void sendv_ends(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF, .snd_assoc_id = t.id };

	option(t.to, SCTP_EVENT, &(struct sctp_event){ only_id(t.to), SCTP_ASSOC_CHANGE, 1 }, 8);
	said(lib.sctp_sendv(t.from, NULL, 0, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0));
	heard(t.to);
}

static void sendv_faults(void)
{
	struct talk t = talk(SOCK_STREAM);
	struct sctp_sendv_spa info = { 0 };

	said(lib.sctp_sendv(-1, &hello, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0));
	said(lib.sctp_sendv(0, &hello, 1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0));
	said(lib.sctp_sendv(t.from, &hello, -1, NULL, 0, NULL, 0, SCTP_SENDV_NOINFO, 0));
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &info, 4, SCTP_SENDV_SNDINFO, 0));
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &info, 4, SCTP_SENDV_SPA, 0));
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &info, 1, SCTP_SENDV_AUTHINFO, 0));
	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, &info, sizeof(info), 5, 0));
}

static void sendv_no_info(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 0, NULL, 16, SCTP_SENDV_SNDINFO, 0));
}

static void sendv_no_address(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendv(t.from, &hello, 1, NULL, 1, NULL, 0, SCTP_SENDV_NOINFO, 0));
}

static void sendv_no_addresses(void)
{
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_sendv(t.from, &hello, 1, A(t.to_addr), 0, NULL, 0, SCTP_SENDV_NOINFO, 0));
	said(lib.sctp_sendv(t.from, &hello, 1, A(t.to_addr), -1, NULL, 0, SCTP_SENDV_NOINFO, 0));
}

static void sendv_odd_address(void)
{
	int fd = open_sctp(SOCK_SEQPACKET);
	struct sockaddr_in addrs[] = { at("127.0.0.1", 7000), { .sin_family = AF_UNIX } };

	said(lib.sctp_sendv(fd, &hello, 1, A(addrs), 2, NULL, 0, SCTP_SENDV_NOINFO, 0));
	said(lib.sctp_sendv(fd, &hello, 1, A(addrs[1]), 1, NULL, 0, SCTP_SENDV_NOINFO, 0));
}

const struct row send_rows[] = {
	{ "sctp_sendmsg", sendmsg_all, "5 'hello' stream 3 unordered ppid 01020304", NULL, NULL },
	{ "sctp_sendmsg: connected", sendmsg_connected,
		"5 'hello' stream 9 ppid 01020304 EINVAL EINVAL", NULL, NULL },
	{ "sctp_sendmsg: begins an association", sendmsg_begins, "5 'hello' stream 0 ppid 01020304",
		NULL, NULL },
	{ "sctp_sendmsg: ends one", sendmsg_ends, "0 note change 3 0 note change 1", NULL, NULL },
	{ "sctp_sendmsg: arguments", sendmsg_faults, "EBADF ENOTSOCK EINVAL EPIPE", NULL, NULL },
	{ "sctp_sendmsg: flags beyond 16 bits", sendmsg_flags_beyond, "EINVAL", "5",
		"it forgets them" },
	{ "sctp_sendmsg: does not block", sendmsg_full, "EAGAIN", NULL, NULL },
	{ "sctp_sendmsg: too big", sendmsg_too_big, "EMSGSIZE", NULL, NULL },
	{ "sctp_send", send_all, "5 'hello' stream 4 unordered ppid 01020304 EPIPE EINVAL", NULL,
		NULL },
	{ "sctp_send: no attributes", send_plain,
		"5 'hello' stream 0 ppid 00000000 EBADF ENOTSOCK EPIPE", NULL, NULL },
	{ "sctp_sendx", sendx_all,
		"5 the id 'hello' stream 4 ppid 01020304 5 'again' stream 4 ppid 01020304 EINVAL "
		"EINVAL",
		"none", NULL },
	{ "sctp_sendv: no attributes, the socket's defaults", sendv_none,
		"5 'hello' stream 6 ppid 01020304", NULL, NULL },
	{ "sctp_sendv: SNDINFO", sendv_sndinfo,
		"9 'two parts' stream 5 unordered ppid 01020304 5 'hello' stream 5 unordered ppid "
		"01020304",
		NULL, NULL },
	{ "sctp_sendv: tells the new id", sendv_id, "5 the id 'hello' stream 5 ppid 00000000",
		"5 no id 'hello' stream 5 ppid 00000000", "RFC 6458 section 9.12" },
	{ "sctp_sendv: to many", sendv_to_many,
		"5 'hello' stream 5 ppid 00000000 5 'hello' stream 5 ppid 00000000 5 'hello' "
		"stream 5 ppid 00000000 5 'hello' stream 5 ppid 00000000",
		NULL, NULL },
	{ "sctp_sendv: several addresses", sendv_addresses, "5 'hello' stream 0 ppid 00000000",
		NULL, NULL },
	{ "sctp_sendv: PRINFO", sendv_prinfo, "5 'hello' stream 0 ppid 00000000 EINVAL 5", NULL,
		NULL },
	{ "sctp_sendv: AUTHINFO", sendv_authinfo, "5 'hello' stream 0 ppid 00000000", NULL, NULL },
	{ "sctp_sendv: all attributes", sendv_spa,
		"5 'hello' stream 7 ppid 01020304 5 'hello' stream 7 ppid 01020304", "signal 6",
		"it writes more than its stack has room for" },
	{ "sctp_sendv: unknown attributes", sendv_spa_unknown, "EINVAL", "5", "it forgets them" },
	{ "sctp_sendv: MSG_NOSIGNAL", sendv_flags, "EPIPE", "signal 13", "it forgets flags" },
	{ "sctp_sendv: MSG_DONTWAIT", sendv_dontwait, "EAGAIN", "signal 14",
		"it forgets flags: SIGALRM ends the wait" },
	{ "sctp_sendv: ends an association", sendv_ends, "0 note change 3", NULL, NULL },
	{ "sctp_sendv: arguments", sendv_faults,
		"EBADF ENOTSOCK EMSGSIZE EINVAL EINVAL EINVAL EINVAL",
		"EBADF ENOTSOCK EMSGSIZE 5 5 5 5",
		"it reads beyond what is given, and forgets what it does not know" },
	{ "sctp_sendv: no struct", sendv_no_info, "EINVAL", "signal 11", "it crashes" },
	{ "sctp_sendv: no list", sendv_no_address, "EINVAL", "signal 11", "it crashes" },
	{ "sctp_sendv: lists of nothing", sendv_no_addresses, "5 EINVAL", "5 -12/ENOMEM",
		"it returns -ENOMEM itself" },
	{ "sctp_sendv: addresses of another family", sendv_odd_address, "EINVAL EINVAL",
		"-22/- -22/-", "it returns -EINVAL itself" },
	{ 0 },
};
