/* SPDX-License-Identifier: MIT */
/*
 * tests/conformance/far.h - for rows about paths and handshakes: a pair on two hosts, options that must
 * take, notifications of one kind.
 */
#ifndef FAR_H
#define FAR_H

#include "conformance.h"

/* Both hosts of two_hosts(); false: this kernel lacks the sysctl. */
bool hosts_sysctl(const char *name, const char *value);

/* As pair_open(), but the client at the first host of two_hosts(), the server at the second: bound to
 * their addresses on path 1, or on both paths. For pair_connect(). */
void pair_far_open(struct pair *pair, asctp_style style, int paths);
/* two_hosts(), pair_far_open(), pair_connect(). */
void pair_far(struct pair *pair, asctp_style style, int paths);

/* After pair_open(): both are silent unless there is data. Heartbeats take along what is held back. */
void no_heartbeats(const struct pair *pair);

/* asctp_set() and asctp_get() that must succeed. */
#define sets(...)    assert_int_equal(asctp_set(__VA_ARGS__), 0)
#define gets_of(...) assert_int_equal(asctp_get(__VA_ARGS__), 0)

/* Subscribes one, for an id or ASCTP_FUTURE_ASSOC. */
void want(int fd, int32_t id, uint16_t type);

/* The next PEER_ADDR_CHANGE of this state; others are passed over. */
asctp_notification await_addr_state(int fd, uint32_t state);

#endif
