/* SPDX-License-Identifier: MIT */
/*
 * fuzz/fuzz_control.c - any bytes as the ancillary data of a receive; and as the values of a send,
 * which must give exactly the length announced, and items that the kernel's own rules accept.
 * layers: wire
 */
#include "fuzz.h"
#include "wire/control.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

static void decode(const uint8_t *data, size_t size, struct wire_received *ret)
{
	struct msghdr msg = { .msg_control = (void *)data, .msg_controllen = size };

	wire_control_decode(&msg, ret);
	MUST(!ret->truncated);
	MUST(!ret->has_rcvinfo || size >= CMSG_LEN(28));
	MUST(!ret->has_nxtinfo || size >= CMSG_LEN(16));
	MUST(!ret->has_sndrcv || size >= CMSG_LEN(32));
}

/* Items of the right level, one behind the other up to the very end. */
static void walk(const uint8_t *data, size_t size)
{
	while (size) {
		struct cmsghdr head;

		MUST(size >= sizeof(head));
		memcpy(&head, data, sizeof(head));
		MUST(head.cmsg_level == 132 && head.cmsg_type >= 0 && head.cmsg_type <= 8);
		MUST(head.cmsg_len >= CMSG_LEN(0) && CMSG_ALIGN(head.cmsg_len) <= size);
		data += CMSG_ALIGN(head.cmsg_len);
		size -= CMSG_ALIGN(head.cmsg_len);
	}
}

static void encode(const uint8_t *data, size_t size)
{
	struct {
		uint16_t stream, flags, policy, auth_key, streams_out, streams_in_max, attempts,
			timeout_ms;
		uint32_t ppid, context, assoc_id, value, room;
		uint8_t has, addr_count;
	} in;
	asctp_addr addrs[4];
	struct wire_send send;
	size_t need, room;
	uint8_t *buf;
	int got;

	take(&data, &size, &in, sizeof(in));
	for (size_t i = 0; i < 4; i++)
		take(&data, &size, &addrs[i], sizeof(addrs[i]));
	send = (struct wire_send){
		.stream = in.stream,
		.flags = in.flags,
		.ppid = in.ppid,
		.context = in.context,
		.assoc_id = (int32_t)in.assoc_id,
		.pr_policy = (enum wire_pr_policy)in.policy,
		.pr_value = in.value,
		.has_auth_key = in.has & 1,
		.auth_key = in.auth_key,
		.has_init = in.has & 2,
		.streams_out = in.streams_out,
		.streams_in_max = in.streams_in_max,
		.init_attempts = in.attempts,
		.init_timeout_ms = in.timeout_ms,
		.addrs = addrs,
		.addr_count = in.addr_count % 5,
	};
	need = wire_control_size(&send);
	room = in.room % (need + 8);
	buf = malloc(room);
	MUST(buf || !room);
	got = wire_control_encode(&send, buf, room);
	MUST(got == -EINVAL || got == (room < need ? -ENOBUFS : (int)need));
	if (got > 0)
		walk(buf, need);
	free(buf);
}

/* What SNDRCV says of a message, encoded, decodes to the same. */
static void again(const struct wire_sndrcvinfo *info)
{
	uint64_t buf[8];
	struct wire_received r;
	int len = wire_control_encode_sndrcv(info, buf, sizeof(buf));

	MUST(len > 0);
	decode((const uint8_t *)buf, (size_t)len, &r);
	MUST(r.has_sndrcv);
	MUST(r.sndrcv.stream == info->stream && r.sndrcv.flags == info->flags);
	MUST(r.sndrcv.unordered == info->unordered && r.sndrcv.ppid == info->ppid);
	MUST(r.sndrcv.context == info->context && r.sndrcv.lifetime_ms == info->lifetime_ms);
	MUST(r.sndrcv.assoc_id == info->assoc_id);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire_received r;

	decode(data, size, &r);
	if (r.has_sndrcv)
		again(&r.sndrcv);
	encode(data, size);
	return 0;
}
