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
#include <sys/stat.h>
#include <unistd.h>

#define LINES_MOST 200

static const char *type(void)
{
	const char *t = getenv("TERM");

	return t && *t ? t : "unknown";
}

/* -- the file: a line is TERM and a mode ---------------------------------------- */

/* Where it is; the folder that it is in when `name` is "". */
static void path_of(const char *name, char *out, size_t size)
{
	const char *dir = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (dir && *dir == '/')
		snprintf(out, size, "%s/palais%s", dir, name);
	else
		snprintf(out, size, "%s/.config/palais%s", home ? home : "", name);
}

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
	char path[4096], line[300];
	FILE *f;

	path_of("/bidi", path, sizeof path);
	f = rights_read_file(rights, path, NULL);
	while (f && fgets(line, sizeof line, f))
		line_says(line, &mode);
	if (f)
		fclose(f);
	return mode;
}

/* The file anew, with the lines of other terminals as they were. */
static int remember(const struct rights *rights, enum term_bidi mode, struct err *err)
{
	char path[4096], fresh[4096 + 8], line[300], copy[300];
	enum term_bidi old;
	FILE *from, *to;
	int count = 0, rc;

	if (rights_need(rights, "bidi", err) < 0)
		return -1;
	path_of("", path, sizeof path);
	if (mkdir(path, 0700) < 0 && errno == ENOENT) {
		*strrchr(path, '/') = '\0';
		mkdir(path, 0700);
		path_of("", path, sizeof path);
		mkdir(path, 0700);
	}
	path_of("/bidi", path, sizeof path);
	snprintf(fresh, sizeof fresh, "%s.new", path);
	from = rights_read_file(rights, path, NULL);
	to = rights_write_file(rights, fresh, RIGHTS_OVER, NULL);
	while (from && to && count++ < LINES_MOST && fgets(line, sizeof line, from)) {
		snprintf(copy, sizeof copy, "%s", line);
		if (!line_says(copy, &old))
			fputs(line, to);
	}
	if (from)
		fclose(from);
	if (to)
		fprintf(to, "%.200s %s\n", type(), terminals_bidi_name(mode));
	rc = to ? fclose(to) : -1;
	if (rc < 0 || rename(fresh, path) < 0)
		return err_set(err, ERR_FAILED, "%.300s: %s: not remembered", path,
		               strerror(errno));
	return 0;
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
	words(m, DOC_HEADING, name);
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
