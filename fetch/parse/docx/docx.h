/* SPDX-License-Identifier: ISC */
/*
 * docx: a Word document, in the parts that its parser is made of.
 *
 * The archive gives parts, each part is a tree of XML; styles and numbering say
 * what a paragraph is, the text is walked into a drafts.
 */
#ifndef PALAIS_FETCH_PARSE_DOCX_DOCX_H
#define PALAIS_FETCH_PARSE_DOCX_DOCX_H

#include "fetch/parse/core/xml.h"
#include "fetch/parse/un/drafts.h"
#include "fetch/parse/un/layout.h"
#include "model/doc/left_out.h"

/* Names in the order of strcmp; those of name spaces other than Word's that are
 * called the same are the same here. */
/* clang-format off */
#define DOCX_TAGS(X) \
	X(ALTERNATE_CONTENT, "AlternateContent") X(CHOICE, "Choice") X(FALLBACK, "Fallback") \
	X(OLE_OBJECT, "OLEObject") X(RELATIONSHIP, "Relationship") X(ABSTRACT_NUM, "abstractNum") \
	X(ABSTRACT_NUM_ID, "abstractNumId") X(ACC, "acc") X(ACC_PR, "accPr") X(ALT_CHUNK, "altChunk") X(B, "b") X(BAR, "bar") X(BASED_ON, "basedOn") X(BEG_CHR, "begChr") X(BIDI, "bidi") \
	X(BLIP, "blip") X(BODY, "body") X(BR, "br") X(CAT, "cat") X(CHART, "chart") X(CHR, "chr") X(COMMENT, "comment") X(COMMENT_REFERENCE, "commentReference") \
	X(CR, "cr") \
	X(CUSTOM_XML, "customXml") X(D, "d") X(D_LBL, "dLbl") X(D_PR, "dPr") X(DEFAULT, "default") X(DEG, "deg") X(DEL, "del") \
	X(DEL_TEXT, "delText") X(DELETE, "delete") X(DEN, "den") X(DOC_DEFAULTS, "docDefaults") X(DOC_PR, "docPr") \
	X(DOCUMENT, "document") X(DRAWING, "drawing") X(DSTRIKE, "dstrike") X(E, "e") X(END_CHR, "endChr") X(ENDNOTE, "endnote") \
	X(ENDNOTE_PR, "endnotePr") X(ENDNOTE_REF, "endnoteRef") \
	X(ENDNOTE_REFERENCE, "endnoteReference") X(FLD_CHAR, "fldChar") \
	X(FLD_SIMPLE, "fldSimple") X(FOOTER_REFERENCE, "footerReference") X(FOOTNOTE, "footnote") \
	X(FOOTNOTE_PR, "footnotePr") X(FOOTNOTE_REF, "footnoteRef") \
	X(FOOTNOTE_REFERENCE, "footnoteReference") X(FORMAT_CODE, "formatCode") X(FTR, "ftr") \
	X(FUNC, "func") X(GRID_AFTER, "gridAfter") X(GRID_BEFORE, "gridBefore") X(GRID_SPAN, "gridSpan") \
	X(HDR, "hdr") X(HEADER_REFERENCE, "headerReference") X(HYPERLINK, "hyperlink") X(I, "i") \
	X(IDX, "idx") X(ILVL, "ilvl") X(IMAGEDATA, "imagedata") X(INS, "ins") X(INSTR_TEXT, "instrText") X(IS_LGL, "isLgl") \
	X(LEGEND_ENTRY, "legendEntry") X(LIM, "lim") X(LIM_LOW, "limLow") X(LVL, "lvl") X(LVL_OVERRIDE, "lvlOverride") X(LVL_RESTART, "lvlRestart") \
	X(LVL_TEXT, "lvlText") X(MOVE_FROM, "moveFrom") X(MOVE_TO, "moveTo") X(MR, "mr") X(NAME, "name") \
	X(NARY, "nary") X(NARY_PR, "naryPr") X(NO_BREAK_HYPHEN, "noBreakHyphen") X(NUM, "num") X(NUM_FMT, "numFmt") X(NUM_ID, "numId") \
	X(NUM_PR, "numPr") X(NUM_STYLE_LINK, "numStyleLink") X(OUTLINE_LVL, "outlineLvl") \
	X(P, "p") X(P_PR, "pPr") X(P_PR_CHANGE, "pPrChange") X(P_STYLE, "pStyle") X(PICT, "pict") \
	X(POSITION, "position") 	X(PT, "pt") X(PTAB, "ptab") X(R, "r") X(R_PR, "rPr") X(R_PR_CHANGE, "rPrChange") \
	X(R_STYLE, "rStyle") X(RAD, "rad") X(REL_IDS, "relIds") X(RICH, "rich") X(RT, "rt") X(SDT, "sdt") \
	X(SDT_CONTENT, "sdtContent") X(SDT_PR, "sdtPr") X(SECT_PR, "sectPr") \
	X(SEP_CHR, "sepChr") X(SEPARATOR, "separator") X(SER, "ser") X(SHOWING_PLC_HDR, "showingPlcHdr") \
	X(SMART_TAG, "smartTag") X(SOFT_HYPHEN, "softHyphen") X(START, "start") \
	X(START_OVERRIDE, "startOverride") X(STRIKE, "strike") X(STYLE, "style") X(STYLE_LINK, "styleLink") \
	X(SUB, "sub") X(SUP, "sup") 	X(SYM, "sym") X(T, "t") X(TAB, "tab") X(TBL, "tbl") X(TBL_HEADER, "tblHeader") \
	X(TBL_PR, "tblPr") X(TC, "tc") X(TC_PR, "tcPr") X(TITLE, "title") X(TITLE_PG, "titlePg") \
	X(TR, "tr") X(TR_PR, "trPr") X(TX, "tx") X(TXBX_CONTENT, "txbxContent") X(V, "v") \
	X(V_MERGE, "vMerge") X(VALUE, "val") X(VANISH, "vanish") X(VERT_ALIGN, "vertAlign") \
	X(X_VAL, "xVal") X(Y_VAL, "yVal")
/* clang-format on */

/* clang-format off */
#define DOCX_ATTRS(X) \
	X(REL_ID, "Id") X(TARGET, "Target") X(TARGET_MODE, "TargetMode") X(REL_TYPE, "Type") \
	X(ABSTRACT_NUM_ID, "abstractNumId") X(CHAR, "char") \
	X(CUSTOM_MARK_FOLLOWS, "customMarkFollows") X(DEFAULT, "default") X(DESCR, "descr") \
	X(DM, "dm") X(FLD_CHAR_TYPE, "fldCharType") X(FONT, "font") X(FORMAT_CODE, "formatCode") X(ID, "id") \
	X(IDX, "idx") X(ILVL, "ilvl") X(INSTR, "instr") X(NUM_ID, "numId") X(STYLE_ID, "styleId") \
	X(TITLE, "title") X(TYPE, "type") X(VAL, "val")
/* clang-format on */

enum docx_tag {
#define X(id, name) DOCX_T_##id,
	DOCX_TAGS(X)
#undef X
};

enum docx_attr {
#define X(id, name) DOCX_A_##id,
	DOCX_ATTRS(X)
#undef X
};

extern const struct xml_words docx_words;

/* -- the archive (zip.c) -------------------------------------- */

struct docx_zip;

/* Opens the library that unpacks: before a seal, after which it cannot be. -1 when it is not
 * here. */
int docx_zip_load(void);
/* Of bytes that outlive it. may_load: not under a seal that closed before docx_zip_load. NULL
 * with err for the reader: damaged, encrypted, or made to fill the memory. */
struct docx_zip *docx_zip_open(const char *bytes, size_t len, bool may_load, struct err *err);
void docx_zip_close(struct docx_zip *zip); /* NULL is fine */

/* The name of a part that another one, in the folder `dir`, calls `target`. */
void docx_part_name(const char *dir, const char *target, char *out, size_t size);

/* A part by its name, as a tree. 1; 0 when there is none (the tree is empty but
 * may be looked into and ended); -1 with err. */
int docx_part(struct docx_zip *zip, const char *name, struct xml_tree *tree, struct err *err);

/* -- relationships ------------------------------------------------------- */

/* Elements of a part by their ids. */
struct docx_id {
	const char *id; /* borrowed of the tree */
	uint32_t node;
};

struct docx_ids {
	VEC(struct docx_id) list; /* by id */
};

/* Of the elements of that tag below the root. -1 out of memory. */
int docx_ids_read(struct docx_ids *ids, const struct xml_tree *tree, unsigned tag, unsigned name);
/* The element, or 0. */
uint32_t docx_ids_find(const struct docx_ids *ids, const char *id);

/* The target of the first relationship whose type ends so. "" when there is none. */
const char *docx_target(const struct xml_tree *rels, const char *type);

/* -- styles (styles.c) ---------------------------------------- */

/* A property that may be said or left open. */
enum docx_said { DOCX_OPEN, DOCX_NO, DOCX_YES };

enum docx_rank {
	DOCX_TEXT = 0,
	DOCX_TITLE = 1,   /* of the document */
	DOCX_HEADING = 2, /* and above: the deeper, the higher */
	DOCX_AGENDA = -1, /* the title of an agenda item */
	DOCX_QUOTED = -2,
	DOCX_LISTED = -3 /* contents: no heading whatever it looks like */
};

struct docx_style {
	const char *id, *name, *based; /* borrowed of the tree */
	int rank;                      /* enum docx_rank */
	int num, level;                /* numbering; -1: open */
	uint8_t bold, italic, hidden, bidi, struck;
	const char *place; /* "superscript"; NULL: open */
};

struct docx_styles {
	struct xml_tree tree;
	VEC(struct docx_style) list; /* by id */
};

int docx_styles_read(struct docx_styles *styles, struct err *err); /* of ->tree */
void docx_styles_done(struct docx_styles *styles);
/* NULL when there is no such style. */
const struct docx_style *docx_style(const struct docx_styles *styles, const char *id);

/* As qsort, which asks the system for its memory first: the seal forbids that. */
void docx_sort(void *at, size_t count, size_t size, int (*order)(const void *, const void *));

/* Whether the property (DOCX_T_B, ...) of an rPr or pPr is said. */
enum docx_said docx_said(const struct xml_tree *tree, uint32_t properties, unsigned tag);
/* Whether text is struck out, once or twice. */
enum docx_said docx_struck(const struct xml_tree *tree, uint32_t properties);
/* The number in val of the child, or `otherwise`. */
int docx_number(const struct xml_tree *tree, uint32_t node, unsigned tag, int otherwise);
const char *docx_val(const struct xml_tree *tree, uint32_t node, unsigned tag);

/* -- numbering (numbers.c) ------------------------------------ */

#define DOCX_LEVELS 9

struct docx_numbers;

struct docx_numbers *docx_numbers_new(struct xml_tree *tree, const struct docx_styles *styles);
void docx_numbers_free(struct docx_numbers *numbers); /* NULL is fine */

/* Counts the paragraph and writes what Word prints before it, "" for none. A
 * level below 0 is that of the style, else the first. */
void docx_numbers_next(struct docx_numbers *numbers, int num, int level, const char *style,
                       char *marker, size_t size);

/* A number in the form that Word calls so: "decimal", "lowerRoman". */
void docx_number_print(const char *form, int value, char *out, size_t size);

/* -- the text (text.c) ---------------------------------------- */

struct docx {
	struct docx_zip *zip;
	char dir[200]; /* in which the text's part is, with its slash */
	struct xml_tree rels, text, footnotes, endnotes, numbering, comments;
	struct xml_tree note_rels[2]; /* of footnotes and of endnotes */
	struct docx_ids rel_ids[3];   /* of the text, footnotes, endnotes */
	struct docx_ids note_ids[2], comment_ids;
	struct docx_styles styles;
	struct docx_numbers *numbers;
	struct drafts drafts;
	struct un_facts facts;
	struct un_masthead signs;
	struct left_out left; /* what is in the file and not in the text */
};

/* Walks the text into the drafts, and the masthead into facts. -1 out of memory. */
int docx_walk(struct docx *docx);
/* A header's or footer's lines into facts. */
void docx_furniture(struct docx *docx, const struct xml_tree *tree);

#endif
