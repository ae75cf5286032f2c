/* SPDX-License-Identifier: ISC */
/*
 * internal: what the files of store/ share, and dossier/, which asks a store questions of its
 * own. No other folder includes this.
 */
#ifndef PALAIS_MODEL_STORE_INTERNAL_H
#define PALAIS_MODEL_STORE_INTERNAL_H

#include "model/base/lang.h"
#include "model/base/vec.h"
#include "model/store/store.h"
#include "model/store/unpack.h"

#include <sqlite3.h>

struct store_kept {
	uint32_t hash; /* of its words */
	sqlite3_stmt *statement;
};

struct store {
	sqlite3 *db;
	char *path;
	enum store_kind kind;
	bool writable;
	bool shared;                /* another may write it while it is read (site.h) */
	bool reading;               /* of such a one: its state is held while questions are asked */
	bool still;                 /* of such a one: nobody writes it, and it is read as it lies */
	unsigned naps;              /* of those that a reader may take beside a writer */
	int64_t wait_began, waited; /* milliseconds (wait.h) */
	bool wait_told;             /* whom it waits for */
	int cache;                  /* KiB of pages that it keeps; 0: not said yet */
	store_bytes_fn *bytes;      /* which UN text has bytes of a hash; NULL: nobody knows */
	struct store *catalogue;    /* where that is asked */
	store_unpack_fn *unpack;    /* who unpacks its rows; NULL: this process */
	void *unpack_payload;
	int64_t steps_left;                  /* of the progress limit on a foreign store's query */
	VEC(struct store_kept) kept;         /* by store_prepare_kept */
	struct store_packing *packing;       /* NULL until something packed is at hand */
	struct store_told *told[LANG_COUNT]; /* by told.c; NULL until asked for */
	bool original;                       /* texts of the dossier are told in English */
	bool matches;                        /* its connection has the functions of match.c */
	bool cut_known;    /* its index is known to have the terms of this program */
	bool many, spoilt; /* within store_begin_many; what came there failed */
	bool as_said;      /* what it says of identities is told as it says it */
	bool migrating;    /* its index is emptied at the end, and not written before */
};

/* How a symbol is won that is not won by a source, nor by bytes. */
#define STORE_NO_SOURCE "('', 'carried', 'file')"

/* The order of versions of one text, the best first: a whole one is worth more than a piece,
 * what is the same document more than what is kept beside it, what bears the symbol of its
 * work by its source more than a reader's file, that more than what bears none, all of these
 * more than what others have carried here, and then what came last.
 * `v`: the name of the table with a dot behind it, or "". */
#define STORE_RANK(v) \
	"(16*" v "whole + 8*(" v "beside='') + 4*(" v "won NOT IN " STORE_NO_SOURCE ") + 2*(" v \
	"won='file') + (" v "won=''))"
#define STORE_BEST(v) STORE_RANK(v) " DESC, " v "place DESC, " v "id DESC"
/* All texts are to be put into the index anew. */
#define STORE_ALL_WAIT \
	"UPDATE text SET indexed=0; INSERT OR REPLACE INTO meta(key, value) VALUES('waiting', '')"
/* The place of what comes now. */
#define STORE_NEXT_PLACE "(SELECT coalesce(max(place), 0) + 1 FROM version)"

/* Prepares SQL; NULL with err. Finish with sqlite3_finalize, or what says that it does. */
sqlite3_stmt *store_prepare(struct store *s, const char *sql, struct err *err);
/* As store_prepare, but kept for the next time that the same words are asked, for
 * preparing costs more than asking: give it back with store_release, or what finishes it. */
sqlite3_stmt *store_prepare_kept(struct store *s, const char *sql, struct err *err);
void store_release(sqlite3_stmt *q); /* NULL is fine */
/* One of either kind is not asked any more. NULL is fine. */
void store_finish(struct store *s, sqlite3_stmt *q);
/* None of those that are kept is at work. */
void store_drop_kept(struct store *s);
/* Binds text, NULL as "". */
void store_bind(sqlite3_stmt *q, int index, const char *text);
/* Column as a string that is valid until the next step, "" for NULL. */
const char *store_column(sqlite3_stmt *q, int index);
/* FTS5's own interface; NULL when this SQLite has none. */
fts5_api *store_fts5(struct store *s);
/* Writes down what a text cites, in place of what was written before. */
int store_cite_document(struct store *s, int64_t text, const struct doc *doc, struct err *err);
/* Begins what is done as a whole or not at all; store_leave ends it, and takes it back where rc
 * is not 0 or more: rc, or -1. Between store_begin_many and store_end_many it is a part of what
 * those do, and what fails spoils all of that. */
int store_enter(struct store *s, struct err *err);
int64_t store_leave(struct store *s, int64_t rc, struct err *err);
/* Runs one or more statements without results. 0 or -1. */
int store_exec(struct store *s, const char *sql, struct err *err);
/* Sets err from what SQLite says, with the right code. Returns -1. */
int store_fail(struct store *s, struct err *err);
/* Steps a query that writes, and finishes it. 0 or -1. */
int store_run(struct store *s, sqlite3_stmt *q, struct err *err);
/* The two numbers of the one row that a question without words of its own has. 0, or -1 with
 * err and both 0. */
int store_pair(struct store *s, const char *sql, int64_t *first, int64_t *second, struct err *err);

/* Runs the steps from one version of the tables to another, and writes the latter down. */
int store_make_tables(struct store *s, long from, long to, struct err *err);

/* Much is written from now on, until the store rests: it keeps more pages. */
void store_widen(struct store *s);
/* It keeps more yet while all of it is looked over, until that ends. */
void store_look_over(struct store *s, bool begins);

/* Opens the file anew; what SQLite says. */
int store_open_file(struct store *s, int flags, bool immutable);
/* Whether what was opened is a store of others' that this program reads: 0, -1 with err. */
int store_check_foreign(struct store *s, struct err *err);
/* Lets nothing of a file that others have made do more than be read. */
void store_guard_foreign(struct store *s);

/* 64 hexadecimal digits in lower case. */
bool store_is_sha256(const char *s);

#endif
