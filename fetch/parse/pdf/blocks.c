/* SPDX-License-Identifier: ISC */
/* Lines into drafts of blocks: where a paragraph ends, and where it goes on. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#define WORDS_MOST (1u << 20) /* bytes of text that hyphens are looked up in */

/* The margins of a page's column. */
struct margins {
	int left, right;
};

struct flow {
	struct pdf_drafts *drafts;
	struct pdf_lines *lines;
	struct margins *margins; /* of each page its columns: from columns[page] on */
	uint32_t *columns;
	struct un_sequence sequence;
	struct pdf_line last; /* the last line of the open draft */
	int step;             /* between its lines, 0: not known yet */
	int lines_in;         /* it */
	bool open;
};

static int near(const struct pdf_line *line, int a, int b)
{
	return abs(a - b) * 100 <= pdf_limits.near * line->size;
}

static struct pdf_draft *current(const struct flow *f)
{
	return &f->drafts->at.at[f->drafts->at.count - 1];
}

static const struct margins *margins_of(const struct flow *f, const struct pdf_line *line)
{
	return &f->margins[f->columns[line->page] + line->column];
}

/* -- measures ------------------------------------------------------------------------- */

static bool counts_for_margins(const struct pdf_line *line)
{
	return !line->gone && !line->note && !line->chart && line->chars > pdf_limits.margin_chars;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b;
}

/* The right edge of n lines: the place that many of them reach (they are justified),
 * else that of the longest but a few. */
static int right_edge(int *rights, size_t n, int slack)
{
	size_t best = 0, at = 0;

	(void)pdf_sort(rights, n, sizeof *rights, by_number);
	for (size_t i = 0, end = 0; i < n; i++) {
		while (end < n && rights[end] <= rights[i] + slack)
			end++;
		if (end - i >= best) {
			best = end - i;
			at = end - 1;
		}
	}
	return best * pdf_limits.margin_share >= n ? rights[at]
	                                           : rights[n - 1 - n / pdf_limits.margin_over];
}

/* The margins of each page and column: lines [first, end) of one. */
static void margins_set(struct flow *f, size_t first, size_t end, int *rights)
{
	size_t page = (size_t)f->lines->at.at[first].page;

	for (uint32_t column = 0; column < f->columns[page + 1] - f->columns[page]; column++) {
		struct margins m = {1 << 20, 0};
		size_t n = 0;

		for (size_t i = first; i < end; i++) {
			const struct pdf_line *line = &f->lines->at.at[i];

			if (line->column != column || !counts_for_margins(line))
				continue;
			m.left = line->left < m.left ? line->left : m.left;
			rights[n++] = line->right;
		}
		if (n == 0)
			continue;
		m.right = right_edge(rights, n, f->lines->size / 2);
		f->margins[f->columns[page] + column] = m;
	}
}

/* How many columns each page has, one after the other: all of it, and two or its groups. */
static size_t count_columns(struct flow *f, const struct pdf_file *file)
{
	uint32_t count = 0;

	f->columns = work_calloc(file->pages.count + 2, sizeof *f->columns);
	for (size_t i = 0; f->columns && i < file->pages.count; i++) {
		uint32_t most = 2;

		for (size_t k = f->lines->pages.at[i]; k < f->lines->pages.at[i + 1]; k++)
			most = f->lines->at.at[k].column > most ? f->lines->at.at[k].column : most;
		f->columns[i + 1] = count;
		count += most + 1;
		f->columns[i + 2] = count;
	}
	return count;
}

static int find_margins(struct flow *f, const struct pdf_file *file)
{
	size_t count = count_columns(f, file);
	int *rights = work_calloc(f->lines->at.count + 1, sizeof *rights);
	struct margins all = {1 << 20, 0};

	f->margins = f->columns ? work_calloc(count + 1, sizeof *f->margins) : NULL;
	for (size_t i = 0; f->margins && rights && i < file->pages.count; i++)
		if (f->lines->pages.at[i] < f->lines->pages.at[i + 1])
			margins_set(f, f->lines->pages.at[i], f->lines->pages.at[i + 1], rights);
	free(rights);
	if (!f->margins || !rights)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!f->margins[i].right)
			continue;
		all.left = f->margins[i].left < all.left ? f->margins[i].left : all.left;
		all.right = f->margins[i].right > all.right ? f->margins[i].right : all.right;
	}
	for (size_t i = 0; i < count; i++)
		if (f->margins[i].right == 0)
			f->margins[i] = all;
	return 0;
}

/* How wide the first word of a line is. */
static int first_word(const struct pdf_lines *lines, const struct pdf_line *line)
{
	const char *s = pdf_line_text(lines, line), *space = memchr(s, ' ', line->len);
	size_t bytes = space ? (size_t)(space - s) : line->len, chars = 0;

	for (size_t i = 0; i < bytes; i++)
		chars += (s[i] & 0xc0) != 0x80;
	/* no spaces: a line may break after any sign */
	if (bytes > pdf_limits.han_bytes && (unsigned char)*s >= 0xe3 && (unsigned char)*s < 0xef)
		chars = 2;
	return line->chars ? (int)((line->right - line->left) * (int)chars / (int)line->chars) : 0;
}

/* Whether there was room for it at the end of the line before: then that one ended on
 * purpose. */
static bool had_room(const struct flow *f, const struct pdf_line *line)
{
	const struct pdf_draft *draft = current(f);
	int edge = margins_of(f, &f->last)->right, room;

	/* a paragraph that is set narrower has an edge of its own */
	if (f->lines_in >= 2 && draft->right > f->last.left)
		edge = draft->right;
	room = edge - f->last.right;

	return room > first_word(f->lines, line) * pdf_limits.room_word / 100 +
	                      f->last.size * pdf_limits.room_more / 100;
}

static bool is_terminal(uint32_t c)
{
	static const uint32_t ends[] = {'.',    ':',    ';',    '!',   '?',   0x3002, 0xff1b,
	                                0xff1a, 0xff01, 0xff1f, 0x61b, 0x61f, 0x6d4};

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (ends[i] == c)
			return true;
	return false;
}

/* The text ends as a sentence does; quotes, brackets and calls may follow. */
static bool is_ended(const struct flow *f)
{
	const struct pdf_draft *draft = current(f);
	const char *s = f->drafts->text.bytes + draft->text;
	size_t n = f->drafts->text.len - draft->text;

	for (int back = 0; back < pdf_limits.ended_signs && n > 0; back++) {
		uint32_t c;
		size_t i = n - 1;

		while (i > 0 && (s[i] & 0xc0) == 0x80)
			i--;
		utf8_decode(s + i, n - i, &c);
		if (is_terminal(c))
			return true;
		if (!(c >= '0' && c <= '9') && c != '"' && c != ')' && c != 0x201d && c != 0x2019 &&
		    c != 0xbb && c != ' ' && c != ']' && c != '*' && c != 0xff09)
			return false;
		n = i;
	}
	return false;
}

static bool ends_with_comma(const struct flow *f)
{
	const struct buf *text = &f->drafts->text;

	return text->len > current(f)->text && text->bytes[text->len - 1] == ',';
}

/* A hyphen within a word, a stroke within a symbol: the line cannot end here. */
static bool is_broken(const struct flow *f)
{
	const struct buf *text = &f->drafts->text;
	size_t n = text->len - current(f)->text;

	return n > 2 && (text->bytes[text->len - 1] == '-' || text->bytes[text->len - 1] == '/') &&
	       text->bytes[text->len - 2] != ' ' && text->bytes[text->len - 2] != '-' &&
	       n > pdf_limits.broken_least;
}

static bool starts_small(const struct flow *f, const struct pdf_line *line)
{
	uint32_t c = 0;

	utf8_decode(pdf_line_text(f->lines, line), line->len, &c);
	return uc_is_lower(c);
}

/* -- where a paragraph begins ------------------------------------------------------------ */

/* A marker that is one by what came before. Not counted yet. */
static bool has_marker(const struct flow *f, const struct pdf_line *line, struct un_marker *marker)
{
	struct un_sequence copy = f->sequence;
	int level;

	return un_marker_read(pdf_line_text(f->lines, line), line->len, marker) &&
	       un_sequence_takes(&copy, marker, line->lead > 0, &level);
}

static bool same_print(const struct pdf_line *a, const struct pdf_line *b)
{
	return abs(a->size - b->size) * pdf_limits.same_print <= a->size;
}

static bool is_bold(const struct pdf_line *line)
{
	return line->all & PDF_BOLD;
}

/* By its indent the line cannot go on from those before. */
static bool is_set_off(const struct flow *f, const struct pdf_line *line)
{
	const struct pdf_draft *draft = current(f);
	int slack = line->size * pdf_limits.indent / 100;

	if (f->lines_in >= 2)
		return abs(line->left - draft->left) > slack;
	if (draft->lead)
		return line->left > f->last.body_left + slack;
	return line->left > draft->first_left + slack && !is_bold(line) && is_ended(f);
}

static bool is_centred(const struct flow *f, const struct pdf_line *line)
{
	const struct margins *m = margins_of(f, line);
	int before = line->left - m->left, after = m->right - line->right;

	return before > pdf_limits.centred_room * line->size &&
	       after > pdf_limits.centred_room * line->size &&
	       abs(before - after) < pdf_limits.centred_off * line->size + (before + after) / 10;
}

/* A numbered paragraph, of which a part may be bold. */
static bool is_numbered(const struct flow *f)
{
	return current(f)->marker.kind == UN_NUMBER && current(f)->lead;
}

/* The next line on the same page and column. */
static bool begins_here(const struct flow *f, const struct pdf_line *line)
{
	int step = line->base - f->last.base;
	int usual = f->step ? f->step : f->lines->pitch * line->size / f->lines->size;
	struct un_marker marker;
	bool title = is_bold(line) && is_bold(&f->last);
	bool centred = is_centred(f, line) && is_centred(f, &f->last);

	if (step <= 0 || !same_print(line, &f->last) ||
	    step * 100 > (f->step ? pdf_limits.step_more : pdf_limits.step_first) * usual + 100)
		return true;
	/* an entry of a table of contents that has two lines */
	if (line->leader && !f->last.leader && line->left > f->last.left && !line->lead)
		return false;
	if (is_bold(&f->last) && (current(f)->all & PDF_BOLD) && !is_bold(line) &&
	    (is_ended(f) || !starts_small(f, line)) && !(is_numbered(f) && !had_room(f, line)))
		return true;
	if (has_marker(f, line, &marker) && (line->lead || had_room(f, line) || f->lines_in == 1 ||
	                                     !near(line, line->left, current(f)->left)))
		return true;
	if (f->last.leader || line->leader)
		return f->last.leader;
	if (centred)
		return !title && !(line->size > f->lines->size) && had_room(f, line) && is_ended(f);
	if (is_set_off(f, line))
		return true;
	/* a word that goes on in small letters after no stop was broken by hand */
	return !title && had_room(f, line) &&
	       !(starts_small(f, line) && !is_ended(f) && !ends_with_comma(f));
}

/* The first line of another page or column. */
static bool begins_there(const struct flow *f, const struct pdf_line *line)
{
	const struct pdf_draft *draft = current(f);
	int at = line->left - margins_of(f, line)->left;
	int usual = (f->lines_in > 1 ? draft->left
	             : draft->lead   ? draft->first_left
	                             : 0) -
	            (f->lines_in > 1 || draft->lead ? margins_of(f, &f->last)->left : 0);
	bool indented = f->lines_in > 1 && !near(line, draft->first_left, draft->left);
	struct un_marker marker;

	/* from one group of words to the next */
	if (line->page == f->last.page && f->columns[line->page + 1] - f->columns[line->page] > 3)
		return true;
	if (draft->kind != DOC_PARAGRAPH || f->last.leader || line->leader ||
	    !same_print(line, &f->last) || is_bold(line) != is_bold(&f->last))
		return true;
	/* from a line over both columns into the first of them */
	bool below = line->page == f->last.page && f->last.column == 0;

	if (has_marker(f, line, &marker) && (line->lead || marker.strict || below || is_ended(f)))
		return true;
	if (is_broken(f))
		return false;
	if (!is_ended(f))
		return !(starts_small(f, line) || !had_room(f, line) || f->drafts->file->rtl) ||
		       is_centred(f, line);
	return had_room(f, line) || !(indented && near(line, at, usual));
}

/* -- drafts --------------------------------------------------------------------------------- */

static void close_draft(struct flow *f)
{
	struct pdf_draft *draft;

	if (!f->open)
		return;
	draft = current(f);
	pdf_join_end(f->drafts, draft->text);
	draft->len = (uint32_t)f->drafts->text.len - draft->text;
	draft->spans = (uint32_t)f->drafts->spans.count - draft->span;
	f->open = false;
}

static void open_draft(struct flow *f, const struct pdf_line *line)
{
	struct pdf_draft draft = {
		.kind = DOC_PARAGRAPH,
		.page = line->page,
		.line = (uint32_t)(line - f->lines->at.at),
		.last_page = line->page,
		.left = line->left,
		.first_left = line->left,
		.right = line->right,
		.size = line->size,
		.text = (uint32_t)f->drafts->text.len,
		.span = (uint32_t)f->drafts->spans.count,
		.all = line->all,
		.column = line->column,
		.lead = line->lead > 0,
		.centred = is_centred(f, line),
	};
	int level;

	close_draft(f);
	if (un_marker_read(pdf_line_text(f->lines, line), line->len, &draft.marker) &&
	    un_sequence_takes(&f->sequence, &draft.marker, line->lead > 0, &level))
		draft.level = level;
	else
		draft.marker.kind = UN_NONE;
	if (draft.marker.kind == UN_NUMBER && draft.level == 0)
		un_sequence_inner(&f->sequence, pdf_line_text(f->lines, line) + draft.marker.skip,
		                  line->len - draft.marker.skip);
	if (un_annex(pdf_line_text(f->lines, line), line->len))
		f->sequence = (struct un_sequence){.depth = 0};
	if (vec_push(&f->drafts->at, draft) < 0)
		f->drafts->failed = true;
	else
		f->open = true;
	f->lines_in = 0;
	f->step = 0;
}

static void add_line(struct flow *f, const struct pdf_line *line)
{
	struct pdf_draft *draft;
	bool begins = !f->open;

	if (f->open)
		begins = line->page == f->last.page && line->column == f->last.column
		                 ? begins_here(f, line)
		                 : begins_there(f, line);
	if (begins)
		open_draft(f, line);
	if (!f->open)
		return;
	draft = current(f);
	if (f->lines_in == 1 ||
	    (f->lines_in > 0 && (line->page != f->last.page || line->column != f->last.column)))
		draft->left = line->left;
	if (f->lines_in > 0 && line->page == f->last.page && line->column == f->last.column)
		f->step = line->base - f->last.base;
	if (line->tail)
		draft->tail = (uint32_t)f->drafts->text.len - draft->text + line->tail +
		              (f->lines_in > 0);
	pdf_join(f->drafts, draft->text, line, 0);
	draft->all &= line->all;
	draft->centred = draft->centred && is_centred(f, line);
	draft->right = line->right > draft->right ? line->right : draft->right;
	draft->last_page = line->page;
	f->last = *line;
	f->lines_in++;
}

/* The pieces of one printed row that is no table, as one line. */
static size_t add_row(struct flow *f, size_t i, size_t end)
{
	const struct pdf_line *first = &f->lines->at.at[i];
	size_t k = i;

	for (; k < end && f->lines->at.at[k].row == first->row &&
	       f->lines->at.at[k].column == first->column;
	     k++) {
		struct pdf_line *line = &f->lines->at.at[k];
		struct pdf_draft *draft;

		if (line->gone || line->note)
			continue;
		if (line == first || !f->open || f->last.row != first->row ||
		    f->last.page != first->page) {
			add_line(f, line);
			continue;
		}
		draft = current(f);
		if (line->tail)
			draft->tail = (uint32_t)f->drafts->text.len - draft->text + line->tail + 1;
		else if (f->last.leader && !draft->tail)
			draft->tail = (uint32_t)f->drafts->text.len - draft->text;
		pdf_join(f->drafts, draft->text, line, 0);
		draft->all &= line->all;
		f->last.right = line->right;
		f->last.leader |= line->leader;
	}
	return k;
}

/* A table from here on: how many lines it takes. The open paragraph ends before it. */
static size_t add_table(struct flow *f, size_t i, size_t end)
{
	struct pdf_draft *draft = f->open ? current(f) : NULL;
	size_t index = f->drafts->at.count - 1, taken;
	char *last;

	if (draft) {
		draft->len = (uint32_t)f->drafts->text.len - draft->text;
		draft->spans = (uint32_t)f->drafts->spans.count - draft->span;
	}
	taken = pdf_table(f->drafts, i, end);
	if (!taken || !f->open)
		return taken;
	/* as pdf_join_end, where more text stands behind it by now */
	draft = &f->drafts->at.at[index];
	last = f->drafts->text.bytes + draft->text + draft->len - 2;
	if (draft->len > 2 && memcmp(last, "\xc2\xad", 2) == 0) {
		*last = '-';
		draft->len--;
	}
	f->open = false;
	return taken;
}

static void add_page(struct flow *f, size_t first, size_t end)
{
	for (size_t i = first; i < end && !f->drafts->failed;) {
		const struct pdf_line *line = &f->lines->at.at[i];
		size_t taken = 0;

		if (line->gone || line->note) {
			i++;
			continue;
		}
		if (line->chart)
			close_draft(f);
		taken = line->chart ? pdf_chart(f->drafts, i, end) : add_table(f, i, end);
		i = taken ? i + taken : add_row(f, i, end);
	}
}

/* -- all --------------------------------------------------------------------------------------- */

/* All words between single spaces, to be looked up at the hyphens. Only the words that
 * stand within their lines. */
static void gather_words(struct pdf_drafts *drafts)
{
	const struct pdf_lines *lines = drafts->lines;

	for (size_t i = 0; i < lines->at.count; i++) {
		const struct pdf_line *line = &lines->at.at[i];

		if (line->gone)
			continue;
		if (drafts->words.len + line->len + 2 > WORDS_MOST)
			break;
		buf_str(&drafts->words, "\n ");
		buf_add(&drafts->words, pdf_line_text(lines, line), line->len);
	}
}

int pdf_drafts_make(struct pdf_drafts *drafts, const struct pdf_file *file, struct pdf_lines *lines)
{
	struct flow flow = {.drafts = drafts, .lines = lines};

	*drafts = (struct pdf_drafts){.file = file, .lines = lines};
	buf_init(&drafts->text, 256u << 20);
	buf_init(&drafts->words, WORDS_MOST);
	gather_words(drafts);
	if (find_margins(&flow, file) < 0) {
		free(flow.margins);
		free(flow.columns);
		return -1;
	}
	for (size_t i = 0; i < file->pages.count; i++)
		add_page(&flow, lines->pages.at[i], lines->pages.at[i + 1]);
	close_draft(&flow);
	pdf_notes_make(drafts);
	free(flow.margins);
	free(flow.columns);
	return drafts->failed || !buf_ok(&drafts->text) ? -1 : 0;
}

void pdf_drafts_done(struct pdf_drafts *drafts)
{
	buf_done(&drafts->text);
	buf_done(&drafts->words);
	vec_done(&drafts->at);
	vec_done(&drafts->spans);
	vec_done(&drafts->rows);
	vec_done(&drafts->cells);
	vec_done(&drafts->calls);
}
