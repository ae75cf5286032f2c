/* SPDX-License-Identifier: ISC */
/* What a restricted run may not; and that nothing is written over unasked. */
#include "config.h"

#include "model/base/rights.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct rights all, none = {.restricted = true};

static void put(const char *path, enum rights_how how, const char *text)
{
	struct err err = {0};
	FILE *f = rights_write_file(&all, path, how, &err);

	if (!f)
		fail_msg("%s", err.text);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void assert_holds(const char *path, const char *text)
{
	struct err err = {0};
	FILE *f = rights_read_file(&all, path, &err);
	char line[40] = "";

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	assert_string_equal(line, text);
	fclose(f);
}

static void test_writing(void **state)
{
	char folder[TMP_NAME], path[TMP_NAME + 4];
	struct err err = {0};

	(void)state;
	assert_non_null(mkdtemp(tmp_name(folder, "rights")));
	snprintf(path, sizeof path, "%s/a", folder);
	put(path, RIGHTS_NEW, "one");
	assert_null(rights_write_file(&all, path, RIGHTS_NEW, &err));
	assert_int_equal(err.code, ERR_FAILED);
	assert_non_null(strstr(err.text, "--force"));
	assert_holds(path, "one");
	put(path, RIGHTS_APPEND, "two");
	assert_holds(path, "onetwo");
	put(path, RIGHTS_OVER, "3");
	assert_holds(path, "3");
	unlink(path);
	/* a link that leads nowhere is there as well; what is no file is not lost by it */
	assert_int_equal(symlink("/nowhere/at/all", path), 0);
	assert_null(rights_write_file(&all, path, RIGHTS_NEW, &err));
	unlink(path);
	put("/dev/null", RIGHTS_NEW, "x");
	assert_null(rights_write_file(&all, folder, RIGHTS_OVER, &err));
	assert_non_null(strstr(err.text, "directory"));
	rmdir(folder);
}

static void test_whole(void **state)
{
	char folder[TMP_NAME], path[TMP_NAME + 4];
	struct err err = {0};
	struct buf b;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(tmp_name(folder, "rights")));
	snprintf(path, sizeof path, "%s/a", folder);
	buf_init(&b, 100);
	buf_str(&b, "one");
	umask(022);
	assert_int_equal(rights_write_whole(&all, path, false, &b, &err), 0);
	assert_holds(path, "one");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	buf_str(&b, "two");
	assert_int_equal(rights_write_whole(&all, path, false, &b, &err), -1);
	assert_int_equal(err.code, ERR_FAILED);
	assert_non_null(strstr(err.text, "--force"));
	assert_holds(path, "one");
	assert_int_equal(rights_write_whole(&all, path, true, &b, &err), 0);
	assert_holds(path, "onetwo");
	assert_int_equal(rights_write_whole(&none, path, true, &b, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_equal(rights_write_whole(&all, "/dev/null", false, &b, &err), 0);
	unlink(path);
	assert_int_equal(symlink("/nowhere/at/all", path), 0);
	assert_int_equal(rights_write_whole(&all, path, false, &b, &err), -1);
	unlink(path);
	snprintf(path, sizeof path, "%s/b/c", folder);
	assert_int_equal(rights_write_whole(&all, path, false, &b, &err), -1);
	/* nothing is left beside it */
	assert_int_equal(rmdir(folder), 0);
	buf_done(&b);
}

static void test_refused(void **state)
{
	char path[TMP_NAME];
	struct err err = {0};
	int fd = mkstemp(tmp_name(path, "rights"));

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(rights_need(&all, "x", &err), 0);
	assert_int_equal(rights_need(&none, "x", &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	assert_string_equal(err.text, "x: not here: this palais is restricted");
	assert_int_equal(rights_open(&none, path, &err), -1);
	assert_int_equal(errno, 0);
	assert_null(rights_read_file(&none, path, &err));
	for (int how = RIGHTS_NEW; how <= RIGHTS_APPEND; how++)
		assert_null(rights_write_file(&none, path, (enum rights_how)how, &err));
	unlink(path);
	assert_null(rights_write_file(&none, path, RIGHTS_NEW, &err));
	assert_int_equal(access(path, F_OK), -1);
	assert_null(rights_read_file(&all, path, &err));
	assert_int_equal(errno, ENOENT);
}

/* What the process is afterwards; 0 when all is as it should be. */
static int restrict_and_look(void)
{
	struct rights r = {0};
	struct sigaction stop;
	struct rlimit core;

	setenv("LC_CTYPE", "C.UTF-8", 1);
	setenv("TERM", "xterm", 1);
	setenv("TERMINFO", "/tmp", 1);
	setenv("LD_LIBRARY_PATH", "/tmp", 1);
	setenv("https_proxy", "http://x", 1);
	setenv("PAGER", "sh", 1);
	setenv("HOME", "/tmp", 1);
	rights_restrict(&r);
	if (!r.restricted || !getenv("LC_CTYPE") || strcmp(getenv("TERM"), "xterm") != 0)
		return 1;
	if (getenv("TERMINFO") || getenv("LD_LIBRARY_PATH") || getenv("https_proxy") ||
	    getenv("PAGER") || getenv("HOME") || getenv("PATH"))
		return 2;
	if (sigaction(SIGTSTP, NULL, &stop) < 0 || stop.sa_handler != SIG_IGN)
		return 3;
	if (getrlimit(RLIMIT_CORE, &core) < 0 || core.rlim_cur != 0 || core.rlim_max != 0)
		return 4;
	/* what the site's config file sets later stays */
	setenv("https_proxy", "http://y", 1);
	rights_restrict(&r);
	return getenv("https_proxy") ? 0 : 5;
}

static void test_the_process(void **state)
{
	pid_t pid = fork();
	int status;

	(void)state;
	if (pid == 0)
		_exit(restrict_and_look());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* What a process that is gone has left of the same name goes, and nothing else does. */
static void test_left_behind(void **state)
{
	char folder[TMP_NAME], path[TMP_NAME + 4], part[RIGHTS_PART], names[6][120];
	struct err err = {0};
	pid_t gone = fork();

	(void)state;
	if (gone == 0)
		_exit(0);
	assert_int_equal(waitpid(gone, NULL, 0), gone);
	assert_non_null(mkdtemp(tmp_name(folder, "rights")));
	snprintf(path, sizeof path, "%s/a", folder);
	snprintf(names[0], sizeof names[0], "%s.new-%ld", path, (long)gone);
	snprintf(names[1], sizeof names[1], "%s.new-%ld-journal", path, (long)gone);
	snprintf(names[2], sizeof names[2], "%s.new-%ld", path, (long)getppid());
	snprintf(names[3], sizeof names[3], "%s/b.new-%ld", folder, (long)gone);
	snprintf(names[4], sizeof names[4], "%sb.new-%ld", path, (long)gone);
	snprintf(names[5], sizeof names[5], "%s.new-%ldx", path, (long)gone);
	for (int i = 0; i < 6; i++)
		put(names[i], RIGHTS_NEW, "x");
	assert_int_equal(rights_begin_part(&all, path, false, part, &err), 0);
	/* what is there is told before anything is made in vain */
	assert_int_equal(rights_begin_part(&all, names[3], false, part, &err), -1);
	assert_int_equal(rights_begin_part(&all, names[3], true, part, &err), 0);
	for (int i = 0; i < 6; i++) {
		assert_int_equal(access(names[i], F_OK), i < 2 ? -1 : 0);
		unlink(names[i]);
	}
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_writing),     cmocka_unit_test(test_whole),
		cmocka_unit_test(test_left_behind), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_the_process),
	};

	return cmocka_run_group_tests_name("rights", tests, NULL, NULL);
}
