/* SPDX-License-Identifier: MIT */
/*
 * tests/abi/sizes.c - the layout of what crosses the ABI, on LP64. That it compiles is the test.
 *
 * Once released, a member's row never changes; a new member takes the place of reserved words, a new handler follows
 * the last one. Until then: `cc -DSHOW -Iinclude tests/abi/sizes.c` makes a program that prints the rows as they are.
 */
#include <asctp/asctp.h>
#include <asctp/features.h>
#include <stdio.h>

#ifdef __LP64__

/* clang-format off */
/*        struct        member          offset size */
#define PARAMS(X) \
	X(asctp_params, size, 0, 8) \
	X(asctp_params, log, 8, 8) \
	X(asctp_params, log_arg, 16, 8) \
	X(asctp_params, batch, 24, 4) \
	X(asctp_params, reserved0, 28, 4) \
	X(asctp_params, reserved, 32, 64)

#define CONFIG(X) \
	X(asctp_config, size, 0, 8) \
	X(asctp_config, on_size, 8, 8) \
	X(asctp_config, addr, 16, 8) \
	X(asctp_config, on, 24, 8) \
	X(asctp_config, user, 32, 8) \
	X(asctp_config, local, 40, 8) \
	X(asctp_config, streams_out, 48, 2) \
	X(asctp_config, streams_in_max, 50, 2) \
	X(asctp_config, connect_ms, 52, 4) \
	X(asctp_config, send_mark, 56, 8) \
	X(asctp_config, send_limit, 64, 8) \
	X(asctp_config, message_max, 72, 8) \
	X(asctp_config, reserved, 80, 96)

#define OUT(X) \
	X(asctp_out, size, 0, 8) \
	X(asctp_out, data, 8, 8) \
	X(asctp_out, len, 16, 8) \
	X(asctp_out, stream, 24, 2) \
	X(asctp_out, unordered, 26, 1) \
	X(asctp_out, reserved0, 27, 1) \
	X(asctp_out, ppid, 28, 4) \
	X(asctp_out, tag, 32, 8) \
	X(asctp_out, lifetime_ms, 40, 4) \
	X(asctp_out, reserved1, 44, 4) \
	X(asctp_out, reserved, 48, 64)

#define HANDLERS(X) \
	X(asctp_handlers, any, 0, 8) \
	X(asctp_handlers, up, 8, 8) \
	X(asctp_handlers, message, 16, 8) \
	X(asctp_handlers, writable, 24, 8) \
	X(asctp_handlers, unsent, 32, 8) \
	X(asctp_handlers, path, 40, 8) \
	X(asctp_handlers, closing, 48, 8) \
	X(asctp_handlers, down, 56, 8)

#define TIMER(X) \
	X(asctp_timer, fn, 0, 8) \
	X(asctp_timer, arg, 8, 8) \
	X(asctp_timer, private_, 16, 64)

#define EVENT(X) \
	X(asctp_event, type, 0, 4) \
	X(asctp_event, assoc, 8, 8) \
	X(asctp_event, up, 16, 6) \
	X(asctp_event, message, 16, 64) \
	X(asctp_event, unsent, 16, 40) \
	X(asctp_event, path, 16, 32) \
	X(asctp_event, down, 16, 32)

#define UP(X) \
	X(asctp_up, streams_out, 0, 2) \
	X(asctp_up, streams_in, 2, 2) \
	X(asctp_up, restarted, 4, 1)

#define MESSAGE(X) \
	X(asctp_message, data, 0, 8) \
	X(asctp_message, len, 8, 8) \
	X(asctp_message, ppid, 16, 4) \
	X(asctp_message, tsn, 20, 4) \
	X(asctp_message, stream, 24, 2) \
	X(asctp_message, ssn, 26, 2) \
	X(asctp_message, unordered, 28, 1) \
	X(asctp_message, from, 32, 28)

#define UNSENT(X) \
	X(asctp_unsent, data, 0, 8) \
	X(asctp_unsent, len, 8, 8) \
	X(asctp_unsent, tag, 16, 8) \
	X(asctp_unsent, ppid, 24, 4) \
	X(asctp_unsent, stream, 28, 2) \
	X(asctp_unsent, unordered, 30, 1) \
	X(asctp_unsent, transmitted, 31, 1) \
	X(asctp_unsent, why, 32, 4)

#define PATH(X) \
	X(asctp_path, what, 0, 4) \
	X(asctp_path, addr, 4, 28)

#define DOWN(X) \
	X(asctp_down, reason, 0, 4) \
	X(asctp_down, error, 4, 4) \
	X(asctp_down, cause, 8, 2) \
	X(asctp_down, info, 16, 8) \
	X(asctp_down, info_len, 24, 8)

#define ADDR(X) \
	X(asctp_addr, sa, 0, 16) \
	X(asctp_addr, v4, 0, 16) \
	X(asctp_addr, v6, 0, 28)

#define FEATURE(X) \
	X(asctp_feature, name, 0, 8) \
	X(asctp_feature, what, 8, 8) \
	X(asctp_feature, rfc, 16, 8) \
	X(asctp_feature, availability, 24, 4) \
	X(asctp_feature, error, 28, 4) \
	X(asctp_feature, sysctl, 32, 8) \
	X(asctp_feature, sysctl_value, 40, 8) \
	X(asctp_feature, privileged, 48, 1) \
	X(asctp_feature, how, 56, 8) \
	X(asctp_feature, reserved, 64, 32)

/* Those that a program fills for us carry no padding, whose content would be left to chance. */
#define STRUCTS(X, PADDED) \
	X(asctp_params, PARAMS, 96) \
	X(asctp_config, CONFIG, 176) \
	X(asctp_out, OUT, 112) \
	X(asctp_handlers, HANDLERS, 64) \
	X(asctp_timer, TIMER, 80) \
	PADDED(asctp_event, EVENT, 80) \
	PADDED(asctp_up, UP, 6) \
	PADDED(asctp_message, MESSAGE, 64) \
	PADDED(asctp_unsent, UNSENT, 40) \
	PADDED(asctp_path, PATH, 32) \
	PADDED(asctp_down, DOWN, 32) \
	PADDED(asctp_addr, ADDR, 28) \
	PADDED(asctp_feature, FEATURE, 96)
/* clang-format on */

#define HAS_ITS_PLACE(type, member, offset, size)                                            \
	_Static_assert(                                                                      \
		offsetof(type, member) == (offset) && sizeof(((type *)0)->member) == (size), \
		#type "." #member " moved");
#define PLUS_SIZE(type, member, offset, size) +(size)
#define STAYS(type, TABLE, size) \
	TABLE(HAS_ITS_PLACE) _Static_assert(sizeof(type) == (size), #type " has another size");
#define STAYS_WITHOUT_PADDING(type, TABLE, size) \
	STAYS(type, TABLE, size)                 \
	_Static_assert(sizeof(type) == 0 TABLE(PLUS_SIZE), #type " has padding");

#ifndef SHOW
STRUCTS(STAYS_WITHOUT_PADDING, STAYS)
#endif

#define SHOW_MEMBER(type, member, offset, size)                                      \
	printf("\tX(%s, %s, %zu, %zu) \\\n", #type, #member, offsetof(type, member), \
		sizeof(((type *)0)->member));
#define SHOW_STRUCT(type, TABLE, size)            \
	printf("%s: %zu\n", #type, sizeof(type)); \
	TABLE(SHOW_MEMBER)

int main(void)
{
#ifdef SHOW
	STRUCTS(SHOW_STRUCT, SHOW_STRUCT)
#endif
	return 0;
}

#else

int main(void)
{
	puts("only the layout on LP64 is written down");
	return 77;
}

#endif
