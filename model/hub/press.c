/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/press.h"

#include "model/store/carried.h"

#include <stdlib.h>
#include <string.h>

/* A dictionary is learnt of so many records at most, and of so many bytes; it costs each
 * reader up to 110 KiB once, and makes records smaller by a third: below a mebibyte of them
 * that is no gain. */
#define LEARN_RECORDS 256
#define LEARN_MOST (8u << 20)
#define LEARN_LEAST (1u << 20)

int press_init(struct press *p, struct hub_folder *folder, const struct hub_publish *of,
               uint64_t number, struct err *err)
{
	*p = (struct press){.folder = folder,
	                    .store = of->store,
	                    .with_bytes = of->with_bytes,
	                    .packer = packer_new(),
	                    .number = number};
	buf_init(&p->plain, HUB_RECORD_MOST);
	buf_init(&p->pack, HUB_PACK_MOST);
	return p->packer ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

void press_done(struct press *p)
{
	packer_free(p->packer);
	buf_done(&p->plain);
	buf_done(&p->pack);
	for (size_t i = 0; i < p->words.count; i++)
		buf_done(&p->words.at[i].bytes);
	vec_done(&p->words);
	vec_done(&p->packs);
}

/* -- a record ------------------------------------------------------------------- */

/* What no longer fits is noticed by the buffer itself. */
static int put(const char *bytes, size_t len, void *payload, struct err *err)
{
	(void)err;
	buf_add(payload, bytes, len);
	return 0;
}

/* Whether a record says that it is of the text that the list will name: as readers hold one
 * against the other. */
static bool is_of(const struct buf *plain, const struct press_text *t)
{
	struct carried_memory source = {plain, 0};
	struct carried_reader *r = carried_reader_new(carried_from_memory, &source);
	const struct carried *c;
	bool same = r && carried_next(r, &c, NULL) > 0 && !strcmp(c->key, t->key) &&
	            !strcmp(c->lang, t->lang);

	carried_reader_free(r);
	return same;
}

/* The plain record: 1, 0 when it cannot be carried, -1. */
static int write_record(struct press *p, const struct press_text *t, struct err *err)
{
	int rc;

	buf_reset(&p->plain);
	(void)buf_lacked();
	rc = carried_write(p->store, t->version, p->with_bytes, put, &p->plain, err);
	if (rc > 0 && !buf_ok(&p->plain) && buf_lacked())
		return err_set(err, ERR_FAILED, "out of memory");
	return rc > 0 ? buf_ok(&p->plain) && is_of(&p->plain, t) : rc;
}

/* -- dictionaries ---------------------------------------------------------------- */

static struct press_words *words_of(struct press *p, const char *lang)
{
	for (size_t i = 0; i < p->words.count; i++)
		if (!strcmp(p->words.at[i].lang, lang))
			return &p->words.at[i];
	return NULL;
}

/* Adds it to those that there are: none, where the samples have nothing in common. */
static int keep_words(struct press *p, const char *lang, const struct buf *bytes, struct err *err)
{
	struct press_words w = {.part.number = 1};

	if (p->words.count)
		w.part.number = p->words.at[p->words.count - 1].part.number + 1;
	strncat(w.lang, lang, sizeof w.lang - 1);
	if (hub_folder_write_file(p->folder, HUB_WORDS, bytes, &w.part.file, err) < 0)
		return -1;
	buf_init(&w.bytes, HUB_PACK_MOST);
	buf_add(&w.bytes, bytes->bytes, bytes->len);
	return vec_push(&p->words, w) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 0;
}

int press_learn(struct press *p, const struct press_text *const *texts, size_t count,
                struct err *err)
{
	size_t step = count / LEARN_RECORDS + 1, sizes[LEARN_RECORDS];
	struct buf samples, learnt;
	unsigned n = 0;
	int rc = 0;

	if (!count || words_of(p, texts[0]->lang) || p->words.count == HUB_WORDS_MOST)
		return 0;
	buf_init(&samples, LEARN_MOST);
	buf_init(&learnt, 2 * PACK_DICTIONARY);
	for (size_t i = 0; rc >= 0 && i < count && n < LEARN_RECORDS; i += step) {
		rc = write_record(p, texts[i], err);
		if (rc <= 0)
			continue;
		if (p->plain.len > LEARN_MOST - samples.len)
			break;
		buf_add(&samples, p->plain.bytes, p->plain.len);
		sizes[n++] = p->plain.len;
	}
	if (rc >= 0 && samples.len >= LEARN_LEAST &&
	    pack_learn(samples.bytes, sizes, n, PACK_DICTIONARY, &learnt) == 0)
		rc = keep_words(p, texts[0]->lang, &learnt, err);
	buf_done(&samples);
	buf_done(&learnt);
	return rc < 0 ? -1 : 0;
}

/* Those of before are read when something is to be packed behind them. */
static int prefix_of(struct press *p, struct press_words *w, struct pack_prefix *prefix,
                     struct err *err)
{
	*prefix = (struct pack_prefix){NULL, 0, 0};
	if (!w)
		return 0;
	if (!w->bytes.len &&
	    hub_folder_read_file(p->folder, HUB_WORDS, &w->part.file, &w->bytes, err) < 0)
		return -1;
	*prefix = (struct pack_prefix){w->bytes.bytes, w->bytes.len, 1 + (w - p->words.at)};
	return 0;
}

/* -- packs -------------------------------------------------------------------------- */

int press_end(struct press *p, struct err *err)
{
	struct hub_part part = {.number = p->number};

	if (!p->pack.len)
		return 0;
	if (hub_folder_write_file(p->folder, HUB_PACK, &p->pack, &part.file, err) < 0)
		return -1;
	if (vec_push(&p->packs, part) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	buf_reset(&p->pack);
	p->number++;
	return 0;
}

static int add_packed(struct press *p, struct press_text *t, const char *bytes, size_t len,
                      struct err *err)
{
	if (len > HUB_PACK_MOST - p->pack.len && press_end(p, err) < 0)
		return -1;
	t->pack = p->number;
	t->offset = p->pack.len;
	t->length = len;
	hub_hash(bytes, len, t->hash);
	buf_add(&p->pack, bytes, len);
	return buf_ok(&p->pack) ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

int press_add(struct press *p, struct press_text *t, struct err *err)
{
	struct press_words *w = words_of(p, t->lang);
	struct pack_prefix prefix;
	struct buf packed;
	int rc = write_record(p, t, err);

	if (rc <= 0) {
		t->left_out = rc == 0;
		return rc;
	}
	if (prefix_of(p, w, &prefix, err) < 0)
		return -1;
	buf_init(&packed, HUB_RECORD_MOST + HUB_RECORD_MOST / 8);
	rc = pack(p->packer, prefix, p->plain.bytes, p->plain.len, &packed);
	if (rc < 0)
		err_set(err, ERR_FAILED, "out of memory");
	t->words = w ? w->part.number : 0;
	t->left_out = rc == 0 && packed.len > HUB_PACK_MOST;
	if (rc == 0 && !t->left_out)
		rc = add_packed(p, t, packed.bytes, packed.len, err);
	buf_done(&packed);
	return rc;
}

int press_move(struct press *p, struct press_text *t, const struct buf *from, struct err *err)
{
	t->words = t->was->words ? t->was->words->number : 0;
	return add_packed(p, t, from->bytes + t->was->offset, t->was->length, err);
}
