/* SPDX-License-Identifier: MIT */
/*
 * sys/sys.h - every system call the library makes, as one table.
 *
 * All that is above goes through it: a test puts in a call that fails, a simulated kernel puts in
 * all of them. Each returns 0 or more, or -errno; errno is left as it was.
 */
#ifndef SYS_SYS_H
#define SYS_SYS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

struct sys {
	int (*socket)(int domain, int type, int protocol);
	int (*bind)(int fd, const struct sockaddr *addr, socklen_t len);
	int (*connect)(int fd, const struct sockaddr *addr, socklen_t len);
	int (*listen)(int fd, int backlog);
	int (*getsockname)(int fd, struct sockaddr *ret, socklen_t *len);
	int (*setsockopt)(int fd, int level, int name, const void *value, socklen_t len);
	int (*getsockopt)(int fd, int level, int name, void *ret, socklen_t *len);
	int (*sendmsg)(int fd, const struct msghdr *msg, int flags);
	int (*recvmsg)(int fd, struct msghdr *msg, int flags);
	int (*sendmmsg)(int fd, struct mmsghdr *msgs, unsigned count, int flags);
	int (*recvmmsg)(int fd, struct mmsghdr *msgs, unsigned count, int flags);
	int (*accept)(int fd, struct sockaddr *ret, socklen_t *len, int flags);
	int (*shutdown)(int fd, int how);
	int (*close)(int fd);
	int (*dup)(int fd); /* close-on-exec */

	int (*epoll_create)(void); /* close-on-exec */
	int (*epoll_ctl)(int epoll, int op, int fd, struct epoll_event *event);
	int (*epoll_wait)(int epoll, struct epoll_event *ret, int max, int timeout_ms);
	int (*poll_in)(int fd);                     /* blocks until fd is readable */
	int (*eventfd)(void);                       /* close-on-exec, non-blocking */
	int (*timerfd)(void);                       /* monotonic, close-on-exec, non-blocking */
	int (*timerfd_set)(int fd, uint64_t at_ns); /* absolute; 0 stops it */
	int (*kick)(int fd);                        /* makes an eventfd readable */
	int (*drain)(int fd);                       /* makes an eventfd or timerfd not readable */

	uint64_t (*now_ns)(void); /* CLOCK_MONOTONIC */
	uint64_t (*tick_ns)(
		void); /* one tick of the kernel's clock: its unit where it says jiffies */

	/* Reads the beginning of a file; as text: with a NUL. Returns its length without that. */
	int (*read_file)(const char *path, char *buf, size_t size);
};

/* The Linux kernel. */
extern const struct sys sys_linux;

#endif
