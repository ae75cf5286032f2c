/* SPDX-License-Identifier: ISC */
/* charts: what charts draw, as lines, TSV or JSON. */
#ifndef PALAIS_CLI_CHARTS_H
#define PALAIS_CLI_CHARTS_H

#include "session/session.h"

/* The values and gaps of a chart, or of all (""), on standard output; as text a line for each
 * chart. 0, or -1 with err. */
int charts_list(const struct session *session, const char *name, struct err *err);
/* How many charts, or -1. */
long charts_count(const struct session *session, struct err *err);

#endif
