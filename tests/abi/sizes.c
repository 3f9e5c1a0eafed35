/* SPDX-License-Identifier: MIT */
/*
 * tests/abi/sizes.c - the layout of what crosses the ABI, on LP64. That it compiles is the test.
 *
 * Once released, a member's row never changes; a new member takes the place of reserved words, a new handler follows
 * the last one. Until then: `cc -DSHOW -Iinclude tests/abi/sizes.c` makes a program that prints the rows as they are.
 */
#include <asctp/asctp.h>
#include <asctp/event.h>
#include <asctp/features.h>
#include <asctp/socket.h>
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
	X(asctp_config, streams_out, 48, 4) \
	X(asctp_config, streams_in_max, 52, 4) \
	X(asctp_config, connect_ms, 56, 4) \
	X(asctp_config, reserved0, 60, 4) \
	X(asctp_config, send_mark, 64, 8) \
	X(asctp_config, send_limit, 72, 8) \
	X(asctp_config, message_max, 80, 8) \
	X(asctp_config, reserved, 88, 96)

#define OUT(X) \
	X(asctp_out, size, 0, 8) \
	X(asctp_out, data, 8, 8) \
	X(asctp_out, len, 16, 8) \
	X(asctp_out, stream, 24, 4) \
	X(asctp_out, ppid, 28, 4) \
	X(asctp_out, tag, 32, 8) \
	X(asctp_out, lifetime_ms, 40, 4) \
	X(asctp_out, unordered, 44, 1) \
	X(asctp_out, reserved0, 45, 3) \
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

#define ASSOC_CHANGE(X) \
	X(asctp_assoc_change, state, 0, 2) \
	X(asctp_assoc_change, error, 2, 2) \
	X(asctp_assoc_change, streams_out, 4, 2) \
	X(asctp_assoc_change, streams_in, 6, 2) \
	X(asctp_assoc_change, info, 8, 8) \
	X(asctp_assoc_change, info_len, 16, 8)

#define PEER_ADDR_CHANGE(X) \
	X(asctp_peer_addr_change, state, 0, 4) \
	X(asctp_peer_addr_change, error, 4, 4) \
	X(asctp_peer_addr_change, addr, 8, 28)

#define REMOTE_ERROR(X) \
	X(asctp_remote_error, cause, 0, 2) \
	X(asctp_remote_error, data, 8, 8) \
	X(asctp_remote_error, len, 16, 8)

#define SEND_FAILED(X) \
	X(asctp_send_failed, transmitted, 0, 1) \
	X(asctp_send_failed, first, 1, 1) \
	X(asctp_send_failed, last, 2, 1) \
	X(asctp_send_failed, unordered, 3, 1) \
	X(asctp_send_failed, error, 4, 4) \
	X(asctp_send_failed, stream, 8, 2) \
	X(asctp_send_failed, ppid, 12, 4) \
	X(asctp_send_failed, context, 16, 4) \
	X(asctp_send_failed, data, 24, 8) \
	X(asctp_send_failed, len, 32, 8)

#define PARTIAL_DELIVERY(X) \
	X(asctp_partial_delivery, indication, 0, 4) \
	X(asctp_partial_delivery, stream, 4, 4) \
	X(asctp_partial_delivery, sequence, 8, 4)

#define AUTHENTICATION(X) \
	X(asctp_authentication, indication, 0, 4) \
	X(asctp_authentication, key, 4, 2) \
	X(asctp_authentication, other_key, 6, 2)

#define STREAM_RESET(X) \
	X(asctp_stream_reset, incoming, 0, 1) \
	X(asctp_stream_reset, outgoing, 1, 1) \
	X(asctp_stream_reset, denied, 2, 1) \
	X(asctp_stream_reset, failed, 3, 1) \
	X(asctp_stream_reset, list, 8, 8) \
	X(asctp_stream_reset, count, 16, 8)

#define ASSOC_RESET(X) \
	X(asctp_assoc_reset, denied, 0, 1) \
	X(asctp_assoc_reset, failed, 1, 1) \
	X(asctp_assoc_reset, local_tsn, 4, 4) \
	X(asctp_assoc_reset, remote_tsn, 8, 4)

#define STREAM_CHANGE(X) \
	X(asctp_stream_change, denied, 0, 1) \
	X(asctp_stream_change, failed, 1, 1) \
	X(asctp_stream_change, added_in, 2, 2) \
	X(asctp_stream_change, added_out, 4, 2)

#define NOTIFICATION(X) \
	X(asctp_notification, type, 0, 2) \
	X(asctp_notification, flags, 2, 2) \
	X(asctp_notification, id, 4, 4) \
	X(asctp_notification, known, 8, 1) \
	X(asctp_notification, raw, 16, 8) \
	X(asctp_notification, raw_len, 24, 8) \
	X(asctp_notification, assoc_change, 32, 24) \
	X(asctp_notification, peer_addr_change, 32, 36) \
	X(asctp_notification, remote_error, 32, 24) \
	X(asctp_notification, send_failed, 32, 40) \
	X(asctp_notification, partial_delivery, 32, 12) \
	X(asctp_notification, adaptation, 32, 4) \
	X(asctp_notification, authentication, 32, 8) \
	X(asctp_notification, stream_reset, 32, 24) \
	X(asctp_notification, assoc_reset, 32, 12) \
	X(asctp_notification, stream_change, 32, 6) \
	X(asctp_notification, reserved, 32, 128)

#define CAUSE(X) \
	X(asctp_cause, code, 0, 2) \
	X(asctp_cause, data, 8, 8) \
	X(asctp_cause, len, 16, 8)

#define SOCK_OUT(X) \
	X(asctp_sock_out, size, 0, 8) \
	X(asctp_sock_out, data, 8, 8) \
	X(asctp_sock_out, len, 16, 8) \
	X(asctp_sock_out, stream, 24, 4) \
	X(asctp_sock_out, ppid, 28, 4) \
	X(asctp_sock_out, id, 32, 4) \
	X(asctp_sock_out, context, 36, 4) \
	X(asctp_sock_out, to, 40, 8) \
	X(asctp_sock_out, to_count, 48, 8) \
	X(asctp_sock_out, init, 56, 8) \
	X(asctp_sock_out, iov, 64, 8) \
	X(asctp_sock_out, iov_count, 72, 8) \
	X(asctp_sock_out, policy, 80, 4) \
	X(asctp_sock_out, policy_value, 84, 4) \
	X(asctp_sock_out, unordered, 88, 1) \
	X(asctp_sock_out, over_path, 89, 1) \
	X(asctp_sock_out, sack_now, 90, 1) \
	X(asctp_sock_out, more, 91, 1) \
	X(asctp_sock_out, dont_wait, 92, 1) \
	X(asctp_sock_out, has_auth_key, 93, 1) \
	X(asctp_sock_out, auth_key, 94, 2) \
	X(asctp_sock_out, eof, 96, 1) \
	X(asctp_sock_out, abort, 97, 1) \
	X(asctp_sock_out, all, 98, 1) \
	X(asctp_sock_out, reserved0, 99, 5) \
	X(asctp_sock_out, reserved, 104, 48)

#define SOCK_IN(X) \
	X(asctp_sock_in, size, 0, 8) \
	X(asctp_sock_in, data, 8, 8) \
	X(asctp_sock_in, room, 16, 8) \
	X(asctp_sock_in, len, 24, 8) \
	X(asctp_sock_in, notification, 32, 1) \
	X(asctp_sock_in, last, 33, 1) \
	X(asctp_sock_in, has_info, 34, 1) \
	X(asctp_sock_in, cut, 35, 1) \
	X(asctp_sock_in, unordered, 36, 1) \
	X(asctp_sock_in, reserved0, 37, 1) \
	X(asctp_sock_in, stream, 38, 2) \
	X(asctp_sock_in, ssn, 40, 4) \
	X(asctp_sock_in, ppid, 44, 4) \
	X(asctp_sock_in, id, 48, 4) \
	X(asctp_sock_in, tsn, 52, 4) \
	X(asctp_sock_in, cumulative_tsn, 56, 4) \
	X(asctp_sock_in, context, 60, 4) \
	X(asctp_sock_in, from, 64, 28) \
	X(asctp_sock_in, next, 92, 20) \
	X(asctp_sock_in, reserved, 112, 64)

#define SOCK_NEXT(X) \
	X(asctp_sock_next, known, 0, 1) \
	X(asctp_sock_next, notification, 1, 1) \
	X(asctp_sock_next, unordered, 2, 1) \
	X(asctp_sock_next, reserved0, 3, 1) \
	X(asctp_sock_next, stream, 4, 2) \
	X(asctp_sock_next, reserved1, 6, 2) \
	X(asctp_sock_next, ppid, 8, 4) \
	X(asctp_sock_next, len, 12, 4) \
	X(asctp_sock_next, id, 16, 4)

#define SOCK_INIT(X) \
	X(asctp_sock_init, streams_out, 0, 4) \
	X(asctp_sock_init, streams_in_max, 4, 4) \
	X(asctp_sock_init, attempts, 8, 4) \
	X(asctp_sock_init, max_timeout_ms, 12, 4)

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
	X(asctp_config, CONFIG, 184) \
	X(asctp_out, OUT, 112) \
	X(asctp_handlers, HANDLERS, 64) \
	X(asctp_sock_out, SOCK_OUT, 152) \
	X(asctp_sock_in, SOCK_IN, 176) \
	X(asctp_sock_next, SOCK_NEXT, 20) \
	X(asctp_sock_init, SOCK_INIT, 16) \
	X(asctp_timer, TIMER, 80) \
	PADDED(asctp_event, EVENT, 80) \
	PADDED(asctp_up, UP, 6) \
	PADDED(asctp_message, MESSAGE, 64) \
	PADDED(asctp_unsent, UNSENT, 40) \
	PADDED(asctp_path, PATH, 32) \
	PADDED(asctp_down, DOWN, 32) \
	PADDED(asctp_addr, ADDR, 28) \
	PADDED(asctp_assoc_change, ASSOC_CHANGE, 24) \
	PADDED(asctp_peer_addr_change, PEER_ADDR_CHANGE, 36) \
	PADDED(asctp_remote_error, REMOTE_ERROR, 24) \
	PADDED(asctp_send_failed, SEND_FAILED, 40) \
	PADDED(asctp_partial_delivery, PARTIAL_DELIVERY, 12) \
	PADDED(asctp_authentication, AUTHENTICATION, 8) \
	PADDED(asctp_stream_reset, STREAM_RESET, 24) \
	PADDED(asctp_assoc_reset, ASSOC_RESET, 12) \
	PADDED(asctp_stream_change, STREAM_CHANGE, 6) \
	PADDED(asctp_notification, NOTIFICATION, 160) \
	PADDED(asctp_cause, CAUSE, 24) \
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
