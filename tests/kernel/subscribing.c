/* SPDX-License-Identifier: MIT */
/*
 * tests/kernel/subscribing.c - for associations to come, those there are, all, and one: exactly what is
 * delivered then; and what wrong use is answered with.
 */
#include "heard.h"

static uint32_t subscribed(int fd, int32_t id)
{
	uint32_t mask = 0xa5a5a5a5;

	assert_int_equal(asctp_sock_subscribed(fd, id, &mask), 0);
	return mask;
}

/* ---- Whose ---- */

/* A server with two associations, about which it said nothing. */
struct three {
	struct sockaddr_in addr;
	int server, clients[4];
	int32_t ids[4]; /* as the server has them */
	char text[2048];
};

static void join(struct three *t, int i)
{
	t->clients[i] = client(&t->addr);
	say(t->clients[i]);
	t->ids[i] = hear_out(t->server, t->text);
}

static void begin(struct three *t)
{
	memset(t, 0, sizeof(*t));
	t->server = listener(SOCK_SEQPACKET, &t->addr);
	for (int i = 0; i < 2; i++) {
		join(t, i);
		heard(t->text, "%s", "");
	}
	assert_int_equal(subscribed(t->server, ASCTP_FUTURE_ASSOC), 0);
}

/* After the first was aborted and a third has come. */
static void turn_over(struct three *t)
{
	abort_it(t->clients[0]);
	t->clients[0] = 0;
	join(t, 2);
}

static void end(struct three *t)
{
	for (int i = 0; i < 4; i++)
		if (t->clients[i] > 0)
			abort_it(t->clients[i]);
	close(t->server);
}

static void those_to_come(void **state)
{
	struct three t;

	(void)state;
	begin(&t);
	assert_int_equal(
		asctp_sock_subscribe(t.server, ASCTP_FUTURE_ASSOC, BIT(ASSOC_CHANGE), 0), 0);
	assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), BIT(ASSOC_CHANGE));
	assert_int_equal(subscribed(t.server, t.ids[0]), 0);
	turn_over(&t);
	heard(t.text, UP, t.ids[2]);
	assert_int_equal(subscribed(t.server, t.ids[2]), BIT(ASSOC_CHANGE));
	/* what is subscribed for those to come stays with those that came */
	assert_int_equal(
		asctp_sock_subscribe(t.server, ASCTP_FUTURE_ASSOC, 0, BIT(ASSOC_CHANGE)), 0);
	abort_it(t.clients[2]);
	t.clients[2] = 0;
	join(&t, 3);
	heard(t.text, LOST, t.ids[2]);
	end(&t);
}

static void those_there_are(void **state)
{
	struct three t;

	(void)state;
	begin(&t);
	assert_int_equal(
		asctp_sock_subscribe(t.server, ASCTP_CURRENT_ASSOC, BIT(ASSOC_CHANGE), 0), 0);
	assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), 0);
	assert_int_equal(subscribed(t.server, t.ids[1]), BIT(ASSOC_CHANGE));
	turn_over(&t);
	heard(t.text, LOST, t.ids[0]);
	assert_int_equal(subscribed(t.server, t.ids[2]), 0);
	end(&t);
}

static void all(void **state)
{
	struct three t;

	(void)state;
	begin(&t);
	assert_int_equal(asctp_sock_subscribe(t.server, ASCTP_ALL_ASSOC, BIT(ASSOC_CHANGE), 0), 0);
	turn_over(&t);
	heard(t.text, LOST UP, t.ids[0], t.ids[2]);
	assert_int_equal(asctp_sock_subscribe(t.server, ASCTP_ALL_ASSOC, 0, BIT(ASSOC_CHANGE)), 0);
	assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), 0);
	assert_int_equal(subscribed(t.server, t.ids[1]), 0);
	abort_it(t.clients[1]);
	join(&t, 3);
	heard(t.text, "%s", "");
	t.clients[1] = 0;
	end(&t);
}

static void one_of_them(void **state)
{
	struct three t;

	(void)state;
	begin(&t);
	assert_int_equal(asctp_sock_subscribe(t.server, t.ids[1], BIT(ASSOC_CHANGE), 0), 0);
	assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), 0);
	assert_int_equal(subscribed(t.server, t.ids[0]), 0);
	assert_int_equal(subscribed(t.server, t.ids[1]), BIT(ASSOC_CHANGE));
	turn_over(&t);
	heard(t.text, "%s", "");
	abort_it(t.clients[1]);
	join(&t, 3);
	heard(t.text, LOST, t.ids[1]);
	/* it is over: its id is none any more */
	assert_int_equal(asctp_sock_subscribe(t.server, t.ids[1], BIT(ASSOC_CHANGE), 0), -EINVAL);
	t.clients[1] = 0;
	end(&t);
}

/* Of an association that has nothing to send: said at once, but not of those to come. */
static void dry_at_once(void **state)
{
	struct three t;

	(void)state;
	begin(&t);
	assert_int_equal(
		asctp_sock_subscribe(t.server, ASCTP_FUTURE_ASSOC, BIT(SENDER_DRY_EVENT), 0), 0);
	say(t.clients[1]);
	hear_out(t.server, t.text);
	heard(t.text, "%s", "");
	assert_int_equal(asctp_sock_subscribe(t.server, t.ids[0], BIT(SENDER_DRY_EVENT), 0), 0);
	say(t.clients[1]);
	hear_out(t.server, t.text);
	heard(t.text, "SENDER_DRY_EVENT id %d\n", t.ids[0]);
	end(&t);
}

static void each_type_alone(void **state)
{
	struct three t;

	(void)state;
	begin(&t);
	for (unsigned i = 1; i < 14; i++) {
		const uint32_t bit = 1u << i;

		assert_int_equal(
			asctp_sock_subscribe(t.server, ASCTP_FUTURE_ASSOC, bit, 0x3ffe & ~bit), 0);
		assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), bit);
	}
	assert_int_equal(asctp_sock_subscribe(t.server, t.ids[0], 0x3ffe, 0), 0);
	assert_int_equal(subscribed(t.server, t.ids[0]), 0x3ffe);
	assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), BIT(SEND_FAILED_EVENT));
	end(&t);
}

/* ---- One association alone ---- */

/* Whatever the id; and what is accepted has what the listener has. */
static void one_to_one(void **state)
{
	struct sockaddr_in addr;
	int server = listener(SOCK_STREAM, &addr), one, accepted;
	char text[2048];
	int32_t id;

	(void)state;
	assert_int_equal(asctp_sock_subscribe(server, 12345, BIT(ASSOC_CHANGE), 0), 0);
	assert_int_equal(asctp_sock_subscribe(server, ASCTP_ALL_ASSOC, BIT(SHUTDOWN_EVENT), 0), 0);
	assert_int_equal(subscribed(server, 54321), BIT(ASSOC_CHANGE) | BIT(SHUTDOWN_EVENT));
	one = client(&addr);
	say(one);
	accepted = accept(server, NULL, NULL);
	assert_true(accepted >= 0);
	assert_int_equal(
		subscribed(accepted, ASCTP_FUTURE_ASSOC), BIT(ASSOC_CHANGE) | BIT(SHUTDOWN_EVENT));
	id = hear_out(accepted, text);
	heard(text, UP, id);
	assert_int_equal(asctp_sock_subscribe(accepted, ASCTP_CURRENT_ASSOC, BIT(SENDER_DRY_EVENT),
				 BIT(SHUTDOWN_EVENT)),
		0);
	assert_int_equal(subscribed(accepted, ASCTP_FUTURE_ASSOC),
		BIT(ASSOC_CHANGE) | BIT(SENDER_DRY_EVENT));
	assert_int_equal(
		subscribed(server, ASCTP_FUTURE_ASSOC), BIT(ASSOC_CHANGE) | BIT(SHUTDOWN_EVENT));
	assert_int_equal(asctp_sock_subscribe(accepted, -1, BIT(SENDER_DRY_EVENT), 0), -EINVAL);
	say(one);
	assert_int_equal(hear_out(accepted, text), id);
	heard(text, "SENDER_DRY_EVENT id %d\n", id);
	abort_it(one);
	close(accepted);
	close(server);
}

/* ---- Wrong use ---- */

static void wrong_use(void **state)
{
	static const int others[] = { IPPROTO_UDP, IPPROTO_TCP };
	struct three t, u;
	uint32_t mask = 7;
	int fd;

	(void)state;
	begin(&t);
	begin(&u);
	errno = 77;
	assert_int_equal(asctp_sock_subscribe(t.server, -1, 2, 0), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(t.server, 0, 2, 2), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(t.server, 0, 1, 0), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(t.server, 0, 0x4000, 0), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(t.server, 0, 0, UINT32_MAX), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(t.server, INT32_MAX, 2, 0), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(t.server, u.ids[0], 2, 0), -EINVAL); /* another's */
	assert_int_equal(asctp_sock_subscribed(t.server, u.ids[0], &mask), -EINVAL);
	assert_int_equal(asctp_sock_subscribed(t.server, INT32_MAX, &mask), -EINVAL);
	assert_int_equal(asctp_sock_subscribed(t.server, ASCTP_CURRENT_ASSOC, &mask), -EINVAL);
	assert_int_equal(asctp_sock_subscribed(t.server, ASCTP_ALL_ASSOC, &mask), -EINVAL);
	assert_int_equal(asctp_sock_subscribed(t.server, ASCTP_FUTURE_ASSOC, NULL), -EINVAL);
	assert_int_equal(asctp_sock_subscribe(99999, 0, 2, 0), -EBADF);
	assert_int_equal(asctp_sock_subscribed(99999, 0, &mask), -EBADF);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		fd = socket(AF_INET, (i ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, others[i]);
		assert_true(fd >= 0);
		assert_int_equal(asctp_sock_subscribe(fd, 0, 2, 0), -EOPNOTSUPP);
		assert_int_equal(asctp_sock_subscribed(fd, 0, &mask), -EOPNOTSUPP);
		close(fd);
	}
	assert_int_equal(errno, 77);
	assert_int_equal(mask, 7);
	/* nothing of that took effect */
	assert_int_equal(subscribed(t.server, ASCTP_FUTURE_ASSOC), 0);
	assert_int_equal(subscribed(t.server, t.ids[0]), 0);
	assert_int_equal(subscribed(u.server, u.ids[0]), 0);
	end(&t);
	end(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(those_to_come),
		KERNEL_TEST(those_there_are),
		KERNEL_TEST(all),
		KERNEL_TEST(one_of_them),
		KERNEL_TEST(dry_at_once),
		KERNEL_TEST(each_type_alone),
		KERNEL_TEST(one_to_one),
		KERNEL_TEST(wrong_use),
	};

	return cmocka_run_group_tests_name("subscribing", tests, NULL, NULL);
}
