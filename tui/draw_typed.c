/* SPDX-License-Identifier: ISC */
/* A line that is typed: where it stands, where its cursor does, and which way that goes. */
#include "config.h"

#include "model/base/buf.h"
#include "model/layout/translit.h"
#include "model/text/characters.h"
#include "tui/draw.h"
#include "tui/draw_int.h"
#include "tui/term.h"

#include <string.h>

#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

/* The line as it is seen. A blank that follows it is where the next letter goes: at its left in a
 * line from the right. */
struct seen {
	struct buf line;
	struct bidi *b;
	const struct bidi_cell *cell; /* NULL: memory ran out */
	size_t count;
};

static void see(struct seen *seen, const char *s, size_t len)
{
	*seen = (struct seen){.b = bidi_new()};
	buf_init(&seen->line, len + 1);
	buf_add(&seen->line, s, len);
	buf_char(&seen->line, ' ');
	if (seen->b && bidi_read(seen->b, seen->line.bytes, seen->line.len, BIDI_AUTO) == 0)
		seen->cell = bidi_row(seen->b, 0, seen->line.len, &seen->count);
}

static void unsee(struct seen *seen)
{
	bidi_free(seen->b);
	buf_done(&seen->line);
}

/* The cell that a byte is in. */
static size_t cell_at(const struct seen *seen, size_t at)
{
	size_t i = 0;

	while (i < seen->count && !(seen->cell[i].from <= at && seen->cell[i].to > at))
		i++;
	return i;
}

size_t draw_typed_beside(const char *s, size_t len, size_t at, int direction)
{
	struct seen seen;
	size_t i;

	if (term_bidi() == TERM_BIDI_LOGICAL || !bidi_is_needed(s, len))
		return DRAW_AS_READ;
	see(&seen, s, len);
	i = seen.cell ? cell_at(&seen, at) : seen.count;
	if (i < seen.count && (direction > 0 ? i + 1 < seen.count : i > 0))
		at = seen.cell[direction > 0 ? i + 1 : i - 1].from;
	unsee(&seen);
	return at;
}

/* -- drawing ------------------------------------------------------------------------- */

/* Where the line begins, so that the cursor is within the cells. */
static size_t typed_from(const char *s, size_t at, int cells, int *before)
{
	size_t from = 0;

	*before = (int)text_width(s, at);
	while (from < at && *before >= cells) {
		size_t n = text_cluster(s + from, at - from);

		*before -= (int)text_cluster_width(s + from, n);
		from += n;
	}
	return from;
}

/* The cells at the left that are not used, where the line stands at the right. */
static int blank(int row, int col, int cells, int width, bool right)
{
	int unused = right && width < cells ? cells - width : 0;

	cells -= unused;
	draw_go_to(row, col + unused, &cells);
	return unused;
}

static int type_seen(int row, int col, const char *s, size_t len, size_t at, int cells, bool right)
{
	struct seen seen;
	size_t first = 0;
	int cursor = 0, width = 0, unused;

	see(&seen, s, len);
	for (size_t i = 0; i < seen.count; i++)
		width += seen.cell[i].width;
	unused = blank(row, col, cells, width, right);
	for (size_t i = 0, here = cell_at(&seen, at); i < here; i++)
		cursor += seen.cell[i].width;
	for (; first < seen.count && cursor >= cells; first++)
		cursor -= seen.cell[first].width;
	if (seen.cell)
		draw_put_cells(seen.cell + first, seen.count - first, bidi_shown(seen.b), cells);
	unsee(&seen);
	return unused + cursor;
}

static int type_read(int row, int col, const char *s, size_t len, size_t at, int cells, bool right)
{
	bool isolate = term_bidi() == TERM_BIDI_TERMINAL && bidi_is_needed(s, len);
	int before, unused = blank(row, col, cells, (int)text_width(s, len) + 1, right);
	size_t from = typed_from(s, at, cells, &before);

	if (isolate)
		draw_add(FSI, 3, true);
	draw_put(s + from, len - from, cells - unused, true);
	if (isolate)
		draw_add(PDI, 3, true);
	return unused + before;
}

int draw_typed(int row, int col, const struct draw_line *line, int cells)
{
	const char *s = line->text;
	size_t len = strlen(s), before;
	struct buf b;
	int cursor;

	if (!draw_go_to(row, col, &cells))
		return term_cols() - 1;
	buf_init(&b, 1 << 16);
	if (term_letters() != TRANSLIT_NONE) {
		translit_write(&b, s, line->at, term_letters());
		before = b.len;
		translit_write(&b, s + line->at, len - line->at, term_letters());
		cursor = type_read(row, col, b.bytes, b.len, before, cells, line->right);
	} else if (term_bidi() == TERM_BIDI_PROGRAM && bidi_is_needed(s, len)) {
		cursor = type_seen(row, col, s, len, line->at, cells, line->right);
	} else {
		cursor = type_read(row, col, s, len, line->at, cells, line->right);
	}
	buf_done(&b);
	return col + cursor;
}
