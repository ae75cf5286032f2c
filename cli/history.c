/* SPDX-License-Identifier: ISC */
/* history: the versions of a document that are here. */
#include "config.h"

#include "cli/list_out.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/dossier/citation.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/views/version.h"

#include <inttypes.h>
#include <stdio.h>

/* Cells of "12  2026-11-22 17:05". */
#define LEFT_CELLS 21

struct rows {
	const struct version_text *text;
	struct list_out *out;
	struct err *err;
};

/* All places that its bytes came from, in their order. */
static int add_source(const struct store_source *s, void *payload)
{
	struct buf *from = payload;
	const char *where = *s->url ? s->url : s->name;
	char by[400];

	if (*where && from->len)
		buf_char(from, ' ');
	buf_str(from, where);
	if (citation_carrier(s->mirror, by, sizeof by))
		buf_printf(from, " (%s)", by);
	else if (*s->mirror)
		buf_printf(from, " (%s)", s->mirror);
	return 0;
}

static int row(const struct store_version *v, void *payload)
{
	struct rows *r = payload;
	char number[16], fetched[40], bytes[24], left[60], size[40];
	struct buf from, right;
	int rc;

	buf_init(&from, 1 << 20);
	buf_init(&right, 1 << 21);
	rc = store_each_source(r->text->from, v->id, add_source, &from, r->err);
	snprintf(number, sizeof number, "%d", v->number);
	snprintf(bytes, sizeof bytes, "%" PRId64, v->size);
	date_time(v->fetched, fetched, sizeof fetched);
	units_bytes(v->size, size, sizeof size);
	snprintf(left, sizeof left, "%2d  %s", v->number, fetched);
	buf_printf(&right, "%s  %.16s  %s", size, v->sha256, from.bytes);
	if (*v->beside) {
		buf_str(&right, "  ");
		buf_str(&right, _("kept beside the text: "));
		buf_str(&right, _(v->beside));
	}
	if (*citation_compared(v)) {
		buf_str(&right, "  ");
		buf_str(&right, citation_compared(v));
	}
	list_out_row(r->out,
	             (const char *[]){number, fetched, v->lang, v->title, bytes, v->sha256,
	                              from.bytes, v->beside, v->won},
	             &(struct list_line){left, *v->title ? v->title : v->key, right.bytes, false});
	buf_done(&from);
	buf_done(&right);
	return rc;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	static const char *const columns[] = {"n",      "fetched", "language", "title",   "bytes",
	                                      "sha256", "from",    "beside",   "identity"};
	struct view_context c = {session->stores, session->langs, clock_now(), true,
	                         session->width,  false};
	struct version_text t;
	struct reference w;
	struct list_out o;
	struct rows rows = {&t, &o, err};
	int numbers[2], rc;

	if (argc != 2) {
		err_set(err, ERR_USAGE, "history: which document? One symbol, address or id");
		return ERR_USAGE;
	}
	if (session->options->format != FORMAT_TEXT && session->options->format != FORMAT_TSV &&
	    session->options->format != FORMAT_JSON) {
		err_set(err, ERR_USAGE, "%s: -f text, tsv or json", argv[0]);
		return ERR_USAGE;
	}
	if (reference_read(argv[1], &w, err) < 0)
		return err->code;
	rc = version_named(&c, &w, &t, numbers, err);
	if (rc == 0)
		err_set(err, ERR_FAILED, "%s: not in the store", w.key);
	if (rc <= 0)
		return err->code;
	list_out_init(&o, session, columns, sizeof columns / sizeof *columns, LEFT_CELLS);
	rc = store_each_version_of(t.from, t.key, t.lang, row, &rows, err);
	return list_out_done(&o, rc, err) < 0 ? (int)err->code : 0;
}

const struct cli_verb history_verb = {
	.name = "history",
	.arguments = "WHAT",
	.help = N_("its versions that are here: -f text, tsv, json"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run,
};
