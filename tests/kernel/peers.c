/* SPDX-License-Identifier: MIT */
/* tests/kernel/peers.c - two sides in one process. */
#include "peers.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SIDES = 8, PATIENCE_MS = 30000 };

static struct side *sides[SIDES], *alone;
static int home_ns = -1, host_ns[HOSTS] = { -1, -1 };

/* ---- Events ---- */

static void keep(struct side *side, const void *data, size_t len)
{
	free(side->data);
	side->data = malloc(len + 1);
	assert_non_null(side->data);
	if (len)
		memcpy(side->data, data, len);
	side->data[len] = '\0';
	side->len = len;
}

__attribute__((format(printf, 2, 3))) static void note(struct side *side, const char *format, ...)
{
	size_t used = strlen(side->text);
	va_list args;

	va_start(args, format);
	vsnprintf(side->text + used, sizeof(side->text) - used, format, args);
	va_end(args);
}

static void write_down(struct side *side, asctp_assoc *assoc, const asctp_event *e)
{
	size_t used;

	side->assoc = assoc;
	switch (e->type) {
	case ASCTP_EV_UP:
		side->ups++;
		side->restarts += e->up.restarted;
		side->up = e->up;
		note(side, "up%s\n", e->up.restarted ? " restarted" : "");
		break;
	case ASCTP_EV_MESSAGE:
		side->messages++;
		side->message = e->message;
		keep(side, e->message.data, e->message.len);
		if (side->messages <= 20)
			note(side, "message %zu\n", e->message.len);
		break;
	case ASCTP_EV_WRITABLE: side->writables++; break;
	case ASCTP_EV_UNSENT:
		side->unsents++;
		side->unsent = e->unsent;
		keep(side, e->unsent.data, e->unsent.len);
		used = strlen(side->tags);
		snprintf(side->tags + used, sizeof(side->tags) - used, "%llu:%zu ",
			(unsigned long long)e->unsent.tag, e->unsent.len);
		if (side->unsents <= 20)
			note(side, "unsent %s%s\n", asctp_unsent_why_name(e->unsent.why),
				e->unsent.transmitted ? " transmitted" : "");
		break;
	case ASCTP_EV_PATH:
		side->paths++;
		side->path = e->path;
		note(side, "path %s %s\n", asctp_str(&e->path.addr),
			asctp_path_what_name(e->path.what));
		break;
	case ASCTP_EV_CLOSING:
		side->closings++;
		note(side, "closing\n");
		break;
	case ASCTP_EV_DOWN:
		side->downs++;
		side->down = e->down;
		keep(side, e->down.info, e->down.info_len);
		side->assoc = NULL;
		note(side, "down %s\n", asctp_reason_name(e->down.reason));
		break;
	default: fail_msg("event %d", (int)e->type);
	}
}

static void any(asctp_assoc *assoc, const asctp_event *event)
{
	struct side *side = asctp_user(assoc);

	write_down(side, assoc, event);
	if (side->then)
		side->then(side, event);
}

static void log_line(void *arg, asctp_level level, const char *text)
{
	struct side *side = arg;
	size_t used = strlen(side->log);

	snprintf(side->log + used, sizeof(side->log) - used, "%d %s\n", (int)level, text);
}

/* ---- Sides ---- */

void side_begin(struct side *side, const char *name)
{
	side_begin_with(side, name, 0);
}

void side_begin_with(struct side *side, const char *name, uint32_t batch)
{
	memset(side, 0, sizeof(*side));
	side->name = name;
	side->on = (asctp_handlers){ .any = any };
	side->ctx = asctp_new(.log = log_line, .log_arg = side, .batch = batch);
	assert_non_null(side->ctx);
	for (int i = 0; i < SIDES; i++)
		if (!sides[i]) {
			sides[i] = side;
			return;
		}
	fail();
}

void side_end(struct side *side)
{
	asctp_free(side->ctx);
	side_forget(side);
}

void side_forget(struct side *side)
{
	free(side->data);
	for (int i = 0; i < SIDES; i++)
		if (sides[i] == side)
			sides[i] = NULL;
}

const char *address_of(const struct side *server, char buf[ASCTP_ADDR_TEXT])
{
	asctp_addr addr;

	assert_int_equal(asctp_endpoint_addrs(server->endpoint, &addr, 1), 1);
	return asctp_addr_print(&addr, buf, ASCTP_ADDR_TEXT);
}

void begin_two(struct side *server, struct side *client)
{
	side_begin(server, "server");
	side_begin(client, "client");
}

void end_two(struct side *server, struct side *client)
{
	side_end(client);
	side_end(server);
}

void listening(struct side *server)
{
	server->endpoint =
		asctp_listen(server->ctx, "127.0.0.1", .on = &server->on, .user = server);
	if (!server->endpoint)
		fail_msg("%s", asctp_why(server->ctx));
}

void connecting(struct side *server, struct side *client)
{
	char addr[ASCTP_ADDR_TEXT];

	client->assoc = asctp_connect(
		client->ctx, address_of(server, addr), .on = &client->on, .user = client);
	if (!client->assoc)
		fail_msg("%s", asctp_why(client->ctx));
}

void connected(struct side *server, struct side *client)
{
	listening(server);
	connecting(server, client);
	until(server->ups && client->ups);
}

void show_sides(void)
{
	for (int i = 0; i < SIDES; i++)
		if (sides[i])
			print_message(
				"--- %s\n%s%s", sides[i]->name, sides[i]->text, sides[i]->log);
}

/* ---- Time ---- */

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void only_side(struct side *side)
{
	alone = side;
}

uint64_t deadline(void)
{
	return now_ms() + PATIENCE_MS;
}

static void turn_for(uint64_t ms)
{
	struct pollfd fds[SIDES];

	for (int i = 0; i < SIDES; i++) {
		bool runs = sides[i] && (!alone || sides[i] == alone);

		fds[i] = (struct pollfd){ .fd = runs ? asctp_fd(sides[i]->ctx) : -1,
			.events = POLLIN };
	}
	poll(fds, SIDES, (int)ms);
	for (int i = 0; i < SIDES; i++)
		if (sides[i] && fds[i].revents)
			assert_true(asctp_process(sides[i]->ctx) >= 0);
}

void turn_sides(uint64_t limit, const char *what, const char *file, int line)
{
	uint64_t now = now_ms();

	if (now >= limit) {
		show_sides();
		print_error("waited in vain for: %s\n", what);
		_fail(file, line);
	}
	turn_for(limit - now);
}

void run_for(unsigned ms)
{
	uint64_t end = now_ms() + ms, now;

	while ((now = now_ms()) < end)
		turn_for(end - now);
}

/* ---- Networks ---- */

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
	memset(sides, 0, sizeof(sides));
	alone = NULL;
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

/* netem with a loss of all, by netlink: starting a program takes longer than protocol timers do. */
static void drop_all(const char *device, bool drop)
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
			.nlmsg_type = drop ? RTM_NEWQDISC : RTM_DELQDISC,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | (drop ? NLM_F_CREATE : 0) },
		.tc = { .tcm_ifindex = (int)if_nametoindex(device), .tcm_parent = TC_H_ROOT },
		.kind = { RTA_LENGTH(6), TCA_KIND },
		.name = "netem",
		.options = { RTA_LENGTH(sizeof(request.netem)), TCA_OPTIONS },
		.netem = { .limit = 1000, .loss = UINT32_MAX },
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
		drop_all(device, cut);
	}
}

void cut_all(bool cut)
{
	cut_path(1, cut);
	cut_path(2, cut);
}
