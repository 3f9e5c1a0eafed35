/* SPDX-License-Identifier: MIT */
/* asctp/features.h - what SCTP this kernel does, what is switched off, and how to switch it on. */
#ifndef ASCTP_FEATURES_H
#define ASCTP_FEATURES_H

#include <asctp/addr.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum asctp_availability {
	ASCTP_HAS = 1,    /* works as it is: an option or call of its own needs only to be used */
	ASCTP_ASK = 2,    /* works for a socket that asks for it beforehand: see `how` */
	ASCTP_OFF = 3,    /* the kernel has it, but its sysctl says no: see `sysctl` */
	ASCTP_HOLLOW = 4, /* the kernel accepts the request and does not do it */
	ASCTP_LACKS = 5,  /* the kernel does not have it: see `error` */
	ASCTP_FORBIDDEN = 6, /* it needs a privilege that this process lacks: see `how` */
	ASCTP_UNTOLD = 7     /* it could not be found out: see `error`; 0: the kernel is too new */
} asctp_availability;

typedef struct asctp_feature {
	const char *name; /* "interleaving": a stable word; asctp_features(3) lists them */
	const char *what; /* "messages of several streams in turn (I-DATA)" */
	const char *rfc;  /* "8260"; "" if Linux's own */
	asctp_availability availability;
	int error;            /* -errno that the kernel answered, or 0 */
	const char *sysctl;   /* "net.sctp.intl_enable", or "" if there is none */
	int64_t sysctl_value; /* what it is; -1: it could not be read */
	bool privileged; /* to switch it on for the host needs root (its network namespace's) */
	const char *how; /* what to do for it: "sysctl -w net.sctp.intl_enable=1", or "" */
	uint64_t reserved[4];
} asctp_feature;

/* Asks the kernel about each feature, on sockets of its own that send nothing (two are bound for a
 * moment: to port 1, and to a free one). Writes up to `max` of them, each of `size` bytes (the
 * macro's business), and returns how many there are. The strings are static. -EPROTONOSUPPORT,
 * -ESOCKTNOSUPPORT, or what else socket(2) says: no SCTP at all (asctp_explain_missing() of
 * <asctp/socket.h> tells why); -EMFILE, -ENFILE, -ENOMEM; -EINVAL.
 *
 * What is a part of something else (SHA-256 of authentication) and switched off with it is told as
 * that is. What is said of this side holds for an association if its peer does the same.
 *
 * The answer holds for sockets made now: most sysctls are read when a socket is made. */
ASCTP_API int asctp_features_with(asctp_feature *ret, size_t max, size_t size);
#define asctp_features(ret, max) asctp_features_with((ret), (max), sizeof(asctp_feature))

/* "has", "ask", "off", "hollow", "lacks", "forbidden", "untold"; "unknown". */
ASCTP_API const char *asctp_availability_name(asctp_availability availability);

#ifdef __cplusplus
}
#endif
#endif
