/* SPDX-License-Identifier: ISC */
/* From what a format says of its paragraphs to the shape of a UN document:
 * markers taken out of the text, numbers, depths of items and headings,
 * annexes, headings of several lines. */
#include "config.h"

#include "fetch/parse/un/drafts.h"
#include "fetch/parse/un/layout.h"

#include <stdio.h>
#include <string.h>

#define LEVELS 16

static bool blank(const struct draft *d)
{
	return d->text.text.len == 0 && d->cells.count == 0;
}

/* "11." without a sentence before "(a)": both begin the paragraph, as they are printed. */
static void carry_number(struct draft *d, const struct draft *waiting)
{
	struct un_marker number, own;
	if ((d->kind != DOC_PARAGRAPH && d->kind != DOC_ITEM) ||
	    !un_marker_read(waiting->marker, strlen(waiting->marker), &number) ||
	    !un_marker_read(d->marker, strlen(d->marker), &own) || number.kind != UN_NUMBER ||
	    number.bracketed || !own.bracketed)
		return;
	rich_text_lead(&d->text, d->marker);
	memcpy(d->marker, waiting->marker, sizeof d->marker);
	d->kind = DOC_PARAGRAPH;
	d->set_apart = d->listed = true;
}

/* A marker without text belongs to the next paragraph that has none. */
static void carry_markers(struct drafts *drafts)
{
	struct draft *waiting = NULL;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone)
			continue;
		if (blank(d)) {
			d->gone = d->kind != DOC_RULE && d->note_count == 0;
			waiting = *d->marker && !d->listed ? d : waiting;
			continue;
		}
		if (waiting && !*d->marker && d->kind == DOC_PARAGRAPH) {
			memcpy(d->marker, waiting->marker, sizeof d->marker);
			d->set_apart = d->listed = true;
		} else if (waiting && *d->marker) {
			carry_number(d, waiting);
		}
		waiting = NULL;
	}
}

/* -- headings ------------------------------------------------------------ */

/* The levels that are in use become 2, 3, 4... in their order; 1 stays. */
static void level_headings(struct drafts *drafts)
{
	int to[LEVELS] = {0}, next = 2;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone || d->kind != DOC_HEADING || d->annex)
			continue;
		d->level = d->level < 1 ? 2 : d->level >= LEVELS ? LEVELS - 1 : d->level;
		to[d->level] = 1;
	}
	for (int level = 2; level < LEVELS; level++)
		if (to[level])
			to[level] = next < 6 ? next++ : 6;
	to[1] = 1;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->kind == DOC_HEADING && !d->gone && !d->annex)
			d->level = to[d->level];
	}
}

/* Bytes of the heading before the dash or colon after which it goes on: "Annex 1 -
 * Plan"; all of it where there is none. *rest: where it goes on. */
static size_t annex_name(const char *s, size_t len, size_t *rest)
{
	static const char *const parts[] = {" - ", " – ", " — ", ": ", " : ", "："};
	size_t name = len;
	*rest = len;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *part = memmem(s, name, parts[i], strlen(parts[i]));
		if (!part)
			continue;
		name = (size_t)(part - s);
		*rest = name + strlen(parts[i]);
	}
	return name;
}

/* A whole line that names an annex, or a heading that begins with one: its
 * anchor. *titled: its title stands in the same line. False for all others. */
static bool annex(struct draft *d, unsigned *count, bool *titled)
{
	const char *s = d->text.text.bytes;
	size_t len = d->text.text.len, rest = len;
	if (d->kind != DOC_HEADING && (d->kind != DOC_PARAGRAPH || *d->marker))
		return false;
	if (d->kind == DOC_HEADING)
		len = annex_name(s, len, &rest);
	*titled = rest < d->text.text.len;
	if (len > 120 || un_annex(s, len) == 0)
		return false;
	d->kind = DOC_HEADING;
	d->level = 2;
	d->annex = true;
	if (++*count == 1)
		snprintf(d->anchor, sizeof d->anchor, "annex");
	else
		snprintf(d->anchor, sizeof d->anchor, "annex-%u", *count);
	rich_text_plain(&d->text, DOC_STRONG);
	return true;
}

/* Whether the line ends as no heading does. */
static bool ends_open(const struct buf *text)
{
	static const char *const ends[] = {",", ":", ";", "，", "：", "；", "،", "؛", "、"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (text->len >= n && memcmp(text->bytes + text->len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* A short paragraph all in bold type, where that makes headings. */
static void bold_heading(struct draft *d)
{
	const struct rich_text *p = &d->text;
	if (!d->bold_heading || d->kind != DOC_PARAGRAPH || *d->marker || p->text.len == 0 ||
	    p->text.len > 400 || ends_open(&p->text))
		return;
	bool bold = false, italic = false;
	for (size_t i = 0; i < p->spans.count; i++) {
		const struct rich_text_span *span = &p->spans.at[i];
		bool all = span->start == 0 && span->end == p->text.len;
		bold |= span->kind == DOC_STRONG && all;
		italic |= span->kind == DOC_EM;
	}
	if (!bold || italic)
		return;
	d->kind = DOC_HEADING;
	d->level = LEVELS - 2;
}

/* Adds the text of one that follows, and its notes. */
static void join(struct draft *d, struct draft *more)
{
	rich_text_join(&d->text, &more->text);
	d->note_count += more->note_count;
	more->note_count = 0;
	more->gone = true;
}

/* The short line below "Annex" is its title. */
static void annex_title(struct draft *annex, struct draft *d)
{
	const struct buf *text = &d->text.text;
	if ((d->kind != DOC_PARAGRAPH && d->kind != DOC_HEADING) || *d->marker || text->len == 0 ||
	    text->len > 300)
		return;
	if (ends_open(text) || text->bytes[text->len - 1] == '.' ||
	    (text->len > 3 && memcmp(text->bytes + text->len - 3, "。", 3) == 0))
		return;
	rich_text_plain(&d->text, DOC_STRONG);
	join(annex, d);
}

/* "Section 25" and the heading below it are one. */
void drafts_parts_join(struct drafts *drafts)
{
	struct draft *part = NULL;
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		size_t len = d->text.text.len;
		if (d->gone || blank(d))
			continue;
		bool heading = d->kind == DOC_HEADING && !*d->marker && d->level != 1;
		size_t name = heading ? un_part(d->text.text.bytes, len) : 0;
		if (heading && part && name == 0) {
			part->level = d->level < part->level ? d->level : part->level;
			join(part, d);
			part = NULL;
			continue;
		}
		part = heading && name == len ? d : NULL;
	}
}

const struct draft *drafts_part(const struct drafts *drafts, size_t title, const char *symbol)
{
	const struct draft *part = NULL;
	for (size_t i = title + 1; i < drafts->drafts.count; i++) {
		const struct draft *d = drafts->drafts.at[i];
		if (d->gone || blank(d))
			continue;
		if (d->kind != DOC_HEADING || un_part(d->text.text.bytes, d->text.text.len) == 0)
			break;
		if (un_is_section(d->text.text.bytes, d->text.text.len, symbol))
			return d;
		part = !part || d->level < part->level ? d : part;
	}
	return part;
}

/* -- markers ------------------------------------------------------------- */

/* The marker that the format gave is believed: only its kind is asked. */
static void take_given(struct draft *d, struct un_sequence *sequence)
{
	struct un_marker marker;
	int level = 0;
	bool read = un_marker_read(d->marker, strlen(d->marker), &marker);
	if (!read) {
		d->kind = DOC_ITEM;
		d->level = d->level > 0 ? d->level : 1;
		return;
	}
	if (marker.kind == UN_BULLET)
		snprintf(d->marker, sizeof d->marker, "%s", marker.text);
	bool taken = un_sequence_takes(sequence, &marker, true, &level);
	if (marker.kind == UN_NUMBER && !marker.bracketed && (!taken || level == 0)) {
		memcpy(d->number, marker.number, sizeof d->number);
		d->level = 0;
		un_sequence_inner(sequence, d->text.text.bytes, d->text.text.len);
		return;
	}
	d->kind = DOC_ITEM;
	d->level = level > 0 ? level : d->level > 0 ? d->level : 1;
}

/* "27.I.4" with a tab after it: a number in parts, of which some are letters. */
static bool take_compound(struct draft *d)
{
	struct rich_text *p = &d->text;
	const char *s = p->text.bytes;
	size_t n = strspn(s, "0123456789"), parts = 0;
	if (n == 0 || n > 3)
		return false;
	while (s[n] == '.') {
		size_t more = strspn(s + n + 1, "0123456789");
		more = more ? more : strspn(s + n + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (more == 0 || more > 5)
			break;
		n += more + 1;
		parts++;
	}
	if (parts == 0 || n >= sizeof d->number || p->gap != n + (s[n] == '.'))
		return false;
	snprintf(d->number, sizeof d->number, "%.*s", (int)n, s);
	snprintf(d->marker, sizeof d->marker, "%.*s", (int)p->gap, s);
	rich_text_drop(p, p->gap);
	return true;
}

/* A figure alone with a tab after it, which is the next number. */
static bool take_bare(struct draft *d, struct un_sequence *sequence)
{
	struct rich_text *p = &d->text;
	size_t n = strspn(p->text.bytes, "0123456789");
	if (n == 0 || n > 3 || p->gap != n || atoi(p->text.bytes) != sequence->runs[0].last + 1)
		return false;
	sequence->runs[0].last++;
	snprintf(d->marker, sizeof d->marker, "%d", sequence->runs[0].last);
	snprintf(d->number, sizeof d->number, "%d", sequence->runs[0].last);
	rich_text_drop(p, n);
	return true;
}

static void take_typed(struct draft *d, struct un_sequence *sequence)
{
	struct un_marker marker;
	int level = 0;
	struct rich_text *p = &d->text;
	if (take_bare(d, sequence))
		return;
	if (strpbrk(p->text.bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && take_compound(d))
		return;
	if (!un_marker_read(p->text.bytes, p->text.len, &marker) || marker.skip >= p->text.len)
		return;
	bool apart = p->gap != UINT32_MAX && p->gap >= marker.len && p->gap <= marker.skip;
	if (!un_sequence_takes(sequence, &marker, apart || d->set_apart, &level))
		return;
	snprintf(d->marker, sizeof d->marker, "%s", marker.text);
	rich_text_drop(p, marker.skip);
	if (level == 0 && marker.kind == UN_NUMBER) {
		memcpy(d->number, marker.number, sizeof d->number);
		un_sequence_inner(sequence, p->text.bytes, p->text.len);
		return;
	}
	d->kind = DOC_ITEM;
	d->level = level > 0 ? level : 1;
}

/* "II.<tab>Background": only what is set apart is a heading's marker. */
static void take_heading(struct draft *d, struct un_sequence *sequence)
{
	struct un_marker marker;
	struct rich_text *p = &d->text;
	int level;
	un_sequence_break(sequence);
	if (*d->marker || d->level == 1 || p->gap == UINT32_MAX ||
	    !un_marker_read(p->text.bytes, p->text.len, &marker) || marker.skip >= p->text.len ||
	    p->gap < marker.len || p->gap > marker.skip)
		return;
	if (marker.kind != UN_NUMBER && !un_sequence_takes(sequence, &marker, true, &level))
		return;
	snprintf(d->marker, sizeof d->marker, "%s", marker.text);
	rich_text_drop(p, marker.skip);
}

static void take_marker(struct draft *d, struct un_sequence *sequence)
{
	if (d->kind == DOC_HEADING) {
		take_heading(d, sequence);
		return;
	}
	if (d->kind != DOC_PARAGRAPH && d->kind != DOC_ITEM)
		return;
	if (*d->marker)
		take_given(d, sequence);
	else
		take_typed(d, sequence);
	if (!*d->marker && d->kind == DOC_PARAGRAPH)
		un_sequence_break(sequence);
}

/* -- the whole ----------------------------------------------------------- */

void drafts_title(const struct draft *d, struct buf *out)
{
	const char *s = d->text.text.bytes;
	size_t at = drafts_title_number(s);
	for (size_t i = 0; i < d->text.spans.count; i++) {
		const struct rich_text_span *span = &d->text.spans.at[i];
		if (span->kind != DOC_CALL || span->start < at)
			continue;
		buf_add(out, s + at, span->start - at);
		at = span->end;
	}
	buf_add(out, s + at, d->text.text.len - at);
}

size_t drafts_title_number(const char *s)
{
	size_t n = strspn(s, "0123456789"), more = n ? strspn(s + n, "/0123456789") : 0;
	if (more < 2 || s[n] != '/')
		return 0;
	n += more + strspn(s + n + more, ".ABCDE");
	n += strncmp(s + n, " - ", 3) == 0 ? 2 : 0;
	return s[n] == ' ' ? n + 1 : 0;
}

void drafts_shape(struct drafts *drafts)
{
	struct un_sequence sequence = {0};
	struct draft *above = NULL; /* an annex, whose title may be the next line */
	unsigned annexes = 0;
	bool titled;
	carry_markers(drafts);
	drafts_tables(drafts);
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone)
			continue;
		if (d->contents)
			continue;
		drafts_note_typed(drafts, i);
		bold_heading(d);
		if (annex(d, &annexes, &titled)) {
			memset(&sequence, 0, sizeof sequence);
			above = titled ? NULL : d;
			continue;
		}
		take_marker(d, &sequence);
		if (above)
			annex_title(above, d);
		above = NULL;
		if (d->kind == DOC_HEADING)
			rich_text_plain(&d->text, DOC_STRONG);
	}
	level_headings(drafts);
	drafts_notes_call(drafts);
}
