/* SPDX-License-Identifier: ISC */
/* warc_check FILE…: whether a file keeps to ISO 28500, WARC 1.1, as far as rules can be read
 * from the file alone. Prints a line for each record (type, address, bytes of its block), and
 * of the first that does not keep to a rule what is wrong; status 1. Written from the
 * standard's words, apart from what palais writes such files with. */
#include "config.h"

#include <ctype.h>
#include <sha2.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define FIELDS_MOST 64
#define IDS_MOST 100000

struct text {
	char *bytes;
	size_t len;
};

struct field {
	const char *name, *value;
};

struct record {
	struct field fields[FIELDS_MOST];
	size_t count;
	const char *type, *block;
	size_t len; /* of the block */
};

static const char *file_name;
static size_t at; /* of the record that is looked at, in bytes unpacked */
static char *ids[IDS_MOST], *infos[IDS_MOST];
static size_t id_count, info_count;

static void bad(const char *format, ...)
{
	va_list list;

	fprintf(stderr, "%s:%zu: ", file_name, at);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	exit(1);
}

static const char *get(const struct record *r, const char *name)
{
	for (size_t i = 0; i < r->count; i++)
		if (!strcasecmp(r->fields[i].name, name))
			return r->fields[i].value;
	return NULL;
}

static bool is_one_of(const char *word, const char *list)
{
	size_t len = strlen(word);

	for (const char *p = list; *p; p += strcspn(p, " "), p += *p == ' ')
		if (strcspn(p, " ") == len && !strncmp(p, word, len))
			return true;
	return false;
}

/* -- fields ----------------------------------------------------------------------- */

static bool is_token(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", s[i]))
			return false;
	return len > 0;
}

/* The lines of fields to an empty one; what is behind that. */
static const char *read_fields(char *p, const char *end, struct record *r)
{
	for (;;) {
		char *stop = memchr(p, '\n', (size_t)(end - p)), *colon;

		if (!stop || stop == p || stop[-1] != '\r')
			bad("a line of the head does not end in CRLF");
		if (stop == p + 1)
			return stop + 1;
		stop[-1] = '\0';
		if (strlen(p) != (size_t)(stop - p) - 1)
			bad("a NUL in the head");
		colon = strchr(p, ':');
		if (!colon || !is_token(p, (size_t)(colon - p)))
			bad("no name of a field: %s", p);
		*colon++ = '\0';
		while (*colon == ' ' || *colon == '\t')
			colon++;
		for (const char *c = colon; *c; c++)
			if ((unsigned char)*c < ' ' || *c == 0x7f)
				bad("%s: a control byte", p);
		if (get(r, p) && strcasecmp(p, "WARC-Concurrent-To") != 0)
			bad("%s: twice", p);
		if (r->count == FIELDS_MOST)
			bad("more fields than were foreseen");
		r->fields[r->count++] = (struct field){p, colon};
		p = stop + 1;
	}
}

/* An absolute URI in "<" and ">", or without. */
static void check_uri(const char *name, const char *uri, bool angled)
{
	size_t len = strlen(uri);

	if (angled) {
		if (len < 3 || uri[0] != '<' || uri[len - 1] != '>')
			bad("%s: not in < and >", name);
		uri++;
		len -= 2;
	}
	if (!isalpha((unsigned char)*uri) || !memchr(uri, ':', len))
		bad("%s: no absolute URI", name);
	for (size_t i = 0; i < len; i++)
		if (uri[i] <= ' ' || uri[i] >= 0x7f || strchr("<>\"\\^`{|}", uri[i]))
			bad("%s: a character that no URI has", name);
}

static void check_date(const char *name, const char *s)
{
	static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
	int month, day, hour, minute, second;

	for (size_t i = 0; i < sizeof form; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != form[i])
			bad("%s: no time of ISO 8601 in UTC: %s", name, s);
	month = atoi(s + 5);
	day = atoi(s + 8);
	hour = atoi(s + 11);
	minute = atoi(s + 14);
	second = atoi(s + 17);
	if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 ||
	    second > 60)
		bad("%s: no time that can be: %s", name, s);
}

static void hash(const char *bytes, size_t len, char hex[65])
{
	SHA256Data((const uint8_t *)bytes, len, hex);
}

static void check_digest(const struct record *r, const char *name, const char *bytes, size_t len)
{
	const char *said = get(r, name), *colon = said ? strchr(said, ':') : NULL;
	char hex[65];

	if (!said)
		return;
	if (!colon || !is_token(said, (size_t)(colon - said)) ||
	    !is_token(colon + 1, strlen(colon + 1)))
		bad("%s: not algorithm:value", name);
	if (strncmp(said, "sha256:", 7) != 0)
		bad("%s: an algorithm that this program does not know", name);
	hash(bytes, len, hex);
	if (strcmp(hex, said + 7) != 0)
		bad("%s: %s, and the bytes have %s", name, said + 7, hex);
}

/* -- blocks ------------------------------------------------------------------------- */

/* The head of an answer; where its payload begins. */
static const char *read_answer(const struct record *r)
{
	const char *end = r->block + r->len, *p = r->block;
	const char *length = NULL;
	size_t lines = 0;

	if (r->len < 13 || strncmp(p, "HTTP/1.", 7) != 0 || !isdigit((unsigned char)p[7]) ||
	    p[8] != ' ' || !isdigit((unsigned char)p[9]) || !isdigit((unsigned char)p[10]) ||
	    !isdigit((unsigned char)p[11]) || p[12] != ' ')
		bad("the block does not begin with a status of HTTP/1");
	for (;; lines++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		const char *colon = stop ? memchr(p, ':', (size_t)(stop - p)) : NULL;

		if (!stop || stop == p || stop[-1] != '\r')
			bad("a line of the answer's head does not end in CRLF");
		if (stop == p + 1) {
			p = stop + 1;
			break;
		}
		if (lines && *p != ' ' && *p != '\t' &&
		    (!colon || !is_token(p, (size_t)(colon - p))))
			bad("no name of a field in the answer: %.40s", p);
		if (lines && !strncasecmp(p, "Content-Length:", 15))
			length = p + 15;
		if (lines && !strncasecmp(p, "Transfer-Encoding:", 18))
			bad("the answer says that its bytes are coded for a transfer");
		p = stop + 1;
	}
	if (length && !get(r, "WARC-Truncated") &&
	    strtoull(length, NULL, 10) != (unsigned long long)(end - p))
		bad("the answer says %.20s bytes, and %td are here", length, end - p);
	return p;
}

static void check_warc_fields(const struct record *r)
{
	char *copy = malloc(r->len + 3);
	struct record lines = {.count = 0};

	memcpy(copy, r->block, r->len);
	memcpy(copy + r->len, "\r\n", 3);
	if (read_fields(copy, copy + r->len + 2, &lines) != copy + r->len + 2 || !lines.count)
		bad("the block is no lines of fields");
	free(copy);
}

static void check_block(const struct record *r)
{
	const char *media = get(r, "Content-Type"), *payload = r->block;
	const char *uri = get(r, "WARC-Target-URI");
	bool is_web = uri && (!strncmp(uri, "http:", 5) || !strncmp(uri, "https:", 6));

	if (!strcmp(r->type, "response") && is_web) {
		if (!media || strcasecmp(media, "application/http;msgtype=response") != 0)
			bad("an answer of HTTP is application/http;msgtype=response");
		payload = read_answer(r);
	}
	if (media && !strcmp(media, "application/warc-fields"))
		check_warc_fields(r);
	else if (!strcmp(r->type, "warcinfo"))
		bad("warcinfo is application/warc-fields");
	check_digest(r, "WARC-Block-Digest", r->block, r->len);
	if (strcmp(r->type, "revisit") != 0)
		check_digest(r, "WARC-Payload-Digest", payload,
		             r->len - (size_t)(payload - r->block));
}

/* -- records ------------------------------------------------------------------------ */

/* Which types may have a field, and which must. */
static const struct rule {
	const char *field, *may, *must;
} rules[] = {
	{"WARC-Target-URI", "response resource request revisit conversion metadata continuation",
         "response resource request revisit conversion continuation"},
	{"WARC-Filename", "warcinfo", ""},
	{"WARC-Warcinfo-ID", "response resource request revisit conversion metadata continuation",
         ""},
	{"WARC-Profile", "revisit", "revisit"},
	{"WARC-Refers-To", "revisit conversion metadata", ""},
	{"WARC-Refers-To-Target-URI", "revisit", ""},
	{"WARC-Refers-To-Date", "revisit", ""},
	{"WARC-Concurrent-To", "response resource request revisit metadata", ""},
	{"WARC-IP-Address", "response resource request revisit metadata", ""},
	{"WARC-Payload-Digest", "response resource request revisit conversion continuation", ""},
	{"WARC-Segment-Number", "continuation", "continuation"},
};

static void check_rules(const struct record *r)
{
	static const char types[] = "warcinfo response resource request metadata revisit "
				    "conversion continuation";
	static const char *const uris[] = {"WARC-Record-ID", "WARC-Warcinfo-ID", "WARC-Refers-To",
	                                   "WARC-Concurrent-To"};
	const char *cut = get(r, "WARC-Truncated");

	if (!is_one_of(r->type, types))
		bad("WARC-Type: %s", r->type);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		bool has = get(r, rules[i].field) != NULL;

		if (has ? !is_one_of(r->type, rules[i].may) : is_one_of(r->type, rules[i].must))
			bad("%s: %s in a %s", rules[i].field, has ? "may not stand" : "must stand",
			    r->type);
	}
	for (size_t i = 0; i < sizeof uris / sizeof *uris; i++)
		if (get(r, uris[i]))
			check_uri(uris[i], get(r, uris[i]), true);
	if (get(r, "WARC-Target-URI"))
		check_uri("WARC-Target-URI", get(r, "WARC-Target-URI"), false);
	if (get(r, "WARC-Profile"))
		check_uri("WARC-Profile", get(r, "WARC-Profile"), false);
	check_date("WARC-Date", get(r, "WARC-Date"));
	if (get(r, "WARC-Refers-To-Date"))
		check_date("WARC-Refers-To-Date", get(r, "WARC-Refers-To-Date"));
	if (cut && !is_one_of(cut, "length time disconnect unspecified"))
		bad("WARC-Truncated: %s", cut);
}

static void check_ids(const struct record *r)
{
	const char *id = get(r, "WARC-Record-ID"), *info = get(r, "WARC-Warcinfo-ID");
	bool known = !info;

	for (size_t i = 0; i < id_count; i++)
		if (!strcmp(ids[i], id))
			bad("WARC-Record-ID: that of another record: %s", id);
	for (size_t i = 0; i < info_count; i++)
		known = known || !strcmp(infos[i], info);
	if (!known)
		bad("WARC-Warcinfo-ID: no such record is before it");
	if (id_count == IDS_MOST)
		bad("more records than were foreseen");
	ids[id_count++] = strdup(id);
	if (!strcmp(r->type, "warcinfo"))
		infos[info_count++] = strdup(id);
}

/* One record; how long it is. */
static size_t check_record(char *bytes, size_t len)
{
	static const char version[] = "WARC/1.1\r\n";
	static const char *const needed[] = {"WARC-Type", "WARC-Record-ID", "WARC-Date",
	                                     "Content-Length"};
	struct record r = {.count = 0};
	const char *end = bytes + len;
	unsigned long long size;
	char *rest;

	if (len < sizeof version || strncmp(bytes, version, sizeof version - 1) != 0)
		bad("does not begin with WARC/1.1");
	r.block = read_fields(bytes + sizeof version - 1, end, &r);
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!get(&r, needed[i]))
			bad("%s is missing", needed[i]);
	r.type = get(&r, "WARC-Type");
	size = strtoull(get(&r, "Content-Length"), &rest, 10);
	if (!isdigit((unsigned char)*get(&r, "Content-Length")) || *rest)
		bad("Content-Length: no number");
	if (size > (size_t)(end - r.block) || (size_t)(end - r.block) - size < 4)
		bad("the block is shorter than its Content-Length");
	r.len = (size_t)size;
	if (memcmp(r.block + r.len, "\r\n\r\n", 4) != 0)
		bad("the block does not end where its Content-Length says");
	check_rules(&r);
	check_ids(&r);
	check_block(&r);
	printf("%s\t%s\t%zu\n", r.type,
	       get(&r, "WARC-Target-URI") ? get(&r, "WARC-Target-URI") : "", r.len);
	return (size_t)(r.block - bytes) + r.len + 4;
}

/* -- files --------------------------------------------------------------------------- */

static struct text read_file(const char *name)
{
	FILE *f = fopen(name, "rb");
	struct text t = {NULL, 0};
	size_t room = 0, n;

	if (!f)
		bad("cannot be read");
	do {
		if (t.len == room)
			t.bytes = realloc(t.bytes, room = room ? 2 * room : 65536);
		n = fread(t.bytes + t.len, 1, room - t.len, f);
		t.len += n;
	} while (n);
	fclose(f);
	return t;
}

/* Unpacks one member; how many packed bytes it took. */
static size_t unpack(const char *bytes, size_t len, struct text *out)
{
	z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)len};
	size_t room = 65536;
	int rc;

	*out = (struct text){malloc(room), 0};
	inflateInit2(&z, 15 + 16);
	do {
		if (out->len == room)
			out->bytes = realloc(out->bytes, room *= 2);
		z.next_out = (Bytef *)out->bytes + out->len;
		z.avail_out = (uInt)(room - out->len);
		rc = inflate(&z, Z_NO_FLUSH);
		out->len = room - z.avail_out;
	} while (rc == Z_OK);
	if (rc != Z_STREAM_END)
		bad("a member is damaged");
	inflateEnd(&z);
	return len - z.avail_in;
}

static void check_packed(const struct text *t)
{
	size_t used = 0;

	while (used < t->len) {
		struct text one;

		used += unpack(t->bytes + used, t->len - used, &one);
		if (check_record(one.bytes, one.len) != one.len)
			bad("a member has more than one record");
		at += one.len;
		free(one.bytes);
	}
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct text t;

		file_name = argv[i];
		at = 0;
		t = read_file(argv[i]);
		if (t.len > 1 && !memcmp(t.bytes, "\x1f\x8b", 2))
			check_packed(&t);
		else
			while (at < t.len)
				at += check_record(t.bytes + at, t.len - at);
		if (!at)
			bad("no record");
		free(t.bytes);
	}
	return argc < 2;
}
