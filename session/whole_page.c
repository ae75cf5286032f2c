/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/whole_page.h"

#include "fetch/helpers/client.h"
#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>

struct kept {
	struct store *store;
	int64_t version;
	uint64_t got;
	struct err err;
};

static long read_kept(void *payload, uint64_t offset, char *bytes, size_t len)
{
	struct kept *k = payload;
	long n = store_bytes(k->store, k->version, offset, bytes, len, &k->err);

	k->got += n > 0 ? (uint64_t)n : 0;
	return n;
}

/* A type that says nothing leaves the bytes and the name to tell. */
static const char *type_of(const struct store_version *v)
{
	return !*v->type || !strcmp(v->type, "application/octet-stream") ||
	                       !strcmp(v->type, "binary/octet-stream")
	               ? NULL
	               : v->type;
}

struct doc *whole_page(struct session *session, struct store *from,
                       const struct store_version *version, struct err *err)
{
	struct client *client = session_client(session, err);
	struct kept kept = {.store = from, .version = version->id};
	char *name = url_file_name(version->url);
	struct client_parse how = {.type = type_of(version),
	                           .charset = version->charset,
	                           .coding = version->coding,
	                           .base = version->url,
	                           .name = name,
	                           .whole = true};
	struct doc *doc = NULL;

	if (client)
		doc = client_parse_kept(client, &how, (uint64_t)version->size, read_kept, &kept,
		                        err);
	free(name);
	if (!doc || (kept.got == (uint64_t)version->size && kept.got))
		return doc;
	doc_free(doc);
	if (kept.err.code)
		*err = kept.err;
	else
		err_set(err, ERR_FAILED, "its bytes are not in a store");
	return NULL;
}
