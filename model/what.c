#include "config.h"

#include "model/what.h"

#include "model/record.h"
#include "model/store_catalogue.h"
#include "model/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int keep(struct what *w, enum what_kind kind, const char *key, struct err *err)
{
	w->kind = kind;
	if (strlen(key) >= sizeof w->key)
		return err_set(err, ERR_USAGE, "%.60s…: longer than any address may be", key);
	memcpy(w->key, key, strlen(key) + 1);
	return 0;
}

int what_read(const char *word, struct what *w, struct err *err)
{
	char symbol[SYMBOL_MAX], lang[4];
	char *url;
	int rc;

	word += strspn(word, " ");
	memset(w->lang, 0, sizeof w->lang);
	if (!*word)
		return err_set(err, ERR_USAGE, "no document named");
	if (!strcmp(word, "-") || *word == '/' || !strncmp(word, "./", 2) ||
	    !strncmp(word, "../", 3))
		return keep(w, WHAT_FILE, word, err);
	if (!strncmp(word, "file:///", 8)) {
		char *path = url_decode(word + 7, strcspn(word + 7, "#?"));

		rc = path ? keep(w, WHAT_FILE, path, err) : -1;
		free(path);
		return rc;
	}
	/* An address that holds a symbol is that document, in the language it names. */
	if (symbol_of_address(word, symbol, lang)) {
		memcpy(w->lang, lang, sizeof w->lang);
		return keep(w, WHAT_SYMBOL, symbol, err);
	}
	if (symbol_normal(word, symbol))
		return keep(w, WHAT_SYMBOL, symbol, err);
	if (url_is_web(word)) {
		url = url_normal(word);
		if (!url)
			return err_set(err, ERR_USAGE, "%.80s: not an address", word);
		rc = keep(w, WHAT_WEB, url, err);
		free(url);
		return rc;
	}
	if (page_is_own(word))
		return keep(w, WHAT_OWN, word, err);
	return keep(w, WHAT_NAME, word, err);
}

void what_done(struct what_found *f)
{
	doc_free(f->doc);
	store_version_done(&f->version);
	memset(f, 0, sizeof *f);
}

/* "2254" alone is what the Council's resolutions are called by, "71/248" the
 * Assembly's. */
void what_complete(const struct page_context *c, struct what *w)
{
	struct store *starter = shelf_starter(c->shelf);
	char symbol[SYMBOL_MAX], full[SYMBOL_MAX];
	size_t digits = strspn(w->key, "0123456789"), more;

	if (w->kind == WHAT_NAME && digits && digits <= 4 && !w->key[digits]) {
		snprintf(symbol, sizeof symbol, "S/RES/%.4s", w->key);
		if (catalogue_complete(starter, symbol, full, sizeof full, NULL) == 1)
			keep(w, WHAT_SYMBOL, full, NULL);
	} else if (w->kind == WHAT_NAME && digits && digits <= 2 && w->key[digits] == '/') {
		more = strspn(w->key + digits + 1, "0123456789");
		snprintf(symbol, sizeof symbol, "A/RES/%.20s", w->key);
		if (more && more <= 3 && strlen(w->key) <= digits + more + 2 &&
		    catalogue_knows(starter, symbol, NULL) == 1)
			keep(w, WHAT_SYMBOL, symbol, NULL);
	}
	if (w->kind == WHAT_SYMBOL && !strncmp(w->key, "S/RES/", 6) && !strchr(w->key, '(') &&
	    catalogue_complete(starter, w->key, full, sizeof full, NULL) == 1)
		keep(w, WHAT_SYMBOL, full, NULL);
}

int what_find(const struct page_context *c, struct what *w, struct what_found *f, bool *card,
              struct err *err)
{
	char langs[120];
	int rc;

	memset(f, 0, sizeof *f);
	*card = false;
	if (w->kind == WHAT_FILE)
		return 0;
	what_complete(c, w);
	/* an address that names a language is asked for that first */
	snprintf(langs, sizeof langs, "%s%s%s", w->lang, *w->lang ? "," : "",
	         c->langs ? c->langs : "en");
	if (w->kind != WHAT_OWN) {
		rc = shelf_find(c->shelf, w->key, langs, &f->version, &f->from, err);
		if (rc < 0)
			return -1;
		if (rc) {
			f->doc = store_doc(f->from, f->version.id, err);
			f->stored = true;
			if (f->doc)
				return 1;
			what_done(f);
			return -1;
		}
	}
	if (w->kind == WHAT_WEB)
		return 0;
	f->doc = page_make(c, w->key, err);
	*card = w->kind != WHAT_OWN;
	/* of a symbol that nobody has named yet there is no card, but there may be a text */
	if (!f->doc && w->kind == WHAT_SYMBOL && record_is_issued(w->key)) {
		err_clear(err);
		*card = false;
		return 0;
	}
	return f->doc ? 1 : -1;
}
