/* SPDX-License-Identifier: ISC */
/*
 * The UN's addresses for documents, today's and those that stand in old texts:
 * docs.un.org and undocs.org with the symbol as path, and scripts that have it as
 * a value. Addresses of files (/doc/UNDOC/GEN/N15/...) are by job number and hold
 * no symbol.
 */
#include "config.h"

#include "model/symbol/internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct form {
	const char *host, *path;  /* in small letters */
	const char *value, *lang; /* names of values; NULL: the symbol is the path */
} forms[] = {
	{"undocs.org", "/pdf", "symbol", "lang"},
	{"docs.un.org", "/", NULL, NULL},
	{"undocs.org", "/", NULL, NULL},
	{"documents.un.org", "/api/symbol/access", "s", "l"},
	{"documents.un.org", "/symbol-explorer", "s", "lang"},
	{"documents-dds-ny.un.org", "/api/symbol/access", "s", "l"},
	{"un.org", "/en/ga/search/view_doc.asp", "symbol", "lang"},
	{"un.org", "/ga/search/view_doc.asp", "symbol", "lang"},
	{"un.org", "/docs/journal/asp/ws.asp", "m", "lang"},
	{"un.org", "/en/documents/view_doc.asp", "symbol", "lang"},
	{"un.org", "/", "symbol", "lang"},
	{"daccess-ods.un.org", "/access.nsf/get", "ds", "lang"},
	{"daccess-dds-ny.un.org", "/access.nsf/get", "ds", "lang"},
	{"unbisnet.un.org", "/access.nsf/get", "ds", "lang"},
};

/* How addresses name a language, and how we do. */
static const struct {
	const char *written, *lang;
} languages[] = {
	{"en", "en"}, {"ar", "ar"}, {"zh", "zh"}, {"fr", "fr"}, {"ru", "ru"}, {"es", "es"},
	{"e", "en"},  {"a", "ar"},  {"c", "zh"},  {"f", "fr"},  {"r", "ru"},  {"s", "es"},
};

static bool language(const char *s, size_t n, char lang[4])
{
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (strlen(languages[i].written) == n && !strncasecmp(s, languages[i].written, n)) {
			memcpy(lang, languages[i].lang, 3);
			return true;
		}
	return false;
}

static int hex(char c)
{
	return c >= '0' && c <= '9'                 ? c - '0'
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
	                                            : -1;
}

/* Undoes %28 (also what was coded twice, %2528) and '+' into plain bytes. */
static bool decode(const char *s, size_t len, bool value, char *out, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		while (c == '%' && i + 2 < len && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
			c = (char)((unsigned)hex(s[i + 1]) << 4 | (unsigned)hex(s[i + 2]));
			i += 2;
			if (c != '%' || i + 2 >= len || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				break;
		}
		if (n + 1 >= size || !c)
			return false;
		out[n++] = value && c == '+' ? ' ' : c;
	}
	out[n] = '\0';
	return true;
}

/* A value of a query by its name: its bytes, or NULL. "Get?Open&DS=S/2014/365" */
static const char *query_value(const char *query, size_t len, const char *name, size_t *n)
{
	const char *end = query + len;
	size_t length = strlen(name);

	for (const char *p = query; p && p < end;) {
		const char *next = memchr(p, '&', (size_t)(end - p)), *stop = next ? next : end;

		if ((size_t)(stop - p) > length && !strncasecmp(p, name, length) &&
		    p[length] == '=') {
			*n = (size_t)(stop - p) - length - 1;
			return p + length + 1;
		}
		p = next ? next + 1 : end;
		if (end - p > 4 && !strncmp(p, "amp;", 4)) /* as copied out of a page's source */
			p += 4;
	}
	return NULL;
}

/* The path's symbol, behind a language: /en/S/RES/2254(2015). */
static bool of_path(const char *path, size_t len, char symbol[SYMBOL_MAX], char lang[4])
{
	char text[256];
	const char *slash = len ? memchr(path, '/', len) : NULL;
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (n == 2 && language(path, n, lang)) {
		path += n + 1;
		len -= n + 1;
	}
	while (len && path[len - 1] == '/')
		len--;
	/* "s res 2254" is typed, not an address */
	return len && decode(path, len, false, text, sizeof text) && !strstr(text, "://") &&
	       strchr(text, '/') && symbol_normal(text, symbol);
}

static bool of_query(const struct form *f, const char *query, size_t len, char symbol[SYMBOL_MAX],
                     char lang[4])
{
	char text[256];
	size_t n;
	const char *value = query_value(query, len, f->value, &n);

	if (!value || !decode(value, n, true, text, sizeof text) || strstr(text, "://") ||
	    !strchr(text, '/') || !symbol_normal(text, symbol))
		return false;
	value = query_value(query, len, f->lang, &n);
	if (value)
		language(value, n, lang);
	return true;
}

bool symbol_of_address(const char *url, char symbol[SYMBOL_MAX], char lang[4])
{
	const char *host = !strncasecmp(url, "https://", 8)  ? url + 8
	                   : !strncasecmp(url, "http://", 7) ? url + 7
	                                                     : url;
	const char *path = strchr(host, '/'), *query, *end = url + strlen(url);
	size_t host_len;

	memset(lang, 0, 4);
	if (!path)
		return false;
	if (!strncasecmp(host, "www.", 4))
		host += 4;
	host_len = strcspn(host, ":/");
	end = path + strcspn(path, "#");
	query = memchr(path, '?', (size_t)(end - path));
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *f = &forms[i];

		if (strlen(f->host) != host_len || strncasecmp(host, f->host, host_len) != 0 ||
		    strncasecmp(path, f->path, strlen(f->path)) != 0 || (f->value && !query))
			continue;
		if (f->value ? of_query(f, query + 1, (size_t)(end - query) - 1, symbol, lang)
		             : of_path(path + 1, (size_t)((query ? query : end) - path) - 1, symbol,
		                       lang))
			return true;
	}
	return false;
}

static bool in_host(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
	       (c >= 'A' && c <= 'Z');
}

bool symbol_link(const struct symbol_text *t, size_t from, size_t i, size_t *start, size_t *end)
{
	static const char stop[] = " \t\r\n<>\"'[]{}|\\^`";
	size_t at = i;
	int open = 0;

	if (i > from && t->s[i - 1] == ':' && i + 1 < t->len && t->s[i + 1] == '/')
		at = i - 1;
	else if (i < from + 6 || strncasecmp(t->s + i - 4, ".org", 4) != 0)
		return false;
	while (at > from && in_host(t->s[at - 1]))
		at--;
	*start = at;
	for (at = i; at < t->len && (unsigned char)t->s[at] > ' ' &&
	             (unsigned char)t->s[at] < 0x80 && !strchr(stop, t->s[at]);
	     at++) {
		open += t->s[at] == '(' ? 1 : t->s[at] == ')' ? -1 : 0;
		if (open < 0) /* the bracket in which the whole stands */
			break;
	}
	while (at > i + 1 && strchr(".,;:*!?", t->s[at - 1]))
		at--;
	*end = at;
	return true;
}
