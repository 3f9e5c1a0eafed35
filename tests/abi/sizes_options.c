/* SPDX-License-Identifier: MIT */
/*
 * tests/abi/sizes_options.c - the layout of the options' values and numbers, on LP64. That it compiles is the test.
 *
 * Once released, a row never changes; a struct may grow at its end (its size tells which one a program has).
 */
#include <asctp/options.h>
#include <stdio.h>

#ifdef __LP64__

/* clang-format off */
/*        struct        member          offset size */
#define MEMBERS(X) \
	X(asctp_rto, initial_ms, 0, 4) \
	X(asctp_rto, min_ms, 4, 4) \
	X(asctp_rto, max_ms, 8, 4) \
	X(asctp_limits, max_retrans, 0, 4) \
	X(asctp_limits, cookie_life_ms, 4, 4) \
	X(asctp_limits, peer_addrs, 8, 4) \
	X(asctp_limits, peer_rwnd, 12, 4) \
	X(asctp_limits, local_rwnd, 16, 4) \
	X(asctp_init, streams_out, 0, 4) \
	X(asctp_init, streams_in_max, 4, 4) \
	X(asctp_init, attempts, 8, 4) \
	X(asctp_init, max_timeout_ms, 12, 4) \
	X(asctp_linger, on, 0, 1) \
	X(asctp_linger, seconds, 4, 4) \
	X(asctp_heartbeat, path, 0, 28) \
	X(asctp_heartbeat, interval_ms, 28, 4) \
	X(asctp_heartbeat, off, 32, 1) \
	X(asctp_path_count, path, 0, 28) \
	X(asctp_path_count, count, 28, 4) \
	X(asctp_path_mtu, path, 0, 28) \
	X(asctp_path_mtu, fixed, 28, 1) \
	X(asctp_path_mtu, mtu, 32, 4) \
	X(asctp_path_sack, path, 0, 28) \
	X(asctp_path_sack, delay_ms, 28, 4) \
	X(asctp_path_value, path, 0, 28) \
	X(asctp_path_value, value, 28, 4) \
	X(asctp_sack, delay_ms, 0, 4) \
	X(asctp_sack, packets, 4, 4) \
	X(asctp_default_send, stream, 0, 4) \
	X(asctp_default_send, ppid, 4, 4) \
	X(asctp_default_send, context, 8, 4) \
	X(asctp_default_send, unordered, 12, 1) \
	X(asctp_default_policy, policy, 0, 4) \
	X(asctp_default_policy, value, 4, 4) \
	X(asctp_hmacs, count, 0, 2) \
	X(asctp_hmacs, ids, 2, 14) \
	X(asctp_chunks, count, 0, 2) \
	X(asctp_chunks, types, 2, 254) \
	X(asctp_key, id, 0, 2) \
	X(asctp_key, len, 2, 2) \
	X(asctp_key, secret, 8, 8) \
	X(asctp_path_info, path, 0, 28) \
	X(asctp_path_info, state, 28, 4) \
	X(asctp_path_info, cwnd, 32, 4) \
	X(asctp_path_info, mtu, 36, 4) \
	X(asctp_path_info, srtt_ms, 40, 4) \
	X(asctp_path_info, rto_ms, 44, 4) \
	X(asctp_path_info, id, 48, 4) \
	X(asctp_status, state, 0, 4) \
	X(asctp_status, peer_rwnd, 4, 4) \
	X(asctp_status, unacked, 8, 4) \
	X(asctp_status, pending, 12, 4) \
	X(asctp_status, streams_in, 16, 4) \
	X(asctp_status, streams_out, 20, 4) \
	X(asctp_status, fragmentation_point, 24, 4) \
	X(asctp_status, primary, 28, 52) \
	X(asctp_assoc_ids, ids, 0, 8) \
	X(asctp_assoc_ids, max, 8, 4) \
	X(asctp_assoc_ids, count, 12, 4) \
	X(asctp_stats, packets_in, 0, 8) \
	X(asctp_stats, packets_out, 8, 8) \
	X(asctp_stats, sacks_in, 16, 8) \
	X(asctp_stats, sacks_out, 24, 8) \
	X(asctp_stats, control_chunks_in, 32, 8) \
	X(asctp_stats, control_chunks_out, 40, 8) \
	X(asctp_stats, ordered_chunks_in, 48, 8) \
	X(asctp_stats, ordered_chunks_out, 56, 8) \
	X(asctp_stats, unordered_chunks_in, 64, 8) \
	X(asctp_stats, unordered_chunks_out, 72, 8) \
	X(asctp_stats, retransmitted_chunks, 80, 8) \
	X(asctp_stats, gap_acks, 88, 8) \
	X(asctp_stats, out_of_order_tsns, 96, 8) \
	X(asctp_stats, duplicates, 104, 8) \
	X(asctp_stats, max_rto_ms, 112, 4) \
	X(asctp_stats, max_rto_path, 116, 28) \
	X(asctp_abandoned, policy, 0, 4) \
	X(asctp_abandoned, stream, 4, 4) \
	X(asctp_abandoned, unsent, 8, 8) \
	X(asctp_abandoned, sent, 16, 8) \
	X(asctp_reset, incoming, 0, 1) \
	X(asctp_reset, outgoing, 1, 1) \
	X(asctp_reset, streams, 8, 8) \
	X(asctp_reset, count, 16, 8) \
	X(asctp_more_streams, in, 0, 4) \
	X(asctp_more_streams, out, 4, 4) \
	X(asctp_stream_value, stream, 0, 4) \
	X(asctp_stream_value, value, 4, 4) \
	X(asctp_where, fd, 0, 4) \
	X(asctp_where, id, 4, 4) \
	X(asctp_option_info, option, 0, 4) \
	X(asctp_option_info, name, 8, 8) \
	X(asctp_option_info, type, 16, 8) \
	X(asctp_option_info, kernel, 24, 8) \
	X(asctp_option_info, rfc, 32, 8) \
	X(asctp_option_info, since, 40, 8) \
	X(asctp_option_info, scope, 48, 4) \
	X(asctp_option_info, can_get, 52, 1) \
	X(asctp_option_info, can_set, 53, 1) \
	X(asctp_option_info, size, 56, 8)

#define SIZES(Y) \
	Y(asctp_rto, 12) \
	Y(asctp_limits, 20) \
	Y(asctp_init, 16) \
	Y(asctp_linger, 8) \
	Y(asctp_heartbeat, 36) \
	Y(asctp_path_count, 32) \
	Y(asctp_path_mtu, 36) \
	Y(asctp_path_sack, 32) \
	Y(asctp_path_value, 32) \
	Y(asctp_sack, 8) \
	Y(asctp_default_send, 16) \
	Y(asctp_default_policy, 8) \
	Y(asctp_hmacs, 16) \
	Y(asctp_chunks, 256) \
	Y(asctp_key, 16) \
	Y(asctp_path_info, 52) \
	Y(asctp_status, 80) \
	Y(asctp_assoc_ids, 16) \
	Y(asctp_stats, 144) \
	Y(asctp_abandoned, 24) \
	Y(asctp_reset, 24) \
	Y(asctp_more_streams, 8) \
	Y(asctp_stream_value, 8) \
	Y(asctp_where, 8) \
	Y(asctp_option_info, 64)
/* clang-format on */

#define HAS_ITS_PLACE(type, member, offset, size)                                            \
	_Static_assert(                                                                      \
		offsetof(type, member) == (offset) && sizeof(((type *)0)->member) == (size), \
		#type "." #member " moved");
#define HAS_ITS_SIZE(type, size) _Static_assert(sizeof(type) == (size), #type " has another size");
MEMBERS(HAS_ITS_PLACE)
SIZES(HAS_ITS_SIZE)

/* Numbers: the first and the last row of the table, and that none between has gone. */
_Static_assert(ASCTP_OPTION_rto == 1, "the first");
_Static_assert(ASCTP_OPTION_probe_interval == 64, "the last of 0.1");
#define PLUS_ONE(nr, name, type, scope, access, kernel, rfc, since) +1
_Static_assert(0 ASCTP_OPTIONS(PLUS_ONE) >= 64, "a row is gone");

int main(void)
{
	return 0;
}

#else

int main(void)
{
	puts("only the layout on LP64 is written down");
	return 77;
}

#endif
