/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/marks.h"

#include "model/base/buf.h"
#include "model/base/vec.h"
#include "model/text/terms.h"

#include <stdlib.h>
#include <string.h>

struct form {
	char *terms;
	size_t count; /* of its terms */
	bool goes_on;
	int word;
};

/* A term of the text at hand. */
struct stands {
	size_t at, len; /* in `cut` */
	size_t from, to;
};

struct marks {
	VEC(struct form) forms;
	struct terms *terms;
	struct buf cut;
	VEC(struct stands) text;
};

struct marks *marks_new(void)
{
	struct marks *m = calloc(1, sizeof *m);

	if (!m)
		return NULL;
	buf_init(&m->cut, 1 << 28);
	m->terms = terms_new();
	if (m->terms)
		return m;
	marks_free(m);
	return NULL;
}

void marks_free(struct marks *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->forms.count; i++)
		free(m->forms.at[i].terms);
	vec_done(&m->forms);
	vec_done(&m->text);
	buf_done(&m->cut);
	terms_free(m->terms);
	free(m);
}

int marks_add(struct marks *m, const char *terms, bool goes_on, int word)
{
	struct form f = {.count = 1, .goes_on = goes_on, .word = word};

	for (size_t i = 0; i < m->forms.count; i++)
		if (m->forms.at[i].goes_on == goes_on && !strcmp(m->forms.at[i].terms, terms))
			return 0;
	for (const char *p = terms; *p; p++)
		f.count += *p == ' ';
	f.terms = strdup(terms);
	if (f.terms && vec_push(&m->forms, f) == 0)
		return 0;
	free(f.terms);
	return -1;
}

unsigned marks_number(const struct marks *m)
{
	unsigned h = 2166136261u;

	for (size_t i = 0; i < m->forms.count; i++)
		for (const char *p = m->forms.at[i].terms; *p; p++)
			h = (h ^ (unsigned char)*p) * 16777619u;
	return h | 1;
}

static int take_term(const char *term, size_t len, size_t from, size_t to, void *payload)
{
	struct marks *m = payload;
	struct stands s = {m->cut.len, len, from, to};

	buf_add(&m->cut, term, len);
	buf_char(&m->cut, ' ');
	return vec_push(&m->text, s) < 0;
}

/* Whether the terms from the i-th on are those of the form. */
static bool is_here(const struct marks *m, const struct form *f, size_t i)
{
	const char *at = m->cut.bytes + m->text.at[i].at;
	size_t n = strlen(f->terms);

	if (i + f->count > m->text.count || m->cut.len - m->text.at[i].at < n ||
	    memcmp(at, f->terms, n) != 0)
		return false;
	return f->goes_on || at[n] == ' ';
}

/* The form that takes most of the terms from the i-th on; NULL. */
static const struct form *longest(const struct marks *m, size_t i)
{
	const struct form *best = NULL;

	for (size_t k = 0; k < m->forms.count; k++) {
		const struct form *f = &m->forms.at[k];

		if ((!best || f->count > best->count) && is_here(m, f, i))
			best = f;
	}
	return best;
}

int marks_find(struct marks *m, const char *s, size_t len, marks_fn *each, void *payload)
{
	int stop = 0;

	buf_reset(&m->cut);
	m->text.count = 0;
	terms_cut(m->terms, s, len, take_term, m);
	for (size_t i = 0; i < m->text.count && !stop;) {
		const struct form *f = longest(m, i);

		if (f)
			stop = each(m->text.at[i].from, m->text.at[i + f->count - 1].to, f->word,
			            payload);
		i += f ? f->count : 1;
	}
	return stop;
}
