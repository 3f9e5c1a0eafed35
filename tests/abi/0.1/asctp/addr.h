/* SPDX-License-Identifier: MIT */
/* asctp/addr.h - addresses of SCTP hosts: one type, and their text form. */
#ifndef ASCTP_ADDR_H
#define ASCTP_ADDR_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ASCTP_API
#define ASCTP_API __attribute__((visibility("default")))
#endif

/* One transport address. `sa.sa_family` says which member holds it (AF_INET or AF_INET6);
 * port and address are in network byte order, as in every sockaddr. */
typedef union asctp_addr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
} asctp_addr;

/* The most addresses one host may have in a text, a call or an answer. */
#define ASCTP_ADDR_MAX 32

/* Room for the text of one address, scope, brackets, port and final NUL included. */
#define ASCTP_ADDR_TEXT 80

/* Reads the addresses of one host: numeric, a comma between the addresses of a multi-homed
 * host, the port last and common to all:
 *
 *     10.0.0.1:2905    10.0.0.1,10.1.0.1:2905    [2001:db8::1],10.0.0.1:2905
 *     [fe80::1%eth0]:2905     :2905 (every local address: [::])     10.0.0.1 (port 0)
 *
 * An IPv6 address stands in brackets; without any port they may be left out if it is the
 * only address. A scope is the name of an interface, or its number, which is taken as it is.
 * White space is an error, and so is a port above 65535 or an address named twice.
 *
 * text  what to read. NULL: -EINVAL.
 * ret   receives the addresses, unless NULL (then they are only checked and counted).
 * max   how many `ret` has room for.
 *
 * Returns how many addresses there are (1 or more), -EINVAL for a text that is none, -E2BIG for
 * more than `max` (or ASCTP_ADDR_MAX) of them, -ENODEV for a scope that is no interface here.
 * On an error `ret` is untouched. Names are not resolved: that could block. */
ASCTP_API int asctp_addr_parse(const char *text, asctp_addr *ret, size_t max);

/* As asctp_addr_parse(); if it fails, *at is the offset in `text` of what could not be read and
 * *why a sentence about it (static storage). Both may be NULL. */
ASCTP_API int asctp_addr_parse_why(
	const char *text, asctp_addr *ret, size_t max, size_t *at, const char **why);

/* Writes one address as asctp_addr_parse() reads it ("10.0.0.1:2905", "[fe80::1%eth0]:2905";
 * without ":port" if the port is 0), cut to `size` bytes with its NUL. Returns `buf`. An address
 * of no known family is written as "(no address)". NULL address: the same. */
ASCTP_API const char *asctp_addr_print(const asctp_addr *addr, char *buf, size_t size);

/* The same for all addresses of one host: "10.0.0.1,10.1.0.1:2905". The port is the first's. */
ASCTP_API const char *asctp_addrs_print(
	const asctp_addr *addrs, size_t count, char *buf, size_t size);

/* Same family, address, port and, of link-local IPv6 ones, scope. An IPv4-mapped IPv6 address equals
 * its IPv4 one. NULL, or an address of no known family, equals nothing. */
ASCTP_API bool asctp_addr_equal(const asctp_addr *a, const asctp_addr *b);

/* The port in host byte order; 0 if there is none. */
ASCTP_API in_port_t asctp_addr_port(const asctp_addr *addr);

/* How long the sockaddr in it is: for bind(2) and the like; 0 for an unknown family. */
ASCTP_API socklen_t asctp_addr_len(const asctp_addr *addr);

/* The address as text, good until the end of the enclosing block. C only. */
#ifndef __cplusplus
#define asctp_str(addr) asctp_addr_print((addr), (char[ASCTP_ADDR_TEXT]){ 0 }, ASCTP_ADDR_TEXT)
#endif

#ifdef __cplusplus
}
#endif
#endif
