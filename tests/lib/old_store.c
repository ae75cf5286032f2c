/* SPDX-License-Identifier: ISC */
/*
 * old_store FILE COUNT: a store as the first palais made it, with so many pages, each whole
 * and marked: "Old 1" and so on.
 * old_store FILE SQL: a store changed by hand, as another program might.
 */
#include "config.h"

#include "model/doc/document.h"
#include "model/store/schema.h"

#include <sha2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK)
		return;
	fprintf(stderr, "old_store: %s: %s\n", sql, why);
	exit(1);
}

static void set_version(sqlite3 *db)
{
	char sql[100];

	snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=1; COMMIT",
	         SCHEMA_APPLICATION_ID);
	run(db, sql);
}

/* The docfile of a page of some hundred lines. */
static void write_page(int number, struct buf *out)
{
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;
	char text[200];

	snprintf(text, sizeof text, "Old %d", number);
	doc_add_fact(m, DOC_TITLE, text);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	for (int i = 0; i < 20 + number * 7919 % 200; i++) {
		snprintf(text, sizeof text, "Line %d of old ledger %d: %d boats and %d men.", i,
		         number, i * 7919 % 104729, number * i % 7919);
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, text);
	}
	doc = doc_finish(m, NULL);
	doc_write(doc, out);
	doc_free(doc);
}

static const char row[] =
	"INSERT INTO work(id, key) VALUES(?1, 'https://old.example/'||?1);"
	"INSERT INTO text(id, work, lang, title) VALUES(?1, ?1, 'en', 'Old '||?1);"
	"INSERT INTO version(id, text, size, whole, url, type, fetched, checked, parser, sha256, "
	"doc, doc_size) VALUES(?1, ?1, length(?2), 1, 'https://old.example/'||?1, 'text/html', "
	"1600000000+?1, 1600000000+?1, 1, ?3, ?4, ?5);"
	"INSERT INTO chunk VALUES(?1 << 16, ?2);"
	"INSERT INTO bookmark VALUES('https://old.example/'||?1, 'Old '||?1, 1600000000+?1);";

static void add_page(sqlite3 *db, int number)
{
	unsigned char hash[SHA256_DIGEST_LENGTH];
	struct buf doc;
	Bytef packed[1 << 16];
	uLongf len = sizeof packed;
	SHA2_CTX context;

	buf_init(&doc, sizeof packed);
	write_page(number, &doc);
	if (compress(packed, &len, (const Bytef *)doc.bytes, doc.len) != Z_OK)
		exit(1);
	SHA256Init(&context);
	SHA256Update(&context, (const uint8_t *)doc.bytes, doc.len);
	SHA256Final(hash, &context);
	for (const char *sql = row; *sql;) {
		sqlite3_stmt *q;

		if (sqlite3_prepare_v2(db, sql, -1, &q, &sql) != SQLITE_OK)
			run(db, row);
		sqlite3_bind_int(q, 1, number);
		sqlite3_bind_blob(q, 2, doc.bytes, (int)doc.len, SQLITE_STATIC);
		sqlite3_bind_blob(q, 3, hash, sizeof hash, SQLITE_STATIC);
		sqlite3_bind_blob(q, 4, packed, (int)len, SQLITE_STATIC);
		sqlite3_bind_int(q, 5, (int)doc.len);
		if (sqlite3_step(q) != SQLITE_DONE || sqlite3_finalize(q) != SQLITE_OK)
			exit(1);
	}
	buf_done(&doc);
}

int main(int argc, char **argv)
{
	sqlite3 *db;

	if (argc < 3 || sqlite3_open(argv[1], &db) != SQLITE_OK)
		return 2;
	if (atoi(argv[2]) > 0) {
		run(db, "BEGIN");
		for (int i = 0; schema_steps[0][i]; i++)
			run(db, schema_steps[0][i]);
		for (int i = 1; i <= atoi(argv[2]); i++)
			add_page(db, i);
		set_version(db);
	} else {
		sqlite3_busy_timeout(db, 5000);
		run(db, argv[2]);
	}
	sqlite3_close(db);
	return 0;
}
