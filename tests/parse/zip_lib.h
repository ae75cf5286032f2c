/* SPDX-License-Identifier: ISC */
/* What tests of Word documents share: parts of XML made into an archive, in memory. */
#ifndef PALAIS_TESTS_PARSE_ZIP_LIB_H
#define PALAIS_TESTS_PARSE_ZIP_LIB_H

#include <stddef.h>

struct zip_part {
	const char *name, *text;
	size_t len; /* 0: that of the string */
};

/* The archive of these parts; with a password when it is not NULL. Caller frees. */
char *zip_make(const struct zip_part *parts, size_t count, const char *password, size_t *len);

/* The archive of all files in a folder, by their paths in it. Caller frees. */
char *zip_folder(const char *path, size_t *len);

#endif
