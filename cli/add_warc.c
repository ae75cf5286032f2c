/* SPDX-License-Identifier: ISC */
/* add: the answers and resources of a WARC file, each as what its maker carried here. */
#include "config.h"

#include "cli/add.h"

#include "fetch/acquire/acquire.h"
#include "fetch/helpers/unpack.h"
#include "model/base/clock.h"
#include "model/base/header.h"
#include "model/base/messages.h"
#include "model/store/carried.h"
#include "model/symbol/symbol.h"
#include "model/text/units.h"
#include "session/local_file.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* One file on its way. */
struct warc_file {
	struct adding *a;
	const char *name; /* without its folder */
	struct client *client;
	struct store *store;
	struct store_incoming *in; /* of the record that comes, or NULL */
	int id;                    /* of its parse */
	struct buf mirror;
	struct store_carriage way;
	char symbol[SYMBOL_MAX];
	bool was_here;
	char what[300]; /* its address or name */
	struct err err; /* what became wrong with it here */
	long passed, here;
};

bool add_is_warc(const char *path, const char *type)
{
	static const char *const ends[] = {".warc", ".warc.gz"};
	size_t len = strlen(path);

	if (type)
		return !strcasecmp(type, "application/warc") ||
		       !strcasecmp(type, "application/warc+gzip");
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (len > strlen(ends[i]) && !strcasecmp(path + len - strlen(ends[i]), ends[i]))
			return true;
	return false;
}

static void drop(struct warc_file *f)
{
	store_abort(f->in);
	f->in = NULL;
	client_cancel(f->client, f->id);
}

/* A line for what was not kept. */
static void fail(struct warc_file *f, const struct err *why, bool named)
{
	struct err line = *why;

	if (named && *f->what)
		err_prefix(&line, f->what);
	err_prefix(&line, f->name);
	adding_fail(f->a, &line);
}

/* -- a record --------------------------------------------------------------------- */

/* What the file says of it, which is its maker's word. Nothing is taken that its server would
 * be asked with again: it may never have sent it. */
static struct store_origin origin_of(struct warc_file *f, const struct wire_record *r)
{
	int64_t now = clock_now(), date = r->date ? header_date(r->date) : 0;
	char lang[4];

	f->was_here = false;
	if (!r->url || !symbol_of_address(r->url, f->symbol, lang))
		*f->symbol = '\0';
	f->way = (struct store_carriage){
		.symbols = f->symbol, .verified = true, .was_here = &f->was_here};
	return (struct store_origin){
		.key = r->url,
		.url = r->url,
		.asked = r->url,
		.mirror = f->mirror.bytes,
		.name = r->url ? NULL : r->name,
		.type = r->type,
		.coding = r->coding,
		.charset = r->charset,
		.headers = r->headers,
		.origin_date = date < now ? date : now,
		.came = r->when && (int64_t)r->when < now ? (int64_t)r->when : now,
		.carriage = &f->way,
	};
}

static void begin(struct warc_file *f, const struct wire_record *r)
{
	struct store_origin origin = origin_of(f, r);
	const struct client_parse how = {.type = *r->type ? r->type : NULL,
	                                 .charset = r->charset,
	                                 .coding = r->coding,
	                                 .base = r->url,
	                                 .name = r->name};

	err_clear(&f->err);
	snprintf(f->what, sizeof f->what, "%.299s", r->url ? r->url : r->name ? r->name : "");
	f->in = store_begin(f->store, &origin, &f->err);
	f->id = f->in ? client_parse(f->client, &how, &f->err) : -1;
	if (f->in && f->id < 0) {
		store_abort(f->in);
		f->in = NULL;
	}
}

static void take_bytes(struct warc_file *f, const char *bytes, size_t len)
{
	if (!f->in)
		return;
	if (store_add(f->in, bytes, len, &f->err) < 0 ||
	    client_parse_feed(f->client, f->id, bytes, len, &f->err) < 0)
		drop(f);
	else
		client_parse_pace(f->client, f->id);
}

/* All of it is here. */
static void keep(struct warc_file *f)
{
	struct client_event event = {0};
	int64_t kept = -1;

	client_parse_end(f->client, f->id, &f->err);
	if (!client_wait_for(f->client, f->id, -1, &event)) {
		drop(f);
		err_set(&f->err, ERR_FAILED, "the parser is gone");
		return;
	}
	if (event.doc && !*doc_fact(event.doc, DOC_ERROR))
		kept = store_commit(f->in, event.doc, true, ACQUIRE_PARSER, &f->err);
	else
		store_abort(f->in);
	if (event.doc && *doc_fact(event.doc, DOC_ERROR))
		err_set(&f->err, ERR_FAILED, "%s: not kept", doc_fact(event.doc, DOC_ERROR));
	f->in = NULL;
	doc_free(event.doc);
	f->a->kept += kept >= 0 && !f->was_here;
	f->here += kept >= 0 && f->was_here;
}

static void end(struct warc_file *f, const struct unpack_event *e)
{
	if (e->passed) {
		f->passed++;
	} else if (e->err.code) {
		if (f->in)
			drop(f);
		fail(f, &e->err, false);
	} else {
		if (f->in)
			keep(f);
		if (f->err.code)
			fail(f, &f->err, true);
	}
	*f->what = '\0';
	err_clear(&f->err);
}

/* -- a file ------------------------------------------------------------------------- */

static void say_progress(const struct warc_file *f, const struct unpack *u)
{
	char read[40];

	if (!progress_line_begin(&f->a->line))
		return;
	units_bytes((int64_t)unpack_read(u), read, sizeof read);
	/* TRANSLATORS: while a file of many documents is read: how much of it, and how many were
	 * kept */
	fprintf(stderr, _("read: %1$s; kept: %2$ld"), read, f->a->kept);
	progress_line_end();
}

static void read_all(struct warc_file *f, int fd, struct err *err)
{
	struct unpack *u = unpack_new(f->client, fd, err);
	struct unpack_event e;

	while (u && unpack_next(u, &e, err) > 0) {
		if (e.kind == UNPACK_RECORD)
			begin(f, &e.record);
		else if (e.kind == UNPACK_BODY)
			take_bytes(f, e.bytes, e.len);
		else
			end(f, &e);
		say_progress(f, u);
	}
	if (f->in)
		drop(f);
	unpack_free(u);
}

/* The rest of the line that says how many were kept. */
static void say_others(const struct warc_file *f)
{
	/* TRANSLATORS: of the records of a file: counts; those of the second kind are requests,
	 * pictures, errors of servers */
	printf(_("here already: %1$ld, no documents: %2$ld"), f->here, f->passed);
}

void add_warc(struct adding *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	long kept = a->kept, failed = a->failed;
	struct warc_file f = {.a = a, .name = slash ? slash + 1 : path};
	struct err err = {0};
	int fd = -1;

	buf_init(&f.mirror, 8192);
	f.client = session_client(a->session, &err);
	f.store = f.client ? stores_writable(a->session->stores, &err) : NULL;
	if (f.store)
		fd = file_open(&a->session->options->rights, path, &err);
	if (fd >= 0) {
		carried_mirror(&f.mirror, CARRIED_WARC, f.name, "");
		read_all(&f, fd, &err);
		close(fd);
		if (err.code)
			err_prefix(&err, f.name);
	}
	if (err.code)
		adding_fail(a, &err);
	progress_line_clear(&a->line);
	if (fd >= 0) {
		adding_sum(a, path, kept, failed);
		fputs(C_("aside", ", "), stdout);
		say_others(&f);
		putchar('\n');
	}
	buf_done(&f.mirror);
}
