/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/fetch/hub_reader.h"

#include <stdio.h>
#include <string.h>

void reader_client(struct hub_reader *r, bool offline, bool public_only)
{
	const struct client_config config = {.fetch_path = "./palais-fetch",
	                                     .parse_path = "./palais-parse",
	                                     .offline = offline,
	                                     .public_only = public_only};

	client_free(r->client);
	r->client = client_new(&config, NULL);
	assert_non_null(r->client);
}

bool reader_begin(struct hub_reader *r, void **state, int pages, size_t bytes)
{
	struct origin_config config = {.root = r->hub.folder};
	char path[140];

	*r = (struct hub_reader){.says_yes = false};
	if (!hub_test_begin(&r->hub, state, "hub"))
		return false;
	for (int i = 1; i <= pages; i++)
		hub_put(r->hub.store, i, 1, bytes);
	assert_int_equal(hub_test_publish(&r->hub), 0);
	r->origin = origin_start(&config);
	assert_non_null(r->origin);
	snprintf(r->address, sizeof r->address, "http://127.0.0.1:%d", origin_port(r->origin));
	reader_client(r, false, false);
	snprintf(path, sizeof path, "%s/reader.store", ((struct folder *)*state)->path);
	r->store = must_open(path, STORE_PERSONAL);
	sign_fingerprint(&r->hub.public, r->key);
	r->keys[0] = r->key;
	return true;
}

void reader_end(struct hub_reader *r)
{
	client_free(r->client);
	origin_stop(r->origin);
	store_close(r->store);
	hub_test_end(&r->hub);
}

static bool confirm(const char *hub, const char *fingerprint, const char *before, void *payload)
{
	struct hub_reader *r = payload;

	r->asked = true;
	assert_string_equal(hub, r->address);
	assert_int_equal(strlen(fingerprint), SIGN_FINGERPRINT - 1);
	snprintf(r->before, sizeof r->before, "%s", before ? before : "");
	return r->says_yes;
}

int reader_run(struct hub_reader *r)
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

void reader_must_run(struct hub_reader *r)
{
	if (reader_run(r) < 0)
		fail_msg("%s", r->err.text);
}

void reader_fails(struct hub_reader *r, const char *why)
{
	assert_int_equal(reader_run(r), -1);
	if (!strstr(r->err.text, why))
		fail_msg("%s: not '%s'", r->err.text, why);
}

long reader_has(const struct hub_reader *r)
{
	int64_t versions = 0, bytes = 0;

	assert_int_equal(store_count_held(r->store, &versions, &bytes, NULL), 0);
	return (long)versions;
}

void reader_republish(struct hub_reader *r)
{
	if (hub_test_publish(&r->hub) < 0)
		fail_msg("%s", r->hub.err.text);
}

void reader_pack(const struct hub_reader *r, size_t number, char name[HUB_NAME])
{
	struct hub_list list;

	hub_test_list(&r->hub, true, &list);
	hub_name(HUB_PACK, list.packs.at[number].file.hash, name);
	hub_list_done(&list);
}

void reader_list(const struct hub_reader *r, char name[HUB_NAME])
{
	struct hub_root root;

	hub_test_root(&r->hub, &root);
	hub_name(HUB_LIST, root.list.hash, name);
}

void reader_manners(const struct hub_reader *r, const char *name, const char *how)
{
	char file[100], line[100];

	snprintf(file, sizeof file, "%s.headers", name);
	snprintf(line, sizeof line, how ? "Manners: %s\n" : "X: y\n", how);
	hub_test_write(&r->hub, file, line, strlen(line));
}
