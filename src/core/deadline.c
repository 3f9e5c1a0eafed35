/* SPDX-License-Identifier: MIT */
/* core/deadline.c - a pairing heap of deadlines. */
#include "core/deadline.h"

/* Makes one heap of two; both are roots (no siblings). */
static struct core_deadline *meld(struct core_deadline *a, struct core_deadline *b)
{
	struct core_deadline *swap;

	if (!a || !b)
		return a ? a : b;
	if (b->at_ns < a->at_ns)
		swap = a, a = b, b = swap;
	b->prev = a;
	b->next = a->child;
	if (a->child)
		a->child->prev = b;
	a->child = b;
	return a;
}

/* Makes one heap of a list of siblings: in pairs from the left, then all of those together. */
static struct core_deadline *meld_siblings(struct core_deadline *first)
{
	struct core_deadline *pairs = NULL, *root = NULL;

	while (first) {
		struct core_deadline *a = first, *b = a->next;

		first = b ? b->next : NULL;
		a->next = a->prev = NULL;
		if (b)
			b->next = b->prev = NULL;
		a = meld(a, b);
		a->next = pairs; /* a list by `next` alone, until it is melded below */
		pairs = a;
	}
	while (pairs) {
		struct core_deadline *a = pairs;

		pairs = a->next;
		a->next = NULL;
		root = meld(root, a);
	}
	return root;
}

void core_deadline_stop(struct core_deadline *deadline)
{
	struct core_deadlines *in = deadline->in;
	struct core_deadline *children;

	if (!in)
		return;
	if (deadline == in->first) {
		in->first = NULL;
	} else {
		if (deadline->prev->child == deadline)
			deadline->prev->child = deadline->next;
		else
			deadline->prev->next = deadline->next;
		if (deadline->next)
			deadline->next->prev = deadline->prev;
	}
	children = meld_siblings(deadline->child);
	in->first = meld(in->first, children);
	deadline->in = NULL;
	deadline->child = deadline->next = deadline->prev = NULL;
}

void core_deadline_start(struct core_deadlines *in, struct core_deadline *deadline, uint64_t at_ns)
{
	core_deadline_stop(deadline);
	deadline->in = in;
	deadline->at_ns = at_ns;
	in->first = meld(in->first, deadline);
}

uint64_t core_deadlines_next(const struct core_deadlines *in)
{
	return in->first ? in->first->at_ns : 0;
}

bool core_deadlines_fire(struct core_deadlines *in, uint64_t now_ns)
{
	struct core_deadline *due = in->first;

	if (!due || due->at_ns > now_ns)
		return false;
	core_deadline_stop(due);
	due->fired(due);
	return true;
}
