/* SPDX-License-Identifier: MIT */
/* sys/linux.c - the table of system calls, served by the Linux kernel. */
#include "sys/sys.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* What a call returned, as 0 or more or -errno, with errno as it was before. */
#define SYS_RESULT(call)                   \
	({                                 \
		int saved_errno_ = errno;  \
		int result_ = (int)(call); \
		if (result_ < 0)           \
			result_ = -errno;  \
		errno = saved_errno_;      \
		result_;                   \
	})

static int linux_socket(int domain, int type, int protocol)
{
	return SYS_RESULT(socket(domain, type, protocol));
}

static int linux_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	return SYS_RESULT(bind(fd, addr, len));
}

static int linux_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return SYS_RESULT(connect(fd, addr, len));
}

static int linux_listen(int fd, int backlog)
{
	return SYS_RESULT(listen(fd, backlog));
}

static int linux_getsockname(int fd, struct sockaddr *ret, socklen_t *len)
{
	return SYS_RESULT(getsockname(fd, ret, len));
}

static int linux_setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	return SYS_RESULT(setsockopt(fd, level, name, value, len));
}

static int linux_getsockopt(int fd, int level, int name, void *ret, socklen_t *len)
{
	return SYS_RESULT(getsockopt(fd, level, name, ret, len));
}

static int linux_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	return SYS_RESULT(sendmsg(fd, msg, flags));
}

static int linux_recvmsg(int fd, struct msghdr *msg, int flags)
{
	return SYS_RESULT(recvmsg(fd, msg, flags));
}

static int linux_sendmmsg(int fd, struct mmsghdr *msgs, unsigned count, int flags)
{
	return SYS_RESULT(sendmmsg(fd, msgs, count, flags));
}

static int linux_recvmmsg(int fd, struct mmsghdr *msgs, unsigned count, int flags)
{
	return SYS_RESULT(recvmmsg(fd, msgs, count, flags, NULL));
}

static int linux_accept(int fd, struct sockaddr *ret, socklen_t *len, int flags)
{
	return SYS_RESULT(accept4(fd, ret, len, flags));
}

static int linux_shutdown(int fd, int how)
{
	return SYS_RESULT(shutdown(fd, how));
}

static int linux_close(int fd)
{
	return SYS_RESULT(close(fd));
}

static int linux_dup(int fd)
{
	return SYS_RESULT(fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

static int linux_epoll_create(void)
{
	return SYS_RESULT(epoll_create1(EPOLL_CLOEXEC));
}

static int linux_epoll_ctl(int epoll, int op, int fd, struct epoll_event *event)
{
	return SYS_RESULT(epoll_ctl(epoll, op, fd, event));
}

static int linux_epoll_wait(int epoll, struct epoll_event *ret, int max, int timeout_ms)
{
	return SYS_RESULT(epoll_wait(epoll, ret, max, timeout_ms));
}

static int linux_poll_in(int fd)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

	return SYS_RESULT(poll(&poll_fd, 1, -1));
}

static int linux_eventfd(void)
{
	return SYS_RESULT(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

static int linux_timerfd(void)
{
	return SYS_RESULT(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
}

static int linux_timerfd_set(int fd, uint64_t at_ns)
{
	struct itimerspec at = {
		.it_value = { (time_t)(at_ns / 1000000000), (long)(at_ns % 1000000000) },
	};

	return SYS_RESULT(timerfd_settime(fd, TFD_TIMER_ABSTIME, &at, NULL));
}

static int linux_kick(int fd)
{
	const uint64_t one = 1;

	return SYS_RESULT(write(fd, &one, sizeof(one)));
}

static int linux_drain(int fd)
{
	uint64_t count;

	return SYS_RESULT(read(fd, &count, sizeof(count)));
}

static uint64_t linux_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static uint64_t linux_tick_ns(void)
{
	struct timespec tick;

	clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
	return (uint64_t)tick.tv_sec * 1000000000 + (uint64_t)tick.tv_nsec;
}

static int linux_read_file(const char *path, char *buf, size_t size)
{
	int fd = SYS_RESULT(open(path, O_RDONLY | O_CLOEXEC));
	int len;

	if (fd < 0)
		return fd;
	len = SYS_RESULT(read(fd, buf, size - 1));
	linux_close(fd);
	buf[len < 0 ? 0 : len] = '\0';
	return len;
}

const struct sys sys_linux = {
	.socket = linux_socket,
	.bind = linux_bind,
	.connect = linux_connect,
	.listen = linux_listen,
	.getsockname = linux_getsockname,
	.setsockopt = linux_setsockopt,
	.getsockopt = linux_getsockopt,
	.sendmsg = linux_sendmsg,
	.recvmsg = linux_recvmsg,
	.sendmmsg = linux_sendmmsg,
	.recvmmsg = linux_recvmmsg,
	.accept = linux_accept,
	.shutdown = linux_shutdown,
	.close = linux_close,
	.dup = linux_dup,
	.epoll_create = linux_epoll_create,
	.epoll_ctl = linux_epoll_ctl,
	.epoll_wait = linux_epoll_wait,
	.poll_in = linux_poll_in,
	.eventfd = linux_eventfd,
	.timerfd = linux_timerfd,
	.timerfd_set = linux_timerfd_set,
	.kick = linux_kick,
	.drain = linux_drain,
	.now_ns = linux_now_ns,
	.tick_ns = linux_tick_ns,
	.read_file = linux_read_file,
};
