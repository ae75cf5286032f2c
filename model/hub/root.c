/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/root.h"

#include "model/base/base64.h"
#include "model/hub/lines.h"
#include "model/text/date.h"

#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sha2.h>

#define FIRST "palais hub "
#define FORM 1
/* No generation or date is larger: a number that a later one can follow. */
#define NUMBER_MOST (UINT64_C(1) << 48)
/* Of a hash so much names a file. */
#define NAMED_BY (HUB_HASH / 2)

static const char *const kinds[] = {
	[HUB_LIST] = "list-",
	[HUB_LIST_OF_CHANGES] = "changes-",
	[HUB_PACK] = "pack-",
	[HUB_WORDS] = "words-",
};

void hub_name(enum hub_kind kind, const uint8_t hash[HUB_HASH], char out[HUB_NAME])
{
	char *at = out + snprintf(out, HUB_NAME, "%s", kinds[kind]);

	for (size_t i = 0; i < NAMED_BY; i++)
		snprintf(at + 2 * i, 3, "%02x", hash[i]);
}

bool hub_is_name(const char *name, enum hub_kind *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]);

		if (strncmp(name, kinds[i], n) != 0)
			continue;
		*kind = (enum hub_kind)i;
		return strlen(name) == n + 2 * (size_t)NAMED_BY &&
		       strspn(name + n, "0123456789abcdef") == 2 * (size_t)NAMED_BY;
	}
	return false;
}

void hub_hash(const void *bytes, size_t len, uint8_t out[HUB_HASH])
{
	SHA2_CTX hash;

	_Static_assert(HUB_HASH == SHA256_DIGEST_LENGTH, "SHA-256");
	SHA256Init(&hash);
	SHA256Update(&hash, bytes, len);
	SHA256Final(out, &hash);
}

bool hub_file_is(const struct hub_file *f, const char *bytes, size_t len)
{
	uint8_t hash[HUB_HASH];

	hub_hash(bytes, len, hash);
	return len == f->bytes && !memcmp(hash, f->hash, sizeof hash);
}

/* -- the text --------------------------------------------------------------------- */

static void add_file(struct buf *out, const char *word, const struct hub_file *f)
{
	buf_printf(out, "%s ", word);
	base64_add(out, f->hash, sizeof f->hash, BASE64_PLAIN);
	buf_printf(out, " %llu\n", (unsigned long long)f->bytes);
}

void hub_root_write(const struct hub_root *root, struct buf *out)
{
	buf_printf(out, FIRST "%d\ngeneration %lld\ndate %lld\n", FORM, (long long)root->generation,
	           (long long)root->date);
	add_file(out, "list", &root->list);
	for (size_t i = 0; i < root->change_count; i++)
		add_file(out, "changes", &root->changes[i]);
}

static bool read_number(struct lines *text, const char *word, int64_t *number)
{
	struct lines line;
	uint64_t n;

	if (!lines_next(text, &line) || !lines_word(&line, word) ||
	    !lines_number(&line, NUMBER_MOST, &n) || !lines_ended(&line))
		return false;
	*number = (int64_t)n;
	return true;
}

static bool read_file(struct lines *text, const char *word, struct hub_file *f)
{
	struct lines line;

	return lines_next(text, &line) && lines_word(&line, word) &&
	       lines_bytes(&line, f->hash, sizeof f->hash) &&
	       lines_number(&line, HUB_LIST_MOST, &f->bytes) && f->bytes && lines_ended(&line);
}

static bool read_rest(struct lines *text, struct hub_root *root)
{
	if (!read_number(text, "generation", &root->generation) || root->generation < 1 ||
	    !read_number(text, "date", &root->date) || !read_file(text, "list", &root->list))
		return false;
	for (root->change_count = 0; !lines_ended(text); root->change_count++)
		if (root->change_count == HUB_CHANGES ||
		    !read_file(text, "changes", &root->changes[root->change_count]))
			return false;
	/* the first generation has come from nothing */
	return (int64_t)root->change_count < root->generation;
}

int hub_root_read(const char *text, size_t len, const char *what, struct hub_root *root,
                  struct err *err)
{
	struct lines left = {text, text + len};
	struct lines line;
	uint64_t version;

	*root = (struct hub_root){.generation = 0};
	if (len <= HUB_ROOT_MOST && lines_next(&left, &line) && lines_word(&line, "palais") &&
	    lines_word(&line, "hub") && lines_number(&line, NUMBER_MOST, &version) &&
	    lines_ended(&line)) {
		if (version > FORM)
			return err_set(err, ERR_FAILED,
			               "%.250s: of a newer form (%llu) than this palais reads",
			               what, (unsigned long long)version);
		if (version == FORM && read_rest(&left, root))
			return 0;
	}
	return err_set(err, ERR_FAILED, "%.250s: not the root of a hub", what);
}

/* -- with its signature --------------------------------------------------------------- */

int hub_root_sign(const struct hub_root *root, const struct sign_secret *key, struct buf *out,
                  struct err *err)
{
	char comment[SIGN_COMMENT_MOST], date[40];
	struct buf text;
	int rc;

	date_time(root->date, date, sizeof date);
	snprintf(comment, sizeof comment, FIRST "generation %lld, %s UTC",
	         (long long)root->generation, date);
	buf_init(&text, HUB_ROOT_MOST);
	hub_root_write(root, &text);
	rc = buf_ok(&text) ? sign(key, text.bytes, text.len, comment, out, err)
	                   : err_set(err, ERR_FAILED, "out of memory");
	buf_add(out, text.bytes, text.len);
	buf_done(&text);
	return rc;
}

int hub_root_open(const char *file, size_t len, const char *what, const struct sign_public *key,
                  struct hub_root *root, struct err *err)
{
	struct signature s;
	int holds;

	if (len > HUB_ROOT_MOST || !signature_read(file, len, &s))
		return err_set(err, ERR_FAILED, "%.250s: not the root of a hub", what);
	holds = signature_holds(&s, key, file + s.len, len - s.len, err);
	if (holds == 0)
		err_set(err, ERR_FAILED, "%.250s: its signature does not hold", what);
	return holds > 0 ? hub_root_read(file + s.len, len - s.len, what, root, err) : -1;
}
