/* SPDX-License-Identifier: MIT */
/*
 * unit/wire_kernel.c - our copy of the kernel's interface against the <linux/sctp.h> of this build.
 *
 * What is newer than 4.18 is compared only where the header has it.
 */
#include "wire/control.h"
#include "wire/kernel.h"
#include "wire/notification.h"
#include "wire_same.h"

static void test_levels_and_ids(void **state)
{
	(void)state;
	SAME(KERNEL_SOL_SCTP, IPPROTO_SCTP);
	SAME(KERNEL_MSG_NOTIFICATION, MSG_NOTIFICATION);
#ifdef SCTP_FUTURE_ASSOC
	SAME(KERNEL_FUTURE_ASSOC, SCTP_FUTURE_ASSOC);
	SAME(KERNEL_CURRENT_ASSOC, SCTP_CURRENT_ASSOC);
	SAME(KERNEL_ALL_ASSOC, SCTP_ALL_ASSOC);
#endif
}

static void test_status(void **state)
{
	(void)state;
	SIZE(kernel_paddrinfo, struct sctp_paddrinfo);
	MEMBER(kernel_paddrinfo, assoc_id, struct sctp_paddrinfo, spinfo_assoc_id);
	MEMBER(kernel_paddrinfo, address, struct sctp_paddrinfo, spinfo_address);
	MEMBER(kernel_paddrinfo, state, struct sctp_paddrinfo, spinfo_state);
	MEMBER(kernel_paddrinfo, cwnd, struct sctp_paddrinfo, spinfo_cwnd);
	MEMBER(kernel_paddrinfo, srtt, struct sctp_paddrinfo, spinfo_srtt);
	MEMBER(kernel_paddrinfo, rto_ms, struct sctp_paddrinfo, spinfo_rto);
	MEMBER(kernel_paddrinfo, mtu, struct sctp_paddrinfo, spinfo_mtu);
	SAME(KERNEL_PATH_INACTIVE, SCTP_INACTIVE);
	SAME(KERNEL_PATH_POTENTIALLY_FAILED, SCTP_PF);
	SAME(KERNEL_PATH_ACTIVE, SCTP_ACTIVE);
	SAME(KERNEL_PATH_UNCONFIRMED, SCTP_UNCONFIRMED);

	SIZE(kernel_status, struct sctp_status);
	MEMBER(kernel_status, assoc_id, struct sctp_status, sstat_assoc_id);
	MEMBER(kernel_status, state, struct sctp_status, sstat_state);
	MEMBER(kernel_status, rwnd, struct sctp_status, sstat_rwnd);
	MEMBER(kernel_status, unackdata, struct sctp_status, sstat_unackdata);
	MEMBER(kernel_status, penddata, struct sctp_status, sstat_penddata);
	MEMBER(kernel_status, streams_in, struct sctp_status, sstat_instrms);
	MEMBER(kernel_status, streams_out, struct sctp_status, sstat_outstrms);
	MEMBER(kernel_status, fragmentation_point, struct sctp_status, sstat_fragmentation_point);
	MEMBER(kernel_status, primary, struct sctp_status, sstat_primary);
	SAME(KERNEL_STATE_CLOSED, SCTP_CLOSED);
	SAME(KERNEL_STATE_COOKIE_WAIT, SCTP_COOKIE_WAIT);
	SAME(KERNEL_STATE_COOKIE_ECHOED, SCTP_COOKIE_ECHOED);
	SAME(KERNEL_STATE_ESTABLISHED, SCTP_ESTABLISHED);
	SAME(KERNEL_STATE_SHUTDOWN_PENDING, SCTP_SHUTDOWN_PENDING);
	SAME(KERNEL_STATE_SHUTDOWN_SENT, SCTP_SHUTDOWN_SENT);
	SAME(KERNEL_STATE_SHUTDOWN_RECEIVED, SCTP_SHUTDOWN_RECEIVED);
	SAME(KERNEL_STATE_SHUTDOWN_ACK_SENT, SCTP_SHUTDOWN_ACK_SENT);
}

static void test_ancillary_constants(void **state)
{
	(void)state;
	SAME(KERNEL_CMSG_INIT, SCTP_INIT);
	SAME(KERNEL_CMSG_SNDRCV, SCTP_SNDRCV);
	SAME(KERNEL_CMSG_SNDINFO, SCTP_SNDINFO);
	SAME(KERNEL_CMSG_RCVINFO, SCTP_RCVINFO);
	SAME(KERNEL_CMSG_NXTINFO, SCTP_NXTINFO);
	SAME(KERNEL_CMSG_PRINFO, SCTP_PRINFO);
	SAME(KERNEL_CMSG_AUTHINFO, SCTP_AUTHINFO);
	SAME(KERNEL_CMSG_DSTADDRV4, SCTP_DSTADDRV4);
	SAME(KERNEL_CMSG_DSTADDRV6, SCTP_DSTADDRV6);

	SAME(KERNEL_UNORDERED, SCTP_UNORDERED);
	SAME(KERNEL_ADDR_OVER, SCTP_ADDR_OVER);
	SAME(KERNEL_ABORT, SCTP_ABORT);
	SAME(KERNEL_SACK_IMMEDIATELY, SCTP_SACK_IMMEDIATELY);
	SAME(KERNEL_SENDALL, SCTP_SENDALL);
	SAME(KERNEL_EOF, SCTP_EOF);
	SAME(KERNEL_MSG_NOTIFICATION, SCTP_NOTIFICATION);

	SAME(KERNEL_PR_NONE, SCTP_PR_SCTP_NONE);
	SAME(KERNEL_PR_TTL, SCTP_PR_SCTP_TTL);
	SAME(KERNEL_PR_RTX, SCTP_PR_SCTP_RTX);
	SAME(KERNEL_PR_PRIO, SCTP_PR_SCTP_PRIO);

	/* and what wire/control.h calls them */
	SAME(WIRE_SEND_UNORDERED, KERNEL_UNORDERED);
	SAME(WIRE_SEND_ADDR_OVER, KERNEL_ADDR_OVER);
	SAME(WIRE_SEND_ABORT, KERNEL_ABORT);
	SAME(WIRE_SEND_SACK_NOW, KERNEL_SACK_IMMEDIATELY);
	SAME(WIRE_SEND_ALL, KERNEL_SENDALL);
	SAME(WIRE_SEND_EOF, KERNEL_EOF);
	SAME(WIRE_PR_NONE, KERNEL_PR_NONE);
	SAME(WIRE_PR_TTL, KERNEL_PR_TTL);
	SAME(WIRE_PR_RTX, KERNEL_PR_RTX);
	SAME(WIRE_PR_PRIO, KERNEL_PR_PRIO);
}

static void test_ancillary_structs(void **state)
{
	(void)state;
	SIZE(kernel_sndrcvinfo, struct sctp_sndrcvinfo);
	MEMBER(kernel_sndrcvinfo, stream, struct sctp_sndrcvinfo, sinfo_stream);
	MEMBER(kernel_sndrcvinfo, ssn, struct sctp_sndrcvinfo, sinfo_ssn);
	MEMBER(kernel_sndrcvinfo, flags, struct sctp_sndrcvinfo, sinfo_flags);
	MEMBER(kernel_sndrcvinfo, ppid, struct sctp_sndrcvinfo, sinfo_ppid);
	MEMBER(kernel_sndrcvinfo, context, struct sctp_sndrcvinfo, sinfo_context);
	MEMBER(kernel_sndrcvinfo, timetolive_ms, struct sctp_sndrcvinfo, sinfo_timetolive);
	MEMBER(kernel_sndrcvinfo, tsn, struct sctp_sndrcvinfo, sinfo_tsn);
	MEMBER(kernel_sndrcvinfo, cumtsn, struct sctp_sndrcvinfo, sinfo_cumtsn);
	MEMBER(kernel_sndrcvinfo, assoc_id, struct sctp_sndrcvinfo, sinfo_assoc_id);

	SIZE(kernel_sndinfo, struct sctp_sndinfo);
	MEMBER(kernel_sndinfo, sid, struct sctp_sndinfo, snd_sid);
	MEMBER(kernel_sndinfo, flags, struct sctp_sndinfo, snd_flags);
	MEMBER(kernel_sndinfo, ppid, struct sctp_sndinfo, snd_ppid);
	MEMBER(kernel_sndinfo, context, struct sctp_sndinfo, snd_context);
	MEMBER(kernel_sndinfo, assoc_id, struct sctp_sndinfo, snd_assoc_id);

	SIZE(kernel_rcvinfo, struct sctp_rcvinfo);
	MEMBER(kernel_rcvinfo, sid, struct sctp_rcvinfo, rcv_sid);
	MEMBER(kernel_rcvinfo, ssn, struct sctp_rcvinfo, rcv_ssn);
	MEMBER(kernel_rcvinfo, flags, struct sctp_rcvinfo, rcv_flags);
	MEMBER(kernel_rcvinfo, ppid, struct sctp_rcvinfo, rcv_ppid);
	MEMBER(kernel_rcvinfo, tsn, struct sctp_rcvinfo, rcv_tsn);
	MEMBER(kernel_rcvinfo, cumtsn, struct sctp_rcvinfo, rcv_cumtsn);
	MEMBER(kernel_rcvinfo, context, struct sctp_rcvinfo, rcv_context);
	MEMBER(kernel_rcvinfo, assoc_id, struct sctp_rcvinfo, rcv_assoc_id);

	SIZE(kernel_nxtinfo, struct sctp_nxtinfo);
	MEMBER(kernel_nxtinfo, sid, struct sctp_nxtinfo, nxt_sid);
	MEMBER(kernel_nxtinfo, flags, struct sctp_nxtinfo, nxt_flags);
	MEMBER(kernel_nxtinfo, ppid, struct sctp_nxtinfo, nxt_ppid);
	MEMBER(kernel_nxtinfo, length, struct sctp_nxtinfo, nxt_length);
	MEMBER(kernel_nxtinfo, assoc_id, struct sctp_nxtinfo, nxt_assoc_id);

	SIZE(kernel_prinfo, struct sctp_prinfo);
	MEMBER(kernel_prinfo, policy, struct sctp_prinfo, pr_policy);
	MEMBER(kernel_prinfo, value, struct sctp_prinfo, pr_value);

	SIZE(kernel_authinfo, struct sctp_authinfo);
	MEMBER(kernel_authinfo, keynumber, struct sctp_authinfo, auth_keynumber);
}

static void test_notification_constants(void **state)
{
	(void)state;
	SAME(KERNEL_DATA_IO_EVENT, SCTP_DATA_IO_EVENT);
	SAME(KERNEL_ASSOC_CHANGE, SCTP_ASSOC_CHANGE);
	SAME(KERNEL_PEER_ADDR_CHANGE, SCTP_PEER_ADDR_CHANGE);
	SAME(KERNEL_SEND_FAILED, SCTP_SEND_FAILED);
	SAME(KERNEL_REMOTE_ERROR, SCTP_REMOTE_ERROR);
	SAME(KERNEL_SHUTDOWN_EVENT, SCTP_SHUTDOWN_EVENT);
	SAME(KERNEL_PARTIAL_DELIVERY_EVENT, SCTP_PARTIAL_DELIVERY_EVENT);
	SAME(KERNEL_ADAPTATION_INDICATION, SCTP_ADAPTATION_INDICATION);
	SAME(KERNEL_AUTHENTICATION_EVENT, SCTP_AUTHENTICATION_EVENT);
	SAME(KERNEL_SENDER_DRY_EVENT, SCTP_SENDER_DRY_EVENT);
	SAME(KERNEL_STREAM_RESET_EVENT, SCTP_STREAM_RESET_EVENT);
	SAME(KERNEL_ASSOC_RESET_EVENT, SCTP_ASSOC_RESET_EVENT);
	SAME(KERNEL_STREAM_CHANGE_EVENT, SCTP_STREAM_CHANGE_EVENT);
#ifdef SCTP_SEND_FAILED_EVENT
	SAME(KERNEL_SEND_FAILED_EVENT, SCTP_SEND_FAILED_EVENT);
#endif

	SAME(ASCTP_ASSOC_CHANGE, KERNEL_ASSOC_CHANGE);
	SAME(ASCTP_PEER_ADDR_CHANGE, KERNEL_PEER_ADDR_CHANGE);
	SAME(ASCTP_SEND_FAILED, KERNEL_SEND_FAILED);
	SAME(ASCTP_REMOTE_ERROR, KERNEL_REMOTE_ERROR);
	SAME(ASCTP_SHUTDOWN_EVENT, KERNEL_SHUTDOWN_EVENT);
	SAME(ASCTP_PARTIAL_DELIVERY_EVENT, KERNEL_PARTIAL_DELIVERY_EVENT);
	SAME(ASCTP_ADAPTATION_INDICATION, KERNEL_ADAPTATION_INDICATION);
	SAME(ASCTP_AUTHENTICATION_EVENT, KERNEL_AUTHENTICATION_EVENT);
	SAME(ASCTP_SENDER_DRY_EVENT, KERNEL_SENDER_DRY_EVENT);
	SAME(ASCTP_STREAM_RESET_EVENT, KERNEL_STREAM_RESET_EVENT);
	SAME(ASCTP_ASSOC_RESET_EVENT, KERNEL_ASSOC_RESET_EVENT);
	SAME(ASCTP_STREAM_CHANGE_EVENT, KERNEL_STREAM_CHANGE_EVENT);
	SAME(ASCTP_SEND_FAILED_EVENT, KERNEL_SEND_FAILED_EVENT);

	SAME(ASCTP_COMM_UP, SCTP_COMM_UP);
	SAME(ASCTP_COMM_LOST, SCTP_COMM_LOST);
	SAME(ASCTP_RESTART, SCTP_RESTART);
	SAME(ASCTP_SHUTDOWN_COMP, SCTP_SHUTDOWN_COMP);
	SAME(ASCTP_CANT_STR_ASSOC, SCTP_CANT_STR_ASSOC);

	SAME(ASCTP_ADDR_AVAILABLE, SCTP_ADDR_AVAILABLE);
	SAME(ASCTP_ADDR_UNREACHABLE, SCTP_ADDR_UNREACHABLE);
	SAME(ASCTP_ADDR_REMOVED, SCTP_ADDR_REMOVED);
	SAME(ASCTP_ADDR_ADDED, SCTP_ADDR_ADDED);
	SAME(ASCTP_ADDR_MADE_PRIM, SCTP_ADDR_MADE_PRIM);
	SAME(ASCTP_ADDR_CONFIRMED, SCTP_ADDR_CONFIRMED);
	SAME(ASCTP_ADDR_POTENTIALLY_FAILED, SCTP_ADDR_POTENTIALLY_FAILED);

	SAME(ASCTP_AUTH_NEW_KEY, SCTP_AUTH_NEW_KEY);
	SAME(ASCTP_AUTH_FREE_KEY, SCTP_AUTH_FREE_KEY);
	SAME(ASCTP_AUTH_NO_AUTH, SCTP_AUTH_NO_AUTH);

	SAME(KERNEL_DATA_UNSENT, SCTP_DATA_UNSENT);
	SAME(KERNEL_DATA_SENT, SCTP_DATA_SENT);
	SAME(KERNEL_RESET_INCOMING, SCTP_STREAM_RESET_INCOMING_SSN);
	SAME(KERNEL_RESET_OUTGOING, SCTP_STREAM_RESET_OUTGOING_SSN);
	SAME(KERNEL_RESET_DENIED, SCTP_STREAM_RESET_DENIED);
	SAME(KERNEL_RESET_FAILED, SCTP_STREAM_RESET_FAILED);
	SAME(KERNEL_RESET_DENIED, SCTP_ASSOC_RESET_DENIED);
	SAME(KERNEL_RESET_FAILED, SCTP_ASSOC_RESET_FAILED);
	SAME(KERNEL_RESET_DENIED, SCTP_STREAM_CHANGE_DENIED);
	SAME(KERNEL_RESET_FAILED, SCTP_STREAM_CHANGE_FAILED);
}

#define HEAD(ours, theirs, prefix)                                  \
	do {                                                        \
		MEMBER(ours, head.type, theirs, prefix##_type);     \
		MEMBER(ours, head.flags, theirs, prefix##_flags);   \
		MEMBER(ours, head.length, theirs, prefix##_length); \
	} while (0)

static void test_notification_structs(void **state)
{
	(void)state;
	SIZE(kernel_assoc_change, struct sctp_assoc_change);
	HEAD(kernel_assoc_change, struct sctp_assoc_change, sac);
	MEMBER(kernel_assoc_change, state, struct sctp_assoc_change, sac_state);
	MEMBER(kernel_assoc_change, error, struct sctp_assoc_change, sac_error);
	MEMBER(kernel_assoc_change, streams_out, struct sctp_assoc_change, sac_outbound_streams);
	MEMBER(kernel_assoc_change, streams_in, struct sctp_assoc_change, sac_inbound_streams);
	MEMBER(kernel_assoc_change, assoc_id, struct sctp_assoc_change, sac_assoc_id);
	TAIL(kernel_assoc_change, info, struct sctp_assoc_change, sac_info);

	SIZE(kernel_paddr_change, struct sctp_paddr_change);
	HEAD(kernel_paddr_change, struct sctp_paddr_change, spc);
	MEMBER(kernel_paddr_change, address, struct sctp_paddr_change, spc_aaddr);
	MEMBER(kernel_paddr_change, state, struct sctp_paddr_change, spc_state);
	MEMBER(kernel_paddr_change, error, struct sctp_paddr_change, spc_error);
	MEMBER(kernel_paddr_change, assoc_id, struct sctp_paddr_change, spc_assoc_id);

	SIZE(kernel_remote_error, struct sctp_remote_error);
	HEAD(kernel_remote_error, struct sctp_remote_error, sre);
	MEMBER(kernel_remote_error, error, struct sctp_remote_error, sre_error);
	MEMBER(kernel_remote_error, assoc_id, struct sctp_remote_error, sre_assoc_id);
	TAIL(kernel_remote_error, data, struct sctp_remote_error, sre_data);

	SIZE(kernel_send_failed, struct sctp_send_failed);
	HEAD(kernel_send_failed, struct sctp_send_failed, ssf);
	MEMBER(kernel_send_failed, error, struct sctp_send_failed, ssf_error);
	MEMBER(kernel_send_failed, info, struct sctp_send_failed, ssf_info);
	MEMBER(kernel_send_failed, assoc_id, struct sctp_send_failed, ssf_assoc_id);
	TAIL(kernel_send_failed, data, struct sctp_send_failed, ssf_data);

#ifdef SCTP_SEND_FAILED_EVENT
	SIZE(kernel_send_failed_event, struct sctp_send_failed_event);
	HEAD(kernel_send_failed_event, struct sctp_send_failed_event, ssf);
	MEMBER(kernel_send_failed_event, error, struct sctp_send_failed_event, ssf_error);
	MEMBER(kernel_send_failed_event, info, struct sctp_send_failed_event, ssfe_info);
	MEMBER(kernel_send_failed_event, assoc_id, struct sctp_send_failed_event, ssf_assoc_id);
	TAIL(kernel_send_failed_event, data, struct sctp_send_failed_event, ssf_data);
#endif

	SIZE(kernel_assoc_event, struct sctp_shutdown_event);
	HEAD(kernel_assoc_event, struct sctp_shutdown_event, sse);
	MEMBER(kernel_assoc_event, assoc_id, struct sctp_shutdown_event, sse_assoc_id);
	SIZE(kernel_assoc_event, struct sctp_sender_dry_event);
	HEAD(kernel_assoc_event, struct sctp_sender_dry_event, sender_dry);
	MEMBER(kernel_assoc_event, assoc_id, struct sctp_sender_dry_event, sender_dry_assoc_id);

	SIZE(kernel_adaptation_event, struct sctp_adaptation_event);
	HEAD(kernel_adaptation_event, struct sctp_adaptation_event, sai);
	MEMBER(kernel_adaptation_event, indication, struct sctp_adaptation_event,
		sai_adaptation_ind);
	MEMBER(kernel_adaptation_event, assoc_id, struct sctp_adaptation_event, sai_assoc_id);

	SIZE(kernel_pdapi_event, struct sctp_pdapi_event);
	HEAD(kernel_pdapi_event, struct sctp_pdapi_event, pdapi);
	MEMBER(kernel_pdapi_event, indication, struct sctp_pdapi_event, pdapi_indication);
	MEMBER(kernel_pdapi_event, assoc_id, struct sctp_pdapi_event, pdapi_assoc_id);
	MEMBER(kernel_pdapi_event, stream, struct sctp_pdapi_event, pdapi_stream);
	MEMBER(kernel_pdapi_event, sequence, struct sctp_pdapi_event, pdapi_seq);

	SIZE(kernel_authkey_event, struct sctp_authkey_event);
	HEAD(kernel_authkey_event, struct sctp_authkey_event, auth);
	MEMBER(kernel_authkey_event, keynumber, struct sctp_authkey_event, auth_keynumber);
	MEMBER(kernel_authkey_event, altkeynumber, struct sctp_authkey_event, auth_altkeynumber);
	MEMBER(kernel_authkey_event, indication, struct sctp_authkey_event, auth_indication);
	MEMBER(kernel_authkey_event, assoc_id, struct sctp_authkey_event, auth_assoc_id);

	SIZE(kernel_stream_reset_event, struct sctp_stream_reset_event);
	HEAD(kernel_stream_reset_event, struct sctp_stream_reset_event, strreset);
	MEMBER(kernel_stream_reset_event, assoc_id, struct sctp_stream_reset_event,
		strreset_assoc_id);
	TAIL(kernel_stream_reset_event, streams, struct sctp_stream_reset_event,
		strreset_stream_list);

	SIZE(kernel_assoc_reset_event, struct sctp_assoc_reset_event);
	HEAD(kernel_assoc_reset_event, struct sctp_assoc_reset_event, assocreset);
	MEMBER(kernel_assoc_reset_event, assoc_id, struct sctp_assoc_reset_event,
		assocreset_assoc_id);
	MEMBER(kernel_assoc_reset_event, local_tsn, struct sctp_assoc_reset_event,
		assocreset_local_tsn);
	MEMBER(kernel_assoc_reset_event, remote_tsn, struct sctp_assoc_reset_event,
		assocreset_remote_tsn);

	SIZE(kernel_stream_change_event, struct sctp_stream_change_event);
	HEAD(kernel_stream_change_event, struct sctp_stream_change_event, strchange);
	MEMBER(kernel_stream_change_event, assoc_id, struct sctp_stream_change_event,
		strchange_assoc_id);
	MEMBER(kernel_stream_change_event, streams_in, struct sctp_stream_change_event,
		strchange_instrms);
	MEMBER(kernel_stream_change_event, streams_out, struct sctp_stream_change_event,
		strchange_outstrms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels_and_ids),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_ancillary_constants),
		cmocka_unit_test(test_ancillary_structs),
		cmocka_unit_test(test_notification_constants),
		cmocka_unit_test(test_notification_structs),
	};

	return cmocka_run_group_tests_name("wire_kernel", tests, NULL, NULL);
}
