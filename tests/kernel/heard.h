/* SPDX-License-Identifier: MIT */
/*
 * tests/kernel/heard.h - sockets of a test's own, and what they say: notifications as lines.
 *
 * What a socket has to say comes in order, and a message after it: what was not heard before the
 * message was not delivered.
 */
#ifndef HEARD_H
#define HEARD_H

#include "peers.h"

#include "asctp/event.h"
#include "asctp/socket.h"
#include "wire/kernel.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { HEARD = 2048 };

#define BIT(name) ASCTP_MASK(ASCTP_##name)

#define UP   "ASSOC_CHANGE id %d: COMM_UP, 10 streams out, 10 in\n"
#define LOST "ASSOC_CHANGE id %d: COMM_LOST, User-Initiated Abort\n"

/* On 127.0.0.1, blocking, with RCVINFO. */
int new_socket(int type);
int listener(int type, struct sockaddr_in *ret);
int client(const struct sockaddr_in *server); /* one-to-one, and connected */
void say(int fd);                             /* a message */
void abort_it(int fd);                        /* and closes it */

/* One read of at most `size` bytes. Returns how many; *ret_id of a message, 0 of a notification. */
size_t take(int fd, void *data, size_t size, int32_t *ret_id, bool *ret_last);

/* Writes down notifications, a line each, until a message comes. Returns that one's association. */
int32_t hear_out(int fd, char text[HEARD]);
/* That it was this. */
void heard(const char *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
