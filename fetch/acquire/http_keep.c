/* What of a body stays in the store: a version with its document, a part, or nothing. */
#include "config.h"

#include "fetch/acquire/http_int.h"
#include "model/base/messages.h"

#include <string.h>

void bring_keep_body(struct item *i, const char *bytes, size_t len)
{
	if (!i->in || !store_add(i->in, bytes, len, &i->why))
		return;
	/* what is written down stays as a part */
	i->bytes = store_incoming_size(i->in);
	store_suspend(i->in, NULL);
	i->in = NULL;
	i->outcome = BRING_UNKEPT;
}

/* How often a body has broken off without getting much further. */
static int cuts(const struct item *i, int64_t size)
{
	const struct store_part *p = &i->part;

	if (i->adopted)
		return i->limited ? p->cuts : p->cuts + 1;
	return !p->id || size > p->size + p->size / 2 ? 1 : p->cuts + 1;
}

/* Whether a part that was there is worth more than what has come now: it is longer, and
 * nobody can go on with this one, or as well with that. */
static bool is_part_better(const struct item *i)
{
	const struct store_part *p = &i->part;
	const char *then, *now;

	if (!p->id || i->adopted || store_incoming_size(i->in) >= p->size)
		return false;
	then = bring_validator(p->etag, p->last_modified, p->origin_date);
	now = i->validator;
	return !now || (then && !strcmp(then, now) && !strcmp(p->coding, i->coding));
}

/* The numbers that the owner is told. */
static void count(struct item *i)
{
	i->bytes = store_incoming_size(i->in);
	if (i->part.id && !i->adopted)
		i->again = (uint64_t)(i->bytes < i->part.size ? i->bytes : i->part.size);
}

/* The incoming took the part's place, or was the part: it is no more ours to release. */
static void hand_over_part(struct item *i, bool there)
{
	if (!there && i->had.id == i->part.id)
		i->had.id = 0;
	store_part_done(&i->part);
}

/* What broke off; with its document where that may be shown. */
static void keep_piece(struct item *i, const struct doc *doc, int parser)
{
	int64_t size = store_incoming_size(i->in), id;

	count(i);
	if (is_part_better(i)) {
		store_part_set_cuts(i->store, i->part.id, cuts(i, size), NULL);
		i->bytes = i->part.size;
		store_abort(i->in);
		i->in = NULL;
		return;
	}
	store_incoming_cuts(i->in, cuts(i, size));
	if (doc && !i->good)
		id = store_commit(i->in, doc, false, parser, &i->why);
	else
		id = store_suspend(i->in, &i->why);
	i->in = NULL;
	hand_over_part(i, i->adopted);
	if (id < 0)
		i->outcome = BRING_UNKEPT;
	else if (doc && !i->good)
		i->had.id = id;
}

/* A web page in place of a file is how some servers say that there is none; the
 * header is not asked, for they are as free with that. */
static bool is_page_instead(const struct item *i)
{
	return i->type && strcmp(i->type, "text/html") && i->doc &&
	       !strcmp(doc_fact(i->doc, DOC_FORMAT), "html");
}

static void drop(struct item *i)
{
	count(i);
	if (i->adopted)
		hand_over_part(i, false);
	store_abort(i->in);
	i->in = NULL;
}

static void keep_whole(struct item *i, bool read)
{
	int64_t id;

	count(i);
	id = store_commit(i->in, i->doc, true, read ? BRING_PARSER : 0, &i->why);
	i->in = NULL;
	if (id < 0) {
		i->outcome = BRING_UNKEPT;
		return;
	}
	hand_over_part(i, true);
	if (i->outcome == BRING_NEW && i->had.whole && id == i->had.id)
		i->outcome = BRING_SAME;
	i->had.id = id;
}

/* Keeps the document, unless a better one is there. Of what is whole and was
 * read the error is clear. */
void bring_keep_doc(struct item *i, const struct client_event *e)
{
	bool read = !e->err.code && e->doc;

	i->doc = e->doc;
	if (is_page_instead(i)) {
		bring_refuse(i, BRING_ABSENT, _("not found there (a web page came instead)"));
		if (i->in)
			drop(i);
		return;
	}
	if (!read && i->whole && !i->why.code) {
		i->why = e->err;
		i->outcome = BRING_UNREADABLE;
	}
	if (!i->in || !e->doc)
		return;
	if (!i->whole)
		keep_piece(i, e->doc, read ? BRING_PARSER : 0);
	else if (i->good && !read)
		drop(i);
	else
		keep_whole(i, read);
}

void bring_keep_rest(struct item *i)
{
	if (i->in)
		keep_piece(i, NULL, 0);
	if (!i->bytes && i->part.id)
		i->bytes = i->part.size;
	bring_forget_part(i, false);
}
