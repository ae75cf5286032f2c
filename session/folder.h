/* SPDX-License-Identifier: ISC */
/*
 * folder: the files of a folder and of those in it, for verbs that take many.
 *
 * In one order, by name and byte by byte, folder by folder. What begins with a dot is hidden
 * and passed over. A link is not followed: what it leads to in the same folder comes by
 * itself, and what lies outside was not asked for.
 */
#ifndef PALAIS_SESSION_FOLDER_H
#define PALAIS_SESSION_FOLDER_H

#include "model/base/rights.h"
#include "model/base/vec.h"

#include <stdbool.h>

#define FOLDER_DEEP 64 /* folders in one another */

struct folder {
	VEC(char *) files; /* their paths, which begin with the folder's */
	VEC(char *) left;  /* lines "path: why" of what was left out, but for what is hidden */
};

/* Whether a name that a reader gave is that of a folder. */
bool folder_is(const struct rights *rights, const char *path);
/* 0, or -1 with err when the folder itself cannot be read. To be done with either way. */
int folder_read(struct folder *f, const struct rights *rights, const char *path, struct err *err);
void folder_done(struct folder *f);

/* Goes on with the path that ends a line, as far as all names that begin so are the same; where
 * one alone does, and it is a folder, up to what stands in it. The path is the whole line, as
 * names may have blanks, or where none begins so, its last word. Hidden names are found by their
 * dot. False, with nothing in out: no more is known, or the reader may name no paths. */
bool folder_complete(const struct rights *rights, const char *line, char *out, size_t size);

#endif
