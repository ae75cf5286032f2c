/* SPDX-License-Identifier: ISC */
/* HTML: tree, facts, main text, blocks. */
#include "config.h"

#include "fetch/parse/html/html.h"

#include "fetch/parse/core/parser.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>

/* How much text the language is read from. */
#define LANGUAGE_SAMPLE (6u << 10)

/* The language that the text is in, unless it does not tell; then the declared.
 * Declarations are often those of the template. */
static const char *find_language(const struct html_main *found, const char *declared)
{
	struct buf text;
	const char *told;
	buf_init(&text, 2 * LANGUAGE_SAMPLE);
	html_text(found->node, &text, LANGUAGE_SAMPLE);
	told = text_language(text.bytes, text.len);
	size_t len = text.len;
	buf_done(&text);
	if (!*told || (*declared && len < 200 && !text_lang_is_rtl(told)))
		return declared;
	return told;
}

/* A page whose text is made by a script, but told in its JSON-LD. */
static size_t add_told_body(const char *body, struct doc_maker *m)
{
	size_t size = 0;
	while (*body) {
		size_t n = strcspn(body, "\n");
		if (n > 0) {
			doc_begin(m, DOC_PARAGRAPH);
			doc_add_text(m, body, n);
			size += n;
		}
		body += n;
		body += strspn(body, "\n");
	}
	return size;
}

/* Characters that are not white space. */
static size_t letters_of(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += (unsigned char)*s > ' ' && ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void add_facts(const struct html_facts *facts, struct doc_maker *m)
{
	const struct {
		const char *name, *value;
	} all[] = {
		{DOC_TITLE, facts->title},    {DOC_SYMBOL, facts->symbol},
		{DOC_DATE, facts->published}, {"modified", facts->modified},
		{"body", facts->body},        {DOC_LANGUAGE, facts->language},
		{DOC_URL, facts->url},        {"author", facts->author},
		{"section", facts->section},  {"description", facts->description},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].value && *all[i].value)
			doc_add_fact(m, all[i].name, all[i].value);
}

int parse_html(const struct parse_how *how, const char *utf8, size_t len, struct doc_maker *m,
               struct err *err)
{
	struct html_facts facts;
	struct html_main found;
	struct html_page *page = html_parse(utf8, len, how->base, err);
	if (!page)
		return -1;
	html_find_facts(page, &facts);
	html_find_main(page, facts.title_node, &found);
	facts.language = find_language(&found, facts.language);
	doc_add_fact(m, DOC_FORMAT, "html");
	add_facts(&facts, m);
	if (page->password)
		doc_add_fact(m, DOC_PASSWORD, "yes");
	size_t told = letters_of(facts.article_body), size;
	if (told > 500 && found.node->prose * (size_t)2 < told)
		size = add_told_body(facts.article_body, m);
	else
		size = html_add_blocks(page, &found, &facts, m);
	if (size == 0 && page->body && page->body->chars == 0 && !doc_has_fact(m, DOC_ERROR)) {
		doc_add_fact(m, DOC_ERROR, "no text in this page");
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, "This page holds no text: it may be made by a script, or be a frame "
		               "around other pages. Open its address in a browser.");
	}
	int failed = page->failed;
	html_free(page);
	return failed ? err_set(err, ERR_FAILED, "page: out of memory") : 0;
}
