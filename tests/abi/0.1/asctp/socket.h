/* SPDX-License-Identifier: MIT */
/*
 * asctp/socket.h - RFC 6458 on a descriptor of your own: typed, without the engine, blocking or not.
 *
 * Every call takes any SCTP descriptor, made here or by socket(2): a one-to-one one (one
 * association, accept), a one-to-many one (many associations, told apart by their id), or one peeled
 * off. For whole messages, flow control and event loops there is the engine, <asctp/asctp.h>. The
 * options are in <asctp/options.h>, the notifications in <asctp/event.h>.
 *
 * Rules for every call in this file.
 *
 *  1. Errors.    Calls return 0 or more, or -errno; errno itself is untouched. -EINVAL: an argument
 *                that is none, as NULL, a negative id or an unknown flag. -EBADF, -ENOTSOCK: no
 *                socket. -EOPNOTSUPP or -ENOPROTOOPT: none of SCTP's; but listen, accept, send and
 *                receive do with it what the call of that name does. -EINTR: a signal came while it
 *                waited. A call that failed has changed nothing, unless it says so.
 *  2. Blocking.  A call blocks if its descriptor does; -EAGAIN if it would but may not.
 *  3. Ids.       `id` is the kernel's sctp_assoc_t: above 2, unique in the system. Where one is
 *                taken, descriptors with a single association (one-to-one, peeled off) ignore it.
 *                Ids change hands with asctp_sock_peel_off(), and survive a restart of the peer.
 *  4. Order.     PPIDs, stream numbers, ports and codes are in host byte order; only an asctp_addr
 *                holds network order.
 *  5. Addresses  of one host share one port: that of the first; the others' must be the same, or 0.
 *                At most ASCTP_ADDR_MAX are taken. An IPv4 socket takes no IPv6 ones, an IPv6 socket
 *                no IPv4 ones, a dual one both: -EINVAL.
 *  6. Growth.    Structs begin with their size, which the macros set (or asctp_sock_out_init() and
 *                asctp_sock_in_init()); -E2BIG if this library lacks what a newer header set.
 *
 * Kernels: Linux 4.18 and later, by test from 5.10 on. What needs a newer one says so.
 */
#ifndef ASCTP_SOCKET_H
#define ASCTP_SOCKET_H

#include <asctp/addr.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/uio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Sockets ---------------------------------------------------------------------------------- */

typedef enum asctp_style {
	ASCTP_ONE_TO_ONE = 0, /* RFC 6458 section 4: SOCK_STREAM */
	ASCTP_ONE_TO_MANY = 1 /* RFC 6458 section 3: SOCK_SEQPACKET */
} asctp_style;

typedef enum asctp_net {
	ASCTP_DUAL = 0, /* IPv6 and IPv4 on one socket; IPv4 addresses appear as such, not mapped */
	ASCTP_IPV4 = 4,
	ASCTP_IPV6 = 6 /* and not IPv4 */
} asctp_net;

enum {                       /* flags of what makes a descriptor; 0: non-blocking, close-on-exec */
	ASCTP_BLOCKING = 1,  /* calls on it wait */
	ASCTP_INHERITED = 2, /* open in programs that this one executes */
	ASCTP_KERNEL_DEFAULTS = 4 /* open: set no option but what `net` says */
};

/* Opens a socket. Returns the descriptor. Unless ASCTP_KERNEL_DEFAULTS, it is as an expert sets it:
 * SCTP_NODELAY and SCTP_RECVRCVINFO on, and on a one-to-many socket SCTP_FRAGMENT_INTERLEAVE 1, so
 * that one slow message does not hold up the other associations (the RFC's default; Linux has 0).
 * No notification is subscribed.
 *
 * -EINVAL: a style, net or flag that is none. -EPROTONOSUPPORT, -ESOCKTNOSUPPORT: this kernel has
 * no SCTP, asctp_explain_missing() tells why. -EAFNOSUPPORT: no IPv6. -EMFILE, -ENFILE, -ENOMEM,
 * -EACCES. RFC 6458 sections 3.1.1, 4.1.1. */
ASCTP_API int asctp_sock_open(asctp_style style, asctp_net net, unsigned flags);

/* Binds addresses. On a socket that is bound already, adds them, for which their port is the bound
 * one or 0: all of them or none; peers that take part in it are told (RFC 5061, option
 * asconf_supported). On one that is not, and only there, some of them stay bound if a later one could
 * not be: the kernel does not take back the last, and so none.
 *
 * -EINVAL: no address, too many or of another family (rule 5), different ports, one twice or bound
 * already, a wildcard among others or on a bound socket. -EADDRNOTAVAIL: not of this host.
 * -EADDRINUSE. -EACCES: a port below 1024. RFC 6458 sections 3.1.2, 4.1.2, 9.1. */
ASCTP_API int asctp_sock_bind(int fd, const asctp_addr *addrs, size_t count);

/* Takes bound addresses away: all of them or none. -EINVAL: no address, too many, another port, one
 * that is not bound. -EBUSY: none would be left, or none was bound. -EADDRNOTAVAIL: a wildcard. RFC
 * 6458 section 9.1. */
ASCTP_API int asctp_sock_unbind(int fd, const asctp_addr *addrs, size_t count);

/* Listens; one-to-one: `backlog` associations (and one more) wait for accept; one-to-many: any
 * number but 0 says yes. 0 stops listening. Binds to any port if not bound. -EINVAL: negative, or
 * peeled off, or connected; -EADDRINUSE: the port is another socket's, as of one accepted from this
 * when it listened before. RFC 6458 sections 3.1.3, 4.1.3. */
ASCTP_API int asctp_sock_listen(int fd, int backlog);

/* Accepts an association of a one-to-one socket: returns its descriptor (flags ASCTP_BLOCKING,
 * ASCTP_INHERITED). It has the listener's SCTP options and subscriptions. peer (may be NULL): its
 * primary address. One that ended meanwhile is given all the same. -EAGAIN: none; -EINVAL: not
 * listening, a flag that is none; -EOPNOTSUPP: one-to-many; -EMFILE, -ENFILE: out of descriptors,
 * the association waits on. RFC 6458 section 4.1.4. */
ASCTP_API int asctp_sock_accept(int fd, unsigned flags, asctp_addr *ret_peer);

/* Begins an association with one peer, at any of its addresses (count 1: as connect(2)). A blocking
 * descriptor waits until it is up. On success and with -EINPROGRESS, *ret_id (may be NULL) is its
 * id; else it is untouched.
 *
 * -EINPROGRESS: under way; ASSOC_CHANGE tells the end of it. -EALREADY: it already was. -EINTR: it
 * goes on all the same (a signal whose handler restarts calls makes it -EALREADY). -EISCONN: up
 * already, or peeled off, or (one-to-one) listening or used before: after an association ended, its
 * descriptor takes no new one. -ECONNREFUSED, -ETIMEDOUT: blocking only; a one-to-one socket says so
 * once more at the next send or receive, and can connect again. -EINVAL: no address, too many or of
 * another family (rule 5), different ports, port 0, a wildcard or multicast one. -ENETUNREACH: no local address fits.
 * -EADDRNOTAVAIL: on this socket's port, the peer is that of an association peeled off. RFC 6458
 * sections 3.1.6, 4.1.5, 9.9. */
ASCTP_API int asctp_sock_connect(int fd, const asctp_addr *addrs, size_t count, int32_t *ret_id);

/* Gives an association of a one-to-many socket a descriptor of its own, with what is queued for it:
 * returns that (flags ASCTP_BLOCKING, ASCTP_INHERITED). -EINVAL: no such association (or ended since
 * COMM_UP: its messages stay here), one-to-one or peeled off already, a flag that is none. -EMFILE, -ENFILE, -ENOMEM: rule 1 does not hold here, the
 * kernel has destroyed the association. RFC 6458 section 9.2. */
ASCTP_API int asctp_sock_peel_off(int fd, int32_t id, unsigned flags);

/* Ends an association in order: what was sent is delivered, then SHUTDOWN. ASSOC_CHANGE with
 * SHUTDOWN_COMP tells the end of it. -ESHUTDOWN: it is being shut down already, from here or there.
 * -ENOTCONN (one-to-one), -EPIPE (others): no such association, or ended; peeled off also how it
 * ended, as asctp_sock_send_with(). One that is still connecting: one-to-one -ENOTCONN (close(2)
 * gives it up), else it is given up, of which nothing but SEND_FAILED tells. RFC 6458 sections 4.1.7
 * (as shutdown(2) for writing), 5.3.4 (SCTP_EOF). */
ASCTP_API int asctp_sock_shutdown(int fd, int32_t id);

/* Ends an association at once: the peer gets ABORT with User-Initiated Abort and `text` (may be NULL
 * with len 0). ASSOC_CHANGE with COMM_LOST and SEND_FAILED for what was not delivered follow.
 * -EOPNOTSUPP: one-to-one, where Linux has no such call (option linger {on, 0} and close(2) abort it
 * without a text); -EINVAL: a text of more than ASCTP_SOCK_ABORT_TEXT_MAX bytes; -EPIPE: no such
 * association, or ended; peeled off also how it ended, as asctp_sock_send_with(). RFC 6458 section
 * 5.3.4. */
#define ASCTP_SOCK_ABORT_TEXT_MAX 1024
ASCTP_API int asctp_sock_abort(int fd, int32_t id, const void *text, size_t len);

/* The peer's addresses, with its port. Returns how many there are, which may exceed max: then only
 * max were written (ret may be NULL with max 0). -EINVAL: no such association, or a one-to-one one
 * that is not up; -ENOMEM. RFC 6458 sections 9.3, 9.4 (nothing is to be freed). */
ASCTP_API int asctp_sock_peers(int fd, int32_t id, asctp_addr *ret, size_t max);

/* The local addresses of an association, or with id 0 those that the socket is bound to (of one
 * bound to the wildcard: all that the host has); 0 if it is not bound. Rule 3 does not hold here:
 * id 0 is the socket for every style. As asctp_sock_peers(). RFC 6458 sections 9.5, 9.6. */
ASCTP_API int asctp_sock_locals(int fd, int32_t id, asctp_addr *ret, size_t max);

/* ---- Notifications ---------------------------------------------------------------------------- */

enum {                           /* in place of an id, where a call says so */
	ASCTP_FUTURE_ASSOC = 0,  /* those to come */
	ASCTP_CURRENT_ASSOC = 1, /* those there are; one-to-many only */
	ASCTP_ALL_ASSOC = 2      /* both; one-to-many only */
};

/* Has the notifications in the mask `on` delivered and those in `off` no more; the others stay as
 * they are. Masks: ASCTP_MASK(ASCTP_ASSOC_CHANGE) | ..., or ASCTP_MASK_ALL, of <asctp/event.h>. For
 * an id, or ASCTP_FUTURE_ASSOC, ASCTP_CURRENT_ASSOC, ASCTP_ALL_ASSOC.
 *
 * -EINVAL: no such association; a type in both masks, or beyond those of <asctp/event.h>; one that this
 * kernel lacks (each is tried, those it has are done, the first error is told). Before 5.0: of the
 * whole socket whatever the id. SENDER_DRY_EVENT: switched on for an association that has nothing to
 * send, it comes at once. RFC 6458 sections 6.2.2, 8.1.28. */
ASCTP_API int asctp_sock_subscribe(int fd, int32_t id, uint32_t on, uint32_t off);

/* Which are delivered, for an id or ASCTP_FUTURE_ASSOC. -EINVAL: no such association, no ret_mask. */
ASCTP_API int asctp_sock_subscribed(int fd, int32_t id, uint32_t *ret_mask);

/* ---- Sending ---------------------------------------------------------------------------------- */

typedef enum asctp_policy { /* RFC 3758, RFC 7496 */
	ASCTP_RELIABLE = 0, /* whatever the option default_policy says; value: 0 */
	/* value: ms from the call until it is given up; not 0. Not for the message that begins an
	 * association, which Linux gives up at once. */
	ASCTP_LIFETIME = 0x10,
	ASCTP_RETRANSMISSIONS = 0x20, /* value: given up after so many */
	ASCTP_PRIORITY = 0x30         /* value: lower numbers are kept longer when room is short */
} asctp_policy;

typedef struct asctp_sock_init {              /* SCTP_INIT, 5.3.1. 0: the socket's own */
	uint32_t streams_out, streams_in_max; /* at most 65535 */
	uint32_t attempts;                    /* at most 65535 */
	uint32_t max_timeout_ms;              /* at most 65535 */
} asctp_sock_init;

typedef struct asctp_sock_out {
	size_t size; /* set by the macro */
	/* These are positional in asctp_sock_send(). */
	const void *data;
	size_t len;
	uint32_t stream; /* at most 65535 */
	uint32_t ppid;   /* host byte order */
	/* Which association: its id (one-to-many), or the peer's address `to`, not both. With an address
	 * of no association (one-to-many; one-to-one not yet connected) the send begins one, and the
	 * addresses after the first, which have no scope, are further ones of the peer. A blocking
	 * descriptor waits until it is up, and returns the length even if that fails; with the option
	 * interleaving any waits (Linux), and -ESRCH tells that it failed. Peeled off: neither has an
	 * effect. */
	int32_t id;
	uint32_t context; /* comes back with SEND_FAILED */
	const asctp_addr *to;
	size_t to_count;
	/* When it begins an association: what to ask of the peer; else without effect. */
	const asctp_sock_init *init;
	/* In place of data and len: the message in parts, at most 1024. */
	const struct iovec *iov;
	size_t iov_count;
	asctp_policy policy;
	uint32_t policy_value;
	bool unordered;
	bool over_path; /* to the address `to`, not to the peer's primary one. Not peeled off */
	bool sack_now;  /* have the peer acknowledge it at once (RFC 7053) */
	bool more;      /* hold it until the next one without `more`, to share a packet */
	bool dont_wait; /* this call does not block */
	bool has_auth_key;
	uint16_t auth_key; /* authenticate it with this key (RFC 4895), if has_auth_key */
	/* Ends the association instead: in order (eof; no data), or at once (abort; data is the text).
	 * Not one-to-one: see asctp_sock_shutdown(). */
	bool eof, abort;
	/* To every association of a one-to-many socket that is up; neither id nor to. Others have one, and
	 * send to that. */
	bool all;
	uint8_t reserved0[5];
	uint64_t reserved[6];
} asctp_sock_out;

/* Sends one message, whole or not at all. No SIGPIPE. Returns its length; with `all` that of one
 * copy, or 0 if there was no association; with eof or abort 0.
 *
 * -EAGAIN: no room (with `all`: some may have been sent). -EMSGSIZE: longer than the send buffer;
 * longer than fits a packet with the option no_fragments. -EINVAL: empty; a stream that the
 * association does not have; a stream, init or policy value beyond its range; `to` without to_count;
 * data and iov, id and to; over_path without to, eof with data, eof and abort, a text longer than that of
 * asctp_sock_abort(); a key that is none, where the peer wants it authenticated; eof or abort on
 * one-to-one, or to an address of no association; addresses as asctp_sock_connect(). -EOPNOTSUPP:
 * over_path on one peeled off. -EPIPE: no such association, ended, or none was named. -ESHUTDOWN:
 * being shut down. -EADDRNOTAVAIL: on a connected one-to-one socket, `to` is no address of the peer;
 * as asctp_sock_connect(). -ENETUNREACH: as that, too. -ECONNRESET (by the peer), -ECONNABORTED (by
 * us), -ECONNREFUSED, -ETIMEDOUT: how the association of this one-to-one or peeled off socket ended,
 * told once. -ENOMEM, -E2BIG. RFC 6458 sections 3.1.4, 4.1.8, 5.3, 7.5, 9.12. */
ASCTP_API int asctp_sock_send_with(int fd, const asctp_sock_out *out);
static inline void asctp_sock_out_init(asctp_sock_out *out)
{
	memset(out, 0, sizeof(*out));
	out->size = sizeof(*out);
}

/* asctp_sock_send(fd, data, len, .stream = 3, .ppid = 46, .id = id) */
#define asctp_sock_send(fd, ...) \
	asctp_sock_send_with(    \
		(fd), &(asctp_sock_out){ .size = sizeof(asctp_sock_out), .data = __VA_ARGS__ })

/* Sends several, with as few system calls as it takes. Returns how many, from the first on, were
 * sent; the error of the first if none was. -EINVAL: none, or more than 1024. Every `size` is the
 * same, and also the distance from one to the next. */
ASCTP_API int asctp_sock_send_many(int fd, const asctp_sock_out *outs, size_t count);

/* ---- Receiving -------------------------------------------------------------------------------- */

typedef struct asctp_sock_next { /* SCTP_NXTINFO, 5.3.6 */
	bool known;              /* something waits behind this, and option recv_nxtinfo is on */
	bool notification, unordered;
	uint8_t reserved0;
	uint16_t stream, reserved1;
	uint32_t ppid;
	uint32_t len; /* of what is there of it */
	int32_t id;
} asctp_sock_next;

typedef struct asctp_sock_in {
	size_t size; /* set by the macro */
	/* in */
	void *data;
	size_t room;
	/* out */
	size_t len;
	bool notification; /* for asctp_notification_read() */
	/* The message or notification ends here. Else the room was too small, or the kernel delivers it
	 * in parts: more of it follows, between which there may be parts of other associations'. */
	bool last;
	bool has_info; /* what follows, to `context`, is there: data, and option recv_rcvinfo is on */
	bool cut;      /* part of the ancillary data was lost */
	bool unordered;
	uint8_t reserved0; /* zero is written */
	uint16_t stream;
	uint32_t ssn; /* with I-DATA the low 16 bits of the message's number */
	/* Host byte order. Of a message's first part: with I-DATA, Linux puts another number into it in
	 * the others. */
	uint32_t ppid;
	int32_t id;
	uint32_t tsn;            /* of its first chunk */
	uint32_t cumulative_tsn; /* only of unordered ones */
	uint32_t context;        /* option context, of the association */
	/* Where it came from; of a notification: the peer's primary address. Family 0: unknown. */
	asctp_addr from;
	asctp_sock_next next;
	uint64_t reserved[8];
} asctp_sock_in;

enum {                      /* flags of receiving */
	ASCTP_PEEK = 1,     /* leave it there; not of several */
	ASCTP_DONT_WAIT = 2 /* this call does not block */
};

static inline void asctp_sock_in_init(asctp_sock_in *in, void *data, size_t room)
{
	memset(in, 0, sizeof(*in));
	in->size = sizeof(*in);
	in->data = data;
	in->room = room;
}

/* Receives a message or a notification, or a part of one. Returns its length, also in in->len; 0
 * once a one-to-one association has been shut down by the peer (there are no empty messages).
 *
 * -EAGAIN: nothing there; also, non-blocking, when an association was shut down by us, or how it
 * ended has been told: only ASSOC_CHANGE says so each time. -ENOTCONN: the same, blocking; also one
 * that neither listens nor has an association. -EINVAL: no data or room, a flag that is none.
 * -ECONNRESET, -ECONNABORTED, -ECONNREFUSED, -ETIMEDOUT: as asctp_sock_send_with(). -E2BIG. After an
 * error *in is as it was. RFC 6458 sections 3.1.4, 4.1.8, 5.3, 9.13. */
ASCTP_API int asctp_sock_receive(int fd, asctp_sock_in *in, unsigned flags);

/* Receives several in one system call: waits for the first as asctp_sock_receive() does, and takes
 * what else is there by then. Returns how many, 1 or more. -EINVAL: none, or more than 1024. -ENOMEM.
 * Other errors as asctp_sock_receive(), with one difference: how the association ended comes before
 * the messages that are still there. Where the end is among them, as one with len 0, it is the last.
 * Every `size` is the same, and also the distance from one to the next. */
ASCTP_API int asctp_sock_receive_many(int fd, asctp_sock_in *ins, size_t count, unsigned flags);

/* ---- Without SCTP ------------------------------------------------------------------------------ */

/* Why this kernel makes no SCTP socket and what to do about it: a sentence, cut to `size` bytes with
 * its NUL. Returns buf. */
ASCTP_API const char *asctp_explain_missing(char *buf, size_t size);

#ifdef __cplusplus
}
#endif
#endif
