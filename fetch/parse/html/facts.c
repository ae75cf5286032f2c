/* SPDX-License-Identifier: ISC */
/* What a page says of itself: meta elements, JSON-LD, Drupal's fields, headings. */
#include "config.h"

#include "fetch/parse/html/drafts.h"
#include "fetch/parse/html/facts.h"
#include "fetch/parse/html/jsonld.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define VALUE_MAX 600

/* Where a fact may stand among the meta elements, best first. */
enum fact {
	FACT_TITLE,
	FACT_PUBLISHED,
	FACT_MODIFIED,
	FACT_SYMBOL,
	FACT_LANGUAGE,
	FACT_URL,
	FACT_DESCRIPTION,
	FACT_AUTHOR,
	FACT_SECTION,
	FACT_SITE,
	FACT_COUNT
};

static const struct {
	const char *name; /* of name=, property= or itemprop= */
	enum fact fact;
} metas[] = {
	{"og:title", FACT_TITLE},
	{"citation_title", FACT_TITLE},
	{"dc.title", FACT_TITLE},
	{"dcterms.title", FACT_TITLE},
	{"twitter:title", FACT_TITLE},
	{"headline", FACT_TITLE},
	{"title", FACT_TITLE},
	{"article:published_time", FACT_PUBLISHED},
	{"datepublished", FACT_PUBLISHED},
	{"citation_publication_date", FACT_PUBLISHED},
	{"citation_date", FACT_PUBLISHED},
	{"dc.date.issued", FACT_PUBLISHED},
	{"dcterms.created", FACT_PUBLISHED},
	{"dc.date", FACT_PUBLISHED},
	{"dcterms.date", FACT_PUBLISHED},
	{"pubdate", FACT_PUBLISHED},
	{"publishdate", FACT_PUBLISHED},
	{"publication_date", FACT_PUBLISHED},
	{"parsely-pub-date", FACT_PUBLISHED},
	{"sailthru.date", FACT_PUBLISHED},
	{"og:published_time", FACT_PUBLISHED},
	{"date", FACT_PUBLISHED},
	{"article:modified_time", FACT_MODIFIED},
	{"og:updated_time", FACT_MODIFIED},
	{"datemodified", FACT_MODIFIED},
	{"dcterms.modified", FACT_MODIFIED},
	{"last-modified", FACT_MODIFIED},
	{"citation_technical_report_number", FACT_SYMBOL},
	{"dc.identifier", FACT_SYMBOL},
	{"dcterms.identifier", FACT_SYMBOL},
	{"dc.language", FACT_LANGUAGE},
	{"dcterms.language", FACT_LANGUAGE},
	{"citation_language", FACT_LANGUAGE},
	{"content-language", FACT_LANGUAGE},
	{"og:locale", FACT_LANGUAGE},
	{"og:url", FACT_URL},
	{"og:description", FACT_DESCRIPTION},
	{"description", FACT_DESCRIPTION},
	{"dc.description", FACT_DESCRIPTION},
	{"twitter:description", FACT_DESCRIPTION},
	{"author", FACT_AUTHOR},
	{"citation_author", FACT_AUTHOR},
	{"dc.creator", FACT_AUTHOR},
	{"dcterms.creator", FACT_AUTHOR},
	{"article:author", FACT_AUTHOR},
	{"parsely-author", FACT_AUTHOR},
	{"sailthru.author", FACT_AUTHOR},
	{"article:section", FACT_SECTION},
	{"parsely-section", FACT_SECTION},
	{"og:site_name", FACT_SITE},
	{"application-name", FACT_SITE},
};

struct finder {
	struct html_page *page;
	const char *value[FACT_COUNT];
	size_t rank[FACT_COUNT]; /* row of metas, +1; 0: none */
	const char *title_element, *canonical, *lang;
	const char *drupal_symbol, *drupal_body;
	struct html_dated dated;
	struct html_headings headings;
};

/* -- values -------------------------------------------------------------- */

const char *html_node_text(struct html_page *page, const struct html_node *node)
{
	struct buf text;
	const char *kept = NULL;
	buf_init(&text, 4 * VALUE_MAX);
	html_text(node, &text, VALUE_MAX);
	/* html_text counts bytes: the last character may have been cut. */
	if (text.len >= VALUE_MAX - 4)
		while (text.len > 0 && ((unsigned char)text.bytes[text.len - 1] & 0xc0) == 0x80)
			buf_cut(&text, text.len - 1);
	if (text.len > 0)
		kept = html_strdup(page, text.bytes, text.len);
	buf_done(&text);
	return kept;
}

/* Entities undone twice are common in meta elements. */
const char *html_tidy(struct html_page *page, const char *s)
{
	static const struct {
		const char *from, *to;
	} entities[] = {{"&amp;", "&"},   {"&quot;", "\""}, {"&#039;", "'"}, {"&#39;", "'"},
	                {"&lt;", "<"},    {"&gt;", ">"},    {"&nbsp;", " "}, {"&#8217;", "’"},
	                {"&#8211;", "–"}, {"&rsquo;", "’"}};
	struct buf out;
	const char *kept;
	if (!s)
		return "";
	buf_init(&out, 4 * VALUE_MAX);
	while (*s && out.len < VALUE_MAX * 2) {
		size_t i = 0;
		if (html_is_space(*s)) {
			if (out.len > 0 && out.bytes[out.len - 1] != ' ')
				buf_char(&out, ' ');
			s++;
			continue;
		}
		for (; *s == '&' && i < sizeof entities / sizeof *entities; i++)
			if (strncmp(s, entities[i].from, strlen(entities[i].from)) == 0) {
				buf_str(&out, entities[i].to);
				s += strlen(entities[i].from);
				break;
			}
		if (*s && (i == 0 || i == sizeof entities / sizeof *entities))
			buf_char(&out, *s++);
	}
	while (out.len > 0 && (out.bytes[out.len - 1] == ' ' ||
	                       (*s && ((unsigned char)out.bytes[out.len - 1] & 0xc0) == 0x80)))
		buf_cut(&out, out.len - 1);
	kept = html_strdup(page, out.bytes, out.len);
	buf_done(&out);
	return kept ? kept : "";
}

/* A date as far as it is told, "2026-03-04", or "". */
static const char *iso_date(struct html_page *page, const char *s)
{
	char date[11];
	const char *kept = s && date_read(s, date) ? html_strdup(page, date, strlen(date)) : NULL;
	return kept ? kept : "";
}

/* -- collecting ---------------------------------------------------------- */

static void take_meta(struct finder *f, const struct html_node *node)
{
	const char *content = html_attr(node, HTML_AT_CONTENT);
	const enum html_attr_name names[] = {HTML_AT_PROPERTY, HTML_AT_NAME, HTML_AT_ITEMPROP,
	                                     HTML_AT_HTTP_EQUIV};
	if (!content || !*content)
		return;
	for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
		const char *name = html_attr(node, names[k]);
		for (size_t i = 0; name && i < sizeof metas / sizeof *metas; i++) {
			enum fact fact = metas[i].fact;
			if (strcasecmp(name, metas[i].name) != 0)
				continue;
			if (!f->rank[fact] || i + 1 < f->rank[fact]) {
				f->rank[fact] = i + 1;
				f->value[fact] = content;
			}
		}
	}
}

/* Drupal writes "field--name-field-symbol" (8 and later), "field-name-field-symbol"
 * (7) and "views-field-field-symbol" beside each value. */
static bool is_drupal_field(const char *class, const char *field)
{
	const char *at = strstr(class, "field-name-");
	if (!at)
		at = strstr(class, "field--name-");
	if (!at)
		return false;
	at += at[6] == '-' ? 12 : 11;
	if (strncmp(at, "field-", 6) == 0)
		at += 6;
	size_t n = strlen(field);
	return strncmp(at, field, n) == 0 && (at[n] == ' ' || at[n] == '\0' || at[n] == '-');
}

/* The words of a field's links or text, joined by "; ". */
static const char *field_items(struct finder *f, struct html_node *field)
{
	struct buf out;
	buf_init(&out, 4 * VALUE_MAX);
	for (struct html_node *node = field->first; node; node = html_walk(field, node)) {
		if (node->tag != HTML_A || out.len > VALUE_MAX)
			continue;
		if (out.len > 0)
			buf_str(&out, "; ");
		html_text(node, &out, 200);
	}
	const char *kept = out.len > 0 ? html_strdup(f->page, out.bytes, out.len)
	                               : html_node_text(f->page, field);
	buf_done(&out);
	return kept;
}

/* What a <time> tells: by its attribute, else by its words. */
static const char *date_of(struct finder *f, const struct html_node *node)
{
	const char *date = html_attr(node, HTML_AT_DATETIME);
	return date ? date : html_node_text(f->page, node);
}

static const char *date_in_field(struct finder *f, struct html_node *field)
{
	for (struct html_node *in = field; in; in = html_walk(field, in)) {
		const char *date = html_attr(in, HTML_AT_DATETIME);
		if (in->tag != HTML_TIME && in->tag != HTML_SPAN)
			continue;
		if (date || (date = html_attr(in, HTML_AT_CONTENT)))
			return date;
	}
	return html_node_text(f->page, field);
}

static void take_element(struct finder *f, struct html_node *node)
{
	const char *class = html_attr(node, HTML_AT_CLASS);
	if (node->tag == HTML_H1) {
		if (f->headings.h1_count < HTML_H1S)
			f->headings.h1[f->headings.h1_count] = node;
		f->headings.h1_count++;
	}
	if (node->tag == HTML_TIME)
		html_dated_take(&f->dated, HTML_DATED_TIME, node, date_of(f, node));
	const char *prop = html_attr(node, HTML_AT_ITEMPROP);
	if (prop && strcmp(prop, "headline") == 0 && !f->headings.headline)
		f->headings.headline = node;
	if (prop && strcmp(prop, "datePublished") == 0 && !f->value[FACT_PUBLISHED])
		f->value[FACT_PUBLISHED] = html_attr(node, HTML_AT_DATETIME);
	if (!class)
		return;
	if (!f->drupal_symbol && is_drupal_field(class, "symbol"))
		f->drupal_symbol = html_node_text(f->page, node);
	if (!f->drupal_body &&
	    (is_drupal_field(class, "un-bodies") || is_drupal_field(class, "un-body") ||
	     is_drupal_field(class, "unbody")))
		f->drupal_body = field_items(f, node);
	if (is_drupal_field(class, "dated") || is_drupal_field(class, "date") ||
	    is_drupal_field(class, "published") || is_drupal_field(class, "news-date") ||
	    is_drupal_field(class, "publication-date"))
		html_dated_take(&f->dated, HTML_DATED_FIELD, node, date_in_field(f, node));
}

static void collect(struct finder *f)
{
	struct html_node *root = f->page->root;
	f->lang = html_attr(root, HTML_AT_LANG);
	for (struct html_node *node = root->first; node; node = html_walk(root, node)) {
		if (node->tag == HTML_TEXT)
			continue;
		if (node->tag == HTML_META) {
			take_meta(f, node);
		} else if (node->tag == HTML_LINK) {
			const char *rel = html_attr(node, HTML_AT_REL);
			if (rel && !f->canonical && strcasecmp(rel, "canonical") == 0)
				f->canonical = html_attr(node, HTML_AT_HREF);
		} else if (node->tag == HTML_TITLE) {
			if (!f->title_element)
				f->title_element = html_node_text(f->page, node);
		} else if (node->tag == HTML_BASE) {
			const char *href = html_attr(node, HTML_AT_HREF);
			const char *base = href ? html_resolve(f->page, href) : NULL;
			if (base)
				f->page->base = base;
		} else {
			html_dated_pass(&f->dated, node);
			if (node->tag == HTML_BODY && !f->lang)
				f->lang = html_attr(node, HTML_AT_LANG);
			take_element(f, node);
		}
	}
}

/* -- deciding ------------------------------------------------------------ */

/* The symbol that a title begins with: "A/RES/80/241 - Strengthening …". */
static const char *symbol_in_title(struct finder *f, const char *title)
{
	struct symbol_scan scan;
	struct symbol_match match;
	while (html_is_space(*title))
		title++;
	symbol_scan(&scan, title, strlen(title), NULL);
	if (!symbol_next(&scan, &match) || match.start > 0)
		return NULL;
	return html_strdup(f->page, match.symbol, strlen(match.symbol));
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static void decide_symbol(struct finder *f, struct html_facts *facts)
{
	const char *symbol = f->drupal_symbol;
	if (!symbol && f->value[FACT_SYMBOL] && strchr(f->value[FACT_SYMBOL], '/') &&
	    !strstr(f->value[FACT_SYMBOL], "://"))
		symbol = f->value[FACT_SYMBOL];
	if (!symbol && f->title_element)
		symbol = symbol_in_title(f, f->title_element);
	if (!symbol)
		symbol = symbol_in_title(f, facts->title);
	facts->symbol = symbol ? html_tidy(f->page, symbol) : "";
}

/* The languages' two letters, from a tag such as "zh-Hans" or "en_GB". */
static const char *language_code(struct html_page *page, const char *tag)
{
	char code[4] = "";
	if (!tag)
		return "";
	while (html_is_space(*tag))
		tag++;
	for (size_t i = 0; i < 3 && isalpha((unsigned char)tag[i]); i++)
		code[i] = (char)tolower((unsigned char)tag[i]);
	return strlen(code) >= 2 ? or_empty(html_strdup(page, code, strlen(code))) : "";
}

/* The canonical address, absolute or not at all. */
static const char *decide_url(struct finder *f)
{
	const char *told[] = {f->canonical, f->value[FACT_URL]};
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		const char *url = told[i] && *told[i] ? html_resolve(f->page, told[i]) : NULL;
		if (url && strstr(url, "://"))
			return url;
	}
	return f->page->base;
}

void html_find_facts(struct html_page *page, struct html_facts *facts)
{
	struct finder f = {.page = page};
	struct json_article json;
	json_read(page, &json);
	collect(&f);
	*facts = (struct html_facts){0};
	f.headings.element = html_tidy(page, f.title_element);
	f.headings.meta =
		html_tidy(page, f.value[FACT_TITLE] ? f.value[FACT_TITLE] : json.headline);
	f.headings.site = html_tidy(page, f.value[FACT_SITE]);
	html_decide_title(page, &f.headings, facts);
	decide_symbol(&f, facts);
	facts->published = iso_date(page, html_dated(&f.dated, HTML_DATED_FIELD));
	if (!*facts->published)
		facts->published = iso_date(page, json.published);
	if (!*facts->published)
		facts->published = iso_date(page, f.value[FACT_PUBLISHED]);
	if (!*facts->published)
		facts->published = iso_date(page, html_dated(&f.dated, HTML_DATED_TIME));
	facts->modified = iso_date(page, json.modified ? json.modified : f.value[FACT_MODIFIED]);
	facts->body = f.drupal_body ? html_tidy(page, f.drupal_body) : "";
	facts->language = language_code(page, f.lang ? f.lang : f.value[FACT_LANGUAGE]);
	facts->url = decide_url(&f);
	facts->description = html_tidy(page, f.value[FACT_DESCRIPTION] ? f.value[FACT_DESCRIPTION]
	                                                               : json.description);
	const char *author = json.author ? json.author : f.value[FACT_AUTHOR];
	facts->author = author && !strstr(author, "://") ? html_tidy(page, author) : "";
	facts->section = html_tidy(page, json.section ? json.section : f.value[FACT_SECTION]);
	facts->article_body = or_empty(json.body);
}
