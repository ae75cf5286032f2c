/* SPDX-License-Identifier: ISC */
/*
 * weights: what the choice of a page's text weighs, and where it draws its lines.
 *
 * One row for each: its type, name and value, and above it what it is for. Characters are
 * counted as html_count does, prose and runs of it likewise; shares are of a hundred where
 * they are called percent. Private to the HTML parser (doc/decisions/011-main-text.md).
 */
#ifndef PALAIS_FETCH_PARSE_HTML_WEIGHTS_H
#define PALAIS_FETCH_PARSE_HTML_WEIGHTS_H

/* clang-format off */
#define HTML_WEIGHTS(X) \
	/* -- What reads like sentences */ \
	/* characters of a run that is prose */ \
	X(unsigned, prose_long, 65) \
	/* of a run that is, with an end of a sentence */ \
	X(unsigned, prose_short, 30) \
	/* of a run of prose at most one part in so many is linked */ \
	X(unsigned, prose_unlinked, 2) \
	/* paragraphs side by side that make prose solid; a lone one is as likely a notice */ \
	X(unsigned, solid_kids, 3) \
	/* characters of one that is solid alone */ \
	X(unsigned, solid_alone, 300) \
	/* characters of a line that, all a link, is another story's headline; shorter ones \
	 * are names and sections */ \
	X(unsigned, line_least, 16) \
	/* tenths of such a line that are linked */ \
	X(unsigned, line_linked, 9) \
	/* tenths of a heading that is a link */ \
	X(unsigned, heading_linked, 8) \
	/* sentences below a link that make a teaser, at most */ \
	X(unsigned, teaser_runs, 2) \
	/* -- Which part is the main text */ \
	/* what prose counts that is not solid */ \
	X(double, loose, 0.4) \
	/* what a linked character counts against it */ \
	X(double, linked, 1.5) \
	/* what a character that is neither prose nor linked counts against it */ \
	X(double, other, 0.7) \
	/* share of the prose that a part must hold where names do not count */ \
	X(double, recall_plain, 0.85) \
	/* for the article that was asked for among several */ \
	X(double, bonus_of_many, 2.0) \
	/* for a name that means an article's text */ \
	X(double, bonus_body, 1.5) \
	/* for <article> */ \
	X(double, bonus_article, 1.25) \
	/* for a name that means the main part */ \
	X(double, bonus_main, 1.15) \
	/* for a name that means some text */ \
	X(double, bonus_text, 1.04) \
	/* tenths of all prose of parts so named that the one must hold */ \
	X(unsigned, body_least, 8) \
	/* the same of <article> */ \
	X(unsigned, article_least, 6) \
	/* one part in so many of the page's prose makes a candidate */ \
	X(unsigned, candidate_least, 8) \
	/* of a score that is as good: of equals the innermost */ \
	X(double, equal, 0.999) \
	/* percent of a wrapper that parts of its name hold, so that its own name does not \
	 * count */ \
	X(unsigned, wrapper_parts, 20) \
	/* characters of prose of a short report */ \
	X(unsigned, brief_least, 40) \
	/* of a page that may hold one */ \
	X(unsigned, brief_most, 1500) \
	/* of a short report less than one part in so many is linked */ \
	X(unsigned, brief_linked, 3) \
	/* percent of a page that is no article which its main part must hold */ \
	X(unsigned, whole_least, 60) \
	/* percent linked from which on it is no article */ \
	X(unsigned, article_linked, 50) \
	/* -- Whether that is enough to be an article */ \
	/* percent of the page's text that one paragraph without a name must be */ \
	X(unsigned, lone_part, 35) \
	/* characters, with enough_part */ \
	X(unsigned, enough_prose, 450) \
	/* percent */ \
	X(unsigned, enough_part, 12) \
	/* characters under a name */ \
	X(unsigned, enough_named, 120) \
	/* characters, with enough_most */ \
	X(unsigned, enough_short, 200) \
	/* percent */ \
	X(unsigned, enough_most, 40) \
	/* -- The first paragraph, set apart */ \
	/* one part in so many may be linked */ \
	X(unsigned, lead_linked, 4) \
	/* characters of any */ \
	X(unsigned, lead_most, 900) \
	/* of one whose name says so, or that is a second heading */ \
	X(unsigned, lead_named, 25) \
	/* of a second heading, at most */ \
	X(unsigned, lead_heading, 400) \
	/* tenths of a list of points that are prose */ \
	X(unsigned, lead_points, 8) \
	/* characters of a <div> */ \
	X(unsigned, lead_box, 60) \
	/* of one right below the title that ends as a sentence does */ \
	X(unsigned, lead_sentence, 12) \
	/* of a <p> */ \
	X(unsigned, lead_paragraph, 50) \
	/* one part in so many of what stands behind the text is links to documents, which are \
	 * attached to it */ \
	X(unsigned, tail_own, 2) \
	/* nodes from the title to the main text */ \
	X(unsigned, lead_steps, 400) \
	/* -- Names: percent of the page's prose that may be left out by what the name says */ \
	/* hidden */ \
	X(unsigned, drop_hidden, 50) \
	/* a name for an article's text and one for something else */ \
	X(unsigned, drop_body_named, 10) \
	/* comments */ \
	X(unsigned, drop_comment, 85) \
	/* a footer: below a report of two sentences it may well be most */ \
	X(unsigned, drop_foot, 75) \
	/* the foot of an article, which may be its last paragraphs */ \
	X(unsigned, drop_foot_text, 10) \
	/* <footer>, <aside> */ \
	X(unsigned, drop_aside, 40) \
	/* offers to subscribers */ \
	X(unsigned, drop_pay, 8) \
	/* <article>, or what is named the main part */ \
	X(unsigned, drop_article, 5) \
	/* everything else that names tell to be no text */ \
	X(unsigned, drop_other, 35) \
	/* paragraphs without a link that are text whatever the name says */ \
	X(unsigned, plain_runs, 3) \
	/* letters of a caption in a gallery, which is then of the text */ \
	X(unsigned, caption_least, 30) \
	/* <header> */ \
	X(unsigned, drop_header, 15) \
	/* <form> */ \
	X(unsigned, drop_form, 15) \
	/* percent of its characters, where less of its prose may be */ \
	X(unsigned, drop_chars, 50) \
	/* parts of one name that may together be the article */ \
	X(unsigned, row_least, 3) \
	/* bytes of a line whose date is the page's own, at most */ \
	X(unsigned, dated_line, 160) \
	/* characters of a line with an author or a date */ \
	X(unsigned, byline_chars, 240) \
	/* percent of the page's prose in it */ \
	X(unsigned, byline_part, 10) \
	/* percent of the page's text that a name which says little may drop where most is \
	 * linked */ \
	X(unsigned, weak_part, 30) \
	/* percent of the text that is hidden on a page of panels */ \
	X(unsigned, panels_hidden, 40) \
	/* panels with a heading that make it one */ \
	X(unsigned, panels_least, 2) \
	/* percent of the text that is hidden on any page that a script shows */ \
	X(unsigned, page_hidden, 75) \
	/* characters of prose that such a page shows at most */ \
	X(unsigned, panels_shown, 1500) \
	/* percent of the prose in the part where the text begins, which is then no comments */ \
	X(unsigned, opening_part, 25) \
	/* paragraphs in it, which is then no offer */ \
	X(unsigned, opening_runs, 3) \
	/* -- Other stories */ \
	/* characters of a card, a linked headline with a few words, at most */ \
	X(unsigned, card_chars, 400) \
	/* characters of prose below a title, so that none above it is looked for */ \
	X(unsigned, after_least, 250) \
	/* sentences of a card, at most */ \
	X(unsigned, card_runs, 2) \
	/* links that make a list of cards */ \
	X(unsigned, card_lines, 3) \
	/* percent of the prose in cards, which are then the article */ \
	X(unsigned, cards_text, 45) \
	/* cards side by side, below which the article is over */ \
	X(unsigned, tail_cards, 3) \
	/* of what stands before them one part in so many may stand below */ \
	X(unsigned, tail_after, 3) \
	/* characters of prose beside cards that make them other stories */ \
	X(unsigned, beside_prose, 450) \
	/* paragraphs */ \
	X(unsigned, beside_runs, 3) \
	/* percent */ \
	X(unsigned, beside_part, 25) \
	/* -- What readers wrote */ \
	/* percent of the prose that may be comments below their heading */ \
	X(unsigned, below_most, 96) \
	/* bytes of a line that may end a comment */ \
	X(unsigned, reply_line, 40) \
	/* percent of the prose that may be comments with a reply below each */ \
	X(unsigned, replies_most, 96) \
	/* the same where most have an age, as live reports have */ \
	X(unsigned, ages_most, 85) \
	/* -- What within an article is not of it */ \
	/* characters of a box that asks for something */ \
	X(unsigned, asking_chars, 700) \
	/* sentences */ \
	X(unsigned, asking_runs, 5) \
	/* percent of the prose */ \
	X(unsigned, asking_part, 15) \
	/* sentences above a button */ \
	X(unsigned, buttons_runs, 3) \
	/* characters */ \
	X(unsigned, buttons_chars, 450) \
	/* sentences beside a picture in its box */ \
	X(unsigned, picture_runs, 2) \
	/* links */ \
	X(unsigned, picture_links, 2) \
	/* characters */ \
	X(unsigned, picture_chars, 260) \
	/* percent of the article in such boxes, which are then its text */ \
	X(unsigned, pictures_most, 30) \
	/* bytes of the line that says what a box is */ \
	X(unsigned, label_most, 60) \
	/* characters of an offer */ \
	X(unsigned, offer_chars, 300) \
	/* links */ \
	X(unsigned, offer_links, 4) \
	/* bytes of a line in it */ \
	X(unsigned, offer_line, 20) \
	/* percent below which <aside> and <footer> go */ \
	X(unsigned, foreign_aside, 50) \
	/* a pull quotation */ \
	X(unsigned, foreign_pull, 15) \
	/* <form> */ \
	X(unsigned, foreign_form, 20) \
	/* what is mostly links, labelled, or an offer */ \
	X(unsigned, foreign_part, 25) \
	/* percent linked of a list or table that is mostly links */ \
	X(unsigned, links_list, 70) \
	/* of anything else */ \
	X(unsigned, links_other, 50) \
	/* linked headings that make a list of other stories */ \
	X(unsigned, heads_least, 2) \
	/* percent */ \
	X(unsigned, heads_part, 40) \
	/* percent of a card */ \
	X(unsigned, card_part, 12) \
	/* characters of a weak name with links and without a sentence */ \
	X(unsigned, weak_linked, 300) \
	/* and without links */ \
	X(unsigned, weak_plain, 40) \
	/* -- Lines of the article */ \
	/* bytes of a line that is text */ \
	X(unsigned, good_long, 110) \
	/* of one that ends as a sentence does */ \
	X(unsigned, good_short, 35) \
	/* percent linked from which on it is none */ \
	X(unsigned, good_linked, 60) \
	/* lines among which the title is said again */ \
	X(unsigned, title_lines, 6) \
	/* bytes of a line that is looked for again */ \
	X(unsigned, repeat_least, 40) \
	/* lines that come again and make a second copy of the page */ \
	X(unsigned, repeat_run, 3) \
	/* bytes of a line that says who or when */ \
	X(unsigned, stamp_most, 90) \
	/* of a time of day alone */ \
	X(unsigned, stamp_time, 14) \
	/* digits of it */ \
	X(unsigned, stamp_digits, 3) \
	/* bytes of a line that points elsewhere and is no link */ \
	X(unsigned, pointer_plain, 40) \
	/* letters behind the link of one that is a sentence of the text */ \
	X(unsigned, pointer_rest, 6) \
	/* bytes of a paragraph that goes as a link */ \
	X(unsigned, linked_line, 150) \
	/* percent of it that is linked */ \
	X(unsigned, linked_part, 90) \
	/* one part in so many of the text stands before a heading that ends it */ \
	X(unsigned, ending_before, 2) \
	/* percent linked of an item or of its like at an edge */ \
	X(unsigned, edge_linked, 50) \
	/* bytes of an item at an edge */ \
	X(unsigned, edge_item, 30) \
	/* of a line before the first sentence */ \
	X(unsigned, edge_first, 90) \
	/* of a line behind the last */ \
	X(unsigned, edge_last, 60) \
	/* percent linked of one behind the last */ \
	X(unsigned, edge_last_linked, 60) \
	/* lines before the first sentence that are too many to be none of the text */ \
	X(unsigned, edge_many, 6) \
	/* bytes of a text told in JSON-LD that is believed */ \
	X(unsigned, told_least, 400) \
	/* of a line that is looked for in it */ \
	X(unsigned, told_line, 50) \
	/* percent of it that the page must have */ \
	X(unsigned, told_found, 80) \
	/* percent of the page's text that it must be */ \
	X(unsigned, told_part, 75) \
	/* bytes of a few words about the author */ \
	X(unsigned, portrait_most, 700) \
	/* words of a name */ \
	X(unsigned, portrait_words, 5) \
	/* bytes in which the trade is named */ \
	X(unsigned, portrait_trade, 300) \
	/* lines at the end that are looked at */ \
	X(unsigned, author_lines, 3) \
	/* bytes of a name */ \
	X(unsigned, author_name, 6) \
	/* bytes of what is said of the author */ \
	X(unsigned, author_most, 600) \
	/* numbers one after another that are those of paragraphs */ \
	X(unsigned, numbers_run, 3) \
	/* -- The title */ \
	/* letters of the only first heading that is the title wherever it stands */ \
	X(unsigned, heading_alone, 20) \
	/* bytes that remain of <title> without what follows its last mark */ \
	X(unsigned, title_least, 12) \
	/* letters of what is taken off as the name of a site */ \
	X(unsigned, site_most, 40) \
	/* -- Whether a main text was found, and what is left out */ \
	/* letters of a main text that is one however large its page is */ \
	X(unsigned, tiny_letters, 120) \
	/* percent of the page's text without its links that a smaller one must be */ \
	X(unsigned, tiny_part, 20) \
	/* letters of the paragraphs of a long page */ \
	X(unsigned, part_letters, 1000) \
	/* percent of them that its main text must be */ \
	X(unsigned, part_least, 20) \
	/* letters of a stretch of text that counts as a paragraph, and not by its words */ \
	X(unsigned, left_paragraph, 65)
/* clang-format on */

#define X(type, name, value) type name;
struct html_weights {
	HTML_WEIGHTS(X)
};
#undef X

#define X(type, name, value) .name = (value),
static const struct html_weights html_weights = {HTML_WEIGHTS(X)};
#undef X

#endif
