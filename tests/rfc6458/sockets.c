/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/sockets.c - the sockets that rows talk about. */
#include "rows.h"
#include <poll.h>
#include <stdlib.h>

struct sockaddr_in at(const char *addr, int port)
{
	struct sockaddr_in ret = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };

	need(inet_pton(AF_INET, addr, &ret.sin_addr) == 1);
	return ret;
}

struct sockaddr_in6 at6(const char *addr, int port)
{
	struct sockaddr_in6 ret = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };

	need(inet_pton(AF_INET6, addr, &ret.sin6_addr) == 1);
	return ret;
}

int open_sctp(int type)
{
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, IPPROTO_SCTP);

	need(fd >= 0);
	return fd;
}

int listener_on(int type, struct sockaddr_in *addrs, int count)
{
	int fd = open_sctp(type);
	socklen_t len = sizeof(addrs[0]);

	for (int i = 0; i < count; i++) {
		if (i)
			addrs[i].sin_port = addrs[0].sin_port;
		need(!setsockopt(
			fd, SOL_SCTP, SCTP_SOCKOPT_BINDX_ADD, &addrs[i], sizeof(addrs[i])));
		if (!i) {
			struct sockaddr_in bound;

			need(!getsockname(fd, A(bound), &len));
			addrs[0].sin_port = bound.sin_port;
		}
	}
	need(!listen(fd, 5));
	return fd;
}

int listener(int type, struct sockaddr_in *ret)
{
	*ret = at("127.0.0.1", 0);
	return listener_on(type, ret, 1);
}

void option(int fd, int name, const void *value, socklen_t len)
{
	need(!setsockopt(fd, SOL_SCTP, name, value, len));
}

void flag(int fd, int name)
{
	int on = 1;

	option(fd, name, &on, sizeof(on));
}

void subscribe(int fd, uint16_t type)
{
	struct sctp_event event = { .se_type = type, .se_on = 1 };

	option(fd, SCTP_EVENT, &event, sizeof(event));
}

bool comes(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	return poll(&poll_fd, 1, 10000) == 1;
}

sctp_assoc_t only_id(int fd)
{
	union {
		struct sctp_assoc_ids ids;
		char room[64];
	} list;
	socklen_t len = sizeof(list);

	need(!getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &list, &len));
	need(list.ids.gaids_number_of_ids == 1);
	return list.ids.gaids_assoc_id[0];
}

sctp_assoc_t await_up(int fd)
{
	union sctp_notification note;

	need(comes(fd));
	need(recv(fd, &note, sizeof(note), 0) > 0);
	need(note.sn_header.sn_type == SCTP_ASSOC_CHANGE);
	need(note.sn_assoc_change.sac_state == SCTP_COMM_UP);
	return note.sn_assoc_change.sac_assoc_id;
}

struct sockaddr_in silent(int port)
{
	need(!system("ip link add away type dummy && ip addr add 10.9.0.1/24 dev away && "
		     "ip link set away up"));
	return at("10.9.0.2", port);
}

struct talk talk(int type)
{
	struct talk ret = { .from = open_sctp(type) };
	socklen_t len = sizeof(ret.from_addr);

	ret.listener = ret.to = listener(type, &ret.to_addr);
	need(!connect(ret.from, A(ret.to_addr), sizeof(ret.to_addr)));
	need(!getsockname(ret.from, A(ret.from_addr), &len));
	if (type == SOCK_STREAM)
		need((ret.to = accept(ret.listener, NULL, NULL)) >= 0);
	else
		ret.id = only_id(ret.from);
	return ret;
}

static void heard_note(const union sctp_notification *note)
{
	if (note->sn_header.sn_type == SCTP_ASSOC_CHANGE)
		say("note change %d", note->sn_assoc_change.sac_state);
	else
		say("note %x", note->sn_header.sn_type);
}

void heard(int fd)
{
	union {
		char text[4096];
		union sctp_notification note;
	} data;
	union {
		struct cmsghdr head;
		char room[256];
	} control;
	struct iovec iov = { &data, sizeof(data) - 1 };
	struct msghdr msg = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	const struct sctp_rcvinfo *info;
	ssize_t len;

	need(comes(fd));
	flag(fd, SCTP_RECVRCVINFO);
	len = recvmsg(fd, &msg, 0);
	need(len >= 0);
	if (msg.msg_flags & MSG_NOTIFICATION) {
		heard_note(&data.note);
		return;
	}
	if (!len) {
		say("end");
		return;
	}
	data.text[len] = '\0';
	need(msg.msg_controllen >= CMSG_LEN(sizeof(*info)));
	info = (const struct sctp_rcvinfo *)CMSG_DATA(&control.head);
	say("'%s' stream %u%s ppid %08x", data.text, info->rcv_sid,
		info->rcv_flags & SCTP_UNORDERED ? " unordered" : "", ntohl(info->rcv_ppid));
}
