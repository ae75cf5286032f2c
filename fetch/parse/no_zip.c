/* SPDX-License-Identifier: ISC */
/* palais-parse without the library that unpacks archives, and with what that brings:
 * palais-parse-zip has it, and palais starts that one for archives. */
#include "config.h"

#include "fetch/parse/docx/docx.h"

struct docx_zip *docx_zip_open(const char *bytes, size_t len, struct err *err)
{
	(void)bytes;
	(void)len;
	err_set(err, ERR_FAILED, "Word document: palais-parse-zip reads these");
	return NULL;
}

void docx_zip_close(struct docx_zip *zip)
{
	(void)zip;
}

int docx_part(struct docx_zip *zip, const char *name, struct xml_tree *tree, struct err *err)
{
	(void)zip;
	(void)name;
	(void)tree;
	return err_set(err, ERR_FAILED, "Word document: palais-parse-zip reads these");
}
