/* SPDX-License-Identifier: ISC */
/* The bytes of one record, held against what its head says of them. */
#include "config.h"

#include "fetch/parse/warc/internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	int kind;
	size_t bytes;
} digests[] = {
	{"", DIGEST_NONE, 0},
	{"md5:", DIGEST_MD5, MD5_DIGEST_LENGTH},
	{"sha1:", DIGEST_SHA1, SHA1_DIGEST_LENGTH},
	{"sha256:", DIGEST_SHA256, SHA256_DIGEST_LENGTH},
};

void block_begin(struct block *b, struct source *s, const struct record *r)
{
	*b = (struct block){.s = s, .left = r->length, .kind = DIGEST_NONE};
	for (size_t i = 1; r->digest && i < sizeof digests / sizeof *digests; i++) {
		size_t len = strlen(digests[i].name);

		if (strncasecmp(r->digest, digests[i].name, len) != 0)
			continue;
		b->digest = r->digest + len;
		b->kind = digests[i].kind;
	}
	MD5Init(&b->md5);
	SHA1Init(&b->sha1);
	SHA256Init(&b->sha256);
}

size_t block_peek(struct block *b, const char **bytes)
{
	size_t n = b->left ? source_peek(b->s, bytes) : 0;

	return n < b->left ? n : (size_t)b->left;
}

void block_take(struct block *b, size_t len)
{
	const char *bytes;

	source_peek(b->s, &bytes);
	if (b->kind == DIGEST_MD5)
		MD5Update(&b->md5, (const uint8_t *)bytes, len);
	else if (b->kind == DIGEST_SHA1)
		SHA1Update(&b->sha1, (const uint8_t *)bytes, len);
	else if (b->kind == DIGEST_SHA256)
		SHA256Update(&b->sha256, (const uint8_t *)bytes, len);
	b->left -= len;
	source_take(b->s, len);
}

bool block_line(struct block *b, struct buf *line)
{
	const char *bytes, *end = NULL;
	size_t n;

	buf_reset(line);
	while (!end && line->len < LINE_MOST && (n = block_peek(b, &bytes)) > 0) {
		if (n > LINE_MOST - line->len)
			n = LINE_MOST - line->len;
		end = memchr(bytes, '\n', n);
		if (end)
			n = (size_t)(end - bytes) + 1;
		buf_add(line, bytes, n);
		block_take(b, n);
	}
	return end;
}

/* In hexadecimal digits or in base 32: both are written. */
static bool is_digest(const char *said, const uint8_t *hash, size_t len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char hex[2 * SHA256_DIGEST_LENGTH + 1] = "", base32[60] = "";
	unsigned bits = 0, held = 0;
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
		held = held << 8 | hash[i];
		for (bits += 8; bits >= 5; bits -= 5)
			base32[n++] = letters[held >> (bits - 5) & 31];
	}
	if (bits)
		base32[n++] = letters[held << (5 - bits) & 31];
	base32[n] = '\0';
	if (strlen(said) == 2 * len)
		return !strcasecmp(said, hex);
	/* of another form nothing is known */
	return strcspn(said, "=") != n || !strncasecmp(said, base32, n);
}

static int check_digest(struct block *b, struct err *err)
{
	uint8_t hash[SHA256_DIGEST_LENGTH];

	if (b->kind == DIGEST_NONE)
		return 0;
	if (b->kind == DIGEST_MD5)
		MD5Final(hash, &b->md5);
	else if (b->kind == DIGEST_SHA1)
		SHA1Final(hash, &b->sha1);
	else
		SHA256Final(hash, &b->sha256);
	if (is_digest(b->digest, hash, digests[b->kind].bytes))
		return 0;
	return err_set(err, ERR_FAILED, "its bytes are not those of its digest");
}

/* A record ends with two empty lines; of a packed one the end of its member is seen, where its
 * sum stands. */
static int check_end(struct block *b, struct err *err)
{
	static const char end[] = "\r\n\r\n";
	uint64_t began;
	const char *bytes;

	for (int i = 0; i < 4; i++) {
		if (!source_peek(b->s, &bytes))
			return err_set(err, ERR_FAILED, "it ends early");
		if (*bytes != end[i])
			return err_set(err, ERR_FAILED, "it does not end where it says");
		source_take(b->s, 1);
	}
	began = b->s->began;
	/* of this member, not of the next */
	if (!source_peek(b->s, &bytes) && b->s->state == SOURCE_DAMAGED && b->s->member &&
	    b->s->began == began)
		return err_set(err, ERR_FAILED, "its packed bytes are damaged");
	return 0;
}

int block_end(struct block *b, struct err *err)
{
	const char *bytes;
	size_t n;

	while ((n = block_peek(b, &bytes)) > 0)
		block_take(b, n);
	if (b->left)
		return err_set(err, ERR_FAILED, "it ends early");
	return check_end(b, err) < 0 ? -1 : check_digest(b, err);
}
