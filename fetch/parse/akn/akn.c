/* SPDX-License-Identifier: ISC */
/* Akoma Ntoso: the walk over the text. Every element is read, whatever it is
 * and wherever it stands; what is known of some says where paragraphs begin and
 * end, and what they are. */
#include "config.h"

#include "fetch/parse/akn/walk.h"
#include "fetch/parse/core/parser.h"
#include "model/text/characters.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define NOTES_MOST 99999 /* the highest number from which others are counted on */

static const char *const tag_names[] = {
#define X(id, name, action) name,
	AKN_TAGS(X)
#undef X
};

static const uint8_t tag_actions[] = {
#define X(id, name, action) action,
	AKN_TAGS(X)
#undef X
};

static const char *const attr_names[] = {
#define X(id, name) name,
	AKN_ATTRS(X)
#undef X
};

static const struct xml_words words = {tag_names,  sizeof tag_names / sizeof *tag_names,
                                       attr_names, sizeof attr_names / sizeof *attr_names,
                                       NULL,       0};

static unsigned action_of(const struct akn_walk *w, uint32_t node)
{
	unsigned tag = w->tree->nodes.at[node].tag;
	return tag < XML_OTHER ? tag_actions[tag] : AKN_INLINE;
}

/* -- blocks -------------------------------------------------------------- */

static void flush(struct akn_walk *w)
{
	struct draft *d = w->drafts.open;
	bool own = d && !w->drafts.note && !w->drafts.in_cell;
	if (own && w->cover)
		akn_cover_take(w, d);
	if (!w->drafts.note && !w->drafts.in_cell)
		w->roles = 0;
	if (own && w->quotes && d->kind == DOC_PARAGRAPH && !*d->marker) {
		d->kind = DOC_QUOTE;
		d->level = (int)w->quotes;
	}
	drafts_end(&w->drafts);
}

/* Before text: a paragraph begins, and takes the marker that waits. */
static void need_paragraph(struct akn_walk *w)
{
	if (w->drafts.note || w->drafts.in_cell || w->drafts.open)
		return;
	struct draft *d = drafts_begin(&w->drafts, w->heading ? DOC_HEADING : DOC_PARAGRAPH);
	if (!d)
		return;
	memcpy(d->marker, w->marker, sizeof d->marker);
	d->set_apart = *d->marker != '\0';
	d->level = w->heading ? w->heading : (int)w->lists;
	w->marker[0] = '\0';
}

static void num_take(struct akn_walk *w, uint32_t node)
{
	struct buf text;
	buf_init(&text, 4096);
	xml_text(w->tree, node, &text);
	flush(w);
	/* One that never met its text stands alone, to be joined or dropped. */
	if (*w->marker)
		need_paragraph(w), flush(w);
	if (text.len < sizeof w->marker && text.len > 0) {
		memcpy(w->marker, text.bytes, text.len + 1);
	} else if (text.len > 0) {
		need_paragraph(w);
		rich_text_add(drafts_text(&w->drafts), text.bytes, text.len);
	}
	buf_done(&text);
}

static int class_level(const char *class)
{
	const char *at = class && class[0] == 'H' ? class + 1 : "";
	return isdigit((unsigned char)*at) ? *at - '0' + 1 : strncmp(at, "Ch", 2) == 0 ? 2 : 0;
}

static void heading_begin(struct akn_walk *w, bool below)
{
	flush(w);
	struct draft *d = drafts_begin(&w->drafts, DOC_HEADING);
	if (!d)
		return;
	d->level = w->heading ? w->heading : below ? 3 : 2;
	memcpy(d->marker, w->marker, sizeof d->marker);
	w->marker[0] = '\0';
}

static void note_begin(struct akn_walk *w, uint32_t node)
{
	char number[16];
	const char *marker = xml_attr(w->tree, node, AKN_A_MARKER);
	snprintf(number, sizeof number, "%u", ++w->note_count);
	int given = parse_number(marker, 0, NOTES_MOST + 1, 0);
	if (marker && isdigit((unsigned char)*marker) && given <= NOTES_MOST)
		w->note_count = (unsigned)given;
	need_paragraph(w);
	drafts_note_begin(&w->drafts, marker && *marker ? marker : number);
}

static unsigned span_of(const struct akn_walk *w, uint32_t node, unsigned name)
{
	return (unsigned)parse_number(xml_attr(w->tree, node, name), 1, DOC_SPAN_MOST, 1);
}

static void cell_begin(struct akn_walk *w, uint32_t node)
{
	unsigned tag = w->tree->nodes.at[node].tag;
	drafts_cell_begin(&w->drafts, tag == AKN_T_TH, span_of(w, node, AKN_A_COLSPAN),
	                  span_of(w, node, AKN_A_ROWSPAN));
}

static void item_begin(struct akn_walk *w)
{
	flush(w);
	if (w->drafts.note || w->drafts.in_cell)
		return;
	if (!*w->marker)
		memcpy(w->marker, "•", sizeof "•");
}

/* -- links --------------------------------------------------------------- */

/* A UN document's address is its symbol; others stand. */
static void link_span(struct akn_walk *w, uint32_t node, uint32_t start)
{
	const char *href = xml_attr(w->tree, node, AKN_A_HREF);
	char symbol[SYMBOL_MAX];
	if (!href || !*href)
		return;
	if (symbol_normal(href, symbol))
		rich_text_span(drafts_text(&w->drafts), DOC_LINK, start, symbol);
	else if (strncmp(href, "http", 4) == 0)
		rich_text_span(drafts_text(&w->drafts), DOC_LINK, start, href);
}

/* -- the walk ------------------------------------------------------------ */

/* "on<docDate>": the space was lost where the element was put in. */
static void date_begin(struct akn_walk *w)
{
	need_paragraph(w);
	struct rich_text *p = drafts_text(&w->drafts);
	if (p->text.len > 0 && isalpha((unsigned char)p->text.bytes[p->text.len - 1]))
		rich_text_break(p);
}

/* Meeting and date at the end are lines of their own. */
static void break_line(struct akn_walk *w)
{
	for (size_t i = 0; i < w->frames.count; i++)
		if (w->tree->nodes.at[w->frames.at[i].node].tag == AKN_T_CONCLUSIONS) {
			flush(w);
			return;
		}
	rich_text_break(drafts_text(&w->drafts));
}

/* Em, strong and links: by name, or by class and style. */
static void open_inline(struct akn_walk *w, uint32_t node, struct akn_frame *f)
{
	const char *class = xml_attr(w->tree, node, AKN_A_CLASS);
	const char *style = xml_attr(w->tree, node, AKN_A_STYLE);
	f->em = f->action == AKN_EM || (class && strstr(class, "italic")) ||
	        (style && strstr(style, "italic"));
	f->strong = f->action == AKN_STRONG || (class && strstr(class, "bold")) ||
	            (style && strstr(style, "bold"));
	f->link = f->action == AKN_LINK;
	f->ends_block = !w->drafts.open && !w->drafts.note && !w->drafts.in_cell;
}

/* What the element is, apart from what it does. */
static void note_element(struct akn_walk *w, uint32_t node)
{
	unsigned tag = w->tree->nodes.at[node].tag;
	if (tag == AKN_T_PARAGRAPH)
		w->heading = class_level(xml_attr(w->tree, node, AKN_A_CLASS));
	w->preface = tag == AKN_T_PREFACE || (w->preface && w->cover);
	if (!w->noted && (tag == AKN_T_PREAMBLE || tag == AKN_T_MAIN_BODY)) {
		flush(w);
		akn_title_need(w);
		akn_notes_take(w);
	}
}

static void open_element(struct akn_walk *w, uint32_t node, struct akn_frame *f)
{
	note_element(w, node);
	/* All that is no part of a line begins one. */
	if (f->action == AKN_BLOCK || f->action == AKN_COVER || f->action == AKN_QUOTE ||
	    f->action == AKN_LIST || f->action == AKN_TABLE || f->action == AKN_RULE)
		flush(w);
	switch (f->action) {
	case AKN_BLOCK:
		break;
	case AKN_COVER:
		w->cover++;
		w->covers++;
		break;
	case AKN_HEADING:
		heading_begin(w, false);
		break;
	case AKN_SUBHEADING:
		heading_begin(w, true);
		break;
	case AKN_NOTE:
		note_begin(w, node);
		break;
	case AKN_QUOTE:
		w->quotes++;
		break;
	case AKN_LIST:
		w->lists++;
		break;
	case AKN_ITEM:
		item_begin(w);
		break;
	case AKN_TABLE:
		drafts_table_begin(&w->drafts);
		break;
	case AKN_ROW:
		drafts_row(&w->drafts);
		break;
	case AKN_CELL:
		cell_begin(w, node);
		break;
	case AKN_DATE:
		date_begin(w);
		break;
	case AKN_BREAK:
		break_line(w);
		break;
	case AKN_RULE:
		drafts_begin(&w->drafts, DOC_RULE);
		flush(w);
		break;
	default:
		open_inline(w, node, f);
	}
	if (w->cover)
		akn_role_note(w, node);
}

static void close_element(struct akn_walk *w, const struct akn_frame *f)
{
	const struct rich_text *text = f->text;
	if ((f->em || f->strong || f->link) && text && drafts_text(&w->drafts) == text) {
		if (f->em)
			rich_text_span(drafts_text(&w->drafts), DOC_EM, f->start, NULL);
		if (f->strong)
			rich_text_span(drafts_text(&w->drafts), DOC_STRONG, f->start, NULL);
		if (f->link)
			link_span(w, f->node, f->start);
	}
	switch (f->action) {
	case AKN_COVER:
		flush(w);
		w->cover--;
		if (!w->noted)
			w->cover_end = w->drafts.drafts.count;
		break;
	case AKN_QUOTE:
		flush(w);
		w->quotes--;
		break;
	case AKN_LIST:
		flush(w);
		w->lists--;
		break;
	case AKN_BLOCK:
	case AKN_HEADING:
	case AKN_SUBHEADING:
	case AKN_ITEM:
		flush(w);
		if (w->tree->nodes.at[f->node].tag == AKN_T_PARAGRAPH)
			w->heading = 0;
		break;
	case AKN_NOTE:
		drafts_note_end(&w->drafts);
		break;
	case AKN_CELL:
		drafts_cell_end(&w->drafts);
		break;
	case AKN_TABLE:
		drafts_table_end(&w->drafts);
		break;
	default:
		if (f->ends_block && w->tree->nodes.at[f->node].tag == XML_OTHER)
			flush(w);
	}
}

static void text_take(struct akn_walk *w, const struct xml_node *node)
{
	const char *s = w->tree->bytes.bytes + node->at;
	size_t space = 0;
	while (space < node->len && isspace((unsigned char)s[space]))
		space++;
	bool in_text = w->drafts.open || w->drafts.note || w->drafts.in_cell;
	if (space == node->len && !in_text)
		return;
	if (space < node->len)
		need_paragraph(w);
	if (w->drafts.open && w->drafts.open->kind == DOC_TABLE && !w->drafts.in_cell &&
	    !w->drafts.note && space == node->len)
		return;
	rich_text_add(drafts_text(&w->drafts), s, node->len);
}

static void close_until(struct akn_walk *w, uint32_t node)
{
	while (w->frames.count > 0) {
		struct akn_frame f = w->frames.at[w->frames.count - 1];
		if (node < w->tree->nodes.at[f.node].end)
			return;
		w->frames.count--;
		close_element(w, &f);
	}
}

static int walk_text(struct akn_walk *w)
{
	const struct xml_tree *tree = w->tree;
	for (uint32_t i = 0; i < tree->nodes.count && !w->drafts.failed;) {
		const struct xml_node *node = &tree->nodes.at[i];
		close_until(w, i);
		if (node->tag == XML_TEXT) {
			text_take(w, node);
			i++;
			continue;
		}
		struct akn_frame f = {.node = i, .action = (uint8_t)action_of(w, i)};
		bool in_line = w->drafts.open && w->drafts.open->text.text.len > 0;
		bool num = f.action == AKN_NUM && !w->drafts.note && !w->drafts.in_cell && !in_line;
		if (num)
			num_take(w, i);
		if (f.action == AKN_SKIP || num) {
			i = node->end;
			continue;
		}
		open_element(w, i, &f);
		if (f.em || f.strong || f.link) {
			need_paragraph(w);
			f.text = drafts_text(&w->drafts);
			f.start = rich_text_here(f.text);
		}
		if (vec_push(&w->frames, f) < 0)
			return -1;
		i++;
	}
	close_until(w, UINT32_MAX);
	flush(w);
	return w->drafts.failed ? -1 : 0;
}

/* -- the document -------------------------------------------------------- */

static void write(struct akn_walk *w, const struct parse_how *how, struct doc_maker *m)
{
	akn_title_fact(w);
	akn_text_facts(w);
	akn_facts_settle(&w->facts);
	un_facts_write(&w->facts.paper, "akn", w->facts.language, m);
	doc_add_fact(m, "vote", w->facts.vote);
	doc_add_fact(m, "description", w->facts.description);
	doc_add_fact(m, "symbol-note", w->facts.note);
	if (xml_is_damaged(w->tree, how, m)) {
		char cut[120];
		snprintf(cut, sizeof cut, "the XML breaks off or is damaged at line %ld",
		         w->tree->line);
		doc_add_fact(m, "incomplete", cut);
	}
	left_add(m, &w->left);
	drafts_write(&w->drafts, text_lang_is_rtl(un_facts_language(&w->facts.paper)), m);
}

int parse_akn(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
              struct err *err)
{
	struct xml_tree tree;
	struct akn_walk w = {.tree = &tree};
	int result = -1;
	if (xml_read(&tree, &words, bytes, len, 64u << 20, err) < 0) {
		xml_done(&tree);
		return -1;
	}
	akn_facts_read(&tree, &w.facts);
	uint32_t preface = xml_find(&tree, 0, 0, AKN_T_PREFACE);
	w.prefaced = preface && xml_find(&tree, preface, preface, AKN_T_DOC_TITLE);
	drafts_init(&w.drafts);
	if (walk_text(&w) < 0) {
		err_set(err, ERR_FAILED, "Akoma Ntoso: larger than can be read");
	} else {
		akn_drop_leftovers(&w);
		for (size_t i = 0; i < w.drafts.drafts.count; i++)
			w.drafts.drafts.at[i]->bold_heading = i >= w.cover_end;
		drafts_shape(&w.drafts);
		if (w.drafts.failed)
			err_set(err, ERR_FAILED, "Akoma Ntoso: larger than can be read");
		else if (drafts_blank(&w.drafts))
			err_set(err, ERR_FAILED, "Akoma Ntoso: there is no text in it");
		else
			result = 0;
	}
	if (result == 0)
		write(&w, how, m);
	drafts_done(&w.drafts);
	vec_done(&w.frames);
	xml_done(&tree);
	return result;
}
