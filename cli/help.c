/* The text of --help: verbs and options, each with what it does beside it. */
#include "config.h"

#include "cli/help.h"

#include "cli/verbs.h"
#include "fetch/acquire/acquire.h"
#include "model/base/messages.h"
#include "model/text/characters.h"
#include "session/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HELP_COLUMN 25

static const struct {
	const char *form, *help, *value; /* the value stands for %s */
} option_help[] = {
	{"  -S, --store FILE", N_("the personal store"), NULL},
	{"      --site FILE",
         N_("a read-only store between the personal one and the starter; "
            "repeatable"),
         NULL},
	{"  -l, --lang LANG",
         N_("languages of documents: ar zh en fr ru es, or A C E F R S; a list "
            "is an order of preference"),
         NULL},
	{"      --interface LANG", N_("the language of palais itself"), NULL},
	{"  -o, --offline", N_("never go out"), NULL},
	{"  -w, --width N", N_("columns of text output"), NULL},
	{"  -f, --format F",
         N_("text, markdown, html, json, tsv, docfile, raw; for cite: text, "
            "bibtex, ris, csl-json"),
         NULL},
	{"  -n, --number N", N_("at most so many results"), NULL},
	{"      --no-links", N_("no link numbers and no addresses in text output"), NULL},
	{"      --body", N_("the document's own blocks alone"), NULL},
	{"  -t, --type TYPE", N_("media type of a local file"), NULL},
	{"      --mirror FROM=TO", N_("addresses that begin with FROM are asked of TO; repeatable"),
         NULL},
	{"      --sources LIST", N_("where UN documents are asked for, in this order: %s"),
         ACQUIRE_SOURCES},
	{"      --akn-branch NAME", N_("of the repositories of machine-readable texts (%s)"),
         ACQUIRE_BRANCH},
	{"      --feed URL", N_("one more feed, of which everything is kept; repeatable"), NULL},
	{"      --topic WORD",
         N_("one more word by which headlines of the file are told; repeatable"), NULL},
	{"      --reliefweb-appname NAME",
         N_("by which ReliefWeb's interface knows you: without one "
            "it is not asked"),
         NULL},
	{"      --dry-run",
         N_("sync: what would be asked, and what it would cost; prune: what would "
            "go"),
         NULL},
	{"      --keep SIZE",
         N_("prune: the oldest documents go until the rest has this size (500M)"), NULL},
	{"      --older DAYS", N_("prune: documents that were not read for so long go (365)"),
         NULL},
	{"      --reindex", N_("verify: makes the search index anew first"), NULL},
	{"  -b, --budget BYTES",
         N_("sync: at most so much both ways, such as 500k; 0 is no limit "
            "(%s)"),
         OPTIONS_BUDGET},
	{"      --sizes", N_("sync --dry-run: servers are asked for sizes that are not known"),
         NULL},
	{"      --full", N_("sync: articles too, not only headlines"), NULL},
	{"      --since DATE", N_("sync: articles and documents from that day on"), NULL},
	{"      --afresh", N_("sync, fetch: asks also for what its server has called fresh"), NULL},
	{"  -q, --quiet", N_("sync, fetch: failures alone are told"), NULL},
	{"      --price PRICE", N_("of a megabyte, such as \"3.50 USD\": costs are told in it"),
         NULL},
	{"      --proxy ADDRESS", N_("http://, socks5h://… : all requests go through it"), NULL},
	{"      --metered", N_("nothing is asked of its own accord"), NULL},
	{"      --state NAME", N_("whose votes `votes` lists"), NULL},
	{"      --config FILE, --no-config", NULL, NULL},
	{"      --script FILE", N_("commands for the screen, from a file"), NULL},
	{"      --help, --version", NULL, NULL},
};

/* The help of one thing in the column beside it, over as many lines as it takes. */
static void put_help(const char *form, int column, const char *help)
{
	size_t len = strlen(help), at = 0;
	char *marks = len ? malloc(len) : NULL;
	int width = (int)text_width(form, strlen(form));
	bool wide = width > column;

	printf("%s", form);
	if (!marks) {
		putchar('\n');
		return;
	}
	text_breaks(help, len, marks);
	if (wide)
		putchar('\n');
	for (int col = wide ? 0 : width; at < len; col = 0) {
		size_t end = len, fits = 0;

		for (size_t i = at + 1; i <= len; i++)
			if (i == len || marks[i] != TEXT_BREAK_NOT) {
				if (fits && (int)text_width(help + at, i - at) > 80 - column)
					break;
				fits = i;
			}
		for (end = fits; end > at && help[end - 1] == ' ';)
			end--;
		printf("%*s%.*s\n", column - col, "", (int)(end - at), help + at);
		at = fits;
	}
	free(marks);
}

void help_print(void)
{
	char form[80], help[600];

	fputs(_("Usage: palais [OPTION…]                   browse\n"
	        "       palais [OPTION…] WHAT              browse, beginning there\n"
	        "       palais [OPTION…] VERB [ARG…]       the same, without the screen\n"
	        "\n"
	        "WHAT is a UN symbol (S/RES/2254), an address (https://…), a path to a local\n"
	        "file (./page.html, /…, - for standard input), or an id that `list` prints.\n"),
	      stdout);
	printf("\n%s\n", _("Verbs:"));
	for (const struct cli_verb *v = cli_verbs; v->name; v++) {
		int blanks = 16 - (int)text_width(v->arguments, strlen(v->arguments));

		snprintf(form, sizeof form, "  %-8s %s%*s ", v->name, v->arguments,
		         blanks > 0 ? blanks : 0, "");
		put_help(form, (int)text_width(form, strlen(form)), _(v->help));
	}
	printf("\n%s\n", _("Options:"));
	for (size_t i = 0; i < sizeof option_help / sizeof *option_help; i++) {
		*help = '\0';
		if (option_help[i].help)
			snprintf(help, sizeof help, _(option_help[i].help), option_help[i].value);
		put_help(option_help[i].form, HELP_COLUMN, help);
	}
	fputs("\n", stdout);
	fputs(_("Exit status: 0 done; 1 not found, or some of it failed; 2 wrong usage;\n"
	        "3 the network was needed and there was none; 4 the store is damaged or newer.\n"
	        "palais(1) says more.\n"),
	      stdout);
}
