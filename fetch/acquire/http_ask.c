/* What is asked for: all of a body, or what is missing of a part. */
#include "config.h"

#include "fetch/acquire/http_int.h"
#include "model/base/header.h"
#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>

/* A date of the last change is precise to a second: the bytes of one that is as old as
 * this, by the server's own clock, have not changed since (RFC 9110, 8.8.2.2). */
#define STEADY_SECONDS 60
/* So often may a body break off that has no strong validator. */
#define CUTS_MOST 2

const char *bring_validator(const char *etag, const char *last_modified, int64_t origin_date)
{
	int64_t changed;

	if (*etag)
		return strncmp(etag, "W/", 2) ? etag : NULL;
	changed = header_date(last_modified);
	return changed && origin_date - changed >= STEADY_SECONDS ? last_modified : NULL;
}

int bring_find_part(struct bring *b, struct item *i, struct err *err)
{
	int rc;

	if (!store_writable(b->store))
		return 0;
	rc = store_part_find(b->store, i->url, &i->part, err);
	if (rc <= 0 || i->head_only)
		return rc;
	rc = i->part.size ? store_part_claim(b->store, i->part.id, err) : 0;
	if (rc <= 0)
		store_part_done(&i->part);
	return rc;
}

void bring_forget_part(struct item *i, bool discard)
{
	if (!i->part.id)
		return;
	if (discard && i->had.id == i->part.id)
		i->had.id = 0;
	if (discard)
		store_part_discard(i->store, i->part.id, NULL);
	else if (!i->head_only)
		store_part_release(i->store, i->part.id);
	store_part_done(&i->part);
}

/* A validator speaks of one address: the copy that it comes from has to be of
 * that address, or be what a server of that origin gave for this language. */
static bool may_validate(const struct item *i)
{
	if (!i->good || i->afresh)
		return false;
	return !strcmp(i->had.url, i->url) ||
	       (i->lang && !strcmp(i->had.lang, i->lang) && url_same_origin(i->had.url, i->url));
}

/* Only a body of the same coding goes on where another of its bytes ended. One that
 * breaks off again and again while it is compressed on the way is asked for as it is,
 * for then it may be gone on with. */
static void ask_from_part(struct item *i, struct client_request *r)
{
	const struct store_part *p = &i->part;
	const char *validator = bring_validator(p->etag, p->last_modified, p->origin_date);

	if (!validator && p->cuts >= CUTS_MOST && *p->coding)
		r->encoding = "identity";
	if (!validator || i->plain)
		return;
	r->encoding = *p->coding ? p->coding : "identity";
	r->from = (uint64_t)p->size;
	r->if_range = validator;
	i->resumes = true;
}

int bring_ask(struct bring *b, struct item *i, bool again, struct err *err)
{
	struct client_request r = {
		.url = i->url,
		.languages = i->languages,
		.limit = i->limit,
		.closed = i->closed && i->limit && !i->plain,
		.head_only = i->head_only,
		.max_bytes = i->max_bytes,
		.deadline_seconds = i->deadline_seconds,
	};

	i->resumes = false;
	if (may_validate(i)) {
		r.etag = i->had.etag;
		r.last_modified = i->had.last_modified;
	}
	if (i->part.id && !i->head_only)
		ask_from_part(i, &r);
	i->ranged = i->resumes || r.closed;
	if (again)
		return client_get_again(b->client, i->id, &r, err);
	i->id = client_get(b->client, &r, err);
	return i->id < 0 ? -1 : 0;
}
