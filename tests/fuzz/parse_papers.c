/* SPDX-License-Identifier: ISC */
/* fuzz target: Akoma Ntoso, library records and Word; feeds, lists of feeds and JSON. The
 * first byte chooses what the rest is: XML, an archive, or the text, styles or numbering
 * of one that is made here, so that what is inside archives is reached as well. */
#include "config.h"

#include "tests/fuzz/parse_any.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

static const char rels[] =
	"<Relationships><Relationship Id='1' Type='/styles' Target='styles.xml'/>"
	"<Relationship Id='2' Type='/footnotes' Target='notes.xml'/>"
	"<Relationship Id='3' Type='/numbering' Target='numbering.xml'/></Relationships>";
static const char text[] =
	"<document><body><p><pPr><pStyle val='A'/><numPr><ilvl val='1'/><numId val='1'/></numPr>"
	"</pPr><r><t>One</t><footnoteReference id='1'/></r></p></body></document>";

static void add(zip_t *zip, const char *name, const void *bytes, size_t len)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, len, 0);
	if (source && zip_file_add(zip, name, source, 0) < 0)
		zip_source_free(source);
}

/* An archive in which one part is what was given. */
static void archive(struct buf *out, int part, const uint8_t *data, size_t size)
{
	static const char *const names[] = {"word/document.xml", "word/styles.xml",
	                                    "word/numbering.xml", "word/notes.xml"};
	zip_error_t error;
	zip_stat_t stat;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_source_keep(source);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	if (!zip)
		abort();
	add(zip, "word/_rels/document.xml.rels", rels, sizeof rels - 1);
	if (part != 0)
		add(zip, names[0], text, sizeof text - 1);
	add(zip, names[part], data, size);
	if (zip_close(zip) < 0 || zip_source_open(source) < 0 || zip_source_stat(source, &stat) < 0)
		abort();
	char *room = buf_room(out, stat.size);
	if (room && zip_source_read(source, room, stat.size) == (zip_int64_t)stat.size)
		buf_grown(out, stat.size);
	zip_source_close(source);
	zip_source_free(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct parse_how hows[] = {
		{.type = "application/akn+xml"},
		{.type = "application/marcxml+xml"},
		{.name = "x.docx"},
		{.type = "application/rss+xml", .base = "https://a.example/rss"},
		{.type = "text/x-opml"},
		{.type = "application/json", .base = "https://a.example/?year=2031"},
	};
	struct buf bytes;

	if (size == 0)
		return 0;
	/* 0 to 2 as they are, 3 to 6 in an archive, then as they are again */
	unsigned kind = data[0] % 10;
	bool part = kind > 2 && kind < 7;
	buf_init(&bytes, size + (1u << 20));
	if (!part)
		buf_add(&bytes, data + 1, size - 1);
	else
		archive(&bytes, (int)kind - 3, data + 1, size - 1);
	parse_any(&hows[part ? 2 : kind < 3 ? kind : kind - 4], &bytes);
	return 0;
}
