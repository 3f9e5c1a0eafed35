/* SPDX-License-Identifier: MIT */
/*
 * tests/kernel/peers.h - two sides of an association in one process, on the real kernel: each a
 * context of its own whose events are written down, and run until a condition holds.
 */
#ifndef PEERS_H
#define PEERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
/* before cmocka */
#include <cmocka.h>

#include "asctp/asctp.h"
#include "net.h"

struct side {
	const char *name;
	asctp *ctx;
	asctp_endpoint *endpoint;
	asctp_assoc *assoc; /* the latest; NULL after `down` */
	int ups, restarts, messages, writables, unsents, paths, closings, downs;
	asctp_up up;           /* the latest of each */
	asctp_message message; /* its data is in `data` */
	asctp_unsent unsent;
	asctp_path path;
	asctp_down down;
	char *data; /* of the latest message, or unsent one, or the info of `down` */
	size_t len;
	char text[4096];   /* all events, a line each: for asserts on the order and for failures */
	char tags[512];    /* of what was unsent, with lengths: "1:5000 2:10 " */
	char log[2048];    /* what the library logged */
	asctp_handlers on; /* may be changed before listen or connect */
	/* called after an event was written down, if set */
	void (*then)(struct side *side, const asctp_event *event);
	void *arg;
};

void side_begin(struct side *side, const char *name);
void side_begin_with(struct side *side, const char *name, uint32_t batch);
void side_end(struct side *side);
void side_forget(struct side *side); /* its context is gone already */
void begin_two(struct side *server, struct side *client);
void end_two(struct side *server, struct side *client);

/* A listener on any port of 127.0.0.1; a client of it; both, and waits until both are up. */
void listening(struct side *server);
void connecting(struct side *server, struct side *client);
void connected(struct side *server, struct side *client);
const char *address_of(const struct side *server, char buf[ASCTP_ADDR_TEXT]);

/* Runs all sides until the condition holds; fails the test after some seconds. */
#define until(condition)                                                    \
	do {                                                                \
		uint64_t until_ = deadline();                               \
		while (!(condition))                                        \
			turn_sides(until_, #condition, __FILE__, __LINE__); \
	} while (0)
/* The same, with all other sides standing still. */
#define until_alone(side, condition) \
	do {                         \
		only_side(side);     \
		until(condition);    \
		only_side(NULL);     \
	} while (0)
void only_side(struct side *side);
uint64_t deadline(void);
void turn_sides(uint64_t until, const char *what, const char *file, int line);
/* Runs all sides for as long; for what must not happen. */
void run_for(unsigned ms);

/* Prints what all sides saw. */
void show_sides(void);

/* A test with sides, in a network of its own. */
int forget_net(void **state);
#define KERNEL_TEST(name) cmocka_unit_test_setup_teardown(name, own_net, forget_net)

#endif
