/* SPDX-License-Identifier: MIT */
/* wire/control.c - ancillary data: decoded item by item after a receive, encoded for a send. */
#include "wire/control.h"
#include "wire/kernel.h"
#include <endian.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>

/* ---- Receiving ---- */

static void rcvinfo(const void *item, struct wire_received *ret)
{
	struct kernel_rcvinfo k;

	memcpy(&k, item, sizeof(k));
	ret->has_rcvinfo = true;
	ret->rcvinfo = (struct wire_rcvinfo){
		.stream = k.sid,
		.ssn = k.ssn,
		.unordered = k.flags & KERNEL_UNORDERED,
		.flags = k.flags,
		.ppid = be32toh(k.ppid),
		.tsn = k.tsn,
		.cumulative_tsn = k.cumtsn,
		.context = k.context,
		.assoc_id = k.assoc_id,
	};
}

static void nxtinfo(const void *item, struct wire_received *ret)
{
	struct kernel_nxtinfo k;

	memcpy(&k, item, sizeof(k));
	ret->has_nxtinfo = true;
	ret->nxtinfo = (struct wire_nxtinfo){
		.stream = k.sid,
		.unordered = k.flags & KERNEL_UNORDERED,
		.notification = k.flags & KERNEL_MSG_NOTIFICATION,
		.flags = k.flags,
		.ppid = be32toh(k.ppid),
		.length = k.length,
		.assoc_id = k.assoc_id,
	};
}

static void sndrcv(const void *item, struct wire_received *ret)
{
	struct kernel_sndrcvinfo k;

	memcpy(&k, item, sizeof(k));
	ret->has_sndrcv = true;
	ret->sndrcv = (struct wire_sndrcvinfo){
		.stream = k.stream,
		.ssn = k.ssn,
		.flags = k.flags,
		.unordered = k.flags & KERNEL_UNORDERED,
		.ppid = be32toh(k.ppid),
		.context = k.context,
		.lifetime_ms = k.timetolive_ms,
		.tsn = k.tsn,
		.cumulative_tsn = k.cumtsn,
		.assoc_id = k.assoc_id,
	};
}

/* What a receive can bring. An item longer than its struct is a later kernel's: fine. */
static const struct {
	int type;
	size_t size;
	void (*decode)(const void *item, struct wire_received *ret);
} received[] = {
	{ KERNEL_CMSG_NXTINFO, sizeof(struct kernel_nxtinfo), nxtinfo },
	{ KERNEL_CMSG_RCVINFO, sizeof(struct kernel_rcvinfo), rcvinfo },
	{ KERNEL_CMSG_SNDRCV, sizeof(struct kernel_sndrcvinfo), sndrcv },
};

static void decode_item(int type, const void *item, size_t len, struct wire_received *ret)
{
	for (size_t i = 0; i < sizeof(received) / sizeof(received[0]); i++)
		if (received[i].type == type && received[i].size <= len)
			received[i].decode(item, ret);
}

void wire_control_decode(const struct msghdr *msg, struct wire_received *ret)
{
	const char *at = msg->msg_control;
	size_t left = at ? msg->msg_controllen : 0;
	struct cmsghdr head;

	memset(ret, 0, sizeof(*ret));
	ret->truncated = msg->msg_flags & MSG_CTRUNC;
	/* Not CMSG_NXTHDR: the C libraries differ in how much they trust a length. */
	while (left >= sizeof(head)) {
		size_t step;

		memcpy(&head, at, sizeof(head));
		if (head.cmsg_len < CMSG_LEN(0) || head.cmsg_len > left)
			return;
		if (head.cmsg_level == KERNEL_SOL_SCTP)
			decode_item(
				head.cmsg_type, at + CMSG_LEN(0), head.cmsg_len - CMSG_LEN(0), ret);
		step = CMSG_ALIGN(head.cmsg_len);
		if (step > left) /* the last one may lack its padding */
			return;
		at += step;
		left -= step;
	}
}

/* ---- Sending ---- */

/* Writes one item at `at`. Returns where the next one goes. */
static char *put(char *at, int type, const void *item, size_t len)
{
	struct cmsghdr head = {
		.cmsg_len = CMSG_LEN(len),
		.cmsg_level = KERNEL_SOL_SCTP,
		.cmsg_type = type,
	};

	memcpy(at, &head, sizeof(head));
	memcpy(at + CMSG_LEN(0), item, len);
	return at + CMSG_SPACE(len);
}

/* The address alone as DSTADDRV4/V6 has it; NULL for one that these cannot carry: of another
 * family, or within a scope (the kernel would take it for one without). */
static const void *dstaddr(const asctp_addr *addr, int *type, size_t *len)
{
	switch (addr->sa.sa_family) {
	case AF_INET:
		*type = KERNEL_CMSG_DSTADDRV4;
		*len = sizeof(addr->v4.sin_addr);
		return &addr->v4.sin_addr;
	case AF_INET6:
		*type = KERNEL_CMSG_DSTADDRV6;
		*len = sizeof(addr->v6.sin6_addr);
		return addr->v6.sin6_scope_id ? NULL : &addr->v6.sin6_addr;
	default: return NULL;
	}
}

bool wire_is_policy(uint32_t policy)
{
	return policy == WIRE_PR_NONE || policy == WIRE_PR_TTL || policy == WIRE_PR_RTX ||
	       policy == WIRE_PR_PRIO;
}

bool wire_policy_takes(uint32_t policy, uint32_t value)
{
	if (policy == WIRE_PR_NONE)
		return value == 0;
	return wire_is_policy(policy) && (policy != WIRE_PR_TTL || value != 0);
}

static bool encodable(const struct wire_send *send)
{
	size_t len;
	int type;

	if (!wire_is_policy(send->pr_policy))
		return false;
	for (size_t i = 0; i < send->addr_count; i++)
		if (!dstaddr(&send->addrs[i], &type, &len))
			return false;
	return true;
}

static bool has_prinfo(const struct wire_send *send)
{
	return send->has_prinfo || send->pr_policy != WIRE_PR_NONE;
}

size_t wire_control_size(const struct wire_send *send)
{
	size_t size = CMSG_SPACE(sizeof(struct kernel_sndinfo));

	if (send->has_init)
		size += CMSG_SPACE(sizeof(struct kernel_initmsg));
	if (has_prinfo(send))
		size += CMSG_SPACE(sizeof(struct kernel_prinfo));
	if (send->has_auth_key)
		size += CMSG_SPACE(sizeof(struct kernel_authinfo));
	for (size_t i = 0; i < send->addr_count; i++)
		size += send->addrs[i].sa.sa_family == AF_INET6
				? CMSG_SPACE(sizeof(struct in6_addr))
				: CMSG_SPACE(sizeof(struct in_addr));
	return size;
}

int wire_control_encode(const struct wire_send *send, void *buf, size_t size)
{
	const struct kernel_sndinfo sndinfo = {
		.sid = send->stream,
		.flags = send->flags,
		.ppid = htobe32(send->ppid),
		.context = send->context,
		.assoc_id = send->assoc_id,
	};
	size_t need = wire_control_size(send);
	char *at = buf;

	if (!encodable(send))
		return -EINVAL;
	if (need > size || need > INT_MAX)
		return -ENOBUFS;
	memset(buf, 0, need); /* paddings go to the kernel, too */
	if (send->has_init) {
		const struct kernel_initmsg init = {
			.streams_out = send->streams_out,
			.streams_in_max = send->streams_in_max,
			.attempts = send->init_attempts,
			.timeout_ms = send->init_timeout_ms,
		};

		at = put(at, KERNEL_CMSG_INIT, &init, sizeof(init));
	}
	at = put(at, KERNEL_CMSG_SNDINFO, &sndinfo, sizeof(sndinfo));
	if (has_prinfo(send)) {
		struct kernel_prinfo prinfo;

		memset(&prinfo, 0, sizeof(prinfo));
		prinfo.policy = (uint16_t)send->pr_policy;
		prinfo.value = send->pr_value;
		at = put(at, KERNEL_CMSG_PRINFO, &prinfo, sizeof(prinfo));
	}
	if (send->has_auth_key) {
		const struct kernel_authinfo auth = { .keynumber = send->auth_key };

		at = put(at, KERNEL_CMSG_AUTHINFO, &auth, sizeof(auth));
	}
	for (size_t i = 0; i < send->addr_count; i++) {
		size_t len;
		int type;
		const void *addr = dstaddr(&send->addrs[i], &type, &len);

		at = put(at, type, addr, len);
	}
	return (int)need;
}

int wire_control_encode_sndrcv(const struct wire_sndrcvinfo *send, void *buf, size_t size)
{
	const size_t need = CMSG_SPACE(sizeof(struct kernel_sndrcvinfo));
	struct kernel_sndrcvinfo k;

	if (need > size)
		return -ENOBUFS;
	memset(&k, 0, sizeof(k));
	k.stream = send->stream;
	k.flags = (uint16_t)(send->flags | (send->unordered ? KERNEL_UNORDERED : 0));
	k.ppid = htobe32(send->ppid);
	k.context = send->context;
	k.timetolive_ms = send->lifetime_ms;
	k.assoc_id = send->assoc_id;
	put(buf, KERNEL_CMSG_SNDRCV, &k, sizeof(k));
	return (int)need;
}

int wire_control_item(int type, const void *item, size_t len, void *buf, size_t size)
{
	if (size > INT_MAX)
		size = INT_MAX;
	if (size < CMSG_SPACE(0) || len > size - CMSG_SPACE(0) || CMSG_SPACE(len) > size)
		return -ENOBUFS;
	memset(buf, 0, CMSG_SPACE(len)); /* its padding goes to the kernel, too */
	put(buf, type, item, len);
	return (int)CMSG_SPACE(len);
}

int wire_control_dstaddr(const asctp_addr *addr, void *buf, size_t size)
{
	size_t len;
	int type;
	const void *content = dstaddr(addr, &type, &len);

	return content ? wire_control_item(type, content, len, buf, size) : -EINVAL;
}
