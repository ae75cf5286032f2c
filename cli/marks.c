/* SPDX-License-Identifier: ISC */
/* marks, notes, tags, unread: what the reader has marked, printed, into a file and out of
 * one. */
#include "config.h"

#include "cli/marks.h"

#include "cli/list_out.h"
#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/dossier/arrivals.h"
#include "model/store/marks.h"
#include "model/text/date.h"
#include "model/views/notes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Marks are text, and no more than a document may be. */
#define FILE_MOST DOC_MAX

struct rows {
	struct session *session;
	struct list_out out;
	struct err *err;
};

static int no_format(struct err *err, const char *verb)
{
	return err_set(err, ERR_USAGE, "%s: -f is text, tsv, json or markdown", verb);
}

/* -- into a file ------------------------------------------------------------------- */

/* The marks in the format that is wanted, on standard output. */
static int print_marks(struct session *session, unsigned what, struct err *err)
{
	struct store *s = stores_personal(session->stores);
	struct buf out;
	int rc;

	buf_init(&out, FILE_MOST);
	rc = session->options->format == FORMAT_MARKDOWN ? marks_markdown(s, what, &out, err)
	                                                 : marks_json(s, what, &out, err);
	if (rc == 0)
		rc = print_out(stdout, &out, err);
	buf_done(&out);
	return rc;
}

static int export_marks(struct session *session, const char *path, struct err *err)
{
	struct store *s = stores_personal(session->stores);
	struct buf out;
	int rc;

	if (!path || !strcmp(path, "-"))
		return print_marks(session, MARKS_ALL, err);
	buf_init(&out, FILE_MOST);
	rc = session->options->format == FORMAT_MARKDOWN ? marks_markdown(s, MARKS_ALL, &out, err)
	                                                 : marks_json(s, MARKS_ALL, &out, err);
	if (rc == 0)
		rc = rights_write_whole(&session->options->rights, path, session->options->force,
		                        &out, err);
	buf_done(&out);
	return rc;
}

/* -- out of one ---------------------------------------------------------------------- */

static int read_file(const struct rights *rights, const char *path, struct buf *out,
                     struct err *err)
{
	FILE *f = strcmp(path, "-") ? rights_read_file(rights, path, err) : stdin;
	char piece[16384];
	size_t n;
	int rc = 0;

	if (!f)
		return -1;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(out, piece, n);
	if (ferror(f))
		rc = err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	else if (!buf_ok(out))
		rc = err_set(err, ERR_FAILED, "%s: longer than marks may be", path);
	if (f != stdin)
		fclose(f);
	return rc;
}

int marks_import_file(struct session *session, const char *path, struct err *err)
{
	struct marks_taken taken = {0};
	struct store *s;
	struct buf in;
	int rc;

	buf_init(&in, FILE_MOST);
	rc = read_file(&session->options->rights, path, &in, err);
	s = rc == 0 ? stores_writable(session->stores, err) : NULL;
	if (s) {
		rc = marks_import(s, in.bytes, in.len, &taken, err);
		if (rc < 0)
			err_prefix(err, path);
		else
			/* TRANSLATORS: of an import: how many marks are new, and how many were here
			 */
			printf(_("marks: %1$ld new, %2$ld here already\n"), taken.added,
			       taken.there);
	}
	buf_done(&in);
	return s ? rc : -1;
}

static int run_marks(struct session *session, int argc, char **argv, struct err *err)
{
	enum output_format format = session->options->format;
	int rc;

	if (argc == 3 && !strcmp(argv[1], "import"))
		rc = marks_import_file(session, argv[2], err);
	else if (argc < 2 || argc > 3 || strcmp(argv[1], "export") != 0)
		rc = err_set(err, ERR_USAGE, "marks: export [FILE], or import FILE");
	else if (format != FORMAT_TEXT && format != FORMAT_JSON && format != FORMAT_MARKDOWN)
		rc = err_set(err, ERR_USAGE, "marks: -f is json or markdown");
	else
		rc = export_marks(session, argc == 3 ? argv[2] : NULL, err);
	if (rc < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

const struct cli_verb marks_verb = {
	.name = "marks",
	.arguments = "export [FILE] | import FILE",
	.help = N_("what you have marked, into a file; and out of one"),
	.writes_files = true,
	.run = run_marks,
};

/* -- notes ------------------------------------------------------------------------------ */

static const char *const states[] = {[ANCHOR_SAME] = "here",
                                     [ANCHOR_MOVED] = "moved",
                                     [ANCHOR_CHANGED] = "changed",
                                     [ANCHOR_ORPHAN] = "orphan",
                                     [NOTE_AWAY] = "away"};

static int note_row(const struct mark *m, void *payload)
{
	struct rows *r = payload;
	struct view_context c = {r->session->stores,           r->session->langs, clock_now(),
	                         r->session->options->offline, r->session->width, false};
	char id[40], key[800], lang[16], created[40], changed[40], left[160], main[8000];
	struct list_line line = {left, main, "", false};
	struct note n;

	if (note_find(&c, m->id, key, sizeof key, lang, &n, r->err) < 0)
		return -1;
	snprintf(id, sizeof id, "note:%lld", (long long)m->id);
	date_time(m->created, created, sizeof created);
	date_time(m->changed, changed, sizeof changed);
	snprintf(left, sizeof left, "%s", changed);
	snprintf(main, sizeof main, "%.300s%s%s%s: %.7000s", key, *n.number ? ", ¶" : "", n.number,
	         n.state >= ANCHOR_CHANGED ? n.state == ANCHOR_CHANGED  ? _(" (changed since)")
	                                     : n.state == ANCHOR_ORPHAN ? _(" (orphan)")
	                                                                : _(" (not here)")
	                                   : "",
	         *n.text ? n.text : n.quoted);
	list_out_row(&r->out,
	             (const char *[]){id, mark_kinds[n.kind], key, lang, n.number, states[n.state],
	                              n.text, n.quoted, created, changed, m->source.reference},
	             &line);
	note_done(&n);
	return 0;
}

static int print_notes(struct session *session, struct err *err)
{
	static const char *const columns[] = {"id",        "kind",    "document", "language",
	                                      "paragraph", "state",   "note",     "quoted",
	                                      "created",   "changed", "reference"};
	struct store *s = stores_personal(session->stores);
	struct rows r = {.session = session, .err = err};
	int rc;

	list_out_init(&r.out, session, columns, sizeof columns / sizeof *columns, 17);
	rc = s ? marks_each(s, NULL, NULL, note_row, &r, err) : 0;
	return list_out_done(&r.out, rc, err);
}

/* Text and TSV are lists; JSON and Markdown those of `marks export`. */
static int run_listed(struct session *session, int argc, char **argv, unsigned what,
                      int (*list)(struct session *, struct err *), struct err *err)
{
	int rc;

	if (argc > 1)
		rc = err_set(err, ERR_USAGE, "%s: takes no argument", argv[0]);
	else if (session->options->format == FORMAT_JSON ||
	         session->options->format == FORMAT_MARKDOWN)
		rc = print_marks(session, what, err);
	else if (session->options->format != FORMAT_TEXT && session->options->format != FORMAT_TSV)
		rc = no_format(err, argv[0]);
	else
		rc = list(session, err);
	return rc < 0 ? (int)err->code : 0;
}

static int run_notes(struct session *session, int argc, char **argv, struct err *err)
{
	return run_listed(session, argc, argv, MARKS_NOTES, print_notes, err);
}

const struct cli_verb notes_verb = {
	.name = "notes",
	.arguments = "",
	.help = N_("your notes and highlights: -f text, tsv, json, markdown"),
	.is_read = true,
	.only_reads = true,
	.run = run_notes,
};

/* -- tags ------------------------------------------------------------------------------- */

static int tag_row(const char *tag, long count, void *payload)
{
	char number[24];
	struct list_line line = {number, tag, "", false};

	snprintf(number, sizeof number, "%ld", count);
	list_out_row(&((struct rows *)payload)->out, (const char *[]){tag, number}, &line);
	return 0;
}

static int print_tags(struct session *session, struct err *err)
{
	static const char *const columns[] = {"tag", "count"};
	struct store *s = stores_personal(session->stores);
	struct rows r = {.session = session, .err = err};
	int rc;

	list_out_init(&r.out, session, columns, sizeof columns / sizeof *columns, 5);
	rc = s ? marks_each_tag(s, tag_row, &r, err) : 0;
	return list_out_done(&r.out, rc, err);
}

static int tagged_row(const struct bookmark *b, void *payload)
{
	char added[40];
	const char *title = *b->source.title ? b->source.title : b->source.document;
	struct list_line line = {added, title, b->source.document, false};

	date_time(b->added, added, sizeof added);
	list_out_row(&((struct rows *)payload)->out,
	             (const char *[]){b->source.document, b->source.title, added, b->tags}, &line);
	return 0;
}

static int print_tagged(struct session *session, const char *tag, struct err *err)
{
	static const char *const columns[] = {"id", "title", "added", "tags"};
	struct store *s = stores_personal(session->stores);
	struct rows r = {.session = session, .err = err};
	int rc;

	list_out_init(&r.out, session, columns, sizeof columns / sizeof *columns, 17);
	rc = s ? marks_each_bookmark(s, tag, tagged_row, &r, err) : 0;
	return list_out_done(&r.out, rc, err);
}

static int run_tags(struct session *session, int argc, char **argv, struct err *err)
{
	enum output_format format = session->options->format;
	int rc;

	if (argc != 2)
		return run_listed(session, argc > 2 ? argc : 1, argv, MARKS_BOOKMARKS, print_tags,
		                  err);
	if (format != FORMAT_TEXT && format != FORMAT_TSV && format != FORMAT_JSON)
		rc = err_set(err, ERR_USAGE, "tags TAG: -f is text, tsv or json");
	else
		rc = print_tagged(session, argv[1], err);
	return rc < 0 ? (int)err->code : 0;
}

const struct cli_verb tags_verb = {
	.name = "tags",
	.arguments = "[TAG]",
	.help = N_("the tags of your bookmarks; the bookmarks of one"),
	.is_read = true,
	.only_reads = true,
	.run = run_tags,
};

/* -- unread ------------------------------------------------------------------------------ */

static int unread_row(const struct arrival *one, void *payload)
{
	char when[40];
	const char *title = *one->title ? one->title : one->key;
	struct list_line line = {when, title, one->lang, false};

	if (one->read)
		return 0;
	date_time(one->when, when, sizeof when);
	list_out_row(&((struct rows *)payload)->out,
	             (const char *[]){one->key, one->lang, one->title, when,
	                              one->headline ? "headline" : "text"},
	             &line);
	return 0;
}

static int run_unread(struct session *session, int argc, char **argv, struct err *err)
{
	static const char *const columns[] = {"id", "language", "title", "came", "kind"};
	enum output_format format = session->options->format;
	struct rows r = {.session = session, .err = err};
	int rc;

	(void)argv;
	if (argc > 1 || (format != FORMAT_TEXT && format != FORMAT_TSV && format != FORMAT_JSON))
		rc = err_set(err, ERR_USAGE, "unread: -f text, tsv or json, and no more");
	else {
		list_out_init(&r.out, session, columns, sizeof columns / sizeof *columns, 17);
		rc = arrivals_each(session->stores, NULL, 0, unread_row, &r, err);
		rc = list_out_done(&r.out, rc, err);
	}
	return rc < 0 ? (int)err->code : 0;
}

const struct cli_verb unread_verb = {
	.name = "unread",
	.arguments = "",
	.help = N_("what has come and was not opened yet: -f text, tsv, json"),
	.is_read = true,
	.only_reads = true,
	.run = run_unread,
};
