/* SPDX-License-Identifier: ISC */
/* One process of a parser's chain: what waits for it, and writing that to it. */
#include "config.h"

#include "fetch/helpers/stage.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct chunk *chunk_new(const char *bytes, size_t len)
{
	struct chunk *chunk = malloc(sizeof *chunk + len);

	if (!chunk)
		return NULL;
	chunk->next = NULL;
	chunk->len = len;
	if (bytes && len)
		memcpy(chunk->bytes, bytes, len);
	return chunk;
}

void stage_init(struct stage *stage)
{
	*stage = (struct stage){.child = CHILD_NONE};
}

void stage_done(struct stage *stage)
{
	child_kill(&stage->child);
	stage_drop(stage);
}

uint64_t stage_drop(struct stage *stage)
{
	uint64_t dropped = stage->queued;
	struct chunk *next;

	for (struct chunk *chunk = stage->first; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	stage->first = stage->last = NULL;
	stage->queued = stage->sent = 0;
	return dropped;
}

void stage_add(struct stage *stage, struct chunk *chunk)
{
	chunk->next = NULL;
	if (stage->last)
		stage->last->next = chunk;
	else
		stage->first = chunk;
	stage->last = chunk;
	stage->queued += chunk->len;
}

static void took(struct stage *stage, size_t n)
{
	struct chunk *chunk = stage->first;

	stage->sent += n;
	stage->queued -= n;
	if (stage->sent < chunk->len)
		return;
	stage->first = chunk->next;
	if (!stage->first)
		stage->last = NULL;
	stage->sent = 0;
	free(chunk);
}

bool stage_feed(struct stage *stage, uint64_t *taken)
{
	bool moved = false;

	while (stage->first) {
		ssize_t n = child_write(&stage->child, stage->first->bytes + stage->sent,
		                        stage->first->len - stage->sent);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0) {
			/* It may have all that it needs: its output tells. */
			stage->deaf = true;
			*taken += stage_drop(stage);
			break;
		}
		took(stage, (size_t)n);
		*taken += (size_t)n;
		moved = true;
	}
	if (stage->ended && !stage->first && stage->child.in >= 0) {
		child_close_in(&stage->child);
		moved = true;
	}
	return moved;
}

size_t stage_peek(const struct stage *stage, char *out, size_t max)
{
	size_t n = 0;

	for (const struct chunk *chunk = stage->first; chunk && n < max; chunk = chunk->next) {
		size_t part = chunk->len < max - n ? chunk->len : max - n;

		memcpy(out + n, chunk->bytes, part);
		n += part;
	}
	return n;
}
