/* SPDX-License-Identifier: MIT */
/* api/option.c - options of descriptors, associations and endpoints. */
#include "socket/option.h"
#include "api/objects.h"
#include "asctp/options.h"
#include "wire/kernel.h"
#include "wire/option.h"

/* ---- The table ---- */

const asctp_option_info *asctp_option_at(size_t i)
{
	const struct wire_option *option = wire_option_at(i);

	return option ? option->info : NULL;
}

const asctp_option_info *asctp_option_find(const char *name)
{
	const asctp_option_info *info;

	for (size_t i = 0; name && (info = asctp_option_at(i)); i++)
		if (!strcmp(info->name, name))
			return info;
	return NULL;
}

/* ---- Descriptors ---- */

int asctp_sock_set_option(int fd, int32_t id, asctp_option option, const void *value, size_t size)
{
	return socket_set_option(&sys_linux, fd, id, option, value, size);
}

int asctp_sock_get_option(int fd, int32_t id, asctp_option option, void *ret, size_t size)
{
	return socket_get_option(&sys_linux, fd, id, option, ret, size);
}

/* ---- Objects ---- */

/* What an object may not set, and why. The others leave the engine as it is: what the kernel does of
 * itself, as with autoclose_s, it hears of like of what the peer does. */
static const struct {
	asctp_option option;
	const char *why;
} owned[] = {
	{ ASCTP_OPTION_linger, "asctp_close() and asctp_abort() say how an association ends" },
	{ ASCTP_OPTION_send_buffer,
		"room is kept for as many messages as it held at the beginning: set "
		"net.core.wmem_default and wmem_max" },
	{ ASCTP_OPTION_mapped_v4, "IPv4 addresses are always told as such" },
	{ ASCTP_OPTION_fragment_interleave,
		"a message in parts must not hold up other associations; for those of other "
		"streams there is the option interleaving" },
	{ ASCTP_OPTION_context, "no message tells it" },
	{ ASCTP_OPTION_recv_rcvinfo, "messages are told apart by it" },
	{ ASCTP_OPTION_recv_nxtinfo, "no message tells it" },
	{ ASCTP_OPTION_default_send, "every message says it itself, in asctp_out" },
	{ ASCTP_OPTION_default_policy, "every message says it itself: .lifetime_ms" },
	{ ASCTP_OPTION_expose_pf, "the event `path` stands on it" },
	{ ASCTP_OPTION_add_streams, "asctp_send() knows the streams that `up` told" },
};

static int check_owned(asctp *ctx, asctp_option option)
{
	for (size_t i = 0; i < sizeof(owned) / sizeof(*owned); i++)
		if (owned[i].option == option)
			return api_fail(ctx, -EPERM, "option %s: %s",
				wire_option(option)->info->name, owned[i].why);
	return 0;
}

/* A path that has potentially failed tells silence from an answer, as long as that comes first. */
static bool sees_trouble(asctp_option option, const void *value, size_t size)
{
	const asctp_path_count *threshold = value;

	return option != ASCTP_OPTION_pf_threshold || size < sizeof(*threshold) ||
	       !threshold->count;
}

static const struct io_socket *socket_of(const asctp_assoc *assoc)
{
	return assoc->ctx ? assoc->core.socket : NULL;
}

int asctp_assoc_set_option(asctp_assoc *assoc, asctp_option option, const void *value, size_t size)
{
	const struct io_socket *sock;
	const asctp_option_info *info = asctp_option_at((size_t)option - 1);
	int result;

	if (!assoc)
		return -EINVAL;
	sock = socket_of(assoc);
	if (!sock)
		return -ENOTCONN;
	result = check_owned(assoc->ctx, option);
	if (result < 0)
		return result;
	if (sock->listening && info &&
		(info->scope == ASCTP_SCOPE_SOCKET || info->scope == ASCTP_SCOPE_HANDSHAKE))
		return api_fail(assoc->ctx, -EBUSY,
			"option %s: the association shares its endpoint's socket, for want of a "
			"descriptor",
			info->name);
	result = socket_set_option(
		assoc->ctx->io.sys, sock->fd, assoc->core.id, option, value, size);
	if (!result && !sees_trouble(option, value, size))
		assoc->core.sees_trouble = false;
	return result;
}

int asctp_assoc_get_option(asctp_assoc *assoc, asctp_option option, void *ret, size_t size)
{
	const struct io_socket *sock;

	if (!assoc)
		return -EINVAL;
	sock = socket_of(assoc);
	if (!sock)
		return -ENOTCONN;
	return socket_get_option(assoc->ctx->io.sys, sock->fd, assoc->core.id, option, ret, size);
}

int asctp_endpoint_set_option(
	asctp_endpoint *endpoint, asctp_option option, const void *value, size_t size)
{
	int result;

	if (!endpoint)
		return -EINVAL;
	if (!endpoint->socket)
		return -ESHUTDOWN;
	result = check_owned(endpoint->ctx, option);
	if (!result)
		result = socket_set_option(endpoint->ctx->io.sys, endpoint->socket->fd,
			KERNEL_FUTURE_ASSOC, option, value, size);
	if (!result && !sees_trouble(option, value, size))
		endpoint->config.setup.sees_trouble = false;
	return result;
}

int asctp_endpoint_get_option(asctp_endpoint *endpoint, asctp_option option, void *ret, size_t size)
{
	if (!endpoint)
		return -EINVAL;
	if (!endpoint->socket)
		return -ESHUTDOWN;
	return socket_get_option(endpoint->ctx->io.sys, endpoint->socket->fd, KERNEL_FUTURE_ASSOC,
		option, ret, size);
}
