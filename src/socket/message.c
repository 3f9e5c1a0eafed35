/* SPDX-License-Identifier: MIT */
/* socket/message.c - messages out: one, or several at once. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/control.h"
#include "wire/kernel.h"
#include <errno.h>

enum {
	CONTROL_ONE = 2048,       /* more than a message with ASCTP_ADDR_MAX addresses needs */
	CONTROL_MANY = 16 * 1024, /* ... and what they have together */
};

static const struct {
	size_t offset; /* of a bool in asctp_sock_out */
	uint16_t flag;
} send_flags[] = {
	{ offsetof(asctp_sock_out, unordered), WIRE_SEND_UNORDERED },
	{ offsetof(asctp_sock_out, over_path), WIRE_SEND_ADDR_OVER },
	{ offsetof(asctp_sock_out, sack_now), WIRE_SEND_SACK_NOW },
	{ offsetof(asctp_sock_out, eof), WIRE_SEND_EOF },
	{ offsetof(asctp_sock_out, abort), WIRE_SEND_ABORT },
	{ offsetof(asctp_sock_out, all), WIRE_SEND_ALL },
};

static uint16_t flags_of(const asctp_sock_out *out)
{
	uint16_t flags = 0;

	for (size_t i = 0; i < sizeof(send_flags) / sizeof(send_flags[0]); i++)
		if (*(const bool *)((const char *)out + send_flags[i].offset))
			flags |= send_flags[i].flag;
	return flags;
}

static int call_flags_of(const asctp_sock_out *out)
{
	return MSG_NOSIGNAL | (out->dont_wait ? MSG_DONTWAIT : 0) | (out->more ? MSG_MORE : 0);
}

/* Its ancillary data. Where the socket may have a default policy, even none is said: the default would
 * be half taken, as a lifetime even if it is none. */
static struct wire_send control_of(const asctp_sock_out *out, bool say_policy)
{
	struct wire_send send = {
		.stream = (uint16_t)out->stream,
		.flags = flags_of(out),
		.ppid = out->ppid,
		.context = out->context,
		.assoc_id = out->id,
		.pr_policy = (enum wire_pr_policy)out->policy,
		.pr_value = out->policy_value,
		.has_prinfo = say_policy,
		.has_auth_key = out->has_auth_key,
		.auth_key = out->auth_key,
	};

	if (out->init) {
		send.has_init = true;
		send.streams_out = (uint16_t)out->init->streams_out;
		send.streams_in_max = (uint16_t)out->init->streams_in_max;
		send.init_attempts = (uint16_t)out->init->attempts;
		send.init_timeout_ms = (uint16_t)out->init->max_timeout_ms;
	}
	if (out->to_count > 1) {
		send.addrs = out->to + 1;
		send.addr_count = out->to_count - 1;
	}
	return send;
}

/* The kernel ignores the address that comes with a message on a socket peeled off: which is told from
 * others of its type by having an association that needs no id. */
static int check_path(const struct sys *sys, int fd, const asctp_sock_out *out)
{
	struct socket_status status;

	if (!out->over_path || socket_status(sys, fd, 0, &status) < 0)
		return 0;
	return socket_style(sys, fd) == ASCTP_ONE_TO_ONE ? 0 : -EOPNOTSUPP;
}

/* What sendmsg() is to be given. Returns how much of `control` that takes, or -errno. */
static int describe(const struct sys *sys, int fd, const asctp_sock_out *out, bool say_policy,
	struct iovec *iov, void *control, size_t size, struct msghdr *ret)
{
	const struct wire_send send = control_of(out, say_policy);
	int len = wire_control_encode(&send, control, size), result = check_path(sys, fd, out);

	if (len < 0 || result < 0)
		return len < 0 ? len : result;
	*iov = (struct iovec){ .iov_base = (void *)out->data, .iov_len = out->len };
	*ret = (struct msghdr){
		.msg_name = out->to_count ? (void *)out->to : NULL,
		.msg_namelen = out->to_count ? wire_addr_len(out->to) : 0,
		.msg_iov = out->iov_count ? (struct iovec *)out->iov : iov,
		.msg_iovlen = out->iov_count ? out->iov_count : (out->len ? 1 : 0),
		.msg_control = control,
		.msg_controllen = (size_t)len,
	};
	return len;
}

static int send_one(const struct sys *sys, int fd, const asctp_sock_out *out, bool say_policy)
{
	union {
		struct cmsghdr align;
		unsigned char bytes[CONTROL_ONE];
	} control;
	struct iovec iov;
	struct msghdr msg;
	int result = describe(sys, fd, out, say_policy, &iov, &control, sizeof(control), &msg);

	return result < 0 ? result : sys->sendmsg(fd, &msg, call_flags_of(out));
}

int socket_send(const struct sys *sys, int fd, const asctp_sock_out *out)
{
	return send_one(sys, fd, out, true);
}

int socket_send_undefaulted(const struct sys *sys, int fd, const asctp_sock_out *out)
{
	return send_one(sys, fd, out, false);
}

/* ---- Several ---- */

/* Sends in one system call as many as that can take: the flags of a call hold for all its messages,
 * and there is some room for ancillary data. */
static int send_alike(const struct sys *sys, int fd, const asctp_sock_out *outs, size_t count)
{
	union {
		struct cmsghdr align;
		unsigned char bytes[CONTROL_MANY];
	} control;
	struct iovec iovs[SOCKET_SEND_BATCH];
	struct mmsghdr msgs[SOCKET_SEND_BATCH];
	const int flags = call_flags_of(outs);
	size_t used = 0;
	unsigned n = 0;

	for (; n < count && n < SOCKET_SEND_BATCH && call_flags_of(&outs[n]) == flags; n++) {
		int len = describe(sys, fd, &outs[n], true, &iovs[n], control.bytes + used,
			sizeof(control) - used, &msgs[n].msg_hdr);

		if (len < 0 && !n)
			return len;
		if (len < 0)
			break;
		used += (size_t)len;
	}
	return sys->sendmmsg(fd, msgs, n, flags);
}

int socket_send_many(const struct sys *sys, int fd, const asctp_sock_out *outs, size_t count)
{
	size_t sent = 0;

	while (sent < count) {
		int result = send_alike(sys, fd, outs + sent, count - sent);

		if (result <= 0)
			return sent ? (int)sent : result;
		sent += (size_t)result;
	}
	return (int)sent;
}
