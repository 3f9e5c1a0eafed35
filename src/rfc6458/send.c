/* SPDX-License-Identifier: MIT */
/* rfc6458/send.c - messages out: sctp_sendmsg, sctp_send, sctp_sendx, sctp_sendv. */
#include "rfc6458/rfc6458.h"
#include "sys/sys.h"
#include "wire/addrs.h"
#include "wire/control.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A message on its way to sendmsg(). Attributes are in the kernel's form already, so they are handed
 * on as they are: what a program does not name is not named to the kernel, whose defaults hold. */
struct sending {
	struct msghdr msg;
	struct iovec iov;
	void *allocated; /* ancillary data that did not fit into `control` */
	size_t room;
	int32_t *id; /* to be told of a new association, or NULL */
	union {
		struct cmsghdr align;
		unsigned char bytes[1024];
	} control;
};

static void begin(struct sending *s, const struct iovec *iov, int iovcnt)
{
	s->msg = (struct msghdr){
		.msg_iov = (struct iovec *)iov,
		.msg_iovlen = (size_t)iovcnt,
		.msg_control = &s->control,
	};
	s->allocated = NULL;
	s->room = sizeof(s->control);
	s->id = NULL;
}

static void begin_one(struct sending *s, const void *data, size_t len)
{
	s->iov = (struct iovec){ .iov_base = (void *)data, .iov_len = len };
	begin(s, &s->iov, 1);
}

static char *end_of(const struct sending *s)
{
	return (char *)s->msg.msg_control + s->msg.msg_controllen;
}

/* There is room for all that are not addresses. */
static int add(struct sending *s, int type, const void *item, size_t len)
{
	int result = wire_control_item(type, item, len, end_of(s), s->room - s->msg.msg_controllen);

	s->msg.msg_controllen += result > 0 ? (size_t)result : 0;
	return result < 0 ? result : 0;
}

/* The first address is whom it goes to, the others are where that peer is, too, if this begins an
 * association with it. */
static int address(struct sending *s, const struct sockaddr *addrs, int addrcnt)
{
	const char *at = (const char *)addrs;
	int len, result = 0;
	size_t room, one;

	if (!addrcnt)
		return 0;
	len = rfc6458_list_len(addrs, addrcnt);
	if (len < 0)
		return len;
	room = s->msg.msg_controllen + (size_t)addrcnt * CMSG_SPACE(sizeof(struct in6_addr));
	if (room > s->room) {
		s->allocated = malloc(room);
		if (!s->allocated)
			return -ENOMEM;
		memcpy(s->allocated, s->msg.msg_control, s->msg.msg_controllen);
		s->msg.msg_control = s->allocated;
		s->room = room;
	}
	one = (size_t)wire_addrs_span(at, (size_t)len, 1);
	s->msg.msg_name = (void *)addrs;
	s->msg.msg_namelen = (socklen_t)one;
	for (int i = 1; i < addrcnt && result >= 0; i++) {
		asctp_addr addr = { 0 };

		at += one;
		one = (size_t)wire_addrs_span(at, sizeof(addr), 1); /* it was looked at already */
		memcpy(&addr, at, one);
		result = wire_control_dstaddr(&addr, end_of(s), s->room - s->msg.msg_controllen);
		s->msg.msg_controllen += result > 0 ? (size_t)result : 0;
	}
	return result < 0 ? result : 0;
}

/* Which association a peer's address belongs to. While a handshake goes on that the kernel was not
 * told of by sctp_connectx(), it has no id yet. */
static void tell_id(int sd, const struct sending *s)
{
	struct kernel_paddrinfo info;
	socklen_t len = sizeof(info);

	memset(&info, 0, sizeof(info));
	memcpy(&info.address, s->msg.msg_name, s->msg.msg_namelen);
	if (sys_linux.getsockopt(sd, KERNEL_SOL_SCTP, KERNEL_GET_PEER_ADDR_INFO, &info, &len) >= 0)
		memcpy(s->id, &info.assoc_id, sizeof(info.assoc_id));
}

/* Whether sending with these flags to an address may begin an association that a program did not
 * name: it is told then which it is. */
static bool begins(uint16_t flags, int32_t id)
{
	return !id && !(flags & (KERNEL_EOF | KERNEL_ABORT));
}

/* Sends it, if all went well until now. */
static int end(int sd, struct sending *s, int result, int flags)
{
	if (result >= 0)
		result = sys_linux.sendmsg(sd, &s->msg, flags);
	if (result >= 0 && s->id && s->msg.msg_name)
		tell_id(sd, s);
	free(s->allocated);
	return rfc6458_result(result);
}

/* ---- With a struct sctp_sndrcvinfo ---- */

int sctp_sendmsg(int sd, const void *msg, size_t len, const struct sockaddr *to, socklen_t tolen,
	uint32_t ppid, uint32_t flags, uint16_t stream_no, uint32_t timetolive, uint32_t context)
{
	struct kernel_sndrcvinfo info;
	struct sending s;

	memset(&info, 0, sizeof(info));
	info.stream = stream_no;
	info.flags = (uint16_t)flags;
	info.ppid = ppid;
	info.context = context;
	info.timetolive_ms = timetolive;
	if (info.flags != flags)
		return rfc6458_result(-EINVAL);
	begin_one(&s, msg, len);
	s.msg.msg_name = (void *)to;
	s.msg.msg_namelen = to ? tolen : 0;
	return end(sd, &s, add(&s, KERNEL_CMSG_SNDRCV, &info, sizeof(info)), 0);
}

int sctp_send(int sd, const void *msg, size_t len, const struct sctp_sndrcvinfo *sinfo, int flags)
{
	struct sending s;
	int result = 0;

	begin_one(&s, msg, len);
	if (sinfo)
		result = add(&s, KERNEL_CMSG_SNDRCV, sinfo, sizeof(struct kernel_sndrcvinfo));
	return end(sd, &s, result, flags);
}

int sctp_sendx(int sd, const void *msg, size_t len, struct sockaddr *addrs, int addrcnt,
	struct sctp_sndrcvinfo *sinfo, int flags)
{
	struct kernel_sndrcvinfo *info = (struct kernel_sndrcvinfo *)sinfo;
	struct sending s;
	int result = 0;

	begin_one(&s, msg, len);
	if (info) {
		result = add(&s, KERNEL_CMSG_SNDRCV, info, sizeof(*info));
		if (begins(info->flags, info->assoc_id))
			s.id = &info->assoc_id;
	}
	if (!result)
		result = address(&s, addrs, addrcnt);
	return end(sd, &s, result, flags);
}

/* ---- sctp_sendv ---- */

static int add_sndinfo(struct sending *s, struct kernel_sndinfo *info)
{
	if (begins(info->flags, info->assoc_id))
		s->id = &info->assoc_id;
	return add(s, KERNEL_CMSG_SNDINFO, info, sizeof(*info));
}

static int add_all(struct sending *s, struct sendv_spa *spa)
{
	int result = 0;

	if (spa->flags & ~(uint32_t)(SPA_SNDINFO | SPA_PRINFO | SPA_AUTHINFO))
		return -EINVAL;
	if (spa->flags & SPA_SNDINFO)
		result = add_sndinfo(s, &spa->sndinfo);
	if (!result && spa->flags & SPA_PRINFO)
		result = add(s, KERNEL_CMSG_PRINFO, &spa->prinfo, sizeof(spa->prinfo));
	if (!result && spa->flags & SPA_AUTHINFO)
		result = add(s, KERNEL_CMSG_AUTHINFO, &spa->authinfo, sizeof(spa->authinfo));
	return result;
}

static int add_info(struct sending *s, void *info, socklen_t len, unsigned type)
{
	static const size_t sizes[] = {
		[SENDV_NOINFO] = 0,
		[SENDV_SNDINFO] = sizeof(struct kernel_sndinfo),
		[SENDV_PRINFO] = sizeof(struct kernel_prinfo),
		[SENDV_AUTHINFO] = sizeof(struct kernel_authinfo),
		[SENDV_SPA] = sizeof(struct sendv_spa),
	};

	if (type > SENDV_SPA || len < sizes[type] || (sizes[type] && !info))
		return -EINVAL;
	switch (type) {
	case SENDV_SNDINFO: return add_sndinfo(s, info);
	case SENDV_PRINFO: return add(s, KERNEL_CMSG_PRINFO, info, sizes[type]);
	case SENDV_AUTHINFO: return add(s, KERNEL_CMSG_AUTHINFO, info, sizes[type]);
	case SENDV_SPA: return add_all(s, info);
	default: return 0;
	}
}

int sctp_sendv(int sd, const struct iovec *iov, int iovcnt, struct sockaddr *addrs, int addrcnt,
	void *info, socklen_t infolen, unsigned int infotype, int flags)
{
	struct sending s;
	int result;

	begin(&s, iov, iovcnt);
	result = add_info(&s, info, infolen, infotype);
	if (!result)
		result = address(&s, addrs, addrcnt);
	return end(sd, &s, result, flags);
}
