/* SPDX-License-Identifier: ISC */
/* A language is one value of meta, "told:ar": its plain size in four bytes, then a packed list.
 * The list has the number of texts, and, sorted, for each the hash of its English and the place of
 * its text, whose lowest bit says whether it is ours; then the texts. Numbers are little-endian.
 * English texts are known by 64 bits of FNV-1a: that no two of them are the same there is seen to
 * when the list is made. */
#include "config.h"

#include "model/store/told.h"

#include "model/base/buf.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/store/internal.h"
#include "model/store/packed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRY 12              /* bytes of an entry */
#define BYTES_MOST (4u << 20) /* of a list */

struct store_told {
	char *bytes; /* NULL: the language is not there */
	size_t len;
	uint32_t count;
};

static uint64_t number_at(const char *bytes, int size)
{
	uint64_t v = 0;

	for (int i = size; i-- > 0;)
		v = v << 8 | (unsigned char)bytes[i];
	return v;
}

static void add_number(struct buf *out, uint64_t v, int size)
{
	for (int i = 0; i < size; i++, v >>= 8)
		buf_char(out, (char)(v & 0xff));
}

static uint64_t hash(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h;
}

/* -- unpacked ---------------------------------------------------------------- */

/* Whether all entries lead into the list, whose last text has an end. */
static bool is_sound(const struct store_told *t)
{
	size_t texts = 4 + (size_t)t->count * ENTRY;

	if (t->len < 4 || t->count > t->len / ENTRY || texts > t->len ||
	    (t->count && t->bytes[t->len - 1]))
		return false;
	for (uint32_t i = 0; i < t->count; i++) {
		uint64_t place = number_at(t->bytes + 4 + (size_t)i * ENTRY + 8, 4) >> 1;

		if (place < texts || place >= t->len)
			return false;
	}
	return true;
}

static void unpack_list(struct store *s, const char *packed, size_t len, struct store_told *t)
{
	struct store_packing *k = store_packing(s, NULL);

	if (!k || len < 4)
		return;
	t->len = (size_t)number_at(packed, 4);
	t->bytes = t->len >= 4 && t->len <= BYTES_MOST ? malloc(t->len) : NULL;
	if (!t->bytes)
		return;
	if (unpack(k->packer, (struct pack_prefix){.len = 0}, packed + 4, len - 4, t->bytes,
	           t->len) == 0) {
		t->count = (uint32_t)number_at(t->bytes, 4);
		if (is_sound(t))
			return;
	}
	free(t->bytes);
	*t = (struct store_told){NULL, 0, 0};
}

/* The list of a language; one without bytes where there is none. NULL: out of memory. */
static const struct store_told *list_of(struct store *s, int language)
{
	struct store_told *t = s->told[language];
	char key[16];
	sqlite3_stmt *q;

	if (t)
		return t;
	t = s->told[language] = calloc(1, sizeof *t);
	q = t ? store_prepare(s, "SELECT value FROM meta WHERE key=?1", NULL) : NULL;
	if (!q)
		return t;
	snprintf(key, sizeof key, "told:%s", lang_codes[language]);
	store_bind(q, 1, key);
	if (sqlite3_step(q) == SQLITE_ROW && sqlite3_column_type(q, 0) == SQLITE_BLOB)
		unpack_list(s, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), t);
	sqlite3_finalize(q);
	return t;
}

/* -- looked up --------------------------------------------------------------- */

/* What has no letter is the same in all languages. */
static bool has_letter(const char *s)
{
	for (; *s; s++)
		if (isalpha((unsigned char)*s) || (unsigned char)*s >= 0x80)
			return true;
	return false;
}

struct told store_told_in(struct store *s, int language, const char *english)
{
	const struct store_told *t;
	uint32_t low = 0, high;
	uint64_t wanted;

	if (!strcmp(lang_codes[language], "en") || !has_letter(english))
		return (struct told){english, false, false};
	t = s ? list_of(s, language) : NULL;
	wanted = hash(english);
	high = t ? t->count : 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *entry = t->bytes + 4 + (size_t)middle * ENTRY;
		uint64_t there = number_at(entry, 8), place = number_at(entry + 8, 4);

		if (there == wanted)
			return (struct told){t->bytes + (place >> 1), place & 1, false};
		if (wanted < there)
			high = middle;
		else
			low = middle + 1;
	}
	return (struct told){english, false, true};
}

int store_told_language(const struct store *s)
{
	return s && s->original ? lang_index("en") : messages_index();
}

struct told store_told(struct store *s, const char *english)
{
	return store_told_in(s, store_told_language(s), english);
}

void store_told_count(struct store *s, int language, long *all, long *ours)
{
	const struct store_told *t =
		strcmp(lang_codes[language], "en") ? list_of(s, language) : NULL;

	*all = t ? (long)t->count : 0;
	*ours = 0;
	for (long i = 0; t && t->bytes && i < *all; i++)
		*ours += t->bytes[4 + (size_t)i * ENTRY + 8] & 1;
}

void store_set_original(struct store *s, bool original)
{
	s->original = original;
}

bool store_is_original(const struct store *s)
{
	return s->original;
}

void store_told_free(struct store *s)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		if (s->told[i])
			free(s->told[i]->bytes);
		free(s->told[i]);
		s->told[i] = NULL;
	}
}

/* -- written ----------------------------------------------------------------- */

struct placed {
	uint64_t hash;
	const struct told_row *row;
};

static int by_hash(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

static int write_list(const struct placed *at, size_t count, struct buf *out, struct err *err)
{
	size_t place = 4 + count * ENTRY;

	add_number(out, count, 4);
	for (size_t i = 0; i < count; place += strlen(at[i].row->text) + 1, i++) {
		if (i && at[i].hash == at[i - 1].hash)
			return err_set(err, ERR_FAILED,
			               "two English texts cannot be told apart: '%.60s', '%.60s'",
			               at[i].row->english, at[i - 1].row->english);
		add_number(out, at[i].hash, 8);
		add_number(out, place << 1 | at[i].row->ours, 4);
	}
	for (size_t i = 0; i < count; i++)
		buf_add(out, at[i].row->text, strlen(at[i].row->text) + 1);
	return buf_ok(out) ? 0 : err_set(err, ERR_FAILED, "too many translations");
}

static int put_list(struct store *s, int language, const struct buf *plain, struct err *err)
{
	struct store_packing *k = store_packing(s, err);
	sqlite3_stmt *q;
	struct buf packed;
	char key[16];
	int rc = -1;

	if (!k)
		return -1;
	buf_init(&packed, BYTES_MOST);
	add_number(&packed, plain->len, 4);
	if (pack(k->packer, (struct pack_prefix){.len = 0}, plain->bytes, plain->len, &packed) < 0)
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	else if ((q = store_prepare(s, "INSERT INTO meta(key, value) VALUES(?1, ?2)", err))) {
		snprintf(key, sizeof key, "told:%s", lang_codes[language]);
		store_bind(q, 1, key);
		sqlite3_bind_blob(q, 2, packed.bytes, (int)packed.len, SQLITE_STATIC);
		rc = store_run(s, q, err);
	}
	buf_done(&packed);
	return rc;
}

int store_put_told(struct store *s, int language, const struct told_row *rows, size_t count,
                   struct err *err)
{
	struct placed *at = calloc(count + 1, sizeof *at);
	struct buf plain;
	int rc;

	if (!at)
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	for (size_t i = 0; i < count; i++)
		at[i] = (struct placed){hash(rows[i].english), &rows[i]};
	qsort(at, count, sizeof *at, by_hash);
	buf_init(&plain, BYTES_MOST);
	rc = write_list(at, count, &plain, err);
	if (rc == 0)
		rc = put_list(s, language, &plain, err);
	buf_done(&plain);
	free(at);
	return rc;
}
