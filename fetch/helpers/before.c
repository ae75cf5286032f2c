/* SPDX-License-Identifier: ISC */
/* Bytes that the owner has already, and that a parser is given before those that come:
 * a download that goes on is parsed from its beginning. They are read as the parser takes
 * them; what comes meanwhile is held until they are through. */
#include "config.h"

#include "fetch/helpers/internal.h"

#include <stdlib.h>
#include <string.h>

#define STEP 65536u
/* Read in one go, before others have their turn. */
#define TURN (16 * STEP)

void client_before_forget(struct task *t)
{
	struct chunk *next;

	for (struct chunk *chunk = t->held; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	t->held = NULL;
	t->held_last = NULL;
	memset(&t->before, 0, sizeof t->before);
}

/* A parser that knows better what the bytes are, in place of one that was given none. */
static int set_how(struct client *c, struct task *t, const struct client_parse *how,
                   struct err *err)
{
	if (t->is_get)
		return client_how_copy(&t->how, how, err);
	parser_free(t->parser);
	t->parser = parser_new(&c->programs, how, c->parse_seconds, err);
	return t->parser ? 0 : -1;
}

int client_put_before(struct client *c, int id, const struct client_parse *how, uint64_t size,
                      client_before *read, void *payload, struct err *err)
{
	struct task *t = client_task(c, id);

	if (!t || (t->is_get && (!t->body || t->parser)))
		return err_set(err, ERR_FAILED, "no longer there");
	if (how && set_how(c, t, how, err)) {
		if (!t->is_get)
			client_task_forget(c, t);
		return -1;
	}
	t->before = (struct before){
		.read = read, .payload = payload, .size = size, .under_way = size > 0};
	client_before_go_on(c, t);
	return 0;
}

bool client_before_waits(const struct task *t)
{
	return t->before.under_way && t->parser && parser_queued(t->parser) < STEP;
}

/* One step: false when there are no more. */
static bool step(struct task *t)
{
	struct before *b = &t->before;
	uint64_t left = b->size - b->offset;
	size_t want = left < STEP ? (size_t)left : STEP;
	struct chunk *chunk = want ? chunk_new(NULL, want) : NULL;
	long got = chunk ? b->read(b->payload, b->offset, chunk->bytes, want) : 0;

	if (got <= 0) {
		free(chunk);
		return false;
	}
	chunk->len = (size_t)got < want ? (size_t)got : want;
	b->offset += chunk->len;
	b->uncounted += chunk->len;
	parser_add(t->parser, chunk);
	return true;
}

/* What came meanwhile follows. */
static void let_go(struct task *t)
{
	struct chunk *next;

	t->before.under_way = false;
	for (struct chunk *chunk = t->held; chunk; chunk = next) {
		next = chunk->next;
		chunk->next = NULL;
		parser_add(t->parser, chunk);
	}
	t->held = NULL;
	t->held_last = NULL;
	if (t->before.ending)
		parser_end(t->parser);
}

void client_before_go_on(struct client *c, struct task *t)
{
	if (!t->before.under_way || !client_has_parser(c, t))
		return;
	for (size_t done = 0; done < TURN && client_before_waits(t); done += STEP) {
		if (step(t) && !parser_done(t->parser))
			continue;
		let_go(t);
	}
}

void client_before_add(struct task *t, struct chunk *chunk)
{
	if (!t->before.under_way) {
		parser_add(t->parser, chunk);
		return;
	}
	chunk->next = NULL;
	if (t->held_last)
		t->held_last->next = chunk;
	else
		t->held = chunk;
	t->held_last = chunk;
}

void client_before_end(struct task *t)
{
	if (t->before.under_way)
		t->before.ending = true;
	else
		parser_end(t->parser);
}

uint64_t client_before_count(struct task *t, uint64_t taken)
{
	uint64_t ours = taken < t->before.uncounted ? taken : t->before.uncounted;

	t->before.uncounted -= ours;
	return taken - ours;
}
