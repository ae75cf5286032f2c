/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/finder.h"

#include "model/base/vec.h"
#include "model/text/characters.h"
#include "model/text/pattern.h"

#include <stdlib.h>
#include <string.h>

struct finder {
	unsigned number;
	struct pattern *pattern; /* or */
	struct marks *marks;     /* or */
	struct buf needle;       /* words, folded */
	bool gave_up;
	/* a text folded, with the byte that each folded byte came from: what is found folded can
	 * be shown where it stands */
	struct buf folded;
	VEC(uint32_t) from;
};

static struct finder *make(void)
{
	struct finder *f = calloc(1, sizeof *f);

	if (!f)
		return NULL;
	buf_init(&f->needle, 1 << 16);
	buf_init(&f->folded, 1u << 28);
	return f;
}

/* Words that are typed again make another finder with the same number, for the same is found. */
static unsigned hash(const char *s)
{
	unsigned h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h | 1;
}

struct finder *finder_new(const char *typed, struct err *err)
{
	struct finder *f = make();

	if (!f) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	f->number = hash(typed);
	if (*typed == '/') {
		f->pattern = typed[1] ? pattern_new(typed + 1, err) : NULL;
	} else {
		text_fold(&f->needle, typed, strlen(typed));
		while (f->needle.len && f->needle.bytes[f->needle.len - 1] == ' ')
			buf_cut(&f->needle, f->needle.len - 1);
	}
	if (f->pattern || f->needle.len)
		return f;
	finder_free(f);
	return NULL;
}

struct finder *finder_of_marks(struct marks *marks)
{
	struct finder *f = marks ? make() : NULL;

	if (!f) {
		marks_free(marks);
		return NULL;
	}
	f->marks = marks;
	f->number = marks_number(marks);
	return f;
}

void finder_free(struct finder *f)
{
	if (!f)
		return;
	pattern_free(f->pattern);
	marks_free(f->marks);
	buf_done(&f->needle);
	buf_done(&f->folded);
	vec_done(&f->from);
	free(f);
}

unsigned finder_number(const struct finder *f)
{
	return f->number;
}

bool finder_gave_up(const struct finder *f)
{
	return f->gave_up;
}

/* -- words ------------------------------------------------------------------ */

static bool fold(struct finder *f, const char *s, size_t len)
{
	buf_reset(&f->folded);
	f->from.count = 0;
	for (size_t i = 0; i < len;) {
		/* most clusters are one letter of ASCII before another */
		size_t n = !(s[i] & 0x80) && (i + 1 == len || !(s[i + 1] & 0x80))
		                   ? 1
		                   : text_cluster(s + i, len - i);

		text_fold(&f->folded, s + i, n);
		while (f->from.count < f->folded.len)
			if (vec_push(&f->from, (uint32_t)i) < 0)
				return false;
		i += n;
	}
	return vec_push(&f->from, (uint32_t)len) == 0;
}

static int find_words(struct finder *f, const char *s, size_t len, finder_fn *each, void *payload)
{
	const char *at, *end;
	int stop = 0;

	if (!fold(f, s, len))
		return 0;
	at = f->folded.bytes;
	end = at + f->folded.len;
	while (!stop && (at = memmem(at, (size_t)(end - at), f->needle.bytes, f->needle.len))) {
		size_t i = (size_t)(at - f->folded.bytes), to = i + f->needle.len;

		/* to the end of the letter that the last byte is of */
		while (to < f->folded.len && f->from.at[to] == f->from.at[to - 1])
			to++;
		stop = each(f->from.at[i], f->from.at[to], payload);
		at += f->needle.len;
	}
	return stop;
}

/* -- the others ---------------------------------------------------------------- */

static int find_pattern(struct finder *f, const char *s, size_t len, finder_fn *each, void *payload)
{
	size_t at = 0, from, to;
	int rc = 0, stop = 0;

	while (!stop && at <= len && (rc = pattern_match(f->pattern, s, len, at, &from, &to)) > 0) {
		/* of nothing nothing can be shown */
		if (to > from)
			stop = each(from, to, payload);
		at = to > at ? to : at + (at < len ? text_cluster(s + at, len - at) : 1);
	}
	f->gave_up = f->gave_up || rc < 0;
	return stop;
}

struct passing {
	finder_fn *each;
	void *payload;
};

static int pass_mark(size_t from, size_t to, int word, void *payload)
{
	struct passing *p = payload;

	(void)word;
	return p->each(from, to, p->payload);
}

int finder_find(struct finder *f, const char *s, size_t len, finder_fn *each, void *payload)
{
	struct passing p = {each, payload};

	if (f->pattern)
		return find_pattern(f, s, len, each, payload);
	if (f->marks)
		return marks_find(f->marks, s, len, pass_mark, &p);
	return find_words(f, s, len, each, payload);
}
