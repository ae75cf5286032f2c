/* SPDX-License-Identifier: ISC */
/*
 * arrivals: what has come into a reader's stores, the newest first: texts, and headlines
 * whose text is not here; and what of it was read.
 */
#ifndef PALAIS_MODEL_DOSSIER_ARRIVALS_H
#define PALAIS_MODEL_DOSSIER_ARRIVALS_H

#include "model/store/stores.h"

/* Strings are borrowed for the call. */
struct arrival {
	const char *key, *title, *lang;
	int64_t when; /* its first version came; a headline came, or last changed */
	bool headline, read;
};

/* What came after `since` (0: all), until `each` returns non-zero. langs: headlines in these;
 * NULL: in any. The starter's own texts are none. 0, -1 with err. */
int arrivals_each(struct stores *stores, const char *langs, int64_t since,
                  int (*each)(const struct arrival *, void *), void *payload, struct err *err);

#endif
