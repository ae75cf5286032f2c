/* SPDX-License-Identifier: ISC */
/*
 * columns: which columns of the tables of data/ are texts that a reader sees, and how a value
 * holds them. For those who show them, and for those who gather them for translators.
 */
#ifndef PALAIS_MODEL_DOSSIER_COLUMNS_H
#define PALAIS_MODEL_DOSSIER_COLUMNS_H

#include "model/dossier/tables.h"

enum column_how {
	COLUMN_WHOLE,
	COLUMN_PARTS,  /* several, apart by "; " */
	COLUMN_HEADS,  /* of a filter: columns=series:Title,series:Title with _ for blanks */
	COLUMN_SOURCE, /* only where it is words alone: no address, symbol or path */
};

struct column_text {
	const char *table, *name; /* the file's name without its end; the column's */
	enum column_how how;
};

#define COLUMN_TEXTS 36
/* In the order in which a translator meets them; those of a table stand together. */
extern const struct column_text column_texts[COLUMN_TEXTS];

/* Whether a column of a table of the dossier is such, and may be listed in two languages. */
bool column_is_text(enum dossier_kind kind, int column);
/* A value of it in the language of the interface: borrowed, or in out; english: it is not
 * translated. */
const char *column_told(struct store *starter, enum dossier_kind kind, int column,
                        const char *value, char *out, size_t size, bool *english);

#endif
