/* SPDX-License-Identifier: MIT */
/* tests/kernel/pairs.c - two sockets with an association between them. */
#include "pairs.h"
#include "peers.h"
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

asctp_addr loopback(void)
{
	asctp_addr addr;

	assert_int_equal(asctp_addr_parse("127.0.0.1", &addr, 1), 1);
	return addr;
}

int open_one(int type)
{
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, IPPROTO_SCTP);

	assert_true(fd >= 0);
	return fd;
}

int listening_on(int type, asctp_addr *ret)
{
	int fd = open_one(type);
	socklen_t len = sizeof(*ret);

	*ret = loopback();
	assert_int_equal(bind(fd, &ret->sa, sizeof(ret->v4)), 0);
	assert_int_equal(listen(fd, 5), 0);
	assert_int_equal(getsockname(fd, &ret->sa, &len), 0);
	return fd;
}

struct pair pair_of(int type, void (*prepare)(int fd))
{
	struct pair pair = { .listener = -1, .accepted = -1 };
	socklen_t len = sizeof(pair.local);
	int32_t ids[4];
	asctp_assoc_ids list = { .ids = ids, .max = COUNT(ids) };

	pair.listener = listening_on(type, &pair.peer);
	pair.fd = open_one(type);
	if (prepare) {
		prepare(pair.listener);
		prepare(pair.fd);
	}
	assert_int_equal(connect(pair.fd, &pair.peer.sa, sizeof(pair.peer.v4)), 0);
	assert_int_equal(getsockname(pair.fd, &pair.local.sa, &len), 0);
	if (type == SOCK_STREAM) {
		pair.accepted = accept(pair.listener, NULL, NULL);
		assert_true(pair.accepted >= 0);
	} else {
		assert_int_equal(asctp_get(pair.fd, assoc_ids, &list), 0);
		assert_int_equal(list.count, 1);
		pair.id = ids[0];
		assert_true(pair.id > 2);
	}
	return pair;
}

void end_pair(struct pair *pair)
{
	close(pair->fd);
	if (pair->accepted >= 0)
		close(pair->accepted);
	close(pair->listener);
}

void everything_on(void)
{
	net_sysctl("auth_enable", "1");
	net_sysctl("addip_enable", "1");
	net_sysctl("reconf_enable", "1");
	net_sysctl("intl_enable", "1");
}

bool kernel_is(int major, int minor)
{
	struct utsname system;
	int is_major, is_minor;

	assert_int_equal(uname(&system), 0);
	assert_int_equal(sscanf(system.release, "%d.%d", &is_major, &is_minor), 2);
	return is_major > major || (is_major == major && is_minor >= minor);
}
