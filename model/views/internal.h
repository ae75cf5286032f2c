/* SPDX-License-Identifier: ISC */
/*
 * internal: what the files of palais' own pages share: a page being made, and the
 * few shapes that all of them are made of. No other module includes this.
 */
#ifndef PALAIS_MODEL_VIEWS_INTERNAL_H
#define PALAIS_MODEL_VIEWS_INTERNAL_H

#include "model/base/arena.h"
#include "model/dossier/tables.h"
#include "model/store/availability.h"
#include "model/views/view.h"

#define MARK_HERE "●"
#define MARK_PART "◐"
#define MARK_AWAY "○"
#define MARK_NONE "·"
#define MARK_DOUBT "~"

struct view {
	const struct view_context *c;
	struct store *starter;
	struct doc_maker *m;
	struct availability *look; /* made when the first mark is asked for */
	struct marks_read *read;   /* likewise, once one could be unread */
	bool read_known;
	struct err *err;
	/* Which marks stand on the page, for its legend. */
	bool here, part, away, none, doubt, gap;
	bool ours;          /* a translation of palais' own stands on it */
	bool english;       /* and what has no translation */
	struct arena made;  /* texts that are made of others; begun with the page */
	bool by_year;       /* a heading has the year: markers leave it out */
	const char *rest;   /* stands after the link of each entry, or NULL */
	const char *anchor; /* of the next entries, or NULL; */
	const char *branch; /* stands before their markers, or NULL; */
	int level;          /* and their depth; 0 is 1 */
};

/* -- shapes ------------------------------------------------------------- */

/* Begins a block, which runs as the language of the interface does. */
void view_begin(struct view *p, enum doc_kind kind);
void view_title(struct view *p, const char *title, bool doubt);
/* A heading, and at the far edge of its row a link to more of the same (NULL). */
void view_heading(struct view *p, const char *text, const char *more, const char *href);
void view_para(struct view *p, const char *text);
/* A paragraph of the tables, in the language of the interface. */
void view_told_para(struct view *p, const char *english);
/* "label  value": the value is a link where href is not NULL. */
void view_fact(struct view *p, const char *label, const char *value, const char *href);
/* A symbol as a fact: the way to its card where it is known, else to where the UN keeps
 * it. */
void view_symbol_fact(struct view *p, const char *label, const char *symbol);
/* The fact of a source: a link where it is an address or a symbol. */
void view_source(struct view *p, const char *source);
/* The short name of a pane by its key; the key itself where there is no such pane. */
const char *view_pane_name(struct view *p, const char *key);
/* The fact of a pane, with the way to it. */
void view_pane_fact(struct view *p, const char *key);
/* The fact of a status, in words; sort: of its source, where that cannot bear it alone. */
void view_status(struct view *p, const char *status, const char *sort);
/* Source, its kind, and status of a row; kind and sort are the row's. */
void view_witness(struct view *p, const struct dossier_row *r, const char *source,
                  const char *status);

/* A row that leads somewhere: marker (a date), text, what stands at the far edge. */
struct view_entry {
	const char *marker;
	const char *key;  /* what the mark asks for: NULL no mark, "" none to be had */
	const char *mark; /* where it is known already: MARK_HERE, MARK_PART; or NULL */
	const char *text, *href;
	bool told;        /* the text is one of the tables, in English */
	bool english;     /* the text is English whatever the page is: a title of the UN's */
	const char *rest; /* after the link, or NULL */
	bool doubt;
	const char *unread;   /* what it leads to, where that may be unread though its text is not
	                         here; NULL: what href is the key of */
	const char *tail;     /* or NULL */
	const char *tail_key; /* a symbol at the end of the tail, with its link; or NULL */
};
void view_entry(struct view *p, const struct view_entry *e);
/* The entry of a catalogued text; year: its date with the year. */
struct catalogue_entry;
void view_catalogued(struct view *p, const struct catalogue_entry *e, bool year);

/* The mark of a key: whether a store has its text, or a part of it; palais' own pages are
 * always here. */
const char *view_mark(struct view *p, const char *key);
/* "text~" where doubtful, else the text; notes the mark. */
const char *view_doubt(struct view *p, const char *text, bool doubt, char *out, size_t size);
/* The line that explains the marks which stand on the page. */
void view_legend(struct view *p);

/* An entry for a row of a table: each is a callback of dossier_each; payload is
 * the page. */
int view_event_entry(const struct dossier_row *r, void *page);
int view_document_entry(const struct dossier_row *r, void *page);
/* The same of what is known of a document. */
struct record_beyond;
void view_document(struct view *p, const struct record_beyond *d);
int view_agency_entry(const struct dossier_row *r, void *page);
int view_source_entry(const struct dossier_row *r, void *page);
int view_person_entry(const struct dossier_row *r, void *page);
int view_figure_entry(const struct dossier_row *r, void *page);
/* An entry for a symbol, with its title where it is known. */
int view_symbol_entry(const char *symbol, void *page);
/* The address of a symbol of the tables: itself, or the readable key. */
void view_symbol_key(struct view *p, const char *symbol, char *out, size_t size);

/* -- texts of the tables ------------------------------------------------ */

/* What stands on the page for an English text of the tables: as long as the page is made. Parts:
 * of a field that may have several, "Damascus; Deraa". */
const char *view_told(struct view *p, const char *english);
const char *view_told_parts(struct view *p, const char *english);
/* Whether it is English, for want of a translation or because that is asked for. */
bool view_is_english(const struct view *p, const char *english);
/* In which language texts of pages/ are shown; whether a block of one is in English for all that;
 * and the words of one as a paragraph of another page. */
const char *view_page_langs(const struct view *p);
bool view_page_is_english(struct view *p, const struct doc *page, const struct doc_block *b);
void view_page_para(struct view *p, const struct doc *page, const struct doc_block *b,
                    const char *text);
/* Whose words they are, once on a page; and the page that says more of it. */
void view_translation(struct view *p);
int view_translations(struct view *p);

/* -- words -------------------------------------------------------------- */

/* A civil date or range of any precision as the UN writes it. Short: "23 Feb–3 Mar 2017";
 * long: "18 December 2015", and what is not known is said. */
void view_date(const char *date, bool in_full, char *out, size_t size);
/* For a marker of at most 16 cells; without the year where `year` has it. */
void view_date_marker(const char *date, bool with_year, char *out, size_t size);
/* Numbers in it keep their order in a line from the right (bidi_hold): such lines are put together
 * of what went through this, or through view_told. */
void view_hold(char *text, size_t size);
/* start and end as one date of the tables. */
void view_range(const char *start, const char *end, char *out, size_t size);
/* An agency in the language of the interface, where the terms of the tables have it. */
struct agency_names {
	char acronym[96], name[240];
	bool told; /* the name is one of the tables, in English */
};
void view_agency_names(struct view *p, const struct dossier_row *r, struct agency_names *names);
/* The host of an address, without "www.". */
void view_host(const char *url, char *out, size_t size);

/* -- pages -------------------------------------------------------------- */

/* Each fills the page: 1, 0 when there is no such thing, -1 with p->err. rest is
 * the address after its prefix. */
int view_pane_front(struct view *p, const char *rest);
int view_list(struct view *p, const char *rest);
int view_list_plot(struct view *p, const char *rest, struct buf *out);
int view_event(struct view *p, const char *rest);
int view_round(struct view *p, const char *rest);
int view_agency(struct view *p, const char *rest);
int view_figure(struct view *p, const char *rest);
int view_source_row(struct view *p, const char *rest);
int view_person(struct view *p, const char *rest);
int view_card(struct view *p, const char *symbol);
/* A symbol whose number and year disagree; 0 when they do not. */
int view_clash(struct view *p, const char *symbol);
int view_votes(struct view *p, const char *symbol);
int view_state(struct view *p, const char *word);
int view_cites(struct view *p, const char *symbol);
int view_tree(struct view *p, const char *symbol);
int view_history(struct view *p, const char *rest);
int view_diff(struct view *p, const char *rest);
/* What a text cites and what cites it, at most so many of each; 0 when nothing is
 * known. */
int view_citations(struct view *p, const char *symbol, size_t cites_most, size_t cited_most);

/* The chart and the table of yearly figures as sections describe them; most is
 * how many of the last years (0: all). */
int view_chart(struct view *p, const char *filter, long most);
int view_figures(struct view *p, const char *filter, long most);
/* All charts, and one: 1, 0 when there is none of that name, -1 with p->err; as SVG. */
int view_charts(struct view *p);
int view_chart_page(struct view *p, const char *name);
int view_chart_plot(struct view *p, const char *name, struct buf *out);
/* The last figure of each series, with its day. */
int view_numbers(struct view *p, const char *filter);
/* The title of a series, as some section has it; "" when none has. */
void view_series_title(struct view *p, const char *series, char *out, size_t size);
/* Figures that came from outside, one entry each, under a heading. */
int view_outside_figures(struct view *p);
/* What the stores hold, newest first, and the reader's queue and bookmarks. */
int view_stores(struct view *p, long most);
int view_queue(struct view *p, bool heading);
int view_bookmarks(struct view *p, const char *tag, bool heading); /* tag NULL: all */
/* The reader's notes, one of them, and the tags of bookmarks. */
int view_notes(struct view *p);
int view_note(struct view *p, const char *rest);
int view_tags(struct view *p);
/* All that was not read yet. */
int view_unread(struct view *p);
/* What has come into a pane since it was last looked at: the first of it under a heading,
 * where there is any; and all of it. */
int view_new(struct view *p, const char *pane);
int view_all_new(struct view *p, const char *pane);
/* The newest headlines under a heading, when there are any; and all of them. */
int view_news(struct view *p, const char *title, long most);
int view_all_news(struct view *p);
/* Which feeds there are. */
int view_feeds(struct view *p);
/* All dates on one axis, and their list; says its title itself. */
int view_timeline(struct view *p, const char *filter);
/* The same as SVG, and rounds: 1, 0 when there are none, -1 with p->err. */
int view_timeline_plot(struct view *p, const char *filter, struct buf *out);
int view_rounds_plot(struct view *p, const char *filter, struct buf *out);
/* Rounds, one entry a series. */
int view_series(struct view *p, const char *filter);
/* All rounds on one axis, and as a story, year by year. */
int view_rounds(struct view *p, const char *filter);
/* Agencies by sector: their acronyms in a run; in full under a heading each. */
int view_agencies_run(struct view *p);
int view_sectors(struct view *p);

#endif
