/* SPDX-License-Identifier: ISC */
/* Whether an answer is the document that was read before: each limit on both sides. */
#include "config.h"

#include "fetch/acquire/same.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <string.h>

#define PAGE "https://locks.example/news/treaty"
#define PLAIN "http://locks.example/news/treaty"

/* A text of so many words of its own, from `first` on; `more` are said behind them. */
struct text {
	const char *format, *title;
	int first, count;
	const char *more;
	bool password;
};

static struct doc *make(const struct text *t)
{
	struct doc_maker *m = doc_maker_new(0);
	char word[40];

	doc_add_fact(m, DOC_FORMAT, t->format ? t->format : "html");
	if (t->title)
		doc_add_fact(m, DOC_TITLE, t->title);
	if (t->password)
		doc_add_fact(m, DOC_PASSWORD, "yes");
	doc_begin(m, DOC_PARAGRAPH);
	for (int i = 0; i < t->count; i++) {
		/* an abundance of short words is no likeness */
		snprintf(word, sizeof word, "word%d of the ", t->first + i);
		doc_add_str(m, word);
	}
	if (t->more)
		doc_add_str(m, t->more);
	return doc_finish(m, NULL);
}

static const char *judge(const char *asked, const char *old_url, const struct text *old,
                         const char *now_url, const struct text *now)
{
	struct doc *a = make(old), *b = make(now);
	const char *why =
		same_judge(asked, &(struct same_side){old_url, a}, &(struct same_side){now_url, b});

	doc_free(a);
	doc_free(b);
	return why ? why : "";
}

static const char *at_page(const struct text *old, const struct text *now)
{
	return judge(PAGE, PAGE, old, PAGE, now);
}

static const char *at_plain(const struct text *old, const struct text *now)
{
	return judge(PLAIN, PLAIN, old, PLAIN, now);
}

static const struct text hundred = {.count = 100};

static void pages_change(void **state)
{
	(void)state;
	/* a page is written anew */
	assert_string_equal(at_page(&hundred, &(struct text){.first = 100, .count = 100}), "");
	/* it shrinks to an excerpt, or grows */
	assert_string_equal(at_page(&hundred, &(struct text){.count = 5}), "");
	assert_string_equal(at_page(&(struct text){.count = 5}, &hundred), "");
	/* what is empty cannot be compared */
	assert_string_equal(at_page(&(struct text){.count = 0}, &hundred), "");
}

static void a_password(void **state)
{
	struct text now = {.first = 51, .count = 100, .password = true}, asks = hundred;

	(void)state;
	assert_string_equal(at_page(&hundred, &now), "a page that asks for a password");
	now.first = 50;
	assert_string_equal(at_page(&hundred, &now), "");
	now.first = 200;
	asks.password = true;
	assert_string_equal(at_page(&asks, &now), "");
}

static void a_challenge(void **state)
{
	struct text now = {.first = 200, .count = 77, .more = "Checking your Browser"};
	struct text old = {.count = 100, .more = "checking your browser is a song"};

	(void)state;
	/* its own three words, of which one is too short to count, with them */
	assert_string_equal(at_page(&hundred, &now), "a page that asks whether a person reads it");
	now.count = 78;
	assert_string_equal(at_page(&hundred, &now), "");
	now.count = 20;
	assert_string_equal(at_page(&old, &now), "a far shorter text of other words");
	now.title = "Just a moment…";
	now.more = NULL;
	assert_string_equal(at_page(&hundred, &now), "a page that asks whether a person reads it");
	now.first = 0;
	now.count = 52;
	assert_string_equal(at_page(&hundred, &now), "");
}

static void no_such_page(void **state)
{
	struct text now = {.first = 200, .count = 300, .title = "Page not found | River Office"};
	struct text old = {.count = 100, .title = "404: why a page is not found"};

	(void)state;
	assert_string_equal(at_page(&hundred, &now), "a page that says that there is no such page");
	assert_string_equal(at_page(&old, &now), "");
	now.title = "Página no encontrada";
	assert_string_equal(at_page(&hundred, &now), "a page that says that there is no such page");
	/* who writes about it in the text alone says nothing of the page */
	now.title = "Lost";
	now.more = "page not found";
	assert_string_equal(at_page(&hundred, &now), "");
	now.title = "Page not found";
	now.first = 0;
	assert_string_equal(at_page(&hundred, &now), "");
}

/* Words in the six languages; folding sets the signs of Han apart. */
static void in_six_languages(void **state)
{
	static const char *const absent[] = {
		"404",       "Error 404",        "Boats - 404",         "404 | River Office",
		"Not found", "Page non trouvée", "Страница не найдена", "抱歉，页面不存在",
		"خطأ 404",   "هذا خطأ 404 هنا"};
	static const char *const others[] = {"Lock 404 is closed",
	                                     "Boats not found after a search"};
	static const char *const asks[] = {"Sorry, you have been blocked",
	                                   "Проверяем, человек ли вы", "正在验证您是否是真人"};
	static const char *const lets[] = {"Welcome to Free Wi-Fi", "номер для доступа в интернет",
	                                   "请输入手机号码以连接互联网",
	                                   "يرجى قبول الشروط للاتصال بالإنترنت"};
	static const char *const out[] = {"We'll be back soon!",
	                                  "503 Service Unavailable",
	                                  "Le site est en maintenance.",
	                                  "Página temporalmente no disponible",
	                                  "Сайт временно недоступен",
	                                  "الموقع قيد الصيانة حاليا",
	                                  "网站暂时无法访问"};
	struct text now = {.first = 200, .count = 50};

	(void)state;
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
		now.title = absent[i];
		assert_string_equal(at_page(&hundred, &now),
		                    "a page that says that there is no such page");
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		now.title = others[i];
		assert_string_equal(at_page(&hundred, &now), "");
	}
	now.title = NULL;
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
		now.more = asks[i];
		assert_string_equal(at_page(&hundred, &now),
		                    "a page that asks whether a person reads it");
	}
	for (size_t i = 0; i < sizeof lets / sizeof *lets; i++) {
		now.more = lets[i];
		assert_string_equal(at_page(&hundred, &now), "a page that lets one into a network");
	}
	for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
		now.more = out[i];
		assert_string_equal(at_page(&hundred, &now),
		                    "a page that says that its server is out of order");
	}
	now.count = 85;
	assert_string_equal(at_page(&hundred, &now), "");
}

static void another_host(void **state)
{
	struct text now = {.first = 71, .count = 100};
	const char *there = "https://other.example/news/treaty";

	(void)state;
	assert_string_equal(judge(PAGE, PAGE, &hundred, there, &now), "a page of another host");
	now.first = 70;
	assert_string_equal(judge(PAGE, PAGE, &hundred, there, &now), "");
	now.first = 200;
	/* where it was found before; the same with or without www; on the same host */
	assert_string_equal(judge(PAGE, there, &hundred, there, &now), "");
	assert_string_equal(judge(PAGE, "https://other.example/x", &hundred, there, &now), "");
	assert_string_equal(
		judge(PAGE, PAGE, &hundred, "https://www.locks.example/news/treaty", &now), "");
	assert_string_equal(judge(PAGE, PAGE, &hundred, "https://locks.example/news/2", &now), "");
}

static void home(void **state)
{
	static const char *const homes[] = {"https://locks.example/", "https://locks.example/en",
	                                    "https://locks.example/en/",
	                                    "https://locks.example/index.html"};
	static const char *const others[] = {
		"https://locks.example/news", "https://locks.example/?p=12",
		"https://locks.example/index/2026", "https://locks.example/indexes.html"};
	struct text now = {.first = 71, .count = 100};

	(void)state;
	for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
		assert_string_equal(judge(PAGE, PAGE, &hundred, homes[i], &now), "the home page");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_string_equal(judge(PAGE, PAGE, &hundred, others[i], &now), "");
	now.first = 70;
	assert_string_equal(judge(PAGE, PAGE, &hundred, homes[0], &now), "");
	/* a home page that is asked for leads to another of them */
	now.first = 200;
	assert_string_equal(judge(homes[0], homes[0], &hundred, homes[1], &now), "");
}

static void a_paper(void **state)
{
	struct text paper = {.format = "pdf", .count = 100}, now = {.first = 71, .count = 100};

	(void)state;
	assert_string_equal(at_page(&paper, &now), "a web page in place of the file");
	now.first = 70;
	assert_string_equal(at_page(&paper, &now), "");
	now.first = 200;
	now.format = "pdf";
	assert_string_equal(at_page(&paper, &now), "");
	assert_string_equal(at_page(&hundred, &now), "");
}

static void far_shorter(void **state)
{
	struct text now = {.first = 85, .count = 24};

	(void)state;
	/* of 24 words 15 are the old one's */
	assert_string_equal(at_page(&hundred, &now), "");
	now.first = 91; /* nine, of a hundred 37 */
	assert_string_equal(at_page(&hundred, &now), "a far shorter text of other words");
	now.first = 90; /* ten: 41 */
	assert_string_equal(at_page(&hundred, &now), "");
	now = (struct text){.first = 200, .count = 25};
	assert_string_equal(at_page(&hundred, &now), "");
}

/* Over plain http an answer is believed least. */
static void plain_http(void **state)
{
	struct text now = {.first = 86, .count = 100};

	(void)state;
	assert_string_equal(at_plain(&hundred, &now),
	                    "a text of other words, over a line that anybody may answer on");
	assert_string_equal(judge(PLAIN, PLAIN, &hundred, PAGE, &now),
	                    "a text of other words, over a line that anybody may answer on");
	now.first = 85;
	assert_string_equal(at_plain(&hundred, &now), "");
	now.first = 41;
	assert_string_equal(judge(PLAIN, PLAIN, &hundred, "http://portal.example/login", &now),
	                    "a page of another host");
	assert_string_equal(judge(PLAIN, PLAIN, &hundred, "https://portal.example/", &now),
	                    "a page of another host");
	now.first = 40;
	assert_string_equal(judge(PLAIN, PLAIN, &hundred, "http://portal.example/login", &now), "");
}

/* What is new each time is taken; a web page in place of it is not. */
static void lists(void **state)
{
	struct text feed = {.format = "feed", .count = 100};
	struct text other = {.format = "feed", .first = 200, .count = 2};
	struct text page = {.first = 200, .count = 2, .password = true};

	(void)state;
	assert_string_equal(at_plain(&feed, &other), "");
	assert_string_equal(at_plain(&feed, &page), "a page that asks for a password");
}

static void words_count(void **state)
{
	struct doc *a =
		make(&(struct text){.title = "الأمن", .more = "安理会 tide TIDE the sea Tide."});
	struct doc *b = make(&(struct text){.more = "الامن 安 tides"});
	struct same_words w;

	(void)state;
	assert_int_equal(same_count(a, b, &w), 0);
	assert_int_equal(w.old, 5);
	assert_int_equal(w.now, 3);
	assert_int_equal(w.shared, 2);
	doc_free(a);
	doc_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_change),
		cmocka_unit_test(a_password),
		cmocka_unit_test(a_challenge),
		cmocka_unit_test(no_such_page),
		cmocka_unit_test(in_six_languages),
		cmocka_unit_test(another_host),
		cmocka_unit_test(home),
		cmocka_unit_test(a_paper),
		cmocka_unit_test(far_shorter),
		cmocka_unit_test(plain_http),
		cmocka_unit_test(lists),
		cmocka_unit_test(words_count),
	};

	return cmocka_run_group_tests_name("same", tests, NULL, NULL);
}
