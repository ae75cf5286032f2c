/* SPDX-License-Identifier: ISC */
/* The archive that a Word document is. The only file that knows libzip. It is
 * read from memory, by names that the document gives; nothing is written. */
#include "config.h"

#include "fetch/parse/docx/docx.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define ENTRIES_MAX 20000
#define PART_MAX (48u << 20)   /* bytes of one part */
#define WHOLE_MAX (160u << 20) /* of all that are read */
#define RATIO_MAX 300u         /* XML packs to a hundredth at most */

struct docx_zip {
	zip_t *zip;
	size_t read;
};

static const char bomb[] = "Word document: it unpacks to more than any document has, as if made "
			   "to fill the memory";

struct docx_zip *docx_zip_open(const char *bytes, size_t len, struct err *err)
{
	struct docx_zip *zip = calloc(1, sizeof *zip);
	zip_error_t why;
	zip_error_init(&why);
	zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &why);
	if (zip && source)
		zip->zip = zip_open_from_source(source, ZIP_RDONLY, &why);
	zip_error_fini(&why);
	if (!zip || !zip->zip) {
		zip_source_free(source);
		free(zip);
		err_set(err, ERR_FAILED,
		        "Word document: damaged or cut short, its table of contents is not there");
		return NULL;
	}
	if (zip_get_num_entries(zip->zip, 0) > ENTRIES_MAX) {
		docx_zip_close(zip);
		err_set(err, ERR_FAILED, "%s", bomb);
		return NULL;
	}
	return zip;
}

void docx_zip_close(struct docx_zip *zip)
{
	if (zip)
		zip_discard(zip->zip);
	free(zip);
}

/* Says whether the part may be read at all. */
static int check(const struct docx_zip *zip, const zip_stat_t *stat, struct err *err)
{
	if (stat->encryption_method != ZIP_EM_NONE)
		return err_set(err, ERR_FAILED, "Word document: protected by a password");
	if (stat->size > PART_MAX || stat->size > WHOLE_MAX - zip->read ||
	    (stat->size > (1u << 20) && stat->size / RATIO_MAX > stat->comp_size))
		return err_set(err, ERR_FAILED, "%s", bomb);
	return 0;
}

/* The part's bytes, as many as the archive says; a part that has more or fewer is
 * damaged. Caller frees. */
static char *unpack(struct docx_zip *zip, zip_uint64_t index, size_t size, struct err *err)
{
	char *bytes = malloc(size + 1);
	zip_file_t *file = bytes ? zip_fopen_index(zip->zip, index, 0) : NULL;
	size_t got = 0;
	while (file && got <= size) {
		zip_int64_t n = zip_fread(file, bytes + got, size + 1 - got);
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	if (file)
		zip_fclose(file);
	if (got != size || !file) {
		free(bytes);
		err_set(err, ERR_FAILED, "Word document: damaged, a part of it cannot be unpacked");
		return NULL;
	}
	zip->read += size;
	return bytes;
}

int docx_part(struct docx_zip *zip, const char *name, struct xml_tree *tree, struct err *err)
{
	zip_stat_t stat;
	memset(tree, 0, sizeof *tree);
	buf_init(&tree->bytes, 0);
	zip_int64_t index = zip_name_locate(zip->zip, name, ZIP_FL_NOCASE);
	if (!*name || index < 0 || zip_stat_index(zip->zip, (zip_uint64_t)index, 0, &stat) < 0 ||
	    !(stat.valid & ZIP_STAT_SIZE) || !(stat.valid & ZIP_STAT_COMP_SIZE))
		return 0;
	if (check(zip, &stat, err) < 0)
		return -1;
	char *bytes = unpack(zip, (zip_uint64_t)index, (size_t)stat.size, err);
	if (!bytes)
		return -1;
	int result = xml_read(tree, &docx_words, bytes, (size_t)stat.size, PART_MAX, err);
	free(bytes);
	return result < 0 ? -1 : 1;
}
