/* SPDX-License-Identifier: ISC */
/*
 * schema: the tables of a store, as migrations.
 *
 * Step n brings a store of version n to n + 1; each runs in one transaction
 * with its version number. Text only: knows no SQLite.
 */
#ifndef PALAIS_MODEL_STORE_SCHEMA_H
#define PALAIS_MODEL_STORE_SCHEMA_H

#include <stddef.h>

#define SCHEMA_VERSION 8
/* After this step names are judged by where the texts came from (model/store/name.h). */
#define SCHEMA_NAMES 2
/* After this step the index has other terms: all texts are put into it anew (again.c). */
#define SCHEMA_TERMS 4
/* "PaLs", in the file's header beside the version. */
#define SCHEMA_APPLICATION_ID 0x50614c73

/* SQL of the step from `version`; the whole ends with NULL at SCHEMA_VERSION.
 * Several strings, each run in turn. */
extern const char *const schema_steps[SCHEMA_VERSION][3];

/* "TYPE NAME TABLE" of each row that sqlite_schema has after the last step, in the order of
 * their bytes. */
extern const char *const schema_names[];
extern const size_t schema_name_count;

#endif
