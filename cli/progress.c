/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cli/progress.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/store/index.h"
#include "model/store/wait.h"
#include "model/text/units.h"

#include <stdio.h>
#include <unistd.h>

/* A terminal's line changes at most so often, for it may be far away; a log gets a line
 * while something is under way. Milliseconds. */
#define TERMINAL_MS 500
#define PLAIN_MS 15000

bool progress_is_seen(void)
{
	return isatty(STDERR_FILENO);
}

bool progress_line_begin(struct progress_line *line)
{
	int64_t now = clock_ms();

	if (!line->seen || now - line->last < TERMINAL_MS)
		return false;
	line->last = now;
	line->shown = true;
	fputc('\r', stderr);
	return true;
}

void progress_line_end(void)
{
	fputs("\033[K", stderr);
}

void progress_line_clear(struct progress_line *line)
{
	if (line->shown)
		fputs("\r\033[K", stderr);
	line->shown = false;
}

void progress_start(struct progress *p, struct acquire *a, bool quiet)
{
	*p = (struct progress){.acquire = a, .quiet = quiet};
	p->terminal = progress_is_seen();
	p->said = p->terminal ? 0 : clock_ms();
}

/* Of the many that may be under way, the one to tell of: the first that moves. */
static int take_moving(const struct job_info *d, void *payload)
{
	struct job_info *first = payload;

	if (d->state != JOB_MOVING)
		return 0;
	*first = *d;
	return d->got > 0;
}

static void say_moving(const struct job_info *d)
{
	char bytes[40], all[40];

	fprintf(stderr, " · %.44s", d->title);
	if (d->later > 0) {
		fprintf(stderr, " · ");
		fprintf(stderr, _("waiting for %.40s"), *d->host ? d->host : _("a busy server"));
		return;
	}
	if (!d->got)
		return;
	units_bytes((int64_t)d->got, bytes, sizeof bytes);
	fprintf(stderr, " · %s", bytes);
	if (d->length > 0) {
		units_bytes(d->length, all, sizeof all);
		fprintf(stderr, "/%s", all);
	}
	if (d->rate) {
		units_bytes((int64_t)d->rate, bytes, sizeof bytes);
		fprintf(stderr, " · %s/s", bytes);
	}
	if (d->left >= 0)
		fprintf(stderr, " · %lld s", (long long)d->left);
}

static void say(const struct progress *p, const struct acquire_totals *t)
{
	struct job_info first = {.state = JOB_WAITING};
	unsigned ended = t->done + t->failed + t->held + t->barred + t->nowhere + t->cancelled;
	char down[40];

	acquire_each(p->acquire, take_moving, &first);
	units_bytes((int64_t)t->down, down, sizeof down);
	/* TRANSLATORS: how many downloads have ended, of how many, and bytes received */
	fprintf(stderr, _("%u of %u · %s down"), ended, ended + t->waiting + t->moving, down);
	if (first.state == JOB_MOVING)
		say_moving(&first);
}

void progress_tick(void *progress)
{
	struct progress *p = progress;
	struct acquire_totals t;

	if (p->quiet || clock_ms() - p->said < (p->terminal ? TERMINAL_MS : PLAIN_MS))
		return;
	acquire_totals(p->acquire, &t);
	if (!t.waiting && !t.moving)
		return;
	p->said = clock_ms();
	if (p->terminal)
		fputc('\r', stderr);
	else
		fputs("palais: ", stderr);
	say(p, &t);
	fputs(p->terminal ? "\033[K" : "\n", stderr);
	p->shown = p->terminal;
}

void progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}

/* -- the index ------------------------------------------------------------------- */

static void say_merging(int64_t bytes, void *payload)
{
	char size[40];

	if (!progress_line_begin(payload))
		return;
	units_bytes(bytes, size, sizeof size);
	/* TRANSLATORS: the search index is put in order after much has come; %s: bytes so far */
	fprintf(stderr, _("search index put in order: %s"), size);
	progress_line_end();
}

void progress_merge(struct store *s, bool quiet)
{
	struct progress_line line = {.seen = !quiet && progress_is_seen()};

	if (s)
		store_index_merge(s, line.seen ? say_merging : NULL, &line, NULL);
	progress_line_clear(&line);
}

/* -- another that writes --------------------------------------------------------- */

static void say_wait(const char *path, long pid, const char *name)
{
	if (progress_is_seen())
		fputs("\r\033[K", stderr);
	fputs("palais: ", stderr);
	if (pid)
		/* TRANSLATORS: a store that is waited for; %2$ld (%3$s): which process */
		fprintf(stderr, _("%1$s: process %2$ld (%3$s) is writing: it is waited for"), path,
		        pid, name);
	else
		fprintf(stderr, _("%s: another palais is writing: it is waited for"), path);
	fputc('\n', stderr);
}

static void say_nothing(const char *path, long pid, const char *name)
{
	(void)path;
	(void)pid;
	(void)name;
}

void progress_tell_waits(bool quiet)
{
	store_wait_tell(quiet ? say_nothing : say_wait);
}
