/* SPDX-License-Identifier: ISC */
/* The archive that a Word document is. The only file that knows libzip, which is opened
 * when it is first needed and never closed: it brings OpenSSL along, and no web page
 * shall pay for that. It is read from memory, by names that the document gives; nothing
 * is written. */
#include "config.h"

/* struct zip_stat has the time that libzip was built with. */
#ifdef OWN_TIME_BITS
#undef _TIME_BITS
#endif

#include "fetch/parse/docx/docx.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define ENTRIES_MAX 20000
#define PART_MAX (48u << 20)   /* bytes of one part */
#define WHOLE_MAX (160u << 20) /* of all that are read */
#define RATIO_MAX 300u         /* XML packs to a hundredth at most */

/* What is asked of libzip. */
struct library {
	__typeof__(zip_source_buffer_create) *source;
	__typeof__(zip_source_free) *source_free;
	__typeof__(zip_open_from_source) *open;
	__typeof__(zip_discard) *discard;
	__typeof__(zip_get_num_entries) *entries;
	__typeof__(zip_name_locate) *locate;
	__typeof__(zip_stat_index) *stat;
	__typeof__(zip_fopen_index) *file_open;
	__typeof__(zip_fread) *file_read;
	__typeof__(zip_fclose) *file_close;
};

struct docx_zip {
	struct library library;
	zip_t *zip;
	size_t read;
};

static int load(struct library *l)
{
	const struct {
		const char *name;
		void *function;
	} names[] = {
		{"zip_source_buffer_create", &l->source},
		{"zip_source_free", &l->source_free},
		{"zip_open_from_source", &l->open},
		{"zip_discard", &l->discard},
		{"zip_get_num_entries", &l->entries},
		{"zip_name_locate", &l->locate},
		{"zip_stat_index", &l->stat},
		{"zip_fopen_index", &l->file_open},
		{"zip_fread", &l->file_read},
		{"zip_fclose", &l->file_close},
	};
	void *library = dlopen(LIBZIP, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

	for (size_t i = 0; library && i < sizeof names / sizeof *names; i++) {
		void *function = dlsym(library, names[i].name);
		if (!function)
			return -1;
		memcpy(names[i].function, &function, sizeof function);
	}
	return library ? 0 : -1;
}

int docx_zip_load(void)
{
	struct library library;

	return load(&library);
}

static const char bomb[] = "Word document: it unpacks to more than any document has, as if made "
			   "to fill the memory";

struct docx_zip *docx_zip_open(const char *bytes, size_t len, bool may_load, struct err *err)
{
	struct docx_zip *zip = calloc(1, sizeof *zip);
	if (!zip || !may_load || load(&zip->library) < 0) {
		free(zip);
		err_set(err, ERR_FAILED, "Word document: not read here, libzip is not installed");
		return NULL;
	}
	const struct library *l = &zip->library;
	zip_source_t *source = l->source(bytes, len, 0, NULL);
	if (source)
		zip->zip = l->open(source, ZIP_RDONLY, NULL);
	if (!zip->zip) {
		l->source_free(source);
		free(zip);
		err_set(err, ERR_FAILED,
		        "Word document: damaged or cut short, its table of contents is not there");
		return NULL;
	}
	if (l->entries(zip->zip, 0) > ENTRIES_MAX) {
		docx_zip_close(zip);
		err_set(err, ERR_FAILED, "%s", bomb);
		return NULL;
	}
	return zip;
}

void docx_zip_close(struct docx_zip *zip)
{
	if (zip)
		zip->library.discard(zip->zip);
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
	const struct library *l = &zip->library;
	char *bytes = work_malloc(size + 1);
	zip_file_t *file = bytes ? l->file_open(zip->zip, index, 0) : NULL;
	size_t got = 0;
	while (file && got <= size) {
		zip_int64_t n = l->file_read(file, bytes + got, size + 1 - got);
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	if (file)
		l->file_close(file);
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
	zip_int64_t index = zip->library.locate(zip->zip, name, ZIP_FL_NOCASE);
	if (!*name || index < 0 || zip->library.stat(zip->zip, (zip_uint64_t)index, 0, &stat) < 0 ||
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
