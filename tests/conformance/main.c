/* SPDX-License-Identifier: MIT */
/*
 * tests/conformance/main.c - runs every row in a process of its own. TAP on standard output, with a
 * comment for each row that scripts/conformance makes the table of:
 *     # row <TAB> chapter <TAB> section <TAB> name <TAB> ours <TAB> test <TAB> result <TAB> words
 * With arguments, only rows whose section, name or test is among them.
 */
#include "conformance.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/utsname.h>
#include <sys/wait.h>

static const struct {
	const char *title;
	const struct row *rows;
} chapters[] = {
	{ "3 One-to-many style", rows_one_to_many },
	{ "4 One-to-one style", rows_one_to_one },
	{ "5.3 Ancillary data", rows_ancillary },
	{ "5.3 Ancillary data", rows_rcvinfo },
	{ "6 Notifications", rows_changes },
	{ "6 Notifications", rows_notifications },
	{ "7 Common operations", rows_common },
	{ "8.1 Options to read and write", rows_options },
	{ "8.1 Options to read and write", rows_options_path },
	{ "8.1 Options to read and write", rows_options_message },
	{ "8.1 Options to read and write", rows_options_default },
	{ "8.2 Options to read", rows_read_only },
	{ "8.3 Options to write", rows_write_only },
	{ "9 Functions", rows_functions },
	{ "9 Functions", rows_message_functions },
	{ "Beyond RFC 6458", rows_paths },
	{ "Beyond RFC 6458", rows_reconfig },
	{ "Beyond RFC 6458", rows_streams },
	{ "Beyond RFC 6458", rows_beyond },
};

enum { PATIENCE_S = 60 };

/* What a row's process tells: the pipe holds the result, a tab and the words. */
static int out = -1;
static char differences[1024];

static void conclude(const char *result, const char *words)
{
	dprintf(out, "%s\t%s", result, words);
	_exit(0);
}

void differs(const char *format, ...)
{
	size_t used = strlen(differences);
	va_list args;

	if (used)
		used += (size_t)snprintf(differences + used, sizeof(differences) - used, "; ");
	va_start(args, format);
	vsnprintf(differences + used, sizeof(differences) - used, format, args);
	va_end(args);
}

void lacks(int error, const char *how)
{
	conclude("kernel lacks it", error ? strerrorname_np(-error) : how);
	abort();
}

void switched_off(const char *sysctl)
{
	char result[128];

	snprintf(result, sizeof(result), "switched off (net.sctp.%s)", sysctl);
	conclude(result, "");
	abort();
}

void switch_on(const char *sysctl)
{
	if (!net_sysctl(sysctl, "1"))
		switched_off(sysctl);
}

static const struct row *running;

static void test(void **state)
{
	(void)state;
	alarm(PATIENCE_S);
	running->run();
	conclude(*differences ? "works, differs" : "works", differences);
}

/* As a group of one test: that is how cmocka tells why one failed. */
static void run_row(const struct row *row)
{
	const struct CMUnitTest tests[] = { { row->test, test, own_net, NULL, NULL } };

	running = row;
	cmocka_set_message_output(CM_OUTPUT_STDOUT);
	exit(cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 2);
}

/* What a row that failed has printed, as TAP's comments. */
static void show(int told)
{
	FILE *lines = fdopen(told, "r");
	char line[512];

	rewind(lines);
	while (fgets(line, sizeof(line), lines))
		printf("# %s%s", line, strchr(line, '\n') ? "" : "\n");
	fclose(lines);
}

/* Runs a row; what it concluded is in `ret`: empty if it failed. */
static void run_apart(const struct row *row, char *ret, size_t size)
{
	int ends[2], status, told = memfd_create("told", MFD_CLOEXEC);
	ssize_t len;
	pid_t child;

	fflush(stdout);
	if (told < 0 || pipe(ends) < 0 || (child = fork()) < 0) {
		perror("conformance");
		exit(1);
	}
	if (!child) {
		close(ends[0]);
		out = ends[1];
		dup2(told, STDOUT_FILENO);
		dup2(told, STDERR_FILENO);
		run_row(row);
	}
	close(ends[1]);
	len = read(ends[0], ret, size - 1);
	close(ends[0]);
	waitpid(child, &status, 0);
	ret[len > 0 && WIFEXITED(status) && !WEXITSTATUS(status) ? len : 0] = '\0';
	if (WIFSIGNALED(status))
		printf("# %s\n", WTERMSIG(status) == SIGALRM ? "it took too long"
							     : strsignal(WTERMSIG(status)));
	if (*ret)
		close(told);
	else
		show(told);
}

static bool asked_for(const struct row *row, char **args)
{
	if (!*args)
		return true;
	for (; *args; args++)
		if (!strcmp(*args, row->section) || !strcmp(*args, row->name) ||
			!strcmp(*args, row->test))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	int count = 0, failed = 0;
	struct utsname system;
	char answer[1200];

	(void)argc;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!uname(&system))
		printf("# kernel %s\n", system.release);
	for (size_t i = 0; i < sizeof(chapters) / sizeof(*chapters); i++)
		for (const struct row *row = chapters[i].rows; row->section; row++) {
			const char *file = strrchr(row->file, '/');
			char *words;

			if (!asked_for(row, argv + 1))
				continue;
			run_apart(row, answer, sizeof(answer));
			words = strchr(answer, '\t');
			if (!words) {
				printf("not ok %d - %s %s\n", ++count, row->section, row->name);
				printf("# failed: %s in %s\n", row->test, row->file);
				failed++;
				continue;
			}
			*words++ = '\0';
			printf("# row\t%s\t%s\t%s\t%s\t%s:%s\t%s\t%s\n", chapters[i].title,
				row->section, row->name, row->ours, file ? file + 1 : row->file,
				row->test, answer, words);
			printf("ok %d - %s %s: %s\n", ++count, row->section, row->name, answer);
		}
	printf("1..%d\n", count);
	return failed || !count;
}
