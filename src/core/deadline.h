/* SPDX-License-Identifier: MIT */
/*
 * core/deadline.h - points in time at which something is to be done, earliest first.
 *
 * Pure: time is an argument. Intrusive (a pairing heap), so starting one cannot fail.
 */
#ifndef CORE_DEADLINE_H
#define CORE_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct core_deadlines;

/* Milliseconds, as the core counts time. */
static inline uint64_t core_ms(uint64_t ms)
{
	return ms * 1000000;
}

/* Zero, or initialised with .fired alone, is one that is not running. */
struct core_deadline {
	void (*fired)(struct core_deadline *deadline);
	uint64_t at_ns;
	struct core_deadlines *in;                 /* NULL: not running */
	struct core_deadline *child, *next, *prev; /* prev: the sibling before, or the parent */
};

struct core_deadlines {
	struct core_deadline *first;
};

/* Starts it, or moves it if it is running. */
void core_deadline_start(struct core_deadlines *in, struct core_deadline *deadline, uint64_t at_ns);
void core_deadline_stop(struct core_deadline *deadline);

/* When the first one is due; 0 if there is none. */
uint64_t core_deadlines_next(const struct core_deadlines *in);

/* Fires the first one if it is due, stopped before it is fired. Returns whether one was. */
bool core_deadlines_fire(struct core_deadlines *in, uint64_t now_ns);

#endif
