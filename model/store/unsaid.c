/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/unsaid.h"

#include "model/base/buf.h"
#include "model/store/room.h"

#include <sqlite3.h>
#include <string.h>

/* SQLite has one log for all of a process. */
static int fault;

void unsaid_note(int code)
{
	switch (code & 0xff) {
	case SQLITE_NOMEM:
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_CANTOPEN:
		if (!fault)
			fault = code;
	}
}

/* What SQLite tries in vain and makes up for is in its log as well: that a question broke off
 * has this form. Without memory a question may also be another one, a word of it being lost. */
static void on_log(void *unused, int code, const char *message)
{
	(void)unused;
	room_note(code, message);
	if (code == SQLITE_NOMEM || !strncmp(message, "statement aborts", 16))
		unsaid_note(code);
}

void unsaid_listen(void)
{
	sqlite3_config(SQLITE_CONFIG_LOG, on_log, NULL);
}

bool unsaid_is_there(void)
{
	return fault;
}

void unsaid_forget(void)
{
	fault = 0;
}

int unsaid_take(struct err *err)
{
	int code = fault & 0xff;
	enum err_code kind =
		code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? ERR_STORE : ERR_FAILED;

	if (buf_lacked() && !fault)
		return err_set(err, ERR_FAILED, "out of memory: not all of the text is shown");
	if (!fault)
		return 0;
	if ((fault == SQLITE_IOERR_FSYNC || fault == SQLITE_IOERR_DIR_FSYNC) &&
	    room_is_none(room_sync_fault())) {
		fault = 0;
		return err_set(err, ERR_DISK,
		               "a store could not be written to the end: the disk is full: what "
		               "it had before is whole");
	}
	fault = 0;
	return err_set(err, kind, "a store could not be read to the end: %s: not all is shown",
	               sqlite3_errstr(code));
}
