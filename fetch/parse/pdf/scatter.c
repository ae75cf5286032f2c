/* SPDX-License-Identifier: ISC */
/* Pages whose words stand in groups anywhere, as covers and infographics have them: one group
 * is read after the other, a figure with its label. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/pdf.h"

#include <stdlib.h>
#include <string.h>

#define GROUPS_MOST 240 /* of a page: columns have a byte */
#define LINES_MOST 1500

struct group {
	int top, bottom, left;
	bool read;
};

struct sheet {
	struct pdf_line *at;
	size_t count;
	uint16_t *of; /* for each line its group, before they are numbered: a line of it */
	struct group groups[GROUPS_MOST];
	size_t group_count;
};

static bool counts(const struct pdf_line *line)
{
	return !line->gone && !line->chart;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

/* Words in many sizes, some of them very large, and hardly a line of running text. */
static bool is_scattered(const struct pdf_line *at, size_t count, const struct pdf_page *page,
                         int usual)
{
	bool sizes[200] = {false};
	size_t kinds = 0, wide = 0, all = 0;
	int largest = 0;

	for (size_t i = 0; i < count; i++) {
		if (!counts(&at[i]) || at[i].size <= 0 || at[i].size >= 200)
			continue;
		kinds += !sizes[at[i].size];
		sizes[at[i].size] = true;
		largest = max(largest, at[i].size);
		all += at[i].chars;
		if ((at[i].right - at[i].left) * 100 > pdf_limits.scatter_wide * page->width)
			wide += at[i].chars;
	}
	return kinds >= pdf_limits.scatter_sizes && wide * 100 < pdf_limits.scatter_text * all &&
	       largest * 100 >= pdf_limits.scatter_large * usual && count < LINES_MOST;
}

/* Side by side in a row, or one below the other, no further apart than lines are. */
static bool are_close(const struct pdf_line *a, const struct pdf_line *b)
{
	int size = max(a->size, b->size), small = min(a->size, b->size);
	int across = max(a->left, b->left) - min(a->right, b->right);
	int down = max(a->foot - a->size, b->foot - b->size) - min(a->foot, b->foot);

	if (down < 0)
		return across * 100 <= pdf_limits.scatter_across * small;
	return across < 0 && down * 100 <= pdf_limits.scatter_down * size;
}

static size_t root(const struct sheet *s, size_t i)
{
	while (s->of[i] != i)
		i = s->of[i];
	return i;
}

/* Lines that are close, and those that are close to these, are a group. */
static bool find_groups(struct sheet *s)
{
	for (size_t i = 0; i < s->count; i++) {
		s->of[i] = (uint16_t)i;
		for (size_t k = 0; k < i && counts(&s->at[i]); k++)
			if (counts(&s->at[k]) && are_close(&s->at[i], &s->at[k]))
				s->of[root(s, k)] = (uint16_t)root(s, i);
	}
	for (size_t i = 0; i < s->count; i++) {
		const struct pdf_line *line = &s->at[i];
		struct group *g;

		if (!counts(line) || root(s, i) != i)
			continue;
		if (s->group_count == GROUPS_MOST)
			return false;
		g = &s->groups[s->group_count++];
		*g = (struct group){line->foot - line->size, line->foot, line->left, false};
		for (size_t k = 0; k < s->count; k++) {
			if (!counts(&s->at[k]) || root(s, k) != i)
				continue;
			g->top = min(g->top, s->at[k].foot - s->at[k].size);
			g->bottom = max(g->bottom, s->at[k].foot);
			g->left = min(g->left, s->at[k].left);
			s->at[k].column = (uint8_t)s->group_count;
		}
	}
	return true;
}

/* The next to be read: the topmost, or what stands left of it beside it. */
static size_t next_group(const struct sheet *s)
{
	size_t top = s->group_count, best;

	for (size_t i = 0; i < s->group_count; i++)
		if (!s->groups[i].read &&
		    (top == s->group_count || s->groups[i].top < s->groups[top].top))
			top = i;
	best = top;
	for (size_t i = 0; top < s->group_count && i < s->group_count; i++)
		if (!s->groups[i].read && s->groups[i].left < s->groups[best].left &&
		    s->groups[i].top + s->groups[i].bottom < 2 * s->groups[top].bottom)
			best = i;
	return best;
}

/* Whether a is read before b: it stands higher, or left of it in one line. */
static bool is_before(const struct pdf_line *a, const struct pdf_line *b)
{
	if (abs(a->foot - b->foot) * 3 <= min(a->size, b->size))
		return a->left < b->left;
	return a->foot < b->foot;
}

/* The lines of a group behind those that are sorted already: how many there are now. */
static size_t add_group(const struct sheet *s, size_t group, struct pdf_line *sorted, size_t n)
{
	size_t first = n;

	for (size_t i = 0; i < s->count; i++) {
		size_t at = n;

		if (!counts(&s->at[i]) || s->at[i].column != group + 1)
			continue;
		for (; at > first && is_before(&s->at[i], &sorted[at - 1]); at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = s->at[i];
		n++;
	}
	return n;
}

int pdf_scatter(struct pdf_line *at, size_t count, const struct pdf_page *page, int usual)
{
	struct pdf_line *sorted;
	struct sheet s = {.at = at, .count = count};
	size_t n = 0;

	if (!is_scattered(at, count, page, usual))
		return 0;
	s.of = work_calloc(count + 1, sizeof *s.of);
	sorted = work_calloc(count + 1, sizeof *sorted);
	if (!s.of || !sorted) {
		free(s.of);
		free(sorted);
		return -1;
	}
	if (find_groups(&s)) {
		for (size_t g; (g = next_group(&s)) < s.group_count;) {
			s.groups[g].read = true;
			n = add_group(&s, g, sorted, n);
		}
		for (size_t i = 0; i < count; i++)
			if (!counts(&at[i]))
				sorted[n++] = at[i];
		memcpy(at, sorted, n * sizeof *at);
	} else {
		for (size_t i = 0; i < count; i++)
			at[i].column = 0;
	}
	free(s.of);
	free(sorted);
	return s.group_count && n ? 1 : 0;
}
