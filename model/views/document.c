/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/document.h"

#include "model/base/header.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/base/vec.h"
#include "model/doc/copy.h"
#include "model/dossier/citation.h"
#include "model/doc/left_out.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/views/numbered.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is shown is never written down: beside a document that is as large as one may be there
 * is room for a number behind each link, and its address at the end. */
#define SHOWN_MOST (4 * (size_t)DOC_MAX)

/* The fact that tells document_view_head; no document of an origin may set it. */
static const char head_fact[] = "presented";

/* Where a reader's notes stand at the end. */
static const char notes_anchor[] = "palais-notes";

/* The line of facts as it grows: parts apart by a dot. Begun with its first part. */
struct line {
	struct doc_maker *m;
	bool begun;
	bool turned; /* the last part is written from the right */
};

/* Parts of both directions stand in one line: without a mark a number would go over to
 * the part before it ("18" of a date to the symbol). */
static const char *separator(const struct line *l)
{
	return messages_rtl() ? "\u200f · \u200f" : l->turned ? "\u200e · " : " · ";
}

/* Whether there is a letter in it that is written from the right. */
static bool is_turned(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0xd6 && (unsigned char)*s <= 0xdd)
			return true;
	return false;
}

/* The block is of palais' own words, in a document of others'. */
static void own_words(struct doc_maker *m)
{
	doc_attr(m, "dir", messages_rtl() ? "rtl" : "ltr");
	if (messages_rtl())
		doc_attr(m, "lang", DOC_OWN);
}

static void begin_part(struct line *l)
{
	if (!l->begun) {
		doc_begin(l->m, DOC_PARAGRAPH);
		/* it is palais that speaks here, whatever the document's language */
		own_words(l->m);
	} else {
		doc_add_str(l->m, separator(l));
	}
	l->begun = true;
	l->turned = false;
}

static void add_part(struct line *l, const char *s)
{
	if (!*s)
		return;
	begin_part(l);
	doc_add_str(l->m, s);
	l->turned = is_turned(s);
}

static void add_link_part(struct line *l, const char *s, const char *href)
{
	if (!*s)
		return;
	begin_part(l);
	doc_add_link(l->m, s, href);
	l->turned = is_turned(s);
}

/* What a text calls itself and does not bear. */
static void add_claims(struct line *l, const struct store_version *v)
{
	char symbol[SYMBOL_MAX], printed[SYMBOL_MAX + 8], text[SYMBOL_MAX + 100];
	size_t n;

	for (const char *s = v->claims; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		snprintf(symbol, sizeof symbol, "%.*s", (int)n, s);
		symbol_print(symbol, printed, sizeof printed);
		/* TRANSLATORS: of a page that says that it is a UN document: the symbol */
		snprintf(text, sizeof text, _("calls itself %s"), printed);
		add_part(l, text);
	}
}

/* Through whom it came, who keeps the copy, and that of a file nothing is known but that. */
static void add_way(struct line *l, const struct store_version *v)
{
	struct buf words;

	buf_init(&words, 1 << 12);
	citation_way(v, &words);
	add_part(l, words.bytes ? words.bytes : "");
	buf_done(&words);
}

static void add_origin(struct line *l, const struct document_view *how)
{
	const struct store_version *v = how->version;
	char ago[80], host[120], text[320], size[40];

	if (!v) {
		add_part(l, how->origin ? how->origin : "");
		return;
	}
	if (!*v->url)
		return;
	snprintf(host, sizeof host, "%.*s", (int)url_host(v->url).len, url_host(v->url).at);
	date_ago(v->checked > v->fetched ? v->checked : v->fetched, how->now, ago, sizeof ago);
	units_bytes(v->size, size, sizeof size);
	/* TRANSLATORS: of a document: the host it came from, "3 days ago" or "now", its size */
	snprintf(text, sizeof text,
	         v->checked > v->fetched ? _("%1$s, checked %2$s, %3$s")
	                                 : _("%1$s, fetched %2$s, %3$s"),
	         host, ago, size);
	add_part(l, text);
}

/* Of a page that broke off, how much is here. */
static void add_missing(struct line *l, const struct store_version *v)
{
	int64_t all = v && !v->whole ? header_whole_size(v->headers) : 0;
	char here[40], whole[40], text[160];

	if (!v || v->whole)
		return;
	units_bytes(v->size, here, sizeof here);
	units_bytes(all, whole, sizeof whole);
	if (all >= v->size)
		/* TRANSLATORS: sizes: "INCOMPLETE: 20 KB of 33 KB are here" */
		snprintf(text, sizeof text, _("INCOMPLETE: %1$s of %2$s are here"), here, whole);
	else
		snprintf(text, sizeof text, _("INCOMPLETE: %s are here"), here);
	add_part(l, text);
}

/* What the document says of itself, else what the catalogue knows. */
static const char *either(const struct doc *doc, const char *fact, const char *known)
{
	const char *own = doc_fact(doc, fact);

	return *own ? own : known ? known : "";
}

/* Vote, meeting and draft of a UN document, each the way to more. */
static void record_parts(struct line *l, const struct doc *doc, const struct record *r,
                         const char *symbol)
{
	char text[SYMBOL_MAX + 60], printed[SYMBOL_MAX + 8], href[SYMBOL_MAX + 8];
	const char *vote = either(doc, "vote", r ? r->vote : NULL);
	const char *meeting = either(doc, "meeting", r ? r->meeting : NULL);
	const char *draft = either(doc, "draft", r ? r->draft : NULL);

	snprintf(href, sizeof href, "votes:%.79s", symbol);
	if (*symbol)
		add_link_part(l, _(vote), href);
	else
		add_part(l, _(vote));
	symbol_print(meeting, printed, sizeof printed);
	add_link_part(l, printed, meeting);
	if (!*draft)
		return;
	symbol_print(draft, printed, sizeof printed);
	snprintf(text, sizeof text, _("draft %s"), printed);
	snprintf(href, sizeof href, "%.*s", (int)strcspn(draft, ",; "), draft);
	add_link_part(l, text, href);
}

static void citation_parts(struct line *l, const struct record *r, const char *symbol)
{
	char text[80], href[SYMBOL_MAX + 8];

	snprintf(href, sizeof href, "cites:%.79s", symbol);
	snprintf(text, sizeof text, _("cites %ld"), r->cites);
	if (r->cites)
		add_link_part(l, text, href);
	snprintf(text, sizeof text, _("cited by %ld"), r->cited);
	if (r->cited)
		add_link_part(l, text, href);
}

/* The letters of the languages keep their order in a line from the right. */
static void add_letters(struct line *l, const char *letters)
{
	char text[SYMBOL_MAX * 2 + 8];

	struct buf held;

	buf_init(&held, sizeof text);
	for (const char *s = letters; *s; s++)
		if (*s == ' ')
			buf_str(&held, "\u00a0");
		else
			buf_char(&held, *s);
	snprintf(text, sizeof text, messages_rtl() && *letters ? "\u200e%.150s\u200e" : "%.150s",
	         held.bytes);
	buf_done(&held);
	add_part(l, text);
}

/* That the text layer of a file does not say what is printed, and by what it shows. */
static void add_doubt(struct line *l, const struct doc *doc)
{
	static const struct {
		const char *name, *words;
	} kinds[] = {
		/* TRANSLATORS: each of these stands behind "not all of this text is what is
	           printed" */
		{"figures", N_("years that are none")},
		{"letters", N_("words that nobody writes")},
		{"table", N_("letters that stand for others")},
		{"marks", N_("signs of no alphabet")},
		{"spaces", N_("words without spaces between them")},
	};
	struct buf list, text;
	const char *found = doc_fact(doc, DOC_DOUBT);

	buf_init(&list, 1000);
	buf_init(&text, 1000);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strstr(found, kinds[i].name)) {
			/* TRANSLATORS: what stands between two of a list: "26 links, 2 lists, a
			 * form" */
			buf_str(&list, list.len ? C_("list", ", ") : "");
			buf_str(&list, _(kinds[i].words));
		}
	/* TRANSLATORS: of a PDF whose text layer is wrong: by what that shows */
	buf_printf(&text, _("not all of this text is what is printed: %s"), list.bytes);
	if (list.len)
		add_part(l, text.bytes);
	buf_done(&list);
	buf_done(&text);
}

static void add_mended(struct line *l, const struct doc *doc)
{
	int count = atoi(doc_fact(doc, "mended"));
	char text[200];

	if (!count)
		return;
	/* TRANSLATORS: of a feed that is not well-formed XML */
	snprintf(text, sizeof text,
	         messages_count("mended: %d bare ampersand", "mended: %d bare ampersands", count),
	         count);
	add_part(l, text);
}

/* How many notes stand in it, and how many have lost their place. */
static void add_note_count(struct line *l, const struct notes *notes)
{
	int count = 0, orphans = 0;
	char text[120], href[32];

	for (size_t i = 0; notes && i < notes->all.count; i++) {
		count += notes->all.at[i].id != 0;
		orphans += notes->all.at[i].state == ANCHOR_ORPHAN;
	}
	if (!count)
		return;
	snprintf(href, sizeof href, "#%s", notes_anchor);
	snprintf(text, sizeof text, messages_count("%d note", "%d notes", count), count);
	add_link_part(l, text, href);
	/* TRANSLATORS: notes whose paragraph is no longer in the text */
	snprintf(text, sizeof text, messages_count("%d orphan", "%d orphans", orphans), orphans);
	if (orphans)
		add_link_part(l, text, href);
}

static bool facts_line(struct doc_maker *m, const struct doc *doc, const struct document_view *how)
{
	struct line l = {.m = m};
	const struct record *r = how->record;
	bool own = !how->version && !*doc_fact(doc, DOC_FORMAT);
	char symbol[SYMBOL_MAX], text[SYMBOL_MAX * 2];

	citation_symbol(doc, how->version, symbol);
	symbol_print(symbol, text, sizeof text);
	/* Where the title is the symbol, once is enough; palais' own pages say it, and their date,
	 * below. */
	if (!own && strcmp(doc_fact(doc, DOC_TITLE), text))
		add_part(&l, text);
	if (how->version)
		add_claims(&l, how->version);
	add_part(&l, _(doc_fact(doc, "body")));
	add_part(&l, doc_fact(doc, "section"));
	date_print(either(doc, DOC_DATE, r ? r->date : NULL), false, text, sizeof text);
	if (!own)
		add_part(&l, text);
	record_parts(&l, doc, r, symbol);
	if (r)
		record_languages(r, doc_fact(doc, DOC_LANGUAGE), doc_fact(doc, "language-second"),
		                 text, sizeof text);
	add_letters(&l, r ? text : doc_fact(doc, "languages"));
	if (r)
		citation_parts(&l, r, symbol);
	add_note_count(&l, how->notes);
	add_part(&l, doc_fact(doc, "author"));
	add_origin(&l, how);
	add_missing(&l, how->version);
	add_part(&l, left_whole_words(doc));
	if (how->version)
		add_way(&l, how->version);
	add_part(&l, doc_fact(doc, "incomplete"));
	add_mended(&l, doc);
	add_part(&l, doc_fact(doc, "language-note"));
	add_doubt(&l, doc);
	return l.begun;
}

/* The document says its own title first: then that stands, and not ours as well.
 * It stays as a block, unseen, for places count blocks. */
static bool says_title(const struct doc *doc, const char *title)
{
	const struct doc_block *b = doc_block_count(doc) ? doc_block(doc, 0) : NULL;

	return b && b->kind == DOC_HEADING && b->level == 1 && b->text.len == strlen(title) &&
	       !memcmp(b->text.bytes, title, b->text.len);
}

/* -- offers and facts ------------------------------------------------------- */

/* In place of a UN document that could not be read, and behind one whose text is in doubt: in
 * which languages it may be had, each a way to it. */
static void add_offers(struct doc_maker *m, const struct document_view *how)
{
	char href[SYMBOL_MAX + 40];

	if (!record_is_issued(how->version->key))
		return;
	doc_begin(m, DOC_HEADING);
	doc_attr(m, "level", "2");
	doc_add_str(m, _("What else there is"));
	for (int i = 0; i < LANG_COUNT; i++) {
		if (!how->record->here[i] && !how->record->known[i])
			continue;
		snprintf(href, sizeof href, "https://docs.un.org/%s/%.79s", lang_codes[i],
		         how->version->key);
		doc_begin(m, DOC_ITEM);
		doc_attr(m, "marker", _(lang_names[i]));
		doc_add_link(m, href, href);
	}
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m,
	            _("Another format: `palais --sources pdf fetch` or `--sources docx`; the bytes "
	              "as they came: `palais -f raw show`."));
}

/* As a fact it has the symbol that it bears: what it only calls itself leads nowhere. */
static void copy_facts(struct doc_maker *m, const struct doc *doc,
                       const struct store_version *version)
{
	char symbol[SYMBOL_MAX];

	citation_symbol(doc, version, symbol);
	if (*symbol)
		doc_add_fact(m, DOC_SYMBOL, symbol);
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		if (strcmp(name, head_fact) != 0 && strcmp(name, DOC_SYMBOL) != 0)
			doc_add_fact(m, name, value);
	}
}

/* The last paragraph: what of the page is not shown, and the way to all of it. */
static void add_left(struct doc_maker *m, const struct doc *doc, const struct document_view *how)
{
	struct left_out left;
	char way[80];
	struct buf b;

	buf_init(&b, 4000);
	left_words(doc, &b);
	if (how->whole_key && left_read(doc, &left) && !*left_whole_words(doc)) {
		/* TRANSLATORS: a key: "W shows the page whole" */
		snprintf(way, sizeof way, _("%s shows the page whole"), how->whole_key);
		buf_str(&b, separator(&(struct line){0}));
		buf_str(&b, way);
	}
	if (b.len) {
		doc_begin(m, DOC_PARAGRAPH);
		own_words(m);
		doc_add_str(m, b.bytes);
	}
	buf_done(&b);
}

/* Behind all of it what the reader noted, orphans first. */
static void add_notes(struct doc_maker *m, const struct document_view *how)
{
	bool begun = false;

	for (int orphans = 1; orphans >= 0; orphans--)
		for (size_t i = 0; i < how->notes->all.count; i++) {
			const struct note *n = &how->notes->all.at[i];

			if (!n->id || (n->state == ANCHOR_ORPHAN) != orphans)
				continue;
			if (!begun) {
				doc_begin(m, DOC_HEADING);
				doc_attr(m, "level", "2");
				doc_attr(m, "anchor", notes_anchor);
				own_words(m);
				doc_add_str(m, _("Your notes"));
			}
			begun = true;
			note_write(m, n, how->now);
		}
}

struct doc *document_view_make(const struct doc *doc, const struct document_view *how,
                               struct err *err)
{
	struct doc_maker *m = doc_maker_new(SHOWN_MOST);
	struct numbered copy = {.numbers = how->numbers, .notes = how->notes};
	const char *title = doc_fact(doc, DOC_TITLE);
	bool told = says_title(doc, title);
	char number[24];

	if (!m) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	copy_facts(m, doc, how->version);
	if (*title) {
		doc_begin(m, DOC_HEADING);
		doc_add_str(m, title);
	}
	snprintf(number, sizeof number, "%d", (*title != '\0') + facts_line(m, doc, how));
	doc_add_fact(m, head_fact, number);
	if (told)
		doc_begin(m, DOC_OTHER);
	for (copy.block = told; copy.block < doc_block_count(doc); copy.block++)
		doc_copy_block(m, doc_block(doc, copy.block), numbered_text, &copy);
	if ((*doc_fact(doc, DOC_ERROR) || *doc_fact(doc, DOC_DOUBT)) && how->version && how->record)
		add_offers(m, how);
	if (how->numbers)
		numbered_addresses(m, &copy);
	numbered_done(&copy);
	add_left(m, doc, how);
	if (how->notes)
		add_notes(m, how);
	return doc_finish(m, err);
}

struct doc *document_view_text(const struct doc *doc, struct err *err)
{
	struct doc_maker *m = doc_maker_new(SHOWN_MOST);
	struct numbered copy = {.numbers = false};

	if (!m) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	doc_copy_facts(m, doc);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		doc_copy_block(m, doc_block(doc, i), numbered_text, &copy);
	numbered_done(&copy);
	return doc_finish(m, err);
}

size_t document_view_head(const struct doc *presented)
{
	return (size_t)atoi(doc_fact(presented, head_fact));
}
