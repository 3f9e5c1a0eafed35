/* SPDX-License-Identifier: MIT */
/* socket/message.c - one message out, one message or notification in. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include <errno.h>

enum { SEND_CONTROL = 128 }; /* SNDINFO and PRINFO, which is what the engine sends */

int socket_send(
	const struct sys *sys, int fd, const struct wire_send *send, const void *data, size_t len)
{
	union {
		struct cmsghdr align;
		unsigned char bytes[SEND_CONTROL];
	} control;
	struct iovec iov = { .iov_base = (void *)data, .iov_len = len };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = len ? 1 : 0, .msg_control = &control };
	int control_len = wire_control_encode(send, &control, sizeof(control));
	int result;

	if (control_len < 0)
		return control_len;
	msg.msg_controllen = (size_t)control_len;
	do {
		result = sys->sendmsg(fd, &msg, MSG_NOSIGNAL);
	} while (result == -EINTR);
	return result < 0 ? result : 0;
}

int socket_receive(
	const struct sys *sys, int fd, void *buf, size_t size, struct socket_received *ret)
{
	union {
		struct cmsghdr align;
		unsigned char bytes[WIRE_RECEIVE_CONTROL];
	} control;
	struct sockaddr_storage name;
	struct iovec iov = { .iov_base = buf, .iov_len = size };
	struct msghdr msg = { .msg_name = &name,
		.msg_namelen = sizeof(name),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	int result;

	do {
		result = sys->recvmsg(fd, &msg, 0);
	} while (result == -EINTR);
	if (result < 0)
		return result;
	ret->len = (size_t)result;
	ret->notification = msg.msg_flags & KERNEL_MSG_NOTIFICATION;
	ret->last = msg.msg_flags & MSG_EOR;
	if (!ret->notification)
		wire_control_decode(&msg, &ret->control);
	wire_addr_copy(&name, msg.msg_namelen, &ret->from);
	return 0;
}
