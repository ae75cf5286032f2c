#include "config.h"

#include "fetch/parse/html/jsonld.h"

#include <ctype.h>
#include <string.h>

#define DEPTH_MAX 24
#define BODY_MAX (512u << 10)

struct scan {
	struct html_page *page;
	const char *s, *end;
};

static void skip_space(struct scan *j)
{
	while (j->s < j->end && isspace((unsigned char)*j->s))
		j->s++;
}

static unsigned hex4(const char *s)
{
	unsigned value = 0;
	for (int i = 0; i < 4; i++) {
		char c = s[i];
		unsigned digit = isdigit((unsigned char)c) ? (unsigned)(c - '0')
		                                           : (unsigned)((c | 32) - 'a' + 10);
		if (!isxdigit((unsigned char)c))
			return 0xfffd;
		value = value << 4 | digit;
	}
	return value;
}

/* One escape after its backslash. */
static void read_escape(struct scan *j, struct buf *out)
{
	static const char from[] = "bfnrt", to[] = "  \n\n ";
	const char *known;
	char c = *j->s++;
	if (c == 'u' && j->end - j->s >= 4) {
		unsigned u = hex4(j->s);
		j->s += 4;
		if (u >= 0xd800 && u <= 0xdbff && j->end - j->s >= 6 && j->s[0] == '\\' &&
		    j->s[1] == 'u') {
			unsigned low = hex4(j->s + 2);
			if (low >= 0xdc00 && low <= 0xdfff) {
				u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
				j->s += 6;
			}
		}
		buf_utf8(out, u >= 0xd800 && u <= 0xdfff ? 0xfffd : u ? u : ' ');
	} else if ((known = strchr(from, c)) && c) {
		buf_char(out, to[known - from]);
	} else {
		buf_char(out, c);
	}
}

/* A string at its opening quote; out may be NULL. */
static bool read_string(struct scan *j, struct buf *out)
{
	if (j->s >= j->end || *j->s != '"')
		return false;
	j->s++;
	while (j->s < j->end && *j->s != '"') {
		if (*j->s == '\\' && j->s + 1 < j->end) {
			j->s++;
			if (out)
				read_escape(j, out);
			else
				j->s++;
			continue;
		}
		if (out)
			buf_add(out, j->s, 1);
		j->s++;
	}
	if (j->s >= j->end)
		return false;
	j->s++;
	return true;
}

/* Over one value of any kind. */
static void skip_value(struct scan *j)
{
	int depth = 0;
	do {
		skip_space(j);
		if (j->s >= j->end)
			return;
		if (*j->s == '"') {
			if (!read_string(j, NULL))
				return;
		} else {
			depth += *j->s == '{' || *j->s == '[';
			depth -= *j->s == '}' || *j->s == ']';
			if (depth < 0)
				return;
			j->s++;
			if (depth == 0 && !strchr("}]", j->s[-1]))
				while (j->s < j->end && !strchr(",]} \n\r\t", *j->s))
					j->s++;
		}
	} while (depth > 0);
}

static const char *keep_string(struct scan *j)
{
	struct buf text;
	const char *kept = NULL;
	buf_init(&text, BODY_MAX);
	if (read_string(j, &text) && buf_ok(&text))
		kept = html_strdup(j->page, text.bytes, text.len);
	buf_done(&text);
	return kept;
}

static void read_value(struct scan *j, struct json_article *a, int depth);

/* A person or organisation: its name, the first of a list, or the string. */
static const char *read_name(struct scan *j, int depth)
{
	struct json_article inner = {0};
	skip_space(j);
	if (j->s < j->end && *j->s == '"')
		return keep_string(j);
	if (j->s >= j->end || (*j->s != '{' && *j->s != '[') || depth > DEPTH_MAX) {
		skip_value(j);
		return NULL;
	}
	/* "name" of an inner object is kept as its headline. */
	read_value(j, &inner, depth + 1);
	return inner.headline;
}

static void read_member(struct scan *j, struct json_article *a, const char *key, int depth)
{
	const struct {
		const char *key;
		const char **value;
	} wanted[] = {
		{"headline", &a->headline},
		{"name", &a->headline},
		{"datePublished", &a->published},
		{"dateModified", &a->modified},
		{"description", &a->description},
		{"articleBody", &a->body},
		{"articleSection", &a->section},
		{"inLanguage", &a->language},
		{"@type", &a->type},
	};
	skip_space(j);
	if (strcmp(key, "author") == 0 || strcmp(key, "creator") == 0) {
		const char *name = read_name(j, depth);
		if (!a->author)
			a->author = name;
		return;
	}
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (strcmp(key, wanted[i].key) != 0 || j->s >= j->end)
			continue;
		if (*j->s == '[' && j->s + 1 < j->end)
			j->s++;
		skip_space(j);
		if (j->s < j->end && *j->s == '"' && !*wanted[i].value) {
			*wanted[i].value = keep_string(j);
			skip_space(j);
			while (j->s < j->end && j->s[0] == ',' && j->s[1] == ' ')
				break;
			return;
		}
	}
	if (strcmp(key, "@graph") == 0 && depth < DEPTH_MAX)
		read_value(j, a, depth + 1);
	else
		skip_value(j);
}

static bool is_article_type(const char *type)
{
	return type && (strstr(type, "Article") || strstr(type, "Posting") ||
	                strstr(type, "Report") || strstr(type, "Review"));
}

/* An object's members into a; of a list, the object that describes an article. */
static void read_value(struct scan *j, struct json_article *a, int depth)
{
	skip_space(j);
	if (j->s >= j->end || depth > DEPTH_MAX)
		return;
	if (*j->s == '[') {
		j->s++;
		for (;;) {
			struct json_article one = {0};
			skip_space(j);
			if (j->s >= j->end || *j->s == ']')
				break;
			const char *before = j->s;
			if (*j->s == '{')
				read_value(j, &one, depth + 1);
			else
				skip_value(j);
			if (is_article_type(one.type) || (!a->type && !a->headline))
				if (!is_article_type(a->type))
					*a = one;
			skip_space(j);
			if (j->s < j->end && *j->s == ',')
				j->s++;
			else if (j->s == before)
				break;
		}
		if (j->s < j->end)
			j->s++;
		return;
	}
	if (*j->s != '{') {
		skip_value(j);
		return;
	}
	j->s++;
	while (j->s < j->end) {
		char key[24] = "";
		struct buf name;
		skip_space(j);
		if (j->s < j->end && (*j->s == ',' || *j->s == ']')) {
			j->s++; /* also the rest of a list whose first value was taken */
			continue;
		}
		if (j->s >= j->end || *j->s == '}')
			break;
		buf_init(&name, 4096);
		bool read = read_string(j, &name);
		if (read && name.len < sizeof key)
			memcpy(key, name.bytes, name.len);
		buf_done(&name);
		skip_space(j);
		if (!read)
			break;
		if (j->s < j->end && *j->s == ':') {
			j->s++;
			read_member(j, a, key, depth);
		}
	}
	if (j->s < j->end)
		j->s++;
}

void json_read(struct html_page *page, struct json_article *article)
{
	const char *s = page->jsonld.bytes, *end = s + page->jsonld.len;
	*article = (struct json_article){0};
	while (s < end) {
		const char *stop = memchr(s, '\0', (size_t)(end - s));
		struct json_article one = {0};
		struct scan j = {page, s, stop ? stop : end};
		read_value(&j, &one, 0);
		/* Some say the article twice, and its text the second time. */
		if (is_article_type(one.type) && !article->type)
			*article = one;
		else if (is_article_type(one.type) && !article->body)
			article->body = one.body;
		s = j.end + 1;
	}
}
