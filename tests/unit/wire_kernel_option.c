/* SPDX-License-Identifier: MIT */
/*
 * unit/wire_kernel_option.c - our copy of the kernel's options against the <linux/sctp.h> of this
 * build, and the table of options against both. What is newer than 4.18 is compared where the header
 * has it.
 */
#include "wire/kernel.h"
#include "wire/option.h"
#include "wire_same.h"

static void test_option_numbers(void **state)
{
	(void)state;
	SAME(KERNEL_RTOINFO, SCTP_RTOINFO);
	SAME(KERNEL_ASSOCINFO, SCTP_ASSOCINFO);
	SAME(KERNEL_INITMSG, SCTP_INITMSG);
	SAME(KERNEL_NODELAY, SCTP_NODELAY);
	SAME(KERNEL_AUTOCLOSE, SCTP_AUTOCLOSE);
	SAME(KERNEL_SET_PEER_PRIMARY_ADDR, SCTP_SET_PEER_PRIMARY_ADDR);
	SAME(KERNEL_PRIMARY_ADDR, SCTP_PRIMARY_ADDR);
	SAME(KERNEL_ADAPTATION_LAYER, SCTP_ADAPTATION_LAYER);
	SAME(KERNEL_DISABLE_FRAGMENTS, SCTP_DISABLE_FRAGMENTS);
	SAME(KERNEL_PEER_ADDR_PARAMS, SCTP_PEER_ADDR_PARAMS);
	SAME(KERNEL_DEFAULT_SEND_PARAM, SCTP_DEFAULT_SEND_PARAM);
	SAME(KERNEL_EVENTS, SCTP_EVENTS);
	SAME(KERNEL_I_WANT_MAPPED_V4_ADDR, SCTP_I_WANT_MAPPED_V4_ADDR);
	SAME(KERNEL_MAXSEG, SCTP_MAXSEG);
	SAME(KERNEL_STATUS, SCTP_STATUS);
	SAME(KERNEL_GET_PEER_ADDR_INFO, SCTP_GET_PEER_ADDR_INFO);
	SAME(KERNEL_DELAYED_SACK, SCTP_DELAYED_SACK);
	SAME(KERNEL_CONTEXT, SCTP_CONTEXT);
	SAME(KERNEL_FRAGMENT_INTERLEAVE, SCTP_FRAGMENT_INTERLEAVE);
	SAME(KERNEL_PARTIAL_DELIVERY_POINT, SCTP_PARTIAL_DELIVERY_POINT);
	SAME(KERNEL_MAX_BURST, SCTP_MAX_BURST);
	SAME(KERNEL_AUTH_CHUNK, SCTP_AUTH_CHUNK);
	SAME(KERNEL_HMAC_IDENT, SCTP_HMAC_IDENT);
	SAME(KERNEL_AUTH_KEY, SCTP_AUTH_KEY);
	SAME(KERNEL_AUTH_ACTIVE_KEY, SCTP_AUTH_ACTIVE_KEY);
	SAME(KERNEL_AUTH_DELETE_KEY, SCTP_AUTH_DELETE_KEY);
	SAME(KERNEL_PEER_AUTH_CHUNKS, SCTP_PEER_AUTH_CHUNKS);
	SAME(KERNEL_LOCAL_AUTH_CHUNKS, SCTP_LOCAL_AUTH_CHUNKS);
	SAME(KERNEL_GET_ASSOC_NUMBER, SCTP_GET_ASSOC_NUMBER);
	SAME(KERNEL_GET_ASSOC_ID_LIST, SCTP_GET_ASSOC_ID_LIST);
	SAME(KERNEL_AUTO_ASCONF, SCTP_AUTO_ASCONF);
	SAME(KERNEL_PEER_ADDR_THLDS, SCTP_PEER_ADDR_THLDS);
	SAME(KERNEL_RECVRCVINFO, SCTP_RECVRCVINFO);
	SAME(KERNEL_RECVNXTINFO, SCTP_RECVNXTINFO);
	SAME(KERNEL_DEFAULT_SNDINFO, SCTP_DEFAULT_SNDINFO);
	SAME(KERNEL_AUTH_DEACTIVATE_KEY, SCTP_AUTH_DEACTIVATE_KEY);
	SAME(KERNEL_BINDX_ADD, SCTP_SOCKOPT_BINDX_ADD);
	SAME(KERNEL_BINDX_REM, SCTP_SOCKOPT_BINDX_REM);
	SAME(KERNEL_PEELOFF, SCTP_SOCKOPT_PEELOFF);
	SAME(KERNEL_CONNECTX_OLD, SCTP_SOCKOPT_CONNECTX_OLD);
	SAME(KERNEL_GET_PEER_ADDRS, SCTP_GET_PEER_ADDRS);
	SAME(KERNEL_GET_LOCAL_ADDRS, SCTP_GET_LOCAL_ADDRS);
	SAME(KERNEL_CONNECTX, SCTP_SOCKOPT_CONNECTX);
	SAME(KERNEL_CONNECTX3, SCTP_SOCKOPT_CONNECTX3);
	SAME(KERNEL_GET_ASSOC_STATS, SCTP_GET_ASSOC_STATS);
	SAME(KERNEL_PR_SUPPORTED, SCTP_PR_SUPPORTED);
	SAME(KERNEL_DEFAULT_PRINFO, SCTP_DEFAULT_PRINFO);
	SAME(KERNEL_PR_ASSOC_STATUS, SCTP_PR_ASSOC_STATUS);
	SAME(KERNEL_PR_STREAM_STATUS, SCTP_PR_STREAM_STATUS);
	SAME(KERNEL_RECONFIG_SUPPORTED, SCTP_RECONFIG_SUPPORTED);
	SAME(KERNEL_ENABLE_STREAM_RESET, SCTP_ENABLE_STREAM_RESET);
	SAME(KERNEL_RESET_STREAMS, SCTP_RESET_STREAMS);
	SAME(KERNEL_RESET_ASSOC, SCTP_RESET_ASSOC);
	SAME(KERNEL_ADD_STREAMS, SCTP_ADD_STREAMS);
	SAME(KERNEL_PEELOFF_FLAGS, SCTP_SOCKOPT_PEELOFF_FLAGS);
	SAME(KERNEL_STREAM_SCHEDULER, SCTP_STREAM_SCHEDULER);
	SAME(KERNEL_STREAM_SCHEDULER_VALUE, SCTP_STREAM_SCHEDULER_VALUE);
	SAME(KERNEL_INTERLEAVING_SUPPORTED, SCTP_INTERLEAVING_SUPPORTED);
#ifdef SCTP_REUSE_PORT
	SAME(KERNEL_REUSE_PORT, SCTP_REUSE_PORT);
#endif
#ifdef SCTP_PEER_ADDR_THLDS_V2
	SAME(KERNEL_PEER_ADDR_THLDS_V2, SCTP_PEER_ADDR_THLDS_V2);
#endif
#ifdef SCTP_EVENT
	SAME(KERNEL_EVENT, SCTP_EVENT);
#endif
#ifdef SCTP_ASCONF_SUPPORTED
	SAME(KERNEL_ASCONF_SUPPORTED, SCTP_ASCONF_SUPPORTED);
#endif
#ifdef SCTP_AUTH_SUPPORTED
	SAME(KERNEL_AUTH_SUPPORTED, SCTP_AUTH_SUPPORTED);
#endif
#ifdef SCTP_ECN_SUPPORTED
	SAME(KERNEL_ECN_SUPPORTED, SCTP_ECN_SUPPORTED);
#endif
#ifdef SCTP_EXPOSE_POTENTIALLY_FAILED_STATE
	SAME(KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE);
#endif
#ifdef SCTP_REMOTE_UDP_ENCAPS_PORT
	SAME(KERNEL_REMOTE_UDP_ENCAPS_PORT, SCTP_REMOTE_UDP_ENCAPS_PORT);
#endif
#ifdef SCTP_PLPMTUD_PROBE_INTERVAL
	SAME(KERNEL_PLPMTUD_PROBE_INTERVAL, SCTP_PLPMTUD_PROBE_INTERVAL);
#endif
}

/* Each row of the public table goes to the option that it names. */
static void test_table_of_options(void **state)
{
	(void)state;
#define ROW(name, theirs) SAME(wire_option(ASCTP_OPTION_##name)->number, theirs)
	ROW(rto, SCTP_RTOINFO);
	ROW(limits, SCTP_ASSOCINFO);
	ROW(init, SCTP_INITMSG);
	ROW(linger, SO_LINGER);
	ROW(nodelay, SCTP_NODELAY);
	ROW(receive_buffer, SO_RCVBUF);
	ROW(send_buffer, SO_SNDBUF);
	ROW(autoclose_s, SCTP_AUTOCLOSE);
	ROW(primary, SCTP_PRIMARY_ADDR);
	ROW(adaptation, SCTP_ADAPTATION_LAYER);
	ROW(no_fragments, SCTP_DISABLE_FRAGMENTS);
	ROW(heartbeat, SCTP_PEER_ADDR_PARAMS);
	ROW(heartbeat_now, SCTP_PEER_ADDR_PARAMS);
	ROW(path_max_retrans, SCTP_PEER_ADDR_PARAMS);
	ROW(path_mtu, SCTP_PEER_ADDR_PARAMS);
	ROW(path_sack, SCTP_PEER_ADDR_PARAMS);
	ROW(flow_label, SCTP_PEER_ADDR_PARAMS);
	ROW(dscp, SCTP_PEER_ADDR_PARAMS);
	ROW(mapped_v4, SCTP_I_WANT_MAPPED_V4_ADDR);
	ROW(fragment_size, SCTP_MAXSEG);
	ROW(hmacs, SCTP_HMAC_IDENT);
	ROW(auth_active_key, SCTP_AUTH_ACTIVE_KEY);
	ROW(sack, SCTP_DELAYED_SACK);
	ROW(fragment_interleave, SCTP_FRAGMENT_INTERLEAVE);
	ROW(partial_delivery_point, SCTP_PARTIAL_DELIVERY_POINT);
	ROW(auto_asconf, SCTP_AUTO_ASCONF);
	ROW(max_burst, SCTP_MAX_BURST);
	ROW(context, SCTP_CONTEXT);
	ROW(recv_rcvinfo, SCTP_RECVRCVINFO);
	ROW(recv_nxtinfo, SCTP_RECVNXTINFO);
	ROW(default_send, SCTP_DEFAULT_SNDINFO);
	ROW(default_policy, SCTP_DEFAULT_PRINFO);
	ROW(status, SCTP_STATUS);
	ROW(path_info, SCTP_GET_PEER_ADDR_INFO);
	ROW(peer_auth_chunks, SCTP_PEER_AUTH_CHUNKS);
	ROW(local_auth_chunks, SCTP_LOCAL_AUTH_CHUNKS);
	ROW(assoc_count, SCTP_GET_ASSOC_NUMBER);
	ROW(assoc_ids, SCTP_GET_ASSOC_ID_LIST);
	ROW(peer_primary, SCTP_SET_PEER_PRIMARY_ADDR);
	ROW(auth_chunk, SCTP_AUTH_CHUNK);
	ROW(auth_key, SCTP_AUTH_KEY);
	ROW(auth_deactivate_key, SCTP_AUTH_DEACTIVATE_KEY);
	ROW(auth_delete_key, SCTP_AUTH_DELETE_KEY);
	ROW(pf_threshold, SCTP_PEER_ADDR_THLDS);
	ROW(stats, SCTP_GET_ASSOC_STATS);
	ROW(pr_supported, SCTP_PR_SUPPORTED);
	ROW(pr_assoc_status, SCTP_PR_ASSOC_STATUS);
	ROW(pr_stream_status, SCTP_PR_STREAM_STATUS);
	ROW(reconfig_supported, SCTP_RECONFIG_SUPPORTED);
	ROW(reconfig_allowed, SCTP_ENABLE_STREAM_RESET);
	ROW(reset_streams, SCTP_RESET_STREAMS);
	ROW(reset_assoc, SCTP_RESET_ASSOC);
	ROW(add_streams, SCTP_ADD_STREAMS);
	ROW(scheduler, SCTP_STREAM_SCHEDULER);
	ROW(stream_priority, SCTP_STREAM_SCHEDULER_VALUE);
	ROW(interleaving, SCTP_INTERLEAVING_SUPPORTED);
#ifdef SCTP_REUSE_PORT
	ROW(reuse_port, SCTP_REUSE_PORT);
#endif
#ifdef SCTP_PEER_ADDR_THLDS_V2
	ROW(switchover, SCTP_PEER_ADDR_THLDS_V2);
#endif
#ifdef SCTP_EXPOSE_POTENTIALLY_FAILED_STATE
	ROW(expose_pf, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE);
#endif
#ifdef SCTP_ASCONF_SUPPORTED
	ROW(asconf_supported, SCTP_ASCONF_SUPPORTED);
#endif
#ifdef SCTP_AUTH_SUPPORTED
	ROW(auth_supported, SCTP_AUTH_SUPPORTED);
#endif
#ifdef SCTP_ECN_SUPPORTED
	ROW(ecn_supported, SCTP_ECN_SUPPORTED);
#endif
#ifdef SCTP_REMOTE_UDP_ENCAPS_PORT
	ROW(udp_encap_port, SCTP_REMOTE_UDP_ENCAPS_PORT);
#endif
#ifdef SCTP_PLPMTUD_PROBE_INTERVAL
	ROW(probe_interval, SCTP_PLPMTUD_PROBE_INTERVAL);
#endif
#undef ROW
#define LEVEL(nr, name, type, scope, access, kernel, rfc, since)         \
	SAME(wire_option(ASCTP_OPTION_##name)->level,                    \
		strncmp(#kernel, "SO_", 3) ? IPPROTO_SCTP : SOL_SOCKET); \
	assert_true(!strncmp(#kernel, "SO_", 3) || !strncmp(#kernel, "SCTP_", 5));
	ASCTP_OPTIONS(LEVEL)
#undef LEVEL
}

static void test_option_structs(void **state)
{
	(void)state;
	SIZE(kernel_rtoinfo, struct sctp_rtoinfo);
	MEMBER(kernel_rtoinfo, assoc_id, struct sctp_rtoinfo, srto_assoc_id);
	MEMBER(kernel_rtoinfo, initial_ms, struct sctp_rtoinfo, srto_initial);
	MEMBER(kernel_rtoinfo, max_ms, struct sctp_rtoinfo, srto_max);
	MEMBER(kernel_rtoinfo, min_ms, struct sctp_rtoinfo, srto_min);

	SIZE(kernel_initmsg, struct sctp_initmsg);
	MEMBER(kernel_initmsg, streams_out, struct sctp_initmsg, sinit_num_ostreams);
	MEMBER(kernel_initmsg, streams_in_max, struct sctp_initmsg, sinit_max_instreams);
	MEMBER(kernel_initmsg, attempts, struct sctp_initmsg, sinit_max_attempts);
	MEMBER(kernel_initmsg, timeout_ms, struct sctp_initmsg, sinit_max_init_timeo);

	SIZE(kernel_assoc_value, struct sctp_assoc_value);
	MEMBER(kernel_assoc_value, assoc_id, struct sctp_assoc_value, assoc_id);
	MEMBER(kernel_assoc_value, value, struct sctp_assoc_value, assoc_value);

#ifdef SCTP_EVENT
	SIZE(kernel_event, struct sctp_event);
	MEMBER(kernel_event, assoc_id, struct sctp_event, se_assoc_id);
	MEMBER(kernel_event, type, struct sctp_event, se_type);
	MEMBER(kernel_event, on, struct sctp_event, se_on);
#endif
	assert_true(KERNEL_EVENTS_SIZE <= sizeof(struct sctp_event_subscribe));
	SAME(KERNEL_EVENTS_SIZE - 1,
		offsetof(struct sctp_event_subscribe, sctp_stream_change_event));

	MEMBER(kernel_paddrparams, assoc_id, struct sctp_paddrparams, spp_assoc_id);
	MEMBER(kernel_paddrparams, address, struct sctp_paddrparams, spp_address);
	MEMBER(kernel_paddrparams, hbinterval_ms, struct sctp_paddrparams, spp_hbinterval);
	MEMBER(kernel_paddrparams, pathmaxrxt, struct sctp_paddrparams, spp_pathmaxrxt);
	MEMBER(kernel_paddrparams, pathmtu, struct sctp_paddrparams, spp_pathmtu);
	MEMBER(kernel_paddrparams, sackdelay_ms, struct sctp_paddrparams, spp_sackdelay);
	MEMBER(kernel_paddrparams, flags, struct sctp_paddrparams, spp_flags);
#ifdef SCTP_FUTURE_ASSOC /* the header of 4.19 or later */
	SIZE(kernel_paddrparams, struct sctp_paddrparams);
	MEMBER(kernel_paddrparams, ipv6_flowlabel, struct sctp_paddrparams, spp_ipv6_flowlabel);
	MEMBER(kernel_paddrparams, dscp, struct sctp_paddrparams, spp_dscp);
	SAME(KERNEL_SPP_IPV6_FLOWLABEL, SPP_IPV6_FLOWLABEL);
	SAME(KERNEL_SPP_DSCP, SPP_DSCP);
#endif
	SAME(KERNEL_SPP_HB_ENABLE, SPP_HB_ENABLE);
	SAME(KERNEL_SPP_HB_DISABLE, SPP_HB_DISABLE);
	SAME(KERNEL_SPP_HB_DEMAND, SPP_HB_DEMAND);
	SAME(KERNEL_SPP_PMTUD_ENABLE, SPP_PMTUD_ENABLE);
	SAME(KERNEL_SPP_PMTUD_DISABLE, SPP_PMTUD_DISABLE);
	SAME(KERNEL_SPP_SACKDELAY_ENABLE, SPP_SACKDELAY_ENABLE);
	SAME(KERNEL_SPP_SACKDELAY_DISABLE, SPP_SACKDELAY_DISABLE);
	SAME(KERNEL_SPP_HB_TIME_IS_ZERO, SPP_HB_TIME_IS_ZERO);

	SIZE(kernel_connectx3, struct sctp_getaddrs_old);
	MEMBER(kernel_connectx3, assoc_id, struct sctp_getaddrs_old, assoc_id);
	MEMBER(kernel_connectx3, addrs_len, struct sctp_getaddrs_old, addr_num);
	MEMBER(kernel_connectx3, addrs, struct sctp_getaddrs_old, addrs);

	SIZE(kernel_getaddrs, struct sctp_getaddrs);
	MEMBER(kernel_getaddrs, assoc_id, struct sctp_getaddrs, assoc_id);
	MEMBER(kernel_getaddrs, count, struct sctp_getaddrs, addr_num);
	TAIL(kernel_getaddrs, addrs, struct sctp_getaddrs, addrs);

	SIZE(kernel_peeloff_flags, sctp_peeloff_flags_arg_t);
	MEMBER(kernel_peeloff_flags, assoc_id, sctp_peeloff_flags_arg_t, p_arg.associd);
	MEMBER(kernel_peeloff_flags, fd, sctp_peeloff_flags_arg_t, p_arg.sd);
	MEMBER(kernel_peeloff_flags, flags, sctp_peeloff_flags_arg_t, flags);
}

static void test_option_structs_of_associations(void **state)
{
	(void)state;
	SIZE(kernel_assocparams, struct sctp_assocparams);
	MEMBER(kernel_assocparams, assoc_id, struct sctp_assocparams, sasoc_assoc_id);
	MEMBER(kernel_assocparams, max_retrans, struct sctp_assocparams, sasoc_asocmaxrxt);
	MEMBER(kernel_assocparams, peer_addrs, struct sctp_assocparams,
		sasoc_number_peer_destinations);
	MEMBER(kernel_assocparams, peer_rwnd, struct sctp_assocparams, sasoc_peer_rwnd);
	MEMBER(kernel_assocparams, local_rwnd, struct sctp_assocparams, sasoc_local_rwnd);
	MEMBER(kernel_assocparams, cookie_life_ms, struct sctp_assocparams, sasoc_cookie_life);

	SIZE(kernel_prim, struct sctp_prim);
	MEMBER(kernel_prim, assoc_id, struct sctp_prim, ssp_assoc_id);
	MEMBER(kernel_prim, address, struct sctp_prim, ssp_addr);
	SIZE(kernel_prim, struct sctp_setpeerprim);
	MEMBER(kernel_prim, assoc_id, struct sctp_setpeerprim, sspp_assoc_id);
	MEMBER(kernel_prim, address, struct sctp_setpeerprim, sspp_addr);

	SIZE(kernel_sack_info, struct sctp_sack_info);
	MEMBER(kernel_sack_info, assoc_id, struct sctp_sack_info, sack_assoc_id);
	MEMBER(kernel_sack_info, delay_ms, struct sctp_sack_info, sack_delay);
	MEMBER(kernel_sack_info, frequency, struct sctp_sack_info, sack_freq);

	SIZE(kernel_assoc_ids, struct sctp_assoc_ids);
	MEMBER(kernel_assoc_ids, count, struct sctp_assoc_ids, gaids_number_of_ids);
	TAIL(kernel_assoc_ids, ids, struct sctp_assoc_ids, gaids_assoc_id);

	SIZE(kernel_default_prinfo, struct sctp_default_prinfo);
	MEMBER(kernel_default_prinfo, assoc_id, struct sctp_default_prinfo, pr_assoc_id);
	MEMBER(kernel_default_prinfo, value, struct sctp_default_prinfo, pr_value);
	MEMBER(kernel_default_prinfo, policy, struct sctp_default_prinfo, pr_policy);

	SIZE(kernel_prstatus, struct sctp_prstatus);
	MEMBER(kernel_prstatus, assoc_id, struct sctp_prstatus, sprstat_assoc_id);
	MEMBER(kernel_prstatus, sid, struct sctp_prstatus, sprstat_sid);
	MEMBER(kernel_prstatus, policy, struct sctp_prstatus, sprstat_policy);
	MEMBER(kernel_prstatus, abandoned_unsent, struct sctp_prstatus, sprstat_abandoned_unsent);
	MEMBER(kernel_prstatus, abandoned_sent, struct sctp_prstatus, sprstat_abandoned_sent);
	SAME(KERNEL_PR_ALL, SCTP_PR_SCTP_ALL);

	SIZE(kernel_assoc_stats, struct sctp_assoc_stats);
	MEMBER(kernel_assoc_stats, assoc_id, struct sctp_assoc_stats, sas_assoc_id);
	MEMBER(kernel_assoc_stats, maxrto_address, struct sctp_assoc_stats, sas_obs_rto_ipaddr);
	MEMBER(kernel_assoc_stats, maxrto, struct sctp_assoc_stats, sas_maxrto);
	MEMBER(kernel_assoc_stats, isacks, struct sctp_assoc_stats, sas_isacks);
	MEMBER(kernel_assoc_stats, osacks, struct sctp_assoc_stats, sas_osacks);
	MEMBER(kernel_assoc_stats, opackets, struct sctp_assoc_stats, sas_opackets);
	MEMBER(kernel_assoc_stats, ipackets, struct sctp_assoc_stats, sas_ipackets);
	MEMBER(kernel_assoc_stats, rtxchunks, struct sctp_assoc_stats, sas_rtxchunks);
	MEMBER(kernel_assoc_stats, outofseqtsns, struct sctp_assoc_stats, sas_outofseqtsns);
	MEMBER(kernel_assoc_stats, idupchunks, struct sctp_assoc_stats, sas_idupchunks);
	MEMBER(kernel_assoc_stats, gapcnt, struct sctp_assoc_stats, sas_gapcnt);
	MEMBER(kernel_assoc_stats, ouodchunks, struct sctp_assoc_stats, sas_ouodchunks);
	MEMBER(kernel_assoc_stats, iuodchunks, struct sctp_assoc_stats, sas_iuodchunks);
	MEMBER(kernel_assoc_stats, oodchunks, struct sctp_assoc_stats, sas_oodchunks);
	MEMBER(kernel_assoc_stats, iodchunks, struct sctp_assoc_stats, sas_iodchunks);
	MEMBER(kernel_assoc_stats, octrlchunks, struct sctp_assoc_stats, sas_octrlchunks);
	MEMBER(kernel_assoc_stats, ictrlchunks, struct sctp_assoc_stats, sas_ictrlchunks);
}

static void test_option_structs_of_paths(void **state)
{
	(void)state;
	MEMBER(kernel_paddrthlds, assoc_id, struct sctp_paddrthlds, spt_assoc_id);
	MEMBER(kernel_paddrthlds, address, struct sctp_paddrthlds, spt_address);
	MEMBER(kernel_paddrthlds, pathmaxrxt, struct sctp_paddrthlds, spt_pathmaxrxt);
	MEMBER(kernel_paddrthlds, pathpfthld, struct sctp_paddrthlds, spt_pathpfthld);
	SIZE(kernel_paddrthlds, struct sctp_paddrthlds);
#ifdef SCTP_PEER_ADDR_THLDS_V2
	SIZE(kernel_paddrthlds, struct sctp_paddrthlds_v2);
	MEMBER(kernel_paddrthlds, address, struct sctp_paddrthlds_v2, spt_address);
	MEMBER(kernel_paddrthlds, pathmaxrxt, struct sctp_paddrthlds_v2, spt_pathmaxrxt);
	MEMBER(kernel_paddrthlds, pathpfthld, struct sctp_paddrthlds_v2, spt_pathpfthld);
	MEMBER(kernel_paddrthlds, pathcpthld, struct sctp_paddrthlds_v2, spt_pathcpthld);
#endif
#ifdef SCTP_REMOTE_UDP_ENCAPS_PORT
	SIZE(kernel_udpencaps, struct sctp_udpencaps);
	MEMBER(kernel_udpencaps, assoc_id, struct sctp_udpencaps, sue_assoc_id);
	MEMBER(kernel_udpencaps, address, struct sctp_udpencaps, sue_address);
	MEMBER(kernel_udpencaps, port, struct sctp_udpencaps, sue_port);
#endif
#ifdef SCTP_PLPMTUD_PROBE_INTERVAL
	SIZE(kernel_probeinterval, struct sctp_probeinterval);
	MEMBER(kernel_probeinterval, assoc_id, struct sctp_probeinterval, spi_assoc_id);
	MEMBER(kernel_probeinterval, address, struct sctp_probeinterval, spi_address);
	MEMBER(kernel_probeinterval, interval_ms, struct sctp_probeinterval, spi_interval);
#endif
}

static void test_option_structs_of_authentication(void **state)
{
	(void)state;
	SIZE(kernel_hmacalgo, struct sctp_hmacalgo);
	MEMBER(kernel_hmacalgo, count, struct sctp_hmacalgo, shmac_num_idents);
	TAIL(kernel_hmacalgo, ids, struct sctp_hmacalgo, shmac_idents);
	SIZE(kernel_authchunk, struct sctp_authchunk);
	MEMBER(kernel_authchunk, type, struct sctp_authchunk, sauth_chunk);
	SIZE(kernel_authkey, struct sctp_authkey);
	MEMBER(kernel_authkey, assoc_id, struct sctp_authkey, sca_assoc_id);
	MEMBER(kernel_authkey, keynumber, struct sctp_authkey, sca_keynumber);
	MEMBER(kernel_authkey, len, struct sctp_authkey, sca_keylength);
	TAIL(kernel_authkey, key, struct sctp_authkey, sca_key);
	SIZE(kernel_authkeyid, struct sctp_authkeyid);
	MEMBER(kernel_authkeyid, assoc_id, struct sctp_authkeyid, scact_assoc_id);
	MEMBER(kernel_authkeyid, keynumber, struct sctp_authkeyid, scact_keynumber);
	SIZE(kernel_authchunks, struct sctp_authchunks);
	MEMBER(kernel_authchunks, assoc_id, struct sctp_authchunks, gauth_assoc_id);
	MEMBER(kernel_authchunks, count, struct sctp_authchunks, gauth_number_of_chunks);
	TAIL(kernel_authchunks, types, struct sctp_authchunks, gauth_chunks);
	SAME(ASCTP_HMAC_SHA1, SCTP_AUTH_HMAC_ID_SHA1);
	SAME(ASCTP_HMAC_SHA256, SCTP_AUTH_HMAC_ID_SHA256);
}

static void test_option_structs_of_streams(void **state)
{
	(void)state;
	SIZE(kernel_reset_streams, struct sctp_reset_streams);
	MEMBER(kernel_reset_streams, assoc_id, struct sctp_reset_streams, srs_assoc_id);
	MEMBER(kernel_reset_streams, flags, struct sctp_reset_streams, srs_flags);
	MEMBER(kernel_reset_streams, count, struct sctp_reset_streams, srs_number_streams);
	TAIL(kernel_reset_streams, streams, struct sctp_reset_streams, srs_stream_list);
	SAME(KERNEL_RESET_INCOMING, SCTP_STREAM_RESET_INCOMING);
	SAME(KERNEL_RESET_OUTGOING, SCTP_STREAM_RESET_OUTGOING);
	SIZE(kernel_add_streams, struct sctp_add_streams);
	MEMBER(kernel_add_streams, assoc_id, struct sctp_add_streams, sas_assoc_id);
	MEMBER(kernel_add_streams, in, struct sctp_add_streams, sas_instrms);
	MEMBER(kernel_add_streams, out, struct sctp_add_streams, sas_outstrms);
	SIZE(kernel_stream_value, struct sctp_stream_value);
	MEMBER(kernel_stream_value, assoc_id, struct sctp_stream_value, assoc_id);
	MEMBER(kernel_stream_value, stream, struct sctp_stream_value, stream_id);
	MEMBER(kernel_stream_value, value, struct sctp_stream_value, stream_value);
}

/* What the public header says in numbers of the kernel's. */
static void test_public_numbers(void **state)
{
	(void)state;
	SAME(ASCTP_INACTIVE, KERNEL_PATH_INACTIVE);
	SAME(ASCTP_POTENTIALLY_FAILED, KERNEL_PATH_POTENTIALLY_FAILED);
	SAME(ASCTP_ACTIVE, KERNEL_PATH_ACTIVE);
	SAME(ASCTP_UNCONFIRMED, KERNEL_PATH_UNCONFIRMED);
	SAME(ASCTP_STATE_CLOSED, KERNEL_STATE_CLOSED);
	SAME(ASCTP_STATE_COOKIE_WAIT, KERNEL_STATE_COOKIE_WAIT);
	SAME(ASCTP_STATE_COOKIE_ECHOED, KERNEL_STATE_COOKIE_ECHOED);
	SAME(ASCTP_STATE_ESTABLISHED, KERNEL_STATE_ESTABLISHED);
	SAME(ASCTP_STATE_SHUTDOWN_PENDING, KERNEL_STATE_SHUTDOWN_PENDING);
	SAME(ASCTP_STATE_SHUTDOWN_SENT, KERNEL_STATE_SHUTDOWN_SENT);
	SAME(ASCTP_STATE_SHUTDOWN_RECEIVED, KERNEL_STATE_SHUTDOWN_RECEIVED);
	SAME(ASCTP_STATE_SHUTDOWN_ACK_SENT, KERNEL_STATE_SHUTDOWN_ACK_SENT);
	SAME(ASCTP_FCFS, SCTP_SS_FCFS);
	SAME(ASCTP_PRIO, SCTP_SS_PRIO);
	SAME(ASCTP_ROUND_ROBIN, SCTP_SS_RR);
	SAME(ASCTP_RESET_STREAMS, SCTP_ENABLE_RESET_STREAM_REQ);
	SAME(ASCTP_RESET_ASSOC, SCTP_ENABLE_RESET_ASSOC_REQ);
	SAME(ASCTP_CHANGE_STREAMS, SCTP_ENABLE_CHANGE_ASSOC_REQ);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_option_numbers),
		cmocka_unit_test(test_table_of_options),
		cmocka_unit_test(test_option_structs),
		cmocka_unit_test(test_option_structs_of_associations),
		cmocka_unit_test(test_option_structs_of_paths),
		cmocka_unit_test(test_option_structs_of_authentication),
		cmocka_unit_test(test_option_structs_of_streams),
		cmocka_unit_test(test_public_numbers),
	};

	return cmocka_run_group_tests_name("wire_kernel_option", tests, NULL, NULL);
}
