/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/rows.c - runs the rows on a library: `rows LIBRARY`, `rows --lksctp LIBRARY`. TAP. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* before cmocka */
#include <cmocka.h>

#include "kernel/net.h"
#include "rows.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/wait.h>

struct library lib;
static int report = -1;

static void *symbol(void *handle, const char *name, const char *version)
{
	return version ? dlvsym(handle, name, version) : dlsym(handle, name);
}

static bool load(const char *path, bool lksctp)
{
	void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);

	if (!handle) {
		printf(lksctp ? "1..0 # SKIP lksctp-tools' library is not here: %s\n"
			      : "Bail out! %s\n",
			dlerror());
		return false;
	}
#define LOAD_(name) lib.name = (__typeof__(lib.name))symbol(handle, #name, "VERS_1");
	FUNCTIONS(LOAD_)
	lib.connectx_1 = (__typeof__(lib.connectx_1))symbol(handle, "sctp_connectx", "VERS_1");
	lib.connectx_2 = (__typeof__(lib.connectx_2))symbol(handle, "sctp_connectx", "VERS_2");
	lib.sctp_connectx =
		(__typeof__(lib.sctp_connectx))symbol(handle, "sctp_connectx", "VERS_3");
	lib.sctp_peeloff_flags =
		(__typeof__(lib.sctp_peeloff_flags))symbol(handle, "sctp_peeloff_flags", NULL);
	lib.sctp_sendx = (__typeof__(lib.sctp_sendx))symbol(handle, "sctp_sendx", NULL);
#define LOADED_(name) &&lib.name
	if (true FUNCTIONS(LOADED_) && lib.connectx_1 && lib.connectx_2 && lib.sctp_connectx)
		return true;
	printf("Bail out! %s lacks a function\n", path);
	return false;
}

/* ---- What a row says ---- */

void say(const char *format, ...)
{
	char text[512];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (write(report, " ", 1) != 1 || write(report, text, (size_t)len) != len)
		_exit(99);
}

void said(int result)
{
	int error = errno;

	if (result >= 0)
		say("%d", result);
	else if (result == -1)
		say("%s", strerrorname_np(error));
	else
		say("%d/%s", result, error ? strerrorname_np(error) : "-");
}

void broken(const char *file, int line, const char *what)
{
	int error = errno;

	say("BROKEN %s:%d: %s (%s)", file, line, what, strerror(error));
	_exit(98);
}

/* Runs a row in a process of its own, and reads what it says. */
static void run(const struct row *row, char *ret, size_t size)
{
	size_t len = 0;
	ssize_t got;
	int pipe_fds[2], status;
	pid_t child;

	if (pipe(pipe_fds) < 0 || (child = fork()) < 0)
		abort();
	if (!child) {
		close(pipe_fds[0]);
		report = pipe_fds[1];
		alarm(20);
		if (own_net(NULL))
			_exit(97);
		errno = 0;
		row->run();
		_exit(0);
	}
	close(pipe_fds[1]);
	while ((got = read(pipe_fds[0], ret + len, size - 1 - len)) > 0)
		len += (size_t)got;
	close(pipe_fds[0]);
	ret[len] = '\0';
	waitpid(child, &status, 0);
	if (status && len < size)
		snprintf(ret + len, size - len, WIFSIGNALED(status) ? " signal %d" : " status %d",
			WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	memmove(ret, ret + (*ret == ' '), strlen(ret + (*ret == ' ')) + 1);
}

static bool test(const struct row *row, bool lksctp, unsigned nr)
{
	const char *expected = lksctp && row->lksctp ? row->lksctp : row->ours;
	char seen[1024];
	bool good;

	run(row, seen, sizeof(seen));
	good = !strcmp(seen, expected);
	printf("%s %u - %s%s%s\n", good ? "ok" : "not ok", nr, row->name,
		lksctp && row->lksctp ? ": differs: " : "", lksctp && row->lksctp ? row->why : "");
	if (!good)
		printf("# seen:     %s\n# expected: %s\n", seen, expected);
	fflush(stdout);
	return good;
}

int main(int argc, char **argv)
{
	const struct row *const tables[] = { address_rows, association_rows, send_rows,
		receive_rows };
	bool lksctp = argc == 3 && !strcmp(argv[1], "--lksctp");
	unsigned count = 0, failures = 0;

	if (argc != 2 + lksctp) {
		fprintf(stderr, "usage: rows [--lksctp] LIBRARY\n");
		return 2;
	}
	if (!load(argv[1 + lksctp], lksctp))
		return !lksctp;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (const struct row *row = tables[i]; row->name; row++) {
			if (lksctp && row->lksctp && !strcmp(row->lksctp, "none"))
				continue; /* it has no such function */
			failures += !test(row, lksctp, ++count);
		}
	printf("1..%u\n", count);
	return failures > 0;
}
