/* SPDX-License-Identifier: MIT */
/* failover.h - what the two failover programs share: the message, the clock, and how they speak. */
#ifndef FAILOVER_H
#define FAILOVER_H

#include <asctp/asctp.h>
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STREAMS = 4, PPID = 0x2a };

struct numbered { /* every message: which one it is on its stream */
	uint32_t number;
	char filling[60];
};

/* Seconds since FAILOVER_T0 (in seconds of uptime), which both programs are given alike. */
static inline double clock_s(void)
{
	const char *t0 = getenv("FAILOVER_T0");
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9 - (t0 ? atof(t0) : 0);
}

__attribute__((format(printf, 2, 3))) static inline void say(
	const char *who, const char *format, ...)
{
	va_list args;

	printf("%7.3f s  %s  ", clock_s(), who);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	fflush(stdout);
}

#endif
