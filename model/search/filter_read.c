/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/search/filter_read.h"

#include "model/base/lang.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES "lang: type: year: pane: cites: body: in:"

static const char *const names[FILTER_KINDS] = {
	[FILTER_LANG] = "lang", [FILTER_TYPE] = "type",   [FILTER_YEAR] = "year",
	[FILTER_PANE] = "pane", [FILTER_CITES] = "cites", [FILTER_BODY] = "body",
	[FILTER_IN] = "in"};

static size_t name_length(const char *s)
{
	size_t n = 0;

	while (s[n] >= 'a' && s[n] <= 'z')
		n++;
	return n;
}

static size_t kind_of(const char *s, size_t n)
{
	size_t kind = 0;

	while (kind < FILTER_KINDS && (strlen(names[kind]) != n || strncmp(names[kind], s, n) != 0))
		kind++;
	return kind;
}

size_t filter_length(const char *s)
{
	size_t n = name_length(s), at = n + 1;

	if (!n || s[n] != ':' || s[at] == '/' || s[at] == ':')
		return 0;
	/* "note: what follows" */
	if (kind_of(s, n) == FILTER_KINDS && (!s[at] || strchr(" \t\n", s[at])))
		return 0;
	if (s[at] == '"') {
		const char *end = strchr(s + at + 1, '"');

		return end ? (size_t)(end + 1 - s) : strlen(s);
	}
	/* a symbol may have brackets and a blank before them: "cites:S/RES/2254 (2015)" is not
	 * taken for that, it is typed without */
	return at + strcspn(s + at, " \t\n");
}

static int read_year(struct query_filter *f, struct err *err)
{
	char *end;
	long from = strtol(f->value, &end, 10), to = from;

	if (*end == '-')
		to = strtol(end + 1, &end, 10);
	f->from = (int)from;
	f->to = (int)to;
	if (*end || from < 1000 || to > 9999 || to < from)
		return err_set(err, ERR_USAGE,
		               "search: year:%.40s: a year, or two with a hyphen: year:2012-2015",
		               f->value);
	return 0;
}

static int replace(struct query_filter *f, const char *value)
{
	char *copy = strdup(value);

	if (!copy)
		return -1;
	free(f->value);
	f->value = copy;
	return 0;
}

/* A value in the form in which it is compared. */
static int settle(struct query_filter *f, struct err *err)
{
	char lang[64], symbol[SYMBOL_MAX];

	switch (f->kind) {
	case FILTER_LANG:
		if (lang_preference(f->value, lang, sizeof lang) < 0 || strchr(lang, ','))
			return err_set(err, ERR_USAGE,
			               "search: lang:%.40s: one of ar zh en fr ru es", f->value);
		return replace(f, lang);
	case FILTER_YEAR:
		return read_year(f, err);
	case FILTER_CITES:
		if (!symbol_typed(f->value, symbol))
			return err_set(err, ERR_USAGE,
			               "search: cites:%.80s: not the symbol of a UN document: "
			               "cites:S/RES/2254",
			               f->value);
		return replace(f, symbol);
	case FILTER_IN:
		if (strcmp(f->value, "bookmarks") != 0)
			return err_set(err, ERR_USAGE,
			               "search: in:%.40s: in:bookmarks is the one there is",
			               f->value);
		return 0;
	default:
		return 0;
	}
}

int filter_read(struct query *q, const char *s, size_t len, struct err *err)
{
	size_t n = name_length(s), kind = kind_of(s, n), at = n + 1;
	struct query_filter *f = &q->filters[q->filter_count];

	if (kind == FILTER_KINDS)
		return err_set(err, ERR_USAGE,
		               "search: %.*s: there is no such filter; there are %s", (int)n, s,
		               NAMES);
	if (q->filter_count == sizeof q->filters / sizeof *q->filters)
		return err_set(err, ERR_USAGE, "search: too many filters");
	if (s[at] == '"' && (len < at + 2 || s[len - 1] != '"'))
		return err_set(err, ERR_USAGE, "search: a quotation mark is not closed: %.100s", s);
	if (s[at] == '"')
		at++, len--;
	if (len <= at)
		return err_set(err, ERR_USAGE, "search: %.*s: what follows the colon is missing",
		               (int)n, s);
	f->kind = (enum query_filter_kind)kind;
	f->value = strndup(s + at, len - at);
	if (!f->value)
		return err_set(err, ERR_FAILED, "out of memory");
	q->filter_count++;
	return settle(f, err);
}
