/* SPDX-License-Identifier: MIT */
/*
 * tests/rfc6458/appendix_a.c - what RFC 6458 appendix A tells of: a one-to-one client that asks for
 * many streams and uses as many as it was given. `appendix_a ADDRESS PORT`.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/sctp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGES = 10, SIZE = 1000, PPID = 1234 };

int main(int argc, char **argv)
{
	struct sctp_initmsg init = { .sinit_num_ostreams = 2048 };
	struct sctp_setadaptation adaptation = { .ssb_adaptation_ind = 0x01020304 };
	struct sctp_sndinfo info = { .snd_flags = SCTP_UNORDERED, .snd_ppid = htonl(PPID) };
	struct sockaddr_in server = { .sin_family = AF_INET };
	struct sctp_status status;
	socklen_t len = sizeof(status);
	char message[SIZE];
	struct iovec iov = { message, sizeof(message) };
	int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP);

	if (argc != 3 || inet_pton(AF_INET, argv[1], &server.sin_addr) != 1)
		errx(2, "usage: appendix_a ADDRESS PORT");
	server.sin_port = htons((uint16_t)atoi(argv[2]));
	if (fd < 0)
		err(1, "socket");
	if (setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &init, sizeof(init)) < 0)
		err(1, "SCTP_INITMSG");
	if (setsockopt(fd, IPPROTO_SCTP, SCTP_ADAPTATION_LAYER, &adaptation, sizeof(adaptation)) <
		0)
		err(1, "SCTP_ADAPTATION_LAYER");
	if (connect(fd, (const struct sockaddr *)&server, sizeof(server)) < 0)
		err(1, "connect");
	memset(&status, 0, sizeof(status));
	if (getsockopt(fd, IPPROTO_SCTP, SCTP_STATUS, &status, &len) < 0)
		err(1, "SCTP_STATUS");
	printf("%u streams\n", status.sstat_outstrms);
	memset(message, 'A', sizeof(message));
	for (unsigned i = 0; i < MESSAGES; i++) {
		info.snd_sid = (uint16_t)(i % status.sstat_outstrms);
		if (sctp_sendv(fd, &iov, 1, NULL, 0, &info, sizeof(info), SCTP_SENDV_SNDINFO, 0) !=
			SIZE)
			err(1, "sctp_sendv");
	}
	close(fd);
	return 0;
}
