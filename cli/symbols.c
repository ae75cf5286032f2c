/* SPDX-License-Identifier: ISC */
/* symbols: each line of the input -> its UN symbols. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/buf.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/symbol/symbol.h"
#include "session/local_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct symbols {
	struct session *session;
	struct symbol_hints hints;
	long line;
	VEC(struct symbol_match) found; /* of the line */
};

/* The year of a resolution as the starter's catalogue has it. What is there only
 * because some text cites it may have a wrong year. */
static int catalogued_year(void *payload, int number)
{
	struct symbols *s = payload;
	char symbol[SYMBOL_MAX], full[SYMBOL_MAX];
	int low, high, year;

	snprintf(symbol, sizeof symbol, "S/RES/%d", number);
	if (catalogue_complete(stores_starter(s->session->stores), symbol, full, sizeof full,
	                       NULL) != 1)
		return 0;
	year = atoi(full + strcspn(full, "(") + (strchr(full, '(') != NULL));
	symbol_year(number, &low, &high);
	return year >= low && year <= high ? year : 0;
}

static const struct {
	unsigned flag;
	const char *name;
} flags[] = {
	{SYMBOL_YEAR_ADDED, "year-added"}, {SYMBOL_INCOMPLETE, "incomplete"},
	{SYMBOL_CLASH, "clash"},           {SYMBOL_IMPLIED, "implied"},
	{SYMBOL_CORRECTED, "corrected"},   {SYMBOL_ASSUMED, "assumed"},
	{SYMBOL_AMBIGUOUS, "ambiguous"},
};

/* What a reader should look at himself, on standard error. */
static void warn(const struct symbols *s, const struct symbol_match *m)
{
	char text[400];

	if (m->flags & SYMBOL_CLASH) {
		if (*m->near)
			snprintf(text, sizeof text,
			         _("line %1$ld: %2$s: %3$d is not of %4$d; %5$s is near: kept as "
			           "written"),
			         s->line, m->symbol, m->number, m->year, m->near);
		else
			snprintf(text, sizeof text,
			         _("line %1$ld: %2$s: %3$d is not of %4$d: kept as written"),
			         s->line, m->symbol, m->number, m->year);
		fprintf(stderr, "palais: %s\n", text);
	}
	if (m->flags & SYMBOL_INCOMPLETE) {
		snprintf(text, sizeof text,
		         *m->symbol == 'S' ? _("line %ld: %s: its year is not known")
		                           : _("line %ld: %s: its session is not known"),
		         s->line, m->symbol);
		fprintf(stderr, "palais: %s\n", text);
	}
	if (m->flags & SYMBOL_AMBIGUOUS) {
		snprintf(text, sizeof text,
		         _("line %ld: %s: no body is named: this is the likelier one"), s->line,
		         m->symbol);
		fprintf(stderr, "palais: %s\n", text);
	}
}

static bool is_repeated(const struct symbols *s, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (!strcmp(s->found.at[i].symbol, s->found.at[at].symbol))
			return true;
	return false;
}

/* Each once: first what is named, then what a meeting's number implies. */
static void put_text(const struct symbols *s, struct buf *out)
{
	bool any = false;

	for (int implied = 0; implied < 2; implied++)
		for (size_t i = 0; i < s->found.count; i++) {
			const struct symbol_match *m = &s->found.at[i];

			if (!(m->flags & SYMBOL_IMPLIED) != !implied || is_repeated(s, i))
				continue;
			buf_printf(out, any ? ";%s" : "%s", m->symbol);
			any = true;
		}
	buf_char(out, '\n');
}

static void put_flags(const struct symbol_match *m, const char *form, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (m->flags & flags[i].flag) {
			if (any)
				buf_char(out, ',');
			buf_printf(out, form, flags[i].name);
			any = true;
		}
}

/* What the catalogue calls it; "" when it does not know it. */
static void find_title(const struct symbols *s, const struct symbol_match *m, struct record *r)
{
	if (record_read(s->session->stores, m->symbol, r, NULL) <= 0)
		memset(r, 0, sizeof *r);
	if (!*r->title)
		snprintf(r->title, sizeof r->title, *r->label ? "[%s]" : "%s",
		         *r->label ? r->label : r->agenda);
}

static void put_json(const struct symbols *s, struct buf *out)
{
	struct record r;

	buf_char(out, '[');
	for (size_t i = 0; i < s->found.count; i++) {
		const struct symbol_match *m = &s->found.at[i];

		buf_printf(out, "%s{\"symbol\":\"%s\",\"start\":%zu,\"end\":%zu", i ? "," : "",
		           m->symbol, m->start, m->end);
		if (*m->near)
			buf_printf(out, ",\"near\":\"%s\"", m->near);
		buf_str(out, ",\"flags\":[");
		put_flags(m, "\"%s\"", out);
		buf_char(out, ']');
		find_title(s, m, &r);
		if (*r.title) {
			buf_str(out, ",\"title\":");
			buf_json(out, r.title, strlen(r.title));
		}
		if (*r.date)
			buf_printf(out, ",\"date\":\"%s\"", r.date);
		buf_char(out, '}');
	}
	buf_str(out, "]\n");
}

static void put_tsv(const struct symbols *s, struct buf *out)
{
	struct record r;

	for (size_t i = 0; i < s->found.count; i++) {
		const struct symbol_match *m = &s->found.at[i];

		buf_printf(out, "%ld\t%s\t%zu\t%zu\t", s->line, m->symbol, m->start, m->end);
		put_flags(m, "%s", out);
		find_title(s, m, &r);
		buf_printf(out, "\t%s\t%s\n", r.date, r.title);
	}
}

static int take_line(struct symbols *s, const char *line, size_t len, struct err *err)
{
	struct symbol_scan scan;
	struct symbol_match m;
	struct buf out;
	int rc = 0;

	s->line++;
	s->found.count = 0;
	symbol_scan(&scan, line, len, &s->hints);
	while (rc == 0 && symbol_next(&scan, &m)) {
		rc = vec_push(&s->found, m);
		if (rc == 0)
			warn(s, &m);
	}
	buf_init(&out, 1 << 30);
	if (s->session->options->format == FORMAT_JSON)
		put_json(s, &out);
	else if (s->session->options->format == FORMAT_TSV)
		put_tsv(s, &out);
	else
		put_text(s, &out);
	if (rc < 0 || out.full)
		rc = err_set(err, ERR_FAILED, "symbols: out of memory");
	else
		fwrite(out.bytes, 1, out.len, stdout);
	buf_done(&out);
	return rc;
}

static int take_lines(struct symbols *s, FILE *in, const char *path, struct err *err)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int rc = 0;

	while (rc == 0 && (n = getline(&line, &cap, in)) >= 0) {
		while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		rc = take_line(s, line, (size_t)n, err);
	}
	free(line);
	if (rc == 0 && ferror(in))
		rc = err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	return rc;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	const char *path = argc > 1 ? argv[1] : "-";
	struct symbols s = {.session = session, .hints.year_of = catalogued_year};
	FILE *in;
	int fd, rc;

	s.hints.payload = &s;
	if (argc > 2 ||
	    (session->options->format != FORMAT_TEXT && session->options->format != FORMAT_TSV &&
	     session->options->format != FORMAT_JSON)) {
		err_set(err, ERR_USAGE,
		        argc > 2 ? N_("symbols: one file at most")
		                 : N_("symbols: as text, tsv or json"));
		return ERR_USAGE;
	}
	fd = file_open(&session->options->rights, path, err);
	in = fd < 0 ? NULL : fdopen(fd, "r");
	if (!in)
		return err->code ? (int)err->code : ERR_FAILED;
	rc = take_lines(&s, in, path, err);
	fclose(in);
	vec_done(&s.found);
	if (rc < 0 || print_end(stdout, err) < 0)
		return ERR_FAILED;
	return 0;
}

const struct cli_verb symbols_verb = {
	.name = "symbols",
	.arguments = "[FILE]",
	.help = N_("each line's UN symbols, canonical"),
	.only_reads = true,
	.open = true,
	.run = run,
};
