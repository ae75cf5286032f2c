/* SPDX-License-Identifier: ISC */
/* search: what the stores hold, by its words. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/views/results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Results where nothing else is wished. */
#define USUAL 20

/* -- text ------------------------------------------------------------------ */

/* What stands out in a line for everybody, also through a pipe. */
#define MARK "*"

static void add_marked(struct buf *out, const char *text, const struct search_mark *marks,
                       size_t count)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		buf_add(out, text + at, marks[i].from - at);
		buf_str(out, MARK);
		buf_add(out, text + marks[i].from, marks[i].to - marks[i].from);
		buf_str(out, MARK);
		at = marks[i].to;
	}
	buf_str(out, text + at);
}

static void add_text(struct buf *out, const struct search_hit *h)
{
	if (!*h->symbol)
		buf_printf(out, "%s · ", h->key);
	result_facts(h, out);
	buf_printf(out, "%s\n", h->title);
	if (*h->passage) {
		buf_str(out, "    ");
		add_marked(out, h->passage, h->passage_marks, h->passage_mark_count);
		buf_char(out, '\n');
	}
	if (h->language_count < 2)
		return;
	buf_printf(out, "    %s", _("also in"));
	for (size_t i = 1; i < h->language_count; i++)
		buf_printf(out, " %s", h->languages[i].lang);
	buf_char(out, '\n');
}

/* -- data -------------------------------------------------------------------- */

static void add_marks_tsv(struct buf *out, const struct search_mark *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%zu-%zu", i ? ";" : "", marks[i].from, marks[i].to);
}

static void add_tsv(struct buf *out, const struct search_hit *h)
{
	buf_printf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t", h->key, h->symbol, h->date, h->lang,
	           h->number, h->title, h->passage);
	add_marks_tsv(out, h->passage_marks, h->passage_mark_count);
	buf_char(out, '\t');
	for (size_t i = 0; i < h->language_count; i++)
		buf_printf(out, "%s%s", i ? ";" : "", h->languages[i].lang);
	buf_printf(out, "\t%s\n", h->away ? "away" : "here");
}

static void member(struct buf *out, const char *name, const char *value)
{
	if (!*value)
		return;
	buf_printf(out, ",\"%s\":", name);
	buf_json(out, value, strlen(value));
}

static void add_marks_json(struct buf *out, const char *name, const struct search_mark *marks,
                           size_t count)
{
	if (!count)
		return;
	buf_printf(out, ",\"%s\":[", name);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s[%zu,%zu]", i ? "," : "", marks[i].from, marks[i].to);
	buf_char(out, ']');
}

static void add_json(struct buf *out, const struct search_hit *h, bool first)
{
	buf_printf(out, "%s{\"id\":", first ? "[" : ",\n");
	buf_json(out, h->key, strlen(h->key));
	member(out, "symbol", h->symbol);
	member(out, "date", h->date);
	member(out, "language", h->lang);
	member(out, "title", h->title);
	add_marks_json(out, "title_marks", h->title_marks, h->title_mark_count);
	member(out, "number", h->number);
	if (h->block >= 0)
		buf_printf(out, ",\"block\":%ld", h->block);
	member(out, "passage", h->passage);
	add_marks_json(out, "marks", h->passage_marks, h->passage_mark_count);
	if (h->language_count) {
		buf_str(out, ",\"languages\":[");
		for (size_t i = 0; i < h->language_count; i++)
			buf_printf(out, "%s\"%s\"", i ? "," : "", h->languages[i].lang);
		buf_char(out, ']');
	}
	buf_printf(out, ",\"here\":%s}", h->away ? "false" : "true");
}

static void add_all(struct buf *out, const struct search *s, enum output_format format)
{
	if (format == FORMAT_TSV)
		buf_str(out,
		        "id\tsymbol\tdate\tlanguage\tnumber\ttitle\tpassage\tmarks\tlanguages\t"
		        "here\n");
	for (size_t i = 0; i < search_count(s); i++) {
		const struct search_hit *h = search_hit(s, i);

		if (format == FORMAT_TSV)
			add_tsv(out, h);
		else if (format == FORMAT_JSON)
			add_json(out, h, i == 0);
		else
			add_text(out, h);
	}
	if (format == FORMAT_JSON)
		buf_str(out, search_count(s) ? "]\n" : "[]\n");
}

/* -- the index ------------------------------------------------------------------ */

struct catching_up {
	time_t last;
	bool shown;
};

static int say_left(int64_t left, void *payload)
{
	struct catching_up *c = payload;
	time_t now = time(NULL);

	if (!isatty(STDERR_FILENO) || now == c->last)
		return 0;
	c->last = now;
	c->shown = true;
	fputc('\r', stderr);
	/* TRANSLATORS: texts that the search does not find yet */
	fprintf(stderr, _("texts to be indexed: %lld"), (long long)left);
	fputs("\033[K", stderr);
	return 0;
}

/* What an older program has stored is found from now on. */
static int catch_up(struct session *session, struct err *err)
{
	struct catching_up c = {time(NULL), false};
	int rc = search_catch_up(session->stores, say_left, &c, err);

	if (c.shown)
		fputs("\r\033[K", stderr);
	return rc;
}

/* -- the verb ----------------------------------------------------------------------- */

static void say_notes(struct session *session, const struct search *s)
{
	struct buf notes;

	buf_init(&notes, 1 << 14);
	results_notes(s, search_waiting(session->stores, NULL), &notes);
	fputs(notes.bytes, stderr);
	buf_done(&notes);
}

static int print_results(struct session *session, const struct search *s, struct err *err)
{
	enum output_format format = session->options->format;
	struct buf out, shown;
	int rc;

	buf_init(&out, 1 << 26);
	buf_init(&shown, 1 << 26);
	add_all(&out, s, format);
	if (format == FORMAT_TEXT)
		print_locale(&shown, out.bytes, out.len);
	rc = print_out(stdout, format == FORMAT_TEXT ? &shown : &out, err);
	if (rc == 0 && format == FORMAT_TEXT)
		say_notes(session, s);
	buf_done(&out);
	buf_done(&shown);
	return rc;
}

static int run_words(struct session *session, const char *words, struct err *err)
{
	struct search_wish wish = {
		.words = words,
		.langs = session->langs,
		.most = session->options->most > 0 ? (size_t)session->options->most : USUAL};
	struct search *s;
	int status = 0;

	if (catch_up(session, err) < 0)
		return (int)err->code;
	s = search_run(session->stores, &wish, err);
	if (!s)
		return (int)err->code;
	if (print_results(session, s, err) < 0)
		status = ERR_FAILED;
	else if (!search_count(s)) {
		err_set(err, ERR_FAILED, "search: nothing found");
		status = ERR_FAILED;
	}
	search_free(s);
	return status;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	enum output_format format = session->options->format;
	struct buf words;
	int status;

	if (format != FORMAT_TEXT && format != FORMAT_JSON && format != FORMAT_TSV) {
		err_set(err, ERR_USAGE, "%s: -f text, tsv or json", "search");
		return ERR_USAGE;
	}
	if (argc < 2) {
		err_set(err, ERR_USAGE, "search: which words? palais search [-n N] WORDS…");
		return ERR_USAGE;
	}
	buf_init(&words, 1 << 16);
	for (int i = 1; i < argc; i++)
		buf_printf(&words, "%s%s", i > 1 ? " " : "", argv[i]);
	status = run_words(session, words.bytes, err);
	buf_done(&words);
	return status;
}

const struct cli_verb search_verb = {
	.name = "search",
	.arguments = "[-n N] WORDS…",
	.help = N_("full text over every store, best first"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run,
};
