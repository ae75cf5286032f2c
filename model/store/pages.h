/* SPDX-License-Identifier: ISC */
/*
 * pages: the file of a store page by page, as its log leaves it, whatever is the matter with
 * it.
 *
 * SQLite reads a file from its first page; where that or a page in the midst is damaged,
 * what is behind it is out of reach. Here each page can be asked for. Of the log beside the
 * file (FILE-wal) counts what was committed, up to the first frame that is not as it was
 * written. Nothing is written; what is read is not believed. For salvage alone.
 */
#ifndef PALAIS_MODEL_STORE_PAGES_H
#define PALAIS_MODEL_STORE_PAGES_H

#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAGES_LARGEST 65536

struct pages;

/* The file at `path`, and its log. NULL with err, also when another program has it open. */
struct pages *pages_open(const char *path, struct err *err);
void pages_close(struct pages *p); /* NULL is fine */

uint32_t pages_count(const struct pages *p); /* they are numbered from 1 */
/* Bytes of a page that hold rows. */
size_t pages_usable(const struct pages *p);
/* Frames of the log behind one that is damaged: what they held is not read. */
long pages_log_lost(const struct pages *p);
/* A page into PAGES_LARGEST bytes; what the file does not have of it is zeros. False when
 * none of it can be read. */
bool pages_read(const struct pages *p, uint32_t number, unsigned char *page);

/* What the first page says of the store: false when it is not one of SQLite's. */
bool pages_head(const struct pages *p, uint32_t *application, uint32_t *version);

/* Marks the pages that are said to hold nothing: unused[number] is set. */
void pages_unused(const struct pages *p, bool *unused);

/* Numbers as SQLite writes them. */
uint32_t pages_number(const unsigned char *at, size_t bytes);

#endif
