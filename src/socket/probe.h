/* SPDX-License-Identifier: MIT */
/*
 * socket/probe.h - questions to the kernel about what it can do, asked on a socket of their own.
 *
 * None sends a packet, none changes more than the socket that it is asked on.
 */
#ifndef SOCKET_PROBE_H
#define SOCKET_PROBE_H

#include "asctp/features.h"
#include "sys/sys.h"
#include <stddef.h>
#include <stdint.h>

struct probe {
	/* Returns an asctp_availability, or what the kernel answered instead: -errno. */
	int (*ask)(const struct sys *sys, int fd, const struct probe *probe);
	int family, type;     /* of the socket; type 0: it needs none */
	int option;           /* KERNEL_... */
	socklen_t size;       /* of the option's struct */
	size_t at, width;     /* where in it is the value: 1, 2 or 4 bytes */
	uint32_t least, most; /* values that mean "on"; the least is what is asked for */
	int refusal;          /* -errno that also shows that the option is there */
};

/* That there is such a socket, or that nothing need be asked. */
int socket_probe_nothing(const struct sys *sys, int fd, const struct probe *probe);
/* The option can be read, or is refused as expected. */
int socket_probe_get(const struct sys *sys, int fd, const struct probe *probe);
/* The option takes the value. */
int socket_probe_set(const struct sys *sys, int fd, const struct probe *probe);
/* And reads it back; ASCTP_HOLLOW: something else. */
int socket_probe_kept(const struct sys *sys, int fd, const struct probe *probe);
/* What a new socket has: "on", or else takes: ASCTP_ASK. */
int socket_probe_switch(const struct sys *sys, int fd, const struct probe *probe);
/* Two values are taken, `least` and `most`. */
int socket_probe_both(const struct sys *sys, int fd, const struct probe *probe);

/* SCTP_EVENTS holds notification number `least`. */
int socket_probe_event(const struct sys *sys, int fd, const struct probe *probe);
/* It holds none that we do not know: then it lacks what we look for. */
int socket_probe_unknown_event(const struct sys *sys, int fd, const struct probe *probe);
/* The same of options: all numbers that we know no option for are refused. */
int socket_probe_unknown_option(const struct sys *sys, int fd, const struct probe *probe);

/* SCTP_PEER_ADDR_PARAMS keeps the DSCP or flow label, as the flag `least` says. */
int socket_probe_label(const struct sys *sys, int fd, const struct probe *probe);
/* After authentication was asked for, HMAC_SHA256 is taken; a key can be deactivated. */
int socket_probe_sha256(const struct sys *sys, int fd, const struct probe *probe);
int socket_probe_deactivate(const struct sys *sys, int fd, const struct probe *probe);
/* With FRAGMENT_INTERLEAVE on, I-DATA can be asked for. */
int socket_probe_interleaving(const struct sys *sys, int fd, const struct probe *probe);
/* As socket_probe_switch, of a socket that is bound to the wildcard. */
int socket_probe_auto_asconf(const struct sys *sys, int fd, const struct probe *probe);
/* A message to all associations: there are none. */
int socket_probe_sendall(const struct sys *sys, int fd, const struct probe *probe);
/* SO_..BUFFORCE gives a buffer beyond any usual limit. `most`: how it is read. */
int socket_probe_buffer(const struct sys *sys, int fd, const struct probe *probe);
/* The lowest port can be bound to. Nobody is listened to on it. */
int socket_probe_low_port(const struct sys *sys, int fd, const struct probe *probe);

#endif
