/* SPDX-License-Identifier: MIT */
/* rfc6458/receive.c - messages and notifications in: sctp_recvmsg, sctp_recvv. */
#include "rfc6458/rfc6458.h"
#include "sys/sys.h"
#include "wire/control.h"
#include <endian.h>
#include <string.h>

/* Receives one message, or a piece of it. Returns its length, or -errno. */
static int receive(int sd, const struct iovec *iov, int iovlen, struct sockaddr *from,
	socklen_t *fromlen, int *flags, struct wire_received *ret)
{
	union {
		struct cmsghdr align;
		unsigned char bytes[WIRE_RECEIVE_CONTROL];
	} control;
	struct msghdr msg = {
		.msg_name = fromlen ? from : NULL,
		.msg_namelen = from && fromlen ? *fromlen : 0,
		.msg_iov = (struct iovec *)iov,
		.msg_iovlen = (size_t)iovlen,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	int result;

	result = sys_linux.recvmsg(sd, &msg, flags ? *flags : 0);
	if (result < 0)
		return result;
	if (fromlen)
		*fromlen = msg.msg_namelen;
	if (flags)
		*flags = msg.msg_flags;
	if (msg.msg_controllen > sizeof(control))
		msg.msg_controllen = sizeof(control);
	wire_control_decode(&msg, ret);
	return result;
}

/* PPIDs are the sender's bytes again: here, their order is the program's business. */
static struct kernel_sndrcvinfo sndrcvinfo(const struct wire_sndrcvinfo *from)
{
	return (struct kernel_sndrcvinfo){
		.stream = from->stream,
		.ssn = from->ssn,
		.flags = from->flags,
		.ppid = htobe32(from->ppid),
		.context = from->context,
		.timetolive_ms = from->lifetime_ms,
		.tsn = from->tsn,
		.cumtsn = from->cumulative_tsn,
		.assoc_id = from->assoc_id,
	};
}

static struct kernel_rcvinfo rcvinfo(const struct wire_rcvinfo *from)
{
	return (struct kernel_rcvinfo){
		.sid = from->stream,
		.ssn = from->ssn,
		.flags = from->flags,
		.ppid = htobe32(from->ppid),
		.tsn = from->tsn,
		.cumtsn = from->cumulative_tsn,
		.context = from->context,
		.assoc_id = from->assoc_id,
	};
}

static struct kernel_nxtinfo nxtinfo(const struct wire_nxtinfo *from)
{
	return (struct kernel_nxtinfo){
		.sid = from->stream,
		.flags = from->flags,
		.ppid = htobe32(from->ppid),
		.length = from->length,
		.assoc_id = from->assoc_id,
	};
}

int sctp_recvmsg(int sd, void *msg, size_t len, struct sockaddr *from, socklen_t *fromlen,
	struct sctp_sndrcvinfo *sinfo, int *msg_flags)
{
	const struct iovec iov = { .iov_base = msg, .iov_len = len };
	struct wire_received received;
	int result = receive(sd, &iov, 1, from, fromlen, msg_flags, &received);

	if (result >= 0 && sinfo && received.has_sndrcv) {
		const struct kernel_sndrcvinfo info = sndrcvinfo(&received.sndrcv);

		memcpy(sinfo, &info, sizeof(info));
	}
	return rfc6458_result(result);
}

/* ---- sctp_recvv ---- */

/* Writes what there is and *len has room for: both, or what is said of the message, or of the next.
 * Returns which it was. Of nothing *len is left: programs use it again. */
static unsigned give(const struct wire_received *received, void *info, socklen_t *len)
{
	const struct recvv_rn both = {
		.rcvinfo = rcvinfo(&received->rcvinfo),
		.nxtinfo = nxtinfo(&received->nxtinfo),
	};
	const struct {
		bool is_there;
		unsigned type;
		const void *info;
		size_t size;
	} choices[] = {
		{ received->has_rcvinfo && received->has_nxtinfo, RECVV_RN, &both, sizeof(both) },
		{ received->has_rcvinfo, RECVV_RCVINFO, &both.rcvinfo, sizeof(both.rcvinfo) },
		{ received->has_nxtinfo, RECVV_NXTINFO, &both.nxtinfo, sizeof(both.nxtinfo) },
	};

	for (size_t i = 0; i < sizeof(choices) / sizeof(choices[0]); i++)
		if (choices[i].is_there && choices[i].size <= *len) {
			memcpy(info, choices[i].info, choices[i].size);
			*len = (socklen_t)choices[i].size;
			return choices[i].type;
		}
	return RECVV_NOINFO;
}

int sctp_recvv(int sd, const struct iovec *iov, int iovlen, struct sockaddr *from,
	socklen_t *fromlen, void *info, socklen_t *infolen, unsigned int *infotype, int *flags)
{
	struct wire_received received;
	int result = receive(sd, iov, iovlen, from, fromlen, flags, &received);

	/* without a type, nobody could tell what it is */
	if (result >= 0 && infotype)
		*infotype = info && infolen ? give(&received, info, infolen) : RECVV_NOINFO;
	return rfc6458_result(result);
}
