/* SPDX-License-Identifier: MIT */
/* api/objects.h - what is behind the three public types. */
#ifndef API_OBJECTS_H
#define API_OBJECTS_H

#include "asctp/asctp.h"
#include "core/engine.h"
#include "io/io.h"

struct asctp {
	struct core_engine core;
	struct io io;
	TAILQ_HEAD(, asctp_endpoint) endpoints;
	void (*log)(void *arg, asctp_level level, const char *text);
	void *log_arg;
	void (*told)(void *arg, asctp_notice what);
	void *told_arg;
	size_t timers; /* of the user's, running */
	uint32_t batch;
	bool processing, freeing, stopped;
	bool busy; /* as the adapter was told last */
	char why[512];
};

/* A configuration, checked and with the defaults filled in. */
struct api_config {
	asctp_addr addrs[ASCTP_ADDR_MAX], locals[ASCTP_ADDR_MAX];
	size_t addr_count, local_count;
	asctp_handlers on;
	void *user;
	uint16_t streams_out, streams_in_max;
	uint32_t connect_ms;
	size_t send_mark, send_limit, message_max;
};

struct asctp_endpoint {
	TAILQ_ENTRY(asctp_endpoint) link;
	asctp *ctx;
	struct io_socket *socket;
	struct api_config config; /* for those that come */
	size_t kernel_max;
};

struct asctp_assoc {
	struct core_assoc core; /* first: the core hands out pointers to it */
	asctp *ctx;             /* NULL once `down` was handled */
	asctp_handlers on;
	void *user;
	unsigned refs;
};

/* ---- context.c ---- */

asctp *api_new(const asctp_params *params, const struct sys *sys);

/* Remembers why a call fails, for asctp_why(), and logs it. `error` is -errno; returns it. */
int api_fail(asctp *ctx, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The current time, in a handler that of the running process(). */
void api_now(asctp *ctx);

/* Tells the adapter if the context has become busy or idle. */
void api_tell(asctp *ctx);

/* ---- config.c ---- */

enum api_role { API_LISTEN, API_CONNECT };

int api_config_read(
	asctp *ctx, enum api_role role, const asctp_config *config, struct api_config *ret);

/* Copies a struct that carries its size, as the caller's header had it: what it lacks is zero; what
 * this library lacks must be zero, else -E2BIG. */
int api_copy_sized(void *ret, size_t known, const void *from, size_t size);

/* ---- assoc.c ---- */

asctp_assoc *api_assoc_new(asctp *ctx, const struct api_config *config, size_t kernel_max);
struct core_assoc *api_born(void *ctx, struct io_socket *listener);
void api_ended(void *ctx, struct core_assoc *assoc);

/* ---- timer.c ---- */

void api_timers_stop(asctp *ctx); /* the last there is of a context */

#endif
