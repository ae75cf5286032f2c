/* SPDX-License-Identifier: ISC */
/* What a line of a masthead or of a page's foot is. */
#include "config.h"

#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/counts.inc"
#include "fetch/parse/un/papers.inc"
#include "fetch/parse/un/parts.inc"
#include "model/text/characters.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A line on its way to being known: as printed and trimmed, and folded. */
struct reading {
	const char *s;
	size_t len;
	const char *f; /* folded, single spaces, trimmed; NUL-terminated */
	size_t f_len;
	struct un_line *out;
};

#define LINE_MAX_BYTES 400

/* -- words --------------------------------------------------------------------
 * All folded as text_fold does: small letters without accents; й is и, ة is ه, and
 * Han signs have a space between them. */

static const char *const organizations[] = {PAPERS_ORGANIZATION};

static const char *const bodies[] = {PAPERS_BODY};

static const char *const distributions[] = {PAPERS_DISTRIBUTION};

static const char *const languages[] = {PAPERS_LANGUAGE};

static const char *const recycles[] = {PAPERS_RECYCLE};

static const char *const pages[] = {PAPERS_PAGE};

/* Letters are called by their opening words: they have no other title. */
static const char *const letter_openings[] = {PAPERS_LETTER};
static const char *const letter_ends[] = {PAPERS_LETTER_END};

/* Beginning of the line; what follows is the number of the item. */
static const char *const agendas[] = {PAPERS_AGENDA};

/* The first are of an agenda without more words. */
static const char *const agendas_alone[] = {PAPERS_AGENDA_ITSELF};
static const char *const agenda_words[] = {PAPERS_AGENDA_OF};

static const char *const session_ends[] = {PAPERS_SESSION_END};
/* of which names have more words: every Han sign is one */
static const char *const session_ends_long[] = {PAPERS_SESSION_END_LONG};

static const char *const session_starts[] = {PAPERS_SESSION_START};
static const char *const session_parts[] = {PAPERS_SESSION_WITHIN};
static const char *const no_sessions[] = {PAPERS_SESSION_NOT};

/* A report on a session is none. */
static const char *const reports[] = {PAPERS_REPORT};

/* -- helpers ----------------------------------------------------------------- */

static bool in_list(const char *f, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(f, list[i]) == 0)
			return true;
	return false;
}
#define IN(f, list) in_list(f, list, sizeof list / sizeof list[0])

/* Bytes of the entry that the text begins with, or 0. */
static size_t starts_with(const char *f, const char *const *list, size_t count)
{
	size_t best = 0;

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(list[i]);

		if (n > best && strncmp(f, list[i], n) == 0)
			best = n;
	}
	return best;
}
#define STARTS(f, list) starts_with(f, list, sizeof list / sizeof list[0])

static bool ends_with(const char *f, const char *end)
{
	size_t n = strlen(f), e = strlen(end);

	return n >= e && strcmp(f + n - e, end) == 0;
}

static bool ends_with_one(const char *f, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ends_with(f, list[i]))
			return true;
	return false;
}
#define ENDS(f, list) ends_with_one(f, list, sizeof list / sizeof list[0])

static bool has_one_of(const char *f, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(f, list[i]))
			return true;
	return false;
}

#define HAS(f, list) has_one_of(f, list, sizeof list / sizeof list[0])

static size_t words(const char *f)
{
	size_t n = *f != '\0';

	for (; *f; f++)
		n += *f == ' ';
	return n;
}

static size_t digits(const char *f)
{
	return strspn(f, "0123456789");
}

static void value_set(struct reading *r, const char *s, size_t len)
{
	size_t n = 0;

	while (len > 0 && (*s == ' ' || *s == ':')) {
		s++;
		len--;
	}
	if (len > sizeof r->out->value - 1)
		len = sizeof r->out->value - 1;
	for (size_t i = 0; i < len; i++) {
		bool blank = isspace((unsigned char)s[i]) != 0;

		if (!blank || (n > 0 && r->out->value[n - 1] != ' '))
			r->out->value[n++] = blank ? ' ' : s[i];
	}
	while (n > 0 && (r->out->value[n - 1] == ' ' || (r->out->value[n - 1] & 0xc0) == 0xc0))
		n--;
	r->out->value[n] = '\0';
}

static bool is(struct reading *r, enum un_line_kind kind)
{
	r->out->kind = kind;
	return true;
}

/* -- one reader for each kind ---------------------------------------------- */

static bool read_organization(struct reading *r)
{
	value_set(r, r->s, r->len);
	if (r->f_len == 1 && *r->s >= 'A' && *r->s <= 'Z')
		return is(r, UN_ORGANIZATION);
	return IN(r->f, organizations) && is(r, UN_ORGANIZATION);
}

static bool read_body(struct reading *r)
{
	size_t first = STARTS(r->f, bodies);

	value_set(r, r->s, r->len);
	/* two of them on one line */
	return first && (!r->f[first] || (r->f[first] == ' ' && IN(r->f + first + 1, bodies))) &&
	       is(r, UN_BODY);
}

/* "Distr.: General", "Distr. generale", "DISTR." */
static bool read_distribution(struct reading *r)
{
	static const char *const labels[] = {PAPERS_DISTRIBUTION_LABEL};
	size_t label = STARTS(r->f, labels), after;

	if (label && r->f_len < 60) {
		const char *dot = memchr(r->s, '.', r->len), *colon = memchr(r->s, ':', r->len);

		after = dot ? (size_t)(dot - r->s) + 1 : label;
		if (colon && (size_t)(colon - r->s) < after + 3)
			after = (size_t)(colon - r->s) + 1;
		if (after > r->len || (!dot && !colon))
			return false;
		value_set(r, r->s + after, r->len - after);
		return is(r, UN_DISTRIBUTION);
	}
	value_set(r, r->s, r->len);
	return IN(r->f, distributions) && is(r, UN_DISTRIBUTION);
}

static bool read_original(struct reading *r)
{
	static const char *const labels[] = {PAPERS_ORIGINAL};
	static const char *const only[] = {PAPERS_ONLY};
	size_t label = STARTS(r->f, labels);
	const char *colon = memchr(r->s, ':', r->len);

	if (label && r->f_len < 70 && (colon || (colon = strstr(r->s, "：")))) {
		size_t at = (size_t)(colon - r->s) + (*colon == ':' ? 1 : 3);

		if (at <= r->len)
			value_set(r, r->s + at, r->len - at);
		return is(r, UN_ORIGINAL);
	}
	value_set(r, r->s, r->len);
	if (!IN(r->f, languages))
		return false;
	return is(r, HAS(r->f, only) ? UN_ORIGINAL : UN_LANGUAGE);
}

static bool read_date(struct reading *r)
{
	char iso[11];
	bool whole;

	if (!un_date(r->s, r->len, iso, &whole) || !whole)
		return false;
	value_set(r, iso, 10);
	return is(r, UN_DATE);
}

/* "A/81/6 (Sect. 13)/Part A": a symbol with words of its own kind after it. */
static bool symbol_begins(const char *s, size_t len, char out[SYMBOL_MAX])
{
	struct symbol_match match;
	struct symbol_scan scan;
	size_t small = 0;

	symbol_scan(&scan, s, len, NULL);
	if (len > 48 || !symbol_next(&scan, &match) || match.start != 0 || match.end * 3 < len)
		return false;
	for (size_t i = match.end; i < len; i++) {
		small = islower((unsigned char)s[i]) ? small + 1 : 0;
		if (small > 4)
			return false;
	}
	memcpy(out, match.symbol, SYMBOL_MAX);
	return true;
}

/* A document of two bodies bears both symbols, "A/67/694–S/2013/6": out has them
 * apart by a blank. */
static bool two_symbols(const char *word, char *out, size_t size)
{
	char first[SYMBOL_MAX], second[SYMBOL_MAX], left[SYMBOL_MAX];

	for (const char *s = word; *s; s++) {
		size_t dash = *s == '-' ? 1 : strncmp(s, "–", 3) == 0 ? 3 : 0;

		if (!dash || s == word || s - word >= SYMBOL_MAX)
			continue;
		snprintf(left, sizeof left, "%.*s", (int)(s - word), word);
		if (!symbol_normal(left, first) || !symbol_normal(s + dash, second))
			continue;
		return snprintf(out, size, "%s %s", first, second) < (int)size;
	}
	return false;
}

/* "A/45/1S5": a letter that a reading machine saw for a figure. */
static bool is_misread(const char *symbol)
{
	for (const char *s = symbol; *s && s[1] && s[2]; s++)
		if (digits(s) == 1 && strchr("OIlSBZ", s[1]) && digits(s + 2))
			return true;
	return false;
}

static bool read_symbol(struct reading *r)
{
	char word[LINE_MAX_BYTES + 1], symbol[2 * SYMBOL_MAX];
	size_t len = r->len;

	if (len > 60 || !memchr(r->s, '/', len))
		return false;
	while (len > 0 && (r->s[len - 1] == '*' || r->s[len - 1] == ' '))
		len--;
	memcpy(word, r->s, len);
	word[len] = '\0';
	if (!symbol_normal(word, symbol) && !two_symbols(word, symbol, sizeof symbol) &&
	    !symbol_begins(word, len, symbol))
		return false;
	if (is_misread(symbol))
		return false;
	value_set(r, symbol, strlen(symbol));
	return is(r, UN_SYMBOL);
}

static bool read_session(struct reading *r)
{
	size_t count = words(r->f);
	bool session = STARTS(r->f, session_starts) || HAS(r->f, session_parts);

	if (r->f_len > 90 || count < 2 || count > 12)
		return false;
	session = session || (count <= 6 && ENDS(r->f, session_ends)) ||
	          (count <= 10 && ENDS(r->f, session_ends_long));
	/* 第七十九届会议; a year's report, "the current year", is none */
	if (!session || (strstr(r->f, "年") && strncmp(r->f, "第", 3) != 0))
		return false;
	if (HAS(r->f, reports) || STARTS(r->f, no_sessions))
		return false;
	if (islower((unsigned char)*r->s) || strchr(r->f, '(') || strchr(r->f, ','))
		return false;
	value_set(r, r->s, r->len);
	return is(r, UN_SESSION);
}

static bool read_agenda(struct reading *r)
{
	size_t label = STARTS(r->f, agendas);
	const char *number = r->f + label;

	if (!label || r->f_len > 140)
		return false;
	while (*number == ' ')
		number++;
	/* "Item 5 of the ...", "البند 10 من ...": a label that is short must say of what */
	if (!digits(number) && *number != '(')
		return false;
	if (!STARTS(r->f, agendas_alone) && !HAS(r->f, agenda_words))
		return false;
	if (strchr(r->f, ';') || (strchr(r->f, '.') && r->f_len > 60))
		return false;
	value_set(r, r->s, r->len);
	return is(r, UN_AGENDA);
}

/* "7588th meeting", "4507e seance", "4507a sesion", "第 4507 次 会 议" */
static bool read_meeting(struct reading *r)
{
	static const char *const ends[] = {PAPERS_MEETING_END};
	static const char *const starts[] = {PAPERS_MEETING_START};
	const char *f = r->f;
	char number[8];
	size_t n;
	bool meeting = STARTS(f, starts) > 0;

	if (words(f) > 8 || r->f_len > 60)
		return false;
	meeting = meeting || ENDS(f, ends);
	f += strcspn(f, "0123456789");
	n = digits(f);
	if (!meeting || n < 1 || n > 5)
		return false;
	memcpy(number, f, n);
	value_set(r, number, n);
	return is(r, UN_MEETING);
}

/* Digits of a job's number: "25-18686", "2518686", "v.18-01234", "ge.18-01234". */
static size_t job(const char *f, char out[24])
{
	size_t at = strspn(f, "abcdefghijklmnopqrstuvwxyz"), n = 0, whole;

	out[0] = '\0';
	if (at > 3)
		return 0;
	if (at && (f[at] == '.' || f[at] == '-'))
		at++;
	for (whole = at; n < 20 && ((f[whole] >= '0' && f[whole] <= '9') || f[whole] == '-');
	     whole++)
		out[n++] = f[whole];
	out[n] = '\0';
	/* stars lead to a note on why it was issued again */
	if (strchr(out, '-'))
		whole += strspn(f + whole, "*");
	if (n < 7 || n > 9 || (out[2] != '-' && strchr(out, '-')))
		return 0;
	return whole;
}

/* 25-18686 (E) 171125; alone only with the hyphen, else it is just a number. */
static bool read_job(struct reading *r)
{
	static const char *const letters[] = {PAPERS_JOB_LANGUAGE};
	char number[24];
	size_t at = job(r->f, number), n = strlen(number);
	const char *rest = r->f + at;
	size_t letter;

	if (!at)
		return false;
	while (*rest == ' ')
		rest++;
	letter = STARTS(rest, letters);
	/* after the letter the days on which it was set and printed */
	if (strspn(rest + letter, "0123456789 *") != strlen(rest + letter) ||
	    (!letter && number[2] != '-'))
		return false;
	value_set(r, number, n);
	return is(r, UN_JOB);
}

static bool read_barcode(struct reading *r)
{
	char number[24];
	size_t at;

	if (r->f_len < 9 || r->f_len > 40 || r->f[0] != '*')
		return false;
	at = job(r->f + 1, number);
	if (!at || r->f[1 + at] != '*')
		return false;
	value_set(r, number, strlen(number));
	return is(r, UN_BARCODE);
}

/* The notice, or its arrows alone; a sign or a word of the paper may stand beside it. */
static bool read_recycle(struct reading *r)
{
	bool arrows = strstr(r->s, "♲") || strstr(r->s, "♻") || strstr(r->s, "♺");
	size_t notice = STARTS(r->f, recycles);

	if (notice && r->f_len <= notice + 20)
		return is(r, UN_RECYCLE);
	return arrows && r->f_len < 12 && is(r, UN_RECYCLE);
}

/* "2/5", "page 3", "- 4 -", "/...", "3 / 14"; with the job's number beside it. */
static bool read_page(struct reading *r)
{
	const char *f = r->f;
	size_t label = STARTS(f, pages), n;
	char number[24];
	size_t at = job(f, number);

	if (at && number[2] == '-' && f[at] == ' ')
		f += at + 1;
	if (strcmp(f, "/...") == 0 || strcmp(f, "/…") == 0 || strcmp(f, "...") == 0)
		return is(r, UN_PAGE);
	f += label && f == r->f ? label : 0;
	f += strspn(f, "- ");
	n = digits(f);
	if (n < 1 || n > 4)
		return false;
	value_set(r, f, n);
	f += n;
	f += strspn(f, " ");
	if (*f == '/') {
		f += 1 + strspn(f + 1, " ");
		f += digits(f);
	}
	f += strspn(f, "- ");
	at = job(f, number);
	if (at && number[2] == '-')
		f += at;
	f += strspn(f, " /.");
	return !*f && is(r, UN_PAGE);
}

/* -- the line ------------------------------------------------------------------ */

void un_fold_line(struct buf *out, const char *s, size_t len)
{
	struct buf folded;
	bool gap = false;

	buf_init(&folded, 16 * LINE_MAX_BYTES);
	text_fold(&folded, s, len);
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.bytes[i];
		bool blank = isspace(c) != 0;

		if (!blank) {
			if (gap && out->len)
				buf_char(out, ' ');
			buf_char(out, (char)c);
		}
		gap = blank;
	}
	buf_done(&folded);
}

enum un_line_kind un_line_read(const char *s, size_t len, struct un_line *line)
{
	static bool (*const readers[])(struct reading *) = {
		read_barcode, read_job,     read_page,         read_organization, read_body,
		read_symbol,  read_date,    read_distribution, read_original,     read_agenda,
		read_meeting, read_session, read_recycle,
	};
	struct reading r = {.out = line};
	char copy[LINE_MAX_BYTES + 1];
	struct buf folded;

	*line = (struct un_line){.kind = UN_TEXT};
	while (len > 0 && isspace((unsigned char)*s)) {
		s++;
		len--;
	}
	while (len > 0 && isspace((unsigned char)s[len - 1]))
		len--;
	if (len == 0 || len > LINE_MAX_BYTES)
		return UN_TEXT;
	memcpy(copy, s, len);
	copy[len] = '\0';
	buf_init(&folded, 8 * LINE_MAX_BYTES);
	un_fold_line(&folded, s, len);
	r.s = copy;
	r.len = len;
	r.f = folded.bytes;
	r.f_len = folded.len;
	for (size_t i = 0; i < sizeof readers / sizeof readers[0] && line->kind == UN_TEXT; i++) {
		line->value[0] = '\0';
		readers[i](&r);
	}
	if (line->kind == UN_TEXT)
		line->value[0] = '\0';
	buf_done(&folded);
	return line->kind;
}

bool un_is_letter(const char *s, size_t len)
{
	struct buf folded;
	bool is;

	if (len > 600)
		return false;
	buf_init(&folded, 8 * LINE_MAX_BYTES);
	un_fold_line(&folded, s, len);
	/* 2013年4月5日...给...的信 */
	is = STARTS(folded.bytes, letter_openings) || ENDS(folded.bytes, letter_ends);
	buf_done(&folded);
	return is;
}

bool un_is_furniture(enum un_line_kind kind)
{
	return kind == UN_JOB || kind == UN_BARCODE || kind == UN_RECYCLE || kind == UN_PAGE;
}

bool un_is_shown(enum un_line_kind kind)
{
	return kind == UN_AGENDA;
}

/* -- annexes -------------------------------------------------------------------- */

/* The rest after the word for annex: nothing, a number, a Roman figure, a letter, or
 * an ordinal in words. */
static int annex_number(const char *rest)
{
	static const struct {
		const char *word;
		int value;
	} ordinals[] = {COUNTS_ANNEX};
	struct un_marker marker;
	char text[80];

	rest += strspn(rest, " *");
	if (!*rest)
		return 1;
	for (size_t i = 0; i < sizeof ordinals / sizeof ordinals[0]; i++)
		if (strcmp(rest, ordinals[i].word) == 0)
			return ordinals[i].value;
	if (strlen(rest) > 12)
		return 0;
	/* as the inside of brackets, with which all of these are markers */
	snprintf(text, sizeof text, "(%s", rest);
	text[strcspn(text, " *.")] = '\0';
	snprintf(text + strlen(text), sizeof text - strlen(text), ")");
	if (!un_marker_read(text, strlen(text), &marker) || marker.kind == UN_BULLET)
		return 0;
	return marker.roman ? marker.roman : marker.value;
}

/* "Annex to the letter dated ..." is the annex as well. */
static size_t annex_end(const char *s, size_t len)
{
	static const char *const of[] = {PARTS_ANNEX_OF};

	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		const char *found = memmem(s, len < 80 ? len : 80, of[i], strlen(of[i]));

		if (found)
			return (size_t)(found - s);
	}
	return len;
}

int un_annex(const char *s, size_t len)
{
	static const char *const annexes[] = {PAPERS_ANNEX};
	struct buf folded;
	size_t label;
	int number = 0;

	len = annex_end(s, len);
	if (len > 80)
		return 0;
	buf_init(&folded, 8 * LINE_MAX_BYTES);
	un_fold_line(&folded, s, len);
	label = STARTS(folded.bytes, annexes);
	if (label &&
	    (strchr(" *", folded.bytes[label]) || (unsigned char)folded.bytes[label - 1] > 0x7f))
		number = annex_number(folded.bytes + label);
	buf_done(&folded);
	return number;
}
