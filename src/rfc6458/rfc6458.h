/* SPDX-License-Identifier: MIT */
/*
 * rfc6458/rfc6458.h - the functions of RFC 6458 section 9, as programs know them: with the names,
 * types and symbol versions of libsctp.so.1. They return 0 or more, or -1 with errno.
 *
 * Programs include <netinet/sctp.h>, which takes the structs from the kernel's header; the library
 * knows their layouts from wire/kernel.h. A test compiles the two together.
 */
#ifndef RFC6458_RFC6458_H
#define RFC6458_RFC6458_H

#include "wire/kernel.h"
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define EXPORT __attribute__((visibility("default")))

struct sctp_sndrcvinfo; /* struct kernel_sndrcvinfo */

enum { BINDX_ADD_ADDR = 1, BINDX_REM_ADDR = 2 };

enum { SENDV_NOINFO, SENDV_SNDINFO, SENDV_PRINFO, SENDV_AUTHINFO, SENDV_SPA };
enum { SPA_SNDINFO = 1, SPA_PRINFO = 2, SPA_AUTHINFO = 4 };

struct sendv_spa { /* struct sctp_sendv_spa */
	uint32_t flags;
	struct kernel_sndinfo sndinfo;
	struct kernel_prinfo prinfo;
	struct kernel_authinfo authinfo;
};

enum { RECVV_NOINFO, RECVV_RCVINFO, RECVV_NXTINFO, RECVV_RN };

struct recvv_rn { /* struct sctp_recvv_rn */
	struct kernel_rcvinfo rcvinfo;
	struct kernel_nxtinfo nxtinfo;
};

/* ---- address.c ---- */

EXPORT int sctp_bindx(int sd, struct sockaddr *addrs, int addrcnt, int flags);
EXPORT int sctp_getpaddrs(int sd, int32_t id, struct sockaddr **addrs);
EXPORT int sctp_freepaddrs(struct sockaddr *addrs);
EXPORT int sctp_getladdrs(int sd, int32_t id, struct sockaddr **addrs);
EXPORT int sctp_freeladdrs(struct sockaddr *addrs);
EXPORT int sctp_getaddrlen(sa_family_t family);

/* ---- association.c ---- */

/* In the shared library it comes in versions: versions.c. */
EXPORT int sctp_connectx(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id);
int rfc6458_connectx(int sd, struct sockaddr *addrs, int addrcnt, int32_t *id);

EXPORT int sctp_peeloff(int sd, int32_t id);
EXPORT int sctp_peeloff_flags(int sd, int32_t id, unsigned flags);

/* ---- option.c ---- */

EXPORT int sctp_opt_info(int sd, int32_t id, int opt, void *arg, socklen_t *size);

/* ---- send.c ---- */

EXPORT int sctp_sendmsg(int sd, const void *msg, size_t len, const struct sockaddr *to,
	socklen_t tolen, uint32_t ppid, uint32_t flags, uint16_t stream_no, uint32_t timetolive,
	uint32_t context);
EXPORT int sctp_send(
	int sd, const void *msg, size_t len, const struct sctp_sndrcvinfo *sinfo, int flags);
EXPORT int sctp_sendx(int sd, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt,
	struct sctp_sndrcvinfo *sinfo, int flags);
EXPORT int sctp_sendv(int sd, const struct iovec *iov, int iovcnt, struct sockaddr *addrs,
	int addrcnt, void *info, socklen_t infolen, unsigned int infotype, int flags);

/* ---- receive.c ---- */

EXPORT int sctp_recvmsg(int sd, void *msg, size_t len, struct sockaddr *from, socklen_t *fromlen,
	struct sctp_sndrcvinfo *sinfo, int *msg_flags);
EXPORT int sctp_recvv(int sd, const struct iovec *iov, int iovlen, struct sockaddr *from,
	socklen_t *fromlen, void *info, socklen_t *infolen, unsigned int *infotype, int *flags);

/* ---- result.c: what they have in common ---- */

/* 0 or more as it is; -errno as -1 with errno. */
int rfc6458_result(int result);

/* How many bytes the packed list takes that a program hands over. -EINVAL: there is none, or an
 * address of an unknown family in it. */
int rfc6458_list_len(const struct sockaddr *addrs, int addrcnt);

#endif
