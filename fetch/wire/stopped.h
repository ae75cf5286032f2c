/* SPDX-License-Identifier: ISC */
/*
 * stopped: how a parser says which limit of its seal has ended it (fetch/seal/seal.h).
 *
 * One that has something to show shows that, and says it in the document (LIMIT_TIME,
 * LIMIT_MEMORY of model/doc/left_out.h); these are for one that has nothing.
 */
#ifndef PALAIS_FETCH_WIRE_STOPPED_H
#define PALAIS_FETCH_WIRE_STOPPED_H

/* Exit statuses of palais-parse. */
#define STOPPED_EXIT_TIME 124
#define STOPPED_EXIT_MEMORY 123

/* Stands behind what pdftohtml has printed until then. */
#define STOPPED_TIME_TAG "<!-- stopped: time -->"
#define STOPPED_MEMORY_TAG "<!-- stopped: memory -->"

#endif
