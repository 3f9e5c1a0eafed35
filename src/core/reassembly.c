/* SPDX-License-Identifier: MIT */
/* core/reassembly.c - whole messages from pieces. */
#include "core/reassembly.h"
#include <stdlib.h>

struct core_partial {
	SLIST_ENTRY(core_partial) link;
	asctp_message first; /* of the first piece; its data and len grow */
	unsigned char *data;
	size_t room;
};

void core_reassembly_init(struct core_reassembly *reassembly)
{
	SLIST_INIT(&reassembly->partials);
	reassembly->bytes = 0;
}

static void drop(struct core_reassembly *reassembly, struct core_partial *partial)
{
	SLIST_REMOVE(&reassembly->partials, partial, core_partial, link);
	reassembly->bytes -= partial->first.len;
	free(partial->data);
	free(partial);
}

void core_reassembly_clear(struct core_reassembly *reassembly)
{
	struct core_partial *partial;

	while ((partial = SLIST_FIRST(&reassembly->partials)))
		drop(reassembly, partial);
}

/* Messages of one stream come one after the other, so a stream has at most one that is ordered and
 * one that is not under way. */
static struct core_partial *find(struct core_reassembly *reassembly, const asctp_message *piece)
{
	struct core_partial *partial;

	SLIST_FOREACH (partial, &reassembly->partials, link)
		if (partial->first.stream == piece->stream &&
			partial->first.unordered == piece->unordered)
			return partial;
	return NULL;
}

static struct core_partial *begin(struct core_reassembly *reassembly, const asctp_message *piece)
{
	struct core_partial *partial = calloc(1, sizeof(*partial));

	if (!partial)
		return NULL;
	partial->first = *piece;
	partial->first.len = 0;
	SLIST_INSERT_HEAD(&reassembly->partials, partial, link);
	return partial;
}

static int append(struct core_partial *partial, const asctp_message *piece)
{
	size_t need = partial->first.len + piece->len;

	if (need > partial->room) {
		size_t room = need > 2 * partial->room ? need : 2 * partial->room;
		unsigned char *data = realloc(partial->data, room);

		if (!data)
			return -ENOMEM;
		partial->data = data;
		partial->room = room;
	}
	memcpy(partial->data + partial->first.len, piece->data, piece->len);
	partial->first.len = need;
	return 0;
}

int core_reassembly_add(struct core_reassembly *reassembly, asctp_message *message, bool last,
	size_t max, void **owned)
{
	struct core_partial *partial = find(reassembly, message);
	int result;

	*owned = NULL;
	if (message->len > max)
		return -EMSGSIZE;
	if (!partial && last)
		return 1; /* the usual case: whole as it is, nothing is copied */
	if (reassembly->bytes > max - message->len)
		return -EMSGSIZE;
	if (message->len) {
		if (!partial)
			partial = begin(reassembly, message);
		result = partial ? append(partial, message) : -ENOMEM;
		if (result < 0)
			return result;
		reassembly->bytes += message->len;
	}
	if (!last)
		return 0;
	*message = partial->first;
	message->data = *owned = partial->data;
	partial->data = NULL;
	drop(reassembly, partial);
	return 1;
}
