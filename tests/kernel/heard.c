/* SPDX-License-Identifier: MIT */
/* tests/kernel/heard.c - sockets of a test's own, and what they say. */
#include "heard.h"
#include <poll.h>

/* ---- Sockets ---- */

static struct sockaddr_in loopback(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001) };
}

int new_socket(int type)
{
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, IPPROTO_SCTP), on = 1;

	assert_true(fd >= 0);
	assert_int_equal(setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_RECVRCVINFO, &on, sizeof(on)), 0);
	return fd;
}

int listener(int type, struct sockaddr_in *ret)
{
	socklen_t len = sizeof(*ret);
	int fd = new_socket(type);

	*ret = loopback();
	assert_int_equal(bind(fd, (struct sockaddr *)ret, len), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)ret, &len), 0);
	assert_int_equal(listen(fd, 5), 0);
	return fd;
}

int client(const struct sockaddr_in *server)
{
	int fd = new_socket(SOCK_STREAM);

	assert_int_equal(connect(fd, (const struct sockaddr *)server, sizeof(*server)), 0);
	return fd;
}

void say(int fd)
{
	assert_int_equal(send(fd, "now", 3, MSG_NOSIGNAL), 3);
}

void abort_it(int fd)
{
	const struct linger at_once = { .l_onoff = 1 };

	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once)), 0);
	close(fd);
}

/* ---- What it says ---- */

static void wait_for(int fd)
{
	struct pollfd one = { .fd = fd, .events = POLLIN };

	if (poll(&one, 1, 10000) != 1)
		fail_msg("it says nothing");
}

size_t take(int fd, void *data, size_t size, int32_t *ret_id, bool *ret_last)
{
	union {
		struct cmsghdr align;
		unsigned char bytes[256];
	} control;
	struct iovec iov = { .iov_base = data, .iov_len = size };
	struct msghdr msg = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	struct cmsghdr *head;
	struct kernel_rcvinfo info;
	ssize_t len;

	wait_for(fd);
	len = recvmsg(fd, &msg, 0);
	assert_true(len > 0);
	*ret_last = msg.msg_flags & MSG_EOR;
	*ret_id = 0;
	if (msg.msg_flags & KERNEL_MSG_NOTIFICATION)
		return (size_t)len;
	head = CMSG_FIRSTHDR(&msg);
	assert_true(head && head->cmsg_type == KERNEL_CMSG_RCVINFO);
	memcpy(&info, CMSG_DATA(head), sizeof(info));
	*ret_id = info.assoc_id;
	return (size_t)len;
}

int32_t hear_out(int fd, char text[HEARD])
{
	text[0] = '\0';
	for (;;) {
		unsigned char data[2048];
		char line[ASCTP_NOTIFICATION_TEXT];
		asctp_notification note;
		int32_t id;
		bool last;
		size_t len = take(fd, data, sizeof(data), &id, &last);

		assert_true(last);
		if (id)
			return id;
		assert_int_equal(asctp_notification_read(data, len, &note), 0);
		assert_int_equal(note.raw_len, len);
		asctp_notification_print(&note, line, sizeof(line));
		assert_true(strlen(text) + strlen(line) + 2 < HEARD);
		strcat(strcat(text, line), "\n");
	}
}

void heard(const char *text, const char *format, ...)
{
	char want[HEARD];
	va_list args;

	va_start(args, format);
	vsnprintf(want, sizeof(want), format, args);
	va_end(args);
	assert_string_equal(text, want);
}
