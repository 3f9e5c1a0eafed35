/* SPDX-License-Identifier: MIT */
/* unit/fake_event.c - the fake's subscriptions: of a socket, and of each association. */
#include "fake_sys.h"
#include "wire/kernel.h"
#include <errno.h>
#include <string.h>

/* Those to come are the socket's; those there are each have their own. */
static uint32_t *mask_of(int fd, int32_t id)
{
	if (id == KERNEL_FUTURE_ASSOC)
		return &fake_at(fd)->subscribed;
	if (id > KERNEL_ALL_ASSOC && id < FAKE_ASSOCS && fake.assocs[id].state &&
		fake.assocs[id].fd == fd)
		return &fake.assocs[id].subscribed;
	return NULL;
}

static void set(uint32_t *mask, uint16_t type, bool on)
{
	uint32_t bit = 1u << (type - KERNEL_DATA_IO_EVENT);

	*mask = on ? *mask | bit : *mask & ~bit;
}

static void set_current(int fd, uint16_t type, bool on)
{
	for (int32_t id = 0; id <= fake.last_id; id++)
		if (fake.assocs[id].state && fake.assocs[id].fd == fd)
			set(&fake.assocs[id].subscribed, type, on);
}

static bool has_type(uint16_t type)
{
	return type >= KERNEL_DATA_IO_EVENT &&
	       type <= (fake.before_5_5 ? KERNEL_STREAM_CHANGE_EVENT : KERNEL_SEND_FAILED_EVENT);
}

int fake_event_set(int fd, const struct kernel_event *event)
{
	int32_t id = event->assoc_id;

	if (fake.before_5_0)
		return -ENOPROTOOPT;
	if (!has_type(event->type))
		return -EINVAL;
	if (id == KERNEL_CURRENT_ASSOC || id == KERNEL_ALL_ASSOC) {
		set_current(fd, event->type, event->on);
		id = id == KERNEL_ALL_ASSOC ? KERNEL_FUTURE_ASSOC : id;
		if (id == KERNEL_CURRENT_ASSOC)
			return 0;
	}
	if (!mask_of(fd, id))
		return -EINVAL;
	set(mask_of(fd, id), event->type, event->on);
	return 0;
}

int fake_event_get(int fd, struct kernel_event *event)
{
	const uint32_t *mask = mask_of(fd, event->assoc_id);

	if (fake.before_5_0)
		return -ENOPROTOOPT;
	if (!has_type(event->type) || !mask)
		return -EINVAL;
	event->on = *mask >> (event->type - KERNEL_DATA_IO_EVENT) & 1;
	return 0;
}

/* All at once, of the socket and everything on it. */
int fake_events_set(int fd, const unsigned char *on, socklen_t len)
{
	FAKE_MUST(len <= KERNEL_EVENTS_SIZE);
	for (socklen_t i = 0; i < len; i++) {
		set(&fake_at(fd)->subscribed, (uint16_t)(KERNEL_DATA_IO_EVENT + i), on[i]);
		set_current(fd, (uint16_t)(KERNEL_DATA_IO_EVENT + i), on[i]);
	}
	return 0;
}

int fake_events_get(int fd, unsigned char *ret, socklen_t *len)
{
	if (!*len)
		return -EINVAL;
	if (*len > KERNEL_EVENTS_SIZE)
		*len = KERNEL_EVENTS_SIZE;
	for (socklen_t i = 0; i < *len; i++)
		ret[i] = fake_at(fd)->subscribed >> i & 1;
	return 0;
}
