/* SPDX-License-Identifier: MIT */
/* The command asctp: finds the subcommand. */
#include "command.h"
#include <stdio.h>
#include <string.h>

static const struct command {
	const char *name, *arguments, *what;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "shim", "PROGRAM [ARGUMENT...]", "runs a program on asctp's libsctp.so.1", command_shim },
};

#define COMMANDS (sizeof(commands) / sizeof(*commands))

static void usage(FILE *to)
{
	fputs("usage: asctp COMMAND [ARGUMENT...]\n\n", to);
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(to, "  asctp %s %s\n      %s\n", commands[i].name, commands[i].arguments,
			commands[i].what);
	fputs("  asctp --help\n      prints this\n", to);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

int main(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		usage(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		usage(stdout);
		return fflush(stdout) == 0 ? 0 : 1;
	}
	command = find(argv[1]);
	if (!command) {
		fprintf(stderr, "asctp: no command '%s'; asctp --help lists them\n", argv[1]);
		return 2;
	}
	return command->run(argc - 1, argv + 1);
}
