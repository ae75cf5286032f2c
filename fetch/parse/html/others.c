/* SPDX-License-Identifier: ISC */
/* What on a page, or in an article, is something else: other stories, menus,
 * what readers wrote (doc/decisions/011-main-text.md). */
#include "config.h"

#include "fetch/parse/html/main_text.h"
#include "fetch/parse/html/weights.h"

#include <string.h>
#include <strings.h>

/* -- cards --------------------------------------------------------------- */

/* A linked headline with a few words: another story. In a list of ten best
 * things each of the ten looks so too, and they are the article. */
static bool is_card(const struct html_node *node)
{
	if (node->link_heads == 0)
		return html_is_teaser(node) && node->parent && node->parent->teasers > 1;
	return node->link_heads == 1 && node->runs <= html_weights.card_runs &&
	       node->chars < html_weights.card_chars;
}

/* Lines that are links, one after another, each with a sentence or two below:
 * cards without boxes. */
static bool is_card_list(const struct html_node *node)
{
	return node->opens == OPENS_LINK && !node->has_h1 &&
	       node->link_lines >= html_weights.card_lines && node->runs > 0 &&
	       node->runs * 2 <= node->link_lines * 3 &&
	       node->chars < node->link_lines * html_weights.card_chars &&
	       !(node->hints & HINT_BODY);
}

/* Sums up the outermost cards, and drops them where asked. */
static void sum_cards(struct html_node *top, bool drop, uint32_t *prose, uint32_t *runs)
{
	*prose = *runs = 0;
	for (struct html_node *node = top->first; node;) {
		bool data = node->hints & HINT_DATA;
		bool card = !node->dropped && !data && node->tag != HTML_TEXT && node->blocky &&
		            html_is_container(node) && (is_card(node) || is_card_list(node));
		if (card) {
			*prose += node->prose;
			*runs += node->runs;
			node->dropped |= drop;
		}
		node = card || data || node->dropped || node->tag == HTML_TEXT || !node->blocky
		               ? html_skip(top, node)
		               : html_walk(top, node);
	}
}

static bool cards_are_text(struct html_node *top)
{
	uint32_t prose, runs;
	sum_cards(top, false, &prose, &runs);
	return html_share(prose, top->prose) >= html_weights.cards_text;
}

bool html_same_class(const struct html_node *a, const struct html_node *b)
{
	const char *one = html_attr(a, HTML_AT_CLASS), *other = html_attr(b, HTML_AT_CLASS);
	return a->tag == b->tag && (one == other || (one && other && strcmp(one, other) == 0));
}

/* Below a list of other stories that stands below the article, nothing is of it
 * any more; but an article goes on below such a list in its middle. */
static void drop_after_cards(struct html_node *cards, const struct html_node *body)
{
	for (struct html_node *at = cards; at != body && at->parent; at = at->parent) {
		uint32_t before = 0, after = 0;
		bool goes_on = false;
		const struct html_node *text = NULL; /* the most of what stands before */
		for (const struct html_node *one = at->prev; one; one = one->prev) {
			before += one->tag == HTML_TEXT || one->dropped ? 0 : one->prose;
			if (one->tag != HTML_TEXT && !one->dropped && one->prose > 0 &&
			    (!text || one->prose > text->prose))
				text = one;
		}
		for (const struct html_node *one = at->next; one; one = one->next) {
			if (one->tag == HTML_TEXT || one->dropped || one->prose == 0)
				continue;
			after += one->prose;
			goes_on |= one->tag == HTML_P || !one->blocky || one->has_h1 ||
			           one->hints & (HINT_BODY | HINT_MAIN) ||
			           (text && html_same_class(one, text));
		}
		if (!text || text->tag == HTML_P || goes_on || before < html_weights.after_least ||
		    after * html_weights.tail_after > before)
			continue;
		for (struct html_node *one = at->next; one; one = one->next)
			one->dropped = true;
	}
}

/* Where three cards or more stand side by side. */
static void drop_tails(struct html_node *body)
{
	for (struct html_node *node = body->first; node; node = html_walk(body, node)) {
		unsigned cards = 0;
		for (const struct html_node *one = node->first; one; one = one->next)
			cards += one->tag != HTML_TEXT && one->dropped && one->runs > 0 &&
			         one->chars < html_weights.card_chars && one->link_lines == 1;
		if (cards >= html_weights.tail_cards)
			drop_after_cards(node, body);
	}
}

/* Beside an article, cards are other articles. */
void html_drop_cards(struct html_node *body)
{
	uint32_t prose, runs;
	sum_cards(body, false, &prose, &runs);
	if (prose > 0 && body->prose - prose >= html_weights.beside_prose &&
	    body->runs - runs >= html_weights.beside_runs &&
	    html_share(body->prose - prose, body->prose) >= html_weights.beside_part) {
		sum_cards(body, true, &prose, &runs);
		html_count(body);
		drop_tails(body);
		html_count(body);
	}
}

/* -- what stands before the title ---------------------------------------- */

/* What a sibling before the title's line of ancestors holds is a menu, however
 * much prose there is; only a paragraph right beside it may be the text's. */
static bool is_before(const struct html_node *node, const struct html_node *title)
{
	return !node->dropped && node->tag != HTML_TEXT && node->blocky &&
	       !(node->hints & HINT_BODY) && !(node->parent == title->parent && node->runs == 1);
}

void html_drop_before(struct html_node *body, const struct html_node *title)
{
	uint32_t before = 0;
	bool there = false;
	for (const struct html_node *at = title; at; at = at->parent) {
		there |= at == body;
		if (at->dropped)
			return;
		if (at == body)
			break;
		for (struct html_node *one = at->prev; one; one = one->prev)
			before += is_before(one, title) ? one->prose : 0;
	}
	if (!there || before == 0 || body->prose - before < html_weights.after_least)
		return;
	/* A line that is no heading may say the title again at the very end. */
	if (!(title->flags & HTML_HEADING) && before > body->prose - before)
		return;
	for (const struct html_node *at = title; at != body; at = at->parent)
		for (struct html_node *one = at->prev; one; one = one->prev)
			if (is_before(one, title))
				one->dropped = true;
	html_count(body);
}

/* -- what readers wrote ---------------------------------------------------- */

/* Climbs from a "Reply" to the smallest block that holds what it answers, and
 * marks it. seen: how much was read since the title. */
static void mark_reply(struct html_node *text, const struct html_node *body, uint32_t seen)
{
	struct html_node *node = text->parent;
	while (node && node != body && node->prose == 0)
		node = node->parent;
	while (node && node != body && node->parent != body && node->parent &&
	       node->parent->prose == node->prose)
		node = node->parent;
	if (!node || node == body || node->has_h1 || !node->parent || node->hints & HINT_BODY ||
	    node->hints & HINT_REPLY || seen < node->prose + html_weights.after_least / 2)
		return;
	node->hints |= HINT_REPLY;
	node->parent->replies++;
}

static bool has_digit(const struct html_node *text)
{
	for (uint32_t i = 0; i < text->len; i++)
		if (text->text[i] >= '0' && text->text[i] <= '9')
			return true;
	return false;
}

/* Whether readers write there: by a name, a field, or a line that says who or when. */
static bool is_of_readers(const struct html_node *from)
{
	for (const struct html_node *one = from; one; one = one->next)
		for (struct html_node *in = (struct html_node *)one; in; in = html_walk(one, in)) {
			if (in->asks == HTML_ASKS || in->hints & HINT_COMMENT)
				return true;
			if (in->tag == HTML_TEXT && in->len < html_weights.reply_line &&
			    (html_is_ago(in->text, in->len) || html_is_reply(in->text, in->len) ||
			     html_is_byline(in->text, in->len)))
				return true;
		}
	return false;
}

/* Below "Comments (12)" stand comments: what follows it in the smallest block
 * that holds more than it. */
static void drop_below(struct html_node *text, const struct html_node *body, uint32_t seen)
{
	struct html_node *node = text;
	uint32_t below = 0;
	while (node->parent && node->parent != body && node->prose == 0) {
		const struct html_node *before = node->prev;
		while (before && (before->dropped || before->chars == 0))
			before = before->prev;
		if (before)
			break;
		node = node->parent;
	}
	/* A link to the comments stands anywhere, also right above the text. */
	if (node->has_h1 || (text->parent && text->parent->tag == HTML_A) ||
	    !(has_digit(text) || is_of_readers(node)))
		return;
	for (const struct html_node *one = node; one; one = one->next) {
		if (one->hints & HINT_BODY)
			return;
		below += one->tag == HTML_TEXT || one->dropped ? 0 : one->prose;
	}
	if (below == 0 || html_share(below, body->prose) > html_weights.below_most ||
	    seen < html_weights.after_least / 2)
		return;
	for (struct html_node *one = node; one; one = one->next)
		one->dropped = true;
}

/* Drops what mark_reply marked, unless that is nearly all there is. */
static void drop_marked(struct html_node *body, unsigned most)
{
	uint32_t prose = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (struct html_node *node = body->first; node;) {
			bool marked = node->hints & HINT_REPLY && !node->dropped &&
			              node->tag != HTML_TEXT && node->parent->replies > 1;
			prose += marked && !pass ? node->prose : 0;
			node->dropped |= marked && pass;
			node = marked || node->dropped ? html_skip(body, node)
			                               : html_walk(body, node);
		}
		if (html_share(prose, body->prose) > most)
			return;
	}
}

/* What readers wrote is told by what stands above it or below each of it. */
void html_drop_replies(struct html_node *body, const struct html_node *title)
{
	uint32_t seen = 0, replies = 0, ages = 0;
	bool on = !title, cut = false;
	for (struct html_node *node = body->first; node;) {
		on |= node == title;
		if (node->dropped) {
			node = html_skip(body, node);
			continue;
		}
		if (on && node->tag == HTML_TEXT && node->len < html_weights.reply_line &&
		    seen >= html_weights.after_least / 2) {
			bool age = html_is_ago(node->text, node->len);
			if (age || html_is_reply(node->text, node->len)) {
				mark_reply(node, body, seen);
				replies++;
				ages += age;
			} else if (html_is_comments_head(node->text, node->len)) {
				drop_below(node, body, seen);
				cut = true;
			}
		} else if (on && node->tag == HTML_TEXT && node->len >= html_weights.reply_line) {
			seen += node->chars;
		}
		node = html_walk(body, node);
	}
	if (replies > 1)
		/* The age of what is written stands beside live reports as well. */
		drop_marked(body, ages * 2 > replies ? html_weights.ages_most
		                                     : html_weights.replies_most);
	if (cut || replies > 1)
		html_count(body);
}

/* -- cleaning ------------------------------------------------------------ */

/* Whether one like it stands next to it: each paragraph may have its button. */
static bool is_one_of_row(const struct html_node *node)
{
	const struct html_node *next = node->next, *prev = node->prev;
	while (next && (next->tag == HTML_TEXT || next->chars == 0))
		next = next->next;
	while (prev && (prev->tag == HTML_TEXT || prev->chars == 0))
		prev = prev->prev;
	return (next && html_same_class(node, next)) || (prev && html_same_class(node, prev));
}

/* A box with a field to be filled in asks for an address or an opinion: all of
 * it goes, as far as it is a box. */
static bool is_asking(const struct html_node *node, const struct html_node *whole)
{
	if (node->chars > html_weights.asking_chars || node->runs > html_weights.asking_runs ||
	    node->has_h1 || node->tag == HTML_P || node->hints & HINT_BODY ||
	    html_share(node->prose, whole->prose) > html_weights.asking_part)
		return false;
	/* "Donate" below a line or two asks as well; beside a heading it does not. */
	if (node->asks == HTML_BUTTONS && !is_one_of_row(node) && node->tag != HTML_LI &&
	    node->tag != HTML_SPAN && node->runs > 0 && node->runs <= html_weights.buttons_runs &&
	    node->chars < html_weights.buttons_chars)
		return true;
	for (const struct html_node *in = node; in; in = html_walk(node, (struct html_node *)in))
		if (in->tag != HTML_TEXT && in->asks == HTML_ASKS)
			return true;
	return false;
}

static bool has_text(const struct html_node *node)
{
	for (const struct html_node *in = node; in; in = html_walk(node, (struct html_node *)in))
		if (in->tag == HTML_TEXT && in->chars > 0)
			return true;
	return false;
}

/* A picture, and at most a line or two that stand beside it in boxes of their
 * own: what says so is not a class but the picture. */
static bool is_picture_box(const struct html_node *node)
{
	const struct html_node *image = NULL;
	if (node->runs > html_weights.picture_runs || node->links > html_weights.picture_links ||
	    node->has_h1 ||
	    (node->tag != HTML_DIV && node->tag != HTML_TABLE && node->tag != HTML_SECTION &&
	     node->tag != HTML_SPAN) ||
	    node->hints & (HINT_CAPTION | HINT_BODY | HINT_LEAD))
		return false;
	for (struct html_node *in = node->first; in; in = html_walk(node, in)) {
		if (in->tag == HTML_IMG && !image)
			image = in;
		else if (in->hints & HINT_OWN || in->flags & HTML_HEADING || in->tag == HTML_LI ||
		         (in->tag == HTML_TEXT && in->chars > 0 && !image))
			return false;
	}
	/* A paragraph that begins with a picture is a paragraph. */
	for (; image && image->parent != node; image = image->parent)
		if (image->parent->chars > 0)
			return false;
	for (const struct html_node *one = image ? image->next : NULL; one; one = one->next)
		if (one->tag != HTML_TEXT && one->tag != HTML_P && has_text(one))
			return true;
	return false;
}

/* "Related stories", "Read more" as the first line of a box: the box is that,
 * whatever it holds. */
static bool is_labelled(const struct html_node *node)
{
	struct html_node *first = node->first, *line;
	bool linked = false;
	if (node->hints & HINT_BODY || node->has_h1 || node->tag == HTML_BLOCKQUOTE)
		return false;
	while (first && (first->tag != HTML_TEXT || first->chars == 0))
		first = first->first && !first->dropped ? first->first : html_skip(node, first);
	if (!first || first->len > html_weights.label_most)
		return false;
	for (line = first->parent; line != node && !line->blocky; line = line->parent)
		linked |= line->tag == HTML_A;
	/* Pressed, it shows the rest of the article, which stands there already. */
	if (linked && node->runs > 1 && node->links == 1 && node->prose * 10 >= node->chars * 8)
		return false;
	/* Where each part of an article has an advertisement above it, the part is
	 * text. */
	if (node->runs > 1 && node->prose * 10 >= node->chars * 7 && first->len >= 6 &&
	    strncasecmp(first->text, "advert", 6) == 0)
		return false;
	if (line == node || line->chars >= html_weights.label_most || line->chars >= node->chars)
		return false;
	/* "Related documents" may head a part of the text: one that leads nowhere. */
	if (html_is_end_heading(first->text, first->len))
		return node->links > 0 || node->runs == 0 ||
		       html_is_last_heading(first->text, first->len);
	return html_is_pointer(first->text, first->len);
}

/* A few lines without a sentence, one of them the site's own words. */
static bool is_offer(const struct html_node *node)
{
	if (node->prose > 0 || node->chars > html_weights.offer_chars || node->has_h1 ||
	    node->links > html_weights.offer_links)
		return false;
	for (struct html_node *in = node->first; in; in = html_walk(node, in))
		if (in->tag == HTML_TEXT && in->len > html_weights.offer_line &&
		    html_is_notice(in->text, in->len))
			return true;
	return false;
}

/* Boxes with a picture, unless most of the article is made of them. */
static void mark_pictures(struct html_node *top)
{
	for (int pass = 0; pass < 2; pass++) {
		uint32_t prose = 0;
		for (struct html_node *node = top->first; node;) {
			bool skip = node->dropped || node->tag == HTML_TEXT || node->chars == 0;
			if (!skip && node->chars <= html_weights.picture_chars &&
			    is_picture_box(node)) {
				prose += node->prose;
				if (pass)
					node->hints |= HINT_CAPTION;
				skip = true;
			}
			node = skip ? html_skip(top, node) : html_walk(top, node);
		}
		if (html_share(prose, top->prose) > html_weights.pictures_most)
			return;
	}
}

/* Whether something inside an article is not of it. */
static bool foreign(const struct html_node *node, const struct html_node *whole, bool cards_stay)
{
	unsigned part = html_share(node->prose, whole->prose);
	if (node->tag == HTML_ASIDE || node->tag == HTML_FOOTER)
		return part < html_weights.foreign_aside;
	if (node->hints & HINT_PULL)
		return part < html_weights.foreign_pull;
	if (node->tag == HTML_FORM || node->tag == HTML_FIELDSET)
		return part < html_weights.foreign_form;
	if (!html_is_container(node) || node->chars == 0)
		return false;
	bool list = node->tag == HTML_UL || node->tag == HTML_OL || node->tag == HTML_LI ||
	            node->tag == HTML_TABLE || node->tag == HTML_TR || node->tag == HTML_TD;
	if (part < html_weights.foreign_part &&
	    html_share(node->linked, node->chars) >
	            (list ? html_weights.links_list : html_weights.links_other) &&
	    !(node->hints & HINT_NOTES))
		return node->tag != HTML_LI || node->links > 1;
	if (node->link_heads >= html_weights.heads_least && part < html_weights.heads_part)
		return true;
	if (is_asking(node, whole))
		return true;
	if (part < html_weights.foreign_part && node->tag != HTML_A &&
	    (is_labelled(node) || is_offer(node)))
		return true;
	if (!cards_stay && is_card(node) && part < html_weights.card_part && node->tag != HTML_LI)
		return true;
	if (node->hints & (HINT_WEAK | HINT_DROP) && !(node->hints & (HINT_BODY | HINT_LEAD)))
		return node->runs == 0 && node->own == 0 && node->tag != HTML_TABLE &&
		       !(node->hints & HINT_CAPTION) &&
		       (node->links > 0 ? node->chars < html_weights.weak_linked
		                        : node->chars < html_weights.weak_plain);
	return false;
}

void html_clean(struct html_node *top)
{
	bool cards_stay = cards_are_text(top);
	html_mark_listed(top);
	for (struct html_node *node = top->first; node;) {
		bool data = node->hints & (HINT_DATA | HINT_LISTED);
		if (!node->dropped && !data && node->tag != HTML_TEXT && node->blocky &&
		    foreign(node, top, cards_stay))
			node->dropped = true;
		node = node->dropped || data || node->tag == HTML_TEXT || !node->blocky
		               ? html_skip(top, node)
		               : html_walk(top, node);
	}
	html_count(top);
	mark_pictures(top);
}
