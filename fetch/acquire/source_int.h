/*
 * obtain_int: what obtain.c (the list of what is wanted), obtain_plan.c (where to ask),
 * obtain_ask.c (asking) and obtain_judge.c (what came) share; no one else's business.
 */
#ifndef PALAIS_FETCH_ACQUIRE_SOURCE_INT_H
#define PALAIS_FETCH_ACQUIRE_SOURCE_INT_H

#include "fetch/acquire/source.h"
#include "model/base/vec.h"

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

/* A server is not waited for longer than this. */
#define PAUSE_MOST_MS 60000
/* Some bytes of a limit are for the heads. */
#define HEAD_BYTES 600u

/* -- what is wanted ------------------------------------------------------------ */

/* One document that is wanted. */
struct want {
	struct want *next;
	int id;
	char *what, *lang, *languages;
	bool symbol, afresh, feed, patient, closed, ahead, limited;
	struct plan plan;
	size_t at;      /* the step that is under way or waits */
	int get;        /* the bring's id; 0 while it waits */
	int tries;      /* of this step */
	int64_t due;    /* when it is asked again; 0: it does not wait */
	char host[120]; /* that is asked */
	char dead[120]; /* one that could not be reached: not asked again */
	int asked, status, cuts;
	uint64_t down, up, again, limit;
	int64_t most; /* bytes of the body that were here after the best try */
	/* the end that is told when nothing better comes */
	enum bring_outcome outcome;
	bool came; /* outcome and why are those of a step that had an answer */
	int64_t version;
	struct err why;
	char note[160], found[400];
};

struct obtain {
	struct obtain_config config;
	char *sources, *branch;
	struct bring *bring;
	struct want *wants;
	struct want *told; /* the last one told of: lent to the owner */
	VEC(char *) dead;  /* hosts that could not be reached, of late */
	int last_id;
};

/* "name" or "name:port". */
void obtain_host_of(const char *url, char *out, size_t size);
/* Takes one out of the list. */
void unlink_want(struct obtain *o, struct want *w);

/* -- asking (obtain_ask.c) ------------------------------------------------------- */

struct want *want_new(const struct obtain *o, const struct obtain_request *r, struct err *err);
void want_free(struct want *w);
/* Asks for the step at hand, or lets it wait: 0 or -1 with err. */
int want_ask(struct obtain *o, struct want *w, struct err *err);
/* To the next step on a host that answers: false when there is none. */
bool want_step_on(struct want *w);
/* A host has answered, or could not be reached. */
void obtain_note_host(struct obtain *o, const char *host, bool answers);

/* -- judging what came (obtain_judge.c) -------------------------------------------- */

/* Takes the end of a step: 1 when that is the end of the whole, which is told, 0. */
int want_conclude(struct obtain *o, struct want *w, const struct bring_event *e,
                  struct obtain_event *out);
/* Ends it as it stands: 1. */
int want_tell(struct obtain *o, struct want *w, const struct doc *doc, struct obtain_event *out);

#endif
