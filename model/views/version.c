/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/version.h"

#include "model/doc/diff.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- addresses --------------------------------------------------------------------- */

void version_address(const char *kind, const struct version_text *t, int number, int other,
                     char *out, size_t size)
{
	char one[16] = "", two[16] = "";

	if (number)
		snprintf(one, sizeof one, "@%d", number);
	if (other)
		snprintf(two, sizeof two, "@%d", other);
	snprintf(out, size, "%s:%s%s%s%s%s", kind, t->lang, *t->lang ? ":" : "", t->key, one, two);
}

void version_text_address(const char *key, const char *lang, char *out, size_t size)
{
	bool in_lang = *lang && record_is_issued(key);

	snprintf(out, size, "%s%s%s%s", in_lang ? "https://docs.un.org/" : "", in_lang ? lang : "",
	         in_lang ? "/" : "", key);
}

/* Takes "@N" off the end: N, or 0 where there is none. */
static int take_number(char *word)
{
	char *at = strrchr(word, '@');
	size_t digits = at ? strspn(at + 1, "0123456789") : 0;

	if (!digits || digits > 9 || at[1 + digits] || at == word || atoi(at + 1) < 1)
		return 0;
	*at = '\0';
	return atoi(at + 1);
}

/* Takes "LANG:" off the beginning. */
static void take_lang(char *word, char *lang, size_t size)
{
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");

	*lang = '\0';
	if (n < 2 || n > 3 || word[n] != ':')
		return;
	snprintf(lang, size, "%.*s", (int)n, word);
	memmove(word, word + n + 1, strlen(word + n + 1) + 1);
}

/* -- texts ------------------------------------------------------------------------- */

int version_text(const struct view_context *c, const char *key, const char *lang,
                 struct version_text *t, struct err *err)
{
	struct store_version v;
	char langs[120];
	int rc;

	memset(t, 0, sizeof *t);
	snprintf(langs, sizeof langs, "%s%s%s", lang, *lang ? "," : "", c->langs ? c->langs : "en");
	rc = stores_find(c->stores, key, langs, &v, &t->from, err);
	if (rc <= 0)
		return rc;
	snprintf(t->key, sizeof t->key, "%s", v.key);
	snprintf(t->lang, sizeof t->lang, "%s", v.lang);
	snprintf(t->title, sizeof t->title, "%s", v.title);
	t->newest = v.number;
	rc = !*lang || !strcmp(lang, v.lang);
	store_version_done(&v);
	return rc;
}

static int numbers_in(enum own_page kind)
{
	return kind == OWN_VERSION ? 1 : kind == OWN_DIFF ? 2 : kind == OWN_HISTORY ? 0 : -1;
}

int version_named(const struct view_context *c, const struct reference *w, struct version_text *t,
                  int numbers[2], struct err *err)
{
	const char *rest = w->key;
	int many = w->kind == REFERENCE_OWN ? numbers_in(reference_own(w->key, &rest)) : -1;
	struct reference copy = *w;
	char lang[8] = "";

	numbers[0] = numbers[1] = 0;
	if (w->kind == REFERENCE_FILE || (w->kind == REFERENCE_OWN && many < 0))
		return err_set(err, ERR_USAGE, "%s: a UN symbol, or the address of a page", w->key);
	if (many < 0) {
		catalogue_complete_reference(stores_starter(c->stores), &copy);
		return version_text(c, copy.key, copy.lang, t, err);
	}
	memmove(copy.key, copy.key + (rest - w->key), strlen(rest) + 1);
	for (int i = many; i-- > 0;) {
		numbers[i] = take_number(copy.key);
		if (!numbers[i])
			return err_set(err, ERR_FAILED, "%s: there is no such page", w->key);
	}
	take_lang(copy.key, lang, sizeof lang);
	return version_text(c, copy.key, lang, t, err);
}

/* -- one of them --------------------------------------------------------------------- */

int version_at(const struct version_text *t, int number, struct store_version *v, struct err *err)
{
	int rc = store_version_at(t->from, t->key, t->lang, number, v, err);

	if (rc == 0)
		return err_set(err, ERR_FAILED,
		               "%.200s: there is no version %d here: `palais history` lists them",
		               t->key, number);
	return rc;
}

/* WHAT@N, where WHAT is stored: its text and N. 1, 0, -1. */
static int stored_with_number(const struct view_context *c, const struct reference *w,
                              struct version_text *t, int *number, struct err *err)
{
	struct reference what;
	char *word = strdup(w->key);
	int rc = 0;

	*number = word && (w->kind == REFERENCE_WEB || w->kind == REFERENCE_NAME)
	                  ? take_number(word)
	                  : 0;
	if (*number && reference_read(word, &what, NULL) == 0 && what.kind != REFERENCE_FILE) {
		catalogue_complete_reference(stores_starter(c->stores), &what);
		rc = version_text(c, what.key, what.lang, t, err);
	}
	free(word);
	return rc;
}

int version_find(const struct view_context *c, struct reference *w, struct view_found *f,
                 struct err *err)
{
	struct version_text t = {0};
	int numbers[2] = {0}, rc;

	if (w->kind == REFERENCE_OWN && reference_own(w->key, NULL) == OWN_VERSION) {
		rc = version_named(c, w, &t, numbers, err);
		if (rc == 0)
			return err_set(err, ERR_FAILED, "%s: not in the store", w->key);
	} else {
		rc = stored_with_number(c, w, &t, &numbers[0], err);
	}
	if (rc <= 0 || version_at(&t, numbers[0], &f->version, err) < 0)
		return rc <= 0 ? rc : -1;
	f->from = t.from;
	f->stored = true;
	f->newest = t.newest;
	f->doc = store_doc(t.from, f->version.id, err);
	if (!f->doc) {
		view_found_done(f);
		return -1;
	}
	w->kind = REFERENCE_OWN;
	version_address("version", &t, numbers[0], 0, w->key, sizeof w->key);
	return 1;
}

/* -- two of them --------------------------------------------------------------------- */

struct wanted {
	int newer;  /* the newest before this one; 0: of all */
	int number; /* 0: none */
	int other;  /* the newest that is another than newer; 0: none */
};

/* The newest first: what is not kept beside is the text. */
static int take_older(const struct store_version *v, void *payload)
{
	struct wanted *w = payload;

	if (*v->beside)
		return 0;
	if (!w->other && v->number != w->newer)
		w->other = v->number;
	if (w->newer) {
		w->newer = w->newer == v->number ? 0 : w->newer;
		return 0;
	}
	w->number = v->number;
	return 1;
}

int version_pair(const struct version_text *t, int numbers[2], struct err *err)
{
	struct wanted w = {.newer = t->newest};

	if (numbers[0] && !numbers[1] && numbers[0] != t->newest) {
		/* what came later and is beside the text is held against that */
		numbers[1] = numbers[0] > t->newest ? numbers[0] : t->newest;
		numbers[0] = numbers[0] > t->newest ? t->newest : numbers[0];
	}
	if (numbers[0] && numbers[1])
		return 0;
	if (store_each_version_of(t->from, t->key, t->lang, take_older, &w, err) < 0)
		return -1;
	/* a reader's file that came later is shown behind the text that bears its symbol */
	w.number = w.number ? w.number : w.other;
	if (!t->newest || !w.number)
		return err_set(err, ERR_FAILED, "%.300s: one version alone is here", t->key);
	numbers[0] = w.number;
	numbers[1] = t->newest;
	return 0;
}

int version_changes(struct store *s, int64_t version, char *out, size_t size, struct err *err)
{
	struct version_text t = {.from = s};
	struct store_version v, older = {0};
	struct wanted w = {0};
	struct doc *before = NULL, *after = NULL;
	struct diff *d = NULL;
	int rc = store_version_get(s, version, &v, err);

	if (rc <= 0 || *v.beside || !v.number) {
		store_version_done(&v);
		return rc < 0 ? -1 : 0;
	}
	w.newer = v.number;
	snprintf(t.key, sizeof t.key, "%s", v.key);
	snprintf(t.lang, sizeof t.lang, "%s", v.lang);
	store_version_done(&v);
	rc = store_each_version_of(s, t.key, t.lang, take_older, &w, err);
	if (rc == 0 && w.number)
		rc = store_version_at(s, t.key, t.lang, w.number, &older, err);
	if (rc > 0)
		before = store_doc(s, older.id, err);
	if (before)
		after = store_doc(s, version, err);
	if (after)
		d = diff_new(before, after, err);
	if (d)
		diff_summary(d, out, size);
	else if (rc > 0)
		rc = -1;
	diff_free(d);
	doc_free(before);
	doc_free(after);
	store_version_done(&older);
	return rc;
}
