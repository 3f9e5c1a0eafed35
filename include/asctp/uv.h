/* SPDX-License-Identifier: MIT */
/*
 * asctp/uv.h - run a context on a libuv loop. Header only: the library never links libuv.
 *
 *     asctp_uv_attach(ctx, loop);
 *     uv_run(loop, UV_RUN_DEFAULT);     returns once the context is idle, like for any handle
 *     asctp_free(ctx);                  detaches by itself
 *     uv_run(loop, UV_RUN_DEFAULT);     lets libuv close its handle, as ever
 */
#ifndef ASCTP_UV_H
#define ASCTP_UV_H

#include <asctp/asctp.h>
#include <stdlib.h>
#include <uv.h>

static inline void asctp_uv_ready_(uv_poll_t *poll, int status, int events)
{
	(void)status;
	(void)events;
	asctp_process((asctp *)poll->data);
}

static inline void asctp_uv_closed_(uv_handle_t *poll)
{
	free(poll);
}

static inline void asctp_uv_told_(void *arg, asctp_notice what)
{
	uv_handle_t *poll = (uv_handle_t *)arg;

	switch (what) {
	case ASCTP_BUSY: uv_ref(poll); break;   /* keep uv_run() going ... */
	case ASCTP_IDLE: uv_unref(poll); break; /* ... only while there is work */
	case ASCTP_GONE:
		uv_poll_stop((uv_poll_t *)poll);
		uv_close(poll, asctp_uv_closed_);
		break;
	}
}

/* Has the loop run the context. Call it in the loop's thread. Returns 0, or a libuv error (the same
 * numbers as -errno): UV_EBUSY if the context has an adapter already. */
static inline int asctp_uv_attach(asctp *ctx, uv_loop_t *loop)
{
	uv_poll_t *poll;
	int result;

	if (!ctx || !loop)
		return UV_EINVAL;
	if (asctp_adapter(ctx))
		return UV_EBUSY;
	poll = (uv_poll_t *)malloc(sizeof(*poll));
	if (!poll)
		return UV_ENOMEM;
	result = uv_poll_init(loop, poll, asctp_fd(ctx));
	if (result < 0) {
		free(poll);
		return result;
	}
	poll->data = ctx;
	result = uv_poll_start(poll, UV_READABLE, asctp_uv_ready_);
	if (result == 0)
		result = asctp_set_adapter(ctx, asctp_uv_told_, poll);
	if (result < 0)
		uv_close((uv_handle_t *)poll, asctp_uv_closed_);
	return result;
}

/* Takes the context off its loop again; it lives on. */
static inline void asctp_uv_detach(asctp *ctx)
{
	void *poll = asctp_adapter(ctx);

	if (!poll)
		return;
	asctp_set_adapter(ctx, NULL, NULL);
	asctp_uv_told_(poll, ASCTP_GONE);
}

#endif
