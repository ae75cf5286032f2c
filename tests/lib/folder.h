/* SPDX-License-Identifier: ISC */
/* A folder of tables for a test, and mkstarter run on it. */
#ifndef PALAIS_TESTS_LIB_FOLDER_H
#define PALAIS_TESTS_LIB_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct folder {
	char path[64], store[80], said[600];
};

static inline void folder_put(const struct folder *f, const char *name, const char *text)
{
	char path[200];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", f->path, name);
	file = fopen(path, "w");
	if (file) {
		fputs(text, file);
		fclose(file);
	}
}

/* A file on a country with one pane; each test changes what it needs. */
static inline int folder_make(struct folder *f)
{
	char path[200];

	memset(f, 0, sizeof *f);
	strcpy(f->path, "/tmp/palais-folder-XXXXXX");
	if (!mkdtemp(f->path))
		return -1;
	snprintf(f->store, sizeof f->store, "%s/x.store", f->path);
	snprintf(path, sizeof path, "%s/pages", f->path);
	mkdir(path, 0700);
	folder_put(f, "dossier.tsv",
	           "key\ttitle\tshort\tpage\nriver\tThe river talks\tRiver\triver\n");
	folder_put(f, "sections.tsv",
	           "pane\torder\tkind\ttitle\tfilter\tmost\n"
	           "river\t1\tevents\tLatest\tpane=river\t3\n"
	           "river\t2\tdocuments\tDocuments\tpane=river\t3\n");
	folder_put(f, "timeline.tsv",
	           "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
	           "1\t1999-05\triver\tHere\tA bridge opens\tAcross.\tS/1999/1\tx\tpartly\tevent\n"
	           "7\t2001-02-03\triver\tThere\tA meeting\tThey met.\t\tx\tconfirmed\tround\n");
	folder_put(f, "documents.tsv",
	           "symbol\tbody\tdate\ttitle\ttype\tpane\tvote\tlanguages\turl\trecalls\tsource\t"
	           "status\tkey\n"
	           "NOSYM:MAP\tThe survey\t1998\tA map\tmap\triver\t\tE\thttps://example.org/map\t"
	           "S/1999/1\tx\tunconfirmed\tmap-1998\n");
	folder_put(f, "pages/river.txt",
	           "# The river\n\nTalks about a river, see [a letter](S/1999/1).\n\n## Later\n\n"
	           "- one~\n- two\n");
	return 0;
}

/* The exit status of mkstarter; what it said is in said. */
static inline int folder_build(struct folder *f)
{
	char command[400];
	FILE *pipe;
	size_t n;
	int status;

	snprintf(command, sizeof command, "./mkstarter '%s' '%s' 2>&1", f->path, f->store);
	pipe = popen(command, "r");
	if (!pipe)
		return -1;
	n = fread(f->said, 1, sizeof f->said - 1, pipe);
	f->said[n] = 0;
	status = pclose(pipe);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline void folder_drop(struct folder *f)
{
	char command[100];

	snprintf(command, sizeof command, "rm -rf '%s'", f->path);
	if (system(command) != 0)
		perror(f->path);
}

#endif
