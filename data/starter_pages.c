/* SPDX-License-Identifier: ISC */
/* Texts of our own become documents; their links are written [label](address).
 * NAME.txt is English, NAME.LANG.txt another language. */
#include "config.h"

#include "data/page_file.h"
#include "data/starter.h"
#include "model/base/buf.h"
#include "model/doc/document.h"

#include <stdlib.h>
#include <string.h>

/* A page while it is made. */
struct page {
	char key[96], lang[8];
	struct doc_maker *m;
	int headings;
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

/* Adds the text with its links. */
static int add_marked(struct page *p, const struct page_block *b, struct err *err)
{
	bool lead = b->kind == 'p' && !p->lead.len;
	const char *s = b->text;

	while (*s) {
		const char *open = strchr(s, '['), *close = open ? strstr(open, "](") : NULL;
		const char *end = close ? link_end(close + 2) : NULL;
		char *label, *href;

		if (!close) {
			doc_add_str(p->m, s);
			if (lead)
				buf_str(&p->lead, s);
			break;
		}
		if (!end)
			return page_file_error(b, err, "a link without its closing bracket");
		doc_add_text(p->m, s, (size_t)(open - s));
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
	char level[8], anchor[16];

	if (strchr(b->text, '~'))
		p->doubt = true;
	if (b->kind == '#' && b->level == 1) {
		doc_add_fact(p->m, DOC_TITLE, b->text);
		return 0;
	}
	doc_begin(p->m, b->kind == '#' ? DOC_HEADING : b->kind == '-' ? DOC_ITEM : DOC_PARAGRAPH);
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
	return add_marked(p, b, err);
}

/* The pane whose page this is shows its first paragraph. */
static int put_lead(struct starter *st, const struct page *p, struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, "UPDATE pane SET lead=?2 WHERE page=?1", err);

	if (!q)
		return -1;
	store_bind(q, 1, p->key + strlen("page:"));
	store_bind(q, 2, p->lead.bytes);
	return store_run(st->store, q, err);
}

static int put_page(struct starter *st, struct page *p, struct err *err)
{
	struct doc *doc;
	int rc;

	if (p->doubt) {
		doc_begin(p->m, DOC_RULE);
		doc_begin(p->m, DOC_PARAGRAPH);
		doc_add_str(p->m, "~ not confirmed, or only in part");
	}
	doc_add_fact(p->m, DOC_LANGUAGE, p->lang);
	doc = doc_finish(p->m, err);
	p->m = NULL;
	if (!doc)
		return -1;
	rc = store_put_page(st->store, p->key, doc, err);
	doc_free(doc);
	if (rc == 0 && !strcmp(p->lang, "en"))
		rc = put_lead(st, p, err);
	return rc;
}

static int one_page(const char *dir, const char *name, void *payload, struct err *err)
{
	struct starter *st = payload;
	struct page p = {.lang = "en", .m = doc_maker_new(0)};
	const char *dot = strchr(name, '.');
	char path[4096];
	int rc;

	if (!p.m || snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path) {
		doc_maker_free(p.m);
		return err_set(err, ERR_FAILED, "%s: out of memory", name);
	}
	snprintf(p.key, sizeof p.key, "page:%.*s", (int)(dot - name), name);
	if (strcmp(dot, ".txt") != 0)
		snprintf(p.lang, sizeof p.lang, "%.2s", dot + 1);
	buf_init(&p.lead, 1 << 16);
	rc = page_file_read(path, add_block, &p, err);
	if (rc == 0)
		rc = put_page(st, &p, err);
	buf_done(&p.lead);
	doc_maker_free(p.m);
	return rc;
}

int starter_pages(struct starter *st, struct err *err)
{
	return page_file_each(st->dir, one_page, st, err);
}
