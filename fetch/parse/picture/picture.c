/* SPDX-License-Identifier: ISC */
/* The document of a picture. */
#include "config.h"

#include "fetch/parse/picture/picture.h"

#include "fetch/parse/core/parser.h"
#include "fetch/wire/picture_bytes.h"
#include "model/base/url.h"
#include "model/base/work.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIXELS_MOST (3u * DRAWING_WIDTH_MOST * DRAWING_HEIGHT_MOST + 32u)

static const struct format {
	const char *name, *called;
	int (*read)(const char *, size_t, bool, struct picture *, struct shrunk *, struct err *);
	bool (*load)(void);
} formats[] = {
	[PICTURE_PNG] = {"png", "PNG", picture_png, picture_png_load},
	[PICTURE_JPEG] = {"jpeg", "JPEG", picture_jpeg, picture_jpeg_load},
	[PICTURE_WEBP] = {"webp", "WebP", picture_webp, picture_webp_load},
};
#define FORMATS (sizeof formats / sizeof *formats)

bool picture_open(const char *library, const struct picture_name *names, size_t count)
{
	void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

	for (size_t i = 0; handle && i < count; i++) {
		void *function = dlsym(handle, names[i].name);

		if (!function)
			return false;
		memcpy(names[i].function, &function, sizeof function);
	}
	return handle != NULL;
}

bool picture_load(void)
{
	bool any = false;

	for (size_t i = PICTURE_NONE + 1; i < FORMATS; i++)
		any |= formats[i].load();
	return any;
}

/* The last part of a file's path, or of an address, or what it is. */
static void put_title(const struct parse_how *how, const struct format *format, struct doc_maker *m)
{
	const char *address = how->base ? how->base : "";
	char *path = NULL, *title;

	if (how->name && *how->name) {
		title = strdup(parse_name(how->name));
	} else {
		path = strndup(address, strcspn(address, "?#"));
		title = path ? url_decode(parse_name(path), strlen(parse_name(path))) : NULL;
	}
	doc_add_fact(m, DOC_TITLE, title && *title ? title : format->called);
	doc_add_fact(m, DOC_FORMAT, format->name);
	free(path);
	free(title);
}

/* What it is; why it is not all of it. */
static void put_words(const struct picture *p, const struct format *format, struct doc_maker *m)
{
	char text[100];

	snprintf(text, sizeof text, "%s, %u × %u pixels%s", format->called, (unsigned)p->width,
	         (unsigned)p->height, p->moves ? ", the first of several" : "");
	doc_add_str(m, text);
}

static int put(const struct parse_how *how, const struct format *format, const struct picture *p,
               const struct shrunk *s, const char *fault, struct doc_maker *m, struct err *err)
{
	struct buf pixels;
	bool any;

	buf_init(&pixels, PIXELS_MOST);
	any = shrunk_put(s, &pixels);
	if (any) {
		put_title(how, format, m);
		if (*fault)
			doc_add_fact(m, "incomplete", fault);
		doc_begin(m, DOC_FIGURE);
		doc_attr(m, "pixels", pixels.bytes);
		put_words(p, format, m);
	}
	buf_done(&pixels);
	return any ? 0 : err_set(err, ERR_FAILED, "%s", *fault ? fault : "picture: out of memory");
}

int parse_picture(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
                  struct err *err)
{
	enum picture_kind kind = picture_kind(bytes, len);
	const struct format *format = kind ? &formats[kind] : NULL;
	struct shrunk *s = work_calloc(1, sizeof *s);
	struct picture p = {0};
	struct err why = {0};
	int rc;

	if (!format || !s) {
		free(s);
		return err_set(err, ERR_FAILED,
		               format ? "picture: out of memory"
		                      : "picture: of another kind than it is called");
	}
	/* of one that broke off, and comes row by row, the upper part is shown */
	if (format->read(bytes, len, !how->no_pictures, &p, s, &why) < 0 && !why.code)
		err_set(&why, ERR_FAILED, "picture: damaged");
	rc = put(how, format, &p, s, why.text, m, err);
	free(s);
	return rc;
}
