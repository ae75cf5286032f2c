/* SPDX-License-Identifier: ISC */
/* Links and finding. */
#include "config.h"

#include "tui/pane_int.h"

#include <stdlib.h>
#include <string.h>

/* -- links -------------------------------------------------------------- */

static void gather_text(struct pane *p, size_t block, uint32_t row, const struct doc_text *t)
{
	for (uint32_t i = 0; i < t->span_count; i++) {
		struct link l = {
			block, t, row, t->spans[i].start, t->spans[i].end, t->spans[i].value};

		if ((t->spans[i].kind == DOC_LINK || t->spans[i].kind == DOC_CALL) && *l.href)
			if (vec_push(&p->links, l) < 0)
				return;
	}
}

static void gather(struct pane *p)
{
	if (p->links_known || !p->doc)
		return;
	p->links_known = true;
	for (size_t i = 0; i < doc_block_count(p->doc); i++) {
		const struct doc_block *b = doc_block(p->doc, i);

		if (b->kind == DOC_OTHER)
			continue;
		gather_text(p, i, 0, &b->text);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				gather_text(p, i, r, &b->rows[r].cells[c].text);
	}
}

/* The first link of a block or of a later one. */
static size_t first_link(const struct pane *p, size_t block)
{
	size_t low = 0, high = p->links.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->links.at[mid].block < block)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool pane_link_at(struct pane *p, size_t link, size_t *row, int *col)
{
	const struct link *l = &p->links.at[link];
	bool table = doc_block(p->doc, l->block)->row_count > 0;
	const struct wrap_row *r;
	size_t at = wrap_find(p->wrap, l->block, table ? l->row : l->start);

	for (; (r = wrap_row(p->wrap, at)) && r->block == l->block; at++)
		for (uint32_t i = 0; i < r->piece_count; i++) {
			const struct wrap_piece *piece = &r->pieces[i];

			if (piece->text != l->text || l->start >= piece->offset + piece->len ||
			    l->end <= piece->offset)
				continue;
			*row = at;
			*col = wrap_column(p->wrap, piece, l->start);
			return true;
		}
	return false;
}

/* Whether a link shows in a row. */
static bool in_row(const struct link *l, const struct wrap_row *r)
{
	for (uint32_t i = 0; i < r->piece_count; i++) {
		const struct wrap_piece *piece = &r->pieces[i];

		if (piece->text == l->text && l->start < piece->offset + piece->len &&
		    l->end > piece->offset)
			return true;
	}
	return false;
}

void pane_settle_link(struct pane *p)
{
	const struct wrap_row *r;
	size_t block;

	if (p->link != NO_LINK || !p->wrap)
		return;
	gather(p);
	r = wrap_row(p->wrap, p->line);
	if (!r)
		return;
	block = r->block;
	for (size_t i = first_link(p, block); i < p->links.count && p->links.at[i].block == block;
	     i++)
		if (in_row(&p->links.at[i], r)) {
			p->link = i;
			return;
		}
	/* the rest of an entry is the entry's as well */
	if (doc_block(p->doc, block)->kind == DOC_ITEM && r->piece_count) {
		size_t i = first_link(p, block);

		if (i < p->links.count && p->links.at[i].block == block)
			p->link = i;
	}
}

const char *pane_link_of(struct pane *p, size_t block, const struct doc_text *text, uint32_t at)
{
	gather(p);
	for (size_t i = first_link(p, block); i < p->links.count && p->links.at[i].block == block;
	     i++)
		if (p->links.at[i].text == text && p->links.at[i].start <= at &&
		    p->links.at[i].end > at) {
			p->link = i;
			return p->links.at[i].href;
		}
	return NULL;
}

void pane_choose_link(struct pane *p, size_t link)
{
	size_t row;
	int col;

	gather(p);
	if (link < p->links.count && pane_link_at(p, link, &row, &col) && row == p->line)
		p->link = link;
}

void pane_go_first_entry(struct pane *p)
{
	size_t row;
	int col;

	gather(p);
	for (size_t i = 0; p->wrap && i < p->links.count; i++) {
		if (doc_block(p->doc, p->links.at[i].block)->kind != DOC_ITEM ||
		    !pane_link_at(p, i, &row, &col))
			continue;
		if (row < p->top + (size_t)p->rows) {
			p->line = row;
			p->link = i;
			pane_settle(p);
		}
		return;
	}
}

const char *pane_link_below(struct pane *p)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;
	const char *here = pane_link(p);
	size_t next;

	if (here || !r)
		return here;
	gather(p);
	next = first_link(p, r->block);
	return next < p->links.count ? p->links.at[next].href : NULL;
}

bool pane_link_next(struct pane *p, int direction)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;
	size_t next, row;
	int col;

	gather(p);
	if (!r || !p->links.count)
		return false;
	if (p->link != NO_LINK) {
		if (direction < 0 ? p->link == 0 : p->link + 1 >= p->links.count)
			return false;
		next = direction < 0 ? p->link - 1 : p->link + 1;
	} else {
		next = first_link(p, direction < 0 ? r->block : r->block + 1);
		if (direction < 0) {
			if (!next)
				return false;
			next--;
		}
	}
	if (next >= p->links.count || !pane_link_at(p, next, &row, &col))
		return false;
	p->line = row;
	p->link = next;
	pane_settle(p);
	return true;
}

const char *pane_link(struct pane *p)
{
	return p->link != NO_LINK && p->link < p->links.count ? p->links.at[p->link].href : NULL;
}

bool pane_go_href(struct pane *p, const char *href)
{
	size_t row;
	int col;

	gather(p);
	for (size_t i = 0; p->wrap && i < p->links.count; i++) {
		if (strcmp(p->links.at[i].href, href) || !pane_link_at(p, i, &row, &col))
			continue;
		p->line = row;
		p->link = i;
		pane_settle(p);
		return true;
	}
	return false;
}

/* Where a text has the sign of what is unread; -1. */
static long unread_at(const struct doc_text *t)
{
	for (uint32_t i = 0; i < t->span_count; i++)
		if (t->spans[i].kind == DOC_READER && !strcmp(t->spans[i].value, DOC_READER_UNREAD))
			return t->spans[i].start;
	return -1;
}

bool pane_next_unread(struct pane *p)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;
	size_t count = p->doc ? doc_block_count(p->doc) : 0;

	for (size_t n = 1; r && n <= count; n++) {
		size_t block = (r->block + n) % count;
		long at = unread_at(&doc_block(p->doc, block)->text);

		if (at < 0)
			continue;
		p->line = wrap_find(p->wrap, block, (uint32_t)at);
		p->link = NO_LINK;
		pane_settle(p);
		return true;
	}
	return false;
}

/* The first link that shows on the screen; *count how many follow it there. */
static size_t on_screen(struct pane *p, size_t *count)
{
	const struct wrap_row *top = p->wrap ? wrap_row(p->wrap, p->top) : NULL;
	size_t first, n = 0, row;
	int col;

	*count = 0;
	gather(p);
	if (!top)
		return 0;
	first = first_link(p, top->block);
	while (first < p->links.count && pane_link_at(p, first, &row, &col) && row < p->top)
		first++;
	while (first + n < p->links.count && n < 26 && pane_link_at(p, first + n, &row, &col) &&
	       row < p->top + (size_t)p->rows)
		n++;
	*count = n;
	return first;
}

size_t pane_hints(struct pane *p)
{
	size_t n;

	on_screen(p, &n);
	return n;
}

const char *pane_hint(struct pane *p, size_t index)
{
	size_t n, first = on_screen(p, &n);

	if (index >= n)
		return NULL;
	p->link = first + index;
	pane_link_at(p, p->link, &p->line, &(int){0});
	return p->links.at[p->link].href;
}

/* Which way a link runs: its column, and that of the letter behind its first. */
static bool runs_left(struct pane *p, const struct link *l, size_t row, int col)
{
	const struct wrap_row *r = wrap_row(p->wrap, row);

	for (uint32_t i = 0; r && i < r->piece_count; i++) {
		const struct wrap_piece *piece = &r->pieces[i];
		uint32_t last =
			piece->offset + piece->len < l->end ? piece->offset + piece->len : l->end;

		if (piece->text == l->text && l->start < piece->offset + piece->len &&
		    l->end > piece->offset && last > l->start + 1)
			return wrap_column(p->wrap, piece, last - 1) < col;
	}
	return false;
}

bool pane_hint_at(struct pane *p, size_t index, int *line, int *col)
{
	size_t n, first = on_screen(p, &n), row;

	if (index >= n || !pane_link_at(p, first + index, &row, col))
		return false;
	*line = (int)(row - p->top);
	*col += runs_left(p, &p->links.at[first + index], row, *col) ? 1 : -1;
	return true;
}

/* -- finding ------------------------------------------------------------ */

/* Places that are remembered; of more the first. */
#define PLACES_MOST 100000

struct gathering {
	struct pane *p;
	struct place_found place;
};

static int take_place(size_t from, size_t to, void *payload)
{
	struct gathering *g = payload;

	g->place.start = (uint32_t)from;
	g->place.end = (uint32_t)to;
	return g->p->places.count == PLACES_MOST || vec_push(&g->p->places, g->place) < 0;
}

static int gather_places(struct gathering *g, struct finder *f, const struct doc_text *t)
{
	g->place.text = t;
	return finder_find(f, t->bytes, t->len, take_place, g);
}

/* All places of the document, once for each thing that is looked for. */
static void find_places(struct pane *p, struct finder *f)
{
	struct gathering g = {.p = p};

	if (p->places_of == finder_number(f))
		return;
	p->places.count = 0;
	p->places_of = finder_number(f);
	for (size_t i = 0; i < doc_block_count(p->doc); i++) {
		const struct doc_block *b = doc_block(p->doc, i);

		g.place.block = i;
		g.place.row = 0;
		if (b->kind == DOC_OTHER || gather_places(&g, f, &b->text))
			continue;
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
				g.place.row = r;
				gather_places(&g, f, &b->rows[r].cells[c].text);
			}
	}
}

/* The first place that does not stand before the block; all, when all do. */
static size_t first_from(const struct pane *p, size_t block)
{
	size_t low = 0, high = p->places.count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->places.at[mid].block < block)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The place that is marked, or `count` when none is. */
static size_t marked_place(const struct pane *p)
{
	size_t i = p->mark.text ? first_from(p, p->mark_block) : p->places.count;

	for (; i < p->places.count && p->places.at[i].block == p->mark_block; i++)
		if (p->places.at[i].text == p->mark.text && p->places.at[i].start == p->mark.start)
			return i;
	return p->places.count;
}

/* Once round: behind the last comes the first, and before the first the last. */
static size_t next_place(const struct pane *p, size_t block, int direction, bool again)
{
	size_t count = p->places.count, at = again ? marked_place(p) : count;

	if (at < count)
		return direction > 0 ? (at + 1) % count : (at + count - 1) % count;
	at = first_from(p, direction > 0 ? block : block + 1);
	return direction > 0 ? at % count : (at + count - 1) % count;
}

static void show_place(struct pane *p, const struct place_found *place)
{
	const struct doc_block *b = doc_block(p->doc, place->block);
	struct link probe = {.text = place->text, .start = place->start, .end = place->end};
	const struct wrap_row *r;
	size_t row = wrap_find(p->wrap, place->block, b->row_count ? place->row : place->start);

	p->mark = (struct draw_mark){place->text, place->start, place->end};
	p->mark_block = place->block;
	for (; (r = wrap_row(p->wrap, row)) && r->block == place->block; row++)
		if (in_row(&probe, r))
			break;
	p->line = row;
	p->link = NO_LINK;
	pane_settle(p);
}

bool pane_find(struct pane *p, struct finder *f, int direction, bool again)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;

	if (!r)
		return false;
	find_places(p, f);
	if (!p->places.count)
		return false;
	show_place(p, &p->places.at[next_place(p, r->block, direction, again)]);
	return true;
}

size_t pane_places(const struct pane *p, size_t *at)
{
	*at = marked_place(p);
	*at = *at < p->places.count ? *at + 1 : 0;
	return p->places.count;
}

void pane_unmark(struct pane *p)
{
	p->mark = (struct draw_mark){0};
}
