/* SPDX-License-Identifier: ISC */
/* Footnotes: which lines they are, and where they are called. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* -- lines ---------------------------------------------------------------------- */

static bool is_small(const struct pdf_lines *lines, const struct pdf_line *line)
{
	return line->size * 100 <= 93 * lines->size;
}

/* A number, bare or in brackets, or one letter; a space may stand around it. */
static bool is_call(const char *s, size_t len)
{
	size_t digits = 0, letters = 0;

	if (len > 12)
		return false;
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if ((c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669))
			digits++;
		else if (c >= 'a' && c <= 'z')
			letters++;
		else if (c != ' ' && c != '(' && c != ')')
			return false;
	}
	return (digits && digits <= 3 && !letters) || (letters == 1 && !digits);
}

/* Bytes of "(12)" at the beginning. */
static size_t bracketed(const char *s, size_t len)
{
	const char *close = len && *s == '(' ? memchr(s, ')', len < 10 ? len : 10) : NULL;
	size_t n = close ? (size_t)(close - s) + 1 : 0;

	/* a number in brackets that stands in a table has no words behind it */
	if (n < 3 || n + 6 > len || !is_call(s, n) || (s[1] >= 'a' && s[1] <= 'z') || s[n] != ' ')
		return 0;
	return strchr("0123456789($-+.", s[n + 1]) ? 0 : n;
}

/* Bytes of the marker with which a note's first line begins: raised, or asterisks; 0
 * when there is none. */
static size_t note_marker(const struct pdf_lines *lines, const struct pdf_line *line)
{
	const char *s = pdf_line_text(lines, line);
	size_t stars = 0, digits = 0;

	while (stars < line->len && stars < 4 && s[stars] == '*')
		stars++;
	if (stars)
		return stars;
	for (uint32_t i = 0; i < line->spans; i++) {
		const struct pdf_span *span = &lines->spans.at[line->span + i];

		if (span->start == 0 && span->style & PDF_SUPER && is_call(s, span->end))
			return span->end;
	}
	if (is_small(lines, line) && bracketed(s, line->len))
		return bracketed(s, line->len);
	while (digits < line->len && digits < 4 && s[digits] >= '0' && s[digits] <= '9')
		digits++;
	/* the marker alone: its note stands behind a wide gap */
	if (digits && digits < 4 && digits == line->len &&
	    line + 1 < lines->at.at + lines->at.count && line[1].row == line->row &&
	    line[1].page == line->page && line[1].len > 10)
		return digits;
	return 0;
}

/* "1 The gauge": a number in the note's own print, where the line stands below all text. */
static size_t plain_marker(const struct pdf_lines *lines, const struct pdf_line *line)
{
	const char *s = pdf_line_text(lines, line);
	size_t digits = strspn(s, "0123456789");

	if (!is_small(lines, line) || digits == 0 || digits > 3 || digits + 8 > line->len ||
	    s[digits] != ' ' || *s == '0')
		return 0;
	/* "12 boats" goes on in small letters */
	return (s[digits + 1] >= 'A' && s[digits + 1] <= 'Z') ||
	                       (unsigned char)s[digits + 1] >= 0xc3
	               ? digits
	               : 0;
}

/* What is above the first line of small print stands apart from it. */
static bool is_apart(const struct pdf_lines *lines, size_t first, size_t top)
{
	size_t i = top;

	while (i > first && lines->at.at[i - 1].gone)
		i--;
	return i > first &&
	       (lines->at.at[top].base - lines->at.at[i - 1].base) * 10 > 13 * lines->pitch;
}

/* A rule stands between text and notes; it was drawn with signs and is gone. */
static bool is_rule(const struct pdf_lines *lines, const struct pdf_line *line)
{
	const char *s = pdf_line_text(lines, line);

	return line->gone && line->len >= 5 &&
	       (memcmp(s, "___", 3) == 0 || memcmp(s, "---", 3) == 0);
}

/* Lines [first, end) of a page. Notes stand below all text: from the last line up,
 * what is smaller than the text; they begin with a rule or with a marker. */
static void mark_foot(struct pdf_lines *lines, size_t first, size_t end)
{
	size_t top = end, start = end;
	bool rule = false;

	for (size_t i = end; i-- > first;) {
		const struct pdf_line *line = &lines->at.at[i];

		if (is_rule(lines, line)) {
			rule = true;
			start = i + 1;
			break;
		}
		if (line->gone)
			continue;
		if (line->chart || !is_small(lines, line))
			break;
		top = i;
	}
	for (size_t i = top; i < end && !rule && start == end; i++)
		if (!lines->at.at[i].gone && note_marker(lines, &lines->at.at[i]))
			start = i;
	if (!rule && start == end && top < end && plain_marker(lines, &lines->at.at[top]) &&
	    is_apart(lines, first, top))
		start = top;
	for (size_t i = start; i < end; i++)
		lines->at.at[i].note = !lines->at.at[i].gone;
}

/* Print of the text's own size below a rule in the lower half, that begins with a
 * marker. */
static void mark_ruled(struct pdf_lines *lines, size_t first, size_t end, int height)
{
	size_t rule = end, next;

	for (size_t i = first; i < end; i++)
		if (is_rule(lines, &lines->at.at[i]) && lines->at.at[i].base * 2 > height)
			rule = i;
	for (next = rule; next < end && lines->at.at[next].gone; next++)
		;
	if (next == end || lines->at.at[next].note || !note_marker(lines, &lines->at.at[next]))
		return;
	for (; next < end; next++)
		lines->at.at[next].note = !lines->at.at[next].gone;
}

/* Notes of a table stand below it, wherever that is: small, each with its marker. */
static void mark_within(struct pdf_lines *lines, size_t first, size_t end)
{
	bool in = false;

	for (size_t i = first; i < end; i++) {
		struct pdf_line *line = &lines->at.at[i];

		if (line->gone || line->note)
			continue;
		if (line->chart || !is_small(lines, line))
			in = false;
		else if (note_marker(lines, line) && line->len > 3)
			in = true;
		else if (in && line->base - lines->at.at[i - 1].base > 2 * line->size)
			in = false;
		line->note = in;
	}
}

void pdf_notes(struct pdf_lines *lines, const struct pdf_file *file)
{
	for (size_t i = 0; i < file->pages.count; i++) {
		size_t first = lines->pages.at[i], end = lines->pages.at[i + 1];

		/* one column after the other */
		for (size_t k = first; k < end;) {
			size_t next = k + 1;

			while (next < end && lines->at.at[next].column == lines->at.at[k].column)
				next++;
			mark_foot(lines, k, next);
			k = next;
		}
		mark_ruled(lines, first, end, file->pages.at[i].height);
		mark_within(lines, first, end);
	}
}

/* -- drafts ----------------------------------------------------------------------- */

static void open_note(struct pdf_drafts *drafts, const struct pdf_line *line, size_t marker)
{
	struct pdf_draft note = {
		.kind = DOC_NOTE,
		.page = line->page,
		.line = (uint32_t)(line - drafts->lines->at.at),
		.last_page = line->page,
		.size = line->size,
		.text = (uint32_t)drafts->text.len,
		.span = (uint32_t)drafts->spans.count,
		.column = line->column,
	};

	while (marker > 0 && pdf_line_text(drafts->lines, line)[marker - 1] == ' ')
		marker--;
	if (marker < sizeof note.call)
		memcpy(note.call, pdf_line_text(drafts->lines, line), marker);
	if (vec_push(&drafts->at, note) < 0)
		drafts->failed = true;
}

static void add_line(struct pdf_drafts *drafts, const struct pdf_line *line, size_t skip)
{
	struct pdf_draft *note = &drafts->at.at[drafts->at.count - 1];
	const char *s = pdf_line_text(drafts->lines, line);

	while (skip < line->len && s[skip] == ' ')
		skip++;
	pdf_join(drafts, note->text, line, (uint32_t)skip);
	note->last_page = line->page;
	note->len = (uint32_t)drafts->text.len - note->text;
	note->spans = (uint32_t)drafts->spans.count - note->span;
}

/* The raised stretches among spans [first, first + count) of a text. */
static void add_calls(struct pdf_drafts *drafts, size_t draft, uint32_t text, uint32_t first,
                      uint32_t count)
{
	for (uint32_t k = first; k < first + count; k++) {
		struct pdf_call call = {(uint32_t)draft, k, text, 0};

		if (drafts->spans.at[k].style & PDF_SUPER && vec_push(&drafts->calls, call) < 0)
			drafts->failed = true;
	}
}

/* Calls in the order of the text, which is that of their spans. */
static void find_calls(struct pdf_drafts *drafts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct pdf_draft *draft = &drafts->at.at[i];

		add_calls(drafts, i, draft->text, draft->span, draft->rows ? 0 : draft->spans);
		for (uint32_t r = 0; r < draft->rows; r++) {
			const struct pdf_row *row = &drafts->rows.at[draft->row + r];

			for (uint32_t c = 0; c < row->cells; c++) {
				const struct pdf_cell *cell = &drafts->cells.at[row->cell + c];

				add_calls(drafts, i, cell->text, cell->span, cell->spans);
			}
		}
	}
}

/* Whether the call says the marker: "1", or one of "a,b". */
static bool says(const char *s, size_t len, const char *marker)
{
	size_t n = strlen(marker);

	for (size_t i = 0; n && i + n <= len; i++)
		if (memcmp(s + i, marker, n) == 0 &&
		    (i == 0 || s[i - 1] == ',' || s[i - 1] == ' ') &&
		    (i + n == len || s[i + n] == ',' || s[i + n] == ' '))
			return true;
	return false;
}

/* Where the search stands: notes come in the order of the pages, and so do drafts and
 * calls. */
struct search {
	struct pdf_drafts *drafts;
	size_t count;       /* of drafts that are no notes */
	size_t call, draft; /* the first that may belong to the page */
};

#define LOOK_MOST 2000 /* calls and drafts that are looked at for one note */

static void go_to_page(struct search *s, const struct pdf_draft *note)
{
	const struct pdf_drafts *drafts = s->drafts;

	while (s->call < drafts->calls.count &&
	       drafts->at.at[drafts->calls.at[s->call].draft].last_page < note->page)
		s->call++;
	while (s->draft < s->count && drafts->at.at[s->draft].last_page < note->page)
		s->draft++;
}

/* A figure behind a ten or a unit of length is a power before it is a call: 10⁶, m³. */
static bool is_power(const struct pdf_drafts *drafts, const struct pdf_call *call)
{
	static const char *const before[] = {"10", "m", "km", "cm", "mm", "dm", "ft", "in"};
	const char *s = drafts->text.bytes + call->text;
	size_t at = drafts->spans.at[call->span].start;

	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
		size_t n = strlen(before[i]);

		if (at >= n && memcmp(s + at - n, before[i], n) == 0 &&
		    (at == n || s[at - n - 1] == ' ' || s[at - n - 1] == '(' ||
		     s[at - n - 1] == '/' || (i && s[at - n - 1] >= '0' && s[at - n - 1] <= '9')))
			return true;
	}
	/* a letter that stands for a number: x² */
	return at > 0 && (s[at - 1] | 0x20) - 'a' + 0u < 26 && (at == 1 || s[at - 2] == ' ');
}

/* The first call of the note on its page; the block that it stands in. */
static bool find_call(struct search *s, struct pdf_draft *note, bool powers)
{
	struct pdf_drafts *drafts = s->drafts;

	for (size_t i = s->call; i < drafts->calls.count && i < s->call + LOOK_MOST; i++) {
		struct pdf_call *call = &drafts->calls.at[i];
		const struct pdf_span *span = &drafts->spans.at[call->span];

		if (drafts->at.at[call->draft].page > note->page)
			return false;
		if (call->note || is_power(drafts, call) != powers ||
		    !says(drafts->text.bytes + call->text + span->start, span->end - span->start,
		          note->call))
			continue;
		call->note = note->note;
		note->called = call->draft + 1;
		return true;
	}
	return false;
}

/* Stars stand in the line itself; a note that nobody calls stands after the block that
 * it is printed below. */
static void find_place(struct search *s, struct pdf_draft *note)
{
	const struct pdf_drafts *drafts = s->drafts;
	size_t last = s->draft, n = strlen(note->call);

	for (size_t i = s->draft; i < s->count && i < s->draft + LOOK_MOST; i++) {
		const struct pdf_draft *draft = &drafts->at.at[i];

		if (draft->line >= note->line)
			break;
		last = i + 1;
		if (*note->call == '*' && draft->len &&
		    memmem(drafts->text.bytes + draft->text, draft->len < 4096 ? draft->len : 4096,
		           note->call, n))
			break;
	}
	note->called = (uint32_t)last;
}

static unsigned long plain_number(const struct pdf_lines *lines, const struct pdf_line *line)
{
	return strtoul(pdf_line_text(lines, line), NULL, 10);
}

void pdf_notes_make(struct pdf_drafts *drafts)
{
	const struct pdf_lines *lines = drafts->lines;
	size_t count = drafts->at.count;
	struct search search = {drafts, count, 0, 0};
	uint32_t number = 0;
	bool alone = false; /* the line before was a marker alone */
	unsigned long last = 0;

	for (size_t i = 0; i < lines->at.count && !drafts->failed; i++) {
		const struct pdf_line *line = &lines->at.at[i];
		size_t marker;

		if (!line->note)
			continue;
		marker = alone ? 0 : note_marker(lines, line);
		if (!alone && !marker && plain_number(lines, line) == last + 1)
			marker = plain_marker(lines, line);
		last = marker ? plain_number(lines, line) : last;
		if (marker || drafts->at.count == count)
			open_note(drafts, line, marker);
		if (!drafts->failed && marker < line->len)
			add_line(drafts, line, marker);
		alone = marker && marker == line->len;
	}
	find_calls(drafts, count);
	for (size_t i = count; i < drafts->at.count; i++) {
		struct pdf_draft *note = &drafts->at.at[i];

		note->note = ++number;
		go_to_page(&search, note);
		if (!find_call(&search, note, false) && !find_call(&search, note, true))
			find_place(&search, note);
	}
}
