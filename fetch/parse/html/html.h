/* SPDX-License-Identifier: ISC */
/*
 * html: a page as a tree, small enough to be walked again and again.
 *
 * Private to the HTML parser. The tree is built from libxml2's events, and those from
 * what the scan makes of the page (scan.h). It keeps only what the later steps ask for:
 * known elements, some attributes, text with its white space collapsed, and the numbers that tell
 * prose from chrome. Everything lives in one arena and goes away with it.
 * Depth is bounded (HTML_DEPTH), so that walks may recurse.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_HTML_H
#define PALAIS_FETCH_PARSE_HTML_HTML_H

#include "model/base/arena.h"
#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/doc/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Elements that are open at once, without those that have no content; what is nested deeper
 * gives its text to the last one that fits. */
#define HTML_DEPTH 200

/* What an element is by its name. */
enum {
	HTML_BLOCK = 1u << 0,   /* begins on a line of its own */
	HTML_SKIP = 1u << 1,    /* never text of a page: script, style, controls */
	HTML_HEADING = 1u << 2, /* h1 .. h6, and what unfolds the text below it */
	HTML_CHROME = 1u << 3,  /* nav and the like: never main text */
	HTML_EMPTY = 1u << 4    /* has no content */
};

/* Sorted by name: looked up by bisection. */
/* clang-format off */
#define HTML_TAGS(X) \
	X(A, "a", 0) \
	X(ADDRESS, "address", HTML_BLOCK) \
	X(ANNOTATION, "annotation", 0) \
	X(ANNOTATION_XML, "annotation-xml", 0) \
	X(APPLET, "applet", 0) \
	X(AREA, "area", HTML_EMPTY) \
	X(ARTICLE, "article", HTML_BLOCK) \
	X(ASIDE, "aside", HTML_BLOCK) \
	X(AUDIO, "audio", HTML_SKIP) \
	X(B, "b", 0) \
	X(BASE, "base", HTML_EMPTY) \
	X(BASEFONT, "basefont", HTML_EMPTY) \
	X(BDI, "bdi", 0) \
	X(BDO, "bdo", 0) \
	X(BGSOUND, "bgsound", HTML_EMPTY) \
	X(BIG, "big", 0) \
	X(BLOCKQUOTE, "blockquote", HTML_BLOCK) \
	X(BODY, "body", HTML_BLOCK) \
	X(BR, "br", HTML_EMPTY) \
	X(BUTTON, "button", HTML_SKIP) \
	X(CANVAS, "canvas", HTML_SKIP) \
	X(CAPTION, "caption", HTML_BLOCK) \
	X(CENTER, "center", HTML_BLOCK) \
	X(CITE, "cite", 0) \
	X(CODE, "code", 0) \
	X(COL, "col", HTML_EMPTY) \
	X(COLGROUP, "colgroup", HTML_BLOCK) \
	X(DATALIST, "datalist", HTML_SKIP) \
	X(DD, "dd", HTML_BLOCK) \
	X(DEL, "del", 0) \
	X(DETAILS, "details", HTML_BLOCK) \
	X(DIALOG, "dialog", HTML_BLOCK | HTML_CHROME) \
	X(DIR, "dir", HTML_BLOCK) \
	X(DIV, "div", HTML_BLOCK) \
	X(DL, "dl", HTML_BLOCK) \
	X(DT, "dt", HTML_BLOCK) \
	X(EM, "em", 0) \
	X(EMBED, "embed", 0) \
	X(FIELDSET, "fieldset", HTML_BLOCK) \
	X(FIGCAPTION, "figcaption", HTML_BLOCK) \
	X(FIGURE, "figure", HTML_BLOCK) \
	X(FONT, "font", 0) \
	X(FOOTER, "footer", HTML_BLOCK) \
	X(FOREIGNOBJECT, "foreignobject", 0) \
	X(FORM, "form", HTML_BLOCK) \
	X(FRAME, "frame", HTML_SKIP | HTML_EMPTY) \
	X(FRAMESET, "frameset", HTML_BLOCK) \
	X(H1, "h1", HTML_BLOCK | HTML_HEADING) \
	X(H2, "h2", HTML_BLOCK | HTML_HEADING) \
	X(H3, "h3", HTML_BLOCK | HTML_HEADING) \
	X(H4, "h4", HTML_BLOCK | HTML_HEADING) \
	X(H5, "h5", HTML_BLOCK | HTML_HEADING) \
	X(H6, "h6", HTML_BLOCK | HTML_HEADING) \
	X(HEAD, "head", HTML_BLOCK) \
	X(HEADER, "header", HTML_BLOCK) \
	X(HGROUP, "hgroup", HTML_BLOCK) \
	X(HR, "hr", HTML_BLOCK | HTML_EMPTY) \
	X(HTML, "html", HTML_BLOCK) \
	X(I, "i", 0) \
	X(IFRAME, "iframe", HTML_SKIP) \
	X(IMG, "img", HTML_EMPTY) \
	X(INPUT, "input", HTML_SKIP | HTML_EMPTY) \
	X(INS, "ins", 0) \
	X(KBD, "kbd", 0) \
	X(KEYGEN, "keygen", HTML_EMPTY) \
	X(LABEL, "label", 0) \
	X(LEGEND, "legend", HTML_BLOCK) \
	X(LI, "li", HTML_BLOCK) \
	X(LINK, "link", HTML_EMPTY) \
	X(LISTING, "listing", HTML_BLOCK) \
	X(MAIN, "main", HTML_BLOCK) \
	X(MAP, "map", HTML_SKIP) \
	X(MARQUEE, "marquee", HTML_BLOCK) \
	X(MATH, "math", 0) \
	X(MENCLOSE, "menclose", 0) \
	X(MENU, "menu", HTML_BLOCK) \
	X(MERROR, "merror", 0) \
	X(META, "meta", HTML_EMPTY) \
	X(MFENCED, "mfenced", 0) \
	X(MFRAC, "mfrac", 0) \
	X(MMULTISCRIPTS, "mmultiscripts", 0) \
	X(MOVER, "mover", 0) \
	X(MPADDED, "mpadded", 0) \
	X(MPHANTOM, "mphantom", 0) \
	X(MPRESCRIPTS, "mprescripts", 0) \
	X(MROOT, "mroot", 0) \
	X(MROW, "mrow", 0) \
	X(MSQRT, "msqrt", 0) \
	X(MSTYLE, "mstyle", 0) \
	X(MSUB, "msub", 0) \
	X(MSUBSUP, "msubsup", 0) \
	X(MSUP, "msup", 0) \
	X(MTABLE, "mtable", 0) \
	X(MTD, "mtd", 0) \
	X(MTR, "mtr", 0) \
	X(MUNDER, "munder", 0) \
	X(MUNDEROVER, "munderover", 0) \
	X(NAV, "nav", HTML_BLOCK | HTML_CHROME) \
	X(NOBR, "nobr", 0) \
	X(NOFRAMES, "noframes", HTML_BLOCK) \
	X(NOSCRIPT, "noscript", 0) \
	X(OBJECT, "object", HTML_SKIP) \
	X(OL, "ol", HTML_BLOCK) \
	X(OPTGROUP, "optgroup", HTML_SKIP) \
	X(OPTION, "option", HTML_SKIP) \
	X(P, "p", HTML_BLOCK) \
	X(PARAM, "param", HTML_EMPTY) \
	X(PICTURE, "picture", 0) \
	X(PLAINTEXT, "plaintext", HTML_BLOCK) \
	X(PRE, "pre", HTML_BLOCK) \
	X(Q, "q", 0) \
	X(RP, "rp", HTML_SKIP) \
	X(RT, "rt", 0) \
	X(RUBY, "ruby", 0) \
	X(S, "s", 0) \
	X(SCRIPT, "script", HTML_SKIP) \
	X(SEARCH, "search", HTML_BLOCK) \
	X(SECTION, "section", HTML_BLOCK) \
	X(SELECT, "select", HTML_SKIP) \
	X(SEMANTICS, "semantics", 0) \
	X(SMALL, "small", 0) \
	X(SOURCE, "source", HTML_EMPTY) \
	X(SPAN, "span", 0) \
	X(STRIKE, "strike", 0) \
	X(STRONG, "strong", 0) \
	X(STYLE, "style", HTML_SKIP) \
	X(SUB, "sub", 0) \
	X(SUMMARY, "summary", HTML_BLOCK | HTML_HEADING) \
	X(SUP, "sup", 0) \
	X(SVG, "svg", HTML_SKIP) \
	X(TABLE, "table", HTML_BLOCK) \
	X(TBODY, "tbody", HTML_BLOCK) \
	X(TD, "td", HTML_BLOCK) \
	X(TEMPLATE, "template", HTML_BLOCK) \
	X(TEXTAREA, "textarea", HTML_SKIP) \
	X(TFOOT, "tfoot", HTML_BLOCK) \
	X(TH, "th", HTML_BLOCK) \
	X(THEAD, "thead", HTML_BLOCK) \
	X(TIME, "time", 0) \
	X(TITLE, "title", HTML_BLOCK) \
	X(TR, "tr", HTML_BLOCK) \
	X(TRACK, "track", HTML_EMPTY) \
	X(TT, "tt", 0) \
	X(U, "u", 0) \
	X(UL, "ul", HTML_BLOCK) \
	X(VIDEO, "video", HTML_SKIP) \
	X(WBR, "wbr", HTML_EMPTY) \
	X(XMP, "xmp", HTML_BLOCK)
/* clang-format on */

enum html_tag {
#define X(id, name, flags) HTML_##id,
	HTML_TAGS(X)
#undef X
		HTML_OTHER, /* an element that means nothing to us */
	HTML_TEXT           /* not an element: a run of text */
};

/* The attributes that are kept. */
/* clang-format off */
#define HTML_ATTRS(X) \
	X(ALT, "alt") \
	X(ARIA_CONTROLS, "aria-controls") \
	X(ARIA_EXPANDED, "aria-expanded") \
	X(ARIA_LABEL, "aria-label") \
	X(CLASS, "class") \
	X(CLOSE, "close") \
	X(COLSPAN, "colspan") \
	X(CONTENT, "content") \
	X(DATA, "data") \
	X(DATA_COMPONENT, "data-component") \
	X(DATA_SRC, "data-src") \
	X(DATA_TESTID, "data-testid") \
	X(DATETIME, "datetime") \
	X(DIR, "dir") \
	X(HEIGHT, "height") \
	X(HIDDEN, "hidden") \
	X(HREF, "href") \
	X(HTTP_EQUIV, "http-equiv") \
	X(ID, "id") \
	X(ITEMPROP, "itemprop") \
	X(LABEL, "label") \
	X(LANG, "lang") \
	X(LINETHICKNESS, "linethickness") \
	X(NAME, "name") \
	X(OPEN, "open") \
	X(PLACEHOLDER, "placeholder") \
	X(PROPERTY, "property") \
	X(REL, "rel") \
	X(REVERSED, "reversed") \
	X(ROLE, "role") \
	X(ROWSPAN, "rowspan") \
	X(SCOPE, "scope") \
	X(SEPARATORS, "separators") \
	X(SHADOWROOTMODE, "shadowrootmode") \
	X(SRC, "src") \
	X(START, "start") \
	X(STYLE, "style") \
	X(TITLE, "title") \
	X(TYPE, "type") \
	X(VALUE, "value") \
	X(WIDTH, "width")
/* clang-format on */

enum html_attr_name {
#define X(id, name) HTML_AT_##id,
	HTML_ATTRS(X)
#undef X
		HTML_AT_COUNT
};

struct html_attr {
	const struct html_attr *next;
	const char *value; /* NUL-terminated */
	enum html_attr_name name;
};

/* What class, id, role, itemprop and aria-label say of an element. */
enum {
	HINT_BODY = 1u << 0,    /* the text of an article: entry-content, articleBody */
	HINT_TEXT = 1u << 1,    /* something with text: content, post, story */
	HINT_DROP = 1u << 2,    /* chrome, as good as always: share, related, cookie */
	HINT_WEAK = 1u << 3,    /* chrome, often */
	HINT_COMMENT = 1u << 4, /* what readers wrote below */
	HINT_BYLINE = 1u << 5,  /* who and when */
	HINT_CAPTION = 1u << 6,
	HINT_CREDIT = 1u << 7,
	HINT_HIDDEN = 1u << 8, /* by its name not shown, or for screen readers alone */
	HINT_LEAD = 1u << 9,   /* standfirst, summary */
	HINT_MAIN = 1u << 10,  /* role=main and the like */
	HINT_PULL = 1u << 11,  /* a pull quote: says again what the text says */
	HINT_NOTES = 1u << 12, /* footnotes, references */
	HINT_TITLE = 1u << 13, /* headline, page-title */
	HINT_REPLY = 1u << 15, /* one of those that readers wrote */
	HINT_FOOT = 1u << 16,  /* the foot of a page: with HINT_DROP */
	HINT_PAY = 1u << 14,   /* what asks for money, or what is behind it */
	HINT_FOLD = 1u << 20,  /* opens and closes: an accordion, a tab */
	/* Not by a name: */
	HINT_FORM = 1u << 17,       /* a form with something to fill in or to press */
	HINT_DECORATION = 1u << 18, /* a picture that nothing is lost with */
	HINT_SHOWN = 1u << 19,      /* some text in it is in the document */
	HINT_UNSHOWN = 1u << 21,    /* not shown: by the attribute hidden, or a style */
	HINT_DATA = 1u << 22,       /* a table of data */
	HINT_OWN = 1u << 23,        /* a link whose words are the page's text: to a document */
	HINT_EMBEDDED = 1u << 24,   /* an embedded document that a link stands for */
	HINT_LISTED = 1u << 25,     /* links that a heading of the text announces */
	HINT_STRUCK = 1u << 26,     /* struck out, by a style */
	HINT_OFFERED = 1u << 27     /* a picture whose address its figure has */
};

/* A field to be filled in; something to press. */
enum { HTML_ASKS = 1, HTML_BUTTONS };

struct html_node {
	struct html_node *parent, *first, *last, *next, *prev;
	const struct html_attr *attrs;
	char *text; /* HTML_TEXT: not terminated */
	uint32_t len;
	uint32_t draft; /* HTML_TEXT: whose text it is (html_drafts), from 1; 0: nobody's */
	uint32_t hints; /* HINT_… */
	uint8_t tag;    /* enum html_tag */
	uint8_t flags;  /* HTML_BLOCK … of the tag */
	bool blocky;    /* a block, or has one inside */
	bool dropped;   /* not main text; neither is anything inside */
	bool pre;       /* HTML_TEXT: white space stands */
	bool has_h1;    /* an h1 is inside (or is this) */
	/* Counted over what is not dropped, in characters without white space
	 * (one Han character counts as two): */
	uint32_t chars;      /* all text */
	uint32_t linked;     /* text inside links, but for: */
	uint32_t own;        /* text inside links whose words are text of the page */
	uint32_t prose;      /* text of runs that read like sentences */
	uint32_t runs;       /* how many such runs */
	uint32_t solid;      /* prose of runs that have others of their size beside them */
	uint32_t loose;      /* while counting: prose of small children that may become so */
	uint16_t kids;       /* while counting: how many such children */
	uint16_t links;      /* how many links */
	uint16_t link_heads; /* headings that are links as a whole */
	uint16_t link_lines; /* lines of a headline's length that are links as a whole */
	uint16_t teasers;    /* children that are such a line and a sentence or two */
	uint16_t replies;    /* children that end with "Reply" */
	uint8_t opens;       /* what its first long line is (main_text.h) */
	uint8_t notice;      /* HTML_TEXT: whether html_is_notice, 0 while unknown */
	uint8_t asks;        /* what stands right in it: HTML_ASKS, HTML_BUTTONS */
};

struct html_page {
	struct html_node *root; /* "html", never NULL */
	struct html_node *body; /* NULL when there is none */
	struct buf jsonld;      /* the JSON-LD scripts, a NUL after each */
	const char *base;       /* <base href>, else what the caller knew; may be "" */
	bool failed;            /* memory ran out while building */
	bool cut;               /* more nodes than we keep */
	bool password;          /* it has a field for one */
	bool deep;              /* elements deeper than HTML_DEPTH */
	bool whole;             /* fields, frames and the like are nodes; else */
	bool frames;            /* it is a frame around other pages */
	bool formulas;          /* there is one in it */
	bool fields;            /* whether there were fields in no form, */
	uint32_t buttons;       /* how many buttons in no form, */
	uint32_t embedded;      /* how many frames, objects and recordings, */
	uint32_t areas;         /* and how many links in the maps of pictures */
	uint32_t nodes;         /* elements and runs of text that it has, */
	uint32_t kept;          /* elements among them, where it is cut, */
	uint32_t elements;      /* of so many */
	struct arena arena;
};

/* -- tree.c --------------------------------------------------- */

struct html_how {
	const char *base; /* the address that links are relative to, or NULL */
	bool whole;       /* with nodes of all that a browser shows */
	bool xhtml;       /* as XML has it: "<script/>" is a whole element */
	bool part;        /* the beginning of one: what is not ended goes on */
};

/* Parses UTF-8 (valid, no NUL). NULL with err when memory ran out. */
struct html_page *html_parse(const char *utf8, size_t len, const struct html_how *how,
                             struct err *err);
void html_free(struct html_page *page);
/* Memory of the page's arena, zeroed; NULL when none is left. */
void *html_alloc(struct html_page *page, size_t size);
char *html_strdup(struct html_page *page, const char *s, size_t len);

/* Whether an address is that of a document (PDF, Word and the like), by its ending, by the
 * type that is said of it (or NULL), or because it is a UN document's. */
bool html_is_document(const char *address, const char *type);
/* The attribute's value, or NULL. */
const char *html_attr(const struct html_node *node, enum html_attr_name name);
static inline bool html_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}
/* Whether a text is the blank between two others. */
static inline bool html_is_blank(const struct html_node *text)
{
	return text->len == 1 && *text->text == ' ';
}
/* The next node of a walk in document order inside top, NULL at its end;
 * html_skip leaves out what is inside the node. */
struct html_node *html_walk(const struct html_node *top, struct html_node *node);
struct html_node *html_skip(const struct html_node *top, struct html_node *node);
/* A new text below `parent`, before `next`, or as its last where that is NULL (stand_in.c);
 * false without memory. */
bool html_add_text(struct html_page *page, struct html_node *parent, struct html_node *next,
                   const char *said);
/* Writes formulas in a line (formulas.c). */
void html_lay_formulas(struct html_page *page);
/* Adds all the text inside the node, white space collapsed, one space between
 * blocks; at most max bytes are looked at. */
void html_text(const struct html_node *node, struct buf *out, size_t max);

/* -- style.c -------------------------------------------------- */

/* Whether a style gives the property that value, among others. */
bool html_style_says(const char *style, const char *property, const char *word);
/* Whether it says that the element is not shown. */
bool html_style_hides(const char *style);
/* The element by which a page without styles would say the same of the text: HTML_S, HTML_SUP,
 * HTML_SUB; HTML_SPAN: none. */
unsigned html_style_tag(const char *style);

/* -- notes.c -------------------------------------------------- */

/* Whether an id is one that programs give to notes: "fn:1", "cite_note-2". */
bool html_is_note_id(const char *id);

/* -- hints.c -------------------------------------------------- */

/* Fills node->hints from its attributes. */
void html_hints(struct html_node *node);
/* Whether it is a mark that leads to another place of the page: beside a heading to the heading
 * itself ("#", "¶"), behind a note to where it is called ("↩"). */
bool html_is_mark(const struct html_node *node);
/* Whether a short line is boilerplate by its words, in a dozen languages:
 * "Advertisement", "Read also: …", "Share this". */
bool html_is_boilerplate(const char *text, size_t len);
/* Whether it opens with words that lead to another page ("Read also"). */
bool html_is_pointer(const char *text, size_t len);
/* Whether a paragraph, however long, opens as what a site says of itself: what it
 * does with cookies, whose rights are reserved, what a newsletter is good for. */
bool html_is_notice(const char *text, size_t len);
/* Whether it is a byline or a date and nothing more. */
bool html_is_byline(const char *text, size_t len);
/* Whether a short line is what stands below a comment: "Reply". */
bool html_is_reply(const char *text, size_t len);
/* Whether a short line tells how long ago something was written: "3 days ago". */
bool html_is_ago(const char *text, size_t len);
/* Whether a short line stands above all comments: "Comments (12)". */
bool html_is_comments_head(const char *text, size_t len);
/* Whether a heading opens a part that is not the article, where links follow it: "Related
 * stories". */
bool html_is_end_heading(const char *text, size_t len);
/* And whatever follows it: "About the author". */
bool html_is_last_heading(const char *text, size_t len);

/* -- main_text.c --------------------------------------------------- */

#define HTML_LEADS 4

/* What of the page is its main text. */
struct html_main {
	struct html_node *node;              /* the smallest that holds it */
	struct html_node *leads[HTML_LEADS]; /* first paragraphs that stand before it, then NULL */
	struct html_node *tails[HTML_LEADS]; /* documents that stand behind it, then NULL */
	bool article;                        /* prose; else a page of links, lists or tables */
};

/* Chooses the main text, and marks as dropped what is not. title: the heading
 * that is the page's title, or NULL. */
void html_find_main(struct html_page *page, const struct html_node *title, struct html_main *found);
/* Gives each link in the node that shows nothing but a picture the picture's description as
 * its words, unless a link beside it has words and leads there too; and each cell of a table of
 * data likewise (stand_in.c). */
void html_say_pictures(struct html_page *page, struct html_node *top);
/* All of it, of a page that was parsed so. */
void html_take_whole(struct html_page *page, struct html_main *found);

/* -- facts.c -------------------------------------------------- */

struct html_facts {
	/* In the page's arena; "" where unknown. */
	const char *title, *published, *modified, *symbol, *body, *language, *url;
	const char *description, *author, *section;
	const char *article_body;           /* of JSON-LD */
	const struct html_node *title_node; /* the h1 that is the title, or NULL */
};

void html_find_facts(struct html_page *page, struct html_facts *facts);

#endif
