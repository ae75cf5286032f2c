/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/doc/edit.h"

#include <limits.h>
#include <stdlib.h>

/* On a diagonal that no way has come to. */
#define NOWHERE (LONG_MIN / 2)

/* A stretch of both: [a, a_end) and [b, b_end). */
struct box {
	long a, a_end, b, b_end;
};

struct edit {
	struct edit_sequence *a, *b;
	long *forward, *backward; /* by diagonal (x - y): how far in x; 0 is in the middle */
	int64_t *work;
	bool cut; /* the work was used up */
};

static bool same(const struct edit *e, long x, long y)
{
	return e->a->at[x] == e->b->at[y];
}

/* The way with one step more on diagonal k, out of those beside it; NOWHERE where each
 * would leave the box of n x m. */
static long step(const long *reach, long k, long n, long m)
{
	long right = reach[k - 1] >= 0 ? reach[k - 1] + 1 : NOWHERE;
	long down = reach[k + 1] >= 0 ? reach[k + 1] : NOWHERE;

	if (right > n)
		right = NOWHERE;
	if (down - k > m)
		down = NOWHERE;
	return right > down ? right : down;
}

/* From where x and y are on diagonal k along what is common; backwards from the end of
 * the box. */
static long slide(struct edit *e, const struct box *q, long x, long k, bool back)
{
	long n = q->a_end - q->a, m = q->b_end - q->b, from = x;

	while (x < n && x - k < m &&
	       (back ? same(e, q->a_end - 1 - x, q->b_end - 1 - (x - k))
	             : same(e, q->a + x, q->b + x - k)))
		x++;
	*e->work -= x - from;
	return x;
}

/* All ways of d steps, from one end; true when one of them meets one that came from the
 * other end, at *x. */
static bool go_on(struct edit *e, const struct box *q, long d, bool back, long *meet, long *on)
{
	long n = q->a_end - q->a, m = q->b_end - q->b, delta = n - m;
	long *own = back ? e->backward : e->forward, *other = back ? e->forward : e->backward;
	long met = back ? d : d - 1; /* how far the others are */
	bool may_meet = ((delta & 1) != 0) != back;

	for (long k = -d; k <= d; k += 2) {
		long across = delta - k, x = d ? step(own, k, n, m) : 0;

		--*e->work;
		if (x >= 0)
			x = slide(e, q, x, k, back);
		own[k] = x;
		if (!may_meet || x < 0 || across < -met || across > met || other[across] < 0 ||
		    x + other[across] < n)
			continue;
		*meet = back ? n - x : x;
		*on = back ? n - x - (m - (x - k)) : k;
		return true;
	}
	return false;
}

/* A point in the middle of a shortest way through the box, which begins and ends with
 * what differs. False when the work is used up. */
static bool middle(struct edit *e, const struct box *q, long *x, long *y)
{
	long n = q->a_end - q->a, m = q->b_end - q->b, half = (n + m + 1) / 2, k;

	for (long d = 0; d <= half; d++) {
		/* the diagonals next to those that ways have come to */
		e->forward[-d - 1] = e->forward[d + 1] = NOWHERE;
		e->backward[-d - 1] = e->backward[d + 1] = NOWHERE;
		if (*e->work <= 0)
			break;
		if (go_on(e, q, d, false, x, &k) || go_on(e, q, d, true, x, &k)) {
			*y = *x - k;
			return true;
		}
	}
	e->cut = true;
	return false;
}

static void mark(struct edit *e, const struct box *q)
{
	for (long i = q->a; i < q->a_end; i++)
		e->a->changed[i] = true;
	for (long j = q->b; j < q->b_end; j++)
		e->b->changed[j] = true;
}

/* Halves are at most half as many steps apart, so that this goes as deep as a number of
 * steps has digits. */
static void compare(struct edit *e, struct box q)
{
	struct box rest;
	long x, y;

	while (q.a < q.a_end && q.b < q.b_end && same(e, q.a, q.b))
		q.a++, q.b++;
	while (q.a < q.a_end && q.b < q.b_end && same(e, q.a_end - 1, q.b_end - 1))
		q.a_end--, q.b_end--;
	if (q.a == q.a_end || q.b == q.b_end || !middle(e, &q, &x, &y)) {
		mark(e, &q);
		return;
	}
	rest = (struct box){q.a + x, q.a_end, q.b + y, q.b_end};
	q.a_end = rest.a;
	q.b_end = rest.b;
	compare(e, q);
	compare(e, rest);
}

/* Of several shortest scripts that with what is gone or new as late as may be: a sentence
 * that came is new with its own full stop, not with the one before it. */
static void slide_down(struct edit_sequence *s, const struct edit_sequence *other)
{
	for (size_t i = 0, k = 0; i < s->count;) {
		size_t end = i;

		while (end < s->count && s->changed[end])
			end++;
		while (end > i && end < s->count && !s->changed[end] && s->at[i] == s->at[end] &&
		       !other->changed[k]) {
			s->changed[i++] = false;
			s->changed[end++] = true;
			k++;
		}
		i = end;
		/* what it has come to is changed as well: that is next */
		if (end < s->count && s->changed[end])
			continue;
		while (k < other->count && other->changed[k])
			k++;
		i++;
		k++;
	}
}

int edit_compare(struct edit_sequence *a, struct edit_sequence *b, int64_t *work)
{
	size_t half = (a->count + b->count + 1) / 2 + 2, wide = 2 * half + 1;
	long *reach = calloc(2 * wide, sizeof *reach);
	struct edit e = {.a = a, .b = b, .work = work};

	if (!reach)
		return -1;
	e.forward = reach + half;
	e.backward = reach + wide + half;
	for (size_t i = 0; i < a->count; i++)
		a->changed[i] = false;
	for (size_t j = 0; j < b->count; j++)
		b->changed[j] = false;
	compare(&e, (struct box){0, (long)a->count, 0, (long)b->count});
	free(reach);
	slide_down(a, b);
	slide_down(b, a);
	return !e.cut;
}
