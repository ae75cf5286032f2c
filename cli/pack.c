/* SPDX-License-Identifier: ISC */
/* pack: the reader's store made as small as it can be. */
#include "config.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/store/repack.h"
#include "model/text/units.h"

#include <stdio.h>

/* Often enough on a terminal, which may be far away. */
#define TERMINAL_MS 500

static void say_progress(int64_t done, int64_t left, void *payload)
{
	int64_t *last = payload, now = clock_ms();

	if (now - *last < TERMINAL_MS)
		return;
	*last = now;
	fputc('\r', stderr);
	/* TRANSLATORS: while documents are packed: how many of how many */
	fprintf(stderr, _("packed: %1$lld of %2$lld"), (long long)done,
	        (long long)done + (long long)left);
	fputs("\033[K", stderr);
}

static int pack_store(struct store *s, struct err *err)
{
	struct store_info before, after;
	int64_t last = clock_ms(), start = last, packed;
	struct store_pack_watch watch = {progress_is_seen() ? say_progress : NULL, &last};
	char was[40], is[40];

	if (store_info(s, &before, err) < 0)
		return -1;
	packed = store_pack(s, 0, true, &watch, err);
	if (last != start)
		fputs("\r\033[K", stderr);
	if (packed < 0 || store_info(s, &after, err) < 0)
		return -1;
	units_bytes(before.file_bytes, was, sizeof was);
	units_bytes(after.file_bytes, is, sizeof is);
	printf("%s\t", store_path(s));
	/* TRANSLATORS: a count of documents, and sizes of the file: before, and now */
	printf(_("packed: %1$lld; %2$s, was %3$s"), (long long)packed, is, was);
	putchar('\n');
	return 0;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct store *s = stores_personal(session->stores);

	(void)argv;
	if (argc > 1 || session->options->format != FORMAT_TEXT) {
		err_set(err, ERR_USAGE, "pack: takes no arguments");
		return ERR_USAGE;
	}
	if (s && pack_store(s, err) < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

const struct cli_verb pack_verb = {
	.name = "pack",
	.arguments = "",
	.help = N_("makes the store as small as it can be"),
	.run = run,
};
