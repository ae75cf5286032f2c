/* SPDX-License-Identifier: ISC */
/* The view of a document: place, moving, drawing. Links and finding are in
 * pane_find.c. */
#include "config.h"

#include "model/views/document.h"
#include "tui/pane_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEASURE 110 /* longer lines are hard to read */

struct pane *pane_new(void)
{
	struct pane *p = calloc(1, sizeof *p);

	if (p)
		p->link = NO_LINK;
	return p;
}

static void drop(struct pane *p)
{
	wrap_free(p->wrap);
	p->wrap = NULL;
	doc_free(p->doc);
	p->doc = NULL;
	vec_done(&p->links);
	p->links_known = false;
	vec_done(&p->places);
	p->places_of = 0;
	p->link = NO_LINK;
	p->mark = (struct draw_mark){0};
}

void pane_free(struct pane *p)
{
	if (!p)
		return;
	drop(p);
	free(p);
}

const struct doc *pane_doc(const struct pane *p)
{
	return p->doc;
}

int pane_columns(int cols)
{
	return cols - PANE_GUTTER > MEASURE ? MEASURE : cols - PANE_GUTTER;
}

unsigned pane_shown(const struct pane *p)
{
	return p->shown;
}

static void lay_out(struct pane *p)
{
	wrap_free(p->wrap);
	p->wrap = p->doc ? wrap_new(p->doc, pane_columns(p->cols)) : NULL;
	p->bidi = term_bidi();
	if (p->wrap)
		wrap_set_bidi(p->wrap, p->bidi == TERM_BIDI_PROGRAM    ? WRAP_VISUAL
		                       : p->bidi == TERM_BIDI_TERMINAL ? WRAP_DIRECTED
		                                                       : WRAP_PLAIN);
}

bool pane_lacks(const struct pane *p)
{
	return p->doc && (!p->wrap || wrap_lacks(p->wrap));
}

/* Blocks stay blocks; places within one move a little. */
static void transliterate(struct pane *p)
{
	struct doc *shown = translit_doc(p->doc, term_letters(), &p->translit);

	if (!shown)
		return;
	doc_free(p->doc);
	p->doc = shown;
}

unsigned pane_translit(const struct pane *p)
{
	return p->translit;
}

void pane_set(struct pane *p, struct doc *doc, bool keep)
{
	struct pane_place place = keep ? pane_where(p) : (struct pane_place){0};
	size_t above = p->line - p->top;

	drop(p);
	p->held = false;
	p->doc = doc;
	p->shown++;
	if (doc)
		transliterate(p);
	p->top = p->line = 0;
	if (!p->rows)
		return;
	lay_out(p);
	if (keep && (place.block || place.offset)) {
		pane_go(p, place);
		if (p->line >= above)
			p->top = p->line - above;
	}
	pane_settle(p);
}

void pane_resize(struct pane *p, int rows, int cols)
{
	struct pane_place place;
	size_t above;

	if (p->rows == rows && p->cols == cols && p->bidi == term_bidi() && p->wrap)
		return;
	place = pane_where(p);
	above = p->line - p->top;
	p->rows = rows < 1 ? 1 : rows;
	p->cols = cols;
	p->mark = (struct draw_mark){0};
	if (!p->doc)
		return;
	lay_out(p);
	pane_go(p, place);
	/* the line stays at its height, as far as the new size allows */
	if (above >= (size_t)p->rows)
		above = (size_t)p->rows - 1;
	p->top = p->line > above ? p->line - above : 0;
	pane_settle(p);
	p->held = true;
	p->held_line = p->line;
	p->held_place = place;
}

/* The view shows the line, does not run past the end, and the link is one of
 * the line's. */
void pane_settle(struct pane *p)
{
	size_t rows = (size_t)p->rows;

	if (!p->wrap)
		return;
	if (!wrap_row(p->wrap, p->line)) {
		size_t all = wrap_rows(p->wrap);

		p->line = all ? all - 1 : 0;
	}
	if (p->top > p->line)
		p->top = p->line;
	if (p->line >= p->top + rows)
		p->top = p->line - rows + 1;
	if (p->top && !wrap_row(p->wrap, p->top + rows - 1)) {
		size_t all = wrap_rows(p->wrap);

		p->top = all > rows ? all - rows : 0;
	}
	pane_settle_link(p);
}

void pane_move(struct pane *p, long by)
{
	size_t line = p->line;

	if (!p->wrap)
		return;
	if (by < 0)
		p->line = line < (size_t)-by ? 0 : line - (size_t)-by;
	else if (wrap_row(p->wrap, line + (size_t)by))
		p->line = line + (size_t)by;
	else
		p->line = wrap_rows(p->wrap) ? wrap_rows(p->wrap) - 1 : 0;
	p->link = NO_LINK;
	pane_settle(p);
}

void pane_scroll(struct pane *p, long by)
{
	size_t top = p->top, old = top;

	if (!p->wrap)
		return;
	if (by < 0) {
		top = top < (size_t)-by ? 0 : top - (size_t)-by;
	} else {
		size_t last = top + (size_t)by + (size_t)p->rows - 1;

		if (wrap_row(p->wrap, last))
			top += (size_t)by;
		else
			top = wrap_rows(p->wrap) > (size_t)p->rows
			              ? wrap_rows(p->wrap) - (size_t)p->rows
			              : 0;
	}
	p->top = top;
	p->link = NO_LINK;
	/* at either end the line goes on where the view cannot */
	if (top == old)
		p->line = by < 0 ? 0 : wrap_rows(p->wrap) ? wrap_rows(p->wrap) - 1 : 0;
	else
		p->line = top;
	pane_settle(p);
}

void pane_top(struct pane *p)
{
	p->top = p->line = 0;
	p->link = NO_LINK;
	pane_settle(p);
}

bool pane_is_at_top(const struct pane *p)
{
	return !p->top;
}

void pane_bottom(struct pane *p)
{
	if (!p->wrap)
		return;
	p->line = wrap_rows(p->wrap) ? wrap_rows(p->wrap) - 1 : 0;
	p->link = NO_LINK;
	pane_settle(p);
}

struct pane_place pane_where(struct pane *p)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;

	if (!r)
		return (struct pane_place){0};
	/* After a resize the line begins before the place that it shows: were the line's
	 * beginning taken for the place, it would creep back with each resize. */
	if (p->held && p->line == p->held_line)
		return p->held_place;
	return (struct pane_place){(long)r->block - (long)document_view_head(p->doc), r->offset};
}

void pane_go(struct pane *p, struct pane_place place)
{
	long count, block;

	if (!p->wrap)
		return;
	count = (long)doc_block_count(p->doc);
	/* an address may name any: it is held to what there is before anything is added */
	block = place.block < count ? place.block + (long)document_view_head(p->doc) : count;
	if (block >= count)
		block = count - 1;
	if (block < 0)
		block = 0;
	p->line = wrap_find(p->wrap, (size_t)block, place.offset);
	p->link = NO_LINK;
	pane_settle(p);
}

void pane_set_at(struct pane *p, struct doc *doc, struct pane_place place)
{
	size_t above = p->line - p->top;

	pane_set(p, doc, false);
	pane_go(p, place);
	p->top = p->line > above ? p->line - above : 0;
	pane_settle(p);
}

struct pane_view pane_view(struct pane *p)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;

	return (struct pane_view){pane_where(p), p->line - p->top, p->link, r && !r->piece_count};
}

void pane_view_again(struct pane *p, struct pane_view view)
{
	pane_go(p, view.place);
	if (!p->wrap)
		return;
	if (view.blank && p->line && !wrap_row(p->wrap, p->line - 1)->piece_count) {
		p->line--;
		p->link = NO_LINK;
	}
	p->top = p->line > view.above ? p->line - view.above : 0;
	pane_settle(p);
	pane_choose_link(p, view.link);
}

/* Goes to a block and shows it at the top, as one who jumps expects. */
static void go_block(struct pane *p, size_t block)
{
	p->line = p->top = wrap_find(p->wrap, block, 0);
	p->link = NO_LINK;
	pane_settle(p);
}

bool pane_go_anchor(struct pane *p, const char *anchor)
{
	long block = p->wrap ? doc_find_anchor(p->doc, anchor) : -1;

	if (block < 0)
		return false;
	go_block(p, (size_t)block);
	return true;
}

bool pane_go_number(struct pane *p, const char *number)
{
	for (size_t i = 0; p->wrap && i < doc_block_count(p->doc); i++)
		if (!strcmp(doc_block(p->doc, i)->number, number)) {
			go_block(p, i);
			return true;
		}
	return false;
}

int pane_percent(struct pane *p)
{
	const struct wrap_row *r;
	size_t before = 0, size;
	bool all;

	if (!p->wrap)
		return 0;
	/* the end of the document is in sight */
	wrap_known(p->wrap, &all);
	if (!wrap_row(p->wrap, p->top + (size_t)p->rows))
		return 100;
	r = wrap_row(p->wrap, p->top);
	size = doc_size(p->doc);
	if (!r || !size)
		return 100;
	if (p->percent_block > r->block)
		p->percent_block = 0, p->percent_bytes = 0;
	/* counted on from where it was counted last: reading goes forward */
	while (p->percent_block < r->block) {
		const struct doc_block *b = doc_block(p->doc, p->percent_block++);

		p->percent_bytes += b->text.len;
		for (uint32_t i = 0; i < b->row_count; i++)
			for (uint32_t c = 0; c < b->rows[i].cell_count; c++)
				p->percent_bytes += b->rows[i].cells[c].text.len;
	}
	before = p->percent_bytes + (doc_block(p->doc, r->block)->row_count ? 0 : r->offset);
	return (int)(before * 100 / size);
}

const char *pane_number(struct pane *p)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;

	return r ? doc_block(p->doc, r->block)->number : "";
}

const char *pane_anchor(struct pane *p)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;

	return r ? doc_block(p->doc, r->block)->anchor : "";
}

/* -- drawing ------------------------------------------------------------ */

static void draw_hints(struct pane *p, int row)
{
	for (size_t i = 0, n = pane_hints(p); i < n; i++) {
		char label[2] = {(char)('a' + i), 0};
		int col, line;

		if (pane_hint_at(p, i, &line, &col))
			draw_text(row + line, col + PANE_GUTTER, label, 1, 1, DRAW_REVERSE);
	}
}

/* What the reader has marked in a row: '=' highlighted, '*' a note is on the paragraph, '#'
 * both, '!' a note is on it and it has changed since; '+' an entry is unread. 0: nothing. */
static char marked(const struct wrap_row *r)
{
	bool highlight = false, note = false, changed = false, unread = false;

	for (uint32_t i = 0; i < r->piece_count; i++) {
		const struct wrap_piece *piece = &r->pieces[i];

		for (uint32_t k = 0; piece->text && k < piece->text->span_count; k++) {
			const struct doc_span *s = &piece->text->spans[k];

			if (s->kind != DOC_READER || s->start >= piece->offset + piece->len ||
			    s->end <= piece->offset)
				continue;
			highlight |= !strcmp(s->value, DOC_READER_HIGHLIGHT);
			note |= !strcmp(s->value, DOC_READER_NOTE);
			changed |= !strcmp(s->value, DOC_READER_CHANGED);
			unread |= !strcmp(s->value, DOC_READER_UNREAD);
		}
	}
	if (changed)
		return '!';
	if (note)
		return highlight ? '#' : '*';
	return (char)(highlight ? '=' : unread ? '+' : 0);
}

void pane_draw(struct pane *p, int row, bool hints)
{
	for (int i = 0; i < p->rows && p->wrap; i++) {
		const struct wrap_row *r = wrap_row(p->wrap, p->top + (size_t)i);
		char sign;

		if (!r)
			break;
		sign = marked(r);
		if (sign)
			draw_text(row + i, 1, &sign, 1, 1, 0);
		draw_row(row + i, PANE_GUTTER, p->cols - PANE_GUTTER, p->doc, p->wrap, r, &p->mark);
	}
	if (p->wrap && wrap_row(p->wrap, p->line))
		draw_text(row + (int)(p->line - p->top), 0, ">", 1, 1, DRAW_HERE);
	if (hints)
		draw_hints(p, row);
}

void pane_cursor(struct pane *p, int row)
{
	int line = (int)(p->line - p->top), col = -PANE_GUTTER;

	if (p->wrap && p->link != NO_LINK) {
		size_t at;

		if (pane_link_at(p, p->link, &at, &col) && at != p->line)
			col = -PANE_GUTTER;
	}
	draw_cursor(row + line, col + PANE_GUTTER);
}
