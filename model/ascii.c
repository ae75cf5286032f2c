#include "config.h"

#include "model/ascii.h"

#include "model/text.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

static const struct {
	uint32_t c;
	const char *twin;
} twins[] = {
	{0xa0, " "},    {0xa7, "S"},    {0xa9, "(c)"},  {0xab, "<<"},   {0xad, ""},
	{0xae, "(r)"},  {0xb0, "o"},    {0xb7, "-"},    {0xbb, ">>"},   {0xbf, "?"},
	{0xc6, "AE"},   {0xd7, "x"},    {0xd8, "O"},    {0xdf, "ss"},   {0xe6, "ae"},
	{0xf8, "o"},    {0x131, "i"},   {0x141, "L"},   {0x142, "l"},   {0x152, "OE"},
	{0x153, "oe"},  {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},  {0x2013, "-"},
	{0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},  {0x2019, "'"},  {0x201a, ","},
	{0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""}, {0x2020, "+"},  {0x2022, "*"},
	{0x2026, "..."},{0x2032, "'"},  {0x2033, "\""}, {0x2039, "<"},  {0x203a, ">"},
	{0x20ac, "EUR"},{0x2116, "No"}, {0x2190, "<"},  {0x2191, "^"},  {0x2192, ">"},
	{0x2193, "v"},  {0x21b5, "<"},  {0x2212, "-"},  {0x2500, "-"},  {0x2502, "|"},
	{0x2588, "#"},  {0x2591, "."},  {0x2592, ":"},  {0x2593, "%"},  {0x25cb, "o"},
	{0x25cf, "*"},  {0x00d7, "x"},  {0x2581, "_"},  {0x2582, "_"},  {0x2583, "."},
	{0x2584, "="},  {0x2585, "="},  {0x2586, "#"},  {0x2587, "#"},  {0x258f, "|"},
	{0x2595, "|"},  {0x200b, ""},   {0x200c, ""},   {0x200d, ""},   {0x200e, ""},
	{0x200f, ""},   {0x61c, ""},    {0x241b, "^"},
};

const char *ascii_twin(unsigned int c)
{
	for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
		if (twins[i].c == c)
			return twins[i].twin;
	if (c >= 0x2400 && c <= 0x2421)
		return "^";
	if (c >= 0x300 && c <= 0x36f)
		return "";
	return NULL;
}

/* The letter under an accent, or 0. */
static char base_letter(uint32_t c)
{
	ucs4_t to[UC_DECOMPOSITION_MAX_LENGTH];
	int n = c < 0x250 || (c >= 0x1e00 && c < 0x1f00) ? uc_canonical_decomposition(c, to) : -1;

	while (n > 0 && to[0] >= 0x80)
		n = uc_canonical_decomposition(to[0], to);
	return n > 0 && to[0] < 0x80 ? (char)to[0] : 0;
}

/* Writes one character; false when it is lost. */
static bool write_one(struct buf *out, uint32_t c)
{
	const char *twin;
	char base;

	if (c < 0x80) {
		buf_char(out, (char)c);
		return true;
	}
	twin = ascii_twin(c);
	if (twin) {
		buf_str(out, twin);
		return true;
	}
	base = base_letter(c);
	buf_char(out, base ? base : '?');
	return base != 0;
}

void ascii_write(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += text_decode(s + i, len - i, &c);
		write_one(out, c);
	}
}

bool ascii_lossy(const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += text_decode(s + i, len - i, &c);
		if (c >= 0x80 && !ascii_twin(c) && !base_letter(c))
			return true;
	}
	return false;
}
