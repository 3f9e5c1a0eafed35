/* SPDX-License-Identifier: MIT */
/* tests/kernel/features_calls.c - what is told of calls and privileges is so; telling leaves no trace. */
#include "told.h"
#include <dirent.h>
#include <sys/resource.h>
#include <sys/wait.h>

/* ---- Calls and options ---- */

static void schedulers(void **state)
{
	static const char *const names[] = { "scheduler_fcfs", "scheduler_prio", "scheduler_rr",
		"scheduler_fc", "scheduler_wfq" };
	struct pair pair = make_pair(NULL);

	(void)state;
	for (uint32_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_int_equal(
			has(names[i]), set_value(pair.client, KERNEL_STREAM_SCHEDULER, 0, i) == 0);
	end_pair(&pair);
}

/* To all, and the one peeled off; with the id that connecting told at once. */
static void calls(void **state)
{
	const struct kernel_sndinfo everyone = { .flags = KERNEL_SENDALL };
	union {
		struct cmsghdr head;
		unsigned char bytes[CMSG_SPACE(sizeof(everyone))];
	} control = { .head = { .cmsg_len = CMSG_LEN(sizeof(everyone)),
			      .cmsg_level = IPPROTO_SCTP,
			      .cmsg_type = KERNEL_CMSG_SNDINFO } };
	struct iovec data = { .iov_base = (char[]){ "hello" }, .iov_len = 5 };
	struct msghdr msg = { .msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	int listener = make(SOCK_STREAM), client = make(SOCK_SEQPACKET), accepted;
	struct kernel_peeloff_flags peel = { .flags = SOCK_CLOEXEC | SOCK_NONBLOCK };
	struct kernel_connectx3 connectx = { .addrs_len = sizeof(struct sockaddr_in) };
	struct sockaddr_in to;
	socklen_t len = sizeof(connectx);
	char text[8];

	(void)state;
	memcpy(CMSG_DATA(&control.head), &everyone, sizeof(everyone));
	assert_true(has("connectx3") && has("sendall") && has("peeloff_flags"));
	assert_int_equal(bind_to(listener, 0), 0);
	assert_int_equal(listen(listener, 5), 0);
	to = name_of(listener);
	connectx.addrs = &to;
	assert_int_equal(getsockopt(client, IPPROTO_SCTP, KERNEL_CONNECTX3, &connectx, &len), 0);
	assert_true(connectx.assoc_id > 2);
	accepted = accept(listener, NULL, NULL);
	assert_true(accepted >= 0);
	assert_int_equal(sendmsg(client, &msg, MSG_NOSIGNAL), 5);
	assert_int_equal(recv(accepted, text, sizeof(text), 0), 5);
	peel.assoc_id = connectx.assoc_id;
	len = sizeof(peel);
	assert_true(getsockopt(client, IPPROTO_SCTP, KERNEL_PEELOFF_FLAGS, &peel, &len) >= 0);
	assert_true(fcntl(peel.fd, F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(peel.fd, F_GETFL) & O_NONBLOCK);
	close(peel.fd);
	close(accepted);
	close(client);
	close(listener);
}

static void what_linux_never_had(void **state)
{
	(void)state;
	assert_int_equal(told("explicit_eor"), ASCTP_LACKS);
	assert_int_equal(told("use_ext_rcvinfo"), ASCTP_LACKS);
	assert_int_equal(told("notifications_stopped"), ASCTP_LACKS);
	assert_int_equal(told("zero_checksum"), ASCTP_LACKS);
	assert_int_equal(told("fragment_interleave_2"), ASCTP_HOLLOW);
}

/* ---- Privileges ---- */

/* Runs in a child without privileges; what it returns is 0 if all is well, or the line. */
static int in_child(int (*check)(void))
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child)
		_exit(setgid(65534) || setuid(65534) ? 255 : check());
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define CHECK(number, condition)         \
	do {                             \
		if (!(condition))        \
			return (number); \
	} while (0)

static int forbidden(void)
{
	int fd = socket(AF_INET, SOCK_SEQPACKET | SOCK_CLOEXEC, IPPROTO_SCTP);

	CHECK(1, told("low_ports") == ASCTP_FORBIDDEN && feature("low_ports")->error == -EACCES);
	CHECK(2, bind_to(fd, 1023) == -EACCES);
	CHECK(3, told("large_send_buffer") == ASCTP_FORBIDDEN);
	CHECK(4, set_int(fd, SOL_SOCKET, SO_SNDBUFFORCE, 1 << 26) == -EPERM);
	CHECK(5, told("large_receive_buffer") == ASCTP_FORBIDDEN);
	CHECK(6, set_int(fd, SOL_SOCKET, SO_RCVBUFFORCE, 1 << 26) == -EPERM);
	CHECK(7, told("auth") == ASCTP_ASK && told("interleaving") == ASCTP_OFF);
	CHECK(8, feature("interleaving")->privileged && has("one_to_one"));
	close(fd);
	return 0;
}

static int low_ports_for_all(void)
{
	int fd = socket(AF_INET, SOCK_SEQPACKET | SOCK_CLOEXEC, IPPROTO_SCTP);

	CHECK(1, has("low_ports"));
	CHECK(2, bind_to(fd, 1023) == 0);
	close(fd);
	return 0;
}

static void privileges(void **state)
{
	int fd = make(SOCK_SEQPACKET), granted = 0;
	socklen_t len = sizeof(granted);

	(void)state;
	assert_true(has("low_ports") && has("large_send_buffer") && has("large_receive_buffer"));
	assert_int_equal(bind_to(fd, 1), 0);
	assert_true(has("low_ports")); /* also if it is taken */
	assert_int_equal(set_int(fd, SOL_SOCKET, SO_RCVBUFFORCE, 1 << 26), 0);
	assert_int_equal(getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &granted, &len), 0);
	assert_true(granted >= 1 << 26);
	close(fd);
	assert_int_equal(in_child(forbidden), 0);
	tune("ipv4/ip_unprivileged_port_start", "0");
	assert_int_equal(in_child(low_ports_for_all), 0);
}

/* ---- Nothing is left behind ---- */

static unsigned long packets_sent(void)
{
	char line[512];
	unsigned long in, out = 0;
	FILE *file = fopen("/proc/thread-self/net/dev", "re");

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, " lo: %*u %lu %*u %*u %*u %*u %*u %*u %*u %lu", &in, &out) == 2)
			break;
	fclose(file);
	return out;
}

static int descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	assert_non_null(folder);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

static void nothing_is_sent_or_left(void **state)
{
	unsigned long sent = packets_sent();
	int before = descriptors();
	struct pair pair;

	(void)state;
	for (int i = 0; i < 50; i++)
		assert_true(asctp_features(all, MAX) > 0);
	assert_int_equal(descriptors(), before);
	assert_int_equal(packets_sent(), sent);
	pair = make_pair(NULL);
	assert_true(packets_sent() > sent); /* it would have been seen */
	end_pair(&pair);
}

static void no_descriptors(void **state)
{
	struct rlimit old, few;
	int next = dup(0), before = descriptors();

	(void)state;
	assert_true(next >= 0);
	close(next);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	few = old;
	few.rlim_cur = (rlim_t)next;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_int_equal(asctp_features(all, MAX), -EMFILE);
	few.rlim_cur = (rlim_t)next + 1;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_true(asctp_features(all, MAX) > 0); /* one is enough */
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_int_equal(descriptors(), before - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(schedulers),
		KERNEL_TEST(calls),
		KERNEL_TEST(what_linux_never_had),
		KERNEL_TEST(privileges),
		KERNEL_TEST(nothing_is_sent_or_left),
		KERNEL_TEST(no_descriptors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
