/* SPDX-License-Identifier: ISC */
/*
 * texts: where the UN's machine-readable texts of a document lie, and its
 * official titles in six languages.
 *
 * By canonical symbol; the catalogue need not have it. Says where a text is, and
 * not whether it is still there: knows no network. A symbol's files are one packed
 * list, in which a name says only what differs from the name before it.
 */
#ifndef PALAIS_MODEL_DOSSIER_TEXTS_H
#define PALAIS_MODEL_DOSSIER_TEXTS_H

#include "model/base/buf.h"
#include "model/store/store.h"

/* One machine-readable text (AKN4UN). Strings live until the call that hands them
 * over returns. */
struct catalogue_text {
	const char *lang; /* ar zh en fr ru es: of the folder it lies in */
	const char *repo; /* "SCresolutions", "GAresolutions" */
	const char *path; /* within the repository, not percent-encoded */
	const char
		*in_file; /* the language that the file itself names, where it differs; else "" */
	long bytes;       /* its size, 0 when not known */
};

/* No title is longer, in bytes. */
#define CATALOGUE_TITLE_MAX 1500

/* The texts of a symbol in the order ar zh en fr ru es, until `each` returns
 * non-zero. Some languages have two files: the better one comes first. 1, 0 when
 * none is known, -1 with err. */
int catalogue_texts(struct store *s, const char *symbol,
                    int (*each)(const struct catalogue_text *, void *), void *payload,
                    struct err *err);

/* "A C E F R S" of those languages: the letters of the languages with a text, apart
 * by blanks; "" when none. A language whose only file names another one does not
 * count. 0, -1 with err. */
int catalogue_languages(struct store *s, const char *symbol, char *out, size_t size,
                        struct err *err);

/* The same of a symbol that is known to have no list of its own: a resolution in parts has
 * one under the name of the whole. */
int catalogue_whole_languages(struct store *s, const char *symbol, char *out, size_t size,
                              struct err *err);

/* The official title in a language, into out (cut to its size between characters);
 * 1, 0 when there is none, -1 with err. */
int catalogue_title(struct store *s, const char *symbol, const char *lang, char *out, size_t size,
                    struct err *err);

/* The form of a list, for who writes one. It begins with a byte that has bit i set
 * when language i of lang_codes has a text. */
struct packed_text {
	int64_t folder; /* id of a word: "en GAresolutions/75session/English" */
	int in_file;    /* its index in lang_codes, from 1 on; 0 for none */
	long bytes;
	char name[256];
};
/* Adds t; before is the one added before it, zeroed at first. */
void texts_pack(struct buf *list, const struct packed_text *before, const struct packed_text *t);
/* Reads the next one over t, which holds the one before; true until the end of the
 * list, or where it is broken. *at is 1 at first. */
bool texts_unpack(const unsigned char *list, size_t len, size_t *at, struct packed_text *t);
/* Its languages, as catalogue_languages has them. */
void texts_languages(const unsigned char *list, size_t len, char *out, size_t size);

#endif
