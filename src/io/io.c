/* SPDX-License-Identifier: MIT */
/* io/io.c - one descriptor for all, and one step at a time. */
#include "io/io.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static struct io *io_of(struct core_deadline *deadline, size_t offset)
{
	return (struct io *)((char *)deadline - offset);
}

void io_log(struct io *io, asctp_level level, const char *format, ...)
{
	char text[256];
	va_list args;

	if (!io->log)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	io->log(io->arg, level, text);
}

/* ---- Deadlines of the driver's own ---- */

static void try_later(struct core_deadline *deadline)
{
	struct io *io = io_of(deadline, offsetof(struct io, later));
	struct core_assoc *assoc;

	TAILQ_FOREACH (assoc, &io->engine->all, all) {
		if (assoc->later)
			core_engine_wants(assoc, assoc->later);
		assoc->later = 0;
	}
}

static void sweep(struct core_deadline *deadline)
{
	struct io *io = io_of(deadline, offsetof(struct io, sweep));
	struct core_engine *engine = io->engine;
	struct core_assoc *first = TAILQ_FIRST(&engine->all), *assoc = first;

	for (int i = 0; i < IO_SWEEP_COUNT && assoc; i++) {
		core_engine_wants(assoc, CORE_OP_CHECK | CORE_OP_ADOPT);
		TAILQ_REMOVE(&engine->all, assoc, all);
		TAILQ_INSERT_TAIL(&engine->all, assoc, all);
		assoc = TAILQ_FIRST(&engine->all);
		if (assoc == first)
			break;
	}
	if (first)
		core_deadline_start(
			&engine->deadlines, deadline, engine->now_ns + core_ms(IO_SWEEP_MS));
}

/* ---- The descriptor ---- */

static int watch(struct io *io, int fd, int op, uint32_t events, void *what)
{
	struct epoll_event event = { .events = events, .data.ptr = what };

	return io->sys->epoll_ctl(io->epoll, op, fd, &event);
}

int io_open(struct io *io, const struct sys *sys, struct core_engine *engine)
{
	int result;

	io->sys = sys;
	io->engine = engine;
	io->epoll = io->timer = io->kick = io->spare = -1;
	io->later.fired = try_later;
	io->sweep.fired = sweep;
	TAILQ_INIT(&io->reading);
	TAILQ_INIT(&io->closed);
	io->buffer = malloc(IO_BUFFER);
	if (!io->buffer)
		return -ENOMEM;
	result = io->epoll = sys->epoll_create();
	if (result >= 0)
		result = io->timer = sys->timerfd();
	if (result >= 0)
		result = io->kick = sys->eventfd();
	if (result >= 0)
		result = watch(io, io->timer, EPOLL_CTL_ADD, EPOLLIN, &io->timer);
	if (result >= 0)
		result = watch(io, io->kick, EPOLL_CTL_ADD, EPOLLIN, &io->kick);
	if (result < 0)
		io_close(io);
	return result;
}

static void free_closed(struct io *io)
{
	struct io_socket *sock;

	while ((sock = TAILQ_FIRST(&io->closed))) {
		TAILQ_REMOVE(&io->closed, sock, link);
		free(sock);
	}
}

void io_close(struct io *io)
{
	core_deadline_stop(&io->later);
	core_deadline_stop(&io->sweep);
	free_closed(io);
	if (io->spare >= 0)
		io->sys->close(io->spare);
	if (io->kick >= 0)
		io->sys->close(io->kick);
	if (io->timer >= 0)
		io->sys->close(io->timer);
	if (io->epoll >= 0)
		io->sys->close(io->epoll);
	free(io->buffer);
}

void io_wake(struct io *io)
{
	if (io->running || io->kicked)
		return;
	io->kicked = true;
	io->sys->kick(io->kick);
}

/* ---- Sockets ---- */

struct io_socket *io_add(struct io *io, int fd, bool listening)
{
	struct io_socket *sock = calloc(1, sizeof(*sock));
	int result;

	if (!sock)
		return NULL;
	sock->fd = fd;
	sock->listening = listening;
	TAILQ_INIT(&sock->assocs);
	if (listening)
		io_hold_spare(io);
	result = watch(io, fd, EPOLL_CTL_ADD, EPOLLIN, sock);
	if (result < 0) {
		free(sock);
		errno = -result;
		return NULL;
	}
	return sock;
}

void io_remove(struct io *io, struct io_socket *sock)
{
	if (sock->queued)
		TAILQ_REMOVE(&io->reading, sock, link);
	/* closing is not enough where a child or a dup(2) of the user's has the file open, too */
	io->sys->epoll_ctl(io->epoll, EPOLL_CTL_DEL, sock->fd, NULL);
	io->sys->close(sock->fd);
	free(sock->note);
	sock->note = NULL;
	sock->fd = -1;
	TAILQ_INSERT_TAIL(&io->closed, sock, link);
}

void io_retire(struct io *io, struct io_socket *listener)
{
	listener->retiring = true;
	listener->endpoint = NULL;
	socket_listen(io->sys, listener->fd, 0);
	if (TAILQ_EMPTY(&listener->assocs))
		io_remove(io, listener);
}

void io_hold_spare(struct io *io)
{
	if (io->spare < 0)
		io->spare = io->sys->dup(io->kick);
}

void io_attach(struct io_socket *sock, struct core_assoc *assoc)
{
	if (assoc->socket)
		TAILQ_REMOVE(&assoc->socket->assocs, assoc, on_socket);
	assoc->socket = sock;
	if (sock)
		TAILQ_INSERT_TAIL(&sock->assocs, assoc, on_socket);
}

void io_read_soon(struct io *io, struct io_socket *sock)
{
	if (sock->queued)
		return;
	sock->queued = true;
	sock->had_turn = io->round - 1;
	sock->reads_left = IO_READS;
	TAILQ_INSERT_HEAD(&io->reading, sock, link); /* before those that had their turn */
}

int io_wait_writable(struct io *io, struct io_socket *sock)
{
	int result = watch(io, sock->fd, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT, sock);

	sock->blocked = result == 0; /* else nobody would tell when it is not any more */
	return result;
}

int io_send(struct io *io, struct io_socket *sock, const asctp_sock_out *out)
{
	int result;

	do {
		result = socket_send_undefaulted(io->sys, sock->fd, out);
	} while (result == -EINTR);
	return result;
}

static void writable(struct io *io, struct io_socket *sock)
{
	struct core_assoc *assoc;

	sock->blocked = false;
	sock->woken = true;
	watch(io, sock->fd, EPOLL_CTL_MOD, EPOLLIN, sock);
	TAILQ_FOREACH (assoc, &sock->assocs, on_socket)
		if (core_queue_first(&assoc->queue))
			core_engine_wants(assoc, CORE_OP_FLUSH);
}

/* ---- Steps ---- */

void io_begin(struct io *io)
{
	io->running = true;
	io->spent = 0;
	io->engine->now_ns = io->sys->now_ns();
}

static void handle_ready(struct io *io, const struct epoll_event *event)
{
	struct io_socket *sock = event->data.ptr;

	if (event->data.ptr == &io->kick) {
		io->sys->drain(io->kick);
		io->kicked = false;
	} else if (event->data.ptr == &io->timer) {
		io->sys->drain(io->timer);
		io->timer_at_ns = 0;
	} else {
		if (event->events & EPOLLOUT)
			writable(io, sock);
		if (event->events & (EPOLLIN | EPOLLERR | EPOLLHUP | EPOLLRDHUP))
			io_read_soon(io, sock);
	}
}

static void look(struct io *io)
{
	struct epoll_event ready[IO_READY];
	int count = io->sys->epoll_wait(io->epoll, ready, IO_READY, 0);

	for (int i = 0; i < count; i++)
		handle_ready(io, &ready[i]);
	io->done = count > 0 ? (size_t)count : 0;
	io->engine->now_ns = io->looked_ns = io->sys->now_ns();
	io->round++;
}

/* Reads once from the first socket that has not had its turn in this round. */
static bool read_next(struct io *io)
{
	struct io_socket *sock = TAILQ_FIRST(&io->reading);

	if (!sock || sock->had_turn == io->round)
		return false;
	if (!sock->reads_left--) { /* there is more; but first the others */
		sock->had_turn = io->round;
		sock->reads_left = IO_READS;
		TAILQ_REMOVE(&io->reading, sock, link);
		TAILQ_INSERT_TAIL(&io->reading, sock, link);
		return true;
	}
	io->done++;
	io_receive(io, sock);
	return true;
}

static bool work_next(struct io *io)
{
	struct core_assoc *assoc = io->work_left ? core_engine_work(io->engine) : NULL;

	if (!assoc)
		return false;
	io->work_left--;
	io->done++;
	io_operate(io, assoc);
	return true;
}

/* A round: look what is ready; read from it; fire what is due; do what the core wants by then. Each
 * part ends by itself, whatever handlers add meanwhile: that waits for the next round. So nothing
 * keeps the others from their turn. */
bool io_step(struct io *io)
{
	io->spent++;
	switch (io->phase) {
	case IO_LOOK:
		look(io);
		io->phase = IO_READ;
		return true;
	case IO_READ:
		if (read_next(io))
			return true;
		io->phase = IO_FIRE;
		return true;
	case IO_FIRE:
		if (core_deadlines_fire(&io->engine->deadlines, io->looked_ns)) {
			io->done++;
			return true;
		}
		io->phase = IO_WORK;
		io->work_left = io->engine->working_count;
		return true;
	case IO_WORK:
		if (work_next(io))
			return true;
		break;
	}
	io->phase = IO_LOOK;
	io->rested = io->done == 0;
	return false;
}

void io_rearm(struct io *io)
{
	uint64_t next = core_deadlines_next(&io->engine->deadlines);

	if (io->running || next == io->timer_at_ns)
		return;
	io->timer_at_ns = next;
	io->sys->timerfd_set(io->timer, next);
}

void io_end(struct io *io)
{
	free_closed(io);
	if (!io->sweep.in && !TAILQ_EMPTY(&io->engine->all))
		core_deadline_start(&io->engine->deadlines, &io->sweep,
			io->engine->now_ns + core_ms(IO_SWEEP_MS));
	io->running = false;
	io_rearm(io);
	/* what is only in our own lists makes no descriptor readable by itself */
	if (core_engine_has_work(io->engine) || !TAILQ_EMPTY(&io->reading) || io->phase != IO_LOOK)
		io_wake(io);
}
