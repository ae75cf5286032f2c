/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/model/store_lib.h"

#include "model/store/index.h"
#include "model/store/match.h"
#include "tests/lib/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

int folder_set_up(void **state)
{
	struct folder *f = calloc(1, sizeof *f);

	snprintf(f->path, sizeof f->path, "%.40s/palais-store-XXXXXX", tmp_folder());
	assert_non_null(mkdtemp(f->path));
	assert_int_equal(chmod(f->path, 0755), 0);
	snprintf(f->store, sizeof f->store, "%s/a.store", f->path);
	setenv("PALAIS_NOW", "2026-11-22T12:00:00", 1);
	*state = f;
	return 0;
}

int folder_tear_down(void **state)
{
	struct folder *f = *state;
	char command[300];

	snprintf(command, sizeof command, "chmod -R u+w '%s' && rm -rf '%s'", f->path, f->path);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

const char *folder_store(void **state)
{
	return ((const struct folder *)*state)->store;
}

struct store *must_open(const char *path, enum store_kind kind)
{
	struct err err = {0};
	struct store *s = store_open(path, kind, &err);

	if (!s)
		fail_msg("%s", err.text);
	return s;
}

int as_nobody(int (*check)(const char *path), const char *path)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (getuid() == 0 && (setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
			_exit(99);
		_exit(check(path));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

int folder_writable(const char *path, bool writable)
{
	char folder[200];

	snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
	return chmod(folder, writable ? 0755 : 0555);
}

static int count_row(int64_t row, double score, void *payload)
{
	(void)row;
	(void)score;
	++*(int *)payload;
	return 0;
}

int found_by(struct store *s, const char *terms)
{
	int word[16] = {0}, n = 0;
	double weight[16] = {1};
	char expression[500] = "";
	struct match_question q = {
		.table = MATCH_TEXTS, .word = word, .weight = weight, .words = 1};

	for (const char *p = terms; *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " "), at = strlen(expression);

		snprintf(expression + at, sizeof expression - at, "%s\"%.*s\"",
		         q.phrases ? " AND " : "", (int)len, p);
		q.phrases++;
		p += len;
	}
	q.expression = expression;
	assert_int_equal(store_match(s, &q, 0, count_row, &n, NULL), 0);
	return n;
}

void index_waiting(struct store *s)
{
	int64_t after = 0;
	int rc;

	do
		rc = store_index_some(s, &after, 20, NULL);
	while (rc > 0);
	assert_int_equal(rc, 0);
	assert_int_equal(store_index_waiting(s, 0, NULL), 0);
}
