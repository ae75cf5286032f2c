/* SPDX-License-Identifier: ISC */
/* JSON: the listing of a repository's directory as a list of its files; a JSON Feed, and
 * what ReliefWeb answers, as every feed; figures as a table; all else as it is, indented,
 * so that it can be read. */
#include "config.h"

#include "fetch/parse/json/json.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/feed/feed.h"
#include "fetch/parse/json/internal.h"
#include "model/base/url.h"
#include "model/base/work.h"
#include "model/text/date.h"
#include "model/text/units.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define TREE_MOST ((size_t)112 << 20) /* bytes: what takes more is read without a tree */
#define OF_A_PIECE 16                 /* bytes, beside those that were asked for */

/* What the tree has taken; it is of one value, and is given back at once. */
static size_t tree_bytes;
static bool tree_is_full;

static void *tree_malloc(size_t size)
{
	if (size + OF_A_PIECE > TREE_MOST - tree_bytes) {
		tree_is_full = true;
		return NULL;
	}
	tree_bytes += size + OF_A_PIECE;
	return work_malloc(size);
}

void parse_json_prepare(void)
{
	size_t seed = 0;

	if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed || seed == 0)
		seed = 1;
	json_object_seed(seed);
	json_set_alloc_funcs(tree_malloc, free);
}

const char *json_text(const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	return s ? s : "";
}

/* -- a directory (GitHub's "repository contents") ------------------------------ */

static bool is_listing(const json_t *root)
{
	size_t count = json_array_size(root);

	for (size_t i = 0; i < count; i++) {
		const json_t *file = json_array_get(root, i);

		if (!*json_text(file, "name") || !*json_text(file, "path") ||
		    !*json_text(file, "type"))
			return false;
	}
	return count > 0;
}

static void add_listing(const json_t *root, const struct parse_how *how, struct doc_maker *m)
{
	(void)how;
	for (size_t i = 0; i < json_array_size(root); i++) {
		const json_t *file = json_array_get(root, i);
		const json_t *bytes = json_object_get(file, "size");
		const char *url = json_text(file, "download_url");
		char size[40];
		uint32_t at;

		doc_begin(m, DOC_ITEM);
		if (*url)
			doc_add_link(m, json_text(file, "name"), url);
		else
			doc_add_str(m, json_text(file, "name"));
		if (strcmp(json_text(file, "type"), "file") != 0 || json_integer_value(bytes) < 0)
			continue;
		units_bytes(json_integer_value(bytes), size, sizeof size);
		doc_add_str(m, "  ");
		at = doc_text_length(m);
		doc_add_str(m, size);
		doc_add_span(m, DOC_TAIL, at, doc_text_length(m), "");
	}
}

/* -- a feed (jsonfeed.org, version 1 and 1.1) ------------------------------------- */

static bool is_feed(const json_t *root)
{
	return !strncmp(json_text(root, "version"), "https://jsonfeed.org/version/", 29) &&
	       json_is_array(json_object_get(root, "items"));
}

/* Its page, the page that it is about, its name where that is an address, or what hangs on
 * it. The caller frees it. */
static char *entry_address(const json_t *item, const char *base)
{
	const json_t *file = json_array_get(json_object_get(item, "attachments"), 0);
	const char *id = json_text(item, "id");
	const char *ways[] = {json_text(item, "url"), json_text(item, "external_url"),
	                      url_is_web(id) ? id : "", json_text(file, "url")};
	char *address = NULL;

	for (size_t i = 0; i < sizeof ways / sizeof *ways && !address; i++)
		address = feed_link(base, ways[i]);
	return address;
}

static void add_entry(const json_t *item, const char *base, struct doc_maker *m)
{
	static const char *const texts[] = {"summary", "content_text", "content_html"};
	const char *text = "";
	char date[11] = "", *address = entry_address(item, base);
	struct buf summary;
	size_t which = 0;

	while (which < 3 && !*(text = json_text(item, texts[which])))
		which++;
	buf_init(&summary, 1 << 20);
	(which < 2 ? feed_plain : feed_summary)(text, strlen(text), &summary);
	if (!date_read(json_text(item, "date_published"), date) &&
	    !date_read(json_text(item, "date_modified"), date))
		*date = '\0';
	feed_add_entry(m, &(struct feed_entry){.date = date,
	                                       .title = json_text(item, "title"),
	                                       .url = address,
	                                       .guid = json_text(item, "id"),
	                                       .summary = &summary});
	buf_done(&summary);
	free(address);
}

static void add_feed(const json_t *root, const struct parse_how *how, struct doc_maker *m)
{
	const json_t *items = json_object_get(root, "items");
	bool known = how->base && url_is_web(how->base);
	const char *base = known ? how->base : json_text(root, "home_page_url");
	char lang[3];

	snprintf(lang, sizeof lang, "%s", json_text(root, "language"));
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, "description", json_text(root, "description"));
	for (size_t i = 0; i < json_array_size(items); i++)
		add_entry(json_array_get(items, i), base, m);
	feed_end(m);
}

/* -- answers that are errors --------------------------------------------------------- */

/* What a server says in place of an answer, in the two forms that are met: {"status":
 * 403, "error": {"message": …}}, {"status": "error", "message": …}. "" where it is none. */
static const char *error_of(const json_t *root)
{
	const json_t *status = json_object_get(root, "status");
	const char *message = json_text(json_object_get(root, "error"), "message");

	if (json_is_integer(status) && *message)
		return message;
	return strcmp(json_text(root, "status"), "error") ? "" : json_text(root, "message");
}

/* -- forms ------------------------------------------------------------------------- */

static const struct {
	bool (*is)(const json_t *root);
	void (*add)(const json_t *root, const struct parse_how *how, struct doc_maker *m);
	const char *format;
	const char *title; /* NULL: the file's; "": its own */
} forms[] = {
	{is_feed, add_feed, "feed", ""},
	{reliefweb_is, reliefweb_add, "feed", "ReliefWeb"},
	{fts_is, fts_add, "json", "Financial Tracking Service"},
	{is_listing, add_listing, "json", NULL},
};
#define FORM_COUNT (sizeof forms / sizeof *forms)

/* One value of a form that is known; the first says what the document is. */
static bool add_value(const json_t *root, const struct parse_how *how, bool first,
                      struct doc_maker *m)
{
	const char *name = how->name ? parse_name(how->name) : "JSON data";
	size_t i = 0;

	while (i < FORM_COUNT && !forms[i].is(root))
		i++;
	if (first && i < FORM_COUNT) {
		const char *title = forms[i].title ? forms[i].title : name;

		doc_add_fact(m, DOC_FORMAT, forms[i].format);
		doc_add_fact(m, DOC_TITLE, *title ? title : json_text(root, "title"));
	} else if (first) {
		doc_add_fact(m, DOC_FORMAT, "json");
		doc_add_fact(m, DOC_TITLE, name);
	}
	if (i < FORM_COUNT)
		forms[i].add(root, how, m);
	return i < FORM_COUNT;
}

/* The value that begins there; its end through *used. NULL with why, or with tree_is_full. */
static json_t *load(const char *bytes, size_t len, size_t *used, json_error_t *why)
{
	json_t *root;

	tree_bytes = 0;
	tree_is_full = false;
	root = json_loadb(bytes, len, JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, why);
	*used = root ? (size_t)why->position : len;
	return root;
}

int parse_json(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
               struct err *err)
{
	/* of a part the end stands anywhere */
	bool part = how->part || how->all;
	size_t at = 0, count = 0, used;
	json_error_t why;

	/* One value, or one a line, as some exports have it. */
	while (at < len && at + strspn(bytes + at, " \t\r\n") < len) {
		json_t *root = load(bytes + at, len - at, &used, &why);
		bool known;

		if (!root && !tree_is_full && count == 0 && !part)
			return err_set(err, ERR_FAILED, "not JSON after all: line %d: %.100s",
			               why.line, why.text);
		if (!root && !tree_is_full && count > 0) {
			if (!part)
				doc_add_fact(m, "incomplete", "what follows is broken JSON");
			break;
		}
		if (count == 0 && *error_of(root)) {
			err_set(err, ERR_FAILED, "the server says: %.300s", error_of(root));
			json_decref(root);
			return -1;
		}
		known = add_value(root, how, count == 0, m);
		json_decref(root);
		if (!known)
			json_indent(bytes + at, used, m);
		at += used;
		count++;
	}
	return 0;
}
