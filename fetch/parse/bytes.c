/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/charset.h"
#include "fetch/parse/core/coding.h"
#include "fetch/parse/core/parser.h"

#include "model/doc/left_out.h"

#include <stdio.h>
#include <string.h>

/* Of a document: who reads its docfile has room for DOC_MAX. */
#define PARSE_MOST (DOC_MAX - (2u << 20))

struct doc *parse_error(const char *error, const char *advice, struct err *err)
{
	struct doc_maker *m = doc_maker_new(0);
	if (!m) {
		err_set(err, ERR_FAILED, "document: out of memory");
		return NULL;
	}
	doc_add_fact(m, DOC_ERROR, error);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, error);
	doc_add_str(m, ".");
	if (advice && *advice) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, advice);
	}
	return doc_finish(m, err);
}

/* Word and Excel put a document with a password into the old kind of file. */
static bool is_encrypted_office(const struct buf *plain)
{
	static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
	return plain->len > 8 && memcmp(plain->bytes, "\xd0\xcf\x11\xe0", 4) == 0 &&
	       memmem(plain->bytes, plain->len, name, sizeof name - 1) != NULL;
}

static struct doc *unread_type(const struct parse_type *type, const struct buf *plain,
                               struct err *err)
{
	char error[160];
	if (is_encrypted_office(plain))
		return parse_error("an Office document: protected by a password",
		                   "Open it with the program that it was written with, and save "
		                   "it without the password.",
		                   err);
	snprintf(error, sizeof error, "%s (%s): this version does not read it yet", type->called,
	         type->type);
	return parse_error(error,
	                   "Open the address or the file with a "
	                   "program that reads this type.",
	                   err);
}

/* The type's parameter charset=, when the caller knows no better. */
static const char *label_of(const struct parse_how *how)
{
	const char *found = how->type ? strstr(how->type, "charset=") : NULL;
	if (how->charset && *how->charset)
		return how->charset;
	return found ? found + 8 : NULL;
}

/* The text in UTF-8, or the bytes as they are; `plain` is emptied. The choice
 * says which character set it was. */
static int readable(const struct parse_type *type, const struct parse_how *how, struct buf *plain,
                    struct charset_choice *choice, struct buf *bytes, struct err *err)
{
	choice->note[0] = '\0';
	if (!type->binary)
		charset_choose(label_of(how), plain->bytes, plain->len, type->markup, choice);
	if (type->binary || choice->clean) {
		*bytes = *plain;
		buf_init(plain, CODING_MAX);
		return 0;
	}
	buf_init(bytes, CODING_MAX + (CODING_MAX >> 1));
	int bad = charset_convert(choice, plain->bytes, plain->len, bytes, err);
	buf_done(plain);
	return bad;
}

static struct doc *parse_plain(const struct parse_how *how, struct buf *plain,
                               const char *incomplete, struct err *err)
{
	const struct parse_type *type = parse_type_find(how, plain->bytes, plain->len);
	struct charset_choice choice;
	struct doc_maker *m = NULL;
	struct buf bytes;
	if (!type->parse)
		return unread_type(type, plain, err);
	if (readable(type, how, plain, &choice, &bytes, err) < 0) {
		buf_done(&bytes);
		return parse_error(err->text, "It can be saved and opened with another program.",
		                   err);
	}
	m = doc_maker_new(PARSE_MOST);
	if (m)
		doc_maker_cut(m);
	if (m && type->parse(how, bytes.bytes, bytes.len, m, err) == 0) {
		if (choice.note[0])
			doc_add_fact(m, "charset-note", choice.note);
		if (incomplete)
			doc_add_fact(m, "incomplete", incomplete);
		if (doc_is_cut(m) && !doc_has_fact(m, DOC_LIMIT))
			left_add_limit(m, LIMIT_BYTES, doc_maker_size(m));
		if (how->all && !doc_has_fact(m, DOC_LIMIT))
			left_add_limit_of(m, LIMIT_INPUT, bytes.len, how->all);
		buf_done(&bytes);
		struct doc *doc = doc_finish(m, err);
		if (doc && parse_link_symbols(doc) < 0) {
			doc_free(doc);
			err_set(err, ERR_FAILED, "document: out of memory");
			doc = NULL;
		}
		return doc;
	}
	if (!m)
		err_set(err, ERR_FAILED, "document: out of memory");
	doc_maker_free(m);
	buf_done(&bytes);
	return parse_error(err->text, "It can be saved and opened with another program.", err);
}

struct doc *parse_bytes(const struct parse_how *how, struct buf *data, struct err *err)
{
	static const char too_big_advice[] = "A body that unpacks to this much is no page: the "
					     "server is misconfigured, or means "
					     "harm. Nothing of it was kept in memory.";
	struct buf plain;
	struct doc *doc = NULL;
	if (data->len == 0)
		return parse_error("empty: there is not one byte in it",
		                   "The server or the file gave nothing. Try again later.", err);
	buf_init(&plain, CODING_MAX);
	switch (coding_undo(how->coding, data, &plain, CODING_MAX, err)) {
	case CODING_WHOLE:
		doc = parse_plain(how, &plain, NULL, err);
		break;
	case CODING_CUT: {
		struct err why = *err;
		doc = plain.len > 0 ? parse_plain(how, &plain, why.text, err)
		                    : parse_error(why.text,
		                                  "Fetch it again: the line may have broken.", err);
		break;
	}
	case CODING_TOO_BIG:
		doc = parse_error(err->text, too_big_advice, err);
		break;
	case CODING_UNKNOWN:
		doc = parse_error(err->text, "This program did not ask for it.", err);
		break;
	}
	buf_done(&plain);
	return doc;
}
