/* SPDX-License-Identifier: ISC */
/* The manners of documents.un.org: the access API answers a symbol with a redirect
 * to an address in upper case, which works in lower case alone; it sends English for
 * a language that it does not know, a page for a symbol that it does not have, gzip
 * whatever was asked for, and 503 to the fifth at once.
 *
 * Documents lie below the root as ods/SYMBOL/LANG.TYPE, with '_' for '/' in the
 * symbol. Beside them may lie: "busy" (a number: so many requests are refused first,
 * with Retry-After: 0), "gzip" (sent coded), "lower" (its address is given in lower
 * case at once), "slow" (milliseconds before the answer). */
#include "config.h"

#include "tests/lib/origin_int.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define AT_ONCE 4

static const char app_page[] =
	"<!DOCTYPE html><html><head><title>Documents</title></head><body>"
	"<app-root></app-root><script src=\"main.js\"></script></body></html>\n";

static enum MHD_Result send_app(const struct query *q)
{
	return origin_answer(
		q, 200, origin_body_of(app_page, sizeof app_page - 1, "text/html; charset=utf-8"));
}

static const char *argument(const struct query *q, const char *name)
{
	const char *value = MHD_lookup_connection_value(q->connection, MHD_GET_ARGUMENT_KIND, name);

	return value ? value : "";
}

static void folder_of(const char *symbol, char *out, size_t size)
{
	size_t n = 0;

	for (; *symbol && n + 1 < size; symbol++)
		out[n++] = *symbol == '/' ? '_' : *symbol;
	out[n] = '\0';
}

/* The number in a file beside the documents; -1 when there is none. */
static int setting(const struct query *q, const char *folder, const char *name)
{
	char path[1024];
	time_t modified;
	size_t len = 0;
	char *bytes;
	int value = -1;

	snprintf(path, sizeof path, "%s/ods/%s/%s", q->origin->root, folder, name);
	bytes = origin_read_file(path, &len, &modified);
	if (bytes) {
		bytes[len] = '\0';
		value = atoi(bytes);
	}
	free(bytes);
	return value;
}

/* Whether this one is refused; else it counts as under way. */
static bool refuse(const struct query *q, int busy)
{
	struct origin *o = q->origin;
	bool no;

	pthread_mutex_lock(&o->lock);
	no = o->under_way >= AT_ONCE || o->busy < busy;
	o->busy += o->busy < busy;
	o->under_way += !no;
	pthread_mutex_unlock(&o->lock);
	return no;
}

static bool has(const struct query *q, const char *folder, const char *lang, const char *type)
{
	char path[1024];
	FILE *f;

	snprintf(path, sizeof path, "%s/ods/%s/%s.%s", q->origin->root, folder, lang, type);
	f = fopen(path, "rb");
	if (f)
		fclose(f);
	return f;
}

static const char *language(const char *asked)
{
	static const char *const known[][2] = {{"A", "ar"}, {"C", "zh"}, {"E", "en"},
	                                       {"F", "fr"}, {"R", "ru"}, {"S", "es"}};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (!strcmp(asked, known[i][0]) || !strcmp(asked, known[i][1]))
			return known[i][1];
	return "en";
}

static enum MHD_Result send_busy(const struct query *q)
{
	struct MHD_Response *r = origin_body_of("busy\n", 5, "text/html");

	MHD_add_response_header(r, "Retry-After", "0");
	return origin_answer(q, 503, r);
}

enum MHD_Result origin_un_access(const struct query *q)
{
	char folder[256], location[600];
	const char *lang = language(argument(q, "l")), *type = argument(q, "t");
	enum MHD_Result rc;
	int slow;

	folder_of(argument(q, "s"), folder, sizeof folder);
	if (refuse(q, setting(q, folder, "busy")))
		return send_busy(q);
	slow = setting(q, folder, "slow");
	if (slow > 0)
		origin_nap(q->origin, slow);
	/* a language in which there is nothing gives English, and nobody says so */
	if (!has(q, folder, lang, type))
		lang = "en";
	if (!has(q, folder, lang, type)) {
		rc = send_app(q);
	} else {
		snprintf(location, sizeof location, "/doc/UNDOC/GEN/%s/%s/%s", folder, type, lang);
		for (char *s = location; *s; s++)
			*s = setting(q, folder, "lower") < 0 ? (char)toupper((unsigned char)*s)
			                                     : (char)tolower((unsigned char)*s);
		memcpy(location, "/doc", 4);
		rc = origin_send_to(q, location);
	}
	pthread_mutex_lock(&q->origin->lock);
	q->origin->under_way--;
	pthread_mutex_unlock(&q->origin->lock);
	return rc;
}

/* -- documents ------------------------------------------------------------ */

static char *gzip(const char *bytes, size_t len, size_t *out_len)
{
	z_stream z = {0};
	size_t room = len + len / 10 + 100;
	char *out = malloc(room);

	if (!out || deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		free(out);
		return NULL;
	}
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	deflate(&z, Z_FINISH);
	*out_len = room - z.avail_out;
	deflateEnd(&z);
	return out;
}

static enum MHD_Result send_document(const struct query *q, const char *path, const char *type,
                                     bool coded)
{
	const char *media = !strcmp(type, "pdf") ? "application/pdf"
	                                         : "application/vnd.openxmlformats-officedocument."
	                                           "wordprocessingml.document";
	time_t modified;
	size_t len = 0, coded_len = 0;
	char *bytes = origin_read_file(path, &len, &modified);
	char *packed = bytes && coded ? gzip(bytes, len, &coded_len) : NULL;
	struct MHD_Response *r;

	if (!bytes)
		return origin_send_page(q, 404);
	r = packed ? origin_body_of(packed, coded_len, media) : origin_body_of(bytes, len, media);
	if (packed)
		MHD_add_response_header(r, "Content-Encoding", "gzip");
	free(bytes);
	free(packed);
	return origin_answer(q, 200, r);
}

/* The folder whose name is this one in lower case. */
static bool find_folder(const struct query *q, const char *lower, char *out, size_t size)
{
	const struct dirent *entry;
	char path[600];
	bool found = false;
	DIR *dir;

	snprintf(path, sizeof path, "%.500s/ods", q->origin->root);
	dir = opendir(path);
	while (dir && !found && (entry = readdir(dir))) {
		found = !strcasecmp(entry->d_name, lower);
		if (found)
			snprintf(out, size, "%s", entry->d_name);
	}
	if (dir)
		closedir(dir);
	return found;
}

enum MHD_Result origin_un_doc(const struct query *q)
{
	char lower[256], type[8], lang[8], folder[256], path[1024];

	for (const char *s = q->url; *s; s++)
		if (isupper((unsigned char)*s))
			return send_app(q);
	if (sscanf(q->url, "/doc/undoc/gen/%255[^/]/%7[^/]/%7s", lower, type, lang) != 3 ||
	    !find_folder(q, lower, folder, sizeof folder))
		return origin_send_page(q, 404);
	snprintf(path, sizeof path, "%s/ods/%s/%s.%s", q->origin->root, folder, lang, type);
	return send_document(q, path, type, setting(q, folder, "gzip") >= 0);
}
