/* SPDX-License-Identifier: ISC */
/*
 * complete: what may come next on a command line, for shells (completions/). From the tables
 * that the command line itself is read by: options, verbs and their arguments, and what the
 * starter store knows by symbol. Asks no network, and is run at each press of Tab.
 */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "fetch/acquire/acquire.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/dossier/begun.h"
#include "model/dossier/tables.h"
#include "model/views/view.h"
#include "session/option_rows.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A line that is no word: names of files may come as well. */
#define FILES ":files"

struct line {
	struct session *session;
	struct err *err;
	const char *begun;  /* the word that is being typed; "" */
	const char *before; /* what of it stands before that: "--format=", or "" */
	int before_len;
	const struct option_row *option; /* whose value it is, or NULL */
	const struct cli_verb *verb;     /* or NULL */
	const char *first;               /* the verb's first argument, before that word; or NULL */
	int words;                       /* before that word, without options */
};

static void offer(const struct line *l, const char *word)
{
	if (!strncasecmp(word, l->begun, strlen(l->begun)))
		printf("%.*s%s\n", l->before_len, l->before, word);
}

/* The words of a list; letters of `apart` stand between them. */
static void offer_list(const struct line *l, const char *list, const char *apart)
{
	char word[80];

	for (const char *p = list + strspn(list, apart); *p; p += strspn(p, apart)) {
		size_t n = strcspn(p, apart);

		snprintf(word, sizeof word, "%.*s", (int)n, p);
		offer(l, word);
		p += n;
	}
}

/* -- what is in the stores ----------------------------------------------------- */

/* NULL where they cannot be opened: then there is less to offer, and nothing to say. */
static struct store *starter(const struct line *l)
{
	if (!l->session->stores && session_open(l->session, NULL) < 0)
		return NULL;
	return stores_starter(l->session->stores);
}

static void offer_panes(const struct line *l, const char *before)
{
	char key[80], title[200], brief[80], word[100];

	if (!starter(l))
		return;
	for (size_t i = 0; view_pane(l->session->stores, i, key, sizeof key, title, sizeof title,
	                             brief, sizeof brief) >= 0;
	     i++) {
		snprintf(word, sizeof word, "%s%s", before, key);
		offer(l, word);
	}
}

static int each_symbol(const char *symbol, void *payload)
{
	(void)payload;
	puts(symbol);
	return 0;
}

/* A text of the dossier's own is there in all its languages; English is what it is written in. */
static int each_held(const struct store_held *h, void *payload)
{
	if (!strncmp(h->key, "page:", 5) && !strcmp(h->lang, "en"))
		offer(payload, h->key);
	return 0;
}

/* The charts are sections of panes, with a word of their filter for a name. */
static int each_section(const struct dossier_row *r, void *payload)
{
	static const char form[] = "name=";
	const char *at = strstr(r->at[SECTION_FILTER], form);
	char word[100];

	if (!at)
		return 0;
	at += sizeof form - 1;
	snprintf(word, sizeof word, "chart:%.*s", (int)strcspn(at, " "), at);
	offer(payload, word);
	return 0;
}

static void offer_pages(struct line *l, struct store *s)
{
	const struct dossier_query all = {0};
	const char *name;
	char word[100];

	offer_panes(l, "pane:");
	for (size_t i = 0; (name = view_list_name(i)) != NULL; i++) {
		snprintf(word, sizeof word, "list:%s", name);
		offer(l, word);
	}
	if (store_each_held(s, each_held, l, l->err) == 0)
		dossier_each(s, DOSSIER_SECTIONS, &all, each_section, l, l->err);
}

/* Anything that can be shown. Kinds of pages first, their names when one is typed. */
static void offer_whats(struct line *l)
{
	struct store *s;

	if (!strchr("/.~", *l->begun) || !*l->begun) {
		s = starter(l);
		if (!strchr(l->begun, ':'))
			offer_list(l, "pane: page: list: chart:", " ");
		else if (s)
			offer_pages(l, s);
		if (s)
			begun_symbols(s, l->begun, each_symbol, NULL, l->err);
	}
	puts(FILES);
}

/* -- options ------------------------------------------------------------------- */

static bool is_open(const struct line *l, bool open)
{
	return open || !l->session->options->rights.restricted;
}

static void offer_options(const struct line *l)
{
	char word[60];

	for (const struct option_row *r = option_rows; r->name; r++) {
		snprintf(word, sizeof word, "--%s", r->name);
		if (is_open(l, r->open))
			offer(l, word);
	}
}

/* "-f", "--format", of which the first `len` letters count: its row; NULL. */
static const struct option_row *option_of(const char *word, size_t len)
{
	for (const struct option_row *r = option_rows; r->name; r++)
		if (word[1] == '-'
		            ? strlen(r->name) == len - 2 && !strncmp(word + 2, r->name, len - 2)
		            : r->letter && word[1] == r->letter && len == 2)
			return r;
	return NULL;
}

/* By what --help calls it. */
static void offer_values(const struct line *l)
{
	const char *value = l->option->value;

	if (!strcmp(value, "LANG"))
		offer_list(l, "ar zh en fr ru es", " ");
	else if (!strcmp(value, "LIST"))
		offer_list(l, ACQUIRE_SOURCES, ",");
	else if (strchr(value, '|')) /* "on|off" */
		offer_list(l, value, "|");
	else if (!strcmp(value, "FILE"))
		puts(FILES);
	else if (!strcmp(l->option->name, "pane"))
		offer_panes(l, "");
	for (size_t i = 0; !strcmp(value, "FORMAT") && option_formats[i]; i++)
		offer(l, option_formats[i]);
}

/* -- verbs --------------------------------------------------------------------- */

/* One word of a verb's arguments, as --help has them. */
static void offer_argument(struct line *l, const char *word)
{
	if (!strncmp(word, "WHAT", 4))
		offer_whats(l);
	else if (!strcmp(word, "FILE") || !strcmp(word, "DIR") || !strcmp(word, "KEYFILE"))
		puts(FILES);
	else if (!strcmp(word, "KIND"))
		offer_panes(l, "");
}

/* "export [FILE]", which begins with a word of its own, or "[KIND…]". What begins with "-" is
 * an option, and not for here. */
static void offer_way(struct line *l, const char *way, const char *end)
{
	static const char apart[] = " []…";
	size_t first = strcspn(way, " ");
	bool named = *way >= 'a' && *way <= 'z';
	char word[40];

	if (named && !l->first) {
		snprintf(word, sizeof word, "%.*s", (int)first, way);
		offer(l, word);
		return;
	}
	if (named && (strlen(l->first) != first || strncmp(way, l->first, first) != 0))
		return;
	for (const char *p = way + strspn(way, apart); p < end && *p != '-';
	     p += strspn(p, apart)) {
		size_t n = strcspn(p, apart);

		snprintf(word, sizeof word, "%.*s", (int)n, p);
		offer_argument(l, word);
		p += n;
	}
}

static void offer_arguments(struct line *l)
{
	const char *(*word)(size_t) = l->first ? NULL : l->verb->word;
	const char *way = l->verb->arguments, *bar;

	for (size_t i = 0; word && word(i); i++)
		offer(l, word(i));
	for (; (bar = strstr(way, " | ")) != NULL; way = bar + 3)
		offer_way(l, way, bar);
	offer_way(l, way, way + strlen(way));
}

static void offer_verbs(const struct line *l)
{
	for (const struct cli_verb *const *v = cli_verbs; *v; v++)
		if (is_open(l, (*v)->open))
			offer(l, (*v)->name);
}

/* -- the line ------------------------------------------------------------------ */

/* A word before the one that is typed. */
static void take_word(struct line *l, const char *word)
{
	if (l->option) {
		l->option = NULL;
	} else if (*word == '-' && word[1]) {
		l->option = option_of(word, strlen(word));
		if (l->option && !l->option->value)
			l->option = NULL;
	} else {
		if (!l->words)
			l->verb = cli_find_verb(word);
		else if (l->words == 1)
			l->first = word;
		l->words++;
	}
}

/* "--format=tex": the value is what is typed. */
static void take_value(struct line *l)
{
	const char *equals = strchr(l->begun, '=');

	if (strncmp(l->begun, "--", 2) != 0 || !equals)
		return;
	l->option = option_of(l->begun, (size_t)(equals - l->begun));
	if (l->option && !l->option->value)
		l->option = NULL;
	l->before = l->begun;
	l->before_len = (int)(equals + 1 - l->begun);
	l->begun = equals + 1;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct line l = {.session = session,
	                 .err = err,
	                 .begun = argc > 1 ? argv[argc - 1] : "",
	                 .before = ""};

	for (int i = 1; i < argc - 1; i++)
		take_word(&l, argv[i]);
	if (!l.option)
		take_value(&l);
	if (l.option)
		offer_values(&l);
	else if (*l.begun == '-')
		offer_options(&l);
	else if (l.verb)
		offer_arguments(&l);
	else if (!l.words)
		offer_verbs(&l);
	if (!l.option && !l.words && *l.begun != '-' && !*l.before)
		offer_whats(&l);
	return print_end(stdout, err) < 0 || err->code ? (int)err->code : 0;
}

const struct cli_verb complete_verb = {
	.name = "complete",
	.arguments = "-- [WORD…]",
	.help = N_("what may come next on a command line, for shells"),
	.own_stores = true,
	.only_reads = true,
	.open = true,
	.run = run,
};
