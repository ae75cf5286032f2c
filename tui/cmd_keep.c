/* SPDX-License-Identifier: ISC */
/* Keeping: bookmarks and their tags, marks. */
#include "config.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/rights.h"
#include "model/base/url.h"
#include "model/dossier/record.h"
#include "model/store/bundle.h"
#include "model/store/marks.h"
#include "model/store/pins.h"
#include "session/local_file.h"
#include "tui/app_shown.h"
#include "tui/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The document that is kept or tagged: that of the line in a list of bookmarks, else what is
 * shown. */
static const char *kept_one(const struct command_call *c)
{
	const char *href = pane_link(c->tab->pane), *key = c->tab->what.key;

	return href && (!strcmp(key, "list:bookmarks") || !strncmp(key, "list:bookmarks/", 15))
	               ? href
	               : c->tab->now.address;
}

/* Keeps it as it is now, or lets it go. */
static int set_bookmark(const struct command_call *c, struct store *s, bool keep, struct err *err)
{
	struct shown shown;
	struct buf reference;
	struct mark_source source = {.document = kept_one(c),
	                             .title = doc_fact(pane_doc(c->tab->pane), DOC_TITLE)};
	int rc;

	app_shown(c->app, c->tab, false, &shown);
	buf_init(&reference, 1 << 14);
	if (shown.found.stored) {
		citation_text(&shown.citation, &reference);
		source.reference = reference.bytes;
		source.sha256 = shown.found.version.sha256;
	}
	rc = marks_bookmark(s, &source, keep, err);
	buf_done(&reference);
	app_shown_done(&shown);
	return rc;
}

static int bookmark(const struct command_call *c)
{
	struct err err = {0};
	struct store *s = stores_writable(c->app->session->stores, &err);
	bool there = s && marks_is_bookmark(s, kept_one(c));

	if (!s || set_bookmark(c, s, !there, &err) < 0)
		app_say(c->app, "%s", err.text);
	else
		app_say(c->app, there ? N_("bookmark removed")
		                      : N_("bookmarked: in the Library; T adds tags"));
	if (kept_one(c) != c->tab->now.address)
		app_reload(c->app, c->tab);
	return DID_DRAW;
}

static const struct command bookmark_command = {
	.name = "bookmark",
	.keys = "m",
	.help = N_("bookmark this document, or let it go"),
	.run = bookmark,
};

/* Keeps the document for good, or lets it go with the others. */
static int pin(const struct command_call *c)
{
	const struct reference *w = &c->tab->what;
	struct err err = {0};
	struct store *s = stores_writable(c->app->session->stores, &err);
	int is;

	if (w->kind != REFERENCE_WEB &&
	    !(w->kind == REFERENCE_SYMBOL && record_is_issued(w->key))) {
		app_say(c->app, "only what came, or can be asked for, is pinned");
		return DID_DRAW;
	}
	is = s ? store_is_pinned(s, w->key, &err) : -1;
	if (is < 0 || store_pin(s, w->key, !is, &err) < 0)
		app_say(c->app, "%s", err.text);
	else if (is)
		app_say(c->app, "no longer pinned");
	else
		app_say(c->app, c->tab->origin == FROM_STORE
		                        ? N_("pinned: it stays for good")
		                        : N_("pinned: the next sync brings it, and it stays"));
	return DID_DRAW;
}

static const struct command pin_command = {
	.name = "pin",
	.late = true,
	.keys = "p",
	.help = N_("keep this document for good, or no longer"),
	.run = pin,
};

/* -- to be carried ------------------------------------------------------------------- */

/* "S_RES_2254_2015.store", for a document that has a name, in the folder where one is. */
static void file_name(const struct tab *t, char *out, size_t size)
{
	const char *key = t->what.key;
	size_t n = 0;

	if (strrchr(key, '/') && url_is_web(key) && strrchr(key, '/')[1])
		key = strrchr(key, '/') + 1;
	for (; *key && n + 1 < size && n < 60; key++)
		if ((*key >= '0' && *key <= '9') || ((*key | 32) >= 'a' && (*key | 32) <= 'z') ||
		    *key == '-')
			out[n++] = *key;
		else if (n && out[n - 1] != '_')
			out[n++] = '_';
	while (n && out[n - 1] == '_')
		n--;
	snprintf(out + n, size - n, ".store");
}

/* The seal is from the start, and knew nothing of a stick: whether the screen may make a file
 * there. 0, or -1 with err, which says what may. */
static int may_write(struct app *a, const char *part, const char *path, struct err *err)
{
	FILE *f = rights_write_file(&a->session->options->rights, part, RIGHTS_NEW, err);

	if (f) {
		fclose(f);
		rights_drop_part(part);
		return 0;
	}
	if (errno == EACCES && a->session->sealed)
		err_set(err, ERR_FAILED,
		        "%.300s: the screen may not write there: `palais export` may", path);
	return -1;
}

/* Its texts in all languages that are here. */
static int carry(struct app *a, const struct tab *t, const char *path, struct err *err)
{
	struct store *bundle;
	char part[RIGHTS_PART];
	int rc, count = 0;

	if (rights_begin_part(&a->session->options->rights, path, false, part, err) < 0 ||
	    may_write(a, part, path, err) < 0)
		return -1;
	bundle = bundle_new(part, err);
	rc = bundle ? 0 : -1;
	for (int i = 0; rc >= 0 && i < LANG_COUNT + 1; i++) {
		const char *lang = i < LANG_COUNT ? lang_codes[i] : NULL;
		struct store_version v;
		struct store *from;

		rc = stores_find(a->session->stores, t->what.key, lang, &v, &from, err);
		if (rc <= 0)
			continue;
		rc = lang && strcmp(v.lang, lang) != 0 ? 0
		                                       : bundle_add(bundle, from, v.id, false, err);
		count += rc > 0;
		store_version_done(&v);
	}
	if (bundle && bundle_end(bundle, NULL, err) < 0)
		rc = -1;
	if (rc < 0)
		rights_drop_part(part);
	else
		rc = rights_end_part(part, path, false, err);
	return rc < 0 ? -1 : count;
}

static int export(const struct command_call *c)
{
	const struct rights *rights = &c->app->session->options->rights;
	struct err err = {0};
	char name[80];
	int count;

	if (c->tab->origin != FROM_STORE) {
		app_say(c->app, "only what is in a store can be carried");
		return DID_DRAW;
	}
	file_name(c->tab, name, sizeof name);
	if (!*c->argument)
		return app_ask_with(c, PROMPT_FILE, name);
	if (rights_need(rights, "export", &err) < 0 ||
	    (count = carry(c->app, c->tab, c->argument, &err)) < 0)
		app_say(c->app, "%s", err.text);
	else
		app_say(c->app,
		        messages_count("%1$s: %2$d text, to be opened with --site",
		                       "%1$s: %2$d texts, to be opened with --site", count),
		        c->argument, count);
	return DID_DRAW;
}

static const struct command export_command = {
	.name = "export",
	.late = true,
	.keys = "E",
	.arguments = "[FILE]",
	.help = N_("this document into a file to be carried, in all its languages"),
	.run = export,
};

/* Whether a word is a file as it stands: names may have blanks. */
static bool is_file(const struct rights *rights, const char *path)
{
	int fd = file_is_endless(path) ? -1 : file_open(rights, path, NULL);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int import(const struct command_call *c)
{
	const struct rights *rights = &c->app->session->options->rights;
	char words[COMMAND_MOST], *rest = NULL;
	struct err err = {0};
	bool first = true;

	if (rights_need(rights, "import", &err) < 0) {
		app_say(c->app, "%s", err.text);
		return DID_DRAW;
	}
	if (!*c->argument)
		return app_ask(c, PROMPT_FROM);
	snprintf(words, sizeof words, "%s", c->argument);
	if (is_file(rights, words)) {
		app_import(c->app, words, true);
	} else {
		for (char *w = strtok_r(words, " ", &rest); w; w = strtok_r(NULL, " ", &rest)) {
			app_import(c->app, w, first);
			first = false;
		}
	}
	app_say(c->app, "%s", "");
	app_imported_show(c->app, c->tab);
	return DID_DRAW;
}

static const struct command import_command = {
	.name = "import",
	.late = true,
	.arguments = "[FILE…]",
	.help = N_("takes in what others have carried here: bundles, and files of marks"),
	.run = import,
};

struct tags {
	const char *address;
	char text[400];
};

static int take_tags(const struct bookmark *b, void *payload)
{
	struct tags *t = payload;

	if (strcmp(b->source.document, t->address))
		return 0;
	snprintf(t->text, sizeof t->text, "%s%s", b->tags, *b->tags ? " " : "");
	return 1;
}

static int set_tags(const struct command_call *c, struct store *s, const char *words,
                    struct err *err)
{
	if (!marks_is_bookmark(s, kept_one(c)) && set_bookmark(c, s, true, err) < 0)
		return -1;
	return marks_tag(s, kept_one(c), words, err);
}

static int tag(const struct command_call *c)
{
	struct err err = {0};
	struct tags there = {.address = kept_one(c)};
	struct store *s;

	if (!*c->argument)
		return app_ask(c, PROMPT_TAGS);
	s = stores_writable(c->app->session->stores, &err);
	if (!s || set_tags(c, s, c->argument, &err) < 0 ||
	    marks_each_bookmark(s, NULL, take_tags, &there, &err) < 0)
		app_say(c->app, "%s", err.text);
	else
		/* TRANSLATORS: the tags of a bookmark */
		app_say(c->app, "tags: %s", there.text);
	if (kept_one(c) != c->tab->now.address)
		app_reload(c->app, c->tab);
	return DID_DRAW;
}

static const struct command tag_command = {
	.name = "tag",
	.keys = "T",
	.arguments = "[WORDS]",
	.help = N_("bookmark this document with tags; -WORD takes one away"),
	.run = tag,
};

static int tags(const struct command_call *c)
{
	if (strcmp(c->tab->what.key, "list:tags") != 0)
		app_open(c->app, c->tab, "list:tags", true);
	return DID_DRAW;
}

static const struct command tags_command = {
	.name = "tags",
	.help = N_("the tags of bookmarks"),
	.run = tags,
};

static int mark(const struct command_call *c)
{
	c->app->mode = MODE_MARK;
	app_say(c->app, "mark: a letter");
	return DID_DRAW;
}

static const struct command mark_command = {
	.name = "mark",
	.keys = "M",
	.help = N_("mark this place under the letter that follows"),
	.run = mark,
};

static int goto_mark(const struct command_call *c)
{
	c->app->mode = MODE_GOTO;
	app_say(c->app, "to mark: a letter");
	return DID_DRAW;
}

static const struct command goto_mark_command = {
	.name = "goto-mark",
	.keys = "'",
	.help = N_("to the place marked by the letter that follows"),
	.run = goto_mark,
};

static const struct command *const commands[] = {
	&bookmark_command, &pin_command,       &export_command,
	&import_command,   &tag_command,       &tags_command,
	&mark_command,     &goto_mark_command, NULL,
};

const struct command_group cmd_keep = {N_("Keeping"), commands};
