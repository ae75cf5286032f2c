/* SPDX-License-Identifier: ISC */
/*
 * mktexts FOLDER LANG…            brings FOLDER/text/LANG.tsv up to what the tables and pages of
 *                                 the folder say today
 * mktexts --check FOLDER LANG…    says what is wrong in it: file:line: what
 * mktexts --release FOLDER LANG…  also what has no translation
 *
 * New texts get a row with an empty translation, rows of texts that are gone go, and what the
 * UN's own wording is known of gets none. A row whose English has changed keeps the English that
 * its translation was made from, and is wrong until both are those of today; without its
 * translation it takes the English of today.
 */
#include "config.h"

#include "data/wording.h"
#include "data/wording_compare.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct refresh {
	struct wording old;
	struct wording_list now;   /* the table as it should be */
	struct wording_list today; /* its English of today, row by row */
};

static const struct wording_row *find_english(const struct wording_list *list, const char *english)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->at[i].english, english))
			return &list->at[i];
	return NULL;
}

static int take_text(const struct wording_row *r, void *payload, struct err *err)
{
	struct refresh *re = payload;
	const struct wording_row *ours = wording_ours(&re->old, r->english);
	struct wording_row row = *r;

	if (wording_official(&re->old, r->english) || find_english(&re->today, r->english))
		return 0;
	if (ours)
		row.text = ours->text;
	if (wording_add(&re->today, &row, err) < 0)
		return -1;
	return 0;
}

static bool same_place(const struct wording_row *a, const struct wording_row *b)
{
	return !strcmp(a->table, b->table) && !strcmp(a->id, b->id) &&
	       !strcmp(a->column, b->column);
}

/* The translation of what stood in the place of a new text, if that is not there any more; it is
 * handed out once. */
static const struct wording_row *find_changed(struct refresh *re, const struct wording_row *r,
                                              bool *used)
{
	for (size_t i = 0; used && i < re->old.ours.count; i++) {
		const struct wording_row *o = &re->old.ours.at[i];

		if (used[i] || !*o->text || !same_place(o, r) ||
		    find_english(&re->today, o->english))
			continue;
		used[i] = true;
		return o;
	}
	return NULL;
}

static int refresh(struct refresh *re, const char *dir, const char *lang, struct err *err)
{
	bool *used;
	int rc;

	if (wording_read(&re->old, dir, lang, err) < 0 || wording_each(dir, take_text, re, err) < 0)
		return -1;
	used = calloc(re->old.ours.count + 1, sizeof *used);
	rc = used ? 0 : err_set(err, ERR_FAILED, "out of memory");
	for (size_t i = 0; rc == 0 && i < re->today.count; i++) {
		struct wording_row row = re->today.at[i];
		const struct wording_row *ours = wording_ours(&re->old, row.english);
		const struct wording_row *changed = ours ? NULL : find_changed(re, &row, used);

		if (changed) {
			row.english = changed->english;
			row.text = changed->text;
		}
		row.line = (long)i + 2;
		rc = wording_add(&re->now, &row, err);
	}
	free(used);
	return rc;
}

/* -- written ----------------------------------------------------------------- */

static int write_table(const struct refresh *re, const char *path, struct err *err)
{
	char draft[4096];
	FILE *f;

	if (snprintf(draft, sizeof draft, "%s.new", path) >= (int)sizeof draft)
		return err_set(err, ERR_FAILED, "%s: too long a name", path);
	f = fopen(draft, "w");
	if (!f)
		return err_set(err, ERR_FAILED, "%s: %s", draft, strerror(errno));
	fputs("table\tid\tcolumn\tenglish\ttext\n", f);
	for (size_t i = 0; i < re->now.count; i++) {
		const struct wording_row *r = &re->now.at[i];

		fprintf(f, "%s\t%s\t%s\t%s\t%s\n", r->table, r->id, r->column, r->english, r->text);
	}
	if (fclose(f) != 0 || rename(draft, path) < 0)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	return 0;
}

/* -- checked ----------------------------------------------------------------- */

static bool same_row(const struct wording_row *a, const struct wording_row *b)
{
	return same_place(a, b) && !strcmp(a->english, b->english) && !strcmp(a->text, b->text);
}

/* How many rows are wrong; each is told. */
static int check_table(const struct refresh *re, const char *path, bool release)
{
	int wrong = 0, open = 0;

	for (size_t i = 0; i < re->now.count; i++) {
		const struct wording_row *r = &re->now.at[i], *today = &re->today.at[i];
		char what[512];

		if (strcmp(r->english, today->english) != 0) {
			fprintf(stderr, "%s:%ld: the English has changed since: '%s'\n", path,
			        r->line, today->english);
			wrong++;
		} else if (!*r->text) {
			open++;
			if (release)
				fprintf(stderr, "%s:%ld: no translation: '%.60s'\n", path, r->line,
				        r->english);
		} else if (!wording_agrees(re->old.lang, r->english, r->text, what, sizeof what)) {
			fprintf(stderr, "%s:%ld: %s\n", path, r->line, what);
			wrong++;
		}
	}
	for (size_t i = 0; i < re->now.count || i < re->old.ours.count; i++)
		if (i >= re->now.count || i >= re->old.ours.count ||
		    !same_row(&re->now.at[i], &re->old.ours.at[i])) {
			fprintf(stderr, "%s:%zu: not what the tables say (make texts)\n", path,
			        i + 2);
			wrong++;
			break;
		}
	return wrong + (release ? open : 0);
}

/* One language: 0; 1 when something is wrong; -1 with err. */
static int one_language(const char *dir, const char *lang, const char *mode, struct err *err)
{
	struct refresh re = {0};
	char path[4096];
	int rc = -1;

	if (snprintf(path, sizeof path, "%s/text/%s.tsv", dir, lang) >= (int)sizeof path)
		return err_set(err, ERR_FAILED, "%s: too long a name", dir);
	if (refresh(&re, dir, lang, err) == 0)
		rc = !mode ? write_table(&re, path, err)
		           : check_table(&re, path, !strcmp(mode, "--release")) > 0;
	wording_done(&re.old);
	wording_list_done(&re.now);
	wording_list_done(&re.today);
	return rc;
}

int main(int argc, char **argv)
{
	const char *mode = argc > 1 && !strncmp(argv[1], "--", 2) ? argv[1] : NULL;
	int first = mode ? 2 : 1, rc = 0;
	struct err err = {0};

	if (argc < first + 2 ||
	    (mode && strcmp(mode, "--check") != 0 && strcmp(mode, "--release") != 0)) {
		fprintf(stderr, "usage: mktexts [--check | --release] FOLDER LANG...\n");
		return ERR_USAGE;
	}
	for (int i = first + 1; i < argc; i++) {
		int wrong = one_language(argv[first], argv[i], mode, &err);

		if (wrong < 0) {
			fprintf(stderr, "mktexts: %s\n", err.text);
			return ERR_FAILED;
		}
		rc |= wrong;
	}
	return rc ? ERR_FAILED : 0;
}
