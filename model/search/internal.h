/* SPDX-License-Identifier: ISC */
/*
 * internal: what the files of search/ share. No other module includes this.
 */
#ifndef PALAIS_MODEL_SEARCH_INTERNAL_H
#define PALAIS_MODEL_SEARCH_INTERNAL_H

#include "model/search/forms.h"

/* forms.c: adds a form, unless it is there already; of too many the rarest goes. The first
 * always stays. 0, -1 when out of memory. */
int forms_add(struct forms *f, const char *terms, size_t len, int64_t rows);

bool forms_has(const struct forms *f, const char *terms, size_t len);

/* arabic.c: adds what an index has of an Arabic word. 0, -1 with err. */
int arabic_forms(const struct forms_from *from, const char *word, struct forms *out,
                 struct err *err);
bool arabic_is(const char *word);

/* stemmed.c: the same of a Latin or Cyrillic one; typed: with its marks. */
int stemmed_forms(const struct forms_from *from, const char *term, const char *typed,
                  struct forms *out, struct err *err);

#endif
