/*
 * page_int: what the files of palais' own pages share: a page being made, and the
 * few shapes that all of them are made of. No other module includes this.
 */
#ifndef PALAIS_MODEL_PAGE_INT_H
#define PALAIS_MODEL_PAGE_INT_H

#include "model/page.h"
#include "model/store_dossier.h"
#include "model/store_look.h"

#define MARK_HERE "●"
#define MARK_PART "◐"
#define MARK_AWAY "○"
#define MARK_NONE "·"
#define MARK_DOUBT "~"

struct page {
	const struct page_context *c;
	struct store *starter;
	struct doc_maker *m;
	struct store_look *look; /* made when the first mark is asked for */
	struct err *err;
	/* Which marks stand on the page, for its legend. */
	bool here, part, away, none, doubt, gap;
	bool by_year;     /* a heading has the year: markers leave it out */
	const char *rest; /* stands after the link of each entry, or NULL */
};

/* -- shapes ------------------------------------------------------------- */

/* Begins a block, which runs as the language of the interface does. */
void page_begin(struct page *p, enum doc_kind kind);
void page_title(struct page *p, const char *title, bool doubt);
/* A heading, and at the far edge of its row a link to more of the same (NULL). */
void page_heading(struct page *p, const char *text, const char *more, const char *href);
void page_para(struct page *p, const char *text);
/* A paragraph of the tables, whose words are English. */
void page_english(struct page *p, const char *text);
/* "label  value": the value is a link where href is not NULL. */
void page_fact(struct page *p, const char *label, const char *value, const char *href);
/* A symbol as a fact: the way to its card where it is known, else to where the UN keeps
 * it. */
void page_symbol_fact(struct page *p, const char *label, const char *symbol);
/* The fact of a source: a link where it is an address or a symbol. */
void page_source(struct page *p, const char *source);
/* The fact of a pane, with the way to it. */
void page_pane_fact(struct page *p, const char *key);
/* The fact of a status, in words. */
void page_status(struct page *p, const char *status);

/* A row that leads somewhere: marker (a date), text, what stands at the far edge. */
struct page_entry {
	const char *marker;
	const char *key;  /* what the mark asks for: NULL no mark, "" none to be had */
	const char *mark; /* where it is known already: MARK_HERE, MARK_PART; or NULL */
	const char *text, *href;
	bool english;     /* the text is of the tables */
	const char *rest; /* after the link, or NULL */
	bool doubt;
	const char *tail;     /* or NULL */
	const char *tail_key; /* a symbol at the end of the tail, with its link; or NULL */
};
void page_entry(struct page *p, const struct page_entry *e);
/* The entry of a catalogued text; year: its date with the year. */
struct catalogue_entry;
void page_catalogued(struct page *p, const struct catalogue_entry *e, bool year);

/* The mark of a key: whether a store has its text, or a part of it; palais' own pages are
 * always here. */
const char *page_mark(struct page *p, const char *key);
/* "text~" where doubtful, else the text; notes the mark. */
const char *page_doubt(struct page *p, const char *text, bool doubt, char *out, size_t size);
/* The line that explains the marks which stand on the page. */
void page_legend(struct page *p);

/* An entry for a row of a table: each is a callback of dossier_each; payload is
 * the page. */
int page_event_entry(const struct dossier_row *r, void *page);
int page_document_entry(const struct dossier_row *r, void *page);
int page_agency_entry(const struct dossier_row *r, void *page);
int page_source_entry(const struct dossier_row *r, void *page);
int page_person_entry(const struct dossier_row *r, void *page);
int page_figure_entry(const struct dossier_row *r, void *page);
/* An entry for a symbol, with its title where it is known. */
int page_symbol_entry(const char *symbol, void *page);
/* The address of a symbol of the tables: itself, or the readable key. */
void page_symbol_key(struct page *p, const char *symbol, char *out, size_t size);

/* -- words -------------------------------------------------------------- */

/* A civil date or range of any precision as the UN writes it. Short: "23 Feb–3 Mar 2017";
 * long: "18 December 2015", and what is not known is said. */
void page_date(const char *date, bool in_full, char *out, size_t size);
/* For a marker of at most 16 cells; without the year where `year` has it. */
void page_date_marker(const char *date, bool with_year, char *out, size_t size);
/* start and end as one date of the tables. */
void page_range(const char *start, const char *end, char *out, size_t size);
/* An agency in the language of the interface, where the terms of the tables have it. */
struct agency_names {
	char acronym[96], name[240];
	bool english; /* the name */
};
void page_agency_names(struct page *p, const struct dossier_row *r, struct agency_names *names);
/* The host of an address, without "www.". */
void page_host(const char *url, char *out, size_t size);

/* -- pages -------------------------------------------------------------- */

/* Each fills the page: 1, 0 when there is no such thing, -1 with p->err. rest is
 * the address after its prefix. */
int page_pane_front(struct page *p, const char *rest);
int page_list(struct page *p, const char *rest);
int page_event(struct page *p, const char *rest);
int page_round(struct page *p, const char *rest);
int page_agency(struct page *p, const char *rest);
int page_figure(struct page *p, const char *rest);
int page_source_row(struct page *p, const char *rest);
int page_person(struct page *p, const char *rest);
int page_card(struct page *p, const char *symbol);
/* A symbol whose number and year disagree; 0 when they do not. */
int page_clash(struct page *p, const char *symbol);
int page_votes(struct page *p, const char *symbol);
int page_state(struct page *p, const char *word);
int page_cites(struct page *p, const char *symbol);
/* What a text cites and what cites it, at most so many of each; 0 when nothing is
 * known. */
int page_citations(struct page *p, const char *symbol, size_t cites_most, size_t cited_most);

/* The chart and the table of yearly figures as sections describe them; most is
 * how many of the last years (0: all). */
int page_chart(struct page *p, const char *filter, long most);
int page_figures(struct page *p, const char *filter, long most);
/* Figures that came from outside, one entry each, under a heading. */
int page_outside_figures(struct page *p);
/* What the stores hold, newest first, and the reader's queue and bookmarks. */
int page_stores(struct page *p, long most);
int page_queue(struct page *p, bool heading);
int page_bookmarks(struct page *p, bool heading);
/* The newest headlines under a heading, when there are any; and all of them. */
int page_news(struct page *p, const char *title, long most);
int page_all_news(struct page *p);
/* Which feeds there are. */
int page_feeds(struct page *p);
/* Rounds, one entry a series. */
int page_series(struct page *p, const char *filter);
/* All rounds, under a heading for each series. */
int page_rounds(struct page *p, const char *filter);
/* Agencies: their acronyms in a run; in full under a heading for each sector. */
int page_agencies_run(struct page *p);
int page_sectors(struct page *p);

#endif
