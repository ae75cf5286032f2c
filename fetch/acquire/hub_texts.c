/* SPDX-License-Identifier: ISC */
/* The texts of a hub that are not here: which they are, and how each arrives. */
#include "config.h"

#include "fetch/acquire/acquire.h"
#include "fetch/acquire/hub_int.h"
#include "model/base/messages.h"
#include "model/store/carried.h"
#include "model/store/hubs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- what is wanted -------------------------------------------------------------------- */

static int keep_missing(struct hub_run *r, const struct hub_texts *all, struct err *err)
{
	for (size_t i = 0; i < all->list.count; i++) {
		const struct hub_text *t = all->list.at[i];
		int here = store_has_bytes(r->config->store, t->key, t->lang, t->tag, sizeof t->tag,
		                           err);

		if (here < 0)
			return -1;
		if (!here && vec_push(&r->texts.list, t) < 0)
			return err_set(err, ERR_FAILED, "out of memory");
	}
	return 0;
}

static bool is_wanted(const struct hub_run *r, const struct hub_file *words)
{
	for (size_t i = 0; i < r->texts.list.count; i++) {
		const struct hub_part *w = r->texts.list.at[i]->words;

		if (w && !memcmp(w->file.hash, words->hash, sizeof words->hash))
			return true;
	}
	return false;
}

/* What it will cost, as far as it is not here. */
static int count_cost(struct hub_run *r, struct err *err)
{
	const struct hub_list *newest = &r->lists.at[0];
	size_t len;

	for (size_t i = 0; i < r->ranges.list.count; i++)
		r->result->expected += r->ranges.list.at[i].to - r->ranges.list.at[i].from;
	r->result->planned = (unsigned)r->ranges.list.count;
	for (size_t i = 0; i < newest->words.count; i++) {
		const struct hub_file *f = &newest->words.at[i].file;

		if (!is_wanted(r, f))
			continue;
		if (hub_file_here(r, HUB_WORDS, f, &len, err) < 0)
			return -1;
		r->result->expected += f->bytes - len;
		r->result->planned += len < f->bytes;
	}
	return 0;
}

int hub_want(struct hub_run *r, struct err *err)
{
	struct hub_texts all = {{0}};
	int rc = hub_merge(r->lists.at, r->lists.count, &all);

	if (rc < 0)
		err_set(err, ERR_FAILED, "out of memory");
	if (rc == 0)
		rc = keep_missing(r, &all, err);
	vec_done(&all.list);
	if (rc == 0 && hub_ranges(&r->texts, &r->ranges) < 0)
		rc = err_set(err, ERR_FAILED, "out of memory");
	r->result->wanted = r->result->waiting = (long)r->texts.list.count;
	return rc == 0 ? count_cost(r, err) : -1;
}

/* -- one that has come --------------------------------------------------------------------- */

/* A range as it comes. */
struct coming {
	struct hub_run *run;
	const struct hub_range *range;
	char pack[HUB_NAME];
	size_t next;       /* of the texts: the one that comes now */
	uint64_t at;       /* where in the pack the bytes are that come next */
	struct buf packed; /* of that text, so far */
	struct buf plain;
	struct hub_words words;
};

static int is_another(const struct coming *c, struct err *err)
{
	return err_set(err, ERR_FAILED, _("%.150s: %s: another text is there than its list says"),
	               c->run->hub, c->pack);
}

/* Whether the record is of the text that the list has named, with those bytes. */
static bool is_of(const struct carried *record, const struct hub_text *t)
{
	char tag[2 * HUB_TAG + 1];

	for (size_t i = 0; i < HUB_TAG; i++)
		snprintf(tag + 2 * i, 3, "%02x", t->tag[i]);
	return !record->marks && !strcmp(record->key, t->key) && !strcmp(record->lang, t->lang) &&
	       !strncmp(record->sha256, tag, strlen(tag));
}

static void count(struct hub_result *r, int outcome)
{
	r->came += outcome == CARRIED_CAME || outcome == CARRIED_BESIDE;
	r->beside += outcome == CARRIED_BESIDE;
	r->differ += outcome == CARRIED_DIFFERS;
}

/* The record that is there, when it is the one that its list has named. */
static int read_record(const struct coming *c, const struct hub_text *t, struct carried_reader *r,
                       const struct carried **record, struct err *err)
{
	int rc = carried_next(r, record, err);

	if (rc < 0)
		return err_prefix(err, c->run->hub);
	return rc > 0 && is_of(*record, t) ? 0 : is_another(c, err);
}

/* The plain record arrives in the store. */
static int arrive(struct coming *c, const struct hub_text *t, struct err *err)
{
	struct carrier by = {.how = CARRIED_HUB,
	                     .name = c->run->hub,
	                     .make = c->run->config->make,
	                     .payload = c->run->config->make_payload,
	                     .parser = ACQUIRE_PARSER};
	struct carried_memory source = {&c->plain, 0};
	struct carried_reader *r = carried_reader_new(carried_from_memory, &source);
	const struct carried *record;
	int64_t id;
	int rc = r ? read_record(c, t, r, &record, err) : err_set(err, ERR_FAILED, "out of memory");

	if (rc == 0)
		rc = carried_arrive(c->run->config->store, r, &by, &id, err);
	if (rc >= 0)
		count(c->run->result, rc);
	if (rc >= 0 && !carried_is_single(r, err))
		rc = is_another(c, err);
	carried_reader_free(r);
	return rc < 0 ? -1 : 0;
}

/* All of a record has come. */
static int take_record(struct coming *c, const struct hub_text *t, struct err *err)
{
	uint8_t hash[HUB_HASH];

	hub_hash(c->packed.bytes, c->packed.len, hash);
	if (memcmp(hash, t->hash, sizeof hash) != 0)
		return err_set(err, ERR_FAILED, _("%.150s: %s is not what its list says"),
		               c->run->hub, c->pack);
	buf_reset(&c->plain);
	if (hub_undo(c->run, &c->words, t, &c->packed, &c->plain, err) < 0)
		return -1;
	buf_reset(&c->packed);
	if (arrive(c, t, err) < 0)
		return -1;
	c->next++;
	c->run->result->waiting--;
	return 0;
}

/* What comes of a range: records, and between them perhaps what nobody wants. */
static int take(const char *bytes, size_t len, void *payload, struct err *err)
{
	struct coming *c = payload;

	while (len && c->next < c->range->end) {
		const struct hub_text *t = c->run->texts.list.at[c->next];
		size_t n;

		if (c->at < t->offset) {
			n = t->offset - c->at < len ? (size_t)(t->offset - c->at) : len;
		} else {
			n = t->length - c->packed.len < len ? (size_t)(t->length - c->packed.len)
			                                    : len;
			buf_add(&c->packed, bytes, n);
		}
		bytes += n;
		len -= n;
		c->at += n;
		if (!buf_ok(&c->packed))
			return err_set(err, ERR_FAILED, "out of memory");
		if (c->packed.len == t->length && take_record(c, t, err) < 0)
			return -1;
	}
	return 0;
}

/* -- ranges ---------------------------------------------------------------------------------- */

/* The name under which the beginning of a record waits for its rest. */
static void part_name(const struct coming *c, char out[HUB_NAME + 24])
{
	snprintf(out, HUB_NAME + 24, "%s@%" PRIu64, c->pack,
	         c->run->texts.list.at[c->next]->offset);
}

/* What came of the first text when the line broke. */
static int find_part(struct coming *c, struct err *err)
{
	const struct hub_text *t = c->run->texts.list.at[c->next];
	char name[HUB_NAME + 24];

	part_name(c, name);
	if (store_hub_get(c->run->config->store, c->run->hub, name, &c->packed, err) < 0)
		return -1;
	/* never all of it: that would have arrived */
	if (c->packed.len >= t->length)
		buf_reset(&c->packed);
	c->at = t->offset + c->packed.len;
	return 0;
}

static void keep_part(struct coming *c)
{
	char name[HUB_NAME + 24];

	if (!c->packed.len || c->next >= c->range->end)
		return;
	part_name(c, name);
	store_hub_set(c->run->config->store, c->run->hub, name, c->packed.bytes, c->packed.len,
	              NULL);
}

/* The dictionaries of the texts in a range, before the range itself. 1, 0, -1. */
static int ask_words(struct coming *c, struct err *err)
{
	int rc = 1;

	for (size_t i = c->range->first; rc > 0 && i < c->range->end; i++)
		rc = hub_words_ask(c->run, &c->words, c->run->texts.list.at[i]->words, err);
	return rc;
}

static int bring_range(struct coming *c, const struct hub_range *range, struct err *err)
{
	struct hub_piece p = {
		.name = c->pack, .size = range->pack->file.bytes, .take = take, .payload = c};
	int rc;

	c->range = range;
	c->next = range->first;
	buf_reset(&c->packed);
	hub_name(HUB_PACK, range->pack->file.hash, c->pack);
	rc = ask_words(c, err);
	if (rc <= 0)
		return rc;
	if (find_part(c, err) < 0)
		return -1;
	p.from = c->at;
	p.length = range->to - c->at;
	rc = hub_ask(c->run, &p, err);
	if (rc <= 0)
		keep_part(c);
	return rc;
}

int hub_bring(struct hub_run *r, struct err *err)
{
	struct coming c = {.run = r};
	int rc = 1;

	buf_init(&c.packed, HUB_PACK_MOST);
	buf_init(&c.plain, UNDO_PLAIN_MOST);
	buf_init(&c.words.bytes, UNDO_WORDS_MOST);
	for (size_t i = 0; rc > 0 && i < r->ranges.list.count; i++)
		rc = bring_range(&c, &r->ranges.list.at[i], err);
	hub_words_done(&c.words);
	buf_done(&c.packed);
	buf_done(&c.plain);
	return rc;
}
