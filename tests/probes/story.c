/* SPDX-License-Identifier: MIT */
/* Stories: what a socket reported, told in the words that probe.h explains. */
#include "probe.h"

static struct {
	sctp_assoc_t id;
	char letter;
} labels[64];
static int label_count;

void label(sctp_assoc_t id, char letter)
{
	for (int i = 0; i < label_count; i++)
		if (labels[i].id == id) {
			labels[i].letter = letter;
			return;
		}
	labels[label_count].id = id;
	labels[label_count++ % 64].letter = letter;
}

static const char *fragment_word(int flags)
{
	static const char *const words[] = { "M", "E", "B", "BE" };

	return words[flags & 3];
}

static void describe_change(struct item *item, const struct sctp_assoc_change *change)
{
	static const char *const words[] = { "up", "lost", "restart", "done", "cant" };
	size_t info = item->length - sizeof(*change);
	int n = snprintf(item->word, sizeof(item->word), "%s", words[change->sac_state]);

	item->id = change->sac_assoc_id;
	if (change->sac_state == SCTP_COMM_LOST || change->sac_state == SCTP_CANT_STR_ASSOC)
		n += snprintf(
			item->word + n, sizeof(item->word) - n, ":%04x", ntohs(change->sac_error));
	if (info > 4) /* a cause: type, length, text */
		snprintf(item->word + n, sizeof(item->word) - n, ":%.*s", (int)info - 4,
			(const char *)change->sac_info + 4);
}

static void describe_failure(struct item *item, const struct sctp_send_failed_event *failure)
{
	const struct sctp_sndinfo *info = &failure->ssfe_info;

	item->id = failure->ssf_assoc_id;
	snprintf(item->word, sizeof(item->word), "%s:%s:%u%s",
		failure->ssf_flags == SCTP_DATA_SENT ? "sent" : "unsent",
		fragment_word(info->snd_flags), info->snd_context,
		info->snd_ppid == PPID_OF(info->snd_context) ? "" : ":ppid-lost");
}

static void describe_notification(struct item *item)
{
	const union sctp_notification *event = (const void *)item->data;

	switch (event->sn_header.sn_type) {
	case SCTP_ASSOC_CHANGE: describe_change(item, &event->sn_assoc_change); break;
	case SCTP_SEND_FAILED_EVENT: describe_failure(item, &event->sn_send_failed_event); break;
	case SCTP_SHUTDOWN_EVENT:
		item->id = event->sn_shutdown_event.sse_assoc_id;
		strcpy(item->word, "bye");
		break;
	case SCTP_SENDER_DRY_EVENT:
		item->id = event->sn_sender_dry_event.sender_dry_assoc_id;
		strcpy(item->word, "dry");
		break;
	case SCTP_PARTIAL_DELIVERY_EVENT:
		item->id = event->sn_pdapi_event.pdapi_assoc_id;
		strcpy(item->word, "partial");
		break;
	case SCTP_PEER_ADDR_CHANGE:
		item->id = event->sn_paddr_change.spc_assoc_id;
		snprintf(item->word, sizeof(item->word), "path:%d",
			event->sn_paddr_change.spc_state);
		break;
	default: snprintf(item->word, sizeof(item->word), "event:%x", event->sn_header.sn_type);
	}
}

static void describe_message(struct item *item)
{
	bool text = item->length > 0 && item->length <= 16;

	for (size_t i = 0; i < item->length && text; i++)
		text = item->data[i] > ' ' && item->data[i] < 127;
	if (text)
		snprintf(item->word, sizeof(item->word), "\"%.*s\"", (int)item->length, item->data);
	else
		snprintf(item->word, sizeof(item->word), "%zu", item->length);
	if (!item->end)
		strcat(item->word, "+");
}

static void read_control(struct item *item, struct msghdr *message)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
		if (c->cmsg_level != IPPROTO_SCTP)
			continue;
		if (c->cmsg_type == SCTP_RCVINFO) {
			memcpy(&item->info, CMSG_DATA(c), sizeof(item->info));
			item->id = item->info.rcv_assoc_id;
		} else if (c->cmsg_type == SCTP_NXTINFO) {
			memcpy(&item->next, CMSG_DATA(c), sizeof(item->next));
			item->has_next = true;
		}
	}
}

static void add_label(struct item *item)
{
	char word[sizeof(item->word)];

	for (int i = 0; i < label_count && i < 64; i++)
		if (labels[i].id == item->id && item->id) {
			strcpy(word, item->word);
			snprintf(item->word, sizeof(item->word), "%c.%.120s", labels[i].letter,
				word);
			return;
		}
}

bool next(int fd, struct item *ret, int timeout_ms)
{
	static unsigned char data[1 << 18];
	union {
		char space[256];
		struct cmsghdr align;
	} control;
	struct iovec part = { .iov_base = data, .iov_len = sizeof(data) - 1 };
	struct msghdr message = { .msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
		.msg_name = &ret->from,
		.msg_namelen = sizeof(ret->from) };
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	long length;

	memset(ret, 0, sizeof(*ret));
	ret->data = data;
	if (poll(&ready, 1, timeout_ms) <= 0)
		return false;
	length = recvmsg(fd, &message, MSG_DONTWAIT);
	if (length <= 0) {
		if (length < 0 && errno == EAGAIN)
			return false;
		strcpy(ret->word, length ? strerrorname_np(errno) : "eof");
		return true;
	}
	data[length] = 0;
	ret->length = length;
	ret->end = message.msg_flags & MSG_EOR;
	ret->notification = message.msg_flags & MSG_NOTIFICATION;
	read_control(ret, &message);
	if (ret->notification)
		describe_notification(ret);
	else
		describe_message(ret);
	add_label(ret);
	return true;
}

/* Eight stories can be used in one statement. */
static struct telling {
	char text[4096], last[128];
	size_t length;
	int times;
} tellings[8];

static struct telling *new_telling(void)
{
	static int turn;
	struct telling *t = &tellings[turn++ % 8];

	memset(t, 0, sizeof(*t));
	return t;
}

static void flush_word(struct telling *t)
{
	if (!t->times)
		return;
	t->length += snprintf(t->text + t->length, sizeof(t->text) - t->length, "%s%s",
		t->length ? "," : "", t->last);
	if (t->times > 1)
		t->length +=
			snprintf(t->text + t->length, sizeof(t->text) - t->length, "*%d", t->times);
	t->times = 0;
}

static void add_word(struct telling *t, const char *word)
{
	if (t->times && !strcmp(t->last, word)) {
		t->times++;
		return;
	}
	flush_word(t);
	snprintf(t->last, sizeof(t->last), "%s", word);
	t->times = 1;
}

static const char *finish(struct telling *t)
{
	flush_word(t);
	return t->length ? t->text : "nothing";
}

const char *story(int fd, const char *until)
{
	struct telling *t = new_telling();
	long deadline = now_ms() + PATIENCE_MS;
	bool found = false;
	struct item item;

	while (now_ms() < deadline) {
		if (!next(fd, &item, found ? 0 : (int)(deadline - now_ms()))) {
			if (found)
				return finish(t);
			break;
		}
		add_word(t, item.word);
		found |= strstr(item.word, until) != NULL;
		if (found && (!strcmp(item.word, "eof")))
			return finish(t);
	}
	add_word(t, "timeout");
	return finish(t);
}

const char *backlog(int fd)
{
	struct telling *t = new_telling();
	struct item item;

	while (next(fd, &item, 0)) {
		add_word(t, item.word);
		if (!strcmp(item.word, "eof"))
			break;
	}
	return finish(t);
}

const char *quiet(int fd)
{
	struct telling *t = new_telling();
	long deadline = now_ms() + QUIET_MS;
	struct item item;

	while (now_ms() < deadline) {
		if (!next(fd, &item, (int)(deadline - now_ms())))
			continue;
		add_word(t, item.word);
		if (!strcmp(item.word, "eof"))
			break;
	}
	return finish(t);
}
