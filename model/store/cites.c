/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/cites.h"

#include "model/base/url.h"
#include "model/store/internal.h"
#include "model/symbol/symbol.h"

#include <string.h>

/* -- writing ---------------------------------------------------------------- */

struct citing {
	struct store *s;
	int64_t text;
	const char *own;  /* the document's symbol: naming itself is no citation */
	const char *para; /* the number of the paragraph at hand, "" outside of any */
	int place;        /* the block */
};

/* Old pages link a document by one of the UN's addresses for it. */
static bool names_symbol(const char *href, char symbol[SYMBOL_MAX])
{
	char lang[4];

	return url_is_web(href) ? symbol_of_address(href, symbol, lang)
	                        : *href != '#' && symbol_normal(href, symbol);
}

static int cite_text(const struct citing *c, const struct doc_text *t, struct err *err)
{
	char symbol[SYMBOL_MAX];

	for (uint32_t i = 0; i < t->span_count; i++) {
		sqlite3_stmt *q;

		if (t->spans[i].kind != DOC_LINK || !names_symbol(t->spans[i].value, symbol) ||
		    !strcmp(symbol, c->own))
			continue;
		q = store_prepare_kept(
			c->s,
			"INSERT OR IGNORE INTO cite(text, cited, para, place) VALUES(?,?,?,?)",
			err);
		if (!q)
			return -1;
		sqlite3_bind_int64(q, 1, c->text);
		store_bind(q, 2, symbol);
		store_bind(q, 3, c->para);
		sqlite3_bind_int(q, 4, c->place);
		if (store_run(c->s, q, err) < 0)
			return -1;
	}
	return 0;
}

/* What is said in its sub-paragraphs, notes and tables is said in a paragraph. */
static const char *paragraph_of(const struct doc_block *b, const char *before)
{
	if (*b->number)
		return b->number;
	return b->kind == DOC_PARAGRAPH || b->kind == DOC_HEADING ? "" : before;
}

/* Every link on a symbol is a citation; those of the version before are let go. */
int store_cite_document(struct store *s, int64_t text, const struct doc *doc, struct err *err)
{
	struct citing c = {s, text, doc_fact(doc, DOC_SYMBOL), "", 0};
	sqlite3_stmt *q = store_prepare_kept(s, "DELETE FROM cite WHERE text=?", err);
	int rc = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	if (store_run(s, q, err) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		c.para = paragraph_of(b, c.para);
		c.place = (int)i;
		rc = cite_text(&c, &b->text, err);
		for (uint32_t r = 0; rc == 0 && r < b->row_count; r++)
			for (uint32_t k = 0; rc == 0 && k < b->rows[r].cell_count; k++)
				rc = cite_text(&c, &b->rows[r].cells[k].text, err);
	}
	return rc;
}

/* -- reading ---------------------------------------------------------------- */

static int each_pair(struct store *s, const char *sql, const char *key,
                     int (*each)(const char *, const char *, void *), void *payload,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, key);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), store_column(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_finish(s, q);
	return stop < 0 ? -1 : 0;
}

/* A paragraph counts once, in however many languages it is here; paragraphs are put in
 * order before they are joined, for group_concat takes rows as they come. */
int store_each_cited(struct store *s, const char *key,
                     int (*each)(const char *symbol, const char *paragraphs, void *), void *payload,
                     struct err *err)
{
	return each_pair(s,
	                 "SELECT cited, coalesce(group_concat(nullif(para, ''), ', '), '') FROM "
	                 "(SELECT c.cited, c.para, min(c.place) AS place FROM cite c "
	                 "JOIN text t ON t.id = c.text WHERE t.work = coalesce("
	                 "(SELECT id FROM work WHERE key = ?1), "
	                 "(SELECT work FROM alias WHERE key = ?1)) "
	                 "GROUP BY c.cited, c.para ORDER BY place) "
	                 "GROUP BY cited ORDER BY min(place)",
	                 key, each, payload, err);
}

/* By the index of what is cited alone, in which paragraphs have no place: what is cited
 * everywhere is so in thousands of texts, and each would be looked up for its order. */
int store_each_citing(struct store *s, const char *symbol,
                      int (*each)(const char *key, const char *paragraphs, void *), void *payload,
                      struct err *err)
{
	return each_pair(
		s,
		"SELECT w.key, coalesce(group_concat(nullif(c.para, ''), ', '), '') FROM "
		"(SELECT DISTINCT t.work AS work, c.para FROM cite c "
		"JOIN text t ON t.id = c.text WHERE c.cited = ?1 "
		"ORDER BY t.work, CAST(c.para AS INTEGER), c.para) c "
		"JOIN work w ON w.id = c.work GROUP BY w.id ORDER BY w.added DESC, w.id DESC",
		symbol, each, payload, err);
}
