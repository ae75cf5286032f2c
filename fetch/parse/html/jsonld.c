/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/html/jsonld.h"

#include <jansson.h>
#include <string.h>

#define DEPTH_MAX 24             /* of objects and lists that are looked into */
#define VALUE_BYTES (512u << 10) /* a longer one is none */

static bool is_article_type(const char *type)
{
	return type && (strstr(type, "Article") || strstr(type, "Posting") ||
	                strstr(type, "Report") || strstr(type, "Review"));
}

/* The string, or the first of a list; NULL when there is none. */
static const char *text_of(const json_t *value)
{
	for (size_t i = 0; i < json_array_size(value); i++)
		if (json_is_string(json_array_get(value, i)))
			return json_string_value(json_array_get(value, i));
	return json_string_value(value);
}

static const char *member(const json_t *object, const char *key)
{
	return text_of(json_object_get(object, key));
}

/* Of several types the one that is an article's. */
static const char *type_of(const json_t *object)
{
	const json_t *types = json_object_get(object, "@type");

	for (size_t i = 0; i < json_array_size(types); i++) {
		const char *type = json_string_value(json_array_get(types, i));

		if (is_article_type(type))
			return type;
	}
	return text_of(types);
}

/* A person or organisation: its name, the first of a list, or the string. */
static const char *name_of(const json_t *value, int depth)
{
	const char *name = NULL;

	if (json_is_object(value))
		return member(value, "name");
	for (size_t i = 0; i < json_array_size(value) && !name && depth < DEPTH_MAX; i++)
		name = name_of(json_array_get(value, i), depth + 1);
	return name ? name : json_string_value(value);
}

/* What an object says; the strings are its own. */
static struct json_article article_of(const json_t *object)
{
	const char *headline = member(object, "headline");
	const char *author = name_of(json_object_get(object, "author"), 0);

	return (struct json_article){
		.type = type_of(object),
		.headline = headline ? headline : member(object, "name"),
		.published = member(object, "datePublished"),
		.modified = member(object, "dateModified"),
		.author = author ? author : name_of(json_object_get(object, "creator"), 0),
		.description = member(object, "description"),
		.body = member(object, "articleBody"),
		.section = member(object, "articleSection"),
	};
}

/* An object, or what its "@graph" holds; of a list the first that describes an article,
 * else the first that says anything. */
static struct json_article find(const json_t *value, int depth)
{
	struct json_article best = {0};
	const json_t *graph = json_object_get(value, "@graph");

	if (depth > DEPTH_MAX)
		return best;
	if (json_is_object(value)) {
		best = article_of(value);
		if (graph && !is_article_type(best.type))
			best = find(graph, depth + 1);
		return best;
	}
	for (size_t i = 0; i < json_array_size(value) && !is_article_type(best.type); i++) {
		struct json_article one = find(json_array_get(value, i), depth + 1);

		if (is_article_type(one.type) || (!best.type && !best.headline))
			best = one;
	}
	return best;
}

static const char *keep(struct html_page *page, const char *s)
{
	size_t len = s ? strlen(s) : 0;

	return s && len <= VALUE_BYTES ? html_strdup(page, s, len) : NULL;
}

static struct json_article kept(struct html_page *page, const struct json_article *a)
{
	return (struct json_article){
		.type = keep(page, a->type),
		.headline = keep(page, a->headline),
		.published = keep(page, a->published),
		.modified = keep(page, a->modified),
		.author = keep(page, a->author),
		.description = keep(page, a->description),
		.body = keep(page, a->body),
		.section = keep(page, a->section),
	};
}

/* The script as JSON, without a comment's or CDATA's opening; what stands behind the
 * value does not matter. Control characters become blanks, which they mean between
 * values and where a string is broken into lines. */
static json_t *load(char *s, size_t len)
{
	size_t start = 0;

	while (start < len && s[start] != '{' && s[start] != '[')
		start++;
	/* "<![CDATA[" */
	if (start + 6 < len && start >= 2 && !memcmp(s + start - 2, "<![CDATA[", 9))
		for (start += 7; start < len && s[start] != '{' && s[start] != '[';)
			start++;
	for (size_t i = start; i < len; i++)
		if ((unsigned char)s[i] < ' ')
			s[i] = ' ';
	return json_loadb(s + start, len - start, JSON_DISABLE_EOF_CHECK, NULL);
}

void json_read(struct html_page *page, struct json_article *article)
{
	char *s = page->jsonld.bytes, *end = s + page->jsonld.len;

	*article = (struct json_article){0};
	while (s < end) {
		char *stop = memchr(s, '\0', (size_t)(end - s));
		json_t *root = load(s, (size_t)((stop ? stop : end) - s));
		struct json_article one = find(root, 0);

		/* Some say the article twice, and its text the second time. */
		if (is_article_type(one.type) && !article->type)
			*article = kept(page, &one);
		else if (is_article_type(one.type) && !article->body)
			article->body = keep(page, one.body);
		json_decref(root);
		s = (stop ? stop : end) + 1;
	}
}
