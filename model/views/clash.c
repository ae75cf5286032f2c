/* SPDX-License-Identifier: ISC */
/* A resolution whose number and year do not go together: kept as it was written, with
 * what is likely meant. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool find_clash(const char *symbol, struct symbol_match *m)
{
	struct symbol_scan scan;

	symbol_scan(&scan, symbol, strlen(symbol), NULL);
	return symbol_next(&scan, m) && (m->flags & SYMBOL_CLASH) && !strcmp(m->symbol, symbol);
}

/* The resolution that bears the number, whatever its year. */
static bool find_numbered(struct view *p, int number, char out[SYMBOL_MAX])
{
	char begun[24];

	snprintf(begun, sizeof begun, "S/RES/%d", number);
	return catalogue_complete(p->starter, begun, out, SYMBOL_MAX, NULL) == 1;
}

int view_clash(struct view *p, const char *symbol)
{
	char printed[SYMBOL_MAX + 8], title[SYMBOL_MAX + 160], numbered[SYMBOL_MAX] = "";
	struct symbol_match m;

	if (!find_clash(symbol, &m))
		return 0;
	symbol_print(symbol, printed, sizeof printed);
	snprintf(title, sizeof title, _("%s: number and year disagree"), printed);
	view_title(p, title, false);
	doc_add_fact(p->m, DOC_SYMBOL, symbol);
	view_para(p,
	          _("It is kept as it was written. No resolution of the Security Council has this "
	            "number and this year; one of these may be meant."));
	if (find_numbered(p, m.number, numbered) && strcmp(numbered, symbol) != 0)
		view_symbol_entry(numbered, p);
	if (*m.near && strcmp(m.near, numbered) != 0)
		view_symbol_entry(m.near, p);
	return 1;
}
