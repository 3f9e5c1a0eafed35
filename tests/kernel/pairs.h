/* SPDX-License-Identifier: MIT */
/* tests/kernel/pairs.h - two blocking sockets with an association between them, over loopback. */
#ifndef PAIRS_H
#define PAIRS_H

#include "asctp/options.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { FUTURE = 0, CURRENT = 1, ALL = 2 }; /* in place of an id */

struct pair {
	int listener, fd;
	int accepted; /* one-to-one: the listener's end; else -1 */
	int32_t id;   /* of the association on fd; one-to-one: 0 */
	asctp_addr peer, local;
};

asctp_addr loopback(void);
int open_one(int type); /* SOCK_STREAM, SOCK_SEQPACKET */
int listening_on(int type, asctp_addr *ret);
/* Connected; `prepare`, unless NULL, has had the listener and fd before. */
struct pair pair_of(int type, void (*prepare)(int fd));
void end_pair(struct pair *pair);

/* The kernel that runs is this one or later. */
bool kernel_is(int major, int minor);

/* From now on, sockets have AUTH, ASCONF, RE-CONFIG, and may ask for I-DATA. */
void everything_on(void);

#endif
