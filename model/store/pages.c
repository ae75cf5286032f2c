/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/pages.h"

#include "model/base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As the library makes them where nobody says otherwise. */
#define USUAL_SIZE 4096u
#define HEAD 100
#define LOG_HEAD 32
#define FRAME_HEAD 24
/* Who reads or writes a store locks these bytes of its file. */
#define LOCK_FROM 0x40000000
#define LOCK_BYTES 512
/* A free page of the list names so many others at the most. */
#define TRUNK(size) ((size) / 4 - 2)

struct frame {
	uint32_t page;
	off_t at;
};

struct pages {
	int fd, log;
	uint32_t size, reserved, count;
	VEC(struct frame) frames; /* by page, the last of each */
	long lost;
};

uint32_t pages_number(const unsigned char *at, size_t bytes)
{
	uint32_t n = 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | at[i];
	return n;
}

static bool read_at(int fd, void *out, size_t len, off_t at)
{
	return pread(fd, out, len, at) == (ssize_t)len;
}

static bool is_size(uint32_t size)
{
	return size >= 512 && size <= PAGES_LARGEST && !(size & (size - 1));
}

/* -- the log ---------------------------------------------------------------- */

struct sum {
	uint32_t a, b;
	bool high_first;
};

static uint32_t word(const unsigned char *at, bool high_first)
{
	return high_first ? pages_number(at, 4)
	                  : at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	                            (uint32_t)at[3] << 24;
}

static void add(struct sum *sum, const unsigned char *bytes, size_t len)
{
	for (size_t i = 0; i + 8 <= len; i += 8) {
		sum->a += word(bytes + i, sum->high_first) + sum->b;
		sum->b += word(bytes + i + 4, sum->high_first) + sum->a;
	}
}

static bool is_sum(const struct sum *sum, const unsigned char *at)
{
	return sum->a == pages_number(at, 4) && sum->b == pages_number(at + 4, 4);
}

static bool read_log_head(struct pages *p, unsigned char head[LOG_HEAD], struct sum *sum)
{
	uint32_t magic;

	if (!read_at(p->log, head, LOG_HEAD, 0))
		return false;
	magic = pages_number(head, 4);
	*sum = (struct sum){.high_first = magic & 1};
	add(sum, head, LOG_HEAD - 8);
	return magic >> 1 == 0x377f0682 >> 1 && is_sum(sum, head + LOG_HEAD - 8) &&
	       is_size(pages_number(head + 8, 4));
}

static int by_page(const void *a, const void *b)
{
	const struct frame *x = a, *y = b;

	return x->page != y->page ? (x->page > y->page) - (x->page < y->page)
	                          : (x->at > y->at) - (x->at < y->at);
}

/* Of each page the frame that was written last. */
static void keep_last(struct pages *p)
{
	size_t kept = 0;

	if (p->frames.count)
		qsort(p->frames.at, p->frames.count, sizeof *p->frames.at, by_page);
	for (size_t i = 0; i < p->frames.count; i++)
		if (i + 1 == p->frames.count || p->frames.at[i + 1].page != p->frames.at[i].page)
			p->frames.at[kept++] = p->frames.at[i];
	p->frames.count = kept;
}

/* Frames from there on that are of the same log, and so were meant to count. */
static long count_lost(const struct pages *p, off_t at, const unsigned char *head)
{
	unsigned char frame[FRAME_HEAD];
	long lost = 0;

	for (; read_at(p->log, frame, FRAME_HEAD, at); at += FRAME_HEAD + (off_t)p->size)
		lost += !memcmp(frame + 8, head + 16, 8);
	return lost;
}

static int read_log(struct pages *p)
{
	unsigned char head[LOG_HEAD], *frame;
	size_t committed = 0;
	off_t at = LOG_HEAD;
	struct sum sum;
	int rc = 0;

	if (p->log < 0 || !read_log_head(p, head, &sum))
		return 0;
	p->size = pages_number(head + 8, 4);
	frame = malloc(FRAME_HEAD + p->size);
	while (frame && rc == 0 && read_at(p->log, frame, FRAME_HEAD + p->size, at)) {
		struct frame f = {pages_number(frame, 4), at + FRAME_HEAD};

		add(&sum, frame, 8);
		add(&sum, frame + FRAME_HEAD, p->size);
		if (memcmp(frame + 8, head + 16, 8) != 0 || !is_sum(&sum, frame + 16))
			break;
		rc = vec_push(&p->frames, f);
		/* the last of a transaction says how many pages the file has behind it */
		if (pages_number(frame + 4, 4)) {
			committed = p->frames.count;
			p->count = pages_number(frame + 4, 4);
		}
		at += FRAME_HEAD + (off_t)p->size;
	}
	if (frame)
		p->lost = count_lost(p, at, head);
	p->frames.count = committed;
	keep_last(p);
	rc = frame ? rc : -1;
	free(frame);
	return rc;
}

/* -- the file --------------------------------------------------------------- */

static void read_head(struct pages *p)
{
	unsigned char head[HEAD];
	uint32_t size;

	p->size = USUAL_SIZE;
	if (!read_at(p->fd, head, HEAD, 0) || memcmp(head, "SQLite format 3", 16) != 0)
		return;
	size = pages_number(head + 16, 2);
	size = size == 1 ? PAGES_LARGEST : size;
	if (is_size(size))
		p->size = size;
	if (head[20] <= 32)
		p->reserved = head[20];
}

/* Nobody may write it meanwhile; the lock goes with the file. */
static int lock(const struct pages *p, const char *path, struct err *err)
{
	struct flock whole = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_FROM, .l_len = LOCK_BYTES};

	if (fcntl(p->fd, F_OFD_SETLK, &whole) == 0 || (errno != EAGAIN && errno != EACCES))
		return 0;
	return err_set(err, ERR_FAILED, "%s: another palais has it open: end that first", path);
}

static int open_beside(const char *path, const char *suffix)
{
	char *name;
	int fd;

	if (asprintf(&name, "%s%s", path, suffix) < 0)
		return -1;
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	free(name);
	return fd;
}

static int look(struct pages *p, const char *path, struct err *err)
{
	struct stat st;
	uint64_t all;

	/* a lock that shuts others out is one of a file that may be written */
	p->fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (p->fd < 0)
		p->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (p->fd < 0 || fstat(p->fd, &st) < 0)
		return err_set(err, ERR_FAILED, "%s: cannot be opened: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_FAILED, "%s: not a file", path);
	if (lock(p, path, err) < 0)
		return -1;
	read_head(p);
	p->log = open_beside(path, "-wal");
	if (read_log(p) < 0)
		return err_set(err, ERR_FAILED, "%s: out of memory", path);
	all = ((uint64_t)st.st_size + p->size - 1) / p->size;
	if (all > p->count)
		p->count = all < UINT32_MAX ? (uint32_t)all : UINT32_MAX - 1;
	return 0;
}

struct pages *pages_open(const char *path, struct err *err)
{
	struct pages *p = calloc(1, sizeof *p);

	if (!p) {
		err_set(err, ERR_FAILED, "%s: out of memory", path);
		return NULL;
	}
	p->fd = p->log = -1;
	if (look(p, path, err) == 0)
		return p;
	pages_close(p);
	return NULL;
}

void pages_close(struct pages *p)
{
	if (!p)
		return;
	if (p->fd >= 0)
		close(p->fd);
	if (p->log >= 0)
		close(p->log);
	vec_done(&p->frames);
	free(p);
}

uint32_t pages_count(const struct pages *p)
{
	return p->count;
}

size_t pages_usable(const struct pages *p)
{
	return p->size - p->reserved;
}

long pages_log_lost(const struct pages *p)
{
	return p->lost;
}

bool pages_read(const struct pages *p, uint32_t number, unsigned char *page)
{
	const struct frame wanted = {.page = number};
	size_t from = 0, to = p->frames.count;
	ssize_t n;

	if (!number || number > p->count)
		return false;
	while (from < to) {
		size_t i = from + (to - from) / 2;

		if (p->frames.at[i].page < wanted.page)
			from = i + 1;
		else
			to = i;
	}
	memset(page, 0, p->size);
	if (from < p->frames.count && p->frames.at[from].page == number)
		n = pread(p->log, page, p->size, p->frames.at[from].at);
	else
		n = pread(p->fd, page, p->size, (off_t)(number - 1) * p->size);
	return n > 0;
}

bool pages_head(const struct pages *p, uint32_t *application, uint32_t *version)
{
	unsigned char page[PAGES_LARGEST];

	if (!pages_read(p, 1, page) || memcmp(page, "SQLite format 3", 16) != 0)
		return false;
	*version = pages_number(page + 60, 4);
	*application = pages_number(page + 68, 4);
	return true;
}

void pages_unused(const struct pages *p, bool *unused)
{
	unsigned char page[PAGES_LARGEST];
	uint32_t trunk, named;

	if (!pages_read(p, 1, page) || memcmp(page, "SQLite format 3", 16) != 0)
		return;
	trunk = pages_number(page + 32, 4);
	while (trunk && trunk <= p->count && !unused[trunk] && pages_read(p, trunk, page)) {
		unused[trunk] = true;
		named = pages_number(page + 4, 4);
		for (uint32_t i = 0; i < named && i < TRUNK(p->size); i++) {
			uint32_t leaf = pages_number(page + 8 + 4 * (size_t)i, 4);

			if (leaf <= p->count)
				unused[leaf] = true;
		}
		trunk = pages_number(page, 4);
	}
}
