/* SPDX-License-Identifier: MIT */
/* wire/notification_text.c - a notification as one line for a log, and the names of its numbers. */
#include "wire/cause.h"
#include "wire/kernel.h"
#include "wire/notification.h"
#include "wire/text.h"
#include <string.h>

enum {                 /* more than this does not help a reader */
	DATA_MAX = 32, /* bytes of a message */
	HEX_MAX = 32,  /* bytes that are not understood */
	STREAMS_MAX = 32
};

/* ---- Names ---- */

enum { FIRST = ASCTP_ASSOC_CHANGE };

#define NAME_(number, name, section) [(number)-FIRST] = #name,
static const char *const types[] = { ASCTP_NOTIFICATIONS(NAME_) };

static const char *const assoc_states[] = {
	[ASCTP_COMM_UP] = "COMM_UP",
	[ASCTP_COMM_LOST] = "COMM_LOST",
	[ASCTP_RESTART] = "RESTART",
	[ASCTP_SHUTDOWN_COMP] = "SHUTDOWN_COMP",
	[ASCTP_CANT_STR_ASSOC] = "CANT_STR_ASSOC",
};

static const char *const addr_states[] = {
	[ASCTP_ADDR_AVAILABLE] = "AVAILABLE",
	[ASCTP_ADDR_UNREACHABLE] = "UNREACHABLE",
	[ASCTP_ADDR_REMOVED] = "REMOVED",
	[ASCTP_ADDR_ADDED] = "ADDED",
	[ASCTP_ADDR_MADE_PRIM] = "MADE_PRIM",
	[ASCTP_ADDR_CONFIRMED] = "CONFIRMED",
	[ASCTP_ADDR_POTENTIALLY_FAILED] = "POTENTIALLY_FAILED",
};

static const char *const auth_indications[] = {
	[ASCTP_AUTH_NEW_KEY] = "NEW_KEY",
	[ASCTP_AUTH_FREE_KEY] = "FREE_KEY",
	[ASCTP_AUTH_NO_AUTH] = "NO_AUTH",
};

static const char unknown[] = "unknown";

#define NAME_OF(names, i) \
	((size_t)(i) < sizeof(names) / sizeof(*(names)) ? (names)[(size_t)(i)] : unknown)

const char *wire_notification_name(uint16_t type)
{
	return NAME_OF(types, (size_t)type - FIRST); /* wraps for a smaller one */
}

const char *wire_assoc_state_name(uint16_t state)
{
	return NAME_OF(assoc_states, state);
}

const char *wire_addr_state_name(uint32_t state)
{
	return NAME_OF(addr_states, state);
}

const char *wire_auth_indication_name(uint32_t indication)
{
	return NAME_OF(auth_indications, indication);
}

/* ---- What each type says ---- */

struct line {
	struct wire_text text;
	const struct wire_scopes *scopes;
};

typedef void printer(const asctp_notification *n, struct line *line);

/* A name, or what it is with its number: "state 9". */
static void put_name(struct wire_text *text, const char *name, const char *what, uint32_t number)
{
	if (name == unknown)
		wire_text_format(text, "%s %u", what, number);
	else
		wire_text_put(text, name);
}

static void put_error(struct wire_text *text, uint32_t error)
{
	const char *name = error <= UINT16_MAX ? wire_cause_name((uint16_t)error) : NULL;

	if (error)
		wire_text_format(text, ", error %u", error);
	if (error && name)
		wire_text_format(text, " (%s)", name);
}

/* All causes of a list; what is none, as bytes. */
static void put_causes(struct wire_text *text, const void *data, size_t len)
{
	struct wire_part causes;
	asctp_cause cause;
	int more = 1;

	wire_part_begin(&causes);
	while (causes.text.left > 1 && (more = wire_cause_next(&data, &len, &cause)) > 0) {
		wire_text_put(&causes.text, ", ");
		wire_cause_write(&cause, &causes.text);
	}
	if (more < 0) {
		wire_text_put(&causes.text, ", ");
		wire_text_hex_cut(&causes.text, data, len, HEX_MAX);
	}
	wire_part_end(&causes, text);
}

static void assoc_change(const asctp_notification *n, struct line *line)
{
	const asctp_assoc_change *change = &n->assoc_change;
	const bool up = change->state == ASCTP_COMM_UP || change->state == ASCTP_RESTART;
	const void *info = change->info;
	size_t len = change->info_len;
	asctp_cause first;

	put_name(&line->text, wire_assoc_state_name(change->state), "state", change->state);
	if (up || change->streams_out || change->streams_in)
		wire_text_format(&line->text, ", %u streams out, %u in", change->streams_out,
			change->streams_in);
	/* usually the code of the first cause */
	if (wire_cause_next(&info, &len, &first) <= 0 || first.code != change->error)
		put_error(&line->text, change->error);
	if (change->info_len && up) {
		wire_text_put(&line->text, ": ");
		wire_text_hex_cut(&line->text, change->info, change->info_len, HEX_MAX);
	} else {
		put_causes(&line->text, change->info, change->info_len);
	}
}

static void peer_addr_change(const asctp_notification *n, struct line *line)
{
	const asctp_peer_addr_change *change = &n->peer_addr_change;
	char addr[ASCTP_ADDR_TEXT];

	wire_text_put(
		&line->text, wire_addr_print(line->scopes, &change->addr, addr, sizeof(addr)));
	wire_text_put(&line->text, " ");
	put_name(&line->text, wire_addr_state_name(change->state), "state", change->state);
	if (change->error)
		wire_text_format(&line->text, ", error %u", change->error);
}

static void remote_error(const asctp_notification *n, struct line *line)
{
	const asctp_cause cause = { .code = n->remote_error.cause,
		.data = n->remote_error.data,
		.len = n->remote_error.len };
	struct wire_part part;

	wire_part_begin(&part);
	wire_cause_write(&cause, &part.text);
	wire_part_end(&part, &line->text);
}

static void send_failed(const asctp_notification *n, struct line *line)
{
	const asctp_send_failed *failed = &n->send_failed;

	wire_text_format(&line->text, "stream %u, ppid %u, %zu bytes, %s", failed->stream,
		failed->ppid, failed->len, failed->transmitted ? "sent" : "not sent");
	if (failed->unordered)
		wire_text_put(&line->text, ", unordered");
	if (!failed->first || !failed->last)
		wire_text_format(&line->text, ", %s part",
			failed->first  ? "first"
			: failed->last ? "last"
				       : "middle");
	if (failed->context)
		wire_text_format(&line->text, ", context %u", failed->context);
	put_error(&line->text, failed->error);
	wire_text_put(&line->text, ": ");
	wire_text_quote_cut(&line->text, failed->data, failed->len, DATA_MAX);
}

static void partial_delivery(const asctp_notification *n, struct line *line)
{
	const asctp_partial_delivery *partial = &n->partial_delivery;

	put_name(&line->text, partial->indication ? unknown : "aborted", "indication",
		partial->indication);
	if (partial->stream || partial->sequence)
		wire_text_format(&line->text, ", stream %u, sequence %u", partial->stream,
			partial->sequence);
}

static void adaptation(const asctp_notification *n, struct line *line)
{
	wire_text_format(&line->text, "0x%08x", n->adaptation);
}

static void authentication(const asctp_notification *n, struct line *line)
{
	const asctp_authentication *auth = &n->authentication;

	put_name(&line->text, wire_auth_indication_name(auth->indication), "indication",
		auth->indication);
	if (auth->indication != ASCTP_AUTH_NO_AUTH || auth->key)
		wire_text_format(&line->text, ", key %u", auth->key);
	if (auth->other_key)
		wire_text_format(&line->text, ", other key %u", auth->other_key);
}

/* How a request went: the flags that resets and stream changes have in common. */
static void put_result(struct wire_text *text, bool denied, bool failed)
{
	wire_text_put(text, denied ? ", denied" : "");
	wire_text_put(text, failed ? ", failed" : "");
}

static void stream_reset(const asctp_notification *n, struct line *line)
{
	const asctp_stream_reset *reset = &n->stream_reset;

	if (!reset->count)
		wire_text_put(&line->text, "all streams");
	for (size_t i = 0; i < reset->count && i < STREAMS_MAX; i++)
		wire_text_format(&line->text, i ? ", %u" : "streams %u", wire_stream_at(reset, i));
	if (reset->count > STREAMS_MAX)
		wire_text_format(&line->text, " and %zu more", reset->count - STREAMS_MAX);
	wire_text_put(&line->text, reset->incoming ? ", incoming" : "");
	wire_text_put(&line->text, reset->outgoing ? ", outgoing" : "");
	put_result(&line->text, reset->denied, reset->failed);
}

static void assoc_reset(const asctp_notification *n, struct line *line)
{
	const asctp_assoc_reset *reset = &n->assoc_reset;

	wire_text_format(
		&line->text, "local TSN %u, remote TSN %u", reset->local_tsn, reset->remote_tsn);
	put_result(&line->text, reset->denied, reset->failed);
}

static void stream_change(const asctp_notification *n, struct line *line)
{
	const asctp_stream_change *change = &n->stream_change;

	wire_text_format(
		&line->text, "%u streams out, %u in added", change->added_out, change->added_in);
	put_result(&line->text, change->denied, change->failed);
}

/* ---- Lines ---- */

static const struct row {
	printer *print; /* NULL: there is nothing to say but which association */
	uint16_t flags; /* those that it prints */
} rows[] = {
#define ROW(type, print, flags) [ASCTP_##type - FIRST] = { print, flags }
	ROW(ASSOC_CHANGE, assoc_change, 0),
	ROW(PEER_ADDR_CHANGE, peer_addr_change, 0),
	ROW(SEND_FAILED, send_failed, KERNEL_DATA_SENT),
	ROW(REMOTE_ERROR, remote_error, 0),
	ROW(SHUTDOWN_EVENT, NULL, 0),
	ROW(PARTIAL_DELIVERY_EVENT, partial_delivery, 0),
	ROW(ADAPTATION_INDICATION, adaptation, 0),
	ROW(AUTHENTICATION_EVENT, authentication, 0),
	ROW(SENDER_DRY_EVENT, NULL, 0),
	ROW(STREAM_RESET_EVENT, stream_reset,
		KERNEL_RESET_INCOMING | KERNEL_RESET_OUTGOING | KERNEL_RESET_DENIED |
			KERNEL_RESET_FAILED),
	ROW(ASSOC_RESET_EVENT, assoc_reset, KERNEL_RESET_DENIED | KERNEL_RESET_FAILED),
	ROW(STREAM_CHANGE_EVENT, stream_change, KERNEL_RESET_DENIED | KERNEL_RESET_FAILED),
	ROW(SEND_FAILED_EVENT, send_failed, KERNEL_DATA_SENT),
#undef ROW
};

static void as_bytes(const asctp_notification *n, struct wire_text *text)
{
	wire_text_format(text, "notification 0x%04x, flags 0x%04x, %zu bytes", n->type, n->flags,
		n->raw_len);
	if (n->raw && n->raw_len) {
		wire_text_put(text, ": ");
		wire_text_hex_cut(text, n->raw, n->raw_len, HEX_MAX);
	}
}

const char *wire_notification_print(
	const struct wire_scopes *scopes, const asctp_notification *n, char *buf, size_t size)
{
	const size_t i = (size_t)n->type - FIRST;
	struct line line = { .scopes = scopes };

	wire_text_begin(&line.text, buf, size);
	if (!n->known || i >= sizeof(rows) / sizeof(*rows)) {
		as_bytes(n, &line.text);
		return buf;
	}
	wire_text_format(&line.text, "%s id %d", wire_notification_name(n->type), n->id);
	if (rows[i].print) {
		wire_text_put(&line.text, ": ");
		rows[i].print(n, &line);
	}
	if (n->flags & ~rows[i].flags)
		wire_text_format(&line.text, ", flags 0x%04x", n->flags);
	return buf;
}
