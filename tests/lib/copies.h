/* SPDX-License-Identifier: ISC */
/*
 * copies: strings are copied as long as the test allows, where it is linked with --wrap=strdup.
 */
#ifndef PALAIS_TESTS_LIB_COPIES_H
#define PALAIS_TESTS_LIB_COPIES_H

/* So many more, and then there is no memory for one; -1: any number. */
static int copies = -1;

char *__real_strdup(const char *s);
char *__wrap_strdup(const char *s);
char *__wrap_strdup(const char *s)
{
	if (copies == 0)
		return 0;
	copies -= copies > 0;
	return __real_strdup(s);
}

#endif
