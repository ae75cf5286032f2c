/* SPDX-License-Identifier: ISC */
/* Drafts into the document: what is a heading, an item, a numbered paragraph. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "fetch/parse/un/doubt.h"
#include "model/base/utf8.h"
#include "model/symbol/symbol.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#define LEVELS 6

struct writing {
	struct pdf_drafts *drafts;
	struct un_facts *facts;
	struct doc_maker *m;
	size_t count;      /* drafts that are no notes */
	int sizes[LEVELS]; /* of headings, the largest first */
	size_t size_count;
	int roman; /* the size of those that are counted I, II */
	int annexes;
	bool titled;
	size_t title;     /* the draft that is the title */
	size_t title_end; /* behind the last draft of it: lines in several sizes of print */
};

static const char *text_of(const struct writing *w, const struct pdf_draft *draft)
{
	return w->drafts->text.bytes + draft->text;
}

/* -- headings ----------------------------------------------------------------------- */

static size_t letters(const char *s, size_t len, size_t *upper, size_t *lower)
{
	size_t n = 0;

	*upper = *lower = 0;
	for (size_t i = 0; i < len; i++) {
		n += (s[i] & 0xc0) != 0x80;
		*upper += s[i] >= 'A' && s[i] <= 'Z';
		*lower += s[i] >= 'a' && s[i] <= 'z';
	}
	return n;
}

/* Ends as a sentence does. */
static bool is_sentence(const char *s, size_t len)
{
	while (len > 0 &&
	       (s[len - 1] == ' ' || (s[len - 1] >= '0' && s[len - 1] <= '9') || s[len - 1] == '*'))
		len--;
	return len > 0 && strchr(".;:,", s[len - 1]);
}

/* Where a document says what it is. */
static bool is_early(const struct writing *w, const struct pdf_draft *draft)
{
	return draft - w->drafts->at.at < 40;
}

/* The title of the agenda item, which stands above the document's own. */
static bool is_agenda(const struct writing *w, const struct pdf_draft *draft)
{
	const char *agenda = w->facts->agenda;

	return is_early(w, draft) && draft->page == 1 && draft->len > 5 &&
	       memmem(agenda, strlen(agenda), text_of(w, draft), draft->len);
}

static bool is_heading(const struct writing *w, const struct pdf_draft *draft)
{
	const char *s = text_of(w, draft);
	size_t upper, lower, n = letters(s, draft->len, &upper, &lower);
	bool large = draft->size * 100 >= 112 * w->drafts->lines->size;
	bool number = draft->marker.kind == UN_NUMBER && !draft->marker.upper;

	if (draft->kind != DOC_PARAGRAPH || n == 0 || n > 300 || draft->tail)
		return false;
	if (un_annex(s, draft->len))
		return true;
	if (is_agenda(w, draft) || *s == '(')
		return false;
	if (is_early(w, draft) && un_is_adoption(s, draft->len))
		return false;
	if (draft->marker.kind != UN_NONE &&
	    (draft->marker.bracketed || draft->marker.kind == UN_BULLET))
		return false;
	if (large && (draft->all & PDF_BOLD || draft->size * 100 >= 125 * w->drafts->lines->size))
		return !(number && n > 150);
	if (is_sentence(s, draft->len) && !(draft->marker.upper && n < 80))
		return false;
	if (draft->all & PDF_BOLD)
		return n < 250;
	if (draft->marker.upper && (draft->centred || !lower))
		return n < 160;
	if (draft->centred && !number && ((draft->all & PDF_ITALIC) || (upper > 3 && !lower)))
		return n < 200;
	return (draft->all & PDF_ITALIC) && !number && n < 150 && n > 3;
}

static int by_size(const void *a, const void *b)
{
	return *(const int *)b - *(const int *)a;
}

/* Where the text itself begins, after covers and contents: with the heading before its
 * first number, or behind the title. */
static size_t body_start(const struct writing *w)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct pdf_draft *draft = &w->drafts->at.at[i];

		if (draft->marker.kind != UN_NUMBER || draft->marker.bracketed || draft->tail ||
		    draft->marker.value != 1)
			continue;
		while (i > 0 && i - 1 != w->title && is_heading(w, &w->drafts->at.at[i - 1]))
			i--;
		return i;
	}
	return w->title < w->count ? w->title + 1 : 0;
}

/* The sizes of headings, each a level, the largest first. */
static void find_sizes(struct writing *w)
{
	for (size_t i = body_start(w); i < w->count; i++) {
		const struct pdf_draft *draft = &w->drafts->at.at[i];
		size_t k = 0;

		if (!is_heading(w, draft) || i == w->title)
			continue;
		if (draft->marker.kind == UN_ROMAN && draft->marker.upper)
			w->roman = draft->size;
		while (k < w->size_count && abs(w->sizes[k] - draft->size) > 1)
			k++;
		if (k == w->size_count && k < LEVELS)
			w->sizes[w->size_count++] = draft->size;
	}
	(void)pdf_sort(w->sizes, w->size_count, sizeof w->sizes[0], by_size);
}

static int level_of(const struct writing *w, const struct pdf_draft *draft)
{
	int level = 2;

	if (un_annex(text_of(w, draft), draft->len))
		return 2;
	for (size_t k = 0; k < w->size_count && w->sizes[k] > draft->size + 1; k++)
		level++;
	if (!(draft->all & PDF_BOLD) && draft->all & PDF_ITALIC)
		level++;
	/* A. below I. in the same print */
	if (draft->marker.kind == UN_LETTER && abs(draft->size - w->roman) <= 1)
		level++;
	return level > 6 ? 6 : level;
}

/* Signs that reading machines see in drawings and specks, and hardly a letter. */
static bool is_noise(const char *s, size_t len)
{
	size_t letters = 0;

	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if (c == 0xfffd || (c < 0x80 && c && strchr("~^|\\{}_`", (int)c)))
			return true;
		letters += uc_is_alpha(c);
	}
	return letters < 4 && letters * 2 < len;
}

/* The heading at the head of the first page that is printed largest, where a word or two
 * weigh less than a line; or the words by which a letter is called. */
static void find_title(struct writing *w)
{
	int best = 0;

	w->title = w->count;
	for (size_t i = 0; i < w->count && i < 25; i++) {
		const struct pdf_draft *draft = &w->drafts->at.at[i];
		int weight = draft->size * (20 + (int)(draft->len < 40 ? draft->len : 40));

		if (draft->page > w->drafts->at.at[0].page)
			break;
		if (draft->marker.kind == UN_NUMBER && w->title < w->count)
			break;
		if (draft->kind == DOC_PARAGRAPH && !draft->tail && draft->len > 30 &&
		    un_is_letter(text_of(w, draft), draft->len)) {
			w->title = i;
			break;
		}
		if (is_heading(w, draft) && weight > best && draft->len > (draft->column ? 3 : 6) &&
		    draft->marker.kind == UN_NONE && !is_noise(text_of(w, draft), draft->len)) {
			best = weight;
			w->title = i;
		}
	}
}

/* A section of a budget is called by itself, not by the part that it stands in. */
static void find_section(struct writing *w)
{
	for (size_t i = 0; i < w->count && i < 25; i++) {
		const struct pdf_draft *draft = &w->drafts->at.at[i];

		if (draft->page > 1 || !is_heading(w, draft) ||
		    !un_is_section(text_of(w, draft), draft->len, w->facts->symbol))
			continue;
		w->title = i;
		return;
	}
}

/* Large words of the same group of a cover. */
static bool is_beside_title(const struct writing *w, size_t i)
{
	const struct pdf_draft *title = &w->drafts->at.at[w->title], *draft;

	if (i >= w->count)
		return false;
	draft = &w->drafts->at.at[i];
	return draft->kind == DOC_PARAGRAPH && draft->page == title->page && title->column &&
	       draft->column == title->column && draft->len > 2 && draft->len < 60 &&
	       draft->size * 100 >= 150 * w->drafts->lines->size &&
	       title->size * 100 >= 150 * w->drafts->lines->size;
}

/* "HUMANITARIAN / NEEDS / OVERVIEW", each in its own size. */
static void widen_title(struct writing *w)
{
	w->title_end = w->title + 1;
	if (w->title == w->count)
		return;
	while (is_beside_title(w, w->title_end))
		w->title_end++;
	while (w->title > 0 && is_beside_title(w, w->title - 1))
		w->title--;
}

/* -- spans ------------------------------------------------------------------------------ */

/* What is being written: the text, and the bytes of it that are left out at its beginning. */
struct stretch {
	struct pdf_said said;
	uint32_t cut;
	uint32_t before; /* bytes that the block has already */
};

static uint32_t place(const struct stretch *t, uint32_t at)
{
	at = pdf_said_place(&t->said, at);
	return t->before + (at > t->cut ? at - t->cut : 0);
}

/* A UN document's address becomes its symbol. */
static void write_link(const struct writing *w, const struct pdf_span *span, uint32_t start,
                       uint32_t end)
{
	char address[600], symbol[SYMBOL_MAX];

	if (!span->link_len || span->link_len >= sizeof address)
		return;
	memcpy(address, w->drafts->file->text.bytes + span->link, span->link_len);
	address[span->link_len] = '\0';
	if (!strstr(address, "://") && strncmp(address, "mailto:", 7) != 0)
		return; /* within the file: a page's number, or a note that is called anyway */
	doc_add_span(w->m, DOC_LINK, start, end, symbol_normal(address, symbol) ? symbol : address);
}

/* Spans that touch and lead to one address are one link. */
static uint32_t same_link(const struct writing *w, uint32_t k, uint32_t end)
{
	const struct pdf_span *spans = w->drafts->spans.at;
	const char *bytes = w->drafts->file->text.bytes;
	uint32_t n = k + 1;

	while (n < end && spans[n].style & PDF_LINKED && spans[n].start <= spans[n - 1].end + 1 &&
	       spans[n].link_len == spans[k].link_len &&
	       memcmp(bytes + spans[n].link, bytes + spans[k].link, spans[k].link_len) == 0)
		n++;
	return n;
}

static void write_links(const struct writing *w, const struct stretch *t, uint32_t first,
                        uint32_t count)
{
	for (uint32_t k = first; k < first + count;) {
		const struct pdf_span *span = &w->drafts->spans.at[k];
		uint32_t next = k + 1;

		if (span->style & PDF_LINKED) {
			next = same_link(w, k, first + count);
			write_link(w, span, place(t, span->start),
			           place(t, w->drafts->spans.at[next - 1].end));
		}
		k = next;
	}
}

/* bare: a style that all of it has, and that goes without saying. */
static void write_spans(const struct writing *w, const struct stretch *t, uint32_t first,
                        uint32_t count, uint8_t bare)
{
	for (uint32_t k = first; k < first + count; k++) {
		const struct pdf_span *span = &w->drafts->spans.at[k];
		uint32_t start = place(t, span->start), end = place(t, span->end);
		uint32_t note = span->style & PDF_SUPER ? pdf_call_note(w->drafts, k) : 0;
		char anchor[16];

		if (note) {
			snprintf(anchor, sizeof anchor, "n%u", note);
			doc_add_span(w->m, DOC_CALL, start, end, anchor);
		}
		if (span->style & PDF_BOLD & ~bare)
			doc_add_span(w->m, DOC_STRONG, start, end, "");
		if (span->style & PDF_ITALIC & ~bare && !(span->style & PDF_SUPER))
			doc_add_span(w->m, DOC_EM, start, end, "");
	}
	write_links(w, t, first, count);
}

/* -- blocks ------------------------------------------------------------------------------- */

static void attr_number(struct doc_maker *m, const char *name, int value)
{
	char text[16];

	snprintf(text, sizeof text, "%d", value);
	doc_attr(m, name, text);
}

static void begin(const struct writing *w, enum doc_kind kind, const struct pdf_draft *draft)
{
	doc_begin(w->m, kind);
	attr_number(w->m, "page", draft->page);
	if (w->drafts->file->rtl && (draft->rows || text_starts_rtl(text_of(w, draft), draft->len)))
		doc_attr(w->m, "dir", "rtl");
}

static void write_text(const struct writing *w, const struct pdf_draft *draft, uint32_t cut,
                       uint8_t bare)
{
	struct stretch t;
	uint32_t tail = draft->tail;
	const char *s = text_of(w, draft);

	pdf_said_make(&t.said, w->drafts, draft->text, draft->len, draft->span, draft->spans, true);
	t.cut = pdf_said_place(&t.said, cut);
	t.before = doc_text_length(w->m);
	doc_add_text(w->m, t.said.text.bytes + t.cut, t.said.text.len - t.cut);
	write_spans(w, &t, draft->span, draft->spans, bare);
	if (tail > cut && tail < draft->len) {
		while (tail < draft->len && s[tail] == ' ')
			tail++;
		doc_add_span(w->m, DOC_TAIL, place(&t, tail), place(&t, draft->len), "");
	}
	pdf_said_done(&t.said);
}

static void write_heading(struct writing *w, const struct pdf_draft *draft, bool title)
{
	int annex = un_annex(text_of(w, draft), draft->len);
	char anchor[24] = "annex";

	begin(w, DOC_HEADING, draft);
	attr_number(w->m, "level", title ? 1 : level_of(w, draft));
	if (annex) {
		if (++w->annexes > 1)
			snprintf(anchor, sizeof anchor, "annex-%d", w->annexes);
		doc_attr(w->m, "anchor", anchor);
	}
	write_text(w, draft, 0, draft->all);
	for (size_t i = w->title + 1; title && i < w->title_end; i++) {
		doc_add_str(w->m, " ");
		write_text(w, &w->drafts->at.at[i], 0, w->drafts->at.at[i].all);
	}
}

static void write_paragraph(const struct writing *w, const struct pdf_draft *draft)
{
	const struct un_marker *marker = &draft->marker;
	bool marked = marker->kind != UN_NONE && marker->skip < draft->len && !draft->tail &&
	              (!marker->upper || marker->bracketed);
	bool numbered = marked && marker->kind == UN_NUMBER && !marker->bracketed;
	uint32_t cut = marked ? (uint32_t)marker->skip : 0;
	const char *s = text_of(w, draft);

	while (cut && cut < draft->len && s[cut] == ' ')
		cut++;
	begin(w, marked && !numbered ? DOC_ITEM : DOC_PARAGRAPH, draft);
	if (marked)
		doc_attr(w->m, "marker", marker->text);
	if (numbered)
		doc_attr(w->m, "number", marker->number);
	else if (marked)
		attr_number(w->m, "level", draft->level > 0 ? draft->level : 1);
	write_text(w, draft, cut,
	           is_agenda(w, draft) || (is_early(w, draft) && un_is_adoption(s, draft->len))
	                   ? PDF_BOLD
	                   : 0);
}

static void write_cell(const struct writing *w, const struct pdf_cell *cell, uint8_t bare)
{
	struct stretch t = {.cut = 0};

	pdf_said_make(&t.said, w->drafts, cell->text, cell->len, cell->span, cell->spans, true);
	doc_add_text(w->m, t.said.text.bytes, t.said.text.len);
	write_spans(w, &t, cell->span, cell->spans, bare);
	pdf_said_done(&t.said);
}

static void write_table(const struct writing *w, const struct pdf_draft *draft)
{
	begin(w, DOC_TABLE, draft);
	for (uint32_t r = 0; r < draft->rows; r++) {
		const struct pdf_row *row = &w->drafts->rows.at[draft->row + r];

		doc_add_row(w->m);
		for (uint32_t c = 0; c < row->cells; c++) {
			const struct pdf_cell *cell = &w->drafts->cells.at[row->cell + c];

			doc_add_cell(w->m, row->header, cell->columns, 1);
			write_cell(w, cell, row->header ? 0xff & ~PDF_SUPER : 0);
		}
	}
}

static void write_figure(const struct writing *w, const struct pdf_draft *draft)
{
	begin(w, DOC_FIGURE, draft);
	doc_add_text(w->m, text_of(w, draft), draft->len);
}

static void write_note(const struct writing *w, const struct pdf_draft *draft)
{
	char anchor[16];

	snprintf(anchor, sizeof anchor, "n%u", draft->note);
	begin(w, DOC_NOTE, draft);
	doc_attr(w->m, "anchor", anchor);
	doc_attr(w->m, "marker", draft->call);
	write_text(w, draft, 0, 0);
}

static void write_draft(struct writing *w, size_t i)
{
	const struct pdf_draft *draft = &w->drafts->at.at[i];

	if (draft->kind == DOC_TABLE)
		write_table(w, draft);
	else if (draft->len == 0)
		return;
	else if (draft->kind == DOC_FIGURE)
		write_figure(w, draft);
	else if (i == w->title || is_heading(w, draft))
		write_heading(w, draft, i == w->title);
	else
		write_paragraph(w, draft);
}

/* Without the calls of its notes. */
static void title_fact(struct writing *w, const struct pdf_draft *draft)
{
	struct pdf_said said;

	pdf_said_make(&said, w->drafts, draft->text, draft->len, draft->span, draft->spans, false);
	un_facts_title(w->facts, said.text.bytes, said.text.len);
	pdf_said_done(&said);
}

/* A document without a heading is called by its first words, or by its first line. */
static void name_by_words(struct writing *w)
{
	const struct pdf_lines *lines = w->drafts->lines;

	for (size_t i = 0; i < w->count && !*w->facts->title; i++) {
		const struct pdf_draft *draft = &w->drafts->at.at[i];
		const struct pdf_line *line = &lines->at.at[draft->line];

		if (draft->kind != DOC_PARAGRAPH || draft->len <= 3 ||
		    draft->size * 100 <= 93 * lines->size)
			continue;
		if (draft->len < 200)
			title_fact(w, draft);
		else if (line->len < 200)
			un_facts_title(w->facts, pdf_line_text(lines, line), line->len);
		return;
	}
}

static void gather_facts(struct writing *w)
{
	struct un_doubt doubt = {.years = 0};

	for (size_t i = w->title; i < w->title_end && i < w->count; i++)
		title_fact(w, &w->drafts->at.at[i]);
	for (size_t i = 0; i < w->count; i++) {
		const struct pdf_draft *draft = &w->drafts->at.at[i];

		if (draft->kind != DOC_TABLE && draft->len)
			un_facts_text(w->facts, text_of(w, draft), draft->len);
		if (draft->kind == DOC_PARAGRAPH)
			un_doubt_text(&doubt, text_of(w, draft), draft->len);
	}
	for (size_t i = 0; i < w->drafts->cells.count && !*un_facts_language(w->facts); i++) {
		const struct pdf_cell *cell = &w->drafts->cells.at[i];

		un_facts_text(w->facts, w->drafts->text.bytes + cell->text, cell->len);
	}
	w->facts->doubt = un_doubt_found(&doubt, un_facts_language(w->facts));
	if (!*w->facts->title && !*w->facts->symbol)
		name_by_words(w);
}

/* The notes after each draft, as lists: the first, and for each note the next; plus 1. */
struct places {
	uint32_t *first, *next;
};

static bool find_places(const struct writing *w, struct places *places)
{
	size_t all = w->drafts->at.count;

	places->first = work_calloc(w->count + 1, sizeof *places->first);
	places->next = work_calloc(all + 1, sizeof *places->next);
	for (size_t k = all; places->first && places->next && k-- > w->count;) {
		uint32_t *first = &places->first[w->drafts->at.at[k].called];

		places->next[k] = *first;
		*first = (uint32_t)k + 1;
	}
	return places->first && places->next;
}

static void write_notes(const struct writing *w, const struct places *places, size_t called)
{
	for (uint32_t k = places->first[called]; k; k = places->next[k - 1])
		write_note(w, &w->drafts->at.at[k - 1]);
}

/* Watermarks, told once and apart from the text. */
static void write_marks(const struct writing *w)
{
	const struct pdf_lines *lines = w->drafts->lines;

	for (size_t i = 0; i < lines->marks.count; i++) {
		const struct pdf_run *mark = lines->marks.at[i];

		doc_begin(w->m, DOC_PARAGRAPH);
		doc_add_str(w->m, "[watermark: ");
		doc_add_text(w->m, pdf_run_text(w->drafts->file, mark), mark->len);
		doc_add_str(w->m, "]");
	}
}

int pdf_write(struct pdf_drafts *drafts, struct un_facts *facts, struct doc_maker *m)
{
	struct writing w = {.drafts = drafts, .facts = facts, .m = m};
	struct places places;
	bool found;

	while (w.count < drafts->at.count && drafts->at.at[w.count].kind != DOC_NOTE)
		w.count++;
	w.title = w.count;
	if (w.count)
		find_title(&w);
	find_section(&w);
	widen_title(&w);
	find_sizes(&w);
	gather_facts(&w);
	found = find_places(&w, &places);
	for (size_t i = 0; found && i < w.count; i++) {
		if (i <= w.title || i >= w.title_end)
			write_draft(&w, i);
		write_notes(&w, &places, i + 1);
	}
	if (found)
		write_notes(&w, &places, 0);
	write_marks(&w);
	free(places.first);
	free(places.next);
	return found ? 0 : -1;
}
