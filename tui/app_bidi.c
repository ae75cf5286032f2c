/* SPDX-License-Identifier: ISC */
/* Who puts text from the right into its order: what is remembered for each kind of
 * terminal, and the page by which a reader chooses. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/term.h"
#include "tui/terminals.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MOST 200

static const char *type(void)
{
	const char *t = getenv("TERM");

	return t && *t ? t : "unknown";
}

/* -- the file: a line is TERM and a mode ---------------------------------------- */

/* The mode that a line gives for this terminal. */
static bool line_says(char *line, enum term_bidi *mode)
{
	size_t n = strcspn(line, " \t\n");
	char *word = line + n + strspn(line + n, " \t");

	word[strcspn(word, " \t\r\n")] = '\0';
	return n == strlen(type()) && !strncmp(line, type(), n) &&
	       terminals_bidi_by_name(word, mode);
}

enum term_bidi app_bidi_mode(const struct rights *rights)
{
	enum term_bidi mode = terminals_bidi(type());
	char *path = options_own_file("bidi"), line[300];
	FILE *f = path ? rights_read_file(rights, path, NULL) : NULL;

	while (f && fgets(line, sizeof line, f))
		line_says(line, &mode);
	if (f)
		fclose(f);
	free(path);
	return mode;
}

/* The lines of other terminals, as they were. */
static void keep_others(FILE *from, struct buf *out)
{
	char line[300], copy[300];
	enum term_bidi old;
	int count = 0;

	while (count++ < LINES_MOST && fgets(line, sizeof line, from)) {
		snprintf(copy, sizeof copy, "%s", line);
		if (!line_says(copy, &old))
			buf_str(out, line);
	}
	fclose(from);
}

/* The file anew. */
static int remember(const struct rights *rights, enum term_bidi mode, struct err *err)
{
	char *path = options_own_file("bidi");
	struct buf out;
	FILE *from;
	int rc = -1;

	if (rights_need(rights, "bidi", err) < 0 || !path) {
		free(path);
		return -1;
	}
	buf_init(&out, LINES_MOST * 300 + 300);
	from = rights_read_file(rights, path, NULL);
	if (from)
		keep_others(from, &out);
	buf_printf(&out, "%.200s %s\n", type(), terminals_bidi_name(mode));
	if (stores_make_folders(path, err) == 0)
		rc = rights_write_whole(rights, path, true, &out, err);
	buf_done(&out);
	if (rc < 0)
		err_set(err, ERR_FAILED, "%.300s: %s: not remembered", path, strerror(errno));
	free(path);
	return rc;
}

/* -- the command ---------------------------------------------------------------- */

int app_bidi(struct app *a, struct tab *t, const char *arg)
{
	enum term_bidi mode;
	struct err err = {0};

	if (!*arg) {
		app_open(a, t, "palais:bidi", strcmp(t->what.key, "palais:bidi") != 0);
		return DID_DRAW;
	}
	if (!terminals_bidi_by_name(arg, &mode)) {
		app_say(a, "bidi %s: not a mode: program, terminal or logical", arg);
		return DID_DRAW;
	}
	term_set_bidi(mode);
	term_repaint();
	if (a->session->options->rights.restricted)
		app_say(a, "bidi %s: for as long as you stay", terminals_bidi_name(mode));
	else if (remember(&a->session->options->rights, mode, &err) < 0)
		app_say(a, "%s", err.text);
	else
		app_say(a, "bidi %s: remembered for TERM=%.60s", terminals_bidi_name(mode), type());
	if (!strcmp(t->what.key, "palais:bidi"))
		app_reload(a, t);
	return DID_DRAW;
}

/* -- the page ------------------------------------------------------------------- */

static void words(struct doc_maker *m, enum doc_kind kind, const char *text)
{
	doc_begin(m, kind);
	doc_attr(m, "dir", messages_rtl() ? "rtl" : "ltr");
	if (kind == DOC_HEADING)
		doc_attr(m, "level", "2");
	doc_add_str(m, text);
}

/* The same line in one of the ways; model/layout/visual.c knows these languages. */
static void picture(struct doc_maker *m, const char *name, const char *lang)
{
	char text[40];

	/* what is typed begins with its colon, also in a line from the right */
	snprintf(text, sizeof text, messages_rtl() ? "\u200e%s\u200e" : "%s", name);
	words(m, DOC_HEADING, text);
	doc_begin(m, DOC_PARAGRAPH);
	doc_attr(m, "lang", lang);
	doc_attr(m, "dir", "rtl");
	doc_add_str(m, "سلام 2254 (2015) S/RES ٣٦");
}

int app_bidi_page(const struct page_call *c)
{
	struct doc_maker *m = c->m;
	char now[400];

	app_begin_page(m, _("Text from the right"));
	words(m, DOC_PARAGRAPH,
	      _("One of the lines below looks as it should. Its name after :bidi chooses it, and "
	        "is "
	        "remembered for this kind of terminal."));
	words(m, DOC_PARAGRAPH,
	      _("Read from its right end it is: one Arabic word whose letters are joined; the "
	        "number "
	        "2254, its digits so; 2015 in brackets that close around it; S/RES; and at the "
	        "left "
	        "end two Arabic digits. The whole line stands at the right."));
	picture(m, ":bidi program", "x-program");
	picture(m, ":bidi terminal", "x-terminal");
	picture(m, ":bidi logical", "x-logical");
	words(m, DOC_PARAGRAPH,
	      _("program: palais orders the line, joins its letters and puts it to the right. "
	        "terminal: the terminal does. logical: neither does, for one that has an order of "
	        "its own."));
	snprintf(now, sizeof now, _("Now: %s. What is known of TERM=%.60s: %s."),
	         terminals_bidi_name(term_bidi()), type(),
	         terminals_bidi_name(terminals_bidi(type())));
	words(m, DOC_PARAGRAPH, now);
	return 0;
}
