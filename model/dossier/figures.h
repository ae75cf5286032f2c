/* SPDX-License-Identifier: ISC */
/*
 * figures: figures that came from outside, in the table that the dossier's are in.
 */
#ifndef PALAIS_MODEL_DOSSIER_FIGURES_H
#define PALAIS_MODEL_DOSSIER_FIGURES_H

#include "model/dossier/tables.h"
#include "model/store/store.h"

/* The columns of a row by FIGURE_YEAR and so on, "" where there is nothing. */
struct figure_row {
	const char *at[FIGURE_BOUND + 1];
};

/* Puts rows in place of all that have this source, in one transaction. 0, -1 with err. */
int store_figures_put(struct store *s, const char *source, const struct figure_row *rows,
                      size_t count, struct err *err);

#endif
