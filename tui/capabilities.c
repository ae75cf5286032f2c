/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/capabilities.h"

#include "tui/draw.h"
#include "tui/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of colours, of the eight that every terminal with colours has. */
enum { MAGENTA = 5, CYAN = 6 };

/* terminfo is of one terminal a process, as curses is; this is what was made of it. */
static char plain[32]; /* to no style at all */
static int styles;
static bool region_by_default; /* DECSTBM, of which no numbers mean all rows */

static bool add(struct buf *out, enum term_sequence which)
{
	return term_sequence_add(out, which, 0, 0);
}

static bool has(enum term_sequence which)
{
	return term_sequence(which) != NULL;
}

/* The end of all styles also leaves the other alphabet, which is never entered here: it
 * goes without, three bytes of six. */
static void read_plain(void)
{
	struct buf all, alphabet;
	char *at;

	buf_init(&all, sizeof plain - 1);
	buf_init(&alphabet, sizeof plain - 1);
	add(&all, TERM_PLAIN);
	add(&alphabet, TERM_ALPHABET);
	at = alphabet.len && alphabet.len < all.len ? strstr(all.bytes, alphabet.bytes) : NULL;
	if (at) {
		memmove(at, at + alphabet.len, strlen(at + alphabet.len) + 1);
		buf_cut(&all, all.len - alphabet.len);
	}
	snprintf(plain, sizeof plain, "%s", all.bytes);
	buf_done(&all);
	buf_done(&alphabet);
}

void capabilities_read(void)
{
	const char *region = term_sequence(TERM_REGION);

	read_plain();
	styles = 0;
	if (*plain)
		styles = (has(TERM_BOLD) ? DRAW_BOLD : 0) | (has(TERM_REVERSE) ? DRAW_REVERSE : 0) |
		         (has(TERM_UNDERLINE) ? DRAW_UNDERLINE : 0) |
		         (has(TERM_DIM) ? DRAW_DIM : 0) |
		         (has(TERM_COLOUR) ? DRAW_LINK | DRAW_TITLE : 0);
	region_by_default = region && !strcmp(region, "\033[%i%p1%d;%p2%dr");
}

/* -- the cursor --------------------------------------------------------------- */

bool capabilities_place(struct buf *out, int row, int col)
{
	return term_sequence_add(out, TERM_PLACE, row, col);
}

bool capabilities_home(struct buf *out)
{
	return add(out, TERM_CORNER);
}

bool capabilities_row(struct buf *out, int row)
{
	return term_sequence_add(out, TERM_ROW, row, 0);
}

bool capabilities_column(struct buf *out, int col)
{
	return term_sequence_add(out, TERM_COLUMN, col, 0);
}

bool capabilities_return(struct buf *out)
{
	return add(out, TERM_RETURN);
}

bool capabilities_by(struct buf *out, enum capabilities_way way, int count)
{
	static const enum term_sequence by[] = {[CAPABILITIES_UP] = TERM_UP_BY,
	                                        [CAPABILITIES_DOWN] = TERM_DOWN_BY,
	                                        [CAPABILITIES_LEFT] = TERM_LEFT_BY,
	                                        [CAPABILITIES_RIGHT] = TERM_RIGHT_BY};

	return term_sequence_add(out, by[way], count, 0);
}

bool capabilities_step(struct buf *out, enum capabilities_way way, int count)
{
	static const enum term_sequence step[] = {[CAPABILITIES_UP] = TERM_STEP_UP,
	                                          [CAPABILITIES_DOWN] = TERM_STEP_DOWN,
	                                          [CAPABILITIES_LEFT] = TERM_STEP_LEFT,
	                                          [CAPABILITIES_RIGHT] = TERM_STEP_RIGHT};

	for (int i = 0; i < count; i++)
		if (!add(out, step[way]))
			return false;
	return true;
}

bool capabilities_keep(struct buf *out)
{
	return has(TERM_GO_BACK) && add(out, TERM_KEEP);
}

bool capabilities_go_back(struct buf *out)
{
	return add(out, TERM_GO_BACK);
}

enum capabilities_edge capabilities_edge(void)
{
	bool waits;

	return !term_wraps(&waits) ? CAPABILITIES_STAYS
	       : waits             ? CAPABILITIES_WAITS
	                           : CAPABILITIES_WRAPS;
}

/* -- cells -------------------------------------------------------------------- */

bool capabilities_erase_line(struct buf *out)
{
	return add(out, TERM_ERASE_LINE);
}

bool capabilities_insert(struct buf *out)
{
	return term_sequence_add(out, TERM_INSERT_BY, 1, 0) || add(out, TERM_INSERT);
}

void capabilities_style(struct buf *out, int from, int to)
{
	if (from & ~to & (DRAW_COLOURED | 0xff)) {
		buf_str(out, plain);
		from = 0;
	}
	if (to & ~from & DRAW_BOLD)
		add(out, TERM_BOLD);
	if (to & ~from & DRAW_REVERSE)
		add(out, TERM_REVERSE);
	if (to & ~from & DRAW_UNDERLINE)
		add(out, TERM_UNDERLINE);
	if (to & ~from & DRAW_DIM)
		add(out, TERM_DIM);
	/* as the terminal's owner has set them */
	if (to & ~from & DRAW_LINK)
		term_sequence_add(out, TERM_COLOUR, CYAN, 0);
	else if (to & ~from & DRAW_TITLE)
		term_sequence_add(out, TERM_COLOUR, MAGENTA, 0);
	if (to & DRAW_COLOURED && (!(from & DRAW_COLOURED) || DRAW_INK(from) != DRAW_INK(to)))
		term_sequence_add(out, TERM_COLOUR, DRAW_INK(to), 0);
	if (to & DRAW_COLOURED && (!(from & DRAW_COLOURED) || DRAW_GROUND(from) != DRAW_GROUND(to)))
		term_sequence_add(out, TERM_GROUND, DRAW_GROUND(to), 0);
}

int capabilities_styles(void)
{
	return styles;
}

/* -- scrolling ----------------------------------------------------------------- */

static enum term_sequence once(int count)
{
	return count > 0 ? TERM_SCROLL_UP : TERM_SCROLL_DOWN;
}

static enum term_sequence often(int count)
{
	return count > 0 ? TERM_SCROLL_UP_BY : TERM_SCROLL_DOWN_BY;
}

bool capabilities_scrolls(int count)
{
	return has(TERM_REGION) && (has(once(count)) || has(often(count)));
}

bool capabilities_region(struct buf *out, int top, int bottom)
{
	return term_sequence_add(out, TERM_REGION, top, bottom);
}

bool capabilities_region_homes(void)
{
	return region_by_default;
}

void capabilities_no_region(struct buf *out, int rows)
{
	if (region_by_default)
		buf_str(out, "\033[r");
	else
		capabilities_region(out, 0, rows - 1);
}

/* Whether one sequence for all is shorter than one for each. */
static bool by_number(int count)
{
	struct buf b;
	size_t number;

	if (!has(often(count)))
		return false;
	buf_init(&b, 64);
	term_sequence_add(&b, often(count), abs(count), 0);
	number = b.len;
	buf_reset(&b);
	add(&b, once(count));
	number = b.len && b.len * (size_t)abs(count) <= number ? 0 : number;
	buf_done(&b);
	return number != 0;
}

void capabilities_scroll(struct buf *out, int count)
{
	if (by_number(count))
		term_sequence_add(out, often(count), abs(count), 0);
	else
		for (int i = 0; i < abs(count); i++)
			add(out, once(count));
}

/* As ECMA-48 has them (SU, SD), they do not ask where the cursor is. */
bool capabilities_scrolls_anywhere(int count)
{
	const char *su = count > 0 ? "\033[%p1%dS" : "\033[%p1%dT";

	return by_number(count) && !strcmp(term_sequence(often(count)), su);
}
