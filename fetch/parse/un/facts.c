/* SPDX-License-Identifier: ISC */
/* Facts of a document, gathered line by line. */
#include "config.h"

#include "fetch/parse/un/doubt.h"
#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/papers.inc"
#include "model/base/utf8.h"
#include "model/text/characters.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Adds to a field, with a space between, and single spaces inside; without the tatweel
 * that stretches Arabic words for the eye. */
static void append(char *field, size_t size, const char *s, size_t len)
{
	size_t n = strlen(field);
	bool gap = n > 0;

	for (size_t i = 0; i < len;) {
		uint32_t c;
		size_t bytes = utf8_decode(s + i, len - i, &c);

		if (c == ' ' || c == '\n' || c == '\t' || c == 0xa0) {
			gap = n > 0;
		} else if (c != 0x640) {
			if (n + gap + bytes + 1 > size)
				break;
			if (gap)
				field[n++] = ' ';
			memcpy(field + n, s + i, bytes);
			n += bytes;
			gap = false;
		}
		i += bytes;
	}
	field[n] = '\0';
}

static void set(char *field, size_t size, const char *value)
{
	if (!*field)
		append(field, size, value, strlen(value));
}
#define SET(field, value) set(field, sizeof(field), value)

#define SYMBOLS_FAR 3 /* lines of a masthead between two symbols of one document */

/* Whether it is one of the document's. */
static bool add_symbol(struct un_facts *facts, const char *symbol)
{
	bool far = facts->far > SYMBOLS_FAR;

	if (!*facts->symbol || strcmp(facts->symbol, symbol) == 0) {
		SET(facts->symbol, symbol);
		return true;
	}
	for (size_t i = 0; i < sizeof facts->aliases / sizeof facts->aliases[0]; i++) {
		if (strcmp(facts->aliases[i], symbol) == 0)
			return true;
		if (!*facts->aliases[i]) {
			SET(facts->aliases[i], far ? "" : symbol);
			return !far;
		}
	}
	return true;
}

/* One, or two apart by a blank. */
static bool add_symbols(struct un_facts *facts, const char *line)
{
	char symbol[SYMBOL_MAX];
	bool own = true;

	for (size_t n; *line; line += n + (line[n] == ' ')) {
		n = strcspn(line, " ");
		snprintf(symbol, sizeof symbol, "%.*s", (int)n, line);
		own = add_symbol(facts, symbol) && own;
	}
	facts->far = own ? 0 : facts->far;
	return own;
}

static void add_body(struct un_facts *facts, const char *body)
{
	for (size_t i = 0; i < sizeof facts->bodies / sizeof facts->bodies[0]; i++) {
		if (strcmp(facts->bodies[i], body) == 0)
			return;
		if (!*facts->bodies[i]) {
			SET(facts->bodies[i], body);
			return;
		}
	}
}

/* The record's symbol, where the body's meetings are counted throughout. */
static void set_meeting(struct un_facts *facts, const char *number)
{
	char symbol[SYMBOL_MAX + 8];

	if (strncmp(facts->symbol, "S/", 2) != 0 || strlen(number) > 6)
		return;
	snprintf(symbol, sizeof symbol, "S/PV.%.6s", number);
	if (strcmp(symbol, facts->symbol) != 0)
		SET(facts->meeting, symbol);
}

/* A value that the line before announced: "Distr." above "LIMITED". */
static bool is_awaited(struct un_facts *facts, const struct un_line *line)
{
	enum un_line_kind open = facts->open;

	facts->open = UN_TEXT;
	return (open == UN_DISTRIBUTION && line->kind == UN_DISTRIBUTION) ||
	       (open == UN_ORIGINAL && line->kind == UN_LANGUAGE);
}

enum un_line_kind un_facts_line(struct un_facts *facts, const char *s, size_t len)
{
	struct un_line line;
	enum un_line_kind kind = un_line_read(s, len, &line);
	bool awaited = is_awaited(facts, &line);

	facts->far++;
	switch (kind) {
	case UN_BODY:
		add_body(facts, line.value);
		break;
	case UN_SYMBOL:
		facts->heads = facts->heads || !facts->said;
		if (!add_symbols(facts, line.value))
			return UN_TEXT;
		break;
	case UN_DATE:
		SET(facts->date, line.value);
		if (strcmp(facts->date, line.value) != 0)
			return UN_TEXT;
		break;
	case UN_SESSION:
		SET(facts->session, line.value);
		break;
	case UN_AGENDA:
		SET(facts->agenda_item, line.value);
		break;
	case UN_MEETING:
		set_meeting(facts, line.value);
		break;
	case UN_JOB:
		SET(facts->job, line.value);
		break;
	case UN_DISTRIBUTION:
		SET(facts->distribution, line.value);
		facts->open = *line.value ? UN_TEXT : kind;
		break;
	case UN_ORIGINAL:
		SET(facts->original, line.value);
		facts->open = *line.value ? UN_TEXT : kind;
		break;
	case UN_LANGUAGE:
		if (awaited)
			SET(facts->original, line.value);
		break;
	case UN_TEXT:
		facts->said = true;
		break;
	default:
		break;
	}
	return kind;
}

void un_facts_agenda(struct un_facts *facts, const char *s, size_t len)
{
	append(facts->agenda, sizeof facts->agenda, s, len);
}

void un_facts_title(struct un_facts *facts, const char *s, size_t len)
{
	append(facts->title, sizeof facts->title, s, len);
}

void un_facts_part(struct un_facts *facts, const char *s, size_t len)
{
	size_t n = strlen(facts->title);
	if (n > 0 && n + 2 < sizeof facts->title)
		memcpy(facts->title + n, ":", 2);
	append(facts->title, sizeof facts->title, s, len);
}

/* -- sentences ------------------------------------------------------------------- */

/* Whether what stands before the words for adopting speaks of something else than the
 * text at hand: "Recalling the Programme of Action, adopted by". What a resolution says
 * of itself has no comma there but after its own name. */
static bool is_of_another(const char *f, const char *adopted)
{
	static const char *const names[] = {"resolution", "resolucion", "резолюция", "قرار",
	                                    "القرار"};

	if (!memchr(f, ',', (size_t)(adopted - f)))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!strncmp(f, names[i], strlen(names[i])))
			return false;
	return true;
}

/* "at its 7588th meeting, on 18 December 2015"; the words for adopting in six languages, at
 * the head of the text; Chinese has it at the end. The text is folded, with single spaces. */
static bool says_adopted(const char *f)
{
	static const char *const words[] = {PAPERS_ADOPTION};
	size_t len = strlen(f);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = strlen(words[i]);
		const char *at = strstr(f, words[i]);
		bool chinese = (unsigned char)*words[i] >= 0xe3;

		if (!chinese && at && at - f < 60 && !is_of_another(f, at))
			return true;
		if (chinese && len > n && strcmp(f + len - n, words[i]) == 0 && !strchr(f, ','))
			return true;
	}
	return false;
}

/* Of a date in Chinese, which stands before the meeting. */
static bool is_of_date(const char *behind)
{
	return strncmp(behind, " 年", 4) == 0 || strncmp(behind, " 月", 4) == 0 ||
	       strncmp(behind, " 日", 4) == 0;
}

/* The first number that could be a meeting's: "7588th". */
static void meeting_of(struct un_facts *facts, const char *f)
{
	char number[8];

	for (; *f; f++) {
		size_t n = strspn(f, "0123456789");

		if (n >= 1 && n <= 5 && !is_of_date(f + n)) {
			memcpy(number, f, n);
			number[n] = '\0';
			set_meeting(facts, number);
			return;
		}
		f += n ? n - 1 : 0;
	}
}

bool un_is_adoption(const char *s, size_t len)
{
	struct buf folded;
	char iso[11];
	bool adopted;

	if (len > 300)
		return false;
	buf_init(&folded, 4096);
	un_fold_line(&folded, s, len);
	adopted = says_adopted(folded.bytes) && un_date(s, len, iso, NULL);
	buf_done(&folded);
	return adopted;
}

void un_facts_text(struct un_facts *facts, const char *s, size_t len)
{
	size_t room = sizeof facts->sample - facts->sample_len;
	struct buf folded;
	char iso[11];

	if (len + 1 < room) {
		memcpy(facts->sample + facts->sample_len, s, len);
		facts->sample[facts->sample_len + len] = '\n';
		facts->sample_len += len + 1;
	}
	/* Only the head of a resolution says so of itself. */
	if (len > 300 || facts->sample_len > 3000)
		return;
	buf_init(&folded, 4096);
	un_fold_line(&folded, s, len);
	if (says_adopted(folded.bytes) && un_date(s, len, iso, NULL)) {
		if (!facts->marked)
			memcpy(facts->date, iso, sizeof iso);
		meeting_of(facts, folded.bytes);
	}
	buf_done(&folded);
}

const char *un_facts_language(const struct un_facts *facts)
{
	return text_language(facts->sample, facts->sample_len);
}

/* -- writing ----------------------------------------------------------------------- */

static void write_language(const struct un_facts *facts, const char *given, struct doc_maker *m)
{
	const char *found;
	char note[160];

	given = given && strlen(given) >= 2 ? given : "";
	found = text_language_declared(given, facts->sample, facts->sample_len);
	if (*given && strncmp(given, found, 2) != 0) {
		snprintf(note, sizeof note, "the file says %.2s, its text is in %.8s", given,
		         found);
		doc_add_fact(m, "language-note", note);
	}
	doc_add_fact(m, DOC_LANGUAGE,
	             *given && found == given ? (char[]){given[0], given[1], '\0'} : found);
}

/* Where the heads of the pages say another symbol, only those that some of them say as well
 * are the document's: a figure of the others was misread. */
static bool is_believed(const struct un_facts *facts, unsigned bit)
{
	return !facts->differed || facts->agreed & bit;
}

static void write_symbols(const struct un_facts *facts, struct doc_maker *m)
{
	char part[SYMBOL_MAX];
	bool first = is_believed(facts, 1);

	if (first)
		doc_add_fact(m, DOC_SYMBOL, facts->symbol);
	for (size_t i = 0; i < sizeof facts->aliases / sizeof facts->aliases[0]; i++) {
		if (!*facts->aliases[i] || !is_believed(facts, 2u << i))
			continue;
		doc_add_fact(m, first ? DOC_ALIAS : DOC_SYMBOL, facts->aliases[i]);
		first = true;
	}
	/* 75/254 A to C is found by each part and by the whole */
	for (size_t i = 0; symbol_part(facts->symbol, i, part); i++)
		doc_add_fact(m, DOC_ALIAS, part);
}

static void write_doubt(const struct un_facts *facts, struct doc_maker *m)
{
	struct buf words;

	buf_init(&words, 200);
	for (int i = 0; i < UN_DOUBT_KINDS; i++)
		if (facts->doubt >> i & 1)
			buf_printf(&words, "%s%s", words.len ? " " : "", un_doubt_name(i));
	if (words.len)
		doc_add_fact(m, DOC_DOUBT, words.bytes);
	buf_done(&words);
}

void un_facts_write(const struct un_facts *facts, const char *format, const char *given,
                    struct doc_maker *m)
{
	doc_add_fact(m, DOC_TITLE, *facts->title ? facts->title : facts->symbol);
	/* alone in a line of another paper a symbol is quoted */
	if (facts->formal || facts->heads)
		write_symbols(facts, m);
	write_language(facts, given, m);
	doc_add_fact(m, DOC_DATE, facts->date);
	for (size_t i = 0; i < sizeof facts->bodies / sizeof facts->bodies[0]; i++)
		doc_add_fact(m, "body", facts->bodies[i]);
	doc_add_fact(m, "session", facts->session);
	doc_add_fact(m, "meeting", facts->meeting);
	doc_add_fact(m, "agenda", *facts->agenda ? facts->agenda : facts->agenda_item);
	doc_add_fact(m, "draft", facts->draft);
	doc_add_fact(m, "distribution", facts->distribution);
	doc_add_fact(m, "original", facts->original);
	doc_add_fact(m, "job", facts->job);
	doc_add_fact(m, "format", format);
	write_doubt(facts, m);
}
