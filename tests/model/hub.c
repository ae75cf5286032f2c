/* SPDX-License-Identifier: ISC */
/* What a hub says: its signatures, its root, its lists, and what has to be asked of it. */
#include "config.h"

#include "model/base/base64.h"
#include "model/hub/ranges.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- base64 --------------------------------------------------------------------- */

static bool reads(const char *s, enum base64_form form, const char *want)
{
	char out[16] = "";

	return base64_read(s, strlen(s), form, out, strlen(want)) &&
	       !memcmp(out, want, strlen(want));
}

static void test_base64(void **state)
{
	/* RFC 4648, 10 */
	static const char *const vectors[][2] = {{"f", "Zg=="},         {"fo", "Zm8="},
	                                         {"foo", "Zm9v"},       {"foob", "Zm9vYg=="},
	                                         {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	for (size_t i = 0; i < 6; i++) {
		const char *plain = vectors[i][0];

		buf_reset(&b);
		base64_add(&b, plain, strlen(plain), BASE64_PADDED);
		assert_string_equal(b.bytes, vectors[i][1]);
		assert_true(reads(b.bytes, BASE64_PADDED, plain));
		buf_cut(&b, strcspn(b.bytes, "="));
		assert_true(reads(b.bytes, BASE64_PLAIN, plain));
		if (strchr(vectors[i][1], '='))
			assert_false(reads(b.bytes, BASE64_PADDED, plain));
	}
	buf_done(&b);
	/* bits that mean nothing, other letters, another length */
	assert_false(reads("Zh==", BASE64_PADDED, "f"));
	assert_false(reads("Zm9-", BASE64_PADDED, "foo"));
	assert_false(reads("Zm9v", BASE64_PADDED, "foob"));
	assert_false(reads("Zm9vYg==", BASE64_PADDED, "foo"));
	assert_false(reads("Zg=a", BASE64_PADDED, "f"));
}

/* -- signatures -------------------------------------------------------------------- */

static bool have_sodium(void)
{
	struct sign_secret secret;
	struct sign_public public;
	struct err err = {0};

	return sign_make(&secret, &public, &err) == 0;
}

/* A pair whose secret half is all of one byte would be one that is known: these are made by
 * chance, and written and read again. */
static void test_keys(void **state)
{
	struct sign_secret secret, back = {{0}, {0}};
	struct sign_public public, of, read;
	char print[SIGN_FINGERPRINT], other[SIGN_FINGERPRINT];
	struct err err = {0};
	struct buf b;

	(void)state;
	if (!have_sodium())
		return; /* a test that skips counts as failed with cmocka 1.1.7 */
	buf_init(&b, SIGN_FILE_MOST);
	assert_int_equal(sign_make(&secret, &public, &err), 0);
	sign_public_of(&secret, &of);
	assert_memory_equal(&of, &public, sizeof of);
	assert_int_equal(sign_secret_write(&secret, &b, &err), 0);
	assert_int_equal(sign_secret_read(b.bytes, b.len, "x", &back, &err), 0);
	assert_memory_equal(&back, &secret, sizeof back);
	/* one letter of the key another: its sum is not that */
	b.bytes[strcspn(b.bytes, "\n") + 130] ^= 1;
	assert_int_equal(sign_secret_read(b.bytes, b.len, "x", &back, &err), -1);
	buf_reset(&b);
	sign_public_write(&public, &b);
	assert_int_equal(sign_public_read(b.bytes, b.len, "x", &read, &err), 0);
	assert_memory_equal(&read, &public, sizeof read);
	/* without its end it may be the beginning of another */
	assert_int_equal(sign_public_read(b.bytes, b.len - 1, "x", &read, &err), -1);
	/* minisign: 56 letters that begin with these */
	assert_memory_equal(strchr(b.bytes, '\n') + 1, "RW", 2);
	assert_int_equal(strlen(strchr(b.bytes, '\n') + 1), 57);

	sign_fingerprint(&public, print);
	assert_int_equal(strlen(print), SIGN_FINGERPRINT - 1);
	assert_true(sign_is_fingerprint(print));
	assert_true(sign_fingerprint_is(&public, print));
	read.key[31] ^= 1;
	sign_fingerprint(&read, other);
	assert_string_not_equal(print, other);
	assert_false(sign_fingerprint_is(&read, print));
	read = public;
	read.name[0] ^= 1;
	assert_false(sign_fingerprint_is(&read, print));
	print[strlen(print) - 1] = '\0';
	assert_false(sign_is_fingerprint(print));
	assert_false(sign_fingerprint_is(&public, print));
	buf_done(&b);
}

static void test_fingerprint_typed(void **state)
{
	struct sign_public key = {{1}, {2}};
	char print[SIGN_FINGERPRINT], typed[100];
	size_t n = 0;

	(void)state;
	sign_fingerprint(&key, print);
	for (const char *p = print; *p; p++) {
		typed[n++] = *p >= 'a' ? (char)(*p - 32) : *p == ' ' ? ':' : *p;
		typed[n] = '\0';
	}
	assert_true(sign_fingerprint_is(&key, typed));
	strcat(typed, "0");
	assert_false(sign_fingerprint_is(&key, typed));
	assert_false(sign_is_fingerprint("no"));
	assert_false(sign_is_fingerprint(""));
}

/* A key under a password, by its letters alone. */
static void test_password(void **state)
{
	struct sign_secret secret;
	struct sign_public public;
	uint8_t bytes[158];
	struct err err = {0};
	struct buf b;
	char *line;

	(void)state;
	if (!have_sodium())
		return; /* a test that skips counts as failed with cmocka 1.1.7 */
	buf_init(&b, SIGN_FILE_MOST);
	assert_int_equal(sign_make(&secret, &public, &err), 0);
	assert_int_equal(sign_secret_write(&secret, &b, &err), 0);
	line = strchr(b.bytes, '\n') + 1;
	assert_true(base64_read(line, strlen(line) - 1, BASE64_PADDED, bytes, sizeof bytes));
	memcpy(bytes + 2, "Sc", 2);
	buf_cut(&b, (size_t)(line - b.bytes));
	base64_add(&b, bytes, sizeof bytes, BASE64_PADDED);
	buf_char(&b, '\n');
	assert_int_equal(sign_secret_read(b.bytes, b.len, "k", &secret, &err), -1);
	assert_non_null(strstr(err.text, "password"));
	buf_done(&b);
}

static int holds(const struct buf *b, const struct sign_public *key, const char *message)
{
	struct signature s;
	struct err err = {0};

	return signature_read(b->bytes, b->len, &s)
	               ? signature_holds(&s, key, message, strlen(message), &err)
	               : -1;
}

static void test_signature(void **state)
{
	struct sign_secret secret, other_secret;
	struct sign_public public, other;
	struct err err = {0};
	struct buf b;
	char *comment;

	(void)state;
	if (!have_sodium())
		return; /* a test that skips counts as failed with cmocka 1.1.7 */
	buf_init(&b, 4096);
	sign_make(&secret, &public, &err);
	sign_make(&other_secret, &other, &err);
	assert_int_equal(sign(&secret, "the text", 8, "of today", &b, &err), 0);
	assert_int_equal(holds(&b, &public, "the text"), 1);
	assert_int_equal(holds(&b, &public, "the next"), 0);
	assert_int_equal(holds(&b, &other, "the text"), 0);
	/* another's key under this one's name */
	memcpy(other.name, public.name, SIGN_NAME);
	assert_int_equal(holds(&b, &other, "the text"), 0);
	/* the comment is signed as well */
	comment = strstr(b.bytes, "of today");
	comment[3] = 'T';
	assert_int_equal(holds(&b, &public, "the text"), 0);
	comment[3] = 't';
	/* four lines, or none */
	b.bytes[b.len - 1] = ' ';
	assert_int_equal(holds(&b, &public, "the text"), -1);
	buf_done(&b);
	buf_init(&b, 4096);
	for (size_t n = 0; n <= SIGN_COMMENT_MOST; n++)
		buf_char(&b, 'x');
	assert_int_equal(sign(&secret, "the text", 8, b.bytes, &b, &err), -1);
	buf_cut(&b, SIGN_COMMENT_MOST);
	comment = buf_take(&b);
	buf_init(&b, 4096);
	assert_int_equal(sign(&secret, "the text", 8, comment, &b, &err), 0);
	assert_int_equal(holds(&b, &public, "the text"), 1);
	free(comment);
	buf_done(&b);
}

/* -- the root ------------------------------------------------------------------------- */

#define H1 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define H2 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define ROOT_HEAD "palais hub 1\ngeneration 3\ndate 1796040000\nlist " H1 " 500\n"
#define ROOT ROOT_HEAD "changes " H2 " 40\nchanges " H1 " 41\n"

static int root_reads(const char *text, struct hub_root *root)
{
	struct err err = {0};
	int rc = hub_root_read(text, strlen(text), "root", root, &err);

	if (rc < 0)
		assert_true(*err.text);
	return rc;
}

static void test_root(void **state)
{
	static const char *const bad[] = {
		"",
		"palais hub 1\n",
		"palais hub 0\ngeneration 3\ndate 1796040000\nlist " H1 " 500\n",
		"palais  hub 1\ngeneration 3\ndate 1796040000\nlist " H1 " 500\n",
		"palais hub 1 \ngeneration 3\ndate 1796040000\nlist " H1 " 500\n",
		"palais hub 1\ngeneration 0\ndate 1796040000\nlist " H1 " 500\n",
		"palais hub 1\ngeneration 03\ndate 1796040000\nlist " H1 " 500\n",
		"palais hub 1\ngeneration 3\ndate -1\nlist " H1 " 500\n",
		"palais hub 1\ngeneration 3\ndate 1796040000\nlist " H1 " 0\n",
		"palais hub 1\ngeneration 3\ndate 1796040000\nlist " H1 " 33554433\n",
		"palais hub 1\ngeneration 3\ndate 1796040000\nlist " H1 "= 500\n",
		"palais hub 1\ngeneration 3\ndate 1796040000\nlist " H1 " 500",
		"palais hub 1\ngeneration 281474976710657\ndate 1\nlist " H1 " 500\n",
		ROOT_HEAD "more\n",
		/* as many as have led there from the first, and no more */
		ROOT "changes " H1 " 42\n",
	};
	struct hub_root root;
	struct buf b;

	(void)state;
	assert_int_equal(root_reads(ROOT, &root), 0);
	assert_int_equal(root.generation, 3);
	assert_int_equal(root.date, 1796040000);
	assert_int_equal(root.list.bytes, 500);
	assert_int_equal(root.change_count, 2);
	assert_int_equal(root.changes[0].hash[0], 1);
	assert_int_equal(root.changes[1].bytes, 41);
	buf_init(&b, HUB_ROOT_MOST);
	hub_root_write(&root, &b);
	assert_string_equal(b.bytes, ROOT);
	buf_done(&b);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (root_reads(bad[i], &root) != -1)
			fail_msg("read: %s", bad[i]);
	assert_int_equal(root_reads("palais hub 1\ngeneration 3\ndate 1796040000\nlist " H1
	                            " 33554432\n",
	                            &root),
	                 0);
}

static void test_root_newer(void **state)
{
	struct hub_root root;
	struct err err = {0};

	(void)state;
	assert_int_equal(hub_root_read("palais hub 2\n?", 14, "root", &root, &err), -1);
	assert_non_null(strstr(err.text, "newer form"));
}

/* Thirty lists of changes, and not one more. */
static void test_root_changes(void **state)
{
	struct hub_root root;
	struct buf b;

	(void)state;
	buf_init(&b, HUB_ROOT_MOST);
	buf_str(&b, "palais hub 1\ngeneration 99\ndate 1796040000\nlist " H1 " 500\n");
	for (int i = 0; i < HUB_CHANGES; i++)
		buf_str(&b, "changes " H2 " 40\n");
	assert_int_equal(root_reads(b.bytes, &root), 0);
	assert_int_equal(root.change_count, 30);
	buf_str(&b, "changes " H2 " 40\n");
	assert_int_equal(root_reads(b.bytes, &root), -1);
	buf_done(&b);
}

static void test_root_signed(void **state)
{
	struct sign_secret secret;
	struct sign_public public, other;
	struct hub_root root, back;
	struct err err = {0};
	struct buf b;

	(void)state;
	if (!have_sodium())
		return; /* a test that skips counts as failed with cmocka 1.1.7 */
	buf_init(&b, 2 * HUB_ROOT_MOST);
	sign_make(&secret, &public, &err);
	assert_int_equal(root_reads(ROOT, &root), 0);
	assert_int_equal(hub_root_sign(&root, &secret, &b, &err), 0);
	assert_int_equal(hub_root_open(b.bytes, b.len, "root", &public, &back, &err), 0);
	assert_int_equal(back.generation, 3);
	b.bytes[b.len - 2]++;
	assert_int_equal(hub_root_open(b.bytes, b.len, "root", &public, &back, &err), -1);
	assert_non_null(strstr(err.text, "signature"));
	b.bytes[b.len - 2]--;
	sign_make(&secret, &other, &err);
	assert_int_equal(hub_root_open(b.bytes, b.len, "root", &other, &back, &err), -1);
	assert_int_equal(hub_root_open(ROOT, strlen(ROOT), "root", &public, &back, &err), -1);
	/* one that is longer is not even looked at */
	while (b.len <= HUB_ROOT_MOST)
		buf_char(&b, '\n');
	assert_int_equal(hub_root_open(b.bytes, b.len, "root", &public, &back, &err), -1);
	assert_null(strstr(err.text, "signature"));
	buf_done(&b);
}

static void test_names(void **state)
{
	uint8_t hash[HUB_HASH] = {0xab, 1};
	enum hub_kind kind;
	char name[HUB_NAME];

	(void)state;
	hub_name(HUB_PACK, hash, name);
	assert_string_equal(name, "pack-ab010000000000000000000000000000");
	assert_true(hub_is_name(name, &kind));
	assert_int_equal(kind, HUB_PACK);
	hub_name(HUB_LIST_OF_CHANGES, hash, name);
	assert_true(hub_is_name(name, &kind));
	assert_int_equal(kind, HUB_LIST_OF_CHANGES);
	assert_false(hub_is_name("pack-ab01", &kind));
	assert_false(hub_is_name("pack-ab010000000000000000000000000000x", &kind));
	assert_false(hub_is_name("pack-AB010000000000000000000000000000", &kind));
	assert_false(hub_is_name("root", &kind));
}

/* -- lists -------------------------------------------------------------------------------- */

#define TAG " AAAAAAAAAAE "
#define HEAD(g, a) "palais hub list 1\ngeneration " g "\nafter " a "\n"
#define PACKS "pack 2 " H1 " 1000\npack 5 " H2 " 4194304\nwords 1 " H2 " 900\n"
#define TEXT(p, o, l, w, name) "text " p " " o " " l " " H2 TAG w " " name "\n"
#define LIST \
	HEAD("7", "6") \
	PACKS TEXT("2", "0", "400", "0", "en S/1999/1") TEXT("2", "400", "600", "1", \
	                                                     "fr S/1999/1") \
		TEXT("5", "0", "4194304", "1", "- https://press.example/a b") "gone en S/1999/2\n"

static int list_reads(const char *text, struct hub_list *l)
{
	struct err err = {0};
	int rc = hub_list_read(l, text, strlen(text), "list", &err);

	if (rc < 0)
		assert_true(*err.text);
	return rc;
}

static void test_list(void **state)
{
	struct hub_list l;
	struct buf b;

	(void)state;
	assert_int_equal(list_reads(LIST, &l), 0);
	assert_int_equal(l.generation, 7);
	assert_int_equal(l.after, 6);
	assert_int_equal(l.packs.count, 2);
	assert_int_equal(l.texts.count, 4);
	assert_string_equal(l.texts.at[1].lang, "fr");
	assert_int_equal(l.texts.at[1].offset, 400);
	assert_int_equal(l.texts.at[1].length, 600);
	assert_int_equal(l.texts.at[1].tag[7], 1);
	assert_ptr_equal(l.texts.at[1].words, &l.words.at[0]);
	assert_null(l.texts.at[0].words);
	assert_ptr_equal(l.texts.at[2].pack, &l.packs.at[1]);
	assert_string_equal(l.texts.at[2].lang, "");
	assert_string_equal(l.texts.at[2].key, "https://press.example/a b");
	assert_true(l.texts.at[3].gone);
	buf_init(&b, 10000);
	hub_list_write(&l, &b);
	assert_string_equal(b.bytes, LIST);
	buf_done(&b);
	hub_list_done(&l);
}

static void test_list_bad(void **state)
{
	static const char *const bad[] = {
		"",
		"palais hub list 2\ngeneration 7\nafter 6\n",
		HEAD("7", "5"),
		HEAD("0", "0"),
		HEAD("7", "6") "gone en S/1\ngone en S/1\n",
		HEAD("7", "6") "gone en S/1",
		HEAD("7", "6") "gone en \n",
		HEAD("7", "6") "gone english1 S/1\n",
		HEAD("7", "6") "gone en S/\033[1m\n",
		HEAD("7", "6") "lost en S/1\n",
		HEAD("7", "0") "gone en S/1\n",
		HEAD("7", "6") "pack 0 " H1 " 1000\n",
		HEAD("7", "6") "pack 1 " H1 " 4194305\n",
		HEAD("7", "6") "pack 1 " H1 " 10\npack 1 " H2 " 10\n",
		HEAD("7", "6") "pack 2 " H1 " 10\npack 1 " H2 " 10\n",
		HEAD("7", "6") "words 2 " H1 " 10\nwords 1 " H2 " 10\n",
		HEAD("7", "6") PACKS TEXT("3", "0", "400", "0", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "0", "400", "2", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "0", "0", "0", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "0", "1001", "0", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "601", "400", "0", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "0", "400", "0", "en S/1")
			TEXT("2", "399", "400", "0", "en S/2"),
		HEAD("7", "6") PACKS TEXT("5", "0", "400", "0", "en S/1")
			TEXT("2", "0", "400", "0", "en S/2"),
		HEAD("7", "6") PACKS TEXT("2", "0", "400", "0", "en S/1")
			TEXT("2", "400", "400", "0", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "0", "400", "0", "en S/1") "gone en S/1\n",
		HEAD("7", "6") PACKS "gone en S/2\n" TEXT("2", "0", "400", "0", "en S/1"),
		HEAD("7", "6") PACKS TEXT("2", "0", "400", "0", "en S/1") "pack 9 " H1 " 10\n",
		HEAD("7", "6") PACKS "text 2 0 400 " H2 "A AAAAAAAAAAE 0 en S/1\n",
	};
	struct hub_list l;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (list_reads(bad[i], &l) != -1)
			fail_msg("read: %s", bad[i]);
	assert_int_equal(
		list_reads(HEAD("7", "6") PACKS TEXT("2", "600", "400", "0", "en S/1"), &l), 0);
	hub_list_done(&l);
	assert_int_equal(list_reads(HEAD("7", "0"), &l), 0);
	hub_list_done(&l);
}

/* A key as long as it may be, and longer. */
static void test_list_key(void **state)
{
	struct hub_list l;
	struct buf b;

	(void)state;
	buf_init(&b, 20000);
	buf_str(&b, HEAD("7", "6") "gone en ");
	for (unsigned i = 0; i < HUB_KEY_MOST - 1; i++)
		buf_char(&b, 'k');
	buf_char(&b, '\n');
	assert_int_equal(list_reads(b.bytes, &l), 0);
	hub_list_done(&l);
	buf_cut(&b, b.len - 1);
	buf_str(&b, "k\n");
	assert_int_equal(list_reads(b.bytes, &l), -1);
	buf_done(&b);
}

/* What was told last of each counts. */
static void test_merge(void **state)
{
	static const char *const texts[] = {
		HEAD("8", "7") "pack 5 " H2 " 900\n" TEXT("5", "100", "50", "0",
	                                                  "en S/1999/4") "gone fr S/1999/1\n",
		LIST,
	};
	struct hub_texts all = {{0}};
	struct hub_list l[2];

	(void)state;
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(list_reads(texts[i], &l[i]), 0);
	assert_int_equal(hub_merge(l, 2, &all), 0);
	assert_int_equal(all.list.count, 3);
	assert_string_equal(all.list.at[0]->key, "S/1999/1");
	assert_string_equal(all.list.at[0]->lang, "en");
	assert_string_equal(all.list.at[1]->key, "https://press.example/a b");
	assert_string_equal(all.list.at[2]->key, "S/1999/4");
	vec_done(&all.list);
	for (size_t i = 0; i < 2; i++)
		hub_list_done(&l[i]);
}

static void test_merge_moved(void **state)
{
	static const char *const texts[] = {
		HEAD("8", "7") "pack 6 " H2 " 900\n" TEXT("6", "0", "600", "1", "fr S/1999/1"),
		LIST,
	};
	struct hub_texts all = {{0}};
	struct hub_list l[2];
	char newer[400];

	(void)state;
	snprintf(newer, sizeof newer, HEAD("8", "7") "pack 6 " H2 " 900\nwords 1 " H2 " 900\n%s",
	         TEXT("6", "0", "600", "1", "fr S/1999/1"));
	assert_int_equal(list_reads(newer, &l[0]), 0);
	assert_int_equal(list_reads(texts[1], &l[1]), 0);
	assert_int_equal(hub_merge(l, 2, &all), 0);
	assert_int_equal(all.list.count, 3);
	assert_int_equal(all.list.at[2]->pack->number, 6);
	vec_done(&all.list);
	for (size_t i = 0; i < 2; i++)
		hub_list_done(&l[i]);
}

/* -- ranges --------------------------------------------------------------------------------- */

static void test_ranges(void **state)
{
	static const char list[] = HEAD("7", "0") "pack 2 " H1 " 90000\npack 3 " H1 " 90000\n"
		/* one behind another, one across the widest gap, one a byte further */
		TEXT("2", "10", "100", "0", "en S/1") TEXT("2", "110", "100", "0", "en S/2")
			TEXT("2", "3210", "100", "0", "en S/3")
				TEXT("2", "6311", "100", "0", "en S/4")
		/* at the beginning of the next */
		TEXT("3", "6411", "100", "0", "en S/5");
	struct hub_texts all = {{0}};
	struct hub_ranges r = {{0}};
	struct hub_list l;

	(void)state;
	assert_int_equal(list_reads(list, &l), 0);
	assert_int_equal(hub_merge(&l, 1, &all), 0);
	assert_int_equal(hub_ranges(&all, &r), 0);
	assert_int_equal(r.list.count, 3);
	assert_int_equal(r.list.at[0].from, 10);
	assert_int_equal(r.list.at[0].to, 3310);
	assert_int_equal(r.list.at[0].first, 0);
	assert_int_equal(r.list.at[0].end, 3);
	assert_int_equal(r.list.at[1].from, 6311);
	assert_int_equal(r.list.at[1].first, 3);
	assert_int_equal(r.list.at[2].pack->number, 3);
	assert_int_equal(r.list.at[2].to, 6511);
	vec_done(&r.list);
	vec_done(&all.list);
	hub_list_done(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_fingerprint_typed),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_signature),
		cmocka_unit_test(test_root),
		cmocka_unit_test(test_root_newer),
		cmocka_unit_test(test_root_changes),
		cmocka_unit_test(test_root_signed),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_list_bad),
		cmocka_unit_test(test_list_key),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_merge_moved),
		cmocka_unit_test(test_ranges),
	};

	return cmocka_run_group_tests_name("hub", tests, NULL, NULL);
}
