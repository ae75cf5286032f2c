/* SPDX-License-Identifier: ISC */
/*
 * feeds: which feeds there are, and what the reader has said of them.
 *
 * The dossier has some (data/sources.tsv), the config file may name more, and the reader
 * may add own ones; each has a number in that order. What is said of one (off, on, with
 * its stories' pages or headlines alone) is kept in the personal store. A word for a feed
 * is its number, its address, or a part of its name that fits it alone; for off and on
 * also a host, which then stands for all that it has now or later.
 * Asks no network, opens no file.
 */
#ifndef PALAIS_MODEL_DOSSIER_FEEDS_H
#define PALAIS_MODEL_DOSSIER_FEEDS_H

#include "model/base/buf.h"
#include "model/dossier/news.h"

/* What the config file says. Borrowed by the stores (stores_set_feeds). */
struct feeds_config {
	const char *const *urls; /* more feeds */
	size_t url_count;
	const char *const *topics; /* more words that are of the file */
	size_t topic_count;
	const char *appname; /* by which ReliefWeb knows the reader, or NULL */
};

/* All feeds, also those that are not asked, by their numbers, until `each` returns
 * non-zero. 0, or -1 with err. */
int feeds_each(struct stores *stores, const char *langs,
               int (*each)(const struct news_feed *, void *), void *payload, struct err *err);

/* "on", "off", "gone", "language", "appname": for programs. */
const char *feeds_state_name(enum news_feed_state state);

/* What is here of a feed. */
struct feeds_facts {
	int64_t checked; /* when its server was last asked with success; 0: never */
	long headlines;
};
int feeds_facts(struct stores *stores, const char *url, struct feeds_facts *facts, struct err *err);

/* Adds one of the reader's own. name: NULL or "" for the feed's own title. 0, or -1 with
 * err (ERR_USAGE: no address; ERR_FAILED: it is there already). */
int feeds_add(struct stores *stores, const char *url, const char *name, const char *lang,
              struct err *err);
/* A server has said that the feed at this address is there no more. */
int feeds_gone(struct stores *stores, const char *url, struct err *err);

/* Does what a reader types: add URL [NAME…], remove WHAT, off WHAT, on WHAT, whole WHAT,
 * headlines WHAT. 1 and what was done in said, 0 when the first word is none of these, -1
 * with err. */
int feeds_command(struct stores *stores, const char *langs, int argc, char *const *argv, char *said,
                  size_t size, struct err *err);
/* Those words, from 0 on; NULL behind the last. */
const char *feeds_order(size_t index);

/* Adds the feeds that an OPML file's document names. */
struct feeds_imported {
	int added, known, bad; /* bad: with an address that is none */
};
int feeds_import(struct stores *stores, const struct doc *opml, struct feeds_imported *count,
                 struct err *err);
/* Writes the feeds that are asked, and the reader's own in any case, as OPML 2.0. */
int feeds_export(struct stores *stores, const char *langs, struct buf *out, int *count,
                 struct err *err);

#endif
