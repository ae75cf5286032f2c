/* SPDX-License-Identifier: ISC */
/*
 * app_int: what the app*.c files share. No other module includes this.
 */
#ifndef PALAIS_TUI_APP_INT_H
#define PALAIS_TUI_APP_INT_H

#include "fetch/acquire/sync.h"
#include "model/base/vec.h"
#include "model/doc/parallel.h"
#include "model/doc/reference.h"
#include "model/store/index.h"
#include "model/views/document.h"
#include "model/views/find.h"
#include "model/views/notes.h"
#include "session/file_load.h"
#include "tui/app.h"
#include "tui/keys.h"
#include "tui/pane.h"
#include "tui/prompt.h"
#include "tui/term.h"

#include <stdio.h>

#define TABS_MOST 9

/* A document in a tab's history. */
struct visit {
	char *address; /* a word for reference_read */
	struct pane_view view;
	char lang[8], second[8]; /* that the reader had chosen; "" */
	bool entire;             /* the whole page was shown */
	char title[160];         /* of what was shown there; "" */
};

/* Where the document of a tab comes from. FROM_LINE: it is what has come so far of one that
 * is not here. */
enum origin { FROM_PALAIS, FROM_STORE, FROM_FILE, FROM_NOWHERE, FROM_LINE };

struct tab {
	char key[64], title[160], brief[80];
	struct pane *pane;
	struct visit now;
	VEC(struct visit) back, ahead;
	enum origin origin;
	bool card; /* what is known of a document that is not here */
	struct reference what;
	char lang[8], second[8];  /* that the reader chose by L and P; "" */
	struct parallel *both;    /* while two languages are shown, how they lie */
	int64_t fetched, checked; /* of the version shown */
	bool whole;
	int number;             /* of that version, where it is not the newest: else 0 */
	bool beside;            /* it is kept beside the text */
	bool entire;            /* the page is shown with all that its main text leaves out */
	struct file_load *load; /* of a long file, until all of it is shown; NULL */
	struct pane_place wanted, stood; /* a place beyond what of it is shown, block -1: none;
	                                    and where the reader was put meanwhile */
	struct notes notes;              /* of the reader's, in what is shown */
	bool looked;                     /* its front page was shown in this run */
	int drawn_for;                   /* app_drawn_for, of a page of palais' own; 0 */
};

/* Words of a paragraph that are chosen to be highlighted. */
struct chosen {
	size_t block;      /* of what is shown, after its head */
	struct buf words;  /* of the paragraph */
	size_t start, end; /* bytes of them */
	bool at_start;     /* which of the two is moved */
};

/* What a sync was asked to bring, in words, and as it is read: the one borrows from the
 * other. */
struct sync_order {
	struct sync_config config;
	char words[300];
	const char *panes[16];
};

/* The picture that the reader was last asked about. */
struct picture {
	char *address, *named_by; /* NULL: none yet; the document that it is in */
	char *words;              /* its caption and credit */
	int size_job;             /* that asks how large it is; 0: none does */
	int64_t size;             /* in bytes, or -1 */
	bool offline;             /* nobody could be asked */
	bool awaited;             /* it was asked for, and has not come; */
	struct pane_place line;   /* the reader's, then */
	char note[160];           /* why that is not known; "" */
};

struct app {
	struct session *session;
	struct keys *keys;
	struct tab tabs[TABS_MOST];
	size_t tab_count, current;
	struct prompt *prompt;        /* NULL while none is open; */
	const struct command *asking; /* for whom it is */
	enum { MODE_NORMAL, MODE_HINT, MODE_MARK, MODE_GOTO, MODE_REFERENCE, MODE_CHOOSE } mode;
	const char *named_by;  /* while a link is followed: the document that it is in; else NULL */
	char message[400];     /* on the status line until the next key, */
	bool passing;          /* or until there is more to tell of what is under way */
	char found[300];       /* what was last looked for in a document, as typed; */
	struct finder *finder; /* and as it is found; NULL: nothing yet */
	struct pane_place origin; /* where the line was when one began to type what to find */
	bool finding;             /* what is typed there is being found */
	int64_t find_due;         /* clock_ms when what was typed since will be; 0: nothing was */
	int find_direction;       /* of the prompt: 1 forward, -1 backward */
	struct prompt_history *typed; /* what was typed at prompts; NULL until then */
	unsigned count;               /* a number that was typed before a key; 0: none */
	int64_t count_due;            /* clock_ms when it is taken for a pane */
	bool keyboard_off;            /* keys of other layouts are not taken by their place */
	bool mouse;                   /* the terminal tells of it */
	uint32_t strange[8];          /* keys that mean nothing, and of which that was said */
	char until[200];              /* what the screen has to show before a script goes on; "" */
	struct visit marks[128];
	struct chosen chosen;    /* in MODE_CHOOSE */
	struct client *client;   /* NULL until needed; the cli's */
	struct acquire *acquire; /* NULL until needed */
	struct sync *sync;       /* while the store is brought up to date, else NULL; */
	struct sync_order order; /* by this */
	struct imports *imports; /* what the last import came to, or NULL */
	struct picture picture;
	VEC(char *) pictures; /* addresses of those that are shown in their documents */
	int sync_failed, sync_held;
	uint64_t synced_before;       /* bytes down when it began */
	bool asked;                   /* a network, by the reader, some time: what is old may be
	                                 asked for again */
	struct store_merging merging; /* how far the search index is put in order, */
	bool merges;                  /* while it is */
	int64_t merge_at;             /* milliseconds: not before */
	bool moved;                   /* a download has ended since the last tick */
	bool shown;                   /* what the reader looks at has changed with it */
	int64_t ticked;               /* milliseconds */
	struct file_load *early;      /* of the file that palais was started with, or NULL */
	bool no_network;              /* the last try found none */
	int fresh;                    /* headlines that the feeds have brought since S */
	int rows, cols;
	bool afresh; /* the next draw paints everything */
};

/* What a page of the screen's own is made for. */
struct page_call {
	struct app *app;
	struct tab *tab;     /* that it will be shown in */
	const char *words;   /* of its address; NULL */
	struct doc_maker *m; /* that it is put into */
	struct err *err;     /* where it returns -1 */
};

struct tab *app_tab(struct app *a);
int app_quit(struct app *a); /* the reader's place is kept */
struct view_context app_context(struct app *a);
/* Puts words on the status line, cleaned and cut, in the language of the interface: the
 * format is a message. */
void app_say(struct app *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* app_open.c: documents into tabs */
int app_open(struct app *a, struct tab *t, const char *word, bool keep_history);
/* The same in a language, as far as it is there; the history is kept. */
int app_open_in(struct app *a, struct tab *t, const char *word, const char *lang);
/* What a reader typed: also a file that lies here, and words to search for. */
int app_open_typed(struct app *a, struct tab *t, const char *word);
/* What a reader pasted: into the line that is typed; else a symbol or an address is opened,
 * and nothing else done. */
int app_pasted(struct app *a, const char *text);
/* Opens a link of the document that is shown. To an address near the reader it leads only when
 * the reader then says so (r). */
int app_follow(struct app *a, struct tab *t, const char *href);
void app_back(struct app *a, int direction);
/* To another pane. */
int app_go_tab(struct app *a, size_t index);
void app_reload(struct app *a, struct tab *t);
/* The same with a list whose lines may move: the reader stays with the entry. */
void app_renew(struct app *a, struct tab *t);
void app_show(struct app *a, struct tab *t, struct doc *doc, const struct view_found *f, bool keep);
/* The same at a place in it; NULL: its beginning. */
void app_show_at(struct app *a, struct tab *t, struct doc *doc, const struct pane_place *place);
/* What has come so far, in place of what is not here; the place in it is kept. */
void app_show_early(struct app *a, struct tab *t, const struct doc *doc, uint64_t down,
                    int64_t length);
/* The same, with other words for how far it is. */
void app_show_words(struct app *a, struct tab *t, const struct doc *doc, const char *words);
/* Shows what the tab names anew, from its beginning: -1, and says why, when it cannot. */
int app_remake(struct app *a, struct tab *t);
void app_forget_tabs(struct app *a);
void app_save_place(struct app *a, struct tab *t);

/* app_file.c: local files */
int app_file_show(struct app *a, struct tab *t, bool keep);
/* To a place that may lie beyond what of a file is shown: then as soon as it is there. */
void app_file_go(struct tab *t, struct pane_place place);
/* Takes an event of the client, where it is of a file. */
bool app_file_take(struct app *a, const struct client_event *event);
/* Waits until all of the tab's file is shown. */
void app_file_wait(struct app *a, struct tab *t);
bool app_file_busy(const struct app *a);
/* Ends the reading of the tab's file: false when there is none. */
bool app_file_drop(struct app *a, struct tab *t);

/* app_whole.c: pages with all that their main text leaves out */
/* The page whole, or its main text again, at the reader's place as far as both have it. */
int app_entire(struct app *a, struct tab *t);
/* Puts the whole page in place of the document that was found: -1, and says why. */
int app_make_whole(struct app *a, struct view_found *f);
/* The key for it, else what is typed. */
void app_whole_key(struct app *a, char *out, size_t size);

/* app_lang.c: languages */
/* The preference by which the tab's document is looked for. */
const char *app_langs(struct app *a, const struct tab *t, char *out, size_t size);
/* Lays a second language under the one that was found, when the reader wants two
 * and it is here. The document that is to be shown; doc itself otherwise. */
struct doc *app_both(struct app *a, struct tab *t, struct doc *doc);
/* The place in another language's text, or in two together, that is the tab's place
 * in what it shows now. Called before the new one is shown. */
struct pane_place app_same_place(struct tab *t, const struct doc *next,
                                 const struct parallel *both);
int app_next_language(struct app *a, struct tab *t);
int app_two_languages(struct app *a, struct tab *t);

/* app_net.c: the network. A word is what reference_read takes. */
int app_need_acquire(struct app *a, struct err *err);
int app_fetch(struct app *a, const char *what, const char *lang, bool afresh, struct err *err);
void app_queue(struct app *a, const char *word);
/* Whether it is in a store, in any form. */
bool app_is_here(struct app *a, const char *what);
int app_events(struct app *a);
/* Milliseconds until app_events has something to do by itself; -1. */
int app_net_wait(struct app *a);
bool app_net_busy(const struct app *a);
bool app_asking(struct app *a, const char *word);
void app_cancel(struct app *a, const char *word);
void app_net_done(struct app *a);
/* The word of what a tab shows or waits for. */
void app_word(const struct app *a, const struct tab *t, char *out, size_t size);

/* app_sync.c: bringing the store up to date; words as those of the verb */
int app_sync_read(struct app *a, const char *words, struct sync_order *o, struct err *err);
/* only: of all that the words name, these kinds (enum sync_kind). */
void app_sync(struct app *a, const char *words, unsigned only);
/* Whether one can begin; false, and says why. */
bool app_sync_may(struct app *a);
/* Ends it when the store is another's by now. */
void app_sync_keep(struct app *a);
/* Takes the end of a download; whether it was one of the sync that is under way. */
bool app_sync_take(struct app *a, const struct acquire_event *e);
void app_sync_done(struct app *a);

/* app_merge.c: from now on, whenever nothing else is to be done, the search index is put in order
 * until it is. */
void app_merge(struct app *a);
/* Milliseconds until there is a step to do; -1: nothing waits for that. */
int app_merge_wait(const struct app *a);
void app_merge_some(struct app *a); /* takes that step */

/* app_import.c: takes a file in; what came of it, with the files before unless it is the
 * first, is shown by a page. -1: it failed, which the page tells. */
int app_import(struct app *a, const char *path, bool first);
void app_imported_show(struct app *a, struct tab *t);
int app_imported_page(const struct page_call *c);
void app_imports_free(struct imports *m);

/* app_plan.c: the page that tells what a sync would bring and cost */
int app_plan_page(const struct page_call *c);
bool app_on_plan(const struct tab *t);
/* Takes a link of that page, or a key that means something there alone. */
bool app_plan_follow(struct app *a, struct tab *t, const char *href);
bool app_plan_key(struct app *a, struct tab *t, uint32_t key);
/* Sets what a sync may spend, or tells it (""). */
int app_budget(struct app *a, struct tab *t, const char *bytes);

/* A paragraph of the page: the budget and the price. */
void app_add_budget(const struct page_call *c);

/* app_picture.c: pictures of figures */
/* The page about the one that is nearest to the reader's line; one that is shown is put away. */
int app_picture(struct app *a, struct tab *t);
int app_picture_page(const struct page_call *c);
/* Takes a link of that page, or a key that means something there alone. */
bool app_picture_follow(struct app *a, const struct tab *t, const char *href);
bool app_picture_key(struct app *a, const struct tab *t, uint32_t key);
/* Takes the end of a question how large one is: whether it was one. */
bool app_picture_take(struct app *a, const struct acquire_event *e);
/* Something has ended that may have been a picture: where the reader wants it, it is shown. */
void app_picture_came(struct app *a, const struct acquire_event *e);
/* The document with those pictures that the reader wants and that are here; takes it. */
struct doc *app_with_pictures(struct app *a, struct doc *doc);
void app_pictures_free(struct app *a);

/* app_opened.c: the page of open documents */
int app_opened_page(const struct page_call *c);
/* The title of what a tab shows, as much of it as size holds; "". */
void app_shown_title(const struct tab *t, char *out, size_t size);
bool app_on_opened(const struct tab *t);
/* Takes a link of that page. */
bool app_opened_follow(struct app *a, struct tab *t, const char *href);

/* app_mouse.c: takes what the mouse did: what that means for the screen. Whether it is told. */
int app_mouse(struct app *a);
void app_set_mouse(struct app *a, bool on);

/* app_names.c: what can be typed after a colon that is no command: lists and panes */
/* The word that opens it: false when there is none of that name or beginning. */
bool app_named(struct app *a, const char *name, char *out, size_t size);
/* The first name, of commands and these, that begins so and is longer; false. */
bool app_complete(struct app *a, const char *begun, char *out, size_t size);
/* Bytes of a line with names of files, at the most. */
#define COMMAND_MOST 4200
/* The same of what is typed into any prompt: paths, where it asks for one. */
bool app_complete_typed(struct app *a, char *out, size_t size);
/* What stands beside a command that is typed: what it names, with its key. */
void app_name_words(struct app *a, const char *typed, char *out, size_t size);

/* app_lines.c: line by line, in place of a screen of so many rows and columns */
struct app_lines;
struct app_lines *app_lines_new(struct app *a, FILE *out, int rows, int cols);
void app_lines_free(struct app_lines *l);
void app_lines_begin(struct app_lines *l);
/* Takes a line that was typed: what it came to. */
int app_lines_take(struct app_lines *l, const char *line);
/* Something has happened meanwhile. */
void app_lines_passed(struct app_lines *l);

/* app_tutorial.c */
int app_tutorial_page(const struct page_call *c);

/* app_transfers.c: the page of transfers, and what can be done on it, with the download
 * of the reader's line: false when there is none */
int app_transfers_page(const struct page_call *c);
bool app_on_transfers(const struct tab *t);
bool app_transfers_cancel(struct app *a, struct tab *t);
bool app_transfers_retry(struct app *a, struct tab *t);
int app_transfers_move(struct app *a, struct tab *t, int places);
/* Ends all that is being fetched and all that waits to be: how many. */
size_t app_stop_all(struct app *a);

/* app_pages.c: documents of the screen's own: help, contents, results, transfers */
/* The document at such an address, made anew: NULL with err. */
struct doc *app_page(struct app *a, struct tab *t, const char *address, struct err *err);
bool app_is_page(const char *address);
/* Begins one of them, and a block of it. */
void app_begin_page(struct doc_maker *m, const char *title);
void app_begin(struct doc_maker *m, enum doc_kind kind);
/* Keys as the marker of the block. */
void app_mark_keys(struct doc_maker *m, const char *keys);
/* Words at the end of the line that the block is. */
void app_add_tail(struct doc_maker *m, const char *text);

/* app_results.c: the page of a search, and its results */
int app_results_page(const struct page_call *c);
/* Opens a result at its paragraph; what was looked for is found again from there. Whether
 * the link is one. */
bool app_open_result(struct app *a, struct tab *t, const char *href);

/* cmd_find.c: what is typed is found when the typing rests, and leaving it goes back. */
void app_find_typing(struct app *a);
void app_find_left(struct app *a);
/* Milliseconds until then; -1: nothing is to be found. */
int app_find_wait(const struct app *a);
/* It is found now; waited: if the typing has rested long enough. */
int app_find_end(struct app *a, bool waited);
/* What is to be found from now on, for n and N: takes the finder. */
void app_set_finder(struct app *a, const char *words, struct finder *f);

/* app_count.c: numbers before keys */
/* Takes a digit that may be one's beginning: false when the key is none. */
bool app_count_key(struct app *a, const struct command *command, uint32_t key);
/* What was typed before another key: *count, where the key's command takes one, else the pane
 * of that number is gone to; what that means for the screen. */
int app_count_take(struct app *a, const struct command *command, unsigned *count);
/* Milliseconds until a digit that waits is a pane's; -1: none waits. */
int app_count_wait(const struct app *a);
/* It is now; waited: if it has waited long enough. */
int app_count_end(struct app *a, bool waited);

/* app_commands.c: commands as they are called */
int app_press(struct app *a, const struct command *command, uint32_t key, unsigned count);
int app_line(struct app *a, const char *line); /* ":name argument" */
/* Opens a prompt; what is entered becomes the argument of the command that asks. */
int app_ask(const struct command_call *c, enum prompt_kind kind);
/* The same with words that stand in it at first. */
int app_ask_with(const struct command_call *c, enum prompt_kind kind, const char *text);
/* What is at hand by Up at prompts of that kind. */
void app_keep_typed(struct app *a, enum prompt_kind kind, const char *text);
int app_prompt_done(struct app *a, const char *text);

/* app_notes.c: the reader's notes and highlights */
/* Those in a document that is going to be shown, into the tab; f: where it is from, NULL: it
 * has none. */
void app_read_notes(struct app *a, struct tab *t, const struct view_found *f,
                    const struct doc *doc);
/* Whether one can be put on the reader's paragraph; says why not. */
bool app_can_note(struct app *a, struct tab *t);
/* Keeps a note on the reader's paragraph, in place of one that is there. */
int app_note(struct app *a, struct tab *t, const char *text);
/* Begins to choose words of the paragraph; takes a key for that. */
int app_choose(struct app *a, struct tab *t);
int app_choose_key(struct app *a, uint32_t key);
/* The note of the reader's line or paragraph goes. */
int app_unmark(struct app *a, struct tab *t);
/* Opens the document of a note at its paragraph. */
int app_open_note(struct app *a, struct tab *t, const char *rest);

/* cmd_time.c: to a date in the timeline, which is opened where another page is shown; -1: the
 * words are none. */
int app_go_date(struct app *a, struct tab *t, const char *words);

/* cmd_read.c: what was shown is read; asks: the reader opened it */
void app_mark_read(struct app *a, struct tab *t, const struct view_found *f);

/* cmd_copy.c: takes the key that says in which form a reference is copied */
int app_reference_key(struct app *a, uint32_t key);

/* app_bidi.c: text from the right */
enum term_bidi app_bidi_mode(
	const struct rights *rights); /* remembered for this terminal, or what is known of it */
int app_bidi(struct app *a, struct tab *t, const char *mode);
int app_bidi_page(const struct page_call *c);

/* app_draw.c */
/* The size has changed, or a new document stands in the tab. */
void app_layout(struct app *a);
/* The tab that stands in a column of the first row; false: none does. */
bool app_tab_at(struct app *a, int col, size_t *tab);
/* Whether the screen has few rows; and a number for its size, as far as pages are drawn for that.
 */
bool app_is_low(const struct app *a);
int app_drawn_for(const struct app *a);

#endif
