/* SPDX-License-Identifier: ISC */
/* What was carried arrives in a store. */
#include "config.h"

#include "model/store/carried_int.h"

#include "model/base/clock.h"
#include "model/base/utf8.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Between a carrier and the mirror that a version had with it. */
#define THERE " via "

/* Of the name of a carrier, and of all of them, one before the other. */
#define NAME_MOST 200
#define MIRROR_MOST 2000

static const char *const carriers[] = {
	[CARRIED_BUNDLE] = "bundle ", [CARRIED_HUB] = "hub ", [CARRIED_WARC] = "WARC "};

void carried_mirror(struct buf *out, enum carried_how how, const char *name, const char *before)
{
	buf_str(out, STORE_CARRIED);
	buf_str(out, carriers[how]);
	utf8_clean(out, name, strlen(name) < NAME_MOST ? strlen(name) : NAME_MOST, false);
	if (*before && strlen(before) < MIRROR_MOST)
		buf_printf(out, THERE "%s", before);
}

bool carried_by(const char *mirror, enum carried_how *how, char *name, size_t size)
{
	size_t n = strlen(STORE_CARRIED);
	const char *end;

	if (strncmp(mirror, STORE_CARRIED, n) != 0)
		return false;
	mirror += n;
	for (int i = CARRIED_BUNDLE; i <= CARRIED_WARC; i++) {
		n = strlen(carriers[i]);
		if (strncmp(mirror, carriers[i], n) != 0)
			continue;
		*how = (enum carried_how)i;
		mirror += n;
		end = strstr(mirror, THERE);
		snprintf(name, size, "%.*s", end ? (int)(end - mirror) : NAME_MOST * 4, mirror);
		return true;
	}
	return false;
}

/* -- one that arrives ---------------------------------------------------------------- */

struct arrival {
	struct store *s;
	struct carried_reader *r;
	const struct carried *c;
	const struct carrier *by;
	struct buf mirror, bytes; /* bytes: of what is made anew */
	struct doc *made;
	bool was_here;
	struct err *err;
};

static void read_hash(const char *hex, uint8_t out[SHA256_DIGEST_LENGTH])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_DIGEST_LENGTH; i++)
		out[i] = (uint8_t)((strchr(digits, hex[2 * i]) - digits) << 4 |
		                   (strchr(digits, hex[2 * i + 1]) - digits));
}

/* Whether the catalogue knows a text of the UN by its bytes, which came. */
static int is_known(const struct arrival *a)
{
	char symbol[SYMBOL_MAX], lang[8];

	if (!a->by->make || !a->c->has_bytes || !a->s->bytes || a->c->size > (int64_t)DOC_MAX)
		return 0;
	return a->s->bytes(a->s->catalogue, a->c->sha256, symbol, lang, a->err);
}

static int collect(struct arrival *a)
{
	char room[4096];
	long n;

	while ((n = carried_bytes(a->r, room, sizeof room, a->err)) > 0)
		buf_add(&a->bytes, room, (size_t)n);
	if (n == 0 && !buf_ok(&a->bytes))
		return err_set(a->err, ERR_FAILED, "out of memory");
	return (int)n;
}

/* The document of its bytes, where those say more than the carrier. */
static int make(struct arrival *a)
{
	int known = is_known(a);

	if (known <= 0)
		return known;
	if (collect(a) < 0)
		return -1;
	a->made = a->by->make(a->c, a->bytes.bytes, a->bytes.len, a->by->payload);
	return 0;
}

static int add_bytes(struct arrival *a, struct store_incoming *in)
{
	char *room;
	long n = 0;
	int rc = 0;

	if (a->bytes.len)
		return store_add(in, a->bytes.bytes, a->bytes.len, a->err);
	room = malloc(STORE_CHUNK);
	if (!room)
		return err_set(a->err, ERR_FAILED, "%s: out of memory", a->s->path);
	while (rc == 0 && (n = carried_bytes(a->r, room, STORE_CHUNK, a->err)) > 0)
		rc = store_add(in, room, (size_t)n, a->err);
	free(room);
	return rc < 0 || n < 0 ? -1 : 0;
}

/* Times are the carrier's, but none is to come. Nothing of what a server would be asked with
 * again (its tags, until when it is fresh) is taken: it would confirm what it never sent. */
static int64_t commit(struct arrival *a)
{
	const struct carried *c = a->c;
	struct store_carriage way = {.symbols = c->symbols,
	                             .verified = a->made != NULL,
	                             .absent = !c->has_bytes,
	                             .size = c->size,
	                             .was_here = &a->was_here};
	int64_t now = clock_now();
	struct store_origin origin = {
		.key = strncmp(c->key, STORE_HASH, strlen(STORE_HASH)) != 0 ? c->key : NULL,
		.url = c->url,
		.asked = c->asked,
		.lang = c->lang,
		.mirror = a->mirror.bytes,
		.name = c->name,
		.type = c->type,
		.coding = c->coding,
		.charset = c->charset,
		.origin_date = c->origin_date < now ? c->origin_date : now,
		.came = c->fetched && c->fetched < now ? c->fetched : now,
		.carriage = &way,
	};
	struct store_incoming *in;

	read_hash(c->sha256, way.sha256);
	in = store_begin(a->s, &origin, a->err);
	if (!in)
		return -1;
	if (add_bytes(a, in) < 0) {
		store_abort(in);
		return -1;
	}
	return store_commit(in, a->made ? a->made : c->doc, true,
	                    a->made ? a->by->parser : c->parser, a->err);
}

/* Whether the text had other bytes, by another way than this carrier. */
static int has_others(const struct arrival *a, int64_t id)
{
	sqlite3_stmt *q = store_prepare(
		a->s,
		"SELECT EXISTS (SELECT 1 FROM version v JOIN version o ON o.text=v.text "
		"WHERE v.id=?1 AND o.place<v.place AND o.whole AND o.beside='' AND "
		"o.sha256<>v.sha256 AND NOT EXISTS (SELECT 1 FROM origin f WHERE f.version=o.id "
		"AND f.mirror=?2))",
		a->err);

	if (q) {
		sqlite3_bind_int64(q, 1, id);
		store_bind(q, 2, a->mirror.bytes);
	}
	return (int)store_number(a->s, q, a->err);
}

/* Whether of the same bytes it says other words than what is here, made by the same parser. */
static int says_other(const struct arrival *a, int64_t id)
{
	struct store_version v;
	char *docfile = NULL;
	size_t len = 0;
	int rc = store_version_get(a->s, id, &v, a->err), other = 0;

	if (rc > 0 && v.parser == a->c->parser) {
		docfile = store_docfile(a->s, id, &len, a->err);
		rc = docfile ? 1 : -1;
		other = docfile &&
		        (len != a->c->docfile_len || memcmp(docfile, a->c->docfile, len) != 0);
	}
	free(docfile);
	store_version_done(&v);
	return rc < 0 ? -1 : other;
}

static int outcome(struct arrival *a, int64_t id)
{
	int rc = a->was_here ? says_other(a, id) : has_others(a, id);

	if (rc < 0)
		return -1;
	if (a->was_here)
		return rc ? CARRIED_DIFFERS : CARRIED_WAS_HERE;
	return rc ? CARRIED_BESIDE : CARRIED_CAME;
}

int carried_arrive(struct store *s, struct carried_reader *r, const struct carrier *by, int64_t *id,
                   struct err *err)
{
	struct arrival a = {.s = s, .r = r, .c = carried_at_hand(r), .by = by, .err = err};
	int rc;

	buf_init(&a.mirror, 2 * MIRROR_MOST);
	buf_init(&a.bytes, DOC_MAX);
	carried_mirror(&a.mirror, by->how, by->name, a.c->mirror);
	rc = make(&a);
	*id = rc == 0 ? commit(&a) : -1;
	rc = *id < 0 ? -1 : outcome(&a, *id);
	doc_free(a.made);
	buf_done(&a.mirror);
	buf_done(&a.bytes);
	return rc;
}
