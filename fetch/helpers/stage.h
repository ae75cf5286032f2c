/* SPDX-License-Identifier: ISC */
/*
 * stage: one process of the chain that makes a document of bytes.
 *
 * Private to parse.c. What is for the process waits in a queue of chunks
 * and is written as it takes it. Knows nothing of documents.
 */
#ifndef PALAIS_FETCH_HELPERS_STAGE_H
#define PALAIS_FETCH_HELPERS_STAGE_H

#include "fetch/helpers/internal.h"

struct stage {
	struct child child;
	struct chunk *first, *last; /* waiting to be written */
	size_t sent;                /* bytes of the first that were */
	size_t queued;
	bool ended; /* nothing more is added */
	bool deaf;  /* it reads no more: what comes is dropped */
};

void stage_init(struct stage *stage);
/* Ends the process. */
void stage_done(struct stage *stage);

/* Takes the chunk over. */
void stage_add(struct stage *stage, struct chunk *chunk);
/* Forgets what waits; returns how many bytes that was. */
uint64_t stage_drop(struct stage *stage);

/* Writes what can be written, and closes the input after the last of it; whether
 * anything moved. Bytes that are off our hands are added to *taken. */
bool stage_feed(struct stage *stage, uint64_t *taken);

/* Copies the first bytes that wait, of which none was written yet. */
size_t stage_peek(const struct stage *stage, char *out, size_t max);

#endif
