/* SPDX-License-Identifier: MIT */
/* wire/addr_text.c - reads and writes the text of one host's addresses. */
#include "wire/addr_text.h"
#include "wire/addrs.h"
#include "wire/text.h"
#include <arpa/inet.h>
#include <endian.h>
#include <errno.h>
#include <string.h>

/* ---- Reading ---- */

struct parser {
	const struct wire_scopes *scopes;
	const char *text;
	const char *at; /* in a list: what comes next; after a failure: what could not be read */
	const char *why;
};

static int fail(struct parser *p, const char *at, int error, const char *why)
{
	p->at = at;
	p->why = why;
	return error;
}

/* A decimal number of `len` digits, 1 to `max_digits`; -1 if it is none or above `max`. */
static int64_t number(const char *s, size_t len, size_t max_digits, uint32_t max)
{
	uint64_t value = 0;

	if (len < 1 || len > max_digits)
		return -1;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (uint64_t)(s[i] - '0');
	}
	return value <= max ? (int64_t)value : -1;
}

static bool digits(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

/* The `len` bytes after a '%': a number as it is, or an interface's name. */
static int parse_scope(struct parser *p, const char *s, size_t len, uint32_t *ret)
{
	char name[WIRE_SCOPE_NAME];
	int64_t index;

	if (len < 1 || len >= sizeof(name))
		return fail(p, s, -EINVAL, "a scope is an interface's name or number");
	memcpy(name, s, len);
	name[len] = '\0';
	if (digits(name))
		index = number(s, len, 10, UINT32_MAX);
	else
		index = p->scopes ? p->scopes->index(name) : 0;
	if (index <= 0)
		return fail(p, s, -ENODEV, "the scope is no interface of this host");
	*ret = (uint32_t)index;
	return 0;
}

/* An IPv6 address with or without a scope, brackets taken off: `len` bytes. */
static int parse_v6(struct parser *p, const char *s, size_t len, asctp_addr *ret)
{
	const char *percent = memchr(s, '%', len);
	size_t addr_len = percent ? (size_t)(percent - s) : len;
	char copy[INET6_ADDRSTRLEN];

	memset(ret, 0, sizeof(*ret));
	if (addr_len >= sizeof(copy))
		return fail(p, s, -EINVAL, "too long for an IPv6 address");
	memcpy(copy, s, addr_len);
	copy[addr_len] = '\0';
	ret->v6.sin6_family = AF_INET6;
	if (inet_pton(AF_INET6, copy, &ret->v6.sin6_addr) != 1)
		return fail(p, s, -EINVAL, "not an IPv6 address");
	if (!percent)
		return 0;
	return parse_scope(p, percent + 1, len - addr_len - 1, &ret->v6.sin6_scope_id);
}

static int parse_v4(struct parser *p, const char *s, size_t len, asctp_addr *ret)
{
	char copy[INET_ADDRSTRLEN];

	memset(ret, 0, sizeof(*ret));
	if (!len)
		return fail(p, s, -EINVAL, "an address is missing");
	if (len >= sizeof(copy))
		return fail(p, s, -EINVAL, "not a numeric address (names are not resolved)");
	memcpy(copy, s, len);
	copy[len] = '\0';
	ret->v4.sin_family = AF_INET;
	if (inet_pton(AF_INET, copy, &ret->v4.sin_addr) != 1)
		return fail(p, s, -EINVAL, "not a numeric address (names are not resolved)");
	return 0;
}

/* One address of a list, at p->at, which moves past it. */
static int parse_host(struct parser *p, asctp_addr *ret)
{
	const char *start = p->at;
	int err;

	if (*start == '[') {
		const char *end = strchr(start, ']');

		if (!end)
			return fail(p, start, -EINVAL, "a bracket is not closed");
		err = parse_v6(p, start + 1, (size_t)(end - start) - 1, ret);
		if (!err)
			p->at = end + 1;
	} else {
		size_t item = strcspn(start, ","), len = strcspn(start, ",:");

		if (item > len && memchr(start + len + 1, ':', item - len - 1))
			return fail(p, start, -EINVAL, "an IPv6 address needs brackets here");
		err = parse_v4(p, start, len, ret);
		if (!err)
			p->at = start + len;
	}
	return err;
}

/* What stands after the last address: nothing, or a colon and the port. */
static int parse_port(struct parser *p, in_port_t *ret)
{
	const char *start = p->at + 1;
	int64_t port;

	*ret = 0;
	if (*p->at == '\0')
		return 0;
	if (*p->at != ':')
		return fail(p, p->at, -EINVAL, "neither a comma nor a port");
	if (strchr(start, ','))
		return fail(p, p->at, -EINVAL, "the port comes last, once for all addresses");
	port = number(start, strlen(start), 5, UINT16_MAX);
	if (port < 0)
		return fail(p, start, -EINVAL, "a port is a number from 0 to 65535");
	*ret = (in_port_t)port;
	return 0;
}

static bool contains(const asctp_addr *addrs, size_t count, const asctp_addr *addr)
{
	for (size_t i = 0; i < count; i++)
		if (wire_addr_equal(&addrs[i], addr))
			return true;
	return false;
}

/* Addresses with commas between them, up to the port or the end. Returns how many. */
static int parse_list(struct parser *p, asctp_addr *addrs, size_t max)
{
	size_t count = 0;

	for (;;) {
		const char *start = p->at;
		asctp_addr addr;
		int err = parse_host(p, &addr);

		if (err)
			return err;
		if (count == max)
			return fail(p, start, -E2BIG, "too many addresses");
		if (contains(addrs, count, &addr))
			return fail(p, start, -EINVAL, "an address is named twice");
		addrs[count++] = addr;
		if (*p->at != ',')
			return (int)count;
		p->at++;
	}
}

/* An IPv6 address alone may do without brackets; a second colon outside of any gives it away. */
static bool is_bare_v6(const char *text)
{
	const char *colon = strchr(text, ':');

	return !strpbrk(text, "[],") && colon && strchr(colon + 1, ':');
}

static void set_port(asctp_addr *addr, in_port_t port)
{
	if (addr->sa.sa_family == AF_INET)
		addr->v4.sin_port = htobe16(port);
	else
		addr->v6.sin6_port = htobe16(port);
}

static int parse(struct parser *p, asctp_addr *addrs, size_t max)
{
	const char *blank = strpbrk(p->text, " \t\r\n\v\f");
	in_port_t port = 0;
	int count, err = 0;

	p->at = p->text;
	if (!*p->text)
		return fail(p, p->text, -EINVAL, "the text is empty");
	if (blank)
		return fail(p, blank, -EINVAL, "there is white space");
	if (!max)
		return fail(p, p->text, -E2BIG, "too many addresses");
	if (is_bare_v6(p->text)) {
		err = parse_v6(p, p->text, strlen(p->text), &addrs[0]);
		return err ? err : 1;
	}
	if (p->text[0] == ':' && p->text[1] != ':') { /* every local address */
		addrs[0] = (asctp_addr){ .v6.sin6_family = AF_INET6 };
		count = 1;
	} else {
		count = parse_list(p, addrs, max);
	}
	if (count > 0)
		err = parse_port(p, &port);
	if (err)
		return err;
	for (int i = 0; i < count; i++)
		set_port(&addrs[i], port);
	return count;
}

int wire_addr_parse(const struct wire_scopes *scopes, const char *text, asctp_addr *ret, size_t max,
	size_t *at, const char **why)
{
	struct parser p = { .scopes = scopes, .text = text ? text : "" };
	asctp_addr addrs[ASCTP_ADDR_MAX];
	int count = parse(&p, addrs, ret && max < ASCTP_ADDR_MAX ? max : ASCTP_ADDR_MAX);

	if (count > 0 && ret)
		memcpy(ret, addrs, (size_t)count * sizeof(*ret));
	if (count < 0 && at)
		*at = (size_t)(p.at - p.text);
	if (count < 0 && why)
		*why = p.why;
	return count;
}

/* ---- Writing ---- */

static void put_scope(struct wire_text *text, const struct wire_scopes *scopes, uint32_t index)
{
	char buf[WIRE_SCOPE_NAME];
	const char *name = scopes ? scopes->name(index, buf) : NULL;

	/* Interfaces may be called nearly anything: what would not be read back is a number. */
	if (name && *name && !strpbrk(name, "],") && !digits(name))
		wire_text_format(text, "%%%s", name);
	else
		wire_text_format(text, "%%%u", index);
}

static void put_host(
	struct wire_text *text, const struct wire_scopes *scopes, const asctp_addr *addr)
{
	char buf[INET6_ADDRSTRLEN];

	switch (addr->sa.sa_family) {
	case AF_INET:
		wire_text_put(text, inet_ntop(AF_INET, &addr->v4.sin_addr, buf, sizeof(buf)));
		break;
	case AF_INET6:
		wire_text_put(text, "[");
		wire_text_put(text, inet_ntop(AF_INET6, &addr->v6.sin6_addr, buf, sizeof(buf)));
		if (addr->v6.sin6_scope_id)
			put_scope(text, scopes, addr->v6.sin6_scope_id);
		wire_text_put(text, "]");
		break;
	default: wire_text_put(text, "(no address)");
	}
}

const char *wire_addrs_print(const struct wire_scopes *scopes, const asctp_addr *addrs,
	size_t count, char *buf, size_t size)
{
	static const asctp_addr none;
	struct wire_text text;
	in_port_t port;

	if (!addrs || !count) {
		addrs = &none;
		count = 1;
	}
	wire_text_begin(&text, buf, size);
	for (size_t i = 0; i < count; i++) {
		if (i)
			wire_text_put(&text, ",");
		put_host(&text, scopes, &addrs[i]);
	}
	port = wire_addr_port(&addrs[0]);
	if (port)
		wire_text_format(&text, ":%u", port);
	return buf;
}

const char *wire_addr_print(
	const struct wire_scopes *scopes, const asctp_addr *addr, char *buf, size_t size)
{
	return wire_addrs_print(scopes, addr, 1, buf, size);
}
