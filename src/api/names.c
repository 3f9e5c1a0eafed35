/* SPDX-License-Identifier: MIT */
/* api/names.c - names of what is numbered, for logs. */
#include "asctp/asctp.h"
#include "wire/cause.h"

#define NAME_OF(names, number)                                                                    \
	((size_t)(number) < sizeof(names) / sizeof(*(names)) && (names)[number] ? (names)[number] \
										: "unknown")

#define EVENT_NAME_(nr, tag, name) [ASCTP_EV_##tag] = #name,
static const char *const events[] = { [ASCTP_EV_NONE] = "none",
	ASCTP_EVENTS(EVENT_NAME_, EVENT_NAME_) };

static const char *const reasons[] = {
	[ASCTP_CLOSED] = "closed",
	[ASCTP_ABORTED] = "aborted by the peer",
	[ASCTP_LOST] = "lost",
	[ASCTP_REFUSED] = "refused",
	[ASCTP_TIMED_OUT] = "timed out",
	[ASCTP_LOCAL] = "aborted by us",
	[ASCTP_FAILED] = "failed",
};

static const char *const paths[] = {
	[ASCTP_PATH_AVAILABLE] = "available",
	[ASCTP_PATH_UNREACHABLE] = "unreachable",
	[ASCTP_PATH_REMOVED] = "removed",
	[ASCTP_PATH_ADDED] = "added",
	[ASCTP_PATH_MADE_PRIMARY] = "made primary",
	[ASCTP_PATH_CONFIRMED] = "confirmed",
	[ASCTP_PATH_POTENTIALLY_FAILED] = "potentially failed",
};

static const char *const whys[] = {
	[ASCTP_UNSENT_EXPIRED] = "expired",
	[ASCTP_UNSENT_STREAM] = "no such stream",
	[ASCTP_UNSENT_TOO_LONG] = "too long",
	[ASCTP_UNSENT_LOST] = "association lost",
	[ASCTP_UNSENT_RESTART] = "peer restarted",
	[ASCTP_UNSENT_CLOSED] = "peer closed",
	[ASCTP_UNSENT_ABORTED] = "aborted by us",
};

const char *asctp_event_name(asctp_event_type type)
{
	return NAME_OF(events, type);
}

const char *asctp_reason_name(asctp_reason reason)
{
	return NAME_OF(reasons, reason);
}

const char *asctp_path_what_name(asctp_path_what what)
{
	return NAME_OF(paths, what);
}

const char *asctp_unsent_why_name(asctp_unsent_why why)
{
	return NAME_OF(whys, why);
}

const char *asctp_cause_name(uint16_t cause)
{
	const char *name = wire_cause_name(cause);

	if (!cause)
		return "none";
	return name ? name : "unknown";
}
