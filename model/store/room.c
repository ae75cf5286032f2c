/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/room.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int sync_fault;

bool room_is_none(int why)
{
	return why == ENOSPC || why == EDQUOT || why == EFBIG;
}

static long said(long result)
{
	if (result < 0 && room_is_none(errno))
		errno = ENOSPC;
	return result;
}

static ssize_t write_at(int fd, const void *bytes, size_t len, off_t at)
{
	return said(pwrite(fd, bytes, len, at));
}

static ssize_t write_on(int fd, const void *bytes, size_t len)
{
	return said(write(fd, bytes, len));
}

static int cut(int fd, off_t size)
{
	return (int)said(ftruncate(fd, size));
}

/* By the names of SQLite's table; which of them it calls is a matter of how it was built. */
void room_mind(void)
{
	static bool minded;
	sqlite3_vfs *vfs = minded ? NULL : sqlite3_vfs_find(NULL);

	if (!vfs || vfs->iVersion < 3 || !vfs->xSetSystemCall)
		return;
	minded = true;
	vfs->xSetSystemCall(vfs, "write", (sqlite3_syscall_ptr)write_on);
	vfs->xSetSystemCall(vfs, "pwrite", (sqlite3_syscall_ptr)write_at);
	vfs->xSetSystemCall(vfs, "pwrite64", (sqlite3_syscall_ptr)write_at);
	vfs->xSetSystemCall(vfs, "ftruncate", (sqlite3_syscall_ptr)cut);
}

/* "os_unix.c:LINE: (ERRNO) full_fsync(PATH) - WORDS"; the statement is told of behind it. */
void room_note(int code, const char *message)
{
	const char *at = strncmp(message, "os_unix.c:", 10) ? NULL : strchr(message, '(');

	if (at && (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC))
		sync_fault = atoi(at + 1);
}

int room_sync_fault(void)
{
	return sync_fault;
}
