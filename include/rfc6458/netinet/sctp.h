/* SPDX-License-Identifier: MIT */
/*
 * <netinet/sctp.h> - the sockets API for SCTP as RFC 6458 has it, for programs written to that: its
 * functions, and the names that Linux gives otherwise or not at all.
 *
 * The structs and constants are those of the kernel's header, 5.5 or later. What the kernel cannot
 * do is not defined here, so that `#ifdef SCTP_EXPLICIT_EOR` tells the truth. docs/migrating.md has
 * the functions one by one, and what else there is.
 *
 * Calls return 0 or more, or -1 with errno. They are as thread-safe as the system calls that they
 * make. PPIDs are bytes of the program's: htonl() and ntohl() are its business.
 */
#ifndef ASCTP_NETINET_SCTP_H
#define ASCTP_NETINET_SCTP_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <linux/sctp.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef SOL_SCTP
#define SOL_SCTP 132
#endif

/* ---- What programs ask for in #ifdef ---- */

#define HAVE_SCTP
#define HAVE_KERNEL_SCTP
#define HAVE_SCTP_ADDIP
#define HAVE_SCTP_CANSET_PRIMARY
#define HAVE_SCTP_MULTIBUF
#define HAVE_SCTP_NOCONNECT
#define HAVE_SCTP_PRSCTP
#define HAVE_SCTP_AUTH_NO_AUTH             1
#define HAVE_SCTP_PDAPI_EVENT_PDAPI_SEQ    1
#define HAVE_SCTP_PDAPI_EVENT_PDAPI_STREAM 1
#define HAVE_SCTP_PEELOFF_FLAGS            1
#define HAVE_SCTP_SENDV                    1
#define HAVE_SCTP_SENDX                    1
#define HAVE_SCTP_SPP_DSCP                 1
#define HAVE_SCTP_SPP_IPV6_FLOWLABEL       1
#define HAVE_SCTP_STREAM_RECONFIG          1
#define HAVE_SCTP_STREAM_RESET_EVENT       1

/* ---- Names of the RFC that the kernel's header has otherwise ---- */

#define sn_auth_event sn_authkey_event /* of union sctp_notification (6.1) */

/* members of struct sctp_send_failed_event (6.1.11) */
#define ssfe_type     ssf_type
#define ssfe_flags    ssf_flags
#define ssfe_length   ssf_length
#define ssfe_error    ssf_error
#define ssfe_assoc_id ssf_assoc_id
#define ssfe_data     ssf_data

/* in the flags of what failed (6.1.4, 6.1.11): which part of a message it was */
#define SCTP_DATA_LAST_FRAG 0x0001
#define SCTP_DATA_NOT_FRAG  0x0003

/* ---- 9.1, 9.3 to 9.6: addresses ---- */

#ifndef SCTP_BINDX_ADD_ADDR
#define SCTP_BINDX_ADD_ADDR 0x01
#define SCTP_BINDX_REM_ADDR 0x02
#endif

/* Addresses stand one behind the other, each as long as its family's: sockaddr_in, sockaddr_in6. */
int sctp_bindx(int sd, struct sockaddr *addrs, int addrcnt, int flags);

int sctp_getpaddrs(int sd, sctp_assoc_t id, struct sockaddr **addrs);
int sctp_freepaddrs(struct sockaddr *addrs);
int sctp_getladdrs(int sd, sctp_assoc_t id, struct sockaddr **addrs);
int sctp_freeladdrs(struct sockaddr *addrs);

/* Of one address; 0 for a family that SCTP has not. */
int sctp_getaddrlen(sa_family_t family);

/* ---- 9.2, 9.9: associations ---- */

/* *id is written with -1 and EINPROGRESS, too. */
int sctp_connectx(int sd, struct sockaddr *addrs, int addrcnt, sctp_assoc_t *id);

int sctp_peeloff(int sd, sctp_assoc_t assoc_id);
/* Flags: SOCK_NONBLOCK, SOCK_CLOEXEC. */
int sctp_peeloff_flags(int sd, sctp_assoc_t assoc_id, unsigned flags);

/* ---- 8: options that are asked for an association ---- */

int sctp_opt_info(int sd, sctp_assoc_t id, int opt, void *arg, socklen_t *size);

/* ---- 9.7, 9.8, 9.10, 9.11: deprecated by the RFC ---- */

int sctp_sendmsg(int sd, const void *msg, size_t len, const struct sockaddr *to, socklen_t tolen,
	uint32_t ppid, uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context);
int sctp_recvmsg(int sd, void *msg, size_t len, struct sockaddr *from, socklen_t *fromlen,
	struct sctp_sndrcvinfo *sinfo, int *msg_flags);
int sctp_send(int sd, const void *msg, size_t len, const struct sctp_sndrcvinfo *sinfo, int flags);
int sctp_sendx(int sd, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt,
	struct sctp_sndrcvinfo *sinfo, int flags);

/* ---- 9.12 ---- */

#define SCTP_SENDV_NOINFO   0
#define SCTP_SENDV_SNDINFO  1 /* struct sctp_sndinfo */
#define SCTP_SENDV_PRINFO   2 /* struct sctp_prinfo */
#define SCTP_SENDV_AUTHINFO 3 /* struct sctp_authinfo */
#define SCTP_SENDV_SPA      4 /* struct sctp_sendv_spa: those that its flags name */

#define SCTP_SEND_SNDINFO_VALID  0x1
#define SCTP_SEND_PRINFO_VALID   0x2
#define SCTP_SEND_AUTHINFO_VALID 0x4

struct sctp_sendv_spa {
	uint32_t sendv_flags;
	struct sctp_sndinfo sendv_sndinfo;
	struct sctp_prinfo sendv_prinfo;
	struct sctp_authinfo sendv_authinfo;
};

int sctp_sendv(int sd, const struct iovec *iov, int iovcnt, struct sockaddr *addrs, int addrcnt,
	void *info, socklen_t infolen, unsigned int infotype, int flags);

/* ---- 9.13 ---- */

#define SCTP_RECVV_NOINFO  0
#define SCTP_RECVV_RCVINFO 1 /* struct sctp_rcvinfo */
#define SCTP_RECVV_NXTINFO 2 /* struct sctp_nxtinfo */
#define SCTP_RECVV_RN      3 /* struct sctp_recvv_rn */

struct sctp_recvv_rn {
	struct sctp_rcvinfo recvv_rcvinfo;
	struct sctp_nxtinfo recvv_nxtinfo;
};

int sctp_recvv(int sd, const struct iovec *iov, int iovlen, struct sockaddr *from,
	socklen_t *fromlen, void *info, socklen_t *infolen, unsigned int *infotype, int *flags);

#ifdef __cplusplus
}
#endif

#endif
