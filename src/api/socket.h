/* SPDX-License-Identifier: MIT */
/* api/socket.h - the checks of arguments that the calls on a descriptor have in common. */
#ifndef API_SOCKET_H
#define API_SOCKET_H

#include "asctp/socket.h"

/* Copies the addresses of one host, with the port of the first. -EINVAL: none, too many, one of an
 * unknown family, different ports. */
int api_one_port(const asctp_addr *addrs, size_t count, asctp_addr ret[ASCTP_ADDR_MAX]);

#endif
