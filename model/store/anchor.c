/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/anchor.h"

#include "model/doc/passage.h"

#include <sha256.h>
#include <stdlib.h>
#include <string.h>

struct place {
	bool worded;
	char number[PARAGRAPH_LABEL_MAX];
	char hash[65];
};

struct anchor_index {
	const struct doc *doc;
	struct place *at; /* a block each */
};

void anchor_hash(const char *words, size_t len, char out[65])
{
	SHA256Data((const uint8_t *)words, len, out);
}

int anchor_make(struct anchor *a, const struct doc *doc, size_t block, struct buf *words)
{
	buf_reset(words);
	paragraph_words(doc_block(doc, block), words);
	if (!words->len || !buf_ok(words) || doc_block(doc, block)->kind == DOC_OTHER)
		return -1;
	paragraph_label(doc, 0, block, a->number);
	a->block = (long)block;
	anchor_hash(words->bytes, words->len, a->hash);
	a->words = words->bytes;
	return 0;
}

struct anchor_index *anchor_index_new(const struct doc *doc)
{
	struct anchor_index *x = calloc(1, sizeof *x);
	size_t count = doc_block_count(doc);
	struct buf words;

	if (!x)
		return NULL;
	x->doc = doc;
	x->at = calloc(count + 1, sizeof *x->at);
	if (!x->at) {
		free(x);
		return NULL;
	}
	buf_init(&words, DOC_MAX);
	for (size_t i = 0; i < count; i++) {
		struct anchor a;

		x->at[i].worded = anchor_make(&a, doc, i, &words) == 0;
		if (!x->at[i].worded)
			continue;
		memcpy(x->at[i].number, a.number, sizeof a.number);
		memcpy(x->at[i].hash, a.hash, sizeof a.hash);
	}
	buf_done(&words);
	return x;
}

void anchor_index_free(struct anchor_index *x)
{
	if (!x)
		return;
	free(x->at);
	free(x);
}

static long distance(size_t block, long from)
{
	return labs((long)block - from);
}

/* The nearest paragraph of the same words: one with its number before any other. */
static bool find_words(const struct anchor_index *x, const struct anchor *a, size_t *block)
{
	bool found = false, numbered = false;

	for (size_t i = 0; i < doc_block_count(x->doc); i++) {
		const struct place *p = &x->at[i];
		bool same = !strcmp(p->number, a->number);

		if (!p->worded || strcmp(p->hash, a->hash) || (numbered && !same))
			continue;
		if (found && numbered == same &&
		    distance(i, a->block) >= distance(*block, a->block))
			continue;
		found = true;
		numbered = same;
		*block = i;
	}
	return found;
}

static void bag_of(const struct doc_block *b, struct passage_bag *bag)
{
	struct passage text = {.block = b};

	passage_bag(bag, &text);
	for (uint32_t r = 0; r < b->row_count; r++) {
		struct passage row = {.block = b, .row = &b->rows[r]};

		passage_bag(bag, &row);
	}
}

/* How much of the words it shares with a block. */
static int alike(const struct passage_bag *words, const struct doc_block *b)
{
	struct passage_bag bag = {0};
	int share;

	bag_of(b, &bag);
	share = passage_bags_share(words, &bag);
	vec_done(&bag.all);
	return share;
}

/* The paragraph of the same number, of several that which is most alike; without a number
 * that which is, where it is alike at all. */
static bool find_number(const struct anchor_index *x, const struct anchor *a, size_t *block)
{
	struct doc_block b = {.kind = DOC_PARAGRAPH,
	                      .text = {.bytes = a->words, .len = (uint32_t)strlen(a->words)},
	                      .number = "",
	                      .marker = ""};
	struct passage_bag words = {0};
	int best = *a->number ? -1 : ANCHOR_ALIKE - 1;
	bool found = false;

	bag_of(&b, &words);
	for (size_t i = 0; i < doc_block_count(x->doc); i++) {
		int share;

		if (!x->at[i].worded || strcmp(x->at[i].number, a->number))
			continue;
		share = alike(&words, doc_block(x->doc, i));
		if (share < best ||
		    (share == best && found && distance(i, a->block) >= distance(*block, a->block)))
			continue;
		if (share == best && !found)
			continue;
		best = share;
		found = true;
		*block = i;
	}
	vec_done(&words.all);
	return found;
}

enum anchor_state anchor_find(const struct anchor_index *x, const struct anchor *a, size_t *block)
{
	if (find_words(x, a, block))
		return strcmp(x->at[*block].number, a->number) ? ANCHOR_MOVED : ANCHOR_SAME;
	return find_number(x, a, block) ? ANCHOR_CHANGED : ANCHOR_ORPHAN;
}
