/* SPDX-License-Identifier: MIT */
/* tests/kernel/notifications.c - what the kernel says of a life, and nothing that was not asked for. */
#include "heard.h"

static void adapts(int fd, uint32_t value)
{
	assert_int_equal(
		setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_ADAPTATION_LAYER, &value, sizeof(value)), 0);
}

/* A life of an association, and nothing of it that was not asked for. */
static void a_life(void **state)
{
	const uint32_t masks[] = { ASCTP_MASK_ALL, ASCTP_MASK_ALL & ~BIT(ASSOC_CHANGE),
		BIT(ADAPTATION_INDICATION), BIT(AUTHENTICATION_EVENT) | BIT(SHUTDOWN_EVENT) };
	struct sockaddr_in addr;
	int server = listener(SOCK_SEQPACKET, &addr);
	char text[2048], want[2048], more[512];

	(void)state;
	for (size_t i = 0; i < sizeof(masks) / sizeof(*masks); i++) {
		int one = new_socket(SOCK_STREAM), two;
		int32_t id;

		assert_int_equal(
			asctp_sock_subscribe(server, ASCTP_ALL_ASSOC, masks[i], ~masks[i] & 0x3ffe),
			0);
		adapts(one, 0xcafe0000 + (uint32_t)i);
		assert_int_equal(connect(one, (struct sockaddr *)&addr, sizeof(addr)), 0);
		say(one);
		id = hear_out(server, text);
		want[0] = '\0';
		if (masks[i] & BIT(ASSOC_CHANGE)) {
			snprintf(more, sizeof(more), UP, id);
			strcat(want, more);
		}
		if (masks[i] & BIT(ADAPTATION_INDICATION)) {
			snprintf(more, sizeof(more), "ADAPTATION_INDICATION id %d: 0xcafe%04zx\n",
				id, i);
			strcat(want, more);
		}
		if (masks[i] & BIT(AUTHENTICATION_EVENT)) {
			snprintf(more, sizeof(more), "AUTHENTICATION_EVENT id %d: NO_AUTH\n", id);
			strcat(want, more);
		}
		assert_string_equal(text, want);

		assert_int_equal(shutdown(one, SHUT_WR), 0);
		assert_int_equal(asctp_sock_subscribe(server, ASCTP_FUTURE_ASSOC, 0, 0x3ffe), 0);
		two = client(&addr);
		say(two);
		hear_out(server, text);
		want[0] = '\0';
		if (masks[i] & BIT(SHUTDOWN_EVENT)) {
			snprintf(more, sizeof(more), "SHUTDOWN_EVENT id %d\n", id);
			strcat(want, more);
		}
		if (masks[i] & BIT(ASSOC_CHANGE)) {
			snprintf(more, sizeof(more), "ASSOC_CHANGE id %d: SHUTDOWN_COMP\n", id);
			strcat(want, more);
		}
		assert_string_equal(text, want);
		close(one);
		abort_it(two);
	}
	close(server);
}

/* The causes of an ABORT are the peer's own bytes. */
static void aborted_with_a_text(void **state)
{
	struct sockaddr_in addr;
	int server = listener(SOCK_SEQPACKET, &addr), many = new_socket(SOCK_SEQPACKET);
	union {
		struct cmsghdr head;
		unsigned char bytes[CMSG_SPACE(sizeof(struct kernel_sndinfo))];
	} control = { .head = { CMSG_LEN(sizeof(struct kernel_sndinfo)), KERNEL_SOL_SCTP,
			      KERNEL_CMSG_SNDINFO } };
	const struct kernel_sndinfo info = { .flags = KERNEL_ABORT };
	char words[] = "bye \"\n";
	struct iovec iov = { .iov_base = words, .iov_len = 6 };
	struct msghdr msg = { .msg_name = &addr,
		.msg_namelen = sizeof(addr),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	char text[2048];
	int32_t id;
	int one;

	(void)state;
	assert_int_equal(sendto(many, "now", 3, 0, (struct sockaddr *)&addr, sizeof(addr)), 3);
	id = hear_out(server, text);
	assert_int_equal(asctp_sock_subscribe(server, id, BIT(ASSOC_CHANGE), 0), 0);
	memcpy(CMSG_DATA(&control.head), &info, sizeof(info));
	assert_int_equal(sendmsg(many, &msg, MSG_NOSIGNAL), 0);
	one = client(&addr);
	say(one);
	hear_out(server, text);
	heard(text, "ASSOC_CHANGE id %d: COMM_LOST, User-Initiated Abort: \"bye \\\"\\x0a\"\n", id);
	abort_it(one);
	close(many);
	close(server);
}

/* One that is read in pieces is known when it is whole. */
static void in_pieces(void **state)
{
	struct sockaddr_in addr;
	int server = listener(SOCK_SEQPACKET, &addr), one;
	unsigned char data[64];
	asctp_notification note;
	size_t len = 0, size;
	int32_t id;
	bool last;

	(void)state;
	assert_int_equal(asctp_sock_subscribe(server, ASCTP_FUTURE_ASSOC, BIT(ASSOC_CHANGE), 0), 0);
	one = client(&addr);
	do {
		assert_int_equal(asctp_notification_read(data, len, &note), -EAGAIN);
		size = asctp_notification_size(data, len);
		assert_int_equal(size, len < 8 ? 0 : 20);
		len += take(server, data + len, 3, &id, &last);
		assert_int_equal(id, 0);
	} while (!last);
	assert_int_equal(len, 20);
	assert_int_equal(asctp_notification_read(data, len, &note), 0);
	assert_int_equal(note.type, ASCTP_ASSOC_CHANGE);
	assert_int_equal(note.assoc_change.state, ASCTP_COMM_UP);
	abort_it(one);
	close(server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(a_life),
		KERNEL_TEST(aborted_with_a_text),
		KERNEL_TEST(in_pieces),
	};

	return cmocka_run_group_tests_name("notifications", tests, NULL, NULL);
}
