/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/model/carry_lib.h"

#include "model/base/vec.h"

#include <stdio.h>
#include <string.h>

/* -- documents, and streams of them ------------------------------------------------------ */

static struct doc *carry_make_doc(const char *symbol, const char *title, const char *lang)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, DOC_FORMAT, "pdf");
	doc_add_fact(m, DOC_SYMBOL, symbol);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, title);
	return doc_finish(m, NULL);
}

const struct text genuine = {SYMBOL, ASKED, PAPER, SYMBOL, "the audit"};
const struct text page = {PAGE, PAGE, PAGE, "", "what was seen"};

static int64_t carry_put_raw(struct store *s, const struct text *t, const char *bytes, size_t len)
{
	struct store_origin o = {.key = t->key,
	                         .asked = t->asked,
	                         .url = t->url,
	                         .type = "application/pdf",
	                         .etag = "\"tag\"",
	                         .origin_date = 1700000000};
	struct doc *doc = carry_make_doc(t->symbol, t->title, "en");
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	int64_t id;

	assert_non_null(in);
	assert_int_equal(store_add(in, bytes, len, &err), 0);
	id = store_commit(in, doc, true, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

int64_t carry_put(struct store *s, const struct text *t)
{
	return carry_put_raw(s, t, t->title, strlen(t->title));
}

int carry_add(const char *bytes, size_t len, void *payload, struct err *err)
{
	(void)err;
	buf_add(payload, bytes, len);
	return 0;
}

/* All versions of a store as a stream. */
typedef VEC(int64_t) versions;

static int carry_list_one(const struct store_held *h, void *payload)
{
	versions *all = payload;

	return vec_push(all, h->id);
}

void carry_write_all(struct store *s, bool with_bytes, struct buf *out)
{
	versions ids = {0};
	int64_t records = 0;

	buf_init(out, 1 << 24);
	assert_int_equal(store_each_held(s, carry_list_one, &ids, NULL), 0);
	for (size_t i = ids.count; i--;) {
		int rc = carried_write(s, ids.at[i], with_bytes, carry_add, out, NULL);

		assert_true(rc >= 0);
		records += rc;
	}
	assert_int_equal(carried_write_end(records, carry_add, out, NULL), 0);
	vec_done(&ids);
}

long carry_trickle(char *bytes, size_t room, void *payload, struct err *err)
{
	struct trickle *t = payload;
	size_t n = t->len - t->at < t->step ? t->len - t->at : t->step;

	(void)err;
	assert_true(n <= room);
	memcpy(bytes, t->bytes + t->at, n);
	t->at += n;
	return (long)n;
}

/* Reads a whole stream: how many records, or -1. */
int carry_read_all(const char *bytes, size_t len, struct err *err)
{
	struct trickle t = {bytes, len, 0, 4096};
	struct carried_reader *r = carried_reader_new(carry_trickle, &t);
	const struct carried *c;
	int n = 0, rc;

	err_clear(err);
	while ((rc = carried_next(r, &c, err)) > 0)
		n++;
	carried_reader_free(r);
	return rc < 0 ? -1 : n;
}

void carry_expect_refused(const char *stream, size_t len, const char *why)
{
	struct err err = {0};

	assert_int_equal(carry_read_all(stream, len, &err), -1);
	if (!strstr(err.text, why))
		fail_msg("%s, in place of: %s", err.text, why);
}

/* What arrives of a stream, outcomes as letters: c(ame), h(ere), b(eside), d(iffers). */
static struct doc *carry_make_again(const struct carried *c, const char *bytes, size_t len,
                                    void *payload)
{
	(void)c;
	assert_true(len < 200);
	++*(int *)payload;
	return carry_make_doc("", bytes, "en");
}

int carry_made;

const char *carry_arrive(struct store *s, const char *bytes, size_t len, const char *name)
{
	static char said[64];
	struct trickle t = {bytes, len, 0, 3};
	struct carried_reader *r = carried_reader_new(carry_trickle, &t);
	struct carrier by = {CARRIED_BUNDLE, name, carry_make_again, &carry_made, 7};
	const struct carried *c;
	struct err err = {0};
	size_t n = 0;
	int rc, how;

	while ((rc = carried_next(r, &c, &err)) > 0) {
		int64_t id;

		how = carried_arrive(s, r, &by, &id, &err);
		if (how < 0)
			fail_msg("%s", err.text);
		said[n++] = "chbd"[how];
	}
	if (rc < 0)
		fail_msg("%s", err.text);
	said[n] = '\0';
	carried_reader_free(r);
	return said;
}

/* Another store in the folder of a test. */
const char *carry_beside(void **state, const char *name)
{
	static char path[200];

	snprintf(path, sizeof path, "%s/%s", ((struct folder *)*state)->path, name);
	return path;
}

/* A record with one line in place of another, or without one ("" for none). */
void carry_with_line(struct buf *out, const char *name, const char *instead)
{
	static const char *const lines[] = {
		"document 1",
		"key " SYMBOL,
		"symbol " SYMBOL,
		"language en",
		"identity asked",
		"address " PAPER,
		"asked " ASKED,
		"type application/pdf",
		"fetched 1700000000",
		"parser 1",
		"sha256 "
		"5ed0592fa6a7bb30d8de64a35ba4f2a4e31b6ea3c7ba3e2a9ddd3f51ab1ef1e8",
		"size 9",
		"docfile 54",
	};
	size_t n = strlen(name);

	buf_reset(out);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		bool is = n && !strncmp(lines[i], name, n) && (lines[i][n] == ' ' || !lines[i][n]);

		if (!is || *instead)
			buf_printf(out, "%s\n", is ? instead : lines[i]);
	}
	buf_str(out, "\ndocfile 2\nF title the audit\nB paragraph\nT the audit\n.\n");
	buf_str(out, "end 1\n");
}
