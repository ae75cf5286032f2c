/* SPDX-License-Identifier: ISC */
/* What was typed at prompts before, of this run. */
#include "config.h"

#include "tui/prompt.h"

#include <stdlib.h>
#include <string.h>

#define LINES_MOST 50

struct lines {
	char *at[LINES_MOST];
	size_t count;
};

struct prompt_history {
	struct lines of[PROMPT_KINDS];
	size_t back; /* how many before the line that is typed; 0: that itself */
	char *typed; /* it, while older ones are looked at */
};

struct prompt_history *prompt_history_new(void)
{
	return calloc(1, sizeof(struct prompt_history));
}

void prompt_history_free(struct prompt_history *h)
{
	if (!h)
		return;
	for (int k = 0; k < PROMPT_KINDS; k++)
		for (size_t i = 0; i < h->of[k].count; i++)
			free(h->of[k].at[i]);
	free(h->typed);
	free(h);
}

static void drop(struct lines *l, size_t i)
{
	free(l->at[i]);
	memmove(l->at + i, l->at + i + 1, (l->count - i - 1) * sizeof *l->at);
	l->count--;
}

void prompt_history_add(struct prompt_history *h, enum prompt_kind kind, const char *line)
{
	struct lines *l = &h->of[kind];
	char *copy = *line ? strdup(line) : NULL;

	prompt_history_rest(h);
	if (!copy)
		return;
	for (size_t i = 0; i < l->count; i++)
		if (!strcmp(l->at[i], line)) {
			drop(l, i);
			break;
		}
	if (l->count == LINES_MOST)
		drop(l, 0);
	l->at[l->count++] = copy;
}

const char *prompt_history_move(struct prompt_history *h, enum prompt_kind kind, int by,
                                const char *typed)
{
	const struct lines *l = &h->of[kind];

	if (by < 0 ? h->back >= l->count : h->back == 0)
		return NULL;
	if (!h->back) {
		free(h->typed);
		h->typed = strdup(typed);
	}
	h->back = by < 0 ? h->back + 1 : h->back - 1;
	return h->back ? l->at[l->count - h->back] : h->typed ? h->typed : "";
}

void prompt_history_rest(struct prompt_history *h)
{
	h->back = 0;
}
