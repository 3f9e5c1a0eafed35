/* SPDX-License-Identifier: MIT */
/* rfc6458/option.c - sctp_opt_info: getsockopt with the association named beside the struct. */
#include "rfc6458/rfc6458.h"
#include "sys/sys.h"
#include "wire/option_codec.h"

/* Where the association's id stands in an option's struct; negative: nowhere. What the table of
 * options does not have is deprecated, or of a later kernel: an id comes first then. */
static int id_at(int opt)
{
	const struct wire_option *option;

	if (opt == KERNEL_DEFAULT_SEND_PARAM)
		return offsetof(struct kernel_sndrcvinfo, assoc_id);
	for (size_t i = 0; (option = wire_option_at(i)); i++)
		if (option->level == KERNEL_SOL_SCTP && option->number == opt)
			return option->codec->id_at;
	return 0;
}

int sctp_opt_info(int sd, int32_t id, int opt, void *arg, socklen_t *size)
{
	int at = id_at(opt);
	int result;

	if (!arg || !size)
		return rfc6458_result(-EINVAL);
	if (at >= 0 && *size >= (size_t)at + sizeof(id))
		memcpy((char *)arg + at, &id, sizeof(id));
	result = sys_linux.getsockopt(sd, KERNEL_SOL_SCTP, opt, arg, size);
	/* some return more than 0: a descriptor, an id, which the struct has, too */
	return result < 0 ? rfc6458_result(result) : 0;
}
