/* SPDX-License-Identifier: ISC */
/*
 * symbol: the names of UN documents, such as S/RES/2254(2015).
 *
 * The canonical form has no space inside and is the key in stores and links; the
 * printed form has the UN's spaces. A scan finds what a text names, written
 * (S/2015/1046) or in words ("resolutions 2042 (2012) and 2043 (2012)", in any of
 * the six languages), and says where it had to add or choose something. Knows
 * text and the years of the Security Council's resolutions, no store.
 */
#ifndef PALAIS_MODEL_SYMBOL_SYMBOL_H
#define PALAIS_MODEL_SYMBOL_SYMBOL_H

#include <stdbool.h>
#include <stddef.h>

#define SYMBOL_MAX 80

enum symbol_body {
	SYMBOL_NO_BODY,
	SYMBOL_SECURITY_COUNCIL,
	SYMBOL_GENERAL_ASSEMBLY,
	SYMBOL_HUMAN_RIGHTS_COUNCIL,
	SYMBOL_ECOSOC,
	SYMBOL_HUMAN_RIGHTS_COMMISSION, /* until 2006 */
	SYMBOL_OTHER_BODY               /* whose resolutions have no symbol here */
};

enum {
	SYMBOL_YEAR_ADDED = 1, /* a year that is not written was added */
	SYMBOL_INCOMPLETE = 2, /* the year or session is neither written nor known: S/RES/n */
	SYMBOL_CLASH = 4,      /* number and year disagree: kept as written, see `near` */
	SYMBOL_IMPLIED = 8,    /* a meeting's number stands for its record */
	SYMBOL_CORRECTED = 16, /* "resolution A/71/248": A/RES/71/248 */
	SYMBOL_ASSUMED = 32,   /* what is not written was taken from the words around it */
	SYMBOL_AMBIGUOUS = 64  /* no words told whose resolution it is: the likelier one */
};

struct symbol_match {
	size_t start, end; /* bytes of the text that name it */
	unsigned flags;
	int number, year;        /* of a Security Council resolution; year 0: not written */
	char symbol[SYMBOL_MAX]; /* canonical */
	char near[SYMBOL_MAX];   /* with SYMBOL_CLASH: what is likely meant */
};

/* What the owner of a text knows of it; all of it may be left zero. */
struct symbol_hints {
	enum symbol_body body; /* whose document the text is of: "its resolutions" */
	const char *language;  /* ar zh en fr ru es, NULL when not known */
	/* The year of a Security Council resolution, 0 when not known: asked before
	 * the table here. */
	int (*year_of)(void *payload, int number);
	void *payload;
};

/* A scan over one text, in its order. The text must stay; it may be any bytes.
 * The fields are the scan's own. */
struct symbol_scan {
	const char *text;
	size_t len, at, from;
	struct symbol_hints hints;
	size_t seen; /* words up to here have been read */
	enum symbol_body body, council;
	size_t body_at;              /* end of the body's name, 0: none */
	bool security, others;       /* named anywhere so far */
	size_t word_at, decision_at; /* ends of the last words for these, 0: none */
	size_t own_at, committee_at;
	bool plural, own, draft; /* "resolutions", "its", "draft resolution" */
	size_t item_end;         /* of the last resolution found */
	enum symbol_body item_body;
	bool item_bare, item_corrected; /* it had no year; it was written A/71/248 */
	size_t chinese_at;              /* a Chinese list ends there, and whether */
	bool chinese;                   /* it is one of resolutions */
	char base[SYMBOL_MAX];          /* what "and Add.1" belongs to */
	size_t base_end;
};

/* hints may be NULL. */
void symbol_scan(struct symbol_scan *scan, const char *text, size_t len,
                 const struct symbol_hints *hints);
/* The next symbol: false at the end. */
bool symbol_next(struct symbol_scan *scan, struct symbol_match *m);

/* The body whose document has this symbol. */
enum symbol_body symbol_body(const char *symbol);

/* What a reader typed or an address holds ("a/res/71/248", "s res 2254",
 * "S/RES/2254 (2015)", "https://docs.un.org/en/S/RES/2254(2015)") in canonical
 * form, with the year where it is known; false when it is no symbol as a whole. */
bool symbol_normal(const char *typed, char out[SYMBOL_MAX]);
/* The same for what a reader asks by, who may also speak of it: "2254 (2015)", "UNSCR
 * 2254", "General Assembly resolution 71/248", "قرار ٢٢٥٤", "第2254号决议". */
bool symbol_typed(const char *typed, char out[SYMBOL_MAX]);

/* The symbol that one of the UN's addresses for documents holds, and the language
 * that it names ("en"; "" when none). false for any other address. */
bool symbol_of_address(const char *url, char symbol[SYMBOL_MAX], char lang[4]);

/* The year of a Security Council resolution; 0 when that is not known, and then
 * *low and *high are the years between which it lies (high 9999: or later). */
int symbol_year(int number, int *low, int *high);

/* The form that the UN prints: "S/RES/2254 (2015)", "S/PV.9963 (Resumption 2)". */
void symbol_print(const char *symbol, char *out, size_t size);
/* The form by which the UN's servers know it: without spaces but those within a part
 * ("E/ESCWA/ECW/2015/TECHNICAL PAPER.2"). */
void symbol_served(const char *symbol, char *out, size_t size);

#endif
