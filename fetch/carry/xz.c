/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/carry/xz.h"

#include <errno.h>
#include <lzma.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define ROOM 65536

/* xz(1)'s own; higher ones take more memory than small machines have, for a hundredth. */
#define LEVEL 6

static ssize_t read_some(int fd, uint8_t *room, size_t len)
{
	ssize_t n;

	do
		n = read(fd, room, len);
	while (n < 0 && errno == EINTR);
	return n;
}

static bool write_all(int fd, const uint8_t *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

bool xz_pack(int from, int to)
{
	static uint8_t in[ROOM], out[ROOM];
	lzma_stream z = LZMA_STREAM_INIT;
	lzma_ret rc = lzma_easy_encoder(&z, LEVEL, LZMA_CHECK_CRC64);
	lzma_action action = LZMA_RUN;
	bool good = true;

	while (good && rc == LZMA_OK) {
		if (!z.avail_in && action == LZMA_RUN) {
			ssize_t n = read_some(from, in, sizeof in);

			good = n >= 0;
			z.next_in = in;
			z.avail_in = n > 0 ? (size_t)n : 0;
			action = n ? LZMA_RUN : LZMA_FINISH;
		}
		z.next_out = out;
		z.avail_out = sizeof out;
		rc = lzma_code(&z, action);
		good = good && write_all(to, out, sizeof out - z.avail_out);
	}
	lzma_end(&z);
	return good && rc == LZMA_STREAM_END;
}

static enum unpacked end_of(lzma_ret rc)
{
	switch (rc) {
	case LZMA_STREAM_END:
		return UNPACKED_ALL;
	case LZMA_MEMLIMIT_ERROR:
	case LZMA_MEM_ERROR:
		return UNPACKED_MEMORY;
	case LZMA_OPTIONS_ERROR:
		return UNPACKED_UNKNOWN;
	case LZMA_BUF_ERROR:
		return UNPACKED_SHORT;
	default:
		return UNPACKED_DAMAGED;
	}
}

bool xz_is(const char *bytes, size_t len)
{
	return len >= 6 && !memcmp(bytes,
	                           "\xfd"
	                           "7zXZ",
	                           6);
}

enum unpacked xz_unpack(const char *first, size_t len, int from, xz_take *take, void *payload)
{
	static uint8_t in[ROOM], out[ROOM];
	lzma_stream z = LZMA_STREAM_INIT;
	lzma_ret rc = lzma_stream_decoder(&z, XZ_MEMORY, 0);
	lzma_action action = LZMA_RUN;

	z.next_in = (const uint8_t *)first;
	z.avail_in = len;
	while (rc == LZMA_OK) {
		if (!z.avail_in && action == LZMA_RUN) {
			ssize_t n = read_some(from, in, sizeof in);

			z.next_in = in;
			z.avail_in = n > 0 ? (size_t)n : 0;
			action = n > 0 ? LZMA_RUN : LZMA_FINISH;
		}
		z.next_out = out;
		z.avail_out = sizeof out;
		rc = lzma_code(&z, action);
		if (!take((char *)out, sizeof out - z.avail_out, payload)) {
			lzma_end(&z);
			return UNPACKED_ALL;
		}
	}
	if (rc == LZMA_STREAM_END &&
	    (z.avail_in || (action == LZMA_RUN && read_some(from, in, 1) > 0))) {
		lzma_end(&z);
		return UNPACKED_MORE;
	}
	lzma_end(&z);
	return end_of(rc);
}
