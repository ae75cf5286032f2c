/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/origin_int.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#define PAGE \
	"<!DOCTYPE html>\n<html lang=\"en\"><head><title>A plain page</title></head>\n" \
	"<body><h1>A plain page</h1><p>The Security Council met.</p></body></html>\n"
#define MODIFIED "Tue, 01 Sep 2026 10:00:00 GMT"

/* -- answering --------------------------------------------------------------- */

enum MHD_Result origin_answer(const struct query *q, int status, struct MHD_Response *r)
{
	enum MHD_Result rc;

	if (!r)
		return MHD_NO;
	rc = MHD_queue_response(q->connection, (unsigned)status, r);
	MHD_destroy_response(r);
	return rc;
}

struct MHD_Response *origin_body_of(const void *bytes, size_t len, const char *type)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(len, (void *)(uintptr_t)bytes,
	                                                         MHD_RESPMEM_MUST_COPY);

	if (r && type)
		MHD_add_response_header(r, "Content-Type", type);
	return r;
}

enum MHD_Result origin_send_page(const struct query *q, int status)
{
	return origin_answer(q, status,
	                     origin_body_of(PAGE, strlen(PAGE), "text/html; charset=utf-8"));
}

static const char *asked(const struct query *q, const char *header)
{
	return MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, header);
}

/* The page, or 304 where the validators match. */
static enum MHD_Result send_valid(const struct query *q, struct MHD_Response *r, const char *etag,
                                  const char *modified)
{
	const char *match = asked(q, "If-None-Match"), *since = asked(q, "If-Modified-Since");
	bool same = match ? etag && !strcmp(match, etag) : since && !strcmp(since, modified);

	if (same) {
		MHD_destroy_response(r);
		r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	}
	if (etag)
		MHD_add_response_header(r, "ETag", etag);
	MHD_add_response_header(r, "Last-Modified", modified);
	return origin_answer(q, same ? 304 : 200, r);
}

static enum MHD_Result send_coded(const struct query *q, const void *bytes, size_t len,
                                  const char *coding)
{
	struct MHD_Response *r = origin_body_of(bytes, len, "text/html; charset=utf-8");

	MHD_add_response_header(r, "Content-Encoding", coding);
	return origin_answer(q, 200, r);
}

enum MHD_Result origin_send_to(const struct query *q, const char *location)
{
	struct MHD_Response *r = origin_body_of("moved\n", 6, "text/plain");

	MHD_add_response_header(r, "Location", location);
	return origin_answer(q, 302, r);
}

/* -- bodies that are made as they go ------------------------------------------ */

struct stream {
	struct origin *origin;
	uint64_t stop; /* bytes after which it breaks off; UINT64_MAX: never */
	int pause_ms;  /* before each byte; -1: for ever, once `stop` came */
};

bool origin_nap(struct origin *o, int ms)
{
	struct timespec until;
	bool stopping;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	pthread_mutex_lock(&o->lock);
	while (!o->stopping && !pthread_cond_timedwait(&o->stop, &o->lock, &until))
		;
	stopping = o->stopping;
	pthread_mutex_unlock(&o->lock);
	return !stopping;
}

static ssize_t stream_read(void *at, uint64_t pos, char *bytes, size_t max)
{
	struct stream *s = at;

	if (pos >= s->stop) {
		if (s->pause_ms < 0)
			while (origin_nap(s->origin, 60000))
				;
		return MHD_CONTENT_READER_END_WITH_ERROR;
	}
	if (s->pause_ms > 0) {
		if (!origin_nap(s->origin, s->pause_ms))
			return MHD_CONTENT_READER_END_WITH_ERROR;
		max = 1;
	}
	if (max > s->stop - pos)
		max = (size_t)(s->stop - pos);
	memset(bytes, 'x', max);
	return (ssize_t)max;
}

/* size: what Content-Length says; MHD_SIZE_UNKNOWN: chunked. */
static enum MHD_Result send_stream(const struct query *q, uint64_t size, uint64_t stop,
                                   int pause_ms)
{
	struct stream *s = malloc(sizeof *s);
	struct MHD_Response *r;

	if (!s)
		return MHD_NO;
	*s = (struct stream){q->origin, stop, pause_ms};
	r = MHD_create_response_from_callback(size, 16384, stream_read, s, free);
	MHD_add_response_header(r, "Content-Type", "application/octet-stream");
	return origin_answer(q, 200, r);
}

bool origin_gate(struct origin *o, int gates)
{
	bool stopping;

	pthread_mutex_lock(&o->lock);
	while (!o->stopping && o->opened < gates)
		pthread_cond_wait(&o->stop, &o->lock);
	stopping = o->stopping;
	pthread_mutex_unlock(&o->lock);
	return !stopping;
}

/* -- behaviours ------------------------------------------------------------------ */

static enum MHD_Result x_plain(const struct query *q)
{
	return origin_send_page(q, 200);
}

static enum MHD_Result x_go(const struct query *q)
{
	pthread_mutex_lock(&q->origin->lock);
	q->origin->opened++;
	pthread_cond_broadcast(&q->origin->stop);
	pthread_mutex_unlock(&q->origin->lock);
	return origin_send_page(q, 200);
}

static enum MHD_Result x_etag(const struct query *q)
{
	return send_valid(q, origin_body_of(PAGE, strlen(PAGE), "text/html"), "\"v1\"", MODIFIED);
}

static enum MHD_Result x_modified(const struct query *q)
{
	return send_valid(q, origin_body_of(PAGE, strlen(PAGE), "text/html"), NULL, MODIFIED);
}

static enum MHD_Result send_gzip(const struct query *q, size_t zeros)
{
	static const unsigned char zero[65536];
	z_stream z = {0};
	size_t size = zeros / 500 + 1024;
	unsigned char *out = malloc(size);
	enum MHD_Result rc;

	deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_out = out;
	z.avail_out = (unsigned)size;
	for (size_t done = 0; done < zeros; done += sizeof zero) {
		z.next_in = (unsigned char *)(uintptr_t)zero;
		z.avail_in = sizeof zero;
		deflate(&z, Z_NO_FLUSH);
	}
	if (!zeros) {
		z.next_in = (unsigned char *)(uintptr_t)PAGE;
		z.avail_in = strlen(PAGE);
	}
	deflate(&z, Z_FINISH);
	rc = send_coded(q, out, z.total_out, "gzip");
	deflateEnd(&z);
	free(out);
	return rc;
}

static enum MHD_Result x_gzip(const struct query *q)
{
	return send_gzip(q, 0);
}

static enum MHD_Result x_bomb(const struct query *q)
{
	return send_gzip(q, 96u << 20); /* half as much again as is let by */
}

/* A Brotli stream of one uncompressed meta-block (RFC 7932, 9.2): window of 16
 * bits, not last, four nibbles of length, uncompressed; then an empty last. */
static enum MHD_Result x_br(const struct query *q)
{
	unsigned char out[3 + sizeof PAGE];
	size_t len = strlen(PAGE);
	uint32_t bits = (uint32_t)(len - 1) << 4 | 1u << 20;

	for (int i = 0; i < 3; i++)
		out[i] = (unsigned char)(bits >> 8 * i);
	memcpy(out + 3, PAGE, len);
	out[3 + len] = 3;
	return send_coded(q, out, 4 + len, "br");
}

/* A Zstandard frame of one raw block (RFC 8878, 3.1.1): single segment, two
 * bytes of content size (less 256). */
static enum MHD_Result x_zstd(const struct query *q)
{
	unsigned char out[10 + 2 * sizeof PAGE] = {0x28, 0xb5, 0x2f, 0xfd, 0x60};
	char text[2 * sizeof PAGE] = PAGE;
	size_t len = 2 * sizeof PAGE - 1;
	uint32_t block = (uint32_t)len << 3 | 1;

	memset(text + strlen(PAGE), '\n', sizeof text - strlen(PAGE));
	out[5] = (unsigned char)(len - 256);
	out[6] = (unsigned char)((len - 256) >> 8);
	for (int i = 0; i < 3; i++)
		out[7 + i] = (unsigned char)(block >> 8 * i);
	memcpy(out + 10, text, len);
	return send_coded(q, out, 10 + len, "zstd");
}

static enum MHD_Result x_status(const struct query *q)
{
	int status = atoi(q->tail + (*q->tail == '/'));
	struct MHD_Response *r = origin_body_of(PAGE, strlen(PAGE), "text/html");

	if (status == 429 || status == 503)
		MHD_add_response_header(r, "Retry-After", "120");
	return origin_answer(q, status < 200 || status > 599 ? 500 : status, r);
}

/* The first N of them fail. */
static enum MHD_Result x_flaky(const struct query *q)
{
	int n;

	pthread_mutex_lock(&q->origin->lock);
	n = ++q->origin->flaky;
	pthread_mutex_unlock(&q->origin->lock);
	return origin_send_page(q, n > atoi(q->tail + (*q->tail == '/')) ? 200 : 503);
}

static enum MHD_Result x_redirect(const struct query *q)
{
	int n = atoi(q->tail + (*q->tail == '/'));
	char to[40];

	if (n < 1)
		return origin_send_page(q, 200);
	snprintf(to, sizeof to, "%d", n - 1);
	return origin_send_to(q, to);
}

static enum MHD_Result x_loop(const struct query *q)
{
	return origin_send_to(q, strcmp(q->tail, "/b") ? "/x/loop/b" : "/x/loop/a");
}

static enum MHD_Result x_to(const struct query *q)
{
	return origin_send_to(q, q->query);
}

static enum MHD_Result x_to_file(const struct query *q)
{
	return origin_send_to(q, "file:///etc/passwd");
}

static enum MHD_Result x_to_private(const struct query *q)
{
	return origin_send_to(q, "http://169.254.169.254/latest/meta-data/");
}

/* To a host that becomes 127.0.0.1 only when its full stop (U+3002) is mapped. */
static enum MHD_Result x_to_late(const struct query *q)
{
	char to[100];

	snprintf(to, sizeof to,
	         "https://127.0.0\xe3\x80\x82"
	         "1:%d/x/plain?late",
	         atoi(q->tail + (*q->tail == '/')));
	return origin_send_to(q, to);
}

static enum MHD_Result x_truncated(const struct query *q)
{
	return send_stream(q, 1000, 400, 0);
}

static enum MHD_Result x_truncated_chunked(const struct query *q)
{
	return send_stream(q, MHD_SIZE_UNKNOWN, 400, 0);
}

static enum MHD_Result x_drip(const struct query *q)
{
	return send_stream(q, 100000, UINT64_MAX, q->origin->drip_ms);
}

static enum MHD_Result x_stall(const struct query *q)
{
	return send_stream(q, 1000, 400, -1);
}

static enum MHD_Result x_silent(const struct query *q)
{
	while (origin_nap(q->origin, 60000))
		;
	return MHD_NO;
}

static enum MHD_Result x_closed(const struct query *q)
{
	(void)q;
	return MHD_NO;
}

static uint64_t bytes_asked(const struct query *q)
{
	return *q->query ? strtoull(q->query, NULL, 10) : 100u << 20;
}

static enum MHD_Result x_big(const struct query *q)
{
	return send_stream(q, bytes_asked(q), UINT64_MAX, 0);
}

/* It never says how much will come. */
static enum MHD_Result x_huge(const struct query *q)
{
	return send_stream(q, MHD_SIZE_UNKNOWN, bytes_asked(q), 0);
}

static enum MHD_Result x_head(const struct query *q)
{
	struct MHD_Response *r = origin_body_of(PAGE, strlen(PAGE), "text/html");
	char name[40], value[1000];

	memset(value, 'h', sizeof value - 1);
	value[sizeof value - 1] = '\0';
	for (int i = 0; i < 80; i++) {
		snprintf(name, sizeof name, "X-Long-%d", i);
		MHD_add_response_header(r, name, value);
	}
	return origin_answer(q, 200, r);
}

static enum MHD_Result x_cookie(const struct query *q)
{
	struct MHD_Response *r = origin_body_of("moved\n", 6, "text/plain");

	MHD_add_response_header(r, "Set-Cookie", "session=1; Path=/");
	MHD_add_response_header(r, "Location", "/x/plain");
	return origin_answer(q, 302, r);
}

/* A symbol that does not exist: 200 and HTML where a PDF was asked for. */
static enum MHD_Result x_missing(const struct query *q)
{
	return origin_send_page(q, 200);
}

static const struct behaviour {
	const char *name;
	enum MHD_Result (*answer)(const struct query *);
} behaviours[] = {
	{"/x/plain", x_plain},
	{"/x/etag", x_etag},
	{"/x/modified", x_modified},
	{"/x/gzip", x_gzip},
	{"/x/br", x_br},
	{"/x/zstd", x_zstd},
	{"/x/bomb", x_bomb},
	{"/x/status", x_status},
	{"/x/flaky", x_flaky},
	{"/x/redirect", x_redirect},
	{"/x/loop", x_loop},
	{"/x/to", x_to},
	{"/x/to-file", x_to_file},
	{"/x/to-private", x_to_private},
	{"/x/to-late", x_to_late},
	{"/x/truncated", x_truncated},
	{"/x/truncated-chunked", x_truncated_chunked},
	{"/x/drip", x_drip},
	{"/x/stall", x_stall},
	{"/x/silent", x_silent},
	{"/x/closed", x_closed},
	{"/x/big", x_big},
	{"/x/huge", x_huge},
	{"/x/head", x_head},
	{"/x/cookie", x_cookie},
	{"/x/missing", x_missing},
	{"/x/go", x_go},
	{"/x/range", origin_range},
	{"/x/moved", origin_moved},
	{"/api/symbol/access", origin_un_access},
	{"/doc", origin_un_doc},
};

/* -- files ------------------------------------------------------------------------ */

static const char *type_of(const char *path)
{
	static const char *const types[][2] = {
		{".html", "text/html; charset=utf-8"},
		{".htm", "text/html"},
		{".xml", "application/xml"},
		{".rss", "application/rss+xml"},
		{".json", "application/json"},
		{".pdf", "application/pdf"},
		{".txt", "text/plain; charset=utf-8"},
		{".docx",
	         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	};
	const char *dot = strrchr(path, '.');

	for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++)
		if (!strcasecmp(dot, types[i][0]))
			return types[i][1];
	return "text/html; charset=utf-8";
}

int origin_own_headers(struct MHD_Response *r, const char *path)
{
	char name[4200], line[4096];
	int status = 200;
	FILE *f;

	snprintf(name, sizeof name, "%s.headers", path);
	f = fopen(name, "r");
	while (f && fgets(line, sizeof line, f)) {
		char *colon = strchr(line, ':');

		line[strcspn(line, "\r\n")] = '\0';
		if (!colon)
			continue;
		*colon++ = '\0';
		colon += strspn(colon, " ");
		if (!strcasecmp(line, "Status")) {
			status = atoi(colon);
			continue;
		}
		if (!strcasecmp(line, "Manners"))
			continue;
		if (!strcasecmp(line, "Content-Type"))
			MHD_del_response_header(r, "Content-Type",
			                        MHD_get_response_header(r, "Content-Type"));
		MHD_add_response_header(r, line, colon);
	}
	if (f)
		fclose(f);
	return status;
}

/* The line of its own headers that says how it is to be sent. */
static void read_manners(const char *path, char *manners, size_t size)
{
	char name[4200], line[4096];
	FILE *f;

	*manners = '\0';
	snprintf(name, sizeof name, "%s.headers", path);
	f = fopen(name, "r");
	while (f && fgets(line, sizeof line, f)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (!strncasecmp(line, "Manners:", 8))
			snprintf(manners, size, "%s", line + 8 + strspn(line + 8, " "));
	}
	if (f)
		fclose(f);
}

char *origin_read_file(const char *path, size_t *len, time_t *modified)
{
	struct stat st;
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;

	if (f && !fstat(fileno(f), &st) && S_ISREG(st.st_mode)) {
		bytes = malloc((size_t)st.st_size + 1);
		*len = bytes ? fread(bytes, 1, (size_t)st.st_size, f) : 0;
		*modified = st.st_mtime;
	}
	if (f)
		fclose(f);
	return bytes;
}

/* NAME?QUERY before NAME before NAME/index.html. */
static char *find_file(const struct query *q, char *path, size_t size, size_t *len,
                       time_t *modified)
{
	for (int i = *q->query ? 0 : 1; i < 3; i++) {
		char *bytes;
		int n = snprintf(path, size, "%s%s%s%s", q->origin->root, q->url,
		                 i == 0   ? "?"
		                 : i == 1 ? ""
		                          : "/index.html",
		                 i ? "" : q->query);

		bytes = n < (int)size ? origin_read_file(path, len, modified) : NULL;
		if (bytes)
			return bytes;
	}
	return NULL;
}

static enum MHD_Result send_file(const struct query *q)
{
	char path[4096], etag[64], date[64], manners[200];
	struct origin_file f = {.path = path, .manners = manners, .etag = etag, .modified = date};
	time_t modified;
	struct tm tm;
	size_t len;
	char *bytes = NULL;
	struct MHD_Response *r;
	int status;

	if (q->origin->root && !strstr(q->url, ".."))
		bytes = find_file(q, path, sizeof path, &len, &modified);
	if (!bytes)
		return origin_send_page(q, 404);
	r = origin_body_of(bytes, len, type_of(path));
	status = origin_own_headers(r, path);
	if (status != 200) {
		free(bytes);
		return origin_answer(q, status, r);
	}
	MHD_destroy_response(r);
	f.bytes = bytes;
	f.len = len;
	f.type = type_of(path);
	read_manners(path, manners, sizeof manners);
	snprintf(etag, sizeof etag, "%jx-%zx", (intmax_t)modified, len);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&modified, &tm));
	return origin_send_body(q, &f);
}

/* -- the server --------------------------------------------------------------------- */

static enum MHD_Result add_header(void *at, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
	(void)kind;
	buf_printf(at, "\t%s: %s", name, value ? value : "");
	return MHD_YES;
}

/* By which a test sees that a connection was used again. */
static void add_port(struct buf *line, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const void *at = info ? info->client_addr : NULL;
	const struct sockaddr_in *from = at;

	if (from)
		buf_printf(line, "\tFrom-Port: %d", ntohs(from->sin_port));
}

static void log_request(struct origin *o, struct MHD_Connection *connection, const char *method,
                        const char *url)
{
	struct buf line;

	buf_init(&line, 65536);
	buf_printf(&line, "%s %s", method, url);
	MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, &line);
	add_port(&line, connection);
	buf_char(&line, '\n');
	pthread_mutex_lock(&o->lock);
	buf_add(&o->log, line.bytes, line.len);
	if (o->log_file) {
		fwrite(line.bytes, 1, line.len, o->log_file);
		fflush(o->log_file);
	}
	pthread_mutex_unlock(&o->lock);
	buf_done(&line);
}

/* A request: its address as it was asked, before libmicrohttpd takes it apart.
 * It calls twice for each, and keeps the connection only if the answer comes at
 * the second. */
struct request {
	bool seen;
	char address[];
};

static void *on_address(void *at, const char *url, struct MHD_Connection *connection)
{
	struct request *request = calloc(1, sizeof *request + strlen(url) + 1);

	(void)at;
	(void)connection;
	if (request)
		strcpy(request->address, url);
	return request;
}

static void on_completed(void *at, struct MHD_Connection *connection, void **request,
                         enum MHD_RequestTerminationCode why)
{
	(void)at;
	(void)connection;
	(void)why;
	free(*request);
	*request = NULL;
}

static enum MHD_Result on_request(void *at, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *size, void **slot)
{
	struct request *request = *slot;
	struct origin *o = at;
	struct query q = {o, connection, url, "", "", !strcmp(method, "HEAD")};

	(void)version;
	(void)data;
	(void)size;
	if (!request)
		return MHD_NO;
	if (!request->seen) {
		request->seen = true;
		return MHD_YES;
	}
	/* asked as a proxy: whatever the host */
	if (!strncmp(url, "http://", 7) && strchr(url + 7, '/'))
		q.url = url = strchr(url + 7, '/');
	if (strchr(request->address, '?'))
		q.query = strchr(request->address, '?') + 1;
	log_request(o, connection, method, request->address);
	for (size_t i = 0; i < sizeof behaviours / sizeof behaviours[0]; i++) {
		size_t len = strlen(behaviours[i].name);

		if (strncmp(url, behaviours[i].name, len) || (url[len] && url[len] != '/'))
			continue;
		q.tail = url + len;
		return behaviours[i].answer(&q);
	}
	return send_file(&q);
}

static bool prepare_tls(struct origin *o, const char *cert_file, int days)
{
	FILE *f;

	if (!origin_certificate(&o->certificate, &o->key, days))
		return false;
	f = fopen(cert_file, "w");
	if (!f)
		return false;
	fputs(o->certificate, f);
	return !fclose(f);
}

static bool start(struct origin *o, bool tls)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
	                 MHD_USE_POLL | (tls ? (unsigned)MHD_USE_TLS : 0);
	const union MHD_DaemonInfo *info;
	struct MHD_OptionItem items[] = {
		{tls ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, 0, o->certificate},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, o->key},
		{MHD_OPTION_END, 0, NULL},
	};

	o->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, o, MHD_OPTION_SOCK_ADDR,
	                             &address, MHD_OPTION_URI_LOG_CALLBACK, on_address, o,
	                             MHD_OPTION_NOTIFY_COMPLETED, on_completed, o,
	                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)262144,
	                             MHD_OPTION_ARRAY, items, MHD_OPTION_END);
	info = o->daemon ? MHD_get_daemon_info(o->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
	o->port = info ? info->port : 0;
	return o->port;
}

struct origin *origin_start(const struct origin_config *config)
{
	struct origin *o = calloc(1, sizeof *o);

	if (!o)
		return NULL;
	pthread_mutex_init(&o->lock, NULL);
	pthread_cond_init(&o->stop, NULL);
	buf_init(&o->log, 64u << 20);
	o->drip_ms = config->drip_ms ? config->drip_ms : 50;
	o->root = config->root ? strdup(config->root) : NULL;
	o->log_file = config->log ? fopen(config->log, "w") : NULL;
	if ((!config->log || o->log_file) &&
	    (!config->cert_file || prepare_tls(o, config->cert_file, config->cert_days)) &&
	    start(o, config->cert_file))
		return o;
	origin_stop(o);
	return NULL;
}

void origin_stop(struct origin *o)
{
	if (!o)
		return;
	pthread_mutex_lock(&o->lock);
	o->stopping = true;
	pthread_cond_broadcast(&o->stop);
	pthread_mutex_unlock(&o->lock);
	if (o->daemon)
		MHD_stop_daemon(o->daemon);
	if (o->log_file)
		fclose(o->log_file);
	buf_done(&o->log);
	origin_forget_turns(o);
	free(o->root);
	free(o->certificate);
	free(o->key);
	free(o);
}

int origin_port(const struct origin *o)
{
	return o->port;
}

char *origin_url(const struct origin *o, const char *path)
{
	static char urls[4][1000];
	static int next;
	char *url = urls[next++ % 4];

	snprintf(url, sizeof urls[0], "http://127.0.0.1:%d%s", o->port, path);
	return url;
}

char *origin_log(struct origin *o)
{
	char *copy;

	pthread_mutex_lock(&o->lock);
	copy = strdup(o->log.bytes);
	pthread_mutex_unlock(&o->lock);
	return copy;
}

int origin_count(struct origin *o, const char *begins, const char *holds)
{
	int n = 0;

	pthread_mutex_lock(&o->lock);
	for (const char *line = o->log.bytes; *line; line += strcspn(line, "\n") + 1) {
		size_t len = strcspn(line, "\n");
		char *copy = strndup(line, len);

		if (copy && !strncmp(copy, begins, strlen(begins)))
			n += !holds || strstr(copy, holds);
		free(copy);
	}
	pthread_mutex_unlock(&o->lock);
	return n;
}
