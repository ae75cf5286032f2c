/* SPDX-License-Identifier: ISC */
/* mkcharsets FILE: asks the iconv of this machine what each sequence of bytes means in the
 * character sets of old pages, and writes it as the tables of fetch/parse/core/decode.c.
 * They have offsets where others would have pointers: nothing in them is touched when a
 * program is loaded. */
#include "config.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CODES_MOST 4       /* characters that a sequence may become */
#define EXTRA_FIRST 0xd800 /* no character: where the numbers of `extras` begin */
#define EXTRAS_MOST 2048   /* as many as there are of such */
#define UNITS_MOST (1u << 18)
#define ROWS_MOST 1024
#define RUNS_MOST 512
#define PAIRS_MOST 1024

static const struct source {
	const char *name;     /* ours, and iconv's */
	unsigned char prefix; /* before the two bytes of its second plane; 0: there is none */
	bool several, four;   /* bytes of a character: two; four, by number */
	bool composes;        /* a letter and a mark become one character */
} sources[] = {
	{.name = "windows-1250"},
	{.name = "windows-1251"},
	{.name = "windows-1252"},
	{.name = "windows-1253"},
	{.name = "windows-1254"},
	{.name = "windows-1255", .composes = true},
	{.name = "windows-1256"},
	{.name = "windows-1257"},
	{.name = "windows-1258", .composes = true},
	{.name = "iso-8859-2"},
	{.name = "iso-8859-5"},
	{.name = "iso-8859-6"},
	{.name = "iso-8859-7"},
	{.name = "iso-8859-8"},
	{.name = "iso-8859-15"},
	{.name = "koi8-r"},
	{.name = "koi8-u"},
	{.name = "ibm866"},
	{.name = "gb18030", .several = true, .four = true},
	{.name = "big5-hkscs", .several = true},
	{.name = "euc-jp", .several = true, .prefix = 0x8f},
	{.name = "cp932", .several = true},
	{.name = "euc-kr", .several = true},
	{.name = "tis-620"},
};
#define SOURCE_COUNT (sizeof sources / sizeof *sources)

struct row { /* the characters of one first byte */
	uint32_t at;
	unsigned first, count; /* second bytes */
};

struct run { /* four bytes, by number, that are characters one after another */
	uint32_t number, code, count;
};

struct pair {
	uint32_t base, composed;
	unsigned mark; /* a byte */
};

struct set {
	size_t single, pair, pair_count, run_count;
	bool goes_on; /* what a mark has made can have another */
	struct {
		size_t row;
		unsigned first, count;
	} planes[2];
};

struct tables {
	uint16_t units[UNITS_MOST];
	uint32_t extras[EXTRAS_MOST];
	struct row rows[ROWS_MOST];
	struct run runs[RUNS_MOST];
	struct pair pairs[PAIRS_MOST];
	struct set sets[SOURCE_COUNT];
	size_t unit_count, extra_count, row_count, run_count, pair_count;
	const char *which, *fault; /* the set at hand; what is wrong with it, or NULL */
};

static void fail(struct tables *t, const char *what)
{
	if (!t->fault)
		t->fault = what;
}

static bool has_room(struct tables *t, size_t count, size_t most)
{
	if (count > most)
		fail(t, "more than there is room for");
	return !t->fault;
}

/* -- asking ---------------------------------------------------------------------- */

/* The characters of the bytes, which have to be all used; 0 when they are none. */
static size_t ask(iconv_t from, const unsigned char *bytes, size_t len, uint32_t codes[CODES_MOST])
{
	unsigned char out[4 * CODES_MOST];
	char *in = (char *)bytes, *to = (char *)out;
	size_t room = sizeof out;

	iconv(from, NULL, NULL, NULL, NULL);
	if (iconv(from, &in, &len, &to, &room) == (size_t)-1 || len > 0)
		return 0;
	/* what was held back, for a mark might have come */
	if (iconv(from, NULL, NULL, &to, &room) == (size_t)-1)
		return 0;
	size_t count = (sizeof out - room) / 4;
	for (size_t i = 0; i < count; i++)
		codes[i] = (uint32_t)out[4 * i] << 24 | (uint32_t)out[4 * i + 1] << 16 |
		           (uint32_t)out[4 * i + 2] << 8 | out[4 * i + 3];
	return count;
}

/* A number of 16 bits for the character or two, 0 for none. */
static uint16_t unit_of(struct tables *t, const uint32_t *codes, size_t count)
{
	if (count == 0)
		return 0;
	if (count > 2 || codes[0] == 0 || (count == 2 && (codes[0] | codes[1]) > 0xffff))
		fail(t, "a sequence means what no table has");
	if (count == 1 && codes[0] <= 0xffff)
		return (uint16_t)codes[0];
	uint32_t extra = count == 1 ? codes[0] : codes[0] << 16 | codes[1];
	if (count == 2 && extra <= 0x10ffff)
		fail(t, "two characters that look like one");
	for (size_t i = 0; i < t->extra_count; i++)
		if (t->extras[i] == extra)
			return (uint16_t)(EXTRA_FIRST + i);
	if (!has_room(t, t->extra_count + 1, EXTRAS_MOST))
		return 0;
	t->extras[t->extra_count] = extra;
	return (uint16_t)(EXTRA_FIRST + t->extra_count++);
}

/* -- one set ----------------------------------------------------------------------- */

static void add_single(struct tables *t, struct set *set, iconv_t from)
{
	uint32_t codes[CODES_MOST];

	for (unsigned b = 0; b < 0x80; b++) {
		unsigned char byte = (unsigned char)b;
		if (ask(from, &byte, 1, codes) != 1 || codes[0] != b)
			fail(t, "its first half is not ASCII");
	}
	set->single = t->unit_count;
	if (!has_room(t, t->unit_count + 0x80, UNITS_MOST))
		return;
	for (unsigned b = 0x80; b < 0x100; b++) {
		unsigned char byte = (unsigned char)b;
		t->units[t->unit_count++] = unit_of(t, codes, ask(from, &byte, 1, codes));
	}
}

/* The second bytes of what has been begun, from the first one that means something to the
 * last. */
static void add_row(struct tables *t, iconv_t from, const unsigned char *begun, size_t len)
{
	struct row row = {.at = (uint32_t)t->unit_count};
	unsigned char bytes[3];

	if (!has_room(t, t->row_count + 1, ROWS_MOST) ||
	    !has_room(t, t->unit_count + 0x100, UNITS_MOST))
		return;
	memcpy(bytes, begun, len);
	for (unsigned b = 0x30; b < 0x100; b++) {
		uint32_t codes[CODES_MOST];
		bytes[len] = (unsigned char)b;
		uint16_t unit = unit_of(t, codes, ask(from, bytes, len + 1, codes));
		if (!unit)
			continue;
		if (row.count == 0)
			row.first = b;
		t->unit_count = row.at + b - row.first; /* what lies between means nothing */
		t->units[t->unit_count++] = unit;
		row.count = b - row.first + 1;
	}
	t->rows[t->row_count++] = row;
}

/* All characters of two bytes, behind a prefix or none. */
static void add_plane(struct tables *t, struct set *set, iconv_t from, unsigned char prefix)
{
	unsigned char bytes[2] = {prefix};
	size_t plane = prefix != 0;

	set->planes[plane].first = 0x81;
	set->planes[plane].count = 0xff - 0x81;
	set->planes[plane].row = t->row_count;
	for (unsigned b = 0x81; b < 0xff; b++) {
		bytes[plane] = (unsigned char)b;
		if (plane == 1 || !t->units[set->single + b - 0x80])
			add_row(t, from, bytes, plane + 1);
		else if (has_room(t, t->row_count + 1, ROWS_MOST))
			t->row_count++; /* a character by itself: no row */
	}
}

/* GB18030: four bytes are a number, and the characters mostly go with it. */
static void add_runs(struct tables *t, struct set *set, iconv_t from)
{
	struct run *run = NULL;

	for (uint32_t n = 0; n < 126 * 10 * 126 * 10 && !t->fault; n++) {
		const unsigned char bytes[4] = {
			(unsigned char)(0x81 + n / 12600), (unsigned char)(0x30 + n / 1260 % 10),
			(unsigned char)(0x81 + n / 10 % 126), (unsigned char)(0x30 + n % 10)};
		uint32_t codes[CODES_MOST];
		size_t count = ask(from, bytes, 4, codes);
		if (count == 0)
			continue;
		if (count > 1)
			fail(t, "four bytes that mean more than one character");
		if (run && run->number + run->count == n && run->code + run->count == codes[0]) {
			run->count++;
			continue;
		}
		if (!has_room(t, t->run_count + 1, RUNS_MOST))
			return;
		run = &t->runs[t->run_count++];
		*run = (struct run){n, codes[0], 1};
	}
	set->run_count = t->run_count;
}

/* Where the last byte makes one character with what was before, adds them to the pairs from
 * the first of this set. Whether it does. */
static bool add_pair(struct tables *t, size_t first, iconv_t from, const unsigned char *bytes,
                     size_t len)
{
	uint32_t before[CODES_MOST], after[CODES_MOST];

	if (ask(from, bytes, len - 1, before) != 1 || ask(from, bytes, len, after) != 1)
		return false;
	for (size_t i = first; i < t->pair_count; i++)
		if (t->pairs[i].base == before[0] && t->pairs[i].mark == bytes[len - 1])
			return true;
	if (has_room(t, t->pair_count + 1, PAIRS_MOST))
		t->pairs[t->pair_count++] = (struct pair){before[0], after[0], bytes[len - 1]};
	return true;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	return (x->mark > y->mark) - (x->mark < y->mark);
}

static void add_pairs(struct tables *t, struct set *set, iconv_t from)
{
	unsigned char bytes[3];

	set->pair = t->pair_count;
	for (unsigned a = 1; a < 0x100; a++)
		for (unsigned b = 1; b < 0x100; b++) {
			bytes[0] = (unsigned char)a;
			bytes[1] = (unsigned char)b;
			if (!add_pair(t, set->pair, from, bytes, 2))
				continue;
			for (unsigned c = 1; c < 0x100; c++) {
				bytes[2] = (unsigned char)c;
				set->goes_on |= add_pair(t, set->pair, from, bytes, 3);
			}
		}
	set->pair_count = t->pair_count - set->pair;
	qsort(t->pairs + set->pair, set->pair_count, sizeof *t->pairs, compare_pairs);
}

static void add_set(struct tables *t, const struct source *source, struct set *set)
{
	iconv_t from = iconv_open("UTF-32BE", source->name);

	t->which = source->name;
	if (from == (iconv_t)-1) {
		fail(t, "the iconv of this machine does not have it");
		return;
	}
	add_single(t, set, from);
	if (source->several)
		add_plane(t, set, from, 0);
	if (source->prefix)
		add_plane(t, set, from, source->prefix);
	if (source->four)
		add_runs(t, set, from);
	if (source->composes)
		add_pairs(t, set, from);
	iconv_close(from);
}

/* -- writing ------------------------------------------------------------------------ */

static void write_sets(const struct tables *t, FILE *out)
{
	fputs("static const struct decode_set sets[] = {\n", out);
	for (size_t i = 0; i < SOURCE_COUNT; i++) {
		const struct set *s = &t->sets[i];
		fprintf(out, "\t{\"%s\", %zu, %zu, %zu, %d, %zu, %u, {", sources[i].name, s->single,
		        s->pair, s->pair_count, s->goes_on, s->run_count, sources[i].prefix);
		for (int k = 0; k < 2; k++)
			fprintf(out, "{%zu, %u, %u}%s", s->planes[k].row, s->planes[k].first,
			        s->planes[k].count, k == 0 ? ", " : "}},\n");
	}
	fputs("};\n", out);
}

static void write_tables(const struct tables *t, FILE *out)
{
	fputs("/* Made by data/mkcharsets.c. */\nstatic const uint16_t units[] = {", out);
	for (size_t i = 0; i < t->unit_count; i++)
		fprintf(out, "%s%u,", i % 16 ? "" : "\n\t", t->units[i]);
	fputs("\n};\nstatic const uint32_t extras[] = {", out);
	for (size_t i = 0; i < t->extra_count; i++)
		fprintf(out, "%s%lu,", i % 16 ? "" : "\n\t", (unsigned long)t->extras[i]);
	fputs("\n};\nstatic const struct row rows[] = {\n", out);
	for (size_t i = 0; i < t->row_count; i++)
		fprintf(out, "\t{%lu, %u, %u},\n", (unsigned long)t->rows[i].at, t->rows[i].first,
		        t->rows[i].count);
	fputs("};\nstatic const struct run runs[] = {\n", out);
	for (size_t i = 0; i < t->run_count; i++)
		fprintf(out, "\t{%lu, %lu, %lu},\n", (unsigned long)t->runs[i].number,
		        (unsigned long)t->runs[i].code, (unsigned long)t->runs[i].count);
	fputs("};\nstatic const struct pair pairs[] = {\n", out);
	for (size_t i = 0; i < t->pair_count; i++)
		fprintf(out, "\t{%lu, %lu, %u},\n", (unsigned long)t->pairs[i].base,
		        (unsigned long)t->pairs[i].composed, t->pairs[i].mark);
	fputs("};\n", out);
	write_sets(t, out);
}

int main(int argc, char **argv)
{
	static struct tables tables;
	FILE *out;

	if (argc != 2) {
		fputs("usage: mkcharsets FILE\n", stderr);
		return 2;
	}
	for (size_t i = 0; i < SOURCE_COUNT && !tables.fault; i++)
		add_set(&tables, &sources[i], &tables.sets[i]);
	if (tables.fault) {
		fprintf(stderr, "mkcharsets: %s: %s\n", tables.which, tables.fault);
		return 1;
	}
	out = fopen(argv[1], "w");
	if (out)
		write_tables(&tables, out);
	if (!out || ferror(out) | fclose(out)) {
		fprintf(stderr, "mkcharsets: %s: %s\n", argv[1], strerror(errno));
		unlink(argv[1]);
		return 1;
	}
	return 0;
}
