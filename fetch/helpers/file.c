/* SPDX-License-Identifier: ISC */
/* A parse that is fed from a descriptor, or with bytes that are kept, by a caller that waits
 * for its document. */
#include "config.h"

#include "fetch/helpers/internal.h"
#include "model/base/clock.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Read ahead of the parser so far. */
#define AHEAD (256u * 1024)

struct source {
	int fd;
	client_tap *tap;
	void *payload;
};

/* On the stack, which keeps what it once had: there may be fifty of us. */
#define PIECE 16384

/* One read of the descriptor into the parser: 1, 0 at its end, -1. */
static int feed_from(struct client *c, int id, const struct source *from, struct err *err)
{
	char bytes[PIECE];
	ssize_t n;

	do
		n = read(from->fd, bytes, sizeof bytes);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set(err, ERR_FAILED, "reading failed: %s", strerror(errno));
	if (!n) {
		client_parse_end(c, id, err);
		return 0;
	}
	if (from->tap && from->tap(from->payload, bytes, (size_t)n, err) < 0)
		return -1;
	return client_parse_feed(c, id, bytes, (size_t)n, err) ? -1 : 1;
}

void client_parse_ahead(struct client *c, int id, int fd)
{
	const struct source from = {fd, NULL, NULL};
	struct task *t = client_task(c, id);

	while (t && !parser_queued(t->parser) && feed_from(c, id, &from, NULL) > 0) {
		client_poll_once(c, 0);
		t = client_task(c, id);
	}
	client_poll_once(c, 0);
}

void client_parse_pace(struct client *c, int id)
{
	struct task *t;

	while ((t = client_task(c, id)) && parser_queued(t->parser) >= AHEAD)
		client_poll_once(c, -1);
}

struct doc *client_parse_rest(struct client *c, int id, int fd, client_tap *tap, void *payload,
                              struct err *err)
{
	const struct source from = {fd, tap, payload};
	struct client_event event;
	bool more = true;

	while (!client_take_event(c, id, &event)) {
		struct task *t = client_task(c, id);
		bool hungry = more && t && parser_queued(t->parser) < AHEAD;

		/* it has ended, and there was no memory to say so */
		if (!t || t->over) {
			err_set(err, ERR_FAILED, "out of memory");
			return NULL;
		}
		if (hungry) {
			int got = feed_from(c, id, &from, err);

			more = got > 0;
			if (got < 0) {
				client_cancel(c, id);
				return NULL;
			}
		}
		client_poll_once(c, more && hungry ? 0 : -1);
	}
	/* a parser that has had enough ends early; the tap wants the rest */
	while (more && tap) {
		int got = feed_from(c, id, &from, err);

		more = got > 0;
		if (got < 0) {
			doc_free(event.doc);
			return NULL;
		}
	}
	return event.doc;
}

bool client_wait_for(struct client *c, int id, int limit_ms, struct client_event *event)
{
	int64_t until = clock_ms() + limit_ms, left = limit_ms;

	while (!client_take_event(c, id, event)) {
		if (!client_task(c, id) || (limit_ms >= 0 && left < 0))
			return false;
		client_poll_once(c, limit_ms < 0 ? -1 : (int)left);
		left = until - clock_ms();
	}
	return true;
}

struct doc *client_parse_fd(struct client *c, int fd, const struct client_parse *how,
                            struct err *err)
{
	int id = client_parse(c, how, err);

	return id < 0 ? NULL : client_parse_rest(c, id, fd, NULL, NULL, err);
}

struct doc *client_parse_kept(struct client *c, const struct client_parse *how, uint64_t size,
                              client_before *read, void *payload, struct err *err)
{
	int id = client_parse(c, how, err);
	struct client_event event;

	if (id < 0)
		return NULL;
	if (client_put_before(c, id, NULL, size, read, payload, err) < 0 ||
	    client_parse_end(c, id, err) < 0) {
		client_cancel(c, id);
		return NULL;
	}
	while (!client_take_event(c, id, &event))
		client_poll_once(c, -1);
	return event.doc;
}
