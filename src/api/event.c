/* SPDX-License-Identifier: MIT */
/* api/event.c - the exported calls about notifications: reading them, and subscribing. */
#include "asctp/event.h"
#include "api/objects.h"
#include "asctp/socket.h"
#include "socket/socket.h"
#include "wire/cause.h"
#include "wire/notification.h"
#include <errno.h>

/* A line about what is not there. */
static const char *nothing(const char *what, char *buf, size_t size)
{
	struct wire_text text;

	wire_text_begin(&text, buf, size);
	wire_text_put(&text, what);
	return buf;
}

/* ---- Notifications ---- */

int asctp_notification_read(const void *data, size_t len, asctp_notification *ret)
{
	return data && ret ? wire_notification_decode(data, len, ret) : -EINVAL;
}

size_t asctp_notification_size(const void *data, size_t len)
{
	return data ? wire_notification_size(data, len) : 0;
}

uint16_t asctp_stream_at(const asctp_stream_reset *reset, size_t i)
{
	return reset ? wire_stream_at(reset, i) : 0;
}

const char *asctp_notification_print(const asctp_notification *notification, char *buf, size_t size)
{
	if (!buf)
		return NULL;
	if (!notification)
		return nothing("(no notification)", buf, size);
	return wire_notification_print(&api_scopes, notification, buf, size);
}

/* ---- Error causes ---- */

int asctp_cause_next(const void **data, size_t *len, asctp_cause *ret)
{
	if (!data || !len || !ret || (!*data && *len))
		return -EINVAL;
	return wire_cause_next(data, len, ret);
}

const char *asctp_cause_print(const asctp_cause *cause, char *buf, size_t size)
{
	if (!buf)
		return NULL;
	if (!cause)
		return nothing("(no cause)", buf, size);
	return wire_cause_print(cause, buf, size);
}

/* ---- Names ---- */

const char *asctp_notification_name(uint16_t type)
{
	return wire_notification_name(type);
}

const char *asctp_assoc_state_name(uint16_t state)
{
	return wire_assoc_state_name(state);
}

const char *asctp_addr_state_name(uint32_t state)
{
	return wire_addr_state_name(state);
}

const char *asctp_auth_indication_name(uint32_t indication)
{
	return wire_auth_indication_name(indication);
}

/* ---- Subscribing ---- */

int asctp_sock_subscribe(int fd, int32_t id, uint32_t on, uint32_t off)
{
	return socket_subscribe(&sys_linux, fd, id, on, off);
}

int asctp_sock_subscribed(int fd, int32_t id, uint32_t *ret_mask)
{
	return ret_mask ? socket_subscribed(&sys_linux, fd, id, ret_mask) : -EINVAL;
}
