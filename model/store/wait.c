/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/wait.h"

#include "model/base/clock.h"
#include "model/store/holder.h"
#include "model/store/internal.h"

#include <time.h>

/* The longest nap between two looks: one who writes again and again leaves short gaps. */
#define NAP_MOST_MS 20

static store_wait_fn *tell_reader;

void store_wait_tell(store_wait_fn *tell)
{
	tell_reader = tell;
}

int64_t store_waited(const struct store *s)
{
	return s->waited;
}

static void tell(struct store *s)
{
	char name[40] = "";
	long pid = store_holder(s->path, name, sizeof name);

	s->wait_told = true;
	tell_reader(s->path, pid, name);
}

/* SQLite asks again and again, with 0 first; 0 gives up. */
static int on_busy(void *payload, int count)
{
	struct store *s = payload;
	int ms = count < NAP_MOST_MS ? count + 1 : NAP_MOST_MS;
	const struct timespec nap = {.tv_nsec = ms * 1000000L};

	if (!count) {
		s->wait_began = clock_ms();
		s->wait_told = false;
	}
	s->waited = clock_ms() - s->wait_began;
	if (s->waited >= (tell_reader ? STORE_WAIT_TOLD_MS : STORE_WAIT_MS))
		return 0;
	if (tell_reader && !s->wait_told && s->waited >= STORE_WAIT_SILENT_MS)
		tell(s);
	nanosleep(&nap, NULL);
	return 1;
}

void store_wait_on(struct store *s)
{
	sqlite3_busy_handler(s->db, on_busy, s);
}
