/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/passage.h"

#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

/* -- the words of a passage, one after another ---------------------------------- */

struct reader {
	const struct passage *passage;
	bool begun;    /* the label has been read */
	uint32_t cell; /* of the row */
	size_t at;     /* in the text at hand */
};

const char *passage_label(const struct passage *u)
{
	const char *marker = u->block->marker;
	enum text_word what;
	size_t len = strlen(marker);

	if (u->row || u->block->kind == DOC_TABLE)
		return "";
	if (*u->block->number)
		return u->block->number;
	for (size_t at = 0; at < len;) {
		at += text_word(marker + at, len - at, &what);
		if (what == TEXT_WORD_LETTERS)
			return marker;
	}
	return "";
}

/* Between two cells stands a sign of its own. */
static bool next_cell(struct reader *r, struct passage_word *w)
{
	if (!r->passage->row || r->cell + 1 >= r->passage->row->cell_count)
		return false;
	r->cell++;
	r->at = 0;
	*w = (struct passage_word){.bytes = "|", .len = 1, .space = " ", .space_len = 1};
	return true;
}

static const struct doc_text *text_of(const struct reader *r)
{
	static const struct doc_text none = {.bytes = ""};

	if (!r->passage->row)
		return &r->passage->block->text;
	return r->passage->row->cell_count ? &r->passage->row->cells[r->cell].text : &none;
}

static bool next_word(struct reader *r, struct passage_word *w)
{
	const struct doc_text *t = text_of(r);
	enum text_word what;
	size_t n;

	if (!r->begun) {
		const char *label = passage_label(r->passage);

		r->begun = true;
		*w = (struct passage_word){label, strlen(label), "", 0, true, true, 0};
		if (w->len)
			return true;
	}
	/* the first word of a text stands apart from the label or cell before it */
	w->space = r->at == 0 && (r->cell || *passage_label(r->passage)) ? " " : "";
	*w = (struct passage_word){.space = w->space, .space_len = strlen(w->space)};
	while (r->at < t->len) {
		n = text_word(t->bytes + r->at, t->len - r->at, &what);
		r->at += n;
		if (what == TEXT_WORD_SPACE) {
			w->space = t->bytes + r->at - n;
			w->space_len = n;
			continue;
		}
		w->bytes = t->bytes + r->at - n;
		w->len = n;
		w->letters = what == TEXT_WORD_LETTERS;
		return true;
	}
	return next_cell(r, w);
}

int passage_words(struct passage_words *w, const struct passage *u)
{
	struct reader r = {.passage = u};
	struct passage_word word;

	while (next_word(&r, &word))
		if (vec_push(&w->all, word) < 0)
			return -1;
	return 0;
}

/* -- numbers for what is the same ---------------------------------------------- */

#define HASH_BEGIN 14695981039346656037u
#define HASH_PRIME 1099511628211u

static uint64_t hash_word(uint64_t h, const struct passage_word *w)
{
	for (size_t i = 0; i < w->len; i++)
		h = (h ^ (unsigned char)w->bytes[i]) * HASH_PRIME;
	return (h ^ 0xff) * HASH_PRIME;
}

static bool same_word(const struct passage_word *a, const struct passage_word *b)
{
	return a->len == b->len && a->label == b->label && !memcmp(a->bytes, b->bytes, a->len);
}

static uint64_t hash_passage(const struct passage *u)
{
	struct reader r = {.passage = u};
	struct passage_word w;
	uint64_t h = HASH_BEGIN;

	while (next_word(&r, &w))
		h = hash_word(h, &w);
	return h;
}

static bool same_passage(const struct passage *a, const struct passage *b)
{
	struct reader x = {.passage = a}, y = {.passage = b};
	struct passage_word v, w;

	for (;;) {
		bool more = next_word(&x, &v), goes_on = next_word(&y, &w);

		if (!more || !goes_on)
			return more == goes_on;
		if (!same_word(&v, &w))
			return false;
	}
}

/* A table of what has a number: of passages, or of words. */
struct table {
	struct {
		uint64_t hash;
		const void *thing; /* NULL: free */
	} * slots;
	size_t count; /* of slots: a power of two, twice the things or more */
	bool passages;
};

static int table_init(struct table *t, size_t things, bool passages)
{
	t->count = 16;
	t->passages = passages;
	while (t->count < things * 2)
		t->count *= 2;
	t->slots = calloc(t->count, sizeof *t->slots);
	return t->slots ? 0 : -1;
}

/* The slot of a thing is its number. */
static uint32_t table_number(struct table *t, uint64_t hash, const void *thing)
{
	size_t i = (hash ^ hash >> 32) & (t->count - 1);

	for (; t->slots[i].thing; i = (i + 1) & (t->count - 1))
		if (t->slots[i].hash == hash &&
		    (t->passages ? same_passage(t->slots[i].thing, thing)
		                 : same_word(t->slots[i].thing, thing)))
			return (uint32_t)i;
	t->slots[i].hash = hash;
	t->slots[i].thing = thing;
	return (uint32_t)i;
}

int passages_number(struct passages *a, struct passages *b)
{
	struct table t;

	if (table_init(&t, a->all.count + b->all.count, true) < 0)
		return -1;
	for (size_t i = 0; i < a->all.count; i++)
		a->all.at[i].id = table_number(&t, hash_passage(&a->all.at[i]), &a->all.at[i]);
	for (size_t i = 0; i < b->all.count; i++)
		b->all.at[i].id = table_number(&t, hash_passage(&b->all.at[i]), &b->all.at[i]);
	free(t.slots);
	return 0;
}

static void number_words(struct table *t, struct passage_words *w)
{
	for (size_t i = 0; i < w->all.count; i++)
		w->all.at[i].id =
			table_number(t, hash_word(HASH_BEGIN, &w->all.at[i]), &w->all.at[i]);
}

int passage_words_number(struct passage_words *a, struct passage_words *b)
{
	struct table t;

	if (table_init(&t, a->all.count + b->all.count, false) < 0)
		return -1;
	number_words(&t, a);
	number_words(&t, b);
	free(t.slots);
	return 0;
}

static int compare_numbers(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int passage_bag(struct passage_bag *bag, const struct passage *u)
{
	struct reader r = {.passage = u};
	struct passage_word w;

	while (next_word(&r, &w)) {
		uint64_t h = hash_word(HASH_BEGIN, &w);

		if (w.letters && !w.label && vec_push(&bag->all, (uint32_t)(h ^ h >> 32)) < 0)
			return -1;
	}
	if (bag->all.count)
		qsort(bag->all.at, bag->all.count, sizeof *bag->all.at, compare_numbers);
	return 0;
}

int passage_bags_share(const struct passage_bag *a, const struct passage_bag *b)
{
	size_t i = 0, j = 0, both = 0, all = a->all.count + b->all.count;

	while (i < a->all.count && j < b->all.count) {
		uint32_t x = a->all.at[i], y = b->all.at[j];

		both += x == y;
		i += x <= y;
		j += y <= x;
	}
	return all ? (int)(both * 200 / all) : 0;
}

/* -- the passages of a document ------------------------------------------------------ */

static int add(struct passages *u, const struct doc_block *b, const struct doc_row *row)
{
	struct passage passage = {b, row, 0};
	struct reader r = {.passage = &passage, .begun = true};
	struct passage_word w;

	/* what has no word but its label says nothing that could change */
	return next_word(&r, &w) ? vec_push(&u->all, passage) : 0;
}

int passages_add(struct passages *u, const struct doc *doc)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (b->kind == DOC_OTHER)
			continue;
		rc = add(u, b, NULL);
		for (uint32_t r = 0; rc == 0 && r < b->row_count; r++)
			rc = add(u, b, &b->rows[r]);
	}
	return rc;
}
