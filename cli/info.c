/* SPDX-License-Identifier: ISC */
/* info: what the stores hold and cost. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/dossier/headlines.h"
#include "model/text/characters.h"
#include "model/text/date.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {[STORE_STARTER] = N_("starter"),
                                    [STORE_BUNDLE] = N_("bundle"),
                                    [STORE_SITE] = N_("site"),
                                    [STORE_PERSONAL] = N_("personal")};

/* "  label      value" */
static void info_line(const char *label, const char *value)
{
	int blanks = 10 - (int)text_width(label, strlen(label));

	printf("  %s%*s %s\n", label, blanks > 0 ? blanks : 0, "", value);
}

static void info_count(const char *label, int64_t count)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)count);
	if (count)
		info_line(label, number);
}

static void info_text(const struct session *session, struct store *s, const struct store_info *i)
{
	char bytes[40], file[40], oldest[40] = "-", newest[40] = "-";
	char text[320], price[60];
	int64_t down, up, requests;

	units_bytes(i->bytes, bytes, sizeof bytes);
	units_bytes(i->file_bytes, file, sizeof file);
	if (i->oldest)
		date_time(i->oldest, oldest, sizeof oldest);
	if (i->newest)
		date_time(i->newest, newest, sizeof newest);
	printf("%s\t%s\n", _(kinds[store_kind_of(s)]), store_path(s));
	/* TRANSLATORS: works, texts (a work has one in each language) and versions of them */
	snprintf(text, sizeof text, _("%1$lld in %2$lld texts, %3$lld versions"),
	         (long long)i->works, (long long)i->texts, (long long)i->versions);
	info_line(_("documents"), text);
	snprintf(text, sizeof text, _("%1$s, from %2$s to %3$s UTC"), bytes, oldest, newest);
	info_line(_("received"), text);
	info_line(_("on disk"), file);
	if (store_usage(s, &down, &up, &requests, NULL) == 0 && requests) {
		units_bytes(down, bytes, sizeof bytes);
		units_bytes(up, file, sizeof file);
		/* TRANSLATORS: bytes received and sent, how often was asked */
		snprintf(text, sizeof text, _("%s down, %s up, %lld requests"), bytes, file,
		         (long long)requests);
		price_print(&session->options->price, down + up, price, sizeof price);
		if (*price)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
			         C_("aside", ", "), price);
		info_line(_("this month"), text);
	}
	/* TRANSLATORS: of documents: how many a bundle or a hub has brought here */
	info_count(_("carried"), i->carried);
	info_count(_("incomplete"), i->parts);
	info_count(_("queued"), i->queued);
	info_count(_("bookmarks"), i->bookmarks);
}

static void info_json(struct store *s, const struct store_info *i, bool first)
{
	int64_t down, up, requests;
	struct buf b;

	buf_init(&b, 1 << 16);
	buf_printf(&b, "%s{\"kind\":\"%s\",\"path\":", first ? "[" : ",", kinds[store_kind_of(s)]);
	buf_json(&b, store_path(s), strlen(store_path(s)));
	buf_printf(&b,
	           ",\"works\":%lld,\"texts\":%lld,\"versions\":%lld,\"bytes\":%lld,"
	           "\"file_bytes\":%lld,\"incomplete\":%lld,\"queued\":%lld,\"bookmarks\":%lld,"
	           "\"carried\":%lld}",
	           (long long)i->works, (long long)i->texts, (long long)i->versions,
	           (long long)i->bytes, (long long)i->file_bytes, (long long)i->parts,
	           (long long)i->queued, (long long)i->bookmarks, (long long)i->carried);
	if (store_usage(s, &down, &up, &requests, NULL) == 0) {
		buf_cut(&b, b.len - 1);
		buf_printf(&b, ",\"month_down\":%lld,\"month_up\":%lld,\"month_requests\":%lld}",
		           (long long)down, (long long)up, (long long)requests);
	}
	fwrite(b.bytes, 1, b.len, stdout);
	buf_done(&b);
}

static int run_info(struct session *session, int argc, char **argv, struct err *err)
{
	struct store *s;

	(void)argv;
	if (argc > 1 ||
	    (session->options->format != FORMAT_TEXT && session->options->format != FORMAT_JSON)) {
		err_set(err, ERR_USAGE, "info: takes no arguments; -f text or json");
		return ERR_USAGE;
	}
	for (size_t k = 0; (s = stores_store(session->stores, k)); k++) {
		struct store_info info;

		if (store_info(s, &info, err) < 0)
			return err->code;
		if (session->options->format == FORMAT_JSON)
			info_json(s, &info, k == 0);
		else
			info_text(session, s, &info);
	}
	if (session->options->format == FORMAT_JSON)
		puts("]");
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

const struct cli_verb info_verb = {
	.name = "info",
	.arguments = "",
	.help = N_("what the stores hold and cost"),
	.only_reads = true,
	.open = true,
	.run = run_info,
};
