/* SPDX-License-Identifier: ISC */
/* Links on the symbols in a document's text: every document's, whatever its type. */
#include "config.h"

#include "fetch/parse/core/parser.h"
#include "model/symbol/symbol.h"

#include <string.h>

struct linking {
	const struct doc *doc;
	struct symbol_hints hints;
};

/* What the document says of itself leads nowhere. */
static bool is_own(const struct doc *doc, const char *symbol)
{
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		if ((!strcmp(name, DOC_SYMBOL) || !strcmp(name, DOC_ALIAS) ||
		     !strcmp(name, "meeting")) &&
		    !strcmp(value, symbol))
			return true;
	}
	return false;
}

static bool is_linked(const struct doc_text *t, size_t start, size_t end)
{
	for (uint32_t i = 0; i < t->span_count && t->spans[i].start < end; i++)
		if (t->spans[i].kind == DOC_LINK && t->spans[i].end > start)
			return true;
	return false;
}

static void find_symbols(struct doc_finding *found, const struct doc_text *t, void *payload)
{
	const struct linking *l = payload;
	struct symbol_scan scan;
	struct symbol_match match;

	symbol_scan(&scan, t->bytes, t->len, &l->hints);
	while (symbol_next(&scan, &match))
		if (!is_linked(t, match.start, match.end) && !is_own(l->doc, match.symbol))
			doc_found(found, DOC_LINK, match.start, match.end, match.symbol);
}

int parse_link_symbols(struct doc *doc)
{
	struct linking l = {.doc = doc};

	l.hints.body = symbol_body(doc_fact(doc, DOC_SYMBOL));
	l.hints.language = doc_fact(doc, DOC_LANGUAGE);
	return doc_find_spans(doc, find_symbols, &l);
}
