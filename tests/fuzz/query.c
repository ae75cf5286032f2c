/* SPDX-License-Identifier: ISC */
/* fuzz target: what is typed into the search is a query or refused in words; its tree has no
 * loops, and its words are folded ones. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/search/query.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* How many nodes hang on this one. */
static size_t check_node(const struct query *q, int at, size_t depth)
{
	const struct query_node *n;

	must(at >= 0 && (size_t)at < q->node_count && depth <= q->node_count);
	n = &q->nodes[at];
	if (n->op == QUERY_AND || n->op == QUERY_OR || n->op == QUERY_NOT)
		return 1 + check_node(q, n->left, depth + 1) + check_node(q, n->right, depth + 1);
	must(n->terms && *n->terms && utf8_is_clean(n->terms, strlen(n->terms), false));
	must(n->word >= 0 && (size_t)n->word < q->words);
	return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = {0};
	struct query *q;
	struct buf typed;

	buf_init(&typed, 4 * size + 16);
	utf8_clean(&typed, (const char *)data, size, false);
	q = query_read(typed.bytes, &err);
	must(q || (err.code == ERR_USAGE && *err.text));
	if (q) {
		must(q->words <= QUERY_WORDS_MOST && q->filter_count <= 16);
		if (q->root >= 0)
			must(check_node(q, q->root, 0) <= q->node_count);
		else
			must(q->filter_count > 0);
		for (size_t i = 0; i < q->filter_count; i++)
			must(q->filters[i].kind < FILTER_KINDS);
	}
	query_free(q);
	buf_done(&typed);
	return 0;
}
