/* SPDX-License-Identifier: ISC */
/* The page as libxml2 reads it: without comments and without what is inside scripts
 * and styles, which is half of a news page and nothing of its text. Where a script ends is
 * decided as browsers do it. */
#include "config.h"

#include "fetch/parse/html/feed_in.h"

#include "fetch/parse/html/html.h"

#include <string.h>
#include <strings.h>

/* Where the tag that begins at s ends: after its '>'. */
static const char *tag_end(const char *s, const char *end)
{
	char quote = '\0';
	for (; s < end; s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if ((*s == '"' || *s == '\'') && s[-1] == '=')
			quote = *s;
		else if (*s == '>')
			return s + 1;
	}
	return end;
}

/* The "</name" that ends raw text, or the end of all. */
static const char *raw_end(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);
	while ((s = memchr(s, '<', (size_t)(end - s)))) {
		if ((size_t)(end - s) > n + 2 && s[1] == '/' && strncasecmp(s + 2, name, n) == 0)
			return s;
		s++;
	}
	return end;
}

static bool cut_here(struct html_feed *f, const char *s)
{
	static const char *const raw[] = {"script", "style"};
	size_t left = (size_t)(f->end - s);
	if (left > 7 && memcmp(s, "<!--", 4) == 0) {
		const char *end = memmem(s + 2, left - 2, "-->", 3);
		f->cut = s;
		f->cut_len = end ? (size_t)(end + 3 - s) : 0;
		return f->cut_len > 0;
	}
	for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
		size_t n = strlen(raw[i]);
		if (left < n + 2 || strncasecmp(s + 1, raw[i], n) != 0 ||
		    !(s[n + 1] == '>' || html_is_space(s[n + 1])))
			continue;
		const char *inside = tag_end(s + 1, f->end);
		if (f->xhtml && inside[-2] == '/')
			return false;
		if (memmem(s, (size_t)(inside - s), "ld+json", 7))
			return false;
		f->cut = inside;
		f->cut_len = (size_t)(raw_end(inside, f->end, raw[i]) - inside);
		return true;
	}
	return false;
}

static void find_cut(struct html_feed *f)
{
	const char *s = f->s;
	while ((s = memchr(s, '<', (size_t)(f->end - s)))) {
		if ((s[1] == '!' || (s[1] | 32) == 's') && cut_here(f, s))
			return;
		s++;
		if (s >= f->end)
			break;
	}
	f->cut = f->end;
	f->cut_len = 0;
}

int html_feed_read(void *data, char *to, int len)
{
	struct html_feed *f = data;
	int done = 0;
	while (done < len && f->s < f->end) {
		if (!f->cut)
			find_cut(f);
		size_t n = (size_t)(f->cut - f->s);
		if (n > (size_t)(len - done))
			n = (size_t)(len - done);
		memcpy(to + done, f->s, n);
		f->s += n;
		done += (int)n;
		if (f->s == f->cut) {
			f->s += f->cut_len;
			f->cut = NULL;
		}
	}
	return done;
}
