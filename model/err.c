#include "config.h"

#include "model/err.h"

#include "model/words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* An error may quote a foreign file name or a server's words: no control byte
 * may pass. C1 controls are two bytes in UTF-8 (C2 80..9F). */
static void clean(char *s)
{
	for (unsigned char *p = (unsigned char *)s; *p; p++) {
		if (*p < 0x20 || *p == 0x7f)
			*p = ' ';
		else if (*p == 0xc2 && p[1] >= 0x80 && p[1] <= 0x9f)
			p[0] = p[1] = ' ';
	}
}

int err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list ap;

	if (!err)
		return -1;
	err->code = code;
	va_start(ap, format);
	vsnprintf(err->text, sizeof err->text, words_of(format), ap);
	va_end(ap);
	clean(err->text);
	return -1;
}

int err_prefix(struct err *err, const char *prefix)
{
	char text[sizeof err->text];

	if (!err)
		return -1;
	memcpy(text, err->text, sizeof text);
	snprintf(err->text, sizeof err->text, "%s: %.300s", prefix, text);
	clean(err->text);
	return -1;
}

void err_clear(struct err *err)
{
	if (err)
		memset(err, 0, sizeof *err);
}
