/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/known.h"

#include "model/base/base64.h"
#include "model/hub/lines.h"
#include "model/store/hubs.h"

#include <string.h>

#define NUMBER_MOST (UINT64_C(1) << 48)

/* What is left of a line. */
static bool read_rest(struct lines *text, const char *word, char *out, size_t size)
{
	struct lines line;
	size_t n = strlen(word);

	if (!lines_next(text, &line) || (size_t)(line.end - line.at) < n ||
	    memcmp(line.at, word, n) != 0 || (size_t)(line.end - line.at) - n >= size)
		return false;
	memcpy(out, line.at + n, (size_t)(line.end - line.at) - n);
	out[(size_t)(line.end - line.at) - n] = '\0';
	return true;
}

static bool read_known(struct lines text, struct hub_known *k)
{
	struct lines line;
	uint64_t followed;

	if (!lines_next(&text, &line) || !lines_word(&line, "key") ||
	    !lines_bytes(&line, k->key.name, sizeof k->key.name) ||
	    !lines_bytes(&line, k->key.key, sizeof k->key.key) || !lines_ended(&line) ||
	    !lines_next(&text, &line) || !lines_word(&line, "followed") ||
	    !lines_number(&line, NUMBER_MOST, &followed) || !lines_ended(&line) ||
	    !read_rest(&text, "etag ", k->etag, sizeof k->etag) ||
	    !read_rest(&text, "modified ", k->modified, sizeof k->modified))
		return false;
	k->followed = (int64_t)followed;
	k->root_len = (size_t)(text.end - text.at);
	if (k->root_len > sizeof k->root)
		return false;
	memcpy(k->root, text.at, k->root_len);
	return true;
}

int hub_known_get(struct store *s, const char *hub, struct hub_known *known, struct err *err)
{
	struct buf b;
	int got;

	*known = (struct hub_known){.followed = 0};
	buf_init(&b, sizeof *known + 512);
	got = store_hub_get(s, hub, "", &b, err);
	if (got > 0 && !read_known((struct lines){b.bytes, b.bytes + b.len}, known))
		got = err_set(err, ERR_STORE, "what is known of %.200s is damaged", hub);
	buf_done(&b);
	return got;
}

int hub_known_set(struct store *s, const char *hub, const struct hub_known *known, struct err *err)
{
	struct buf b;
	int rc;

	buf_init(&b, sizeof *known + 512);
	buf_str(&b, "key ");
	base64_add(&b, known->key.name, sizeof known->key.name, BASE64_PLAIN);
	buf_char(&b, ' ');
	base64_add(&b, known->key.key, sizeof known->key.key, BASE64_PLAIN);
	buf_printf(&b, "\nfollowed %lld\netag %s\nmodified %s\n", (long long)known->followed,
	           known->etag, known->modified);
	buf_add(&b, known->root, known->root_len);
	rc = buf_ok(&b) ? store_hub_set(s, hub, "", b.bytes, b.len, err)
	                : err_set(err, ERR_FAILED, "out of memory");
	buf_done(&b);
	return rc;
}
