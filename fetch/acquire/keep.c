/* SPDX-License-Identifier: ISC */
/* What of a body stays in the store: a version with its document, a part, or nothing. */
#include "config.h"

#include "fetch/acquire/exchange_int.h"
#include "model/base/messages.h"

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

static void keep_whole(struct exchange *x, bool read)
{
	int64_t id;

	count(x);
	id = store_commit(x->in, x->answer.doc, true, read ? ACQUIRE_PARSER : 0, &x->answer.err);
	x->in = NULL;
	if (id < 0) {
		x->answer.outcome = ACQUIRE_UNKEPT;
		return;
	}
	hand_over_part(x, true);
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
