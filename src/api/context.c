/* SPDX-License-Identifier: MIT */
/* api/context.c - the context's life, and what it says when something fails. */
#include "api/objects.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void log_line(void *arg, asctp_level level, const char *text)
{
	asctp *ctx = arg;

	if (ctx->log)
		ctx->log(ctx->log_arg, level, text);
}

int api_fail(asctp *ctx, int error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(ctx->why, sizeof(ctx->why), format, args);
	va_end(args);
	return error;
}

const char *asctp_why(const asctp *ctx)
{
	if (!ctx)
		return strerror(errno);
	return ctx->why[0] ? ctx->why : "nothing has failed";
}

void api_now(asctp *ctx)
{
	ctx->core.now_ns = ctx->io.sys->now_ns();
}

static void has_work(void *arg)
{
	io_wake(&((asctp *)arg)->io);
}

asctp *api_new(const asctp_params *given, const struct sys *sys)
{
	asctp_params params;
	asctp *ctx;
	int result = given ? api_copy_sized(&params, sizeof(params), given, given->size) : -EINVAL;

	if (!result &&
		(params.reserved0 || !api_all_zero(params.reserved, sizeof(params.reserved))))
		result = -E2BIG;
	if (result < 0) {
		errno = -result;
		return NULL;
	}
	ctx = calloc(1, sizeof(*ctx));
	if (!ctx)
		return NULL;
	TAILQ_INIT(&ctx->endpoints);
	ctx->log = params.log;
	ctx->log_arg = params.log_arg;
	ctx->batch = params.batch ? params.batch : 64;
	core_engine_init(&ctx->core);
	ctx->core.has_work = has_work;
	ctx->core.ended = api_ended;
	ctx->core.arg = ctx;
	ctx->io.born = api_born;
	ctx->io.log = log_line;
	ctx->io.arg = ctx;
	result = io_open(&ctx->io, sys, &ctx->core);
	if (result < 0) {
		free(ctx);
		errno = -result;
		return NULL;
	}
	ctx->core.now_ns = sys->now_ns();
	return ctx;
}

asctp *asctp_new_with(const asctp_params *params)
{
	return api_new(params, &sys_linux);
}

int asctp_fd(const asctp *ctx)
{
	return ctx ? ctx->io.epoll : -EINVAL;
}

bool asctp_idle(const asctp *ctx)
{
	return !ctx ||
	       (TAILQ_EMPTY(&ctx->endpoints) && TAILQ_EMPTY(&ctx->core.all) && !ctx->timers);
}

/* ---- The adapter ---- */

void api_tell(asctp *ctx)
{
	const bool busy = !asctp_idle(ctx);

	if (busy == ctx->busy)
		return;
	ctx->busy = busy;
	if (ctx->told)
		ctx->told(ctx->told_arg, busy ? ASCTP_BUSY : ASCTP_IDLE);
}

int asctp_set_adapter(asctp *ctx, void (*told)(void *arg, asctp_notice what), void *arg)
{
	if (!ctx)
		return -EINVAL;
	if (told && ctx->told)
		return api_fail(ctx, -EBUSY, "another adapter is attached: detach it first");
	ctx->told = told;
	ctx->told_arg = told ? arg : NULL;
	if (told)
		told(arg, ctx->busy ? ASCTP_BUSY : ASCTP_IDLE);
	return 0;
}

void *asctp_adapter(const asctp *ctx)
{
	return ctx ? ctx->told_arg : NULL;
}
