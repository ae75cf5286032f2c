/* SPDX-License-Identifier: ISC */
/* Hosts that mix scripts, as the domain name system has them (RFC 3492). */
#include "config.h"

#include "model/base/shown.h"

#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>
#include <unictype.h>

#define LABEL_MOST 63 /* characters of one name of a host */

/* Of punycode. */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 128 };

/* -- scripts ------------------------------------------------------------------------ */

/* Scripts that one language writes side by side are one. */
static const char *family(const char *script)
{
	static const char *const east[] = {"Hiragana", "Katakana", "Bopomofo", "Hangul"};

	for (size_t i = 0; i < sizeof east / sizeof *east; i++)
		if (!strcmp(script, east[i]))
			return "Han";
	return script;
}

/* Digits and signs are of every script. */
static bool is_mixed(const uint32_t *c, size_t count)
{
	const char *first = NULL;

	for (size_t i = 0; i < count; i++) {
		const uc_script_t *script = uc_script(c[i]);
		const char *name = script ? family(script->name) : "";

		if (!strcmp(name, "Common") || !strcmp(name, "Inherited"))
			continue;
		if (first && strcmp(first, name) != 0)
			return true;
		first = name;
	}
	return false;
}

/* -- punycode ------------------------------------------------------------------------ */

static char digit(unsigned d)
{
	return (char)(d < 26 ? 'a' + d : '0' + d - 26);
}

static unsigned adapt(unsigned delta, unsigned points, bool first)
{
	unsigned k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void put_number(struct buf *out, unsigned q, unsigned bias)
{
	for (unsigned k = BASE;; k += BASE) {
		unsigned t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;

		if (q < t)
			break;
		buf_char(out, digit(t + (q - t) % (BASE - t)));
		q = (q - t) / (BASE - t);
	}
	buf_char(out, digit(q));
}

/* At most LABEL_MOST characters, so no sum here grows beyond 2^27. */
static void put_punycode(struct buf *out, const uint32_t *c, size_t count)
{
	unsigned delta = 0, bias = BIAS, basic = 0, done;
	uint32_t n = FIRST;

	buf_str(out, "xn--");
	for (size_t i = 0; i < count; i++)
		if (c[i] < FIRST) {
			buf_char(out, (char)c[i]);
			basic++;
		}
	if (basic)
		buf_char(out, '-');
	for (done = basic; done < count; delta++, n++) {
		uint32_t least = UINT32_MAX;

		for (size_t i = 0; i < count; i++)
			least = c[i] >= n && c[i] < least ? c[i] : least;
		delta += (least - n) * (done + 1);
		n = least;
		for (size_t i = 0; i < count; i++) {
			delta += c[i] < n;
			if (c[i] != n)
				continue;
			put_number(out, delta, bias);
			bias = adapt(delta, done + 1, done == basic);
			delta = 0;
			done++;
		}
	}
}

/* -- hosts --------------------------------------------------------------------------- */

static void put_small(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_char(out, s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i]);
}

/* Folding takes some signs apart, and a stroke or a point would end the name. */
static bool is_name(const uint32_t *c, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (c[i] < FIRST && c[i] != '-' && c[i] != '_' && !(c[i] >= '0' && c[i] <= '9') &&
		    !(c[i] >= 'a' && c[i] <= 'z'))
			return false;
	return count && count <= LABEL_MOST;
}

/* One name of it: as it is, unless it mixes scripts. */
static void put_label(struct buf *out, const char *s, size_t len)
{
	uint32_t c[LABEL_MOST], *small = NULL;
	size_t count = 0, n = 0;

	for (size_t i = 0; i < len && count < LABEL_MOST; count++)
		i += utf8_decode(s + i, len - i, &c[count]);
	/* as the system takes names: in small letters, and composed */
	if (utf8_plain(s, len) < len && is_mixed(c, count))
		small = u32_casefold(c, count, NULL, UNINORM_NFKC, NULL, &n);
	if (small && is_name(small, n))
		put_punycode(out, small, n);
	else
		put_small(out, s, len);
	free(small);
}

void shown_host(struct buf *out, struct url_part host)
{
	size_t from = 0;

	if (utf8_plain(host.at, host.len) == host.len) {
		put_small(out, host.at, host.len);
		return;
	}
	while (from <= host.len) {
		const char *dot = memchr(host.at + from, '.', host.len - from);
		size_t len = dot ? (size_t)(dot - host.at) - from : host.len - from;

		put_label(out, host.at + from, len);
		if (dot)
			buf_char(out, '.');
		from += len + 1;
	}
}
