/* SPDX-License-Identifier: ISC */
/* Where tests put what they write: TMPDIR, wherever the buffers of the tests hold its name. */
#ifndef PALAIS_TESTS_LIB_TMP_H
#define PALAIS_TESTS_LIB_TMP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TMP_MOST 40 /* bytes; each "%.40s" below tests/ means these */

static inline const char *tmp_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	return tmp && *tmp && strlen(tmp) <= TMP_MOST ? tmp : "/tmp";
}

#define TMP_NAME (TMP_MOST + 32)

/* A name there for mkstemp or mkdtemp, of what is tried; shorter than TMP_NAME. */
static inline char *tmp_name(char out[TMP_NAME], const char *what)
{
	snprintf(out, TMP_NAME, "%s/palais-%.15s-XXXXXX", tmp_folder(), what);
	return out;
}

/* Makes the folders that a path leads through. */
static inline void tmp_parents(char *path)
{
	for (char *s = strchr(path, '/'); s; s = strchr(s + 1, '/')) {
		*s = '\0';
		mkdir(path, 0700);
		*s = '/';
	}
}

#endif
