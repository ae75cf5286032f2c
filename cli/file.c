#include "config.h"

#include "cli/file.h"

#include "fetch/client.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int file_open(const char *path, struct err *err)
{
	struct stat st;
	int fd;

	if (!strcmp(path, "-"))
		return dup(STDIN_FILENO);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return err_set(err, ERR_FAILED, "%s: a directory", path);
	}
	return fd;
}

struct doc *file_parse(struct cli *cli, const char *path, struct err *err)
{
	struct client *client = cli->client(cli, err);
	struct client_parse how = {.type = cli->type, .name = path};
	struct doc *doc;
	int fd;

	if (!client)
		return NULL;
	fd = file_open(path, err);
	if (fd < 0)
		return NULL;
	doc = client_parse_fd(client, fd, &how, err);
	close(fd);
	return doc;
}
