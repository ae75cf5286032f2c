/* SPDX-License-Identifier: ISC */
/* What is laid out as a table: rows of nothing, notes in the last rows, the table of
 * contents, which becomes lines with the page at their ends. */
#include "config.h"

#include "fetch/parse/un/drafts.h"
#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/parts.inc"

#include <string.h>

#define CONTENTS_FAR 3 /* drafts between the heading and the table */

/* The drafts while they are put in order anew. */
struct order {
	struct drafts *drafts;
	VEC(struct draft *) at;
};

/* False, and the draft is gone, when memory ran out. */
static bool put(struct order *order, struct draft *d)
{
	if (d && vec_push(&order->at, d) == 0)
		return true;
	drafts_draft_free(d);
	order->drafts->failed = true;
	return false;
}

/* -- rows ---------------------------------------------------------------- */

/* Rows of nothing, which only make a distance, where no cell reaches into them. */
static void drop_rows(struct draft *d)
{
	size_t kept = 0, reach = 0; /* rows that cells from above still reach over */
	for (size_t i = 0; i < d->cells.count;) {
		size_t end = i + 1, down = 1;
		while (end < d->cells.count && !d->cells.at[end].row)
			end++;
		bool empty = reach == 0;
		for (size_t k = i; k < end; k++) {
			empty &= d->cells.at[k].text.text.len == 0;
			down = d->cells.at[k].rowspan > down ? d->cells.at[k].rowspan : down;
		}
		reach = reach > 0 ? reach - 1 : 0;
		reach = down - 1 > reach ? down - 1 : reach;
		for (size_t k = i; k < end; k++) {
			if (empty && down == 1)
				rich_text_done(&d->cells.at[k].text);
			else
				d->cells.at[kept++] = d->cells.at[k];
		}
		i = end;
	}
	d->cells.count = kept;
	d->gone |= kept == 0 && d->text.text.len == 0 && d->note_count == 0;
}

/* Cells of the row that begins at `first`. */
static size_t row_length(const struct draft *d, size_t first)
{
	size_t end = first + 1;
	while (end < d->cells.count && !d->cells.at[end].row)
		end++;
	return end - first;
}

/* -- notes in the last rows ------------------------------------------------ */

/* Where the next note begins: a raised letter, of which blanks stand on both sides. */
static size_t next_note(const struct rich_text *p, char letter)
{
	const char *s = p->text.bytes;
	for (size_t i = 0; i < p->spans.count; i++) {
		const struct rich_text_span *span = &p->spans.at[i];
		size_t at = span->start;
		if (span->kind == DOC_CALL && !span->value && at + 1 < p->text.len &&
		    s[at] == letter && s[at + 1] == ' ' && (at == 0 || s[at - 1] == ' '))
			return at;
	}
	return p->text.len;
}

/* "a Estimates. b Without taxes.": a draft for each. */
static void notes_split(struct order *order, struct rich_text *p)
{
	while (p->text.len > 0 && !order->drafts->failed) {
		char letter = *p->text.bytes;
		size_t end = letter < 'z' ? next_note(p, (char)(letter + 1)) : p->text.len;
		struct draft *note = drafts_draft(order->drafts, DOC_NOTE);
		if (note)
			rich_text_join(&note->text, p);
		if (note)
			rich_text_cut(&note->text, end);
		put(order, note);
		rich_text_drop(p, end);
	}
}

static bool note_row(const struct draft *d, size_t first)
{
	const struct rich_text *p = &d->cells.at[first].text;
	return first > 0 && d->cells.at[first].row && p->text.len > 2 && *p->text.bytes >= 'a' &&
	       *p->text.bytes <= 'z' && next_note(p, *p->text.bytes) == 0;
}

/* Takes the last rows that are one cell and a note each out of the table. */
static void table_notes(struct order *order, struct draft *d)
{
	size_t first = d->cells.count;
	while (first > 1 && note_row(d, first - 1))
		first--;
	for (size_t i = first; i < d->cells.count; i++) {
		notes_split(order, &d->cells.at[i].text);
		rich_text_done(&d->cells.at[i].text);
	}
	d->cells.count = first;
}

/* -- text in the last rows --------------------------------------------------- */

static size_t row_columns(const struct draft *d, size_t first, size_t count)
{
	size_t columns = 0;
	for (size_t i = first; i < first + count; i++)
		columns += d->cells.at[i].colspan;
	return columns;
}

/* The cell from which on each row is one cell over all columns: text below the table, which
 * in print is told from it by lines alone. */
static size_t text_rows(const struct draft *d)
{
	size_t widest = 0, first = d->cells.count;
	for (size_t i = 0, n; i < d->cells.count; i += n) {
		n = row_length(d, i);
		size_t columns = row_columns(d, i, n);
		bool whole = n == 1 && i > 0 && columns >= widest && widest > 2 &&
		             d->cells.at[i].rowspan < 2;
		widest = columns > widest ? columns : widest;
		if (!whole)
			first = d->cells.count;
		else if (first == d->cells.count)
			first = i;
	}
	return first;
}

/* They become paragraphs behind it. */
static void table_text(struct order *order, struct draft *d)
{
	size_t first = text_rows(d);
	for (size_t i = first; i < d->cells.count; i++) {
		struct draft *text = drafts_draft(order->drafts, DOC_PARAGRAPH);
		if (text) {
			rich_text_join(&text->text, &d->cells.at[i].text);
			text->bold_heading = true;
			text->gone = text->text.text.len == 0;
		}
		rich_text_done(&d->cells.at[i].text);
		put(order, text);
	}
	d->cells.count = first;
}

/* -- contents -------------------------------------------------------------- */

bool drafts_is_contents(const char *line)
{
	static const char *const words[] = {PARTS_CONTENTS};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(line, words[i]) == 0)
			return true;
	return false;
}

/* A page's number, in Arabic or Roman figures: bytes at the end of the text, 0 for
 * none. */
static size_t page_number(const char *s, size_t len)
{
	static const char arabic[] = "0123456789", roman[] = "ivxl";
	size_t n = 0, m = 0;
	while (n < len && strchr(arabic, s[len - n - 1]))
		n++;
	while (n == 0 && m < len && strchr(roman, s[len - m - 1]))
		m++;
	n += m;
	/* Arabic-Indic figures have two bytes each. */
	while (m == 0 && n + 1 < len && s[len - n - 2] == '\xd9' &&
	       (unsigned char)s[len - n - 1] >= 0xa0 && (unsigned char)s[len - n - 1] <= 0xa9)
		n += 2;
	return n <= 8 ? n : 0;
}

/* The page's number goes to the edge; dots that lead there are not shown. */
static void set_tail(struct draft *d, size_t tail)
{
	struct rich_text *p = &d->text;
	char page[16] = "";
	size_t end = tail;
	while (end > 0 && strchr(" .", p->text.bytes[end - 1]))
		end--;
	d->kind = DOC_PARAGRAPH;
	d->level = 0;
	d->contents = true;
	if (end + 3 < tail && p->text.len - tail < sizeof page) {
		memcpy(page, p->text.bytes + tail, p->text.len - tail);
		rich_text_cut(p, end);
		rich_text_break(p);
		tail = rich_text_here(p);
		rich_text_str(p, page);
	}
	rich_text_span(p, DOC_TAIL, (uint32_t)tail, NULL);
}

/* How many of the rows end in a page's number. */
static bool is_contents(const struct draft *d)
{
	size_t rows = 0, pages = 0;
	for (size_t i = 0, n; i < d->cells.count; i += n) {
		n = row_length(d, i);
		const struct buf *last = &d->cells.at[i + n - 1].text.text;
		rows++;
		pages += n > 1 && last->len > 0 && page_number(last->bytes, last->len) == last->len;
	}
	return pages > 0 && pages * 2 >= rows;
}

/* Each row a line: its cells, and the last one at the edge. */
static void contents_lines(struct order *order, struct draft *d)
{
	struct draft *line = NULL;
	for (size_t i = 0, n; i < d->cells.count && !order->drafts->failed; i += n) {
		uint32_t tail = 0;
		n = row_length(d, i);
		line = drafts_draft(order->drafts, DOC_PARAGRAPH);
		for (size_t k = i; line && k < i + n; k++) {
			const struct rich_text *cell = &d->cells.at[k].text;
			if (cell->text.len == 0)
				continue;
			rich_text_break(&line->text);
			tail = k + 1 == i + n ? rich_text_here(&line->text) : 0;
			rich_text_join(&line->text, cell);
		}
		if (line && tail > 0)
			set_tail(line, tail);
		if (line) {
			line->contents = true;
			line->gone = line->text.text.len == 0;
		}
		put(order, line);
	}
	if (line && !order->drafts->failed) {
		line->note_first = d->note_first;
		line->note_count = d->note_count;
		line->gone &= d->note_count == 0;
	}
}

/* "Introduction<tab>3" in a style of contents, or below their heading. */
static bool contents_line(struct draft *d)
{
	const struct rich_text *p = &d->text;
	size_t tail = p->last_gap;
	if ((d->kind != DOC_PARAGRAPH && d->kind != DOC_HEADING) || tail >= p->text.len)
		return false;
	tail += p->text.bytes[tail] == ' ';
	size_t n = page_number(p->text.bytes, p->text.len);
	if (n == 0 || p->text.len - n != tail)
		return false;
	set_tail(d, tail);
	return true;
}

/* -- columns made of tabs -------------------------------------------------- */

#define TABBED_LEAST 2  /* lines */
#define TABBED_MOST 300 /* bytes of one */

/* Gaps between the words of a line that is no sentence with its marker; 0 for none. */
static size_t columns_of(const struct draft *d)
{
	const struct rich_text *p = &d->text;
	size_t tabs = p->tabs.count;
	struct un_marker marker;
	if (d->gone || d->kind != DOC_PARAGRAPH || *d->marker || d->contents || d->note_count ||
	    tabs == 0 || p->text.len > TABBED_MOST || p->tabs.at[tabs - 1] >= p->text.len)
		return 0;
	if (un_marker_read(p->text.bytes, p->text.len, &marker) && p->tabs.at[0] <= marker.skip &&
	    marker.kind != UN_NONE)
		return 0;
	for (size_t i = 0; i < p->spans.count; i++)
		if (p->spans.at[i].kind == DOC_CALL && p->spans.at[i].start == 0)
			return 0;
	/* stars with a tab after them are a note's */
	return *p->text.bytes == '*' ? 0 : tabs;
}

/* The stretches between the tabs as cells of a row. */
static void add_cells(struct order *order, struct draft *table, const struct draft *d)
{
	const struct rich_text *p = &d->text;
	for (size_t i = 0; i <= p->tabs.count; i++) {
		size_t from = i ? p->tabs.at[i - 1] : 0;
		size_t to = i < p->tabs.count ? p->tabs.at[i] : p->text.len;
		struct drafts_cell cell = {.row = i == 0, .colspan = 1, .rowspan = 1};
		rich_text_init(&cell.text);
		rich_text_join(&cell.text, p);
		rich_text_cut(&cell.text, to);
		rich_text_drop(&cell.text, from);
		if (vec_push(&table->cells, cell) < 0) {
			rich_text_done(&cell.text);
			order->drafts->failed = true;
			return;
		}
	}
}

/* Lines one below the other that have as many tabs: a table. How many lines it took. */
static size_t tabbed(struct order *order, size_t first)
{
	struct draft **at = order->drafts->drafts.at;
	size_t columns = columns_of(at[first]), end = first + 1;
	while (columns && end < order->drafts->drafts.count && columns_of(at[end]) == columns)
		end++;
	if (!columns || end - first < TABBED_LEAST)
		return 0;
	struct draft *table = drafts_draft(order->drafts, DOC_TABLE);
	for (size_t i = first; table && i < end; i++) {
		add_cells(order, table, at[i]);
		drafts_draft_free(at[i]);
	}
	put(order, table);
	return end - first;
}

/* -- the whole ------------------------------------------------------------- */

void drafts_tables(struct drafts *drafts)
{
	struct order order = {.drafts = drafts};
	size_t since = CONTENTS_FAR + 1; /* drafts since the heading or its last line */
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		bool line = false;
		size_t taken = since > CONTENTS_FAR ? tabbed(&order, i) : 0;
		if (taken) {
			i += taken - 1;
			since++;
			continue;
		}
		if (!d->gone && d->kind == DOC_TABLE)
			drop_rows(d);
		if (!d->gone && since <= CONTENTS_FAR && d->kind == DOC_TABLE && is_contents(d)) {
			contents_lines(&order, d);
			d->gone = true;
			since = 0;
		} else if (!d->gone && (d->contents || since <= CONTENTS_FAR)) {
			d->contents = line = contents_line(d);
		}
		if (!put(&order, d))
			continue;
		if (!d->gone && d->kind == DOC_TABLE) {
			table_notes(&order, d);
			table_text(&order, d);
		}
		if (!d->gone)
			since = line || drafts_is_contents(d->text.text.bytes) ? 0 : since + 1;
	}
	vec_done(&drafts->drafts);
	drafts->drafts.at = order.at.at;
	drafts->drafts.count = order.at.count;
	drafts->drafts.cap = order.at.cap;
}
