/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/un/drafts.h"

#include "model/doc/left_out.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>

/* With these its parser stays below 200 MB. */
#define DRAFTS_MAX 100000u
#define CELLS_MAX 400000u

void drafts_draft_free(struct draft *d)
{
	if (!d)
		return;
	rich_text_done(&d->text);
	for (size_t i = 0; i < d->cells.count; i++)
		rich_text_done(&d->cells.at[i].text);
	vec_done(&d->cells);
	free(d);
}

void drafts_init(struct drafts *drafts)
{
	memset(drafts, 0, sizeof *drafts);
	rich_text_init(&drafts->nowhere);
}

void drafts_done(struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->drafts.count; i++)
		drafts_draft_free(drafts->drafts.at[i]);
	for (size_t i = 0; i < drafts->notes.count; i++)
		drafts_draft_free(drafts->notes.at[i]);
	vec_done(&drafts->drafts);
	vec_done(&drafts->notes);
	rich_text_done(&drafts->nowhere);
}

/* Whether there is no room for one more: then for nothing that follows. */
static bool is_full(struct drafts *drafts)
{
	drafts->cut = drafts->cut || drafts->drafts.count + drafts->notes.count >= DRAFTS_MAX;
	return drafts->cut;
}

struct draft *drafts_draft(struct drafts *drafts, enum doc_kind kind)
{
	struct draft *d = work_calloc(1, sizeof *d);
	if (!d) {
		drafts->failed = true;
		return NULL;
	}
	d->kind = kind;
	d->note_first = drafts->notes.count;
	rich_text_init(&d->text);
	return d;
}

struct draft *drafts_begin(struct drafts *drafts, enum doc_kind kind)
{
	if (drafts->note || drafts->in_cell) {
		rich_text_break(drafts_text(drafts));
		return NULL;
	}
	drafts_end(drafts);
	struct draft *d = is_full(drafts) ? NULL : drafts_draft(drafts, kind);
	if (!d)
		return NULL;
	if (vec_push(&drafts->drafts, d) < 0) {
		drafts_draft_free(d);
		drafts->failed = true;
		return NULL;
	}
	drafts->open = d;
	return d;
}

struct draft *drafts_insert(struct drafts *drafts, size_t index, enum doc_kind kind)
{
	drafts_end(drafts);
	struct draft *d = drafts_begin(drafts, kind);
	drafts_end(drafts);
	size_t after = drafts->drafts.count - index - 1;
	if (!d)
		return NULL;
	memmove(drafts->drafts.at + index + 1, drafts->drafts.at + index,
	        after * sizeof *drafts->drafts.at);
	drafts->drafts.at[index] = d;
	return d;
}

void drafts_end(struct drafts *drafts)
{
	if (drafts->note || drafts->in_cell)
		rich_text_break(drafts_text(drafts));
	else
		drafts->open = NULL;
}

struct rich_text *drafts_text(struct drafts *drafts)
{
	if (drafts->note && !drafts->cut)
		return &drafts->note->text;
	if (drafts->cut || (!drafts->open && !drafts_begin(drafts, DOC_PARAGRAPH))) {
		rich_text_done(&drafts->nowhere);
		rich_text_init(&drafts->nowhere);
		return &drafts->nowhere;
	}
	if (drafts->in_cell && drafts->open->cells.count > 0)
		return &drafts->open->cells.at[drafts->open->cells.count - 1].text;
	return &drafts->open->text;
}

/* -- notes --------------------------------------------------------------- */

void drafts_note_begin(struct drafts *drafts, const char *marker)
{
	struct rich_text *text = drafts_text(drafts);
	struct draft *d = drafts->note || is_full(drafts) ? NULL : drafts_draft(drafts, DOC_NOTE);
	if (!d)
		return;
	if (vec_push(&drafts->notes, d) < 0) {
		drafts_draft_free(d);
		drafts->failed = true;
		return;
	}
	snprintf(d->marker, sizeof d->marker, "%.60s", marker);
	snprintf(d->anchor, sizeof d->anchor, "n%zu", drafts->notes.count);
	uint32_t start = rich_text_here(text);
	rich_text_str(text, d->marker);
	rich_text_span(text, DOC_CALL, start, d->anchor);
	if (drafts->open)
		drafts->open->note_count = drafts->notes.count - drafts->open->note_first;
	drafts->note = d;
}

void drafts_note_end(struct drafts *drafts)
{
	drafts->note = NULL;
}

/* -- tables -------------------------------------------------------------- */

void drafts_table_begin(struct drafts *drafts)
{
	drafts_begin(drafts, DOC_TABLE);
}

void drafts_row(struct drafts *drafts)
{
	if (drafts->note || drafts->in_cell || !drafts->open || drafts->open->kind != DOC_TABLE)
		rich_text_break(drafts_text(drafts));
	else
		drafts->open->set_apart = true; /* the next cell begins a row */
}

void drafts_cell_begin(struct drafts *drafts, bool header, unsigned colspan, unsigned rowspan)
{
	struct draft *table = drafts->open;
	if (drafts->cut)
		return;
	if (drafts->note || drafts->in_cell || !table || table->kind != DOC_TABLE) {
		rich_text_break(drafts_text(drafts));
		drafts->in_cell += drafts->in_cell > 0;
		return;
	}
	struct drafts_cell cell = {.header = header,
	                           .row = table->set_apart || table->cells.count == 0,
	                           .colspan = colspan,
	                           .rowspan = rowspan};
	rich_text_init(&cell.text);
	table->set_apart = false;
	drafts->cut = table->cells.count >= CELLS_MAX;
	if (drafts->cut)
		return;
	if (vec_push(&table->cells, cell) < 0) {
		drafts->failed = true;
		return;
	}
	drafts->in_cell = 1;
}

void drafts_cell_end(struct drafts *drafts)
{
	if (drafts->in_cell)
		drafts->in_cell--;
}

void drafts_table_end(struct drafts *drafts)
{
	if (!drafts->in_cell)
		drafts_end(drafts);
}

bool drafts_blank(const struct drafts *drafts)
{
	for (size_t i = 0; i < drafts->drafts.count; i++)
		if (!drafts->drafts.at[i]->gone)
			return false;
	return true;
}

/* -- writing ------------------------------------------------------------- */

static void write_text(const struct rich_text *text, bool rtl, struct doc_maker *m)
{
	/* In Arabic also what begins with a symbol or a number runs from the right. */
	if (rtl && text->text.len > 0 && !text_starts_rtl(text->text.bytes, text->text.len))
		doc_attr(m, "dir", "rtl");
	rich_text_write(text, m);
}

static void write_cells(const struct draft *d, struct doc_maker *m)
{
	for (size_t i = 0; i < d->cells.count; i++) {
		const struct drafts_cell *cell = &d->cells.at[i];
		if (cell->row)
			doc_add_row(m);
		doc_add_cell(m, cell->header, cell->colspan, cell->rowspan);
		rich_text_write(&cell->text, m);
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

void drafts_write(const struct drafts *drafts, bool rtl, struct doc_maker *m)
{
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		const struct draft *d = drafts->drafts.at[i];
		if (d->gone)
			continue;
		write_draft(d, rtl, m);
		for (size_t k = 0; k < d->note_count; k++)
			write_draft(drafts->notes.at[d->note_first + k], rtl, m);
	}
	if (drafts->cut)
		left_add_limit(m, LIMIT_BYTES, doc_maker_size(m));
}
