/* SPDX-License-Identifier: ISC */
/*
 * version: the versions of a document, as a reader names them: WHAT@N, and the addresses of
 * palais' own pages about them.
 *
 *   version:LANG:KEY@N     that version of the text in that language
 *   history:LANG:KEY       all of them
 *   diff:LANG:KEY@N@M      what changed from the one to the other
 *
 * LANG and its colon may be left out: then the reader's preference says which text. The
 * numbers are the store's own: those of the store that has the text.
 */
#ifndef PALAIS_MODEL_VIEWS_VERSION_H
#define PALAIS_MODEL_VIEWS_VERSION_H

#include "model/base/url.h"
#include "model/views/find.h"

/* A text that has versions. */
struct version_text {
	struct store *from; /* that it is in */
	char key[URL_MAX];  /* of its work */
	char lang[12];
	char title[400];
	int newest; /* the number of the version that is shown for it; 0: a part of one alone */
};

/* The text of a key or alias in a language ("": by preference). 1, 0 when it is not in the
 * stores, -1 with err. */
int version_text(const struct view_context *c, const char *key, const char *lang,
                 struct version_text *t, struct err *err);

/* The text that an own address (any of the three) or a reader's word is about, and the
 * numbers in it, 0 where there is none. As version_text; -1 too where the word is no name
 * of a document that could have versions. */
int version_named(const struct view_context *c, const struct reference *w, struct version_text *t,
                  int numbers[2], struct err *err);

/* Finds one by its own address, or as WHAT@N, where WHAT is stored; w is then its own
 * address. As view_find, which asks this: 0 also where w names none. */
int version_find(const struct view_context *c, struct reference *w, struct view_found *f,
                 struct err *err);

/* One of them: 1, or -1 with err, which says where they are listed. */
int version_at(const struct version_text *t, int number, struct store_version *v, struct err *err);

/* Which two are compared: numbers that are 0 are filled in. Two: the newest two; one: that
 * and the newest, or the newest and the one before. What is kept beside is compared where it
 * is named. -1 with err where there are none. */
int version_pair(const struct version_text *t, int numbers[2], struct err *err);

/* "2 paragraphs changed": from the version before it to a version that has come. 1, 0 when
 * it is the first, -1 with err. */
int version_changes(struct store *s, int64_t version, char *out, size_t size, struct err *err);

/* The address of a page about a text: kind "version", "history" or "diff". Numbers that are
 * 0 are left out. */
void version_address(const char *kind, const struct version_text *t, int number, int other,
                     char *out, size_t size);
#define VERSION_ADDRESS_MAX (URL_MAX + 48)

/* Under which the text of a key itself opens in its language. */
void version_text_address(const char *key, const char *lang, char *out, size_t size);

#endif
