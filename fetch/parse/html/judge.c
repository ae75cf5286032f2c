/* SPDX-License-Identifier: ISC */
/* Which drafts stay. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "fetch/parse/html/phrases.inc"
#include "fetch/parse/html/weights.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* -- what a draft is like ------------------------------------------------ */

static size_t length_of(const struct html_draft *one)
{
	return one->end - one->start;
}

static bool mostly_linked(const struct html_draft *one, unsigned percent)
{
	return length_of(one) > 0 && (uint64_t)one->linked * 100 >= length_of(one) * percent;
}

static bool ends_sentence(const char *s, size_t len)
{
	static const char *const ends[] = {".",  "!", "?", "…",  "。", "！",  "？",
	                                   "؟",  "۔", ":", ";",  ".”", ".\"", "”",
	                                   ".)", "।", "’", ".»", "»",  "」"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (len > n && memcmp(s + len - n, ends[i], n) == 0)
			return true;
	}
	return false;
}

/* Links that a heading of the text announces. */
static bool is_listed(const struct html_draft *one)
{
	const struct html_node *node = one->where;
	while (node && !(node->hints & HINT_LISTED))
		node = node->parent;
	return node != NULL;
}

/* Whether its links are its text: those of documents, or of a list that is announced. */
static bool is_of_own(const struct html_draft *one)
{
	return (one->kind == DOC_PARAGRAPH || one->kind == DOC_ITEM) &&
	       (one->own > 0 || (one->linked > 0 && is_listed(one)));
}

/* What stands in a list of terms, as the years of a history do. */
static bool is_term(const struct html_draft *one)
{
	return one->where && one->where->tag == HTML_DT;
}

/* Text that an article is made of, as opposed to the lines around it. */
static bool is_good(const struct html_drafts *d, const struct html_draft *one)
{
	size_t len;
	const char *s = draft_text(d, one, &len);
	if (one->out)
		return false;
	if (is_of_own(one) || (one->lead && one->kind != DOC_HEADING))
		return true;
	if (mostly_linked(one, html_weights.good_linked))
		return false;
	switch (one->kind) {
	case DOC_TABLE:
	case DOC_PRE:
	case DOC_QUOTE:
		return true;
	case DOC_PARAGRAPH:
	case DOC_ITEM:
		return len >= html_weights.good_long ||
		       (len >= html_weights.good_short && ends_sentence(s, len));
	default:
		return false;
	}
}

/* -- judging ------------------------------------------------------------- */

/* Equal but for case, marks and white space; ASCII case alone is folded. */
static bool same_words(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t i = 0, k = 0;
	while (i < a_len || k < b_len) {
		while (i < a_len && (unsigned char)a[i] < 0x80 && !isalnum((unsigned char)a[i]))
			i++;
		while (k < b_len && (unsigned char)b[k] < 0x80 && !isalnum((unsigned char)b[k]))
			k++;
		if (i >= a_len || k >= b_len)
			break;
		if (tolower((unsigned char)a[i++]) != tolower((unsigned char)b[k++]))
			return false;
	}
	return i >= a_len && k >= b_len && a_len > 0;
}

/* The title is a fact: its heading is not said again. */
static void judge_title(struct html_drafts *d, const char *title)
{
	size_t seen = 0;
	for (size_t i = 0; i < d->list.count && seen < html_weights.title_lines; i++) {
		struct html_draft *one = &d->list.at[i];
		size_t len;
		const char *s = draft_text(d, one, &len);
		seen += length_of(one) > 0;
		if ((one->kind == DOC_HEADING || one->kind == DOC_PARAGRAPH) &&
		    same_words(s, len, title, strlen(title)))
			one->out = one->said = true;
		else if (is_good(d, one))
			break;
	}
}

static uint32_t hash_text(const char *s, size_t len)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h ? h : 1;
}

enum { REPEAT_SLOTS = 4096 };

static bool same_text(const struct html_drafts *d, size_t a, size_t b)
{
	size_t a_len, b_len;
	const char *s = draft_text(d, &d->list.at[a], &a_len);
	const char *t = draft_text(d, &d->list.at[b], &b_len);
	return a_len == b_len && memcmp(s, t, a_len) == 0;
}

/* For each long line the first that says the same before it, or its own index. */
static void find_repeats(const struct html_drafts *d, uint32_t *slots, uint32_t *first)
{
	for (size_t i = 0; i < d->list.count; i++) {
		size_t len;
		const char *s = draft_text(d, &d->list.at[i], &len);
		first[i] = (uint32_t)i;
		if (len < html_weights.repeat_least || d->list.at[i].kind == DOC_TABLE)
			continue;
		uint32_t slot = hash_text(s, len) % REPEAT_SLOTS;
		while (slots[slot] && !same_text(d, slots[slot] - 1, i))
			slot = (slot + 1) % REPEAT_SLOTS;
		if (slots[slot])
			first[i] = slots[slot] - 1;
		else
			slots[slot] = (uint32_t)i + 1;
	}
}

/* A page that has its article twice, for two widths of screen, is read once; and so
 * is a quotation that repeats a line of the text. Any other line that comes back
 * stands: the same paragraph may well end two resolutions. */
static void judge_repeats(struct html_drafts *d)
{
	size_t count = d->list.count, begin = 0, copies = 0;
	uint32_t *slots = work_calloc(REPEAT_SLOTS, sizeof *slots);
	uint32_t *first = work_calloc(count + 1, sizeof *first);
	if (slots && first && count <= REPEAT_SLOTS / 2) {
		find_repeats(d, slots, first);
		while (begin < count && length_of(&d->list.at[begin]) < html_weights.repeat_least)
			begin++;
		for (size_t i = begin + 1; i < count; i++)
			copies += first[i] == begin;
		for (size_t i = begin; i < count;) {
			size_t run = 0;
			while (first[i] < i && i + run < count && first[i + run] == first[i] + run)
				run++;
			bool again =
				run >= html_weights.repeat_run && first[i] == begin && copies == 1;
			for (size_t k = 0; k < run; k++)
				if (again || d->list.at[i + k].kind == DOC_QUOTE)
					d->list.at[i + k].out = d->list.at[i + k].said = true;
			i += run ? run : 1;
		}
	}
	free(slots);
	free(first);
}

/* Who or when, on a line of its own among the paragraphs. */
static bool is_stamp(const char *s, size_t len)
{
	size_t digits = 0;
	for (size_t i = 0; i < len && len < 40; i++)
		digits += isdigit((unsigned char)s[i]) != 0;
	if (html_is_ago(s, len) || (len < html_weights.stamp_time &&
	                            digits >= html_weights.stamp_digits && memchr(s, ':', len)))
		return true;
	return len < html_weights.stamp_most && !ends_sentence(s, len) && html_is_byline(s, len);
}

/* Whether a sentence goes on behind its last link, which it only mentions. */
static bool goes_on(const struct html_drafts *d, const struct html_draft *one)
{
	size_t len, letters = 0;
	const char *s = draft_text(d, one, &len);
	uint32_t last = one->start;
	for (size_t i = one->span; i < one->span + one->span_count; i++)
		if (d->spans.at[i].kind == DOC_LINK && d->spans.at[i].end > last)
			last = d->spans.at[i].end;
	for (uint32_t i = last; i < one->end; i++)
		letters += isalpha((unsigned char)d->text.bytes[i]) ||
		           (unsigned char)d->text.bytes[i] >= 0xc3;
	return letters >= html_weights.pointer_rest && ends_sentence(s, len);
}

/* Lines that are boilerplate by their words, and what leads away. */
static void judge_lines(struct html_drafts *d)
{
	for (size_t i = 0; i < d->list.count; i++) {
		struct html_draft *one = &d->list.at[i];
		size_t len;
		const char *s = draft_text(d, one, &len);
		if (len == 0 || one->kind == DOC_TABLE || one->kind == DOC_PRE)
			continue;
		/* what stands below it tells */
		if (one->kind == DOC_HEADING && html_is_end_heading(s, len))
			continue;
		if (html_is_boilerplate(s, len) || html_is_notice(s, len))
			one->out = true;
		else if (html_is_pointer(s, len) &&
		         (one->kind == DOC_HEADING || (one->linked > 0 && !goes_on(d, one)) ||
		          (one->linked == 0 && len < html_weights.pointer_plain)))
			one->out = true;
		else if (one->kind == DOC_PARAGRAPH && len < html_weights.linked_line &&
		         mostly_linked(one, html_weights.linked_part) && !is_of_own(one))
			one->out = true;
		else if (one->kind == DOC_PARAGRAPH && !is_of_own(one) && !is_term(one) &&
		         is_stamp(s, len))
			one->out = true;
	}
}

static bool is_below(const struct html_node *node, const struct html_node *box)
{
	while (node && node != box)
		node = node->parent;
	return node != NULL;
}

/* The box that a heading stands at the head of: what it is a heading to. */
static const struct html_node *box_of(const struct html_node *heading)
{
	const struct html_node *box = heading->parent;
	for (const struct html_node *one = box ? box->first : NULL; one; one = one->next)
		if (one != heading && (one->tag != HTML_TEXT || one->chars > 0))
			return box;
	return box && box->parent ? box->parent : box;
}

/* Behind a heading the draft up to which it reaches: the next that is as high, or the end of
 * its box. */
static size_t end_of(const struct html_drafts *d, size_t heading)
{
	const struct html_draft *one = &d->list.at[heading];
	const struct html_node *box = one->where ? box_of(one->where) : NULL;
	size_t k = heading + 1;
	for (; k < d->list.count; k++) {
		if (d->list.at[k].kind == DOC_HEADING && d->list.at[k].level <= one->level)
			break;
		if (box && d->list.at[k].where && !is_below(d->list.at[k].where, box))
			break;
	}
	return k;
}

/* Whether what stands there is text of the article, whatever the heading above it: more
 * paragraphs than links, none of which says who wrote it or when. */
static bool is_text_below(const struct html_drafts *d, size_t from, size_t to)
{
	size_t links = 0, paragraphs = 0;
	for (size_t i = from; i < to; i++) {
		const struct html_draft *one = &d->list.at[i];
		size_t len;
		const char *s = draft_text(d, one, &len);
		if (one->kind == DOC_PARAGRAPH && (is_stamp(s, len) || html_is_reply(s, len)))
			return false;
		links += mostly_linked(one, html_weights.good_linked) && !ends_sentence(s, len);
		paragraphs += is_good(d, one) && one->kind != DOC_QUOTE;
	}
	return paragraphs > links;
}

/* After "Related stories": out, but for links to documents. */
static void judge_endings(struct html_drafts *d)
{
	size_t total = 0, before = 0;
	for (size_t i = 0; i < d->list.count; i++)
		if (is_good(d, &d->list.at[i]))
			total += length_of(&d->list.at[i]);
	for (size_t i = 0; i < d->list.count; i++) {
		struct html_draft *one = &d->list.at[i];
		size_t len, end;
		const char *s = draft_text(d, one, &len);
		bool documents = false;
		if (is_good(d, one))
			before += len;
		if (one->kind != DOC_HEADING || !html_is_end_heading(s, len) ||
		    before * html_weights.ending_before < total)
			continue;
		end = end_of(d, i);
		if (!html_is_last_heading(s, len) && is_text_below(d, i + 1, end))
			continue;
		for (size_t k = i + 1; k < end; k++) {
			documents |= d->list.at[k].own > 0;
			d->list.at[k].out |= d->list.at[k].own == 0;
		}
		one->out = !documents;
	}
}

/* Whether they stand side by side as two of the same: "The General Assembly,"
 * above the paragraphs that it begins. */
static bool same_place(const struct html_draft *a, const struct html_draft *b)
{
	if (!a->where || !b->where || a->kind != b->kind)
		return false;
	if ((a->where->tag == HTML_DT || a->where->tag == HTML_DD) &&
	    (b->where->tag == HTML_DT || b->where->tag == HTML_DD))
		return a->where->parent == b->where->parent;
	return a->where == b->where ||
	       (a->where->parent == b->where->parent && a->where->tag == b->where->tag &&
	        a->where->tag != HTML_DIV);
}

/* What JSON-LD tells as the article's text, where the page has most of it and little else: what
 * reads like text before its first paragraph or after its last is not it. */
static void judge_told(struct html_drafts *d, const char *told)
{
	size_t told_len = strlen(told), found = 0, all = 0, first = d->list.count, last = 0;
	if (told_len < html_weights.told_least || strstr(told, "</"))
		return;
	for (size_t i = 0; i < d->list.count; i++) {
		size_t len;
		const char *s = draft_text(d, &d->list.at[i], &len);
		all += is_good(d, &d->list.at[i]) ? len : 0;
		/* From the middle of a paragraph, where marks do not differ. */
		if (len < html_weights.told_line || !memmem(told, told_len, s + len / 2 - 12, 24))
			continue;
		found += len;
		first = first < i ? first : i;
		last = i;
	}
	/* It may be but the beginning. */
	if (found * 100 < told_len * html_weights.told_found ||
	    found * 100 < all * html_weights.told_part)
		return;
	for (size_t i = 0; i < d->list.count; i++)
		if ((i < first || i > last) && d->list.at[i].kind != DOC_FIGURE)
			d->list.at[i].out = true;
}

/* The element that it stands in beside others: of an item that of its list. */
static const struct html_node *place_of(const struct html_draft *one)
{
	const struct html_node *node = one->where ? one->where->parent : NULL;
	return node && one->kind == DOC_ITEM && one->where->tag == HTML_LI ? node->parent : node;
}

/* Whether a list without links stands beside a paragraph: it is of the same text, however
 * short its items are. */
static bool goes_with(const struct html_draft *one, const struct html_draft *paragraph)
{
	return one->kind == DOC_ITEM && one->linked == 0 && place_of(one) &&
	       place_of(one) == place_of(paragraph);
}

/* Many short lines above the first sentence are no byline: a poem, a table that is none.
 * Where they begin, else `first`. */
static size_t first_of_many(const struct html_drafts *d, size_t first)
{
	size_t lines = 0, i = first;
	for (; i > 0; i--) {
		const struct html_draft *one = &d->list.at[i - 1];
		size_t len;
		const char *s = draft_text(d, one, &len);
		if (one->out || one->kind != DOC_PARAGRAPH || html_is_byline(s, len) ||
		    mostly_linked(one, html_weights.edge_linked))
			break;
		lines++;
	}
	return lines >= html_weights.edge_many ? i : first;
}

/* The drafts from the first sentence to behind the last, with the lists beside them. */
static void find_edges(const struct html_drafts *d, size_t *first, size_t *last)
{
	size_t i = 0, k = d->list.count;
	while (i < d->list.count && !is_good(d, &d->list.at[i]))
		i++;
	while (k > i && !is_good(d, &d->list.at[k - 1]))
		k--;
	*first = i;
	*last = k;
	if (i == k)
		return;
	while (*first > 0 && goes_with(&d->list.at[*first - 1], &d->list.at[i]))
		--*first;
	if (*first == i)
		*first = first_of_many(d, i);
	for (size_t n = k; n < d->list.count; n++)
		if (goes_with(&d->list.at[n], &d->list.at[k - 1]))
			*last = n + 1;
		else if (d->list.at[n].kind != DOC_HEADING)
			break;
}

/* Short lines before the first sentence and after the last. */
static void judge_edges(struct html_drafts *d)
{
	size_t first, last;
	find_edges(d, &first, &last);
	if (first == d->list.count)
		return;
	for (size_t i = 0; i < d->list.count; i++) {
		struct html_draft *one = &d->list.at[i];
		size_t len;
		const char *s = draft_text(d, one, &len);
		if (i > first && i < last)
			continue;
		if (i == first || i == last - 1) {
			/* A byline may read like a sentence. */
			if (i == first && one->kind == DOC_PARAGRAPH && first + 1 < last)
				one->out |= html_is_byline(s, len);
			continue;
		}
		const struct html_draft *near = &d->list.at[i < first ? first : last - 1];
		if (one->kind != DOC_PARAGRAPH && one->kind != DOC_ITEM && one->kind != DOC_HEADING)
			continue;
		if (same_place(one, near))
			one->out |= mostly_linked(one, html_weights.edge_linked) ||
			            html_is_byline(s, len);
		else if (one->kind == DOC_ITEM)
			one->out |= len < html_weights.edge_item ||
			            mostly_linked(one, html_weights.edge_linked);
		else if (one->kind != DOC_HEADING)
			one->out |=
				i < first
					? len < html_weights.edge_first
					: len < html_weights.edge_last ||
						  mostly_linked(one, html_weights.edge_last_linked);
		else if (one->kind == DOC_HEADING && (i > first || one->level == 1))
			one->out = true;
	}
}

/* "Ada Stone is a reporter …": words of a name, each with a capital, and what
 * such people do. */
static bool is_portrait(const char *s, size_t len)
{
	static const char *const verbs[] = {PHRASES_PORTRAIT_VERB};
	static const char *const trades[] = {PHRASES_TRADE};
	size_t at = 0, words = 0;
	bool verb = false;
	if (len > html_weights.portrait_most)
		return false;
	while (at < len && words < html_weights.portrait_words && !verb) {
		for (size_t i = 0; i < sizeof verbs / sizeof *verbs && words >= 2; i++)
			verb |= strncmp(s + at, verbs[i], strlen(verbs[i])) == 0;
		if (verb)
			break;
		if (!isupper((unsigned char)s[at]) && (unsigned char)s[at] < 0xc3)
			return false;
		while (at < len && s[at] != ' ') {
			if (strchr(",.:;!?\"", s[at]) && (at + 1 >= len || s[at + 1] == ' '))
				return false;
			at++;
		}
		at++;
		words++;
	}
	for (size_t i = 0; verb && i < sizeof trades / sizeof *trades; i++)
		if (memmem(s, len < html_weights.portrait_trade ? len : html_weights.portrait_trade,
		           trades[i], strlen(trades[i])))
			return true;
	return false;
}

/* Who wrote it, said below the text. */
static void judge_author(struct html_drafts *d, const char *author)
{
	size_t n = strlen(author), seen = 0;
	for (size_t i = d->list.count; i-- > 3 && seen < html_weights.author_lines;) {
		struct html_draft *one = &d->list.at[i];
		size_t len;
		const char *s = draft_text(d, one, &len);
		if (one->out || len == 0)
			continue;
		seen++;
		if (n >= html_weights.author_name && len > n && len < html_weights.author_most &&
		    memcmp(s, author, n) == 0)
			one->out = true;
		else if (one->kind == DOC_PARAGRAPH && is_portrait(s, len))
			one->out = true;
	}
}

/* A heading with nothing under it. */
static void judge_orphans(struct html_drafts *d)
{
	int above = 0; /* the level of the heading that follows; 7: text follows */
	for (size_t i = d->list.count; i-- > 0;) {
		struct html_draft *one = &d->list.at[i];
		if (one->out || one->kind == DOC_RULE)
			continue;
		if (one->kind == DOC_HEADING) {
			if (above <= one->level)
				one->out = true;
			else
				above = one->level;
		} else {
			above = 7;
		}
	}
}

/* A rule that parts nothing: the first, the last, one after another. */
static void judge_rules(struct html_drafts *d)
{
	struct html_draft *rule = NULL;
	bool above = false;
	for (size_t i = 0; i < d->list.count; i++) {
		struct html_draft *one = &d->list.at[i];
		if (one->out)
			continue;
		if (one->kind != DOC_RULE) {
			above = true;
			rule = NULL;
			continue;
		}
		one->out = !above || rule;
		if (!one->out)
			rule = one;
	}
	if (rule)
		rule->out = true;
}

void html_drafts_judge(struct html_drafts *d, const struct html_facts *facts, bool article)
{
	if (d->page->whole)
		return;
	judge_title(d, facts->title);
	if (article) {
		judge_repeats(d);
		judge_lines(d);
		judge_endings(d);
		judge_told(d, facts->article_body);
		judge_author(d, facts->author);
		judge_edges(d);
		html_keep_notes(d);
		judge_orphans(d);
	}
	judge_rules(d);
}
