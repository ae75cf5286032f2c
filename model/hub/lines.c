/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/lines.h"

#include "model/base/base64.h"

#include <string.h>

bool lines_next(struct lines *text, struct lines *line)
{
	const char *nl = memchr(text->at, '\n', (size_t)(text->end - text->at));

	if (!nl)
		return false;
	*line = (struct lines){text->at, nl};
	text->at = nl + 1;
	return true;
}

bool lines_any(struct lines *line, struct lines *word)
{
	const char *blank = memchr(line->at, ' ', (size_t)(line->end - line->at));

	*word = (struct lines){line->at, blank ? blank : line->end};
	/* a blank at the end would be one that nothing follows */
	if (word->at == word->end || (blank && blank + 1 == line->end))
		return false;
	line->at = blank ? blank + 1 : line->end;
	return true;
}

bool lines_word(struct lines *line, const char *word)
{
	struct lines is;

	return lines_any(line, &is) && (size_t)(is.end - is.at) == strlen(word) &&
	       !memcmp(is.at, word, strlen(word));
}

bool lines_number(struct lines *line, uint64_t most, uint64_t *number)
{
	struct lines word;
	uint64_t n = 0;

	if (!lines_any(line, &word) || (*word.at == '0' && word.end - word.at > 1))
		return false;
	for (; word.at < word.end; word.at++) {
		if (*word.at < '0' || *word.at > '9' || n > most / 10)
			return false;
		n = 10 * n + (uint64_t)(*word.at - '0');
	}
	*number = n;
	return n <= most;
}

bool lines_bytes(struct lines *line, void *bytes, size_t size)
{
	struct lines word;

	return lines_any(line, &word) &&
	       base64_read(word.at, (size_t)(word.end - word.at), BASE64_PLAIN, bytes, size);
}

bool lines_ended(const struct lines *line)
{
	return line->at == line->end;
}
