/* SPDX-License-Identifier: ISC */
/* Writing what is carried. */
#include "config.h"

#include "model/store/carried_int.h"

#include "model/base/utf8.h"
#include "model/symbol/symbol.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *const carried_names[CARRIED_FIELDS] = {
	[CARRIED_KEY] = "key",         [CARRIED_SYMBOL] = "symbol",   [CARRIED_LANG] = "language",
	[CARRIED_WON] = "identity",    [CARRIED_URL] = "address",     [CARRIED_ASKED] = "asked",
	[CARRIED_MIRROR] = "through",  [CARRIED_NAME] = "file",       [CARRIED_TYPE] = "type",
	[CARRIED_CODING] = "coding",   [CARRIED_CHARSET] = "charset", [CARRIED_FETCHED] = "fetched",
	[CARRIED_CHECKED] = "checked", [CARRIED_DATE] = "date",       [CARRIED_PARSER] = "parser",
	[CARRIED_SHA256] = "sha256",   [CARRIED_SIZE] = "size",       [CARRIED_DOCFILE] = "docfile",
	[CARRIED_CONTENT] = "bytes",
};

/* What is not clean, or too long, is left out: a reader would refuse the whole. */
static void text(struct buf *out, enum carried_field field, const char *value)
{
	size_t len = strlen(value);

	if (len && len + 16 < CARRIED_LINE && utf8_is_clean(value, len, false) &&
	    !carried_judge(field, value))
		buf_printf(out, "%s %s\n", carried_names[field], value);
}

static void number(struct buf *out, enum carried_field field, int64_t value)
{
	if (value > 0 && value <= carried_most(field))
		buf_printf(out, "%s %" PRId64 "\n", carried_names[field], value);
}

static void symbols(struct buf *out, const char *list)
{
	char one[SYMBOL_MAX];
	size_t n;

	for (int i = 0; *list && i < CARRIED_SYMBOLS; i++, list += n + (list[n] == ' ')) {
		n = strcspn(list, " ");
		if (n < sizeof one) {
			memcpy(one, list, n);
			one[n] = '\0';
			text(out, CARRIED_SYMBOL, one);
		}
	}
}

/* The key of what bears no symbol is its address; of a file its hash. */
static void key(struct buf *out, const struct store_version *v)
{
	char *address = url_normal(v->key);

	if (store_version_bears(v, v->key) || (address && !strcmp(address, v->key)))
		text(out, CARRIED_KEY, v->key);
	else
		buf_printf(out, "%s sha256:%s\n", carried_names[CARRIED_KEY], v->sha256);
	free(address);
}

static void head(struct buf *out, const struct store_version *v, size_t docfile, bool with_bytes)
{
	buf_str(out, CARRIED_DOCUMENT "\n");
	key(out, v);
	symbols(out, v->symbols);
	text(out, CARRIED_LANG, v->lang);
	text(out, CARRIED_WON, v->won);
	text(out, CARRIED_URL, v->url);
	text(out, CARRIED_ASKED, v->asked);
	text(out, CARRIED_MIRROR, v->mirror);
	text(out, CARRIED_NAME, v->file);
	text(out, CARRIED_TYPE, v->type);
	text(out, CARRIED_CODING, v->coding);
	text(out, CARRIED_CHARSET, v->charset);
	number(out, CARRIED_FETCHED, v->fetched);
	number(out, CARRIED_CHECKED, v->checked);
	number(out, CARRIED_DATE, v->origin_date);
	number(out, CARRIED_PARSER, v->parser);
	text(out, CARRIED_SHA256, v->sha256);
	number(out, CARRIED_SIZE, v->size);
	number(out, CARRIED_DOCFILE, (int64_t)docfile);
	if (with_bytes)
		number(out, CARRIED_CONTENT, v->size);
	buf_char(out, '\n');
}

static int put_bytes(struct store *s, const struct store_version *v, carried_put *put,
                     void *payload, struct err *err)
{
	char *room = malloc(STORE_CHUNK);
	int64_t at = 0;
	long n = 0;
	int rc = 0;

	if (!room)
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	while (rc == 0 && at < v->size &&
	       (n = store_bytes(s, v->id, (uint64_t)at, room, STORE_CHUNK, err)) > 0) {
		rc = put(room, (size_t)n, payload, err);
		at += n;
	}
	free(room);
	if (rc < 0 || n < 0)
		return -1;
	return at == v->size
	               ? 0
	               : err_set(err, ERR_STORE,
	                         "%s: the store is damaged: bytes of version %lld are missing",
	                         s->path, (long long)v->id);
}

static int put_version(struct store *s, const struct store_version *v, bool with_bytes,
                       carried_put *put, void *payload, struct err *err)
{
	size_t len;
	char *docfile = store_docfile(s, v->id, &len, err);
	struct buf lines;
	int rc;

	if (!docfile)
		return -1;
	with_bytes = with_bytes && !v->absent && v->size;
	buf_init(&lines, CARRIED_FIELDS * CARRIED_LINE * 2);
	head(&lines, v, len, with_bytes);
	rc = buf_ok(&lines) ? put(lines.bytes, lines.len, payload, err)
	                    : err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	if (rc == 0)
		rc = put(docfile, len, payload, err);
	if (rc == 0 && with_bytes)
		rc = put_bytes(s, v, put, payload, err);
	buf_done(&lines);
	free(docfile);
	return rc;
}

int carried_write(struct store *s, int64_t version, bool with_bytes, carried_put *put,
                  void *payload, struct err *err)
{
	struct store_version v;
	int rc = store_version_get(s, version, &v, err);

	if (rc > 0)
		rc = !v.whole || !v.parser || *v.beside ? 0 : 1;
	if (rc > 0 && put_version(s, &v, with_bytes, put, payload, err) < 0)
		rc = -1;
	store_version_done(&v);
	return rc;
}

int carried_write_marks(const char *json, size_t len, carried_put *put, void *payload,
                        struct err *err)
{
	struct buf lines;
	int rc;

	buf_init(&lines, 100);
	buf_printf(&lines, CARRIED_READERS " %zu\n\n", len);
	rc = put(lines.bytes, lines.len, payload, err);
	buf_done(&lines);
	return rc < 0 ? -1 : put(json, len, payload, err);
}

int carried_write_refusal(enum err_code code, const char *why, carried_put *put, void *payload,
                          struct err *err)
{
	struct buf line;
	int rc;

	buf_init(&line, CARRIED_LINE);
	buf_printf(&line, CARRIED_REFUSED " %d ", code == ERR_STORE ? ERR_STORE : ERR_FAILED);
	utf8_clean(&line, why, strlen(why), false);
	buf_char(&line, '\n');
	rc = put(line.bytes, line.len, payload, err);
	buf_done(&line);
	return rc;
}

int carried_write_end(int64_t records, carried_put *put, void *payload, struct err *err)
{
	struct buf line;
	int rc;

	buf_init(&line, 100);
	buf_printf(&line, CARRIED_END " %" PRId64 "\n", records);
	rc = put(line.bytes, line.len, payload, err);
	buf_done(&line);
	return rc;
}
