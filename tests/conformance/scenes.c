/* SPDX-License-Identifier: MIT */
/* tests/conformance/scenes.c - situations that rows of several files begin with, and raw calls. */
#include "scenes.h"
#include <arpa/inet.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <sys/ioctl.h>

const asctp_sock_init impatient = { .attempts = 1, .max_timeout_ms = 20 };

static const char filler[FILLER] = "filler";

/* ---- Sockets ---- */

int opened(asctp_style style, asctp_net net)
{
	int fd = asctp_sock_open(style, net, 0);

	assert_true(fd >= 0);
	assert_int_equal(
		asctp_sock_subscribe(fd, ASCTP_FUTURE_ASSOC, ASCTP_MASK(ASCTP_ASSOC_CHANGE), 0), 0);
	return fd;
}

static int bound(asctp_style style, const char *text, asctp_addr *ret)
{
	asctp_addr at[4];
	int count = asctp_addr_parse(text, at, 4), fd;

	assert_true(count > 0);
	fd = opened(style, at[0].sa.sa_family == AF_INET ? ASCTP_IPV4 : ASCTP_DUAL);
	assert_int_equal(asctp_sock_bind(fd, at, (size_t)count), 0);
	assert_int_equal(asctp_sock_locals(fd, 0, at, 4), count);
	*ret = at[0];
	return fd;
}

int server(asctp_style style, const char *text, asctp_addr *ret)
{
	int fd = bound(style, text, ret);

	assert_int_equal(asctp_sock_listen(fd, 5), 0);
	return fd;
}

uint16_t next_state(int fd)
{
	return await_notification(fd, ASCTP_ASSOC_CHANGE).assoc_change.state;
}

uint16_t attempt(int fd, const asctp_addr *to)
{
	int result = asctp_sock_connect(fd, to, 1, NULL);

	if (result != -EINPROGRESS)
		assert_int_equal(result, 0);
	return next_state(fd);
}

/* ---- More than one address ---- */

static void add_v4(const char *label, const char *text)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	struct ifreq request = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", label);
	assert_int_equal(inet_pton(AF_INET, text, &addr.sin_addr), 1);
	memcpy(&request.ifr_addr, &addr, sizeof(addr));
	assert_int_equal(ioctl(fd, SIOCSIFADDR, &request), 0);
	addr.sin_addr.s_addr = INADDR_BROADCAST;
	memcpy(&request.ifr_netmask, &addr, sizeof(addr));
	assert_int_equal(ioctl(fd, SIOCSIFNETMASK, &request), 0);
	close(fd);
}

static bool may_bind(const struct in6_addr *addr)
{
	struct sockaddr_in6 at = { .sin6_family = AF_INET6, .sin6_addr = *addr };
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool may = !bind(fd, (struct sockaddr *)&at, sizeof(at));

	close(fd);
	return may;
}

/* The kernel looks for duplicates first, on lo too: without looking, but not at once. */
static void add_v6(const char *text)
{
	struct in6_ifreq request = { .ifr6_prefixlen = 128,
		.ifr6_ifindex = (int)if_nametoindex("lo") };
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	assert_int_equal(inet_pton(AF_INET6, text, &request.ifr6_addr), 1);
	assert_int_equal(ioctl(fd, SIOCSIFADDR, &request), 0);
	close(fd);
	await(may_bind(&request.ifr6_addr));
}

void add_homes(void)
{
	add_v4("lo:1", "10.1.0.1");
	add_v4("lo:2", "10.2.0.1");
	add_v6("fd00::1");
	add_v6("fd00::2");
}

asctp_addr home(const struct pair *pair, int i)
{
	asctp_addr addr = address(i ? "10.2.0.1" : "10.1.0.1");

	addr.v4.sin_port = pair->to.v4.sin_port;
	return addr;
}

static uint32_t path_state(int fd, int32_t id, const asctp_addr *path)
{
	asctp_path_info info = { .path = *path };

	assert_int_equal(asctp_get(asctp_at(fd, id), path_info, &info), 0);
	return info.state;
}

void pair_homes(struct pair *pair, asctp_style style)
{
	asctp_addr unused, other;

	add_homes();
	*pair = (struct pair){ .style = style, .b = -1 };
	pair->a = bound(style, "10.1.0.1,10.2.0.1", &unused);
	pair->listener = bound(style, "10.1.0.1,10.2.0.1", &pair->to);
	pair_connect(pair);
	other = home(pair, 1);
	await(path_state(pair->a, pair->a_id, &other) == ASCTP_ACTIVE);
}

void pair_hosts(struct pair *pair, asctp_style style)
{
	two_hosts();
	*pair = (struct pair){ .style = style, .b = -1 };
	use_host(0);
	pair->a = opened(style, ASCTP_IPV4);
	use_host(1);
	pair->listener = bound(style, "10.1.0.2", &pair->to);
	pair_connect(pair);
}

int server_at_second(const char *first, const char *second, asctp_addr to[2])
{
	int fd;

	add_homes();
	fd = server(ASCTP_ONE_TO_MANY, second, &to[1]);
	to[0] = address(first);
	to[0].v4.sin_port = to[1].v4.sin_port; /* IPv6's is at the same place */
	return fd;
}

/* ---- Who does not read ---- */

void send_fillers(int fd, int32_t id, int count)
{
	for (int i = 0; i < count; i++)
		assert_int_equal(asctp_sock_send(fd, filler, FILLER, .id = id), FILLER);
}

int fill(int fd, int32_t id)
{
	int count = 0;

	for (int refused = 0; refused < 5; refused++) {
		int sent = asctp_sock_send(fd, filler, FILLER, .id = id);

		if (sent == FILLER) {
			count++;
			refused = -1;
			continue;
		}
		assert_int_equal(sent, -EAGAIN);
		poll(NULL, 0, 10);
	}
	return count;
}

void take_fillers(int fd, int count)
{
	for (int i = 0; i < count; i++) {
		asctp_sock_in in = await_data(fd);

		assert_true(in.last);
		assert_int_equal(in.len, FILLER);
	}
}

uint64_t chunks_in(int fd, int32_t id)
{
	asctp_stats stats;

	assert_int_equal(asctp_get(asctp_at(fd, id), stats, &stats), 0);
	return stats.ordered_chunks_in + stats.unordered_chunks_in;
}

uint32_t unacked(int fd, int32_t id)
{
	asctp_status status;

	assert_int_equal(asctp_get(asctp_at(fd, id), status, &status), 0);
	return status.unacked;
}

/* ---- Raw calls ---- */

static void put(struct msghdr *msg, int type, const void *data, size_t len)
{
	struct cmsghdr *head = (void *)((char *)msg->msg_control + msg->msg_controllen);

	head->cmsg_level = KERNEL_SOL_SCTP;
	head->cmsg_type = type;
	head->cmsg_len = CMSG_LEN(len);
	memcpy(CMSG_DATA(head), data, len);
	msg->msg_controllen += CMSG_SPACE(len);
}

int raw_send(int fd, const char *text, const struct kernel_sndrcvinfo *info, const asctp_addr *to,
	size_t to_count)
{
	_Alignas(8) char control[256] = { 0 };
	struct iovec iov = { (void *)text, strlen(text) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control };

	put(&msg, KERNEL_CMSG_SNDRCV, info, sizeof(*info));
	if (to_count) {
		msg.msg_name = (void *)to;
		msg.msg_namelen = asctp_addr_len(to);
	}
	for (size_t i = 1; i < to_count; i++)
		put(&msg, KERNEL_CMSG_DSTADDRV4, &to[i].v4.sin_addr, sizeof(to[i].v4.sin_addr));
	return sendmsg(fd, &msg, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

void raw_receive(int fd, struct raw_in *ret)
{
	do {
		struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
		struct iovec iov = { ret->text, sizeof(ret->text) };
		ssize_t len;

		ret->msg = (struct msghdr){ .msg_name = &ret->from,
			.msg_namelen = sizeof(ret->from),
			.msg_iov = &iov,
			.msg_iovlen = 1,
			.msg_control = ret->control,
			.msg_controllen = sizeof(ret->control) };
		assert_int_equal(poll(&poll_fd, 1, 20000), 1);
		len = recvmsg(fd, &ret->msg, 0);
		assert_true(len >= 0);
		ret->msg.msg_iov = NULL;
		ret->len = (size_t)len;
		ret->flags = ret->msg.msg_flags;
	} while (ret->flags & KERNEL_MSG_NOTIFICATION);
}

const void *raw_item(struct raw_in *in, int type, size_t size)
{
	for (struct cmsghdr *head = CMSG_FIRSTHDR(&in->msg); head;
		head = CMSG_NXTHDR(&in->msg, head))
		if (head->cmsg_level == KERNEL_SOL_SCTP && head->cmsg_type == type &&
			head->cmsg_len >= CMSG_LEN(size))
			return CMSG_DATA(head);
	return NULL;
}

void raw_subscribe_data(int fd)
{
	const uint8_t on = 1;

	/* The first byte of SCTP_EVENTS. Only what the socket subscribes counts, which SCTP_EVENT does not
	 * change once a one-to-one socket is connected. */
	assert_int_equal(setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENTS, &on, sizeof(on)), 0);
}
