/* SPDX-License-Identifier: ISC */
/* What of a body stays in the store: a version with its document, a part, or nothing. */
#include "config.h"

#include "fetch/acquire/exchange_int.h"
#include "fetch/acquire/same.h"
#include "model/base/messages.h"
#include "model/base/url.h"

#include <string.h>

void exchange_keep_body(struct exchange *x, const char *bytes, size_t len)
{
	if (!x->in || !store_add(x->in, bytes, len, &x->answer.err))
		return;
	/* what is written down stays as a part */
	x->answer.bytes = store_incoming_size(x->in);
	store_suspend(x->in, NULL);
	x->in = NULL;
	x->answer.outcome = ACQUIRE_UNKEPT;
}

/* The numbers that the owner is told. */
static void count(struct exchange *x)
{
	x->answer.bytes = store_incoming_size(x->in);
	if (x->part.id && !x->adopted)
		x->answer.again =
			(uint64_t)(x->answer.bytes < x->part.size ? x->answer.bytes : x->part.size);
}

/* The incoming took the part's place, or was the part: it is no more ours to release. */
static void hand_over_part(struct exchange *x, bool there)
{
	if (!there && x->had.id == x->part.id)
		x->had.id = 0;
	store_part_done(&x->part);
}

/* What broke off; with its document where that may be shown. */
static void keep_piece(struct exchange *x, const struct doc *doc, int parser)
{
	int64_t size = store_incoming_size(x->in), id;
	int cuts = http_cuts(&x->part, x->adopted, x->answer.limited, size);

	count(x);
	if (http_is_part_better(&x->part, size, x->validator, x->coding)) {
		store_part_set_cuts(x->store, x->part.id, cuts, NULL);
		x->answer.bytes = x->part.size;
		store_abort(x->in);
		x->in = NULL;
		return;
	}
	store_incoming_cuts(x->in, cuts);
	if (doc && !x->good)
		id = store_commit(x->in, doc, false, parser, &x->answer.err);
	else
		id = store_suspend(x->in, &x->answer.err);
	x->in = NULL;
	hand_over_part(x, x->adopted);
	if (id < 0)
		x->answer.outcome = ACQUIRE_UNKEPT;
	else if (doc && !x->good)
		x->had.id = id;
}

/* A web page in place of a file is how some servers say that there is none; the
 * header is not asked, for they are as free with that. */
static bool is_page_instead(const struct exchange *x)
{
	return x->type && x->answer.doc && !strcmp(doc_fact(x->answer.doc, DOC_FORMAT), "html");
}

static void drop(struct exchange *x)
{
	count(x);
	if (x->adopted)
		hand_over_part(x, false);
	store_abort(x->in);
	x->in = NULL;
}

/* What came in place of the text that is here, in words; NULL: that text, or there is none
 * to hold it against. UN documents are known by their masthead and their source; a file of
 * the reader's is no better than what comes. */
static const char *what_came_instead(struct exchange *x, bool read)
{
	struct same_side now = {x->answer.found, x->answer.doc}, old = {x->had.url, NULL};
	struct doc *had;
	const char *why;

	if (!read || !x->good || !url_is_web(x->key) || !*x->had.url)
		return NULL;
	had = store_doc(x->store, x->had.id, NULL);
	if (!had)
		return NULL;
	old.doc = had;
	why = same_judge(x->url, &old, &now);
	x->answer.compared = !why;
	doc_free(had);
	return why;
}

static void say_instead(struct exchange *x, const char *why)
{
	x->answer.outcome = ACQUIRE_REFUSED;
	/* TRANSLATORS: an address; what came in its place: "a page that asks for a password"; the
	 * command that lists the versions of the page */
	err_set(&x->answer.err, ERR_FAILED,
	        _("%1$.200s: what came instead: %2$.100s, kept beside: history %3$.200s"), x->url,
	        _(why), x->key);
}

/* The old text stays, and is the answer. */
static void keep_beside(struct exchange *x, const char *why)
{
	int64_t id = -1;
	if (store_incoming_beside(x->in, x->had.id, why, &x->answer.err) == 0)
		id = store_commit(x->in, x->answer.doc, true, ACQUIRE_PARSER, &x->answer.err);
	else
		store_abort(x->in);
	x->in = NULL;
	if (x->adopted)
		hand_over_part(x, true);
	if (id < 0)
		x->answer.outcome = ACQUIRE_UNKEPT;
	else if (id == x->had.id)
		x->answer.outcome = ACQUIRE_SAME;
	else
		say_instead(x, why);
}

/* What was asked for by symbol may bear another one, by which it is kept. */
static bool is_found(const struct exchange *x)
{
	struct store_version v;
	int found;

	if (url_is_web(x->key))
		return true;
	found = store_find(x->store, x->key, x->lang, &v, NULL);
	store_version_done(&v);
	return found != 0;
}

static void keep_whole(struct exchange *x, bool read)
{
	const char *instead = what_came_instead(x, read);
	int64_t id;

	count(x);
	if (instead) {
		keep_beside(x, instead);
		return;
	}
	id = store_commit(x->in, x->answer.doc, true, read ? ACQUIRE_PARSER : 0, &x->answer.err);
	x->in = NULL;
	if (id < 0) {
		x->answer.outcome = ACQUIRE_UNKEPT;
		return;
	}
	hand_over_part(x, true);
	if (!is_found(x)) {
		exchange_refuse(x, ACQUIRE_ABSENT, _("another document came in its place"));
		return;
	}
	if (x->answer.outcome == ACQUIRE_NEW && x->had.whole && id == x->had.id)
		x->answer.outcome = ACQUIRE_SAME;
	x->had.id = id;
}

/* Keeps the document, unless a better one is there. Of what is whole and was
 * read the error is clear. */
void exchange_keep_doc(struct exchange *x, const struct client_event *e)
{
	bool read = !e->err.code && e->doc;

	x->answer.doc = e->doc;
	if (is_page_instead(x)) {
		exchange_refuse(x, ACQUIRE_ABSENT, _("not found there (a web page came instead)"));
		if (x->in)
			drop(x);
		return;
	}
	if (!read && x->whole && !x->answer.err.code) {
		x->answer.err = e->err;
		x->answer.outcome = ACQUIRE_UNREADABLE;
	}
	if (!x->in || !e->doc)
		return;
	if (!x->whole)
		keep_piece(x, e->doc, read ? ACQUIRE_PARSER : 0);
	else if (x->good && !read)
		drop(x);
	else
		keep_whole(x, read);
}

void exchange_keep_rest(struct exchange *x)
{
	if (x->in)
		keep_piece(x, NULL, 0);
	if (!x->answer.bytes && x->part.id)
		x->answer.bytes = x->part.size;
	exchange_forget_part(x, false);
}
