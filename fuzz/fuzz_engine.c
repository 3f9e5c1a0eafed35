/* SPDX-License-Identifier: MIT */
/*
 * fuzz/fuzz_engine.c - the whole engine on a fake kernel: the input says what the kernel delivers
 * (notifications with anything in them, pieces of data, errors, failing calls) and what the user
 * calls, in handlers too. `down` comes once and last, no process() goes on for ever, nothing that
 * was sent is reported twice, nothing stays open.
 * layers: wire core socket sys io api
 * also: tests/unit/fake_sys.c tests/unit/fake_kernel.c tests/unit/fake_event.c
 */
#include "../tests/unit/fake_sys.h"
#include "api/objects.h"
#include "fuzz.h"
#include "wire/kernel.h"

enum { LIVES = 64, STEPS = 400, CALLS = 300000 };

static const uint8_t *input;
static size_t left;

static struct life {
	asctp_assoc *assoc; /* with a reference of ours */
	unsigned downs;
	uint64_t sent, unsent; /* one bit each of the first 63 messages */
} lives[LIVES];
static unsigned life_count;
static asctp *ctx;
static bool freed; /* the context: by a handler */
static int sockets[16];
static unsigned socket_count;

static unsigned byte(void)
{
	uint8_t value;

	take(&input, &left, &value, 1);
	return value;
}

/* ---- The user ---- */

static void send_one(struct life *life)
{
	static const uint8_t data[300];
	unsigned how = byte(), tag = 1 + (how & 62), result;
	uint64_t bit = 1ull << tag;

	if (life->sent & bit)
		return;
	result = (unsigned)asctp_send(life->assoc, data, 1 + byte(), .tag = tag,
		.stream = (uint16_t)(byte() % 12), .unordered = how & 64,
		.lifetime_ms = how & 128 ? 1 + byte() : 0);
	if ((int)result >= 0)
		life->sent |= bit;
}

static void call(struct life *life, unsigned what)
{
	if (life->downs && what % 8 != 7)
		MUST(asctp_close(life->assoc) == -ENOTCONN || asctp_context(life->assoc));
	switch (what % 8) {
	case 0:
	case 1: send_one(life); break;
	case 2: asctp_close(life->assoc); break;
	case 3: asctp_abort(life->assoc, "text", byte() % 5); break;
	case 4: (void)asctp_writable(life->assoc); break;
	default: break;
	}
}

static struct life *life_of(asctp_assoc *assoc)
{
	for (unsigned i = 0; i < life_count; i++)
		if (lives[i].assoc == assoc)
			return &lives[i];
	if (life_count == LIVES)
		return NULL;
	lives[life_count].assoc = asctp_assoc_ref(assoc);
	return &lives[life_count++];
}

static void any(asctp_assoc *assoc, const asctp_event *event)
{
	struct life *life = life_of(assoc);

	MUST(event->assoc == assoc && asctp_context(assoc) == ctx);
	MUST(asctp_process(ctx) == -EBUSY);
	if (event->type == ASCTP_EV_MESSAGE)
		part_of(event->message.data, event->message.len, event->message.data,
			event->message.len);
	if (event->type == ASCTP_EV_DOWN) {
		MUST(event->down.reason >= ASCTP_CLOSED && event->down.reason <= ASCTP_FAILED);
		part_of(event->down.info, event->down.info_len, event->down.info,
			event->down.info_len);
	}
	if (!life)
		return;
	MUST(!life->downs); /* nothing comes after it */
	life->downs += event->type == ASCTP_EV_DOWN;
	if (event->type == ASCTP_EV_UNSENT) {
		MUST(event->unsent.why >= ASCTP_UNSENT_EXPIRED);
		MUST(event->unsent.why <= ASCTP_UNSENT_ABORTED);
		/* what never left us is what we were given */
		MUST(event->unsent.tag < 64);
		MUST(!event->unsent.tag || life->sent & 1ull << event->unsent.tag);
	}
	if (left > 4 && byte() == 255) {
		asctp_free(ctx);
		freed = true;
	} else if (left) {
		call(life, byte());
	}
}

static const asctp_handlers on = { .any = any };

static void opened(void)
{
	if (socket_count < sizeof(sockets) / sizeof(*sockets))
		sockets[socket_count++] = fake.last_socket;
}

static void connect_one(void)
{
	unsigned how = byte();
	asctp_assoc *assoc = asctp_connect(ctx, how & 1 ? "127.0.0.1,127.0.0.2:9" : "127.0.0.1:9",
		.on = &on, .connect_ms = how & 2 ? 50 : 0, .send_mark = 500, .send_limit = 1000,
		.message_max = 2000);

	if (!assoc)
		return;
	life_of(assoc);
	opened();
}

static void listen_one(asctp_endpoint **endpoint)
{
	if (*endpoint) {
		asctp_unlisten(*endpoint);
		*endpoint = NULL;
		return;
	}
	*endpoint = asctp_listen(ctx, ":9", .on = &on, .message_max = 2000);
	if (*endpoint)
		opened();
}

/* ---- The kernel ---- */

static int any_socket(void)
{
	int fd = socket_count ? sockets[byte() % socket_count] : 0;

	return fd && fake.descriptors[fd - FAKE_FIRST].kind == FAKE_SOCKET ? fd : 0;
}

static int32_t any_id(void)
{
	return fake.last_id ? 1 + (int32_t)(byte() % (unsigned)fake.last_id) : 0;
}

/* A notification's head as it should be, the rest as the input has it. */
static void note_any(int fd)
{
	unsigned char data[200];
	struct kernel_notification head = { .type = (uint16_t)(0x8000 + byte() % 16),
		.flags = (uint16_t)(byte() % 2) };
	size_t len = sizeof(head) + byte() % (sizeof(data) - sizeof(head));
	unsigned how = byte();

	head.length = (uint32_t)(how & 1 ? len : byte());
	take(&input, &left, data, sizeof(data) < left ? sizeof(data) : left);
	memcpy(data, &head, sizeof(head));
	fake_put(fd,
		&(struct fake_item){ .notification = true, .last = how & 6, .assoc_id = any_id() },
		data, len);
}

static void data_any(int fd)
{
	static const unsigned char data[1000];
	unsigned how = byte();

	fake_put(fd,
		&(struct fake_item){ .assoc_id = how & 8 ? (int32_t)byte() : any_id(),
			.stream = (uint16_t)(byte() % 3),
			.last = how & 1,
			.unordered = how & 2,
			.no_rcvinfo = how & 4 && how & 16 },
		data, byte() * 3);
}

static void kernel_does(unsigned what)
{
	int32_t id = any_id();
	int fd = any_socket();

	if (id)
		switch (what % 11) {
		case 0: fake_up(id); break;
		case 1: fake_restart(id); break;
		case 2: fake_lost(id, (uint16_t)(byte() % 14), byte() & 1 ? "bye" : NULL); break;
		case 3: fake_done(id); break;
		case 4: fake_peer_shutdown(id); break;
		case 5: fake_path(id, byte() % 8); break;
		case 6: fake_acknowledge(id); break;
		case 7: fake_vanish(id); break;
		default: fake_put_data(id, (uint16_t)(byte() % 3), "message", 7, byte() & 1);
		}
	if (fd && what > 128) {
		fake_at(fd)->full = byte() & 1;
		fake_at(fd)->pollout_lies = byte() & 1;
	}
}

static void fail_some(void)
{
	static const int errors[] = { EINTR, EAGAIN, ENOMEM, ENOBUFS, EMFILE, EPIPE, EINVAL,
		ECONNRESET, EMSGSIZE, EPERM };
	static const enum fake_call calls[] = { FAKE_socket, FAKE_listen, FAKE_setsockopt,
		FAKE_getsockopt, FAKE_sendmsg, FAKE_sendmsg, FAKE_recvmsg, FAKE_dup, FAKE_epoll_ctl,
		FAKE_epoll_wait, FAKE_connect };
	unsigned call = byte(), error = byte();

	if (fake.rule_count == FAKE_RULES)
		fake_no_rules();
	fake_fail(calls[call % (sizeof(calls) / sizeof(*calls))],
		calls[call % (sizeof(calls) / sizeof(*calls))] == FAKE_epoll_ctl ? EPOLL_CTL_MOD
										 : FAKE_ANY,
		errors[error % (sizeof(errors) / sizeof(*errors))], byte() % 4, 1 + byte() % 6);
}

static void process(void)
{
	unsigned long before = fake.all_calls;
	int result = asctp_process(ctx);

	MUST(result >= 0 || (result == -ESHUTDOWN && freed));
	MUST(fake.all_calls - before < CALLS);
}

static void step(asctp_endpoint **endpoint)
{
	unsigned what = byte();
	int fd;

	switch (what % 12) {
	case 0: connect_one(); break;
	case 1: listen_one(endpoint); break;
	case 2:
		if (*endpoint && fake.last_id < 40)
			fake_born((*endpoint)->socket->fd);
		break;
	case 3:
		fd = any_socket();
		if (fd)
			note_any(fd);
		break;
	case 4:
		fd = any_socket();
		if (fd)
			data_any(fd);
		break;
	case 5:
		fd = any_socket();
		if (fd)
			fake_put_error(fd, (int)(byte() % 120));
		break;
	case 6: fail_some(); break;
	case 7: fake_advance(byte() * (what & 128 ? 100u : 1u)); break;
	case 8:
		if (life_count)
			call(&lives[byte() % life_count], byte());
		break;
	case 9: kernel_does(byte()); break;
	default: process(); break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	asctp_endpoint *endpoint = NULL;

	input = data;
	left = size;
	memset(lives, 0, sizeof(lives));
	life_count = socket_count = 0;
	freed = false;
	fake_begin();
	ctx = api_new(
		&(asctp_params){ .size = sizeof(asctp_params), .batch = byte() % 8 }, &fake_sys);
	MUST(ctx);
	for (int i = 0; left && !freed && i < STEPS; i++) {
		step(&endpoint);
		/* whoever waits for the descriptor misses nothing */
		if (!freed)
			MUST(fake_readable(asctp_fd(ctx)) ||
				(!core_engine_has_work(&ctx->core) &&
					!core_engine_pending(&ctx->core)));
	}
	if (!freed)
		asctp_free(ctx);
	for (unsigned i = 0; i < life_count; i++) {
		MUST(lives[i].downs == 1);
		MUST(asctp_send(lives[i].assoc, "x", 1) == -ENOTCONN);
		asctp_assoc_unref(lives[i].assoc);
	}
	fake_end();
	return 0;
}
