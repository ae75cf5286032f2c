/* SPDX-License-Identifier: ISC */
/* A parser: bytes in, a document out, by one process or a chain of them.
 *
 *   bytes -> palais-parse -> document
 *   a PDF -> pdftohtml, sealed -> palais-parse -> document
 *   a PDF in a content coding -> palais-parse, which undoes the coding and hands back
 *       what it finds to be a PDF -> pdftohtml -> another palais-parse -> document
 *   a ZIP archive, such as a Word document -> a palais-parse that has opened the library
 *       that unpacks them: opening it would cost every page as much; a picture likewise
 *
 * What one prints goes through here to the next. */
#include "config.h"

#include "fetch/helpers/pdf.h"
#include "fetch/helpers/stage.h"
#include "fetch/seal/seal.h"
#include "fetch/wire/picture_bytes.h"
#include "fetch/wire/stopped.h"
#include "model/base/clock.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define STAGES_MOST 3
#define PRINTED_MOST ((uint64_t)512 << 20) /* of pdftohtml */
#define AHEAD (1u << 20)                   /* that may wait for the next process */
#define PIECE 65536u

struct parser {
	struct stage
		stages[STAGES_MOST]; /* bytes go into the first; the last prints the document */
	size_t count;
	int pdf;          /* which of them is pdftohtml, or -1 */
	bool known;       /* whether the bytes are a PDF */
	uint64_t printed; /* by pdftohtml */
	struct pdf_watch watch;
	uint64_t taken;
	bool done;
	int64_t wait_ms;
	int64_t deadline; /* -1: it has nothing to do */
	struct buf out;
	struct doc *doc;
	struct err err;
	const struct parse_programs *with;
	struct client_parse how; /* owned strings */
};

/* -- error documents --------------------------------------------------------- */

static struct doc *error_doc(const char *url, const char *name, const char *why, const char *advice)
{
	struct doc_maker *m = doc_maker_new(0);
	const char *what = url && *url ? url : name && *name ? name : "document";

	if (!m)
		return NULL;
	doc_add_fact(m, DOC_TITLE, what);
	doc_add_fact(m, DOC_ERROR, why);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	if (url)
		doc_add_fact(m, DOC_URL, url);
	doc_begin(m, DOC_HEADING);
	doc_attr(m, "level", "1");
	doc_add_str(m, "This document could not be read");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "Why: ");
	doc_add_str(m, why);
	doc_add_str(m, ".");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "The bytes that came are kept as they are.");
	if (advice) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, advice);
	}
	return doc_finish(m, NULL);
}

struct doc *parser_error_doc(const char *url, const char *name, const char *why)
{
	return error_doc(url, name, why, NULL);
}

static const char *called(const struct parser *p)
{
	return p->how.base ? p->how.base : p->how.name ? p->how.name : "document";
}

/* The end, with an error document in place of the child's. */
static void fail_with(struct parser *p, const char *why, const char *advice)
{
	for (size_t i = 0; i < p->count; i++) {
		child_kill(&p->stages[i].child);
		uint64_t dropped = stage_drop(&p->stages[i]);
		p->taken += i == 0 ? dropped : 0;
	}
	p->done = true;
	p->deadline = -1;
	p->doc = error_doc(p->how.base, p->how.name, why, advice);
	err_set(&p->err, ERR_FAILED, "%.250s: %s", called(p), why);
}

static void fail(struct parser *p, const char *why)
{
	fail_with(p, why, NULL);
}

/* -- starting ---------------------------------------------------------------- */

static size_t add_option(const char **argv, size_t n, const char *option, const char *value)
{
	if (!value || !*value)
		return n;
	argv[n++] = option;
	argv[n++] = value;
	return n;
}

/* What a palais-parse has to open before it reads. */
enum reader { READS_TEXTS, READS_ARCHIVES, READS_PICTURES };

/* By the first bytes. */
static enum reader reader_of(const char *bytes, size_t len)
{
	return pdf_is_zip(bytes, len)     ? READS_ARCHIVES
	       : picture_kind(bytes, len) ? READS_PICTURES
	                                  : READS_TEXTS;
}

/* type and coding: NULL for what another process printed. */
static int start_parse(const struct parser *p, enum reader reader, struct stage *stage,
                       const char *type, const char *coding, struct err *err)
{
	/* pictures are too rare for one that waits for the next */
	struct host *const hosts[] = {p->with->host, p->with->zip_host, NULL};
	static const char *const words[] = {NULL, WIRE_ZIP, WIRE_PICTURES};
	const char *argv[15] = {"palais-parse"};
	size_t n = 1;

	n = add_option(argv, n, "--type", type);
	n = add_option(argv, n, "--charset", p->how.charset);
	n = add_option(argv, n, "--coding", coding);
	n = add_option(argv, n, "--base", p->how.base);
	n = add_option(argv, n, "--name", p->how.name);
	if (p->how.whole)
		argv[n++] = "--whole";
	if (p->how.part)
		argv[n++] = "--part";
	argv[n++] = words[reader]; /* the last */
	argv[n] = NULL;
	return child_start(&stage->child, hosts[reader], p->with->path, argv, err);
}

static int start_pdf(const struct parser *p, struct stage *stage, struct err *err)
{
	const char *const argv[] = {"palais-parse-pdf", NULL};

	if (access(p->with->pdf_path, X_OK) < 0 && errno == ENOENT)
		return err_set(
			err, ERR_FAILED,
			"PDF documents are not read here: palais-parse-pdf is not installed");
	return child_start(&stage->child, NULL, p->with->pdf_path, argv, err);
}

int parse_programs_init(struct parse_programs *with, const char *path)
{
	*with = (struct parse_programs){.path = client_copy(path)};
	if (asprintf(&with->pdf_path, "%s-pdf", path) < 0)
		with->pdf_path = NULL;
	if (!with->path || !with->pdf_path)
		return -1;
	with->host = host_new(with->path, NULL, HOST_REST_MS);
	with->zip_host = host_new(with->path, WIRE_ZIP, HOST_REST_MS);
	return with->host && with->zip_host ? 0 : -1;
}

void parse_programs_done(struct parse_programs *with)
{
	host_free(with->host);
	host_free(with->zip_host);
	free(with->path);
	free(with->pdf_path);
}

struct parser *parser_new(const struct parse_programs *with, const struct client_parse *how,
                          unsigned seconds, struct err *err)
{
	struct parser *p = calloc(1, sizeof *p);

	if (!p) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	for (size_t i = 0; i < STAGES_MOST; i++)
		stage_init(&p->stages[i]);
	p->count = 1;
	p->pdf = -1;
	p->deadline = -1;
	p->wait_ms = (int64_t)seconds * 1000;
	p->with = with;
	p->how = (struct client_parse){
		.type = client_copy(how->type),
		.charset = client_copy(how->charset),
		.coding = client_copy(how->coding),
		.base = client_copy(how->base),
		.name = client_copy(how->name),
		.whole = how->whole,
		.part = how->part,
	};
	p->known = pdf_may_hide(how->coding);
	buf_init(&p->out, DOC_MAX);
	if (start_parse(p, READS_TEXTS, &p->stages[0], p->how.type, p->how.coding, err)) {
		parser_free(p);
		return NULL;
	}
	return p;
}

void parser_free(struct parser *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < STAGES_MOST; i++)
		stage_done(&p->stages[i]);
	buf_done(&p->out);
	doc_free(p->doc);
	free((char *)p->how.type);
	free((char *)p->how.charset);
	free((char *)p->how.coding);
	free((char *)p->how.base);
	free((char *)p->how.name);
	free(p);
}

/* -- feeding ------------------------------------------------------------------ */

/* The clock runs while there is something to do: bytes to take, or all of them to
 * work on. Each step that is made winds it up again. */
static void wind(struct parser *p)
{
	bool busy = false;

	for (size_t i = 0; i < p->count; i++)
		busy = busy || p->stages[i].first || p->stages[i].ended;
	p->deadline = busy ? clock_ms() + p->wait_ms : -1;
}

static void feed(struct parser *p, size_t i)
{
	uint64_t taken = 0;

	if (stage_feed(&p->stages[i], &taken))
		wind(p);
	p->taken += i == 0 ? taken : 0;
}

/* Bytes on their way to pdftohtml. */
static void watch_chunk(struct parser *p, size_t stage, const struct chunk *chunk)
{
	if ((int)stage == p->pdf)
		pdf_watch(&p->watch, chunk->bytes, chunk->len);
}

/* pdftohtml before the parser, which has been given nothing yet; the parser knows
 * by its first bytes what pdftohtml prints. */
static void put_pdf_before(struct parser *p)
{
	struct stage parse = p->stages[0], *pdf = &p->stages[0];
	struct err err = {0};

	p->stages[1] = parse;
	p->stages[1].first = p->stages[1].last = NULL;
	p->stages[1].queued = 0;
	p->stages[1].ended = false;
	pdf->child = CHILD_NONE;
	p->count = 2;
	p->pdf = 0;
	for (const struct chunk *chunk = pdf->first; chunk; chunk = chunk->next)
		watch_chunk(p, 0, chunk);
	if (start_pdf(p, pdf, &err))
		fail(p, err.text);
}

/* Another parser in place of the one that was started, which has been given nothing
 * yet. */
static void put_instead(struct parser *p, enum reader reader)
{
	struct err err = {0};

	child_kill(&p->stages[0].child);
	if (start_parse(p, reader, &p->stages[0], p->how.type, NULL, &err))
		fail(p, err.text);
}

/* Whether the first bytes tell already what they are: a PDF, an archive and a picture take
 * other ways. */
static bool is_known(struct parser *p)
{
	char head[PDF_WINDOW];
	size_t n;

	if (p->known)
		return true;
	n = stage_peek(&p->stages[0], head, sizeof head);
	switch (pdf_guess(head, n, p->stages[0].ended)) {
	case PDF_UNKNOWN:
		return false;
	case PDF_NOT:
		if (reader_of(head, n) != READS_TEXTS)
			put_instead(p, reader_of(head, n));
		break;
	case PDF_IS:
		put_pdf_before(p);
		break;
	}
	p->known = true;
	return true;
}

void parser_add(struct parser *p, struct chunk *chunk)
{
	struct stage *stage = &p->stages[0];

	if (stage->deaf || p->done || !chunk->len) {
		p->taken += chunk->len;
		free(chunk);
		return;
	}
	if (!stage->first)
		p->deadline = clock_ms() + p->wait_ms;
	watch_chunk(p, 0, chunk);
	stage_add(stage, chunk);
	if (is_known(p) && !p->done)
		feed(p, 0);
}

void parser_end(struct parser *p)
{
	if (p->stages[0].ended || p->done)
		return;
	p->stages[0].ended = true;
	wind(p);
	if (is_known(p) && !p->done)
		feed(p, 0);
}

size_t parser_queued(const struct parser *p)
{
	return p->stages[0].queued;
}

uint64_t parser_taken(struct parser *p)
{
	uint64_t taken = p->taken;

	p->taken = 0;
	return taken;
}

/* -- limits that were met ----------------------------------------------------------- */

/* In words, where a parser ended so because of one and has shown nothing; else false. */
static bool explain_limit(struct buf *why, int status)
{
	bool time = WIFSIGNALED(status) ? WTERMSIG(status) == SIGXCPU
	                                : WEXITSTATUS(status) == STOPPED_EXIT_TIME;

	if (time)
		buf_printf(why, "stopped at %d s of work: nothing of it could be shown",
		           SEAL_SECONDS);
	else if (WIFEXITED(status) && WEXITSTATUS(status) == STOPPED_EXIT_MEMORY)
		buf_printf(why, "stopped at %u MB of memory: nothing of it could be shown",
		           SEAL_MEGABYTES);
	else
		return false;
	return true;
}

static void explain_end(struct buf *why, int status)
{
	if (explain_limit(why, status))
		return;
	buf_str(why, "the parser ");
	child_explain(why, status);
}

/* -- from one to the next -------------------------------------------------------- */

static void pass_on(struct parser *p, size_t i, struct chunk *chunk)
{
	struct stage *next = &p->stages[i + 1];

	if (next->deaf) {
		free(chunk);
		return;
	}
	watch_chunk(p, i + 1, chunk);
	stage_add(next, chunk);
	feed(p, i + 1);
}

/* The output of one that is not the last is complete. */
static void close_link(struct parser *p, size_t i)
{
	bool is_pdf = (int)i == p->pdf, killed;
	int status = child_reap(&p->stages[i].child, &killed);
	const char *advice = NULL, *tag = is_pdf ? pdf_end_tag(&p->watch, status) : NULL;
	struct chunk *mark;
	struct buf why;

	p->taken += i == 0 ? stage_drop(&p->stages[i]) : 0;
	if (is_pdf ? !tag : killed || status) {
		buf_init(&why, 600);
		if (is_pdf)
			pdf_explain(&p->watch, status, &why, &advice);
		else
			explain_end(&why, status);
		fail_with(p, why.bytes, advice);
		buf_done(&why);
		return;
	}
	mark = is_pdf && *tag ? chunk_new(tag, strlen(tag)) : NULL;
	if (is_pdf && *tag && !mark) {
		fail(p, "out of memory");
		return;
	}
	p->stages[i + 1].ended = true;
	if (mark)
		pass_on(p, i, mark);
	wind(p);
	feed(p, i + 1);
}

static void listen_between(struct parser *p, size_t i)
{
	char piece[PIECE], kept[PIECE + PDF_SAID];

	while (p->stages[i + 1].queued < AHEAD) {
		ssize_t n = read(p->stages[i].child.out, piece, sizeof piece);
		const char *bytes = piece;
		struct chunk *chunk;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			close_link(p, i);
			return;
		}
		if ((int)i == p->pdf) {
			n = (ssize_t)pdf_take_out(&p->watch, piece, (size_t)n, kept);
			bytes = kept;
			pdf_watch_printed(&p->watch, bytes, (size_t)n);
		}
		if (!n)
			continue;
		if ((int)i == p->pdf && (p->printed += (size_t)n) > PRINTED_MOST) {
			fail(p, "pdftohtml printed more than can be a document");
			return;
		}
		chunk = chunk_new(bytes, (size_t)n);
		if (!chunk) {
			fail(p, "out of memory");
			return;
		}
		pass_on(p, i, chunk);
	}
}

/* -- the last ------------------------------------------------------------------- */

/* Its output is complete. A document that reads well is good however the child
 * went; of one that does not, the child's end is the cause worth telling. */
static void conclude(struct parser *p)
{
	struct err err = {0};
	struct buf why;
	bool killed;
	int status;

	p->taken += stage_drop(&p->stages[0]);
	p->doc = doc_read(p->out.bytes, p->out.len, &err);
	if (p->doc) {
		child_leave(&p->stages[p->count - 1].child);
		p->done = true;
		p->deadline = -1;
		if (*doc_fact(p->doc, DOC_ERROR))
			err_set(&p->err, ERR_FAILED, "%.250s: %s", called(p),
			        doc_fact(p->doc, DOC_ERROR));
		return;
	}
	status = child_reap(&p->stages[p->count - 1].child, &killed);
	buf_init(&why, 600);
	if (killed || !status) {
		buf_printf(&why, "what the parser printed is not a document (%s)", err.text);
	} else {
		explain_end(&why, status);
	}
	fail(p, why.bytes);
	buf_done(&why);
}

/* The parser undid a coding and found a PDF, an archive or a picture, which it hands back.
 * What it printed so far goes to who reads such, and so will the rest. */
static int start_after(struct parser *p, enum reader reader, struct err *err)
{
	if (reader != READS_TEXTS) {
		p->count = 2;
		return start_parse(p, reader, &p->stages[1], NULL, NULL, err);
	}
	p->count = 3;
	p->pdf = 1;
	return start_pdf(p, &p->stages[1], err) < 0
	               ? -1
	               : start_parse(p, READS_TEXTS, &p->stages[2], NULL, NULL, err);
}

static void put_after(struct parser *p)
{
	struct chunk *chunk = chunk_new(p->out.bytes, p->out.len);
	enum reader reader = reader_of(p->out.bytes, p->out.len);
	struct err err = {0};

	buf_reset(&p->out);
	if (!chunk || start_after(p, reader, &err)) {
		free(chunk);
		fail(p, chunk ? err.text : "out of memory");
		return;
	}
	pass_on(p, 0, chunk);
}

static void listen_to(struct parser *p)
{
	struct stage *last = &p->stages[p->count - 1];

	for (;;) {
		size_t left = DOC_MAX - p->out.len;
		char *room = left ? buf_room(&p->out, left < PIECE ? left : PIECE) : NULL;
		ssize_t n;

		if (!room) {
			fail(p, left ? "out of memory"
			             : "the parser printed more than a document holds");
			return;
		}
		n = read(last->child.out, room, left < PIECE ? left : PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			conclude(p);
			return;
		}
		buf_grown(&p->out, (size_t)n);
		if (p->count == 1 && p->out.len >= 5 &&
		    (memcmp(p->out.bytes, "%PDF-", 5) == 0 ||
		     reader_of(p->out.bytes, p->out.len) != READS_TEXTS)) {
			put_after(p);
			return;
		}
	}
}

/* -- polling -------------------------------------------------------------------- */

size_t parser_fds(const struct parser *p, struct pollfd *fds, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count && !p->done; i++) {
		const struct stage *stage = &p->stages[i];
		bool full = i + 1 < p->count && p->stages[i + 1].queued >= AHEAD;

		if (n < max && child_waits(&stage->child) >= 0)
			fds[n++] =
				(struct pollfd){.fd = child_waits(&stage->child), .events = POLLIN};
		if (n < max && stage->child.out >= 0 && !full)
			fds[n++] = (struct pollfd){.fd = stage->child.out, .events = POLLIN};
		if (n < max && stage->first && stage->child.in >= 0 && (i > 0 || p->known))
			fds[n++] = (struct pollfd){.fd = stage->child.in, .events = POLLOUT};
	}
	return n;
}

int64_t parser_deadline(const struct parser *p)
{
	for (size_t i = 0; i < p->count && !p->done; i++)
		if (child_is_due(&p->stages[i].child))
			return 0;
	return p->deadline;
}

static bool is_ready(const struct pollfd *fds, size_t count, int fd)
{
	for (size_t i = 0; i < count && fd >= 0; i++)
		if (fds[i].fd == fd && fds[i].revents)
			return true;
	return false;
}

void parser_ready(struct parser *p, const struct pollfd *fds, size_t count)
{
	size_t stages = p->count;
	char why[80];

	for (size_t i = 0; i < stages && !p->done; i++) {
		child_go_on(&p->stages[i].child);
		if (is_ready(fds, count, p->stages[i].child.in))
			feed(p, i);
		if (p->done || !is_ready(fds, count, p->stages[i].child.out))
			continue;
		if (i + 1 < p->count)
			listen_between(p, i);
		else
			listen_to(p);
	}
	if (p->done || p->deadline < 0 || clock_ms() < p->deadline)
		return;
	snprintf(why, sizeof why, "the parser was not done after %d s, and was ended",
	         (int)(p->wait_ms / 1000));
	fail(p, why);
}

bool parser_done(const struct parser *p)
{
	return p->done;
}

struct doc *parser_take(struct parser *p, struct err *err)
{
	struct doc *doc = p->doc;

	*err = p->err;
	p->doc = NULL;
	return doc;
}
