/* SPDX-License-Identifier: ISC */
/* Akoma Ntoso: the masthead, the title, and what the text says of itself. */
#include "config.h"

#include "fetch/parse/akn/walk.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static bool attr_has(const struct akn_walk *w, uint32_t node, unsigned name, const char *word)
{
	const char *value = xml_attr(w->tree, node, name);
	return value && strcasestr(value, word);
}

/* -- the cover ----------------------------------------------------------- */

/* "Resolution adopted by the General Assembly on 29 June 2023" is marked as a
 * title on the cover, and is none. */
static bool title_says_adoption(const struct akn_walk *w, uint32_t node)
{
	struct buf text;
	char iso[11];
	if (attr_has(w, node, AKN_A_REFERS_TO, "adoption"))
		return true;
	if (xml_attr(w->tree, node, AKN_A_REFERS_TO) || w->preface)
		return false;
	if (w->prefaced)
		return true;
	buf_init(&text, 4096);
	xml_text(w->tree, node, &text);
	bool dated = un_date(text.bytes, text.len, iso, NULL);
	buf_done(&text);
	return dated;
}

void akn_role_note(struct akn_walk *w, uint32_t node)
{
	static const struct {
		unsigned tag, role;
	} roles[] = {{AKN_T_DOC_NUMBER, AKN_ROLE_FACT}, {AKN_T_DOC_AUTHORITY, AKN_ROLE_FACT},
	             {AKN_T_DOC_STATUS, AKN_ROLE_FACT}, {AKN_T_SESSION, AKN_ROLE_FACT},
	             {AKN_T_DOC_DATE, AKN_ROLE_FACT},   {AKN_T_DOCKET_NUMBER, AKN_ROLE_FACT},
	             {AKN_T_INLINE, AKN_ROLE_SHOWN},    {AKN_T_DOC_PROPONENT, AKN_ROLE_SHOWN}};
	unsigned tag = w->tree->nodes.at[node].tag;
	/* of a resolution in parts: "75/242." and below its title "B" */
	if (tag == AKN_T_DOC_NUMBER && attr_has(w, node, AKN_A_REFERS_TO, "letter")) {
		w->roles |= AKN_ROLE_TITLE;
		return;
	}
	if (tag == AKN_T_DOC_TITLE)
		w->roles |= title_says_adoption(w, node) ? AKN_ROLE_SHOWN : AKN_ROLE_TITLE;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (roles[i].tag == tag)
			w->roles |= roles[i].role;
}

/* Several lines of one title are one; a part's own title is a heading. */
static void title_take(struct akn_walk *w, struct draft *d)
{
	size_t count = w->drafts.drafts.count;
	struct draft *before = count > 1 ? w->drafts.drafts.at[count - 2] : NULL;
	bool goes_on = w->title_cover == w->covers;
	w->title_cover = w->covers;
	if (goes_on && before && !before->gone && before->kind == DOC_HEADING) {
		rich_text_join(&before->text, &d->text);
		before->note_count += d->note_count;
		d->note_count = 0;
		d->gone = true;
		return;
	}
	d->kind = DOC_HEADING;
	d->level = w->titled ? 2 : 1;
	w->titled = true;
}

/* What a paragraph of the masthead is: a fact, the title or a line of text. */
void akn_cover_take(struct akn_walk *w, struct draft *d)
{
	const char *s = d->text.text.bytes;
	size_t len = d->text.text.len;
	if (w->roles & AKN_ROLE_SHOWN)
		return;
	if (w->roles & AKN_ROLE_TITLE) {
		title_take(w, d);
		return;
	}
	enum un_line_kind kind = un_facts_line(&w->facts.paper, s, len);
	d->gone = (w->roles & AKN_ROLE_FACT) || (kind != UN_TEXT && !un_is_shown(kind));
}

/* Where the cover has no title, the symbol is one. */
void akn_title_need(struct akn_walk *w)
{
	if (w->titled || !*w->facts.paper.symbol || !xml_find(w->tree, 0, 0, AKN_T_COVER_PAGE))
		return;
	char symbol[SYMBOL_MAX + 8];
	struct draft *d = drafts_insert(&w->drafts, 0, DOC_HEADING);
	if (!d)
		return;
	symbol_print(w->facts.paper.symbol, symbol, sizeof symbol);
	rich_text_str(&d->text, symbol);
	d->level = 1;
	w->titled = true;
	w->cover_end++;
}

/* Before the text stands what the meta block has of notes on the whole. */
void akn_notes_take(struct akn_walk *w)
{
	struct buf text;
	w->noted = true;
	for (uint32_t i = 0; (i = xml_find(w->tree, 0, i, AKN_T_NOTE)) != 0;) {
		struct draft *d = drafts_begin(&w->drafts, DOC_NOTE);
		buf_init(&text, 1u << 20);
		xml_text(w->tree, i, &text);
		size_t stars = strspn(text.bytes, "*");
		if (d && stars < sizeof d->marker)
			memcpy(d->marker, text.bytes, stars);
		if (d)
			rich_text_str(&d->text, text.bytes + stars);
		buf_done(&text);
		drafts_end(&w->drafts);
	}
}

/* -- when all is read ----------------------------------------------------- */

/* The title is the first heading of the highest level, without its number. */
void akn_title_fact(struct akn_walk *w)
{
	const struct draft *title = NULL;
	for (size_t i = 0; i < w->drafts.drafts.count; i++) {
		const struct draft *d = w->drafts.drafts.at[i];
		if (!d->gone && d->kind == DOC_HEADING && (!title || d->level < title->level))
			title = d;
	}
	if (!title)
		return;
	struct buf words;
	buf_init(&words, 4096);
	drafts_title(title, &words);
	if (words.len > 0 && words.bytes[words.len - 1] == ',')
		buf_cut(&words, words.len - 1);
	un_facts_title(&w->facts.paper, words.bytes, words.len);
	buf_done(&words);
}

/* Of the president's statements: "At the 6736th meeting, held on 21 March 2012". */
static void statement_facts(struct akn_walk *w, const struct draft *d)
{
	if (strncmp(w->facts.paper.symbol, "S/PRST/", 7) == 0 && !*w->facts.paper.meeting)
		akn_facts_meeting(&w->facts, d->text.text.bytes);
}

/* The language of the text counts, not that of the cover: parts of that were
 * left in English. */
void akn_text_facts(struct akn_walk *w)
{
	for (size_t i = w->cover_end; i < w->drafts.drafts.count; i++) {
		const struct draft *d = w->drafts.drafts.at[i];
		if (i == w->cover_end)
			statement_facts(w, d);
		if (!d->gone && d->kind != DOC_HEADING && d->kind != DOC_TABLE)
			un_facts_text(&w->facts.paper, d->text.text.bytes, d->text.text.len);
	}
	if (*w->facts.paper.date)
		return;
	for (size_t i = 0; i < w->cover_end && i < w->drafts.drafts.count; i++)
		un_facts_text(&w->facts.paper, w->drafts.drafts.at[i]->text.text.bytes,
		              w->drafts.drafts.at[i]->text.text.len);
}

/* A paragraph of nothing but references was left behind by a converter: how many it has. */
static size_t only_references(const struct draft *d)
{
	size_t covered = 0, count = d->text.spans.count;
	for (size_t i = 0; i < count; i++) {
		const struct rich_text_span *span = &d->text.spans.at[i];
		if (span->kind != DOC_LINK || strchr(span->value ? span->value : ":", ':'))
			return 0;
		covered += span->end - span->start + (i > 0);
	}
	return count > 1 && covered >= d->text.text.len ? count : 0;
}

/* References that a converter left before a number: "2254 (2015)<tab>59.<tab>"; how many there
 * were is told. */
void akn_drop_leftovers(struct akn_walk *w)
{
	for (size_t i = w->cover_end; i < w->drafts.drafts.count; i++) {
		struct draft *d = w->drafts.drafts.at[i];
		if (d->gone || d->kind != DOC_PARAGRAPH || *d->marker)
			continue;
		size_t references = only_references(d), end = 0, k;
		if (references) {
			w->left.count[LEFT_REFERENCES] += (uint32_t)references;
			d->gone = true;
			continue;
		}
		for (k = 0; k < d->text.spans.count; k++) {
			const struct rich_text_span *span = &d->text.spans.at[k];
			if (span->kind != DOC_LINK || span->start > end + (k > 0))
				break;
			end = span->end;
		}
		if (end > 0 && d->text.gap == end &&
		    isdigit((unsigned char)d->text.text.bytes[end + 1])) {
			d->text.gap = UINT32_MAX;
			rich_text_drop(&d->text, end);
			w->left.count[LEFT_REFERENCES] += (uint32_t)k;
			d->set_apart = true;
		}
	}
}
