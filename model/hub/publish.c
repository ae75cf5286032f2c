/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/publish.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/hub/press.h"
#include "model/store/hubs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct run {
	const struct hub_publish *of;
	struct hub_published *done;
	struct hub_folder folder;
	struct arena strings;
	struct hub_root root, next; /* of before (generation 0: none), and to be signed */
	struct hub_list list;       /* of before, all */
	struct hub_list full, changes;
	const struct hub_text **by_name; /* of before */
	VEC(struct press_text) texts;    /* by key and language */
	bool key_old;                    /* key.pub is not that of our key, or not there */
	bool cut;                        /* memory lacked for a text */
	struct press press;
};

static int out_of_memory(struct err *err)
{
	return err_set(err, ERR_FAILED, "out of memory");
}

/* -- what is there --------------------------------------------------------------------- */

/* By which key the folder was signed: 1, 0 when it has none. */
static int read_key(struct run *r, struct sign_public *key, struct err *err)
{
	struct buf b;
	int rc;

	buf_init(&b, SIGN_FILE_MOST);
	rc = hub_folder_read(&r->folder, HUB_KEY, &b, err);
	if (rc > 0 && sign_public_read(b.bytes, b.len, HUB_KEY, key, err) < 0)
		rc = -1;
	buf_done(&b);
	return rc;
}

static int compare(const void *a, const void *b)
{
	return hub_text_compare(*(const struct hub_text *const *)a,
	                        *(const struct hub_text *const *)b);
}

static int read_list(struct run *r, struct err *err)
{
	struct buf b;
	int rc;

	buf_init(&b, HUB_LIST_MOST);
	rc = hub_folder_read_file(&r->folder, HUB_LIST, &r->root.list, &b, err);
	if (rc == 0)
		rc = hub_list_read(&r->list, b.bytes, b.len, "list", err);
	buf_done(&b);
	r->by_name = calloc(r->list.texts.count + 1, sizeof *r->by_name);
	if (rc == 0 && !r->by_name)
		return out_of_memory(err);
	for (size_t i = 0; rc == 0 && i < r->list.texts.count; i++)
		r->by_name[i] = &r->list.texts.at[i];
	if (rc == 0)
		qsort(r->by_name, r->list.texts.count, sizeof *r->by_name, compare);
	return rc;
}

/* What another key has signed is not signed by ours, unless its owner says that it was theirs. */
static int may_go_on(const struct run *r, const struct sign_public *key, struct err *err)
{
	char print[SIGN_FINGERPRINT];

	for (size_t i = 0; i < r->of->key_count; i++)
		if (sign_fingerprint_is(key, r->of->keys[i]))
			return 0;
	sign_fingerprint(key, print);
	return err_set(err, ERR_FAILED,
	               "%.200s: signed by another key: %s; if it was yours: --key '%s'",
	               r->folder.path, print, print);
}

/* By our key, whatever stands beside it; else by the one that does. */
static int open_root(struct run *r, const struct buf *b, struct err *err)
{
	struct sign_public key, ours;
	struct err why = {0};
	int has = read_key(r, &key, err);

	if (has < 0)
		return -1;
	sign_public_of(r->of->key, &ours);
	r->key_old = !has || memcmp(&ours, &key, sizeof ours) != 0;
	if (hub_root_open(b->bytes, b->len, HUB_ROOT, &ours, &r->root, &why) == 0)
		return 0;
	if (!has || !r->key_old)
		return err_set(err, why.code, "%s", why.text);
	r->done->rekeyed = true;
	return may_go_on(r, &key, err) < 0
	               ? -1
	               : hub_root_open(b->bytes, b->len, HUB_ROOT, &key, &r->root, err);
}

static int read_before(struct run *r, struct err *err)
{
	struct buf b;
	int there;

	buf_init(&b, HUB_ROOT_MOST);
	there = hub_folder_read(&r->folder, HUB_ROOT, &b, err);
	if (there > 0 && open_root(r, &b, err) < 0)
		there = -1;
	buf_done(&b);
	return there > 0 ? read_list(r, err) : there;
}

/* -- what is wanted ---------------------------------------------------------------------- */

static const char *keep(struct run *r, const char *s)
{
	size_t size = strlen(s) + 1;
	char *to = arena_take(&r->strings, size);

	return to ? memcpy(to, s, size) : NULL;
}

/* Where a text lies already, as it is. */
static const struct hub_text *lies_at(const struct run *r, const struct press_text *t)
{
	const struct hub_text key = {.key = t->key, .lang = t->lang}, *at = &key;
	const struct hub_text **found =
		bsearch(&at, r->by_name, r->list.texts.count, sizeof *r->by_name, compare);

	return found && !memcmp((*found)->tag, t->tag, sizeof t->tag) ? *found : NULL;
}

static int take_best(const struct store_best *b, void *payload)
{
	struct run *r = payload;
	struct press_text t = {
		.version = b->version, .key = keep(r, b->key), .lang = keep(r, b->lang)};

	r->cut = !t.key || !t.lang;
	if (r->cut)
		return -1;
	memcpy(t.tag, b->sha256, sizeof t.tag);
	t.left_out = strlen(t.key) >= HUB_KEY_MOST || strlen(t.lang) >= HUB_LANG_MOST;
	if (r->root.generation && !t.left_out)
		t.was = lies_at(r, &t);
	r->cut = vec_push(&r->texts, t) < 0;
	return r->cut ? -1 : 0;
}

/* Of a pack of which less than half is still wanted, what is wanted moves. */
static int empty_packs(struct run *r, struct err *err)
{
	size_t count = r->list.packs.count;
	uint64_t *alive = calloc(count + 1, sizeof *alive);

	if (!alive)
		return out_of_memory(err);
	for (size_t i = 0; i < r->texts.count; i++)
		if (r->texts.at[i].was)
			alive[r->texts.at[i].was->pack - r->list.packs.at] +=
				r->texts.at[i].was->length;
	for (size_t i = 0; i < r->texts.count; i++) {
		struct press_text *t = &r->texts.at[i];

		if (t->was)
			t->moves = 2 * alive[t->was->pack - r->list.packs.at] <
			           t->was->pack->file.bytes;
	}
	free(alive);
	return 0;
}

static int look(struct run *r, struct err *err)
{
	struct err why = {0};

	if (store_each_best(r->of->store, take_best, r, &why) < 0)
		return err_set(err, why.code, "%s", why.text);
	if (r->cut)
		return out_of_memory(err);
	return r->root.generation ? empty_packs(r, err) : 0;
}

/* -- into packs ------------------------------------------------------------------------------ */

/* The dictionaries of before, each for the language of the first text that is behind it. */
static int take_words(struct run *r, struct err *err)
{
	for (size_t i = 0; i < r->list.words.count; i++) {
		struct press_words w = {.part = r->list.words.at[i]};

		buf_init(&w.bytes, HUB_PACK_MOST);
		for (size_t k = 0; !*w.lang && k < r->list.texts.count; k++)
			if (r->list.texts.at[k].words == &r->list.words.at[i])
				strncat(w.lang, r->list.texts.at[k].lang, sizeof w.lang - 1);
		if (vec_push(&r->press.words, w) < 0)
			return out_of_memory(err);
	}
	return 0;
}

static int by_language(const void *a, const void *b)
{
	const struct press_text *x = *(const struct press_text *const *)a;
	const struct press_text *y = *(const struct press_text *const *)b;
	int c = strcmp(x->lang, y->lang);

	/* as they lie in the store's order, by key */
	return c ? c : x < y ? -1 : x > y;
}

/* Those that are new, by language. */
static int press_new(struct run *r, struct err *err)
{
	struct press_text **fresh = calloc(r->texts.count + 1, sizeof *fresh);
	size_t n = 0, last = 0;
	int rc = 0;

	if (!fresh)
		return out_of_memory(err);
	for (size_t i = 0; rc == 0 && i < r->texts.count; i++)
		if (!r->texts.at[i].was && !r->texts.at[i].left_out)
			fresh[n++] = &r->texts.at[i];
	if (n)
		qsort(fresh, n, sizeof *fresh, by_language);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (i == last) {
			while (last < n && !strcmp(fresh[last]->lang, fresh[i]->lang))
				last++;
			rc = press_learn(&r->press, (const struct press_text *const *)&fresh[i],
			                 last - i, err);
		}
		if (rc == 0)
			rc = press_add(&r->press, fresh[i], err);
	}
	free(fresh);
	return rc;
}

/* What moves comes behind all that is new, so that readers who lack the new alone find it side
 * by side. */
static int press_moving(struct run *r, struct err *err)
{
	struct buf pack;
	int rc = 0;

	buf_init(&pack, HUB_PACK_MOST);
	for (size_t p = 0; rc == 0 && p < r->list.packs.count; p++) {
		buf_reset(&pack);
		for (size_t i = 0; rc == 0 && i < r->texts.count; i++) {
			struct press_text *t = &r->texts.at[i];

			if (!t->moves || t->was->pack != &r->list.packs.at[p])
				continue;
			if (!pack.len)
				rc = hub_folder_read_file(&r->folder, HUB_PACK, &t->was->pack->file,
				                          &pack, err);
			if (rc == 0)
				rc = press_move(&r->press, t, &pack, err);
		}
	}
	buf_done(&pack);
	return rc;
}

static int press_all(struct run *r, struct err *err)
{
	size_t n = r->list.packs.count;

	if (press_init(&r->press, &r->folder, r->of, n ? r->list.packs.at[n - 1].number + 1 : 1,
	               err) < 0)
		return -1;
	return take_words(r, err) < 0 || press_new(r, err) < 0 || press_moving(r, err) < 0
	               ? -1
	               : press_end(&r->press, err);
}

/* -- lists --------------------------------------------------------------------------------------
 */

static bool lies_new(const struct press_text *t)
{
	return !t->left_out && (!t->was || t->moves);
}

/* Packs and dictionaries that a list will point to. All: also those of before of which
 * something stays where it is. */
static int add_parts(struct run *r, struct hub_list *to, bool all, struct err *err)
{
	for (size_t p = 0; all && p < r->list.packs.count; p++) {
		bool stays = false;

		for (size_t i = 0; !stays && i < r->texts.count; i++)
			stays = r->texts.at[i].was && !r->texts.at[i].moves &&
			        r->texts.at[i].was->pack == &r->list.packs.at[p];
		if (stays && vec_push(&to->packs, r->list.packs.at[p]) < 0)
			return out_of_memory(err);
	}
	for (size_t p = 0; p < r->press.packs.count; p++)
		if (vec_push(&to->packs, r->press.packs.at[p]) < 0)
			return out_of_memory(err);
	for (size_t w = 0; w < r->press.words.count; w++)
		if (vec_push(&to->words, r->press.words.at[w].part) < 0)
			return out_of_memory(err);
	return 0;
}

static int add_text(struct hub_list *to, const struct press_text *t, struct err *err)
{
	struct hub_text text;

	if (t->was && !t->moves) {
		text = *t->was;
		text.pack = hub_part_find(to->packs.at, to->packs.count, t->was->pack->number);
		text.words = t->was->words ? hub_part_find(to->words.at, to->words.count,
		                                           t->was->words->number)
		                           : NULL;
	} else {
		text = (struct hub_text){
			.key = t->key,
			.lang = t->lang,
			.offset = t->offset,
			.length = t->length,
			.pack = hub_part_find(to->packs.at, to->packs.count, t->pack),
			.words = hub_part_find(to->words.at, to->words.count, t->words)};
		memcpy(text.tag, t->tag, sizeof text.tag);
		memcpy(text.hash, t->hash, sizeof text.hash);
	}
	return hub_list_add(to, &text) < 0 ? out_of_memory(err) : 0;
}

static int by_place(const void *a, const void *b)
{
	const struct hub_text *x = a, *y = b;

	if (x->gone || y->gone)
		return x->gone && y->gone ? hub_text_compare(x, y) : x->gone - y->gone;
	if (x->pack->number != y->pack->number)
		return x->pack->number < y->pack->number ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static void sort(struct hub_list *l)
{
	if (l->texts.count)
		qsort(l->texts.at, l->texts.count, sizeof *l->texts.at, by_place);
}

/* What was there and is wanted no more, or cannot be given out any more. */
static int add_gone(struct run *r, struct err *err)
{
	size_t count = r->list.texts.count;
	char *there = calloc(count + 1, 1);
	int rc = 0;

	if (!there)
		return out_of_memory(err);
	for (size_t i = 0; rc == 0 && i < r->full.texts.count; i++) {
		const struct hub_text *at = &r->full.texts.at[i];
		const struct hub_text **found =
			bsearch(&at, r->by_name, count, sizeof *r->by_name, compare);

		if (found)
			there[found - r->by_name] = 1;
	}
	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct hub_text gone = {
			.key = r->by_name[i]->key, .lang = r->by_name[i]->lang, .gone = true};

		if (there[i])
			continue;
		r->done->gone++;
		if (hub_list_add(&r->changes, &gone) < 0)
			rc = out_of_memory(err);
	}
	free(there);
	return rc;
}

static int make_lists(struct run *r, struct err *err)
{
	struct hub_published *d = r->done;

	r->full.generation = r->changes.generation = d->generation;
	r->changes.after = r->root.generation;
	if (add_parts(r, &r->full, true, err) < 0 || add_parts(r, &r->changes, false, err) < 0)
		return -1;
	for (size_t i = 0; i < r->texts.count; i++) {
		const struct press_text *t = &r->texts.at[i];

		d->left_out += t->left_out;
		d->came += lies_new(t) && !t->was;
		d->moved += lies_new(t) && t->was;
		if (t->left_out)
			continue;
		if (add_text(&r->full, t, err) < 0 ||
		    (lies_new(t) && add_text(&r->changes, t, err) < 0))
			return -1;
	}
	if (r->root.generation && add_gone(r, err) < 0)
		return -1;
	sort(&r->full);
	sort(&r->changes);
	return 0;
}

/* -- the root --------------------------------------------------------------------------------- */

static int write_list(struct run *r, const struct hub_list *l, enum hub_kind kind,
                      struct hub_file *file, struct err *err)
{
	struct buf b;
	int rc;

	buf_init(&b, HUB_LIST_MOST);
	hub_list_write(l, &b);
	rc = hub_folder_write_file(&r->folder, kind, &b, file, err);
	buf_done(&b);
	return rc;
}

static int write_root(struct run *r, struct hub_root *root, struct err *err)
{
	struct sign_public key;
	struct buf b;
	int rc;

	buf_init(&b, HUB_ROOT_MOST);
	sign_public_of(r->of->key, &key);
	rc = hub_root_sign(root, r->of->key, &b, err);
	/* a key that is damaged signs too, and nobody could read it */
	if (rc == 0)
		rc = hub_root_open(b.bytes, b.len, r->folder.path, &key, root, err);
	if (rc == 0)
		rc = buf_ok(&b) ? hub_folder_write(&r->folder, HUB_ROOT, &b, err)
		                : out_of_memory(err);
	/* behind the root, which is found by our key also when this breaks off between the two */
	if (rc == 0 && (!r->root.generation || r->key_old)) {
		buf_reset(&b);
		sign_public_write(&key, &b);
		rc = buf_ok(&b) ? hub_folder_write(&r->folder, HUB_KEY, &b, err)
		                : out_of_memory(err);
	}
	buf_done(&b);
	return rc;
}

/* The lists first; then, in one moment, the root that names them. */
static int write_next(struct run *r, struct err *err)
{
	struct hub_root *next = &r->next;
	size_t before = r->root.change_count;

	*next = (struct hub_root){.generation = r->done->generation, .date = clock_now()};
	if (write_list(r, &r->full, HUB_LIST, &next->list, err) < 0)
		return -1;
	if (r->root.generation) {
		if (write_list(r, &r->changes, HUB_LIST_OF_CHANGES, &next->changes[0], err) < 0)
			return -1;
		before = before < HUB_CHANGES ? before : HUB_CHANGES - 1;
		memcpy(&next->changes[1], r->root.changes, before * sizeof *next->changes);
		next->change_count = before + 1;
	}
	return write_root(r, next, err);
}

/* changed: there is a next root. Else all goes that was written behind the root of now, by
 * somebody who was killed before there was another. */
static int clear(struct run *r, bool changed, struct err *err)
{
	struct hub_stays stays = {.older = !changed};
	int rc = changed ? hub_stays_add_all(&stays, &r->next, &r->full) : 0;

	if (rc == 0 && r->root.generation)
		rc = hub_stays_add_all(&stays, &r->root, &r->list);
	rc = rc < 0 ? out_of_memory(err) : hub_folder_clear(&r->folder, &stays, err);
	hub_stays_done(&stays);
	return rc;
}

/* Nothing has changed: the root alone is dated anew, when it is time or another key signs. */
static int renew(struct run *r, struct err *err)
{
	struct hub_root next = r->root;

	r->done->generation = r->root.generation;
	next.date = clock_now();
	r->done->renewed = r->key_old || next.date - r->root.date >= HUB_RENEWED;
	return r->done->renewed ? write_root(r, &next, err) : 0;
}

static bool anything_new(const struct run *r)
{
	for (size_t i = 0; i < r->texts.count; i++)
		if (lies_new(&r->texts.at[i]))
			return true;
	return r->done->gone > 0 || !r->root.generation;
}

static int publish(struct run *r, struct err *err)
{
	if (read_before(r, err) < 0 || look(r, err) < 0 || press_all(r, err) < 0)
		return -1;
	r->done->generation = r->root.generation + 1;
	if (make_lists(r, err) < 0)
		return -1;
	r->done->texts = (long)r->full.texts.count;
	r->done->packs = (long)r->full.packs.count;
	for (size_t i = 0; i < r->full.packs.count; i++)
		r->done->bytes += r->full.packs.at[i].file.bytes;
	r->done->changed = anything_new(r);
	if (!r->done->changed)
		return clear(r, false, err) < 0 ? -1 : renew(r, err);
	return write_next(r, err) < 0 ? -1 : clear(r, true, err);
}

/* One at a time: what one clears away the other is about to name. The descriptor, or -1. */
static int lock(const struct hub_publish *p, struct err *err)
{
	int fd = rights_open(p->rights, p->folder, err);

	/* a file system without locks is none to wait for */
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK) {
		close(fd);
		return err_set(err, ERR_FAILED, "%.300s: another palais publishes there",
		               p->folder);
	}
	return fd;
}

int hub_publish(const struct hub_publish *p, struct hub_published *done, struct err *err)
{
	struct run r = {.of = p, .done = done, .folder = {.rights = p->rights, .path = p->folder}};
	int fd, rc;

	*done = (struct hub_published){.generation = 0};
	arena_init(&r.strings, 4096, 1 << 18);
	hub_list_init(&r.list);
	hub_list_init(&r.full);
	hub_list_init(&r.changes);
	fd = lock(p, err);
	rc = fd < 0 ? -1 : publish(&r, err);
	done->written = r.folder.written;
	press_done(&r.press);
	hub_list_done(&r.list);
	hub_list_done(&r.full);
	hub_list_done(&r.changes);
	vec_done(&r.texts);
	free(r.by_name);
	arena_done(&r.strings);
	if (fd >= 0)
		close(fd);
	return rc;
}
