/* SPDX-License-Identifier: ISC */
/* What stands on a page and is no text: running heads, page numbers, job numbers,
 * notices; and the masthead, whose lines are facts. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A piece near the edge of a page, by what it says without its digits. */
struct edge {
	uint64_t hash;
	uint32_t line;
	int page;
};

struct edges {
	VEC(struct edge) at;
	uint8_t *repeated; /* for each line: it stands at the edge of many pages */
};

static bool near_edge(const struct pdf_line *line, const struct pdf_page *page)
{
	return line->base * 6 < page->height || line->top * 8 > page->height * 7;
}

/* Letters alone, so that "2/5" and "3/5", and two dates, are the same. */
static uint64_t hash_letters(const char *s, size_t len)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if ((c >= '0' && c <= '9') || c <= ' ')
			continue;
		h = (h ^ c) * 1099511628211u;
	}
	return h;
}

static int by_hash(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->page < y->page ? -1 : x->page > y->page;
}

static void mark_repeated(struct edges *edges, const struct pdf_lines *lines, size_t pages)
{
	size_t least = pages / 5 > 2 ? pages / 5 : 2;

	if (edges->at.count)
		(void)pdf_sort(edges->at.at, edges->at.count, sizeof *edges->at.at, by_hash);
	for (size_t i = 0; i < edges->at.count;) {
		size_t end = i, distinct = 0;

		for (; end < edges->at.count && edges->at.at[end].hash == edges->at.at[i].hash;
		     end++)
			distinct +=
				end == i || edges->at.at[end].page != edges->at.at[end - 1].page;
		/* a long line that comes back twice may be text, a short one hardly */
		for (size_t k = i; k < end && distinct >= least; k++)
			if (lines->at.at[edges->at.at[k].line].len < 200)
				edges->repeated[edges->at.at[k].line] = 1;
		i = end;
	}
}

static bool find_edges(struct edges *edges, const struct pdf_lines *lines,
                       const struct pdf_file *file)
{
	edges->repeated = calloc(lines->at.count + 1, 1);
	for (size_t i = 0; i < lines->at.count && edges->repeated; i++) {
		const struct pdf_line *line = &lines->at.at[i];
		struct edge edge = {hash_letters(pdf_line_text(lines, line), line->len),
		                    (uint32_t)i, line->page};

		if (!near_edge(line, &file->pages.at[line->page - 1]))
			continue;
		if (vec_push(&edges->at, edge) < 0)
			return false;
	}
	if (edges->repeated)
		mark_repeated(edges, lines, file->pages.count);
	return edges->repeated;
}

/* -- one row ------------------------------------------------------------------------ */

static bool says_nothing(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((s[i] >= '0' && s[i] <= '9') || (s[i] >= 'A' && s[i] <= 'Z') ||
		    (s[i] >= 'a' && s[i] <= 'z') || (unsigned char)s[i] >= 0xc3)
			return (unsigned char)s[i] >= 0xe2 && len - i <= 3;
	return true;
}

static bool is_furniture(const struct pdf_lines *lines, const struct edges *edges, size_t i,
                         const struct un_facts *facts)
{
	const struct pdf_line *line = &lines->at.at[i];
	const char *s = pdf_line_text(lines, line);
	struct un_line read;
	enum un_line_kind kind = un_line_read(s, line->len, &read);

	if (un_is_furniture(kind) || says_nothing(s, line->len))
		return true;
	if (line->page == 1)
		return false;
	(void)facts;
	return edges->repeated[i] || kind == UN_LANGUAGE || kind == UN_SYMBOL;
}

/* Rows [first, end) of lines are one row; whether all of it is furniture. A notice may
 * have a word beside it. */
static bool row_is_furniture(const struct pdf_lines *lines, const struct edges *edges, size_t first,
                             size_t end, const struct un_facts *facts)
{
	size_t furniture = 0, words = 0;

	for (size_t i = first; i < end; i++) {
		if (is_furniture(lines, edges, i, facts))
			furniture++;
		else
			words += lines->at.at[i].chars;
	}
	return furniture == end - first ||
	       (furniture && lines->at.at[first].page == 1 && words < 40 &&
	        lines->at.at[first].lead == 0 && end - first <= 4);
}

static size_t row_end(const struct pdf_lines *lines, size_t first, size_t end)
{
	size_t i = first + 1;

	while (i < end && lines->at.at[i].row == lines->at.at[first].row)
		i++;
	return i;
}

static size_t row_start(const struct pdf_lines *lines, size_t start, size_t last)
{
	while (last > start && lines->at.at[last - 1].row == lines->at.at[last].row)
		last--;
	return last;
}

static void take_away(struct pdf_lines *lines, size_t first, size_t end, struct un_facts *facts)
{
	for (size_t i = first; i < end; i++) {
		struct pdf_line *line = &lines->at.at[i];
		const char *s = pdf_line_text(lines, line);
		struct un_line read;
		enum un_line_kind kind = un_line_read(s, line->len, &read);

		line->gone = true;
		if (kind == UN_JOB || (kind == UN_SYMBOL && !*facts->symbol))
			un_facts_line(facts, s, line->len);
		facts->heads = facts->heads || (kind == UN_SYMBOL && line->page > 1);
	}
}

static bool is_own_symbol(const struct un_facts *facts, const char *symbol)
{
	if (*facts->symbol && strcasecmp(symbol, facts->symbol) == 0)
		return true;
	for (size_t i = 0; i < sizeof facts->aliases / sizeof facts->aliases[0]; i++)
		if (*facts->aliases[i] && strcasecmp(symbol, facts->aliases[i]) == 0)
			return true;
	return false;
}

/* An imprint within a page: the job's number, or the document's own symbol, alone in
 * its row. */
static void strip_imprint(struct pdf_lines *lines, size_t start, size_t end, struct un_facts *facts)
{
	for (size_t next; start < end; start = next) {
		const struct pdf_line *line = &lines->at.at[start];
		struct un_line read;
		enum un_line_kind kind;

		next = row_end(lines, start, end);
		if (next != start + 1 || line->page == 1)
			continue;
		kind = un_line_read(pdf_line_text(lines, line), line->len, &read);
		if (kind == UN_JOB || (kind == UN_SYMBOL && is_own_symbol(facts, read.value)))
			take_away(lines, start, next, facts);
	}
}

/* From the edges of a page inwards, as long as rows are furniture. */
static void strip_page(struct pdf_lines *lines, const struct edges *edges, size_t start, size_t end,
                       const struct pdf_page *page, struct un_facts *facts)
{
	while (end > start) {
		size_t first = row_start(lines, start, end - 1);

		if (lines->at.at[first].top * 8 < page->height * 6 ||
		    !row_is_furniture(lines, edges, first, end, facts))
			break;
		take_away(lines, first, end, facts);
		end = first;
	}
	while (start < end) {
		size_t next = row_end(lines, start, end);

		if (lines->at.at[start].base * 5 > page->height ||
		    !row_is_furniture(lines, edges, start, next, facts))
			break;
		take_away(lines, start, next, facts);
		start = next;
	}
	strip_imprint(lines, start, end, facts);
}

/* -- the masthead ---------------------------------------------------------------------- */

#define MAST_MOST 200 /* pieces of lines */

struct mast {
	struct pdf_lines *lines;
	struct un_facts *facts;
	size_t end;
	int agenda; /* the line of the agenda item, or -1 */
	bool title; /* the lines below it are read */
};

/* A piece of running text: the masthead is over. */
static bool is_body(const struct mast *mast, const struct pdf_line *line, int width)
{
	struct un_marker marker;

	if (line->chars > 55 && (line->right - line->left) * 2 > width)
		return true;
	return line->lead && un_marker_read(pdf_line_text(mast->lines, line), line->len, &marker) &&
	       marker.kind == UN_NUMBER;
}

/* The piece below, of the same print and at the same place. */
static size_t below(const struct mast *mast, size_t i)
{
	const struct pdf_line *line = &mast->lines->at.at[i];

	for (size_t k = i + 1; k < mast->end && k < i + 8; k++) {
		const struct pdf_line *next = &mast->lines->at.at[k];

		if (next->row > line->row && next->row <= line->row + 3 &&
		    abs(next->left - line->left) <= 2 * line->size && next->size == line->size &&
		    2 * (next->base - line->base) < 5 * line->size)
			return k;
	}
	return 0;
}

/* A name on two lines. */
static bool take_two(struct mast *mast, size_t i)
{
	struct pdf_line *line = &mast->lines->at.at[i];
	size_t next = below(mast, i);
	struct un_line read;
	struct buf both;
	enum un_line_kind kind = UN_TEXT;

	if (!next || line->len > 120)
		return false;
	buf_init(&both, 1024);
	buf_add(&both, pdf_line_text(mast->lines, line), line->len);
	buf_char(&both, ' ');
	buf_add(&both, pdf_line_text(mast->lines, &mast->lines->at.at[next]),
	        mast->lines->at.at[next].len < 300 ? mast->lines->at.at[next].len : 0);
	kind = un_line_read(both.bytes, both.len, &read);
	if (kind == UN_BODY || kind == UN_ORGANIZATION || kind == UN_SESSION) {
		un_facts_line(mast->facts, both.bytes, both.len);
		line->gone = mast->lines->at.at[next].gone = true;
	}
	buf_done(&both);
	return line->gone;
}

/* Lines below the agenda item, as long as they stand close and at its place. */
static void take_agenda(struct mast *mast, size_t i)
{
	const struct pdf_line *line = &mast->lines->at.at[i];
	const struct pdf_line *item = &mast->lines->at.at[mast->agenda];

	if (abs(line->left - item->left) > item->size || line->row <= item->row)
		return;
	if (line->base - item->base > 2 * item->size || line->size > item->size * 6 / 5) {
		mast->agenda = -1;
		return;
	}
	un_facts_agenda(mast->facts, pdf_line_text(mast->lines, line), line->len);
	mast->agenda = (int)i;
}

static void take_piece(struct mast *mast, size_t i)
{
	struct pdf_line *line = &mast->lines->at.at[i];
	const char *s = pdf_line_text(mast->lines, line);
	enum un_line_kind kind;
	char iso[11];

	if (line->gone)
		return;
	kind = un_facts_line(mast->facts, s, line->len);
	line->gone = kind != UN_TEXT && !un_is_shown(kind);
	if (kind == UN_AGENDA) {
		mast->agenda = (int)i;
		return;
	}
	if (kind != UN_TEXT || take_two(mast, i))
		return;
	if (mast->agenda >= 0)
		take_agenda(mast, i);
	else if (!*mast->facts->date && line->chars < 60 && un_date(s, line->len, iso, NULL))
		memcpy(mast->facts->date, iso, sizeof iso);
}

/* A day in a sentence of the head is the date only if no line says it alone. */
static void masthead(struct pdf_lines *lines, const struct pdf_file *file, struct un_facts *facts)
{
	const struct pdf_page *page = &file->pages.at[0];
	struct mast mast = {lines, facts, lines->pages.at[1], -1, false};
	struct un_line read;

	for (size_t i = 0; i < mast.end; i++) {
		const struct pdf_line *line = &lines->at.at[i];

		if (i == MAST_MOST || line->top * 20 > page->height * 9 ||
		    is_body(&mast, line, page->width)) {
			mast.end = i;
			break;
		}
	}
	for (size_t i = 0; i < mast.end && !*facts->date; i++) {
		const struct pdf_line *line = &lines->at.at[i];

		if (un_line_read(pdf_line_text(lines, line), line->len, &read) == UN_DATE)
			un_facts_line(facts, pdf_line_text(lines, line), line->len);
	}
	for (size_t i = 0; i < mast.end; i++)
		take_piece(&mast, i);
}

/* Rules and what only draws: underscores, dashes, boxes. */
static bool is_drawing(const char *s, size_t len)
{
	size_t marks = 0;

	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if (c != '_' && c != '-' && c != ' ' && c != '=' && c != 0x2013 && c != 0x2014 &&
		    c != 0x2015 && !(c >= 0x2500 && c < 0x2580) && c != '*' && c != 0x2219)
			return false;
		marks += c != ' ' && c != '*';
	}
	return marks > 2;
}

/* What a reading machine made of specks: hardly a letter or a digit in it. */
static bool is_noise(const char *s, size_t len)
{
	size_t good = 0, odd = 0, all = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		all += c > ' ';
		good += (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
		        c >= 0x80;
		odd += strchr("_~^{}|\\`#<>=;", c) && c;
	}
	return all >= 5 && odd >= 2 && good * 3 < all;
}

static void drop_drawings(struct pdf_lines *lines)
{
	for (size_t i = 0; i < lines->at.count; i++) {
		struct pdf_line *line = &lines->at.at[i];

		if (is_drawing(pdf_line_text(lines, line), line->len) ||
		    is_noise(pdf_line_text(lines, line), line->len))
			line->gone = true;
	}
}

void pdf_furniture(struct pdf_lines *lines, const struct pdf_file *file, struct un_facts *facts)
{
	struct edges edges = {.repeated = NULL};

	masthead(lines, file, facts);
	if (find_edges(&edges, lines, file))
		for (size_t i = 0; i < file->pages.count; i++)
			strip_page(lines, &edges, lines->pages.at[i], lines->pages.at[i + 1],
			           &file->pages.at[i], facts);
	drop_drawings(lines);
	vec_done(&edges.at);
	free(edges.repeated);
}
