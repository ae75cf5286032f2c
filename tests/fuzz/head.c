/* SPDX-License-Identifier: ISC */
/* fuzz target: the head of an answer, as it is kept: numbers, ranges and dates of its fields
 * are such as can be, or none; and so is each line as a date that a page or a reader writes. */
#include "config.h"

#include "model/base/header.h"
#include "model/text/date.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* "2022-04-01", "2022-04" or "2022". */
static void check_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	char iso[11] = "", brief[40], again[11];
	size_t len;

	if (!date_read(s, iso)) {
		date_typed(s, iso);
		return;
	}
	len = strlen(iso);
	must(len == 4 || len == 7 || len == 10);
	for (size_t i = 0; i < len; i++)
		must(form[i] == '-' ? iso[i] == '-' : iso[i] >= '0' && iso[i] <= '9');
	/* what was read is read again as itself */
	must(len < 10 || (date_read(iso, again) && !strcmp(iso, again)));
	date_in_year(iso, brief, sizeof brief);
}

static void check_range(const char *value, size_t len)
{
	int64_t first, last, total;

	if (header_range(value, len, &first, &last, &total))
		must(first >= 0 && first <= last && (total == -1 || total > last) &&
		     last <= HEADER_NUMBER_MOST && total <= HEADER_NUMBER_MOST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"Content-Length", "Age", "Retry-After",
	                                    "Last-Modified"};
	char *block = malloc(size + 1), *rest = NULL;
	int64_t whole;

	if (!block)
		return 0;
	memcpy(block, data, size);
	block[size] = '\0';
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = NULL;
		size_t len;
		int64_t n = header_number(block, names[i]);

		must(n >= -1 && n <= HEADER_NUMBER_MOST);
		while ((value = header_find(block, names[i], value, &len))) {
			must(value >= block && value + len <= block + strlen(block));
			check_range(value, len);
		}
	}
	whole = header_whole_size(block);
	must(whole >= -1 && whole <= HEADER_NUMBER_MOST);
	for (char *line = strtok_r(block, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		/* four digits of a year at most */
		must(header_date(line) < INT64_C(253402300800));
		check_range(line, strlen(line));
		check_date(line);
	}
	free(block);
	return 0;
}
