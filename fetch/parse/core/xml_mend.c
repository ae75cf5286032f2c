/* SPDX-License-Identifier: ISC */
/* What is done to the text of XML before libxml2 has it. */
#include "config.h"

#include "fetch/parse/core/xml.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* of an element: libxml2 compares each with all before it */
#define ATTRS_MOST 256u

/* The end of a comment or CDATA that begins at s, or 0 when none does. */
static size_t kept_whole(const char *s, size_t len)
{
	static const char *const kinds[][2] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}};
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(kinds[i][0]), m = strlen(kinds[i][1]);
		const char *end;
		if (len < n || memcmp(s, kinds[i][0], n) != 0)
			continue;
		end = memmem(s + n, len - n, kinds[i][1], m);
		return end ? (size_t)(end - s) + m : len;
	}
	return 0;
}

/* Where the tag at s ends, whose last attribute that is kept ends at *kept: 0 where all are. */
static size_t tag_end(const char *s, size_t len, size_t *kept)
{
	unsigned count = 0;
	char quote = 0;
	size_t i = 1;
	*kept = 0;
	for (; i < len && s[i] != '<' && (quote || s[i] != '>'); i++) {
		bool ends = quote && s[i] == quote;
		if (ends && ++count == ATTRS_MOST)
			*kept = i + 1;
		if (ends || (!quote && (s[i] == '"' || s[i] == '\'')))
			quote = ends ? 0 : s[i];
	}
	if (count <= ATTRS_MOST)
		*kept = 0;
	return i;
}

void xml_thin(const char *bytes, size_t len, struct buf *out)
{
	size_t from = 0, n, kept;
	/* UTF-16 is not looked into */
	if (len && (unsigned char)bytes[0] >= 0xfe)
		return;
	for (size_t i = 0; i < len; i += n) {
		const char *next = memchr(bytes + i, '<', len - i);
		if (!next)
			break;
		i = (size_t)(next - bytes);
		n = kept_whole(next, len - i);
		if (n)
			continue;
		n = tag_end(next, len - i, &kept);
		if (!kept)
			continue;
		buf_add(out, bytes + from, i + kept - from);
		from = i + n - (bytes[i + n - 1] == '/');
	}
	if (from)
		buf_add(out, bytes + from, len - from);
}

/* How many bytes a character's name or number at s has, 0 when the '&' there begins none.
 * A name is one of XML's or HTML's, or of the file's own DTD; *value is what it stands for,
 * 0 where it is a number already or the DTD may know better. */
static size_t reference_at(const char *s, size_t len, bool has_dtd, unsigned *value)
{
	const htmlEntityDesc *entity;
	char name[32];
	size_t n = 1;
	*value = 0;
	if (n < len && s[n] == '#') {
		bool hex = n + 1 < len && (s[n + 1] | 32) == 'x';
		size_t from = n += 1 + hex;
		while (n < len && n < 12 &&
		       strchr(hex ? "0123456789abcdefABCDEF" : "0123456789", s[n]) && s[n])
			n++;
		return n > from && n < len && s[n] == ';' ? n + 1 : 0;
	}
	while (n < len && n < sizeof name && ((s[n] | 32) >= 'a' && (s[n] | 32) <= 'z'))
		n++;
	while (n < len && n < sizeof name && s[n] >= '0' && s[n] <= '9' && n > 1)
		n++;
	if (n == 1 || n >= sizeof name || n >= len || s[n] != ';')
		return 0;
	memcpy(name, s + 1, n - 1);
	name[n - 1] = '\0';
	if (has_dtd)
		return n + 1;
	entity = htmlEntityLookup(BAD_CAST name);
	*value = entity ? entity->value : strcmp(name, "apos") ? 0 : '\'';
	return *value ? n + 1 : 0;
}

size_t xml_mend(const char *bytes, size_t len, struct buf *out)
{
	bool has_dtd = memmem(bytes, len, "<!ENTITY", 8) != NULL;
	size_t count = 0, from = 0;
	for (size_t i = 0; i < len; i++) {
		size_t n = bytes[i] == '<' ? kept_whole(bytes + i, len - i) : 0;
		unsigned value = 0;
		if (bytes[i] == '&')
			n = reference_at(bytes + i, len - i, has_dtd, &value);
		if (bytes[i] == '&' && (!n || value)) {
			buf_add(out, bytes + from, i - from);
			buf_printf(out, "&#%u;", n ? value : '&');
			count += !n;
			from = i + (n ? n : 1);
		}
		if (n)
			i += n - 1;
	}
	buf_add(out, bytes + from, len - from);
	return count;
}
