/* SPDX-License-Identifier: ISC */
/* The folder of a hub: what is written when, and what stays. */
#include "config.h"

#include "model/base/vec.h"
#include "model/hub/known.h"
#include "model/store/hubs.h"
#include "tests/model/hub_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BEGIN(name) \
	struct hub_test t; \
	if (!hub_test_begin(&t, state, name)) \
	skip()

static void must_publish(struct hub_test *t)
{
	if (hub_test_publish(t) < 0)
		fail_msg("%s", t->err.text);
}

static void put_many(struct store *s, int from, int to, int turn, size_t bytes)
{
	for (int i = from; i <= to; i++)
		hub_put(s, i, turn, bytes);
}

/* A store, a folder, a key and a time have one outcome; a second time nothing is written. */
static void test_same(void **state)
{
	struct hub_test other;
	char *names, *again, command[400];

	BEGIN("one");
	put_many(t.store, 1, 5, 1, 2000);
	must_publish(&t);
	assert_true(t.done.changed);
	assert_int_equal(t.done.generation, 1);
	assert_int_equal(t.done.texts, 5);
	assert_int_equal(t.done.came, 5);
	assert_int_equal(t.done.packs, 1);
	names = hub_test_names(&t);

	assert_true(hub_test_begin(&other, state, "two"));
	other.secret = t.secret;
	other.public = t.public;
	put_many(other.store, 1, 5, 1, 2000);
	must_publish(&other);
	snprintf(command, sizeof command, "diff -r '%s' '%s'", t.folder, other.folder);
	assert_int_equal(system(command), 0);

	must_publish(&t);
	assert_false(t.done.changed);
	assert_false(t.done.renewed);
	assert_int_equal(t.done.written, 0);
	assert_int_equal(t.done.generation, 1);
	again = hub_test_names(&t);
	assert_string_equal(names, again);
	free(names);
	free(again);
	hub_test_end(&other);
	hub_test_end(&t);
}

/* One that changes goes into a pack of its own; the rest stays where it is. */
static void test_change(void **state)
{
	struct hub_list before, list;

	BEGIN("one");
	put_many(t.store, 1, 5, 1, 2000);
	must_publish(&t);
	hub_test_list(&t, true, &before);
	hub_put(t.store, 3, 2, 2000);
	must_publish(&t);
	assert_int_equal(t.done.generation, 2);
	assert_int_equal(t.done.came, 1);
	assert_int_equal(t.done.moved, 0);
	assert_int_equal(t.done.gone, 0);
	hub_test_list(&t, false, &list);
	assert_int_equal(list.after, 1);
	assert_int_equal(list.texts.count, 1);
	assert_string_equal(list.texts.at[0].key, "https://press.example/en/3.htm");
	assert_string_equal(list.texts.at[0].lang, "en");
	assert_int_equal(list.packs.count, 1);
	assert_int_equal(list.packs.at[0].number, 2);
	hub_list_done(&list);
	hub_test_list(&t, true, &list);
	assert_int_equal(list.texts.count, 5);
	assert_int_equal(list.packs.count, 2);
	assert_memory_equal(list.packs.at[0].file.hash, before.packs.at[0].file.hash, HUB_HASH);
	assert_int_equal(list.texts.at[4].pack->number, 2);
	hub_list_done(&list);
	hub_list_done(&before);
	hub_test_end(&t);
}

/* Of two texts of a pack one is replaced: the larger, and less than half is left, or the
 * smaller, and that is not so. */
static void check_half(struct hub_test *t, bool larger)
{
	struct hub_list list;
	int which = 1 + larger;

	hub_put(t->store, 1, 1, 4000);
	hub_put(t->store, 2, 1, 4096);
	must_publish(t);
	hub_put(t->store, which, 2, 4000);
	must_publish(t);
	assert_int_equal(t->done.came, 1);
	assert_int_equal(t->done.moved, larger);
	hub_test_list(t, false, &list);
	assert_int_equal(list.texts.count, larger ? 2 : 1);
	if (larger) /* what is new is told before what has moved */
		assert_string_equal(list.texts.at[0].key, "https://press.example/en/2.htm");
	hub_list_done(&list);
	hub_test_list(t, true, &list);
	assert_int_equal(list.packs.count, larger ? 1 : 2);
	hub_list_done(&list);
	hub_test_end(t);
}

static void test_half_left(void **state)
{
	BEGIN("one");
	check_half(&t, true);
}

static void test_more_left(void **state)
{
	BEGIN("one");
	check_half(&t, false);
}

/* What nothing names any more stays for one generation. */
static void test_stays_once(void **state)
{
	char pack[HUB_NAME], *names;
	struct hub_list list;

	BEGIN("one");
	hub_put(t.store, 1, 1, 4000);
	hub_test_write(&t, "index.html", "x", 1);
	hub_test_write(&t, "pack-notes", "x", 1);
	must_publish(&t);
	hub_test_list(&t, true, &list);
	hub_name(HUB_PACK, list.packs.at[0].file.hash, pack);
	hub_list_done(&list);
	hub_put(t.store, 1, 2, 4000);
	must_publish(&t);
	names = hub_test_names(&t);
	assert_non_null(strstr(names, pack));
	free(names);
	hub_put(t.store, 1, 3, 4000);
	must_publish(&t);
	names = hub_test_names(&t);
	assert_null(strstr(names, pack));
	assert_non_null(strstr(names, "index.html"));
	assert_non_null(strstr(names, "pack-notes"));
	free(names);
	hub_test_end(&t);
}

/* What somebody who was killed has left: parts of files, and whole ones that no root names.
 * Those of the generation before stay, for readers that are under way. */
static void test_unfinished(void **state)
{
	static const char list[] = "list-0123456789abcdef0123456789abcdef",
			  pack[] = "pack-0123456789abcdef0123456789abcdef";
	char part[200], command[400], *names, *before;

	BEGIN("one");
	hub_put(t.store, 1, 1, 4000);
	must_publish(&t);
	hub_put(t.store, 1, 2, 4000);
	must_publish(&t);
	snprintf(command, sizeof command, "touch -d '1 hour ago' '%s'/*", t.folder);
	assert_int_equal(system(command), 0);
	snprintf(command, sizeof command, "touch -d '30 minutes ago' '%s/root'", t.folder);
	assert_int_equal(system(command), 0);
	before = hub_test_names(&t);
	for (int changed = 0; changed < 2; changed++) {
		snprintf(part, sizeof part, "%s.new-77", pack);
		hub_test_write(&t, part, "x", 1);
		hub_test_write(&t, "root.new-78", "x", 1);
		hub_test_write(&t, "notes.new-78", "x", 1);
		hub_test_write(&t, list, "x", 1);
		hub_test_write(&t, pack, "x", 1);
		snprintf(command, sizeof command, "touch '%s/%s' '%s/%s'", t.folder, list, t.folder,
		         pack);
		assert_int_equal(system(command), 0);
		if (changed)
			hub_put(t.store, 2, 1, 4000);
		must_publish(&t);
		assert_int_equal(t.done.changed, changed);
		names = hub_test_names(&t);
		assert_null(strstr(names, part));
		assert_null(strstr(names, "root.new"));
		assert_null(strstr(names, list));
		assert_null(strstr(names, pack));
		assert_non_null(strstr(names, "notes.new-78"));
		snprintf(part, sizeof part, "%s/notes.new-78", t.folder);
		if (!changed) {
			assert_int_equal(unlink(part), 0);
			free(names);
			names = hub_test_names(&t);
			assert_string_equal(names, before);
		}
		free(names);
	}
	free(before);
	hub_test_end(&t);
}

/* Another store, which has less. */
static void test_gone(void **state)
{
	struct hub_test other;
	struct hub_list list;

	BEGIN("one");
	put_many(t.store, 1, 6, 1, 1000);
	must_publish(&t);
	assert_true(hub_test_begin(&other, state, "two"));
	put_many(other.store, 1, 5, 1, 1000);
	strcpy(other.folder, t.folder);
	other.secret = t.secret;
	other.public = t.public;
	must_publish(&other);
	assert_int_equal(other.done.gone, 1);
	assert_int_equal(other.done.came, 0);
	hub_test_list(&other, false, &list);
	assert_int_equal(list.texts.count, 1);
	assert_true(list.texts.at[0].gone);
	assert_string_equal(list.texts.at[0].key, "https://press.example/en/6.htm");
	hub_list_done(&list);
	hub_test_list(&other, true, &list);
	assert_int_equal(list.texts.count, 5);
	hub_list_done(&list);
	hub_test_end(&other);
	hub_test_end(&t);
}

static void test_renewed(void **state)
{
	struct hub_root root;

	BEGIN("one");
	hub_put(t.store, 1, 1, 1000);
	must_publish(&t);
	setenv("PALAIS_NOW", "2026-11-29T11:59:59", 1);
	must_publish(&t);
	assert_false(t.done.renewed);
	setenv("PALAIS_NOW", "2026-11-29T12:00:00", 1);
	must_publish(&t);
	assert_true(t.done.renewed);
	assert_false(t.done.changed);
	hub_test_root(&t, &root);
	assert_int_equal(root.generation, 1);
	assert_int_equal(root.date, 1795348800 + 7 * 86400);
	hub_test_end(&t);
}

/* By another key goes on only who knows the one that was there: what a stranger has put into the
 * folder is not signed. */
static void test_rekeyed(void **state)
{
	char was[SIGN_FINGERPRINT];
	struct sign_public key;
	struct hub_root root;
	struct buf b;

	BEGIN("one");
	hub_put(t.store, 1, 1, 1000);
	must_publish(&t);
	assert_false(t.done.rekeyed);
	sign_fingerprint(&t.public, was);
	assert_int_equal(sign_make(&t.secret, &t.public, &t.err), 0);
	assert_int_equal(hub_test_publish(&t), -1);
	assert_non_null(strstr(t.err.text, "signed by another key"));
	assert_non_null(strstr(t.err.text, was));
	t.was = was;
	must_publish(&t);
	assert_true(t.done.rekeyed);
	t.was = NULL;
	hub_test_root(&t, &root);
	assert_int_equal(root.generation, 1);
	hub_test_read(&t, HUB_KEY, &b);
	assert_int_equal(sign_public_read(b.bytes, b.len, "x", &key, &t.err), 0);
	assert_memory_equal(&key, &t.public, sizeof key);
	buf_done(&b);
	must_publish(&t);
	assert_false(t.done.rekeyed);
	hub_test_end(&t);
}

/* A key that does not sign what can be read: nothing is given out by it. */
static void test_bad_key(void **state)
{
	char *names;

	BEGIN("one");
	hub_put(t.store, 1, 1, 1000);
	t.secret.key[3] ^= 1;
	assert_int_equal(hub_test_publish(&t), -1);
	names = hub_test_names(&t);
	assert_null(strstr(names, HUB_ROOT));
	free(names);
	hub_test_end(&t);
}

/* What is not as the root says is not gone on with. */
static void test_damaged(void **state)
{
	struct hub_root root;
	char name[HUB_NAME];
	struct buf b;

	BEGIN("one");
	hub_put(t.store, 1, 1, 1000);
	must_publish(&t);
	hub_test_root(&t, &root);
	hub_name(HUB_LIST, root.list.hash, name);
	hub_test_read(&t, name, &b);
	b.bytes[b.len - 2]++;
	hub_test_write(&t, name, b.bytes, b.len);
	hub_put(t.store, 1, 2, 1000);
	assert_int_equal(hub_test_publish(&t), -1);
	assert_non_null(strstr(t.err.text, name));
	b.bytes[b.len - 2]--;
	hub_test_write(&t, name, b.bytes, b.len);
	buf_done(&b);
	must_publish(&t);
	assert_int_equal(t.done.generation, 2);
	hub_test_end(&t);
}

/* Packs end before four mebibytes; what is longer than one is left out. */
static void test_packs(void **state)
{
	struct hub_list list;

	BEGIN("one");
	put_many(t.store, 1, 20, 1, 1000000);
	must_publish(&t);
	hub_test_list(&t, true, &list);
	assert_int_equal(list.packs.count, 3);
	for (size_t i = 0; i < 2; i++) {
		assert_true(list.packs.at[i].file.bytes <= 4 << 20);
		assert_true(list.packs.at[i].file.bytes > 3500000);
	}
	hub_list_done(&list);
	hub_put(t.store, 21, 1, 9000000);
	must_publish(&t);
	assert_int_equal(t.done.left_out, 1);
	assert_int_equal(t.done.texts, 20);
	assert_false(t.done.changed);
	hub_test_end(&t);
}

/* A dictionary is made where a mebibyte of a language has come, and stays for what comes. */
static void test_words(void **state)
{
	struct hub_list list;

	BEGIN("one");
	put_many(t.store, 1, 20, 1, 50000);
	must_publish(&t);
	hub_test_list(&t, true, &list);
	assert_int_equal(list.words.count, 0);
	hub_list_done(&list);
	put_many(t.store, 31, 52, 1, 50000);
	must_publish(&t);
	hub_test_list(&t, true, &list);
	assert_int_equal(list.words.count, 1);
	assert_null(list.texts.at[0].words);
	assert_ptr_equal(list.texts.at[41].words, &list.words.at[0]);
	hub_list_done(&list);
	hub_put(t.store, 60, 1, 1000);
	must_publish(&t);
	hub_test_list(&t, false, &list);
	assert_int_equal(list.words.count, 1);
	assert_int_equal(list.texts.at[0].words->number, 1);
	hub_list_done(&list);
	hub_test_end(&t);
}

static void test_thirty(void **state)
{
	struct hub_root root, last;

	BEGIN("one");
	for (int i = 0; i < 32; i++) {
		hub_put(t.store, 1, i, 100);
		must_publish(&t);
		if (i == 30)
			hub_test_root(&t, &last);
	}
	hub_test_root(&t, &root);
	assert_int_equal(root.generation, 32);
	assert_int_equal(last.change_count, 30);
	assert_int_equal(root.change_count, 30);
	assert_memory_equal(&root.changes[1], &last.changes[0], 29 * sizeof *root.changes);
	hub_test_end(&t);
}

/* -- what a reader's store knows ------------------------------------------------------------ */

static void test_known(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct hub_known k = {.followed = 7, .etag = "\"a b\"", .modified = ""}, back;
	struct err err = {0};

	assert_int_equal(hub_known_get(s, "https://a.example/h", &back, &err), 0);
	k.key.name[0] = 3;
	k.key.key[31] = 4;
	memcpy(k.root, "x\ny", 3);
	k.root_len = 3;
	assert_int_equal(hub_known_set(s, "https://a.example/h", &k, &err), 0);
	assert_int_equal(hub_known_get(s, "https://a.example/h", &back, &err), 1);
	assert_memory_equal(&back, &k, sizeof k);
	assert_int_equal(hub_known_get(s, "https://a.example/", &back, &err), 0);
	assert_int_equal(store_hub_set(s, "https://a.example/h", "", "key", 3, &err), 0);
	assert_int_equal(hub_known_get(s, "https://a.example/h", &back, &err), -1);
	assert_int_equal(err.code, ERR_STORE);
	store_close(s);
}

struct seen {
	struct store *s;
	char names[100];
};

static int drop_one(const char *name, void *payload)
{
	struct seen *n = payload;

	strcat(strcat(n->names, name), ";");
	return store_hub_drop(n->s, "https://a.example/h", name, NULL);
}

static void test_files_kept(void **state)
{
	struct seen n = {.s = must_open(folder_store(state), STORE_PERSONAL)};
	struct err err = {0};
	struct buf b;

	buf_init(&b, 100);
	store_hub_set(n.s, "https://a.example/h", "", "1", 1, &err);
	store_hub_set(n.s, "https://a.example/h", "pack-1", "\0002", 2, &err);
	store_hub_set(n.s, "https://a.example/h", "list-1", "3", 1, &err);
	store_hub_set(n.s, "https://a.example/h2", "list-1", "4", 1, &err);
	assert_int_equal(store_hub_get(n.s, "https://a.example/h", "pack-1", &b, &err), 1);
	assert_int_equal(b.len, 2);
	assert_memory_equal(b.bytes, "\0002", 2);
	assert_int_equal(store_hub_each(n.s, "https://a.example/h", drop_one, &n, &err), 0);
	assert_string_equal(n.names, "list-1;pack-1;");
	assert_int_equal(store_hub_get(n.s, "https://a.example/h", "pack-1", &b, &err), 0);
	assert_int_equal(store_hub_get(n.s, "https://a.example/h", "", &b, &err), 1);
	assert_int_equal(store_hub_get(n.s, "https://a.example/h2", "list-1", &b, &err), 1);
	buf_done(&b);
	store_close(n.s);
}

static void test_has_bytes(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	uint8_t hash[HUB_HASH];
	struct err err = {0};

	hub_put(s, 1, 1, 100);
	hub_put(s, 1, 2, 100);
	for (int turn = 1; turn <= 3; turn++) {
		char raw[20];

		snprintf(raw, sizeof raw, "page 1, %d", turn);
		hub_hash(raw, strlen(raw), hash);
		assert_int_equal(
			store_has_bytes(s, "https://press.example/en/1.htm", "en", hash, 8, &err),
			turn < 3);
	}
	hub_hash("page 1, 2", 9, hash);
	assert_int_equal(store_has_bytes(s, "https://press.example/en/1.htm", "fr", hash, 8, &err),
	                 0);
	assert_int_equal(store_has_bytes(s, "https://press.example/en/2.htm", "en", hash, 8, &err),
	                 0);
	store_close(s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_same),      TEST(test_change),     TEST(test_half_left),
		TEST(test_more_left), TEST(test_stays_once), TEST(test_gone),
		TEST(test_renewed),   TEST(test_rekeyed),    TEST(test_bad_key),
		TEST(test_damaged),   TEST(test_packs),      TEST(test_words),
		TEST(test_thirty),    TEST(test_known),      TEST(test_files_kept),
		TEST(test_has_bytes), TEST(test_unfinished),
	};

	return cmocka_run_group_tests_name("hub_publish", tests, NULL, NULL);
}
