/* SPDX-License-Identifier: MIT */
/*
 * tests/rfc6458/names.c - the names of RFC 6458 that a program can use with our <netinet/sctp.h>, in C
 * and (names.cc) in C++: constants, the members of structs, functions; and those that it cannot.
 */
#include <netinet/sctp.h>
#include <stdio.h>

static const long constants[] = {
	MSG_NOTIFICATION,
	SCTP_ABORT,
	SCTP_ACTIVE,
	SCTP_ADAPTATION_INDICATION,
	SCTP_ADAPTATION_LAYER,
	SCTP_ADDR_ADDED,
	SCTP_ADDR_AVAILABLE,
	SCTP_ADDR_MADE_PRIM,
	SCTP_ADDR_OVER,
	SCTP_ADDR_REMOVED,
	SCTP_ADDR_UNREACHABLE,
	SCTP_ALL_ASSOC,
	SCTP_ASSOCINFO,
	SCTP_ASSOC_CHANGE,
	SCTP_AUTHENTICATION_EVENT,
	SCTP_AUTHINFO,
	SCTP_AUTH_ACTIVE_KEY,
	SCTP_AUTH_CHUNK,
	SCTP_AUTH_DEACTIVATE_KEY,
	SCTP_AUTH_DELETE_KEY,
	SCTP_AUTH_FREE_KEY,
	SCTP_AUTH_HMAC_ID_SHA1,
	SCTP_AUTH_HMAC_ID_SHA256,
	SCTP_AUTH_KEY,
	SCTP_AUTH_NEW_KEY,
	SCTP_AUTH_NO_AUTH,
	SCTP_AUTOCLOSE,
	SCTP_AUTO_ASCONF,
	SCTP_BINDX_ADD_ADDR,
	SCTP_BINDX_REM_ADDR,
	SCTP_CANT_STR_ASSOC,
	SCTP_CLOSED,
	SCTP_COMM_LOST,
	SCTP_COMM_UP,
	SCTP_CONTEXT,
	SCTP_COOKIE_ECHOED,
	SCTP_COOKIE_WAIT,
	SCTP_CURRENT_ASSOC,
	SCTP_DATA_LAST_FRAG,
	SCTP_DATA_NOT_FRAG,
	SCTP_DATA_SENT,
	SCTP_DATA_UNSENT,
	SCTP_DEFAULT_PRINFO,
	SCTP_DEFAULT_SEND_PARAM,
	SCTP_DEFAULT_SNDINFO,
	SCTP_DELAYED_SACK,
	SCTP_DISABLE_FRAGMENTS,
	SCTP_DSTADDRV4,
	SCTP_DSTADDRV6,
	SCTP_EOF,
	SCTP_ESTABLISHED,
	SCTP_EVENT,
	SCTP_EVENTS,
	SCTP_FRAGMENT_INTERLEAVE,
	SCTP_FUTURE_ASSOC,
	SCTP_GET_ASSOC_ID_LIST,
	SCTP_GET_ASSOC_NUMBER,
	SCTP_GET_PEER_ADDR_INFO,
	SCTP_HMAC_IDENT,
	SCTP_INACTIVE,
	SCTP_INIT,
	SCTP_INITMSG,
	SCTP_I_WANT_MAPPED_V4_ADDR,
	SCTP_LOCAL_AUTH_CHUNKS,
	SCTP_MAXSEG,
	SCTP_MAX_BURST,
	SCTP_NODELAY,
	SCTP_NOTIFICATION,
	SCTP_NXTINFO,
	SCTP_PARTIAL_DELIVERY_ABORTED,
	SCTP_PARTIAL_DELIVERY_EVENT,
	SCTP_PARTIAL_DELIVERY_POINT,
	SCTP_PEER_ADDR_CHANGE,
	SCTP_PEER_ADDR_PARAMS,
	SCTP_PEER_AUTH_CHUNKS,
	SCTP_PRIMARY_ADDR,
	SCTP_PRINFO,
	SCTP_PR_SCTP_NONE,
	SCTP_PR_SCTP_TTL,
	SCTP_RCVINFO,
	SCTP_RECVNXTINFO,
	SCTP_RECVRCVINFO,
	SCTP_RECVV_NOINFO,
	SCTP_RECVV_NXTINFO,
	SCTP_RECVV_RCVINFO,
	SCTP_RECVV_RN,
	SCTP_REMOTE_ERROR,
	SCTP_RESTART,
	SCTP_REUSE_PORT,
	SCTP_RTOINFO,
	SCTP_SENDALL,
	SCTP_SENDER_DRY_EVENT,
	SCTP_SENDV_AUTHINFO,
	SCTP_SENDV_NOINFO,
	SCTP_SENDV_PRINFO,
	SCTP_SENDV_SNDINFO,
	SCTP_SENDV_SPA,
	SCTP_SEND_AUTHINFO_VALID,
	SCTP_SEND_FAILED,
	SCTP_SEND_FAILED_EVENT,
	SCTP_SEND_PRINFO_VALID,
	SCTP_SEND_SNDINFO_VALID,
	SCTP_SET_PEER_PRIMARY_ADDR,
	SCTP_SHUTDOWN_ACK_SENT,
	SCTP_SHUTDOWN_COMP,
	SCTP_SHUTDOWN_EVENT,
	SCTP_SHUTDOWN_PENDING,
	SCTP_SHUTDOWN_RECEIVED,
	SCTP_SHUTDOWN_SENT,
	SCTP_SNDINFO,
	SCTP_SNDRCV,
	SCTP_STATUS,
	SCTP_UNCONFIRMED,
	SCTP_UNORDERED,
};

#define MEMBER(type, member) (void)&((type *)0)->member;

static void members(void)
{
	MEMBER(struct sctp_initmsg, sinit_num_ostreams)
	MEMBER(struct sctp_initmsg, sinit_max_instreams)
	MEMBER(struct sctp_initmsg, sinit_max_attempts)
	MEMBER(struct sctp_initmsg, sinit_max_init_timeo)
	MEMBER(struct sctp_sndrcvinfo, sinfo_stream)
	MEMBER(struct sctp_sndrcvinfo, sinfo_ssn)
	MEMBER(struct sctp_sndrcvinfo, sinfo_flags)
	MEMBER(struct sctp_sndrcvinfo, sinfo_ppid)
	MEMBER(struct sctp_sndrcvinfo, sinfo_context)
	MEMBER(struct sctp_sndrcvinfo, sinfo_timetolive)
	MEMBER(struct sctp_sndrcvinfo, sinfo_tsn)
	MEMBER(struct sctp_sndrcvinfo, sinfo_cumtsn)
	MEMBER(struct sctp_sndrcvinfo, sinfo_assoc_id)
	MEMBER(struct sctp_sndinfo, snd_sid)
	MEMBER(struct sctp_sndinfo, snd_flags)
	MEMBER(struct sctp_sndinfo, snd_ppid)
	MEMBER(struct sctp_sndinfo, snd_context)
	MEMBER(struct sctp_sndinfo, snd_assoc_id)
	MEMBER(struct sctp_rcvinfo, rcv_sid)
	MEMBER(struct sctp_rcvinfo, rcv_ssn)
	MEMBER(struct sctp_rcvinfo, rcv_flags)
	MEMBER(struct sctp_rcvinfo, rcv_ppid)
	MEMBER(struct sctp_rcvinfo, rcv_tsn)
	MEMBER(struct sctp_rcvinfo, rcv_cumtsn)
	MEMBER(struct sctp_rcvinfo, rcv_context)
	MEMBER(struct sctp_rcvinfo, rcv_assoc_id)
	MEMBER(struct sctp_nxtinfo, nxt_sid)
	MEMBER(struct sctp_nxtinfo, nxt_flags)
	MEMBER(struct sctp_nxtinfo, nxt_ppid)
	MEMBER(struct sctp_nxtinfo, nxt_length)
	MEMBER(struct sctp_nxtinfo, nxt_assoc_id)
	MEMBER(struct sctp_prinfo, pr_policy)
	MEMBER(struct sctp_prinfo, pr_value)
	MEMBER(struct sctp_authinfo, auth_keynumber)
	MEMBER(union sctp_notification, sn_header)
	MEMBER(union sctp_notification, sn_assoc_change)
	MEMBER(union sctp_notification, sn_paddr_change)
	MEMBER(union sctp_notification, sn_remote_error)
	MEMBER(union sctp_notification, sn_send_failed)
	MEMBER(union sctp_notification, sn_shutdown_event)
	MEMBER(union sctp_notification, sn_adaptation_event)
	MEMBER(union sctp_notification, sn_pdapi_event)
	MEMBER(union sctp_notification, sn_auth_event)
	MEMBER(union sctp_notification, sn_sender_dry_event)
	MEMBER(union sctp_notification, sn_send_failed_event)
	MEMBER(struct sctp_assoc_change, sac_type)
	MEMBER(struct sctp_assoc_change, sac_flags)
	MEMBER(struct sctp_assoc_change, sac_length)
	MEMBER(struct sctp_assoc_change, sac_state)
	MEMBER(struct sctp_assoc_change, sac_error)
	MEMBER(struct sctp_assoc_change, sac_outbound_streams)
	MEMBER(struct sctp_assoc_change, sac_inbound_streams)
	MEMBER(struct sctp_assoc_change, sac_assoc_id)
	MEMBER(struct sctp_assoc_change, sac_info)
	MEMBER(struct sctp_paddr_change, spc_type)
	MEMBER(struct sctp_paddr_change, spc_flags)
	MEMBER(struct sctp_paddr_change, spc_length)
	MEMBER(struct sctp_paddr_change, spc_aaddr)
	MEMBER(struct sctp_paddr_change, spc_state)
	MEMBER(struct sctp_paddr_change, spc_error)
	MEMBER(struct sctp_paddr_change, spc_assoc_id)
	MEMBER(struct sctp_send_failed, ssf_type)
	MEMBER(struct sctp_send_failed, ssf_flags)
	MEMBER(struct sctp_send_failed, ssf_length)
	MEMBER(struct sctp_send_failed, ssf_error)
	MEMBER(struct sctp_send_failed, ssf_info)
	MEMBER(struct sctp_send_failed, ssf_assoc_id)
	MEMBER(struct sctp_send_failed, ssf_data)
	MEMBER(struct sctp_shutdown_event, sse_type)
	MEMBER(struct sctp_shutdown_event, sse_flags)
	MEMBER(struct sctp_shutdown_event, sse_length)
	MEMBER(struct sctp_shutdown_event, sse_assoc_id)
	MEMBER(struct sctp_adaptation_event, sai_type)
	MEMBER(struct sctp_adaptation_event, sai_flags)
	MEMBER(struct sctp_adaptation_event, sai_length)
	MEMBER(struct sctp_adaptation_event, sai_adaptation_ind)
	MEMBER(struct sctp_adaptation_event, sai_assoc_id)
	MEMBER(struct sctp_pdapi_event, pdapi_type)
	MEMBER(struct sctp_pdapi_event, pdapi_flags)
	MEMBER(struct sctp_pdapi_event, pdapi_length)
	MEMBER(struct sctp_pdapi_event, pdapi_indication)
	MEMBER(struct sctp_pdapi_event, pdapi_stream)
	MEMBER(struct sctp_pdapi_event, pdapi_seq)
	MEMBER(struct sctp_pdapi_event, pdapi_assoc_id)
	MEMBER(struct sctp_authkey_event, auth_type)
	MEMBER(struct sctp_authkey_event, auth_flags)
	MEMBER(struct sctp_authkey_event, auth_length)
	MEMBER(struct sctp_authkey_event, auth_keynumber)
	MEMBER(struct sctp_authkey_event, auth_indication)
	MEMBER(struct sctp_authkey_event, auth_assoc_id)
	MEMBER(struct sctp_sender_dry_event, sender_dry_type)
	MEMBER(struct sctp_sender_dry_event, sender_dry_flags)
	MEMBER(struct sctp_sender_dry_event, sender_dry_length)
	MEMBER(struct sctp_sender_dry_event, sender_dry_assoc_id)
	MEMBER(struct sctp_send_failed_event, ssfe_type)
	MEMBER(struct sctp_send_failed_event, ssfe_flags)
	MEMBER(struct sctp_send_failed_event, ssfe_length)
	MEMBER(struct sctp_send_failed_event, ssfe_error)
	MEMBER(struct sctp_send_failed_event, ssfe_info)
	MEMBER(struct sctp_send_failed_event, ssfe_assoc_id)
	MEMBER(struct sctp_send_failed_event, ssfe_data)
	MEMBER(struct sctp_event_subscribe, sctp_data_io_event)
	MEMBER(struct sctp_event_subscribe, sctp_association_event)
	MEMBER(struct sctp_event_subscribe, sctp_address_event)
	MEMBER(struct sctp_event_subscribe, sctp_send_failure_event)
	MEMBER(struct sctp_event_subscribe, sctp_peer_error_event)
	MEMBER(struct sctp_event_subscribe, sctp_shutdown_event)
	MEMBER(struct sctp_event_subscribe, sctp_partial_delivery_event)
	MEMBER(struct sctp_event_subscribe, sctp_adaptation_layer_event)
	MEMBER(struct sctp_event_subscribe, sctp_authentication_event)
	MEMBER(struct sctp_event_subscribe, sctp_sender_dry_event)
	MEMBER(struct sctp_event, se_assoc_id)
	MEMBER(struct sctp_event, se_type)
	MEMBER(struct sctp_event, se_on)
	MEMBER(struct sctp_rtoinfo, srto_assoc_id)
	MEMBER(struct sctp_rtoinfo, srto_initial)
	MEMBER(struct sctp_rtoinfo, srto_max)
	MEMBER(struct sctp_rtoinfo, srto_min)
	MEMBER(struct sctp_assocparams, sasoc_assoc_id)
	MEMBER(struct sctp_assocparams, sasoc_asocmaxrxt)
	MEMBER(struct sctp_assocparams, sasoc_number_peer_destinations)
	MEMBER(struct sctp_assocparams, sasoc_peer_rwnd)
	MEMBER(struct sctp_assocparams, sasoc_local_rwnd)
	MEMBER(struct sctp_assocparams, sasoc_cookie_life)
	MEMBER(struct sctp_setprim, ssp_assoc_id)
	MEMBER(struct sctp_setprim, ssp_addr)
	MEMBER(struct sctp_setadaptation, ssb_adaptation_ind)
	MEMBER(struct sctp_paddrparams, spp_assoc_id)
	MEMBER(struct sctp_paddrparams, spp_address)
	MEMBER(struct sctp_paddrparams, spp_hbinterval)
	MEMBER(struct sctp_paddrparams, spp_pathmaxrxt)
	MEMBER(struct sctp_paddrparams, spp_pathmtu)
	MEMBER(struct sctp_paddrparams, spp_flags)
	MEMBER(struct sctp_paddrparams, spp_ipv6_flowlabel)
	MEMBER(struct sctp_paddrparams, spp_dscp)
	MEMBER(struct sctp_assoc_value, assoc_id)
	MEMBER(struct sctp_assoc_value, assoc_value)
	MEMBER(struct sctp_hmacalgo, shmac_number_of_idents)
	MEMBER(struct sctp_hmacalgo, shmac_idents)
	MEMBER(struct sctp_authkeyid, scact_assoc_id)
	MEMBER(struct sctp_authkeyid, scact_keynumber)
	MEMBER(struct sctp_sack_info, sack_assoc_id)
	MEMBER(struct sctp_sack_info, sack_delay)
	MEMBER(struct sctp_sack_info, sack_freq)
	MEMBER(struct sctp_default_prinfo, pr_policy)
	MEMBER(struct sctp_default_prinfo, pr_value)
	MEMBER(struct sctp_default_prinfo, pr_assoc_id)
	MEMBER(struct sctp_status, sstat_assoc_id)
	MEMBER(struct sctp_status, sstat_state)
	MEMBER(struct sctp_status, sstat_rwnd)
	MEMBER(struct sctp_status, sstat_unackdata)
	MEMBER(struct sctp_status, sstat_penddata)
	MEMBER(struct sctp_status, sstat_instrms)
	MEMBER(struct sctp_status, sstat_outstrms)
	MEMBER(struct sctp_status, sstat_fragmentation_point)
	MEMBER(struct sctp_status, sstat_primary)
	MEMBER(struct sctp_paddrinfo, spinfo_assoc_id)
	MEMBER(struct sctp_paddrinfo, spinfo_address)
	MEMBER(struct sctp_paddrinfo, spinfo_state)
	MEMBER(struct sctp_paddrinfo, spinfo_cwnd)
	MEMBER(struct sctp_paddrinfo, spinfo_srtt)
	MEMBER(struct sctp_paddrinfo, spinfo_rto)
	MEMBER(struct sctp_paddrinfo, spinfo_mtu)
	MEMBER(struct sctp_authchunks, gauth_assoc_id)
	MEMBER(struct sctp_authchunks, gauth_number_of_chunks)
	MEMBER(struct sctp_authchunks, gauth_chunks)
	MEMBER(struct sctp_assoc_ids, gaids_number_of_ids)
	MEMBER(struct sctp_assoc_ids, gaids_assoc_id)
	MEMBER(struct sctp_setpeerprim, sspp_assoc_id)
	MEMBER(struct sctp_setpeerprim, sspp_addr)
	MEMBER(struct sctp_authchunk, sauth_chunk)
	MEMBER(struct sctp_authkey, sca_assoc_id)
	MEMBER(struct sctp_authkey, sca_keynumber)
	MEMBER(struct sctp_authkey, sca_keylength)
	MEMBER(struct sctp_authkey, sca_key)
	MEMBER(struct sctp_sendv_spa, sendv_flags)
	MEMBER(struct sctp_sendv_spa, sendv_sndinfo)
	MEMBER(struct sctp_sendv_spa, sendv_prinfo)
	MEMBER(struct sctp_sendv_spa, sendv_authinfo)
	MEMBER(struct sctp_recvv_rn, recvv_rcvinfo)
	MEMBER(struct sctp_recvv_rn, recvv_nxtinfo)
	MEMBER(struct sctp_remote_error, sre_type)
	MEMBER(struct sctp_remote_error, sre_flags)
	MEMBER(struct sctp_remote_error, sre_length)
	MEMBER(struct sctp_remote_error, sre_error)
	MEMBER(struct sctp_remote_error, sre_assoc_id)
	MEMBER(struct sctp_remote_error, sre_data)
}

/* With the types of the RFC, where a program's own declarations would not differ. */
static void functions(void)
{
	int (*bindx)(int, struct sockaddr *, int, int) = sctp_bindx;
	int (*connectx)(int, struct sockaddr *, int, sctp_assoc_t *) = sctp_connectx;
	int (*peeloff)(int, sctp_assoc_t) = sctp_peeloff;
	int (*paddrs)(int, sctp_assoc_t, struct sockaddr **) = sctp_getpaddrs;
	int (*laddrs)(int, sctp_assoc_t, struct sockaddr **) = sctp_getladdrs;
	int (*info)(int, sctp_assoc_t, int, void *, socklen_t *) = sctp_opt_info;

	(void)bindx, (void)connectx, (void)peeloff, (void)paddrs, (void)laddrs, (void)info;
	(void)sctp_freepaddrs, (void)sctp_freeladdrs, (void)sctp_getaddrlen;
	(void)sctp_peeloff_flags, (void)sctp_sendmsg, (void)sctp_recvmsg, (void)sctp_send;
	(void)sctp_sendx, (void)sctp_sendv, (void)sctp_recvv;
}

/* What the kernel has not is not promised. */
#if defined(SCTP_EXTRCV) || defined(SCTP_USE_EXT_RCVINFO) || defined(SCTP_EXPLICIT_EOR) || \
	defined(SCTP_EOR) || defined(SCTP_COMPLETE) || defined(SCTP_NOTIFICATIONS_STOPPED_EVENT)
#error "there is no such thing in Linux"
#endif

#if !defined(HAVE_SCTP) || !defined(HAVE_KERNEL_SCTP) || !defined(HAVE_SCTP_ADDIP) ||             \
	!defined(HAVE_SCTP_CANSET_PRIMARY) || !defined(HAVE_SCTP_MULTIBUF) ||                     \
	!defined(HAVE_SCTP_NOCONNECT) || !defined(HAVE_SCTP_PRSCTP) || !HAVE_SCTP_SENDV ||        \
	!HAVE_SCTP_AUTH_NO_AUTH || !HAVE_SCTP_PDAPI_EVENT_PDAPI_SEQ ||                            \
	!HAVE_SCTP_PDAPI_EVENT_PDAPI_STREAM || !HAVE_SCTP_PEELOFF_FLAGS || !HAVE_SCTP_SPP_DSCP || \
	!HAVE_SCTP_SPP_IPV6_FLOWLABEL || !HAVE_SCTP_STREAM_RECONFIG ||                            \
	!HAVE_SCTP_STREAM_RESET_EVENT
#error "programs that ask for it do not find it"
#endif

int main(void)
{
	unsigned count = 0;

	members();
	functions();
	while (count < sizeof(constants) / sizeof(constants[0]) && constants[count] >= 0)
		count++;
	printf("1..1\nok 1 - %u constants\n", count);
	return 0;
}
