/* SPDX-License-Identifier: ISC */
/* The document and its maker. The docfile form is in doc_file.c. */
#include "config.h"

#include "model/doc/document.h"

#include "model/base/arena.h"
#include "model/base/url.h"
#include "model/base/utf8.h"
#include "model/base/vec.h"
#include "model/doc/drawing.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Strings and arrays of a document live in an arena, so that the pointers in a document
 * are final as soon as they are made. */
/* What closing may take beyond what is counted: ends of pieces. */
#define CLOSING 64
/* Facts have so much of their own where the rest is cut. */
#define FACTS_MOST (1u << 20)

#define FIRST_CHUNK 2000
#define LARGEST_CHUNK 128000

struct fact {
	const char *name, *value;
};

struct doc {
	struct arena arena;
	struct doc_block *blocks;
	size_t block_count;
	struct fact *facts;
	size_t fact_count;
	size_t size;
	size_t room; /* that its maker had left */
};

struct doc_maker {
	struct arena arena;
	size_t used, max;
	bool failed, passed; /* it cannot be made; because of its maximum */
	bool cuts, cut;      /* what does not fit is left out; something was */
	size_t facts_used;   /* of room of their own, where it cuts */
	VEC(struct fact) facts;
	VEC(struct doc_block) blocks;
	VEC(struct doc_row) rows;   /* of the open table */
	VEC(struct doc_cell) cells; /* of its last row */
	VEC(struct doc_span) spans; /* of the open text */
	struct buf text;            /* the open text */
	struct doc_text caption;    /* of the open table, once a cell has begun */
	bool in_block, in_cell;
	size_t size;
};

static void *take(struct doc_maker *m, size_t n)
{
	void *p;

	n = (n + sizeof(void *) - 1) & ~(sizeof(void *) - 1);
	if (m->used > m->max || n > m->max - m->used) {
		m->cut = m->cuts;
		m->failed |= !m->cuts;
		m->passed = true;
		return NULL;
	}
	p = m->failed ? NULL : arena_take(&m->arena, n);
	if (!p) {
		m->failed = true;
		return NULL;
	}
	m->used += n;
	return p;
}

static void *keep(struct doc_maker *m, const void *bytes, size_t n)
{
	void *p = n ? take(m, n) : NULL;

	if (p)
		memcpy(p, bytes, n);
	return p;
}

/* A cleaned copy on one line. */
static const char *keep_str(struct doc_maker *m, const char *s)
{
	size_t len = strlen(s);
	struct buf b;
	const char *kept;

	if (!len)
		return "";
	if (utf8_is_clean(s, len, false)) {
		kept = keep(m, s, len + 1);
		return kept ? kept : "";
	}
	buf_init(&b, m->max);
	utf8_clean(&b, s, len, false);
	kept = keep(m, b.bytes, b.len + 1);
	buf_done(&b);
	return kept ? kept : "";
}

/* What is open, and will be kept when it is closed. */
static size_t open_size(const struct doc_maker *m)
{
	return m->text.len + m->spans.count * sizeof *m->spans.at +
	       m->cells.count * sizeof *m->cells.at + m->rows.count * sizeof *m->rows.at;
}

/* Where what does not fit is left out: how much fits beside what is open. */
static size_t room_of(const struct doc_maker *m)
{
	size_t full = m->used + open_size(m) + CLOSING;

	return full < m->max ? m->max - full : 0;
}

/* Whether there is no room for n bytes more: then for nothing that follows either. */
static bool is_cut_at(struct doc_maker *m, size_t n)
{
	m->cut = m->cut || (m->cuts && n > room_of(m));
	return m->cut;
}

void doc_maker_cut(struct doc_maker *m)
{
	m->cuts = true;
}

bool doc_is_cut(const struct doc_maker *m)
{
	return m->cut;
}

struct doc_maker *doc_maker_new(size_t max)
{
	struct doc_maker *m = calloc(1, sizeof *m);

	if (!m)
		return NULL;
	m->max = max ? max : DOC_MAX;
	arena_init(&m->arena, FIRST_CHUNK, LARGEST_CHUNK);
	buf_init(&m->text, 4 * m->max); /* more than is kept, so that it can be cut */
	return m;
}

void doc_maker_free(struct doc_maker *m)
{
	if (!m)
		return;
	arena_done(&m->arena);
	vec_done(&m->facts);
	vec_done(&m->blocks);
	vec_done(&m->rows);
	vec_done(&m->cells);
	vec_done(&m->spans);
	buf_done(&m->text);
	free(m);
}

static bool is_digits(const char **s, int digits, int most)
{
	int n = 0;

	for (int i = 0; i < digits; i++, ++*s) {
		if (**s < '0' || **s > '9')
			return false;
		n = n * 10 + (**s - '0');
	}
	return n > 0 && n <= most;
}

/* A year, a month, a day, or a range of two such. */
static bool is_date(const char *s)
{
	for (int i = 0; i < 2; i++) {
		if (!is_digits(&s, 4, 9999) ||
		    (*s == '-' &&
		     (s++, !is_digits(&s, 2, 12) || (*s == '-' && (s++, !is_digits(&s, 2, 31))))))
			return false;
		if (!*s)
			return true;
		if (i || *s++ != '/')
			return false;
	}
	return false;
}

static bool is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n && n < 10 && !s[n];
}

/* Facts that are counted on are what docfile(5) says of them, whoever tells them. */
static bool is_fact(const char *name, const char *value)
{
	static const char *const dates[] = {DOC_DATE, "modified"};
	static const char *const numbers[] = {"pages", "mended", "refused"};

	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		if (!strcmp(name, dates[i]))
			return is_date(value);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (!strcmp(name, numbers[i]))
			return is_number(value);
	return strcmp(name, DOC_URL) != 0 || url_is_web(value);
}

void doc_add_fact(struct doc_maker *m, const char *name, const char *value)
{
	size_t used = m->used, max = m->max;
	struct fact f;

	if (!value || !*value || !is_fact(name, value))
		return;
	if (m->cuts) {
		m->used = m->facts_used;
		m->max = FACTS_MOST;
	}
	f = (struct fact){keep_str(m, name), keep_str(m, value)};
	if (m->cuts) {
		m->facts_used = m->used;
		m->used = used;
		m->max = max;
	}
	if (!*f.value || vec_push(&m->facts, f) < 0)
		m->failed |= *f.value != '\0';
}

bool doc_has_fact(const struct doc_maker *m, const char *name)
{
	for (size_t i = 0; i < m->facts.count; i++)
		if (!strcmp(m->facts.at[i].name, name))
			return true;
	return false;
}

size_t doc_maker_size(const struct doc_maker *m)
{
	return m->size + m->text.len;
}

/* Spans come in the order in which they end; readers want them by start, the
 * wider first. They are few in a text: insertion sort. */
static void sort_spans(struct doc_span *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct doc_span x = s[i];
		size_t j = i;

		while (j && (s[j - 1].start > x.start ||
		             (s[j - 1].start == x.start && s[j - 1].end < x.end))) {
			s[j] = s[j - 1];
			j--;
		}
		s[j] = x;
	}
}

static struct doc_text close_text(struct doc_maker *m)
{
	struct doc_text t = {.bytes = "", .len = (uint32_t)m->text.len};

	m->failed |= m->text.full;
	if (t.len)
		t.bytes = keep(m, m->text.bytes, t.len);
	if (!t.bytes)
		t = (struct doc_text){.bytes = ""};
	if (t.len && m->spans.count) {
		sort_spans(m->spans.at, m->spans.count);
		t.spans = keep(m, m->spans.at, m->spans.count * sizeof *m->spans.at);
		t.span_count = t.spans ? (uint32_t)m->spans.count : 0;
	}
	m->size += t.len;
	m->spans.count = 0;
	buf_reset(&m->text);
	return t;
}

static void close_cell(struct doc_maker *m)
{
	if (!m->in_cell)
		return;
	m->cells.at[m->cells.count - 1].text = close_text(m);
	m->in_cell = false;
}

static void close_row(struct doc_maker *m)
{
	struct doc_row *row;

	close_cell(m);
	if (!m->rows.count)
		return;
	row = &m->rows.at[m->rows.count - 1];
	if (!row->cells && m->cells.count) {
		row->cells = keep(m, m->cells.at, m->cells.count * sizeof *m->cells.at);
		row->cell_count = row->cells ? (uint32_t)m->cells.count : 0;
	}
	m->cells.count = 0;
}

static void close_block(struct doc_maker *m)
{
	struct doc_block *b;

	if (!m->in_block)
		return;
	b = &m->blocks.at[m->blocks.count - 1];
	if (m->rows.count) {
		close_row(m);
		b->rows = keep(m, m->rows.at, m->rows.count * sizeof *m->rows.at);
		b->row_count = b->rows ? (uint32_t)m->rows.count : 0;
		b->text = m->caption;
		m->rows.count = 0;
	} else {
		b->text = close_text(m);
	}
	m->in_block = false;
}

static int least_level(enum doc_kind kind)
{
	return kind == DOC_HEADING || kind == DOC_ITEM || kind == DOC_QUOTE;
}

void doc_begin(struct doc_maker *m, enum doc_kind kind)
{
	struct doc_block b = {.kind = kind,
	                      .lang = "",
	                      .anchor = "",
	                      .number = "",
	                      .marker = "",
	                      .page = "",
	                      .credit = "",
	                      .picture = "",
	                      .pixels = "",
	                      .other = "",
	                      .text.bytes = ""};

	close_block(m);
	if (is_cut_at(m, sizeof b))
		return;
	m->caption = (struct doc_text){.bytes = ""};
	b.level = least_level(kind);
	if (vec_push(&m->blocks, b) < 0)
		m->failed = true;
	else
		m->in_block = true;
	m->used += sizeof b;
	if (m->used > m->max)
		m->failed = m->passed = true;
}

void doc_attr(struct doc_maker *m, const char *name, const char *value)
{
	struct doc_block *b;
	long level;

	if (!m->in_block || is_cut_at(m, strlen(value) + 2 * sizeof(void *)))
		return;
	b = &m->blocks.at[m->blocks.count - 1];
	if (!strcmp(name, "level")) {
		level = strtol(value, NULL, 10);
		b->level = level < least_level(b->kind) ? least_level(b->kind)
		           : level > 20                 ? 20
		                                        : (int)level;
	} else if (!strcmp(name, "dir")) {
		b->dir = !strcmp(value, "rtl")   ? DOC_RTL
		         : !strcmp(value, "ltr") ? DOC_LTR
		                                 : DOC_DIR_AUTO;
	} else if (!strcmp(name, "lang")) {
		b->lang = keep_str(m, value);
	} else if (!strcmp(name, "anchor")) {
		b->anchor = keep_str(m, value);
	} else if (!strcmp(name, "number")) {
		b->number = keep_str(m, value);
	} else if (!strcmp(name, "marker")) {
		b->marker = keep_str(m, value);
	} else if (!strcmp(name, "page")) {
		b->page = keep_str(m, value);
	} else if (!strcmp(name, "credit")) {
		b->credit = keep_str(m, value);
	} else if (!strcmp(name, "picture")) {
		b->picture = url_is_web(value) ? keep_str(m, value) : "";
	} else if (!strcmp(name, "pixels")) {
		b->pixels = drawing_is_one(value) ? keep_str(m, value) : "";
	} else if (!strcmp(name, "other")) {
		b->other = keep_str(m, value);
	}
}

static size_t count_lines(const char *bytes, size_t len)
{
	const char *end = bytes + len;
	size_t count = 0;

	while (bytes < end && (bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
		bytes++;
		count++;
	}
	return count;
}

/* The end of the open text that does not fit goes, up to a character. */
static void cut_text(struct doc_maker *m)
{
	size_t full = m->used + open_size(m) + CLOSING, len = m->text.len;

	if (full <= m->max)
		return;
	m->cut = true;
	len -= full - m->max < len ? full - m->max : len;
	while (len && ((unsigned char)m->text.bytes[len] & 0xc0) == 0x80)
		len--;
	buf_cut(&m->text, len);
}

void doc_add_text(struct doc_maker *m, const char *bytes, size_t len)
{
	bool newlines;

	if (!m->in_block || m->cut)
		return;
	newlines = m->blocks.at[m->blocks.count - 1].kind == DOC_PRE;
	if (utf8_is_clean(bytes, len, newlines))
		buf_add(&m->text, bytes, len);
	else
		utf8_clean(&m->text, bytes, len, newlines);
	if (!m->cuts)
		return;
	/* a docfile has two bytes more for a line */
	m->used += newlines ? 2 * count_lines(bytes, len) : 0;
	cut_text(m);
}

void doc_add_clean(struct doc_maker *m, const char *bytes, size_t len)
{
	if (!m->in_block || m->cut)
		return;
	buf_add(&m->text, bytes, len);
	if (m->cuts)
		cut_text(m);
}

void doc_add_str(struct doc_maker *m, const char *s)
{
	doc_add_text(m, s, strlen(s));
}

uint32_t doc_text_length(const struct doc_maker *m)
{
	return (uint32_t)m->text.len;
}

const char *doc_mark(enum doc_span_kind kind, int side)
{
	static const char *const del[] = {DOC_DEL_BEFORE, DOC_DEL_BEHIND};
	static const char *const ins[] = {DOC_INS_BEFORE, DOC_INS_BEHIND};

	return kind == DOC_DEL ? del[side] : kind == DOC_INS ? ins[side] : "";
}

bool doc_is_marked(const struct doc_text *text, const struct doc_span *span)
{
	const char *s = text->bytes + span->start;
	uint32_t len = span->end - span->start;

	return *doc_mark(span->kind, 0) && len >= 2 * DOC_MARK_LENGTH &&
	       !memcmp(s, doc_mark(span->kind, 0), DOC_MARK_LENGTH) &&
	       !memcmp(s + len - DOC_MARK_LENGTH, doc_mark(span->kind, 1), DOC_MARK_LENGTH);
}

static uint32_t to_character(const struct buf *b, uint32_t at)
{
	if (at > b->len)
		at = (uint32_t)b->len;
	while (at && at < b->len && ((unsigned char)b->bytes[at] & 0xc0) == 0x80)
		at--;
	return at;
}

void doc_add_span(struct doc_maker *m, enum doc_span_kind kind, uint32_t start, uint32_t end,
                  const char *value)
{
	struct doc_span s = {to_character(&m->text, start), to_character(&m->text, end), kind, ""};

	if (!m->in_block || s.start >= s.end ||
	    is_cut_at(m, 2 * sizeof s + (value ? strlen(value) : 0) + 2 * sizeof(void *)))
		return;
	s.value = value ? keep_str(m, value) : "";
	if (vec_push(&m->spans, s) < 0)
		m->failed = true;
	m->used += sizeof s;
	if (m->used > m->max)
		m->failed = m->passed = true;
}

void doc_add_link(struct doc_maker *m, const char *text, const char *href)
{
	uint32_t start = doc_text_length(m);

	doc_add_str(m, text);
	doc_add_span(m, DOC_LINK, start, doc_text_length(m), href);
}

void doc_add_row(struct doc_maker *m)
{
	struct doc_row row = {0};

	if (!m->in_block || is_cut_at(m, sizeof row))
		return;
	if (!m->rows.count)
		m->caption = close_text(m);
	close_row(m);
	if (vec_push(&m->rows, row) < 0)
		m->failed = true;
}

static uint16_t span_of(unsigned span)
{
	return (uint16_t)(span < 1 ? 1 : span > DOC_SPAN_MOST ? DOC_SPAN_MOST : span);
}

void doc_add_cell(struct doc_maker *m, bool header, unsigned colspan, unsigned rowspan)
{
	struct doc_cell c = {.header = header,
	                     .colspan = span_of(colspan),
	                     .rowspan = span_of(rowspan),
	                     .text.bytes = ""};

	if (!m->in_block || is_cut_at(m, sizeof(struct doc_row) + 2 * sizeof c))
		return;
	if (!m->rows.count)
		doc_add_row(m);
	close_cell(m);
	if (vec_push(&m->cells, c) < 0)
		m->failed = true;
	else
		m->in_cell = true;
	m->used += sizeof c;
}

struct doc *doc_finish(struct doc_maker *m, struct err *err)
{
	struct doc *d = calloc(1, sizeof *d);

	close_block(m);
	if (!d || m->failed) {
		if (m->passed)
			err_set(err, ERR_FAILED, "document: larger than %zu MB allow",
			        m->max >> 20);
		else
			err_set(err, ERR_FAILED, "document: out of memory");
		errno = m->passed ? EFBIG : ENOMEM;
		free(d);
		doc_maker_free(m);
		return NULL;
	}
	d->arena = m->arena;
	d->blocks = m->blocks.at;
	d->block_count = m->blocks.count;
	d->facts = m->facts.at;
	d->fact_count = m->facts.count;
	d->size = m->size;
	d->room = m->used < m->max ? m->max - m->used : 0;
	m->arena = (struct arena){0};
	m->blocks.at = NULL;
	m->facts.at = NULL;
	doc_maker_free(m);
	return d;
}

/* -- spans that are found afterwards ------------------------------------------- */

struct doc_finding {
	struct doc *doc;
	VEC(struct doc_span) spans; /* of the text at hand */
	bool failed;
};

void doc_found(struct doc_finding *found, enum doc_span_kind kind, size_t start, size_t end,
               const char *value)
{
	struct doc_span s = {(uint32_t)start, (uint32_t)end, kind, ""};
	size_t len = strlen(value) + 1, cost = 2 * sizeof s + len + sizeof(void *);
	char *kept;

	if (cost > found->doc->room)
		return;
	kept = arena_take(&found->doc->arena, len);
	s.value = kept;
	if (!kept || vec_push(&found->spans, s) < 0) {
		found->failed = true;
		return;
	}
	memcpy(kept, value, len);
	found->doc->room -= cost;
}

/* Both in the order that readers want. */
static void merge_spans(struct doc_span *to, const struct doc_span *a, size_t a_count,
                        const struct doc_span *b, size_t b_count)
{
	while (a_count || b_count) {
		bool first = !b_count || (a_count && (a->start < b->start ||
		                                      (a->start == b->start && a->end >= b->end)));

		*to++ = first ? *a++ : *b++;
		*(first ? &a_count : &b_count) -= 1;
	}
}

/* The text has what was found in it, among what it had. */
static void add_found(struct doc_finding *found, struct doc_text *t)
{
	size_t count = found->spans.count, all = t->span_count + count;
	struct doc_span *spans;

	found->spans.count = 0;
	spans = count ? arena_take(&found->doc->arena, all * sizeof *spans) : NULL;
	if (!spans) {
		found->failed |= count > 0;
		return;
	}
	merge_spans(spans, t->spans, t->span_count, found->spans.at, count);
	t->spans = spans;
	t->span_count = (uint32_t)all;
}

static void find_in(struct doc_finding *found, const struct doc_text *t, doc_find *find,
                    void *payload)
{
	if (!t->len)
		return;
	find(found, t, payload);
	/* it is ours until it is handed over */
	add_found(found, (struct doc_text *)t);
}

int doc_find_spans(struct doc *doc, doc_find *find, void *payload)
{
	struct doc_finding found = {.doc = doc};

	for (size_t i = 0; i < doc->block_count && !found.failed; i++) {
		const struct doc_block *b = &doc->blocks[i];

		find_in(&found, &b->text, find, payload);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				find_in(&found, &b->rows[r].cells[c].text, find, payload);
	}
	vec_done(&found.spans);
	return found.failed ? -1 : 0;
}

size_t doc_block_count(const struct doc *doc)
{
	return doc->block_count;
}

const struct doc_block *doc_block(const struct doc *doc, size_t index)
{
	return &doc->blocks[index];
}

size_t doc_fact_count(const struct doc *doc)
{
	return doc->fact_count;
}

const char *doc_fact_at(const struct doc *doc, size_t index, const char **value)
{
	*value = doc->facts[index].value;
	return doc->facts[index].name;
}

const char *doc_fact(const struct doc *doc, const char *name)
{
	for (size_t i = 0; i < doc->fact_count; i++)
		if (!strcmp(doc->facts[i].name, name))
			return doc->facts[i].value;
	return "";
}

size_t doc_size(const struct doc *doc)
{
	return doc->size;
}

long doc_find_anchor(const struct doc *doc, const char *anchor)
{
	const char *page = !strncmp(anchor, "page=", 5) ? anchor + 5 : NULL;

	if (!*anchor)
		return -1;
	for (size_t i = 0; i < doc->block_count; i++)
		if (!strcmp(doc->blocks[i].anchor, anchor) ||
		    (page && !strcmp(doc->blocks[i].page, page)))
			return (long)i;
	return -1;
}

void doc_free(struct doc *doc)
{
	if (!doc)
		return;
	arena_done(&doc->arena);
	free(doc->blocks);
	free(doc->facts);
	free(doc);
}
