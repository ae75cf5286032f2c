/* SPDX-License-Identifier: ISC */
/* Word documents: from the archive's bytes to a document. */
#include "config.h"

#include "fetch/parse/docx/docx.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/docx/walk.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TITLE_LINES 30 /* lines of text above a title, at most */

static const char *const tag_names[] = {
#define X(id, name) name,
	DOCX_TAGS(X)
#undef X
};

static const char *const attr_names[] = {
#define X(id, name) name,
	DOCX_ATTRS(X)
#undef X
};

const struct xml_words docx_words = {tag_names,  sizeof tag_names / sizeof *tag_names,
                                     attr_names, sizeof attr_names / sizeof *attr_names,
                                     NULL,       0};

/* -- parts --------------------------------------------------------------- */

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);
	return n >= m && strcmp(s + n - m, end) == 0;
}

const char *docx_target(const struct xml_tree *rels, const char *type)
{
	for (uint32_t i = 0;
	     rels->nodes.count && (i = xml_find(rels, 0, i, DOCX_T_RELATIONSHIP));) {
		const char *own = xml_attr(rels, i, DOCX_A_REL_TYPE);
		const char *target = xml_attr(rels, i, DOCX_A_TARGET);
		if (target && own && ends_with(own, type))
			return target;
	}
	return "";
}

void docx_part_name(const char *dir, const char *target, char *out, size_t size)
{
	while (strncmp(target, "../", 3) == 0) {
		target += 3;
		dir = "";
	}
	if (*target == '/')
		snprintf(out, size, "%s", target + 1);
	else
		snprintf(out, size, "%s%s", dir, target);
}

/* Where a part's own relationships stand: "word/_rels/footnotes.xml.rels". */
static int rels_read(struct docx *docx, const char *name, struct xml_tree *tree, struct err *err)
{
	char rels[300];
	const char *slash = strrchr(name, '/');
	int dir = slash ? (int)(slash - name + 1) : 0;
	snprintf(rels, sizeof rels, "%.*s_rels/%.80s.rels", dir < 200 ? dir : 0, name,
	         slash ? slash + 1 : name);
	return docx_part(docx->zip, rels, tree, err);
}

/* The notes with their relationships; `which`: 0 footnotes, 1 endnotes. */
static int notes_read(struct docx *docx, const char *dir, int which, struct err *err)
{
	char name[256] = "";
	const char *target = docx_target(&docx->rels, which ? "/endnotes" : "/footnotes");
	if (!*target)
		return 0;
	docx_part_name(dir, target, name, sizeof name);
	if (docx_part(docx->zip, name, which ? &docx->endnotes : &docx->footnotes, err) < 0)
		return -1;
	return rels_read(docx, name, &docx->note_rels[which], err);
}

static int part_related(struct docx *docx, const char *dir, const char *type, struct xml_tree *tree,
                        struct err *err)
{
	char name[256] = "";
	const char *target = docx_target(&docx->rels, type);
	if (*target)
		docx_part_name(dir, target, name, sizeof name);
	return docx_part(docx->zip, name, tree, err);
}

/* Headers and footers of the first page hold the masthead; of the others, the
 * symbol. */
static int furniture_read(struct docx *docx, const char *dir, const char *type, struct err *err)
{
	static const unsigned tags[] = {DOCX_T_HEADER_REFERENCE, DOCX_T_FOOTER_REFERENCE};
	for (size_t k = 0; k < 2; k++)
		for (uint32_t i = 0; (i = xml_find(&docx->text, 0, i, tags[k])) != 0;) {
			const char *own = xml_attr(&docx->text, i, DOCX_A_TYPE);
			const char *id = xml_attr(&docx->text, i, DOCX_A_ID);
			struct xml_tree tree;
			char name[256] = "";
			if (!id || !own || strcmp(own, type) != 0)
				continue;
			uint32_t rel = docx_ids_find(&docx->rel_ids[0], id);
			const char *target = rel ? xml_attr(&docx->rels, rel, DOCX_A_TARGET) : NULL;
			if (target)
				docx_part_name(dir, target, name, sizeof name);
			int found = docx_part(docx->zip, name, &tree, err);
			if (found > 0)
				docx_furniture(docx, &tree);
			xml_done(&tree);
			if (found < 0)
				return -1;
			break; /* of the first section */
		}
	return 0;
}

static int ids_read(struct docx *docx)
{
	const struct xml_tree *rels[] = {&docx->rels, &docx->note_rels[0], &docx->note_rels[1]};
	for (size_t i = 0; i < 3; i++)
		if (docx_ids_read(&docx->rel_ids[i], rels[i], DOCX_T_RELATIONSHIP, DOCX_A_REL_ID) <
		    0)
			return -1;
	if (docx_ids_read(&docx->note_ids[0], &docx->footnotes, DOCX_T_FOOTNOTE, DOCX_A_ID) < 0)
		return -1;
	if (docx_ids_read(&docx->comment_ids, &docx->comments, DOCX_T_COMMENT, DOCX_A_ID) < 0)
		return -1;
	return docx_ids_read(&docx->note_ids[1], &docx->endnotes, DOCX_T_ENDNOTE, DOCX_A_ID);
}

static int parts_read(struct docx *docx, struct err *err)
{
	struct xml_tree top;
	char name[256] = "word/document.xml", *dir = docx->dir;
	if (docx_part(docx->zip, "_rels/.rels", &top, err) < 0) {
		xml_done(&top);
		return -1;
	}
	const char *target = docx_target(&top, "/officeDocument");
	if (*target)
		docx_part_name("", target, name, sizeof name);
	xml_done(&top);
	const char *slash = strrchr(name, '/');
	snprintf(docx->dir, sizeof docx->dir, "%.*s", slash ? (int)(slash - name + 1) : 0, name);
	int found = docx_part(docx->zip, name, &docx->text, err);
	if (found == 0)
		err_set(err, ERR_FAILED, "Word document: its text (%.60s) is not in it", name);
	if (found <= 0 || rels_read(docx, name, &docx->rels, err) < 0 ||
	    part_related(docx, dir, "/styles", &docx->styles.tree, err) < 0 ||
	    notes_read(docx, dir, 0, err) < 0 || notes_read(docx, dir, 1, err) < 0 ||
	    docx_styles_read(&docx->styles, err) < 0 ||
	    part_related(docx, dir, "/numbering", &docx->numbering, err) < 0 ||
	    part_related(docx, dir, "/comments", &docx->comments, err) < 0)
		return -1;
	docx->numbers = docx_numbers_new(&docx->numbering, &docx->styles);
	if (!docx->numbers || ids_read(docx) < 0)
		return err_set(err, ERR_FAILED, "Word document: out of memory");
	return furniture_read(docx, dir, "first", err) < 0 ||
	                       (!*docx->facts.symbol &&
	                        furniture_read(docx, dir, "default", err) < 0)
	               ? -1
	               : 0;
}

/* -- the title ----------------------------------------------------------- */

/* "77/301. Missing persons" above the text, whatever its style. */
static struct draft *numbered_title(struct drafts *drafts, size_t *index)
{
	size_t lines = 0;
	for (size_t i = 0; i < drafts->drafts.count && lines < TITLE_LINES; i++) {
		struct draft *d = drafts->drafts.at[i];
		lines += !d->gone && d->text.text.len > 0;
		if (!d->gone && (d->kind == DOC_HEADING || d->kind == DOC_PARAGRAPH) &&
		    !*d->marker && d->text.text.len < 500 &&
		    drafts_title_number(d->text.text.bytes) > 0) {
			*index = i;
			d->kind = DOC_HEADING;
			return d;
		}
	}
	return NULL;
}

/* "Resolution 2254 (2015)": a number and a year. */
static bool names_resolution(const struct draft *d)
{
	const char *s = strchr(d->text.text.bytes, '(');
	return d->text.text.len < 80 && s && s > d->text.text.bytes &&
	       strspn(s + 1, "0123456789") == 4 && s[5] == ')' &&
	       strpbrk(d->text.text.bytes, "0123456789") < s;
}

/* "Resolution adopted by the General Assembly on ...", "Adopted by the Security
 * Council at its ... meeting, on ...": lines of text, in a style of headings. */
static void adoption_lines(struct drafts *drafts, size_t title)
{
	char iso[11];
	size_t after = 0;
	for (size_t i = 0; i < drafts->drafts.count && after < 2; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone || d->text.text.len == 0 || i == title)
			continue;
		after += i > title;
		if (d->kind == DOC_HEADING && !*d->marker && d->text.gap == UINT32_MAX &&
		    un_date(d->text.text.bytes, d->text.text.len, iso, NULL)) {
			d->kind = DOC_PARAGRAPH;
			d->level = 0;
		}
	}
}

/* The heading that is the document's title: one in a style of titles, else the
 * first, where no text stands before it. */
static struct draft *title_find(struct drafts *drafts, size_t *index)
{
	struct draft *first = numbered_title(drafts, index);
	if (first)
		return first;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone || d->text.text.len == 0)
			continue;
		if (d->kind == DOC_HEADING && d->level == DOCX_TITLE) {
			*index = i;
			return d;
		}
		if (d->kind == DOC_HEADING && !first && !*d->marker &&
		    !drafts_is_contents(d->text.text.bytes)) {
			first = d;
			*index = i;
		}
		if (d->text.text.len > 400 || *d->marker)
			break;
	}
	return first;
}

/* Lines of one style are one title; what has its level further on is a heading. */
static void title_join(struct docx *docx)
{
	struct drafts *drafts = &docx->drafts;
	size_t index = 0;
	struct draft *title = title_find(drafts, &index);
	if (title && (drafts_title_number(title->text.text.bytes) > 0 || names_resolution(title)))
		adoption_lines(drafts, index);
	for (size_t i = 0; i < drafts->drafts.count; i++)
		if (drafts->drafts.at[i]->kind == DOC_HEADING &&
		    drafts->drafts.at[i]->level == DOCX_TITLE)
			drafts->drafts.at[i]->level = DOCX_HEADING;
	if (!title)
		return;
	title->level = 1;
	for (size_t i = index + 1; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone || d->text.text.len == 0)
			continue;
		if (d->kind != DOC_HEADING || d->style != title->style || *d->marker ||
		    d->text.gap != UINT32_MAX || un_annex(d->text.text.bytes, d->text.text.len))
			break;
		rich_text_join(&title->text, &d->text);
		title->note_count += d->note_count;
		d->gone = true;
	}
	/* "77/301.<tab>Title" keeps its number; a resolution is called by it. */
	struct buf words;
	buf_init(&words, 4096);
	drafts_title(title, &words);
	un_facts_title(&docx->facts, words.bytes, words.len);
	buf_done(&words);
	drafts_parts_join(drafts);
	const struct draft *part = drafts_part(drafts, index, docx->facts.symbol);
	if (part)
		un_facts_part(&docx->facts, part->text.text.bytes, part->text.text.len);
}

/* -- the document -------------------------------------------------------- */

static void form_read(const struct xml_tree *tree, unsigned tag, const char **form)
{
	uint32_t node = xml_find(tree, 0, 0, tag);
	const char *value = node ? docx_val(tree, node, DOCX_T_NUM_FMT) : NULL;
	*form = value ? value : *form;
}

int docx_walk(struct docx *docx)
{
	struct docx_walk w = {.docx = docx, .tree = &docx->text};
	w.footnote_form = "decimal";
	w.endnote_form = "lowerRoman";
	form_read(&docx->text, DOCX_T_FOOTNOTE_PR, &w.footnote_form);
	form_read(&docx->text, DOCX_T_ENDNOTE_PR, &w.endnote_form);
	const struct xml_tree *styles = &docx->styles.tree;
	for (uint32_t i = 0; styles->nodes.count && (i = xml_find(styles, 0, i, DOCX_T_STYLE));) {
		const char *type = xml_attr(styles, i, DOCX_A_TYPE);
		const char *given = xml_attr(styles, i, DOCX_A_DEFAULT);
		if (type && strcmp(type, "paragraph") == 0 && given && strcmp(given, "1") == 0)
			w.normal = docx_style(&docx->styles, xml_attr(styles, i, DOCX_A_STYLE_ID));
	}
	docx_masthead_find(&w);
	int result = docx_walk_range(&w, &docx->text, 0, docx->text.nodes.at[0].end);
	docx_drawings_take(&w);
	for (size_t i = 0; i < w.fields.count; i++)
		buf_done(&w.fields.at[i].code);
	vec_done(&w.fields);
	vec_done(&w.frames);
	vec_done(&w.boxes);
	vec_done(&w.drawings);
	return result;
}

static void write(struct docx *docx, const struct parse_how *how, struct doc_maker *m)
{
	struct drafts *drafts = &docx->drafts;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		const struct draft *d = drafts->drafts.at[i];
		if (!d->gone && d->kind != DOC_TABLE && d->kind != DOC_HEADING)
			un_facts_text(&docx->facts, d->text.text.bytes, d->text.text.len);
	}
	un_facts_write(&docx->facts, "docx", NULL, m);
	left_add(m, &docx->left);
	if (xml_is_damaged(&docx->text, how, m))
		doc_add_fact(m, "incomplete", "the text inside the Word document is damaged");
	drafts_write(drafts, text_lang_is_rtl(un_facts_language(&docx->facts)), m);
}

/* A paper without a title is called by the heading that stands before all else. */
static void title_need(struct docx *docx)
{
	struct drafts *drafts = &docx->drafts;
	size_t i = 0;
	while (i < drafts->drafts.count && drafts->drafts.at[i]->gone)
		i++;
	struct draft *d = i < drafts->drafts.count ? drafts->drafts.at[i] : NULL;
	if (!d || *docx->facts.title || *docx->facts.symbol || d->kind != DOC_HEADING || *d->marker)
		return;
	struct buf words;
	buf_init(&words, 4096);
	drafts_title(d, &words);
	un_facts_title(&docx->facts, words.bytes, words.len);
	buf_done(&words);
	d->level = 1;
}

/* A document without headings by style may have some in bold type. */
static void allow_bold(struct docx *docx)
{
	struct drafts *drafts = &docx->drafts;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		const struct draft *d = drafts->drafts.at[i];
		if (!d->gone && d->kind == DOC_HEADING && d->level != 1 && d->text.text.len > 0)
			return;
	}
	for (size_t i = 0; i < drafts->drafts.count; i++)
		drafts->drafts.at[i]->bold_heading = true;
}

static int document(struct docx *docx, const struct parse_how *how, struct doc_maker *m,
                    struct err *err)
{
	if (parts_read(docx, err) < 0)
		return -1;
	if (docx_walk(docx) < 0)
		return err_set(err, ERR_FAILED, "Word document: larger than can be read");
	drafts_end(&docx->drafts);
	title_join(docx);
	allow_bold(docx);
	drafts_shape(&docx->drafts);
	title_need(docx);
	if (docx->drafts.failed)
		return err_set(err, ERR_FAILED, "Word document: larger than can be read");
	if (drafts_blank(&docx->drafts))
		return err_set(err, ERR_FAILED, "Word document: there is no text in it");
	write(docx, how, m);
	return 0;
}

int parse_docx(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
               struct err *err)
{
	struct docx *docx = calloc(1, sizeof *docx);
	if (!docx)
		return err_set(err, ERR_FAILED, "Word document: out of memory");
	drafts_init(&docx->drafts);
	docx->zip = docx_zip_open(bytes, len, !how->no_zip, err);
	int result = docx->zip ? document(docx, how, m, err) : -1;
	docx_zip_close(docx->zip);
	docx_numbers_free(docx->numbers);
	docx_styles_done(&docx->styles);
	drafts_done(&docx->drafts);
	xml_done(&docx->rels);
	xml_done(&docx->text);
	xml_done(&docx->footnotes);
	xml_done(&docx->endnotes);
	xml_done(&docx->numbering);
	xml_done(&docx->comments);
	xml_done(&docx->note_rels[0]);
	xml_done(&docx->note_rels[1]);
	for (size_t i = 0; i < 3; i++)
		vec_done(&docx->rel_ids[i].list);
	vec_done(&docx->note_ids[0].list);
	vec_done(&docx->note_ids[1].list);
	vec_done(&docx->comment_ids.list);
	free(docx);
	return result;
}
