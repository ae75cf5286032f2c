/* SPDX-License-Identifier: ISC */
/* verify: every store looked over, fault by fault. */
#include "config.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "cli/repair.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/search/search.h"
#include "model/store/index.h"
#include "model/store/verify.h"
#include "model/text/units.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct verify {
	struct store *store;
	struct progress_line line;
};

#define BAR 20

/* err_set cleans what foreign bytes might hold. */
static void say_fault(const struct store_fault *fault, void *payload)
{
	struct verify *v = payload;
	struct err line;

	progress_line_clear(&v->line);
	if (*fault->what)
		err_set(&line, ERR_STORE, "%.250s: %s", fault->what, fault->why);
	else
		err_set(&line, ERR_STORE, "%.250s: %s", store_path(v->store), fault->why);
	fprintf(stderr, "palais: %s\n", line.text);
}

/* What is left behind the last version, the search index, is a small part of it all. */
static void draw_bar(int64_t done, int64_t all)
{
	int full = all > 0 ? (int)(done * BAR / all) : 0;

	fputc('[', stderr);
	for (int i = 0; i < BAR; i++)
		fputc(i < full ? '#' : '-', stderr);
	fputs("] ", stderr);
}

static void say_progress(const struct store_verify_counts *sofar, void *payload)
{
	struct verify *v = payload;
	char bytes[40];

	if (!progress_line_begin(&v->line))
		return;
	units_bytes(sofar->bytes, bytes, sizeof bytes);
	draw_bar(sofar->looked, sofar->all);
	/* TRANSLATORS: while a store is looked over; %3$s: bytes */
	fprintf(stderr, _("documents read: %1$lld of %2$lld; %3$s"), (long long)sofar->looked,
	        (long long)sofar->all, bytes);
	progress_line_end();
}

static void say_counts(struct store *s, const struct store_verify_counts *n)
{
	char bytes[40];

	units_bytes(n->bytes, bytes, sizeof bytes);
	printf("%s\t", store_path(s));
	/* TRANSLATORS: what a store has, one number after each word; versions: whole copies;
	 * incomplete: downloads that were cut off; %5$s: bytes */
	printf(_("texts: %1$lld, versions: %2$lld, incomplete: %3$lld, documents: %4$lld, %5$s"),
	       (long long)n->texts, (long long)n->versions, (long long)n->parts,
	       (long long)n->documents, bytes);
	putchar('\t');
	if (n->faults)
		printf(messages_count("%lld fault", "%lld faults", n->faults),
		       (long long)n->faults);
	else
		fputs(_("no faults"), stdout);
	putchar('\n');
}

/* 0, or -1 with err: also when faults were found. */
static int verify_store(struct store *s, int64_t since, struct err *err)
{
	struct verify v = {.store = s, .line = {.seen = progress_is_seen(), .last = clock_ms()}};
	struct store_verify_watch watch = {say_fault, v.line.seen ? say_progress : NULL, &v, since};
	struct store_verify_counts n;
	int rc = store_verify(s, &watch, &n, err);

	progress_line_clear(&v.line);
	if (rc < 0)
		return -1;
	say_counts(s, &n);
	if (!n.faults)
		return 0;
	if (n.faults == n.index_faults && store_kind_of(s) == STORE_PERSONAL)
		return err_set(err, ERR_STORE,
		               "%s: only the search index is at fault: `palais verify --reindex` "
		               "makes it anew",
		               store_path(s));
	if (store_kind_of(s) == STORE_PERSONAL)
		return err_set(err, ERR_STORE,
		               "%s: the store is damaged: `palais verify --repair` saves what is "
		               "whole",
		               store_path(s));
	return err_set(err, ERR_STORE, "%s: the store is damaged", store_path(s));
}

static int reindex(struct session *session, struct err *err)
{
	struct store *s = stores_personal(session->stores);
	long texts;

	if (!s)
		return 0;
	if (store_index_again(s, &texts, err) < 0)
		return -1;
	printf("%s\t", store_path(s));
	printf(messages_count("%ld text indexed again", "%ld texts indexed again", texts), texts);
	putchar('\n');
	return 0;
}

/* "2026", "2026-09", "2026-09-01": when that began, in UTC; 0 for none. */
static int64_t began(const char *since)
{
	struct tm day = {.tm_mday = 1};
	int year = 0, month = 1;

	if (!since || sscanf(since, "%4d-%2d-%2d", &year, &month, &day.tm_mday) < 1)
		return 0;
	day.tm_year = year - 1900;
	day.tm_mon = month - 1;
	return timegm(&day);
}

/* Every store, one after the other; what is wrong with the last is said by the caller. */
static int verify_all(struct session *session, struct err *err)
{
	struct store *s;
	int status = 0;

	if (session->options->reindex && reindex(session, err) < 0)
		return (int)err->code;
	/* what is in no index yet is no fault of it */
	if (search_catch_up(session->stores, NULL, NULL, err) < 0)
		return (int)err->code;
	for (size_t k = 0; (s = stores_store(session->stores, k)); k++) {
		struct err why = {0};

		if (verify_store(s, began(session->options->since), &why) == 0)
			continue;
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		status = status == ERR_STORE ? ERR_STORE : (int)why.code;
		*err = why;
	}
	return print_end(stdout, status ? NULL : err) < 0 && !status ? ERR_FAILED : status;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	int lost = 0, status;

	(void)argv;
	if (argc > 1 || session->options->format != FORMAT_TEXT) {
		err_set(err, ERR_USAGE, "verify: takes no arguments");
		return ERR_USAGE;
	}
	if (session->options->repair && (lost = repair_store(session, err)) < 0)
		return (int)err->code;
	if (session_open(session, err) < 0)
		return (int)err->code;
	status = verify_all(session, err);
	if (!status && lost)
		err_set(err, ERR_FAILED,
		        "%s: something of it is lost, as was said; the damaged store is kept",
		        session->options->store);
	return status ? status : lost ? ERR_FAILED : 0;
}

const struct cli_verb verify_verb = {
	.name = "verify",
	.arguments = "[--reindex|--repair] [--since DATE]",
	.help = N_("looks every store over for damage"),
	.own_stores = true,
	.only_reads = true,
	.run = run,
};
