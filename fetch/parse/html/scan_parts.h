/* SPDX-License-Identifier: ISC */
/*
 * scan_parts: what the files scan*.c share among themselves. No other includes this.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_SCAN_PARTS_H
#define PALAIS_FETCH_PARSE_HTML_SCAN_PARTS_H

#include "model/base/vec.h"
#include "fetch/parse/html/scan.h"

/* -- scan_tag.c: one tag ------------------------------------------------- */

/* An attribute as it stands in the page: not unescaped, not terminated. */
struct scan_attr {
	const char *value; /* NULL: it has none */
	uint32_t len;
	uint8_t name; /* enum html_attr_name */
};

struct scan_tag {
	const char *source; /* its '<' */
	const char *name;   /* as written */
	uint32_t name_len;
	uint32_t size;     /* of all of it */
	enum html_tag tag; /* HTML_OTHER: one that we do not know */
	bool closed;       /* "/>" */
	unsigned attr_count;
	struct scan_attr attrs[HTML_AT_COUNT]; /* those that are read, each once */
};

/* Reads the start tag at s ('<' and a letter). The byte after it; NULL where the page ends
 * inside it. */
const char *scan_tag_read(struct html_scan *scan, const char *s, struct scan_tag *tag);
/* The same of an end tag, without attributes. */
const char *scan_end_tag_read(struct html_scan *scan, const char *s, struct scan_tag *tag);
const struct scan_attr *scan_tag_attr(const struct scan_tag *tag, enum html_attr_name name);
/* Whether an attribute is there, and begins so, case aside. */
bool scan_attr_begins(const struct scan_tag *tag, enum html_attr_name name, const char *value);

/* Writes a start tag, an end tag. */
void scan_write_start(struct html_scan *scan, const struct scan_tag *tag, bool closed);
void scan_write_bare(struct html_scan *scan, enum html_tag tag);
/* The element that stands for a text. */
void scan_write_run(struct html_scan *scan);
void scan_write_end(struct html_scan *scan);
/* Writes text: "<" is none of the markup's, references to control characters fall away.
 * quote: inside an attribute's value. */
void scan_write_text(struct html_scan *scan, const char *s, size_t len, bool quote);
/* Whether that would change no reference. */
bool scan_is_plain(const char *s, size_t len, bool attr);

/* -- scan_rules.c: what elements are to one another ------------------------ */

enum {
	IS_PART = 1u << 0,   /* "special": the end of an inline element is not looked for beyond */
	IS_WALL = 1u << 1,   /* ends inside it close nothing outside */
	ENDS_P = 1u << 2,    /* a paragraph ends where it starts */
	IS_STYLE = 1u << 3,  /* of the looks of text: goes on after an end that crosses it */
	IS_VOID = 1u << 4,   /* has no content */
	IS_HEAD = 1u << 5,   /* belongs into the head */
	NEEDS_END = 1u << 6, /* what is in it is not text: it must not be left open */
	IS_TABLE = 1u << 7,  /* part of a table: belongs to the innermost */
	IS_HEADING = 1u << 8
};

extern const uint16_t scan_rules[HTML_TEXT + 1];
/* Whether a start tag ends a drawing that was left open before it. */
bool scan_breaks_out(enum html_tag tag);

/* -- scan_stack.c: what is open ---------------------------------------------- */

/* Names that we do not know are counted by a hash. */
#define SCAN_SLOTS (HTML_TEXT + 64)

struct scan_open {
	const char *source; /* of its tag, NULL where it was implied */
	const char *name;   /* as written */
	uint32_t name_len, size;
	uint8_t tag;  /* enum html_tag */
	uint8_t slot; /* what it is counted in */
	bool ghost;   /* it was ended, but holds what is still open */
};

/* Where the page is. */
enum scan_place { SCAN_BEFORE, SCAN_HEAD, SCAN_AFTER_HEAD, SCAN_BODY, SCAN_FRAMESET };

struct scan_stack {
	struct scan_open at[HTML_DEPTH]; /* outermost first */
	unsigned depth;
	uint32_t count[SCAN_SLOTS]; /* how many of a name are open, without ghosts */
	uint32_t over[SCAN_SLOTS];  /* how many did not fit */
	uint32_t over_all;
	enum scan_place place;
};

/* What a tag's elements are counted in. */
uint8_t scan_slot(const struct scan_tag *tag);
/* Opens an element; below the last that fits it is only counted. */
void scan_push(struct html_scan *scan, const struct scan_tag *tag);
void scan_push_bare(struct html_scan *scan, enum html_tag tag);
/* Closes all from the top down to the index, and those that only waited for that. */
void scan_close_to(struct html_scan *scan, unsigned index);
/* The innermost that the tag names, not beyond one that has any of the rules in `walls`; also
 * not beyond `wall`. -1: none. */
int scan_find_open(struct html_scan *scan, const struct scan_tag *tag, unsigned walls,
                   unsigned wall);
int scan_find_tag(struct html_scan *scan, enum html_tag tag, unsigned walls, unsigned wall);
/* Ends an inline element. */
void scan_end_style(struct html_scan *scan, const struct scan_tag *tag);

/* -- scan_open.c: what tags do --------------------------------------------- */

void scan_start(struct html_scan *scan, struct scan_tag *tag);
void scan_end(struct html_scan *scan, const struct scan_tag *tag);
/* Before text: that it stands in the body. blank: it is white space alone. False where it is
 * no text of the page. */
bool scan_text(struct html_scan *scan, bool blank);
/* Closes what is open. */
void scan_finish(struct html_scan *scan);

/* -- scan.c ------------------------------------------------------------------ */

/* Where the next end tag of a name is: found once, and remembered also where it is not. */
struct scan_ahead {
	const char *at; /* NULL: not looked for */
	bool none;
};

struct scan_run {
	const char *s;
	size_t len;
};

struct html_scan {
	const char *s, *end; /* what was not read yet */
	bool xhtml, part, deep, finished;
	uint64_t work;
	struct buf *jsonld;
	struct buf out; /* made, not yet taken */
	size_t taken;
	const char *run, *run_end; /* what follows it as it stands in the page */
	bool by_runs;
	VEC(struct scan_run) runs; /* that are told in what is made */
	size_t runs_taken;
	struct scan_ahead ends[HTML_TEXT];
	bool no_comment, no_bracket; /* none ends from here on */
	/* Inside what is left out as a whole: its name, how often it is open. */
	enum html_tag hidden;
	unsigned hidden_depth;
	unsigned foreign; /* of a drawing: parts that are HTML */
	bool titled;      /* of a drawing: its title was seen */
	size_t budget;    /* bytes of tags that may still be written again */
	struct scan_stack open;
};

/* Whether the page has an end tag of the name at s or after it; its '<'. */
const char *scan_end_ahead(struct html_scan *scan, const char *s, enum html_tag tag);
/* The byte at s or after it; NULL. */
const char *scan_find(struct html_scan *scan, const char *s, char c);

#endif
