/* SPDX-License-Identifier: MIT */
/* socket/receive.c - messages and notifications in: one, or several at once. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/control.h"
#include "wire/kernel.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What recvmsg() needs for one of them. */
struct slot {
	struct iovec iov;
	struct sockaddr_storage name;
	union {
		struct cmsghdr align;
		unsigned char bytes[WIRE_RECEIVE_CONTROL];
	} control;
};

enum { FEW = 16 }; /* so many at once are received without an allocation */

static struct msghdr ask(struct slot *slot, void *data, size_t room)
{
	slot->iov = (struct iovec){ .iov_base = data, .iov_len = room };
	return (struct msghdr){
		.msg_name = &slot->name,
		.msg_namelen = sizeof(slot->name),
		.msg_iov = &slot->iov,
		.msg_iovlen = 1,
		.msg_control = &slot->control,
		.msg_controllen = sizeof(slot->control),
	};
}

/* SNDRCV is what a program that subscribed the deprecated data_io_event gets. */
static void take_info(const struct wire_received *control, asctp_sock_in *in)
{
	if (control->has_rcvinfo) {
		in->has_info = true;
		in->unordered = control->rcvinfo.unordered;
		in->stream = control->rcvinfo.stream;
		in->ssn = control->rcvinfo.ssn;
		in->ppid = control->rcvinfo.ppid;
		in->id = control->rcvinfo.assoc_id;
		in->tsn = control->rcvinfo.tsn;
		in->cumulative_tsn = control->rcvinfo.cumulative_tsn;
		in->context = control->rcvinfo.context;
	} else if (control->has_sndrcv) {
		in->has_info = true;
		in->unordered = control->sndrcv.unordered;
		in->stream = control->sndrcv.stream;
		in->ssn = control->sndrcv.ssn;
		in->ppid = control->sndrcv.ppid;
		in->id = control->sndrcv.assoc_id;
		in->tsn = control->sndrcv.tsn;
		in->cumulative_tsn = control->sndrcv.cumulative_tsn;
		in->context = control->sndrcv.context;
	}
}

/* Whatever the kernel says, nothing beyond what it was given is read. */
static void take(struct msghdr *msg, size_t len, asctp_sock_in *in)
{
	struct wire_received control;

	if (msg->msg_controllen > WIRE_RECEIVE_CONTROL)
		msg->msg_controllen = WIRE_RECEIVE_CONTROL;
	if (msg->msg_namelen > sizeof(struct sockaddr_storage))
		msg->msg_namelen = sizeof(struct sockaddr_storage);
	wire_control_decode(msg, &control);
	memset((char *)in + SOCKET_IN_GIVEN, 0, SOCKET_IN_END - SOCKET_IN_GIVEN);
	in->len = len < in->room ? len : in->room;
	in->notification = msg->msg_flags & KERNEL_MSG_NOTIFICATION;
	in->last = msg->msg_flags & MSG_EOR;
	in->cut = control.truncated;
	if (!in->notification)
		take_info(&control, in);
	wire_addr_copy(msg->msg_name, msg->msg_namelen, &in->from);
	if (control.has_nxtinfo)
		in->next = (asctp_sock_next){
			.known = true,
			.notification = control.nxtinfo.notification,
			.unordered = control.nxtinfo.unordered,
			.stream = control.nxtinfo.stream,
			.ppid = control.nxtinfo.ppid,
			.len = control.nxtinfo.length,
			.id = control.nxtinfo.assoc_id,
		};
}

void socket_give(const asctp_sock_in *in, void *ret, size_t size)
{
	memcpy((char *)ret + SOCKET_IN_GIVEN, (const char *)in + SOCKET_IN_GIVEN,
		(size < SOCKET_IN_END ? size : SOCKET_IN_END) - SOCKET_IN_GIVEN);
}

int socket_receive(const struct sys *sys, int fd, asctp_sock_in *in, int flags)
{
	struct slot slot;
	struct msghdr msg = ask(&slot, in->data, in->room);
	int result = sys->recvmsg(fd, &msg, flags);

	if (result < 0)
		return result;
	take(&msg, (size_t)result, in);
	return (int)in->len;
}

/* ---- Several ---- */

static int receive_into(const struct sys *sys, int fd, void *ins, size_t stride, size_t count,
	int flags, struct mmsghdr *msgs, struct slot *slots)
{
	asctp_sock_in in;
	int result;

	for (size_t i = 0; i < count; i++) {
		memcpy(&in, (char *)ins + i * stride, SOCKET_IN_GIVEN);
		msgs[i].msg_hdr = ask(&slots[i], in.data, in.room);
	}
	/* To wait for more than the first would not be safe: what ends that wait, be it a signal, the
	 * kernel keeps as the socket's error, and has every later call fail with it. */
	result = sys->recvmmsg(fd, msgs, (unsigned)count, flags | MSG_WAITFORONE);
	if (result > (int)count)
		result = (int)count;
	for (int i = 0; i < result; i++) {
		char *to = (char *)ins + (size_t)i * stride;

		memcpy(&in, to, SOCKET_IN_GIVEN);
		take(&msgs[i].msg_hdr, msgs[i].msg_len, &in);
		socket_give(&in, to, stride);
		/* the end of a one-to-one association: there is nothing behind it but more of it */
		if (!in.len && !in.notification)
			return i + 1;
	}
	return result;
}

int socket_receive_many(
	const struct sys *sys, int fd, void *ins, size_t stride, size_t count, int flags)
{
	struct slot few_slots[FEW], *slots = few_slots;
	struct mmsghdr few[FEW], *msgs = few;
	int result = -ENOMEM;

	if (count > FEW) {
		slots = socket_alloc(count * sizeof(*slots));
		msgs = socket_alloc(count * sizeof(*msgs));
	}
	if (slots && msgs)
		result = receive_into(sys, fd, ins, stride, count, flags, msgs, slots);
	if (count > FEW) {
		free(slots);
		free(msgs);
	}
	return result;
}
