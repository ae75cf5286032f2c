/* SPDX-License-Identifier: ISC */
/* From the main text's tree to drafts of blocks. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "model/text/characters.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Where text and structure take more than this, the rest is cut: a document holds 64 MiB. */
#define SIZE_MOST (56u << 20)
#define DRAFTS_MAX 1500000u

/* Where in the structure the walk is. */
struct place {
	int list_depth, quote_depth;
	bool item; /* the next draft is the list item's first */
	char marker[16];
	const char *link;          /* the whole is inside this link, or NULL */
	bool own;                  /* whose words are text */
	enum doc_span_kind change; /* the whole was struck out or put in; 0: neither */
	const char *lang;          /* nearest lang attribute */
	const char *anchor;        /* of the next draft */
	const struct html_node *block;
};

struct walk {
	struct html_drafts *d;
	bool open;            /* a draft is being filled */
	int level;            /* of the last heading, or 0 */
	uint8_t targets[512]; /* which "#…" some link points to (a filter of bits) */
};

/* -- inline -------------------------------------------------------------- */

/* own: of a link whose words are text. */
static void span_add(struct html_drafts *d, enum doc_span_kind kind, uint32_t start,
                     const char *value, bool own)
{
	struct html_draft_span span = {start, (uint32_t)d->text.len, kind, value ? value : ""};
	d->values += strlen(span.value) + 1;
	while (span.end > start && d->text.bytes[span.end - 1] == ' ')
		span.end--;
	if (span.end > start && vec_push(&d->spans, span) < 0)
		d->failed = true;
	if (kind != DOC_LINK || d->list.count == 0)
		return;
	if (own)
		d->list.at[d->list.count - 1].own += span.end - start;
	else
		d->list.at[d->list.count - 1].linked += span.end - start;
}

/* What a block takes beside its text and addresses: itself, its marker and anchor. A span
 * and a cell are counted twice by a doc_maker, while they are made and when they are kept. */
#define BLOCK_SIZE (sizeof(struct doc_block) + 40)
#define SPAN_SIZE (2 * sizeof(struct doc_span))
#define CELL_SIZE (2 * sizeof(struct doc_cell) + 8)

/* Whether the document has as much as it holds; that is kept in mind. */
static bool is_full(struct html_drafts *d)
{
	d->cut_text |= d->text.len + d->list.count * BLOCK_SIZE + d->spans.count * SPAN_SIZE +
	                       d->values + d->cells >
	               SIZE_MOST;
	return d->cut_text;
}

/* Adds text with no white space twice, and none at the beginning. */
static void text_add(struct html_drafts *d, uint32_t begin, const char *s, size_t len)
{
	bool space = d->text.len == begin || d->text.bytes[d->text.len - 1] == ' ';
	size_t from = 0;
	if (len == 0 || (!d->made && is_full(d)))
		return;
	/* The tree's text is collapsed already: mostly it goes as it is. */
	if (!memmem(s, len, "\xc2\xa0", 2) && !memchr(s, '\n', len)) {
		size_t lead = space && *s == ' ';
		buf_add(&d->text, s + lead, len - lead);
		return;
	}
	for (size_t i = 0; i < len; i++) {
		size_t width = 1;
		if ((unsigned char)s[i] == 0xc2 && i + 1 < len && (unsigned char)s[i + 1] == 0xa0)
			width = 2; /* a no-break space is one where it has no neighbour */
		if (width == 1 && !html_is_space(s[i])) {
			space = false;
			continue;
		}
		bool alone = width == 2 && !space && i + 2 < len && s[i + 2] != ' ' &&
		             (unsigned char)s[i + 2] != 0xc2;
		if (alone) {
			i++;
			continue;
		}
		buf_add(&d->text, s + from, i - from);
		if (!space)
			buf_char(&d->text, ' ');
		space = true;
		i += width - 1;
		from = i + 1;
	}
	buf_add(&d->text, s + from, len - from);
}

/* What was done to the text of an element: DOC_DEL, DOC_INS, or 0. */
static enum doc_span_kind change_of(const struct html_node *node)
{
	if (node->tag == HTML_DEL || node->tag == HTML_S || node->tag == HTML_STRIKE ||
	    node->hints & HINT_STRUCK)
		return DOC_DEL;
	return node->tag == HTML_INS ? DOC_INS : 0;
}

static uint32_t current_start(const struct html_drafts *d)
{
	return d->list.count ? d->list.at[d->list.count - 1].start : 0;
}

/* What stands for a picture, a field, a frame: nothing, but of a page shown whole. */
static void add_stand_in(struct html_drafts *d, uint32_t begin, struct html_node *node)
{
	const char *href = NULL;
	bool stands = d->page->whole || node->hints & HINT_EMBEDDED;
	const char *words = stands ? html_stand_in(d->page, node, &href) : NULL;
	if (!words)
		return;
	node->draft = (uint32_t)d->list.count;
	text_add(d, begin, " ", 1);
	uint32_t start = (uint32_t)d->text.len;
	text_add(d, begin, words, strlen(words));
	if (href)
		span_add(d, DOC_LINK, start, href, node->hints & HINT_EMBEDDED);
	text_add(d, begin, " ", 1);
}

/* Whether the link from start to the end is the call of a note: raised, said to be one, or a
 * number right behind a word. */
static bool is_call(const struct html_drafts *d, const struct html_node *link, uint32_t begin,
                    uint32_t start)
{
	const char *s = d->text.bytes + start, *role = html_attr(link, HTML_AT_ROLE);
	size_t len = d->text.len - start, digits = 0;
	if (len == 0 || len > 5)
		return false;
	if ((link->parent && link->parent->tag == HTML_SUP) ||
	    (link->first && link->first->tag == HTML_SUP) ||
	    (role && strcmp(role, "doc-noteref") == 0))
		return true;
	while (digits < len && isdigit((unsigned char)s[digits]))
		digits++;
	return digits == len && len <= 3 && start > begin && s[-1] != ' ' && s[-1] != '(' &&
	       s[-1] != '[' && s[-1] != '/' && s[-1] != '-';
}

/* What an element makes of the text from start to the end. */
static void inline_spans(struct html_drafts *d, const struct html_node *node, uint32_t begin,
                         uint32_t start)
{
	const char *href = node->tag == HTML_A ? html_attr(node, HTML_AT_HREF) : NULL;
	const char *address = href ? html_resolve(d->page, href) : NULL;
	switch (node->tag) {
	case HTML_A:
		if (html_is_inner(address) && is_call(d, node, begin, start))
			span_add(d, DOC_CALL, start, address + 1, false);
		else if (address)
			span_add(d, DOC_LINK, start, address, node->hints & HINT_OWN);
		break;
	case HTML_STRONG:
	case HTML_B:
		span_add(d, DOC_STRONG, start, NULL, false);
		break;
	case HTML_EM:
	case HTML_I:
	case HTML_CITE:
		span_add(d, DOC_EM, start, NULL, false);
		break;
	case HTML_Q:
		html_mark_quote(d, node, start);
		break;
	case HTML_RT:
		html_mark_reading(d, start);
		break;
	case HTML_SUP:
	case HTML_SUB:
		html_mark_script(d, node, begin, start);
		break;
	default:
		break;
	}
	if (change_of(node))
		html_mark_change(d, change_of(node), start);
	if (!(node->flags & HTML_BLOCK))
		html_mark_direction(d, node, start);
}

static void inline_node(struct html_drafts *d, uint32_t begin, struct html_node *node)
{
	if (node->dropped && node->flags & HTML_BLOCK)
		text_add(d, begin, " ", 1);
	if (node->dropped)
		return;
	if (node->tag == HTML_TEXT) {
		node->draft = (uint32_t)d->list.count;
		text_add(d, begin, node->text, node->len);
		return;
	}
	if (node->tag == HTML_BR || node->flags & HTML_BLOCK)
		text_add(d, begin, " ", 1);
	uint32_t start = (uint32_t)d->text.len;
	add_stand_in(d, begin, node);
	for (struct html_node *child = node->first; child; child = child->next)
		inline_node(d, begin, child);
	inline_spans(d, node, begin, start);
	if (node->flags & HTML_BLOCK)
		text_add(d, begin, " ", 1);
}

void html_drafts_inline(struct html_drafts *d, const struct html_node *node)
{
	uint32_t begin = (uint32_t)d->text.len;
	for (struct html_node *child = node->first; child; child = child->next)
		inline_node(d, begin, child);
}

/* -- drafts -------------------------------------------------------------- */

static void flush(struct walk *w, struct place *at)
{
	struct html_drafts *d = w->d;
	if (!w->open)
		return;
	struct html_draft *one = &d->list.at[d->list.count - 1];
	w->open = false;
	if (one->kind != DOC_PRE)
		while (d->text.len > one->start && d->text.bytes[d->text.len - 1] == ' ')
			buf_cut(&d->text, d->text.len - 1);
	one->end = (uint32_t)d->text.len;
	one->span_count = (uint32_t)d->spans.count - one->span;
	size_t letters = 0;
	for (uint32_t i = one->start; i < one->end && letters == 0; i++)
		letters += !html_is_space(d->text.bytes[i]) && d->text.bytes[i] != '\xc2' &&
		           d->text.bytes[i] != '\xa0';
	if (letters == 0 && one->kind != DOC_RULE && one->kind != DOC_TABLE) {
		/* Nothing in it: its marks go to the next. */
		if (one->kind == DOC_ITEM && !at->item && one->where == at->block) {
			at->item = true;
			memcpy(at->marker, one->marker, sizeof at->marker);
		}
		if (!at->anchor)
			at->anchor = one->anchor;
		buf_cut(&d->text, one->start);
		d->spans.count = one->span;
		d->list.count--;
		return;
	}
	if (at->link)
		span_add(d, DOC_LINK, one->start, at->link, at->own);
	if (at->change)
		html_mark_change(d, at->change, one->start);
	one->end = (uint32_t)d->text.len;
	one->span_count = (uint32_t)d->spans.count - one->span;
}

static struct html_draft *begin(struct walk *w, struct place *at, enum doc_kind kind)
{
	struct html_drafts *d = w->d;
	struct html_draft one = {.kind = kind,
	                         .anchor = at->anchor,
	                         .lang = at->lang,
	                         .where = at->block,
	                         .start = (uint32_t)d->text.len,
	                         .end = (uint32_t)d->text.len,
	                         .span = (uint32_t)d->spans.count};
	flush(w, at);
	one.anchor = at->anchor;
	one.start = one.end = (uint32_t)d->text.len;
	one.span = (uint32_t)d->spans.count;
	at->anchor = NULL;
	if (kind == DOC_PARAGRAPH && at->item) {
		one.kind = DOC_ITEM;
		one.level = at->list_depth > 0 ? at->list_depth : 1;
		memcpy(one.marker, at->marker, sizeof one.marker);
		at->item = false;
	} else if (kind == DOC_PARAGRAPH && at->quote_depth > 0) {
		one.kind = DOC_QUOTE;
		one.level = at->quote_depth;
	}
	if (d->list.count >= DRAFTS_MAX) {
		d->cut_list = true;
		return NULL;
	}
	if (vec_push(&d->list, one) < 0) {
		d->failed = true;
		return NULL;
	}
	w->open = true;
	return &d->list.at[d->list.count - 1];
}

static void emit_node(struct walk *w, struct html_node *node, struct place *at);
static void emit_children(struct walk *w, struct html_node *node, struct place *at);

/* -- anchors ------------------------------------------------------------- */

static unsigned target_bit(const char *s)
{
	unsigned h = 2166136261u;
	while (*s)
		h = (h ^ (unsigned char)*s++) * 16777619u;
	return (h ^ h >> 15) & 4095;
}

static void find_targets(struct walk *w, struct html_node *top)
{
	for (struct html_node *node = top; node; node = html_walk(top, node)) {
		const char *href = node->tag == HTML_A && !node->dropped
		                           ? html_attr(node, HTML_AT_HREF)
		                           : NULL;
		if (href && *href == '#' && href[1])
			w->targets[target_bit(href + 1) / 8] |=
				(uint8_t)(1 << (target_bit(href + 1) & 7));
	}
}

static void note_anchor(struct walk *w, const struct html_node *node, struct place *at)
{
	if (!node->attrs)
		return;
	const char *id = html_attr(node, HTML_AT_ID);
	if (!id && node->tag == HTML_A)
		id = html_attr(node, HTML_AT_NAME);
	if (id && *id && w->targets[target_bit(id) / 8] & 1 << (target_bit(id) & 7))
		at->anchor = id;
}

/* -- kinds --------------------------------------------------------------- */

/* The level of a heading in it, 0: there is none. */
static int heading_level(const struct html_node *top)
{
	for (struct html_node *node = (struct html_node *)top; node; node = html_walk(top, node))
		if (node->tag >= HTML_H1 && node->tag <= HTML_H6)
			return node->tag - HTML_H1 + 1;
	return 0;
}

static void emit_heading(struct walk *w, struct html_node *node, struct place *at)
{
	struct html_draft *one = begin(w, at, DOC_HEADING);
	if (!one)
		return;
	one->level = heading_level(node);
	if (one->level > 0)
		w->level = one->level;
	else /* what unfolds the text below it is within the part */
		one->level = w->level < 3 ? 3 : w->level < 6 ? w->level + 1 : 6;
	html_drafts_inline(w->d, node);
	flush(w, at);
}

#define TAB_STOP 8 /* cells between the places that a browser moves on to at a tab */

/* Text whose white space stands. */
static void pre_add(struct html_drafts *d, uint32_t begin, const char *s, size_t len)
{
	static const char blanks[TAB_STOP + 1] = "        ";
	const char *end = s + len, *tab;
	for (; (tab = memchr(s, '\t', (size_t)(end - s))); s = tab + 1) {
		buf_add(&d->text, s, (size_t)(tab - s));
		size_t line = d->text.len;
		while (line > begin && d->text.bytes[line - 1] != '\n')
			line--;
		size_t width = text_width(d->text.bytes + line, d->text.len - line);
		buf_add(&d->text, blanks, TAB_STOP - width % TAB_STOP);
	}
	buf_add(&d->text, s, (size_t)(end - s));
}

static void emit_pre(struct walk *w, const struct html_node *top, struct place *at)
{
	struct html_drafts *d = w->d;
	if (!begin(w, at, DOC_PRE))
		return;
	for (struct html_node *node = top->first; node;
	     node = node->dropped ? html_skip(top, node) : html_walk(top, node)) {
		if (node->tag == HTML_TEXT && !node->dropped) {
			node->draft = (uint32_t)d->list.count;
			pre_add(d, current_start(d), node->text, is_full(d) ? 0 : node->len);
		} else if (node->tag == HTML_BR)
			buf_char(&d->text, '\n');
	}
	uint32_t start = current_start(d);
	while (d->text.len > start && html_is_space(d->text.bytes[d->text.len - 1]))
		buf_cut(&d->text, d->text.len - 1);
	flush(w, at);
}

/* On a line of its own. */
static void emit_stand_in(struct walk *w, struct html_node *node, struct place *at)
{
	const char *href;
	if (!(w->d->page->whole || node->hints & HINT_EMBEDDED) ||
	    !html_stand_in(w->d->page, node, &href) || !begin(w, at, DOC_PARAGRAPH))
		return;
	add_stand_in(w->d, current_start(w->d), node);
	flush(w, at);
}

static void emit_list(struct walk *w, struct html_node *node, struct place *at)
{
	struct html_count count;
	struct place inside = *at;
	html_count_begin(&count, node);
	flush(w, at);
	inside.list_depth++;
	if (node->tag == HTML_OPTGROUP)
		emit_stand_in(w, node, at);
	for (struct html_node *child = node->first; child; child = child->next) {
		if (child->dropped)
			continue;
		if (child->tag == HTML_LI || child->tag == HTML_OPTION) {
			html_count_item(&count, child, inside.marker);
			inside.item = true;
			note_anchor(w, child, &inside);
			struct place item = inside;
			item.block = child;
			if (change_of(child))
				item.change = change_of(child);
			emit_children(w, child, &item);
			flush(w, &item);
			inside.anchor = item.anchor;
		} else {
			/* A list right inside a list, or what does not belong there. */
			struct place other = inside;
			other.item = false;
			if (child->tag != HTML_UL && child->tag != HTML_OL &&
			    child->tag != HTML_OPTGROUP)
				other.list_depth = at->list_depth;
			emit_node(w, child, &other);
			flush(w, &other);
		}
	}
	at->anchor = inside.anchor;
}

/* What the rows of a table take. */
static size_t size_of(const struct html_node *table)
{
	size_t size = 0;
	for (struct html_node *node = table->first; node; node = html_walk(table, node)) {
		if (node->tag == HTML_TEXT)
			size += node->len;
		else if (node->tag == HTML_TR)
			size += sizeof(struct doc_row);
		else if (node->tag == HTML_TD || node->tag == HTML_TH)
			size += CELL_SIZE;
		else if (node->tag == HTML_A)
			size += SPAN_SIZE;
	}
	return size;
}

static void emit_table(struct walk *w, struct html_node *node, struct place *at)
{
	if (!(node->hints & HINT_DATA)) {
		struct place inside = *at;
		flush(w, at);
		inside.block = node;
		emit_children(w, node, &inside);
		flush(w, &inside);
		return;
	}
	/* what of its cells does not fit is left out when they are written */
	struct html_draft *one = is_full(w->d) ? NULL : begin(w, at, DOC_TABLE);
	w->d->cells += size_of(node);
	if (!one)
		return;
	one->node = node;
	for (struct html_node *child = node->first; child; child = child->next)
		if (child->tag == HTML_CAPTION && !child->dropped)
			html_drafts_inline(w->d, child);
	flush(w, at);
}

/* The caption inside a figure, or the figure itself where a class says it is
 * one; NULL when there is none. */
static const struct html_node *caption_of(const struct html_node *figure)
{
	for (struct html_node *node = figure->first; node; node = html_walk(figure, node))
		if (node->tag == HTML_FIGCAPTION ||
		    (node->tag != HTML_TEXT && node->hints & HINT_CAPTION))
			return node;
	return NULL;
}

/* Sets the credit aside, so that the caption's text is without it. */
static const char *take_credit(struct html_drafts *d, const struct html_node *caption)
{
	for (struct html_node *node = caption->first; node; node = html_walk(caption, node)) {
		if (node->tag == HTML_TEXT || !(node->hints & HINT_CREDIT) || node->dropped)
			continue;
		struct buf text;
		buf_init(&text, 400);
		html_text(node, &text, 300);
		const char *credit = html_strdup(d->page, text.bytes, text.len);
		buf_done(&text);
		for (struct html_node *in = node->first; in; in = html_walk(node, in))
			in->draft = (uint32_t)d->list.count + 1; /* of the one that follows */
		node->dropped = true;
		return credit;
	}
	return NULL;
}

static struct html_draft *begin_figure(struct walk *w, const struct html_node *node,
                                       struct place *at)
{
	struct html_draft *one = begin(w, at, DOC_FIGURE);
	if (one)
		one->pictured = html_picture(w->d->page, node, &one->picture);
	if (one && one->picture)
		w->d->values += strlen(one->picture) + 1;
	return one;
}

/* A figure without a caption is what is said of its picture for who cannot see it. */
static void emit_described(struct walk *w, const struct html_node *node, struct place *at)
{
	const char *words = html_described(w->d->page, node);
	struct html_draft *one = words && !is_full(w->d) ? begin_figure(w, node, at) : NULL;
	if (!one)
		return;
	text_add(w->d, current_start(w->d), words, strlen(words));
	flush(w, at);
}

static void emit_figure(struct walk *w, struct html_node *node, struct place *at)
{
	const struct html_node *caption = caption_of(node);
	/* A figure may hold a table, a quotation or code as well. */
	bool holds = node->prose > (caption ? caption->chars : 0);
	for (struct html_node *in = node->first; in && !holds; in = html_walk(node, in))
		holds = in->tag == HTML_TABLE || in->tag == HTML_BLOCKQUOTE || in->tag == HTML_PRE;
	flush(w, at);
	if (!caption && node->hints & HINT_CAPTION)
		caption = node;
	if (holds && caption != node) {
		struct place inside = *at;
		inside.block = node;
		emit_children(w, node, &inside);
		flush(w, &inside);
		return;
	}
	if (!caption) {
		emit_described(w, node, at);
		return;
	}
	const char *credit = take_credit(w->d, caption);
	struct html_draft *one = begin_figure(w, node, at);
	if (!one)
		return;
	one->credit = credit;
	html_drafts_inline(w->d, caption);
	flush(w, at);
}

static bool is_list(const struct html_node *node)
{
	return node->tag == HTML_UL || node->tag == HTML_OL || node->tag == HTML_MENU ||
	       node->tag == HTML_SELECT || node->tag == HTML_OPTGROUP;
}

/* Whether it is more than lines of text. */
static bool has_parts(const struct html_node *top)
{
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		if (is_list(node) || node->flags & HTML_HEADING || node->tag == HTML_TABLE ||
		    node->tag == HTML_PRE)
			return true;
	return false;
}

/* Of a page shown whole: the caption as it stands, and all that is beside it. */
static void emit_whole_figure(struct walk *w, struct html_node *node, struct place *at)
{
	bool caption = node->tag != HTML_FIGURE && !has_parts(node);
	flush(w, at);
	if (caption && begin_figure(w, node, at))
		html_drafts_inline(w->d, node);
	else if (!caption)
		emit_children(w, node, at);
	flush(w, at);
}

static bool is_caption(const struct html_node *node)
{
	return node->hints & HINT_CAPTION && node->tag != HTML_CAPTION && node->tag != HTML_TD &&
	       !(node->flags & HTML_HEADING) && node->chars < 600 && node->runs <= 2 &&
	       !(node->hints & (HINT_BODY | HINT_MAIN));
}

static void emit_block(struct walk *w, struct html_node *node, struct place *at)
{
	struct place inside = *at;
	const char *lang = node->attrs ? html_attr(node, HTML_AT_LANG) : NULL;
	if (lang && *lang)
		inside.lang = lang;
	inside.block = node;
	if (change_of(node))
		inside.change = change_of(node);
	note_anchor(w, node, &inside);
	if (node->flags & HTML_HEADING) {
		emit_heading(w, node, &inside);
	} else if (node->tag == HTML_FIGURE || node->tag == HTML_FIGCAPTION || is_caption(node)) {
		if (w->d->page->whole)
			emit_whole_figure(w, node, &inside);
		else
			emit_figure(w, node, &inside);
	} else if (is_list(node)) {
		emit_list(w, node, &inside);
	} else if (node->tag == HTML_TABLE) {
		emit_table(w, node, &inside);
	} else if (node->tag == HTML_PRE || node->tag == HTML_XMP || node->tag == HTML_PLAINTEXT) {
		emit_pre(w, node, &inside);
	} else if (node->tag == HTML_HR) {
		begin(w, &inside, DOC_RULE);
		flush(w, &inside);
	} else {
		flush(w, at);
		inside.item = at->item;
		if (node->tag == HTML_BLOCKQUOTE)
			inside.quote_depth++;
		emit_stand_in(w, node, &inside);
		emit_children(w, node, &inside);
		flush(w, &inside);
	}
	at->item = inside.item;
	memcpy(at->marker, inside.marker, sizeof at->marker);
	at->anchor = inside.anchor;
}

/* One inline node, or an inline one with blocks inside. */
static void emit_inline(struct walk *w, struct html_node *node, struct place *at)
{
	note_anchor(w, node, at);
	if (node->tag == HTML_BR) {
		flush(w, at);
		return;
	}
	if (node->blocky) {
		struct place inside = *at;
		const char *href = node->tag == HTML_A ? html_attr(node, HTML_AT_HREF) : NULL;
		flush(w, at);
		if (href) {
			inside.link = html_resolve(w->d->page, href);
			inside.own = node->hints & HINT_OWN;
		}
		if (change_of(node))
			inside.change = change_of(node);
		emit_children(w, node, &inside);
		flush(w, &inside);
		at->item = inside.item;
		at->anchor = inside.anchor;
		return;
	}
	/* A span that holds no text but line breaks between is taken apart. */
	for (const struct html_node *child = node->first; child; child = child->next)
		if (child->tag == HTML_BR && node->tag != HTML_A) {
			emit_children(w, node, at);
			return;
		}
	if (!w->open && !begin(w, at, DOC_PARAGRAPH))
		return;
	if (at->anchor && !w->d->list.at[w->d->list.count - 1].anchor) {
		w->d->list.at[w->d->list.count - 1].anchor = at->anchor;
		at->anchor = NULL;
	}
	inline_node(w->d, current_start(w->d), node);
}

static void emit_node(struct walk *w, struct html_node *node, struct place *at)
{
	/* what is left out between two texts keeps them apart */
	if (node->dropped && node->flags & HTML_BLOCK)
		flush(w, at);
	if (node->dropped)
		return;
	if (node->tag == HTML_TEXT) {
		bool blank = node->len == 1 && node->text[0] == ' ';
		if (!w->open && (blank || !begin(w, at, DOC_PARAGRAPH)))
			return;
		node->draft = (uint32_t)w->d->list.count;
		text_add(w->d, current_start(w->d), node->text, node->len);
	} else if (node->flags & HTML_BLOCK) {
		emit_block(w, node, at);
	} else {
		emit_inline(w, node, at);
	}
}

static void emit_children(struct walk *w, struct html_node *node, struct place *at)
{
	for (struct html_node *child = node->first;
	     child && !w->d->failed && !w->d->cut_list && !w->d->cut_text; child = child->next)
		emit_node(w, child, at);
}

/* The main text, or what stands before or behind it. */
static void emit_part(struct walk *w, struct html_node *node, struct place *at)
{
	at->block = node;
	if (node->tag == HTML_TABLE || node->tag == HTML_UL || node->tag == HTML_OL ||
	    node->tag == HTML_PRE || node->tag == HTML_BLOCKQUOTE)
		emit_block(w, node, at);
	else
		emit_children(w, node, at);
	flush(w, at);
}

void html_drafts_make(struct html_drafts *d, struct html_page *page,
                      const struct html_main *main_text, const struct html_facts *facts)
{
	struct walk w = {.d = d};
	struct place at = {.block = main_text->node};
	*d = (struct html_drafts){.page = page, .rtl = text_lang_is_rtl(facts->language)};
	buf_init(&d->text, DOC_MAX);
	find_targets(&w, page->root);
	for (size_t i = 0; i < HTML_LEADS && main_text->leads[i]; i++)
		emit_part(&w, main_text->leads[i], &at);
	for (size_t i = 0; i < d->list.count; i++)
		d->list.at[i].lead = true;
	emit_part(&w, main_text->node, &at);
	for (size_t i = 0; i < HTML_LEADS && main_text->tails[i]; i++)
		emit_part(&w, main_text->tails[i], &at);
	html_drafts_judge(d, facts, main_text->article);
}

void html_drafts_done(struct html_drafts *d)
{
	buf_done(&d->text);
	vec_done(&d->list);
	vec_done(&d->spans);
}
