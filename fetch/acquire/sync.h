/* SPDX-License-Identifier: ISC */
/*
 * sync: bringing the store up to date: what was queued, the feeds, the pages of stories
 * that are wanted whole, and documents of the dossier that are not here yet.
 *
 * Decides what is to be brought and in which order, and what follows from what came; how
 * it is brought is the business of fetch/acquire/acquire.h. Asks for nothing that cannot have
 * changed: a copy that its server has called fresh, a page that no feed calls changed, a
 * document that was nowhere a week ago. Knows no screen.
 */
#ifndef PALAIS_FETCH_ACQUIRE_SYNC_H
#define PALAIS_FETCH_ACQUIRE_SYNC_H

#include "fetch/acquire/acquire.h"
#include "model/dossier/news.h"
#include "model/store/lease.h"

struct sync;

/* What is brought, as bits. */
enum sync_kind { SYNC_QUEUE = 1, SYNC_FEEDS = 2, SYNC_ARTICLES = 4, SYNC_DOCUMENTS = 8 };
#define SYNC_ALL 15u
/* The name of the lease of whoever brings a store up to date, and for how long it is
 * taken; sync_keep renews it. */
#define SYNC_LEASE "sync"
#define SYNC_LEASE_SECONDS 900u

struct sync_lease {
	int64_t renewed, looked; /* when it was taken, and when somebody looked whose it is, last */
};

/* That, for whatever brings a store up to date: 0, -1 with err when another has it. _keep is
 * to be called now and then: -1 with err (ERR_STORE) when another has taken it over, since
 * this process slept for longer than it holds. */
int sync_lease_take(struct store *store, struct sync_lease *lease, struct err *err);
int sync_lease_keep(struct store *store, struct sync_lease *lease, struct err *err);
void sync_lease_give(struct store *store);

/* Reads words: "queue", "feeds", "articles", "documents", or the key of a pane, whose
 * feeds and documents are then meant alone. Adds to *kinds and to panes (at most `most`,
 * *count of them so far; borrowed from the words). -1 with err for any other word. */
int sync_read_words(struct stores *stores, int argc, char *const *argv, unsigned *kinds,
                    const char **panes, size_t most, size_t *count, struct err *err);

/* Those of the words that are no panes, from 0 on; NULL behind the last. */
const char *sync_word(size_t index);

struct sync_config {
	struct stores *stores;
	const char *langs; /* order of preference; borrowed, as the panes are */
	unsigned kinds;
	const char *const *panes; /* feeds and documents of these alone; none: of all */
	size_t pane_count;
	bool full;         /* the articles of every feed */
	bool afresh;       /* feeds also where their copy is said to be fresh */
	const char *since; /* "2026-09-01": articles and documents from then on; NULL */
};

struct sync *sync_new(const struct sync_config *config, struct err *err);
void sync_free(struct sync *s);

/* One thing that would be brought. */
struct sync_item {
	enum job_kind kind;
	const char *what, *lang, *title;
	const char *date;  /* ISO, or "" */
	uint64_t expected; /* bytes; 0: not known */
	bool pinned;
	const char *skip; /* why it is not asked for; NULL: it is */
};

/* Looks what there is to be brought; asks nothing. 0 or -1 with err. */
int sync_plan(struct sync *s, struct err *err);
void sync_each(const struct sync *s, int (*each)(const struct sync_item *, void *), void *payload);

/* What a plan would cost, of one kind of job. */
struct sync_sum {
	unsigned count;   /* that would be asked for, */
	uint64_t bytes;   /* and what that costs: as it is told, else as such things usually do */
	unsigned later;   /* that the budget does not hold */
	unsigned skipped; /* that need not be asked for */
	int64_t asked;    /* when a server was last asked for one of them; 0: never */
};
/* The sums of a plan within a budget (bytes; 0: none), by enum job_kind. */
void sync_sums(const struct sync *s, uint64_t budget, struct sync_sum sums[JOB_ROBOTS]);

/* Asks the servers, by HEAD, how large the web addresses of the plan are of which that is
 * not known. What does not answer stays unknown. 0 or -1 with err. */
int sync_ask_sizes(struct sync *s, struct acquire *a, struct err *err);

/* Puts them on the list of jobs: what was queued and the feeds first, all else when
 * these have ended, so that a feed can say what has changed. `store` is written to. */
int sync_begin(struct sync *s, struct acquire *a, struct store *store, struct err *err);

/* What one of its jobs has led to. */
struct sync_taken {
	bool feed; /* `news` tells of a feed that came */
	struct news_taken news;
};
/* Takes the end of a job: 1 when it was one of this sync, 0 when not, -1 with err
 * when what came could not be kept. */
int sync_take(struct sync *s, const struct acquire_event *event, struct sync_taken *taken,
              struct err *err);

/* To be called now and then while something is under way, however long it takes: the store
 * stays this sync's. -1 with err when it is another's now: what was asked for is cancelled,
 * and its pieces are kept, as is what came. */
int sync_keep(struct sync *s, struct err *err);

/* Bytes that the machine-readable text of a symbol will probably cost; 0: there is none. */
uint64_t sync_text_bytes(struct stores *stores, const char *symbol, const char *lang);

/* Whether nobody has answered it, of several that were asked: there is no network, and what
 * was not asked for yet has been taken off the list of jobs. */
bool sync_is_silent(const struct sync *s);

/* Whether all that it asked for has ended. */
bool sync_is_over(const struct sync *s);

#endif
