/* SPDX-License-Identifier: ISC */
/* Layout of text from the right: which way blocks run, their columns, and the order
 * of cells within a piece. */
#include "config.h"

#include "model/layout/internal.h"
#include "model/text/characters.h"

#include <string.h>

void wrap_set_bidi(struct wrap *w, enum wrap_bidi bidi)
{
	w->mode = w->document_mode = bidi;
}

enum wrap_bidi wrap_block_mode(const struct wrap *w, const struct doc_block *b)
{
	static const struct {
		const char *lang;
		enum wrap_bidi mode;
	} pictures[] = {{"x-logical", WRAP_PLAIN},
	                {"x-terminal", WRAP_DIRECTED},
	                {"x-program", WRAP_VISUAL}};

	if (b->lang[0] != 'x')
		return w->document_mode;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		if (!strcmp(b->lang, pictures[i].lang))
			return pictures[i].mode;
	return w->document_mode;
}

/* -- room ----------------------------------------------------------------- */

bool wrap_ligatures(const struct wrap *w, const char *s, size_t len)
{
	return w->mode == WRAP_VISUAL && bidi_is_needed(s, len);
}

size_t wrap_cluster(const char *s, size_t len, bool ligatures, int *cells)
{
	size_t n = text_cluster(s, len);
	size_t alef = ligatures ? bidi_ligature(s, n, len) : 0;

	*cells = *s == '\n' ? 0 : alef ? 1 : (int)text_cluster_width(s, n);
	return n + alef;
}

int wrap_width(const struct wrap *w, const char *s, size_t len)
{
	int width = 0;

	if (!wrap_ligatures(w, s, len))
		return (int)text_width(s, len);
	for (size_t i = 0; i < len;) {
		int cells;

		i += wrap_cluster(s + i, len - i, true, &cells);
		width += cells;
	}
	return width;
}

/* -- directions -------------------------------------------------------------- */

/* By what the document says; else by its language, unless nothing of the text is
 * written from the right; else by the first letter. */
bool wrap_block_rtl(const struct wrap *w, const struct doc_block *b)
{
	const struct doc_text *t = &b->text;
	const char *lang = *b->lang ? b->lang : doc_fact(w->doc, DOC_LANGUAGE);

	if (w->mode == WRAP_PLAIN)
		return false;
	if (b->dir != DOC_DIR_AUTO)
		return b->dir == DOC_RTL;
	if (text_lang_is_rtl(lang) && (b->row_count || bidi_is_needed(t->bytes, t->len)))
		return true;
	if (b->row_count && !t->len && b->rows[0].cell_count)
		t = &b->rows[0].cells[0].text;
	return text_starts_rtl(t->bytes, t->len);
}

/* A marker, a tail, a cell: by its own first letter, else as its block. */
bool wrap_text_rtl(const struct wrap *w, const char *s, size_t len)
{
	int direction = text_direction(s, len);

	return direction ? direction > 0 : w->rtl;
}

/* A figure has no letter, and its groups of digits are read from the left anywhere. */
bool wrap_cell_rtl(const struct wrap *w, const struct doc_text *t)
{
	return bidi_is_needed(t->bytes, t->len) && wrap_text_rtl(w, t->bytes, t->len);
}

void wrap_mirror(struct wrap *w, size_t piece)
{
	for (; piece < w->pieces.count; piece++) {
		struct wrap_piece *p = &w->pieces.at[piece];
		int col = w->width - p->col - p->width - p->hyphen;

		p->col = (uint16_t)(col < 0 ? 0 : col);
	}
}

/* -- cells --------------------------------------------------------------------- */

bool wrap_show(struct wrap *w, const struct wrap_piece *p, struct wrap_shown *shown)
{
	enum bidi_base base = p->rtl ? BIDI_RTL : BIDI_LTR;
	size_t from = p->alone ? 0 : p->offset;

	if (!p->moved || (!w->bidi && !(w->bidi = bidi_new())))
		return false;
	if (p->alone ? bidi_read(w->bidi, p->bytes, p->len, base) < 0
	             : bidi_read(w->bidi, p->text->bytes, p->text->len, base) < 0)
		return false;
	shown->cells = bidi_row(w->bidi, from, from + p->len, &shown->count);
	shown->bytes = bidi_shown(w->bidi);
	shown->base = p->alone ? p->offset : 0;
	return shown->cells != NULL;
}

int wrap_column(struct wrap *w, const struct wrap_piece *p, uint32_t offset)
{
	struct wrap_shown shown;
	int col = p->col;

	if (offset < p->offset)
		offset = p->offset;
	if (offset > p->offset + p->len)
		offset = p->offset + p->len;
	if (!wrap_show(w, p, &shown))
		return col + (int)text_width(p->bytes, offset - p->offset);
	col += p->rtl && p->hyphen;
	for (size_t i = 0; i < shown.count; i++) {
		const struct bidi_cell *c = &shown.cells[i];

		if (c->from + shown.base <= offset && c->to + shown.base > offset)
			return col;
		col += c->width;
	}
	return p->col;
}
