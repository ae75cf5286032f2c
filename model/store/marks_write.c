/* SPDX-License-Identifier: ISC */
/* Marks as a file: JSON, which marks_import.c takes in again, and Markdown for readers. */
#include "config.h"

#include "model/store/marks_int.h"

#include "model/base/messages.h"
#include "model/text/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* -- JSON --------------------------------------------------------------------- */

struct writer {
	struct buf *out;
	bool begun;     /* a row of the list stands there */
	char last[200]; /* Markdown: the document at hand */
};

static void put(struct writer *w, const char *key, const char *value)
{
	buf_printf(w->out, "%s\"%s\":", w->out->bytes[w->out->len - 1] == '{' ? "" : ",", key);
	buf_json(w->out, value, strlen(value));
}

static void put_number(struct writer *w, const char *key, int64_t value)
{
	buf_printf(w->out, ",\"%s\":%lld", key, (long long)value);
}

static void put_time(struct writer *w, const char *key, int64_t when)
{
	char text[40] = "";
	time_t t = (time_t)when;
	struct tm tm;

	if (gmtime_r(&t, &tm))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
	put(w, key, text);
}

static void begin_row(struct writer *w)
{
	buf_str(w->out, w->begun ? ",\n{" : "\n{");
	w->begun = true;
}

static void put_source(struct writer *w, const char *name, const struct mark_source *s)
{
	put(w, name, s->document);
	put(w, "title", s->title);
	put(w, "reference", s->reference);
	put(w, "sha256", s->sha256);
}

static int json_bookmark(const struct bookmark *b, void *payload)
{
	struct writer *w = payload;
	size_t n;

	begin_row(w);
	put_source(w, "address", &b->source);
	put_time(w, "added", b->added);
	buf_str(w->out, ",\"tags\":[");
	for (const char *tag = b->tags; *tag; tag += n + (tag[n] == ' ')) {
		n = strcspn(tag, " ");
		if (tag != b->tags)
			buf_char(w->out, ',');
		buf_json(w->out, tag, n);
	}
	buf_str(w->out, "]}");
	return 0;
}

static int json_mark(const struct mark *m, void *payload)
{
	struct writer *w = payload;

	begin_row(w);
	put(w, "kind", mark_kinds[m->kind]);
	put_source(w, "document", &m->source);
	put(w, "language", m->lang);
	put(w, "paragraph", m->anchor.number);
	put_number(w, "block", m->anchor.block);
	put(w, "hash", m->anchor.hash);
	put(w, "text", m->anchor.words);
	put_number(w, "start", m->start);
	put_number(w, "end", m->end);
	put(w, "note", m->note);
	put_time(w, "created", m->created);
	put_time(w, "changed", m->changed);
	buf_char(w->out, '}');
	return 0;
}

static int json_times(struct store *s, struct writer *w, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "SELECT document, since, read FROM seen ORDER BY document", err);

	if (!q)
		return -1;
	buf_str(w->out, "],\n\"read\":[");
	w->begun = false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		begin_row(w);
		put(w, "document", store_column(q, 0));
		put_time(w, "since", sqlite3_column_int64(q, 1));
		buf_str(w->out, sqlite3_column_int(q, 2) ? ",\"read\":true}" : ",\"read\":false}");
	}
	sqlite3_finalize(q);
	q = store_prepare(s, "SELECT pane, before, last FROM looked ORDER BY pane", err);
	if (!q)
		return -1;
	buf_str(w->out, "],\n\"panes\":[");
	w->begun = false;
	while (sqlite3_step(q) == SQLITE_ROW) {
		begin_row(w);
		put(w, "pane", store_column(q, 0));
		put_time(w, "before", sqlite3_column_int64(q, 1));
		put_time(w, "looked", sqlite3_column_int64(q, 2));
		buf_char(w->out, '}');
	}
	sqlite3_finalize(q);
	return 0;
}

int marks_json(struct store *s, unsigned what, struct buf *out, struct err *err)
{
	struct writer w = {.out = out};
	int rc = 0;

	buf_str(out, "{\"palais-marks\":1,\n\"bookmarks\":[");
	if (s && what & MARKS_BOOKMARKS)
		rc = marks_bookmarks_in_order(s, json_bookmark, &w, err);
	buf_str(out, "],\n\"notes\":[");
	w.begun = false;
	if (rc == 0 && s && what & MARKS_NOTES)
		rc = marks_each(s, NULL, NULL, json_mark, &w, err);
	if (rc == 0 && s && what & MARKS_READ)
		rc = json_times(s, &w, err);
	buf_str(out, "]}\n");
	if (rc == 0 && !buf_ok(out))
		rc = err_set(err, ERR_FAILED, "marks: out of memory");
	return rc;
}

/* -- Markdown ------------------------------------------------------------------- */

/* Words that are no markup; a line of them, whatever is in it. */
static void plain(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (strchr("\\`*_[]<>#|&~", s[i]))
			buf_char(out, '\\');
		buf_char(out, (char)(s[i] == '\n' ? ' ' : s[i]));
	}
}

static void plain_str(struct buf *out, const char *s)
{
	plain(out, s, strlen(s));
}

static void put_reference(struct buf *out, const struct mark_source *s)
{
	plain_str(out, *s->reference ? s->reference : s->document);
	if (*s->sha256)
		buf_printf(out, " SHA-256: `%.64s`.", s->sha256);
}

static int markdown_bookmark(const struct bookmark *b, void *payload)
{
	struct writer *w = payload;
	char when[40];

	if (!w->begun)
		buf_printf(w->out, "\n## %s\n\n", _("Bookmarks"));
	w->begun = true;
	buf_str(w->out, "- **");
	plain_str(w->out, *b->source.title ? b->source.title : b->source.document);
	date_time(b->added, when, sizeof when);
	buf_printf(w->out, "** (%s)", when);
	if (*b->tags) {
		buf_str(w->out, " — ");
		plain_str(w->out, b->tags);
	}
	buf_str(w->out, "  \n  ");
	put_reference(w->out, &b->source);
	buf_char(w->out, '\n');
	return 0;
}

static void head(struct writer *w, const struct mark *m)
{
	if (w->begun && !strncmp(w->last, m->source.document, sizeof w->last - 1))
		return;
	if (!w->begun)
		buf_printf(w->out, "\n## %s\n", _("Notes and highlights"));
	w->begun = true;
	snprintf(w->last, sizeof w->last, "%s", m->source.document);
	buf_str(w->out, "\n### ");
	plain_str(w->out, *m->source.title ? m->source.title : m->source.document);
	buf_char(w->out, '\n');
}

static int markdown_mark(const struct mark *m, void *payload)
{
	struct writer *w = payload;
	char made[40], changed[40];

	head(w, m);
	date_time(m->created, made, sizeof made);
	date_time(m->changed, changed, sizeof changed);
	buf_str(w->out, "\n> ");
	plain(w->out, m->anchor.words + m->start, (size_t)(m->end - m->start));
	buf_str(w->out, "\n>\n> — ");
	if (*m->anchor.number) {
		char place[PARAGRAPH_LABEL_MAX + 60];

		/* TRANSLATORS: of a quotation: the number of the paragraph */
		snprintf(place, sizeof place, _("para. %s"), m->anchor.number);
		plain_str(w->out, place);
		buf_str(w->out, ", ");
	}
	put_reference(w->out, &m->source);
	buf_str(w->out, "\n\n");
	if (*m->note) {
		plain_str(w->out, m->note);
		buf_str(w->out, "\n\n");
	}
	buf_printf(w->out, "*%s%s%s*\n", made, m->changed != m->created ? " / " : "",
	           m->changed != m->created ? changed : "");
	return 0;
}

int marks_markdown(struct store *s, unsigned what, struct buf *out, struct err *err)
{
	struct writer w = {.out = out};
	int rc = 0;

	buf_printf(out, "# %s\n", _("My marks"));
	if (s && what & MARKS_BOOKMARKS)
		rc = marks_bookmarks_in_order(s, markdown_bookmark, &w, err);
	w.begun = false;
	if (rc == 0 && s && what & MARKS_NOTES)
		rc = marks_each(s, NULL, NULL, markdown_mark, &w, err);
	if (rc == 0 && !buf_ok(out))
		rc = err_set(err, ERR_FAILED, "marks: out of memory");
	return rc;
}
