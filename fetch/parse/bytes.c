/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/charset.h"
#include "fetch/parse/core/coding.h"
#include "fetch/parse/core/parser.h"
#include "fetch/seal/seal.h"
#include "fetch/wire/pdf_bytes.h"
#include "model/base/work.h"
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

/* -- attempts ------------------------------------------------------------------- */

/* After a limit that was met an attempt is made at so small a part of what that one was made
 * at: memory is taken in proportion, and of the time little is left. */
#define LESS_MEMORY 2
#define LESS_TIME 8
#define LEAST 1024 /* bytes: it is not their number */

/* What is to be read, in the form in which its parser takes it. */
struct source {
	const struct parse_type *type;
	const struct parse_how *how;
	const struct charset_choice *choice;
	const char *incomplete; /* why, or NULL */
	const char *bytes;
	size_t len;
};

/* The facts beside those of the parser; part: how many bytes it was given, since a limit was
 * met before. */
static void add_limits(const struct source *s, size_t part, enum work_limit met,
                       struct doc_maker *m)
{
	if (s->choice->note[0])
		doc_add_fact(m, "charset-note", s->choice->note);
	if (s->incomplete)
		doc_add_fact(m, "incomplete", s->incomplete);
	if (met != WORK_NONE) {
		left_add_limit(m, met == WORK_TIME ? LIMIT_TIME : LIMIT_MEMORY,
		               met == WORK_TIME ? SEAL_SECONDS : SEAL_MEGABYTES);
		/* of a PDF these are not its bytes: it tells its pages */
		if (s->type->parse != parse_pdf)
			left_add_limit_of(m, LIMIT_INPUT, part, s->how->all ? s->how->all : s->len);
	}
	if (doc_is_cut(m) && !doc_has_fact(m, DOC_LIMIT))
		left_add_limit(m, LIMIT_BYTES, doc_maker_size(m));
	if (s->how->all && !doc_has_fact(m, DOC_LIMIT))
		left_add_limit_of(m, LIMIT_INPUT, s->len, s->how->all);
}

/* The first bytes alone; met: the limit that a longer part has met. */
static struct doc *attempt(const struct source *s, size_t part, enum work_limit met,
                           struct err *err)
{
	struct doc_maker *m = doc_maker_new(PARSE_MOST);
	struct parse_how how = *s->how;
	struct doc *doc;

	how.part = how.part || part < s->len;
	if (part < s->len && !how.all)
		how.all = s->len;
	if (!m) {
		err_set(err, ERR_FAILED, "document: out of memory");
		return NULL;
	}
	doc_maker_cut(m);
	if (s->type->parse(&how, s->bytes, part, m, err) < 0) {
		doc_maker_free(m);
		return NULL;
	}
	add_limits(s, part, met, m);
	doc = doc_finish(m, err);
	/* what was refused somewhere is missing there, whoever has noticed it */
	if (doc && (parse_link_symbols(doc) < 0 || work_met() != WORK_NONE)) {
		doc_free(doc);
		err_set(err, ERR_FAILED, "document: out of memory");
		doc = NULL;
	}
	return doc;
}

/* Less of it, up to a character's end; 0 where there is nothing less to be read. */
static size_t less_of(const struct source *s, size_t part, enum work_limit met)
{
	size_t less = part / (met == WORK_TIME ? LESS_TIME : LESS_MEMORY);

	if (less < LEAST || pdf_is_zip(s->bytes, s->len))
		return 0;
	while (less && (s->bytes[less] & 0xc0) == 0x80)
		less--;
	return less;
}

static struct doc *stopped(enum work_limit met, struct err *err)
{
	char why[100];

	if (met == WORK_TIME)
		snprintf(why, sizeof why, "stopped at %d s of work: nothing of it could be shown",
		         SEAL_SECONDS);
	else
		snprintf(why, sizeof why,
		         "stopped at %u MB of memory: nothing of it could be shown",
		         SEAL_MEGABYTES);
	return parse_error(why, "It can be saved and opened with another program.", err);
}

/* As much of it as the limits let be read. */
static struct doc *parse_source(const struct source *s, struct err *err)
{
	enum work_limit met = WORK_NONE, now;
	size_t part = s->len;
	struct doc *doc;

	do {
		work_begin();
		doc = attempt(s, part, met, err);
		now = work_met();
		if (doc || now == WORK_NONE)
			break;
		met = met == WORK_NONE ? now : met;
		part = less_of(s, part, now);
	} while (part);
	work_begin();
	if (doc)
		return doc;
	return met != WORK_NONE
	               ? stopped(met, err)
	               : parse_error(err->text, "It can be saved and opened with another program.",
	                             err);
}

static struct doc *parse_plain(const struct parse_how *how, struct buf *plain,
                               const char *incomplete, struct err *err)
{
	const struct parse_type *type = parse_type_find(how, plain->bytes, plain->len);
	struct charset_choice choice;
	struct buf bytes;
	struct doc *doc;

	if (!type->parse)
		return unread_type(type, plain, err);
	if (readable(type, how, plain, &choice, &bytes, err) < 0) {
		buf_done(&bytes);
		return parse_error(err->text, "It can be saved and opened with another program.",
		                   err);
	}
	doc = parse_source(&(struct source){type, how, &choice, incomplete, bytes.bytes, bytes.len},
	                   err);
	buf_done(&bytes);
	return doc;
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
