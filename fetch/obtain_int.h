/*
 * obtain_int: what obtain.c (asking) and obtain_plan.c (where to ask) share; no
 * one else's business.
 */
#ifndef PALAIS_FETCH_OBTAIN_INT_H
#define PALAIS_FETCH_OBTAIN_INT_H

#include "fetch/obtain.h"

enum step_kind {
	STEP_WEB,     /* an address as it is */
	STEP_AKN,     /* a file on the raw host */
	STEP_LISTING, /* the directory in which such a file would lie */
	STEP_DOCX,    /* the access API */
	STEP_PDF,
	STEP_LOWER    /* an address of the step before, in lower case */
};

struct step {
	enum step_kind kind;
	char *url;
};

/* Where one document is asked for, in order. No plan is longer. */
#define PLAN_MAX 10
struct plan {
	struct step steps[PLAN_MAX];
	size_t count;
};

/* Where the files lie that a listing names. */
#define PLAN_RAW_HOST "https://raw.githubusercontent.com/UNxml"

/* The plan of a symbol in a language; -1 with err. */
int plan_symbol(struct plan *p, const struct obtain_config *config, const char *symbol,
                const char *lang, struct err *err);
int plan_address(struct plan *p, const struct obtain_config *config, const char *url,
                 struct err *err);
void plan_done(struct plan *p);

/* Puts a step at `index`; takes the url over. False when there is no room. */
bool plan_insert(struct plan *p, size_t index, enum step_kind kind, char *url);

/* The address of the file that a listing has for a symbol and a language, or
 * NULL. The caller frees it. */
char *plan_from_listing(const struct doc *listing, const char *symbol, const char *lang);

/* The address in lower case behind the host, or NULL when it is that already.
 * The caller frees it. */
char *plan_lower(const char *url);

#endif
