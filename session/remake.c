/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/remake.h"

#include "fetch/helpers/client.h"
#include "session/session.h"

#include <string.h>

/* The bytes that the catalogue knows are read here, and say themselves what is in them. */
static long copy_piece(void *payload, uint64_t offset, char *bytes, size_t len)
{
	const struct buf *b = payload;

	if (offset >= b->len)
		return 0;
	if (len > b->len - offset)
		len = b->len - (size_t)offset;
	memcpy(bytes, b->bytes + offset, len);
	return (long)len;
}

struct doc *session_remake(const struct carried *c, const char *bytes, size_t len, void *session)
{
	struct client *client = session_client(session, NULL);
	struct client_parse how = {.type = c->type,
	                           .charset = c->charset,
	                           .coding = c->coding,
	                           .base = *c->url ? c->url : NULL,
	                           .name = c->name};
	struct buf all = {.bytes = (char *)bytes, .len = len};
	struct doc *doc =
		client ? client_parse_kept(client, &how, len, copy_piece, &all, NULL) : NULL;

	if (doc && *doc_fact(doc, DOC_ERROR)) {
		doc_free(doc);
		doc = NULL;
	}
	return doc;
}
