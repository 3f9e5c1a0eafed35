/* SPDX-License-Identifier: MIT */
/*
 * What the probes share: a private network with short timers, sockets of the three kinds that can
 * carry an association, and stories: what a socket reported, told in words.
 *
 * A story is a list such as  up,"hello",bye,done  or  lost:000c,sent:BE:1*3 :
 *	up lost:E restart done cant:E	association change; E is the error, lost:E:text the cause's text
 *	bye				the peer's SHUTDOWN
 *	unsent:F:C sent:F:C		a failed fragment: B first, E last, M between; C its context
 *	dry partial path:S		sender dry, partial delivery aborted, path state S
 *	"text" 5000 5000+		a message: short text, or its length; + when more of it follows
 *	eof ECONNRESET			what recvmsg() itself said
 * The same word n times in a row is word*n; a story that never came to its end ends with "timeout".
 */
#ifndef PROBE_H
#define PROBE_H

#include <arpa/inet.h>
#include <errno.h>
#include <linux/sctp.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MTU    1500 /* of the private network's loopback: larger messages are fragmented */
#define RTO_MS 300  /* initial, least and greatest retransmission time */
#define LOSS_MS \
	(3 * RTO_MS)     /* a silent peer, or a silent one called, is given up after this long */
#define PATIENCE_MS 5000 /* what must happen happens long before */
#define QUIET_MS    400  /* what must not happen would have happened by then */

/* Which socket carries the association: one-to-one, a SEQPACKET of its own, a peeled-off one. */
enum style { STREAM, PRIVATE, PEELED };
extern const char *const style_name[];
#define FOR_EACH_STYLE(style) for (enum style style = STREAM; style <= PEELED; style++)

/* The socket under test (a) and its peer (b, a SEQPACKET); listener is where a peeled a came from. */
struct pair {
	int a, b, listener;
	sctp_assoc_t a_id, b_id;
};

/* One thing read from a socket. */
struct item {
	char word[128];
	sctp_assoc_t id;
	bool notification, end, has_next;
	size_t length;
	struct sockaddr_storage from;
	struct sctp_rcvinfo info;
	struct sctp_nxtinfo next;
	const unsigned char *data;
};

void begin(void);
void sysctl(const char *name, int value);
void fact(const char *name, const char *format, ...) __attribute__((format(printf, 2, 3)));
void styled(const char *name, enum style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
_Noreturn void die(const char *what);
const char *result(long value); /* "ok", or the name of errno */
long now_ms(void);

int open_socket(int type);                       /* non-blocking, 127.0.0.1, events subscribed */
int open_listener(int type);                     /* the same, listening */
int open_at(int type, const char *ip, int port); /* the same, bound there */
void set(int fd, int option, const void *value, size_t length);
void set_int(int fd, int option, int value);
void set_event(int fd, sctp_assoc_t id, int type, bool on);
int port_of(int fd);
struct sockaddr_in at(const char *ip, int port);
int join(int fd, const char *ip, int port, sctp_assoc_t *id); /* connectx: 0 or -1 */
int peel(int listener, sctp_assoc_t id);
sctp_assoc_t await_up(int fd);

struct pair make_pair(enum style style);
void close_pair(struct pair *pair);
void slam(int fd); /* close with SO_LINGER 0: ABORT */

#define PPID_OF(context) (0x10000 + (context)) /* so that a story sees it preserved */

/* Sends with context and PPID; returns what sendmsg() returned. */
long tell(int fd, sctp_assoc_t id, const char *text, unsigned context);
long tell_bytes(int fd, sctp_assoc_t id, size_t length, unsigned context, int flags);
long tell_briefly(
	int fd, sctp_assoc_t id, const char *text, unsigned context, unsigned lifetime_ms);
long send_flags(int fd, sctp_assoc_t id, int snd_flags, const char *text);

bool next(int fd, struct item *ret, int timeout_ms);
const char *story(int fd, const char *until); /* up to that word and all queued behind it */
const char *backlog(int fd);                  /* what is queued now */
const char *quiet(int fd);                    /* what comes in QUIET_MS */
void label(sctp_assoc_t id, char letter);     /* its words begin with "letter." from now on */
const char *poll_word(int fd);
const char *error_word(int fd); /* SO_ERROR */
const char *status_word(int fd, sctp_assoc_t id);
void await_quiet_network(int fd, sctp_assoc_t id); /* until nothing is in flight */

/* Packets whose first chunk is of this type (DATA 0, INIT 1, ABORT 6 …) no longer reach fd. */
#define EVERYTHING      -1
#define LAST_FRAGMENTS  -2
#define FIRST_FRAGMENTS -3
void deafen(int fd, int chunk);
void undeafen(int fd);

#endif
