/* SPDX-License-Identifier: ISC */
/* sql FILE STATEMENTS: what a store of somebody else may have been through. */
#include <sqlite3.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	sqlite3 *db = NULL;
	int failed = argc != 3 || sqlite3_open(argv[1], &db) != SQLITE_OK ||
	             sqlite3_exec(db, argv[2], NULL, NULL, NULL) != SQLITE_OK;

	if (failed)
		fprintf(stderr, "sql: %s\n", argc == 3 ? sqlite3_errmsg(db) : "FILE STATEMENTS");
	sqlite3_close(db);
	return failed;
}
