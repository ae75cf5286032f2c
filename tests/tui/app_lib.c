/* SPDX-License-Identifier: ISC */
/* The whole app in the process of a test. */
#include "config.h"

#include "tests/tui/app_lib.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/store/store.h"
#include "tests/lib/tmp.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define WORDS_MOST 30

void app_set_up(struct test_app *t)
{

	memset(t, 0, sizeof *t);
	snprintf(t->folder, sizeof t->folder, "%.40s/palais-app-XXXXXX", tmp_folder());
	assert_non_null(mkdtemp(t->folder));
	snprintf(t->store, sizeof t->store, "%s/own.store", t->folder);
	setenv("HOME", t->folder, 1);
	setenv("PALAIS_NOW", "2026-11-22T12:00:00", 1);
	setenv("TERM", "xterm", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("TMUX");
	unsetenv("LANGUAGE");
}

void app_tear_down(struct test_app *t)
{
	char command[120];

	app_stop(t);
	snprintf(command, sizeof command, "rm -rf '%s'", t->folder);
	assert_int_equal(system(command), 0);
}

/* bytes: as they came; NULL: none are kept. beside: why it is kept beside what its key
 * leads to; or NULL */
static void put(struct test_app *t, const struct store_origin *origin, const char *bytes,
                const char *docfile, bool whole, const char *beside)
{
	struct store_version v = {0};
	struct err err = {0};
	struct store *s = store_open(t->store, STORE_PERSONAL, &err);
	struct store_incoming *in = s ? store_begin(s, origin, &err) : NULL;
	struct doc *doc = screen_doc(docfile);

	if (beside && (store_find(s, origin->key, NULL, &v, &err) <= 0 ||
	               store_incoming_beside(in, v.id, beside, &err) < 0))
		fail_msg("%s: %s", origin->key, err.text);
	store_version_done(&v);
	if (!in || (bytes && store_add(in, bytes, strlen(bytes), &err) < 0) ||
	    store_commit(in, doc, whole, 1, &err) < 0)
		fail_msg("%s: %s", origin->key, err.text);
	doc_free(doc);
	store_close(s);
}

/* A symbol is borne by what came from the UN alone, each from an address of its own. */
static const char *origin_of(const char *key)
{
	static char url[300];

	if (url_is_web(key))
		return "https://press.example/x";
	snprintf(url, sizeof url, "https://documents.un.org/x/%s", key);
	return url;
}

void app_put(struct test_app *t, const char *key, const char *docfile, bool whole)
{
	put(t, &(struct store_origin){.key = key, .url = origin_of(key)}, docfile, docfile, whole,
	    NULL);
}

void app_put_beside(struct test_app *t, const char *key, const char *docfile, const char *why)
{
	put(t, &(struct store_origin){.key = key, .url = "https://press.example/y"}, docfile,
	    docfile, true, why);
}

void app_put_page(struct test_app *t, const char *key, const char *page, const char *type)
{
	char path[100], command[300], bytes[4096];
	struct store_origin origin = {.key = key, .url = key, .type = type ? type : "text/html"};
	struct buf docfile;
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/page", t->folder);
	f = fopen(path, "we");
	assert_non_null(f);
	fputs(page, f);
	assert_int_equal(fclose(f), 0);
	snprintf(command, sizeof command, "./palais-parse --type %s --base %.100s <'%s'",
	         origin.type, key, path);
	f = popen(command, "re");
	assert_non_null(f);
	buf_init(&docfile, 1 << 20);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(&docfile, bytes, n);
	assert_int_equal(pclose(f), 0);
	put(t, &origin, type ? page : NULL, docfile.bytes, true, NULL);
	buf_done(&docfile);
}

void app_put_fresh(struct test_app *t, const char *key, const char *docfile, int64_t until)
{
	put(t, &(struct store_origin){.key = key, .url = origin_of(key), .fresh = until}, docfile,
	    docfile, true, NULL);
}

/* -- beginning and end --------------------------------------------------------------- */

/* The parts of the program are in the folder of the build, where tests run. */
static void find_parts(struct options *o)
{
	free(o->starter);
	free(o->parse_path);
	free(o->fetch_path);
	o->starter = realpath("starter.store", NULL);
	o->parse_path = realpath("palais-parse", NULL);
	o->fetch_path = realpath("palais-fetch", NULL);
	assert_non_null(o->starter);
	assert_non_null(o->parse_path);
	assert_non_null(o->fetch_path);
}

/* In the language that --interface names, else in English. */
static void speak(char *const *argv, int argc)
{
	static char folder[PATH_MAX]; /* the messages keep it */
	const char *language = "en";

	assert_non_null(realpath("locale", folder));
	for (int i = 0; i + 1 < argc; i++)
		if (!strcmp(argv[i], "--interface"))
			language = argv[i + 1];
	messages_start(folder, language);
}

void app_start(struct test_app *t, enum term_bidi bidi, int rows, int cols, const char *words)
{
	char *argv[WORDS_MOST] = {NULL}, *copy[WORDS_MOST], *rest = NULL;
	struct app_config config = {.session = &t->session};
	struct err err = {0};
	int argc = 0, first;

	app_stop(t);
	snprintf(t->words, sizeof t->words, "palais --no-config -S STORE %s", words);
	for (char *w = strtok_r(t->words, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
		argv[argc++] = w;
	argv[3] = t->store; /* which may have blanks in its name */
	memcpy(copy, argv, sizeof copy);
	memset(&t->options, 0, sizeof t->options);
	first = options_read(&t->options, argc, argv, &err);
	if (first < 0)
		fail_msg("%s", err.text);
	find_parts(&t->options);
	speak(copy, argc);
	session_init(&t->session, &t->options);
	if (session_open(&t->session, &err) < 0)
		fail_msg("%s", err.text);
	screen_open_as(&t->screen, "xterm-256color", rows, cols, bidi);
	config.open = first < argc ? argv[first] : NULL;
	t->app = app_new(&config, &err);
	if (!t->app)
		fail_msg("%s", err.text);
	app_draw(t->app);
	screen_take(&t->screen);
}

void app_stop(struct test_app *t)
{
	if (!t->app)
		return;
	app_free(t->app);
	t->app = NULL;
	screen_close(&t->screen);
	session_done(&t->session);
	options_done(&t->options);
}

/* -- events -------------------------------------------------------------------------- */

void app_take(struct test_app *t, const struct script_step *step)
{
	t->did = app_step(t->app, step);
	if (term_rows() != t->screen.rows || term_cols() != t->screen.cols)
		screen_resize(&t->screen, term_rows(), term_cols());
	app_draw(t->app);
	screen_take(&t->screen);
}

void app_keys(struct test_app *t, const char *names)
{
	app_take(t, &(struct script_step){SCRIPT_KEY, names, 1});
}

void app_type(struct test_app *t, const char *text)
{
	app_take(t, &(struct script_step){SCRIPT_TYPE, text, 1});
}

void app_send(struct test_app *t, const char *bytes)
{
	uint32_t key;

	assert_int_equal(write(t->screen.keys, bytes, strlen(bytes)), (long)strlen(bytes));
	t->did = 0;
	while (term_next_key(&key))
		t->did |= app_key(t->app, key);
	app_draw(t->app);
	screen_take(&t->screen);
}

void app_do(struct test_app *t, const char *command)
{
	app_take(t, &(struct script_step){SCRIPT_COMMAND, command, 1});
}

/* -- looking ------------------------------------------------------------------------- */

bool app_shows(struct test_app *t, const char *words)
{
	bool found = false;

	for (int row = 0; row < t->screen.rows && !found; row++) {
		char *text = screen_row(&t->screen, row);

		found = strstr(text, words) != NULL;
		free(text);
	}
	return found;
}

void app_must_show(struct test_app *t, const char *words)
{
	if (app_shows(t, words))
		return;
	for (int row = 0; row < t->screen.rows; row++) {
		char *text = screen_row(&t->screen, row);

		print_message("# |%s\n", text);
		free(text);
	}
	fail_msg("the screen does not show '%s'", words);
}

void app_check_status(struct test_app *t, const char *want)
{
	screen_check_row(&t->screen, t->screen.rows - 1, want);
}

char *app_file(const char *name)
{
	const char *srcdir = getenv("srcdir");
	char path[600], bytes[4096];
	struct buf b;
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/tests/tui/%s", srcdir ? srcdir : ".", name);
	f = fopen(path, "re");
	if (!f)
		fail_msg("%s cannot be read", path);
	buf_init(&b, 1 << 20);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(&b, bytes, n);
	fclose(f);
	return buf_take(&b);
}
