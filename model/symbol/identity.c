/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/symbol/identity.h"

#include "model/base/url.h"
#include "model/symbol/naming.inc"
#include "model/symbol/series.inc"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

/* -- naming sources ------------------------------------------------------------- */

/* What kind of document its texts are, which of them it names, and whether docs.un.org
 * leads to them. `path` is a pattern. */
enum naming_format { NAMING_PAPER, NAMING_AKN, NAMING_PAGE };
enum naming_series { NAMING_ANY, NAMING_PRESS };
enum naming_address { NAMING_OWN, NAMING_SYMBOL };

static const struct naming {
	const char *host, *path;
	enum naming_format format;
	enum naming_series series;
	enum naming_address address;
	const char *keeper;
} sources[] = {NAMING_ALL};

/* What opens the symbols of press releases. */
static const struct {
	const char *name, *as;
	int least;
	const char *second;
} releases[] = {SERIES_PRESS};

static const struct naming *source_of(const char *url)
{
	struct url u;
	char path[URL_MAX];

	url_split(&u, url);
	if (!url_is_https(url) || u.user.at || u.port.at || u.path.len >= sizeof path)
		return NULL;
	snprintf(path, sizeof path, "%.*s", (int)u.path.len, u.path.at);
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (url_part_is(u.host, sources[i].host) && !fnmatch(sources[i].path, path, 0))
			return &sources[i];
	return NULL;
}

static bool is_release(const char *symbol)
{
	for (size_t i = 0; i < sizeof releases / sizeof *releases; i++) {
		size_t n = strlen(releases[i].as);

		if (!strncmp(symbol, releases[i].as, n) && symbol[n] == '/')
			return true;
	}
	return false;
}

static bool may_name(const struct naming *source, const char *symbol)
{
	return source->series == NAMING_ANY || is_release(symbol);
}

/* A paper is what has a masthead, as the parsers of files read it. */
static bool is_paper(const char *format)
{
	return !strcmp(format, "pdf") || !strcmp(format, "docx") || !strcmp(format, "akn");
}

static bool is_of_format(const struct naming *source, const char *format)
{
	switch (source->format) {
	case NAMING_AKN:
		return !strcmp(format, "akn");
	case NAMING_PAGE:
		return !strcmp(format, "html");
	default:
		return is_paper(format);
	}
}

bool identity_names(const char *url, const char *symbol)
{
	const struct naming *source = source_of(url);

	return source && may_name(source, symbol);
}

bool identity_source(const char *url, bool *by_symbol, const char **keeper)
{
	const struct naming *source = source_of(url);

	*by_symbol = source && source->address == NAMING_SYMBOL;
	*keeper = source ? source->keeper : "";
	return source;
}

/* -- words ---------------------------------------------------------------------- */

static const char *const words[] = {
	[IDENTITY_CLAIM] = "",      [IDENTITY_CARRIED] = "carried", [IDENTITY_FILE] = "file",
	[IDENTITY_BYTES] = "bytes", [IDENTITY_NAMES] = "names",     [IDENTITY_ASKED] = "asked"};

const char *identity_word(enum identity_won won)
{
	return words[won];
}

enum identity_won identity_read(const char *word)
{
	for (int i = IDENTITY_ASKED; i > IDENTITY_CLAIM; i--)
		if (!strcmp(words[i], word))
			return (enum identity_won)i;
	return IDENTITY_CLAIM;
}

/* -- near --------------------------------------------------------------------------- */

/* The rest of one is the rest of the other: from there on, but for one character that is
 * another, too many, or missing. */
static bool is_one_apart(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (*a && *b && !strcmp(a + 1, b + 1))
		return true;
	return (*a && !strcmp(a + 1, b)) || (*b && !strcmp(a, b + 1));
}

bool identity_is_near(const char *asked, const char *read)
{
	size_t n = strlen(read);

	if (!strcmp(asked, read) || is_one_apart(asked, read))
		return true;
	return n && !strncmp(asked, read, n) && (asked[n] == '/' || asked[n] == '(');
}

/* -- the judgement -------------------------------------------------------------------- */

static void add(struct identity *id, const char *symbol, enum identity_won won)
{
	for (size_t i = 0; i < id->count; i++)
		if (!strcmp(id->names[i].symbol, symbol)) {
			if (won > id->names[i].won)
				id->names[i].won = won;
			return;
		}
	if (id->count == IDENTITY_MOST)
		return;
	snprintf(id->names[id->count].symbol, SYMBOL_MAX, "%s", symbol);
	id->names[id->count++].won = won;
}

void identity_add_own(struct identity *id, const char *symbol)
{
	char normal[SYMBOL_MAX];

	if (!url_is_web(symbol) && symbol_normal(symbol, normal))
		add(id, normal, IDENTITY_CLAIM);
}

/* Whether the masthead, if there is one, lets it be what was asked for. */
static bool is_asked_for(const struct identity *id, const char *asked)
{
	for (size_t i = 0; i < id->count; i++)
		if (identity_is_near(asked, id->names[i].symbol))
			return true;
	return !id->count;
}

/* What was misread of the symbol that was asked for is no name, nor does the text claim it. */
static void drop_misread(struct identity *id, const char *asked)
{
	size_t kept = 0;

	for (size_t i = 0; i < id->count; i++)
		if (!strcmp(asked, id->names[i].symbol) ||
		    !identity_is_near(asked, id->names[i].symbol))
			id->names[kept++] = id->names[i];
	id->count = kept;
}

/* What it calls itself, where its source may name that. */
static void win_all(struct identity *id, const struct naming *source, enum identity_won won)
{
	for (size_t i = 0; i < id->count; i++)
		if ((!source || may_name(source, id->names[i].symbol)) && won > id->names[i].won)
			id->names[i].won = won;
}

static void sort(struct identity *id)
{
	for (size_t i = 1; i < id->count; i++)
		for (size_t k = i; k && id->names[k].won > id->names[k - 1].won; k--) {
			struct identity_name name = id->names[k];

			id->names[k] = id->names[k - 1];
			id->names[k - 1] = name;
		}
}

static void judge_answer(struct identity *id, const struct identity_way *way)
{
	const struct naming *source = url_is_https(way->first) ? source_of(way->url) : NULL;
	char symbol[SYMBOL_MAX], lang[4];

	/* what could not be read has no masthead that might name another */
	if (!source || !(is_of_format(source, way->format) || (*way->asked && !*way->format)))
		return;
	if (*way->asked && may_name(source, way->asked) && is_asked_for(id, way->asked)) {
		drop_misread(id, way->asked);
		add(id, way->asked, IDENTITY_ASKED);
	}
	if (*way->known && may_name(source, way->known) && is_asked_for(id, way->known))
		add(id, way->known, IDENTITY_NAMES);
	for (int i = 0; i < 2 && !id->count; i++)
		if (symbol_of_address(i ? way->first : way->url, symbol, lang) &&
		    may_name(source, symbol))
			add(id, symbol, IDENTITY_NAMES);
	win_all(id, source, IDENTITY_NAMES);
}

/* What others say of it. */
static void judge_carried(struct identity *id, const char *symbols)
{
	char one[SYMBOL_MAX], normal[SYMBOL_MAX];
	size_t n;

	for (const char *s = symbols; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		snprintf(one, sizeof one, "%.*s", (int)n, s);
		if (n < sizeof one && symbol_normal(one, normal))
			add(id, normal, IDENTITY_CARRIED);
	}
}

void identity_judge(struct identity *id, const struct identity_way *way)
{
	if (way->carried)
		judge_carried(id, way->carried);
	else if (*way->url || *way->first)
		judge_answer(id, way);
	else if (is_paper(way->format))
		win_all(id, NULL, IDENTITY_FILE);
	if (*way->bytes)
		add(id, way->bytes, IDENTITY_BYTES);
	sort(id);
}

const char *identity_first(const struct identity *id)
{
	return id->count && id->names[0].won > IDENTITY_CLAIM ? id->names[0].symbol : "";
}
