/* SPDX-License-Identifier: ISC */
/* Links and finding. */
#include "config.h"

#include "model/text/characters.h"
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

bool pane_hint_at(struct pane *p, size_t index, int *line, int *col)
{
	size_t n, first = on_screen(p, &n), row;

	if (index >= n || !pane_link_at(p, first + index, &row, col))
		return false;
	*line = (int)(row - p->top);
	return true;
}

/* -- finding ------------------------------------------------------------ */

/* A text folded cluster by cluster, with the byte that each folded byte came
 * from: what is found folded can be shown where it stands. */
struct folded {
	struct buf text;
	VEC(uint32_t) from;
};

static bool fold_mapped(struct folded *f, const struct doc_text *t)
{
	buf_reset(&f->text);
	f->from.count = 0;
	for (size_t i = 0; i < t->len;) {
		size_t n = text_cluster(t->bytes + i, t->len - i);

		text_fold(&f->text, t->bytes + i, n);
		while (f->from.count < f->text.len)
			if (vec_push(&f->from, (uint32_t)i) < 0)
				return false;
		i += n;
	}
	return vec_push(&f->from, t->len) == 0;
}

/* The first place after (or the last before) a byte of the text: its folded
 * index, or -1. */
static long seek(const struct folded *f, const struct buf *needle, int direction, long limit)
{
	long found = -1;

	for (size_t i = 0; i + needle->len <= f->text.len; i++) {
		if (memcmp(f->text.bytes + i, needle->bytes, needle->len))
			continue;
		if (direction > 0) {
			if ((long)f->from.at[i] > limit)
				return (long)i;
		} else if (limit < 0 || (long)f->from.at[i] < limit) {
			found = (long)i;
		}
	}
	return direction > 0 ? -1 : found;
}

static bool find_in(struct pane *p, struct folded *f, const struct buf *needle, size_t block,
                    const struct doc_text *t, uint32_t table_row, int direction, long limit)
{
	const struct wrap_row *r;
	long at;
	size_t end, row;

	if (!fold_mapped(f, t))
		return false;
	at = seek(f, needle, direction, limit);
	if (at < 0)
		return false;
	end = (size_t)at + needle->len;
	while (end < f->text.len && f->from.at[end] == f->from.at[end - 1])
		end++;
	p->mark = (struct draw_mark){t, f->from.at[at], f->from.at[end]};
	p->mark_block = block;
	row = wrap_find(p->wrap, block,
	                doc_block(p->doc, block)->row_count ? table_row : p->mark.start);
	for (; (r = wrap_row(p->wrap, row)) && r->block == block; row++) {
		struct link probe = {.text = t, .start = p->mark.start, .end = p->mark.end};

		if (in_row(&probe, r))
			break;
	}
	p->line = row;
	p->link = NO_LINK;
	pane_settle(p);
	return true;
}

static bool find_in_block(struct pane *p, struct folded *f, const struct buf *needle, size_t block,
                          int direction, long limit)
{
	const struct doc_block *b = doc_block(p->doc, block);
	bool in_text = limit >= 0 && p->mark.text == &b->text;

	if (b->kind == DOC_OTHER)
		return false;
	if (!b->row_count)
		return find_in(p, f, needle, block, &b->text, 0, direction, in_text ? limit : -1);
	/* in a table: cells in their order, those up to the mark passed over */
	for (uint32_t k = 0; k < b->row_count; k++) {
		uint32_t r = direction > 0 ? k : b->row_count - 1 - k;

		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_text *t = &b->rows[r].cells[c].text;
			bool past =
				limit < 0 || (direction > 0 ? t > p->mark.text : t < p->mark.text);

			if (past && find_in(p, f, needle, block, t, r, direction, -1))
				return true;
		}
	}
	return false;
}

bool pane_find(struct pane *p, const char *words, int direction, bool again)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->line) : NULL;
	struct folded f = {0};
	struct buf needle;
	bool found = false, marked = again && p->mark.text;
	size_t count = p->doc ? doc_block_count(p->doc) : 0, block;
	long limit;

	buf_init(&needle, 4096);
	buf_init(&f.text, 4 * (size_t)DOC_MAX);
	text_fold(&needle, words, strlen(words));
	while (needle.len && needle.bytes[needle.len - 1] == ' ')
		buf_cut(&needle, needle.len - 1);
	if (r && needle.len) {
		block = marked ? p->mark_block : r->block;
		limit = marked ? (long)p->mark.start : -1;
		/* once round: to the end, and from the beginning to where we are */
		for (size_t n = 0; !found && n <= count; n++) {
			found = find_in_block(p, &f, &needle, block, direction, limit);
			limit = -1;
			if (!found)
				block = direction > 0 ? (block + 1) % count
				                      : (block + count - 1) % count;
		}
	}
	buf_done(&needle);
	buf_done(&f.text);
	vec_done(&f.from);
	return found;
}
