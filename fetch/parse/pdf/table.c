/* SPDX-License-Identifier: ISC */
/* Tables: pieces of lines that stand under one another. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#define COLUMNS_MOST 40
#define WIDTH_MOST 4000
#define ROWS_MOST 400 /* printed ones of a page */
#define TRIES_MOST 20000

struct column {
	int left, right;
};

/* A table on its way. Lines [first, end) of the drafts' lines. */
struct table {
	struct pdf_drafts *drafts;
	const struct pdf_line *lines;
	size_t first, end;
	size_t rows, multi; /* printed rows; those of several pieces */
	int step;           /* between printed rows of one cell, in print of `size` */
	int size;           /* of most printed rows */
	bool apart;         /* wider steps set rows apart */
	struct column columns[COLUMNS_MOST];
	size_t count;
	size_t low, high; /* the columns that are written: all, or one half */
};

static bool is_text(const struct pdf_line *line)
{
	return !line->gone && !line->note && !line->chart;
}

static size_t row_end(const struct table *t, size_t i, size_t end)
{
	size_t k = i + 1;

	while (k < end && t->lines[k].row == t->lines[i].row &&
	       t->lines[k].column == t->lines[i].column)
		k++;
	return k;
}

static size_t pieces(const struct table *t, size_t i, size_t end)
{
	size_t n = 0;

	for (; i < end; i++)
		n += is_text(&t->lines[i]);
	return n;
}

static bool has_leader(const struct table *t, size_t i, size_t end)
{
	for (; i < end; i++)
		if (t->lines[i].leader)
			return true;
	return false;
}

/* A reference that begins with a number, "12/34" or "56 (78)", as one number that such
 * references are sorted by; 0: none. */
static int64_t read_reference(const struct table *t, size_t i)
{
	const char *s = pdf_line_text(t->drafts->lines, &t->lines[i]);
	size_t len = t->lines[i].len, k = 0, part = 0;
	int64_t parts[2] = {0, 0};

	for (; k < len && k < 14; k++) {
		if (s[k] >= '0' && s[k] <= '9' && parts[part] < 100000)
			parts[part] = parts[part] * 10 + (s[k] - '0');
		else if (s[k] == '/' && part == 0 && k > 0)
			part = 1;
		else
			break;
	}
	if (part == 0 && k > 0 && k + 1 < len && s[k] == ' ' && s[k + 1] == '(')
		return parts[0] * 100000;
	return part && parts[1] ? parts[0] * 100000 + parts[1] : 0;
}

/* -- how far it goes ---------------------------------------------------------------- */

/* Whether the printed row [i, end) is words with short pieces, as figures are, far beside
 * them; line ends before these. */
static bool is_beside(const struct table *t, const struct pdf_line *line, size_t i, size_t end)
{
	size_t shorts = 0;
	int from = 0;

	for (; i < end; i++) {
		const struct pdf_line *piece = &t->lines[i];

		if (!is_text(piece))
			continue;
		if (from == 0 && piece->left <= line->body_left + 2 * line->size) {
			from = piece->left + 1;
			continue;
		}
		if (piece->chars > 9 || line->right + line->size > piece->left)
			return false;
		shorts++;
	}
	return from && shorts >= 2;
}

/* A printed row of one piece belongs to the table when another row of several follows
 * soon, and it is no line of running text. */
static bool goes_on(const struct table *t, size_t i, size_t limit, int width)
{
	const struct pdf_line *line = &t->lines[i];
	size_t ahead = 0;

	bool wide = (line->right - line->left) * 10 > 6 * width;

	if (line->size > t->drafts->lines->size * 6 / 5)
		return false;
	for (size_t k = i, last = i; k < limit && ahead < 5; ahead++) {
		size_t next = row_end(t, k, limit);

		if (t->lines[k].base - t->lines[last].base > 3 * t->drafts->lines->pitch)
			return false;
		/* a heading between two lists of references */
		if (pieces(t, k, next) > 1 && line->all & (PDF_BOLD | PDF_ITALIC) &&
		    read_reference(t, k))
			return false;
		if (pieces(t, k, next) > 1)
			return !has_leader(t, k, next) && (!wide || is_beside(t, line, k, next));
		last = k;
		k = next;
	}
	return false;
}

static void find_end(struct table *t, size_t limit, int width)
{
	int pitch = t->drafts->lines->pitch;
	size_t i = t->first, trail = t->first;
	int last = t->lines[i].base;

	t->end = t->first;
	while (i < limit && t->rows < ROWS_MOST) {
		size_t next = row_end(t, i, limit), n = pieces(t, i, next);
		int step = t->lines[i].base - last;

		if (step > 3 * pitch || step < 0 || has_leader(t, i, next) || t->lines[i].chart)
			break;
		if (n > 1)
			t->multi++;
		else if (n == 1 && !goes_on(t, i, limit, width)) {
			/* the last cell's own further lines, or a list's last entry */
			bool entry = t->rows && step < 2 * pitch && read_reference(t, i) &&
			             read_reference(t, t->first);

			if (!entry && (step * 10 > 12 * pitch || trail - t->end > 3 ||
			               t->lines[i].left <= t->lines[t->first].left))
				break;
		}
		t->rows += n > 0;
		last = t->lines[i].base;
		i = trail = next;
		t->end = next;
	}
}

/* -- columns --------------------------------------------------------------------------- */

/* How many printed rows cover each place, by pieces of rows that have several. */
static void cover(const struct table *t, uint16_t *counts)
{
	for (size_t i = t->first; i < t->end;) {
		size_t next = row_end(t, i, t->end), several = pieces(t, i, next);

		for (size_t k = i; k < next && several > 1; k++) {
			const struct pdf_line *line = &t->lines[k];
			int from = line->left < 0 ? 0 : line->left, to = line->right;

			if (!is_text(line))
				continue;
			for (int x = from; x < to && x < WIDTH_MOST; x++)
				counts[x]++;
		}
		i = next;
	}
}

static void find_columns(struct table *t, const uint16_t *counts)
{
	unsigned least = (unsigned)(t->multi / 12);
	int gap = t->drafts->lines->size / 3;

	t->count = 0;
	for (int x = 0; x < WIDTH_MOST && t->count < COLUMNS_MOST; x++) {
		struct column *last = t->count ? &t->columns[t->count - 1] : NULL;

		if (counts[x] <= least)
			continue;
		if (last && x - last->right <= gap)
			last->right = x;
		else
			t->columns[t->count++] = (struct column){x, x};
	}
}

/* The columns that a piece stands in: the first, and how many. */
static size_t columns_of(const struct table *t, const struct pdf_line *line, size_t *many)
{
	size_t first = t->count, last = 0, near = 0;
	int best = 1 << 20, slack = line->size / 2;

	for (size_t c = 0; c < t->count; c++) {
		int off = line->left > t->columns[c].right   ? line->left - t->columns[c].right
		          : line->right < t->columns[c].left ? t->columns[c].left - line->right
		                                             : 0;

		if (line->left + slack < t->columns[c].right &&
		    line->right - slack > t->columns[c].left) {
			first = first < t->count ? first : c;
			last = c;
		}
		if (off < best) {
			best = off;
			near = c;
		}
	}
	*many = first < t->count ? last - first + 1 : 1;
	return first < t->count ? first : near;
}

/* Whether pieces of several rows do stand under one another. */
static bool is_table(const struct table *t)
{
	size_t filled = 0, total = 0;

	if (t->count < 2 || (t->multi < 3 && t->count < 3 && t->rows > 3))
		return false;
	for (size_t i = t->first; i < t->end; i++) {
		size_t many;

		if (!is_text(&t->lines[i]))
			continue;
		(void)columns_of(t, &t->lines[i], &many);
		total++;
		filled += many == 1;
	}
	return filled * 10 >= 7 * total;
}

/* -- writing ------------------------------------------------------------------------------ */

#define STEPS 100

/* The size that most of its printed rows begin in. */
static int usual_size(const struct table *t)
{
	size_t counts[STEPS] = {0};
	int best = 0;

	for (size_t i = t->first; i < t->end; i = row_end(t, i, t->end))
		if (t->lines[i].size > 0 && t->lines[i].size < STEPS)
			counts[t->lines[i].size]++;
	for (int size = 1; size < STEPS; size++)
		best = counts[size] > counts[best] ? size : best;
	return best;
}

/* The step between the lines of one cell: the least that is no exception; and whether
 * wider ones set the rows apart. */
static void find_step(struct table *t)
{
	size_t counts[STEPS] = {0}, wide = 0, all = 0;

	t->size = usual_size(t);
	for (size_t i = t->first; i < t->end;) {
		size_t next = row_end(t, i, t->end);
		int step = next < t->end ? t->lines[next].base - t->lines[i].base : 0;

		/* a head in smaller print has smaller steps */
		step = next < t->end && t->lines[next].size == t->lines[i].size
		               ? (step * t->size - 1) / t->lines[next].size + 1
		               : 0;
		if (step * 10 > 8 * t->size && step < STEPS - 1) {
			counts[step]++;
			all++;
		}
		i = next;
	}
	t->step = 1 << 20;
	for (int step = 1; step < STEPS - 1 && t->step == 1 << 20; step++)
		if (counts[step] && (counts[step - 1] + counts[step] + counts[step + 1]) * 20 > all)
			t->step = step;
	/* no lines of one cell are so far apart: each row is a line */
	if (t->step * 100 > pdf_limits.table_step * t->size)
		t->step = t->size * pdf_limits.pitch_usual / 100;
	for (int step = t->step * 12 / 10 + 1; step < STEPS; step++)
		wide += counts[step];
	t->apart = wide * 4 > all;
}

static bool is_styled(const struct table *t, size_t i)
{
	size_t next = row_end(t, i, t->end);

	for (; i < next; i++)
		if (is_text(&t->lines[i]) && !(t->lines[i].all & (PDF_BOLD | PDF_ITALIC)))
			return false;
	return true;
}

/* Most of its pieces begin with small letters: they go on from those above. */
static bool goes_on_small(const struct table *t, size_t i)
{
	size_t next = row_end(t, i, t->end), small = 0, all = 0;

	for (; i < next; i++) {
		uint32_t c = 0;

		if (!is_text(&t->lines[i]))
			continue;
		utf8_decode(pdf_line_text(t->drafts->lines, &t->lines[i]), t->lines[i].len, &c);
		all++;
		small += uc_is_lower(c);
	}
	return small * 2 >= all && small;
}

/* Whether the printed row at i begins a row of the table. */
static bool begins_row(const struct table *t, size_t previous, size_t i)
{
	size_t next = row_end(t, i, t->end), n = pieces(t, i, next), many;
	int step = t->lines[i].base - t->lines[previous].base;
	bool first = false;

	if (step * 10 * t->size > 12 * t->step * t->lines[i].size)
		return true;
	if (is_styled(t, previous) != is_styled(t, i) && n > 1)
		return true;
	if (t->apart || is_styled(t, i) || goes_on_small(t, i))
		return false;
	for (size_t k = i; k < next; k++)
		first = first || (is_text(&t->lines[k]) && columns_of(t, &t->lines[k], &many) == 0);
	return n * 2 > t->count && (first || n == t->count) && n > 1;
}

static void add_cell(struct table *t, size_t from, size_t end, size_t column, uint16_t columns)
{
	struct pdf_drafts *drafts = t->drafts;
	struct pdf_cell cell = {.text = (uint32_t)drafts->text.len,
	                        .span = (uint32_t)drafts->spans.count,
	                        .columns = columns};
	size_t many;

	for (size_t k = from; k < end; k++)
		if (is_text(&t->lines[k]) && columns_of(t, &t->lines[k], &many) == column)
			pdf_join(drafts, cell.text, &t->lines[k], 0);
	pdf_join_end(drafts, cell.text);
	cell.len = (uint32_t)drafts->text.len - cell.text;
	cell.spans = (uint32_t)drafts->spans.count - cell.span;
	if (vec_push(&drafts->cells, cell) < 0)
		drafts->failed = true;
}

static void add_row(struct table *t, size_t from, size_t end)
{
	struct pdf_drafts *drafts = t->drafts;
	struct pdf_row row = {.cell = (uint32_t)drafts->cells.count, .header = true};
	size_t wide[COLUMNS_MOST] = {0};

	for (size_t k = from; k < end; k++) {
		size_t many, c;

		if (!is_text(&t->lines[k]))
			continue;
		c = columns_of(t, &t->lines[k], &many);
		if (c < t->low || c >= t->high)
			continue;
		wide[c] = many > wide[c] ? many : wide[c];
		row.header = row.header && t->lines[k].all & (PDF_BOLD | PDF_ITALIC);
	}
	for (size_t c = t->low; c < t->high;) {
		size_t n = 1;

		while (n < wide[c] && c + n < t->high && !wide[c + n])
			n++;
		add_cell(t, from, end, c, (uint16_t)n);
		c += n;
	}
	row.cells = (uint32_t)drafts->cells.count - row.cell;
	if (vec_push(&drafts->rows, row) < 0)
		drafts->failed = true;
}

static bool has_piece(const struct table *t, size_t i, size_t column)
{
	size_t next = row_end(t, i, t->end), many;

	for (; i < next; i++)
		if (is_text(&t->lines[i]) && columns_of(t, &t->lines[i], &many) == column)
			return true;
	return false;
}

/* How the pieces of a column are: how many, how long, how many begin with a digit. */
struct manner {
	size_t count, bytes, digits;
};

static struct manner manner_of(const struct table *t, size_t column)
{
	struct manner m = {0, 0, 0};

	for (size_t i = t->first; i < t->end; i++) {
		const struct pdf_line *line = &t->lines[i];
		size_t many;
		char c;

		if (!is_text(line) || columns_of(t, line, &many) != column)
			continue;
		c = *pdf_line_text(t->drafts->lines, line);
		m.count++;
		m.bytes += line->len;
		m.digits += c >= '0' && c <= '9';
	}
	return m;
}

/* Names beside names, symbols beside symbols; not names beside figures. */
static bool are_alike(const struct table *t, size_t a, size_t b)
{
	struct manner x = manner_of(t, a), y = manner_of(t, b);

	if (!x.count || !y.count)
		return false;
	if ((x.digits * 2 > x.count) != (y.digits * 2 > y.count))
		return false;
	return x.bytes * y.count * 2 < y.bytes * x.count * 5 &&
	       y.bytes * x.count * 2 < x.bytes * y.count * 5;
}

/* The reference that a piece of a column is. */
static long reference(const struct table *t, size_t i, size_t column)
{
	size_t many;

	if (!is_text(&t->lines[i]) || columns_of(t, &t->lines[i], &many) != column)
		return 0;
	return read_reference(t, i);
}

/* How the references of a column are sorted. */
struct order {
	long first, last;
	size_t count, falls;
};

static struct order order_of(const struct table *t, size_t column)
{
	struct order order = {0, 0, 0, 0};

	for (size_t i = t->first; i < t->end; i++) {
		long one = reference(t, i, column);

		if (!one)
			continue;
		order.falls += order.count && one < order.last;
		order.first = order.count++ ? order.first : one;
		order.last = one;
	}
	return order;
}

/* A list of references that goes on at the head of the next column. The columns from
 * there on, or 0. */
static size_t find_sorted(const struct table *t)
{
	size_t half = t->count / 2;
	struct order a, b;

	if (t->count % 2 || !are_alike(t, 0, half))
		return 0;
	a = order_of(t, 0);
	b = order_of(t, half);
	return a.count >= 2 && b.count >= 1 && a.count + b.count >= 4 && a.falls * 8 <= a.count &&
	                       b.falls * 8 <= b.count && a.first < b.first && a.last < b.first
	               ? half
	               : 0;
}

/* Two lists side by side: their entries begin on lines of their own. Then the left one
 * is read first. The first column of the right half, or 0. */
static size_t find_half(const struct table *t)
{
	size_t half = t->count / 2, left = 0, right = 0, both = 0;

	if (t->count < 4 || t->count % 2 || !are_alike(t, 0, half) || !are_alike(t, 1, half + 1))
		return 0;
	for (size_t i = t->first; i < t->end; i = row_end(t, i, t->end)) {
		bool a = has_piece(t, i, 0), b = has_piece(t, i, half);

		left += a && !b;
		right += b && !a;
		both += a && b;
	}
	return left >= 2 && right >= 2 && (left + right) * 3 >= left + right + both ? half : 0;
}

/* Whether the printed row at i begins a row, in a half by its first column alone. */
static bool begins(const struct table *t, size_t previous, size_t i, bool half)
{
	return half ? has_piece(t, i, t->low) : begins_row(t, previous, i);
}

static void add_columns(struct table *t, size_t low, size_t high)
{
	struct pdf_drafts *drafts = t->drafts;
	const struct pdf_line *line = &t->lines[t->first];
	struct pdf_draft draft = {.kind = DOC_TABLE,
	                          .page = line->page,
	                          .last_page = line->page,
	                          .size = line->size,
	                          .row = (uint32_t)drafts->rows.count,
	                          .column = line->column,
	                          .line = (uint32_t)t->first};
	size_t from = t->first, previous = t->first;
	bool header = true;

	t->low = low;
	t->high = high;
	for (size_t i = t->first; i < t->end;) {
		if (i > from && begins(t, previous, i, high - low < t->count)) {
			add_row(t, from, i);
			from = i;
		}
		previous = i;
		i = row_end(t, i, t->end);
	}
	add_row(t, from, t->end);
	draft.rows = (uint32_t)drafts->rows.count - draft.row;
	for (uint32_t r = 0; r < draft.rows && !drafts->failed; r++) {
		struct pdf_row *row = &drafts->rows.at[draft.row + r];

		header = header && row->header && r + 1 < draft.rows;
		row->header = header;
	}
	draft.text = (uint32_t)drafts->text.len;
	draft.span = (uint32_t)drafts->spans.count;
	if (vec_push(&drafts->at, draft) < 0)
		drafts->failed = true;
}

/* Below the last of two lists something else stands, in the left one's place. */
static void cut_lists(struct table *t, size_t half)
{
	size_t end = t->first;

	for (size_t i = t->first; i < t->end;) {
		size_t next = row_end(t, i, t->end);
		bool in = half > 1 && has_piece(t, i, 1) && !has_piece(t, i, 0);

		for (size_t k = i; k < next && !in; k++) {
			size_t many;

			in = is_text(&t->lines[k]) &&
			     (reference(t, k, 0) || columns_of(t, &t->lines[k], &many) >= half);
		}
		end = in ? next : end;
		i = next;
	}
	t->end = end > t->first ? end : t->end;
}

static void add_table(struct table *t)
{
	size_t half = find_sorted(t);

	if (half)
		cut_lists(t, half);
	half = half ? half : find_half(t);
	find_step(t);
	if (half)
		add_columns(t, 0, half);
	add_columns(t, half, t->count);
}

size_t pdf_table(struct pdf_drafts *drafts, size_t first, size_t end)
{
	struct table t = {.drafts = drafts, .lines = drafts->lines->at.at, .first = first};
	int width = drafts->file->pages.at[t.lines[first].page - 1].width * 7 / 10;
	size_t next = row_end(&t, first, end);
	uint16_t *counts;
	bool found;

	if (pieces(&t, first, next) < 2 || has_leader(&t, first, next) ||
	    drafts->tables++ > TRIES_MOST)
		return 0;
	find_end(&t, end, width);
	if (t.multi < 2)
		return 0;
	counts = work_calloc(WIDTH_MOST, sizeof *counts);
	if (!counts)
		return 0;
	cover(&t, counts);
	find_columns(&t, counts);
	free(counts);
	found = is_table(&t);
	if (found)
		add_table(&t);
	return found ? t.end - first : 0;
}
