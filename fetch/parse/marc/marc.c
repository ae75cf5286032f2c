/* SPDX-License-Identifier: ISC */
/* MARCXML: records of the UN Digital Library, its fields in words. One record is
 * a document; several are a list of them. What each number means is the
 * library's own practice (191 symbol, 991 agenda, 967 votes). */
#include "config.h"

#include "fetch/parse/marc/internal.h"

#include "fetch/parse/core/parser.h"
#include "model/doc/left_out.h"
#include "model/symbol/symbol.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_MAX (1u << 20)
#define RECORDS_MAX 20000u

enum { TAG_COLLECTION, TAG_CONTROL, TAG_DATA, TAG_RECORD, TAG_SUB };
enum { ATTR_CODE, ATTR_IND1, ATTR_TAG };

static const char *const tag_names[] = {"collection", "controlfield", "datafield", "record",
                                        "subfield"};
static const char *const attr_names[] = {"code", "ind1", "tag"};
static const struct xml_words words = {tag_names, 5, attr_names, 3, NULL, 0};

/* -- fields -------------------------------------------------------------- */

/* The next field after `after` (0: the first) whose number begins so. */
uint32_t marc_next(const struct marc *m, uint32_t after, const char *number)
{
	const struct xml_node *nodes = m->tree->nodes.at;
	for (uint32_t i = after ? nodes[after].end : m->record + 1; i < nodes[m->record].end;
	     i = nodes[i].end) {
		const char *tag = nodes[i].tag == TAG_DATA ? xml_attr(m->tree, i, ATTR_TAG) : NULL;
		if (tag && strncmp(tag, number, strlen(number)) == 0)
			return i;
	}
	return 0;
}

char marc_code(const struct marc *m, uint32_t sub)
{
	const char *code =
		m->tree->nodes.at[sub].tag == TAG_SUB ? xml_attr(m->tree, sub, ATTR_CODE) : NULL;
	return code ? *code : '\0';
}

/* Adds the subfields of these codes, in the field's order. */
static void field_text(const struct marc *m, uint32_t field, const char *codes, const char *between,
                       struct buf *out)
{
	const struct xml_node *nodes = m->tree->nodes.at;
	for (uint32_t i = field + 1; field && i < nodes[field].end; i = nodes[i].end) {
		char code = marc_code(m, i);
		if (!code || !strchr(codes, code))
			continue;
		size_t before = out->len;
		if (before > 0)
			buf_str(out, between);
		size_t start = out->len;
		xml_text(m->tree, i, out);
		if (out->len == start)
			buf_cut(out, before);
	}
}

/* Copied as far as it fits, without half a character at the end. */
static const char *fit(struct buf *text, char *out, size_t size)
{
	size_t len = text->len < size ? text->len : size - 1;
	while (len < text->len && len > 0 && ((unsigned char)text->bytes[len] & 0xc0) == 0x80)
		len--;
	memcpy(out, text->bytes, len);
	out[len] = '\0';
	buf_done(text);
	return out;
}

const char *marc_text(const struct marc *m, uint32_t sub, char *out, size_t size)
{
	struct buf text;
	buf_init(&text, VALUE_MAX);
	xml_text(m->tree, sub, &text);
	return fit(&text, out, size);
}

const char *marc_value(const struct marc *m, uint32_t field, const char *codes, char *out,
                       size_t size)
{
	struct buf text;
	buf_init(&text, VALUE_MAX);
	field_text(m, field, codes, "; ", &text);
	return fit(&text, out, size);
}

/* One subfield as a string, cut to the size; "" when it is not there. */
static const char *value(const struct marc *m, uint32_t field, char code, char *out, size_t size)
{
	return marc_value(m, field, (char[]){code, '\0'}, out, size);
}

/* Without the catalogue's marks between parts of a title: " /", " :". */
static void trim(struct buf *text)
{
	while (text->len > 0 && strchr(" /:;,=", text->bytes[text->len - 1]))
		buf_cut(text, text->len - 1);
}

static void title_of(const struct marc *m, struct buf *out)
{
	static const char *const numbers[] = {"245", "249", "246", "239"};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers && out->len == 0; i++) {
		field_text(m, marc_next(m, 0, numbers[i]), "abnp", " ", out);
		trim(out);
	}
}

static bool symbol_of(const struct marc *m, uint32_t field, char symbol[SYMBOL_MAX])
{
	char text[200];
	value(m, field, 'a', text, sizeof text);
	if (!*text || strlen(text) >= SYMBOL_MAX)
		return false;
	if (!symbol_normal(text, symbol))
		snprintf(symbol, SYMBOL_MAX, "%.79s", text);
	return true;
}

/* -- writing ------------------------------------------------------------- */

static void label(const struct marc *m, const char *name)
{
	doc_begin(m->maker, DOC_PARAGRAPH);
	doc_add_str(m->maker, name);
	doc_add_str(m->maker, ":");
	doc_add_span(m->maker, DOC_STRONG, 0, doc_text_length(m->maker), NULL);
	doc_add_str(m->maker, " ");
}

/* A symbol as a link to its document, any other text as it is. */
static void add_symbol(const struct marc *m, const char *text)
{
	char symbol[SYMBOL_MAX];
	if (symbol_normal(text, symbol))
		doc_add_link(m->maker, text, symbol);
	else
		doc_add_str(m->maker, text);
}

/* All fields of one meaning on one line. */
struct row {
	const char *number, *codes, *between, *label;
	enum { ROW_TEXT, ROW_BY, ROW_DATE, ROW_PUBLISHED } is;
};

/* Place and publisher, and when: "New York : UN, 4 January 2032". */
static void published(const struct marc *m, uint32_t field, struct buf *out)
{
	struct buf date;
	buf_init(&date, VALUE_MAX);
	field_text(m, field, "ab", " ", out);
	field_text(m, field, "c", " ", &date);
	marc_print_date(&date);
	if (out->len && date.len)
		buf_char(out, ' ');
	buf_add(out, date.bytes, date.len);
	buf_done(&date);
}

static void row_text(const struct marc *m, const struct row *row, uint32_t field, struct buf *out)
{
	buf_reset(out);
	if (row->is == ROW_PUBLISHED)
		published(m, field, out);
	else
		field_text(m, field, row->codes, row->between, out);
	trim(out);
	if (row->is == ROW_DATE)
		marc_print_date(out);
	if (row->is == ROW_BY)
		marc_drop_by(out);
}

static void write_row(const struct marc *m, const struct row *row, bool each)
{
	struct buf text;
	bool begun = false;
	buf_init(&text, VALUE_MAX);
	for (uint32_t i = 0; (i = marc_next(m, i, row->number)) != 0;) {
		row_text(m, row, i, &text);
		if (text.len == 0)
			continue;
		if (!begun || each)
			label(m, row->label);
		else
			doc_add_str(m->maker, "; ");
		begun = true;
		add_symbol(m, text.bytes);
	}
	buf_done(&text);
}

/* -- votes --------------------------------------------------------------- */

struct votes {
	struct buf states[4]; /* in favour, against, abstaining, not voting */
	unsigned counts[4];
};

/* A field of votes has a place in the roll, a state's code and name and, mostly,
 * a letter; the longest text is the name. */
static void vote_take(const struct marc *m, uint32_t field, struct votes *votes)
{
	const struct xml_node *nodes = m->tree->nodes.at;
	struct buf text, name;
	size_t kind = 3;
	buf_init(&text, 400);
	buf_init(&name, 400);
	for (uint32_t i = field + 1; i < nodes[field].end; i = nodes[i].end) {
		char code = marc_code(m, i);
		buf_reset(&text);
		if (code)
			xml_text(m->tree, i, &text);
		const char *letter = text.len == 1 ? strchr("YNA", text.bytes[0]) : NULL;
		if (letter && code != 'a')
			kind = (size_t)(letter - strchr("YNA", 'Y'));
		else if (text.len > name.len && !isdigit((unsigned char)text.bytes[0]) &&
		         code != '0') {
			buf_reset(&name);
			buf_add(&name, text.bytes, text.len);
		}
	}
	if (name.len > 0) {
		if (votes->counts[kind]++ > 0)
			buf_str(&votes->states[kind], "; ");
		buf_add(&votes->states[kind], name.bytes, name.len);
	}
	buf_done(&text);
	buf_done(&name);
}

static void votes_read(const struct marc *m, struct votes *votes)
{
	memset(votes, 0, sizeof *votes);
	for (size_t i = 0; i < 4; i++)
		buf_init(&votes->states[i], VALUE_MAX);
	for (uint32_t i = 0; (i = marc_next(m, i, "967")) != 0;)
		vote_take(m, i, votes);
}

static void votes_write(const struct marc *m, struct votes *votes)
{
	static const char *const names[] = {"In favour", "Against", "Abstaining", "Not voting"};
	static const struct row note = {"996", "a", "; ", "Vote", ROW_TEXT};
	char name[40];
	write_row(m, &note, true);
	for (size_t i = 0; i < 4; i++) {
		if (votes->counts[i] > 0) {
			snprintf(name, sizeof name, "%s (%u)", names[i], votes->counts[i]);
			label(m, name);
			doc_add_text(m->maker, votes->states[i].bytes, votes->states[i].len);
		}
		buf_done(&votes->states[i]);
	}
}

/* "92-14-71": the totals, else what was counted. */
static void vote_fact(const struct marc *m, const struct votes *votes)
{
	uint32_t field = marc_next(m, 0, "996");
	char text[40], figures[3][8];
	for (int i = 0; i < 3; i++) {
		value(m, field, "bcd"[i], figures[i], sizeof figures[i]);
		if (strspn(figures[i], "0123456789") != strlen(figures[i]))
			figures[i][0] = '\0';
	}
	if (*figures[0])
		snprintf(text, sizeof text, "%d-%d-%d", atoi(figures[0]), atoi(figures[1]),
		         atoi(figures[2]));
	else if (votes->counts[0] + votes->counts[1] + votes->counts[2] > 0)
		snprintf(text, sizeof text, "%u-%u-%u", votes->counts[0], votes->counts[1],
		         votes->counts[2]);
	else
		return;
	doc_add_fact(m->maker, "vote", text);
}

/* -- languages ----------------------------------------------------------- */

static void languages_fact(const struct marc *m)
{
	char letters[8] = "", text[16] = "";
	marc_files(m, false, letters);
	for (const char *s = "ACEFRS"; *s; s++)
		if (strchr(letters, *s))
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%c",
			         *text ? " " : "", *s);
	doc_add_fact(m->maker, "languages", text);
}

/* -- a record ------------------------------------------------------------ */

static const struct row rows[] = {
	{"191", "a", "; ", "Symbol", ROW_TEXT},
	{"791", "a", "; ", "Symbol", ROW_TEXT},
	{"245", "c", " ", "By", ROW_BY},
	{"246", "ab", " ", "Other title", ROW_TEXT},
	{"260", "abc", " ", "Published", ROW_PUBLISHED},
	{"264", "abc", " ", "Published", ROW_PUBLISHED},
	{"269", "a", "; ", "Date", ROW_DATE},
	{"300", "ab", " ", "Extent", ROW_TEXT},
	{"952", "a", "; ", "Meeting record", ROW_TEXT},
	{"993", "a", "; ", "Related documents", ROW_TEXT},
};

static const struct row subjects[] = {
	{"65", "a", "; ", "Subjects", ROW_TEXT},
	{"610", "ag", " ", "Bodies named", ROW_TEXT},
	{"611", "a", "; ", "Meetings named", ROW_TEXT},
	{"630", "a", "; ", "Works named", ROW_TEXT},
	{"700", "a", "; ", "Persons", ROW_TEXT},
	{"710", "ab", ", ", "Authors", ROW_TEXT},
	{"981", "ab", ", ", "Collection", ROW_TEXT},
};

/* 991: the agenda's symbol, its item, the item's title, its subject. */
static void agenda_write(const struct marc *m)
{
	char symbol[200], item[60];
	struct buf title;
	for (uint32_t i = 0; (i = marc_next(m, i, "991")) != 0;) {
		buf_init(&title, VALUE_MAX);
		value(m, i, 'a', symbol, sizeof symbol);
		value(m, i, 'b', item, sizeof item);
		field_text(m, i, "cd", " ", &title);
		label(m, "Agenda");
		add_symbol(m, symbol);
		if (*item) {
			doc_add_str(m->maker, *symbol ? ", item " : "item ");
			doc_add_str(m->maker, item);
		}
		doc_add_str(m->maker, title.len ? ": " : "");
		doc_add_text(m->maker, title.bytes, title.len);
		buf_done(&title);
	}
}

static void notes_write(const struct marc *m)
{
	static const struct row notes = {"5", "a", " ", "Note", ROW_TEXT};
	struct buf text;
	buf_init(&text, VALUE_MAX);
	for (uint32_t i = 0; (i = marc_next(m, i, notes.number)) != 0;) {
		/* 541: how the record came into the catalogue. */
		if (strcmp(xml_attr(m->tree, i, ATTR_TAG), "541") == 0)
			continue;
		buf_reset(&text);
		field_text(m, i, notes.codes, notes.between, &text);
		if (text.len == 0)
			continue;
		label(m, notes.label);
		doc_add_text(m->maker, text.bytes, text.len);
	}
	buf_done(&text);
}

static void record_write(const struct marc *m)
{
	struct votes votes;
	struct buf title;
	char letters[8] = "", symbol[SYMBOL_MAX] = "";
	buf_init(&title, VALUE_MAX);
	title_of(m, &title);
	if (title.len == 0 && symbol_of(m, marc_next(m, 0, "191"), symbol))
		buf_str(&title, symbol);
	doc_begin(m->maker, DOC_HEADING);
	doc_attr(m->maker, "level", m->single ? "1" : "2");
	doc_add_str(m->maker, title.len ? title.bytes : "A record without a title");
	buf_done(&title);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		write_row(m, &rows[i], false);
	agenda_write(m);
	notes_write(m);
	votes_read(m, &votes);
	votes_write(m, &votes);
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
		write_row(m, &subjects[i], false);
	marc_files(m, true, letters);
}

/* -- facts --------------------------------------------------------------- */

/* 993 says with its indicator how the document is related: 2 the draft, 4 the
 * record of the meeting. */
static void related_facts(const struct marc *m)
{
	char symbol[SYMBOL_MAX];
	for (uint32_t i = 0; (i = marc_next(m, i, "993")) != 0;) {
		const char *kind = xml_attr(m->tree, i, ATTR_IND1);
		if (!kind || !symbol_of(m, i, symbol))
			continue;
		if (*kind == '2' && !doc_has_fact(m->maker, "draft"))
			doc_add_fact(m->maker, "draft", symbol);
		if (*kind == '4' && !doc_has_fact(m->maker, "meeting"))
			doc_add_fact(m->maker, "meeting", symbol);
	}
	if (symbol_of(m, marc_next(m, 0, "952"), symbol) && !doc_has_fact(m->maker, "meeting"))
		doc_add_fact(m->maker, "meeting", symbol);
}

/* 269, which is for machines; else that of the imprint. */
static void date_fact(const struct marc *m)
{
	static const struct {
		const char *number;
		char code;
	} places[] = {{"269", 'a'}, {"260", 'c'}, {"264", 'c'}};
	char text[80], iso[11];
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		value(m, marc_next(m, 0, places[i].number), places[i].code, text, sizeof text);
		if (!marc_date(text, iso))
			continue;
		doc_add_fact(m->maker, DOC_DATE, iso);
		return;
	}
}

static void symbol_facts(const struct marc *m)
{
	static const char *const numbers[] = {"191", "791"};
	char symbol[SYMBOL_MAX];
	for (size_t k = 0; k < 2; k++)
		for (uint32_t i = 0; (i = marc_next(m, i, numbers[k])) != 0;)
			if (symbol_of(m, i, symbol))
				doc_add_fact(m->maker,
				             doc_has_fact(m->maker, DOC_SYMBOL) ? "alias"
				                                                : DOC_SYMBOL,
				             symbol);
}

static void single_facts(const struct marc *m)
{
	static const struct {
		const char *code, *name;
	} distributions[] = {{"GEN", "General"},
	                     {"LTD", "Limited"},
	                     {"RES", "Restricted"},
	                     {"PRO", "Provisional"}};
	struct votes votes;
	struct buf title;
	char text[400];
	buf_init(&title, 1000);
	title_of(m, &title);
	doc_add_fact(m->maker, DOC_TITLE, title.bytes);
	buf_done(&title);
	symbol_facts(m);
	date_fact(m);
	uint32_t body = marc_next(m, 0, "981");
	doc_add_fact(m->maker, "body", value(m, body, 'a', text, sizeof text));
	doc_add_fact(m->maker, "body", value(m, body, 'b', text, sizeof text));
	doc_add_fact(m->maker, "session", value(m, marc_next(m, 0, "191"), 'c', text, sizeof text));
	doc_add_fact(m->maker, "agenda", value(m, marc_next(m, 0, "991"), 'c', text, sizeof text));
	related_facts(m);
	votes_read(m, &votes);
	vote_fact(m, &votes);
	for (size_t i = 0; i < 4; i++)
		buf_done(&votes.states[i]);
	value(m, marc_next(m, 0, "091"), 'a', text, sizeof text);
	for (size_t i = 0; i < sizeof distributions / sizeof *distributions; i++)
		if (strcmp(text, distributions[i].code) == 0)
			doc_add_fact(m->maker, "distribution", distributions[i].name);
	doc_add_fact(m->maker, "job", value(m, marc_next(m, 0, "029"), 'b', text, sizeof text));
	languages_fact(m);
}

/* What the search found in all stands in a comment before the records. */
static void several_facts(const struct marc *m, size_t count, const char *bytes, size_t len)
{
	static const char messages_get[] = "Total-Number-Of-Results:";
	char text[100];
	snprintf(text, sizeof text, "%zu library records", count);
	doc_add_fact(m->maker, DOC_TITLE, text);
	const char *at =
		memmem(bytes, len < 4096 ? len : 4096, messages_get, sizeof messages_get - 1);
	unsigned long all = at ? strtoul(at + sizeof messages_get - 1, NULL, 10) : 0;
	if (all > count) {
		snprintf(text, sizeof text, "%zu of the %lu records that the search found", count,
		         all);
		doc_add_fact(m->maker, "incomplete", text);
	}
	doc_begin(m->maker, DOC_HEADING);
	doc_add_str(m->maker, "Library records");
}

static int write(struct marc *m, const struct parse_how *how, const char *bytes, size_t len,
                 struct err *err)
{
	VEC(uint32_t) records = {0};
	int result = 0;
	bool more = false;
	for (uint32_t i = 0; i < m->tree->nodes.count && result == 0 && !more; i++) {
		if (m->tree->nodes.at[i].tag != TAG_RECORD)
			continue;
		more = records.count == RECORDS_MAX;
		result = more ? 0 : vec_push(&records, i);
	}
	if (records.count == 0 || result < 0) {
		vec_done(&records);
		return err_set(err, ERR_FAILED, "library record: there is none in it");
	}
	if (more)
		left_add_limit(m->maker, LIMIT_ENTRIES, RECORDS_MAX);
	m->single = records.count == 1;
	m->record = records.at[0];
	doc_add_fact(m->maker, "format", "marc");
	doc_add_fact(m->maker, DOC_LANGUAGE, "en");
	if (m->single)
		single_facts(m);
	else
		several_facts(m, records.count, bytes, len);
	if (xml_is_damaged(m->tree, how, m->maker) && !doc_has_fact(m->maker, "incomplete"))
		doc_add_fact(m->maker, "incomplete", "the XML breaks off or is damaged");
	for (size_t i = 0; i < records.count; i++) {
		m->record = records.at[i];
		record_write(m);
	}
	vec_done(&records);
	return 0;
}

int parse_marc(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *maker,
               struct err *err)
{
	struct xml_tree tree;
	struct marc m = {.tree = &tree, .maker = maker};
	int result = xml_read(&tree, &words, bytes, len, 64u << 20, err);
	if (result == 0)
		result = write(&m, how, bytes, len, err);
	xml_done(&tree);
	return result;
}
