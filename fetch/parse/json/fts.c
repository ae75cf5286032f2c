/* SPDX-License-Identifier: ISC */
/* What the Financial Tracking Service answers: how much the humanitarian plans of a year
 * require, and how much of it was funded. Two forms: an overview of plans, each with its
 * requirement and funding, and totals grouped by plan, whose year is that of the address. */
#include "config.h"

#include "fetch/parse/json/internal.h"
#include "model/base/url.h"
#include "model/doc/left_out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLANS_MAX 1000
#define AMOUNT_MAX 1e15

struct table {
	struct doc_maker *m;
	bool begun;
};

/* -- forms ------------------------------------------------------------------------ */

static const json_t *plans_of(const json_t *root)
{
	return json_object_get(json_object_get(root, "data"), "plans");
}

/* A list of objects of kind Plan, below one of both names; in funding one step deeper. */
static const json_t *required_plans(const json_t *root)
{
	return json_object_get(json_object_get(json_object_get(root, "data"), "requirements"),
	                       "objects");
}

static const json_t *funding_totals(const json_t *root)
{
	const json_t *data = json_object_get(root, "data");
	const json_t *report = json_object_get(data, "report3");

	return json_object_get(json_object_get(report ? report : data, "fundingTotals"), "objects");
}

static const json_t *funded_plans(const json_t *root)
{
	return json_object_get(json_array_get(funding_totals(root), 0), "singleFundingObjects");
}

/* The same forms are also grouped by other things: those are shown as they are. */
bool fts_is(const json_t *root)
{
	const json_t *plan = json_array_get(plans_of(root), 0);
	const json_t *required = json_array_get(required_plans(root), 0);
	const json_t *funded = json_array_get(funded_plans(root), 0);

	return json_is_object(json_object_get(plan, "requirements")) ||
	       json_is_object(json_object_get(plan, "funding")) ||
	       !strcmp(json_text(required, "objectType"), "Plan") ||
	       !strcmp(json_text(funded, "type"), "Plan");
}

/* -- rows ------------------------------------------------------------------------- */

static void add_cell(struct doc_maker *m, bool header, const char *text)
{
	doc_add_cell(m, header, 1, 1);
	doc_add_str(m, text);
}

static void begin_table(struct table *t)
{
	static const char *const heads[] = {"year", "indicator", "value", "unit", "series"};

	if (t->begun)
		return;
	t->begun = true;
	doc_begin(t->m, DOC_TABLE);
	doc_add_row(t->m);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		add_cell(t->m, true, heads[i]);
}

/* Which plans are a country's one for its humanitarian needs: what is regional, of the
 * whole world, or for one event stands for itself. */
static bool is_country_plan(const char *name)
{
	static const char *const others[] = {"Regional", "Global", "3RP",
	                                     "Flash",    "COVID",  "Refugee"};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strstr(name, others[i]))
			return false;
	return strstr(name, "Humanitarian") != NULL;
}

/* A row, unless there is no year or no sum. */
static void add_row(struct table *t, const char *year, const char *plan, bool country,
                    const char *series, double value)
{
	char text[400], number[40];

	if (strlen(year) != 4 || !*plan || !(value > 0) || value > AMOUNT_MAX)
		return;
	begin_table(t);
	doc_add_row(t->m);
	add_cell(t->m, false, year);
	snprintf(text, sizeof text, "%.300s: %s", plan, series);
	add_cell(t->m, false, text);
	snprintf(number, sizeof number, "%.0f", value);
	add_cell(t->m, false, number);
	add_cell(t->m, false, "USD");
	add_cell(t->m, false, country ? series : "");
}

static double amount(const json_t *object, const char *name)
{
	return json_number_value(json_object_get(object, name));
}

/* -- an overview of plans ----------------------------------------------------------- */

static void add_plan(struct table *t, const json_t *plan)
{
	const char *name = json_text(plan, "name");
	const char *type = json_text(json_object_get(plan, "planType"), "name");
	const json_t *needs = json_object_get(plan, "requirements");
	const json_t *funding = json_object_get(plan, "funding");
	bool country =
		json_array_size(json_object_get(plan, "countries")) == 1 && is_country_plan(type);
	double revised = amount(needs, "revisedRequirements");
	char year[5];

	snprintf(year, sizeof year, "%.4s", json_text(plan, "endDate"));
	add_row(t, year, name, country, "required",
	        revised > 0 ? revised : amount(needs, "origRequirements"));
	add_row(t, year, name, country, "funded", amount(funding, "totalFunding"));
}

/* -- totals grouped by plan ---------------------------------------------------------- */

/* "year=2031" of the address. */
static void year_of(const char *address, char out[5])
{
	struct url u;

	*out = '\0';
	url_split(&u, address ? address : "");
	for (size_t i = 0; u.query.at && i + 9 <= u.query.len; i++)
		if ((!i || u.query.at[i - 1] == '&') && !memcmp(u.query.at + i, "year=", 5) &&
		    strspn(u.query.at + i + 5, "0123456789") == 4)
			snprintf(out, 5, "%.4s", u.query.at + i + 5);
}

/* Of a list that is longer than is read, that is said. */
static void check_length(const json_t *list, struct doc_maker *m)
{
	if (json_array_size(list) > PLANS_MAX)
		left_add_limit(m, LIMIT_ENTRIES, PLANS_MAX);
}

static void add_required(struct table *t, const json_t *objects, const char *year)
{
	for (size_t i = 0; i < json_array_size(objects) && i < PLANS_MAX; i++) {
		const json_t *plan = json_array_get(objects, i);
		const char *name = json_text(plan, "name");
		double revised = amount(plan, "revisedRequirements");

		if (!strcmp(json_text(plan, "objectType"), "Plan"))
			add_row(t, year, name, is_country_plan(name), "required",
			        revised > 0 ? revised : amount(plan, "origRequirements"));
	}
}

static void add_funded(struct table *t, const json_t *objects, const char *year)
{
	for (size_t i = 0; i < json_array_size(objects) && i < PLANS_MAX; i++) {
		const json_t *plan = json_array_get(objects, i);
		const char *name = json_text(plan, "name");

		if (!strcmp(json_text(plan, "type"), "Plan"))
			add_row(t, year, name, is_country_plan(name), "funded",
			        amount(plan, "totalFunding"));
	}
}

void fts_add(const json_t *root, const struct parse_how *how, struct doc_maker *m)
{
	const json_t *plans = plans_of(root);
	struct table t = {.m = m};
	char year[5];

	doc_add_fact(m, "figures", "Financial Tracking Service");
	for (size_t i = 0; i < json_array_size(plans) && i < PLANS_MAX; i++)
		add_plan(&t, json_array_get(plans, i));
	year_of(how->base, year);
	add_required(&t, required_plans(root), year);
	add_funded(&t, funded_plans(root), year);
	check_length(plans, m);
	check_length(required_plans(root), m);
	check_length(funded_plans(root), m);
	if (t.begun)
		return;
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "There are no sums of plans in this answer.");
}
