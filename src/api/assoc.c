/* SPDX-License-Identifier: MIT */
/* api/assoc.c - the association's public calls: check the arguments, ask the core. */
#include "api/objects.h"
#include <stdlib.h>

/* ---- Life ---- */

asctp_assoc *api_assoc_new(asctp *ctx, const struct api_config *config)
{
	asctp_assoc *assoc = calloc(1, sizeof(*assoc));

	if (!assoc)
		return NULL;
	core_assoc_init(&assoc->core, &ctx->core);
	assoc->core.send_mark = config->send_mark;
	assoc->core.send_limit = config->send_limit;
	assoc->core.message_max = config->message_max;
	assoc->core.kernel_max = config->setup.granted_send;
	assoc->core.sees_trouble = config->setup.sees_trouble;
	assoc->ctx = ctx;
	assoc->on = config->on;
	assoc->user = config->user;
	assoc->refs = 1; /* the library's, until `down` was handled */
	return assoc;
}

struct core_assoc *api_born(void *arg, struct io_socket *listener)
{
	const asctp_endpoint *endpoint = listener->endpoint;
	asctp_assoc *assoc = api_assoc_new(arg, &endpoint->config);

	return assoc ? &assoc->core : NULL;
}

/* Lets go of all but the memory, which a reference may still hold. */
static void detach(asctp_assoc *assoc)
{
	core_assoc_fini(&assoc->core);
	assoc->ctx = NULL;
}

void api_ended(void *ctx, struct core_assoc *core)
{
	asctp_assoc *assoc = (asctp_assoc *)core;

	(void)ctx;
	detach(assoc);
	asctp_assoc_unref(assoc);
}

asctp_assoc *asctp_assoc_ref(asctp_assoc *assoc)
{
	if (assoc)
		assoc->refs++;
	return assoc;
}

void asctp_assoc_unref(asctp_assoc *assoc)
{
	if (!assoc || --assoc->refs)
		return;
	if (assoc->ctx) /* it never began */
		detach(assoc);
	free(assoc);
}

/* ---- Sending ---- */

static int explain_send(asctp_assoc *assoc, const asctp_out *out, int error)
{
	const struct core_assoc *core = &assoc->core;

	switch (-error) {
	case EINVAL:
		return api_fail(assoc->ctx, error,
			"send: there is no stream %u: the peer agreed to %u, numbered from 0",
			out->stream, core->streams_out);
	case EMSGSIZE:
		return api_fail(assoc->ctx, error,
			"send: %zu bytes are more than the kernel takes in one message (%zu, "
			"the send buffer: raise net.core.wmem_max)",
			out->len, core->kernel_max);
	case ENOBUFS:
		return api_fail(assoc->ctx, error,
			"send: the queue is full (%zu bytes, .send_limit is %zu): wait for "
			"`writable`",
			core->queue.cost, core->send_limit);
	default: return api_fail(assoc->ctx, error, "send: %s", strerror(-error));
	}
}

int asctp_send_with(asctp_assoc *assoc, const asctp_out *given)
{
	asctp_out out;
	int result;

	if (!assoc || !given)
		return -EINVAL;
	if (!assoc->ctx)
		return -ENOTCONN;
	result = api_copy_sized(&out, sizeof(out), given, given->size);
	if (result == -EINVAL)
		return api_fail(assoc->ctx, result,
			"send: the size of the struct is not set: asctp_out_init() does it");
	if (result == -E2BIG || !api_all_zero(out.reserved0, sizeof(out.reserved0)) ||
		!api_all_zero(out.reserved, sizeof(out.reserved)))
		return api_fail(assoc->ctx, -E2BIG,
			"send: an option is set that this library does not know");
	if (out.stream > UINT16_MAX)
		return api_fail(assoc->ctx, -EINVAL,
			"send: there is no stream %u: they are numbered from 0 to 65534 at most",
			out.stream);
	if (!out.len || !out.data)
		return api_fail(assoc->ctx, -EINVAL,
			"send: a message has at least one byte: SCTP cannot carry an empty one");
	if (out.lifetime_ms)
		api_now(assoc->ctx);
	result = core_assoc_send(&assoc->core, &out);
	if (result < 0)
		return explain_send(assoc, &out, result);
	if (out.lifetime_ms)
		io_rearm(&assoc->ctx->io);
	return result;
}

bool asctp_writable(const asctp_assoc *assoc)
{
	return assoc && assoc->ctx && core_assoc_writable(&assoc->core);
}

size_t asctp_queued(const asctp_assoc *assoc)
{
	return assoc && assoc->ctx ? assoc->core.queue.bytes : 0;
}

/* ---- Ending ---- */

int asctp_close(asctp_assoc *assoc)
{
	if (!assoc)
		return -EINVAL;
	return assoc->ctx ? core_assoc_input(&assoc->core, CORE_IN_CLOSE, NULL) : -ENOTCONN;
}

int asctp_abort(asctp_assoc *assoc, const void *text, size_t len)
{
	if (!assoc)
		return -EINVAL;
	if (!assoc->ctx)
		return -ENOTCONN;
	if (len > ASCTP_ABORT_TEXT_MAX || (len && !text))
		return api_fail(assoc->ctx, -EINVAL, "abort: a text of at most %d bytes fits",
			ASCTP_ABORT_TEXT_MAX);
	return core_assoc_abort(&assoc->core, text, len);
}

/* ---- Asking ---- */

void *asctp_user(const asctp_assoc *assoc)
{
	return assoc ? assoc->user : NULL;
}

void asctp_set_user(asctp_assoc *assoc, void *user)
{
	if (assoc)
		assoc->user = user;
}

asctp *asctp_context(const asctp_assoc *assoc)
{
	return assoc ? assoc->ctx : NULL;
}

const asctp_addr *asctp_peer(const asctp_assoc *assoc)
{
	static const asctp_addr none;

	return assoc ? &assoc->core.peer : &none;
}

int asctp_socket(const asctp_assoc *assoc)
{
	if (!assoc)
		return -EINVAL;
	return assoc->ctx && assoc->core.socket ? assoc->core.socket->fd : -ENOTCONN;
}

int32_t asctp_id(const asctp_assoc *assoc)
{
	return assoc ? assoc->core.id : 0;
}
