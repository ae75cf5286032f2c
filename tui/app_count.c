/* SPDX-License-Identifier: ISC */
/* Numbers before keys: "5j", "10G"; and what a digit means by itself: a pane. */
#include "config.h"

#include "model/base/clock.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <string.h>

/* So long a digit waits for what follows it. */
#define DIGIT_WAITS_MS 500
#define COUNT_MOST 9999

/* A digit that is bound as palais binds it: the reader may have another use for it. */
static bool is_digit(const struct app *a, const struct command *command, uint32_t key)
{
	if (!command || key < '0' || key > '9')
		return false;
	return !strcmp(command->name, key == '0' ? "front" : "pane") && (key != '0' || a->count);
}

/* What was typed was no number before a key. */
static int go_pane(struct app *a, unsigned count)
{
	return count && count <= TABS_MOST ? app_go_tab(a, count - 1) : DID_NOTHING;
}

bool app_count_key(struct app *a, const struct command *command, uint32_t key)
{
	if (!is_digit(a, command, key))
		return false;
	a->count = a->count * 10 + (key - '0');
	if (a->count > COUNT_MOST)
		a->count = COUNT_MOST;
	a->count_due = clock_ms() + DIGIT_WAITS_MS;
	return true;
}

int app_count_take(struct app *a, const struct command *command, unsigned *count)
{
	unsigned typed = a->count;

	*count = 0;
	a->count = 0;
	if (!typed)
		return DID_NOTHING;
	if (command && command->counts != COUNT_NEVER) {
		*count = typed;
		return DID_NOTHING;
	}
	return go_pane(a, typed);
}

int app_count_wait(const struct app *a)
{
	int64_t left = a->count_due - clock_ms();

	return !a->count ? -1 : left < 0 ? 0 : (int)left;
}

int app_count_end(struct app *a, bool waited)
{
	unsigned typed = a->count;

	if (!typed || (waited && app_count_wait(a) > 0))
		return DID_NOTHING;
	a->count = 0;
	return go_pane(a, typed);
}
