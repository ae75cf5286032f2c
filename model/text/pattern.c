/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/pattern.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_PCRE2_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include <dlfcn.h>
#include <pcre2.h>

/* The name that the loader knows it by, with the version of its interface. */
#define LIBRARY "libpcre2-8.so.0"
/* KB that one match may take. */
#define HEAP_MOST 8192

/* A longer text is looked through with care: the library itself begins each time with a look
 * for the first letter through all that is left, and does not count what an item passes. */
#define CARE 4096
/* So many bytes may be passed for each byte of such a text. */
#define PASSED_MOST 1000

/* What of the library is used, by the names that it exports. */
struct pattern {
	void *library;
	pcre2_code *(*compile)(PCRE2_SPTR, PCRE2_SIZE, uint32_t, int *, PCRE2_SIZE *,
	                       pcre2_compile_context *);
	int (*message)(int, PCRE2_UCHAR *, PCRE2_SIZE);
	pcre2_match_context *(*context)(pcre2_general_context *);
	int (*match_limit)(pcre2_match_context *, uint32_t);
	int (*depth_limit)(pcre2_match_context *, uint32_t);
	int (*heap_limit)(pcre2_match_context *, uint32_t);
	int (*callout)(pcre2_match_context *, int (*)(pcre2_callout_block *, void *), void *);
	pcre2_match_data *(*data)(const pcre2_code *, pcre2_general_context *);
	int (*match)(const pcre2_code *, PCRE2_SPTR, PCRE2_SIZE, PCRE2_SIZE, uint32_t,
	             pcre2_match_data *, pcre2_match_context *);
	PCRE2_SIZE *(*vector)(pcre2_match_data *);
	void (*free_code)(pcre2_code *);
	void (*free_context)(pcre2_match_context *);
	void (*free_data)(pcre2_match_data *);
	pcre2_code *code, *careful;
	size_t passed, may_pass;
	pcre2_match_context *limits;
	pcre2_match_data *found;
};

static bool take(struct pattern *p, const char *name, void *function)
{
	/* as POSIX would have it written */
	*(void **)function = dlsym(p->library, name);
	return *(void **)function;
}

static bool load(struct pattern *p)
{
	p->library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
	return p->library && take(p, "pcre2_compile_8", &p->compile) &&
	       take(p, "pcre2_get_error_message_8", &p->message) &&
	       take(p, "pcre2_match_context_create_8", &p->context) &&
	       take(p, "pcre2_set_match_limit_8", &p->match_limit) &&
	       take(p, "pcre2_set_depth_limit_8", &p->depth_limit) &&
	       take(p, "pcre2_set_heap_limit_8", &p->heap_limit) &&
	       take(p, "pcre2_set_callout_8", &p->callout) &&
	       take(p, "pcre2_match_data_create_from_pattern_8", &p->data) &&
	       take(p, "pcre2_match_8", &p->match) &&
	       take(p, "pcre2_get_ovector_pointer_8", &p->vector) &&
	       take(p, "pcre2_code_free_8", &p->free_code) &&
	       take(p, "pcre2_match_context_free_8", &p->free_context) &&
	       take(p, "pcre2_match_data_free_8", &p->free_data);
}

static bool has_capital(const char *s)
{
	for (; *s; s++)
		if (*s == '\\' && s[1])
			s++; /* \W is no letter */
		else if (*s >= 'A' && *s <= 'Z')
			return true;
	return false;
}

/* Before each item of the careful one: how far it has come from where it began. */
static int count(pcre2_callout_block *at, void *payload)
{
	struct pattern *p = payload;

	size_t here = at->current_position, from = at->start_match;

	/* what looks behind stands before where it began */
	p->passed += (here > from ? here - from : from - here) + 1;
	return p->passed > p->may_pass ? PCRE2_ERROR_MATCHLIMIT : 0;
}

static int compile(struct pattern *p, const char *expression, struct err *err)
{
	const uint32_t care = PCRE2_NO_START_OPTIMIZE | PCRE2_AUTO_CALLOUT;
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_UCHAR why[160];
	PCRE2_SIZE at;
	int code;

	if (!has_capital(expression))
		options |= PCRE2_CASELESS;
	p->code = p->compile((PCRE2_SPTR)expression, strlen(expression), options, &code, &at, NULL);
	if (!p->code) {
		p->message(code, why, sizeof why);
		return err_set(err, ERR_USAGE, "/%.100s: after %zu bytes: %s", expression, at,
		               (const char *)why);
	}
	p->careful = p->compile((PCRE2_SPTR)expression, strlen(expression), options | care, &code,
	                        &at, NULL);
	p->limits = p->context(NULL);
	p->found = p->data(p->code, NULL);
	if (!p->careful || !p->limits || !p->found)
		return err_set(err, ERR_FAILED, "out of memory");
	p->match_limit(p->limits, PATTERN_STEPS_MOST);
	p->depth_limit(p->limits, PATTERN_DEPTH_MOST);
	p->heap_limit(p->limits, HEAP_MOST);
	p->callout(p->limits, count, p);
	return 0;
}

struct pattern *pattern_new(const char *expression, struct err *err)
{
	struct pattern *p = calloc(1, sizeof *p);

	if (!p)
		err_set(err, ERR_FAILED, "out of memory");
	else if (!load(p))
		err_set(err, ERR_FAILED, "regular expressions need libpcre2, which is not here");
	else if (compile(p, expression, err) == 0)
		return p;
	pattern_free(p);
	return NULL;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	if (p->found)
		p->free_data(p->found);
	if (p->limits)
		p->free_context(p->limits);
	if (p->code)
		p->free_code(p->code);
	if (p->careful)
		p->free_code(p->careful);
	if (p->library)
		dlclose(p->library);
	free(p);
}

int pattern_match(struct pattern *p, const char *s, size_t len, size_t at, size_t *from, size_t *to)
{
	/* of nothing nothing can be shown; and the whole text is looked over for bad bytes each
	 * time, unless it is told that it was */
	uint32_t options = PCRE2_NOTEMPTY | (at ? PCRE2_NO_UTF_CHECK : 0);
	const pcre2_code *code = len > CARE ? p->careful : p->code;
	int rc;

	if (!at) {
		p->passed = 0;
		p->may_pass = len * PASSED_MOST;
	}
	rc = p->match(code, (PCRE2_SPTR)s, len, at, options, p->found, p->limits);
	if (rc < 0)
		return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
	*from = p->vector(p->found)[0];
	*to = p->vector(p->found)[1];
	return 1;
}
#else
struct pattern *pattern_new(const char *expression, struct err *err)
{
	(void)expression;
	err_set(err, ERR_FAILED, "regular expressions need libpcre2, which is not here");
	return NULL;
}

void pattern_free(struct pattern *p)
{
	(void)p;
}

int pattern_match(struct pattern *p, const char *s, size_t len, size_t at, size_t *from, size_t *to)
{
	(void)p;
	(void)s;
	(void)len;
	(void)at;
	(void)from;
	(void)to;
	return 0;
}
#endif
