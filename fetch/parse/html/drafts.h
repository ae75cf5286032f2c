/* SPDX-License-Identifier: ISC */
/*
 * drafts: the blocks of a page on their way into a document.
 *
 * Private to the HTML parser. A draft is a block whose text and spans are known
 * and which may still be left out; blocks.c makes them from the
 * tree, drafts.c judges them and hands them to a doc_maker.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_DRAFTS_H
#define PALAIS_FETCH_PARSE_HTML_DRAFTS_H

#include "fetch/parse/html/html.h"
#include "model/base/vec.h"

struct html_draft_span {
	uint32_t start, end; /* within the text of all drafts */
	enum doc_span_kind kind;
	const char *value; /* absolute address; in the page's arena */
};

struct html_draft {
	enum doc_kind kind;
	int level;
	uint32_t start, end;           /* its text, within that of all drafts */
	uint32_t span, span_count;     /* its spans */
	uint32_t linked;               /* bytes of it that are links */
	const struct html_node *node;  /* DOC_TABLE: the table */
	const struct html_node *where; /* the block element it comes from */
	const char *anchor, *lang, *credit;
	char marker[16];
	bool out; /* left out */
};

struct html_drafts {
	struct html_page *page;
	struct buf text;
	VEC(struct html_draft) list;
	VEC(struct html_draft_span) spans;
	bool failed;
};

/* The text of a draft. */
static inline const char *draft_text(const struct html_drafts *d, const struct html_draft *one,
                                     size_t *len)
{
	*len = one->end - one->start;
	return d->text.bytes + one->start;
}

/* An absolute address for an href, in the page's arena; NULL for what must not
 * be followed (javascript:, data:) and for nothing. */
const char *html_resolve(struct html_page *page, const char *href);

/* Adds the text and spans of what is inside the node, as one run. */
void html_drafts_inline(struct html_drafts *d, const struct html_node *node);

/* Marks what is left out of an article's drafts: boilerplate, what leads away,
 * headings of nothing, what stands before the first and after the last. */
void html_drafts_judge(struct html_drafts *d, const struct html_facts *facts, bool article);

/* Hands the rest to the maker; returns the bytes of text. */
size_t html_drafts_write(struct html_drafts *d, const struct html_facts *facts,
                         struct doc_maker *m);

#endif
