/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/search/query.h"

#include "model/base/buf.h"
#include "model/base/messages.h"
#include "model/base/utf8.h"
#include "model/search/filter_read.h"
#include "model/text/terms.h"
#include "model/text/word_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 32

struct reader {
	const char *at;
	struct query *q;
	struct terms *terms;
	const char *kept; /* up to here what was typed is in `plain`, */
	struct buf plain; /* which has all of it but filters */
	int depth;
	struct err *err;
};

static int read_or(struct reader *r);

/* -- the letters --------------------------------------------------------- */

/* The bytes of a quotation mark, of whichever kind; 0. */
static size_t quote(const char *s)
{
	static const char *const marks[] = {"\"", "“", "”", "„", "«", "»"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!strncmp(s, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void skip_blanks(struct reader *r)
{
	while (is_blank(*r->at))
		r->at++;
}

/* The end of a word: a blank, a quotation mark, a bracket that it has not opened. */
static size_t word_length(const char *s)
{
	size_t n = 0;
	int open = 0;

	for (; s[n] && !is_blank(s[n]) && !quote(s + n); n++) {
		if (s[n] == '(' && n)
			open++;
		else if (s[n] == '(' || (s[n] == ')' && !open))
			break;
		else if (s[n] == ')')
			open--;
	}
	return n;
}

/* Whether a word of the grammar stands here. */
static bool at_operator(const struct reader *r, const char *name)
{
	size_t n = strlen(name);

	return word_length(r->at) == n && !strncmp(r->at, name, n);
}

static bool take_operator(struct reader *r, const char *name)
{
	skip_blanks(r);
	if (!at_operator(r, name))
		return false;
	r->at += strlen(name);
	return true;
}

/* -- nodes ---------------------------------------------------------------- */

/* Its number; -2 with an error, here and below. */
static int add_node(struct reader *r, struct query_node node)
{
	struct query *q = r->q;
	bool word = node.op <= QUERY_PREFIX;

	if (q->node_count == sizeof q->nodes / sizeof *q->nodes ||
	    (word && q->words == QUERY_WORDS_MOST)) {
		free(node.terms);
		free(node.typed);
		return err_set(r->err, ERR_USAGE, "search: more than %d words", QUERY_WORDS_MOST) -
		       1;
	}
	if (word)
		node.word = (int)q->words++;
	q->nodes[q->node_count] = node;
	return (int)q->node_count++;
}

/* -1 stands for a side that has no word. */
static int join(struct reader *r, enum query_op op, int left, int right)
{
	if (left == -1 || right == -1)
		return left == -1 ? right : left;
	return add_node(r, (struct query_node){.op = op, .left = left, .right = right});
}

struct cut {
	struct buf terms;
	size_t count, first, last_from, last_to;
};

static int take_term(const char *term, size_t len, size_t from, size_t to, void *payload)
{
	struct cut *c = payload;

	if (c->count++)
		buf_char(&c->terms, ' ');
	else
		c->first = to - from;
	buf_add(&c->terms, term, len);
	c->last_from = from;
	c->last_to = to;
	return 0;
}

/* "l'aide", "d’accès": what is elided is no word. */
static bool is_elided(const struct cut *c, const char *s)
{
	const char *mark = s + c->first;

	return c->count == 2 && (c->first == 1 || (c->first == 2 && !strncmp(s, "qu", 2))) &&
	       c->last_from > c->first && (*mark == '\'' || !strncmp(mark, "’", 3));
}

/* Words as one node; *node stays -1 when they have no letter. 0 or -2. */
static int add_words(struct reader *r, enum query_op op, const char *s, size_t len, int *node)
{
	struct query_node n = {.op = op};
	struct cut cut = {.count = 0};
	char small[TERM_MAX + 1];

	*node = -1;
	buf_init(&cut.terms, 1 << 16);
	terms_cut(r->terms, s, len, take_term, &cut);
	if (op == QUERY_WORD && is_elided(&cut, s)) {
		char *term = strdup(strchr(cut.terms.bytes, ' ') + 1);

		buf_reset(&cut.terms);
		buf_str(&cut.terms, term ? term : "");
		free(term);
		cut.count = 1;
	}
	if (op == QUERY_WORD && cut.count > 1)
		n.op = QUERY_EXACT;
	if (cut.count) {
		if (!word_small(s + cut.last_from, cut.last_to - cut.last_from, small,
		                sizeof small))
			snprintf(small, sizeof small, "%s", cut.terms.bytes);
		n.typed = strdup(small);
		n.terms = buf_take(&cut.terms);
		*node = add_node(r, n);
	}
	buf_done(&cut.terms);
	return *node == -2 ? -2 : 0;
}

/* -- words ------------------------------------------------------------------ */

static int read_quoted(struct reader *r, int *node)
{
	const char *from = r->at + quote(r->at), *end = from;

	while (*end && !quote(end))
		end++;
	if (!*end)
		return err_set(r->err, ERR_USAGE, "search: a quotation mark is not closed: %.100s",
		               r->at) -
		       1;
	r->at = end + quote(end);
	if (add_words(r, QUERY_EXACT, from, (size_t)(end - from), node) < 0)
		return -2;
	if (*node == -1)
		return err_set(r->err, ERR_USAGE,
		               "search: between quotation marks stands no word") -
		       1;
	return 0;
}

static int read_word(struct reader *r, int *node)
{
	const char *s = r->at;
	size_t n = word_length(s), star = n;

	while (star && s[star - 1] == '*')
		star--;
	if (memchr(s, '*', star) || (star < n && !star))
		return err_set(r->err, ERR_USAGE,
		               "search: a star stands at the end of a word alone: refug*") -
		       1;
	r->at += n;
	return add_words(r, star < n ? QUERY_PREFIX : QUERY_WORD, s, star, node);
}

static int read_brackets(struct reader *r, int *node)
{
	const char *from = r->at++;

	if (r->depth++ == DEPTH_MOST)
		return err_set(r->err, ERR_USAGE, "search: brackets lie too deep") - 1;
	*node = read_or(r);
	r->depth--;
	if (*node == -2)
		return -2;
	skip_blanks(r);
	if (*r->at != ')')
		return err_set(r->err, ERR_USAGE, "search: a bracket is not closed: %.100s", from) -
		       1;
	r->at++;
	return 0;
}

/* A word, words in quotation marks or brackets; *node is -1 of what has no letter, and of a
 * filter. 1, 0 when there is no more, -2. */
static int read_one(struct reader *r, int *node)
{
	size_t n;
	int rc;

	*node = -1;
	skip_blanks(r);
	if (!*r->at || *r->at == ')' || at_operator(r, "OR") || at_operator(r, "AND") ||
	    at_operator(r, "NOT"))
		return 0;
	n = filter_length(r->at);
	if (n) {
		rc = filter_read(r->q, r->at, n, r->err);
		buf_add(&r->plain, r->kept, (size_t)(r->at - r->kept));
		r->at += n;
		r->kept = r->at;
	} else if (quote(r->at)) {
		rc = read_quoted(r, node);
	} else if (*r->at == '(') {
		rc = read_brackets(r, node);
	} else {
		rc = read_word(r, node);
	}
	return rc < 0 ? -2 : 1;
}

/* -- operators ---------------------------------------------------------------- */

static int lacks(struct reader *r, const char *name)
{
	return err_set(r->err, ERR_USAGE, "search: %s stands between two words", name) - 1;
}

static int read_and(struct reader *r)
{
	int left, right, rc = read_one(r, &left);

	if (rc == 0)
		return at_operator(r, "OR")    ? lacks(r, "OR")
		       : at_operator(r, "AND") ? lacks(r, "AND")
		       : at_operator(r, "NOT") ? lacks(r, "NOT")
		                               : -1;
	while (rc > 0) {
		bool and = take_operator(r, "AND"), not = take_operator(r, "NOT");

		rc = read_one(r, &right);
		if (rc == 0 && (and || not ))
			return lacks(r, not ? "NOT" : "AND");
		if (rc > 0 && not &&left == -1)
			return lacks(r, "NOT");
		if (rc > 0)
			left = not &&right == -1
			               ? left
			               : join(r, not ? QUERY_NOT : QUERY_AND, left, right);
		if (left == -2)
			return -2;
	}
	return rc < 0 ? -2 : left;
}

static int read_or(struct reader *r)
{
	int left = read_and(r), right;

	while (left != -2 && take_operator(r, "OR")) {
		if (left == -1)
			return lacks(r, "OR");
		right = read_and(r);
		if (right == -1)
			return lacks(r, "OR");
		if (right == -2)
			return -2;
		left = join(r, QUERY_OR, left, right);
	}
	return left;
}

struct query *query_read(const char *typed, struct err *err)
{
	struct reader r = {.at = typed, .kept = typed, .err = err};
	int root = -2;

	if (strlen(typed) > QUERY_BYTES_MOST) {
		err_set(err, ERR_USAGE, "search: more than %d bytes", QUERY_BYTES_MOST);
		return NULL;
	}
	r.q = calloc(1, sizeof *r.q);
	r.terms = terms_new();
	buf_init(&r.plain, 1 << 16);
	if (!r.q || !r.terms)
		err_set(err, ERR_FAILED, "out of memory");
	else
		root = read_or(&r);
	if (root != -2 && *r.at == ')')
		root = err_set(err, ERR_USAGE, "search: a bracket that nothing opened: %.100s",
		               r.at) -
		       1;
	if (root == -1 && !r.q->filter_count)
		root = err_set(err, ERR_USAGE, "search: no word to look for: %.100s", typed) - 1;
	if (r.q) {
		r.q->root = root;
		buf_str(&r.plain, r.kept);
		while (r.plain.len && is_blank(r.plain.bytes[r.plain.len - 1]))
			buf_cut(&r.plain, r.plain.len - 1);
		r.q->plain = buf_take(&r.plain);
	}
	buf_done(&r.plain);
	terms_free(r.terms);
	if (root != -2 && r.q->plain)
		return r.q;
	if (root != -2)
		err_set(err, ERR_FAILED, "out of memory");
	query_free(r.q);
	return NULL;
}

void query_free(struct query *q)
{
	if (!q)
		return;
	for (size_t i = 0; i < q->node_count; i++) {
		free(q->nodes[i].terms);
		free(q->nodes[i].typed);
	}
	for (size_t i = 0; i < q->filter_count; i++)
		free(q->filters[i].value);
	free(q->plain);
	free(q);
}
