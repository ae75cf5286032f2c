/* SPDX-License-Identifier: ISC */
/* Texts of the dossier as a page shows them: in the language of the interface. */
#include "config.h"

#include "model/base/arena.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/store/told.h"
#include "model/text/bidi.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>

const char *view_page_langs(const struct view *p)
{
	return lang_codes[store_told_language(p->starter)];
}

bool view_page_is_english(struct view *p, const struct doc *page, const struct doc_block *b)
{
	bool english = !strcmp(doc_fact(page, DOC_LANGUAGE), "en") || !strcmp(b->lang, "en");

	p->ours |= !english;
	return english && strcmp(messages_language(), "en") != 0;
}

void view_page_para(struct view *p, const struct doc *page, const struct doc_block *b,
                    const char *text)
{
	if (view_page_is_english(p, page, b)) {
		doc_begin(p->m, DOC_PARAGRAPH);
		doc_attr(p->m, "lang", "en");
	} else {
		view_begin(p, DOC_PARAGRAPH);
	}
	doc_add_str(p->m, text);
}

bool view_is_english(const struct view *p, const char *english)
{
	return store_told_language(p->starter) == lang_index("en") ||
	       store_told(p->starter, english).english;
}

static void tell(struct view *p, const char *english, struct buf *out)
{
	struct told t = store_told(p->starter, english);

	p->ours |= t.ours;
	p->english |= t.english;
	if (t.english)
		buf_printf(out, "%s %s", t.text, TOLD_ENGLISH);
	else if (messages_rtl() && bidi_is_needed(t.text, strlen(t.text)))
		bidi_hold(out, t.text);
	else
		buf_str(out, t.text);
}

/* A text that is made of others stays as long as the page is made. */
static const char *keep(struct view *p, const struct buf *text)
{
	char *kept = arena_take(&p->made, text->len + 1);

	if (kept)
		memcpy(kept, text->bytes, text->len + 1);
	return kept ? kept : "";
}

const char *view_told(struct view *p, const char *english)
{
	struct told t = store_told(p->starter, english);
	const char *kept;
	struct buf text;

	p->ours |= t.ours;
	if (!t.english && !messages_rtl())
		return t.text;
	buf_init(&text, 1 << 16);
	tell(p, english, &text);
	kept = t.english || strcmp(text.bytes, t.text) ? keep(p, &text) : t.text;
	buf_done(&text);
	return kept;
}

const char *view_told_parts(struct view *p, const char *english)
{
	const char *kept, *end = strstr(english, "; ");
	struct buf text;
	char part[240];

	if (!end)
		return view_told(p, english);
	buf_init(&text, 1 << 16);
	for (; english; english = end ? end + 2 : NULL) {
		end = strstr(english, "; ");
		snprintf(part, sizeof part, "%.*s",
		         (int)(end ? (size_t)(end - english) : strlen(english)), english);
		tell(p, part, &text);
		if (end)
			/* TRANSLATORS: what stands between two places: "Montreux; Geneva" */
			buf_str(&text, C_("places", "; "));
	}
	kept = keep(p, &text);
	buf_done(&text);
	return kept;
}

static int take_short(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 96, "%s", r->at[PANE_SHORT]);
	return 1;
}

const char *view_pane_name(struct view *p, const char *key)
{
	char filter[80], name[96] = "";
	struct dossier_query query = {.filter = filter};
	const char *kept;
	struct buf text;

	snprintf(filter, sizeof filter, "key=%.60s", key);
	dossier_each(p->starter, DOSSIER_PANES, &query, take_short, name, NULL);
	if (!*name)
		return key;
	buf_init(&text, 1 << 12);
	tell(p, name, &text);
	kept = keep(p, &text);
	buf_done(&text);
	return kept;
}

void view_translation(struct view *p)
{
	if (!p->ours && !p->english)
		return;
	view_begin(p, DOC_PARAGRAPH);
	doc_attr(p->m, "anchor", "translation");
	if (p->ours)
		doc_add_link(p->m, _("facts translated by palais; English is the source"),
		             "list:translation");
	if (p->ours && p->english)
		doc_add_str(p->m, "   ");
	if (p->english) {
		doc_add_str(p->m, TOLD_ENGLISH " ");
		doc_add_str(p->m, _("not translated yet"));
	}
}

/* One language: how many texts it has, and how many of them are not the UN's own wording. */
static void put_language(struct view *p, int language)
{
	char text[200];
	long all, ours;

	store_told_count(p->starter, language, &all, &ours);
	if (!all)
		return;
	/* TRANSLATORS: of texts in a language: how many, and how many palais has translated */
	snprintf(text, sizeof text, _("%1$ld texts, of which %2$ld are translations by palais"),
	         all, ours);
	view_fact(p, _(lang_names[language]), text, NULL);
}

int view_translations(struct view *p)
{
	view_para(p, _("The dossier is written in English. In the other five languages its texts "
	               "are translations by palais, but for official wording: titles of "
	               "resolutions, names of bodies, States and offices are those of the UN's "
	               "own texts."));
	for (int i = 0; i < LANG_COUNT; i++)
		put_language(p, i);
	view_para(p, _("Numbers, dates, votes, symbols and the mark ~ are those of the English; "
	               "they are compared whenever palais is built."));
	view_para(p,
	          _("The command :original shows the English, and again the translation; `palais "
	            "-f tsv list` and `-f json list` give both."));
	view_heading(p, _("What is wrong"), NULL, NULL);
	view_para(p,
	          _("Whoever reports a wrong word helps: to those from whom you have palais, the "
	            "address of the page (event:12), the words as they stand, what they should "
	            "be and where the UN has it so. The terms that translators go by:"));
	view_entry(p, &(struct view_entry){.marker = "-",
	                                   .text = _("Terms in the six languages"),
	                                   .href = "list:languages"});
	return 0;
}
