/* SPDX-License-Identifier: ISC */
/* Notes that are typed as paragraphs ("** A/81/50.", a raised "a" below a table),
 * and every note's place: right after the block in which it is called. */
#include "config.h"

#include "fetch/parse/un/drafts.h"

#include <stdio.h>
#include <string.h>

#define NOTE_FAR 60   /* drafts between a note and its call */
#define NOTES_DOWN 60 /* notes that are called further on, or by the title */

/* -- what is a note ------------------------------------------------------ */

/* The spans that the parser marked as raised, and that call nothing yet. */
static bool is_raised(const struct rich_text_span *span)
{
	return span->kind == DOC_CALL && !span->value;
}

/* Bytes at the beginning that are raised, 0 when none are. */
static size_t raised_first(const struct rich_text *p)
{
	for (size_t i = 0; i < p->spans.count; i++)
		if (is_raised(&p->spans.at[i]) && p->spans.at[i].start == 0)
			return p->spans.at[i].end;
	return 0;
}

/* Bytes of the marker with which a note begins: stars with a tab after them, stars or
 * a letter that are raised. */
static size_t typed(const struct rich_text *p)
{
	const char *s = p->text.bytes;
	size_t stars = strspn(s, "*"), raised = raised_first(p);
	if (stars > 0 && stars <= 6 && p->gap == stars)
		return stars;
	if (stars > 0 && stars <= 6 && raised >= stars && s[stars] == ' ')
		return stars;
	return raised > 0 && *s >= 'a' && *s <= 'z' && s[1] == ' ' ? 1 : 0;
}

void drafts_note_typed(struct drafts *drafts, size_t index)
{
	struct draft *d = drafts->drafts.at[index];
	size_t n = typed(&d->text);
	if ((d->kind != DOC_PARAGRAPH && d->kind != DOC_NOTE) || *d->marker || n == 0)
		return;
	d->kind = DOC_NOTE;
	snprintf(d->marker, sizeof d->marker, "%.*s", (int)n, d->text.text.bytes);
	snprintf(d->anchor, sizeof d->anchor, "s%zu", index + 1);
	rich_text_drop(&d->text, n);
}

/* What a note's own text repeats of its call: "1 ", "(1)", "()", "*". */
static void clean_note(struct draft *note)
{
	struct rich_text *p = &note->text;
	size_t n = strlen(note->marker), at = 0;
	bool open = p->text.len > 0 && p->text.bytes[0] == '(';
	at += open;
	if (n > 0 && p->text.len - at >= n && memcmp(p->text.bytes + at, note->marker, n) == 0)
		at += n;
	else if (!open)
		return;
	if (open && (at >= p->text.len || p->text.bytes[at] != ')'))
		return;
	at += open;
	if (!open && at < p->text.len && p->text.bytes[at] == '.')
		at++;
	if (at == p->text.len || p->text.bytes[at] == ' ')
		rich_text_drop(p, at);
}

/* -- calls --------------------------------------------------------------- */

static void add_call(struct rich_text *p, size_t start, size_t end, const char *anchor)
{
	struct rich_text_span span = {(uint32_t)start, (uint32_t)end, DOC_CALL,
	                              work_strdup(anchor)};
	if (!span.value || vec_push(&p->spans, span) < 0)
		free(span.value);
}

static bool called(const struct rich_text *p, size_t at)
{
	for (size_t i = 0; i < p->spans.count; i++)
		if (p->spans.at[i].kind == DOC_CALL && p->spans.at[i].value &&
		    p->spans.at[i].start == at)
			return true;
	return false;
}

/* Makes the first stars in the text that are so many a call of the note. */
static bool stars_call(struct rich_text *p, size_t count, const char *anchor)
{
	const char *s = p->text.bytes;
	for (size_t i = 0; s[i]; i++) {
		size_t n = strspn(s + i, "*");
		if (n == count && i > 0 && !called(p, i)) {
			add_call(p, i, i + n, anchor);
			return true;
		}
		i += n ? n - 1 : 0;
	}
	return false;
}

/* Makes each raised letter that is the note's a call: alone, or one of "a, b". */
static bool letter_call(struct rich_text *p, char letter, const char *anchor)
{
	const char *s = p->text.bytes;
	bool found = false;
	for (size_t i = 0, count = p->spans.count; i < count; i++) {
		struct rich_text_span span = p->spans.at[i];
		bool list = is_raised(&span) && span.end > 0 &&
		            strspn(s + span.start, "abcdefghijklmnopqrstuvwxyz, ") >=
		                    span.end - span.start;
		for (uint32_t at = span.start; list && at < span.end; at++) {
			bool alone = (at == span.start || strchr(", ", s[at - 1])) &&
			             (at + 1 == span.end || strchr(", ", s[at + 1]));
			if (s[at] != letter || !alone || called(p, at))
				continue;
			add_call(p, at, at + 1, anchor);
			found = true;
		}
	}
	return found;
}

static bool text_call(struct rich_text *p, const struct draft *note)
{
	return *note->marker == '*' ? stars_call(p, strlen(note->marker), note->anchor)
	                            : letter_call(p, *note->marker, note->anchor);
}

/* Stars are called once, a letter wherever it stands in the block. */
static bool draft_call(struct draft *d, const struct draft *note)
{
	bool star = *note->marker == '*';
	bool found = !d->gone && d->kind != DOC_NOTE && text_call(&d->text, note);
	for (size_t i = 0; i < d->cells.count && !d->gone && !(found && star); i++)
		found |= text_call(&d->cells.at[i].text, note);
	return found;
}

/* -- places -------------------------------------------------------------- */

/* Where the note is called above it; its own index where it is not. A letter begins
 * anew with each table. */
static size_t called_above(struct drafts *drafts, size_t index)
{
	const struct draft *note = drafts->drafts.at[index];
	for (size_t i = index; i > 0 && index - i < NOTE_FAR; i--) {
		struct draft *d = drafts->drafts.at[i - 1];
		if (draft_call(d, note))
			return i - 1;
		if (*note->marker != '*' && d->kind == DOC_NOTE && !d->gone &&
		    strcmp(d->marker, note->marker) == 0)
			break;
	}
	return index;
}

/* The same below it, as in the contents; else the title, whose symbol calls it. */
static size_t called_below(struct drafts *drafts, size_t index)
{
	const struct draft *note = drafts->drafts.at[index];
	size_t end = drafts->drafts.count, title = index;
	end = end - index > NOTE_FAR ? index + NOTE_FAR : end;
	for (size_t i = index + 1; i < end; i++) {
		struct draft *d = drafts->drafts.at[i];
		if (draft_call(d, note))
			return i;
		if (title == index && d->kind == DOC_HEADING && d->level == 1 && !d->gone)
			title = i;
	}
	return title;
}

/* Moves the note behind the draft at `to`, and behind the notes that are there. */
static void move(struct drafts *drafts, size_t index, size_t to)
{
	struct draft **at = drafts->drafts.at, *note = at[index];
	if (to < index) {
		for (to++; to < index && at[to]->kind == DOC_NOTE && at[to]->placed;)
			to++;
		memmove(at + to + 1, at + to, (index - to) * sizeof *at);
	} else {
		while (to + 1 < drafts->drafts.count && at[to + 1]->kind == DOC_NOTE &&
		       at[to + 1]->placed)
			to++;
		memmove(at + index, at + index + 1, (to - index) * sizeof *at);
	}
	at[to] = note;
}

static void place(struct drafts *drafts)
{
	unsigned down = 0;
	for (size_t i = 0; i < drafts->drafts.count;) {
		struct draft *d = drafts->drafts.at[i];
		if (d->gone || d->kind != DOC_NOTE || *d->anchor != 's' || d->placed) {
			i++;
			continue;
		}
		size_t to = called_above(drafts, i);
		if (to == i && *d->marker == '*' && down++ < NOTES_DOWN)
			to = called_below(drafts, i);
		d->placed = true;
		if (to != i)
			move(drafts, i, to);
		i += to <= i;
	}
}

static bool is_called(const struct rich_text *p, const struct rich_text_span *raised)
{
	for (size_t i = 0; i < p->spans.count; i++) {
		const struct rich_text_span *span = &p->spans.at[i];
		if (span->kind == DOC_CALL && span->value && span->start < raised->end &&
		    span->end > raised->start)
			return true;
	}
	return false;
}

/* What is raised and calls nothing is raised text. */
static void drop_raised(struct rich_text *p)
{
	for (size_t i = p->spans.count; i-- > 0;) {
		struct rich_text_span span = p->spans.at[i];
		if (!is_raised(&span))
			continue;
		p->spans.count--;
		memmove(p->spans.at + i, p->spans.at + i + 1,
		        (p->spans.count - i) * sizeof *p->spans.at);
		if (!is_called(p, &span))
			rich_text_script_at(p, TEXT_RAISED, span.start, span.end);
	}
}

void drafts_notes_call(struct drafts *drafts)
{
	place(drafts);
	for (size_t i = 0; i < drafts->drafts.count; i++) {
		struct draft *d = drafts->drafts.at[i];
		drop_raised(&d->text);
		for (size_t k = 0; k < d->cells.count; k++)
			drop_raised(&d->cells.at[k].text);
	}
	for (size_t i = 0; i < drafts->notes.count; i++) {
		clean_note(drafts->notes.at[i]);
		drop_raised(&drafts->notes.at[i]->text);
	}
}
