/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/hashes.h"

#include "model/base/lang.h"
#include "model/store/internal.h"

#include <stdio.h>
#include <string.h>

#define ENTRY (HASH_KEPT - 1 + 3)
#define LANG_BITS 3

/* The six, and one more that some texts have. */
static const char *lang_of(int i)
{
	return i < LANG_COUNT ? lang_codes[i] : i == LANG_COUNT ? "de" : NULL;
}

/* Its index, or -1. */
static int index_of(const char *lang)
{
	for (int i = 0; lang_of(i); i++)
		if (!strcmp(lang_of(i), lang))
			return i;
	return -1;
}

bool hash_is_lang(const char *lang)
{
	return index_of(lang) >= 0;
}

bool hash_read(const char *sha256, unsigned char kept[HASH_KEPT])
{
	if (strlen(sha256) != 64 || strspn(sha256, "0123456789abcdefABCDEF") != 64)
		return false;
	for (int i = 0; i < HASH_KEPT; i++)
		sscanf(sha256 + 2 * i, "%2hhx", &kept[i]);
	return true;
}

bool hash_pack(struct buf *list, const unsigned char kept[HASH_KEPT], int64_t id, const char *lang)
{
	uint32_t n;

	if (id < 1 || id >= 1 << (24 - LANG_BITS))
		return false;
	n = (uint32_t)id << LANG_BITS | (uint32_t)index_of(lang);
	buf_add(list, (const char *)kept + 1, HASH_KEPT - 1);
	for (int shift = 16; shift >= 0; shift -= 8)
		buf_char(list, (char)(n >> shift & 255));
	return true;
}

/* What a list has for a hash: an id with its language, or 0. */
static uint32_t find(const unsigned char *list, size_t len, const unsigned char *kept)
{
	size_t low = 0, high = len / ENTRY;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const unsigned char *entry = list + middle * ENTRY, *n = entry + HASH_KEPT - 1;
		int cmp = memcmp(kept + 1, entry, HASH_KEPT - 1);

		if (!cmp)
			return (uint32_t)n[0] << 16 | (uint32_t)n[1] << 8 | n[2];
		if (cmp < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* 1, 0, -1, as catalogue_by_hash. */
static int name_of(struct store *s, uint32_t n, char symbol[SYMBOL_MAX], char lang[HASH_LANG],
                   struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "SELECT text FROM symbol WHERE id=?", err);
	const char *its = lang_of((int)(n & ((1 << LANG_BITS) - 1)));
	bool found;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, n >> LANG_BITS);
	found = sqlite3_step(q) == SQLITE_ROW && its;
	if (found) {
		snprintf(symbol, SYMBOL_MAX, "%s", store_column(q, 0));
		snprintf(lang, HASH_LANG, "%s", its);
	}
	store_release(q);
	return found;
}

int catalogue_by_hash(struct store *s, const char *sha256, char symbol[SYMBOL_MAX],
                      char lang[HASH_LANG], struct err *err)
{
	unsigned char kept[HASH_KEPT];
	sqlite3_stmt *q;
	uint32_t n = 0;
	int rc;

	if (!hash_read(sha256, kept))
		return 0;
	q = store_prepare_kept(s, "SELECT list FROM text_hash WHERE id=?", err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, kept[0]);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		n = find(sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), kept);
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_release(q);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return -1;
	return n ? name_of(s, n, symbol, lang, err) : 0;
}
