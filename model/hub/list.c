/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/list.h"

#include "model/base/base64.h"
#include "model/base/messages.h"
#include "model/base/utf8.h"
#include "model/hub/lines.h"

#include <string.h>

#define NUMBER_MOST (UINT64_C(1) << 48)
/* In place of a language that is not known. */
#define NO_LANG "-"

void hub_list_init(struct hub_list *l)
{
	*l = (struct hub_list){.generation = 0};
	arena_init(&l->strings, 4096, 1 << 18);
}

void hub_list_done(struct hub_list *l)
{
	vec_done(&l->packs);
	vec_done(&l->words);
	vec_done(&l->texts);
	arena_done(&l->strings);
	hub_list_init(l);
}

static const char *copy(struct hub_list *l, const char *s, size_t len)
{
	char *to = arena_take(&l->strings, len + 1);

	if (!to)
		return NULL;
	memcpy(to, s, len);
	to[len] = '\0';
	return to;
}

int hub_list_add(struct hub_list *l, const struct hub_text *text)
{
	struct hub_text t = *text;

	t.key = copy(l, text->key, strlen(text->key));
	t.lang = copy(l, text->lang, strlen(text->lang));
	return t.key && t.lang ? vec_push(&l->texts, t) : -1;
}

const struct hub_part *hub_part_find(const struct hub_part *at, size_t count, uint64_t number)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (at[middle].number == number)
			return &at[middle];
		if (at[middle].number < number)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* -- writing -------------------------------------------------------------------------- */

static void add_part(struct buf *out, const char *word, const struct hub_part *p)
{
	buf_printf(out, "%s %llu ", word, (unsigned long long)p->number);
	base64_add(out, p->file.hash, sizeof p->file.hash, BASE64_PLAIN);
	buf_printf(out, " %llu\n", (unsigned long long)p->file.bytes);
}

static void add_text(struct buf *out, const struct hub_text *t)
{
	const char *lang = *t->lang ? t->lang : NO_LANG;

	if (t->gone) {
		buf_printf(out, "gone %s %s\n", lang, t->key);
		return;
	}
	buf_printf(out, "text %llu %llu %llu ", (unsigned long long)t->pack->number,
	           (unsigned long long)t->offset, (unsigned long long)t->length);
	base64_add(out, t->hash, sizeof t->hash, BASE64_PLAIN);
	buf_char(out, ' ');
	base64_add(out, t->tag, sizeof t->tag, BASE64_PLAIN);
	buf_printf(out, " %llu %s %s\n", t->words ? (unsigned long long)t->words->number : 0ull,
	           lang, t->key);
}

void hub_list_write(const struct hub_list *l, struct buf *out)
{
	buf_printf(out, "palais hub list 1\ngeneration %lld\nafter %lld\n",
	           (long long)l->generation, (long long)l->after);
	for (size_t i = 0; i < l->packs.count; i++)
		add_part(out, "pack", &l->packs.at[i]);
	for (size_t i = 0; i < l->words.count; i++)
		add_part(out, "words", &l->words.at[i]);
	for (size_t i = 0; i < l->texts.count; i++)
		add_text(out, &l->texts.at[i]);
}

/* -- reading -------------------------------------------------------------------------- */

static bool read_head(struct hub_list *l, struct lines *text)
{
	struct lines line;
	uint64_t n;

	if (!lines_next(text, &line) || !lines_word(&line, "palais") || !lines_word(&line, "hub") ||
	    !lines_word(&line, "list") || !lines_word(&line, "1") || !lines_ended(&line))
		return false;
	if (!lines_next(text, &line) || !lines_word(&line, "generation") ||
	    !lines_number(&line, NUMBER_MOST, &n) || !n || !lines_ended(&line))
		return false;
	l->generation = (int64_t)n;
	if (!lines_next(text, &line) || !lines_word(&line, "after") ||
	    !lines_number(&line, NUMBER_MOST, &n) || !lines_ended(&line))
		return false;
	l->after = (int64_t)n;
	return !l->after || l->after == l->generation - 1;
}

/* The rest of a line that says where a pack or a dictionary is. */
static bool read_part(struct lines *line, struct hub_part *p)
{
	return lines_number(line, NUMBER_MOST, &p->number) && p->number &&
	       lines_bytes(line, p->file.hash, sizeof p->file.hash) &&
	       lines_number(line, HUB_PACK_MOST, &p->file.bytes) && p->file.bytes &&
	       lines_ended(line);
}

static bool read_name(struct hub_list *l, struct lines *line, struct hub_text *t)
{
	struct lines lang;
	size_t n, len;

	if (!lines_any(line, &lang) || lines_ended(line))
		return false;
	n = (size_t)(lang.end - lang.at);
	if (n == strlen(NO_LANG) && !memcmp(lang.at, NO_LANG, n))
		n = 0;
	/* a key may have blanks in it: it is all that is left */
	len = (size_t)(line->end - line->at);
	if (n >= HUB_LANG_MOST || len >= HUB_KEY_MOST || memchr(line->at, '\0', len) ||
	    !utf8_is_clean(line->at, len, false) || !utf8_is_clean(lang.at, n, false))
		return false;
	t->lang = copy(l, lang.at, n);
	t->key = copy(l, line->at, len);
	return t->lang && t->key;
}

/* Records lie behind one another; those that are gone are told at the end. */
static bool is_behind(const struct hub_list *l, const struct hub_text *t)
{
	const struct hub_text *last = l->texts.count ? &l->texts.at[l->texts.count - 1] : NULL;

	if (t->gone || !last)
		return true;
	return !last->gone && (last->pack->number < t->pack->number ||
	                       (last->pack == t->pack && last->offset + last->length <= t->offset));
}

static bool read_place(struct hub_list *l, struct lines *line, struct hub_text *t)
{
	uint64_t pack, words;

	if (!lines_number(line, NUMBER_MOST, &pack) ||
	    !lines_number(line, HUB_PACK_MOST, &t->offset) ||
	    !lines_number(line, HUB_PACK_MOST, &t->length) || !t->length ||
	    !lines_bytes(line, t->hash, sizeof t->hash) ||
	    !lines_bytes(line, t->tag, sizeof t->tag) || !lines_number(line, NUMBER_MOST, &words))
		return false;
	t->pack = hub_part_find(l->packs.at, l->packs.count, pack);
	t->words = words ? hub_part_find(l->words.at, l->words.count, words) : NULL;
	return t->pack && !words == !t->words && t->offset + t->length <= t->pack->file.bytes;
}

/* Parts are told in the order of their numbers, and before all texts. */
static bool is_next(const struct hub_list *l, const struct hub_part *last, const struct hub_part *p)
{
	return !l->texts.count && (!last || last->number < p->number);
}

static bool read_pack(struct hub_list *l, struct lines *line)
{
	size_t n = l->packs.count;
	struct hub_part p;

	return read_part(line, &p) && n < HUB_PACKS_MOST &&
	       is_next(l, n ? &l->packs.at[n - 1] : NULL, &p) && vec_push(&l->packs, p) == 0;
}

static bool read_words(struct hub_list *l, struct lines *line)
{
	size_t n = l->words.count;
	struct hub_part p;

	return read_part(line, &p) && n < HUB_WORDS_MOST &&
	       is_next(l, n ? &l->words.at[n - 1] : NULL, &p) && vec_push(&l->words, p) == 0;
}

static bool keep_text(struct hub_list *l, const struct hub_text *t)
{
	return l->texts.count < HUB_TEXTS_MOST && is_behind(l, t) && vec_push(&l->texts, *t) == 0;
}

static bool read_text(struct hub_list *l, struct lines *line)
{
	struct hub_text t = {.gone = false};

	return read_place(l, line, &t) && read_name(l, line, &t) && keep_text(l, &t);
}

/* Of all there are none that are gone. */
static bool read_gone(struct hub_list *l, struct lines *line)
{
	struct hub_text t = {.gone = true};

	return l->after && read_name(l, line, &t) && keep_text(l, &t);
}

static bool read_line(struct hub_list *l, struct lines *line)
{
	static const struct {
		const char *word;
		bool (*read)(struct hub_list *, struct lines *);
	} kinds[] = {{"pack", read_pack},
	             {"words", read_words},
	             {"text", read_text},
	             {"gone", read_gone}};
	const struct lines all = *line;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		*line = all;
		if (lines_word(line, kinds[i].word))
			return kinds[i].read(l, line);
	}
	return false;
}

int hub_text_compare(const struct hub_text *a, const struct hub_text *b)
{
	int c = strcmp(a->lang, b->lang);

	return c ? c : strcmp(a->key, b->key);
}

static int by_name(const void *a, const void *b)
{
	return hub_text_compare(*(const struct hub_text *const *)a,
	                        *(const struct hub_text *const *)b);
}

/* No text stands twice. */
static bool are_different(const struct hub_list *l)
{
	const struct hub_text **sorted = calloc(l->texts.count + 1, sizeof *sorted);
	bool good = sorted;

	for (size_t i = 0; good && i < l->texts.count; i++)
		sorted[i] = &l->texts.at[i];
	if (good)
		qsort(sorted, l->texts.count, sizeof *sorted, by_name);
	for (size_t i = 1; good && i < l->texts.count; i++)
		good = by_name(&sorted[i - 1], &sorted[i]) != 0;
	free(sorted);
	return good;
}

int hub_list_read(struct hub_list *l, const char *text, size_t len, const char *what,
                  struct err *err)
{
	struct lines left = {text, text + len}, line;
	bool good;

	hub_list_init(l);
	good = len <= HUB_LIST_MOST && read_head(l, &left);
	while (good && !lines_ended(&left))
		good = lines_next(&left, &line) && read_line(l, &line);
	if (good && are_different(l))
		return 0;
	hub_list_done(l);
	return err_set(err, ERR_FAILED, "%.250s: not a list of a hub", what);
}

/* -- several ------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
	const struct hub_text *x = *(const struct hub_text *const *)a;
	const struct hub_text *y = *(const struct hub_text *const *)b;

	if (x->pack->number != y->pack->number)
		return x->pack->number < y->pack->number ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* What a list has told, and its place among the lists: the newest is the first. */
struct told {
	const struct hub_text *text;
	size_t list;
};

static int by_name_and_list(const void *a, const void *b)
{
	const struct told *x = a, *y = b;
	int c = hub_text_compare(x->text, y->text);

	return c ? c : x->list < y->list ? -1 : x->list > y->list;
}

int hub_merge(const struct hub_list *lists, size_t count, struct hub_texts *out)
{
	VEC(struct told) all = {0};
	int rc = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; rc == 0 && k < lists[i].texts.count; k++)
			rc = vec_push(&all, ((struct told){&lists[i].texts.at[k], i}));
	if (rc == 0 && all.count)
		qsort(all.at, all.count, sizeof *all.at, by_name_and_list);
	for (size_t i = 0; rc == 0 && i < all.count; i++) {
		bool older = i && hub_text_compare(all.at[i - 1].text, all.at[i].text) == 0;

		if (!older && !all.at[i].text->gone)
			rc = vec_push(&out->list, all.at[i].text);
	}
	if (out->list.count)
		qsort(out->list.at, out->list.count, sizeof *out->list.at, by_place);
	vec_done(&all);
	return rc;
}
