/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/reference.h"

#include "model/symbol/symbol.h"

#include <stdlib.h>
#include <string.h>

static const char file_scheme[] = "file:///";

bool reference_is_file(const char *word)
{
	return !strcmp(word, "-") || *word == '/' || !strncmp(word, "./", 2) ||
	       !strncmp(word, "../", 3) || !strncmp(word, file_scheme, strlen(file_scheme));
}

enum own_page reference_own(const char *address, const char **rest)
{
#define NAME(id, name) name,
	static const char *const names[] = {OWN_PAGES(NAME)};
#undef NAME
	size_t n = strcspn(address, ":");

	for (int i = 0; address[n] && i < OWN_NONE; i++)
		if (strlen(names[i]) == n && !memcmp(address, names[i], n)) {
			if (rest)
				*rest = address + n + 1;
			return (enum own_page)i;
		}
	return OWN_NONE;
}

static int keep(struct reference *w, enum reference_kind kind, const char *key, struct err *err)
{
	w->kind = kind;
	if (strlen(key) >= sizeof w->key)
		return err_set(err, ERR_USAGE, "%.60s…: longer than any address may be", key);
	memcpy(w->key, key, strlen(key) + 1);
	return 0;
}

int reference_read(const char *word, struct reference *w, struct err *err)
{
	char symbol[SYMBOL_MAX], lang[4];
	char *url;
	int rc;

	word += strspn(word, " ");
	memset(w->lang, 0, sizeof w->lang);
	if (!*word)
		return err_set(err, ERR_USAGE, "no document named");
	if (reference_is_file(word) && strncmp(word, file_scheme, strlen(file_scheme)) != 0)
		return keep(w, REFERENCE_FILE, word, err);
	if (reference_is_file(word)) {
		char *path = url_decode(word + 7, strcspn(word + 7, "#?"));

		rc = path ? keep(w, REFERENCE_FILE, path, err) : -1;
		free(path);
		return rc;
	}
	/* An address that holds a symbol is that document, in the language it names. */
	if (symbol_of_address(word, symbol, lang)) {
		memcpy(w->lang, lang, sizeof w->lang);
		return keep(w, REFERENCE_SYMBOL, symbol, err);
	}
	if (symbol_normal(word, symbol))
		return keep(w, REFERENCE_SYMBOL, symbol, err);
	if (url_is_web(word)) {
		url = url_normal(word);
		if (!url)
			return err_set(err, ERR_USAGE, "%.80s: not an address", word);
		rc = keep(w, REFERENCE_WEB, url, err);
		free(url);
		return rc;
	}
	if (reference_own(word, NULL) != OWN_NONE)
		return keep(w, REFERENCE_OWN, word, err);
	return keep(w, REFERENCE_NAME, word, err);
}
