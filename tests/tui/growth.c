/* SPDX-License-Identifier: ISC */
/* growth: what a reader's files say, and what is typed and pasted, twice as much of it is twice
 * the work. */
#include "config.h"

#include "tests/lib/growth.h"

#include "session/options.h"
#include "tui/input.h"
#include "tui/keys.h"
#include "tui/prompt.h"

#include <sys/mman.h>
#include <unistd.h>

/* The bytes as a file; its path. */
static int as_file(const char *bytes, size_t len, char path[60])
{
	int fd = memfd_create("file", MFD_CLOEXEC);

	snprintf(path, 60, "/proc/self/fd/%d", fd);
	assert_true(fd >= 0);
	for (size_t at = 0; at < len;) {
		ssize_t n = write(fd, bytes + at, len - at);

		assert_true(n > 0);
		at += (size_t)n;
	}
	return fd;
}

static void read_keys(const char *bytes, size_t len, const char *what)
{
	static const struct rights all;
	struct keys *k = keys_new();
	struct err err = {0};
	char path[60];
	int fd = as_file(bytes, len, path);

	(void)what;
	if (keys_read(k, &all, path, &err) < 0)
		assert_true(*err.text);
	keys_free(k);
	close(fd);
}

static void read_config(const char *bytes, size_t len, const char *what)
{
	struct options o = {0};
	struct err err = {0};
	char path[60], option[80], name[] = "palais";
	char *argv[] = {name, option, NULL};
	int fd = as_file(bytes, len, path);

	(void)what;
	snprintf(option, sizeof option, "--config=%s", path);
	if (options_read(&o, 2, argv, &err) < 0)
		assert_true(*err.text);
	options_done(&o);
	close(fd);
}

/* As a terminal sends them, all at once. */
static void send(const char *bytes, size_t len, const char *what)
{
	struct input *in = input_new();
	uint32_t key;

	(void)what;
	input_feed(in, bytes, len, 1);
	while (input_next(in, &key) == INPUT_KEY)
		input_pasted(in);
	input_pause(in);
	while (input_next(in, &key) == INPUT_KEY)
		continue;
	input_free(in);
}

static void paste(const char *bytes, size_t len, const char *what)
{
	struct prompt *p = prompt_new(PROMPT_SEARCH, NULL);

	(void)what, (void)len;
	prompt_paste(p, bytes);
	prompt_free(p);
}

/* Letter by letter; then back to the beginning, and taken away. */
static void type(const char *bytes, size_t len, const char *what)
{
	struct prompt *p = prompt_new(PROMPT_SEARCH, NULL);

	(void)what;
	for (size_t i = 0; i < len; i++)
		prompt_key(p, (unsigned char)bytes[i]);
	prompt_free(p);
}

#define KEYS read_keys, "keys"
#define CONFIG read_config, "config"
#define SENT send, "sent"
#define PASTED paste, "pasted"

static const struct construct constructs[] = {
	{KEYS, "", "j down\n", ""},
	{KEYS, "", "j down\nj up\n", ""},
	{KEYS, "", "j", ""},
	{KEYS, "", "# x\n", ""},
	{KEYS, "", "\n", ""},
	{KEYS, "j", " ", "down\n"},
	{KEYS, "j ", "d", "\n"},
	{KEYS, "", "\xd8\xb3 down\n", ""},
	{KEYS, "", "^A down\n", ""},
	{CONFIG, "", "site = /a%u\n", ""},
	{CONFIG, "", "mirror = https://a%u.example/=https://b.example/\n", ""},
	{CONFIG, "", "width = 80\n", ""},
	{CONFIG, "", "topic = a%u\n", ""},
	{CONFIG, "", "feed = https://a%u.example/\n", ""},
	{CONFIG, "", "# x\n", ""},
	{CONFIG, "", "a", ""},
	{CONFIG, "lang = ", "a,", "\n"},
	{CONFIG, "width", " ", "= 80\n"},
	{CONFIG, "store = ", "/a", "\n"},
	{SENT, "", "a", ""},
	{SENT, "", "\033", ""},
	{SENT, "", "\033[", ""},
	{SENT, "\033[", "1;", "A"},
	{SENT, "\033]", "a", "\a"},
	{SENT, "\033P", "a", ""},
	{SENT, "\033[200~", "a", "\033[201~"},
	{SENT, "\033[200~", "a", ""},
	{SENT, "\033[200~", "\033[201", ""},
	{SENT, "", "\033[200~a\033[201~", ""},
	{SENT, "", "\xe2\x80", ""},
	{SENT, "", "\033[<0;1;1M", ""},
	{PASTED, "", "a", ""},
	{PASTED, "a", "\xcc\x81", ""},
	{PASTED, "", "\n", ""},
	{PASTED, "", "\033[", ""},
	{PASTED, "", "\xff", ""},
	{PASTED, "", "\xe2\x81\xa7", ""},
};

/* A line has so much room. */
static const struct construct typed[] = {
	{type, "typed", "", "a", ""},
	{type, "typed", "", "\x17", ""},
	{type, "typed", "", "a ", "\x17"},
};

static void linear(void **state)
{
	(void)state;
	growth_check(constructs, sizeof constructs / sizeof *constructs);
	growth_check_within(typed, sizeof typed / sizeof *typed, 4096);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(linear)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
