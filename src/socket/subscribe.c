/* SPDX-License-Identifier: MIT */
/* socket/subscribe.c - which notifications a socket delivers: SCTP_EVENT, or what was before it. */
#include "socket/socket.h"
#include "wire/kernel.h"
#include <errno.h>

/* Bit i of a mask is type FIRST + i, as byte i of KERNEL_EVENTS is. */
enum {
	FIRST = KERNEL_DATA_IO_EVENT,
	TYPES = 14,
	MASK = 0x3ffe, /* all but the first, which is no notification */
};

/* ---- Before 5.0: no SCTP_EVENT, but one struct for all types of the whole socket ---- */

struct events {
	unsigned char on[KERNEL_EVENTS_SIZE];
	socklen_t len; /* what the kernel has of it */
};

static int read_events(const struct sys *sys, int fd, struct events *ret)
{
	int result;

	*ret = (struct events){ .len = sizeof(ret->on) };
	result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENTS, ret->on, &ret->len);
	return result >= 0 && ret->len > sizeof(ret->on) ? -EBADMSG : result;
}

static int subscribe_old(const struct sys *sys, int fd, uint32_t on, uint32_t off)
{
	struct events events;
	int result = read_events(sys, fd, &events);

	if (result < 0)
		return result;
	for (socklen_t i = 0; i < events.len; i++)
		if ((on | off) >> i & 1)
			events.on[i] = on >> i & 1;
	result = sys->setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENTS, events.on, events.len);
	if (result < 0)
		return result;
	return (on | off) >> events.len ? -EINVAL : 0;
}

static int subscribed_old(const struct sys *sys, int fd, uint32_t *ret_mask)
{
	struct events events;
	int result = read_events(sys, fd, &events);

	if (result < 0)
		return result;
	*ret_mask = 0;
	for (socklen_t i = 1; i < events.len; i++)
		if (events.on[i])
			*ret_mask |= 1u << i;
	return 0;
}

/* ---- Since then ---- */

int socket_subscribe(const struct sys *sys, int fd, int32_t id, uint32_t on, uint32_t off)
{
	int first = 0;

	if (id < 0 || (on & off) || ((on | off) & ~(uint32_t)MASK))
		return -EINVAL;
	for (unsigned i = 1; i < TYPES; i++) {
		struct kernel_event event = {
			.assoc_id = id,
			.type = (uint16_t)(FIRST + i),
			.on = on >> i & 1,
		};
		int result;

		if (!((on | off) >> i & 1))
			continue;
		result = sys->setsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENT, &event, sizeof(event));
		if (result == -ENOPROTOOPT)
			return subscribe_old(sys, fd, on, off);
		if (result < 0 && !first)
			first = result;
	}
	return first;
}

/* The kernel says -EINVAL for an id that it does not know and for a type that it does not know. The
 * first type every kernel has, so of that one it is the id. */
int socket_subscribed(const struct sys *sys, int fd, int32_t id, uint32_t *ret_mask)
{
	uint32_t mask = 0;

	if (id < 0)
		return -EINVAL;
	for (unsigned i = 1; i < TYPES; i++) {
		struct kernel_event event = { .assoc_id = id, .type = (uint16_t)(FIRST + i) };
		socklen_t len = sizeof(event);
		int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENT, &event, &len);

		if (result == -ENOPROTOOPT)
			return subscribed_old(sys, fd, ret_mask);
		if (result == -EINVAL && i > 1)
			break; /* types are only ever appended */
		if (result < 0)
			return result;
		if (event.on)
			mask |= 1u << i;
	}
	*ret_mask = mask;
	return 0;
}
