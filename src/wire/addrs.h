/* SPDX-License-Identifier: MIT */
/*
 * wire/addrs.h - addresses as sockaddrs: single ones, and packed lists of them as bindx, connectx
 * and getpaddrs have (each of its own size, one after the other). Pure. Text: wire/addr_text.h.
 */
#ifndef WIRE_ADDRS_H
#define WIRE_ADDRS_H

#include "asctp/addr.h"
#include <stddef.h>

/* Writes `count` addresses packed into buf. Returns the bytes used, -ENOBUFS if they do not fit,
 * -EINVAL for an address of an unknown family. */
int wire_addrs_pack(const asctp_addr *addrs, size_t count, void *buf, size_t size);

/* Reads up to `max` packed addresses, as they are. Returns how many there are, -E2BIG for more than
 * `max`, -EBADMSG if one is cut or of an unknown family. NULL ret: they are only counted. */
int wire_addrs_unpack(const void *data, size_t len, asctp_addr *ret, size_t max);

/* How many bytes `count` packed addresses take. -EBADMSG: one is not whole within `len` bytes, or of
 * an unknown family. */
int wire_addrs_span(const void *data, size_t len, size_t count);

/* Copies one sockaddr of `len` bytes (a msg_name, a sockaddr_storage) into *ret; an IPv4-mapped
 * IPv6 address becomes the IPv4 one. Returns 0, -EBADMSG if cut or of an unknown family (*ret is
 * then all zero). */
int wire_addr_copy(const void *data, size_t len, asctp_addr *ret);

/* What asctp_addr_equal(), asctp_addr_port() and asctp_addr_len() promise. */
bool wire_addr_equal(const asctp_addr *a, const asctp_addr *b);
in_port_t wire_addr_port(const asctp_addr *addr);
void wire_addr_set_port(asctp_addr *addr, in_port_t port); /* in host byte order */
bool wire_addr_is_wildcard(const asctp_addr *addr);
socklen_t wire_addr_len(const asctp_addr *addr);

#endif
