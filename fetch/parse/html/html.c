/* SPDX-License-Identifier: ISC */
/* HTML: tree, facts, main text, blocks. */
#include "config.h"

#include "fetch/parse/html/html.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/html/drafts.h"
#include "fetch/parse/html/weights.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* How much text the language is read from. */
#define LANGUAGE_SAMPLE (6u << 10)

/* Declarations are often those of the template. */
static const char *find_language(const struct html_main *found, const char *declared)
{
	struct buf text;
	buf_init(&text, 2 * LANGUAGE_SAMPLE);
	html_text(found->node, &text, LANGUAGE_SAMPLE);
	declared = text_language_declared(declared, text.bytes, text.len);
	buf_done(&text);
	return declared;
}

/* A page whose text is made by a script, but told in its JSON-LD. */
static void add_told_body(const char *body, struct doc_maker *m)
{
	while (*body) {
		size_t n = strcspn(body, "\n");
		if (n > 0) {
			doc_begin(m, DOC_PARAGRAPH);
			doc_add_text(m, body, n);
		}
		body += n;
		body += strspn(body, "\n");
	}
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

/* -- reading --------------------------------------------------------------- */

/* A page, and what of it goes into the document. */
struct reading {
	struct html_page *page;
	struct html_facts facts;
	struct html_main found;
	struct html_drafts drafts;
	struct left_out left;
	struct html_sizes sizes;
};

static int read_main(struct reading *r, const struct html_how *how, const char *utf8, size_t len,
                     struct err *err)
{
	r->page = html_parse(utf8, len, how, err);
	if (!r->page)
		return -1;
	html_find_facts(r->page, &r->facts);
	html_find_main(r->page, r->facts.title_node, &r->found);
	html_say_pictures(r->page, r->found.node);
	for (size_t i = 0; i < HTML_LEADS && r->found.tails[i]; i++)
		html_say_pictures(r->page, r->found.tails[i]);
	r->facts.language = find_language(&r->found, r->facts.language);
	html_drafts_make(&r->drafts, r->page, &r->found, &r->facts);
	html_left(r->page, &r->facts, &r->drafts, &r->left, &r->sizes);
	return 0;
}

/* The facts are those of the main text's reading: `main` stays until this is done with. */
static int read_whole(struct reading *r, const struct html_how *how, const struct reading *main,
                      const char *utf8, size_t len, struct err *err)
{
	struct html_how whole = *how;
	whole.whole = true;
	r->page = html_parse(utf8, len, &whole, err);
	if (!r->page)
		return -1;
	r->page->base = main->page->base;
	r->facts = main->facts;
	html_take_whole(r->page, &r->found);
	html_drafts_make(&r->drafts, r->page, &r->found, &r->facts);
	html_left(r->page, &r->facts, &r->drafts, &r->left, &r->sizes);
	return 0;
}

static void reading_done(struct reading *r)
{
	html_drafts_done(&r->drafts);
	html_free(r->page);
}

/* Whether the text is made by a script, and JSON-LD has it. */
static bool is_told(const struct reading *r)
{
	size_t told = letters_of(r->facts.article_body);
	return told > 500 && r->found.node->prose * (size_t)2 < told;
}

/* Nothing, or so little beside what else is on the page that it is no main text, or of a
 * long page but a small part; what a page of frames says is that it is one. */
static bool is_tiny(const struct reading *r)
{
	const struct html_sizes *s = &r->sizes;
	uint64_t all = (uint64_t)s->shown + s->prose;
	if (all >= html_weights.part_letters && s->shown * 100ull < all * html_weights.part_least)
		return true;
	return s->shown == 0 || r->page->frames ||
	       (s->shown < html_weights.tiny_letters &&
	        (uint64_t)s->shown * 100 <
	                ((uint64_t)s->shown + s->beside) * html_weights.tiny_part);
}

/* -- writing ---------------------------------------------------------------- */

static void add_limits(const struct reading *r, struct doc_maker *m)
{
	if (r->page->cut)
		left_add_limit_of(m, LIMIT_ELEMENTS, r->page->kept, r->page->elements);
	if (r->drafts.cut_list)
		left_add_limit(m, LIMIT_BLOCKS, r->drafts.list.count);
	if (r->drafts.cut_text || doc_is_cut(m))
		left_add_limit(m, LIMIT_BYTES, doc_maker_size(m));
	if (r->page->deep)
		left_add_limit(m, LIMIT_DEPTH, HTML_DEPTH);
}

/* Where a page leads its readers, "0; url=…"; NULL. */
static const char *refresh_of(struct html_page *page)
{
	for (struct html_node *node = page->root; node; node = html_walk(page->root, node)) {
		const char *name = html_attr(node, HTML_AT_HTTP_EQUIV);
		const char *content = html_attr(node, HTML_AT_CONTENT);
		const char *at = content ? strcasestr(content, "url=") : NULL;
		if (node->tag == HTML_META && name && at && strcasecmp(name, "refresh") == 0) {
			at += 4;
			size_t quote = *at == '\'' || *at == '"';
			const char *address =
				html_strdup(page, at + quote, strcspn(at + quote, "'\""));
			return address ? html_resolve(page, address) : NULL;
		}
	}
	return NULL;
}

static void add_no_text(struct html_page *page, struct doc_maker *m)
{
	const char *on = refresh_of(page);
	doc_add_fact(m, DOC_ERROR,
	             on ? "no text in this page: it leads on to another" : "no text in this page");
	doc_begin(m, DOC_PARAGRAPH);
	if (on) {
		doc_add_str(m, "This page holds no text. It leads on to: ");
		doc_add_link(m, on, on);
		return;
	}
	doc_add_str(m, "This page holds no text: it may be made by a script, or be a picture. Open "
	               "its address in a browser.");
}

/* A page that leads on is no more than a step, whatever else it says; one that loads itself
 * anew is not. */
static void add_refresh(struct html_page *page, struct doc_maker *m)
{
	const char *on = refresh_of(page);
	if (!on || strcmp(on, page->base) == 0)
		return;
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "This page leads on to: ");
	doc_add_link(m, on, on);
}

/* why: the page is shown whole, or NULL. */
static void write_page(const struct reading *main, struct reading *shown, const char *why,
                       struct doc_maker *m)
{
	doc_add_fact(m, DOC_FORMAT, "html");
	add_facts(&shown->facts, m);
	if (main->page->password)
		doc_add_fact(m, DOC_PASSWORD, "yes");
	if (!why && is_told(main))
		add_told_body(main->facts.article_body, m);
	else
		html_drafts_write(&shown->drafts, &shown->facts, m);
	if (doc_maker_size(m) == 0) {
		add_no_text(shown->page, m);
		return;
	}
	doc_add_fact(m, DOC_WHOLE, why);
	add_refresh(shown->page, m);
	left_add(m, &shown->left);
	add_limits(shown, m);
}

static int read_page(const struct parse_how *how, bool xhtml, const char *utf8, size_t len,
                     struct doc_maker *m, struct err *err)
{
	struct html_how base = {.base = how->base, .xhtml = xhtml, .part = how->part};
	struct reading main = {0}, whole = {0};
	const char *why = NULL;
	int bad = read_main(&main, &base, utf8, len, err);
	if (bad == 0 && how->whole)
		why = DOC_WHOLE_ASKED;
	else if (bad == 0 && !is_told(&main) && is_tiny(&main))
		why = DOC_WHOLE_NO_TEXT;
	if (why)
		bad = read_whole(&whole, &base, &main, utf8, len, err);
	if (bad == 0)
		write_page(&main, why ? &whole : &main, why, m);
	if (bad == 0 && (main.page->failed || main.drafts.failed || whole.drafts.failed ||
	                 (whole.page && whole.page->failed)))
		bad = err_set(err, ERR_FAILED, "page: out of memory");
	reading_done(&whole);
	reading_done(&main);
	return bad;
}

int parse_html(const struct parse_how *how, const char *utf8, size_t len, struct doc_maker *m,
               struct err *err)
{
	return read_page(how, false, utf8, len, m, err);
}

int parse_xhtml(const struct parse_how *how, const char *utf8, size_t len, struct doc_maker *m,
                struct err *err)
{
	return read_page(how, true, utf8, len, m, err);
}
