/* SPDX-License-Identifier: MIT */
/* api/addr.c - the exported address calls: wire's, with the system's names of interfaces. */
#include "asctp/addr.h"
#include "api/objects.h"
#include "wire/addr_text.h"
#include "wire/addrs.h"
#include <errno.h>
#include <net/if.h>

_Static_assert(WIRE_SCOPE_NAME == IF_NAMESIZE, "an interface's name has its room");

/* Both keep errno: what fails here is told in another way. */
static uint32_t index_of(const char *name)
{
	int saved = errno;
	uint32_t index = if_nametoindex(name);

	errno = saved;
	return index;
}

static const char *name_of(uint32_t index, char buf[WIRE_SCOPE_NAME])
{
	int saved = errno;
	const char *name = if_indextoname(index, buf);

	errno = saved;
	return name;
}

const struct wire_scopes api_scopes = { index_of, name_of };

int asctp_addr_parse(const char *text, asctp_addr *ret, size_t max)
{
	return wire_addr_parse(&api_scopes, text, ret, max, NULL, NULL);
}

int asctp_addr_parse_why(
	const char *text, asctp_addr *ret, size_t max, size_t *at, const char **why)
{
	return wire_addr_parse(&api_scopes, text, ret, max, at, why);
}

const char *asctp_addr_print(const asctp_addr *addr, char *buf, size_t size)
{
	return wire_addr_print(&api_scopes, addr, buf, size);
}

const char *asctp_addrs_print(const asctp_addr *addrs, size_t count, char *buf, size_t size)
{
	return wire_addrs_print(&api_scopes, addrs, count, buf, size);
}

bool asctp_addr_equal(const asctp_addr *a, const asctp_addr *b)
{
	return wire_addr_equal(a, b);
}

in_port_t asctp_addr_port(const asctp_addr *addr)
{
	return wire_addr_port(addr);
}

socklen_t asctp_addr_len(const asctp_addr *addr)
{
	return wire_addr_len(addr);
}
