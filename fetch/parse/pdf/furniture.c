/* SPDX-License-Identifier: ISC */
/* What stands on a page and is no text: running heads, page numbers, job numbers,
 * notices. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A piece near the edge of a page, by what it says: with its numbers as they are, and with
 * the first or the last of them counted from the page's own. */
#define WAYS 3

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

static uint64_t hash_add(uint64_t h, unsigned c)
{
	return (h ^ c) * 1099511628211u;
}

/* A number in the text at s, Arabic-Indic figures too: its bytes, 0 when there is none. */
static size_t number_at(const char *s, size_t len, int *value)
{
	size_t at = 0;

	for (*value = 0; at < len && *value < 100000;) {
		uint32_t c;
		size_t n = utf8_decode(s + at, len - at, &c);

		if (!((c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669)))
			break;
		*value = *value * 10 + (int)(c & 15);
		at += n;
	}
	return at;
}

static size_t count_numbers(const char *s, size_t len)
{
	size_t numbers = 0, n;
	int value;

	for (size_t i = 0; i < len; i += n ? n : 1) {
		n = number_at(s + i, len - i, &value);
		numbers += n > 0;
	}
	return numbers;
}

/* Without white space; the number at `counted`, the first being 0, from the page's: so
 * "2/5" and "3/5" are the same, "Table 3" and "Table 4" hardly. */
static uint64_t hash_line(const char *s, size_t len, size_t counted, int page)
{
	uint64_t h = 14695981039346656037u;
	size_t number = 0, n;
	int value;

	for (size_t i = 0; i < len; i += n ? n : 1) {
		n = number_at(s + i, len - i, &value);
		if (n)
			h = hash_add(hash_add(h, 1),
			             (unsigned)(value - (number++ == counted ? page : 0)));
		else if ((unsigned char)s[i] > ' ')
			h = hash_add(h, (unsigned char)s[i]);
	}
	return hash_add(h, counted < number ? 2 : 3);
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

/* Each line three times: all its numbers as they are, the first counted, the last. */
static int add_edge(struct edges *edges, const char *s, const struct pdf_line *line, uint32_t i)
{
	size_t numbers = count_numbers(s, line->len);

	for (size_t way = 0; way < WAYS && way <= numbers; way++) {
		size_t counted = way == 0 ? numbers : way == 1 ? 0 : numbers - 1;
		struct edge edge = {hash_line(s, line->len, counted, line->page), i, line->page};

		/* a bare number that is the same on two pages is none of theirs */
		if (way == 0 && numbers == 1 && strspn(s, "0123456789") >= line->len)
			continue;
		if (vec_push(&edges->at, edge) < 0)
			return -1;
	}
	return 0;
}

static bool find_edges(struct edges *edges, const struct pdf_lines *lines,
                       const struct pdf_file *file)
{
	edges->repeated = work_calloc(lines->at.count + 1, 1);
	for (size_t i = 0; i < lines->at.count && edges->repeated; i++) {
		const struct pdf_line *line = &lines->at.at[i];

		if (near_edge(line, &file->pages.at[line->page - 1]) &&
		    add_edge(edges, pdf_line_text(lines, line), line, (uint32_t)i) < 0)
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

/* By what it says, on a paper with a masthead; on others a notice alone does, and all
 * else has to come back on other pages. */
static bool is_furniture(const struct pdf_lines *lines, const struct edges *edges, size_t i,
                         const struct un_facts *facts)
{
	const struct pdf_line *line = &lines->at.at[i];
	const char *s = pdf_line_text(lines, line);
	struct un_line read;
	enum un_line_kind kind = un_line_read(s, line->len, &read);

	if (kind == UN_BARCODE || kind == UN_RECYCLE || says_nothing(s, line->len))
		return true;
	if (facts->formal && un_is_furniture(kind))
		return true;
	if (edges->repeated[i] && (line->page > 1 || kind == UN_PAGE))
		return true;
	return facts->formal && line->page > 1 && (kind == UN_LANGUAGE || kind == UN_SYMBOL);
}

/* Figures, or dashes for nought, in more than one cell. */
static bool is_row_of_table(const struct pdf_lines *lines, size_t first, size_t end)
{
	size_t cells = 0;

	for (size_t i = first; i < end; i++) {
		const char *s = pdf_line_text(lines, &lines->at.at[i]);
		size_t len = lines->at.at[i].len;
		struct un_line read;

		cells += (strspn(s, "0123456789 .,%-") >= len ||
		          (len == 3 && memcmp(s, "–", 3) == 0)) &&
		         un_line_read(s, len, &read) != UN_JOB;
	}
	return cells > 1;
}

/* Rows [first, end) of lines are one row; whether all of it is furniture. A notice may
 * have a word beside it. */
static bool row_is_furniture(const struct pdf_lines *lines, const struct edges *edges, size_t first,
                             size_t end, const struct un_facts *facts)
{
	size_t furniture = 0, words = 0;

	if (is_row_of_table(lines, first, end))
		return false;
	for (size_t i = first; i < end; i++) {
		if (is_furniture(lines, edges, i, facts))
			furniture++;
		else
			words += lines->at.at[i].chars;
	}
	return furniture == end - first ||
	       (furniture && facts->formal && lines->at.at[first].page == 1 && words < 40 &&
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

/* A bit for the symbol, and for each of the aliases: which of them it is; 0 for none. Of two
 * apart by a blank the first. */
static unsigned own_symbol(const struct un_facts *facts, const char *symbol)
{
	size_t len = strcspn(symbol, " ");

	if (*facts->symbol && strlen(facts->symbol) == len &&
	    strncasecmp(symbol, facts->symbol, len) == 0)
		return 1;
	for (size_t i = 0; i < sizeof facts->aliases / sizeof facts->aliases[0]; i++)
		if (*facts->aliases[i] && strlen(facts->aliases[i]) == len &&
		    strncasecmp(symbol, facts->aliases[i], len) == 0)
			return 2u << i;
	return 0;
}

/* Another one by a sign or two: "A/45/904", "A/45/984". */
static bool is_misread(const char *symbol, const char *other)
{
	size_t a = strlen(symbol), b = strlen(other), n = a < b ? a : b,
	       off = a < b ? b - a : a - b;

	for (size_t i = 0; i < n; i++)
		off += symbol[i] != other[i];
	return a && off > 0 && off <= 2;
}

/* Whether a row has the document's own symbol, or one of another. */
static bool has_symbol(const struct pdf_lines *lines, size_t first, size_t end,
                       const struct un_facts *facts, bool own)
{
	struct un_line read;

	for (size_t i = first; i < end; i++)
		if (un_line_read(pdf_line_text(lines, &lines->at.at[i]), lines->at.at[i].len,
		                 &read) == UN_SYMBOL &&
		    (own_symbol(facts, read.value) != 0) == own)
			return true;
	return false;
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
		if (kind == UN_SYMBOL && line->page > 1) {
			facts->agreed |= own_symbol(facts, read.value);
			facts->differed |= is_misread(facts->symbol, read.value);
		}
		/* only what comes back, or a masthead's paper, gets here */
		facts->heads = facts->heads || (kind == UN_SYMBOL && line->page > 1);
	}
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
		if (kind == UN_JOB || (kind == UN_SYMBOL && own_symbol(facts, read.value)))
			take_away(lines, start, next, facts);
	}
}

/* A page's number beside words that stay. */
static void take_number(struct pdf_lines *lines, const struct edges *edges, size_t first,
                        size_t end)
{
	struct un_line read;

	for (size_t i = first; i < end && !is_row_of_table(lines, first, end); i++) {
		struct pdf_line *line = &lines->at.at[i];

		line->gone = line->gone ||
		             (edges->repeated[i] && un_line_read(pdf_line_text(lines, line),
		                                                 line->len, &read) == UN_PAGE);
	}
}

/* From the edges of a page inwards, as long as rows are furniture. */
static void strip_page(struct pdf_lines *lines, const struct edges *edges, size_t start, size_t end,
                       const struct pdf_page *page, struct un_facts *facts)
{
	while (end > start) {
		size_t first = row_start(lines, start, end - 1);

		if (lines->at.at[first].top * 8 < page->height * 6)
			break;
		if (!row_is_furniture(lines, edges, first, end, facts)) {
			take_number(lines, edges, first, end);
			break;
		}
		take_away(lines, first, end, facts);
		end = first;
	}
	for (bool headed = false; start < end;) {
		size_t next = row_end(lines, start, end);

		if (lines->at.at[start].base * 5 > page->height)
			break;
		if (!row_is_furniture(lines, edges, start, next, facts) ||
		    (headed && has_symbol(lines, start, next, facts, false))) {
			take_number(lines, edges, start, next);
			break;
		}
		headed = headed || has_symbol(lines, start, next, facts, true);
		take_away(lines, start, next, facts);
		start = next;
	}
	strip_imprint(lines, start, end, facts);
}

/* -- what only draws ------------------------------------------------------------------- */

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

	if (find_edges(&edges, lines, file))
		for (size_t i = 0; i < file->pages.count; i++)
			strip_page(lines, &edges, lines->pages.at[i], lines->pages.at[i + 1],
			           &file->pages.at[i], facts);
	drop_drawings(lines);
	vec_done(&edges.at);
	free(edges.repeated);
}
