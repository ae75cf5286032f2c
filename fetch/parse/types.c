/* SPDX-License-Identifier: ISC */
/* Which type the bytes are: one table, three ways to find a row. */
#include "config.h"

#include "fetch/parse/core/charset.h"
#include "fetch/parse/core/parser.h"
#include "fetch/wire/picture_bytes.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* NULL: configured without the libraries that read them. */
#ifdef HAVE_PICTURES
#define PARSE_PICTURE parse_picture
#else
#define PARSE_PICTURE NULL
#endif

enum {
	TYPE_HTML,
	TYPE_XHTML,
	TYPE_TEXT,
	TYPE_CSV,
	TYPE_TSV,
	TYPE_PDF,
	TYPE_PDFXML,
	TYPE_DOCX,
	TYPE_XLSX,
	TYPE_ZIP,
	TYPE_DOC,
	TYPE_RSS,
	TYPE_ATOM,
	TYPE_OPML,
	TYPE_AKN,
	TYPE_MARC,
	TYPE_XML,
	TYPE_TEXT_XML,
	TYPE_JSON,
	TYPE_PNG,
	TYPE_JPEG,
	TYPE_GIF,
	TYPE_WEBP,
	TYPE_BINARY
};

static const struct parse_type types[] = {
	[TYPE_HTML] = {"text/html", " html htm shtml asp aspx php ", "a web page", parse_html, true,
                       false},
	[TYPE_XHTML] = {"application/xhtml+xml", " xhtml xht ", "a web page", parse_xhtml, true,
                        false},
	[TYPE_TEXT] = {"text/plain", " txt text md ", "plain text", parse_text, false, false},
	[TYPE_CSV] = {"text/csv", " csv ", "a table of values", parse_separated, false, false},
	[TYPE_TSV] = {"text/tab-separated-values", " tsv ", "a table of values", parse_separated,
                      false, false},
	[TYPE_PDF] = {"application/pdf", " pdf ", "a PDF document", parse_no_pdf, false, true},
	[TYPE_PDFXML] = {"application/x-pdftohtml", " pdfxml ", "a PDF document", parse_pdf, false,
                         true},
	[TYPE_DOCX] = {"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                       " docx ", "a Word document", parse_docx, false, true},
	[TYPE_XLSX] = {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                       " xlsx ", "an Excel table", NULL, false, false},
	[TYPE_ZIP] = {"application/zip", " zip ", "a ZIP archive", NULL, false, false},
	[TYPE_DOC] = {"application/msword", " doc xls ppt ", "an old Office document", NULL, false,
                      false},
	[TYPE_RSS] = {"application/rss+xml", " rss ", "a news feed", parse_feed, true, false},
	[TYPE_ATOM] = {"application/atom+xml", " atom ", "a news feed", parse_feed, true, false},
	[TYPE_OPML] = {"text/x-opml", " opml ", "a list of feeds", parse_opml, true, false},
	[TYPE_AKN] = {"application/akn+xml", " akn ", "an Akoma Ntoso document", parse_akn, true,
                      false},
	[TYPE_MARC] = {"application/marcxml+xml", " marcxml ", "a library record", parse_marc, true,
                       false},
	[TYPE_XML] = {"application/xml", " xml ", "an XML document", NULL, true, false},
	[TYPE_TEXT_XML] = {"text/xml", "", "an XML document", NULL, true, false},
	[TYPE_JSON] = {"application/json", " json geojson ", "JSON data", parse_json, false, false},
	[TYPE_PNG] = {"image/png", " png ", "an image", PARSE_PICTURE, false, true},
	[TYPE_JPEG] = {"image/jpeg", " jpg jpeg ", "an image", PARSE_PICTURE, false, true},
	[TYPE_GIF] = {"image/gif", " gif ", "an image", NULL, false, false},
	[TYPE_WEBP] = {"image/webp", " webp ", "an image", PARSE_PICTURE, false, true},
	[TYPE_BINARY] = {"application/octet-stream", " bin exe ", "binary data", NULL, false,
                         false},
};
#define TYPE_COUNT (sizeof types / sizeof *types)

/* First bytes that leave no doubt, whatever the server says. */
static const struct {
	const char *magic;
	size_t len;
	int type;
} magics[] = {
	{"%PDF-", 5, TYPE_PDF},
	{"PK\3\4", 4, TYPE_ZIP},
	{"\xd0\xcf\x11\xe0", 4, TYPE_DOC},
	{"GIF8", 4, TYPE_GIF},
};

static const int pictures[] = {
	[PICTURE_PNG] = TYPE_PNG, [PICTURE_JPEG] = TYPE_JPEG, [PICTURE_WEBP] = TYPE_WEBP};

/* First words of markup, in lower case. */
static const struct {
	const char *word;
	int type;
} openings[] = {
	{"<!doctype html", TYPE_HTML},
	{"<html", TYPE_HTML},
	{"<head", TYPE_HTML},
	{"<body", TYPE_HTML},
	{"<title", TYPE_HTML},
	{"<meta", TYPE_HTML},
	{"<div", TYPE_HTML},
	{"<p>", TYPE_HTML},
	{"<p ", TYPE_HTML},
	{"<h1", TYPE_HTML},
	{"<table", TYPE_HTML},
	{"<script", TYPE_HTML},
	{"<link", TYPE_HTML},
	{"<center", TYPE_HTML},
	{"<font", TYPE_HTML},
	{"<main", TYPE_HTML},
	{"<article", TYPE_HTML},
	{"<ul", TYPE_HTML},
	{"<a ", TYPE_HTML},
	{"<rss", TYPE_RSS},
	{"<feed", TYPE_ATOM},
	{"<?xml", TYPE_XML},
};

/* What pdftohtml printed is known by that: it comes under the name and the type of the
 * PDF that it was. */
static bool is_pdfxml(const char *bytes, size_t len)
{
	return len > 5 && memcmp(bytes, "<?xml", 5) == 0 &&
	       memmem(bytes, len < 256 ? len : 256, "<!DOCTYPE pdf2xml", 17);
}

static const struct parse_type *by_magic(const char *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
		if (len < magics[i].len || memcmp(bytes, magics[i].magic, magics[i].len) != 0)
			continue;
		/* What an archive holds is told by the names in it. */
		if (magics[i].type == TYPE_ZIP) {
			size_t window = len < 4096 ? len : 4096;
			size_t tail = len < 32768 ? len : 32768; /* the list of them */
			if (memmem(bytes, window, "word/", 5) ||
			    memmem(bytes + len - tail, tail, "word/document", 13))
				return &types[TYPE_DOCX];
			if (memmem(bytes, window, "xl/", 3))
				return &types[TYPE_XLSX];
			/* A package of office files that has its text elsewhere. */
			if (memmem(bytes + len - tail, tail, "_rels/.rels", 11) &&
			    !memmem(bytes + len - tail, tail, "ppt/", 4))
				return &types[TYPE_DOCX];
		}
		return &types[magics[i].type];
	}
	if (is_pdfxml(bytes, len))
		return &types[TYPE_PDFXML];
	return picture_kind(bytes, len) ? &types[pictures[picture_kind(bytes, len)]] : NULL;
}

/* Over the byte order mark, white space and comments. */
static size_t skip_to_word(const char *bytes, size_t len)
{
	size_t i = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	for (;;) {
		while (i < len && isspace((unsigned char)bytes[i]))
			i++;
		if (len - i < 4 || memcmp(bytes + i, "<!--", 4) != 0)
			return i;
		const char *end = memmem(bytes + i, len - i, "-->", 3);
		if (!end)
			return i;
		i = (size_t)(end - bytes) + 3;
	}
}

static const struct parse_type *by_opening(const char *bytes, size_t len)
{
	size_t start = skip_to_word(bytes, len);
	const char *s = bytes + start;
	len -= start;
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		size_t n = strlen(openings[i].word);
		if (len < n || strncasecmp(s, openings[i].word, n) != 0)
			continue;
		if (openings[i].type != TYPE_XML)
			return &types[openings[i].type];
		size_t window = len < 2048 ? len : 2048;
		if (memmem(s, window, "<html", 5))
			return &types[TYPE_XHTML];
		if (memmem(s, window, "<rss", 4) || memmem(s, window, "<rdf:RDF", 8))
			return &types[TYPE_RSS];
		return &types[memmem(s, window, "<feed", 5) ? TYPE_ATOM : TYPE_XML];
	}
	if (len > 1 && (*s == '{' || *s == '[') && strchr("\"{[]} \r\n\t", s[1]))
		return &types[TYPE_JSON];
	return NULL;
}

/* The root element of XML, whatever stands before it, without its prefix. */
static size_t root_name(const char *bytes, size_t len, const char **name)
{
	size_t i = skip_to_word(bytes, len);
	while (len - i > 2 && bytes[i] == '<' && (bytes[i + 1] == '?' || bytes[i + 1] == '!')) {
		const char *end = memchr(bytes + i, '>', len - i);
		const char *inner = end ? memchr(bytes + i, '[', (size_t)(end - bytes) - i) : NULL;
		if (inner && bytes[i + 1] == '!') /* a DTD of its own */
			end = memmem(inner, len - (size_t)(inner - bytes), "]>", 2);
		if (!end)
			return 0;
		end += *end == ']';
		i = (size_t)(end - bytes) + 1;
		i += skip_to_word(bytes + i, len - i);
	}
	if (i >= len || bytes[i] != '<')
		return 0;
	size_t start = ++i;
	for (; i < len && i - start < 60 && !strchr(" \t\r\n/>", bytes[i]); i++)
		if (bytes[i] == ':')
			start = i + 1;
	*name = bytes + start;
	return i - start;
}

/* Roots that leave no doubt: some hosts serve all as text/plain. */
static const struct parse_type *by_root(const char *bytes, size_t len)
{
	const char *name = NULL;
	size_t n = root_name(bytes, len, &name);
	size_t window;

	if (!name)
		return NULL;
	window = len - (size_t)(name - bytes);
	window = window < 2048 ? window : 2048;
	if (n == 10 && memcmp(name, "akomaNtoso", 10) == 0)
		return &types[TYPE_AKN];
	if (((n == 10 && memcmp(name, "collection", 10) == 0) ||
	     (n == 6 && memcmp(name, "record", 6) == 0)) &&
	    (memmem(name, window, "MARC21", 6) || memmem(name, window, "controlfield", 12) ||
	     memmem(name, window, "datafield", 9)))
		return &types[TYPE_MARC];
	/* a page about feeds has another root */
	if ((n == 3 && memcmp(name, "rss", 3) == 0) ||
	    (n == 3 && memcmp(name, "RDF", 3) == 0 && memmem(name, window, "purl.org/rss/", 13)))
		return &types[TYPE_RSS];
	if (n == 4 && memcmp(name, "opml", 4) == 0)
		return &types[TYPE_OPML];
	if (n == 4 && memcmp(name, "feed", 4) == 0 && memmem(name, window, "/2005/Atom", 10))
		return &types[TYPE_ATOM];
	return NULL;
}

static const struct parse_type *by_given(const char *given)
{
	size_t len = strcspn(given ? given : "", "; \t");

	if (!given)
		return NULL;
	for (size_t i = 0; i < TYPE_COUNT; i++)
		if (strlen(types[i].type) == len && !strncasecmp(types[i].type, given, len))
			return &types[i];
	return NULL;
}

static const struct parse_type *by_name(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	size_t len = dot ? strlen(dot + 1) : 0;
	char word[16];
	if (len == 0 || len > sizeof word - 3)
		return NULL;
	word[0] = ' ';
	for (size_t i = 0; i < len; i++)
		word[i + 1] = (char)tolower((unsigned char)dot[i + 1]);
	memcpy(word + len + 1, " ", 2);
	for (size_t i = 0; i < TYPE_COUNT; i++)
		if (strstr(types[i].names, word))
			return &types[i];
	return NULL;
}

/* The opening of UTF-16 as if it were ASCII. */
static const struct parse_type *by_opening16(const char *bytes, size_t len)
{
	char narrow[512];
	size_t n = 0;
	for (size_t i = 0; i < len && n < sizeof narrow - 1; i++)
		if (bytes[i] != 0 && (unsigned char)bytes[i] < 0x80)
			narrow[n++] = bytes[i];
	narrow[n] = '\0';
	return by_opening(narrow, n);
}

/* Text has no control bytes to speak of. */
static bool looks_binary(const char *bytes, size_t len)
{
	size_t window = len < 4096 ? len : 4096, odd = 0;
	for (size_t i = 0; i < window; i++) {
		unsigned char c = (unsigned char)bytes[i];
		odd += c < 32 && (c == 0 || !strchr("\t\n\r\f\033\b", c));
	}
	return odd * 20 > window;
}

const struct parse_type *parse_type_find(const struct parse_how *how, const char *bytes, size_t len)
{
	const struct parse_type *type = by_magic(bytes, len);
	const struct parse_type *named = by_name(how->name);
	if (type == &types[TYPE_ZIP]) {
		/* One that does not show what is in it is what it is said to be. */
		const struct parse_type *said = named ? named : by_given(how->type);
		return said == &types[TYPE_DOCX] || said == &types[TYPE_XLSX] ? said : type;
	}
	if (type)
		return type;
	type = by_root(bytes, len);
	if (type)
		return type;
	type = by_given(how->type);
	/* a PDF, also in pdftohtml's words, would have said so with its first bytes */
	if (type == &types[TYPE_PDF] || type == &types[TYPE_PDFXML])
		type = NULL;
	/* many hosts know no better name for a table */
	if (type == &types[TYPE_TEXT] && (named == &types[TYPE_CSV] || named == &types[TYPE_TSV]))
		return named;
	if (type && type != &types[TYPE_BINARY] && (type->parse || type != &types[TYPE_TEXT]))
		return type;
	if (how->type && strncasecmp(how->type, "text/", 5) == 0 && !type)
		return named == &types[TYPE_CSV] || named == &types[TYPE_TSV] ? named
		                                                              : &types[TYPE_TEXT];
	bool wide = charset_is_wide(how->charset, bytes, len);
	type = wide ? by_opening16(bytes, len) : by_opening(bytes, len);
	if (type)
		return type;
	if (!wide && looks_binary(bytes, len))
		return named && (!named->parse || named == &types[TYPE_PDF]) ? named
		                                                             : &types[TYPE_BINARY];
	return named && named->parse && !named->binary ? named : &types[TYPE_TEXT];
}
