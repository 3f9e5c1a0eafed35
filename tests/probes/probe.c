/* SPDX-License-Identifier: MIT */
/* What the probes share; probe.h has the explanation. */
#include "probe.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <time.h>

const char *const style_name[] = { "stream", "private", "peeled" };

_Noreturn void die(const char *what)
{
	printf("# %s: %s\n", what, strerror(errno));
	exit(1);
}

static void check(long value, const char *what)
{
	if (value < 0)
		die(what);
}

/* --- facts --- */

void fact(const char *name, const char *format, ...)
{
	va_list args;

	printf("fact %s ", name);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

void styled(const char *name, enum style style, const char *format, ...)
{
	va_list args;

	printf("fact %s.%s ", name, style_name[style]);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

const char *result(long value)
{
	return value >= 0 ? "ok" : strerrorname_np(errno);
}

long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- the private network --- */

void sysctl(const char *name, int value)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s", name);
	file = fopen(path, "w");
	if (!file || fprintf(file, "%d\n", value) < 0 || fclose(file) < 0)
		die(path);
}

/* Loopback would carry several packets as one buffer, and a filter judge them by the first. */
static void one_packet_at_a_time(void)
{
	struct {
		struct nlmsghdr header;
		struct ifinfomsg link;
		struct rtattr attribute;
		uint32_t value;
	} request = {
		.header = { .nlmsg_len = sizeof(request),
			.nlmsg_type = RTM_NEWLINK,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK },
		.link.ifi_index = 1,
		.attribute = { .rta_len = RTA_LENGTH(4), .rta_type = IFLA_GSO_MAX_SIZE },
		.value = MTU,
	};
	struct {
		struct nlmsghdr header;
		struct nlmsgerr error;
		char more[256];
	} answer;
	int fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);

	check(send(fd, &request, sizeof(request), 0), "netlink");
	check(recv(fd, &answer, sizeof(answer), 0), "netlink");
	errno = -answer.error.error;
	check(answer.error.error, "gso_max_size");
	close(fd);
}

void begin(void)
{
	struct ifreq lo = { .ifr_name = "lo" };
	int fd;

	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGPIPE, SIG_IGN);
	alarm(60);
	fd = socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP); /* loads the module */
	if (fd < 0) {
		printf("# no SCTP here: %s\n", strerror(errno));
		exit(77);
	}
	close(fd);
	if (unshare(CLONE_NEWNET) < 0) {
		printf("# no network namespace: %s\n", strerror(errno));
		exit(77);
	}
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	lo.ifr_mtu = MTU;
	check(ioctl(fd, SIOCSIFMTU, &lo), "SIOCSIFMTU");
	lo.ifr_flags = IFF_UP;
	check(ioctl(fd, SIOCSIFFLAGS, &lo), "SIOCSIFFLAGS");
	close(fd);
	one_packet_at_a_time();
	sysctl("rto_min", RTO_MS);
	sysctl("rto_initial", RTO_MS);
	sysctl("rto_max", RTO_MS);
	sysctl("max_init_retransmits", 2);
	sysctl("path_max_retrans", 2);
	sysctl("association_max_retrans", 2);
}

/* --- sockets --- */

void set(int fd, int option, const void *value, size_t length)
{
	if (setsockopt(fd, IPPROTO_SCTP, option, value, length) < 0) {
		printf("# option %d\n", option);
		die("setsockopt");
	}
}

void set_int(int fd, int option, int value)
{
	set(fd, option, &value, sizeof(value));
}

void set_event(int fd, sctp_assoc_t id, int type, bool on)
{
	struct sctp_event event = { .se_assoc_id = id, .se_type = type, .se_on = on };

	set(fd, SCTP_EVENT, &event, sizeof(event));
}

struct sockaddr_in at(const char *ip, int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };

	inet_pton(AF_INET, ip, &address.sin_addr);
	return address;
}

int open_at(int type, const char *ip, int port)
{
	struct sockaddr_in address = at(ip, port);
	int fd = socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_SCTP);

	check(fd, "socket");
	set_int(fd, SCTP_NODELAY, 1);
	set_int(fd, SCTP_RECVRCVINFO, 1);
	set_event(fd, 0, SCTP_ASSOC_CHANGE, true);
	set_event(fd, 0, SCTP_SHUTDOWN_EVENT, true);
	set_event(fd, 0, SCTP_SEND_FAILED_EVENT, true);
	set_event(fd, 0, SCTP_PARTIAL_DELIVERY_EVENT, true);
	check(bind(fd, (struct sockaddr *)&address, sizeof(address)), "bind");
	return fd;
}

int open_socket(int type)
{
	return open_at(type, "127.0.0.1", 0);
}

int open_listener(int type)
{
	int fd = open_socket(type);

	check(listen(fd, 100), "listen");
	return fd;
}

int port_of(int fd)
{
	struct sockaddr_in address;
	socklen_t length = sizeof(address);

	check(getsockname(fd, (struct sockaddr *)&address, &length), "getsockname");
	return ntohs(address.sin_port);
}

int join(int fd, const char *ip, int port, sctp_assoc_t *id)
{
	struct sockaddr_in address = at(ip, port);
	struct sctp_getaddrs_old connectx = { .addr_num = sizeof(address),
		.addrs = (struct sockaddr *)&address };
	socklen_t length = sizeof(connectx);
	int value = getsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX3, &connectx, &length);

	if (id)
		*id = connectx.assoc_id;
	return value < 0 && errno == EINPROGRESS ? 0 : value;
}

int peel(int listener, sctp_assoc_t id)
{
	sctp_peeloff_flags_arg_t arg = { .p_arg.associd = id,
		.flags = SOCK_NONBLOCK | SOCK_CLOEXEC };
	socklen_t length = sizeof(arg);

	return getsockopt(listener, IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF_FLAGS, &arg, &length);
}

sctp_assoc_t await_up(int fd)
{
	struct item item;

	while (next(fd, &item, PATIENCE_MS))
		if (strstr(item.word, "up"))
			return item.id;
	errno = ETIMEDOUT;
	die("await_up");
}

struct pair make_pair(enum style style)
{
	struct pair pair = { .listener = -1 };

	if (style == PEELED) {
		pair.listener = open_listener(SOCK_SEQPACKET);
		pair.b = open_socket(SOCK_SEQPACKET);
		check(join(pair.b, "127.0.0.1", port_of(pair.listener), &pair.b_id), "join");
		pair.a_id = await_up(pair.listener);
		pair.a = peel(pair.listener, pair.a_id);
		check(pair.a, "peel");
		await_up(pair.b);
	} else {
		pair.b = open_listener(SOCK_SEQPACKET);
		pair.a = open_socket(style == STREAM ? SOCK_STREAM : SOCK_SEQPACKET);
		check(join(pair.a, "127.0.0.1", port_of(pair.b), &pair.a_id), "join");
		await_up(pair.a);
		pair.b_id = await_up(pair.b);
	}
	return pair;
}

void slam(int fd)
{
	struct linger linger = { .l_onoff = 1 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	close(fd);
}

void close_pair(struct pair *pair)
{
	slam(pair->a);
	slam(pair->b);
	if (pair->listener >= 0)
		slam(pair->listener);
}

/* --- sending --- */

static long send_message(int fd, struct sctp_sndinfo info, unsigned lifetime_ms, const void *data,
	size_t length, int flags)
{
	struct sctp_prinfo pr = { .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = lifetime_ms };
	union {
		char space[CMSG_SPACE(sizeof(info)) + CMSG_SPACE(sizeof(pr))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec part = { .iov_base = (void *)data, .iov_len = length };
	struct msghdr message = { .msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = lifetime_ms ? sizeof(control) : CMSG_SPACE(sizeof(info)) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = IPPROTO_SCTP;
	header->cmsg_type = SCTP_SNDINFO;
	header->cmsg_len = CMSG_LEN(sizeof(info));
	memcpy(CMSG_DATA(header), &info, sizeof(info));
	if (lifetime_ms) {
		header = CMSG_NXTHDR(&message, header);
		header->cmsg_level = IPPROTO_SCTP;
		header->cmsg_type = SCTP_PRINFO;
		header->cmsg_len = CMSG_LEN(sizeof(pr));
		memcpy(CMSG_DATA(header), &pr, sizeof(pr));
	}
	return sendmsg(fd, &message, flags | MSG_NOSIGNAL);
}

long tell_bytes(int fd, sctp_assoc_t id, size_t length, unsigned context, int flags)
{
	struct sctp_sndinfo info = {
		.snd_assoc_id = id, .snd_context = context, .snd_ppid = PPID_OF(context)
	};
	char *data = calloc(1, length);
	long value = send_message(fd, info, 0, data, length, flags);
	int saved = errno;

	free(data);
	errno = saved;
	return value;
}

long tell(int fd, sctp_assoc_t id, const char *text, unsigned context)
{
	struct sctp_sndinfo info = {
		.snd_assoc_id = id, .snd_context = context, .snd_ppid = PPID_OF(context)
	};

	return send_message(fd, info, 0, text, strlen(text), 0);
}

long tell_briefly(int fd, sctp_assoc_t id, const char *text, unsigned context, unsigned lifetime_ms)
{
	struct sctp_sndinfo info = {
		.snd_assoc_id = id, .snd_context = context, .snd_ppid = PPID_OF(context)
	};

	return send_message(fd, info, lifetime_ms, text, strlen(text), 0);
}

long send_flags(int fd, sctp_assoc_t id, int snd_flags, const char *text)
{
	struct sctp_sndinfo info = { .snd_assoc_id = id, .snd_flags = snd_flags };

	return send_message(fd, info, 0, text, strlen(text), 0);
}

/* --- asking --- */

const char *poll_word(int fd)
{
	static char words[64];
	struct pollfd ready = { .fd = fd, .events = POLLIN | POLLOUT | POLLRDHUP };

	poll(&ready, 1, 0);
	snprintf(words, sizeof(words), "%s%s%s%s%s", ready.revents & POLLIN ? "+in" : "",
		ready.revents & POLLOUT ? "+out" : "", ready.revents & POLLERR ? "+err" : "",
		ready.revents & POLLHUP ? "+hup" : "", ready.revents & POLLRDHUP ? "+rdhup" : "");
	return words[0] ? words + 1 : "none";
}

const char *error_word(int fd)
{
	int error = 0;
	socklen_t length = sizeof(error);

	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);
	return error ? strerrorname_np(error) : "none";
}

static int get_status(int fd, sctp_assoc_t id, struct sctp_status *ret)
{
	socklen_t length = sizeof(*ret);

	memset(ret, 0, sizeof(*ret));
	ret->sstat_assoc_id = id;
	return getsockopt(fd, IPPROTO_SCTP, SCTP_STATUS, ret, &length);
}

const char *status_word(int fd, sctp_assoc_t id)
{
	static const char *const words[] = { "empty", "closed", "cookie-wait", "cookie-echoed",
		"established", "shutdown-pending", "shutdown-sent", "shutdown-received",
		"shutdown-ack-sent" };
	struct sctp_status status;

	return get_status(fd, id, &status) < 0 ? strerrorname_np(errno) : words[status.sstat_state];
}

void await_quiet_network(int fd, sctp_assoc_t id)
{
	struct sctp_status status;
	long deadline = now_ms() + PATIENCE_MS;

	while (get_status(fd, id, &status) == 0 && status.sstat_unackdata && now_ms() < deadline)
		usleep(1000);
}

/* --- losing packets --- */

static void attach(int fd, struct sock_filter *code, int length)
{
	struct sock_fprog program = { .len = length, .filter = code };

	check(setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)), "filter");
}

/* A filter sees the packet from its first chunk on: type at 0, flags at 1. */
void deafen(int fd, int chunk)
{
	struct sock_filter everything[] = { BPF_STMT(BPF_RET | BPF_K, 0) };
	struct sock_filter type[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, chunk, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffff),
	};
	struct sock_filter fragments[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 4),
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 1),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 3),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, chunk == LAST_FRAGMENTS ? 1 : 2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffff),
	};

	if (chunk == EVERYTHING)
		attach(fd, everything, 1);
	else if (chunk >= 0)
		attach(fd, type, 4);
	else
		attach(fd, fragments, 7);
}

void undeafen(int fd)
{
	int none = 0;

	setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, &none, sizeof(none));
}
