/* SPDX-License-Identifier: MIT */
/*
 * tests/abi/evolution.c - a program of yesterday on the library of today, and one of tomorrow on it.
 *
 * It is compiled with the frozen headers of a release (tests/abi/0.1/asctp) and linked with the library as it is now.
 * Before 0.1 is released a change of the public headers is frozen anew: cp include/asctp/{asctp,addr,options}.h
 * tests/abi/0.1/asctp/. After that the copy never changes, and each release adds a folder of its own.
 *
 * What needs SCTP is skipped without it.
 */
#include <asctp/asctp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int count, failures;

static void check(bool good, const char *what)
{
	printf("%s %d - %s\n", good ? "ok" : "not ok", ++count, what);
	failures += !good;
}

static bool no_sctp(void)
{
	return errno == EPROTONOSUPPORT || errno == ESOCKTNOSUPPORT;
}

static void fails_with(const void *result, int error, const char *what)
{
	const char *seen = result ? "it was accepted" : strerror(errno);

	check(!result && errno == error, what);
	printf("# %s\n", seen);
}

/* A struct as a newer header has it: with `more` bytes behind what we know of it. On the heap and no longer than it
 * says, so that a sanitizer sees who reads too far. */
static void *grown(const void *from, size_t size, size_t more, unsigned char last)
{
	unsigned char *ret = calloc(1, size + more);

	if (!ret)
		abort();
	memcpy(ret, from, size);
	if (more)
		ret[size + more - 1] = last;
	*(size_t *)(void *)ret = size + more;
	return ret;
}

/* ---- Params ---- */

static void params(void)
{
	asctp_params now = { .batch = 1 };
	asctp_params *old = grown(&now, offsetof(asctp_params, reserved), 0, 0);
	asctp_params *new = grown(&now, sizeof(now), 16, 0),
		     *newer = grown(&now, sizeof(now), 16, 1);
	asctp *ctx;

	ctx = asctp_new_with(old);
	check(ctx, "shorter params are accepted");
	asctp_free(ctx);
	ctx = asctp_new_with(new);
	check(ctx, "longer ones with a tail of zeros too");
	asctp_free(ctx);
	ctx = asctp_new_with(newer);
	fails_with(ctx, E2BIG, "what it does not know is E2BIG");
	asctp_free(ctx);
	now.size = sizeof(now);
	now.reserved[0] = 1;
	ctx = asctp_new_with(&now);
	fails_with(ctx, E2BIG, "where it is in a reserved word, too");
	asctp_free(ctx);
	free(old);
	free(new);
	free(newer);
}

/* ---- Config ---- */

static bool listens(asctp *ctx, const void *config)
{
	asctp_endpoint *endpoint = asctp_listen_with(ctx, config);
	bool accepted = endpoint || no_sctp();

	if (!accepted)
		printf("# %s\n", asctp_why(ctx));
	asctp_unlisten(endpoint);
	return accepted;
}

static void config(asctp *ctx)
{
	asctp_config now = { .on_size = sizeof(asctp_handlers), .addr = "127.0.0.1:0" };
	asctp_config *old = grown(&now, offsetof(asctp_config, reserved), 0, 0);
	asctp_config *new = grown(&now, sizeof(now), 16, 0),
		     *newer = grown(&now, sizeof(now), 16, 1);

	check(listens(ctx, old), "a shorter config is accepted");
	check(listens(ctx, new), "a longer one with a tail of zeros too");
	fails_with(asctp_listen_with(ctx, newer), E2BIG, "what it does not know is E2BIG");
	now.size = sizeof(now);
	now.reserved[11] = 1;
	fails_with(asctp_listen_with(ctx, &now), E2BIG, "in a reserved word, too");
	free(old);
	free(new);
	free(newer);
}

/* ---- Handlers ---- */

static int heard, downs;

static void on_any(asctp_assoc *assoc, const asctp_event *event)
{
	(void)assoc;
	heard++;
	downs += event->type == ASCTP_EV_DOWN;
}

/* A table of that many handlers, of which only `any` is set, and the last one if it is one of tomorrow. */
static void *table(size_t handlers, bool last)
{
	asctp_handlers known = { .any = on_any };
	char *ret = calloc(handlers, sizeof(known.any));

	if (!ret)
		abort();
	memcpy(ret, &known.any, sizeof(known.any));
	if (last)
		memcpy(ret + (handlers - 1) * sizeof(known.any), &known.any, sizeof(known.any));
	return ret;
}

static asctp_assoc *connect_with(asctp *ctx, const void *handlers, size_t size)
{
	asctp_config config;

	asctp_config_init(&config);
	config.addr = "127.0.0.1:9";
	config.on = handlers;
	config.on_size = size;
	return asctp_connect_with(ctx, &config);
}

static void handlers(asctp *ctx)
{
	const size_t one = sizeof(void (*)(void)), known = sizeof(asctp_handlers) / one;
	void *old = table(2, false), *new = table(known + 3, false),
	     *newer = table(known + 3, true);
	asctp_assoc *assoc;

	fails_with(connect_with(ctx, newer, (known + 3) * one), E2BIG,
		"a handler that it does not know is E2BIG");
	heard = downs = 0;
	assoc = connect_with(ctx, old, 2 * one);
	check(assoc || no_sctp(), "a shorter table of handlers is accepted");
	if (assoc) {
		check(asctp_abort(assoc, NULL, 0) == 0, "an association is aborted");
		while (!asctp_idle(ctx) && asctp_process(ctx) >= 0)
			;
		check(heard == 1 && downs == 1, "the shorter table hears it, once");
		assoc = connect_with(ctx, new, (known + 3) * one);
		check(assoc, "a longer table of handlers is accepted");
		check(asctp_set_handlers_with(assoc, old, 2 * one) == 0,
			"and changed for a shorter");
		check(asctp_set_handlers_with(assoc, newer, (known + 3) * one) == -E2BIG,
			"but not for an unknown one");
		check(asctp_abort(assoc, NULL, 0) == 0, "and aborted");
		while (!asctp_idle(ctx) && asctp_process(ctx) >= 0)
			;
		check(heard == 2 && downs == 2, "which is heard, too");
	}
	free(old);
	free(new);
	free(newer);
}

/* ---- Messages ---- */

static asctp_endpoint *endpoint;
static int received;

static void serve(asctp_assoc *assoc, const asctp_message *message)
{
	check(message->len == 5 && !memcmp(message->data, "hello", 5) && message->ppid == 46,
		"a message arrives");
	if (++received < 2)
		return;
	asctp_close(assoc);
	asctp_unlisten(endpoint);
}

static int closed;

static void count_closed(asctp_assoc *assoc, const asctp_down *down)
{
	(void)assoc;
	closed += down->reason == ASCTP_CLOSED;
}

static void messages(asctp *ctx)
{
	static const asctp_handlers server = { .message = serve, .down = count_closed };
	static const asctp_handlers client = { .down = count_closed };
	asctp_out now = { .data = "hello", .len = 5, .ppid = 46 };
	asctp_out *old = grown(&now, offsetof(asctp_out, reserved), 0, 0);
	asctp_out *new = grown(&now, sizeof(now), 16, 0), *newer = grown(&now, sizeof(now), 16, 1);
	char addr[32];
	asctp_assoc *assoc;

	endpoint = asctp_listen(ctx, "127.0.0.1:0", .on = &server);
	if (!endpoint) {
		printf("ok %d - messages # SKIP no SCTP in this kernel\n", ++count);
	} else {
		snprintf(addr, sizeof(addr), "127.0.0.1:%d", asctp_endpoint_port(endpoint));
		assoc = asctp_connect(ctx, addr, .on = &client);
		check(asctp_send_with(assoc, newer) == -E2BIG,
			"a message with what it does not know is -E2BIG");
		check(asctp_send_with(assoc, old) == 0, "a shorter struct is accepted");
		check(asctp_send_with(assoc, new) == 0, "and a longer one");
		check(asctp_run(ctx) == 0 && received == 2 && closed == 2,
			"and both sides end in order");
	}
	free(old);
	free(new);
	free(newer);
}

int main(void)
{
	asctp *ctx = asctp_new();

	printf("# compiled with %x\n", ASCTP_VERSION);
	params();
	config(ctx);
	handlers(ctx);
	messages(ctx);
	asctp_free(ctx);
	printf("1..%d\n", count);
	return failures != 0;
}
