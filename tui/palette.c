/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/palette.h"

enum { CUBE = 16, GREYS = 232, GREY_COUNT = 24, SIDE = 6 };

/* The six steps of a side of the cube. */
static const int steps[SIDE] = {0, 95, 135, 175, 215, 255};

static int nearest_step(int value)
{
	int best = 0;

	for (int i = 1; i < SIDE; i++)
		if (value > (steps[i - 1] + steps[i]) / 2)
			best = i;
	return best;
}

static int square(int n)
{
	return n * n;
}

static int distance(struct drawing_colour c, int red, int green, int blue)
{
	return square(c.red - red) + square(c.green - green) + square(c.blue - blue);
}

int palette_nearest(struct drawing_colour c)
{
	int red = nearest_step(c.red), green = nearest_step(c.green), blue = nearest_step(c.blue);
	int mean = (c.red + c.green + c.blue) / 3, grey = mean < 8 ? 0 : (mean - 3) / 10;
	int light;

	grey = grey < GREY_COUNT ? grey : GREY_COUNT - 1;
	light = 8 + 10 * grey;
	if (distance(c, light, light, light) < distance(c, steps[red], steps[green], steps[blue]))
		return GREYS + grey;
	return CUBE + SIDE * SIDE * red + SIDE * green + blue;
}
