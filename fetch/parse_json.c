/* JSON: the listing of a repository's directory as a list of its files; a JSON Feed as
 * every feed; all else as it is, indented, so that it can be read. */
#include "config.h"

#include "fetch/parse.h"
#include "fetch/parse_feed.h"
#include "fetch/parse_json.h"

#include "model/date.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void parse_json_prepare(void)
{
	size_t seed = 0;

	if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed || seed == 0)
		seed = 1;
	json_object_seed(seed);
}

static const char *text_of(const json_t *object, const char *name)
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

		if (!*text_of(file, "name") || !*text_of(file, "path") || !*text_of(file, "type"))
			return false;
	}
	return count > 0;
}

static void add_listing(const json_t *root, struct doc_maker *m)
{
	for (size_t i = 0; i < json_array_size(root); i++) {
		const json_t *file = json_array_get(root, i);
		const char *url = text_of(file, "download_url");
		char size[40];
		uint32_t at;

		doc_begin(m, DOC_ITEM);
		if (*url)
			doc_add_link(m, text_of(file, "name"), url);
		else
			doc_add_str(m, text_of(file, "name"));
		if (strcmp(text_of(file, "type"), "file") != 0)
			continue;
		date_bytes(json_integer_value(json_object_get(file, "size")), size, sizeof size);
		doc_add_str(m, "  ");
		at = doc_text_length(m);
		doc_add_str(m, size);
		doc_add_span(m, DOC_TAIL, at, doc_text_length(m), "");
	}
}

/* -- a feed (jsonfeed.org, version 1 and 1.1) ------------------------------------- */

static bool is_feed(const json_t *root)
{
	return !strncmp(text_of(root, "version"), "https://jsonfeed.org/version/", 29) &&
	       json_is_array(json_object_get(root, "items"));
}

static void add_entry(const json_t *item, const char *base, struct doc_maker *m)
{
	static const char *const texts[] = {"summary", "content_text", "content_html"};
	const char *text = "", *url = text_of(item, "url");
	char date[11] = "", *address = feed_link(base, *url ? url : text_of(item, "id"));
	struct buf summary;

	for (size_t i = 0; i < 3 && !*text; i++)
		text = text_of(item, texts[i]);
	buf_init(&summary, 1 << 20);
	feed_summary(text, strlen(text), &summary);
	if (!feed_date(text_of(item, "date_published"), date))
		*date = '\0';
	feed_add_entry(m, date, text_of(item, "title"), address, &summary);
	buf_done(&summary);
	free(address);
}

static void add_feed(const json_t *root, const char *base, struct doc_maker *m)
{
	const json_t *items = json_object_get(root, "items");
	char lang[3];

	snprintf(lang, sizeof lang, "%s", text_of(root, "language"));
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, "description", text_of(root, "description"));
	for (size_t i = 0; i < json_array_size(items); i++)
		add_entry(json_array_get(items, i), base, m);
}

/* -- anything else ------------------------------------------------------------- */

static int add_plain(const json_t *root, struct doc_maker *m)
{
	char *text = json_dumps(root, JSON_INDENT(2) | JSON_ENCODE_ANY);

	if (!text)
		return -1;
	doc_begin(m, DOC_PRE);
	doc_add_str(m, text);
	free(text);
	return 0;
}

int parse_json(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
	       struct err *err)
{
	const char *slash = how->name ? strrchr(how->name, '/') : NULL;
	size_t at = 0, count = 0;
	json_error_t why;

	/* One value, or one a line, as some exports have it. */
	while (at < len && at + strspn(bytes + at, " \t\r\n") < len) {
		json_t *root = json_loadb(bytes + at, len - at,
					  JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &why);
		int bad = 0;

		if (!root && count == 0)
			return err_set(err, ERR_FAILED, "not JSON after all: line %d: %.100s",
				       why.line, why.text);
		if (!root) {
			doc_add_fact(m, "incomplete", "what follows is broken JSON");
			break;
		}
		bool feed = is_feed(root);
		if (count == 0) {
			doc_add_fact(m, DOC_FORMAT, feed ? "feed" : "json");
			doc_add_fact(m, DOC_TITLE,
				     feed    ? text_of(root, "title")
				     : slash ? slash + 1
					     : how->name ? how->name : "JSON data");
		}
		if (feed)
			add_feed(root, how->base, m);
		else if (is_listing(root))
			add_listing(root, m);
		else
			bad = add_plain(root, m);
		json_decref(root);
		if (bad)
			return err_set(err, ERR_FAILED, "JSON: out of memory");
		at += (size_t)why.position;
		count++;
	}
	return 0;
}
