/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/err.h"

#include "model/base/messages.h"
#include "model/base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* An error may quote a foreign file name or a server's words: nothing that could steer
 * a terminal may pass. */
static void clean(struct err *err)
{
	size_t len = strlen(err->text);
	struct buf b;

	if (utf8_is_clean(err->text, len, false))
		return;
	buf_init(&b, sizeof err->text * 4);
	utf8_clean(&b, err->text, len, false);
	snprintf(err->text, sizeof err->text, "%s", b.bytes);
	buf_done(&b);
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
	clean(err);
	return -1;
}

int err_prefix(struct err *err, const char *prefix)
{
	char text[sizeof err->text];

	if (!err)
		return -1;
	memcpy(text, err->text, sizeof text);
	snprintf(err->text, sizeof err->text, "%s: %.300s", prefix, text);
	clean(err);
	return -1;
}

void err_clear(struct err *err)
{
	if (err)
		memset(err, 0, sizeof *err);
}
