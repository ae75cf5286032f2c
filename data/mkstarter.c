/* SPDX-License-Identifier: ISC */
/* mkstarter FOLDER FILE: makes the starter store from a folder of tables. The
 * same folder makes the same bytes: nothing is taken from the clock. */
#include "config.h"

#include "data/starter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Links of our own pages that lead nowhere stop the build. */
static int check_panes(struct starter *st, struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store,
	                                "SELECT key, page FROM pane WHERE page<>'' AND NOT EXISTS "
	                                "(SELECT 1 FROM work WHERE key='page:'||pane.page)",
	                                err);
	int rc = q ? 0 : -1;

	if (q && sqlite3_step(q) == SQLITE_ROW)
		rc = err_set(err, ERR_FAILED, "%s/dossier.tsv: pane %s: no pages/%s.txt", st->dir,
		             store_column(q, 0), store_column(q, 1));
	sqlite3_finalize(q);
	return rc;
}

static int fill(struct starter *st, struct err *err)
{
	/* One transaction holds the tables; pages bring their own. */
	if (starter_read_words(st, err) < 0 || store_exec(st->store, "BEGIN", err) < 0 ||
	    starter_tables(st, err) < 0 || starter_titles(st, err) < 0 ||
	    store_exec(st->store, "COMMIT", err) < 0 || starter_pages(st, err) < 0 ||
	    starter_put_words(st, err) < 0)
		return -1;
	return check_panes(st, err);
}

/* The finished file has no free pages and a rollback journal. */
static int write_out(struct starter *st, const char *path, struct err *err)
{
	sqlite3_stmt *q;

	if (store_exec(st->store,
	               "INSERT INTO search(search) VALUES('optimize');"
	               "INSERT INTO titles(titles) VALUES('optimize')",
	               err) < 0)
		return -1;
	if (unlink(path) < 0 && errno != ENOENT)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	q = store_prepare(st->store, "VACUUM INTO ?", err);
	if (!q)
		return -1;
	store_bind(q, 1, path);
	return store_run(st->store, q, err);
}

static void drop(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
	char name[4096];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}

int main(int argc, char **argv)
{
	struct starter st = {0};
	struct err err = {0};
	char draft[4096];
	int rc = -1;

	if (argc != 3) {
		fprintf(stderr, "usage: mkstarter FOLDER FILE\n");
		return ERR_USAGE;
	}
	st.dir = argv[1];
	snprintf(draft, sizeof draft, "%s.draft", argv[2]);
	drop(draft);
	setenv("PALAIS_NOW", "0", 1);
	st.store = store_open(draft, STORE_PERSONAL, &err);
	if (st.store && store_exec(st.store, "PRAGMA synchronous=OFF", &err) == 0 &&
	    fill(&st, &err) == 0 && write_out(&st, argv[2], &err) == 0)
		rc = 0;
	starter_words_done(&st);
	store_close(st.store);
	drop(draft);
	if (rc < 0) {
		unlink(argv[2]);
		fprintf(stderr, "mkstarter: %s\n", err.text);
		return ERR_FAILED;
	}
	return 0;
}
