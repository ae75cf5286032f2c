/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/charset.h"

#include "fetch/parse/core/decode.h"
#include "model/base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define META_WINDOW 4096 /* where a page must declare its set */
#define SAMPLE (24u << 10)

/* Labels as pages write them. ISO-8859-1 and ASCII mean windows-1252, as in
 * every browser. */
static const struct {
	const char *label, *name;
} labels[] = {
	{"utf-8", "utf-8"},
	{"utf8", "utf-8"},
	{"unicode-1-1-utf-8", "utf-8"},
	{"utf-16", "utf-16le"},
	{"utf-16le", "utf-16le"},
	{"utf-16be", "utf-16be"},
	{"us-ascii", "windows-1252"},
	{"ascii", "windows-1252"},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"latin-1", "windows-1252"},
	{"cp1252", "windows-1252"},
	{"x-cp1252", "windows-1252"},
	{"iso_8859-1", "windows-1252"},
	{"l1", "windows-1252"},
	{"cp1250", "windows-1250"},
	{"cp1251", "windows-1251"},
	{"cp1253", "windows-1253"},
	{"cp1254", "windows-1254"},
	{"cp1255", "windows-1255"},
	{"cp1256", "windows-1256"},
	{"x-cp1256", "windows-1256"},
	{"x-cp1251", "windows-1251"},
	{"cp1257", "windows-1257"},
	{"cp1258", "windows-1258"},
	{"iso-8859-9", "windows-1254"},
	{"latin5", "windows-1254"},
	{"latin2", "iso-8859-2"},
	{"arabic", "iso-8859-6"},
	{"asmo-708", "iso-8859-6"},
	{"cyrillic", "iso-8859-5"},
	{"greek", "iso-8859-7"},
	{"hebrew", "iso-8859-8"},
	{"iso-8859-8-i", "iso-8859-8"},
	{"iso-8859-11", "tis-620"},
	{"windows-874", "tis-620"},
	{"latin9", "iso-8859-15"},
	{"koi", "koi8-r"},
	{"koi8", "koi8-r"},
	{"cp866", "ibm866"},
	{"866", "ibm866"},
	{"gb2312", "gb18030"},
	{"gbk", "gb18030"},
	{"x-gbk", "gb18030"},
	{"cp936", "gb18030"},
	{"gb_2312-80", "gb18030"},
	{"hz-gb-2312", "gb18030"},
	{"big5", "big5-hkscs"},
	{"x-x-big5", "big5-hkscs"},
	{"cp950", "big5-hkscs"},
	{"shift_jis", "cp932"},
	{"shift-jis", "cp932"},
	{"sjis", "cp932"},
	{"x-sjis", "cp932"},
	{"windows-31j", "cp932"},
	{"x-euc-jp", "euc-jp"},
	{"ks_c_5601-1987", "euc-kr"},
	{"ksc5601", "euc-kr"},
	{"cp949", "euc-kr"},
};

static const char utf8_name[] = "utf-8";

const char *charset_name(const char *label, size_t len)
{
	while (len > 0 && strchr(" \t\r\n\"'", *label)) {
		label++;
		len--;
	}
	while (len > 0 && strchr(" \t\r\n\"';", label[len - 1]))
		len--;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (strlen(labels[i].label) == len && !strncasecmp(labels[i].label, label, len))
			return labels[i].name;
	const struct decode_set *set = decode_find(label, len);
	return set ? decode_name(set) : NULL;
}

/* -- UTF-8 --------------------------------------------------------------- */

/* Bytes of the well-formed character at s, or 0. */
static size_t utf8_length(const unsigned char *s, size_t len)
{
	static const struct {
		unsigned char first_low, first_high, second_low, second_high, length;
	} forms[] = {
		{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
		{0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
		{0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
		{0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};
	if (*s < 0x80)
		return 1;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (*s < forms[i].first_low || *s > forms[i].first_high)
			continue;
		if (len < forms[i].length || s[1] < forms[i].second_low ||
		    s[1] > forms[i].second_high)
			return 0;
		for (size_t k = 2; k < forms[i].length; k++)
			if (s[k] < 0x80 || s[k] > 0xbf)
				return 0;
		return forms[i].length;
	}
	return 0;
}

/* Bytes before the next one that is NUL or not ASCII. */
static size_t ascii_run(const unsigned char *s, size_t len)
{
	size_t i = 0;
	for (; i + 8 <= len; i += 8) {
		uint64_t w;
		memcpy(&w, s + i, 8);
		if (w & 0x8080808080808080u)
			break;
		if ((w - 0x0101010101010101u) & 0x8080808080808080u)
			break;
	}
	while (i < len && s[i] < 0x80 && s[i] != 0)
		i++;
	return i;
}

struct utf8_count {
	size_t good; /* characters of more than one byte */
	size_t bad;  /* bytes that are in none; one cut off at the end is not counted */
	size_t nul;
	bool cut; /* a character is cut off at the end */
};

static void utf8_count(const unsigned char *s, size_t len, struct utf8_count *count)
{
	*count = (struct utf8_count){0};
	for (size_t i = 0; i < len;) {
		i += ascii_run(s + i, len - i);
		if (i >= len)
			break;
		if (s[i] == 0) {
			count->nul++;
			i++;
			continue;
		}
		size_t n = utf8_length(s + i, len - i);
		if (n > 0) {
			count->good++;
			i += n;
		} else {
			if (len - i >= 4)
				count->bad++;
			else
				count->cut = true;
			i++;
		}
	}
}

static void utf8_copy(const unsigned char *s, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len;) {
		size_t start = i;
		while (i < len) {
			i += ascii_run(s + i, len - i);
			size_t n = i < len && s[i] ? utf8_length(s + i, len - i) : 0;
			if (n == 0)
				break;
			i += n;
		}
		buf_add(out, s + start, i - start);
		if (i < len && s[i++] != 0)
			buf_utf8(out, 0xfffd);
	}
}

static void utf16_copy(const unsigned char *s, size_t len, bool big, struct buf *out)
{
	unsigned high = 0;
	for (size_t i = 0; i + 1 < len; i += 2) {
		unsigned u = big ? (unsigned)s[i] << 8 | s[i + 1] : (unsigned)s[i + 1] << 8 | s[i];
		if (high && u >= 0xdc00 && u <= 0xdfff) {
			buf_utf8(out, 0x10000 + ((high - 0xd800) << 10) + (u - 0xdc00));
			high = 0;
			continue;
		}
		if (high)
			buf_utf8(out, 0xfffd);
		high = u >= 0xd800 && u <= 0xdbff ? u : 0;
		if (u >= 0xdc00 && u <= 0xdfff)
			buf_utf8(out, 0xfffd);
		else if (!high && u != 0)
			buf_utf8(out, u);
	}
}

/* -- conversion ---------------------------------------------------------- */

int charset_convert(const struct charset_choice *choice, const char *bytes, size_t len,
                    struct buf *out, struct err *err)
{
	size_t bom = choice->bom < len ? choice->bom : len;
	const unsigned char *s = (const unsigned char *)bytes + bom;
	const struct decode_set *set = decode_find(choice->name, strlen(choice->name));
	len -= bom;
	if (strcmp(choice->name, "utf-16le") == 0)
		utf16_copy(s, len, false, out);
	else if (strcmp(choice->name, "utf-16be") == 0)
		utf16_copy(s, len, true, out);
	else if (set)
		decode_add(set, (const char *)s, len, out);
	else
		utf8_copy(s, len, out);
	if (!buf_ok(out))
		return err_set(err, ERR_FAILED, "text: larger than this program reads");
	return 0;
}

/* -- what the bytes look like -------------------------------------------- */

/* Which set a language was written in before UTF-8, where not windows-1252. */
static const struct {
	const char *lang, *name;
} by_language[] = {
	{"ar", "windows-1256"}, {"fa", "windows-1256"}, {"ur", "windows-1256"},
	{"ru", "windows-1251"}, {"uk", "windows-1251"}, {"bg", "windows-1251"},
	{"sr", "windows-1251"}, {"mk", "windows-1251"}, {"be", "windows-1251"},
	{"pl", "windows-1250"}, {"cs", "windows-1250"}, {"sk", "windows-1250"},
	{"hu", "windows-1250"}, {"sl", "windows-1250"}, {"hr", "windows-1250"},
	{"ro", "windows-1250"}, {"el", "windows-1253"}, {"tr", "windows-1254"},
	{"he", "windows-1255"}, {"lt", "windows-1257"}, {"lv", "windows-1257"},
	{"et", "windows-1257"}, {"vi", "windows-1258"}, {"zh", "gb18030"},
	{"ja", "cp932"},        {"ko", "euc-kr"},       {"th", "tis-620"},
};

/* Characters that are frequent in their script. A wrong set yields rare ones. */
static const char common_cyrillic[] = "оеаинтсрвлкмдпу";
static const char common_arabic[] = "اليمونرتبةعدسفهكأحق";
static const char common_greek[] = "αοιετσνηυρπκ";
static const char common_hebrew[] = "יוהלאמרתבש";
static const char common_han[] =
	"的一是不了在人有我他这個个这们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里裡"
	"后後自以会會家可下而过過天去能对對小多然于於心学學"
	"么之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開美总總从從无無情己面最女但现現"
	"前些所同日手又行意动動方期它头頭经經长長儿回位分爱愛"
	"联合安全理报報告决議议案";
static const char common_kana[] = "のにはをたがでとしれさあいるなかもらすこ";

static bool is_in(const char *list, const char *c, size_t n)
{
	char one[5] = {0};
	memcpy(one, c, n);
	return strstr(list, one) != NULL;
}

/* Points for one character after `before`. */
static int plausible(uint32_t c, uint32_t before, const char *at, size_t n)
{
	if (c >= 0x430 && c <= 0x44f)
		return is_in(common_cyrillic, at, n) ? 4 : 1;
	if (c >= 0x410 && c <= 0x42f) /* capitals inside a word: the wrong set */
		return before >= 0x410 && before <= 0x44f ? -2 : 1;
	if (c >= 0x620 && c <= 0x64a)
		return is_in(common_arabic, at, n) ? 4 : 1;
	if (c >= 0x391 && c <= 0x3ce)
		return is_in(common_greek, at, n) ? 4 : 0;
	if (c >= 0x5d0 && c <= 0x5ea)
		return is_in(common_hebrew, at, n) ? 4 : 1;
	if (c >= 0x4e00 && c <= 0x9fff) /* two bytes each in every set */
		return is_in(common_han, at, n) ? 14 : 1;
	if (c >= 0x3040 && c <= 0x30ff)
		return is_in(common_kana, at, n) ? 8 : 3;
	if (c >= 0xac00 && c <= 0xd7a3)
		return 5;
	if (c >= 0xe01 && c <= 0xe5b)
		return 2;
	if (c == 0x2019 || c == 0x201c || c == 0x201d || c == 0x2013 || c == 0x2014 || c == 0xab ||
	    c == 0xbb || c == 0x60c || c == 0x3001 || c == 0x3002 || c == 0xff0c)
		return 2;
	if (c == 0xfffd || (c >= 0xe000 && c <= 0xf8ff) || (c >= 0x80 && c < 0xa0))
		return -12;
	return -2;
}

static long score_of(const struct decode_set *set, const char *sample, size_t len)
{
	struct buf text;
	long score = 0;
	uint32_t before = 0;
	buf_init(&text, 8 * SAMPLE);
	score -= 12 * (long)decode_add(set, sample, len, &text);
	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		size_t n = utf8_decode(text.bytes + i, text.len - i, &c);
		if (c >= 0x80)
			score += plausible(c, before, text.bytes + i, n);
		before = c;
		i += n;
	}
	buf_done(&text);
	return score;
}

/* Text outside of tags around the bytes beyond ASCII. */
static size_t take_sample(const unsigned char *s, size_t len, bool markup, char *sample)
{
	size_t n = 0;
	for (size_t i = 0; i < len && n < SAMPLE; i++) {
		if (markup && s[i] == '<') {
			const unsigned char *end = memchr(s + i, '>', len - i);
			if (!end)
				break;
			i = (size_t)(end - s);
			sample[n++] = ' ';
			continue;
		}
		if (s[i] >= 0x80 || (n > 0 && (unsigned char)sample[n - 1] >= 0x80))
			sample[n++] = (char)s[i];
		else if (i + 1 < len && s[i + 1] >= 0x80)
			sample[n++] = (char)s[i];
	}
	return n;
}

/* Whether most bytes beyond ASCII stand alone among ASCII letters: accents. */
static bool looks_latin(const char *sample, size_t n)
{
	size_t high = 0, alone = 0;
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)sample[i] < 0x80)
			continue;
		high++;
		bool left = i > 0 && (unsigned char)sample[i - 1] >= 0x80;
		bool right = i + 1 < n && (unsigned char)sample[i + 1] >= 0x80;
		alone += !left && !right;
	}
	return alone * 10 > high * 7;
}

static const char *by_statistics(const unsigned char *s, size_t len, bool markup, const char *lang)
{
	static const char *const candidates[] = {
		"windows-1251", "koi8-r",       "iso-8859-5",   "ibm866",  "windows-1256",
		"iso-8859-6",   "windows-1253", "windows-1255", "gb18030", "big5-hkscs",
		"euc-jp",       "cp932",        "euc-kr",       "tis-620",
	};
	const char *hint = NULL, *best = "windows-1252";
	char *sample = malloc(SAMPLE + 1);
	if (!sample)
		return best;
	size_t n = take_sample(s, len, markup, sample);
	for (size_t i = 0; i < sizeof by_language / sizeof *by_language; i++)
		if (strncasecmp(lang, by_language[i].lang, 2) == 0)
			hint = by_language[i].name;
	if (looks_latin(sample, n)) {
		free(sample);
		return hint && strncmp(hint, "windows-125", 11) == 0 ? hint : best;
	}
	long best_score = 0;
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
		long score = score_of(decode_find(candidates[i], strlen(candidates[i])), sample, n);
		if (hint && strcmp(hint, candidates[i]) == 0)
			score += score / 5;
		if (score > best_score) {
			best_score = score;
			best = candidates[i];
		}
	}
	free(sample);
	return best;
}

/* -- choosing ------------------------------------------------------------ */

/* The value after `key` and "=" in the first bytes of a page. */
static size_t declared(const char *bytes, size_t len, const char *key, const char **value)
{
	size_t key_len = strlen(key), window = len < META_WINDOW ? len : META_WINDOW;
	for (size_t i = 0; i + key_len < window; i++) {
		if (strncasecmp(bytes + i, key, key_len) != 0)
			continue;
		size_t k = i + key_len;
		while (k < window && strchr(" \t\r\n", bytes[k]) && bytes[k])
			k++;
		if (k >= window || bytes[k] != '=')
			continue;
		k++;
		while (k < window && bytes[k] && strchr(" \t\r\n\"'", bytes[k]))
			k++;
		size_t start = k;
		while (k < window && bytes[k] && !strchr(" \t\r\n\"'>;/", bytes[k]))
			k++;
		*value = bytes + start;
		return k - start;
	}
	return 0;
}

static bool by_mark(const unsigned char *s, size_t len, struct charset_choice *choice)
{
	if (len >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		*choice = (struct charset_choice){.name = utf8_name, .bom = 3};
		return true;
	}
	if (len >= 2 && (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0)) {
		choice->name = s[0] == 0xff ? "utf-16le" : "utf-16be";
		choice->bom = 2;
		return true;
	}
	return false;
}

/* What UTF-16 in this order would be made of. */
struct units {
	size_t all;
	size_t text;  /* characters that texts are made of */
	size_t ascii; /* blanks, digits, line ends: text of one byte has none of their NULs */
	size_t odd;   /* characters of two control bytes: those of alphabets are that too */
};

#define UNITS_WINDOW 4096u

static bool is_text_unit(unsigned u)
{
	return u == '\t' || u == '\n' || u == '\r' || (u >= 0x20 && u < 0x7f) ||
	       (u >= 0xa0 && u < 0x900) || (u >= 0x900 && u < 0x1100) ||
	       (u >= 0x1e00 && u < 0x2070) || (u >= 0x3000 && u < 0x3100) ||
	       (u >= 0x4e00 && u < 0xa000) || (u >= 0xac00 && u < 0xd7a4) ||
	       (u >= 0xfb50 && u < 0xff5f);
}

static void count_units(const unsigned char *s, size_t len, bool big, struct units *units)
{
	*units = (struct units){0};
	len = len < UNITS_WINDOW ? len : UNITS_WINDOW;
	for (size_t i = 0; i + 1 < len; i += 2) {
		unsigned high = s[i + !big], low = s[i + big], u = high << 8 | low;
		bool text = is_text_unit(u);
		units->all++;
		units->text += text;
		units->ascii += text && high == 0;
		units->odd += text && high > 0 && high < 0x20 && low < 0x20;
	}
}

/* UTF-16 without a mark: characters of texts, with a blank or a line end among them now and
 * then, and no bytes in their order. */
static const char *by_units(const unsigned char *s, size_t len)
{
	for (int big = 0; big < 2; big++) {
		struct units units;
		count_units(s, len, big, &units);
		if (units.all >= 4 && units.text * 100 >= units.all * 95 &&
		    units.ascii * 200 >= units.all && units.odd * 4 < units.all)
			return big ? "utf-16be" : "utf-16le";
	}
	return NULL;
}

bool charset_is_wide(const char *label, const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	struct charset_choice choice;
	const char *name = label ? charset_name(label, strlen(label)) : NULL;
	if (by_mark(s, len, &choice))
		return strcmp(choice.name, utf8_name) != 0;
	return by_units(s, len) ||
	       (name && strncmp(name, "utf-16", 6) == 0 && ascii_run(s, len) < len);
}

/* A label's set: NULL (and a note) when it is none of ours. */
static const char *by_label(const char *label, size_t len, struct charset_choice *choice)
{
	const char *name = charset_name(label, len);
	if (name)
		return name;
	snprintf(choice->note, sizeof choice->note,
	         "declared as “%.*s”, which this version does not know", (int)(len < 40 ? len : 40),
	         label);
	return NULL;
}

static void say_broken(const struct utf8_count *count, struct charset_choice *choice)
{
	if (count->bad > 0)
		snprintf(choice->note, sizeof choice->note,
		         "UTF-8, but for %zu bytes, each shown as \xef\xbf\xbd", count->bad);
}

void charset_choose(const char *label, const char *bytes, size_t len, bool markup,
                    struct charset_choice *choice)
{
	const unsigned char *s = (const unsigned char *)bytes;
	struct utf8_count count;
	const char *name = NULL, *value = NULL;
	size_t n;
	*choice = (struct charset_choice){.name = utf8_name};
	if (by_mark(s, len, choice))
		return;
	if ((name = by_units(s, len))) {
		choice->name = name;
		return;
	}
	utf8_count(s, len, &count);
	choice->clean = count.bad == 0 && count.nul == 0 && !count.cut;
	/* Chance does not write well-formed UTF-8: it beats any declaration. */
	if (count.bad == 0 && count.good > 0)
		return;
	if (label && *label)
		name = by_label(label, strlen(label), choice);
	if (!name && markup && (n = declared(bytes, len, "charset", &value)) > 0)
		name = by_label(value, n, choice);
	if (!name && markup && (n = declared(bytes, len, "encoding", &value)) > 0)
		name = by_label(value, n, choice);
	bool wide = label && *label && name && strncmp(name, "utf-16", 6) == 0 &&
	            count.bad + count.nul > 0;
	if (name && (wide || strncmp(name, "utf", 3) != 0)) {
		choice->name = name;
		choice->note[0] = '\0';
		/* ASCII is the same in all of them. */
		choice->clean = choice->clean && count.good == 0 && !wide;
		return;
	}
	/* A few broken bytes do not make UTF-8 something else, nor as many as there are
	 * well-formed characters where it is declared: other sets have next to none. */
	if (count.bad == 0 || count.bad <= (name ? count.good : count.good / 8)) {
		say_broken(&count, choice);
		return;
	}
	bool unknown = choice->note[0] != '\0';
	n = markup ? declared(bytes, len, "lang", &value) : 0;
	choice->name =
		unknown ? "windows-1252" : by_statistics(s, len, markup, n >= 2 ? value : "");
	size_t used = strlen(choice->note);
	snprintf(choice->note + used, sizeof choice->note - used, "%sread as %s",
	         unknown ? "; " : "not declared, or declared wrongly; ", choice->name);
}
