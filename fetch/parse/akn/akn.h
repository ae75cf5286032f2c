/* SPDX-License-Identifier: ISC */
/*
 * akn: Akoma Ntoso as the UN writes it (AKN4UN), and what the files of its
 * parser share.
 */
#ifndef PALAIS_FETCH_PARSE_AKN_AKN_H
#define PALAIS_FETCH_PARSE_AKN_AKN_H

#include "fetch/parse/core/xml.h"
#include "fetch/parse/un/drafts.h"
#include "fetch/parse/un/layout.h"

/* What an element does to the text in it. One that is in no table is inline
 * inside a paragraph and a block elsewhere. */
enum akn_action {
	AKN_INLINE,
	AKN_BLOCK, /* begins and ends a paragraph */
	AKN_COVER, /* the same, of the masthead */
	AKN_SKIP,
	AKN_NUM,
	AKN_HEADING,
	AKN_SUBHEADING,
	AKN_NOTE,
	AKN_QUOTE,
	AKN_LIST,
	AKN_ITEM,
	AKN_TABLE,
	AKN_ROW,
	AKN_CELL,
	AKN_BREAK,
	AKN_DATE,
	AKN_RULE,
	AKN_LINK,
	AKN_EM,
	AKN_STRONG
};

/* In the order of strcmp. */
/* clang-format off */
#define AKN_TAGS(X) \
	X(FRBR_EXPRESSION, "FRBRExpression", AKN_INLINE) \
	X(FRBR_WORK, "FRBRWork", AKN_INLINE) X(FRBR_ALIAS, "FRBRalias", AKN_INLINE) \
	X(FRBR_DATE, "FRBRdate", AKN_INLINE) X(FRBR_LANGUAGE, "FRBRlanguage", AKN_INLINE) \
	X(A, "a", AKN_LINK) X(AKOMA_NTOSO, "akomaNtoso", AKN_BLOCK) \
	X(ALINEA, "alinea", AKN_BLOCK) X(ARTICLE, "article", AKN_BLOCK) \
	X(ATTACHMENT, "attachment", AKN_BLOCK) X(ATTACHMENTS, "attachments", AKN_BLOCK) \
	X(AUTHORIAL_NOTE, "authorialNote", AKN_NOTE) X(B, "b", AKN_STRONG) \
	X(BLOCK, "block", AKN_BLOCK) X(BLOCK_CONTAINER, "blockContainer", AKN_BLOCK) \
	X(BLOCK_LIST, "blockList", AKN_BLOCK) X(BLOCKQUOTE, "blockquote", AKN_QUOTE) \
	X(BODY, "body", AKN_BLOCK) X(BR, "br", AKN_BREAK) X(CAPTION, "caption", AKN_BLOCK) \
	X(CHAPTER, "chapter", AKN_BLOCK) X(CLAUSE, "clause", AKN_BLOCK) \
	X(COMPONENT, "component", AKN_BLOCK) X(COMPONENTS, "components", AKN_BLOCK) \
	X(CONCLUSIONS, "conclusions", AKN_BLOCK) X(CONTAINER, "container", AKN_BLOCK) \
	X(CONTENT, "content", AKN_BLOCK) X(COUNT, "count", AKN_INLINE) \
	X(COVER_PAGE, "coverPage", AKN_COVER) X(CROSS_HEADING, "crossHeading", AKN_HEADING) \
	X(DIV, "div", AKN_BLOCK) X(DOC, "doc", AKN_BLOCK) \
	X(DOC_AUTHORITY, "docAuthority", AKN_INLINE) X(DOC_DATE, "docDate", AKN_DATE) \
	X(DOC_NUMBER, "docNumber", AKN_INLINE) X(DOC_PROPONENT, "docProponent", AKN_INLINE) \
	X(DOC_STATUS, "docStatus", AKN_INLINE) X(DOC_TITLE, "docTitle", AKN_INLINE) \
	X(DOCKET_NUMBER, "docketNumber", AKN_INLINE) X(EM, "em", AKN_EM) \
	X(EMBEDDED_STRUCTURE, "embeddedStructure", AKN_QUOTE) X(EOL, "eol", AKN_BREAK) \
	X(FORMULA, "formula", AKN_BLOCK) X(HCONTAINER, "hcontainer", AKN_BLOCK) \
	X(HEADING, "heading", AKN_HEADING) X(HR, "hr", AKN_RULE) X(I, "i", AKN_EM) \
	X(IMG, "img", AKN_SKIP) X(INDENT, "indent", AKN_BLOCK) \
	X(INLINE, "inline", AKN_INLINE) X(INTRO, "intro", AKN_BLOCK) \
	X(ITEM, "item", AKN_BLOCK) X(KEYWORD, "keyword", AKN_INLINE) X(LI, "li", AKN_ITEM) \
	X(LIST, "list", AKN_BLOCK) X(LOCATION, "location", AKN_INLINE) \
	X(LONG_TITLE, "longTitle", AKN_BLOCK) X(MAIN_BODY, "mainBody", AKN_BLOCK) \
	X(MARKER, "marker", AKN_SKIP) X(META, "meta", AKN_SKIP) X(NOTE, "note", AKN_INLINE) \
	X(NOTE_REF, "noteRef", AKN_SKIP) X(NOTES, "notes", AKN_INLINE) \
	X(NUM, "num", AKN_NUM) X(OL, "ol", AKN_LIST) X(P, "p", AKN_BLOCK) \
	X(PARAGRAPH, "paragraph", AKN_BLOCK) X(PART, "part", AKN_BLOCK) \
	X(POINT, "point", AKN_BLOCK) X(PREAMBLE, "preamble", AKN_BLOCK) \
	X(PREFACE, "preface", AKN_COVER) X(PRESENTATION, "presentation", AKN_SKIP) \
	X(QUOTED_STRUCTURE, "quotedStructure", AKN_QUOTE) X(REF, "ref", AKN_LINK) \
	X(RREF, "rref", AKN_LINK) X(SECTION, "section", AKN_BLOCK) \
	X(SESSION, "session", AKN_INLINE) X(SPAN, "span", AKN_INLINE) \
	X(STATEMENT, "statement", AKN_BLOCK) X(STEP, "step", AKN_INLINE) \
	X(STRONG, "strong", AKN_STRONG) X(SUB_FLOW, "subFlow", AKN_INLINE) \
	X(SUBHEADING, "subheading", AKN_SUBHEADING) \
	X(SUBPARAGRAPH, "subparagraph", AKN_BLOCK) X(SUBSECTION, "subsection", AKN_BLOCK) \
	X(TABLE, "table", AKN_TABLE) X(TD, "td", AKN_CELL) X(TH, "th", AKN_CELL) \
	X(TR, "tr", AKN_ROW) X(UL, "ul", AKN_LIST) X(WRAP_UP, "wrapUp", AKN_BLOCK)
/* clang-format on */

/* clang-format off */
#define AKN_ATTRS(X) \
	X(AS, "as") X(BY, "by") X(CLASS, "class") X(COLSPAN, "colspan") X(DATE, "date") \
	X(HREF, "href") X(LANGUAGE, "language") X(MARKER, "marker") X(NAME, "name") \
	X(OUTCOME, "outcome") X(REFERS_TO, "refersTo") X(ROWSPAN, "rowspan") \
	X(SHOW_AS, "showAs") X(STYLE, "style") X(TITLE, "title") X(VALUE, "value")
/* clang-format on */

enum akn_tag {
#define X(id, name, action) AKN_T_##id,
	AKN_TAGS(X)
#undef X
};

enum akn_attr {
#define X(id, name) AKN_A_##id,
	AKN_ATTRS(X)
#undef X
};

/* What the meta block and the marked words of the cover say, before the text is
 * read: into facts; `language` (two letters or ""): of the text, as said. */
struct akn_facts {
	struct un_facts paper;
	char language[4];
	char vote[40];
	char description[400];
	char note[160];  /* what of the file contradicts itself */
	char session[8]; /* as the symbol has it: "77", "ES-11" */
};

void akn_facts_read(const struct xml_tree *tree, struct akn_facts *facts);
/* The meeting that a sentence names beside a date, where none is known yet. */
void akn_facts_meeting(struct akn_facts *facts, const char *text);
/* When title and text are known: what contradicts them is left out. */
void akn_facts_settle(struct akn_facts *facts);

#endif
