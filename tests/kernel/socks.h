/* SPDX-License-Identifier: MIT */
/* tests/kernel/socks.h - sockets of <asctp/socket.h> for tests: made, waited for, listened to. */
#ifndef SOCKS_H
#define SOCKS_H

#include "asctp/socket.h"
#include "peers.h"
#include <errno.h>

/* The styles, in short. */
static const asctp_style ONE = ASCTP_ONE_TO_ONE, MANY = ASCTP_ONE_TO_MANY;

/* Waits until the condition holds; fails the test after some seconds. */
#define eventually(condition)                                               \
	do {                                                                \
		uint64_t until_ = deadline();                               \
		while (!(condition))                                        \
			turn_sides(until_, #condition, __FILE__, __LINE__); \
	} while (0)

/* The call fails with this errno. */
#define fails(error, call) fails_(-(error), (call), #call, __FILE__, __LINE__)
void fails_(int error, int result, const char *call, const char *file, int line);
/* The call succeeds. Returns its result. */
#define works(call) works_((call), #call, __FILE__, __LINE__)
int works_(int result, const char *call, const char *file, int line);

asctp_addr addr_at(const char *text);
int sock_bound(asctp_style style, const char *text, unsigned flags); /* dual */
int sock_listening(asctp_style style, const char *text, unsigned flags);
asctp_addr sock_local(int fd); /* the first that it is bound to */
void sock_subscribe(int fd, uint16_t notification);
void sock_acked(int fd, int32_t id);     /* waits until the peer has all that was sent */
uint32_t sock_state(int fd, int32_t id); /* as the kernel has it; 0: no association */

/* What was received, the data with a NUL. */
struct heard {
	int result;
	asctp_sock_in in;
	char data[4096];
};
struct heard hear(int fd); /* waits for it */
struct heard hear_now(int fd, unsigned flags);

/* A one-to-one association over loopback. */
struct pair {
	int listener, client, server;
	int32_t id; /* of the client's side */
	asctp_addr addr;
};
struct pair pair_begin(void);
void pair_end(struct pair *pair);

/* A one-to-many socket that serves, one that has an association with it. */
struct crowd {
	int server, client;
	int32_t at_server, at_client; /* ids */
	asctp_addr addr;
};
struct crowd crowd_begin(unsigned client_flags);
void crowd_end(struct crowd *crowd);

#endif
