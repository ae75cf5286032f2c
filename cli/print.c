/* SPDX-License-Identifier: ISC */
/* Text output: the rows of the layout, as characters. */
#include "config.h"

#include "cli/print.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/shown.h"
#include "model/layout/translit.h"
#include "model/layout/wrap.h"
#include "model/views/view.h"
#include "model/views/document.h"

#include <errno.h>
#include <langinfo.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 30)

int print_end(FILE *out, struct err *err)
{
	if (!ferror(out) && fflush(out) == 0)
		return 0;
	/* `palais list | head`: the reader has seen enough, and nothing is to be said */
	if (errno == EPIPE)
		return err_set(err, ERR_FAILED, "%s", "");
	return err_set(err, ERR_FAILED, "standard output: %s", strerror(errno));
}

int print_out(FILE *out, const struct buf *b, struct err *err)
{
	if (!buf_ok(b))
		return err_set(err, ERR_FAILED, "output: out of memory");
	fwrite(b->bytes, 1, b->len, out);
	return print_end(out, err);
}

bool print_is_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

void print_locale(struct buf *out, const char *s, size_t len)
{
	if (print_is_utf8())
		buf_add(out, s, len);
	else
		translit_write(out, s, len, TRANSLIT_ASCII);
}

/* A piece as characters: no-break spaces are spaces, soft hyphens show where
 * they broke and nowhere else. */
static void add_piece(struct buf *out, const struct wrap_piece *p)
{
	size_t from = 0;

	for (size_t i = 0; i + 1 < p->len; i++) {
		if (p->bytes[i] != '\xc2' ||
		    (p->bytes[i + 1] != '\xa0' && p->bytes[i + 1] != '\xad'))
			continue;
		shown_add(out, p->bytes + from, i - from, p->own);
		if (p->bytes[i + 1] == '\xa0')
			buf_char(out, ' ');
		from = ++i + 1;
	}
	shown_add(out, p->bytes + from, p->len - from, p->own);
	if (p->hyphen)
		buf_char(out, '-');
}

/* The document's running text: pictures' captions are beside it. */
static bool in_body(const struct doc *doc, const struct wrap_row *row)
{
	return doc_block(doc, row->block)->kind != DOC_FIGURE;
}

static void print_rows(const struct doc *doc, int width, bool body, struct buf *out)
{
	enum translit_to to = print_is_utf8() ? TRANSLIT_NONE : TRANSLIT_ASCII;
	unsigned did;
	struct doc *shown = translit_doc(doc, to, &did);
	struct wrap *w = wrap_new(shown ? shown : doc, width);
	const struct wrap_row *row;
	struct buf line;

	if (!w) {
		doc_free(shown);
		out->full = true;
		return;
	}
	if (did & (TRANSLIT_CHINESE | TRANSLIT_LOST))
		fprintf(stderr, "palais: %s\n", translit_words(did));
	buf_init(&line, OUT_MAX);
	for (size_t i = 0; (row = wrap_row(w, i)); i++) {
		int col = 0;

		if (body && !in_body(doc, row))
			continue;
		buf_reset(&line);
		for (uint32_t k = 0; k < row->piece_count; k++) {
			const struct wrap_piece *p = &row->pieces[k];

			for (; col < p->col; col++)
				buf_char(&line, ' ');
			add_piece(&line, p);
			col = p->col + p->width;
		}
		translit_write(out, line.bytes, line.len, to);
		buf_char(out, '\n');
	}
	out->full |= line.full || wrap_lacks(w);
	buf_done(&line);
	wrap_free(w);
	doc_free(shown);
}

static int print_text(const struct session *session, const struct doc *doc,
                      const struct store_version *version, const struct record *record,
                      const char *origin, struct buf *out, struct err *err)
{
	struct document_view how = {.version = version,
	                            .record = record,
	                            .origin = origin,
	                            .now = clock_now(),
	                            .numbers = !session->options->no_links};
	struct doc *shown;

	shown = session->options->body ? document_view_text(doc, err)
	                               : document_view_make(doc, &how, err);
	if (!shown)
		return -1;
	print_rows(shown, session->width, session->options->body, out);
	doc_free(shown);
	return 0;
}

int print_doc(const struct session *session, const struct doc *doc,
              const struct store_version *version, const struct record *record, const char *origin,
              FILE *out, struct err *err)
{
	struct buf b;
	int rc = 0;

	buf_init(&b, OUT_MAX);
	switch (session->options->format) {
	case FORMAT_JSON:
		print_json(doc, version, &b);
		break;
	case FORMAT_DOCFILE:
		doc_write(doc, &b);
		break;
	case FORMAT_MARKDOWN:
		print_markdown(doc, session->options->body, !session->options->no_links, &b);
		break;
	case FORMAT_HTML:
		print_html(doc, &b);
		break;
	case FORMAT_TEXT:
		rc = print_text(session, doc, version, record, origin, &b, err);
		break;
	default:
		rc = err_set(err, ERR_USAGE,
		             "-f: not a format of this: text, markdown, html, json or "
		             "docfile");
	}
	if (rc == 0)
		rc = print_out(out, &b, err);
	buf_done(&b);
	return rc;
}

int print_plot(const struct session *session, const char *address, struct err *err)
{
	struct view_context c = {session->stores,           session->langs, clock_now(),
	                         session->options->offline, session->width, false};
	struct buf b;
	int rc;

	buf_init(&b, OUT_MAX);
	rc = view_plot(&c, address, &b, err);
	if (rc == 0)
		rc = print_out(stdout, &b, err);
	buf_done(&b);
	return rc;
}

void print_clock(struct session *session)
{
	char words[200];

	if (session_clock(session, words, sizeof words))
		fprintf(stderr, "palais: %s\n", words);
}
