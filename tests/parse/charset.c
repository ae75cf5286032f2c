/* SPDX-License-Identifier: ISC */
/* Character sets: which one is chosen, and what comes out. */
#include "config.h"

#include "fetch/parse/core/charset.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char arabic[] =
	"تصل القافلة إلى القرية مع أول ضوء، ويستقبلها الأهالي عند الجسر القديم. "
	"ولم يكن الطريق سهلاً لأن المطر لم يتوقف منذ ثلاثة أيام.";
/* written with the letters that windows-1256 has */
static const char farsi[] = "چاپ گزارش پژوهش بزرگ در باره پل هاي چوبي و پنبه و گچ در ژاپن";
static const char russian[] =
	"Поезд приходит на станцию рано утром, и на платформе почти никого нет. "
	"Дежурный говорит, что так было не всегда.";
static const char chinese[] =
	"火车早上到站的时候，月台上几乎没有人。站长说，以前不是这样的，那时候大家都来接人。";
static const char taiwanese[] =
	"火車早上到站的時候，月臺上幾乎沒有人。站長說，以前不是這樣的，那時候大家都來接人。";
static const char french[] =
	"Le train arrive très tôt à la gare, et presque personne n'est là pour l'été passé.";

/* Parses the text as a page in a set that is declared in none, one or both
 * places; its text must come back. */
static void check(const char *text, const char *set, const char *meta, const char *header)
{
	char html[2048];
	size_t len;
	struct parse_how how = {.charset = header};
	snprintf(html, sizeof html,
	         "<html><head>%s%s%s<title>x</title></head><body><p>%s</p></body>",
	         meta ? "<meta charset=\"" : "", meta ? meta : "", meta ? "\">" : "", text);
	char *bytes = parse_encode(html, set, &len);
	struct doc *doc = parse_it(bytes, len, &how);
	char *body = parse_body(doc, false);
	if (!strstr(body, text))
		fail_msg("%s (meta %s, header %s): %s", set, meta ? meta : "-",
		         header ? header : "-", body);
	free(body);
	free(bytes);
	doc_free(doc);
}

static void declared_in_header(void **state)
{
	(void)state;
	check(arabic, "windows-1256", NULL, "windows-1256");
	check(russian, "koi8-r", NULL, "KOI8-R");
	check(chinese, "gb18030", NULL, "gb2312");
	check(taiwanese, "big5", NULL, "Big5");
	check(french, "iso-8859-1", NULL, "ISO-8859-1");
	check(arabic, "iso-8859-6", NULL, "\"iso-8859-6\"");
}

static void declared_in_meta(void **state)
{
	(void)state;
	check(arabic, "windows-1256", "windows-1256", NULL);
	check(russian, "windows-1251", "windows-1251", NULL);
	check(chinese, "gb18030", "GBK", NULL);
	check(french, "iso-8859-15", "iso-8859-15", NULL);
}

static void by_content_alone(void **state)
{
	(void)state;
	check(arabic, "windows-1256", NULL, NULL);
	check(farsi, "windows-1256", NULL, NULL);
	check(russian, "windows-1251", NULL, NULL);
	check(russian, "koi8-r", NULL, NULL);
	check(chinese, "gb18030", NULL, NULL);
	check(taiwanese, "big5", NULL, NULL);
	check(french, "windows-1252", NULL, NULL);
	check(arabic, "utf-8", NULL, NULL);
	check(arabic, "utf-16le", NULL, NULL);
	check(french, "utf-16be", NULL, NULL);
}

/* Too little text to tell by: the language says in which set it was written. */
static void by_language_alone(void **state)
{
	static const struct {
		const char *lang, *set, *text;
	} cases[] = {
		{"ar", "windows-1256", "و a ا"}, {"fa", "windows-1256", "و a ا"},
		{"ur", "windows-1256", "و a ا"}, {"ru", "windows-1251", "я a и"},
		{"uk", "windows-1251", "я a і"}, {"bg", "windows-1251", "я a и"},
		{"sr", "windows-1251", "и a у"}, {"mk", "windows-1251", "и a у"},
		{"be", "windows-1251", "і a у"}, {"pl", "windows-1250", "będą"},
		{"cs", "windows-1250", "řada"},  {"sk", "windows-1250", "ďalej"},
		{"hu", "windows-1250", "őt"},    {"sl", "windows-1250", "če"},
		{"hr", "windows-1250", "će"},    {"ro", "windows-1250", "ţara"},
		{"el", "windows-1253", "α a ω"}, {"tr", "windows-1254", "ağ"},
		{"he", "windows-1255", "א a ב"}, {"lt", "windows-1257", "ąb"},
		{"lv", "windows-1257", "māja"},  {"et", "windows-1257", "šokk"},
		{"vi", "windows-1258", "đi"},    {"zh", "gb18030", "上这早"},
		{"ko", "euc-kr", "역사었"},      {"th", "tis-620", "บมซภ"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char html[200];
		size_t len;
		for (int told = 0; told < 2; told++) {
			snprintf(html, sizeof html, "<html%s%s><body><p>%s</p>",
			         told ? " lang=" : "", told ? cases[i].lang : "", cases[i].text);
			char *bytes = parse_encode(html, cases[i].set, &len);
			struct doc *doc = parse_it(bytes, len, NULL);
			char *body = parse_body(doc, false);
			bool same = strncmp(body, cases[i].text, strlen(cases[i].text)) == 0;
			if (same != told)
				fail_msg("%s, %s: %s", cases[i].lang, told ? "told" : "not told",
				         body);
			free(body);
			free(bytes);
			doc_free(doc);
		}
	}
}

/* UTF-8 is what it is, whatever is said of it; and what is said to be UTF-8 and
 * is not is looked at. */
static void declared_wrongly(void **state)
{
	(void)state;
	check(arabic, "utf-8", "iso-8859-1", "windows-1252");
	check(russian, "windows-1251", "utf-8", NULL);
	check(arabic, "windows-1256", NULL, "utf-8");
	check(chinese, "utf-8", "gb2312", NULL);
}

static void with_mark(void **state)
{
	static const char utf8[] = "\xef\xbb\xbf<p>Grüße an alle, die heute hier sind.</p>";
	static const char utf16[] = "\xff\xfe<\0p\0>\0h\0\xe9\0l\0l\0o\0<\0/\0p\0>\0";
	(void)state;
	struct doc *doc = parse_it(utf8, sizeof utf8 - 1, NULL);
	char *body = parse_body(doc, false);
	assert_non_null(strstr(body, "Grüße an alle"));
	free(body);
	doc_free(doc);
	doc = parse_it(utf16, sizeof utf16 - 1, NULL);
	body = parse_body(doc, false);
	assert_string_equal(body, "héllo\n");
	free(body);
	doc_free(doc);
}

static void check_text(const char *utf8, const char *set, const char *header, bool back)
{
	size_t len;
	struct parse_how how = {.name = "x.txt", .charset = header};
	char *bytes = parse_encode(utf8, set, &len);
	struct doc *doc = parse_it(bytes, len, &how);
	char *body = parse_body(doc, false);
	if ((strncmp(body, utf8, strcspn(utf8, "\n")) == 0) != back)
		fail_msg("%s, header %s: %s", set, header ? header : "-", body);
	free(body);
	free(bytes);
	doc_free(doc);
}

/* UTF-16 that no mark tells: by the first bytes of its characters, or where these may be
 * any, by blanks and line ends. */
static void wide_without_mark(void **state)
{
	static const char *const orders[] = {"utf-16le", "utf-16be"};
	static const char *const texts[] = {
		arabic, farsi,    russian,
		french, "Ой, да", "北京，一九九九年一月一日，一个人也没有来。\n"};
	(void)state;
	for (size_t k = 0; k < 2; k++) {
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
			check_text(texts[i], orders[k], NULL, true);
		check(russian, orders[k], NULL, NULL);
		check(chinese, orders[k], NULL, NULL);
		/* nothing but Chinese characters: only a header tells */
		check_text("北京没有人", orders[k], NULL, false);
		check_text("北京没有人", orders[k], orders[k], true);
	}
	/* what is something else than it is called */
	check_text("Nobody came to the quay.", "utf-8", "utf-16le", true);
}

/* How many blanks, how many characters of no text, how many of two control bytes. */
static void wide_limits(void **state)
{
	static const struct {
		const char *first, *second;
		int firsts, seconds;
		bool wide;
	} cases[] = {
		{"人", "\n", 190, 1, true},
		{"人", "\n", 230, 1, false},
		{"д ", "\xee\x80\x80", 48, 4, true},
		{"д ", "\xee\x80\x80", 46, 8, false},
		{"д ", "А", 40, 24, true},
		{"д ", "А", 40, 34, false},
		{"д ", "д", 1, 2, true},
		{"д ", "д", 1, 1, false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct charset_choice choice;
		struct buf text;
		size_t len;
		buf_init(&text, 10000);
		for (int k = 0; k < cases[i].firsts; k++)
			buf_str(&text, cases[i].first);
		for (int k = 0; k < cases[i].seconds; k++)
			buf_str(&text, cases[i].second);
		char *bytes = parse_encode(text.bytes, "utf-16le", &len);
		charset_choose(NULL, bytes, len, false, &choice);
		if ((strcmp(choice.name, "utf-16le") == 0) != cases[i].wide)
			fail_msg("%d × %s, %d × %s: %s", cases[i].firsts, cases[i].first,
			         cases[i].seconds, cases[i].second, choice.name);
		free(bytes);
		buf_done(&text);
	}
}

/* Bytes that hold a NUL, and are no UTF-16. */
static void nul_in_text(void **state)
{
	static const char html[] =
		"<p>The keeper of the quay \0 wrote it down, and nobody read it.";
	(void)state;
	struct doc *doc = parse_it(html, sizeof html - 1, NULL);
	char *body = parse_body(doc, false);
	assert_non_null(strstr(body, "wrote it down"));
	free(body);
	doc_free(doc);
}

static void unknown_is_said(void **state)
{
	static const char html[] = "<meta charset=x-nobody-knows><p>Caf\xe9 on the corner.</p>";
	(void)state;
	struct doc *doc = parse_it(html, sizeof html - 1, NULL);
	char *body = parse_body(doc, false);
	assert_string_equal(body, "Café on the corner.\n");
	assert_non_null(strstr(doc_fact(doc, "charset-note"), "x-nobody-knows"));
	free(body);
	doc_free(doc);
}

static void labels(void **state)
{
	(void)state;
	assert_string_equal(charset_name(" UTF8 ", 6), "utf-8");
	assert_string_equal(charset_name("Windows-1256", 12), "windows-1256");
	assert_string_equal(charset_name("latin1", 6), "windows-1252");
	assert_null(charset_name("klingon", 7));
	assert_null(charset_name("", 0));
}

/* A few broken bytes stay a few broken characters. */
static void broken_utf8(void **state)
{
	char html[4096] = "<p>";
	(void)state;
	for (int i = 0; i < 20; i++)
		strcat(html, "Überall fährt heute früh ein Zug. ");
	strcat(html, "\xff\xfe und Schluß.</p>");
	struct doc *doc = parse_it(html, strlen(html), NULL);
	char *body = parse_body(doc, false);
	assert_non_null(strstr(body, "Überall fährt"));
	assert_non_null(strstr(body, "\xef\xbf\xbd"));
	free(body);
	doc_free(doc);
}

/* So many characters of UTF-8, and bytes that are in none. */
static void check_broken(const char *meta, int good, int bad, bool stays)
{
	struct buf html;
	buf_init(&html, 10000);
	buf_printf(&html, "%s<p>", meta);
	for (int i = 0; i < good; i++)
		buf_str(&html, "früh ");
	for (int i = 0; i < bad; i++)
		buf_str(&html, "caf\xe9 ");
	buf_str(&html, "and so on</p>");
	struct doc *doc = parse_it(html.bytes, html.len, NULL);
	char *body = parse_body(doc, false);
	char note[60];
	snprintf(note, sizeof note, "UTF-8, but for %d bytes", bad);
	if ((strstr(body, "früh") && strstr(body, "caf\xef\xbf\xbd")) != stays ||
	    (strncmp(doc_fact(doc, "charset-note"), note, strlen(note)) == 0) != stays)
		fail_msg("%s, %d and %d: %s (%s)", meta, good, bad, body,
		         doc_fact(doc, "charset-note"));
	free(body);
	doc_free(doc);
	buf_done(&html);
}

static void declared_and_broken(void **state)
{
	(void)state;
	check_broken("<meta charset=utf-8>", 6, 6, true);
	check_broken("<meta charset=utf-8>", 6, 8, false);
	check_broken("<meta charset=utf-8>", 1, 1, true);
	check_broken("<meta charset=utf-8>", 0, 3, false);
	check_broken("", 17, 2, true);
	check_broken("", 12, 2, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(declared_in_header),  cmocka_unit_test(declared_in_meta),
		cmocka_unit_test(by_content_alone),    cmocka_unit_test(by_language_alone),
		cmocka_unit_test(declared_wrongly),    cmocka_unit_test(with_mark),
		cmocka_unit_test(unknown_is_said),     cmocka_unit_test(labels),
		cmocka_unit_test(broken_utf8),         cmocka_unit_test(wide_without_mark),
		cmocka_unit_test(wide_limits),         cmocka_unit_test(nul_in_text),
		cmocka_unit_test(declared_and_broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
