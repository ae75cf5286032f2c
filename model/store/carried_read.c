/* SPDX-License-Identifier: ISC */
/* Reading what is carried: every byte of it is somebody else's. */
#include "config.h"

#include "model/store/carried_int.h"

#include "model/base/utf8.h"
#include "model/symbol/identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 16384u

/* The last second of the year 9999. */
#define LAST_TIME INT64_C(253402300799)
/* Versions of the parser are far fewer. */
#define MOST_PARSERS 1000000

struct carried_reader {
	carried_read *read;
	void *payload;
	char room[ROOM]; /* what was read and not used yet */
	size_t at, end;
	bool ended;
	int64_t records;  /* so far */
	int64_t bytes_at; /* of the bytes of the record that is at hand: used so far */
	SHA2_CTX hash;
	struct carried c;
	struct buf line, symbols, content;
	char *texts[CARRIED_FIELDS]; /* owned */
	int64_t numbers[CARRIED_FIELDS];
	struct doc *doc;
};

long carried_from_memory(char *bytes, size_t room, void *payload, struct err *err)
{
	struct carried_memory *m = payload;
	size_t n = m->b->len - m->at < room ? m->b->len - m->at : room;

	(void)err;
	memcpy(bytes, m->b->bytes + m->at, n);
	m->at += n;
	return (long)n;
}

struct carried_reader *carried_reader_new(carried_read *read, void *payload)
{
	struct carried_reader *r = calloc(1, sizeof *r);

	if (!r)
		return NULL;
	r->read = read;
	r->payload = payload;
	buf_init(&r->line, CARRIED_LINE);
	buf_init(&r->symbols, CARRIED_SYMBOLS * (SYMBOL_MAX + 1));
	buf_init(&r->content, DOC_MAX);
	return r;
}

static void forget(struct carried_reader *r)
{
	for (int i = 0; i < CARRIED_FIELDS; i++) {
		free(r->texts[i]);
		r->texts[i] = NULL;
		r->numbers[i] = 0;
	}
	buf_reset(&r->symbols);
	buf_reset(&r->content);
	doc_free(r->doc);
	r->doc = NULL;
	r->bytes_at = 0;
	r->c = (struct carried){0};
}

void carried_reader_free(struct carried_reader *r)
{
	if (!r)
		return;
	forget(r);
	buf_done(&r->line);
	buf_done(&r->symbols);
	buf_done(&r->content);
	free(r);
}

static int refuse(const struct carried_reader *r, struct err *err, const char *why)
{
	/* TRANSLATORS: of a bundle: a number, and a reason */
	return err_set(err, ERR_FAILED, "record %1$lld: %2$s", (long long)r->records + 1, why);
}

/* -- bytes ----------------------------------------------------------------------------- */

/* Bytes that are at hand, at least one; 0 at the end, -1. */
static long fill(struct carried_reader *r, struct err *err)
{
	long n;

	if (r->at < r->end)
		return (long)(r->end - r->at);
	n = r->ended ? 0 : r->read(r->room, ROOM, r->payload, err);
	if (n <= 0) {
		r->ended = true;
		return n;
	}
	r->at = 0;
	r->end = (size_t)n;
	return n;
}

static int cut_short(const struct carried_reader *r, struct err *err)
{
	return refuse(r, err, "it is cut short");
}

/* A line without its end: 1, 0 when nothing comes any more, -1. */
static int line(struct carried_reader *r, struct err *err)
{
	long n;

	buf_reset(&r->line);
	while ((n = fill(r, err)) > 0) {
		const char *end = memchr(r->room + r->at, '\n', (size_t)n);
		size_t len = end ? (size_t)(end - (r->room + r->at)) : (size_t)n;

		buf_add(&r->line, r->room + r->at, len);
		r->at += len + (end != NULL);
		if (!buf_ok(&r->line))
			return refuse(r, err, "a line is too long");
		if (end)
			return utf8_is_clean(r->line.bytes, r->line.len, false) &&
			                       strlen(r->line.bytes) == r->line.len
			               ? 1
			               : refuse(r, err, "a line has what may not be shown");
	}
	if (n < 0)
		return -1;
	return r->line.len ? cut_short(r, err) : 0;
}

/* So many bytes of what follows; memory grows as they come. */
static int content(struct carried_reader *r, int64_t len, struct err *err)
{
	buf_reset(&r->content);
	while (len > 0) {
		long n = fill(r, err);

		if (n <= 0)
			return n < 0 ? -1 : cut_short(r, err);
		if (n > len)
			n = (long)len;
		buf_add(&r->content, r->room + r->at, (size_t)n);
		if (!buf_ok(&r->content))
			return err_set(err, ERR_FAILED, "out of memory");
		r->at += (size_t)n;
		len -= n;
	}
	return 0;
}

/* -- lines ------------------------------------------------------------------------------ */

/* Digits alone, no zero before them; more than zero and at most `most`. */
static bool read_number(const char *s, int64_t most, int64_t *out)
{
	int64_t n = 0;

	if (*s < '1' || *s > '9')
		return false;
	for (; *s >= '0' && *s <= '9'; s++) {
		if (n > (most - (*s - '0')) / 10)
			return false;
		n = 10 * n + (*s - '0');
	}
	*out = n;
	return !*s;
}

int64_t carried_most(enum carried_field field)
{
	switch (field) {
	case CARRIED_PARSER:
		return MOST_PARSERS;
	case CARRIED_SIZE:
	case CARRIED_CONTENT:
		return CARRIED_BYTES;
	case CARRIED_DOCFILE:
		return DOC_MAX;
	default:
		return LAST_TIME;
	}
}

static bool is_number(enum carried_field field)
{
	return field >= CARRIED_FETCHED && field <= CARRIED_CONTENT && field != CARRIED_SHA256;
}

bool store_is_sha256(const char *s)
{
	return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64;
}

static bool is_symbol(const char *s)
{
	char normal[SYMBOL_MAX];

	return !url_is_web(s) && symbol_normal(s, normal) && !strcmp(s, normal);
}

static bool is_lang(const char *s)
{
	size_t n = strlen(s);

	return n <= 16 &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789") == n;
}

/* Whether a value may stand in a line of that name; NULL, or why not. */
const char *carried_judge(enum carried_field field, const char *value)
{
	switch (field) {
	case CARRIED_SYMBOL:
		return is_symbol(value) ? NULL : "a symbol is none";
	case CARRIED_LANG:
		return is_lang(value) ? NULL : "a language is none";
	case CARRIED_WON:
		return identity_read(value) ? NULL : "an identity is none";
	case CARRIED_URL:
	case CARRIED_ASKED:
		return url_is_web(value) ? NULL : "an address is none";
	case CARRIED_SHA256:
		return store_is_sha256(value) ? NULL : "a hash is none";
	default:
		return NULL;
	}
}

static int set_symbol(struct carried_reader *r, const char *value, struct err *err)
{
	buf_printf(&r->symbols, "%s%s", r->symbols.len ? " " : "", value);
	return buf_ok(&r->symbols) ? 0 : refuse(r, err, "it has too many symbols");
}

static int set_field(struct carried_reader *r, enum carried_field field, const char *value,
                     struct err *err)
{
	const char *why = carried_judge(field, value);

	if (why)
		return refuse(r, err, why);
	if (field == CARRIED_SYMBOL)
		return set_symbol(r, value, err);
	if (is_number(field))
		return read_number(value, carried_most(field), &r->numbers[field])
		               ? 0
		               : refuse(r, err, "a number is none, or too large");
	r->texts[field] = strdup(value);
	return r->texts[field] ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

/* The field of the line that is at hand, not before `from`; through value what is behind it. */
static int field_of(const struct carried_reader *r, int from, const char **value)
{
	const char *s = r->line.bytes;
	size_t n = strcspn(s, " ");

	for (int i = from; i < CARRIED_FIELDS; i++)
		if (strlen(carried_names[i]) == n && !memcmp(carried_names[i], s, n) &&
		    s[n] == ' ' && s[n + 1]) {
			*value = s + n + 1;
			return i;
		}
	return -1;
}

static int read_lines(struct carried_reader *r, struct err *err)
{
	const char *value;
	int next = 0, field, rc;

	while ((rc = line(r, err)) > 0 && r->line.len) {
		field = field_of(r, next, &value);
		if (field < 0)
			return refuse(r, err, "a line is none that may stand there");
		if (set_field(r, (enum carried_field)field, value, err) < 0)
			return -1;
		next = field + (field != CARRIED_SYMBOL);
	}
	return rc < 0 ? -1 : rc ? 0 : cut_short(r, err);
}

/* -- records ------------------------------------------------------------------------------ */

static const char *text_of(const struct carried_reader *r, enum carried_field field)
{
	return r->texts[field] ? r->texts[field] : "";
}

static void set_record(struct carried_reader *r)
{
	struct carried *c = &r->c;

	c->key = text_of(r, CARRIED_KEY);
	c->symbols = r->symbols.bytes;
	c->lang = text_of(r, CARRIED_LANG);
	c->won = text_of(r, CARRIED_WON);
	c->url = text_of(r, CARRIED_URL);
	c->asked = text_of(r, CARRIED_ASKED);
	c->mirror = text_of(r, CARRIED_MIRROR);
	c->name = text_of(r, CARRIED_NAME);
	c->type = text_of(r, CARRIED_TYPE);
	c->coding = text_of(r, CARRIED_CODING);
	c->charset = text_of(r, CARRIED_CHARSET);
	c->fetched = r->numbers[CARRIED_FETCHED];
	c->checked = r->numbers[CARRIED_CHECKED];
	c->origin_date = r->numbers[CARRIED_DATE];
	c->parser = (int)r->numbers[CARRIED_PARSER];
	snprintf(c->sha256, sizeof c->sha256, "%s", text_of(r, CARRIED_SHA256));
	c->size = r->numbers[CARRIED_SIZE];
	c->has_bytes = r->numbers[CARRIED_CONTENT];
}

/* A key is the first symbol that it bears, an address in its one form, or the hash of its bytes:
 * none of palais' own pages. */
static bool is_key(const struct carried *c)
{
	char *address;
	bool is;

	if (is_symbol(c->key)) {
		size_t n = strlen(c->key);

		return !strncmp(c->symbols, c->key, n) && (!c->symbols[n] || c->symbols[n] == ' ');
	}
	if (!strncmp(c->key, STORE_HASH, strlen(STORE_HASH)))
		return !strcmp(c->key + strlen(STORE_HASH), c->sha256);
	address = url_normal(c->key);
	is = address && !strcmp(address, c->key);
	free(address);
	return is;
}

static int judge_record(const struct carried_reader *r, struct err *err)
{
	if (!*r->c.sha256 || !r->c.parser || !r->numbers[CARRIED_DOCFILE] || !r->c.size)
		return refuse(r, err, "it lacks a line");
	if (!is_key(&r->c))
		return refuse(r, err, "its key is none");
	if (r->c.has_bytes && r->numbers[CARRIED_CONTENT] != r->c.size)
		return refuse(r, err, "it has two sizes");
	return 0;
}

static int read_document(struct carried_reader *r, struct err *err)
{
	struct err why = {0};

	if (read_lines(r, err) < 0)
		return -1;
	set_record(r);
	if (judge_record(r, err) < 0 || content(r, r->numbers[CARRIED_DOCFILE], err) < 0)
		return -1;
	r->doc = doc_read(r->content.bytes, r->content.len, &why);
	if (!r->doc)
		return refuse(r, err, why.text);
	r->c.doc = r->doc;
	r->c.docfile = r->content.bytes;
	r->c.docfile_len = r->content.len;
	SHA256Init(&r->hash);
	return 1;
}

static int read_marks(struct carried_reader *r, const char *length, struct err *err)
{
	int64_t len;
	int rc;

	if (!read_number(length, CARRIED_MARKS, &len))
		return refuse(r, err, "a number is none, or too large");
	rc = line(r, err);
	if (rc <= 0 || r->line.len)
		return rc < 0 ? -1 : refuse(r, err, "a line is none that may stand there");
	if (content(r, len, err) < 0)
		return -1;
	r->c = (struct carried){.marks = r->content.bytes, .marks_len = r->content.len};
	return 1;
}

static int read_end(struct carried_reader *r, const char *count, struct err *err)
{
	int64_t records = 0;
	long n;

	if (strcmp(count, "0") != 0 && !read_number(count, INT64_MAX, &records))
		return refuse(r, err, "a number is none, or too large");
	if (records != r->records)
		return refuse(r, err, "records are missing");
	n = fill(r, err);
	return n > 0 ? refuse(r, err, "something is behind the end") : (int)n;
}

/* In the words of who has read it for us. */
static int read_refusal(const char *code, struct err *err)
{
	if ((*code != '1' && *code != '4') || code[1] != ' ')
		return err_set(err, ERR_FAILED, "it is no bundle");
	return err_set(err, *code == '4' ? ERR_STORE : ERR_FAILED, "%s", code + 2);
}

/* What is left of the bytes of the record before. */
static int read_over(struct carried_reader *r, struct err *err)
{
	char room[4096];
	long n;

	do
		n = carried_bytes(r, room, sizeof room, err);
	while (n > 0);
	return (int)n;
}

static int begin(struct carried_reader *r, struct err *err)
{
	const char *s = r->line.bytes;

	if (!strcmp(s, CARRIED_DOCUMENT))
		return read_document(r, err);
	if (!strncmp(s, CARRIED_READERS " ", strlen(CARRIED_READERS " ")))
		return read_marks(r, s + strlen(CARRIED_READERS " "), err);
	if (!strncmp(s, CARRIED_END " ", strlen(CARRIED_END " ")))
		return read_end(r, s + strlen(CARRIED_END " "), err);
	if (!strncmp(s, CARRIED_REFUSED " ", strlen(CARRIED_REFUSED " ")))
		return read_refusal(s + strlen(CARRIED_REFUSED " "), err);
	return refuse(r, err, "a line is none that may stand there");
}

int carried_next(struct carried_reader *r, const struct carried **record, struct err *err)
{
	int rc = read_over(r, err);

	*record = NULL;
	if (rc == 0) {
		forget(r);
		rc = line(r, err);
		rc = rc < 0 ? -1 : rc ? begin(r, err) : cut_short(r, err);
	}
	if (rc <= 0)
		return rc;
	r->records++;
	*record = &r->c;
	return 1;
}

const struct carried *carried_at_hand(const struct carried_reader *r)
{
	return &r->c;
}

static int compare_hash(struct carried_reader *r, struct err *err)
{
	uint8_t sha[SHA256_DIGEST_LENGTH];
	char hex[65];

	SHA256Final(sha, &r->hash);
	for (size_t i = 0; i < sizeof sha; i++)
		snprintf(hex + 2 * i, 3, "%02x", sha[i]);
	if (!strcmp(hex, r->c.sha256))
		return 0;
	r->records--;
	return refuse(r, err, "its bytes are not those of its hash");
}

long carried_bytes(struct carried_reader *r, char *bytes, size_t room, struct err *err)
{
	int64_t left = r->c.has_bytes ? r->c.size - r->bytes_at : 0;
	long n = left > 0 && room ? fill(r, err) : 0;

	if (left <= 0 || !room || n < 0)
		return n;
	if (n == 0) {
		r->records--;
		return cut_short(r, err);
	}
	if (n > left)
		n = (long)left;
	if ((size_t)n > room)
		n = (long)room;
	memcpy(bytes, r->room + r->at, (size_t)n);
	SHA256Update(&r->hash, (const uint8_t *)bytes, (size_t)n);
	r->at += (size_t)n;
	r->bytes_at += n;
	return r->bytes_at == r->c.size && compare_hash(r, err) < 0 ? -1 : n;
}

bool carried_is_single(struct carried_reader *r, struct err *err)
{
	long n = read_over(r, err);

	if (n == 0)
		n = fill(r, err);
	if (n > 0)
		refuse(r, err, "something is behind the end");
	return n == 0;
}
