/* SPDX-License-Identifier: MIT */
/*
 * tests/rfc6458/rows.h - what each function of a libsctp.so.1 does on the real kernel, row by row: a
 * row calls something and says what it saw; beside it stands what ours and lksctp-tools' is to say.
 */
#ifndef ROWS_H
#define ROWS_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/sctp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A library that is tested, and may be another than the one this is linked with: none. */
#define FUNCTIONS(X)       \
	X(sctp_bindx)      \
	X(sctp_freeladdrs) \
	X(sctp_freepaddrs) \
	X(sctp_getaddrlen) \
	X(sctp_getladdrs)  \
	X(sctp_getpaddrs)  \
	X(sctp_opt_info)   \
	X(sctp_peeloff)    \
	X(sctp_recvmsg)    \
	X(sctp_recvv)      \
	X(sctp_send)       \
	X(sctp_sendmsg)    \
	X(sctp_sendv)

#define MEMBER_(name) __typeof__(&name) name;
struct library {
	FUNCTIONS(MEMBER_)
	int (*connectx_1)(int sd, struct sockaddr *addrs, int addrcnt);
	int (*connectx_2)(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);
	__typeof__(&sctp_connectx) sctp_connectx; /* VERS_3 */
	/* NULL in lksctp-tools' */
	__typeof__(&sctp_peeloff_flags) sctp_peeloff_flags;
	__typeof__(&sctp_sendx) sctp_sendx;
};
extern struct library lib;

struct row {
	const char *name;
	void (*run)(void); /* in a process of its own */
	const char *ours;
	const char *lksctp; /* NULL: the same */
	const char *why;    /* it is meant to differ */
};
extern const struct row address_rows[], association_rows[], send_rows[], receive_rows[];

/* ---- What a row says ---- */

__attribute__((format(printf, 1, 2))) void say(const char *format, ...);
/* A result: 0 or more; "EINVAL" for -1 with that errno; what is neither as it is. */
void said(int result);

/* Ends the row with what failed that no row is about. */
#define need(condition)                                         \
	do {                                                    \
		if (!(condition))                               \
			broken(__FILE__, __LINE__, #condition); \
	} while (0)
__attribute__((noreturn)) void broken(const char *file, int line, const char *what);

/* ---- Sockets ---- */

enum { BLOCK = 0, NONBLOCK = SOCK_NONBLOCK };

struct sockaddr_in at(const char *addr, int port);
struct sockaddr_in6 at6(const char *addr, int port);
int open_sctp(int type); /* SOCK_STREAM, SOCK_SEQPACKET, with NONBLOCK or not */
int listener(int type, struct sockaddr_in *ret);
int listener_on(int type, struct sockaddr_in *addrs, int count); /* the port is written to all */
void option(int fd, int name, const void *value, socklen_t len);
void flag(int fd, int name);
void subscribe(int fd, uint16_t type);
bool comes(int fd);            /* something to read, within some seconds */
sctp_assoc_t only_id(int fd);  /* of the only association on a one-to-many socket */
sctp_assoc_t await_up(int fd); /* the notification */
/* Addresses where nobody answers: on a link that leads nowhere. */
struct sockaddr_in silent(int port);

/* Two one-to-many sockets with an association, one-to-one with `type` SOCK_STREAM. */
struct talk {
	int from, to, listener;
	struct sockaddr_in from_addr, to_addr;
	sctp_assoc_t id; /* at `from`; 0 if one-to-one */
};
struct talk talk(int type);
/* Receives at `to` what came, and says it: stream, flags, ppid as bytes, text, or the notification. */
void heard(int fd);

#define A(addr) ((struct sockaddr *)&(addr))

#endif
