/* SPDX-License-Identifier: MIT */
/* unit/fake_sys.c - the fake's descriptors, its time, and calls that fail when told to. */
#include "fake_sys.h"
#include "wire/kernel.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

struct fake fake;

/* ---- Failures ---- */

void fake_fail(enum fake_call call, int name, int error, unsigned after, unsigned times)
{
	FAKE_MUST(fake.rule_count < FAKE_RULES);
	fake.rules[fake.rule_count++] = (struct fake_rule){ call, name, -error, after, times };
}

void fake_no_rules(void)
{
	fake.rule_count = 0;
}

int fake_rule(enum fake_call call, int name)
{
	fake.calls[call]++;
	fake.all_calls++;
	for (unsigned i = 0; i < fake.rule_count; i++) {
		struct fake_rule *rule = &fake.rules[i];

		if (rule->call != call || (rule->name != FAKE_ANY && rule->name != name) ||
			!rule->times)
			continue;
		if (rule->after) {
			rule->after--;
			continue;
		}
		rule->times--;
		return rule->error;
	}
	return 0;
}

#define FAIL_IF_TOLD(call, name)                           \
	do {                                               \
		int error_ = fake_rule(FAKE_##call, name); \
		if (error_)                                \
			return error_;                     \
	} while (0)

/* ---- Descriptors ---- */

struct fake_descriptor *fake_at(int fd)
{
	struct fake_descriptor *d = &fake.descriptors[fd - FAKE_FIRST];

	FAKE_MUST(fd >= FAKE_FIRST && fd < FAKE_FIRST + FAKE_DESCRIPTORS);
	FAKE_MUST(d->kind != FAKE_FREE);
	return d;
}

int fake_open(enum fake_kind kind)
{
	for (int i = 0; i < FAKE_DESCRIPTORS; i++) {
		if (fake.descriptors[i].kind != FAKE_FREE)
			continue;
		fake.descriptors[i] = (struct fake_descriptor){ .kind = kind };
		fake.open++;
		if (i >= fake.highest)
			fake.highest = i + 1;
		return FAKE_FIRST + i;
	}
	return -EMFILE;
}

static int fake_close(int fd)
{
	struct fake_descriptor *d = fake_at(fd);

	fake.calls[FAKE_close]++;
	if (d->kind == FAKE_SOCKET)
		fake_closed(fd);
	d->kind = FAKE_FREE;
	fake.open--;
	return 0;
}

static int fake_socket(int domain, int type, int protocol)
{
	int fd;

	(void)domain;
	FAIL_IF_TOLD(socket, domain);
	FAKE_MUST(type & SOCK_CLOEXEC);
	FAKE_MUST(protocol != KERNEL_SOL_SCTP || (type & SOCK_NONBLOCK));
	fd = fake_open(protocol == KERNEL_SOL_SCTP ? FAKE_SOCKET : FAKE_UDP);
	if (fd >= 0 && protocol == KERNEL_SOL_SCTP)
		fake.last_socket = fd;
	return fd;
}

static int fake_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	(void)addr, (void)len;
	FAIL_IF_TOLD(bind, FAKE_ANY);
	fake_at(fd);
	return 0;
}

static int fake_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	(void)addr, (void)len;
	FAIL_IF_TOLD(connect, FAKE_ANY);
	FAKE_MUST(fake_at(fd)->kind == FAKE_UDP);
	return 0;
}

static int fake_listen(int fd, int backlog)
{
	FAIL_IF_TOLD(listen, FAKE_ANY);
	fake_at(fd)->listening = backlog > 0;
	return 0;
}

static int fake_getsockname(int fd, struct sockaddr *ret, socklen_t *len)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	FAIL_IF_TOLD(getsockname, FAKE_ANY);
	fake_at(fd);
	memcpy(ret, &name, sizeof(name) < *len ? sizeof(name) : *len);
	*len = sizeof(name);
	return 0;
}

static int fake_setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	FAIL_IF_TOLD(setsockopt, level == KERNEL_SOL_SCTP ? name : FAKE_OPTION(name));
	fake_at(fd);
	return level == KERNEL_SOL_SCTP ? fake_sctp_set(fd, name, value, len) : 0;
}

static int fake_getsockopt(int fd, int level, int name, void *ret, socklen_t *len)
{
	const int buffer = 2 * 1024 * 1024;

	FAIL_IF_TOLD(getsockopt, level == KERNEL_SOL_SCTP ? name : FAKE_OPTION(name));
	fake_at(fd);
	if (level == KERNEL_SOL_SCTP)
		return fake_sctp_get(fd, name, ret, len);
	FAKE_MUST(*len == sizeof(buffer));
	memcpy(ret, &buffer, sizeof(buffer));
	return 0;
}

static int fake_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	FAIL_IF_TOLD(sendmsg, FAKE_ANY);
	FAKE_MUST(flags & MSG_NOSIGNAL);
	return fake_send(fd, msg);
}

static int fake_recvmsg(int fd, struct msghdr *msg, int flags)
{
	(void)flags;
	FAIL_IF_TOLD(recvmsg, FAKE_ANY);
	return fake_receive(fd, msg);
}

static int fake_sendmmsg(int fd, struct mmsghdr *msgs, unsigned count, int flags)
{
	unsigned sent = 0;
	int result = 0;

	FAIL_IF_TOLD(sendmmsg, FAKE_ANY);
	FAKE_MUST(flags & MSG_NOSIGNAL);
	for (; sent < count && (result = fake_send(fd, &msgs[sent].msg_hdr)) >= 0; sent++)
		msgs[sent].msg_len = (unsigned)result;
	return sent ? (int)sent : result;
}

static int fake_recvmmsg(int fd, struct mmsghdr *msgs, unsigned count, int flags)
{
	unsigned received = 0;
	int result = 0;

	(void)flags;
	FAIL_IF_TOLD(recvmmsg, FAKE_ANY);
	for (; received < count && (result = fake_receive(fd, &msgs[received].msg_hdr)) >= 0;
		received++)
		msgs[received].msg_len = (unsigned)result;
	return received ? (int)received : result;
}

static int fake_accept(int fd, struct sockaddr *ret, socklen_t *len, int flags)
{
	(void)ret, (void)flags;
	FAIL_IF_TOLD(accept, FAKE_ANY);
	if (!fake_at(fd)->listening)
		return -EINVAL;
	*len = 0;
	return fake_open(FAKE_SOCKET);
}

static int fake_shutdown(int fd, int how)
{
	(void)how;
	FAIL_IF_TOLD(shutdown, FAKE_ANY);
	FAKE_MUST(fake_at(fd)->kind == FAKE_SOCKET);
	return 0;
}

static int fake_read_file(const char *path, char *buf, size_t size)
{
	(void)path, (void)buf, (void)size;
	FAIL_IF_TOLD(read_file, FAKE_ANY);
	return -ENOENT;
}

static int fake_dup(int fd)
{
	FAIL_IF_TOLD(dup, FAKE_ANY);
	return fake_open(fake_at(fd)->kind);
}

/* ---- Readiness ---- */

static uint32_t ready(const struct fake_descriptor *d)
{
	uint32_t events = 0;

	switch (d->kind) {
	case FAKE_TIMER: return d->count && d->count <= fake.now_ns ? EPOLLIN : 0;
	case FAKE_EVENT: return d->count ? EPOLLIN : 0;
	case FAKE_SOCKET:
		if (d->items)
			events |= EPOLLIN;
		if (!d->full || d->pollout_lies)
			events |= EPOLLOUT;
		return events;
	default: return 0;
	}
}

static int fake_epoll_create(void)
{
	FAIL_IF_TOLD(epoll_create, FAKE_ANY);
	return fake_open(FAKE_EPOLL);
}

static int fake_epoll_ctl(int epoll, int op, int fd, struct epoll_event *event)
{
	struct fake_descriptor *d = fake_at(fd);

	FAIL_IF_TOLD(epoll_ctl, op);
	FAKE_MUST(fake_at(epoll)->kind == FAKE_EPOLL);
	FAKE_MUST(op == EPOLL_CTL_ADD ? !d->epoll : d->epoll == epoll);
	d->epoll = op == EPOLL_CTL_DEL ? 0 : epoll;
	if (op == EPOLL_CTL_DEL)
		return 0;
	d->events = event->events;
	d->data = event->data.ptr;
	return 0;
}

/* Begins after where it ended the last time, so that everyone gets a turn. */
static int fake_epoll_wait(int epoll, struct epoll_event *ret, int max, int timeout_ms)
{
	static int begin;
	int count = 0;

	FAIL_IF_TOLD(epoll_wait, FAKE_ANY);
	FAKE_MUST(timeout_ms == 0);
	for (int i = 0; i < fake.highest && count < max; i++) {
		const struct fake_descriptor *d = &fake.descriptors[(begin + i) % fake.highest];
		uint32_t events = d->kind != FAKE_FREE && d->epoll == epoll ? ready(d) : 0;

		if (!(events & d->events))
			continue;
		ret[count].events = events & d->events;
		ret[count++].data.ptr = d->data;
	}
	begin = (begin + 7) % (fake.highest ? fake.highest : 1);
	return count;
}

bool fake_readable(int fd)
{
	for (int i = 0; i < fake.highest; i++)
		if (fake.descriptors[i].kind != FAKE_FREE && fake.descriptors[i].epoll == fd &&
			(ready(&fake.descriptors[i]) & fake.descriptors[i].events))
			return true;
	return false;
}

/* Instead of waiting, time passes. If nothing would ever happen a signal comes. */
static int fake_poll_in(int fd)
{
	uint64_t next = 0;

	FAIL_IF_TOLD(poll_in, FAKE_ANY);
	for (int i = 0; i < fake.highest; i++) {
		const struct fake_descriptor *d = &fake.descriptors[i];

		if (d->kind == FAKE_TIMER && d->epoll == fd && d->count)
			next = d->count;
	}
	if (fake_readable(fd))
		return 1;
	if (!next)
		return -EINTR;
	fake.now_ns = next;
	return 1;
}

static int fake_eventfd(void)
{
	FAIL_IF_TOLD(eventfd, FAKE_ANY);
	return fake_open(FAKE_EVENT);
}

static int fake_timerfd(void)
{
	FAIL_IF_TOLD(timerfd, FAKE_ANY);
	return fake_open(FAKE_TIMER);
}

static int fake_timerfd_set(int fd, uint64_t at_ns)
{
	fake.calls[FAKE_timerfd_set]++;
	FAKE_MUST(fake_at(fd)->kind == FAKE_TIMER);
	fake_at(fd)->count = at_ns;
	return 0;
}

static int fake_kick(int fd)
{
	fake.calls[FAKE_kick]++;
	FAKE_MUST(fake_at(fd)->kind == FAKE_EVENT);
	fake_at(fd)->count++;
	return 0;
}

static int fake_drain(int fd)
{
	fake.calls[FAKE_drain]++;
	fake_at(fd)->count = 0;
	return 0;
}

static uint64_t fake_now_ns(void)
{
	return fake.now_ns;
}

static uint64_t fake_tick_ns(void)
{
	return 4000000;
}

void fake_advance(uint64_t ms)
{
	fake.now_ns += ms * 1000000;
}

/* ---- The fake ---- */

const struct sys fake_sys = {
#define ENTRY(name) .name = fake_##name,
	FAKE_CALLS(ENTRY)
#undef ENTRY
		.now_ns = fake_now_ns,
	.tick_ns = fake_tick_ns,
};

void fake_begin(void)
{
	memset(&fake, 0, sizeof(fake));
	fake.now_ns = 1000000000;
	fake.streams = 10;
}

void fake_end(void)
{
	FAKE_MUST(fake.open == 0);
	fake_forget_all();
}
