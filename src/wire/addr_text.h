/* SPDX-License-Identifier: MIT */
/*
 * wire/addr_text.h - addresses as text and back: what asctp/addr.h promises, but for the names of
 * interfaces, which only the system knows. Pure.
 */
#ifndef WIRE_ADDR_TEXT_H
#define WIRE_ADDR_TEXT_H

#include "asctp/addr.h"
#include <stdint.h>

/* The longest name of an interface, with its NUL (IF_NAMESIZE). */
#define WIRE_SCOPE_NAME 16

/* How scopes ("%eth0") get their names. Without it they are numbers ("%2"), which is what the pure
 * layers use; src/api/addr.c has the one that asks the system. */
struct wire_scopes {
	uint32_t (*index)(const char *name); /* 0: there is no such interface */
	const char *(*name)(uint32_t index, char buf[WIRE_SCOPE_NAME]); /* NULL: as before */
};

/* As asctp_addr_parse_why(), asctp_addr_print(), asctp_addrs_print(). NULL scopes: numbers only. */
int wire_addr_parse(const struct wire_scopes *scopes, const char *text, asctp_addr *ret, size_t max,
	size_t *at, const char **why);
const char *wire_addr_print(
	const struct wire_scopes *scopes, const asctp_addr *addr, char *buf, size_t size);
const char *wire_addrs_print(const struct wire_scopes *scopes, const asctp_addr *addrs,
	size_t count, char *buf, size_t size);

#endif
