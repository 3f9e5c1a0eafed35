/* SPDX-License-Identifier: MIT */
/* io/operate.c - the operations that the core asks for, as calls on sockets. */
#include "io/io.h"
#include "wire/kernel.h"
#include <stdlib.h>

static void later(struct io *io, struct core_assoc *assoc, unsigned ops)
{
	assoc->later |= ops;
	if (!io->later.in)
		core_deadline_start(&io->engine->deadlines, &io->later,
			io->engine->now_ns + core_ms(IO_LATER_MS));
}

static void release(struct io *io, struct core_assoc *assoc)
{
	struct io_socket *sock = assoc->socket;

	io_attach(NULL, assoc);
	if (sock && TAILQ_EMPTY(&sock->assocs) && (!sock->listening || sock->retiring))
		io_remove(io, sock);
}

void io_settle(struct io *io, struct core_assoc *assoc)
{
	if (assoc->ops & CORE_OP_RELEASE) {
		assoc->ops = 0;
		release(io, assoc);
	}
}

void io_gone(struct io *io, struct core_assoc *assoc, asctp_reason reason, int error)
{
	core_assoc_input(
		assoc, CORE_IN_GONE, &(union core_with){ .end = { reason, error, 0, NULL, 0 } });
	core_assoc_input(assoc, CORE_IN_QUIET, NULL);
	io_settle(io, assoc);
}

/* ---- Beginning ---- */

static void start(struct io *io, struct core_assoc *assoc)
{
	int fd = assoc->socket->fd, result;
	uint64_t budget_ms;

	core_assoc_input(assoc, CORE_IN_START, NULL);
	if (socket_init_budget(io->sys, fd, assoc->peer_count, &budget_ms) == 0)
		assoc->gives_up_ns = io->engine->now_ns + core_ms(budget_ms);
	result = socket_connect(io->sys, fd, assoc->peers, assoc->peer_count, &assoc->id);
	free(assoc->peers);
	assoc->peers = NULL;
	if (result < 0 && result != -EINPROGRESS) {
		io_log(io, ASCTP_LOG_WARNING,
			"connect: the kernel cannot begin: %s: is there a "
			"route, and are all local addresses of the peer's scope?",
			strerror(-result));
		io_gone(io, assoc, ASCTP_FAILED, result);
	}
}

/* The kernel moves the association first and looks for a descriptor then; if it finds none, the
 * association is destroyed. So one is held ready. If there is none, nothing is done. */
static int peel_off(struct io *io, int listener, int32_t id)
{
	int fd;

	io_hold_spare(io);
	if (io->spare < 0)
		return -EMFILE;
	io->sys->close(io->spare);
	io->spare = -1;
	fd = socket_peel_off(io->sys, listener, id, 0);
	io_hold_spare(io);
	return fd;
}

/* One that has ended already cannot have a socket of its own: its events are on the listener, and
 * so it stays there. One that could not have one now stays too, works, and is asked about again. */
static void not_adopted(struct io *io, struct core_assoc *assoc, int error)
{
	struct socket_status status;

	if (error == -EINVAL)
		return;
	if (socket_status(io->sys, assoc->socket->fd, assoc->id, &status) == -EINVAL) {
		io_gone(io, assoc, ASCTP_FAILED, error); /* destroyed */
		return;
	}
	io_log(io, ASCTP_LOG_WARNING,
		"no socket of its own for association %d, it stays on its endpoint's for now: %s",
		assoc->id, strerror(-error));
}

static void adopt(struct io *io, struct core_assoc *assoc)
{
	struct io_socket *listener = assoc->socket, *own;
	int fd;

	if (!listener->listening || assoc->state == CORE_ENDING)
		return;
	fd = peel_off(io, listener->fd, assoc->id);
	if (fd < 0) {
		not_adopted(io, assoc, fd);
		return;
	}
	own = io_add(io, fd, false);
	if (!own) {
		int error = -errno;

		io->sys->close(fd);
		io_gone(io, assoc, ASCTP_FAILED, error);
		return;
	}
	io_attach(own, assoc);
	if (core_queue_first(&assoc->queue))
		core_engine_wants(assoc, CORE_OP_FLUSH);
	if (listener->retiring && TAILQ_EMPTY(&listener->assocs))
		io_remove(io, listener);
}

/* ---- Sending ---- */

static int send_message(struct io *io, struct core_assoc *assoc, const struct core_message *message)
{
	asctp_sock_out out = { .data = message->data,
		.len = message->len,
		.stream = message->stream,
		.unordered = message->unordered,
		.ppid = message->ppid,
		.context = message->context,
		.id = assoc->id };

	if (message->expires_ns) {
		uint64_t left_ms = (message->expires_ns - io->engine->now_ns) / core_ms(1);

		out.policy = ASCTP_LIFETIME;
		out.policy_value = left_ms ? (uint32_t)left_ms : 1;
	}
	return io_send(io, assoc->socket, &out);
}

/* The kernel's buffer is full. It says by EPOLLOUT when there is room; but that counts otherwise
 * than sending does, so where it has just said so in vain, time must pass. */
static void wait_for_room(struct io *io, struct core_assoc *assoc)
{
	struct io_socket *sock = assoc->socket;

	if (sock->woken || io_wait_writable(io, sock) < 0)
		later(io, assoc, CORE_OP_FLUSH);
}

static void flush(struct io *io, struct core_assoc *assoc)
{
	struct core_message *message;
	int result;

	for (int i = 0; (message = core_assoc_next(assoc)); i++) {
		if (assoc->socket->blocked)
			return;
		if (i == IO_SENDS) {
			core_engine_wants(assoc, CORE_OP_FLUSH);
			return;
		}
		result = send_message(io, assoc, message);
		if (result >= 0) {
			io->spent++;
			assoc->socket->woken = false;
			core_assoc_sent(assoc, message);
			continue;
		}
		switch (result) {
		case -EAGAIN: wait_for_room(io, assoc); return;
		case -EMSGSIZE: core_assoc_refused(assoc, message, ASCTP_UNSENT_TOO_LONG); break;
		case -EINVAL: core_assoc_refused(assoc, message, ASCTP_UNSENT_STREAM); break;
		case -ENOMEM:
		case -ENOBUFS: later(io, assoc, CORE_OP_FLUSH); return;
		default: /* it is ending: its notifications, or this check, say how; or it is not */
			core_engine_wants(assoc, CORE_OP_CHECK);
			later(io, assoc, CORE_OP_FLUSH);
			return;
		}
	}
}

/* ---- Ending ---- */

static void end(struct io *io, struct core_assoc *assoc, unsigned op)
{
	asctp_sock_out out = { .id = assoc->id };
	int result;

	if (op == CORE_OP_ABORT) {
		out.abort = true;
		out.data = assoc->abort_text;
		out.len = assoc->abort_len;
	} else {
		out.eof = true;
	}
	result = io_send(io, assoc->socket, &out);
	if (result >= 0)
		return;
	/* without memory, or unless it has ended by itself: which the check finds out */
	later(io, assoc, op);
	if (result != -ENOMEM && result != -ENOBUFS && result != -EAGAIN)
		core_engine_wants(assoc, CORE_OP_CHECK);
}

void io_check(struct io *io, struct core_assoc *assoc)
{
	struct socket_status status;
	int result;

	if (assoc->state == CORE_IDLE || assoc->state == CORE_ENDING || !assoc->socket)
		return; /* the kernel has nothing to say of it, or has said it */
	result = socket_status(io->sys, assoc->socket->fd, assoc->id, &status);
	if (result == -EINVAL) {
		/* what its socket still holds may say more: it is GONE once that is read */
		assoc->suspect = true;
		io_read_soon(io, assoc->socket);
	} else if (result == 0 && status.state >= KERNEL_STATE_ESTABLISHED) {
		/* up by a message alone, it would not know its streams */
		if (!assoc->streams_out) {
			assoc->streams_out = status.streams_out;
			assoc->streams_in = status.streams_in;
		}
		if (!core_assoc_is_up(assoc))
			core_assoc_input(assoc, CORE_IN_COMM_UP,
				&(union core_with){ .up = { .streams_out = status.streams_out,
							    .streams_in = status.streams_in } });
	}
}

/* connect_ms have passed; unless it is up and the loop was too busy to hear of it. */
static void give_up(struct io *io, struct core_assoc *assoc)
{
	io_check(io, assoc);
	core_assoc_input(assoc, CORE_IN_DEADLINE,
		&(union core_with){ .end = { ASCTP_TIMED_OUT, -ETIMEDOUT, 0, NULL, 0 } });
}

void io_operate(struct io *io, struct core_assoc *assoc)
{
	unsigned ops = assoc->ops;

	assoc->ops = 0;
	if (ops & CORE_OP_RELEASE)
		release(io, assoc);
	if (!assoc->socket)
		return;
	if (ops & CORE_OP_ABORT) {
		if (ops & CORE_OP_START) /* nothing has begun */
			io_gone(io, assoc, ASCTP_LOCAL, -ECONNABORTED);
		else
			end(io, assoc, CORE_OP_ABORT);
		return;
	}
	if (ops & CORE_OP_START)
		start(io, assoc);
	if (assoc->socket && (ops & CORE_OP_ADOPT))
		adopt(io, assoc);
	if (assoc->socket && (ops & CORE_OP_FLUSH))
		flush(io, assoc);
	if (assoc->socket && (ops & CORE_OP_SHUTDOWN))
		end(io, assoc, CORE_OP_SHUTDOWN);
	if (assoc->socket && (ops & CORE_OP_CHECK))
		io_check(io, assoc);
	if (assoc->socket && (ops & CORE_OP_GIVE_UP))
		give_up(io, assoc);
}
