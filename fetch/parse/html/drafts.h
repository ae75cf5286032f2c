/* SPDX-License-Identifier: ISC */
/*
 * drafts: the blocks of a page on their way into a document.
 *
 * Private to the HTML parser. A draft is a block whose text and spans are known
 * and which may still be left out; blocks.c makes them from the
 * tree, judge.c judges them, drafts.c hands them to a doc_maker.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_DRAFTS_H
#define PALAIS_FETCH_PARSE_HTML_DRAFTS_H

#include "fetch/parse/html/html.h"
#include "model/base/vec.h"
#include "model/doc/left_out.h"

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
	uint32_t linked;               /* bytes of it that are links, but for: */
	uint32_t own;                  /* links whose words are text: to documents */
	const struct html_node *node;  /* DOC_TABLE: the table */
	const struct html_node *where; /* the block element it comes from */
	const char *anchor, *lang, *credit;
	const struct html_node *pictured; /* a figure's picture, where it has an address: */
	const char *picture;
	char marker[16];
	bool lead; /* a first paragraph, set apart */
	bool out;  /* left out */
	bool said; /* what it says stands elsewhere: it is the title, or comes twice */
};

struct html_drafts {
	struct html_page *page;
	struct buf text;
	VEC(struct html_draft) list;
	VEC(struct html_draft_span) spans;
	size_t values; /* bytes of the addresses of spans */
	size_t cells;  /* and of the cells of tables, which are made last */
	bool rtl;      /* the page's language runs from the right */
	bool made;     /* all are there; cells, which were counted, are written now */
	bool failed;   /* memory ran out */
	bool cut_text; /* there is more text, */
	bool cut_list; /* there are more blocks than a document holds */
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

/* The words that stand for a picture, a field or a frame of a page that is shown whole,
 * in its arena; *href: where it leads, or NULL. NULL where there is nothing to stand. */
const char *html_stand_in(struct html_page *page, const struct html_node *node, const char **href);

/* -- figures.c ---------------------------------------------------------------- */

/* The picture that a figure, or a caption, is of, where it has an address, which is in the page's
 * arena; NULL. */
const struct html_node *html_picture(struct html_page *page, const struct html_node *figure,
                                     const char **address);
/* What is said of the picture of a figure that has no words of its own, as it stands for one;
 * NULL. */
const char *html_described(struct html_page *page, const struct html_node *figure);

/* Makes the drafts of the main text, and says which are left out (html_drafts_judge).
 * Done with html_drafts_done. */
void html_drafts_make(struct html_drafts *d, struct html_page *page,
                      const struct html_main *main_text, const struct html_facts *facts);
void html_drafts_done(struct html_drafts *d);

/* Adds the text and spans of what is inside the node, as one run. */
void html_drafts_inline(struct html_drafts *d, const struct html_node *node);

/* -- marks.c: what changes the text from start to its end ------------------ */

/* Struck out or put in. */
void html_mark_change(struct html_drafts *d, enum doc_span_kind kind, uint32_t start);
/* A quotation, <q>: the marks are drawn by browsers, and are in no text. */
void html_mark_quote(struct html_drafts *d, const struct html_node *node, uint32_t start);
/* How a word is read, <rt>: in brackets, which browsers that set it above the word leave out. */
void html_mark_reading(struct html_drafts *d, uint32_t start);
/* Raised or lowered, by a <sup> or <sub>; begin: where the run of text began. */
void html_mark_script(struct html_drafts *d, const struct html_node *node, uint32_t begin,
                      uint32_t start);
/* A direction that is not that of the text around: within marks that let neither move the
 * other. */
void html_mark_direction(struct html_drafts *d, const struct html_node *node, uint32_t start);
/* Whether an address is a place on the same page. */
bool html_is_inner(const char *href);

/* -- notes.c ------------------------------------------------------------------ */

/* Whether a draft with the text s is a note: then its marker is that by which it is called,
 * and *skip so many bytes of the text that say it. */
bool html_read_note(struct html_draft *one, const char *s, size_t len, size_t *skip);
/* Notes are no lines beside the text, however short: something in it calls them. */
void html_keep_notes(struct html_drafts *d);

/* -- lists.c ------------------------------------------------------------------ */

/* How the items of a list are counted. */
struct html_count {
	const struct html_node *list;
	long next;
	int step;
};

void html_count_begin(struct html_count *count, const struct html_node *list);
/* The marker of the next item. */
void html_count_item(struct html_count *count, const struct html_node *item, char marker[16]);

/* Marks what is left out of an article's drafts: boilerplate, what leads away,
 * headings of nothing, what stands before the first and after the last. */
void html_drafts_judge(struct html_drafts *d, const struct html_facts *facts, bool article);

/* Hands the rest to the maker. */
void html_drafts_write(struct html_drafts *d, const struct html_facts *facts, struct doc_maker *m);

/* -- what is left out (left.c) --------------------------------------------- */

/* Letters of a page, in characters as html_count counts them. */
struct html_sizes {
	uint32_t shown;  /* in the drafts that stay */
	uint32_t beside; /* not in them, and no link */
	uint32_t prose;  /* of these in paragraphs, but for menus, comments and what is hidden */
};

/* Counts what of the page is in no draft that stays; of one that is shown whole these are
 * pictures that nothing is said of, and sizes stay 0. Asked after html_drafts_make and
 * before html_drafts_write. */
void html_left(struct html_page *page, const struct html_facts *facts, const struct html_drafts *d,
               struct left_out *left, struct html_sizes *sizes);

#endif
