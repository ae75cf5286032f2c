/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/reference.h"

#include "model/symbol/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

/* Hosts that are known without more: all else with a point alone may be a file's name. */
static bool is_known_host(const char *word, size_t len)
{
	static const char un[] = "un.org";
	size_t n = sizeof un - 1;

	return !strncasecmp(word, "www.", 4) || (len >= n && !strncasecmp(word + len - n, un, n) &&
	                                         (len == n || word[len - n - 1] == '.'));
}

/* An address without its scheme, as people say it: "un.org/syria", "www.un.org". */
static bool is_bare_web(const char *word)
{
	size_t host = strcspn(word, "/?#"), label = 0;

	if (!host || (!word[host] && !is_known_host(word, host)) || *word == '.' ||
	    strpbrk(word, " \t\n"))
		return false;
	for (size_t i = 0; i < host; i++) {
		char c = word[i];

		if (c == '.' && !label)
			return false;
		if (c != '.' && c != '-' && !(c >= '0' && c <= '9') &&
		    !((c | 32) >= 'a' && (c | 32) <= 'z'))
			return false;
		label = c == '.' ? 0 : label + 1;
	}
	/* the last label is letters, and not all of it */
	for (size_t i = host - label; i < host; i++)
		if ((word[i] | 32) < 'a' || (word[i] | 32) > 'z')
			return false;
	return label >= 2 && label < host;
}

static int keep(struct reference *w, enum reference_kind kind, const char *key, struct err *err)
{
	w->kind = kind;
	if (strlen(key) >= sizeof w->key)
		return err_set(err, ERR_USAGE, "%.60s…: longer than any address may be", key);
	memcpy(w->key, key, strlen(key) + 1);
	return 0;
}

static int keep_web(struct reference *w, const char *word, struct err *err)
{
	char *url = url_normal(word);
	int rc;

	if (!url)
		return err_set(err, ERR_USAGE, "%.80s: not an address", word);
	rc = keep(w, REFERENCE_WEB, url, err);
	free(url);
	return rc;
}

int reference_read(const char *word, struct reference *w, struct err *err)
{
	char symbol[SYMBOL_MAX], lang[4], web[URL_MAX + 8];
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
	if (reference_own(word, NULL) != OWN_NONE)
		return keep(w, REFERENCE_OWN, word, err);
	if (symbol_typed(word, symbol))
		return keep(w, REFERENCE_SYMBOL, symbol, err);
	if (url_is_web(word))
		return keep_web(w, word, err);
	if (is_bare_web(word) && strlen(word) < URL_MAX) {
		snprintf(web, sizeof web, "https://%s", word);
		return keep_web(w, web, err);
	}
	return keep(w, REFERENCE_NAME, word, err);
}
