/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/local_file.h"

#include "fetch/helpers/client.h"
#include "model/base/url.h"
#include "model/doc/reference.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int file_open(const struct rights *rights, const char *path, struct err *err)
{
	struct stat st;
	int fd;

	if (!strcmp(path, "-"))
		return dup(STDIN_FILENO);
	fd = rights_open(rights, path, err);
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return err_set(err, ERR_FAILED, "%s: a directory", path);
	}
	return fd;
}

bool file_is_endless(const char *path)
{
	struct stat st;

	return !strcmp(path, "-") ||
	       (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode));
}

bool file_is_here(const struct rights *rights, const char *word, char *path, size_t size)
{
	struct reference w;
	struct stat st;

	if (rights_need(rights, word, NULL) < 0)
		return false;
	if (strstr(word, "://") || strlen(word) + 3 > size || reference_is_file(word) ||
	    reference_read(word, &w, NULL) < 0)
		return false;
	if ((w.kind != REFERENCE_NAME && w.kind != REFERENCE_WEB) || stat(word, &st) < 0 ||
	    !S_ISREG(st.st_mode))
		return false;
	snprintf(path, size, "./%s", word);
	return true;
}

/* What the links of a file are relative to: file:///its/path. Caller frees; NULL for
 * standard input. */
static char *file_address(const char *path)
{
	char *real = strcmp(path, "-") ? realpath(path, NULL) : NULL;
	char *coded = real ? url_encode(real, "/") : NULL, *address = NULL;

	if (coded && asprintf(&address, "file://%s", coded) < 0)
		address = NULL;
	free(real);
	free(coded);
	return address;
}

int file_parse_start(struct session *session, const char *path, unsigned how_to,
                     struct file_parse *p, struct err *err)
{
	struct client_parse how = {
		.type = session->options->type, .name = path, .whole = how_to & FILE_WHOLE};
	char *base = NULL;

	p->client = session_client(session, err);
	p->fd = p->client ? file_open(&session->options->rights, path, err) : -1;
	how.base = base = p->fd < 0 ? NULL : file_address(path);
	p->id = p->fd < 0 ? -1 : client_parse(p->client, &how, err);
	free(base);
	if (p->id >= 0)
		return 0;
	if (p->fd >= 0)
		close(p->fd);
	return -1;
}

void file_parse_ahead(struct file_parse *p)
{
	struct stat st;

	if (fstat(p->fd, &st) == 0 && S_ISREG(st.st_mode))
		client_parse_ahead(p->client, p->id, p->fd);
}

struct doc *file_parse_end(struct file_parse *p, struct err *err)
{
	struct doc *doc = client_parse_rest(p->client, p->id, p->fd, NULL, NULL, err);

	close(p->fd);
	return doc;
}

void file_parse_drop(struct file_parse *p)
{
	client_cancel(p->client, p->id);
	close(p->fd);
}

struct doc *file_parse(struct session *session, const char *path, bool whole, struct err *err)
{
	struct file_parse p;
	struct doc *doc;

	if (file_parse_start(session, path, whole ? FILE_WHOLE : 0, &p, err) < 0)
		return NULL;
	file_parse_ahead(&p);
	doc = file_parse_end(&p, err);
	if (!doc)
		err_prefix(err, path);
	return doc;
}
