/* SPDX-License-Identifier: MIT */
/* socket/probe.c - questions to the kernel about what it can do. */
#include "socket/probe.h"
#include "socket/socket.h"
#include "wire/kernel.h"
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

enum {
	STRUCT_MAX = 256, /* the longest struct of an option: kernel_assoc_stats */
	EVENTS_KNOWN = KERNEL_SEND_FAILED_EVENT - KERNEL_DATA_IO_EVENT + 1,
	EVENTS_MAX = 64,
	HMAC_SHA1 = 1,
	HMAC_SHA256 = 3
};

/* ---- Options ---- */

static int get(const struct sys *sys, int fd, int option, void *ret, socklen_t size)
{
	return sys->getsockopt(fd, KERNEL_SOL_SCTP, option, ret, &size);
}

static int set(const struct sys *sys, int fd, int option, const void *value, socklen_t size)
{
	return sys->setsockopt(fd, KERNEL_SOL_SCTP, option, value, size);
}

_Static_assert(sizeof(struct kernel_assoc_stats) <= STRUCT_MAX, "the longest is longer");

/* A struct that an option takes; all that is not set is 0, as the future association's id. */
union value {
	uint8_t bytes[STRUCT_MAX];
	uint64_t align;
};

static void put(union value *value, const struct probe *probe, uint32_t number)
{
	const uint8_t u8 = (uint8_t)number;
	const uint16_t u16 = (uint16_t)number;

	memcpy(value->bytes + probe->at,
		probe->width == 1   ? (const void *)&u8
		: probe->width == 2 ? (const void *)&u16
				    : (const void *)&number,
		probe->width);
}

static uint32_t number_in(const union value *value, const struct probe *probe)
{
	const uint8_t *from = value->bytes + probe->at;
	uint16_t u16;
	uint32_t u32;

	if (probe->width == 1)
		return *from;
	memcpy(&u16, from, sizeof(u16));
	if (probe->width == 2)
		return u16;
	memcpy(&u32, from, sizeof(u32));
	return u32;
}

static int set_number(const struct sys *sys, int fd, const struct probe *probe, uint32_t number)
{
	union value value = { { 0 } };

	put(&value, probe, number);
	return set(sys, fd, probe->option, &value, probe->size);
}

static int get_number(const struct sys *sys, int fd, const struct probe *probe, uint32_t *ret)
{
	union value value = { { 0 } };
	int result = get(sys, fd, probe->option, &value, probe->size);

	*ret = number_in(&value, probe);
	return result;
}

static int set_switch(const struct sys *sys, int fd, int option)
{
	const struct kernel_assoc_value on = { .value = 1 };

	return set(sys, fd, option, &on, sizeof(on));
}

int socket_probe_nothing(const struct sys *sys, int fd, const struct probe *probe)
{
	(void)sys, (void)fd, (void)probe;
	return ASCTP_HAS;
}

int socket_probe_get(const struct sys *sys, int fd, const struct probe *probe)
{
	union value value = { { 0 } };
	int result = get(sys, fd, probe->option, &value, probe->size);

	return result >= 0 || result == probe->refusal ? ASCTP_HAS : result;
}

int socket_probe_set(const struct sys *sys, int fd, const struct probe *probe)
{
	int result = set_number(sys, fd, probe, probe->least);

	return result < 0 ? result : ASCTP_HAS;
}

int socket_probe_both(const struct sys *sys, int fd, const struct probe *probe)
{
	int result = set_number(sys, fd, probe, probe->least);

	if (result >= 0)
		result = set_number(sys, fd, probe, probe->most);
	return result < 0 ? result : ASCTP_HAS;
}

int socket_probe_kept(const struct sys *sys, int fd, const struct probe *probe)
{
	uint32_t kept;
	int result = set_number(sys, fd, probe, probe->least);

	if (result >= 0)
		result = get_number(sys, fd, probe, &kept);
	if (result < 0)
		return result;
	return kept == probe->least ? ASCTP_HAS : ASCTP_HOLLOW;
}

int socket_probe_switch(const struct sys *sys, int fd, const struct probe *probe)
{
	uint32_t number;
	int result = get_number(sys, fd, probe, &number);

	if (result < 0)
		return result;
	if (number >= probe->least && number <= probe->most)
		return ASCTP_HAS;
	result = socket_probe_kept(sys, fd, probe);
	return result == ASCTP_HAS ? ASCTP_ASK : result;
}

/* ---- What is unknown ---- */

/* How many notifications the kernel has. SCTP_EVENTS is what tells on every kernel. */
static int event_count(const struct sys *sys, int fd)
{
	uint8_t events[EVENTS_MAX];
	socklen_t len = sizeof(events);
	int result = sys->getsockopt(fd, KERNEL_SOL_SCTP, KERNEL_EVENTS, events, &len);

	return result < 0 ? result : (int)len;
}

int socket_probe_event(const struct sys *sys, int fd, const struct probe *probe)
{
	int count = event_count(sys, fd);

	if (count < 0)
		return count;
	return (uint32_t)count > probe->least - KERNEL_DATA_IO_EVENT ? ASCTP_HAS : ASCTP_LACKS;
}

int socket_probe_unknown_event(const struct sys *sys, int fd, const struct probe *probe)
{
	int count = event_count(sys, fd);

	(void)probe;
	if (count < 0)
		return count;
	return count > EVENTS_KNOWN ? ASCTP_UNTOLD : ASCTP_LACKS;
}

int socket_probe_unknown_option(const struct sys *sys, int fd, const struct probe *probe)
{
	static const struct {
		int first, last;
	} unknown[] = {
		{ KERNEL_PEER_ADDR_THLDS_V2 + 1, KERNEL_BINDX_ADD - 1 },
		{ KERNEL_PEELOFF + 1, KERNEL_CONNECTX_OLD - 1 },
		{ KERNEL_INTERLEAVING_SUPPORTED + 1, KERNEL_EVENT - 1 },
		{ KERNEL_PLPMTUD_PROBE_INTERVAL + 1, 255 },
	};
	uint8_t none;

	(void)probe;
	/* without room for a value no option does anything */
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		for (int option = unknown[i].first; option <= unknown[i].last; option++)
			if (get(sys, fd, option, &none, 0) != -ENOPROTOOPT)
				return ASCTP_UNTOLD;
	return -ENOPROTOOPT;
}

/* ---- Single ones ---- */

int socket_probe_label(const struct sys *sys, int fd, const struct probe *probe)
{
	const struct kernel_paddrparams asked = {
		.flags = probe->least,
		.dscp = 0x28,
		.ipv6_flowlabel = 0x12345,
	};
	struct kernel_paddrparams kept = { 0 };
	int result = set(sys, fd, KERNEL_PEER_ADDR_PARAMS, &asked, sizeof(asked));

	if (result >= 0)
		result = get(sys, fd, KERNEL_PEER_ADDR_PARAMS, &kept, sizeof(kept));
	if (result < 0)
		return result;
	if (!(kept.flags & probe->least))
		return ASCTP_HOLLOW;
	if (probe->least == KERNEL_SPP_DSCP)
		return kept.dscp == asked.dscp ? ASCTP_HAS : ASCTP_HOLLOW;
	return kept.ipv6_flowlabel == asked.ipv6_flowlabel ? ASCTP_HAS : ASCTP_HOLLOW;
}

int socket_probe_sha256(const struct sys *sys, int fd, const struct probe *probe)
{
	union value value = { { 0 } };
	struct kernel_hmacalgo *hmacs = (struct kernel_hmacalgo *)&value;
	int result = set_switch(sys, fd, KERNEL_AUTH_SUPPORTED);

	(void)probe;
	hmacs->count = 2;
	hmacs->ids[0] = HMAC_SHA256;
	hmacs->ids[1] = HMAC_SHA1;                 /* which must be there */
	if (result >= 0 || result == -ENOPROTOOPT) /* before 5.4: as the sysctl says */
		result = set(sys, fd, KERNEL_HMAC_IDENT, hmacs,
			sizeof(*hmacs) + 2 * sizeof(*hmacs->ids));
	return result < 0 ? result : ASCTP_HAS;
}

int socket_probe_deactivate(const struct sys *sys, int fd, const struct probe *probe)
{
	const struct kernel_authkeyid id = { .keynumber = 1 };
	union value value = { { 0 } };
	struct kernel_authkey *key = (struct kernel_authkey *)&value;
	int result = set_switch(sys, fd, KERNEL_AUTH_SUPPORTED);

	(void)probe;
	key->keynumber = id.keynumber;
	key->len = 1;
	if (result >= 0 || result == -ENOPROTOOPT)
		result = set(sys, fd, KERNEL_AUTH_KEY, key, sizeof(*key) + key->len);
	if (result >= 0)
		result = set(sys, fd, KERNEL_AUTH_DEACTIVATE_KEY, &id, sizeof(id));
	return result < 0 ? result : ASCTP_HAS;
}

int socket_probe_interleaving(const struct sys *sys, int fd, const struct probe *probe)
{
	const int one = 1;
	int result = set(sys, fd, KERNEL_FRAGMENT_INTERLEAVE, &one, sizeof(one));

	return result < 0 ? result : socket_probe_switch(sys, fd, probe);
}

static int bind_port(const struct sys *sys, int fd, uint16_t port)
{
	const struct sockaddr_in wildcard = { .sin_family = AF_INET, .sin_port = htons(port) };

	return sys->bind(fd, (const struct sockaddr *)&wildcard, sizeof(wildcard));
}

int socket_probe_auto_asconf(const struct sys *sys, int fd, const struct probe *probe)
{
	int result = bind_port(sys, fd, 0);

	return result < 0 ? result : socket_probe_switch(sys, fd, probe);
}

int socket_probe_sendall(const struct sys *sys, int fd, const struct probe *probe)
{
	const asctp_sock_out all = { .data = "", .len = 1, .all = true };
	int result = socket_send(sys, fd, &all);

	(void)probe;
	return result < 0 ? result : ASCTP_HAS;
}

int socket_probe_buffer(const struct sys *sys, int fd, const struct probe *probe)
{
	const int asked = 64 * 1024 * 1024;
	int granted = 0;
	socklen_t len = sizeof(granted);
	int result = sys->setsockopt(fd, SOL_SOCKET, probe->option, &asked, sizeof(asked));

	if (result >= 0)
		result = sys->getsockopt(fd, SOL_SOCKET, (int)probe->most, &granted, &len);
	if (result < 0)
		return result;
	return granted >= asked ? ASCTP_HAS : ASCTP_HOLLOW;
}

int socket_probe_low_port(const struct sys *sys, int fd, const struct probe *probe)
{
	int result = bind_port(sys, fd, 1);

	(void)probe;
	return result >= 0 || result == -EADDRINUSE ? ASCTP_HAS : result;
}
