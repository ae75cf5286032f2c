/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#define ZDICT_STATIC_LINKING_ONLY /* the quick way to learn */
#include <zdict.h>
#include <zstd.h>

/* What level 6 of zlib costs, for half the bytes. */
#define LEVEL 9

/* How a dictionary is put together: of pieces of so many bytes, found by what is the same
 * in eight; the table by which they are counted has 2^18 places. */
#define LEARN_PIECE 1000
#define LEARN_SAME 8
#define LEARN_TABLE 18

/* So many lasting prefixes are ready, of some 700 KB each: a language each, for most. */
#define READY 4

struct ready {
	int64_t lasting;
	ZSTD_CDict *prefix;
};

struct packer {
	ZSTD_CCtx *in; /* each made when it is first needed */
	ZSTD_DCtx *out;
	struct ready ready[READY]; /* the last that was used first */
};

struct packer *packer_new(void)
{
	return calloc(1, sizeof(struct packer));
}

void packer_free(struct packer *p)
{
	if (!p)
		return;
	for (int i = 0; i < READY; i++)
		ZSTD_freeCDict(p->ready[i].prefix);
	ZSTD_freeCCtx(p->in);
	ZSTD_freeDCtx(p->out);
	free(p);
}

static ZSTD_CCtx *packing(struct packer *p)
{
	if (p->in)
		return p->in;
	p->in = ZSTD_createCCtx();
	if (p->in) {
		ZSTD_CCtx_setParameter(p->in, ZSTD_c_compressionLevel, LEVEL);
		ZSTD_CCtx_setParameter(p->in, ZSTD_c_checksumFlag, 1);
	}
	return p->in;
}

/* Without its first byte: what begins as a dictionary that was learnt does would be taken for one
 * with tables, which whoever unpacks would need as such. Places are counted from the end,
 * so that the whole prefix unpacks what this packs. NULL: out of memory. */
static ZSTD_CDict *ready(struct packer *p, struct pack_prefix prefix)
{
	struct ready r;
	int i = 0;

	while (i < READY - 1 && p->ready[i].prefix && p->ready[i].lasting != prefix.lasting)
		i++;
	r = p->ready[i];
	if (r.prefix && r.lasting != prefix.lasting) {
		ZSTD_freeCDict(r.prefix);
		r.prefix = NULL;
	}
	if (!r.prefix)
		r = (struct ready){prefix.lasting,
		                   ZSTD_createCDict(prefix.bytes + 1, prefix.len - 1, LEVEL)};
	memmove(p->ready + 1, p->ready, (size_t)i * sizeof r);
	p->ready[0] = r;
	return r.prefix;
}

static int set_prefix(struct packer *p, ZSTD_CCtx *c, struct pack_prefix prefix)
{
	const ZSTD_CDict *d = NULL;
	size_t rc;

	if (prefix.lasting && prefix.len > 1 && !(d = ready(p, prefix)))
		return -1;
	/* no dictionary is said too: the last one would stay */
	rc = ZSTD_CCtx_refCDict(c, d);
	if (!ZSTD_isError(rc) && !d)
		rc = ZSTD_CCtx_refPrefix(c, prefix.bytes, prefix.len);
	return ZSTD_isError(rc) ? -1 : 0;
}

int pack(struct packer *p, struct pack_prefix prefix, const char *plain, size_t len,
         struct buf *out)
{
	ZSTD_CCtx *c = packing(p);
	size_t room = ZSTD_compressBound(len), n;
	char *to = c ? buf_room(out, room) : NULL;

	if (!to || set_prefix(p, c, prefix) < 0)
		return -1;
	n = ZSTD_compress2(c, to, room, plain, len);
	if (ZSTD_isError(n))
		return -1;
	buf_grown(out, n);
	return 0;
}

/* Neither a frame of an older format, which a library may read too, nor one to be skipped. */
static bool is_frame(const char *packed, size_t packed_len)
{
	static const unsigned char magic[] = {0x28, 0xb5, 0x2f, 0xfd};

	return packed_len > sizeof magic && !memcmp(packed, magic, sizeof magic);
}

int unpack(struct packer *p, struct pack_prefix prefix, const char *packed, size_t packed_len,
           char *plain, size_t len)
{
	errno = 0;
	if (!is_frame(packed, packed_len) || ZSTD_getFrameContentSize(packed, packed_len) != len ||
	    ZSTD_findFrameCompressedSize(packed, packed_len) != packed_len)
		return -1;
	if (!p->out && !(p->out = ZSTD_createDCtx()))
		return -1;
	if (ZSTD_isError(ZSTD_DCtx_refPrefix(p->out, prefix.bytes, prefix.len)))
		return -1;
	/* all at once: straight to where it belongs, without a window of its own */
	return ZSTD_decompressDCtx(p->out, plain, len, packed, packed_len) == len ? 0 : -1;
}

int64_t pack_plain_size(const char *packed, size_t packed_len)
{
	unsigned long long size = is_frame(packed, packed_len)
	                                  ? ZSTD_getFrameContentSize(packed, packed_len)
	                                  : ZSTD_CONTENTSIZE_ERROR;

	return size < INT64_MAX ? (int64_t)size : -1;
}

bool pack_is_old(const char *packed, size_t packed_len)
{
	/* the method and window that zlib writes; a frame begins with 0x28 */
	return packed_len && *packed == 0x78;
}

int unpack_old(const char *packed, size_t packed_len, char *plain, size_t len)
{
	uLongf n = (uLongf)len;

	errno = 0;
	return uncompress((Bytef *)plain, &n, (const Bytef *)packed, (uLong)packed_len) == Z_OK &&
	                       n == len
	               ? 0
	               : -1;
}

int pack_learn(const char *samples, const size_t *sizes, unsigned count, size_t most,
               struct buf *out)
{
	ZDICT_fastCover_params_t how = {
		.k = LEARN_PIECE, .d = LEARN_SAME, .f = LEARN_TABLE, .accel = 1};
	char *to = buf_room(out, most);
	size_t n;

	if (!to)
		return -1;
	n = ZDICT_trainFromBuffer_fastCover(to, most, samples, sizes, count, how);
	if (ZDICT_isError(n))
		return -1;
	buf_grown(out, n);
	return 0;
}
