/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/kernel_of_tests.c - the table of system calls, in place of Linux's. */
#include "kernel_of_tests.h"
#include "sys/sys.h"

struct kernel kernel;

static int answer(void)
{
	assert_true(kernel.calls < 4);
	return kernel.results[kernel.calls++];
}

static int set(int fd, int level, int name, const void *value, socklen_t len)
{
	assert_int_equal(fd, 7);
	kernel.level = level;
	kernel.name = name;
	kernel.value.len = 0;
	raw(&kernel.value, value, len);
	return answer();
}

static int get(int fd, int level, int name, void *ret, socklen_t *len)
{
	assert_int_equal(fd, 7);
	if (name == KERNEL_GET_PEER_ADDR_INFO && kernel.data.len) { /* after a send */
		assert_memory_equal((char *)ret + 4, kernel.to.data, kernel.to.len);
		kernel.peer_info++;
		memcpy(ret, &(int32_t){ ASSOC }, 4);
		return 0;
	}
	kernel.level = level;
	kernel.name = name;
	kernel.value.len = 0;
	raw(&kernel.value, ret, *len < 128 ? *len : 128);
	if (kernel.answer.len && kernel.results[kernel.calls] >= 0) {
		assert_true(kernel.answer.len <= *len);
		memcpy(ret, kernel.answer.data, kernel.answer.len);
	}
	return answer();
}

static int send_to_kernel(int fd, const struct msghdr *msg, int flags)
{
	assert_int_equal(fd, 7);
	kernel.flags = flags;
	raw(&kernel.control, msg->msg_control,
		msg->msg_controllen < 1024 ? msg->msg_controllen : 0);
	if (msg->msg_controllen >= 1024) /* its length alone */
		kernel.control.len = msg->msg_controllen;
	raw(&kernel.to, msg->msg_name, msg->msg_namelen);
	for (size_t i = 0; i < msg->msg_iovlen; i++)
		raw(&kernel.data, msg->msg_iov[i].iov_base, msg->msg_iov[i].iov_len);
	return answer();
}

static int receive_from_kernel(int fd, struct msghdr *msg, int flags)
{
	size_t room = msg->msg_controllen;

	assert_int_equal(fd, 7);
	kernel.flags = flags;
	msg->msg_flags = kernel.msg_flags;
	msg->msg_controllen = kernel.control.len;
	assert_true(room >= kernel.control.len);
	memcpy(msg->msg_control, kernel.control.data, kernel.control.len);
	if (msg->msg_name) {
		memcpy(msg->msg_name, kernel.to.data,
			msg->msg_namelen < kernel.to.len ? msg->msg_namelen : kernel.to.len);
		msg->msg_namelen = (socklen_t)kernel.to.len;
	}
	return answer();
}

const struct sys sys_linux = {
	.setsockopt = set,
	.getsockopt = get,
	.sendmsg = send_to_kernel,
	.recvmsg = receive_from_kernel,
};

int begin(void **state)
{
	(void)state;
	memset(&kernel, 0, sizeof(kernel));
	errno = ERANGE;
	return 0;
}
