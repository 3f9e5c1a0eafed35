/* SPDX-License-Identifier: MIT */
/* api/objects.h - what is behind the three public types. */
#ifndef API_OBJECTS_H
#define API_OBJECTS_H

#include "asctp/asctp.h"
#include "core/engine.h"
#include "io/io.h"
#include "wire/addr_text.h"

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
	bool processing, stopped;
	bool freeing; /* asctp_free() was called: nothing new begins, no timer fires */
	bool ending;  /* ... and is at work */
	bool busy;    /* as the adapter was told last */
	char why[512];
};

/* A configuration, checked and with the defaults filled in. */
struct api_config {
	asctp_addr addrs[ASCTP_ADDR_MAX], locals[ASCTP_ADDR_MAX];
	size_t addr_count, local_count;
	asctp_handlers on;
	void *user;
	uint32_t connect_ms;
	size_t send_mark, send_limit, message_max;
	struct socket_setup setup; /* of its socket, once that is open */
};

struct asctp_endpoint {
	TAILQ_ENTRY(asctp_endpoint) link;
	asctp *ctx;
	struct io_socket *socket; /* NULL: retired, the context is being freed */
	struct api_config config; /* for those that come */
};

struct asctp_assoc {
	struct core_assoc core; /* first: the core hands out pointers to it */
	asctp *ctx;             /* NULL once `down` was handled */
	asctp_handlers on;
	void *user;
	unsigned refs;
};

/* ---- addr.c ---- */

/* The system's names of interfaces. */
extern const struct wire_scopes api_scopes;

/* ---- context.c ---- */

asctp *api_new(const asctp_params *params, const struct sys *sys);

/* Remembers why a call fails, for asctp_why(). `error` is -errno; returns it. */
int api_fail(asctp *ctx, int error, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Has the core know what time it is: before it counts from now. */
void api_now(asctp *ctx);

/* Tells the adapter if the context has become busy or idle. */
void api_tell(asctp *ctx);

/* ---- open.c ---- */

/* Stops listening; the endpoint itself stays until the context is gone. */
void api_endpoint_retire(asctp_endpoint *endpoint);

/* ---- config.c ---- */

enum api_role { API_LISTEN, API_CONNECT };

int api_config_read(
	asctp *ctx, enum api_role role, const asctp_config *config, struct api_config *ret);

/* Whether all bytes are zero: of reserved members, which must be. */
bool api_all_zero(const void *bytes, size_t size);

/* Copies a struct that carries its size, as the caller's header had it: what it lacks is zero; what
 * this library lacks must be zero, else -E2BIG. */
int api_copy_sized(void *ret, size_t known, const void *from, size_t size);

/* ---- assoc.c ---- */

asctp_assoc *api_assoc_new(asctp *ctx, const struct api_config *config);
struct core_assoc *api_born(void *ctx, struct io_socket *listener);
void api_ended(void *ctx, struct core_assoc *assoc);

/* ---- timer.c ---- */

void api_timers_stop(asctp *ctx); /* the last there is of a context */

#endif
