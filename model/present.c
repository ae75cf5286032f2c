#include "config.h"

#include "model/present.h"

#include "model/date.h"
#include "model/symbol.h"
#include "model/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The fact that tells present_head; no document of an origin may set it. */
static const char head_fact[] = "presented";

struct links {
	VEC(const char *) hrefs;
	bool numbers;
};

static void add_part(struct buf *b, const char *s)
{
	if (!*s)
		return;
	if (b->len)
		buf_str(b, " · ");
	buf_str(b, s);
}

static void host_of(const char *url, char *out, size_t size)
{
	const char *p = strstr(url, "://");

	p = p ? p + 3 : url;
	snprintf(out, size, "%.*s", (int)strcspn(p, "/?#"), p);
}

static void add_origin(struct buf *b, const struct present *how)
{
	const struct store_version *v = how->version;
	char age[40], host[120], text[200], size[24];

	if (!v) {
		add_part(b, how->origin ? how->origin : "");
		return;
	}
	if (!*v->url)
		return;
	host_of(v->url, host, sizeof host);
	date_age(v->checked > v->fetched ? v->checked : v->fetched, how->now, age, sizeof age);
	date_bytes(v->size, size, sizeof size);
	snprintf(text, sizeof text, "%s, %s %s, %s", host,
	         v->checked > v->fetched ? "checked" : "fetched", age, size);
	if (strcmp(age, "now")) /* "fetched 3 days ago", but "fetched now" */
		snprintf(text, sizeof text, "%s, %s %s ago, %s", host,
		         v->checked > v->fetched ? "checked" : "fetched", age, size);
	add_part(b, text);
}

static void facts_line(const struct doc *doc, const struct present *how, struct buf *b)
{
	static const char *const plain[] = {"body", "section"};
	static const char *const after[] = {"vote", "meeting", "languages", "author"};
	char text[SYMBOL_MAX * 2];

	symbol_print(doc_fact(doc, DOC_SYMBOL), text, sizeof text);
	/* Where the title is the symbol, once is enough. */
	if (strcmp(doc_fact(doc, DOC_TITLE), text))
		add_part(b, text);
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		add_part(b, doc_fact(doc, plain[i]));
	date_print(doc_fact(doc, DOC_DATE), false, text, sizeof text);
	add_part(b, text);
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		add_part(b, doc_fact(doc, after[i]));
	if (*doc_fact(doc, "draft")) {
		snprintf(text, sizeof text, "draft %.80s", doc_fact(doc, "draft"));
		add_part(b, text);
	}
	add_origin(b, how);
	if (how->version && !how->version->whole)
		add_part(b, "INCOMPLETE: the transfer was cut off");
	if (*doc_fact(doc, "incomplete"))
		add_part(b, doc_fact(doc, "incomplete"));
}

/* -- copying, with numbers ---------------------------------------------- */

static size_t number_of(struct links *l, const char *href)
{
	/* The same address has the same number, as far back as looking is cheap. */
	for (size_t i = l->hrefs.count, n = 0; i && n < 300; i--, n++)
		if (!strcmp(l->hrefs.at[i - 1], href))
			return i;
	return vec_push(&l->hrefs, href) < 0 ? 0 : l->hrefs.count;
}

static bool is_outward(const struct doc_span *s)
{
	return s->kind == DOC_LINK && *s->value && *s->value != '#';
}

/* Copies a text, putting "[n]" where a link ends, and "^" before a note's call, which
 * would otherwise run into the word before it. Offsets move by what was put in
 * before them. */
static void copy_text(struct doc_maker *m, const struct doc_text *t, struct links *l)
{
	struct {
		uint32_t at;
		char mark[24];
	} marks[64];
	size_t count = 0, done = 0;
	uint32_t from = 0;

	for (uint32_t i = 0; i < t->span_count && count < 64; i++) {
		bool call = t->spans[i].kind == DOC_CALL;
		uint32_t at = call ? t->spans[i].start : t->spans[i].end;
		size_t k = count;

		if (!call && !(l->numbers && is_outward(&t->spans[i])))
			continue;
		for (count++; k && marks[k - 1].at > at; k--)
			marks[k] = marks[k - 1];
		marks[k].at = at;
		if (call)
			snprintf(marks[k].mark, sizeof marks[k].mark, "^");
		else
			snprintf(marks[k].mark, sizeof marks[k].mark, "[%zu]",
			         number_of(l, t->spans[i].value));
	}
	for (size_t k = 0; k < count; k++) {
		doc_add_text(m, t->bytes + from, marks[k].at - from);
		doc_add_str(m, marks[k].mark);
		from = marks[k].at;
	}
	doc_add_text(m, t->bytes + from, t->len - from);
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];
		uint32_t before = 0, within = 0;

		for (done = 0; done < count; done++) {
			uint32_t n = (uint32_t)strlen(marks[done].mark);

			if (marks[done].at <= s->start)
				before += n;
			else if (marks[done].at <= s->end)
				within += n;
		}
		doc_add_span(m, s->kind, s->start + before, s->end + before + within, s->value);
	}
}

static void copy_attr(struct doc_maker *m, const char *name, const char *value)
{
	if (*value)
		doc_attr(m, name, value);
}

static void copy_block(struct doc_maker *m, const struct doc_block *b, struct links *l)
{
	char level[12];

	doc_begin(m, b->kind);
	snprintf(level, sizeof level, "%d", b->level);
	doc_attr(m, "level", level);
	copy_attr(m, "dir", b->dir == DOC_RTL ? "rtl" : b->dir == DOC_LTR ? "ltr" : "");
	copy_attr(m, "lang", b->lang);
	copy_attr(m, "anchor", b->anchor);
	copy_attr(m, "number", b->number);
	copy_attr(m, "marker", b->marker);
	copy_attr(m, "page", b->page);
	copy_attr(m, "credit", b->credit);
	copy_attr(m, "other", b->other);
	copy_text(m, &b->text, l);
	for (uint32_t r = 0; r < b->row_count; r++) {
		doc_add_row(m);
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_cell *cell = &b->rows[r].cells[c];

			doc_add_cell(m, cell->header, cell->colspan, cell->rowspan);
			copy_text(m, &cell->text, l);
		}
	}
}

static void add_addresses(struct doc_maker *m, const struct links *l)
{
	char marker[24];

	for (size_t i = 0; i < l->hrefs.count; i++) {
		doc_begin(m, DOC_ITEM);
		snprintf(marker, sizeof marker, "[%zu]", i + 1);
		doc_attr(m, "marker", marker);
		doc_add_str(m, l->hrefs.at[i]);
	}
}

struct doc *present_doc(const struct doc *doc, const struct present *how, struct err *err)
{
	struct doc_maker *m = doc_maker_new(0);
	struct links links = {.numbers = how->numbers};
	const char *title = doc_fact(doc, DOC_TITLE);
	struct buf facts;
	int head = 0;
	char number[24];

	if (!m) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	buf_init(&facts, 4096);
	facts_line(doc, how, &facts);
	head = (*title != '\0') + (facts.len > 0);
	snprintf(number, sizeof number, "%d", head);
	doc_add_fact(m, head_fact, number);
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		if (strcmp(name, head_fact))
			doc_add_fact(m, name, value);
	}
	if (*title) {
		doc_begin(m, DOC_HEADING);
		doc_add_str(m, title);
	}
	if (facts.len) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_text(m, facts.bytes, facts.len);
	}
	buf_done(&facts);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		copy_block(m, doc_block(doc, i), &links);
	if (how->numbers)
		add_addresses(m, &links);
	vec_done(&links.hrefs);
	return doc_finish(m, err);
}

size_t present_head(const struct doc *presented)
{
	return (size_t)atoi(doc_fact(presented, head_fact));
}
