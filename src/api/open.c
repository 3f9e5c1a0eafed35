/* SPDX-License-Identifier: MIT */
/* api/open.c - listening and connecting. */
#include "api/objects.h"
#include "wire/addrs.h"
#include <stdlib.h>

enum { BACKLOG = 128 };

/* The text of addresses, good until the end of the enclosing block. */
#define ADDRS_TEXT(addrs, count) asctp_addrs_print((addrs), (count), (char[256]){ 0 }, 256)

/* ---- Why it failed, for a person ---- */

static int fail_socket(asctp *ctx, const char *what, int error)
{
	char text[400];

	switch (-error) {
	case EPROTONOSUPPORT:
	case ESOCKTNOSUPPORT:
		return api_fail(ctx, error, "%s: %s: %s", what, strerror(-error),
			socket_explain_missing(text, sizeof(text)));
	case EAFNOSUPPORT:
		return api_fail(
			ctx, error, "%s: %s: this host has no IPv6", what, strerror(-error));
	case EMFILE:
		return api_fail(
			ctx, error, "%s: %s: raise the limit (ulimit -n)", what, strerror(-error));
	default: return api_fail(ctx, error, "%s: no socket: %s", what, strerror(-error));
	}
}

static int fail_bind(
	asctp *ctx, const char *what, int error, const asctp_addr *locals, size_t count)
{
	const char *hint;

	switch (-error) {
	case EADDRINUSE: hint = "another socket has this port: see ss -Sanp"; break;
	case EADDRNOTAVAIL: hint = "it is not an address of this host: see ip addr"; break;
	case EACCES: hint = "a port below 1024 needs root or CAP_NET_BIND_SERVICE"; break;
	default: hint = "the kernel refused it"; break;
	}
	return api_fail(ctx, error, "%s: cannot bind to %s: %s: %s", what,
		ADDRS_TEXT(locals, count), strerror(-error), hint);
}

/* ---- A socket ---- */

static sa_family_t family_of(const asctp_addr *addrs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (addrs[i].sa.sa_family == AF_INET6)
			return AF_INET6;
	return AF_INET;
}

static int open_socket(asctp *ctx, enum api_role role, struct api_config *config,
	sa_family_t family, const asctp_addr *locals, size_t local_count)
{
	const char *what = role == API_LISTEN ? "listen" : "connect";
	const struct sys *sys = ctx->io.sys;
	struct socket_setup *setup = &config->setup;
	const asctp_net net = family == AF_INET ? ASCTP_IPV4 : ASCTP_DUAL;
	int fd = socket_open(sys, ASCTP_ONE_TO_MANY, net, ASCTP_KERNEL_DEFAULTS), result;

	if (fd < 0)
		return fail_socket(ctx, what, fd);
	result = socket_prepare(sys, fd, setup);
	if (result == 0 && role == API_LISTEN)
		result = socket_reuse(sys, fd);
	if (result < 0)
		api_fail(ctx, result, "%s: an option was refused: %s", what, strerror(-result));
	if (result == 0 && local_count) {
		result = socket_bind(sys, fd, locals, local_count);
		if (result < 0)
			fail_bind(ctx, what, result, locals, local_count);
	}
	if (result < 0) {
		sys->close(fd);
		return result;
	}
	if (setup->granted_receive < (size_t)setup->buffer)
		io_log(&ctx->io, ASCTP_LOG_INFO,
			"%s: a receive buffer of %zu bytes was granted, %d were asked for: raise "
			"net.core.rmem_max, or large messages may wait for delayed SACKs",
			what, setup->granted_receive, setup->buffer);
	return fd;
}

/* ---- Listening ---- */

/* "Every address", on a host without IPv6. */
static bool fall_back_to_ipv4(struct api_config *config)
{
	asctp_addr any = { .v4 = { .sin_family = AF_INET } };

	if (config->addr_count != 1 || config->addrs[0].sa.sa_family != AF_INET6 ||
		!wire_addr_is_wildcard(&config->addrs[0]))
		return false;
	any.v4.sin_port = config->addrs[0].v6.sin6_port;
	config->addrs[0] = any;
	return true;
}

static int listen_socket(asctp *ctx, struct api_config *config)
{
	int fd = open_socket(ctx, API_LISTEN, config, family_of(config->addrs, config->addr_count),
		config->addrs, config->addr_count);

	if (fd == -EAFNOSUPPORT && fall_back_to_ipv4(config))
		fd = open_socket(
			ctx, API_LISTEN, config, AF_INET, config->addrs, config->addr_count);
	return fd;
}

static void say_what_is_advertised(asctp *ctx, asctp_endpoint *endpoint)
{
	asctp_addr locals[ASCTP_ADDR_MAX];
	int count;

	if (!wire_addr_is_wildcard(&endpoint->config.addrs[0]))
		return;
	count = asctp_endpoint_addrs(endpoint, locals, ASCTP_ADDR_MAX);
	if (count > ASCTP_ADDR_MAX)
		count = ASCTP_ADDR_MAX;
	if (count > 0)
		io_log(&ctx->io, ASCTP_LOG_INFO,
			"listen: bound to every address: peers are told to use any of %s",
			ADDRS_TEXT(locals, (size_t)count));
}

asctp_endpoint *asctp_listen_with(asctp *ctx, const asctp_config *config)
{
	asctp_endpoint *endpoint;
	int fd = -1, result;

	if (!ctx)
		return NULL;
	endpoint = calloc(1, sizeof(*endpoint));
	if (!endpoint) {
		errno = -api_fail(ctx, -ENOMEM, "listen: no memory");
		return NULL;
	}
	endpoint->ctx = ctx;
	result = api_config_read(ctx, API_LISTEN, config, &endpoint->config);
	if (!result)
		result = fd = listen_socket(ctx, &endpoint->config);
	if (result >= 0) {
		result = socket_listen(ctx->io.sys, fd, BACKLOG);
		if (result < 0)
			api_fail(ctx, result, "listen: %s", strerror(-result));
	}
	if (result >= 0) {
		endpoint->socket = io_add(&ctx->io, fd, true);
		if (!endpoint->socket)
			result = api_fail(ctx, -errno, "listen: %s", strerror(errno));
	}
	if (result < 0) {
		if (fd >= 0)
			ctx->io.sys->close(fd);
		free(endpoint);
		errno = -result;
		return NULL;
	}
	endpoint->socket->endpoint = endpoint;
	TAILQ_INSERT_TAIL(&ctx->endpoints, endpoint, link);
	say_what_is_advertised(ctx, endpoint);
	api_tell(ctx);
	return endpoint;
}

void api_endpoint_retire(asctp_endpoint *endpoint)
{
	io_retire(&endpoint->ctx->io, endpoint->socket);
	endpoint->socket = NULL;
}

void asctp_unlisten(asctp_endpoint *endpoint)
{
	asctp *ctx = endpoint ? endpoint->ctx : NULL;

	if (!ctx || ctx->ending)
		return; /* asctp_free() does it, when no handler can use it any more */
	api_endpoint_retire(endpoint);
	TAILQ_REMOVE(&ctx->endpoints, endpoint, link);
	free(endpoint);
	api_tell(ctx);
}

int asctp_endpoint_addrs(const asctp_endpoint *endpoint, asctp_addr *ret, size_t max)
{
	if (!endpoint || (!ret && max))
		return -EINVAL;
	if (!endpoint->socket)
		return -ESHUTDOWN;
	return socket_locals(endpoint->ctx->io.sys, endpoint->socket->fd, 0, ret, max);
}

int asctp_endpoint_port(const asctp_endpoint *endpoint)
{
	asctp_addr first;
	int count = asctp_endpoint_addrs(endpoint, &first, 1);

	return count > 0 ? asctp_addr_port(&first) : count < 0 ? count : -EADDRNOTAVAIL;
}

/* ---- Connecting ---- */

/* Without local addresses of the user's, those that routing picks towards the peer's: a wildcard
 * would advertise every address of the host. If there is no route, the attempt will say so. */
static int pick_locals(asctp *ctx, struct api_config *config)
{
	for (size_t i = 0; i < config->addr_count; i++) {
		asctp_addr source;
		size_t known = 0;
		int result = socket_source(ctx->io.sys, &config->addrs[i], &source);

		if (result == -EMFILE || result == -ENFILE || result == -ENOMEM)
			return fail_socket(ctx, "connect", result);
		if (result < 0)
			continue;
		while (known < config->local_count &&
			!asctp_addr_equal(&config->locals[known], &source))
			known++;
		if (known == config->local_count)
			config->locals[config->local_count++] = source;
	}
	return 0;
}

/* Why nobody can be reached at this address; NULL if somebody might. */
static const char *no_peer(const asctp_addr *addr)
{
	const struct in6_addr *v6 = &addr->v6.sin6_addr;
	in_addr_t v4;

	if (wire_addr_is_wildcard(addr))
		return "stands for every local address, not for a peer";
	if (addr->sa.sa_family == AF_INET) {
		v4 = ntohl(addr->v4.sin_addr.s_addr);
		return IN_MULTICAST(v4) || v4 == INADDR_BROADCAST ? "is not one host's" : NULL;
	}
	if (IN6_IS_ADDR_MULTICAST(v6))
		return "is not one host's";
	if (IN6_IS_ADDR_LINKLOCAL(v6) && !addr->v6.sin6_scope_id)
		return "is valid on one link only: say which, as in [fe80::1%eth0]:2905";
	return NULL;
}

static int check_peer(asctp *ctx, const struct api_config *config)
{
	for (size_t i = 0; i < config->addr_count; i++) {
		const char *why = no_peer(&config->addrs[i]);

		if (why)
			return api_fail(
				ctx, -EINVAL, "connect: %s %s", asctp_str(&config->addrs[i]), why);
	}
	if (!asctp_addr_port(&config->addrs[0]))
		return api_fail(
			ctx, -EINVAL, "connect: no port: write it last, as in 10.0.0.1:2905");
	return 0;
}

static asctp_assoc *connect_failed(asctp *ctx, int fd, int error)
{
	if (fd >= 0)
		ctx->io.sys->close(fd);
	errno = -error;
	return NULL;
}

/* Makes the association of a socket that is ready. */
static asctp_assoc *connect_on(asctp *ctx, int fd, const struct api_config *config)
{
	const size_t size = config->addr_count * sizeof(asctp_addr);
	asctp_addr *peers = malloc(size);
	asctp_assoc *assoc = peers ? api_assoc_new(ctx, config) : NULL;
	struct io_socket *sock = assoc ? io_add(&ctx->io, fd, false) : NULL;

	if (!sock) {
		int error = api_fail(ctx, assoc ? -errno : -ENOMEM, "connect: no memory");

		free(peers);
		if (assoc)
			asctp_assoc_unref(assoc);
		return connect_failed(ctx, fd, error);
	}
	memcpy(peers, config->addrs, size);
	assoc->core.peers = peers;
	assoc->core.peer_count = config->addr_count;
	assoc->core.peer = peers[0];
	io_attach(sock, &assoc->core);
	core_engine_wants(&assoc->core, CORE_OP_START);
	return assoc;
}

asctp_assoc *asctp_connect_with(asctp *ctx, const asctp_config *given)
{
	struct api_config config;
	asctp_assoc *assoc;
	sa_family_t family;
	int fd, result;

	if (!ctx)
		return NULL;
	result = api_config_read(ctx, API_CONNECT, given, &config);
	if (!result)
		result = check_peer(ctx, &config);
	if (!result && !config.local_count)
		result = pick_locals(ctx, &config);
	if (result < 0)
		return connect_failed(ctx, -1, result);
	family = family_of(config.addrs, config.addr_count);
	if (family == AF_INET)
		family = family_of(config.locals, config.local_count);
	fd = open_socket(ctx, API_CONNECT, &config, family, config.locals, config.local_count);
	if (fd < 0)
		return connect_failed(ctx, -1, fd);
	assoc = connect_on(ctx, fd, &config);
	if (!assoc)
		return NULL;
	if (config.connect_ms) {
		api_now(ctx);
		core_deadline_start(&ctx->core.deadlines, &assoc->core.connecting,
			ctx->core.now_ns + core_ms(config.connect_ms));
		io_rearm(&ctx->io);
	}
	api_tell(ctx);
	return assoc;
}
