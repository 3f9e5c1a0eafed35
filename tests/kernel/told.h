/* SPDX-License-Identifier: MIT */
/*
 * tests/kernel/told.h - for the tests of features: what is told of the kernel, and plain sockets to
 * compare it with.
 */
#ifndef TOLD_H
#define TOLD_H

#include "asctp/features.h"
#include "peers.h"
#include "wire/kernel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

enum { MAX = 128 };

/* ---- What is told ---- */

static asctp_feature all[MAX];

static inline const asctp_feature *feature(const char *name)
{
	int count = asctp_features(all, MAX);

	assert_true(count > 0 && count < MAX);
	for (int i = 0; i < count; i++)
		if (!strcmp(all[i].name, name))
			return &all[i];
	fail_msg("no feature %s", name);
	return NULL;
}

static inline asctp_availability told(const char *name)
{
	return feature(name)->availability;
}

static inline bool has(const char *name)
{
	return told(name) == ASCTP_HAS;
}

/* Writes a file below /proc/sys/net. */
static inline void tune(const char *path, const char *value)
{
	char full[128];
	int fd;

	snprintf(full, sizeof(full), "/proc/sys/net/%s", path);
	fd = open(full, O_WRONLY | O_CLOEXEC);
	if (fd < 0) {
		fail_msg("%s: %s", full, strerror(errno));
		return;
	}
	assert_true(write(fd, value, strlen(value)) > 0);
	close(fd);
}

/* ---- What sockets do ---- */

static inline int make(int type)
{
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, IPPROTO_SCTP);

	assert_true(fd >= 0);
	return fd;
}

static inline int set_value(int fd, int option, int32_t id, uint32_t value)
{
	struct kernel_assoc_value v = { .assoc_id = id, .value = value };

	return setsockopt(fd, IPPROTO_SCTP, option, &v, sizeof(v)) ? -errno : 0;
}

static inline int set_int(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value)) ? -errno : 0;
}

static inline struct sockaddr_in name_of(int fd)
{
	struct sockaddr_in name = { 0 };
	socklen_t len = sizeof(name);

	assert_int_equal(getsockname(fd, (struct sockaddr *)&name, &len), 0);
	name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return name;
}

static inline int bind_to(int fd, uint16_t port)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	return bind(fd, (struct sockaddr *)&to, sizeof(to)) ? -errno : 0;
}

/* Two sockets and their association, with options set before. */
struct pair {
	int listener, client, error;
};

static inline struct pair make_pair(void (*prepare)(int fd))
{
	struct pair pair = { make(SOCK_STREAM), make(SOCK_STREAM), 0 };
	struct sockaddr_in to;

	if (prepare) {
		prepare(pair.listener);
		prepare(pair.client);
	}
	assert_int_equal(bind_to(pair.listener, 0), 0);
	assert_int_equal(listen(pair.listener, 5), 0);
	to = name_of(pair.listener);
	if (connect(pair.client, (struct sockaddr *)&to, sizeof(to)))
		pair.error = -errno;
	return pair;
}

static inline void end_pair(const struct pair *pair)
{
	close(pair->client);
	close(pair->listener);
}

/* Whether both sides agree on something: 1 or 0, or why there is no association. */
static inline int agreed(int option, void (*prepare)(int fd))
{
	struct pair pair = make_pair(prepare);
	struct kernel_assoc_value v = { 0 };
	socklen_t len = sizeof(v);

	if (!pair.error)
		assert_int_equal(getsockopt(pair.client, IPPROTO_SCTP, option, &v, &len), 0);
	end_pair(&pair);
	return pair.error ? pair.error : (int)v.value;
}

#endif
