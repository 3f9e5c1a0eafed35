/* SPDX-License-Identifier: MIT */
/* tests/conformance/scenes.h - situations that rows of several files begin with, and raw calls. */
#ifndef SCENES_H
#define SCENES_H

#include "conformance.h"
#include "wire/kernel.h"

/* ---- Sockets ---- */

/* Non-blocking, with ASSOC_CHANGE. */
int opened(asctp_style style, asctp_net net);
/* The same, bound to the addresses in the text ("10.1.0.1,10.2.0.1"), listening; *ret: the first of
 * them, with the port. */
int server(asctp_style style, const char *text, asctp_addr *ret);
/* The state that the next ASSOC_CHANGE tells. */
uint16_t next_state(int fd);
/* Connects: COMM_UP or CANT_STR_ASSOC. */
uint16_t attempt(int fd, const asctp_addr *to);

/* ---- More than one address ---- */

/* 10.1.0.1, 10.2.0.1, fd00::1 and fd00::2 on lo: what goes to one of them comes from it too, so that
 * its sender's address tells the path of a message. */
void add_homes(void);
/* Both ends at 10.1.0.1 and 10.2.0.1, both paths confirmed; connected to the first. */
void pair_homes(struct pair *pair, asctp_style style);
/* 10.1.0.1 or 10.2.0.1 (0, 1), with the port of pair->to. */
asctp_addr home(const struct pair *pair, int i);
/* On two hosts with a path that can be cut: cut_path(1, true). */
void pair_hosts(struct pair *pair, asctp_style style);
/* A one-to-many server at to[1]; at to[0] nobody ever answers. */
int server_at_second(const char *first, const char *second, asctp_addr to[2]);
/* For an attempt that is to fail, soon. */
extern const asctp_sock_init impatient;

/* ---- Who does not read ---- */

enum { FILLER = 1000 }; /* bytes */
/* With it set before the association, its peer soon has to wait. */
enum { LITTLE_ROOM = 8000 };

void send_fillers(int fd, int32_t id, int count);
/* Sends until there is no room, and none comes. Returns how many. */
int fill(int fd, int32_t id);
/* The next messages are so many of them. */
void take_fillers(int fd, int count);
/* DATA chunks that an association has received. */
uint64_t chunks_in(int fd, int32_t id);
/* DATA chunks of an association not acknowledged yet. */
uint32_t unacked(int fd, int32_t id);

/* ---- Raw calls: what the deprecated functions do ---- */

/* sendmsg() with SCTP_SNDRCV, to none, one or (with SCTP_DSTADDRV4) several addresses. 0 or -errno. */
int raw_send(int fd, const char *text, const struct kernel_sndrcvinfo *info, const asctp_addr *to,
	size_t to_count);

struct raw_in {
	char text[256];
	size_t len;
	int flags; /* msg_flags */
	asctp_addr from;
	_Alignas(8) char control[512];
	struct msghdr msg;
};
/* recvmsg(): the next message (notifications are passed over). */
void raw_receive(int fd, struct raw_in *ret);
/* The item of ancillary data of this type and at least this size; NULL if there is none. */
const void *raw_item(struct raw_in *in, int type, size_t size);
/* Has SCTP_SNDRCV come with messages: SCTP_DATA_IO_EVENT. */
void raw_subscribe_data(int fd);

#endif
