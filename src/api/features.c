/* SPDX-License-Identifier: MIT */
/* api/features.c - what SCTP this kernel does. */
#include "asctp/features.h"
#include "socket/features.h"
#include <errno.h>

int asctp_features_with(asctp_feature *ret, size_t max, size_t size)
{
	if ((!ret && max) || size < offsetof(asctp_feature, reserved))
		return -EINVAL;
	return socket_features(&sys_linux, ret, max, size);
}

const char *asctp_availability_name(asctp_availability availability)
{
	switch (availability) {
	case ASCTP_HAS: return "has";
	case ASCTP_ASK: return "ask";
	case ASCTP_OFF: return "off";
	case ASCTP_HOLLOW: return "hollow";
	case ASCTP_LACKS: return "lacks";
	case ASCTP_FORBIDDEN: return "forbidden";
	case ASCTP_UNTOLD: return "untold";
	}
	return "unknown";
}
