/* SPDX-License-Identifier: MIT */
/*
 * tests/rfc6458/appendix_b.c - what RFC 6458 appendix B tells of: a one-to-many server that takes what
 * comes, and says what it was. `appendix_b PORT`: ends when the first association has.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/sctp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

union address {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static void set_up(int fd, uint16_t port)
{
	static const uint16_t types[] = { SCTP_ASSOC_CHANGE, SCTP_PEER_ADDR_CHANGE,
		SCTP_SHUTDOWN_EVENT, SCTP_ADAPTATION_INDICATION };
	union address any = { .v6 = { .sin6_family = AF_INET6,
				      .sin6_port = htons(port),
				      .sin6_addr = IN6ADDR_ANY_INIT } };
	int on = 1, seconds = 5;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct sctp_event event = {
			.se_assoc_id = SCTP_FUTURE_ASSOC, .se_type = types[i], .se_on = 1
		};

		if (setsockopt(fd, IPPROTO_SCTP, SCTP_EVENT, &event, sizeof(event)) < 0)
			err(1, "SCTP_EVENT");
	}
	if (setsockopt(fd, IPPROTO_SCTP, SCTP_AUTOCLOSE, &seconds, sizeof(seconds)) < 0)
		err(1, "SCTP_AUTOCLOSE");
	if (setsockopt(fd, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof(on)) < 0)
		err(1, "SCTP_RECVRCVINFO");
	if (bind(fd, &any.sa, sizeof(any.v6)) < 0)
		err(1, "bind");
	if (listen(fd, 1) < 0)
		err(1, "listen");
}

/* False: the association is over. */
static bool notified(const union sctp_notification *note)
{
	switch (note->sn_header.sn_type) {
	case SCTP_ASSOC_CHANGE:
		printf("change %u\n", note->sn_assoc_change.sac_state);
		return note->sn_assoc_change.sac_state == SCTP_COMM_UP;
	case SCTP_PEER_ADDR_CHANGE:
		printf("address %d\n", note->sn_paddr_change.spc_state);
		return true;
	case SCTP_SHUTDOWN_EVENT: printf("shutdown\n"); return true;
	case SCTP_ADAPTATION_INDICATION:
		printf("adaptation %08x\n", note->sn_adaptation_event.sai_adaptation_ind);
		return true;
	default: printf("event %u\n", note->sn_header.sn_type); return true;
	}
}

/* False: no more is to come. */
static bool take(int fd)
{
	union {
		char text[1 << 16];
		union sctp_notification note;
	} data;
	struct iovec iov = { &data, sizeof(data) };
	union address from;
	struct sctp_rcvinfo info;
	socklen_t from_len = sizeof(from), info_len = sizeof(info);
	unsigned type = 0;
	int flags = 0, len;
	char text[INET6_ADDRSTRLEN];

	len = sctp_recvv(fd, &iov, 1, &from.sa, &from_len, &info, &info_len, &type, &flags);
	if (len < 0)
		err(1, "sctp_recvv");
	if (flags & MSG_NOTIFICATION)
		return notified(&data.note);
	if (type != SCTP_RECVV_RCVINFO)
		errx(1, "nothing is told of the message");
	if (from.sa.sa_family != AF_INET6)
		errx(1, "it is from nowhere");
	printf("%d bytes from %s stream %u%s ppid %u\n", len,
		inet_ntop(AF_INET6, &from.v6.sin6_addr, text, sizeof(text)), info.rcv_sid,
		info.rcv_flags & SCTP_UNORDERED ? " unordered" : "", ntohl(info.rcv_ppid));
	return true;
}

int main(int argc, char **argv)
{
	int fd = socket(AF_INET6, SOCK_SEQPACKET, IPPROTO_SCTP);

	if (argc != 2)
		errx(2, "usage: appendix_b PORT");
	if (fd < 0)
		err(1, "socket");
	set_up(fd, (uint16_t)atoi(argv[1]));
	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("ready\n");
	while (take(fd))
		;
	return 0;
}
