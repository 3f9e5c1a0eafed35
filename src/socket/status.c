/* SPDX-License-Identifier: MIT */
/* socket/status.c - what the kernel knows of a socket and of an association. */
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/kernel.h"
#include <errno.h>

int socket_style(const struct sys *sys, int fd)
{
	int nodelay, type = 0;
	socklen_t len = sizeof(nodelay);
	/* an option that every SCTP socket has, and no other */
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_NODELAY, &nodelay, &len);

	len = sizeof(type);
	if (result >= 0)
		result = sys->getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len);
	if (result < 0)
		return result;
	return type == SOCK_STREAM ? ASCTP_ONE_TO_ONE : ASCTP_ONE_TO_MANY;
}

int socket_status(const struct sys *sys, int fd, int32_t id, struct socket_status *ret)
{
	struct kernel_status status = { .assoc_id = id };
	socklen_t len = sizeof(status);
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_STATUS, &status, &len);

	if (result < 0)
		return result;
	if (len < sizeof(status))
		return -EBADMSG;
	ret->state = (uint32_t)status.state;
	ret->streams_out = status.streams_out;
	ret->streams_in = status.streams_in;
	wire_addr_copy(&status.primary.address, sizeof(status.primary.address), &ret->primary);
	return 0;
}

/* How the kernel waits for the answer to its INITs: each of the peer's addresses is tried once for
 * rto_initial, then (all of them having been tried) for twice as long, and so on up to a limit. */
static uint64_t init_budget(
	const struct kernel_initmsg *init, const struct kernel_rtoinfo *rto, size_t addr_count)
{
	uint64_t wait = rto->initial_ms, sum = 0;
	unsigned sent[ASCTP_ADDR_MAX] = { 1 }, cycle = 0;
	size_t at = 0;

	for (unsigned failed = 0; failed < init->attempts; failed++) {
		sum += wait;
		at = (at + 1) % addr_count;
		if (++sent[at] > cycle + 1) {
			wait = 2 * wait < init->timeout_ms ? 2 * wait : init->timeout_ms;
			cycle++;
		}
	}
	return sum + wait;
}

int socket_init_budget(const struct sys *sys, int fd, size_t addr_count, uint64_t *ret_ms)
{
	struct kernel_initmsg init;
	struct kernel_rtoinfo rto = { .assoc_id = KERNEL_FUTURE_ASSOC };
	socklen_t init_len = sizeof(init), rto_len = sizeof(rto);
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_INITMSG, &init, &init_len);

	if (!result)
		result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_RTOINFO, &rto, &rto_len);
	if (result < 0)
		return result;
	*ret_ms = init_budget(&init, &rto, addr_count);
	return 0;
}
