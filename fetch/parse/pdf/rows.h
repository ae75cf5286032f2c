/* SPDX-License-Identifier: ISC */
/*
 * rows: runs of a page on their way into rows. Private to lines.c and scripts.c.
 */
#ifndef PALAIS_FETCH_PARSE_PDF_ROWS_H
#define PALAIS_FETCH_PARSE_PDF_ROWS_H

#include "fetch/parse/pdf/pdf.h"

/* A run with what sorting needs. */
struct placed {
	const struct pdf_run *run;
	int base, row, order;
	int host; /* of a raised or lowered sign: the run that it stands beside; else -1 */
};

/* Finds the signs that stand raised or lowered beside a run, however large they are
 * printed, and belong to its row: the 2 of CO2. Runs are sorted by base. */
void pdf_scripts(const struct pdf_file *file, struct placed *runs, size_t count);

/* Takes words that are printed across the text out of the runs, of which `usual` is the
 * size of most, and keeps them in lines->marks. How many runs are left. */
size_t pdf_watermarks(struct pdf_lines *lines, const struct pdf_file *file, struct placed *runs,
                      size_t count, int usual);

#endif
