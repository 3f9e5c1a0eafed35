/* SPDX-License-Identifier: MIT */
/* unit/fake_kernel.c - SCTP as the fake has it: associations, options, messages, notifications. */
#include "fake_sys.h"
#include "wire/kernel.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>

/* Not malloc(): where that is made to fail, the library's calls are meant. */
static void *own_memory(size_t len)
{
	void *memory = aligned_alloc(16, (len + 15) / 16 * 16);

	FAKE_MUST(memory);
	return memory;
}

static struct sockaddr_in peer_addr(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons(2905),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static struct fake_assoc *assoc_of(int32_t id)
{
	return id > 0 && id < FAKE_ASSOCS && fake.assocs[id].state ? &fake.assocs[id] : NULL;
}

/* ---- What sockets have to say ---- */

void fake_put(int fd, const struct fake_item *head, const void *data, size_t len)
{
	struct fake_item *item = own_memory(sizeof(*item) + len), **end = &fake_at(fd)->items;

	*item = *head;
	item->next = NULL;
	item->len = len;
	item->at = 0;
	if (len)
		memcpy(item->data, data, len);
	while (*end)
		end = &(*end)->next;
	*end = item;
}

void fake_put_note(int fd, const void *data, size_t len)
{
	fake_put(fd, &(struct fake_item){ .notification = true, .last = true }, data, len);
}

void fake_put_error(int fd, int error)
{
	fake_put(fd, &(struct fake_item){ .error = -error }, NULL, 0);
}

void fake_put_data(int32_t id, uint16_t stream, const void *data, size_t len, bool last)
{
	if (assoc_of(id))
		fake_put(assoc_of(id)->fd,
			&(struct fake_item){ .assoc_id = id, .stream = stream, .last = last }, data,
			len);
}

static void note(int32_t id, const void *data, size_t len)
{
	fake_put(fake.assocs[id].fd,
		&(struct fake_item){ .assoc_id = id, .notification = true, .last = true }, data,
		len);
}

static void change(int32_t id, uint16_t state, uint16_t error, const void *info, size_t len)
{
	unsigned char buf[sizeof(struct kernel_assoc_change) + 2048];
	struct kernel_assoc_change k = { .head = { KERNEL_ASSOC_CHANGE, 0,
						 (uint32_t)(sizeof(k) + len) },
		.state = state,
		.error = htons(error),
		.streams_out = fake.streams,
		.streams_in = fake.streams,
		.assoc_id = id };

	FAKE_MUST(len <= 2048);
	memcpy(buf, &k, sizeof(k));
	if (len)
		memcpy(buf + sizeof(k), info, len);
	note(id, buf, sizeof(k) + len);
}

enum { COMM_UP, COMM_LOST, RESTART, SHUTDOWN_COMP, CANT_STR_ASSOC };

/* ---- Associations ---- */

static int32_t new_assoc(int fd, uint32_t state)
{
	FAKE_MUST(fake.last_id + 1 < FAKE_ASSOCS);
	fake.assocs[++fake.last_id] = (struct fake_assoc){
		.fd = fd, .state = state, .subscribed = fake_at(fd)->subscribed
	};
	return fake.last_id;
}

int32_t fake_born(int listener)
{
	int32_t id = new_assoc(listener, KERNEL_STATE_ESTABLISHED);

	change(id, COMM_UP, 0, NULL, 0);
	return id;
}

void fake_up(int32_t id)
{
	if (!assoc_of(id))
		return;
	fake.assocs[id].state = KERNEL_STATE_ESTABLISHED;
	change(id, COMM_UP, 0, NULL, 0);
}

void fake_acknowledge(int32_t id)
{
	struct fake_sent *sent;

	while ((sent = fake.assocs[id].held)) {
		fake.assocs[id].held = sent->next;
		free(sent);
	}
}

static void give_back(int32_t id)
{
	struct fake_sent *sent;

	while ((sent = fake.assocs[id].held)) {
		struct kernel_send_failed_event k = {
			.head = { KERNEL_SEND_FAILED_EVENT, KERNEL_DATA_SENT,
				(uint32_t)(sizeof(k) + sent->len) },
			.info = { .sid = sent->stream,
				.flags = KERNEL_CHUNK_FIRST | KERNEL_CHUNK_LAST |
					 (sent->unordered ? KERNEL_CHUNK_UNORDERED : 0),
				.ppid = sent->ppid,
				.context = sent->context,
				.assoc_id = id },
			.assoc_id = id,
		};
		unsigned char *buf = own_memory(sizeof(k) + sent->len);

		memcpy(buf, &k, sizeof(k));
		memcpy(buf + sizeof(k), sent->data, sent->len);
		note(id, buf, sizeof(k) + sent->len);
		free(buf);
		fake.assocs[id].held = sent->next;
		free(sent);
	}
}

void fake_restart(int32_t id)
{
	if (!assoc_of(id))
		return;
	give_back(id);
	change(id, RESTART, 0, NULL, 0);
}

void fake_lost(int32_t id, uint16_t cause, const char *text)
{
	unsigned char info[4 + 64];
	size_t len = text ? strlen(text) : 0;
	bool up = assoc_of(id) && assoc_of(id)->state >= KERNEL_STATE_ESTABLISHED;

	if (!assoc_of(id))
		return;
	FAKE_MUST(len <= 64);
	info[0] = (unsigned char)(cause >> 8);
	info[1] = (unsigned char)cause;
	info[2] = 0;
	info[3] = (unsigned char)(4 + len);
	if (len)
		memcpy(info + 4, text, len);
	change(id, up ? COMM_LOST : CANT_STR_ASSOC, cause, info, text ? 4 + len : 0);
	give_back(id);
	fake.assocs[id].state = 0;
}

void fake_done(int32_t id)
{
	if (!assoc_of(id))
		return;
	fake_acknowledge(id);
	change(id, SHUTDOWN_COMP, 0, NULL, 0);
	fake.assocs[id].state = 0;
}

void fake_peer_shutdown(int32_t id)
{
	struct kernel_assoc_event k = { .head = { KERNEL_SHUTDOWN_EVENT, 0, sizeof(k) },
		.assoc_id = id };

	if (!assoc_of(id))
		return;
	fake.assocs[id].state = KERNEL_STATE_SHUTDOWN_RECEIVED;
	note(id, &k, sizeof(k));
}

void fake_path(int32_t id, uint32_t what)
{
	struct kernel_paddr_change k = { .head = { KERNEL_PEER_ADDR_CHANGE, 0, sizeof(k) },
		.state = (int32_t)what,
		.assoc_id = id };
	struct sockaddr_in addr = peer_addr();

	if (!assoc_of(id))
		return;
	memcpy(&k.address, &addr, sizeof(addr));
	note(id, &k, sizeof(k));
}

void fake_vanish(int32_t id)
{
	fake_acknowledge(id);
	fake.assocs[id].state = 0;
}

/* A socket's associations end with it, unheard; so does what it had to say. */
void fake_closed(int fd)
{
	struct fake_descriptor *d = fake_at(fd);
	struct fake_item *item;

	while ((item = d->items)) {
		d->items = item->next;
		free(item);
	}
	for (int32_t id = 1; id <= fake.last_id; id++)
		if (fake.assocs[id].fd == fd)
			fake_vanish(id);
}

void fake_forget_all(void)
{
	for (int32_t id = 1; id <= fake.last_id; id++)
		fake_vanish(id);
}

/* ---- Options ---- */

int fake_sctp_set(int fd, int name, const void *value, socklen_t len)
{
	FAKE_MUST(name != KERNEL_EVENT || len == 8);
	switch (name) {
	case KERNEL_EVENT: return fake_event_set(fd, value);
	case KERNEL_EVENTS: return fake_events_set(fd, value, len);
	default: return 0;
	}
}

static int get_status(struct kernel_status *status)
{
	struct fake_assoc *assoc = assoc_of(status->assoc_id);
	struct sockaddr_in addr = peer_addr();

	if (!assoc)
		return -EINVAL;
	status->state = (int32_t)assoc->state;
	status->streams_in = status->streams_out = fake.streams;
	memcpy(&status->primary.address, &addr, sizeof(addr));
	return 0;
}

/* As the kernel: without a descriptor the association is lost. */
static int peel_off(int listener, struct kernel_peeloff_flags *peel)
{
	struct fake_assoc *assoc = assoc_of(peel->assoc_id);
	struct fake_item **at = &fake_at(listener)->items, *item;
	int fd;

	if (!assoc)
		return -EINVAL;
	fd = fake_open(FAKE_SOCKET);
	if (fd < 0) {
		fake_vanish(peel->assoc_id);
		return fd;
	}
	assoc->fd = peel->fd = fake.last_socket = fd;
	while ((item = *at)) {
		if (item->assoc_id == peel->assoc_id) {
			*at = item->next;
			fake_put(fd, item, item->data, item->len);
			free(item);
		} else {
			at = &item->next;
		}
	}
	return 0;
}

int fake_sctp_get(int fd, int name, void *ret, socklen_t *len)
{
	struct sockaddr_in addr = peer_addr();

	switch (name) {
	case KERNEL_EVENT: FAKE_MUST(*len == 8); return fake_event_get(fd, ret);
	case KERNEL_EVENTS: return fake_events_get(fd, ret, len);
	case KERNEL_STATUS: FAKE_MUST(*len == sizeof(struct kernel_status)); return get_status(ret);
	case KERNEL_INITMSG:
		*(struct kernel_initmsg *)ret = (struct kernel_initmsg){ 10, 65535, 8, 60000 };
		return 0;
	case KERNEL_RTOINFO: ((struct kernel_rtoinfo *)ret)->initial_ms = 1000; return 0;
	case KERNEL_CONNECTX3:
		((struct kernel_connectx3 *)ret)->assoc_id =
			new_assoc(fd, KERNEL_STATE_COOKIE_WAIT);
		return -EINPROGRESS;
	case KERNEL_PEELOFF_FLAGS: return peel_off(fd, ret);
	case KERNEL_GET_LOCAL_ADDRS:
		((struct kernel_getaddrs *)ret)->count = 1;
		memcpy(((struct kernel_getaddrs *)ret)->addrs, &addr, sizeof(addr));
		*len = sizeof(addr);
		return 0;
	default: return -ENOPROTOOPT;
	}
}

/* ---- Messages ---- */

static void hold(
	struct fake_assoc *assoc, const struct kernel_sndinfo *info, const struct iovec *iov)
{
	struct fake_sent *sent = own_memory(sizeof(*sent) + iov->iov_len), **end = &assoc->held;

	*sent = (struct fake_sent){ .context = info->context,
		.ppid = info->ppid,
		.stream = info->sid,
		.unordered = info->flags & KERNEL_UNORDERED,
		.len = iov->iov_len };
	memcpy(sent->data, iov->iov_base, iov->iov_len);
	while (*end)
		end = &(*end)->next;
	*end = sent;
}

int fake_send(int fd, const struct msghdr *msg)
{
	struct cmsghdr *head = CMSG_FIRSTHDR(msg);
	struct kernel_sndinfo info;
	struct fake_assoc *assoc;

	FAKE_MUST(head && head->cmsg_type == KERNEL_CMSG_SNDINFO);
	memcpy(&info, CMSG_DATA(head), sizeof(info));
	FAKE_MUST(!msg->msg_iovlen == !!(info.flags & KERNEL_EOF) || info.flags & KERNEL_ABORT);
	assoc = assoc_of(info.assoc_id);
	if (!assoc || assoc->fd != fd)
		return -EPIPE;
	if (info.flags & KERNEL_ABORT) {
		fake.aborts++;
		if (!fake.mute)
			fake_lost(info.assoc_id, 12, NULL);
		return 0;
	}
	if (info.flags & KERNEL_EOF) {
		fake.eofs++;
		if (!fake.mute)
			fake_done(info.assoc_id);
		return 0;
	}
	if (fake_at(fd)->full)
		return -EAGAIN;
	if (info.sid >= fake.streams)
		return -EINVAL;
	if (assoc->state != KERNEL_STATE_ESTABLISHED)
		return -EPIPE;
	fake.sent++;
	fake.said = msg->msg_controllen;
	hold(assoc, &info, msg->msg_iov);
	return (int)msg->msg_iov->iov_len;
}

static void put_rcvinfo(struct msghdr *msg, const struct fake_item *item)
{
	struct kernel_rcvinfo info = { .sid = item->stream,
		.flags = item->unordered ? KERNEL_UNORDERED : 0,
		.assoc_id = item->assoc_id };
	struct cmsghdr *head = msg->msg_control;

	FAKE_MUST(msg->msg_controllen >= CMSG_SPACE(sizeof(info)));
	*head = (struct cmsghdr){ .cmsg_len = CMSG_LEN(sizeof(info)),
		.cmsg_level = KERNEL_SOL_SCTP,
		.cmsg_type = KERNEL_CMSG_RCVINFO };
	memcpy(CMSG_DATA(head), &info, sizeof(info));
	msg->msg_controllen = CMSG_SPACE(sizeof(info));
}

int fake_receive(int fd, struct msghdr *msg)
{
	struct fake_descriptor *d = fake_at(fd);
	struct fake_item *item = d->items;
	struct sockaddr_in from = peer_addr();
	size_t room = msg->msg_iov->iov_len, len;
	int result;

	if (!item)
		return -EAGAIN;
	msg->msg_flags = 0;
	len = item->len - item->at < room ? item->len - item->at : room;
	if (len)
		memcpy(msg->msg_iov->iov_base, item->data + item->at, len);
	item->at += len;
	if (item->notification)
		msg->msg_flags |= KERNEL_MSG_NOTIFICATION;
	if (item->notification || item->no_rcvinfo)
		msg->msg_controllen = 0;
	else
		put_rcvinfo(msg, item);
	memcpy(msg->msg_name, &from, sizeof(from));
	msg->msg_namelen = sizeof(from);
	result = item->error ? item->error : (int)len;
	if (item->at < item->len)
		return result;
	if (item->last)
		msg->msg_flags |= MSG_EOR;
	d->items = item->next;
	free(item);
	return result;
}
