/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/records.h"

#include <stdlib.h>
#include <string.h>

enum { INDEX_INSIDE = 2, TABLE_INSIDE = 5, INDEX_LEAF = 10, TABLE_LEAF = 13 };

/* No tree of a file that can be is deeper. */
#define DEPTH 24
#define ROW_MOST ((size_t)1 << 28)

struct records {
	const struct pages *pages;
	bool *reached;
	bool *unused; /* the list of free pages may be what is damaged: no tree is cut by it */
	bool guess, lacked;
	unsigned char *row; /* a row that lies on several pages, put together */
	size_t row_size;
};

bool records_lacked(const struct records *r)
{
	return r->lacked;
}

/* A page at hand. */
struct page {
	unsigned char bytes[PAGES_LARGEST];
	size_t usable, head; /* head: where what is said of it begins */
	int type, cells;
};

struct records *records_new(const struct pages *pages)
{
	struct records *r = calloc(1, sizeof *r);

	if (!r)
		return NULL;
	r->pages = pages;
	r->reached = calloc((size_t)pages_count(pages) + 1, sizeof *r->reached);
	r->unused = calloc((size_t)pages_count(pages) + 1, sizeof *r->unused);
	if (!r->reached || !r->unused) {
		records_free(r);
		return NULL;
	}
	pages_unused(pages, r->unused);
	return r;
}

void records_free(struct records *r)
{
	if (!r)
		return;
	free(r->reached);
	free(r->unused);
	free(r->row);
	free(r);
}

bool records_reached(const struct records *r, uint32_t page)
{
	return page > pages_count(r->pages) || r->reached[page] || r->unused[page];
}

void records_guess(struct records *r, bool guess)
{
	r->guess = guess;
}

/* -- one row ------------------------------------------------------------------ */

/* Seven bits a byte, eight in the ninth; NULL when it goes past the end. */
static const unsigned char *read_number(const unsigned char *p, const unsigned char *end,
                                        uint64_t *n)
{
	*n = 0;
	for (int i = 0; i < 9 && p && p < end; i++) {
		unsigned char c = *p++;

		if (i == 8) {
			*n = *n << 8 | c;
			return p;
		}
		*n = *n << 7 | (c & 0x7f);
		if (!(c & 0x80))
			return p;
	}
	return NULL;
}

static int64_t read_integer(const unsigned char *p, size_t len)
{
	uint64_t n = len && *p & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < len; i++)
		n = n << 8 | p[i];
	return (int64_t)n;
}

/* One value of a serial type; NULL when there is no such, or not so much. */
static const unsigned char *read_value(const unsigned char *p, const unsigned char *end,
                                       uint64_t type, struct record_value *v)
{
	static const unsigned char lengths[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
	size_t len = type < 10 ? lengths[type] : (size_t)(type - 12) / 2;

	memset(v, 0, sizeof *v);
	if (type == 10 || type == 11 || len > (size_t)(end - p))
		return NULL;
	if (type >= 12) {
		v->kind = type & 1 ? RECORD_TEXT : RECORD_BLOB;
		v->bytes = p;
		v->len = len;
	} else if (type == 7) {
		uint64_t bits = (uint64_t)read_integer(p, len);

		v->kind = RECORD_REAL;
		memcpy(&v->real, &bits, sizeof v->real);
	} else if (type) {
		v->kind = RECORD_INTEGER;
		v->integer = type >= 8 ? (int64_t)type - 8 : read_integer(p, len);
	}
	return p + len;
}

static bool read_row(const unsigned char *bytes, size_t len, struct record *row)
{
	const unsigned char *end = bytes + len, *types, *types_end, *p;
	uint64_t n;

	row->count = 0;
	types = read_number(bytes, end, &n);
	if (!types || n > len || bytes + n < types)
		return false;
	types_end = bytes + n;
	p = types_end;
	while (types < types_end) {
		types = read_number(types, types_end, &n);
		if (!types || row->count == RECORD_COLUMNS)
			return false;
		p = read_value(p, end, n, &row->at[row->count++]);
		if (!p)
			return false;
	}
	return p == end && row->count;
}

/* How much of a row lies in its own page. */
static size_t local_bytes(const struct records *r, int type, size_t len)
{
	size_t usable = pages_usable(r->pages);
	size_t most = type == TABLE_LEAF ? usable - 35 : (usable - 12) * 64 / 255 - 23;
	size_t least = (usable - 12) * 32 / 255 - 23;
	size_t some = least + (len > least ? (len - least) % (usable - 4) : 0);

	return len <= most ? len : some <= most ? some : least;
}

static bool make_room(struct records *r, size_t len)
{
	unsigned char *more = len > r->row_size ? realloc(r->row, len) : r->row;

	if (!more)
		return false;
	if (len > r->row_size) {
		r->row = more;
		r->row_size = len;
	}
	return true;
}

/* Where a chain goes on: 0 where nobody can say. */
static uint32_t next_page(const struct records *r, uint32_t now, uint32_t said)
{
	if (said && said <= pages_count(r->pages) && !r->reached[said])
		return said;
	return r->guess && now < pages_count(r->pages) && !r->reached[now + 1] ? now + 1 : 0;
}

/* The rest of a row on other pages, behind what is here of it. */
static bool read_chain(struct records *r, uint32_t page, uint32_t first, size_t have, size_t len,
                       bool take)
{
	unsigned char bytes[PAGES_LARGEST];
	size_t room = pages_usable(r->pages) - 4;
	uint32_t at = next_page(r, page, first);

	while (have < len) {
		size_t some = len - have < room ? len - have : room;

		if (!at || !pages_read(r->pages, at, bytes))
			return false;
		r->reached[at] = take || r->reached[at];
		memcpy(r->row + have, bytes + 4, some);
		have += some;
		at = have < len ? next_page(r, at, pages_number(bytes, 4)) : 0;
	}
	return true;
}

/* The row of a cell that begins with its length. */
static bool read_cell(struct records *r, const struct page *page, uint32_t number, size_t at,
                      bool take, struct record *row)
{
	const unsigned char *p = page->bytes + at, *end = page->bytes + page->usable;
	uint64_t len, id = 0;
	size_t here;

	p = read_number(p, end, &len);
	if (page->type == TABLE_LEAF)
		p = read_number(p, end, &id);
	if (!p || !len || len > ROW_MOST)
		return false;
	row->numbered = page->type == TABLE_LEAF;
	row->row = (int64_t)id;
	here = local_bytes(r, page->type, (size_t)len);
	if ((size_t)(end - p) < here + (here < len ? 4 : 0))
		return false;
	if (here == len)
		return read_row(p, here, row);
	if (!make_room(r, (size_t)len))
		return false;
	memcpy(r->row, p, here);
	return read_chain(r, number, pages_number(p + here, 4), here, (size_t)len, take) &&
	       read_row(r->row, (size_t)len, row);
}

/* -- one page ----------------------------------------------------------------- */

static bool is_inside(const struct page *p)
{
	return p->type == INDEX_INSIDE || p->type == TABLE_INSIDE;
}

static bool read_page(const struct records *r, uint32_t number, struct page *p)
{
	size_t space;

	if (!pages_read(r->pages, number, p->bytes))
		return false;
	p->usable = pages_usable(r->pages);
	p->head = number == 1 ? 100 : 0;
	p->type = p->bytes[p->head];
	p->cells = (int)pages_number(p->bytes + p->head + 3, 2);
	space = p->head + (is_inside(p) ? 12 : 8) + 2 * (size_t)p->cells;
	return (p->type == INDEX_INSIDE || p->type == TABLE_INSIDE || p->type == INDEX_LEAF ||
	        p->type == TABLE_LEAF) &&
	       space <= p->usable;
}

/* Where a cell begins; 0 where it cannot. */
static size_t cell_at(const struct page *p, int cell)
{
	size_t from = p->head + (is_inside(p) ? 12 : 8);
	size_t at = pages_number(p->bytes + from + 2 * (size_t)cell, 2);

	return at >= from + 2 * (size_t)p->cells && at + 4 <= p->usable ? at : 0;
}

/* The page before a cell of an inner page, or, behind the last cell, the last of all. */
static uint32_t child(const struct page *p, int cell)
{
	size_t at = cell < p->cells ? cell_at(p, cell) : p->head + 8;

	return at ? pages_number(p->bytes + at, 4) : 0;
}

/* -- a tree ------------------------------------------------------------------- */

struct walk {
	struct records *r;
	bool numbered, take;
	records_row *row;
	void *payload;
	long damaged;
	uint32_t left; /* pages: one that is in itself would have no end */
};

static void walk_cell(struct walk *w, const struct page *p, uint32_t number, int cell)
{
	size_t at = cell_at(p, cell);
	struct record row;

	if (at && read_cell(w->r, p, number, at + (p->type == INDEX_INSIDE ? 4 : 0), w->take, &row))
		w->row(&row, w->payload);
	else
		w->damaged++;
}

static void walk(struct walk *w, uint32_t number, int depth)
{
	struct page *p = malloc(sizeof *p);

	w->r->lacked = w->r->lacked || !p;
	if (!p || !number || number > pages_count(w->r->pages) || w->r->reached[number] ||
	    depth > DEPTH || !w->left || !read_page(w->r, number, p) ||
	    w->numbered != (p->type == TABLE_LEAF || p->type == TABLE_INSIDE)) {
		w->damaged++;
		free(p);
		return;
	}
	w->left--;
	w->r->reached[number] = w->take;
	for (int i = 0; i < p->cells; i++) {
		if (is_inside(p))
			walk(w, child(p, i), depth + 1);
		if (p->type != TABLE_INSIDE)
			walk_cell(w, p, number, i);
	}
	if (is_inside(p))
		walk(w, child(p, p->cells), depth + 1);
	free(p);
}

long records_walk(struct records *r, uint32_t root, bool numbered, bool take, records_row *row,
                  void *payload)
{
	struct walk w = {r, numbered, take, row, payload, 0, pages_count(r->pages)};

	walk(&w, root, 0);
	return w.damaged;
}

bool records_page(struct records *r, uint32_t page, bool take, bool *numbered, records_row *row,
                  void *payload)
{
	struct page *p = malloc(sizeof *p);
	struct record one;
	bool whole = p && read_page(r, page, p) && p->type != TABLE_INSIDE && p->cells;

	r->lacked = r->lacked || !p;
	for (int i = 0; whole && i < p->cells; i++) {
		size_t at = cell_at(p, i);

		whole = at &&
		        read_cell(r, p, page, at + (p->type == INDEX_INSIDE ? 4 : 0), take, &one);
		if (whole)
			row(&one, payload);
	}
	if (whole) {
		*numbered = p->type == TABLE_LEAF;
		r->reached[page] = r->reached[page] || take;
	}
	free(p);
	return whole;
}
