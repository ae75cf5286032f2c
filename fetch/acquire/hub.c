/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/hub.h"

#include "fetch/acquire/hub_int.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *hub_url(const struct hub_run *r, const char *name, struct err *err)
{
	char *url;

	if (asprintf(&url, "%s/%s", r->hub, name) >= 0)
		return url;
	err_set(err, ERR_FAILED, "out of memory");
	return NULL;
}

static int set_address(struct hub_run *r, struct err *err)
{
	size_t len;

	r->hub = url_normal(r->config->address);
	if (!r->hub || strchr(r->hub, '?'))
		return err_set(err, ERR_USAGE,
		               _("%.200s: not the address of a hub: https://HOST/FOLDER"),
		               r->config->address);
	len = strlen(r->hub);
	if (r->hub[len - 1] == '/')
		r->hub[len - 1] = '\0';
	return 0;
}

static int add(const char *bytes, size_t len, void *payload, struct err *err)
{
	buf_add(payload, bytes, len);
	return buf_ok(payload) ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

/* A small file of unknown size into `out`. */
static int ask_small(struct hub_run *r, struct hub_piece *p, struct buf *out, struct err *err)
{
	int rc;

	p->size = out->max;
	p->take = add;
	p->payload = out;
	rc = hub_ask(r, p, err);
	return rc ? rc
	          : err_set(err, ERR_FAILED,
	                    _("%.200s: the budget does not allow even to ask what is new"), r->hub);
}

/* -- the key -------------------------------------------------------------------------- */

static bool is_confirmed(const struct hub_run *r, const struct sign_public *key, const char *before)
{
	const struct hub_config *c = r->config;

	for (size_t i = 0; i < c->key_count; i++)
		if (sign_fingerprint_is(key, c->keys[i]))
			return true;
	return c->confirm && c->confirm(r->hub, r->result->key, before, c->payload);
}

/* The hub's key as it is told now, when the reader says that it is right. What was followed
 * by another key counts no more. */
static int take_key(struct hub_run *r, const struct sign_public *key, bool known, struct err *err)
{
	char before[SIGN_FINGERPRINT];

	sign_fingerprint(key, r->result->key);
	sign_fingerprint(&r->known.key, before);
	if (!is_confirmed(r, key, known ? before : NULL))
		return err_set(err, ERR_FAILED,
		               known ? _("%.120s: signed by another key than before: %s; if "
		                         "its owner says the same: --key '%s'")
		                     : _("%.120s: signed by a key that nobody has confirmed: %s; "
		                         "if its owner says the same: --key '%s'"),
		               r->hub, r->result->key, r->result->key);
	r->known = (struct hub_known){.key = *key};
	return hub_known_set(r->config->store, r->hub, &r->known, err);
}

/* Asks for the key that has signed a root, where that is not the one that is known. */
static int settle_key(struct hub_run *r, const struct buf *root, bool known, struct err *err)
{
	struct hub_piece p = {.name = HUB_KEY};
	struct sign_public key;
	struct signature s;
	struct buf b;
	int rc;

	if (!signature_read(root->bytes, root->len, &s))
		return err_set(err, ERR_FAILED, _("%.200s: no hub is there"), r->hub);
	if (known && !memcmp(s.name, r->known.key.name, sizeof s.name)) {
		sign_fingerprint(&r->known.key, r->result->key);
		return 0;
	}
	buf_init(&b, SIGN_FILE_MOST);
	rc = ask_small(r, &p, &b, err);
	if (rc > 0)
		rc = sign_public_read(b.bytes, b.len, HUB_KEY, &key, err);
	buf_done(&b);
	if (rc < 0)
		return -1;
	/* nobody is asked for a key, and nothing is forgotten, for what it has not signed */
	rc = signature_holds(&s, &key, root->bytes + s.len, root->len - s.len, err);
	if (rc == 0)
		err_set(err, ERR_FAILED, _("%.200s: its signature does not hold"), r->hub);
	return rc > 0 ? take_key(r, &key, known, err) : -1;
}

/* -- the root ---------------------------------------------------------------------------- */

/* What the last root said; generation 0: there was none. */
static void read_last(const struct hub_run *r, struct hub_root *last)
{
	struct err err;

	if (!r->known.root_len || hub_root_open(r->known.root, r->known.root_len, HUB_ROOT,
	                                        &r->known.key, last, &err) < 0)
		*last = (struct hub_root){.generation = 0};
}

static int compare_roots(const struct hub_run *r, const struct hub_root *last, struct err *err)
{
	const struct hub_root *now = &r->root;

	if (now->generation < last->generation)
		return err_set(err, ERR_FAILED,
		               _("%.200s: generation %lld is older than %lld, which was there "
		                 "before: it is not taken"),
		               r->hub, (long long)now->generation, (long long)last->generation);
	if (now->generation == last->generation &&
	    memcmp(now->list.hash, last->list.hash, sizeof now->list.hash) != 0)
		return err_set(err, ERR_FAILED,
		               _("%.200s: generation %lld is not what it was before: it is not "
		                 "taken"),
		               r->hub, (long long)now->generation);
	return 0;
}

static int keep_root(struct hub_run *r, const struct hub_piece *p, const struct buf *file,
                     struct err *err)
{
	struct hub_known *k = &r->known;

	memcpy(k->root, file->bytes, file->len);
	k->root_len = file->len;
	snprintf(k->etag, sizeof k->etag, "%s", p->new_etag);
	snprintf(k->modified, sizeof k->modified, "%s", p->new_modified);
	return hub_known_set(r->config->store, r->hub, k, err);
}

/* The root that came, or (304) the one that is here. */
static int settle_root(struct hub_run *r, const struct hub_piece *p, struct buf *file, bool known,
                       struct err *err)
{
	struct hub_root last;

	if (p->status == 304)
		buf_add(file, r->known.root, r->known.root_len);
	if (settle_key(r, file, known, err) < 0)
		return -1;
	read_last(r, &last);
	if (hub_root_open(file->bytes, file->len, r->hub, &r->known.key, &r->root, err) < 0 ||
	    compare_roots(r, &last, err) < 0)
		return -1;
	r->result->generation = r->root.generation;
	r->result->date = r->root.date;
	r->result->before = r->known.followed;
	r->result->is_old = clock_now() - r->root.date > HUB_OLD;
	return p->status == 304 ? 0 : keep_root(r, p, file, err);
}

static int ask_root(struct hub_run *r, struct err *err)
{
	struct hub_piece p = {.name = HUB_ROOT};
	struct buf file;
	int known = hub_known_get(r->config->store, r->hub, &r->known, err), rc;

	if (known < 0)
		return -1;
	if (known && r->known.root_len) {
		p.etag = r->known.etag;
		p.modified = r->known.modified;
	}
	buf_init(&file, HUB_ROOT_MOST);
	rc = ask_small(r, &p, &file, err);
	if (rc > 0)
		rc = settle_root(r, &p, &file, known > 0, err);
	buf_done(&file);
	return rc < 0 ? -1 : 0;
}

/* -- lists ------------------------------------------------------------------------------------ */

static int take_list(struct hub_run *r, enum hub_kind kind, const struct hub_file *file,
                     int64_t generation, struct err *err)
{
	struct hub_list list;
	struct buf b;
	int rc;

	buf_init(&b, HUB_LIST_MOST);
	rc = hub_ask_file(r, kind, file, &b, err);
	if (rc > 0 && hub_list_read(&list, b.bytes, b.len, r->hub, err) < 0)
		rc = -1;
	buf_done(&b);
	if (rc <= 0)
		return rc;
	if (list.generation != generation || !list.after != (kind == HUB_LIST)) {
		hub_list_done(&list);
		return err_set(err, ERR_FAILED, _("%.200s: a list is of another generation"),
		               r->hub);
	}
	if (vec_push(&r->lists, list) == 0)
		return 1;
	hub_list_done(&list);
	return err_set(err, ERR_FAILED, "out of memory");
}

/* How many lists of changes lead from what was followed to now; 0: the full list costs less,
 * or leads there alone. */
static size_t count_changes(const struct hub_run *r)
{
	int64_t behind = r->root.generation - r->known.followed;
	uint64_t cost = 0;

	if (!r->known.followed || behind > (int64_t)r->root.change_count)
		return 0;
	for (int64_t i = 0; i < behind; i++)
		cost += r->root.changes[i].bytes + BUDGET_ASKING;
	return cost < r->root.list.bytes + BUDGET_ASKING ? (size_t)behind : 0;
}

static int take_lists(struct hub_run *r, struct err *err)
{
	size_t changes = count_changes(r);
	int rc = 1;

	if (!changes)
		return take_list(r, HUB_LIST, &r->root.list, r->root.generation, err);
	for (size_t i = 0; rc > 0 && i < changes; i++)
		rc = take_list(r, HUB_LIST_OF_CHANGES, &r->root.changes[i],
		               r->root.generation - (int64_t)i, err);
	return rc;
}

/* -- all --------------------------------------------------------------------------------------- */

static int follow(struct hub_run *r, struct err *err)
{
	int rc;

	if (r->known.followed == r->root.generation)
		return 0;
	rc = take_lists(r, err);
	if (rc < 0)
		return -1;
	if (rc == 0) {
		r->result->waiting = -1;
		return 0;
	}
	if (hub_want(r, err) < 0)
		return -1;
	if (r->config->plan_only)
		return 0;
	rc = hub_bring(r, err);
	if (rc <= 0)
		return rc;
	r->known.followed = r->root.generation;
	return hub_known_set(r->config->store, r->hub, &r->known, err) < 0 ? -1 : hub_tidy(r, err);
}

int hub_sync(const struct hub_config *config, struct hub_result *result, struct err *err)
{
	struct hub_run r = {
		.config = config, .result = result, .budget = {.limit = config->budget}};
	int rc;

	*result = (struct hub_result){.generation = 0};
	rc = set_address(&r, err);
	if (rc == 0)
		rc = ask_root(&r, err);
	if (rc == 0)
		rc = follow(&r, err);
	for (size_t i = 0; i < r.lists.count; i++)
		hub_list_done(&r.lists.at[i]);
	vec_done(&r.lists);
	vec_done(&r.texts.list);
	vec_done(&r.ranges.list);
	free(r.hub);
	return rc;
}
