/* SPDX-License-Identifier: MIT */
/* tests/kernel/net.c - networks made for a test. */
#include "net.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
/* before cmocka */
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int home_ns = -1, host_ns[HOSTS] = { -1, -1 };

void skip_because(const char *why)
{
	print_message("# %s\n", why);
	skip();
	abort();
}

int net_sysctl(const char *name, const char *value)
{
	char path[128];
	int fd, ok;

	snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s", name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ok = write(fd, value, strlen(value)) > 0;
	close(fd);
	return ok;
}

static void lo_up(void)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(ioctl(fd, SIOCSIFFLAGS, &lo), 0);
	close(fd);
}

static void quick_timers(void)
{
	net_sysctl("rto_initial", "200");
	net_sysctl("rto_min", "100");
	net_sysctl("rto_max", "500");
	net_sysctl("sack_timeout", "20");
	net_sysctl("hb_interval", "200");
	net_sysctl("max_init_retransmits", "2");
	net_sysctl("path_max_retrans", "2");
	net_sysctl("association_max_retrans", "4");
}

static int new_net(void)
{
	if (unshare(CLONE_NEWNET) < 0) {
		print_error("no network namespace: %s: run as root, or in scripts/lab\n",
			strerror(errno));
		return -1;
	}
	lo_up();
	quick_timers();
	return 0;
}

static int open_net(void)
{
	return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

int own_net(void **state)
{
	int fd = socket(AF_INET, SOCK_SEQPACKET | SOCK_CLOEXEC, IPPROTO_SCTP);

	(void)state;
	if (fd < 0) {
		print_error("no SCTP in this kernel: use scripts/lab\n");
		return -1;
	}
	close(fd);
	home_ns = open_net();
	return new_net();
}

int drop_net(void **state)
{
	(void)state;
	for (int i = 0; i < HOSTS; i++) {
		if (host_ns[i] >= 0)
			close(host_ns[i]);
		host_ns[i] = -1;
	}
	setns(home_ns, CLONE_NEWNET);
	close(home_ns);
	return 0;
}

__attribute__((format(printf, 1, 2))) static void run(const char *format, ...)
{
	char command[512];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	if (system(command))
		fail_msg("failed: %s", command);
}

void use_host(int host)
{
	assert_int_equal(setns(host_ns[host], CLONE_NEWNET), 0);
}

void two_hosts(void)
{
	static const char *const peers[] = { "type veth peer name path1 netns",
		"type veth peer name path2 netns" };

	for (int i = 0; i < HOSTS; i++) {
		assert_int_equal(new_net(), 0);
		host_ns[i] = open_net();
		assert_true(host_ns[i] >= 0);
	}
	use_host(0);
	run("printf 'link add path1 %s /proc/%d/fd/%d\nlink add path2 %s /proc/%d/fd/%d\n' | "
	    "ip -batch -",
		peers[0], getpid(), host_ns[1], peers[1], getpid(), host_ns[1]);
	for (int i = 0; i < HOSTS; i++) {
		use_host(i);
		run("printf 'addr add 10.1.0.%d/24 dev path1\nlink set path1 up\n"
		    "addr add 10.2.0.%d/24 dev path2\nlink set path2 up\n' | ip -batch -",
			i + 1, i + 1);
	}
}

/* netem's ticks are of 64 ns. */
enum { TICKS_PER_MS = 1000000 / 64 };

/* netem, or none any more, by netlink: starting a program takes longer than protocol timers do. */
static void netem(const char *device, bool on, uint32_t loss, uint32_t delay_ms)
{
	struct {
		struct nlmsghdr head;
		struct tcmsg tc;
		struct rtattr kind;
		char name[8];
		struct rtattr options;
		struct tc_netem_qopt netem;
	} request = {
		.head = { .nlmsg_len = sizeof(request),
			.nlmsg_type = on ? RTM_NEWQDISC : RTM_DELQDISC,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | (on ? NLM_F_CREATE : 0) },
		.tc = { .tcm_ifindex = (int)if_nametoindex(device), .tcm_parent = TC_H_ROOT },
		.kind = { RTA_LENGTH(6), TCA_KIND },
		.name = "netem",
		.options = { RTA_LENGTH(sizeof(request.netem)), TCA_OPTIONS },
		.netem = { .limit = 1000, .loss = loss, .latency = delay_ms * TICKS_PER_MS },
	};
	struct {
		struct nlmsghdr head;
		struct nlmsgerr result;
		char more[512];
	} answer;
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);

	assert_true(fd >= 0);
	assert_int_equal(send(fd, &request, sizeof(request), 0), sizeof(request));
	assert_true(recv(fd, &answer, sizeof(answer), 0) > 0);
	assert_int_equal(answer.result.error, 0);
	close(fd);
}

void cut_path(int path, bool cut)
{
	const char device[] = { 'p', 'a', 't', 'h', (char)('0' + path), '\0' };

	for (int i = 0; i < HOSTS; i++) {
		use_host(i);
		netem(device, cut, UINT32_MAX, 0);
	}
}

void cut_lo(bool cut)
{
	netem("lo", cut, UINT32_MAX, 0);
}

void delay_lo(uint32_t ms)
{
	netem("lo", ms, 0, ms);
}

void cut_all(bool cut)
{
	cut_path(1, cut);
	cut_path(2, cut);
}
