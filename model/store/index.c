/* SPDX-License-Identifier: ISC */
/* The search index: held against the documents word by word. */
#include "config.h"

#include "model/store/index.h"

#include "model/base/messages.h"
#include "model/store/cut.h"
#include "model/store/incoming.h"
#include "model/store/match.h"
#include "model/store/segments.h"
#include "model/store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* As FTS5 cuts what is longer. */
#define WORD_MAX_BYTES 32768
#define TICK_WORDS 4096

/* All words of one text, in whatever order they were added. */
struct sum {
	uint64_t words;
	int64_t count[2]; /* by column */
};

/* What was noted of a document as it was indexed: by its text, its words. */
struct note {
	uint64_t text;
	struct sum of_doc;
};

struct checked {
	int64_t text;
	struct sum of_index; /* beside the number, by which it is looked up for each place */
	int64_t indexed;
	struct note note;
	bool noted; /* of_doc is that of the note */
	struct sum of_doc;
	int64_t size[2]; /* as the index says, by which it ranks */
	bool own;        /* the version that it is indexed by is its own */
	bool read;       /* and could be read */
	bool readable;   /* any of its versions could */
	bool sized;
};

struct store_index_check {
	struct store *s;
	VEC(struct checked) texts; /* by number */
	fts5_tokenizer cut;
	Fts5Tokenizer *cutter;
	size_t last;       /* where the last text was found */
	int64_t strangers; /* words that belong to no text; */
	int64_t stranger;  /* one that they are said to belong to */
};

/* -- words ----------------------------------------------------------------- */

static uint64_t word_number(const char *word, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * 0x100000001b3u;
	return h;
}

static void sum_add(struct sum *sum, int column, int64_t place, uint64_t word)
{
	uint64_t h = word ^ ((uint64_t)place * 2 + (uint64_t)column);

	/* neighbours must not add up to what others add up to */
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	sum->words += h ^ (h >> 31);
	sum->count[column]++;
}

struct cutting {
	struct sum *sum;
	int column;
};

static int take_word(void *payload, int flags, const char *word, int len, int from, int to)
{
	struct cutting *c = payload;

	(void)flags;
	(void)from;
	(void)to;
	sum_add(c->sum, c->column, c->sum->count[c->column],
	        word_number(word, (size_t)(len > WORD_MAX_BYTES ? WORD_MAX_BYTES : len)));
	return SQLITE_OK;
}

static int sum_cut(struct store_index_check *c, const struct cut_document *cut, struct sum *sum,
                   struct err *err)
{
	const struct buf *parts[] = {[MATCH_BODY] = &cut->body, [MATCH_TITLE] = &cut->title};
	int rc = c->cut.xTokenize ? SQLITE_OK : SQLITE_ERROR;

	memset(sum, 0, sizeof *sum);
	for (int i = 0; rc == SQLITE_OK && i < 2; i++) {
		struct cutting cutting = {sum, i};

		rc = c->cut.xTokenize(c->cutter, &cutting, FTS5_TOKENIZE_DOCUMENT, parts[i]->bytes,
		                      (int)parts[i]->len, take_word);
	}
	return rc == SQLITE_OK ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

static int sum_document(struct store_index_check *c, const struct doc *doc, struct sum *sum,
                        struct err *err)
{
	struct cut_document cut;
	int rc;

	cut_init(&cut);
	rc = cut_document(&cut, doc) < 0 ? err_set(err, ERR_FAILED, "out of memory")
	                                 : sum_cut(c, &cut, sum, err);
	cut_done(&cut);
	return rc;
}

static int find_cutter(struct store_index_check *c, struct err *err)
{
	fts5_api *api = store_fts5(c->s);
	void *its;

	/* as the table is declared (model/store/schema.c) */
	if (api && api->xFindTokenizer(api, "ascii", &its, &c->cut) == SQLITE_OK &&
	    c->cut.xCreate(its, NULL, 0, &c->cutter) == SQLITE_OK)
		return 0;
	c->cutter = NULL;
	return err_set(err, ERR_FAILED, "this SQLite has no full-text search");
}

/* -- notes ------------------------------------------------------------------- */

static uint64_t add_text(uint64_t h, const char *text, size_t len)
{
	uint64_t eight;
	size_t i = 0;

	for (; i + sizeof eight <= len; i += sizeof eight) {
		memcpy(&eight, text + i, sizeof eight);
		h = (h ^ eight) * 0x9e3779b97f4a7c15u;
		h ^= h >> 29;
	}
	for (eight = len; i < len; i++)
		eight = eight << 8 | (unsigned char)text[i];
	h = (h ^ eight) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static uint64_t add_spans(uint64_t h, const struct doc_text *text)
{
	h = add_text(h, text->bytes, text->len);
	for (uint32_t i = 0; i < text->span_count; i++)
		if (text->spans[i].kind == DOC_CALL)
			h += (uint64_t)text->spans[i].start << 32 | text->spans[i].end;
	return h;
}

/* All that terms are cut from (cut.c): where this is the same, so are they. */
static uint64_t text_number(const struct doc *doc)
{
	static const char *const facts[] = {DOC_TITLE, DOC_SYMBOL, DOC_ALIAS, DOC_FORMAT};
	const char *value;
	uint64_t h = STORE_CUTTING;

	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *name = doc_fact_at(doc, i, &value);

		for (size_t k = 0; k < sizeof facts / sizeof *facts; k++)
			if (!strcmp(name, facts[k]))
				h = add_text(h + k, value, strlen(value));
	}
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		h = add_spans(h + b->kind, &b->text);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				h = add_spans(h, &b->rows[r].cells[c].text);
	}
	return h;
}

int store_index_note(struct store *s, int64_t text, const struct doc *doc,
                     const struct cut_document *cut, struct err *err)
{
	struct store_index_check c = {.s = s};
	struct note note = {.text = text_number(doc)};
	sqlite3_stmt *q = NULL;

	if (find_cutter(&c, err) == 0 && sum_cut(&c, cut, &note.of_doc, err) == 0)
		q = store_prepare_kept(s, "UPDATE text SET words=?2 WHERE id=?1", err);
	if (c.cutter)
		c.cut.xDelete(c.cutter);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_blob(q, 2, &note, sizeof note, SQLITE_TRANSIENT);
	if (sqlite3_step(q) != SQLITE_DONE)
		store_fail(s, err);
	return sqlite3_reset(q) == SQLITE_OK ? 0 : -1;
}

/* -- beginning --------------------------------------------------------------- */

static int find_texts(struct store_index_check *c, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(c->s,
	                      "SELECT t.id, t.indexed, v.id IS NOT NULL, t.words FROM text t "
	                      "LEFT JOIN version v ON v.id=t.indexed AND v.text=t.id "
	                      "ORDER BY t.id",
	                      err);
	int rc = SQLITE_DONE, full = 0;

	if (!q)
		return -1;
	while (!full && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct checked t = {.text = sqlite3_column_int64(q, 0),
		                    .indexed = sqlite3_column_int64(q, 1),
		                    .own = sqlite3_column_int(q, 2)};

		c->s->steps_left = INT64_MAX;
		if (sqlite3_column_bytes(q, 3) == sizeof t.note)
			memcpy(&t.note, sqlite3_column_blob(q, 3), sizeof t.note);
		full = vec_push(&c->texts, t);
	}
	if (full)
		err_set(err, ERR_FAILED, "out of memory");
	else if (rc != SQLITE_DONE)
		full = store_fail(c->s, err);
	sqlite3_finalize(q);
	return full;
}

struct store_index_check *store_index_check_new(struct store *s, struct err *err)
{
	struct store_index_check *c = calloc(1, sizeof *c);

	if (!c) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	c->s = s;
	if (find_cutter(c, err) == 0 && find_texts(c, err) == 0)
		return c;
	store_index_check_free(c);
	return NULL;
}

void store_index_check_free(struct store_index_check *c)
{
	if (!c)
		return;
	if (c->cutter)
		c->cut.xDelete(c->cutter);
	vec_done(&c->texts);
	free(c);
}

int64_t store_index_check_texts(const struct store_index_check *c)
{
	return (int64_t)c->texts.count;
}

/* A word's texts come in their order, mostly many numbers apart; and numbers have few gaps. So a
 * text stands as many places from the last as its number is from that one's, or nearer where
 * some are missing in between: of a hundred thousand texts one is looked at, and not seventeen
 * that lie all over the memory. */
static struct checked *find(struct store_index_check *c, int64_t text)
{
	size_t from = 0, to = c->texts.count, i;
	uint64_t last, apart;

	if (!to)
		return NULL;
	last = (uint64_t)c->texts.at[c->last].text;
	if (text >= c->texts.at[c->last].text) {
		apart = (uint64_t)text - last;
		from = c->last;
		to = apart < to - from ? from + (size_t)apart + 1 : to;
		i = to - 1;
	} else {
		apart = last - (uint64_t)text;
		to = c->last;
		from = apart < to ? to - (size_t)apart : 0;
		i = from;
	}
	for (; from < to; i = from + (to - from) / 2) {
		if (c->texts.at[i].text == text) {
			c->last = i;
			return &c->texts.at[i];
		}
		if (c->texts.at[i].text < text)
			from = i + 1;
		else
			to = i;
	}
	return NULL;
}

int store_index_check_doc(struct store_index_check *c, int64_t text, int64_t version,
                          const struct doc *doc, struct err *err)
{
	struct checked *t = doc ? find(c, text) : NULL;

	if (!t)
		return 0;
	t->readable = true;
	if (t->indexed != version || !t->own)
		return 0;
	t->read = true;
	t->noted = t->note.text == text_number(doc);
	if (!t->noted)
		return sum_document(c, doc, &t->of_doc, err);
	t->of_doc = t->note.of_doc;
	return 0;
}

/* -- the index --------------------------------------------------------------- */

struct reading {
	struct store_index_check *check;
	uint64_t word;
	void (*tick)(void *);
	void *payload;
	int ticks;
};

static void take_indexed(const char *word, size_t len, bool again, int64_t text, int column,
                         int64_t place, void *payload)
{
	struct reading *r = payload;
	struct store_index_check *c = r->check;
	struct checked *t = find(c, text);

	if (!again)
		r->word = word_number(word, len);
	if (t) {
		sum_add(&t->of_index, column, place, r->word);
	} else {
		c->strangers++;
		c->stranger = text;
	}
	if (++r->ticks % TICK_WORDS == 0)
		r->tick(r->payload);
}

static bool opens(struct store *s)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT 1 FROM search LIMIT 0", NULL);

	sqlite3_finalize(q);
	return q;
}

static int bad_index(struct store_index_check *c, store_index_fault *fault, void *payload,
                     struct err *err)
{
	int code = sqlite3_errcode(c->s->db) & 0xff;

	if (code != SQLITE_CORRUPT && code != SQLITE_ERROR)
		return store_fail(c->s, err);
	/* an index that lacked memory to be opened says no more than one that is none */
	if (code == SQLITE_ERROR && opens(c->s))
		return err_set(err, ERR_FAILED, "%s: out of memory", c->s->path);
	fault(FAULT_SEARCH, 0, _("the search index cannot be read"), payload);
	return 1;
}

/* 0, 1 when the index cannot be read, -1. */
static int read_words(struct store_index_check *c, store_index_fault *fault, void (*tick)(void *),
                      void *payload, struct err *err)
{
	struct reading r = {.check = c, .tick = tick, .payload = payload};
	int rc = segments_read(c->s, take_indexed, &r, err);

	if (rc == SEGMENTS_BAD)
		fault(FAULT_SEARCH, 0, _("the search index cannot be read"), payload);
	return rc;
}

/* FTS5 writes numbers with seven bits a byte, the highest first. */
static const unsigned char *read_number(const unsigned char *p, const unsigned char *end,
                                        int64_t *n)
{
	uint64_t value = 0;

	while (p < end) {
		value = value << 7 | (*p & 0x7f);
		if (!(*p++ & 0x80))
			break;
	}
	*n = (int64_t)value;
	return p;
}

static void take_size(struct store_index_check *c, sqlite3_stmt *q)
{
	int64_t text = sqlite3_column_int64(q, 0);
	const unsigned char *p = sqlite3_column_blob(q, 1);
	const unsigned char *end = p ? p + sqlite3_column_bytes(q, 1) : NULL;
	struct checked *t = find(c, text);

	if (t) {
		t->sized = true;
		for (int i = 0; i < 2; i++)
			p = read_number(p, end, &t->size[i]);
	} else if (!c->strangers) {
		c->strangers = 1;
		c->stranger = text;
	}
}

static int read_sizes(struct store_index_check *c, store_index_fault *fault, void *payload,
                      struct err *err)
{
	sqlite3_stmt *q = store_prepare(c->s, "SELECT id, sz FROM search_docsize", err);
	int rc = 0;

	while (q && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		c->s->steps_left = INT64_MAX;
		take_size(c, q);
	}
	rc = !q ? -1 : rc == SQLITE_DONE ? 0 : bad_index(c, fault, payload, err);
	sqlite3_finalize(q);
	return rc;
}

/* -- the comparison ---------------------------------------------------------- */

static bool has_its_words(const struct checked *t)
{
	return t->of_index.words == t->of_doc.words && t->sized &&
	       !memcmp(t->of_index.count, t->of_doc.count, sizeof t->of_doc.count) &&
	       !memcmp(t->size, t->of_doc.count, sizeof t->size);
}

/* A note may be what is damaged: before anything is said, the words are cut again. */
static int doubt_note(struct store_index_check *c, struct checked *t, struct err *err)
{
	struct doc *doc;
	int rc;

	if (!t->noted || has_its_words(t))
		return 0;
	doc = store_doc(c->s, t->indexed, err);
	rc = doc ? sum_document(c, doc, &t->of_doc, err) : -1;
	doc_free(doc);
	return rc;
}

static void compare_words(const struct checked *t, store_index_fault *fault, void *payload)
{
	long long has = t->of_index.count[0] + t->of_index.count[1];
	long long wants = t->of_doc.count[0] + t->of_doc.count[1];
	char why[400];

	*why = '\0';
	if (has != wants)
		/* TRANSLATORS: two counts of words, of one document */
		snprintf(why, sizeof why,
		         _("words in the search index: %1$lld, in the document: %2$lld"), has,
		         wants);
	else if (t->of_index.words != t->of_doc.words)
		snprintf(why, sizeof why, "%s",
		         _("the search index has other words than the document"));
	else if (!t->sized || memcmp(t->size, t->of_doc.count, sizeof t->size) != 0)
		snprintf(why, sizeof why, "%s", _("the search index has a wrong length for it"));
	if (*why)
		fault(FAULT_SEARCH, t->text, why, payload);
}

static void compare(const struct checked *t, bool readable, store_index_fault *fault, void *payload)
{
	char why[300];

	if (t->indexed && !t->own) {
		snprintf(why, sizeof why,
		         _("it is found by the words of version %lld, which is not its own"),
		         (long long)t->indexed);
		fault(FAULT_INDEXED, t->text, why, payload);
	} else if (!t->indexed && t->readable) {
		fault(FAULT_INDEXED, t->text, _("it is not in the search index"), payload);
	} else if (readable && !t->indexed && (t->of_index.words || t->sized)) {
		fault(FAULT_SEARCH, t->text,
		      _("the search index has words of it that it should not have"), payload);
	} else if (readable && t->read) {
		compare_words(t, fault, payload);
	}
}

int store_index_check_end(struct store_index_check *c, store_index_fault *fault,
                          void (*tick)(void *), void *payload, struct err *err)
{
	int words = read_words(c, fault, tick, payload, err);
	int sizes = words ? words : read_sizes(c, fault, payload, err);
	char why[300];

	if (sizes < 0)
		return -1;
	for (size_t i = 0; i < c->texts.count; i++) {
		if (doubt_note(c, &c->texts.at[i], err) < 0)
			return -1;
		compare(&c->texts.at[i], !sizes, fault, payload);
	}
	if (c->strangers) {
		snprintf(why, sizeof why,
		         _("the search index has words of a text that is not there (number %lld)"),
		         (long long)c->stranger);
		fault(FAULT_SEARCH, 0, why, payload);
	}
	return 0;
}
