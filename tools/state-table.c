/* SPDX-License-Identifier: MIT */
/*
 * tools/state-table.c - prints docs/state-machine.md from the state machine's table; given that
 * file, says whether it is what would be printed (exit status 0: it is).
 */
#include "core/state.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
	"# The association's state machine\n\n"
	"Printed from the table in `src/core/state.c` by `tools/state-table.c`; a test compares "
	"the two, so change the table, then\n"
	"write this anew. Every input has a cell in every state: it *goes* to a next state with "
	"effects, or there is *nothing* to do,\n"
	"or it *never* happens, or it belongs to a feature that comes *later*; and why.\n\n";

static void print_names(FILE *to)
{
	fputs("## States\n\n| State | What is true in it |\n|---|---|\n", to);
	for (int s = 0; s < CORE_STATE_COUNT; s++)
		fprintf(to, "| %s | %s |\n", core_state_name((enum core_state)s),
			core_state_text((enum core_state)s));
	fputs("\n## Inputs\n\n| Input | What comes in |\n|---|---|\n", to);
	for (int i = 0; i < CORE_INPUT_COUNT; i++)
		fprintf(to, "| %s | %s |\n", core_input_name((enum core_input)i),
			core_input_text((enum core_input)i));
}

/* All inputs that lead from one state to another, as one arrow. */
static void print_arrow(FILE *to, enum core_state from, enum core_state next)
{
	const char *between = NULL;

	for (int i = 0; i < CORE_INPUT_COUNT; i++) {
		const struct core_cell *cell = core_cell(from, (enum core_input)i);

		if (cell->kind != CORE_CELL_GO || cell->next != next || next == from)
			continue;
		if (!between)
			fprintf(to, "    %s --> %s:", core_state_name(from), core_state_name(next));
		fprintf(to, "%s %s", between ? between : "", core_input_name((enum core_input)i));
		between = ",";
	}
	if (between)
		fputc('\n', to);
}

static void print_diagram(FILE *to)
{
	fputs("\n## From state to state\n\n```mermaid\nstateDiagram-v2\n", to);
	fputs("    [*] --> IDLE: asctp_connect()\n", to);
	fputs("    [*] --> CONNECTING: born on a listener\n", to);
	for (int from = 0; from < CORE_STATE_COUNT; from++)
		for (int next = 0; next < CORE_STATE_COUNT; next++)
			print_arrow(to, (enum core_state)from, (enum core_state)next);
	fputs("    DOWN --> [*]\n```\n", to);
}

static void print_effects(FILE *to, uint32_t effects)
{
	const char *between = "";

	if (!effects)
		fputs("nothing more", to);
	for (unsigned bit = 0; bit < CORE_EFFECT_COUNT; bit++) {
		if (!(effects & 1u << bit))
			continue;
		fprintf(to, "%s%s", between, core_effect_text(bit));
		between = "; ";
	}
}

static void print_cell(FILE *to, enum core_state state, enum core_input input)
{
	static const char *const kinds[] = {
		[CORE_CELL_MISSING] = "MISSING",
		[CORE_CELL_NOTHING] = "nothing",
		[CORE_CELL_NEVER] = "never",
		[CORE_CELL_LATER] = "later",
	};
	const struct core_cell *cell = core_cell(state, input);

	fprintf(to, "| %s | ", core_input_name(input));
	if (cell->kind != CORE_CELL_GO) {
		fprintf(to, "*%s* | %s |\n", kinds[cell->kind], cell->why ? cell->why : "");
		return;
	}
	fprintf(to, "%s | ",
		cell->next == state ? "the same" : core_state_name((enum core_state)cell->next));
	print_effects(to, cell->effects);
	fputs(" |\n", to);
}

static void print(FILE *to)
{
	fputs(head, to);
	print_names(to);
	print_diagram(to);
	for (int s = 0; s < CORE_STATE_COUNT; s++) {
		fprintf(to,
			"\n## %s\n\n%s.\n\n| Input | Next | What is done, or why nothing "
			"|\n|---|---|---|\n",
			core_state_name((enum core_state)s), core_state_text((enum core_state)s));
		for (int i = 0; i < CORE_INPUT_COUNT; i++)
			print_cell(to, (enum core_state)s, (enum core_input)i);
	}
}

static int differs(const char *path, const char *want, size_t size)
{
	FILE *file = fopen(path, "re");
	size_t line = 1;

	if (!file) {
		perror(path);
		return 1;
	}
	for (size_t at = 0; at <= size; at++) {
		int c = fgetc(file);

		if (c != (at < size ? (unsigned char)want[at] : EOF)) {
			fprintf(stderr,
				"%s:%zu: not as the table has it: write it anew with state-table\n",
				path, line);
			fclose(file);
			return 1;
		}
		line += c == '\n';
	}
	fclose(file);
	return 0;
}

int main(int argc, char **argv)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	int result = 0;

	if (!to)
		return 1;
	print(to);
	if (fclose(to))
		return 1;
	if (argc > 1)
		result = differs(argv[1], text, size);
	else
		fwrite(text, 1, size, stdout);
	free(text);
	return result;
}
