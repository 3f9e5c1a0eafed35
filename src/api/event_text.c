/* SPDX-License-Identifier: MIT */
/* api/event_text.c - an event of the engine as one line for a log. */
#include "asctp/asctp.h"
#include "wire/cause.h"
#include "wire/text.h"
#include <string.h>

static void up(const asctp_event *event, struct wire_text *text)
{
	wire_text_format(text, ": %u streams out, %u in%s", event->up.streams_out,
		event->up.streams_in, event->up.restarted ? ", restarted by the peer" : "");
}

static void message(const asctp_event *event, struct wire_text *text)
{
	const asctp_message *message = &event->message;
	char from[ASCTP_ADDR_TEXT];

	wire_text_format(text, " stream %u, ppid %u, %zu bytes%s from ", message->stream,
		message->ppid, message->len, message->unordered ? ", unordered" : "");
	wire_text_put(text, asctp_addr_print(&message->from, from, sizeof(from)));
}

static void unsent(const asctp_event *event, struct wire_text *text)
{
	const asctp_unsent *unsent = &event->unsent;

	wire_text_format(text, " stream %u, ppid %u, %zu bytes%s%s", unsent->stream, unsent->ppid,
		unsent->len, unsent->unordered ? ", unordered" : "",
		unsent->transmitted ? ", transmitted" : "");
	if (unsent->tag)
		wire_text_format(text, ", tag %llu", (unsigned long long)unsent->tag);
	wire_text_format(text, ": %s", asctp_unsent_why_name(unsent->why));
}

static void path(const asctp_event *event, struct wire_text *text)
{
	char addr[ASCTP_ADDR_TEXT];

	wire_text_put(text, " ");
	wire_text_put(text, asctp_addr_print(&event->path.addr, addr, sizeof(addr)));
	wire_text_format(text, ": %s", asctp_path_what_name(event->path.what));
}

static void down(const asctp_event *event, struct wire_text *text)
{
	const asctp_down *down = &event->down;
	const asctp_cause cause = {
		.code = down->cause, .data = down->info, .len = down->info ? down->info_len : 0
	};
	struct wire_part part;

	wire_text_format(text, ": %s", asctp_reason_name(down->reason));
	if (down->reason == ASCTP_FAILED && down->error) /* of the others it is the reason again */
		wire_text_format(text, ", %s", strerror(-down->error));
	if (!down->cause)
		return;
	wire_text_put(text, ", ");
	wire_part_begin(&part);
	wire_cause_write(&cause, &part.text);
	wire_part_end(&part, text);
}

static void nothing(const asctp_event *event, struct wire_text *text)
{
	(void)event, (void)text;
}

#define PRINT_(nr, tag, name)      [nr] = name,
#define PRINT_BARE_(nr, tag, name) [nr] = nothing,
static void (*const prints[])(const asctp_event *event,
	struct wire_text *text) = { [ASCTP_EV_NONE] = nothing, ASCTP_EVENTS(PRINT_, PRINT_BARE_) };

const char *asctp_event_print(const asctp_event *event, char *buf, size_t size)
{
	struct wire_text text;

	if (!buf)
		return NULL;
	wire_text_begin(&text, buf, size);
	if (!event) {
		wire_text_put(&text, "(no event)");
	} else if ((size_t)event->type >= sizeof(prints) / sizeof(*prints)) {
		wire_text_format(&text, "event %d", (int)event->type);
	} else {
		wire_text_put(&text, asctp_event_name(event->type));
		prints[event->type](event, &text);
	}
	return buf;
}
