/* SPDX-License-Identifier: MIT */
/* socket/features.h - what SCTP this kernel does: the table behind asctp_features(). */
#ifndef SOCKET_FEATURES_H
#define SOCKET_FEATURES_H

#include "asctp/features.h"
#include "sys/sys.h"

/* As asctp_features_with(), whose arguments were checked. */
int socket_features(const struct sys *sys, asctp_feature *ret, size_t max, size_t size);

#endif
