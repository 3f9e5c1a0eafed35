/* SPDX-License-Identifier: MIT */
/* asctp shim: runs a program that is linked with libsctp.so.1 on the one that comes with asctp. */
#include "command.h"
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIBRARY "libsctp.so.1"

static bool has_library(const char *folder)
{
	char path[PATH_MAX];
	int len = snprintf(path, sizeof(path), "%s/" LIBRARY, folder);

	return len > 0 && (size_t)len < sizeof(path) && access(path, R_OK) == 0;
}

/* The folder as it lies from bin/asctp on: a tree that was installed may be moved. */
static bool beside_me(char folder[PATH_MAX])
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int printed;

	if (len < 0)
		return false;
	self[len] = '\0';
	for (int i = 0; i < 2; i++) {
		char *slash = strrchr(self, '/');

		if (!slash)
			return false;
		*slash = '\0';
	}
	printed = snprintf(folder, PATH_MAX, "%s/" ASCTP_SHIM_BELOW_PREFIX, self);
	return printed > 0 && printed < PATH_MAX && has_library(folder);
}

/* Puts it in front of what there is. */
static void look_there_first(const char *folder)
{
	const char *others = getenv("LD_LIBRARY_PATH");
	char *value;

	if (asprintf(&value, "%s%s%s", folder, others && *others ? ":" : "", others ? others : "") <
		0)
		err(1, "shim");
	if (setenv("LD_LIBRARY_PATH", value, 1) < 0)
		err(1, "shim");
	free(value);
}

int command_shim(int argc, char **argv)
{
	char folder[PATH_MAX];
	int status;

	if (argc < 2 || argv[1][0] == '-') {
		bool help = argc > 1 && strcmp(argv[1], "--help") == 0;

		fputs("usage: asctp shim PROGRAM [ARGUMENT...]\n", help ? stdout : stderr);
		return help ? 0 : 2;
	}
	if (!beside_me(folder)) {
		strcpy(folder, ASCTP_SHIM_INSTALLED);
		if (!has_library(folder))
			errx(1, "shim: no " LIBRARY " in %s, nor beside this program", folder);
	}
	if (strpbrk(folder, ":;"))
		errx(1, "shim: LD_LIBRARY_PATH cannot have %s", folder);
	look_there_first(folder);
	execvp(argv[1], argv + 1);
	status = errno == ENOENT ? 127 : 126; /* as a shell does */
	warn("%s", argv[1]);
	return status;
}
