/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/numbered.h"

#include <stdio.h>
#include <string.h>

/* So many addresses back the same one is looked for, to have the same number. */
#define LOOK_BACK 300

static size_t number_of(struct numbered *n, const char *address)
{
	struct numbered_address one = {address, 2166136261u};

	for (const char *s = address; *s; s++)
		one.hash = (one.hash ^ (unsigned char)*s) * 16777619u;
	for (size_t i = n->addresses.count, k = 0; i && k < LOOK_BACK; i--, k++)
		if (n->addresses.at[i - 1].hash == one.hash &&
		    !strcmp(n->addresses.at[i - 1].s, address))
			return i;
	return vec_push(&n->addresses, one) < 0 ? 0 : n->addresses.count;
}

static bool is_outward(const struct doc_span *span)
{
	return span->kind == DOC_LINK && *span->value && *span->value != '#';
}

/* Puts a mark among those that are there, by its place: as a rule it is the last. */
static int add_mark(struct numbered *n, const struct numbered_mark *mark)
{
	size_t k;

	if (vec_push(&n->marks, *mark) < 0)
		return -1;
	for (k = n->marks.count - 1; k && n->marks.at[k - 1].at > mark->at; k--)
		n->marks.at[k] = n->marks.at[k - 1];
	n->marks.at[k] = *mark;
	return 0;
}

/* What is put into the text. */
static int find_marks(struct numbered *n, const struct doc_text *text)
{
	uint32_t sum = 0;

	n->marks.count = 0;
	for (uint32_t i = 0; i < text->span_count; i++) {
		const struct doc_span *span = &text->spans[i];
		struct numbered_mark mark = {.at = span->end, .words = "^"};

		if (span->kind == DOC_CALL)
			mark.at = span->start;
		else if (n->numbers && is_outward(span))
			snprintf(mark.words, sizeof mark.words, "[%zu]", number_of(n, span->value));
		else
			continue;
		if (add_mark(n, &mark) < 0)
			return -1;
	}
	for (size_t i = 0; i < n->marks.count; i++)
		n->marks.at[i].sum = sum += (uint32_t)strlen(n->marks.at[i].words);
	return 0;
}

/* Bytes that are put in up to a place, those at it among them. */
static uint32_t added_to(const struct numbered *n, uint32_t place)
{
	size_t from = 0, to = n->marks.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (n->marks.at[middle].at <= place)
			from = middle + 1;
		else
			to = middle;
	}
	return from ? n->marks.at[from - 1].sum : 0;
}

struct copying {
	struct doc_maker *m;
	const struct numbered *n;
};

/* A span where its text stands now. */
static void add_moved(const struct copying *c, enum doc_span_kind kind, uint32_t start,
                      uint32_t end, const char *value)
{
	doc_add_span(c->m, kind, start + added_to(c->n, start),
	             end + added_to(c->n, end > start ? end : start), value);
}

static void add_readers(const char *what, uint32_t start, uint32_t end, void *payload)
{
	if (end > start)
		add_moved(payload, DOC_READER, start, end, what);
}

void numbered_text(struct doc_maker *m, const struct doc_text *text, void *payload)
{
	struct numbered *n = payload;
	struct copying c = {m, n};
	uint32_t from = 0;

	if (find_marks(n, text) < 0) {
		doc_maker_cut(m);
		return;
	}
	for (size_t i = 0; i < n->marks.count; i++) {
		doc_add_text(m, text->bytes + from, n->marks.at[i].at - from);
		doc_add_str(m, n->marks.at[i].words);
		from = n->marks.at[i].at;
	}
	doc_add_text(m, text->bytes + from, text->len - from);
	for (uint32_t i = 0; i < text->span_count; i++)
		add_moved(&c, text->spans[i].kind, text->spans[i].start, text->spans[i].end,
		          text->spans[i].value);
	if (n->notes)
		notes_spans(n->notes, n->block, text, add_readers, &c);
}

void numbered_addresses(struct doc_maker *m, const struct numbered *n)
{
	char marker[24];

	for (size_t i = 0; i < n->addresses.count; i++) {
		doc_begin(m, DOC_ITEM);
		snprintf(marker, sizeof marker, "[%zu]", i + 1);
		doc_attr(m, "marker", marker);
		doc_add_str(m, n->addresses.at[i].s);
	}
}

void numbered_done(struct numbered *n)
{
	vec_done(&n->addresses);
	vec_done(&n->marks);
}
