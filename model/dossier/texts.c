/* SPDX-License-Identifier: ISC */
/* Machine-readable texts and official titles, by symbol. */
#include "config.h"

#include "model/dossier/texts.h"

#include "model/base/lang.h"
#include "model/base/utf8.h"
#include "model/store/internal.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <string.h>

/* -- packed lists ------------------------------------------------------- */

static void put_number(struct buf *out, uint64_t n)
{
	for (; n > 127; n >>= 7)
		buf_char(out, (char)(128 | (n & 127)));
	buf_char(out, (char)n);
}

static bool take_number(const unsigned char *list, size_t len, size_t *at, uint64_t *n)
{
	*n = 0;
	for (int shift = 0; *at < len && shift < 35; shift += 7) {
		unsigned char c = list[(*at)++];

		*n |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			return true;
	}
	return false;
}

void texts_pack(struct buf *list, const struct packed_text *before, const struct packed_text *t)
{
	size_t was = strlen(before->name), len = strlen(t->name), start = 0, end = 0;

	while (start < was && start < len && before->name[start] == t->name[start])
		start++;
	while (end < was - start && end < len - start &&
	       before->name[was - 1 - end] == t->name[len - 1 - end])
		end++;
	put_number(list, (uint64_t)t->folder * 8 + (uint64_t)t->in_file);
	put_number(list, (uint64_t)t->bytes);
	put_number(list, start);
	put_number(list, end);
	put_number(list, len - start - end);
	buf_add(list, t->name + start, len - start - end);
}

bool texts_unpack(const unsigned char *list, size_t len, size_t *at, struct packed_text *t)
{
	uint64_t folder, bytes, start, end, middle;
	size_t was = strlen(t->name);

	if (!take_number(list, len, at, &folder) || !take_number(list, len, at, &bytes) ||
	    !take_number(list, len, at, &start) || !take_number(list, len, at, &end) ||
	    !take_number(list, len, at, &middle))
		return false;
	if (start > was || end > was - start || middle > len - *at ||
	    start + middle + end >= sizeof t->name)
		return false;
	t->folder = (int64_t)(folder / 8);
	t->in_file = (int)(folder % 8);
	t->bytes = (long)bytes;
	memmove(t->name + start + middle, t->name + was - end, end);
	memcpy(t->name + start, list + *at, middle);
	t->name[start + middle + end] = 0;
	*at += middle;
	return t->in_file <= LANG_COUNT;
}

/* -- texts -------------------------------------------------------------- */

/* The same of the text that the symbol names a part of, or as a whole: 75/254 A to C is one
 * file. */
static sqlite3_stmt *find_whole(struct store *s, const char *symbol, bool *none, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		"SELECT f.list, y.text FROM symbol y JOIN text_file f ON f.id = y.id "
		"WHERE y.text > ?1||'A' AND y.text < ?1||'[' AND y.text GLOB ?1||'[A-Z]-[A-Z]'",
		err);
	char base[SYMBOL_MAX], part[SYMBOL_MAX];
	size_t n = strlen(symbol);

	if (!q)
		return NULL;
	n -= n > 1 && symbol[n - 1] >= 'A' && symbol[n - 1] <= 'Z';
	snprintf(base, sizeof base, "%.*s", (int)n, symbol);
	store_bind(q, 1, base);
	*none = true;
	while (*none && sqlite3_step(q) == SQLITE_ROW)
		for (size_t i = 0; *none && symbol_part(store_column(q, 1), i, part); i++)
			*none = strcmp(part, symbol) != 0;
	return q;
}

/* Resolutions of other bodies have none. */
static bool has_no_parts(const char *symbol)
{
	return strncmp(symbol, "A/RES/", 6) != 0;
}

/* The query that has a symbol's list in its first row; *none when there is none. */
static sqlite3_stmt *find_list(struct store *s, const char *symbol, bool *none, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT f.list FROM symbol y JOIN text_file f ON f.id = y.id WHERE y.text=?",
		err);
	int rc;

	if (!q)
		return NULL;
	store_bind(q, 1, symbol);
	rc = sqlite3_step(q);
	*none = rc == SQLITE_DONE;
	if (rc == SQLITE_ROW)
		return q;
	if (rc == SQLITE_DONE) {
		store_release(q);
		return has_no_parts(symbol) ? q : find_whole(s, symbol, none, err);
	}
	store_fail(s, err);
	store_release(q);
	return NULL;
}

/* Hands over one text; what `each` says. The folder's word is cut into its parts. */
static int hand_over(sqlite3_stmt *folders, const struct packed_text *t,
                     int (*each)(const struct catalogue_text *, void *), void *payload)
{
	char place[1400], *repo, *path;
	struct catalogue_text text = {.lang = place, .bytes = t->bytes};

	sqlite3_reset(folders);
	sqlite3_bind_int64(folders, 1, t->folder);
	if (sqlite3_step(folders) != SQLITE_ROW)
		return 0;
	snprintf(place, sizeof place, "%.1100s/%.255s", store_column(folders, 0), t->name);
	repo = strchr(place, ' ');
	path = repo ? strchr(repo, '/') : NULL;
	if (!path)
		return 0;
	*repo++ = 0;
	*path++ = 0;
	text.repo = repo;
	text.path = path;
	text.in_file = t->in_file ? lang_codes[t->in_file - 1] : "";
	return each(&text, payload);
}

int catalogue_texts(struct store *s, const char *symbol,
                    int (*each)(const struct catalogue_text *, void *), void *payload,
                    struct err *err)
{
	bool none = false;
	sqlite3_stmt *q = find_list(s, symbol, &none, err), *folders = NULL;
	struct packed_text t = {0};
	size_t at = 1, len;
	const unsigned char *list;
	int stop = 0;

	if (q && !none)
		folders = store_prepare_kept(s, "SELECT text FROM word WHERE id=?", err);
	if (folders) {
		list = sqlite3_column_blob(q, 0);
		len = (size_t)sqlite3_column_bytes(q, 0);
		while (!stop && texts_unpack(list, len, &at, &t))
			stop = hand_over(folders, &t, each, payload);
	}
	store_release(folders);
	store_release(q);
	if (!q || (!none && !folders) || stop < 0)
		return -1;
	return !none;
}

void texts_languages(const unsigned char *list, size_t len, char *out, size_t size)
{
	unsigned char known = len ? *list : 0;
	size_t n = 0;

	if (size)
		*out = 0;
	for (int i = 0; i < LANG_COUNT; i++) {
		if (!(known >> i & 1) || n + 3 > size)
			continue;
		if (n)
			out[n++] = ' ';
		out[n++] = lang_letters[i];
		out[n] = 0;
	}
}

static int languages_in(sqlite3_stmt *q, bool none, char *out, size_t size)
{
	if (size)
		*out = 0;
	if (!q)
		return -1;
	if (!none)
		texts_languages(sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0), out,
		                size);
	store_release(q);
	return 0;
}

int catalogue_languages(struct store *s, const char *symbol, char *out, size_t size,
                        struct err *err)
{
	bool none = false;
	sqlite3_stmt *q = find_list(s, symbol, &none, err);

	return languages_in(q, none, out, size);
}

int catalogue_whole_languages(struct store *s, const char *symbol, char *out, size_t size,
                              struct err *err)
{
	bool none = false;
	sqlite3_stmt *q;

	*out = '\0';
	if (has_no_parts(symbol))
		return 0;
	q = find_whole(s, symbol, &none, err);
	return languages_in(q, none, out, size);
}

/* -- titles ------------------------------------------------------------- */

/* In the order of lang_codes. The catalogue's title is the English one wherever no
 * other is kept. */
#define TITLE_IN(column) \
	"SELECT o." column " FROM symbol y JOIN official o ON o.id = y.id WHERE y.text=?"
static const char *const title_queries[LANG_COUNT] = {
	TITLE_IN("ar"),
	TITLE_IN("zh"),
	"SELECT CASE WHEN o.en <> '' THEN o.en ELSE c.title END FROM symbol y "
	"LEFT JOIN official o ON o.id = y.id LEFT JOIN catalogue c ON c.id = y.id WHERE y.text=?",
	TITLE_IN("fr"),
	TITLE_IN("ru"),
	TITLE_IN("es"),
};

static void copy_title(const char *title, char *out, size_t size)
{
	size_t len = strlen(title), n = 0;

	while (n < len) {
		uint32_t c;
		size_t step = utf8_decode(title + n, len - n, &c);

		if (n + step >= size)
			break;
		n += step;
	}
	memcpy(out, title, n);
	out[n] = 0;
}

int catalogue_title(struct store *s, const char *symbol, const char *lang, char *out, size_t size,
                    struct err *err)
{
	sqlite3_stmt *q;
	int i = lang_index(lang), rc;

	*out = 0;
	if (i < 0)
		return 0;
	q = store_prepare_kept(s, title_queries[i], err);
	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		copy_title(store_column(q, 0), out, size);
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_release(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? *out != 0 : -1;
}
