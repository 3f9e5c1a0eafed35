/* SPDX-License-Identifier: MIT */
/* tests/abi/cplusplus.cc - a C++ program on the public headers: plain functions, no macros. */
#include <asctp/addr.h>
#include <asctp/asctp.h>
#include <asctp/event.h>
#include <asctp/features.h>
#include <asctp/options.h>
#include <asctp/socket.h>
#if __has_include(<uv.h>)
#include <asctp/uv.h>
#define HAS_UV
#endif
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

static int count, failures;

static void check(bool good, const char *what)
{
	std::printf("%s %d - %s\n", good ? "ok" : "not ok", ++count, what);
	failures += !good;
}

static int downs, others;

static void on_down(asctp_assoc *assoc, const asctp_down *down)
{
	(void)assoc;
	downs += down->reason == ASCTP_LOCAL;
}

static void on_any(asctp_assoc *assoc, const asctp_event *event)
{
	(void)assoc;
	others += event->type != ASCTP_EV_DOWN;
}

static bool no_sctp()
{
	return errno == EPROTONOSUPPORT || errno == ESOCKTNOSUPPORT;
}

static void addresses()
{
	asctp_addr addr[2];
	char text[ASCTP_ADDR_TEXT];

	check(asctp_addr_parse("10.0.0.1,[::1]:7000", addr, 2) == 2, "addresses are read");
	check(asctp_addr_port(&addr[1]) == 7000 && addr[1].sa.sa_family == AF_INET6, "and filled");
	check(!std::strcmp(asctp_addr_print(&addr[1], text, sizeof(text)), "[::1]:7000"),
		"and printed");
}

static void notifications()
{
	static const unsigned char shutdown[] = { 0x05, 0x80, 0, 0, 12, 0, 0, 0, 7, 0, 0, 0 };
	asctp_notification note;
	asctp_event event = asctp_event();
	char text[ASCTP_NOTIFICATION_TEXT];

	if (htons(1) == 1)
		return;
	check(asctp_notification_size(shutdown, 8) == sizeof(shutdown) &&
			asctp_notification_read(shutdown, sizeof(shutdown), &note) == 0,
		"a notification is read");
	check(note.known && note.type == ASCTP_SHUTDOWN_EVENT && note.id == 7, "and filled");
	check(!std::strcmp(
		      asctp_notification_print(&note, text, sizeof(text)), "SHUTDOWN_EVENT id 7"),
		"and printed");
	event.type = ASCTP_EV_CLOSING;
	check(!std::strcmp(asctp_event_print(&event, text, sizeof(text)), "closing"),
		"and so are events");
	check((ASCTP_MASK(ASCTP_SEND_FAILED_EVENT) | ASCTP_MASK(ASCTP_SEND_FAILED)) == 0x2008,
		"types make masks");
}

static void sockets()
{
	asctp_addr addr[1], bound[1];
	asctp_sock_out out;
	asctp_sock_in in;
	char data[8], why[400];
	int fd = asctp_sock_open(ASCTP_ONE_TO_MANY, ASCTP_IPV4, ASCTP_BLOCKING);

	check(fd >= 0 || std::strstr(asctp_explain_missing(why, sizeof(why)), "SCTP"),
		"a socket is opened, or why not is explained");
	asctp_sock_out_init(&out);
	out.data = "hello";
	out.len = 5;
	check(asctp_sock_send_with(fd, &out) == (fd < 0 ? -EBADF : -EPIPE), "it sends to nobody");
	asctp_sock_in_init(&in, data, sizeof(data));
	check(asctp_sock_receive(fd, &in, ASCTP_DONT_WAIT) < 0, "and hears nothing");
	asctp_addr_parse("127.0.0.1", addr, 1);
	check(asctp_sock_bind(fd, addr, 1) == (fd < 0 ? -EBADF : 0) &&
			asctp_sock_locals(fd, 0, bound, 1) == (fd < 0 ? -EBADF : 1),
		"and is bound");
	if (fd >= 0)
		close(fd);
}

static void context(asctp *ctx)
{
	asctp_handlers handlers = asctp_handlers();
	asctp_config config;
	asctp_out out;

	handlers.any = on_any;
	handlers.down = on_down;
	asctp_config_init(&config);
	config.addr = "127.0.0.1:0";
	config.on = &handlers;
	asctp_endpoint *endpoint = asctp_listen_with(ctx, &config);
	check(endpoint || no_sctp(), "listening works, or tells that there is no SCTP");
	asctp_unlisten(endpoint);

	config.addr = "127.0.0.1:9";
	asctp_assoc *assoc = asctp_connect_with(ctx, &config);
	check(assoc || no_sctp(), "so does connecting");
	asctp_out_init(&out);
	out.data = "hello";
	out.len = 5;
	out.ppid = 46;
	check(asctp_send_with(assoc, &out) == (assoc ? 0 : -EINVAL), "sending");
	check(asctp_close(assoc) == (assoc ? 0 : -EINVAL), "and closing");

	asctp_free(ctx);
	check(downs == (assoc ? 1 : 0), "down came once for each association");
}

static void features()
{
	asctp_feature feature;
	int result = asctp_features(&feature, 1);

	check(result == -EPROTONOSUPPORT || result == -ESOCKTNOSUPPORT ||
			(result > 1 && !std::strcmp(feature.name, "one_to_one")),
		"features are told, or that there is no SCTP");
	check(!std::strcmp(asctp_availability_name(ASCTP_HAS), "has"), "and named");
}

static void options()
{
	const asctp_option_info *info = asctp_option_find("rto");
	asctp_rto rto = asctp_rto();

	check(info && info->option == ASCTP_OPTION_rto && info->size == sizeof(asctp_rto),
		"options have names");
	check(!asctp_option_find("none") && !asctp_option_at(100000), "and an end");
	check(asctp_sock_set_option(-1, 0, ASCTP_OPTION_rto, &rto, sizeof(rto)) == -EBADF,
		"and go to descriptors");
	check(asctp_assoc_get_option(nullptr, ASCTP_OPTION_rto, &rto, sizeof(rto)) == -EINVAL,
		"or to associations");
	check(asctp_at(3, 4).fd == 3 && asctp_at(3, 4).id == 4, "or to both in one");
}

static asctp *new_context()
{
	asctp_params params = asctp_params();

	params.size = sizeof(params);
	return asctp_new_with(&params);
}

#ifdef HAS_UV
static void libuv()
{
	asctp *ctx = new_context();
	uv_loop_t loop;

	uv_loop_init(&loop);
	check(asctp_uv_attach(ctx, &loop) == 0, "libuv's loop takes it");
	check(uv_run(&loop, UV_RUN_DEFAULT) == 0, "and is done when it is idle");
	asctp_uv_detach(ctx);
	asctp_free(ctx);
	uv_run(&loop, UV_RUN_DEFAULT);
	check(uv_loop_close(&loop) == 0, "nothing is left in the loop");
}
#endif

int main()
{
	addresses();
	notifications();
	features();
	sockets();
	options();
	asctp *ctx = new_context();
	check(ctx && asctp_fd(ctx) >= 0, "a context has a descriptor");
	check(asctp_process(ctx) == 0 && asctp_idle(ctx), "and nothing to do");
	context(ctx);
#ifdef HAS_UV
	libuv();
#endif
	std::printf("1..%d\n", count);
	return failures != 0;
}
