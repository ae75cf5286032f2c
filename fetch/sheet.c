#include "config.h"

#include "fetch/sheet.h"

#include "model/text.h"

#include <stdio.h>
#include <string.h>

#define DRAFTS_MAX 400000u
#define CELLS_MAX 400000u

void sheet_draft_free(struct draft *d)
{
	if (!d)
		return;
	passage_done(&d->text);
	for (size_t i = 0; i < d->cells.count; i++)
		passage_done(&d->cells.at[i].text);
	vec_done(&d->cells);
	free(d);
}

void sheet_init(struct sheet *sheet)
{
	memset(sheet, 0, sizeof *sheet);
	passage_init(&sheet->nowhere);
}

void sheet_done(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->drafts.count; i++)
		sheet_draft_free(sheet->drafts.at[i]);
	for (size_t i = 0; i < sheet->notes.count; i++)
		sheet_draft_free(sheet->notes.at[i]);
	vec_done(&sheet->drafts);
	vec_done(&sheet->notes);
	passage_done(&sheet->nowhere);
}

struct draft *sheet_draft(struct sheet *sheet, enum doc_kind kind)
{
	struct draft *d = NULL;
	if (sheet->drafts.count + sheet->notes.count < DRAFTS_MAX)
		d = calloc(1, sizeof *d);
	if (!d) {
		sheet->failed = true;
		return NULL;
	}
	d->kind = kind;
	d->note_first = sheet->notes.count;
	passage_init(&d->text);
	return d;
}

struct draft *sheet_begin(struct sheet *sheet, enum doc_kind kind)
{
	if (sheet->note || sheet->in_cell) {
		passage_break(sheet_text(sheet));
		return NULL;
	}
	sheet_end(sheet);
	struct draft *d = sheet_draft(sheet, kind);
	if (!d)
		return NULL;
	if (vec_push(&sheet->drafts, d) < 0) {
		sheet_draft_free(d);
		sheet->failed = true;
		return NULL;
	}
	sheet->open = d;
	return d;
}

struct draft *sheet_insert(struct sheet *sheet, size_t index, enum doc_kind kind)
{
	sheet_end(sheet);
	struct draft *d = sheet_begin(sheet, kind);
	sheet_end(sheet);
	size_t after = sheet->drafts.count - index - 1;
	if (!d)
		return NULL;
	memmove(sheet->drafts.at + index + 1, sheet->drafts.at + index,
	        after * sizeof *sheet->drafts.at);
	sheet->drafts.at[index] = d;
	return d;
}

void sheet_end(struct sheet *sheet)
{
	if (sheet->note || sheet->in_cell)
		passage_break(sheet_text(sheet));
	else
		sheet->open = NULL;
}

struct passage *sheet_text(struct sheet *sheet)
{
	if (sheet->note)
		return &sheet->note->text;
	if (!sheet->open && !sheet_begin(sheet, DOC_PARAGRAPH)) {
		passage_done(&sheet->nowhere);
		passage_init(&sheet->nowhere);
		return &sheet->nowhere;
	}
	if (sheet->in_cell && sheet->open->cells.count > 0)
		return &sheet->open->cells.at[sheet->open->cells.count - 1].text;
	return &sheet->open->text;
}

/* -- notes --------------------------------------------------------------- */

void sheet_note_begin(struct sheet *sheet, const char *marker)
{
	struct passage *text = sheet_text(sheet);
	struct draft *d = sheet->note ? NULL : sheet_draft(sheet, DOC_NOTE);
	if (!d)
		return;
	if (vec_push(&sheet->notes, d) < 0) {
		sheet_draft_free(d);
		sheet->failed = true;
		return;
	}
	snprintf(d->marker, sizeof d->marker, "%.60s", marker);
	snprintf(d->anchor, sizeof d->anchor, "n%zu", sheet->notes.count);
	uint32_t start = passage_here(text);
	passage_str(text, d->marker);
	passage_span(text, DOC_CALL, start, d->anchor);
	if (sheet->open)
		sheet->open->note_count = sheet->notes.count - sheet->open->note_first;
	sheet->note = d;
}

void sheet_note_end(struct sheet *sheet)
{
	sheet->note = NULL;
}

/* -- tables -------------------------------------------------------------- */

void sheet_table_begin(struct sheet *sheet)
{
	sheet_begin(sheet, DOC_TABLE);
}

void sheet_row(struct sheet *sheet)
{
	if (sheet->note || sheet->in_cell || !sheet->open || sheet->open->kind != DOC_TABLE)
		passage_break(sheet_text(sheet));
	else
		sheet->open->set_apart = true; /* the next cell begins a row */
}

void sheet_cell_begin(struct sheet *sheet, bool header, unsigned colspan, unsigned rowspan)
{
	struct draft *table = sheet->open;
	if (sheet->note || sheet->in_cell || !table || table->kind != DOC_TABLE) {
		passage_break(sheet_text(sheet));
		sheet->in_cell += sheet->in_cell > 0;
		return;
	}
	struct sheet_cell cell = {.header = header,
	                          .row = table->set_apart || table->cells.count == 0,
	                          .colspan = colspan,
	                          .rowspan = rowspan};
	passage_init(&cell.text);
	table->set_apart = false;
	if (table->cells.count >= CELLS_MAX || vec_push(&table->cells, cell) < 0) {
		sheet->failed = true;
		return;
	}
	sheet->in_cell = 1;
}

void sheet_cell_end(struct sheet *sheet)
{
	if (sheet->in_cell)
		sheet->in_cell--;
}

void sheet_table_end(struct sheet *sheet)
{
	if (!sheet->in_cell)
		sheet_end(sheet);
}

bool sheet_blank(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->drafts.count; i++)
		if (!sheet->drafts.at[i]->gone)
			return false;
	return true;
}

/* -- writing ------------------------------------------------------------- */

static void write_text(const struct passage *text, bool rtl, struct doc_maker *m)
{
	/* In Arabic also what begins with a symbol or a number runs from the right. */
	if (rtl && text->text.len > 0 && !text_starts_rtl(text->text.bytes, text->text.len))
		doc_attr(m, "dir", "rtl");
	passage_write(text, m);
}

static void write_cells(const struct draft *d, struct doc_maker *m)
{
	for (size_t i = 0; i < d->cells.count; i++) {
		const struct sheet_cell *cell = &d->cells.at[i];
		if (cell->row)
			doc_add_row(m);
		doc_add_cell(m, cell->header, cell->colspan, cell->rowspan);
		passage_write(&cell->text, m);
	}
}

static void write_draft(const struct draft *d, bool rtl, struct doc_maker *m)
{
	char level[12];
	doc_begin(m, d->kind);
	if (d->level > 0) {
		snprintf(level, sizeof level, "%d", d->level);
		doc_attr(m, "level", level);
	}
	if (*d->anchor)
		doc_attr(m, "anchor", d->anchor);
	if (*d->number)
		doc_attr(m, "number", d->number);
	if (*d->marker)
		doc_attr(m, "marker", d->marker);
	if (*d->page)
		doc_attr(m, "page", d->page);
	write_text(&d->text, rtl || d->bidi, m);
	if (d->kind == DOC_TABLE)
		write_cells(d, m);
}

void sheet_write(const struct sheet *sheet, bool rtl, struct doc_maker *m)
{
	for (size_t i = 0; i < sheet->drafts.count; i++) {
		const struct draft *d = sheet->drafts.at[i];
		if (d->gone)
			continue;
		write_draft(d, rtl, m);
		for (size_t k = 0; k < d->note_count; k++)
			write_draft(sheet->notes.at[d->note_first + k], rtl, m);
	}
}
