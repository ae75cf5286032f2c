/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/layout/translit.h"

#include "model/base/messages.h"
#include "model/base/utf8.h"
#include "model/doc/copy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <uniwidth.h>

/* Sorted by character. */
struct twin {
	uint32_t c;
	const char *twin;
};

/* Signs: one cell for one cell where possible. */
static const struct twin signs[] = {
	{0xa0, " "},     {0xa7, "S"},     {0xa9, "(c)"},   {0xab, "<<"},    {0xad, ""},
	{0xae, "(r)"},   {0xb0, "o"},     {0xb7, "-"},     {0xbb, ">>"},    {0xbf, "?"},
	{0xc6, "AE"},    {0xd7, "x"},     {0xd8, "O"},     {0xdf, "ss"},    {0xe6, "ae"},
	{0xf8, "o"},     {0x131, "i"},    {0x141, "L"},    {0x142, "l"},    {0x152, "OE"},
	{0x153, "oe"},   {0x61c, ""},     {0x200b, ""},    {0x200c, ""},    {0x200d, ""},
	{0x200e, ""},    {0x200f, ""},    {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},
	{0x2013, "-"},   {0x2014, "-"},   {0x2015, "-"},   {0x2018, "'"},   {0x2019, "'"},
	{0x201a, ","},   {0x201c, "\""},  {0x201d, "\""},  {0x201e, "\""},  {0x2020, "+"},
	{0x2022, "*"},   {0x2026, "..."}, {0x2032, "'"},   {0x2033, "\""},  {0x2039, "<"},
	{0x203a, ">"},   {0x20ac, "EUR"}, {0x2116, "No"},  {0x2190, "<"},   {0x2191, "^"},
	{0x2192, ">"},   {0x2193, "v"},   {0x21b5, "<"},   {0x2212, "-"},   {0x2500, "-"},
	{0x2502, "|"},   {0x2514, "`"},   {0x2518, "'"},   {0x251c, "|"},   {0x2524, "|"},
	{0x2581, "_"},   {0x2582, "_"},   {0x2583, "."},   {0x2584, "="},   {0x2585, "="},
	{0x2586, "#"},   {0x2587, "#"},   {0x2588, "#"},   {0x258f, "|"},   {0x2591, "."},
	{0x2592, ":"},   {0x2593, "%"},   {0x2595, "|"},   {0x25cb, "o"},   {0x25cf, "*"},
	{0x3000, "  "},  {0x3001, ", "},  {0x3002, ". "},  {0x3008, " <"},  {0x3009, "> "},
	{0x300a, "<<"},  {0x300b, ">>"},  {0x300c, " \""}, {0x300d, "\" "}, {0x300e, " \""},
	{0x300f, "\" "}, {0x3010, " ["},  {0x3011, "] "},  {0xfe0f, ""},    {0xff01, "! "},
	{0xff08, " ("},  {0xff09, ") "},  {0xff0c, ", "},  {0xff1a, ": "},  {0xff1b, "; "},
	{0xff1f, "? "},  {0xfffd, "_"},
};

/* Consonants, the vowels that are written, digits. */
static const struct twin arabic[] = {
	{0x60c, ","},  {0x61b, ";"},  {0x61f, "?"},  {0x621, "'"}, {0x622, "a"},  {0x623, "a"},
	{0x624, "'"},  {0x625, "i"},  {0x626, "'"},  {0x627, "a"}, {0x628, "b"},  {0x629, "h"},
	{0x62a, "t"},  {0x62b, "th"}, {0x62c, "j"},  {0x62d, "h"}, {0x62e, "kh"}, {0x62f, "d"},
	{0x630, "dh"}, {0x631, "r"},  {0x632, "z"},  {0x633, "s"}, {0x634, "sh"}, {0x635, "s"},
	{0x636, "d"},  {0x637, "t"},  {0x638, "z"},  {0x639, "`"}, {0x63a, "gh"}, {0x640, ""},
	{0x641, "f"},  {0x642, "q"},  {0x643, "k"},  {0x644, "l"}, {0x645, "m"},  {0x646, "n"},
	{0x647, "h"},  {0x648, "w"},  {0x649, "a"},  {0x64a, "y"}, {0x64b, "an"}, {0x64c, "un"},
	{0x64d, "in"}, {0x64e, "a"},  {0x64f, "u"},  {0x650, "i"}, {0x652, ""},   {0x653, ""},
	{0x654, "'"},  {0x655, "'"},  {0x660, "0"},  {0x661, "1"}, {0x662, "2"},  {0x663, "3"},
	{0x664, "4"},  {0x665, "5"},  {0x666, "6"},  {0x667, "7"}, {0x668, "8"},  {0x669, "9"},
	{0x66a, "%"},  {0x66b, "."},  {0x66c, ","},  {0x670, "a"}, {0x671, "a"},  {0x679, "t"},
	{0x67e, "p"},  {0x686, "ch"}, {0x698, "zh"}, {0x6a4, "v"}, {0x6a9, "k"},  {0x6af, "g"},
	{0x6ba, "n"},  {0x6be, "h"},  {0x6c1, "h"},  {0x6cc, "y"}, {0x6d2, "e"},  {0x6d4, "."},
	{0x6d5, "h"},  {0x6f0, "0"},  {0x6f1, "1"},  {0x6f2, "2"}, {0x6f3, "3"},  {0x6f4, "4"},
	{0x6f5, "5"},  {0x6f6, "6"},  {0x6f7, "7"},  {0x6f8, "8"}, {0x6f9, "9"},  {0xfd3e, "("},
	{0xfd3f, ")"},
};

/* Small letters; a capital is one of these whose first letter is made large. */
static const struct twin cyrillic_greek[] = {
	{0x3b1, "a"},  {0x3b2, "v"},  {0x3b3, "g"},    {0x3b4, "d"},  {0x3b5, "e"},   {0x3b6, "z"},
	{0x3b7, "i"},  {0x3b8, "th"}, {0x3b9, "i"},    {0x3ba, "k"},  {0x3bb, "l"},   {0x3bc, "m"},
	{0x3bd, "n"},  {0x3be, "x"},  {0x3bf, "o"},    {0x3c0, "p"},  {0x3c1, "r"},   {0x3c2, "s"},
	{0x3c3, "s"},  {0x3c4, "t"},  {0x3c5, "y"},    {0x3c6, "f"},  {0x3c7, "ch"},  {0x3c8, "ps"},
	{0x3c9, "o"},  {0x430, "a"},  {0x431, "b"},    {0x432, "v"},  {0x433, "g"},   {0x434, "d"},
	{0x435, "e"},  {0x436, "zh"}, {0x437, "z"},    {0x438, "i"},  {0x439, "y"},   {0x43a, "k"},
	{0x43b, "l"},  {0x43c, "m"},  {0x43d, "n"},    {0x43e, "o"},  {0x43f, "p"},   {0x440, "r"},
	{0x441, "s"},  {0x442, "t"},  {0x443, "u"},    {0x444, "f"},  {0x445, "kh"},  {0x446, "ts"},
	{0x447, "ch"}, {0x448, "sh"}, {0x449, "shch"}, {0x44a, "\""}, {0x44b, "y"},   {0x44c, "'"},
	{0x44d, "e"},  {0x44e, "yu"}, {0x44f, "ya"},   {0x451, "e"},  {0x452, "dj"},  {0x453, "gj"},
	{0x454, "ye"}, {0x455, "dz"}, {0x456, "i"},    {0x457, "yi"}, {0x458, "j"},   {0x459, "lj"},
	{0x45a, "nj"}, {0x45b, "c"},  {0x45c, "kj"},   {0x45e, "w"},  {0x45f, "dzh"}, {0x491, "g"},
};

static const char *find(const struct twin *table, size_t count, uint32_t c)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (table[mid].c < c)
			low = mid + 1;
		else
			high = mid;
	}
	return low < count && table[low].c == c ? table[low].twin : NULL;
}

#define FIND(table, c) find(table, sizeof table / sizeof *table, c)

static bool is_shown(uint32_t c, enum translit_to to)
{
	if (to == TRANSLIT_ASCII)
		return c < 0x80;
	return c < 0x530 || (c >= 0x1e00 && c < 0x2c00) || (c >= 0xfb00 && c < 0xfb07) ||
	       c == 0xfffd;
}

/* -- Arabic ------------------------------------------------------------------- */

#define SHADDA 0x651u

/* A shadda among the marks that follow: its letter is said twice. */
static bool is_doubled(const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if (c == SHADDA)
			return true;
		if (c < 0x64b || c > 0x655)
			return false;
	}
	return false;
}

static bool write_arabic(struct buf *out, uint32_t c, const char *after, size_t left)
{
	const char *twin = c == SHADDA ? "" : FIND(arabic, c);

	if (!twin)
		return false;
	buf_str(out, twin);
	if (c >= 0x621 && c < 0x64b && is_doubled(after, left))
		buf_str(out, twin);
	return true;
}

/* -- Cyrillic and Greek ---------------------------------------------------------- */

/* BGN and PCGN: ye at the beginning of a word and after a vowel, й, ъ, ь. */
static bool is_after_ye(uint32_t before)
{
	static const uint32_t letters[] = {0x430, 0x435, 0x451, 0x438, 0x43e, 0x443, 0x44b,
	                                   0x44d, 0x44e, 0x44f, 0x439, 0x44a, 0x44c};
	uint32_t small = uc_tolower(before);

	if (small < 0x430 || small > 0x45f)
		return true;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i] == small)
			return true;
	return false;
}

static bool write_cyrillic_greek(struct buf *out, uint32_t c, uint32_t before)
{
	uint32_t small = uc_tolower(c);
	const char *twin = FIND(cyrillic_greek, small);
	bool ye = (small == 0x435 || small == 0x451) && is_after_ye(before);

	if (!twin)
		return false;
	if (small == c || !*twin) {
		buf_str(out, ye ? "y" : "");
		buf_str(out, twin);
		return true;
	}
	if (ye) {
		buf_str(out, "Y");
		buf_str(out, twin);
		return true;
	}
	buf_char(out, *twin >= 'a' && *twin <= 'z' ? (char)(*twin - 32) : *twin);
	buf_str(out, twin + 1);
	return true;
}

/* -- a text ---------------------------------------------------------------------- */

/* What a character is made of: a letter with an accent, a joined form of a letter, a
 * ligature; 0 when it is of itself alone. */
static int parts_of(uint32_t c, ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH])
{
	int tag, n = uc_decomposition(c, &tag, parts);

	return n > 0 && (n > 1 || parts[0] != c) ? n : 0;
}

/* A raised number or letter; the endings of ordinals, which are letters of their own, are
 * read without a sign. */
static bool is_raised(uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag;

	return c > 0x80 && c != 0xaa && c != 0xba && uc_decomposition(c, &tag, parts) == 1 &&
	       tag == UC_DECOMP_SUPER;
}

static unsigned write_placeholder(struct buf *out, uint32_t c)
{
	int width = uc_width(c, "UTF-8");

	if (width <= 0)
		return 0;
	buf_str(out, width > 1 ? "[]" : "_");
	return (c >= 0x2e80 && c < 0x3000) || (c >= 0x3400 && c < 0xa000) ||
	                       (c >= 0xf900 && c < 0xfb00) || c >= 0x20000
	               ? TRANSLIT_CHINESE
	               : TRANSLIT_LOST;
}

/* A character that cannot be shown, its parts no deeper than they are nested. */
static unsigned write_one(struct buf *out, uint32_t c, uint32_t before, const char *after,
                          size_t left, enum translit_to to, int depth)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	const char *twin = FIND(signs, c);
	unsigned did = 0;
	int n;

	if (is_shown(c, to)) {
		buf_utf8(out, c);
		return 0;
	}
	if (twin || (c >= 0x2400 && c <= 0x2421)) {
		buf_str(out, twin ? twin : "^");
		return 0;
	}
	if (write_arabic(out, c, after, left) || write_cyrillic_greek(out, c, before))
		return TRANSLIT_LETTERS;
	if (c >= 0x300 && c <= 0x36f)
		return TRANSLIT_ACCENTS;
	n = depth < 4 ? parts_of(c, parts) : 0;
	/* 10⁶ is not 106 */
	if (n == 1 && is_raised(c) && !is_raised(before))
		buf_char(out, '^');
	for (int i = 0; i < n; i++)
		did |= write_one(out, parts[i], before, "", 0, to, depth + 1);
	return n ? did : write_placeholder(out, c);
}

unsigned translit_write(struct buf *out, const char *s, size_t len, enum translit_to to)
{
	uint32_t before = 0;
	unsigned did = 0;

	if (to == TRANSLIT_NONE) {
		buf_add(out, s, len);
		return 0;
	}
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if (c < 0x80)
			buf_char(out, (char)c);
		else
			did |= write_one(out, c, before, s + i, len - i, to, 0);
		before = c;
	}
	return did;
}

/* -- a document ------------------------------------------------------------------- */

struct work {
	enum translit_to to;
	unsigned did;
	struct buf text; /* of the block or cell at hand */
	uint32_t *at;    /* where in it each byte of the old text went, and its end */
	size_t at_cap;
};

static bool is_needed(const char *s, size_t len, enum translit_to to)
{
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		if (!is_shown(c, to))
			return true;
	}
	return false;
}

static bool doc_needs(const struct doc *doc, enum translit_to to)
{
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (is_needed(b->text.bytes, b->text.len, to) ||
		    is_needed(b->marker, strlen(b->marker), to) ||
		    is_needed(b->credit, strlen(b->credit), to))
			return true;
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				if (is_needed(b->rows[r].cells[c].text.bytes,
				              b->rows[r].cells[c].text.len, to))
					return true;
	}
	return false;
}

static void write_text(struct work *w, const struct doc_text *t)
{
	uint32_t before = 0;

	buf_reset(&w->text);
	for (size_t i = 0; i < t->len;) {
		uint32_t c;
		size_t n = utf8_decode(t->bytes + i, t->len - i, &c);

		for (size_t k = 0; k < n; k++)
			w->at[i + k] = (uint32_t)w->text.len;
		i += n;
		w->did |= write_one(&w->text, c, before, t->bytes + i, t->len - i, w->to, 0);
		before = c;
	}
	w->at[t->len] = (uint32_t)w->text.len;
}

static void copy_text(struct doc_maker *m, const struct doc_text *t, struct work *w)
{
	uint32_t from = doc_text_length(m);

	if (t->len >= w->at_cap) {
		uint32_t *p = realloc(w->at, ((size_t)t->len + 1) * 2 * sizeof *p);

		if (!p)
			return;
		w->at = p;
		w->at_cap = ((size_t)t->len + 1) * 2;
	}
	write_text(w, t);
	doc_add_text(m, w->text.bytes, w->text.len);
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];

		doc_add_span(m, s->kind, from + w->at[s->start], from + w->at[s->end], s->value);
	}
}

static void copy_attr(struct doc_maker *m, const char *name, const char *value, struct work *w)
{
	buf_reset(&w->text);
	w->did |= translit_write(&w->text, value, strlen(value), w->to);
	if (w->text.len)
		doc_attr(m, name, w->text.bytes);
}

static void copy_block(struct doc_maker *m, const struct doc_block *b, struct work *w)
{
	doc_copy_begin(m, b);
	doc_attr(m, "dir", "ltr");
	copy_attr(m, "marker", b->marker, w);
	copy_attr(m, "credit", b->credit, w);
	copy_text(m, &b->text, w);
	for (uint32_t r = 0; r < b->row_count; r++) {
		doc_add_row(m);
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_cell *cell = &b->rows[r].cells[c];

			doc_add_cell(m, cell->header, cell->colspan, cell->rowspan);
			copy_text(m, &cell->text, w);
		}
	}
}

struct doc *translit_doc(const struct doc *doc, enum translit_to to, unsigned *did)
{
	struct work w = {.to = to};
	struct doc_maker *m;

	*did = 0;
	if (to == TRANSLIT_NONE || !doc_needs(doc, to))
		return NULL;
	m = doc_maker_new(0);
	if (!m)
		return NULL;
	buf_init(&w.text, DOC_MAX);
	doc_copy_facts(m, doc);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		copy_block(m, doc_block(doc, i), &w);
	buf_done(&w.text);
	free(w.at);
	*did = w.did;
	return doc_finish(m, NULL);
}

const char *translit_words(unsigned did)
{
	if (did & TRANSLIT_CHINESE)
		return _("this terminal cannot show Chinese");
	if (did & TRANSLIT_LOST)
		return _("this terminal cannot show all letters");
	if (did & TRANSLIT_LETTERS)
		return _("in Latin letters");
	return did & TRANSLIT_ACCENTS ? _("without accents") : "";
}
