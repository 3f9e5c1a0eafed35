/* SPDX-License-Identifier: MIT */
/* api/message.c - the exported calls that send and receive on a descriptor: what they are given is
 * checked here. */
#include "api/objects.h"
#include "api/socket.h"
#include "socket/socket.h"
#include "wire/addrs.h"
#include "wire/control.h"

enum {
	MANY = 1024,      /* messages in one call */
	IOV_PARTS = 1024, /* IOV_MAX */
};

/* ---- Sending ---- */

static bool good_init(const asctp_sock_init *init)
{
	return !init || (init->streams_out <= UINT16_MAX && init->streams_in_max <= UINT16_MAX &&
				init->attempts <= UINT16_MAX && init->max_timeout_ms <= UINT16_MAX);
}

static bool good_content(const asctp_sock_out *out)
{
	if (out->iov_count)
		return out->iov && out->iov_count <= IOV_PARTS && !out->data && !out->len &&
		       !out->eof && !out->abort;
	if (out->iov || (out->len && !out->data))
		return false;
	if (out->eof)
		return !out->len && !out->abort;
	if (out->abort)
		return out->len <= ASCTP_SOCK_ABORT_TEXT_MAX;
	return out->len > 0;
}

/* Whom it is for: the addresses are one host's; the further ones carry no port, the first's holds. */
static bool good_target(const asctp_sock_out *out)
{
	asctp_addr checked[ASCTP_ADDR_MAX];

	if (out->id < 0 || !out->to != !out->to_count)
		return false;
	if (out->to && (out->id || api_one_port(out->to, out->to_count, checked) < 0 ||
			       !wire_addr_port(&checked[0])))
		return false;
	if (out->all && (out->id || out->to))
		return false;
	return out->to || !out->over_path;
}

/* Copies what is to be sent, complete and checked. */
static int read_out(const void *given, size_t size, asctp_sock_out *ret)
{
	int result = api_copy_sized(ret, sizeof(*ret), given, size);

	if (result < 0)
		return result;
	if (!api_all_zero(ret->reserved0, sizeof(ret->reserved0)) ||
		!api_all_zero(ret->reserved, sizeof(ret->reserved)))
		return -E2BIG;
	if (ret->stream > UINT16_MAX || !good_init(ret->init) ||
		!wire_policy_takes(ret->policy, ret->policy_value) || !good_content(ret) ||
		!good_target(ret))
		return -EINVAL;
	return 0;
}

int asctp_sock_send_with(int fd, const asctp_sock_out *given)
{
	asctp_sock_out out;
	int result = given ? read_out(given, given->size, &out) : -EINVAL;

	return result < 0 ? result : socket_send(&sys_linux, fd, &out);
}

/* The size of the structs of an array, which is their distance. 0: it makes no sense. */
static size_t stride_of(const void *first, size_t least)
{
	size_t size;

	memcpy(&size, first, sizeof(size));
	return size < least || size % _Alignof(asctp_sock_in) ? 0 : size;
}

static int read_element(const void *given, size_t stride, asctp_sock_out *ret)
{
	return memcmp(given, &stride, sizeof(stride)) ? -EINVAL : read_out(given, stride, ret);
}

int asctp_sock_send_many(int fd, const asctp_sock_out *given, size_t count)
{
	asctp_sock_out outs[SOCKET_SEND_BATCH];
	size_t sent = 0, stride;

	if (!given || !count || count > MANY)
		return -EINVAL;
	stride = stride_of(given, sizeof(stride));
	if (!stride)
		return -EINVAL;
	while (sent < count) {
		size_t n = 0;
		int result = 0;

		while (n < SOCKET_SEND_BATCH && sent + n < count && !result) {
			result = read_element(
				(const char *)given + (sent + n) * stride, stride, &outs[n]);
			n += !result;
		}
		if (n)
			result = socket_send_many(&sys_linux, fd, outs, n);
		if (result > 0)
			sent += (size_t)result;
		if (result < 0 || (size_t)result < n)
			return sent ? (int)sent : result;
	}
	return (int)sent;
}

/* ---- Receiving ---- */

static int receive_flags(unsigned flags)
{
	return (flags & ASCTP_PEEK ? MSG_PEEK : 0) | (flags & ASCTP_DONT_WAIT ? MSG_DONTWAIT : 0);
}

static int read_in(const void *given, size_t size, asctp_sock_in *ret)
{
	int result = api_copy_sized(ret, sizeof(*ret), given, size);

	if (result < 0)
		return result;
	if (!api_all_zero(ret->reserved, sizeof(ret->reserved)))
		return -E2BIG;
	return ret->data && ret->room ? 0 : -EINVAL;
}

int asctp_sock_receive(int fd, asctp_sock_in *given, unsigned flags)
{
	asctp_sock_in in;
	int result;

	if (!given || flags & ~(unsigned)(ASCTP_PEEK | ASCTP_DONT_WAIT) ||
		given->size < SOCKET_IN_GIVEN + sizeof(given->len))
		return -EINVAL;
	result = read_in(given, given->size, &in);
	if (result < 0)
		return result;
	result = socket_receive(&sys_linux, fd, &in, receive_flags(flags));
	if (result >= 0)
		socket_give(&in, given, given->size);
	return result;
}

int asctp_sock_receive_many(int fd, asctp_sock_in *given, size_t count, unsigned flags)
{
	size_t stride;

	if (!given || !count || count > MANY || flags & ~(unsigned)ASCTP_DONT_WAIT)
		return -EINVAL;
	stride = stride_of(given, SOCKET_IN_GIVEN + sizeof(given->len));
	if (!stride)
		return -EINVAL;
	for (size_t i = 0; i < count; i++) {
		const char *at = (const char *)given + i * stride;
		asctp_sock_in in;
		int result =
			memcmp(at, &stride, sizeof(stride)) ? -EINVAL : read_in(at, stride, &in);

		if (result < 0)
			return result;
	}
	return socket_receive_many(&sys_linux, fd, given, stride, count, receive_flags(flags));
}
