/* SPDX-License-Identifier: ISC */
/* Catalogues of messages: their form on disk, damaged ones, and which language is
 * chosen on hosts that have no locale for it. */
#include "config.h"

#include "model/base/messages.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MESSAGES 4

struct place {
	char dir[64], file[200];
};

/* Sorted, as msgfmt sorts them. A plural has its two forms with a NUL between. */
static const struct {
	const char *id, *text;
	size_t id_len, text_len;
} messages[MESSAGES] = {
	{"", "Content-Type: text/plain; charset=UTF-8\n", 0, 40},
	{"%d lock\0%d locks", "%d шлюз\0%d шлюза\0%d шлюзов", 16, 41},
	{"gate\004open", "открыт", 9, 12},
	{"river", "река", 5, 8},
};

static void put(unsigned char *at, uint32_t v, bool swapped)
{
	for (int i = 0; i < 4; i++)
		at[swapped ? 3 - i : i] = (unsigned char)(v >> (8 * i));
}

/* A catalogue as a little-endian machine writes it, or the other kind. */
static size_t build(unsigned char *out, bool big)
{
	size_t ids = 28, texts = ids + 8 * MESSAGES, at = texts + 8 * MESSAGES;

	put(out, 0x950412deu, big);
	put(out + 4, 0, big);
	put(out + 8, MESSAGES, big);
	put(out + 12, (uint32_t)ids, big);
	put(out + 16, (uint32_t)texts, big);
	put(out + 20, 0, big);
	put(out + 24, 0, big);
	for (int k = 0; k < 2 * MESSAGES; k++) {
		size_t i = (size_t)k % MESSAGES;
		bool id = k < MESSAGES;
		size_t len = id ? messages[i].id_len : messages[i].text_len;

		put(out + (id ? ids : texts) + 8 * i, (uint32_t)len, big);
		put(out + (id ? ids : texts) + 8 * i + 4, (uint32_t)at, big);
		memcpy(out + at, id ? messages[i].id : messages[i].text, len);
		out[at + len] = '\0';
		at += len + 1;
	}
	return at;
}

static void write_file(const struct place *p, const unsigned char *bytes, size_t len)
{
	FILE *f = fopen(p->file, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static int make(void **state)
{
	static struct place p;
	char path[160];

	snprintf(p.dir, sizeof p.dir, "%.40s/palais-XXXXXX", tmp_folder());
	assert_non_null(mkdtemp(p.dir));
	snprintf(path, sizeof path, "%s/ru", p.dir);
	mkdir(path, 0755);
	snprintf(path, sizeof path, "%s/ru/LC_MESSAGES", p.dir);
	mkdir(path, 0755);
	snprintf(p.file, sizeof p.file, "%s/palais.mo", path);
	*state = &p;
	return 0;
}

static int drop(void **state)
{
	struct place *p = *state;
	char path[160];

	messages_start(p->dir, "en");
	unlink(p->file);
	snprintf(path, sizeof path, "%s/ru/LC_MESSAGES", p->dir);
	rmdir(path);
	snprintf(path, sizeof path, "%s/ru", p->dir);
	rmdir(path);
	return rmdir(p->dir);
}

static void all_found(void)
{
	assert_string_equal(messages_language(), "ru");
	assert_string_equal(messages_get("river"), "река");
	assert_string_equal(messages_get("lake"), "lake");
	assert_string_equal(messages_get(""), "");
	assert_string_equal(messages_get_in("gate\004open", "open"), "открыт");
	assert_string_equal(messages_get_in("door\004open", "open"), "open");
	assert_string_equal(messages_count("%d lock", "%d locks", 21), "%d шлюз");
	assert_string_equal(messages_count("%d lock", "%d locks", 3), "%d шлюза");
	assert_string_equal(messages_count("%d lock", "%d locks", 11), "%d шлюзов");
	assert_string_equal(messages_count("%d lock", "%d locks", 1000021), "%d шлюз");
	assert_string_equal(messages_count("%d boat", "%d boats", 1), "%d boat");
	assert_string_equal(messages_count("%d boat", "%d boats", 21), "%d boats");
	assert_string_equal(messages_count("%d boat", "%d boats", -1), "%d boats");
}

/* Of either order of bytes. */
static void both_orders(void **state)
{
	const struct place *p = *state;
	unsigned char bytes[800];

	for (int big = 0; big < 2; big++) {
		write_file(p, bytes, build(bytes, big));
		messages_start(p->dir, "ru");
		all_found();
	}
	messages_start(p->dir, "en");
	assert_string_equal(messages_get("river"), "river");
}

/* Whatever is done to a catalogue, messages are said: in it, or in English. */
static void damaged(void **state)
{
	const struct place *p = *state;
	unsigned char bytes[800];
	size_t len = build(bytes, false);
	const char *said;

	for (size_t cut = 0; cut < len; cut++) {
		write_file(p, bytes, cut);
		messages_start(p->dir, "ru");
		said = messages_get("river");
		assert_true(!strcmp(said, "river") || !strcmp(said, "река"));
		messages_count("%d lock", "%d locks", 5);
	}
	for (size_t at = 0; at < 28 + 16 * MESSAGES; at++) {
		unsigned char was = bytes[at];

		for (int k = 0; k < 3; k++) {
			bytes[at] = (unsigned char)(k == 0 ? 0xff : k == 1 ? was + 1 : 0x80);
			write_file(p, bytes, len);
			messages_start(p->dir, "ru");
			assert_non_null(messages_get("river"));
			assert_non_null(messages_get_in("gate\004open", "open"));
			assert_non_null(messages_count("%d lock", "%d locks", 5));
		}
		bytes[at] = was;
	}
	/* another kind of file, a folder, none */
	write_file(p, (const unsigned char *)"PK\3\4 no catalogue, but long enough for one", 40);
	messages_start(p->dir, "ru");
	assert_string_equal(messages_language(), "en");
	unlink(p->file);
	assert_int_equal(mkdir(p->file, 0755), 0);
	messages_start(p->dir, "ru");
	assert_string_equal(messages_language(), "en");
	rmdir(p->file);
	messages_start(p->dir, "ru");
	assert_string_equal(messages_language(), "en");
}

/* A form that the file has not: the plural of the sources stands for it. */
static void forms_that_lack(void **state)
{
	const struct place *p = *state;
	unsigned char bytes[800];
	size_t len = build(bytes, false);

	put(bytes + 28 + 8 * MESSAGES + 8, 11, false); /* of three forms the first alone */
	write_file(p, bytes, len);
	messages_start(p->dir, "ru");
	assert_string_equal(messages_count("%d lock", "%d locks", 1), "%d шлюз");
	assert_string_equal(messages_count("%d lock", "%d locks", 5), "%d locks");
}

/* As gettext chooses; but no locale has to be installed, nor known to libc. */
static void by_environment(void **state)
{
	static const struct {
		const char *all, *messages, *lang, *language, *want;
	} cases[] = {
		{NULL, NULL, NULL, NULL, "en"},
		{NULL, NULL, "ru_RU.UTF-8", NULL, "ru"},
		{NULL, NULL, "ru", NULL, "ru"},
		{NULL, "ru_RU.UTF-8", "en_GB.UTF-8", NULL, "ru"},
		{"ru_RU.UTF-8", "en_GB.UTF-8", "en_GB.UTF-8", NULL, "ru"},
		{"en_GB.UTF-8", "ru_RU.UTF-8", "ru_RU.UTF-8", NULL, "en"},
		{"xx_YY.UTF-8", NULL, NULL, NULL, "en"},
		{"C.UTF-8", NULL, NULL, "ru", "ru"},
		{NULL, NULL, "C.UTF-8", "de:ru:en", "ru"},
		{NULL, NULL, "ru_RU.UTF-8", "en:ru", "en"},
		{"C", NULL, NULL, "ru", "en"},
		{"POSIX", NULL, "ru_RU.UTF-8", "ru", "en"},
		{"", "", "ru_RU.UTF-8", "", "ru"},
	};
	const struct place *p = *state;
	unsigned char bytes[800];

	write_file(p, bytes, build(bytes, false));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *names[] = {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"};
		const char *values[] = {cases[i].all, cases[i].messages, cases[i].lang,
		                        cases[i].language};

		for (int k = 0; k < 4; k++) {
			if (values[k])
				setenv(names[k], values[k], 1);
			else
				unsetenv(names[k]);
		}
		messages_start(p->dir, NULL);
		if (strcmp(messages_language(), cases[i].want) != 0)
			fail_msg("case %zu: %s", i, messages_language());
		/* what is asked for by name wins, in every one of them */
		messages_start(p->dir, "R");
		assert_string_equal(messages_language(), "ru");
		messages_start(p->dir, "en");
		assert_string_equal(messages_language(), "en");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_orders),
		cmocka_unit_test(damaged),
		cmocka_unit_test(forms_that_lack),
		cmocka_unit_test(by_environment),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
