/* SPDX-License-Identifier: ISC */
/* Resolutions that are named by session and number, or by year and number. */
#include "config.h"

#include "model/symbol/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- session and number ------------------------------------------------- */

/* Whether it can be a resolution of that body at all, or of that date. */
static bool can_be(enum symbol_body body, const struct symbol_pair *p, bool by_date)
{
	int year = p->date.year;

	if (!strcmp(p->special, "ES-"))
		return body == SYMBOL_GENERAL_ASSEMBLY && p->session <= 15;
	if (*p->special) {
		if (body == SYMBOL_HUMAN_RIGHTS_COUNCIL)
			return p->session <= 60 && p->number <= 5 && (!by_date || year >= 2006);
		/* special sessions of the Assembly since 2006 */
		return p->session <= 40 &&
		       (!by_date || (p->session <= 28 ? year <= 2005 : year >= 2014));
	}
	if (body == SYMBOL_HUMAN_RIGHTS_COUNCIL) /* three sessions a year, from June 2006 on */
		return p->session <= 90 && p->number <= 60 &&
		       (!by_date || year == 2006 + (p->session - 1) / 3);
	/* a session opens in September */
	return p->session >= 31 && p->session <= 100 && p->number <= 400 &&
	       (!by_date || year == 1945 + p->session || year == 1946 + p->session);
}

static enum symbol_body other(enum symbol_body body)
{
	return body == SYMBOL_GENERAL_ASSEMBLY ? SYMBOL_HUMAN_RIGHTS_COUNCIL
	                                       : SYMBOL_GENERAL_ASSEMBLY;
}

/* Whose resolution a pair is: the words, then the date, then what is possible. */
enum symbol_body symbol_decide(const struct symbol_pair *p, enum symbol_body body, unsigned *flags)
{
	const enum symbol_body ga = SYMBOL_GENERAL_ASSEMBLY, hrc = SYMBOL_HUMAN_RIGHTS_COUNCIL;
	bool dated = p->dated && (can_be(ga, p, true) || can_be(hrc, p, true));

	if ((body == ga || body == hrc) && can_be(body, p, dated))
		return body;
	*flags |= SYMBOL_ASSUMED;
	if (body != ga && body != hrc)
		body = *p->special && strcmp(p->special, "ES-") != 0 ? hrc : ga;
	if (can_be(body, p, dated) && can_be(other(body), p, dated)) {
		*flags |= SYMBOL_AMBIGUOUS;
		return body;
	}
	return can_be(body, p, dated)          ? body
	       : can_be(other(body), p, dated) ? other(body)
	                                       : SYMBOL_NO_BODY;
}

/* How far from a number a written symbol says whose it is, in bytes. */
#define BESIDE_MOST 300

/* Whether `form` stands written within [from, to), and no number goes on before or behind
 * it. */
static bool stands_in(const struct symbol_text *t, size_t from, size_t to, const char *form)
{
	size_t n = strlen(form);

	for (size_t i = from; i + n <= to; i++) {
		const char *at = memmem(t->s + i, to - i, form, n);
		size_t edge;

		if (!at)
			return false;
		i = (size_t)(at - t->s);
		if (!(i && (symbol_is_alpha(t->s[i - 1]) || t->s[i - 1] == '/')) &&
		    (form[n - 1] == '/' || !symbol_is_digit(symbol_char(t, i + n, &edge))))
			return true;
	}
	return false;
}

/* The body whose written symbols stand beside the number: the resolution's own, else one
 * of the same session. SYMBOL_NO_BODY when there is none, or of both. */
static enum symbol_body written_beside(const struct symbol_number *n, const struct symbol_pair *p,
                                       size_t end)
{
	static const struct {
		const char *form;
		enum symbol_body body;
	} forms[2][4] = {{{"A/HRC/RES/%s%d/%d", SYMBOL_HUMAN_RIGHTS_COUNCIL},
	                  {"A/RES/%s%d/%d", SYMBOL_GENERAL_ASSEMBLY}},
	                 {{"A/HRC/%s%d/", SYMBOL_HUMAN_RIGHTS_COUNCIL},
	                  {"A/HRC/RES/%s%d/", SYMBOL_HUMAN_RIGHTS_COUNCIL},
	                  {"A/%s%d/", SYMBOL_GENERAL_ASSEMBLY},
	                  {"A/RES/%s%d/", SYMBOL_GENERAL_ASSEMBLY}}};
	size_t from = n->start > BESIDE_MOST ? n->start - BESIDE_MOST : 0;
	size_t to = n->t->len - end > BESIDE_MOST ? end + BESIDE_MOST : n->t->len;

	for (size_t k = 0; k < 2; k++) {
		unsigned found = 0;

		for (size_t i = 0; i < 4 && forms[k][i].form; i++) {
			char form[60];

			snprintf(form, sizeof form, forms[k][i].form, p->special, p->session,
			         p->number);
			if (stands_in(n->t, from, to, form))
				found |= 1u << forms[k][i].body;
		}
		if (found == 1u << SYMBOL_HUMAN_RIGHTS_COUNCIL)
			return SYMBOL_HUMAN_RIGHTS_COUNCIL;
		if (found == 1u << SYMBOL_GENERAL_ASSEMBLY)
			return SYMBOL_GENERAL_ASSEMBLY;
		if (found)
			return SYMBOL_NO_BODY;
	}
	return SYMBOL_NO_BODY;
}

/* Whether a pair that no list leads to is a resolution's all the same: its date
 * fits, or "resolutions" stood before it in the sentence, and a joiner does now. */
static bool stands_alone(const struct symbol_scan *scan, const struct symbol_number *n,
                         const struct symbol_pair *p)
{
	size_t edge;
	int c;

	if (scan->decision_at && scan->decision_at > scan->word_at &&
	    n->start - scan->decision_at < 300)
		return false;
	if (p->dated && p->date.near &&
	    (can_be(SYMBOL_GENERAL_ASSEMBLY, p, true) ||
	     can_be(SYMBOL_HUMAN_RIGHTS_COUNCIL, p, true)))
		return true;
	if (!scan->word_at || !scan->plural || p->session < 31 || n->start - scan->word_at > 600)
		return false;
	for (size_t k = scan->word_at; k + 1 < n->start; k++)
		if (n->t->s[k] == '.' && n->t->s[k + 1] == ' ')
			return false;
	for (edge = n->start; (c = symbol_char_before(n->t, edge, &edge)) == ' ';)
		;
	if (c == ',')
		return true;
	for (int left = 3; left-- && edge && n->t->s[edge - 1] != ' ';)
		symbol_char_before(n->t, edge, &edge);
	return symbol_joiner(n->t, edge, n->start, &(bool){0});
}

/* "2019/19" of ECOSOC, "2005/77" of the Commission on Human Rights. */
static bool year_pair(struct symbol_scan *scan, struct symbol_number *n, int number, size_t end,
                      struct symbol_match *m)
{
	unsigned flags;
	enum symbol_body body = symbol_whose(scan, n, end, &flags);

	if (n->why == NO_EVIDENCE || n->a < 1978 || n->a > 2099 || number > 400 || !number)
		return false;
	if (body != SYMBOL_ECOSOC && body != SYMBOL_HUMAN_RIGHTS_COMMISSION)
		return false;
	memset(m, 0, sizeof *m);
	m->flags = flags;
	snprintf(m->symbol, sizeof m->symbol, "%s/%d/%d",
	         body == SYMBOL_ECOSOC ? "E/RES" : "E/CN.4/RES", n->a, number);
	return symbol_put_item(scan, m, n, end, body);
}

/* Whose a pair is: what words close by say stands, what is far off gives way to what is
 * written beside it. */
static enum symbol_body pair_body(const struct symbol_number *n, const struct symbol_pair *p,
                                  size_t end, enum symbol_body body, unsigned *flags)
{
	unsigned assumed = *flags;
	enum symbol_body decided = symbol_decide(p, body, &assumed), written;

	written = assumed & SYMBOL_ASSUMED ? written_beside(n, p, end) : SYMBOL_NO_BODY;
	if (written && can_be(written, p, false))
		return written;
	*flags = assumed;
	return decided;
}

bool symbol_pair(struct symbol_scan *scan, struct symbol_number *n, const char *special,
                 size_t slash, struct symbol_match *m)
{
	struct symbol_pair p = {.session = n->a, .special = special};
	size_t at, end;
	int count, letter = 0;
	unsigned flags;
	enum symbol_body body;

	symbol_char(n->t, slash, &at);
	end = symbol_digits(n->t, at, &p.number, &count);
	if (!count || count > 4 || n->t->s[at] == '0')
		return false;
	if (n->digits == 4 && count == 4 && n->a > 1000 && !*special)
		return n->why == INTRODUCED || n->why == LISTED
		               ? (scan->plural = true, scan->item_bare = true,
		                  !symbol_goes_on(n->t, end) || n->t->s[end] == '/') &&
		                         symbol_bare_number(scan, n, n->end, m)
		               : false;
	at = symbol_goes_on(n->t, end) ? symbol_split_letter(n->t, end, &letter) : end;
	if (at == end && symbol_goes_on(n->t, end))
		return false;
	if (n->digits == 4)
		return year_pair(scan, n, p.number, end, m);
	if (!letter)
		end = symbol_split_letter(n->t, end, &letter);
	else
		end = at;
	p.dated = symbol_date_after(n->t, end, &p.date) ||
	          symbol_date_before(n->t, n->start, &p.date);
	if (n->digits > 3 || (n->why == NO_EVIDENCE && !stands_alone(scan, n, &p)))
		return false;
	body = symbol_whose(scan, n, end, &flags);
	/* the Commission's were numbered by year */
	if (body == SYMBOL_OTHER_BODY ||
	    (body == SYMBOL_HUMAN_RIGHTS_COMMISSION && !(flags & SYMBOL_ASSUMED)))
		return false;
	body = pair_body(n, &p, end, body, &flags);
	if (!body)
		return false;
	memset(m, 0, sizeof *m);
	m->flags = flags;
	snprintf(m->symbol, sizeof m->symbol, "%s/%s%d/%d%.1s",
	         body == SYMBOL_HUMAN_RIGHTS_COUNCIL ? "A/HRC/RES" : "A/RES", special, p.session,
	         p.number, letter ? (char[]){(char)letter, 0} : "");
	return symbol_put_item(scan, m, n, end, body);
}
