/* SPDX-License-Identifier: ISC */
/*
 * named: what readers call by a name, in whichever of the six languages: a pane, a series of
 * rounds, a round, a body.
 */
#ifndef PALAIS_MODEL_DOSSIER_NAMED_H
#define PALAIS_MODEL_DOSSIER_NAMED_H

#include "model/store/store.h"

/* Whether words, folded, are an English text or what it is in another language. */
bool named_is(struct store *starter, const char *folded, const char *english);

/* The address of palais' own of what is called so, into out; false: nothing is. */
bool named_address(struct store *starter, const char *typed, char *out, size_t size);

#endif
