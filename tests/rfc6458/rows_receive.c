/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/rows_receive.c - messages and notifications in. */
#include "rows.h"
#include <poll.h>

#define PPID 0x01020304

static void send_one(const struct talk *t, const char *text, uint16_t stream, uint16_t flags)
{
	need(lib.sctp_sendmsg(t->from, text, strlen(text), A(t->to_addr), sizeof(t->to_addr),
		     htonl(PPID), flags, stream, 0, 0) == (int)strlen(text));
}

static void say_flags(int flags)
{
	say("%s%s%s%s", flags & MSG_EOR ? "eor" : "-",
		flags & MSG_NOTIFICATION ? " notification" : "", flags & MSG_CTRUNC ? " cut" : "",
		flags & ~(MSG_EOR | MSG_NOTIFICATION | MSG_CTRUNC | MSG_CMSG_CLOEXEC) ? " more"
										      : "");
}

static void say_from(const struct talk *t, const struct sockaddr_in *from, socklen_t len)
{
	say("%s", len == sizeof(*from) && !memcmp(from, &t->from_addr, sizeof(*from)) ? "from it"
										      : "from?");
}

/* ---- 9.8 sctp_recvmsg ---- */

static void data_io(int fd)
{
	option(fd, SCTP_EVENTS, &(struct sctp_event_subscribe){ .sctp_data_io_event = 1 }, 1);
}

static void recvmsg_all(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	struct sctp_sndrcvinfo info = { 0 };
	struct sockaddr_in from;
	socklen_t len = sizeof(from);
	char text[64];
	int flags = 0;

	data_io(t.to);
	send_one(&t, "hello", 3, SCTP_UNORDERED);
	need(comes(t.to));
	said(lib.sctp_recvmsg(t.to, text, sizeof(text), A(from), &len, &info, &flags));
	say_flags(flags);
	say_from(&t, &from, len);
	say("stream %u%s ppid %x %s", info.sinfo_stream,
		info.sinfo_flags & SCTP_UNORDERED ? " unordered" : "", ntohl(info.sinfo_ppid),
		info.sinfo_assoc_id == only_id(t.to) && info.sinfo_tsn ? "the rest" : "?");
}

static void recvmsg_bare(void)
{
	struct talk t = talk(SOCK_STREAM);
	char text[64];

	need(send(t.from, "hello", 5, 0) == 5);
	said(lib.sctp_recvmsg(t.to, text, sizeof(text), NULL, NULL, NULL, NULL));
}

/* Nothing is said of a message whose description the program did not subscribe. */
static void recvmsg_no_info(void)
{
	struct talk t = talk(SOCK_STREAM);
	struct sctp_sndrcvinfo info;
	char text[64];
	int flags = 0;

	memset(&info, 0x55, sizeof(info));
	need(send(t.from, "hello", 5, 0) == 5);
	said(lib.sctp_recvmsg(t.to, text, sizeof(text), NULL, NULL, &info, &flags));
	say("%x", info.sinfo_stream);
}

static void recvmsg_pieces(void)
{
	struct talk t = talk(SOCK_STREAM);
	char text[3];
	int flags = MSG_PEEK;

	need(send(t.from, "hello", 5, 0) == 5);
	for (int i = 0; i < 3; i++) {
		said(lib.sctp_recvmsg(t.to, text, sizeof(text), NULL, NULL, NULL, &flags));
		say_flags(flags);
		flags = 0;
	}
}

static void recvmsg_note(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	char note[512];
	int flags = 0, got;

	subscribe(t.to, SCTP_ASSOC_CHANGE);
	t.from = open_sctp(SOCK_SEQPACKET);
	need(!connect(t.from, A(t.to_addr), sizeof(t.to_addr)));
	got = lib.sctp_recvmsg(t.to, note, sizeof(note), NULL, NULL, NULL, &flags);
	say("%d", got >= (int)sizeof(struct sctp_assoc_change));
	say_flags(flags);
}

static void recvmsg_faults(void)
{
	struct sctp_sndrcvinfo info;
	char text[8];
	int flags = 0;
	struct talk t = talk(SOCK_STREAM);

	said(lib.sctp_recvmsg(-1, text, 8, NULL, NULL, &info, &flags));
	said(lib.sctp_recvmsg(0, text, 8, NULL, NULL, &info, &flags));
	said(lib.sctp_recvmsg(open_sctp(SOCK_STREAM), text, 8, NULL, NULL, &info, &flags));
	said(lib.sctp_recvmsg(
		open_sctp(SOCK_SEQPACKET | NONBLOCK), text, 8, NULL, NULL, &info, &flags));
	flags = MSG_DONTWAIT;
	said(lib.sctp_recvmsg(t.to, text, 8, NULL, NULL, &info, &flags));
	close(t.from);
	flags = 0;
	said(lib.sctp_recvmsg(t.to, text, 8, NULL, NULL, &info, &flags));
}

/* ---- 9.13 sctp_recvv ---- */

static char text[64];
static const struct iovec parts[] = { { text, 2 }, { text + 2, sizeof(text) - 2 } };

union infos {
	struct sctp_rcvinfo rcv;
	struct sctp_nxtinfo nxt;
	struct sctp_recvv_rn rn;
};

static void say_rcv(const struct talk *t, const struct sctp_rcvinfo *info)
{
	say("rcv stream %u%s ppid %x%s", info->rcv_sid,
		info->rcv_flags & SCTP_UNORDERED ? " unordered" : "", ntohl(info->rcv_ppid),
		info->rcv_assoc_id == only_id(t->to) && info->rcv_tsn ? "" : " ?");
}

static void say_nxt(const struct talk *t, const struct sctp_nxtinfo *info)
{
	say("next stream %u%s ppid %x len %u%s", info->nxt_sid,
		info->nxt_flags & SCTP_UNORDERED ? " unordered" : "", ntohl(info->nxt_ppid),
		info->nxt_length, info->nxt_assoc_id == only_id(t->to) ? "" : " ?");
}

/* Receives the first of two messages, and says what was said of it. */
/* Waits until all that was sent is there: the peer has acknowledged it. */
static void arrived(const struct talk *t)
{
	struct sctp_status status;
	socklen_t len;

	for (int i = 0; i < 5000; i++) {
		memset(&status, 0, sizeof(status));
		status.sstat_assoc_id = t->id;
		len = sizeof(status);
		need(getsockopt(t->from, IPPROTO_SCTP, SCTP_STATUS, &status, &len) == 0);
		if (!status.sstat_unackdata)
			return;
		poll(NULL, 0, 4);
	}
	need(!"what was sent is not acknowledged");
}

static void recvv_with(bool rcvinfo, bool nxtinfo, bool two, socklen_t room)
{
	struct talk t = talk(SOCK_SEQPACKET);
	union infos info;
	struct sockaddr_in from;
	socklen_t len = sizeof(from), info_len = room;
	unsigned type = 77;
	int flags = 0;

	if (rcvinfo)
		flag(t.to, SCTP_RECVRCVINFO);
	if (nxtinfo)
		flag(t.to, SCTP_RECVNXTINFO);
	send_one(&t, "hello", 3, SCTP_UNORDERED);
	if (two) {
		send_one(&t, "there", 4, 0);
	}
	arrived(&t); /* the second is seen with the first only if it is there */
	said(lib.sctp_recvv(t.to, parts, 2, A(from), &len, &info, &info_len, &type, &flags));
	say("'%.5s'", text);
	say_flags(flags);
	say_from(&t, &from, len);
	say("type %u len %u", type, info_len);
	if (type == SCTP_RECVV_RCVINFO)
		say_rcv(&t, &info.rcv);
	if (type == SCTP_RECVV_NXTINFO)
		say_nxt(&t, &info.nxt);
	if (type == SCTP_RECVV_RN) {
		say_rcv(&t, &info.rn.recvv_rcvinfo);
		say_nxt(&t, &info.rn.recvv_nxtinfo);
	}
}

static void recvv_none(void)
{
	recvv_with(false, false, true, sizeof(union infos));
}

static void recvv_rcvinfo(void)
{
	recvv_with(true, false, true, sizeof(union infos));
}

static void recvv_nxtinfo(void)
{
	recvv_with(false, true, true, sizeof(union infos));
}

static void recvv_nxtinfo_of_none(void)
{
	recvv_with(false, true, false, sizeof(union infos));
}

static void recvv_both(void)
{
	recvv_with(true, true, true, sizeof(union infos));
}

static void recvv_both_of_one(void)
{
	recvv_with(true, true, false, sizeof(union infos));
}

static void recvv_small(void)
{
	recvv_with(true, false, true, 8);
}

static void recvv_both_small(void)
{
	recvv_with(true, true, true, sizeof(struct sctp_rcvinfo));
}

static void recvv_bare(void)
{
	struct talk t = talk(SOCK_STREAM);

	flag(t.to, SCTP_RECVRCVINFO);
	need(send(t.from, "hello", 5, 0) == 5);
	said(lib.sctp_recvv(t.to, parts, 2, NULL, NULL, NULL, NULL, NULL, NULL));
}

static void recvv_note(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	char note[512];
	struct iovec iov = { note, sizeof(note) };
	union infos info;
	socklen_t len = sizeof(info);
	unsigned type = 77;
	int flags = 0;

	flag(t.to, SCTP_RECVRCVINFO);
	subscribe(t.to, SCTP_ASSOC_CHANGE);
	t.from = open_sctp(SOCK_SEQPACKET);
	need(!connect(t.from, A(t.to_addr), sizeof(t.to_addr)));
	need(lib.sctp_recvv(t.to, &iov, 1, NULL, NULL, &info, &len, &type, &flags) > 0);
	say_flags(flags);
	say("type %u len %u", type, len);
}

static void recvv_faults(void)
{
	struct talk t = talk(SOCK_STREAM);
	union infos info;
	socklen_t len = sizeof(info);
	unsigned type;
	int flags = 0;

	said(lib.sctp_recvv(-1, parts, 2, NULL, NULL, &info, &len, &type, &flags));
	said(lib.sctp_recvv(0, parts, 2, NULL, NULL, &info, &len, &type, &flags));
	said(lib.sctp_recvv(
		open_sctp(SOCK_STREAM), parts, 2, NULL, NULL, &info, &len, &type, &flags));
	flags = MSG_DONTWAIT;
	said(lib.sctp_recvv(t.to, parts, 2, NULL, NULL, &info, &len, &type, &flags));
	close(t.from);
	flags = 0;
	said(lib.sctp_recvv(t.to, parts, 2, NULL, NULL, &info, &len, &type, &flags));
}

static void recvv_no_parts(void)
{
	struct talk t = talk(SOCK_STREAM);
	int flags = MSG_DONTWAIT;

	said(lib.sctp_recvv(t.to, parts, -1, NULL, NULL, NULL, NULL, NULL, &flags));
}

const struct row receive_rows[] = {
	{ "sctp_recvmsg", recvmsg_all, "5 eor from it stream 3 unordered ppid 1020304 the rest",
		NULL, NULL },
	{ "sctp_recvmsg: nothing asked for", recvmsg_bare, "5", NULL, NULL },
	{ "sctp_recvmsg: nothing subscribed", recvmsg_no_info, "5 5555", NULL, NULL },
	{ "sctp_recvmsg: in pieces, MSG_PEEK first", recvmsg_pieces, "3 - 3 - 2 eor", NULL, NULL },
	{ "sctp_recvmsg: a notification", recvmsg_note, "1 eor notification", NULL, NULL },
	{ "sctp_recvmsg: arguments", recvmsg_faults, "EBADF ENOTSOCK ENOTCONN EAGAIN EAGAIN 0",
		NULL, NULL },
	{ "sctp_recvv: no attributes", recvv_none, "5 'hello' eor from it type 0 len 44", NULL,
		NULL },
	{ "sctp_recvv: RCVINFO", recvv_rcvinfo,
		"5 'hello' eor from it type 1 len 28 rcv stream 3 unordered ppid 1020304", NULL,
		NULL },
	{ "sctp_recvv: NXTINFO", recvv_nxtinfo,
		"5 'hello' eor from it type 2 len 16 next stream 4 ppid 1020304 len 5", NULL,
		NULL },
	{ "sctp_recvv: NXTINFO, but nothing comes next", recvv_nxtinfo_of_none,
		"5 'hello' eor from it type 0 len 44", NULL, NULL },
	{ "sctp_recvv: both", recvv_both,
		"5 'hello' eor from it type 3 len 44 rcv stream 3 unordered ppid 1020304 next "
		"stream 4 ppid 1020304 len 5",
		"5 'hello' eor cut from it type 3 len 44 rcv stream 3 unordered ppid 1020304 ? "
		"next stream 4 ppid 1020304 len 5",
		"it has no room for both, and takes what is cut" },
	{ "sctp_recvv: both, but nothing comes next", recvv_both_of_one,
		"5 'hello' eor from it type 1 len 28 rcv stream 3 unordered ppid 1020304", NULL,
		NULL },
	{ "sctp_recvv: no room for RCVINFO", recvv_small, "5 'hello' eor from it type 0 len 8",
		NULL, NULL },
	{ "sctp_recvv: both, with room for RCVINFO", recvv_both_small,
		"5 'hello' eor from it type 1 len 28 rcv stream 3 unordered ppid 1020304",
		"5 'hello' eor cut from it type 2 len 16 next stream 4 ppid 1020304 len 5",
		"it says the less" },
	{ "sctp_recvv: nothing asked for", recvv_bare, "5", NULL, NULL },
	{ "sctp_recvv: a notification", recvv_note, "eor notification type 0 len 44", NULL, NULL },
	{ "sctp_recvv: arguments", recvv_faults, "EBADF ENOTSOCK ENOTCONN EAGAIN 0", NULL, NULL },
	{ "sctp_recvv: less than no parts", recvv_no_parts, "EMSGSIZE", NULL, NULL },
	{ 0 },
};
