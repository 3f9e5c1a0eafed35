/* SPDX-License-Identifier: MIT */
/* tests/kernel/socket_errors.c - each wrong use of <asctp/socket.h>, and the errno that tells it. */
#include "socks.h"
#include "wire/kernel.h"
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static asctp_addr local4, other4, local6, foreign, wildcard4, wildcard6, nobody, multicast;

static void addresses(void)
{
	local4 = addr_at("127.0.0.1");
	other4 = addr_at("127.0.0.2");
	local6 = addr_at("[::1]");
	foreign = addr_at("192.0.2.1:9");
	wildcard4 = addr_at("0.0.0.0");
	wildcard6 = addr_at("[::]");
	nobody = addr_at("127.0.0.1:9");
	multicast = addr_at("224.0.0.1:9");
}

static void with_port(asctp_addr *addr, in_port_t port)
{
	addr->v4.sin_port = htons(port); /* where IPv6 has it too */
}

/* Every call on what is no SCTP socket. */
static void no_sctp_socket(void **state)
{
	struct heard heard;
	struct {
		int fd, error;
	} fds[] = { { -1, EBADF }, { 0, ENOTSOCK }, { 0, EOPNOTSUPP } };

	(void)state;
	addresses();
	fds[1].fd = works(open("/dev/null", O_RDWR | O_CLOEXEC));
	fds[2].fd = works(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
	for (size_t i = 0; i < 3; i++) {
		const int fd = fds[i].fd, error = fds[i].error;

		fails(i == 2 ? ENOPROTOOPT : error, asctp_sock_bind(fd, &local4, 1));
		fails(i == 2 ? ENOPROTOOPT : error, asctp_sock_unbind(fd, &local4, 1));
		fails(error, asctp_sock_listen(fd, 1));
		fails(error, asctp_sock_accept(fd, 0, NULL));
		fails(error, asctp_sock_connect(fd, &nobody, 1, NULL));
		fails(error, asctp_sock_peel_off(fd, 9, 0));
		fails(error, asctp_sock_shutdown(fd, 9));
		fails(error, asctp_sock_abort(fd, 9, NULL, 0));
		fails(error, asctp_sock_peers(fd, 9, NULL, 0));
		fails(error, asctp_sock_locals(fd, 9, NULL, 0));
		fails(i == 2 ? EDESTADDRREQ : error, asctp_sock_send(fd, "x", 1));
		heard = hear_now(fd, ASCTP_DONT_WAIT);
		assert_int_equal(heard.result, i == 2 ? -EAGAIN : -error);
	}
	close(fds[1].fd);
	close(fds[2].fd);
}

static void open_errors(void **state)
{
	struct rlimit limit, none = { 0, 0 };

	(void)state;
	fails(EINVAL, asctp_sock_open((asctp_style)2, ASCTP_DUAL, 0));
	fails(EINVAL, asctp_sock_open(ASCTP_ONE_TO_ONE, (asctp_net)5, 0));
	fails(EINVAL, asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, 8));
	fails(EINVAL, asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, ~0U));
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none.rlim_max = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	fails(EMFILE, asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, 0));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

static void bind_errors(void **state)
{
	asctp_addr many[ASCTP_ADDR_MAX + 1], none = { 0 }, taken;
	int fd, bound, v4, v6;

	(void)state;
	addresses();
	for (size_t i = 0; i <= ASCTP_ADDR_MAX; i++) {
		many[i] = local4;
		many[i].v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (in_addr_t)i);
	}
	fd = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_DUAL, 0));
	v4 = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, 0));
	v6 = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV6, 0));
	fails(EINVAL, asctp_sock_bind(fd, NULL, 1));
	fails(EINVAL, asctp_sock_bind(fd, &local4, 0));
	fails(EINVAL, asctp_sock_bind(fd, many, ASCTP_ADDR_MAX + 1));
	fails(EINVAL, asctp_sock_bind(fd, many, SIZE_MAX));
	fails(EINVAL, asctp_sock_bind(fd, &none, 1));
	fails(EINVAL, asctp_sock_bind(fd, (asctp_addr[]){ local4, none }, 2));
	fails(EINVAL, asctp_sock_bind(fd, (asctp_addr[]){ local4, local4 }, 2));
	fails(EINVAL, asctp_sock_bind(fd, (asctp_addr[]){ local4, wildcard4 }, 2));
	fails(EINVAL, asctp_sock_bind(fd, (asctp_addr[]){ wildcard6, local4 }, 2));
	fails(EINVAL, asctp_sock_bind(fd, (asctp_addr[]){ local4, nobody }, 2));
	fails(EINVAL, asctp_sock_bind(v4, &local6, 1));
	fails(EINVAL, asctp_sock_bind(v6, &local4, 1));
	fails(EADDRNOTAVAIL, asctp_sock_bind(fd, &foreign, 1));
	fails(EADDRNOTAVAIL, asctp_sock_bind(fd, &multicast, 1));
	fails(EBUSY, asctp_sock_unbind(fd, &local4, 1));
	assert_int_equal(asctp_sock_locals(fd, 0, NULL, 0), 0); /* nothing of this bound it */
	works(asctp_sock_bind(fd, many, ASCTP_ADDR_MAX));
	assert_int_equal(asctp_sock_locals(fd, 0, NULL, 0), ASCTP_ADDR_MAX);

	/* on one that is bound */
	bound = sock_bound(ASCTP_ONE_TO_MANY, "127.0.0.1:7000", 0);
	fails(EINVAL, asctp_sock_bind(bound, &local4, 1));
	fails(EINVAL, asctp_sock_bind(bound, &wildcard4, 1));
	fails(EINVAL, asctp_sock_bind(bound, &wildcard6, 1));
	with_port(&other4, 7001);
	fails(EINVAL, asctp_sock_bind(bound, &other4, 1));
	with_port(&other4, 0);
	with_port(&foreign, 0);
	fails(EADDRNOTAVAIL, asctp_sock_bind(bound, (asctp_addr[]){ other4, foreign }, 2));
	assert_int_equal(asctp_sock_locals(bound, 0, NULL, 0), 1); /* none of them */
	works(asctp_sock_bind(bound, (asctp_addr[]){ other4, local6 }, 2));
	assert_int_equal(asctp_sock_locals(bound, 0, NULL, 0), 3);
	taken = sock_local(bound);
	fails(EADDRINUSE, asctp_sock_bind(v4, &taken, 1));

	fails(EINVAL, asctp_sock_unbind(bound, NULL, 1));
	fails(EINVAL, asctp_sock_unbind(bound, &local4, 0));
	fails(EINVAL, asctp_sock_unbind(bound, &foreign, 1));
	with_port(&other4, 7001);
	fails(EINVAL, asctp_sock_unbind(bound, &other4, 1));
	with_port(&other4, 0);
	fails(EADDRNOTAVAIL, asctp_sock_unbind(bound, &wildcard4, 1));
	fails(EADDRNOTAVAIL, asctp_sock_unbind(bound, &wildcard6, 1));
	fails(EINVAL, asctp_sock_unbind(bound, (asctp_addr[]){ other4, foreign }, 2));
	fails(EBUSY, asctp_sock_unbind(bound, (asctp_addr[]){ other4, local6, local4 }, 3));
	assert_int_equal(asctp_sock_locals(bound, 0, NULL, 0), 3);
	works(asctp_sock_unbind(bound, (asctp_addr[]){ other4, local6 }, 2));
	fails(EBUSY, asctp_sock_unbind(bound, &local4, 1));
	close(fd);
	close(bound);
	close(v4);
	close(v6);
}

/* The kernel does not take back the addresses of a socket that this very call has bound. */
static void failed_bind_leaves_some(void **state)
{
	int fd = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_DUAL, 0));

	(void)state;
	addresses();
	with_port(&foreign, 0);
	fails(EADDRNOTAVAIL, asctp_sock_bind(fd, (asctp_addr[]){ local4, other4, foreign }, 3));
	assert_int_equal(asctp_sock_locals(fd, 0, NULL, 0), 2);
	close(fd);
}

static void low_ports_need_a_privilege(void **state)
{
	asctp_addr low = addr_at("127.0.0.1:80");
	int fd;

	(void)state;
	assert_int_equal(seteuid(1000), 0);
	fd = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_DUAL, 0));
	fails(EACCES, asctp_sock_bind(fd, &low, 1));
	assert_int_equal(asctp_sock_locals(fd, 0, NULL, 0), 0);
	assert_int_equal(seteuid(0), 0);
	works(asctp_sock_bind(fd, &low, 1));
	close(fd);
}

static void listen_and_accept_errors(void **state)
{
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0);
	int fresh = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, 0)), peeled, taken;

	(void)state;
	peeled = works(asctp_sock_peel_off(crowd.client, crowd.at_client, 0));
	fails(EINVAL, asctp_sock_listen(fresh, -1));
	fails(EINVAL, asctp_sock_listen(peeled, 1));
	fails(EINVAL, asctp_sock_listen(pair.client, 1));
	fails(EINVAL, asctp_sock_accept(fresh, 0, NULL));
	fails(EINVAL, asctp_sock_accept(pair.client, 0, NULL));
	fails(EINVAL, asctp_sock_accept(pair.listener, ASCTP_KERNEL_DEFAULTS, NULL));
	fails(EOPNOTSUPP, asctp_sock_accept(crowd.server, 0, NULL));
	fails(EOPNOTSUPP, asctp_sock_accept(peeled, 0, NULL));
	fails(EAGAIN, asctp_sock_accept(pair.listener, 0, NULL));
	works(asctp_sock_listen(fresh, 1));
	fails(EAGAIN, asctp_sock_accept(fresh, 0, NULL));
	works(asctp_sock_listen(fresh, 0));
	fails(EINVAL, asctp_sock_accept(fresh, 0, NULL));
	works(asctp_sock_listen(fresh, 1));
	fails(EAGAIN, asctp_sock_accept(fresh, 0, NULL));
	works(asctp_sock_listen(pair.listener, 0));
	fails(EINVAL, asctp_sock_accept(pair.listener, 0, NULL));
	fails(EADDRINUSE, asctp_sock_listen(pair.listener, 1));
	taken = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, 0));
	fails(EADDRINUSE, asctp_sock_bind(taken, &pair.addr, 1));
	close(fresh);
	close(peeled);
	close(taken);
	pair_end(&pair);
	crowd_end(&crowd);
}

/* Out of descriptors: what waits to be accepted waits on; what is peeled off is destroyed. */
static void no_descriptor_left(void **state)
{
	int listener = sock_listening(ASCTP_ONE_TO_ONE, "127.0.0.1", 0), client, fd;
	struct crowd crowd = crowd_begin(0);
	asctp_addr addr = sock_local(listener);
	struct rlimit limit, none = { 0, 0 };

	(void)state;
	client = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	works(asctp_sock_connect(client, &addr, 1, NULL));
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	none.rlim_max = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	fails(EMFILE, asctp_sock_accept(listener, 0, NULL));
	fails(EMFILE, asctp_sock_peel_off(crowd.client, crowd.at_client, 0));
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	eventually((fd = asctp_sock_accept(listener, 0, NULL)) >= 0);
	fails(EPIPE, asctp_sock_send(crowd.client, "x", 1, .id = crowd.at_client));
	eventually(sock_state(crowd.server, crowd.at_server) == 0);
	close(fd);
	close(client);
	close(listener);
	crowd_end(&crowd);
}

static void connect_errors(void **state)
{
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0);
	asctp_addr portless, two[2], crowd_addr[ASCTP_ADDR_MAX + 1] = { 0 };
	int fd, v4, v6, peeled;
	int32_t id = -7;

	(void)state;
	addresses();
	portless = local4;
	fd = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	v4 = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, 0));
	v6 = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV6, 0));
	two[0] = nobody;
	two[1] = other4;
	with_port(&two[1], 10);
	for (size_t i = 0; i <= ASCTP_ADDR_MAX; i++)
		crowd_addr[i] = nobody;
	fails(EINVAL, asctp_sock_connect(fd, NULL, 1, &id));
	fails(EINVAL, asctp_sock_connect(fd, &nobody, 0, &id));
	fails(EINVAL, asctp_sock_connect(fd, crowd_addr, ASCTP_ADDR_MAX + 1, &id));
	fails(EINVAL, asctp_sock_connect(fd, two, 2, &id));
	fails(EINVAL, asctp_sock_connect(fd, &portless, 1, &id));
	fails(EINVAL, asctp_sock_connect(fd, &multicast, 1, &id));
	with_port(&local6, 9);
	fails(EINVAL, asctp_sock_connect(v4, &local6, 1, &id));
	fails(EINVAL, asctp_sock_connect(v6, &nobody, 1, &id));
	fails(ENETUNREACH, asctp_sock_connect(fd, &foreign, 1, &id));
	fails(ECONNREFUSED, asctp_sock_connect(fd, &nobody, 1, &id));
	fails(ECONNREFUSED, asctp_sock_send(fd, "x", 1)); /* once more */
	fails(EPIPE, asctp_sock_send(fd, "x", 1));
	fails(EISCONN, asctp_sock_connect(pair.client, &pair.addr, 1, &id));
	fails(EISCONN, asctp_sock_connect(pair.listener, &pair.addr, 1, &id));
	fails(EISCONN, asctp_sock_connect(crowd.client, &crowd.addr, 1, &id));
	assert_int_equal(id, -7);
	works(asctp_sock_connect(fd, &pair.addr, 1, NULL)); /* it can connect again */

	peeled = works(asctp_sock_peel_off(crowd.client, crowd.at_client, 0));
	fails(EADDRNOTAVAIL, asctp_sock_connect(crowd.client, &crowd.addr, 1, &id));
	fails(EISCONN, asctp_sock_connect(peeled, &pair.addr, 1, &id));

	works(asctp_sock_shutdown(pair.client, 0));
	eventually(sock_state(pair.client, 0) == 0);
	fails(EISCONN, asctp_sock_connect(pair.client, &pair.addr, 1, &id));
	close(fd);
	close(v4);
	close(v6);
	close(peeled);
	pair_end(&pair);
	crowd_end(&crowd);
}

/* A peer that does not answer: what can be asked of an association that is being connected. */
static void connecting_errors(void **state)
{
	asctp_addr gone;
	int one, many, blocking;
	int32_t id = -7;

	(void)state;
	two_hosts();
	cut_all(true);
	use_host(0);
	gone = addr_at("10.1.0.2:5000");
	one = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, 0));
	many = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_DUAL, 0));
	fails(EINPROGRESS, asctp_sock_connect(one, &gone, 1, &id));
	assert_true(id > 2);
	fails(EALREADY, asctp_sock_connect(one, &gone, 1, NULL));
	fails(EPIPE, asctp_sock_send(one, "x", 1));
	assert_int_equal(asctp_sock_send(one, "x", 1, .to = &gone, .to_count = 1), 1);
	fails(EINVAL, asctp_sock_peers(one, id, NULL, 0));
	fails(ENOTCONN, asctp_sock_shutdown(one, 0));
	assert_int_equal(asctp_sock_send(one, "x", 1, .to = &gone, .to_count = 1), 1);

	id = -7;
	fails(EINPROGRESS, asctp_sock_connect(many, &gone, 1, &id));
	assert_true(id > 2);
	fails(EALREADY, asctp_sock_connect(many, &gone, 1, NULL));
	assert_int_equal(asctp_sock_send(many, "x", 1, .id = id), 1);
	fails(EINVAL, asctp_sock_send(many, "x", 1, .id = id, .stream = 10));
	assert_int_equal(asctp_sock_peers(many, id, NULL, 0), 1);
	works(asctp_sock_shutdown(many, id));
	assert_int_equal(sock_state(many, id), 0);
	fails(EPIPE, asctp_sock_shutdown(many, id));

	blocking = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	fails(ETIMEDOUT, asctp_sock_connect(blocking, &gone, 1, NULL));
	fails(ETIMEDOUT, asctp_sock_send(blocking, "x", 1));
	close(one);
	close(many);
	close(blocking);
}

static void peel_off_errors(void **state)
{
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0);
	int peeled;

	(void)state;
	fails(EINVAL, asctp_sock_peel_off(crowd.client, -1, 0));
	fails(EINVAL, asctp_sock_peel_off(crowd.client, crowd.at_client + 9999, 0));
	fails(EINVAL, asctp_sock_peel_off(crowd.client, crowd.at_client, 4));
	fails(EINVAL, asctp_sock_peel_off(pair.client, pair.id, 0));
	peeled = works(asctp_sock_peel_off(crowd.client, crowd.at_client, 0));
	fails(EINVAL, asctp_sock_peel_off(crowd.client, crowd.at_client, 0));
	fails(EINVAL, asctp_sock_peel_off(peeled, crowd.at_client, 0));
	close(peeled);
	pair_end(&pair);
	crowd_end(&crowd);
}

static void end_errors(void **state)
{
	char text[ASCTP_SOCK_ABORT_TEXT_MAX + 1] = { 0 };
	int fresh = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, 0)), peeled;
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0), other = crowd_begin(0);

	(void)state;
	fails(EINVAL, asctp_sock_shutdown(crowd.client, -1));
	fails(EINVAL, asctp_sock_abort(crowd.client, -1, NULL, 0));
	fails(EINVAL, asctp_sock_abort(crowd.client, crowd.at_client, NULL, 1));
	fails(EINVAL, asctp_sock_abort(crowd.client, crowd.at_client, text, sizeof(text)));
	fails(EOPNOTSUPP, asctp_sock_abort(pair.client, pair.id, NULL, 0));
	fails(ENOTCONN, asctp_sock_shutdown(fresh, 0));
	fails(ENOTCONN, asctp_sock_shutdown(pair.listener, 0));
	fails(EPIPE, asctp_sock_shutdown(crowd.client, 0));
	fails(EPIPE, asctp_sock_shutdown(crowd.client, crowd.at_client + 9999));
	fails(EPIPE, asctp_sock_abort(crowd.client, crowd.at_client + 9999, NULL, 0));

	works(asctp_sock_shutdown(pair.client, 0));
	eventually(sock_state(pair.client, 0) == 0 && sock_state(pair.server, 0) == 0);
	fails(ENOTCONN, asctp_sock_shutdown(pair.client, 0));
	fails(ENOTCONN, asctp_sock_shutdown(pair.server, 0));

	works(asctp_sock_shutdown(crowd.client, crowd.at_client));
	eventually(sock_state(crowd.client, crowd.at_client) == 0);
	fails(EPIPE, asctp_sock_shutdown(crowd.client, crowd.at_client));
	fails(EPIPE, asctp_sock_abort(crowd.client, crowd.at_client, NULL, 0));

	peeled = works(asctp_sock_peel_off(other.client, other.at_client, 0));
	fails(EPIPE, asctp_sock_shutdown(other.client, other.at_client));
	works(asctp_sock_abort(peeled, 0, text, ASCTP_SOCK_ABORT_TEXT_MAX));
	eventually(sock_state(other.server, other.at_server) == 0);
	fails(ECONNABORTED, asctp_sock_abort(peeled, 0, NULL, 0)); /* told once */
	fails(EPIPE, asctp_sock_abort(peeled, 0, NULL, 0));
	fails(EPIPE, asctp_sock_shutdown(peeled, 0));
	close(fresh);
	close(peeled);
	pair_end(&pair);
	crowd_end(&crowd);
	crowd_end(&other);
}

/* SHUTDOWN under way, on a path that is cut. */
static void ending_errors(void **state)
{
	struct heard hello;
	asctp_addr addr, local;
	int server, one, many, accepted;
	int32_t id;

	(void)state;
	two_hosts();
	use_host(1);
	server = sock_listening(ASCTP_ONE_TO_ONE, "10.1.0.2:5000", 0);
	addr = sock_local(server);
	use_host(0);
	one = works(asctp_sock_open(ASCTP_ONE_TO_ONE, ASCTP_DUAL, ASCTP_BLOCKING));
	many = works(asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_DUAL, ASCTP_BLOCKING));
	works(asctp_sock_connect(one, &addr, 1, NULL));
	works(asctp_sock_connect(many, &addr, 1, &id));
	eventually((accepted = asctp_sock_accept(server, 0, &local)) >= 0);
	cut_all(true);
	works(asctp_sock_shutdown(one, 0));
	works(asctp_sock_shutdown(many, id));
	fails(ESHUTDOWN, asctp_sock_shutdown(one, 0));
	fails(ESHUTDOWN, asctp_sock_shutdown(many, id));
	fails(ESHUTDOWN, asctp_sock_send(one, "x", 1));
	fails(ESHUTDOWN, asctp_sock_send(many, "x", 1, .id = id));
	/* the peer is unaware of it, sends in vain, and gives up */
	works(asctp_sock_send(accepted, "x", 1));
	eventually(sock_state(accepted, 0) == 0);
	hello = hear_now(accepted, 0);
	assert_int_equal(hello.result, -ETIMEDOUT);
	hello = hear_now(accepted, 0);
	assert_int_equal(hello.result, -EAGAIN);
	close(one);
	close(many);
	close(accepted);
	close(server);
}

static void address_list_errors(void **state)
{
	struct pair pair = pair_begin();
	struct crowd crowd = crowd_begin(0);
	asctp_addr ret;

	(void)state;
	fails(EINVAL, asctp_sock_peers(crowd.client, -1, &ret, 1));
	fails(EINVAL, asctp_sock_locals(crowd.client, -1, &ret, 1));
	fails(EINVAL, asctp_sock_peers(crowd.client, crowd.at_client, NULL, 1));
	fails(EINVAL, asctp_sock_locals(crowd.client, crowd.at_client, NULL, 1));
	fails(EINVAL, asctp_sock_peers(crowd.client, 0, &ret, 1));
	fails(EINVAL, asctp_sock_peers(crowd.client, crowd.at_client + 9999, &ret, 1));
	fails(EINVAL, asctp_sock_locals(crowd.client, crowd.at_client + 9999, &ret, 1));
	fails(EINVAL, asctp_sock_peers(pair.listener, 0, &ret, 1));
	fails(EINVAL, asctp_sock_locals(pair.listener, 9, &ret, 1));
	/* the id does not matter to those with a single association */
	assert_int_equal(asctp_sock_peers(pair.client, 9999, &ret, 1), 1);
	assert_string_equal(asctp_str(&ret), asctp_str(&pair.addr));
	pair_end(&pair);
	crowd_end(&crowd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		KERNEL_TEST(no_sctp_socket),
		KERNEL_TEST(open_errors),
		KERNEL_TEST(bind_errors),
		KERNEL_TEST(failed_bind_leaves_some),
		KERNEL_TEST(low_ports_need_a_privilege),
		KERNEL_TEST(listen_and_accept_errors),
		KERNEL_TEST(no_descriptor_left),
		KERNEL_TEST(connect_errors),
		KERNEL_TEST(connecting_errors),
		KERNEL_TEST(peel_off_errors),
		KERNEL_TEST(end_errors),
		KERNEL_TEST(ending_errors),
		KERNEL_TEST(address_list_errors),
	};

	return cmocka_run_group_tests_name("socket errors", tests, NULL, NULL);
}
