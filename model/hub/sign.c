/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/sign.h"

#include "model/base/base64.h"
#include "model/hub/lines.h"
#include "model/hub/sodium.h"

#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sha2.h>

#define HASH 64
#define SAID "untrusted comment: "
#define SIGNED "trusted comment: "

/* What stands in the second line of a file, as minisign has it. */
#define PUBLIC_FILE (2 + SIGN_NAME + SIGN_PUBLIC)
#define SIGNATURE_FILE (2 + SIGN_NAME + SIGN_BYTES)
struct secret_file {
	uint8_t kind[2], password[2], sum[2];
	uint8_t salt[32], cost[16];
	uint8_t name[SIGN_NAME], key[SIGN_SECRET], check[32];
};

/* -- fingerprints -------------------------------------------------------------- */

/* As long as what is signed for is worth it to nobody to make 2^160 keys. */
#define FINGERPRINT_BYTES 20

void sign_fingerprint(const struct sign_public *key, char out[SIGN_FINGERPRINT])
{
	uint8_t sum[SHA256_DIGEST_LENGTH];
	SHA2_CTX hash;

	SHA256Init(&hash);
	SHA256Update(&hash, key->name, sizeof key->name);
	SHA256Update(&hash, key->key, sizeof key->key);
	SHA256Final(sum, &hash);
	for (size_t i = 0; i < FINGERPRINT_BYTES; i += 2)
		snprintf(out + i / 2 * 5, SIGN_FINGERPRINT - i / 2 * 5, "%02x%02x ", sum[i],
		         sum[i + 1]);
	out[SIGN_FINGERPRINT - 1] = '\0';
}

/* The digits alone, in small letters: how many; -1 when there is anything else. */
static int digits_of(const char *typed, char out[2 * FINGERPRINT_BYTES])
{
	int n = 0;

	for (; *typed; typed++) {
		char c = *typed >= 'A' && *typed <= 'F' ? (char)(*typed + 32) : *typed;

		if (c == ' ' || c == ':')
			continue;
		if (n == 2 * FINGERPRINT_BYTES || !strchr("0123456789abcdef", c))
			return -1;
		out[n++] = c;
	}
	return n;
}

bool sign_is_fingerprint(const char *typed)
{
	char digits[2 * FINGERPRINT_BYTES];

	return digits_of(typed, digits) == sizeof digits;
}

bool sign_fingerprint_is(const struct sign_public *key, const char *typed)
{
	char is[SIGN_FINGERPRINT], a[2 * FINGERPRINT_BYTES], b[2 * FINGERPRINT_BYTES];

	sign_fingerprint(key, is);
	return digits_of(is, a) == sizeof a && digits_of(typed, b) == sizeof b &&
	       !memcmp(a, b, sizeof a);
}

/* -- files --------------------------------------------------------------------- */

static bool begins(struct lines line, const char *word)
{
	return (size_t)(line.end - line.at) >= strlen(word) && !memcmp(line.at, word, strlen(word));
}

static bool is_base64(struct lines line, void *bytes, size_t size)
{
	return base64_read(line.at, (size_t)(line.end - line.at), BASE64_PADDED, bytes, size);
}

/* A comment and the bytes behind it. */
static bool read_pair(struct lines *text, void *bytes, size_t size)
{
	struct lines line;

	return lines_next(text, &line) && begins(line, SAID) && lines_next(text, &line) &&
	       is_base64(line, bytes, size);
}

static int is_no(const char *what, const char *kind, struct err *err)
{
	return err_set(err, ERR_FAILED, "%.300s: not the file of a %s, as minisign has them", what,
	               kind);
}

int sign_public_read(const char *file, size_t len, const char *what, struct sign_public *key,
                     struct err *err)
{
	uint8_t bytes[PUBLIC_FILE];
	struct lines text = {file, file + len};

	if (len > SIGN_FILE_MOST || !read_pair(&text, bytes, sizeof bytes) ||
	    memcmp(bytes, "Ed", 2) != 0)
		return is_no(what, "public key", err);
	memcpy(key->name, bytes + 2, SIGN_NAME);
	memcpy(key->key, bytes + 2 + SIGN_NAME, SIGN_PUBLIC);
	return 0;
}

/* The name of a key as minisign shows it: a number, the last byte first. */
static void name_hex(const uint8_t name[SIGN_NAME], char out[2 * SIGN_NAME + 1])
{
	for (size_t i = 0; i < SIGN_NAME; i++)
		snprintf(out + 2 * i, 3, "%02X", name[SIGN_NAME - 1 - i]);
}

void sign_public_write(const struct sign_public *key, struct buf *out)
{
	uint8_t bytes[PUBLIC_FILE] = {'E', 'd'};
	char name[2 * SIGN_NAME + 1];

	memcpy(bytes + 2, key->name, SIGN_NAME);
	memcpy(bytes + 2 + SIGN_NAME, key->key, SIGN_PUBLIC);
	name_hex(key->name, name);
	buf_printf(out, SAID "minisign public key %s\n", name);
	base64_add(out, bytes, sizeof bytes, BASE64_PADDED);
	buf_char(out, '\n');
}

void sign_public_of(const struct sign_secret *secret, struct sign_public *public)
{
	memcpy(public->name, secret->name, SIGN_NAME);
	memcpy(public->key, secret->key + SIGN_SECRET - SIGN_PUBLIC, SIGN_PUBLIC);
}

/* The sum of what a file of a secret key says, by which a wrong password would be noticed. */
static void check_of(const struct sodium *sodium, const struct secret_file *f, uint8_t out[32])
{
	uint8_t all[2 + SIGN_NAME + SIGN_SECRET];

	memcpy(all, f->kind, 2);
	memcpy(all + 2, f->name, SIGN_NAME);
	memcpy(all + 2 + SIGN_NAME, f->key, SIGN_SECRET);
	sodium->hash(out, 32, all, sizeof all, NULL, 0);
}

int sign_secret_read(const char *file, size_t len, const char *what, struct sign_secret *key,
                     struct err *err)
{
	struct secret_file f;
	struct sodium sodium;
	struct lines text = {file, file + len};
	static const uint8_t none[32];
	uint8_t check[32];

	_Static_assert(sizeof f == 158, "bytes of minisign's secret key");
	if (len > SIGN_FILE_MOST || !read_pair(&text, &f, sizeof f) ||
	    memcmp(f.kind, "Ed", 2) != 0 || memcmp(f.sum, "B2", 2) != 0)
		return is_no(what, "secret key", err);
	if (memcmp(f.password, "\0\0", 2) != 0)
		return err_set(err, ERR_FAILED,
		               "%.300s: under a password, which nobody types at night: "
		               "`palais site key FILE` makes one without, and so does minisign -GW",
		               what);
	if (sodium_open(&sodium, err) < 0)
		return -1;
	check_of(&sodium, &f, check);
	/* minisign leaves the sum out where there is no password */
	if (memcmp(check, f.check, sizeof check) != 0 && memcmp(none, f.check, sizeof none) != 0)
		return err_set(err, ERR_FAILED, "%.300s: damaged: its sum is another", what);
	memcpy(key->name, f.name, SIGN_NAME);
	memcpy(key->key, f.key, SIGN_SECRET);
	return 0;
}

int sign_secret_write(const struct sign_secret *key, struct buf *out, struct err *err)
{
	struct secret_file f = {.kind = "Ed", .sum = "B2"};
	struct sodium sodium;

	if (sodium_open(&sodium, err) < 0)
		return -1;
	memcpy(f.name, key->name, SIGN_NAME);
	memcpy(f.key, key->key, SIGN_SECRET);
	check_of(&sodium, &f, f.check);
	buf_str(out, SAID "minisign secret key, without a password\n");
	base64_add(out, &f, sizeof f, BASE64_PADDED);
	buf_char(out, '\n');
	return 0;
}

int sign_make(struct sign_secret *secret, struct sign_public *public, struct err *err)
{
	struct sodium sodium;

	if (sodium_open(&sodium, err) < 0)
		return -1;
	sodium.chance(secret->name, SIGN_NAME);
	if (sodium.pair(public->key, secret->key) != 0)
		return err_set(err, ERR_FAILED, "libsodium makes no key");
	sign_public_of(secret, public);
	return 0;
}

/* -- signatures ------------------------------------------------------------------ */

/* What is signed at the end: the signature, and the comment behind it. */
struct whole {
	uint8_t bytes[SIGN_BYTES + SIGN_COMMENT_MOST];
	size_t len;
};

static void whole_of(struct whole *w, const uint8_t signature[SIGN_BYTES], const char *comment,
                     size_t len)
{
	memcpy(w->bytes, signature, SIGN_BYTES);
	memcpy(w->bytes + SIGN_BYTES, comment, len);
	w->len = SIGN_BYTES + len;
}

int sign(const struct sign_secret *key, const char *message, size_t len, const char *comment,
         struct buf *out, struct err *err)
{
	uint8_t bytes[SIGNATURE_FILE] = {'E', 'D'}, hash[HASH], all[SIGN_BYTES];
	uint8_t *signature = bytes + 2 + SIGN_NAME;
	struct sodium sodium;
	struct whole whole;

	if (strlen(comment) > SIGN_COMMENT_MOST)
		return err_set(err, ERR_FAILED, "the comment of a signature is too long");
	if (sodium_open(&sodium, err) < 0)
		return -1;
	memcpy(bytes + 2, key->name, SIGN_NAME);
	if (sodium.hash(hash, sizeof hash, (const uint8_t *)message, len, NULL, 0) != 0 ||
	    sodium.sign(signature, NULL, hash, sizeof hash, key->key) != 0)
		return err_set(err, ERR_FAILED, "libsodium makes no signature");
	whole_of(&whole, signature, comment, strlen(comment));
	if (sodium.sign(all, NULL, whole.bytes, whole.len, key->key) != 0)
		return err_set(err, ERR_FAILED, "libsodium makes no signature");
	buf_str(out, SAID "signature of a hub of palais\n");
	base64_add(out, bytes, sizeof bytes, BASE64_PADDED);
	buf_printf(out, "\n" SIGNED "%s\n", comment);
	base64_add(out, all, sizeof all, BASE64_PADDED);
	buf_char(out, '\n');
	return 0;
}

bool signature_read(const char *file, size_t len, struct signature *s)
{
	struct lines text = {file, file + len}, line;
	uint8_t bytes[SIGNATURE_FILE];

	if (!read_pair(&text, bytes, sizeof bytes) || memcmp(bytes, "ED", 2) != 0 ||
	    !lines_next(&text, &line) || !begins(line, SIGNED))
		return false;
	s->comment = line.at + strlen(SIGNED);
	s->comment_len = (size_t)(line.end - s->comment);
	if (s->comment_len > SIGN_COMMENT_MOST || !lines_next(&text, &line) ||
	    !is_base64(line, s->all, sizeof s->all))
		return false;
	memcpy(s->name, bytes + 2, SIGN_NAME);
	memcpy(s->bytes, bytes + 2 + SIGN_NAME, SIGN_BYTES);
	s->len = (size_t)(text.at - file);
	return true;
}

int signature_holds(const struct signature *s, const struct sign_public *key, const char *message,
                    size_t len, struct err *err)
{
	struct sodium sodium;
	struct whole whole;
	uint8_t hash[HASH];

	if (memcmp(s->name, key->name, SIGN_NAME) != 0)
		return 0;
	if (sodium_open(&sodium, err) < 0)
		return -1;
	if (sodium.hash(hash, sizeof hash, (const uint8_t *)message, len, NULL, 0) != 0 ||
	    sodium.verify(s->bytes, hash, sizeof hash, key->key) != 0)
		return 0;
	whole_of(&whole, s->bytes, s->comment, s->comment_len);
	return sodium.verify(s->all, whole.bytes, whole.len, key->key) == 0;
}
