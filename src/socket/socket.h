/* SPDX-License-Identifier: MIT */
/*
 * socket/socket.h - SCTP on a descriptor: the one place where each system call of SCTP is made.
 *
 * Every call returns 0 or more, or -errno. Association ids are the kernel's; on a socket that
 * carries one association alone (one-to-one, peeled off) they are ignored. What is behind the public
 * calls of <asctp/socket.h> does what that says, but does not check what it is given.
 */
#ifndef SOCKET_SOCKET_H
#define SOCKET_SOCKET_H

#include "asctp/addr.h"
#include "asctp/socket.h"
#include "sys/sys.h"
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* malloc() that leaves errno alone, as every call here does. volatile: clang believes that malloc() never
 * sets it, and would not restore it. */
static inline void *socket_alloc(size_t size)
{
	const volatile int saved = errno;
	void *memory = malloc(size);

	errno = saved;
	return memory;
}

/* ---- open.c: sockets as we want them ---- */

int socket_open(const struct sys *sys, asctp_style style, asctp_net net, unsigned flags);

/* SOCK_NONBLOCK and SOCK_CLOEXEC, unless ASCTP_BLOCKING and ASCTP_INHERITED say otherwise. */
int socket_type_flags(unsigned flags);

struct socket_setup {
	uint16_t streams_out, streams_in_max; /* 0: the kernel's default */
	int buffer;                           /* bytes to ask for, in each direction */
	size_t granted_send, granted_receive; /* out: what the kernel granted */
	bool sees_trouble; /* out: it reports paths that may have failed (RFC 7829) */
};

/* Sets what every socket of the engine's has, one-to-many ones opened with ASCTP_KERNEL_DEFAULTS: what
 * others are opened with, the notifications that it needs, buffers. Sockets peeled off inherit it. */
int socket_prepare(const struct sys *sys, int fd, struct socket_setup *setup);

/* Before bind, of one that will listen: its port can be bound again while associations that it
 * gave birth to live on. Not while another socket listens on it. */
int socket_reuse(const struct sys *sys, int fd);

/* ---- address.c: addresses of ours and of peers ---- */

/* The most room that the addresses of one call take. */
#define SOCKET_PACKED_MAX (ASCTP_ADDR_MAX * sizeof(struct sockaddr_in6))

int socket_bind(const struct sys *sys, int fd, const asctp_addr *addrs, size_t count);
int socket_unbind(const struct sys *sys, int fd, const asctp_addr *addrs, size_t count);

/* Both return how many there are; at most `max` are written. Local ones: of the association, or
 * with id 0 of the socket. */
int socket_peers(const struct sys *sys, int fd, int32_t id, asctp_addr *ret, size_t max);
int socket_locals(const struct sys *sys, int fd, int32_t id, asctp_addr *ret, size_t max);

/* The source address, without port, that routing picks towards a peer. */
int socket_source(const struct sys *sys, const asctp_addr *peer, asctp_addr *ret);

/* ---- subscribe.c: notifications ---- */

/* As asctp_sock_subscribe() and asctp_sock_subscribed(): bit i of a mask is type 0x8000 + i. */
int socket_subscribe(const struct sys *sys, int fd, int32_t id, uint32_t on, uint32_t off);
int socket_subscribed(const struct sys *sys, int fd, int32_t id, uint32_t *ret_mask);

/* ---- association.c: listen, accept, connect, peel off ---- */

int socket_listen(const struct sys *sys, int fd, int backlog);
int socket_accept(const struct sys *sys, int fd, unsigned flags, asctp_addr *ret_peer);

/* Begins a handshake with one peer at any of its addresses (one port). *ret_id is written with 0 and
 * -EINPROGRESS. */
int socket_connect(
	const struct sys *sys, int fd, const asctp_addr *addrs, size_t count, int32_t *ret_id);

/* The association's own socket. */
int socket_peel_off(const struct sys *sys, int fd, int32_t id, unsigned flags);

/* ---- end.c: shutdown, abort ---- */

int socket_shutdown(const struct sys *sys, int fd, int32_t id);
int socket_abort(const struct sys *sys, int fd, int32_t id, const void *text, size_t len);

/* ---- message.c: sending ---- */

/* Sends one message, whole or not at all, or ends the association (eof, abort). Returns its length.
 * -EOPNOTSUPP: over a path, on a socket peeled off, where the kernel takes no notice of that. */
int socket_send(const struct sys *sys, int fd, const asctp_sock_out *out);

/* The same on a socket whose default_policy nobody sets, as the engine's: of no policy nothing is said
 * then, and the kernel has room for the rest without an allocation. */
int socket_send_undefaulted(const struct sys *sys, int fd, const asctp_sock_out *out);

/* Sends several. Returns how many were sent; the error of the first if none was. */
enum { SOCKET_SEND_BATCH = 64 }; /* so many go in one system call */
int socket_send_many(const struct sys *sys, int fd, const asctp_sock_out *outs, size_t count);

/* ---- receive.c ---- */

/* The members of asctp_sock_in from here to there are written, those before are read. */
#define SOCKET_IN_GIVEN offsetof(asctp_sock_in, len)
#define SOCKET_IN_END   offsetof(asctp_sock_in, reserved)

/* Receives one message or notification, or a piece of it, into in->data. Returns its length. `flags`
 * are MSG_PEEK, MSG_DONTWAIT. */
int socket_receive(const struct sys *sys, int fd, asctp_sock_in *in, int flags);

/* Copies what was written to where a struct of `size` bytes, of another header's, wants it. */
void socket_give(const asctp_sock_in *in, void *ret, size_t size);

/* The same for several, `stride` bytes apart: what an asctp_sock_in of another header's has beyond
 * (or lacks of) ours is left alone. Returns how many were received; waits for the first only. */
int socket_receive_many(
	const struct sys *sys, int fd, void *ins, size_t stride, size_t count, int flags);

/* ---- status.c ---- */

/* Of which asctp_style a socket is. One peeled off counts as one-to-many. */
int socket_style(const struct sys *sys, int fd);

struct socket_status {
	uint32_t state; /* enum kernel_state */
	uint16_t streams_out, streams_in;
	asctp_addr primary;
};

/* What the kernel knows of an association. -EINVAL: nothing (any more). */
int socket_status(const struct sys *sys, int fd, int32_t id, struct socket_status *ret);

/* How long the kernel tries to begin an association with a peer of so many addresses: an attempt
 * that failed sooner was refused, a later one timed out. In ms. */
int socket_init_budget(const struct sys *sys, int fd, size_t addr_count, uint64_t *ret_ms);

/* ---- support.c ---- */

/* Why this kernel made no SCTP socket, and what to do about it: a sentence. */
const char *socket_explain_missing(char *buf, size_t size);

/* Whether a list of modules (modules.dep) has SCTP's. */
bool socket_module_listed(FILE *list);

#endif
