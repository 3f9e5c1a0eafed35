/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/kernel_of_tests.h - a kernel that writes down what it is asked, and answers what it is told. */
#ifndef KERNEL_OF_TESTS_H
#define KERNEL_OF_TESTS_H

#include "unit/wire_bytes.h"

/* the library's own header and that of programs: what both declare has to be the same */
#include "rfc6458/rfc6458.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/sctp.h>

struct kernel {
	int calls, name, flags, level;
	struct bytes value;   /* what an option was given */
	struct bytes answer;  /* what a get writes */
	int results[4];       /* one for each call: 0 or more, or -errno */
	struct bytes control; /* what a message was sent with, or is received with */
	struct bytes to, data;
	int msg_flags;
	const void *list; /* of a connectx */
	int peer_info;    /* asked for which association an address is of */
};
extern struct kernel kernel;

int begin(void **state); /* before each test */

/* -1 with that errno. */
#define assert_fails(call, error)               \
	do {                                    \
		errno = 0;                      \
		assert_int_equal(call, -1);     \
		assert_int_equal(errno, error); \
	} while (0)

static __attribute__((unused)) struct sockaddr_in v4 = { .sin_family = AF_INET,
	.sin_port = 0x1234 };
static __attribute__((unused)) struct {
	struct sockaddr_in6 v6;
	struct sockaddr_in v4;
} mixed = { { .sin6_family = AF_INET6, .sin6_addr.s6_addr = { 1 } }, { .sin_family = AF_INET } };
static __attribute__((unused)) struct sockaddr_in unknown = { .sin_family = 99 };

#define A(addr) ((struct sockaddr *)&(addr))

#endif
