/* SPDX-License-Identifier: ISC */
/* Runs into lines: what stands on one base line, from gap to gap. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/rows.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct row {
	int base, size, top, left, right;
};

/* What is being made of a page. */
struct making {
	struct pdf_lines *lines;
	struct pdf_file *file;
	int page, width;
	VEC(struct placed) runs;
	VEC(struct row) rows;
	struct pdf_chars chars;
	/* how many runs begin at a place behind a wide gap, and end there before one */
	uint16_t *begins, *ends;
};

#define PLACES 4000 /* of a page, from its left edge on */

static bool is_blank(const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if (c != ' ' && c != 0xa0 && c != '\t' && c != '\n' && c != '\r' &&
		    !(c >= 0x2000 && c <= 0x200f))
			return false;
	}
	return true;
}

static int base_of(const struct pdf_run *run)
{
	return run->top + run->height * pdf_limits.base_part / 100;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}
static int max(int a, int b)
{
	return a > b ? a : b;
}

#define SIZES 200

static int most_common(const unsigned *counts)
{
	int best = 0;

	for (int i = 1; i < SIZES; i++)
		if (counts[i] > counts[best])
			best = i;
	return best;
}

/* -- rows ----------------------------------------------------------------------- */

static int by_base(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static int by_row(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->run->left != y->run->left)
		return x->run->left < y->run->left ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Small print is raised or lowered beside large print; further off it must stand on the
 * same line. */
static bool in_row(const struct row *row, const struct placed *one)
{
	int big = max(row->size, one->run->size), small = min(row->size, one->run->size);
	int off = row->size >= one->run->size ? one->base - row->base : row->base - one->base;
	int apart =
		max(one->run->left - row->right, row->left - (one->run->left + one->run->width));

	/* beside a key figure stands its label, and beside that another one's */
	int most = small * 100 < big * pdf_limits.row_figure ? pdf_limits.row_apart : 100;

	if (small * 100 >= big * pdf_limits.row_small || apart * 100 > most * big)
		return abs(off) * pdf_limits.row_off <= small;
	return off * 100 >= -pdf_limits.row_raised * big &&
	       off * 100 <= pdf_limits.row_lowered * big;
}

static void widen_row(struct row *row, const struct placed *one)
{
	if (one->run->size > row->size) {
		row->size = one->run->size;
		row->base = one->base;
	}
	row->top = min(row->top, one->run->top);
	row->left = min(row->left, one->run->left);
	row->right = max(row->right, one->run->left + one->run->width);
}

/* The row, of those from `first` on, that the run stands in, or -1. They are sorted by
 * base but for a little: a few around its own are tried, the nearest base first. */
static int row_of(const struct making *k, size_t first, const struct placed *one)
{
	size_t low = first, high = k->rows.count, best = k->rows.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (k->rows.at[middle].base < one->base)
			low = middle + 1;
		else
			high = middle;
	}
	high = low + pdf_limits.row_tries < k->rows.count ? low + pdf_limits.row_tries
	                                                  : k->rows.count;
	for (size_t r = low < first + pdf_limits.row_tries ? first : low - pdf_limits.row_tries;
	     r < high; r++)
		if (in_row(&k->rows.at[r], one) &&
		    (best == k->rows.count ||
		     abs(k->rows.at[r].base - one->base) < abs(k->rows.at[best].base - one->base)))
			best = r;
	return best < k->rows.count ? (int)best : -1;
}

/* What most of the page is printed in. */
static int usual_size(const struct making *k)
{
	unsigned sizes[SIZES] = {0};

	for (size_t i = 0; i < k->runs.count; i++)
		/* no list, no count: NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
		if (k->runs.at[i].run->size > 0 && k->runs.at[i].run->size < SIZES)
			sizes[k->runs.at[i].run->size] += k->runs.at[i].run->len;
	return most_common(sizes);
}

static bool is_upright(const struct pdf_run *run)
{
	return run->width == 0 && run->len > 1;
}

/* Runs of the usual size and larger make the rows; then small print finds its place in
 * them, or makes rows of its own. */
static int find_rows(struct making *k)
{
	int usual = usual_size(k);

	for (int small = 0; small < 2; small++) {
		size_t first = small ? k->rows.count : 0;

		for (size_t i = 0; i < k->runs.count; i++) {
			struct placed *one = &k->runs.at[i];
			struct row row = {one->base, one->run->size, one->run->top, one->run->left,
			                  one->run->left + one->run->width};

			if ((one->run->size * 100 < usual * pdf_limits.row_small) != small ||
			    one->host >= 0)
				continue;
			/* upright words stand in no row */
			one->row = is_upright(one->run) ? -1 : row_of(k, 0, one);
			if (one->row < 0 && small && !is_upright(one->run))
				one->row = row_of(k, first, one);
			if (one->row >= 0) {
				widen_row(&k->rows.at[one->row], one);
				continue;
			}
			one->row = (int)k->rows.count;
			if (vec_push(&k->rows, row) < 0)
				return -1;
		}
	}
	for (size_t i = 0; i < k->runs.count; i++)
		if (k->runs.at[i].host >= 0)
			k->runs.at[i].row = k->runs.at[k->runs.at[i].host].row;
	return 0;
}

struct ranked {
	int base, row;
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->base < y->base ? -1 : x->base > y->base;
}

/* Rows are numbered from top to bottom. */
static int number_rows(struct making *k)
{
	struct ranked *ranks = work_calloc(k->rows.count + 1, sizeof *ranks);
	int *numbers = work_calloc(k->rows.count + 1, sizeof *numbers);
	struct row *sorted = work_calloc(k->rows.count + 1, sizeof *sorted);
	int rc = ranks && numbers && sorted ? 0 : -1;

	for (size_t r = 0; rc == 0 && r < k->rows.count; r++)
		ranks[r] = (struct ranked){k->rows.at[r].base, (int)r};
	if (rc == 0)
		rc = pdf_sort(ranks, k->rows.count, sizeof *ranks, by_rank);
	for (size_t r = 0; rc == 0 && r < k->rows.count; r++) {
		numbers[ranks[r].row] = (int)r;
		sorted[r] = k->rows.at[ranks[r].row];
	}
	for (size_t i = 0; rc == 0 && i < k->runs.count; i++)
		k->runs.at[i].row = numbers[k->runs.at[i].row];
	if (rc == 0 && k->rows.count)
		memcpy(k->rows.at, sorted, k->rows.count * sizeof *sorted);
	free(ranks);
	free(numbers);
	free(sorted);
	return rc;
}

/* Text drawn twice, a little apart, for a shadow or a halo. */
static bool is_shadow(const struct making *k, size_t count, const struct placed *one)
{
	for (size_t i = count; i > 0 && count - i < pdf_limits.shadow_runs; i--) {
		const struct pdf_run *other = k->runs.at[i - 1].run;

		if (k->runs.at[i - 1].row != one->row ||
		    one->run->left - other->left > pdf_limits.shadow_off)
			return false;
		if (other->len == one->run->len &&
		    abs(other->top - one->run->top) <= pdf_limits.shadow_off &&
		    memcmp(pdf_run_text(k->file, other), pdf_run_text(k->file, one->run),
		           other->len) == 0)
			return true;
	}
	return false;
}

static void drop_shadows(struct making *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->runs.count; i++)
		if (!is_shadow(k, n, &k->runs.at[i]))
			k->runs.at[n++] = k->runs.at[i];
	k->runs.count = n;
}

static int place_runs(struct making *k, const struct pdf_page *page)
{
	k->runs.count = k->rows.count = 0;
	for (uint32_t i = 0; i < page->count; i++) {
		const struct pdf_run *run = &k->file->runs.at[page->first + i];
		struct placed one = {run, base_of(run), 0, (int)i, -1};

		if (is_blank(pdf_run_text(k->file, run), run->len))
			continue;
		if (vec_push(&k->runs, one) < 0)
			return -1;
	}
	if (pdf_sort(k->runs.at, k->runs.count, sizeof *k->runs.at, by_base) < 0)
		return -1;
	k->runs.count = pdf_watermarks(k->lines, k->file, k->runs.at, k->runs.count, usual_size(k));
	pdf_scripts(k->file, k->runs.at, k->runs.count);
	if (find_rows(k) < 0 || number_rows(k) < 0)
		return -1;
	return pdf_sort(k->runs.at, k->runs.count, sizeof *k->runs.at, by_row);
}

/* -- pieces ---------------------------------------------------------------------- */

static int add_char(struct making *k, uint32_t c, uint8_t style, const struct pdf_run *run)
{
	struct pdf_char one = {c, style, run->link, run->link_len};

	if (!(style & PDF_LINKED))
		one.link = one.link_len = 0;
	return vec_push(&k->chars, one);
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x202f;
}

/* Some programs raise a figure in a way that pdftohtml does not see: it stands on the line,
 * small, and close behind larger print. Behind a capital it is lowered: H2O. */
static uint8_t unseen_script(const struct making *k, const struct placed *one)
{
	const struct placed *before = one > k->runs.at ? one - 1 : NULL;
	const char *s = pdf_run_text(k->file, one->run), *last;
	int gap;

	if (k->file->rtl || !before || before->row != one->row || one->run->len > 3 ||
	    strspn(s, "0123456789") < one->run->len ||
	    one->run->size * 100 > before->run->size * pdf_limits.row_small)
		return 0;
	gap = one->run->left - before->run->left - before->run->width;
	last = pdf_run_text(k->file, before->run) + before->run->len - 1;
	if (*last == ' ' || abs(gap) * 100 > pdf_limits.gap_word * before->run->size)
		return 0;
	return *last >= 'A' && *last <= 'Z' ? PDF_SUB : PDF_SUPER;
}

/* Raised or lowered: small beside the size of its row, or a sign that stands beside a run. */
static uint8_t style_of(const struct making *k, const struct placed *one)
{
	const struct row *row = &k->rows.at[one->row];
	int off = row->base - one->base;
	bool small = one->run->size * 100 <= row->size * pdf_limits.raised_size || one->host >= 0;

	if (small && abs(off) * pdf_limits.raised_off < row->size)
		return one->run->style | unseen_script(k, one);
	if (!small || one->run->len > (off > 0 ? pdf_limits.raised_bytes : pdf_limits.script_bytes))
		return one->run->style;
	return one->run->style | (off > 0 ? PDF_SUPER : PDF_SUB);
}

/* A space and a letter in one run, right of another letter: the letter begins that
 * word, and the space stands before it, though it comes first. */
static bool leads_word(const struct making *k, const struct pdf_run *run)
{
	const char *s = pdf_run_text(k->file, run);
	uint32_t c = 0, before = k->chars.count ? k->chars.at[k->chars.count - 1].c : 0;

	if (!k->file->rtl || run->len != 3 || *s != ' ')
		return false;
	utf8_decode(s + 1, 2, &c);
	return c >= 0x621 && c <= 0x64a && before >= 0x621 && before <= 0x64a;
}

static int add_letter_first(struct making *k, const struct placed *one, uint8_t style)
{
	uint32_t c;

	utf8_decode(pdf_run_text(k->file, one->run) + 1, 2, &c);
	return add_char(k, c, style, one->run) < 0 ? -1 : add_char(k, ' ', 0, one->run);
}

static int add_run(struct making *k, const struct placed *one, bool gap)
{
	const char *s = pdf_run_text(k->file, one->run);
	uint8_t style = style_of(k, one);

	if (leads_word(k, one->run))
		return add_letter_first(k, one, style);

	if (gap && k->chars.count && k->chars.at[k->chars.count - 1].c != ' ' &&
	    add_char(k, ' ', 0, one->run) < 0)
		return -1;
	for (uint32_t i = 0; i < one->run->len;) {
		uint32_t c;
		bool after_space = k->chars.count == 0 || k->chars.at[k->chars.count - 1].c == ' ';

		i += (uint32_t)utf8_decode(s + i, one->run->len - i, &c);
		if (is_space(c) && after_space)
			continue;
		if (add_char(k, is_space(c) ? ' ' : c,
		             is_space(c) ? style & ~(PDF_SUPER | PDF_SUB) : style, one->run) < 0)
			return -1;
	}
	return 0;
}

/* The end of a dot leader that begins at i: dots, with or without spaces. */
static size_t leader(const struct pdf_chars *chars, size_t i)
{
	size_t k = i, dots = 0, spaces = 0;

	for (; k < chars->count; k++) {
		uint32_t c = chars->at[k].c;

		if (c == '.' || c == 0x2024 || c == 0xb7)
			dots++;
		else if (c == 0x2026 || c == 0x22ef)
			dots += 3;
		else if (c == ' ')
			spaces++;
		else
			break;
	}
	/* two are enough where spaces part them from the text and from each other */
	return dots >= pdf_limits.leader_dots || (dots >= pdf_limits.leader_apart &&
	                                          spaces >= dots && chars->at[i].c == ' ')
	               ? k
	               : i;
}

static bool same_style(const struct pdf_char *a, const struct pdf_char *b)
{
	return a->style == b->style && a->link == b->link && a->link_len == b->link_len;
}

/* Of words: signs may be set in any print. */
static bool is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	return c >= 0xc0 && !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f);
}

/* A soft hyphen is seen as a hyphen; one at the line's end may be none of the word's. */
static void settle_hyphens(struct pdf_chars *chars)
{
	size_t last = chars->count;

	while (last > 0 && chars->at[last - 1].c == ' ')
		last--;
	for (size_t i = 0; i + 1 < last; i++)
		if (chars->at[i].c == 0xad)
			chars->at[i].c = '-';
}

/* Writes the characters into the line, with a span for each style. */
static int write_chars(struct making *k, struct pdf_line *line)
{
	struct pdf_lines *lines = k->lines;
	const struct pdf_chars *chars = &k->chars;
	uint32_t from = (uint32_t)lines->text.len;
	bool letters = false;

	line->text = from;
	line->span = (uint32_t)lines->spans.count;
	line->all = 0xff;
	for (size_t i = 0; i < chars->count;) {
		size_t end = leader(chars, i);
		struct pdf_span span = {.start = (uint32_t)lines->text.len - from,
		                        .style = chars->at[i].style,
		                        .link = chars->at[i].link,
		                        .link_len = chars->at[i].link_len};

		if (end > i) {
			while (lines->text.len > from &&
			       lines->text.bytes[lines->text.len - 1] == ' ')
				buf_cut(&lines->text, lines->text.len - 1);
			line->leader = true;
			line->tail = (uint32_t)lines->text.len - from;
			if (end < chars->count && line->tail)
				buf_char(&lines->text, ' ');
			i = end;
			continue;
		}
		for (end = i; end < chars->count && same_style(&chars->at[i], &chars->at[end]);
		     end++) {
			if (end > i && leader(chars, end) > end)
				break;
			buf_utf8(&lines->text, chars->at[end].c);
			line->chars++;
			if (is_word(chars->at[end].c) &&
			    !(chars->at[i].style & (PDF_SUPER | PDF_SUB))) {
				line->all &= chars->at[end].style;
				letters = true;
			}
		}
		span.end = (uint32_t)lines->text.len - from;
		if (span.style && vec_push(&lines->spans, span) < 0)
			return -1;
		i = end;
	}
	while (lines->text.len > from && lines->text.bytes[lines->text.len - 1] == ' ')
		buf_cut(&lines->text, lines->text.len - 1);
	line->len = (uint32_t)lines->text.len - from;
	line->spans = (uint32_t)lines->spans.count - line->span;
	if (!letters)
		line->all = 0;
	if (line->tail && line->tail >= line->len)
		line->tail = 0;
	return 0;
}

static void put_spans(struct pdf_lines *lines, struct pdf_line *line)
{
	for (uint32_t i = 0; i < line->spans; i++) {
		struct pdf_span *span = &lines->spans.at[line->span + i];

		if (span->end > line->len)
			span->end = line->len;
		if (span->start > span->end)
			span->start = span->end;
	}
}

/* Runs [first, end) of a row as one piece. */
static int add_piece(struct making *k, size_t first, size_t end)
{
	struct pdf_lines *lines = k->lines;
	const struct placed *runs = k->runs.at;
	const struct row *row = &k->rows.at[runs[first].row];
	struct pdf_line line = {.page = k->page,
	                        .row = runs[first].row,
	                        .base = row->base,
	                        .left = runs[first].run->left,
	                        .top = row->top};
	int most = 0, right = 0;

	k->chars.count = 0;
	for (size_t i = first; i < end; i++) {
		const struct pdf_run *run = runs[i].run;
		int gap = run->left - right;
		bool apart = i > first &&
		             gap * 100 > pdf_limits.gap_word * min(run->size, row->size) &&
		             !(style_of(k, &runs[i]) & (PDF_SUPER | PDF_SUB) &&
		               gap * 100 < pdf_limits.gap_raised * row->size);

		if (add_run(k, &runs[i], apart) < 0)
			return -1;
		right = max(right, run->left + run->width);
		if ((int)run->len > most) {
			most = (int)run->len;
			line.size = run->size;
			line.foot = runs[i].base;
		}
	}
	line.right = right;
	if (pdf_bidi(&k->chars, k->file) < 0)
		return -1;
	settle_hyphens(&k->chars);
	if (write_chars(k, &line) < 0)
		return -1;
	put_spans(lines, &line);
	if (k->file->rtl) {
		int left = line.left;

		line.left = k->width - line.right;
		line.right = k->width - left;
	}
	line.body_left = line.left;
	return line.len ? vec_push(&lines->at, line) : 0;
}

static bool is_dots(const struct making *k, const struct pdf_run *run)
{
	const char *s = pdf_run_text(k->file, run);
	size_t n = 0;

	for (uint32_t i = 0; i < run->len; i++) {
		if (s[i] != '.' && s[i] != ' ')
			return false;
		n += s[i] == '.';
	}
	return n >= 2;
}

static void count_place(uint16_t *counts, int at)
{
	if (at >= 0 && at < PLACES && counts[at] < UINT16_MAX)
		counts[at]++;
}

/* Where the cells of tables begin and end. */
static void find_places(struct making *k)
{
	memset(k->begins, 0, 2 * PLACES * sizeof *k->begins);
	for (size_t i = 1; i < k->runs.count; i++) {
		const struct pdf_run *a = k->runs.at[i - 1].run, *b = k->runs.at[i].run;

		if (k->runs.at[i].row != k->runs.at[i - 1].row ||
		    b->left - a->left - a->width <= max(a->size, b->size))
			continue;
		count_place(k->ends, a->left + a->width);
		count_place(k->begins, b->left);
	}
}

static bool is_place(const uint16_t *counts, int at)
{
	return at > 0 && at + 1 < PLACES &&
	       counts[at - 1] + counts[at] + counts[at + 1] >= pdf_limits.place_rows;
}

/* Whether the gap before run `at`, behind a piece that is not wide, is one between cells:
 * in the rows around it wide gaps begin or end at its place. */
static bool parts_cells(const struct making *k, size_t first, size_t at, int right)
{
	const struct placed *runs = k->runs.at, *one = &runs[at];
	bool wide = (right - runs[first].run->left) * 100 > k->width * pdf_limits.cell_wide;
	bool begins = is_place(k->begins, one->run->left), ends = is_place(k->ends, right);
	size_t hits = 0;

	if (wide || (!begins && !ends))
		return false;
	for (size_t i = at > pdf_limits.look_runs ? at - pdf_limits.look_runs : 1;
	     i < k->runs.count && i < at + pdf_limits.look_runs; i++) {
		const struct pdf_run *a = runs[i - 1].run, *b = runs[i].run;
		int end = a->left + a->width;

		if (runs[i].row != runs[i - 1].row || runs[i].row == one->row ||
		    abs(runs[i].row - one->row) > pdf_limits.look_rows ||
		    b->left - end <= max(a->size, b->size))
			continue;
		hits += (begins && abs(b->left - one->run->left) <= 1) ||
		        (ends && abs(end - right) <= 1);
	}
	return hits >= pdf_limits.aligned_least;
}

/* A marker is parted from its text by no more than a narrow gap. */
static bool is_mark(const struct making *k, size_t first, size_t end)
{
	const struct pdf_run *run = k->runs.at[first].run;
	const char *s = pdf_run_text(k->file, run);
	uint32_t n = run->len;

	while (n > 0 && s[n - 1] == ' ')
		n--;
	return end == first + 1 && n > 0 && n < pdf_limits.mark_bytes && strchr(".)", s[n - 1]);
}

/* Where the piece that begins at i ends: before a gap that is wider than any space
 * between words, or a narrower one where cells begin or end elsewhere on the page. Dots
 * bridge it. */
static size_t piece_end(const struct making *k, size_t i)
{
	const struct placed *runs = k->runs.at;
	int right = runs[i].run->left + runs[i].run->width;
	size_t end = i + 1;

	for (; end < k->runs.count && runs[end].row == runs[i].row; end++) {
		const struct pdf_run *run = runs[end].run;
		int size = max(run->size, runs[end - 1].run->size);
		int gap = run->left - right;
		bool dots = is_dots(k, run) || is_dots(k, runs[end - 1].run);

		if (gap * 100 > pdf_limits.gap_cell * size && !dots)
			break;
		if (gap * 100 > pdf_limits.gap_far * size)
			break;
		if (gap * 100 > pdf_limits.gap_aligned * size && !dots && !is_mark(k, i, end) &&
		    parts_cells(k, i, end, right))
			break;
		right = max(right, run->left + run->width);
	}
	return end;
}

/* Copies a piece's text and spans to the end, behind what is there of `to`. */
static int append_piece(struct pdf_lines *lines, struct pdf_line *to, const struct pdf_line *from)
{
	uint32_t shift = to->len;
	struct buf copy;

	buf_init(&copy, 1u << 24);
	buf_add(&copy, pdf_line_text(lines, from), from->len);
	buf_add(&lines->text, copy.bytes, copy.len);
	buf_done(&copy);
	for (uint32_t i = 0; i < from->spans; i++) {
		struct pdf_span span = lines->spans.at[from->span + i];

		span.start += shift;
		span.end += shift;
		if (vec_push(&lines->spans, span) < 0)
			return -1;
	}
	to->len += from->len;
	to->spans += from->spans;
	to->chars += from->chars;
	return 0;
}

/* A marker set apart is part of the piece that follows it. */
static int join_lead(struct making *k, size_t first)
{
	struct pdf_lines *lines = k->lines;
	struct pdf_line mark, rest, both;
	struct un_marker marker;

	if (lines->at.count < first + 2)
		return 0;
	mark = lines->at.at[first];
	rest = lines->at.at[first + 1];
	if (mark.len > pdf_limits.lead_bytes ||
	    rest.left - mark.right > pdf_limits.lead_gap * max(rest.size, mark.size) ||
	    !un_marker_read(pdf_line_text(lines, &mark), mark.len, &marker) ||
	    marker.len != mark.len)
		return 0;
	both = rest;
	both.left = mark.left;
	both.body_left = rest.left;
	both.text = (uint32_t)lines->text.len;
	both.span = (uint32_t)lines->spans.count;
	both.len = both.spans = both.chars = 0;
	if (append_piece(lines, &both, &mark) < 0)
		return -1;
	both.lead = both.len;
	buf_char(&lines->text, ' ');
	both.len++;
	both.tail = rest.tail ? rest.tail + both.len : 0;
	if (append_piece(lines, &both, &rest) < 0)
		return -1;
	lines->at.at[first] = both;
	for (size_t i = first + 2; i < lines->at.count; i++)
		lines->at.at[i - 1] = lines->at.at[i];
	lines->at.count--;
	return 0;
}

static void reverse_pieces(struct pdf_lines *lines, size_t first)
{
	for (size_t i = first, k = lines->at.count; i + 1 < k; i++) {
		struct pdf_line one = lines->at.at[i];

		lines->at.at[i] = lines->at.at[--k];
		lines->at.at[k] = one;
	}
}

static int make_page(struct making *k, const struct pdf_page *page)
{
	if (place_runs(k, page) < 0)
		return -1;
	drop_shadows(k);
	find_places(k);
	for (size_t i = 0; i < k->runs.count;) {
		size_t first = k->lines->at.count;
		int row = k->runs.at[i].row;

		while (i < k->runs.count && k->runs.at[i].row == row) {
			size_t end = piece_end(k, i);

			if (add_piece(k, i, end) < 0)
				return -1;
			i = end;
		}
		if (k->file->rtl)
			reverse_pieces(k->lines, first);
		if (join_lead(k, first) < 0)
			return -1;
	}
	return 0;
}

/* -- measures --------------------------------------------------------------------- */

/* The size of most letters, and how far apart the lines of that size stand. */
static void measure(struct pdf_lines *lines)
{
	unsigned sizes[SIZES] = {0}, steps[SIZES] = {0};

	for (size_t i = 0; i < lines->at.count; i++) {
		const struct pdf_line *line = &lines->at.at[i];

		if (line->size > 0 && line->size < SIZES)
			sizes[line->size] += line->chars;
	}
	lines->size = max(1, most_common(sizes));
	for (size_t i = 1; i < lines->at.count; i++) {
		const struct pdf_line *a = &lines->at.at[i - 1], *b = &lines->at.at[i];
		int step = b->base - a->base;

		if (a->page == b->page && a->size == lines->size && b->size == lines->size &&
		    step * 100 > pdf_limits.pitch_least * lines->size &&
		    step * 100 < pdf_limits.pitch_most * lines->size && step < SIZES)
			steps[step] += b->chars;
	}
	lines->pitch = most_common(steps);
	if (!lines->pitch)
		lines->pitch = lines->size * pdf_limits.pitch_usual / 100;
}

/* Which way most letters run. */
static void judge_script(struct pdf_file *file)
{
	size_t arabic = 0, han = 0, letters = 0;

	for (size_t r = 0; r < file->runs.count; r++) {
		const struct pdf_run *run = &file->runs.at[r];
		const char *s = pdf_run_text(file, run);

		for (uint32_t i = 0; i < run->len;) {
			uint32_t c;

			i += (uint32_t)utf8_decode(s + i, run->len - i, &c);
			letters += c > 0x40 && c != 0xa0 && c < 0x2000;
			letters += c >= 0x2e80;
			arabic += (c >= 0x620 && c < 0x660) || (c >= 0xfb50 && c < 0xfeff);
			han += c >= 0x3400 && c < 0xa000;
		}
	}
	if (arabic)
		pdf_judge_arabic(file);
	file->rtl = arabic * pdf_limits.script_part > letters;
	file->han = han * pdf_limits.script_part > letters;
}

int pdf_lines_make(struct pdf_lines *lines, struct pdf_file *file)
{
	struct making k = {.lines = lines, .file = file};
	int rc = 0;

	*lines = (struct pdf_lines){.size = 0};
	k.begins = work_calloc(2 * PLACES, sizeof *k.begins);
	if (!k.begins)
		return -1;
	k.ends = k.begins + PLACES;
	buf_init(&lines->text, 512u << 20);
	judge_script(file);
	for (size_t i = 0; i < file->pages.count && rc == 0; i++) {
		k.page = (int)i + 1;
		k.width = file->pages.at[i].width;
		rc = vec_push(&lines->pages, (uint32_t)lines->at.count);
		if (rc == 0)
			rc = make_page(&k, &file->pages.at[i]);
	}
	if (rc == 0)
		rc = vec_push(&lines->pages, (uint32_t)lines->at.count);
	vec_done(&k.runs);
	vec_done(&k.rows);
	vec_done(&k.chars);
	free(k.begins);
	measure(lines);
	return rc < 0 || !buf_ok(&lines->text) ? -1 : 0;
}

void pdf_lines_done(struct pdf_lines *lines)
{
	buf_done(&lines->text);
	vec_done(&lines->at);
	vec_done(&lines->spans);
	vec_done(&lines->pages);
	vec_done(&lines->marks);
}
