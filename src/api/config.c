/* SPDX-License-Identifier: MIT */
/* api/config.c - what the user asked for: read, checked, completed. */
#include "api/objects.h"

enum { MIB = 1024 * 1024 };

bool api_all_zero(const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;

	for (size_t i = 0; i < size; i++)
		if (byte[i])
			return false;
	return true;
}

int api_copy_sized(void *ret, size_t known, const void *from, size_t size)
{
	const unsigned char *bytes = from;

	if (size < sizeof(size))
		return -EINVAL; /* the size itself is the first member: it was not initialised */
	if (size > known && !api_all_zero(bytes + known, size - known))
		return -E2BIG;
	memset(ret, 0, known);
	memcpy(ret, from, size < known ? size : known);
	return 0;
}

static int read_addrs(asctp *ctx, const char *what, const char *text, asctp_addr *ret)
{
	const char *why;
	size_t at;
	int count = asctp_addr_parse_why(text, ret, ASCTP_ADDR_MAX, &at, &why);

	if (count < 0)
		return api_fail(ctx, count, "%s \"%s\": %s, at \"%s\"", what, text, why, text + at);
	return count;
}

/* Handlers grow by rows at their end, so they are copied like everything that carries its size. */
static int read_handlers(asctp *ctx, const asctp_handlers *on, size_t size, asctp_handlers *ret)
{
	int result;

	memset(ret, 0, sizeof(*ret));
	if (!on)
		return 0;
	result = api_copy_sized(ret, sizeof(*ret), on, size);
	if (result == -EINVAL)
		return api_fail(ctx, result,
			"the size of the handlers is not set: asctp_config_init() does it");
	if (result == -E2BIG)
		return api_fail(ctx, result, "a handler is set that this library does not know");
	return result;
}

int api_config_read(
	asctp *ctx, enum api_role role, const asctp_config *given, struct api_config *ret)
{
	const char *what = role == API_LISTEN ? "listen" : "connect";
	asctp_config config;
	int result;

	if (ctx->freeing)
		return api_fail(ctx, -ESHUTDOWN, "%s: the context is being freed", what);
	if (!given)
		return api_fail(ctx, -EINVAL, "%s: no configuration", what);
	result = api_copy_sized(&config, sizeof(config), given, given->size);
	if (result == -EINVAL)
		return api_fail(ctx, result,
			"%s: the size of the configuration is not set: asctp_config_init() does it",
			what);
	if (result == -E2BIG || config.reserved0 ||
		!api_all_zero(config.reserved, sizeof(config.reserved)))
		return api_fail(ctx, -E2BIG,
			"%s: an option is set that this library does not know: it is older than "
			"the "
			"header",
			what);
	if (!config.addr)
		return api_fail(ctx, -EINVAL, "%s: no address", what);
	if (role == API_LISTEN && config.local)
		return api_fail(ctx, -EINVAL,
			"listen: .local is connect's; all addresses to listen on stand in the "
			"first "
			"text, a comma between them");
	if (role == API_LISTEN && config.connect_ms)
		return api_fail(ctx, -EINVAL, "listen: .connect_ms is connect's");
	if (config.streams_out > UINT16_MAX || config.streams_in_max > UINT16_MAX)
		return api_fail(ctx, -EINVAL, "%s: an association has 65535 streams at most", what);
	memset(ret, 0, sizeof(*ret));
	result = read_addrs(ctx, what, config.addr, ret->addrs);
	if (result < 0)
		return result;
	ret->addr_count = (size_t)result;
	if (config.local) {
		result = read_addrs(ctx, "connect: .local", config.local, ret->locals);
		if (result < 0)
			return result;
		ret->local_count = (size_t)result;
	}
	result = read_handlers(ctx, config.on, config.on_size, &ret->on);
	if (result < 0)
		return result;
	ret->user = config.user;
	ret->setup.streams_out = (uint16_t)config.streams_out;
	ret->setup.streams_in_max = (uint16_t)config.streams_in_max;
	ret->setup.buffer = MIB;
	ret->connect_ms = config.connect_ms;
	ret->send_mark = config.send_mark ? config.send_mark : MIB;
	ret->send_limit = config.send_limit ? config.send_limit : 16 * MIB;
	ret->message_max = config.message_max ? config.message_max : MIB;
	if (ret->send_limit < ret->send_mark)
		return api_fail(ctx, -EINVAL, "%s: .send_limit (%zu) is less than .send_mark (%zu)",
			what, ret->send_limit, ret->send_mark);
	return 0;
}

int asctp_set_handlers_with(asctp_assoc *assoc, const asctp_handlers *on, size_t size)
{
	asctp_handlers copy;
	int result;

	if (!assoc)
		return -EINVAL;
	if (!assoc->ctx)
		return -ENOTCONN;
	result = read_handlers(assoc->ctx, on, size, &copy);
	if (!result)
		assoc->on = copy;
	return result;
}
