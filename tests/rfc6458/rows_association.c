/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/rows_association.c - how associations begin, and come to a socket of their own. */
#include "rows.h"
#include <fcntl.h>

/* ---- 9.9 sctp_connectx ---- */

static void connectx_faults(void)
{
	struct sockaddr_in addr = at("127.0.0.1", 7000), odd = { .sin_family = AF_UNIX };
	struct sockaddr_in ports[] = { at("127.0.0.1", 7000), at("127.0.0.2", 7001) };
	int fd = open_sctp(SOCK_SEQPACKET);
	sctp_assoc_t id = 77;

	said(lib.sctp_connectx(fd, A(addr), 0, NULL));
	said(lib.sctp_connectx(fd, A(addr), -1, NULL));
	said(lib.sctp_connectx(fd, A(odd), 1, NULL));
	said(lib.sctp_connectx(fd, A(ports), 2, &id));
	say("id %d", id);
	said(lib.sctp_connectx(-1, A(addr), 1, NULL));
	said(lib.sctp_connectx(0, A(addr), 1, NULL));
}

static void connectx_null(void)
{
	said(lib.sctp_connectx(open_sctp(SOCK_STREAM), NULL, 1, NULL));
}

static void connectx_null_older(void)
{
	said(lib.connectx_1(open_sctp(SOCK_STREAM), NULL, 1));
}

/* What an id is, where one is told. */
static void say_id(sctp_assoc_t id, int fd, int type)
{
	if (id > 2 && type == SOCK_SEQPACKET)
		say("%s", id == only_id(fd) ? "the id" : "an id");
	else
		say("%s", id > 2 ? "an id" : id ? "odd" : "none");
}

static void connectx_to(int type, struct sockaddr_in *addrs, int count)
{
	int fd[3];
	sctp_assoc_t id = 1, id_2 = 1;

	for (int i = 0; i < 3; i++)
		fd[i] = open_sctp(type);
	type &= ~NONBLOCK;
	said(lib.sctp_connectx(fd[0], A(*addrs), count, &id));
	say_id(id, fd[0], type);
	said(lib.connectx_2(fd[1], A(*addrs), count, &id_2));
	say_id(id_2, fd[1], type);
	said(lib.connectx_1(fd[2], A(*addrs), count));
	for (int i = 0; i < 3; i++) /* again */
		said(lib.sctp_connectx(fd[i], A(*addrs), count, NULL));
}

static void connectx_up(void)
{
	struct sockaddr_in addrs[] = { at("127.0.0.1", 0), at("127.0.0.2", 0) };

	listener_on(SOCK_SEQPACKET, addrs, 2);
	connectx_to(SOCK_SEQPACKET, addrs, 2);
}

static void connectx_up_one(void)
{
	struct sockaddr_in addr;

	listener(SOCK_STREAM, &addr);
	connectx_to(SOCK_STREAM, &addr, 1);
}

static void connectx_refused(void)
{
	struct sockaddr_in addr = at("127.0.0.1", 7999);

	connectx_to(SOCK_SEQPACKET, &addr, 1);
}

static void connectx_silent(void)
{
	struct sockaddr_in addr = silent(7000);
	sctp_assoc_t id = 1;

	said(lib.sctp_connectx(open_sctp(SOCK_SEQPACKET), A(addr), 1, &id));
	say("%d", id);
}

static void connectx_pending(void)
{
	struct sockaddr_in addr = silent(7000);

	connectx_to(SOCK_SEQPACKET | NONBLOCK, &addr, 1);
}

static void connectx_pending_one(void)
{
	struct sockaddr_in addr = silent(7000);

	connectx_to(SOCK_STREAM | NONBLOCK, &addr, 1);
}

static void connectx_no_id(void)
{
	struct sockaddr_in addr;
	int fd = open_sctp(SOCK_SEQPACKET);

	listener(SOCK_SEQPACKET, &addr);
	said(lib.sctp_connectx(fd, A(addr), 1, NULL));
	said(lib.connectx_2(open_sctp(SOCK_SEQPACKET), A(addr), 1, NULL));
}

/* ---- 9.2 sctp_peeloff ---- */

static void say_flags(int fd)
{
	int type;
	socklen_t len = sizeof(type);

	need(!getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len));
	say("%s%s%s", type == SOCK_SEQPACKET ? "socket" : "?",
		fcntl(fd, F_GETFL) & O_NONBLOCK ? " nonblock" : "",
		fcntl(fd, F_GETFD) & FD_CLOEXEC ? " cloexec" : "");
}

static void peel_off(void)
{
	struct talk t = talk(SOCK_SEQPACKET);
	int fd = lib.sctp_peeloff(t.from, t.id);

	need(fd >= 0);
	say_flags(fd);
	need(send(fd, "peeled", 6, 0) == 6);
	heard(t.to);
	said(lib.sctp_peeloff(t.from, t.id));
}

static void peel_off_flags(void)
{
	struct talk t = talk(SOCK_SEQPACKET);

	say_flags(lib.sctp_peeloff_flags(t.from, t.id, SOCK_NONBLOCK | SOCK_CLOEXEC));
	t = talk(SOCK_SEQPACKET);
	say_flags(lib.sctp_peeloff_flags(t.from, t.id, SOCK_CLOEXEC));
	t = talk(SOCK_SEQPACKET);
	said(lib.sctp_peeloff_flags(t.from, t.id, 1));
	say_flags(lib.sctp_peeloff_flags(t.from, t.id, 0));
}

static void peel_off_faults(void)
{
	said(lib.sctp_peeloff(-1, 0));
	said(lib.sctp_peeloff(0, 0));
	said(lib.sctp_peeloff(open_sctp(SOCK_SEQPACKET), 5));
	said(lib.sctp_peeloff(talk(SOCK_STREAM).from, 0));
	said(lib.sctp_peeloff(socket(AF_INET, SOCK_DGRAM, 0), 5));
}

const struct row association_rows[] = {
	{ "sctp_connectx: arguments", connectx_faults,
		"EINVAL EINVAL EINVAL EINVAL id 77 EBADF ENOTSOCK", NULL, NULL },
	{ "sctp_connectx: no list", connectx_null, "EINVAL", "signal 11", "it crashes" },
	{ "sctp_connectx@VERS_1: no list", connectx_null_older, "EINVAL", "signal 11",
		"it crashes" },
	{ "sctp_connectx: blocks until it is up", connectx_up,
		"0 the id 0 the id 0 EISCONN EISCONN EISCONN", NULL, NULL },
	{ "sctp_connectx: one-to-one", connectx_up_one, "0 an id 0 an id 0 EISCONN EISCONN EISCONN",
		NULL, NULL },
	{ "sctp_connectx: refused", connectx_refused,
		"ECONNREFUSED odd ECONNREFUSED none ECONNREFUSED ECONNREFUSED ECONNREFUSED "
		"ECONNREFUSED",
		NULL, NULL },
	{ "sctp_connectx: no answer", connectx_silent, "ETIMEDOUT 1", NULL, NULL },
	{ "sctp_connectx: does not block", connectx_pending,
		"EINPROGRESS the id EINPROGRESS none EINPROGRESS EALREADY EALREADY EALREADY", NULL,
		NULL },
	{ "sctp_connectx: one-to-one, does not block", connectx_pending_one,
		"EINPROGRESS an id EINPROGRESS none EINPROGRESS EALREADY EALREADY EALREADY", NULL,
		NULL },
	{ "sctp_connectx: no id asked for", connectx_no_id, "0 0", NULL, NULL },
	{ "sctp_peeloff", peel_off, "socket 'peeled' stream 0 ppid 00000000 EINVAL", NULL, NULL },
	{ "sctp_peeloff_flags", peel_off_flags,
		"socket nonblock cloexec socket cloexec EINVAL socket", "none", NULL },
	{ "sctp_peeloff: arguments", peel_off_faults, "EBADF ENOTSOCK EINVAL EINVAL EOPNOTSUPP",
		NULL, NULL },
	{ 0 },
};
