/* SPDX-License-Identifier: MIT */
/*
 * unit/failing_memory.h - an allocator that fails when it is told to. The test is linked with
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc, so that the library's calls come here.
 */
#ifndef UNIT_FAILING_MEMORY_H
#define UNIT_FAILING_MEMORY_H

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static struct {
	unsigned until;  /* the call that fails; 0: none does */
	bool ever_after; /* and all that follow */
	bool failed;
} memory;

static inline bool memory_refuses(void)
{
	if (!memory.until)
		return false;
	if (memory.until > 1) {
		memory.until--;
		return false;
	}
	if (!memory.ever_after)
		memory.until = 0;
	memory.failed = true;
	errno = ENOMEM;
	return true;
}

/* From now on the nth allocation fails, once. */
static inline void memory_fails(unsigned n)
{
	memory.until = n;
	memory.ever_after = memory.failed = false;
}

/* Returns whether one has failed. */
static inline bool memory_works(void)
{
	memory.until = 0;
	return memory.failed;
}

void *__wrap_malloc(size_t size)
{
	return memory_refuses() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return memory_refuses() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return memory_refuses() ? NULL : __real_realloc(old, size);
}

#endif
