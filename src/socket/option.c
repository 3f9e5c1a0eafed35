/* SPDX-License-Identifier: MIT */
/* socket/option.c - options set and read: one way for all of them, and the few that need another. */
#include "socket/option.h"
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include "wire/option.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 512, IDS_SPARE = 16, IDS_TRIES = 8 };

/* Where the question goes, and the bytes of it. */
struct question {
	const struct sys *sys;
	int fd;
	int32_t id;
	const struct wire_option *option;
	unsigned char *bytes;
	size_t size;
	unsigned char own[MOST_OPTIONS];
};

/* ---- Bytes ---- */

static void begin(struct question *q, const struct sys *sys, int fd, int32_t id,
	const struct wire_option *option)
{
	*q = (struct question){ .sys = sys,
		.fd = fd,
		.id = id,
		.option = option,
		.bytes = q->own,
		.size = MOST_OPTIONS };
}

static int make_room(struct question *q, enum wire_direction direction, const void *value)
{
	size_t size = wire_option_room(q->option, direction, value);

	if (size <= q->size)
		return 0;
	q->bytes = socket_alloc(size);
	q->size = size;
	return q->bytes ? 0 : -ENOMEM;
}

/* Some are keys. */
static void forget(struct question *q)
{
	if (q->bytes)
		explicit_bzero(q->bytes, q->size);
	if (q->bytes != q->own)
		free(q->bytes);
}

/* ---- The kernel ---- */

static int protocol_of(const struct question *q)
{
	int protocol = 0;
	socklen_t len = sizeof(protocol);
	int result = q->sys->getsockopt(q->fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &len);

	return result < 0 ? result : protocol;
}

/* The options that sockets of all kinds have are for those of SCTP here. */
static int check_kind(const struct question *q)
{
	int protocol = q->option->level == KERNEL_SOL_SCTP ? KERNEL_SOL_SCTP : protocol_of(q);

	if (protocol < 0)
		return protocol;
	return protocol == KERNEL_SOL_SCTP ? 0 : -ENOPROTOOPT;
}

/* Some options find their path by its address alone, and would take a stranger's id with it; only
 * path_info is asked whose an address is. And stream_priority takes an association that there is not. */
static int check_id(const struct question *q, enum wire_direction direction)
{
	const bool live = q->option->info->scope == ASCTP_SCOPE_LIVE &&
			  q->option->info->option != ASCTP_OPTION_path_info;
	const bool silent = direction == WIRE_SET &&
			    q->option->info->option == ASCTP_OPTION_stream_priority &&
			    q->id != KERNEL_CURRENT_ASSOC;
	struct socket_status status;

	if (!silent && !(wire_option_by_address(q->option) && (live || q->id)))
		return 0;
	return socket_status(q->sys, q->fd, q->id, &status);
}

/* What values with an address begin with, unless they are one. */
_Static_assert(offsetof(asctp_heartbeat, path) == 0, "first");
_Static_assert(offsetof(asctp_path_count, path) == 0, "first");
_Static_assert(offsetof(asctp_path_mtu, path) == 0, "first");
_Static_assert(offsetof(asctp_path_sack, path) == 0, "first");
_Static_assert(offsetof(asctp_path_value, path) == 0, "first");
_Static_assert(offsetof(asctp_path_info, path) == 0, "first");

/* All addresses of a host have one port; so one without any has that. */
static int complete_path(const struct question *q, asctp_addr *path)
{
	const bool ours = q->option->info->option == ASCTP_OPTION_peer_primary;
	struct socket_status status = { 0 };
	socklen_t len = sizeof(status.primary);
	int result;

	if (!ours && q->option->info->scope != ASCTP_SCOPE_PATH &&
		!wire_option_by_address(q->option))
		return 0;
	if (!wire_addr_len(path) || wire_addr_port(path))
		return 0;
	if (ours)
		result = q->sys->getsockname(q->fd, &status.primary.sa, &len);
	else
		result = socket_status(q->sys, q->fd, q->id, &status);
	if (result == 0)
		wire_addr_set_port(path, wire_addr_port(&status.primary));
	return result;
}

/* Asks for the option. Returns how much came. */
static int ask(struct question *q, const void *value)
{
	int result = wire_option_request(q->option, q->id, value, q->bytes, q->size);
	socklen_t len = (socklen_t)result;

	if (result < 0)
		return result;
	result = q->sys->getsockopt(q->fd, q->option->level, q->option->number, q->bytes, &len);
	if (result < 0)
		return result;
	return len <= q->size ? (int)len : -EBADMSG;
}

static int read_option(struct question *q, void *value)
{
	int result = check_kind(q);

	if (!result)
		result = check_id(q, WIRE_GET);
	if (!result)
		result = make_room(q, WIRE_GET, value);
	if (!result)
		result = ask(q, value);
	if (result < 0)
		return result;
	return wire_option_decode(q->option, q->bytes, (size_t)result, q->sys->tick_ns(), value);
}

/* What is to be changed is read first, and must be all there. */
static int read_for_change(struct question *q, const void *value)
{
	union wire_option_value was;
	int result;

	if (!wire_option_merges(q->option))
		return 0;
	memcpy(&was, value, q->option->info->size);
	result = ask(q, value);
	if (result < 0)
		return result;
	return wire_option_decode(q->option, q->bytes, (size_t)result, q->sys->tick_ns(), &was);
}

static int write_option(struct question *q, const void *value)
{
	int result = check_kind(q);

	if (!result)
		result = check_id(q, WIRE_SET);
	if (!result)
		result = make_room(q, WIRE_SET, value);
	if (!result)
		result = read_for_change(q, value);
	if (!result)
		result = wire_option_encode(q->option, q->id, value, q->bytes, q->size);
	if (result < 0)
		return result;
	return q->sys->setsockopt(
		q->fd, q->option->level, q->option->number, q->bytes, (socklen_t)result);
}

/* ---- One option, from another ---- */

static int get(const struct question *from, int32_t id, asctp_option option, void *value)
{
	struct question q;
	int result;

	begin(&q, from->sys, from->fd, id, wire_option(option));
	result = read_option(&q, value);
	forget(&q);
	return result;
}

static int set(const struct question *from, int32_t id, asctp_option option, const void *value)
{
	struct question q;
	int result;

	begin(&q, from->sys, from->fd, id, wire_option(option));
	result = write_option(&q, value);
	forget(&q);
	return result;
}

/* ---- fragment_interleave: Linux's 0 and 1, and interleaving for 2 ---- */

static int get_level(struct question *q, uint32_t *ret)
{
	bool interleaving = false;
	int result = read_option(q, ret);

	if (!result && *ret)
		result = get(q, KERNEL_FUTURE_ASSOC, ASCTP_OPTION_interleaving, &interleaving);
	if (!result && interleaving)
		*ret = ASCTP_INTERLEAVE_ALL;
	return result;
}

/* Level 0 switches interleaving off by itself. */
static int set_level(struct question *q, const uint32_t *level)
{
	const bool interleaving = *level == ASCTP_INTERLEAVE_ALL;
	uint32_t kernels = *level ? ASCTP_INTERLEAVE_ASSOCS : ASCTP_INTERLEAVE_NONE, was;
	int result = get_level(q, &was);

	if (!result)
		result = write_option(q, &kernels);
	if (result || !kernels || interleaving == (was == ASCTP_INTERLEAVE_ALL))
		return result;
	result = set(q, KERNEL_FUTURE_ASSOC, ASCTP_OPTION_interleaving, &interleaving);
	if (result && !was) {
		kernels = was;
		write_option(q, &kernels);
	}
	return result;
}

/* ---- default_send: with it the kernel replaces what default_policy has set ---- */

static int set_default_send(struct question *q, const void *value)
{
	const bool one = q->id != KERNEL_CURRENT_ASSOC && q->id != KERNEL_ALL_ASSOC;
	asctp_default_policy policy = { 0 };
	int result = one ? get(q, q->id, ASCTP_OPTION_default_policy, &policy) : 0;

	if (!result)
		result = write_option(q, value);
	if (!result && policy.policy)
		result = set(q, q->id, ASCTP_OPTION_default_policy, &policy);
	return result;
}

/* ---- assoc_ids: the kernel gives all or none ---- */

static int get_ids(struct question *q, asctp_assoc_ids *ret)
{
	const uint32_t max = ret->max;
	int result = -EINVAL;

	/* -EINVAL: since they were counted, more have come */
	for (int i = 0; i < IDS_TRIES && result == -EINVAL; i++) {
		result = get(q, 0, ASCTP_OPTION_assoc_count, &ret->count);
		if (result < 0)
			return result;
		if (ret->count > max)
			return -ENOBUFS;
		ret->max = max - ret->count < IDS_SPARE ? max : ret->count + IDS_SPARE;
		forget(q);
		begin(q, q->sys, q->fd, q->id, q->option);
		result = read_option(q, ret);
		ret->max = max;
	}
	return result == -EINVAL ? -EAGAIN : result;
}

/* ---- Any ---- */

/* What the kernel has more than one word for: an address that is not the peer's, and a socket that
 * is not SCTP's. */
static int told(const struct question *q, int result)
{
	if (result == -ENOENT)
		return -EINVAL;
	if (result == -EOPNOTSUPP && protocol_of(q) != KERNEL_SOL_SCTP)
		return -ENOPROTOOPT;
	return result;
}

static int get_any(struct question *q, void *value)
{
	switch (q->option->info->option) {
	case ASCTP_OPTION_fragment_interleave: return get_level(q, value);
	case ASCTP_OPTION_assoc_ids: return get_ids(q, value);
	default: return read_option(q, value);
	}
}

static int set_any(struct question *q, const void *value)
{
	switch (q->option->info->option) {
	case ASCTP_OPTION_fragment_interleave: return set_level(q, value);
	case ASCTP_OPTION_default_send: return set_default_send(q, value);
	default: return write_option(q, value);
	}
}

/* A program may have been built with another version of a struct, but never with a part of a
 * member: so its size is a multiple of the alignment. */
static int check_size(const struct wire_option *option, const void *value, size_t size)
{
	if (!value || !size)
		return -EINVAL;
	if (!option->align)
		return size == option->info->size ? 0 : -EINVAL;
	return size % option->align ? -EINVAL : 0;
}

/* The caller's value as ours: what it lacks is zero. */
static void take(const struct wire_option *option, const void *from, size_t size,
	union wire_option_value *ret)
{
	memset(ret, 0, sizeof(*ret));
	memcpy(ret, from, size < option->info->size ? size : option->info->size);
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
	while (size && !*bytes)
		bytes++, size--;
	return !size;
}

int socket_set_option(const struct sys *sys, int fd, int32_t id, asctp_option option,
	const void *value, size_t size)
{
	const struct wire_option *row = wire_option(option);
	union wire_option_value ours;
	struct question q;
	int result;

	if (!row || id < 0)
		return -EINVAL;
	if (!row->info->can_set)
		return -EOPNOTSUPP;
	result = check_size(row, value, size);
	if (result < 0)
		return result;
	if (size > row->info->size &&
		!is_zero((const unsigned char *)value + row->info->size, size - row->info->size))
		return -E2BIG;
	take(row, value, size, &ours);
	result = wire_option_check(row, WIRE_SET, &ours);
	if (result < 0)
		return result;
	begin(&q, sys, fd, id, row);
	result = complete_path(&q, &ours.primary);
	if (!result)
		result = set_any(&q, &ours);
	forget(&q);
	return result < 0 ? told(&q, result) : 0;
}

int socket_get_option(
	const struct sys *sys, int fd, int32_t id, asctp_option option, void *ret, size_t size)
{
	const struct wire_option *row = wire_option(option);
	union wire_option_value ours;
	struct question q;
	size_t known;
	int result;

	if (!row || id < 0)
		return -EINVAL;
	if (!row->info->can_get)
		return -EOPNOTSUPP;
	result = check_size(row, ret, size);
	if (result < 0)
		return result;
	take(row, ret, wire_option_asks(row) ? size : 0, &ours);
	result = wire_option_check(row, WIRE_GET, &ours);
	if (result < 0)
		return result;
	begin(&q, sys, fd, id, row);
	result = wire_option_asks(row) ? complete_path(&q, &ours.primary) : 0;
	if (!result)
		result = get_any(&q, &ours);
	forget(&q);
	if (result < 0 && result != -ENOBUFS)
		return told(&q, result);
	known = size < row->info->size ? size : row->info->size;
	memcpy(ret, &ours, known);
	memset((char *)ret + known, 0, size - known);
	return result;
}
