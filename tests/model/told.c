/* SPDX-License-Identifier: ISC */
/* Texts of the dossier in other languages, as a store has them. */
#include "config.h"

#include "model/store/told.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/store/internal.h"
#include "model/store/packed.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARABIC = 0, ENGLISH = 2, FRENCH = 3 };

static const struct told_row rows[] = {
	{"A bridge opens", "Un pont s’ouvre", true},
	{"Security Council", "Conseil de sécurité", false},
	{"Here", "Ici", true},
};

static struct store *filled(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct err err = {0};

	if (store_put_told(s, FRENCH, rows, sizeof rows / sizeof *rows, &err) < 0)
		fail_msg("%s", err.text);
	return s;
}

static void expect(struct told t, const char *text, bool ours, bool english)
{
	assert_string_equal(t.text, text);
	assert_int_equal(t.ours, ours);
	assert_int_equal(t.english, english);
}

static void told_by_english(void **state)
{
	struct store *s = filled(state);
	long all, ours;

	expect(store_told_in(s, FRENCH, "A bridge opens"), "Un pont s’ouvre", true, false);
	expect(store_told_in(s, FRENCH, "Security Council"), "Conseil de sécurité", false, false);
	expect(store_told_in(s, FRENCH, "Here"), "Ici", true, false);
	/* what is not there is English, and says so */
	expect(store_told_in(s, FRENCH, "A bridge closes"), "A bridge closes", false, true);
	expect(store_told_in(s, ARABIC, "Here"), "Here", false, true);
	expect(store_told_in(NULL, ARABIC, "Here"), "Here", false, true);
	/* English is, and so is what has no word */
	expect(store_told_in(s, ENGLISH, "Here"), "Here", false, false);
	expect(store_told_in(s, FRENCH, "15-0-0"), "15-0-0", false, false);
	expect(store_told_in(s, FRENCH, ""), "", false, false);
	store_told_count(s, FRENCH, &all, &ours);
	assert_int_equal(all, 3);
	assert_int_equal(ours, 2);
	store_told_count(s, ENGLISH, &all, &ours);
	assert_int_equal(all, 0);
	/* what rests is read again */
	store_rest(s);
	expect(store_told_in(s, FRENCH, "Here"), "Ici", true, false);
	store_close(s);
}

static void original(void **state)
{
	struct store *s = filled(state);

	messages_start("locale", "fr");
	assert_string_equal(messages_language(), "fr");
	expect(store_told(s, "Here"), "Ici", true, false);
	assert_int_equal(store_told_language(s), FRENCH);
	store_set_original(s, true);
	assert_true(store_is_original(s));
	expect(store_told(s, "Here"), "Here", false, false);
	assert_int_equal(store_told_language(s), ENGLISH);
	store_set_original(s, false);
	expect(store_told(s, "Here"), "Ici", true, false);
	messages_start("locale", "en");
	expect(store_told(s, "Here"), "Here", false, false);
	store_close(s);
}

/* Two rows of one English text cannot both be told. */
static void one_text_once(void **state)
{
	static const struct told_row twice[] = {{"Here", "Ici", true}, {"Here", "Là", true}};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct err err = {0};

	assert_int_equal(store_put_told(s, FRENCH, twice, 2, &err), -1);
	assert_non_null(strstr(err.text, "cannot be told apart: 'Here', 'Here'"));
	store_close(s);
}

/* -- values that are not what this program writes ----------------------------- */

static void put_value(struct store *s, const char *plain, size_t len, size_t said)
{
	struct store_packing *k = store_packing(s, NULL);
	sqlite3_stmt *q = store_prepare(
		s, "INSERT OR REPLACE INTO meta(key, value) VALUES('told:fr', ?1)", NULL);
	struct buf packed;

	buf_init(&packed, 1 << 16);
	for (int i = 0; i < 4; i++)
		buf_char(&packed, (char)(said >> (8 * i) & 0xff));
	assert_int_equal(pack(k->packer, (struct pack_prefix){.len = 0}, plain, len, &packed), 0);
	sqlite3_bind_blob(q, 1, packed.bytes, (int)packed.len, SQLITE_STATIC);
	assert_int_equal(store_run(s, q, NULL), 0);
	buf_done(&packed);
	store_told_free(s);
}

/* FNV-1a of "a", little-endian */
#define HASH_A "\x8c\xec\x01\x86\x4c\xdc\x63\xaf"

static void unsound(void **state)
{
	static const struct {
		const char *what, *plain;
		size_t len, said;
		const char *text; /* for "a"; NULL: not there */
	} values[] = {
		{"sound", "\1\0\0\0" HASH_A "\x20\0\0\0x", 18, 18, "x"},
		{"ours", "\1\0\0\0" HASH_A "\x21\0\0\0x", 18, 18, "x"},
		{"another size", "\1\0\0\0" HASH_A "\x20\0\0\0x", 18, 19, NULL},
		{"no end", "\1\0\0\0" HASH_A "\x20\0\0\0xy", 18, 18, NULL},
		{"more entries than bytes", "\2\0\0\0" HASH_A "\x20\0\0\0x", 18, 18, NULL},
		{"very many entries", "\xff\xff\xff\xff" HASH_A "\x20\0\0\0x", 18, 18, NULL},
		{"a place in the entries", "\1\0\0\0" HASH_A "\x1e\0\0\0x", 18, 18, NULL},
		{"a place behind the end", "\1\0\0\0" HASH_A "\x24\0\0\0x", 18, 18, NULL},
		{"a far place", "\1\0\0\0" HASH_A "\xff\xff\xff\xffx", 18, 18, NULL},
		{"no number", "\0\0\0", 3, 3, NULL},
		{"nothing", "\0\0\0\0", 4, 4, NULL},
		{"too much", "\1\0\0\0" HASH_A "\x20\0\0\0x", 18, (4u << 20) + 1, NULL},
	};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct told t;

		put_value(s, values[i].plain, values[i].len, values[i].said);
		t = store_told_in(s, FRENCH, "a");
		if (t.english != !values[i].text ||
		    strcmp(t.text, values[i].text ? values[i].text : "a") != 0)
			fail_msg("%s: %s", values[i].what, t.text);
	}
	store_exec(s, "UPDATE meta SET value='abcdefgh' WHERE key='told:fr'", NULL);
	store_told_free(s);
	expect(store_told_in(s, FRENCH, "a"), "a", false, true);
	store_exec(s, "UPDATE meta SET value=x'0102' WHERE key='told:fr'", NULL);
	store_told_free(s);
	expect(store_told_in(s, FRENCH, "a"), "a", false, true);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)
		CASE(told_by_english),
		CASE(original),
		CASE(one_text_once),
		CASE(unsound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
