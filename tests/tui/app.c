/* SPDX-License-Identifier: ISC */
/* Whole screens: each file of tests/tui/screens is a script and what it shows.
 *
 * Lines of a file are those of scripts (tui/script.h), and
 *   store KEY FILE [part|beside]   puts a docfile of the folder into the personal store
 *   now TIME                  where the clock stands from here on
 *   page KEY FILE [without]   the same of an HTML page; without its bytes
 *   start BIDI ROWSxCOLS WORDS…   starts with these words of the command line
 *   screen ROW COL            what stands in the lines below, each after '|', is the
 *                             whole screen, and the cursor is there
 * Where a screen is another, both are printed beside each other, and the file as it
 * would be right is written into the folder of the build, as tests/tui/NAME.got. */
#include "config.h"

#include "model/text/characters.h"
#include "tests/tui/app_lib.h"
#include "tui/terminals.h"

#include <glob.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Files of screens, at most. */
#define FILES_MOST 200

struct screens {
	struct test_app app;
	const char *name; /* of the file, */
	const char *rest; /* what of it is to be taken yet, */
	unsigned line;    /* and the number of the line before that */
	struct buf got;   /* the file as it would be right */
	int wrong;
};

/* -- comparing ----------------------------------------------------------------------- */

/* The screen as the file has it: "screen ROW COL" and its rows. */
static char *screen_text(struct test_app *t)
{
	VTermPos pos;
	struct buf b;

	vterm_state_get_cursorpos(vterm_obtain_state(t->screen.vt), &pos);
	buf_init(&b, 1 << 18);
	buf_printf(&b, "screen %d %d\n", pos.row, pos.col);
	for (int row = 0; row < t->screen.rows; row++) {
		char *text = screen_row(&t->screen, row);

		buf_printf(&b, "|%s\n", text);
		free(text);
	}
	return buf_take(&b);
}

static void print_beside(const char *want, const char *got, int cols)
{
	while (*want || *got) {
		size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");
		bool same = w == g && !memcmp(want, got, w);
		int blanks = cols + 1 - (int)text_width(want, w);

		print_message("# %s%.*s%*s%.*s\n", same ? "  " : "* ", (int)w, want,
		              blanks > 1 ? blanks : 1, "", (int)g, got);
		want += w + (want[w] != '\0');
		got += g + (got[g] != '\0');
	}
}

/* The next line of the file; false at its end. */
static bool next_line(struct screens *s, char *line, size_t size)
{
	size_t n = strcspn(s->rest, "\n");

	if (!*s->rest)
		return false;
	assert_true(n < size);
	snprintf(line, size, "%.*s", (int)n, s->rest);
	s->rest += n + (s->rest[n] != '\0');
	s->line++;
	return true;
}

/* Against the rows that follow in the file. */
static void compare(struct screens *s, const char *head)
{
	char *got = screen_text(&s->app), row[1000];
	unsigned line = s->line;
	struct buf want;

	buf_init(&want, 1 << 18);
	buf_printf(&want, "%s\n", head);
	while (*s->rest == '|' && next_line(s, row, sizeof row))
		buf_printf(&want, "%s\n", row);
	if (strcmp(want.bytes, got)) {
		print_message("# %s: line %u: expected, and what is shown\n", s->name, line);
		print_beside(want.bytes, got, s->app.screen.cols);
		s->wrong++;
	}
	buf_str(&s->got, got);
	buf_done(&want);
	free(got);
}

/* -- the lines ----------------------------------------------------------------------- */

static void start(struct screens *s, const char *line)
{
	enum term_bidi bidi = TERM_BIDI_LOGICAL;
	char mode[20];
	int rows, cols, n = 0;

	if (sscanf(line, "%19s %dx%d %n", mode, &rows, &cols, &n) < 3 ||
	    !terminals_bidi_by_name(mode, &bidi))
		fail_msg("start %s", line);
	app_start(&s->app, bidi, rows, cols, line + n);
}

static void store(struct screens *s, const char *line)
{
	char key[200], name[80], path[100], part[8] = "", *doc;

	if (sscanf(line, "%199s %79s %7s", key, name, part) < 2)
		fail_msg("store %s", line);
	snprintf(path, sizeof path, "screens/%s", name);
	doc = app_file(path);
	if (!strcmp(part, "beside"))
		app_put_beside(&s->app, key, doc, "a page that asks for a password");
	else
		app_put(&s->app, key, doc, !*part);
	free(doc);
}

static void page(struct screens *s, const char *line)
{
	char key[200], name[80], path[100], without[10] = "", *html;

	if (sscanf(line, "%199s %79s %9s", key, name, without) < 2)
		fail_msg("page %s", line);
	snprintf(path, sizeof path, "screens/%s", name);
	html = app_file(path);
	app_put_page(&s->app, key, html, *without ? NULL : "text/html");
	free(html);
}

static void take(struct screens *s, const struct script_step *step)
{
	if (step->kind != SCRIPT_COMMAND)
		app_take(&s->app, step);
	else if (!strncmp(step->text, "start ", 6))
		start(s, step->text + 6);
	else if (!strncmp(step->text, "now ", 4))
		setenv("PALAIS_NOW", step->text + 4, 1);
	else if (!strncmp(step->text, "store ", 6))
		store(s, step->text + 6);
	else if (!strncmp(step->text, "page ", 5))
		page(s, step->text + 5);
	else if (!strncmp(step->text, "screen ", 7))
		compare(s, step->text);
	else
		app_take(&s->app, step);
}

static void write_got(const struct screens *s)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, "tests/tui/%s.got", s->name);
	f = fopen(path, "we");
	if (!f)
		return;
	fwrite(s->got.bytes, 1, s->got.len, f);
	fclose(f);
	print_message("# what is shown is in %s\n", path);
}

static void run(void **state)
{
	const char *path = *state;
	struct screens s = {.name = strrchr(path, '/') + 1};
	struct script_step step;
	char file[100], line[1000], *text;

	snprintf(file, sizeof file, "screens/%s", s.name);
	text = app_file(file);
	s.rest = text;
	buf_init(&s.got, 1 << 22);
	app_set_up(&s.app);
	while (next_line(&s, line, sizeof line)) {
		if (strncmp(line, "screen ", 7))
			buf_printf(&s.got, "%s\n", line);
		if (script_read(line, s.line, &step))
			take(&s, &step);
	}
	if (s.wrong)
		write_got(&s);
	app_tear_down(&s.app);
	buf_done(&s.got);
	free(text);
	if (s.wrong)
		fail_msg("%s: %d screens are not as expected", s.name, s.wrong);
}

int main(void)
{
	const char *srcdir = getenv("srcdir");
	struct CMUnitTest tests[FILES_MOST] = {{0}};
	char pattern[600];
	glob_t files;
	int rc;

	setlocale(LC_ALL, "C.UTF-8");
	snprintf(pattern, sizeof pattern, "%s/tests/tui/screens/*.screens", srcdir ? srcdir : ".");
	if (glob(pattern, 0, NULL, &files) != 0 || files.gl_pathc > FILES_MOST)
		return 99;
	for (size_t i = 0; i < files.gl_pathc; i++)
		tests[i] = (struct CMUnitTest){strrchr(files.gl_pathv[i], '/') + 1, run, NULL, NULL,
		                               files.gl_pathv[i]};
	rc = _cmocka_run_group_tests("screens", tests, files.gl_pathc, NULL, NULL);
	globfree(&files);
	return rc;
}
