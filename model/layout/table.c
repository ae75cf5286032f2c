/* SPDX-License-Identifier: ISC */
/* Tables: columns where they fit, else one record a row as "label: value". */
#include "config.h"

#include "model/base/utf8.h"
#include "model/layout/internal.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

#define GAP 2
#define COLUMNS_MOST 64

/* A table on its grid: which cell begins at a row and column. */
struct grid {
	const struct doc_block *b;
	uint32_t columns;
	const struct doc_cell **cells; /* rows x columns; NULL where covered or empty */
	int least[COLUMNS_MOST], most[COLUMNS_MOST], width[COLUMNS_MOST];
};

static int longest_word(struct wrap *w, const struct doc_text *t)
{
	const char *marks = wrap_marks(w, t->bytes, t->len);
	size_t from = 0;
	int most = 0;

	for (size_t i = 1; marks && i <= t->len; i++)
		if (i == t->len || marks[i] != TEXT_BREAK_NOT) {
			size_t end = i;
			int n;

			while (end > from && t->bytes[end - 1] == ' ')
				end--;
			n = wrap_width(w, t->bytes + from, end - from);
			most = n > most ? n : most;
			from = i;
		}
	return most;
}

static void measure(struct wrap *w, struct grid *g)
{
	for (uint32_t r = 0; r < g->b->row_count; r++)
		for (uint32_t c = 0; c < g->columns; c++) {
			const struct doc_cell *cell = g->cells[r * g->columns + c];
			int n;

			if (!cell || cell->colspan > 1)
				continue;
			n = wrap_width(w, cell->text.bytes, cell->text.len);
			if (n > g->most[c])
				g->most[c] = n;
			n = n > 12 ? longest_word(w, &cell->text) : n;
			if (n > g->least[c])
				g->least[c] = n;
		}
}

/* A cell over several columns needs their sum: what lacks goes to the last. */
static void measure_spans(struct wrap *w, struct grid *g)
{
	for (uint32_t r = 0; r < g->b->row_count; r++)
		for (uint32_t c = 0; c < g->columns; c++) {
			const struct doc_cell *cell = g->cells[r * g->columns + c];
			uint32_t end = cell ? c + cell->colspan : 0;
			int least = 0, most = 0, word;

			if (!cell || cell->colspan < 2)
				continue;
			if (end > g->columns)
				end = g->columns;
			for (uint32_t i = c; i < end; i++) {
				least += g->least[i] + (i > c ? GAP : 0);
				most += g->most[i] + (i > c ? GAP : 0);
			}
			word = longest_word(w, &cell->text);
			if (word > least)
				g->least[end - 1] += word - least;
			word = wrap_width(w, cell->text.bytes, cell->text.len);
			if (word > most)
				g->most[end - 1] += word - most;
		}
}

/* Puts the cells on the grid: spans cover what is to their right and below. */
static bool build(struct wrap *w, struct grid *g, const struct doc_block *b)
{
	uint8_t covered[COLUMNS_MOST] = {0};
	uint32_t most = 0;

	g->b = b;
	for (uint32_t r = 0; r < b->row_count; r++) {
		uint32_t n = 0;

		for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
			n += b->rows[r].cells[c].colspan;
		most = n > most ? n : most;
	}
	if (!most || most > COLUMNS_MOST)
		return false;
	g->columns = most;
	g->cells = calloc((size_t)b->row_count * most, sizeof *g->cells);
	if (!g->cells) {
		w->failed = true;
		return false;
	}
	for (uint32_t r = 0; r < b->row_count; r++) {
		uint32_t col = 0, k = 0;

		while (col < most) {
			const struct doc_cell *cell;

			if (covered[col]) {
				covered[col++]--;
				continue;
			}
			if (k == b->rows[r].cell_count)
				break;
			cell = &b->rows[r].cells[k++];
			g->cells[r * most + col] = cell;
			for (uint32_t i = 0; i < cell->colspan && col < most; i++, col++)
				covered[col] =
					(uint8_t)(cell->rowspan > 200 ? 200 : cell->rowspan - 1);
		}
		for (; col < most; col++)
			covered[col] -= covered[col] > 0;
	}
	return true;
}

/* Shares the width out: each column at least its longest word, and what is left
 * by how much more it would take. False when even that is too wide. */
static bool share(struct grid *g, int room)
{
	int least = 0, most = 0, spare, wish;

	room -= GAP * ((int)g->columns - 1);
	for (uint32_t c = 0; c < g->columns; c++) {
		if (g->most[c] < g->least[c])
			g->most[c] = g->least[c];
		least += g->least[c];
		most += g->most[c];
	}
	if (least > room)
		return false;
	spare = room - least;
	wish = most - least;
	for (uint32_t c = 0; c < g->columns; c++) {
		int more = g->most[c] - g->least[c];

		g->width[c] = g->least[c] + (wish <= spare || !wish ? more : more * spare / wish);
	}
	return true;
}

static int cell_width(const struct grid *g, uint32_t col, const struct doc_cell *cell)
{
	int width = 0;

	for (uint32_t i = 0; i < cell->colspan && col + i < g->columns; i++)
		width += g->width[col + i] + (i ? GAP : 0);
	return width;
}

/* A figure stands at the right of its column: "1 500", "(3 219 000)", "[26]", "$4.07", "−3". */
static bool is_number(const struct doc_text *t)
{
	static const uint32_t signs[] = {0xa0,   0xa3,   0xb1,   0x2009, 0x200e, 0x200f, 0x2013,
	                                 0x202f, 0x20ac, 0x2212, 0x66a,  0x66b,  0x66c};
	size_t digits = 0;

	for (uint32_t i = 0; i < t->len;) {
		uint32_t c;
		bool sign;

		i += (uint32_t)utf8_decode(t->bytes + i, t->len - i, &c);
		sign = c < 0x80 && c && strchr(" .,%-+~()[]$", (int)c);
		for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++)
			sign = sign || signs[k] == c;
		if ((c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669))
			digits++;
		else if (!sign)
			return false;
	}
	return digits > 0;
}

/* A cell as far as it is laid out; what is known of its text is found out once. */
struct progress {
	size_t at;
	struct wrap_source source;
	bool number, rtl;
};

/* Begins a row of the table: the marks of all its cells, or NULL when out of memory. */
static char *begin_cells(struct wrap *w, const struct grid *g, uint32_t r, struct progress *cells)
{
	size_t size = 1;
	char *all, *to;

	for (uint32_t c = 0; c < g->columns; c++)
		if (g->cells[r * g->columns + c])
			size += g->cells[r * g->columns + c]->text.len;
	all = to = malloc(size);
	for (uint32_t c = 0; all && c < g->columns; c++) {
		const struct doc_cell *cell = g->cells[r * g->columns + c];
		const struct doc_text *t = cell ? &cell->text : NULL;
		const char *marks = t && t->len ? wrap_marks(w, t->bytes, t->len) : NULL;

		if (!marks)
			continue;
		cells[c].source = (struct wrap_source){t->bytes, t->len, to,
		                                       wrap_ligatures(w, t->bytes, t->len)};
		cells[c].number = is_number(t);
		cells[c].rtl = wrap_cell_rtl(w, t);
		memcpy(to, marks, t->len);
		to += t->len;
	}
	w->failed |= !all;
	return all;
}

/* One row of the screen out of a row of the table; false when all cells ended. */
static bool lay_line(struct wrap *w, const struct grid *g, uint32_t r, struct progress *cells)
{
	bool any = false, begun = false, mirrored = w->rtl && w->mode == WRAP_VISUAL;
	int col = 0;

	for (uint32_t c = 0; c < g->columns; col += g->width[c] + GAP, c++) {
		const struct doc_cell *cell = g->cells[r * g->columns + c];
		const struct doc_text *t = cell ? &cell->text : NULL;
		const struct wrap_source *src = &cells[c].source;
		struct wrap_fitted f;
		size_t end;
		int room, shift;

		if (!t || cells[c].at >= src->len)
			continue;
		if (!begun)
			wrap_begin_row(w, r);
		begun = any = true;
		room = cell_width(g, c, cell);
		end = wrap_fit(src, cells[c].at, room < 1 ? 1 : room, &f);
		/* in a table from the right its beginning is there already */
		shift = cells[c].number && room > f.width && !mirrored ? room - f.width : 0;
		wrap_add_piece(
			w, &(struct wrap_piece){.bytes = t->bytes + cells[c].at,
		                                .len = (uint32_t)(end - cells[c].at),
		                                .col = (uint16_t)(col + shift),
		                                .width = (uint16_t)f.width,
		                                .style = cell->header ? WRAP_HEADING : WRAP_TEXT,
		                                .hyphen = f.hyphen,
		                                .text = t,
		                                .rtl = cells[c].rtl,
		                                .moved = src->ligatures,
		                                .offset = (uint32_t)cells[c].at});
		cells[c].at = f.next;
		while (cells[c].at < t->len && t->bytes[cells[c].at] == ' ')
			cells[c].at++;
	}
	return any;
}

static bool is_header_row(const struct doc_row *row)
{
	for (uint32_t c = 0; c < row->cell_count; c++)
		if (!row->cells[c].header)
			return false;
	return row->cell_count > 0;
}

static void lay_columns(struct wrap *w, const struct grid *g)
{
	for (uint32_t r = 0; r < g->b->row_count; r++) {
		struct progress cells[COLUMNS_MOST] = {{0}};
		char *marks = begin_cells(w, g, r, cells);

		while (marks && lay_line(w, g, r, cells))
			continue;
		free(marks);
		if (is_header_row(&g->b->rows[r]) && r + 1 < g->b->row_count &&
		    !is_header_row(&g->b->rows[r + 1])) {
			int width = -GAP;

			for (uint32_t c = 0; c < g->columns; c++)
				width += g->width[c] + GAP;
			wrap_begin_row(w, r);
			wrap_add_rule(w, 0, width);
		}
	}
}

/* The header that stands over a column. */
static const struct doc_text *label_of(const struct grid *g, uint32_t row, uint32_t col)
{
	for (uint32_t r = 0; r < row && is_header_row(&g->b->rows[r]); r++) {
		const struct doc_cell *cell = g->cells[r * g->columns + col];

		if (cell && cell->text.len && (r + 1 == row || !is_header_row(&g->b->rows[r + 1])))
			return &cell->text;
	}
	return NULL;
}

static void lay_records(struct wrap *w, const struct grid *g)
{
	uint32_t headers = 0;
	bool first = true;

	while (headers < g->b->row_count && is_header_row(&g->b->rows[headers]))
		headers++;
	if (headers == g->b->row_count)
		headers = 0;
	for (uint32_t r = headers; r < g->b->row_count; r++) {
		if (!first)
			wrap_begin_row(w, r);
		first = false;
		for (uint32_t c = 0; c < g->columns; c++) {
			const struct doc_cell *cell = g->cells[r * g->columns + c];
			const struct doc_text *label = headers ? label_of(g, headers, c) : NULL;
			int used;

			if (!cell || !cell->text.len)
				continue;
			if (!label) {
				wrap_flow_record(w, &cell->text, 0, false);
				continue;
			}
			used = wrap_width(w, label->bytes, label->len) + 2;
			if (used - 1 > w->width) {
				wrap_caption(w, label);
			} else {
				wrap_begin_row(w, r);
				wrap_add_own(w, label->bytes, label->len, 0, WRAP_LABEL);
				wrap_add_own(w, ":", 1, used - 2, WRAP_LABEL);
			}
			/* a value that would have no room beside its label goes below */
			wrap_flow_record(w, &cell->text, used > w->width / 2 ? 2 : used,
			                 used <= w->width / 2);
		}
	}
}

void wrap_table(struct wrap *w, const struct doc_block *b)
{
	struct grid g = {0};

	wrap_caption(w, &b->text);
	if (!b->row_count)
		return;
	if (!build(w, &g, b)) { /* wider than any grid: its cells one under another */
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				wrap_flow_record(w, &b->rows[r].cells[c].text, 0, false);
		return;
	}
	measure(w, &g);
	measure_spans(w, &g);
	if (share(&g, w->width))
		lay_columns(w, &g);
	else
		lay_records(w, &g);
	free(g.cells);
}
