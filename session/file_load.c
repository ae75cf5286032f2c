/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/file_load.h"

#include "model/base/clock.h"
#include "fetch/acquire/early.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct file_load {
	struct file_parse parse; /* of the whole */
	uint64_t size;           /* of a long file, else 0 */
	struct early *early;     /* of its beginning; NULL for a short one */
	uint64_t read;
	bool begun; /* the whole is on its way to its parser */
	struct doc *doc;
	struct err err;
};

static long read_at(void *payload, uint64_t offset, char *bytes, size_t len)
{
	const struct file_load *load = payload;
	ssize_t n;

	do
		n = pread(load->parse.fd, bytes, len, (off_t)offset);
	while (n < 0 && errno == EINTR);
	return (long)n;
}

/* The whole follows its beginning, which has the processor for itself until it is there. */
static void begin_all(struct file_load *load)
{
	struct client *c = load->parse.client;

	if (load->begun)
		return;
	load->begun = true;
	if (client_put_before(c, load->parse.id, NULL, load->size, read_at, load, &load->err) == 0)
		client_parse_end(c, load->parse.id, &load->err);
}

static int begin_head(struct file_load *load, struct err *err)
{
	char *bytes = malloc(FILE_LOAD_HEAD);
	long n = bytes ? read_at(load, 0, bytes, FILE_LOAD_HEAD) : 0;

	load->early = early_new(load->parse.client, load->parse.id, clock_ms());
	if (!bytes || !load->early) {
		free(bytes);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	load->read = n > 0 ? (uint64_t)n : 0;
	early_add(load->early, bytes, (size_t)load->read);
	free(bytes);
	early_begin(load->early);
	if (!early_is_begun(load->early))
		begin_all(load);
	return 0;
}

struct file_load *file_load_start(struct session *session, const char *path, unsigned how,
                                  struct err *err)
{
	struct file_load *load = calloc(1, sizeof *load);
	struct stat st;

	if (!load) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	if (file_parse_start(session, path, how, &load->parse, err) < 0) {
		free(load);
		return NULL;
	}
	if (fstat(load->parse.fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > FILE_LOAD_LONG)
		load->size = (uint64_t)st.st_size;
	if (!load->size)
		file_parse_ahead(&load->parse);
	else if (begin_head(load, err) < 0) {
		file_load_free(load);
		return NULL;
	}
	return load;
}

void file_load_free(struct file_load *load)
{
	if (!load)
		return;
	early_free(load->early);
	if (load->parse.client)
		file_parse_drop(&load->parse);
	doc_free(load->doc);
	free(load);
}

bool file_load_is_long(const struct file_load *load)
{
	return load->size > 0;
}

struct doc *file_load_end(struct file_load *load, struct err *err)
{
	struct doc *doc = file_parse_end(&load->parse, err);

	load->parse.client = NULL;
	return doc;
}

/* What became of the beginning. */
static enum file_load_came head_came(struct file_load *load, int shown)
{
	begin_all(load);
	return shown > 0 ? FILE_LOAD_PART : FILE_LOAD_NOTHING;
}

enum file_load_came file_load_wait(struct file_load *load, int limit_ms)
{
	int shown = load->begun ? -1 : early_wait(load->early, limit_ms);

	return shown < 0 ? FILE_LOAD_NOTHING : head_came(load, shown);
}

enum file_load_came file_load_take(struct file_load *load, const struct client_event *event)
{
	int shown = load->early ? early_take(load->early, event) : -1;

	if (shown >= 0)
		return head_came(load, shown);
	if (event->id != load->parse.id || event->kind != CLIENT_DOC)
		return FILE_LOAD_OTHER;
	load->doc = event->doc;
	load->err = event->err;
	return FILE_LOAD_ALL;
}

void file_load_wait_all(struct file_load *load)
{
	struct client_event event;

	early_end(load->early);
	begin_all(load);
	if (!load->doc && client_wait_for(load->parse.client, load->parse.id, -1, &event))
		file_load_take(load, &event);
}

const struct doc *file_load_part(const struct file_load *load)
{
	return load->early ? early_doc(load->early) : NULL;
}

struct doc *file_load_take_doc(struct file_load *load, struct err *err)
{
	struct doc *doc = load->doc;

	load->doc = NULL;
	*err = load->err;
	return doc;
}

uint64_t file_load_size(const struct file_load *load)
{
	return load->size;
}

uint64_t file_load_read(const struct file_load *load)
{
	return load->read;
}
