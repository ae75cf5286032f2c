/* SPDX-License-Identifier: ISC */
/* The picture of a figure. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"

static int picture(const struct command_call *c)
{
	return app_picture(c->app, c->tab);
}

const struct command picture_command = {
	.name = "picture",
	.late = true,
	.keys = "I",
	.help = N_("the picture of this figure: what it costs, then it; or away with it"),
	.run = picture,
};
