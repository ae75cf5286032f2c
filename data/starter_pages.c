/* SPDX-License-Identifier: ISC */
/* Texts of our own become documents; their links are written [label](address). A text is English,
 * and there is one more in each language that has words of it. */
#include "config.h"

#include "data/page_file.h"
#include "data/starter.h"
#include "model/base/lang.h"
#include "model/doc/document.h"
#include "model/store/told.h"
#include "model/text/bidi.h"

#include <stdlib.h>
#include <string.h>

/* A page in one language while it is made. */
struct page {
	const struct wording *words; /* NULL: English */
	struct doc_maker *m;
	int headings, paragraphs;
	bool told;       /* something of it is translated */
	bool rtl;        /* its language runs from the right */
	bool doubt;      /* '~' stands somewhere */
	struct buf lead; /* the first paragraph, without addresses */
};

/* The bracket that closes an address: symbols hold pairs of them. */
static const char *link_end(const char *s)
{
	int depth = 0;

	for (; *s && *s != ' '; s++) {
		if (*s == '(')
			depth++;
		else if (*s == ')' && depth-- == 0)
			return s;
	}
	return NULL;
}

/* What stands for a text in the page's language; NULL: no translation. */
static const char *text_of(struct page *p, const char *english)
{
	const char *text = p->words ? wording_text(p->words, english) : english;

	p->told |= text != NULL;
	return text;
}

/* Adds words of the page: its numbers keep their order in lines from the right. */
static void add_words(struct page *p, const char *s, size_t len)
{
	struct buf words, held;

	if (!p->rtl) {
		doc_add_text(p->m, s, len);
		return;
	}
	buf_init(&words, 1 << 16);
	buf_init(&held, 1 << 16);
	buf_add(&words, s, len);
	bidi_hold(&held, words.bytes);
	doc_add_text(p->m, held.bytes, held.len);
	buf_done(&held);
	buf_done(&words);
}

/* Adds the text with its links. */
static int add_marked(struct page *p, const struct page_block *b, const char *s, struct err *err)
{
	bool lead = b->kind == 'p' && !p->paragraphs++ && text_of(p, b->text);

	while (*s) {
		const char *open = strchr(s, '['), *close = open ? strstr(open, "](") : NULL;
		const char *end = close ? link_end(close + 2) : NULL;
		char *label, *href;

		if (!close) {
			add_words(p, s, strlen(s));
			if (lead)
				buf_str(&p->lead, s);
			break;
		}
		if (!end)
			return page_file_error(b, err, "a link without its closing bracket");
		add_words(p, s, (size_t)(open - s));
		label = strndup(open + 1, (size_t)(close - open - 1));
		href = strndup(close + 2, (size_t)(end - close - 2));
		if (label && href)
			doc_add_link(p->m, label, href);
		if (lead && label) {
			buf_add(&p->lead, s, (size_t)(open - s));
			buf_str(&p->lead, label);
		}
		free(label);
		free(href);
		s = end + 1;
	}
	return 0;
}

static int add_block(const struct page_block *b, void *payload, struct err *err)
{
	struct page *p = payload;
	const char *text = text_of(p, b->text);
	char level[8], anchor[16];

	if (strchr(b->text, '~'))
		p->doubt = true;
	if (b->kind == '#' && b->level == 1) {
		doc_add_fact(p->m, DOC_TITLE, text ? text : b->text);
		return 0;
	}
	doc_begin(p->m, b->kind == '#' ? DOC_HEADING : b->kind == '-' ? DOC_ITEM : DOC_PARAGRAPH);
	if (!text)
		doc_attr(p->m, "lang", "en");
	if (b->kind == '-')
		doc_attr(p->m, "marker", "-");
	if (b->kind != 'p') {
		snprintf(level, sizeof level, "%d", b->kind == '#' ? b->level : 1);
		doc_attr(p->m, "level", level);
	}
	if (b->kind == '#') {
		snprintf(anchor, sizeof anchor, "s%d", ++p->headings);
		doc_attr(p->m, "anchor", anchor);
	}
	if (add_marked(p, b, text ? text : b->text, err) < 0)
		return -1;
	if (!text)
		doc_add_str(p->m, " " TOLD_ENGLISH);
	return 0;
}

/* The pane whose page this is shows its first paragraph. */
static int put_lead(struct starter *st, const char *name, const char *lead, struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, "UPDATE pane SET lead=?2 WHERE page=?1", err);

	if (!q)
		return -1;
	store_bind(q, 1, name);
	store_bind(q, 2, lead);
	return store_run(st->store, q, err);
}

static struct doc *finish(struct page *p, const char *lang, struct err *err)
{
	const char *legend = text_of(p, wording_legend), *note = text_of(p, wording_note);
	struct doc *doc;

	if (p->doubt) {
		doc_begin(p->m, DOC_RULE);
		doc_begin(p->m, DOC_PARAGRAPH);
		doc_add_str(p->m, legend ? legend : wording_legend);
	}
	if (p->words) {
		doc_begin(p->m, DOC_PARAGRAPH);
		doc_add_link(p->m, note ? note : wording_note, "list:translation");
	}
	doc_add_fact(p->m, DOC_LANGUAGE, lang);
	doc = doc_finish(p->m, err);
	p->m = NULL;
	return doc;
}

/* The page in a language, and its first paragraph; nothing where no word of it is translated. */
static int put_page(struct starter *st, const char *path, const char *name, int language,
                    struct buf *lead, struct err *err)
{
	struct page p = {.words = st->told[language] ? &st->words[language] : NULL,
	                 .rtl = language == lang_index("ar"),
	                 .m = doc_maker_new(0)};
	char key[96];
	int rc = p.m ? 0 : err_set(err, ERR_FAILED, "%s: out of memory", name);
	struct doc *doc;

	snprintf(key, sizeof key, "page:%s", name);
	buf_init(&p.lead, 1 << 16);
	if (rc == 0)
		rc = page_file_read(path, add_block, &p, err);
	if (rc == 0 && p.told) {
		doc = finish(&p, lang_codes[language], err);
		rc = doc ? store_put_page(st->store, key, doc, err) : -1;
		doc_free(doc);
		buf_str(lead, p.lead.bytes);
	}
	buf_done(&p.lead);
	doc_maker_free(p.m);
	return rc;
}

static int keep_lead(struct starter *st, int language, const char *english, const char *text,
                     struct err *err)
{
	struct wording_row row = {"pages", "", "lead", english, text, 0};

	return *english && *text ? wording_add(&st->leads[language], &row, err) : 0;
}

static int each_page(const char *dir, const char *file, void *payload, struct err *err)
{
	struct starter *st = payload;
	char path[4096], name[80];
	struct buf english, lead;
	int rc;

	snprintf(name, sizeof name, "%.*s", (int)strcspn(file, "."), file);
	if (snprintf(path, sizeof path, "%s/%s", dir, file) >= (int)sizeof path)
		return err_set(err, ERR_FAILED, "%s: too long a name", file);
	buf_init(&english, 1 << 16);
	buf_init(&lead, 1 << 16);
	rc = put_page(st, path, name, lang_index("en"), &english, err);
	if (rc == 0)
		rc = put_lead(st, name, english.bytes, err);
	for (int i = 0; rc == 0 && i < LANG_COUNT; i++) {
		if (!st->told[i])
			continue;
		buf_reset(&lead);
		rc = put_page(st, path, name, i, &lead, err);
		if (rc == 0)
			rc = keep_lead(st, i, english.bytes, lead.bytes, err);
	}
	buf_done(&english);
	buf_done(&lead);
	return rc;
}

int starter_pages(struct starter *st, struct err *err)
{
	return page_file_each(st->dir, each_page, st, err);
}
