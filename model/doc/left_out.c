/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/left_out.h"

#include "model/base/messages.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	const char *one, *many;
} kinds[LEFT_KINDS] = {
	[LEFT_LINKS] = {"links", NP_("a link", "%ld links")},
	[LEFT_LISTS] = {"lists", NP_("a list", "%ld lists")},
	[LEFT_TABLES] = {"tables", NP_("a table", "%ld tables")},
	[LEFT_PARAGRAPHS] = {"paragraphs", NP_("a paragraph", "%ld paragraphs")},
	[LEFT_WORDS] = {"words", NP_("a word", "%ld words")},
	[LEFT_FORMS] = {"forms", NP_("a form", "%ld forms")},
	[LEFT_BUTTONS] = {"buttons", NP_("a button", "%ld buttons")},
	[LEFT_PICTURES] = {"pictures", NP_("a picture", "%ld pictures")},
	[LEFT_EMBEDDED] = {"embedded", NP_("an embedded document", "%ld embedded documents")},
	[LEFT_COMMENTS] = {"comments", NP_("a comment", "%ld comments")},
	[LEFT_REFERENCES] = {"references",
                             NP_("a reference in no sentence", "%ld references in no sentence")},
};

/* %s: a number, with what stands between its thousands. */
static const struct {
	const char *name;
	const char *words;
	const char *words_of; /* where it is known of how many; or NULL */
} limits[LIMIT_KINDS] = {
	[LIMIT_BYTES] = {"bytes", N_("too large: the first %s of text were read"),
                         N_("too large: the first %1$s of %2$s of text were read")},
	[LIMIT_INPUT] = {"input", N_("too large: the first %s were read"),
                         N_("too large: the first %1$s of %2$s were read")},
	[LIMIT_ELEMENTS] = {"elements", N_("too large: the first %s elements were read"),
                            N_("too large: the first %1$s of %2$s elements were read")},
	[LIMIT_BLOCKS] = {"blocks", N_("too large: the first %s paragraphs were read"), NULL},
	[LIMIT_PAGES] = {"pages", N_("too large: the first %s pages were read"), NULL},
	[LIMIT_ENTRIES] = {"entries", N_("too long: the first %s entries were read"), NULL},
	[LIMIT_DEPTH] = {"depth", N_("what is nested more than %s deep is shown as plain text"),
                         NULL},
	[LIMIT_TIME] = {"time", N_("stopped at %s s of work: what was read is shown"), NULL},
	[LIMIT_MEMORY] = {"memory", N_("stopped at %s MB of memory: what was read is shown"), NULL},
};

const char *left_name(enum left_kind kind)
{
	return kinds[kind].name;
}

const char *left_limit_name(enum left_limit limit)
{
	return limits[limit].name;
}

/* -- facts ------------------------------------------------------------------------- */

void left_add(struct doc_maker *m, const struct left_out *left)
{
	struct buf b;

	buf_init(&b, 1000);
	for (int i = 0; i < LEFT_KINDS; i++)
		if (left->count[i])
			buf_printf(&b, "%s%s %lu", b.len ? " " : "", kinds[i].name,
			           (unsigned long)left->count[i]);
	if (b.len)
		doc_add_fact(m, DOC_LEFT, b.bytes);
	buf_done(&b);
}

void left_add_limit_of(struct doc_maker *m, enum left_limit limit, unsigned long read,
                       unsigned long all)
{
	char value[80];
	int n = snprintf(value, sizeof value, "%s %lu", limits[limit].name, read);

	if (all > read)
		snprintf(value + n, sizeof value - (size_t)n, " %lu", all);
	doc_add_fact(m, DOC_LIMIT, value);
}

void left_add_limit(struct doc_maker *m, enum left_limit limit, unsigned long read)
{
	left_add_limit_of(m, limit, read, 0);
}

/* "NAME NUMBER" at the beginning of s: the bytes of the name, and what follows; NULL
 * where it is nothing of the kind. */
static const char *read_pair(const char *s, size_t *name, unsigned long *number)
{
	char *end;

	*name = strcspn(s, " ");
	if (!*name || s[*name] != ' ' || s[*name + 1] < '0' || s[*name + 1] > '9')
		return NULL;
	*number = strtoul(s + *name + 1, &end, 10);
	return *end == '\0' || *end == ' ' ? end + strspn(end, " ") : NULL;
}

bool left_read(const struct doc *doc, struct left_out *left)
{
	const char *at = doc_fact(doc, DOC_LEFT), *next;
	unsigned long number;
	size_t name;
	bool any = false;

	*left = (struct left_out){0};
	for (; *at && (next = read_pair(at, &name, &number)); at = next)
		for (int i = 0; i < LEFT_KINDS; i++)
			if (strlen(kinds[i].name) == name && !memcmp(kinds[i].name, at, name)) {
				left->count[i] =
					number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
				any |= number > 0;
			}
	return any;
}

bool left_limit_at(const struct doc *doc, size_t index, enum left_limit *limit, unsigned long *read,
                   unsigned long *all)
{
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *fact = doc_fact_at(doc, i, &value), *more;
		size_t name;

		if (strcmp(fact, DOC_LIMIT) || !(more = read_pair(value, &name, read)))
			continue;
		if (all)
			*all = strtoul(more, NULL, 10);
		for (int k = 0; k < LIMIT_KINDS; k++)
			if (strlen(limits[k].name) == name &&
			    !memcmp(limits[k].name, value, name) && !index--) {
				*limit = (enum left_limit)k;
				return true;
			}
	}
	return false;
}

/* -- words ------------------------------------------------------------------------- */

static void kinds_words(const struct left_out *left, struct buf *out)
{
	/* TRANSLATORS: what stands between two of a list: "26 links, 2 lists, a form" */
	const char *between = C_("list", ", ");
	bool any = false;

	for (int i = 0; i < LEFT_KINDS; i++) {
		long n = left->count[i];

		if (!n)
			continue;
		if (any)
			buf_str(out, between);
		buf_printf(out, messages_count(kinds[i].one, kinds[i].many, n), n);
		any = true;
	}
}

static void number_words(enum left_limit limit, unsigned long number, char *out, size_t size)
{
	char digits[40];

	snprintf(digits, sizeof digits, "%lu", number);
	if (limit == LIMIT_BYTES || limit == LIMIT_INPUT)
		units_bytes((int64_t)number, out, size);
	else
		units_number(digits, out, size);
}

static void limit_words(enum left_limit limit, unsigned long read, unsigned long all,
                        struct buf *out)
{
	char first[60], whole[60];

	number_words(limit, read, first, sizeof first);
	number_words(limit, all, whole, sizeof whole);
	if (all > read && limits[limit].words_of)
		buf_printf(out, _(limits[limit].words_of), first, whole);
	else
		buf_printf(out, _(limits[limit].words), first);
}

void left_words(const struct doc *doc, struct buf *out)
{
	struct left_out left;
	enum left_limit limit;
	unsigned long read, all;
	size_t begun = out->len;
	struct buf list;

	if (left_read(doc, &left)) {
		buf_init(&list, 2000);
		kinds_words(&left, &list);
		/* TRANSLATORS: at the end of a page: "left out: 26 links, 2 lists, a form" */
		buf_printf(out, _("left out: %s"), list.bytes);
		buf_done(&list);
	}
	for (size_t i = 0; left_limit_at(doc, i, &limit, &read, &all); i++) {
		if (out->len > begun)
			buf_str(out, " · ");
		limit_words(limit, read, all, out);
	}
}

const char *left_whole_words(const struct doc *doc)
{
	const char *why = doc_fact(doc, DOC_WHOLE);

	if (!*why)
		return "";
	return strcmp(why, DOC_WHOLE_NO_TEXT) ? _("whole page")
	                                      : _("the main text was not found: the whole page");
}
