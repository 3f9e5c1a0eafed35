/* SPDX-License-Identifier: MIT */
/*
 * unit/feature_kernel.h - a kernel as the questions about its features see it: one socket at a time,
 * options that it knows or refuses, sysctls, privileges. A call that is none of theirs ends the test.
 */
#ifndef UNIT_FEATURE_KERNEL_H
#define UNIT_FEATURE_KERNEL_H

#include "socket/features.h"
#include "wire/kernel.h"
#include "wire_bytes.h"
#include <errno.h>
#include <netinet/in.h>

enum { NUMBERS = 256, VALUE_MAX = 256, SYSCTLS = 32 };

static struct {
	int open, made;
	int fail_at, socket_error; /* the socket made as that one fails; for one kind only: */
	int fail_family, fail_type;
	bool known[NUMBERS];
	int set_error[NUMBERS], get_error[NUMBERS];
	bool deaf[NUMBERS];                      /* takes what is set and keeps what it had */
	unsigned char value[NUMBERS][VALUE_MAX]; /* of the socket that is open */
	unsigned char fresh[NUMBERS][VALUE_MAX]; /* of a new one */
	uint32_t schedulers;                     /* how many it has */
	socklen_t events;                        /* the length of SCTP_EVENTS */
	bool interleaves;                        /* as level 2 of FRAGMENT_INTERLEAVE */
	int force_error, bind_error, send_error;
	int granted;
	bool bound;
	struct {
		const char *name, *text;
		int error;
	} sysctl[SYSCTLS];
} kernel;

static int do_socket(int domain, int type, int protocol)
{
	assert_int_equal(protocol, KERNEL_SOL_SCTP);
	assert_int_equal(type & ~(SOCK_STREAM | SOCK_SEQPACKET), SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (kernel.socket_error && ++kernel.made > kernel.fail_at &&
		(!kernel.fail_family || kernel.fail_family == domain) &&
		(!kernel.fail_type || kernel.fail_type == (type & 0xf)))
		return kernel.socket_error;
	assert_int_equal(kernel.open, 0); /* one at a time */
	kernel.open++;
	kernel.bound = false;
	memcpy(kernel.value, kernel.fresh, sizeof(kernel.value));
	return 7;
}

static int do_close(int fd)
{
	assert_int_equal(fd, 7);
	kernel.open--;
	return 0;
}

static int do_setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	struct kernel_assoc_value scheduler;
	int number;

	assert_int_equal(fd, 7);
	if (level == SOL_SOCKET)
		return kernel.force_error;
	assert_int_equal(level, KERNEL_SOL_SCTP);
	assert_true(len <= VALUE_MAX);
	if (!kernel.known[name])
		return -ENOPROTOOPT;
	if (kernel.set_error[name])
		return kernel.set_error[name];
	if (name == KERNEL_STREAM_SCHEDULER) {
		memcpy(&scheduler, value, sizeof(scheduler));
		return scheduler.value < kernel.schedulers ? 0 : -EINVAL;
	}
	if (name == KERNEL_FRAGMENT_INTERLEAVE && !kernel.interleaves) {
		memcpy(&number, value, sizeof(number));
		number = !!number;
		value = &number;
	}
	if (!kernel.deaf[name])
		memcpy(kernel.value[name], value, len);
	return 0;
}

static int do_getsockopt(int fd, int level, int name, void *ret, socklen_t *len)
{
	assert_int_equal(fd, 7);
	if (level == SOL_SOCKET) {
		memcpy(ret, &kernel.granted, sizeof(kernel.granted));
		return 0;
	}
	if (!kernel.known[name])
		return -ENOPROTOOPT;
	if (kernel.get_error[name])
		return kernel.get_error[name];
	if (name == KERNEL_AUTO_ASCONF)
		assert_true(kernel.bound); /* else it tells nothing */
	if (name == KERNEL_EVENTS && *len > kernel.events)
		*len = kernel.events;
	memcpy(ret, kernel.value[name], *len);
	return 0;
}

static int do_bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	struct sockaddr_in to;

	assert_int_equal(fd, 7);
	assert_int_equal(len, sizeof(to));
	memcpy(&to, addr, sizeof(to));
	if (!to.sin_port) {
		kernel.bound = true;
		return 0;
	}
	return kernel.bind_error;
}

/* To all associations, of which there are none. */
static int do_sendmsg(int fd, const struct msghdr *msg, int flags)
{
	assert_int_equal(fd, 7);
	assert_int_equal(flags, MSG_NOSIGNAL);
	assert_null(msg->msg_name);
	return kernel.send_error;
}

static int do_read_file(const char *path, char *buf, size_t size)
{
	static const char root[] = "/proc/sys/";
	char name[128] = "";

	assert_memory_equal(path, root, sizeof(root) - 1);
	for (size_t i = sizeof(root) - 1, at = 0; path[i]; i++)
		name[at++] = path[i] == '/' ? '.' : path[i];
	for (size_t i = 0; i < SYSCTLS && kernel.sysctl[i].name; i++) {
		if (strcmp(kernel.sysctl[i].name, name) != 0)
			continue;
		if (kernel.sysctl[i].error)
			return kernel.sysctl[i].error;
		assert_true(strlen(kernel.sysctl[i].text) < size);
		strcpy(buf, kernel.sysctl[i].text);
		return (int)strlen(buf);
	}
	return -ENOENT;
}

/* All else is no business of it: a call ends the test. */
static const struct sys sys = {
	.socket = do_socket,
	.close = do_close,
	.setsockopt = do_setsockopt,
	.getsockopt = do_getsockopt,
	.bind = do_bind,
	.sendmsg = do_sendmsg,
	.read_file = do_read_file,
};

static void set_sysctl(const char *name, const char *text, int error)
{
	size_t i = 0;

	while (kernel.sysctl[i].name && strcmp(kernel.sysctl[i].name, name) != 0)
		i++;
	assert_true(i < SYSCTLS);
	kernel.sysctl[i].name = name;
	kernel.sysctl[i].text = text;
	kernel.sysctl[i].error = error;
}

static void fresh_number(int option, size_t at, uint32_t number, size_t width)
{
	memcpy(kernel.fresh[option] + at, &number,
		width); /* little-endian, as the tests' machines */
}

static void know(int first, int last, bool known)
{
	for (int i = first; i <= last; i++)
		kernel.known[i] = known;
}

/* Linux 6.1 with its defaults, and root. */
static int begin(void **state)
{
	static const char *const zeros[] = { "net.sctp.auth_enable", "net.sctp.addip_enable",
		"net.sctp.addip_noauth_enable", "net.sctp.default_auto_asconf",
		"net.sctp.reconf_enable", "net.sctp.intl_enable", "net.sctp.pf_expose",
		"net.sctp.udp_port", "net.sctp.plpmtud_probe_interval", "net.sctp.sndbuf_policy",
		"net.sctp.rcvbuf_policy", "net.ipv6.conf.all.disable_ipv6" };

	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	know(0, 37, true);
	know(100, 102, true);
	know(107, 125, true);
	know(127, 133, true);
	kernel.events = 14;
	kernel.schedulers = 3;
	kernel.granted = 128 * 1024 * 1024;
	kernel.get_error[KERNEL_PEELOFF_FLAGS] = -EINVAL;
	kernel.get_error[KERNEL_CONNECTX3] = -EINVAL;
	kernel.get_error[KERNEL_GET_ASSOC_STATS] = -EINVAL;
	kernel.set_error[KERNEL_INTERLEAVING_SUPPORTED] = -EPERM;
	fresh_number(KERNEL_PR_SUPPORTED, 4, 1, 4);
	fresh_number(KERNEL_ECN_SUPPORTED, 4, 1, 4);
	fresh_number(KERNEL_PEER_ADDR_THLDS_V2, 140, 65535, 2);
	for (size_t i = 0; i < COUNT(zeros); i++)
		set_sysctl(zeros[i], "0\n", 0);
	set_sysctl("net.sctp.prsctp_enable", "1\n", 0);
	set_sysctl("net.sctp.ecn_enable", "1\n", 0);
	set_sysctl("net.sctp.pf_enable", "1\n", 0);
	set_sysctl("net.sctp.ps_retrans", "65535\n", 0);
	set_sysctl("net.core.wmem_max", "212992\n", 0);
	set_sysctl("net.core.rmem_max", "212992\n", 0);
	set_sysctl("net.ipv4.ip_unprivileged_port_start", "1024\n", 0);
	return 0;
}

/* ---- What is told of it ---- */

enum { MAX = 128 };

static asctp_feature all[MAX];

static int ask(void)
{
	int count = socket_features(&sys, all, MAX, sizeof(*all));

	assert_int_equal(kernel.open, 0);
	assert_true(count < MAX);
	return count;
}

/* The row of that name, as it was told last. */
static const asctp_feature *told(const char *name)
{
	for (int i = 0; i < MAX && all[i].name; i++)
		if (!strcmp(all[i].name, name))
			return &all[i];
	fail_msg("no row %s", name);
	return NULL;
}

static void assert_told(const char *name, asctp_availability availability, int error)
{
	const asctp_feature *f = told(name);

	if (f->availability != availability || f->error != error)
		fail_msg("%s is %d (%d), not %d (%d)", name, f->availability, f->error,
			availability, error);
}

static void assert_how(const char *name, const char *sysctl, int64_t value, const char *how)
{
	assert_string_equal(told(name)->sysctl, sysctl);
	assert_int_equal(told(name)->sysctl_value, value);
	assert_string_equal(told(name)->how, how);
}

#endif
