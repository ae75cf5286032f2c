/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/un/rich_text.h"

#include "model/base/utf8.h"

#include <string.h>

#define PASSAGE_MAX (32u << 20)

void rich_text_init(struct rich_text *p)
{
	memset(p, 0, sizeof *p);
	buf_init(&p->text, PASSAGE_MAX);
	p->gap = p->last_gap = UINT32_MAX;
}

void rich_text_done(struct rich_text *p)
{
	for (size_t i = 0; i < p->spans.count; i++)
		free(p->spans.at[i].value);
	vec_done(&p->spans);
	vec_done(&p->tabs);
	buf_done(&p->text);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

void rich_text_break(struct rich_text *p)
{
	p->space = p->text.len > 0;
}

/* Tabs beside one another are one gap. */
static void note_tab(struct rich_text *p)
{
	uint32_t at = (uint32_t)p->text.len;
	if (p->tabs.count == 0 || p->tabs.at[p->tabs.count - 1] != at)
		vec_push(&p->tabs, at);
}

void rich_text_add(struct rich_text *p, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		if (is_space(bytes[i])) {
			if (bytes[i] == '\t' && p->gap == UINT32_MAX && p->text.len > 0)
				p->gap = (uint32_t)p->text.len;
			if (bytes[i] == '\t' && p->text.len > 0) {
				p->last_gap = (uint32_t)p->text.len;
				note_tab(p);
			}
			rich_text_break(p);
			i++;
			continue;
		}
		if (len - i >= 2 && memcmp(bytes + i, "\xc2\xad", 2) == 0) {
			i += 2;
			continue;
		}
		if (p->space)
			buf_char(&p->text, ' ');
		p->space = false;
		size_t start = i;
		while (i < len && !is_space(bytes[i]) &&
		       !(bytes[i] == '\xc2' && i + 1 < len && bytes[i + 1] == '\xad'))
			i++;
		/* Cleaned here, so that offsets are those that the document has. */
		if (utf8_is_clean(bytes + start, i - start, false))
			buf_add(&p->text, bytes + start, i - start);
		else
			utf8_clean(&p->text, bytes + start, i - start, false);
	}
}

void rich_text_str(struct rich_text *p, const char *s)
{
	rich_text_add(p, s, strlen(s));
}

uint32_t rich_text_here(const struct rich_text *p)
{
	return (uint32_t)(p->text.len + p->space);
}

static bool same_value(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

void rich_text_span(struct rich_text *p, enum doc_span_kind kind, uint32_t start, const char *value)
{
	uint32_t end = (uint32_t)p->text.len;
	while (start < end && p->text.bytes[start] == ' ')
		start++;
	if (start >= end)
		return;
	for (size_t i = p->spans.count; i > 0 && i + 4 > p->spans.count; i--) {
		struct rich_text_span *last = &p->spans.at[i - 1];
		if (last->kind != kind || kind == DOC_CALL || last->end > start ||
		    start - last->end > 1 || !same_value(last->value, value))
			continue;
		if (start == last->end || p->text.bytes[last->end] == ' ') {
			last->end = end;
			return;
		}
	}
	struct rich_text_span span = {start, end, kind,
	                              value && *value ? work_strdup(value) : NULL};
	if (vec_push(&p->spans, span) < 0)
		free(span.value);
}

/* Puts n bytes in at a place; what spans begin there or later, or go on over it, moves. */
static void put_in(struct rich_text *p, uint32_t at, const char *bytes, size_t n)
{
	size_t old = p->text.len;
	buf_add(&p->text, bytes, n);
	if (p->text.len != old + n)
		return;
	memmove(p->text.bytes + at + n, p->text.bytes + at, old - at);
	memcpy(p->text.bytes + at, bytes, n);
	for (size_t i = 0; i < p->spans.count; i++) {
		p->spans.at[i].start += p->spans.at[i].start >= at ? (uint32_t)n : 0;
		p->spans.at[i].end += p->spans.at[i].end > at ? (uint32_t)n : 0;
	}
}

/* The marked stretch of a kind that ends at most a space before start; NULL. */
static struct rich_text_span *marked_before(struct rich_text *p, enum doc_span_kind kind,
                                            uint32_t start)
{
	for (size_t i = p->spans.count; i > 0; i--) {
		struct rich_text_span *span = &p->spans.at[i - 1];
		if (span->kind == kind && span->end <= start && start - span->end <= 1 &&
		    (start == span->end || p->text.bytes[span->end] == ' '))
			return span;
	}
	return NULL;
}

void rich_text_mark(struct rich_text *p, enum doc_span_kind kind, uint32_t start)
{
	while (start < p->text.len && p->text.bytes[start] == ' ')
		start++;
	if (start >= p->text.len)
		return;
	struct rich_text_span *before = marked_before(p, kind, start);
	if (before) {
		/* The mark behind it goes to the new end. */
		uint32_t from = before->end;
		memmove(p->text.bytes + from - DOC_MARK_LENGTH, p->text.bytes + from,
		        p->text.len - from);
		memcpy(p->text.bytes + p->text.len - DOC_MARK_LENGTH, doc_mark(kind, 1),
		       DOC_MARK_LENGTH);
		for (size_t i = 0; i < p->spans.count; i++) {
			struct rich_text_span *span = &p->spans.at[i];
			span->start -= span->start >= from ? DOC_MARK_LENGTH : 0;
			span->end -= span->end > from ? DOC_MARK_LENGTH : 0;
		}
		before->end = (uint32_t)p->text.len;
		return;
	}
	bool space = p->space;
	p->space = false;
	put_in(p, start, doc_mark(kind, 0), DOC_MARK_LENGTH);
	buf_add(&p->text, doc_mark(kind, 1), DOC_MARK_LENGTH);
	p->space = space;
	struct rich_text_span span = {start, (uint32_t)p->text.len, kind, NULL};
	vec_push(&p->spans, span);
}

void rich_text_script_at(struct rich_text *p, enum text_script how, uint32_t start, uint32_t end)
{
	while (start < end && p->text.bytes[start] == ' ')
		start++;
	if (start >= end || end > p->text.len)
		return;
	size_t rest = p->text.len - start, len = end - start;
	char *copy = work_malloc(rest);
	if (!copy)
		return;
	memcpy(copy, p->text.bytes + start, rest);
	buf_cut(&p->text, start);
	text_script(&p->text, how, copy, len);
	uint32_t now = (uint32_t)p->text.len;
	buf_add(&p->text, copy + len, rest - len);
	free(copy);
	for (size_t i = 0; i < p->spans.count; i++) {
		struct rich_text_span *span = &p->spans.at[i];
		if (span->end <= start)
			continue;
		span->start = span->start >= end    ? span->start + now - end
		              : span->start > start ? start
		                                    : span->start;
		span->end = span->end > end ? span->end + now - end : now;
	}
}

void rich_text_script(struct rich_text *p, enum text_script how, uint32_t start)
{
	rich_text_script_at(p, how, start, (uint32_t)p->text.len);
}

void rich_text_drop(struct rich_text *p, size_t len)
{
	while (len < p->text.len && p->text.bytes[len] == ' ')
		len++;
	if (len > p->text.len)
		len = p->text.len;
	memmove(p->text.bytes, p->text.bytes + len, p->text.len - len);
	buf_cut(&p->text, p->text.len - len);
	p->space &= p->text.len > 0;
	size_t kept = 0;
	for (size_t i = 0; i < p->spans.count; i++) {
		struct rich_text_span *span = &p->spans.at[i];
		if (span->end <= len) {
			free(span->value);
			continue;
		}
		span->start = span->start > len ? span->start - (uint32_t)len : 0;
		span->end -= (uint32_t)len;
		p->spans.at[kept++] = *span;
	}
	p->spans.count = kept;
}

void rich_text_lead(struct rich_text *p, const char *s)
{
	struct rich_text all;

	rich_text_init(&all);
	rich_text_str(&all, s);
	rich_text_join(&all, p);
	rich_text_done(p);
	*p = all;
}

void rich_text_cut(struct rich_text *p, size_t len)
{
	size_t kept = 0;
	while (len > 0 && len < p->text.len && p->text.bytes[len - 1] == ' ')
		len--;
	buf_cut(&p->text, len);
	for (size_t i = 0; i < p->spans.count; i++) {
		struct rich_text_span *span = &p->spans.at[i];
		if (span->end > p->text.len)
			span->end = (uint32_t)p->text.len;
		if (span->start < span->end)
			p->spans.at[kept++] = *span;
		else
			free(span->value);
	}
	p->spans.count = kept;
}

void rich_text_plain(struct rich_text *p, enum doc_span_kind kind)
{
	size_t kept = 0;
	for (size_t i = 0; i < p->spans.count; i++) {
		if (p->spans.at[i].kind == kind)
			free(p->spans.at[i].value);
		else
			p->spans.at[kept++] = p->spans.at[i];
	}
	p->spans.count = kept;
}

void rich_text_join(struct rich_text *p, const struct rich_text *more)
{
	rich_text_break(p);
	uint32_t base = rich_text_here(p);
	rich_text_add(p, more->text.bytes, more->text.len);
	for (size_t i = 0; i < more->spans.count; i++) {
		const struct rich_text_span *from = &more->spans.at[i];
		struct rich_text_span span = {base + from->start, base + from->end, from->kind,
		                              from->value ? work_strdup(from->value) : NULL};
		if (vec_push(&p->spans, span) < 0)
			free(span.value);
	}
}

void rich_text_write(const struct rich_text *p, struct doc_maker *m)
{
	uint32_t base = doc_text_length(m);
	doc_add_text(m, p->text.bytes, p->text.len);
	for (size_t i = 0; i < p->spans.count; i++) {
		const struct rich_text_span *span = &p->spans.at[i];
		doc_add_span(m, span->kind, base + span->start, base + span->end,
		             span->value ? span->value : "");
	}
}
