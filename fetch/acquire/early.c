/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/early.h"

#include "fetch/wire/pdf_bytes.h"
#include "model/base/clock.h"

#include <stdlib.h>
#include <string.h>

struct early {
	struct client *client;
	int of; /* the get or the parse that the bytes are of */
	struct buf bytes;
	bool ended;
	int64_t asked; /* when the reader began to wait */
	int64_t next;  /* no document is begun before; 0: nothing has come */
	int parse;     /* the client's id of it, 0: none is under way */
	int64_t began; /* when that was begun */
	size_t given;  /* bytes that the last was made of */
	struct doc *doc;
};

bool early_is_readable(const char *type)
{
	static const char *const types[] = {"text/html",  "application/xhtml+xml",
	                                    "text/plain", "application/xml",
	                                    "text/xml",   ""};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!strcmp(type, types[i]))
			return true;
	return false;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

int64_t early_rest(int64_t cost, bool shown)
{
	return later(cost * EARLY_SHARE, shown ? EARLY_AFTER_MS : EARLY_GATHER_MS);
}

struct early *early_new(struct client *client, int id, int64_t asked)
{
	struct early *e = calloc(1, sizeof *e);

	if (!e)
		return NULL;
	e->client = client;
	e->of = id;
	e->asked = asked;
	buf_init(&e->bytes, EARLY_BYTES);
	return e;
}

void early_free(struct early *e)
{
	if (!e)
		return;
	early_end(e);
	doc_free(e->doc);
	free(e);
}

void early_add(struct early *e, const char *bytes, size_t len)
{
	if (e->ended)
		return;
	if (!e->next)
		e->next = later(e->asked + EARLY_AFTER_MS, clock_ms() + EARLY_GATHER_MS);
	buf_add(&e->bytes, bytes, len);
	/* a beginning of it is no document of what has come */
	if (!buf_ok(&e->bytes))
		early_end(e);
}

void early_end(struct early *e)
{
	e->ended = true;
	if (e->parse)
		client_cancel(e->client, e->parse);
	e->parse = 0;
	buf_done(&e->bytes);
}

int64_t early_due(const struct early *e)
{
	/* a quarter more than the last was made of, or it shows nothing new */
	bool enough = e->bytes.len > e->given + e->given / 4;

	return e->ended || e->parse || !enough ? -1 : e->next;
}

/* A part of a PDF or of an archive is nothing: their tables stand at the end. */
static bool has_sense(const struct buf *b)
{
	return pdf_guess(b->bytes, b->len, true) != PDF_IS && !pdf_is_zip(b->bytes, b->len);
}

void early_begin(struct early *e)
{
	struct err err;
	int id;

	if (!has_sense(&e->bytes)) {
		early_end(e);
		return;
	}
	id = client_parse_like(e->client, e->of, &err);
	e->given = e->bytes.len;
	e->began = clock_ms();
	if (id < 0)
		return;
	e->parse = id;
	if (client_parse_feed(e->client, id, e->bytes.bytes, e->bytes.len, &err) < 0 ||
	    client_parse_end(e->client, id, &err) < 0)
		early_end(e);
}

bool early_is_begun(const struct early *e)
{
	return e->parse > 0;
}

/* Whether there is something to read. */
static bool has_text(const struct doc *doc)
{
	if (*doc_fact(doc, DOC_ERROR))
		return false;
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (b->kind != DOC_HEADING && b->text.len)
			return true;
	}
	return false;
}

int early_take(struct early *e, const struct client_event *event)
{
	int64_t now = clock_ms();
	bool shown;

	if (!e->parse || event->id != e->parse)
		return -1;
	e->parse = 0;
	shown = has_text(event->doc);
	e->next = now + early_rest(now - e->began, shown);
	if (!shown) {
		doc_free(event->doc);
		return 0;
	}
	doc_free(e->doc);
	e->doc = event->doc;
	return 1;
}

int early_wait(struct early *e, int limit_ms)
{
	struct client_event event;

	return e->parse && client_wait_for(e->client, e->parse, limit_ms, &event)
	               ? early_take(e, &event)
	               : -1;
}

const struct doc *early_doc(const struct early *e)
{
	return e->doc;
}
