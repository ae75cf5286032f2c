/* SPDX-License-Identifier: ISC */
/* What a reader types where a document is asked for. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/doc/reference.h"
#include "session/local_file.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <string.h>

/* Whether it is WHAT@N of something that has a name: then that version is meant, also where
 * there is none. */
static bool is_version_of(const char *word)
{
	const char *at = strrchr(word, '@');
	char base[URL_MAX];
	struct reference w;

	if (!at || !at[1] || at[1 + strspn(at + 1, "0123456789")] || strlen(word) >= sizeof base)
		return false;
	snprintf(base, sizeof base, "%.*s", (int)(at - word), word);
	return reference_read(base, &w, NULL) == 0 && w.kind != REFERENCE_NAME;
}

/* Whether a word is the name of something that can be shown. */
static bool names_something(struct app *a, struct tab *t, const char *word)
{
	char langs[40];
	struct view_context c = app_context(a);
	struct view_found f;
	struct reference w;
	bool card;
	int rc;

	if (app_is_page(word) || *word == '#' || !strncmp(word, "goto:", 5) ||
	    reference_read(word, &w, NULL) < 0 || w.kind != REFERENCE_NAME || is_version_of(word))
		return true;
	c.langs = app_langs(a, t, langs, sizeof langs);
	rc = view_find(&c, &w, &f, &card, NULL);
	view_found_done(&f);
	return rc >= 0;
}

int app_open_typed(struct app *a, struct tab *t, const char *word)
{
	char made[URL_MAX];

	word += strspn(word, " ");
	if (file_is_here(&a->session->options->rights, word, made, sizeof made))
		return app_open(a, t, made, true);
	if (names_something(a, t, word))
		return app_open(a, t, word, true);
	snprintf(made, sizeof made, "palais:search %.250s", word);
	return app_open(a, t, made, true);
}

/* The word that pasted text consists of, if it names a document by itself. */
static bool is_address(const char *text, char *word, size_t size)
{
	size_t from = strspn(text, " \t\r\n"), len = strlen(text);
	struct reference w;

	while (len > from && strchr(" \t\r\n", text[len - 1]))
		len--;
	if (len <= from || len - from >= size || !utf8_is_clean(text + from, len - from, false))
		return false;
	memcpy(word, text + from, len - from);
	word[len - from] = '\0';
	return reference_read(word, &w, NULL) == 0 &&
	       (w.kind == REFERENCE_SYMBOL || w.kind == REFERENCE_WEB);
}

int app_pasted(struct app *a, const char *text)
{
	char word[URL_MAX];

	if (a->prompt) {
		prompt_paste(a->prompt, text);
		if (prompt_kind(a->prompt) == PROMPT_FIND)
			app_find_typing(a);
	} else if (is_address(text, word, sizeof word)) {
		app_open_typed(a, app_tab(a), word);
	} else {
		app_say(a, "what was pasted is no symbol and no address");
	}
	return DID_DRAW;
}
