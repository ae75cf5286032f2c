/* SPDX-License-Identifier: ISC */
/* The screen: tabs, the pane, the status line. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/store/unsaid.h"
#include "model/text/characters.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "tui/app_int.h"
#include "tui/draw.h"
#include "tui/term.h"

#include <stdio.h>
#include <string.h>

/* Rows of a screen on which an axis would leave no room for what stands below it. */
#define ROWS_LOW 16

bool app_is_low(const struct app *a)
{
	return a->rows > 0 && a->rows < ROWS_LOW;
}

int app_drawn_for(const struct app *a)
{
	return 2 * pane_columns(a->cols) + app_is_low(a);
}

/* What is drawn for a size is drawn again for another. */
static void draw_anew(struct app *a, struct tab *t)
{
	if (!t->drawn_for || t->drawn_for == app_drawn_for(a))
		return;
	t->drawn_for = 0;
	app_reload(a, t);
}

void app_layout(struct app *a)
{
	a->rows = term_rows();
	a->cols = term_cols();
	pane_resize(app_tab(a)->pane, a->rows > 2 ? a->rows - 2 : 1, a->cols);
}

static int put(int row, int col, int cols, const char *s, int style)
{
	return col >= cols ? col : col + draw_text(row, col, s, strlen(s), cols - col, style);
}

static const char *net_word(const struct app *a)
{
	return a->session->options->offline ? _("offline")
	       : a->no_network              ? _("no network")
	       : a->session->metered        ? _("metered")
	                                    : _("online");
}

/* What all names begin with, such as an article: it tells none from another. */
static size_t common_bytes(const struct app *a)
{
	const char *first = a->tabs[0].brief;
	size_t n = 0;

	while (a->tab_count > 1 && first[n]) {
		size_t next = text_cluster(first + n, strlen(first + n));

		for (size_t i = 1; i < a->tab_count; i++)
			if (strncmp(a->tabs[i].brief, first, n + next) != 0)
				return n;
		n += next;
	}
	return 0;
}

/* Whether another tab's name begins so, behind what all begin with. */
static bool is_shared(const struct app *a, size_t index, const char *name, size_t bytes)
{
	size_t common = common_bytes(a);

	for (size_t i = 0; i < a->tab_count; i++)
		if (i != index && !strncmp(a->tabs[i].brief + common, name, bytes))
			return true;
	return false;
}

/* On a narrow screen a tab's name is short, or its beginning, behind what all begin with: "Hum",
 * "Lib"; as much of it as tells it from the others. */
static const char *tab_name(const struct app *a, size_t index, bool narrow, size_t *bytes)
{
	const char *name = a->tabs[index].brief;
	size_t n = 0;

	*bytes = strlen(name);
	if (!narrow || draw_width(name, *bytes) <= 5)
		return name;
	name += common_bytes(a);
	*bytes = strlen(name);
	if (draw_width(name, *bytes) <= 4)
		return name;
	while (name[n] && (draw_width(name, n) < 3 || is_shared(a, index, name, n)))
		n += text_cluster(name + n, strlen(name + n));
	*bytes = n;
	return name;
}

static void end_words(const struct app *a, char *out, size_t size)
{
	snprintf(out, size, "%.2s · %s", a->session->langs, net_word(a));
}

/* Where a tab stands in the first row, and by which name. */
struct tab_place {
	int col, cells;
	const char *name;
	size_t bytes;
};

/* From the left, or where the interface is written so from the right: the cells used. One that
 * there is no room for has no cells. */
static int place_tabs(const struct app *a, struct tab_place places[TABS_MOST])
{
	bool rtl = messages_rtl(), narrow;
	int used = 0, width = 0;
	char end[96];

	end_words(a, end, sizeof end);
	for (size_t i = 0; i < a->tab_count; i++)
		width += draw_width(a->tabs[i].brief, strlen(a->tabs[i].brief)) + 2;
	narrow = width + 1 + draw_width(end, strlen(end)) > a->cols;
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab_place *p = &places[i];

		p->name = tab_name(a, i, narrow, &p->bytes);
		p->cells = draw_width(p->name, p->bytes) + 2;
		if (rtl && used + p->cells > a->cols)
			p->cells = 0;
		p->col = rtl ? a->cols - used - p->cells : used;
		used += p->cells;
	}
	return used;
}

bool app_tab_at(struct app *a, int col, size_t *tab)
{
	struct tab_place places[TABS_MOST];

	place_tabs(a, places);
	for (*tab = 0; *tab < a->tab_count; ++*tab)
		if (col >= places[*tab].col && col < places[*tab].col + places[*tab].cells)
			return true;
	return false;
}

static void draw_tab(struct app *a, size_t index, const struct tab_place *p)
{
	bool here = index == a->current;
	int at = put(0, p->col, a->cols, here ? "[" : " ", 0);

	if (at < a->cols)
		at += draw_text(0, at, p->name, p->bytes, a->cols - at, here ? DRAW_BOLD : 0);
	put(0, at, a->cols, here ? "]" : " ", 0);
}

/* At the other end of their row the languages and the network. */
static void draw_tabs(struct app *a)
{
	struct tab_place places[TABS_MOST];
	int used = place_tabs(a, places), state;
	char end[96];

	end_words(a, end, sizeof end);
	state = draw_width(end, strlen(end));
	for (size_t i = 0; i < a->tab_count; i++)
		if (places[i].cells)
			draw_tab(a, i, &places[i]);
	if (used + 1 + state <= a->cols)
		put(0, messages_rtl() ? 0 : a->cols - state, a->cols, end, 0);
}

/* The one to tell of: the first that moves, else the first that was asked for. */
static int take_first(const struct job_info *d, void *payload)
{
	struct job_info *first = payload;

	if (d->state != JOB_MOVING)
		return 0;
	if (!first->what || d->got)
		*first = *d;
	return d->got > 0;
}

/* How much the status line may say; less where it would not fit. */
enum { SAY_ALL, SAY_SHORT_NAME, SAY_NO_NAME, SAY_NO_NET, SAY_LEAST };

/* By its word, or, where palais itself asks for an address, by its title. */
static void way_name(const struct job_info *d, int least, char *out, size_t size)
{
	bool titled = d->kind == JOB_FEED || d->kind == JOB_ARTICLE;
	const char *name = titled && *d->title ? d->title : d->word;
	size_t most = least >= SAY_SHORT_NAME ? 16 : 40, cells = 0, n = 0;

	/* of an address the end tells more than the beginning */
	if (least >= SAY_SHORT_NAME && strrchr(name, '/') && strrchr(name, '/')[1])
		name = titled ? name : strrchr(name, '/') + 1;
	name += strncmp(name, "https://", 8) ? strncmp(name, "http://", 7) ? 0 : 7 : 8;
	while (name[n] && cells < most) {
		size_t next = text_cluster(name + n, strlen(name + n));

		cells += text_width(name + n, next);
		n += next;
	}
	snprintf(out, size, "%.*s%s", (int)(n < 150 ? n : 150), name, name[n] ? "…" : "");
}

/* What is being fetched, and how far it is: one of them, and how many more there are. */
static void way_words(struct app *a, int least, char *out, size_t size)
{
	struct job_info d = {.what = NULL};
	struct acquire_totals t;
	/* a number after Arabic letters would go over to them */
	const char *edge = messages_rtl() ? "\u200e" : "";
	char bytes[40] = "", share[24] = "", more[24] = "", name[160], text[240] = "";

	*out = '\0';
	if (!app_net_busy(a))
		return;
	acquire_each(a->acquire, take_first, &d);
	if (!d.what)
		return;
	acquire_totals(a->acquire, &t);
	way_name(&d, least, name, sizeof name);
	if (least == SAY_ALL && !d.got && *d.host)
		snprintf(text, sizeof text, _("fetching %.160s, waiting for %.40s"), name, d.host);
	else if (least < SAY_NO_NAME)
		snprintf(text, sizeof text, _("fetching %.160s"), name);
	else if (!d.got)
		snprintf(text, sizeof text, "%s", _("fetching"));
	if (d.got)
		units_bytes((int64_t)d.got, bytes, sizeof bytes);
	if (d.got && d.length > 0)
		snprintf(share, sizeof share, "%s %d %%", edge,
		         (int)(d.got * 100 / (uint64_t)d.length));
	if (t.moving + t.waiting > 1)
		snprintf(more, sizeof more, "%s +%u", edge, t.moving + t.waiting - 1);
	snprintf(out, size, "%s%s%s%s%s", text, *text && *bytes ? " " : "", bytes, share, more);
}

/* Whether what is shown is a copy, and how old. */
static void copy_words(const struct tab *t, char *out, size_t size)
{
	int64_t seen = t->checked > t->fetched ? t->checked : t->fetched;
	char age[60];

	switch (t->origin) {
	case FROM_STORE:
		date_age(seen, clock_now(), age, sizeof age);
		if (t->beside)
			snprintf(out, size, "%s", _("kept beside, not the text"));
		else if (t->number)
			snprintf(out, size, _("version %d, not the newest"), t->number);
		else if (clock_now() - seen < 60)
			snprintf(out, size, "%s",
			         t->whole ? _("cached now") : _("cached in part now"));
		else
			snprintf(out, size,
			         t->whole ? _("cached, %s old") : _("cached in part, %s old"), age);
		break;
	case FROM_FILE:
		snprintf(out, size, "%s", _("file"));
		break;
	case FROM_LINE:
		snprintf(out, size, "%s",
		         t->load || t->what.kind != REFERENCE_FILE ? _("loading") : _("in part"));
		break;
	case FROM_NOWHERE:
		snprintf(out, size, "%s", _("not here"));
		break;
	default:
		snprintf(out, size, "%s", t->card ? _("text not here") : _("shipped"));
	}
}

/* What is being fetched comes last, and is all that is said where there is no room. */
static void state_words(struct app *a, const struct tab *t, int least, char *out, size_t size)
{
	const char *letters = translit_words(pane_translit(t->pane));
	const char *net = least < SAY_NO_NET ? net_word(a) : "";
	char copy[160] = "", way[300];

	way_words(a, least, way, sizeof way);
	if (least < SAY_LEAST || !*way)
		copy_words(t, copy, sizeof copy);
	snprintf(out, size, "%s%s%s%s%s%s%s", letters, *letters ? " · " : "", copy,
	         *copy && *net ? " · " : "", net, *way && (*copy || *net) ? " · " : "", way);
}

static void place_words(struct tab *t, char *out, size_t size, bool help)
{
	const char *number = pane_number(t->pane);
	int percent = pane_percent(t->pane);

	snprintf(out, size, "%s%s%s%3d%%%s%s", *number ? "¶" : "", number, *number ? " · " : "",
	         percent, help ? "  " : "", help ? _("? help") : "");
}

/* As much as so many cells hold. */
static void fit_state(struct app *a, const struct tab *t, int cells, char *out, size_t size)
{
	int least = SAY_ALL;

	do
		state_words(a, t, least, out, size);
	while ((int)draw_width(out, strlen(out)) > cells && ++least <= SAY_LEAST);
}

/* What the reader noted on the paragraph, as much as so many cells hold; "" where nothing is
 * said. */
static void note_words(struct tab *t, int cells, char *out, size_t size)
{
	struct pane_place place = pane_where(t->pane);
	const struct note *note = place.block < 0 ? NULL : notes_at(&t->notes, (size_t)place.block);
	const char *text = note ? note->text : "";
	size_t len = strlen(text), n = 0;
	int used = 3;

	*out = '\0';
	if (!len)
		return;
	while (n < len) {
		size_t next = text_cluster(text + n, len - n);

		used += (int)text_cluster_width(text + n, next);
		if (used > cells || n + next > size - 10)
			break;
		n += next;
	}
	snprintf(out, size, "* %.*s%s", (int)n, text, n < len ? "…" : "");
}

/* So much of a message as a row holds, to the end of a word. */
static size_t row_of_words(const char *s, int cells)
{
	size_t len = strlen(s), n = 0, last = 0;
	int used = 0;

	while (n < len) {
		size_t next = text_cluster(s + n, len - n);

		used += (int)text_cluster_width(s + n, next);
		if (used > cells)
			return last ? last : n;
		if (s[n] == ' ')
			last = n;
		n += next;
	}
	return len;
}

/* Words at the beginning of a row, at most so many cells: its left, or its right where the
 * interface is written from there. Those at its end: at the other side. */
static void put_first(struct app *a, int row, const char *s, size_t len, int cells)
{
	int width = draw_width(s, len);

	width = width < cells ? width : cells;
	draw_text(row, messages_rtl() ? a->cols - width : 0, s, len, width, 0);
}

static void put_last(struct app *a, int row, const char *s)
{
	int width = draw_width(s, strlen(s));

	draw_text(row, messages_rtl() ? 0 : a->cols - width, s, strlen(s), width, 0);
}

/* What of a message stands behind so many bytes of it, in the next row. */
static const char *next_row(const char *message, size_t bytes)
{
	return message + bytes + strspn(message + bytes, " ");
}

/* A message that one row does not hold begins above it, in no more than half of the screen.
 * What of it is for the last row. */
static const char *draw_above(struct app *a, const char *message)
{
	const char *rest = message;
	char blanks[512];
	int rows = 0;

	while (*rest && rows < a->rows / 2) {
		rest = next_row(rest, row_of_words(rest, a->cols));
		rows++;
	}
	memset(blanks, ' ', sizeof blanks);
	for (int row = a->rows - rows; row < a->rows - 1; row++) {
		size_t n = row_of_words(message, a->cols);

		for (int col = 0; col < a->cols; col += (int)sizeof blanks)
			draw_text(row, col, blanks, sizeof blanks, a->cols - col, 0);
		put_first(a, row, message, n, a->cols);
		message = next_row(message, n);
	}
	return message;
}

/* What is cut off says so. */
static void end_with_dots(char *words, size_t size, int cells)
{
	size_t len = strlen(words), n = 0, next;

	if (draw_width(words, len) <= cells)
		return;
	while (n < len && (next = text_cluster(words + n, len - n)) > 0 &&
	       draw_width(words, n + next) < cells)
		n += next;
	snprintf(words + n, size - n, "…");
}

static void draw_status(struct app *a)
{
	struct tab *t = app_tab(a);
	char left[600], right[80];
	int row = a->rows - 1, width;

	place_words(t, right, sizeof right, a->cols >= 40);
	width = draw_width(right, strlen(right));
	if (*a->message) {
		snprintf(left, sizeof left, "%s", draw_above(a, a->message));
		end_with_dots(left, sizeof left, a->cols);
	} else {
		note_words(t, a->cols - width - 1, left, sizeof left);
	}
	if (!*a->message && !*left)
		fit_state(a, t, a->cols - width - 1, left, sizeof left);
	/* what is said goes before where one is */
	if (*a->message && draw_width(left, strlen(left)) + width + 2 > a->cols)
		width = 0;
	put_first(a, row, left, strlen(left), a->cols - (width ? width + 1 : 0));
	if (width)
		put_last(a, row, right);
}

/* "2 of 17": where what is typed to be found is; "". */
static void places_words(struct app *a, char *out, size_t size)
{
	size_t at, count;

	if (!a->finding || a->find_due || prompt_kind(a->prompt) != PROMPT_FIND)
		return;
	count = pane_places(app_tab(a)->pane, &at);
	snprintf(out, size, _("%zu of %zu"), at, count);
}

/* Whether the line that is typed begins at the right: where what stands before it is written from
 * there, and somebody puts letters into their order. */
static bool prompt_from_right(const char *label)
{
	return messages_rtl() && term_bidi() != TERM_BIDI_LOGICAL &&
	       term_letters() == TRANSLIT_NONE && bidi_is_needed(label, strlen(label));
}

/* The line that is typed, and the cursor in it. */
static void draw_prompt(struct app *a)
{
	const char *text = prompt_text(a->prompt), *label = prompt_label(a->prompt);
	struct draw_line line = {text, prompt_cursor(a->prompt), prompt_from_right(label)};
	char found[120] = "";
	int row = a->rows - 1, before = draw_width(label, strlen(label)), width, col;
	int cells = before < a->cols ? a->cols - before : 0;

	draw_text(row, line.right ? cells : 0, label, strlen(label),
	          a->cols - (line.right ? cells : 0), DRAW_BOLD);
	places_words(a, found, sizeof found);
	if (prompt_kind(a->prompt) == PROMPT_COMMAND)
		app_name_words(a, text, found, sizeof found);
	width = draw_width(found, strlen(found));
	/* what is typed goes before how often it is there */
	if (!width || (int)draw_width(text, strlen(text)) + width + 2 > cells)
		width = 0;
	if (width)
		draw_text(row, line.right ? 0 : a->cols - width, found, strlen(found), width, 0);
	width += width != 0;
	col = line.right ? width : before;
	col = draw_typed(row, col, &line, cells - width);
	draw_cursor(row, col < a->cols ? col : a->cols - 1);
}

/* What could not be read or laid out is not passed over. */
static void say_lacking(struct app *a)
{
	struct err err = {0};

	if (pane_lacks(app_tab(a)->pane))
		app_say(a, "out of memory: not all of the text is shown");
	else if (unsaid_take(&err) < 0)
		app_say(a, "%s", err.text);
}

void app_draw(struct app *a)
{
	struct tab *t = app_tab(a);

	app_layout(a);
	draw_anew(a, t);
	draw_begin();
	/* the last row tells what is, and nothing shares it */
	if (a->rows > 1)
		draw_tabs(a);
	if (a->rows > 2)
		pane_draw(t->pane, 1, a->mode == MODE_HINT);
	say_lacking(a);
	if (a->prompt) {
		draw_prompt(a);
	} else {
		draw_status(a);
		pane_cursor(t->pane, 1);
	}
	if (a->afresh)
		term_repaint();
	a->afresh = false;
	term_flush();
}
