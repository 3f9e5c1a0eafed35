/* SPDX-License-Identifier: MIT */
/* wire/addrs.c - sockaddrs, single and packed: sizes, copies, comparison. */
#include "wire/addrs.h"
#include <endian.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

static socklen_t len_of(sa_family_t family)
{
	switch (family) {
	case AF_INET: return sizeof(struct sockaddr_in);
	case AF_INET6: return sizeof(struct sockaddr_in6);
	default: return 0;
	}
}

/* Takes the sockaddr at the start of `len` bytes as it is. Returns its length, 0 if there is no
 * whole one of a known family (*ret is then all zero). */
static size_t take(const void *data, size_t len, asctp_addr *ret)
{
	sa_family_t family;
	size_t need;

	memset(ret, 0, sizeof(*ret));
	if (len < offsetof(struct sockaddr, sa_family) + sizeof(family))
		return 0;
	memcpy(&family, (const char *)data + offsetof(struct sockaddr, sa_family), sizeof(family));
	need = len_of(family);
	if (!need || len < need)
		return 0;
	memcpy(ret, data, need);
	return need;
}

/* The IPv4 address inside an IPv4-mapped IPv6 one; any other as it is. */
static asctp_addr unmapped(const asctp_addr *addr)
{
	asctp_addr v4;

	if (addr->sa.sa_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&addr->v6.sin6_addr))
		return *addr;
	memset(&v4, 0, sizeof(v4)); /* all of it: an initializer need not */
	v4.v4.sin_family = AF_INET;
	v4.v4.sin_port = addr->v6.sin6_port;
	memcpy(&v4.v4.sin_addr, &addr->v6.sin6_addr.s6_addr[12], sizeof(v4.v4.sin_addr));
	return v4;
}

int wire_addr_copy(const void *data, size_t len, asctp_addr *ret)
{
	if (!take(data, len, ret))
		return -EBADMSG;
	*ret = unmapped(ret);
	return 0;
}

int wire_addrs_pack(const asctp_addr *addrs, size_t count, void *buf, size_t size)
{
	size_t used = 0;

	if (size > INT_MAX) /* what the result can tell */
		size = INT_MAX;
	for (size_t i = 0; i < count; i++) {
		size_t len = len_of(addrs[i].sa.sa_family);

		if (!len)
			return -EINVAL;
		if (len > size - used)
			return -ENOBUFS;
		memcpy((char *)buf + used, &addrs[i], len);
		used += len;
	}
	return (int)used;
}

int wire_addrs_unpack(const void *data, size_t len, asctp_addr *ret, size_t max)
{
	const char *at = data;
	size_t count = 0;

	if (max > INT_MAX)
		max = INT_MAX;
	while (len) {
		asctp_addr addr;
		size_t used = take(at, len, &addr);

		if (!used)
			return -EBADMSG;
		if (count == max)
			return -E2BIG;
		if (ret)
			ret[count] = addr;
		count++;
		at += used;
		len -= used;
	}
	return (int)count;
}

int wire_addrs_span(const void *data, size_t len, size_t count)
{
	size_t used = 0;
	asctp_addr addr;

	if (len > INT_MAX) /* what the result can tell */
		len = INT_MAX;
	while (count--) {
		size_t one = take((const char *)data + used, len - used, &addr);

		if (!one)
			return -EBADMSG;
		used += one;
	}
	return (int)used;
}

bool wire_addr_equal(const asctp_addr *a, const asctp_addr *b)
{
	asctp_addr x, y;

	if (!a || !b)
		return false;
	x = unmapped(a);
	y = unmapped(b);
	if (x.sa.sa_family != y.sa.sa_family)
		return false;
	switch (x.sa.sa_family) {
	case AF_INET:
		return x.v4.sin_port == y.v4.sin_port &&
		       x.v4.sin_addr.s_addr == y.v4.sin_addr.s_addr;
	case AF_INET6:
		return x.v6.sin6_port == y.v6.sin6_port &&
		       !memcmp(&x.v6.sin6_addr, &y.v6.sin6_addr, sizeof(x.v6.sin6_addr)) &&
		       /* elsewhere a scope means nothing, to the kernel neither */
		       (!IN6_IS_ADDR_LINKLOCAL(&x.v6.sin6_addr) ||
			       x.v6.sin6_scope_id == y.v6.sin6_scope_id);
	default: return false;
	}
}

in_port_t wire_addr_port(const asctp_addr *addr)
{
	switch (addr ? addr->sa.sa_family : AF_UNSPEC) {
	case AF_INET: return be16toh(addr->v4.sin_port);
	case AF_INET6: return be16toh(addr->v6.sin6_port);
	default: return 0;
	}
}

void wire_addr_set_port(asctp_addr *addr, in_port_t port)
{
	switch (addr->sa.sa_family) {
	case AF_INET: addr->v4.sin_port = htobe16(port); break;
	case AF_INET6: addr->v6.sin6_port = htobe16(port); break;
	default: break;
	}
}

bool wire_addr_is_wildcard(const asctp_addr *addr)
{
	switch (addr->sa.sa_family) {
	case AF_INET: return addr->v4.sin_addr.s_addr == htobe32(INADDR_ANY);
	case AF_INET6: return IN6_IS_ADDR_UNSPECIFIED(&addr->v6.sin6_addr);
	default: return false;
	}
}

socklen_t wire_addr_len(const asctp_addr *addr)
{
	return addr ? len_of(addr->sa.sa_family) : 0;
}
