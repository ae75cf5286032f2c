/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/search/internal.h"
#include "model/store/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static size_t rarest(const struct forms *f)
{
	size_t at = 1;

	for (size_t i = 2; i < f->count; i++)
		if (f->at[i].rows < f->at[at].rows)
			at = i;
	return at;
}

static struct form *find(const struct forms *f, const char *terms, size_t len)
{
	for (size_t i = 0; i < f->count; i++)
		if (strlen(f->at[i].terms) == len && !memcmp(f->at[i].terms, terms, len))
			return (struct form *)&f->at[i];
	return NULL;
}

bool forms_has(const struct forms *f, const char *terms, size_t len)
{
	return find(f, terms, len) != NULL;
}

int forms_add(struct forms *f, const char *terms, size_t len, int64_t rows)
{
	struct form *same = find(f, terms, len);
	size_t at = f->count;
	char *copy;

	if (same) {
		same->rows += rows; /* in another part of the index */
		return 0;
	}
	if (f->count == FORMS_MOST) {
		f->dropped = true;
		at = rarest(f);
		if (f->at[at].rows >= rows)
			return 0;
	}
	copy = strndup(terms, len);
	if (!copy)
		return -1;
	if (at < f->count)
		free(f->at[at].terms);
	else
		f->count++;
	f->at[at] = (struct form){copy, rows};
	return 0;
}

void forms_done(struct forms *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->at[i].terms);
	memset(f, 0, sizeof *f);
}

/* In how many rows any of them stands, were they strewn by chance. */
static int64_t rows_together(const struct forms *f, int64_t all)
{
	double none = 1;

	for (size_t i = 0; i < f->count && all > 0; i++)
		none *= 1 - (double)(f->at[i].rows < all ? f->at[i].rows : all) / (double)all;
	return (int64_t)((1 - none) * (double)all + 0.5);
}

/* Terms in a row are as rare as the rarest of them, or rarer. */
static int64_t phrase_rows(const struct forms_from *from, const char *terms, struct err *err)
{
	int64_t least = from->all;
	char term[512];

	for (const char *p = terms; *p; p += *p == ' ') {
		size_t n = strcspn(p, " ");
		int64_t rows;

		if (n >= sizeof term)
			return 0;
		memcpy(term, p, n);
		term[n] = '\0';
		rows = store_word_rows(from->store, from->table, term, err);
		if (rows < 0)
			return -1;
		least = rows < least ? rows : least;
		p += n;
	}
	return least;
}

static int add_rows(const char *word, size_t len, int64_t rows, void *payload)
{
	double *none = payload;

	(void)word;
	(void)len;
	*none += (double)rows;
	return 0;
}

static int64_t prefix_rows(const struct forms_from *from, const char *terms, struct err *err)
{
	const char *last = strrchr(terms, ' ');
	double sum = 0;

	if (store_each_word(from->store, from->table, last ? last + 1 : terms, add_rows, &sum,
	                    err) < 0)
		return -1;
	return sum < (double)from->all ? (int64_t)sum : from->all;
}

int forms_find(const struct forms_from *from, const struct query_node *word, struct forms *out,
               struct err *err)
{
	int64_t rows = word->op == QUERY_PREFIX ? prefix_rows(from, word->terms, err)
	                                        : phrase_rows(from, word->terms, err);
	int rc = 0;

	memset(out, 0, sizeof *out);
	if (rows < 0)
		return -1;
	if (forms_add(out, word->terms, strlen(word->terms), rows) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	if (word->op == QUERY_WORD && arabic_is(word->terms))
		rc = arabic_forms(from, word->terms, out, err);
	else if (word->op == QUERY_WORD && from->stems)
		rc = stemmed_forms(from, word->terms, word->typed, out, err);
	out->rows = rows_together(out, from->all);
	return rc;
}
