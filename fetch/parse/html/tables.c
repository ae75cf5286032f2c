/* SPDX-License-Identifier: ISC */
/* Which tables are tables. */
#include "config.h"

#include "fetch/parse/html/main_text.h"

#include <string.h>

bool html_is_data(const struct html_node *table)
{
	const char *role = html_attr(table, HTML_AT_ROLE);
	unsigned rows = 0, cells = 0, wide = 0, headers = 0, rich = 0, two = 0, in_row = 0;
	if (role && (!strcmp(role, "presentation") || !strcmp(role, "none")))
		return false;
	for (struct html_node *node = table->first; node; node = html_walk(table, node)) {
		if (node->tag == HTML_TABLE)
			return false;
		if (node->tag == HTML_TR) {
			two += in_row >= 2;
			in_row = 0;
			rows++;
		}
		headers += node->tag == HTML_TH || node->tag == HTML_CAPTION ||
		           node->tag == HTML_THEAD;
		rich += node->flags & HTML_HEADING || node->tag == HTML_BLOCKQUOTE ||
		        node->tag == HTML_FORM;
		if (node->tag == HTML_TD || node->tag == HTML_TH) {
			cells++;
			in_row++;
			wide += node->chars > 400 || node->runs > 2;
		}
	}
	two += in_row >= 2;
	if (rich > 0 || cells < 2)
		return false;
	if (headers > 0)
		return two > 0 && wide * 2 < cells;
	return rows >= 2 && two * 2 >= rows && wide * 4 < cells;
}
