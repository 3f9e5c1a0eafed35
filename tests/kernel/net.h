/* SPDX-License-Identifier: MIT */
/* tests/kernel/net.h - networks made for a test: namespaces, paths between them, what happens to paths. */
#ifndef NET_H
#define NET_H

#include <stdbool.h>
#include <stdint.h>

/* For cmocka: each test in a network namespace of its own, with lo up, and with short protocol
 * timers (RTO 100 to 500 ms, SACK delay 20 ms, heartbeats each 200 ms). Skips without SCTP. */
int own_net(void **state);
int drop_net(void **state);

/* Ends the test as skipped. */
void skip_because(const char *why) __attribute__((noreturn));

/* 1: this kernel has it. */
int net_sysctl(const char *name, const char *value);

/* Two hosts joined by two paths, in namespaces of their own: 10.1.0.x and 10.2.0.x, x = 1, 2.
 * use_host() says where sockets are made from now on. */
enum { HOSTS = 2 };
void two_hosts(void);
void use_host(int host);           /* 0 or 1 */
void cut_all(bool cut);            /* the same for both paths */
void cut_path(int path, bool cut); /* 1 or 2: packets vanish both ways, links stay up */
void cut_lo(bool cut);             /* the same for what this network sends to itself */
void delay_lo(uint32_t ms);        /* 0: no more; what was under way then is lost */

#endif
