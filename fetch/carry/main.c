/* SPDX-License-Identifier: ISC */
#include "config.h"
#include "fetch/carry/undo.h"
#include "fetch/seal/seal.h"
#include <unistd.h>
int main(void)
{
	struct seal_layers sealed;
	struct err err;
	seal_descriptors();
	if (seal_parse(&sealed, &err) < 0)
		return 1;
	return !undo_run(STDIN_FILENO, STDOUT_FILENO);
}
