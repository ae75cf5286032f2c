/* SPDX-License-Identifier: ISC */
/* A hub that lies, in its lists, packs and records, or in how it answers. */
#include "config.h"

#include "model/base/vec.h"
#include "model/store/hubs.h"
#include "model/store/pack.h"
#include "tests/fetch/hub_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What came before the lie stays, and the rest comes when there is none any more. */
static void test_pack_changed(void **state)
{
	struct hub_list list;
	char pack[HUB_NAME];
	struct buf b;

	BEGIN(5, 2000);
	reader_pack(&r, 0, pack);
	hub_test_list(&r.hub, true, &list);
	hub_test_read(&r.hub, pack, &b);
	b.bytes[list.texts.at[3].offset + 9] ^= 1;
	hub_test_write(&r.hub, pack, b.bytes, b.len);
	reader_fails(&r, "is not what its list says");
	assert_int_equal(r.result.came, 3);
	assert_int_equal(reader_has(&r), 3);
	b.bytes[list.texts.at[3].offset + 9] ^= 1;
	hub_test_write(&r.hub, pack, b.bytes, b.len);
	reader_must_run(&r);
	assert_int_equal(r.result.wanted, 2);
	assert_int_equal(reader_has(&r), 5);
	buf_done(&b);
	hub_list_done(&list);
	reader_end(&r);
}

static void test_list_changed(void **state)
{
	char name[HUB_NAME];
	struct buf b;

	BEGIN(5, 200);
	reader_list(&r, name);
	hub_test_read(&r.hub, name, &b);
	b.bytes[b.len - 5] ^= 1;
	hub_test_write(&r.hub, name, b.bytes, b.len);
	reader_fails(&r, "is not what its root");
	b.bytes[b.len - 5] ^= 1;
	/* longer than the root says */
	buf_char(&b, '\n');
	hub_test_write(&r.hub, name, b.bytes, b.len);
	reader_fails(&r, "");
	assert_int_equal(reader_has(&r), 0);
	/* shorter */
	hub_test_write(&r.hub, name, b.bytes, b.len - 2);
	reader_fails(&r, "");
	assert_int_equal(reader_has(&r), 0);
	hub_test_write(&r.hub, name, b.bytes, b.len - 1);
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 5);
	buf_done(&b);
	reader_end(&r);
}

/* The list is signed, and says what is not so. */
static void relist(struct hub_reader *r, const char *from, const char *to)
{
	char name[HUB_NAME], *at;
	struct buf b;

	reader_list(r, name);
	hub_test_read(&r->hub, name, &b);
	at = strstr(b.bytes, from);
	assert_non_null(at);
	assert_int_equal(strlen(from), strlen(to));
	memcpy(at, to, strlen(to));
	hub_test_relist(&r->hub, true, b.bytes, b.len);
	buf_done(&b);
}

static void test_other_text(void **state)
{
	BEGIN(2, 200);
	relist(&r, "en/1.htm", "en/9.htm");
	reader_fails(&r, "another text");
	assert_int_equal(reader_has(&r), 0);
	reader_end(&r);
}

static void test_other_language(void **state)
{
	BEGIN(2, 200);
	relist(&r, " en https", " fr https");
	reader_fails(&r, "another text");
	assert_int_equal(reader_has(&r), 0);
	reader_end(&r);
}

/* Other bytes of the text than the list says. */
static void test_other_bytes(void **state)
{
	struct hub_list list;
	struct buf b;

	BEGIN(2, 200);
	hub_test_list(&r.hub, true, &list);
	list.texts.at[0].tag[HUB_TAG - 1] ^= 1;
	buf_init(&b, HUB_LIST_MOST);
	hub_list_write(&list, &b);
	hub_test_relist(&r.hub, true, b.bytes, b.len);
	reader_fails(&r, "another text");
	assert_int_equal(reader_has(&r), 0);
	buf_done(&b);
	hub_list_done(&list);
	reader_end(&r);
}

/* A pack of our own with one record in it, whatever that is, told as page 1. */
static void give_record(struct hub_reader *r, const char *bytes, size_t len)
{
	struct hub_list list;
	char pack[HUB_NAME];
	struct buf b;

	hub_test_list(&r->hub, true, &list);
	list.texts.count = 1;
	list.packs.at[0].file.bytes = list.texts.at[0].length = len;
	hub_hash(bytes, len, list.packs.at[0].file.hash);
	hub_hash(bytes, len, list.texts.at[0].hash);
	hub_name(HUB_PACK, list.packs.at[0].file.hash, pack);
	hub_test_write(&r->hub, pack, bytes, len);
	buf_init(&b, HUB_LIST_MOST);
	hub_list_write(&list, &b);
	hub_test_relist(&r->hub, true, b.bytes, b.len);
	/* as a reader to whom the hub says so first */
	assert_int_equal(store_hub_drop(r->store, r->address, "", NULL), 0);
	buf_done(&b);
	hub_list_done(&list);
}

/* The plain record of page 1, as its pack has it. */
static void read_record(struct hub_reader *r, struct buf *plain)
{
	struct packer *p = packer_new();
	struct hub_list list;
	char pack[HUB_NAME];
	struct buf b;
	int64_t size;

	reader_pack(r, 0, pack);
	hub_test_list(&r->hub, true, &list);
	hub_test_read(&r->hub, pack, &b);
	size = pack_plain_size(b.bytes, list.texts.at[0].length);
	assert_true(size > 0);
	buf_init(plain, 1 << 20);
	assert_int_equal(unpack(p, (struct pack_prefix){.lasting = 0}, b.bytes,
	                        list.texts.at[0].length, buf_room(plain, (size_t)size),
	                        (size_t)size),
	                 0);
	buf_grown(plain, (size_t)size);
	packer_free(p);
	buf_done(&b);
	hub_list_done(&list);
}

static void give_plain(struct hub_reader *r, const char *plain, size_t len)
{
	struct packer *p = packer_new();
	struct buf b;

	buf_init(&b, 80u << 20);
	assert_int_equal(pack(p, (struct pack_prefix){.lasting = 0}, plain, len, &b), 0);
	give_record(r, b.bytes, b.len);
	buf_done(&b);
	packer_free(p);
}

static void test_no_record(void **state)
{
	struct buf plain;

	BEGIN(1, 200);
	read_record(&r, &plain);
	give_record(&r, "no frame at all", 15);
	reader_fails(&r, "does not unpack");
	give_plain(&r, "no record at all", 16);
	reader_fails(&r, ": record 1: ");
	give_plain(&r, plain.bytes, plain.len / 2);
	reader_fails(&r, ": record 1: ");
	assert_int_equal(reader_has(&r), 0);
	give_plain(&r, plain.bytes, plain.len);
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 1);
	buf_done(&plain);
	reader_end(&r);
}

/* Which becomes more than any record may. */
static void test_bomb(void **state)
{
	size_t len = (64u << 20) + 1;
	char *zeros = calloc(1, len);

	BEGIN(1, 200);
	give_plain(&r, zeros, len);
	reader_fails(&r, "does not unpack");
	assert_int_equal(reader_has(&r), 0);
	free(zeros);
	reader_end(&r);
}

static void test_more_behind(void **state)
{
	struct buf plain;

	BEGIN(1, 200);
	read_record(&r, &plain);
	buf_str(&plain, "document 1\n");
	give_plain(&r, plain.bytes, plain.len);
	reader_fails(&r, "another text");
	buf_done(&plain);
	reader_end(&r);
}

static void test_missing(void **state)
{
	char path[300], kept[310], pack[HUB_NAME];

	BEGIN(2, 200);
	reader_pack(&r, 0, pack);
	snprintf(path, sizeof path, "%s/%s", r.hub.folder, pack);
	snprintf(kept, sizeof kept, "%s.x", path);
	assert_int_equal(rename(path, kept), 0);
	reader_fails(&r, pack);
	assert_int_equal(r.err.code, ERR_FAILED);
	assert_int_equal(rename(kept, path), 0);
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 2);
	reader_end(&r);
}

static void test_no_hub(void **state)
{
	BEGIN(1, 200);
	hub_test_write(&r.hub, HUB_ROOT, "<!DOCTYPE html>", 15);
	reader_fails(&r, "no hub is there");
	reader_end(&r);
}

/* A root that is longer than any is not even read to its end. */
static void test_long_root(void **state)
{
	char *long_one = calloc(1, 100000);

	BEGIN(1, 200);
	memset(long_one, 'x', 100000);
	hub_test_write(&r.hub, HUB_ROOT, long_one, 100000);
	reader_fails(&r, "");
	assert_true(r.result.down < 70000);
	assert_int_equal(reader_has(&r), 0);
	free(long_one);
	reader_end(&r);
}

static void check_manner(void **state, const char *how, const char *why)
{
	char pack[HUB_NAME];

	BEGIN(3, 20000);
	hub_put(r.store, 1, 1, 20000); /* so that a piece is asked for */
	reader_pack(&r, 0, pack);
	reader_manners(&r, pack, how);
	reader_fails(&r, why);
	assert_int_equal(reader_has(&r), 1);
	reader_manners(&r, pack, NULL);
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 3);
	reader_end(&r);
}

static void test_no_ranges(void **state)
{
	check_manner(state, "noranges", "Range");
}

static void test_wrong_range(void **state)
{
	check_manner(state, "wrong", "other bytes");
}

static void test_coded(void **state)
{
	check_manner(state, "coded", "coding");
}

/* Who gives no pieces may give a whole. */
static void test_whole(void **state)
{
	char pack[HUB_NAME];

	BEGIN(3, 20000);
	reader_pack(&r, 0, pack);
	reader_manners(&r, pack, "noranges");
	reader_must_run(&r);
	assert_int_equal(reader_has(&r), 3);
	reader_end(&r);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_pack_changed),   TEST(test_list_changed), TEST(test_other_text),
		TEST(test_other_language), TEST(test_other_bytes),  TEST(test_no_record),
		TEST(test_bomb),           TEST(test_more_behind),  TEST(test_missing),
		TEST(test_no_hub),         TEST(test_long_root),    TEST(test_no_ranges),
		TEST(test_wrong_range),    TEST(test_coded),        TEST(test_whole),
	};

	return cmocka_run_group_tests_name("hub_lies", tests, NULL, NULL);
}
