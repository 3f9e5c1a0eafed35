/* SPDX-License-Identifier: MIT */
/*
 * io/io.h - the readiness driver: one pollable descriptor (an epoll that holds all sockets, a
 * timerfd and an eventfd), and the hands of the core: it feeds what the kernel says, and does what
 * the core asks for.
 *
 * It goes in small steps, so that the events of one are handed out before the next.
 */
#ifndef IO_IO_H
#define IO_IO_H

#include "core/engine.h"
#include "socket/socket.h"
#include "sys/sys.h"

enum {
	IO_READY = 32,          /* descriptors per epoll_wait() */
	IO_READS = 64,          /* messages from one socket before the next gets its turn */
	IO_SENDS = 64,          /* messages to one association likewise */
	IO_ERRORS = 4,          /* in a row from one socket, then it is taken as read dry */
	IO_BUFFER = 128 * 1024, /* more than any piece that the kernel hands out */
	IO_LATER_MS = 20,       /* until what failed for lack of memory is tried again */
	IO_SWEEP_MS = 10000,    /* how often associations are checked whose end was not announced */
	IO_SWEEP_COUNT = 256    /* how many of them at a time */
};

/* What a round consists of. */
enum io_phase { IO_LOOK, IO_READ, IO_FIRE, IO_WORK };

struct io;

/* A socket: of one association, or one that listens and carries those born on it until they have
 * sockets of their own. */
struct io_socket {
	int fd;
	bool listening;
	bool retiring; /* listens no more; goes with its last association */
	bool blocked;  /* waits for EPOLLOUT */
	bool woken;    /* EPOLLOUT came, and nothing was sent since */
	bool queued;   /* among those to be read */
	unsigned reads_left, errors;
	uint32_t had_turn; /* the round in which it was read from enough */
	TAILQ_HEAD(, core_assoc) assocs;
	TAILQ_ENTRY(io_socket) link; /* of io.reading or io.closed */
	unsigned char *note;         /* a notification of which the rest is still to come */
	size_t note_len;
	bool note_lost; /* there was no memory for it: the rest is dropped, too */
	void *endpoint; /* of a listening one: its owner's */
};

TAILQ_HEAD(io_sockets, io_socket);

struct io {
	const struct sys *sys;
	struct core_engine *engine;
	int epoll, timer, kick;
	int spare;            /* a descriptor held for the next peel-off; -1: none was to be had */
	bool kicked, running; /* running: within a process(), no kick is needed */
	uint64_t timer_at_ns;
	uint8_t phase; /* enum io_phase */
	uint32_t round;
	uint64_t looked_ns; /* when this round began: what is due later waits for the next */
	size_t work_left;   /* associations with ops whose turn in this round is to come */
	size_t done;        /* in this round, of all that may be done in one */
	bool rested;        /* nothing was done in the last round */
	uint64_t spent;     /* steps of this process(), and messages sent in them */
	struct io_sockets reading;
	struct io_sockets closed; /* freed at the end of the process(), which may still hold them */
	struct core_deadline later, sweep;
	unsigned char *buffer;

	/* An association came to a listening socket: returns it, initialised, or NULL (no memory). */
	struct core_assoc *(*born)(void *arg, struct io_socket *listener);
	void (*log)(void *arg, asctp_level level, const char *text);
	void *arg;
};

/* ---- io.c: the descriptor and the steps ---- */

int io_open(struct io *io, const struct sys *sys, struct core_engine *engine);
void io_close(struct io *io); /* all sockets are removed before */

void io_begin(struct io *io); /* a process() begins */
bool io_step(struct io *io);  /* does one thing; false: a round is over */
void io_end(struct io *io);   /* a process() ends: the descriptor tells whether there is more */
void io_wake(struct io *io);  /* there is work: has the descriptor become readable */
void io_rearm(struct io *io); /* a deadline was started or stopped outside a process() */

struct io_socket *io_add(struct io *io, int fd, bool listening); /* NULL: errno; fd stays open */
void io_remove(struct io *io, struct io_socket *sock);           /* closes it */
void io_retire(struct io *io, struct io_socket *listener);       /* stops listening */
void io_hold_spare(struct io *io);
void io_attach(struct io_socket *sock, struct core_assoc *assoc);
void io_read_soon(struct io *io, struct io_socket *sock);
int io_wait_writable(struct io *io, struct io_socket *sock);
int io_send(
	struct io *io, struct io_socket *sock, const asctp_sock_out *out); /* length or -errno */
void io_log(struct io *io, asctp_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* ---- operate.c: what the core asks for ---- */

void io_operate(struct io *io, struct core_assoc *assoc);
void io_settle(struct io *io, struct core_assoc *assoc); /* after feeding: what can't wait */
void io_check(struct io *io, struct core_assoc *assoc);
/* It ends here, without a word from the kernel. */
void io_gone(struct io *io, struct core_assoc *assoc, asctp_reason reason, int error);

/* ---- receive.c: what the kernel says ---- */

void io_receive(struct io *io, struct io_socket *sock);

#endif
