/* SPDX-License-Identifier: ISC */
/*
 * layout: what is printed on the paper of a UN document, in six languages.
 *
 * Shared by the parsers of office files: markers before paragraphs ("14.",
 * "٤ -", "(a)", "（一）"), lines of the masthead and of the page's foot ("Distr.:
 * General", "Agenda item 5", job numbers), dates, and the facts that such lines
 * add up to. Knows text alone: no file format, no page, no store. Opens nothing.
 */
#ifndef PALAIS_FETCH_PARSE_UN_LAYOUT_H
#define PALAIS_FETCH_PARSE_UN_LAYOUT_H

#include "model/base/buf.h"
#include "model/doc/document.h"
#include "model/symbol/symbol.h"

#include <stdbool.h>
#include <stddef.h>

/* -- markers ------------------------------------------------------------- */

enum un_kind {
	UN_NONE,
	UN_NUMBER, /* 14. 14 bis. 14.1 ٤ - (1) （一） */
	UN_LETTER, /* (a) a) A. (أ) а) */
	UN_ROMAN,  /* (i) IV. */
	UN_BULLET, /* – • - ▪ */
	UN_OTHER   /* أولا - ألف - */
};

struct un_marker {
	enum un_kind kind;
	bool bracketed;  /* (a), a): below a numbered paragraph */
	bool upper;      /* A. IV.: of a heading */
	bool strict;     /* nothing but a marker looks so: (a), ٤ -, 14 bis. */
	int value;       /* from 1; 0 for bullets */
	int roman;       /* of a letter that may be a Roman figure as well: its value; else 0 */
	size_t len;      /* bytes of the marker */
	size_t skip;     /* the same with the white space after it */
	char text[32];   /* as printed: "14.", "(a)"; a bullet of a symbol font as "•" */
	char number[24]; /* in ASCII digits: "14", "14 bis", "14.1"; "" for bullets */
};

/* Whether the text begins with what looks like a marker and goes on after it (or
 * ends there). By its looks alone: see un_sequence for whether it is one. */
bool un_marker_read(const char *s, size_t len, struct un_marker *marker);

/* The markers that came before, to tell "3. " after "2. " from "2015. " and "V. "
 * at the head of a line, and "(i)" after "(h)" from the first of (i), (ii). Set to
 * zero at the beginning, and again at each annex. */
struct un_level {
	char form[8]; /* kind and brackets */
	int value;
	char before[24]; /* 14.1: "14." */
};

#define UN_DEPTH 8
#define UN_RUNS 4

/* Numbers of paragraphs that follow one another. The list in a paragraph has its own, and
 * so have numbered headings; those around it go on behind it. */
struct un_run {
	int last;        /* 0: none yet */
	char before[24]; /* of 24.7: "24." */
};

struct un_sequence {
	struct un_level levels[UN_DEPTH];
	size_t depth;                /* levels in use */
	struct un_run runs[UN_RUNS]; /* the last that went on first */
	int headings[UN_OTHER + 1];  /* the last letter, figure or word of a heading */
};

/* Whether the marker is one, given what came before; then it is counted, and a
 * letter that is a Roman figure by its place becomes one. `set_apart`: a tab, a
 * wide gap or a list of the format follows it, so that it is no part of the
 * sentence. *level: 0 for a numbered paragraph and a heading's marker, else the
 * depth of the item from 1. */
bool un_sequence_takes(struct un_sequence *sequence, struct un_marker *marker, bool set_apart,
                       int *level);

/* The text behind a paragraph's number: where it begins with "(a)" that is the first item,
 * and counted. */
void un_sequence_inner(struct un_sequence *sequence, const char *s, size_t len);

/* A paragraph without marker, at the left of all: the items above it are over. */
void un_sequence_break(struct un_sequence *sequence);

/* -- dates --------------------------------------------------------------- */

/* The first date in the text, in any of the six languages, as "2015-12-18"; false
 * when there is none. *whole (may be NULL): nothing else is there, but for a place or a
 * day of the week. */
bool un_date(const char *s, size_t len, char iso[11], bool *whole);

/* -- lines --------------------------------------------------------------- */

enum un_line_kind {
	UN_TEXT,         /* nothing that is known */
	UN_ORGANIZATION, /* United Nations; the large letter of the symbol alone */
	UN_BODY,         /* Security Council */
	UN_SYMBOL,       /* S/RES/2254 (2015); two apart by a blank */
	UN_DISTRIBUTION, /* Distr.: General */
	UN_DATE,         /* 18 December 2015 */
	UN_ORIGINAL,     /* Original: English; English only */
	UN_LANGUAGE,     /* Arabic */
	UN_SESSION,      /* Seventy-ninth session; Eightieth year */
	UN_AGENDA,       /* Agenda item 5 (a) */
	UN_MEETING,      /* 7588th meeting */
	UN_JOB,          /* 18-15257 (E) 170918 */
	UN_BARCODE,      /* *1815257* */
	UN_RECYCLE,      /* Please recycle */
	UN_PAGE          /* 2/5; Page 3; - 4 - */
};

struct un_line {
	enum un_line_kind kind;
	char value[200]; /* the fact's: a date as ISO, a symbol canonical, a job's number, else
	                    as printed without its label; "" when it stands on the next line */
};

/* Folded as for finding, white space single and none at the ends: the form of the words in
 * data/words/papers.tsv. */
void un_fold_line(struct buf *out, const char *s, size_t len);

/* What a line is as a whole. A line of a masthead is short: longer ones, and those
 * that say more, are UN_TEXT. */
enum un_line_kind un_line_read(const char *s, size_t len, struct un_line *line);

/* The signs of a UN masthead on a paper's first page: lines that name the organization,
 * the body, the symbol, the session, and so on. Zero at the beginning. A paper that has
 * two kinds of them has a masthead; on all others a date, "General", "English" or a bare
 * number is text. */
struct un_masthead {
	unsigned signs; /* a bit for each enum un_line_kind */
	bool said;      /* a line of text has come: a symbol below it is one that is quoted */
};

void un_masthead_note(struct un_masthead *mast, const char *s, size_t len);
bool un_has_masthead(const struct un_masthead *mast);

/* Whether the paper says for whom or in which language it was issued, or by which job: then
 * a symbol may stand below other lines. */
bool un_is_issued(const struct un_masthead *mast);

/* Whether the line stands on a page for the sake of the paper, wherever it does:
 * job number, barcode, recycling, page number. */
bool un_is_furniture(enum un_line_kind kind);

/* Whether the text shows the line as well, besides the fact: agenda items. */
bool un_is_shown(enum un_line_kind kind);

/* "Letter dated 4 March 2013 from the Permanent Representative of ...": a title, however
 * it is printed. */
bool un_is_letter(const char *s, size_t len);

/* "Annex", "Annex II", "Appendix", "Enclosure", "المرفق الأول", "附件二" as a whole
 * line: the number (1 when it has none), or 0 when it is no such heading. */
int un_annex(const char *s, size_t len);

/* "Part VI", "Section 25", "Подпрограмма 1", "第25款" at the beginning: its bytes, or 0.
 * Alone in a line it is only half of a heading: the title follows. */
size_t un_part(const char *s, size_t len);

/* Whether it names the part that a symbol does: "Section 8 Legal affairs" in A/81/6(Sect.8),
 * and not the "Part III" that the section stands in. */
bool un_is_section(const char *s, size_t len, const char *symbol);

/* -- facts --------------------------------------------------------------- */

/* What is known of a document so far. Zero at the beginning; nothing to free. */
struct un_facts {
	char title[1000];
	char symbol[SYMBOL_MAX];
	char aliases[4][SYMBOL_MAX];
	char bodies[3][100];
	char date[11], distribution[60], original[80], session[100], agenda[400], agenda_item[120];
	char meeting[SYMBOL_MAX], job[40], draft[SYMBOL_MAX];
	char sample[6000]; /* of the running text, for its language */
	size_t sample_len;
	enum un_line_kind open; /* a label whose value stands on the next line */
	bool said;              /* a line that is none of a masthead has come */
	bool formal;            /* the paper has a masthead */
	bool marked;            /* the format says which date is the document's */
	bool heads;      /* the symbol stands before all else, or at the head of later pages */
	unsigned far;    /* lines since the last symbol */
	unsigned agreed; /* a bit for its symbol and each alias that the heads of later pages say */
	bool differed;   /* they say another one */
	unsigned doubt;  /* what is wrong with the text layer (doubt.h) */
};

/* Takes a line of the masthead: what it is, UN_TEXT when it is not understood
 * (then it belongs to the text). Later lines do not replace earlier ones; a second
 * symbol far below the first, or another date, is none of the masthead's. */
enum un_line_kind un_facts_line(struct un_facts *facts, const char *s, size_t len);

/* The line below an agenda item. */
void un_facts_agenda(struct un_facts *facts, const char *s, size_t len);

/* The title; a second call adds a line to it. */
void un_facts_title(struct un_facts *facts, const char *s, size_t len);

/* The part of a series that the document is ("Section 25 International protection"),
 * where the title is the same for all of them: comes after the title and a colon. */
void un_facts_part(struct un_facts *facts, const char *s, size_t len);

/* A paragraph of the text: its language counts, and a sentence such as "Adopted by
 * the Security Council at its 7588th meeting, on 18 December 2015" gives meeting and
 * date. */
void un_facts_text(struct un_facts *facts, const char *s, size_t len);

/* Whether the sentence says by whom, at which meeting and when the document was
 * adopted: "Adopted by the Security Council at its 7588th meeting, on ...". It is a
 * paragraph, however it is printed. */
bool un_is_adoption(const char *s, size_t len);

/* The language of the text so far, "" when it does not tell. */
const char *un_facts_language(const struct un_facts *facts);

/* Writes what is known. `format`: "pdf", "docx". `given`: the language that the
 * file's own properties tell, or NULL: where the text disagrees a fact
 * `language-note` says so. */
void un_facts_write(const struct un_facts *facts, const char *format, const char *given,
                    struct doc_maker *m);

#endif
