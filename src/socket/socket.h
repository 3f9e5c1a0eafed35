/* SPDX-License-Identifier: MIT */
/*
 * socket/socket.h - SCTP on a descriptor: the one place where each system call of SCTP is made.
 *
 * Every call returns 0 or more, or -errno. Association ids are the kernel's; on a socket that
 * carries one association alone (peeled off) they are ignored.
 */
#ifndef SOCKET_SOCKET_H
#define SOCKET_SOCKET_H

#include "asctp/addr.h"
#include "sys/sys.h"
#include "wire/control.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- open.c: sockets as we want them ---- */

/* A one-to-many socket, non-blocking and close-on-exec. AF_INET6 takes IPv4 too, and gives and is
 * given IPv4 addresses as such. */
int socket_open(const struct sys *sys, sa_family_t family);

struct socket_setup {
	uint16_t streams_out, streams_in_max; /* 0: the kernel's default */
	int buffer;                           /* bytes to ask for, in each direction */
	size_t granted_send, granted_receive; /* out: what the kernel granted */
	bool sees_trouble; /* out: it reports paths that may have failed (RFC 7829) */
};

/* Sets what every socket of ours has: no Nagle delay, RCVINFO, one slow message not holding up the
 * others, the notifications that the engine needs, buffers. Sockets peeled off inherit it. */
int socket_prepare(const struct sys *sys, int fd, struct socket_setup *setup);

/* ---- address.c: bind, listen, connect ---- */

int socket_bind(const struct sys *sys, int fd, const asctp_addr *addrs, size_t count);
int socket_listen(const struct sys *sys, int fd, int backlog);
/* Before bind, of one that will listen: its port can be bound again while associations that it
 * gave birth to live on. Not while another socket listens on it. */
int socket_reuse(const struct sys *sys, int fd);

/* Begins a handshake with one peer at any of its addresses (one port). -EINPROGRESS is 0 here. */
int socket_connect(
	const struct sys *sys, int fd, const asctp_addr *addrs, size_t count, int32_t *ret_id);

/* The association's own socket. */
int socket_peel_off(const struct sys *sys, int fd, int32_t id);

/* The local addresses that are bound (of the association, or with id 0 of the socket). Returns how
 * many there are; at most `max` are written. */
int socket_locals(const struct sys *sys, int fd, int32_t id, asctp_addr *ret, size_t max);

/* The source address, without port, that routing picks towards a peer. */
int socket_source(const struct sys *sys, const asctp_addr *peer, asctp_addr *ret);

/* ---- subscribe.c: notifications ---- */

/* As asctp_sock_subscribe() and asctp_sock_subscribed(): bit i of a mask is type 0x8000 + i. */
int socket_subscribe(const struct sys *sys, int fd, int32_t id, uint32_t on, uint32_t off);
int socket_subscribed(const struct sys *sys, int fd, int32_t id, uint32_t *ret_mask);

/* ---- message.c: sending and receiving ---- */

/* Sends one message, whole or not at all. With flags WIRE_SEND_EOF (no data) or WIRE_SEND_ABORT
 * (data: the text of the cause) it ends the association. */
int socket_send(
	const struct sys *sys, int fd, const struct wire_send *send, const void *data, size_t len);

struct socket_received {
	size_t len;
	bool notification;
	bool last;       /* MSG_EOR: the message or notification ends here */
	asctp_addr from; /* of data: where it came from. sa_family 0: unknown */
	struct wire_received control;
};

/* Receives one message, or a piece of it. -EAGAIN: nothing there. */
int socket_receive(
	const struct sys *sys, int fd, void *buf, size_t size, struct socket_received *ret);

/* ---- status.c ---- */

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

#endif
