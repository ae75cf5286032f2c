/* SPDX-License-Identifier: ISC */
/*
 * early: a document of what has come of a body so far, while the rest is on its way.
 *
 * Of the first bytes a copy is kept, and given to a parser of its own from time to time:
 * first when the reader has waited for a while, then at growing distances, so that the
 * parsers have a twentieth of the line's own time at the most. What comes of it is shown and
 * never stored. Knows a client; no store, no jobs.
 */
#ifndef PALAIS_FETCH_ACQUIRE_EARLY_H
#define PALAIS_FETCH_ACQUIRE_EARLY_H

#include "fetch/helpers/client.h"

#define EARLY_AFTER_MS 500     /* from the question, and from one document to the next */
#define EARLY_GATHER_MS 20     /* from the first bytes, or from those that had no text */
#define EARLY_SHARE 20         /* of the time since: one part at the most is spent on parsing */
#define EARLY_BYTES (2u << 20) /* of the body; what is longer is not shown early */

struct early;

/* Whether a body of this type makes sense before its end. */
bool early_is_readable(const char *type);

/* How long a parser that took so long is followed by none, in milliseconds; shown: whether
 * there was a text in what it made. */
int64_t early_rest(int64_t cost, bool shown);

/* Of a get whose head has come, or of a parse, which was asked for then (on clock_ms's clock);
 * the client is borrowed. NULL when out of memory. */
struct early *early_new(struct client *client, int id, int64_t asked);
void early_free(struct early *e);

/* Bytes that have come. */
void early_add(struct early *e, const char *bytes, size_t len);
/* All have come: no document is made any more. */
void early_end(struct early *e);

/* When the next document is to be begun, on clock_ms's clock; -1: not before more comes. */
int64_t early_due(const struct early *e);
/* Nothing is begun of bytes that make no sense before their end, whatever their type says. */
void early_begin(struct early *e);
bool early_is_begun(const struct early *e);

/* Takes an event of the client that is of its parser: 1 when early_doc is another now, 0
 * when nothing came of it, -1 when the event is another's (it is untouched). */
int early_take(struct early *e, const struct client_event *event);
/* Waits so long, in milliseconds, for what was begun: as early_take; -1: it is not there, or
 * nothing was begun. */
int early_wait(struct early *e, int limit_ms);
/* The last that has text; NULL before. Borrowed until the next. */
const struct doc *early_doc(const struct early *e);

#endif
