/* SPDX-License-Identifier: MIT */
/*
 * tools/option-page.c - writes the facts of the option table (<asctp/options.h>) into the page of the
 * options, man/asctp_options.7: under each ".It Cm NAME" one line. The prose there is left as it is.
 *
 *     option-page PAGE           says whether the page is what would be printed (exit status 0: it is)
 *     option-page --print PAGE   prints it
 */
#include <asctp/options.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
	const char *name, *type, *scope, *access, *kernel, *rfc, *since;
};

#define ROW(nr, name, type, scope, access, kernel, rfc, since) \
	{ #name, #type, #scope, #access, #kernel, rfc, since },
static const struct row rows[] = { ASCTP_OPTIONS(ROW) };
#define COUNT (sizeof(rows) / sizeof(rows[0]))

static const char item[] = ".It Cm ";
static const char facts[] = ".Vt "; /* how the line of facts begins */

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static void print_facts(FILE *to, const struct row *row)
{
	const char *access = row->access;

	if (strcmp(access, "RW") == 0)
		access = "get and set";
	else
		access = strcmp(access, "RO") == 0 ? "get only" : "set only";
	fprintf(to, "%s%s , No %s , No %s ; Dv %s , No ", facts, row->type, row->scope, access,
		row->kernel);
	if (row->rfc[0])
		fprintf(to, "RFC %s, ", row->rfc);
	fprintf(to, "Linux %s .\n.br\n", row->since);
}

/* The row that an item is about; its name may be followed by more. */
static size_t find(const char *name)
{
	size_t len = strcspn(name, " \n");

	for (size_t i = 0; i < COUNT; i++)
		if (strlen(rows[i].name) == len && begins(name, rows[i].name))
			return i;
	return COUNT;
}

/* The lines of facts that stand there are dropped. Returns how many mistakes there are in the page. */
static int print(FILE *from, FILE *to)
{
	unsigned seen[COUNT] = { 0 };
	bool drop = false;
	char line[1000];
	int mistakes = 0;

	while (fgets(line, sizeof(line), from)) {
		if (drop && (begins(line, facts) || begins(line, ".br")))
			continue;
		fputs(line, to);
		drop = begins(line, item);
		if (!drop)
			continue;
		size_t i = find(line + strlen(item));
		if (i == COUNT) {
			fprintf(stderr, "no such option: %s", line + strlen(item));
			mistakes++;
			continue;
		}
		print_facts(to, &rows[i]);
		seen[i]++;
	}
	for (size_t i = 0; i < COUNT; i++) {
		if (seen[i] == 1)
			continue;
		fprintf(stderr, "%u entries for the option %s\n", seen[i], rows[i].name);
		mistakes++;
	}
	return mistakes;
}

/* The number of the first line that differs, or 0. */
static size_t differs(FILE *file, const char *want, size_t size)
{
	size_t line = 1;

	rewind(file);
	for (size_t at = 0; at <= size; at++) {
		int c = fgetc(file);

		if (c != (at < size ? (unsigned char)want[at] : EOF))
			return line;
		line += c == '\n';
	}
	return 0;
}

int main(int argc, char **argv)
{
	bool to_print = argc == 3 && strcmp(argv[1], "--print") == 0;
	char *text = NULL;
	size_t size = 0, line = 0;

	if (argc != 2 && !to_print) {
		fprintf(stderr, "usage: %s [--print] PAGE\n", argv[0]);
		return 2;
	}
	const char *path = argv[argc - 1];
	FILE *page = fopen(path, "re");
	if (!page) {
		perror(path);
		return 1;
	}
	FILE *to = open_memstream(&text, &size);
	int mistakes = to ? print(page, to) : 1;
	if (!to || fclose(to))
		return 1;
	if (to_print) {
		fwrite(text, 1, size, stdout);
	} else if ((line = differs(page, text, size)) > 0) {
		fprintf(stderr, "%s:%zu: not as the table has it: see make docs\n", path, line);
		mistakes++;
	}
	free(text);
	fclose(page);
	return mistakes > 0;
}
