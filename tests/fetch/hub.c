/* SPDX-License-Identifier: ISC */
/* What a hub brings, in how many requests and bytes; and a hub that lies, breaks off, or is
 * another's. */
#include "config.h"

#include "fetch/acquire/hub.h"
#include "model/base/vec.h"
#include "model/hub/known.h"
#include "model/store/hubs.h"
#include "model/store/pack.h"
#include "tests/lib/origin.h"
#include "tests/model/hub_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reader {
	struct hub_test hub;
	struct origin *origin;
	struct client *client;
	struct store *store;
	char address[100], key[SIGN_FINGERPRINT];
	const char *keys[1];
	bool asked, says_yes; /* of confirm */
	char before[SIGN_FINGERPRINT];
	bool nobody; /* is there to be asked */
	bool plan_only;
	uint64_t budget;
	struct hub_result result;
	struct err err;
};

static struct client *start_client(bool offline, bool public_only)
{
	const struct client_config config = {.fetch_path = "./palais-fetch",
	                                     .parse_path = "./palais-parse",
	                                     .offline = offline,
	                                     .public_only = public_only};
	struct client *c = client_new(&config, NULL);

	assert_non_null(c);
	return c;
}

/* A hub with so many pages, and a reader that has none and knows the key. */
static bool begin(struct reader *r, void **state, int pages, size_t bytes)
{
	struct origin_config config = {.root = r->hub.folder};
	char path[140];

	*r = (struct reader){.says_yes = false};
	if (!hub_test_begin(&r->hub, state, "hub"))
		return false;
	for (int i = 1; i <= pages; i++)
		hub_put(r->hub.store, i, 1, bytes);
	assert_int_equal(hub_test_publish(&r->hub), 0);
	r->origin = origin_start(&config);
	assert_non_null(r->origin);
	snprintf(r->address, sizeof r->address, "http://127.0.0.1:%d", origin_port(r->origin));
	r->client = start_client(false, false);
	snprintf(path, sizeof path, "%s/reader.store", ((struct folder *)*state)->path);
	r->store = must_open(path, STORE_PERSONAL);
	sign_fingerprint(&r->hub.public, r->key);
	r->keys[0] = r->key;
	return true;
}

static void end(struct reader *r)
{
	client_free(r->client);
	origin_stop(r->origin);
	store_close(r->store);
	hub_test_end(&r->hub);
}

static bool confirm(const char *hub, const char *fingerprint, const char *before, void *payload)
{
	struct reader *r = payload;

	r->asked = true;
	assert_string_equal(hub, r->address);
	assert_int_equal(strlen(fingerprint), SIGN_FINGERPRINT - 1);
	snprintf(r->before, sizeof r->before, "%s", before ? before : "");
	return r->says_yes;
}

static int run(struct reader *r)
{
	const struct hub_config config = {.store = r->store,
	                                  .client = r->client,
	                                  .carry_path = "./palais-carry",
	                                  .address = r->address,
	                                  .keys = r->keys,
	                                  .key_count = r->keys[0] != NULL,
	                                  .budget = r->budget,
	                                  .plan_only = r->plan_only,
	                                  .confirm = r->nobody ? NULL : confirm,
	                                  .payload = r};

	err_clear(&r->err);
	r->asked = false;
	return hub_sync(&config, &r->result, &r->err);
}

static void must_run(struct reader *r)
{
	if (run(r) < 0)
		fail_msg("%s", r->err.text);
}

static void fails(struct reader *r, const char *why)
{
	assert_int_equal(run(r), -1);
	if (!strstr(r->err.text, why))
		fail_msg("%s: not '%s'", r->err.text, why);
}

/* How many texts the reader has. */
static long here(const struct reader *r)
{
	int64_t versions = 0, bytes = 0;

	assert_int_equal(store_count_held(r->store, &versions, &bytes, NULL), 0);
	return (long)versions;
}

static void republish(struct reader *r)
{
	if (hub_test_publish(&r->hub) < 0)
		fail_msg("%s", r->hub.err.text);
}

/* The name of the pack with that number among those of the full list, from 0. */
static void pack_of(const struct reader *r, size_t number, char name[HUB_NAME])
{
	struct hub_list list;

	hub_test_list(&r->hub, true, &list);
	hub_name(HUB_PACK, list.packs.at[number].file.hash, name);
	hub_list_done(&list);
}

static void list_name(const struct reader *r, char name[HUB_NAME])
{
	struct hub_root root;

	hub_test_root(&r->hub, &root);
	hub_name(HUB_LIST, root.list.hash, name);
}

static void manners(const struct reader *r, const char *name, const char *how)
{
	char file[100], line[100];

	snprintf(file, sizeof file, "%s.headers", name);
	snprintf(line, sizeof line, how ? "Manners: %s\n" : "X: y\n", how);
	hub_test_write(&r->hub, file, line, strlen(line));
}

#define BEGIN(pages, bytes) \
	struct reader r; \
	if (!begin(&r, state, pages, bytes)) \
	skip()

/* -- what it costs --------------------------------------------------------------------- */

static void test_first(void **state)
{
	struct store_version v;

	BEGIN(5, 2000);
	must_run(&r);
	assert_false(r.asked);
	assert_string_equal(r.result.key, r.key);
	assert_int_equal(r.result.generation, 1);
	assert_int_equal(r.result.wanted, 5);
	assert_int_equal(r.result.came, 5);
	assert_int_equal(r.result.waiting, 0);
	assert_int_equal(r.result.asked, 4); /* root, key, list, pack */
	assert_int_equal(here(&r), 5);
	assert_int_equal(store_find(r.store, "https://press.example/en/3.htm", "en", &v, NULL), 1);
	assert_string_equal(v.title, "Release 3");
	assert_string_equal(v.url, "https://press.example/en/3.htm");
	assert_non_null(strstr(v.mirror, r.address));
	store_version_done(&v);
	end(&r);
}

/* Nothing has changed: one request, 1 KB both ways. */
static void test_nothing(void **state)
{
	BEGIN(5, 2000);
	must_run(&r);
	must_run(&r);
	assert_int_equal(r.result.asked, 1);
	assert_int_equal(r.result.before, r.result.generation);
	assert_in_range(r.result.down + r.result.up, 1, 1024);
	assert_int_equal(r.result.wanted, 0);
	end(&r);
}

/* One of a hundred has changed: the pack of that alone. */
static void test_one_of_hundred(void **state)
{
	uint64_t all;

	BEGIN(100, 20000);
	all = r.hub.done.bytes;
	must_run(&r);
	hub_put(r.hub.store, 50, 2, 20000);
	republish(&r);
	must_run(&r);
	assert_int_equal(r.result.wanted, 1);
	assert_int_equal(r.result.came, 1);
	assert_int_equal(r.result.asked, 3);
	assert_int_equal(r.result.before, 1);
	assert_in_range(r.result.down, all / 100, all * 15 / 1000);
	assert_int_equal(here(&r), 101);
	end(&r);
}

/* What is here already is not asked for, whoever brought it. */
static void test_has_some(void **state)
{
	char pack[HUB_NAME];

	BEGIN(5, 20000);
	hub_put(r.store, 1, 1, 20000);
	hub_put(r.store, 3, 1, 20000);
	must_run(&r);
	assert_int_equal(r.result.wanted, 3);
	assert_int_equal(r.result.came, 3);
	assert_int_equal(here(&r), 5);
	pack_of(&r, 0, pack);
	assert_int_equal(origin_count(r.origin, "GET /pack-", "Range: bytes="), 2);
	end(&r);
}

/* Small ones that lie near one another come by one request, and what is here already and lies
 * between them is passed over. */
static void test_between(void **state)
{
	char pack[HUB_NAME];

	BEGIN(5, 1000);
	hub_put(r.store, 1, 1, 1000);
	hub_put(r.store, 3, 1, 1000);
	must_run(&r);
	assert_int_equal(r.result.wanted, 3);
	assert_int_equal(r.result.came, 3);
	assert_int_equal(here(&r), 5);
	pack_of(&r, 0, pack);
	assert_int_equal(origin_count(r.origin, "GET /pack-", "Range: bytes="), 1);
	end(&r);
}

static void test_plan(void **state)
{
	char pack[HUB_NAME];
	struct buf b;

	BEGIN(5, 2000);
	r.plan_only = true;
	must_run(&r);
	pack_of(&r, 0, pack);
	hub_test_read(&r.hub, pack, &b);
	assert_int_equal(r.result.wanted, 5);
	assert_int_equal(r.result.planned, 1);
	assert_int_equal(r.result.expected, b.len);
	buf_done(&b);
	assert_int_equal(r.result.asked, 3);
	assert_int_equal(here(&r), 0);
	/* the list is here already */
	r.plan_only = false;
	must_run(&r);
	assert_int_equal(r.result.asked, 2);
	assert_int_equal(here(&r), 5);
	end(&r);
}

/* Two generations later: two lists, and what both have brought once. */
static void test_two_later(void **state)
{
	BEGIN(40, 2000);
	must_run(&r);
	hub_put(r.hub.store, 2, 2, 2000);
	hub_put(r.hub.store, 3, 2, 2000);
	republish(&r);
	hub_put(r.hub.store, 2, 3, 2000);
	republish(&r);
	must_run(&r);
	assert_int_equal(origin_count(r.origin, "GET /changes-", ""), 2);
	assert_int_equal(r.result.wanted, 2);
	assert_int_equal(r.result.came, 2);
	assert_int_equal(here(&r), 42);
	end(&r);
}

/* Where lists of changes would cost more, or no longer lead there, the full one is asked for. */
static void test_full_list(void **state)
{
	BEGIN(3, 200);
	must_run(&r);
	for (int i = 2; i < 4; i++) {
		hub_put(r.hub.store, 1, i, 200);
		republish(&r);
	}
	must_run(&r);
	assert_int_equal(origin_count(r.origin, "GET /changes-", ""), 0);
	assert_int_equal(origin_count(r.origin, "GET /list-", ""), 2);
	assert_int_equal(r.result.came, 1);
	end(&r);
}

static void test_words(void **state)
{
	BEGIN(22, 50000);
	must_run(&r);
	assert_int_equal(r.result.came, 22);
	assert_int_equal(origin_count(r.origin, "GET /words-", ""), 1);
	hub_put(r.hub.store, 5, 2, 50000);
	republish(&r);
	must_run(&r);
	assert_int_equal(r.result.came, 1);
	assert_int_equal(origin_count(r.origin, "GET /words-", ""), 1);
	end(&r);
}

/* -- keys ---------------------------------------------------------------------------------- */

static void test_confirmed_once(void **state)
{
	BEGIN(2, 200);
	r.keys[0] = NULL;
	fails(&r, r.key);
	assert_true(r.asked);
	assert_string_equal(r.before, "");
	assert_int_equal(here(&r), 0);
	r.nobody = true;
	fails(&r, r.key);
	r.nobody = false;
	r.says_yes = true;
	must_run(&r);
	assert_true(r.asked);
	assert_int_equal(here(&r), 2);
	must_run(&r);
	assert_false(r.asked);
	end(&r);
}

static void test_other_key(void **state)
{
	char was[SIGN_FINGERPRINT];

	BEGIN(2, 200);
	must_run(&r);
	sign_fingerprint(&r.hub.public, was);
	r.hub.was = was;
	sign_make(&r.hub.secret, &r.hub.public, &r.err);
	hub_put(r.hub.store, 1, 2, 200);
	republish(&r);
	fails(&r, "another key");
	assert_true(r.asked);
	assert_string_equal(r.before, r.key);
	assert_int_equal(here(&r), 2);
	r.says_yes = true;
	must_run(&r);
	assert_int_equal(r.result.came, 1);
	assert_int_equal(here(&r), 3);
	r.says_yes = false;
	must_run(&r);
	end(&r);
}

/* Whoever has no key can write what looks like one. */
static void test_forged(void **state)
{
	struct hub_root root;
	struct buf b, other;

	BEGIN(2, 200);
	must_run(&r);
	hub_test_read(&r.hub, HUB_ROOT, &b);
	hub_test_root(&r.hub, &root);
	root.generation = 2;
	buf_init(&other, HUB_ROOT_MOST);
	hub_root_write(&root, &other);
	buf_cut(&b, b.len - other.len); /* the signature of before, and another text */
	buf_add(&b, other.bytes, other.len);
	hub_test_write(&r.hub, HUB_ROOT, b.bytes, b.len);
	fails(&r, "signature");
	assert_int_equal(here(&r), 2);
	buf_done(&b);
	buf_done(&other);
	end(&r);
}

/* -- generations ------------------------------------------------------------------------------ */

static void test_older(void **state)
{
	struct buf first, other;

	BEGIN(2, 200);
	hub_test_read(&r.hub, HUB_ROOT, &first);
	hub_put(r.hub.store, 1, 2, 200);
	republish(&r);
	must_run(&r);
	hub_test_read(&r.hub, HUB_ROOT, &other);
	hub_test_write(&r.hub, HUB_ROOT, first.bytes, first.len);
	fails(&r, "generation 1 is older than 2");
	/* another second generation than the one that was here */
	hub_put(r.hub.store, 2, 2, 200);
	republish(&r);
	hub_test_touch(&r.hub, HUB_ROOT);
	fails(&r, "generation 2 is not what it was");
	hub_test_write(&r.hub, HUB_ROOT, other.bytes, other.len);
	must_run(&r);
	assert_int_equal(r.result.asked, 1);
	buf_done(&first);
	buf_done(&other);
	end(&r);
}

static void test_old(void **state)
{
	BEGIN(2, 200);
	setenv("PALAIS_NOW", "2026-12-22T12:00:00", 1);
	must_run(&r);
	assert_false(r.result.is_old);
	setenv("PALAIS_NOW", "2026-12-22T12:00:01", 1);
	must_run(&r);
	assert_true(r.result.is_old);
	setenv("PALAIS_NOW", "2026-11-22T12:00:00", 1);
	end(&r);
}

/* -- lies -----------------------------------------------------------------------------------------
 */

/* What came before the lie stays, and the rest comes when there is none any more. */
static void test_pack_changed(void **state)
{
	struct hub_list list;
	char pack[HUB_NAME];
	struct buf b;

	BEGIN(5, 2000);
	pack_of(&r, 0, pack);
	hub_test_list(&r.hub, true, &list);
	hub_test_read(&r.hub, pack, &b);
	b.bytes[list.texts.at[3].offset + 9] ^= 1;
	hub_test_write(&r.hub, pack, b.bytes, b.len);
	fails(&r, "is not what its list says");
	assert_int_equal(r.result.came, 3);
	assert_int_equal(here(&r), 3);
	b.bytes[list.texts.at[3].offset + 9] ^= 1;
	hub_test_write(&r.hub, pack, b.bytes, b.len);
	must_run(&r);
	assert_int_equal(r.result.wanted, 2);
	assert_int_equal(here(&r), 5);
	buf_done(&b);
	hub_list_done(&list);
	end(&r);
}

static void test_list_changed(void **state)
{
	char name[HUB_NAME];
	struct buf b;

	BEGIN(5, 200);
	list_name(&r, name);
	hub_test_read(&r.hub, name, &b);
	b.bytes[b.len - 5] ^= 1;
	hub_test_write(&r.hub, name, b.bytes, b.len);
	fails(&r, "is not what its root");
	b.bytes[b.len - 5] ^= 1;
	/* longer than the root says */
	buf_char(&b, '\n');
	hub_test_write(&r.hub, name, b.bytes, b.len);
	fails(&r, "");
	assert_int_equal(here(&r), 0);
	/* shorter */
	hub_test_write(&r.hub, name, b.bytes, b.len - 2);
	fails(&r, "");
	assert_int_equal(here(&r), 0);
	hub_test_write(&r.hub, name, b.bytes, b.len - 1);
	must_run(&r);
	assert_int_equal(here(&r), 5);
	buf_done(&b);
	end(&r);
}

/* The list is signed, and says what is not so. */
static void relist(struct reader *r, const char *from, const char *to)
{
	char name[HUB_NAME], *at;
	struct buf b;

	list_name(r, name);
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
	fails(&r, "another text");
	assert_int_equal(here(&r), 0);
	end(&r);
}

static void test_other_language(void **state)
{
	BEGIN(2, 200);
	relist(&r, " en https", " fr https");
	fails(&r, "another text");
	assert_int_equal(here(&r), 0);
	end(&r);
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
	fails(&r, "another text");
	assert_int_equal(here(&r), 0);
	buf_done(&b);
	hub_list_done(&list);
	end(&r);
}

/* A pack of our own with one record in it, whatever that is, told as page 1. */
static void give_record(struct reader *r, const char *bytes, size_t len)
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
static void read_record(struct reader *r, struct buf *plain)
{
	struct packer *p = packer_new();
	struct hub_list list;
	char pack[HUB_NAME];
	struct buf b;
	int64_t size;

	pack_of(r, 0, pack);
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

static void give_plain(struct reader *r, const char *plain, size_t len)
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
	fails(&r, "does not unpack");
	give_plain(&r, "no record at all", 16);
	fails(&r, ": record 1: ");
	give_plain(&r, plain.bytes, plain.len / 2);
	fails(&r, ": record 1: ");
	assert_int_equal(here(&r), 0);
	give_plain(&r, plain.bytes, plain.len);
	must_run(&r);
	assert_int_equal(here(&r), 1);
	buf_done(&plain);
	end(&r);
}

/* Which becomes more than any record may. */
static void test_bomb(void **state)
{
	size_t len = (64u << 20) + 1;
	char *zeros = calloc(1, len);

	BEGIN(1, 200);
	give_plain(&r, zeros, len);
	fails(&r, "does not unpack");
	assert_int_equal(here(&r), 0);
	free(zeros);
	end(&r);
}

static void test_more_behind(void **state)
{
	struct buf plain;

	BEGIN(1, 200);
	read_record(&r, &plain);
	buf_str(&plain, "document 1\n");
	give_plain(&r, plain.bytes, plain.len);
	fails(&r, "another text");
	buf_done(&plain);
	end(&r);
}

static void test_missing(void **state)
{
	char path[300], kept[310], pack[HUB_NAME];

	BEGIN(2, 200);
	pack_of(&r, 0, pack);
	snprintf(path, sizeof path, "%s/%s", r.hub.folder, pack);
	snprintf(kept, sizeof kept, "%s.x", path);
	assert_int_equal(rename(path, kept), 0);
	fails(&r, pack);
	assert_int_equal(r.err.code, ERR_FAILED);
	assert_int_equal(rename(kept, path), 0);
	must_run(&r);
	assert_int_equal(here(&r), 2);
	end(&r);
}

static void test_no_hub(void **state)
{
	BEGIN(1, 200);
	hub_test_write(&r.hub, HUB_ROOT, "<!DOCTYPE html>", 15);
	fails(&r, "no hub is there");
	end(&r);
}

/* A root that is longer than any is not even read to its end. */
static void test_long_root(void **state)
{
	char *long_one = calloc(1, 100000);

	BEGIN(1, 200);
	memset(long_one, 'x', 100000);
	hub_test_write(&r.hub, HUB_ROOT, long_one, 100000);
	fails(&r, "");
	assert_true(r.result.down < 70000);
	assert_int_equal(here(&r), 0);
	free(long_one);
	end(&r);
}

static void check_manner(void **state, const char *how, const char *why)
{
	char pack[HUB_NAME];

	BEGIN(3, 20000);
	hub_put(r.store, 1, 1, 20000); /* so that a piece is asked for */
	pack_of(&r, 0, pack);
	manners(&r, pack, how);
	fails(&r, why);
	assert_int_equal(here(&r), 1);
	manners(&r, pack, NULL);
	must_run(&r);
	assert_int_equal(here(&r), 3);
	end(&r);
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
	pack_of(&r, 0, pack);
	manners(&r, pack, "noranges");
	must_run(&r);
	assert_int_equal(here(&r), 3);
	end(&r);
}

/* -- what breaks off ------------------------------------------------------------------------------
 */

/* It goes on by itself as long as something comes. */
static void test_cuts(void **state)
{
	char pack[HUB_NAME];
	uint64_t size;

	BEGIN(10, 20000);
	size = r.hub.done.bytes;
	pack_of(&r, 0, pack);
	manners(&r, pack, "cuts=7000-9000-30000");
	must_run(&r);
	assert_int_equal(here(&r), 10);
	assert_int_equal(r.result.asked, 7);
	assert_in_range(r.result.down, size, size + 7 * 500 + 1400);
	end(&r);
}

/* A line that brings nothing any more is no line; what came of a text waits for the rest. */
static void test_broken(void **state)
{
	char pack[HUB_NAME];
	uint64_t first;

	BEGIN(10, 20000);
	pack_of(&r, 0, pack);
	manners(&r, pack, "cuts=25000-0-0-0");
	fails(&r, "");
	assert_int_equal(r.err.code, ERR_NETWORK);
	assert_int_equal(here(&r), 2);
	first = r.result.down;
	manners(&r, pack, NULL);
	must_run(&r);
	assert_int_equal(here(&r), 10);
	assert_in_range(first + r.result.down, r.hub.done.bytes,
	                r.hub.done.bytes + 2 * 2000 + 2000);
	end(&r);
}

/* A budget is kept to, and what it did not allow is gone on with, to the byte. */
static void test_budget(void **state)
{
	uint64_t down = 0;
	int runs = 0;

	BEGIN(10, 20000);
	r.budget = 30000;
	do {
		must_run(&r);
		down += r.result.down;
		assert_true(r.result.down + r.result.up <= r.budget);
		assert_int_equal(here(&r), 10 - r.result.waiting);
		runs++;
	} while (r.result.waiting && runs < 20);
	assert_int_equal(here(&r), 10);
	assert_in_range(runs, 4, 6);
	assert_in_range(down, r.hub.done.bytes, r.hub.done.bytes + (uint64_t)runs * 1200 + 4000);
	end(&r);
}

/* So small that not even the list comes: it comes in pieces, and is not paid for twice. */
static void test_list_budget(void **state)
{
	int runs = 0;

	BEGIN(100, 100);
	r.budget = 6000;
	do
		must_run(&r);
	while (r.result.waiting && ++runs < 30);
	assert_int_equal(here(&r), 100);
	assert_in_range(runs, 5, 12);
	r.budget = 1000;
	fails(&r, "budget");
	end(&r);
}

static int count_one(const char *name, void *payload)
{
	(void)name;
	++*(int *)payload;
	return 0;
}

static void test_nothing_kept(void **state)
{
	struct hub_known known;
	int count = 0;

	BEGIN(10, 20000);
	r.budget = 30000;
	must_run(&r);
	assert_int_equal(store_hub_each(r.store, r.address, count_one, &count, NULL), 0);
	assert_int_equal(count, 2); /* the list, and half of a text */
	r.budget = 0;
	must_run(&r);
	assert_int_equal(hub_known_get(r.store, r.address, &known, NULL), 1);
	assert_int_equal(known.followed, 1);
	count = 0;
	assert_int_equal(store_hub_each(r.store, r.address, count_one, &count, NULL), 0);
	assert_int_equal(count, 0);
	end(&r);
}

/* -- the network
 * ------------------------------------------------------------------------------------- */

static void test_offline(void **state)
{
	BEGIN(1, 200);
	client_free(r.client);
	r.client = start_client(true, false);
	fails(&r, "offline");
	assert_int_equal(r.err.code, ERR_NETWORK);
	end(&r);
}

/* A restricted reader's hub is not in the host's own network. */
static void test_public(void **state)
{
	BEGIN(1, 200);
	client_free(r.client);
	r.client = start_client(false, true);
	fails(&r, "");
	assert_int_equal(origin_count(r.origin, "GET", ""), 0);
	end(&r);
}

static void test_address(void **state)
{
	static const char *const bad[] = {"hub", "ftp://hub/x", "http://127.0.0.1/hub?x=1", ""};

	BEGIN(1, 200);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		snprintf(r.address, sizeof r.address, "%s", bad[i]);
		fails(&r, "not the address of a hub");
		assert_int_equal(r.err.code, ERR_USAGE);
	}
	end(&r);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_first),          TEST(test_nothing),    TEST(test_one_of_hundred),
		TEST(test_has_some),       TEST(test_between),    TEST(test_plan),
		TEST(test_two_later),      TEST(test_full_list),  TEST(test_words),
		TEST(test_confirmed_once), TEST(test_other_key),  TEST(test_forged),
		TEST(test_older),          TEST(test_old),        TEST(test_pack_changed),
		TEST(test_list_changed),   TEST(test_other_text), TEST(test_other_language),
		TEST(test_other_bytes),    TEST(test_no_record),  TEST(test_bomb),
		TEST(test_more_behind),    TEST(test_missing),    TEST(test_no_hub),
		TEST(test_long_root),      TEST(test_no_ranges),  TEST(test_wrong_range),
		TEST(test_coded),          TEST(test_whole),      TEST(test_cuts),
		TEST(test_broken),         TEST(test_budget),     TEST(test_list_budget),
		TEST(test_nothing_kept),   TEST(test_offline),    TEST(test_public),
		TEST(test_address),
	};

	return cmocka_run_group_tests_name("hub", tests, NULL, NULL);
}
