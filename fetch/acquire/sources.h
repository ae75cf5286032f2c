/* SPDX-License-Identifier: ISC */
/*
 * sources: where a document is asked for, and in which order.
 *
 * A web address is one step: it is asked for where it has moved to (by hand two: the old
 * place first). A UN document has
 * several, asked one after another until one has it: the UN's machine-readable texts
 * (AKN4UN, one file each on the raw host of github), then the access API of
 * documents.un.org as Word file and as PDF, then the official records' form of the symbol,
 * "(OR)". What each server does oddly is known here: files under names that follow no one
 * rule, which its directory tells; an upper-case address that works in lower case alone.
 * Looks into stores for paths and for what has moved; asks nothing.
 */
#ifndef PALAIS_FETCH_ACQUIRE_SOURCES_H
#define PALAIS_FETCH_ACQUIRE_SOURCES_H

#include "fetch/acquire/exchange.h"

enum step_kind {
	STEP_WEB,     /* an address as it is */
	STEP_AKN,     /* a file on the raw host */
	STEP_LISTING, /* the directory in which such a file would lie */
	STEP_DOCX,    /* the access API */
	STEP_PDF,
	STEP_LOWER /* an address of the step before, in lower case */
};

struct step {
	enum step_kind kind;
	char *url;
};

/* No plan is longer. */
#define PLAN_MAX 10
struct plan {
	struct step steps[PLAN_MAX];
	size_t count;
};
void plan_done(struct plan *p);

/* Where the files lie that a listing names. */
#define SOURCES_RAW "https://raw.githubusercontent.com/UNxml"
/* The first years of the Council and sessions of the Assembly that lie there in six
 * languages. */
#define SOURCES_COUNCIL_SINCE 2020
#define SOURCES_ASSEMBLY_SINCE 75

/* The plan of a symbol in a language; -1 with err when no source is left to be asked. */
int sources_plan_symbol(struct plan *p, const struct acquire_config *config, const char *symbol,
                        const char *lang, struct err *err);
/* The plan of an address; by_hand: what has moved is asked for at its old place first. */
int sources_plan_address(struct plan *p, const struct acquire_config *config, const char *url,
                         bool by_hand, struct err *err);

/* What the answer to step `at` tells of the next: the file that a listing names; an address
 * in lower case; the old place of what has moved away. It is put behind that step. `what`:
 * the symbol in a language, or the address ("" for lang). True when there was one. */
bool sources_follow(struct plan *p, size_t at, const struct answer *answer, const char *what,
                    const char *lang);

/* The media type that has to come of a symbol's step; NULL: any. */
const char *sources_media(enum step_kind kind);
/* A step in words; NULL when it is another form of one that has been named. */
const char *sources_name(const struct step *step);

#endif
