/* SPDX-License-Identifier: ISC */
/* mkwords FOLDER TABLE FILE: makes of a table of words the arrays that are compiled in.
 * The same table makes the same bytes, whatever the order of its rows. */
#include "config.h"

#include "data/mkwords.h"

#include "model/base/buf.h"
#include "model/base/vec.h"
#include "model/text/characters.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WORD_BYTES 400 /* of one field */

static int columns_of(const struct words_table *table)
{
	int n = 0;

	while (n < WORDS_COLUMNS && table->columns[n].name)
		n++;
	return n;
}

static int column_of(const struct words_table *table, enum words_kind kind)
{
	for (int i = 0; i < columns_of(table); i++)
		if (table->columns[i].kind == kind)
			return i;
	return -1;
}

/* -- reading ------------------------------------------------------------------- */

/* "_" at either end is a blank there. */
static void put_blanks(char *s)
{
	size_t len = strlen(s);

	if (len > 1 && s[len - 1] == '_')
		s[len - 1] = ' ';
	if (len > 1 && *s == '_')
		*s = ' ';
}

char *words_fold(const char *s)
{
	size_t len = strlen(s);
	bool gap = len && *s == ' ', any = false;
	struct buf folded, out;

	buf_init(&folded, 16 * WORD_BYTES);
	buf_init(&out, 16 * WORD_BYTES);
	text_fold(&folded, s, len);
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.bytes[i];

		if (c == ' ') {
			gap = gap || any;
			continue;
		}
		if (gap)
			buf_char(&out, ' ');
		buf_char(&out, c);
		gap = false;
		any = true;
	}
	if (len && s[len - 1] == ' ')
		buf_char(&out, ' ');
	buf_done(&folded);
	return buf_take(&out);
}

static bool is_meaning(const struct words_meaning *m, const char *s, size_t n)
{
	for (; m && m->word; m++)
		if (strlen(m->word) == n && !memcmp(m->word, s, n))
			return true;
	return false;
}

static int check_some(const struct words_column *c, const char *s, const struct tsv *t,
                      struct err *err)
{
	if (!*s)
		return tsv_error(t, err, "no meaning", NULL);
	for (size_t n; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		if (!is_meaning(c->meanings, s, n))
			return tsv_error(t, err, "a meaning that is not known", s);
	}
	return 0;
}

static int check_field(const struct words_column *c, const char *s, const struct tsv *t,
                       struct err *err)
{
	size_t len = strlen(s);
	bool blanks = len && (*s == ' ' || s[len - 1] == ' ');

	if (len > WORD_BYTES || blanks)
		return tsv_error(t, err, len > WORD_BYTES ? "too long" : "a blank at an end", s);
	switch (c->kind) {
	case WORDS_LANGUAGE:
		if (strcmp(s, "-") != 0 &&
		    !(len == 2 && islower((unsigned char)s[0]) && islower((unsigned char)s[1])))
			return tsv_error(t, err, "not a language of two letters", s);
		return 0;
	case WORDS_LIST:
	case WORDS_ONE:
		return is_meaning(c->meanings, s, len)
		               ? 0
		               : tsv_error(t, err, "a meaning that is not known", s);
	case WORDS_SOME:
		return check_some(c, s, t, err);
	case WORDS_NUMBER:
		if (!len || len > 3 || *s == '0' || strspn(s, "0123456789") != len)
			return tsv_error(t, err, "not a number from 1 to 999", s);
		return 0;
	case WORDS_WORD:
		return len ? 0 : tsv_error(t, err, "no word", NULL);
	default:
		return 0;
	}
}

static void row_done(struct words_row *row)
{
	for (int i = 0; i < WORDS_COLUMNS; i++)
		free(row->field[i]);
}

/* Checks and copies the fields; what was copied before a fault stays in the row. */
static int fill_row(const struct words_table *table, const struct tsv *t, struct words_row *row,
                    struct err *err)
{
	for (int i = 0; i < t->count; i++) {
		const struct words_column *c = &table->columns[i];

		if (check_field(c, t->field[i], t, err) < 0)
			return -1;
		if (c->kind == WORDS_WORD)
			put_blanks(t->field[i]);
		row->field[i] = c->kind == WORDS_WORD && table->folded ? words_fold(t->field[i])
		                                                       : strdup(t->field[i]);
		if (!row->field[i])
			return tsv_error(t, err, "out of memory", NULL);
	}
	return 0;
}

static int keep_row(const struct words_table *table, const struct tsv *t, struct words_rows *rows,
                    struct err *err)
{
	struct words_row row = {.at = t->at};
	int rc = fill_row(table, t, &row, err);

	if (rc == 0 && vec_push(rows, row) < 0)
		rc = tsv_error(t, err, "out of memory", NULL);
	if (rc < 0)
		row_done(&row);
	return rc; /* NOLINT(clang-analyzer-unix.Malloc): the list has a copy */
}

/* -- order --------------------------------------------------------------------- */

/* Less than 0 when a is first. An end comes behind all bytes unless the order is plain,
 * so that whoever looks for what a text begins with finds the longest first. */
static int compare_words(const char *a, const char *b, bool plain)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	if (!plain && (!*a || !*b))
		return (*b != 0) - (*a != 0);
	return (unsigned char)*a - (unsigned char)*b;
}

/* By list and word; the insertion sort of a program that runs once. */
static int sort_rows(const struct words_table *table, const struct tsv *t, struct words_rows *rows,
                     struct err *err)
{
	int list = column_of(table, WORDS_LIST), word = column_of(table, WORDS_WORD);

	for (size_t i = 1; i < rows->count; i++) {
		struct words_row row = rows->at[i];
		size_t k = i;

		for (; k > 0; k--) {
			struct words_row *before = &rows->at[k - 1];
			int order = list < 0 ? 0 : strcmp(before->field[list], row.field[list]);

			if (!order)
				order = compare_words(before->field[word], row.field[word],
				                      table->plain_order);
			if (!order) {
				struct tsv at = *t;

				at.at = row.at;
				rows->at[k] = row;
				return tsv_error(&at, err, "a word that is there already",
				                 row.field[word]);
			}
			if (order < 0)
				break;
			rows->at[k] = *before;
		}
		rows->at[k] = row;
	}
	return 0;
}

/* -- writing ------------------------------------------------------------------- */

void words_string(FILE *out, const char *s)
{
	fputc('"', out);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fputc('\\', out);
		fputc(*s, out);
	}
	fputc('"', out);
}

/* The constants of the meanings that are named. */
static void write_meanings(FILE *out, const struct words_column *c, const char *s)
{
	const char *between = "";

	for (size_t n; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		for (const struct words_meaning *m = c->meanings; m->word; m++)
			if (strlen(m->word) == n && !memcmp(m->word, s, n)) {
				fprintf(out, "%s%s", between, m->c);
				between = " | ";
			}
	}
}

static void write_row(FILE *out, const struct words_table *table, const struct words_row *row)
{
	bool several = false;
	const char *between = "";

	for (int i = 0; i < columns_of(table); i++)
		several = several || table->columns[i].kind >= WORDS_TEXT;
	fputs(several ? "\t{" : "\t", out);
	for (int i = 0; i < columns_of(table); i++) {
		const struct words_column *c = &table->columns[i];

		if (c->kind < WORDS_WORD)
			continue;
		fputs(between, out);
		if (c->kind >= WORDS_ONE)
			write_meanings(out, c, row->field[i]);
		else if (c->kind == WORDS_NUMBER)
			fputs(row->field[i], out);
		else
			words_string(out, row->field[i]);
		between = ", ";
	}
	fputs(several ? "}," : ",", out);
}

static void write_name(FILE *out, const char *table, const char *list)
{
	fputs("#define ", out);
	for (const char *s = table; *s; s++)
		fputc(toupper((unsigned char)*s), out);
	fputc('_', out);
	for (const char *s = list; *s; s++)
		fputc(*s == '-' ? '_' : toupper((unsigned char)*s), out);
}

/* One array: the rows of a list, or, without one, all. */
static int write_array(FILE *out, const struct words_table *table, const struct words_rows *rows,
                       const char *name)
{
	int list = column_of(table, WORDS_LIST), count = 0;

	write_name(out, table->name, name ? name : "all");
	for (size_t i = 0; i < rows->count; i++) {
		if (name && strcmp(rows->at[i].field[list], name) != 0)
			continue;
		fputs(" \\\n", out);
		write_row(out, table, &rows->at[i]);
		count++;
	}
	fputs("\n", out);
	return count;
}

/* Of each byte the first row whose word does not begin with a lesser one; and the end. */
static void write_bytes(FILE *out, const struct words_table *table, const struct words_rows *rows)
{
	int word = column_of(table, WORDS_WORD);
	size_t row = 0;

	write_name(out, table->name, "first");
	for (int byte = 0; byte <= 256; byte++) {
		while (row < rows->count &&
		       (unsigned char)*rows->at[row].field[word] < (unsigned)byte)
			row++;
		fprintf(out, "%s%zu,", byte % 16 ? " " : " \\\n\t", row);
	}
	fputs("\n", out);
}

/* How a byte counts: Latin letters alike in both cases. The same in model/symbol/words.c. */
static unsigned bit_of(unsigned char c)
{
	return (c < 0x80 ? c | 32u : c) & 63;
}

/* Of each byte which bytes stand second, third, fourth and sixth in the words that it begins,
 * as bits: all of them where one of these is shorter. */
static void write_behind(FILE *out, const struct words_table *table, const struct words_rows *rows)
{
	static const size_t places[] = {1, 2, 3, 5};
	int word = column_of(table, WORDS_WORD);

	write_name(out, table->name, "behind");
	for (unsigned byte = 0; byte < 256; byte++) {
		uint64_t bits[4] = {0};

		for (size_t i = 0; i < rows->count; i++) {
			const char *s = rows->at[i].field[word];

			for (size_t k = 0; (unsigned char)*s == byte && k < 4; k++)
				bits[k] |= strlen(s) > places[k]
				                   ? UINT64_C(1)
				                             << bit_of((unsigned char)s[places[k]])
				                   : UINT64_MAX;
		}
		fprintf(out,
		        " \\\n\t{{UINT64_C(%" PRIu64 "), UINT64_C(%" PRIu64 "), UINT64_C(%" PRIu64
		        "), UINT64_C(%" PRIu64 ")}},",
		        bits[0], bits[1], bits[2], bits[3]);
	}
	fputs("\n", out);
}

static int write_all(FILE *out, const struct words_table *table, struct words_rows *rows,
                     const struct tsv *t, struct err *err)
{
	int list = column_of(table, WORDS_LIST);

	fprintf(out, "/* made from data/words/%s.tsv: change it there */\n", table->name);
	if (table->write)
		return table->write(rows, t, out, err);
	if (sort_rows(table, t, rows, err) < 0)
		return -1;
	if (list < 0)
		write_array(out, table, rows, NULL);
	else
		for (const struct words_meaning *m = table->columns[list].meanings; m->word; m++)
			if (!write_array(out, table, rows, m->word))
				return tsv_error(t, err, "nothing means", m->word);
	if (table->by_byte) {
		write_bytes(out, table, rows);
		write_behind(out, table, rows);
	}
	return 0;
}

/* -- the table ----------------------------------------------------------------- */

static int read_all(const char *dir, const struct words_table *table, struct tsv *t,
                    struct words_rows *rows, struct err *err)
{
	const char *names[WORDS_COLUMNS];
	char file[64];
	int rc;

	for (int i = 0; i < columns_of(table); i++)
		names[i] = table->columns[i].name;
	snprintf(file, sizeof file, "%s.tsv", table->name);
	rc = tsv_open(t, dir, file, names, columns_of(table), err);
	if (rc == 0)
		return err_set(err, ERR_FAILED, "%s/%s: not there", dir, file);
	while (rc > 0 && (rc = tsv_next(t, err)) > 0)
		if (keep_row(table, t, rows, err) < 0)
			rc = -1;
	return rc;
}

/* What is not whole is not left behind. */
static int write_file(const char *path, const struct words_table *table, struct words_rows *rows,
                      const struct tsv *t, struct err *err)
{
	FILE *out = fopen(path, "w");
	int rc;

	if (!out)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	rc = write_all(out, table, rows, t, err);
	if (rc == 0 && (fflush(out) != 0 || ferror(out)))
		rc = err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	fclose(out);
	if (rc < 0)
		unlink(path);
	return rc;
}

int main(int argc, char **argv)
{
	const struct words_table *table = argc == 4 ? words_table(argv[2]) : NULL;
	struct words_rows rows = {0};
	struct tsv t = {0};
	struct err err = {0};
	int rc;

	if (!table) {
		fprintf(stderr, "usage: mkwords FOLDER TABLE FILE\n");
		return ERR_USAGE;
	}
	rc = read_all(argv[1], table, &t, &rows, &err);
	if (rc == 0)
		rc = write_file(argv[3], table, &rows, &t, &err);
	for (size_t i = 0; i < rows.count; i++)
		row_done(&rows.at[i]);
	vec_done(&rows);
	tsv_close(&t);
	if (rc < 0)
		fprintf(stderr, "mkwords: %s\n", err.text);
	return rc < 0 ? ERR_FAILED : 0;
}
