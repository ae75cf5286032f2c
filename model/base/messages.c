/* SPDX-License-Identifier: ISC */
/* The catalogues are .mo files as msgfmt writes them, mapped and looked up here: libc's
 * own look-up goes by the locale, and from glibc 2.39 on says nothing but English in
 * C.UTF-8, which is all that many hosts have. */
#include "config.h"

#include "model/base/messages.h"

#include "model/base/lang.h"

#include <fcntl.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENGLISH 2 /* its place in lang_codes */
#define MAGIC 0x950412deu
#define MAGIC_SWAPPED 0xde120495u
#define HEAD_BYTES 20
/* No catalogue of ours comes near it. */
#define BYTES_MOST (16u << 20)

/* Which of a message's forms a number takes: the Plural-Forms of po/, in C. */
static unsigned form_ar(unsigned long n)
{
	return n == 0                          ? 0
	       : n == 1                        ? 1
	       : n == 2                        ? 2
	       : n % 100 >= 3 && n % 100 <= 10 ? 3
	       : n % 100 >= 11                 ? 4
	                                       : 5;
}

static unsigned form_zh(unsigned long n)
{
	(void)n;
	return 0;
}

static unsigned form_en(unsigned long n)
{
	return n != 1;
}

static unsigned form_fr(unsigned long n)
{
	return n > 1;
}

static unsigned form_ru(unsigned long n)
{
	return n % 10 == 1 && n % 100 != 11                                   ? 0
	       : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1
	                                                                      : 2;
}

/* In the order of lang_codes. */
static const struct {
	const char *catalogue;
	unsigned (*form)(unsigned long n);
} languages[LANG_COUNT] = {{"ar", form_ar}, {"zh_CN", form_zh}, {"en", form_en},
                           {"fr", form_fr}, {"ru", form_ru},    {"es", form_en}};

/* The catalogue that is open. One for the program, as the locale is one for it. */
static struct {
	const char *bytes; /* mapped; NULL: English */
	size_t size;
	bool swapped; /* written on a machine of the other order of bytes */
	uint32_t count, ids, texts;
	int language;
} open_catalogue = {.language = ENGLISH};

/* -- which language --------------------------------------------------------- */

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The first of a list such as LANGUAGE=fr_CA:ar that is one of the six. */
static const char *first_of(const char *list)
{
	char name[64];
	size_t n;

	for (; *list; list += n + (list[n] == ':')) {
		n = strcspn(list, ":");
		if (n >= sizeof name)
			continue;
		memcpy(name, list, n);
		name[n] = '\0';
		/* English stands for whatever is none of them */
		if (!strncmp(name, "en", 2) || strcmp(lang_of_locale(name), "en"))
			return lang_of_locale(name);
	}
	return NULL;
}

/* The locale of messages; before that LANGUAGE, but for "C". */
static const char *of_environment(void)
{
	const char *locale = variable("LC_ALL"), *list = variable("LANGUAGE"), *found = NULL;

	if (!locale)
		locale = variable("LC_MESSAGES");
	if (!locale)
		locale = variable("LANG");
	if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		return "en";
	if (list)
		found = first_of(list);
	return found ? found : lang_of_locale(locale);
}

static int index_of(const char *code)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (!strcmp(lang_codes[i], code))
			return i;
	return ENGLISH;
}

/* -- the catalogue ---------------------------------------------------------- */

static uint32_t number_at(size_t at)
{
	uint32_t v;

	memcpy(&v, open_catalogue.bytes + at, sizeof v);
	return open_catalogue.swapped ? __builtin_bswap32(v) : v;
}

/* The string that a pair of length and place tells of, or NULL when it does not lie in
 * the file, with its end. */
static const char *string_at(size_t pair, size_t *len)
{
	size_t n = number_at(pair), at = number_at(pair + 4);

	if (at >= open_catalogue.size || n >= open_catalogue.size - at ||
	    open_catalogue.bytes[at + n] != '\0')
		return NULL;
	*len = n;
	return open_catalogue.bytes + at;
}

static void close_catalogue(void)
{
	if (open_catalogue.bytes)
		munmap((void *)(uintptr_t)open_catalogue.bytes, open_catalogue.size);
	memset(&open_catalogue, 0, sizeof open_catalogue);
	open_catalogue.language = ENGLISH;
}

/* Reads the head: false for what is no catalogue. */
static bool read_head(void)
{
	uint32_t magic = number_at(0);
	size_t most = open_catalogue.size / 8;

	open_catalogue.swapped = magic == MAGIC_SWAPPED;
	if (magic != MAGIC && magic != MAGIC_SWAPPED)
		return false;
	open_catalogue.count = number_at(8);
	open_catalogue.ids = number_at(12);
	open_catalogue.texts = number_at(16);
	return open_catalogue.count <= most && open_catalogue.ids <= open_catalogue.size &&
	       open_catalogue.texts <= open_catalogue.size &&
	       open_catalogue.size - open_catalogue.ids >= open_catalogue.count * (size_t)8 &&
	       open_catalogue.size - open_catalogue.texts >= open_catalogue.count * (size_t)8;
}

static void open_file(const char *path, int language)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *map = MAP_FAILED;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= HEAD_BYTES &&
	    st.st_size <= (off_t)BYTES_MOST)
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return;
	open_catalogue.bytes = map;
	open_catalogue.size = (size_t)st.st_size;
	open_catalogue.language = language;
	if (!read_head())
		close_catalogue();
}

/* The translation of a message, with its length; NULL where there is none. The ids are
 * sorted; one with a plural stands under its singular. */
static const char *find(const char *id, size_t *len)
{
	uint32_t low = 0, high = open_catalogue.count;
	size_t ignored;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *there = string_at(open_catalogue.ids + middle * (size_t)8, &ignored);
		int order = there ? strcmp(id, there) : -1;

		if (order == 0) {
			const char *text =
				string_at(open_catalogue.texts + middle * (size_t)8, len);

			return text && *text ? text : NULL;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* What libc says itself, why a file could not be opened for one, follows where it can. */
static void tell_libc(int language)
{
	const char *locale;

	/* what it looked up before is forgotten when the locale changes */
	setlocale(LC_MESSAGES, "C");
	if (language == ENGLISH)
		return;
	setenv("LANGUAGE", languages[language].catalogue, 1);
	locale = setlocale(LC_MESSAGES, "");
	if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		setlocale(LC_MESSAGES, "C.UTF-8");
}

void messages_start(const char *localedir, const char *language)
{
	char typed[32], path[4096];
	const char *code = of_environment();
	int index, n;

	if (language && lang_preference(language, typed, sizeof typed) == 0) {
		typed[strcspn(typed, ",")] = '\0';
		code = typed;
	}
	index = index_of(code);
	close_catalogue();
	tell_libc(index);
	if (index == ENGLISH)
		return;
	n = snprintf(path, sizeof path, "%s/%s/LC_MESSAGES/palais.mo", localedir,
	             languages[index].catalogue);
	if (n > 0 && (size_t)n < sizeof path)
		open_file(path, index);
}

/* -- looking up ------------------------------------------------------------- */

const char *messages_get(const char *id)
{
	size_t len;
	/* the empty message is the catalogue's head */
	const char *found = *id ? find(id, &len) : NULL;

	return found ? found : id;
}

const char *messages_get_in(const char *id_in_context, const char *id)
{
	size_t len;
	const char *found = find(id_in_context, &len);

	return found ? found : id;
}

const char *messages_count(const char *one, const char *many, long long n)
{
	/* of greater numbers the last digits decide, in all of the six */
	unsigned long rest = n < 0         ? 0UL
	                     : n < 1000000 ? (unsigned long)n
	                                   : 1000000UL + (unsigned long)(n % 1000000);
	size_t len = 0;
	const char *found = find(one, &len), *end;
	unsigned form = languages[open_catalogue.language].form(rest);

	if (!found)
		return rest == 1 ? one : many;
	end = found + len;
	for (; form > 0 && found < end; form--)
		found += strlen(found) + 1;
	return found < end ? found : many;
}

int messages_index(void)
{
	return open_catalogue.language;
}

const char *messages_language(void)
{
	return lang_codes[messages_index()];
}

bool messages_rtl(void)
{
	/* of the six it is Arabic alone */
	return messages_index() == 0;
}
