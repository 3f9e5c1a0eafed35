/* SPDX-License-Identifier: MIT */
/* socket/option.h - the options of asctp/options.h on a descriptor. */
#ifndef SOCKET_OPTION_H
#define SOCKET_OPTION_H

#include "asctp/options.h"
#include "sys/sys.h"

/* As asctp_sock_set_option() and asctp_sock_get_option(). */
int socket_set_option(const struct sys *sys, int fd, int32_t id, asctp_option option,
	const void *value, size_t size);
int socket_get_option(
	const struct sys *sys, int fd, int32_t id, asctp_option option, void *ret, size_t size);

#endif
