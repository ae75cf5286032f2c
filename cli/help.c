/* SPDX-License-Identifier: ISC */
/* The text of --help: verbs and options, each with what it does beside it. */
#include "config.h"

#include "cli/help.h"

#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/text/characters.h"
#include "session/option_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTION_COLUMN 25
#define VERB_COLUMN 28

/* The help of one thing in the column beside it, over as many lines as it takes. */
static void put_help(const char *form, int column, const char *help)
{
	size_t len = strlen(help), at = 0;
	char *marks = len ? malloc(len) : NULL;
	int width = (int)text_width(form, strlen(form));
	bool wide = width >= column;

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

/* "  -S, --store FILE"; those without help of their own are two in a line. The row after. */
static const struct option_row *put_option(const struct option_row *r)
{
	char form[80], help[600] = "";
	int n;

	n = r->letter ? snprintf(form, sizeof form, "  -%c, ", r->letter)
	              : snprintf(form, sizeof form, "      ");
	n += snprintf(form + n, sizeof form - (size_t)n, "--%s%s%s", r->name, r->value ? " " : "",
	              r->value ? r->value : "");
	if (!r->help && r[1].name && !r[1].help)
		snprintf(form + n, sizeof form - (size_t)n, ", --%s", (++r)->name);
	if (r->help)
		snprintf(help, sizeof help, _(r->help), r->shown);
	put_help(form, OPTION_COLUMN, help);
	return r + 1;
}

void help_print(void)
{
	char form[80];

	fputs(_("Usage: palais [OPTION…]                   browse\n"
	        "       palais [OPTION…] WHAT              browse, beginning there\n"
	        "       palais [OPTION…] VERB [ARG…]       the same, without the screen\n"
	        "\n"
	        "WHAT is a UN symbol (S/RES/2254), an address (https://…), a path to a local\n"
	        "file (./page.html, /…, - for standard input), or an id that `list` prints.\n"),
	      stdout);
	printf("\n%s\n", _("Verbs:"));
	for (const struct cli_verb *const *at = cli_verbs; *at; at++) {
		const struct cli_verb *v = *at;

		snprintf(form, sizeof form, "  %-8s %s", v->name, v->arguments);
		put_help(form, VERB_COLUMN, _(v->help));
	}
	printf("\n%s\n", _("Options:"));
	for (const struct option_row *r = option_rows; r->name;)
		r = put_option(r);
	fputs("\n", stdout);
	fputs(_("Exit status: 0 done; 1 not found, or some of it failed; 2 wrong usage;\n"
	        "3 the network was needed and there was none; 4 the store is damaged or newer.\n"
	        "More: palais(1), palais-keys(5), palais-config(5), palais-file(7),\n"
	        "palais-fetch(8), palais-site(8), palais-dossier(5), docfile(5).\n"),
	      stdout);
}
