/* SPDX-License-Identifier: ISC */
/* prune: what is old is let go of, by age and by size. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/doc/reference.h"
#include "model/store/marks.h"
#include "model/store/prune.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/dossier/catalogue.h"
#include "model/views/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAYS 365
#define DAYS_MOST 36500

struct kept {
	struct session *session;
	VEC(const char *) keys;
};

static int keep_key(struct kept *k, const char *word)
{
	char *key = strdup(word);

	if (key && vec_push(&k->keys, key) == 0)
		return 0;
	free(key);
	return -1;
}

/* A bookmark is the word that was typed: its document stays. */
static int keep_bookmark(const struct bookmark *b, void *payload)
{
	struct kept *k = payload;
	struct reference w;

	if (reference_read(b->source.document, &w, NULL) < 0)
		return 0;
	catalogue_complete_reference(stores_starter(k->session->stores), &w);
	return keep_key(k, w.key);
}

/* What a note is put into stays, for the note is read in it. */
static int keep_noted(const struct mark *m, void *payload)
{
	return keep_key(payload, m->source.document);
}

static void say(enum store_prune_kind kind, const char *key, const char *lang, int64_t bytes,
                int64_t used, void *payload)
{
	static const char *const kinds[] = {
		/* TRANSLATORS: of a version: there is a newer one of the same text */
		[PRUNE_SUPERSEDED] = N_("superseded"),
		/* TRANSLATORS: of a page that came in place of a text, and is not it */
		[PRUNE_BESIDE] = N_("kept beside"),
		[PRUNE_PART] = N_("incomplete"),
		[PRUNE_DOCUMENT] = N_("old")};
	struct err line;
	char size[40], when[40] = "";

	(void)payload;
	units_bytes(bytes, size, sizeof size);
	if (used)
		date_time(used, when, sizeof when);
	/* cleaned of what an address from outside might hold */
	err_set(&line, ERR_FAILED, "%.300s", key);
	printf("%s\t%s\t%s\t%s\t%s\n", line.text, lang, _(kinds[kind]), when, size);
}

/* "500M": thousands, millions, thousands of millions of bytes. */
static int read_size(const char *word, int64_t *size, struct err *err)
{
	static const struct {
		const char *unit;
		int64_t bytes;
	} units[] = {{"", 1}, {"k", 1000}, {"K", 1000}, {"M", 1000000}, {"G", 1000000000}};
	char *end;
	long long n = strtoll(word, &end, 10);

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (*word >= '0' && *word <= '9' && !strcmp(end, units[i].unit) &&
		    n <= INT64_MAX / units[i].bytes) {
			*size = n * units[i].bytes;
			return 0;
		}
	return err_set(err, ERR_USAGE, "--keep %.100s: bytes, or a number with K, M or G", word);
}

static int read_days(const char *word, int64_t *days, struct err *err)
{
	char *end;
	long n = strtol(word, &end, 10);

	if (*word < '0' || *word > '9' || *end || n > DAYS_MOST)
		return err_set(err, ERR_USAGE, "--older %.100s: a number of days", word);
	*days = n;
	return 0;
}

static void say_sum(const struct store_prune_counts *n, bool dry_run)
{
	char gone[40], left[40], file[40];

	units_bytes(n->bytes, gone, sizeof gone);
	units_bytes(n->left, left, sizeof left);
	units_bytes(n->file, file, sizeof file);
	/* TRANSLATORS: a count of versions, their bytes, and the bytes that stay */
	printf(dry_run ? _("would go: %1$lld, %2$s; stays: %3$s")
	               : _("let go of: %1$lld, %2$s; stays: %3$s"),
	       (long long)n->gone, gone, left);
	if (n->file)
		printf(_("; the file is shorter by %s"), file);
	putchar('\n');
}

static int prune(struct session *session, struct store *s, struct store_prune_wish *wish,
                 struct err *err)
{
	struct kept kept = {.session = session};
	struct store_prune_counts n;
	int rc = marks_each_bookmark(s, NULL, keep_bookmark, &kept, err);

	if (rc == 0)
		rc = marks_each(s, NULL, NULL, keep_noted, &kept, err);
	wish->kept = kept.keys.at;
	wish->kept_count = kept.keys.count;
	if (rc == 0)
		rc = store_prune(s, wish, &n, err);
	if (rc == 0)
		say_sum(&n, wish->dry_run);
	for (size_t i = 0; i < kept.keys.count; i++)
		free((char *)kept.keys.at[i]);
	vec_done(&kept.keys);
	return rc;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct store_prune_wish wish = {
		.keep = -1, .older = DAYS, .dry_run = session->options->dry_run, .each = say};
	struct store *s = stores_personal(session->stores);
	int rc = 0;

	(void)argv;
	if (argc > 1 || session->options->format != FORMAT_TEXT)
		rc = err_set(err, ERR_USAGE,
		             "prune: --keep SIZE, --older DAYS, --dry-run, and no more");
	if (rc == 0 && session->options->keep)
		rc = read_size(session->options->keep, &wish.keep, err);
	if (rc == 0 && session->options->older)
		rc = read_days(session->options->older, &wish.older, err);
	if (rc == 0 && s)
		rc = prune(session, s, &wish, err);
	if (rc < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

const struct cli_verb prune_verb = {
	.name = "prune",
	.arguments = "[OPTION…]",
	.help = N_("lets go of what is old, but not of what is pinned"),
	.open = true,
	.run = run,
};
