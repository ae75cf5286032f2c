/* SPDX-License-Identifier: ISC */
/*
 * verify: looks a store over, reading all of it, and hands over every fault.
 *
 * What is held against what: SQLite's own pages and references; the bytes of each whole
 * version against its size and hash; chunks against versions; each docfile against its
 * size and form; the search index against the documents that are said to be in it, word
 * by word (model/store/index.h). A download that was cut off is counted and is no fault.
 *
 * All of it is read in one transaction, so that another process may write meanwhile.
 * Changes nothing. Memory holds one docfile and one chunk at a time.
 */
#ifndef PALAIS_MODEL_STORE_VERIFY_H
#define PALAIS_MODEL_STORE_VERIFY_H

#include "model/store/store.h"

enum store_fault_kind {
	FAULT_FILE,      /* SQLite finds its own pages, rows or indexes damaged */
	FAULT_REFERENCE, /* a row belongs to one that is not there */
	FAULT_LOOSE,     /* bytes of no version */
	FAULT_GAP,  /* a piece of the bytes is missing, does not unpack, or has a wrong length */
	FAULT_SIZE, /* more or fewer bytes than it says */
	FAULT_HASH, /* other bytes than those that came */
	FAULT_DOCUMENT, /* the docfile does not unpack, or is none */
	FAULT_INDEXED,  /* a text is indexed by a version that is not its own, or not at all */
	FAULT_SEARCH    /* the search index has other words than the document */
};

struct store_fault {
	enum store_fault_kind kind;
	const char *what; /* "S/RES/2254(2015) en, version 12"; "" for the store as a whole */
	const char *why;  /* a sentence, in the language of the interface */
	int64_t version;  /* that is at fault; 0: none alone */
};

/* Whether store_index_again mends it. */
bool store_fault_of_index(enum store_fault_kind kind);

struct store_verify_counts {
	int64_t texts, versions, parts; /* versions: whole ones; parts: cut off */
	int64_t looked, all;            /* at so many of these, of so many */
	int64_t documents;              /* docfiles that were read */
	int64_t bytes;                  /* as they came, whole or cut off */
	int64_t faults, index_faults;   /* index_faults: of these, in the search index */
};

struct store_verify_watch {
	/* Every fault as it is found; strings are borrowed for the call. */
	void (*fault)(const struct store_fault *fault, void *payload);
	/* Every now and then, often; NULL is fine. */
	void (*progress)(const struct store_verify_counts *sofar, void *payload);
	void *payload;
	int64_t since; /* of versions those alone that came or were checked since; 0: all */
};

/* 0 when all could be looked at, whatever was found; -1 with err when it could not. The
 * file, its rows and its index are looked at as a whole in any case. */
int store_verify(struct store *s, const struct store_verify_watch *watch,
                 struct store_verify_counts *counts, struct err *err);

#endif
