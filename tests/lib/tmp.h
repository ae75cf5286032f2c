/* SPDX-License-Identifier: ISC */
/* Where tests put what they write: TMPDIR, wherever the buffers of the tests hold its name. */
#ifndef PALAIS_TESTS_LIB_TMP_H
#define PALAIS_TESTS_LIB_TMP_H

#include <stdlib.h>
#include <string.h>

#define TMP_MOST 40 /* bytes; each "%.40s" below tests/ means these */

static inline const char *tmp_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	return tmp && *tmp && strlen(tmp) <= TMP_MOST ? tmp : "/tmp";
}

#endif
