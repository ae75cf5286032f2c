/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/err.h"

#include "model/base/messages.h"
#include "model/base/shown.h"
#include "model/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* An error may quote a foreign file name or a server's words: nothing that could steer
 * a terminal may pass. */
/* own: the words that it is made of have marks of direction. */
static void clean(struct err *err, bool own)
{
	size_t len = strlen(err->text);
	struct buf b, shown;

	if (utf8_is_clean(err->text, len, false) && shown_is_all(err->text, len, own))
		return;
	buf_init(&b, sizeof err->text * 4);
	buf_init(&shown, sizeof err->text * 4);
	utf8_clean(&b, err->text, len, false);
	shown_add(&shown, b.bytes, b.len, own);
	snprintf(err->text, sizeof err->text, "%s", shown.bytes);
	buf_done(&b);
	buf_done(&shown);
	/* cut within a character: it goes */
	for (len = strlen(err->text); len && !utf8_is_clean(err->text, len, false);)
		err->text[--len] = '\0';
}

int err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list ap;

	if (!err)
		return -1;
	err->code = code;
	va_start(ap, format);
	vsnprintf(err->text, sizeof err->text, messages_get(format), ap);
	va_end(ap);
	clean(err, shown_has_marks(messages_get(format)));
	return -1;
}

int err_prefix(struct err *err, const char *prefix)
{
	char text[sizeof err->text];
	struct buf b;

	if (!err)
		return -1;
	memcpy(text, err->text, sizeof text);
	buf_init(&b, 65536);
	shown_add(&b, prefix, strlen(prefix), false);
	snprintf(err->text, sizeof err->text, "%s: %.300s", b.bytes, text);
	buf_done(&b);
	clean(err, true);
	return -1;
}

void err_clear(struct err *err)
{
	if (err)
		memset(err, 0, sizeof *err);
}
