/* SPDX-License-Identifier: ISC */
/* fuzz target: whatever the text, matches lie in it one behind another, and what
 * they name reads as itself. */
#include "config.h"

#include "model/symbol/symbol.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_again(const char *symbol)
{
	char again[SYMBOL_MAX], printed[SYMBOL_MAX + 8];

	if (!*symbol || strlen(symbol) >= SYMBOL_MAX)
		abort();
	symbol_print(symbol, printed, sizeof printed);
	symbol_normal(printed, again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct symbol_scan scan;
	struct symbol_match m;
	char *text = malloc(size + 1), symbol[SYMBOL_MAX], lang[4];
	size_t from = 0;

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	symbol_scan(&scan, text, size, NULL);
	while (symbol_next(&scan, &m)) {
		if (m.start < from || m.start >= m.end || m.end > size)
			abort();
		from = m.end;
		read_again(m.symbol);
	}
	if (symbol_normal(text, symbol))
		read_again(symbol);
	symbol_of_address(text, symbol, lang);
	free(text);
	return 0;
}
