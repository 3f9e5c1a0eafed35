/* SPDX-License-Identifier: MIT */
/*
 * wire/option.h - the options of asctp/options.h as the kernel has them: which bytes to hand to
 * getsockopt and setsockopt for a value, and what those say that come back. Pure.
 *
 * Buffers need no alignment. What a call may read or write is within the sizes that it is given.
 */
#ifndef WIRE_OPTION_H
#define WIRE_OPTION_H

#include "asctp/options.h"

struct wire_codec;

struct wire_option {
	const asctp_option_info *info;
	int level, number; /* for setsockopt and getsockopt */
	size_t align;      /* of its type; 0: a type that has one size for ever */
	const struct wire_codec *codec;
};

/* Memory for any option's value. */
#define WIRE_OPTION_MEMBER_(nr, name, type, scope, access, kernel, rfc, since) \
	asctp_opt_##name name;
union wire_option_value {
	ASCTP_OPTIONS(WIRE_OPTION_MEMBER_)
};

/* By number, and by place in the table; NULL: there is none. */
const struct wire_option *wire_option(asctp_option option);
const struct wire_option *wire_option_at(size_t i);

enum wire_direction { WIRE_GET, WIRE_SET };

/* Whether a value can be set, or asked for (its members marked [in]): 0 or -EINVAL. */
int wire_option_check(
	const struct wire_option *option, enum wire_direction direction, const void *value);

/* How long a buffer the kernel is to be given. */
size_t wire_option_room(
	const struct wire_option *option, enum wire_direction direction, const void *value);

/* A get reads the members marked [in]. */
bool wire_option_asks(const struct wire_option *option);
/* A set changes a part of what the kernel has in one struct: it is to be read first. */
bool wire_option_merges(const struct wire_option *option);
/* The kernel goes by the address and does not look at the association's id. */
bool wire_option_by_address(const struct wire_option *option);

/* What getsockopt is given. Returns its length, -ENOBUFS if it does not fit. */
int wire_option_request(
	const struct wire_option *option, int32_t id, const void *value, void *buf, size_t size);

/* What setsockopt is given. Of an option that merges, buf has what was read; else it may hold
 * anything. Returns its length, -ENOBUFS if it does not fit. */
int wire_option_encode(
	const struct wire_option *option, int32_t id, const void *value, void *buf, size_t size);

/* What getsockopt gave. Members marked [in] of *ret stay as they are. -EBADMSG: it makes no sense,
 * *ret may be half written; -ENOPROTOOPT: this kernel's struct has no such member; -ENOBUFS: the
 * list in *ret has no room for all, its count tells how many there are. */
int wire_option_decode(
	const struct wire_option *option, const void *buf, size_t len, uint64_t tick_ns, void *ret);

#endif
