/* :feed: the page of feeds, and what the reader says of them. */
#include "config.h"

#include "session/feeds.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST 40
#define PAGE "list:feeds"

int app_feed(struct app *a, struct tab *t, const char *arg)
{
	char *words[WORDS_MOST], *line = strdup(arg), *rest = NULL, said[600];
	struct err err = {0};
	int count = 0;

	for (char *w = line ? strtok_r(line, " ", &rest) : NULL; w && count < WORDS_MOST;
	     w = strtok_r(NULL, " ", &rest))
		words[count++] = w;
	if (!count || (count == 1 && !strcmp(words[0], "list"))) {
		app_open(a, t, PAGE, strcmp(t->what.key, PAGE) != 0);
	} else if (count == 2 && !strcmp(words[0], "export") && !strcmp(words[1], "-")) {
		app_say(a, "feed export: a file: the screen has no standard output");
	} else if (feed_order(a->session, count, words, said, sizeof said, &err) < 0) {
		app_say(a, "%s", err.text);
	} else {
		app_say(a, "%s", said);
		if (!strcmp(t->what.key, PAGE))
			app_reload(a, t);
	}
	free(line);
	return DID_DRAW;
}
