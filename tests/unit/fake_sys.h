/* SPDX-License-Identifier: MIT */
/*
 * unit/fake_sys.h - a kernel with SCTP that does what it is told: a table of system calls (sys/sys.h)
 * without a system. Each call can be made to fail; what sockets have to say is put there by hand
 * (fake_put...), or by the fake's own simple idea of associations; time passes when told to.
 *
 * One kernel, one test at a time. A broken rule of its own ends the program with a message.
 */
#ifndef UNIT_FAKE_SYS_H
#define UNIT_FAKE_SYS_H

#include "sys/sys.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define FAKE_MUST(condition)                                                                    \
	do {                                                                                    \
		if (!(condition)) {                                                             \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                                \
		}                                                                               \
	} while (0)

/* clang-format off */
#define FAKE_CALLS(X) \
	X(socket) X(bind) X(connect) X(listen) X(getsockname) X(setsockopt) X(getsockopt) \
	X(sendmsg) X(recvmsg) X(sendmmsg) X(recvmmsg) X(accept) X(shutdown) X(read_file) \
	X(close) X(dup) X(epoll_create) X(epoll_ctl) X(epoll_wait) \
	X(poll_in) X(eventfd) X(timerfd) X(timerfd_set) X(kick) X(drain)
/* clang-format on */

#define FAKE_TAG_(name) FAKE_##name,
enum fake_call { FAKE_CALLS(FAKE_TAG_) FAKE_CALL_COUNT };

enum {
	FAKE_FIRST = 1000, /* descriptors, so that a real one is never meant */
	FAKE_DESCRIPTORS = 4096,
	FAKE_RULES = 32,
	FAKE_ASSOCS = 4096,
	FAKE_ANY = -1
};

enum fake_kind { FAKE_FREE, FAKE_SOCKET, FAKE_UDP, FAKE_EPOLL, FAKE_TIMER, FAKE_EVENT };

/* What a socket has to say: a message or notification, or an error (len 0). */
struct fake_item {
	struct fake_item *next;
	int error; /* -errno */
	int32_t assoc_id;
	uint16_t stream;
	bool notification, last, unordered, no_rcvinfo;
	size_t len, at; /* at: what was read already */
	unsigned char data[];
};

struct fake_descriptor {
	enum fake_kind kind;
	bool listening, full; /* full: sends are EAGAIN */
	bool pollout_lies;    /* poll says writable though it is full */
	struct fake_item *items;
	uint64_t count; /* eventfd: kicked; timerfd: when it is due */
	int epoll;      /* in which it is; 0: none */
	uint32_t events;
	void *data;
	uint32_t subscribed; /* notifications of the associations to come: bit i is 0x8000 + i */
};

/* Options that are not SCTP's, in rules. */
#define FAKE_OPTION(name) (0x10000 | (name))

/* Something that was sent and not acknowledged. */
struct fake_sent {
	struct fake_sent *next;
	uint32_t context, ppid;
	uint16_t stream;
	bool unordered;
	size_t len;
	unsigned char data[];
};

struct fake_assoc {
	int fd;
	uint32_t state; /* enum kernel_state; 0: there is none */
	uint32_t subscribed;
	struct fake_sent *held;
};

struct fake {
	uint64_t now_ns;
	struct fake_descriptor descriptors[FAKE_DESCRIPTORS];
	int highest, open;
	struct fake_assoc assocs[FAKE_ASSOCS]; /* by id */
	int32_t last_id;
	int last_socket;
	unsigned calls[FAKE_CALL_COUNT];
	unsigned long all_calls;
	unsigned sent, aborts, eofs; /* by sendmsg() */
	size_t said;                 /* bytes of ancillary data with the last message sent */
	uint16_t streams;            /* that every peer agrees to */
	bool before_5_0, before_5_5; /* a kernel without SCTP_EVENT, SEND_FAILED_EVENT */
	bool mute;                   /* nothing happens by itself: what is sent changes nothing */
	struct fake_rule {
		enum fake_call call;
		int name; /* of the option, FAKE_ANY */
		int error;
		unsigned after, times;
	} rules[FAKE_RULES];
	unsigned rule_count;
};

extern struct fake fake;
extern const struct sys fake_sys;

/* ---- fake_sys.c: descriptors, time, failures ---- */

void fake_begin(void);
void fake_end(void); /* every descriptor must be closed */

/* Has a call fail with an error (given as EINVAL): `times` times, after it was allowed `after`
 * times. setsockopt, getsockopt: only the option `name`, unless FAKE_ANY. */
void fake_fail(enum fake_call call, int name, int error, unsigned after, unsigned times);
void fake_no_rules(void);
int fake_rule(enum fake_call call, int name); /* counts the call; 0 or the error it is to give */

void fake_advance(uint64_t ms);
bool fake_readable(int fd); /* what poll would say */

int fake_open(enum fake_kind kind);
struct fake_descriptor *fake_at(int fd);

/* ---- fake_kernel.c: SCTP ---- */

/* Puts something into a socket's queue. */
void fake_put(int fd, const struct fake_item *head, const void *data, size_t len);
void fake_put_note(int fd, const void *data, size_t len);
void fake_put_error(int fd, int error);
void fake_put_data(int32_t id, uint16_t stream, const void *data, size_t len, bool last);

/* What happens to associations, with the notifications that this brings. */
int32_t fake_born(int listener); /* one comes from a peer; its id */
void fake_up(int32_t id);
void fake_restart(int32_t id);
void fake_lost(int32_t id, uint16_t cause, const char *text);
void fake_done(int32_t id);
void fake_peer_shutdown(int32_t id);
void fake_path(int32_t id, uint32_t what);
void fake_acknowledge(int32_t id);
void fake_vanish(int32_t id); /* its end is announced to nobody */
void fake_forget_all(void);
void fake_closed(int fd);

/* ---- fake_event.c: which notifications are subscribed; what comes does not depend on it ---- */

struct kernel_event;
int fake_event_set(int fd, const struct kernel_event *event);
int fake_event_get(int fd, struct kernel_event *event);
int fake_events_set(int fd, const unsigned char *on, socklen_t len);
int fake_events_get(int fd, unsigned char *ret, socklen_t *len);

/* ---- what the table of calls stands on ---- */

int fake_sctp_set(int fd, int name, const void *value, socklen_t len);
int fake_sctp_get(int fd, int name, void *ret, socklen_t *len);
int fake_send(int fd, const struct msghdr *msg);
int fake_receive(int fd, struct msghdr *msg);

#endif
