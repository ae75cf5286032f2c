/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/room.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <sys/types.h>
#include <unistd.h>

static long said(long result)
{
	if (result < 0 && (errno == EDQUOT || errno == EFBIG))
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
