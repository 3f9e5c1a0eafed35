/* SPDX-License-Identifier: MIT */
/*
 * tests/conformance/conformance.h - what the kernel at hand does of RFC 6458 and beyond: a row for each
 * section or feature, decided by its test.
 *
 * A test uses the library's calls on a descriptor, as a user would, with cmocka's asserts. It runs in a
 * process and a network namespace of its own (own_net() of tests/kernel/net.h, so with short timers).
 * If it returns, the row says "works", or "works, differs" if it called differs() after it has seen the
 * difference. It ends with lacks() or switched_off() where nothing works; an assert that fails is a
 * test that failed.
 */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
/* before cmocka */
#include <cmocka.h>

#include "../kernel/net.h"
#include "asctp/event.h"
#include "asctp/options.h"
#include "asctp/socket.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

struct row {
	const char *section; /* "8.1.5"; beyond RFC 6458: "RFC 7496 4.5", or "Linux" */
	const char *name;    /* the RFC's or the kernel's: "SCTP_NODELAY" */
	const char *ours;    /* the library's: "asctp_set(nodelay)"; "drop-in: sctp_send()" */
	const char *file, *test;
	void (*run)(void);
};
#define ROW(section, name, ours, test)                     \
	{                                                  \
		section, name, ours, __FILE__, #test, test \
	}
#define END_OF_ROWS \
	{           \
		0   \
	}

/* One list for each file, in the order of the sections; main.c has the list of lists. */
extern const struct row rows_ancillary[], rows_beyond[], rows_changes[], rows_common[],
	rows_functions[], rows_message_functions[], rows_notifications[], rows_one_to_many[],
	rows_one_to_one[], rows_options[], rows_options_default[], rows_options_message[],
	rows_options_path[], rows_paths[], rows_rcvinfo[], rows_read_only[], rows_reconfig[],
	rows_streams[], rows_write_only[];

/* ---- What a test says ---- */

/* It works, but not as the RFC has it: a few words, lower case, no full stop ("an error cause in network
 * byte order"). May be called several times. To be called after the test has seen it. */
void differs(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The kernel lacks it, and answered -errno; 0: there is no constant to try, and `how` says by what the
 * test saw it. Ends the test. */
void lacks(int error, const char *how) __attribute__((noreturn));
/* It is switched off, and this process cannot switch it on. Ends the test. */
void switched_off(const char *sysctl) __attribute__((noreturn));

/* Switches it on in this test's network, or ends the test as switched off: switch_on("auth_enable"). Only
 * sockets made afterwards know. */
void switch_on(const char *sysctl);

/* ---- Two sockets ---- */

/* A client and a server on 127.0.0.1, non-blocking, with the notification ASSOC_CHANGE. */
struct pair {
	asctp_style style;
	int a;        /* the client */
	int listener; /* one-to-one: what b was accepted from; else the same as b */
	int b;        /* the server's end: -1 before pair_connect() */
	int32_t a_id, b_id;
	asctp_addr to; /* the listener's address */
	uint16_t a_streams_out, a_streams_in;
};

/* Opens both, binds the listener: options may now be set on a and listener. */
void pair_open(struct pair *pair, asctp_style style);
/* The same with the server at these addresses: "127.0.0.1,127.0.0.2", "[::1]". */
void pair_open_at(struct pair *pair, asctp_style style, asctp_net net, const char *server);
/* One-to-many, on two_hosts(): a at 10.1.0.1 and 10.2.0.1 of host 0, the server at 10.1.0.2 and 10.2.0.2. */
void pair_open_hosts(struct pair *pair);
/* One-to-many, with authentication; what is sent to the server must be authenticated. */
void pair_open_auth(struct pair *pair);
/* Listens, connects, waits until both are up. */
void pair_connect(struct pair *pair);
/* Both of it. */
void pair_made(struct pair *pair, asctp_style style);

/* Another association of a one-to-many pair's server: from a socket of its own. Returns that. */
int pair_another(struct pair *pair, int32_t *ret_id, int32_t *ret_server_id);

/* From now on the server acknowledges nothing for so long (at most 500 ms). They talk. */
void pair_delay_acks(struct pair *pair, uint32_t delay_ms);
/* Says something to the server; how long it took to be acknowledged. */
uint64_t pair_acked_after_ms(struct pair *pair);
/* Waits until all that was sent is acknowledged. */
void await_acked(int fd, int32_t id);

/* 127.0.0.1 (or what the text says, "[::1]") with port 0. */
asctp_addr address(const char *text);

/* ---- Waiting: for a condition, and some seconds at most ---- */

#define await(condition)                                                           \
	do {                                                                       \
		for (int await_ = 0; !(condition); await_++)                       \
			await_more(await_ < 5000, #condition, __FILE__, __LINE__); \
	} while (0)
uint64_t now_ms(void);
void await_more(bool patient, const char *what, const char *file, int line);

/* What comes next on a descriptor; its data is good until the next of these calls. */
asctp_sock_in await_any(int fd);
/* The next message (notifications are passed over), or piece of one. */
asctp_sock_in await_data(int fd);
/* The next notification of this type (messages and others are passed over); as await_any(). */
asctp_notification await_notification(int fd, uint16_t type);
/* The next ASSOC_CHANGE, which must have this state. */
asctp_notification await_state(int fd, uint16_t state);
/* Nothing is there to be read, and nothing comes for some milliseconds. */
void nothing_comes(int fd);

/* Sends text as a message, on stream 0 with ppid 7; waits for room. */
void say(int fd, int32_t id, const char *text);
/* The next message is this text. Returns what came with it. */
asctp_sock_in hear(int fd, const char *text);
/* say() and hear() both ways: the association is alive. */
void talk(const struct pair *pair);

#endif
