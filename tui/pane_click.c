/* SPDX-License-Identifier: ISC */
/* What of a document stands in a cell. */
#include "config.h"

#include "model/text/bidi.h"
#include "model/text/characters.h"
#include "tui/pane_int.h"

/* The byte of the piece's text that is shown in a column of it; false: none is. */
static bool byte_at(struct pane *p, const struct wrap_piece *piece, int col, uint32_t *offset)
{
	struct wrap_shown shown;
	uint32_t at = 0;

	col -= piece->col;
	if (col < 0 || !piece->text)
		return false;
	if (wrap_show(p->wrap, piece, &shown)) {
		for (size_t i = 0; i < shown.count; i++) {
			col -= shown.cells[i].width;
			*offset = shown.cells[i].from + shown.base;
			if (col < 0)
				return true;
		}
		return false;
	}
	for (; at < piece->len; at += (uint32_t)text_cluster(piece->bytes + at, piece->len - at)) {
		size_t n = text_cluster(piece->bytes + at, piece->len - at);

		col -= (int)text_cluster_width(piece->bytes + at, n);
		*offset = piece->offset + at;
		if (col < 0)
			return true;
	}
	return false;
}

const char *pane_click(struct pane *p, int row, int col)
{
	const struct wrap_row *r = p->wrap ? wrap_row(p->wrap, p->top + (size_t)row) : NULL;
	uint32_t offset;

	if (!r || row < 0 || row >= p->rows)
		return NULL;
	p->line = p->top + (size_t)row;
	p->link = NO_LINK;
	pane_settle(p);
	/* where the terminal puts letters into their order, which stands there is not known
	 * here: the row's first link is chosen, and Enter opens it */
	for (uint32_t i = 0; i < r->piece_count; i++)
		if (term_bidi() == TERM_BIDI_TERMINAL &&
		    (r->pieces[i].rtl || bidi_is_needed(r->pieces[i].bytes, r->pieces[i].len)))
			return NULL;
	for (uint32_t i = 0; i < r->piece_count; i++)
		if (byte_at(p, &r->pieces[i], col - PANE_GUTTER, &offset))
			return pane_link_of(p, r->block, r->pieces[i].text, offset);
	return NULL;
}
