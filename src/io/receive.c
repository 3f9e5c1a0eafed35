/* SPDX-License-Identifier: MIT */
/* io/receive.c - what comes from a socket, to the association that it is for. */
#include "io/io.h"
#include "wire/kernel.h"
#include "wire/notification.h"
#include <stdlib.h>

enum { NOTE_MAX = 256 * 1024 }; /* no notification of the kernel's is as long */

/* ---- Whose it is ---- */

static struct core_assoc *find(const struct io_socket *sock, int32_t id)
{
	struct core_assoc *assoc;

	if (!sock->listening)
		return TAILQ_FIRST(&sock->assocs);
	TAILQ_FOREACH (assoc, &sock->assocs, on_socket)
		if (assoc->id == id)
			return assoc;
	return NULL;
}

/* An association that came to a listener, which gets a socket of its own at once: what more there
 * is for it moves there. */
static struct core_assoc *bear(struct io *io, struct io_socket *listener, int32_t id)
{
	const asctp_sock_out abort = { .id = id, .abort = true };
	struct core_assoc *assoc = NULL;

	if (!listener->retiring)
		assoc = io->born(io->arg, listener);
	if (!assoc) {
		io_send(io, listener, &abort);
		return NULL;
	}
	core_assoc_born(assoc, id);
	io_attach(listener, assoc);
	return assoc;
}

/* What begins it came from one of its peer's addresses; which is the primary one the kernel knows,
 * unless the association is over already. */
static void feed_birth(struct io *io, struct core_assoc *assoc, const asctp_addr *from,
	const asctp_notification *comm_up)
{
	struct socket_status status;

	assoc->peer = *from;
	if (socket_status(io->sys, assoc->socket->fd, assoc->id, &status) == 0)
		assoc->peer = status.primary;
	if (comm_up)
		core_engine_notify(assoc, comm_up);
	else
		io_check(io, assoc);
	core_engine_wants(assoc, CORE_OP_ADOPT);
	io_operate(io, assoc);
}

/* ---- Notifications ---- */

static void notify(
	struct io *io, struct io_socket *sock, const void *data, size_t len, const asctp_addr *from)
{
	asctp_notification note;
	struct core_assoc *assoc;
	int result = wire_notification_decode(data, len, &note);

	if (result < 0) {
		io_log(io, ASCTP_LOG_WARNING, "a notification of %zu bytes makes no sense: %s", len,
			strerror(-result));
		return;
	}
	assoc = find(sock, note.id);
	if (!assoc) {
		/* what is left of one that is over, or one that begins */
		if (!sock->listening || note.type != ASCTP_ASSOC_CHANGE ||
			note.assoc_change.state != ASCTP_COMM_UP)
			return;
		assoc = bear(io, sock, note.id);
		if (assoc)
			feed_birth(io, assoc, from, &note);
		return;
	}
	if (note.type != ASCTP_ASSOC_CHANGE && !core_assoc_is_up(assoc))
		io_check(io, assoc); /* the notification that it is up was lost */
	core_engine_notify(assoc, &note);
	io_settle(io, assoc);
}

/* One that came whole is read where it is; of one in pieces, the pieces are put together. */
static void note_piece(struct io *io, struct io_socket *sock, const asctp_sock_in *received)
{
	const void *data = io->buffer;
	const size_t len = received->len;
	unsigned char *note = sock->note;

	if (received->last && !sock->note_len && !sock->note_lost) {
		notify(io, sock, data, len, &received->from);
		return;
	}
	if (len && !sock->note_lost) {
		note = sock->note_len + len <= NOTE_MAX ? realloc(note, sock->note_len + len)
							: NULL;
		sock->note_lost = !note;
		if (note) {
			memcpy(note + sock->note_len, data, len);
			sock->note = note;
			sock->note_len += len;
		}
	}
	if (!received->last)
		return;
	/* the rest of one that was lost must not be taken for one of its own */
	if (sock->note_lost)
		io_log(io, ASCTP_LOG_WARNING,
			"a notification in pieces was lost: no memory for it");
	else
		notify(io, sock, sock->note, sock->note_len, &received->from);
	sock->note_lost = false;
	sock->note_len = 0;
}

/* ---- Messages ---- */

static void message(struct io *io, struct io_socket *sock, const asctp_sock_in *received)
{
	struct core_assoc *assoc = find(sock, received->id);
	union core_with with = { .message = { .piece = { .data = io->buffer,
						      .len = received->len,
						      .ppid = received->ppid,
						      .tsn = received->tsn,
						      .stream = received->stream,
						      .ssn = (uint16_t)received->ssn,
						      .unordered = received->unordered,
						      .from = received->from },
					 .last = received->last } };

	if (!assoc && sock->listening && received->has_info) {
		assoc = bear(io, sock, received->id); /* the notification that it is up was lost */
		if (assoc)
			feed_birth(io, assoc, &received->from, NULL);
	}
	if (!assoc)
		return;
	if (!core_assoc_is_up(assoc))
		io_check(io, assoc);
	core_assoc_input(assoc, CORE_IN_MESSAGE, &with);
}

/* ---- Reading ---- */

/* There is no more to read now: which is when an association that ended is over. */
static void quiet(struct io *io, struct io_socket *sock)
{
	struct core_assoc *assoc, *next;

	for (assoc = TAILQ_FIRST(&sock->assocs); assoc; assoc = next) {
		next = TAILQ_NEXT(assoc, on_socket);
		if (assoc->suspect) {
			io_gone(io, assoc, core_assoc_is_up(assoc) ? ASCTP_LOST : ASCTP_TIMED_OUT,
				-ETIMEDOUT);
		} else {
			core_assoc_input(assoc, CORE_IN_QUIET, NULL);
			io_settle(io, assoc);
		}
	}
}

static void dry(struct io *io, struct io_socket *sock)
{
	TAILQ_REMOVE(&io->reading, sock, link);
	sock->queued = false;
	quiet(io, sock);
}

/* An error of the association, told once: its notification, or this check, says what it means. If
 * the socket says nothing else it has nothing to say. */
static void failed(struct io *io, struct io_socket *sock)
{
	struct core_assoc *assoc;

	TAILQ_FOREACH (assoc, &sock->assocs, on_socket)
		core_engine_wants(assoc, CORE_OP_CHECK);
	if (++sock->errors >= IO_ERRORS)
		dry(io, sock);
}

void io_receive(struct io *io, struct io_socket *sock)
{
	asctp_sock_in received = { .data = io->buffer, .room = IO_BUFFER };
	int result;

	do {
		result = socket_receive(io->sys, sock->fd, &received, 0);
	} while (result == -EINTR);
	if (result == -EAGAIN) {
		dry(io, sock);
	} else if (result < 0 || (!received.len && !received.notification)) {
		failed(io, sock);
	} else {
		sock->errors = 0;
		if (received.notification)
			note_piece(io, sock, &received);
		else
			message(io, sock, &received);
	}
}
