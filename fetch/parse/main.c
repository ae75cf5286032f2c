/* SPDX-License-Identifier: ISC */
/* palais-parse: reads foreign bytes on standard input, writes a docfile on
 * standard output, and can do nothing else. Arguments are its caller's, not a
 * person's: they are read leniently. */
#include "config.h"

#include "fetch/parse/core/coding.h"
#include "fetch/parse/core/parser.h"
#include "fetch/parse/docx/docx.h"
#include "fetch/seal/seal.h"
#include "fetch/parse/host.h"
#include "fetch/parse/json/json.h"
#include "fetch/parse/picture/picture.h"
#include "fetch/parse/warc/warc.h"
#include "fetch/wire/host.h"
#include "fetch/wire/pdf_bytes.h"
#include "fetch/wire/picture_bytes.h"
#include "fetch/wire/stopped.h"
#include "fetch/wire/told.h"
#include "fetch/wire/wire.h"
#include "model/base/work.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define REST_MOST ((size_t)1 << 30)
#define PDF_SAMPLE (16u << 10) /* coded bytes that tell whether it is a PDF */

#ifdef PALAIS_ASAN
/* Looking for leaks needs what the seal forbids; the tests do it in process. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

static int write_all(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static int write_output(void *payload, const char *bytes, size_t len)
{
	(void)payload;
	return write_all(bytes, len);
}

/* What does not fit into the first `kept` bytes is only counted, up to a gigabyte. */
static int count_rest(size_t kept, size_t *all, struct err *err)
{
	static char rest[64u << 10];
	size_t count = kept;
	ssize_t n = 1;

	while (n && count < REST_MOST) {
		n = read(STDIN_FILENO, rest, sizeof rest);
		if (n < 0 && errno != EINTR)
			return err_set(err, ERR_FAILED, "input: %s", strerror(errno));
		count += n > 0 ? (size_t)n : 0;
	}
	*all = count > kept ? count : 0;
	return 0;
}

/* All of standard input, or of what is too long its first bytes, and of how many: else all is
 * 0. -1 with err when it breaks. */
static int read_all(struct buf *data, size_t *all, struct err *err)
{
	for (;;) {
		/* Large enough for few calls, small enough for a small page. */
		size_t piece = data->len < (1u << 20) ? 64u << 10 : 1u << 20;
		if (piece > data->max - data->len)
			piece = data->max - data->len;
		char *room = piece ? buf_room(data, piece) : NULL;
		if (!room)
			return count_rest(data->len, all, err);
		ssize_t n = read(STDIN_FILENO, room, piece);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(err, ERR_FAILED, "input: %s", strerror(errno));
		if (n == 0)
			return 0;
		buf_grown(data, (size_t)n);
	}
}

static void arguments(int argc, char **argv, struct parse_how *how, bool *layers)
{
	const struct {
		const char *name;
		const char **value;
	} options[] = {
		{"--type", &how->type}, {"--charset", &how->charset}, {"--coding", &how->coding},
		{"--base", &how->base}, {"--name", &how->name},
	};
	for (int i = 1; i < argc; i++) {
		*layers |= strcmp(argv[i], "--layers") == 0;
		how->no_zip &= strcmp(argv[i], WIRE_ZIP) != 0;
		how->no_pictures &= strcmp(argv[i], WIRE_PICTURES) != 0;
		how->whole |= strcmp(argv[i], "--whole") == 0;
		how->part |= strcmp(argv[i], "--part") == 0;
		for (size_t k = 0; k < sizeof options / sizeof *options; k++)
			if (i + 1 < argc && strcmp(argv[i], options[k].name) == 0)
				*options[k].value = argv[++i];
	}
}

static int print_layers(const struct seal_layers *layers)
{
	char text[200];
	int n = snprintf(text, sizeof text, "libxml2 %s\n", LIBXML_DOTTED_VERSION);

	n += seal_print(layers, text + n, sizeof text - (size_t)n);
	return write_all(text, (size_t)n);
}

/* Of these another palais-parse knows more. */
static bool is_others(const char *bytes, size_t len)
{
	return pdf_is_zip(bytes, len) || picture_kind(bytes, len);
}

/* Whether what a coding hides is a PDF, an archive or a picture: the first bytes of it are
 * undone. */
static bool hides_other(const struct parse_how *how, const struct buf *data)
{
	struct buf some, plain;
	struct err err;
	bool is_other;

	if (!pdf_may_hide(how->coding) &&
	    !(data->len > 2 && memcmp(data->bytes, "\x1f\x8b", 2) == 0))
		return false;
	buf_init(&some, PDF_SAMPLE);
	buf_init(&plain, CODING_MAX);
	buf_add(&some, data->bytes, data->len < PDF_SAMPLE ? data->len : PDF_SAMPLE);
	coding_undo(how->coding, &some, &plain, CODING_MAX, &err);
	is_other = is_others(plain.bytes, plain.len) ||
	           pdf_guess(plain.bytes, plain.len < PDF_WINDOW ? plain.len : PDF_WINDOW, true) ==
	                   PDF_IS;
	buf_done(&some);
	buf_done(&plain);
	return is_other;
}

/* These are not read here: they are handed back without their coding, a PDF for
 * pdftohtml. */
static int hand_back(const struct parse_how *how, struct buf *data)
{
	struct buf plain;
	struct err err;
	int result;

	buf_init(&plain, CODING_MAX);
	coding_undo(how->coding, data, &plain, CODING_MAX, &err);
	const char *start = is_others(plain.bytes, plain.len)
	                            ? plain.bytes
	                            : memmem(plain.bytes, plain.len, "%PDF-", 5);
	size_t before = start ? (size_t)(start - plain.bytes) : plain.len;
	result = write_all(plain.bytes + before, plain.len - before);
	buf_done(&plain);
	return result < 0;
}

/* Of what is packed or coded the first bytes alone are nothing. */
static bool is_useless(const struct parse_how *how, const struct buf *data, struct err *err)
{
	bool packed = pdf_is_zip(data->bytes, data->len) || pdf_may_hide(how->coding) ||
	              (data->len > 2 && memcmp(data->bytes, "\x1f\x8b", 2) == 0);

	if (how->all && packed)
		err_set(err, ERR_FAILED, "input: more than %u MiB", CODING_MAX >> 20);
	return how->all && packed;
}

/* The document is made: what is printed of it is all of it, or nothing. */
static volatile sig_atomic_t writing;

/* Sealed, with nothing read yet. */
static int work_sealed(int argc, char **argv, const struct seal_layers *sealed)
{
	struct parse_how how = {.no_zip = true, .no_pictures = true};
	struct err err = {0};
	struct doc *doc = NULL;
	bool layers = false;
	struct buf data;

	arguments(argc, argv, &how, &layers);
	if (layers)
		return print_layers(sealed) < 0;
	buf_init(&data, CODING_MAX);
	if (read_all(&data, &how.all, &err) < 0 || is_useless(&how, &data, &err))
		doc = parse_error(err.text, "It cannot be read here.", &err);
	else if (hides_other(&how, &data))
		return hand_back(&how, &data);
	else
		doc = parse_bytes(&how, &data, &err);
	writing = 1;
	work_begin();
	if (doc && doc_write_pieces(doc, write_output, NULL) == 0)
		return 0;
	return !doc || work_met() == WORK_MEMORY ? STOPPED_EXIT_MEMORY : 1;
}

/* A child of a host: a copy of it, with all that it has loaded. */
static int work_hosted(int argc, char **argv)
{
	struct seal_layers sealed;
	struct err err;

	return seal_hosted(&sealed, &err) < 0 ? 1 : work_sealed(argc, argv, &sealed);
}

static long read_input(void *payload, char *bytes, size_t room)
{
	ssize_t n;

	(void)payload;
	do
		n = read(STDIN_FILENO, bytes, room);
	while (n < 0 && errno == EINTR);
	return n;
}

/* A file that holds many is taken apart. */
static int work_apart(void)
{
	const struct warc_streams streams = {read_input, write_output, NULL};
	struct seal_layers sealed;
	struct err err;

	return seal_unpack(&sealed, false, &err) < 0 || warc_unpack(&streams) < 0;
}

static bool open_pictures(void)
{
#ifdef HAVE_PICTURES
	return picture_load();
#else
	return false;
#endif
}

/* What unpacks archives, or reads pictures, is opened where it was asked for, by the last
 * argument, which goes when it could not be. */
static bool open_others(int *argc, char **argv)
{
	const char *last = argv[*argc - 1];

	if (strcmp(last, WIRE_ZIP) == 0 && docx_zip_load() == 0)
		return true;
	if (strcmp(last, WIRE_PICTURES) == 0 && open_pictures())
		return true;
	if (strcmp(last, WIRE_ZIP) != 0 && strcmp(last, WIRE_PICTURES) != 0)
		return true;
	argv[--*argc] = NULL;
	return false;
}

/* -- limits -------------------------------------------------------------------- */

/* By signals that come each second once SEAL_WARNED_AT are over: an attempt is stopped at the
 * first and at each second one, and what follows is less; who is still at it at the last has
 * nothing to show. */
static void on_second(int signal)
{
	static volatile sig_atomic_t seconds = SEAL_WARNED_AT - 1;

	(void)signal;
	seconds++;
	if (seconds >= SEAL_SECONDS)
		_exit(STOPPED_EXIT_TIME);
	if (!writing && (seconds - SEAL_WARNED_AT) % 2 == 0)
		work_stop();
}

static char *copy_string(const char *s)
{
	size_t size = strlen(s) + 1;
	char *copy = work_lend(size);

	return copy ? memcpy(copy, s, size) : NULL;
}

/* Before the library has any memory: what it is refused is missing in what is read. */
static void mind_limits(void)
{
	const struct sigaction action = {.sa_handler = on_second, .sa_flags = SA_RESTART};

	sigaction(SIGXCPU, &action, NULL);
	xmlMemSetup(free, work_lend, work_lend_more, copy_string);
}

int main(int argc, char **argv)
{
	char *words[TOLD_WORDS + 1];
	struct seal_layers sealed;
	struct err err;

	argc = told_read(argc, argv, words);
	argv = words;
	seal_descriptors();
	/* libzip reads the dates of an archive's entries, and for them libc its time
	 * zone, which is a file unless it is named so and has been looked at. */
	setenv("TZ", "UTC0", 1);
	tzset();
	mind_limits();
	xmlInitParser();
	parse_json_prepare();
	bool opened = open_others(&argc, argv);
	if (argc >= 3 && strcmp(argv[1], HOST_OPTION) == 0)
		return !opened ? 1 : host_run(atoi(argv[2]), work_hosted);
	if (argc == 2 && strcmp(argv[1], WIRE_APART) == 0)
		return work_apart();
	return seal_parse(&sealed, &err) < 0 ? 1 : work_sealed(argc, argv, &sealed);
}
