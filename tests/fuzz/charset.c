/* SPDX-License-Identifier: ISC */
/* fuzz target: bytes in a character set, the one static set of tables that is compiled in: whatever
 * they are, they become UTF-8 without NUL. What a page declares of itself, and every label, are
 * answered by one of ours or by none. The first byte chooses the set. */
#include "config.h"

#include "fetch/parse/core/charset.h"
#include "fetch/parse/core/decode.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Characters that are whole, and no NUL; controls may be among them. */
static void check_utf8(const struct buf *b)
{
	for (size_t at = 0; at < b->len;) {
		unsigned char c = (unsigned char)b->bytes[at];
		size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

		must(c && c != 0xc0 && c != 0xc1 && (c < 0x80 || c >= 0xc2) && c < 0xf5);
		must(n <= b->len - at);
		for (size_t k = 1; k < n; k++)
			must(((unsigned char)b->bytes[at + k] & 0xc0) == 0x80);
		at += n;
	}
}

static void convert(const char *label, bool markup, const char *bytes, size_t len)
{
	struct charset_choice choice;
	struct err err = {0};
	struct buf out;

	buf_init(&out, 8 * len + 64);
	charset_choose(label, bytes, len, markup, &choice);
	must(choice.name && choice.bom <= len);
	must(charset_convert(&choice, bytes + choice.bom, len - choice.bom, &out, &err) == 0);
	check_utf8(&out);
	if (choice.clean)
		must(out.len == len - choice.bom);
	buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const labels[] = {
		NULL,           "utf-8",        "utf-16le",   "utf-16be",   "windows-1256",
		"iso-8859-6",   "windows-1251", "koi8-r",     "gb18030",    "gbk",
		"big5",         "shift_jis",    "euc-jp",     "euc-kr",     "iso-2022-jp",
		"windows-1252", "iso-8859-2",   "macroman",   "x-none",     "hz-gb-2312",
		"ibm866",       "windows-874",  "iso-8859-8", "iso-8859-9",
	};
	const char *bytes = (const char *)data + 1, *name;

	if (!size)
		return 0;
	convert(labels[data[0] % (sizeof labels / sizeof *labels)], false, bytes, size - 1);
	convert(NULL, true, bytes, size - 1);
	name = charset_name(bytes, size - 1);
	must(!name || *name);
	return 0;
}
