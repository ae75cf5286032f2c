/* SPDX-License-Identifier: ISC */
/* Footnotes and endnotes of a page, and the numbers by which they are called. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool html_is_note_id(const char *id)
{
	static const char *const names[] = {"fn",  "ftn",  "_ftn",    "footnote",  "sdfootnote",
	                                    "edn", "_edn", "endnote", "cite_note", "note-"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncasecmp(id, names[i], strlen(names[i])) == 0)
			return strncmp(id, "fnref", 5) != 0 && strncmp(id, "_ftnref", 7);
	return false;
}

/* A note is a paragraph or item whose id says so and that is linked to. */
static bool is_note(const struct html_draft *one)
{
	return one->anchor && (one->kind == DOC_PARAGRAPH || one->kind == DOC_ITEM) &&
	       html_is_note_id(one->anchor);
}

static size_t note_marker(const char *s, size_t len, char marker[16])
{
	size_t n = 0, i = 0;
	while (i < len && (s[i] == '[' || s[i] == '(' || s[i] == '^' || s[i] == ' '))
		i++;
	while (i < len && n < 5 && (isdigit((unsigned char)s[i]) || s[i] == '*'))
		marker[n++] = s[i++];
	marker[n] = '\0';
	while (n > 0 && i < len && (s[i] == ']' || s[i] == ')' || s[i] == '.' || s[i] == ' '))
		i++;
	return n > 0 ? i : 0;
}

/* An item of a list of notes has the number that the list gives it. */
static bool item_marker(const struct html_draft *one, char marker[16])
{
	size_t n = strcspn(one->marker, ".");
	if (one->kind != DOC_ITEM || one->marker[n] != '.')
		return false;
	memcpy(marker, one->marker, n);
	marker[n] = '\0';
	return true;
}

bool html_read_note(struct html_draft *one, const char *s, size_t len, size_t *skip)
{
	char marker[16];
	*skip = 0;
	if (!is_note(one))
		return false;
	*skip = note_marker(s, len, marker);
	if (*skip == 0 && !item_marker(one, marker))
		return false;
	memcpy(one->marker, marker, sizeof marker);
	return true;
}

void html_keep_notes(struct html_drafts *d)
{
	for (size_t i = 0; i < d->list.count; i++)
		if (is_note(&d->list.at[i]))
			d->list.at[i].out = false;
}
